# Products of factors over the rational numbers.
factor(x^2 - y^2)
factor(x^3 + y^3)
factor(x^2*y + 2x*y + y)
factor(a^4 + 4b^4)
factor(expand((x + y + z)^3))
factor(expand((x^2 + y*z - 3)*(2x*y + z^2 + 1)*(x*z - y^2 + 5x)))
factor(x^10 - 1)
factor(6x^2 - 6)
factor(1 - x^2)
factor(x^2/4 - 1/9)
factor(0.5x^2 - 0.5)
factor(x^4 + 1)
factor((x^2 - 1)/(x^2 + 2x + 1))
factor(1/x - 1/y)
factor(sin(x)^2 - 1)
factor(exp(2x) - 1)
factor(x - 5sqrt(x) + 6)
factor(2^(2x) - 3*2^x + 2)
factor(x^2*exp(x) + 2x*exp(x) + exp(x))
factor(7)
factor(0)
factor(diff(x^4 - 2x^2, x))
f(t) = t^3 - t
factor(f)

# What belongs to each power.
collect(a*x + b*x + x^2, x)
collect(expand((x + a)^3), a)
collect(x*y + x - 3 + 2x^2 - z*x^2 + x^3, x)
collect(sin(x)^2*a + sin(x)*b + sin(x)*c, sin(x))
collect((a*x + b*x)/c, x)
collect(y + 1, x)

# Too much stops.
# error: too-large
expand((a + b + c + d)^500)
# error: wrong-argument-count
collect(x)

# A normal form may have values where the function has none.
minimum exp(ln(x)) + y^2
minimum cosh(acosh(x))^2 + cosh(acosh(y))^2
minimum (x^2 + y^2)^2/(x^2 + y^2)
minimum x^2*y/y + y^2
minimum (x - 3)^2 + y^2 + 0*sqrt(1 - x^2 - y^2)
minimum (x - 1/2)^2 + y^2 + 0*sqrt(1 - x^2 - y^2)
minimum (x - 1)^2 + y^2 + 0*ln(x - 3)
minimum -cos(x) + 0*ln(50 - x)
minimum cos(x) + 0*ln(10 - x) + 0*sqrt(x)
minimum (x - 100)^4 + sin(asin(x)) + y^2
minimum x^2/x + y^2
minimum (x - 1)^2*(x - 2)/(x - 2) + y^2
minimum x^2 + y^2 + 0*tan(x)
minimum x^2 + y^2 + 0/sin(x)
minimum (x + y)^2*(x - y)/(x - y)
minimum sqrt(x)^2 + sqrt(y)^2
minimum exp(ln(x) + ln(y))
minimum exp(2*ln(x - 1)) + y^4
minimum x^2 + y^2 + z^2 + 0*ln(x + y + z)
minimum x^2 + y^2 + 0*asin(y - 2)

# Critical points and equations.
critical cos(x)*sin(x)/sin(x)
critical sin(x) + 0*sqrt(x)
critical x^3/x + y^2
critical (x - 1)^2 + 0*sqrt(x - 2)
solve x/y = 1 for x, y
solve x/x + y = 4, x*(y - x) = 0
solve x^y = 1/2, x/x + y = -1
solve x*(x - a)/(x - a) = a for x
solve x*y/y = 0, y*x/x = 0
solve (x^2 - y^2)/(x - y) = 0 for x, y
solve ln(x) - ln(y) = 0 for x, y

# A derivative is defined only where the function is.
k(x) = (x^2 - 1)/(x - 1)
k'
domain k'
domain ln'
# error: undefined-value
ln'(-1)
diff(ln(x), x)
grad ln(x)
g(x, y) = ln(x) + y
grad g(1, 2)
# error: undefined-value
grad g(-1, 2)
# error: undefined-value
hessian g(-1, 2)
solve k'(x) = 1 for x

# An infinite intermediate is no value.
table exp(ln(x)), 1/ln(x), atan(1/x), exp(-1/x^2), x/(1 + exp(1000*x)) over 0..2 by 1
table tanh(1/x), 1/(1/x), atan(tan(x)) over -1..1 by 1
descend exp(2*ln(x)) from x = 1 rate 0.5
descend atan(1/x)^2 from x = 1 rate 0.1 steps 3

# Tables take their points as they are written, not as the doubles next to them.
table tan(x), sign(cos(x)), floor(sin(x)), ln(sin(x)) over 0..2pi by pi/2
table 1/(3x - 0.9), mod(x, 0.1), floor(x*100), floor(sqrt(x)^2) over 0.29..0.31 by 0.01
table (1 - cos(x))/x^2, sqrt(1/x^2 + 1) - 1/x over 1e-9..3e-9 by 1e-9
table abs(x - 1/3), if x < 1/3 then 1 else 0 over 0..1 by 1/3
float(erfc(100))

# Values that are doubles though parts of them are none.
table exp(x)*exp(-x), 1.0000001^x over 720..100720 by 100000

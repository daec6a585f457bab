# Taylor polynomials.

taylor(exp(x), x = 0, 4)
f(x) = sin(x)
taylor(f, x = 0, 7)
taylor(f, pi/2, 4)
taylor(ln(x), x = 1, 3)
taylor(1/(1 - x), x = 0, 6)
g(x, y) = exp(x*y)
taylor(g(x, y), x = 0, 3)
taylor(floor(x), x = 1, 0)

# Where a function is defined, as it is written.

domain ln(x^2 - 1)
domain (x^2 - 1)/(x - 1)
domain sqrt(4 - x^2)
domain tan(x)
domain tan(2x + 1)
domain ln(x)/(x - 2)
domain sqrt(x*y)
domain x^2
domain ln(-x^2 - 1)
domain ln(ln(x))
domain 1/(x^3 - 2x)
domain sqrt(x^2 - 4)/(x - 3)
domain gamma(x)
domain sqrt(sin(x))
domain (if x > 0 then ln(x) else 1/(x + 1))
f(x) = 1/x
domain f'

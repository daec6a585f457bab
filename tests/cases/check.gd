# Derivatives against difference quotients: where they were looked at, and how much they may be off.

f(x) = x^2*exp(x)
check f'
check f''

check (1/x)'
check tan(x)'
check abs(x)'
check (ln(x) + sqrt(x - 3))'
check asin(x)'
check (x^x)'
check lgamma(x)'
check floor(x)'
check (if x < 1 then x^2 else 2x - 1)'

g(x, y) = x^2*y + sin(x*y)
check grad g
check hessian g
check diff(g, x)
check diff(g, x, y)
check g' with y = 1
check grad (a*x^2 + y) with a = 2
check diff(a*x^2, a)

# What oscillates faster than a quotient's steps is not refuted by it.
check sin(exp(x))'
check cos(x^5)'
check abs(sin(100x))'

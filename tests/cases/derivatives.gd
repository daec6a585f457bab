f(x) = x^2 + 4x + 9
f'(x)
f'
f''(x)
f'(3)
g(x, y) = (1-x)^2 + 100(y-x^2)^2
grad g
∇g(1, 2)
hessian g
hessian g(1, 1)
diff(x^3*sin(x), x)
diff(x^3*sin(x), x, 3)
diff(x^2*y^3, x, y)
abs'(x)
relu'(x)
(x^x)'
expand((x+1)^3)
sin(x)*2*sin(x)
float(1/3)
float(pi, digits = 40)
latex(sqrt(x)/(1 + x^2))
tangent f at 7
tangent sin(x) at pi/6
check f'
check g'' with y = 1
table f, f' over 0..1 by 0.25

# Powers of one base beside powers of its powers.
u(x) = 2^x*sqrt(2^x)
u'(1)
check u'
diff(sqrt(x*2^x), x)
diff(sqrt(2^x), x, 2)
check (10^(2x)*cbrt(x)^(-3/2))'

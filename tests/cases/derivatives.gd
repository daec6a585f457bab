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

# A value at a single point says nothing about the slope there.

h(x) = if x == 1 then 1 else x^2
h'(1)
h'
jump(x) = if x == 1 then 5 else x^2
jump'
jump'(3)
sinc(x) = if x == 0 then 1 else sin(x)/x
sinc'(0)
other(x) = if x != 0 then (1 - cos(x))/x^2 else 1/2
other'(0)
wave(x) = if x == 0 then 0 else x^2*sin(1/x)
bent(x) = if x == 0 then 0 else abs(x)
bent'(0)
step3(x) = if x == 2 then 1 else 0
step3'
line(x, y) = if x == y then x^2 else x*y
grad line
origin(x, y) = if x == 0 and y == 0 then 0 else x^2*y/(x^2 + y^2)
grad origin(0, 0)
roots(x) = if x^2 == 1 then 1 else x^2
roots'
family(x) = if x == a then b else x^2
family'
grad max(x, y)
grad max(x, y, -x - y)

# At a point where branches meet, limits from both sides say what there is.

sign'(0)
floor'(1)
floor'(1e-9)
abs'(1e-300)
small(x) = abs(x)/10000
small'(0)
steep(x) = abs(x)*10^6
steep'(0)
shift(x) = if x < 1 then x^2 else x^2 + 1e-3
shift'(1)
half(x) = x*abs(x)
half'(0)
half''(0)
half'''(0)
joined(x) = if x <= 1 then x^2 else 2x - 1
joined'(1)
joined''(1)
flat(x) = abs(x)*sign(x)
flat'(0)
peak(x) = floor(sin(x))
peak'(pi/2)
max(x, 0)'(0)
abs'''(0)
tangent x*abs(x) at 0
scaled(x) = c*abs(x)
scaled'(1)
scaled'(0)

# Where an inner function is constant, so is the whole.

root(x) = sqrt(relu(x))
root'(-1)
root'(1)
diff(acos(max(x, 1)), x)
diff(asin(clamp(x, -1, 1)), x)
diff(sqrt(x + abs(x)), x)
diff(cbrt(if x < 0 then 0 else x), x)
diff(atan(relu(x)), x)

# Kinks and jumps that only the normal form shows
f(x) = sqrt(x^2)
f'(0)
tangent x^(3/2) at 0
f(x) = 0^x
f'(0)
# What is to be said of a slope at a kink is said however the point is given.
f(x) = if x < 1 then x^2 else x^2 + 1
f'(x) with x = 1
h(x) = if x == 1 then 1 else x^2
h'(x) with x = 1
1 + h'(x) with x = 1
g(x, y) = floor(x) + abs(y)
grad g(1, 0)
hessian g(1/2, 0)
# Branches that go on smoothly into one another.
f(x) = abs(sin(x))*sign(x)
f'
table f', f'' over -1..1 by 1
# A slope at a kink or a jump is no value.
forget
f(x) = abs(x)
f'(0)
f'(x) + 1 with x = 0
table f' over -1..1 by 1
domain f'
f(x) = relu(x)*x
table f', f'' over -1..1 by 1
f(x) = if x < 1 then x^2 else 2x - 1
table f', f'' over 0..2 by 1
f(x) = abs(x^3 - 3x + 2)
table f' over -2..2 by 1
h(x, y) = max(x, y)
domain diff(h(x, y), x)
diff(if x == 0 then 1 else x, x)
f(x) = if x == 0 then 5 else x^2
f'(3)
f'
table diff(sign(x)^(1/3), x), diff(sign(x)^(-2), x), diff(sign(x*x)*x, x) over -1..1 by 1
# Branches within branches are not looked into: a reserve says so. A gap without a value in a case that is not taken
# says nothing.
table diff(min(sin(x), abs(x)), x), diff(abs(sign(x))*x, x) over -1..1 by 1
table diff(if x < -1 then sign(1/x) else exp(x), x) over -2..0 by 1
f(x) = floor(x)*x
g(x) = f'(x) + 1
g(1)
f'(1/2)
diff(sqrt(abs(x) - 1), x)

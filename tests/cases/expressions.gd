## Expressions
# Exact numbers, closed forms, and what is not done.

1/2 + 1/3
0.1 + 0.2
2^0.5
sqrt(8)
sqrt(x^2)
√2 · π
-2^2
2^3^2
1e-3
4x + 2(x+1) - (x+1)(x-1)
sin(pi/6) + cos(π/3)
0.2x + 1/3
x/x
|x - 1|²
10!
mod(7, 3)
100!/98!
ln(e^3)
exp(1)
inf
-1 < x <= 2
1 < 2
not 1 < 2
if x < 0 then -x else x
max(1, 2, 3)
[1, 2, 3]
[[1, 2], [3, 4]]
(x = 1, y = 2)
0..1 by 0.1
[k^2 for k in 1..5]
sum(k in 1..10, k^2)
product(k in 1..4, x + k)
80%
e^2
sin
x^2 + 1 with x = 3
ans + 1

# Angles and logarithms of algebraic numbers are compared exactly.
cos(pi/7) - cos(2pi/7) + cos(3pi/7) - 1/2
floor(2*(cos(pi/7) - cos(2pi/7) + cos(3pi/7)))
8/17 == sin(2atan(4))
4*atan(1/5) - atan(1/239) == pi/4
hypot(sqrt(2), sqrt(7))
if sin(1)^2 + cos(1)^2 == 1 then 1 else 2
lgamma(exp(100 - e))

# The angle that an inverse gives.
asin(sin(10))
acos(cos(4))
atan(tan(100))

# Exponents that are whole numbers, or may be.
(-4)^(cos(pi/7) - cos(2pi/7) + cos(3pi/7) + 1/2)
(-4)^(digamma(2) - digamma(1))
0^(sqrt(2) + sqrt(3) - sqrt(5 + 2sqrt(6)))
float(sqrt(25/16 + 10^-60), digits = 2)
# Powers too long to be written out stay powers.
10^10^10
3^(10^7)*2^(10^7)
10^(10^7) > 10^(10^6)
2^x == 2^x + (if x == 10^7 then 1 else 0)
(if x == 10 then 1 else 0)*10^(10^x) == 0
tan(pi/7)*tan(2pi/7)*tan(3pi/7) == sqrt(7)

# The order of terms is by what they are, not by when they were typed.
sin(x*y) + sin(x^y)
sin(x^y) + sin(x*y)

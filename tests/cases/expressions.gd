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

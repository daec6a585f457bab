# Schedules, clipping, penalties and boxes.
descend x^2 from x = 7 rate cosine(0.1, 0.01, 4) steps 6
descend x^2 from x = 7 rate [step(0.1, 5, 0.5), warmup(3, exponential(0.2, 0.9))] steps 20
descend x^2 + 3y^2 from (2, 1) rate on_plateau(0.34, factor = 0.1, patience = 2) steps 20
descend x^2 + y^2 - 6x from (5, 5) over x in -1..2, y in 1..9 rate 0.1 steps 100
descend (x - 3)^2 + (y - 1)^2 from (5, 5) using gd(l1 = 4) rate 0.25 steps 8
descend (x - 3)^2 from x = 8 using gd(weight_decay = 2) rate 0.1 clip norm 1 steps 5
descend x^2 from x = 20 over 2..9 rate 0.1 steps 3
descend x^2 from x = 3 rate 0.4 clip value 1/2 steps 4
b = descend x^2 from x = 5 over 2..9 rate 0.1
check b
explain b

# Beyond the pole of x + 1/x the function falls without end. Nothing that looks for its step goes there.

q(x) = x + 1/x
n = descend q from x = 7/2 using newton steps 20
explain n
descend q from [1/10, 7/2, 50] using [linesearch, armijo, wolfe, cg, bfgs, lbfgs, damped_newton, trust_region] steps 3000

# A run of which no exact minimum is known is judged by its facts; one at an edge of its box by what is open there.

s = descend x*cos(x) from x = 3 rate 0.1 steps 200;
check s
p(x, y) = (x - 1)^2 + (y - 3)^2 + x*y/2
e = descend p from (7, 7) rate 0.3 steps 100 over x in 2..8, y in -9..9;
check e

# What is done to a step besides its rule.

v(x) = x^2
explain b
c = descend v from x = 7 using gd(weight_decay = 0.1, l1 = 0.2) rate cosine(0.3, 0.1, 4) steps 4 clip norm 1;
explain c
d = descend p from (7, 7) using momentum rate 0.3/k steps 3 clip value 2 over x in 6..8, y in -9..9;
explain d

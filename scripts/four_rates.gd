## Four learning rates
#
# The same parabola, the same start, four rates. Which are too small, which too large?

f(x) = x^2
runs = descend f from x = 3 rate [0.01, 0.1, 0.9, 1.1] steps 10
plot iterates of runs

# Rate 0.9 looks wild: it jumps over the minimum at every step. But it does not diverge. It comes
# nearer exactly as fast as 0.1, since 1 − 2·0.9 = −4/5 and 1 − 2·0.1 = 4/5 have the same size. The heights
# of both runs, f(x) against the step, fall on one line:

plot values of runs log

# In numbers:

assert abs(runs[1].x - 2.45121842066264) < 1e-12
assert abs(runs[2].x - 0.32212254720000005) < 1e-12
assert abs(runs[3].x - runs[2].x) < 1e-12
assert abs(runs[4].x - 18.57520926720003) < 1e-12

# Only 1.1 goes astray: its factor is 1 − 2·1.1 = −6/5, and every step leads higher up the other side.
# The border is at rate 1, and 1/2 is the best of all: it arrives in one step.

best = descend f from x = 3 rate 1/2
assert best.x == 0

## A zero gradient is not a minimum
#
# "Once the gradient is zero, you have reached a minimum." Not so. Level ground is also found on a
# hilltop, on a ledge and on a mountain pass.

# ## The hilltop
#
# x·cos(x) has a maximum at 0.8603335890193798. A walk that starts there stays there.

f(x) = x*cos(x)
top = descend f from x = 0.8603335890193798 rate 0.1 steps 1000
assert abs(top.x - 0.8603335890193798) < 1e-12

# ## The ledge
#
# x³ is level at 0, and lower on the left.

ledge = descend x^3 from x = 0 rate 0.1
assert ledge.steps == 0

# ## The pass
#
# This landscape has two valleys, at (−1, 0) and (1, 0), and a pass between them at the origin: the ground
# falls to the left and right, and rises ahead and behind.

g(x, y) = x^4/4 - x^2/2 + y^2/2
grad g
hessian g(0, 0)
minimum g

# A walk that starts exactly above the pass, at (0, 1), comes down to it and stops.

above = descend g from (0, 1) rate 0.1 steps 300
assert above.x.x == 0
assert above.value > -1e-12

# One that starts a hundred-millionth beside it takes the same way at first. Then it stands still, so it
# seems: from step 30 to step 160 its height stays within a thousandth of 0. But the tiny distance to the
# side grows by a tenth in every step, and in the end the walk gets away and finds the valley.

beside = descend g from (1e-8, 1) rate 0.1 steps 400
assert abs(beside.path[31].value) < 1e-3
assert abs(beside.path[161].value) < 1e-3
plot beside title "Past the pass and away"
plot values of beside title "A long level stretch is not the end"
check beside

## Tangents on the way down
#
# At the point x₀ the ground is as steep as the tangent there,
#
#     y = f(x₀) + f'(x₀)·(x − x₀).
#
# A rising tangent says: the minimum is to the left. A falling one: to the right. A flat one:
# you are there, or at least on level ground.

f(x) = x^2
f'(x)
minimum f
tangent f at 7

# ## A rate of 0.1
#
# Eight steps from 7, and a picture for every point, the start among them: nine in all. The line
# becomes flatter from picture to picture, and the steps shorter.

slow = descend f from x = 7 rate 0.1 steps 8
plot tangents of slow

# The ninth picture is at 1.1744. That point is reached after *eight* steps, for the first picture
# shows no step at all. The ninth step leads to 0.9395.

assert abs(slow.x - 1.1744051199999999) < 1e-12
nine = descend f from x = 7 rate 0.1 steps 9;
assert abs(nine.x - 0.9395240959999999) < 1e-12

# ## A rate of 0.3
#
# Three times the rate arrives far sooner. Has it arrived after nine steps? In a title with two decimals
# the last point reads (0.00, 0.00), but the minimum is not *reached*: every step keeps 2/5 of the
# distance, and 7·(2/5)^k is never 0.

quick = descend f from x = 7 rate 0.3 steps 9
plot tangents of quick
assert abs(quick.x - 7*(2/5)^9) < 1e-12
assert quick.x > 0.0018

# ## A rate of 1
#
# Here every step lands as far on the other side as it started on this one. The walk goes
# to and fro between 7 and −7 for ever, and never loses height.

wide = descend f from x = 7 rate 1 steps 8
plot tangents of wide over -9..9
assert wide.x == 7
assert wide.value == 49

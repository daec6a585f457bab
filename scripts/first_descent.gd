## Gradient descent on a parabola
#
# Two ways lead to the lowest point of a valley. With a map, one solves f'(x) = 0. In the fog,
# one feels which way the ground falls and takes a step that way, again and again.

f(x) = x^2 + 4x + 9
f'(x)
minimum f

# That was the map. Now the fog: start at 7, and let every step be 0.1 times the slope,
# downhill.

r = descend f from x = 7 rate 0.1 steps 100

# Do both ways agree? And what did the walk look like?

check r
plot r

# Each step keeps exactly 4/5 of the distance to the minimum, so after 9 steps there should be
# 9·(4/5)^9 of the first 9 left.

nine = descend f from x = 7 rate 0.1 steps 9;
assert abs(nine.distance - 9*(4/5)^9) < 1e-12

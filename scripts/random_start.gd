## A start drawn by lot
#
# In the fog nobody knows where the valley is, so the walk may start anywhere. Here it starts somewhere
# in −10..10. The seed makes the draw repeatable: the same seed gives the same start, today and in
# ten years.

f(x) = x^2 + 4x + 9
minimum f
r = descend f from random in -10..10 rate 0.1 steps 50 seed 8
plot r over -15..10 title "Gradient descent from a random start"

# Wherever it starts, the distance to −2 after 50 steps is (4/5)^50 of what it was,
# about a seventy-thousandth.

float((4/5)^50)
start = r.path[1].x;
assert abs(r.distance - abs(start + 2)*(4/5)^50) < 1e-12
check r within 1e-4

# Three starts to compare with, computed by hand:

left = descend f from x = -9.3 rate 0.1 steps 50;
middle = descend f from x = 0 rate 0.1 steps 50;
right = descend f from x = 10 rate 0.1 steps 50;
assert abs(left.x + 2.0001041890815676) < 1e-12
assert abs(middle.x + 1.9999714550461458) < 1e-12
assert abs(right.x + 1.9998287302768754) < 1e-12

# And five at once, from five random starts. Each line of the table is a run.

several = descend f from 5 random in -10..10 rate 0.1 steps 50 seed 8

## Rosenbrock's valley
#
# A valley in the shape of a banana: its floor is easy to find, and nearly level. Its minimum is 0 at (1, 1),
# for there both squares vanish.

g(x, y) = (1 - x)^2 + 100(y - x^2)^2
grad g
g(1, 1)

# The walls have a curvature of about 1000, so the rate must stay near 1/1000. Along the floor
# the curvature is only about 0.4. That is why so many steps are needed.

r = descend g from (-1.2, 1) rate 1e-3 steps 20000
plot contour of r over x in -2..2, y in -1..3 title "20,000 steps along the floor"

# The first step falls from 24.2 to 5.4; all others together do the rest of the way.

plot values of r log
assert r.path[2].value < 5.4
assert abs(r.x.x - 1) < 1e-3
assert abs(r.x.y - 1) < 1e-3

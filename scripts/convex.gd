## Downhill in a convex valley
#
# A convex function has no second valley to get lost in: every local minimum is a global one.

f(x) = x^2
minimum f

# From 8, twenty steps at rate 0.1. Every point lies lower than the one before.

r = descend f from x = 8 rate 0.1 steps 20
plot r over -10..10 title "Gradient descent on a convex function"
assert r.path[2].x == 6.4
assert abs(r.x - 0.09223372036854777) < 1e-12
assert abs(r.value - 0.008507059173023463) < 1e-12

# From 10, fifty steps. The last point rounds to 0.0001 and its height to 0.00000002. Close is
# not there, and the program says how close.

s = descend f from x = 10 rate 0.1 steps 50
plot s over -10..10 title "Gradient descent minimises x²"
assert abs(s.x - 0.00014272476927059603) < 1e-12
check s within 1e-3

# ## What convexity does not promise
#
# That a minimum exists. The exponential is convex, and the walk goes left for ever:

descend exp(x) from x = 0 rate 0.1 steps 10

# That any fixed rate will do. The curvature of x⁴ grows without limit, so for every rate there is a start
# from which it is too large. At rate 0.1 the border is at √5 ≈ 2.236:

h(x) = x^4
inside = descend h from x = 2.2 rate 0.1 steps 1000;
outside = descend h from x = 2.3 rate 0.1 steps 5
assert abs(inside.x) < 0.04
assert abs(outside.x) > 2.3

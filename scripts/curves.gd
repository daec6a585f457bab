## Which way is down?
#
# The derivative answers. Where the curve rises, f' is positive and the minimum lies to the left. Where it
# falls, f' is negative and the minimum lies to the right. Either way the step −rate·f'(x) goes downhill.

f(x) = x^2/4 - x + 2
minimum f

# To the right of the minimum the tangent rises:

tangent f at 6
plot f, 2x - 7 over -3..7 title "x₀ = 6: f' > 0, step to the left"

# To its left the tangent falls:

tangent f at -2
plot f, -2x + 1 over -3..7 title "x₀ = −2: f' < 0, step to the right"

# For a parabola the slope also tells how far the minimum is: near is flat and far is steep. That is no
# general law. The next curve gets flatter the farther one is from its minimum, and a walk
# that starts far out hardly moves:

p(x) = 1 - exp(-x^2)
plot p, p' over -4..4 title "Far away and flat"
plateau = descend p from x = 4 rate 0.1 steps 100
assert plateau.x > 3.99

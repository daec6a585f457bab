## Asking about a function
#
# Before anybody walks downhill: what does algebra know?

f(x) = x^4/4 - x^3/3 - x^2

# Where is the slope zero? Each root comes as a fraction or a root, and the list says whether it is complete.

solve f'(x) = 0
critical f
minimum f

# Not every function has a minimum. The reason is part of the answer.

minimum x^3
minimum ln(1 + e^x)
minimum x + sin(x)

# Where no formula exists, the digits are certified.

solve cos(x) = x
minimum x*sin(x) + x*cos(2x) over 0..10

# Himmelblau's function has four minima, four saddles and a hill between them.

h(x, y) = (x^2 + y - 11)^2 + (x + y^2 - 7)^2
critical h
minimum h over -5..0, -5..0

# A convex function has one valley. A proof shows that it is convex, two points that it is not.

convex sqrt(1 + x^2)
convex h
convex (1 - x)^2 + 100(y - x^2)^2 over 0.999..1.001, 0.999..1.001

# Which rates lead where?

rates f

# And how was the slope found?

explain f'
assert f'(2) == 0

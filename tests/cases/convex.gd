## Convexity
#
# Proved by rules, by a constant Hessian, by the sign of a second derivative, or by bounds on a box.

convex ln(e^x + e^y)
convex x^4
convex x^2 + x*y + y^2
convex ln(1 + exp(x))
convex sqrt(1 + x^2)
convex x*ln(x)
convex 1/x over 0.1..10
convex x^3 over 0..inf
convex sin(x) over pi..2*pi
convex x*exp(x) over -2..inf
convex 2x + 1

g(x, y) = (1 - x)^2 + 100(y - x^2)^2
convex g over x in 0.999..1.001, y in 0.999..1.001

# Refuted by two points and the one halfway.
convex g
convex exp(-x^2)
convex x*y
convex ln(x)
convex 1/x

# Not decided.
convex x - floor(x)/3 over 0.1..0.9

convex if abs(x) <= 1 then x^2/2 else abs(x) - 1/2
convex if abs(x) <= 1 then x^2/2 else abs(x) - 1
convex if x < 0 then 0 else x^2
convex if x < 0 then x^2 else x
convex if x > 0 then x*ln(x) else 0
convex x*relu(x)
convex if x == 0 then -1 else x^2
huber(u) = if abs(u) <= 1 then u^2/2 else abs(u) - 1/2
convex huber(x) + huber(y)
convex huber(x - y) + x^2
# Points that refute lie in the box, whatever doubles make of its ends.
convex x^2*cos(x) over 0..sqrt(10^32 + 10^16) - 10^16
convex x^2*cos(x) over 0..sqrt(10^32 + 3*10^16) - 10^16
# Level along y, so not strictly.
g(x, y) = x^4 + x^3 + x^2
convex g
convex sqrt(x) over -1..0
convex x^(10^10 + 1)
convex (-2)^(sin(1)^2 + cos(1)^2)*x^2

f(x) = x^2 + 4x + 9
rates f

# Near each minimum of a polynomial, exactly.
rates x^4/4 - x^2/2
rates x^3 - 3x over 0..4
rates x^4

# A quadratic function of two unknowns: with momentum too.
rates (x^2 + 100y^2)/2
rates x*y

# Others: minima proved by bounds on an interval.
rates x*cos(x) over -3..6

# The minima fill a line: every run comes to the nearest of them.
rates (x + y)^2

# Minima outside of the box are none, however near.
rates (x - 1 + 10^-20)^2*(x^2 + 1) over 1..2
rates (x - 1 - 10^-20)^2*(x^2 + 1) over 1..2
rates x^2 over 1..2
rates x^2 over 0..2
rates (x^2 - 2)^2 over sqrt(2)..2
rates cos(x) over 2..4
rates (x - y)^2 over x in 0..1, y in 5..6
# A step leaves the box, or the box ends before the minimum.
rates x^4 - 100x over 0..1
rates (cos(x) - x + 2)^2 over 0..sqrt(10^32 + 3*10^16) - 10^16

# An end of which bounds are wide: a minimum between these bounds is not said to lie inside.
rates (cos(x) - x)^2 over -1..ceil(12atan(1/18) + 8atan(1/57) - 5atan(1/239) - pi/4)

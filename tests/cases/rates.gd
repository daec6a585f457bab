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

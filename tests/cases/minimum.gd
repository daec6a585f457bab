minimum x^2 + 4x + 9
m = minimum x^4 - 8x^2 + 3
m.x
m.value
minimum (x - 1)^2 + (y + 2)^2 - x*y
minimum x^3
minimum x^5 - 5x
minimum 2x + 1
minimum 5 + 0*x
minimum -x^2
minimum x*y
minimum (x + 2y - 1)^2 + (2x + 4y - 1)^2
minimum x^4 + y^4 - 2x^2 - y
minimum x^6/6 - x^2/2 - x
minimum x^4 - 3x^3 + x
minimum sin(x)
minimum a*x^2 with a = 2

# Over a box, and beyond polynomials.
minimum x^2 over 1..3
minimum x^5 - 5x over -1.2..2
minimum x*cos(x) over -10..10
minimum x*cos(x)
minimum ln(1 + exp(x))
minimum x + sin(x)
minimum x - ln(x)
minimum x^x
minimum x^2 + exp(-x)
minimum abs(x - 1) + abs(x + 2)
minimum sign(x)
minimum 3sin(x) + 4cos(x)
minimum tan(x)
minimum (x^2 - 1)/(x - 1)
minimum (1 - x)^2 + 100(y - x^2)^2
minimum x^4 + y^4 - 4x*y + 1
minimum x^3 + y^3 - 3x*y
minimum (x^2 + y^2 - 1)^2
minimum x^2*y^2
minimum abs(x) + abs(y - 2)
minimum sin(x) + sin(y)
minimum sin(x + y) + (x - y)^2 - 1.5x + 2.5y + 1 over x in -1.5..4, y in -3..4
minimum -cos(x)*cos(y)*exp(-((x - pi)^2 + (y - pi)^2)) over -100..100, -100..100
minimum (x - y)^2 over 0..1, 2..3
minimum cos(x)/x

# Sets of several parts, families with exceptions, and places without a value.
minimum max(0, abs(abs(x) - 2) - 1)
minimum max(x, -x, 1)
minimum min(max(0, abs(x) - 1), abs(x - 5))
minimum x/x
minimum 1 - sign(x)^2
minimum abs(x^5 - x - 1)
minimum x^2/y^2
minimum sin(x)^2/x^2
minimum abs(sin(x))*sqrt(x)
minimum sin(x)^2 over 0..inf
minimum (x - 1.2)^x over -10..-sqrt(2)
minimum exp(exp(x)^8) over 1..2
critical abs(x)
critical floor(x)
critical x + sin(x)
minimum 4x^2 - 2.1x^4 + x^6/3 + x*y - 4y^2 + 4y^4
minimum x^2 + y^2 - x*y + sin(x)
minimum exp(x) + y^2
minimum relu(x)
huber(x) = if abs(x) < 1 then x^2/2 else abs(x) - 1/2
minimum huber
minimum if x > 0 then x^2 else x^2 + 1

# values that no digits shown tell apart are told apart by proof, or said not to be
minimum (if x < 0 then (x+1)^2 + sqrt(2 + 10^-65) else (x-1)^2 + sqrt(2))
minimum exp(x) - x + sqrt(2 + 10^-65) - sqrt(2) - 1
minimum (if x < 0 then (x+1)^2 + exp(10^-80) else (x-1)^2 + 1)
minimum cbrt(x)^2 + 1e-4*cbrt(x) over -1/2..10

# a normal form may have values where what was written has none
minimum -cos(x) + 0*ln(50-x)
minimum (x-1)^2 + y^2 + 0*ln(x-3)
minimum exp(ln(x)) + y^2
minimum cosh(acosh(x))^2 + cosh(acosh(y))^2
minimum x^2*y/y + y^2

# jumps on a bounded side are all known, and a function with jumps may repeat
minimum mod(x, 1) over 0..60
minimum mod(x, 1) + (x - 7)^2/100 over 0..20
minimum x - floor(x)
minimum sin(x) + floor(x) over -5..5

# several unknowns that are one, or that are apart; curves along which it falls; convex functions
minimum cos(x - y)
minimum max(x + y, -x - y)
minimum (2x - y)^4 - (2x - y)^2
minimum sin(x)*cos(y)
minimum -x*exp(-x^2 - y^2)
minimum x/y
minimum 1/(x*y)
minimum sin(x*y)
minimum x/(1 + x^2 + y^2)
minimum hypot(x - 1, y) + hypot(x + 1, y)
minimum exp(x*y) - exp(-x)

# Poles on a line through space, and a bound that is approached near one.
minimum x/y + (x - 1)^4 + (y - 3)^4 over x in -3..4, y in -3..4
minimum tan(x*y) over x in -3..4, y in -3..4
minimum (10^x - tan(y))*3^y + 0*asin(x/2)
minimum 3^(x/y) over x in -3..4, y in -3..4
minimum (x*y)^(-1/2)
minimum asin(x^3 + x)
minimum sin(x)^2/x^2

# Convex functions whose domain is cut by an inequality; what grows more slowly than the leading terms.
minimum (x - 3)^2 + y^2 + 0*sqrt(1 - x^2 - y^2)
minimum x^2 + y^2 + 0*sqrt(x + y - 2)
minimum asinh(y + x) + (x + 3)^2 + (y + 2)^2
minimum (if x >= 1 then x else y) + x^2 + (y + 1)^2
minimum (y - x)*y + 0*ln(50 - x) over x in -3..4, y in -3..4
minimum cos(abs(x))*(2^y)^(1/3)
# Ends that are no doubles, sets that keep to the domain, and sums without a value.
minimum x*cos(y) over x in 0..1, y in 0..pi/2
minimum (x-0.2)^2 + cos(y)*x over x in 0.1..0.3, y in 1/3..pi/2
minimum x/y over x in 1..2, y in 0..1
minimum x/y over x in 0..1, y in 0..1
minimum x + sqrt(-1-y^2)
minimum (x+y)^3/(2x+2y)

# Sums across a jump where one summand has no closed form; values are those of the summands
minimum x^2 + sin(x) + (if y >= 1 then y else 5)
minimum x^6 + x^2 - x - floor(y) over x in -2..2, y in 0..3
# Families with their conditions, in a box, and with points beside them
minimum max(x, 0) + max(y, 0)
minimum max(abs(x), abs(y))
minimum max(abs(x), abs(y)) + 0*sqrt(x)
minimum (abs(x) + x)^2 + y^2
minimum max(1 - x*y, 0)^2
minimum (x*y)^2 + 0*ln(x)
minimum (x*y - 1)^2
minimum (x - 1)^2*(y - 2)^2 + 0*ln(x)
minimum (x - 1)^2*sin(x)^2
minimum x^2*sin(x)^2
minimum (x^2 - 2)^2*mod(x, 2) over -5..5
minimum x^2 + sin(x) + cos(y)
minimum sin(x) + sin(y) over x in 0..100, y in 0..100
minimum (x*y)^2 over x in 1..2, y in -1..1
# A slope of one sign that is 0 again and again
minimum abs(x) + sin(x)
minimum floor(1/x) over 1/3..1
# Sums of summands that are level, or do not depend on an unknown
minimum abs(x) + abs(x - 1) + abs(y)
minimum exp(x) - x + 0y
minimum (x - 2)^4 + 0*ln(y)
minimum max(x, 0) + max(y, 0) + 0*sqrt(x + 9)
minimum x^2 + sin(x) + cos(y) + 0*sqrt(y)
# What is 0 only where all of its parts are
minimum hypot(x, y)
minimum -sqrt(1 - x^2 - y^2)
# Where not all minimisers are found, the conditions say which they are
minimum max(x^2 + y^2 - 1, 0)
minimum floor(x)^2 + y^2
minimum (x - 1)^2*sin(x)^2 + cos(y)
minimum sin(x) + (y - 1)^2 over x in 0..100, y in 2..3
minimum cos(x) + max(y, 0)
minimum cos(x) + 0y

# Beyond where a search begins, and families of which no member is at hand.
minimum ((x - 1)*(y - exp(x) - x))^2 over x in 0..30, y in 1000..1001
minimum max(x, y, 0)
minimum ((x - 6)*(x + y + z - 20))^2 over x in 5..7, y in 5..7, z in 5..7
minimum x^2 + 0*y over x in -1..1, y in 1..2
minimum 3 + 0*x over x in 1..2

# The image of a minimiser may lie outside of the box; in a box that a symmetry keeps it does not.
minimum exp(x^2) - 2x^2 - cos(x) over x in -65459789/100000000..2
minimum exp(x^2) - 2x^2 - cos(x) + x^2*y^2 + y^2 over x in -654597893/1000000000..2, y in -1..1
minimum exp(x^2) - 2x^2 - cos(x) + x^2*y^2 + y^2 over x in -2..2, y in -1..1
# At a kink the formulas of the slopes are no gradient.
minimum abs(x)*sign(x)*(x - 1) + y^2 + 0*sqrt(1/64 - (x - 1/8)^2 - y^2)
minimum (if x > 0 then x else if x < 0 then x else 0)*(x - 1) + y^2 + 0*sqrt(1/64 - (x - 1/8)^2 - y^2)
# A power of a closed 0 is 0 where its exponent is positive.
minimum (x - y)^2 + (x*y - 1)^2 + 0^x
minimum 0^x*(y^2 + 1)
# Level along y
f(x, y) = x^4 + x^3 + x^2 + 0*sqrt(2 - cosh(y - 100) - x)
minimum f
# Coefficients and ends that cancel in doubles
minimum (sin(1)^2 + cos(1)^2 - 1 - 10^-40)*x^4 + x^2
minimum (cos(x) - x + 2)^2 + sin(y)^2 over x in 0..sqrt(10^32 + 3*10^16) - 10^16, y in -1..sqrt(10^32 + 10^16) - 10^16
# Values only far out
minimum x*sin(x) + ln(x - 100)
# Of an arc some points are found
minimum (x^2 + y^2 - 1)^2 over x in 1/2..inf, y in 1/2..inf
minimum (x^2 + y^2 - 1)^2 + 0/((x - y)*(y - 1/2)*(x - 1/2)) over x in 1/2..inf, y in 1/2..inf
minimum x^2 + 2^(2^100)
# What is said of the normal form, and at which point the gradient is 0
minimum x*sin(x) + 0/sin(x - 13pi/12)
minimum hypot(x, y) - x
# A slope whose denominator hides that it rises
minimum sqrt(x^2 + 1) - x
minimum sqrt(x^2 + 4) + (10 - x)/2
# Digits are called certified where they are.
minimum x^2+exp(-(x-30)^2)
minimum (x^2+y^2-1)^2 over x in 2..3, y in 0..2

# A closed number of which no digit is certain is 0, or shown as it is; an end of which bounds are wide is not passed.
minimum (x - (sqrt(10^200 + 10^100) - 10^100))^2
nothing = ceil(12atan(1/18) + 8atan(1/57) - 5atan(1/239) - pi/4)
minimum (x - 1)^2 - nothing*x
descend (x - 1)^2 - nothing*x from x = 0 rate 0.1 steps 3
minimum (x - 1/2)^2 over 0..nothing + 1/4

# At the ends of a box values are exact where slopes prove it.
minimum x^2 - 2x*y + 2y over x in 0..3, y in 0..2
minimum (x^2 + y^2 - 25)^2 over x in 0..3, y in 0..4
minimum (exp(x) - exp(y) + e - 1)^2 over x in 0..1, y in 0..1

# Least at a kink of one term: 0 is among the slopes that the kink allows.
minimum hypot(x - 3, y + 1) + x/2
explain minimum max(x, y, 1 - x - y)
minimum max(x^2 + y^2, (x - 2)^2 + y^2)
minimum abs(x - y) + (x - 1)^2 + y^2
minimum relu(1 - x - y) + x^2 + y^2
minimum 2hypot(x, y) + x + sqrt(3)*y
minimum max(x + y, x - y) + x^2

# A step function is a number beside its argument: it grows no faster, and where it is followed it is cut.
minimum x^2 - floor(x)
minimum ceil(x) + x^2
minimum x^4 - x*floor(x)
minimum floor(x)
explain minimum 3x - floor(x)
minimum floor(sqrt(x)) - sqrt(x) - x

# Values at two corners that only their formulas tell apart.
minimum cos(x) + cos(y) + x*y + 10^-30*x over x in 0..pi, y in 0..pi
minimum x^2 - 2x*y + 2y - 10^-20*x over x in 0..3, y in 0..2

# A result that is shown again has the names and the words it had.
minimum cos(p) + (q - 1)^2
ans
[x, ans]
least = minimum (v - u)^2 + u
least

# Boxes that nobody tells apart are one place.
minimum x*y + 2cos(y) - sin(x*y) over x in 0..2, y in 1..3

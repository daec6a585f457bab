critical x^3 - 3x
critical x^3
critical x^4
critical x*cos(x) over -10..10
critical sin(x)
critical cos(x) + x/2
critical exp(x)
critical abs(x) + x^2
critical x^4 + y^4 - 4x*y + 1
f(x, y) = (x^2 + y - 11)^2 + (x + y^2 - 7)^2
critical f
critical x^2*y^2
critical sin(x)*y over x in 0..4, y in -1..1
critical a*x^2 + x with a = 2
critical if x < 0 then sin(x) else exp(x)
critical if x > 0 then x^2 else -x^2
critical if x >= 0 then x^2 else x
critical if x == 0 then 5 else x^2
critical if x == 1 then 1 else x^2
critical if x > 0 then x*ln(x) else x^2
critical abs(x)^2
critical sqrt(x^4)
critical hypot(x, y)^2
critical max(x, x) + x^2
critical abs(x)^4 - x^2
critical abs(x)^3
critical x*abs(x)
critical sqrt(relu(x)) + (x+1)^2 over -5..5
critical x^5 - 5x + 1e-20*x^7
critical cos(x)*sin(x)/sin(x)
critical sin(x) + 0*sqrt(x)
critical x^2*y/y
critical sqrt(x)^4
critical relu(x)
critical relu(x)^2
critical relu(x) + y^2
critical abs(sin(x))
critical abs(x) + y^2
critical hypot(x, y)
critical sin(x^2)
critical x + sin(x)
critical cos(x) + y^2
critical sin(x)*sin(y)
critical sin(x*y)
critical cos(x - y)
critical (x^2 + y^2 - 1)^2
critical x^3 + y^3 over x in -1..1, y in -1..1
critical cosh(x) - x^4
critical asin(x)*y
critical acosh(x*y)
critical sqrt(x)*y
# Lines cut by a box, and sets that keep to the domain.
critical (x-y)^2 over x in 0..1, y in 0..3
critical (x-y)^2+z^2 over x in 0..1, y in 2..3, z in 0..1
critical x^2*ln(y)
critical x^2*tan(y)
critical (if x == 0 then y else x^2+y^2)
# A period counts where the function has a value; elsewhere its points are kept where it has one.
critical abs(cos(x))*x/x
critical cos(x)*floor(x)/floor(x)
critical abs(sin(x))*sqrt(x)/sqrt(x)
critical abs(sin(x)) + 0*ln(x)
critical abs(cos(x)) + 1/(x - pi) - 1/(x - pi)
critical sin(x)*abs(sin(x)) + 0*sqrt(x - 10)
critical abs(sin(x)) + 0*tan(x)
# Sums in which a part is constant on a set: kinks and jumps of the other parts are no critical points.
critical relu(x) + relu(y)
critical clamp(x, 0, 1) + clamp(y, 0, 1)
critical relu(x) + min(y^2, 1)
critical sign(x) + sign(y)
critical step(x) + relu(y)
critical relu(x) + sin(y)
critical relu(x) + abs(sin(y))
critical relu(x) + abs(y)^3 - y^2
# Powers of 0 jump where the exponent reaches 0.
critical x^2 + 0^(x^2)
critical (x - 1)^2 + 0^(x - 1)
critical x^2 + y^2 + 0^(x^2)
# Jumps without end near a point leave room for a gradient there.
critical if x == 0 then 0 else x - 1/floor(1/x)
critical (if x == 0 then 0 else x - 1/floor(1/x)) + y^2
critical x + floor(1/x)
critical x + y + floor(x*y)
critical x + floor(abs(x))
# An eigenvalue 0 of a part in two unknowns says nothing of a direction.
critical (x - y)^4 + (x + y)^2 + cosh(z)
critical (if x > 0 then x^2 else -x^2) + y^2
# Levels that the inner value never has.
critical (sin(x) + sin(y) - 5)^2
critical cos(sin(x)/2 + sin(y)/2)
critical max(x^2, y^2)
critical (if x <= 0 then x^2 else x - 1/floor(1/x))
critical abs(cos(x)) + 0*acos(x)
critical sin(x)^2*abs(cos(x))*(x^2 - 1)/(x^2 - 1)
critical (x - y)^2 + relu(z)
critical max(x, y)*min(x, y)
critical (x - y)^2 + 0*ln(x)
critical exp((x - y)^2) + 0*sqrt(x - 1)
critical sign(x - y)*sign(y - x)

# On the border of the domain there is no gradient.
critical cos(2x) + 0*sqrt(sin(x))
critical cos(2x) + y^2 + 0*sqrt(sin(x))
# The box ends at 0.5; a coordinate that is 0 is shown as 0.
critical exp(x*y) + x^2 - 2x + y^2 + cos(x + y) over x in 0..sqrt(10^32 + 10^16) - 10^16, y in -2..2
critical exp(x*y) + x^2 + y^2 + cos(x + y) over x in -1..1, y in -1..1
# The box ends where a flat stretch does.
critical relu(x)^2 over 0..1
critical relu(x)^2 over -1..0
critical relu(x)^2 + y^2 over x in 0..1, y in -1..1
critical relu(sin(x))^2 over 0..pi
critical if x < 1 then 2 else 2 + (x - 1)^3 over 1..2
critical relu(x)^2*exp(y) over x in 0..1, y in -1..1
critical (x - 2)^2 + 0*sqrt(1 - x^2 - y^2)

# Around which points of the border of a domain there is a value is asked condition by condition: all of a line, its part
# inside, or something not decided.
critical y^2 + 0*sqrt(x^2)
critical y^2 + 0*sqrt(1 - cos(x))
critical y^2 + 0*sqrt(exp(x) - x - 1)
critical y^2 + 0*sqrt(-(x - 1)^2*(x - 2))
critical y^2 + 0*sqrt(x^2 - 1)
critical y^2 + 0*ln(x^2 - 2)
critical z^2 + 0*sqrt(x^2 - y^2)
critical (x - y)^2 over x in 0..1, y in 1..2

# An end of which bounds are wide: roots between these bounds are not said to lie inside.
critical exp(x*y) + x^2 - 2x + y^2 + cos(x + y) over x in 0..sqrt(10^200 + 10^100) - 10^100, y in -2..2

critical cos(x) + 0*ln(x^2 - 10^20)

# Numbers that are 0, or cannot be told from it, are not shown as what rounding has left of them.
critical x^2 - 2x*(16atan(1/5) - 4atan(1/239) - pi)
critical x^2 + (gamma(1/3)*gamma(2/3) - 2pi/sqrt(3))*x
solve x == 16atan(1/5) - 4atan(1/239) - pi

solve 5 = 0 for x
solve x - x = 0 for x
solve 2x + 4 = 0
solve x^2 - x - 1 = 0 for x
solve x^2 + x + 1 = 0
solve a*x^2 + b*x + c = 0 for x
solve x^3 - 3x + 1 = 0
solve x^3 - 2x - 5 = 0
solve x^4 - 10x^2 + 1 = 0
solve x^5 - x - 1 = 0
solve x^5 - x - 1 = 0 for x digits 30
rootof(x^5 - x - 1, 1)
rootof(x^2 - 2, 2)
float(rootof(x^5 - x - 1, 1), digits = 40)
solve (x^2 - 1)/(x - 1) = 0
solve 3exp(2x) - 5exp(-x) = 0
solve 4^x - 2^x = 2
solve ln(x) + ln(x - 1) = ln(6)
solve sin(x) = 1/2
solve sin(x) = 1/2 for x over 0..20
solve 3sin(x) + 4cos(x) = 0
solve sin(x)/x = 0
solve cos(2x) = cos(x)
solve x*exp(x) = -1/5
solve x + ln(x) = 2
solve 2x = exp(-x)
solve sqrt(x + 1) = x - 1
solve |x - 1| + |x + 2| = 5
solve |x - 1| + |x + 2| = 3
solve max(x, 1 - x) = 2
solve cos(x) = x for x over -10..10
solve cos(x) = x for x over -10..10 digits 30
solve cos(x) = x*sin(x) for x over -5..5
solve tan(x) = x for x over -5..5
f(x) = x^2 + 4x + 9
solve f'(x) = 0 for x
solve f' = 0
solve x + y = 3, x - y = 1 for x, y
solve x + y = 3, 2x + 2y = 6 for x, y
solve x + y = 3, x + y = 4 for x, y
solve x^2 + y^2 = 5, x*y = 2 for x, y
roots = solve x^2 = 2 for x
roots[1]^2
solve x^2 = a for x with a = 9
lambertw(1)

solve sec(x) = 2
solve csc(2x) = a for x
solve sin(x) = a for x
solve x^2 = a for x
solve sin(x)^2 + cos(x)^2 = 1 for x
solve sqrt(x)^2 = x for x
solve abs(x) - a = 0 for x
solve x*y = 1, x^2 + y^2 = 2 for x, y

# Families whose members were cut by a case, a root or a domain.
solve max(sin(x), x - 30) = 0
solve sqrt(sin(x)^2 + (x - 50)^2) = 50 - x
solve sin(abs(x)) = 1/2
solve cos(sqrt(x)) = 0
solve ln(tan(x)) = 0
solve sin(cos(x)) = 0

# Intervals of solutions.
solve floor(x) = 2
solve ceil(1 - 2x) = 3
solve sqrt(x)^2 = x

# Names without a value, and what they must satisfy.
solve x*exp(x) = c for x
solve sin(exp(x)) = c for x
solve c*x + y = 1, x - y = c for x, y
solve c*x + d*y = 1, x - y = 0 for x, y

# Bounds of a root near a pole of what stands below it.
solve sqrt(x/(x + 1)) = pi/3 - x over -20..20

# Conditions belong to each solution; where a coefficient is 0 the equation is another one.
solve x^3 = b*x for x
solve (x^2 - b)*(x^2 - 4) = 0 for x
solve (x^2 - b)*(x^2 - c) = 0 for x
solve x*(cos(x) - c) = 0 for x
solve (b - c)*x^2 + x = 0 for x
solve exp(x) = -c^2 for x
solve c*x = b for x
solve sin(x) = c*cos(x) for x
solve b*sin(x) + c*cos(x) = 1 for x
solve sin(c*x) = b for x
solve x^c = b for x
solve c^x = b for x
solve x^5 = c for x
solve 1/x + 1/c = 1/b for x
solve x*(x - c)/(x - c) = c for x
solve x*y = c, x + y = b for x, y
solve c*x + c*y = 1, x + y = c for x, y
solve sin(pi*(x^2 + x + 1)/x^2) = 0

# The domain of what was written, in systems too.
solve x/y = 1 for x, y
solve x/x + y = 4, x*(y - x) = 0
solve x^y = 1/2, x/x + y = -1

# Functions with steps.
solve floor(x) = x
solve floor(2x) = x
solve ceil(x) = x/2
solve round(x) = x
solve mod(x, 1) = 1/2
solve floor(x)^2 - 3floor(x) + 2 = 0

# Numbers that are nearly equal.
solve (x - sqrt(2))*(x - sqrt(2 + 10^-65)) = 0
solve (x - sqrt(2))*(x - sqrt(2) - 10^-65) = 0

# Members of a family far from 0, and in boxes with one end.
solve sin(pi*x) = 0 for x over 10^17..10^17+4
solve sin(x) = 0 for x over 10^20..10^20+10
solve sin(x) = 0 for x over 1..inf
solve sin(pi/x) = 0 for x over 0.1..1
solve sin(e^x) = 0 for x over -inf..0

# Every number is a solution only where the rest has a value.
solve x/a = x/b for x
solve floor(x)*ln(a) = 0 for x

# Parts without the unknown of which it is not known whether they have a value.
solve sin(x) = 1 + exp(-10^6) for x
solve x + 0/(digamma(2) - digamma(1) - 1) = x for x
solve x + y = 0*ln(1 - cosh(10^-2000)), x - y = 0 for x, y

# A digit for digit agreement is no proof.
solve sqrt(x) + x = gamma(1/3)*gamma(2/3) + sqrt(2pi/sqrt(3))

# The members of a family that the rest of the equation allows.
solve (cos(x) - c)*(1/x - 2) = 0 for x
solve (ln(x) + b)*(sin(x) - b*cos(x)) = 0 for x

# Systems without a closed form: the last unknown by bounds.
solve exp(x) - y = 2, sqrt(x) + y = 3
solve ln(x*y) = 1/2, x^3 - y = 3
solve x + y = 4, x^y = 4
solve ln(x*y) = 1/2, max(x, y) = 4
solve max(x, y) = 0, max(x, y) = 1/2
solve exp(x) - y = 3, x^2 + y^2 = 0

# No root beyond those that are isolated, since slopes lead away from 0.
solve exp(x) = x^3 + 3

# Polynomials whose coefficients hold names: by factors, and cubic ones by cases.
solve x^3 + c*x^2 + b*x + b*c = 0 for x
solve x^4 + c*x^3 - x - c = 0 for x
solve x^3 + c*x + b = 0 for x
solve c*x^3 + x = 1 for x
solve x^5 + c*x + 1 = 0 for x

# Powers: a base that is 0 where base and exponent vary, closed exponents that are whole numbers, and names.
solve sin(x)^sin(x) = 1
solve abs(sin(x))^sin(x) = 1
solve sin(x)^sin(x)*sin(x) = 0
solve x^(2!) + 3x + 2 = 0
solve x^(sqrt(2) + sqrt(3) - sqrt(5 + 2sqrt(6)) + 2) = 4
solve x^(digamma(2) - digamma(1)) = -4
solve x*(-1)^n = 1 for x
solve x^n = -1 for x
solve x^n*(x + 1) = 0 for x
solve a^x = b for x

# Members at which an inner part has no value are left out.
solve tan(exp(ln(x))) = a for x
solve sin(sqrt(x)) = a for x
solve sin(2x)/sin(x) = a for x
solve x^(2/3) = a for x

# A root near a solution of another factor is another one.
solve (x - 1/2)*(exp(x) + sin(x) - exp(1/2) - sin(1/2) - 1e-14) = 0

# The end of the box is 1/2.
solve cos(3x) = 3x over 0..sqrt(10^32 + 10^16) - 10^16
solve x^2 = 1/4 over 2..3
solve (x^2 - 2)^2/(x^2 - 2) = 0

# Constants are known, and all names are unknowns where there are enough equations.
solve 2x = pi
solve sin(x) = 0, cos(x) = 1
solve sin(x) = 0, x^2 = pi^2
solve sign(x) + sign(x - 1) = 1
solve round(x) = 2
solve step(x) = 1
solve x^2 + y^2 = 0 for x, y

# Sets are cut to the box; the number of a family is bound where it stands.
solve floor(x) = 2 over 0..2
solve abs(x) = x for x over -3..4
solve sin(sqrt(a*x)) = sqrt(a) for x
# A solution that a family holds is not listed beside it.
solve x*sin(x) = 0
solve x*sin(x) = 0, cos(x) = 1
# Powers with a name may have values that the formulas leave out, in systems too.
solve x + y = a^n, x - y = 1 for x, y
solve x = a^y, y = 1 for x, y
solve y = x^n for x, y
# The number under the bar is nearly 5000, which doubles do not say.
solve sin(x) + 0*sqrt((x - (sqrt(10^40 + 10^24) - 10^20))^2 - 100) = 0
# Values too large for doubles.
solve x^2 + y^2 = 2*10^400, x*y = 10^400 for x, y
# A factor that is 0.
solve (sqrt(5 + 2*sqrt(6)) - sqrt(2) - sqrt(3))*x*y = 0 for x, y
# Numbers too long to be written out are numbers.
solve log10(x) = 10^6
solve y = 10^x, x = 10^6 for x, y
# A multiple zero is the only one as far as one of its derivatives does not vanish.
solve tanh(x) = x
solve sin(x)/x = 1
solve exp(x^2) = 1 + x^2
solve sinh(x) = x + x^3/6
solve cos(x) = x digits 200
# Whole exponents of any size: there are values left of 0.
solve x^(10^10 + 1) + x + 1 = 0
solve (x + 1/2)*x^(10^20) = 0
solve y = floor(x), y = x/2 for x, y
# A kink ends the derivatives of a zero; the members of a family need not solve another equation.
solve abs(x) = 10^10*(1 - cos(x)) over -1..1
solve sin(pi*x) = 0, x^5 - 5x^3 + 4x = 0
solve sin(x) = 0, x = a for x
solve sin(pi*x) = 0, x^x = 1/4
solve sqrt(x) = a^(sin(1)^2 + cos(1)^2) for x
# Where the function has no derivative, its derivative is not 0.
f(x) = abs(x)
solve f'(x) = 0
f(x) = abs(x)^3
solve f'(x) = 0
solve f''(x) = 0
solve f'''(x) = 0
f(x) = abs(sin(x))
solve f'(x) = 0
f(x) = abs(x^3 - 3x + 2)
solve f'(x) = 0
f(x) = relu(x)*x
solve f'(x) = 0
solve diff(abs(x - a), x) = 0 for x
# Zeros at kinks, each branch by itself.
solve exp(x) = 1 + x + abs(x)^3 over -1..1
solve x*abs(x) - sin(x)^3 = 0 over -1..1
solve abs(x) = 10^10*(1 - cos(x)) over -1..1
# Conditions that others say, that always hold, or never do.
solve sqrt(x^2 + a^2) = x + 1 for x
solve x*cos(a) - y*sin(a) = 1, x*sin(a) + y*cos(a) = 2 for x, y
solve a*x + b*y = 1, c*x + d*y = 2 for x, y

# Far from the members that the domain leaves out
solve sin(x)*sqrt(x^2 - 10^20) = 0

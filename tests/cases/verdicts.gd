# What a run ended at, and what is proved of it
f(x) = x^4/4 - x^2/2
descend f from x = 2 rate 0.1 steps 200 every 1000
descend f from x = 0.5 rate 1.1 steps 2000 every 1000
descend f from x = 0.5 rate 1.25 steps 2000 every 1000
descend x*cos(x) from x = 1 rate 0.1 steps 500 every 1000
descend x^2*y + x^2 - y^2 from (x = 1, y = 0) rate 0.1 steps 500 every 1000
descend x^4 from x = 1 rate 0.1 steps 2000 every 1000
descend 2*abs(x - 1) from x = 3.25 rate 0.5 steps 60 every 1000
descend exp(-x^2) from x = 6 rate 0.5 steps 60 every 1000

# A run in words
g(x) = x^2 + 4x + 9
r = descend g from x = 7 rate 0.1 steps 3
explain r
h(x, y) = (1 - x)^2 + 100*(y - x^2)^2
s = descend h from (x = -1.2, y = 1) rate 1e-3 steps 2000 every 1000
explain s
rs = descend g from [7, -3] rate 0.9 steps 2
explain rs
check s within 1

# Other methods: what a theorem says of them, and what not
descend g from x = 7 using momentum rate 2 steps 100 every 1000
descend g from x = 7 using momentum rate 0.1 steps 20 every 1000
descend g from x = 7 using nesterov rate 0.68 steps 100 every 1000
descend g from x = 7 using adam rate 0.1 steps 2000 every 10000
descend g from x = 7 using lion rate 0.1 steps 500 every 10000
descend f from x = 2 using momentum rate 0.05 steps 500 every 10000
m = descend g from x = 7 using momentum rate 0.1 steps 2
explain m

# Cycles of two unknowns, proved.

himmelblau(x, y) = (x^2 + y - 11)^2 + (x + y^2 - 7)^2
descend himmelblau from (3.1, 2.1) rate 0.026 steps 5000
descend himmelblau from (3.1, 2.1) rate 0.0245 steps 5000

# Near a pole, and on the way to where a function is level, there is neither a maximum nor a floor.

descend x + 1/x from x = -1/2 using [linesearch, wolfe, newton] steps 200
descend exp(-x) + y^2 from (0, 1) using newton
descend sqrt(x^2 + y^2 - 1) + x + 3y^2 from (1.5, 1) using newton

# Where branches meet, the gradient is the slope of steepest descent: 0 only where nothing leads down.

descend max(x, y, -x - y) from (0.5, 0.5) rate 0.1 steps 3
descend max(x, y) from (1, 1) rate 0.1 steps 3
descend -abs(x) from x = 0 rate 0.1 steps 3
descend relu(x) - relu(-x) from x = 0 rate 0.1 steps 3
descend abs(x) - abs(y) from (0, 0) rate 0.1 steps 3
descend hypot(x, y) + 2x from (0, 0) rate 0.1 steps 3
descend hypot(x - 1, y) + hypot(x + 1, y) + abs(y) from (1/2, 0) rate 0.1
descend max(x, 1 - x) + y^2 from (1/2, 0) rate 0.1

# A verdict claims nothing that the values around contradict.

descend x^3 from x = -1e-3 rate 0.1 every 1000
descend x^3 from x = 0 rate 0.1
descend abs(x*y) from (1, 1) rate 0.1 every 1000
descend relu(x*y) from (1, 1) rate 0.1 every 1000
descend max(x^2, 1) from x = 2 rate 0.1
descend if x < 0 then 1 + x^2 else x^2 from x = -1 rate 0.1 every 1000
descend if x == 0 then -5 else x^2 from x = 1 rate 0.1 every 1000
descend x^4 from x = 1e-4 rate 0.1
descend abs(x - 1/3) + (x - 1/3)^2 + cos(1e-3*x) from x = 2 using bfgs

# A pole inside is the end of the domain, though the formula gives a number behind it.

descend exp(2*ln(x)) from x = 1 rate 0.5
descend atan(1/x) + x^2 from x = 1 rate 2/3 steps 9

# Runs that end where the least value is taken, which infinitely many points have
descend relu(x) from x = 1 rate 0.3
descend max(x^2, 1) from x = 0
descend x^2*y^2 from (x = 1, y = 2) using bfgs
r = descend x^2 + sin(x) + cos(y) from (x = 1, y = -3) rate 0.1
check r

# Beyond the largest double is not outside of the domain: where the value falls for ever, a search diverges.

descend -x^2 from x = 1 using [armijo, wolfe, bfgs, damped_newton] every 10000
descend x^3 from x = -1 using armijo every 10000
descend -exp(x) from x = 1 using armijo every 10000
descend x^2 - y^2 from (1, 1) using [armijo, wolfe, lbfgs] every 10000
descend x^100 from x = 100 using armijo
descend -1/x^2 from x = 1 using wolfe every 10000

# What the numbers of a run allow to be said, and no more.

descend abs(x) from x = 1e-200 steps 2
descend x^2 + 0*ln(x) from x = 1 rate 0.1 every 1000
descend x^2 + y^2 + 0*ln(y) from (1, 1) rate 0.1 every 1000
descend (x - sqrt(2))^2 + 0*ln(x - sqrt(2)) from x = 3 rate 0.1 every 1000
descend if x == 0 then 1 else x^2 from x = 1 rate 0.1 every 1000
descend 10^-400*x^2 from x = 1
descend max(abs(x), 1e-11) from x = 1 rate 1e-3 steps 5000 every 10000
descend (x^2 - 1)^2 from x = 1e-200
descend mod(x, 1) from x = 0.5 rate 0.1 every 10000
descend x^2 from x = 7 rate 1/k^2 every 10000
descend x^2 from x = 7 rate 0.1*0.5^k every 10000
descend (x - 1)^4 + 1e10*(x - 1)^2 from x = 1.5 rate 1e-21 steps 2
descend 1e20*x^2 from x = 1 rate 1e-21 steps 2
descend (x - 1e-10)^2 + 0*ln(x) from x = 1 rate 0.1 every 1000

# A flat maximum of a function with a large least value is no minimum.
descend (x^2*y^2 - 1)^2 + 1e7 from x = 0, y = 0 rate 0.1 steps 10
# A spike at one coordinate, where the other is irrational
descend (if x == 1 then 5 else (x - 1)^2) + (y^2 - 2)^2 from (x = 0.3, y = 1) rate 0.05

# Whether branches that meet form a maximum, a saddle or a minimum, second derivatives of one of them do not tell.
descend -x^2 - y^2 + 20relu(x*y - 1000(10x - 37y)^2) from (0, 0) rate 0.1
descend x^2 - y^2 + relu(x*y) from (0, 0) rate 0.1
descend x^2 + y^2 - step(x*y - 1000(10x - 37y)^2) from (1, -1) rate 0.1 over x in -1..1, y in -1..1 every 1000
descend x + y - step(x*y - 1000(10x - 37y)^2) from (1, 1) rate 0.1 over x in 0..1, y in 0..1 every 1000
descend relu(x)^2 + x^2 + y^2 from (1, 1) rate 0.1 over x in -1..1, y in 0..1 every 1000
# A second derivative that has not settled says nothing of rates.
descend x^2*(2 + sin(ln(x^2 + 1e-30))) from x = 1 rate 0.02 every 1000
# Whole exponents that are odd, but not in doubles
descend x^(2^53 + 1) + x^2 from x = -1 rate 0.1 steps 1
table x^(2^53 + 1), x^(-2^53 - 1), x^(10^20 + 1), x^(2^53) over -1..1 by 1
# Numbers whose terms cancel beyond doubles: 1/2
descend x^2 - 4x from x = 0 rate 0.1 over 0..sqrt(10^32 + 10^16) - 10^16
descend (x - 3)^4 from x = sqrt(10^200 + 10^100) - 10^100 steps 1
table x^2 over sqrt(10^32 + 10^16) - 10^16..2 by 1/2

# A run across a crease goes up and down before its cycle shows.
descend abs(x - 2y) + (x + y - 3)^2/2 from (5, 5) rate 0.1 steps 30

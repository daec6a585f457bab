f(x) = x*cos(x)
rs = descend f from [-2, 1, 7] rate [0.05, 0.1] steps 200
rs.value
rs.verdict
b = best of rs
b.x
best of rs[2]
rs[3]
descend f from 30 random in -12..12 rate 0.1 steps 500 seed 3
descend f from 60 random in -12..12 rate 0.1 steps 500 seed 3
descend x^2 from x = 1 using [gd, adam, momentum] rate [0.01, 0.1] steps 20
descend x^2 from x = 1 using [gd, adam] steps 20
descend f from x = 1
descend x^4/4 - 2x^2 + x from x = 3
rosenbrock(x, y) = (1 - x)^2 + 100(y - x^2)^2
descend rosenbrock from (-1.2, 1) steps 100
descend x^3 from x = 1 steps 10
descend ln(x) from [-1, 1] steps 3
short = descend f from x = 7 using adam steps 40 rate 0.05;
longer = continue short steps 60;
at_once = descend f from x = 7 using adam steps 100 rate 0.05;
assert longer.x == at_once.x
assert longer.value == at_once.value
longer.steps
tiny = descend x^2 from x = 1 rate 0.1 steps 2;
continue tiny steps 3
save tiny to "tiny.json"
save rs to "rs.csv"

# The best stands wherever a run may.

ss = descend sin from [1, 4, 10] rate 0.5 steps 5;
explain best of ss
best(ss).value
continue best of ss steps 2
plot iterates of best of ss
plot sin, best of ss over -3..12
best = 3
check best of ss within 1/10

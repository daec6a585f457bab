## Comparing optimizers
#
# Six ways down one valley: Rosenbrock's, with steep walls, a floor that is nearly level, and its minimum 0
# at (1, 1). Four of the methods take a rate, two find the length of their steps themselves.

g(x, y) = (1 - x)^2 + 100(y - x^2)^2
minimum g

gd = descend g from (-1.2, 1) using gd rate 1e-3 steps 300;
momentum = descend g from (-1.2, 1) using momentum rate 1e-3 steps 300;
nesterov = descend g from (-1.2, 1) using nesterov rate 1e-3 steps 300;
adam = descend g from (-1.2, 1) using adam rate 0.1 steps 300;
lbfgs = descend g from (-1.2, 1) using lbfgs steps 300;
newton = descend g from (-1.2, 1) using newton steps 300;
plot values of gd, momentum, nesterov, adam, lbfgs, newton log title "Six methods in Rosenbrock's valley"

# The first four know no more of the ground than slopes. L-BFGS learns from the slopes it has seen how the valley
# bends, and Newton's method reads that off the second derivatives: 38 steps and 7 instead of thousands.

assert lbfgs.steps < 60 and newton.steps < 10
assert momentum.value < gd.value and nesterov.value < gd.value
check lbfgs
check newton

# The price of a step is not the same for all: with n unknowns, Newton's method solves n equations in each. And it
# may go far uphill on its way, as its second step does here:

explain newton

# On the map: after 300 steps gradient descent is still creeping down the left arm of the valley. Momentum swings from
# wall to wall at first, and then carries the run along the floor. L-BFGS takes the bend in a few long steps.

plot contour of g over x in -2..2, y in -1..3 with gd, momentum, lbfgs title "The same start, three ways"

# ## Your own rule
#
# A method is a few lines. This one steps by the direction of the gradient alone, whatever its size, and remembers half
# of its last step:

optimizer compass(memory = 1/2)
    v = 0
    v <- memory*v + g/norm(g)
    x <- x - rate*v

# At a constant rate its steps do not get shorter, so it ends up hopping from wall to wall. A schedule shortens them:

constant = descend g from (-1.2, 1) using compass rate 0.02 steps 400;
shorter = descend g from (-1.2, 1) using compass rate cosine(0.02, 0, 400) steps 400;
plot rate of constant, shorter title "Two rates"
plot values of constant, shorter log title "A rate that goes to 0 lets the steps settle"
assert shorter.value < constant.value
explain shorter

# ## Many starts
#
# Himmelblau's function has four minima, all of them 0. Where a walk ends depends on where it starts:

h(x, y) = (x^2 + y - 11)^2 + (x + y^2 - 7)^2
rs = descend h from 60 random in -5..5 using lbfgs seed 1
best of rs
check best of rs
plot contour of best of rs over x in -5..5, y in -5..5 title "The best of 60"

f(x) = x^2 + 4x + 9
descend f from x = 7 rate 0.1 steps 9
descend f from 7
descend x^2 from x = 7 rate 1 steps 9
descend x^2 from x = 7 rate 1.1 steps 5
descend x^2 from x = 7 rate 0.3 steps 9
descend x^2 from x = 7 rate 0.5 steps 9
descend x^2 from x = 0 rate 0.1 steps 9
descend x*cos(x) from x = 1 rate 0.1 steps 50 every 10
descend x^3 from x = 1 rate 0.1 steps 100
descend ln(x) from x = 0.1 rate 0.1 steps 5
descend sqrt(x) from x = 1 rate 0.5 steps 50
descend x^4/4 - x^2/2 + y^2/2 from (x = 0, y = 1) rate 0.1 steps 400
descend tanh(x)^2 from x = 9 rate 0.1 steps 50
descend exp(x) from x = 0 rate 0.1 steps 50
descend abs(x) from x = 1 rate 0.3 steps 20
descend a*x^2 with a = 2 from x = 1 rate 0.1 steps 3
descend x^2 from x = 3 rate [0.01, 0.1, 0.9, 1.1] steps 10
descend x*cos(x) from [-2, 1] rate 0.1 steps 50
descend x^2 from random in -10..10 rate 0.1 steps 3 seed 1
descend x^2 from 3 random in -10..10 rate 0.1 steps 3 seed 1
descend x^2 from x in -2..2 by 1 rate 0.1 steps 3
descend x^2 from x = 7 rate 0.1/k steps 20
descend x^2 from x = 7 rate 0.1 until gradient < 1e-3
descend x^2 from x = 7 rate 0.1 steps 0
g(x, y) = (1-x)^2 + 100(y-x^2)^2
r = descend g from (-1.2, 1) rate 1e-3 steps 1000
r.x
r.value
r.verdict
r.steps
r
s = descend f from x = 7 rate 0.1 steps 100
check s
check s within 1e-3
assert s.x < 0

# Methods of the library and of one's own.
optimizer heavy_ball(beta = 9/10)
    v = 0
    v <- beta*v + g
    x <- x - rate*v

descend x^2 from x = 7 using heavy_ball rate 0.1 steps 5
descend x^2 from x = 7 using heavy_ball(beta = 1/2) rate 1.6 steps 5
descend x^2 from x = 7 using adam(beta1 = 0.8) steps 3
descend x^2 from x = 7 using [gd, adam, lion] rate 0.1 steps 20
optimizer unit()
    size = norm(g)
    x <- x - rate*g/size

descend (1-x)^2 + 100(y-x^2)^2 from (-1.2, 1) using unit rate 0.1 steps 3

# Saved, and read again: with all that belongs to it.
optimizer lazy(b = 1/2)
    v = 0
    v <- b*v + g
    x <- x - rate*v

saved = descend (1-x)^2 + 100(y-x^2)^2 from [(-1.2, 1), (0, 1/3)] using [lazy(b = 0.3), adam(weight_decay = 0.1), bfgs] rate 1e-3 steps 30
save saved to "saved.json"
same = read("saved.json")
assert same[1].value == saved[1].value
assert same[4].value == saved[4].value
boxed = descend x^2 from x = 3 rate cosine(0.1, 0, 10) steps 12 clip norm 1 over 1..5;
save boxed to "boxed.json"
read("boxed.json")
# Level in doubles only, and a point with a value and no derivative.
descend exp(-x) from x = 800 rate 1
descend (if x == 0 then 5 else x^2) from x = 1 rate 0.5
# A flat minimum that is proved to be one; a slope that changes fast and does not jump; a cusp about which no run calms down.
descend 1e-6*(x^4/4 + x^3/3 - x^2) from x = 1 rate 0.1
descend sqrt(x^2 + 1e-30) from x = 1 rate 0.1 steps 20 every 10
descend cbrt(x)^2 from x = 1 rate 0.1 every 1000
# Numbers of the method that are too large say nothing of the function.
descend abs(x) + x^2 from x = 1 using bfgs every 1000
# A box asks no less of a minimum: values around it, and at it.
descend x^2 + floor(x) from x = 0.9 rate 0.1 over -1..1 every 1000
descend x^2 + 0*ln(x) from x = 0.9 rate 0.1 over 0..1 every 1000
descend (if x == 0 then 7 else x^2) from x = 0.9 rate 0.1 over -1..1 every 1000
descend x^2 - step(x) + y^2 from (x = 0.9, y = 0.5) rate 0.1 over x in 0..1, y in -1..1 every 1000
descend (x - 1/3)^2 from x = 0.9 rate 0.1 over 0..1 every 1000
# Rules of one's own: where one stands still the rate need not be small, and what has risen does not descend.
optimizer drift()
    x <- x - rate*g + 0.1
descend x^2 from x = 1 using drift rate 0.1 every 1000
optimizer halves()
    x <- x/2
descend (x - 1)^2 from x = 9 using halves rate 0.1 steps 200 every 1000
optimizer ten_steps()
    x <- x - rate*g*(if k < 10 then 1 else 0)
descend x^2 from x = 9 using ten_steps rate 0.1 steps 200 every 1000
optimizer logarithms()
    x <- ln(x)
descend (x - 2)^2 from x = 5 using logarithms rate 0.1 every 1000
descend max(0,1-x)+x^2/2 from x = -3 rate 0.1
descend x - step(x) from x = 0.95 rate 0.1 over 0..1
descend x + y^3/y from (0.9,0.9) rate 0.1 over x in 0..1, y in -1..1
descend 1/(x-1) from x = 0 using linesearch
descend abs(x-y)+(x+y)^2/10 from (3,3) using coordinate_descent steps 20
descend (x-1)^2+exp(-y) from x = 2, y = 1e12 rate 1e-4 steps 20

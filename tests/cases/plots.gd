f(x) = x^2
plot f, f' over -20..20
r = descend f from x = 7 rate 0.1 steps 9
plot r
plot r over -15..10 title "Gradient descent" to "descent.svg"
plot tangents of r
plot iterates of r
plot values of r log
plot contour of x^2 + 3y^2 over x in -2..2, y in -1..3
q = descend x^2 + 3y^2 from (2, 1) rate 0.1 steps 20
plot q
plot contour of x^2 + 3y^2 over x in -2..2, y in -1..3 with q
s = descend f from x = 3 rate [0.01, 0.1, 0.9, 1.1] steps 10
plot iterates of s
plot s
c = descend f from x = 7 rate [0.1, warmup(5, cosine(0.1, 0, 30)), step(0.05, 10, 0.5)] steps 40
plot rate of c
plot rate of c[2] log

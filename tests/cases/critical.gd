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

a = 3
f(x) = a*x^2 + sin(x)
f(2)
f
a = 5
f(2)
huber(u) = if |u| <= 1 then u^2/2 else |u| - 1/2
huber(3)
energy(m, c, e) = m*c^2 + e
energy(1, 2, 3)
u, v = [1, 2]
u + v
b = 7;
b
q(x) = x(x + 1)
x₀ = 2
θ(t) = 2t
θ(x₀)
p = (x = 1, y = 2)
p.x + p.y
l = [10, 20, 30]
l[2]

# What stands behind a dot, or runs through a range, is not the name that is defined.
r = descend x^2 from x = 7 rate 1/2 steps 1
x = r.x
k = sum(k in 1..3, k)
k
q = [q^2 for q in 1..3]

## Mistakes
# One for each code, as people make them.

# error: ambiguous-division
1/2x
# error: assertion-failed
assert 1 == 2
# error: bad-count
descend x^2 from 1.5 random in 0..1
# error: bad-digits
float(pi, digits = 0)
# error: bad-every
descend x^2 from x = 1 every 0
# error: missing-operator
1.2.3
# error: start-outside
descend ln(x) + 1/x from x = -1
# error: too-large
1e99999999999999999999
# error: bad-order
diff(x^2, x, 1.5)
# error: bad-rate
descend x^2 from x = 1 rate -1
# error: bad-seed
descend x^2 from random in 0..1 seed 1.5
# error: bad-size
plot x^2 size 1
# error: bad-start
descend x^2 from x = inf
# error: bad-steps
descend x^2 from x = 1 steps 1.5
# error: bad-tolerance
check r within -1
r = descend x^2 from x = 7 rate 0.1 steps 3;
# error: check-failed
check r
# error: clause-twice
descend x^2 from x = 1 rate 1 rate 2
# error: depends-on-itself
f(x) = f(x - 1)
# error: empty-range
plot x^2 over 3..1
# error: expected-expression
1 +

# error: incomplete-if
if x > 0 then 1
# error: invalid-definition
f(1) = 3
# error: many-unknowns
tangent x*y at 1
# error: missing-clause
tangent x^2
# error: missing-operator
x y
# error: missing-target
minimum
# error: missing-value
descend x^2 from
# error: duplicate-name
f(x, x) = x
# error: name-twice
x^2 with x = 1, x = 2
# error: needs-run
plot iterates of x^2
r = descend sin(x) from x = 7 rate 0.1 steps 3;
# error: check-failed
check r
# error: no-help
help cosin
# error: not-a-run
best(3)
# error: not-a-run
explain best of 5
# error: no-decimals
float(gamma(1/3)*gamma(2/3) - 2pi/sqrt(3), digits = 20)
# error: no-value
float(x)
v = 5;
# error: no-elements
v[1]
# error: no-field
r.speed
# error: no-help
help banana
ts = descend ln(x) from [-1, 1] steps 2;
plot ts[1]
# error: no-such-element
[1, 2, 3][4]
# error: no-unknowns
descend 5 from 3
h(x) = a*x^2
# error: no-value
descend h from x = 7
# error: not-a-binding
x^2 with 3
# error: not-a-condition
if x then 1 else 2
# error: not-a-number
sin + 1
# error: not-a-range
plot x^2 over 3
# error: not-a-text
plot x^2 title 5
# error: not-a-variable
diff(x^2, 5)
# error: not-available
animate(3)

# error: not-decided
assert x < 1
# error: nothing-to-check
check 5
# error: unknown-name
descend x^2 from x in 0..1, y in 0..1
# note: one-name
area(x, y) = xy
# note: product-not-call
m(x) = x(x + 1)
s = descend x^2 from [1, 2] steps 3;
# error: one-run
plot tangents of s
# error: one-target
minimum x^2, y^2
# error: bad-steps
descend x^2 from x = 1 steps 5, 6
# error: one-value
table x^2 over 0..1, 2..3
# error: picture-format
plot x^2 to "a.png"
# error: power-operator
x**2
# error: reserved-name
true = 3
# error: too-deep
((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((x))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))
# error: too-large
10^200000*10^200000
# error: too-many-runs
descend x^2 from 1000000 random in 0..1
# error: two-unknowns
plot contour of x^2 over x in 0..1, y in 0..1
# error: unclosed-bracket
(1 + 2
# error: unclosed-text
plot x^2 title "abc
# error: unknown-function
foo(2) + bar
# error: undefined-value
1/0
# error: unexpected-bracket
1 + 2)
# error: unexpected-equation
plot x = 1
# error: undefined-name
descend undefined_function from x = 1 rate 0.1
# error: invalid-definition
f(2) = 4
# error: unexpected-name
sin(x = 1)
# error: unexpected-range
x in 2..3
# error: not-a-number
"abc" + 1
# error: unexpected-text
x := 3
# error: no-help
help 5
# error: unexpected-value
descend x^2 from x = 1 rate 0.1 0.2
# error: unknown-command
decend x^2 from x = 1
# error: unknown-function
foo(x, y)
# error: unknown-minimum
descend x*cos(x) from x = 1 using polyak
# error: unknown-method
descend x^2 from x = 1 using 3
# error: unknown-name
descend x^2 from z = 1
# error: unknown-clause
descend x^2 form x = 1
# error: unknown-plot
plot iterate of r
# error: wrong-argument-count
sin(1, 2)
# error: wrong-count
u, v = [1, 2, 3]
# error: unknown-command
minimun x^2
# error: wrong-start
descend x^2 + y^2 from (1, 2, 3)
# error: no-taylor
taylor(|x|, x = 0, 3)
# error: nothing-to-explain
explain x^2
# error: not-an-equation
solve x < 3
# error: bad-root
rootof(x^2 + 1, 1)
# error: check-failed
check (ln(-1 - x^2))'
# error: many-unknowns
check (x^2*y)'
# error: nothing-to-explain
explain hessian (x^2*y)
# error: unknown-method
descend x^2 from x = 7 using adan rate 0.1
# error: unknown-parameter
descend x^2 from x = 7 using adam(beta3 = 1) rate 0.1
# error: bad-parameter
descend x^2 from x = 7 using adam(beta1 = 1) rate 0.1
# error: unnamed-parameter
descend x^2 from x = 7 using adam(0.9) rate 0.1
# error: bad-parameter
descend x^2 from x = 7 using rmsprop(centered = 2) rate 0.1
# error: unknown-method
descend x^2 from x = 7 using [] rate 0.1
# error: bad-optimizer
optimizer still()
    v = 0

# error: bad-optimizer
optimizer changed(beta = 1)
    beta <- 2
    x <- x - rate*g

# error: undefined-name
optimizer unknown()
    x <- x - rat*g

# error: bad-optimizer
optimizer counting()
    k <- 2
    x <- x - rate*g

# error: bad-optimizer
optimizer unborn()
    v <- 2
    x <- x - rate*g
# error: unknown-schedule
descend x^2 from x = 1 rate cosin(0.1, 0, 100)
# error: missing-value
descend x^2 from x = 1 rate cosine(0.1, 0)
# error: bad-parameter
descend x^2 from x = 1 rate cosine(0.1, 0, steps = 2.5)
# error: unknown-parameter
descend x^2 from x = 1 rate on_plateau(0.1, patienc = 3)
# error: bad-rate
descend x^2 from x = 1 rate [0.1, 0.1 - 0.01k]
# error: bad-rate
descend x^2 from x = 1 rate sqrt(3.5 - k) steps 10
# error: bad-parameter
descend x^2 from x = 1 rate multi_step(0.1, [30, 20])
# error: unexpected-value
descend x^2 from x = 1 rate warmup(5, 0.1, 0, 1)
# error: bad-clip
descend x^2 from x = 1 rate 0.1 clip 0
# error: bad-clip
descend x^2 from x = 1 rate 0.1 clip nrom 1
# error: empty-range
descend x^2 from x = 1 rate 0.1 over 3..1
# error: unknown-name
descend x^2 from x = 1 rate 0.1 over y in 0..1
# error: not-a-run
best of 5
# error: not-a-run
best
# error: not-a-run
continue 5 steps 3
# error: not-a-run
save 5 to "five.json"
u = descend x^2 from x = 1 steps 2;
# error: unknown-format
save u to "r.pdf"
# error: unused-rate
descend x^2 from x = 1 using bfgs rate 0.1
# error: cannot-read
read("nothing.json")
# error: not-a-text
read(5)
# error: undefined-value
diff(polygamma(x, 2), x)
# error: undefined-value
0^pi
# error: undefined-value
mod(5, 0)
# error: bad-root
rootof(x^3 - 2, 2)
# error: no-tangent
tangent abs(x) at 0
# error: no-tangent
tangent floor(x) at 1
# error: no-tangent
tangent sqrt(x^2) + x at 0
# error: no-tangent
tangent (if x > 0 then 1/x else 0) at 0
# error: no-tangent
tangent 0^x at 0
# error: no-tangent
tangent (sqrt(2) + sqrt(3) - sqrt(5 + 2*sqrt(6)))^(x^2) at 0
# error: no-decimals
float(erfc(1000))
# error: undefined-value
float(exp(1000))
# A slope at a kink or a jump is no value.
# note: left-out
diff(if x == 0 then 1 else x, x)
f(x) = abs(x)
g(x) = f'(x)
# error: undefined-value
g(0)
# error: undefined-value
diff(f(x), x) with x = 0
f(x) = if x == 0 then 5 else (3^x - 2^x)/x
# error: undefined-value
f'(0)
# error: no-tangent
tangent f at 0

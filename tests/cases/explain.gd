# Derivations, rule by rule.

explain (x^2)'

explain (x^2*sin(x))'

f(x) = (x^2 + 1)/(x - 3)
explain f'

explain (sin(x^2 + 1)^3)'

explain (x^x)'

explain (sin(x)^x)'

explain (3x^2 - 4x + 7)'

explain (|x - 1| + exp(-x))'

g(x, y) = x^2*y + sin(x*y)
explain g'

h(x) = exp(2x)
explain h''

explain (if x < 0 then x^2 else sin(x))'

explain (max(x, x^2))'

explain (a*x^2)' with a = 3

explain grad g

explain diff(g, y)

explain diff(x^3*y^2, x, y)

explain grad (x^2 + 1)

# the argument behind an answer: each step stands on those below it, farther right
explain minimum x^4 - 2x^2
explain minimum cos(x) + y^2
explain minimum -x^2
explain minimum(x^2) over 1..2
explain solve x^2 = 2 for x
explain solve x*(exp(2x) - 3exp(x) + 2) = 0
explain solve sqrt(x + 1) = x - 1
explain solve sin(x)^2 = b for x
explain solve x + y = 3, x*y = 2
explain solve cos(x) = x
explain critical abs(x)^3 - x
explain critical sin(x)*exp(y^2)
explain convex exp(x^2) + y^2
f(x) = x - floor(x)
explain minimum f

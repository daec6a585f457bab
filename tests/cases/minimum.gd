minimum x^2 + 4x + 9
m = minimum x^4 - 8x^2 + 3
m.x
m.value
minimum (x - 1)^2 + (y + 2)^2 - x*y
minimum x^3
minimum x^5 - 5x
minimum 2x + 1
minimum 5 + 0*x
minimum -x^2
minimum x*y
minimum (x + 2y - 1)^2 + (2x + 4y - 1)^2
minimum x^4 + y^4 - 2x^2 - y
minimum x^6/6 - x^2/2 - x
minimum x^4 - 3x^3 + x
minimum sin(x)
minimum a*x^2 with a = 2

## Two valleys
#
# A hilly landscape has many valleys. Which one does a walk end in?

f(x) = x*cos(x)
f'(x)
runs = descend f from [-2, 1] rate 0.1 steps 50
plot runs over -10..10 title "Two starts, two valleys"
assert abs(runs[1].x + 0.8603421656445451) < 1e-12
assert abs(runs[2].x - 3.4256184362167335) < 1e-12

# One might say: each walk gets stuck in the *closest* minimum. The second one does not. It starts at 1,
# from where the minimum at −0.86 is only 1.86 away, and ends at 3.43, which is 2.43 away.

assert abs(1 - runs[1].x) < abs(1 - runs[2].x)

# What decides is the hilltop between them, at 0.8603335890193798. The start 1 lies to the right of it, so the
# ground falls to the right. A start to the left of it goes left:

beside = descend f from x = 0.85 rate 0.1 steps 200
assert abs(beside.x + 0.8603335890193798) < 1e-9

# Neither valley is the lowest. Along the x-axis ever deeper ones follow, f has no global minimum, and
# no walk could have found one. Here is the next, beyond the hill at 6.4:

next = descend f from x = 9 rate 0.1 steps 100
assert next.value < -9.4

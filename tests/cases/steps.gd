# Schedules, clipping, penalties and boxes.
descend x^2 from x = 7 rate cosine(0.1, 0.01, 4) steps 6
descend x^2 from x = 7 rate [step(0.1, 5, 0.5), warmup(3, exponential(0.2, 0.9))] steps 20
descend x^2 + 3y^2 from (2, 1) rate on_plateau(0.34, factor = 0.1, patience = 2) steps 20
descend x^2 + y^2 - 6x from (5, 5) over x in -1..2, y in 1..9 rate 0.1 steps 100
descend (x - 3)^2 + (y - 1)^2 from (5, 5) using gd(l1 = 4) rate 0.25 steps 8
descend (x - 3)^2 from x = 8 using gd(weight_decay = 2) rate 0.1 clip norm 1 steps 5
descend x^2 from x = 20 over 2..9 rate 0.1 steps 3
descend x^2 from x = 3 rate 0.4 clip value 1/2 steps 4
b = descend x^2 from x = 5 over 2..9 rate 0.1
check b
explain b

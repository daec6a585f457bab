help sin
help descend
help plot
help diff

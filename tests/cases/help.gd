help sin
help descend
help plot
help diff
help schedules
help cosine
help warmup
help step

## Why not simply try all values?
#
# Suppose a small model has 100 parameters, and for each of them a million values are worth a try. Then there are
# (10⁶)¹⁰⁰ combinations.

combinations = (10^6)^100;
assert combinations == 10^600

# The universe has some 10⁸⁰ atoms. If each of them had tried 10¹⁸ combinations in every second of
# its 13.8 billion years, the share of what is done by now would be

seconds = 13.8e9 * 365.25 * 86400;
tried = 10^80 * 10^18 * seconds;
share = float(tried / combinations);
share
assert share < 1e-483

# Gradient descent never looks at more than a thin path through them. One gradient costs only a few times as much as one
# value of the function, no matter how many unknowns there are.

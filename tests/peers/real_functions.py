"""Reference values for src/numeric, computed with mpmath. Run by hand from the root of the repository:

    python tests/peers/real_functions.py

It writes tests/data/real_functions.tsv (name, exact double arguments, value to 20 digits).
"""

import math
import random

from mpmath import mp, mpf
import mpmath as m

mp.dps = 80
rng = random.Random(20240607)


def spread(low, high, count):
    return [rng.uniform(low, high) for _ in range(count)]


def scaled(low, high, count, signs=(1.0, -1.0)):
    """Log-uniform magnitudes 10^low .. 10^high."""
    return [rng.choice(signs) * 10.0 ** rng.uniform(low, high) for _ in range(count)]


def near(point, count, low=-15, high=-1, side=(1.0, -1.0)):
    return [point + rng.choice(side) * 10.0 ** rng.uniform(low, high) for _ in range(count)]


positive = lambda low, high, count: scaled(low, high, count, (1.0,))
angles = (spread(-10, 10, 25) + scaled(-10, 2, 15) + scaled(3, 300, 15)
          + [math.pi / 2, math.pi, 2 * math.pi, 1e22, 355.0, 1.5707963267948966 * 3])
half_erfc = lambda x: x * m.erfc(-x / m.sqrt(2)) / 2


def acot(x):
    return m.pi / 2 if x == 0 else m.atan(1 / x)


def softplus(x):
    return m.log1p(m.exp(x))


def log1p(x):
    return m.log(1 + x)


unary = {
    "sqrt": (m.sqrt, positive(-300, 300, 30)),
    "cbrt": (lambda x: m.sign(x) * m.cbrt(abs(x)), scaled(-300, 300, 40)),
    "exp": (m.exp, spread(-20, 20, 25) + scaled(-12, 0, 10) + spread(-700, 709, 20)),
    "expm1": (m.expm1, spread(-5, 5, 20) + scaled(-15, 0, 20) + spread(-40, 700, 10)),
    "ln": (m.log, positive(-300, 300, 25) + near(1.0, 20) + spread(0.1, 5, 15)),
    "log1p": (log1p, scaled(-15, -0.01, 25) + positive(-3, 300, 15) + near(-1.0, 10, side=(1.0,))),
    "log2": (lambda x: m.log(x) / m.log(2), positive(-300, 300, 25) + near(1.0, 15) + [8.0, 0.125, 3.0]),
    "log10": (m.log10, positive(-300, 300, 25) + near(1.0, 15) + [1000.0, 1e15, 1e22, 0.5]),
    "sin": (m.sin, angles), "cos": (m.cos, angles), "tan": (m.tan, angles),
    "sec": (m.sec, angles), "csc": (m.csc, angles), "cot": (m.cot, angles),
    "asin": (m.asin, spread(-1, 1, 25) + scaled(-12, 0, 15) + near(1.0, 15, side=(-1.0,))),
    "acos": (m.acos, spread(-1, 1, 25) + scaled(-12, 0, 15) + near(1.0, 15, side=(-1.0,)) + near(-1.0, 10, side=(1.0,))),
    "atan": (m.atan, spread(-5, 5, 25) + scaled(-12, 20, 25)),
    "asec": (m.asec, scaled(0, 20, 25) + near(1.0, 20, side=(1.0,)) + near(-1.0, 15, side=(-1.0,))),
    "acsc": (m.acsc, scaled(0, 20, 25) + near(1.0, 20, side=(1.0,)) + near(-1.0, 15, side=(-1.0,))),
    "acot": (acot, spread(-5, 5, 25) + scaled(-12, 20, 25) + [0.0]),
    "sinh": (m.sinh, spread(-5, 5, 25) + scaled(-12, 0, 15) + spread(-710, 710, 15)),
    "cosh": (m.cosh, spread(-5, 5, 25) + scaled(-12, 0, 10) + spread(-710, 710, 15)),
    "tanh": (m.tanh, spread(-5, 5, 25) + scaled(-12, 0, 15) + spread(-30, 30, 10)),
    "sech": (m.sech, spread(-5, 5, 25) + scaled(-12, 0, 10) + spread(-700, 700, 15)),
    "csch": (m.csch, spread(-5, 5, 25) + scaled(-12, 0, 15) + spread(-700, 700, 15)),
    "coth": (m.coth, spread(-5, 5, 25) + scaled(-12, 0, 15) + spread(-30, 30, 10)),
    "asinh": (m.asinh, spread(-5, 5, 25) + scaled(-12, 0, 15) + scaled(0, 300, 15)),
    "acosh": (m.acosh, spread(1, 5, 25) + near(1.0, 20, side=(1.0,)) + positive(0, 300, 15)),
    "atanh": (m.atanh, spread(-1, 1, 25) + scaled(-12, 0, 15) + near(1.0, 15, side=(-1.0,))),
    "asech": (m.asech, spread(0.01, 1, 25) + positive(-300, 0, 15) + near(1.0, 20, side=(-1.0,))),
    "acsch": (m.acsch, spread(-5, 5, 25) + scaled(-308, 0, 15) + scaled(0, 20, 15)),
    "acoth": (m.acoth, scaled(0, 20, 25) + near(1.0, 20, side=(1.0,)) + near(-1.0, 15, side=(-1.0,))),
    "sigmoid": (lambda x: 1 / (1 + m.exp(-x)), spread(-10, 10, 25) + spread(-700, 100, 20) + scaled(-12, 0, 10)),
    "softplus": (softplus, spread(-10, 10, 25) + spread(-700, 100, 20) + scaled(-12, 0, 10)),
    "gelu": (half_erfc, spread(-5, 5, 25) + spread(-37, 10, 25) + scaled(-12, 0, 10)),
    "erf": (m.erf, spread(-4, 4, 30) + scaled(-12, 0, 15)),
    "erfc": (m.erfc, spread(-4, 6, 30) + spread(6, 26, 20) + scaled(-12, 0, 10)),
    "gamma": (m.gamma, spread(0.1, 5, 25) + spread(5, 171, 25) + scaled(-12, 0, 15) + spread(-20, 0, 25)),
    "lgamma": (lambda x: m.log(abs(m.gamma(x))) if x < 1e5 else m.loggamma(x),
               spread(0.1, 5, 25) + positive(0, 300, 20) + near(1.0, 10) + near(2.0, 10) + scaled(-12, 0, 10, (1.0,))),
    "digamma": (m.digamma, spread(0.05, 5, 25) + positive(0, 20, 15) + near(1.4616321449683622, 15, -15, -0.3)
                + scaled(-10, 0, 15) + spread(-20, 0, 20)),
    "lambert_w0": (lambda x: m.lambertw(x, 0).real, spread(-0.36, 5, 25) + positive(0, 300, 20) + scaled(-12, -1, 15)
                   + near(-0.3678794411714423, 20, -14, -1, (1.0,))),
    "lambert_wm1": (lambda x: m.lambertw(x, -1).real, spread(-0.36, 0, 25) + scaled(-300, -1, 20, (-1.0,))
                    + near(-0.3678794411714423, 20, -14, -1.5, (1.0,))),
}
two_sided = list(zip(spread(-5, 5, 20) + scaled(-300, 300, 20), spread(-5, 5, 20) + scaled(-300, 300, 20)))
small_logs = list(zip(positive(-20, 20, 20) + near(1.0, 10), positive(-5, 5, 30)))
binary = {
    "pow": (m.power, list(zip(positive(-3, 3, 40), spread(-60, 60, 40))) + [(-1.7, 5.0), (-0.3, -7.0), (2.0, 0.5)]),
    "log": (lambda x, b: m.log(x) / m.log(b), small_logs + [(243.0, 3.0), (1000.0, 10.0), (125.0, 5.0), (0.125, 2.0)]),
    "root": (lambda x, n: m.sign(x) * m.power(abs(x), 1 / n),
             [(10.0 ** rng.uniform(-300, 300), float(rng.randint(2, 40))) for _ in range(40)]
             + [(-(10.0 ** rng.uniform(-300, 300)), float(2 * rng.randint(1, 20) + 1)) for _ in range(15)]),
    "atan2": (lambda y, x: m.atan2(y, x), two_sided),
    "hypot": (m.hypot, two_sided),
    "powi": (lambda x, n: m.power(x, int(n)), [(rng.choice([1, -1]) * 10 ** rng.uniform(-3, 3), float(rng.randint(-50, 50)))
                                               for _ in range(50)]),
    "polygamma": (lambda n, x: m.polygamma(int(n), x),
                  [(float(rng.randint(1, 6)), x) for x in spread(0.05, 5, 30) + positive(0, 10, 15) + spread(-10, 0, 25)]),
}


def usable(value):
    return m.isfinite(value) and (value == 0 or 1e-305 < abs(value) < 1.7e308)


def write_doubles(path):
    rows = []
    for name, (function, points) in unary.items():
        for x in points:
            try:
                value = function(mpf(x))
            except (ValueError, ZeroDivisionError):
                continue
            if m.im(value) == 0 and usable(m.re(value)):
                rows.append(f"{name}\t{x!r}\t{m.nstr(m.re(value), 20, strip_zeros=True)}")
    for name, (function, points) in binary.items():
        for x, y in points:
            value = function(mpf(x), mpf(y))
            if usable(value):
                rows.append(f"{name}\t{x!r}\t{y!r}\t{m.nstr(value, 20)}")
    with open(path, "w", encoding="ascii") as out:
        out.write("\n".join(rows) + "\n")
    print(len(rows), "rows in", path)


write_doubles("tests/data/real_functions.tsv")

#!/usr/bin/env python3
"""Values of all functions at random arguments, from mpmath, for the balls of src/numeric/ball.

Run at the root of the repository. It writes tests/data/decimal_functions.tsv: name, digits, decimal arguments, and the value
to more digits than that, or `undef` where there is none.
"""

import random

import mpmath as m
from mpmath import mp, mpf

mp.dps = 150
rng = random.Random(9)


def number(low, high):
    """A number of few digits or many."""
    x = rng.uniform(low, high)
    return round(x, rng.randint(0, 4)) if rng.random() < 0.3 else x


def small():
    return rng.choice([-1, 1]) * 10 ** rng.uniform(-12, 0)


def cbrt(x):
    return m.cbrt(x) if x >= 0 else -m.cbrt(-x)


def root(x, n):
    if n == 0 or (x < 0 and (n != m.floor(n) or n % 2 == 0)):
        return None
    return -((-x) ** (1 / n)) if x < 0 else x ** (1 / n)


def pole(f):
    return lambda x: None if x <= 0 and x == m.floor(x) else f(x)


def lgamma(x):
    return m.log(abs(m.gamma(x))) if x < 0 else m.loggamma(x)


def rounded(x):
    return m.floor(x + mpf(1) / 2) if x >= 0 else -m.floor(-x + mpf(1) / 2)


E = m.exp(-1)
any_ = lambda r: lambda: (number(-r, r),)
mixed = lambda r: lambda: (rng.choice([small(), number(-r, r)]),)

FUNCTIONS = {
    "sqrt": (lambda x: m.sqrt(x) if x >= 0 else None, lambda: (number(-10, 1e6),)),
    "cbrt": (cbrt, any_(1e3)),
    "root": (root, lambda: (number(-100, 1000), rng.choice([2, 3, 5, -3, 4, 70, 0.5, 2.5]))),
    "exp": (m.exp, any_(800)),
    "expm1": (m.expm1, mixed(50)),
    "ln": (lambda x: m.log(x) if x > 0 else None, lambda: (rng.choice([abs(small()), number(-1, 1e5), 1 + small()]),)),
    "log": (lambda x, b: m.log(x) / m.log(b) if x > 0 and b > 0 and b != 1 else None, lambda: (number(-1, 50), number(-1, 20))),
    "log2": (lambda x: m.log(x) / m.log(2) if x > 0 else None, lambda: (number(-1, 1e4),)),
    "log10": (lambda x: m.log(x) / m.log(10) if x > 0 else None, lambda: (number(-1, 1e4),)),
    "log1p": (lambda x: m.log1p(x) if x > -1 else None, lambda: (rng.choice([small(), number(-2, 1e5)]),)),
    "sin": (m.sin, lambda: (rng.choice([number(-10, 10), number(-1e6, 1e6), number(-1e15, 1e15)]),)),
    "cos": (m.cos, lambda: (rng.choice([number(-10, 10), number(-1e6, 1e6)]),)),
    "tan": (m.tan, any_(1e3)),
    "sec": (m.sec, any_(30)),
    "csc": (lambda x: m.csc(x) if x != 0 else None, any_(30)),
    "cot": (lambda x: m.cot(x) if x != 0 else None, any_(30)),
    "asin": (lambda x: m.asin(x) if abs(x) <= 1 else None, any_(1.2)),
    "acos": (lambda x: m.acos(x) if abs(x) <= 1 else None, any_(1.2)),
    "atan": (m.atan, any_(1e3)),
    "asec": (lambda x: m.acos(1 / x) if abs(x) >= 1 else None, any_(5)),
    "acsc": (lambda x: m.asin(1 / x) if abs(x) >= 1 else None, any_(5)),
    "acot": (lambda x: m.pi / 2 if x == 0 else m.atan(1 / x), any_(5)),
    "atan2": (lambda y, x: m.atan2(y, x), lambda: (number(-9, 9), number(-9, 9))),
    "sinh": (m.sinh, mixed(100)),
    "cosh": (m.cosh, any_(100)),
    "tanh": (m.tanh, mixed(60)),
    "sech": (m.sech, any_(60)),
    "csch": (lambda x: m.csch(x) if x != 0 else None, any_(60)),
    "coth": (lambda x: m.coth(x) if x != 0 else None, any_(60)),
    "asinh": (m.asinh, mixed(1e3)),
    "acosh": (lambda x: m.acosh(x) if x >= 1 else None, lambda: (number(0, 100),)),
    "atanh": (lambda x: m.atanh(x) if abs(x) < 1 else None, any_(1.3)),
    "asech": (lambda x: m.acosh(1 / x) if 0 < x <= 1 else None, any_(1.3)),
    "acsch": (lambda x: m.asinh(1 / x) if x != 0 else None, any_(5)),
    "acoth": (lambda x: m.atanh(1 / x) if abs(x) > 1 else None, any_(5)),
    "abs": (abs, any_(5)),
    "sign": (m.sign, any_(2)),
    "floor": (m.floor, any_(1e4)),
    "ceil": (m.ceil, any_(1e4)),
    "round": (rounded, any_(1e4)),
    "mod": (lambda x, y: x - y * m.floor(x / y) if y != 0 else None, lambda: (number(-1e6, 1e6), number(-20, 20))),
    "step": (lambda x: mpf(1) if x > 0 else mpf(0), any_(2)),
    "min": (lambda x, y: min(x, y), lambda: (number(-2, 2), number(-2, 2))),
    "max": (lambda x, y: max(x, y), lambda: (number(-2, 2), number(-2, 2))),
    "clamp": (lambda x, a, b: min(b, max(a, x)), lambda: (number(-9, 9), -3, 4.5)),
    "sigmoid": (lambda x: 1 / (1 + m.exp(-x)), any_(700)),
    "softplus": (lambda x: max(x, mpf(0)) + m.log1p(m.exp(-abs(x))), any_(300)),
    "relu": (lambda x: max(x, mpf(0)), any_(2)),
    "gelu": (lambda x: x / 2 * m.erfc(-x / m.sqrt(2)), any_(30)),
    "logsumexp": (lambda x, y: max(x, y) + m.log1p(m.exp(-abs(x - y))), lambda: (number(-50, 50), number(-50, 50))),
    "erf": (m.erf, mixed(8)),
    "erfc": (m.erfc, lambda: (rng.choice([small(), number(-8, 40)]),)),
    "gamma": (pole(m.gamma), lambda: (rng.choice([small(), number(-30, 60), number(-5, 5)]),)),
    "lgamma": (pole(lgamma), lambda: (rng.choice([1 + small() / 10, 2 + small() / 10, number(-30, 1e5), number(0, 10)]),)),
    "digamma": (pole(m.digamma), lambda: (rng.choice([1.4616321449683622, number(-20, 1e4), number(0, 10)]),)),
    "polygamma": (lambda n, x: None if x <= 0 and x == m.floor(x) else m.polygamma(int(n), x),
                  lambda: (rng.choice([1, 2, 3, 5, 10, 40]), rng.choice([number(0.001, 100), number(-6, 6)]))),
    "hypot": (m.hypot, lambda: (number(-9, 9), number(-9, 9))),
    "lambertw": (lambda x: m.lambertw(x).real if x >= -E else None,
                 lambda: (rng.choice([small(), -0.36787944 + abs(small()) / 1e3, number(-0.5, 3), number(0, 1e10)]),)),
    "lambertwm1": (lambda x: m.lambertw(x, -1).real if -E <= x < 0 else None,
                   lambda: (rng.choice([-abs(small()) * 0.36, -0.36787944 + abs(small()) / 1e3, number(-0.5, 0.1)]),)),
}

rows = []
for name, (value, arguments) in FUNCTIONS.items():
    for _ in range(24):
        texts = [repr(x) for x in arguments()]
        found = value(*map(mpf, texts))
        digits = rng.choice([30, 50])
        text = "undef" if found is None else m.nstr(found, digits + 25, min_fixed=-5, max_fixed=5)
        rows.append("\t".join([name, str(digits), ",".join(texts), text]))
with open("tests/data/decimal_functions.tsv", "w", encoding="ascii") as out:
    out.write("\n".join(rows) + "\n")
print(len(rows), "rows")

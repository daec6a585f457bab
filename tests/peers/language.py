"""Reads formulas of the language and evaluates them over the real numbers with mpmath: written for the tests, from the
reference alone, so that it shares nothing with the program."""

import functools
import math
import re

import mpmath as mp

TOKEN = re.compile(r"\s*(?:(\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)|([A-Za-z_]\w*'*)|(<=|>=|==|!=|<-|[-+*/^(),|<>=!\[\]]))")
WORDS = {"if", "then", "else", "and", "or", "not"}


class Undefined(Exception):
    """No real value."""


class Unreadable(Exception):
    """A text that this reader does not know."""


def tokens(text):
    text = text.replace("−", "-").replace("·", "*")
    found, at = [], 0
    while at < len(text.rstrip()):
        match = TOKEN.match(text, at)
        if not match:
            raise Unreadable(text[at:])
        number, name, sign = match.groups()
        found.append(("number", number) if number else ("name", name) if name else ("sign", sign))
        # A number or bracket against what it multiplies, with no space between.
        tight = match.end() < len(text) and not text[match.end()].isspace()
        found[-1] += (tight,)
        at = match.end()
    return found + [("end", "", False)]


class Reader:
    def __init__(self, text):
        self.tokens, self.at, self.bars = tokens(text), 0, 0

    @property
    def now(self):
        return self.tokens[self.at]

    def take(self, value=None):
        token = self.now
        if value is not None and token[1] != value:
            raise Unreadable(f"{value} expected, {token[1]} found")
        self.at += 1
        return token

    def whole(self):
        tree = self.cases()
        self.take("")
        return tree

    def cases(self):
        if self.now[1] == "if":
            self.take()
            condition = self.condition()
            self.take("then")
            value = self.cases()
            self.take("else")
            return ("if", condition, value, self.cases())
        return self.condition()

    def condition(self):
        left = self.conjunction()
        while self.now[1] == "or":
            self.take()
            left = ("or", left, self.conjunction())
        return left

    def conjunction(self):
        left = self.negated()
        while self.now[1] == "and":
            self.take()
            left = ("and", left, self.negated())
        return left

    def negated(self):
        if self.now[1] == "not":
            self.take()
            return ("not", self.negated())
        return self.comparison()

    def comparison(self):
        left = self.sum()
        parts = []
        while self.now[1] in ("<", "<=", ">", ">=", "==", "!=", "="):
            sign = self.take()[1]
            right = self.sum()
            parts.append((sign, left, right))
            left = right
        if not parts:
            return left
        tree = parts[0]
        for part in parts[1:]:
            tree = ("and", tree, part)
        return tree

    def sum(self):
        left = self.product()
        while self.now[1] in ("+", "-"):
            sign = self.take()[1]
            left = (sign, left, self.product())
        return left

    def product(self):
        left = self.unary()
        while self.now[1] in ("*", "/"):
            sign = self.take()[1]
            left = (sign, left, self.unary())
        return left

    def unary(self):
        if self.now[1] == "-":
            self.take()
            return ("neg", self.unary())
        if self.now[1] == "+":
            self.take()
            return self.unary()
        return self.juxtaposed()

    def juxtaposed(self):
        start = self.now
        left = self.power()
        before = self.tokens[self.at - 1]
        while before[2] and (start[0] == "number" or before[1] == ")") and self.starts():
            left = ("*", left, self.power())
            before = self.tokens[self.at - 1]
        return left

    def starts(self):
        kind, value, _ = self.now
        return (kind == "name" and value not in WORDS) or value == "(" or (value == "|" and self.bars == 0)

    def power(self):
        base = self.atom()
        if self.now[1] == "^":
            self.take()
            exponent = ("neg", self.power()) if self.now[1] == "-" and self.take() else self.power()
            return ("^", base, exponent)
        return base

    def atom(self):
        kind, value, tight = self.take()
        if kind == "number":
            return ("number", value)
        if kind == "name" and value not in WORDS:
            if self.now[1] == "(" and tight:
                self.take()
                arguments = []
                while self.now[1] != ")":
                    arguments.append(self.cases())
                    if self.now[1] == ",":
                        self.take()
                self.take(")")
                return ("call", value, tuple(arguments))
            return ("name", value)
        if value == "(":
            inner = self.cases()
            self.take(")")
            return inner
        if value == "|":
            self.bars += 1
            inner = self.cases()
            self.bars -= 1
            self.take("|")
            return ("call", "abs", (inner,))
        raise Unreadable(value)


@functools.lru_cache(maxsize=65536)
def read(text):
    return Reader(text).whole()


def names_in(tree):
    """The free names."""
    if tree[0] == "name":
        return set() if tree[1] in ("pi", "e", "tau", "inf") else {tree[1]}
    if tree[0] == "number":
        return set()
    parts = tree[2] if tree[0] == "call" else tree[1:]
    return set().union(*(names_in(p) for p in parts)) if parts else set()


def real(v):
    if isinstance(v, mp.mpc) or not mp.isfinite(v):
        raise Undefined
    return v


def need(condition):
    if not condition:
        raise Undefined


def power(a, b):
    """A power as the reference has it: with a whole exponent as products; else only of what is positive, or 0 to a positive
    fixed exponent."""
    if b == mp.floor(b) and abs(b) < 10**6:
        need(a != 0 or b >= 0)
        return a ** int(b)
    need(a > 0 or (a == 0 and b > 0))
    return mp.power(a, b) if a else mp.mpf(0)


def exact_mod(a, b):
    need(b != 0)
    return a - b * mp.floor(a / b)


def logsumexp(*a):
    top = max(a)
    return top + mp.log(sum(mp.exp(v - top) for v in a))


FUNCTIONS = {
    "sin": mp.sin, "cos": mp.cos, "tan": mp.tan, "exp": mp.exp, "atan": mp.atan, "sinh": mp.sinh, "cosh": mp.cosh,
    "tanh": mp.tanh, "asinh": mp.asinh, "abs": abs, "erf": mp.erf, "erfc": mp.erfc, "floor": mp.floor, "ceil": mp.ceil,
    "sign": lambda a: mp.mpf((a > 0) - (a < 0)), "relu": lambda a: max(a, mp.mpf(0)),
    "max": lambda *a: max(a), "min": lambda *a: min(a), "mod": exact_mod,
    "sigmoid": lambda a: 1 / (1 + mp.exp(-a)), "softplus": lambda a: mp.log1p(mp.exp(a)),
    "hypot": lambda *a: mp.sqrt(sum(v * v for v in a)), "logsumexp": logsumexp,
    "cbrt": lambda a: mp.cbrt(a) if a >= 0 else -mp.cbrt(-a),
    "ln": lambda a: (need(a > 0), mp.log(a))[1], "sqrt": lambda a: (need(a >= 0), mp.sqrt(a))[1],
    "asin": lambda a: (need(abs(a) <= 1), mp.asin(a))[1], "acos": lambda a: (need(abs(a) <= 1), mp.acos(a))[1],
    "acosh": lambda a: (need(a >= 1), mp.acosh(a))[1], "atanh": lambda a: (need(abs(a) < 1), mp.atanh(a))[1],
    "gamma": lambda a: (need(a > 0 or a != mp.floor(a)), mp.gamma(a))[1],
    "lgamma": lambda a: (need(a > 0 or a != mp.floor(a)), mp.log(abs(mp.gamma(a))))[1],
    "digamma": lambda a: (need(a > 0 or a != mp.floor(a)), mp.digamma(a))[1],
    "lambertw": lambda a: (need(a >= -1 / mp.e), mp.lambertw(a).real)[1],
    "lambertwm1": lambda a: (need(-1 / mp.e <= a < 0), mp.lambertw(a, -1).real)[1],
    "atan2": lambda a, b: (need(a != 0 or b != 0), mp.atan2(a, b))[1],
    "gelu": lambda a: a / 2 * mp.erfc(-a / mp.sqrt(2)),
    "log": lambda a, b=mp.mpf(10): (need(a > 0 and b > 0 and b != 1), mp.log(a) / mp.log(b))[1],
    "sec": lambda a: 1 / mp.cos(a), "csc": lambda a: (need(a != 0), 1 / mp.sin(a))[1],
    "cot": lambda a: (need(a != 0), mp.cot(a))[1],
}
CONSTANTS = {"pi": lambda: +mp.pi, "e": lambda: +mp.e, "tau": lambda: 2 * mp.pi}
COMPARE = {"<": lambda a, b: a < b, "<=": lambda a, b: a <= b, ">": lambda a, b: a > b, ">=": lambda a, b: a >= b,
           "==": lambda a, b: a == b, "=": lambda a, b: a == b, "!=": lambda a, b: a != b}


def rootof(arguments):
    """`rootof(p, k)`: p in one name, the k-th real root."""
    import sympy as sp
    p, k = arguments
    (name,) = names_in(p)
    expression = to_sympy(p, name)
    return mp.mpf(str(sp.real_roots(sp.Poly(expression, sp.Symbol(name)))[int(value(k, {})) - 1].evalf(mp.mp.dps)))


def to_sympy(tree, name):
    import sympy as sp
    kind = tree[0]
    if kind == "number":
        return sp.Rational(tree[1])
    if kind == "name":
        return sp.Symbol(name)
    if kind == "neg":
        return -to_sympy(tree[1], name)
    a, b = (to_sympy(t, name) for t in tree[1:])
    return {"+": a + b, "-": a - b, "*": a * b, "/": a / b if b != 0 else sp.nan, "^": a**b}[kind]


def value(tree, point):
    """The value of a tree at a point (name to mpf). Raises Undefined where a part that is asked for has none."""
    kind = tree[0]
    if kind == "number":
        return mp.mpf(tree[1])
    if kind == "name":
        if tree[1] in point:
            return point[tree[1]]
        if tree[1] in CONSTANTS:
            return CONSTANTS[tree[1]]()
        raise Unreadable(tree[1])
    if kind == "neg":
        return -value(tree[1], point)
    if kind == "call":
        if tree[1] in ("rootof",):
            return rootof(tree[2])
        if tree[1] not in FUNCTIONS:
            raise Unreadable(tree[1])
        arguments = [value(a, point) for a in tree[2]]
        try:
            return real(FUNCTIONS[tree[1]](*arguments))
        except (ValueError, ZeroDivisionError, OverflowError, mp.libmp.NoConvergence) as error:
            raise Undefined from error
    if kind == "if":
        return value(tree[2] if value(tree[1], point) else tree[3], point)
    if kind == "and":
        return value(tree[1], point) and value(tree[2], point)
    if kind == "or":
        return value(tree[1], point) or value(tree[2], point)
    if kind == "not":
        return not value(tree[1], point)
    a, b = value(tree[1], point), value(tree[2], point)
    if kind in COMPARE:
        return COMPARE[kind](a, b)
    try:
        if kind == "/":
            need(b != 0)
            return real(a / b)
        if kind == "^":
            return real(power(a, b))
        return real({"+": a + b, "-": a - b, "*": a * b}[kind])
    except (ZeroDivisionError, OverflowError) as error:
        raise Undefined from error


def at(text, digits=40, **point):
    """The value of a text, or None where it has none; Unreadable passes."""
    tree = read(text)
    with mp.workdps(digits):
        try:
            return value(tree, {k: mp.mpf(v) for k, v in point.items()})
        except Undefined:
            return None


def settled(text, digits=40, **point):
    """The value if twice the digits give the same; None where it has none, or cancels."""
    short, long = at(text, digits, **point), at(text, 2 * digits, **point)
    if short is None or long is None or abs(short - long) > mp.mpf(10) ** (-digits // 2) * (1 + abs(long)):
        return None
    return long


# Doubles: quick, for scans; what they suggest is confirmed with mpmath.

def fast_power(a, b):
    if b == math.floor(b) and abs(b) < 1e6:
        need(a != 0 or b >= 0)
        return a ** int(b)
    need(a > 0 or (a == 0 and b > 0))
    return a**b


def fast_log(a, b=10.0):
    need(a > 0 and b > 0 and b != 1)
    return math.log(a) / math.log(b)


def inverse(a):
    need(a != 0)
    return 1 / a


def fast_logsumexp(*a):
    top = max(a)
    return top + math.log(sum(math.exp(v - top) for v in a))


FAST = {
    **{n: getattr(math, n) for n in ("sin", "cos", "tan", "exp", "atan", "sinh", "cosh", "tanh", "asinh", "erf", "erfc", "floor",
                                     "ceil", "sqrt", "asin", "acos", "acosh", "atanh", "gamma", "lgamma", "atan2", "hypot", "cbrt")},
    "abs": abs, "ln": math.log, "max": max, "min": min, "sign": lambda a: (a > 0) - (a < 0), "relu": lambda a: max(a, 0.0),
    "mod": lambda a, b: a - b * math.floor(a * inverse(b)), "sigmoid": lambda a: 1 / (1 + math.exp(-a)),
    "softplus": lambda a: max(a, 0.0) + math.log1p(math.exp(-abs(a))), "logsumexp": fast_logsumexp, "log": fast_log,
    "gelu": lambda a: a / 2 * math.erfc(-a / math.sqrt(2)), "sec": lambda a: 1 / math.cos(a), "csc": lambda a: inverse(math.sin(a)),
    "cot": lambda a: inverse(math.tan(a)), "power": fast_power, "inverse": inverse, "pi": math.pi, "e": math.e, "tau": math.tau,
}
NAMES = {n: f"f_{n}" for n in FAST}


def python(tree):
    """The tree as an expression of Python over doubles."""
    kind = tree[0]
    if kind == "number":
        return f"{float(tree[1])!r}"
    if kind == "name":
        return NAMES.get(tree[1], f"v_{tree[1]}")
    if kind == "neg":
        return f"(-{python(tree[1])})"
    if kind == "call":
        if tree[1] not in NAMES:
            raise Unreadable(tree[1])
        return f"{NAMES[tree[1]]}({', '.join(python(a) for a in tree[2])})"
    if kind == "if":
        return f"({python(tree[2])} if {python(tree[1])} else {python(tree[3])})"
    if kind == "not":
        return f"(not {python(tree[1])})"
    a, b = python(tree[1]), python(tree[2])
    if kind == "/":
        return f"({a} * f_inverse({b}))"
    if kind == "^":
        return f"f_power({a}, {b})"
    return f"({a} {'==' if kind == '=' else kind} {b})"


@functools.lru_cache(maxsize=4096)
def doubles(text, *names):
    """A function of doubles for these names; its value is None where it has none."""
    scope = {NAMES[n]: f for n, f in FAST.items()}
    inner = eval(f"lambda {', '.join('v_' + n for n in names)}: {python(read(text))}", scope)

    def call(*point):
        try:
            v = inner(*point)
        except (ValueError, ZeroDivisionError, OverflowError, Undefined):
            return None
        return v if not isinstance(v, complex) and math.isfinite(v) else None

    return call


if __name__ == "__main__":
    mp.mp.dps = 30
    for t, wanted in [("2pi*3", 6 * mp.pi), ("-3^2", -9), ("2^3^2", 512), ("|x - 1|/2", 2), ("if x > 0 then 2x else 0", 10),
                      ("(x + 1)(x - 1)", 24), ("4sqrt(2)", 4 * mp.sqrt(2)), ("2^(-x)*x", mp.mpf(5) / 32), ("e^-1", 1 / mp.e),
                      ("rootof(x^5 - x - 1, 1)", mp.findroot(lambda v: v**5 - v - 1, 1.2))]:
        got = at(t, 30, x=5)
        assert abs(got - wanted) < mp.mpf(10) ** -25, (t, got)
        if "rootof" not in t:
            assert abs(doubles(t, "x")(5.0) - wanted) < 1e-12, t
    print("reader holds")

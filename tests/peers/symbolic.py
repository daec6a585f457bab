"""Random expressions against SymPy and mpmath: derivatives, `simplify`, `solve`.

Run by hand:   python tests/peers/symbolic.py target/release/thalweg [--seed 2026] [--cases 10000] [--slice 1/2]

Needs sympy and mpmath. Every expression is made from the seed and the number of its batch alone, so that slices of the
batches can run side by side. What the program says is compared with

- derivatives: SymPy's derivative with 40 digits, at points where the expression has a value, or, where SymPy has none
  or the two differ, the slope of the expression on either side with 70 digits;
- simplify: the expression itself, evaluated with 40 digits; the result must not be longer, and must be its own result;
- solve: SymPy's real roots of polynomials; for other equations a scan for changes of sign with 40-digit refinement.
  A solution that is none is wrong; so is a list called complete that misses a root.

Every question is asked in a process of its own, and those that take long are listed.

Ends with 1 if anything is wrong. "Weak" counts are no errors: nothing false was said.
"""

import argparse
import functools
import json
import math
import random
import re
import subprocess
import sys
import time
from collections import Counter

import mpmath as mp
import sympy as sp

mp.mp.dps = 40
X = sp.Symbol("x", real=True)
UNARY = ["sin", "cos", "tan", "exp", "ln", "sqrt", "atan", "asin", "acos", "sinh", "cosh", "tanh", "abs"]


def number(rng):
    return rng.choice(["1", "2", "3", "4", "5", "7", "1/2", "2/3", "3/4", "-1", "-2", "-3", "0.5", "pi"])


def expression(rng, depth):
    if depth == 0:
        return "x" if rng.random() < 0.7 else f"({number(rng)})"
    kind = rng.random()
    a = expression(rng, depth - 1)
    if kind < 0.22:
        return f"({a} + {expression(rng, rng.randrange(depth))})"
    if kind < 0.32:
        return f"({a} - {expression(rng, rng.randrange(depth))})"
    if kind < 0.5:
        return f"({a} * {expression(rng, rng.randrange(depth))})"
    if kind < 0.6:
        return f"({a} / {expression(rng, rng.randrange(depth))})"
    if kind < 0.7:
        return f"({a})^{rng.choice(['2', '3', '(-1)', '(-2)', '(1/2)', '4'])}"
    if kind < 0.73:
        return f"{rng.choice(['2', '3', '(1/2)'])}^({a})"
    return f"{rng.choice(UNARY)}({a})"


def identity(rng):
    """Expressions with something to simplify in them."""
    u = expression(rng, rng.randrange(2))
    v = expression(rng, rng.randrange(2))
    return rng.choice([
        f"sin({u})^2 + cos({u})^2 + {v}",
        f"(({u})^2 - 1)/(({u}) - 1)",
        f"exp({u})*exp(-({u})) + {v}",
        f"ln(exp({u})) * ({v})",
        f"cosh({u})^2 - sinh({u})^2",
        f"({u})/(({u}) + ({v})) + ({v})/(({u}) + ({v}))",
        f"2*sin({u})*cos({u}) - sin(2*({u}))",
        f"(({u}) + ({v}))^2 - ({u})^2 - 2*({u})*({v})",
        f"sqrt(({u})^2) - abs({u})",
        f"1/({u}) + 1/({v})",
        f"tan({u})*cos({u})",
        f"exp(ln({u})) + ({v})",
        f"1 - sin({u})^2",
        f"({v})*({u})/({u})",
    ])


class Real:
    """A real number of either kind, 40-digit or double: no value is complex, infinite or over zero."""

    __slots__ = ("v",)

    def __init__(self, v):
        if isinstance(v, (complex, mp.mpc)) or not abs(v) < math.inf:
            raise ValueError
        self.v = v

    def __add__(self, o): return Real(self.v + o.v)
    def __sub__(self, o): return Real(self.v - o.v)
    def __mul__(self, o): return Real(self.v * o.v)
    def __neg__(self): return Real(-self.v)
    def __pos__(self): return self

    def __truediv__(self, o):
        if o.v == 0:
            raise ValueError
        return Real(self.v / o.v)

    def __pow__(self, o):
        if self.v == 0 and o.v < 0:
            raise ValueError
        if o.v == int(o.v):
            return Real(self.v ** int(o.v))
        if self.v < 0:
            raise ValueError
        return Real(self.v ** o.v)


def vocabulary(m, log, number, pi, e):
    """The functions of the language over one kind of number."""
    def wrap(f, ok=lambda v: True):
        def call(a):
            if not ok(a.v):
                raise ValueError
            return Real(f(a.v))
        return call

    return {
        "sin": wrap(m.sin), "cos": wrap(m.cos), "tan": wrap(m.tan), "exp": wrap(m.exp),
        "ln": wrap(log, lambda v: v > 0), "sqrt": wrap(m.sqrt, lambda v: v >= 0), "atan": wrap(m.atan),
        "asin": wrap(m.asin, lambda v: abs(v) <= 1), "acos": wrap(m.acos, lambda v: abs(v) <= 1),
        "sinh": wrap(m.sinh), "cosh": wrap(m.cosh), "tanh": wrap(m.tanh), "abs": wrap(abs),
        "asinh": wrap(m.asinh), "acosh": wrap(m.acosh, lambda v: v >= 1), "atanh": wrap(m.atanh, lambda v: abs(v) < 1),
        "max": lambda a, b: Real(max(a.v, b.v)), "pi": lambda: Real(pi()), "e": lambda: Real(e()),
        "R": lambda t: Real(number(t)),
        "__builtins__": {},
    }


LONG = vocabulary(mp, mp.log, mp.mpf, lambda: +mp.pi, lambda: +mp.e)
DOUBLE = vocabulary(math, math.log, float, lambda: math.pi, lambda: math.e)
FAULTS = (ValueError, ZeroDivisionError, OverflowError, mp.libmp.NoConvergence)


@functools.lru_cache(maxsize=4096)
def compiled(text):
    code = re.sub(r"(?<![\w.])(\d+(?:\.\d+)?)", r"R('\1')", text).replace("^", "**")
    return compile(re.sub(r"\b(pi|e)\b", r"\1()", code), "expression", "eval")


def evaluate(text, point, names=LONG):
    """The value of the text at x = point over the real numbers; None where it has none."""
    try:
        return eval(compiled(text), names, {"x": Real(point)}).v
    except FAULTS:
        return None


def evaluate_at(text, p, digits=70):
    """The value at a rational point, if it is the same with more digits: a zero that rounding hides has no sign."""
    with mp.workdps(40 if digits == 70 else digits // 2):
        short = evaluate(text, as_mp(p))
    if short is None:
        return None
    with mp.workdps(digits):
        value = evaluate(text, as_mp(p))
    return value if value is not None and abs(value) < mp.mpf(10) ** 1000 and near(short, value, 25) else None


def to_sympy(text):
    names = {"ln": sp.log, "abs": sp.Abs, "x": X, "pi": sp.pi, "asin": sp.asin, "acos": sp.acos, "atan": sp.atan}
    return sp.sympify(text.replace("^", "**"), locals=names, rational=True)


class Program:
    """The program, fed statements in batches: one JSON object a statement."""

    def __init__(self, binary):
        self.binary = binary
        self.times = []

    def ask(self, questions, timeout=60):
        """Each in a process of its own, with its time."""
        answers = []
        for question in questions:
            start = time.monotonic()
            try:
                answers += self.run([question], timeout)
            except subprocess.TimeoutExpired:
                answers.append({"kind": "silent", "code": "timeout", "message": f"no answer in {timeout} s"})
            self.times.append((time.monotonic() - start, question))
        return answers

    def run(self, statements, timeout=1200):
        script = "\n".join(statements) + "\n"
        done = subprocess.run([self.binary, "--json", "--keep-going", "-"], input=script, capture_output=True,
                              text=True, timeout=timeout)
        answers = {}
        for line in done.stdout.splitlines():
            answer = json.loads(line)
            answers.setdefault(answer["line"], answer)
        return [answers.get(i + 1, {"kind": "silent"}) for i in range(len(statements))]


POINTS = ["1/3", "7/5", "-3/7", "5/2", "-9/4", "11/13", "17/10", "-1/9", "31/7", "1/50"]


def points(rng, count=4):
    return [rng.choice(POINTS) for _ in range(count)]


def near(a, b, digits):
    return abs(a - b) <= mp.mpf(10) ** (-digits) * (1 + abs(b))


def as_mp(text):
    return mp.mpf(text) if "/" not in text else mp.mpf(text.split("/")[0]) / mp.mpf(text.split("/")[1])


def read_number(answer):
    """The digits of an answer to float(…, digits = 30)."""
    if answer["kind"] != "expression" or "exact" not in answer:
        return None
    text = answer["exact"].replace("−", "-").replace(" ", "")
    try:
        return as_mp(text)
    except (ValueError, ZeroDivisionError):
        return None


def values(program, rng, cases, form, expected, report, kind):
    """Compares `form(e)`, as it is printed, at points with what is expected there; returns what is printed."""
    printed = program.ask([form(e) for e in cases])
    statements, wanted = [], []
    for i, (e, answer) in enumerate(zip(cases, printed)):
        if answer.get("code") == "undefined-value" and all(evaluate_at(e, p) is None for p in POINTS):
            report.right(kind)
            continue
        if "exact" not in answer:
            report.weak(kind, f"{e}: {answer.get('code', answer['kind'])} {answer.get('message', '')}")
            continue
        statements.append(f"g{i}(x) = {answer['exact']}")
        wanted.append(None)
        for p in points(rng, 3):
            statements.append(f"float(g{i}({p}), digits = 30)")
            wanted.append((e, p, answer["exact"]))
    answers = program.run(statements)
    for statement, case, answer in zip(statements, wanted, answers):
        if case is None:
            if answer["kind"] != "definition":
                report.wrong(kind, f"{statement} cannot be read back: {answer.get('message')}")
            continue
        e, p, exact = case
        value = expected(e, p)
        if value is None:
            continue
        got = read_number(answer)
        if got is not None and not near(got, value, 20):
            value = slope_at(e, p) if kind == "derivative" else evaluate_at(e, p, 5000)
            if value is None:
                continue
        if got is None and answer.get("code") == "undefined-value":
            report.wrong(kind, f"{e} at x = {p}: {exact} has no value, not {mp.nstr(value, 25)}: {answer['message']}")
        elif got is None:
            report.weak(kind, f"{e} at {p}: {answer.get('code', answer['kind'])} {answer.get('message', '')}")
        elif not near(got, value, 20):
            report.wrong(kind, f"{e} at x = {p}: {exact} is {mp.nstr(got, 25)}, not {mp.nstr(value, 25)}")
        else:
            report.right(kind)
    return printed


def slope_at(text, p):
    """The slope at a point, if it is the same on both sides."""
    with mp.workdps(70):
        h = mp.mpf(10) ** -30
        x = as_mp(p)
        left, middle, right = (evaluate(text, x + k * h) for k in (-1, 0, 1))
        if None in (left, middle, right) or not near((right - middle) / h, (middle - left) / h, 12):
            return None
        return (right - left) / (2 * h)


class Report:
    def __init__(self):
        self.counts = Counter()
        self.errors, self.weaknesses = [], []

    def right(self, kind):
        self.counts[kind, "right"] += 1

    def weak(self, kind, text):
        self.counts[kind, "weak"] += 1
        self.weaknesses.append(f"{kind}: {text}")

    def wrong(self, kind, text):
        self.counts[kind, "WRONG"] += 1
        self.errors.append(f"{kind}: {text}")


def derivatives(program, rng, count, report):
    cases = [expression(rng, rng.randrange(1, 4)) for _ in range(count)]
    cache = {}

    def slope(e, p):
        if evaluate_at(e, p) is None:
            return None
        try:
            if e not in cache:
                cache[e] = sp.lambdify(X, sp.diff(to_sympy(e), X), "mpmath")
            value = mp.mpmathify(cache[e](as_mp(p)))
            if not isinstance(value, mp.mpc) and mp.isfinite(value):
                return value
        except Exception:  # SymPy has no value there: a kink, a pole, a form it cannot derive
            pass
        return slope_at(e, p)

    values(program, rng, cases, lambda e: f"diff({e}, x)", slope, report, "derivative")


def simplifications(program, rng, count, report):
    cases = [identity(rng) if rng.random() < 0.5 else expression(rng, rng.randrange(1, 4)) for _ in range(count)]
    first = values(program, rng, cases, lambda e: f"simplify({e})", evaluate_at, report, "simplify")
    written = program.run(cases)
    again = program.run([f"simplify({a['exact']})" if "exact" in a else "0" for a in first])
    for e, a, b, w in zip(cases, first, again, written):
        if "exact" not in a:
            continue
        if "exact" not in b or a["exact"] != b["exact"]:
            report.wrong("idempotent", f"{e}: {a['exact']} becomes {b.get('exact', b.get('message'))}")
        else:
            report.right("idempotent")
        if "exact" in w and length(a["exact"]) > length(w["exact"]):
            report.wrong("never longer", f"{e}: {w['exact']} becomes {a['exact']}")
        else:
            report.right("never longer")


def length(text):
    """The number of characters, spaces apart."""
    return len(text.replace(" ", ""))


def polynomial(rng):
    factors = []
    for _ in range(rng.randrange(1, 4)):
        degree = rng.choice([1, 1, 2, 2, 3, 4, 5])
        factors.append([rng.randrange(-6, 7) for _ in range(degree)] + [rng.choice([1, 1, 2, 3, -1])])
    terms = ["(" + " + ".join(f"({c})*x^{i}" for i, c in enumerate(f)) + ")" for f in factors]
    p = sp.Poly(1, X)
    for f in factors:
        p *= sp.Poly(list(reversed(f)), X)
    power = rng.choice(["", "", "", "^2"])
    return "*".join(terms[:-1] + [terms[-1] + power]), p


def mixed(rng):
    c = lambda: rng.choice(["1", "2", "3", "5", "1/2", "-1", "-2", "3/2"])
    u = rng.choice(["x", "2*x", "x + 1", "x^2", "x/3 - 1"])
    t = rng.choice(["x", "2*x", "x + 1", "x/2", "x - pi/4"])
    return rng.choice([
        f"{c()}*exp({u}) - ({c()})",
        f"{c()}*exp(2*x) + ({c()})*exp(x) + ({c()})",
        f"{c()}*exp(x) + ({c()})*exp(-x) + ({c()})",
        f"{c()}*ln({u}) - ({c()})",
        f"ln(x) + ln(x + {rng.choice('123')}) - ({c()})",
        f"{c()}*sin({t}) + ({c()})*cos({t})",
        f"{c()}*sin({t}) - ({c()})",
        f"2*cos({t})^2 + ({c()})*cos({t}) + ({c()})",
        f"sin(2*x) - ({c()})*cos(x)",
        f"tan({t}) - ({c()})",
        f"x*exp(x) - ({c()})",
        f"{c()}*x + ({c()}) - exp(({c()})*x)",
        f"x + ln(x) - ({c()})",
        f"abs({u}) - ({c()})",
        f"abs(x - 1) + abs(x + {rng.choice('234')}) - {rng.choice('3456789')}",
        f"max(x, {c()}) - ({c()})*x - 1",
        f"sqrt(x + {rng.choice('12345')}) - x - ({c()})",
        f"sqrt({u}) - ({c()})",
        f"(x^2 - 1)/(x - 1) - ({c()})",
        f"1/(x - 1) + ({c()})/(x + 2) - ({c()})",
        f"(x^2 + ({c()})*x)*exp(-x)",
        f"cos(x) - ({c()})*x",
        f"x*cos(x)",
        f"x^{rng.choice('357')} - ({c()})",
        f"2^x - ({c()})",
        f"asin(x) - ({c()})/3",
        f"atan(x) - ({c()})/2",
        f"tanh(x) - ({c()})/3",
        f"cosh(x) - ({c()})",
        f"sin(x)^2 - ({c()})/4",
        f"sin(x) - sin(2*x)",
        f"x^2*ln(x) - ({c()})/9",
    ])


def scan(e, low, high, steps=2000):
    """Roots in the window where the sign changes between doubles, refined with 40 digits, with those doubles."""
    low, high = float(low), float(high)
    grid = [low + (high - low) * (i + 0.317) / steps for i in range(steps)]
    sample = [(p, evaluate(e, p, DOUBLE)) for p in grid]
    found = []

    def f(p):
        v = evaluate(e, p)
        if v is None:
            raise ValueError
        return v

    for (a, fa), (b, fb) in zip(sample, sample[1:]):
        if fa is None or fb is None or not fa * fb < 0:
            continue
        try:
            root = mp.findroot(f, (mp.mpf(a), mp.mpf(b)), solver="anderson", tol=mp.mpf(10) ** -60, maxsteps=200,
                               verify=False)
        except (ValueError, ZeroDivisionError):
            continue
        value = evaluate(e, root)
        # A pole changes sign as well, and so does a gap of the domain with a limit of 0.
        gap = evaluate(e, mp.mpf(round(float(root), 12))) is None
        if not gap and value is not None and abs(value) < mp.mpf(10) ** -25 and a <= root <= b:
            found.append((root, a, b))
    return found


def number_of(solution):
    """The number, from its formula where that can be read here, and how exact it is."""
    if solution.get("value") is None:
        return None
    rough = as_mp(repr(solution["value"]))
    if "exact" in solution:
        try:
            exact = evaluate(python_of(solution["exact"]), mp.mpf(0))
        except (SyntaxError, NameError, TypeError):
            exact = None
        if exact is not None and near(exact, rough, 12):
            return exact, mp.mpf(10) ** -30
    return rough, mp.mpf(10) ** -13


def python_of(text):
    """What the program prints, with its products written out: 2pi becomes 2*pi."""
    return re.sub(r"(?<![\w.])(\d+(?:\.\d+)?)(?=[a-zA-Z(])", r"\1*", text)


def solutions(answer, low, high):
    """The single solutions of an answer in the window."""
    found = [number_of(point["x"]) for point in answer.get("points", [])]
    return [v for v in found if v is not None and low <= v[0] <= high]


def members(answer, low, high, reach):
    """The members of the families in the window, for parameters up to `reach`; None if a family cannot be read."""
    found = []
    for family in answer.get("families", []):
        if family["range"] != "integer" or len(family["parameters"]) != 1:
            return None
        text = re.sub(rf"\b{family['parameters'][0]}\b", "x", python_of(family["x"]["x"]["exact"]))
        least = -reach if family["least"] is None else family["least"]
        most = reach if family["most"] is None else family["most"]
        try:
            compiled(text)
        except SyntaxError:
            return None
        if not set(compiled(text).co_names) <= set(LONG) | {"x"}:
            return None
        for k in range(max(least, -reach), min(most, reach) + 1):
            if k in family["except"]:
                continue
            value = evaluate(text, mp.mpf(k)) if reach <= 200 else evaluate(text, float(k), DOUBLE)
            if value is None:
                return None
            if low <= value <= high:
                found.append((mp.mpf(value), mp.mpf(10) ** (-30 if reach <= 200 else -13)))
    return found


def is_in(conditions, value):
    """Does the number satisfy every condition of a set? Texts that Python cannot read raise SyntaxError."""
    for condition in conditions:
        left, sign, right = re.split(r" (<=|>=|<|>|!=|=) ", condition)
        a, b = evaluate(python_of(left), value), evaluate(python_of(right), value)
        if a is None or b is None:
            return False
        holds = {"<=": a <= b, ">=": a >= b, "<": a < b, ">": a > b, "!=": a != b, "=": a == b}
        if not holds[sign]:
            return False
    return True


def is_solution(e, v, error):
    """The true root is within the error, where the sign changes or the size is tiny."""
    h = error * (1 + abs(v))
    sides = [evaluate(e, v - h), evaluate(e, v + h)]
    sizes = [abs(s) for s in sides + [evaluate(e, v)] if s is not None]
    change = None not in sides and sides[0] * sides[1] <= 0
    return change or bool(sizes) and min(sizes) <= mp.mpf(10) ** -10


def judge(e, answer, low, high, kind, report):
    """Is every solution one, is every set one, and does a list called complete miss no root?"""
    if answer["kind"] != "solutions":
        never = all(evaluate(e, low + (high - low) * (i + 0.317) / 500, DOUBLE) is None for i in range(500))
        if answer.get("code") == "undefined-value" and never:
            report.right(kind)
        else:
            report.weak(kind, f"{e}: {answer.get('code', answer['kind'])} {answer.get('message')}")
        return
    found, family = solutions(answer, low, high), members(answer, low, high, 60)
    sets = answer.get("sets", [])
    if family is None:
        report.weak(kind, f"{e}: families that are not read: {answer['families']}")
        return
    bad = [v for v, error in found + family if not is_solution(e, v, error)]
    if bad:
        report.wrong(kind, f"{e}: {[mp.nstr(v, 17) for v in bad]} no solution")
        return
    try:
        for i in range(100):
            v = mp.mpf(low) + (high - low) * (i + mp.mpf("0.317")) / 100
            value, inside = evaluate(e, v), any(is_in(s, v) for s in sets)
            if value is not None and inside and abs(value) > mp.mpf(10) ** -25:
                report.wrong(kind, f"{e}: {mp.nstr(v, 15)} is in a set of solutions and is none")
                return
            if value is not None and value == 0 and not inside and answer.get("complete"):
                report.wrong(kind, f"{e}: {mp.nstr(v, 15)} is a solution in no set")
                return
    except SyntaxError:
        report.weak(kind, f"{e}: sets that are not read: {sets}")
        return

    def missed(known, roots):
        # Nothing is near a zero of high order but its own rounding: one known between the changes of sign is meant.
        def is_known(w, a, b):
            return any(near(w, v, 8) or a <= v <= b for v, _ in known) or any(is_in(s, w) for s in sets)

        return [root for root in roots if not is_known(*root)]

    left = missed(found + family, scan(e, low, high))
    if left and answer["families"]:
        left = missed(members(answer, low, high, 20_000) or [], left)
    if left and answer.get("complete"):
        report.wrong(kind, f"{e}: called complete without {[mp.nstr(w, 15) for w, _, _ in left[:5]]}")
    elif left:
        report.weak(kind, f"{e}: {len(left)} roots missed, not called complete")
    elif not answer.get("complete"):
        report.weak(kind, f"{e}: none missed, not called complete: {answer.get('because')}")
    else:
        report.right(kind)


def polynomials(program, rng, count, report):
    kind = "solve polynomial"
    cases = [polynomial(rng) for _ in range(count)]
    answers = program.ask([f"solve {e} = 0 for x" for e, _ in cases])
    for (e, p), answer in zip(cases, answers):
        if answer["kind"] != "solutions":
            report.weak(kind, f"{e}: {answer.get('code')} {answer.get('message')}")
            continue
        wanted = [mp.mpf(str(r.evalf(40))) for r in set(sp.real_roots(p))]
        wanted.sort()
        got = sorted(v for v, _ in solutions(answer, mp.mpf("-1e9"), mp.mpf("1e9")))
        same = len(got) == len(wanted) and all(near(a, b, 12) for a, b in zip(got, wanted))
        if same and answer.get("complete"):
            report.right(kind)
        elif not answer.get("complete") and all(any(near(a, b, 12) for b in wanted) for a in got):
            report.weak(kind, f"{e}: not complete")
        else:
            report.wrong(kind, f"{e}: {[mp.nstr(v, 15) for v in got]}, not {[mp.nstr(v, 15) for v in wanted]}")


def equations(program, rng, count, report):
    """A third each: polynomials, equations of the forms that have methods, and any expressions."""
    polynomials(program, rng, count // 3, report)
    for kind, make in [("solve form", mixed), ("solve any", lambda rng: expression(rng, rng.randrange(1, 4)))]:
        cases = [make(rng) for _ in range(count // 3)]
        for where, clause in [("in a box", " over -10..10"), ("everywhere", "")]:
            half = cases[::2] if clause else cases[1::2]
            for e, answer in zip(half, program.ask([f"solve {e} = 0 for x{clause}" for e in half])):
                judge(e, answer, -10, 10, f"{kind} {where}", report)


# Expressions a batch.
BATCH = 100


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--show-weak", type=int, default=10)
    parser.add_argument("--only", choices=["derivative", "simplify", "solve"])
    parser.add_argument("--slice", default="1/1", help="k/n: every n-th batch from the k-th on")
    arguments = parser.parse_args()
    which, slices = (int(n) for n in arguments.slice.split("/"))
    program, report = Program(arguments.binary), Report()
    parts = [("derivative", derivatives, 0.4), ("simplify", simplifications, 0.3), ("solve", equations, 0.3)]
    for name, part, share in parts:
        if arguments.only in (None, name):
            cases = int(arguments.cases * share)
            for number, first in enumerate(range(0, cases, BATCH)):
                if number % slices == which - 1:
                    rng = random.Random(f"{arguments.seed} {name} {number}")
                    part(program, rng, min(BATCH, cases - first), report)
                    print(f"{name}: batch {number}", file=sys.stderr)
    for key, n in sorted(report.counts.items()):
        print(f"{key[0]:24} {key[1]:6} {n}")
    for seconds, question in sorted(program.times, reverse=True)[:5]:
        print(f"slow {seconds:.2f} s  {question}")
    for text in report.errors:
        print("WRONG", text)
    for text in report.weaknesses[: arguments.show_weak]:
        print("weak", text)
    sys.exit(1 if report.errors else 0)


if __name__ == "__main__":
    main()

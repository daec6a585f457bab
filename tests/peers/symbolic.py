"""Random expressions against SymPy and mpmath: derivatives, `simplify`, `solve`.

Run by hand:   python tests/peers/symbolic.py target/release/thalweg [--seed 2026] [--cases 10000]

Needs sympy and mpmath. Every expression is made from the seed alone. What the program says is compared with

- derivatives: SymPy's derivative, evaluated with 40 digits, at points where the expression has a value;
- simplify: the expression itself, evaluated with 40 digits; the result must not be longer, and must be its own result;
- solve: SymPy's real roots of polynomials; for other equations a scan for changes of sign with 40-digit refinement.
  A solution that is none is wrong; so is a list called complete that misses a root.

Ends with 1 if anything is wrong. "Weak" counts are no errors: nothing false was said.
"""

import argparse
import json
import random
import subprocess
import sys
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


def evaluate(text, point):
    """The value of the text at x = point over the real numbers; None where it has none."""
    def real(v):
        v = mp.mpmathify(v)
        if isinstance(v, mp.mpc):
            raise ValueError
        if not mp.isfinite(v):
            raise ValueError
        return v

    def guard(f, ok=lambda v: True):
        def call(v):
            v = real(v)
            if not ok(v):
                raise ValueError
            return real(f(v))
        return call

    class Real:
        """A real number: a power of a negative base with a fractional exponent has no value."""

        def __init__(self, v):
            self.v = real(v)

        def _other(self, o):
            return o.v if isinstance(o, Real) else real(o)

        def __add__(self, o): return Real(self.v + self._other(o))
        __radd__ = __add__
        def __sub__(self, o): return Real(self.v - self._other(o))
        def __rsub__(self, o): return Real(self._other(o) - self.v)
        def __mul__(self, o): return Real(self.v * self._other(o))
        __rmul__ = __mul__
        def __neg__(self): return Real(-self.v)

        def __truediv__(self, o):
            o = self._other(o)
            if o == 0:
                raise ValueError
            return Real(self.v / o)

        def __rtruediv__(self, o): return Real(o) / self

        def __pow__(self, o):
            e = self._other(o)
            if e == int(e) if mp.isint(e) else False:
                if self.v == 0 and e < 0:
                    raise ValueError
                return Real(mp.power(self.v, int(e)))
            if self.v < 0 or self.v == 0 and e < 0:
                raise ValueError
            return Real(mp.power(self.v, e))

        def __rpow__(self, o): return Real(o) ** self

    def wrap(f, ok=lambda v: True):
        g = guard(f, ok)
        return lambda a: Real(g(a.v if isinstance(a, Real) else a))

    names = {
        "sin": wrap(mp.sin), "cos": wrap(mp.cos), "tan": wrap(mp.tan), "exp": wrap(mp.exp),
        "ln": wrap(mp.log, lambda v: v > 0), "sqrt": wrap(mp.sqrt, lambda v: v >= 0), "atan": wrap(mp.atan),
        "asin": wrap(mp.asin, lambda v: abs(v) <= 1), "acos": wrap(mp.acos, lambda v: abs(v) <= 1),
        "sinh": wrap(mp.sinh), "cosh": wrap(mp.cosh), "tanh": wrap(mp.tanh), "abs": wrap(abs),
        "pi": Real(mp.pi), "x": Real(point), "R": Real,
    }
    import re
    code = re.sub(r"(?<![\w.])(\d+(?:\.\d+)?)", r"R('\1')", text).replace("^", "**")
    try:
        value = eval(code, {"__builtins__": {}}, names)
    except (ValueError, ZeroDivisionError, OverflowError, mp.libmp.NoConvergence):
        return None
    return value.v if isinstance(value, Real) else real(value)


def to_sympy(text):
    names = {"ln": sp.log, "abs": sp.Abs, "x": X, "pi": sp.pi, "asin": sp.asin, "acos": sp.acos, "atan": sp.atan}
    return sp.sympify(text.replace("^", "**"), locals=names, rational=True)


class Program:
    """The program, fed statements in batches: one JSON object a statement."""

    def __init__(self, binary):
        self.binary = binary

    def run(self, statements, timeout=1200):
        script = "\n".join(statements) + "\n"
        done = subprocess.run([self.binary, "--json", "--keep-going", "-"], input=script, capture_output=True,
                              text=True, timeout=timeout)
        answers = {}
        for line in done.stdout.splitlines():
            answer = json.loads(line)
            answers.setdefault(answer["line"], answer)
        return [answers.get(i + 1, {"kind": "silent"}) for i in range(len(statements))]


def points(rng, count=4):
    return [rng.choice(["1/3", "7/5", "-3/7", "5/2", "-9/4", "11/13", "17/10", "-1/9", "31/7", "1/50"])
            for _ in range(count)]


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
    """Compares `form(e)` at points with what is expected there."""
    statements, wanted = [], []
    for e in cases:
        for p in points(rng, 3):
            statements.append(f"float({form(e)} with x = {p}, digits = 30)")
            wanted.append((e, p))
    answers = program.run(statements)
    for (e, p), answer in zip(wanted, answers):
        value = expected(e, as_mp(p))
        if value is None:
            continue
        got = read_number(answer)
        if got is None:
            report.weak(kind, f"{e} at {p}: {answer.get('code', answer['kind'])}")
        elif not near(got, value, 20):
            report.wrong(kind, f"{e} at x = {p}: {mp.nstr(got, 25)}, not {mp.nstr(value, 25)}")
        else:
            report.right(kind)


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
        if evaluate(e, p) is None:
            return None
        try:
            if e not in cache:
                cache[e] = sp.lambdify(X, sp.diff(to_sympy(e), X), "mpmath")
            value = mp.mpmathify(cache[e](p))
            ok = not isinstance(value, mp.mpc) and mp.isfinite(value)
        except Exception:  # SymPy has no value there: a kink, a pole
            return None
        return value if ok else None

    values(program, rng, cases, lambda e: f"diff({e}, x)", slope, report, "derivative")


def simplifications(program, rng, count, report):
    cases = [identity(rng) if rng.random() < 0.5 else expression(rng, rng.randrange(1, 4)) for _ in range(count)]
    values(program, rng, cases, lambda e: f"simplify({e})", evaluate, report, "simplify")
    first = program.run([f"simplify({e})" for e in cases])
    written = program.run([f"latex({e})" for e in cases])
    again = program.run([f"simplify({a['exact']})" if "exact" in a else "0" for a in first])
    for e, a, b, w in zip(cases, first, again, written):
        if "exact" not in a:
            report.weak("simplify", f"{e}: {a.get('code', a['kind'])} {a.get('message', '')}")
        elif "exact" in b and a["exact"] != b["exact"]:
            report.wrong("idempotent", f"{e}: {a['exact']} becomes {b['exact']}")
        else:
            report.right("idempotent")


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


def scan(e, low, high, steps=1500):
    """Roots in the window by changes of sign and by touching minima of the size, refined with 40 digits."""
    grid = [low + (high - low) * (i + mp.mpf("0.317")) / steps for i in range(steps)]
    sample = [(p, evaluate(e, p)) for p in grid]
    found = []

    def f(p):
        v = evaluate(e, p)
        if v is None:
            raise ValueError
        return v
    for (a, fa), (b, fb) in zip(sample, sample[1:]):
        if fa is None or fb is None:
            continue
        if fa * fb < 0:
            try:
                root = mp.findroot(f, (a, b), solver="anderson", tol=mp.mpf(10) ** -60, maxsteps=200, verify=False)
            except (ValueError, ZeroDivisionError):
                continue
            value = evaluate(e, root)
            # A pole changes sign as well.
            if value is not None and abs(value) < mp.mpf(10) ** -25 and a <= root <= b:
                found.append(root)
    return found


def number_of(solution):
    return as_mp(repr(solution["value"])) if solution.get("value") is not None else None


def solutions(answer, low, high):
    """The solutions of an answer in the window, families spelt out."""
    found = []
    for point in answer.get("points", []):
        found.append(number_of(point["x"] if "x" in point else next(iter(point.values()))))
    return [v for v in found if v is not None and low <= v <= high]


def equations(program, rng, count, report):
    low, high = mp.mpf(-10), mp.mpf(10)
    polys = [polynomial(rng) for _ in range(count // 2)]
    others = [mixed(rng) for _ in range(count - count // 2)]
    answers = program.run([f"solve {e} = 0 for x" for e, _ in polys])
    for (e, p), answer in zip(polys, answers):
        if answer["kind"] != "solutions":
            report.weak("solve polynomial", f"{e}: {answer.get('code')} {answer.get('message')}")
            continue
        wanted = sorted(set(r for r in sp.real_roots(p)), key=lambda r: r.evalf(30)) if not p.is_zero else []
        wanted = [mp.mpf(str(r.evalf(40))) for r in wanted]
        got = sorted(solutions(answer, mp.mpf("-1e9"), mp.mpf("1e9")))
        same = len(got) == len(wanted) and all(near(a, b, 12) for a, b in zip(got, wanted))
        if same and answer.get("complete"):
            report.right("solve polynomial")
        elif not answer.get("complete") and all(any(near(a, b, 12) for b in wanted) for a in got):
            report.weak("solve polynomial", f"{e}: not complete")
        else:
            report.wrong("solve polynomial", f"{e}: {[mp.nstr(v, 15) for v in got]}, not {[mp.nstr(v, 15) for v in wanted]}")
    answers = program.run([f"solve {e} = 0 for x over -10..10" for e in others])
    for e, answer in zip(others, answers):
        if answer["kind"] != "solutions":
            report.weak("solve", f"{e}: {answer.get('code')} {answer.get('message')}")
            continue
        got = solutions(answer, low, high)
        bad = None
        for v in got:
            value = evaluate(e, v)
            h = mp.mpf(10) ** -13 * (1 + abs(v))
            sides = [evaluate(e, v - h), evaluate(e, v + h)]
            # Doubles are given: the true root is within their rounding, where the sign changes or the size is tiny.
            sizes = [abs(s) for s in sides + [value] if s is not None]
            change = None not in sides and sides[0] * sides[1] <= 0
            if not change and (not sizes or min(sizes) > mp.mpf(10) ** -10):
                bad = v
        missed = [w for w in scan(e, low, high) if not any(near(w, v, 9) for v in got)]
        if bad is not None:
            report.wrong("solve", f"{e}: {mp.nstr(bad, 17)} is no solution")
        elif missed and answer.get("complete"):
            report.wrong("solve", f"{e}: called complete without {[mp.nstr(w, 15) for w in missed]}")
        elif missed:
            report.weak("solve", f"{e}: {len(missed)} roots missed, not called complete")
        elif not answer.get("complete"):
            report.weak("solve", f"{e}: all found, not called complete")
        else:
            report.right("solve")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--show-weak", type=int, default=10)
    parser.add_argument("--only", choices=["derivative", "simplify", "solve"])
    arguments = parser.parse_args()
    program, report = Program(arguments.binary), Report()
    parts = [("derivative", derivatives, 0.4), ("simplify", simplifications, 0.3), ("solve", equations, 0.3)]
    for name, part, share in parts:
        if arguments.only in (None, name):
            left = int(arguments.cases * share)
            rng = random.Random(f"{arguments.seed} {name}")
            while left > 0:
                batch = min(left, 500)
                part(program, rng, batch, report)
                left -= batch
                print(f"{name}: {left} left", file=sys.stderr)
    for key, n in sorted(report.counts.items()):
        print(f"{key[0]:18} {key[1]:6} {n}")
    for text in report.errors:
        print("WRONG", text)
    for text in report.weaknesses[: arguments.show_weak]:
        print("weak", text)
    sys.exit(1 if report.errors else 0)


if __name__ == "__main__":
    main()

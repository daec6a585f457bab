"""Random questions of all kinds, each answer judged by mpmath: is what is said true?

Run by hand:   python tests/peers/attack.py target/release/thalweg [--seed 1] [--cases 1000] [--only minimum] [--slice 1/2]

Needs mpmath (and sympy for `rootof`). Every question is made from the seed, its kind and its number. A judgement is `right`,
`weak` (nothing false is said, and not all that could be) or WRONG. Ends with 1 if anything is wrong.
"""

import argparse
import json
import random
import signal
import subprocess
import sys
import time
from collections import Counter

import mpmath as mp

from language import Undefined, Unreadable, at, doubles, names_in, read, settled, value

mp.mp.dps = 40
sys.set_int_max_str_digits(0)
TINY = mp.mpf(10) ** -18
# Seconds for a question and its judge.
LONGEST = 60


class Wrong(Exception):
    """What is false about an answer."""


class Weak(Exception):
    """What an answer leaves open."""


# Expressions.

SMOOTH = ["sin", "cos", "exp", "atan", "tanh", "sinh", "cosh", "sigmoid", "asinh", "softplus"]
PARTIAL = ["ln", "sqrt", "asin", "acosh", "tan", "atanh", "acos"]
KINKED = ["abs", "relu", "cbrt"]


def number(rng):
    return rng.choice(["1", "2", "3", "4", "5", "1/2", "2/3", "3/4", "-1", "-2", "-3", "5/2", "0.1", "pi", "sqrt(2)"])


def expression(rng, names, depth, kinds=SMOOTH + PARTIAL + KINKED, cases=False):
    if depth == 0:
        return rng.choice(names) if rng.random() < 0.75 else f"({number(rng)})"
    sub = lambda d=None: expression(rng, names, rng.randrange(depth) if d is None else d, kinds, cases)
    roll = rng.random()
    if cases and roll < 0.12:
        return f"(if {rng.choice(names)} {rng.choice(['<', '<=', '>', '>='])} {rng.choice(['0', '1', '-1'])} then {sub()} else {sub()})"
    if roll < 0.3:
        return f"({sub(depth - 1)} {rng.choice('+-')} {sub()})"
    if roll < 0.48:
        return f"({sub(depth - 1)} * {sub()})"
    if roll < 0.56:
        return f"({sub(depth - 1)} / {sub()})"
    if roll < 0.68:
        return f"({sub(depth - 1)})^{rng.choice(['2', '3', '4', '(-1)', '(-2)', '(1/2)', '(1/3)', '(5/3)', '(3/2)', '(-1/2)'])}"
    if roll < 0.72:
        return f"{rng.choice(['2', '3', '10', '(1/2)', 'e'])}^({sub(depth - 1)})"
    if roll < 0.75:
        return f"{rng.choice(['max', 'min'])}({sub(depth - 1)}, {sub()})"
    return f"{rng.choice(kinds)}({sub(depth - 1)})"


def powers(rng):
    """Products and sums of powers of few bases, with fractional exponents and powers of powers."""
    base = rng.choice(["2^x", "x", "10^(2x)", "4^x", "(x^2 + 1)", "e^x", "x^x", "x^3", "cbrt(x)", "abs(x)", "(2x)", "(-x)"])
    other = rng.choice(["x", "2", base, "(x + 1)", "sqrt(x)"])
    q = lambda: rng.choice(["1/2", "1/3", "5/3", "2/3", "-1/2", "-3/2", "2", "3", "-1", "4/3", "1/4"])
    return rng.choice([
        f"({base})^({q()})*({base})^({q()})", f"({base})^({q()}) + ({base})^({q()})", f"({base})*(({base}))^({q()})",
        f"sqrt(({other})*({base}))", f"(({base})^({q()}))^({q()})", f"(({base})^({q()}))^({q()})*({other})^({q()})",
        f"({base})^({q()})/({other})^({q()}) + ({base})", f"(({base}) + ({base})^({q()}))^({q()})",
    ])


# Asking.

class Program:
    def __init__(self, binary):
        self.binary, self.slow = binary, []

    def ask(self, *statements):
        """The answer to the last statement."""
        start = time.monotonic()
        try:
            done = subprocess.run([self.binary, "--json", "--keep-going", "-"], input="\n".join(statements) + "\n",
                                  capture_output=True, text=True, timeout=120)
        except subprocess.TimeoutExpired:
            return {"kind": "error", "code": "timeout", "message": "no answer in 120 s"}
        self.slow.append((time.monotonic() - start, statements[-1]))
        if done.returncode not in (0, 1):
            raise Wrong(f"ends with {done.returncode}: {done.stderr[-300:]}")
        lines = [json.loads(line) for line in done.stdout.splitlines()]
        return lines[-1] if lines else {"kind": "silent"}


def refused(answer):
    return answer.get("kind") in ("error", "silent")


def number_of(entry):
    """The number in an answer's entry, and how near it is claimed to be."""
    if entry.get("exact") and not entry["exact"].startswith("≈"):
        tree = read(entry["exact"])
        if not names_in(tree):
            try:
                return value(tree, {}), mp.mpf(10) ** -30
            except Undefined:
                raise Wrong(f"{entry['exact']} has no value") from None
        raise Unreadable(entry["exact"])
    if entry.get("value") is None:
        raise Unreadable("no number")
    return mp.mpf(entry["value"]), mp.mpf(10) ** -11


def close(a, b, tolerance):
    return abs(a - b) <= tolerance * (1 + abs(b))


# Judges: each makes a question from `rng`, asks, and raises Wrong or Weak.

def derivative(program, rng):
    e = powers(rng) if rng.random() < 0.5 else expression(rng, ["x"], rng.randrange(1, 4), cases=rng.random() < 0.2)
    order = rng.choice([1, 1, 1, 2])
    question = f"diff({e}, x{', 2' if order == 2 else ''})"
    yield question
    answer = program.ask(question)
    if refused(answer):
        raise Weak(answer.get("code"))
    for p in rng.sample(["1/3", "7/5", "-3/7", "5/2", "-9/4", "11/13", "17/10", "-1/9", "1/50"], 4):
        p = at(p)
        h = mp.mpf(10) ** -30
        with mp.workdps(120):
            v = [at(e, 120, x=p + k * h) for k in (-2, -1, 0, 1, 2)]
            if None in v:
                continue
            left, right = ((v[2] - v[1]) / h, (v[3] - v[2]) / h)
            if not close(left, right, mp.mpf(10) ** -12):
                continue
            slope = (v[3] - v[1]) / (2 * h) if order == 1 else (v[3] - 2 * v[2] + v[1]) / h**2
            if order == 2 and not close((v[4] - 2 * v[3] + v[2]) / h**2, (v[2] - 2 * v[1] + v[0]) / h**2, mp.mpf(10) ** -12):
                continue
            got = at(answer["exact"], 120, x=p)
        if got is None:
            raise Wrong(f"{answer['exact']} has no value at {mp.nstr(p, 8)}, slope {mp.nstr(slope, 12)}")
        if not close(got, slope, TINY):
            raise Wrong(f"{answer['exact']} at {mp.nstr(p, 8)} is {mp.nstr(got, 15)}, not {mp.nstr(slope, 15)}")


def kinks(program, rng):
    """The slope of a function with kinks and jumps, as a function: where it has a value, and which."""
    e = expression(rng, ["x"], rng.randrange(1, 4), SMOOTH[:3] + ["abs", "relu", "sign"], cases=True)
    question = f"table diff({e}, x) over -2..2 by 1/2"
    yield question
    answer = program.ask(question)
    if refused(answer):
        raise Weak(answer.get("code"))
    open_at = None
    for x, got in answer["rows"]:
        h = mp.mpf(10) ** -30
        with mp.workdps(120):
            v = [at(e, 120, x=mp.mpf(x) + k * h) for k in (-1, 0, 1)]
            if None in v or max(abs(one) for one in v) > 1e6:
                continue
            left, right = (v[1] - v[0]) / h, (v[2] - v[1]) / h
        if max(abs(left), abs(right)) > 1e6:
            continue
        has_slope = close(left, right, mp.mpf(10) ** -12)
        if has_slope and (got is None or not close(mp.mpf(got), left, mp.mpf(10) ** -11)):
            if any(note["code"] == "convention" for note in answer.get("notes", [])):
                raise Weak(f"{got} at {x}, with reserve, where the slope is {mp.nstr(left, 12)}")
            raise Wrong(f"{got} at {x}, where the slope is {mp.nstr(left, 12)}")
        if not has_slope and got is not None:
            open_at = f"{got} at {x}, between the slopes {mp.nstr(left, 12)} and {mp.nstr(right, 12)}"
    if open_at:
        raise Weak(open_at)


def rewriting(program, rng):
    e = powers(rng) if rng.random() < 0.5 else expression(rng, ["x"], rng.randrange(1, 4), cases=rng.random() < 0.2)
    question = rng.choice(["simplify({})", "expand({})", "{}", "factor({})", "together({})"]).format(e)
    yield question
    answer = program.ask(question)
    if refused(answer) or "exact" not in answer:
        raise Weak(answer.get("code"))
    for p in rng.sample(["1/3", "7/5", "-3/7", "5/2", "-9/4", "11/13", "17/10", "-1/9", "1/50", "0", "1", "-1"], 5):
        p = at(p)
        wanted = settled(e, x=p)
        if wanted is None or abs(wanted) > 1e300:
            continue
        got = at(answer["exact"], 80, x=p)
        if got is None:
            raise Wrong(f"{answer['exact']} has no value at {mp.nstr(p, 8)}, not {mp.nstr(wanted, 15)}")
        if not close(got, wanted, TINY):
            raise Wrong(f"{answer['exact']} at {mp.nstr(p, 8)} is {mp.nstr(got, 15)}, not {mp.nstr(wanted, 15)}")


def closed_expression(rng, depth):
    if depth == 0:
        return rng.choice(["1", "2", "3", "7", "1/2", "1/3", "pi", "e", "sqrt(2)", "sqrt(3)", "10", "50", "30", "-2", "1e-5", "100"])
    f = ["sin", "cos", "tan", "exp", "ln", "sqrt", "atan", "asin", "acos", "sinh", "cosh", "tanh", "abs", "erf", "erfc", "gamma",
         "lgamma", "digamma", "lambertw", "cbrt", "floor", "ceil", "sign", "sigmoid", "softplus", "gelu", "acosh", "atanh", "asinh"]
    sub = lambda: closed_expression(rng, depth - 1)
    roll = rng.random()
    if roll < 0.2:
        return f"({sub()} {rng.choice('+-')} {sub()})"
    if roll < 0.35:
        return f"({sub()} {rng.choice('*/')} {sub()})"
    if roll < 0.4:
        return f"({sub()})^({rng.choice(['2', '-1', '1/2', '1/3', '3'])})"
    if roll < 0.46:
        return f"{rng.choice(['mod', 'max', 'min', 'hypot', 'atan2', 'logsumexp'])}({sub()}, {sub()})"
    if roll < 0.5:
        return f"(if {sub()} {rng.choice(['<', '<=', '>', '>=', '=='])} {sub()} then {sub()} else {sub()})"
    return f"{rng.choice(f)}({sub()})"


def closed(program, rng):
    e = closed_expression(rng, rng.randrange(1, 4))
    question = rng.choice(["{}", "{}", "float({}, digits = 30)", "float({})"]).format(e)
    yield question
    answer = program.ask(question)
    try:
        wanted = [at(e, d) for d in (60, 400)]
    except (OverflowError, MemoryError):
        raise Weak("too large for mpmath") from None
    if refused(answer):
        # acosh(erf(32)): 400 digits round to the edge of the domain what lies outside by 1e-447.
        undefined = wanted[1] is not None and answer.get("code") == "undefined-value" and wanted[0] == wanted[1]
        if undefined and (wanted[1] != 0 or at(e, 4000) is not None):
            raise Wrong(f"undefined, though it is {mp.nstr(wanted[1], 15)}")
        if wanted[1] is not None:
            raise Weak(f"{answer.get('code')} {answer.get('message')}")
        return
    if answer.get("value") is None and "digits" not in question:
        raise Weak(f"no value: {answer.get('text')}")
    got = at(answer["exact"], 40) if "digits" in question else mp.mpf(answer["value"])
    if None in wanted:
        # A part that is exactly at the edge of its domain rounds to either side.
        if wanted == [None, None]:
            raise Weak(f"defined as {answer.get('text')}; mpmath has no value with 60 and 400 digits")
        return
    tolerance = mp.mpf(10) ** (-28 if "digits" in question else -15)
    if abs(wanted[0] - wanted[1]) > mp.mpf(10) ** -30 * (mp.mpf(10) ** -300 + abs(wanted[1])):
        return
    if abs(wanted[1]) > 1e308 or 0 < abs(wanted[1]) < 1e-300 and "digits" not in question:
        return
    # A number that 400 digits show as 0 may be none: ln(erf(50)) is -2e-1088.
    if wanted[1] == 0 and got != 0:
        wanted[1] = at(e, 4000)
    if abs(got - wanted[1]) > tolerance * abs(wanted[1]):
        raise Wrong(f"{answer['text']}, not {mp.nstr(wanted[1], 25)}")


# Equations.

def roots_by_scan(quick, f, low, high, steps=600, e=None, name="x", point={}):
    """Changes of sign of a function between doubles, refined with `f`, with what they lie between; none at holes of `e`."""
    low, high = float(low), float(high)
    grid = [low + (high - low) * (i + 0.3171) / steps for i in range(steps)]
    values = [quick(p) for p in grid]
    found = []
    for a, b, fa, fb in zip(grid, grid[1:], values, values[1:]):
        if fa is None or fb is None or fa * fb >= 0:
            continue
        a, b = mp.mpf(a), mp.mpf(b)
        start, end, fa, fb = a, b, f(a), f(b)
        # In doubles tanh(20) is 1, and 1 minus it may be anything near 0.
        if fa is None or fb is None or fa * fb > 0:
            continue
        while b - a > mp.mpf(10) ** -28:
            c = (a + b) / 2
            fc = f(c)
            if fc is None or fc == 0:
                break
            if fa * fc < 0:
                b = c
            else:
                a, fa = c, fc
        # At a jump it may come near to 0 on one side only.
        ends = [f(a), f(b)]
        jumps = None not in ends and max(abs(v) for v in ends) > 1e-3
        if fc is not None and abs(fc) < mp.mpf(10) ** -15 and not jumps and not (e and at_hole(e, {**point, name: c}, 15)):
            found.append((c, start, end))
    return found


def at_hole(e, point, digits=24):
    """Is a denominator 0 to so many digits? There the formula has no value, and one that goes on across such a hole has no
    root in it. Of a root of higher order a scan finds fewer digits."""
    return least_denominator(read(e), point) < mp.mpf(10) ** -digits


def least_denominator(tree, point):
    """The least size of what a formula divides by."""
    if tree[0] in ("number", "name"):
        return mp.inf
    parts, own = tree[2] if tree[0] == "call" else tree[1:], mp.inf
    try:
        if tree[0] == "if":
            parts = [tree[1], tree[2] if value(tree[1], point) else tree[3]]
        elif tree[0] == "/":
            own = abs(value(tree[2], point))
        elif tree[0] == "^" and value(tree[2], point) < 0:
            own = abs(value(tree[1], point))
        elif tree[0] == "call" and tree[1] in ("tan", "sec"):
            own = abs(mp.cos(value(tree[2][0], point)))
        elif tree[0] == "call" and tree[1] in ("cot", "csc"):
            own = abs(mp.sin(value(tree[2][0], point)))
    except Undefined:
        pass
    return min([own] + [least_denominator(p, point) for p in parts])


def solved_far(answer, e, point, near):
    """Is one of the exact solutions near this a solution to many more digits? tanh(221) is 1 to 192 of them."""
    with mp.workdps(1500):
        for entry in answer.get("points", []):
            if entry["x"].get("exact"):
                v = value(read(entry["x"]["exact"]), point)
                y = at(e, 1500, x=v, **point) if close(v, near, TINY) else None
                if y is not None and abs(y) < mp.mpf(10) ** -30:
                    return True
    return False


def holds_at(f, v, error):
    # Near an end at which a function oscillates ever faster, other zeros lie within what is claimed, or a pole does.
    return any(holds_within(f, v, part * error) for part in map(mp.mpf, ("1", "1e-3", "1e-4", "1e-5")))


def holds_within(f, v, error):
    h = error * (1 + abs(v))
    sides = [f(v - h), f(v), f(v + h)]
    real = [s for s in sides if s is not None]
    if sides[1] is None and error < mp.mpf(10) ** -20:
        # At an edge of the domain the rounded number may lie outside.
        return any(s is not None and abs(s) < mp.mpf(10) ** -10 for s in sides)
    return bool(real) and (min(real) <= 0 <= max(real) or min(abs(s) for s in real) <= mp.mpf(10) ** -10)


def members(answer, key, low, high, point):
    """The members of integer families in a window; Unreadable for others."""
    for family in answer.get("families", []):
        if family.get("range") != "integer" or len(family["parameters"]) != 1:
            raise Unreadable("family")
        tree = read(family["x"][key]["exact"])
        (t,) = family["parameters"]
        for k in numbers_of(family, lambda k: value(tree, {**point, t: mp.mpf(k)}), low, high):
            try:
                if not all(applies(c, {**point, t: mp.mpf(k)}) for c in family.get("conditions", [])):
                    continue
                v = value(tree, {**point, t: mp.mpf(k)})
            except Undefined:
                raise Wrong(f"member {k} of {family['x'][key]['exact']} has no value") from None
            if low <= v <= high:
                yield v, mp.mpf(10) ** -30


def numbers_of(family, member, low, high, most=4000):
    """The numbers of a family's members from 0 outwards, on each side until the members have left the window for good."""
    first, last = family["least"], family["most"]
    start = 0 if (first is None or first <= 0) and (last is None or last >= 0) else first if first is not None and first > 0 else last
    for step in (1, -1):
        k = start if step > 0 else start - 1
        outside = 0
        while abs(k - start) <= most and outside < 40 and (first is None or k >= first) and (last is None or k <= last):
            if k not in family["except"]:
                yield k
                try:
                    outside = 0 if low <= member(k) <= high else outside + 1
                except Undefined:
                    outside += 1
            k += step
        if abs(k - start) > most and outside < 40:
            raise Unreadable("more members than are looked at")


def in_sets(sets, name, v, point):
    for s in sets:
        try:
            if all(value(read(c if isinstance(c, str) else c["text"]), {**point, name: v}) for c in s):
                return True
        except Undefined:
            pass
    return False


def quick_at(e, point):
    names = sorted(point)
    inner, rest = doubles(e, "x", *names), [float(point[n]) for n in names]
    return lambda v: inner(v, *rest)


def judge_solutions(answer, e, point, low=mp.mpf(-10), high=mp.mpf(10), bounded=False):
    def f(v):
        return at(e, mp.mp.dps, x=v, **point)

    # Where the conditions that all solutions share do not hold, there is none.
    held = all(applies(c, point) for c in answer.get("conditions", []))
    known = []
    for entry in answer.get("points", []) if held else []:
        if not all(applies(c, point) for c in conditions_of(entry)):
            continue
        entry = entry["x"]
        if entry.get("exact"):
            try:
                known.append((value(read(entry["exact"]), point), mp.mpf(10) ** -30))
            except Undefined:
                raise Wrong(f"x = {entry['exact']} has no value for {point}") from None
        else:
            known.append(number_of(entry))
    known += list(members(answer, "x", low - 1, high + 1, point)) if held else []
    for v, error in known:
        if not holds_at(f, v, error) and solved_far(answer, e, point, v):
            continue
        if not holds_at(f, v, error) or (error < mp.mpf(10) ** -20 and at_hole(e, {**point, "x": v})):
            raise Wrong(f"x = {mp.nstr(v, 17)} is no solution: {f(v)} {point}")
    sets = answer.get("sets", [])
    for i in range(60):
        v = low + (high - low) * (i + mp.mpf("0.317")) / 60
        y = f(v)
        if sets and in_sets(sets, "x", v, point) and y is not None and abs(y) > mp.mpf(10) ** -20:
            raise Wrong(f"x = {mp.nstr(v, 10)} is in a set of solutions and is none")
    missed = [root for root, a, b in roots_by_scan(quick_at(e, point), f, low, high, e=e, point=point)
              if not any(close(root, v, mp.mpf(10) ** -8) or a <= v <= b for v, _ in known) and not in_sets(sets, "x", root, point)]
    if missed and answer.get("complete"):
        raise Wrong(f"called complete without {[mp.nstr(r, 15) for r in missed[:4]]} for {point}")
    if not answer.get("complete"):
        raise Weak(f"not complete: {answer.get('because')}")


def conditions_of(entry):
    found = entry.get("if") or []
    return found if isinstance(found, list) else []


def applies(condition, point):
    """Does a condition hold? Numbers that differ by rounding count as equal."""
    tree = read(condition)
    try:
        if tree[0] in ("==", "=", "!=", "<", ">", "<=", ">="):
            left, right = value(tree[1], point), value(tree[2], point)
            if tree[0] in ("==", "=", "!=") or close(left, right, mp.mpf(10) ** -30):
                return close(left, right, mp.mpf(10) ** -30) == (tree[0] not in ("!=", "<", ">"))
        return bool(value(tree, point))
    except Undefined:
        return False


def equation(program, rng):
    e = expression(rng, ["x"], rng.randrange(1, 4), cases=rng.random() < 0.2)
    if rng.random() < 0.3:
        e = f"{e} + 0*{rng.choice(['ln(50 - x)', 'sqrt(x)', 'ln(x + 3)', '1/(x - 1)', 'x/x', 'asin(x/4)'])}"
    bounded = rng.random() < 0.5
    question = f"solve {e} = {number(rng)} for x" + (" over -10..10" if bounded else "")
    yield question
    left, right = question[6:].split(" for x")[0].split(" = ")
    answer = program.ask(question)
    if answer.get("kind") != "solutions":
        raise Weak(answer.get("code"))
    judge_solutions(answer, f"({left}) - ({right})", {}, bounded=bounded)


def parametric(program, rng):
    a = lambda: rng.choice(["a", "b", "2", "a^2", "(a + b)", "(a - b)", "-a", "a*b", "1", "3", "-1", "abs(a)"])
    factor = lambda: rng.choice([
        f"(x^2 - {a()})", f"(x - {a()})", f"({a()}*x - {a()})", f"(cos(x) - {a()})", f"(exp(x) - {a()})", f"(abs(x) - {a()})",
        f"(x^3 - {a()}*x)", f"(x^3 + {a()}*x + {a()})", f"({a()}*x^3 + x^2 - {a()})", f"(sqrt(x) - {a()})", f"(ln(x) - {a()})", f"({a()}*x^2 + {a()}*x)", f"(x^2 + {a()}*x + {a()})",
        f"(sin(x) - {a()}*cos(x))", f"(x^3 - {a()})", f"(1/x - {a()})", f"(x/(x - {a()}) - {a()})", f"(tanh(x) - {a()})", f"(2^x - {a()})",
        f"(x*(x - {a()})/(x - {a()}) - {a()})", f"(atan(x) - {a()})"])
    e = "*".join(factor() for _ in range(rng.choice([1, 1, 2, 2, 3])))
    question = f"solve {e} = 0 for x"
    yield question
    answer = program.ask(question)
    if answer.get("kind") != "solutions":
        raise Weak(answer.get("code"))
    for _ in range(4):
        point = {n: mp.mpf(rng.choice(["-2", "-1", "-0.37", "0", "0.41", "1", "2.3", "0.9"])) for n in "ab"}
        with mp.workdps(40):
            judge_solutions(answer, e, point, low=mp.mpf(-8), high=mp.mpf(8))


def newton(equations, x, y):
    """Newton's method in doubles; None where it does not settle."""
    h = 1e-7
    for _ in range(40):
        v = [f(x, y) for f in equations]
        dx, dy = [f(x + h, y) for f in equations], [f(x, y + h) for f in equations]
        if None in v + dx + dy:
            return None
        (a, c), (b, d) = [(w - u) / h for u, w in zip(v, dx)], [(w - u) / h for u, w in zip(v, dy)]
        det = a * d - b * c
        if abs(det) < 1e-9 or max(abs(x), abs(y)) > 1e6:
            return None
        sx, sy = (d * v[0] - b * v[1]) / det, (a * v[1] - c * v[0]) / det
        x, y = x - sx, y - sy
        if abs(sx) + abs(sy) < 1e-11 * (1 + abs(x) + abs(y)):
            return x, y
    return None


def system(program, rng):
    half = lambda: rng.choice(["x + y", "x - y", "x*y", "x^2 + y^2", "x/y", "x - 2y", "x^2 - y", "x/x + y", "y*(y - x)", "x*(y - x)",
                               "x^y", "sqrt(x) + y", "abs(x) - y", "exp(x) - y", "ln(x*y)", "x^2*y/y", "max(x, y)", "x^3 - y"])
    c = lambda: rng.choice(["0", "1", "2", "3", "-1", "1/2", "4"])
    parts = [(half(), c()), (half(), c())]
    question = "solve " + ", ".join(f"{l} = {r}" for l, r in parts) + " for x, y"
    yield question
    answer = program.ask(question)
    if answer.get("kind") != "solutions":
        raise Weak(answer.get("code"))
    points = []
    for entry in answer["points"]:
        (x, ex), (y, ey) = number_of(entry["x"]), number_of(entry["y"])
        points.append((x, y))
        for l, r in parts:
            v = at(f"({l}) - ({r})", 60, x=x, y=y)
            if v is None and max(ex, ey) < mp.mpf(10) ** -20:
                raise Wrong(f"{l} has no value at the solution {mp.nstr(x, 8)}, {mp.nstr(y, 8)}")
            if v is not None and abs(v) > 1e4 * max(ex, ey) * (1 + abs(x) + abs(y)) ** 2:
                raise Wrong(f"{mp.nstr(x, 8)}, {mp.nstr(y, 8)} is no solution")
    for family in answer.get("families", []):
        for t in ["-7/3", "0", "1", "2", "5/7", "-1", "1/2", "4"]:
            t = at(t) if family["range"] == "real" else mp.floor(at(t))
            if family["range"] == "integer" and (t in family["except"] or (family["least"] is not None and t < family["least"])
                                                  or (family["most"] is not None and t > family["most"])):
                continue
            bind = {n: t for n in family["parameters"]}
            try:
                if not all(value(read(k), bind) for k in family.get("conditions", [])):
                    continue
                x, y = (value(read(family["x"][n]["exact"]), bind) for n in "xy")
            except Undefined:
                raise Wrong(f"family has no value at {bind}") from None
            for l, r in parts:
                v = at(f"({l}) - ({r})", 60, x=x, y=y)
                if v is None or abs(v) > mp.mpf(10) ** -25:
                    raise Wrong(f"member {bind} of the family is no solution: {mp.nstr(x, 8)}, {mp.nstr(y, 8)}")
    if not answer.get("complete"):
        raise Weak(answer.get("because"))
    if answer.get("families", []) or answer.get("sets"):
        return
    quick = [doubles(f"({l}) - ({r})", "x", "y") for l, r in parts]
    for _ in range(30):
        start = newton(quick, rng.uniform(-4, 4), rng.uniform(-4, 4))
        if start is None or any(close(start[0], p, 1e-5) and close(start[1], q, 1e-5) for p, q in points):
            continue
        try:
            with mp.workdps(30):
                root = mp.findroot(lambda x, y: [at(f"({l}) - ({r})", 30, x=x, y=y) for l, r in parts], start, maxsteps=40)
        except Exception:  # no value on the way, no convergence, a singular matrix
            continue
        x, y = root
        values = [at(f"({l}) - ({r})", 30, x=x, y=y) for l, r in parts]
        if any(v is None or abs(v) > 1e-20 for v in values) or max(abs(x), abs(y)) > 1e3 or min(abs(x), abs(y)) < 1e-6:
            continue
        if not any(close(x, p, 1e-6) and close(y, q, 1e-6) for p, q in points):
            raise Wrong(f"called complete without {mp.nstr(x, 12)}, {mp.nstr(y, 12)}")


# Minima and critical points.

CUTS = ["0*ln(50 - x)", "0*ln(x - 3)", "0*sqrt(4 - x)", "0*x/x", "0*sqrt(1 - x^2)", "0*asin(x/2)", "0/(x - 1)", "0*ln(x)"]


def sample(e, names, rng, count, spans=(3, 10, 60, 1e3)):
    """Values at random and round points: pairs of a point and its value, in doubles."""
    round_numbers = [-10, -5, -2, -1, -0.5, 0, 0.5, 1, 2, 3, 4, 5, 10]
    f = doubles(e, *names)
    for _ in range(count):
        span = rng.choice(spans)
        point = {n: float(rng.choice(round_numbers)) if rng.random() < 0.3 else rng.uniform(-span, span) for n in names}
        v = f(*(point[n] for n in names))
        if v is not None:
            yield point, v


def minimum(program, rng):
    names = ["x"] if rng.random() < 0.55 else ["x", "y"]
    e = expression(rng, names, rng.randrange(1, 4), cases=rng.random() < 0.25)
    if rng.random() < 0.3:
        e = f"{e} + {rng.choice(CUTS)}"
    if rng.random() < 0.25:
        e = f"({e}) + {' + '.join(f'({n} - {rng.randrange(-3, 4)})^{rng.choice([2, 4])}' for n in names)}"
    bounded = rng.random() < 0.3
    if not names_in(read(e)):
        return
    clause = " over " + (", ".join(f"{n} in -3..4" for n in sorted(names_in(read(e))))) if bounded else ""
    question = f"minimum {e}{clause}"
    yield question
    judge_minimum(program.ask(question), e, sorted(names_in(read(e))), rng, bounded)


def first_value(e, places, digits=60):
    values = (at(e, digits, **place) for place in places)
    return next((v for v in values if v is not None), None)


def judge_minimum(answer, e, names, rng, bounded=False, count=1500):
    if answer.get("kind") != "minimum":
        raise Weak(answer.get("code"))
    if answer["status"] == "unknown":
        raise Weak(f"not decided: {answer['because'][:150]}")
    least, slack = None, mp.mpf(10) ** -14
    for entry in answer["points"]:
        try:
            point = {n: number_of(entry["x"][n]) for n in names}
            claimed, error = number_of(entry["value"])
            slack = max(slack, 100 * error)
        except (Unreadable, KeyError):
            continue
        exact = max(p[1] for p in point.values()) < mp.mpf(10) ** -20
        v = at(e, 60, **{n: p[0] for n, p in point.items()})
        least = claimed if least is None else min(least, claimed)
        if v is None and exact:
            v = first_value(e, [{n: p[0] + s * mp.mpf(10) ** -40 for n, p in point.items()} for s in (-1, 1)])
            if v is None:
                raise Wrong(f"no value at the point {[mp.nstr(p[0], 10) for p in point.values()]}")
        if v is not None and exact and not close(v, claimed, mp.mpf(10) ** -10):
            # A root of a root of a rounding error is large.
            with mp.workdps(400):
                v = at(e, 400, **{n: value(read(entry["x"][n]["exact"]), {}) for n in names})
        if v is not None and exact and not close(v, claimed, mp.mpf(10) ** -10):
            raise Wrong(f"the value at {[mp.nstr(p[0], 10) for p in point.values()]} is {mp.nstr(v, 15)}, not {mp.nstr(claimed, 15)}")
    spans = (3,) if bounded else (3, 10, 60, 1e3)
    values = [(p, v) for p, v in sample(e, names, rng, count, spans) if not bounded or all(-3 <= c <= 4 for c in p.values())]
    if answer["status"] == "global":
        if least is None:
            raise Weak("no readable point")
        for point, v in sorted(values, key=lambda pv: pv[1])[:5]:
            # Doubles suggest; digits confirm.
            v = settled(e, **point) if v < least + mp.mpf(10) ** -9 * (1 + abs(least)) else None
            if v is None or v >= least - slack * (1 + abs(least)):
                continue
            raise Wrong(f"lower: {mp.nstr(v, 15)}, not {mp.nstr(least, 15)}, at {point}")
        if len(names) == 1 and not answer.get("families", []) and "set" not in answer and answer.get("certified"):
            for p, v in values:
                if v == least and settled(e, **p) == least and not any(close(number_of(q["x"][names[0]])[0], p[names[0]], 1e-9) for q in answer["points"]) \
                        and "every" not in answer["text"] and " for " not in answer["text"] and "with" not in answer["text"]:
                    raise Wrong(f"also taken at {mp.nstr(p[names[0]], 12)}, which is not listed")
        for family in answer.get("families", []):
            for k in (-3, -1, 0, 1, 2, 7, 23):
                if family["range"] == "integer" and (k in family["except"] or (family["least"] is not None and k < family["least"]) \
                        or (family["most"] is not None and k > family["most"])):
                    continue
                bind = {n: mp.mpf(k) for n in family["parameters"]}
                if not all(applies(c, bind) for c in family.get("conditions", [])):
                    continue
                free = names_in(read(e))
                if any(family["x"][n]["exact"].startswith("≈") for n in free):
                    continue
                # The border of the domain, where rounding may lead out of it, and roots make rounding errors large.
                with mp.workdps(400):
                    place = {n: value(read(family["x"][n]["exact"]), bind) for n in free}
                    beside = [{n: p + s * mp.mpf(10) ** -390 for n, p in place.items()} for s in (0, -1, 1)]
                    v = first_value(e, beside, 400)
                if v is None or not close(v, least, mp.mpf(10) ** -15):
                    raise Wrong(f"member {k} of a family has the value {v}")
    elif answer["status"] == "none":
        # An infimum that is not reached: nothing may be below every known local minimum by being reached; plain sampling cannot refute it.
        pass
    elif answer["status"] == "unbounded":
        far = [v for _, v in sample(e, names, rng, count, (1, 10, 1e3, 1e6, 1e12, 1e100))]
        near_poles = [v for _, v in sample(e, names, rng, 50, (1e-3, 1e-6, 1e-60))]
        if not far + near_poles:
            raise Weak("no values to see")
        if min(far + near_poles) > -50:
            raise Weak(f"unbounded is not seen in samples: least {mp.nstr(min(far + near_poles), 10)}")


def tie(program, rng):
    """Branches, families and minimisers that differ by 10^-k, and domains cut by terms that are 0."""
    k = rng.randrange(5, 200)
    c = rng.choice(["sqrt(2)", "pi", "exp(1/3)", "ln(2)", "1/3", "sin(1)", "cbrt(5)", "erf(1)"])
    d = rng.choice([f"+10^-{k}", f"-10^-{k}", ""])
    shift = {"+": 1, "-": -1, "": 0}[d[:1]]
    form = rng.randrange(6)
    if form == 0:
        e, sides = f"if x<0 then (x+1)^2+({c}{d}) else (x-1)^2+{c}", (-1, 1)
        if d and "sqrt" in c:
            e = f"if x<0 then (x+1)^2+sqrt(2{d}) else (x-1)^2+sqrt(2)"
    elif form == 1:
        e, sides = f"min((x+1)^2+({c}{d}), (x-1)^2+{c})", (-1, 1)
    elif form == 2:
        e, sides = f"(x^2-1)^2 + ({c}) {'+' if shift >= 0 else '-'} {f'10^-{k}' if shift else '0'}*(1-x)", (-1, 1)
    elif form == 3:
        cut = rng.choice(["0*ln(50-x)", "0*sqrt(x+20)", "0/(x-2pi)", "0*(x-pi)/(x-pi)", "0*asin(x/30)"])
        yield from periodic_cut(program, rng, cut)
        return
    elif form == 4:
        e = f"exp(x)-x+({c}{d})-({c})-1"
        question = f"minimum {e}"
        yield question
        answer = program.ask(question)
        if answer.get("certified") and answer["status"] == "global":
            wanted = at(e, 400, x=0)
            claimed = answer["points"][0]["value"]
            got = at(claimed["exact"], 400) if claimed.get("exact") else mp.mpf(claimed["value"])
            if claimed.get("exact") and abs(got - wanted) > mp.mpf(10) ** -300:
                raise Wrong(f"{claimed['exact']}, not {mp.nstr(wanted, 10)}")
        return
    else:
        x0 = rng.choice(["1", "sqrt(2)", "pi"])
        question = f"solve (x - {x0})*(x - ({x0}+10^-{k})) = 0 for x"
        yield question
        answer = program.ask(question)
        if answer.get("complete") and len(answer["points"]) != 2:
            raise Wrong(f"{len(answer['points'])} roots")
        return
    question = f"minimum {e}"
    yield question
    answer = program.ask(question)
    if answer.get("kind") != "minimum" or not answer.get("certified") or answer["status"] != "global":
        raise Weak(answer.get("status"))
    where = sorted(int(mp.nint(number_of(p["x"]["x"])[0])) for p in answer["points"])
    # The branch with the larger constant loses.
    wanted = sorted(sides) if shift == 0 else [sides[1] if shift > 0 else sides[0]]
    if where != wanted:
        raise Wrong(f"minimisers near {where}, not {wanted}")


def periodic_cut(program, rng, cut):
    outer = rng.choice(["-cos(x)", "sin(x)", "cos(2x)", "sin(x)^2", "-cos(x)^3"])
    e = f"{outer}+{cut}"
    question = rng.choice(["minimum {}", "critical {}"]).format(e)
    yield question
    answer = program.ask(question)
    if refused(answer):
        raise Weak(answer.get("code"))
    point = {}
    for v, _ in members(answer, "x", mp.mpf(-250), mp.mpf(250), point):
        outside = {"0*ln(50-x)": v >= 50, "0*sqrt(x+20)": v < -20, "0/(x-2pi)": close(v, 2 * mp.pi, 1e-20),
                   "0*(x-pi)/(x-pi)": close(v, mp.pi, 1e-20), "0*asin(x/30)": abs(v) > 30}[cut]
        if outside:
            raise Wrong(f"{mp.nstr(v, 10)} is outside of the domain")


def numeric_slope(e, name, point, digits=50):
    h = mp.mpf(10) ** -18
    values = [at(e, digits, **{**point, name: point[name] + k * h}) for k in (-1, 0, 1)]
    if None in values:
        return None
    left, right = (values[1] - values[0]) / h, (values[2] - values[1]) / h
    return (left + right) / 2 if close(left, right, 1e-8) else None


def quick_slope(e, name):
    f, h = doubles(e, name), 1e-6

    def slope(v):
        a, b = f(v - h), f(v + h)
        return None if a is None or b is None else (b - a) / (2 * h)

    return slope


def critical(program, rng):
    names = ["x"] if rng.random() < 0.7 else ["x", "y"]
    if rng.random() < 0.35:
        inner = rng.choice(["abs(x)^2", "sqrt(x^4)", "abs(x)^4 - x^2", "max(x, x) + x^2", "hypot(x, 1)", "abs(x)*x", "relu(x)^2",
                            "abs(x - 1)^3", "sqrt(relu(x))", "if x < 0 then sin(x) else exp(x)", "if x > 0 then x^2 else -x^2",
                            "if x >= 0 then x^2 else x", "max(x^2, 1)", "if x < 1 then x^2 else 2x - 1", "abs(x^2 - 1)"])
        e = f"{inner} + {expression(rng, ['x'], rng.randrange(1, 3))}" if rng.random() < 0.6 else inner
        names = ["x"]
    else:
        e = expression(rng, names, rng.randrange(1, 4), cases=rng.random() < 0.3)
    if rng.random() < 0.2:
        e = f"{e} + {rng.choice(CUTS)}"
    names = sorted(names_in(read(e)))
    if not names:
        return
    bounded = rng.random() < 0.4
    question = f"critical {e}" + (" over " + ", ".join(f"{n} in -5..5" for n in names) if bounded else "")
    yield question
    answer = program.ask(question)
    if answer.get("kind") != "critical":
        raise Weak(answer.get("code"))
    known = []
    for entry in answer["points"]:
        point = {n: number_of(entry["x"][n]) for n in names}
        centre = {n: p[0] for n, p in point.items()}
        error = max(p[1] for p in point.values())
        known.append(centre)
        for n in names:
            slope = numeric_slope(e, n, centre)
            if error > mp.mpf(10) ** -20:
                lo, hi = (numeric_slope(e, n, {**centre, n: centre[n] + s * 2 * error * (1 + abs(centre[n]))}) for s in (-1, 1))
                if len(names) == 1 and lo is not None and hi is not None and lo * hi > 0 and min(abs(lo), abs(hi)) > 1e-6:
                    raise Wrong(f"the slope is not 0 at {mp.nstr(centre[n], 15)}")
            elif slope is not None and abs(slope) > 1e-10:
                raise Wrong(f"the slope is {mp.nstr(slope, 10)} at {mp.nstr(centre[n], 15)}")
            elif slope is None and at(e, 60, **centre) is None:
                raise Wrong(f"no value at {mp.nstr(centre[n], 15)}")
        judge_kind(e, names, centre, entry["type"], rng)
    if len(names) == 1:
        (n,) = names
        low, high = mp.mpf(-5), mp.mpf(5)
        family = [v for v, _ in members(answer, n, low, high, {})]
        for v in family[:10]:
            slope = numeric_slope(e, n, {n: v})
            if slope is None and at(e, 60, **{n: v}) is None or slope is not None and abs(slope) > 1e-12:
                raise Wrong(f"member {mp.nstr(v, 12)} of a family: slope {slope}")
        for f in answer.get("families", []):
            if f.get("type"):
                for v, _ in list(members({"families": [f]}, n, low, high, {}))[:4]:
                    judge_kind(e, names, {n: v}, f["type"], rng)
        if answer["complete"] and "every point" not in answer["text"]:
            known1 = [k[n] for k in known] + family
            for root, a, b in roots_by_scan(quick_slope(e, n), lambda v: numeric_slope(e, n, {n: v}), low, high, 400, e, n):
                if not any(close(root, k, 1e-7) or a <= k <= b for k in known1):
                    slope = numeric_slope(e, n, {n: root})
                    # A root of higher order is found to few digits, so a jump there may lie beside it.
                    corner = any(at_corner(e, n, place) for place in (root, mp.mpf(round(float(root), 6))))
                    if slope is not None and abs(slope) < 1e-9 and not corner:
                        raise Wrong(f"called complete without {mp.nstr(root, 15)}")
    if not answer["complete"]:
        raise Weak(answer.get("because", "")[:120])


def at_corner(e, name, root):
    """Is a plain number that near to a root of a slope a hole or a kink? Of a root of high order few digits are found."""
    for unit in (mp.mpf(1) / 12, mp.pi / 4):
        plain = unit * mp.nint(root / unit)
        if abs(plain - root) < 1e-3:
            sides = [numeric_slope(e, name, {name: plain + h}) for h in (mp.mpf(-1) / 10**6, mp.mpf(1) / 10**6)]
            if at(e, 60, **{name: plain}) is None or at_hole(e, {name: plain}) or None in sides or abs(sides[1] - sides[0]) > 1e-3:
                return True
    return False


def judge_kind(e, names, centre, kind, rng):
    here = at(e, 60, **centre)
    if here is None:
        return
    lower = higher = deep = high = 0
    # Where a function swings a thousand times in 1e-4, only what is nearer tells.
    for scale in ("1e-2", "1e-3", "1e-4", "1e-8"):
        for _ in range(12 if len(names) > 1 else 4):
            moved = {n: centre[n] + mp.mpf(scale) * (rng.choice([-1, 1]) if len(names) == 1 else mp.mpf(rng.uniform(-1, 1))) for n in names}
            v = at(e, 60, **moved)
            if v is None:
                continue
            if v < here - mp.mpf(10) ** -25 * (1 + abs(here)):
                lower += scale == "1e-4"
                deep += scale == "1e-8"
            elif v > here + mp.mpf(10) ** -25 * (1 + abs(here)):
                higher += scale == "1e-4"
                high += scale == "1e-8"
    if kind == "minimum" and high and not deep or kind == "maximum" and deep and not high:
        return
    if kind == "minimum" and lower or kind == "maximum" and higher:
        raise Wrong(f"{kind} at {[mp.nstr(c, 12) for c in centre.values()]} with {lower} lower and {higher} higher points about it")
    if kind in ("saddle", "inflection") and len(names) == 1 and not (lower and higher) and lower + higher > 3:
        raise Wrong(f"{kind} at {[mp.nstr(c, 12) for c in centre.values()]} with {lower} lower and {higher} higher points about it")


def equality(program, rng):
    e = powers(rng) if rng.random() < 0.3 else expression(rng, ["x"], rng.randrange(1, 4))
    u = expression(rng, ["x"], 1)
    pair = rng.choice([
        (f"{e}", f"{e} + {rng.choice(['0', '10^-30', '10^-60*x'])}"), (f"sqrt(({u})^2)", f"abs({u})"), (f"sqrt(({u})^2)", u),
        (f"ln(exp({u}))", u), (f"exp(ln({u}))", u), (f"asin(sin({u}))", u), (f"sin(asin({u}))", u), (f"acosh(cosh({u}))", f"abs({u})"),
        (f"atan(tan({u}))", u), (f"hypot({u}, {e})", f"sqrt(({u})^2 + ({e})^2)"), (f"relu({u})", f"max({u}, 0)"),
        (f"mod({u}, 1)", f"{u} - floor({u})"), (f"max({u}, {e})", f"(({u}) + ({e}) + abs(({u}) - ({e})))/2"),
        (f"(({e})^2)^(1/2)", e), (f"ln(({u})^2)", f"2*ln({u})"), (f"ln(({u})^2)", f"2*ln(abs({u}))"), (f"cbrt(({u})^3)", u),
        (f"(({u})^(1/2))^2", u), (f"tanh({u})", f"1 - 2/(exp(2*({u})) + 1)"), (f"sigmoid({u})", f"1/(1 + exp(-({u})))"),
        (f"sign({u})*abs({u})", u), (f"(if {u} > 0 then {u} else -({u}))", f"abs({u})"), (f"gamma(({u}) + 1)", f"({u})*gamma({u})"),
    ])
    question = f"{pair[0]} == {pair[1]}"
    yield question
    answer = program.ask(question)
    nowhere = lambda: all(any(settled(t, 90, x=at(p, 90)) is None for t in pair) for p in ["1/3", "-3/7", "5/2", "-9/4", "9", "-40"])
    if refused(answer):
        if answer.get("code") == "undefined-value" and nowhere():
            return
        raise Weak(answer.get("code"))
    # What is decided at once, of plain numbers, has no status.
    status = answer.get("status") or {"true": "proved", "false": "different"}.get(answer.get("exact"))
    if status == "apart":
        if not nowhere():
            raise Wrong("both sides have values at a point")
        return
    differs = None
    for p in ["1/3", "7/5", "-3/7", "5/2", "-9/4", "11/13", "17/10", "-1/9", "1/50", "4", "-5", "9"]:
        a, b = (settled(t, 90, x=at(p, 90)) for t in pair)
        if a is not None and b is not None and abs(a - b) > mp.mpf(10) ** -62 * (1 + abs(a)):
            differs = p
    if status == "proved" and differs:
        raise Wrong(f"called proved, differs at {differs}")
    if status == "different" and answer.get("witness"):
        w = {n: at(v["exact"], 90) for n, v in answer["witness"]["at"].items()}
        a, b = (at(t, 90, **w) for t in pair)
        if a is None or b is None or a == b:
            raise Wrong(f"the witness {w} shows no difference")
    if status not in ("proved", "different"):
        raise Weak(f"{status}, differs: {differs}")


def series(program, rng):
    u = expression(rng, ["x"], rng.randrange(1, 3))
    flat = rng.choice(["x^2", "x^3", "x^4", "(1 - cos(x))", "(x - sin(x))", "x*abs(x)"])
    e = rng.choice([
        u, u, u, f"{rng.choice(SMOOTH + PARTIAL + KINKED + ['sign', 'floor'])}({flat})*({u})", f"({flat})^({rng.choice(['1/2', '1/3', '3/2'])})",
        f"acos(1 - {flat})", f"{u} + {rng.choice(KINKED)}({flat})", f"({u})^({flat})",
    ])
    centre, order = rng.choice(["0", "0", "0", "1", "-1", "1/2", "2", "pi"]), rng.randrange(1, 6)
    question = f"taylor({e}, x = {centre}, {order})"
    yield question
    answer = program.ask(question)
    if refused(answer):
        raise Weak(answer.get("code"))
    h = mp.mpf(10) ** -25
    for side in (1, -1, mp.mpf(3) / 7, -mp.mpf(3) / 7):
        f, t = (at(text, 200, x=at(centre, 200) + side * h) for text in (e, answer["exact"]))
        with mp.workdps(200):
            # The remainder is much less than the last power.
            if f is not None and (t is None or abs(f - t) > mp.mpf(10) ** -6 * h**order * (1 + abs(f))):
                raise Wrong(f"{mp.nstr(side * h, 3)} away it is {mp.nstr(f, 30)}, the polynomial {t and mp.nstr(t, 30)}")


def convexity(program, rng):
    names = rng.choice([["x"], ["x"], ["x", "y"]])
    u, v = (expression(rng, names, rng.randrange(1, 3)) for _ in range(2))
    e = rng.choice([
        expression(rng, names, 2, cases=True), f"max({u}, {v})", f"{u} + {v}", f"({u})^2 + ({v})^4", f"exp({u})", f"-ln({u})", f"abs({u}) + {v}",
        f"({u})^2 + 0*ln({v})", f"logsumexp({u}, {v})", f"({names[0]} - 1)^4 + 0*({u})", f"({names[-1]})^{rng.randrange(2, 7)} - ({names[0]})^2",
    ])
    box = rng.choice(["", "", " over -1..2", " over 0..1", " over 1..3"]) if names == ["x"] else ""
    question = f"convex f{box}"
    yield f"f({', '.join(names)}) = {e}; {question}"
    answer = program.ask(f"f({', '.join(names)}) = {e}", question)
    if refused(answer):
        raise Weak(answer.get("code"))
    if answer["status"] == "undecided":
        raise Weak("undecided")
    sign = -1 if answer.get("concave") else 1
    judge = lambda a, b, m: sign * (a + b - 2 * m)
    if answer["status"] == "refuted":
        if answer.get("witness") and len(answer["witness"]["points"]) == 2:
            places = [{n: at(c["exact"], 60) for n, c in p.items()} for p in answer["witness"]["points"]]
            middle = {n: at(c["exact"], 60) for n, c in answer["witness"]["middle"].items()}
            if not all(close(2 * middle[n], places[0][n] + places[1][n], TINY) for n in names):
                raise Wrong("the witness is not in the middle")
            # As it is written: half the sum would be 1/10 but for the last digit, and miss a pole there.
            places.append(middle)
            values = [at(e, 60, **p) for p in places]
            if None not in values and not values[0] + values[1] < 2 * values[2]:
                raise Wrong("the witness shows nothing")
        return
    low, high = (at(t) for t in box.removeprefix(" over ").split("..")) if box else (-6, 6)
    for _ in range(300):
        scale = rng.choice([1, 1, 0.1, 10]) if not box else 1
        places = [{n: mp.mpf(rng.uniform(float(low), float(high))) * scale for n in names} for _ in range(2)]
        places.append({n: (places[0][n] + places[1][n]) / 2 for n in names})
        a, b, m = (at(e, 60, **p) for p in places)
        if a is None or b is None:
            continue
        if m is None or judge(a, b, m) < -mp.mpf(10) ** -40 * (1 + abs(m)):
            raise Wrong(f"halfway between {places[0]} and {places[1]}: {a}, {b}, {m}")
        if answer.get("strict") and judge(a, b, m) <= 0 and places[0] != places[1] and abs(a) < 1e30:
            raise Wrong(f"not strictly between {places[0]} and {places[1]}")


def descent(program, rng):
    names = rng.choice([["x"], ["x", "y"]])
    line = lambda: " + ".join(f"{rng.choice(['1', '2', '-1', '1/2', '-3', '0'])}*{n}" for n in names)
    piece = lambda: rng.choice([line(), f"({line()})^2", f"abs({line()})", f"relu({line()})", f"abs({'*'.join(names)})", f"max({line()}, {line()})",
                                f"relu({line()} - 1)", f"hypot({names[0]}, {names[-1]} - 1)", f"(if {names[0]} < 0 then 1 + {names[0]}^2 else {names[-1]}^2)",
                                f"(if {names[0]} == 0 then -5 else {names[0]}^2)", f"max({names[0]}^2, 1)", f"{names[0]}^3", f"{names[-1]}^4",
                                f"exp(2*ln({names[0]}))", f"sqrt({names[0]})"])
    e = rng.choice([f"max({piece()}, {piece()}, {piece()})", f"{piece()} + {piece()}", piece(), f"min({piece()}, {piece()}) + {piece()}"])
    names = sorted(names_in(read(e)))
    if not names:
        return
    start = {n: rng.choice(["0", "1", "-1", "0.5", "2", "-0.001", "0.3"]) for n in names}
    how = rng.choice(["rate 0.1 steps 200", "rate 0.25 steps 50", "", "rate 0.5 steps 30", "using armijo steps 50", "using bfgs steps 50"])
    question = f"r = descend {e} from ({', '.join(f'{n} = {v}' for n, v in start.items())}) {how}"
    yield question
    answer = program.ask(question)
    if answer.get("kind") != "run":
        raise Weak(f"{answer.get('kind')} {answer.get('code')}")
    if any(answer["x"][n] is None for n in names):
        return
    centre = {n: mp.mpf(answer["x"][n]) for n in names}
    kind, verdict = answer.get("ends_at"), answer.get("verdict")
    here = at(e, 60, **centre)
    if verdict == "converged" and here is None:
        raise Wrong("converged to where it has no value")
    if here is None:
        return
    lower, higher = [], []
    for _ in range(150):
        scale = rng.choice([1e-2, 1e-4, 1e-5])
        moved = {n: centre[n] + mp.mpf(rng.choice([-scale, 0, scale, rng.uniform(-scale, scale)])) for n in names}
        v = at(e, 60, **moved)
        # Steeper than what the distance from the end to a smooth minimum explains; farther off another branch may be lower.
        if scale < 1e-2 and v is not None and v < here - mp.mpf(scale) / 50:
            lower.append(moved)
        if v is not None and v > here:
            higher.append(moved)
    if verdict == "converged" and kind in ("minimum", "kink") and lower:
        raise Wrong(f"converged to a {kind} at { {n: mp.nstr(v, 8) for n, v in centre.items()} }, lower at { {n: mp.nstr(v, 8) for n, v in lower[0].items()} }")
    if "rises on both sides" in answer["text"] and not higher:
        raise Wrong("rises on both sides: nothing is higher")


KINDS = {f.__name__: f for f in (derivative, kinks, rewriting, closed, equation, parametric, system, minimum, tie, critical, equality, series, convexity, descent)}


class TooLong(Exception):
    """A question, or its judge, that is given up."""


def give_up(*_):
    raise TooLong


def main():
    signal.signal(signal.SIGALRM, give_up)
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cases", type=int, default=100, help="of each kind")
    parser.add_argument("--only", nargs="*", choices=sorted(KINDS))
    parser.add_argument("--slice", default="1/1", help="k/n: every n-th question from the k-th on")
    parser.add_argument("--show-weak", type=int, default=0, help="of each kind")
    arguments = parser.parse_args()
    which, slices = (int(n) for n in arguments.slice.split("/"))
    program, counts, wrong, weak = Program(arguments.binary), Counter(), [], []
    for name in arguments.only or KINDS:
        for i in range(which - 1, arguments.cases, slices):
            rng = random.Random(f"{arguments.seed} {name} {i}")
            question = "(no question)"
            # Again and again, since a judge may take the first one for something without a value.
            signal.setitimer(signal.ITIMER_REAL, LONGEST, 1)
            try:
                steps = KINDS[name](program, rng)
                question = next(steps)
                next(steps)
            except StopIteration:
                counts[name, "right"] += 1
            except Wrong as error:
                counts[name, "WRONG"] += 1
                print(f"WRONG {name} {i}: {question}\n      {error}", flush=True)
                wrong.append(question)
            except Weak as error:
                counts[name, "weak"] += 1
                weak.append((name, question, str(error)))
            except Unreadable as error:
                counts[name, "unread"] += 1
                weak.append((name, question, f"unread: {error}"))
            except TooLong:
                counts[name, "slow"] += 1
                print(f"given up {name} {i}: {question}", flush=True)
            finally:
                signal.setitimer(signal.ITIMER_REAL, 0)
    for name in KINDS:
        shown = [w for w in weak if w[0] == name][: arguments.show_weak]
        for _, question, error in shown:
            print(f"weak {name}: {question}\n      {error}")
    for key, n in sorted(counts.items()):
        print(f"{key[0]:12} {key[1]:7} {n}")
    for seconds, question in sorted(program.slow, reverse=True)[:5]:
        print(f"slow {seconds:.1f} s  {question}")
    print(f"{sum(counts.values())} judged, {len(wrong)} wrong (seed {arguments.seed})")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()

"""W2 of the peers: `derivative_peers.py PEER FAMILY/SIZE ...` prints one line `PEER CASE MICROSECONDS` a case.

Building the input is not timed, nothing is printed of the result; each figure is the least of calls of the peer's own
derivative on an expression in memory. Cases that a peer needs many seconds for are left out.
"""

import sys
import time

# The largest size that a peer is asked for, where the next would take it more than some seconds.
LARGEST = {
    ("symengine", "grad"): 1000,
    ("symbolica", "grad"): 1000,
}


def least_time(action):
    """Microseconds of the quickest call: of at least 5, and as many as fit in about 0.4 s, or of one that is long."""
    times = []
    end = time.perf_counter() + 0.4
    while len(times) < 5 or (time.perf_counter() < end and len(times) < 1000):
        start, start_cpu = time.perf_counter(), time.process_time()
        action()
        cpu, elapsed = time.process_time() - start_cpu, time.perf_counter() - start
        # On a busy machine no long call goes uninterrupted: there the processor's time counts.
        times.append(cpu if elapsed > 1e-3 else elapsed)
        if sum(times) > 2.0:
            break
    return min(times) * 1e6


def multinomial(n):
    """The coefficients of (1 + x + ... + x^n)^5."""
    power = [1]
    for _ in range(5):
        sums, total = [], 0
        for k in range(len(power) + n):
            total += power[k] if k < len(power) else 0
            total -= power[k - n - 1] if 0 <= k - n - 1 < len(power) else 0
            sums.append(total)
        power = sums
    return power


def rosenbrock(x, total):
    terms = []
    for a, b in zip(x, x[1:]):
        terms.append(100 * (b - a**2) ** 2)
        terms.append((1 - a) ** 2)
    return total(terms)


def single(family, n, x, sin, exp, total):
    """The function of one unknown that a family means."""
    if family == "prod":
        result = sin(1 * x)
        for i in range(2, n + 1):
            result = result * sin(i * x)
        return result
    if family == "tower":
        result = x
        for i in range(n):
            result = sin(result) if i % 2 == 0 else exp(result)
        return result
    if family == "polyu":
        return total([x**0] + [x**i for i in range(1, n + 1)]) ** 5
    if family == "polye":
        return total([c * x**k for k, c in enumerate(multinomial(n))])
    if family == "d10":
        return exp(sin(x)) * x**5
    raise ValueError(family)


def generic(family, n, symbols, sin, exp, total, derive):
    """A peer that derives by one symbol a call."""
    if family in ("grad", "hess"):
        x = symbols(n)
        f = rosenbrock(x, total)
        if family == "grad":
            return lambda: [derive(f, v) for v in x]

        def second():
            first = [derive(f, v) for v in x]
            return [derive(first[i], x[j]) for i in range(n) for j in range(i, n)]

        return second
    x = symbols(1)[0]
    f = single(family, n, x, sin, exp, total)
    if family == "d10":

        def tenth():
            d = f
            for _ in range(10):
                d = derive(d, x)
            return d

        return tenth
    return lambda: derive(f, x)


def symengine_case(family, n):
    import symengine as se

    symbols = lambda n: [se.Symbol(f"x{i}") for i in range(n)]
    return generic(family, n, symbols, se.sin, se.exp, lambda t: se.Add(*t), lambda f, v: f.diff(v))


def symbolica_case(family, n):
    import symbolica as sb

    symbols = lambda n: [sb.S(f"x{i}") for i in range(n)]
    sin = lambda a: sb.Expression.SIN(a)
    exp = lambda a: sb.Expression.EXP(a)

    def total(terms):
        # By halves: adding one term at a time copies the sum each time.
        terms = [t if isinstance(t, sb.Expression) else sb.E(str(t)) for t in terms]
        while len(terms) > 1:
            terms = [sum(terms[i + 1 : i + 2], terms[i]) for i in range(0, len(terms), 2)]
        return terms[0]

    return generic(family, n, symbols, sin, exp, total, lambda f, v: f.derivative(v))


def casadi_case(family, n):
    import casadi as ca

    def total(terms):
        while len(terms) > 1:
            terms = [sum(terms[i + 1 : i + 2], terms[i]) for i in range(0, len(terms), 2)]
        return terms[0]

    if family in ("grad", "hess"):
        x = ca.SX.sym("x", n)
        f = rosenbrock([x[i] for i in range(n)], total)
        return (lambda: ca.gradient(f, x)) if family == "grad" else (lambda: ca.hessian(f, x))
    symbols = lambda n: [ca.SX.sym(f"x{i}") for i in range(n)]
    return generic(family, n, symbols, ca.sin, ca.exp, total, ca.jacobian)


def main():
    peer, cases = sys.argv[1], sys.argv[2:]
    build = {"symengine": symengine_case, "casadi": casadi_case, "symbolica": symbolica_case}[peer]
    for case in cases:
        family, size = case.split("/")
        size = int(size)
        if size > LARGEST.get((peer, family), 10**9):
            continue
        print(peer, case, f"{least_time(build(family, size)):.3f}", flush=True)


main()

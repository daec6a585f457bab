//! The exponential function and logarithms.

use super::identities::{fraction, inside, integer_value, pole};
use super::notation::{UNARY, X, Y, one_to_one};
use super::requirements;
use crate::algebra::formula::instantiate;
use crate::algebra::normal::{
    call as call_of, is_nonnegative, negation, outside_domain, power as power_of, product, quotient, split_coefficient,
    sum,
};
use crate::expr::{
    Arity, Constant, Derivative, DoubleFunction, ExprId, Formula, FunctionDef, Graph, Latex, Node, Shape, factors_of,
};
use crate::numeric::budget::candidates;
use crate::numeric::interval::extension;
use crate::numeric::{BallError, Enclosure, Rational, real};

/// The exponential.
pub static EXP: FunctionDef = FunctionDef {
    inverse: one_to_one(&[call!(LN; X)]),
    derivative: Derivative::Formulas(&[call!(EXP; X)]),
    special: exponential,
    shape: Some(Shape { log_convex: true, log_concave: true, ..Shape::CONVEX_RISING }),
    latex: Latex::Operator("\\exp"),
    help: "e to this power.",
    example: ("exp(ln(5))", "5"),
    ..unary!(exp, ball)
};

/// `exp(x) - 1`
pub static EXPM1: FunctionDef = FunctionDef {
    definition: Some(sum![call!(EXP; X), int!(-1)]),
    inverse: one_to_one(&[call!(LN; sum![int!(1), X])]),
    derivative: Derivative::Formulas(&[call!(EXP; X)]),
    special: |graph, a| integer_value(graph, a[0], 0, 0).or_else(|| inside(graph, a[0], &LOG1P)),
    shape: Some(Shape::CONVEX_RISING),
    latex: Latex::Operator("\\operatorname{expm1}"),
    help: "exp(x) - 1, accurate near 0.",
    example: ("expm1(0)", "0"),
    ..unary!(expm1, ball)
};

/// The natural logarithm.
pub static LN: FunctionDef = FunctionDef {
    value: DoubleFunction::One(|x| if x == 0.0 { f64::NAN } else { real::ln(x) }),
    inverse: one_to_one(&[call!(EXP; X)]),
    derivative: Derivative::Formulas(&[power!(X, -1)]),
    special: natural,
    requires: |_, _| Some(&requirements::POSITIVE),
    domain: "x > 0",
    shape: Some(Shape::LOGARITHM),
    latex: Latex::Operator("\\ln"),
    help: "The natural logarithm, the inverse of exp.",
    example: ("ln(e^2)", "2"),
    ..unary!(ln, ball)
};

/// The logarithm to a base that is given.
pub static LOG: FunctionDef = FunctionDef {
    name: "log",
    arity: Arity::Between(1, 2),
    ball: |a| match a {
        [x] => x.ln(),
        [x, base, ..] => x.ln()?.div(&base.ln()?),
        [] => Err(BallError::OutOfDomain),
    },
    value: DoubleFunction::Many(|a| match a {
        [x, ..] if *x == 0.0 => f64::NAN,
        [x] => real::ln(*x),
        [_, base] if *base == 0.0 || *base == 1.0 => f64::NAN,
        [x, base] => real::log(*x, *base),
        _ => f64::NAN,
    }),
    interval: Some(|a| match a {
        [x] => extension::ln(*x),
        [x, base, ..] => extension::log(*x, *base),
        [] => Enclosure::NOWHERE,
    }),
    simpler: Some(to_natural),
    derivative: Derivative::Partial(|graph, a, i| match (a, i) {
        ([_], _) => instantiate(graph, &power!(X, -1), a),
        (_, 0) => instantiate(graph, &BY_ARGUMENT, a),
        _ => instantiate(graph, &BY_BASE, a),
    }),
    special: |graph, a| match a {
        [x] => Some(call_of(graph, &LN, &[*x])),
        _ => to_base(graph, a[0], a[1]),
    },
    requires: |_, a| Some(if a.len() == 1 { &requirements::POSITIVE } else { &requirements::BASED }),
    domain: "x > 0, base > 0, base != 1",
    shape: Some(Shape { arity: Some(1), ..Shape::LOGARITHM }),
    latex: Latex::Operator("\\log"),
    help: "log(x, base) is the logarithm to that base, log(x) the natural one.",
    example: ("log(100, 10)", "2"),
    ..UNARY
};

/// `log(x, base)` by natural logarithms.
fn to_natural(graph: &mut Graph, arguments: &[ExprId]) -> Option<ExprId> {
    const TO_BASE: Formula = product![call!(LN; X), power!(call!(LN; Y), -1)];
    Some(match arguments {
        [x] => call_of(graph, &LN, &[*x]),
        _ => instantiate(graph, &TO_BASE, arguments),
    })
}

const BY_ARGUMENT: Formula = product![power!(X, -1), power!(call!(LN; Y), -1)];
const BY_BASE: Formula = minus!(call!(LN; X), power!(Y, -1), power!(call!(LN; Y), -2));

/// The logarithm to base 2.
pub static LOG2: FunctionDef = FunctionDef {
    value: DoubleFunction::One(|x| if x == 0.0 { f64::NAN } else { real::log2(x) }),
    ball: |a| a[0].ln()?.div(&a[0].like(2).ln()?),
    definition: Some(product![call!(LN; X), power!(call!(LN; int!(2)), -1)]),
    inverse: one_to_one(&[call!(EXP; product![X, call!(LN; int!(2))])]),
    derivative: Derivative::Formulas(&[product![power!(X, -1), power!(call!(LN; int!(2)), -1)]]),
    special: |graph, a| fixed_base(graph, &LOG2, a[0], 2),
    requires: |_, _| Some(&requirements::POSITIVE),
    domain: "x > 0",
    shape: Some(Shape::LOGARITHM),
    latex: Latex::Operator("\\log_{2}"),
    help: "The logarithm to base 2.",
    example: ("log2(1/8)", "-3"),
    ..unary!(log2)
};

/// The logarithm to base 10.
pub static LOG10: FunctionDef = FunctionDef {
    aliases: &["lg"],
    value: DoubleFunction::One(|x| if x == 0.0 { f64::NAN } else { real::log10(x) }),
    ball: |a| a[0].ln()?.div(&a[0].like(10).ln()?),
    definition: Some(product![call!(LN; X), power!(call!(LN; int!(10)), -1)]),
    inverse: one_to_one(&[call!(EXP; product![X, call!(LN; int!(10))])]),
    derivative: Derivative::Formulas(&[product![power!(X, -1), power!(call!(LN; int!(10)), -1)]]),
    special: |graph, a| fixed_base(graph, &LOG10, a[0], 10),
    requires: |_, _| Some(&requirements::POSITIVE),
    domain: "x > 0",
    shape: Some(Shape::LOGARITHM),
    latex: Latex::Operator("\\log_{10}"),
    help: "The logarithm to base 10.",
    example: ("log10(1000)", "3"),
    ..unary!(log10)
};

/// `ln(1 + x)`
pub static LOG1P: FunctionDef = FunctionDef {
    aliases: &["ln1p"],
    value: DoubleFunction::One(|x| if x == -1.0 { f64::NAN } else { real::log1p(x) }),
    ball: |a| a[0].ln1p(),
    definition: Some(call!(LN; sum![int!(1), X])),
    inverse: one_to_one(&[sum![call!(EXP; X), int!(-1)]]),
    derivative: Derivative::Formulas(&[power!(sum![int!(1), X], -1)]),
    special: |graph, a| {
        integer_value(graph, a[0], 0, 0)
            .or_else(|| pole(graph, &LOG1P, a[0], &[-1]))
            .or_else(|| inside(graph, a[0], &EXPM1))
    },
    requires: |_, _| Some(&requirements::ABOVE_MINUS_ONE),
    domain: "x > -1",
    shape: Some(Shape::LOGARITHM),
    latex: Latex::Operator("\\operatorname{log1p}"),
    help: "ln(1 + x), accurate near 0.",
    example: ("log1p(0)", "0"),
    ..unary!(log1p)
};

fn exponential(graph: &mut Graph, arguments: &[ExprId]) -> Option<ExprId> {
    let u = arguments[0];
    match graph.node(u) {
        Node::Number(n) if n.value.is_zero() => Some(graph.integer(1)),
        Node::Number(n) if n.value.is_one() => Some(graph.constant(Constant::E)),
        Node::Sum(terms) => {
            if !terms.iter().any(|&t| has_logarithm(graph, t)) {
                return None;
            }
            let terms = terms.to_vec();
            let (logarithms, others): (Vec<ExprId>, Vec<ExprId>) =
                terms.into_iter().partition(|&t| has_logarithm(graph, t));
            let mut factors = Vec::new();
            for term in logarithms {
                factors.push(power_of_logarithm(graph, term)?);
            }
            let rest = sum(graph, &others);
            factors.push(call_of(graph, &EXP, &[rest]));
            Some(product(graph, &factors))
        }
        _ => power_of_logarithm(graph, u),
    }
}

fn has_logarithm(graph: &Graph, term: ExprId) -> bool {
    let is = |id: ExprId| inside(graph, id, &LN).is_some() || inside(graph, id, &LOG1P).is_some();
    match graph.node(term) {
        Node::Product(factors) => factors.iter().any(|&f| is(f)),
        _ => is(term),
    }
}

/// `exp(v*ln(u)) = u^v`, where the left side is defined.
fn power_of_logarithm(graph: &mut Graph, term: ExprId) -> Option<ExprId> {
    let factors = factors_of(graph, term);
    let at = factors.iter().position(|&f| has_logarithm(graph, f))?;
    let base = match inside(graph, factors[at], &LN) {
        Some(u) => u,
        None => {
            let u = inside(graph, factors[at], &LOG1P)?;
            let one = graph.integer(1);
            sum(graph, &[one, u])
        }
    };
    let mut exponent = factors;
    exponent.remove(at);
    let exponent = product(graph, &exponent);
    let (number, _) = split_coefficient(graph, exponent);
    if number.value.is_zero() {
        return None;
    }
    Some(power_of(graph, base, exponent))
}

fn natural(graph: &mut Graph, arguments: &[ExprId]) -> Option<ExprId> {
    let u = arguments[0];
    match graph.node(u) {
        Node::Number(n) if n.value.is_one() => Some(graph.integer(0)),
        Node::Number(n) if n.value.is_zero() => Some(outside_domain(graph, &LN, arguments)),
        // ln(1/3) is -ln(3).
        Node::Number(n) if n.value.is_positive() && n.value.numerator().is_one() => {
            let below = graph.rational(n.value.denominator());
            let value = graph.raw_call(&LN, &[below]);
            Some(negation(graph, value))
        }
        Node::Constant(Constant::E) => Some(graph.integer(1)),
        _ => inside(graph, u, &EXP).or_else(|| of_power(graph, &LN, u)),
    }
}

/// `ln(u^v) = v*ln(u)` where that loses no value: `u > 0` for sure, or `v` no even integer, so that `u^v > 0` says
/// `u > 0`. `ln(x^2)` stays.
fn of_power(graph: &mut Graph, logarithm: &'static FunctionDef, u: ExprId) -> Option<ExprId> {
    let Node::Power(base, exponent) = graph.node(u) else {
        return None;
    };
    let odd_or_broken = graph.as_rational(exponent).is_some_and(|e| !e.is_even());
    if !odd_or_broken && !is_nonnegative(graph, base) {
        return None;
    }
    let value = call_of(graph, logarithm, &[base]);
    Some(product(graph, &[exponent, value]))
}

fn fixed_base(graph: &mut Graph, f: &'static FunctionDef, u: ExprId, base: i64) -> Option<ExprId> {
    pole(graph, f, u, &[0])
        .or_else(|| {
            let exponent = exact_exponent(graph.as_rational(u)?, &Rational::from(base))?;
            Some(graph.rational(exponent))
        })
        .or_else(|| of_power(graph, f, u))
}

fn to_base(graph: &mut Graph, x: ExprId, base: ExprId) -> Option<ExprId> {
    if let Some(b) = graph.as_rational(base).cloned() {
        if !b.is_positive() || b.is_one() {
            return Some(outside_domain(graph, &LOG, &[x, base]));
        }
        if let Some(exponent) = graph.as_rational(x).and_then(|x| exact_exponent(x, &b)) {
            return Some(graph.rational(exponent));
        }
        for (n, fixed) in [(2, &LOG2), (10, &LOG10)] {
            if b == Rational::from(n) {
                return Some(call_of(graph, fixed, &[x]));
            }
        }
    }
    let above = call_of(graph, &LN, &[x]);
    let below = call_of(graph, &LN, &[base]);
    Some(quotient(graph, above, below))
}

/// The small fraction `p/q` with `x = base^(p/q)`, if there is one.
pub(super) fn exact_exponent(x: &Rational, base: &Rational) -> Option<Rational> {
    if !x.is_positive() || !base.is_positive() || base.is_one() {
        return None;
    }
    if x.is_one() {
        return Some(Rational::zero());
    }
    let ratio = size_of_logarithm(x) / size_of_logarithm(base);
    (1..=candidates::LOGARITHM_DENOMINATORS).find_map(|q| {
        let p = (ratio * q as f64).round();
        if !p.is_finite() || p.abs() > 1e6 || (p - ratio * q as f64).abs() > 1e-6 {
            return None;
        }
        let equal = x.pow(q).ok()? == base.pow(p as i64).ok()?;
        equal.then(|| fraction(p as i64, q))
    })
}

/// The logarithm in doubles, also of numbers beyond their range.
fn size_of_logarithm(x: &Rational) -> f64 {
    let value = x.to_f64();
    if value.is_normal() { real::ln(value) } else { long_logarithm(&x.numerator()) - long_logarithm(&x.denominator()) }
}

fn long_logarithm(n: &Rational) -> f64 {
    let mut n = n.clone();
    let mut total = 0.0;
    // Each round takes off 1000 bits, so the number of rounds is that of its length.
    let block = Rational::from(2).pow(1000);
    while let (false, Ok(block)) = (n.to_f64().is_finite(), &block) {
        n = (&n * &block.recip().unwrap_or_default()).floor();
        total += 1000.0 * real::ln(2.0);
    }
    total + real::ln(n.to_f64())
}

//! Exponentials, logarithms, and the functions made of them.

use crate::algebra::normal::{call as call_of, is_positive, power as power_of, product, split_coefficient, sum};
use crate::algebra::rule::{Procedure, RewriteRule, Shift};
use crate::expr::{ExprId, Graph, Node, Number};
use crate::functions::activations::{SIGMOID, SOFTPLUS};
use crate::functions::exponential::{EXP, LN, LOG1P, LOG2, LOG10};
use crate::functions::identities::inside;
use crate::functions::notation::{X, Y};
use crate::functions::piecewise::{ABS, CEIL, FLOOR};
use crate::functions::special::{DIGAMMA, GAMMA, LGAMMA};
use crate::numeric::Rational;

/// Logarithms by the natural one.
pub(super) static LOGARITHMS: &[RewriteRule] = &[
    RewriteRule::new("log2 by ln", call!(LOG2; X), product![call!(LN; X), power!(call!(LN; int!(2)), -1)]),
    RewriteRule::new("log10 by ln", call!(LOG10; X), product![call!(LN; X), power!(call!(LN; int!(10)), -1)]),
    RewriteRule::new("log1p by ln", call!(LOG1P; X), call!(LN; sum![int!(1), X])),
    RewriteRule::new("softplus by ln", call!(SOFTPLUS; X), call!(LN; sum![int!(1), call!(EXP; X)])),
];

/// The gamma function and what is made of it.
pub(super) static SHIFTS: &[Shift] = &[
    Shift { function: &FLOOR, before: sum![Y, int!(-1)] },
    Shift { function: &CEIL, before: sum![Y, int!(-1)] },
    Shift { function: &GAMMA, before: product![Y, power!(X, -1)] },
    Shift { function: &LGAMMA, before: sum![Y, minus!(call!(LN; call!(ABS; X)))] },
    Shift { function: &DIGAMMA, before: sum![Y, minus!(power!(X, -1))] },
];

pub(super) static SHORTER: &[RewriteRule] = &[
    RewriteRule::new("logarithm to base 2", product![call!(LN; X), power!(call!(LN; int!(2)), -1)], call!(LOG2; X)),
    RewriteRule::new("logarithm to base 10", product![call!(LN; X), power!(call!(LN; int!(10)), -1)], call!(LOG10; X)),
    RewriteRule::new("base 2 times its logarithm", product![call!(LOG2; X), call!(LN; int!(2))], call!(LN; X)),
    RewriteRule::new("base 10 times its logarithm", product![call!(LOG10; X), call!(LN; int!(10))], call!(LN; X)),
    RewriteRule::new("logistic function", power!(sum![call!(EXP; minus!(X)), int!(1)], -1), call!(SIGMOID; X)),
    RewriteRule::new(
        "logistic function expanded by its exponential",
        product![call!(EXP; X), power!(sum![call!(EXP; X), int!(1)], -1)],
        call!(SIGMOID; X),
    ),
    RewriteRule::new("logistic function of both signs", sum![call!(SIGMOID; X), call!(SIGMOID; minus!(X))], int!(1)),
    RewriteRule::new(
        "complement of the logistic function",
        sum![minus!(call!(SIGMOID; X)), int!(1)],
        call!(SIGMOID; minus!(X)),
    ),
    RewriteRule::new("softplus of both signs", sum![call!(SOFTPLUS; X), minus!(call!(SOFTPLUS; minus!(X)))], X),
    RewriteRule::new("next value of the gamma function", product![call!(GAMMA; X), X], call!(GAMMA; sum![X, int!(1)])),
    RewriteRule::new(
        "ratio of neighbouring values of the gamma function",
        product![power!(call!(GAMMA; X), -1), call!(GAMMA; sum![X, int!(1)])],
        X,
    ),
];

pub(super) static PROCEDURES: &[Procedure] = &[
    Procedure {
        name: "sum of logarithms",
        apply: joined_logarithms,
        examples: &["ln(2) + ln(3)", "ln(x) + ln(2)", "2ln(3) - ln(x)", "ln(x^2 + 1) + 3ln(y) + 1"],
    },
    Procedure {
        name: "power of a number by its logarithm",
        apply: logarithm_of_exponential,
        examples: &["ln(3*exp(x))", "ln(exp(x)*y)", "ln(8)/ln(2)", "ln(9)*x/ln(27)"],
    },
];

/// Numbers in front of logarithms go into exponents up to this one.
const MAX_POWER: i64 = 32;

/// `ln(a) + n*ln(b)` as `ln(a*b^n)`, where all arguments but one are positive for sure, and that one has an odd number in
/// front, so that the sign of what is inside stays the sign of it.
fn joined_logarithms(graph: &mut Graph, id: ExprId) -> Option<ExprId> {
    let Node::Sum(terms) = graph.node(id) else { return None };
    let terms = terms.to_vec();
    let most = Rational::from(MAX_POWER);
    let mut inside_of = Vec::new();
    let mut others = Vec::new();
    let mut open = 0;
    for term in terms {
        let (n, rest) = split_coefficient(graph, term);
        let Some(argument) = inside(graph, rest, &LN).filter(|_| n.value.is_integer() && n.value.abs() <= most) else {
            others.push(term);
            continue;
        };
        if !is_positive(graph, argument) {
            open += 1;
            if open > 1 || n.value.is_even() {
                others.push(term);
                continue;
            }
        }
        inside_of.push((n, argument));
    }
    if inside_of.len() < 2 {
        return None;
    }
    // `-ln(a) - ln(b)` keeps its sign outside.
    let negative = inside_of.iter().all(|(n, _)| n.value.is_negative());
    let mut factors = Vec::with_capacity(inside_of.len());
    for (n, argument) in inside_of {
        let n = graph.number(if negative { n.negated() } else { n });
        factors.push(power_of(graph, argument, n));
    }
    let product_of_all = product(graph, &factors);
    let joined = call_of(graph, &LN, &[product_of_all]);
    let sign = graph.number(Number::integer(if negative { -1 } else { 1 }));
    others.push(product(graph, &[sign, joined]));
    Some(sum(graph, &others))
}

/// `ln(u*exp(v))` as `v + ln(u)`; `ln(8)/ln(2)` as 3.
fn logarithm_of_exponential(graph: &mut Graph, id: ExprId) -> Option<ExprId> {
    if let Node::Product(factors) = graph.node(id) {
        let factors = factors.to_vec();
        return quotient_of_logarithms(graph, &factors);
    }
    let argument = inside(graph, id, &LN)?;
    let Node::Product(factors) = graph.node(argument) else { return None };
    let factors = factors.to_vec();
    let at = factors.iter().position(|&f| inside(graph, f, &EXP).is_some())?;
    let exponent = inside(graph, factors[at], &EXP)?;
    let rest: Vec<ExprId> = factors.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, &f)| f).collect();
    let rest = product(graph, &rest);
    let rest = call_of(graph, &LN, &[rest]);
    Some(sum(graph, &[exponent, rest]))
}

fn quotient_of_logarithms(graph: &mut Graph, factors: &[ExprId]) -> Option<ExprId> {
    let number = |graph: &Graph, id: ExprId| inside(graph, id, &LN).filter(|&u| graph.as_number(u).is_some());
    for (i, &above) in factors.iter().enumerate() {
        let Some(u) = number(graph, above) else { continue };
        for (j, &below) in factors.iter().enumerate() {
            let Node::Power(base, e) = graph.node(below) else { continue };
            let Some(v) = number(graph, base).filter(|_| graph.as_integer(e) == Some(-1)) else { continue };
            let exponent = crate::functions::exponential::exact_exponent(graph.as_rational(u)?, graph.as_rational(v)?);
            let Some(exponent) = exponent else { continue };
            let mut kept: Vec<ExprId> =
                factors.iter().enumerate().filter(|(k, _)| *k != i && *k != j).map(|(_, &f)| f).collect();
            kept.push(graph.rational(exponent));
            return Some(product(graph, &kept));
        }
    }
    None
}

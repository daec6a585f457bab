//! Maximum, minimum, clamp.

use super::notation::{UNARY, X, Y};
use crate::algebra::normal::{and, call as call_of, compare, piecewise};
use crate::algebra::present::structure;
use crate::expr::{
    Arity, Derivative, DoubleFunction, ExprId, Formula, FunctionDef, Graph, Latex, Node, Relation, Selectors, Shape,
    Tie,
};
use crate::numeric::budget::parts;
use crate::numeric::interval::extension;
use crate::numeric::real;

/// The largest argument.
pub static MAX: FunctionDef = FunctionDef {
    name: "max",
    arity: Arity::AtLeast(1),
    value: DoubleFunction::Many(|a| a.iter().copied().fold(f64::NEG_INFINITY, real::max)),
    ball: |a| a[1..].iter().try_fold(a[0].clone(), |m, x| m.max(x)),
    interval: Some(extension::max),
    simpler: Some(|graph, a| by_comparison(graph, &MAXIMUM, a)),
    derivative: Derivative::Total(|graph, a, inner, tie| of_extremum(graph, &MAXIMUM, a, inner, tie).1),
    special: |graph, a| extremum(graph, &MAXIMUM, a),
    kink: TIES,
    branches: Some(|graph, a, selectors| extreme_branch(graph, &MAXIMUM, a, selectors)),
    shape: Some(Shape::CONVEX_RISING),
    latex: Latex::Operator("\\max"),
    help: "The largest of its arguments.",
    example: ("max(1, 3, 2)", "3"),
    ..UNARY
};

/// The smallest argument.
pub static MIN: FunctionDef = FunctionDef {
    name: "min",
    arity: Arity::AtLeast(1),
    value: DoubleFunction::Many(|a| a.iter().copied().fold(f64::INFINITY, real::min)),
    ball: |a| a[1..].iter().try_fold(a[0].clone(), |m, x| m.min(x)),
    interval: Some(extension::min),
    simpler: Some(|graph, a| by_comparison(graph, &MINIMUM, a)),
    derivative: Derivative::Total(|graph, a, inner, tie| of_extremum(graph, &MINIMUM, a, inner, tie).1),
    special: |graph, a| extremum(graph, &MINIMUM, a),
    kink: TIES,
    branches: Some(|graph, a, selectors| extreme_branch(graph, &MINIMUM, a, selectors)),
    shape: Some(Shape::CONCAVE_RISING),
    latex: Latex::Operator("\\min"),
    help: "The smallest of its arguments.",
    example: ("min(x, x + 1)", "x"),
    ..UNARY
};

/// A value moved into an interval.
pub static CLAMP: FunctionDef = FunctionDef {
    name: "clamp",
    arity: Arity::Exactly(3),
    value: DoubleFunction::Many(|a| match a {
        [x, low, high] => real::clamp(*x, *low, *high),
        _ => f64::NAN,
    }),
    ball: |a| a[1].max(&a[0])?.min(&a[2]),
    interval: Some(|a| extension::clamp(a[0], a[1], a[2])),
    simpler: formula!(call!(MIN; Formula::Arg(2), call!(MAX; Y, X))),
    derivative: Derivative::Total(|graph, a, inner, tie| {
        // min(high, max(low, x))
        let (raised, slope) = of_extremum(graph, &MAXIMUM, &[a[1], a[0]], &[inner[1], inner[0]], tie);
        of_extremum(graph, &MINIMUM, &[a[2], raised], &[inner[2], slope], tie).1
    }),
    special: |graph, a| {
        let raised = call_of(graph, &MAX, &[a[1], a[0]]);
        Some(call_of(graph, &MIN, &[a[2], raised]))
    },
    kink: TIES,
    branches: Some(|graph, a, selectors| {
        let raised = extreme_branch(graph, &MAXIMUM, &[a[1], a[0]], selectors);
        extreme_branch(graph, &MINIMUM, &[a[2], raised], selectors)
    }),
    latex: Latex::Operator("\\operatorname{clamp}"),
    help: "clamp(x, low, high) is x moved into the interval from low to high.",
    example: ("clamp(7, 0, 5)", "5"),
    ..UNARY
};

const TIES: &str = "where arguments tie, the derivative used is the one nearest 0 between theirs";

/// One of the two extrema.
struct Extremum {
    function: &'static FunctionDef,
    /// `a R b` says that `a` is the one to take.
    wins: Relation,
    opposite: &'static FunctionDef,
}

static MAXIMUM: Extremum = Extremum { function: &MAX, wins: Relation::GreaterOrEqual, opposite: &MIN };
static MINIMUM: Extremum = Extremum { function: &MIN, wins: Relation::LessOrEqual, opposite: &MAX };

impl Extremum {
    fn strictly(&self) -> Relation {
        if self.wins == Relation::GreaterOrEqual { Relation::Greater } else { Relation::Less }
    }
}

fn by_comparison(graph: &mut Graph, kind: &Extremum, arguments: &[ExprId]) -> Option<ExprId> {
    let (&first, rest) = arguments.split_first()?;
    Some(rest.iter().fold(first, |best, &other| {
        let condition = graph.compare(kind.wins, best, other);
        graph.raw_piecewise(&[condition, best, other])
    }))
}

/// Opened, without duplicates and without arguments that another one beats everywhere; numbers first.
fn extremum(graph: &mut Graph, kind: &'static Extremum, arguments: &[ExprId]) -> Option<ExprId> {
    let mut open = Vec::with_capacity(arguments.len());
    for &a in arguments {
        match graph.node(a) {
            Node::Call(f, inner) if f == kind.function => open.extend_from_slice(inner),
            _ => open.push(a),
        }
    }
    let named = |a: ExprId| graph.as_number(a).is_none();
    open.sort_by(|&a, &b| named(a).cmp(&named(b)).then_with(|| structure(graph, a, b)));
    open.dedup();
    let mut kept: Vec<ExprId> = Vec::with_capacity(open.len());
    for a in open {
        add(graph, kind, &mut kept, a);
    }
    match kept.as_slice() {
        [one] => Some(*one),
        _ if kept == arguments => None,
        _ => Some(graph.raw_call(kind.function, &kept)),
    }
}

fn add(graph: &mut Graph, kind: &Extremum, kept: &mut Vec<ExprId>, a: ExprId) {
    let number = graph.as_number(a).is_some();
    let mut i = 0;
    while i < kept.len().min(parts::COMPARED) {
        let b = kept[i];
        if number || kept.len() <= parts::COMPARED {
            let verdict = compare(graph, kind.wins, b, a);
            match graph.node(verdict) {
                Node::Truth(true) => return,
                Node::Truth(false) => {
                    kept.remove(i);
                    continue;
                }
                _ => {}
            }
        }
        i += 1;
    }
    kept.push(a);
}

/// The extremum and its derivative; many arguments are halved, so that the cases stay few.
fn of_extremum(
    graph: &mut Graph,
    kind: &'static Extremum,
    arguments: &[ExprId],
    slopes: &[ExprId],
    at_tie: Tie,
) -> (ExprId, ExprId) {
    if let ([a], [slope]) = (arguments, slopes) {
        return (*a, *slope);
    }
    let half = arguments.len() / 2;
    let (a, da) = of_extremum(graph, kind, &arguments[..half], &slopes[..half], at_tie);
    let (b, db) = of_extremum(graph, kind, &arguments[half..], &slopes[half..], at_tie);
    let whole = call_of(graph, kind.function, &[a, b]);
    if da == db {
        return (whole, da);
    }
    let a_wins = beats(graph, kind.strictly(), a, b);
    let b_wins = beats(graph, kind.strictly(), b, a);
    let tie = match at_tie {
        Tie::NearestZero => nearest_zero(graph, kind, da, db),
        Tie::First => da,
    };
    let slope = if tie == da {
        piecewise(graph, &[b_wins, db, da])
    } else if tie == db {
        piecewise(graph, &[a_wins, da, db])
    } else {
        piecewise(graph, &[a_wins, da, b_wins, db, tie])
    };
    (whole, slope)
}

/// Which argument it is, one selector after the other.
fn extreme_branch(
    graph: &mut Graph,
    kind: &'static Extremum,
    arguments: &[ExprId],
    selectors: &mut dyn Selectors,
) -> ExprId {
    let mut best = arguments[0];
    for &a in &arguments[1..] {
        let (above, below) = if kind.wins == Relation::GreaterOrEqual { (a, best) } else { (best, a) };
        let below = graph.raw_negation(below);
        let gap = graph.raw_sum(&[above, below]);
        let sign = selectors.sign(graph, gap);
        let wins = graph.compare(Relation::Less, ExprId::ZERO, sign);
        best = graph.raw_piecewise(&[wins, a, best]);
    }
    best
}

/// `a R b`, where `c > max(u, v)` asks `c > u and c > v`.
fn beats(graph: &mut Graph, relation: Relation, a: ExprId, b: ExprId) -> ExprId {
    let (above, below) = if relation == Relation::Greater { (a, b) } else { (b, a) };
    let parts_of = |graph: &Graph, id: ExprId, f: &FunctionDef| match graph.node(id) {
        Node::Call(g, parts) if g == f => parts.to_vec(),
        _ => vec![id],
    };
    let (above, below) = (parts_of(graph, above, &MIN), parts_of(graph, below, &MAX));
    let mut all = Vec::with_capacity(above.len() * below.len());
    for &high in &above {
        for &low in &below {
            all.push(compare(graph, Relation::Less, low, high));
        }
    }
    and(graph, &all)
}

/// The element nearest 0 of the interval between two slopes.
fn nearest_zero(graph: &mut Graph, kind: &Extremum, da: ExprId, db: ExprId) -> ExprId {
    let zero = graph.integer(0);
    if da == zero || db == zero {
        return zero;
    }
    let (max, min) = match kind.wins {
        Relation::GreaterOrEqual => (kind.function, kind.opposite),
        _ => (kind.opposite, kind.function),
    };
    let lower = call_of(graph, min, &[da, db]);
    let upper = call_of(graph, max, &[da, db]);
    for d in [da, db] {
        // With one slope of known sign, one end of the interval is on that side of 0.
        match graph.as_rational(d).map(|v| v.is_positive()) {
            Some(true) => return call_of(graph, max, &[zero, lower]),
            Some(false) => return call_of(graph, min, &[zero, upper]),
            None => {}
        }
    }
    let below = call_of(graph, min, &[zero, upper]);
    call_of(graph, max, &[lower, below])
}

//! Short notation for derivatives as data, and the fields that most records share.

use crate::expr::{
    Algebraic, Arity, Constant, Derivative, DoubleFunction, ExprId, Formula, FunctionDef, Graph, Inverse, Latex,
    MustBe, Relation, Requirement,
};
use crate::numeric::BallError;

/// The first argument.
pub(super) const X: Formula = Formula::Arg(0);
/// The second argument.
pub(super) const Y: Formula = Formula::Arg(1);

/// π
pub(super) const PI: Formula = Formula::Const(Constant::Pi);

macro_rules! int {
    ($n:literal) => {
        $crate::expr::Formula::Int($n)
    };
}

macro_rules! sum {
    ($($part:expr),+ $(,)?) => {
        $crate::expr::Formula::Sum(&[$($part),+])
    };
}

macro_rules! product {
    ($($part:expr),+ $(,)?) => {
        $crate::expr::Formula::Product(&[$($part),+])
    };
}

/// `power!(X, 2)`, `power!(X, -1/2)`
macro_rules! power {
    ($base:expr, $n:literal / $d:literal) => {
        $crate::expr::Formula::Power(&$base, $n, $d)
    };
    ($base:expr, $n:literal) => {
        $crate::expr::Formula::Power(&$base, $n, 1)
    };
}

/// `call!(COS; X)`
macro_rules! call {
    ($function:expr; $($argument:expr),+) => {
        $crate::expr::Formula::Call(&$function, &[$($argument),+])
    };
}

/// `minus!(a)` is -a.
macro_rules! minus {
    ($($part:expr),+) => {
        $crate::expr::Formula::Product(&[$crate::expr::Formula::Int(-1), $($part),+])
    };
}

/// A function as a formula in simpler ones.
macro_rules! formula {
    ($formula:expr) => {
        Some(|graph, arguments| {
            const FORMULA: $crate::expr::Formula = $formula;
            Some($crate::algebra::formula::instantiate(graph, &FORMULA, arguments))
        })
    };
}

/// The fields of a function of one argument whose values and bounds have its name; `unary!(exp, ball)` where the balls have it
/// too.
macro_rules! unary {
    ($name:ident) => {
        $crate::expr::FunctionDef {
            name: stringify!($name),
            value: $crate::expr::DoubleFunction::One($crate::numeric::real::$name),
            interval: Some(|a| $crate::numeric::interval::extension::$name(a[0])),
            ..$crate::functions::notation::UNARY
        }
    };
    ($name:ident, ball) => {
        $crate::expr::FunctionDef { ball: |a| a[0].$name(), ..unary!($name) }
    };
}

/// A function of one argument without anything special, defined and smooth everywhere.
pub(super) const UNARY: FunctionDef = FunctionDef {
    name: "",
    aliases: &[],
    arity: Arity::Exactly(1),
    value: DoubleFunction::One(|_| f64::NAN),
    ball: |_| Err(BallError::Undecided),
    interval: None,
    simpler: None,
    ends: &[],
    period: None,
    definition: None,
    inverse: None,
    steps: None,
    derivative: Derivative::Formulas(&[]),
    special: nothing,
    requires: |_, _| None,
    domain: "",
    kink: "",
    branches: None,
    shape: None,
    algebraic: Algebraic::Unknown,
    latex: Latex::Operator(""),
    spelling: None,
    help: "",
    example: ("", ""),
};

/// The same of two arguments.
pub(super) const BINARY: FunctionDef =
    FunctionDef { arity: Arity::Exactly(2), value: DoubleFunction::Two(|_, _| f64::NAN), ..UNARY };

/// The inverse of a function that has every value for these arguments only.
pub(super) const fn one_to_one(branches: &'static [Formula]) -> Option<Inverse> {
    within(branches, &[])
}

/// The same for a function with a period.
pub(super) const fn periodic(branches: &'static [Formula], period: Formula) -> Option<Inverse> {
    Some(Inverse { branches, period: Some(period), range: &[] })
}

/// The same for a function that has values in a range only.
pub(super) const fn within(branches: &'static [Formula], range: &'static [Requirement]) -> Option<Inverse> {
    Some(Inverse { branches, period: None, range })
}

pub(super) const fn positive(formula: Formula) -> Requirement {
    Requirement { formula, must_be: MustBe::Positive }
}

pub(super) const fn not_negative(formula: Formula) -> Requirement {
    Requirement { formula, must_be: MustBe::NotNegative }
}

/// `value` where `u R 0`, else `otherwise`.
pub(super) fn case(graph: &mut Graph, u: ExprId, relation: Relation, value: ExprId, otherwise: ExprId) -> ExprId {
    let condition = graph.compare(relation, u, ExprId::ZERO);
    graph.raw_piecewise(&[condition, value, otherwise])
}

fn nothing(_: &mut Graph, _: &[ExprId]) -> Option<ExprId> {
    None
}

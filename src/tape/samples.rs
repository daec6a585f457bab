//! A few function records and problems for the tests of tapes and descents.

use crate::expr::{Arity, Core, Derivative, ExprId, Formula, FunctionDef, Graph, Latex, Symbol, Value};
use crate::numeric::real;

const X: Formula = Formula::Arg(0);

const fn unary(name: &'static str, value: fn(f64) -> f64, derivative: &'static [Formula]) -> FunctionDef {
    FunctionDef {
        name,
        aliases: &[],
        arity: Arity::Exactly(1),
        value: Value::One(value),
        decimal: None,
        derivative: Derivative::Formulas(derivative),
        special: |_, _| None,
        domain: "",
        kink: "",
        latex: Latex::Operator(name),
        help: "",
        example: ("", ""),
    }
}

pub static EXP: FunctionDef = unary("exp", real::exp, &[Formula::Call(&EXP, &[X])]);
pub static LN: FunctionDef = FunctionDef { domain: "x > 0", ..unary("ln", real::ln, &[Formula::Power(&X, -1, 1)]) };
pub static ABS: FunctionDef = unary("abs", real::abs, &[Formula::Call(&SIGN, &[X])]);
pub static SIGN: FunctionDef = unary("sign", real::sign, &[Formula::Int(0)]);
pub static SQRT: FunctionDef = FunctionDef {
    domain: "x >= 0",
    ..unary(
        "sqrt",
        real::sqrt,
        &[Formula::Product(&[Formula::Power(&Formula::Int(2), -1, 1), Formula::Power(&X, -1, 2)])],
    )
};
pub static SIN: FunctionDef = unary("sin", real::sin, &[Formula::Call(&COS, &[X])]);
pub static COS: FunctionDef =
    unary("cos", real::cos, &[Formula::Product(&[Formula::Int(-1), Formula::Call(&SIN, &[X])])]);
pub static TANH: FunctionDef = unary(
    "tanh",
    real::tanh,
    &[Formula::Sum(&[
        Formula::Int(1),
        Formula::Product(&[Formula::Int(-1), Formula::Power(&Formula::Call(&TANH, &[X]), 2, 1)]),
    ])],
);
pub static HYPOT: FunctionDef =
    FunctionDef { arity: Arity::Exactly(2), value: Value::Two(real::hypot), ..unary("hypot", real::abs, &[]) };
pub static LARGEST: FunctionDef = FunctionDef {
    arity: Arity::AtLeast(1),
    value: Value::Many(|all| all.iter().fold(f64::NEG_INFINITY, |m, &x| real::max(m, x))),
    ..unary("max", real::abs, &[])
};

static CORE: Core = Core { exp: &EXP, ln: &LN, abs: &ABS, sqrt: &SQRT };

/// An empty graph over these records.
pub fn graph() -> Graph {
    Graph::new(&CORE)
}

/// The symbols of some names, and their nodes.
pub fn symbols(graph: &mut Graph, names: &[&str]) -> (Vec<Symbol>, Vec<ExprId>) {
    names.iter().map(|n| (graph.symbol_id(n), graph.symbol(n))).unzip()
}

//! Random expressions as plain trees, so that failures shrink.

use proptest::prelude::*;

use crate::expr::{Arity, Constant, ExprId, FunctionDef, Graph, Number, Relation};
use crate::functions::ALL;
use crate::numeric::Rational;

/// An expression as written.
#[derive(Clone, Debug)]
pub(crate) enum Tree {
    Number(i64, i64),
    /// Hundredths.
    Decimal(i64),
    Symbol(usize),
    Constant(bool),
    Sum(Vec<Tree>),
    Product(Vec<Tree>),
    Quotient(Box<Tree>, Box<Tree>),
    Power(Box<Tree>, Box<Tree>),
    Call(usize, Vec<Tree>),
    Cases(usize, Box<[Tree; 4]>),
}

/// The names of the variables; tests say how many they use.
pub(crate) const NAMES: [&str; 7] = ["x", "y", "z", "u", "v", "w", "t"];

const RELATIONS: [Relation; 6] = [
    Relation::Equal,
    Relation::NotEqual,
    Relation::Less,
    Relation::LessOrEqual,
    Relation::Greater,
    Relation::GreaterOrEqual,
];

/// Expressions up to this depth in the first `symbols` variables.
pub(crate) fn trees(depth: u32, symbols: usize) -> impl Strategy<Value = Tree> {
    let leaf = prop_oneof![
        4 => (0..symbols).prop_map(Tree::Symbol),
        2 => (-6_i64..7).prop_map(|n| Tree::Number(n, 1)),
        1 => ((-9_i64..10), (2_i64..7)).prop_map(|(n, d)| Tree::Number(n, d)),
        1 => (-300_i64..300).prop_map(Tree::Decimal),
        1 => any::<bool>().prop_map(Tree::Constant),
    ];
    leaf.prop_recursive(depth, 24, 3, |inner| {
        let boxed = inner.clone().prop_map(Box::new);
        prop_oneof![
            3 => prop::collection::vec(inner.clone(), 2..4).prop_map(Tree::Sum),
            3 => prop::collection::vec(inner.clone(), 2..4).prop_map(Tree::Product),
            2 => (boxed.clone(), boxed.clone()).prop_map(|(a, b)| Tree::Quotient(a, b)),
            2 => (boxed.clone(), exponents()).prop_map(|(a, b)| Tree::Power(a, Box::new(b))),
            1 => (boxed.clone(), boxed).prop_map(|(a, b)| Tree::Power(a, b)),
            4 => (0..ALL.len(), prop::collection::vec(inner.clone(), 4)).prop_map(call),
            1 => (0..RELATIONS.len(), prop::array::uniform4(inner)).prop_map(|(r, p)| Tree::Cases(r, Box::new(p))),
        ]
    })
}

/// Polynomials in the first `symbols` variables, put together by cases, maxima, minima and absolute values.
pub(crate) fn of_branches(symbols: usize) -> impl Strategy<Value = Tree> {
    let leaf = prop_oneof![
        4 => (0..symbols).prop_map(Tree::Symbol),
        1 => (-2_i64..3).prop_map(|n| Tree::Number(n, 1)),
    ];
    let named = |names: &'static [&str]| (0..names.len()).prop_map(|i| index_of(names[i]));
    leaf.prop_recursive(5, 40, 3, move |inner| {
        prop_oneof![
            4 => prop::collection::vec(inner.clone(), 2..4).prop_map(Tree::Sum),
            2 => prop::collection::vec(inner.clone(), 2..3).prop_map(Tree::Product),
            4 => (named(&["max", "min", "clamp", "abs", "relu"]), prop::collection::vec(inner.clone(), 4)).prop_map(call),
            3 => (2..RELATIONS.len(), prop::array::uniform4(inner)).prop_map(|(r, p)| Tree::Cases(r, Box::new(p))),
        ]
    })
}

fn index_of(name: &str) -> usize {
    ALL.iter().position(|f| f.name == name).expect("a function of this name")
}

/// Expressions in powers of one or two bases, which meet as `u`, `u^q` and `(u^q)^r`: what collects powers has to tell
/// them apart, and may not change where there is a value.
pub(crate) fn powers_of_few_bases() -> impl Strategy<Value = Tree> {
    (bases(), bases()).prop_flat_map(|(a, b)| {
        let one =
            |base: Tree| (Just(base).prop_map(Box::new), fractions()).prop_map(|(b, e)| Tree::Power(b, Box::new(e)));
        let leaf = prop_oneof![
            4 => one(a.clone()),
            2 => Just(a),
            2 => one(b.clone()),
            1 => Just(b),
            1 => (-6_i64..7).prop_map(|n| Tree::Number(n, 1)),
        ];
        leaf.prop_recursive(4, 12, 3, |inner| {
            let boxed = inner.clone().prop_map(Box::new);
            prop_oneof![
                4 => prop::collection::vec(inner.clone(), 2..4).prop_map(Tree::Sum),
                5 => prop::collection::vec(inner.clone(), 2..4).prop_map(Tree::Product),
                2 => (boxed.clone(), boxed.clone()).prop_map(|(a, b)| Tree::Quotient(a, b)),
                3 => (boxed.clone(), fractions()).prop_map(|(a, b)| Tree::Power(a, Box::new(b))),
                1 => (0..NESTS.len(), inner.clone()).prop_map(|(f, a)| named(NESTS[f], a)),
                1 => (0..RELATIONS.len(), prop::array::uniform4(inner)).prop_map(|(r, p)| Tree::Cases(r, Box::new(p))),
            ]
        })
    })
}

/// Functions around powers that turn into powers themselves.
const NESTS: [&str; 6] = ["sqrt", "cbrt", "abs", "exp", "ln", "sign"];

fn named(name: &str, argument: Tree) -> Tree {
    let index = ALL.iter().position(|f| f.name == name).expect("a function of the table");
    Tree::Call(index, vec![argument])
}

/// What is raised to powers: of known and unknown signs, with fixed and symbolic exponents, and powers themselves.
fn bases() -> impl Strategy<Value = Tree> {
    let symbol = || Box::new(Tree::Symbol(0));
    let number = |n| Box::new(Tree::Number(n, 1));
    let exponential = |n: i64| Tree::Power(Box::new(Tree::Number(n, 1)), Box::new(Tree::Symbol(0)));
    let atoms = prop_oneof![
        3 => Just(Tree::Symbol(0)),
        1 => Just(Tree::Symbol(1)),
        1 => Just(Tree::Sum(vec![Tree::Symbol(0), Tree::Number(1, 1)])),
        1 => Just(Tree::Sum(vec![Tree::Power(symbol(), number(2)), Tree::Number(1, 1)])),
        1 => Just(named("abs", Tree::Symbol(0))),
        1 => Just(named("sin", Tree::Symbol(0))),
        1 => Just(named("cbrt", Tree::Symbol(0))),
        1 => Just(Tree::Product(vec![Tree::Number(-1, 1), Tree::Symbol(0)])),
        1 => Just(Tree::Product(vec![Tree::Symbol(0), Tree::Symbol(1)])),
    ];
    let powers = prop_oneof![
        3 => prop_oneof![Just(2), Just(4), Just(10), Just(-2), Just(3)].prop_map(exponential),
        1 => Just(named("exp", Tree::Symbol(0))),
        1 => Just(Tree::Power(Box::new(Tree::Number(10, 1)), Box::new(Tree::Product(vec![Tree::Number(2, 1), Tree::Symbol(0)])))),
        2 => Just(Tree::Power(symbol(), symbol())),
        2 => Just(Tree::Power(symbol(), Box::new(Tree::Symbol(1)))),
        1 => Just(Tree::Power(symbol(), Box::new(Tree::Constant(true)))),
    ];
    prop_oneof![4 => atoms.clone(), 4 => powers, 3 => (atoms, fractions()).prop_map(|(a, e)| Tree::Power(Box::new(a), Box::new(e)))]
}

/// Whole and broken exponents.
fn fractions() -> impl Strategy<Value = Tree> {
    prop_oneof![
        1 => (-3_i64..5).prop_map(|n| Tree::Number(n, 1)),
        3 => ((-5_i64..8), (2_i64..4)).prop_map(|(n, d)| Tree::Number(n, d)),
    ]
}

/// Exponents that people write.
fn exponents() -> impl Strategy<Value = Tree> {
    prop_oneof![
        3 => (-3_i64..6).prop_map(|n| Tree::Number(n, 1)),
        2 => ((-5_i64..6), (2_i64..4)).prop_map(|(n, d)| Tree::Number(n, d)),
    ]
}

/// As many of the arguments as the function takes.
fn call((index, mut arguments): (usize, Vec<Tree>)) -> Tree {
    let count = match ALL[index].arity {
        Arity::Exactly(n) => n,
        Arity::Between(_, high) => high,
        Arity::AtLeast(low) => low + 1,
    };
    arguments.truncate(count);
    Tree::Call(index, arguments)
}

impl Tree {
    /// The raw expression.
    pub(crate) fn build(&self, graph: &mut Graph) -> ExprId {
        let all = |graph: &mut Graph, parts: &[Tree]| -> Vec<ExprId> { parts.iter().map(|p| p.build(graph)).collect() };
        match self {
            Tree::Number(n, d) => graph.rational(Rational::new(*n, *d).expect("not zero")),
            Tree::Decimal(n) => graph.number(Number::new(Rational::new(*n, 100).expect("not zero"), true)),
            Tree::Symbol(i) => graph.symbol(NAMES[*i]),
            Tree::Constant(pi) => graph.constant(if *pi { Constant::Pi } else { Constant::E }),
            Tree::Sum(parts) => {
                let parts = all(graph, parts);
                graph.raw_sum(&parts)
            }
            Tree::Product(parts) => {
                let parts = all(graph, parts);
                graph.raw_product(&parts)
            }
            Tree::Quotient(a, b) => {
                let (a, b) = (a.build(graph), b.build(graph));
                graph.raw_quotient(a, b)
            }
            Tree::Power(a, b) => {
                let (a, b) = (a.build(graph), b.build(graph));
                graph.raw_power(a, b)
            }
            Tree::Call(i, parts) => {
                let f: &'static FunctionDef = ALL[*i];
                let parts = all(graph, parts);
                graph.raw_call(f, &parts)
            }
            Tree::Cases(r, parts) => {
                let parts = all(graph, &parts[..]);
                let condition = graph.compare(RELATIONS[*r], parts[0], parts[1]);
                graph.raw_piecewise(&[condition, parts[2], parts[3]])
            }
        }
    }
}

//! What an expression is a polynomial in: symbols, roots, exponentials, and whatever else cannot be taken apart.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::algebra::normal::{call, is_positive, power, power_of_integer, product, split_coefficient};
use crate::expr::{Constant, ExprId, Graph, Node, Reach, reach, terms_of};
use crate::numeric::multivariate::{AlgebraError, MAX_EXPONENT, MAX_UNKNOWNS};
use crate::numeric::{Rational, gcd};

/// Something that stands for an unknown of a polynomial.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Generator {
    /// A symbol, a constant or a call as it is.
    Plain(ExprId),
    /// `base^(1/degree)`
    Root {
        /// What is below the root.
        base: ExprId,
        /// The common denominator of all powers of it.
        degree: u32,
    },
    /// `base^(rest/degree)`, for a positive number or e as base.
    Exponential {
        /// The number.
        base: ExprId,
        /// The exponent without its number.
        rest: ExprId,
        /// The common denominator of all numbers.
        degree: u32,
    },
}

impl Generator {
    /// A whole power of it, in normal form.
    pub fn power(&self, graph: &mut Graph, exponent: u32) -> ExprId {
        let whole = i64::from(exponent);
        match *self {
            Generator::Plain(id) => power_of_integer(graph, id, whole),
            Generator::Root { base, degree } => {
                let exponent = graph.rational(Rational::new(whole, i64::from(degree)).unwrap_or_default());
                power(graph, base, exponent)
            }
            Generator::Exponential { base, rest, degree } => {
                let factor = graph.rational(Rational::new(whole, i64::from(degree)).unwrap_or_default());
                let exponent = product(graph, &[factor, rest]);
                if graph.node(base) == Node::Constant(Constant::E) {
                    let exp = graph.core().exp;
                    call(graph, exp, &[exponent])
                } else {
                    power(graph, base, exponent)
                }
            }
        }
    }

    /// What it is a root of, in normal form: of `sqrt(x)`, x.
    pub fn whole(&self, graph: &mut Graph) -> ExprId {
        match *self {
            Generator::Plain(id) => id,
            Generator::Root { base, .. } => base,
            Generator::Exponential { degree, .. } => self.power(graph, degree),
        }
    }

    /// The canonical order.
    fn order(&self, graph: &Graph, other: &Generator) -> Ordering {
        let parts = |g: &Generator| match *g {
            Generator::Plain(id) => (0, id, id, 1),
            Generator::Root { base, degree } => (1, base, base, degree),
            Generator::Exponential { base, rest, degree } => (2, base, rest, degree),
        };
        let (a, b) = (parts(self), parts(other));
        let inside = || graph.order(a.1, b.1).then_with(|| graph.order(a.2, b.2));
        a.0.cmp(&b.0).then_with(inside).then(a.3.cmp(&b.3))
    }
}

/// How a node is read.
#[derive(Clone, Debug)]
pub(super) enum Reading {
    /// A number.
    Number,
    /// The sum of its children.
    Sum,
    /// The product of its children.
    Product,
    /// A whole power of its base.
    Whole(i64),
    /// A power of a root of its base.
    Broken(Rational),
    /// A product of powers of exponentials: for each what it is without its number, and the number; and a number in front.
    Exponential { base: ExprId, parts: Vec<(ExprId, Rational)>, factor: Rational },
    /// Itself.
    Plain,
}

/// The nodes that are read, and what they are read over.
pub(super) struct Survey {
    /// Children before parents.
    pub(super) nodes: Vec<(ExprId, Reading)>,
    /// In the order of their numbers.
    pub(super) generators: Vec<Generator>,
    /// Does a number come from a decimal?
    pub(super) decimal: bool,
}

impl Survey {
    /// Looks through a normal form; `None` where a part has no value.
    pub(super) fn of(graph: &mut Graph, root: ExprId) -> Result<Option<Survey>, AlgebraError> {
        let reach: Reach = reach(graph, &[root]);
        let mut needed = vec![false; reach.slots()];
        needed[reach.slot(root)] = true;
        let mut nodes = Vec::new();
        let mut decimal = false;
        for &id in reach.order.iter().rev() {
            if !needed[reach.slot(id)] {
                continue;
            }
            let reading = reading(graph, id);
            match (&reading, graph.node(id)) {
                (_, Node::Undefined(_) | Node::Constant(Constant::Infinity)) => return Ok(None),
                (Reading::Sum | Reading::Product, _) => {
                    graph.children(id).iter().for_each(|&c| needed[reach.slot(c)] = true);
                }
                (Reading::Whole(_) | Reading::Broken(..), Node::Power(base, _)) => needed[reach.slot(base)] = true,
                (Reading::Number, Node::Number(n)) => decimal |= n.decimal,
                _ => {}
            }
            nodes.push((id, reading));
        }
        nodes.reverse();
        let generators = generators(graph, &nodes)?;
        Ok(Some(Survey { nodes, generators, decimal }))
    }

    /// The number of the generator that is a root of this base, or the node itself, and how often it is multiplied to
    /// give the node.
    pub(super) fn place_of(&self, id: ExprId) -> Option<(usize, u32)> {
        self.generators.iter().enumerate().find_map(|(i, g)| match *g {
            Generator::Plain(plain) if plain == id => Some((i, 1)),
            Generator::Root { base, degree } if base == id => Some((i, degree)),
            Generator::Plain(_) | Generator::Root { .. } | Generator::Exponential { .. } => None,
        })
    }

    /// The same for an exponential.
    pub(super) fn exponential(&self, of: ExprId, with: ExprId) -> Option<(usize, u32)> {
        self.generators.iter().enumerate().find_map(|(i, g)| match *g {
            Generator::Exponential { base, rest, degree } if base == of && rest == with => Some((i, degree)),
            Generator::Plain(_) | Generator::Root { .. } | Generator::Exponential { .. } => None,
        })
    }
}

fn reading(graph: &mut Graph, id: ExprId) -> Reading {
    match graph.node(id) {
        Node::Number(_) => Reading::Number,
        Node::Sum(_) => Reading::Sum,
        Node::Product(_) => Reading::Product,
        Node::Constant(Constant::E) => {
            Reading::Exponential { base: id, parts: vec![(ExprId::ONE, Rational::ONE)], factor: Rational::ONE }
        }
        Node::Power(base, exponent) => match graph.as_rational(exponent).cloned() {
            Some(e) => match (e.to_i64_fraction(), e.is_integer()) {
                (Some((n, 1)), true) if n.unsigned_abs() <= u64::from(MAX_EXPONENT) => Reading::Whole(n),
                (Some((n, d)), false) if n.unsigned_abs() <= u64::from(MAX_EXPONENT) && d <= 64 => Reading::Broken(e),
                _ => Reading::Plain,
            },
            None if graph.as_number(base).is_some() && is_positive(graph, base) => exponential(graph, base, exponent),
            None => Reading::Plain,
        },
        Node::Call(f, arguments) if f == graph.core().exp => {
            let argument = arguments[0];
            let e = graph.constant(Constant::E);
            exponential(graph, e, argument)
        }
        _ => Reading::Plain,
    }
}

/// `base^exponent` as powers of `base` to the parts of the exponent without their numbers.
fn exponential(graph: &mut Graph, base: ExprId, exponent: ExprId) -> Reading {
    let terms = terms_of(graph, exponent);
    let (mut parts, mut factor) = (Vec::new(), Rational::ONE);
    for term in terms {
        let (number, rest) = split_coefficient(graph, term);
        let small = number.value.to_i64_fraction().is_some_and(|(n, d)| n.unsigned_abs() <= 1000 && d <= 64);
        if !small || number.decimal {
            return Reading::Plain;
        }
        match graph.as_rational(base) {
            // 2^(x + 1) is 2*2^x.
            Some(b) if graph.is_one(rest) => match number.value.to_i64().map(|n| b.pow(n)) {
                Some(Ok(value)) => factor *= &value,
                Some(Err(_)) | None => return Reading::Plain,
            },
            _ => parts.push((rest, number.value)),
        }
    }
    Reading::Exponential { base, parts, factor }
}

/// All generators, symbols by name first.
fn generators(graph: &Graph, nodes: &[(ExprId, Reading)]) -> Result<Vec<Generator>, AlgebraError> {
    let mut roots: BTreeMap<ExprId, u32> = BTreeMap::new();
    let mut exponentials: BTreeMap<(ExprId, ExprId), u32> = BTreeMap::new();
    for (id, reading) in nodes {
        match (reading, graph.node(*id)) {
            (Reading::Broken(e), Node::Power(base, _)) => join(roots.entry(base).or_insert(1), e)?,
            (Reading::Exponential { base, parts, .. }, _) => {
                for (rest, number) in parts {
                    join(exponentials.entry((*base, *rest)).or_insert(1), number)?;
                }
            }
            _ => {}
        }
    }
    let plain = nodes.iter().filter(|(id, reading)| matches!(reading, Reading::Plain) && !roots.contains_key(id));
    let mut found: Vec<Generator> = plain.map(|(id, _)| Generator::Plain(*id)).collect();
    found.extend(roots.iter().map(|(&base, &degree)| Generator::Root { base, degree }));
    let each = exponentials.iter();
    found.extend(each.map(|(&(base, rest), &degree)| Generator::Exponential { base, rest, degree }));
    let name = |g: &Generator| match g {
        Generator::Plain(id) | Generator::Root { base: id, .. } => match graph.node(*id) {
            Node::Symbol(s) => (0, graph.name(s).to_string()),
            _ => (1, String::new()),
        },
        Generator::Exponential { .. } => (2, String::new()),
    };
    found.sort_by(|g, h| name(g).cmp(&name(h)).then_with(|| g.order(graph, h)));
    if found.len() > MAX_UNKNOWNS { Err(AlgebraError::Unknowns) } else { Ok(found) }
}

/// The least common multiple with the denominator of an exponent, where it is small.
fn join(held: &mut u32, exponent: &Rational) -> Result<(), AlgebraError> {
    let degree = exponent.denominator().to_i64().and_then(|d| u32::try_from(d).ok()).unwrap_or(1);
    *held = *held / gcd(*held as usize, degree as usize) as u32 * degree;
    if *held > 1000 { Err(AlgebraError::Degree) } else { Ok(()) }
}

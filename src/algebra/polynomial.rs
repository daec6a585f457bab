//! Expressions read as polynomials.
//!
//! What was written is read, not its normal form: `x^3/x` is no polynomial, since it has no value at 0.

use std::collections::{BTreeMap, HashMap};

use super::normal::normalise;
use crate::expr::{ExprId, Graph, Node, Symbol, reach};
use crate::numeric::Rational;
use crate::numeric::budget::{bits, degrees};
use crate::numeric::matrix::Matrix;
use crate::numeric::polynomial::Polynomial;
use crate::numeric::quadratic::Quadratic;

/// The expression as a polynomial in one symbol with rational coefficients, if it is one as written.
pub fn univariate(graph: &mut Graph, root: ExprId, symbol: Symbol) -> Option<Polynomial> {
    read(graph, root, &[symbol])
}

/// The expression as a polynomial in these symbols of total degree 2 at most with rational coefficients, if it is one
/// as written.
pub fn quadratic(graph: &mut Graph, root: ExprId, symbols: &[Symbol]) -> Option<Quadratic> {
    let terms: QuadraticTerms = read(graph, root, symbols)?;
    let n = symbols.len();
    let mut a = Matrix::zero(n, n);
    for (&(i, j), c) in &terms.square {
        if i == j {
            a.set(i, i, c * Rational::from(2));
        } else {
            a.set(i, j, c.clone());
            a.set(j, i, c.clone());
        }
    }
    let mut b = vec![Rational::ZERO; n];
    for (&i, c) in &terms.linear {
        b[i] = c.clone();
    }
    Some(Quadratic { a, b, c: terms.constant })
}

/// Is the expression made from these symbols and parts without symbols by sums, products and whole powers only? Then it
/// is a polynomial, and has a value everywhere if its closed parts have.
pub fn is_polynomial(graph: &Graph, root: ExprId, symbols: &[Symbol]) -> bool {
    let mut open: HashMap<ExprId, bool> = HashMap::new();
    for id in reach(graph, &[root]).order {
        let children = graph.children(id);
        let depends = match graph.node(id) {
            Node::Symbol(s) if symbols.contains(&s) => true,
            Node::Symbol(_) => return false,
            _ => children.iter().any(|c| open.get(c).copied().unwrap_or(false)),
        };
        open.insert(id, depends);
        if !depends {
            continue;
        }
        match graph.node(id) {
            Node::Symbol(_) | Node::Sum(_) | Node::Product(_) => {}
            Node::Power(_, exponent) if graph.as_integer(exponent).is_some_and(|n| n >= 0) => {}
            _ => return false,
        }
    }
    true
}

/// Does any number in the expression come from a decimal?
pub fn has_decimals(graph: &Graph, root: ExprId) -> bool {
    let order = reach(graph, &[root]).order;
    order.iter().any(|&id| graph.as_number(id).is_some_and(|n| n.decimal))
}

/// What sums, products and powers of numbers and unknowns amount to.
trait PolynomialAlgebra: Clone {
    fn constant(value: Rational) -> Self;
    fn unknown(index: usize) -> Self;
    fn plus(self, other: &Self) -> Option<Self>;
    fn times(&self, other: &Self) -> Option<Self>;
    fn power(&self, exponent: usize) -> Option<Self>;
}

/// The form of an expression; `None` if it has none.
fn read<F: PolynomialAlgebra>(graph: &mut Graph, root: ExprId, symbols: &[Symbol]) -> Option<F> {
    /// A part without symbols may be anything; whether it is rational, its normal form tells.
    enum PartForm<F> {
        Closed,
        Open(F),
    }
    fn form<F: PolynomialAlgebra>(graph: &mut Graph, parts: &HashMap<ExprId, PartForm<F>>, id: ExprId) -> Option<F> {
        match parts.get(&id)? {
            PartForm::Open(form) => Some(form.clone()),
            PartForm::Closed => {
                let normal = normalise(graph, id);
                let value = graph.as_rational(normal).cloned()?;
                (value.bits() <= bits::READ_COEFFICIENT).then(|| F::constant(value))
            }
        }
    }
    let mut parts: HashMap<ExprId, PartForm<F>> = HashMap::new();
    for id in reach(graph, &[root]).order {
        let children = graph.children(id).to_vec();
        let closed = children.iter().all(|c| matches!(parts.get(c), Some(PartForm::Closed)));
        let part = match graph.node(id) {
            Node::Symbol(s) => PartForm::Open(F::unknown(symbols.iter().position(|&known| known == s)?)),
            _ if closed => PartForm::Closed,
            Node::Sum(_) => {
                let mut total = F::constant(Rational::ZERO);
                for c in children {
                    total = total.plus(&form(graph, &parts, c)?)?;
                }
                PartForm::Open(total)
            }
            Node::Product(_) => {
                let mut total = F::constant(Rational::ONE);
                for c in children {
                    total = total.times(&form(graph, &parts, c)?)?;
                }
                PartForm::Open(total)
            }
            Node::Power(base, exponent) => {
                let exponent = normalise(graph, exponent);
                let exponent = usize::try_from(graph.as_integer(exponent)?).ok()?;
                PartForm::Open(form(graph, &parts, base)?.power(exponent)?)
            }
            _ => return None,
        };
        parts.insert(id, part);
    }
    form(graph, &parts, root)
}

impl PolynomialAlgebra for Polynomial {
    fn constant(value: Rational) -> Self {
        Polynomial::constant(value)
    }

    fn unknown(_: usize) -> Self {
        Polynomial::unknown()
    }

    fn plus(self, other: &Self) -> Option<Self> {
        short(&self + other)
    }

    fn times(&self, other: &Self) -> Option<Self> {
        let degree = self.degree().unwrap_or(0) + other.degree().unwrap_or(0);
        if degree > degrees::READ { None } else { short(self * other) }
    }

    fn power(&self, exponent: usize) -> Option<Self> {
        let degree = self.degree().unwrap_or(0).saturating_mul(exponent);
        if degree > degrees::READ { None } else { short(self.pow(exponent).ok()?) }
    }
}

fn short(p: Polynomial) -> Option<Polynomial> {
    p.coefficients().iter().all(|c| c.bits() <= bits::READ_COEFFICIENT).then_some(p)
}

/// A polynomial of total degree 2 at most in any number of unknowns; zero coefficients are left out.
#[derive(Clone, Default)]
struct QuadraticTerms {
    constant: Rational,
    linear: BTreeMap<usize, Rational>,
    /// Keyed by two unknowns, the smaller index first.
    square: BTreeMap<(usize, usize), Rational>,
}

/// Adds to a coefficient and drops it where it becomes 0.
fn add_to<K: Ord>(terms: &mut BTreeMap<K, Rational>, key: K, value: &Rational) -> Option<()> {
    match terms.entry(key) {
        std::collections::btree_map::Entry::Vacant(free) => {
            if !value.is_zero() {
                free.insert(value.clone());
            }
        }
        std::collections::btree_map::Entry::Occupied(mut held) => {
            *held.get_mut() += value;
            if held.get().is_zero() {
                held.remove();
            } else if held.get().bits() > bits::READ_COEFFICIENT {
                return None;
            }
        }
    }
    Some(())
}

impl PolynomialAlgebra for QuadraticTerms {
    fn constant(value: Rational) -> Self {
        QuadraticTerms { constant: value, ..QuadraticTerms::default() }
    }

    fn unknown(index: usize) -> Self {
        QuadraticTerms { linear: BTreeMap::from([(index, Rational::ONE)]), ..QuadraticTerms::default() }
    }

    fn plus(mut self, other: &Self) -> Option<Self> {
        self.constant += &other.constant;
        for (&i, c) in &other.linear {
            add_to(&mut self.linear, i, c)?;
        }
        for (&ij, c) in &other.square {
            add_to(&mut self.square, ij, c)?;
        }
        (self.constant.bits() <= bits::READ_COEFFICIENT).then_some(self)
    }

    fn times(&self, other: &Self) -> Option<Self> {
        if let Some(factor) = self.as_constant() {
            return other.scaled(factor);
        }
        if let Some(factor) = other.as_constant() {
            return self.scaled(factor);
        }
        if !self.square.is_empty() || !other.square.is_empty() {
            return None;
        }
        let mut product = QuadraticTerms::constant(self.constant.checked_mul(&other.constant).ok()?);
        for (&i, a) in &self.linear {
            add_to(&mut product.linear, i, &(a * &other.constant))?;
            for (&j, b) in &other.linear {
                add_to(&mut product.square, (i.min(j), i.max(j)), &(a * b))?;
            }
        }
        for (&j, b) in &other.linear {
            add_to(&mut product.linear, j, &(b * &self.constant))?;
        }
        Some(product)
    }

    fn power(&self, exponent: usize) -> Option<Self> {
        match (exponent, self.as_constant()) {
            (0, _) => Some(QuadraticTerms::constant(Rational::ONE)),
            (1, _) => Some(self.clone()),
            (2, _) => self.times(self),
            (n, Some(value)) => Some(QuadraticTerms::constant(value.pow(i64::try_from(n).ok()?).ok()?)),
            (_, None) => None,
        }
    }
}

impl QuadraticTerms {
    fn as_constant(&self) -> Option<&Rational> {
        (self.linear.is_empty() && self.square.is_empty()).then_some(&self.constant)
    }

    fn scaled(&self, factor: &Rational) -> Option<QuadraticTerms> {
        if factor.is_zero() {
            return Some(QuadraticTerms::default());
        }
        Some(QuadraticTerms {
            constant: self.constant.checked_mul(factor).ok()?,
            linear: self.linear.iter().map(|(&k, c)| (k, c * factor)).collect(),
            square: self.square.iter().map(|(&k, c)| (k, c * factor)).collect(),
        })
    }
}

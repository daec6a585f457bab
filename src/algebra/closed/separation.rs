//! How near to 0 an algebraic number can be that is not 0.
//!
//! The bound of Burnikel, Funke, Mehlhorn, Schirra and Schmitt (A separation bound for real algebraic expressions, ESA
//! 2001): an expression is a quotient of algebraic integers whose conjugates are at most `u` and `l`, of degree at most
//! the product `D` of the degrees of its roots, and is 0 or at least `1/(u^(D-1)*l)` in size.
//!
//! It holds for complex roots too, so for what exponentials and waves make of logarithms and angles of algebraic numbers:
//! `atan(a)` is the angle of `(1 + i*a)/sqrt(1 + a^2)`, and so on. A sum of rational multiples of angles, or of logarithms, is
//! 0 just where its sine, or hyperbolic sine, is and it is small.

use std::collections::{BTreeMap, HashMap};

use super::root_of::read_root;
use crate::algebra::formula;
use crate::expr::{Algebraic, Constant, ExprId, Graph, Node, reach, rewrite};
use crate::numeric::Rational;
use crate::numeric::budget::degrees;

/// Binary logarithms of the bounds on numerator and denominator.
#[derive(Clone, Copy, Debug)]
struct Size {
    above: f64,
    below: f64,
}

/// 1, or a root of unity.
const UNIT: Size = Size { above: 0.0, below: 0.0 };

/// What a number is seen to be.
#[derive(Clone, Debug)]
enum NumberKind {
    /// Algebraic.
    Algebraic(Size),
    /// A sum of rational multiples of logarithms of positive algebraic numbers; with `circular` of angles, among them pi.
    Exponent { circular: bool, terms: BTreeMap<ExprId, Rational> },
}

/// So many decimal digits behind the point tell whether the expression is 0; `None` where it is not seen to be algebraic, nor
/// an angle or a logarithm of what is.
pub fn separating_digits(graph: &mut Graph, root: ExprId) -> Option<usize> {
    let root = simpler(graph, root);
    let mut sizes = FieldSize { degree: 1.0, order: 1, roots: BTreeMap::new(), bases: HashMap::new() };
    let mut kinds: HashMap<ExprId, NumberKind> = HashMap::new();
    for id in reach(graph, &[root]).order {
        let children: Vec<Option<NumberKind>> = graph.children(id).iter().map(|c| kinds.get(c).cloned()).collect();
        if let Some(kind) = sizes.node(graph, id, &children) {
            kinds.insert(id, kind);
        }
    }
    let size = match kinds.remove(&root)? {
        NumberKind::Algebraic(size) => size,
        NumberKind::Exponent { circular, terms } => sizes.wave(circular, &terms)?,
    };
    let bits = (sizes.degree()? - 1.0) * size.above.max(0.0) + size.below.max(0.0);
    // A small number is at least half its hyperbolic sine.
    bits.is_finite().then(|| ((bits + 1.0) * std::f64::consts::LOG10_2).ceil() as usize + 2)
}

/// The expression with functions of which nothing is known here in terms of simpler ones.
fn simpler(graph: &mut Graph, root: ExprId) -> ExprId {
    rewrite(graph, root, |graph, id, children| match graph.node(id) {
        Node::Call(f, _) if f.algebraic == Algebraic::Unknown && f != graph.core().abs => {
            formula::simpler(graph, f, children)
        }
        _ => None,
    })
}

/// The field that holds the numbers: how large its degree can be.
struct FieldSize {
    /// The product of the degrees of plain roots.
    degree: f64,
    /// All roots of unity are powers of one of this order.
    order: i64,
    /// Which root of the exponential of each logarithm or angle is in the field.
    roots: BTreeMap<ExprId, i64>,
    /// These exponentials.
    bases: HashMap<ExprId, Size>,
}

impl FieldSize {
    fn degree(&self) -> Option<f64> {
        let roots: f64 = self.roots.values().map(|n| *n as f64).product();
        let degree = self.degree * roots * totient(self.order) as f64;
        (degree <= degrees::SEPARATION).then_some(degree)
    }

    fn node(&mut self, graph: &Graph, id: ExprId, children: &[Option<NumberKind>]) -> Option<NumberKind> {
        let sizes = || -> Option<Vec<Size>> { children.iter().map(|c| algebraic(c.as_ref())).collect() };
        Some(NumberKind::Algebraic(match graph.node(id) {
            Node::Number(n) => number(&n.value),
            Node::Constant(Constant::Pi) => {
                let terms = BTreeMap::from([(id, Rational::ONE)]);
                return Some(NumberKind::Exponent { circular: true, terms });
            }
            Node::Sum(_) => match sizes() {
                Some(parts) => total(&parts),
                None => return exponents(children),
            },
            Node::Product(factors) => match sizes() {
                Some(parts) => parts.into_iter().fold(UNIT, Size::times),
                None => return multiple(graph, factors, children),
            },
            Node::Power(_, exponent) => {
                let (n, d) = graph.as_rational(exponent)?.to_i64_fraction()?;
                self.root(algebraic(children.first()?.as_ref())?, d).power(n)
            }
            Node::Call(f, _) if f == graph.core().abs => algebraic(children.first()?.as_ref())?,
            Node::Call(f, _) if f == graph.core().sqrt => self.root(algebraic(children.first()?.as_ref())?, 2),
            Node::Call(f, _) if f == graph.core().exp => match children.first()?.as_ref()? {
                NumberKind::Exponent { circular: false, terms } => self.exponential(terms, false)?,
                _ => return None,
            },
            Node::Call(f, _) if f == graph.core().ln => {
                return Some(self.logarithm(id, algebraic(children.first()?.as_ref())?, false));
            }
            Node::Call(f, arguments) => return self.call(graph, (id, f.algebraic), arguments, children),
            _ => return None,
        }))
    }

    fn call(
        &mut self,
        graph: &Graph,
        (id, known): (ExprId, Algebraic),
        arguments: &[ExprId],
        children: &[Option<NumberKind>],
    ) -> Option<NumberKind> {
        let inside = children.first()?.as_ref();
        let size = match (known, inside) {
            (Algebraic::Unknown, _) => return None,
            (Algebraic::RootOfPolynomial, _) => {
                let (p, _) = read_root(graph, arguments)?;
                self.degree *= p.degree()? as f64;
                let leading = bits(&p.leading());
                let largest = p.coefficients().iter().map(bits).fold(0.0, f64::max);
                Size { above: leading.max(largest) + 1.0, below: leading }
            }
            (Algebraic::CubeRoot, _) => self.root(algebraic(inside)?, 3),
            (
                Algebraic::Cosine { circular } | Algebraic::Sine { circular },
                Some(NumberKind::Exponent { circular: own, terms }),
            ) if circular == *own => self.wave(circular, terms)?,
            (Algebraic::Tangent { circular }, Some(NumberKind::Exponent { circular: own, terms }))
                if circular == *own =>
            {
                let wave = self.wave(circular, terms)?;
                wave.times(wave.power(-1))
            }
            (Algebraic::Cosine { .. } | Algebraic::Sine { .. } | Algebraic::Tangent { .. }, _) => return None,
            (Algebraic::InverseCosine { circular } | Algebraic::InverseSine { circular }, _) => {
                // a + i*sqrt(1 - a^2), i*a + sqrt(1 - a^2), a + sqrt(a^2 - 1) and a + sqrt(a^2 + 1)
                let a = algebraic(inside)?;
                let other = self.root(total(&[a.power(2), UNIT]), 2);
                return Some(self.logarithm(id, total(&[a, other]), circular));
            }
            (Algebraic::InverseTangent { circular }, _) => {
                // sqrt((1 + i*a)/(1 - i*a)), or without the i
                let sum = total(&[algebraic(inside)?, UNIT]);
                let root = self.root(sum.times(sum.power(-1)), 2);
                return Some(self.logarithm(id, root, circular));
            }
        };
        Some(NumberKind::Algebraic(size))
    }

    /// The root of degree `d`.
    fn root(&mut self, base: Size, d: i64) -> Size {
        let k = d as f64;
        self.degree *= k;
        if base.above >= base.below {
            Size { above: (base.above + (k - 1.0) * base.below) / k, below: base.below }
        } else {
            Size { above: base.above, below: ((k - 1.0) * base.above + base.below) / k }
        }
    }

    /// The logarithm or angle that a node is, of a number of this size.
    fn logarithm(&mut self, id: ExprId, of: Size, circular: bool) -> NumberKind {
        self.bases.insert(id, of);
        NumberKind::Exponent { circular, terms: BTreeMap::from([(id, Rational::ONE)]) }
    }

    /// Of a sum of logarithms or angles the exponential, of angles times i.
    fn exponential(&mut self, terms: &BTreeMap<ExprId, Rational>, circular: bool) -> Option<Size> {
        if circular {
            self.order = common_multiple(self.order, 4)?;
        }
        terms.iter().try_fold(UNIT, |product, (id, factor)| {
            let (n, d) = factor.to_i64_fraction()?;
            let Some(&base) = self.bases.get(id) else {
                self.order = common_multiple(self.order, d.checked_mul(2)?)?;
                return Some(product);
            };
            let known = self.roots.entry(*id).or_insert(1);
            *known = common_multiple(*known, d)?;
            // The degree is counted once for all multiples.
            let own = FieldSize { degree: 1.0, order: 1, roots: BTreeMap::new(), bases: HashMap::new() }.root(base, d);
            Some(product.times(own.power(n)))
        })
    }

    /// Half the sum or difference of an exponential and its inverse.
    fn wave(&mut self, circular: bool, terms: &BTreeMap<ExprId, Rational>) -> Option<Size> {
        let exponential = self.exponential(terms, circular)?;
        let half = Size { above: 0.0, below: 1.0 };
        Some(total(&[exponential, exponential.power(-1)]).times(half))
    }
}

impl Size {
    fn times(self, other: Size) -> Size {
        Size { above: self.above + other.above, below: self.below + other.below }
    }

    fn power(self, n: i64) -> Size {
        let size = n.unsigned_abs() as f64;
        let (above, below) = (self.above * size, self.below * size);
        if n < 0 { Size { above: below, below: above } } else { Size { above, below } }
    }
}

/// The size of a sum.
fn total(parts: &[Size]) -> Size {
    let below: f64 = parts.iter().map(|p| p.below).sum();
    let largest = parts.iter().map(|p| p.above - p.below + below).fold(0.0, f64::max);
    let count = u32::try_from(parts.len()).unwrap_or(u32::MAX);
    Size { above: largest + f64::from(u32::BITS - count.leading_zeros()), below }
}

fn algebraic(kind: Option<&NumberKind>) -> Option<Size> {
    match kind? {
        NumberKind::Algebraic(size) => Some(*size),
        NumberKind::Exponent { .. } => None,
    }
}

/// A sum of angles, or of logarithms.
fn exponents(parts: &[Option<NumberKind>]) -> Option<NumberKind> {
    let mut all: Option<(bool, BTreeMap<ExprId, Rational>)> = None;
    for part in parts {
        let NumberKind::Exponent { circular, terms } = part.as_ref()? else { return None };
        let (own, sum) = all.get_or_insert((*circular, BTreeMap::new()));
        if own != circular {
            return None;
        }
        for (id, factor) in terms {
            *sum.entry(*id).or_default() += factor;
        }
    }
    all.map(|(circular, terms)| NumberKind::Exponent { circular, terms })
}

/// A rational multiple of an angle or a logarithm.
fn multiple(graph: &Graph, factors: &[ExprId], kinds: &[Option<NumberKind>]) -> Option<NumberKind> {
    let mut scale = Rational::ONE;
    let mut found = None;
    for (&factor, kind) in factors.iter().zip(kinds) {
        match (graph.as_rational(factor), kind) {
            (Some(number), _) => scale = &scale * number,
            (None, Some(NumberKind::Exponent { circular, terms })) if found.is_none() => {
                found = Some((*circular, terms))
            }
            _ => return None,
        }
    }
    let (circular, terms) = found?;
    Some(NumberKind::Exponent { circular, terms: terms.iter().map(|(id, factor)| (*id, &scale * factor)).collect() })
}

fn number(value: &Rational) -> Size {
    Size { above: bits(&value.numerator()), below: bits(&value.denominator()) }
}

fn bits(value: &Rational) -> f64 {
    value.bits() as f64
}

fn common_multiple(a: i64, b: i64) -> Option<i64> {
    let (mut x, mut y) = (a, b);
    while y != 0 {
        (x, y) = (y, x % y);
    }
    (a / x).checked_mul(b).filter(|n| (*n as f64) < degrees::SEPARATION)
}

/// How many roots of unity of this order are primitive.
fn totient(order: i64) -> i64 {
    let (mut rest, mut count, mut p) = (order, order, 2);
    while p * p <= rest {
        if rest % p == 0 {
            count -= count / p;
            while rest % p == 0 {
                rest /= p;
            }
        }
        p += 1;
    }
    if rest > 1 { count - count / rest } else { count }
}

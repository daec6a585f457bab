//! How near to 0 an algebraic number can be that is not 0.
//!
//! The bound of Burnikel, Funke, Mehlhorn, Schirra and Schmitt (A separation bound for real algebraic expressions, ESA
//! 2001): an expression is a quotient of algebraic integers whose conjugates are at most `u` and `l`, of degree at most
//! the product `D` of the degrees of its roots, and is 0 or at least `1/(u^(D-1)*l)` in size.

use super::root_of::read_root;
use crate::calculus::normal::{product, quotient};
use crate::expr::{Algebraic, Constant, ExprId, Graph, Node, reach};
use crate::numeric::Rational;

/// Above this degree no bound is given.
const MAX_DEGREE: f64 = 1e6;

/// Binary logarithms of the bounds on numerator and denominator.
#[derive(Clone, Copy, Debug)]
struct Size {
    above: f64,
    below: f64,
}

/// So many decimal digits behind the point tell whether the expression is 0; `None` where it is not seen to be algebraic.
pub fn separating_digits(graph: &mut Graph, root: ExprId) -> Option<usize> {
    let order = reach(graph, &[root]).order;
    let mut sizes: Vec<Option<Size>> = Vec::with_capacity(order.len());
    let mut degree = 1.0_f64;
    for &id in &order {
        let children: Vec<Option<Size>> = graph
            .children(id)
            .iter()
            .map(|c| order.binary_search(c).ok().and_then(|at| sizes.get(at).copied().flatten()))
            .collect();
        let own = node(graph, id, &children, &mut degree);
        sizes.push(own);
    }
    let size = sizes.pop().flatten()?;
    if degree > MAX_DEGREE {
        return None;
    }
    let bits = (degree - 1.0) * size.above.max(0.0) + size.below.max(0.0);
    bits.is_finite().then(|| (bits * std::f64::consts::LOG10_2).ceil() as usize + 2)
}

fn node(graph: &mut Graph, id: ExprId, children: &[Option<Size>], degree: &mut f64) -> Option<Size> {
    match graph.node(id) {
        Node::Number(n) => Some(Size { above: bits(&n.value.numerator()), below: bits(&n.value.denominator()) }),
        Node::Sum(_) => {
            let parts: Option<Vec<Size>> = children.iter().copied().collect();
            let parts = parts?;
            let below: f64 = parts.iter().map(|p| p.below).sum();
            let largest = parts.iter().map(|p| p.above - p.below + below).fold(0.0, f64::max);
            let count = u32::try_from(parts.len()).unwrap_or(u32::MAX);
            Some(Size { above: largest + f64::from(u32::BITS - count.leading_zeros()), below })
        }
        Node::Product(_) => {
            let parts: Option<Vec<Size>> = children.iter().copied().collect();
            let parts = parts?;
            Some(Size { above: parts.iter().map(|p| p.above).sum(), below: parts.iter().map(|p| p.below).sum() })
        }
        Node::Power(_, exponent) => {
            let (n, d) = graph.as_rational(exponent)?.to_i64_fraction()?;
            let base = children.first().copied().flatten()?;
            let root = if d == 1 { base } else { radical(base, d, degree) };
            let n = n as f64;
            let (above, below) = (root.above * n.abs(), root.below * n.abs());
            Some(if n < 0.0 { Size { above: below, below: above } } else { Size { above, below } })
        }
        Node::Call(f, arguments) if f.algebraic == Algebraic::RootOfPolynomial => {
            let (p, _) = read_root(graph, arguments)?;
            *degree *= p.degree()? as f64;
            let leading = bits(&p.leading());
            let largest = p.coefficients().iter().map(bits).fold(0.0, f64::max);
            Some(Size { above: leading.max(largest) + 1.0, below: leading })
        }
        Node::Call(f, _) if f == graph.core().abs => children.first().copied().flatten(),
        Node::Call(f, _) if f.algebraic == Algebraic::CubeRoot => {
            Some(radical(children.first().copied().flatten()?, 3, degree))
        }
        Node::Call(f, arguments) if matches!(f.algebraic, Algebraic::Cosine | Algebraic::Sine) => {
            let angle = arguments[0];
            cosine(graph, angle, f.algebraic == Algebraic::Sine, degree)
        }
        _ => None,
    }
}

/// Twice the cosine of a fraction of pi is an algebraic integer; so is, up to the denominator, that of a third of an
/// angle whose cosine is algebraic.
fn cosine(graph: &mut Graph, angle: ExprId, is_sine: bool, degree: &mut f64) -> Option<Size> {
    let pi = graph.constant(Constant::Pi);
    let turn = quotient(graph, angle, pi);
    if let Some(turn) = graph.as_rational(turn) {
        let (_, d) = turn.to_i64_fraction()?;
        *degree *= 4.0 * d as f64;
        return Some(Size { above: 1.0, below: 1.0 });
    }
    if is_sine {
        return None;
    }
    let three = graph.integer(3);
    let whole = match graph.node(angle) {
        Node::Sum(terms) => {
            let terms = terms.to_vec();
            let parts: Vec<ExprId> = terms.into_iter().map(|t| product(graph, &[three, t])).collect();
            parts
        }
        _ => vec![product(graph, &[three, angle])],
    };
    let mut inner = None;
    for part in whole {
        let turn = quotient(graph, part, pi);
        match (graph.as_rational(turn).map(Rational::is_integer), graph.node(part)) {
            (Some(true), _) => {}
            (None, Node::Call(f, arguments)) if f.algebraic == Algebraic::ArcCosine && inner.is_none() => {
                inner = Some(arguments[0]);
            }
            _ => return None,
        }
    }
    let mut own = 1.0;
    let y = sized(graph, inner?, &mut own)?;
    *degree *= 3.0 * own;
    let (square, cube) = ((1.6 + 2.0 * y.below) / 2.0, (1.0 + y.above + 2.0 * y.below) / 3.0);
    Some(Size { above: 1.0 + square.max(cube), below: 1.0 + y.below })
}

/// The size of a plain algebraic number below a cosine: radicals of rationals only.
fn sized(graph: &mut Graph, root: ExprId, degree: &mut f64) -> Option<Size> {
    let order = reach(graph, &[root]).order;
    let simple = order.iter().all(|&id| !matches!(graph.node(id), Node::Call(..)));
    if !simple {
        return None;
    }
    let mut sizes: Vec<Option<Size>> = Vec::with_capacity(order.len());
    for &id in &order {
        let children: Vec<Option<Size>> = graph
            .children(id)
            .iter()
            .map(|c| order.binary_search(c).ok().and_then(|at| sizes.get(at).copied().flatten()))
            .collect();
        let own = node(graph, id, &children, degree);
        sizes.push(own);
    }
    sizes.pop().flatten()
}

/// The root of degree `d`.
fn radical(base: Size, d: i64, degree: &mut f64) -> Size {
    let k = d as f64;
    *degree *= k;
    if base.above >= base.below {
        Size { above: (base.above + (k - 1.0) * base.below) / k, below: base.below }
    } else {
        Size { above: base.above, below: ((k - 1.0) * base.above + base.below) / k }
    }
}

fn bits(value: &Rational) -> f64 {
    value.bits() as f64
}

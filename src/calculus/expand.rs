//! Multiplying out.

use super::normal::{normalise, power, power_of_integer, product, scaled, split_coefficient, sum};
use crate::expr::{ExprId, Graph, Node, Number, reach};
use crate::numeric::Rational;

/// Multiplying out was stopped: the result would have more terms than asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("multiplying this out takes more than {limit} terms, on the way or at the end")]
pub struct TooManyTerms {
    /// The limit.
    pub limit: usize,
}

/// The most terms that `expand` makes unless asked otherwise.
pub const MAX_TERMS: usize = 20_000;

/// Powers of two terms are multiplied out up to this exponent.
const MAX_BINOMIAL: i64 = 3_000;
/// About so many bits may all coefficients of such a power have.
const MAX_BINOMIAL_BITS: f64 = 1e8;

/// The expression with products of sums and whole powers of sums multiplied out, at every depth.
pub fn expand(graph: &mut Graph, root: ExprId, limit: usize) -> Result<ExprId, TooManyTerms> {
    let root = normalise(graph, root);
    let reach = reach(graph, &[root]);
    let mut image = vec![root; reach.slots()];
    for &id in &reach.order {
        let children: Vec<ExprId> = graph.children(id).iter().map(|c| image[reach.slot(*c)]).collect();
        image[reach.slot(id)] = node(graph, id, &children, limit)?;
    }
    Ok(image[reach.slot(root)])
}

fn node(graph: &mut Graph, id: ExprId, children: &[ExprId], limit: usize) -> Result<ExprId, TooManyTerms> {
    match graph.node(id) {
        Node::Product(_) => multiply(graph, children, limit),
        Node::Power(..) => {
            let (base, exponent) = (children[0], children[1]);
            match (graph.node(base), graph.as_integer(exponent)) {
                (Node::Sum(terms), Some(n)) if n >= 2 => {
                    let estimate = binomial_estimate(terms.len() as f64, n as f64);
                    if estimate > limit as f64 {
                        return Err(TooManyTerms { limit });
                    }
                    power_of_sum(graph, base, n, limit)
                }
                _ => Ok(power(graph, base, exponent)),
            }
        }
        Node::Sum(_) => Ok(sum(graph, children)),
        _ => {
            let raw = graph.rebuild(id, children);
            Ok(normalise(graph, raw))
        }
    }
}

/// At least how many terms `(a1 + … + am)^n` has if the a's are powers of one variable, so a lower bound.
fn binomial_estimate(m: f64, n: f64) -> f64 {
    (m - 1.0) * n
}

/// `(a + b)^n` by the binomial theorem.
fn binomial(graph: &mut Graph, a: ExprId, b: ExprId, n: i64) -> ExprId {
    let mut coefficient = Rational::one();
    let mut terms = Vec::new();
    for k in 0..=n {
        let number = graph.rational(coefficient.clone());
        let (left, right) = (power_of_integer(graph, a, n - k), power_of_integer(graph, b, k));
        terms.push(product(graph, &[number, left, right]));
        let next = &coefficient * &Rational::from(n - k);
        coefficient = next.checked_div(&Rational::from(k + 1)).unwrap_or_default();
    }
    sum(graph, &terms)
}

fn power_of_sum(graph: &mut Graph, base: ExprId, n: i64, limit: usize) -> Result<ExprId, TooManyTerms> {
    // The numbers of very high powers have as many digits as the exponent: a thousand is where they get long.
    if let Node::Sum(&[a, b]) = graph.node(base)
        && n <= MAX_BINOMIAL
    {
        // The digits of all coefficients together grow with the square of the exponent.
        let bits = [a, b].map(|t| split_coefficient(graph, t).0.value.bits()).into_iter().sum::<usize>();
        if bits as f64 * (n * n) as f64 > MAX_BINOMIAL_BITS {
            return Err(TooManyTerms { limit });
        }
        return Ok(binomial(graph, a, b, n));
    }
    let mut result = graph.integer(1);
    let mut square = base;
    let mut left = n;
    while left > 0 {
        if left & 1 == 1 {
            result = multiply(graph, &[result, square], limit)?;
        }
        left >>= 1;
        if left > 0 {
            square = multiply(graph, &[square, square], limit)?;
        }
    }
    Ok(result)
}

/// The product of expanded factors, multiplied out.
fn multiply(graph: &mut Graph, factors: &[ExprId], limit: usize) -> Result<ExprId, TooManyTerms> {
    let mut partial: Vec<ExprId> = vec![graph.integer(1)];
    for &factor in factors {
        let terms = match graph.node(factor) {
            Node::Sum(terms) => terms.to_vec(),
            _ => vec![factor],
        };
        if terms.len().saturating_mul(partial.len()) > limit.saturating_mul(10) {
            return Err(TooManyTerms { limit });
        }
        let mut next = Vec::with_capacity(terms.len() * partial.len());
        for &a in &partial {
            for &b in &terms {
                next.push(product(graph, &[a, b]));
            }
        }
        let collected = sum(graph, &next);
        partial = match graph.node(collected) {
            Node::Sum(terms) => terms.to_vec(),
            _ => vec![collected],
        };
        if partial.len() > limit {
            return Err(TooManyTerms { limit });
        }
    }
    // Products may have brought a sum out of a power again (`sqrt(x+1)^2`), or a number in front of a sum.
    let result = sum(graph, &partial);
    Ok(distribute_number(graph, result))
}

/// `2(x + 1)` as `2x + 2`.
fn distribute_number(graph: &mut Graph, id: ExprId) -> ExprId {
    let Node::Product(&[number, inner]) = graph.node(id) else {
        return id;
    };
    let (Some(n), Node::Sum(terms)) = (graph.as_number(number).cloned(), graph.node(inner)) else {
        return id;
    };
    let terms = terms.to_vec();
    let scaled_terms: Vec<ExprId> = terms
        .into_iter()
        .map(|t| {
            let (c, rest) = super::normal::split_coefficient(graph, t);
            let c: Number = c.times(&n);
            scaled(graph, &c, rest)
        })
        .collect();
    sum(graph, &scaled_terms)
}

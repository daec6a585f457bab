//! Multiplying out.

use std::cell::Cell;

use super::normal::{normalise, power, power_of_integer, product, scaled, split_coefficient, sum};
use crate::expr::{ExprId, Graph, Node, Number, factors_of, terms_of, try_rewrite};
use crate::interrupt::Interrupt;
use crate::numeric::Rational;
use crate::numeric::budget::{Exceeded, digits, terms};

/// So many products may be made on the way for each term that there may be in the end.
const PRODUCTS_PER_TERM: usize = 100;

/// The decimal digits of a bit.
const DIGITS_PER_BIT: f64 = std::f64::consts::LOG10_2;

/// The expression with products of sums and whole powers of sums multiplied out, at every depth, as one step among many.
pub fn expand(graph: &mut Graph, root: ExprId) -> Result<ExprId, Exceeded> {
    expand_to(graph, root, terms::STEP)
}

/// The same up to so many terms.
pub fn expand_to(graph: &mut Graph, root: ExprId, limit: usize) -> Result<ExprId, Exceeded> {
    let interrupt = graph.interrupt.clone();
    expand_within(graph, root, limit, &interrupt)
}

/// As [`expand`] where that is short, otherwise the expression as it is.
pub fn expanded(graph: &mut Graph, root: ExprId) -> ExprId {
    expand(graph, root).unwrap_or(root)
}

/// As [`expand_to`], with a flag of its own to stop at.
pub fn expand_within(graph: &mut Graph, root: ExprId, limit: usize, interrupt: &Interrupt) -> Result<ExprId, Exceeded> {
    let limits = Limits { terms: limit, products: Cell::new(0), interrupt };
    let root = normalise(graph, root);
    try_rewrite(graph, root, |graph, id, children| node(graph, id, children, &limits).map(Some))
}

/// How far to go.
struct Limits<'a> {
    terms: usize,
    /// How many products of terms were made.
    products: Cell<usize>,
    interrupt: &'a Interrupt,
}

impl Limits<'_> {
    fn too_many(&self) -> Exceeded {
        Exceeded::Terms { limit: self.terms }
    }

    /// Counts products that are about to be made.
    fn spend(&self, products: usize) -> Result<(), Exceeded> {
        let spent = self.products.get().saturating_add(products);
        self.products.set(spent);
        let limit = self.terms.saturating_mul(PRODUCTS_PER_TERM);
        if spent > limit { Err(Exceeded::Products { limit: limit as u64 }) } else { Ok(()) }
    }
}

fn node(graph: &mut Graph, id: ExprId, children: &[ExprId], limits: &Limits<'_>) -> Result<ExprId, Exceeded> {
    match graph.node(id) {
        Node::Product(_) => multiply(graph, children, limits),
        Node::Power(..) => {
            let (base, exponent) = (children[0], children[1]);
            match (graph.node(base), graph.as_integer(exponent)) {
                (Node::Sum(terms), Some(n)) if n >= 2 => {
                    if fewest_terms(graph, terms, n) > limits.terms as f64 {
                        return Err(limits.too_many());
                    }
                    power_of_sum(graph, base, n, limits)
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

/// How many terms `(a1 + … + am)^n` has at least: `(m - 1)n + 1` where the a's are powers of one variable, and
/// `C(n + m - 1, m - 1)` where nothing else than different symbols is added up.
fn fewest_terms(graph: &Graph, terms: &[ExprId], n: i64) -> f64 {
    let (m, n) = (terms.len() as f64, n as f64);
    let is_symbol = |id: &ExprId| matches!(graph.node(*id), Node::Symbol(_));
    if !terms.iter().all(is_symbol) {
        return (m - 1.0) * n;
    }
    (1..terms.len()).map(|k| (n + k as f64) / k as f64).product()
}

/// `(a + b)^n` by the binomial theorem.
fn binomial(graph: &mut Graph, (a, b): (ExprId, ExprId), n: i64, limits: &Limits<'_>) -> Result<ExprId, Exceeded> {
    let mut coefficient = Rational::one();
    let mut terms = Vec::new();
    for k in 0..=n {
        if limits.interrupt.is_set() {
            return Err(Exceeded::Interrupted);
        }
        let number = graph.rational(coefficient.clone());
        let (left, right) = (power_of_integer(graph, a, n - k), power_of_integer(graph, b, k));
        terms.push(product(graph, &[number, left, right]));
        let next = &coefficient * &Rational::from(n - k);
        coefficient = next.checked_div(&Rational::from(k + 1)).unwrap_or_default();
    }
    Ok(sum(graph, &terms))
}

fn power_of_sum(graph: &mut Graph, base: ExprId, n: i64, limits: &Limits<'_>) -> Result<ExprId, Exceeded> {
    if let Node::Sum(&[a, b]) = graph.node(base) {
        // The binomial coefficients have n²/(2 ln 10) digits together, and each term's own number gives its powers.
        let bits =
            [a, b].map(|t| split_coefficient(graph, t).0.value.bits().saturating_sub(1)).into_iter().sum::<usize>();
        let digits = (n as f64) * (n as f64) * (std::f64::consts::LOG10_E + bits as f64 * DIGITS_PER_BIT) / 2.0;
        if digits > digits::EXPANDED {
            return Err(Exceeded::Digits { limit: digits::EXPANDED as u64 });
        }
        return binomial(graph, (a, b), n, limits);
    }
    let mut result = graph.integer(1);
    let mut square = base;
    let mut left = n;
    while left > 0 {
        if left & 1 == 1 {
            result = multiply(graph, &[result, square], limits)?;
        }
        left >>= 1;
        if left > 0 {
            square = multiply(graph, &[square, square], limits)?;
        }
    }
    Ok(result)
}

/// The product of expanded factors, multiplied out.
fn multiply(graph: &mut Graph, factors: &[ExprId], limits: &Limits<'_>) -> Result<ExprId, Exceeded> {
    let mut partial: Vec<ExprId> = vec![graph.integer(1)];
    for &factor in factors {
        let terms = terms_of(graph, factor);
        let most = limits.terms.saturating_mul(10);
        if terms.len().saturating_mul(partial.len()) > most {
            return Err(Exceeded::Products { limit: most as u64 });
        }
        limits.spend(terms.len() * partial.len())?;
        let mut next = Vec::with_capacity(terms.len() * partial.len());
        for &a in &partial {
            if limits.interrupt.is_set() {
                return Err(Exceeded::Interrupted);
            }
            for &b in &terms {
                next.push(product(graph, &[a, b]));
            }
        }
        let collected = sum(graph, &next);
        partial = terms_of(graph, collected);
        if partial.len() > limits.terms {
            return Err(limits.too_many());
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

/// The factors of a product, `exp(u + v)` as `exp(u)*exp(v)`.
pub(crate) fn factors_apart(graph: &mut Graph, id: ExprId) -> Vec<ExprId> {
    let exp = graph.core().exp;
    let mut found = Vec::new();
    for factor in factors_of(graph, id) {
        match graph.node(factor) {
            Node::Call(f, &[exponent]) if f == exp => {
                let terms = terms_of(graph, exponent);
                found.extend(terms.into_iter().map(|term| graph.raw_call(exp, &[term])));
            }
            _ => found.push(factor),
        }
    }
    found
}

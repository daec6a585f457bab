//! Polynomials that grow without bound in all directions: outside a box that is known they are greater than inside.
//!
//! With x = r·u and u on the surface of the cube |u|∞ = 1 the polynomial is Σ rᵏ fₖ(u). If the form of highest degree is at
//! least m > 0 there, and the others at most Mₖ in size, then f ≥ m rᵈ - Σ Mₖ rᵏ for every r.

use super::Search;
use crate::calculus::certify::{Program, Workspace, global_minimum};
use crate::calculus::normal::{normalise, split_coefficient, sum};
use crate::calculus::{Region, Side, expand, polynomial};
use crate::expr::{ExprId, Graph, Node, Symbol, evaluate, substitute};
use crate::numeric::{Interval, Rational};

/// Polynomials of a higher degree are left alone.
const MAX_DEGREE: usize = 40;

/// The largest box that is worth a search.
const LARGEST: f64 = 1e6;

/// A cube outside of which the polynomial is greater than its value at 0.
pub(super) fn cube(graph: &mut Graph, f: ExprId, symbols: &[Symbol], search: &Search<'_>) -> Option<Region> {
    if !search.region.is_entire() || !polynomial::is_polynomial(graph, f, symbols) {
        return None;
    }
    let forms = forms(graph, f, symbols)?;
    let degree = forms.len() - 1;
    if degree == 0 || degree % 2 == 1 {
        return None;
    }
    let least = least_on_surface(graph, forms[degree], symbols, search)?;
    let unit = vec![Interval::new(-1.0, 1.0); symbols.len()];
    let mut sizes = Vec::new();
    for &form in &forms[..degree] {
        let program = Program::new(graph, &[form], symbols).ok()?;
        let mut workspace = Workspace::new(&program);
        program.evaluate(&mut workspace, &unit, 1);
        sizes.push(workspace.output(&program, 0).range.magnitude());
    }
    // The constant term cancels against the value at 0, which the search inside cannot miss.
    let grows = |r: f64| {
        let others: f64 = sizes.iter().enumerate().skip(1).map(|(k, m)| m * power(r, k) * (1.0 + 1e-9)).sum();
        least * power(r, degree) * (1.0 - 1e-9) > others
    };
    let mut r = 1.0;
    while !grows(r) {
        r *= 2.0;
        if r > LARGEST {
            return None;
        }
    }
    // m r^d - Σ Mₖ rᵏ divided by r^d only grows with r, so what holds here holds further out.
    let (low, high) = (Rational::from_f64(-r)?, Rational::from_f64(r)?);
    let side = Side { low: Some(graph.rational(low)), high: Some(graph.rational(high)) };
    Some(Region { sides: vec![side; symbols.len()] })
}

fn power(r: f64, n: usize) -> f64 {
    (0..n).fold(1.0, |p, _| p * r)
}

/// The sums of the terms of each degree.
fn forms(graph: &mut Graph, f: ExprId, symbols: &[Symbol]) -> Option<Vec<ExprId>> {
    let expanded = expand(graph, f, super::MAX_TERMS).ok()?;
    let terms = match graph.node(expanded) {
        Node::Sum(terms) => terms.to_vec(),
        _ => vec![expanded],
    };
    let mut groups: Vec<Vec<ExprId>> = vec![Vec::new()];
    for term in terms {
        let degree = degree(graph, term, symbols)?;
        if degree >= groups.len() {
            groups.resize(degree + 1, Vec::new());
        }
        groups[degree].push(term);
    }
    Some(groups.iter().map(|group| sum(graph, group)).collect())
}

/// The total degree of a product of powers.
fn degree(graph: &mut Graph, term: ExprId, symbols: &[Symbol]) -> Option<usize> {
    let (_, rest) = split_coefficient(graph, term);
    let factors = match graph.node(rest) {
        Node::Product(factors) => factors.to_vec(),
        _ => vec![rest],
    };
    let mut total = 0;
    for factor in factors {
        total += match graph.node(factor) {
            Node::Symbol(s) if symbols.contains(&s) => 1,
            Node::Power(base, exponent) if matches!(graph.node(base), Node::Symbol(s) if symbols.contains(&s)) => {
                usize::try_from(graph.as_integer(exponent)?).ok()?
            }
            _ if symbols.iter().any(|&s| crate::expr::depends_on(graph, factor, s)) => return None,
            _ => 0,
        };
    }
    (total <= MAX_DEGREE).then_some(total)
}

/// A positive number below all values of a form on the surface of the unit cube.
fn least_on_surface(graph: &mut Graph, form: ExprId, symbols: &[Symbol], search: &Search<'_>) -> Option<f64> {
    let mut least = f64::INFINITY;
    for (i, &symbol) in symbols.iter().enumerate() {
        // A form of even degree is the same on opposite faces.
        let one = graph.integer(1);
        let face = substitute(graph, form, &[(symbol, one)]);
        let face = normalise(graph, face);
        let others: Vec<Symbol> =
            symbols.iter().copied().enumerate().filter(|(j, _)| *j != i).map(|(_, s)| s).collect();
        let low = if others.is_empty() {
            evaluate(graph, face, &[]) * (1.0 - 1e-12)
        } else {
            let sides = vec![Interval::new(-1.0, 1.0); others.len()];
            let found = global_minimum(graph, face, &others, &sides, search.interrupt).ok()??;
            found.value.low()
        };
        least = least.min(low);
    }
    (least > 0.0 && least.is_finite()).then_some(least)
}

//! What the exact algebra of polynomials tells.

use super::found::Minimum;
use super::on_the_line::on_the_line;
use super::polynomial::{PolynomialProblem, closed_coefficients};
use super::polynomial_on_interval::Ends;
use super::search::{MinimumSearch, NumberStyle};
use super::{quadratic, rays, region, separable};
use crate::algebra::{expand, polynomial};
use crate::calculus::Region;
use crate::expr::{ExprId, Graph, Symbol};
use crate::numeric::quadratic::Quadratic;

/// What exact algebra of polynomials tells.
pub(super) fn exact(graph: &mut Graph, f: ExprId, symbols: &[Symbol], search: &MinimumSearch<'_>) -> Option<Minimum> {
    let ends = search.region.sides.iter().flat_map(|s| [s.low, s.high]).flatten();
    let decimal = ends.chain([f]).any(|id| polynomial::has_decimals(graph, id));
    let writer = NumberStyle { decimal };
    if let [x] = symbols
        && let Some(ends) = Ends::of(graph, &search.region.sides[0])
        && let Some(p) = polynomial::univariate(graph, f, *x)
    {
        let interrupt = search.means.interrupt;
        let problem = PolynomialProblem { p, x: *x, writer, interrupt };
        return Some(problem.solve_between(graph, &ends));
    }
    if search.region.is_entire() {
        return everywhere(graph, f, symbols, writer, search);
    }
    separable::solve(graph, f, symbols, writer, search).or_else(|| {
        let everywhere = everywhere(graph, f, symbols, writer, search)?;
        region::restricted(graph, everywhere, search)
    })
}

/// On all of space.
fn everywhere(
    graph: &mut Graph,
    f: ExprId,
    symbols: &[Symbol],
    writer: NumberStyle,
    search: &MinimumSearch<'_>,
) -> Option<Minimum> {
    if let Some(q) = quadratic_form(graph, f, symbols) {
        return Some(quadratic::solve(graph, &q, symbols, writer));
    }
    if let [x] = symbols
        && polynomial::is_polynomial(graph, f, symbols)
        && let Some(found) = closed_coefficients(graph, f, *x)
    {
        return Some(found);
    }
    let region = Region::entire(symbols.len());
    let search = MinimumSearch { region: &region, ..*search };
    separable::solve(graph, f, symbols, writer, &search).or_else(|| rays::solve(graph, f, symbols, &search))
}

/// A polynomial whose terms of degree 3 and more cancel counts as quadratic.
fn quadratic_form(graph: &mut Graph, f: ExprId, symbols: &[Symbol]) -> Option<Quadratic> {
    if let Some(found) = polynomial::quadratic(graph, f, symbols) {
        return Some(found);
    }
    if !polynomial::is_polynomial(graph, f, symbols) {
        return None;
    }
    let expanded = expand(graph, f).ok()?;
    polynomial::quadratic(graph, expanded, symbols)
}

/// One unknown, by exact algebra where it is a polynomial.
pub(super) fn line(graph: &mut Graph, f: ExprId, x: Symbol, search: &MinimumSearch<'_>) -> Option<Minimum> {
    exact(graph, f, &[x], search).or_else(|| on_the_line(graph, f, x, search))
}

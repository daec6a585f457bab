//! Polynomials of degree 2: a constant Hessian decides, exactly.

use crate::algebra::polynomial;
use crate::expr::{ExprId, Graph, Symbol};
use crate::numeric::Rational;
use crate::numeric::budget::unknowns;
use crate::numeric::matrix::{Definiteness, Matrix};
use crate::numeric::quadratic::Quadratic;

/// The polynomial of degree 2 at most that a part is.
pub(super) fn read(graph: &mut Graph, id: ExprId, symbols: &[Symbol]) -> Option<Quadratic> {
    if symbols.len() > unknowns::ELIMINATION || !polynomial::is_polynomial(graph, id, symbols) {
        return None;
    }
    polynomial::quadratic(graph, id, symbols)
}

/// Why it is convex, or concave; nothing where it is not.
pub(super) fn argument(form: &Quadratic, convex: bool) -> Option<String> {
    let kind = form.a.definiteness().ok()?;
    let words = match (kind, convex) {
        (Definiteness::PositiveDefinite, true) => "its constant Hessian is positive definite",
        (Definiteness::PositiveSemidefinite, true) => "its constant Hessian is positive semidefinite",
        (Definiteness::NegativeDefinite, false) => "its constant Hessian is negative definite",
        (Definiteness::NegativeSemidefinite, false) => "its constant Hessian is negative semidefinite",
        (Definiteness::Zero, _) => "affine",
        _ => return None,
    };
    Some(words.to_string())
}

/// Is it the square of the length of a vector of affine functions? It is if the form in the unknowns and 1 has no
/// negative eigenvalue.
pub(super) fn is_squared_norm(graph: &mut Graph, id: ExprId, symbols: &[Symbol]) -> bool {
    let Some(q) = read(graph, id, symbols) else { return false };
    let n = q.b.len();
    let mut form = Matrix::zero(n + 1, n + 1);
    for i in 0..n {
        for j in 0..n {
            form.set(i, j, q.a.get(i, j).clone());
        }
        form.set(i, n, q.b[i].clone());
        form.set(n, i, q.b[i].clone());
    }
    form.set(n, n, &q.c * Rational::from(2));
    form.signature().is_ok_and(|s| s.negative == 0)
}

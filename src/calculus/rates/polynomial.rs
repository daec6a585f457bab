//! Polynomials in one unknown: every minimum, exactly.

use super::found::{Behaviour, MinimumRates, RateRange, Rates, ranges, rational};
use crate::algebra::closed_form::{FactoredRoot, closed_form, factored_roots, is_short};
use crate::algebra::normal::{power_of_integer, product, sum};
use crate::calculus::Side;
use crate::calculus::exact_value::ExactValue;
use crate::expr::{ExprId, Graph, evaluate_closed};
use crate::numeric::polynomial::{Polynomial, PolynomialError};

pub(super) fn rates(graph: &mut Graph, p: &Polynomial, side: Side) -> Option<Rates> {
    let slope = p.derivative();
    if slope.is_constant() {
        return Some(Rates { note: "it has no minimum".into(), ..Rates::default() });
    }
    let mut found = Rates::default();
    for mut root in factored_roots(&slope).ok()? {
        if !side.may_hold(graph, &root.root) {
            continue;
        }
        if let Some(minimum) = at_root(graph, p, &mut root).ok()? {
            found.minima.push(minimum);
        }
    }
    if found.minima.is_empty() {
        found.note = "it has no local minimum here".into();
    }
    Some(found)
}

/// The rates near a zero of the derivative, if it is a minimum.
fn at_root(
    graph: &mut Graph,
    p: &Polynomial,
    root: &mut FactoredRoot,
) -> Result<Option<MinimumRates>, PolynomialError> {
    let second = p.derivative().derivative();
    match root.root.sign_of(&second)? {
        -1 => return Ok(None),
        0 => return degenerate(graph, p, root),
        _ => {}
    }
    let (third, fourth) = (second.derivative(), second.derivative().derivative());
    // 3η(f''')² > 2f'''' with η = 2/f''.
    let cubed = (&third * &third).scaled(&3.into());
    let test = &cubed - &(&second * &fourth);
    let at_border = match root.root.sign_of(&test)? {
        1 => Behaviour::SlowAlternating,
        -1 => Behaviour::SlowlyLeaving,
        _ => Behaviour::Borderline,
    };
    let x = place(graph, root);
    let curvature = value(graph, &second, root, x.exact);
    let ranges = ranges(graph, curvature, false, at_border);
    Ok(Some(MinimumRates { at: vec![x], curvature, ranges }))
}

/// The second derivative is 0: the first one that is not decides.
fn degenerate(
    graph: &mut Graph,
    p: &Polynomial,
    root: &mut FactoredRoot,
) -> Result<Option<MinimumRates>, PolynomialError> {
    let (mut order, mut derivative) = (2, p.derivative().derivative());
    while !derivative.is_zero() {
        let sign = root.root.sign_of(&derivative)?;
        if sign != 0 {
            if sign < 0 || order % 2 == 1 {
                return Ok(None);
            }
            let x = place(graph, root);
            let zero = rational(graph, &0.into());
            let ranges = vec![RateRange { low: zero, high: None, behaviour: Behaviour::Sublinear }];
            return Ok(Some(MinimumRates { at: vec![x], curvature: zero, ranges }));
        }
        (order, derivative) = (order + 1, derivative.derivative());
    }
    Ok(None)
}

fn place(graph: &mut Graph, root: &FactoredRoot) -> ExactValue {
    ExactValue { exact: closed_form(graph, root), value: root.root.to_f64() }
}

/// The value of a polynomial at a root: exact where the root is.
fn value(graph: &mut Graph, q: &Polynomial, root: &FactoredRoot, x: Option<ExprId>) -> ExactValue {
    if let Some(x) = root.root.as_rational() {
        return rational(graph, &q.at(x));
    }
    // Reduced by the root's own polynomial the formula stays short.
    let reduced = q.divide(&root.factor).map_or_else(|_| q.clone(), |(_, rest)| rest);
    let mut near = root.root.clone();
    while {
        let (low, high) = near.enclose(&reduced);
        (&high - &low).to_f64() > 1e-15 * high.to_f64().abs() && near.as_rational().is_none()
    } {
        near.bisect();
    }
    let value = near.enclose(&reduced).0.to_f64();
    let exact = x.map(|x| {
        let mut terms = Vec::new();
        for (n, c) in reduced.coefficients().iter().enumerate() {
            let (c, power) = (graph.rational(c.clone()), power_of_integer(graph, x, n as i64));
            terms.push(product(graph, &[c, power]));
        }
        sum(graph, &terms)
    });
    let exact = exact.and_then(|id| crate::algebra::expand(graph, id, 100).ok());
    let close = |&id: &ExprId| (evaluate_closed(graph, id) - value).abs() <= 1e-11 * (1.0 + value.abs());
    let exact = exact.filter(close).filter(|&id| is_short(graph, id));
    ExactValue { exact, value }
}

//! Polynomials in one unknown: every minimum, exactly.

use super::found::{Behaviour, MinimumRates, RateRange, Rates, ranges, rational};
use crate::algebra::closed_form::{FactoredRoot, closed_form};
use crate::calculus::Side;
use crate::calculus::cuts::polynomial::{CriticalNumber, critical_numbers};
use crate::calculus::cuts::values_at_roots::ValueAtRoot;
use crate::calculus::exact_value::ExactValue;
use crate::expr::{ExprId, Graph};
use crate::numeric::polynomial::{Polynomial, PolynomialError};

pub(super) fn rates(graph: &mut Graph, p: &Polynomial, side: Side) -> Option<Rates> {
    let slope = p.derivative();
    if slope.is_constant() {
        return Some(Rates { note: "it has no minimum".into(), ..Rates::default() });
    }
    let mut found = Rates::default();
    for CriticalNumber { mut at, is_minimum } in critical_numbers(p).ok()? {
        if is_minimum && side.may_hold(graph, &at.root) {
            found.minima.push(at_minimum(graph, p, &mut at).ok()?);
        }
    }
    if found.minima.is_empty() {
        found.note = "it has no local minimum here".into();
    }
    Some(found)
}

/// The rates near a minimum.
fn at_minimum(graph: &mut Graph, p: &Polynomial, root: &mut FactoredRoot) -> Result<MinimumRates, PolynomialError> {
    let second = p.derivative().derivative();
    let exact = closed_form(graph, root);
    let at = vec![ExactValue { exact, value: root.root.to_f64() }];
    if root.root.sign_of(&second)? == 0 {
        let zero = rational(graph, &0.into());
        let ranges = vec![RateRange { low: zero, high: None, behaviour: Behaviour::Sublinear }];
        return Ok(MinimumRates { at, curvature: zero, ranges });
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
    let curvature = value(graph, &second, root, exact)?;
    let ranges = ranges(graph, curvature, false, at_border);
    Ok(MinimumRates { at, curvature, ranges })
}

/// The value of a polynomial at a root: exact where the root is.
fn value(
    graph: &mut Graph,
    q: &Polynomial,
    root: &FactoredRoot,
    x: Option<ExprId>,
) -> Result<ExactValue, PolynomialError> {
    let value = ValueAtRoot::new(q, root)?;
    if let Some(value) = value.as_rational() {
        return Ok(rational(graph, &value));
    }
    let exact = x.and_then(|x| value.formula(graph, x, |graph, c| graph.rational(c.clone())));
    Ok(ExactValue { exact, value: value.to_f64() })
}

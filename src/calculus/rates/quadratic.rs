//! Quadratic functions: the eigenvalues of the constant Hessian decide, from every start.

use super::found::{Behaviour, MinimumRates, Rates, Suggestion, over, ranges, rational};
use crate::algebra::closed_form::{FactoredRoot, closed_form, factored_roots};
use crate::algebra::normal::{power, power_of_integer, product, sum};
use crate::calculus::Region;
use crate::calculus::exact_value::ExactValue;
use crate::expr::{ExprId, Graph, evaluate_closed};
use crate::numeric::Rational;
use crate::numeric::budget::unknowns;
use crate::numeric::quadratic::{Quadratic, QuadraticMinimum};

pub(super) fn rates(graph: &mut Graph, form: &Quadratic, region: &Region) -> Rates {
    let note = |text: &str| Rates { note: text.to_string(), quadratic: true, ..Rates::default() };
    let place = match form.minimum() {
        Ok(QuadraticMinimum::Point(x) | QuadraticMinimum::Flat { point: x, .. }) => x,
        Ok(QuadraticMinimum::BendsDown { .. } | QuadraticMinimum::FallsStraight { .. }) => {
            return note("it has no minimum: no fixed rate converges");
        }
        Err(error) => return note(&format!("its minimum is out of reach: {error}")),
    };
    if form.unknowns() > unknowns::EIGENVALUES {
        return note(&format!("the eigenvalues are computed for up to {} unknowns", unknowns::EIGENVALUES));
    }
    let Some((least, largest)) = extremes(graph, form) else {
        return note("it is constant: every start is a minimum");
    };
    let mut ranges = ranges(graph, largest, true, Behaviour::Cycle);
    if least != largest {
        // The rate that ends the steepest direction in one step does so for that direction alone.
        ranges.retain(|r| r.behaviour != Behaviour::OneStep);
    }
    let at = place.iter().map(|v| rational(graph, v)).collect();
    let flat = form.a.rank().is_ok_and(|r| r < form.unknowns());
    let inside = region.sides.iter().zip(&place).all(|(side, x)| {
        let x = graph.rational(x.clone());
        side.holds(graph, x) != Some(false)
    });
    if !inside {
        return note(match flat {
            true => "its minima fill a line or more; whether one lies in the box was not decided",
            false => "it has no minimum here",
        });
    }
    let best = suggestions(graph, least, largest);
    let note = if flat { "its minima fill a line or more; a run comes to the one nearest to its start" } else { "" };
    let minima = vec![MinimumRates { at, curvature: largest, ranges }];
    Rates { minima, quadratic: true, flat, best, note: note.to_string(), ..Rates::default() }
}

/// The least and the largest eigenvalue above 0.
fn extremes(graph: &mut Graph, form: &Quadratic) -> Option<(ExactValue, ExactValue)> {
    let characteristic = form.a.characteristic_polynomial().ok()?;
    let roots = factored_roots(&characteristic).ok()?;
    let positive = |r: &&FactoredRoot| r.root.to_f64() > 0.0;
    let mut value = |r: &FactoredRoot| ExactValue { exact: closed_form(graph, r), value: r.root.to_f64() };
    let largest = value(roots.iter().rev().find(positive)?);
    let least = value(roots.iter().find(positive)?);
    Some((least, largest))
}

/// The best fixed rate, and the best rates with momentum, for eigenvalues from `least` to `largest`.
fn suggestions(graph: &mut Graph, least: ExactValue, largest: ExactValue) -> Vec<Suggestion> {
    if least == largest {
        let zero = rational(graph, &Rational::ZERO);
        let rate = over(graph, 1, largest);
        return vec![Suggestion { method: "gd", rate, momentum: None, factor: zero }];
    }
    let (mu, l) = (least.value, largest.value);
    let (root_mu, root_l) = (mu.sqrt(), l.sqrt());
    let kappa = l / mu;
    let triple = (3.0 * kappa + 1.0).sqrt();
    let mut plain = [2.0 / (l + mu), (l - mu) / (l + mu)].map(|value| ExactValue { exact: None, value });
    let ratio = (root_l - root_mu) / (root_l + root_mu);
    let mut heavy = [4.0 / ((root_l + root_mu) * (root_l + root_mu)), ratio * ratio, ratio]
        .map(|value| ExactValue { exact: None, value });
    if let (Some(mu), Some(l)) = (least.exact, largest.exact) {
        let total = sum(graph, &[l, mu]);
        let gap = crate::algebra::normal::difference(graph, l, mu);
        plain[0].exact = Some(fraction(graph, 2, None, total));
        plain[1].exact = Some(fraction(graph, 1, Some(gap), total));
        let half = graph.rational(Rational::new(1, 2).unwrap_or_default());
        let (rl, rmu) = (power(graph, l, half), power(graph, mu, half));
        let total = sum(graph, &[rl, rmu]);
        let gap = crate::algebra::normal::difference(graph, rl, rmu);
        let square = power_of_integer(graph, total, 2);
        let ratio = fraction(graph, 1, Some(gap), total);
        heavy[0].exact = Some(fraction(graph, 4, None, square));
        heavy[1].exact = Some(power_of_integer(graph, ratio, 2));
        heavy[2].exact = Some(ratio);
    }
    for value in plain.iter_mut().chain(&mut heavy) {
        let close =
            |id: &ExprId| (evaluate_closed(graph, *id) - value.value).abs() <= 1e-11 * (1.0 + value.value.abs());
        value.exact = value.exact.filter(close);
    }
    let decimal = |value: f64| ExactValue { exact: None, value };
    vec![
        Suggestion { method: "gd", rate: plain[0], momentum: None, factor: plain[1] },
        Suggestion { method: "momentum", rate: heavy[0], momentum: Some(heavy[1]), factor: heavy[2] },
        Suggestion {
            method: "nesterov",
            rate: decimal(4.0 / (3.0 * l + mu)),
            momentum: Some(decimal((triple - 2.0) / (triple + 2.0))),
            factor: decimal(1.0 - 2.0 / triple),
        },
    ]
}

/// `n*top/bottom`
fn fraction(graph: &mut Graph, n: i64, top: Option<ExprId>, bottom: ExprId) -> ExprId {
    let (n, inverse) = (graph.integer(n), power_of_integer(graph, bottom, -1));
    let mut factors = vec![n, inverse];
    factors.extend(top);
    product(graph, &factors)
}

//! Which constant rates converge on a quadratic, and where its minimum is, whatever the run did.

use super::Evidence;

use super::spectrum::{MAX_UNKNOWNS, sign_of};
use super::words::{exact, number};
use crate::descent::KnownPoint;
use crate::numeric::Rational;
use crate::numeric::eigen::symmetric_eigenvalues;
use crate::numeric::polynomial::RealRoot;
use crate::numeric::quadratic::{Quadratic, QuadraticMinimum};

/// Which constant rates converge from every start, and the best of them.
pub fn describe(quadratic: &Quadratic) -> Option<String> {
    if quadratic.unknowns() > MAX_UNKNOWNS {
        return None;
    }
    match quadratic.minimum().ok()? {
        QuadraticMinimum::Point(_) | QuadraticMinimum::Flat { .. } => {}
        QuadraticMinimum::BendsDown { .. } if quadratic.unknowns() > 1 => {
            return Some("from almost every start no rate converges: there is no minimum".into());
        }
        QuadraticMinimum::BendsDown { .. } | QuadraticMinimum::FallsStraight { .. } => {
            return Some("no rate converges here: there is no minimum".into());
        }
    }
    let all = quadratic.a.characteristic_polynomial().ok()?.real_roots().ok()?;
    let positive: Vec<&RealRoot> = all.iter().filter(|r| sign_of(r) > 0).collect();
    let (lowest, highest) = (positive.first()?, positive.last()?);
    let limit = two_over(highest);
    if positive.len() == 1 {
        let best = match highest.as_rational().and_then(|r| r.recip().ok()) {
            Some(inverse) => exact(&inverse),
            None => about(1.0 / highest.to_f64()),
        };
        return Some(format!("rates below {limit} converge here; {best} arrives in one step"));
    }
    let (best, factor) = match (lowest.as_rational(), highest.as_rational()) {
        (Some(low), Some(high)) => {
            let inverse = (low + high).recip().ok()?;
            (exact(&(Rational::from(2) * &inverse)), exact(&((high - low) * &inverse)))
        }
        _ => {
            let (low, high) = (lowest.to_f64(), highest.to_f64());
            (about(2.0 / (low + high)), about((high - low) / (high + low)))
        }
    };
    Some(format!("rates below {limit} converge here; {best} is best and keeps {factor} of the distance per step"))
}

/// For quadratics that are too large for exact analysis: the general fact, which a special start may escape.
pub fn general_fact(evidence: &Evidence<'_>, quadratic: &Quadratic) -> Option<String> {
    let rate = evidence.rate.fixed().filter(|r| evidence.plain && *r > 0.0)?;
    let n = quadratic.unknowns();
    if n <= 1 || n > super::rest::MAX_UNKNOWNS {
        return None;
    }
    let entries: Vec<f64> = (0..n).flat_map(|i| quadratic.a.row(i)).map(Rational::to_f64).collect();
    let (eigenvalues, _) = symmetric_eigenvalues(&entries, n)?;
    let (lowest, highest) = (*eigenvalues.first()?, *eigenvalues.last()?);
    let error = 1e-12 * highest.abs().max(lowest.abs());
    let (low, high) = (number(lowest), number(highest));
    let goes = "every run goes away, unless its start lies exactly where that direction has no part";
    if lowest < -error {
        return Some(format!("the Hessian has the eigenvalue ≈ {low}: {goes}"));
    }
    let limit = about(2.0 / highest);
    if rate * (highest - error) > 2.0 {
        return Some(format!("the rate exceeds 2/λ {limit} for the Hessian's largest eigenvalue λ ≈ {high}: {goes}"));
    }
    let relation = if rate * (highest + error) < 2.0 { "is below" } else { "is about" };
    Some(format!("the rate {relation} 2/λ {limit} for the Hessian's largest eigenvalue λ ≈ {high}"))
}

/// The minimum of a quadratic as a known point, if it is a single one.
pub fn minimiser(quadratic: &Quadratic) -> Option<KnownPoint> {
    if quadratic.unknowns() > MAX_UNKNOWNS {
        return None;
    }
    match quadratic.minimum().ok()? {
        QuadraticMinimum::Point(point) => Some(known(quadratic, &point)),
        QuadraticMinimum::Flat { .. } | QuadraticMinimum::BendsDown { .. } | QuadraticMinimum::FallsStraight { .. } => {
            None
        }
    }
}

/// An exact minimiser of a quadratic as a known point.
pub fn known(quadratic: &Quadratic, point: &[Rational]) -> KnownPoint {
    let value = quadratic.at(point);
    KnownPoint {
        x: point.iter().map(Rational::to_f64).collect(),
        exact: point.iter().map(exact).collect(),
        value: value.to_f64(),
        value_exact: exact(&value),
        global: true,
        proved: true,
    }
}

/// `2/λ` for an eigenvalue above 0.
pub fn two_over(eigenvalue: &RealRoot) -> String {
    match eigenvalue.as_rational().and_then(|r| r.recip().ok()) {
        Some(inverse) => exact(&(Rational::from(2) * &inverse)),
        None => about(2.0 / eigenvalue.to_f64()),
    }
}

fn about(value: f64) -> String {
    format!("≈ {}", number(value))
}

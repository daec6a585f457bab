//! Linear rules along one eigenvector of a Hessian: does the distance shrink or grow?
//!
//! Along an eigenvector with the eigenvalue λ the gradient is λ times the distance, so the distance and what the rule
//! remembers follow from one step to the next by a matrix. The polynomial of least degree that the matrix satisfies on the
//! start has all its roots inside the unit circle if and only if the distance tends to 0 (Schur and Cohn).

use std::cmp::Ordering;

use super::spectrum::minimal_polynomial;
use crate::descent::LinearRule;
use crate::numeric::Rational;
use crate::numeric::matrix::Matrix;
use crate::numeric::polynomial::{Polynomial, RealRoot};
use crate::numeric::real::sqrt;

/// Radii nearer to 1 than this cannot be told from it where λ or the radius is not exact.
const MARGIN: (i64, i64) = (1, 1_000_000);
/// For more remembered numbers the polynomials in an irrational eigenvalue get too long.
const MAX_EXACT: usize = 4;

/// The limit of the distance along one eigenvector.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It tends to 0.
    Shrinks,
    /// It grows beyond all bounds.
    Grows,
    /// It tends to a distance that changes sides at every step.
    Swings,
}

/// The behaviour of a rule along one eigenvector.
#[derive(Clone, Debug)]
pub struct Mode {
    /// The eigenvalue.
    pub lambda: RealRoot,
    /// The limit of the distance.
    pub fate: Fate,
    /// The factor per step in the long run.
    pub radius: f64,
}

/// Is this a rule that depends on the gradient and on differences of points only?
pub fn is_invariant(rule: &LinearRule) -> bool {
    let n = rule.rows.len();
    let square = n > 0 && rule.rows.iter().all(|row| row.len() == n + 1);
    square && rule.rows.iter().enumerate().all(|(i, row)| if i == 0 { row[0].is_one() } else { row[0].is_zero() })
}

/// The behaviour of the rule along an eigenvector; `None` where that is too close to call.
pub fn mode(rule: &LinearRule, lambda: &RealRoot) -> Option<Mode> {
    let value = match lambda.as_rational() {
        Some(exact) => exact.clone(),
        None => Rational::from_f64(lambda.to_f64())?,
    };
    let polynomial = polynomial(rule, &value)?;
    let fate = match lambda.as_rational() {
        Some(_) => fate(&polynomial)?,
        None => fate_at_root(rule, lambda).or_else(|| fate_nearby(&polynomial))?,
    };
    Some(Mode { lambda: lambda.clone(), fate, radius: radius(&polynomial) })
}

/// By the polynomial for an exact eigenvalue.
fn fate(polynomial: &Polynomial) -> Option<Fate> {
    match disc(polynomial.coefficients()) {
        Disc::Inside => return Some(Fate::Shrinks),
        Disc::Beyond => return Some(Fate::Grows),
        Disc::Border => {}
    }
    let swing = Polynomial::new(vec![Rational::ONE, Rational::ONE]);
    let rest = polynomial.divide_exactly(&swing);
    if rest.is_some_and(|rest| disc(rest.coefficients()) == Disc::Inside) {
        return Some(Fate::Swings);
    }
    // A root on the circle may hide one beyond it, which a slightly larger circle shows.
    let larger = &Rational::ONE + &Rational::new(MARGIN.0, MARGIN.1)?;
    (disc(&scaled(polynomial, &larger)) == Disc::Beyond).then_some(Fate::Grows)
}

/// For an irrational eigenvalue, exactly: the coefficients of the characteristic polynomial are linear in it, since it
/// stands in one column of the matrix only, and the signs that the recursion needs are those of polynomials in it.
fn fate_at_root(rule: &LinearRule, lambda: &RealRoot) -> Option<Fate> {
    let n = rule.rows.len();
    if n > MAX_EXACT {
        return None;
    }
    let at = |value: Rational| matrix(rule, &value)?.characteristic_polynomial().ok();
    let (base, moved) = (at(Rational::ZERO)?, at(Rational::ONE)?);
    let coefficient = |k: usize| {
        let (from, to) = (base.coefficient(k), moved.coefficient(k));
        Polynomial::new(vec![from.clone(), &to - &from])
    };
    let mut a: Vec<Polynomial> = (0..=n).map(coefficient).collect();
    let mut root = lambda.clone();
    while a.len() > 1 {
        let n = a.len() - 1;
        let gap = &(&a[n] * &a[n]) - &(&a[0] * &a[0]);
        match root.sign_of(&gap).ok()? {
            1 => {}
            // With one remembered number the start meets both roots, unless the rule never looks at the gradient.
            -1 if rule.rows.len() == 1 || rule.rows.len() == 2 && !rule.rows[1][2].is_zero() => {
                return Some(Fate::Grows);
            }
            _ => return None,
        }
        a = (0..n).map(|k| &(&a[n] * &a[k + 1]) - &(&a[0] * &a[n - k - 1])).collect();
    }
    Some(Fate::Shrinks)
}

/// For an eigenvalue that is known in doubles only: radii near 1 say nothing.
fn fate_nearby(polynomial: &Polynomial) -> Option<Fate> {
    let margin = Rational::new(MARGIN.0, MARGIN.1)?;
    let at = |radius: Rational| disc(&scaled(polynomial, &radius));
    if at(&Rational::ONE - &margin) == Disc::Inside {
        return Some(Fate::Shrinks);
    }
    (at(&Rational::ONE + &margin) == Disc::Beyond).then_some(Fate::Grows)
}

/// The matrix of a step on the distance along an eigenvector and the remembered variables.
fn matrix(rule: &LinearRule, lambda: &Rational) -> Option<Matrix> {
    let n = rule.rows.len();
    let rows = rule.rows.iter().map(|row| {
        let mut entries = row[..n].to_vec();
        entries[0] = &entries[0] + &(&row[n] * lambda);
        entries
    });
    Matrix::from_rows(rows.collect())
}

/// The polynomial of least degree that the matrix for λ satisfies on a start that remembers nothing.
pub fn polynomial(rule: &LinearRule, lambda: &Rational) -> Option<Polynomial> {
    let n = rule.rows.len();
    let matrix = matrix(rule, lambda)?;
    let mut start = vec![Rational::ZERO; n];
    start[0] = Rational::ONE;
    minimal_polynomial(&matrix, &start).map(|(polynomial, _)| polynomial)
}

/// The coefficients of `p(radius·z)`: its roots lie in the unit circle where those of `p` are smaller than the radius.
fn scaled(polynomial: &Polynomial, radius: &Rational) -> Vec<Rational> {
    let mut power = Rational::ONE;
    let mut scaled = Vec::with_capacity(polynomial.coefficients().len());
    for coefficient in polynomial.coefficients() {
        scaled.push(coefficient * &power);
        power = &power * radius;
    }
    scaled
}

/// Where the roots of a polynomial are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Disc {
    /// All inside the unit circle.
    Inside,
    /// At least one outside it.
    Beyond,
    /// At least one on it or outside.
    Border,
}

/// The recursion of Schur and Cohn, exactly. Each step takes one root inside the circle away and keeps those on it (by
/// Rouché's theorem), as long as the last coefficient is larger than the first; where it is smaller, the product of the
/// roots that are left exceeds 1.
fn disc(coefficients: &[Rational]) -> Disc {
    let mut a = coefficients.to_vec();
    while a.len() > 1 {
        let n = a.len() - 1;
        let (first, last) = (a[0].clone(), a[n].clone());
        match first.abs().cmp(&last.abs()) {
            Ordering::Less => {}
            Ordering::Equal => return Disc::Border,
            Ordering::Greater => return Disc::Beyond,
        }
        a = (0..n).map(|k| &(&last * &a[k + 1]) - &(&first * &a[n - k - 1])).collect();
        // The size does not matter, but the digits would double each time.
        if let Some(inverse) = a.last().and_then(|l| l.recip().ok()) {
            a.iter_mut().for_each(|v| *v = &*v * &inverse);
        }
    }
    Disc::Inside
}

/// The size of the larger root of `z² - tz + d`; the discriminant is exact, since near-double roots hang on it.
fn radius_of_two(polynomial: &Polynomial) -> Option<f64> {
    let inverse = polynomial.leading().recip().ok()?;
    let (trace, product) = (-(&polynomial.coefficient(1) * &inverse), &polynomial.coefficient(0) * &inverse);
    let quarter = Rational::new(1, 4)?;
    let inner = &(&(&trace * &trace) * &quarter) - &product;
    Some(match inner.is_negative() {
        true => sqrt(product.to_f64()),
        false => 0.5 * trace.to_f64().abs() + sqrt(inner.to_f64()),
    })
}

/// The size of the largest root, in doubles: by formula for two, else by bisection with the same recursion.
pub fn radius(polynomial: &Polynomial) -> f64 {
    if polynomial.degree() == Some(2)
        && let Some(radius) = radius_of_two(polynomial)
    {
        return radius;
    }
    let coefficients: Vec<f64> = polynomial.coefficients().iter().map(Rational::to_f64).collect();
    let inside = |radius: f64| {
        let mut power = 1.0;
        let mut a = Vec::with_capacity(coefficients.len());
        for c in &coefficients {
            a.push(c * power);
            power *= radius;
        }
        while a.len() > 1 {
            let n = a.len() - 1;
            let (first, last) = (a[0], a[n]);
            if first.abs() >= last.abs() {
                return false;
            }
            let ratio = first / last;
            a = (0..n).map(|k| a[k + 1] - ratio * a[n - k - 1]).collect();
        }
        true
    };
    let largest = coefficients.iter().fold(0.0, |m: f64, c| m.max(c.abs()));
    let (mut low, mut high) = (0.0, 1.0 + largest);
    for _ in 0..80 {
        let middle = 0.5 * (low + high);
        if inside(middle) { high = middle } else { low = middle }
    }
    high
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::descent::samples::rational;
    use proptest::prelude::*;

    fn momentum(beta: &str, rate: &str) -> LinearRule {
        let (beta, rate) = (rational(beta), rational(rate));
        let first = vec![Rational::ONE, -(&rate * &beta), -&rate];
        LinearRule { rows: vec![first, vec![Rational::ZERO, beta, Rational::ONE]] }
    }

    fn root(value: &Rational) -> RealRoot {
        let linear = Polynomial::new(vec![-value, Rational::ONE]);
        linear.real_roots().expect("a root").remove(0)
    }

    fn fate(rule: &LinearRule, lambda: &str) -> Option<Fate> {
        mode(rule, &root(&rational(lambda))).map(|m| m.fate)
    }

    /// Three roots: by bisection.
    #[test]
    fn radius_of_three() {
        let product = |roots: [&str; 3]| {
            roots.iter().fold(Polynomial::constant(Rational::ONE), |p, root| {
                let factor = Polynomial::new(vec![-rational(root), Rational::ONE]);
                let mut out = vec![Rational::ZERO; p.coefficients().len() + 1];
                for (i, a) in p.coefficients().iter().enumerate() {
                    for (j, b) in factor.coefficients().iter().enumerate() {
                        out[i + j] += &(a * b);
                    }
                }
                Polynomial::new(out)
            })
        };
        assert!((radius(&product(["0.5", "-0.9", "0.1"])) - 0.9).abs() < 1e-9);
        assert!((radius(&product(["1.5", "-0.9", "3"])) - 3.0).abs() < 1e-9);
    }

    #[test]
    fn heavy_ball_is_stable_below_its_limit() {
        // 2(1 + 9/10)/2 = 19/10
        assert_eq!(fate(&momentum("0.9", "1.899999"), "2"), Some(Fate::Shrinks));
        assert_eq!(fate(&momentum("0.9", "1.9"), "2"), Some(Fate::Swings));
        assert_eq!(fate(&momentum("0.9", "1.91"), "2"), Some(Fate::Grows));
        assert_eq!(fate(&momentum("0.9", "0.01"), "-1"), Some(Fate::Grows));
        assert_eq!(fate(&momentum("0.9", "1.899999999999999"), "2"), Some(Fate::Shrinks));
        assert_eq!(fate(&momentum("0.9", "1.900000000000001"), "2"), Some(Fate::Grows));
        assert_eq!(fate(&momentum("1", "0.1"), "2"), None);
        assert_eq!(fate(&momentum("1.1", "0.1"), "2"), Some(Fate::Grows));
        let slow = mode(&momentum("0.9", "0.1"), &root(&rational("2"))).expect("decided");
        assert!((slow.radius - 0.9_f64.sqrt()).abs() < 1e-12, "{slow:?}");
        // The reference: 0.1333892, 0.5395335 on the regression has the radius 0.7345295.
        for lambda in ["0.5283382516", "22.554995082"] {
            let mode = mode(&momentum("0.5395335", "0.1333892"), &root(&rational(lambda)));
            assert!((mode.expect("decided").radius - 0.734_529_5).abs() < 1e-3);
        }
    }

    /// The eigenvalue is 5 + sqrt(10), and the limit 3.8/(5 + sqrt(10)) = 0.46555632609067…
    #[test]
    fn an_irrational_eigenvalue_is_told_from_the_limit() {
        let roots = Polynomial::new(vec![Rational::from(15), Rational::from(-10), Rational::ONE]).real_roots();
        let largest = roots.expect("two roots").remove(1);
        let near = |rate: &str| mode(&momentum("0.9", rate), &largest).map(|m| m.fate);
        assert_eq!(near("0.465556326090"), Some(Fate::Shrinks));
        assert_eq!(near("0.465556326091"), Some(Fate::Grows));
    }

    proptest! {
        /// The radius agrees with the growth of the matrix's powers.
        #[test]
        fn radii(beta in 0_i64..99, rate in 1_i64..400, lambda in 1_i64..20) {
            let rule = momentum(&format!("{beta}/100"), &format!("{rate}/100"));
            let found = mode(&rule, &root(&Rational::from(lambda)));
            let (beta, rate, lambda) = (beta as f64 / 100.0, rate as f64 / 100.0, lambda as f64);
            let (trace, product) = (1.0 + beta - rate * lambda, beta);
            let inner = trace * trace / 4.0 - product;
            let radius = if inner < 0.0 { product.sqrt() } else { trace.abs() / 2.0 + inner.sqrt() };
            let limit = 2.0 * (1.0 + beta) / lambda;
            match found {
                Some(mode) => {
                    prop_assert!((mode.radius - radius).abs() < 1e-6 * radius.max(1e-2), "{} {radius}", mode.radius);
                    let fate = match rate - limit {
                        gap if gap.abs() < 1e-12 => Fate::Swings,
                        gap if gap < 0.0 => Fate::Shrinks,
                        _ => Fate::Grows,
                    };
                    prop_assert_eq!(mode.fate, fate);
                }
                None => prop_assert!((radius - 1.0).abs() < 1e-5),
            }
        }
    }
}

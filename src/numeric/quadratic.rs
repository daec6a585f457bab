//! Quadratic functions of any number of unknowns, exactly: `f(x) = ½xᵀAx + bᵀx + c`.

use super::matrix::{Definiteness, LinearSolution, Matrix, Signature, dot};
use super::{ArithmeticError, Rational};

/// `½xᵀAx + bᵀx + c` with a symmetric matrix, so that the gradient is `Ax + b` and the Hessian `A`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quadratic {
    /// The matrix of second derivatives.
    pub a: Matrix,
    /// The gradient at 0.
    pub b: Vec<Rational>,
    /// The value at 0.
    pub c: Rational,
}

/// Where a quadratic function is least.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QuadraticMinimum {
    /// At one point.
    Point(Vec<Rational>),
    /// At this point, and wherever these independent directions lead from it.
    Flat {
        /// One of the points.
        point: Vec<Rational>,
        /// Vectors of integers.
        directions: Vec<Vec<Rational>>,
    },
    /// Nowhere: along this direction (a vector of integers) the function bends downwards.
    BendsDown {
        /// `vᵀAv < 0`
        direction: Vec<Rational>,
    },
    /// Nowhere: along this direction (a vector of integers) the function is a falling straight line.
    FallsStraight {
        /// `Av = 0` and `bᵀv < 0`
        direction: Vec<Rational>,
    },
}

impl Quadratic {
    /// How many unknowns there are.
    pub fn unknowns(&self) -> usize {
        self.b.len()
    }

    /// The exact value.
    pub fn at(&self, x: &[Rational]) -> Rational {
        let half = Rational::new(1, 2).unwrap_or_default();
        self.a.form(x) * half + dot(&self.b, x) + &self.c
    }

    /// The exact gradient, `Ax + b`.
    pub fn gradient(&self, x: &[Rational]) -> Vec<Rational> {
        self.a.times(x).iter().zip(&self.b).map(|(y, b)| y + b).collect()
    }

    /// The signs of the eigenvalues of the Hessian.
    pub fn signature(&self) -> Result<Signature, ArithmeticError> {
        self.a.signature()
    }

    /// Where the function is least.
    pub fn minimum(&self) -> Result<QuadraticMinimum, ArithmeticError> {
        let signature = self.signature()?;
        match signature.definiteness() {
            Definiteness::Indefinite | Definiteness::NegativeDefinite | Definiteness::NegativeSemidefinite => {
                let direction = signature.downward.unwrap_or_default();
                return Ok(QuadraticMinimum::BendsDown { direction });
            }
            Definiteness::PositiveDefinite | Definiteness::PositiveSemidefinite | Definiteness::Zero => {}
        }
        // The gradient has a zero exactly where b is orthogonal to the kernel.
        for v in signature.kernel {
            let slope = dot(&self.b, &v);
            if !slope.is_zero() {
                let falling = slope.is_negative();
                let direction = if falling { v } else { v.iter().map(|c| -c).collect() };
                return Ok(QuadraticMinimum::FallsStraight { direction });
            }
        }
        let right: Vec<Rational> = self.b.iter().map(|b| -b).collect();
        Ok(match self.a.solve(&right)? {
            LinearSolution::Unique(point) => QuadraticMinimum::Point(point),
            LinearSolution::Affine { particular, directions } => {
                QuadraticMinimum::Flat { point: particular, directions }
            }
            // Ruled out above: a certificate is a vector of the kernel with a slope.
            LinearSolution::Inconsistent { certificate } => {
                QuadraticMinimum::FallsStraight { direction: super::matrix::primitive(&certificate) }
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn quadratic(rows: Vec<Vec<i64>>, b: Vec<i64>) -> Quadratic {
        let rows = rows.into_iter().map(|r| r.into_iter().map(Rational::from).collect()).collect();
        Quadratic {
            a: Matrix::from_rows(rows).expect("a square"),
            b: b.into_iter().map(Rational::from).collect(),
            c: Rational::ZERO,
        }
    }

    proptest! {
        /// `½|Mx|² + bᵀx` bends nowhere down; with an eigenvalue flipped it may.
        #[test]
        fn the_minimum_is_least(
            (n, m, b, sign) in (1_usize..=5).prop_flat_map(|n| (
                Just(n),
                prop::collection::vec(-3_i64..4, n * n),
                prop::collection::vec(-5_i64..6, n),
                prop_oneof![4 => Just(1_i64), 1 => Just(-1_i64)],
            )),
            probe in prop::collection::vec(-7_i64..8, 5),
        ) {
            let rows = (0..n)
                .map(|i| (0..n).map(|j| (0..n).map(|k| {
                    let weight = if k == 0 { sign } else { 1 };
                    weight * m[k * n + i] * m[k * n + j]
                }).sum()).collect())
                .collect();
            let f = quadratic(rows, b);
            let probe: Vec<Rational> = probe[..n].iter().map(|&p| Rational::from(p)).collect();
            let along = |x: &[Rational], v: &[Rational], t: i64| -> Vec<Rational> {
                x.iter().zip(v).map(|(x, v)| x + v * Rational::from(t)).collect()
            };
            match f.minimum().expect("short") {
                QuadraticMinimum::Point(x) => {
                    prop_assert!(f.gradient(&x).iter().all(Rational::is_zero));
                    prop_assert!(probe == x || f.at(&probe) > f.at(&x));
                }
                QuadraticMinimum::Flat { point, directions } => {
                    prop_assert!(f.at(&probe) >= f.at(&point));
                    prop_assert!(!directions.is_empty());
                    for v in directions {
                        prop_assert_eq!(f.at(&along(&point, &v, 17)), f.at(&point));
                    }
                }
                QuadraticMinimum::BendsDown { direction } => {
                    prop_assert!(f.a.form(&direction).is_negative());
                    let far = along(&probe, &direction, 1_000_000);
                    prop_assert!(f.at(&far) < Rational::from(-1_000_000));
                }
                QuadraticMinimum::FallsStraight { direction } => {
                    let (near, far) = (along(&probe, &direction, 1), along(&probe, &direction, 2));
                    let drop = f.at(&near) - f.at(&probe);
                    prop_assert!(drop.is_negative());
                    prop_assert_eq!(f.at(&far) - f.at(&near), drop);
                }
            }
        }
    }
}

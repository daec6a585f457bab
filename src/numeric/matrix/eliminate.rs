//! Gauss elimination: systems, rank, characteristic polynomial.

use super::{ArithmeticError, Matrix, Rational, minus_product, primitive};
use crate::numeric::polynomial::Polynomial;

/// All solutions of a linear system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinearSolution {
    /// Just one.
    Unique(Vec<Rational>),
    /// One of them, and independent directions along which there are others: vectors of integers without common factor.
    Affine {
        /// A solution; the coordinates that can be chosen freely are 0 in it.
        particular: Vec<Rational>,
        /// A basis of the null space.
        directions: Vec<Vec<Rational>>,
    },
    /// None: the equations times these numbers add up to `0 = 1`.
    Inconsistent {
        /// A factor for each equation.
        certificate: Vec<Rational>,
    },
}

/// A matrix in reduced row echelon form.
struct Echelon {
    matrix: Matrix,
    /// The column of each row's leading 1.
    pivots: Vec<usize>,
}

impl Matrix {
    /// Solves `Ax = b`.
    pub fn solve(&self, b: &[Rational]) -> Result<LinearSolution, ArithmeticError> {
        let (m, n) = (self.rows, self.columns);
        // Columns: A, then b, then the identity, which records the combinations of rows for the certificate.
        let mut wide = Matrix::zero(m, n + 1 + m);
        for i in 0..m {
            for j in 0..n {
                wide.set(i, j, self.get(i, j).clone());
            }
            wide.set(i, n, b.get(i).cloned().unwrap_or_default());
            wide.set(i, n + 1 + i, Rational::ONE);
        }
        let echelon = wide.reduce(n)?;
        let rank = echelon.pivots.len();
        let reduced = &echelon.matrix;
        for i in rank..m {
            if let Ok(inverse) = reduced.get(i, n).recip() {
                let combination = &reduced.row(i)[n + 1..];
                let certificate = combination.iter().map(|c| c * &inverse).collect();
                return Ok(LinearSolution::Inconsistent { certificate });
            }
        }
        let mut particular = vec![Rational::ZERO; n];
        for (i, &column) in echelon.pivots.iter().enumerate() {
            particular[column] = reduced.get(i, n).clone();
        }
        if rank == n {
            return Ok(LinearSolution::Unique(particular));
        }
        let directions = echelon.null_space(n);
        Ok(LinearSolution::Affine { particular, directions })
    }

    /// The number of independent rows.
    pub fn rank(&self) -> Result<usize, ArithmeticError> {
        Ok(self.clone().reduce(self.columns)?.pivots.len())
    }

    /// A basis of the vectors that the matrix maps to zero: integers without common factor.
    pub fn null_space(&self) -> Result<Vec<Vec<Rational>>, ArithmeticError> {
        Ok(self.clone().reduce(self.columns)?.null_space(self.columns))
    }

    /// The polynomial `det(xI - A)`; of a matrix that is not square, that of its largest leading square part.
    ///
    /// By similarity to a Hessenberg matrix (Cohen, A Course in Computational Algebraic Number Theory, 2.2.9).
    pub fn characteristic_polynomial(&self) -> Result<Polynomial, ArithmeticError> {
        let n = self.rows.min(self.columns);
        let h = self.hessenberg(n)?;
        let mut leading: Vec<Polynomial> = vec![Polynomial::constant(Rational::ONE)];
        for m in 0..n {
            let shift = Polynomial::new(vec![-h.get(m, m), Rational::ONE]);
            let mut next = &shift * &leading[m];
            let mut below = Rational::ONE;
            for i in (0..m).rev() {
                below = super::guarded(below * h.get(i + 1, i))?;
                if below.is_zero() {
                    break;
                }
                let factor = super::guarded(&below * h.get(i, m))?;
                next = &next - &leading[i].scaled(&factor);
            }
            leading.push(next);
        }
        Ok(leading.swap_remove(n))
    }

    /// A similar matrix with zeros below the first subdiagonal.
    fn hessenberg(&self, n: usize) -> Result<Matrix, ArithmeticError> {
        let mut h = self.clone();
        for m in 1..n.saturating_sub(1) {
            let candidates = (m..n).filter(|&i| !h.get(i, m - 1).is_zero());
            let Some(pivot) = candidates.min_by_key(|&i| h.get(i, m - 1).bits()) else {
                continue;
            };
            h.swap_rows(pivot, m);
            for i in 0..n {
                h.entries.swap(i * self.columns + pivot, i * self.columns + m);
            }
            let inverse = h.get(m, m - 1).recip()?;
            for i in m + 1..n {
                if h.get(i, m - 1).is_zero() {
                    continue;
                }
                let factor = h.get(i, m - 1) * &inverse;
                h.subtract_row(i, m, &factor)?;
                for k in 0..n {
                    let sum = minus_product(h.get(k, m), &-&factor, h.get(k, i))?;
                    h.set(k, m, sum);
                }
            }
        }
        Ok(h)
    }

    /// Reduced row echelon form with pivots in the first `width` columns.
    fn reduce(mut self, width: usize) -> Result<Echelon, ArithmeticError> {
        let mut pivots = Vec::new();
        for column in 0..width {
            let rank = pivots.len();
            let candidates = (rank..self.rows).filter(|&i| !self.get(i, column).is_zero());
            // A short pivot keeps the other entries short.
            let Some(pivot) = candidates.min_by_key(|&i| self.get(i, column).bits()) else {
                continue;
            };
            if pivot != rank {
                self.swap_rows(pivot, rank);
            }
            let inverse = self.get(rank, column).recip()?;
            for entry in &mut self.entries[rank * self.columns..(rank + 1) * self.columns] {
                *entry *= &inverse;
            }
            for i in (0..self.rows).filter(|&i| i != rank) {
                let factor = self.get(i, column).clone();
                self.subtract_row(i, rank, &factor)?;
            }
            pivots.push(column);
        }
        Ok(Echelon { matrix: self, pivots })
    }

    fn swap_rows(&mut self, a: usize, b: usize) {
        for j in 0..self.columns {
            self.entries.swap(a * self.columns + j, b * self.columns + j);
        }
    }

    /// Row `i` minus `factor` times row `k`.
    fn subtract_row(&mut self, i: usize, k: usize, factor: &Rational) -> Result<(), ArithmeticError> {
        if factor.is_zero() {
            return Ok(());
        }
        for j in 0..self.columns {
            let entry = minus_product(self.get(i, j), factor, self.get(k, j))?;
            self.set(i, j, entry);
        }
        Ok(())
    }
}

impl Echelon {
    /// A vector for each of the first `width` columns without a pivot.
    fn null_space(&self, width: usize) -> Vec<Vec<Rational>> {
        (0..width)
            .filter(|column| !self.pivots.contains(column))
            .map(|free| {
                let mut direction = vec![Rational::ZERO; width];
                direction[free] = Rational::ONE;
                for (i, &column) in self.pivots.iter().enumerate() {
                    direction[column] = -self.matrix.get(i, free);
                }
                primitive(&direction)
            })
            .collect()
    }
}

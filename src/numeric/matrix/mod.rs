//! Exact matrices: linear systems, determinants, definiteness, characteristic polynomials.
//!
//! Elimination over the rationals. It skips zeros, so sparse systems stay cheap, and refuses entries that grow beyond
//! [`bits::MATRIX_ENTRY`].

mod eliminate;
mod symmetric;

#[cfg(test)]
mod tests;

pub use eliminate::LinearSolution;
pub use symmetric::{Definiteness, Signature};

use super::{ArithmeticError, Rational};
use crate::numeric::budget::bits;

/// A rectangular table of exact numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matrix {
    rows: usize,
    columns: usize,
    /// Row by row.
    entries: Vec<Rational>,
}

impl Matrix {
    /// A matrix of zeros.
    pub fn zero(rows: usize, columns: usize) -> Matrix {
        Matrix { rows, columns, entries: vec![Rational::ZERO; rows * columns] }
    }

    /// The square matrix with these numbers on its diagonal and zeros elsewhere.
    pub fn diagonal(numbers: &[Rational]) -> Matrix {
        let mut result = Matrix::zero(numbers.len(), numbers.len());
        for (i, number) in numbers.iter().enumerate() {
            result.set(i, i, number.clone());
        }
        result
    }

    /// The identity.
    pub fn identity(size: usize) -> Matrix {
        Matrix::diagonal(&vec![Rational::ONE; size])
    }

    /// From its rows; `None` if they differ in length.
    pub fn from_rows(rows: Vec<Vec<Rational>>) -> Option<Matrix> {
        let columns = rows.first().map_or(0, Vec::len);
        if rows.iter().any(|row| row.len() != columns) {
            return None;
        }
        Some(Matrix { rows: rows.len(), columns, entries: rows.into_iter().flatten().collect() })
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The entry in this row and column, both from 0.
    pub fn get(&self, row: usize, column: usize) -> &Rational {
        &self.entries[row * self.columns + column]
    }

    /// Replaces an entry.
    pub fn set(&mut self, row: usize, column: usize, value: Rational) {
        self.entries[row * self.columns + column] = value;
    }

    /// A row.
    pub fn row(&self, row: usize) -> &[Rational] {
        &self.entries[row * self.columns..(row + 1) * self.columns]
    }

    /// Rows for columns.
    pub fn transpose(&self) -> Matrix {
        let mut result = Matrix::zero(self.columns, self.rows);
        for i in 0..self.rows {
            for j in 0..self.columns {
                result.set(j, i, self.get(i, j).clone());
            }
        }
        result
    }

    /// The matrix times a vector; the vector's length is the number of columns.
    pub fn times(&self, vector: &[Rational]) -> Vec<Rational> {
        (0..self.rows).map(|i| dot(self.row(i), vector)).collect()
    }

    /// `vᵀAv`
    pub fn form(&self, v: &[Rational]) -> Rational {
        dot(&self.times(v), v)
    }
}

/// The scalar product.
pub fn dot(a: &[Rational], b: &[Rational]) -> Rational {
    a.iter().zip(b).filter(|(x, y)| !x.is_zero() && !y.is_zero()).map(|(x, y)| x * y).sum()
}

/// The shortest vector of integers that points the same way; a zero vector stays.
pub fn primitive(vector: &[Rational]) -> Vec<Rational> {
    let measure = vector.iter().try_fold(Rational::ZERO, |all, v| all.common_measure(v));
    match measure.map(|measure| measure.recip()) {
        Some(Ok(inverse)) => vector.iter().map(|v| v * &inverse).collect(),
        Some(Err(_)) | None => vector.to_vec(),
    }
}

/// An error if the number is longer than elimination accepts.
fn guarded(value: Rational) -> Result<Rational, ArithmeticError> {
    let bits = value.bits();
    if bits > bits::MATRIX_ENTRY {
        let digits = (bits as f64 * std::f64::consts::LOG10_2).ceil() as u64;
        return Err(ArithmeticError::TooLarge { digits });
    }
    Ok(value)
}

/// `a - b*c`, guarded.
fn minus_product(a: &Rational, b: &Rational, c: &Rational) -> Result<Rational, ArithmeticError> {
    if b.is_zero() || c.is_zero() {
        return Ok(a.clone());
    }
    guarded(a - b * c)
}

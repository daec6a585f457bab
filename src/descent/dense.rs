//! Small dense linear algebra in doubles for methods with matrices. Matrices are stored row by row.

/// The scalar product.
pub fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

/// `result <- a*x` for a square matrix.
pub fn multiply(a: &[f64], x: &[f64], result: &mut [f64]) {
    for (r, row) in result.iter_mut().zip(a.chunks_exact(x.len().max(1))) {
        *r = dot(row, x);
    }
}

/// Puts `L*D*Lᵀ = a` into the lower triangle of `a`: `D` on the diagonal, below it `L`, whose own diagonal is 1; false where
/// `a` is not positive definite, and then `a` is spoilt. Without square roots a parabola is solved without rounding.
pub fn cholesky(a: &mut [f64], n: usize) -> bool {
    for j in 0..n {
        let (done, rest) = a.split_at_mut(j * n);
        let row = &mut rest[..n];
        // First `L*D`, then both.
        for i in 0..j {
            row[i] -= dot(&row[..i], &done[i * n..i * n + i]);
        }
        let mut pivot = row[j];
        for i in 0..j {
            let scaled = row[i] / done[i * n + i];
            pivot -= row[i] * scaled;
            row[i] = scaled;
        }
        // Also false for NaN.
        if !(pivot > 0.0 && pivot.is_finite()) {
            return false;
        }
        row[j] = pivot;
    }
    true
}

/// Solves `L*D*Lᵀ*x = b` in place.
pub fn solve_cholesky(l: &[f64], n: usize, b: &mut [f64]) {
    for i in 0..n {
        b[i] -= dot(&l[i * n..i * n + i], &b[..i]);
    }
    (0..n).for_each(|i| b[i] /= l[i * n + i]);
    for i in (0..n).rev() {
        let above: f64 = (i + 1..n).map(|j| l[j * n + i] * b[j]).sum();
        b[i] -= above;
    }
}

/// Solves `a*x = b` for a symmetric matrix of any signature, in place; false where it has no inverse as far as doubles
/// can tell. Elimination with row exchanges (Golub and Van Loan, Matrix Computations, 3.4), after the unknowns are scaled
/// by powers of two, so that units of measurement do not decide what is taken for zero.
pub fn solve_symmetric(a: &mut [f64], n: usize, b: &mut [f64]) -> bool {
    let scales: Vec<f64> = (0..n).map(|i| scale(&a[i * n..i * n + n], i)).collect();
    for i in 0..n {
        (0..n).for_each(|j| a[i * n + j] *= scales[i] * scales[j]);
        b[i] *= scales[i];
    }
    let size = a.iter().fold(0.0, |m: f64, v| m.max(v.abs()));
    let zero = size * f64::EPSILON * n as f64;
    for column in 0..n {
        let pivot = (column..n).max_by(|&i, &j| a[i * n + column].abs().total_cmp(&a[j * n + column].abs()));
        let Some(pivot) = pivot.filter(|p| a[p * n + column].abs() > zero) else { return false };
        if pivot != column {
            (0..n).for_each(|j| a.swap(pivot * n + j, column * n + j));
            b.swap(pivot, column);
        }
        for row in column + 1..n {
            let factor = a[row * n + column] / a[column * n + column];
            if factor != 0.0 {
                (column..n).for_each(|j| a[row * n + j] -= factor * a[column * n + j]);
                b[row] -= factor * b[column];
            }
        }
    }
    for i in (0..n).rev() {
        let known = dot(&a[i * n + i + 1..i * n + n], &b[i + 1..n]);
        b[i] = (b[i] - known) / a[i * n + i];
    }
    b.iter_mut().zip(&scales).for_each(|(b, s)| *b *= s);
    b.iter().all(|v| v.is_finite())
}

/// A power of two that brings the entry on the diagonal near one, or the largest of the row where that is zero.
fn scale(row: &[f64], i: usize) -> f64 {
    let largest = row.iter().fold(0.0, |m: f64, v| m.max(v.abs()));
    let entry = if row[i] == 0.0 { largest } else { row[i].abs() };
    if !entry.is_normal() {
        return 1.0;
    }
    let exponent = (entry.to_bits() >> 52) as i64 - 1023;
    f64::from_bits(((1023 - exponent.div_euclid(2)) as u64) << 52)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn singular_matrices_are_seen() {
        let solve = |a: &[f64], n: usize| solve_symmetric(&mut a.to_vec(), n, &mut vec![1.0; n]);
        assert!(!solve(&[0.0], 1));
        assert!(!solve(&[2.0, 2.0, 2.0, 2.0], 2));
        // (0.1x + 0.3y)^2: singular but for rounding.
        assert!(!solve(&[2.0 * 0.1 * 0.1, 2.0 * 0.1 * 0.3, 2.0 * 0.3 * 0.1, 2.0 * 0.3 * 0.3], 2));
        // Only badly scaled.
        assert!(solve(&[1e-30, 0.0, 0.0, 1e30], 2));
        assert!(solve(&[0.0, 1.0, 1.0, 0.0], 2));
        assert!(!solve(&[f64::NAN], 1));
        assert!(!cholesky(&mut [1.0, 2.0, 2.0, 1.0], 2));
        assert!(!cholesky(&mut [f64::NAN], 1));
    }

    #[test]
    fn scaling_does_not_round() {
        let mut b = [14.0];
        assert!(solve_symmetric(&mut [2.0], 1, &mut b));
        assert_eq!(b, [7.0]);
    }

    proptest! {
        #[test]
        fn solutions_solve(n in 1_usize..8, entries in prop::collection::vec(-3.0..3.0_f64, 64), x in prop::collection::vec(-3.0..3.0_f64, 8)) {
            // BᵀB + I is positive definite.
            let x = &x[..n];
            let mut a = vec![0.0; n * n];
            for i in 0..n {
                for j in 0..n {
                    let entry: f64 = (0..n).map(|k| entries[k * 8 + i] * entries[k * 8 + j]).sum();
                    a[i * n + j] = entry + f64::from(u8::from(i == j));
                }
            }
            let mut b = vec![0.0; n];
            multiply(&a, x, &mut b);
            let (mut l, mut by_cholesky, mut by_elimination) = (a.clone(), b.clone(), b);
            prop_assert!(cholesky(&mut l, n));
            solve_cholesky(&l, n, &mut by_cholesky);
            prop_assert!(solve_symmetric(&mut a, n, &mut by_elimination));
            for i in 0..n {
                prop_assert!((by_cholesky[i] - x[i]).abs() < 1e-9, "{by_cholesky:?} {x:?}");
                prop_assert!((by_elimination[i] - x[i]).abs() < 1e-9, "{by_elimination:?} {x:?}");
            }
        }
    }
}

//! Eigenvalues of small symmetric matrices of doubles.

/// The eigenvalues of a symmetric matrix, rising, and the eigenvector of the lowest; `None` where an entry is not finite
/// or the matrix is no square.
///
/// Cyclic Jacobi rotations (Golub and Van Loan, Matrix Computations, 8.5), which are accurate and short.
pub fn symmetric_eigenvalues(matrix: &[f64], n: usize) -> Option<(Vec<f64>, Vec<f64>)> {
    if n == 0 || matrix.len() != n * n || matrix.iter().any(|v| !v.is_finite()) {
        return None;
    }
    let mut a = matrix.to_vec();
    let mut vectors = vec![0.0; n * n];
    (0..n).for_each(|i| vectors[i * n + i] = 1.0);
    let size: f64 = a.iter().fold(0.0, |m: f64, v| m.max(v.abs()));
    for _sweep in 0..60 {
        let rest = (0..n).flat_map(|i| (0..i).map(move |j| (i, j)));
        let largest = rest.fold(0.0, |m: f64, (i, j)| m.max(a[i * n + j].abs()));
        if largest <= size * 1e-17 {
            break;
        }
        for p in 0..n {
            for q in p + 1..n {
                rotate(&mut a, &mut vectors, n, p, q);
            }
        }
    }
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by(|&i, &j| a[i * n + i].total_cmp(&a[j * n + j]));
    let lowest = (0..n).map(|row| vectors[row * n + order[0]]).collect();
    Some((order.into_iter().map(|i| a[i * n + i]).collect(), lowest))
}

/// Makes the entry `(p, q)` zero.
fn rotate(a: &mut [f64], vectors: &mut [f64], n: usize, p: usize, q: usize) {
    let off = a[p * n + q];
    if off == 0.0 {
        return;
    }
    let theta = (a[q * n + q] - a[p * n + p]) / (2.0 * off);
    let root = if theta.abs() > 1e150 { theta.abs() } else { (theta * theta + 1.0).sqrt() };
    let t = theta.signum() / (theta.abs() + root);
    let c = 1.0 / (t * t + 1.0).sqrt();
    let s = t * c;
    for i in 0..n {
        let (ip, iq) = (a[i * n + p], a[i * n + q]);
        (a[i * n + p], a[i * n + q]) = (c * ip - s * iq, s * ip + c * iq);
    }
    for i in 0..n {
        let (pi, qi) = (a[p * n + i], a[q * n + i]);
        (a[p * n + i], a[q * n + i]) = (c * pi - s * qi, s * pi + c * qi);
        let (vp, vq) = (vectors[i * n + p], vectors[i * n + q]);
        (vectors[i * n + p], vectors[i * n + q]) = (c * vp - s * vq, s * vp + c * vq);
    }
    (a[p * n + q], a[q * n + p]) = (0.0, 0.0);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn known_matrices() {
        let (values, lowest) = symmetric_eigenvalues(&[2.0, 1.0, 1.0, 2.0], 2).expect("symmetric");
        assert!((values[0] - 1.0).abs() < 1e-15 && (values[1] - 3.0).abs() < 1e-15);
        assert!((lowest[0] + lowest[1]).abs() < 1e-15);
        assert_eq!(symmetric_eigenvalues(&[f64::NAN], 1), None);
        assert_eq!(symmetric_eigenvalues(&[5.0], 1), Some((vec![5.0], vec![1.0])));
    }

    proptest! {
        /// Trace and sum of squares are those of the eigenvalues, and the lowest has its vector.
        #[test]
        fn invariants(n in 1_usize..7, entries in prop::collection::vec(-10.0..10.0_f64, 49)) {
            let mut a = vec![0.0; n * n];
            for i in 0..n {
                for j in 0..=i {
                    (a[i * n + j], a[j * n + i]) = (entries[i * 7 + j], entries[i * 7 + j]);
                }
            }
            let (values, v) = symmetric_eigenvalues(&a, n).expect("symmetric");
            let trace: f64 = (0..n).map(|i| a[i * n + i]).sum();
            let squares: f64 = a.iter().map(|x| x * x).sum();
            prop_assert!((values.iter().sum::<f64>() - trace).abs() < 1e-10);
            prop_assert!((values.iter().map(|x| x * x).sum::<f64>() - squares).abs() < 1e-8);
            for i in 0..n {
                let image: f64 = (0..n).map(|j| a[i * n + j] * v[j]).sum();
                prop_assert!((image - values[0] * v[i]).abs() < 1e-10);
            }
        }
    }
}

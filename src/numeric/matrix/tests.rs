use super::*;
use crate::numeric::polynomial::Polynomial;
use proptest::prelude::*;

fn matrix(rows: &[&[i64]]) -> Matrix {
    let rows = rows.iter().map(|row| row.iter().map(|&n| Rational::from(n)).collect()).collect();
    Matrix::from_rows(rows).expect("a rectangle")
}

fn vector(numbers: &[i64]) -> Vec<Rational> {
    numbers.iter().map(|&n| Rational::from(n)).collect()
}

#[test]
fn three_kinds_of_systems() {
    let regular = matrix(&[&[2, 1], &[1, 3]]);
    let unique = regular.solve(&vector(&[3, 5])).expect("short");
    let expected = vec![Rational::new(4, 5).expect("a fraction"), Rational::new(7, 5).expect("a fraction")];
    assert_eq!(unique, LinearSolution::Unique(expected));

    let singular = matrix(&[&[1, 2], &[2, 4]]);
    assert_eq!(
        singular.solve(&vector(&[3, 6])).expect("short"),
        LinearSolution::Affine { particular: vector(&[3, 0]), directions: vec![vector(&[-2, 1])] }
    );
    let LinearSolution::Inconsistent { certificate } = singular.solve(&vector(&[3, 7])).expect("short") else {
        panic!("3 and 7 are not on one line");
    };
    assert_eq!(singular.transpose().times(&certificate), vector(&[0, 0]));
    assert_eq!(dot(&certificate, &vector(&[3, 7])), Rational::ONE);
}

#[test]
fn signs_of_forms() {
    for (rows, expected) in [
        (matrix(&[&[2, 1], &[1, 2]]), Definiteness::PositiveDefinite),
        (matrix(&[&[1, 2], &[2, 4]]), Definiteness::PositiveSemidefinite),
        (matrix(&[&[0, 1], &[1, 0]]), Definiteness::Indefinite),
        (matrix(&[&[0, 0], &[0, 0]]), Definiteness::Zero),
        (matrix(&[&[-1, 0], &[0, 0]]), Definiteness::NegativeSemidefinite),
        (matrix(&[&[-2, 1], &[1, -2]]), Definiteness::NegativeDefinite),
    ] {
        assert_eq!(rows.definiteness().expect("short"), expected, "{rows:?}");
    }
}

#[test]
fn hilbert_is_positive_definite() {
    let rows = (1..=5).map(|i| (0..5).map(|j| Rational::new(1, i + j).expect("a fraction")).collect()).collect();
    let hilbert = Matrix::from_rows(rows).expect("a square");
    let determinant = -hilbert.characteristic_polynomial().expect("short").at(&Rational::ZERO);
    assert_eq!(determinant, "1/266716800000".parse().expect("a fraction"));
    assert_eq!(hilbert.definiteness().expect("short"), Definiteness::PositiveDefinite);
}

#[test]
fn characteristic_polynomials() {
    let polynomial = |c: &[i64]| Polynomial::new(vector(c));
    // Without and with zeros below the pivot.
    let full = matrix(&[&[1, 2, 3], &[4, 5, 6], &[7, 8, 10]]);
    assert_eq!(full.characteristic_polynomial().expect("short"), polynomial(&[3, -12, -16, 1]));
    let swapped = matrix(&[&[0, 0, 1], &[0, 0, 2], &[3, 1, 0]]);
    assert_eq!(swapped.characteristic_polynomial().expect("short"), polynomial(&[0, -5, 0, 1]));
}

fn square(n: usize) -> impl Strategy<Value = Matrix> {
    prop::collection::vec(prop_oneof![2 => -9_i64..10, 1 => Just(0)], n * n).prop_map(move |entries| {
        let rows = entries.chunks(n).map(vector).collect();
        Matrix::from_rows(rows).expect("a square")
    })
}

fn up_to(largest: usize) -> impl Strategy<Value = Matrix> {
    (1..=largest).prop_flat_map(square)
}

proptest! {
    #[test]
    fn solutions_solve(a in up_to(5), seed in prop::collection::vec(-9_i64..10, 5)) {
        let x = vector(&seed[..a.rows()]);
        let b = a.times(&x);
        match a.solve(&b).expect("short") {
            LinearSolution::Unique(found) => {
                prop_assert_eq!(found, x);
                prop_assert_eq!(a.rank().expect("short"), a.rows());
            }
            LinearSolution::Affine { particular, directions } => {
                prop_assert_eq!(a.times(&particular), b);
                prop_assert_eq!(directions.len(), a.rows() - a.rank().expect("short"));
                for d in directions {
                    prop_assert!(a.times(&d).iter().all(Rational::is_zero) && d.iter().any(|v| !v.is_zero()));
                }
            }
            LinearSolution::Inconsistent { .. } => prop_assert!(false, "x solves it"),
        }
    }

    #[test]
    fn no_solution_has_a_certificate(a in up_to(5), seed in prop::collection::vec(-9_i64..10, 5)) {
        let b = vector(&seed[..a.rows()]);
        if let LinearSolution::Inconsistent { certificate } = a.solve(&b).expect("short") {
            prop_assert!(a.transpose().times(&certificate).iter().all(Rational::is_zero));
            prop_assert_eq!(dot(&certificate, &b), Rational::ONE);
        }
    }

    #[test]
    fn signature_agrees_with_the_eigenvalues(a in up_to(5)) {
        let symmetric = {
            let t = a.transpose();
            let mut s = a.clone();
            for i in 0..a.rows() {
                for j in 0..a.rows() {
                    s.set(i, j, a.get(i, j) + t.get(i, j));
                }
            }
            s
        };
        let signature = symmetric.signature().expect("short");
        prop_assert_eq!(signature.positive + signature.negative + signature.kernel.len(), a.rows());
        // All eigenvalues are real, so Descartes' rule of signs is exact.
        let chi = symmetric.characteristic_polynomial().expect("short");
        let signs: Vec<i32> = chi.coefficients().iter().map(Rational::sign).filter(|&s| s != 0).collect();
        prop_assert_eq!(signs.windows(2).filter(|w| w[0] != w[1]).count(), signature.positive);
        if let Some(v) = &signature.upward {
            prop_assert!(symmetric.form(v).is_positive());
        }
        if let Some(v) = &signature.downward {
            prop_assert!(symmetric.form(v).is_negative());
        }
        for v in &signature.kernel {
            prop_assert!(symmetric.times(v).iter().all(Rational::is_zero));
        }
    }

    #[test]
    fn cayley_hamilton(a in up_to(5)) {
        let chi = a.characteristic_polynomial().expect("short");
        let mut power = Matrix::identity(a.rows());
        let mut total = Matrix::zero(a.rows(), a.rows());
        for c in chi.coefficients() {
            for i in 0..a.rows() {
                for j in 0..a.rows() {
                    let entry = total.get(i, j) + c * power.get(i, j);
                    total.set(i, j, entry);
                }
            }
            let columns = a.transpose();
            let rows = (0..a.rows()).map(|i| columns.times(power.row(i))).collect();
            power = Matrix::from_rows(rows).expect("a square");
        }
        prop_assert_eq!(total, Matrix::zero(a.rows(), a.rows()));
        prop_assert_eq!(chi.at(&Rational::ZERO).is_zero(), a.rank().expect("short") < a.rows());
    }
}

use super::*;
use proptest::prelude::*;

#[test]
fn primes_are_primes() {
    let small: Vec<u64> = primes_above(2).take(10).collect();
    assert_eq!(small, [3, 5, 7, 11, 13, 17, 19, 23, 29, 31]);
    // 2^62 - 57 is the largest prime below 2^62.
    assert_eq!(primes_below(PrimeField::LIMIT).next(), Some((1 << 62) - 57));
    // Carmichael numbers and a strong pseudoprime to the bases 2, 3, 5, 7.
    let above = |n: u64| primes_above(n).next();
    assert!([561, 41_041, 3_215_031_751].iter().all(|&n| above(n) != Some(n)));
}

fn element(field: &PrimeField, n: i64) -> u64 {
    let size = field.element(n.unsigned_abs());
    if n < 0 { field.sub(0, size) } else { size }
}

proptest! {
    #[test]
    fn arithmetic_is_modular(a in 0_u64..u64::MAX, b in 0_u64..u64::MAX, index in 0_usize..5) {
        let p = [3, 101, 65_537, (1 << 61) - 1, (1 << 62) - 57][index];
        let field = PrimeField::new(p);
        let (x, y) = (field.element(a), field.element(b));
        let wide = |n: u128| (n % u128::from(p)) as u64;
        prop_assert_eq!(field.value(field.mul(x, y)), wide(u128::from(a % p) * u128::from(b % p)));
        prop_assert_eq!(field.value(field.add(x, y)), wide(u128::from(a) + u128::from(b)));
        prop_assert_eq!(field.add(field.sub(x, y), y), x);
        if x != 0 {
            prop_assert_eq!(field.mul(x, field.inverse(x)), field.one());
        }
    }

    #[test]
    fn division_and_resultant(
        a in prop::collection::vec(-9_i64..10, 1..6),
        b in prop::collection::vec(-9_i64..10, 1..6),
        c in prop::collection::vec(-9_i64..10, 1..4),
    ) {
        let field = PrimeField::new((1 << 61) - 1);
        let dense = |c: &[i64]| field.sum(&c.iter().map(|&n| element(&field, n)).collect::<Vec<_>>(), &[]);
        let (a, b, c) = (dense(&a), dense(&b), dense(&c));
        let (quotient, rest) = field.divide(&a, &b);
        prop_assert_eq!(field.sum(&field.product(&quotient, &b), &rest), a.clone());
        // The resultant is multiplicative and 0 just where there is a common divisor.
        let whole = field.resultant(&field.product(&a, &c), &b);
        prop_assert_eq!(whole, field.mul(field.resultant(&a, &b), field.resultant(&c, &b)));
        if !a.is_empty() && !b.is_empty() {
            prop_assert_eq!(field.resultant(&a, &b) == 0, field.gcd(&a, &b).len() > 1);
            if let Some((s, t)) = field.bezout(&a, &b) {
                let one = field.sum(&field.product(&s, &a), &field.product(&t, &b));
                prop_assert_eq!(one, vec![field.one()]);
            }
        }
    }
}

//! Primes of machine size, in order from a bound.

use super::PrimeField;

/// The primes below a bound, largest first; all odd.
pub fn primes_below(bound: u64) -> impl Iterator<Item = u64> {
    (3..bound.min(PrimeField::LIMIT)).rev().filter(|&n| is_prime(n))
}

/// The odd primes from a bound on, smallest first.
pub fn primes_above(bound: u64) -> impl Iterator<Item = u64> {
    (bound.max(3)..PrimeField::LIMIT).filter(|&n| is_prime(n))
}

/// Is an integer from 3 to 2^62 an odd prime? By Miller and Rabin with bases that decide for all 64-bit integers
/// (Sorenson and Webster 2015).
fn is_prime(n: u64) -> bool {
    const BASES: [u64; 12] = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37];
    if BASES.contains(&n) {
        return n != 2;
    }
    if BASES.iter().any(|b| n.is_multiple_of(*b)) {
        return false;
    }
    let ring = PrimeField::new(n);
    let (minus_one, twos) = (ring.neg(ring.one()), (n - 1).trailing_zeros());
    BASES.iter().all(|&base| {
        let mut power = ring.pow(ring.element(base), (n - 1) >> twos);
        if power == ring.one() || power == minus_one {
            return true;
        }
        for _ in 1..twos {
            power = ring.mul(power, power);
            if power == minus_one {
                return true;
            }
        }
        false
    })
}

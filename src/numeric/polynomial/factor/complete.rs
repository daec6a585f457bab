//! Factors over the rational numbers that have no factors themselves (Zassenhaus's algorithm).

use dashu_base::BitTest;
use dashu_int::IBig;

use super::lifting::{Ring, lifted};
use super::recombination::Recombination;
use crate::numeric::budget::Budget;
use crate::numeric::field::{PrimeField, Scatter, primes_above};
use crate::numeric::multivariate::{AlgebraError, Multivariate};
use crate::numeric::polynomial::{Polynomial, PolynomialError};
use crate::numeric::{ArithmeticError, Rational, gcd};

/// How many primes are tried for the one with the fewest factors.
const PRIMES: usize = 6;

/// How many more bits than needed the factors are lifted, so that combinations are excluded by one coefficient.
const SPARE_BITS: usize = 48;

impl Polynomial {
    /// The irreducible factors over the rational numbers with their multiplicities: primitive, with positive leading
    /// coefficients, in the order of their degrees. The polynomial is a number times their product; a number has none.
    pub fn irreducible_factors(&self, budget: &Budget<'_>) -> Result<Vec<(Polynomial, usize)>, AlgebraError> {
        if self.is_constant() {
            return Ok(Vec::new());
        }
        let mut factors = Vec::new();
        for (part, multiplicity) in Multivariate::from_univariate(self, 0)?.square_free_factors(budget)? {
            let Some(part) = part.to_univariate(0) else { continue };
            for factor in square_free_factors(&part, budget)? {
                factors.push((factor, multiplicity as usize));
            }
        }
        factors
            .sort_by(|a, b| a.0.degree().cmp(&b.0.degree()).then_with(|| a.0.coefficients().cmp(b.0.coefficients())));
        Ok(factors)
    }

    /// The quotient of two polynomials with whole coefficients, the divisor primitive, if it has whole coefficients.
    pub(super) fn divide_whole(
        &self,
        divisor: &Polynomial,
        budget: &Budget<'_>,
    ) -> Result<Option<Polynomial>, crate::numeric::budget::Exceeded> {
        let (Some(n), Some(m)) = (self.degree(), divisor.degree()) else { return Ok(None) };
        let whole = |p: &Polynomial| p.coefficients().iter().filter_map(Rational::to_integer).collect::<Vec<IBig>>();
        let (mut rest, divisor) = (whole(self), whole(divisor));
        if n < m || rest.len() <= n || divisor.len() <= m {
            return Ok(None);
        }
        let words = 1 + rest.iter().map(IBig::bit_len).max().unwrap_or(0) / 64;
        let mut quotient = vec![IBig::ZERO; n - m + 1];
        for at in (0..quotient.len()).rev() {
            budget.spend(divisor.len() * (4 + words))?;
            let factor = &rest[at + m] / &divisor[m];
            if &factor * &divisor[m] != rest[at + m] {
                return Ok(None);
            }
            if factor != IBig::ZERO {
                for (k, c) in divisor.iter().enumerate() {
                    rest[at + k] -= c * &factor;
                }
            }
            quotient[at] = factor;
        }
        let exact = rest[..m].iter().all(|c| *c == IBig::ZERO);
        Ok(exact.then(|| Polynomial::new(quotient.into_iter().map(Rational::from_integer).collect())))
    }

    /// With the unknown's power in the place of the unknown.
    fn inflated(&self, power: usize) -> Polynomial {
        let mut coefficients = vec![Rational::ZERO; self.degree().unwrap_or(0) * power + 1];
        for (i, c) in self.coefficients().iter().enumerate() {
            coefficients[i * power] = c.clone();
        }
        Polynomial::new(coefficients)
    }
}

/// The irreducible factors of a primitive polynomial without multiple ones.
fn square_free_factors(p: &Polynomial, budget: &Budget<'_>) -> Result<Vec<Polynomial>, AlgebraError> {
    if p.degree() == Some(1) {
        return Ok(vec![p.clone()]);
    }
    // In a power of the unknown: first over that power, then over one prime of it after the other.
    let step = p.coefficients().iter().enumerate().skip(1).filter(|(_, c)| !c.is_zero()).fold(0, |g, (i, _)| gcd(g, i));
    if step <= 1 || p.coefficient(0).is_zero() {
        return zassenhaus(p, budget);
    }
    let lower = Polynomial::new(p.coefficients().iter().step_by(step).cloned().collect());
    let mut factors = zassenhaus(&lower, budget)?;
    for prime in prime_factors(step) {
        let mut next = Vec::new();
        for factor in factors {
            next.extend(zassenhaus(&factor.inflated(prime), budget)?);
        }
        factors = next;
    }
    Ok(factors)
}

fn prime_factors(mut n: usize) -> Vec<usize> {
    let mut primes = Vec::new();
    let mut p = 2;
    while p * p <= n {
        while n.is_multiple_of(p) {
            primes.push(p);
            n /= p;
        }
        p += 1;
    }
    if n > 1 {
        primes.push(n);
    }
    primes
}

/// A factorization modulo a prime.
struct Modular {
    field: PrimeField,
    /// The products of the factors of each degree.
    parts: Vec<(usize, Vec<u64>)>,
    count: usize,
}

fn zassenhaus(p: &Polynomial, budget: &Budget<'_>) -> Result<Vec<Polynomial>, AlgebraError> {
    let degree = p.degree().unwrap_or(0);
    if degree <= 1 {
        return Ok(vec![p.clone()]);
    }
    let (modular, degrees) = choose_prime(p, degree, budget)?;
    if modular.count == 1 || !degrees[1..degree].iter().any(|&d| d) {
        return Ok(vec![p.clone()]);
    }
    let field = modular.field;
    let mut scatter = Scatter::new(degree as u64);
    let mut factors = Vec::new();
    for (part_degree, part) in &modular.parts {
        factors.extend(field.equal_degrees(part, *part_degree, &mut scatter, budget)?);
    }
    let trace_bits = trace_bits(p, degree);
    let wanted = (coefficient_bits(p, degree) + 2).max(trace_bits + SPARE_BITS);
    // 2^62 > prime >= 2^(bits - 1)
    let prime_bits = (u64::BITS - field.prime().leading_zeros()) as usize - 1;
    let exponent = wanted / prime_bits.max(1) + 1;
    let modulus = IBig::from(field.prime()).pow(exponent);
    let ring = Ring { modulus: modulus.clone(), budget };
    let Some(monic) = monic(p, &ring)? else { return Err(budget.exhausted().into()) };
    let factors = lifted(&field, exponent, &monic, &factors, budget)?;
    let search = Recombination { rest: p.clone(), factors, modulus, degrees, trace_bits, budget };
    Ok(search.run()?)
}

/// The prime with the fewest factors of a few, and the degrees that factors over the rational numbers may have.
fn choose_prime(p: &Polynomial, degree: usize, budget: &Budget<'_>) -> Result<(Modular, Vec<bool>), AlgebraError> {
    let mut degrees = vec![true; degree + 1];
    let mut best: Option<Modular> = None;
    let mut tried = 0;
    for prime in primes_above(if degree < 30 { 11 } else { 3 }) {
        budget.spend(100 + degree)?;
        let field = PrimeField::new(prime);
        let Some(image) = image(&field, p) else { return Err(not_whole()) };
        if image.len() != degree + 1 {
            continue;
        }
        budget.spend(degree * degree)?;
        let monic = field.monic(&image);
        if !field.is_square_free(&monic) {
            continue;
        }
        let parts = field.distinct_degrees(&monic, budget)?;
        let count = parts.iter().map(|(d, part)| (part.len() - 1) / d.max(&1)).sum();
        restrict(&mut degrees, &parts);
        tried += 1;
        if best.as_ref().is_none_or(|b| count < b.count) {
            best = Some(Modular { field, parts, count });
        }
        if count == 1 || tried >= PRIMES || !degrees[1..degree].iter().any(|&d| d) {
            break;
        }
    }
    best.map(|best| (best, degrees)).ok_or_else(|| budget.exhausted().into())
}

/// Keeps the degrees that are sums of degrees of some of the factors.
fn restrict(degrees: &mut [bool], parts: &[(usize, Vec<u64>)]) {
    let mut sums = vec![false; degrees.len()];
    sums[0] = true;
    for (degree, part) in parts {
        for _ in 0..(part.len() - 1) / degree {
            for i in (*degree..sums.len()).rev() {
                sums[i] |= sums[i - degree];
            }
        }
    }
    degrees.iter_mut().zip(sums).for_each(|(d, s)| *d &= s);
}

/// The polynomial modulo the prime.
fn image(field: &PrimeField, p: &Polynomial) -> Option<Vec<u64>> {
    let mut image = Vec::with_capacity(p.coefficients().len());
    for c in p.coefficients() {
        image.push(field.element(c.residue(field.prime())?));
    }
    while image.last() == Some(&0) {
        image.pop();
    }
    Some(image)
}

/// Divided by the leading coefficient modulo a power of a prime.
fn monic(p: &Polynomial, ring: &Ring<'_, '_>) -> Result<Option<Vec<IBig>>, AlgebraError> {
    let whole: Vec<IBig> = p.coefficients().iter().filter_map(Rational::to_integer).collect();
    let Some(leading) = whole.last() else { return Ok(None) };
    let (divisor, inverse, _) = dashu_base::ExtendedGcd::gcd_ext(leading, &ring.modulus);
    if IBig::from(divisor) != IBig::ONE {
        return Ok(None);
    }
    let inverse = ring.reduced(&[inverse]);
    Ok(Some(ring.times(&ring.reduced(&whole), &inverse)?))
}

/// More bits than the leading coefficient times a coefficient of a factor (Mignotte's bound), with its sign.
fn coefficient_bits(p: &Polynomial, degree: usize) -> usize {
    let largest = p.coefficients().iter().map(Rational::bits).max().unwrap_or(0);
    let terms = (usize::BITS - (degree + 1).leading_zeros()) as usize;
    // |g| <= 2^deg(g) |f|_2 and |f|_2 <= (n + 1)|f|.
    degree + largest + terms + p.leading().bits() + 2
}

/// More bits than the leading coefficient times the sum of some of the roots (Fujiwara's bound for roots).
fn trace_bits(p: &Polynomial, degree: usize) -> usize {
    let leading = p.leading().bits();
    let mut root = 0_usize;
    for (i, c) in p.coefficients().iter().rev().enumerate().skip(1) {
        // log2 |a(n-i)/a(n)| < bits - (leading - 1)
        root = root.max((c.bits() + 1).saturating_sub(leading).div_ceil(i));
    }
    let count = (usize::BITS - degree.leading_zeros()) as usize;
    leading + root + 1 + count
}

fn not_whole() -> AlgebraError {
    AlgebraError::Univariate(PolynomialError::Arithmetic(ArithmeticError::DivisionByZero))
}

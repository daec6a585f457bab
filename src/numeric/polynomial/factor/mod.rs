//! Content, greatest common divisors, square-free factors, and factors of degree 1 and 2 with real roots.

mod complete;
mod lifting;
mod recombination;
#[cfg(test)]
mod tests;

use super::{Polynomial, PolynomialError, Rational, RealRoot};
use crate::numeric::field::{PrimeField, primes_below};

impl Polynomial {
    /// The positive number `c` for which `p/c` has integers without common factor as coefficients; 0 for zero.
    pub fn content(&self) -> Rational {
        Polynomial::content_of(self.coefficients().iter())
    }

    /// The content of a polynomial with these coefficients.
    pub(in crate::numeric) fn content_of<'a>(coefficients: impl Iterator<Item = &'a Rational> + Clone) -> Rational {
        let denominator = coefficients.clone().try_fold(Rational::ONE, |all, c| all.lcm(&c.denominator()));
        let numerator = coefficients.clone().try_fold(Rational::ZERO, |all, c| all.gcd(&c.numerator()));
        match (numerator, denominator.map(|d| d.recip())) {
            (Some(n), Some(Ok(d))) => n * d,
            // A common denominator that is too long: the coefficients stay as they are.
            _ => Rational::ONE,
        }
    }

    /// Divided by its content: integers without common factor, same signs.
    pub fn primitive(&self) -> Polynomial {
        match self.content().recip() {
            Ok(inverse) => self.scaled(&inverse),
            Err(_) => self.clone(),
        }
    }

    /// Divided by its leading coefficient.
    pub fn monic(&self) -> Polynomial {
        match self.leading().recip() {
            Ok(inverse) => self.scaled(&inverse),
            Err(_) => self.clone(),
        }
    }

    /// The greatest common divisor, primitive with a positive leading coefficient; 0 only for two zeros.
    pub fn gcd(&self, other: &Polynomial) -> Result<Polynomial, PolynomialError> {
        let (mut a, mut b) = (self.primitive(), other.primitive());
        if coprime(&a, &b) {
            return Ok(Polynomial::constant(Rational::ONE));
        }
        while !b.is_zero() {
            let rest = a.remainder(&b).primitive();
            (a, b) = (b, rest);
        }
        Ok(if a.leading().is_negative() { -&a } else { a })
    }

    /// A positive multiple of the remainder of integer polynomials, without fractions: they would be reduced at every step.
    pub(super) fn remainder(&self, divisor: &Polynomial) -> Polynomial {
        let (leading, lower) = (divisor.leading(), divisor.coefficients().len().saturating_sub(1));
        let mut rest = self.coefficients().to_vec();
        while rest.len() > lower {
            let Some(head) = rest.pop() else { break };
            if head.is_zero() {
                continue;
            }
            // Times the size of the leading coefficient, less what takes the head away.
            let head = if leading.is_negative() { -&head } else { head };
            let size = leading.abs();
            let at = rest.len() - lower;
            for c in &mut rest {
                *c = &*c * &size;
            }
            for (k, c) in divisor.coefficients()[..lower].iter().enumerate() {
                let product = c * &head;
                rest[at + k] -= &product;
            }
        }
        Polynomial::new(rest)
    }

    /// The primitive polynomial with the same roots, each once.
    pub fn square_free(&self) -> Result<Polynomial, PolynomialError> {
        let common = self.gcd(&self.derivative())?;
        if common.is_constant() {
            return Ok(self.primitive());
        }
        Ok(self.divide(&common)?.0.primitive())
    }

    /// Splits off irreducible factors of degree 1 and 2 that have real roots: these factors, primitive with positive
    /// leading coefficients, and what is left, which has none. Multiple roots count once.
    pub fn low_degree_factors(&self) -> Result<(Vec<Polynomial>, Polynomial), PolynomialError> {
        let mut rest = self.square_free()?;
        let (mut factors, mut irrational) = (Vec::new(), Vec::new());
        for root in rest.real_roots()? {
            match root.as_rational() {
                Some(value) => {
                    let factor = Polynomial::new(vec![-value, Rational::ONE]).primitive();
                    rest = rest.divide(&factor)?.0;
                    factors.push(factor);
                }
                None => irrational.push(root),
            }
        }
        rest = rest.primitive();
        while let Some(mut root) = irrational.pop() {
            for other in 0..irrational.len() {
                let Some(factor) = quadratic_factor(&rest, &mut root, &mut irrational[other])? else {
                    continue;
                };
                rest = rest.divide(&factor)?.0.primitive();
                factors.push(factor);
                irrational.swap_remove(other);
                break;
            }
        }
        Ok((factors, rest))
    }
}

/// Modulo a prime that divides neither leading coefficient a common factor keeps its degree: if there is none, these
/// integer polynomials have none. `false` proves nothing.
fn coprime(a: &Polynomial, b: &Polynomial) -> bool {
    let Some(prime) = primes_below(PrimeField::LIMIT).next() else { return false };
    let field = PrimeField::new(prime);
    let reduced = |p: &Polynomial| -> Option<Vec<u64>> {
        let residues = p.coefficients().iter().map(|c| Some(field.element(c.residue(prime)?)));
        residues.collect::<Option<Vec<u64>>>().filter(|r| r.last().is_some_and(|&leading| leading != 0))
    };
    match (reduced(a), reduced(b)) {
        (Some(a), Some(b)) => field.gcd(&a, &b).len() == 1,
        _ => false,
    }
}

/// The quadratic factor with just these two roots, if it is rational. Gauss's lemma: its leading coefficient divides
/// that of the primitive `p`, so the roots' sum and product, times that, are integers, and enough digits decide which.
fn quadratic_factor(p: &Polynomial, a: &mut RealRoot, b: &mut RealRoot) -> Result<Option<Polynomial>, PolynomialError> {
    let leading = p.leading().abs();
    let size = [a.low(), a.high(), b.low(), b.high()].into_iter().map(Rational::abs).max();
    let size = size.unwrap_or_default() + Rational::ONE;
    // Sum and product are then known to within less than 1/(2*leading).
    let width = (leading.checked_mul(&size)? * Rational::from(8)).recip()?;
    a.refine(&width);
    b.refine(&width);
    let half = Rational::new(1, 2).unwrap_or_default();
    let (x, y) = ((a.low() + a.high()) * &half, (b.low() + b.high()) * &half);
    let sum = (&leading * (&x + &y)).round();
    let product = (&leading * (x * y)).round();
    let factor = Polynomial::new(vec![product, -sum, leading]).primitive();
    Ok(p.divide_exactly(&factor).is_some().then_some(factor))
}

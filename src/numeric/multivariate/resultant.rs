//! Resultants: modulo primes, at points for all other unknowns, put together from as many of both as a bound asks for.

use dashu_base::Abs;
use dashu_int::IBig;

use super::chinese::Chinese;
use super::image::{Image, Interpolation, evaluated, flattened, grouped, image, size};
use super::{AlgebraError, Monomial, Multivariate};
use crate::numeric::budget::{Budget, bits};
use crate::numeric::field::{PrimeField, Scatter, primes_below};

impl Multivariate {
    /// The resultant with respect to one unknown, which is 0 just where the two have a common divisor with this
    /// unknown in it, or one of them is 0. Where two polynomials vanish together, so does their resultant, unless neither
    /// holds the unknown: then it is 1.
    pub fn resultant(
        &self,
        other: &Multivariate,
        index: usize,
        budget: &Budget<'_>,
    ) -> Result<Multivariate, AlgebraError> {
        if self.is_zero() || other.is_zero() {
            return Ok(Multivariate::zero());
        }
        let (m, n) = (self.degree_in(index), other.degree_in(index));
        if m == 0 {
            return self.pow(n, budget);
        }
        if n == 0 {
            return other.pow(m, budget);
        }
        let (content_a, content_b) = (self.content(), other.content());
        let (a, b) = (self.scaled(&content_a.recip()?), other.scaled(&content_b.recip()?));
        let Places { forth, back, others } = places(&a, &b, index);
        let (a, b) = (a.renumbered(&forth)?, b.renumbered(&forth)?);
        let points = (1..=others).map(|i| degree_bound(&a, &b, i) as usize + 1).collect();
        let found = modular_resultant(&a, &b, points, budget)?.renumbered(&back)?;
        let scale = content_a.pow(i64::from(n))?.checked_mul(&content_b.pow(i64::from(m))?)?;
        Ok(found.scaled(&scale))
    }
}

/// Numbers for the unknowns: 0 for the one that goes, then the others that occur, then the rest.
struct Places {
    forth: Vec<usize>,
    back: Vec<usize>,
    others: usize,
}

fn places(a: &Multivariate, b: &Multivariate, index: usize) -> Places {
    let mut occurring: Vec<usize> = [a, b].iter().flat_map(|p| p.unknowns()).filter(|&i| i != index).collect();
    occurring.sort_unstable();
    occurring.dedup();
    let others = occurring.len();
    let count = occurring.last().copied().unwrap_or(0).max(index) + 1;
    let mut back = vec![index];
    back.extend(occurring);
    back.extend((0..count).filter(|i| !back.contains(i)).collect::<Vec<_>>());
    let mut forth = vec![0; count];
    for (new, &old) in back.iter().enumerate() {
        forth[old] = new;
    }
    Places { forth, back, others }
}

/// The highest degree that the resultant with respect to the unknown 0 can have in another one: from the degrees in
/// it, or from the degrees in the two together.
fn degree_bound(a: &Multivariate, b: &Multivariate, index: usize) -> u32 {
    let (m, n) = (a.degree_in(0), b.degree_in(0));
    let both = |p: &Multivariate| p.terms().iter().map(|(t, _)| t.exponent(0) + t.exponent(index)).max().unwrap_or(0);
    let apart = a.degree_in(index) * n + b.degree_in(index) * m;
    let together = (both(a) * n + both(b) * m).saturating_sub(m * n);
    apart.min(together)
}

fn modular_resultant(
    a: &Multivariate,
    b: &Multivariate,
    points: Vec<usize>,
    budget: &Budget<'_>,
) -> Result<Multivariate, AlgebraError> {
    let (m, n) = (a.degree_in(0), b.degree_in(0));
    // Sylvester's determinant has n rows with the coefficients of a and m with those of b, so the sum of the sizes of
    // its coefficients is at most this.
    if (a.bits() + 16).saturating_mul(n as usize) + (b.bits() + 16).saturating_mul(m as usize) > bits::RESULTANT {
        return Err(budget.exhausted().into());
    }
    let bound = size_of(a).pow(n as usize) * size_of(b).pow(m as usize);
    let bound = bound * IBig::from(2);
    let mut chinese = Chinese::new();
    let mut seed = 0;
    for p in primes_below(PrimeField::LIMIT) {
        if *chinese.modulus() > bound {
            break;
        }
        budget.spend(1000)?;
        let field = PrimeField::new(p);
        let (Some(x), Some(y)) = (image(&field, a), image(&field, b)) else { continue };
        seed += 1;
        let degrees = (m as usize, n as usize);
        let mut search = Elimination { field, points: Scatter::new(seed), counts: &points, degrees, budget };
        if let Some(found) = search.resultant(&x, &y, points.len())? {
            chinese.add(&field, &found);
        }
    }
    Ok(chinese.polynomial())
}

/// The sum of the sizes of the coefficients, which are integers.
fn size_of(p: &Multivariate) -> IBig {
    p.terms().iter().filter_map(|(_, c)| c.to_integer()).fold(IBig::ZERO, |total, c| total + c.abs())
}

/// The resultant modulo one prime.
struct Elimination<'a, 'b> {
    field: PrimeField,
    points: Scatter,
    /// How many points each other unknown needs, the unknown 1 first.
    counts: &'a [usize],
    /// The degrees in the unknown 0.
    degrees: (usize, usize),
    budget: &'a Budget<'b>,
}

impl Elimination<'_, '_> {
    /// The resultant of polynomials in the unknown 0 and this many others; `None` where a leading coefficient vanishes.
    fn resultant(&mut self, a: &Image, b: &Image, others: usize) -> Result<Option<Image>, AlgebraError> {
        let field = self.field;
        if others == 0 {
            let dense = |p: &Image| grouped(p, 0).pop().map(|t| t.1).unwrap_or_default();
            let (a, b) = (dense(a), dense(b));
            if (a.len(), b.len()) != (self.degrees.0 + 1, self.degrees.1 + 1) {
                return Ok(None);
            }
            self.budget.spend(4 * a.len() * b.len())?;
            let value = field.resultant(&a, &b);
            return Ok(Some(if value == 0 { Image::new() } else { vec![(Monomial::ONE, value)] }));
        }
        let (a, b) = (grouped(a, others), grouped(b, others));
        let enough = self.counts[others - 1];
        let mut interpolation = Interpolation::new(&field);
        let mut used = Vec::with_capacity(enough);
        let mut unlucky = 0;
        while used.len() < enough {
            if unlucky > 2 * enough + 20 {
                return Ok(None);
            }
            let x = self.points.element(&field);
            self.budget.spend(4 * (size(&a) + size(&b)))?;
            let value = match self.resultant(&evaluated(&field, &a, x), &evaluated(&field, &b, x), others - 1)? {
                Some(value) if !used.contains(&x) => value,
                Some(_) | None => {
                    unlucky += 1;
                    continue;
                }
            };
            self.budget.spend(4 * (size(&interpolation.found) + value.len() + used.len()))?;
            used.push(x);
            interpolation.add(&field, x, &value);
        }
        Ok(Some(flattened(&interpolation.found, others)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interrupt::Interrupt;
    use crate::numeric::Rational;

    #[test]
    fn circle_and_line() {
        let interrupt = Interrupt::default();
        let budget = Budget::generous(&interrupt);
        let (x, y) = (Multivariate::unknown(0).expect("few"), Multivariate::unknown(1).expect("few"));
        let square = |p: &Multivariate| p.times(p, &budget).expect("small");
        let circle = square(&x).plus(&square(&y)).minus(&Multivariate::constant(Rational::from(25)));
        let line = x.plus(&y).minus(&Multivariate::constant(Rational::from(7)));
        let found = circle.resultant(&line, 1, &budget).expect("small");
        // 2x^2 - 14x + 24 = 2(x - 3)(x - 4)
        let roots = found.to_univariate(0).expect("no y").real_roots().expect("small");
        let roots: Vec<&Rational> = roots.iter().filter_map(|root| root.as_rational()).collect();
        assert_eq!(roots, [&Rational::from(3), &Rational::from(4)]);
    }
}

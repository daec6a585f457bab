//! Factors over the rational numbers: at a point for all unknowns but one, then lifted, and proved by division.

use super::lift::{Layers, layers, lifted, product};
use super::{AlgebraError, Monomial, Multivariate, Rational};
use crate::numeric::budget::Budget;
use crate::numeric::field::{PrimeField, primes_below};
use crate::numeric::polynomial::Polynomial;

/// How many points are looked at for the one with the fewest factors.
const POINTS: usize = 6;

/// How often a factor that may have factors itself is looked at from other points.
const ROUNDS: usize = 4;

/// A factor of a polynomial.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Factor {
    /// Primitive, with a positive leading coefficient.
    pub polynomial: Multivariate,
    /// How often it divides.
    pub multiplicity: u32,
    /// Is it proved that it has no factors itself? If not, none was found.
    pub irreducible: bool,
}

/// A part of the polynomial, and whether it is proved to be irreducible.
type PartialFactor = (Multivariate, bool);

impl Multivariate {
    /// The factors over the rational numbers: the polynomial is a number times the product of the factors to the powers
    /// of their multiplicities. A number has none.
    pub fn factors(&self, budget: &Budget<'_>) -> Result<Vec<Factor>, AlgebraError> {
        let mut factors = Vec::new();
        for (part, multiplicity) in self.square_free_factors(budget)? {
            for (polynomial, irreducible) in split(part, budget)? {
                factors.push(Factor { polynomial, multiplicity, irreducible });
            }
        }
        factors.sort_by(|a, b| {
            let key = |f: &Factor| (f.polynomial.total_degree(), f.polynomial.terms().len());
            key(a).cmp(&key(b)).then_with(|| b.polynomial.terms().cmp(a.polynomial.terms()))
        });
        Ok(factors)
    }

    /// Are all terms of one total degree?
    fn is_homogeneous(&self) -> bool {
        let degree = self.total_degree();
        self.terms().iter().all(|(m, _)| m.degree() == degree)
    }
}

/// The factors of a primitive polynomial that no square divides.
fn split(p: Multivariate, budget: &Budget<'_>) -> Result<Vec<PartialFactor>, AlgebraError> {
    let (mut open, mut done) = (vec![p], Vec::new());
    while let Some(p) = open.pop() {
        let unknowns = p.unknowns();
        match unknowns.as_slice() {
            [] => {}
            [only] => {
                let Some(single) = p.to_univariate(*only) else { continue };
                for (factor, _) in single.irreducible_factors(budget)? {
                    done.push((Multivariate::from_univariate(&factor, *only)?, true));
                }
            }
            _ => {
                if let Some((content, rest)) = content(&p, &unknowns, budget)? {
                    open.extend([content, rest]);
                } else if unknowns.iter().any(|&i| p.degree_in(i) == 1) {
                    // Without content, one of two factors would not hold this unknown and divide all coefficients.
                    done.push((p, true));
                } else if p.is_homogeneous() {
                    done.extend(homogeneous(&p, unknowns[unknowns.len() - 1], budget)?);
                } else {
                    done.extend(general(&p, &unknowns, budget)?);
                }
            }
        }
    }
    Ok(done)
}

/// A factor that does not hold one of the unknowns, and the rest.
fn content(
    p: &Multivariate,
    unknowns: &[usize],
    budget: &Budget<'_>,
) -> Result<Option<(Multivariate, Multivariate)>, AlgebraError> {
    for &index in unknowns {
        let content = p.content_in(index, budget)?;
        if !content.is_constant()
            && let Some(rest) = p.divide_exactly(&content, budget)?
        {
            return Ok(Some((content, rest.primitive())));
        }
    }
    Ok(None)
}

/// The factors of a polynomial with all terms of one degree are so themselves: one unknown can be put to 1.
fn homogeneous(p: &Multivariate, last: usize, budget: &Budget<'_>) -> Result<Vec<PartialFactor>, AlgebraError> {
    let lower = p.at(last, &Rational::ONE)?;
    let mut parts = Vec::new();
    for (part, irreducible) in split(lower.primitive(), budget)? {
        let degree = part.total_degree();
        let raised = part.terms().iter().map(|(m, c)| (m.with(last, degree - m.degree()), c.clone()));
        parts.push((Multivariate::from_terms(raised.collect()).primitive(), irreducible));
    }
    Ok(parts)
}

/// The factors of a polynomial in several unknowns.
fn general(p: &Multivariate, unknowns: &[usize], budget: &Budget<'_>) -> Result<Vec<PartialFactor>, AlgebraError> {
    let (mut open, mut done) = (vec![(p.clone(), 0)], Vec::new());
    while let Some((p, round)) = open.pop() {
        let Some(view) = Specialisation::of(&p, unknowns, round, budget)? else {
            done.push((p, false));
            continue;
        };
        for (part, irreducible) in view.parts(budget)? {
            let part = view.back(&part, budget)?.primitive();
            if irreducible || round + 1 >= ROUNDS {
                done.push((part, irreducible));
            } else {
                open.push((part, round + 1));
            }
        }
    }
    Ok(done)
}

/// A polynomial seen from a point: the unknown 0 has a number as leading coefficient, and the other ones are 0 at the
/// point.
struct Specialisation {
    /// The polynomial after the substitutions.
    seen: Multivariate,
    /// Its irreducible factors at the point.
    factors: Vec<Polynomial>,
    /// The numbers of the unknowns before, the main one first.
    order: Vec<usize>,
    /// What times the main unknown is added to each other unknown.
    slopes: Vec<i64>,
    /// Where the other unknowns are 0.
    point: Vec<i64>,
}

impl Specialisation {
    fn of(
        p: &Multivariate,
        unknowns: &[usize],
        round: usize,
        budget: &Budget<'_>,
    ) -> Result<Option<Specialisation>, AlgebraError> {
        let Some(Turned { order, slopes, turned }) = turned(p, unknowns, budget)? else { return Ok(None) };
        let degree = turned.degree_in(0);
        let mut best: Option<Specialisation> = None;
        let mut looked = 0;
        for attempt in 0..6 * POINTS {
            let point: Vec<i64> = (0..slopes.len()).map(|i| coordinate(attempt + 37 * round, i)).collect();
            let mut value = turned.clone();
            for (i, &x) in point.iter().enumerate() {
                value = value.at(i + 1, &Rational::from(x))?;
            }
            let Some(single) = value.to_univariate(0).filter(|s| s.degree() == Some(degree as usize)) else { continue };
            let factors = single.irreducible_factors(budget)?;
            if factors.iter().any(|f| f.1 > 1) {
                continue;
            }
            looked += 1;
            if best.as_ref().is_none_or(|b| factors.len() < b.factors.len()) {
                let factors = factors.into_iter().map(|f| f.0).collect();
                best = Some(Specialisation {
                    seen: turned.clone(),
                    factors,
                    order: order.clone(),
                    slopes: slopes.clone(),
                    point,
                });
            }
            if looked >= POINTS || best.as_ref().is_some_and(|b| b.factors.len() <= 1) {
                break;
            }
        }
        if let Some(view) = &mut best {
            for (i, &x) in view.point.iter().enumerate() {
                let moved = Multivariate::unknown(i + 1)?.plus(&Multivariate::constant(Rational::from(x)));
                view.seen = view.seen.substitute(i + 1, &moved, budget)?;
            }
        }
        Ok(best)
    }

    /// The polynomial in the unknowns as they were.
    fn back(&self, p: &Multivariate, budget: &Budget<'_>) -> Result<Multivariate, AlgebraError> {
        let mut p = p.clone();
        let main = Multivariate::unknown(0)?;
        for (i, (&slope, &x)) in self.slopes.iter().zip(&self.point).enumerate() {
            let moved = Multivariate::unknown(i + 1)?
                .minus(&Multivariate::constant(Rational::from(x)))
                .minus(&main.scaled(&Rational::from(slope)));
            p = p.substitute(i + 1, &moved, budget)?;
        }
        let terms = p.terms().iter().map(|(m, c)| {
            let places = self.order.iter().enumerate();
            (places.fold(Monomial::ONE, |all, (new, &old)| all.with(old, m.exponent(new))), c.clone())
        });
        Ok(Multivariate::from_terms(terms.collect()))
    }

    /// The factors that the ones at the point lift to.
    fn parts(&self, budget: &Budget<'_>) -> Result<Vec<PartialFactor>, AlgebraError> {
        let alone = |irreducible| Ok(vec![(self.seen.clone(), irreducible)]);
        if self.factors.len() <= 1 {
            return alone(true);
        }
        let Some(prime) = primes_below(PrimeField::LIMIT).next() else { return alone(false) };
        let field = PrimeField::new(prime);
        let highest = self.seen.terms().iter().map(|(m, _)| m.with(0, 0).degree()).max().unwrap_or(0);
        let images: Option<Vec<Vec<u64>>> = self.factors.iter().map(|f| monic_image(&field, f)).collect();
        let (Some(images), Some(whole)) = (images, layers(&field, &self.seen, highest as usize)) else {
            return alone(false);
        };
        let Some(lifted) = lifted(&field, &whole, &images, budget)? else { return alone(false) };
        combined(&field, &self.seen, lifted, budget)
    }
}

/// The products of lifted factors that divide: of one, of two, and so on. One that comes from one irreducible factor at
/// the point is irreducible.
fn combined(
    field: &PrimeField,
    whole: &Multivariate,
    mut factors: Vec<Layers>,
    budget: &Budget<'_>,
) -> Result<Vec<PartialFactor>, AlgebraError> {
    let (mut rest, mut found) = (whole.primitive(), Vec::new());
    let mut size = 1;
    'sizes: while 2 * size <= factors.len() {
        let mut chosen: Vec<usize> = (0..size).collect();
        loop {
            let some: Vec<&Layers> = chosen.iter().map(|&i| &factors[i]).collect();
            if let Some(candidate) = product(field, &some, &rest.leading(), budget)? {
                let candidate = candidate.primitive();
                if let Some(quotient) = rest.divide_exactly(&candidate, budget)? {
                    found.push((candidate, size == 1));
                    rest = quotient.primitive();
                    let mut index = 0;
                    factors.retain(|_| {
                        index += 1;
                        !chosen.contains(&(index - 1))
                    });
                    continue 'sizes;
                }
            }
            let Some(place) = (0..size).rev().find(|&i| chosen[i] < factors.len() - size + i) else { break };
            chosen[place] += 1;
            for i in place + 1..size {
                chosen[i] = chosen[i - 1] + 1;
            }
        }
        size += 1;
    }
    if !rest.is_constant() {
        found.push((rest, factors.len() == 1));
    }
    Ok(found)
}

/// A polynomial with the main unknown as number 0, the numbers of the unknowns before, and what times the main one was
/// added to each other one.
struct Turned {
    order: Vec<usize>,
    slopes: Vec<i64>,
    turned: Multivariate,
}

/// The polynomial with an unknown as number 0 whose leading coefficient is a number, after adding multiples of it to the
/// other ones where need be.
fn turned(p: &Multivariate, unknowns: &[usize], budget: &Budget<'_>) -> Result<Option<Turned>, AlgebraError> {
    let leads = |q: &Multivariate, i: usize| q.coefficients_in(i).last().is_some_and(Multivariate::is_constant);
    let straight = unknowns.iter().copied().filter(|&i| leads(p, i)).min_by_key(|&i| p.degree_in(i));
    let main = straight.or_else(|| unknowns.iter().copied().max_by_key(|&i| p.degree_in(i)));
    let Some(main) = main else { return Ok(None) };
    let mut order = vec![main];
    order.extend(unknowns.iter().copied().filter(|&i| i != main));
    let terms = p.terms().iter().map(|(m, c)| {
        let places = order.iter().enumerate();
        (places.fold(Monomial::ONE, |all, (new, &old)| all.with(new, m.exponent(old))), c.clone())
    });
    let placed = Multivariate::from_terms(terms.collect());
    for attempt in 0..40 {
        let slopes: Vec<i64> = (0..order.len() - 1).map(|i| coordinate(attempt, i)).collect();
        let mut turned = placed.clone();
        for (i, &slope) in slopes.iter().enumerate().filter(|(_, s)| **s != 0) {
            let moved = Multivariate::unknown(i + 1)?.plus(&Multivariate::unknown(0)?.scaled(&Rational::from(slope)));
            turned = turned.substitute(i + 1, &moved, budget)?;
        }
        if leads(&turned, 0) {
            return Ok(Some(Turned { order, slopes, turned }));
        }
    }
    Ok(None)
}

/// Small integers without pattern: all 0 at first.
fn coordinate(attempt: usize, place: usize) -> i64 {
    if attempt == 0 {
        return 0;
    }
    let mixed = (attempt as u64 * 8 + place as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40;
    let reach = 1 + attempt as u64 / 2;
    (mixed % (2 * reach + 1)) as i64 - reach as i64
}

/// A polynomial with whole coefficients modulo the prime, divided by its leading coefficient.
fn monic_image(field: &PrimeField, p: &Polynomial) -> Option<Vec<u64>> {
    let image: Option<Vec<u64>> =
        p.coefficients().iter().map(|c| Some(field.element(c.residue(field.prime())?))).collect();
    image.filter(|i| i.last().is_some_and(|&c| c != 0)).map(|i| field.monic(&i))
}

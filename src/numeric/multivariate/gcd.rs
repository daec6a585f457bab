//! Greatest common divisors by Brown's method: modulo primes, at points for one unknown after the other, put together
//! again, and proved by division.

use super::chinese::Chinese;
use super::image::{Grouped, Image, Interpolation, evaluated, flattened, grouped, image, residue, size};
use super::{AlgebraError, Monomial, Multivariate, Rational};
use crate::numeric::budget::Budget;
use crate::numeric::field::{PrimeField, Scatter, primes_below};

/// Below this the primes are taken.
const PRIMES_BELOW: u64 = PrimeField::LIMIT;

impl Multivariate {
    /// The greatest common divisor, primitive with a positive leading coefficient; 0 only for two zeros.
    pub fn gcd(&self, other: &Multivariate, budget: &Budget<'_>) -> Result<Multivariate, AlgebraError> {
        if self.is_zero() || other.is_zero() {
            return Ok(self.plus(other).primitive());
        }
        if self.is_constant() || other.is_constant() {
            return Ok(Multivariate::one());
        }
        let (first, second) = (self.common_monomial(), other.common_monomial());
        let shared = first.common(&second);
        let (a, b) = (self.without(&first).primitive(), other.without(&second).primitive());
        primitive_gcd(a, b, budget)?.shifted(&shared)
    }

    /// The greatest common divisor with the two quotients by it.
    pub fn gcd_with_cofactors(
        &self,
        other: &Multivariate,
        budget: &Budget<'_>,
    ) -> Result<(Multivariate, Multivariate, Multivariate), AlgebraError> {
        let common = self.gcd(other, budget)?;
        if common.is_constant() {
            let one = if common.is_zero() { Multivariate::zero() } else { Multivariate::one() };
            return Ok((one, self.clone(), other.clone()));
        }
        let quotient = |p: &Multivariate| p.divide_exactly(&common, budget);
        match (quotient(self)?, quotient(other)?) {
            (Some(a), Some(b)) => Ok((common, a, b)),
            // Cannot be: the divisor was proved to divide both.
            _ => Ok((Multivariate::one(), self.clone(), other.clone())),
        }
    }

    /// The greatest common divisor of the coefficients of the powers of one unknown, primitive.
    pub fn content_in(&self, index: usize, budget: &Budget<'_>) -> Result<Multivariate, AlgebraError> {
        let mut parts = self.coefficients_in(index);
        parts.retain(|p| !p.is_zero());
        // Short ones first: they have few divisors.
        parts.sort_by_key(|p| p.terms().len());
        let mut common = Multivariate::zero();
        for part in &parts {
            common = common.gcd(part, budget)?;
            if common.is_constant() {
                break;
            }
        }
        Ok(common)
    }

    /// Divided by a monomial that divides all terms.
    pub(super) fn without(&self, monomial: &Monomial) -> Multivariate {
        let terms = self.terms().iter().filter_map(|(m, c)| Some((m.over(monomial)?, c.clone())));
        Multivariate::from_sorted(terms.collect())
    }
}

/// The greatest common divisor of two primitive polynomials that no unknown divides.
fn primitive_gcd(mut a: Multivariate, mut b: Multivariate, budget: &Budget<'_>) -> Result<Multivariate, AlgebraError> {
    // An unknown of only one of them cannot occur in a common divisor, which so divides that one's coefficients.
    loop {
        if a.is_constant() || b.is_constant() {
            return Ok(Multivariate::one());
        }
        let (in_a, in_b) = (a.unknowns(), b.unknowns());
        if let Some(&only) = in_a.iter().find(|i| !in_b.contains(i)) {
            a = a.content_in(only, budget)?;
        } else if let Some(&only) = in_b.iter().find(|i| !in_a.contains(i)) {
            b = b.content_in(only, budget)?;
        } else {
            break;
        }
    }
    let (short, long) = if a.terms().len() <= b.terms().len() { (&a, &b) } else { (&b, &a) };
    if long.divide_exactly(short, budget)?.is_some() {
        return Ok(short.clone());
    }
    // The unknowns that occur get the first numbers: the last one of them is then the last in the order.
    let places = a.unknowns();
    let mut forth: Vec<usize> = (0..=places[places.len() - 1]).collect();
    let mut back: Vec<usize> = forth.clone();
    let (mut used, mut unused) = (0, places.len());
    for (i, place) in forth.iter_mut().enumerate() {
        let to = if places.contains(&i) { &mut used } else { &mut unused };
        *place = *to;
        back[*to] = i;
        *to += 1;
    }
    let found = modular_gcd(&a.renumbered(&forth)?, &b.renumbered(&forth)?, places.len(), budget)?;
    Ok(found.renumbered(&back)?.primitive())
}

fn modular_gcd(
    a: &Multivariate,
    b: &Multivariate,
    unknowns: usize,
    budget: &Budget<'_>,
) -> Result<Multivariate, AlgebraError> {
    let (lead_a, lead_b) = (a.leading(), b.leading());
    let leading = lead_a.gcd(&lead_b).unwrap_or(Rational::ONE);
    let mut least: Option<Monomial> = None;
    let mut chinese = Chinese::new();
    for (attempt, p) in primes_below(PRIMES_BELOW).enumerate() {
        budget.spend(1000)?;
        let field = PrimeField::new(p);
        let (Some(x), Some(y)) = (image(&field, a), image(&field, b)) else { continue };
        let Some(scale) = residue(&field, &leading).filter(|&l| l != 0) else { continue };
        let mut search = ModularGcd { field, points: Scatter::new(attempt as u64 + 1), budget };
        let Some(mut found) = search.gcd(&x, &y, unknowns)? else { continue };
        let lead = found[0].0;
        if lead == Monomial::ONE {
            return Ok(Multivariate::one());
        }
        match least.map(|known| lead.cmp(&known)) {
            // More than the true divisor: an unlucky prime.
            Some(std::cmp::Ordering::Greater) => continue,
            Some(std::cmp::Ordering::Equal) => {}
            Some(std::cmp::Ordering::Less) | None => {
                least = Some(lead);
                chinese = Chinese::new();
            }
        }
        found.iter_mut().for_each(|(_, c)| *c = field.mul(*c, scale));
        let first = *chinese.modulus() == dashu_int::IBig::ONE;
        let same = chinese.add(&field, &found);
        if first || same {
            let candidate = chinese.polynomial().primitive();
            // A common divisor whose leading monomial is not below that of the greatest one is the greatest one.
            if a.divide_exactly(&candidate, budget)?.is_some() && b.divide_exactly(&candidate, budget)?.is_some() {
                return Ok(candidate);
            }
        }
    }
    Err(budget.exhausted().into())
}

/// The search for a greatest common divisor modulo one prime.
struct ModularGcd<'a, 'b> {
    field: PrimeField,
    points: Scatter,
    budget: &'a Budget<'b>,
}

impl ModularGcd<'_, '_> {
    /// The monic greatest common divisor of two polynomials in this many unknowns, most probably; its leading monomial
    /// is never below the true one. `None` where the prime or the points were unlucky.
    fn gcd(&mut self, a: &Image, b: &Image, unknowns: usize) -> Result<Option<Image>, AlgebraError> {
        let field = self.field;
        if a.is_empty() || b.is_empty() {
            return Ok(None);
        }
        let last = unknowns.saturating_sub(1);
        let (mut a, mut b) = (grouped(a, last), grouped(b, last));
        self.budget.spend(size(&a) + size(&b))?;
        if unknowns <= 1 {
            self.budget.spend(a[0].1.len() * b[0].1.len())?;
            let common = field.gcd(&a[0].1, &b[0].1);
            return Ok(Some(flattened(&vec![(Monomial::ONE, common)], last)));
        }
        let (content_a, content_b) = (self.take_content(&mut a)?, self.take_content(&mut b)?);
        let content = field.gcd(&content_a, &content_b);
        let leading = field.gcd(&a[0].1, &b[0].1);
        let Some(mut found) = self.interpolated(&a, &b, &leading, unknowns)? else { return Ok(None) };
        self.take_content(&mut found)?;
        for (_, dense) in &mut found {
            *dense = field.product(dense, &content);
        }
        let mut terms = flattened(&found, last);
        if let Some(&(_, lead)) = terms.first() {
            let inverse = field.inverse(lead);
            terms.iter_mut().for_each(|(_, c)| *c = field.mul(*c, inverse));
        }
        Ok((!terms.is_empty()).then_some(terms))
    }

    /// The divisor of two polynomials without content, times a polynomial in the last unknown.
    fn interpolated(
        &mut self,
        a: &Grouped,
        b: &Grouped,
        leading: &[u64],
        unknowns: usize,
    ) -> Result<Option<Grouped>, AlgebraError> {
        let field = self.field;
        let highest = |g: &Grouped| g.iter().map(|(_, d)| d.len()).max().unwrap_or(0);
        let enough = highest(a).min(highest(b)) + leading.len();
        let mut least: Option<Monomial> = None;
        let mut interpolation = Interpolation::new(&field);
        let mut used = Vec::new();
        let mut unlucky = 0;
        while used.len() < enough {
            if unlucky > 2 * enough + 20 {
                return Ok(None);
            }
            let x = self.points.element(&field);
            let scale = field.at(leading, x);
            self.budget.spend(4 * (size(a) + size(b)))?;
            if scale == 0 || used.contains(&x) {
                unlucky += 1;
                continue;
            }
            let Some(mut value) = self.gcd(&evaluated(&field, a, x), &evaluated(&field, b, x), unknowns - 1)? else {
                unlucky += 1;
                continue;
            };
            let lead = value[0].0;
            if lead == Monomial::ONE {
                return Ok(Some(vec![(Monomial::ONE, vec![field.one()])]));
            }
            match least.map(|known| lead.cmp(&known)) {
                Some(std::cmp::Ordering::Greater) => {
                    unlucky += 1;
                    continue;
                }
                Some(std::cmp::Ordering::Equal) => {}
                Some(std::cmp::Ordering::Less) | None => {
                    least = Some(lead);
                    interpolation = Interpolation::new(&field);
                    used.clear();
                }
            }
            value.iter_mut().for_each(|(_, c)| *c = field.mul(*c, scale));
            self.budget.spend(4 * (size(&interpolation.found) + value.len()))?;
            used.push(x);
            // In so large a field a point that fits by chance is next to impossible, and the division at the end tells.
            if interpolation.add(&field, x, &value) {
                break;
            }
        }
        Ok(Some(interpolation.found))
    }

    /// Divides the coefficients by their greatest common divisor, and gives it.
    fn take_content(&mut self, groups: &mut Grouped) -> Result<Vec<u64>, AlgebraError> {
        let field = self.field;
        let mut content: Vec<u64> = Vec::new();
        for (_, dense) in groups.iter() {
            self.budget.spend(1 + content.len() * dense.len())?;
            content = field.gcd(&content, dense);
            if content.len() == 1 {
                return Ok(content);
            }
        }
        self.budget.spend(size(groups) * content.len())?;
        for (_, dense) in groups.iter_mut() {
            *dense = field.divide(dense, &content).0;
        }
        Ok(content)
    }
}

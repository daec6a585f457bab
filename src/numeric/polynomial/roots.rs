//! Real roots: counted by Sturm's theorem, isolated by bisection, refined and compared with exact sign tests.

use std::cmp::Ordering;

use super::{MAX_ROOT_BITS, MAX_ROOT_DEGREE, MAX_ROOT_WORK, Polynomial, PolynomialError, Rational};
use crate::numeric::ArithmeticError;

/// A Sturm chain: it counts real roots.
#[derive(Clone, Debug)]
pub struct Sturm {
    chain: Vec<Polynomial>,
}

/// A real root of a polynomial: a rational number, or the only root between two rational numbers.
#[derive(Clone, Debug)]
pub struct RealRoot {
    /// Without multiple roots; primitive.
    polynomial: Polynomial,
    /// Equal to `high` if the root is this number; else the polynomial has opposite signs at the two.
    low: Rational,
    high: Rational,
}

/// The polynomial, its derivative, and the remainders of each by the next with the sign turned.
fn chain(p: Polynomial) -> Result<Vec<Polynomial>, PolynomialError> {
    let mut next = p.derivative().primitive();
    let mut chain = vec![p];
    while !next.is_zero() {
        let rest = -&remainder(&chain[chain.len() - 1], &next).primitive();
        chain.push(next);
        next = rest;
    }
    Ok(chain)
}

/// A positive multiple of the remainder of integer polynomials, without fractions: they would be reduced at every step.
fn remainder(p: &Polynomial, divisor: &Polynomial) -> Polynomial {
    let (leading, lower) = (divisor.leading(), divisor.coefficients().len().saturating_sub(1));
    let mut rest = p.coefficients().to_vec();
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

impl Sturm {
    /// The chain of a polynomial; multiple roots will count once.
    pub fn new(p: &Polynomial) -> Result<Sturm, PolynomialError> {
        let degree = p.degree().ok_or(PolynomialError::Zero)?;
        if degree > MAX_ROOT_DEGREE {
            let limit = MAX_ROOT_DEGREE;
            return Err(PolynomialError::Degree { degree, limit });
        }
        let p = p.primitive();
        let bits = p.coefficients().iter().map(Rational::bits).max().unwrap_or(0);
        if bits > MAX_ROOT_BITS || degree * degree * bits > MAX_ROOT_WORK {
            // About as long the numbers of the chain would be.
            let digits = degree.saturating_mul(bits) as u64 / 3;
            return Err(ArithmeticError::TooLarge { digits }.into());
        }
        let chain = chain(p)?;
        // The chain ends in what the polynomial and its derivative have in common.
        let common = chain[chain.len() - 1].clone();
        if common.is_constant() {
            return Ok(Sturm { chain });
        }
        let single = chain[0].divide(&common)?.0.primitive();
        Ok(Sturm { chain: self::chain(single)? })
    }

    /// The polynomial without multiple roots that the chain belongs to.
    pub fn polynomial(&self) -> &Polynomial {
        &self.chain[0]
    }

    /// How many different roots there are with `low < x <= high`.
    pub fn count(&self, low: &Rational, high: &Rational) -> usize {
        self.variations_at(low).saturating_sub(self.variations_at(high))
    }

    /// How many different real roots there are.
    pub fn count_all(&self) -> usize {
        let at = |positive| variations(self.chain.iter().map(|p| p.sign_at_infinity(positive)));
        at(false).saturating_sub(at(true))
    }

    fn variations_at(&self, x: &Rational) -> usize {
        variations(self.chain.iter().map(|p| p.sign_at(x)))
    }

    /// All real roots in rising order; rational ones as numbers.
    pub fn isolate(&self) -> Vec<RealRoot> {
        let mut roots = self.isolate_unsettled();
        roots.iter_mut().for_each(RealRoot::settle_if_rational);
        roots
    }

    /// The `k`th real root, counted from 1 in rising order: the only one that is asked whether it is rational.
    pub fn root(&self, k: usize) -> Option<RealRoot> {
        let mut root = self.isolate_unsettled().into_iter().nth(k.checked_sub(1)?)?;
        root.settle_if_rational();
        Some(root)
    }

    fn isolate_unsettled(&self) -> Vec<RealRoot> {
        let bound = root_bound(self.polynomial());
        let low = -&bound;
        let (before, after) = (self.variations_at(&low), self.variations_at(&bound));
        let mut found = Vec::new();
        // Intervals with the chain's sign changes at both ends; the leftmost is on top.
        let mut open = vec![(low, before, bound, after)];
        while let Some((low, before, high, after)) = open.pop() {
            match before.saturating_sub(after) {
                0 => {}
                1 => found.push(self.root_within(low, high)),
                _ => {
                    let middle = midpoint(&low, &high);
                    let between = self.variations_at(&middle);
                    open.push((middle.clone(), between, high, after));
                    open.push((low, before, middle, between));
                }
            }
        }
        found
    }

    /// The only root with `low < x <= high`.
    fn root_within(&self, mut low: Rational, mut high: Rational) -> RealRoot {
        let p = self.polynomial();
        let exact = |x: Rational| RealRoot { polynomial: p.clone(), low: x.clone(), high: x };
        if p.sign_at(&high) == 0 {
            return exact(high);
        }
        // `low` may be the root next to this one: move it away.
        while p.sign_at(&low) == 0 {
            let middle = midpoint(&low, &high);
            if self.count(&middle, &high) == 1 {
                low = middle;
            } else if p.sign_at(&middle) == 0 {
                return exact(middle);
            } else {
                high = middle;
            }
        }
        RealRoot { polynomial: p.clone(), low, high }
    }
}

impl Polynomial {
    /// The different real roots in rising order; rational ones are recognised.
    pub fn real_roots(&self) -> Result<Vec<RealRoot>, PolynomialError> {
        Ok(Sturm::new(self)?.isolate())
    }
}

impl RealRoot {
    /// A rational number as a root.
    pub fn rational(value: Rational) -> RealRoot {
        let polynomial = Polynomial::new(vec![-&value, Rational::ONE]).primitive();
        RealRoot { polynomial, low: value.clone(), high: value }
    }

    /// A polynomial without multiple roots that has this root.
    pub fn polynomial(&self) -> &Polynomial {
        &self.polynomial
    }

    /// A lower bound; the root itself if it is rational, else below it.
    pub fn low(&self) -> &Rational {
        &self.low
    }

    /// An upper bound; the root itself if it is rational, else above it.
    pub fn high(&self) -> &Rational {
        &self.high
    }

    /// The root, if it is rational.
    pub fn as_rational(&self) -> Option<&Rational> {
        (self.low == self.high).then_some(&self.low)
    }

    /// Halves the interval.
    pub fn bisect(&mut self) {
        if self.low == self.high {
            return;
        }
        let middle = midpoint(&self.low, &self.high);
        self.cut(middle);
    }

    /// Narrows the interval to at most this width.
    pub fn refine(&mut self, width: &Rational) {
        if !width.is_positive() {
            return;
        }
        while &self.high - &self.low > *width {
            self.bisect();
        }
    }

    /// The nearest double (in rare near-ties the next one).
    pub fn to_f64(&self) -> f64 {
        let mut root = self.clone();
        root.guess();
        loop {
            if root.low == root.high {
                return root.low.to_f64();
            }
            let width = &root.high - &root.low;
            let size = root.low.abs().min(root.high.abs());
            let clear = root.low.sign() * root.high.sign() > 0;
            // 2^-64 of the size, or below every double.
            let fine = &size * Rational::from_f64(5.4e-20).unwrap_or_default();
            if (clear && width <= fine) || width.to_f64() == 0.0 {
                return midpoint(&root.low, &root.high).to_f64();
            }
            root.bisect();
        }
    }

    /// The sign of another polynomial here, exactly.
    pub fn sign_of(&mut self, q: &Polynomial) -> Result<i32, PolynomialError> {
        if self.low == self.high {
            return Ok(q.sign_at(&self.low));
        }
        let common = self.polynomial.gcd(q)?;
        // A common root between the ends is this one, and simple.
        if common.sign_at(&self.low) * common.sign_at(&self.high) < 0 {
            return Ok(0);
        }
        loop {
            let (low, high) = enclosure(q, &self.low, &self.high);
            if low.sign() * high.sign() > 0 || low == high {
                return Ok(low.sign());
            }
            self.bisect();
        }
    }

    /// Narrow bounds for another polynomial's value here.
    pub fn enclose(&self, q: &Polynomial) -> (Rational, Rational) {
        enclosure(q, &self.low, &self.high)
    }

    /// Compares two roots, exactly.
    pub fn compare(&self, other: &RealRoot) -> Result<Ordering, PolynomialError> {
        let (mut a, mut b) = (self.clone(), other.clone());
        let common = a.polynomial.gcd(&b.polynomial)?;
        loop {
            if a.low == a.high && b.low == b.high {
                return Ok(a.low.cmp(&b.low));
            }
            if a.high < b.low || (a.high == b.low && (a.low < a.high || b.low < b.high)) {
                return Ok(Ordering::Less);
            }
            if b.high < a.low || (b.high == a.low && (a.low < a.high || b.low < b.high)) {
                return Ok(Ordering::Greater);
            }
            // They overlap. A root of the common divisor in both intervals is both roots.
            let low = a.low.clone().max(b.low.clone());
            let high = a.high.clone().min(b.high.clone());
            let inside = common.sign_at(&low) * common.sign_at(&high);
            if inside < 0 || (low == high && inside == 0 && common.sign_at(&low) == 0) {
                return Ok(Ordering::Equal);
            }
            a.bisect();
            b.bisect();
        }
    }

    /// Keeps the side of `at` on which the root is.
    fn cut(&mut self, at: Rational) {
        let sign = self.polynomial.sign_at(&at);
        if sign == 0 {
            (self.low, self.high) = (at.clone(), at);
        } else if sign == self.polynomial.sign_at(&self.low) {
            self.low = at;
        } else {
            self.high = at;
        }
    }

    /// Newton's method in doubles, believed only as far as exact signs confirm it.
    fn guess(&mut self) {
        let slope = self.polynomial.derivative();
        let mut x = midpoint(&self.low, &self.high).to_f64();
        for _ in 0..60 {
            let step = self.polynomial.at_f64(x) / slope.at_f64(x);
            if !step.is_finite() || step == 0.0 {
                break;
            }
            x -= step;
        }
        for size in [4.0, 4096.0] {
            let reach = x.abs() * f64::EPSILON * size;
            for end in [x - reach, x + reach].into_iter().filter_map(Rational::from_f64) {
                if self.low < end && end < self.high {
                    self.cut(end);
                }
            }
        }
    }

    /// A rational root of the primitive polynomial has a denominator that divides the leading coefficient, so once the
    /// interval is narrower than its inverse, one candidate is left.
    fn settle_if_rational(&mut self) {
        if self.as_rational().is_some() {
            return;
        }
        let leading = self.polynomial.leading().abs();
        let Ok(width) = leading.recip() else { return };
        self.refine(&(width * Rational::new(1, 2).unwrap_or_default()));
        let candidate = (&leading * &self.high).floor();
        let Ok(candidate) = candidate.checked_div(&leading) else {
            return;
        };
        if self.low < candidate && candidate < self.high && self.polynomial.sign_at(&candidate) == 0 {
            (self.low, self.high) = (candidate.clone(), candidate);
        }
    }
}

/// Bounds for the values on an interval, by Horner's rule with intervals.
fn enclosure(q: &Polynomial, low: &Rational, high: &Rational) -> (Rational, Rational) {
    let (mut least, mut most) = (Rational::ZERO, Rational::ZERO);
    for c in q.coefficients().iter().rev() {
        let corners = [&least * low, &least * high, &most * low, &most * high];
        let smallest = corners.iter().min().cloned().unwrap_or_default();
        let largest = corners.iter().max().cloned().unwrap_or_default();
        (least, most) = (smallest + c, largest + c);
    }
    (least, most)
}

/// A power of two that is larger in size than all real roots (Cauchy's bound).
fn root_bound(p: &Polynomial) -> Rational {
    let leading = p.leading().abs();
    let largest = p.coefficients().iter().map(Rational::abs).max().unwrap_or_default();
    let ratio = largest.checked_div(&leading).unwrap_or_default() + Rational::ONE;
    let mut bound = Rational::from(2);
    while bound <= ratio {
        bound = &bound * &bound;
    }
    bound
}

fn midpoint(low: &Rational, high: &Rational) -> Rational {
    (low + high) * Rational::new(1, 2).unwrap_or_default()
}

/// Changes of sign, zeros left out.
fn variations(signs: impl Iterator<Item = i32>) -> usize {
    let mut last = 0;
    let mut count = 0;
    for sign in signs.filter(|&s| s != 0) {
        count += usize::from(sign == -last);
        last = sign;
    }
    count
}

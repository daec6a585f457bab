//! Real roots: isolated, refined, and compared with exact sign tests.

use std::cmp::Ordering;

use super::isolate::{IsolatedRoot, isolate};
use super::{Polynomial, PolynomialError, Rational};
use crate::interrupt::Interrupt;
use crate::numeric::budget::{Budget, degrees, steps, terms};

/// A real root of a polynomial: a rational number, or the only root between two rational numbers.
#[derive(Clone, Debug)]
pub struct RealRoot {
    /// Without multiple roots; primitive.
    polynomial: Polynomial,
    /// Equal to `high` if the root is this number; else the polynomial has opposite signs at the two.
    low: Rational,
    high: Rational,
}

impl Polynomial {
    /// The different real roots in rising order; rational ones are recognised.
    pub fn real_roots(&self) -> Result<Vec<RealRoot>, PolynomialError> {
        let mut roots = self.isolated_roots()?;
        roots.iter_mut().for_each(RealRoot::settle_if_rational);
        Ok(roots)
    }

    /// The different real roots in rising order; rational ones that bisection does not meet are not recognised yet, which
    /// takes long with long leading coefficients.
    pub fn isolated_roots(&self) -> Result<Vec<RealRoot>, PolynomialError> {
        let degree = self.degree().ok_or(PolynomialError::Zero)?;
        if degree > degrees::REAL_ROOTS {
            let limit = degrees::REAL_ROOTS;
            return Err(PolynomialError::Degree { degree, limit });
        }
        if let [constant, leading] = self.coefficients() {
            return Ok(vec![RealRoot::rational(-&constant.checked_div(leading)?)]);
        }
        let p = self.square_free()?;
        let interrupt = Interrupt::here();
        let budget = Budget::new(steps::REAL_ROOTS, terms::EXPANDED, &interrupt);
        Ok(isolate(&p, &budget)?.into_iter().map(|found| RealRoot::new(&p, found)).collect())
    }

    /// The signs before, between and after all the real roots, which are given in rising order. Their isolating intervals do not
    /// overlap, so that what lies between two of them is no root.
    pub fn signs_between<'a>(&self, roots: impl IntoIterator<Item = &'a RealRoot>) -> Vec<i32> {
        let roots: Vec<&RealRoot> = roots.into_iter().collect();
        let mut signs = vec![self.sign_at_infinity(false)];
        signs.extend(roots.windows(2).map(|pair| self.sign_at(&midpoint(&pair[0].high, &pair[1].low))));
        signs.extend((!roots.is_empty()).then(|| self.sign_at_infinity(true)));
        signs
    }
}

impl RealRoot {
    fn new(p: &Polynomial, found: IsolatedRoot) -> RealRoot {
        let (low, high) = match found {
            IsolatedRoot::Exact(value) => (value.clone(), value),
            IsolatedRoot::Between(low, high) => (low, high),
        };
        let mut root = RealRoot { polynomial: p.clone(), low, high };
        root.leave_neighbours();
        root
    }

    /// The ends of an isolating interval may be the roots next to this one: moves them away.
    fn leave_neighbours(&mut self) {
        if self.low == self.high {
            return;
        }
        let slope = self.polynomial.derivative();
        // All roots are single, so the slope there is the sign just above.
        let above = match self.polynomial.sign_at(&self.low) {
            0 => slope.sign_at(&self.low),
            sign => sign,
        };
        while self.low < self.high && self.polynomial.sign_at(&self.low) * self.polynomial.sign_at(&self.high) == 0 {
            let middle = midpoint(&self.low, &self.high);
            match self.polynomial.sign_at(&middle) {
                0 => (self.low, self.high) = (middle.clone(), middle),
                sign if sign == above => self.low = middle,
                _ => self.high = middle,
            }
        }
    }

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

    /// Compares with a number, exactly.
    pub fn compare_to(&self, value: &Rational) -> Ordering {
        if self.low == self.high {
            return self.low.cmp(value);
        }
        if *value <= self.low {
            return Ordering::Greater;
        }
        if *value >= self.high {
            return Ordering::Less;
        }
        match self.polynomial.sign_at(value) {
            0 => Ordering::Equal,
            sign if sign == self.polynomial.sign_at(&self.low) => Ordering::Greater,
            _ => Ordering::Less,
        }
    }

    /// Halves the interval.
    pub fn bisect(&mut self) {
        if self.low == self.high {
            return;
        }
        let middle = midpoint(&self.low, &self.high);
        self.cut(middle);
    }

    /// Narrows the interval to at most this width, by quadratic interval refinement (Abbott, ACM Communications in Computer
    /// Algebra 48, 2014): the chord says in which of `2^parts` equal parts the root is; where that is so, the next step has
    /// twice as many bits.
    pub fn refine(&mut self, width: &Rational) {
        if !width.is_positive() {
            return;
        }
        let mut parts = 2_i64;
        while &self.high - &self.low > *width {
            let narrowed = parts > 1 && self.follow_chord(parts);
            parts = if narrowed { 2 * parts } else { (parts / 2).max(1) };
            if !narrowed {
                self.bisect();
                parts = parts.max(2);
            }
        }
    }

    /// Narrows the interval to at most this part of the root's size.
    pub fn refine_relative(&mut self, part: &Rational) {
        if self.low.is_negative() && self.high.is_positive() {
            self.cut(Rational::ZERO);
        }
        // An end at 0 is not the root.
        while self.low < self.high && self.low.is_zero() != self.high.is_zero() {
            self.bisect();
        }
        let size = self.low.abs().min(self.high.abs());
        self.refine(&(size * part));
    }

    /// The middle of the interval.
    pub fn midpoint(&self) -> Rational {
        midpoint(&self.low, &self.high)
    }

    /// Cuts at the chord's guess and its neighbour on a grid of `2^parts` equal parts: is the root in between?
    fn follow_chord(&mut self, parts: i64) -> bool {
        let Some(((below, m), (above, n))) =
            self.polynomial.at_over_common(&self.low).zip(self.polynomial.at_over_common(&self.high))
        else {
            return false;
        };
        let (below, above) = (below * n, above * m);
        let gap = &below - above;
        if gap.is_zero() {
            return false;
        }
        let at = Rational::from_integer((below << parts as usize) / gap);
        let Ok(count) = Rational::from(2).pow(parts) else { return false };
        let Ok(step) = (&self.high - &self.low).checked_div(&count) else { return false };
        let guess = &self.low + &(&at * &step);
        if self.low < guess && guess < self.high {
            self.cut(guess.clone());
        }
        // The root is beside the guess, or the guess was wrong.
        let other = if self.high == guess { &guess - &step } else { &guess + &step };
        if self.low < other && other < self.high {
            self.cut(other);
        }
        &self.high - &self.low <= step
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

    /// Narrows both until there is a gap between this interval and the other; this root must be the smaller one.
    pub fn part(&mut self, above: &mut RealRoot) {
        while self.high >= above.low {
            self.bisect();
            above.bisect();
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
    pub fn settle_if_rational(&mut self) {
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

fn midpoint(low: &Rational, high: &Rational) -> Rational {
    (low + high) * Rational::new(1, 2).unwrap_or_default()
}

//! The gamma function, its logarithm, and the derivatives of that.
//!
//! Stirling's series for `ln(gamma(z))` and its derivatives, at a `z` that the recurrence has moved so far up that the
//! series is exact to all bits. For positive z its error is at most the first term left out: the remainder is a completely
//! monotone function, but for its sign, and so is what the next term exceeds it by.

use std::cell::RefCell;
use std::cmp::Ordering;

use dashu_int::{IBig, UBig};

use super::{Ball, BallError, BallResult};
use crate::interrupt::asked;
use crate::numeric::Rational;
use crate::numeric::budget::{degrees, terms};

/// Of larger arguments gamma is out of range, and below 0 the digits are too many.
const MAX_ARGUMENT_BITS: i64 = 60;

impl Ball {
    /// The gamma function.
    pub fn gamma(&self) -> BallResult {
        if self.top() > MAX_ARGUMENT_BITS {
            return Err(BallError::OutOfRange);
        }
        self.off_poles()?;
        if self.is_low() {
            // gamma(x)*gamma(1 - x) = pi/sin(pi*x)
            let sine = self.sine_of_turn()?;
            let other = self.like(1).sub(self)?.gamma()?;
            return Ball::pi(self.bits)?.div(&sine.mul(&other)?);
        }
        let (z, count) = self.moved(0)?;
        stirling(&z)?.exp()?.div(&self.rising(&z, count)?)?.cut(self.bits)
    }

    /// The logarithm of the gamma function's size.
    pub fn lgamma(&self) -> BallResult {
        self.off_poles()?;
        if self.is_low() {
            let sine = self.sine_of_turn()?.abs();
            let other = self.like(1).sub(self)?.lgamma()?;
            return Ball::pi(self.bits)?.div(&sine)?.ln()?.sub(&other);
        }
        let (z, count) = self.moved(0)?;
        stirling(&z)?.sub(&self.rising(&z, count)?.ln()?)?.cut(self.bits)
    }

    /// `x*(x + 1)*…`, so many factors, as exact as `z`.
    fn rising(&self, z: &Ball, count: i64) -> BallResult {
        let base = self.with_bits(z.bits);
        (0..count).try_fold(z.like(1), |product, k| product.mul(&base.add(&z.like(k))?))
    }

    /// The derivative of `ln(gamma(x))`.
    pub fn digamma(&self) -> BallResult {
        self.off_poles()?;
        if self.is_low() {
            // digamma(x) = digamma(1 - x) - pi*cot(pi*x)
            let cotangent = self.cotangent_of_turn()?;
            let other = self.like(1).sub(self)?.digamma()?;
            return other.sub(&Ball::pi(self.bits)?.mul(&cotangent)?);
        }
        let (z, count) = self.moved(0)?;
        let base = self.with_bits(z.bits);
        let mut sum = z.like(0);
        for k in 0..count {
            sum = sum.add(&z.like(1).div(&base.add(&z.like(k))?)?)?;
        }
        digamma_series(&z)?.sub(&sum)?.cut(self.bits)
    }

    /// The derivative of order `n` of digamma.
    pub fn polygamma(order: &Ball, x: &Ball) -> BallResult {
        if !order.is_exact() && order.floor().is_err() {
            return Err(BallError::Undecided);
        }
        let n = order.to_whole().filter(|n| (0..=degrees::POLYGAMMA).contains(n)).ok_or(BallError::OutOfDomain)?;
        if n == 0 {
            return x.digamma();
        }
        x.off_poles()?;
        if x.is_low() {
            // psi_n(x) = (-1)^n*psi_n(1 - x) - pi*(d/dx)^n cot(pi*x)
            let other = Ball::polygamma(order, &x.like(1).sub(x)?)?;
            let other = if n % 2 == 0 { other } else { other.neg() };
            return other.sub(&x.cotangent_derivative(n)?);
        }
        let (z, count) = x.moved(n)?;
        let base = x.with_bits(z.bits);
        let mut sum = z.like(0);
        for k in 0..count {
            sum = sum.add(&base.add(&z.like(k))?.powi(-n - 1)?)?;
        }
        let mut factorial = z.like(1);
        for k in 2..=n {
            factorial = factorial.times(k)?;
        }
        let size = polygamma_series(n, &z)?.add(&sum)?.mul(&factorial)?.cut(x.bits)?;
        Ok(if n % 2 == 0 { size.neg() } else { size })
    }

    /// An error at the poles 0, -1, -2, …, and where the ball holds one.
    fn off_poles(&self) -> Result<(), BallError> {
        if self.sign() == Some(Ordering::Greater) {
            return Ok(());
        }
        if self.top() > MAX_ARGUMENT_BITS {
            return Err(BallError::OutOfRange);
        }
        let below = self.floor()?;
        match self.order(&below) {
            Some(Ordering::Greater) => Ok(()),
            Some(_) => Err(BallError::OutOfDomain),
            None => Err(BallError::Undecided),
        }
    }

    /// Is it so far down that reflection moves it up?
    fn is_low(&self) -> bool {
        self.sign() != Some(Ordering::Greater)
    }

    /// The nearest integer, and how far the number is from it, times π.
    fn turn(&self) -> Result<(Ball, Ball), BallError> {
        let half = Ball::power_of_two(-1, self.bits);
        let nearest = self.middle().add(&half)?.floor()?;
        let angle = self.sub(&nearest)?.mul(&Ball::pi(self.bits)?)?;
        Ok((nearest, angle))
    }

    /// `sin(pi*x)`
    fn sine_of_turn(&self) -> BallResult {
        let (nearest, angle) = self.turn()?;
        let sine = angle.sin()?;
        Ok(if is_even(&nearest)? { sine } else { sine.neg() })
    }

    /// `cot(pi*x)`
    fn cotangent_of_turn(&self) -> BallResult {
        let (_, angle) = self.turn()?;
        angle.cos()?.div(&angle.sin()?)
    }

    /// `pi*(d/dx)^n cot(pi*x)`, as a polynomial in the cotangent: a derivative makes `-pi*k*c^(k - 1)*(1 + c^2)` of `c^k`.
    fn cotangent_derivative(&self, n: i64) -> BallResult {
        let mut coefficients = vec![Rational::ZERO, Rational::ONE];
        for _ in 0..n {
            let mut next = vec![Rational::ZERO; coefficients.len() + 1];
            for (k, coefficient) in coefficients.iter().enumerate().skip(1) {
                let moved = coefficient * &Rational::from(k as i64);
                next[k - 1] = &next[k - 1] - &moved;
                next[k + 1] = &next[k + 1] - &moved;
            }
            coefficients = next;
        }
        let cotangent = self.cotangent_of_turn()?;
        let mut value = self.like(0);
        for coefficient in coefficients.iter().rev() {
            value = value.mul(&cotangent)?.add(&Ball::from_rational(coefficient, self.bits)?)?;
        }
        Ball::pi(self.bits)?.powi(n + 1)?.mul(&value)
    }

    /// The number moved up by an integer to where the series of this order is exact to all bits, with bits to spare, and the
    /// integer.
    fn moved(&self, order: i64) -> Result<(Ball, i64), BallError> {
        let bits = self.bits + 32 + usize::try_from(self.top().max(0)).unwrap_or(0) * 2;
        let steepness = 0.35 + bits as f64 / 16_000.0;
        let least = (steepness * bits as f64) as i64 + order + 4;
        let x = self.to_f64_near();
        let count = if x >= least as f64 { 0 } else { (least as f64 - x) as i64 + 1 };
        let lost = 2 * (usize::BITS - (count.unsigned_abs() as usize + 2).leading_zeros()) as usize;
        let wide = self.with_bits(bits + lost);
        if count as usize > terms::GAMMA + 4 * bits {
            return Err(BallError::OutOfRange);
        }
        Ok((wide.add(&wide.like(count))?, count))
    }
}

/// Is a whole number even?
fn is_even(whole: &Ball) -> Result<bool, BallError> {
    let half = whole.over(2)?;
    Ok(half.floor()?.order(&half) == Some(Ordering::Equal))
}

/// Adds terms, of which the `k`-th is the `k`-th Bernoulli number of even index times what `factor` says, until they are
/// below all bits. The first term left out bounds the error.
fn enveloped(z: &Ball, mut factor: impl FnMut(i64) -> BallResult) -> BallResult {
    let mut sum = z.like(0);
    let mut last = i64::MAX;
    for k in 1.. {
        let number = bernoulli(k as usize).ok_or(BallError::Undecided)?;
        let term = factor(k)?.mul(&Ball::from_rational(&number, z.bits)?)?;
        let size = term.size_above();
        if term.is_below(-(z.bits as i64)) {
            return Ok(sum.with_radius(size));
        }
        if term.top() > last {
            break;
        }
        last = term.top();
        sum = sum.add(&term)?;
    }
    Err(BallError::Undecided)
}

/// `(z - 1/2)*ln(z) - z + ln(2pi)/2 + sum of B_2k/(2k*(2k - 1)*z^(2k - 1))`
fn stirling(z: &Ball) -> BallResult {
    let half = Ball::power_of_two(-1, z.bits);
    let main = z.sub(&half)?.mul(&z.ln()?)?.sub(z)?;
    let turn = Ball::pi(z.bits)?.times(2)?.ln()?.mul(&half)?;
    let square = z.mul(z)?;
    let mut power = z.like(1).div(z)?;
    let series = enveloped(z, |k| {
        if k > 1 {
            power = power.div(&square)?;
        }
        power.over(2 * k * (2 * k - 1))
    })?;
    main.add(&turn)?.add(&series)
}

/// `ln(z) - 1/(2z) - sum of B_2k/(2k*z^(2k))`
fn digamma_series(z: &Ball) -> BallResult {
    let square = z.mul(z)?;
    let mut power = z.like(1);
    let series = enveloped(z, |k| {
        power = power.div(&square)?;
        power.over(2 * k)
    })?;
    z.ln()?.sub(&z.like(1).div(&z.times(2)?)?)?.sub(&series)
}

/// The size of the polygamma function over `n!`: `1/(n*z^n) + 1/(2z^(n + 1)) + sum of
/// B_2k*(2k + n - 1)!/((2k)!*n!*z^(2k + n))`.
fn polygamma_series(n: i64, z: &Ball) -> BallResult {
    let square = z.mul(z)?;
    // The common factor z^-n stands in front, and the precision is relative to it.
    let mut power = z.like(1);
    let series = enveloped(z, |k| {
        power = power.div(&square)?;
        power = if k == 1 {
            power.times(n + 1)?.over(2)?
        } else {
            power.times((2 * k + n - 1) * (2 * k + n - 2))?.over(2 * k * (2 * k - 1))?
        };
        Ok(power.clone())
    })?;
    let first = z.like(1).over(n)?.add(&z.like(1).div(&z.times(2)?)?)?;
    first.add(&series)?.div(&z.powi(n)?)
}

thread_local! {
    /// The Bernoulli numbers B_2, B_4, … as far as they were needed.
    static BERNOULLI: RefCell<Vec<Rational>> = const { RefCell::new(Vec::new()) };
}

/// The Bernoulli number of index `2k`, for `k` from 1; `None` if somebody asked to stop.
fn bernoulli(k: usize) -> Option<Rational> {
    BERNOULLI.with_borrow_mut(|known| {
        if known.len() < k {
            *known = bernoulli_numbers((2 * known.len()).max(k).max(32))?;
        }
        known.get(k - 1).cloned()
    })
}

/// From the tangent numbers T_k (Brent and Harvey, Fast computation of Bernoulli, tangent and secant numbers, 2011):
/// `B_2k = (-1)^(k - 1)*2k*T_k/(4^k*(4^k - 1))`.
fn bernoulli_numbers(count: usize) -> Option<Vec<Rational>> {
    let mut tangent = vec![UBig::ONE; count + 1];
    for k in 2..=count {
        tangent[k] = &tangent[k - 1] * UBig::from(k - 1);
    }
    for k in 2..=count {
        if asked() {
            return None;
        }
        for j in k..=count {
            tangent[j] = &tangent[j - 1] * UBig::from(j - k) + &tangent[j] * UBig::from(j - k + 2);
        }
    }
    let number = |k: usize| {
        let four = UBig::ONE << (2 * k);
        let above = IBig::from(&tangent[k] * UBig::from(2 * k));
        let above = if k % 2 == 1 { above } else { -above };
        let below = &four * (&four - UBig::ONE);
        (!asked()).then(|| Rational::from_big(dashu_ratio::RBig::from_parts(above, below)))
    };
    (1..=count).map(number).collect()
}

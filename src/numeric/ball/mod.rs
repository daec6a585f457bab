//! Real numbers to any precision with proved bounds: a midpoint and a radius.
//!
//! A [`Ball`] encloses a number. Every operation takes each number of its operands' balls into the ball of its result: the
//! midpoints are combined by correctly rounded operations, and the radius takes in their rounding and what the operands'
//! radii can make of it. A result that is known without error has radius 0. What is not decided with the bits at hand, such
//! as the integer part of a ball that an integer lies in, is an error that says so; more bits may decide it.

mod digits;
mod elementary;
mod erf;
mod gamma;
mod lambert;
mod radius;
mod step;
#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::cmp::Ordering;

use dashu_base::{Abs, Approximation, BitTest, Sign};
use dashu_float::round::mode::{Down, HalfEven, Up};
use dashu_float::round::{Round, Rounding};
use dashu_float::{ConstCache, Context, FBig, FpError, Repr};
use dashu_int::IBig;
use dashu_ratio::RBig;

use super::Rational;
use crate::interrupt::{asked, count};
use crate::numeric::budget::bits;
pub use digits::{settled, settled_digits};
use radius::Radius;

/// What an operation costs at least, and a function by words.
const STEPS_PER_OPERATION: usize = 200;
const STEPS_PER_SERIES: usize = 4_000;

type Float = FBig<HalfEven, 2>;
type Rounded = std::result::Result<Approximation<Float, Rounding>, FpError>;

/// A number that is known up to a radius, computed with so many bits.
#[derive(Clone, Debug)]
pub struct Ball {
    mid: Float,
    radius: Radius,
    bits: usize,
}

/// Why there is no ball.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BallError {
    /// All numbers of the ball are outside of the domain: the logarithm of a negative number, a division by zero.
    #[error("outside the domain of the function")]
    OutOfDomain,
    /// A size beyond `10^300000`, or more digits than are computed.
    #[error("too large or too small to compute")]
    OutOfRange,
    /// Some numbers of the ball are in the domain, or on one side of a jump, and others are not.
    #[error("the digits do not settle; the value may be exactly zero, or at a jump")]
    Undecided,
}

/// A ball, or why there is none.
pub type BallResult = std::result::Result<Ball, BallError>;

impl From<FpError> for BallError {
    fn from(error: FpError) -> Self {
        match error {
            FpError::OutOfDomain | FpError::Indeterminate | FpError::InfiniteInput => BallError::OutOfDomain,
            FpError::Overflow(_) | FpError::Underflow(_) => BallError::OutOfRange,
            FpError::ZivRetryLimitExceeded => BallError::Undecided,
        }
    }
}

thread_local! {
    /// Digits of π and the like, rounded anew for each use.
    static CONSTANTS: RefCell<ConstCache> = const { RefCell::new(ConstCache::new()) };
}

/// Asks with the constants at hand.
fn with_constants<T>(ask: impl FnOnce(Option<&mut ConstCache>) -> T) -> T {
    CONSTANTS.with(|cache| match cache.try_borrow_mut() {
        Ok(mut cache) => ask(Some(&mut cache)),
        Err(_) => ask(None),
    })
}

impl Ball {
    /// A whole number, exactly.
    pub fn integer(value: i64, bits: usize) -> Ball {
        Ball { mid: Float::from(value), radius: Radius::ZERO, bits }
    }

    /// A fraction.
    pub fn from_rational(value: &Rational, bits: usize) -> BallResult {
        if let Some(whole) = value.to_integer()
            && whole.bit_len() <= bits
        {
            return Ok(Ball { mid: Float::from(whole), radius: Radius::ZERO, bits });
        }
        let (numerator, denominator) = value.to_big().into_parts();
        let (numerator, denominator) = (Repr::new(numerator, 0), Repr::new(denominator.into(), 0));
        Ball::rounded(Context::new(bits).div(&numerator, &denominator), bits)
    }

    /// π.
    pub fn pi(bits: usize) -> BallResult {
        Ball::rounded(Ok(with_constants(|cache| Context::new(bits).pi(cache))), bits)
    }

    /// Euler's number.
    pub fn e(bits: usize) -> BallResult {
        Ball::integer(1, bits).exp()
    }

    /// A power of two, exactly.
    fn power_of_two(exponent: isize, bits: usize) -> Ball {
        let mid = Float::from_repr(Repr::new(IBig::ONE, exponent), Context::new(bits));
        Ball { mid, radius: Radius::ZERO, bits }
    }

    /// The result of an operation on midpoints, with its rounding.
    fn rounded(result: Rounded, bits: usize) -> BallResult {
        count(STEPS_PER_OPERATION + (bits / 64).pow(2));
        if asked() {
            // Nobody waits for the value any more.
            return Err(BallError::Undecided);
        }
        let (mid, exact) = match result {
            Ok(Approximation::Exact(mid)) => (mid, true),
            Ok(Approximation::Inexact(mid, _)) => (mid, false),
            // What is too small is near 0.
            Err(FpError::Underflow(_)) => return Ok(Ball::tiny(bits)),
            Err(error) => return Err(error.into()),
        };
        if mid.repr().is_infinite() {
            return Err(BallError::OutOfRange);
        }
        let top = top(&mid);
        if !is_zero(&mid) && top < -(bits::NUMBER as i64) {
            return Ok(Ball::tiny(bits));
        }
        if top > bits::NUMBER as i64 {
            return Err(BallError::OutOfRange);
        }
        let value = Ball { mid, radius: Radius::ZERO, bits };
        Ok(if exact { value } else { value.off_by_a_unit() })
    }

    /// A correctly rounded result is off by half a unit in the last place at most; this takes a whole one.
    fn off_by_a_unit(self) -> Ball {
        let unit = Radius::power_of_two(self.top().saturating_sub(self.bits as i64));
        self.with_radius(unit)
    }

    /// All that is too small to be written.
    fn tiny(bits: usize) -> Ball {
        Ball { mid: Float::ZERO, radius: Radius::power_of_two(1 - bits::NUMBER as i64), bits }
    }

    /// The same ball with more room.
    fn with_radius(mut self, more: Radius) -> Ball {
        self.radius = self.radius.plus(more);
        self
    }

    /// The same ball for computations with so many bits.
    pub fn with_bits(&self, bits: usize) -> Ball {
        Ball { bits, ..self.clone() }
    }

    /// The bits it is computed with.
    pub fn bits(&self) -> usize {
        self.bits
    }

    /// A whole number for computations with this one.
    pub fn like(&self, value: i64) -> Ball {
        Ball::integer(value, self.bits)
    }

    fn context(&self) -> Context<HalfEven> {
        Context::new(self.bits)
    }

    /// Is it one number, known without error?
    pub fn is_exact(&self) -> bool {
        self.radius.is_zero()
    }

    /// The order of the number and 0, where all numbers of the ball agree on it.
    pub fn sign(&self) -> Option<Ordering> {
        let sign = if is_zero(&self.mid) {
            Ordering::Equal
        } else if self.mid.repr().significand().sign() == Sign::Negative {
            Ordering::Less
        } else {
            Ordering::Greater
        };
        if self.is_exact() {
            return Some(sign);
        }
        let apart = !Radius::below(self.mid.repr()).at_least(self.radius);
        // Equal bounds may stand for a ball that touches 0.
        let touches = Radius::below(self.mid.repr()) == self.radius;
        (!apart && !touches).then_some(sign)
    }

    /// Is it the number 0, known without error?
    pub fn is_zero(&self) -> bool {
        self.is_exact() && is_zero(&self.mid)
    }

    /// The order of two numbers, where their balls decide it.
    pub fn order(&self, other: &Ball) -> Option<Ordering> {
        self.sub(other).ok()?.sign()
    }

    /// Is it certainly greater than 0? An error where the ball does not decide.
    fn is_positive(&self) -> Result<bool, BallError> {
        self.sign().map(Ordering::is_gt).ok_or(BallError::Undecided)
    }

    /// The ends of the ball, rounded outward, as balls without radius.
    fn ends(&self) -> Result<(Ball, Ball), BallError> {
        if self.is_exact() {
            return Ok((self.clone(), self.clone()));
        }
        let radius = self.radius.to_repr();
        let bits = self.bits + 8;
        let low = Context::<Down>::new(bits).sub(self.mid.repr(), &radius)?.value();
        let high = Context::<Up>::new(bits).add(self.mid.repr(), &radius)?.value();
        Ok((self.point(low), self.point(high)))
    }

    fn point<R: Round>(&self, value: FBig<R, 2>) -> Ball {
        Ball { mid: value.with_rounding::<HalfEven>(), radius: Radius::ZERO, bits: self.bits }
    }

    /// The midpoint, as a ball without radius.
    pub fn middle(&self) -> Ball {
        Ball { radius: Radius::ZERO, ..self.clone() }
    }

    /// The least ball, but for rounding, that holds two.
    fn hull(&self, other: &Ball) -> BallResult {
        let half = Repr::new(IBig::ONE, -1);
        let context = self.context();
        let sum = context.add(self.mid.repr(), other.mid.repr())?.value();
        let mid = context.mul(sum.repr(), &half)?.value();
        let to = |end: &Ball| -> Result<Radius, BallError> {
            let way = Context::<HalfEven>::new(64).sub(end.mid.repr(), mid.repr())?.value();
            // The difference is rounded to 64 bits, which one unit in the 62nd covers.
            let slack = Radius::power_of_two(top(&way).saturating_sub(62));
            let way = if is_zero(&way) { Radius::ZERO } else { Radius::above(way.repr()).plus(slack) };
            Ok(way.plus(end.radius))
        };
        let (a, b) = (to(self)?, to(other)?);
        let radius = if a.at_least(b) { a } else { b };
        Ok(Ball { mid, radius, bits: self.bits })
    }

    /// A function that is monotone on the ball, from its values at single numbers.
    fn monotone(&self, f: impl Fn(&Ball) -> BallResult) -> BallResult {
        if self.is_exact() {
            return f(self);
        }
        let (low, high) = self.ends()?;
        f(&low)?.hull(&f(&high)?)
    }

    /// A function whose slope on the ball is at most so steep.
    fn lipschitz(&self, slope: Radius, f: impl Fn(&Ball) -> BallResult) -> BallResult {
        Ok(f(&self.middle())?.with_radius(self.radius.times(slope)))
    }

    /// At least the size of the number.
    fn size_above(&self) -> Radius {
        Radius::above(self.mid.repr()).plus(self.radius)
    }

    /// At most the size of the number.
    fn size_below(&self) -> Result<Radius, BallError> {
        let size = Float::abs(self.mid.clone());
        let below = Context::<Down>::new(64).sub(size.repr(), &self.radius.to_repr())?.value();
        let negative = below.repr().significand().sign() == Sign::Negative;
        Ok(if negative { Radius::ZERO } else { Radius::below(below.repr()) })
    }

    /// The power of two just above the midpoint's size; 0 for 0.
    fn top(&self) -> i64 {
        top(&self.mid)
    }

    /// The sum.
    pub fn add(&self, other: &Ball) -> BallResult {
        let bits = self.bits.max(other.bits);
        let sum = Ball::rounded(Context::new(bits).add(self.mid.repr(), other.mid.repr()), bits)?;
        Ok(sum.with_radius(self.radius.plus(other.radius)))
    }

    /// The difference.
    pub fn sub(&self, other: &Ball) -> BallResult {
        self.add(&other.neg())
    }

    /// The product.
    pub fn mul(&self, other: &Ball) -> BallResult {
        let bits = self.bits.max(other.bits);
        let product = Ball::rounded(Context::new(bits).mul(self.mid.repr(), other.mid.repr()), bits)?;
        if self.is_exact() && other.is_exact() {
            return Ok(product);
        }
        let mixed = Radius::above(self.mid.repr()).times(other.radius).plus(other.size_above().times(self.radius));
        Ok(product.with_radius(mixed))
    }

    /// The product with a whole number.
    pub fn times(&self, factor: i64) -> BallResult {
        self.mul(&self.like(factor))
    }

    /// The quotient.
    pub fn div(&self, other: &Ball) -> BallResult {
        match other.sign() {
            Some(Ordering::Equal) => return Err(BallError::OutOfDomain),
            Some(_) => {}
            None => return Err(BallError::Undecided),
        }
        let bits = self.bits.max(other.bits);
        let quotient = Ball::rounded(Context::new(bits).div(self.mid.repr(), other.mid.repr()), bits)?;
        if self.is_exact() && other.is_exact() {
            return Ok(quotient);
        }
        // a/b - m/n = (a - m - (m/n)*(b - n))/b
        let off = self.radius.plus(quotient.size_above().times(other.radius));
        let off = off.over(other.size_below()?).ok_or(BallError::Undecided)?;
        Ok(quotient.with_radius(off))
    }

    /// The power whose exponent is the fraction `n/d`; it is an integer only where `d` is 1.
    pub fn fractional_power(&self, n: i64, d: u32) -> BallResult {
        if self.sign() == Some(Ordering::Less) {
            return Err(BallError::OutOfDomain);
        }
        self.root(d).and_then(|root| if self.sign().is_none() { Err(BallError::Undecided) } else { root.powi(n) })
    }

    /// The ball around all numbers between two fractions.
    pub fn between(low: &Rational, high: &Rational, bits: usize) -> BallResult {
        Ball::from_rational(low, bits)?.hull(&Ball::from_rational(high, bits)?)
    }

    /// The quotient by a whole number.
    pub fn over(&self, divisor: i64) -> BallResult {
        self.div(&self.like(divisor))
    }

    /// The number with the other sign.
    pub fn neg(&self) -> Ball {
        Ball { mid: -self.mid.clone(), ..self.clone() }
    }

    /// The absolute value.
    pub fn abs(&self) -> Ball {
        Ball { mid: Float::abs(self.mid.clone()), ..self.clone() }
    }

    /// An integer power; `0^0 = 1`.
    pub fn powi(&self, exponent: i64) -> BallResult {
        if exponent < 0 {
            // Also where it may be 0.
            return self.like(1).div(&self.powi_whole(exponent.unsigned_abs())?);
        }
        self.powi_whole(exponent.unsigned_abs())
    }

    fn powi_whole(&self, mut exponent: u64) -> BallResult {
        let size = self.top().unsigned_abs().saturating_sub(1);
        if size.saturating_mul(exponent) > bits::NUMBER as u64 && self.top() > 0 {
            return Err(BallError::OutOfRange);
        }
        let bits = self.bits;
        let (mut power, mut square) = (self.like(1), self.with_bits(bits + 64));
        power.bits = bits + 64;
        while exponent > 0 {
            if exponent & 1 == 1 {
                power = power.mul(&square)?;
            }
            exponent >>= 1;
            if exponent > 0 {
                square = square.mul(&square)?;
            }
        }
        power.cut(bits)
    }

    /// The ball rounded to so many bits.
    fn cut(&self, bits: usize) -> BallResult {
        let one = Repr::new(IBig::ONE, 0);
        let mid = Ball::rounded(Context::new(bits).mul(self.mid.repr(), &one), bits)?;
        Ok(mid.with_radius(self.radius))
    }

    /// A real power of a positive number; also of 0, for positive exponents. Negative bases take integer powers only, by
    /// [`Ball::powi`].
    pub fn pow(&self, exponent: &Ball) -> BallResult {
        match self.sign() {
            Some(Ordering::Greater) => self.ln()?.mul(exponent)?.exp(),
            Some(Ordering::Equal) => match exponent.sign() {
                Some(Ordering::Greater) => Ok(self.clone()),
                Some(_) => Err(BallError::OutOfDomain),
                None => Err(BallError::Undecided),
            },
            Some(Ordering::Less) => Err(BallError::OutOfDomain),
            None => Err(BallError::Undecided),
        }
    }
}

fn is_zero(value: &Float) -> bool {
    value.repr().significand().is_zero()
}

/// The power of two just above the size; 0 for 0.
fn top(value: &Float) -> i64 {
    if is_zero(value) {
        return 0;
    }
    (value.repr().exponent() as i64).saturating_add(value.repr().significand().bit_len() as i64)
}

/// The exact value of a midpoint.
fn exact_value(value: &Float) -> Rational {
    let significand = value.repr().significand().clone();
    let exponent = value.repr().exponent();
    let shift = exponent.unsigned_abs();
    Rational::from_big(if exponent >= 0 {
        RBig::from(significand << shift)
    } else {
        RBig::from_parts(significand, dashu_int::UBig::ONE << shift)
    })
}

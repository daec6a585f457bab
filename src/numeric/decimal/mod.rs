//! Closed expressions to any number of digits.
//!
//! A [`Decimal`] is a floating-point number of a chosen precision, held in binary. Each operation is correctly rounded
//! to that precision; [`stable_digits`] repeats an evaluation with growing precision until cancellation no longer shows.
//! The special functions (erf, gamma, …) have no counterpart here.

#[cfg(test)]
mod tests;

use std::cmp::Ordering;

use dashu_base::{Abs, Approximation, BitTest, Sign};
use dashu_float::round::mode::HalfEven;
use dashu_float::{Context, FBig, FpError, Repr};
use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;

use super::Rational;
use super::rational::MAX_BITS;
use crate::interrupt::count;

/// The most digits that are computed.
pub const MAX_DIGITS: usize = 10_000;

/// Bits beyond the digits asked for.
const GUARD_BITS: usize = 32;

/// Circular functions of arguments beyond two to this power are refused: their reduction needs as many bits of π.
const MAX_ANGLE_BITS: i64 = 50_000;

/// Roots of higher degree go through the logarithm.
const MAX_NEWTON_DEGREE: u32 = 64;

/// Digits beyond those asked for in the first attempt of [`stable_digits`].
const FIRST_MARGIN: usize = 10;

/// What an operation costs at least, and a function by words.
const STEPS_PER_OPERATION: usize = 200;
const STEPS_PER_SERIES: usize = 4_000;

/// A number of arbitrary precision, always finite.
#[derive(Clone, Debug)]
pub struct Decimal(FBig<HalfEven, 2>);

/// Why a value has no digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecimalError {
    /// The logarithm of a negative number, a division by zero.
    #[error("outside the domain of the function")]
    OutOfDomain,
    /// More digits than [`MAX_DIGITS`], or a size beyond `10^300000` or below its reciprocal.
    #[error("too large or too small to compute")]
    OutOfRange,
    /// The digits did not settle; the value may be exactly zero.
    #[error("the digits do not settle; the value may be exactly zero")]
    Undecided,
}

type Result<T> = std::result::Result<T, DecimalError>;

impl From<FpError> for DecimalError {
    fn from(error: FpError) -> Self {
        match error {
            FpError::OutOfDomain | FpError::Indeterminate | FpError::InfiniteInput => Self::OutOfDomain,
            FpError::Overflow(_) | FpError::Underflow(_) => Self::OutOfRange,
            FpError::ZivRetryLimitExceeded => Self::Undecided,
        }
    }
}

/// Defines functions of one variable that the library offers on a context.
macro_rules! unary_functions {
    ($($(#[$doc:meta])* $name:ident => $method:ident $(, $guard:ident)?;)*) => {
        impl Decimal {
            $(
                $(#[$doc])*
                pub fn $name(&self) -> Result<Decimal> {
                    $(self.$guard()?;)?
                    self.count_series();
                    Self::accept(self.context(), self.context().$method(self.0.repr(), None))
                }
            )*
        }
    };
}

unary_functions! {
    /// `e^x`.
    exp => exp, require_exponent;
    /// The natural logarithm.
    ln => ln, require_positive;
    /// The sine.
    sin => sin, require_angle;
    /// The cosine.
    cos => cos, require_angle;
    /// The tangent.
    tan => tan, require_angle;
    /// The inverse sine.
    asin => asin;
    /// The inverse cosine.
    acos => acos;
    /// The inverse tangent.
    atan => atan;
    /// The hyperbolic sine.
    sinh => sinh, require_exponent;
    /// The hyperbolic cosine.
    cosh => cosh, require_exponent;
    /// The hyperbolic tangent.
    tanh => tanh;
    /// The inverse hyperbolic sine.
    asinh => asinh;
    /// The inverse hyperbolic cosine.
    acosh => acosh;
    /// The inverse hyperbolic tangent.
    atanh => atanh, require_open_unit;
}

impl Decimal {
    /// The rational rounded to this many digits.
    pub fn from_rational(value: &Rational, digits: usize) -> Result<Decimal> {
        let context = context_for(digits)?;
        let (num, den) = value.to_big().into_parts();
        let (num, den) = (Repr::new(num, 0), Repr::new(den.into(), 0));
        Self::accept(context, context.div(&num, &den))
    }

    /// π.
    pub fn pi(digits: usize) -> Result<Decimal> {
        Ok(Decimal(context_for(digits)?.pi(None).value()))
    }

    /// Euler's number.
    pub fn e(digits: usize) -> Result<Decimal> {
        Ok(Decimal(context_for(digits)?.e().value()))
    }

    /// The sum.
    pub fn add(&self, other: &Decimal) -> Result<Decimal> {
        let context = self.common_context(other);
        Self::accept(context, context.add(self.0.repr(), other.0.repr()))
    }

    /// The difference.
    pub fn sub(&self, other: &Decimal) -> Result<Decimal> {
        let context = self.common_context(other);
        Self::accept(context, context.sub(self.0.repr(), other.0.repr()))
    }

    /// The product.
    pub fn mul(&self, other: &Decimal) -> Result<Decimal> {
        let context = self.common_context(other);
        Self::accept(context, context.mul(self.0.repr(), other.0.repr()))
    }

    /// The quotient.
    pub fn div(&self, other: &Decimal) -> Result<Decimal> {
        if other.is_zero() {
            return Err(DecimalError::OutOfDomain);
        }
        let context = self.common_context(other);
        Self::accept(context, context.div(self.0.repr(), other.0.repr()))
    }

    /// The number with the other sign.
    pub fn neg(&self) -> Decimal {
        Decimal(-self.0.clone())
    }

    /// The absolute value.
    pub fn abs(&self) -> Decimal {
        Decimal(self.0.clone().abs())
    }

    /// An integer power; `0^0 = 1`.
    pub fn powi(&self, exponent: i64) -> Result<Decimal> {
        if exponent < 0 && self.is_zero() {
            return Err(DecimalError::OutOfDomain);
        }
        if exponent == 0 {
            // A power of 0 may come without a precision, which a division by it would need.
            return Self::from_rational(&Rational::ONE, digits_of(self.0.precision()));
        }
        // The size is known beforehand but for rounding: 2^(top * exponent).
        let bits = self.top().unsigned_abs().saturating_sub(1).saturating_mul(exponent.unsigned_abs());
        if bits > MAX_BITS as u64 {
            return Err(DecimalError::OutOfRange);
        }
        Self::accept(self.context(), self.context().powi(self.0.repr(), IBig::from(exponent)))
    }

    /// A real power of a number that is not negative; `0^0 = 1`. Negative bases take integer powers only, by
    /// [`Decimal::powi`].
    pub fn pow(&self, exponent: &Decimal) -> Result<Decimal> {
        match (self.sign(), exponent.sign()) {
            (_, 0) => Self::from_rational(&Rational::ONE, digits_of(self.0.precision())),
            (0, 1) => Ok(self.clone()),
            (0, _) => Err(DecimalError::OutOfDomain),
            (1, _) => {
                // Also refuses what would overflow.
                self.ln()?.mul(exponent)?.require_exponent()?;
                let context = self.common_context(exponent);
                self.count_series();
                Self::accept(context, context.powf(self.0.repr(), exponent.0.repr(), None))
            }
            (_, _) => Err(DecimalError::OutOfDomain),
        }
    }

    /// The square root.
    pub fn sqrt(&self) -> Result<Decimal> {
        Self::accept(self.context(), self.context().sqrt(self.0.repr()))
    }

    /// The real `n`-th root, of negative numbers for odd `n` only.
    pub fn root(&self, n: u32) -> Result<Decimal> {
        if n == 0 || (self.sign() < 0 && n.is_multiple_of(2)) {
            return Err(DecimalError::OutOfDomain);
        }
        if n <= MAX_NEWTON_DEGREE || self.is_zero() {
            return Self::accept(self.context(), self.context().nth_root(n as usize, self.0.repr()));
        }
        // Newton's iteration takes n times the digits; the logarithm only needs the bits that its integer part takes.
        let bits = self.0.precision();
        let wide = Decimal(self.abs().0.with_precision(bits + GUARD_BITS).value());
        let degree = Decimal(FBig::from(n).with_precision(bits + GUARD_BITS).value());
        let root = wide.ln()?.div(&degree)?.exp()?.0.with_precision(bits).value();
        Ok(Decimal(if self.sign() < 0 { -root } else { root }))
    }

    /// Whether this is zero.
    pub fn is_zero(&self) -> bool {
        self.0.repr().significand().is_zero()
    }

    /// -1, 0 or 1.
    pub fn sign(&self) -> i32 {
        match self.0.repr().significand() {
            significand if significand.is_zero() => 0,
            significand => match significand.sign() {
                Sign::Positive => 1,
                Sign::Negative => -1,
            },
        }
    }

    /// The exact value of this number.
    pub fn to_rational(&self) -> Rational {
        let significand = self.0.repr().significand().clone();
        let exponent = self.0.repr().exponent();
        let shift = exponent.unsigned_abs();
        // The range was checked when the number was made.
        Rational::from_big(if exponent >= 0 {
            RBig::from(significand << shift)
        } else {
            RBig::from_parts(significand, UBig::ONE << shift)
        })
    }

    /// The nearest double.
    pub fn to_f64(&self) -> f64 {
        self.to_rational().to_f64()
    }

    /// Rounded to this many significant digits, as [`Rational::significant`] does.
    pub fn to_string_digits(&self, digits: usize) -> String {
        self.to_rational().significant(digits)
    }

    /// A function that takes a series is computed: about as many products as there are bits, but for a factor.
    fn count_series(&self) {
        let words = 1 + self.0.precision() / 64;
        count(STEPS_PER_SERIES * words + 4 * words.pow(3));
    }

    fn context(&self) -> Context<HalfEven> {
        self.0.context()
    }

    /// The longer precision of the two.
    fn common_context(&self, other: &Decimal) -> Context<HalfEven> {
        Context::new(self.0.precision().max(other.0.precision()))
    }

    /// The power of two just above this; 0 for zero.
    fn top(&self) -> i64 {
        let repr = self.0.repr();
        if self.is_zero() {
            return 0;
        }
        (repr.exponent() as i64).saturating_add(repr.significand().bit_len() as i64)
    }

    fn require_positive(&self) -> Result<()> {
        if self.sign() > 0 { Ok(()) } else { Err(DecimalError::OutOfDomain) }
    }

    /// For functions that grow as `e^x`.
    fn require_exponent(&self) -> Result<()> {
        // e^(2^20) is just beyond the range.
        if self.top() > 20 { Err(DecimalError::OutOfRange) } else { Ok(()) }
    }

    fn require_angle(&self) -> Result<()> {
        if self.top() > MAX_ANGLE_BITS { Err(DecimalError::OutOfRange) } else { Ok(()) }
    }

    fn require_open_unit(&self) -> Result<()> {
        if self.abs().0 < FBig::<HalfEven, 2>::ONE { Ok(()) } else { Err(DecimalError::OutOfDomain) }
    }

    /// Takes over a result if it is finite and within the range. An exact one may come without a precision, which what
    /// is computed from it needs.
    fn accept(
        context: Context<HalfEven>,
        result: std::result::Result<Approximation<FBig<HalfEven, 2>, dashu_float::round::Rounding>, FpError>,
    ) -> Result<Decimal> {
        count(STEPS_PER_OPERATION + (context.precision() / 64).pow(2));
        let value = result?.value();
        if value.repr().is_infinite() {
            return Err(DecimalError::OutOfDomain);
        }
        let decimal = Decimal(value.with_precision(context.precision()).value());
        if decimal.top().unsigned_abs() > MAX_BITS as u64 {
            return Err(DecimalError::OutOfRange);
        }
        Ok(decimal)
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.0.cmp(&other.0))
    }
}

/// The value of `evaluate` to this many significant digits. The closure gets the digits to work with; it is called with
/// more of them until two results agree in all the digits asked for.
pub fn stable_digits(digits: usize, evaluate: &mut dyn FnMut(usize) -> Result<Decimal>) -> Result<String> {
    settled_digits(digits, &mut |working| Ok(Attempt { value: evaluate(working)?, vanished: false }))
}

/// A value at one precision.
#[derive(Clone, Debug)]
pub struct Attempt {
    /// The value.
    pub value: Decimal,
    /// Whether a part came out as 0 that need not be 0: more digits are needed to see what it adds.
    pub vanished: bool,
}

/// As [`stable_digits`], of attempts that tell whether a part of them vanished.
pub fn settled_digits(digits: usize, evaluate: &mut dyn FnMut(usize) -> Result<Attempt>) -> Result<String> {
    if digits > MAX_DIGITS {
        return Err(DecimalError::OutOfRange);
    }
    let digits = digits.max(1);
    let limit = (8 * (digits + FIRST_MARGIN)).min(MAX_DIGITS + FIRST_MARGIN).max(digits + FIRST_MARGIN + 1);
    let mut working = digits + FIRST_MARGIN;
    let mut last: Option<String> = None;
    loop {
        let attempt = evaluate(working)?;
        let text = attempt.value.to_string_digits(digits);
        let settled = last.as_ref() == Some(&text);
        let tried_all = working >= limit && !attempt.value.is_zero();
        if settled && (!attempt.vanished || tried_all) {
            return Ok(text);
        }
        if working >= limit {
            return Err(DecimalError::Undecided);
        }
        last = Some(text);
        working = (working + working / 2).min(limit);
    }
}

/// A context with room for this many digits.
fn context_for(digits: usize) -> Result<Context<HalfEven>> {
    if digits > MAX_DIGITS + FIRST_MARGIN + 1 {
        return Err(DecimalError::OutOfRange);
    }
    let bits = libm::ceil(digits as f64 * std::f64::consts::LOG2_10) as usize;
    Ok(Context::new(bits + GUARD_BITS))
}

/// The digits whose context has this many bits.
fn digits_of(bits: usize) -> usize {
    libm::floor(bits.saturating_sub(GUARD_BITS) as f64 * std::f64::consts::LOG10_2) as usize
}

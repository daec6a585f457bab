//! Roots, exponentials, circular and hyperbolic functions and their inverses.

use std::cmp::Ordering;

use dashu_float::round::mode::HalfEven;
use dashu_float::{ConstCache, Context, Repr};

use super::radius::Radius;
use super::{Ball, BallError, BallResult, CONSTANTS, Rounded, STEPS_PER_SERIES, is_zero, with_constants};
use crate::interrupt::{abandonable, asked, count};
use crate::numeric::budget::bits;

/// Exponents beyond two to this power leave the range.
const MAX_EXPONENT_BITS: i64 = 20;
/// Roots of higher degree go through the logarithm.
const MAX_NEWTON_DEGREE: u32 = 64;

/// With so many bits a call of the library takes longer than the start of a thread, and soon longer than people wait.
const ABANDONABLE_BITS: usize = 8_192;

type OnContext = fn(&Context<HalfEven>, &Repr<2>, Option<&mut ConstCache>) -> Rounded;

impl Ball {
    /// A correctly rounded function of the midpoint alone, one that is transcendental at algebraic numbers but for 0 and 1
    /// (Lindemann and Weierstrass).
    fn at_middle(&self, f: OnContext) -> BallResult {
        // About as many products as there are bits, but for a factor.
        let words = 1 + self.bits / 64;
        count(STEPS_PER_SERIES * words + 4 * words.pow(3));
        if asked() {
            return Err(BallError::Undecided);
        }
        let value = Ball::rounded(self.library(f)?, self.bits)?;
        // The library calls `exp(2^-200)`, rounded to 1, exact.
        let simple = |ball: &Ball| is_zero(&ball.mid) || ball.mid.repr().is_one();
        Ok(if !value.is_exact() || (simple(self) && simple(&value)) { value } else { value.off_by_a_unit() })
    }

    /// The library's value of a function at the midpoint. It asks nobody inside, so that with many bits it can be left.
    fn library(&self, f: OnContext) -> Result<Rounded, BallError> {
        let context = self.context();
        if self.bits < ABANDONABLE_BITS {
            return Ok(with_constants(|cache| f(&context, self.mid.repr(), cache)));
        }
        let (middle, mut constants) = (self.mid.repr().clone(), CONSTANTS.take());
        let call = move || (f(&context, &middle, Some(&mut constants)), constants);
        let (value, constants) = abandonable(call).ok_or(BallError::Undecided)?;
        CONSTANTS.set(constants);
        Ok(value)
    }

    /// `e^x`.
    pub fn exp(&self) -> BallResult {
        if self.top() > MAX_EXPONENT_BITS {
            return match self.sign() {
                Some(Ordering::Less) => Ok(Ball::tiny(self.bits)),
                Some(_) => Err(BallError::OutOfRange),
                None => Err(BallError::Undecided),
            };
        }
        let value = self.at_middle(|c, x, cache| c.exp(x, cache))?;
        if self.is_exact() {
            return Ok(value);
        }
        // e^(m + r) - e^m is at most e^m * r * e^r, and e^r at most 1 + 2r for r up to 1.
        if !Radius::ONE.at_least(self.radius) {
            return Err(BallError::Undecided);
        }
        let growth = Radius::ONE.plus(self.radius).plus(self.radius);
        let off = value.size_above().times(self.radius).times(growth);
        Ok(value.with_radius(off))
    }

    /// `e^x - 1`.
    pub fn expm1(&self) -> BallResult {
        if self.top() > 0 || !Radius::ONE.at_least(self.radius) {
            return self.exp()?.sub(&self.like(1));
        }
        let value = self.at_middle(|c, x, cache| c.exp_m1(x, cache))?;
        // The slope is at most e^2 here.
        Ok(value.with_radius(self.radius.times(Radius::from_f64(7.4))))
    }

    /// The natural logarithm.
    pub fn ln(&self) -> BallResult {
        if !self.is_positive()? {
            return Err(BallError::OutOfDomain);
        }
        let value = self.at_middle(|c, x, cache| c.ln(x, cache))?;
        let off = self.radius.over(self.size_below()?).ok_or(BallError::Undecided)?;
        Ok(value.with_radius(off))
    }

    /// `ln(1 + x)`.
    pub fn ln1p(&self) -> BallResult {
        let beside = self.add(&self.like(1))?;
        if !beside.is_positive()? {
            return Err(BallError::OutOfDomain);
        }
        let value = self.at_middle(|c, x, cache| c.ln_1p(x, cache))?;
        let off = self.radius.over(beside.size_below()?).ok_or(BallError::Undecided)?;
        Ok(value.with_radius(off))
    }

    /// The square root.
    pub fn sqrt(&self) -> BallResult {
        self.even_root(2)
    }

    /// The real `n`-th root, of negative numbers for odd `n` only.
    pub fn root(&self, n: u32) -> BallResult {
        if n == 0 {
            return Err(BallError::OutOfDomain);
        }
        if n.is_multiple_of(2) {
            return self.even_root(n);
        }
        match self.sign() {
            Some(Ordering::Less) => Ok(self.neg().root_of_size(n)?.neg()),
            Some(_) => self.root_of_size(n),
            None => {
                // The root of all that is at most so large.
                let (low, high) = self.ends()?;
                low.abs().root_of_size(n)?.neg().hull(&high.abs().root_of_size(n)?)
            }
        }
    }

    fn even_root(&self, n: u32) -> BallResult {
        match self.sign() {
            Some(Ordering::Less) => Err(BallError::OutOfDomain),
            Some(_) => self.root_of_size(n),
            None => Err(BallError::Undecided),
        }
    }

    /// The root of a number that is not negative.
    fn root_of_size(&self, n: u32) -> BallResult {
        let value = if self.middle().is_zero() {
            self.like(0)
        } else if n == 2 {
            Ball::rounded(self.context().sqrt(self.mid.repr()), self.bits)?
        } else if n <= MAX_NEWTON_DEGREE {
            Ball::rounded(self.context().nth_root(n as usize, self.mid.repr()), self.bits)?
        } else {
            // Newton's iteration takes n times the digits; the logarithm only the bits that its integer part takes.
            let wide = self.middle().with_bits(self.bits + 32);
            wide.ln()?.over(i64::from(n))?.exp()?.cut(self.bits)?
        };
        if self.is_exact() {
            return Ok(value);
        }
        // The slope falls: it is at most the root of the lower end over n times that end.
        let off = value.size_above().times(self.radius).over(self.size_below()?).ok_or(BallError::Undecided)?;
        Ok(value.with_radius(off))
    }

    /// Is the angle so small that π is known to enough bits?
    fn is_angle(&self) -> Result<(), BallError> {
        if self.top() > bits::ANGLE { Err(BallError::OutOfRange) } else { Ok(()) }
    }

    /// Everything from -1 to 1.
    fn unit(&self) -> Ball {
        self.like(0).with_radius(Radius::ONE)
    }

    /// The sine.
    pub fn sin(&self) -> BallResult {
        if self.radius.at_least(Radius::ONE) {
            return Ok(self.unit());
        }
        self.is_angle()?;
        self.lipschitz(Radius::ONE, |x| x.at_middle(|c, x, cache| c.sin(x, cache)))
    }

    /// The cosine.
    pub fn cos(&self) -> BallResult {
        if self.radius.at_least(Radius::ONE) {
            return Ok(self.unit());
        }
        self.is_angle()?;
        self.lipschitz(Radius::ONE, |x| x.at_middle(|c, x, cache| c.cos(x, cache)))
    }

    /// The tangent.
    pub fn tan(&self) -> BallResult {
        self.sin()?.div(&self.cos()?)
    }

    /// Is it certainly from -1 to 1?
    fn is_in_unit(&self) -> Result<(), BallError> {
        let beyond = self.abs().sub(&self.like(1))?;
        match beyond.sign() {
            Some(Ordering::Greater) => Err(BallError::OutOfDomain),
            Some(_) => Ok(()),
            None => Err(BallError::Undecided),
        }
    }

    /// The inverse sine.
    pub fn asin(&self) -> BallResult {
        self.is_in_unit()?;
        self.monotone(|x| x.clipped().at_middle(|c, x, cache| c.asin(x, cache)))
    }

    /// The inverse cosine.
    pub fn acos(&self) -> BallResult {
        self.is_in_unit()?;
        self.monotone(|x| x.clipped().at_middle(|c, x, cache| c.acos(x, cache)))
    }

    /// An end of a ball within the unit interval, whose rounding may have left it.
    fn clipped(&self) -> Ball {
        match self.abs().order(&self.like(1)) {
            Some(Ordering::Greater) => self.like(if self.sign() == Some(Ordering::Less) { -1 } else { 1 }),
            _ => self.clone(),
        }
    }

    /// The inverse tangent.
    pub fn atan(&self) -> BallResult {
        self.lipschitz(Radius::ONE, |x| x.at_middle(|c, x, cache| c.atan(x, cache)))
    }

    /// The angle of the point (x, y), from -π to π; 0 at the origin.
    pub fn atan2(y: &Ball, x: &Ball) -> BallResult {
        use Ordering::{Equal, Greater, Less};
        let half_turn = |sign: i64| Ball::pi(x.bits)?.times(sign)?.over(2);
        match (y.sign(), x.sign()) {
            (_, Some(Greater)) => y.div(x)?.atan(),
            (Some(Greater), _) => half_turn(1)?.sub(&x.div(y)?.atan()?),
            (Some(Less), _) => half_turn(-1)?.sub(&x.div(y)?.atan()?),
            (Some(Equal), Some(Less)) => Ball::pi(x.bits),
            (Some(Equal), Some(Equal)) => Ok(x.like(0)),
            (None, _) | (_, None) => Err(BallError::Undecided),
        }
    }

    /// The hyperbolic sine.
    pub fn sinh(&self) -> BallResult {
        if self.top() > 0 {
            let (up, down) = (self.exp()?, self.neg().exp()?);
            return up.sub(&down)?.over(2);
        }
        self.monotone(|x| x.at_middle(|c, x, cache| c.sinh(x, cache)))
    }

    /// The hyperbolic cosine.
    pub fn cosh(&self) -> BallResult {
        let (up, down) = (self.exp()?, self.neg().exp()?);
        up.add(&down)?.over(2)
    }

    /// The hyperbolic tangent.
    pub fn tanh(&self) -> BallResult {
        self.lipschitz(Radius::ONE, |x| {
            // Beyond all that an exponential can be told from 0 by, it is 1 or -1 but for what is too small to write.
            if x.top() > MAX_EXPONENT_BITS - 2 {
                let side = if x.sign() == Some(Ordering::Less) { -1 } else { 1 };
                return Ok(x.like(side).with_radius(Radius::power_of_two(-(1 << (MAX_EXPONENT_BITS - 2)))));
            }
            x.at_middle(|c, x, cache| c.tanh(x, cache))
        })
    }

    /// The inverse hyperbolic sine.
    pub fn asinh(&self) -> BallResult {
        self.lipschitz(Radius::ONE, |x| x.at_middle(|c, x, cache| c.asinh(x, cache)))
    }

    /// The inverse hyperbolic cosine.
    pub fn acosh(&self) -> BallResult {
        match self.sub(&self.like(1))?.sign() {
            Some(Ordering::Less) => return Err(BallError::OutOfDomain),
            Some(_) => {}
            None => return Err(BallError::Undecided),
        }
        self.monotone(|x| {
            let x = if x.order(&x.like(1)) == Some(Ordering::Less) { x.like(1) } else { x.clone() };
            x.at_middle(|c, x, cache| c.acosh(x, cache))
        })
    }

    /// The inverse hyperbolic tangent.
    pub fn atanh(&self) -> BallResult {
        match self.abs().sub(&self.like(1))?.sign() {
            Some(Ordering::Less) => {}
            Some(_) => return Err(BallError::OutOfDomain),
            None => return Err(BallError::Undecided),
        }
        // ln((1 + x)/(1 - x))/2, whose slope is 1/(1 - x^2).
        let value = self.middle().at_middle(|c, x, cache| c.atanh(x, cache))?;
        let gap = self.like(1).sub(&self.mul(self)?)?;
        let off = self.radius.over(gap.size_below()?).ok_or(BallError::Undecided)?;
        Ok(value.with_radius(off))
    }
}

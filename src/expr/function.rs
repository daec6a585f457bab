//! What the record of a function is made of.

use super::Relation;
use crate::numeric::{Ball, BallResult, Enclosure, Interval};

/// A function of balls, whose number the arity has accepted: a ball that holds its values for all numbers of theirs.
pub type BallValue = fn(&[Ball]) -> BallResult;

/// Bounds for a function on a box: it encloses every value that the function has there. The quality is that of the function
/// itself on the box.
pub type IntervalValue = fn(&[Interval]) -> Enclosure;

/// Which derivative is used where branches meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tie {
    /// Of those between the branches' the one nearest 0: with one variable that is the best there is.
    NearestZero,
    /// That of the first branch: with several variables all partial derivatives must come from one.
    First,
}

/// A function has the whole value `n` between `n + from` and `n + from + 1`.
pub struct Steps {
    /// Where the interval begins.
    pub from: i64,
    /// Does the lower end belong to it? If not, the upper one does.
    pub with_lower_end: bool,
}

/// A condition on a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MustBe {
    /// Greater than 0.
    Positive,
    /// 0 or more.
    NotNegative,
    /// Not 0.
    NotZero,
}

impl MustBe {
    /// The relation to 0 that the value must have.
    pub fn relation(self) -> Relation {
        match self {
            MustBe::Positive => Relation::Greater,
            MustBe::NotNegative => Relation::GreaterOrEqual,
            MustBe::NotZero => Relation::NotEqual,
        }
    }
}

/// What is known of a function's values at algebraic numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Algebraic {
    /// Nothing.
    Unknown,
    /// The real cube root.
    CubeRoot,
    /// A real root of the polynomial with the arguments as coefficients.
    RootOfPolynomial,
    /// The cosine, algebraic at rational multiples of pi and of angles whose cosine is; or the hyperbolic one.
    Cosine {
        /// Of an angle.
        circular: bool,
    },
    /// The sine.
    Sine {
        /// Of an angle.
        circular: bool,
    },
    /// The tangent.
    Tangent {
        /// Of an angle.
        circular: bool,
    },
    /// The inverse of the cosine.
    InverseCosine {
        /// An angle.
        circular: bool,
    },
    /// The inverse of the sine.
    InverseSine {
        /// An angle.
        circular: bool,
    },
    /// The inverse of the tangent.
    InverseTangent {
        /// An angle.
        circular: bool,
    },
}

/// The number of arguments a function takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arity {
    /// Just so many.
    Exactly(usize),
    /// From the first to the second.
    Between(usize, usize),
    /// So many or more.
    AtLeast(usize),
}

impl Arity {
    /// May it be called with `n` arguments?
    pub fn accepts(self, n: usize) -> bool {
        match self {
            Arity::Exactly(k) => n == k,
            Arity::Between(low, high) => (low..=high).contains(&n),
            Arity::AtLeast(low) => n >= low,
        }
    }

    /// In words: `1 argument`, `2 or more arguments`.
    pub fn in_words(self) -> String {
        match self {
            Arity::Exactly(1) => "1 argument".into(),
            Arity::Exactly(k) => format!("{k} arguments"),
            Arity::Between(low, high) => format!("{low} to {high} arguments"),
            Arity::AtLeast(low) => format!("{low} or more arguments"),
        }
    }
}

/// A function of doubles.
#[derive(Clone, Copy)]
pub enum DoubleFunction {
    /// Of one argument.
    One(fn(f64) -> f64),
    /// Of two.
    Two(fn(f64, f64) -> f64),
    /// Of any number.
    Many(fn(&[f64]) -> f64),
}

impl DoubleFunction {
    /// The value at these arguments, whose number the arity has accepted.
    pub fn at(self, arguments: &[f64]) -> f64 {
        match (self, arguments) {
            (DoubleFunction::One(f), [x]) => f(*x),
            (DoubleFunction::Two(f), [x, y]) => f(*x, *y),
            (DoubleFunction::Many(f), all) => f(all),
            (DoubleFunction::One(_) | DoubleFunction::Two(_), _) => f64::NAN,
        }
    }
}

/// How a call is set in LaTeX.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Latex {
    /// An operator name before its arguments in parentheses: `\sin`.
    Operator(&'static str),
    /// A template in which `#1`, `#2` are the arguments and `#*` is all of them: `\left|#1\right|`.
    Template(&'static str),
}

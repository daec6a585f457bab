//! Exact numbers that remember whether they were written as decimals.

use crate::numeric::{Rational, format};

/// An exact rational, and whether it prints as a decimal (`0.2`) where that ends, or as a fraction (`1/5`).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Number {
    /// The value.
    pub value: Rational,
    /// It comes from decimals. Integers never carry this mark, so that `2.0` and `2` are one node.
    pub decimal: bool,
}

impl Number {
    /// A number; the decimal mark is dropped where it says nothing.
    pub fn new(value: Rational, decimal: bool) -> Number {
        let decimal = decimal && !value.is_integer() && value.is_decimal();
        Number { value, decimal }
    }

    /// A double as the shortest decimal that reads back as it. NaN and ±inf have none.
    pub fn of_double(value: f64) -> Option<Number> {
        Rational::parse(&format::shortest(value)).ok().map(|exact| Number::new(exact, true))
    }

    /// An integer.
    pub fn integer(n: i64) -> Number {
        Number { value: Rational::from(n), decimal: false }
    }

    /// The sum.
    pub fn plus(&self, other: &Number) -> Number {
        Number::new(&self.value + &other.value, self.decimal || other.decimal)
    }

    /// The product.
    pub fn times(&self, other: &Number) -> Number {
        Number::new(&self.value * &other.value, self.decimal || other.decimal)
    }

    /// The same number with the other sign.
    pub fn negated(&self) -> Number {
        Number { value: -&self.value, decimal: self.decimal }
    }
}

impl From<Rational> for Number {
    fn from(value: Rational) -> Number {
        Number { value, decimal: false }
    }
}

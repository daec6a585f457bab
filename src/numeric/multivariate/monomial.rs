//! Exponents of up to 16 unknowns in 32 bytes: compared, multiplied and divided a word at a time.

/// The most unknowns of a polynomial.
pub const MAX_UNKNOWNS: usize = 16;

/// The highest power of one unknown.
pub const MAX_EXPONENT: u32 = 0x7fff;

/// The top bit of each field; clear in every monomial, so that overflow and borrowing show there.
const GUARD: u64 = 0x8000_8000_8000_8000;

/// A product of powers of unknowns. The order is lexicographic, the first unknown counting most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Monomial([u64; 4]);

impl Monomial {
    /// The product of no unknowns.
    pub const ONE: Monomial = Monomial([0; 4]);

    /// A power of one unknown; `None` beyond the limits.
    pub fn power(unknown: usize, exponent: u32) -> Option<Monomial> {
        (unknown < MAX_UNKNOWNS && exponent <= MAX_EXPONENT).then(|| Monomial::ONE.with(unknown, exponent))
    }

    /// The exponent of an unknown.
    #[inline]
    pub fn exponent(&self, unknown: usize) -> u32 {
        match self.0.get(unknown / 4) {
            Some(word) => (word >> shift(unknown)) as u32 & MAX_EXPONENT,
            None => 0,
        }
    }

    /// The same with another exponent of one unknown; both are within the limits.
    #[inline]
    pub fn with(mut self, unknown: usize, exponent: u32) -> Monomial {
        if let Some(word) = self.0.get_mut(unknown / 4) {
            *word &= !(u64::from(MAX_EXPONENT) << shift(unknown));
            *word |= u64::from(exponent.min(MAX_EXPONENT)) << shift(unknown);
        }
        self
    }

    /// The product; `None` where an exponent is too high.
    #[inline]
    pub fn times(&self, other: &Monomial) -> Option<Monomial> {
        let mut product = self.0;
        let mut carry = 0;
        for (word, more) in product.iter_mut().zip(other.0) {
            *word += more;
            carry |= *word & GUARD;
        }
        (carry == 0).then_some(Monomial(product))
    }

    /// The quotient, where it is a monomial.
    #[inline]
    pub fn over(&self, other: &Monomial) -> Option<Monomial> {
        let mut quotient = self.0;
        let mut kept = GUARD;
        for (word, less) in quotient.iter_mut().zip(other.0) {
            *word = (*word | GUARD) - less;
            kept &= *word;
            *word &= !GUARD;
        }
        (kept == GUARD).then_some(Monomial(quotient))
    }

    /// The greatest monomial that divides both.
    pub fn common(&self, other: &Monomial) -> Monomial {
        self.each(other, u32::min)
    }

    /// The least monomial that both divide.
    pub fn joined(&self, other: &Monomial) -> Monomial {
        self.each(other, u32::max)
    }

    /// The sum of the exponents.
    pub fn degree(&self) -> u32 {
        (0..MAX_UNKNOWNS).map(|i| self.exponent(i)).sum()
    }

    fn each(&self, other: &Monomial, choose: fn(u32, u32) -> u32) -> Monomial {
        (0..MAX_UNKNOWNS).fold(Monomial::ONE, |m, i| m.with(i, choose(self.exponent(i), other.exponent(i))))
    }
}

/// Where the exponent of an unknown stands in its word.
#[inline]
fn shift(unknown: usize) -> usize {
    48 - 16 * (unknown % 4)
}

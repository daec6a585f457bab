//! How a function bends and grows, as data of its record: what proofs of convexity by composition need to know.

/// Numbers between two ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RealInterval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// Finite ends do not belong to it.
    pub open: bool,
}

impl RealInterval {
    /// All real numbers.
    pub const ENTIRE: RealInterval = RealInterval::closed(f64::NEG_INFINITY, f64::INFINITY);
    /// From 0 on.
    pub const UPPER: RealInterval = RealInterval::closed(0.0, f64::INFINITY);
    /// Up to 0.
    pub const LOWER: RealInterval = RealInterval::closed(f64::NEG_INFINITY, 0.0);
    /// Above 0.
    pub const POSITIVE: RealInterval = RealInterval { low: 0.0, high: f64::INFINITY, open: true };

    /// What lies in both; `None` where of two ends only one belongs to its span.
    pub fn common(self, other: RealInterval) -> Option<RealInterval> {
        let span = RealInterval { low: self.low.max(other.low), high: self.high.min(other.high), open: self.open };
        (self.open == other.open).then_some(span)
    }

    /// With its finite ends.
    pub const fn closed(low: f64, high: f64) -> RealInterval {
        RealInterval { low, high, open: false }
    }
}

/// How a function bends and grows. Of a function of several arguments the spans are meant for each of them, and the
/// bends jointly.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// For calls with so many arguments; `None` for all.
    pub arity: Option<usize>,
    /// Where it is convex.
    pub convex: &'static [RealInterval],
    /// Where it is concave.
    pub concave: &'static [RealInterval],
    /// Where it does not fall.
    pub rising: &'static [RealInterval],
    /// Where it does not rise.
    pub falling: &'static [RealInterval],
    /// It is positive, and its logarithm is convex.
    pub log_convex: bool,
    /// It is positive, and its logarithm is concave.
    pub log_concave: bool,
    /// It is `a*ln(u + b)` of its argument `u`, with `a > 0` and `b >= 0`.
    pub logarithm: bool,
}

impl Shape {
    /// Is it meant for calls with so many arguments?
    pub fn fits(&self, arguments: usize) -> bool {
        self.arity.is_none_or(|n| n == arguments)
    }

    /// Nothing is known.
    pub const UNKNOWN: Shape = Shape {
        arity: None,
        convex: &[],
        concave: &[],
        rising: &[],
        falling: &[],
        log_convex: false,
        log_concave: false,
        logarithm: false,
    };
    /// Convex, rising.
    pub const CONVEX_RISING: Shape =
        Shape { convex: &[RealInterval::ENTIRE], rising: &[RealInterval::ENTIRE], ..Shape::UNKNOWN };
    /// Concave, rising.
    pub const CONCAVE_RISING: Shape =
        Shape { concave: &[RealInterval::ENTIRE], rising: &[RealInterval::ENTIRE], ..Shape::UNKNOWN };
    /// Rising, convex up to 0 and concave from there.
    pub const SIGMOIDAL: Shape = Shape {
        convex: &[RealInterval::LOWER],
        concave: &[RealInterval::UPPER],
        rising: &[RealInterval::ENTIRE],
        ..Shape::UNKNOWN
    };
    /// Convex with its least value at 0.
    pub const VALLEY: Shape = Shape {
        convex: &[RealInterval::ENTIRE],
        rising: &[RealInterval::UPPER],
        falling: &[RealInterval::LOWER],
        ..Shape::UNKNOWN
    };
    /// A logarithm of the argument.
    pub const LOGARITHM: Shape = Shape { logarithm: true, ..Shape::CONCAVE_RISING };
}

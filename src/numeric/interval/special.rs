//! The error function, the Lambert W function, and the gamma function with its relatives.

use super::elementary::ln;
use super::neighbours::{down, up};
use super::sampled::{Sampled, on_open};
use super::{Enclosure, Interval, Quality};
use crate::numeric::real;

// At the end of each line: the worst error seen, in units in the last place, at 10,000 places against 60 digits.
const ERF: Sampled = Sampled::new(real::erf, 2).exact_at(0.0).between(-1.0, 1.0); // 0.81
const ERFC: Sampled = Sampled::new(real::erfc, 6).exact_at(0.0).between(0.0, 2.0); // 2.3
const LAMBERT_W0: Sampled = Sampled::new(real::lambert_w0, 6).exact_at(0.0).between(-1.0, f64::INFINITY); // 2.8
const LAMBERT_WM1: Sampled = Sampled::new(real::lambert_wm1, 8).between(f64::NEG_INFINITY, -1.0); // 3.6
/// The size of gamma, infinite at the poles.
const GAMMA_SIZE: Sampled = Sampled::new(gamma_size, 24).between(0.0, f64::INFINITY); // 8.8
const LGAMMA: Sampled = Sampled::new(real::lgamma, 8); // 1.8
/// Of digamma and its derivatives: for the order 0, and more for each further order.
const POLYGAMMA_ULPS: (u32, u32) = (64, 16);

/// The doubles beside `-1/e`.
const BRANCH_POINT: Interval = Interval { low: -0.367_879_441_171_442_33, high: -0.367_879_441_171_442_3 };

/// Where the size of gamma is least for `x > 0` and between -1 and 0, -2 and -1, …, its value there, and the logarithm of
/// that, each rounded down. Computed with mpmath to 50 digits.
const LEAST: [[f64; 3]; 21] = [
    [1.4616321449683622, 0.8856031944108886, -0.12148629053584961],
    [-0.5040830082644555, 3.544643611155005, 1.2654376221108654],
    [-1.5734984731623907, 2.30240725833968, 0.8339552096562821],
    [-2.6107208684441447, 0.8881363584012418, -0.11862999102044387],
    [-3.635293366436901, 0.24512753983436625, -1.4059766331348436],
    [-4.653237761743143, 0.0527796395873194, -2.941629776514598],
    [-5.667162441556886, 0.00932459448261485, -4.675099801516901],
    [-6.678418213073427, 0.001397396608949767, -6.573144338534308],
    [-7.687788325031627, 0.00018187844490940417, -8.612171979135264],
    [-8.695764163816403, 2.0925290446526666e-05, -10.77455206132537],
    [-9.702672540001865, 2.1574161045228504e-06, -13.046599300249941],
    [-10.708740838254146, 2.0151991188921062e-07, -15.417377642133145],
    [-11.714133061228955, 1.7207085789530816e-08, -17.87794457345348],
    [-12.718971025749209, 1.3531240177514442e-09, -20.420849830649132],
    [-13.723347457363827, 9.861580561830614e-11, -23.039789566778193],
    [-14.72733441601853, 6.697010088615993e-12, -25.729359944563665],
    [-15.730988906332882, 4.2577014382629827e-13, -28.484876762743642],
    [-16.734356723955738, 2.5445427064342182e-14, -31.302240351189077],
    [-17.737475159977592, 1.434683178608619e-15, -34.177832351532324],
    [-18.7403749447801, 7.656164134118565e-17, -37.10843548835221],
    [-19.74308167259022, 3.878162327139963e-18, -40.09117025948014],
];

/// The error function.
pub fn erf(x: Interval) -> Enclosure {
    Enclosure { range: ERF.rising(x), quality: Enclosure::anywhere(x) }
}

/// `1 - erf(x)`
pub fn erfc(x: Interval) -> Enclosure {
    Enclosure { range: ERFC.falling(x), quality: Enclosure::anywhere(x) }
}

/// The principal branch of the inverse of `w e^w`, on `x >= -1/e`.
pub fn lambert_w0(x: Interval) -> Enclosure {
    on_open(x, Interval { low: BRANCH_POINT.low, high: f64::INFINITY }, |x| LAMBERT_W0.rising(x))
}

/// The lower branch, on `-1/e <= x < 0`.
pub fn lambert_wm1(x: Interval) -> Enclosure {
    /// Closer to 0 the quotients of the iteration leave the range of doubles.
    const NEAREST: f64 = -1e-300;
    on_open(x, Interval { low: BRANCH_POINT.low, high: 0.0 }, |x| {
        let high = LAMBERT_WM1.at(x.low.min(NEAREST)).high;
        let low = if x.high > NEAREST { f64::NEG_INFINITY } else { LAMBERT_WM1.at(x.high).low };
        Interval { low, high }
    })
}

/// A stretch between two poles of gamma: the positive numbers, or those between two integers.
struct GammaBranch {
    /// The part of the interval there; its ends may be the poles.
    part: Interval,
    /// How many poles lie between it and the positive numbers, plus one; 0 for these themselves.
    number: f64,
}

impl GammaBranch {
    /// The one on which an interval lies; `None` if it lies on more, or on a pole.
    fn of(x: Interval) -> Option<GammaBranch> {
        if x.low >= 0.0 {
            return (x.high > 0.0).then_some(GammaBranch { part: x, number: 0.0 });
        }
        let left = real::floor(x.low);
        let right = left + 1.0;
        let between = x.high <= right && right > left && !(x.is_point() && x.low == left);
        between.then_some(GammaBranch { part: x, number: -left })
    }

    /// Is one of the poles at its ends in the interval?
    fn meets_pole(&self) -> bool {
        let left = if self.number == 0.0 { 0.0 } else { -self.number };
        self.part.low == left || self.number > 0.0 && self.part.high == 1.0 - self.number
    }

    fn quality(&self) -> Quality {
        if self.meets_pole() { Quality::Partial } else { Quality::Smooth }
    }

    /// The row of the table; far out there is none.
    fn least(&self) -> Option<&'static [f64; 3]> {
        LEAST.get(self.number as usize)
    }

    /// A function that falls to its least value on the stretch and rises from there: `row` is that value in the table.
    fn valley(&self, function: &impl Fn(f64) -> Interval, row: usize, floor: f64) -> Interval {
        let (low, high) = (function(self.part.low), function(self.part.high));
        let (falls, rises) = match self.least() {
            Some(least) => (self.part.high <= least[0], self.part.low >= least[0].next_up()),
            None => self.slopes(0),
        };
        let least = match (falls, rises) {
            (true, _) => high.low,
            (_, true) => low.low,
            (false, false) => self.least().map_or(floor, |least| least[row]),
        };
        Interval { low: least, high: low.high.max(high.high) }
    }

    /// Does a function surely fall, or surely rise, whose derivative has the sign of the derivative of this order of
    /// digamma, which rises?
    fn slopes(&self, order: u32) -> (bool, bool) {
        let at = |x: f64| if real::floor(x) == x { Interval::ENTIRE } else { polygamma_at(order, x) };
        (at(self.part.high).high < 0.0, at(self.part.low).low > 0.0)
    }
}

/// The gamma function.
pub fn gamma(x: Interval) -> Enclosure {
    let Some(stretch) = GammaBranch::of(x) else {
        return across_poles(x, Interval::ENTIRE);
    };
    let size = stretch.valley(&gamma_size_at, 1, 0.0);
    let negative = stretch.number % 2.0 == 1.0;
    Enclosure { range: if negative { -size } else { size }, quality: stretch.quality() }
}

/// `ln |gamma(x)|`
pub fn lgamma(x: Interval) -> Enclosure {
    let Some(stretch) = GammaBranch::of(x) else {
        // Of several stretches the least of their least values, which fall from the second on.
        let from = real::floor(x.low);
        let low = LEAST.get((-from) as usize).map_or(f64::NEG_INFINITY, |least| least[2].min(LEAST[0][2]));
        return across_poles(x, Interval { low, high: f64::INFINITY });
    };
    Enclosure { range: stretch.valley(&lgamma_at, 2, f64::NEG_INFINITY), quality: stretch.quality() }
}

/// What a function with poles takes on an interval that holds one, or is one.
fn across_poles(x: Interval, range: Interval) -> Enclosure {
    if x.is_empty() || x.is_point() {
        return Enclosure::NOWHERE;
    }
    Enclosure { range, quality: Quality::Partial }
}

fn gamma_size(x: f64) -> f64 {
    if x <= 0.0 && real::floor(x) == x { f64::INFINITY } else { real::abs(real::gamma(x)) }
}

fn gamma_size_at(x: f64) -> Interval {
    // Factorials up to here are doubles, and come out as such.
    if (1.0..=23.0).contains(&x) && x == real::floor(x) {
        return Interval::point(real::gamma(x));
    }
    GAMMA_SIZE.at(x)
}

fn lgamma_at(x: f64) -> Interval {
    /// Until here gamma of negative numbers is a normal double.
    const SMALL: f64 = -160.0;
    if x == 1.0 || x == 2.0 {
        return Interval::ZERO;
    }
    if (SMALL..0.0).contains(&x) && x != real::floor(x) {
        // The logarithm is 0 somewhere in each of the first stretches, where it loses its digits.
        return ln(GAMMA_SIZE.at(x)).range;
    }
    LGAMMA.at(x)
}

/// The logarithmic derivative of gamma.
pub fn digamma(x: Interval) -> Enclosure {
    rising_between_poles(0, x)
}

/// The derivative of order `n` of digamma, for a count `n`.
pub fn polygamma(n: Interval, x: Interval) -> Enclosure {
    if n.is_empty() || x.is_empty() {
        return Enclosure::NOWHERE;
    }
    if !n.is_point() {
        return Enclosure { range: Interval::ENTIRE, quality: Quality::Partial };
    }
    if n.low < 0.0 || n.low > f64::from(real::MAX_POLYGAMMA_ORDER) || n.low != real::floor(n.low) {
        return Enclosure::NOWHERE;
    }
    let order = n.low as u32;
    if order.is_multiple_of(2) {
        return rising_between_poles(order, x);
    }
    let positive = Interval { low: 0.0, high: f64::INFINITY };
    let Some(stretch) = GammaBranch::of(x) else {
        return across_poles(x, positive);
    };
    let at = |x: f64| if is_pole(x) { Interval { low: f64::MAX, high: f64::INFINITY } } else { polygamma_at(order, x) };
    let (low, high) = (at(x.low), at(x.high));
    let least = match (stretch.number == 0.0, stretch.slopes(order + 1)) {
        (true, _) | (_, (true, _)) => high.low,
        (_, (_, true)) => low.low,
        (_, (false, false)) => 0.0,
    };
    let range = Interval { low: least, high: low.high.max(high.high) }.intersect(&positive);
    Enclosure { range, quality: stretch.quality() }
}

/// The derivatives of even order of digamma rise from minus infinity on every stretch.
fn rising_between_poles(order: u32, x: Interval) -> Enclosure {
    let Some(stretch) = GammaBranch::of(x) else {
        return across_poles(x, Interval::ENTIRE);
    };
    let low = if is_pole(x.low) { f64::NEG_INFINITY } else { polygamma_at(order, x.low).low };
    let high = if is_pole(x.high) { f64::INFINITY } else { polygamma_at(order, x.high).high };
    Enclosure { range: Interval::new(low, high), quality: stretch.quality() }
}

fn is_pole(x: f64) -> bool {
    x <= 0.0 && real::floor(x) == x
}

/// Bounds for a derivative of digamma at one number that is no pole.
fn polygamma_at(order: u32, x: f64) -> Interval {
    let value = real::polygamma(order, x);
    let ulps = POLYGAMMA_ULPS.0 + POLYGAMMA_ULPS.1 * order;
    if value.is_nan() {
        return Interval::ENTIRE;
    }
    if x > 0.0 {
        return Interval { low: down(value, ulps), high: up(value, ulps) };
    }
    // Reflection subtracts two values, and the error is one in either.
    let reflected = real::abs(real::polygamma(order, 1.0 - x));
    let error = f64::from(ulps) * f64::EPSILON * (1.0 + 2.0 * reflected + real::abs(value));
    Interval::new((value - error).next_down(), (value + error).next_up())
}

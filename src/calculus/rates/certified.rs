//! Other functions of one unknown: minima proved by bounds on the pieces of an interval.

use super::{Behaviour, MinimumRates, Rates, ranges};
use crate::calculus::convex::bounds::Bounded;
use crate::calculus::minimum::ExactValue;
use crate::calculus::{Side, derivative, normalise};
use crate::expr::{ExprId, Graph, Symbol};
use crate::interrupt::Interrupt;
use crate::numeric::Interval;
use crate::numeric::format::significant;

/// Where minima are looked for if no box is given.
const USUAL: (f64, f64) = (-10.0, 10.0);

/// The most pieces that are looked at.
const MAX_PIECES: usize = 20_000;

/// Pieces are not cut below this width, relative to the whole.
const NARROWEST: f64 = 1e-9;

/// The second derivative at a minimum is known to this part of itself, or no rates are told.
const MOST_DOUBT: f64 = 1e-11;

/// Halvings of an interval around a minimum: one around 0 narrows to far below every length that matters.
const MAX_HALVINGS: usize = 200;

/// Into how many pieces the box is cut for a bound on the second derivative.
const SLICES: usize = 512;

/// The minima inside a bounded side, each proved to be one and alone in its interval.
pub(super) fn rates(graph: &mut Graph, f: ExprId, x: Symbol, side: Side, interrupt: &Interrupt) -> Rates {
    let Some(smooth) = Smooth::new(graph, f, x, side) else {
        let note = "its second derivative is not known to exist all over the box".to_string();
        return Rates { note, ..Rates::default() };
    };
    let (mut found, mut open) = (Rates::default(), vec![smooth.whole]);
    let (mut pieces, mut undecided) = (0, false);
    while let Some(piece) = open.pop() {
        pieces += 1;
        if pieces > MAX_PIECES || interrupt.is_set() {
            undecided = true;
            break;
        }
        let (slope, bend) = (smooth.slope.on(graph, piece), smooth.bend.on(graph, piece));
        if !slope.contains(0.0) || bend.is_negative() {
            continue;
        }
        if bend.is_positive() {
            match smooth.locate(graph, piece) {
                Ok(minimum) => found.minima.extend(minimum),
                Err(Unclear) => undecided = true,
            }
            continue;
        }
        let middle = off_centre(piece);
        if piece.width() < NARROWEST * smooth.whole.width() || !(piece.low() < middle && middle < piece.high()) {
            undecided = true;
            continue;
        }
        open.push(Interval::new(middle, piece.high()));
        open.push(Interval::new(piece.low(), middle));
    }
    let (low, high) = (significant(smooth.whole.low(), 6), significant(smooth.whole.high(), 6));
    let name = graph.name(x);
    found.note = match (found.minima.is_empty(), undecided) {
        (true, false) => format!("it has no minimum inside {name} in {low}..{high}"),
        (true, true) => format!("whether it has a minimum in {name} in {low}..{high} was not decided"),
        (false, true) => format!("there may be more minima in {name} in {low}..{high}"),
        (false, false) => format!("these are all minima inside {name} in {low}..{high}, proved by bounds"),
    };
    found
}

/// The rate below which no step crosses a critical point: one over a bound of the second derivative on the box.
pub(super) fn uncrossing(graph: &mut Graph, f: ExprId, x: Symbol, side: Side, interrupt: &Interrupt) -> Option<f64> {
    side.low.and(side.high)?;
    let smooth = Smooth::new(graph, f, x, side)?;
    let mut most = 0.0_f64;
    let step = smooth.whole.width() / SLICES as f64;
    let mut low = smooth.whole.low();
    while low < smooth.whole.high() {
        if interrupt.is_set() {
            return None;
        }
        let high = (low + step).min(smooth.whole.high()).max(low.next_up());
        most = most.max(smooth.bend.on(graph, Interval::new(low, high)).high());
        low = high;
    }
    (most > 0.0 && most.is_finite()).then(|| (1.0 / most).next_down())
}

/// Whether there is a minimum in a piece was not decided.
struct Unclear;

/// A function that is twice differentiable inside an interval, with its derivatives.
struct Smooth {
    whole: Interval,
    slope: Bounded,
    bend: Bounded,
    third: Bounded,
    fourth: Bounded,
}

impl Smooth {
    fn new(graph: &mut Graph, f: ExprId, x: Symbol, side: Side) -> Option<Smooth> {
        let whole = Bounded::inside(graph, side).intersect(&Interval::new(f64::MIN, f64::MAX));
        let whole = match (side.low, side.high) {
            (Some(_), Some(_)) => whole,
            (Some(_), None) => Interval::new(whole.low(), whole.low() + USUAL.1 - USUAL.0),
            (None, Some(_)) => Interval::new(whole.high() + USUAL.0 - USUAL.1, whole.high()),
            (None, None) => Interval::new(USUAL.0, USUAL.1),
        };
        if !Bounded::is_smooth(graph, f, x, whole) {
            return None;
        }
        let form = normalise(graph, f);
        let slope = derivative(graph, form, x);
        let bend = derivative(graph, slope, x);
        let third = derivative(graph, bend, x);
        let fourth = derivative(graph, third, x);
        let [slope, bend, third, fourth] = [slope, bend, third, fourth].map(|d| Bounded::new(d, x));
        Some(Smooth { whole, slope, bend, third, fourth })
    }

    /// The minimum in a piece on which the second derivative is above 0, if there is one.
    fn locate(&self, graph: &mut Graph, piece: Interval) -> Result<Option<MinimumRates>, Unclear> {
        let (mut low, mut high) = (piece.low(), piece.high());
        let sign = |graph: &Graph, at: f64| {
            let slope = self.slope.on(graph, Interval::point(at));
            (slope.is_positive(), slope.is_negative())
        };
        // The slope rises from below 0 to above it: just one zero between.
        match (sign(graph, low), sign(graph, high)) {
            ((false, true), (true, false)) => {}
            // It rises, so it has no zero when it is above 0 at the lower end, or below at the upper.
            ((true, _), _) | (_, (_, true)) => return Ok(None),
            _ => return Err(Unclear),
        }
        // The slope's sign is not seen at the zero itself, which may well be halfway: both ends move on for themselves.
        let unclear = loop {
            let middle = 0.5 * low + 0.5 * high;
            match sign(graph, middle) {
                _ if !(low < middle && middle < high) => break middle,
                (true, _) => high = middle,
                (_, true) => low = middle,
                (false, false) => break middle,
            }
        };
        let low = last(low, unclear, |at| sign(graph, at).1);
        let high = last(high, unclear, |at| sign(graph, at).0);
        let around = Interval::new(low, high);
        let bend = self.bend.on(graph, around);
        if bend.width() > MOST_DOUBT * bend.low() {
            return Err(Unclear);
        }
        let decimal = |value: f64| ExactValue { exact: None, value };
        let curvature = decimal(bend.midpoint());
        let test = Interval::point(3.0) * self.third.on(graph, around).square() - bend * self.fourth.on(graph, around);
        let at_border = if test.is_positive() {
            Behaviour::SlowAlternating
        } else if test.is_negative() {
            Behaviour::SlowlyLeaving
        } else {
            Behaviour::Borderline
        };
        let ranges = ranges(graph, curvature, false, at_border);
        Ok(Some(MinimumRates { at: vec![decimal(around.midpoint())], curvature, ranges }))
    }
}

/// As near to `end` as halving goes from `from`, where the condition holds: it holds at `from`.
fn last(mut from: f64, mut end: f64, holds: impl Fn(f64) -> bool) -> f64 {
    for _ in 0..MAX_HALVINGS {
        let middle = 0.5 * from + 0.5 * end;
        if middle == from || middle == end {
            break;
        }
        if holds(middle) { from = middle } else { end = middle }
    }
    from
}

/// A point that is unlikely to be a zero of the derivative, as the centre often is.
fn off_centre(piece: Interval) -> f64 {
    piece.low() + 0.4837 * (piece.high() - piece.low())
}

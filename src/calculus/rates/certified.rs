//! Other functions of one unknown: minima proved by bounds on the pieces of an interval.

use std::cmp::Ordering;

use super::found::{Behaviour, MinimumRates, Rates, ranges};
use crate::algebra::closed::{double, sign};
use crate::algebra::enclosure::enclose_closed;
use crate::algebra::normal::{difference, sum};
use crate::algebra::present::shown;
use crate::algebra::recognise::recognise;
use crate::algebra::{derivative, normalise};
use crate::calculus::Side;
use crate::calculus::convex::bounds::RangeBounds;
use crate::calculus::domain::{Component, domain};
use crate::calculus::exact_value::ExactValue;
use crate::expr::{ExprId, Graph, Symbol, substitute};
use crate::interrupt::Interrupt;
use crate::numeric::budget::{pieces, rounds};
use crate::numeric::format::significant;
use crate::numeric::{Interval, Rational, real};

/// Where minima are looked for if no box is given.
const USUAL: (f64, f64) = (-10.0, 10.0);

/// Pieces are not cut below this width, relative to the whole.
const NARROWEST: f64 = 1e-9;

/// The second derivative at a minimum is known to this part of itself, or no rates are told.
const MOST_DOUBT: f64 = 1e-11;

/// Closed forms are tried for a zero that is this near to them, relative to one plus its size.
const GUESS: f64 = 1e-12;

/// The minima inside a side, each proved to be one and alone in its interval.
pub(super) fn rates(graph: &mut Graph, f: ExprId, x: Symbol, side: Side, interrupt: &Interrupt) -> Rates {
    let stretches = match Smooth::new(graph, f, x, side) {
        Some(smooth) => vec![smooth],
        None if side == Side::ENTIRE => on_domain(graph, f, x, interrupt).unwrap_or_default(),
        None => Vec::new(),
    };
    if stretches.is_empty() {
        let note = "its second derivative is not known to exist all over the box".to_string();
        return Rates { note, ..Rates::default() };
    }
    let mut found = Rates::default();
    let mut notes = Vec::new();
    for smooth in stretches {
        let (minima, undecided) = smooth.minima(graph, interrupt);
        notes.push(smooth.note(graph, minima.is_empty(), undecided));
        found.minima.extend(minima);
    }
    found.note = notes.join("\n");
    found
}

/// The intervals that the domain consists of, where it is known and the function smooth inside each. What grows at an open
/// end is told from that end on, so that the end is 0 and left out.
fn on_domain(graph: &mut Graph, f: ExprId, x: Symbol, interrupt: &Interrupt) -> Option<Vec<Smooth>> {
    let domain = domain(graph, f);
    let set = domain.set(graph, x, interrupt);
    let pieces = set.filter(|_| domain.complete && domain.excluded.is_empty())?.pieces();
    let form = normalise(graph, f);
    let mut stretches = Vec::new();
    for Component { low, high } in pieces {
        let end = |end: Option<(ExprId, bool)>| end.map(|(id, _)| id);
        let side = Side { low: end(low), high: end(high) };
        if low.is_some() && low == high {
            continue;
        }
        if let Some(whole) = Smooth::new(graph, form, x, side) {
            stretches.push(whole);
            continue;
        }
        let middle = match (side.low, side.high) {
            (Some(_), Some(_)) => Rational::from_f64(off_centre(side.range(graph))),
            _ => None,
        };
        let middle = middle.map(|m| graph.rational(m));
        // The bounds of an end that is no double may be wide.
        if middle.is_some_and(|middle| side.holds(graph, middle) != Some(true)) {
            return None;
        }
        for (origin, side) in
            [(side.low, Side { low: side.low, high: middle }), (side.high, Side { low: middle, high: side.high })]
        {
            let Some(origin) = origin else { continue };
            stretches.push(Smooth::from(graph, form, x, (origin, side))?);
        }
    }
    Some(stretches)
}

/// The rate below which no step crosses a critical point: one over a bound of the second derivative on the box.
pub(super) fn uncrossing(graph: &mut Graph, f: ExprId, x: Symbol, side: Side, interrupt: &Interrupt) -> Option<f64> {
    let smooth = Smooth::new(graph, f, x, side)?;
    // A step stays in the box if it leads inward from both ends.
    for (end, leads_inward) in [(side.low?, Ordering::is_le as fn(Ordering) -> bool), (side.high?, Ordering::is_ge)] {
        let slope = substitute(graph, smooth.formulas[0], &[(x, end)]);
        sign(graph, slope).proved().filter(|order| leads_inward(*order))?;
    }
    let mut most = 0.0_f64;
    let step = smooth.whole.width() / pieces::LARGEST_BEND as f64;
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
    /// The side, counted from the origin, and the part of it that is looked at.
    side: Side,
    whole: Interval,
    unknown: Symbol,
    /// What the unknown is counted from.
    origin: ExprId,
    /// The first and the second derivative.
    formulas: [ExprId; 2],
    slope: RangeBounds,
    bend: RangeBounds,
    third: RangeBounds,
    fourth: RangeBounds,
}

impl Smooth {
    fn new(graph: &mut Graph, f: ExprId, x: Symbol, side: Side) -> Option<Smooth> {
        Smooth::from(graph, f, x, (ExprId::ZERO, side))
    }

    /// The same with the unknown counted from another number.
    fn from(graph: &mut Graph, f: ExprId, x: Symbol, (origin, side): (ExprId, Side)) -> Option<Smooth> {
        let f = moved(graph, f, (x, origin));
        let mut counted = |end: Option<ExprId>| end.map(|end| difference(graph, end, origin));
        let side = Side { low: counted(side.low), high: counted(side.high) };
        let whole = side.range(graph).intersect(&Interval::new(f64::MIN, f64::MAX));
        let whole = match (side.low, side.high) {
            (Some(_), Some(_)) => whole,
            (Some(_), None) => Interval::new(whole.low(), whole.low() + USUAL.1 - USUAL.0),
            (None, Some(_)) => Interval::new(whole.high() + USUAL.0 - USUAL.1, whole.high()),
            (None, None) => Interval::new(USUAL.0, USUAL.1),
        };
        // Minima are looked for inside, so an end at 0 is left out.
        let nonzero = whole.low() == 0.0 || whole.high() == 0.0;
        if whole.is_empty() || !RangeBounds::is_smooth(graph, f, (x, nonzero), whole) {
            return None;
        }
        let form = normalise(graph, f);
        let slope = derivative(graph, form, x);
        let bend = derivative(graph, slope, x);
        let third = derivative(graph, bend, x);
        let fourth = derivative(graph, third, x);
        let formulas = [slope, bend];
        let [slope, bend, third, fourth] = [slope, bend, third, fourth].map(|d| RangeBounds::new(d, x, nonzero));
        Some(Smooth { side, whole, unknown: x, origin, formulas, slope, bend, third, fourth })
    }

    /// All minima that are found, and whether there may be more.
    fn minima(&self, graph: &mut Graph, interrupt: &Interrupt) -> (Vec<MinimumRates>, bool) {
        let (mut found, mut open) = (Vec::new(), vec![self.whole]);
        let (mut pieces, mut undecided) = (0, false);
        while let Some(piece) = open.pop() {
            pieces += 1;
            if pieces > pieces::RATES || interrupt.is_set() {
                return (found, true);
            }
            let (slope, bend) = (self.slope.on(graph, piece), self.bend.on(graph, piece));
            if !slope.contains(0.0) || bend.is_negative() {
                continue;
            }
            if bend.is_positive() {
                match self.locate(graph, piece) {
                    Ok(minimum) => found.extend(minimum),
                    Err(Unclear) => undecided = true,
                }
                continue;
            }
            let middle = off_centre(piece);
            if piece.width() < NARROWEST * self.whole.width() || !(piece.low() < middle && middle < piece.high()) {
                undecided = true;
                continue;
            }
            open.push(Interval::new(middle, piece.high()));
            open.push(Interval::new(piece.low(), middle));
        }
        (found, undecided)
    }

    fn leaves_out_zero(&self) -> bool {
        self.whole.low() == 0.0 || self.whole.high() == 0.0
    }

    fn note(&self, graph: &mut Graph, none: bool, undecided: bool) -> String {
        let from = double(graph, self.origin);
        let mut told = |end: Option<ExprId>, looked_at: f64| {
            let end = end.map(|end| sum(graph, &[end, self.origin]));
            match end.filter(|&end| double(graph, end).is_nan()) {
                Some(end) => shown(graph, end),
                None => significant(looked_at + from, 6),
            }
        };
        let (low, high) = (told(self.side.low, self.whole.low()), told(self.side.high, self.whole.high()));
        let name = graph.name(self.unknown);
        match (none, undecided) {
            (true, false) => format!("it has no minimum inside {name} in {low}..{high}"),
            (true, true) => format!("whether it has a minimum in {name} in {low}..{high} was not decided"),
            (false, true) => format!("there may be more minima in {name} in {low}..{high}"),
            (false, false) => format!("these are all minima inside {name} in {low}..{high}, proved by bounds"),
        }
    }

    /// The zero of the slope in a piece that holds just one, and the second derivative there, in closed form: proved by the
    /// slope's being exactly 0 there.
    fn exact(&self, graph: &mut Graph, piece: Interval, near: f64) -> Option<[ExactValue; 2]> {
        let [slope, bend] = self.formulas;
        for guess in recognise(graph, near, GUESS * (1.0 + near.abs())) {
            let mut at = |formula: ExprId| {
                let put = substitute(graph, formula, &[(self.unknown, guess)]);
                normalise(graph, put)
            };
            let (slope, bend) = (at(slope), at(bend));
            let inside = enclose_closed(graph, guess).is_some_and(|e| e.range.is_subset_of(&piece));
            if inside && graph.is_zero(slope) {
                let place = sum(graph, &[guess, self.origin]);
                return Some([place, bend].map(|id| ExactValue { exact: Some(id), value: double(graph, id) }));
            }
        }
        None
    }

    /// The minimum in a piece on which the second derivative is above 0, if there is one.
    fn locate(&self, graph: &mut Graph, piece: Interval) -> Result<Option<MinimumRates>, Unclear> {
        let (mut low, mut high) = (piece.low(), piece.high());
        let sign = |graph: &Graph, at: f64| {
            let slope = self.slope.on(graph, Interval::point(at));
            (slope.is_positive(), slope.is_negative())
        };
        // An end at 0 that is left out: the slope rises, so a point near it where it is below 0, or above, does as well.
        let near = |from: f64| (1..rounds::RATES).map(move |k| from * real::powi(0.5, k as i32));
        if low == 0.0 && self.leaves_out_zero() {
            low = near(high).find(|&at| sign(graph, at).1).ok_or(Unclear)?;
        } else if high == 0.0 && self.leaves_out_zero() {
            high = near(low).find(|&at| sign(graph, at).0).ok_or(Unclear)?;
        }
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
        // The bounds of an end that is no double may be wide.
        if !self.side.holds_within(graph, &around).ok_or(Unclear)? {
            return Ok(None);
        }
        let bend = self.bend.on(graph, around);
        if bend.width() > MOST_DOUBT * bend.low() {
            return Err(Unclear);
        }
        let decimal = |value: f64| ExactValue { exact: None, value };
        let from = double(graph, self.origin);
        let [at, curvature] = self
            .exact(graph, piece, around.midpoint())
            .unwrap_or_else(|| [decimal(around.roundest() + from), decimal(bend.midpoint())]);
        let test = Interval::point(3.0) * self.third.on(graph, around).square() - bend * self.fourth.on(graph, around);
        let at_border = if test.is_positive() {
            Behaviour::SlowAlternating
        } else if test.is_negative() {
            Behaviour::SlowlyLeaving
        } else {
            Behaviour::Borderline
        };
        let ranges = ranges(graph, curvature, false, at_border);
        Ok(Some(MinimumRates { at: vec![at], curvature, ranges }))
    }
}

/// The expression with `x + origin` for `x`.
fn moved(graph: &mut Graph, f: ExprId, (x, origin): (Symbol, ExprId)) -> ExprId {
    if origin == ExprId::ZERO {
        return f;
    }
    let node = graph.symbol_node(x);
    let sum = graph.raw_sum(&[node, origin]);
    let moved = substitute(graph, f, &[(x, sum)]);
    normalise(graph, moved)
}

/// As near to `end` as halving goes from `from`, where the condition holds: it holds at `from`.
fn last(mut from: f64, mut end: f64, holds: impl Fn(f64) -> bool) -> f64 {
    for _ in 0..rounds::RATES {
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

//! Line searches: how methods choose the length of a step.
//!
//! None of the searches accepts a point where value or gradient is no finite number. Near the end of a convergence the
//! value no longer tells better from worse: it changes by less than it is rounded. There the slope decides, after Hager
//! and Zhang (2005, SIAM J. Optim. 16, p. 172): the "approximate Wolfe" condition.

mod backtrack;
mod exact;
mod polynomial;
mod wolfe;

#[cfg(test)]
mod tests;

use super::dense::dot;
use super::trace::norm;
use super::{Halt, Problem, Step};
use crate::interrupt::Interrupt;

pub use backtrack::{Backtrack, backtrack, inside};
pub use exact::{exact, quadratic};
pub use wolfe::{Wolfe, wolfe};

/// A share of the decrease that the slope promises is enough (Nocedal and Wright 2006, p. 33).
pub const DECREASE: f64 = 1e-4;

/// The search of methods whose first trial, 1, is mostly right.
pub const HALVING: Backtrack = Backtrack { first: 1.0, shrink: 0.5, share: DECREASE, strict: true };

/// The state that a method keeps between its searches: buffers for the points tried, and notes about them.
#[derive(Clone, Debug, Default)]
pub struct Room {
    point: Vec<f64>,
    gradient: Vec<f64>,
    coefficients: Vec<f64>,
    /// The departures of the method from its rule.
    pub notes: Notes,
}

impl Room {
    /// The gradient at the point tried last.
    pub fn gradient(&self) -> &[f64] {
        &self.gradient
    }

    /// Buffers for this many unknowns, without notes.
    pub fn for_unknowns(n: usize) -> Room {
        Room { point: vec![0.0; n], gradient: vec![0.0; n], ..Room::default() }
    }
}

/// A departure from the rule, with its count and its first step.
#[derive(Clone, Debug, Default)]
pub struct Notes(Vec<Note>);

#[derive(Clone, Debug)]
struct Note {
    what: &'static str,
    count: u64,
    first: u64,
    last: u64,
}

impl Notes {
    /// Counts a step at which this was done.
    pub fn say(&mut self, what: &'static str, k: u64) {
        match self.0.iter_mut().find(|note| note.what == what) {
            Some(note) if note.last == k => {}
            Some(note) => {
                note.count += 1;
                note.last = k;
            }
            None => self.0.push(Note { what, count: 1, first: k, last: k }),
        }
    }

    /// A sentence for each.
    pub fn sentences(&self) -> Vec<String> {
        let sentence = |note: &Note| match note.count {
            1 => format!("at step {} it {}", note.first, note.what),
            n => format!("at {n} steps, first at step {}, it {}", note.first, note.what),
        };
        self.0.iter().map(sentence).collect()
    }
}

/// The note on trial points at which the function has no value.
pub const OUTSIDE: &str = "shortened the step because the function is not defined farther on";

/// The note on trial points at which the value overflows.
const TOO_FAR: &str = "shortened the step because farther on the numbers are too large for doubles";

/// The note on trial points with a value for which the way to them could not be proved to lie in the domain.
const BEYOND: &str = "shortened the step because the function is not proved to be defined on all of the way";

/// A point of a line, with finite value and slope.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Sample {
    t: f64,
    value: f64,
    slope: f64,
}

/// The half-line `x + t*d`, `t > 0`, downhill from a point with known value and gradient.
pub struct Ray<'a> {
    problem: &'a mut dyn Problem,
    interrupt: &'a Interrupt,
    from: &'a [f64],
    direction: &'a [f64],
    room: &'a mut Room,
    k: u64,
    start: Sample,
    rounding: Option<f64>,
    /// The way is proved to lie in the domain up to this length, and could not be proved to from that one on.
    inside: f64,
    beyond: f64,
}

impl<'a> Ray<'a> {
    /// The line from the point of a step in some direction.
    pub fn new(step: &'a mut Step<'_>, from: &'a [f64], direction: &'a [f64], room: &'a mut Room) -> Ray<'a> {
        let start = Sample { t: 0.0, value: step.value, slope: dot(step.gradient, direction) };
        Ray {
            problem: &mut *step.problem,
            interrupt: step.interrupt,
            from,
            direction,
            room,
            k: step.k,
            start,
            rounding: None,
            inside: 0.0,
            beyond: f64::INFINITY,
        }
    }

    /// The end of a search that found nothing.
    fn no_progress(&self) -> Halt {
        no_progress(self.start.slope)
    }

    /// The slope at the start: below 0 for a way down.
    pub fn slope(&self) -> f64 {
        self.start.slope
    }

    /// The first length for a search that has none: a small part of the size of the point.
    pub fn short(&self) -> f64 {
        (1.0 + norm(self.from)) / (16.0 * norm(self.direction))
    }

    /// By how much the value falls with a step of this length, negative where it rises; none where the function is not
    /// defined there. Where rounding hides a decrease of this size, the slope decides, and all or nothing is promised.
    pub fn fall(&mut self, t: f64, promised: f64) -> Result<Option<f64>, Halt> {
        let Some(at) = self.sample(t)? else { return Ok(None) };
        let fall = self.start.value - at.value;
        let hidden = promised <= self.noise() && fall.abs() <= self.noise();
        Ok(Some(match hidden {
            true if at.slope.abs() < -self.start.slope => promised,
            true => -promised,
            false => fall,
        }))
    }

    /// Does a step of this length move the point at all?
    pub fn moves(&mut self, t: f64) -> bool {
        self.place(t)
    }

    /// Puts the point into the room; does it differ from the start?
    fn place(&mut self, t: f64) -> bool {
        walk(&mut self.room.point, self.from, self.direction, t);
        self.room.point != self.from
    }

    /// The value, if it is finite.
    fn value(&mut self, t: f64) -> Result<Option<f64>, Halt> {
        self.poll()?;
        self.place(t);
        let value = self.problem.value(&self.room.point);
        Ok(self.is_inside(t, value.is_finite()).then_some(value))
    }

    /// Value and slope, if value and gradient are finite.
    fn sample(&mut self, t: f64) -> Result<Option<Sample>, Halt> {
        self.poll()?;
        self.place(t);
        let Room { point, gradient, .. } = &mut *self.room;
        let value = self.problem.evaluate(point, gradient);
        let finite = value.is_finite() && gradient.iter().all(|g| g.is_finite());
        let slope = dot(gradient, self.direction);
        Ok(self.is_inside(t, finite).then_some(Sample { t, value, slope }))
    }

    /// Is the function defined at the point tried and all the way to it, so far as is known? A point beyond a pole may be
    /// lower than all others here.
    fn is_inside(&mut self, t: f64, defined: bool) -> bool {
        if !defined {
            let point = &self.room.point;
            let overflows = || self.problem.fault(point).is_some_and(|fault| fault.is_overflow());
            let too_far = point.iter().any(|x| !x.is_finite()) || overflows();
            self.room.notes.say(if too_far { TOO_FAR } else { OUTSIDE }, self.k);
            return false;
        }
        if (0.0..=self.inside).contains(&t) {
            return true;
        }
        let way = if t < self.beyond { self.problem.joins(self.from, &self.room.point) } else { Err(1.0) };
        match way {
            Ok(()) if t > 0.0 => self.inside = t,
            Err(share) if t > 0.0 => self.beyond = self.beyond.min(t * share),
            Ok(()) | Err(_) => {}
        }
        let joined = way.is_ok();
        if !joined {
            self.room.notes.say(BEYOND, self.k);
        }
        joined
    }

    fn poll(&self) -> Result<(), Halt> {
        if self.interrupt.is_set() { Err(Halt::Interrupted) } else { Ok(()) }
    }

    /// The least difference of two values that rounding cannot explain.
    fn noise(&mut self) -> f64 {
        if self.rounding.is_none() {
            let rounding = 2.0 * self.problem.rounding(self.from);
            self.rounding = Some(if rounding.is_finite() { rounding } else { 0.0 });
        }
        self.rounding.unwrap_or(0.0)
    }

    /// Is this value low enough for so long a step?
    fn falls_enough(&self, t: f64, value: f64, share: f64) -> bool {
        value <= self.start.value + share * t * self.start.slope
    }

    /// Is the decrease asked for smaller than what rounding hides, and the value the same but for rounding?
    fn is_hidden(&mut self, t: f64, value: f64, share: f64) -> bool {
        // Asked first because it costs nothing.
        let near = (value - self.start.value).abs() <= 1e-6 * self.start.value.abs().max(value.abs()).max(1.0);
        near && share * t * -self.start.slope <= self.noise() && value <= self.start.value + self.noise()
    }

    /// Does the slope there confirm that the value has fallen? For a quadratic this is the same as enough of a decrease.
    fn is_flatter(&self, at: Sample, share: f64) -> bool {
        at.slope <= (2.0 * share - 1.0) * self.start.slope
    }

    /// Is this point low enough, by its value or, where rounding hides that, by its slope?
    fn is_low(&mut self, at: Sample, share: f64) -> bool {
        self.falls_enough(at.t, at.value, share) || self.is_flatter(at, share) && self.is_hidden(at.t, at.value, share)
    }
}

/// `point <- from + t*d`
fn walk(point: &mut [f64], from: &[f64], direction: &[f64], t: f64) {
    for ((p, x), d) in point.iter_mut().zip(from).zip(direction) {
        *p = x + t * d;
    }
}

/// `point <- point + t*d`, rounded as in the searches, so that the point reached is the one that was tried.
pub fn advance(point: &mut [f64], direction: &[f64], t: f64) {
    for (p, d) in point.iter_mut().zip(direction) {
        *p += t * d;
    }
}

/// The end of a search that found nothing, along a direction with this slope: with one beyond the largest double it could
/// not tell how much a step has to lower the value.
pub fn no_progress(slope: f64) -> Halt {
    if !slope.is_finite() {
        return Halt::TooLarge;
    }
    Halt::NoProgress("no step that was tried along the direction lowers the value".into())
}

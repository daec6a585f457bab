//! A claimed derivative against difference quotients at one point, with a bound on the error of the quotients.
//!
//! Where `f` has three derivatives, `(f(x+h) - f(x-h)) / 2h` differs from `f'(x)` by at most `h²/6` times the largest size of
//! `f'''` between `x-h` and `x+h` (Taylor's theorem; Burden, Faires, Numerical Analysis, section 4.1). Interval arithmetic
//! encloses `f'''`, and the quotient is computed in decimals, so the step can be so small that the bound is too.
//!
//! The rules that gave the claim also give `f'''`, and yet the check is independent of them. A wrong claim passes only if the
//! bound covers its error, which takes an `f'''` about 10^30 times as large as that: the bound is stated, and points where it
//! is not small do not count. And `f'''` has to be right about the quotients of steps `h` and `h/2`, whose difference it bounds.

use crate::algebra::derivative;
use crate::algebra::enclosure::{IntervalProgram, Workspace};
use crate::expr::{ExprId, Graph, NoDigits, Number, Symbol, digits_of, reach, substitute};
use crate::numeric::budget::nodes;
use crate::numeric::finite_difference;
use crate::numeric::{BallError, Interval, Quality, Rational, real};
use crate::tape::{LowerError, Tape, lower};

/// The steps of the quotients in decimals, relative to the point, as powers of two. Fast oscillations need the smaller one.
const STEPS: [i32; 4] = [-50, -80, -120, -180];
/// The steps of the quotients in intervals, of which the best counts.
const WIDE_STEPS: [f64; 6] =
    [1.0 / 256.0, 1.0 / 4096.0, 1.0 / 65_536.0, 1.0 / 1_048_576.0, 1.0 / 16_777_216.0, 1.0 / 268_435_456.0];
/// The relative distance from a point within which there must be no pole, kink or jump.
const GUARD: f64 = 1.0 / 1_048_576.0;
/// The digits to which the difference of claim and quotient is computed, relative to the claim.
const DIGITS: usize = 40;
/// The largest relative bound of a comparison that counts.
const LARGEST_BOUND: f64 = 1e-6;
/// Sizes below this are 0 in doubles.
const TINY: f64 = 1e-290;

/// A function, and a claim about its derivative with respect to one unknown.
pub(super) struct Claim<'c> {
    /// The function, as written.
    pub function: ExprId,
    /// The claimed derivative.
    pub claimed: ExprId,
    /// The unknowns.
    pub unknowns: &'c [Symbol],
    /// The one it is differentiated by.
    pub index: usize,
}

/// The outcome at one point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Looked {
    /// The two were compared.
    Compared(QuotientComparison),
    /// It is near a pole, kink or jump.
    LeftOut,
    /// Nothing bounds the error of a quotient tightly enough: neither the claim nor its opposite follows.
    NotCompared,
    /// The function has no value there, or none within the range of doubles.
    NoValue,
}

/// A claim and a difference quotient at a point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct QuotientComparison {
    /// How much they differ, relative to the claim.
    pub error: f64,
    /// The bound on that difference.
    pub bound: f64,
    /// Whether the difference is within the bound.
    pub agrees: bool,
    /// Whether the bound is proved, or estimated from several quotients.
    pub proved: bool,
}

/// A claim that is compiled for comparison at many points.
pub(super) struct Comparer<'c> {
    claim: &'c Claim<'c>,
    function: Tape,
    claimed: Tape,
    work: Vec<f64>,
    bounds: Option<Bounds>,
}

/// Encloses the function and the claim, and where there is one the third derivative.
struct Bounds {
    program: IntervalProgram,
    workspace: Workspace,
}

/// The outputs of the program, by position: the function, the claimed derivative, the second and third derivatives.
const FUNCTION: usize = 0;
const CLAIMED: usize = 1;
const SECOND: usize = 2;
const THIRD: usize = 3;

/// The sizes at a point.
struct Neighbourhood<'p> {
    point: &'p [f64],
    /// The size of the claim there, which errors are relative to.
    size: f64,
    /// What a claim that is 0 would be added to.
    scale: f64,
}

impl<'c> Comparer<'c> {
    /// Prepares to compare.
    pub(super) fn new(graph: &mut Graph, claim: &'c Claim<'c>) -> Result<Comparer<'c>, LowerError> {
        let function = lower(graph, &[claim.function], claim.unknowns)?;
        let claimed = lower(graph, &[claim.claimed], claim.unknowns)?;
        let bounds = Bounds::of(graph, claim);
        Ok(Comparer { claim, function, claimed, work: Vec::new(), bounds })
    }

    /// The most nodes that a comparison at a point adds to the graph.
    pub(super) fn cost(&self, graph: &Graph) -> usize {
        5 * reach(graph, &[self.claim.function, self.claim.claimed]).order.len()
    }

    /// Compares at a point.
    pub(super) fn look(&mut self, graph: &mut Graph, point: &[f64]) -> Looked {
        let value = self.function.value(point, &mut self.work);
        let slope = self.claimed.value(point, &mut self.work);
        if !value.is_finite() {
            return Looked::NoValue;
        }
        let Some(bounds) = &mut self.bounds else { return self.estimated(point, slope) };
        let around = around(point, GUARD);
        bounds.program.evaluate(&mut bounds.workspace, &around, 2);
        if bounds.output(FUNCTION).quality != Quality::Smooth {
            return Looked::LeftOut;
        }
        if slope.is_nan() && self.has_no_value(graph, point) {
            return Looked::Compared(QuotientComparison {
                error: f64::INFINITY,
                bound: 0.0,
                agrees: false,
                proved: true,
            });
        }
        let Some(place) = self.place(point, value, slope) else { return Looked::NoValue };
        let in_decimals = STEPS.iter().find_map(|&step| self.in_decimals(graph, &place, real::powi(2.0, step)));
        let compared = in_decimals.or_else(|| self.in_intervals(&place));
        match compared {
            Some(comparison) => Looked::Compared(comparison),
            None => self.estimated(point, slope),
        }
    }

    /// The sizes at a point; `None` where doubles do not reach them.
    fn place<'p>(&mut self, point: &'p [f64], value: f64, slope: f64) -> Option<Neighbourhood<'p>> {
        let x = point[self.claim.index].abs().max(TINY);
        // A claim that is 0 only in doubles is too small for them.
        let constant = self.bounds.as_ref().is_none_or(|b| b.output(CLAIMED).range.is_point());
        if slope == 0.0 && !constant {
            return None;
        }
        if !slope.is_finite() || slope != 0.0 && slope.abs() < TINY {
            return None;
        }
        let scale = if slope == 0.0 { (value / x).abs() } else { slope.abs() };
        let scale = if scale < TINY { 1.0 } else { scale };
        scale.is_finite().then_some(Neighbourhood { point, size: scale, scale: 2.0 * scale })
    }

    /// Whether the claim certainly has no value at a point.
    fn has_no_value(&mut self, graph: &mut Graph, point: &[f64]) -> bool {
        let Some(bindings) = exactly(graph, self.claim.unknowns, point) else { return false };
        let put = substitute(graph, self.claim.claimed, &bindings);
        matches!(digits_of(graph, put, DIGITS), Err(NoDigits::Ball(BallError::OutOfDomain)))
    }

    /// With a small step, in decimals, at steps `h` and `h/2`.
    fn in_decimals(&mut self, graph: &mut Graph, place: &Neighbourhood<'_>, step: f64) -> Option<QuotientComparison> {
        let x = place.point[self.claim.index];
        let step = step * x.abs().max(TINY);
        let mut sides: Vec<Interval> = place.point.iter().map(|&v| Interval::point(v)).collect();
        sides[self.claim.index] = Interval::new((x - step).next_down(), (x + step).next_up());
        let third = self.bounds.as_mut()?.third(&sides)?;
        let allowed = above(step * step / 6.0 * third);
        let bindings = exactly(graph, self.claim.unknowns, place.point)?;
        let step = Rational::from_f64(step)?;
        let half = &step * &Rational::new(1, 2)?;
        let wide = self.quotient(graph, &bindings, &step)?;
        let narrow = self.quotient(graph, &bindings, &half)?;
        // Their difference is at most the sum of both bounds.
        let (gap, rounding) = difference_of(graph, wide, narrow, place.scale)?;
        if gap.abs() > above(1.25 * allowed) + rounding {
            return None;
        }
        let claimed = substitute(graph, self.claim.claimed, &bindings);
        let (error, rounding) = difference_of(graph, claimed, wide, place.scale)?;
        comparison(error.abs(), above(allowed + rounding), place.size)
    }

    /// `(f(x+h) - f(x-h)) / 2h`
    fn quotient(&self, graph: &mut Graph, at: &[(Symbol, ExprId)], step: &Rational) -> Option<ExprId> {
        let x = graph.as_rational(at[self.claim.index].1)?.clone();
        let mut moved = at.to_vec();
        moved[self.claim.index].1 = graph.rational(&x + step);
        let right = substitute(graph, self.claim.function, &moved);
        moved[self.claim.index].1 = graph.rational(&x - step);
        let left = substitute(graph, self.claim.function, &moved);
        let left = graph.raw_negation(left);
        let rise = graph.raw_sum(&[right, left]);
        let run = graph.rational((step + step).recip().ok()?);
        Some(graph.raw_product(&[run, rise]))
    }

    /// With larger steps, in intervals: for functions without decimals.
    fn in_intervals(&mut self, place: &Neighbourhood<'_>) -> Option<QuotientComparison> {
        let index = self.claim.index;
        let x = place.point[index];
        let bounds = self.bounds.as_mut()?;
        let mut sides: Vec<Interval> = place.point.iter().map(|&v| Interval::point(v)).collect();
        bounds.program.evaluate(&mut bounds.workspace, &sides, 2);
        let claimed = bounds.output(CLAIMED).range;
        let mut best: Option<(Interval, f64)> = None;
        for step in WIDE_STEPS {
            let step = step * x.abs().max(TINY);
            let (low, high) = (x - step, x + step);
            // The formula wants the point in the middle, exactly.
            let step = high - x;
            if step <= 0.0 || x - low != step {
                continue;
            }
            sides[index] = Interval::new(low, high);
            let Some(third) = bounds.third(&sides) else { continue };
            let mut value_at = |at: f64| {
                sides[index] = Interval::point(at);
                bounds.program.evaluate(&mut bounds.workspace, &sides, 1);
                bounds.output(FUNCTION).range
            };
            let rise = value_at(high) - value_at(low);
            let gap = claimed - rise / Interval::point(2.0 * step);
            let allowed = above(step * step / 6.0 * third);
            let smaller = |(g, a): &(Interval, f64)| gap.width() + allowed < g.width() + a;
            if gap.is_bounded() && !gap.is_empty() && best.as_ref().is_none_or(smaller) {
                best = Some((gap, allowed));
            }
        }
        let (gap, allowed) = best?;
        // The gap is somewhere in its interval: around the middle, half its width is rounding.
        comparison(gap.midpoint().abs(), above(allowed + 0.5 * gap.width()), place.size)
    }

    /// By extrapolation, where nothing bounds the error of a quotient: it can support the claim, and refutes nothing.
    fn estimated(&mut self, point: &[f64], slope: f64) -> Looked {
        let x = point[self.claim.index];
        let (mut at, work, function) = (point.to_vec(), &mut self.work, &self.function);
        let index = self.claim.index;
        let estimate = finite_difference::derivative(
            &mut |moved| {
                at[index] = moved;
                function.value(&at, work)
            },
            x,
        );
        let size = slope.abs().max(estimate.value.abs()).max(LARGEST_BOUND);
        let error = (slope - estimate.value).abs() / size;
        let bound = (100.0 * estimate.error / size).max(1e-7);
        // An oscillation that is faster than the steps, or a kink or pole between them, looks like a wrong claim.
        let supports = slope.is_finite() && estimate.error <= 1e-4 * size && error <= bound;
        if !supports {
            return Looked::NotCompared;
        }
        Looked::Compared(QuotientComparison { error, bound, agrees: true, proved: false })
    }
}

impl Bounds {
    fn of(graph: &mut Graph, claim: &Claim<'_>) -> Option<Bounds> {
        let x = claim.unknowns[claim.index];
        let mut outputs = vec![claim.function, claim.claimed];
        let short = |graph: &Graph, id: ExprId| reach(graph, &[id]).order.len() <= nodes::THIRD_DERIVATIVE;
        if short(graph, claim.function) {
            let first = derivative(graph, claim.function, x);
            let second = if short(graph, first) { Some(derivative(graph, first, x)) } else { None };
            if let Some(second) = second.filter(|&d| short(graph, d)) {
                let third = derivative(graph, second, x);
                outputs.extend([second, third]);
            }
        }
        let program = IntervalProgram::new(graph, &outputs, claim.unknowns)
            .or_else(|_| IntervalProgram::new(graph, &outputs[..2], claim.unknowns))
            .ok()?;
        let workspace = Workspace::new(&program);
        Some(Bounds { program, workspace })
    }

    fn output(&self, output: usize) -> crate::numeric::Enclosure {
        self.workspace.output(&self.program, output)
    }

    /// The largest size of the third derivative on a box, if it exists on the whole of it.
    fn third(&mut self, sides: &[Interval]) -> Option<f64> {
        if self.program.outputs() <= THIRD {
            return None;
        }
        self.program.evaluate(&mut self.workspace, sides, THIRD + 1);
        let third = self.output(THIRD);
        let smooth = [FUNCTION, SECOND].iter().all(|&o| self.output(o).quality == Quality::Smooth);
        let known = smooth && third.quality > Quality::Partial && third.range.is_bounded() && !third.range.is_empty();
        known.then(|| third.range.magnitude())
    }
}

/// The box around a point, relative to it.
fn around(point: &[f64], radius: f64) -> Vec<Interval> {
    point.iter().map(|&x| Interval::new(x - radius * x.abs(), x + radius * x.abs())).collect()
}

/// The unknowns with their exact values.
fn exactly(graph: &mut Graph, unknowns: &[Symbol], point: &[f64]) -> Option<Vec<(Symbol, ExprId)>> {
    unknowns.iter().zip(point).map(|(&s, &x)| Some((s, graph.rational(Rational::from_f64(x)?)))).collect()
}

/// The difference of two closed numbers, and what its rounding may be. A number of their size is added and taken away again:
/// digits of the difference alone would not settle where it is 0.
fn difference_of(graph: &mut Graph, a: ExprId, b: ExprId, size: f64) -> Option<(f64, f64)> {
    let beside = Rational::from_f64(size)?;
    let (added, negated) = (graph.rational(beside.clone()), graph.raw_negation(b));
    let sum = graph.raw_sum(&[added, a, negated]);
    let Number { value, .. } = digits_of(graph, sum, DIGITS).ok()?;
    let rounding = value.to_f64().abs() * DIGIT;
    Some(((&value - &beside).to_f64(), above(rounding)))
}

/// One unit in the last of the digits, relative to the number: no bound is smaller.
const DIGIT: f64 = 1e-39;

/// A bound with room for the rounding of its own computation.
fn above(bound: f64) -> f64 {
    bound * (1.0 + 1e-9) + f64::MIN_POSITIVE
}

fn comparison(error: f64, bound: f64, size: f64) -> Option<QuotientComparison> {
    let relative = (bound / size).max(DIGIT);
    // A contradiction counts however wide the bound is.
    let agrees = error <= bound;
    (relative <= LARGEST_BOUND || !agrees).then_some(QuotientComparison {
        error: error / size,
        bound: relative,
        agrees,
        proved: true,
    })
}

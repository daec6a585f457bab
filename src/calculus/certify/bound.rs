//! What can be shown of a function on one box: that nothing there is least, or that less of the box needs a look.

use super::candidates::FacePosition;
use super::local::is_positive_definite;
use super::newton::{Active, NewtonOutcome, Sides, System};
use crate::algebra::enclosure::Workspace;
use crate::numeric::budget::unknowns;
use crate::numeric::{Interval, Quality};

/// A part of a face of the region.
#[derive(Clone, Copy, Debug)]
pub(super) struct FacePart {
    pub sides: Sides,
    pub ends: [FacePosition; unknowns::BOXES],
    /// A lower bound for the function on it.
    pub lower: f64,
}

impl FacePart {
    /// The unknowns that are not fixed by the face.
    pub fn active(&self, unknowns: usize) -> Active {
        Active::of((0..unknowns).filter(|&i| self.ends[i] == FacePosition::Inside))
    }
}

/// What is left of a piece.
#[derive(Clone, Copy, Debug)]
pub(super) enum BoundOutcome {
    /// No minimiser is on it.
    Nothing,
    /// Exactly one critical point of the face, in these sides, with a positive definite Hessian matrix.
    Minimiser(Sides),
    /// To be looked at again in parts.
    Part(Examined),
}

/// A piece with what has been found about it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Examined {
    pub piece: FacePart,
    /// Bounds for the function.
    pub range: Interval,
    /// Is the function known to be smooth there?
    pub smooth: bool,
    /// Is the function constant there?
    pub level: bool,
    /// How much the function changes along each unknown, by the bounds of its gradient.
    pub smear: [f64; unknowns::BOXES],
}

/// The function with its gradient and Hessian matrix, and the tests.
pub(super) struct Tests<'s> {
    pub system: &'s System,
    /// The least value is at most this.
    pub upper: f64,
}

impl Tests<'_> {
    fn unknowns(&self) -> usize {
        self.system.program.unknowns()
    }

    /// All tests in turn.
    pub fn examine(&self, w: &mut Workspace, piece: &FacePart) -> BoundOutcome {
        let n = self.unknowns();
        let program = &self.system.program;
        let mut piece = *piece;
        program.evaluate(w, &piece.sides[..n], 1);
        let value = w.output(program, 0);
        if value.range.is_empty() || value.range.low() > self.upper {
            return BoundOutcome::Nothing;
        }
        if !self.contract(w, &mut piece) {
            return BoundOutcome::Nothing;
        }
        piece.lower = piece.lower.max(value.range.low());
        let mut examined = Examined {
            piece,
            range: value.range,
            smooth: value.quality == Quality::Smooth,
            level: false,
            smear: [f64::INFINITY; unknowns::BOXES],
        };
        if value.quality < Quality::Continuous {
            return BoundOutcome::Part(examined);
        }
        self.by_gradient(w, &mut examined)
    }

    /// Keeps the part of the box where the function may be below the upper bound. Cut sides are widened by the smallest
    /// amount, so that a minimiser lies inside what is left and the tests of slopes see both sides of it.
    fn contract(&self, w: &mut Workspace, piece: &mut FacePart) -> bool {
        let program = &self.system.program;
        if self.upper == f64::INFINITY {
            return true;
        }
        if !program.require(w, 0, Interval::new(f64::NEG_INFINITY, self.upper)) {
            return false;
        }
        for i in 0..self.unknowns() {
            let left = program.side(w, i);
            if left.is_empty() {
                return false;
            }
            let side = piece.sides[i];
            piece.sides[i] = Interval::new(left.low().next_down(), left.high().next_up()).intersect(&side);
        }
        true
    }

    /// The tests that need the gradient; the function is continuous on the piece.
    fn by_gradient(&self, w: &mut Workspace, examined: &mut Examined) -> BoundOutcome {
        let n = self.unknowns();
        let program = &self.system.program;
        program.evaluate(w, &examined.piece.sides[..n], 1 + n);
        let value = w.output(program, 0);
        examined.range = examined.range.intersect(&value.range);
        examined.smooth |= value.quality == Quality::Smooth;
        let mut slopes = [Interval::ENTIRE; unknowns::BOXES];
        let mut smooth = examined.smooth;
        let mut bounded = true;
        for i in 0..n {
            let slope = w.output(program, 1 + i);
            let known = slope.quality >= Quality::Defined;
            slopes[i] = if known && !slope.range.is_empty() { slope.range } else { Interval::ENTIRE };
            smooth &= slope.quality == Quality::Smooth;
            bounded &= slopes[i].is_bounded() && examined.piece.sides[i].is_bounded();
            let rules_out = match examined.piece.ends[i] {
                FacePosition::Inside => known && (slopes[i].is_positive() || slopes[i].is_negative()),
                // Inward it falls.
                FacePosition::Low => examined.smooth && slopes[i].is_negative(),
                FacePosition::High => examined.smooth && slopes[i].is_positive(),
                FacePosition::Pinned => false,
            };
            if rules_out {
                return BoundOutcome::Nothing;
            }
            examined.smear[i] = slopes[i].magnitude() * examined.piece.sides[i].width();
        }
        let active = examined.piece.active(n);
        examined.level = active.list().iter().all(|&i| slopes[i] == Interval::ZERO);
        if bounded && !self.by_mean_value(w, examined, &slopes) {
            return BoundOutcome::Nothing;
        }
        if smooth { self.by_hessian(w, examined) } else { BoundOutcome::Part(*examined) }
    }

    /// `f(x)` is in `f(c) + g·(x - c)`: a lower bound, and less of the box where it must be low enough. The centre is chosen so
    /// that the lower bound is best (Baumann). False if nothing is left.
    fn by_mean_value(&self, w: &mut Workspace, examined: &mut Examined, slopes: &Sides) -> bool {
        let n = self.unknowns();
        let program = &self.system.program;
        let mut centre = examined.piece.sides;
        for i in 0..n {
            centre[i] = Interval::point(best_centre(examined.piece.sides[i], slopes[i]));
        }
        program.evaluate(w, &centre[..n], 1);
        let middle = w.output(program, 0).range;
        let mut terms = [Interval::ZERO; unknowns::BOXES];
        let mut whole = middle;
        for i in 0..n {
            terms[i] = slopes[i] * (examined.piece.sides[i] - centre[i]);
            whole = whole + terms[i];
        }
        examined.range = examined.range.intersect(&whole);
        if examined.range.is_empty() || examined.range.low() > self.upper {
            return false;
        }
        examined.piece.lower = examined.piece.lower.max(examined.range.low());
        for i in 0..n {
            let others = (0..n).filter(|&j| j != i).fold(middle, |sum, j| sum + terms[j]);
            // slope * (x - c) <= upper - others
            let most = Interval::new(f64::NEG_INFINITY, (Interval::point(self.upper) - others).high());
            let side = examined.piece.sides[i];
            let left = super::contract::quotient(most, slopes[i], side - centre[i]);
            let kept = (centre[i] + left).intersect(&side);
            if kept.is_empty() {
                return false;
            }
            let widened = Interval::new(kept.low().next_down(), kept.high().next_up());
            examined.piece.sides[i] = widened.intersect(&side);
        }
        true
    }

    /// The tests that need second derivatives; function and gradient are smooth on the piece.
    fn by_hessian(&self, w: &mut Workspace, examined: &mut Examined) -> BoundOutcome {
        let active = examined.piece.active(self.unknowns());
        let sides = examined.piece.sides;
        let Some(hessian) = self.system.jacobian(w, &sides, &active) else { return BoundOutcome::Part(*examined) };
        let m = active.list().len();
        if (0..m).any(|k| hessian[k * m + k].is_negative()) {
            return BoundOutcome::Nothing;
        }
        if m == 0 {
            return BoundOutcome::Part(*examined);
        }
        match self.system.step_with(w, &sides, &active, &hessian) {
            NewtonOutcome::Empty => BoundOutcome::Nothing,
            NewtonOutcome::Unique(part) if is_positive_definite(&hessian, m) => BoundOutcome::Minimiser(part),
            NewtonOutcome::Unique(part) | NewtonOutcome::Narrowed(part) => {
                examined.piece.sides = part;
                BoundOutcome::Part(*examined)
            }
            NewtonOutcome::Stuck => BoundOutcome::Part(*examined),
        }
    }
}

/// The centre for which the mean value form has the greatest lower bound.
fn best_centre(side: Interval, slope: Interval) -> f64 {
    let (down, up) = (slope.low(), slope.high());
    if down >= 0.0 {
        return side.low();
    }
    if up <= 0.0 {
        return side.high();
    }
    let centre = (up * side.low() - down * side.high()) / (up - down);
    if centre.is_finite() { centre.clamp(side.low(), side.high()) } else { side.midpoint() }
}

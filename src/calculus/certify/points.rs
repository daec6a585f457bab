//! Upper bounds for the search: values at points, the ways down from them, exact values at short points, and the boxes
//! around minimisers in which they are alone.

use super::bound::{Examined, FacePart};
use super::candidates::FacePosition;
use super::descend::{descend, height};
use super::exact;
use super::local::is_positive_definite;
use super::minimum::{BranchAndBound, subset};
use super::newton::Coordinates;
use crate::interrupt::Interrupt;
use crate::numeric::budget::{candidates, rounds, unknowns};
use crate::numeric::{Interval, Rational};

/// Evaluations in a descent, roughly.
const DESCENT_COST: usize = 200;
/// The digits of points at which the value may be exact.
const SHORT_DIGITS: [usize; 3] = [2, 4, 7];
/// 1/g, 1/g^2, … for the root g of g^(n+1) = g + 1: spreads points evenly (Roberts 2018).
const RECURRENCE: [[f64; unknowns::BOXES]; unknowns::BOXES] = [
    [0.618_033_988_749_894_9, 0.0, 0.0, 0.0],
    [0.754_877_666_246_692_8, 0.569_840_290_998_053_3, 0.0, 0.0],
    [0.819_172_513_396_164_4, 0.671_043_606_703_789_3, 0.549_700_477_901_997_4, 0.0],
    [0.856_674_883_854_502_9, 0.733_891_856_627_150_2, 0.628_706_721_037_808_6, 0.538_597_257_223_612_5],
];

impl BranchAndBound<'_> {
    /// The middle of a piece as an upper bound; where that is a new best, the way down from there.
    pub(super) fn try_points(&mut self, examined: &Examined) {
        let n = self.unknowns();
        let mut point = [0.0; unknowns::BOXES];
        for i in 0..n {
            point[i] = examined.piece.sides[i].midpoint();
        }
        let value = height(self.system, &mut self.workspace, &point);
        if value < self.upper {
            self.walk_down(point);
        } else if !examined.smooth && examined.piece.lower < self.upper {
            self.try_short(&point, value);
        }
    }

    /// Descends from a point, tries short numbers near the end, and isolates the minimiser there.
    fn walk_down(&mut self, start: Coordinates) {
        let (end, value) = descend(self.system, &mut self.workspace, &self.region, start);
        self.steps += DESCENT_COST * self.system.program.cost(1);
        self.lower_to(value);
        self.try_short(&end, value);
        self.try_isolating(&end);
    }

    /// Short numbers near a point: there the value may be exact.
    fn try_short(&mut self, point: &Coordinates, value: f64) {
        let n = self.unknowns();
        for digits in SHORT_DIGITS {
            if self.exact_left == 0 {
                return;
            }
            let short: Option<Vec<Rational>> =
                point[..n].iter().map(|&x| exact::short(exact::clean(x), digits)).collect();
            let Some(short) = short else { return };
            let mut near = [0.0; unknowns::BOXES];
            for (i, x) in short.iter().enumerate() {
                near[i] = x.to_f64();
            }
            let is_inside = |i: usize| {
                let x = Rational::from_f64(self.region[i].low()).is_none_or(|low| low <= short[i]);
                x && Rational::from_f64(self.region[i].high()).is_none_or(|high| short[i] <= high)
            };
            if !(0..n).all(is_inside) {
                continue;
            }
            let sides = near.map(Interval::point);
            self.system.program.evaluate(&mut self.workspace, &sides[..n], 1);
            let rough = self.workspace.output(&self.system.program, 0).range;
            let promising = !rough.is_empty() && rough.low() <= self.upper.min(value) && rough.high() > rough.low();
            if !promising || rough.width() > 1e-3 * rough.magnitude().max(1.0) {
                continue;
            }
            self.exact_left -= 1;
            if let Some(exact) = exact::value_at(self.graph, self.f, self.symbols, &short) {
                self.lower_to(exact.high());
            }
        }
    }

    /// Proves the minimiser near a point, with as large a box around it as can be, so that the search need not look there.
    fn try_isolating(&mut self, point: &Coordinates) {
        let n = self.unknowns();
        let mut ends = [FacePosition::Pinned; unknowns::BOXES];
        let mut reach = f64::INFINITY;
        for i in 0..n {
            ends[i] = match self.region[i] {
                side if side.is_point() => FacePosition::Pinned,
                side if point[i] <= side.low() => FacePosition::Low,
                side if point[i] >= side.high() => FacePosition::High,
                side => {
                    reach = reach.min(0.25 * side.width());
                    FacePosition::Inside
                }
            };
        }
        let piece = FacePart { sides: point.map(Interval::point), ends, lower: f64::NEG_INFINITY };
        let active = piece.active(n);
        if active.list().is_empty() {
            return;
        }
        self.steps += DESCENT_COST * self.system.cost() / 4;
        let found = self.system.isolate(&mut self.workspace, &piece.sides, &active, reach.min(1e3));
        let Some((mut alone, place)) = found else { return };
        if !subset(&place, &self.region, n) {
            return;
        }
        // The zero of the gradient is a minimiser where the matrix is definite; a smaller box may show it.
        for _ in 0..rounds::ISOLATING {
            let definite = self.system.jacobian(&mut self.workspace, &alone, &active);
            if definite.is_some_and(|h| is_positive_definite(&h, active.list().len())) {
                self.add(ends, alone, place);
                return;
            }
            for i in 0..n {
                let (c, r) = (place[i].midpoint(), 0.25 * alone[i].width());
                alone[i] = if ends[i] == FacePosition::Inside { Interval::new(c - r, c + r) } else { alone[i] };
            }
            if !subset(&place, &alone, n) {
                return;
            }
        }
    }

    /// First upper bounds: points spread over the region, and the ways down from the lowest.
    pub(super) fn sample(&mut self, interrupt: &Interrupt) {
        let n = self.unknowns();
        let mut points: Vec<(f64, Coordinates)> = Vec::with_capacity(candidates::SAMPLES);
        for k in 0..candidates::SAMPLES {
            let mut point = [0.0; unknowns::BOXES];
            for i in 0..n {
                // The additive recurrence of Roberts; the first point is the middle.
                let share = (0.5 + k as f64 * RECURRENCE[n - 1][i]).fract();
                point[i] = spread(self.region[i], share);
            }
            let value = height(self.system, &mut self.workspace, &point);
            if value < f64::INFINITY {
                points.push((value, point));
            }
        }
        self.steps += candidates::SAMPLES * self.system.program.cost(1);
        points.sort_by(|a, b| a.0.total_cmp(&b.0));
        for (_, point) in points.into_iter().take(candidates::DESCENTS) {
            if interrupt.is_set() {
                return;
            }
            self.walk_down(point);
        }
    }
}

/// A point of a side; of unbounded sides one not far from 0 or from the end.
fn spread(side: Interval, share: f64) -> f64 {
    // Far enough to leave the neighbourhood of the end, near enough for functions that grow fast.
    const REACH: f64 = 20.0;
    let (low, high) = match (side.low().is_finite(), side.high().is_finite()) {
        (true, true) => (side.low(), side.high()),
        (true, false) => (side.low(), side.low() + REACH),
        (false, true) => (side.high() - REACH, side.high()),
        (false, false) => (-REACH, REACH),
    };
    (low + share * (high - low)).clamp(low, high)
}

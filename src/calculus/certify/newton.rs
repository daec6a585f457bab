//! Interval Newton steps on a square system: boxes without a zero, boxes with exactly one.
//!
//! Sources: Krawczyk 1969; Hansen and Sengupta 1981; Neumaier, Interval Methods for Systems of Equations, 1990.

use super::contract::quotient;
use super::local::{IntervalMatrix, inverse_of_middle};
use crate::algebra::enclosure::{IntervalProgram, Workspace};
use crate::numeric::budget::unknowns;
use crate::numeric::{Interval, Quality};

/// The sides of a box; those behind the number of unknowns are not used.
pub(super) type Sides = [Interval; unknowns::BOXES];
pub(super) type Coordinates = [f64; unknowns::BOXES];

/// Some of the unknowns, in ascending order; the others stay where they are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Active {
    list: [usize; unknowns::BOXES],
    count: usize,
}

impl Active {
    pub(super) fn of(chosen: impl Iterator<Item = usize>) -> Active {
        let mut active = Active { list: [0; unknowns::BOXES], count: 0 };
        for i in chosen.take(unknowns::BOXES) {
            active.list[active.count] = i;
            active.count += 1;
        }
        active
    }

    pub(super) fn all(count: usize) -> Active {
        Active::of(0..count)
    }

    pub(super) fn list(&self) -> &[usize] {
        &self.list[..self.count]
    }
}

/// Equations and their Jacobian matrix within the outputs of a program.
#[derive(Clone, Debug)]
pub(super) struct System {
    pub(super) program: IntervalProgram,
    /// The output that the first equation is; then the others follow, then the matrix row by row.
    pub(super) first: usize,
}

/// What a Newton step has shown of a box.
#[derive(Clone, Copy, Debug)]
pub(super) enum NewtonOutcome {
    /// There is no zero.
    Empty,
    /// There is exactly one zero in the box, and it lies in this part.
    Unique(Sides),
    /// All zeros lie in this part.
    Narrowed(Sides),
    /// The step does not apply.
    Stuck,
}

impl System {
    fn size(&self) -> usize {
        self.program.unknowns()
    }

    fn all_outputs(&self) -> usize {
        self.first + self.size() * (self.size() + 1)
    }

    /// Steps of one evaluation with the matrix.
    pub(super) fn cost(&self) -> usize {
        self.program.cost(self.all_outputs())
    }

    /// The Jacobian matrix on a box, where the equations are smooth there.
    pub(super) fn jacobian(&self, w: &mut Workspace, sides: &Sides, active: &Active) -> Option<IntervalMatrix> {
        let n = self.size();
        self.program.evaluate(w, &sides[..n], self.all_outputs());
        // A function may jump where the formula of its gradient does not.
        if (0..self.first).any(|k| w.output(&self.program, k).quality < Quality::Smooth) {
            return None;
        }
        let mut bounds = IntervalMatrix::new();
        for &i in active.list() {
            if w.output(&self.program, self.first + i).quality < Quality::Smooth {
                return None;
            }
            for &j in active.list() {
                let entry = w.output(&self.program, self.first + n + i * n + j);
                if entry.quality < Quality::Defined || !entry.range.is_bounded() {
                    return None;
                }
                bounds.push(entry.range);
            }
        }
        Some(bounds)
    }

    /// The equations at a point, where they have values.
    pub(super) fn values(&self, w: &mut Workspace, point: &Sides, active: &Active) -> Option<Sides> {
        let n = self.size();
        self.program.evaluate(w, &point[..n], self.first + n);
        let mut values = [Interval::ZERO; unknowns::BOXES];
        for (row, &i) in active.list().iter().enumerate() {
            let value = w.output(&self.program, self.first + i);
            if value.quality < Quality::Defined || !value.range.is_bounded() {
                return None;
            }
            values[row] = value.range;
        }
        Some(values)
    }

    /// One step on a box, for the active unknowns and equations.
    pub(super) fn step(&self, w: &mut Workspace, sides: &Sides, active: &Active) -> NewtonOutcome {
        match self.jacobian(w, sides, active) {
            Some(jacobian) => self.step_with(w, sides, active, &jacobian),
            None => NewtonOutcome::Stuck,
        }
    }

    /// The same where the matrix is known.
    pub(super) fn step_with(
        &self,
        w: &mut Workspace,
        sides: &Sides,
        active: &Active,
        jacobian: &[Interval],
    ) -> NewtonOutcome {
        let m = active.list().len();
        let Some(inverse) = inverse_of_middle(jacobian, m) else { return NewtonOutcome::Stuck };
        let mut centre = *sides;
        for &i in active.list() {
            if !sides[i].is_bounded() {
                return NewtonOutcome::Stuck;
            }
            centre[i] = Interval::point(sides[i].midpoint());
        }
        let Some(values) = self.values(w, &centre, active) else { return NewtonOutcome::Stuck };
        // The system times the inverse: nearly the identity.
        let preconditioned = times(&inverse, jacobian, m);
        let right = times(&inverse, &values[..m], m);
        let mut narrowed = *sides;
        let mut unique = true;
        for row in 0..m {
            let i = active.list()[row];
            let mut others = right[row];
            let mut rest = -right[row];
            for column in 0..m {
                let j = active.list()[column];
                let entry = preconditioned[row * m + column];
                if column != row {
                    others = others + entry * (narrowed[j] - centre[j]);
                }
                let identity = if column == row { Interval::ONE } else { Interval::ZERO };
                rest = rest + (identity - entry) * (sides[j] - centre[j]);
            }
            let krawczyk = centre[i] + rest;
            unique &= krawczyk.is_interior_to(&sides[i]) && sides[i].width() > 0.0;
            let range = narrowed[i] - centre[i];
            let shift = quotient(-others, preconditioned[row * m + row], range);
            narrowed[i] = narrowed[i].intersect(&(centre[i] + shift)).intersect(&krawczyk);
            if narrowed[i].is_empty() {
                return NewtonOutcome::Empty;
            }
        }
        if unique { NewtonOutcome::Unique(narrowed) } else { NewtonOutcome::Narrowed(narrowed) }
    }

    /// Steps in doubles from a point; where they end.
    pub(super) fn polish(&self, w: &mut Workspace, point: &Sides, active: &Active) -> Sides {
        let mut at = *point;
        for _ in 0..POLISHING_STEPS {
            let Some(jacobian) = self.jacobian(w, &at, active) else { break };
            let m = active.list().len();
            let Some(inverse) = inverse_of_middle(&jacobian, m) else { break };
            let Some(values) = self.values(w, &at, active) else { break };
            let mut next = at;
            for (row, &i) in active.list().iter().enumerate() {
                let shift: f64 = (0..m).map(|k| inverse[row * m + k] * values[k].midpoint()).sum();
                next[i] = Interval::point(at[i].midpoint() - shift);
            }
            if next == at || next.iter().any(|s| !s.is_bounded()) {
                break;
            }
            at = next;
        }
        at
    }

    /// A large box around a point near a zero in which that zero is the only one, and a tiny box in which it lies.
    pub(super) fn isolate(
        &self,
        w: &mut Workspace,
        point: &Sides,
        active: &Active,
        reach: f64,
    ) -> Option<(Sides, Sides)> {
        let centre = self.polish(w, point, active);
        let mut radius = reach;
        for _ in 0..SHRINKINGS {
            let mut around = centre;
            for &i in active.list() {
                let c = centre[i].midpoint();
                let r = radius * c.abs().max(1.0);
                around[i] = Interval::new(c - r, c + r);
            }
            if let NewtonOutcome::Unique(part) = self.step(w, &around, active) {
                return Some((around, self.shrink(w, part, active)));
            }
            radius /= SHRINK_BY;
        }
        None
    }

    /// A box that holds one zero, narrowed as far as steps narrow it.
    pub(super) fn shrink(&self, w: &mut Workspace, part: Sides, active: &Active) -> Sides {
        let mut part = part;
        for _ in 0..POLISHING_STEPS {
            let next = match self.step(w, &part, active) {
                NewtonOutcome::Unique(next) | NewtonOutcome::Narrowed(next) => next,
                NewtonOutcome::Empty | NewtonOutcome::Stuck => break,
            };
            let gains = active.list().iter().any(|&i| next[i].width() < GAIN * part[i].width());
            part = next;
            if !gains {
                break;
            }
        }
        part
    }
}

/// From a point with a few right digits on; each step doubles them.
const POLISHING_STEPS: usize = 12;
/// Radii are tried from large to small.
const SHRINKINGS: usize = 20;
const SHRINK_BY: f64 = 4.0;
/// Steps go on while a side shrinks at least so far.
const GAIN: f64 = 0.9;

/// The product of `m` columns of numbers with a matrix of as many rows.
fn times(inverse: &[f64], matrix: &[Interval], m: usize) -> IntervalMatrix {
    let columns = matrix.len() / m.max(1);
    let entry = |i: usize, j: usize| {
        (0..m).fold(Interval::ZERO, |sum, k| sum + Interval::point(inverse[i * m + k]) * matrix[k * columns + j])
    };
    (0..m).flat_map(|i| (0..columns).map(move |j| (i, j))).map(|(i, j)| entry(i, j)).collect()
}

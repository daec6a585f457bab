//! Is a function defined all the way from one point to another?

use crate::algebra::enclosure::{Instruction, IntervalProgram, NotEnclosable, Workspace};
use crate::expr::{ExprId, Graph, Symbol};
use crate::numeric::budget::{pieces, steps};
use crate::numeric::{Interval, Quality};

/// Where a function is defined, as far as bounds on boxes tell.
#[derive(Clone, Debug)]
pub struct DomainBounds {
    program: IntervalProgram,
}

impl DomainBounds {
    /// The domain of a function; none where it is all of space.
    pub fn new(graph: &Graph, f: ExprId, unknowns: &[Symbol]) -> Result<Option<DomainBounds>, NotEnclosable> {
        let program = IntervalProgram::new(graph, &[f], unknowns)?;
        let mut w = Workspace::new(&program);
        program.evaluate(&mut w, &vec![Interval::ENTIRE; unknowns.len()], 1);
        let everywhere = w.output(&program, 0).quality >= Quality::Defined;
        Ok((!everywhere).then_some(DomainBounds { program }))
    }

    /// Is the function proved to be defined on the segment between two points at which it has values? The segment is covered
    /// by boxes, which are halved until the function has a value everywhere in each.
    ///
    /// Between one of the two points and the double next to it nothing is proved: the point itself has a value, and so a run
    /// can reach the edge of a closed domain. A box as narrow as rounding in which a condition changes is accepted too: the
    /// branches on both sides of it were proved in the boxes beside it.
    ///
    /// Where the proof fails: the fraction of the segment up to the end of the first box that was not proved. A longer segment
    /// that holds this box would fail too.
    pub fn joins(&self, from: &[f64], to: &[f64]) -> Result<(), f64> {
        let n = self.program.unknowns();
        if from.len() != n || to.len() != n || from.iter().chain(to).any(|v| !v.is_finite()) {
            return Err(1.0);
        }
        let mut w = Workspace::new(&self.program);
        let mut open = vec![(from.to_vec(), to.to_vec())];
        let mut left = pieces::SEGMENT.min(steps::INTERVAL_SEGMENT / self.program.cost(1).max(1)).max(1);
        while let Some((a, b)) = open.pop() {
            if left == 0 {
                return Err(share(from, to, &b));
            }
            left -= 1;
            let sides: Vec<Interval> = a.iter().zip(&b).map(|(a, b)| Interval::new(a.min(*b), a.max(*b))).collect();
            self.program.evaluate(&mut w, &sides, 1);
            let value = w.output(&self.program, 0);
            if value.quality >= Quality::Defined {
                continue;
            }
            if value.range.is_empty() {
                return Err(share(from, to, &b));
            }
            let narrow = (0..n).all(|i| (a[i] - b[i]).abs() <= f64::EPSILON * from[i].abs().max(to[i].abs()));
            if narrow && self.is_seam(&w) {
                continue;
            }
            let middle: Vec<f64> = a.iter().zip(&b).map(|(a, b)| a / 2.0 + b / 2.0).collect();
            if middle == a || middle == b {
                let edge = a == from && self.is_defined(&mut w, &b) || b == to && self.is_defined(&mut w, &a);
                if edge {
                    continue;
                }
                return Err(share(from, to, &b));
            }
            open.push((middle.clone(), b));
            open.push((a, middle));
        }
        Ok(())
    }

    fn is_defined(&self, w: &mut Workspace, x: &[f64]) -> bool {
        let point: Vec<Interval> = x.iter().map(|v| Interval::point(*v)).collect();
        self.program.evaluate(w, &point, 1);
        w.output(&self.program, 0).quality >= Quality::Defined
    }

    /// Is it undecided which branch of a piecewise function is taken on the box that was evaluated last?
    fn is_seam(&self, w: &Workspace) -> bool {
        self.program.steps.iter().any(|step| match *step {
            Instruction::Piecewise(start, length) => self.program.list(start, length).chunks_exact(2).any(|pair| {
                let condition = w.values[pair[0] as usize].range;
                condition.contains(0.0) && condition.contains(1.0)
            }),
            Instruction::Add(..)
            | Instruction::Multiply(..)
            | Instruction::Divide(..)
            | Instruction::Power(..)
            | Instruction::Root(..)
            | Instruction::RealPower(..)
            | Instruction::ExpPower(..)
            | Instruction::Call(..)
            | Instruction::Compare(..)
            | Instruction::Not(_)
            | Instruction::And(..)
            | Instruction::Or(..)
            | Instruction::Nowhere => false,
        })
    }
}

/// The fraction of a segment at which one of its points lies.
fn share(from: &[f64], to: &[f64], point: &[f64]) -> f64 {
    let length = |i: usize| (to[i] - from[i]).abs();
    let longest = (0..from.len()).max_by(|&i, &j| length(i).total_cmp(&length(j)));
    let share = longest.map_or(1.0, |i| (point[i] - from[i]) / (to[i] - from[i]));
    if share.is_finite() { share.clamp(0.0, 1.0) } else { 1.0 }
}

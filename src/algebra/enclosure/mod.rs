//! Enclosures of single expressions.

mod evaluate;
mod program;

pub use evaluate::STEPS_PER_INTERVAL;
pub use evaluate::Workspace;
pub(crate) use program::{Instruction, InvertibleFunction};
pub use program::{IntervalProgram, NotEnclosable};

use crate::expr::{ExprId, Graph, Symbol, enclose};
use crate::numeric::budget::bits;
use crate::numeric::{Enclosure, Interval, Quality};

/// The values of an expression on a box, with their quality; `None` if they cannot be enclosed.
pub fn enclose_on(graph: &Graph, id: ExprId, symbols: &[Symbol], sides: &[Interval]) -> Option<Enclosure> {
    let program = IntervalProgram::new(graph, &[id], symbols).ok()?;
    let mut workspace = Workspace::new(&program);
    program.evaluate(&mut workspace, sides, 1);
    Some(workspace.output(&program, 0))
}

/// Is an expression smooth around every point of a box, as bounds show? Conditions that hold at a point need not hold around it.
pub fn is_smooth_around(graph: &Graph, id: ExprId, symbols: &[Symbol], place: &[Interval]) -> bool {
    let around: Vec<Interval> = place.iter().map(|side| Interval::around(side.low(), side.high(), 1)).collect();
    enclose_on(graph, id, symbols, &around).is_some_and(|value| value.quality == Quality::Smooth)
}

/// Bounds wider than this part of the number may be those of terms that cancel.
const WIDE: f64 = 1e-13;

/// The value of an expression without symbols, with its quality; `None` if it cannot be enclosed.
pub fn enclose_closed(graph: &Graph, id: ExprId) -> Option<Enclosure> {
    let mut value = enclose_on(graph, id, &[], &[])?;
    // A sum of doubles may cancel to anything.
    if value.quality > Quality::Partial
        && value.range.width() > WIDE * value.range.mignitude()
        && let Ok(ball) = enclose(graph, id, bits::CANCELLING)
        && let Some((low, high)) = ball.ends_near()
    {
        value.range = value.range.intersect(&Interval::around(low, high, 1));
    }
    // Where it has no value at all, there is nothing to enclose.
    (value.quality > Quality::Partial || !value.range.is_empty()).then_some(value)
}

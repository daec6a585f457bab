//! What a function of one unknown does at a closed number where branches of it may meet: has it a derivative there?

use super::function::Function;
use super::limit::{Limit, Toward, limit};
use crate::algebra::breaks::breaks;
use crate::algebra::closed::short;
use crate::algebra::closed::{Decision, compare};
use crate::algebra::enclosure::{enclose_closed, is_smooth_around};
use crate::algebra::normal::{normal_at, normalise};
use crate::expr::{ExprId, Graph, Symbol, symbols_of};
use crate::numeric::Interval;
use std::cmp::Ordering;

/// What meets at a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meeting {
    /// One branch only, so the derivative there is that of the formula.
    Smooth,
    /// Branches that go on smoothly into one another, with this derivative.
    Joined(ExprId),
    /// Slopes that differ: to the left, to the right.
    Kink(Limit, Limit),
    /// Values that differ: to the left, at the point, to the right.
    Jump(Limit, ExprId, Limit),
    /// It was not decided what.
    Undecided,
}

/// What is given for the derivative of a function that jumps.
const PARTS: &str = "there is no derivative, and the one of its parts is given";

impl Meeting {
    /// Why a function of this name has no derivative there, and what the value of a formula for it is then; nothing where it
    /// has one.
    pub fn in_words(self, graph: &mut Graph, name: &str) -> Option<(String, &'static str)> {
        Some(match self {
            Meeting::Smooth | Meeting::Joined(_) => return None,
            Meeting::Kink(left, right) if left == right => {
                (format!("the slope of {name} is {} here", limit_text(graph, left)), "the value is a convention")
            }
            Meeting::Kink(left, right) => {
                let (left, right) = (limit_text(graph, left), limit_text(graph, right));
                (
                    format!("the slope of {name} jumps here from {left} to {right}"),
                    "the value at the kink is a convention",
                )
            }
            Meeting::Jump(left, here, right) if left == right => {
                let (here, around) = (short(graph, here), limit_text(graph, left));
                (format!("{name} is {here} here, but goes to {around} on both sides"), PARTS)
            }
            Meeting::Jump(left, _, right) => {
                let (left, right) = (limit_text(graph, left), limit_text(graph, right));
                (format!("{name} jumps here from {left} to {right}"), PARTS)
            }
            Meeting::Undecided => {
                (format!("whether {name} has a derivative here is not decided"), "the value is that of the formula")
            }
        })
    }
}

fn limit_text(graph: &mut Graph, limit: Limit) -> String {
    match limit {
        Limit::Finite(id) => short(graph, id),
        Limit::Infinity => "inf".into(),
        Limit::NegativeInfinity => "-inf".into(),
        Limit::Unknown => "an unknown one".into(),
    }
}

/// What meets at a point, of a function and the formula of its derivative. By the mean value theorem the limits of the
/// derivative are the slopes of a continuous function.
pub fn meeting(graph: &mut Graph, f: ExprId, slope: ExprId, (x, point): (Symbol, ExprId)) -> Meeting {
    // The derivative is that of the normal form, in which sqrt(x^2) is |x|.
    let form = normalise(graph, f);
    if !breaks(graph, f) && !breaks(graph, form) || is_smooth_at(graph, f, (x, point)) {
        return Meeting::Smooth;
    }
    let here = normal_at(graph, f, &[(x, point)]);
    let (left, right) = sides(graph, f, (x, point));
    let gaps = [left, right].map(|limit| match limit {
        Limit::Finite(limit) => compare(graph, limit, here),
        Limit::Infinity => Decision::Proved(Ordering::Greater),
        Limit::NegativeInfinity => Decision::Proved(Ordering::Less),
        Limit::Unknown => Decision::Unknown,
    });
    if gaps.iter().any(|gap| gap.is_proved_different())
        && !matches!((left, right), (Limit::Unknown, _) | (_, Limit::Unknown))
    {
        let same =
            matches!((left, right), (Limit::Finite(a), Limit::Finite(b)) if compare(graph, a, b).is_proved_equal());
        return Meeting::Jump(left, here, if same { left } else { right });
    }
    if !gaps.iter().all(|gap| gap.is_proved_equal()) {
        return Meeting::Undecided;
    }
    match sides(graph, slope, (x, point)) {
        (Limit::Unknown, _) | (_, Limit::Unknown) => Meeting::Undecided,
        (Limit::Finite(left), Limit::Finite(right)) => match compare(graph, left, right) {
            gap if gap.is_proved_equal() => Meeting::Joined(left),
            Decision::Proved(_) => Meeting::Kink(Limit::Finite(left), Limit::Finite(right)),
            _ => Meeting::Undecided,
        },
        (left, right) => Meeting::Kink(left, right),
    }
}

/// The limits from the left and from the right.
pub(super) fn sides(graph: &mut Graph, f: ExprId, (x, point): (Symbol, ExprId)) -> (Limit, Limit) {
    let interrupt = graph.interrupt.clone();
    let function = Function::everywhere(f, &[x]);
    let left = limit(graph, &function, Toward::FromLeft(point), &interrupt);
    (left, limit(graph, &function, Toward::FromRight(point), &interrupt))
}

/// Is it proved to be continuously differentiable around the point?
fn is_smooth_at(graph: &mut Graph, f: ExprId, (x, point): (Symbol, ExprId)) -> bool {
    let Some(near) = enclose_closed(graph, point) else { return false };
    let names = symbols_of(graph, &[f]);
    // Whatever the others are.
    let sides: Vec<Interval> =
        names.iter().map(|&name| if name == x { near.range } else { Interval::ENTIRE }).collect();
    is_smooth_around(graph, f, &names, &sides)
}

//! Sequences of points along which an oscillating function falls below every number.

use super::{Limit, Toward, limit};
use crate::algebra::derivative;
use crate::algebra::formula::instantiate;
use crate::algebra::normal::{self, Applied, Term, formed, normal_at, quotient, ratio};
use crate::calculus::Function;
use crate::expr::{ExprId, Graph, Node, Symbol, depends_on, reach, rewrite};
use crate::interrupt::Interrupt;
use crate::numeric::Rational;
use crate::numeric::budget::{candidates, parts};

/// The points `start + k*step` for k = 0, 1, 2, …, along which a function falls below every number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Falling {
    /// The first point: a closed number.
    pub start: ExprId,
    /// The way to the next; negative for points that go to −∞.
    pub step: ExprId,
    /// What the function is at those points, in terms of the unknown: its oscillating parts are constant there.
    pub values: ExprId,
}

/// A part that repeats, such as `cos(2x + 1)`.
struct PeriodicTerm {
    call: ExprId,
    argument: ExprId,
    /// After this the part repeats.
    period: ExprId,
}

/// A sequence along which `f` → −∞, if one is found among those along which every periodic part of `f` is constant.
pub fn falls_along(graph: &mut Graph, function: &Function, interrupt: &Interrupt) -> Option<Falling> {
    let (f, (x, _)) = (function.written(), function.unknown()?);
    let parts = periodic_parts(graph, f, x)?;
    let period = common_period(graph, &parts)?;
    let first = parts.first()?;
    let (argument, own) = (first.argument, first.period);
    let rate = derivative(graph, argument, x);
    let offset = normal_at(graph, argument, &[(x, ExprId::ZERO)]);
    for toward in [Toward::Infinity, Toward::NegativeInfinity] {
        for phase in 0..candidates::PHASES {
            if interrupt.is_set() {
                return None;
            }
            let start = formed(graph, ratio(phase, candidates::PHASES) * own - offset / rate);
            let values = frozen(graph, f, x, &parts, start);
            if limit(graph, &Function::everywhere(values, &[x]), toward, interrupt) == Limit::NegativeInfinity {
                let step = if toward == Toward::Infinity { period } else { normal::negation(graph, period) };
                return Some(Falling { start, step, values });
            }
        }
    }
    None
}

/// The calls of periodic functions of linear arguments; `None` where there are none or too many.
fn periodic_parts(graph: &mut Graph, f: ExprId, x: Symbol) -> Option<Vec<PeriodicTerm>> {
    let mut parts = Vec::new();
    for call in reach(graph, &[f]).order {
        let Node::Call(function, &[argument]) = graph.node(call) else { continue };
        let Some(period) = &function.period else { continue };
        if !depends_on(graph, argument, x) {
            continue;
        }
        let rate = derivative(graph, argument, x);
        if depends_on(graph, rate, x) || normal::closed_sign(graph, rate).is_none_or(|s| s.is_eq()) {
            continue;
        }
        let period = instantiate(graph, period, &[]);
        let period = formed(graph, graph.core().abs.of(period / rate));
        parts.push(PeriodicTerm { call, argument, period });
    }
    (!parts.is_empty() && parts.len() <= parts::OSCILLATING).then_some(parts)
}

/// The least number that is a multiple of every period.
fn common_period(graph: &mut Graph, parts: &[PeriodicTerm]) -> Option<ExprId> {
    let first = parts.first()?.period;
    let mut multiple = Rational::one();
    for part in parts {
        let share = quotient(graph, part.period, first);
        multiple = multiple.lcm(graph.as_rational(share)?)?;
    }
    Some(formed(graph, Term::Number(multiple) * first))
}

/// The expression with every periodic part as it is at `start`, and so after every whole number of periods.
fn frozen(graph: &mut Graph, f: ExprId, x: Symbol, parts: &[PeriodicTerm], start: ExprId) -> ExprId {
    rewrite(graph, f, |graph, id, _| parts.iter().any(|p| p.call == id).then(|| normal_at(graph, id, &[(x, start)])))
}

/// A point of the sequence, for checks.
#[cfg(test)]
pub(super) fn point(graph: &mut Graph, falling: &Falling, k: i64) -> ExprId {
    formed(graph, falling.start + k * falling.step)
}

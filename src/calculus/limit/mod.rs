//! Where an expression goes as its unknown goes to infinity or to the edge of its domain.
//!
//! Every node gets its largest terms, exact, over a scale of powers, logarithms and exponentials, with a bound for the rest
//! (Gruntz, On computing limits in a symbolic manipulation system, 1996; van der Hoeven, Transseries, 2006). What the
//! terms do not decide stays undecided.

mod evaluate;
mod monomial;
mod oscillation;
mod series;

#[cfg(test)]
mod tests;

pub use oscillation::{Falling, falls_along};

use super::function::Function;
use crate::algebra::normal::normalise;
use crate::expr::{ExprId, Graph, Symbol};
use crate::interrupt::Interrupt;
use evaluate::{SeriesEvaluator, SeriesLimit};
use monomial::{Expanded, Undecided};
use series::{AsymptoticSeries, Lead};
use std::cmp::Ordering;

/// How far functions are expanded, at first and if that leaves something open: much cancels rarely, and long expansions
/// have long coefficients.
const ORDERS: [u32; 2] = [2, 8];

/// Where the unknown goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Toward {
    /// To +∞.
    Infinity,
    /// To −∞.
    NegativeInfinity,
    /// Down to a closed number, through larger ones.
    FromRight(ExprId),
    /// Up to a closed number, through smaller ones.
    FromLeft(ExprId),
}

/// Where an expression goes; what is said is proved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// To this closed number, in normal form.
    Finite(ExprId),
    /// Above every number.
    Infinity,
    /// Below every number.
    NegativeInfinity,
    /// Not decided: there may be no limit, or none is found.
    Unknown,
}

/// From which side a finite limit is approached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Approach {
    /// From some point on the value is greater than the limit.
    Above,
    /// From some point on the value is less than the limit.
    Below,
    /// From some point on the value is the limit.
    Equal,
    /// Not decided.
    Unknown,
}

/// Where a function of one unknown goes as that goes toward a number or an infinity. A limit is only said where `f` is defined on the last part
/// of the way.
pub fn limit(graph: &mut Graph, f: &Function, toward: Toward, interrupt: &Interrupt) -> Limit {
    limit_with_side(graph, f, toward, interrupt).0
}

/// The limit, and from which side it is approached.
pub fn limit_with_side(graph: &mut Graph, f: &Function, toward: Toward, interrupt: &Interrupt) -> (Limit, Approach) {
    let mut best = (Limit::Unknown, Approach::Unknown);
    let Some((x, _)) = f.unknown() else { return best };
    for order in ORDERS {
        match decided(graph, f.written(), (x, toward), interrupt, order) {
            Ok((Limit::Unknown, _)) | Err(Undecided) => {}
            Ok(found) => best = found,
        }
        if best.1 != Approach::Unknown {
            break;
        }
    }
    match best {
        (Limit::Finite(value), side) => (Limit::Finite(normalise(graph, value)), side),
        found => found,
    }
}

fn decided(
    graph: &mut Graph,
    f: ExprId,
    (x, toward): (Symbol, Toward),
    interrupt: &Interrupt,
    order: u32,
) -> Expanded<(Limit, Approach)> {
    let (start, direction) = match toward {
        Toward::Infinity => (None, 1),
        Toward::NegativeInfinity => (None, -1),
        Toward::FromRight(a) => (Some(a), 1),
        Toward::FromLeft(a) => (Some(a), -1),
    };
    let mut path = SeriesEvaluator::new(graph, interrupt, x, (start, direction), order)?;
    let series = path.series(f)?;
    Ok(match path.end(&series)? {
        SeriesLimit::Hidden => (Limit::Unknown, Approach::Unknown),
        SeriesLimit::Infinite(Ordering::Less) => (Limit::NegativeInfinity, Approach::Above),
        SeriesLimit::Infinite(_) => (Limit::Infinity, Approach::Below),
        SeriesLimit::Finite(value, small) => (Limit::Finite(value), side(&mut path, &small)),
    })
}

fn side(path: &mut SeriesEvaluator<'_>, small: &AsymptoticSeries) -> Approach {
    match path.scale.lead(small) {
        Ok(Lead::Zero) => Approach::Equal,
        Ok(Lead::Term(_, Ordering::Greater)) => Approach::Above,
        Ok(Lead::Term(..)) => Approach::Below,
        Ok(Lead::Hidden(_)) | Err(Undecided) => Approach::Unknown,
    }
}

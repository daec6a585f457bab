//! Closed numbers at jumps, kinks and the ends of domains: there no ball decides, and a proof of equality does.

use super::compare;
use crate::expr::{ExprId, FunctionDef, Graph, NoDigits, Node, enclose, is_closed, reach, rewrite};
use crate::numeric::budget::nodes;
use crate::numeric::{Ball, BallError, Rational};

/// The bits with which numbers are looked at.
const BITS: [usize; 2] = [128, 700];

/// The expression with parts that are proved to be whole numbers, or half ones, in their place, where the functions of them
/// have no ball: `sqrt(0)` for the root of a sum that is 0.
pub fn settled(graph: &mut Graph, root: ExprId) -> ExprId {
    if reach(graph, &[root]).order.len() > nodes::SETTLED {
        return root;
    }
    rewrite(graph, root, |graph, id, children| {
        if !matches!(graph.node(id), Node::Call(..) | Node::Power(..) | Node::Compare(..)) {
            return None;
        }
        let here = graph.rebuild(id, children);
        if !is_undecided(graph, here) {
            return Some(here);
        }
        let known = |&child: &ExprId| simple_value(graph, child).map_or(child, |value| graph.rational(value));
        let children: Vec<ExprId> = children.iter().map(known).collect();
        Some(graph.rebuild(id, &children))
    })
}

fn is_undecided(graph: &Graph, id: ExprId) -> bool {
    enclose(graph, id, BITS[1]).err() == Some(NoDigits::Ball(BallError::Undecided))
}

/// The whole or half number that a closed number is proved to be.
pub fn simple_value(graph: &mut Graph, id: ExprId) -> Option<Rational> {
    if let Some(value) = graph.as_rational(id) {
        return Some(value.clone());
    }
    let ball = enclose(graph, id, BITS[0]).ok()?;
    let twice = ball.times(2).ok()?.middle_value().round();
    let value = twice.checked_div(&Rational::from(2)).ok()?;
    let near = ball.sub(&Ball::from_rational(&value, BITS[0]).ok()?).ok()?;
    if near.sign().is_some_and(std::cmp::Ordering::is_ne) {
        return None;
    }
    let node = graph.rational(value.clone());
    compare(graph, id, node).is_proved_equal().then_some(value)
}

/// The whole number that a function with jumps has at closed numbers, where that is proved.
pub fn whole_value(graph: &mut Graph, function: &'static FunctionDef, argument: ExprId) -> Option<i64> {
    if graph.as_number(argument).is_none() && !is_closed(graph, argument) {
        return None;
    }
    for bits in BITS {
        let ball = enclose(graph, argument, bits).and_then(|ball| Ok((function.ball)(&[ball])?));
        match ball {
            Ok(ball) => return ball.to_whole(),
            Err(NoDigits::Ball(BallError::Undecided)) => {}
            Err(_) => return None,
        }
    }
    let value = simple_value(graph, argument)?;
    (function.ball)(&[Ball::from_rational(&value, BITS[0]).ok()?]).ok()?.to_whole()
}

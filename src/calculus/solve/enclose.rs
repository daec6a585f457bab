//! Bounds for an expression in one unknown on an interval, and how it behaves there.

use crate::expr::{Constant, ExprId, Graph, Node, Symbol, reach};
use crate::interrupt::count;
use crate::numeric::interval::extension::pow;
use crate::numeric::{Enclosure, Interval, Quality, Rational};

/// The average cost of the bounds of a node.
const STEPS_PER_NODE: usize = 120;

/// An expression prepared for many intervals.
pub(super) struct PreparedExpression<'g> {
    graph: &'g Graph,
    order: Vec<ExprId>,
    places: Vec<Vec<usize>>,
    x: Symbol,
}

impl<'g> PreparedExpression<'g> {
    /// `None` where it holds cases, other names, or functions without bounds.
    pub fn new(graph: &'g Graph, root: ExprId, x: Symbol) -> Option<PreparedExpression<'g>> {
        let order = reach(graph, &[root]).order;
        let mut places = Vec::new();
        for &id in &order {
            match graph.node(id) {
                Node::Symbol(s) if s != x => return None,
                Node::Call(f, _) if f.interval.is_none() => return None,
                Node::Piecewise(_)
                | Node::Compare(..)
                | Node::Not(_)
                | Node::And(_)
                | Node::Or(_)
                | Node::Truth(_)
                | Node::Undefined(_)
                | Node::Constant(Constant::Infinity) => return None,
                _ => {}
            }
            let children = graph.children(id).iter();
            let found: Option<Vec<usize>> = children.map(|c| order.binary_search(c).ok()).collect();
            places.push(found?);
        }
        Some(PreparedExpression { graph, order, places, x })
    }

    /// Bounds on an interval.
    pub fn on(&self, interval: Interval) -> Enclosure {
        count(STEPS_PER_NODE * self.order.len());
        let mut values: Vec<Enclosure> = Vec::with_capacity(self.order.len());
        for (&id, places) in self.order.iter().zip(&self.places) {
            let children: Vec<Enclosure> = places.iter().map(|&p| values[p]).collect();
            values.push(self.node(id, &children, interval));
        }
        values.pop().unwrap_or(Enclosure { range: Interval::ENTIRE, quality: Quality::Partial })
    }

    fn node(&self, id: ExprId, children: &[Enclosure], x: Interval) -> Enclosure {
        let worst = children.iter().map(|c| c.quality).min().unwrap_or(Quality::Smooth);
        let own = match self.graph.node(id) {
            Node::Number(n) => Enclosure::smooth(Interval::of_rational(&n.value)),
            Node::Constant(Constant::Pi) => {
                Enclosure::smooth(Interval::around(std::f64::consts::PI, std::f64::consts::PI, 1))
            }
            Node::Constant(_) => Enclosure::smooth(Interval::around(std::f64::consts::E, std::f64::consts::E, 1)),
            Node::Symbol(_) => Enclosure::smooth(if self.x == self.symbol(id) { x } else { Interval::ENTIRE }),
            Node::Sum(_) => Enclosure::smooth(children[1..].iter().fold(children[0].range, |sum, c| sum + c.range)),
            Node::Product(_) => Enclosure::smooth(children[1..].iter().fold(children[0].range, |all, c| all * c.range)),
            Node::Power(_, exponent) => self.power(exponent, children),
            Node::Call(function, _) => {
                let ranges: Vec<Interval> = children.iter().map(|c| c.range).collect();
                match function.interval {
                    Some(bounds) => bounds(&ranges),
                    None => Enclosure { range: Interval::ENTIRE, quality: Quality::Partial },
                }
            }
            _ => Enclosure { range: Interval::ENTIRE, quality: Quality::Partial },
        };
        Enclosure { range: own.range, quality: own.quality.min(worst) }
    }

    fn symbol(&self, id: ExprId) -> Symbol {
        match self.graph.node(id) {
            Node::Symbol(s) => s,
            _ => self.x,
        }
    }

    fn power(&self, exponent: ExprId, children: &[Enclosure]) -> Enclosure {
        let (base, power) = (children[0].range, children[1].range);
        if let Some(Ok(n)) = self.graph.as_integer(exponent).map(i32::try_from) {
            let quality = if n < 0 && base.contains(0.0) { Quality::Partial } else { Quality::Smooth };
            return Enclosure { range: Interval::powi(base, n), quality };
        }
        // u^v = exp(v*ln(u)) for u > 0.
        let core = self.graph.core();
        let (Some(ln), Some(exp)) = (core.ln.interval, core.exp.interval) else {
            return Enclosure { range: Interval::ENTIRE, quality: Quality::Partial };
        };
        if base.low() > 0.0 {
            return exp(&[power * ln(&[base]).range]);
        }
        let broken = self.graph.as_rational(exponent);
        if broken.is_some_and(Rational::is_integer) && base.low() < 0.0 {
            // Of more than 31 bits, even or odd.
            return pow(base, power);
        }
        if broken.is_some() && base.high() < 0.0 {
            return Enclosure { range: Interval::EMPTY, quality: Quality::Partial };
        }
        let positive = broken.is_some_and(|e| e.is_positive());
        // There is no logarithm of an end that is no number.
        let greatest = |end: f64| {
            if end == f64::INFINITY {
                end
            } else {
                exp(&[power * ln(&[Interval::point(end)]).range]).range.high().max(0.0)
            }
        };
        if base.low() >= 0.0 && positive {
            let top = greatest(base.high());
            return Enclosure { range: Interval::new(0.0, top), quality: Quality::Continuous };
        }
        if positive && base.high() > 0.0 {
            let top = greatest(base.high());
            return Enclosure { range: Interval::new(0.0, top), quality: Quality::Partial };
        }
        Enclosure { range: Interval::ENTIRE, quality: Quality::Partial }
    }
}

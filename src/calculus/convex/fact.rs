//! Bounds for the values of every part of an expression on a box.

use std::collections::HashMap;

use crate::calculus::Side;
use crate::calculus::domain::ValueDemand;
use crate::expr::{Constant, ExprId, FunctionDef, Graph, Node, Reach, RealInterval, Symbol, is_exponential, reach};
use crate::numeric::interval::extension::pow;
use crate::numeric::{Interval, Rational};

/// What is known of a value on a box, wherever it is defined there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Fact {
    /// Encloses it.
    pub range: Interval,
    /// It is never 0.
    pub nonzero: bool,
}

/// How far the functions of doubles may be off, in units of the last place.
const ROUNDINGS: u32 = 4;

impl Fact {
    /// Nothing is known.
    pub const UNKNOWN: Fact = Fact { range: Interval::ENTIRE, nonzero: false };

    pub fn of(range: Interval) -> Fact {
        if range.is_empty() {
            return Fact::UNKNOWN;
        }
        Fact { range, nonzero: !range.contains(0.0) }
    }

    pub fn is_nonnegative(self) -> bool {
        self.range.low() >= 0.0
    }

    pub fn is_nonpositive(self) -> bool {
        self.range.high() <= 0.0
    }

    pub fn is_positive(self) -> bool {
        self.is_nonnegative() && self.nonzero
    }

    pub fn is_negative(self) -> bool {
        self.is_nonpositive() && self.nonzero
    }

    /// Both facts together.
    pub fn and(self, other: Fact) -> Fact {
        let range = self.range.intersect(&other.range);
        let range = if range.is_empty() { self.range } else { range };
        Fact { range, nonzero: self.nonzero || other.nonzero || !range.contains(0.0) }
    }

    /// Does the value certainly satisfy the demand?
    pub fn meets(self, asked: ValueDemand) -> bool {
        match asked {
            ValueDemand::Within(span) => self.within(span),
            ValueDemand::NotZero => self.nonzero,
        }
    }

    /// Is the value certainly in the span?
    pub fn within(self, span: RealInterval) -> bool {
        let (low, high) = (self.range.low(), self.range.high());
        let inside =
            |end: f64, from: f64| end != from || end.is_infinite() || !span.open || (from == 0.0 && self.nonzero);
        low >= span.low && high <= span.high && inside(low, span.low) && inside(high, span.high)
    }
}

/// The facts about all parts of some expressions.
pub(super) struct Facts {
    reach: Reach,
    values: Vec<Fact>,
}

/// What is known of the values of symbols and of some parts.
#[derive(Clone, Default)]
pub(super) struct Assumptions {
    pub symbols: HashMap<Symbol, Fact>,
    pub parts: HashMap<ExprId, Fact>,
}

impl Facts {
    pub fn of(graph: &Graph, roots: &[ExprId], given: &Assumptions) -> Facts {
        let reach = reach(graph, roots);
        let mut facts = Facts { values: vec![Fact::UNKNOWN; reach.slots()], reach };
        for at in 0..facts.reach.order.len() {
            let id = facts.reach.order[at];
            let mut fact = facts.node(graph, id, given);
            if let Some(&known) = given.parts.get(&id) {
                fact = fact.and(known);
            }
            let slot = facts.reach.slot(id);
            facts.values[slot] = fact;
        }
        facts
    }

    pub fn get(&self, id: ExprId) -> Fact {
        self.values[self.reach.slot(id)]
    }

    pub fn order(&self) -> &[ExprId] {
        &self.reach.order
    }

    fn node(&self, graph: &Graph, id: ExprId, given: &Assumptions) -> Fact {
        match graph.node(id) {
            Node::Number(n) => Fact { range: Interval::of_rational(&n.value), nonzero: !n.value.is_zero() },
            Node::Constant(Constant::Pi) => Fact::of(around(std::f64::consts::PI)),
            Node::Constant(Constant::E) => Fact::of(around(std::f64::consts::E)),
            Node::Symbol(s) => given.symbols.get(&s).copied().unwrap_or(Fact::UNKNOWN),
            Node::Sum(terms) => self.sum(terms),
            Node::Product(factors) => {
                let parts = factors.iter().map(|&f| self.get(f));
                let start = Fact { range: Interval::ONE, nonzero: true };
                parts.fold(start, |a, b| Fact { range: a.range * b.range, nonzero: a.nonzero && b.nonzero })
            }
            Node::Power(base, exponent) => self.power(graph, base, exponent),
            Node::Call(f, arguments) => self.call(graph, f, arguments),
            Node::Piecewise(parts) => {
                let (mut all, mut nonzero) = (Interval::EMPTY, true);
                for (i, &p) in parts.iter().enumerate() {
                    if i % 2 == 1 || i + 1 == parts.len() {
                        let value = self.get(p);
                        (all, nonzero) = (all.hull(&value.range), nonzero && value.nonzero);
                    }
                }
                Fact { range: all, nonzero }
            }
            _ => Fact::UNKNOWN,
        }
    }

    fn sum(&self, terms: &[ExprId]) -> Fact {
        let parts = || terms.iter().map(|&t| self.get(t));
        let range = parts().fold(Interval::ZERO, |total, f| total + f.range);
        let above = parts().all(Fact::is_nonnegative) && parts().any(Fact::is_positive);
        let below = parts().all(Fact::is_nonpositive) && parts().any(Fact::is_negative);
        Fact { range, nonzero: above || below || !range.contains(0.0) }
    }

    fn power(&self, graph: &Graph, base: ExprId, exponent: ExprId) -> Fact {
        let b = self.get(base);
        if let Some(n) = graph.as_integer(exponent).and_then(|n| i32::try_from(n).ok()) {
            let range = Interval::powi(b.range, n);
            let range = if range.is_empty() { Interval::ENTIRE } else { range };
            return Fact { range, nonzero: b.nonzero || n <= 0 };
        }
        let exact = graph.as_rational(exponent);
        // Of what is not positive there may be powers at whole numbers.
        if exact.is_none() && !is_exponential(graph, base, exponent) && !b.is_nonnegative() {
            return Fact::UNKNOWN;
        }
        let e = self.get(exponent);
        let nonzero = b.nonzero || e.is_nonpositive();
        let nonnegative = Interval::new(0.0, f64::INFINITY);
        let all = if exact.is_some_and(Rational::is_integer) { Interval::ENTIRE } else { nonnegative };
        let range = pow(b.range.intersect(&all), e.range).range;
        Fact { range: all, nonzero }.and(Fact { range, nonzero })
    }

    fn call(&self, graph: &Graph, f: &'static FunctionDef, arguments: &[ExprId]) -> Fact {
        let boxes: Vec<Interval> = arguments.iter().map(|&a| self.get(a).range).collect();
        let mut fact = match f.interval {
            Some(interval) => Fact::of(interval(&boxes).range),
            None => Fact::UNKNOWN,
        };
        if f == graph.core().exp {
            let a = boxes[0];
            let low = if a.low() >= 0.0 { 1.0 } else { 0.0 };
            let high = if a.high() <= 0.0 { 1.0 } else { f64::INFINITY };
            fact = fact.and(Fact { range: Interval::new(low, high), nonzero: true });
        } else if f == graph.core().abs || f == graph.core().sqrt {
            let nonzero = self.get(arguments[0]).nonzero;
            fact = fact.and(Fact { range: Interval::new(0.0, f64::INFINITY), nonzero });
        } else if f.shape.is_some_and(|s| s.log_convex || s.log_concave) {
            fact = fact.and(Fact { range: Interval::new(0.0, f64::INFINITY), nonzero: true });
        }
        fact
    }
}

fn around(x: f64) -> Interval {
    Interval::around(x, x, ROUNDINGS)
}

/// What is known of an unknown strictly inside its side.
pub(super) fn inside(graph: &Graph, side: Side) -> Fact {
    let range = side.range(graph);
    Fact { range, nonzero: range.low() >= 0.0 || range.high() <= 0.0 }
}

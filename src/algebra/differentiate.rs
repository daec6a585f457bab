//! Derivatives in time proportional to the shared graph: a forward pass over the reachable nodes, each differentiated once.

use super::constant_cases::beside_constants;
use super::formula::instantiate;
use super::normal::{self, normalise, power, product, sum};
use crate::expr::{Derivative, ExprId, Fault, Formula, FunctionDef, Graph, Node, NodeMap, Number, Symbol, Tie};

/// Above this many factors the product rule works on halves, so that its terms do not grow with the square.
const FLAT_PRODUCT: usize = 12;
/// A chain of inner derivatives of more factors than this stays a factor of its own.
const FLAT_CHAIN: usize = 6;
/// Halves are halved again down to this many factors.
const SHORT_PRODUCT: usize = 6;

/// The nodes that the lists of a differentiator have room for at first.
const ROOM: usize = 64;

/// After so many nodes it looks whether somebody asked to stop.
const POLLED: usize = 512;

/// Derivatives with respect to one symbol; what was derived once is remembered.
pub struct Differentiator {
    symbol: Symbol,
    tie: Tie,
    known: NodeMap,
    /// The nodes to be derived, and those of them whose children are not asked for yet.
    pending: Vec<ExprId>,
    stack: Vec<ExprId>,
}

impl Differentiator {
    /// For derivatives with respect to this symbol.
    pub fn new(symbol: Symbol) -> Differentiator {
        let (pending, stack) = (Vec::with_capacity(ROOM), Vec::with_capacity(ROOM));
        Differentiator { symbol, tie: Tie::NearestZero, known: NodeMap::default(), pending, stack }
    }

    /// The same, for one of several unknowns.
    pub(crate) fn of_several(symbol: Symbol, unknowns: usize) -> Differentiator {
        let tie = if unknowns > 1 { Tie::First } else { Tie::NearestZero };
        Differentiator { tie, ..Differentiator::new(symbol) }
    }

    /// Starts again with another symbol.
    pub(crate) fn restart(&mut self, symbol: Symbol) {
        self.symbol = symbol;
        self.known.clear();
    }

    /// The derivative of a normal expression, in normal form.
    pub fn derive(&mut self, graph: &mut Graph, root: ExprId) -> ExprId {
        self.ask(graph, root);
        while let Some(id) = self.stack.pop() {
            self.ask_below(graph, id);
        }
        // Ascending ids: children before parents.
        let mut pending = std::mem::take(&mut self.pending);
        pending.sort_unstable();
        for (i, &id) in pending.iter().enumerate() {
            // Nobody waits for the result then.
            if i % POLLED == POLLED - 1 && graph.interrupt.is_asked() {
                return graph.undefined(Fault::TooLarge);
            }
            let d = self.node(graph, id);
            self.known.set(id, d);
        }
        pending.clear();
        self.pending = pending;
        self.of(root)
    }

    /// The derivative of a node for which it was asked.
    fn of(&self, id: ExprId) -> ExprId {
        self.known.get(id).unwrap_or(ExprId::ZERO)
    }

    /// Queues a node: its derivative is known when the pending ones are done.
    fn ask(&mut self, graph: &Graph, id: ExprId) {
        if self.known.get(id).is_some() {
            return;
        }
        let known = match graph.node(id) {
            Node::Symbol(s) if s == self.symbol => ExprId::ONE,
            Node::Undefined(_) => id,
            Node::Number(_)
            | Node::Constant(_)
            | Node::Symbol(_)
            | Node::Compare(..)
            | Node::Not(_)
            | Node::And(_)
            | Node::Or(_)
            | Node::Truth(_) => ExprId::ZERO,
            Node::Sum(_) | Node::Product(_) | Node::Power(..) | Node::Call(..) | Node::Piecewise(_) => {
                self.pending.push(id);
                self.stack.push(id);
                // Until it is derived; nobody asks for its value before.
                ExprId::ZERO
            }
        };
        self.known.set(id, known);
    }

    /// Asks for what the derivative of a node is made of.
    fn ask_below(&mut self, graph: &Graph, id: ExprId) {
        match (multiple_of_power(graph, id), graph.node(id)) {
            (Some((_, base, _)), _) => self.ask(graph, base),
            (None, Node::Piecewise(parts)) => {
                for (i, &part) in parts.iter().enumerate() {
                    if i % 2 == 1 || i + 1 == parts.len() {
                        self.ask(graph, part);
                    }
                }
            }
            _ => graph.children(id).iter().for_each(|&child| self.ask(graph, child)),
        }
    }

    fn node(&mut self, graph: &mut Graph, id: ExprId) -> ExprId {
        if let Some((number, base, exponent)) = multiple_of_power(graph, id) {
            let du = self.of(base);
            return if du == ExprId::ZERO { du } else { multiple_power_rule(graph, number, base, exponent, du) };
        }
        let mut children = graph.scratch.take_ids();
        children.extend_from_slice(graph.children(id));
        let level = children.iter().all(|&c| self.of(c) == ExprId::ZERO);
        let derivative = if level && !matches!(graph.node(id), Node::Piecewise(_)) {
            ExprId::ZERO
        } else {
            self.rule(graph, id, &children)
        };
        graph.scratch.give_ids(children);
        derivative
    }

    /// The derivative of a node that has a child with one other than 0.
    fn rule(&mut self, graph: &mut Graph, id: ExprId, children: &[ExprId]) -> ExprId {
        match graph.node(id) {
            Node::Product(_) => return self.product_rule(graph, children, FLAT_PRODUCT).1,
            Node::Power(base, exponent) => return self.power_rule(graph, id, base, exponent),
            // Its own derivative.
            Node::Call(function, &[u]) if function == graph.core().exp => return chained(graph, id, self.of(u)),
            _ => {}
        }
        let mut inner = graph.scratch.take_ids();
        inner.extend(children.iter().map(|&c| self.of(c)));
        let derivative = match graph.node(id) {
            Node::Sum(_) => sum(graph, &inner),
            Node::Call(function, _) => chain_rule(graph, function, children, &inner, self.tie),
            Node::Piecewise(_) => {
                let conditions = children.iter().enumerate().step_by(2).filter(|(i, _)| i + 1 < children.len());
                conditions.for_each(|(i, &c)| inner[i] = c);
                let by_cases = graph.core().by_cases;
                by_cases(graph, children, &inner, self.symbol)
            }
            _ => ExprId::ZERO,
        };
        graph.scratch.give_ids(inner);
        derivative
    }

    /// The product of some factors and its derivative; up to `flat` factors it is a plain sum of products.
    fn product_rule(&self, graph: &mut Graph, factors: &[ExprId], flat: usize) -> (ExprId, ExprId) {
        if factors.len() > flat {
            let (left, right) = factors.split_at(factors.len() / 2);
            let (l, dl) = self.product_rule(graph, left, SHORT_PRODUCT);
            let (r, dr) = self.product_rule(graph, right, SHORT_PRODUCT);
            // Raw nodes: flattening the halves into one another would cost the square of the length.
            let a = graph.raw_product(&[dl, r]);
            let b = graph.raw_product(&[l, dr]);
            return (graph.raw_product(&[l, r]), graph.raw_sum(&[a, b]));
        }
        let (mut terms, mut bases) = (graph.scratch.take_ids(), graph.scratch.take_ids());
        normal::bases_of(graph, factors, &mut bases);
        for (i, &factor) in factors.iter().enumerate() {
            let d = self.of(factor);
            if d != ExprId::ZERO {
                terms.push(normal::replaced(graph, factors, &bases, i, d));
            }
        }
        let derivative = (graph.raw_product(factors), sum(graph, &terms));
        graph.scratch.give_ids(terms);
        graph.scratch.give_ids(bases);
        derivative
    }

    /// `(u^v)' = v*u^(v-1)*u' + u^v*ln(u)*v'`
    fn power_rule(&self, graph: &mut Graph, whole: ExprId, base: ExprId, exponent: ExprId) -> ExprId {
        let (du, dv) = (self.of(base), self.of(exponent));
        let first = if du == ExprId::ZERO { du } else { multiple_power_rule(graph, ExprId::ONE, base, exponent, du) };
        if dv == ExprId::ZERO {
            return first;
        }
        let outer = exponent_partial(graph, whole, base);
        let second = chained(graph, outer, dv);
        if first == ExprId::ZERO { second } else { sum(graph, &[first, second]) }
    }
}

/// Number, base and exponent of `c*u^n` and `u^n` with numbers c and n: no derivative of `u^n` itself is needed then.
pub(crate) fn multiple_of_power(graph: &Graph, id: ExprId) -> Option<(ExprId, ExprId, ExprId)> {
    let (number, power) = match *graph.children(id) {
        [number, power] if graph.is_product(id) && graph.is_number(number) => (number, power),
        _ => (ExprId::ONE, id),
    };
    let (base, exponent) = graph.as_power(power)?;
    graph.is_number(exponent).then_some((number, base, exponent))
}

/// `c*v*u^(v-1)*u'`
fn multiple_power_rule(graph: &mut Graph, number: ExprId, base: ExprId, exponent: ExprId, du: ExprId) -> ExprId {
    let lower = lower_power(graph, base, exponent);
    let number = if number == ExprId::ONE { exponent } else { product(graph, &[number, exponent]) };
    if du == ExprId::ONE {
        return product(graph, &[number, lower]);
    }
    let whole = if is_long(graph, du) {
        let outer = product(graph, &[number, lower]);
        graph.raw_product(&[outer, du])
    } else {
        product(graph, &[number, lower, du])
    };
    if divides_elsewhere(graph, lower, base) { beside_constants(graph, whole, du) } else { whole }
}

/// The sum of the partial derivatives times the derivatives of the arguments.
fn chain_rule(
    graph: &mut Graph,
    function: &'static FunctionDef,
    arguments: &[ExprId],
    inner: &[ExprId],
    tie: Tie,
) -> ExprId {
    if let Derivative::Total(rule) = function.derivative {
        return rule(graph, arguments, inner, tie);
    }
    let mut terms = graph.scratch.take_ids();
    for (i, &d) in inner.iter().enumerate().filter(|(_, d)| **d != ExprId::ZERO) {
        let outer = partial(graph, function, arguments, i);
        let term = chained(graph, outer, d);
        let apart = d != ExprId::ONE && divides_elsewhere(graph, outer, arguments[i]);
        terms.push(if apart { beside_constants(graph, term, d) } else { term });
    }
    let total = sum(graph, &terms);
    graph.scratch.give_ids(terms);
    total
}

/// May the derivative of a function have no value though the function has one at this argument: is something other than the
/// argument divided by, as in `1/sqrt(1 - u^2)`?
fn divides_elsewhere(graph: &Graph, outer: ExprId, argument: ExprId) -> bool {
    let divides = |base: ExprId, exponent: ExprId| {
        graph.as_number(exponent).is_some_and(|n| n.value.is_negative())
            && !(base == argument && graph.as_integer(exponent).is_some())
            && !normal::is_positive(graph, base)
    };
    let is_divisor = |id: ExprId| graph.as_power(id).is_some_and(|(base, exponent)| divides(base, exponent));
    is_divisor(outer) || graph.is_product(outer) && graph.children(outer).iter().any(|&f| is_divisor(f))
}

/// Outer times inner derivative. Flattening a long inner product again at every level of nesting would cost the square
/// of the depth, so from some length on it stays a factor of its own.
fn chained(graph: &mut Graph, outer: ExprId, inner: ExprId) -> ExprId {
    if is_long(graph, inner) { graph.raw_product(&[outer, inner]) } else { product(graph, &[outer, inner]) }
}

fn is_long(graph: &Graph, id: ExprId) -> bool {
    graph.is_nested_product(id) || (graph.is_product(id) && graph.children(id).len() > FLAT_CHAIN)
}

/// The partial derivative of a call with respect to argument `i`.
pub(crate) fn partial(graph: &mut Graph, function: &'static FunctionDef, arguments: &[ExprId], i: usize) -> ExprId {
    match function.derivative {
        Derivative::Formulas(formulas) => instantiate(graph, &formulas[i], arguments),
        Derivative::Partial(rule) => rule(graph, arguments, i),
        Derivative::Total(rule) => {
            let mut inner = vec![ExprId::ZERO; arguments.len()];
            inner[i] = ExprId::ONE;
            rule(graph, arguments, &inner, Tie::First)
        }
    }
}

/// `u^(v-1)`
pub(crate) fn lower_power(graph: &mut Graph, base: ExprId, exponent: ExprId) -> ExprId {
    let less = match graph.as_number(exponent) {
        Some(n) => {
            let less = n.plus(&Number::integer(-1));
            graph.number(less)
        }
        None => sum(graph, &[exponent, ExprId::MINUS_ONE]),
    };
    power(graph, base, less)
}

/// `u^v*ln(u)`
pub(crate) fn exponent_partial(graph: &mut Graph, whole: ExprId, base: ExprId) -> ExprId {
    if graph.is_zero(base) {
        // 0^v is 0 for v > 0 and not differentiable elsewhere.
        return base;
    }
    let ln = graph.core().ln;
    let log = normal::call(graph, ln, &[base]);
    product(graph, &[whole, log])
}

/// The derivative of any expression with respect to a symbol, in normal form.
pub fn derivative(graph: &mut Graph, root: ExprId, symbol: Symbol) -> ExprId {
    let normal = normalise(graph, root);
    Differentiator::new(symbol).derive(graph, normal)
}

/// Is the derivative 0 wherever there is one, as for `floor`? Then nothing below matters.
pub fn is_flat(function: &FunctionDef) -> bool {
    match function.derivative {
        Derivative::Formulas(formulas) => formulas.iter().all(|f| matches!(f, Formula::Int(0))),
        Derivative::Partial(_) | Derivative::Total(_) => false,
    }
}

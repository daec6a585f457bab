//! Derivatives in time proportional to the shared graph.
//!
//! One unknown: a forward pass over the reachable nodes, each differentiated once. Many unknowns: one reverse sweep
//! gives all partial derivatives (Griewank and Walther, Evaluating Derivatives, 2008, chapter 3).

use std::collections::HashMap;

use super::normal::{self, difference, normalise, power, product, sum};
use crate::expr::{Derivative, ExprId, Formula, FunctionDef, Graph, Node, Symbol, reach};
use crate::numeric::Rational;

/// Above this many factors the product rule works on halves, so that its terms do not grow with the square.
const FLAT_PRODUCT: usize = 12;

/// Above this many unknowns a gradient is taken in one reverse sweep.
const FORWARD_UNKNOWNS: usize = 4;

/// Derivatives with respect to one symbol; what was derived once is remembered.
pub struct Differentiator {
    symbol: Symbol,
    known: HashMap<ExprId, ExprId>,
}

impl Differentiator {
    /// For derivatives with respect to this symbol.
    pub fn new(symbol: Symbol) -> Differentiator {
        Differentiator { symbol, known: HashMap::new() }
    }

    /// The derivative of a normal expression, in normal form.
    pub fn derive(&mut self, graph: &mut Graph, root: ExprId) -> ExprId {
        let zero = graph.integer(0);
        for id in reach(graph, &[root]).order {
            if !self.known.contains_key(&id) {
                let d = self.node(graph, id, zero);
                self.known.insert(id, d);
            }
        }
        self.known[&root]
    }

    fn of(&self, id: ExprId) -> ExprId {
        self.known[&id]
    }

    fn node(&mut self, graph: &mut Graph, id: ExprId, zero: ExprId) -> ExprId {
        match graph.node(id) {
            Node::Symbol(s) if s == self.symbol => return graph.integer(1),
            Node::Number(_) | Node::Constant(_) | Node::Symbol(_) => return zero,
            Node::Undefined(_) => return id,
            Node::Compare(..) | Node::Not(_) | Node::And(_) | Node::Or(_) | Node::Truth(_) => {
                return zero;
            }
            Node::Sum(_) | Node::Product(_) | Node::Power(..) | Node::Call(..) | Node::Piecewise(_) => {}
        }
        let children = graph.children(id).to_vec();
        if children.iter().all(|&c| self.of(c) == zero) {
            return zero;
        }
        match graph.node(id) {
            Node::Sum(_) => {
                let terms: Vec<ExprId> = children.iter().map(|&c| self.of(c)).collect();
                sum(graph, &terms)
            }
            Node::Product(_) => self.product_rule(graph, &children, zero).1,
            Node::Power(base, exponent) => self.power_rule(graph, id, base, exponent, zero),
            Node::Call(function, _) => {
                let inner: Vec<ExprId> = children.iter().map(|&c| self.of(c)).collect();
                chain_rule(graph, function, &children, &inner, zero)
            }
            Node::Piecewise(_) => {
                let parts: Vec<ExprId> = children
                    .iter()
                    .enumerate()
                    .map(|(i, &c)| if i % 2 == 0 && i + 1 < children.len() { c } else { self.of(c) })
                    .collect();
                normal::piecewise(graph, &parts)
            }
            _ => zero,
        }
    }

    /// The product of some factors and its derivative.
    fn product_rule(&self, graph: &mut Graph, factors: &[ExprId], zero: ExprId) -> (ExprId, ExprId) {
        if factors.len() > FLAT_PRODUCT {
            let (left, right) = factors.split_at(factors.len() / 2);
            let (l, dl) = self.product_rule(graph, left, zero);
            let (r, dr) = self.product_rule(graph, right, zero);
            // Raw nodes: flattening the halves into one another would cost the square of the length.
            let a = graph.raw_product(&[dl, r]);
            let b = graph.raw_product(&[l, dr]);
            return (graph.raw_product(&[l, r]), graph.raw_sum(&[a, b]));
        }
        let mut terms = Vec::new();
        for (i, &factor) in factors.iter().enumerate() {
            let d = self.of(factor);
            if d != zero {
                let mut term = factors.to_vec();
                term[i] = d;
                terms.push(product(graph, &term));
            }
        }
        let whole = graph.raw_product(factors);
        (whole, sum(graph, &terms))
    }

    /// `(u^v)' = v*u^(v-1)*u' + u^v*ln(u)*v'`
    fn power_rule(&self, graph: &mut Graph, whole: ExprId, base: ExprId, exponent: ExprId, zero: ExprId) -> ExprId {
        let (du, dv) = (self.of(base), self.of(exponent));
        let mut terms = Vec::new();
        if du != zero {
            let outer = power_partial(graph, base, exponent);
            terms.push(chained(graph, outer, du));
        }
        if dv != zero {
            let outer = exponent_partial(graph, whole, base);
            terms.push(chained(graph, outer, dv));
        }
        sum(graph, &terms)
    }
}

/// The sum of the partial derivatives times the derivatives of the arguments.
fn chain_rule(
    graph: &mut Graph,
    function: &'static FunctionDef,
    arguments: &[ExprId],
    inner: &[ExprId],
    zero: ExprId,
) -> ExprId {
    if let Derivative::Total(rule) = function.derivative {
        return rule(graph, arguments, inner);
    }
    let mut terms = Vec::new();
    for (i, &d) in inner.iter().enumerate().filter(|(_, d)| **d != zero) {
        let outer = partial(graph, function, arguments, i);
        terms.push(chained(graph, outer, d));
    }
    sum(graph, &terms)
}

/// Outer times inner derivative. Flattening a long inner product again at every level of nesting would cost the square
/// of the depth, so from some length on it stays a factor of its own.
fn chained(graph: &mut Graph, outer: ExprId, inner: ExprId) -> ExprId {
    if let Node::Product(factors) = graph.node(inner)
        && (factors.len() > FLAT_PRODUCT || factors.iter().any(|&f| matches!(graph.node(f), Node::Product(_))))
    {
        return graph.raw_product(&[outer, inner]);
    }
    product(graph, &[outer, inner])
}

/// The partial derivative of a call with respect to argument `i`.
fn partial(graph: &mut Graph, function: &'static FunctionDef, arguments: &[ExprId], i: usize) -> ExprId {
    match function.derivative {
        Derivative::Formulas(formulas) => instantiate(graph, &formulas[i], arguments),
        Derivative::Partial(rule) => rule(graph, arguments, i),
        Derivative::Total(rule) => {
            let (zero, one) = (graph.integer(0), graph.integer(1));
            let inner: Vec<ExprId> = (0..arguments.len()).map(|j| if j == i { one } else { zero }).collect();
            rule(graph, arguments, &inner)
        }
    }
}

/// A formula of the table over these arguments, in normal form.
pub fn instantiate(graph: &mut Graph, formula: &Formula, arguments: &[ExprId]) -> ExprId {
    let all = |graph: &mut Graph, parts: &[Formula]| -> Vec<ExprId> {
        parts.iter().map(|p| instantiate(graph, p, arguments)).collect()
    };
    match formula {
        Formula::Arg(i) => arguments[*i],
        Formula::Int(n) => graph.integer(*n),
        Formula::Const(c) => graph.constant(*c),
        Formula::Sum(parts) => {
            let parts = all(graph, parts);
            sum(graph, &parts)
        }
        Formula::Product(parts) => {
            let parts = all(graph, parts);
            product(graph, &parts)
        }
        Formula::Power(base, n, d) => {
            let base = instantiate(graph, base, arguments);
            let exponent = graph.rational(Rational::new(*n, *d).unwrap_or_default());
            power(graph, base, exponent)
        }
        Formula::Call(function, parts) => {
            let parts = all(graph, parts);
            normal::call(graph, function, &parts)
        }
    }
}

/// `v*u^(v-1)`
fn power_partial(graph: &mut Graph, base: ExprId, exponent: ExprId) -> ExprId {
    let one = graph.integer(1);
    let less = difference(graph, exponent, one);
    let lower = power(graph, base, less);
    product(graph, &[exponent, lower])
}

/// `u^v*ln(u)`
fn exponent_partial(graph: &mut Graph, whole: ExprId, base: ExprId) -> ExprId {
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

/// All first partial derivatives, in normal form.
pub fn gradient(graph: &mut Graph, root: ExprId, symbols: &[Symbol]) -> Vec<ExprId> {
    if symbols.len() <= FORWARD_UNKNOWNS || needs_forward(graph, root) {
        symbols.iter().map(|&s| derivative(graph, root, s)).collect()
    } else {
        reverse(graph, root, symbols)
    }
}

/// At ties a rule for the whole says more than partial derivatives can, and in the reverse sweep the zero of a case that
/// is not taken would meet a partial derivative without a value there: such expressions are taken forward.
fn needs_forward(graph: &Graph, root: ExprId) -> bool {
    reach(graph, &[root]).order.iter().any(|&id| match graph.node(id) {
        Node::Call(f, _) => matches!(f.derivative, Derivative::Total(_)),
        Node::Piecewise(_) => true,
        _ => false,
    })
}

/// The matrix of second partial derivatives, row by row, in normal form.
pub fn hessian(graph: &mut Graph, root: ExprId, symbols: &[Symbol]) -> Vec<Vec<ExprId>> {
    let gradient = gradient(graph, root, symbols);
    let mut rows: Vec<Vec<ExprId>> = vec![Vec::new(); symbols.len()];
    let mut by_column: Vec<Differentiator> = symbols.iter().map(|&s| Differentiator::new(s)).collect();
    let zero = graph.integer(0);
    for (i, &g) in gradient.iter().enumerate() {
        let g = normalise(graph, g);
        let mentioned: std::collections::HashSet<Symbol> = crate::expr::symbols_of(graph, &[g]).into_iter().collect();
        for j in 0..symbols.len() {
            // Symmetric: the lower half is the upper one.
            let entry = if j < i {
                rows[j][i]
            } else if mentioned.contains(&symbols[j]) {
                by_column[j].derive(graph, g)
            } else {
                zero
            };
            rows[i].push(entry);
        }
    }
    rows
}

fn reverse(graph: &mut Graph, root: ExprId, symbols: &[Symbol]) -> Vec<ExprId> {
    let root = normalise(graph, root);
    let order = reach(graph, &[root]).order;
    let active = active_nodes(graph, &order, symbols);
    let mut adjoints: Vec<Vec<ExprId>> = vec![Vec::new(); root.index() + 1];
    adjoints[root.index()].push(graph.integer(1));
    let mut results: HashMap<Symbol, ExprId> = HashMap::new();
    for &id in order.iter().rev() {
        if !active[id.index()] || adjoints[id.index()].is_empty() {
            continue;
        }
        let parts = std::mem::take(&mut adjoints[id.index()]);
        let adjoint = sum(graph, &parts);
        if let Node::Symbol(s) = graph.node(id) {
            results.insert(s, adjoint);
            continue;
        }
        for (child, partial) in partials(graph, id, adjoint, &active) {
            adjoints[child.index()].push(partial);
        }
    }
    let zero = graph.integer(0);
    let gradient: Vec<ExprId> = symbols.iter().map(|s| results.get(s).copied().unwrap_or(zero)).collect();
    // A partial derivative without a value may have met a zero on the way down: forward, it is never asked for.
    let mut settle = |(&s, &g): (&Symbol, &ExprId)| match graph.node(g) {
        Node::Undefined(_) => derivative(graph, root, s),
        _ => g,
    };
    symbols.iter().zip(&gradient).map(&mut settle).collect()
}

/// Is the derivative 0 wherever there is one, as for `floor`? Then nothing below matters.
fn is_flat(function: &FunctionDef) -> bool {
    match function.derivative {
        Derivative::Formulas(formulas) => formulas.iter().all(|f| matches!(f, Formula::Int(0))),
        Derivative::Partial(_) | Derivative::Total(_) => false,
    }
}

fn active_nodes(graph: &Graph, order: &[ExprId], symbols: &[Symbol]) -> Vec<bool> {
    let wanted: std::collections::HashSet<Symbol> = symbols.iter().copied().collect();
    let mut active = vec![false; order.last().map_or(0, |id| id.index() + 1)];
    for &id in order {
        let is_active = match graph.node(id) {
            Node::Symbol(s) => wanted.contains(&s),
            Node::Call(f, _) if is_flat(f) => false,
            Node::Power(base, _) if graph.is_zero(base) => false,
            _ => graph.children(id).iter().any(|c| active[c.index()]),
        };
        active[id.index()] = is_active;
    }
    active
}

/// What a node passes on to each child: the adjoint times the local partial derivative.
fn partials(graph: &mut Graph, id: ExprId, adjoint: ExprId, active: &[bool]) -> Vec<(ExprId, ExprId)> {
    let children = graph.children(id).to_vec();
    let mut out = Vec::new();
    match graph.node(id) {
        Node::Sum(_) => out.extend(children.iter().map(|&c| (c, adjoint))),
        Node::Product(_) => {
            for (i, &child) in children.iter().enumerate().filter(|(_, c)| active[c.index()]) {
                let mut factors = children.clone();
                factors[i] = adjoint;
                out.push((child, product(graph, &factors)));
            }
        }
        Node::Power(base, exponent) => {
            if active[base.index()] {
                let outer = power_partial(graph, base, exponent);
                out.push((base, product(graph, &[adjoint, outer])));
            }
            if active[exponent.index()] {
                let outer = exponent_partial(graph, id, base);
                out.push((exponent, product(graph, &[adjoint, outer])));
            }
        }
        Node::Call(function, _) => {
            for (i, &child) in children.iter().enumerate().filter(|(_, c)| active[c.index()]) {
                let outer = partial(graph, function, &children, i);
                out.push((child, product(graph, &[adjoint, outer])));
            }
        }
        Node::Number(_)
        | Node::Constant(_)
        | Node::Symbol(_)
        | Node::Piecewise(_)
        | Node::Compare(..)
        | Node::Not(_)
        | Node::And(_)
        | Node::Or(_)
        | Node::Truth(_)
        | Node::Undefined(_) => {}
    }
    out.retain(|(child, _)| active[child.index()]);
    out
}

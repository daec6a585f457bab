//! What the rules write with: the lines so far, and names for derivatives and inner functions.

use std::collections::HashMap;

use crate::algebra::{derivative, present};
use crate::calculus::tidy;
use crate::expr::{ExprId, Graph, Node, Number, Symbol, depends_on};

/// The first of the characters that stand for derivatives in right sides; nobody types them.
const FIRST_SLOT: u32 = 0xE000;

/// Names for inner functions, in the order they are used.
const NAMES: [&str; 8] = ["u", "v", "w", "p", "q", "r", "s", "t"];

/// One line: the derivative of `of` is `right`.
#[derive(Clone, Debug)]
pub struct DerivationStep {
    /// The rule, by name.
    pub rule: String,
    /// What is differentiated, as written.
    pub of: ExprId,
    /// Its derivative. Derivatives in it that come later stand as symbols: see [`super::Derivation::slots`].
    pub right: ExprId,
    /// The inner functions named in this line.
    pub names: Vec<(Symbol, ExprId)>,
    /// Where the rule has a kink or jump; empty where it has none.
    pub kink: &'static str,
}

/// Writes the lines.
pub(super) struct Teacher<'g> {
    pub(super) graph: &'g mut Graph,
    pub(super) x: Symbol,
    /// Names that mean something else.
    pub(super) taken: Vec<String>,
    pub(super) slots: Vec<(Symbol, ExprId)>,
    /// The names of inner functions.
    pub(super) inner: HashMap<ExprId, Symbol>,
    /// What is still to be explained; the next one last.
    pub(super) open: Vec<ExprId>,
}

impl Teacher<'_> {
    pub(super) fn depends(&self, id: ExprId) -> bool {
        depends_on(self.graph, id, self.x)
    }

    pub(super) fn is_unknown(&self, id: ExprId) -> bool {
        self.graph.node(id) == Node::Symbol(self.x)
    }

    /// The derivative in the form that `f'` shows.
    pub(super) fn shown_derivative(&mut self, id: ExprId) -> ExprId {
        let slope = derivative(self.graph, id, self.x);
        let slope = tidy(self.graph, slope);
        present(self.graph, slope)
    }

    /// A line without further parts.
    pub(super) fn direct(&mut self, of: ExprId, rule: &str) -> DerivationStep {
        let right = self.shown_derivative(of);
        DerivationStep { rule: rule.to_string(), of, right, names: Vec::new(), kink: "" }
    }

    /// The derivative of a part: at once where it is plain, else a symbol for it and a line to come.
    pub(super) fn part(&mut self, id: ExprId) -> ExprId {
        if !self.depends(id) {
            return self.graph.integer(0);
        }
        if self.is_unknown(id) {
            return self.graph.integer(1);
        }
        if let Node::Product(factors) = self.graph.node(id) {
            let factors = factors.to_vec();
            let (moving, fixed): (Vec<ExprId>, Vec<ExprId>) = factors.into_iter().partition(|&f| self.depends(f));
            if !fixed.is_empty() {
                let rest = self.graph.raw_product(&moving);
                let mut parts = fixed;
                parts.push(self.part(rest));
                return times(self.graph, &parts);
            }
        }
        if matches!(self.graph.node(id), Node::Sum(_)) {
            // The slope of a straight line.
            let slope = self.shown_derivative(id);
            if self.graph.as_number(slope).is_some() {
                return slope;
            }
        }
        if let Some(&(symbol, _)) = self.slots.iter().find(|(_, of)| *of == id) {
            return self.graph.symbol_node(symbol);
        }
        let Some(name) = char::from_u32(FIRST_SLOT + self.slots.len() as u32) else {
            return self.shown_derivative(id);
        };
        let symbol = self.graph.symbol_id(&name.to_string());
        self.slots.push((symbol, id));
        self.open.push(id);
        self.graph.symbol_node(symbol)
    }

    /// The name of an inner function.
    pub(super) fn name(&mut self, inner: ExprId) -> Symbol {
        if let Some(&symbol) = self.inner.get(&inner) {
            return symbol;
        }
        let numbered = (1..).map(|k| format!("u{k}"));
        let free = NAMES.iter().map(|n| n.to_string()).chain(numbered).find(|n| !self.taken.contains(n));
        let name = free.unwrap_or_else(|| "u".to_string());
        let symbol = self.graph.symbol_id(&name);
        self.taken.push(name);
        self.inner.insert(inner, symbol);
        symbol
    }
}

/// A product without brackets in it: the number in front, ones left out.
pub(super) fn times(graph: &mut Graph, parts: &[ExprId]) -> ExprId {
    let mut number = Number::integer(1);
    let mut factors = Vec::new();
    let mut take = |graph: &Graph, id: ExprId| match graph.as_number(id) {
        Some(n) => number = number.times(n),
        None => factors.push(id),
    };
    for &part in parts {
        match graph.node(part) {
            Node::Product(inner) => inner.iter().for_each(|&f| take(graph, f)),
            _ => take(graph, part),
        }
    }
    if number.value.is_zero() {
        return graph.integer(0);
    }
    if !number.value.is_one() {
        factors.insert(0, graph.number(number));
    }
    graph.raw_product(&factors)
}

/// A sum without brackets in it: zeros left out.
pub(super) fn plus(graph: &mut Graph, parts: &[ExprId]) -> ExprId {
    let mut terms = Vec::new();
    for &part in parts {
        match graph.node(part) {
            Node::Sum(inner) => terms.extend_from_slice(inner),
            _ if graph.is_zero(part) => {}
            _ => terms.push(part),
        }
    }
    graph.raw_sum(&terms)
}

//! A derivation of a derivative as a teacher writes it: one rule a line, inner functions named.

mod rules;

#[cfg(test)]
mod tests;

use std::collections::HashMap;

use super::{derivative, present, tidy};
use crate::expr::{ExprId, Graph, Node, Symbol, depends_on, substitute, symbols_of, unfolded_size};

/// A larger expression has no derivation that anyone reads.
const MAX_SIZE: u64 = 2_000;
/// More lines are not written; what is left is given as it is.
const MAX_STEPS: usize = 40;
/// The first of the characters that stand for derivatives in right sides; nobody types them.
const FIRST_SLOT: u32 = 0xE000;
/// Names for inner functions, in the order they are used.
const NAMES: [&str; 8] = ["u", "v", "w", "p", "q", "r", "s", "t"];

/// One line: the derivative of `of` is `right`.
#[derive(Clone, Debug)]
pub struct Step {
    /// The rule, by name.
    pub rule: String,
    /// What is differentiated, as written.
    pub of: ExprId,
    /// Its derivative. Derivatives in it that come later stand as symbols: see [`Derivation::slots`].
    pub right: ExprId,
    /// The inner functions named in this line.
    pub names: Vec<(Symbol, ExprId)>,
    /// Where the rule has a kink or jump; empty where it has none.
    pub kink: &'static str,
}

/// The derivation of one derivative.
#[derive(Clone, Debug)]
pub struct Derivation {
    /// The lines, each before those that explain its parts.
    pub steps: Vec<Step>,
    /// What the symbols in right sides stand for: the derivative of the expression.
    pub slots: Vec<(Symbol, ExprId)>,
    /// All lines put into the first, nothing simplified.
    pub together: ExprId,
}

/// The expression is too large for a derivation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this has more than {MAX_SIZE} parts: too many for a derivation")]
pub struct TooLong;

/// The derivation of the derivative of `f`, as written, with respect to `x`.
pub fn derivation(graph: &mut Graph, f: ExprId, x: Symbol) -> Result<Derivation, TooLong> {
    if unfolded_size(graph, f).0 > MAX_SIZE {
        return Err(TooLong);
    }
    let taken = symbols_of(graph, &[f]).iter().map(|&s| graph.name(s).to_string()).collect();
    let mut teacher = Teacher { graph, x, taken, slots: Vec::new(), inner: HashMap::new(), open: Vec::new() };
    let mut steps = Vec::new();
    let mut next = Some(f);
    while let Some(of) = next {
        let full = steps.len() + 1 >= MAX_STEPS;
        let first = teacher.open.len();
        let step = if full { teacher.direct(of, "derivative") } else { teacher.step(of) };
        steps.push(step);
        // Parts from left to right.
        teacher.open[first..].reverse();
        next = teacher.open.pop();
    }
    let slots = teacher.slots;
    let together = put_together(graph, &steps, &slots);
    Ok(Derivation { steps, slots, together })
}

/// The first line with every later one in its place.
fn put_together(graph: &mut Graph, steps: &[Step], slots: &[(Symbol, ExprId)]) -> ExprId {
    let mut whole = steps[0].right;
    let names: Vec<(Symbol, ExprId)> = steps.iter().flat_map(|s| s.names.iter().copied()).collect();
    let rights: Vec<(Symbol, ExprId)> =
        slots.iter().filter_map(|&(symbol, of)| steps.iter().find(|s| s.of == of).map(|s| (symbol, s.right))).collect();
    // Each round goes one line deeper.
    for _ in 0..=steps.len() {
        let deeper = substitute(graph, whole, &rights);
        if deeper == whole {
            break;
        }
        whole = deeper;
    }
    for _ in 0..=names.len() {
        whole = substitute(graph, whole, &names);
    }
    flat(graph, whole)
}

/// Products within products opened, so that no brackets are written that say nothing.
fn flat(graph: &mut Graph, root: ExprId) -> ExprId {
    crate::expr::rebuilt(graph, root, |graph, id, children| match graph.node(id) {
        Node::Product(_) => Some(rules::times(graph, children)),
        Node::Sum(_) => Some(rules::plus(graph, children)),
        _ => None,
    })
}

/// Writes the lines.
struct Teacher<'g> {
    graph: &'g mut Graph,
    x: Symbol,
    /// Names that mean something else.
    taken: Vec<String>,
    slots: Vec<(Symbol, ExprId)>,
    /// The names of inner functions.
    inner: HashMap<ExprId, Symbol>,
    /// What is still to be explained; the next one last.
    open: Vec<ExprId>,
}

impl Teacher<'_> {
    fn depends(&self, id: ExprId) -> bool {
        depends_on(self.graph, id, self.x)
    }

    fn is_unknown(&self, id: ExprId) -> bool {
        self.graph.node(id) == Node::Symbol(self.x)
    }

    /// The derivative in the form that `f'` shows.
    fn shown_derivative(&mut self, id: ExprId) -> ExprId {
        let slope = derivative(self.graph, id, self.x);
        let slope = tidy(self.graph, slope);
        present(self.graph, slope)
    }

    /// A line without further parts.
    fn direct(&mut self, of: ExprId, rule: &str) -> Step {
        let right = self.shown_derivative(of);
        Step { rule: rule.to_string(), of, right, names: Vec::new(), kink: "" }
    }

    /// The derivative of a part: at once where it is plain, else a symbol for it and a line to come.
    fn part(&mut self, id: ExprId) -> ExprId {
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
                return rules::times(self.graph, &parts);
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
    fn name(&mut self, inner: ExprId) -> Symbol {
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

//! The smooth branches of a function with kinks and jumps.
//!
//! What decides between branches, the sign of an argument of `abs`, the larger of two numbers, a comparison, becomes a
//! selector: an unknown of its own. For fixed selectors the function is smooth and has a gradient in the usual sense
//! (Griewank and Walther, Evaluating Derivatives, 2008, chapter 14).

use crate::expr::{ExprId, Graph, Node, Selectors, Symbol, rewrite};
use crate::numeric::budget::parts;

/// A function in terms of its unknowns and of selectors.
pub struct Branched {
    /// The function.
    pub function: ExprId,
    /// The selectors, in the order in which they must be chosen: later ones may depend on those before.
    pub selectors: Vec<Symbol>,
    /// What each choice of them is made by.
    pub switches: Vec<Switch>,
}

/// What selectors are chosen by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Switch {
    /// One selector is the sign of this.
    Sign(ExprId),
    /// Two are cosine and sine of the direction of this point of the plane.
    Direction(ExprId, ExprId),
}

/// Cuts an expression into its branches; `None` where it has only one, or too many.
pub fn branched(graph: &mut Graph, root: ExprId) -> Option<Branched> {
    let mut all = CollectedSwitches::default();
    let function = rewrite(graph, root, |graph, id, children| match graph.node(id) {
        _ if all.selectors.len() > parts::SELECTORS => None,
        Node::Call(f, _) => Some(f.branches?(graph, children, &mut all)),
        Node::Compare(relation, ..) => {
            let right = graph.raw_negation(children[1]);
            let gap = graph.raw_sum(&[children[0], right]);
            let sign = all.sign(graph, gap);
            Some(graph.compare(relation, sign, ExprId::ZERO))
        }
        _ => None,
    });
    let CollectedSwitches { selectors, switches, .. } = all;
    (1..=parts::SELECTORS).contains(&selectors.len()).then_some(Branched { function, selectors, switches })
}

#[derive(Default)]
struct CollectedSwitches {
    selectors: Vec<Symbol>,
    nodes: Vec<ExprId>,
    switches: Vec<Switch>,
    /// The first selector of each switch.
    first: Vec<usize>,
}

impl CollectedSwitches {
    /// The place of the first selector of a switch.
    fn place(&mut self, graph: &mut Graph, switch: Switch, count: usize) -> usize {
        if let Some(known) = self.switches.iter().position(|s| *s == switch) {
            return self.first[known];
        }
        let place = self.selectors.len();
        for i in place..place + count {
            // No name that can be written.
            let symbol = graph.symbol_id(&format!("#{i}"));
            self.selectors.push(symbol);
            let node = graph.symbol_node(symbol);
            self.nodes.push(node);
        }
        self.switches.push(switch);
        self.first.push(place);
        place
    }
}

impl Selectors for CollectedSwitches {
    fn sign(&mut self, graph: &mut Graph, z: ExprId) -> ExprId {
        let place = self.place(graph, Switch::Sign(z), 1);
        self.nodes[place]
    }

    fn direction(&mut self, graph: &mut Graph, u: ExprId, v: ExprId) -> [ExprId; 2] {
        let place = self.place(graph, Switch::Direction(u, v), 2);
        [self.nodes[place], self.nodes[place + 1]]
    }
}

//! What a search did, step by step, as an argument: each step keeps all solutions, and rests on the steps it led to.

use super::candidate::Candidates;
use super::guard::Guard;
use crate::algebra::present;
use crate::calculus::argument::{Argument, Sentence, sentence};
use crate::expr::{ExprId, Graph, Symbol, print};

/// More values than this are not named in a sentence.
const MOST_NAMED: usize = 6;

/// A step that keeps all solutions of `equation = 0`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Deduction {
    pub equation: ExprId,
    pub unknown: Symbol,
    /// `a product is 0 where one of its factors is`
    pub how: &'static str,
    /// What solves the equation, and when; `None` where that is not a list.
    pub values: Option<Vec<(ExprId, Guard)>>,
    pub next: Vec<Deduction>,
}

impl Deduction {
    /// From an equation to what was found.
    pub fn new(equation: ExprId, unknown: Symbol, how: &'static str, found: &Candidates) -> Deduction {
        let listed = found.rest.is_empty() && found.pieces.is_empty();
        let values = found.points.iter().map(|c| (c.value, c.guard.clone())).collect();
        Deduction { equation, unknown, how, values: listed.then_some(values), next: Vec::new() }
    }

    /// In words, with all that it led to.
    pub fn argument(&self, graph: &mut Graph) -> Argument {
        let mut said = sentence![text(graph, self.equation), " = 0"];
        said.push(self.outcome(graph));
        if !self.how.is_empty() {
            said.push(sentence![": ", self.how]);
        }
        let next: Vec<Argument> = self.next.iter().map(|step| step.argument(graph)).collect();
        Argument::exact(said).since_all(next)
    }

    /// ` for x = 1`, ` for x = a or x = -a if a > 0`, ` for x = 1; for x = a if a > 0`
    fn outcome(&self, graph: &mut Graph) -> Sentence {
        let x = plain(graph.name(self.unknown));
        let mut cases: Vec<(&Guard, Vec<String>)> = Vec::new();
        match self.values.as_deref() {
            None => return Sentence::default(),
            Some([]) => return sentence![" for no ", x],
            Some(many) if many.len() > MOST_NAMED => return sentence![format!(" for {} values of {x}", many.len())],
            Some(values) => {
                for (value, guard) in values {
                    let said = format!("{x} = {}", text(graph, *value));
                    match cases.iter_mut().find(|(known, _)| *known == guard) {
                        Some((_, same)) => same.push(said),
                        None => cases.push((guard, vec![said])),
                    }
                }
            }
        }
        let mut ways = Vec::new();
        for (guard, values) in cases {
            let conditions: Vec<String> = guard.conditions(graph).into_iter().map(|c| text(graph, c)).collect();
            let provided =
                if conditions.is_empty() { String::new() } else { format!(" if {}", conditions.join(" and ")) };
            ways.push(format!(" for {}{provided}", values.join(" or ")));
        }
        sentence![ways.join(";")]
    }
}

fn text(graph: &mut Graph, id: ExprId) -> String {
    let shown = present(graph, id);
    plain(&print::text(graph, shown))
}

/// The names that stand for parts have none that can be written.
fn plain(name: &str) -> String {
    name.replace('\u{1}', "u")
}

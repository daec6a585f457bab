//! `explain minimum f`, `explain solve …`, `explain convex f`: the argument behind an answer, step by step.

use std::rc::Rc;

use crate::calculus::argument::Argument;
use crate::expr::Graph;
use crate::output::{Block, Datum, Output};

/// The argument behind a result.
pub struct Reason {
    /// The name of the function: `f`.
    pub name: String,
    /// The argument; its root is the conclusion.
    pub argument: Argument,
}

impl Reason {
    /// The result, and below it the steps, each indented under the one that rests on it.
    pub fn output(self, graph: &Graph, shown: Output) -> Output {
        let Reason { name, argument } = self;
        let steps = argument.lines(graph, &name);
        // The result may contain some of the steps already.
        let told = |block: &Block| match block {
            Block::Sentence { sentence, .. } => {
                let said = sentence.text(graph);
                steps.iter().any(|step| step.trim() == said.trim())
            }
            _ => false,
        };
        let blocks = shown.blocks.into_iter().filter(|block| !told(block));
        let argument = Rc::new(argument);
        Output::new("explain")
            .with_all(blocks)
            .with(Block::Proof { name: name.clone(), argument: Rc::clone(&argument), indent: 4 })
            .field("of", shown.kind)
            .field("result", Datum::Object(shown.fields))
            .field("argument", Datum::Argument(name, argument))
    }
}

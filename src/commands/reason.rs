//! `explain minimum f`, `explain solve …`, `explain convex f`: the argument behind an answer, step by step.

use std::rc::Rc;

use crate::calculus::argument::Argument;
use crate::expr::Graph;
use crate::output::{Block, Datum, Output};

/// The argument behind a result.
pub struct Reason {
    /// What it is about: `f`.
    pub name: String,
    /// The argument; its root is the conclusion.
    pub argument: Argument,
}

impl Reason {
    /// The result that is shown, and below it the steps: what each rests on stands farther right.
    pub fn output(self, graph: &Graph, shown: Output) -> Output {
        let Reason { name, argument } = self;
        let steps = argument.lines(graph, &name);
        // What is shown may tell some of the steps already.
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

//! The bridge to pest: the parser generated from `grammar/thalweg.pest`.

// The generated rule names speak for themselves.
#![allow(missing_docs)]

use pest::Parser;
use pest::error::InputLocation;
use pest::iterators::Pairs;
use pest_derive::Parser;

#[derive(Parser)]
#[grammar = "../grammar/thalweg.pest"]
struct Thalweg;

/// Reads a text by a rule. Where that fails, the error is the furthest place the grammar got to.
pub(super) fn read(rule: Rule, text: &str) -> Result<Pairs<'_, Rule>, usize> {
    Thalweg::parse(rule, text).map_err(|error| match error.location {
        InputLocation::Pos(at) => at,
        InputLocation::Span((at, _)) => at,
    })
}

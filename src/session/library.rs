//! The methods that come with the program, read from the text in which they are written.

use super::Optimizer;
use crate::descent::RULES;
use crate::source::Span;
use crate::syntax::ast::{Statement, StatementKind};
use crate::syntax::parse_statement;

/// A method of the library.
#[derive(Clone, Debug)]
pub struct BuiltIn {
    /// The method.
    pub optimizer: Optimizer,
    /// What it is, a sentence.
    pub about: String,
    /// Its source in the literature.
    pub source: String,
    /// The default rate where none is derived from the function.
    pub usual_rate: Option<f64>,
    /// The descriptions of its parameters.
    pub ranges: Vec<AdmissibleRange>,
}

/// The range of a parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct AdmissibleRange {
    /// The parameter.
    pub name: String,
    /// As it is written: `[0, 1)`.
    pub text: String,
    /// What the parameter does.
    pub help: String,
}

impl AdmissibleRange {
    /// Is the value within the range?
    pub fn holds(&self, value: f64) -> bool {
        let (Some((low, high)), true) =
            (self.text.trim_matches(['[', ']', '(', ')']).split_once(','), self.text.len() > 2)
        else {
            return false;
        };
        let (Ok(low), Ok(high)) = (low.trim().parse::<f64>(), high.trim().parse::<f64>()) else { return false };
        let above = if self.text.starts_with('[') { value >= low } else { value > low };
        let below = if self.text.ends_with(']') { value <= high } else { value < high };
        above && below
    }
}

/// The names of all methods of the library, in their order.
pub fn names() -> impl Iterator<Item = &'static str> {
    RULES.lines().filter_map(|line| line.strip_prefix(OPTIMIZER)?.split('(').next())
}

const OPTIMIZER: &str = "optimizer ";

/// The method of this name.
pub fn find(name: &str) -> Option<BuiltIn> {
    let head = format!("{OPTIMIZER}{name}(");
    let block = RULES.split("\n\n").find(|block| block.lines().any(|line| line.starts_with(&head)))?;
    let start = block.find(&head)?;
    let (comments, text) = block.split_at(start);
    let Ok(Statement { kind: StatementKind::Optimizer { name, parameters, lines }, .. }) =
        parse_statement(text, Span::new(0, text.trim_end().len()), false, &|_| false)
    else {
        return None;
    };
    let optimizer = Optimizer { name, parameters, lines, text: text.trim_end().to_string(), base: 0 };
    let mut found =
        BuiltIn { optimizer, about: String::new(), source: String::new(), usual_rate: None, ranges: Vec::new() };
    for line in comments.lines().filter_map(|line| line.strip_prefix("# ")) {
        if let Some(source) = line.strip_prefix("source: ") {
            found.source = source.to_string();
        } else if let Some(rate) = line.strip_prefix("usual rate: ") {
            found.usual_rate = rate.parse().ok();
        } else if let Some((name, rest)) = line.split_once(" in ")
            && let Some((range, help)) = rest.split_once(": ")
            && range.starts_with(['[', '('])
        {
            found.ranges.push(AdmissibleRange { name: name.into(), text: range.into(), help: help.into() });
        } else {
            found.about = line.to_string();
        }
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::{Builder, Session, forms};
    use std::collections::BTreeMap;

    #[test]
    fn every_method_reads_compiles_and_says_what_it_is() {
        let mut count = 0;
        for name in names() {
            let found = find(name).unwrap_or_else(|| panic!("{name} does not read"));
            let mut session = Session::new();
            let code = found.optimizer.compile(&mut Builder::new(&mut session, forms::ALL), &BTreeMap::new());
            assert!(code.is_ok(), "{name}: {code:?}");
            assert!(found.about.ends_with('.') && !found.source.is_empty(), "{name}");
            for range in &found.ranges {
                let known =
                    found.optimizer.parameters.iter().any(|p| p.name.as_ref().is_some_and(|n| n.text == range.name));
                assert!(known && !range.help.is_empty(), "{name} {}", range.name);
            }
            count += 1;
        }
        assert!(count >= 17, "{count}");
        assert!(find("nobody").is_none());
    }

    #[test]
    fn ranges_have_open_and_closed_ends() {
        let range = |text: &str| AdmissibleRange { name: "a".into(), text: text.into(), help: String::new() };
        assert!(range("[0, 1)").holds(0.0) && !range("[0, 1)").holds(1.0) && !range("[0, 1)").holds(f64::NAN));
        assert!(
            range("(0, inf)").holds(5e300) && !range("(0, inf)").holds(0.0) && !range("(0, inf)").holds(f64::INFINITY)
        );
    }
}

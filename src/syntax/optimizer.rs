//! `optimizer NAME(PARAMETERS)` and the lines of its rule.

use pest::iterators::Pair;

use super::ast::{CallArgument, Name, RuleLine, StatementKind};
use super::expression::{ExpressionBuilder, Parsed};
use super::grammar::Rule;
use super::layout::rule_lines;
use super::mistakes;
use super::statement::StatementReader;
use crate::diagnostic::Diagnostic;
use crate::source::Span;

impl StatementReader<'_> {
    pub(super) fn optimizer(&self) -> Parsed<StatementKind> {
        let name = self.defined(1)?;
        let head = self.called(1).unwrap_or(1);
        let (from, to) = (self.start(1), self.token(head).map_or(0, |token| token.span.end));
        let (builder, pairs) = self.read(Rule::optimizer_text, from, to)?;
        let parameters = defaults(&builder, pairs, &name)?;
        let source = self.checked.source;
        if let Some(next) = self.token(head + 1).filter(|next| !source[to..next.span.start].contains('\n')) {
            return Err(Diagnostic::error(
                "unexpected-text",
                "an optimizer's lines start below its name",
                next.span.shifted(self.base),
            )
            .help("put each line of the rule on a line of its own, indented"));
        }
        let lines = rule_lines(source, Span::new(to, source.len()));
        if lines.is_empty() {
            return Err(Diagnostic::error("expected-expression", "this optimizer has no lines", name.span)
                .help("write its rule below, indented, such as:\n    x <- x - rate*g"));
        }
        let lines = lines.into_iter().map(|line| self.rule_line(line)).collect::<Parsed<_>>()?;
        Ok(StatementKind::Optimizer { name, parameters, lines })
    }

    fn rule_line(&self, line: Span) -> Parsed<RuleLine> {
        let first = self.checked.tokens.partition_point(|token| token.span.start < line.start);
        let update = self.is(first + 1, "<-") || self.is(first + 1, "←");
        if !(update || self.is(first + 1, "=")) {
            return Err(Diagnostic::error(
                "invalid-definition",
                "a rule's line is v = … or v <- …",
                line.shifted(self.base),
            )
            .help("= declares state with its first value, <- changes it at every step"));
        }
        let name = self.defined(first)?;
        let from = self.token(first + 1).map_or(line.end, |token| token.span.end);
        Ok(RuleLine { name, update, value: self.expression(from, line.end)? })
    }
}

/// The parameters, each with the value it usually has.
fn defaults(builder: &ExpressionBuilder<'_>, pairs: Vec<Pair<'_, Rule>>, name: &Name) -> Parsed<Vec<CallArgument>> {
    let parameters = match pairs.into_iter().find(|pair| pair.as_rule() == Rule::arguments) {
        Some(pair) => builder.arguments(pair)?,
        None => Vec::new(),
    };
    if let Some(bare) = parameters.iter().find(|parameter| parameter.name.is_none()) {
        return Err(Diagnostic::error(
            "invalid-definition",
            "an optimizer's parameter needs its usual value",
            bare.value.span,
        )
        .help(format!("write it as in {}(beta = 9/10)", mistakes::shortened(&name.text, 30))));
    }
    Ok(parameters)
}

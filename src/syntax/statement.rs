//! Statements: what a line defines, shows or commands.
//!
//! Whether `f(x)` heads a definition is decided here from the tokens, before the grammar reads the parts. A statement
//! whose first word is a command is a command, unless the word is defined (`minimum = 3`, `minimum(x) = …`) or used as a
//! value: a sign, mark or bracket follows that only an expression can have (`minimum + 1`, `minimum.x`, `rates[1]`,
//! `minimum(f)^2`). `minimum -x` is the command with the target `-x`; `minimum - x` subtracts. `minimum(f)`, alone or
//! with clauses behind it, is the command with the bracket's content as its target.

use pest::iterators::Pair;

use super::ast::{Action, Command, CommandPiece, Expr, Name, Statement, StatementKind};
use super::check::{Checked, check};
use super::expression::{ExpressionBuilder, Parsed};
use super::grammar::{self, Rule};
use super::layout::starts_optimizer;
use super::lexer::{Token, TokenKind, is_reserved};
use super::{EXPRESSION_CLAUSES, mistakes};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// Reads one statement, the text of `span` in `text`; spans in the result count in `text`.
pub fn parse_statement(text: &str, span: Span, silent: bool, is_command: &dyn Fn(&str) -> bool) -> Parsed<Statement> {
    let Some(source) = text.get(span.range()) else {
        return Err(Diagnostic::error("unexpected-text", "this place is not in the text", Span::new(0, 0)));
    };
    let checked = check(source).map_err(|error| error.shifted(span.start))?;
    let kind = StatementReader { checked, base: span.start, is_command }.statement()?;
    Ok(Statement { span, silent, kind })
}

/// Reads a text that is one expression.
pub fn parse_expression(text: &str) -> Parsed<Expr> {
    let checked = check(text)?;
    StatementReader { checked, base: 0, is_command: &|_| false }.expression(0, text.len())
}

/// A statement with its tokens.
pub(super) struct StatementReader<'t> {
    pub checked: Checked<'t>,
    pub base: usize,
    is_command: &'t dyn Fn(&str) -> bool,
}

/// How an action starts.
enum ActionForm {
    Expression,
    Command,
    /// The command word stands directly against a bracket.
    Called,
}

impl StatementReader<'_> {
    fn statement(&self) -> Parsed<StatementKind> {
        if starts_optimizer(self.checked.source, 0) {
            return self.optimizer();
        }
        if self.is(1, "=") {
            return Ok(StatementKind::Value { names: vec![self.defined(0)?], value: self.action(2)? });
        }
        if let Some(end) = self.name_list() {
            let names = (0..end).step_by(2).map(|i| self.defined(i)).collect::<Parsed<_>>()?;
            return Ok(StatementKind::Value { names, value: self.action(end + 1)? });
        }
        match self.called(0) {
            Some(close) if self.is(close + 1, "=") => self.function(close),
            _ => Ok(StatementKind::Action(self.action(0)?)),
        }
    }

    pub(super) fn token(&self, index: usize) -> Option<&Token> {
        self.checked.tokens.get(index)
    }

    pub(super) fn is(&self, index: usize, what: &str) -> bool {
        self.token(index).is_some_and(|token| token.is(self.checked.source, what))
    }

    fn is_name(&self, index: usize) -> bool {
        self.token(index).is_some_and(|token| token.kind == TokenKind::Name)
    }

    /// Whether no blank stands between a token and the next.
    fn touches(&self, index: usize) -> bool {
        match (self.token(index), self.token(index + 1)) {
            (Some(left), Some(right)) => left.span.end == right.span.start,
            _ => false,
        }
    }

    /// Where the part that starts with this token starts.
    pub(super) fn start(&self, index: usize) -> usize {
        self.token(index).map_or(self.checked.source.len(), |token| token.span.start)
    }

    /// The `=` behind `a, b, …`, if that is how the statement starts.
    fn name_list(&self) -> Option<usize> {
        let mut at = 0;
        while self.is_name(at) && self.is(at + 1, ",") {
            at += 2;
        }
        (at > 0 && self.is_name(at) && self.is(at + 1, "=")).then_some(at + 1)
    }

    /// Where the bracket closes that stands directly against the name at `index`.
    pub(super) fn called(&self, index: usize) -> Option<usize> {
        if !(self.is_name(index) && self.touches(index) && self.is(index + 1, "(")) {
            return None;
        }
        let mut depth = 0usize;
        for (i, token) in self.checked.tokens.iter().enumerate().skip(index + 1) {
            match token.text(self.checked.source) {
                "(" | "[" => depth += 1,
                ")" | "]" => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return Some(i);
            }
        }
        None
    }

    pub(super) fn defined(&self, index: usize) -> Parsed<Name> {
        let Some(token) = self.token(index) else {
            return Err(self.empty());
        };
        let (text, span) = (token.text(self.checked.source), token.span.shifted(self.base));
        if token.kind != TokenKind::Name {
            return Err(Diagnostic::error(
                "invalid-definition",
                format!("`{}` cannot be defined", mistakes::shortened(text, 30)),
                span,
            )
            .help("define a name (a = 3) or a function of names (f(x) = x^2); compare with =="));
        }
        if is_reserved(text) {
            return Err(Diagnostic::error("invalid-definition", format!("`{text}` is a word of the language"), span)
                .help("choose another name"));
        }
        Ok(Name { text: text.to_string(), span })
    }

    /// `f(x, y) = …`; the bracket closes at token `close`.
    fn function(&self, close: usize) -> Parsed<StatementKind> {
        let name = self.defined(0)?;
        let mut parameters: Vec<Name> = Vec::new();
        for at in (2..close).step_by(2) {
            let parameter = self.parameter(at, close)?;
            if let Some(twice) = parameters.iter().find(|other| other.text == parameter.text) {
                let headline = format!("`{}` is a parameter twice", mistakes::shortened(&twice.text, 30));
                return Err(Diagnostic::error("duplicate-name", headline, parameter.span)
                    .help("give each parameter its own name"));
            }
            parameters.push(parameter);
        }
        let body = close + 2;
        if let ActionForm::Command | ActionForm::Called = self.form(body) {
            let span = self.token(body).map_or(name.span, |token| token.span.shifted(self.base));
            return Err(Diagnostic::error(
                "invalid-definition",
                "a function stands for an expression, not for a command",
                span,
            )
            .help("name the command's result instead, as in r = descend f from x = 7"));
        }
        let body = self.expression(self.start(body), self.checked.source.len())?;
        Ok(StatementKind::Function { name, parameters, body })
    }

    fn parameter(&self, at: usize, close: usize) -> Parsed<Name> {
        let separated = at + 1 == close || self.is(at + 1, ",") && at + 2 < close;
        if self.is_name(at) && separated {
            return self.defined(at);
        }
        let span = self.token(at).map_or(Span::new(self.base, self.base), |token| token.span.shifted(self.base));
        Err(Diagnostic::error("invalid-definition", "a parameter is a name", span)
            .help("write the parameters as names with commas between, as in g(x, y) = …; compare with =="))
    }

    /// How the action at this token starts; see the module's description.
    fn form(&self, first: usize) -> ActionForm {
        let source = self.checked.source;
        let Some(word) = self.token(first).filter(|t| t.kind == TokenKind::Name).map(|t| t.text(source)) else {
            return ActionForm::Expression;
        };
        if is_reserved(word) || !(self.is_command)(word) {
            return ActionForm::Expression;
        }
        let Some(next) = self.token(first + 1) else {
            return ActionForm::Command;
        };
        if let Some(close) = self.called(first) {
            return self.form_of_call(close);
        }
        let touching = self.touches(first);
        if next.is(source, "-") || next.is(source, "−") {
            return if !touching && self.touches(first + 1) { ActionForm::Command } else { ActionForm::Expression };
        }
        let value = touching
            && (next.ends_operand(source) && next.kind == TokenKind::Operator
                || next.is(source, ".")
                || next.is(source, "["));
        if value || next.awaits_operand(source) && !next.starts_operand(source) {
            return ActionForm::Expression;
        }
        ActionForm::Command
    }

    fn form_of_call(&self, close: usize) -> ActionForm {
        match self.token(close + 1) {
            None => ActionForm::Called,
            Some(next) if next.is(self.checked.source, ",") => ActionForm::Command,
            Some(next) if !self.touches(close) && next.starts_operand(self.checked.source) => ActionForm::Called,
            Some(_) => ActionForm::Expression,
        }
    }

    fn action(&self, first: usize) -> Parsed<Action> {
        match self.form(first) {
            ActionForm::Expression => self.shown(self.start(first)),
            ActionForm::Command => self.command(first, Rule::command_text),
            ActionForm::Called => self.command(first, Rule::called_text),
        }
    }

    pub(super) fn read(
        &self,
        rule: Rule,
        from: usize,
        to: usize,
    ) -> Parsed<(ExpressionBuilder<'_>, Vec<Pair<'_, Rule>>)> {
        let text = self.checked.text.get(from..to).unwrap_or("");
        let builder =
            ExpressionBuilder { source: self.checked.source.get(from..to).unwrap_or(""), base: self.base + from };
        match grammar::read(rule, text) {
            Ok(pairs) => {
                let inner = pairs.flat_map(Pair::into_inner).filter(|pair| pair.as_rule() != Rule::EOI);
                Ok((builder, inner.collect()))
            }
            Err(at) => Err(mistakes::explain(&self.checked, from + at, from).shifted(self.base)),
        }
    }

    pub(super) fn expression(&self, from: usize, to: usize) -> Parsed<Expr> {
        let (builder, pairs) = self.read(Rule::expression_text, from, to)?;
        match pairs.into_iter().next() {
            Some(pair) => builder.expr(pair),
            None => Err(self.empty()),
        }
    }

    /// An expression with the clauses behind it.
    fn shown(&self, from: usize) -> Parsed<Action> {
        let (builder, pairs) = self.read(Rule::action_text, from, self.checked.source.len())?;
        let mut pairs = pairs.into_iter();
        let expr = builder.expr(pairs.next().ok_or_else(|| self.empty())?)?;
        let pieces = pairs.map(|pair| piece(&builder, pair)).collect::<Parsed<Vec<_>>>()?;
        match pieces.first() {
            None => {}
            Some(CommandPiece::Word(word)) if EXPRESSION_CLAUSES.contains(&word.text.as_str()) => {}
            Some(first) => return Err(self.adjoining(piece_span(first))),
        }
        Ok(Action::Expr { expr, pieces })
    }

    /// The error for a piece that no clause word leads.
    fn adjoining(&self, span: Span) -> Diagnostic {
        let start = span.start.saturating_sub(self.base);
        let right = self.checked.tokens.partition_point(|token| token.span.start < start);
        match (right.checked_sub(1).and_then(|left| self.token(left)), self.token(right)) {
            (Some(left), Some(right)) => mistakes::missing_operator(&self.checked, left, right).shifted(self.base),
            _ => Diagnostic::error("missing-operator", "an operator is missing here", span),
        }
    }

    fn command(&self, first: usize, rule: Rule) -> Parsed<Action> {
        let (word, rule) = match self.second_word(first) {
            Some((second, rule)) => {
                let (one, other) = (self.defined(first)?, self.defined(second)?);
                (Name { text: format!("{} {}", one.text, other.text), span: one.span.to(other.span) }, rule)
            }
            None => (self.defined(first)?, rule),
        };
        let from = word.span.end - self.base;
        let (builder, pairs) = self.read(rule, from, self.checked.source.len())?;
        let pieces = pairs.into_iter().map(|pair| piece(&builder, pair)).collect::<Parsed<Vec<_>>>()?;
        let end = self.checked.tokens.last().map_or(word.span, |token| token.span.shifted(self.base));
        Ok(Action::Command(Command { span: word.span.to(end), word, pieces }))
    }

    /// The second word of a command of two, such as `explain minimum f`, and how it goes on.
    fn second_word(&self, first: usize) -> Option<(usize, Rule)> {
        let source = self.checked.source;
        let (one, other) = (self.token(first)?, self.token(first + 1)?);
        self.token(first + 2)?;
        if other.kind != TokenKind::Name || !(self.is_command)(&format!("{} {}", one.text(source), other.text(source)))
        {
            return None;
        }
        match self.form(first + 1) {
            ActionForm::Expression => None,
            ActionForm::Command => Some((first + 1, Rule::command_text)),
            ActionForm::Called => Some((first + 1, Rule::called_text)),
        }
    }

    fn empty(&self) -> Diagnostic {
        Diagnostic::error(
            "expected-expression",
            "an expression is missing",
            Span::new(self.base, self.base + self.checked.source.len()),
        )
    }
}

fn piece_span(piece: &CommandPiece) -> Span {
    match piece {
        CommandPiece::Word(name) => name.span,
        CommandPiece::Items(_, span) => *span,
    }
}

/// A piece from a `target`, `piece` or `arguments` pair.
fn piece(builder: &ExpressionBuilder<'_>, pair: Pair<'_, Rule>) -> Parsed<CommandPiece> {
    let span = builder.span(&pair);
    if pair.as_rule() == Rule::arguments {
        let items = pair.into_inner().map(|entry| builder.item(entry)).collect::<Parsed<_>>()?;
        return Ok(CommandPiece::Items(items, span));
    }
    let mut items = Vec::new();
    for inner in pair.into_inner() {
        match inner.as_rule() {
            Rule::word | Rule::target_word => {
                if let Some(name) = inner.into_inner().next() {
                    return Ok(CommandPiece::Word(builder.name(&name)));
                }
            }
            _ => items = inner.into_inner().map(|entry| builder.item(entry)).collect::<Parsed<_>>()?,
        }
    }
    Ok(CommandPiece::Items(items, span))
}

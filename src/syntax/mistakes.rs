//! What to say where the grammar could not go on, from the tokens left and right of the place.

use super::EXPRESSION_CLAUSES;
use super::check::{BAR_OPEN, Checked};
use super::lexer::{Token, TokenKind};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// A word for a message, cut where it gets long.
pub(super) fn shortened(word: &str, most: usize) -> String {
    let flat: String = word.split_whitespace().collect::<Vec<_>>().join(" ");
    if flat.chars().count() <= most {
        return flat;
    }
    flat.chars().take(most).chain(['…']).collect()
}

/// The error for a statement that the grammar read up to `at`. Spans count from the statement's start.
pub(super) fn explain(checked: &Checked<'_>, at: usize, from: usize) -> Diagnostic {
    let index = checked.tokens.partition_point(|token| token.span.end <= at);
    let before = index.checked_sub(1).and_then(|i| checked.tokens.get(i)).filter(|token| token.span.start >= from);
    let place =
        MistakeSite { checked, index, before: before.or_else(|| preceding(checked, from)), first: before.is_none() };
    match checked.tokens.get(index) {
        None => place.at_end(),
        Some(next) => place.at(next),
    }
}

/// The token in front of the part that was read, such as the `=` of a definition.
fn preceding<'c>(checked: &'c Checked<'_>, from: usize) -> Option<&'c Token> {
    checked.tokens.partition_point(|token| token.span.end <= from).checked_sub(1).and_then(|i| checked.tokens.get(i))
}

/// The error for two operands side by side.
pub(super) fn missing_operator(checked: &Checked<'_>, left: &Token, right: &Token) -> Diagnostic {
    let source = checked.source;
    let (a, b) = (shortened(left.text(source), 30), shortened(right.text(source), 30));
    let error = Diagnostic::error(
        "missing-operator",
        format!("an operator is missing between `{a}` and `{b}`"),
        left.span.to(right.span),
    );
    let blank = left.span.end < right.span.start;
    error.help(match (left.kind, right.kind) {
        _ if b == "if" => "the form is: if … then … else …, in brackets behind a sign".to_string(),
        (TokenKind::Name, TokenKind::Bracket) if right.is(source, "(") => {
            format!("write {a}(…) without the blank to call it, {a}*(…) to multiply")
        }
        (TokenKind::Name, TokenKind::Bracket) if right.is(source, "[") => {
            format!("write {a}[…] without the blank for an element")
        }
        (_, TokenKind::Bracket) => format!("write * before `{b}` to multiply"),
        (TokenKind::Name, TokenKind::Name | TokenKind::Number) if blank => {
            format!("write {a}*{b} to multiply, {a}(…) to call")
        }
        (TokenKind::Operator, _) if left.is(source, "%") => "% means per cent; the remainder is mod(a, b)".to_string(),
        (TokenKind::Text, _) | (_, TokenKind::Text) => "write , between them".to_string(),
        (TokenKind::Bracket | TokenKind::Operator, _) => {
            format!("write * before `{b}` to multiply")
        }
        _ => format!("write {a}*{b} to multiply"),
    })
}

struct MistakeSite<'c, 't> {
    checked: &'c Checked<'t>,
    index: usize,
    before: Option<&'c Token>,
    /// Nothing of the part that was read stands before the place.
    first: bool,
}

impl MistakeSite<'_, '_> {
    fn word(&self, token: &Token) -> String {
        shortened(token.text(self.checked.source), 30)
    }

    fn is(&self, token: &Token, what: &str) -> bool {
        token.is(self.checked.source, what)
    }

    /// Whether an operand should come next.
    fn awaiting(&self) -> bool {
        let Some(before) = self.before else {
            return true;
        };
        if before.kind == TokenKind::Bracket {
            let opens = |mark: char| matches!(mark, '(' | '[' | BAR_OPEN);
            return self.checked.text[before.span.range()].chars().next().is_some_and(opens);
        }
        self.first && self.is(before, "=") || before.awaits_operand(self.checked.source)
    }

    /// The last `if` before the place, unless its `else` was read too.
    fn open_if(&self) -> Option<&Token> {
        let mut missing = 0usize;
        let named = |token: &&Token| token.kind == TokenKind::Name;
        for token in self.checked.tokens[..self.index].iter().rev().filter(named) {
            if self.is(token, "else") {
                missing += 1;
            } else if self.is(token, "if") {
                match missing.checked_sub(1) {
                    Some(fewer) => missing = fewer,
                    None => return Some(token),
                }
            }
        }
        None
    }

    fn at_end(&self) -> Diagnostic {
        let Some(before) = self.before else {
            return Diagnostic::error("expected-expression", "an expression is missing", Span::new(0, 0));
        };
        if self.awaiting() {
            return Diagnostic::error(
                "expected-expression",
                format!("nothing follows `{}`", self.word(before)),
                before.span,
            )
            .help("write an expression after it");
        }
        if let Some(condition) = self.open_if() {
            return incomplete_if(condition.span);
        }
        self.unexpected(before)
    }

    fn at(&self, next: &Token) -> Diagnostic {
        let source = self.checked.source;
        let word = self.word(next);
        if self.awaiting() {
            return self.expected(next, &word);
        }
        if self.is(next, "=") {
            return self.equals(next);
        }
        if EXPRESSION_CLAUSES.contains(&word.as_str()) {
            return Diagnostic::error("unexpected-text", format!("`{word}` cannot stand here"), next.span)
                .help(format!("{word} goes behind a whole statement: give the expression a name first"));
        }
        if matches!(word.as_str(), "then" | "else" | "by" | "in") {
            return self.unexpected(next);
        }
        match self.before {
            Some(before) if next.starts_operand(source) && before.ends_operand(source) => {
                missing_operator(self.checked, before, next)
            }
            _ if self.open_if().is_some_and(|_| matches!(word.as_str(), ")" | "]" | "|" | ",")) => {
                incomplete_if(next.span)
            }
            _ => self.unexpected(next),
        }
    }

    fn expected(&self, next: &Token, word: &str) -> Diagnostic {
        let help = match word {
            "+" => "leave out the + in front",
            "if" => "write the if in brackets: (if … then … else …)",
            _ if self.before.is_some_and(|before| self.is(before, ",")) => {
                "write an item after the comma, or leave the comma out"
            }
            _ => "write a number, a name or a bracket before it",
        };
        Diagnostic::error("expected-expression", format!("an expression is missing before `{word}`"), next.span)
            .help(help)
    }

    fn equals(&self, next: &Token) -> Diagnostic {
        if self.open_if().is_some() {
            return Diagnostic::error("unexpected-text", "`=` does not compare", next.span).help("write == to compare");
        }
        let opens = |token: &&Token| matches!(token.text(self.checked.source), "(" | "[");
        let closes = |token: &&Token| matches!(token.text(self.checked.source), ")" | "]");
        let before = &self.checked.tokens[..self.index];
        if before.iter().filter(opens).count() > before.iter().filter(closes).count() {
            return Diagnostic::error("unexpected-text", "`=` cannot stand here", next.span)
                .help("write == to compare");
        }
        Diagnostic::error("invalid-definition", "what stands left of `=` cannot be defined", next.span)
            .label("defines what stands left of it")
            .help("define a name (a = 3) or a function of names (f(x) = x^2); compare with ==;\nsolve an equation with: solve … = … for x")
    }

    fn unexpected(&self, token: &Token) -> Diagnostic {
        let word = self.word(token);
        let error = Diagnostic::error("unexpected-text", format!("`{word}` cannot stand here"), token.span);
        match word.as_str() {
            "," => error.help("write a list in [ ] and a point in ( )"),
            "then" | "else" => error.help("the form is: if … then … else …"),
            "." => {
                error.help("a field is a word behind the point, as in r.x; a number needs digits behind it, as in 1.0")
            }
            "%" => error.help("% means per cent, as in 80%; the remainder is mod(a, b)"),
            "<-" | "←" => error.help("<- changes state in the lines of an optimizer; a definition is written with ="),
            "by" => error.help("write the step behind a range: 0..1 by 0.1"),
            _ => error,
        }
    }
}

fn incomplete_if(span: Span) -> Diagnostic {
    Diagnostic::error("incomplete-if", "this `if` is not complete", span).help("the form is: if … then … else …")
}

//! Operands and the marks behind them to expressions: calls, fields, elements, groups, lists, superscripts.

use pest::iterators::Pair;

use super::MAX_DEPTH;
use super::ast::{CallArgument, Expr, ExprKind, Name};
use super::check::too_deep;
use super::expression::{Built, ExpressionBuilder, Parsed, Row};
use super::grammar::Rule;
use crate::diagnostic::Diagnostic;
use crate::source::Span;

impl ExpressionBuilder<'_> {
    pub(super) fn operand(&self, row: &mut Row<'_>, depth: usize) -> Parsed<Built> {
        let Some(pair) = row.next() else {
            return Err(self.broken(Span::new(self.base, self.base)));
        };
        let span = self.span(&pair);
        let mut built = match pair.as_rule() {
            Rule::number => self.node(ExprKind::Number(pair.as_str().replace('−', "-")), span, 0)?,
            Rule::text => self.node(ExprKind::Text(unescape(pair.as_str())), span, 0)?,
            Rule::name => self.node(ExprKind::Name(pair.as_str().to_string()), span, 0)?,
            Rule::group => self.group(pair, depth)?,
            Rule::list => self.list(pair, depth)?,
            Rule::absolute => {
                let inner = pair.into_inner().next().ok_or_else(|| self.broken(span))?;
                let inner = self.nested(inner, depth)?;
                self.call_of("abs", Span::new(span.start, span.start + 1), inner, span)?
            }
            rule @ (Rule::root | Rule::nabla) => {
                if depth > MAX_DEPTH {
                    return Err(too_deep(span));
                }
                let inner = self.operand(row, depth + 1)?;
                let whole = span.to(inner.expr.span);
                self.call_of(if rule == Rule::root { "sqrt" } else { "grad" }, span, inner, whole)?
            }
            _ => return Err(self.needs_brackets(span)),
        };
        while let Some(mark) = row.next_if(|pair| is_mark(pair.as_rule())) {
            built = self.marked(built, mark, depth)?;
        }
        Ok(built)
    }

    fn call_of(&self, function: &str, place: Span, inner: Built, span: Span) -> Parsed<Built> {
        let callee = Box::new(Expr { kind: ExprKind::Name(function.to_string()), span: place });
        let arguments = vec![CallArgument { name: None, value: inner.expr }];
        self.node(ExprKind::Call { callee, arguments }, span, inner.height)
    }

    fn marked(&self, inner: Built, mark: Pair<'_, Rule>, depth: usize) -> Parsed<Built> {
        let place = self.span(&mark);
        let span = inner.expr.span.to(place);
        let mut height = inner.height;
        let operand = Box::new(inner.expr);
        let kind = match mark.as_rule() {
            Rule::primes => {
                let count: usize = mark.as_str().chars().map(strokes).sum();
                if count > MAX_DEPTH {
                    return Err(too_deep(place));
                }
                ExprKind::Prime(operand, u32::try_from(count).unwrap_or(u32::MAX))
            }
            Rule::factorial => ExprKind::Factorial(operand),
            Rule::percent => ExprKind::Percent(operand),
            Rule::field => {
                let name = mark.into_inner().next().ok_or_else(|| self.broken(place))?;
                let mut field = self.name(&name);
                if name.as_rule() == Rule::text {
                    field.text = unescape(&field.text);
                }
                ExprKind::Field(operand, field)
            }
            Rule::index => {
                let (elements, tallest) = self.all(mark.into_inner(), depth)?;
                height = height.max(tallest);
                ExprKind::Index(operand, elements)
            }
            _ => {
                let (arguments, tallest) = self.entries(mark, depth)?;
                height = height.max(tallest);
                ExprKind::Call { callee: operand, arguments }
            }
        };
        self.node(kind, span, height)
    }

    /// `(a)`, `(1, 2)`, `(x = 1)`.
    fn group(&self, pair: Pair<'_, Rule>, depth: usize) -> Parsed<Built> {
        let span = self.span(&pair);
        let (mut entries, height) = self.entries(pair, depth)?;
        match entries.pop() {
            Some(CallArgument { name: None, value }) if entries.is_empty() => {
                Ok(Built { expr: Expr { kind: value.kind, span }, height, bare: false, adjoined: false })
            }
            last => {
                entries.extend(last);
                self.node(ExprKind::Point(entries), span, height)
            }
        }
    }

    fn list(&self, pair: Pair<'_, Rule>, depth: usize) -> Parsed<Built> {
        let span = self.span(&pair);
        let mut inner = pair.into_inner().peekable();
        let Some(first) = inner.next() else {
            return self.node(ExprKind::List(Vec::new()), span, 0);
        };
        if inner.peek().is_none_or(|pair| pair.as_rule() != Rule::running) {
            let (elements, height) = self.all(std::iter::once(first).chain(inner), depth)?;
            return self.node(ExprKind::List(elements), span, height);
        }
        let body = self.nested(first, depth)?;
        let mut parts = inner.flat_map(Pair::into_inner).filter(|pair| pair.as_rule() != Rule::in_op);
        let (Some(name), Some(range)) = (parts.next(), parts.next()) else {
            return Err(self.broken(span));
        };
        let name = self.name(&name);
        let range = self.nested(range, depth)?;
        let height = body.height.max(range.height);
        let kind = ExprKind::Comprehension { body: Box::new(body.expr), name, range: Box::new(range.expr) };
        self.node(kind, span, height)
    }

    fn all<'i>(&self, pairs: impl Iterator<Item = Pair<'i, Rule>>, depth: usize) -> Parsed<(Vec<Expr>, usize)> {
        let mut height = 0;
        let mut out = Vec::new();
        for pair in pairs {
            let built = self.nested(pair, depth)?;
            height = height.max(built.height);
            out.push(built.expr);
        }
        Ok((out, height))
    }

    pub(super) fn entry(&self, entry: Pair<'_, Rule>, depth: usize) -> Parsed<(Built, Option<Built>)> {
        let span = self.span(&entry);
        let mut inner = entry.into_inner();
        let left = self.nested(inner.next().ok_or_else(|| self.broken(span))?, depth)?;
        let right = inner.find(|pair| pair.as_rule() == Rule::expr).map(|pair| self.nested(pair, depth)).transpose()?;
        Ok((left, right))
    }

    pub(super) fn entries(&self, pair: Pair<'_, Rule>, depth: usize) -> Parsed<(Vec<CallArgument>, usize)> {
        let mut height = 0;
        let mut out = Vec::new();
        for entry in pair.into_inner() {
            let (left, right) = self.entry(entry, depth)?;
            height = height.max(left.height).max(right.as_ref().map_or(0, |right| right.height));
            out.push(match right {
                None => CallArgument { name: None, value: left.expr },
                Some(right) => CallArgument { name: Some(argument_name(left)?), value: right.expr },
            });
        }
        Ok((out, height))
    }

    pub(super) fn superscript(&self, pair: &Pair<'_, Rule>) -> Parsed<Built> {
        let span = self.span(pair);
        let text = pair.as_str();
        let digits = text.trim_start_matches('⁻');
        let number: String = digits.chars().filter_map(superscript_digit).collect();
        let start = span.end.saturating_sub(digits.len());
        let number = self.node(ExprKind::Number(number), Span::new(start, span.end), 0)?;
        if digits.len() == text.len() {
            return Ok(number);
        }
        self.node(ExprKind::Negated(Box::new(number.expr)), span, number.height)
    }
}

fn argument_name(left: Built) -> Parsed<Name> {
    let span = left.expr.span;
    match left.expr.kind {
        ExprKind::Name(text) if left.bare => Ok(Name { text, span }),
        _ => Err(Diagnostic::error("unexpected-text", "left of `=` stands a name here", span)
            .help("to compare, write ==; to solve an equation: solve f(x) = 0 for x")),
    }
}

fn is_mark(rule: Rule) -> bool {
    matches!(rule, Rule::primes | Rule::field | Rule::index | Rule::factorial | Rule::percent | Rule::arguments)
}

fn strokes(prime: char) -> usize {
    match prime {
        '″' => 2,
        '‴' => 3,
        _ => 1,
    }
}

fn superscript_digit(c: char) -> Option<char> {
    let value = match c {
        '⁰' => 0,
        '¹' => 1,
        '²' => 2,
        '³' => 3,
        '⁴'..='⁹' => u32::from(c) - u32::from('⁰'),
        _ => return None,
    };
    char::from_digit(value, 10)
}

/// The text between the quotes: `\"`, `\\`, `\n` and `\t` are escapes, any other backslash is itself.
fn unescape(quoted: &str) -> String {
    let body = quoted.strip_prefix('"').and_then(|q| q.strip_suffix('"')).unwrap_or(quoted);
    let mut out = String::with_capacity(body.len());
    let mut chars = body.chars();
    while let Some(c) = chars.next() {
        match (c, c == '\\') {
            (_, true) => match chars.next() {
                Some('n') => out.push('\n'),
                Some('t') => out.push('\t'),
                Some(quoted @ ('"' | '\\')) => out.push(quoted),
                Some(other) => out.extend(['\\', other]),
                None => out.push('\\'),
            },
            (c, false) => out.push(c),
        }
    }
    out
}

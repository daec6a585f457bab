//! Rows of operands and signs to expressions, by the precedence table in `grammar/thalweg.pest`.
//!
//! Two bounds keep every walk over the tree off the end of the stack: `depth` counts the signs on the way down, so the
//! walk here is bounded before it starts; `height` counts the nodes below, so the finished tree is.

use std::iter::Peekable;

use pest::iterators::{Pair, Pairs};

use super::MAX_DEPTH;
use super::ast::{Argument, Comparison, Expr, ExprKind, Factor, Name, Sign};
use super::check::too_deep;
use super::grammar::Rule;
use super::mistakes::shortened;
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// How tightly a sign binds, loosest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Or,
    And,
    Not,
    Comparison,
    In,
    Range,
    Sum,
    Product,
    Negation,
    Juxtaposition,
    Power,
}

/// An expression under construction.
pub(super) struct Built {
    pub expr: Expr,
    /// Nodes on the longest way down.
    height: usize,
    /// No bracket stands around it.
    bare: bool,
    /// A juxtaposition that no bracket protects, a minus in front or not.
    adjoined: bool,
}

type Row<'i> = Peekable<Pairs<'i, Rule>>;
type Result<T> = std::result::Result<T, Diagnostic>;

/// Builds expressions from what the grammar read.
pub(super) struct Builder<'t> {
    /// The text the grammar read, as the user wrote it.
    pub source: &'t str,
    /// Where that text starts in the whole.
    pub base: usize,
}

impl Builder<'_> {
    /// The expression of an `expr` pair.
    pub fn expr(&self, pair: Pair<'_, Rule>) -> Result<Expr> {
        Ok(self.nested(pair, 0)?.expr)
    }

    /// An item of a command: an expression or an equation.
    pub fn item(&self, entry: Pair<'_, Rule>) -> Result<Expr> {
        let (left, right) = self.entry(entry, 0)?;
        let Some(right) = right else {
            return Ok(left.expr);
        };
        let span = left.expr.span.to(right.expr.span);
        let height = left.height.max(right.height);
        Ok(self
            .node(
                ExprKind::Equation(Box::new(left.expr), Box::new(right.expr)),
                span,
                height,
            )?
            .expr)
    }

    /// The arguments of a call or the parameters of an optimizer.
    pub fn arguments(&self, pair: Pair<'_, Rule>) -> Result<Vec<Argument>> {
        Ok(self.entries(pair, 0)?.0)
    }

    /// The place of a pair in the whole text.
    pub fn span(&self, pair: &Pair<'_, Rule>) -> Span {
        let span = pair.as_span();
        Span::new(span.start(), span.end()).shifted(self.base)
    }

    /// A `name` pair.
    pub fn name(&self, pair: &Pair<'_, Rule>) -> Name {
        Name {
            text: pair.as_str().to_string(),
            span: self.span(pair),
        }
    }

    fn node(&self, kind: ExprKind, span: Span, height: usize) -> Result<Built> {
        if height + 1 > MAX_DEPTH {
            return Err(too_deep(span));
        }
        Ok(Built {
            expr: Expr { kind, span },
            height: height + 1,
            bare: true,
            adjoined: false,
        })
    }

    fn nested(&self, pair: Pair<'_, Rule>, depth: usize) -> Result<Built> {
        let span = self.span(&pair);
        let mut row = pair.into_inner().peekable();
        match row.peek().map(Pair::as_rule) {
            Some(Rule::conditional) => match row.next() {
                Some(pair) => self.conditional(pair, depth),
                None => Err(self.broken(span)),
            },
            _ => self.climb(&mut row, Level::Or, depth),
        }
    }

    fn conditional(&self, pair: Pair<'_, Rule>, depth: usize) -> Result<Built> {
        let span = self.span(&pair);
        let parts = pair
            .into_inner()
            .map(|part| self.nested(part, depth))
            .collect::<Result<Vec<_>>>()?;
        let height = parts.iter().map(|part| part.height).max().unwrap_or(0);
        let mut parts = parts.into_iter().map(|part| Box::new(part.expr));
        match (parts.next(), parts.next(), parts.next()) {
            (Some(condition), Some(then), Some(otherwise)) => self.node(
                ExprKind::If {
                    condition,
                    then,
                    otherwise,
                },
                span,
                height,
            ),
            _ => Err(self.broken(span)),
        }
    }

    /// Reads an operand and every sign that binds at least as tightly as `min`.
    fn climb(&self, row: &mut Row<'_>, min: Level, depth: usize) -> Result<Built> {
        if depth > MAX_DEPTH {
            let span = row
                .peek()
                .map_or(Span::new(self.base, self.base), |pair| self.span(pair));
            return Err(too_deep(span));
        }
        let mut left = self.prefixed(row, min, depth)?;
        while let Some(next) = row.peek() {
            let level = level(next.as_rule());
            if level < min {
                break;
            }
            let depth = depth + 1;
            left = match level {
                Level::Or | Level::And | Level::Not => self.logical(left, row, level, depth)?,
                Level::Comparison => self.comparison(left, row, depth)?,
                Level::In => self.membership(left, row, depth)?,
                Level::Range => self.range(left, row, depth)?,
                Level::Sum => self.sum(left, row, depth)?,
                Level::Product | Level::Negation => self.product(left, row, depth)?,
                Level::Juxtaposition => self.juxtaposition(left, row, depth)?,
                Level::Power => self.power(left, row, depth)?,
            };
        }
        Ok(left)
    }

    fn prefixed(&self, row: &mut Row<'_>, min: Level, depth: usize) -> Result<Built> {
        let Some(next) = row.peek() else {
            return Err(self.broken(Span::new(self.base, self.base)));
        };
        let start = self.span(next);
        let level = match next.as_rule() {
            Rule::negation => Level::Negation,
            Rule::not_op => Level::Not,
            _ => return self.operand(row, depth),
        };
        if level < min {
            return Err(self.needs_brackets(start));
        }
        row.next();
        let inner = self.climb(row, level, depth + 1)?;
        let (span, height, adjoined) = (start.to(inner.expr.span), inner.height, inner.adjoined);
        let inner = Box::new(inner.expr);
        let kind = if level == Level::Not {
            ExprKind::Not(inner)
        } else {
            ExprKind::Negated(inner)
        };
        Ok(Built {
            adjoined,
            ..self.node(kind, span, height)?
        })
    }

    fn logical(&self, left: Built, row: &mut Row<'_>, level: Level, depth: usize) -> Result<Built> {
        let (joint, tighter) = if level == Level::Or {
            (Rule::or_op, Level::And)
        } else {
            (Rule::and_op, Level::Not)
        };
        let (start, mut end, mut height) = (left.expr.span, left.expr.span, left.height);
        let mut parts = vec![left.expr];
        while row.next_if(|pair| pair.as_rule() == joint).is_some() {
            let right = self.climb(row, tighter, depth)?;
            (end, height) = (right.expr.span, height.max(right.height));
            parts.push(right.expr);
        }
        let kind = if level == Level::Or {
            ExprKind::Or(parts)
        } else {
            ExprKind::And(parts)
        };
        self.node(kind, start.to(end), height)
    }

    fn comparison(&self, left: Built, row: &mut Row<'_>, depth: usize) -> Result<Built> {
        let (start, mut end, mut height) = (left.expr.span, left.expr.span, left.height);
        let mut rest = Vec::new();
        while let Some(sign) = row.next_if(|pair| pair.as_rule() == Rule::comparison_op) {
            let right = self.climb(row, Level::In, depth)?;
            (end, height) = (right.expr.span, height.max(right.height));
            rest.push((comparison_sign(sign.as_str()), right.expr));
        }
        self.node(
            ExprKind::Comparison {
                first: Box::new(left.expr),
                rest,
            },
            start.to(end),
            height,
        )
    }

    fn membership(&self, left: Built, row: &mut Row<'_>, depth: usize) -> Result<Built> {
        row.next();
        let span = left.expr.span;
        let ExprKind::Name(text) = left.expr.kind else {
            return Err(
                Diagnostic::error("unexpected-text", "left of `in` stands a name", span)
                    .help("write it as in x in 0..1"),
            );
        };
        let range = self.climb(row, Level::Range, depth)?;
        let whole = span.to(range.expr.span);
        self.node(
            ExprKind::In(Name { text, span }, Box::new(range.expr)),
            whole,
            range.height,
        )
    }

    fn range(&self, left: Built, row: &mut Row<'_>, depth: usize) -> Result<Built> {
        let Some(sign) = row.next() else {
            return Ok(left);
        };
        let place = self.span(&sign);
        if sign.as_rule() == Rule::by_op {
            return Err(
                Diagnostic::error("unexpected-text", "`by` belongs behind a range", place)
                    .help("write it as in 0..1 by 0.1"),
            );
        }
        if left.bare && matches!(left.expr.kind, ExprKind::Range { .. }) {
            return Err(
                Diagnostic::error("unexpected-text", "a range has two ends", place)
                    .help("write the step as in 0..1 by 0.1"),
            );
        }
        let start = left.expr.span;
        let to = self.climb(row, Level::Sum, depth)?;
        let (mut end, mut height) = (to.expr.span, left.height.max(to.height));
        let mut by = None;
        if row.next_if(|pair| pair.as_rule() == Rule::by_op).is_some() {
            let step = self.climb(row, Level::Sum, depth)?;
            (end, height) = (step.expr.span, height.max(step.height));
            by = Some(Box::new(step.expr));
        }
        self.node(
            ExprKind::Range {
                from: Box::new(left.expr),
                to: Box::new(to.expr),
                by,
            },
            start.to(end),
            height,
        )
    }

    fn sum(&self, left: Built, row: &mut Row<'_>, depth: usize) -> Result<Built> {
        let (start, mut end, mut height) = (left.expr.span, left.expr.span, left.height);
        let mut terms = vec![(Sign::Plus, left.expr)];
        while let Some(sign) = row.next_if(|pair| pair.as_rule() == Rule::sum_op) {
            let right = self.climb(row, Level::Product, depth)?;
            (end, height) = (right.expr.span, height.max(right.height));
            terms.push((
                if sign.as_str() == "+" {
                    Sign::Plus
                } else {
                    Sign::Minus
                },
                right.expr,
            ));
        }
        self.node(ExprKind::Sum(terms), start.to(end), height)
    }

    fn product(&self, left: Built, row: &mut Row<'_>, depth: usize) -> Result<Built> {
        let (start, mut end, mut height) = (left.expr.span, left.expr.span, left.height);
        let mut factors = vec![(Factor::Times, left.expr)];
        while let Some(sign) = row.next_if(|pair| pair.as_rule() == Rule::product_op) {
            let factor = if matches!(sign.as_str(), "/" | "÷") {
                Factor::Over
            } else {
                Factor::Times
            };
            let right = self.climb(row, Level::Negation, depth)?;
            if factor == Factor::Over && right.adjoined {
                return Err(self.ambiguous_division(start.to(end), &right.expr));
            }
            (end, height) = (right.expr.span, height.max(right.height));
            factors.push((factor, right.expr));
        }
        self.node(ExprKind::Product(factors), start.to(end), height)
    }

    fn juxtaposition(&self, left: Built, row: &mut Row<'_>, depth: usize) -> Result<Built> {
        let (start, mut end, mut height) = (left.expr.span, left.expr.span, left.height);
        let mut factors = vec![left.expr];
        while row
            .peek()
            .is_some_and(|pair| level(pair.as_rule()) == Level::Juxtaposition)
        {
            let right = self.climb(row, Level::Power, depth)?;
            (end, height) = (right.expr.span, height.max(right.height));
            factors.push(right.expr);
        }
        let built = self.node(ExprKind::Juxtaposed(factors), start.to(end), height)?;
        Ok(Built {
            adjoined: true,
            ..built
        })
    }

    fn power(&self, base: Built, row: &mut Row<'_>, depth: usize) -> Result<Built> {
        let Some(sign) = row.next() else {
            return Ok(base);
        };
        let exponent = if sign.as_rule() == Rule::superscript {
            let raised = self.superscript(&sign)?;
            // x²^3 is x^2^3.
            match row.peek().map(Pair::as_rule) {
                Some(Rule::power_op) => self.power(raised, row, depth + 1)?,
                _ => raised,
            }
        } else {
            self.exponent(row, depth)?
        };
        let span = base.expr.span.to(exponent.expr.span);
        let height = base.height.max(exponent.height);
        self.node(
            ExprKind::Power(Box::new(base.expr), Box::new(exponent.expr)),
            span,
            height,
        )
    }

    /// An exponent: a minus in front binds tighter than juxtaposition here, so `2^-1x` is `(2^-1)x`.
    fn exponent(&self, row: &mut Row<'_>, depth: usize) -> Result<Built> {
        let Some(minus) = row.next_if(|pair| pair.as_rule() == Rule::negation) else {
            return self.climb(row, Level::Power, depth);
        };
        if depth > MAX_DEPTH {
            return Err(too_deep(self.span(&minus)));
        }
        let inner = self.exponent(row, depth + 1)?;
        let span = self.span(&minus).to(inner.expr.span);
        self.node(ExprKind::Negated(Box::new(inner.expr)), span, inner.height)
    }

    fn superscript(&self, pair: &Pair<'_, Rule>) -> Result<Built> {
        let span = self.span(pair);
        let text = pair.as_str();
        let digits = text.trim_start_matches('⁻');
        let number: String = digits.chars().filter_map(superscript_digit).collect();
        let start = span.end.saturating_sub(digits.len());
        let number = self.node(ExprKind::Number(number), Span::new(start, span.end), 0)?;
        if digits.len() == text.len() {
            return Ok(number);
        }
        self.node(
            ExprKind::Negated(Box::new(number.expr)),
            span,
            number.height,
        )
    }

    fn operand(&self, row: &mut Row<'_>, depth: usize) -> Result<Built> {
        let Some(pair) = row.next() else {
            return Err(self.broken(Span::new(self.base, self.base)));
        };
        let span = self.span(&pair);
        let mut built = match pair.as_rule() {
            Rule::number => {
                self.node(ExprKind::Number(pair.as_str().replace('−', "-")), span, 0)?
            }
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
                self.call_of(
                    if rule == Rule::root { "sqrt" } else { "grad" },
                    span,
                    inner,
                    whole,
                )?
            }
            _ => return Err(self.needs_brackets(span)),
        };
        while let Some(mark) = row.next_if(|pair| is_mark(pair.as_rule())) {
            built = self.marked(built, mark, depth)?;
        }
        Ok(built)
    }

    fn call_of(&self, function: &str, place: Span, inner: Built, span: Span) -> Result<Built> {
        let callee = Box::new(Expr {
            kind: ExprKind::Name(function.to_string()),
            span: place,
        });
        let arguments = vec![Argument {
            name: None,
            value: inner.expr,
        }];
        self.node(ExprKind::Call { callee, arguments }, span, inner.height)
    }

    fn marked(&self, inner: Built, mark: Pair<'_, Rule>, depth: usize) -> Result<Built> {
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
                ExprKind::Call {
                    callee: operand,
                    arguments,
                }
            }
        };
        self.node(kind, span, height)
    }

    /// `(a)`, `(1, 2)`, `(x = 1)`.
    fn group(&self, pair: Pair<'_, Rule>, depth: usize) -> Result<Built> {
        let span = self.span(&pair);
        let (mut entries, height) = self.entries(pair, depth)?;
        match entries.pop() {
            Some(Argument { name: None, value }) if entries.is_empty() => Ok(Built {
                expr: Expr {
                    kind: value.kind,
                    span,
                },
                height,
                bare: false,
                adjoined: false,
            }),
            last => {
                entries.extend(last);
                self.node(ExprKind::Point(entries), span, height)
            }
        }
    }

    fn list(&self, pair: Pair<'_, Rule>, depth: usize) -> Result<Built> {
        let span = self.span(&pair);
        let mut inner = pair.into_inner().peekable();
        let Some(first) = inner.next() else {
            return self.node(ExprKind::List(Vec::new()), span, 0);
        };
        if inner
            .peek()
            .is_none_or(|pair| pair.as_rule() != Rule::running)
        {
            let (elements, height) = self.all(std::iter::once(first).chain(inner), depth)?;
            return self.node(ExprKind::List(elements), span, height);
        }
        let body = self.nested(first, depth)?;
        let mut parts = inner
            .flat_map(Pair::into_inner)
            .filter(|pair| pair.as_rule() != Rule::in_op);
        let (Some(name), Some(range)) = (parts.next(), parts.next()) else {
            return Err(self.broken(span));
        };
        let name = self.name(&name);
        let range = self.nested(range, depth)?;
        let height = body.height.max(range.height);
        let kind = ExprKind::Comprehension {
            body: Box::new(body.expr),
            name,
            range: Box::new(range.expr),
        };
        self.node(kind, span, height)
    }

    fn all<'i>(
        &self,
        pairs: impl Iterator<Item = Pair<'i, Rule>>,
        depth: usize,
    ) -> Result<(Vec<Expr>, usize)> {
        let mut height = 0;
        let mut out = Vec::new();
        for pair in pairs {
            let built = self.nested(pair, depth)?;
            height = height.max(built.height);
            out.push(built.expr);
        }
        Ok((out, height))
    }

    fn entry(&self, entry: Pair<'_, Rule>, depth: usize) -> Result<(Built, Option<Built>)> {
        let span = self.span(&entry);
        let mut inner = entry.into_inner();
        let left = self.nested(inner.next().ok_or_else(|| self.broken(span))?, depth)?;
        let right = inner
            .find(|pair| pair.as_rule() == Rule::expr)
            .map(|pair| self.nested(pair, depth))
            .transpose()?;
        Ok((left, right))
    }

    fn entries(&self, pair: Pair<'_, Rule>, depth: usize) -> Result<(Vec<Argument>, usize)> {
        let mut height = 0;
        let mut out = Vec::new();
        for entry in pair.into_inner() {
            let (left, right) = self.entry(entry, depth)?;
            height = height
                .max(left.height)
                .max(right.as_ref().map_or(0, |right| right.height));
            out.push(match right {
                None => Argument {
                    name: None,
                    value: left.expr,
                },
                Some(right) => Argument {
                    name: Some(argument_name(left)?),
                    value: right.expr,
                },
            });
        }
        Ok((out, height))
    }

    fn ambiguous_division(&self, above: Span, below: &Expr) -> Diagnostic {
        let mut inner = below;
        while let ExprKind::Negated(operand) = &inner.kind {
            inner = operand;
        }
        let span = above.to(below.span);
        let error = Diagnostic::error(
            "ambiguous-division",
            "what is divided here can be read in two ways",
            span,
        );
        let ExprKind::Juxtaposed(factors) = &inner.kind else {
            return error;
        };
        let Some(first) = factors.first() else {
            return error;
        };
        let text = |span: Span| {
            let (start, end) = (
                span.start.saturating_sub(self.base),
                span.end.saturating_sub(self.base),
            );
            shortened(self.source.get(start..end).unwrap_or(""), 30)
        };
        let head = text(Span::new(below.span.start, first.span.end));
        let tail = text(Span::new(first.span.end, below.span.end));
        let (above, below) = (text(above), text(below.span));
        error.help(format!(
            "write ({above}/{head})*{tail}, or {above}/({below})"
        ))
    }

    fn needs_brackets(&self, span: Span) -> Diagnostic {
        let word = span
            .start
            .checked_sub(self.base)
            .and_then(|start| self.source.get(start..span.end - self.base));
        let word = word.unwrap_or("this");
        Diagnostic::error(
            "unexpected-text",
            format!("`{word}` cannot stand here without brackets"),
            span,
        )
        .help(format!("write ({word}…)"))
    }

    /// What the grammar rules out; an error all the same, since nothing may panic.
    fn broken(&self, span: Span) -> Diagnostic {
        Diagnostic::error("expected-expression", "an expression is missing here", span)
    }
}

fn argument_name(left: Built) -> Result<Name> {
    let span = left.expr.span;
    match left.expr.kind {
        ExprKind::Name(text) if left.bare => Ok(Name { text, span }),
        _ => Err(
            Diagnostic::error("unexpected-text", "left of `=` stands a name here", span)
                .help("to compare, write ==; to solve an equation: solve f(x) = 0 for x"),
        ),
    }
}

fn level(rule: Rule) -> Level {
    match rule {
        Rule::or_op => Level::Or,
        Rule::and_op => Level::And,
        Rule::comparison_op => Level::Comparison,
        Rule::in_op => Level::In,
        Rule::range_op | Rule::by_op => Level::Range,
        Rule::sum_op => Level::Sum,
        Rule::product_op => Level::Product,
        Rule::power_op | Rule::superscript => Level::Power,
        // No sign between: the next operand.
        _ => Level::Juxtaposition,
    }
}

fn is_mark(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::primes
            | Rule::field
            | Rule::index
            | Rule::factorial
            | Rule::percent
            | Rule::arguments
    )
}

fn comparison_sign(sign: &str) -> Comparison {
    match sign {
        "==" => Comparison::Equal,
        "!=" | "≠" => Comparison::NotEqual,
        "<" => Comparison::Less,
        "<=" | "≤" => Comparison::LessOrEqual,
        ">" => Comparison::Greater,
        _ => Comparison::GreaterOrEqual,
    }
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
    let body = quoted
        .strip_prefix('"')
        .and_then(|q| q.strip_suffix('"'))
        .unwrap_or(quoted);
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

//! Rows of operands and signs to expressions, by the precedence table in `grammar/thalweg.pest`.
//!
//! Two bounds keep every walk over the tree off the end of the stack: `depth` counts the signs on the way down, so the
//! walk here is bounded before it starts; `height` counts the nodes below, so the finished tree is.

use std::iter::Peekable;

use pest::iterators::{Pair, Pairs};

use super::MAX_DEPTH;
use super::ast::{CallArgument, Comparison, Expr, ExprKind, Name, ProductSign, SumSign};
use super::check::too_deep;
use super::grammar::Rule;
use super::mistakes::shortened;
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// How tightly a sign binds, loosest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Precedence {
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
    pub height: usize,
    /// No bracket stands around it.
    pub bare: bool,
    /// A juxtaposition that no bracket protects, a minus in front or not.
    pub adjoined: bool,
}

pub(super) type Row<'i> = Peekable<Pairs<'i, Rule>>;
/// What was read, or what is wrong with it.
pub(super) type Parsed<T> = Result<T, Diagnostic>;

/// Builds expressions from what the grammar read.
pub(super) struct ExpressionBuilder<'t> {
    /// The text the grammar read, as the user wrote it.
    pub source: &'t str,
    /// Where that text starts in the whole.
    pub base: usize,
}

impl ExpressionBuilder<'_> {
    /// The expression of an `expr` pair.
    pub fn expr(&self, pair: Pair<'_, Rule>) -> Parsed<Expr> {
        Ok(self.nested(pair, 0)?.expr)
    }

    /// An item of a command: an expression or an equation.
    pub fn item(&self, entry: Pair<'_, Rule>) -> Parsed<Expr> {
        let (left, right) = self.entry(entry, 0)?;
        let Some(right) = right else {
            return Ok(left.expr);
        };
        let span = left.expr.span.to(right.expr.span);
        let height = left.height.max(right.height);
        Ok(self.node(ExprKind::Equation(Box::new(left.expr), Box::new(right.expr)), span, height)?.expr)
    }

    /// The arguments of a call or the parameters of an optimizer.
    pub fn arguments(&self, pair: Pair<'_, Rule>) -> Parsed<Vec<CallArgument>> {
        Ok(self.entries(pair, 0)?.0)
    }

    /// The place of a pair in the whole text.
    pub fn span(&self, pair: &Pair<'_, Rule>) -> Span {
        let span = pair.as_span();
        Span::new(span.start(), span.end()).shifted(self.base)
    }

    /// A `name` pair.
    pub fn name(&self, pair: &Pair<'_, Rule>) -> Name {
        Name { text: pair.as_str().to_string(), span: self.span(pair) }
    }

    pub(super) fn node(&self, kind: ExprKind, span: Span, height: usize) -> Parsed<Built> {
        if height + 1 > MAX_DEPTH {
            return Err(too_deep(span));
        }
        Ok(Built { expr: Expr { kind, span }, height: height + 1, bare: true, adjoined: false })
    }

    pub(super) fn nested(&self, pair: Pair<'_, Rule>, depth: usize) -> Parsed<Built> {
        let span = self.span(&pair);
        let mut row = pair.into_inner().peekable();
        match row.peek().map(Pair::as_rule) {
            Some(Rule::conditional) => match row.next() {
                Some(pair) => self.conditional(pair, depth),
                None => Err(self.broken(span)),
            },
            _ => self.climb(&mut row, Precedence::Or, depth),
        }
    }

    fn conditional(&self, pair: Pair<'_, Rule>, depth: usize) -> Parsed<Built> {
        let span = self.span(&pair);
        let parts = pair.into_inner().map(|part| self.nested(part, depth)).collect::<Parsed<Vec<_>>>()?;
        let height = parts.iter().map(|part| part.height).max().unwrap_or(0);
        let mut parts = parts.into_iter().map(|part| Box::new(part.expr));
        match (parts.next(), parts.next(), parts.next()) {
            (Some(condition), Some(then), Some(otherwise)) => {
                self.node(ExprKind::If { condition, then, otherwise }, span, height)
            }
            _ => Err(self.broken(span)),
        }
    }

    /// Reads an operand and every sign that binds at least as tightly as `min`.
    fn climb(&self, row: &mut Row<'_>, min: Precedence, depth: usize) -> Parsed<Built> {
        if depth > MAX_DEPTH {
            let span = row.peek().map_or(Span::new(self.base, self.base), |pair| self.span(pair));
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
                Precedence::Or | Precedence::And | Precedence::Not => self.logical(left, row, level, depth)?,
                Precedence::Comparison => self.comparison(left, row, depth)?,
                Precedence::In => self.membership(left, row, depth)?,
                Precedence::Range => self.range(left, row, depth)?,
                Precedence::Sum => self.sum(left, row, depth)?,
                Precedence::Product | Precedence::Negation => self.product(left, row, depth)?,
                Precedence::Juxtaposition => self.juxtaposition(left, row, depth)?,
                Precedence::Power => self.power(left, row, depth)?,
            };
        }
        Ok(left)
    }

    fn prefixed(&self, row: &mut Row<'_>, min: Precedence, depth: usize) -> Parsed<Built> {
        let Some(next) = row.peek() else {
            return Err(self.broken(Span::new(self.base, self.base)));
        };
        let start = self.span(next);
        let level = match next.as_rule() {
            Rule::negation => Precedence::Negation,
            Rule::not_op => Precedence::Not,
            _ => return self.operand(row, depth),
        };
        if level < min {
            return Err(self.needs_brackets(start));
        }
        row.next();
        let inner = self.climb(row, level, depth + 1)?;
        let (span, height, adjoined) = (start.to(inner.expr.span), inner.height, inner.adjoined);
        let inner = Box::new(inner.expr);
        let kind = if level == Precedence::Not { ExprKind::Not(inner) } else { ExprKind::Negated(inner) };
        Ok(Built { adjoined, ..self.node(kind, span, height)? })
    }

    fn logical(&self, left: Built, row: &mut Row<'_>, level: Precedence, depth: usize) -> Parsed<Built> {
        let (joint, tighter) =
            if level == Precedence::Or { (Rule::or_op, Precedence::And) } else { (Rule::and_op, Precedence::Not) };
        let (start, mut end, mut height) = (left.expr.span, left.expr.span, left.height);
        let mut parts = vec![left.expr];
        while row.next_if(|pair| pair.as_rule() == joint).is_some() {
            let right = self.climb(row, tighter, depth)?;
            (end, height) = (right.expr.span, height.max(right.height));
            parts.push(right.expr);
        }
        let kind = if level == Precedence::Or { ExprKind::Or(parts) } else { ExprKind::And(parts) };
        self.node(kind, start.to(end), height)
    }

    fn comparison(&self, left: Built, row: &mut Row<'_>, depth: usize) -> Parsed<Built> {
        let (start, mut end, mut height) = (left.expr.span, left.expr.span, left.height);
        let mut rest = Vec::new();
        while let Some(sign) = row.next_if(|pair| pair.as_rule() == Rule::comparison_op) {
            let right = self.climb(row, Precedence::In, depth)?;
            (end, height) = (right.expr.span, height.max(right.height));
            rest.push((comparison_sign(sign.as_str()), right.expr));
        }
        self.node(ExprKind::Comparison { first: Box::new(left.expr), rest }, start.to(end), height)
    }

    fn membership(&self, left: Built, row: &mut Row<'_>, depth: usize) -> Parsed<Built> {
        row.next();
        let span = left.expr.span;
        let ExprKind::Name(text) = left.expr.kind else {
            return Err(Diagnostic::error("unexpected-text", "left of `in` stands a name", span)
                .help("write it as in x in 0..1"));
        };
        let range = self.climb(row, Precedence::Range, depth)?;
        let whole = span.to(range.expr.span);
        self.node(ExprKind::In(Name { text, span }, Box::new(range.expr)), whole, range.height)
    }

    fn range(&self, left: Built, row: &mut Row<'_>, depth: usize) -> Parsed<Built> {
        let Some(sign) = row.next() else {
            return Ok(left);
        };
        let place = self.span(&sign);
        if sign.as_rule() == Rule::by_op {
            return Err(Diagnostic::error("unexpected-text", "`by` belongs behind a range", place)
                .help("write it as in 0..1 by 0.1"));
        }
        if left.bare && matches!(left.expr.kind, ExprKind::Range { .. }) {
            return Err(Diagnostic::error("unexpected-text", "a range has two ends", place)
                .help("write the step as in 0..1 by 0.1"));
        }
        let start = left.expr.span;
        let to = self.climb(row, Precedence::Sum, depth)?;
        let (mut end, mut height) = (to.expr.span, left.height.max(to.height));
        let mut by = None;
        if row.next_if(|pair| pair.as_rule() == Rule::by_op).is_some() {
            let step = self.climb(row, Precedence::Sum, depth)?;
            (end, height) = (step.expr.span, height.max(step.height));
            by = Some(Box::new(step.expr));
        }
        self.node(ExprKind::Range { from: Box::new(left.expr), to: Box::new(to.expr), by }, start.to(end), height)
    }

    fn sum(&self, left: Built, row: &mut Row<'_>, depth: usize) -> Parsed<Built> {
        let (start, mut end, mut height) = (left.expr.span, left.expr.span, left.height);
        let mut terms = vec![(SumSign::Plus, left.expr)];
        while let Some(sign) = row.next_if(|pair| pair.as_rule() == Rule::sum_op) {
            let right = self.climb(row, Precedence::Product, depth)?;
            (end, height) = (right.expr.span, height.max(right.height));
            terms.push((if sign.as_str() == "+" { SumSign::Plus } else { SumSign::Minus }, right.expr));
        }
        self.node(ExprKind::Sum(terms), start.to(end), height)
    }

    fn product(&self, left: Built, row: &mut Row<'_>, depth: usize) -> Parsed<Built> {
        let (start, mut end, mut height) = (left.expr.span, left.expr.span, left.height);
        let mut factors = vec![(ProductSign::Times, left.expr)];
        while let Some(sign) = row.next_if(|pair| pair.as_rule() == Rule::product_op) {
            let factor = if matches!(sign.as_str(), "/" | "÷") { ProductSign::Over } else { ProductSign::Times };
            let right = self.climb(row, Precedence::Negation, depth)?;
            if factor == ProductSign::Over && right.adjoined {
                return Err(self.ambiguous_division(start.to(end), &right.expr));
            }
            (end, height) = (right.expr.span, height.max(right.height));
            factors.push((factor, right.expr));
        }
        self.node(ExprKind::Product(factors), start.to(end), height)
    }

    fn juxtaposition(&self, left: Built, row: &mut Row<'_>, depth: usize) -> Parsed<Built> {
        let (start, mut end, mut height) = (left.expr.span, left.expr.span, left.height);
        let mut factors = vec![left.expr];
        while row.peek().is_some_and(|pair| level(pair.as_rule()) == Precedence::Juxtaposition) {
            let right = self.climb(row, Precedence::Power, depth)?;
            (end, height) = (right.expr.span, height.max(right.height));
            factors.push(right.expr);
        }
        let built = self.node(ExprKind::Juxtaposed(factors), start.to(end), height)?;
        Ok(Built { adjoined: true, ..built })
    }

    fn power(&self, base: Built, row: &mut Row<'_>, depth: usize) -> Parsed<Built> {
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
        self.node(ExprKind::Power(Box::new(base.expr), Box::new(exponent.expr)), span, height)
    }

    /// An exponent: a minus in front binds tighter than juxtaposition here, so `2^-1x` is `(2^-1)x`.
    fn exponent(&self, row: &mut Row<'_>, depth: usize) -> Parsed<Built> {
        let Some(minus) = row.next_if(|pair| pair.as_rule() == Rule::negation) else {
            return self.climb(row, Precedence::Power, depth);
        };
        if depth > MAX_DEPTH {
            return Err(too_deep(self.span(&minus)));
        }
        let inner = self.exponent(row, depth + 1)?;
        let span = self.span(&minus).to(inner.expr.span);
        self.node(ExprKind::Negated(Box::new(inner.expr)), span, inner.height)
    }

    fn ambiguous_division(&self, above: Span, below: &Expr) -> Diagnostic {
        let mut inner = below;
        while let ExprKind::Negated(operand) = &inner.kind {
            inner = operand;
        }
        let span = above.to(below.span);
        let error = Diagnostic::error("ambiguous-division", "what is divided here can be read in two ways", span);
        let ExprKind::Juxtaposed(factors) = &inner.kind else {
            return error;
        };
        let Some(first) = factors.first() else {
            return error;
        };
        let text = |span: Span| {
            let (start, end) = (span.start.saturating_sub(self.base), span.end.saturating_sub(self.base));
            shortened(self.source.get(start..end).unwrap_or(""), 30)
        };
        let head = text(Span::new(below.span.start, first.span.end));
        let tail = text(Span::new(first.span.end, below.span.end));
        let (above, below) = (text(above), text(below.span));
        error.help(format!("write ({above}/{head})*{tail}, or {above}/({below})"))
    }

    pub(super) fn needs_brackets(&self, span: Span) -> Diagnostic {
        let word = span.start.checked_sub(self.base).and_then(|start| self.source.get(start..span.end - self.base));
        let word = word.unwrap_or("this");
        Diagnostic::error("unexpected-text", format!("`{word}` cannot stand here without brackets"), span)
            .help(format!("write ({word}…)"))
    }

    /// What the grammar rules out; an error all the same, since nothing may panic.
    pub(super) fn broken(&self, span: Span) -> Diagnostic {
        Diagnostic::error("expected-expression", "an expression is missing here", span)
    }
}

fn level(rule: Rule) -> Precedence {
    match rule {
        Rule::or_op => Precedence::Or,
        Rule::and_op => Precedence::And,
        Rule::comparison_op => Precedence::Comparison,
        Rule::in_op => Precedence::In,
        Rule::range_op | Rule::by_op => Precedence::Range,
        Rule::sum_op => Precedence::Sum,
        Rule::product_op => Precedence::Product,
        Rule::power_op | Rule::superscript => Precedence::Power,
        // No sign between: the next operand.
        _ => Precedence::Juxtaposition,
    }
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

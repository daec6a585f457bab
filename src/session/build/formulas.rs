//! Formulas as written: numbers, sums, products, powers, comparisons and cases.

use super::Builder;
use crate::diagnostic::Diagnostic;
use crate::expr::{ExprId, Node, Number, Relation};
use crate::functions;
use crate::numeric::{ParseRationalError, Rational};
use crate::session::Value;
use crate::source::Span;
use crate::syntax::ast::{Comparison, Expr, ExprKind, ProductSign, SumSign};

impl Builder<'_> {
    /// Values of kinds that are always formulas.
    pub(super) fn formula(&mut self, expr: &Expr) -> Result<ExprId, Diagnostic> {
        match &expr.kind {
            ExprKind::Number(text) => self.number(text, expr.span),
            ExprKind::Sum(terms) => self.sum(terms),
            ExprKind::Product(factors) => self.product(factors),
            ExprKind::Juxtaposed(factors) => self.juxtaposed(factors),
            ExprKind::Negated(inner) => {
                let inner = self.scalar(inner)?;
                Ok(self.graph().raw_negation(inner))
            }
            ExprKind::Power(base, exponent) => self.power(base, exponent),
            ExprKind::Factorial(inner) => {
                let inner = self.scalar(inner)?;
                let graph = self.graph();
                let one = graph.integer(1);
                let next = graph.raw_sum(&[inner, one]);
                Ok(graph.raw_call(&functions::GAMMA, &[next]))
            }
            ExprKind::Percent(inner) => {
                let inner = self.scalar(inner)?;
                let graph = self.graph();
                let hundred = graph.integer(100);
                Ok(graph.raw_quotient(inner, hundred))
            }
            ExprKind::Comparison { first, rest } => self.comparison(first, rest),
            ExprKind::Not(inner) => {
                let inner = self.condition(inner)?;
                Ok(self.graph().not(inner))
            }
            ExprKind::And(parts) => {
                let parts = self.conditions(parts)?;
                Ok(self.graph().and(&parts))
            }
            ExprKind::Or(parts) => {
                let parts = self.conditions(parts)?;
                Ok(self.graph().or(&parts))
            }
            ExprKind::If { .. } => self.cases(expr),
            ExprKind::Text(_)
            | ExprKind::Name(_)
            | ExprKind::Prime(..)
            | ExprKind::Call { .. }
            | ExprKind::Field(..)
            | ExprKind::Index(..)
            | ExprKind::Range { .. }
            | ExprKind::In(..)
            | ExprKind::List(_)
            | ExprKind::Comprehension { .. }
            | ExprKind::Point(_)
            | ExprKind::Equation(..) => self.scalar(expr),
        }
    }

    pub(super) fn number(&mut self, text: &str, span: Span) -> Result<ExprId, Diagnostic> {
        match Rational::parse(text) {
            Ok(value) => {
                let decimal = text.contains(['.', 'e', 'E']);
                Ok(self.graph().number(Number::new(value, decimal)))
            }
            Err(ParseRationalError::Malformed) => {
                Err(self.fail("bad-number", format!("`{text}` is not a number"), span))
            }
            Err(_) => Err(self
                .fail("too-large", "this number has too many digits", span)
                .help("numbers may have up to about 300,000 digits")),
        }
    }

    pub(super) fn sum(&mut self, terms: &[(SumSign, Expr)]) -> Result<ExprId, Diagnostic> {
        let mut ids = Vec::with_capacity(terms.len());
        for (sign, term) in terms {
            let id = self.scalar(term)?;
            ids.push(match sign {
                SumSign::Plus => id,
                SumSign::Minus => self.graph().raw_negation(id),
            });
        }
        Ok(self.graph().raw_sum(&ids))
    }

    /// One flat product: brackets around a factor that is a product are dropped.
    pub(super) fn product(&mut self, factors: &[(ProductSign, Expr)]) -> Result<ExprId, Diagnostic> {
        let mut ids: Vec<ExprId> = Vec::with_capacity(factors.len());
        for (i, (sign, factor)) in factors.iter().enumerate() {
            let id = self.scalar(factor)?;
            match sign {
                ProductSign::Times => match self.session.graph.node(id) {
                    Node::Product(inner) => ids.extend_from_slice(inner),
                    _ => ids.push(id),
                },
                ProductSign::Over => {
                    let graph = self.graph();
                    let minus_one = graph.integer(-1);
                    // `1/x` is the reciprocal itself.
                    if i == 1 && ids.len() == 1 && graph.is_one(ids[0]) {
                        ids.clear();
                    }
                    ids.push(graph.raw_power(id, minus_one));
                }
            }
        }
        Ok(self.graph().raw_product(&ids))
    }

    pub(super) fn juxtaposed(&mut self, factors: &[Expr]) -> Result<ExprId, Diagnostic> {
        let mut ids = Vec::with_capacity(factors.len() + 1);
        let mut factors = factors.iter().peekable();
        while let Some(factor) = factors.next() {
            // `(x^2)'(3)` is the derivative at 3.
            if let (ExprKind::Prime(..), Some(point)) = (&factor.kind, factors.peek()) {
                let function = self.callee(factor)?;
                let at = self.scalar(point)?;
                ids.push(self.derivative_at(factor, &function, &[at], factor.span.to(point.span))?);
                factors.next();
                continue;
            }
            // `2x(x + 1)`: a name that is no function multiplies what its brackets hold.
            if let Some((name, inside, exponent)) = self.bracket_product(factor) {
                ids.push(self.scalar(&name)?);
                let inside = self.scalar(&inside)?;
                ids.push(match exponent {
                    Some(e) => {
                        let e = self.scalar(&e)?;
                        self.graph().raw_power(inside, e)
                    }
                    None => inside,
                });
            } else {
                ids.push(self.scalar(factor)?);
            }
        }
        Ok(self.graph().raw_product(&ids))
    }

    pub(super) fn power(&mut self, base: &Expr, exponent: &Expr) -> Result<ExprId, Diagnostic> {
        // `x(x + 1)^2`, where x is no function, is x*(x + 1)^2.
        if let Some((name, inside, _)) = self.bracket_product(base) {
            self.note_product(&name, base.span);
            let name = self.scalar(&name)?;
            let inside = self.scalar(&inside)?;
            let exponent = self.scalar(exponent)?;
            let graph = self.graph();
            let power = graph.raw_power(inside, exponent);
            return Ok(graph.raw_product(&[name, power]));
        }
        let base = self.scalar(base)?;
        let exponent = self.scalar(exponent)?;
        Ok(self.graph().raw_power(base, exponent))
    }

    pub(super) fn comparison(&mut self, first: &Expr, rest: &[(Comparison, Expr)]) -> Result<ExprId, Diagnostic> {
        if let [(sign @ (Comparison::Equal | Comparison::NotEqual), right)] = rest
            && let (Value::Text(a), Value::Text(b)) = (self.value(first)?, self.value(right)?)
        {
            return Ok(self.graph().truth((a == b) == (*sign == Comparison::Equal)));
        }
        let mut left = self.scalar(first)?;
        let mut parts = Vec::with_capacity(rest.len());
        for (sign, right) in rest {
            let right = self.scalar(right)?;
            let relation = match sign {
                Comparison::Equal => Relation::Equal,
                Comparison::NotEqual => Relation::NotEqual,
                Comparison::Less => Relation::Less,
                Comparison::LessOrEqual => Relation::LessOrEqual,
                Comparison::Greater => Relation::Greater,
                Comparison::GreaterOrEqual => Relation::GreaterOrEqual,
            };
            parts.push(self.graph().compare(relation, left, right));
            left = right;
        }
        match parts.as_slice() {
            [one] => Ok(*one),
            _ => Ok(self.graph().and(&parts)),
        }
    }

    /// A formula that is true or false.
    pub fn condition(&mut self, expr: &Expr) -> Result<ExprId, Diagnostic> {
        let id = self.scalar(expr)?;
        match self.session.graph.node(id) {
            Node::Compare(..) | Node::Not(_) | Node::And(_) | Node::Or(_) | Node::Truth(_) => Ok(id),
            _ => Err(self
                .fail("not-a-condition", "a condition is needed here, such as x > 0", expr.span)
                .label("this is neither true nor false")),
        }
    }

    pub(super) fn conditions(&mut self, parts: &[Expr]) -> Result<Vec<ExprId>, Diagnostic> {
        parts.iter().map(|p| self.condition(p)).collect()
    }

    /// `if a then b else if c then d else e` is one list of cases.
    pub(super) fn cases(&mut self, expr: &Expr) -> Result<ExprId, Diagnostic> {
        let mut parts = Vec::new();
        let mut rest = expr;
        while let ExprKind::If { condition, then, otherwise } = &rest.kind {
            parts.push(self.condition(condition)?);
            // Branches are not on the trail: the one that is not taken may be undefined.
            let mark = self.trail.len();
            parts.push(self.scalar(then)?);
            self.trail.truncate(mark);
            rest = otherwise;
        }
        let mark = self.trail.len();
        parts.push(self.scalar(rest)?);
        self.trail.truncate(mark);
        Ok(self.graph().raw_piecewise(&parts))
    }
}

//! The elements of lists and ranges.

use super::Builder;
use crate::diagnostic::Diagnostic;
use crate::expr::{ExprId, Number};
use crate::numeric::budget::nodes;
use crate::session::Value;
use crate::session::value::Range;
use crate::source::Span;
use crate::syntax::ast::Expr;

impl Builder<'_> {
    /// The elements of a list or an integer or stepped range.
    pub fn elements(&mut self, expr: &Expr) -> Result<Vec<Value>, Diagnostic> {
        match self.value(expr)? {
            Value::List(items) => Ok(items),
            Value::Range(range) => self.steps_of(range, expr.span),
            other => Err(self.fail(
                "not-a-range",
                format!("a range such as 1..10 or a list is needed here, and this is {}", other.kind()),
                expr.span,
            )),
        }
    }

    /// `a, a + s, a + 2s, … ` up to `b`.
    fn steps_of(&mut self, range: Range, span: Span) -> Result<Vec<Value>, Diagnostic> {
        let mut number = |id: ExprId| {
            let form = crate::algebra::normalise(&mut self.session.graph, id);
            self.session.graph.as_number(form).cloned()
        };
        let ends = (number(range.from), number(range.to), range.by.map_or(Some(Number::integer(1)), &mut number));
        let (Some(from), Some(to), Some(by)) = ends else {
            if let Some(values) = self.closed_steps(range) {
                return Ok(values);
            }
            return Err(self.fail("not-a-number", "the ends and the step of this range must be numbers", span));
        };
        if by.value.is_zero()
            || (&to.value - &from.value).is_negative() != by.value.is_negative() && to.value != from.value
        {
            return Err(self
                .fail("empty-range", "this range never arrives", span)
                .help("the step must lead from the first value to the last"));
        }
        let count = (&to.value - &from.value)
            .checked_div(&by.value)
            .map(|q| q.floor())
            .ok()
            .and_then(|q| q.to_i64())
            .and_then(|n| usize::try_from(n).ok())
            .filter(|&n| n + self.elements < nodes::ELEMENTS)
            .ok_or_else(|| {
                self.fail("too-many-elements", format!("this range has more than {} elements", nodes::ELEMENTS), span)
            })?;
        self.elements += count + 1;
        let mut elements = Vec::with_capacity(count + 1);
        for k in 0..=count {
            let value = from.plus(&by.times(&Number::integer(k as i64)));
            elements.push(Value::Expr(self.graph().number(value)));
        }
        Ok(elements)
    }

    /// The steps of a range between closed numbers such as `0..pi by pi/2`, counted in doubles.
    fn closed_steps(&mut self, range: Range) -> Option<Vec<Value>> {
        let one = self.graph().integer(1);
        let by = range.by.unwrap_or(one);
        let graph = &mut self.session.graph;
        let double = |id| crate::expr::double_of(graph, id);
        let steps = (double(range.to) - double(range.from)) / double(by);
        if !(steps >= 0.0 && steps + (self.elements as f64) < nodes::ELEMENTS as f64) {
            return None;
        }
        // The last step counts even if rounding puts it just beyond the end.
        let count = (steps + 1e-9).floor() as usize;
        self.elements += count + 1;
        let mut values = Vec::with_capacity(count + 1);
        for k in 0..=count {
            let k = graph.integer(k as i64);
            let way = graph.raw_product(&[k, by]);
            let value = graph.raw_sum(&[range.from, way]);
            values.push(Value::Expr(crate::algebra::normalise(graph, value)));
        }
        Some(values)
    }
}

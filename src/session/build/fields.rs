//! `r.x`, `p.y`, `v[1]`.

use super::Builder;
use crate::diagnostic::{Diagnostic, nearest};
use crate::session::Value;
use crate::session::record::{minimum_field, run_field};
use crate::syntax::ast::{Expr, Name};

impl Builder<'_> {
    pub(super) fn field(&mut self, inner: &Expr, name: &Name) -> Result<Value, Diagnostic> {
        let value = self.value(inner)?;
        self.field_of(value, name)
    }

    fn field_of(&mut self, value: Value, name: &Name) -> Result<Value, Diagnostic> {
        let found = match &value {
            Value::Run(run) => run_field(&mut self.session.graph, run, &name.text),
            Value::Minimum(minimum) => minimum_field(&mut self.session.graph, minimum, &name.text),
            Value::Runs(runs) => {
                let all = runs.clone();
                let mut values = Vec::with_capacity(all.len());
                for run in all {
                    values.push(self.field_of(Value::Run(run), name)?);
                }
                return Ok(Value::List(values));
            }
            Value::Point(entries) => entries
                .iter()
                .find(|(n, _)| n.as_deref() == Some(&name.text))
                .map(|(_, v)| v.clone())
                .ok_or_else(|| entries.iter().filter_map(|(n, _)| n.clone()).collect()),
            other => {
                return Err(self.fail("no-field", format!("{} has no fields", other.kind()), name.span));
            }
        };
        found.map_err(|fields: Vec<String>| {
            let error = self.fail("no-field", format!("{} has no field `{}`", value.kind(), name.text), name.span);
            match nearest(&name.text, fields.iter().map(String::as_str)) {
                Some(near) => error.help(format!("did you mean {near}?")),
                None if fields.is_empty() => error,
                None => error.help(format!("it has: {}", fields.join(", "))),
            }
        })
    }

    /// Elements count from 1.
    pub(super) fn index(&mut self, inner: &Expr, indices: &[Expr]) -> Result<Value, Diagnostic> {
        let mut value = self.value(inner)?;
        for index in indices {
            let items: Vec<Value> = match value {
                Value::List(items) => items,
                Value::Runs(runs) => runs.into_iter().map(Value::Run).collect(),
                Value::Point(entries) => entries.into_iter().map(|(_, v)| v).collect(),
                other => {
                    return Err(self.fail("no-elements", format!("{} has no elements", other.kind()), inner.span));
                }
            };
            let id = self.scalar(index)?;
            let form = crate::algebra::normalise(&mut self.session.graph, id);
            let position = self.session.graph.as_integer(form).and_then(|n| usize::try_from(n).ok());
            value = match position {
                Some(n) if (1..=items.len()).contains(&n) => items[n - 1].clone(),
                _ => {
                    return Err(self
                        .fail(
                            "no-such-element",
                            format!("there is no such element: there are {}", items.len()),
                            index.span,
                        )
                        .help("elements count from 1"));
                }
            };
        }
        Ok(value)
    }
}

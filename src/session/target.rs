//! The subject of a command: a formula, its unknowns in order, and its name.

use std::collections::BTreeMap;

use super::Builder;
use crate::diagnostic::Diagnostic;
use crate::expr::{ExprId, Symbol, symbols_of};
use crate::syntax::ast::Expr;

/// Longer formulas are not used as headings of columns.
const MAX_HEADING: usize = 40;

/// A formula in some unknowns.
#[derive(Clone, Debug)]
pub struct Target {
    /// Its name: `f`, `f'`, `x^2 + 1`.
    pub label: String,
    /// The heading of a column of its values: `f(x)`, `x^2 + 1`.
    pub heading: String,
    /// The formula, as written.
    pub expr: ExprId,
    /// The unknowns: the parameters in order, or the free names in alphabetical order.
    pub unknowns: Vec<Symbol>,
    /// Their names.
    pub names: Vec<String>,
    /// Free names that have no value and are not unknowns.
    pub missing: Vec<String>,
    /// Is it a named function, or a derivative of one?
    pub is_function: bool,
}

impl Target {
    /// The target that an expression is.
    pub fn of(builder: &mut Builder<'_>, expr: &Expr) -> Result<Target, Diagnostic> {
        builder.refuse_undefined(expr)?;
        let function = builder.abstraction(expr)?;
        let graph = &builder.session.graph;
        let names: Vec<String> = function.parameters.iter().map(|&s| graph.name(s).to_string()).collect();
        let missing = symbols_of(graph, &[function.body])
            .into_iter()
            .filter(|s| !function.parameters.contains(s))
            .map(|s| graph.name(s).to_string())
            .collect();
        let heading = if function.is_function {
            format!("{}({})", function.label, names.join(", "))
        } else if function.label.chars().count() > MAX_HEADING {
            "value".to_string()
        } else {
            function.label.clone()
        };
        Ok(Target {
            label: function.label,
            heading,
            expr: function.body,
            unknowns: function.parameters,
            names,
            missing,
            is_function: function.is_function,
        })
    }

    /// The target with values for some names, which are then neither unknown nor missing.
    pub fn with(mut self, builder: &mut Builder<'_>, values: &BTreeMap<String, ExprId>) -> Target {
        self.expr = builder.put(self.expr, values);
        let keep: Vec<bool> = self.names.iter().map(|n| !values.contains_key(n)).collect();
        let mut kept = keep.iter();
        self.unknowns.retain(|_| kept.next().copied().unwrap_or(true));
        self.names.retain(|n| !values.contains_key(n));
        self.missing.retain(|n| !values.contains_key(n));
        self
    }

    /// The target with these free names as further unknowns.
    pub fn with_unknowns(mut self, builder: &mut Builder<'_>, names: &[String]) -> Target {
        for name in names {
            if self.missing.contains(name) {
                self.missing.retain(|m| m != name);
                self.unknowns.push(builder.session.graph.symbol_id(name));
                self.names.push(name.clone());
            }
        }
        self
    }

    /// The error for a name without a value.
    pub fn missing_value(&self, builder: &Builder<'_>, span: crate::source::Span, command: &str) -> Option<Diagnostic> {
        let name = self.missing.first()?;
        Some(
            builder
                .fail("no-value", format!("`{name}` has no value"), span)
                .label(format!("{} depends on {name}", self.heading))
                .help(format!("define it above ({name} = 2), or write: {command} with {name} = 2")),
        )
    }
}

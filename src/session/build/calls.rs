//! Calls: functions of the user's, forms such as `diff`, functions of the table, and products that look like calls.

use super::Builder;
use crate::descent::rule::Reduction;
use crate::diagnostic::Diagnostic;

use crate::expr::ExprId;
use crate::functions;
use crate::session::Value;
use crate::source::Span;
use crate::syntax::ast::{CallArgument, Expr, ExprKind};

impl Builder<'_> {
    pub(super) fn call(
        &mut self,
        whole: &Expr,
        callee: &Expr,
        arguments: &[CallArgument],
    ) -> Result<Value, Diagnostic> {
        match &callee.kind {
            ExprKind::Name(name) => self.call_name(whole, name, callee.span, arguments),
            _ => {
                let function = self.callee(callee)?;
                let values = self.positional(arguments)?;
                self.derivative_at(callee, &function, &values, whole.span).map(Value::Expr)
            }
        }
    }

    fn call_name(
        &mut self,
        whole: &Expr,
        name: &str,
        name_span: Span,
        arguments: &[CallArgument],
    ) -> Result<Value, Diagnostic> {
        let shadowed = self.is_bound(name);
        if !shadowed {
            if let ([CallArgument { name: None, value }], Some(_), Some(reduction)) =
                (arguments, &self.reductions, Reduction::find(name))
            {
                return self.reduction(reduction, value);
            }
            if self.session.function(name).is_some() {
                let function = self.abstraction_of(name, name_span)?;
                let values = self.positional(arguments)?;
                return self.apply(&function, &values, whole.span).map(Value::Expr);
            }
            if let Some(form) = self.form(name) {
                return (form.run)(self, arguments, whole.span);
            }
            if let Some(function) = functions::find(name) {
                let values = self.positional(arguments)?;
                if !function.arity.accepts(values.len()) {
                    return Err(self.wrong_count(name, &function.arity.in_words(), values.len(), whole.span));
                }
                return Ok(Value::Expr(self.graph().raw_call(function, &values)));
            }
        }
        self.product_or_error(whole, name, name_span, arguments)
    }

    /// `norm(g)` in an optimizer: a reduction over all unknowns, computed before the step.
    fn reduction(&mut self, reduction: Reduction, of: &Expr) -> Result<Value, Diagnostic> {
        let of = self.scalar(of)?;
        let number = self.reductions.as_ref().map_or(0, |(before, found)| before + found.len());
        let result = self.graph().symbol(&format!("all#{number}"));
        let symbol = self.graph().symbol_id(&format!("all#{number}"));
        if let Some((_, found)) = &mut self.reductions {
            found.push((reduction, of, symbol));
        }
        Ok(Value::Expr(result))
    }

    /// `x(x + 1)`, where x is no function: the product, with a note.
    fn product_or_error(
        &mut self,
        whole: &Expr,
        name: &str,
        name_span: Span,
        arguments: &[CallArgument],
    ) -> Result<Value, Diagnostic> {
        let known = self.is_bound(name);
        let letter = name.chars().filter(|c| c.is_alphabetic()).count() == 1;
        let suggestion = if known || letter { None } else { self.did_you_mean(name) };
        if let [CallArgument { name: None, value }] = arguments
            && (known || letter || self.constant(name).is_some())
        {
            let callee = Expr { kind: ExprKind::Name(name.to_string()), span: name_span };
            self.note_product(&callee, whole.span);
            let left = self.scalar(&callee)?;
            let right = self.scalar(value)?;
            return Ok(Value::Expr(self.graph().raw_product(&[left, right])));
        }
        if crate::session::PLANNED.contains(&name) {
            return Err(self
                .fail("not-available", format!("`{name}` is not available in this version"), name_span)
                .help("help lists what there is"));
        }
        let error = self.fail("unknown-function", format!("there is no function `{name}`"), name_span);
        Err(match suggestion {
            Some(near) => error.help(format!("did you mean {near}?")),
            None if known => error.help(format!("`{name}` has a value; to multiply, write {name}*(…)")),
            None => error.help(format!("define it first: {name}(x) = …")),
        })
    }

    pub(super) fn note_product(&mut self, name: &Expr, span: Span) {
        if let ExprKind::Name(name) = &name.kind {
            let name = name.clone();
            self.note(
                Diagnostic::note(
                    "product-not-call",
                    format!("`{name}` is no function: this is the product {name}*(…)"),
                    span,
                )
                .help(format!("write {name}*(…) to say so")),
            );
        }
    }

    /// `x(…)` or `x(…)^n` with a name that is no function: the name, what the brackets hold, the exponent.
    pub(super) fn bracket_product(&self, expr: &Expr) -> Option<(Expr, Expr, Option<Expr>)> {
        let (call, exponent) = match &expr.kind {
            ExprKind::Power(base, exponent) => (&**base, Some((**exponent).clone())),
            _ => (expr, None),
        };
        let ExprKind::Call { callee, arguments } = &call.kind else { return None };
        let (ExprKind::Name(name), [CallArgument { name: None, value }]) = (&callee.kind, arguments.as_slice()) else {
            return None;
        };
        let bound = self.is_bound(name);
        let function =
            self.session.function(name).is_some() || functions::find(name).is_some() || self.form(name).is_some();
        let letter = name.chars().filter(|c| c.is_alphabetic()).count() == 1;
        (bound || (!function && letter)).then(|| ((**callee).clone(), value.clone(), exponent))
    }

    /// The arguments as formulas; only optimizers and forms take named ones.
    fn positional(&mut self, arguments: &[CallArgument]) -> Result<Vec<ExprId>, Diagnostic> {
        let mut values = Vec::with_capacity(arguments.len());
        for argument in arguments {
            if let Some(name) = &argument.name {
                return Err(self
                    .fail(
                        "unexpected-name",
                        format!("this function takes no argument by name (`{}`)", name.text),
                        name.span,
                    )
                    .help("give the arguments in order"));
            }
            values.push(self.scalar(&argument.value)?);
        }
        Ok(values)
    }

    pub(super) fn wrong_count(&self, name: &str, wanted: &str, got: usize, span: Span) -> Diagnostic {
        self.fail("wrong-argument-count", format!("`{name}` takes {wanted}, and {got} are given"), span)
            .label(format!("{got} given"))
    }
}

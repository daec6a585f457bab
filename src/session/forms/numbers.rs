//! Values as decimals, formulas as text.

use super::arguments::{only, usage_error};
use crate::algebra;
use crate::algebra::closed::settled;
use crate::diagnostic::Diagnostic;
use crate::expr::{ExprId, NoDigits, Number, digits_of, print, symbols_of};
use crate::numeric::BallError;
use crate::numeric::format::PEOPLE_DIGITS;
use crate::session::closed_value::closed_value;
use crate::session::{Builder, Value};
use crate::source::Span;
use crate::syntax::ast::{CallArgument, Expr};

pub(super) fn float(b: &mut Builder<'_>, arguments: &[CallArgument], span: Span) -> Result<Value, Diagnostic> {
    let (expr, digits) = match arguments {
        [CallArgument { name: None, value }] => (value, None),
        [CallArgument { name: None, value }, CallArgument { name, value: digits }]
            if name.as_ref().is_none_or(|n| n.text == "digits") =>
        {
            (value, Some(digits))
        }
        _ => return Err(usage_error(b, "float", span)),
    };
    let digits = digits.map(|d| digit_count(b, d)).transpose()?;
    let value = b.value(expr)?;
    float_value(b, value, digits, expr.span)
}

fn digit_count(b: &mut Builder<'_>, expr: &Expr) -> Result<usize, Diagnostic> {
    let id = b.scalar(expr)?;
    let form = algebra::normalise(b.graph(), id);
    match b.session.graph.as_integer(form) {
        Some(n @ 1..=10_000) => Ok(n as usize),
        _ => Err(b.fail("bad-digits", "digits is a whole number from 1 to 10000", expr.span)),
    }
}

fn float_value(b: &mut Builder<'_>, value: Value, digits: Option<usize>, span: Span) -> Result<Value, Diagnostic> {
    match value {
        Value::List(items) => {
            let items: Result<Vec<Value>, Diagnostic> =
                items.into_iter().map(|v| float_value(b, v, digits, span)).collect();
            Ok(Value::List(items?))
        }
        Value::Expr(id) => float_expr(b, id, digits, span).map(Value::Expr),
        other => Err(b.fail("not-a-number", format!("{} is no number", other.kind()), span)),
    }
}

fn float_expr(b: &mut Builder<'_>, id: ExprId, digits: Option<usize>, span: Span) -> Result<ExprId, Diagnostic> {
    let form = algebra::normalise(b.graph(), id);
    if let Some(&free) = symbols_of(&b.session.graph, &[form]).first() {
        let name = b.session.graph.name(free).to_string();
        return Err(b
            .fail("no-value", format!("`{name}` has no value"), span)
            .help(format!("write: … with {name} = 2")));
    }
    if let crate::expr::Node::Undefined(fault) = b.session.graph.node(form) {
        let words = print::describe(fault);
        return Err(b.fail("undefined-value", words, span));
    }
    if let Some(digits) = digits {
        let found = digits_of(&b.session.graph, id, digits).or_else(|error| {
            if error != NoDigits::Ball(BallError::Undecided) {
                return Err(error);
            }
            let settled = settled(b.graph(), form);
            digits_of(&b.session.graph, settled, digits)
        });
        return match found {
            Ok(value) => Ok(b.graph().number(value)),
            Err(e) => Err(no_decimals(b, id, &e, span)),
        };
    }
    let value = closed_value(b.graph(), id, form).map_err(|e| no_decimals(b, id, &e, span))?;
    // Too small or too large for a double, but not for digits.
    if value == 0.0 || value.is_infinite() {
        match digits_of(&b.session.graph, form, PEOPLE_DIGITS) {
            Ok(_) if value.is_infinite() => {
                let help = format!("float(…, digits = {PEOPLE_DIGITS}) gives its digits");
                return Err(b.fail("undefined-value", "it is too large for a double", span).help(help));
            }
            Ok(number) => return Ok(b.graph().number(number)),
            Err(_) if value.is_infinite() && !b.session.graph.is_infinite(form) => {
                let words = "it, or a part of it, is too large for its digits to be found";
                return Err(b.fail("no-decimals", words, span));
            }
            Err(_) => {}
        }
    }
    Number::of_double(value)
        .map(|n| b.graph().number(n))
        .ok_or_else(|| b.fail("undefined-value", "this has no finite value over the real numbers", span))
}

/// Why there are no decimals.
fn no_decimals(b: &mut Builder<'_>, id: ExprId, error: &NoDigits, span: Span) -> Diagnostic {
    let tiny = *error == NoDigits::Ball(BallError::Undecided)
        && crate::algebra::closed::sign(b.graph(), id).is_proved_different();
    let words =
        if tiny { "it is not 0, but too near to 0 for its digits to be found".into() } else { error.to_string() };
    b.fail("no-decimals", words, span)
}

pub(super) fn latex(b: &mut Builder<'_>, arguments: &[CallArgument], span: Span) -> Result<Value, Diagnostic> {
    let expr = only(b, "latex", arguments, span)?;
    let body = b.abstraction(expr)?.body;
    print::latex(&b.session.graph, body).map(Value::Text).map_err(|e| b.fail("too-large", e.to_string(), span))
}

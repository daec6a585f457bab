//! Values as outputs.

use serde_json::{Value as Json, json};

use super::closed_value::closed_value;
use super::output::double;
use super::{Output, Session, Value, forms};
use crate::calculus::closed::{Decision, compare, sign};
use crate::calculus::{decide, present};
use crate::expr::{ExprId, Graph, NoDigits, Node, digits_of, print, symbols_of};
use crate::functions;
use crate::numeric::{BallError, Rational, format};

/// A longer decimal is hardly the number itself.
const SHORT: usize = 9;

/// A value cannot be shown.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ShowError {
    /// It is undefined over the real numbers; why, in words.
    #[error("{0}")]
    Undefined(String),
    /// It is too large to be written out.
    #[error(transparent)]
    TooLong(#[from] print::TooLong),
}

/// A formula as text for people and programs.
#[derive(Clone, Debug)]
pub struct Shown {
    /// What the language reads back as the same expression.
    pub exact: String,
    /// With superscripts, `·` and `π`; reads back too.
    pub unicode: String,
    /// LaTeX.
    pub latex: String,
    /// The value in doubles, if it has no free names and is a number.
    pub value: Option<f64>,
    /// The text for people: the exact form, and the decimal where that says more.
    pub text: String,
}

/// A formula in the form for people.
pub fn show(session: &mut Session, id: ExprId) -> Result<Shown, ShowError> {
    let form = decide(&mut session.graph, id);
    let written = session.written_as(form);
    let graph = &mut session.graph;
    if let Node::Undefined(fault) = graph.node(form) {
        return Err(ShowError::Undefined(print::describe(fault)));
    }
    let shown = written.unwrap_or_else(|| present(graph, form));
    let exact = print::exact_text(graph, shown)?;
    let unicode = print::unicode(graph, shown)?;
    let latex = print::latex(graph, shown)?;
    let closed = symbols_of(graph, &[form]).is_empty();
    let truth =
        matches!(graph.node(form), Node::Truth(_) | Node::Compare(..) | Node::Not(_) | Node::And(_) | Node::Or(_));
    let found = if closed && !truth { closed_value(graph, id, form) } else { Err(NoDigits::NotANumber) };
    let unsettled = found == Err(NoDigits::Ball(BallError::Undecided));
    let value = found.ok();
    if value.is_some_and(f64::is_nan) {
        return Err(ShowError::Undefined(format!("{exact} is undefined over the real numbers")));
    }
    let plain = match graph.node(form) {
        Node::Number(n) => n.decimal || n.value.is_integer(),
        Node::Constant(crate::expr::Constant::Infinity) => true,
        _ => false,
    };
    let text = match value {
        // Too large for a double, but not for digits: exp(1000).
        Some(v) if !plain && (v.is_infinite() || v == 0.0) => match digits_of(graph, form, format::PEOPLE_DIGITS) {
            Ok(n) if n.value.is_zero() => format!("{exact} = 0"),
            Ok(n) => format!("{exact} ≈ {}", n.value.decimal_text().unwrap_or_default()),
            Err(_) if v == 0.0 => format!("{exact} = 0"),
            Err(_) => exact.clone(),
        },
        Some(v) if !plain => {
            let decimal = format::rounded_for_people(v);
            let same = is_decimal(graph, form, &decimal);
            format!("{exact} {} {decimal}", if same { "=" } else { "≈" })
        }
        None if unsettled => match sign(graph, form) {
            Decision::Looks { digits } => format!("{exact} (0 to {digits} digits, which is no proof that it is 0)"),
            _ => format!("{exact} (its digits could not be settled)"),
        },
        _ => exact.clone(),
    };
    Ok(Shown { exact, unicode, latex, value, text })
}

/// Is a closed number this decimal, proved? One half is 0.5; one third is only near 0.333.
fn is_decimal(graph: &mut Graph, form: ExprId, decimal: &str) -> bool {
    let Some(number) = Rational::parse(decimal).ok().filter(|_| decimal.len() <= SHORT) else { return false };
    let number = graph.rational(number);
    compare(graph, form, number).is_proved_equal()
}

/// The output of a value as the result of a statement.
pub fn output(session: &mut Session, value: &Value) -> Result<Output, ShowError> {
    match value {
        Value::Expr(id) => {
            let shown = show(session, *id)?;
            let mut output = Output::new("expression", shown.text)
                .field("exact", shown.exact)
                .field("unicode", shown.unicode)
                .field("latex", shown.latex.clone());
            output.latex = Some(shown.latex);
            if let Some(v) = shown.value {
                output = output.number("value", v);
            }
            Ok(output)
        }
        Value::Run(run) => Ok(super::record::run_output(run)),
        Value::Runs(runs) => Ok(super::record::runs_output(runs)),
        Value::Minimum(minimum) => Ok(super::record::minimum_output(session, minimum)),
        Value::Text(text) => Ok(Output::new("expression", text.clone()).field("exact", format!("\"{text}\""))),
        Value::Function(name) => Ok(function_output(session, name)),
        Value::List(_) | Value::Point(_) | Value::Range(_) => {
            let parts = compound(session, value)?;
            let mut output =
                Output::new("expression", parts.text).field("exact", parts.exact).field("latex", parts.latex.clone());
            if !parts.value.is_null() {
                output = output.field("value", parts.value);
            }
            output.latex = Some(parts.latex);
            Ok(output)
        }
    }
}

struct Parts {
    text: String,
    exact: String,
    latex: String,
    value: Json,
}

fn compound(session: &mut Session, value: &Value) -> Result<Parts, ShowError> {
    match value {
        Value::Expr(id) => {
            let shown = show(session, *id)?;
            // Within a list the exact form is enough, and short.
            Ok(Parts {
                text: shown.exact.clone(),
                exact: shown.exact,
                latex: shown.latex,
                value: shown.value.map_or(Json::Null, double),
            })
        }
        Value::List(items) => {
            let parts = items.iter().map(|v| compound(session, v)).collect::<Result<Vec<_>, _>>()?;
            let matrix = items.iter().all(|v| matches!(v, Value::List(_)));
            Ok(Parts {
                text: list_text(&parts, matrix),
                exact: format!("[{}]", joined(&parts, |p| &p.exact, ", ")),
                latex: if matrix {
                    let rows: Vec<String> = parts.iter().map(|p| p.latex.replace(" \\\\ ", " & ")).collect();
                    let rows: Vec<&str> = rows.iter().map(|r| strip_matrix(r)).collect();
                    format!("\\begin{{pmatrix}} {} \\end{{pmatrix}}", rows.join(" \\\\ "))
                } else {
                    format!("\\begin{{pmatrix}} {} \\end{{pmatrix}}", joined(&parts, |p| &p.latex, " \\\\ "))
                },
                value: if parts.iter().any(|p| p.value.is_null()) {
                    Json::Null
                } else {
                    parts.iter().map(|p| p.value.clone()).collect()
                },
            })
        }
        Value::Point(entries) => {
            let mut texts = Vec::new();
            for (name, v) in entries {
                let part = compound(session, v)?;
                texts.push(name.as_ref().map_or(part.text.clone(), |n| format!("{n} = {}", part.text)));
            }
            let text = format!("({})", texts.join(", "));
            Ok(Parts { exact: text.clone(), latex: text.clone(), text, value: Json::Null })
        }
        Value::Range(range) => {
            let mut text = format!("{}..{}", show(session, range.from)?.exact, show(session, range.to)?.exact);
            if let Some(by) = range.by {
                text += &format!(" by {}", show(session, by)?.exact);
            }
            Ok(Parts { exact: text.clone(), latex: text.clone(), text, value: Json::Null })
        }
        other => {
            let text = output(session, other)?.text;
            Ok(Parts { exact: text.clone(), latex: text.clone(), text, value: Json::Null })
        }
    }
}

fn strip_matrix(latex: &str) -> &str {
    latex.strip_prefix("\\begin{pmatrix} ").and_then(|l| l.strip_suffix(" \\end{pmatrix}")).unwrap_or(latex)
}

/// A list on one line; a matrix with a line for each row.
fn list_text(parts: &[Parts], matrix: bool) -> String {
    if matrix && parts.len() > 1 {
        format!("[{}]", joined(parts, |p| &p.text, ",\n "))
    } else {
        format!("[{}]", joined(parts, |p| &p.text, ", "))
    }
}

fn joined(parts: &[Parts], field: impl Fn(&Parts) -> &str, separator: &str) -> String {
    parts.iter().map(field).collect::<Vec<_>>().join(separator)
}

fn function_output(session: &Session, name: &str) -> Output {
    match session.function(name) {
        Some(f) => {
            let text = format!("{}({}) = {}", f.name, f.parameters.join(", "), f.text);
            Output::new("definition", text)
                .field("name", name)
                .field("parameters", json!(f.parameters))
                .field("exact", f.text.clone())
        }
        None => {
            Output::new("help", forms::page(name).or_else(|| functions::page(name)).unwrap_or_else(|| name.to_string()))
        }
    }
}

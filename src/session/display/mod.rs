//! Values as outputs.

mod family;
mod minimum;
mod number;
mod run;
mod sweep;

pub use family::{conditions_datum, exact_only, family_fields, family_sentence};
pub use minimum::minimum_output;
pub use number::{equality_sentence, exact_datum, exact_part, exact_text, number_datum, presented};
pub use run::{run_fields, run_output};
pub use sweep::runs_output;

use super::closed_value::closed_value;
use super::{Session, Value, forms};
use crate::algebra::closed::{Decision, compare, sign};
use crate::algebra::{decide, present};
use crate::expr::{ExprId, Graph, NoDigits, Node, digits_of, print, symbols_of};
use crate::functions;
use crate::interrupt::{MemoryUse, charge};
use crate::numeric::{BallError, Rational, format};
use crate::output::{Block, Datum, Decimal, Notation, Output, lines};

/// Decimals longer than this are not tried for equality with the number.
const SHORT: usize = 9;

/// Why a value cannot be shown.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ShowError {
    /// It is undefined over the real numbers; why, in words.
    #[error("{0}")]
    Undefined(String),
    /// It is too large to be written out.
    #[error(transparent)]
    TooLong(#[from] print::TooLong),
}

/// A formula in the form for people.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The expression that is written.
    pub form: ExprId,
    /// The value in doubles, if it has no free names and is a number.
    pub value: Option<f64>,
    /// The decimal, where that says more.
    decimal: Option<Decimal>,
    /// A remark that follows it, with the blank before it.
    remark: String,
}

impl Shown {
    /// For people.
    pub fn block(self) -> Block {
        Block::Formula { notation: Notation::Expr(self.form), decimal: self.decimal, remark: self.remark }
    }

    /// The text for people: the exact form, and the decimal where that says more.
    pub fn text(self, graph: &Graph) -> String {
        lines(graph, &[self.block()]).join("\n")
    }

    /// What the language reads back as the same expression.
    pub fn exact(&self, graph: &Graph) -> String {
        print::text(graph, self.form)
    }
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
    print::fits(graph, shown)?;
    let closed = symbols_of(graph, &[form]).is_empty();
    let truth =
        matches!(graph.node(form), Node::Truth(_) | Node::Compare(..) | Node::Not(_) | Node::And(_) | Node::Or(_));
    let found = if closed && !truth { closed_value(graph, id, form) } else { Err(NoDigits::NotANumber) };
    let unsettled = found == Err(NoDigits::Ball(BallError::Undecided));
    let value = found.ok();
    if value.is_some_and(f64::is_nan) {
        let words = format!("{} is undefined over the real numbers", print::text(graph, shown));
        return Err(ShowError::Undefined(words));
    }
    let plain = match graph.node(form) {
        Node::Number(n) => n.decimal || n.value.is_integer(),
        Node::Constant(crate::expr::Constant::Infinity) => true,
        _ => false,
    };
    let decimal = value.filter(|_| !plain).and_then(|value| decimal(graph, form, value));
    let remark = match unsettled {
        false => String::new(),
        true => match sign(graph, form) {
            Decision::Looks { digits } => format!(" (0 to {digits} digits, which is no proof that it is 0)"),
            _ => " (its digits could not be settled)".to_string(),
        },
    };
    Ok(Shown { form: shown, value, decimal, remark })
}

/// The decimal of a closed number whose nearest double this is.
fn decimal(graph: &mut Graph, form: ExprId, value: f64) -> Option<Decimal> {
    let zero = || Decimal { text: "0".to_string(), equal: true };
    if value.is_finite() && value != 0.0 {
        let text = format::rounded_for_people(value);
        let equal = is_decimal(graph, form, &text);
        return Some(Decimal { text, equal });
    }
    // Too large for a double, but not for digits: exp(1000).
    match digits_of(graph, form, format::PEOPLE_DIGITS) {
        Ok(n) if n.value.is_zero() => Some(zero()),
        Ok(n) => Some(Decimal { text: n.value.decimal_text().unwrap_or_default(), equal: false }),
        Err(_) => (value == 0.0).then(zero),
    }
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
            let (value, notation) = (shown.value, Notation::Expr(shown.form));
            let output = Output::new("expression")
                .with(shown.block())
                .field("exact", Datum::Exact(notation.clone()))
                .field("unicode", Datum::Unicode(notation.clone()))
                .field("latex", Datum::Latex(String::new(), notation));
            Ok(match value {
                Some(value) => output.number("value", value),
                None => output,
            })
        }
        Value::Run(run) => Ok(run_output(run)),
        Value::Runs(runs) => Ok(runs_output(runs)),
        Value::Minimum(minimum) => Ok(minimum_output(session, minimum)),
        Value::Text(text) => Ok(Output::new("expression").with(text).field("exact", format!("\"{text}\""))),
        Value::Function(name) => Ok(function_output(session, name)),
        Value::List(_) | Value::Point(_) | Value::Range(_) => {
            let (notation, value) = compound(session, value)?;
            let output = Output::new("expression")
                .with(Block::formula(notation.clone()))
                .field("exact", Datum::Exact(notation.clone()))
                .field("latex", Datum::Latex(String::new(), notation));
            Ok(match value {
                Some(value) => output.field("value", value),
                None => output,
            })
        }
    }
}

/// A value as it is written, and its numbers if it consists of numbers. Elements of lists are shown by their exact forms alone.
fn compound(session: &mut Session, value: &Value) -> Result<(Notation, Option<Datum>), ShowError> {
    Ok(match value {
        Value::Expr(id) => {
            let shown = show(session, *id)?;
            (Notation::Expr(shown.form), shown.value.filter(|v| v.is_finite()).map(Datum::Number))
        }
        Value::List(items) => {
            let parts = items.iter().map(|v| compound(session, v)).collect::<Result<Vec<_>, _>>()?;
            let (parts, values): (Vec<Notation>, Vec<Option<Datum>>) = parts.into_iter().unzip();
            // Both lists, and the one of which they were made.
            charge(MemoryUse::Values, parts.len() * 2 * (size_of::<Notation>() + size_of::<Option<Datum>>()));
            (Notation::List(parts.into()), values.into_iter().collect::<Option<Vec<Datum>>>().map(Datum::List))
        }
        Value::Point(entries) => {
            let entry = |(name, v): &(Option<String>, Value)| Ok((name.clone(), compound(session, v)?.0));
            (Notation::Point(entries.iter().map(entry).collect::<Result<_, ShowError>>()?), None)
        }
        Value::Range(range) => {
            let (from, to) = (show(session, range.from)?.form, show(session, range.to)?.form);
            let by = range.by.map(|by| show(session, by)).transpose()?;
            (Notation::Range(from, to, by.map(|by| by.form)), None)
        }
        other => {
            let blocks = output(session, other)?.blocks;
            (Notation::Words(lines(&session.graph, &blocks).join("\n")), None)
        }
    })
}

fn function_output(session: &Session, name: &str) -> Output {
    match session.function(name) {
        Some(f) => {
            let text = format!("{}({}) = {}", f.name, f.parameters.join(", "), f.text);
            Output::new("definition")
                .with(text)
                .field("name", name)
                .field("parameters", f.parameters.clone())
                .field("exact", &f.text)
        }
        None => {
            let page = forms::page(name).or_else(|| functions::page(name)).unwrap_or_else(|| name.to_string());
            Output::new("help").with_all(Block::page(&page))
        }
    }
}

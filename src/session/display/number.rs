//! Numbers that are known exactly or by their decimals, for people and for programs.

use crate::algebra::present;
use crate::calculus::exact_value::ExactValue;
use crate::expr::{ExprId, Graph, print};
use crate::numeric::format;
use crate::output::{Datum, Part, Sentence, sentence};

/// The longest closed form that people are shown.
const LONGEST: usize = 24;

/// The closed form where it is short, else twelve digits.
pub fn exact_part(graph: &mut Graph, value: &ExactValue) -> Part {
    let exact = value.exact.map(|id| present(graph, id));
    match exact {
        Some(id) if print::exact_text(graph, id).is_ok_and(|text| text.chars().count() <= LONGEST) => Part::Formula(id),
        _ => Part::Number(value.value),
    }
}

/// [`exact_part`] as text.
pub fn exact_text(graph: &mut Graph, value: &ExactValue) -> String {
    Sentence::from(exact_part(graph, value)).text(graph)
}

/// `x = 1/2`, `x ≈ 0.333333333333`
pub fn equality_sentence(graph: &mut Graph, name: &str, value: &ExactValue) -> Sentence {
    match exact_part(graph, value) {
        about @ Part::Number(_) => sentence![name, " ", about],
        exact => sentence![name, " = ", exact],
    }
}

/// An exact value for programs.
pub fn exact_datum(graph: &mut Graph, value: &ExactValue) -> Datum {
    number_datum(value.exact.map(|id| Datum::exact(present(graph, id))), value.value)
}

/// A number for programs: its exact form and the nearest double.
pub fn number_datum(exact: impl Into<Datum>, value: f64) -> Datum {
    Datum::object([("exact", exact.into()), ("value", Datum::Number(value))])
}

/// An expression in the order that people read, for programs.
pub fn presented(graph: &mut Graph, id: ExprId) -> Datum {
    Datum::exact(present(graph, id))
}

/// A number without an exact form for programs: its decimals take the place of the form.
pub fn approximate_datum(value: f64) -> Datum {
    number_datum(format::approximately(value), value)
}

//! What a statement returns: text for people, fields for programs, LaTeX and pictures where there are any.

use serde_json::{Map, Value as Json};

/// The result of one statement. Front ends render it; none computes.
#[derive(Clone, Debug, Default)]
pub struct Output {
    /// The kind of result: `expression`, `run`, `minimum`, …
    pub kind: &'static str,
    /// What a person is shown, without colour.
    pub text: String,
    /// The fields of `--json` beyond `kind` and `text`.
    pub fields: Map<String, Json>,
    /// The result for a paper.
    pub latex: Option<String>,
    /// A picture as SVG.
    pub picture: Option<String>,
}

impl Output {
    /// An output of this kind and text.
    pub fn new(kind: &'static str, text: impl Into<String>) -> Output {
        Output { kind, text: text.into(), ..Output::default() }
    }

    /// With a field.
    pub fn field(mut self, name: &str, value: impl Into<Json>) -> Output {
        self.fields.insert(name.to_string(), value.into());
        self
    }

    /// With a field that holds a double; see [`number_fields`].
    pub fn number(mut self, name: &str, value: f64) -> Output {
        number_fields(&mut self.fields, name, value);
        self
    }
}

/// Puts a double into an object: as a number that reads back the same, or as null beside what it is.
pub fn number_fields(object: &mut Map<String, Json>, name: &str, value: f64) {
    object.insert(name.to_string(), double(value));
    if let Some(word) = nonfinite(value) {
        object.insert("nonfinite".to_string(), word.into());
    }
}

/// A double as JSON: null where it is not finite.
pub fn double(value: f64) -> Json {
    // Integers without a fraction print as `7`, not `7.0`; both read back as the same double.
    if value.fract() == 0.0 && value.abs() < 9e15 && !(value == 0.0 && value.is_sign_negative()) {
        return Json::from(value as i64);
    }
    serde_json::Number::from_f64(value).map_or(Json::Null, Json::Number)
}

fn nonfinite(value: f64) -> Option<&'static str> {
    if value.is_nan() {
        Some("nan")
    } else if value == f64::INFINITY {
        Some("inf")
    } else if value == f64::NEG_INFINITY {
        Some("-inf")
    } else {
        None
    }
}

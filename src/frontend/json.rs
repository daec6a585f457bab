//! `--json`: one object per statement, a line each.
//!
//! Every object has `file`, `line`, `source`, `kind` and `text`; a statement's own fields follow, then `notes` where
//! there are any, `silent` where the result was silenced, and `seconds` with `--time`. A statement that failed is an object of
//! kind `error`, whose `line` is the error's. A check or assertion that does not hold keeps its own kind, with
//! `holds` false and the error's fields under `error`; the exit status is 1 all the same. Columns count characters from 1;
//! `end_line` and `end_column` name the place right after the last character.

use std::borrow::Cow;

use serde_json::{Map, Value as Json};

use crate::diagnostic::{Diagnostic, Severity};
use crate::interpreter::Response;
use crate::output::json::double;
use crate::source::{Source, is_visible};

/// The statement of an object.
pub struct StatementReport<'s> {
    /// The text it stands in.
    pub source: &'s Source,
    /// Its first line, from 1.
    pub line: usize,
    /// Its own text.
    pub text: &'s str,
    /// How long it took, if wanted.
    pub seconds: Option<f64>,
}

/// The object of a statement.
pub fn of_response(statement: &StatementReport<'_>, response: &Response) -> Json {
    let output = &response.output;
    let mut object = match output.error() {
        Some(error) if output.is_failed() => of_error(error, statement.source, statement.text),
        failed => {
            let mut object = head(statement.source, statement.line, statement.text);
            object.insert("kind".into(), output.kind.into());
            object.insert("text".into(), output.text().into());
            object.extend(output.data());
            if let Some(error) = failed {
                object.insert("error".into(), Json::Object(place(error, statement.source)));
            }
            object
        }
    };
    let notes: Vec<Json> = output.notes().map(|note| of_note(note, statement.source)).collect();
    if !notes.is_empty() {
        object.insert("notes".into(), Json::Array(notes));
    }
    if response.silent {
        object.insert("silent".into(), true.into());
    }
    if let Some(seconds) = statement.seconds {
        object.insert("seconds".into(), double(seconds));
    }
    Json::Object(object)
}

/// A text of JSON in which what cannot be seen is written as `\u009b`, which means the same.
pub fn escaped(json: &str) -> Cow<'_, str> {
    if json.chars().all(is_visible) {
        return Cow::Borrowed(json);
    }
    let mut out = String::with_capacity(json.len() + 8);
    for c in json.chars() {
        match c {
            c if is_visible(c) => out.push(c),
            c => out += &format!("\\u{:04x}", u32::from(c)),
        }
    }
    Cow::Owned(out)
}

/// The object of an error that belongs to no statement, such as a file that cannot be read.
pub fn of_error(error: &Diagnostic, source: &Source, text: &str) -> Map<String, Json> {
    let mut object = head(source, source.position(error.span.start).line, text);
    object.insert("kind".into(), "error".into());
    object.insert("text".into(), error.render(source, false).into());
    object.extend(place(error, source));
    object
}

fn head(source: &Source, line: usize, text: &str) -> Map<String, Json> {
    let mut object = Map::new();
    object.insert("file".into(), source.name.as_str().into());
    object.insert("line".into(), line.into());
    object.insert("source".into(), text.into());
    object
}

fn of_note(note: &Diagnostic, source: &Source) -> Json {
    let kind = match note.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    let mut object = Map::new();
    object.insert("kind".into(), kind.into());
    object.extend(place(note, source));
    Json::Object(object)
}

/// The fields of a diagnostic.
fn place(diagnostic: &Diagnostic, source: &Source) -> Map<String, Json> {
    let (start, end) = (source.position(diagnostic.span.start), source.position(diagnostic.span.end));
    let mut object = Map::new();
    object.insert("code".into(), diagnostic.code.into());
    object.insert("message".into(), diagnostic.headline.as_str().into());
    object.insert("line".into(), start.line.into());
    object.insert("column".into(), start.column.into());
    object.insert("end_line".into(), end.line.into());
    object.insert("end_column".into(), end.column.into());
    object.insert("label".into(), diagnostic.label.as_str().into());
    object.insert("help".into(), diagnostic.help.as_deref().map_or(Json::Null, Json::from));
    object
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::Output;
    use crate::source::Span;

    fn object(response: &Response) -> Json {
        let source = Source::new("a.gd", "x\ny + θ\n");
        of_response(&StatementReport { source: &source, line: 2, text: "y + θ", seconds: None }, response)
    }

    #[test]
    fn an_error_has_its_place() {
        let error = Diagnostic::error("undefined-name", "no θ", Span::new(6, 8)).help("define it");
        let json = object(&Response { output: Output::failed(Vec::new(), error), ..Response::default() });
        assert_eq!(json["kind"], "error");
        assert_eq!((&json["line"], &json["column"], &json["end_column"]), (&2.into(), &5.into(), &6.into()));
        assert_eq!((&json["code"], &json["help"]), (&"undefined-name".into(), &"define it".into()));
        assert_eq!(json["source"], "y + θ");
    }

    #[test]
    fn a_failed_check_keeps_its_kind() {
        let output = Output::new("check").with("does not hold").field("holds", false).number("worst", f64::NAN);
        let output = output.with(Diagnostic::error("check-failed", "no", Span::new(2, 3)));
        let json = object(&Response { output, ..Response::default() });
        assert_eq!((&json["kind"], &json["holds"]), (&"check".into(), &false.into()));
        assert_eq!(json["error"]["code"], "check-failed");
        assert_eq!((&json["worst"], &json["nonfinite"]), (&Json::Null, &"nan".into()));
    }

    #[test]
    fn notes_and_silence_are_told() {
        let output = Output::new("expression").with("θ").field("latex", "\\theta");
        let note = Diagnostic::note("product", "read as a product", Span::new(2, 3));
        let json = object(&Response { output: output.with(note), silent: true, ..Response::default() });
        assert_eq!((&json["latex"], &json["silent"]), (&"\\theta".into(), &true.into()));
        assert_eq!(json["notes"][0]["kind"], "note");
        let keys: Vec<&String> = json.as_object().expect("object").keys().collect();
        assert_eq!(keys[..5], ["file", "line", "source", "kind", "text"]);
    }
}

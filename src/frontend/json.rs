//! `--json`: one object per statement, a line each.
//!
//! Every object has `file`, `line`, `source`, `kind` and `text`; a statement's own fields follow, then `notes` where
//! there are any, `silent` where the result was silenced, `seconds` with `--time`, and `interrupted` where somebody asked to
//! stop; then lists may be shorter than they would have been. A statement that failed is an object of
//! kind `error`, whose `line` is the error's. A check or assertion that does not hold keeps its own kind, with
//! `holds` false and the error's fields under `error`; the exit status is 1 all the same. Columns count characters from 1;
//! `end_line` and `end_column` name the place right after the last character.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Value as Json;
use serde_json::ser::{Formatter, Serializer};

use crate::diagnostic::{Diagnostic, Severity};
use crate::interpreter::Response;
use crate::interrupt::{finishing, stoppable};
use crate::output::json::{JsonObject, Lists};
use crate::output::{Datum, Output};
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

type Fields = Vec<(String, Datum)>;

/// The object of a statement.
pub fn of_response(statement: &StatementReport<'_>, response: &Response) -> Json {
    let [before, mut after] = around(statement, response);
    if response.interrupted {
        add(&mut after, "interrupted", true);
    }
    let fields = before.iter().chain(&response.output.fields).chain(&after);
    serde_json::to_value(JsonObject::new(&response.output, fields, Lists::Whole)).unwrap_or_default()
}

/// Writes the object of a statement in a line. When somebody asks to stop, it comes to its end all the same.
pub fn write(out: &mut dyn Write, statement: &StatementReport<'_>, response: &Response) -> io::Result<()> {
    let stopped = Response::stopped(response.silent);
    let (response, [before, after]) = match stoppable(|| around(statement, response)) {
        Ok(fields) => (response, fields),
        Err(_) => (&stopped, around(statement, &stopped)),
    };
    let fields = before.iter().chain(&response.output.fields).chain(&after);
    let object = JsonObject::new(&response.output, fields, Lists::Curtailed);
    finishing(|| write_line(out, &object))
}

/// Writes the object of an error that belongs to no statement, such as a file that cannot be read.
pub fn write_error(out: &mut dyn Write, error: &Diagnostic, source: &Source, text: String) -> io::Result<()> {
    let fields = of_error(error, source, "", text);
    write_line(out, &JsonObject::new(&Output::default(), &fields, Lists::Whole))
}

/// JSON in a line, in which what cannot be seen is written as `\u009b`, which means the same.
struct VisibleLine;

impl Formatter for VisibleLine {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        if fragment.chars().all(is_visible) {
            return out.write_all(fragment.as_bytes());
        }
        fragment.chars().try_for_each(|c| match is_visible(c) {
            true => write!(out, "{c}"),
            false => c.encode_utf16(&mut [0; 2]).iter().try_for_each(|unit| write!(out, "\\u{unit:04x}")),
        })
    }
}

fn write_line(out: &mut dyn Write, object: &JsonObject<'_>) -> io::Result<()> {
    object.serialize(&mut Serializer::with_formatter(&mut *out, VisibleLine))?;
    writeln!(out)
}

/// The fields before those of the output, and after them.
fn around(statement: &StatementReport<'_>, response: &Response) -> [Fields; 2] {
    let (output, source) = (&response.output, statement.source);
    let (before, mut after) = match output.error() {
        Some(error) if output.is_failed() => {
            (of_error(error, source, statement.text, error.render(source, false)), Fields::new())
        }
        failed => {
            let mut before = head(source, statement.line, statement.text);
            add(&mut before, "kind", output.kind);
            add(&mut before, "text", output.text());
            let error = failed.map(|error| ("error".to_string(), Datum::Object(place(error, source))));
            (before, error.into_iter().collect())
        }
    };
    let notes: Vec<Datum> = output.notes().map(|note| of_note(note, source)).collect();
    if !notes.is_empty() {
        add(&mut after, "notes", notes);
    }
    if response.silent {
        add(&mut after, "silent", true);
    }
    if let Some(seconds) = statement.seconds {
        add(&mut after, "seconds", Datum::Number(seconds));
    }
    [before, after]
}

fn add(fields: &mut Fields, name: &str, datum: impl Into<Datum>) {
    fields.push((name.to_string(), datum.into()));
}

fn of_error(error: &Diagnostic, source: &Source, statement: &str, text: String) -> Fields {
    let mut fields = head(source, source.position(error.span.start).line, statement);
    add(&mut fields, "kind", "error");
    add(&mut fields, "text", text);
    fields.extend(place(error, source));
    fields
}

fn head(source: &Source, line: usize, text: &str) -> Fields {
    let mut fields = Fields::new();
    add(&mut fields, "file", source.name.as_str());
    add(&mut fields, "line", line);
    add(&mut fields, "source", text);
    fields
}

fn of_note(note: &Diagnostic, source: &Source) -> Datum {
    let kind = match note.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    let mut fields = Fields::new();
    add(&mut fields, "kind", kind);
    fields.extend(place(note, source));
    Datum::Object(fields)
}

/// The fields of a diagnostic.
fn place(diagnostic: &Diagnostic, source: &Source) -> Fields {
    let (start, end) = (source.position(diagnostic.span.start), source.position(diagnostic.span.end));
    let mut fields = Fields::new();
    add(&mut fields, "code", diagnostic.code);
    add(&mut fields, "message", diagnostic.headline.as_str());
    add(&mut fields, "line", start.line);
    add(&mut fields, "column", start.column);
    add(&mut fields, "end_line", end.line);
    add(&mut fields, "end_column", end.column);
    add(&mut fields, "label", diagnostic.label.as_str());
    add(&mut fields, "help", diagnostic.help.as_deref());
    fields
}

#[cfg(test)]
mod tests {
    use super::*;
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

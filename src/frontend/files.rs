//! What statements make for the user, written to files.

use crate::diagnostic::Diagnostic;
use crate::interpreter::{self, Response};
use crate::interrupt::stoppable;
use crate::output::{Block, Content, Output};
use crate::plot;
use crate::session::{Files, Session};
use crate::source::{Source, Span};

/// Runs the statement at `span`, as [`interpreter::run`] does, and writes the files that it makes.
pub fn run(session: &mut Session, host: &mut dyn Files, source: &Source, span: Span, silent: bool) -> Response {
    let mut response = interpreter::run(session, host, source, span, silent);
    let Some(output) = &mut response.output else { return response };
    let written = stoppable(|| write(output, host));
    if !matches!(written, Ok(Ok(()))) {
        response.output = None;
        response.interrupted |= written.is_err();
        response.error = written.ok().and_then(Result::err);
    }
    response
}

fn write(output: &mut Output, host: &mut dyn Files) -> Result<(), Diagnostic> {
    for i in 0..output.files.len() {
        let file = &output.files[i];
        let bytes = match &file.content {
            Content::Figure(span) => picture(output, *span)?,
            Content::Text(text) => text.clone(),
            Content::Data(datum) => format!("{:#}\n", output.json(datum)),
        };
        let name = file.name.clone().unwrap_or_else(|| host.next_picture());
        let place = host.write(&name, bytes.as_bytes()).map_err(|error| {
            let help = match file.content {
                Content::Figure(_) => "choose another place with: to \"…\" or --out",
                Content::Text(_) | Content::Data(_) => "choose another place, or use --out",
            };
            Diagnostic::error("cannot-write", error.to_string(), file.span).help(help)
        })?;
        output.files[i].written = Some(place.display().to_string());
    }
    Ok(())
}

/// The picture of an output as SVG.
fn picture(output: &Output, span: Span) -> Result<String, Diagnostic> {
    let figure = output.blocks.iter().find_map(|block| match block {
        Block::Figure(figure) => Some(figure),
        _ => None,
    });
    match figure {
        Some(figure) => plot::svg(figure).map_err(|e| Diagnostic::error("no-picture", e.to_string(), span)),
        None => Ok(String::new()),
    }
}

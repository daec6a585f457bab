//! Writing the files that statements make.

use crate::diagnostic::Diagnostic;
use crate::interpreter::{self, Response};
use crate::interrupt::stoppable;
use crate::output::{Content, Output};
use crate::plot;
use crate::session::{Files, Session};
use crate::source::{Source, Span, escape_controls};

/// Runs the statement at `span`, as [`interpreter::run`] does, and writes the files that it makes.
pub fn run(session: &mut Session, host: &mut dyn Files, source: &Source, span: Span, silent: bool) -> Response {
    let before = session.snapshot();
    let mut response = interpreter::run(session, host, source, span, silent);
    match stoppable(|| write(&mut response.output, host)) {
        Ok(Ok(())) => {}
        Ok(Err(error)) => {
            let notes: Vec<Diagnostic> = response.output.notes().cloned().collect();
            response.output = Output::failed(notes, error);
        }
        Err(why) => {
            session.go_back(&before);
            response = Response::left(why, silent, span);
        }
    }
    response
}

fn write(output: &mut Output, host: &mut dyn Files) -> Result<(), Diagnostic> {
    for i in 0..output.files.len() {
        let file = &output.files[i];
        let bytes = match &file.content {
            Content::Figure(figure, span) => {
                let svg = plot::svg(figure).map_err(|e| Diagnostic::error("no-picture", e.to_string(), *span))?;
                escape_controls(&svg).into_owned()
            }
            Content::Text(text) => text.clone(),
            Content::Data(datum) => format!("{:#}\n", output.json(datum)),
        };
        let name = file.name.clone().unwrap_or_else(|| host.next_picture());
        let place = host.write(&name, bytes.as_bytes()).map_err(|error| {
            let help = match file.content {
                Content::Figure(..) => "choose another place with: to \"…\" or --out",
                Content::Text(_) | Content::Data(_) => "choose another place, or use --out",
            };
            Diagnostic::error("cannot-write", format!("cannot write {error}"), file.span).help(help)
        })?;
        output.files[i].written = Some(place.display().to_string());
    }
    Ok(())
}

//! Writing the files that statements make.

use std::io::{self, Write};
use std::path::PathBuf;

use crate::diagnostic::Diagnostic;
use crate::interpreter::{self, Response};
use crate::interrupt::{asked, stoppable};
use crate::output::{Content, Output};
use crate::plot;
use crate::session::{Host, HostError, MAX_FILE_BYTES, MemoryHost, Session};
use crate::source::{Source, Span, escape_controls};

/// Writes the content of a file.
pub type Fill<'a> = dyn FnMut(&mut dyn Write) -> io::Result<()> + 'a;

/// Where a front end puts the files that statements make.
pub trait Files: Host {
    /// Writes a picture or file for the user, whole or not at all; a relative path is taken from the folder for output. Returns
    /// where it went.
    fn write(&mut self, path: &str, fill: &mut Fill<'_>) -> Result<PathBuf, HostError>;

    /// The file name for the next picture without a name of its own: `name-1.svg`.
    fn next_picture(&mut self) -> String;
}

impl Files for MemoryHost {
    fn write(&mut self, path: &str, fill: &mut Fill<'_>) -> Result<PathBuf, HostError> {
        let mut bytes = Vec::new();
        fill(&mut bytes).map_err(|error| HostError { path: path.to_string(), why: error.to_string() })?;
        self.files.push((path.to_string(), bytes));
        Ok(PathBuf::from(path))
    }

    fn next_picture(&mut self) -> String {
        self.pictures += 1;
        format!("picture-{}.svg", self.pictures)
    }
}

/// Runs the statement at `span`, as [`interpreter::run`] does, and writes the files that it makes.
pub fn run(session: &mut Session, host: &mut dyn Files, source: &Source, span: Span, silent: bool) -> Response {
    let before = session.snapshot();
    let mut response = interpreter::run(session, host, source, span, silent);
    match stoppable(|| write(&mut response.output, host)) {
        Ok(Ok(())) => {}
        Ok(Err(error)) if !asked() => {
            let notes: Vec<Diagnostic> = response.output.notes().cloned().collect();
            response.output = Output::failed(notes, error);
        }
        Ok(Err(_)) => {
            session.go_back(&before);
            response = Response::stopped(silent);
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
        let name = file.name.clone().unwrap_or_else(|| host.next_picture());
        let written = match &file.content {
            Content::Figure(figure, span) => {
                let svg = plot::svg(figure).map_err(|e| Diagnostic::error("no-picture", e.to_string(), *span))?;
                let svg = escape_controls(&svg);
                host.write(&name, &mut |out| out.write_all(svg.as_bytes()))
            }
            Content::Text(pieces) => {
                host.write(&name, &mut |out| pieces.iter().try_for_each(|piece| out.write_all(piece.as_bytes())))
            }
            Content::Data(datum) => host.write(&name, &mut |out| {
                let mut out = Limited { out, left: MAX_FILE_BYTES };
                serde_json::to_writer_pretty(&mut out, &output.whole(datum))?;
                out.write_all(b"\n")
            }),
        };
        let place = written.map_err(|error| {
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

/// A file that takes only as many bytes as are read again.
struct Limited<'a> {
    out: &'a mut dyn Write,
    left: usize,
}

impl Write for Limited<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.left = self.left.checked_sub(bytes.len()).ok_or_else(|| {
            io::Error::other(format!(
                "it would be larger than {} MiB, the most that is read again",
                MAX_FILE_BYTES >> 20
            ))
        })?;
        self.out.write_all(bytes)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

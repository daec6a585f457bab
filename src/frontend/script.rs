//! Scripts: statements in order, each result under its statement.
//!
//! A file is shown as a notebook: prose as it is, statements as written, results indented below them. Text from the
//! command line or standard input shows its results only.

use std::io::{self, Write};
use std::time::Instant;

use super::files::Files;
use super::style::Style;
use super::{guard, json};
use crate::diagnostic::Severity;
use crate::interpreter::Response;
use crate::interrupt::stoppable;
use crate::session::Session;
use crate::source::{Source, escape_controls};
use crate::syntax::layout::{self, Cell, CellKind};

/// Options of running a script.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// An object per statement instead of text.
    pub json: bool,
    /// Go on after an error.
    pub keep_going: bool,
    /// Errors and warnings only.
    pub quiet: bool,
    /// Tell how long each statement took.
    pub time: bool,
    /// Show prose and statements too.
    pub echo: bool,
    /// The text is typed by a person: definitions whose result differs from what was written are shown.
    pub interactive: bool,
    /// A terminal shows Ctrl-C among the results, and nobody ends that line.
    pub open_line: bool,
    /// Colour on standard output.
    pub color_out: bool,
    /// Colour on standard error.
    pub color_err: bool,
}

/// The streams for results and messages.
pub struct Streams<'a> {
    /// Results.
    pub out: &'a mut dyn Write,
    /// Notes, warnings, errors.
    pub err: &'a mut dyn Write,
}

impl Streams<'_> {
    /// Writes a message, after all results that came before it.
    pub fn tell(&mut self, message: &str) -> io::Result<()> {
        self.out.flush()?;
        // A closed error stream is no reason to stop.
        let _ = writeln!(self.err, "{message}");
        Ok(())
    }
}

/// How a script ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScriptOutcome {
    /// Every statement worked and held.
    Fine,
    /// At least one did not.
    Failed,
    /// It was asked to stop.
    Interrupted,
}

/// Runs all statements of a text. An error of the streams ends it, as results would be lost.
pub fn run<'a>(
    session: &mut Session,
    host: &mut dyn Files,
    source: &'a Source,
    options: Options,
    streams: Streams<'a>,
) -> io::Result<ScriptOutcome> {
    let cells = layout::cells(&source.text);
    let mut script =
        Script { source, options, streams, lines: LineCounter::default(), gap: false, ending: ScriptOutcome::Fine };
    for cell in &cells {
        match cell.kind {
            CellKind::Prose => script.prose(cell)?,
            CellKind::Code => {
                if !script.code(session, host, cell)? {
                    break;
                }
            }
        }
    }
    script.streams.out.flush()?;
    Ok(script.ending)
}

struct Script<'a> {
    source: &'a Source,
    options: Options,
    streams: Streams<'a>,
    lines: LineCounter,
    /// A blank line is due before the next thing shown.
    gap: bool,
    ending: ScriptOutcome,
}

impl Script<'_> {
    fn echoes(&self) -> bool {
        self.options.echo && !self.options.quiet && !self.options.json
    }

    fn prose(&mut self, cell: &Cell) -> io::Result<()> {
        if !self.echoes() {
            return Ok(());
        }
        self.part()?;
        for line in escape_controls(&layout::markdown(&self.source.slice(cell.span).replace("\r\n", "\n"))).lines() {
            let style = if line.starts_with('#') { Style::Bold } else { Style::Dim };
            writeln!(self.streams.out, "{}", style.paint(line, self.options.color_out))?;
        }
        self.gap = true;
        Ok(())
    }

    /// Runs a cell; false where the script ends here.
    fn code(&mut self, session: &mut Session, host: &mut dyn Files, cell: &Cell) -> io::Result<bool> {
        let mut shown = cell.span.start;
        for (i, piece) in cell.pieces.iter().enumerate() {
            let next = cell.pieces.get(i + 1).map(|p| p.span.start);
            shown = self.echo(shown, piece.span.end, next.unwrap_or(cell.span.end))?;
            let line = self.lines.line_of(&self.source.text, piece.span.start);
            let start = Instant::now();
            let response = guard::run(session, host, self.source, piece.span, piece.silent);
            let seconds = self.options.time.then(|| start.elapsed().as_secs_f64());
            let statement =
                json::StatementReport { source: self.source, line, text: self.source.slice(piece.span), seconds };
            self.show(&statement, &response)?;
            self.streams.out.flush()?;
            if response.interrupted || host.interrupt().is_asked() {
                self.ending = ScriptOutcome::Interrupted;
                return Ok(false);
            }
            if response.output.error().is_some() {
                self.ending = ScriptOutcome::Failed;
                if !self.options.keep_going {
                    return Ok(false);
                }
            }
        }
        self.gap |= self.echoes();
        Ok(true)
    }

    /// Shows the text of a statement as written, with the comments on its line and above it. Returns where the next begins.
    fn echo(&mut self, from: usize, end: usize, next: usize) -> io::Result<usize> {
        let rest = &self.source.text[end..next];
        let until = rest.find('\n').map_or(next, |i| end + i);
        if self.echoes() {
            self.part()?;
            let text = &self.source.text[from..until];
            for line in text.lines().map(str::trim_end).skip_while(|line| line.is_empty()) {
                writeln!(self.streams.out, "{}", escape_controls(line))?;
            }
            self.streams.out.flush()?;
        }
        Ok(until)
    }

    fn show(&mut self, statement: &json::StatementReport<'_>, response: &Response) -> io::Result<()> {
        if self.options.json {
            if !self.options.quiet || response.output.error().is_some() {
                json::write(self.streams.out, statement, response)?;
            }
            return Ok(());
        }
        if response.interrupted && self.options.open_line {
            writeln!(self.streams.out)?;
        }
        let is_shown = self.result(statement, response)?;
        for told in response.output.diagnostics() {
            if !self.options.quiet || told.severity != Severity::Note {
                self.streams.tell(&told.render(self.source, self.options.color_err))?;
            }
        }
        if response.output.error().is_some() {
            self.gap = self.echoes();
        }
        let says_so = self.options.interactive && !response.output.is_failed() && !response.output.blocks.is_empty();
        if !is_shown || response.interrupted && !says_so {
            self.interrupted(statement)?;
        }
        if let Some(seconds) = statement.seconds {
            let told = format!("{}:{}: {}", self.source.name, statement.line, duration(seconds));
            self.streams.tell(&Style::Dim.paint(&escape_controls(&told), self.options.color_err))?;
        }
        Ok(())
    }

    fn interrupted(&mut self, statement: &json::StatementReport<'_>) -> io::Result<()> {
        self.streams.tell(&escape_controls(&format!("interrupted at {}:{}", self.source.name, statement.line)))
    }

    /// Shows a result, unless it is silenced or a definition that says nothing new; false where somebody stopped that.
    fn result(&mut self, statement: &json::StatementReport<'_>, response: &Response) -> io::Result<bool> {
        let output = &response.output;
        if self.options.quiet || response.silent || output.kind == "definition" && !self.options.interactive {
            return Ok(true);
        }
        let Ok(text) = stoppable(|| output.text()) else { return Ok(false) };
        if text.is_empty() || output.kind == "definition" && same_words(statement.text, &text) {
            return Ok(true);
        }
        let indent = if self.options.echo { "    " } else { "" };
        for line in escape_controls(&text).lines() {
            writeln!(self.streams.out, "{}", format!("{indent}{line}").trim_end())?;
        }
        self.gap = self.options.echo;
        Ok(true)
    }

    /// Starts a new part: a blank line, if something stands above.
    fn part(&mut self) -> io::Result<()> {
        if std::mem::take(&mut self.gap) {
            writeln!(self.streams.out)?;
        }
        Ok(())
    }
}

/// Whether two texts differ in blanks only.
fn same_words(one: &str, other: &str) -> bool {
    let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    letters(one) == letters(other)
}

/// Line numbers of offsets that only grow, counted once over the whole text.
#[derive(Default)]
struct LineCounter {
    offset: usize,
    breaks: usize,
}

impl LineCounter {
    fn line_of(&mut self, text: &str, offset: usize) -> usize {
        let between = text.as_bytes().get(self.offset..offset).unwrap_or(&[]);
        self.breaks += between.iter().filter(|&&b| b == b'\n').count();
        self.offset = self.offset.max(offset);
        self.breaks + 1
    }
}

/// A duration for people.
fn duration(seconds: f64) -> String {
    match seconds {
        s if s < 1e-3 => format!("{:.0} µs", s * 1e6),
        s if s < 1.0 => format!("{:.1} ms", s * 1e3),
        s if s < 60.0 => format!("{s:.2} s"),
        s => format!("{:.0} min {:02.0} s", (s / 60.0).floor(), s % 60.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::MemoryHost;

    fn run_text(text: &str, options: Options) -> (String, String, ScriptOutcome) {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let streams = Streams { out: &mut out, err: &mut err };
        let source = Source::new("a.gd", text);
        let ending = run(&mut Session::new(), &mut MemoryHost::default(), &source, options, streams).expect("no IO");
        (String::from_utf8(out).expect("text"), String::from_utf8(err).expect("text"), ending)
    }

    #[test]
    fn a_file_reads_as_a_notebook() {
        let text = "## Title\n# Words.\n\nf(x) = x^2 # square\n# its slope\nf'(x); f'(3)\nf(2)\n\n# End.\n";
        let (out, err, ending) = run_text(text, Options { echo: true, ..Options::default() });
        assert_eq!(
            out,
            "# Title\nWords.\n\nf(x) = x^2 # square\n# its slope\nf'(x);\nf'(3)\n    6\n\nf(2)\n    4\n\nEnd.\n"
        );
        assert_eq!((err.as_str(), ending), ("", ScriptOutcome::Fine));
    }

    #[test]
    fn results_only() {
        let (out, _, _) = run_text("a = 3\na + 1\n\na^2;\n2a", Options::default());
        assert_eq!(out, "4\n6\n");
    }

    #[test]
    fn the_first_error_ends_it_unless_it_shall_keep_going() {
        let text = "1 + 1\nassert 1 == 2\n3";
        let (out, err, ending) = run_text(text, Options::default());
        assert_eq!((out.as_str(), ending), ("2\n", ScriptOutcome::Failed));
        assert!(err.contains("[a.gd:2:8]"), "{err}");
        let (out, _, ending) = run_text(text, Options { keep_going: true, ..Options::default() });
        assert_eq!((out.as_str(), ending), ("2\n3\n", ScriptOutcome::Failed));
    }

    #[test]
    fn quiet_leaves_errors() {
        let options = Options { quiet: true, echo: true, ..Options::default() };
        let (out, err, _) = run_text("# a\n\n1 + 1\nzz(2\n", options);
        assert_eq!(out, "");
        assert!(err.starts_with("error: "), "{err}");
    }

    #[test]
    fn every_statement_is_an_object_with_its_line() {
        let text = "a = 1; b = 2\n\n# p\n\na +\n  b\n(";
        let (out, err, _) = run_text(text, Options { json: true, ..Options::default() });
        let objects: Vec<serde_json::Value> = out.lines().map(|l| serde_json::from_str(l).expect("json")).collect();
        let lines: Vec<u64> = objects.iter().filter_map(|o| o["line"].as_u64()).collect();
        assert_eq!(lines, [1, 1, 5, 7]);
        assert_eq!((&objects[2]["source"], &objects[2]["text"]), (&"a +\n  b".into(), &"3".into()));
        assert_eq!((&objects[3]["kind"], err.as_str()), (&"error".into(), ""));
    }

    #[test]
    fn times_are_readable() {
        let shown: Vec<String> = [2e-5, 0.0123, 1.5, 75.2].into_iter().map(duration).collect();
        assert_eq!(shown, ["20 µs", "12.3 ms", "1.50 s", "1 min 15 s"]);
    }
}

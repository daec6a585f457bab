//! What holds of any input at all, as functions of bytes. `fuzz/` hands them what libFuzzer makes up, the tests what it found.
//!
//! Each statement may count so much work and is then asked to stop: a bound that is the same on every machine.

use std::time::Duration;

use serde_json::Value as Json;
use thalweg::frontend::files;
use thalweg::interpreter::{Response, is_command};
use thalweg::interrupt::stop_after;
use thalweg::session::{Host, MemoryHost, Session};
use thalweg::source::{Source, Span};
use thalweg::syntax::layout::{self, CellKind, StatementText};
use thalweg::syntax::{self, parse_statement};

use crate::notebook::Notebook;

/// What can be asked of any bytes. It panics where it is answered by no.
type Question = fn(&[u8]);

/// Each question, with the name of its folder below `fuzz/corpus`.
pub const ALL: &[(&str, Question)] = &[
    ("layout", layout),
    ("parse_print", parse_print),
    ("session", session),
    ("read_json", read_json),
    ("rollback", rollback),
    ("order", order),
    ("interrupt_at", interrupt_at),
];

/// The work of one statement in steps: some 20 ms, so that many can be tried.
pub const WORK: u64 = 20_000_000;
/// How long a statement may go on when it has been asked to stop.
const GRACE: Duration = Duration::from_millis(60);

fn text_of(data: &[u8]) -> String {
    String::from_utf8_lossy(data).into_owned()
}

fn pieces(text: &str) -> Vec<StatementText> {
    layout::cells(text).into_iter().flat_map(|cell| cell.pieces).collect()
}

fn lies_in(text: &str, span: Span) {
    assert!(span.start <= span.end && text.get(span.range()).is_some(), "{span:?} is no place of {text:?}");
}

/// Runs a statement that is asked to stop after so much work.
fn bounded(session: &mut Session, host: &mut MemoryHost, source: &Source, piece: StatementText, work: u64) -> Response {
    host.interrupt().clear();
    stop_after(work, GRACE);
    let response = files::run(session, host, source, piece.span, piece.silent);
    is_well_formed(source, &response);
    response
}

fn run(notebook: &mut Notebook, source: &Source, piece: StatementText) -> Response {
    bounded(&mut notebook.session, &mut notebook.host, source, piece, WORK)
}

/// Runs all statements of a text, each with so much work, and looks at every answer.
pub fn survives(text: &str, work: u64) {
    let mut notebook = Notebook::new();
    notebook.output("kept_value = 12345");
    notebook.output("kept_function(x) = x^2 + 1");
    let source = Source::new("test", text);
    for piece in pieces(text) {
        bounded(&mut notebook.session, &mut notebook.host, &source, piece, work);
    }
    if !text.contains("kept") {
        notebook.host.interrupt().clear();
        stop_after(u64::MAX, GRACE);
        assert_eq!(notebook.output("kept_function(2) + kept_value").text(), "12350", "a definition is lost");
    }
}

/// Does an answer say what it is, at its place, and in letters that a terminal shows as they are?
pub fn is_well_formed(source: &Source, response: &Response) {
    for told in response.output.diagnostics() {
        assert!(!told.code.is_empty() && !told.headline.trim().is_empty() && told.code != "internal-error", "{told:?}");
        lies_in(&source.text, told.span);
        let rendered = told.render(source, false);
        assert!(rendered.len() < 1_000_000, "{} bytes of error", rendered.len());
        assert!(!has_control(&rendered), "{rendered:?}");
    }
    let output = &response.output;
    assert!(!output.kind.is_empty() && (!output.is_failed() || output.error().is_some()));
    let text = output.text();
    assert!(!has_control(&text), "{text:?}");
}

/// Would a terminal do something strange with it: move its cursor, obey a command, or turn the direction of what follows?
pub fn has_control(text: &str) -> bool {
    let turns = |c: char| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    text.chars().any(|c| c.is_control() && c != '\n' || turns(c))
}

/// All that a statement shows, but how long it took.
pub fn shown(source: &Source, response: &Response) -> String {
    let output = &response.output;
    let mut fields = output.data();
    fields.remove("seconds");
    let mut text = format!("{}\n{:?}\n{}\n", output.text(), output.latex(), Json::Object(fields));
    output.diagnostics().for_each(|d| text += &d.render(source, false));
    text
}

/// The statements of a text stand in order, on the borders of letters, and what lies between them is blank or a comment.
fn layout(data: &[u8]) {
    let text = text_of(data);
    let ignored = |from: usize, to: usize| {
        let lines = text[from..to].lines().map(|line| line.trim_matches(|c: char| c.is_whitespace() || c == ';'));
        assert!(lines.clone().all(|line| line.is_empty() || line.starts_with('#')), "left out: {:?}", &text[from..to]);
    };
    // Marks of the byte order are no part of a text.
    let mut end = text.len() - text.trim_start_matches('\u{FEFF}').len();
    for cell in layout::cells(&text) {
        lies_in(&text, cell.span);
        ignored(end, cell.span.start);
        end = cell.span.start;
        for piece in &cell.pieces {
            lies_in(&text, piece.span);
            assert!(piece.span.start < piece.span.end, "an empty statement");
            ignored(end, piece.span.start);
            end = piece.span.end;
        }
        if cell.kind == CellKind::Code {
            ignored(end, cell.span.end);
        }
        end = cell.span.end;
    }
    ignored(end, text.len());
    syntax::is_incomplete(&text);
    syntax::tokens(&text).iter().for_each(|(span, _)| lies_in(&text, *span));
}

/// What is read and printed is read as the same.
fn parse_print(data: &[u8]) {
    // `∇f` prints as `grad(f)`, which alone on its line would be the command.
    let is_command = |word: &str| word != "grad" && is_command(word);
    let text = text_of(data);
    for piece in pieces(&text) {
        let statement = match parse_statement(&text, piece.span, piece.silent, &is_command) {
            Ok(statement) => statement,
            Err(error) => {
                lies_in(&text, error.span);
                continue;
            }
        };
        let printed = statement.to_string();
        let again = syntax::parse(&printed, &is_command);
        assert_eq!(again.len(), 1, "{printed}");
        let again = again[0].as_ref().unwrap_or_else(|error| panic!("{printed}: {error:?}"));
        assert_eq!(again.to_string(), printed, "{}", &text[piece.span.range()]);
        assert_eq!(without_places(again), without_places(&statement), "{printed}");
    }
}

fn without_places(tree: &impl std::fmt::Debug) -> String {
    let all = format!("{tree:?}");
    let mut parts = all.split("Span {");
    let first = parts.next().unwrap_or_default().to_string();
    parts.fold(first, |text, part| text + part.split_once('}').map_or(part, |(_, rest)| rest))
}

/// Any script is answered.
pub fn session(data: &[u8]) {
    survives(&text_of(data), WORK);
}

/// Any bytes are read as saved runs or refused.
fn read_json(data: &[u8]) {
    let mut notebook = Notebook::new();
    notebook.host.files.push(("r.json".to_string(), data.to_vec()));
    let text = "a = 12345\nf(x) = x^2\nr = read(\"r.json\")\nr\nplot r\na + f(1)";
    let source = Source::new("test", text);
    let last = pieces(text).into_iter().map(|piece| run(&mut notebook, &source, piece)).last();
    assert_eq!(last.expect("an answer").output.text(), "12346");
}

/// A statement that fails or is stopped changes nothing: all are answered as if it had not been there.
pub fn rollback(data: &[u8]) {
    let text = text_of(data);
    let source = Source::new("test", text.as_str());
    let (mut all, mut good) = (Notebook::new(), Notebook::new());
    for piece in pieces(&text) {
        let before = all.session.snapshot();
        let response = run(&mut all, &source, piece);
        if response.output.is_failed() {
            continue;
        }
        let names: Vec<String> = good.session.names().map(str::to_string).collect();
        if response.output.kind == "interrupted" {
            assert!(all.session.names().eq(names.iter().map(String::as_str)));
        }
        if response.interrupted {
            all.session.go_back(&before);
            continue;
        }
        let same = run(&mut good, &source, piece);
        assert_eq!(shown(&source, &same), shown(&source, &response), "{}", source.slice(piece.span));
    }
    same_definitions(&mut all, &mut good);
}

/// Do two sessions have the same names, which mean the same?
fn same_definitions(one: &mut Notebook, other: &mut Notebook) {
    let names: Vec<String> = one.session.names().map(str::to_string).collect();
    assert!(other.session.names().eq(names.iter().map(String::as_str)), "other names than {names:?}");
    for name in names.iter().map(String::as_str).chain([Session::LAST]) {
        let source = Source::new("test", name);
        let [one, other] = [&mut *one, &mut *other].map(|notebook| {
            let response = run(notebook, &source, pieces(name)[0]);
            (!response.interrupted).then(|| shown(&source, &response))
        });
        assert!(one.is_none() || other.is_none() || one == other, "{name} means {one:?} or {other:?}");
    }
}

/// Statements that have nothing to do with what is asked; `#` is a fresh name and `@` a small number. None changes `ans`.
pub const UNRELATED: &[&str] = &[
    "# = diff(sin(y)*x^@ + exp(y)/x, x)",
    "# = simplify((y + x)^@ - y/(x + z))",
    "#(y, x) = y*x + x^@ + atan(w)",
    "# = minimum (y - @)^2 + 3x^2",
    "# = descend y^2 + x^2/@ from (y = 1, x = 1) rate 0.1 steps 3",
    "# = ln(3)/ln(2) + @*sqrt(3)",
    "# = expand((z + y + x)^3)*e^(@*t)",
    "# = [z*y, y/x, w^x, cos(@*t), k]",
    "# = x^2*y^@ + x^@*y^2 + a*b + b*c",
];

/// An unrelated statement before each changes no byte of the answers.
pub fn order(data: &[u8]) {
    let Some((&first, rest)) = data.split_first() else { return };
    let text = text_of(rest);
    let source = Source::new("test", text.as_str());
    let (mut plain, mut after) = (Notebook::new(), Notebook::new());
    for (number, piece) in pieces(&text).into_iter().enumerate() {
        let form = UNRELATED[(usize::from(first) + number) % UNRELATED.len()];
        let unrelated = form.replace('#', &format!("unrelated{number}")).replace('@', &(2 + first % 5).to_string());
        let before = [plain.session.snapshot(), after.session.snapshot()];
        run(&mut after, &Source::new("test", unrelated.as_str()), pieces(&unrelated)[0]);
        let [one, other] = [run(&mut plain, &source, piece), run(&mut after, &source, piece)];
        if one.interrupted || other.interrupted {
            plain.session.go_back(&before[0]);
            after.session.go_back(&before[1]);
        } else if !text.contains("unrelated") {
            assert_eq!(shown(&source, &one), shown(&source, &other), "{}", source.slice(piece.span));
        }
    }
}

/// A statement may be stopped wherever it is: asked again, it answers what it would have answered.
pub fn interrupt_at(data: &[u8]) {
    let [exponent, patience, rest @ ..] = data else { return };
    // From 1 to 50 million steps, as many small as large; letters of ASCII reach all of it.
    let steps = 2_f64.powf(f64::from(exponent.rotate_left(1)) / 10.0) as u64;
    let grace = if patience % 16 == 1 { GRACE } else { Duration::ZERO };
    let text = text_of(rest);
    let source = Source::new("test", text.as_str());
    let (mut plain, mut stopped) = (Notebook::new(), Notebook::new());
    for piece in pieces(&text) {
        let before = [plain.session.snapshot(), stopped.session.snapshot()];
        // What is written in the attempt is not there again.
        let mut trial = MemoryHost::default();
        trial.files.clone_from(&stopped.host.files);
        stop_after(steps, grace);
        let attempt = files::run(&mut stopped.session, &mut trial, &source, piece.span, piece.silent);
        is_well_formed(&source, &attempt);
        if attempt.output.kind == "interrupted" {
            assert!(stopped.session.names().eq(plain.session.names()), "{}", source.slice(piece.span));
        }
        stopped.session.go_back(&before[1]);
        let [wanted, again] = [run(&mut plain, &source, piece), run(&mut stopped, &source, piece)];
        if wanted.interrupted || again.interrupted {
            plain.session.go_back(&before[0]);
            stopped.session.go_back(&before[1]);
        } else {
            assert_eq!(shown(&source, &wanted), shown(&source, &again), "{}", source.slice(piece.span));
        }
    }
    same_definitions(&mut plain, &mut stopped);
}

//! What the documents show is what happens: their scripts run, their transcripts are compared word for word, and
//! their tables come from the program. `THALWEG_UPDATE=1 cargo test documents` writes what happens into them.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use thalweg::commands;
use thalweg::descent::schedule;
use thalweg::expr::{Arity, FunctionDef};
use thalweg::frontend::host::SystemHost;
use thalweg::frontend::script::{self, Options, Streams};
use thalweg::frontend::signals::Signals;
use thalweg::functions;
use thalweg::session::{Session, forms};
use thalweg::source::Source;

use crate::program::{Folder, run_in};

const UPDATE: &str = "THALWEG_UPDATE";

#[test]
fn scripts_run_quietly_and_draw_well_formed_pictures() {
    let folder = Folder::new();
    let mut scripts = 0;
    for entry in fs::read_dir(root().join("scripts")).expect("scripts").map(|e| e.expect("an entry").path()) {
        let run = run_in(folder.path(), &[entry.to_str().expect("a UTF-8 name")]);
        assert_eq!((run.status, run.err.as_str()), (Some(0), ""), "{}", entry.display());
        scripts += 1;
    }
    assert!(scripts >= 10, "{scripts} scripts");
    let mut pictures = 0;
    for picture in fs::read_dir(folder.path()).expect("the folder").map(|e| e.expect("an entry").path()) {
        let text = fs::read_to_string(&picture).expect("a text");
        let tree = roxmltree::Document::parse(&text).unwrap_or_else(|e| panic!("{}: {e}", picture.display()));
        assert_eq!(tree.root_element().tag_name().name(), "svg", "{}", picture.display());
        pictures += 1;
    }
    assert!(pictures >= 15, "{pictures} pictures");
    for picture in fs::read_dir(root().join("docs/images")).expect("images").map(|e| e.expect("an entry").path()) {
        let name = picture.file_stem().and_then(|s| s.to_str()).expect("a UTF-8 name");
        let drawn = fs::read_to_string(folder.path().join(format!("{name}-1.svg"))).expect("a script draws it");
        if std::env::var_os(UPDATE).is_some() {
            fs::write(&picture, &drawn).expect("the picture is written");
        }
        assert!(fs::read_to_string(&picture).expect("a text") == drawn, "{name}.svg is not what its script draws");
    }
}

#[test]
fn readme_shows_what_happens() {
    compare("README.md", true);
}

#[test]
fn tutorial_shows_what_happens() {
    compare("docs/tutorial.md", true);
}

#[test]
fn language_reference_shows_what_happens() {
    compare("docs/language.md", false);
}

/// Sessions of a tutorial go on from block to block; in a reference, every block stands for itself.
fn compare(document: &str, one_session: bool) {
    let path = root().join(document);
    let before = fs::read_to_string(&path).expect("the document");
    let folder = Folder::new();
    copy_scripts(folder.path());
    let mut typist = Typist::new(folder.path());
    let mut after = String::new();
    for part in parts(&before) {
        match part {
            Part::Text(text) => after += text,
            Part::Block { head, body, line } => {
                let place = format!("{document}:{line}");
                after += head;
                match head.trim_start_matches('`').trim_end() {
                    "gd" => after += runs(folder.path(), body, 0, &place),
                    "gd error" => after += runs(folder.path(), body, 1, &place),
                    "console" => {
                        if !one_session {
                            typist = Typist::new(folder.path());
                        }
                        after += &transcript(folder.path(), &mut typist, body);
                    }
                    _ => after += body,
                }
            }
        }
    }
    if document == "docs/language.md" {
        after = fill(&after, "commands", &command_table());
        after = fill(&after, "schedules", &schedule_table());
        after = fill(&after, "forms", &form_table());
        after = fill(&after, "functions", &function_table(folder.path()));
    }
    if before == after {
        return;
    }
    if std::env::var_os(UPDATE).is_some() {
        fs::write(&path, after).expect("the document is written");
        return;
    }
    for (i, (shown, happens)) in before.lines().zip(after.lines()).enumerate() {
        assert_eq!(shown, happens, "{document}:{}; to accept: {UPDATE}=1 cargo test documents", i + 1);
    }
    panic!("{document} and what happens differ in length; to accept: {UPDATE}=1 cargo test documents");
}

enum Part<'a> {
    Text(&'a str),
    /// A fenced block without its last line.
    Block {
        head: &'a str,
        body: &'a str,
        line: usize,
    },
}

fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(start) = fence(rest) {
        parts.push(Part::Text(&rest[..start]));
        let block = &rest[start..];
        let head = block.find('\n').expect("a fence ends its line") + 1;
        let body = block[head..].find("```").expect("a block is closed") + head;
        let line = text[..text.len() - block.len()].lines().count() + 1;
        parts.push(Part::Block { head: &block[..head], body: &block[head..body], line });
        let close = block[body..].find('\n').map_or(block.len(), |n| body + n + 1);
        parts.push(Part::Text(&block[body..close]));
        rest = &block[close..];
    }
    parts.push(Part::Text(rest));
    parts
}

fn fence(text: &str) -> Option<usize> {
    if text.starts_with("```") { Some(0) } else { text.find("\n```").map(|n| n + 1) }
}

/// Runs a block as a script.
fn runs<'a>(folder: &Path, body: &'a str, status: i32, place: &str) -> &'a str {
    fs::write(folder.join("block.gd"), body).expect("a script");
    let run = run_in(folder, &["block.gd"]);
    assert_eq!(run.status, Some(status), "{place}: {}", run.err);
    assert!(status != 0 || !run.err.contains("error"), "{place}: {}", run.err);
    body
}

/// The block as it would look if its inputs were typed now. A line `…` stands for any output.
fn transcript(folder: &Path, typist: &mut Typist, body: &str) -> String {
    let mut text = String::new();
    let mut lines = body.lines().peekable();
    while let Some(line) = lines.next() {
        let mut input = line.to_string();
        let mut written = line.to_string();
        while let Some(next) = lines.next_if(|l| l.starts_with(". ")) {
            input += &format!("\n{}", &next[2..]);
            written += &format!("\n{next}");
        }
        let mut shown = Vec::new();
        while let Some(next) = lines.next_if(|l| !l.starts_with("> ") && !l.starts_with("$ ")) {
            shown.push(next);
        }
        let output = match input.split_at_checked(2) {
            Some(("> ", input)) => typist.answer(input),
            Some(("$ ", command)) => shell(folder, command),
            _ => panic!("a transcript starts with an input, not with {line}"),
        };
        let _ = writeln!(text, "{written}");
        let output: Vec<&str> = output.trim_end().lines().collect();
        if abridges(&shown, &output) {
            shown.iter().for_each(|l| text.push_str(&format!("{l}\n")));
        } else {
            output.iter().for_each(|l| text.push_str(&format!("{l}\n")));
            // A blank line before the next input makes long output readable; it is the document's own.
            if shown.last() == Some(&"") {
                text.push('\n');
            }
        }
    }
    text
}

/// Whether the lines shown are the output with a passage replaced by `…`.
fn abridges(shown: &[&str], output: &[&str]) -> bool {
    let shown = match shown {
        [all @ .., ""] => all,
        all => all,
    };
    match shown.iter().position(|l| *l == "…") {
        None => shown == output,
        Some(gap) => {
            let (head, tail) = (&shown[..gap], &shown[gap + 1..]);
            head.len() + tail.len() < output.len() && output.starts_with(head) && output.ends_with(tail)
        }
    }
}

/// Somebody who types into one session.
struct Typist {
    session: Session,
    host: SystemHost,
    folder: PathBuf,
}

impl Typist {
    fn new(folder: &Path) -> Typist {
        let host = SystemHost::new(Some(folder.to_path_buf()), false, Signals::listen());
        Typist { session: Session::new(), host, folder: folder.to_path_buf() }
    }

    fn answer(&mut self, input: &str) -> String {
        let source = Source::new("<input>", input);
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let options = Options { keep_going: true, ..Options::default() };
        let streams = Streams { out: &mut out, err: &mut err };
        script::run(&mut self.session, &mut self.host, &source, options, streams).expect("memory does not fail");
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        let prefix = format!("{}{}", self.folder.display(), std::path::MAIN_SEPARATOR);
        (text(out) + &text(err)).replace(&prefix, "")
    }
}

fn shell(folder: &Path, command: &str) -> String {
    let words = words(command);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let arguments = match words.as_slice() {
        ["thalweg", rest @ ..] | ["cargo", "run", "--release", "--", rest @ ..] => rest,
        _ => panic!("a document runs thalweg, not {command}"),
    };
    let run = run_in(folder, arguments);
    run.out + &run.err
}

/// The words of a command line, with '…' and "…" kept together.
fn words(command: &str) -> Vec<String> {
    let (mut words, mut quote, mut fresh) = (Vec::<String>::new(), None, true);
    for c in command.chars() {
        match quote {
            Some(q) if c == q => quote = None,
            None if c == ' ' => fresh = true,
            _ => {
                if std::mem::take(&mut fresh) {
                    words.push(String::new());
                }
                if quote.is_none() && (c == '\'' || c == '"') {
                    quote = Some(c);
                } else {
                    words.last_mut().expect("just begun").push(c);
                }
            }
        }
    }
    words
}

/// Puts a generated table between its marks.
fn fill(text: &str, name: &str, table: &str) -> String {
    let (open, close) = (format!("<!-- table: {name} -->\n"), format!("<!-- end: {name} -->"));
    let start = text.find(&open).expect("the mark where the table starts") + open.len();
    let end = text.find(&close).expect("the mark where the table ends");
    format!("{}\n{table}\n{}", &text[..start], &text[end..])
}

fn command_table() -> String {
    let mut table = String::from("| write | get |\n| --- | --- |\n");
    for command in commands::ALL {
        let _ = writeln!(table, "| {} | {} |", code(command.usage), command.help);
    }
    table
}

fn schedule_table() -> String {
    let mut table = String::from("| schedule | the rate | as in |\n| --- | --- | --- |\n");
    for schedule in schedule::ALL {
        let mut options = Vec::new();
        for setting in schedule.parameters {
            // What every example leaves out and the formula explains has no number.
            options.extend(setting.default.filter(|d| !d.is_nan()).map(|d| format!("{} = {d}", setting.name)));
        }
        let usual = if options.is_empty() { String::new() } else { format!("; usually {}", options.join(", ")) };
        let _ = writeln!(table, "| {} | {}{usual} | {} |", code(schedule.example), schedule.formula, schedule.source);
    }
    table
}

fn form_table() -> String {
    let mut table = String::from("| write | get | example |\n| --- | --- | --- |\n");
    for form in forms::ALL {
        let (input, output) = form.example;
        let _ = writeln!(table, "| {} | {} | {} → {} |", code(form.usage), form.help, code(input), code(output));
    }
    table
}

fn function_table(folder: &Path) -> String {
    let mut table =
        String::from("| function | also | derivative by x | needs | example |\n| --- | --- | --- | --- | --- |\n");
    for function in functions::ALL {
        let call = call_of(function);
        let derivative = Typist::new(folder).answer(&format!("diff({call}, x)"));
        assert!(!derivative.contains("error"), "{call}: {derivative}");
        let aliases: Vec<String> = function.aliases.iter().map(|a| code(a)).collect();
        let needs = if function.domain.is_empty() { String::new() } else { code(function.domain) };
        let (input, output) = function.example;
        let _ = writeln!(
            table,
            "| {} | {} | {} | {needs} | {} → {} |",
            code(&call),
            aliases.join(", "),
            code(derivative.trim()),
            code(input),
            code(output)
        );
    }
    table
}

fn call_of(function: &FunctionDef) -> String {
    let count = match function.arity {
        Arity::Exactly(n) => n,
        Arity::Between(low, _) => low,
        Arity::AtLeast(low) => low.max(2),
    };
    let names = ["x", "y", "z"];
    match function.name {
        // Of these, x is not the first argument.
        "atan2" => "atan2(y, x)".into(),
        "polygamma" => "polygamma(2, x)".into(),
        "root" => "root(x, 5)".into(),
        "mod" => "mod(x, y)".into(),
        name => format!("{name}({})", names[..count].join(", ")),
    }
}

/// Code in a table, where a bar would end the cell.
fn code(text: &str) -> String {
    format!("`{}`", text.replace('|', "\\|"))
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn copy_scripts(folder: &Path) {
    let target = folder.join("scripts");
    fs::create_dir_all(&target).expect("a folder");
    for entry in fs::read_dir(root().join("scripts")).expect("scripts").map(|e| e.expect("an entry")) {
        fs::copy(entry.path(), target.join(entry.file_name())).expect("a copy");
    }
}

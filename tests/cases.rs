//! Scripts with what they show: every `tests/cases/NAME.gd` beside its `NAME.out`.
//!
//! A statement that fails stands below a line `# error: code`; a failure that is not announced fails the test, and so
//! does a statement that shows nothing. `THALWEG_UPDATE=1 cargo test cases` writes the `.out` files anew: read the
//! difference before you keep it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use thalweg::commands;
use thalweg::frontend::files;
use thalweg::interpreter::Response;
use thalweg::session::{MemoryHost, Session, forms};
use thalweg::source::{Source, Span};
use thalweg::syntax::layout;

use crate::notebook::on_deep_stack;

/// What announces an error.
const ERROR: &str = "# error: ";
/// What announces a note.
const NOTE: &str = "# note: ";

/// Codes that no statement alone can meet.
const UNREACHABLE: &[&str] = &[
    "cannot-read",    // a file of the command line
    "cannot-write",   // the memory of the test never refuses
    "internal-error", // a defect
    "interrupted",    // nobody presses Ctrl-C here
    "statement-too-long",
    "too-many-elements", // in `errors.gd` by a range; a list of a million literals would be long here
    "bad-number",        // the grammar lets no malformed number through
    "no-picture",        // plotters cannot fail to draw into memory
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")
}

/// The scripts: their names and texts.
fn scripts() -> Vec<(String, String)> {
    let mut scripts = Vec::new();
    for entry in fs::read_dir(folder()).expect("the cases").flatten() {
        let path = entry.path();
        if path.extension().is_some_and(|e| e == "gd") {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            scripts.push((name, fs::read_to_string(&path).expect("a script")));
        }
    }
    scripts.sort();
    assert!(scripts.len() > 5);
    scripts
}

/// The error or note that the line above a statement announces.
fn announced<'s>(source: &'s Source, span: Span, kind: &str) -> Option<&'s str> {
    let above = source.text[..span.start].trim_end_matches(|c| c != '\n').trim_end();
    let line = above.rsplit('\n').next()?;
    line.strip_prefix(kind).map(str::trim)
}

/// What a script shows, and what it should not have done.
fn transcript(name: &str, text: &str) -> (String, Vec<String>) {
    let source = Source::new(name, text);
    let (mut session, mut host) = (Session::new(), MemoryHost::default());
    let (mut shown, mut wrong) = (String::new(), Vec::new());
    for piece in layout::cells(text).into_iter().flat_map(|cell| cell.pieces) {
        let response = files::run(&mut session, &mut host, &source, piece.span, piece.silent);
        let statement = source.slice(piece.span);
        shown += &format!("{statement}\n{}\n", indented(&source, &response));
        let output = &response.output;
        let code = output.error().map(|e| e.code);
        let note = announced(&source, piece.span, NOTE);
        if note.is_some_and(|wanted| output.notes().all(|n| n.code != wanted)) {
            wrong.push(format!("{statement}\nno note `{}`", note.unwrap_or_default()));
        }
        if code != announced(&source, piece.span, ERROR) {
            let told = output.error().map_or("no error".to_string(), |e| e.render(&source, false));
            wrong.push(format!("{statement}\n{told}"));
        } else if code.is_none() && !piece.silent && output.kind != "assert" && output.text().trim().is_empty() {
            wrong.push(format!("{statement}\nshows nothing"));
        }
    }
    (shown, wrong)
}

fn indented(source: &Source, response: &Response) -> String {
    let mut parts = vec![response.output.text()];
    parts.extend(response.output.diagnostics().map(|d| d.render(source, false)));
    let lines = parts.iter().flat_map(|part| part.lines());
    lines.map(|line| if line.is_empty() { "\n".to_string() } else { format!("    {line}\n") }).collect()
}

#[test]
fn scripts_show_what_is_written_beside_them() {
    let update = std::env::var_os("THALWEG_UPDATE").is_some();
    let mut wrong = Vec::new();
    for (name, text) in scripts() {
        let (shown, problems) = on_deep_stack({
            let (name, text) = (name.clone(), text.clone());
            move || transcript(&name, &text)
        });
        wrong.extend(problems.into_iter().map(|p| format!("{name}: {p}")));
        let path = folder().join(&name).with_extension("out");
        if update {
            fs::write(&path, &shown).expect("written");
        } else if fs::read_to_string(&path).unwrap_or_default() != shown {
            wrong.push(format!("{name} shows something else than {}:\n{shown}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn every_command_and_form_is_shown() {
    let all: String = scripts().into_iter().map(|(_, text)| text + "\n").collect();
    let starts = |word: &str| {
        [' ', '('].iter().any(|next| {
            let (first, named) = (format!("{word}{next}"), format!("= {word}{next}"));
            all.lines().any(|l| l.starts_with(&first) || l.contains(&named))
        })
    };
    let missing: Vec<&str> = commands::ALL.iter().map(|c| c.word).filter(|w| !starts(w)).collect();
    assert!(missing.is_empty(), "no case for the commands {missing:?}");
    let missing: Vec<&str> =
        forms::ALL.iter().map(|f| f.name).filter(|n| !all.contains(&format!("{n}(")) && !starts(n)).collect();
    assert!(missing.is_empty(), "no case for the forms {missing:?}");
}

#[test]
fn every_error_is_shown() {
    let cases: BTreeSet<String> = scripts()
        .iter()
        .flat_map(|(_, text)| {
            text.lines()
                .filter_map(|l| l.strip_prefix(ERROR).or(l.strip_prefix(NOTE)))
                .map(str::to_string)
                .collect::<Vec<_>>()
        })
        .collect();
    let missing: Vec<String> = crate::architecture::error_codes()
        .into_iter()
        .filter(|code| !cases.contains(code) && !UNREACHABLE.contains(&code.as_str()))
        .collect();
    assert!(missing.is_empty(), "no case for the errors {missing:?}");
}

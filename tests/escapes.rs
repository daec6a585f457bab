//! What was read or written in a script never reaches a terminal, a pipe or a picture as something that cannot be seen.

use std::fs;

use super::program::{Folder, run, run_in, run_with_input};

/// The start of a sequence in two ways, a bell, a carriage return inside a line, what turns the direction of text, a new line
/// that is none, the mark of byte order.
const HOSTILE: &str = "\x1b]0;a\x07\u{9b}31m\u{202e}b\u{2066}c\u{2028}\u{feff}\x08\x7fd";

fn is_clean(text: &str, of: &str) {
    let unseen = |c: &char| {
        c.is_control() && *c != '\n' && *c != '\t'
            || ('\u{2028}'..='\u{202e}').contains(c)
            || ('\u{2066}'..='\u{2069}').contains(c)
            || *c == '\u{feff}'
    };
    assert_eq!(text.chars().find(unseen), None, "{of}: {text:?}");
}

/// Scripts with hostile text wherever a text may stand.
fn scripts() -> Vec<String> {
    let h = HOSTILE;
    vec![
        format!("## {h}\n# prose {h}\n\n1 + 1 # a comment {h}\n"),
        format!("\"{h}\"\n"),
        format!("a = \"{h}\"\na\n[a, a]\n"),
        format!("1 +{h}\n2\n"),
        format!("{h} = 3\n"),
        format!("f(x) = x^2\nplot f over 0..1 title \"{h}\"\n"),
        format!("r = read(\"hostile.json\")\nr\nr.label\n"),
        format!("read(\"no {h}\")\n"),
        format!("save 1 to \"no/such{h}/file\"\n"),
        format!("assert 1 == 2, \"{h}\"\n"),
        format!("help \"{h}\"\nhelp {h}\n"),
        format!("1 + 1\r\n\r\n2 + 2\rx\r\n{h}\n"),
    ]
}

#[test]
fn scripts_show_nothing_unseen() {
    let folder = Folder::new();
    folder.file("hostile.json", format!("{{\"label\": {}, \"x\": 1}}", serde_json::Value::from(HOSTILE)));
    for (i, script) in scripts().iter().enumerate() {
        // Not every system has such names.
        let name = if cfg!(unix) { format!("s{i}\x1b[31m\u{9b}\u{202e}.gd") } else { format!("s{i}.gd") };
        folder.file(&name, script);
        for arguments in [&["--keep-going", "--time"][..], &["--keep-going", "--json"]] {
            let run = run_in(folder.path(), &[arguments, &[&name]].concat());
            is_clean(&run.out, script);
            is_clean(&run.err, script);
            if arguments.contains(&"--json") {
                for line in run.out.lines() {
                    let object: serde_json::Value = serde_json::from_str(line).expect("JSON");
                    assert_eq!(object["file"], name.as_str());
                }
            }
        }
        let piped = run_with_input(&["--keep-going"], script.as_bytes());
        is_clean(&piped.out, script);
        is_clean(&piped.err, script);
    }
    for picture in fs::read_dir(folder.path()).expect("a folder").flatten().map(|entry| entry.path()) {
        if picture.extension().is_some_and(|ending| ending == "svg") {
            let svg = fs::read_to_string(&picture).expect("the picture");
            is_clean(&svg, "a picture");
            roxmltree::Document::parse(&svg).expect("a picture is XML");
        }
    }
}

/// The texts of a JSON value.
fn texts_of(json: &mut serde_json::Value, number: &mut usize, change: usize) {
    match json {
        serde_json::Value::String(text) => {
            if *number == change {
                text.push_str(HOSTILE);
            }
            *number += 1;
        }
        serde_json::Value::Array(items) => items.iter_mut().for_each(|item| texts_of(item, number, change)),
        serde_json::Value::Object(fields) => fields.values_mut().for_each(|field| texts_of(field, number, change)),
        _ => {}
    }
}

#[test]
fn texts_of_a_saved_run_show_nothing_unseen() {
    let folder = Folder::new();
    let saving = "r = descend x^2 + y^2 from x = 3, y = 1 using momentum rate 0.1 steps 3\nsave r to \"run.json\"";
    assert_eq!(run_in(folder.path(), &["-e", saving]).status, Some(0));
    let saved: serde_json::Value =
        serde_json::from_slice(&fs::read(folder.path().join("run.json")).expect("the run")).expect("JSON");
    let mut number = 0;
    texts_of(&mut saved.clone(), &mut number, usize::MAX);
    let mut read = 0;
    for change in 0..number {
        let mut hostile = saved.clone();
        texts_of(&mut hostile, &mut 0, change);
        folder.file("run.json", hostile.to_string());
        let run =
            run_in(folder.path(), &["--keep-going", "-e", "r = read(\"run.json\")\nr\nplot r to \"r.svg\"\nr.verdict"]);
        is_clean(&run.out, "a run");
        is_clean(&run.err, "a run");
        if let Ok(svg) = fs::read_to_string(folder.path().join("r.svg")) {
            is_clean(&svg, "the picture of a run");
            read += 1;
        }
    }
    assert!(number > 5 && read > 0);
}

#[test]
fn words_of_the_command_line_show_nothing_unseen() {
    for arguments in [
        &[HOSTILE][..],
        &["--json", HOSTILE],
        &["--out", HOSTILE, "-e", "plot x over 0..1"],
        &["--seed", HOSTILE],
        &["--\x1b[31m"],
        &["-e", HOSTILE],
    ] {
        let folder = Folder::new();
        let run = run_in(folder.path(), arguments);
        is_clean(&run.out, "the command line");
        is_clean(&run.err, "the command line");
    }
    let shown = run(&["--color", "always", "-e", "\"\x1b[31m\" + )"]);
    // Its own colours are there.
    assert!(shown.err.contains("\x1b[1;31merror\x1b[0m") && shown.err.contains("␛[31m"), "{}", shown.err);
}

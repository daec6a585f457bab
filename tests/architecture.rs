//! The rules of `docs/architecture.md` that a machine can check, over the text of `src/`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use thalweg::functions;

/// Every module of the crate with its layer: a module may name those of lower layers.
const LAYERS: &[(&str, u32)] = &[
    ("source", 0),
    ("interrupt", 0),
    ("numeric", 0),
    ("diagnostic", 0),
    ("syntax", 1),
    ("expr", 1),
    ("plot", 1),
    ("algebra", 2),
    ("functions", 3),
    ("calculus", 4),
    ("tape", 2),
    ("descent", 2),
    ("output", 5),
    ("session", 6),
    ("commands", 7),
    ("interpreter", 8),
    ("frontend", 9),
    ("cli", 9),
    ("notebook", 10),
    ("web", 11),
    ("main", 11),
];

/// Who may name a module of the same layer.
const SIDEWAYS: &[(&str, &str)] = &[
    ("diagnostic", "source"), // a place has a text
    ("numeric", "interrupt"), // long exact computations can be stopped
    ("descent", "tape"),      // a compiled formula is one of the problems that can be descended
    ("cli", "frontend"),
];

/// Who may not name a module below it.
const BLIND: &[(&str, &str)] = &[
    ("plot", "source"),
    ("plot", "diagnostic"),
    ("descent", "expr"),
    ("descent", "syntax"),
    ("algebra", "syntax"),
    ("calculus", "syntax"),
    ("functions", "syntax"),
    ("tape", "syntax"),
];

/// Known breaches of the layers, each with its reason.
const EXCEPTIONS: &[(&str, &str)] = &[];

/// Crates that only one place names.
const ONLY_PLACE: &[(&str, &str)] = &[
    ("plotters", "src/plot/"),
    ("plotters_backend", "src/plot/"),
    ("plotters_svg", "src/plot/"),
    ("pest", "src/syntax/"),
    ("pest_derive", "src/syntax/"),
    ("rustyline", "src/frontend/repl/"),
    ("ctrlc", "src/frontend/signals/"),
    ("nix", "src/frontend/signals/"),
    ("libm", "src/numeric/"),
];

/// Elementary functions of `f64` that differ between platforms. `sqrt`, `abs`, `floor` and their kind are exact in IEEE 754.
const PLATFORM_FUNCTIONS: &[&str] = &[
    "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh", "asinh", "acosh", "atanh", "exp",
    "exp2", "exp_m1", "ln", "ln_1p", "log", "log2", "log10", "powf", "powi", "cbrt", "hypot", "gamma", "sin_cos",
];

/// Names of functions that stand elsewhere: syntax makes |x| and √x, and some words mean something else.
const FUNCTION_NAMES_ELSEWHERE: &[(&str, &str)] = &[
    ("src/syntax/operand.rs", "abs"),
    ("src/syntax/operand.rs", "sqrt"),
    ("src/commands/plot/mod.rs", "log"),                 // the flag of an axis
    ("src/descent/methods/diagonal_newton.rs", "gamma"), // a parameter, as Sophia's authors call it
    ("src/descent/schedule.rs", "step"),                 // the schedule
    ("src/expr/print/latex.rs", "gamma"),                // the Greek letter
    ("src/frontend/repl/greek.rs", "gamma"),             // the Greek letter
    ("src/frontend/repl/greek.rs", "sqrt"),              // the sign √
    ("src/plot/canvas.rs", "round"),                     // the cap of a line
];

pub struct File {
    pub path: String,
    lines: usize,
    /// Without comments and tests; the texts of literals are blanked out.
    pub code: String,
    /// Each literal text outside tests.
    texts: Vec<String>,
}

impl File {
    /// The module of the crate that the file belongs to.
    fn module(&self) -> &str {
        let rest = self.path.trim_start_matches("src/");
        rest.split('/').next().unwrap_or(rest).trim_end_matches(".rs")
    }
}

pub fn files() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    collect(&root.join("src"), &mut paths);
    paths.sort();
    let texts: Vec<(String, String)> = paths
        .iter()
        .map(|path| {
            let relative = path.strip_prefix(root).expect("inside").to_string_lossy().replace('\\', "/");
            (relative, fs::read_to_string(path).expect("a source"))
        })
        .collect();
    let tests = test_modules(&texts);
    let is_test = |path: &str| tests.iter().any(|t| path == format!("{t}.rs") || path.starts_with(&format!("{t}/")));
    let files: Vec<File> =
        texts.into_iter().filter(|(path, _)| !is_test(path)).map(|(path, text)| read(path, &text)).collect();
    assert!(files.len() > 100);
    files
}

fn collect(folder: &Path, into: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, into);
        } else if path.extension().is_some_and(|e| e == "rs") {
            into.push(path);
        }
    }
}

/// The modules that are declared `#[cfg(test)] mod name;`, as paths without their ending.
fn test_modules(texts: &[(String, String)]) -> Vec<String> {
    let mut modules = Vec::new();
    for (path, text) in texts {
        let (folder, name) = path.rsplit_once('/').expect("in a folder");
        let home = if ["mod.rs", "lib.rs", "main.rs"].contains(&name) {
            folder.to_string()
        } else {
            path.trim_end_matches(".rs").to_string()
        };
        for after in text.split("#[cfg(test)]").skip(1) {
            let after = after.trim_start();
            // `#[path = "draw_tests.rs"]` names the file beside this one.
            if let Some(rest) = after.strip_prefix("#[path = \"") {
                let file = rest.split(".rs").next().expect("a file");
                modules.push(format!("{folder}/{file}"));
                continue;
            }
            let Some(line) = after.lines().next() else { continue };
            let Some((_, module)) = line.split_once("mod ") else { continue };
            if let Some(module) = module.strip_suffix(';') {
                modules.push(format!("{home}/{module}"));
            }
        }
    }
    modules
}

fn read(path: String, text: &str) -> File {
    let (code, texts) = without_literals(text);
    let (code, kept) = without_tests(&code);
    let texts = texts.into_iter().filter(|(at, _)| kept(*at)).map(|(_, t)| t).collect();
    File { path, lines: text.lines().count(), code, texts }
}

/// Blanks out comments and literals, byte for byte; the texts with where they began.
fn without_literals(text: &str) -> (String, Vec<(usize, String)>) {
    let bytes = text.as_bytes();
    let mut code = bytes.to_vec();
    let mut texts = Vec::new();
    let mut i = 0;
    let blank = |code: &mut Vec<u8>, from: usize, to: usize| {
        code[from..to].iter_mut().filter(|b| **b != b'\n').for_each(|b| *b = b' ');
    };
    while i < bytes.len() {
        let rest = &text.as_bytes()[i..];
        let end = if rest.starts_with(b"//") {
            i + rest.iter().position(|&b| b == b'\n').unwrap_or(rest.len())
        } else if rest.starts_with(b"r#\"") {
            let length = rest.windows(2).position(|w| w == b"\"#").expect("closed");
            texts.push((i, text[i + 3..i + length].to_string()));
            i + length + 2
        } else if rest[0] == b'"' {
            let mut end = i + 1;
            while bytes[end] != b'"' {
                end += if bytes[end] == b'\\' { 2 } else { 1 };
            }
            texts.push((i, text[i + 1..end].to_string()));
            end + 1
        } else if rest.starts_with(b"'\\") {
            i + 3 + rest[3..].iter().position(|&b| b == b'\'').expect("closed") + 1
        } else if rest[0] == b'\'' && closes_after_one_character(&text[i + 1..]) {
            i + 1 + text[i + 1..].find('\'').expect("closed") + 1
        } else {
            i += 1;
            continue;
        };
        blank(&mut code, i, end);
        i = end;
    }
    (String::from_utf8(code).expect("blanked whole literals"), texts)
}

fn closes_after_one_character(text: &str) -> bool {
    text.chars().nth(1) == Some('\'')
}

/// Blanks out the items behind `#[cfg(test)]`; also whether an offset was kept.
fn without_tests(code: &str) -> (String, impl Fn(usize) -> bool + use<>) {
    let mut kept = code.to_string();
    let mut gone: Vec<std::ops::Range<usize>> = Vec::new();
    while let Some(start) = kept.find("#[cfg(test)]") {
        let rest = &kept[start..];
        let brace = rest.find('{').unwrap_or(rest.len());
        let semicolon = rest.find(';').unwrap_or(rest.len());
        let length = if semicolon < brace { semicolon + 1 } else { brace + matching(&rest[brace..]) };
        gone.push(start..start + length);
        kept.replace_range(start..start + length, &" ".repeat(length));
    }
    (kept, move |at| !gone.iter().any(|range| range.contains(&at)))
}

/// How long the block is that a text starts with.
fn matching(text: &str) -> usize {
    let mut depth = 0;
    for (i, b) in text.bytes().enumerate() {
        match b {
            b'{' => depth += 1,
            b'}' if depth == 1 => return i + 1,
            b'}' => depth -= 1,
            _ => {}
        }
    }
    text.len()
}

fn layer(module: &str) -> u32 {
    let found = LAYERS.iter().find(|(name, _)| *name == module);
    found.unwrap_or_else(|| panic!("`{module}` has no layer: add it to LAYERS")).1
}

pub fn is_word_byte(b: u8) -> bool {
    b.is_ascii_alphanumeric() || b == b'_'
}

/// The places where a text stands as a whole word.
pub fn words_at<'c>(code: &'c str, word: &'c str) -> impl Iterator<Item = usize> + 'c {
    code.match_indices(word).map(|(i, _)| i).filter(move |&i| {
        let before = i.checked_sub(1).map(|j| code.as_bytes()[j]);
        let after = code.as_bytes().get(i + word.len()).copied();
        !before.is_some_and(is_word_byte) && !after.is_some_and(is_word_byte)
    })
}

/// The modules of the crate that a file names.
fn named_modules(file: &File) -> BTreeSet<String> {
    let root = if file.path == "src/main.rs" { "thalweg" } else { "crate" };
    let mut names = BTreeSet::new();
    for at in words_at(&file.code, root) {
        let Some(rest) = file.code[at + root.len()..].strip_prefix("::") else { continue };
        assert!(!rest.starts_with('{'), "{}: one `use` per module", file.path);
        names.insert(rest.bytes().take_while(|&b| is_word_byte(b)).map(char::from).collect());
    }
    names
}

#[test]
fn imports_look_down() {
    let mut wrong = Vec::new();
    let mut used = BTreeSet::new();
    for file in files().iter().filter(|f| f.path != "src/lib.rs") {
        let own = file.module();
        for name in named_modules(file).iter().filter(|n| *n != own) {
            let exception = (file.path.as_str(), name.as_str());
            if EXCEPTIONS.contains(&exception) {
                used.insert(exception.0.to_string());
                continue;
            }
            let pair = (own, name.as_str());
            let down = layer(own) > layer(name) || SIDEWAYS.contains(&pair);
            if !down || BLIND.contains(&pair) {
                wrong.push(format!("{} names {name}", file.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(used.len(), EXCEPTIONS.len(), "an exception is no longer needed");
}

#[test]
fn nobody_climbs_out_of_the_module() {
    for file in files() {
        let depth = file.path.trim_end_matches("/mod.rs").matches('/').count();
        let climb = "super::".repeat(depth);
        assert!(file.path == "src/lib.rs" || !file.code.contains(&climb), "{}: {climb} is the crate", file.path);
    }
}

#[test]
fn libraries_have_one_place() {
    let mut wrong = Vec::new();
    for file in files() {
        for (library, place) in ONLY_PLACE {
            let named = words_at(&file.code, library).any(|at| {
                let rest = &file.code[at + library.len()..];
                rest.starts_with("::") || file.code[..at].ends_with("use ")
            });
            if named && !file.path.starts_with(place) {
                wrong.push(format!("{} names {library}; only {place} may", file.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn floating_point_functions_are_those_of_numeric() {
    let mut wrong = Vec::new();
    for file in files().iter().filter(|f| !f.path.starts_with("src/numeric/")) {
        for function in PLATFORM_FUNCTIONS {
            for call in [format!("f64::{function}"), format!("f32::{function}")] {
                if words_at(&file.code, &call).next().is_some() {
                    wrong.push(format!("{} calls {call}", file.path));
                }
            }
        }
        // A method of a double cannot be told from one of `Ball`, which `src/functions` and `expr::digits` use.
        if file.path.starts_with("src/functions/")
            || file.path == "src/expr/digits.rs"
            || file.path.starts_with("src/tape/")
        {
            continue;
        }
        for function in PLATFORM_FUNCTIONS {
            if file.code.contains(&format!(".{function}(")) {
                wrong.push(format!("{} calls .{function}()", file.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_function_is_known_in_one_place() {
    let mut wrong = Vec::new();
    for file in files().iter().filter(|f| !f.path.starts_with("src/functions/")) {
        for text in &file.texts {
            if functions::find(text).is_some() && !FUNCTION_NAMES_ELSEWHERE.contains(&(&file.path, text)) {
                wrong.push(format!("{} holds \"{text}\"", file.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Where the world outside is met elsewhere: threads, which change no result, how often somebody looks at them, and how long one
/// who is asked to stop may take.
const WORLD_ELSEWHERE: &[(&str, &str)] = &[
    ("src/descent/parallel.rs", "std::thread"),
    ("src/descent/parallel.rs", "Duration"),
    ("src/interrupt.rs", "std::thread"),
    ("src/interrupt.rs", "Duration"),
    ("src/interrupt.rs", "Instant"),
];

#[test]
fn the_outside_world_is_met_in_front_only() {
    let world = [
        "println!",
        "eprintln!",
        "print!",
        "eprint!",
        "dbg!",
        "std::fs",
        "std::env",
        "std::io",
        "std::net",
        "std::process",
        "std::thread",
        "Instant",
        "Duration",
        "SystemTime",
        "RandomState",
        "static mut",
    ];
    let front = |module: &str| ["frontend", "cli", "main"].contains(&module);
    let mut wrong = Vec::new();
    for file in files().iter().filter(|f| !front(f.module())) {
        for word in world {
            if WORLD_ELSEWHERE.contains(&(&file.path, word)) {
                continue;
            }
            if words_at(&file.code, word).next().is_some() && (word != "print" || file.code.contains("print!")) {
                wrong.push(format!("{} names {word}", file.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn nothing_gives_up() {
    /// Each is true by the lines around it.
    const KNOWN: &[(&str, &str)] = &[("src/numeric/rational/mod.rs", ".expect(")];
    let mut wrong = Vec::new();
    for file in files() {
        for call in [".unwrap()", ".expect(", "panic!(", "unreachable!(", "todo!(", "unimplemented!(", "unsafe "] {
            if file.code.contains(call) && !KNOWN.contains(&(&file.path, call)) {
                wrong.push(format!("{} holds {call}", file.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_are_short() {
    for file in files() {
        assert!(file.lines <= 600, "{} has {} lines", file.path, file.lines);
    }
}

/// A number that somebody chose says why, above it or above the first of its group.
#[test]
fn chosen_numbers_have_reasons() {
    let kind = |line: &str| {
        let line = line.strip_prefix("pub").map_or(line, |rest| rest.trim_start_matches(|c| c != 'c'));
        line.strip_prefix("const ").and_then(|rest| rest.split_once(": ")).map(|(_, kind)| kind.to_string())
    };
    let is_number =
        |line: &str| kind(line).is_some_and(|kind| kind.starts_with(['u', 'i', 'f']) && kind.contains(" = "));
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut numbers, mut wrong) = (0, Vec::new());
    for file in files() {
        let text = fs::read_to_string(root.join(&file.path)).expect("a source");
        let lines: Vec<&str> = text.lines().map(str::trim).take_while(|&line| line != "#[cfg(test)]").collect();
        for (i, line) in lines.iter().enumerate().filter(|(_, line)| is_number(line)) {
            numbers += 1;
            let above = lines[..i].iter().rev().find(|line| !line.starts_with("#[") && kind(line).is_none());
            if !above.is_some_and(|line| line.starts_with("//")) {
                wrong.push(format!("{}: {line}", file.path));
            }
        }
    }
    assert!(wrong.is_empty() && numbers > 400, "{numbers}\n{}", wrong.join("\n"));
}

/// The name of the type that a line at the left margin defines.
fn type_defined(line: &str) -> Option<&str> {
    let line = match line.strip_prefix("pub") {
        Some(rest) if rest.starts_with('(') => rest.split_once(") ")?.1,
        Some(rest) => rest.trim_start(),
        None => line,
    };
    let rest = ["struct ", "enum ", "trait ", "type "].iter().find_map(|keyword| line.strip_prefix(keyword))?;
    Some(&rest[..rest.bytes().take_while(|&b| is_word_byte(b)).count()])
}

#[test]
fn a_type_name_means_one_thing() {
    let mut homes: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in files() {
        for name in file.code.lines().filter_map(type_defined) {
            homes.entry(name.to_string()).or_default().insert(file.path.clone());
        }
    }
    homes.retain(|_, paths| paths.len() > 1);
    assert!(homes.is_empty(), "{homes:#?}");
}

#[test]
fn a_type_has_no_second_name() {
    /// A value of JSON beside a value of the language.
    const KNOWN: &[&str] = &["Value as Json"];
    let is_type =
        |word: &str| word.starts_with(|c: char| c.is_uppercase()) && word.contains(|c: char| c.is_lowercase());
    let mut wrong = Vec::new();
    for file in files() {
        for at in words_at(&file.code, "as") {
            let before = file.code[..at].trim_end().rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
            let after = file.code[at + 2..].trim_start();
            let after = &after[..after.bytes().take_while(|&b| is_word_byte(b)).count()];
            let renamed = format!("{before} as {after}");
            let is_cast = file.code[..at].trim_end().trim_end_matches(before).ends_with('<');
            if is_type(before) && is_type(after) && !is_cast && !KNOWN.contains(&renamed.as_str()) {
                wrong.push(format!("{}: {renamed}", file.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The functions of a file with a body: name, and how many lines.
fn functions_of(code: &str) -> impl Iterator<Item = (&str, usize)> {
    words_at(code, "fn").filter_map(|at| {
        let rest = &code[at..];
        let name = rest.strip_prefix("fn ")?;
        let name = &name[..name.bytes().take_while(|&b| is_word_byte(b)).count()];
        let mut depth = 0;
        let open = rest.bytes().position(|b| {
            depth += i32::from(b"([".contains(&b)) - i32::from(b")]".contains(&b));
            depth == 0 && (b == b'{' || b == b';')
        })?;
        let length = rest.as_bytes()[open] == b'{';
        length.then(|| (name, rest[..open + matching(&rest[open..])].lines().count()))
    })
}

#[test]
fn functions_are_short() {
    for file in files() {
        for (name, lines) in functions_of(&file.code) {
            assert!(lines <= 60, "{}: {name} has {lines} lines", file.path);
        }
    }
}

#[test]
fn the_reader_of_sources_reads_them_right() {
    let text = "let a = \"std::fs\"; // std::env\nlet c = '\"'; let d = '\\''; fn f<'a>() {}\n#[cfg(test)]\nmod tests { \"x\" }\nlast";
    let file = read("src/a.rs".to_string(), text);
    assert_eq!(file.texts, ["std::fs"]);
    assert!(file.code.contains("fn f<'a>() {}") && file.code.ends_with("\nlast"), "{}", file.code);
    assert!(!file.code.contains("std") && !file.code.contains("mod tests"), "{}", file.code);
    let lines = ["struct A;", "pub enum A {", "pub(in crate::a) type A<T> = B;", "    struct B;"];
    assert_eq!(lines.map(type_defined), [Some("A"), Some("A"), Some("A"), None]);
    let found: Vec<(&str, usize)> = functions_of("fn a(b: [u8; 2]) -> fn() {\n}\nfn c();\nfn d() {}").collect();
    assert_eq!(found, [("a", 2), ("d", 1)]);
}

/// The codes of errors that the layers above `diagnostic` give: what follows `error(` or stands as a code of its own.
pub fn error_codes() -> BTreeSet<String> {
    let layers = ["syntax", "session", "commands", "interpreter", "frontend"];
    let is_code = |text: &str| {
        text.contains('-') && text.split('-').all(|w| !w.is_empty() && w.bytes().all(|b| b.is_ascii_lowercase()))
    };
    let files = files();
    let files = files.iter().filter(|f| layers.contains(&f.module()));
    let codes: BTreeSet<String> = files.flat_map(|f| f.texts.iter().filter(|t| is_code(t)).cloned()).collect();
    assert!(codes.len() > 50);
    codes
}

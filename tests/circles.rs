//! Files import each other in no circle: whoever reads one can read on downward.

use std::collections::{BTreeMap, BTreeSet};

use super::architecture::{File, files, is_word_byte, words_at};

type Path = Vec<String>;

/// A name that a file brings in, with what it stands for.
struct Import {
    name: String,
    path: Path,
    is_public: bool,
}

struct Crate {
    files: Vec<File>,
    modules: BTreeMap<Path, usize>,
    imports: Vec<Vec<Import>>,
    /// The code without its `use` statements.
    bodies: Vec<String>,
}

fn segments(text: &str) -> Path {
    text.split("::").map(|s| s.trim().to_string()).filter(|s| !s.is_empty()).collect()
}

fn module_of(file: &File) -> Path {
    let mut path = segments(&file.path.trim_start_matches("src/").trim_end_matches(".rs").replace('/', "::"));
    path.pop_if(|last| ["mod", "lib", "main"].contains(&last.as_str()));
    path
}

/// The names that the tree of a `use` statement brings in.
fn leaves(prefix: &[String], tree: &str, out: &mut Vec<(Path, String)>) {
    let (head, braces) = match tree.find('{') {
        Some(at) => (&tree[..at], Some(&tree[at + 1..tree.rfind('}').expect("closed")])),
        None => (tree, None),
    };
    let (head, alias) = match head.split_once(" as ") {
        Some((head, alias)) => (head, Some(alias.trim().to_string())),
        None => (head, None),
    };
    let mut path = prefix.to_vec();
    path.extend(segments(head));
    let Some(inner) = braces else {
        let name = alias.or_else(|| path.last().cloned());
        path.pop_if(|last| last == "self");
        out.extend(name.map(|name| (path, name)));
        return;
    };
    let (mut depth, mut start) = (0, 0);
    for (i, b) in inner.bytes().chain([b',']).enumerate() {
        match b {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            b',' if depth == 0 => {
                if !inner[start..i].trim().is_empty() {
                    leaves(&path, inner[start..i].trim(), out);
                }
                start = i + 1;
            }
            _ => {}
        }
    }
}

/// The `use` statements of a file, and its code without them.
fn imports(file: &File) -> (Vec<Import>, String) {
    let (mut found, mut body) = (Vec::new(), file.code.clone());
    for at in words_at(&file.code, "use") {
        let end = at + file.code[at..].find(';').expect("closed");
        let line = file.code[..at].rsplit('\n').next().unwrap_or_default().trim();
        if !(line.is_empty() || line.starts_with("pub")) {
            continue;
        }
        let mut names = Vec::new();
        leaves(&[], &file.code[at + 3..end], &mut names);
        let is_public = line.starts_with("pub");
        found.extend(names.into_iter().map(|(path, name)| Import { name, path, is_public }));
        body.replace_range(at..end, &" ".repeat(end - at));
    }
    (found, body)
}

/// Does a file define an item of this name?
fn defines(code: &str, name: &str) -> bool {
    let keywords = ["fn", "struct", "enum", "trait", "type", "const", "static", "mod"];
    words_at(code, name).any(|at| {
        let before = code[..at].trim_end();
        // `'static` is a lifetime.
        let rest = keywords.iter().find_map(|k| before.strip_suffix(k));
        rest.is_some_and(|rest| !rest.ends_with(|c: char| c.is_alphanumeric() || "_'".contains(c)))
    })
}

impl Crate {
    fn read() -> Crate {
        let files = files();
        let modules = files.iter().enumerate().map(|(i, f)| (module_of(f), i)).collect();
        let (imports, bodies) = files.iter().map(imports).unzip();
        Crate { files, modules, imports, bodies }
    }

    /// A path from the crate's root; `None` for other crates and for what is local.
    fn absolute(&self, file: usize, path: &[String]) -> Option<Path> {
        let mut here = module_of(&self.files[file]);
        let mut rest = path;
        match path.first()?.as_str() {
            "crate" => return Some(path[1..].to_vec()),
            "self" => rest = &path[1..],
            "super" => {
                while rest.first().is_some_and(|s| s == "super") {
                    here.pop();
                    rest = &rest[1..];
                }
            }
            first => {
                here.push(first.to_string());
                if !self.modules.contains_key(&here) {
                    return None;
                }
                rest = &path[1..];
            }
        }
        here.extend(rest.iter().cloned());
        Some(here)
    }

    /// The file that defines what a path leads to, through what others hand on.
    fn owner(&self, path: &[String], depth: usize) -> Option<usize> {
        let known = (0..=path.len()).rev().find(|&n| self.modules.contains_key(&path[..n]))?;
        let file = self.modules[&path[..known]];
        let Some(name) = path.get(known) else { return Some(file) };
        let handed_on = self.imports[file].iter().find(|i| i.name == *name);
        match handed_on.filter(|_| depth < 8 && !defines(&self.bodies[file], name)) {
            Some(import) => {
                let mut whole = self.absolute(file, &import.path)?;
                whole.extend(path[known + 1..].iter().cloned());
                self.owner(&whole, depth + 1)
            }
            None => Some(file),
        }
    }

    /// The files that a file needs. What it only hands on does not count.
    fn needs(&self, file: usize) -> BTreeSet<usize> {
        let body = &self.bodies[file];
        let mut paths: Vec<Path> = self.imports[file].iter().filter(|i| !i.is_public).map(|i| i.path.clone()).collect();
        let modules = self.imports[file].iter().map(|i| (i.name.as_str(), i.path.clone()));
        let own = [["crate"], ["super"], ["self"]].map(|[word]| (word, vec![word.to_string()]));
        let children =
            self.modules.keys().filter(|m| m.split_last().is_some_and(|(_, up)| up == module_of(&self.files[file])));
        let children =
            children.filter_map(|m| m.last()).map(|name| (name.as_str(), vec!["self".to_string(), name.clone()]));
        for (word, path) in modules.chain(own).chain(children) {
            let is_module = ["crate", "super", "self"].contains(&word)
                || self.absolute(file, &path).is_some_and(|p| self.modules.contains_key(&p));
            for at in words_at(body, word).filter(|_| is_module) {
                let after = &body[at + word.len()..];
                // `pub(in crate::commands)` names no item.
                let starts = !["::", ".", "(in "].iter().any(|p| body[..at].ends_with(p)) && after.starts_with("::");
                if starts {
                    let length = after.bytes().position(|b| !is_word_byte(b) && b != b':').unwrap_or(after.len());
                    paths.push(path.iter().cloned().chain(segments(&after[..length])).collect());
                }
            }
        }
        let owners = paths.iter().filter_map(|path| self.owner(&self.absolute(file, path)?, 0));
        owners.filter(|&other| other != file).collect()
    }
}

/// All that can be reached from each.
fn reached(needs: &[BTreeSet<usize>]) -> Vec<BTreeSet<usize>> {
    let from = |start: usize| {
        let (mut seen, mut open) = (BTreeSet::new(), vec![start]);
        while let Some(next) = open.pop() {
            open.extend(needs[next].iter().filter(|&&n| seen.insert(n)));
        }
        seen
    };
    (0..needs.len()).map(from).collect()
}

#[test]
fn files_import_each_other_in_no_circle() {
    let all = Crate::read();
    let needs: Vec<BTreeSet<usize>> = (0..all.files.len()).map(|i| all.needs(i)).collect();
    let reached = reached(&needs);
    let mut circles = Vec::new();
    let mut told = BTreeSet::new();
    for i in 0..needs.len() {
        if !reached[i].contains(&i) || told.contains(&i) {
            continue;
        }
        let circle: BTreeSet<usize> = reached[i].iter().copied().filter(|&j| reached[j].contains(&i)).collect();
        told.extend(circle.iter().copied());
        let name = |j: usize| all.files[j].path.trim_start_matches("src/");
        for &j in &circle {
            circles.extend(needs[j].intersection(&circle).map(|&k| format!("{} -> {}", name(j), name(k))));
        }
    }
    assert!(circles.is_empty(), "{}", circles.join("\n"));
}

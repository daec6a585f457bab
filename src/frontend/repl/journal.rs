//! What was typed in this session, as a script beside the history: so that it can be run again if the session does not end by
//! itself. A session that ends as its user wishes removes its own.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use super::private;

/// How many scripts of lost sessions are kept.
const MOST_LOST: u32 = 20;

/// The script of this session. Its lock tells others that the session is alive, and goes away with it however it ends.
pub struct Journal {
    history: PathBuf,
    /// What was run before anything was typed.
    before: String,
    open: Option<(File, PathBuf)>,
}

impl Journal {
    /// A journal beside this history, of a session in which statements were run already. There is no file until something is typed.
    pub fn new(history: &Path, before: String) -> Journal {
        Journal { history: history.to_path_buf(), before, open: None }
    }

    /// Notes statements before they run. Where that is not possible, the session goes on without.
    pub fn note(&mut self, statements: &str) {
        if self.open.is_none() {
            let path = self.history.with_added_extension(format!("session-{}.gd", std::process::id()));
            let created = private::create_new(&path);
            self.open = created.ok().filter(|file| file.try_lock().is_ok()).map(|file| (file, path));
            let before = std::mem::take(&mut self.before);
            if !before.is_empty() {
                self.note(&before);
            }
        }
        if let Some((file, _)) = &mut self.open {
            // A blank line, so that the next input is not the rest of this one.
            let _ = file.write_all(format!("{}\n\n", statements.trim_end()).as_bytes());
        }
    }

    /// Removes it: the user has ended the session.
    pub fn remove(self) {
        if let Some((file, path)) = self.open {
            drop(file);
            let _ = fs::remove_file(path);
        }
    }
}

/// Finds the scripts of sessions that did not end by themselves. Each is told once: it gets a name of its own.
pub fn lost(history: &Path) -> Vec<PathBuf> {
    let sessions = beside(history, "session-").into_iter();
    let is_dead = |path: &PathBuf| File::open(path).is_ok_and(|file| file.try_lock().is_ok());
    sessions.map(|(_, path)| path).filter(is_dead).filter_map(|path| keep(history, &path)).collect()
}

/// Gives a script the name of a lost one, and forgets the oldest of these.
fn keep(history: &Path, session: &Path) -> Option<PathBuf> {
    let kept = beside(history, "lost-");
    let last = kept.iter().map(|(number, _)| *number).max().unwrap_or(0);
    for (_, path) in kept.iter().filter(|(number, _)| number.saturating_add(MOST_LOST) <= last.saturating_add(1)) {
        let _ = fs::remove_file(path);
    }
    let name = history.with_added_extension(format!("lost-{}.gd", last.saturating_add(1)));
    fs::rename(session, &name).ok().map(|()| name)
}

/// The files `history.KIND12.gd`, in the order of their numbers.
fn beside(history: &Path, kind: &str) -> Vec<(u32, PathBuf)> {
    let folder = history.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let Some(name) = history.file_name().and_then(|name| name.to_str()) else { return Vec::new() };
    let start = format!("{name}.{kind}");
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let numbered = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file())).filter_map(|entry| {
        let found = entry.file_name();
        let number = found.to_str()?.strip_prefix(&start)?.strip_suffix(".gd")?.parse().ok()?;
        Some((number, entry.path()))
    });
    let mut found: Vec<(u32, PathBuf)> = numbered.collect();
    found.sort();
    found
}

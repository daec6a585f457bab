//! The file of inputs from earlier sessions: a line for each, after a first line with the version of the format, in which a line
//! feed is `\n` and a backslash `\\`. Each input is appended when it is accepted, so that nothing is lost with the terminal.

use std::collections::VecDeque;
use std::env;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::private;
use crate::frontend::reading::reason;
use crate::source::is_visible;

/// The environment variable with the path of the file; empty for no file.
const VARIABLE: &str = "THALWEG_HISTORY";
/// The first line: the format of rustyline.
const VERSION: &str = "#V2";
/// How many inputs are remembered.
pub const MOST: usize = 10_000;
/// A longer line was never typed.
const LONGEST: usize = 100_000;
/// How much of the end of a file is read: what is remembered is never as long.
const MOST_BYTES: u64 = 64 << 20;

/// The path of the file of earlier inputs, if one is wanted.
pub fn path() -> Option<PathBuf> {
    place(&|name| env::var_os(name).map(PathBuf::from))
}

fn place(variable: &dyn Fn(&str) -> Option<PathBuf>) -> Option<PathBuf> {
    if let Some(path) = variable(VARIABLE) {
        return (!path.as_os_str().is_empty()).then_some(path);
    }
    // By the rules of XDG relative paths are ignored.
    let absolute = |name: &str| variable(name).filter(|path| path.is_absolute());
    let state = absolute("XDG_STATE_HOME")
        .or_else(|| absolute("HOME").map(|home| home.join(".local").join("state")))
        .or_else(|| absolute("LOCALAPPDATA"))?;
    Some(state.join("thalweg").join("history"))
}

/// The inputs of earlier sessions, and what there is to say about the file.
#[derive(Debug, Default)]
pub struct Earlier {
    /// The inputs, the oldest first.
    pub entries: VecDeque<String>,
    /// What the user should know.
    pub note: Option<String>,
}

/// Reads the file at this path and makes sure that it can be appended to; an error says why there is no history.
pub fn open(path: &Path) -> Result<Earlier, String> {
    let refused = |why: &str| format!("{} is not used as the history: {why}", path.display());
    match fs::metadata(path) {
        Ok(found) if found.is_dir() => return Err(refused("it is a folder")),
        // Opening a pipe waits for somebody at its other end.
        Ok(found) if !found.is_file() => return Err(refused("it is not a regular file")),
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Earlier::default()),
        Err(error) => return Err(refused(&reason(&error))),
    }
    // What is replaced is the file behind a link.
    let path = &path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    let found = read(path).and_then(|found| repaired(path, found));
    found.map_err(|error| refused(&reason(&error)))
}

/// What was found in a file.
#[derive(Debug, Default)]
struct Found {
    entries: VecDeque<String>,
    /// All that could be read, more than are kept.
    number: usize,
    /// Lines that are no inputs, or the first line is missing.
    damaged: bool,
    /// The last line has no end: the program was killed while writing it.
    open_end: bool,
}

fn read(path: &Path) -> io::Result<Found> {
    let mut file = File::open(path)?;
    private::close_to_others(&file)?;
    let length = file.metadata()?.len();
    let skipped = length.saturating_sub(MOST_BYTES);
    file.seek(SeekFrom::Start(skipped))?;
    lines(&mut BufReader::new(file.take(MOST_BYTES)), skipped > 0)
}

fn lines(reader: &mut impl BufRead, in_the_middle: bool) -> io::Result<Found> {
    let mut found = Found { damaged: in_the_middle, ..Found::default() };
    let mut first = true;
    let mut has_version = in_the_middle;
    while let Some(line) = next_line(reader)? {
        let is_first = std::mem::take(&mut first);
        found.open_end = !line.ended;
        if is_first && in_the_middle {
            continue;
        }
        let text = line.bytes.and_then(|bytes| String::from_utf8(bytes).ok());
        if is_first && text.as_deref() == Some(VERSION) {
            has_version = true;
            continue;
        }
        // A file without a version was written before there was one, or by another program: its lines are as they are.
        found.damaged |= !has_version;
        match text.and_then(|text| if has_version { unescaped(&text) } else { Some(text) }) {
            Some(entry) if entry.is_empty() => {}
            Some(entry) if is_kept(&entry) => {
                found.number += 1;
                found.entries.push_back(entry);
                if found.entries.len() > MOST {
                    found.entries.pop_front();
                }
            }
            _ => found.damaged = true,
        }
    }
    Ok(found)
}

struct HistoryLine {
    /// Nothing where the line is too long.
    bytes: Option<Vec<u8>>,
    /// Has it an end, or does the file end with it?
    ended: bool,
}

/// The next line of a file, however long it is.
fn next_line(reader: &mut impl BufRead) -> io::Result<Option<HistoryLine>> {
    let mut bytes = Vec::new();
    let most = LONGEST as u64 + 1;
    if reader.by_ref().take(most).read_until(b'\n', &mut bytes)? == 0 {
        return Ok(None);
    }
    if bytes.pop_if(|last| *last == b'\n').is_some() {
        return Ok(Some(HistoryLine { bytes: Some(bytes), ended: true }));
    }
    if bytes.len() <= LONGEST {
        return Ok(Some(HistoryLine { bytes: Some(bytes), ended: false }));
    }
    reader.skip_until(b'\n')?;
    Ok(Some(HistoryLine { bytes: None, ended: true }))
}

/// Puts in order what was found damaged or too long.
fn repaired(path: &Path, found: Found) -> io::Result<Earlier> {
    let mut note = None;
    if found.damaged {
        let aside = free_name(path);
        fs::rename(path, &aside)?;
        write_all(path, &found.entries)?;
        let kept = found.entries.len();
        note = Some(format!(
            "the history was damaged: {kept} {} kept, and the old file is now {}",
            if kept == 1 { "input is" } else { "inputs are" },
            aside.display()
        ));
    } else if found.number > 2 * MOST {
        let beside = path.with_added_extension(format!("{}.part", std::process::id()));
        write_all(&beside, &found.entries).and_then(|()| fs::rename(&beside, path))?;
    } else if found.open_end {
        fs::OpenOptions::new().append(true).open(path)?.write_all(b"\n")?;
    }
    Ok(Earlier { entries: found.entries, note })
}

/// `history.damaged`, or with a number where that is taken.
fn free_name(path: &Path) -> PathBuf {
    let numbered = (2..100).map(|n| path.with_added_extension(format!("damaged-{n}")));
    let mut names = std::iter::once(path.with_added_extension("damaged")).chain(numbered);
    names.find(|name| !name.exists()).unwrap_or_else(|| path.with_added_extension("damaged"))
}

fn write_all(path: &Path, entries: &VecDeque<String>) -> io::Result<()> {
    let mut text = format!("{VERSION}\n");
    entries.iter().for_each(|entry| text += &format!("{}\n", escaped(entry)));
    private::create_new(path)?.write_all(text.as_bytes())
}

/// Appends an input. Each is written at once, so that sessions side by side do not mix their lines.
pub fn append(path: &Path, entry: &str) -> io::Result<()> {
    let version = match private::create_new(path) {
        Ok(_) => format!("{VERSION}\n"),
        Err(_) => String::new(),
    };
    let text = format!("{version}{}\n", escaped(entry));
    fs::OpenOptions::new().append(true).open(path)?.write_all(text.as_bytes())
}

/// Can this input stand in a history? What cannot be seen would do harm on the screen.
pub fn is_kept(entry: &str) -> bool {
    entry.len() <= LONGEST && entry.chars().all(|c| is_visible(c) || c == '\n')
}

fn escaped(entry: &str) -> String {
    entry.replace('\\', "\\\\").replace('\n', "\\n")
}

/// The input of a line; nothing where a backslash stands before something else.
fn unescaped(line: &str) -> Option<String> {
    let mut out = String::with_capacity(line.len());
    let mut rest = line.chars();
    while let Some(c) = rest.next() {
        match c {
            '\\' => out.push(match rest.next()? {
                'n' => '\n',
                '\\' => '\\',
                _ => return None,
            }),
            c => out.push(c),
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(set: &[(&str, &str)]) -> Option<PathBuf> {
        place(&|name| set.iter().find(|(n, _)| *n == name).map(|(_, v)| PathBuf::from(v)))
    }

    #[test]
    #[cfg(unix)]
    fn the_variable_wins_then_the_state_folder_then_home() {
        let home = ("HOME", "/home/a");
        assert_eq!(with(&[(VARIABLE, "h"), home]), Some("h".into()));
        assert_eq!(with(&[(VARIABLE, ""), home]), None);
        assert_eq!(with(&[("XDG_STATE_HOME", "/s"), home]), Some("/s/thalweg/history".into()));
        assert_eq!(with(&[("XDG_STATE_HOME", "s"), home]), Some("/home/a/.local/state/thalweg/history".into()));
        assert_eq!(with(&[]), None);
    }

    fn found(bytes: &[u8]) -> Found {
        lines(&mut io::Cursor::new(bytes), false).expect("bytes in memory")
    }

    #[test]
    fn what_is_written_reads_back() {
        for entry in ["a = 1", "f(x) =\n  x", "\\alpha\\n", "\"\\\\\"\n\\"] {
            assert_eq!(unescaped(&escaped(entry)).as_deref(), Some(entry));
        }
        let whole = found(b"#V2\na = 1\nf(x) =\\n  x\n");
        assert_eq!(whole.entries, ["a = 1", "f(x) =\n  x"]);
        assert!(!whole.damaged && !whole.open_end);
        assert!(!found(b"").damaged);
        assert!(found(b"#V2\na = 1\nb").open_end);
    }

    #[test]
    fn of_a_damaged_file_the_good_lines_are_kept() {
        let long = [b"#V2\na\n".as_slice(), &vec![b'x'; 3 * LONGEST], b"\nb\n"].concat();
        for damaged in [
            b"a\nb\n".as_slice(),
            b"#V2\na\n\0\0\0\nb\n",
            b"#V2\na\n\xff\nb\n",
            b"#V2\na\n\\x\nb",
            b"#V2\na\n\x1b[2J\nb",
            &long,
        ] {
            let found = found(damaged);
            assert!(found.damaged);
            assert_eq!(found.entries, ["a", "b"]);
        }
    }

    #[test]
    fn only_the_last_inputs_are_kept() {
        let many: String = (0..MOST + 5).map(|i| format!("{i}\n")).collect();
        let found = found(format!("{VERSION}\n{many}").as_bytes());
        assert_eq!((found.entries.len(), found.entries[0].as_str(), found.number), (MOST, "5", MOST + 5));
    }
}

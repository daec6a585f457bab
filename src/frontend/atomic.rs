//! Files that appear whole or not at all: written beside the file that they replace, then moved to its place.
//!
//! Who writes holds a lock on the file beside, which the system takes away when the program ends in whatever way. So files that
//! are left over are those without a lock; the next program that writes into the folder removes them.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};

use super::files::Fill;
use crate::interrupt::abandonable;

/// What the name of a file begins with that is not yet whole.
const BEFORE: &str = ".thalweg-";
/// What it ends with.
const AFTER: &str = ".part";
/// The digits between, sixteen to the unit.
const DIGITS: usize = 16;
/// Names that are tried: none is taken but by somebody who knows it.
const TRIALS: usize = 8;

/// Writes a file; if it cannot be written whole, what was there before stays.
pub fn write(path: &Path, fill: &mut Fill<'_>) -> io::Result<()> {
    let found = fs::metadata(path).ok();
    match &found {
        Some(found) if found.is_dir() => return Err(io::Error::other("it is a folder")),
        Some(found) if found.permissions().readonly() => return Err(io::ErrorKind::PermissionDenied.into()),
        // A pipe or a device takes bytes but must not be replaced.
        Some(found) if !found.is_file() => return fill_into(open(path)?, fill).map(drop),
        _ => {}
    }
    // Through a link to the file behind it.
    let path = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    if path.file_name().is_none() {
        return Err(io::Error::other("it has no file name"));
    }
    let mut beside = Beside::new(folder_of(&path))?;
    if let (Some(found), Some(file)) = (found, &beside.file) {
        file.set_permissions(found.permissions())?;
    }
    beside.fill(fill)?;
    fs::rename(&beside.path, &path)
}

/// The folder that a file stands in.
pub fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Makes sure that files can be written into the folder. Only a trial is reliable: permissions do not tell everything.
pub fn try_folder(folder: &Path) -> io::Result<()> {
    Beside::new(folder).map(drop)
}

/// Removes what programs left in the folder that were ended while they wrote.
pub fn clear(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
        if !is_file || !entry.file_name().to_str().is_some_and(is_unfinished) {
            continue;
        }
        let path = entry.path();
        if let Ok(file) = OpenOptions::new().write(true).open(&path)
            && file.try_lock().is_ok()
        {
            // Somebody else may have been faster.
            let _ = fs::remove_file(&path);
        }
    }
}

fn is_unfinished(name: &str) -> bool {
    let digits = name.strip_prefix(BEFORE).and_then(|rest| rest.strip_suffix(AFTER));
    digits.is_some_and(|digits| digits.len() == DIGITS && digits.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// Opens a pipe, which takes until somebody reads it.
fn open(path: &Path) -> io::Result<File> {
    let path = path.to_path_buf();
    abandonable(move || OpenOptions::new().write(true).open(path)).unwrap_or(Err(io::ErrorKind::Interrupted.into()))
}

fn fill_into(file: File, fill: &mut Fill<'_>) -> io::Result<File> {
    let mut out = BufWriter::with_capacity(1 << 16, file);
    fill(&mut out)?;
    out.into_inner().map_err(io::IntoInnerError::into_error)
}

/// A file that is not yet whole. It goes away with the value, unless it was moved.
struct Beside {
    path: PathBuf,
    file: Option<File>,
}

impl Beside {
    fn new(folder: &Path) -> io::Result<Beside> {
        for _ in 0..TRIALS {
            let number = RandomState::new().build_hasher().finish();
            let path = folder.join(format!("{BEFORE}{number:0DIGITS$x}{AFTER}"));
            // Never through a link, and never into what is there.
            let file = match OpenOptions::new().write(true).create_new(true).open(&path) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
                opened => opened?,
            };
            // Somebody who clears up between may have the lock, or have removed it. Where there are no locks nobody clears up.
            let taken = matches!(file.try_lock(), Err(TryLockError::WouldBlock));
            if !taken && fs::symlink_metadata(&path).is_ok() {
                return Ok(Beside { path, file: Some(file) });
            }
        }
        Err(io::Error::other("every name for a file that is not yet whole is taken"))
    }

    fn fill(&mut self, fill: &mut Fill<'_>) -> io::Result<()> {
        self.file = match self.file.take() {
            Some(file) => Some(fill_into(file, fill)?),
            None => None,
        };
        Ok(())
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        // After a move there is nothing of this name.
        let _ = fs::remove_file(&self.path);
    }
}

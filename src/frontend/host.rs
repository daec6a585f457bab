//! The real outside world: files below a folder, the clock, Ctrl-C.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Instant;

use super::atomic;
use super::bar::Bar;
use super::files::{Files, Fill};
use super::reading::{limited, reason};
use super::signals::Signals;
use crate::interrupt::Interrupt;
use crate::session::{Host, HostError};

/// Writes files, tells the time, and passes on requests to stop.
pub struct SystemHost {
    folder: Option<PathBuf>,
    sandbox: bool,
    stem: String,
    /// The number of pictures of each stem, so that scripts of equal names do not overwrite each other's.
    pictures: BTreeMap<String, usize>,
    /// The folders where nothing is left over from programs that were ended.
    cleared: BTreeSet<PathBuf>,
    started: Instant,
    signals: Signals,
    bar: Bar,
}

impl SystemHost {
    /// A host that writes to `folder`, or to the working folder. In a sandbox it writes nowhere else.
    pub fn new(folder: Option<PathBuf>, sandbox: bool, signals: Signals) -> SystemHost {
        SystemHost {
            folder,
            sandbox,
            stem: "thalweg".to_string(),
            pictures: BTreeMap::new(),
            cleared: BTreeSet::new(),
            started: Instant::now(),
            signals,
            bar: Bar::default(),
        }
    }

    /// Makes sure that the folder for output exists and is writable.
    pub fn prepare(&self) -> Result<(), HostError> {
        let Some(folder) = &self.folder else { return Ok(()) };
        let refuse = |why: String| HostError { path: format!("to {}", folder.display()), why };
        if folder.exists() && !folder.is_dir() {
            return Err(refuse("it is no folder".to_string()));
        }
        fs::create_dir_all(folder).map_err(|e| refuse(reason(&e)))?;
        atomic::clear(folder);
        atomic::try_folder(folder).map_err(|e| refuse(reason(&e)))
    }

    /// Pictures from here on are named after this script.
    pub fn name_pictures_after(&mut self, script: &Path) {
        self.stem = script.file_stem().map_or_else(|| "thalweg".to_string(), |s| s.to_string_lossy().into_owned());
    }

    /// Requests to stop.
    pub fn signals(&self) -> &Signals {
        &self.signals
    }

    /// May this file be written?
    pub fn may_write(&self, path: &Path) -> bool {
        self.check_sandbox(path).is_ok()
    }

    fn check_sandbox(&self, path: &Path) -> io::Result<()> {
        if !self.sandbox {
            return Ok(());
        }
        let real = atomic::folder_of(path).canonicalize()?;
        let allowed = [Some(Path::new(".")), self.folder.as_deref()];
        let inside = |folder: &Path| folder.canonicalize().is_ok_and(|folder| real.starts_with(folder));
        // Nothing is known of where a link, a pipe or a device leads to.
        let is_plain = fs::symlink_metadata(path).map_or(true, |found| found.is_file() || found.is_dir());
        if allowed.into_iter().flatten().any(inside) && is_plain {
            return Ok(());
        }
        Err(io::Error::other("--sandbox keeps to plain files in the working folder and the folder of --out"))
    }
}

impl Host for SystemHost {
    fn read(&mut self, path: &str, most: usize) -> Result<Vec<u8>, HostError> {
        let there = self.folder.as_ref().map(|folder| folder.join(path)).filter(|p| p.exists());
        let place = there.unwrap_or_else(|| PathBuf::from(path));
        let read = self.check_sandbox(&place).and_then(|()| {
            // A pipe might never end, and a device neither; to open a pipe may take for ever already.
            let is_file = |found: fs::Metadata| found.is_file();
            if !fs::metadata(&place).map(is_file)? {
                return Err(io::Error::other("it is no file"));
            }
            let file = File::open(&place)?;
            if !file.metadata().map(is_file)? {
                return Err(io::Error::other("it is no file"));
            }
            limited(file, most)
        });
        read.map_err(|error| HostError { path: place.display().to_string(), why: reason(&error) })
    }

    fn seconds(&self) -> f64 {
        self.started.elapsed().as_secs_f64()
    }

    fn interrupt(&self) -> &Interrupt {
        self.signals.interrupt()
    }

    fn threads(&self) -> usize {
        std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
    }

    fn progress(&mut self, done: u64, total: u64, words: &str) {
        if !self.signals.interrupt().is_asked() {
            self.bar.show(done, total, words);
        }
    }

    fn progress_over(&mut self) {
        self.bar.erase();
    }
}

impl Files for SystemHost {
    fn write(&mut self, path: &str, fill: &mut Fill<'_>) -> Result<PathBuf, HostError> {
        let target = self.folder.as_ref().map_or_else(|| PathBuf::from(path), |folder| folder.join(path));
        let written = self.check_sandbox(&target).and_then(|()| {
            let folder = atomic::folder_of(&target);
            if self.cleared.insert(folder.to_path_buf()) {
                atomic::clear(folder);
            }
            atomic::write(&target, fill)
        });
        match written {
            Ok(()) => Ok(target),
            Err(error) => Err(HostError { path: target.display().to_string(), why: reason(&error) }),
        }
    }

    fn next_picture(&mut self) -> String {
        let count = self.pictures.entry(self.stem.clone()).or_default();
        *count += 1;
        format!("{}-{count}.svg", self.stem)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder that is removed after the test.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Folder {
            let path = std::env::temp_dir().join(format!("thalweg-host-{name}-{}", std::process::id()));
            fs::create_dir_all(&path).expect("a folder for the test");
            Folder(path)
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    fn nothing(_out: &mut dyn io::Write) -> io::Result<()> {
        Ok(())
    }

    fn host(folder: &Path) -> SystemHost {
        SystemHost::new(Some(folder.to_path_buf()), false, Signals::default())
    }

    #[test]
    fn files_arrive_whole_in_the_folder() {
        let folder = Folder::new("whole");
        let out = folder.0.join("deep/er");
        let mut host = host(&out);
        host.prepare().expect("created");
        let path = host.write("a.svg", &mut |out| out.write_all(b"one")).expect("written");
        assert_eq!(path, out.join("a.svg"));
        host.write("a.svg", &mut |out| out.write_all(b"two")).expect("written again");
        assert_eq!(fs::read(&path).expect("read"), b"two");
        let names: Vec<_> = fs::read_dir(&out).expect("list").flatten().map(|e| e.file_name()).collect();
        assert_eq!(names, ["a.svg"]);
    }

    #[test]
    fn what_cannot_be_written_is_named() {
        let folder = Folder::new("refused");
        let file = folder.0.join("file");
        fs::write(&file, "x").expect("written");
        assert_eq!(host(&file).prepare().expect_err("a file").why, "it is no folder");
        let mut host = host(&folder.0);
        let error = host.write("no/such/a.svg", &mut nothing).expect_err("no folder");
        assert!(error.path.ends_with("no/such/a.svg") && error.why == "No such file or directory", "{error}");
        let mut read_only = fs::metadata(&file).expect("there").permissions();
        read_only.set_readonly(true);
        fs::set_permissions(&file, read_only).expect("set");
        assert!(host.write("file", &mut |out| out.write_all(b"y")).is_err());
        assert_eq!(fs::read(&file).expect("read"), b"x");
    }

    #[test]
    fn pictures_are_numbered_for_each_script() {
        let mut host = SystemHost::new(None, false, Signals::default());
        assert_eq!(host.next_picture(), "thalweg-1.svg");
        host.name_pictures_after(Path::new("a/fit.gd"));
        assert_eq!(host.next_picture(), "fit-1.svg");
        assert_eq!(host.next_picture(), "fit-2.svg");
        host.name_pictures_after(Path::new("b/fit.gd"));
        assert_eq!(host.next_picture(), "fit-3.svg");
    }

    #[test]
    fn a_sandbox_keeps_files_inside() {
        let folder = Folder::new("sandbox");
        let mut host = SystemHost::new(Some(folder.0.clone()), true, Signals::default());
        assert!(host.write("in.svg", &mut nothing).is_ok());
        assert!(host.write("../out.svg", &mut nothing).is_err());
        let elsewhere = std::env::temp_dir().join("out.svg");
        assert!(host.write(&elsewhere.to_string_lossy(), &mut nothing).is_err());
    }
}

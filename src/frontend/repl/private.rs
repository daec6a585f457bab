//! Files that only their owner may read: what somebody has typed.

use std::fs::{self, File};
use std::io;
use std::path::Path;

/// Makes a new file. One that is there, or a link, is an error.
pub fn create_new(path: &Path) -> io::Result<File> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Makes a folder, and those above it.
pub fn create_folder(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// Takes from others the right to read a file, if they have it. Elsewhere than on Unix they never do: folders of users are closed.
pub fn close_to_others(file: &File) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let found = file.metadata()?.permissions();
        if found.mode() & 0o077 != 0 {
            return file.set_permissions(fs::Permissions::from_mode(0o600));
        }
    }
    let _ = file;
    Ok(())
}

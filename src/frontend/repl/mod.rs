//! The REPL.

use std::io;

use crate::frontend::host::SystemHost;
use crate::frontend::script::Options;
use crate::session::Session;

/// Reads and runs statements until the input ends.
pub fn run(_session: &mut Session, _host: &mut SystemHost, _options: Options) -> io::Result<()> {
    Ok(())
}

//! Requests from outside, and the exit statuses of what follows them: as shells report them, 128 and the number of the signal.

/// After Ctrl-C, SIGINT.
pub const INTERRUPTED: u8 = 130;
/// After SIGHUP.
pub const HUNG_UP: u8 = 129;
/// After SIGTERM.
#[cfg(unix)]
pub const TERMINATED: u8 = 143;

/// A request from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StopRequest {
    /// Ctrl-C.
    Stop,
    /// The program shall end, with this exit status.
    #[cfg_attr(not(unix), allow(dead_code))]
    End(u8),
}

//! Why there is no picture.

/// Why a figure could not become a picture.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The figure has no panels.
    #[error("there is nothing to draw")]
    Empty,
    /// The drawing library gave up.
    #[error("the picture could not be drawn: {0}")]
    Backend(String),
}

//! The properties that the rules of convexity tell apart.

/// What is said of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Bending {
    Convex,
    Concave,
    /// Positive, with a convex logarithm.
    LogConvex,
    /// Positive, with a concave logarithm.
    LogConcave,
}

impl Bending {
    /// The word for it.
    pub fn adjective(self) -> &'static str {
        match self {
            Bending::Convex => "convex",
            Bending::Concave => "concave",
            Bending::LogConvex => "log-convex",
            Bending::LogConcave => "log-concave",
        }
    }

    /// What is said of the part when its sign is turned, or of its inverse.
    pub fn turned(self) -> Bending {
        match self {
            Bending::Convex => Bending::Concave,
            Bending::Concave => Bending::Convex,
            Bending::LogConvex => Bending::LogConcave,
            Bending::LogConcave => Bending::LogConvex,
        }
    }
}

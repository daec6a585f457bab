//! Thalweg: a symbolic-math notebook language for walking downhill.
//!
//! [`notebook::Notebook`] is the language in a program of one's own: text in, answers out.
//!
//! ```
//! use thalweg::notebook::Notebook;
//!
//! let answers = Notebook::new().eval("diff((x^2 + 1)^10, x)\ndescend x^2 + 4x + 9 from x = 7 rate 0.1");
//! assert_eq!(answers[0].text(), "20x(x^2 + 1)^9");
//! assert_eq!(answers[1].json()["verdict"], "converged");
//! ```
//!
//! An [`Answer`](notebook::Answer) gives its result as text, LaTeX or JSON, or as the blocks of an [`output::Output`], which other
//! front ends lay out in their own way. Errors and notes are [`diagnostic::Diagnostic`]s.
//!
//! The layers below are public for the tests and benchmarks of this crate only. They are left out of this documentation and may
//! change from version to version; `docs/architecture.md` describes them.

#[doc(hidden)]
pub mod algebra;
#[doc(hidden)]
pub mod calculus;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;
#[doc(hidden)]
pub mod commands;
#[doc(hidden)]
pub mod descent;
pub mod diagnostic;
#[doc(hidden)]
pub mod expr;
#[doc(hidden)]
pub mod frontend;
#[doc(hidden)]
pub mod functions;
#[doc(hidden)]
pub mod interpreter;
pub mod interrupt;
pub mod notebook;
#[doc(hidden)]
pub mod numeric;
pub mod output;
pub mod plot;
#[doc(hidden)]
pub mod session;
pub mod source;
#[doc(hidden)]
pub mod syntax;
#[doc(hidden)]
pub mod tape;
#[cfg(target_family = "wasm")]
pub mod web;

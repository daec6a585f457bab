//! Thalweg: a symbolic-math notebook language for walking downhill.
//!
//! [`notebook::Notebook`] is the language in a program of one's own:
//!
//! ```
//! let answers = thalweg::notebook::Notebook::new().eval("diff((x^2 + 1)^10, x)");
//! assert_eq!(answers[0].text(), "20x(x^2 + 1)^9");
//! ```
//!
//! What stands below it may change from version to version. A statement goes from text to [`syntax::ast::Statement`], is run by
//! [`interpreter::run`] on a [`session::Session`], and comes back as an [`output::Output`]; on the way [`session::Builder`]
//! makes expressions of it in an [`expr::Graph`], [`algebra`] and [`calculus`] derive and rewrite them, [`tape::lower()`] makes a
//! [`tape::Tape`] of them, and [`descent`] walks.
//!
//! The central types:
//!
//! - [`source::Span`], [`source::Source`], [`diagnostic::Diagnostic`]: where text stands, and what is wrong with it.
//! - [`syntax::ast::Statement`], [`syntax::ast::Expr`]: what was written.
//! - [`expr::Graph`], [`expr::ExprId`], [`expr::Node`]: interned expressions; [`expr::FunctionDef`]: a function of the table
//!   [`functions::ALL`].
//! - [`tape::Tape`], [`tape::Op`]: straight-line programs.
//! - [`descent::Problem`], [`descent::Method`], [`descent::Run`], [`descent::Iterate`], [`descent::Verdict`],
//!   [`descent::Knowledge`]: descent, which never sees an expression.
//! - [`plot::Figure`]: a picture as data.
//! - [`output::Output`], [`output::Block`], [`output::Datum`]: a result as blocks for people and data for programs, which front
//!   ends render.
//! - [`session::Session`], [`session::Value`], [`session::Host`]: definitions, values, and the outside world as a trait.
//! - [`commands::CommandDef`]: a command of the list [`commands::ALL`].

pub mod algebra;
pub mod calculus;
#[cfg(feature = "cli")]
pub mod cli;
pub mod commands;
pub mod descent;
pub mod diagnostic;
pub mod expr;
pub mod frontend;
pub mod functions;
pub mod interpreter;
pub mod interrupt;
pub mod notebook;
pub mod numeric;
pub mod output;
pub mod plot;
pub mod session;
pub mod source;
pub mod syntax;
pub mod tape;
#[cfg(target_family = "wasm")]
pub mod web;

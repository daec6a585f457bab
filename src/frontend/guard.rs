//! The last resort: a defect in the program becomes an error that asks to be reported, and the session goes on.

use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};

use super::files::{self, Files};
use crate::diagnostic::Diagnostic;
use crate::interpreter::Response;
use crate::output::Output;
use crate::session::Session;
use crate::source::{Source, Span};

thread_local! {
    /// The place of the defect, for the error.
    static PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Keeps panics from printing. To be called once, when the program starts.
pub fn silence_defects() {
    panic::set_hook(Box::new(|info| {
        let place = info.location().map(|l| format!("{}:{}", l.file(), l.line()));
        let _ = PLACE.try_with(|kept| kept.try_borrow_mut().map(|mut kept| *kept = place));
    }));
}

/// Runs the statement at `span`, as [`files::run`] does.
pub fn run(session: &mut Session, host: &mut dyn Files, source: &Source, span: Span, silent: bool) -> Response {
    let work = || files::run(session, host, source, span, silent);
    panic::catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|cause| {
        let output = Output::failed(Vec::new(), defect(&words(&*cause), span));
        Response { output, silent, interrupted: false }
    })
}

fn words(cause: &(dyn std::any::Any + Send)) -> String {
    let text = cause.downcast_ref::<&str>().copied().or_else(|| cause.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("no reason given").to_string()
}

fn defect(words: &str, span: Span) -> Diagnostic {
    let place = PLACE.take().unwrap_or_else(|| "an unknown place".to_string());
    Diagnostic::error("internal-error", "this statement met a defect in Thalweg itself", span).help(format!(
        "please report it with the statement and these words:\nthalweg {}, {place}: {words}",
        env!("CARGO_PKG_VERSION")
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_defect_names_the_place_and_the_words() {
        PLACE.set(Some("src/x.rs:7".to_string()));
        let error = defect("index out of bounds", Span::new(0, 1));
        assert_eq!(error.code, "internal-error");
        let help = error.help.expect("help");
        assert!(help.contains("src/x.rs:7: index out of bounds"), "{help}");
        assert!(PLACE.take().is_none());
    }

    #[test]
    fn both_kinds_of_words_are_read() {
        assert_eq!(words(&"a"), "a");
        assert_eq!(words(&"b".to_string()), "b");
        assert_eq!(words(&7), "no reason given");
    }
}

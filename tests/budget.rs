//! A statement that would take too much is an error that says what takes it, and leaves all definitions as they were.

use crate::notebook::{Notebook, on_deep_stack};

/// Too much for the limit below, and the part that takes most of it.
const LARGE: &[(&str, &str)] = &[
    ("big = [2^k for k in 1..20000];", "the digits of numbers"),
    ("sum(k in 1..6000, k!)", "the digits of numbers"),
    ("big = [sin(k*x)*cos(x/k) for k in 1..40000];", "formulas"),
    ("big = product(k in 1..90000, x - k);", "formulas"),
    (
        "big = table x^1, x^2, x^3, x^4, x^5, x^6, x^7, x^8, x^9, x^10, x^11, x^12 over 0..1 by 1/20000",
        "tables and points",
    ),
    ("big = descend x^2 - y from 3000 random in -1..1 rate 0.1 steps 100", "tables and points"),
];

#[test]
fn memory_has_a_limit() {
    on_deep_stack(|| {
        for (text, most) in LARGE {
            let mut notebook = Notebook::new();
            notebook.output("kept = 12345");
            notebook.session.memory = 8 << 20;
            let error = notebook.error(text);
            assert_eq!(error.code, "too-large", "{text}");
            assert_eq!(
                error.headline,
                format!("this takes more than 8 MiB of memory, most of it for {most}"),
                "{text}"
            );
            assert_eq!(notebook.output("kept + 1").text(), "12346", "after {text}");
            assert!(!notebook.session.has_value("big"));
        }
    });
}

#[test]
fn a_larger_limit_lets_it_pass() {
    let mut notebook = Notebook::new();
    notebook.session.memory = 8 << 20;
    assert_eq!(notebook.error("big = [2^k for k in 1..12000];").code, "too-large");
    notebook.session.memory = 32 << 20;
    notebook.output("big = [2^k for k in 1..12000];");
    assert!(notebook.session.has_value("big"));
}

#[test]
fn long_lists_show_their_ends() {
    let mut notebook = Notebook::new();
    let output = notebook.output("[k for k in 1..3000]");
    let text = output.text();
    assert!(text.starts_with("[1, 2, 3, ") && text.ends_with(", 99, … 2900 more …, 3000]"), "{text}");
    // Programs have all of it.
    assert_eq!(output.data()["value"].as_array().map(Vec::len), Some(3000));
}

//! Any text gives a result or an error that names its place, soon, and never ends the program otherwise.

use std::time::{Duration, Instant};

use super::program::{Folder, Run, run, run_with_input};

/// Much more than a release build needs; this guards against growth, not against a busy machine.
const SOON: Duration = Duration::from_secs(20);

fn fails_soon(what: &str, text: &[u8]) -> Run {
    let start = Instant::now();
    let run = run_with_input(&["-"], text);
    assert!(start.elapsed() < SOON, "{what} took {:?}", start.elapsed());
    assert_eq!(run.status, Some(1), "{what}: {:.400}", run.err);
    assert!(run.err.contains("error: ") && run.err.contains("[<stdin>:"), "{what}: {:.400}", run.err);
    assert!(run.err.len() < 10_000, "{what}: an error of {} bytes", run.err.len());
    run
}

#[test]
fn many_brackets() {
    for open in ["(", "[", "|", "((", "f(", "sin("] {
        fails_soon(open, open.repeat(100_000).as_bytes());
    }
    let closed = format!("{}x{}", "(".repeat(100_000), ")".repeat(100_000));
    fails_soon("closed brackets", closed.as_bytes());
}

#[test]
fn long_chains() {
    fails_soon("powers", "x^".repeat(100_000).as_bytes());
    fails_soon("powers of x", format!("{}x", "x^".repeat(100_000)).as_bytes());
    fails_soon("minus signs", "-".repeat(100_000).as_bytes());
    fails_soon("marks", format!("f(x) = x\nf{}(x)", "'".repeat(100_000)).as_bytes());
}

#[test]
fn long_lines() {
    fails_soon("a line of ten megabytes", format!("1{}", "+1".repeat(5_000_000)).as_bytes());
    fails_soon("a name of ten megabytes", format!("{}(", "a".repeat(10_000_000)).as_bytes());
    fails_soon("ten megabytes that are no language", "@".repeat(10_000_000).as_bytes());
    let comment = format!("# {}\n1 + 1\n", "x".repeat(10_000_000));
    assert_eq!(run_with_input(&["-"], comment.as_bytes()).out, "2\n");
}

#[test]
fn many_lines() {
    let folder = Folder::new();
    let file = folder.file("long.gd", "1\n".repeat(50_000));
    let start = Instant::now();
    let run = run(&["--json", &file]);
    assert!(start.elapsed() < SOON);
    assert_eq!((run.status, run.out.lines().count()), (Some(0), 50_000));
}

#[test]
fn numbers_out_of_reach() {
    fails_soon("a tower", b"float(10^(6^100))");
    fails_soon("a big power", b"float(2^(2^200))");
    fails_soon("a product too long", b"10^(200000)*10^(200000)");
    fails_soon("nothing below a line", b"1/0");
}

#[test]
fn forms_that_would_explode() {
    fails_soon("a power of a sum", b"expand((a+b+c+d)^500)");
    fails_soon("a product of powers", b"expand((a+b)^2000*(c+d)^2000)");
    let digits = fails_soon("a high power of two terms", b"expand((x+1)^10000)");
    assert!(digits.err.contains("have more than 20000000 digits together"), "{}", digits.err);
    // By its steps, or on a slow machine by its time.
    fails_soon("factors of a high degree", b"factor(expand((x^7 + x^2 + 1)^40) + x^299 + 3)");
    let start = Instant::now();
    let run = run(&["-e", "expand((a+b+c+d)^20)"]);
    assert!(start.elapsed() < SOON && run.status == Some(0), "{:.400}", run.err);
    assert_eq!(run.out.matches(" + ").count(), 1770);
}

#[test]
fn towers_of_definitions() {
    for body in ["sin(u) + 1/u", "exp(u) + u", "sqrt(u^2+1) + y*u", "sqrt(u^2+1) + u", "abs(u-1) - u", "u^u"] {
        let levels: String = (1..=20).map(|i| format!("t{i} = t(t{});\n", i - 1)).collect();
        let text = format!("t(u) = {body}\nt0 = x\n{levels}simplify(t20)\n");
        let start = Instant::now();
        let run = run_with_input(&["-"], text.as_bytes());
        assert!(start.elapsed() < SOON, "{body} took {:?}", start.elapsed());
        assert!(run.status == Some(0) || run.err.contains("error: "), "{body}: {:.400}", run.err);
    }
}

#[test]
fn names_that_depend_on_themselves() {
    fails_soon("a function", b"f(x) = f(x)\nf(1)");
    fails_soon("two functions", b"f(x) = g(x)\ng(x) = f(x)\nf(1)");
    fails_soon("a value", b"a = a + 1");
    let row: String = (1..300).map(|i| format!("f{i}(x) = f{}(x)\n", i - 1)).collect();
    let deep = fails_soon("functions in a row", format!("f0(x) = x\n{row}").as_bytes());
    assert!(deep.err.contains("from `f200` on, more than 200 functions call one another in a row"), "{}", deep.err);
}

#[test]
fn bytes_that_are_no_text() {
    fails_soon("a stray byte", b"a = 1\n\xFF");
    fails_soon("an unfinished letter", b"a = \xCE");
    fails_soon("sixteen bit text", b"\xFF\xFEa\0");
    assert_eq!(run_with_input(&["-"], b"").status, Some(0));
    assert_eq!(run_with_input(&["-"], b"\xEF\xBB\xBF1 + 1\r\n").out, "2\n");
    fails_soon("a zero byte", b"1 + \0");
}

#[test]
fn a_name_defined_twice_means_the_later() {
    let run = run(&["-e", "a = 1\na = 2\na"]);
    assert_eq!((run.status, run.out.as_str()), (Some(0), "2\n"));
    fails_soon("a parameter twice", b"f(x, x) = x");
}

#[test]
fn deep_formulas_are_written_once() {
    let mut nested = "x".to_string();
    for i in 0..60 {
        nested = format!("abs({nested} - {})", i % 7 + 1);
    }
    let roots = format!("{}x^2{}", "sqrt(1 + ".repeat(60), ")".repeat(60));
    for text in [nested, roots] {
        let start = Instant::now();
        let run = run(&["--json", "-e", &text]);
        assert!(start.elapsed() < SOON, "{:.40} took {:?}", text, start.elapsed());
        assert_eq!(run.status, Some(0), "{:.400}", run.err);
    }
}

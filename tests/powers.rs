//! What a power is at single numbers: one table, and everything that takes values agrees with it.

use serde_json::Value as Json;

use crate::notebook::{Notebook, near};

/// A formula, a number, and the formula's value there.
const VALUES: &[(&str, &str, Option<f64>)] = &[
    ("x^0", "0", Some(1.0)),
    ("x^0", "-2", Some(1.0)),
    ("x^3", "-2", Some(-8.0)),
    ("x^(-2)", "-2", Some(0.25)),
    ("x^(-2)", "0", None),
    ("x^(2/3)", "8", Some(4.0)),
    ("x^(2/3)", "0", Some(0.0)),
    ("x^(2/3)", "-8", None),
    ("x^(-2/3)", "0", None),
    ("cbrt(x)", "-8", Some(-2.0)),
    ("root(x, 4)", "0", Some(0.0)),
    ("root(x, 4)", "-1", None),
    ("root(x, 5)", "-1", Some(-1.0)),
    ("root(x, 5/2)", "1", Some(1.0)),
    ("root(x, 5/2)", "0", None),
    ("root(x, pi)", "0", None),
    ("x^pi", "1", Some(1.0)),
    ("x^pi", "0", None),
    ("x^pi", "-1", None),
    ("x^sqrt(2)", "0", None),
    ("x^(-sqrt(2))", "0", None),
    ("x^x", "2", Some(4.0)),
    ("x^x", "0", None),
    ("x^x", "-1", None),
    ("x^x", "-2", None),
    ("(x + 1)^(x^2)", "-1", None),
    ("(x - 3)^(x - 1)", "1", None),
    ("(-1)^x", "3", Some(-1.0)),
    ("(-1)^x", "1/2", None),
    ("0^x", "0", Some(1.0)),
    ("0^x", "2", Some(0.0)),
    ("0^x", "-1", None),
];

/// The value that a statement gives, or nothing where it is an error.
fn value(notebook: &mut Notebook, statement: &str, of: impl Fn(&Json) -> Option<f64>) -> Option<f64> {
    let (_, mut responses) = notebook.run(statement);
    let output = responses.pop()?.output;
    of(&Json::Object(output.data()))
}

#[test]
fn everything_that_takes_values_takes_the_same() {
    let number = |fields: &Json| fields["value"].as_f64();
    let text = |fields: &Json| fields["exact"].as_str()?.parse().ok();
    let mut wrong = Vec::new();
    for &(formula, x, wanted) in VALUES {
        let mut notebook = Notebook::new();
        notebook.run(&format!("f(x) = {formula}"));
        let mut seen = |asked: String, of: &dyn Fn(&Json) -> Option<f64>| {
            let got = value(&mut notebook, &asked, of);
            // Where a function has a value, it need not have a derivative.
            let asks_slope = asked.starts_with("descend") || asked.starts_with("taylor");
            let agrees = match (got, wanted) {
                (Some(got), Some(wanted)) => near(got, wanted, 1e-9),
                (None, Some(_)) => asks_slope,
                (got, None) => got.is_none(),
            };
            if !agrees {
                wrong.push(format!("{formula} at {x}: {asked} gives {got:?}, not {wanted:?}"));
            }
        };
        seen(format!("f({x})"), &number);
        seen(format!("({formula}) with x = {x}"), &number);
        seen(format!("float(f({x}), digits = 20)"), &text);
        seen(format!("table f over {x}..{x} by 1"), &|t| t["rows"][0][1].as_f64());
        seen(format!("descend f from x = {x} rate 1 steps 1"), &|r| r["path"][0]["value"].as_f64());
        seen(format!("taylor(f, x = {x}, 0)"), &number);
        seen(format!("if f({x}) > -100 then f({x}) else 0"), &number);
        let here = |fields: &Json| fields["points"].as_array().filter(|p| !p.is_empty()).and(wanted);
        seen(format!("solve (x - ({x}))*(1 + f(x)^2) = 0"), &here);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A formula, where it is defined, and a number that is not there.
const DOMAINS: &[(&str, &str, &str)] = &[
    ("x^x", "x > 0", "0"),
    ("x^x", "x > 0", "-1"),
    ("x^pi", "x > 0", "0"),
    ("x^sqrt(2)", "x > 0", "0"),
    ("x^(2/3)", "x >= 0", "-8"),
    ("x^(-2/3)", "x > 0", "0"),
    ("x^(-2)", "x != 0", "0"),
    ("root(x, 4)", "x >= 0", "-1"),
    ("root(x, pi)", "x > 0", "0"),
];

#[test]
fn what_is_said_of_functions_keeps_to_their_domains() {
    for &(formula, domain, outside) in DOMAINS {
        let mut notebook = Notebook::new();
        notebook.run(&format!("f(x) = {formula}"));
        assert_eq!(notebook.output("domain f").text(), domain, "{formula}");
        let g = format!("(x - ({outside}))^2 + 0*f(x)");
        for question in [format!("minimum {g}"), format!("critical {g}"), format!("solve {g} = 0")] {
            let fields = notebook.fields(&question);
            let mut points = fields["points"].as_array().into_iter().flatten();
            assert!(points.all(|p| p["x"]["x"]["exact"] != outside), "{question}: {fields}");
        }
        // A witness against convexity would need a value there; against equality, too.
        let witness = notebook.fields(&format!("convex -({g})"))["witness"]["points"].clone();
        assert!(!witness.to_string().contains(&format!("\"exact\":\"{outside}\"")), "{formula}: {witness}");
        let jump = format!("(if x == {outside} then 1 + 0*f(x) else 0) == 0");
        assert!(!notebook.output(&jump).text().starts_with("false"), "{jump}");
    }
}

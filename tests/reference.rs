//! Values and gradients of 186 functions from many fields against 40-digit arithmetic.

use thalweg::algebra;
use thalweg::expr::Symbol;
use thalweg::numeric::finite_difference;
use thalweg::session::target::Target;
use thalweg::session::{Builder, forms};
use thalweg::source::Source;
use thalweg::syntax::ast::{Action, StatementKind};
use thalweg::tape::{Tape, lower};

use crate::notebook::{Notebook, near, rows};

const DATA: &str = include_str!("data/derivatives.tsv");

/// Rows whose numbers lose digits to cancellation however they are computed.
const ILL_CONDITIONED: [&str; 0] = [];

struct Function {
    id: &'static str,
    parameters: Vec<&'static str>,
    expression: &'static str,
    points: Vec<Point>,
}

struct Point {
    text: Vec<&'static str>,
    x: Vec<f64>,
    value: f64,
    gradient: Vec<f64>,
}

fn functions() -> Vec<Function> {
    let mut functions: Vec<Function> = Vec::new();
    let words = |cell: &'static str| -> Vec<&'static str> { cell.split(' ').collect() };
    let numbers = |cell: &'static str| -> Vec<f64> { cell.split(' ').map(|w| w.parse().expect("a number")).collect() };
    for row in rows(DATA) {
        match row.as_slice() {
            ["", point, value, gradient] => {
                let value = value.parse().expect("a number");
                let point = Point { text: words(point), x: numbers(point), value, gradient: numbers(gradient) };
                functions.last_mut().expect("a function").points.push(point);
            }
            [id, parameters, expression] => {
                functions.push(Function { id, parameters: words(parameters), expression, points: Vec::new() });
            }
            _ => panic!("{row:?}"),
        }
    }
    assert!(functions.len() > 180 && functions.iter().all(|f| f.points.len() == 3));
    functions
}

/// The value and the gradient as one program, the way a run compiles them.
fn compile(function: &Function) -> (Notebook, Tape) {
    let mut notebook = Notebook::new();
    notebook.output(&format!("f({}) = {}", function.parameters.join(", "), function.expression));
    let source = Source::new("test", "f");
    let statement = thalweg::syntax::parse(&source.text, &|_| false).remove(0).expect("a name");
    let StatementKind::Action(Action::Expr { expr, .. }) = statement.kind else { panic!("no expression") };
    let mut builder = Builder::new(&mut notebook.session, forms::ALL);
    let target = Target::of(&mut builder, &expr).expect("a function");
    assert_eq!(target.names, function.parameters);
    assert!(target.missing.is_empty());
    let unknowns: Vec<Symbol> = target.unknowns.clone();
    let graph = builder.graph();
    let mut outputs = vec![target.expr];
    outputs.extend(algebra::gradient(graph, target.expr, &unknowns));
    let tape = lower(graph, &outputs, &unknowns).expect("a tape");
    (notebook, tape)
}

#[test]
fn values_and_gradients_agree_with_forty_digits() {
    let mut wrong = Vec::new();
    for function in functions() {
        let (_, tape) = compile(&function);
        let tolerance = if ILL_CONDITIONED.contains(&function.id) { 1e-9 } else { 1e-12 };
        let mut work = Vec::new();
        let mut got = vec![0.0; tape.outputs()];
        for point in &function.points {
            tape.run(&point.x, &mut work, &mut got);
            let wanted: Vec<f64> = std::iter::once(point.value).chain(point.gradient.iter().copied()).collect();
            for (i, (&got, &wanted)) in got.iter().zip(&wanted).enumerate() {
                if !near(got, wanted, tolerance) {
                    wrong.push(format!("{} at {:?}, number {i}: {got}, not {wanted}", function.id, point.x));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn exact_values_agree_with_forty_digits() {
    let mut wrong = Vec::new();
    for function in functions() {
        let (mut notebook, _) = compile(&function);
        for point in &function.points {
            let fields = notebook.fields(&format!("f({})", point.text.join(", ")));
            let got = fields["value"].as_f64().unwrap_or(f64::NAN);
            if !near(got, point.value, 1e-14) {
                wrong.push(format!("{} at {:?}: {got}, not {}", function.id, point.x, point.value));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn gradients_at_points_are_what_the_language_says() {
    let mut wrong = Vec::new();
    for function in functions() {
        let (mut notebook, _) = compile(&function);
        for point in &function.points {
            let fields = notebook.fields(&format!("grad f({})", point.text.join(", ")));
            let got: Vec<f64> = match &fields["value"] {
                serde_json::Value::Array(parts) => parts.iter().map(|v| v.as_f64().unwrap_or(f64::NAN)).collect(),
                one => vec![one.as_f64().unwrap_or(f64::NAN)],
            };
            if got.len() != point.gradient.len() || !got.iter().zip(&point.gradient).all(|(&g, &w)| near(g, w, 1e-12)) {
                wrong.push(format!("{} at {:?}: {got:?}, not {:?}", function.id, point.x, point.gradient));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn gradients_agree_with_differences() {
    let mut wrong = Vec::new();
    for function in functions() {
        let (_, tape) = compile(&function);
        let mut work = Vec::new();
        let mut got = vec![0.0; tape.outputs()];
        for point in &function.points {
            tape.run(&point.x, &mut work, &mut got);
            for i in 0..point.x.len() {
                let mut x = point.x.clone();
                let mut all = vec![0.0; tape.outputs()];
                let mut along = |at: f64| {
                    x[i] = at;
                    tape.run(&x, &mut work, &mut all);
                    all[0]
                };
                let estimate = finite_difference::derivative(&mut along, point.x[i]);
                // The rounding of sums that cancel shows in differences long before it shows in the derivative.
                let scale = got[i + 1].abs().max(got[0].abs()).max(1.0);
                let near_enough = (estimate.value - got[i + 1]).abs() <= (8.0 * estimate.error).max(1e-7 * scale);
                if !near_enough || estimate.error > 1e-4 * scale {
                    wrong.push(format!("{} at {:?}, {i}: {estimate:?}, not {}", function.id, point.x, got[i + 1]));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

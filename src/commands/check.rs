//! `check f'`: a symbolic derivative against an independent numerical one. `check r`: a run against the closed form.

use super::{ClauseDef, CommandDef, Context, Invocation, Outcome, Takes, Target as Wanted};
use crate::calculus;
use crate::diagnostic::Diagnostic;
use crate::expr::evaluate_closed;
use crate::numeric::{finite_difference, format};
use crate::session::output::double;
use crate::session::record::RunRecord;
use crate::session::target::Target;
use crate::session::{Builder, Output, Value};
use crate::source::Span;
use crate::syntax::ast::{Expr, ExprKind};
use crate::tape::lower;

pub(super) const COMMAND: CommandDef = CommandDef {
    word: "check",
    usage: "check f', check r, check r within 1e-3",
    help: "a derivative against a numerical one, or a run against the exact minimum",
    example: "check (x^2)'",
    target: Wanted::Needed,
    clauses: &[
        ClauseDef { word: "within", takes: Takes::One, usage: "within 1e-3" },
        ClauseDef { word: "with", takes: Takes::One, usage: "with a = 2" },
    ],
    run,
};

/// How near a run must come: relative to 1 + the minimiser's size.
const TOLERANCE: f64 = 1e-6;
/// How many points of the domain a derivative is compared at.
const POINTS: usize = 200;

fn run(context: &mut Context<'_, '_>, invocation: &Invocation) -> Result<Outcome, Diagnostic> {
    context.host.interrupt().unlimited();
    let expr = super::single_target(invocation)?;
    if let ExprKind::Prime(inner, order) = &expr.kind {
        return check_derivative(context, invocation, expr, inner, *order);
    }
    let tolerance = tolerance(context.builder, invocation)?;
    match context.builder.value(expr)? {
        Value::Run(run) => {
            let verdict = against_minimum(&run, tolerance, expr.span)?;
            Ok(outcome(vec![verdict], expr.span, run.name.as_deref().unwrap_or("this run")))
        }
        Value::Runs(runs) => {
            let verdicts: Result<Vec<Verdict>, Diagnostic> =
                runs.iter().map(|r| against_minimum(r, tolerance, expr.span)).collect();
            Ok(outcome(verdicts?, expr.span, "these runs"))
        }
        other => Err(Diagnostic::error("nothing-to-check", format!("{} cannot be checked", other.kind()), expr.span)
            .help("check a derivative (check f') or a run (check r)")),
    }
}

fn tolerance(builder: &mut Builder<'_>, invocation: &Invocation) -> Result<f64, Diagnostic> {
    let Some(within) = invocation.clause("within") else { return Ok(TOLERANCE) };
    let id = builder.scalar(within.value()?)?;
    let value = evaluate_closed(&builder.session.graph, id);
    if value.is_finite() && value >= 0.0 {
        Ok(value)
    } else {
        Err(Diagnostic::error("bad-tolerance", "the tolerance must be a number, 0 or more", within.value_span()))
    }
}

/// Whether one run came near enough, and in which words.
struct Verdict {
    holds: bool,
    text: String,
    error: f64,
    at: Vec<f64>,
}

fn against_minimum(run: &RunRecord, tolerance: f64, span: Span) -> Result<Verdict, Diagnostic> {
    let Some(end) = run.run.last() else {
        return Err(Diagnostic::error("check-failed", "this run has no iterate", span));
    };
    let nearest =
        run.minimisers.iter().map(|m| (relative_distance(&end.x, &m.x), m)).min_by(|a, b| a.0.total_cmp(&b.0));
    let Some((error, minimum)) = nearest else {
        return Err(Diagnostic::error(
            "no-closed-form",
            format!("no exact minimum of {} is known to check against", run.heading),
            span,
        )
        .help("assert something about the end point instead: assert r.gradient < 1e-6"));
    };
    let point: Vec<String> = run.names.iter().zip(&minimum.exact).map(|(n, x)| format!("{n} = {x}")).collect();
    let holds = error <= tolerance;
    let label = if run.label.is_empty() { String::new() } else { format!("{}: ", run.label) };
    let text = format!(
        "{label}{} after {} steps: relative distance {} from the exact minimum at {} (allowed: {})",
        if holds { "holds" } else { "does not hold" },
        run.run.steps,
        format::significant(error, 3),
        point.join(", "),
        format::significant(tolerance, 3),
    );
    Ok(Verdict { holds, text, error, at: end.x.clone() })
}

/// The distance relative to 1 + the size of the exact point.
fn relative_distance(x: &[f64], exact: &[f64]) -> f64 {
    let gap: f64 = x.iter().zip(exact).map(|(a, b)| (a - b) * (a - b)).sum();
    let size: f64 = exact.iter().map(|v| v * v).sum();
    gap.sqrt() / (1.0 + size.sqrt())
}

fn outcome(verdicts: Vec<Verdict>, span: Span, what: &str) -> Outcome {
    let holds = verdicts.iter().all(|v| v.holds);
    let text: Vec<String> = verdicts.iter().map(|v| v.text.clone()).collect();
    let worst = verdicts.iter().max_by(|a, b| a.error.total_cmp(&b.error));
    let mut output = Output::new("check", text.join("\n"))
        .field("holds", holds)
        .field("what", "run")
        .field("points", verdicts.len());
    if let Some(worst) = worst {
        output =
            output.number("worst", worst.error).field("at", worst.at.iter().map(|&v| double(v)).collect::<Vec<_>>());
    }
    let failed = (!holds).then(|| {
        Diagnostic::error("check-failed", format!("{what} did not reach the exact minimum"), span)
            .help("give it more steps or a better rate, or allow more: check … within 1e-3")
    });
    Outcome { output, value: None, failed }
}

/// Compares at points spread over several sizes, where the function is defined and smooth.
fn check_derivative(
    context: &mut Context<'_, '_>,
    invocation: &Invocation,
    expr: &Expr,
    inner: &Expr,
    order: u32,
) -> Result<Outcome, Diagnostic> {
    let bindings = super::bindings(context.builder, invocation.clause("with"))?;
    let mut target = Target::of(context.builder, inner)?.with(context.builder, &bindings);
    if let Some(error) = target.missing_value(context.builder, expr.span, &format!("check {}'", target.label)) {
        return Err(error);
    }
    let [x] = target.unknowns.as_slice() else {
        return Err(Diagnostic::error(
            "many-unknowns",
            format!("`{}` has {} unknowns", target.label, target.unknowns.len()),
            expr.span,
        )
        .help("a prime needs a function of one unknown"));
    };
    let x = *x;
    if order > 1 {
        target.expr = context.builder.derived(target.expr, x, order - 1, expr.span)?;
    }
    let derivative = context.builder.derived(target.expr, x, 1, expr.span)?;
    let graph = context.builder.graph();
    let derivative = calculus::present(graph, derivative);
    let failed = |e: crate::tape::LowerError| Diagnostic::error("no-value", e.to_string(), expr.span);
    let function = lower(graph, &[target.expr], &[x]).map_err(failed)?;
    let claimed = lower(graph, &[derivative], &[x]).map_err(failed)?;
    let mut work = Vec::new();
    let mut compared = Vec::new();
    for at in sample_points() {
        let slope = claimed.value(&[at], &mut work);
        if !slope.is_finite() || !function.value(&[at], &mut work).is_finite() {
            continue;
        }
        let estimate = finite_difference::derivative(&mut |x| function.value(&[x], &mut work), at);
        let size = slope.abs().max(estimate.value.abs()).max(1e-300);
        // Near a kink, a pole or the edge of its domain no difference quotient settles: nothing to compare with.
        if estimate.value.is_finite() && estimate.error <= 1e-4 * size.max(1e-6) {
            let error = (slope - estimate.value).abs() / size.max(1e-6);
            compared.push((at, error, estimate.agrees_with(slope, 100.0) || error < 1e-7));
            if compared.len() >= POINTS {
                break;
            }
        }
        if context.host.interrupt().is_set() {
            break;
        }
    }
    Ok(derivative_outcome(&compared, &target.label, &target.names[0], expr.span))
}

fn derivative_outcome(compared: &[(f64, f64, bool)], label: &str, unknown: &str, span: Span) -> Outcome {
    let Some(worst) = compared.iter().copied().max_by(|a, b| a.1.total_cmp(&b.1)) else {
        let failed = Diagnostic::error("check-failed", "there is no point where the two could be compared", span);
        let output =
            Output::new("check", "not checked").field("holds", false).field("what", "derivative").field("points", 0);
        return Outcome { output, value: None, failed: Some(failed) };
    };
    let wrong = compared.iter().find(|c| !c.2);
    let (low, high) = compared.iter().fold((f64::MAX, f64::MIN), |(l, h), c| (l.min(c.0), h.max(c.0)));
    let text = format!(
        "{} at {} points from {} to {}: largest difference {} at {unknown} = {}",
        if wrong.is_none() { "holds" } else { "does not hold" },
        compared.len(),
        format::significant(low, 4),
        format::significant(high, 4),
        format::significant(worst.1, 2),
        format::significant(worst.0, 4),
    );
    let output = Output::new("check", text.clone())
        .field("holds", wrong.is_none())
        .field("what", "derivative")
        .field("points", compared.len())
        .number("worst", worst.1)
        .number("at", worst.0);
    let failed = wrong.map(|_| {
        Diagnostic::error(
            "check-failed",
            format!("the derivative of {label} differs from its difference quotients"),
            span,
        )
        .label(text)
    });
    Outcome { output, value: None, failed }
}

/// Points between the integers, near and far, on both sides of 0; always the same.
fn sample_points() -> impl Iterator<Item = f64> {
    // The golden ratio spreads the points without a pattern that could meet a period.
    let spread = (0..2000_u32).map(|i| (f64::from(i) * 0.618_033_988_749_894_9).fract());
    spread.enumerate().map(|(i, u)| {
        // Far out only once the first points have shown nothing to compare.
        let reach = if i < 1000 { [1.0, 3.0, 10.0, 0.1, 30.0][i % 5] } else { [100.0, 1e3, 1e4, 1e5][i % 4] };
        (2.0 * u - 1.0) * reach
    })
}

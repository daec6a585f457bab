//! `check r`: a run against the closed form.

use serde_json::Value as Json;

use super::super::{Invocation, Outcome};
use crate::diagnostic::Diagnostic;
use crate::expr::evaluate_closed;
use crate::numeric::format;
use crate::session::acceptance::{Fact, facts};
use crate::session::output::double;
use crate::session::record::RunRecord;
use crate::session::{Builder, Output};
use crate::source::Span;

/// How near a run must come: relative to 1 + the minimiser's size.
const TOLERANCE: f64 = 1e-6;

/// What `within` allows.
pub(super) fn tolerance(builder: &mut Builder<'_>, invocation: &Invocation) -> Result<f64, Diagnostic> {
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
pub(super) struct Verdict {
    holds: bool,
    text: String,
    error: f64,
    at: Vec<f64>,
    facts: Vec<Fact>,
}

impl Verdict {
    /// The same, with what else speaks for the end of the run or against it.
    pub(super) fn with_facts(mut self, builder: &mut Builder<'_>, run: &RunRecord, tolerance: f64) -> Verdict {
        self.facts = facts(builder.graph(), run, tolerance);
        self
    }
}

/// A run against the nearest exact minimum.
pub(super) fn against_minimum(run: &RunRecord, tolerance: f64, span: Span) -> Result<Verdict, Diagnostic> {
    let Some(end) = run.run.last() else {
        return Err(Diagnostic::error("check-failed", "this run has no iterate", span));
    };
    // With a penalty the run seeks something else than the least value of its function.
    let known = if run.run.adjustments.has_penalty() { &[][..] } else { &run.minimisers[..] };
    let nearest = known.iter().map(|m| (relative_distance(&end.x, &m.x), m)).min_by(|a, b| a.0.total_cmp(&b.0));
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
    Ok(Verdict { holds, text, error, at: end.x.clone(), facts: Vec::new() })
}

/// The distance relative to 1 + the size of the exact point.
fn relative_distance(x: &[f64], exact: &[f64]) -> f64 {
    let gap: f64 = x.iter().zip(exact).map(|(a, b)| (a - b) * (a - b)).sum();
    let size: f64 = exact.iter().map(|v| v * v).sum();
    gap.sqrt() / (1.0 + size.sqrt())
}

/// What is said of some runs.
pub(super) fn outcome(verdicts: Vec<Verdict>, span: Span, what: &str) -> Outcome {
    let holds = verdicts.iter().all(|v| v.holds);
    let lines = |v: &Verdict| [v.text.clone()].into_iter().chain(v.facts.iter().map(|f| f.text.clone())).collect();
    let text: Vec<String> = verdicts.iter().flat_map::<Vec<String>, _>(lines).collect();
    let facts: Vec<Json> = verdicts.iter().flat_map(|v| v.facts.iter().map(Fact::json)).collect();
    let worst = verdicts.iter().max_by(|a, b| a.error.total_cmp(&b.error));
    let mut output = Output::new("check", text.join("\n"))
        .field("holds", holds)
        .field("what", "run")
        .field("points", verdicts.len())
        .field("facts", facts);
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

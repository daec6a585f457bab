//! `check r`: a run against the closed form.

use super::super::{Invocation, Outcome};
use crate::diagnostic::Diagnostic;
use crate::expr::double_of;
use crate::numeric::format;
use crate::output::{Block, Datum, Output};
use crate::session::Builder;
use crate::session::acceptance::{AcceptanceFact, facts};
use crate::session::record::RunRecord;
use crate::source::Span;

/// How near a run must come: relative to 1 + the minimiser's size.
const TOLERANCE: f64 = 1e-6;

/// The tolerance of the clause `within`.
pub(super) fn tolerance(builder: &mut Builder<'_>, invocation: &Invocation) -> Result<f64, Diagnostic> {
    let Some(within) = invocation.clause("within") else { return Ok(TOLERANCE) };
    let id = builder.scalar(within.value()?)?;
    let value = double_of(&builder.session.graph, id);
    if value.is_finite() && value >= 0.0 {
        Ok(value)
    } else {
        Err(Diagnostic::error("bad-tolerance", "the tolerance must be a number, 0 or more", within.value_span()))
    }
}

/// Whether one run came near enough, with a line about it.
pub(super) struct RunCheck {
    holds: bool,
    text: String,
    /// The relative distance from the nearest exact minimum, or why none is known.
    error: Result<f64, String>,
    at: Vec<f64>,
    facts: Vec<AcceptanceFact>,
}

/// A run against the nearest exact minimum where one is known; by its facts alone elsewhere.
pub(super) fn judged(
    builder: &mut Builder<'_>,
    run: &RunRecord,
    tolerance: f64,
    span: Span,
) -> Result<RunCheck, Diagnostic> {
    let facts = facts(builder.graph(), run, tolerance);
    let mut verdict = match against_minimum(run, tolerance, span)? {
        Some(verdict) => verdict,
        None => by_facts(run, &facts),
    };
    verdict.facts = facts;
    Ok(verdict)
}

/// The verdict on one of several runs: facts count only where no minimum is known, and only those against it are listed.
pub(super) fn judged_in_short(
    builder: &mut Builder<'_>,
    run: &RunRecord,
    tolerance: f64,
    span: Span,
) -> Result<RunCheck, Diagnostic> {
    if let Some(verdict) = against_minimum(run, tolerance, span)? {
        return Ok(verdict);
    }
    let mut facts = facts(builder.graph(), run, tolerance);
    let mut verdict = by_facts(run, &facts);
    facts.retain(|fact| fact.pass == Some(false));
    verdict.facts = facts;
    Ok(verdict)
}

/// A run without a known exact minimum: it holds if some fact speaks for its end and none against it.
fn by_facts(run: &RunRecord, facts: &[AcceptanceFact]) -> RunCheck {
    let against = facts.iter().filter(|f| f.pass == Some(false)).count();
    let open = facts.iter().filter(|f| f.pass.is_none()).count();
    let unknown = run.unknown_minimum.as_ref();
    let is_lost = unknown.is_some_and(|u| u.proved_none) && run.run.verdict != crate::descent::Verdict::Converged;
    let holds = against == 0 && open < facts.len() && !is_lost;
    let why = if run.run.adjustments.has_penalty() {
        "the run makes its function small together with a penalty".to_string()
    } else {
        unknown.map_or_else(|| "no exact minimum was found".to_string(), |u| u.why.clone())
    };
    let counted = match (against, open) {
        (0, _) if is_lost => "the function has no least value, and the run has not converged".to_string(),
        (0, 0) => "every fact speaks for its end".to_string(),
        (0, 1) => "nothing speaks against its end, and one fact is open".to_string(),
        (0, n) => format!("nothing speaks against its end, and {n} facts are open"),
        (1, _) => "one fact speaks against its end".to_string(),
        (n, _) => format!("{n} facts speak against its end"),
    };
    let text = format!(
        "{}{} after {} step{}: {counted}\nopen  the distance from an exact minimum is not known: {why}",
        prefix(run),
        word(holds),
        run.run.steps,
        plural(run)
    );
    let at = run.run.last().map_or_else(Vec::new, |end| end.x.to_vec());
    RunCheck { holds, text, error: Err(why), at, facts: Vec::new() }
}

fn prefix(run: &RunRecord) -> String {
    if run.label.is_empty() { String::new() } else { format!("{}: ", run.label) }
}

fn plural(run: &RunRecord) -> &'static str {
    if run.run.steps == 1 { "" } else { "s" }
}

fn word(holds: bool) -> &'static str {
    if holds { "holds" } else { "does not hold" }
}

/// A run against the nearest exact minimum that is known.
fn against_minimum(run: &RunRecord, tolerance: f64, span: Span) -> Result<Option<RunCheck>, Diagnostic> {
    let Some(end) = run.run.last() else {
        return Err(Diagnostic::error("check-failed", "this run has no iterate", span));
    };
    // With a penalty the run minimises another function.
    let known = if run.run.adjustments.has_penalty() { &[][..] } else { &run.minimisers[..] };
    let nearest = known.iter().map(|m| (relative_distance(end.x, &m.x), m)).min_by(|a, b| a.0.total_cmp(&b.0));
    let Some((error, minimum)) = nearest else { return Ok(None) };
    let holds = error <= tolerance;
    let text = format!(
        "{}{} after {} step{}: relative distance {} from the exact minimum at {} (allowed: {})",
        prefix(run),
        word(holds),
        run.run.steps,
        plural(run),
        format::significant(error, 3),
        run.run.labels.point(&minimum.exact),
        format::significant(tolerance, 3),
    );
    Ok(Some(RunCheck { holds, text, error: Ok(error), at: end.x.to_vec(), facts: Vec::new() }))
}

/// The distance relative to 1 + the size of the exact point.
fn relative_distance(x: &[f64], exact: &[f64]) -> f64 {
    let gap: f64 = x.iter().zip(exact).map(|(a, b)| (a - b) * (a - b)).sum();
    let size: f64 = exact.iter().map(|v| v * v).sum();
    gap.sqrt() / (1.0 + size.sqrt())
}

/// What is said of some runs.
pub(super) fn outcome(verdicts: Vec<RunCheck>, span: Span, what: &str) -> Outcome {
    let holds = verdicts.iter().all(|v| v.holds);
    let lines = verdicts.iter().flat_map(|v| [&v.text].into_iter().chain(v.facts.iter().map(|f| &f.text)));
    let facts: Vec<Datum> = verdicts.iter().flat_map(|v| v.facts.iter().map(AcceptanceFact::datum)).collect();
    let known = verdicts.iter().filter_map(|v| v.error.as_ref().ok().map(|error| (*error, v)));
    let worst = known.max_by(|a, b| a.0.total_cmp(&b.0));
    let mut output = Output::new("check")
        .with_all(lines.flat_map(|line| Block::page(line)))
        .field("holds", holds)
        .field("what", "run")
        .field("points", verdicts.len())
        .field("facts", facts);
    if let Some(why) = verdicts.iter().find_map(|v| v.error.as_ref().err()) {
        output = output.field("unknown", why.clone());
    }
    if let Some((error, worst)) = worst {
        output = output.number("worst", error).field("at", Datum::numbers(&worst.at));
    }
    let failed = (!holds).then(|| {
        let known = verdicts.iter().any(|v| !v.holds && v.error.is_ok());
        let missed = if known { "the exact minimum" } else { "a point that passes for a minimum" };
        Diagnostic::error("check-failed", format!("{what} did not reach {missed}"), span)
            .help("give it more steps or a better rate, or allow more: check … within 1e-3")
    });
    Outcome { output, value: None, failed, reason: None }
}

//! Is the result of a run acceptable? The facts that speak for it or against it, each with its number.

use super::record::RunRecord;
use crate::algebra;
use crate::descent::verdict::{distance, is_held};
use crate::descent::{Iterate, Verdict};
use crate::expr::{Graph, Symbol};
use crate::numeric::budget::unknowns;
use crate::numeric::eigen::symmetric_eigenvalues;
use crate::numeric::format::{TABLE_DIGITS, significant};
use crate::output::Datum;
use crate::tape::lower;

/// An eigenvalue smaller than this part of the largest is as good as zero.
const FLAT: f64 = 1e-10;

/// A change smaller than this part of the value's size is none.
const AT_REST: f64 = 1e-11;

/// One fact about the end of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct AcceptanceFact {
    /// Its subject: `gradient`, `hessian`, `still falling`.
    pub what: &'static str,
    /// Its number.
    pub value: f64,
    /// Does it speak for the result? `None` where it decides nothing.
    pub pass: Option<bool>,
    /// The line.
    pub text: String,
}

impl AcceptanceFact {
    /// The fact for programs.
    pub fn datum(&self) -> Datum {
        Datum::object([
            ("what", self.what.into()),
            ("value", Datum::Number(self.value)),
            ("pass", self.pass.into()),
            ("text", (&self.text).into()),
        ])
    }
}

/// The line of a fact: `pass  |f'| is 1e-11, below 1e-6`.
fn fact(what: &'static str, value: f64, pass: Option<bool>, text: &str) -> AcceptanceFact {
    let word = match pass {
        Some(true) => "pass",
        Some(false) => "fail",
        None => "open",
    };
    AcceptanceFact { what, value, pass, text: format!("{word}  {text}") }
}

fn number(value: f64) -> String {
    significant(value, TABLE_DIGITS)
}

/// Gradient, second derivatives, and whether the run still falls, at the end of a run.
pub fn facts(graph: &mut Graph, record: &RunRecord, tolerance: f64) -> Vec<AcceptanceFact> {
    let Some(last) = record.run.last() else { return Vec::new() };
    let mut facts = Vec::new();
    let size = record.run.gradient_size();
    let small = last.norm <= tolerance;
    let relation = if small { "at most" } else { "more than" };
    let text = format!("{size} is {}, {relation} {}", number(last.norm), number(tolerance));
    facts.push(fact("gradient", last.norm, Some(small), &text));
    let free: Vec<usize> = (0..last.x.len()).filter(|&i| !is_held(&record.run.adjustments, last, i)).collect();
    facts.extend(held(record, last, &free));
    facts.extend(bend(graph, record, last.x, &free));
    // With a penalty the value alone may well rise.
    if !record.run.adjustments.has_penalty() {
        facts.extend(movement(record, tolerance));
    }
    facts.push(outcome(record));
    facts
}

/// The conditions of Karush, Kuhn and Tucker at edges of the box and kinks of L1.
fn held(record: &RunRecord, last: Iterate<'_>, free: &[usize]) -> Option<AcceptanceFact> {
    let run = &record.run;
    let forces = (0..last.x.len()).filter(|i| !free.contains(i)).map(|i| {
        let slope = last.gradient[i] + run.adjustments.weight_decay * last.x[i];
        (i, slope.abs())
    });
    let (first, least) = forces.min_by(|a, b| a.1.total_cmp(&b.1))?;
    let by = match (run.adjustments.bounds.is_some(), run.adjustments.l1 != 0.0) {
        (true, false) => "the edge of the box",
        (false, _) => "the weight on |x|",
        (true, true) => "the edge of the box or the weight on |x|",
    };
    let held = last.x.len() - free.len();
    let text = match held {
        1 => format!("{by} holds {}, against a slope of {}", record.names[first], number(least)),
        _ => format!("{by} holds {held} unknowns, against slopes of {} at least", number(least)),
    };
    Some(fact("held", least, Some(true), &text))
}

/// The lowest eigenvalue of the Hessian restricted to the unknowns that are free to move.
fn bend(graph: &mut Graph, record: &RunRecord, x: &[f64], free: &[usize]) -> Option<AcceptanceFact> {
    let n = x.len();
    if n > unknowns::HESSIAN || free.is_empty() {
        return None;
    }
    let unknowns: Vec<Symbol> = record.names.iter().map(|n| graph.symbol_id(n)).collect();
    let entries = algebra::hessian(graph, record.expr, &unknowns).concat();
    let tape = lower(graph, &entries, &unknowns).ok()?;
    let mut values = vec![0.0; entries.len()];
    tape.run(x, &mut Vec::new(), &mut values);
    let decay = record.run.adjustments.weight_decay;
    values.iter_mut().step_by(n + 1).for_each(|entry| *entry += decay);
    let part: Vec<f64> =
        free.iter().flat_map(|i| free.iter().map(|j| values[i * n + j]).collect::<Vec<f64>>()).collect();
    let (eigenvalues, _) = symmetric_eigenvalues(&part, free.len())?;
    let (lowest, highest) = (*eigenvalues.first()?, *eigenvalues.last()?);
    let name = match (n, decay == 0.0) {
        (1, true) => format!("{} is {}", record.run.labels.curvature(), number(lowest)),
        (_, false) => format!("the lowest eigenvalue of the Hessian with weight decay is {}", number(lowest)),
        (_, true) => format!("the lowest eigenvalue of the Hessian is {}", number(lowest)),
    };
    let flat = FLAT * lowest.abs().max(highest.abs()).max(1.0);
    let (pass, why) = if lowest > flat {
        (Some(true), "positive, as at a minimum")
    } else if lowest < -flat {
        (Some(false), "negative: it bends downwards, so this is no minimum")
    } else {
        (None, "as good as zero, which decides nothing")
    };
    Some(fact("hessian", lowest, pass, &format!("{name}, {why}")))
}

/// How much the last step still changed.
fn movement(record: &RunRecord, tolerance: f64) -> Option<AcceptanceFact> {
    let run = &record.run;
    let mut recent = run.recent.iter().rev();
    let (last, before) = (recent.next()?, recent.next()?);
    let (fall, target) = (before.value - last.value, run.labels.target());
    let enough = tolerance * tolerance.min(1.0) * (1.0 + last.value.abs());
    let changed = fall.abs() > enough;
    // What another step of this length would gain to first order; at an edge by the projected gradient.
    let left = last.norm * distance(last.x, before.x);
    let still = changed && !(fall > 0.0 && left <= enough);
    let text = match (still, fall > 0.0) {
        (false, true) if changed => format!(
            "{target} fell by {} in the last step, but {} leaves {} for another one as long",
            number(fall),
            run.gradient_size(),
            if left == 0.0 { "nothing".into() } else { format!("about {}", number(left)) }
        ),
        (true, true) => format!("{target} still fell by {} in the last step", number(fall)),
        (true, false) => format!("{target} rose by {} in the last step", number(-fall)),
        (false, _) if fall.abs() > AT_REST * (1.0 + last.value.abs()) => {
            format!("{target} changed by {} in the last step, at most {}", number(fall.abs()), number(enough))
        }
        (false, _) => format!("{target} changed by {} in the last step: it no longer falls", number(fall.abs())),
    };
    Some(fact("still falling", fall, Some(!still), &text))
}

/// The verdict as a fact.
fn outcome(record: &RunRecord) -> AcceptanceFact {
    let run = &record.run;
    let text = run.reason.first().cloned().unwrap_or_default();
    let pass = match run.verdict {
        Verdict::Converged => Some(true),
        Verdict::Diverges | Verdict::LeftDomain | Verdict::Oscillates | Verdict::Stalled => Some(false),
        Verdict::Descending | Verdict::Stopped | Verdict::Interrupted => None,
    };
    fact("verdict", run.certified.unwrap_or(f64::NAN), pass, &text)
}

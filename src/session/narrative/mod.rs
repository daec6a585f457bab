//! A run told in words: each step of a short one, the phases of a long one, and the end.

mod steps;
mod words;

use self::words::{SHORT, number};
use super::library;
use super::record::RunRecord;
use crate::descent::{Clip, Iterate, Iterates, Rate, Run, methods};

/// The part of the whole fall that counts as most of it.
const MOST: f64 = 0.9;
/// A run in which a greater part of the steps turns zigzags.
const ZIGZAG: f64 = 0.5;

/// A run in words, a line each.
pub fn narrative(record: &RunRecord) -> Vec<String> {
    let run = &*record.run;
    let Some(first) = run.iterates.first() else { return run.reason.clone() };
    let mut lines = vec![opening(record, first)];
    lines.extend(rule(run));
    lines.extend(adjusted(run));
    lines.extend(schedule(run));
    lines.extend(steps::told(run));
    if run.steps as usize > SHORT {
        lines.extend(phases(run));
    }
    lines.extend(run.notes.iter().cloned());
    let ended = format!("it ended because {}", run.ended);
    if !run.reason.iter().any(|r| r.contains(&run.ended)) {
        lines.push(ended);
    }
    lines.extend(run.reason.iter().cloned());
    lines.extend(crate::descent::closed_form(run));
    lines.extend(run.rates.clone());
    lines
}

fn opening(record: &RunRecord, first: Iterate<'_>) -> String {
    let run = &record.run;
    let (target, size) = (&run.labels.value, run.gradient_size());
    let start: Vec<String> = first.x.iter().map(|&v| number(v)).collect();
    let place = run.labels.point(&start);
    let rate = if record.rate.is_empty() { String::new() } else { format!(" with the rate {}", record.rate) };
    format!(
        "{}{rate} from {place}, where {target} is {} and {size} is {}",
        run.method,
        number(first.value),
        number(first.norm)
    )
}

/// What one step does.
fn rule(run: &Run) -> Option<String> {
    let base = run.method.split('(').next().unwrap_or_default();
    if base == steps::PLAIN {
        let unknowns = &run.labels.unknowns;
        let first = unknowns.first()?;
        let slope = match (&run.labels.name, unknowns.len()) {
            (Some(f), 1) => format!("{f}'({first})"),
            (None, 1) => "(the derivative)".into(),
            (Some(f), _) => format!("∂{f}/∂{first}"),
            (None, _) => format!("(the partial derivative by {first})"),
        };
        let others = if unknowns.len() == 1 { "" } else { ", and so for the others" };
        return Some(format!("each step: {first} <- {first} - rate·{slope}{others}"));
    }
    let written = library::find(base).map(|found| {
        let lines: Vec<&str> = found.optimizer.text.lines().skip(1).map(str::trim).collect();
        lines.join("; ")
    });
    let rule = written.or_else(|| methods::find(base).map(|m| m.rule.replace('\n', "; ")))?;
    Some(format!("its rule: {rule}"))
}

/// What is done to each step besides the rule, in its order.
fn adjusted(run: &Run) -> Option<String> {
    let asked = &run.adjustments;
    let mut parts = Vec::new();
    match asked.clip {
        Some(Clip::Norm(most)) => parts.push(format!("the gradient is shortened to the norm {}", number(most))),
        Some(Clip::Value(most)) => parts.push(format!("the entries of the gradient are cut to {}", number(most))),
        None => {}
    }
    if asked.weight_decay != 0.0 {
        parts.push(format!("weight decay adds {} of each unknown to its entry", number(asked.weight_decay)));
    }
    if !parts.is_empty() {
        parts.push("the rule moves the point".into());
    }
    if asked.l1 != 0.0 {
        let l1 = number(asked.l1);
        parts.push(format!("every unknown goes by rate·{l1} towards 0, and stays there if it would pass it"));
    }
    if let Some(bounds) = &asked.bounds {
        let side =
            |(name, (low, high)): (&String, &(f64, f64))| format!("{name} in {}..{}", number(*low), number(*high));
        let sides: Vec<String> = run.labels.unknowns.iter().zip(bounds).take(steps::MAX_UNKNOWNS).map(side).collect();
        let more = if bounds.len() > sides.len() { ", …" } else { "" };
        parts.push(format!("the point is put back into the box {}{more}", sides.join(", ")));
    }
    match parts.as_slice() {
        [] => None,
        [one] => Some(format!("after each step {one}")),
        all => Some(format!("in each step, in this order: {}", all.join("; "))),
    }
}

/// The schedule of a rate that changes.
fn schedule(run: &Run) -> Option<String> {
    let rule = match &run.rate {
        Rate::Constant { .. } => return None,
        Rate::Formula { text, .. } => format!("the rate of step k is {text}"),
        Rate::Schedule { schedule, text } => {
            format!("the rate follows {text}: {}, where t = k - 1", schedule.definition().formula)
        }
    };
    let rates = |all: &Iterates| all.iter().filter_map(|i| i.rate).collect::<Vec<f64>>();
    let (first, last) = (*rates(&run.opening).first()?, *rates(&run.recent).last()?);
    Some(format!("{rule}; it is {} at the first step and {} at the last", number(first), number(last)))
}

/// What the long run did between its start and its end.
fn phases(run: &Run) -> Vec<String> {
    let (Some(first), Some(last)) = (run.iterates.first(), run.last()) else { return Vec::new() };
    let target = run.labels.target();
    let mut lines = Vec::new();
    let fall = first.value - last.value;
    if fall > 0.0
        && let Some(most) = run.iterates.iter().find(|i| first.value - i.value >= MOST * fall)
        && last.k > 0
    {
        let percent = (MOST * 100.0).round();
        let (from, to) = (number(first.value), number(most.value));
        lines.push(format!(
            "the first {} of {} steps do {percent}% of the fall: {target} goes from {from} to {to}",
            most.k, last.k
        ));
        if most.k > 0 && last.k >= 4 * most.k {
            let rest = last.k - most.k;
            let end = number(last.value);
            lines.push(format!("the other {rest} steps are the slow part: {target} goes on to {end}"));
        }
    }
    // Turns and rises can be counted only where every step is kept.
    let whole = run.iterates.len() as u64 == last.k + 1;
    let (seen, which) = if whole { (&run.iterates, "") } else { (&run.recent, " of the last ones") };
    let seen: Vec<Iterate<'_>> = seen.iter().collect();
    let rises = seen.windows(2).filter(|w| w[1].value > w[0].value).count();
    let all = seen.len() - 1;
    if rises > 0 {
        lines.push(format!("{target} rises in {rises} of {all} steps{which}"));
    } else if whole {
        lines.push(format!("{target} never rises"));
    }
    let turns = seen.windows(3).filter(|w| turns_back(w[0].x, w[1].x, w[2].x)).count();
    if all > 1 && turns as f64 > ZIGZAG * (all - 1) as f64 {
        lines.push(format!("it zigzags: {turns} of {all} steps{which} turn back against the one before"));
    }
    lines
}

/// Is the angle between two steps above 90 degrees?
fn turns_back(a: &[f64], b: &[f64], c: &[f64]) -> bool {
    let product: f64 = a.iter().zip(b).zip(c).map(|((a, b), c)| (b - a) * (c - b)).sum();
    product < 0.0
}

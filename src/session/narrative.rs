//! A run told in words: each step of a short one, the phases of a long one, and the end.

use super::library;
use super::record::RunRecord;
use crate::descent::{Iterate, Run, methods};
use crate::numeric::format::{TABLE_DIGITS, significant};

/// Runs with up to so many steps are told step by step; of longer ones the first steps are.
const SHORT: usize = 12;
const FIRST: usize = 3;
/// With more unknowns steps are told by their lengths only.
const MAX_UNKNOWNS: usize = 4;
/// The part of the whole fall that counts as most of it.
const MOST: f64 = 0.9;
/// Where a turn is common, the run zigzags.
const ZIGZAG: f64 = 0.5;

/// A run in words, a line each.
pub fn narrative(record: &RunRecord) -> Vec<String> {
    let run = &*record.run;
    let Some(first) = run.iterates.first() else { return run.reason.clone() };
    let mut lines = vec![opening(record, first)];
    lines.extend(rule(run));
    lines.extend(steps(run));
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

fn number(value: f64) -> String {
    significant(value, TABLE_DIGITS)
}

/// A number behind an operator: a negative one in brackets.
fn operand(value: f64) -> String {
    if value < 0.0 { format!("({})", number(value)) } else { number(value) }
}

fn opening(record: &RunRecord, first: &Iterate) -> String {
    let run = &record.run;
    let (target, size) = (&run.labels.value, run.gradient_size());
    let start: Vec<String> = first.x.iter().map(|&v| number(v)).collect();
    let place = run.labels.point(&start);
    format!(
        "{} with the rate {} from {place}, where {target} is {} and {size} is {}",
        run.method,
        run.rate.text(),
        number(first.value),
        number(first.norm)
    )
}

/// What one step does.
fn rule(run: &Run) -> Option<String> {
    let base = run.method.split('(').next().unwrap_or_default();
    if is_plain(run) {
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

fn is_plain(run: &Run) -> bool {
    run.method == "gd" && run.adjustments.is_none()
}

/// The first steps, or all of a short run.
fn steps(run: &Run) -> Vec<String> {
    let count = if run.steps as usize <= SHORT { SHORT } else { FIRST };
    let known: &[Iterate] = if run.iterates.len() as u64 == run.steps + 1 { &run.iterates } else { &run.opening };
    known.windows(2).take(count).map(|pair| step(run, &pair[0], &pair[1])).collect()
}

fn step(run: &Run, from: &Iterate, to: &Iterate) -> String {
    let (k, target) = (to.k, run.labels.target());
    let change = if to.value < from.value {
        "falls"
    } else if to.value > from.value {
        "rises"
    } else {
        "stays"
    };
    let then = match change {
        "stays" => format!("{target} stays {}", number(to.value)),
        _ => format!("{target} {change} from {} to {}", number(from.value), number(to.value)),
    };
    let rate = to.rate.unwrap_or(f64::NAN);
    let moved: Vec<String> = run
        .labels
        .unknowns
        .iter()
        .enumerate()
        .map(|(i, name)| {
            let (old, new) = (from.x[i], to.x[i]);
            // A clipped step, or one that a box has cut short, is not this sum.
            let sum = old - rate * from.gradient[i];
            if is_plain(run) && (sum - new).abs() <= 1e-9 * (1.0 + old.abs().max(new.abs())) {
                let sum = format!("{} - {}·{}", number(old), operand(rate), operand(from.gradient[i]));
                format!("{name} = {}", equals(&sum, new))
            } else {
                format!("{name} goes from {} to {}", number(old), number(new))
            }
        })
        .collect();
    if moved.len() > MAX_UNKNOWNS {
        let length = crate::descent::verdict::distance(&from.x, &to.x);
        return format!("step {k}: moves by {}; {then}", number(length));
    }
    format!("step {k}: {}; {then}", moved.join(", "))
}

/// `7 - 0.1·18 = 5.2`, or `≈` where the shown digits are not all.
fn equals(sum: &str, value: f64) -> String {
    let shown = number(value);
    let exact = shown.parse::<f64>().is_ok_and(|v| (v - value).abs() <= 1e-14 * v.abs());
    let sign = if exact { "=" } else { "≈" };
    format!("{sum} {sign} {shown}")
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
    // Turns and rises are counted where no step is missing.
    let whole = run.iterates.len() as u64 == last.k + 1;
    let (seen, which) = if whole { (&run.iterates, "") } else { (&run.recent, " of the last ones") };
    let rises = seen.windows(2).filter(|w| w[1].value > w[0].value).count();
    let all = seen.len() - 1;
    if rises > 0 {
        lines.push(format!("{target} rises in {rises} of {all} steps{which}"));
    } else if whole {
        lines.push(format!("{target} never rises"));
    }
    let turns = seen.windows(3).filter(|w| turns_back(&w[0].x, &w[1].x, &w[2].x)).count();
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

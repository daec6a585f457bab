//! The steps of a run, one line each: what the gradient was, what was done to it, and where the point went.

use super::words::{FIRST, SHORT, number, operand};
use crate::descent::verdict::distance;
use crate::descent::{Adjustments, Iterate, Run, norm};

/// The method whose steps are written out as sums.
pub(super) const PLAIN: &str = "gd";

/// With more unknowns steps are told by their lengths only.
pub(super) const MAX_UNKNOWNS: usize = 4;

/// The first steps, or all of a short run.
pub(super) fn told(run: &Run) -> Vec<String> {
    let count = if run.steps as usize <= SHORT { SHORT } else { FIRST };
    let known = if run.iterates.len() as u64 == run.steps + 1 { &run.iterates } else { &run.opening };
    known.iter().zip(known.iter().skip(1)).take(count).map(|(from, to)| step(run, from, to)).collect()
}

fn step(run: &Run, from: Iterate<'_>, to: Iterate<'_>) -> String {
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
    let mut parts = before(run, from, to);
    let names = &run.labels.unknowns;
    if names.len() > MAX_UNKNOWNS {
        let length = distance(from.x, to.x);
        parts.push(format!("moves by {}", number(length)));
    } else {
        let sums = sums(run, from, to).unwrap_or_else(|| {
            let goes = |i: usize| format!("goes from {} to {}{}", number(from.x[i]), number(to.x[i]), edge(run, to, i));
            (0..names.len()).map(goes).collect()
        });
        let moved: Vec<String> = names.iter().zip(&sums).map(|(name, sum)| format!("{name} {sum}")).collect();
        parts.push(moved.join(", "));
    }
    format!("step {k}: {}; {then}", parts.join("; "))
}

/// The adjustments before the rule: the gradient clipped and with weight decay, the rate of this step.
fn before(run: &Run, from: Iterate<'_>, to: Iterate<'_>) -> Vec<String> {
    let asked = &run.adjustments;
    let mut parts = Vec::new();
    let clip = Adjustments { clip: asked.clip, ..Adjustments::default() };
    let (mut clipped, mut directed) = (from.gradient.to_vec(), from.gradient.to_vec());
    clip.direct(from.x, &mut clipped);
    asked.direct(from.x, &mut directed);
    let (what, size): (&str, fn(&[f64]) -> String) = match from.x.len() {
        1 => ("the derivative", |g| g.iter().map(|v| number(*v)).collect()),
        n if n <= MAX_UNKNOWNS => ("the gradient", |g| {
            let entries: Vec<String> = g.iter().map(|v| number(*v)).collect();
            format!("({})", entries.join(", "))
        }),
        _ => ("the norm of the gradient", |g| number(norm(g))),
    };
    if clipped != from.gradient {
        parts.push(format!("{what} is clipped from {} to {}", size(from.gradient), size(&clipped)));
    }
    if directed != clipped {
        parts.push(format!("weight decay makes {what} {}", size(&directed)));
    }
    if let (None, Some(rate)) = (run.rate.fixed(), to.rate)
        && run.method != PLAIN
    {
        parts.push(format!("the rate is {}", number(rate)));
    }
    parts
}

/// `= 7 - 0.1·18 = 5.2` for each unknown, with what L1 and the box do to it; none where the step is not that sum.
fn sums(run: &Run, from: Iterate<'_>, to: Iterate<'_>) -> Option<Vec<String>> {
    let (asked, rate) = (&run.adjustments, to.rate?);
    if run.method.split('(').next() != Some(PLAIN) {
        return None;
    }
    let mut directed = from.gradient.to_vec();
    asked.direct(from.x, &mut directed);
    let summed: Vec<f64> = from.x.iter().zip(&directed).map(|(x, g)| x - rate * g).collect();
    let mut shrunk = summed.clone();
    asked.shrink(&mut shrunk, rate);
    let mut put_back = shrunk.clone();
    asked.project(&mut put_back);
    let same = |i: usize| (put_back[i] - to.x[i]).abs() <= 1e-9 * (1.0 + from.x[i].abs().max(to.x[i].abs()));
    let text = |i: usize| {
        let sum = format!("{} - {}·{}", number(from.x[i]), operand(rate), operand(directed[i]));
        let mut text = format!("= {}", equals(&sum, summed[i]));
        if shrunk[i] != summed[i] {
            let by = (shrunk[i] - summed[i]).abs();
            text += &format!(", {} towards 0 to {}", number(by), number(shrunk[i]));
        }
        if put_back[i] != shrunk[i] {
            text += &format!(", put back to {}{}", number(to.x[i]), edge(run, to, i));
        }
        text
    };
    let n = from.x.len();
    (0..n).all(same).then(|| (0..n).map(text).collect())
}

/// Does the point lie on an edge of the box?
fn edge(run: &Run, at: Iterate<'_>, i: usize) -> &'static str {
    let bounds = run.adjustments.bounds.as_ref().and_then(|b| b.get(i));
    if bounds.is_some_and(|(low, high)| at.x[i] == *low || at.x[i] == *high) { ", the edge of the box" } else { "" }
}

/// `7 - 0.1·18 = 5.2`, or `≈` where the shown digits are not all.
fn equals(sum: &str, value: f64) -> String {
    let shown = number(value);
    let exact = shown.parse::<f64>().is_ok_and(|v| (v - value).abs() <= 1e-14 * v.abs());
    let sign = if exact { "=" } else { "≈" };
    format!("{sum} {sign} {shown}")
}

//! Several runs of one statement side by side: a table, what they ended at, and how many ended how.

use std::rc::Rc;

use serde_json::{Value as Json, json};
use unicode_width::UnicodeWidthStr;

use super::run::{RunRecord, point, run_fields};
use crate::descent::{Ending, Run, Verdict, verdict};
use crate::numeric::format::significant;
use crate::session::Output;
use crate::session::output::double;

/// The most rows that are shown of a sweep in their order.
const MAX_ROWS: usize = 40;
/// Of more runs so many are shown, the lowest first.
const BEST: usize = 20;
/// Of so many runs each is told why it ended as it did.
const FEW: usize = 8;
/// With more unknowns than this the table leaves their columns out.
const MOST_COLUMNS: usize = 6;
/// So many end points are named; the others are counted.
const MOST_ENDS: usize = 8;
/// End points so near to each other count as one, relative to one plus their size.
const SAME_END: f64 = 1e-4;

/// The run with the least final value: the first of them if there are several; none if no run has a value.
pub fn best(runs: &[Rc<RunRecord>]) -> Option<&Rc<RunRecord>> {
    let valued = runs.iter().filter_map(|r| r.run.last().map(|it| (r, it.value)));
    valued.reduce(|best, next| if next.1 < best.1 { next } else { best }).map(|(r, _)| r)
}

/// A sweep as output: a row for each run, then what became of it.
pub fn runs_output(runs: &[Rc<RunRecord>]) -> Output {
    let mut text = preface(runs);
    text += &sweep_table(runs);
    if runs.len() <= FEW {
        for record in runs {
            for line in own_preface(runs, record).into_iter().chain(why(&record.run)) {
                text += &format!("\n{}: {line}", record.label);
            }
        }
    } else {
        text += &format!("\n{}", tally(runs));
    }
    let ends = ends(runs);
    if differs(runs, |r| &r.start) {
        text += &ends_sentence(&ends, runs.len()).map_or(String::new(), |s| format!("\n{s}"));
    }
    let all: Vec<Json> = runs.iter().map(|r| Json::Object(run_fields(r))).collect();
    let names = runs.first().map_or(&[][..], |r| &r.names);
    let ends: Vec<Json> = ends
        .iter()
        .map(|e| json!({ "x": point(names, e.x()), "value": double(e.value()), "runs": e.runs.len() }))
        .collect();
    Output::new("runs", text.trim_end()).field("runs", all).field("ends", ends)
}

/// What was chosen for all runs alike.
fn preface(runs: &[Rc<RunRecord>]) -> String {
    let mut lines = Vec::new();
    if let Some(seed) = runs.iter().find_map(|r| r.seed) {
        lines.push(format!("random starts (seed {seed})"));
    }
    if let Some(first) = runs.first() {
        lines.extend(first.preface.iter().filter(|l| runs.iter().all(|r| r.preface.contains(l))).cloned());
    }
    if lines.is_empty() { String::new() } else { lines.join("\n") + "\n\n" }
}

/// What was chosen for this run and not for all of them; of random starts the table tells enough.
fn own_preface<'a>(runs: &[Rc<RunRecord>], record: &'a RunRecord) -> Vec<&'a String> {
    let own = |l: &&String| !l.starts_with("random start ") && runs.iter().any(|r| !r.preface.contains(l));
    record.preface.iter().filter(own).collect()
}

/// The sentence that the table does not tell: why, where that is known.
fn why(run: &Run) -> Option<&String> {
    let told = matches!(run.verdict, Verdict::Converged | Verdict::Descending);
    run.reason.get(usize::from(told && run.reason.len() > 1))
}

fn differs<T: PartialEq + ?Sized>(runs: &[Rc<RunRecord>], of: impl Fn(&RunRecord) -> &T) -> bool {
    runs.windows(2).any(|w| of(&w[0]) != of(&w[1]))
}

/// What the table has columns for.
struct Columns {
    start: bool,
    method: bool,
    rate: bool,
    unknowns: bool,
    hessians: bool,
}

fn sweep_table(runs: &[Rc<RunRecord>]) -> String {
    let Some(first) = runs.first() else { return String::new() };
    let columns = Columns {
        start: differs(runs, |r| &r.start),
        method: differs(runs, |r| r.run.method.as_str()),
        rate: differs(runs, |r| &r.rate),
        unknowns: first.names.len() <= MOST_COLUMNS,
        hessians: runs.iter().any(|r| r.run.evaluations.hessians > 0),
    };
    let mut numbered: Vec<(usize, &Rc<RunRecord>)> = (1..).zip(runs).collect();
    if runs.len() > MAX_ROWS {
        let value = |r: &RunRecord| r.run.last().map_or(f64::INFINITY, |it| it.value);
        numbered.sort_by(|a, b| value(a.1).total_cmp(&value(b.1)));
        numbered.truncate(BEST);
    }
    let mut table = vec![head(first, &columns)];
    table.extend(numbered.iter().map(|(i, r)| row(*i, r, &columns)));
    let mut text = align(&table).join("\n");
    if runs.len() > MAX_ROWS {
        text += &format!("\n⋮ (the {BEST} lowest of {} runs)", runs.len());
    }
    text + "\n"
}

fn head(first: &RunRecord, columns: &Columns) -> Vec<String> {
    let mut head = vec!["run".to_string()];
    let optional = [(columns.start, "start"), (columns.method, "method"), (columns.rate, "rate")];
    head.extend(optional.iter().filter(|(shown, _)| *shown).map(|(_, word)| word.to_string()));
    if columns.unknowns {
        head.extend(first.names.iter().cloned());
    }
    head.extend([first.heading.clone(), "steps".into(), "evaluations".into(), "verdict".into()]);
    head
}

fn row(number: usize, record: &RunRecord, columns: &Columns) -> Vec<String> {
    let run = &record.run;
    let mut row = vec![number.to_string()];
    if columns.start {
        let start = if columns.unknowns { record.start.clone() } else { format!("start {number}") };
        row.push(start);
    }
    if columns.method {
        row.push(run.method.clone());
    }
    if columns.rate {
        row.push(if record.rate.is_empty() { "–".into() } else { record.rate.clone() });
    }
    let unknowns = if columns.unknowns { record.names.len() } else { 0 };
    match run.last() {
        Some(it) => {
            row.extend(it.x.iter().take(unknowns).map(|&v| significant(v, 6)));
            row.push(significant(it.value, 6));
        }
        None => row.extend(std::iter::repeat_n("–".to_string(), unknowns + 1)),
    }
    let done = &run.evaluations;
    let mut evaluations = format!("{}/{}", done.values, done.gradients);
    if columns.hessians {
        evaluations += &format!("/{}", done.hessians);
    }
    row.extend([run.steps.to_string(), evaluations, words(run).to_string()]);
    row
}

/// Numbers to the right; starts, methods and verdicts to the left.
fn align(table: &[Vec<String>]) -> Vec<String> {
    let Some(head) = table.first() else { return Vec::new() };
    let widths: Vec<usize> = (0..head.len()).map(|i| table.iter().map(|r| r[i].width()).max().unwrap_or(0)).collect();
    let left = |i: usize| ["start", "method", "verdict"].contains(&head[i].as_str());
    let line = |row: &Vec<String>| -> String {
        let cells: Vec<String> = row
            .iter()
            .enumerate()
            .map(|(i, c)| {
                let pad = " ".repeat(widths[i] - c.width());
                if left(i) { format!("{c}{pad}") } else { format!("{pad}{c}") }
            })
            .collect();
        cells.join("  ").trim_end().to_string()
    };
    table.iter().map(line).collect()
}

/// A verdict as a person reads it.
fn words(run: &Run) -> &'static str {
    match (run.verdict, run.ending) {
        (Verdict::Stalled, Some(Ending::Saddle)) => "at a saddle",
        (Verdict::Stalled, Some(Ending::Maximum)) => "at a maximum",
        (Verdict::Stalled, Some(Ending::Plateau)) => "on a plateau",
        (Verdict::Converged, _) => "converged",
        (Verdict::Descending, _) => "still descending",
        (Verdict::Oscillates, _) => "oscillates",
        (Verdict::Diverges, _) => "diverges",
        (Verdict::LeftDomain, _) => "left its domain",
        (Verdict::Stalled, _) => "stalled",
        (Verdict::Stopped, _) => "stopped by its condition",
        (Verdict::Interrupted, _) => "interrupted",
    }
}

/// How many runs ended how.
fn tally(runs: &[Rc<RunRecord>]) -> String {
    let mut counts: Vec<(&'static str, usize)> = Vec::new();
    for record in runs {
        let word = words(&record.run);
        match counts.iter_mut().find(|(w, _)| *w == word) {
            Some((_, n)) => *n += 1,
            None => counts.push((word, 1)),
        }
    }
    // Two runs diverge, one diverges, and all the other words go with both.
    let plural = |word: &'static str| match word {
        "oscillates" => "oscillate",
        "diverges" => "diverge",
        other => other,
    };
    let parts: Vec<String> =
        counts.iter().map(|&(w, n)| format!("{n} {}", if n == 1 { w } else { plural(w) })).collect();
    format!("{} runs: {}", runs.len(), parts.join(", "))
}

/// Converged runs that ended at one point.
struct End<'a> {
    runs: Vec<&'a RunRecord>,
}

impl End<'_> {
    /// The end of the run whose gradient is smallest.
    fn best(&self) -> Option<&crate::descent::Iterate> {
        self.runs.iter().filter_map(|r| r.run.last()).min_by(|a, b| a.norm.total_cmp(&b.norm))
    }

    fn x(&self) -> &[f64] {
        self.best().map_or(&[], |it| &it.x)
    }

    fn value(&self) -> f64 {
        self.best().map_or(f64::NAN, |it| it.value)
    }

    fn holds(&self, record: &RunRecord) -> bool {
        let (Some(first), Some(last)) = (self.runs.first().and_then(|r| r.run.last()), record.run.last()) else {
            return false;
        };
        let size = 1.0 + first.x.iter().fold(0.0_f64, |m, v| m.max(v.abs()));
        verdict::distance(&first.x, &last.x) <= SAME_END * size
    }

    /// `x = -2 (value 5)` where the exact minimiser is known, `x ≈ -9.52933 (value -9.47729)` elsewhere.
    fn place(&self) -> String {
        let near = |r: &&&RunRecord| r.run.distance.is_some_and(|d| d <= verdict::TOLERANCE);
        let known = self.runs.iter().find(near).and_then(|r| r.run.closed_form.as_ref().map(|k| (&r.run.labels, k)));
        if let Some((labels, known)) = known {
            return format!("{} (value {})", labels.point(&known.exact), known.value_exact);
        }
        let coordinates: Vec<String> = self.x().iter().map(|&v| format!("≈ {}", significant(v, 6))).collect();
        let point = self.runs.first().map_or(String::new(), |r| r.run.labels.point(&coordinates));
        format!("{point} (value {})", significant(self.value(), 6))
    }
}

/// The points that the converged runs ended at, the most frequent first.
fn ends(runs: &[Rc<RunRecord>]) -> Vec<End<'_>> {
    let mut ends: Vec<End<'_>> = Vec::new();
    for record in runs.iter().filter(|r| r.run.verdict == Verdict::Converged && r.run.last().is_some()) {
        match ends.iter_mut().find(|e| e.holds(record)) {
            Some(end) => end.runs.push(record),
            None => ends.push(End { runs: vec![record] }),
        }
    }
    ends.sort_by_key(|e| std::cmp::Reverse(e.runs.len()));
    ends
}

/// `62 of 100 ended at x ≈ -9.52933 (value -9.47729), 38 at x ≈ 3.42562 (value -3.28837)`
fn ends_sentence(ends: &[End<'_>], total: usize) -> Option<String> {
    let (first, rest) = ends.split_first()?;
    let mut parts = vec![format!("{} of {total} ended at {}", first.runs.len(), first.place())];
    parts.extend(rest.iter().take(MOST_ENDS - 1).map(|e| format!("{} at {}", e.runs.len(), e.place())));
    if rest.len() >= MOST_ENDS {
        let others = &rest[MOST_ENDS - 1..];
        let runs: usize = others.iter().map(|e| e.runs.len()).sum();
        parts.push(format!("{runs} at {} other points", others.len()));
    }
    Some(parts.join(", "))
}

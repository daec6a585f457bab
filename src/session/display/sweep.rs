//! Several runs of one statement side by side: a table, their end points, and their verdicts counted.

use std::rc::Rc;

use super::run::{point, run_fields};
use crate::descent::{Ending, Run, Verdict, verdict};
use crate::numeric::format::significant;
use crate::output::{Block, Datum, LazyList, Output, Table, TableCell, TableColumn};
use crate::session::record::RunRecord;

/// A sweep with more runs than this is not shown in full.
const MAX_ROWS: usize = 40;
/// The rows that are shown of a larger sweep, the lowest first.
const BEST: usize = 20;
/// Sweeps of up to so many runs explain the end of each.
const FEW: usize = 8;
/// With more unknowns than this the table leaves their columns out.
const MOST_COLUMNS: usize = 6;
/// The most end points that are named; the others are counted.
const MOST_ENDS: usize = 8;
/// End points so near to each other count as one, relative to one plus their size.
const SAME_END: f64 = 1e-4;

/// A sweep as output: a row for each run, then a summary.
pub fn runs_output(runs: &[Rc<RunRecord>]) -> Output {
    let mut output = Output::new("runs").with_all(preface(runs)).with(Block::Break).with_all(sweep_table(runs));
    if runs.len() > MAX_ROWS {
        output = output.with(format!("⋮ (the {BEST} lowest of {} runs)", runs.len()));
    }
    output = output.with(Block::Break);
    if runs.len() <= FEW {
        for record in runs {
            let lines = own_preface(runs, record).into_iter().chain(why(&record.run));
            output = output.with_all(lines.map(|line| format!("{}: {line}", record.label)));
        }
    } else {
        output = output.with(tally(runs));
    }
    let ends = ends(runs);
    if differs(runs, |r| &r.start) {
        output = output.with_all(ends_sentence(&ends, runs.len()));
    }
    let all: Vec<Rc<RunRecord>> = runs.to_vec();
    let all = Datum::Lazy(LazyList::new(all.len(), move |i| Datum::Object(run_fields(&all[i]))));
    let names = runs.first().map_or(&[][..], |r| &r.names);
    let end = |e: &Destination<'_>| {
        let value = Datum::Number(e.value());
        Datum::object([("x", point(names, e.x())), ("value", value), ("runs", e.runs.len().into())])
    };
    output.field("runs", all).field("ends", ends.iter().map(end).collect::<Vec<_>>())
}

/// The remarks on choices that all runs share.
fn preface(runs: &[Rc<RunRecord>]) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(seed) = runs.iter().find_map(|r| r.seed) {
        lines.push(format!("random starts (seed {seed})"));
    }
    if let Some(first) = runs.first() {
        lines.extend(first.preface.iter().filter(|l| runs.iter().all(|r| r.preface.contains(l))).cloned());
    }
    lines
}

/// The remarks on choices for this run alone, but for random starts, which the table shows.
fn own_preface<'a>(runs: &[Rc<RunRecord>], record: &'a RunRecord) -> Vec<&'a String> {
    let own = |l: &&String| !l.starts_with("random start ") && runs.iter().any(|r| !r.preface.contains(l));
    record.preface.iter().filter(own).collect()
}

/// The reason for a verdict, where it is known.
fn why(run: &Run) -> Option<&String> {
    let told = matches!(run.verdict, Verdict::Converged | Verdict::Descending);
    run.reason.get(usize::from(told && run.reason.len() > 1))
}

fn differs<T: PartialEq + ?Sized>(runs: &[Rc<RunRecord>], of: impl Fn(&RunRecord) -> &T) -> bool {
    runs.windows(2).any(|w| of(&w[0]) != of(&w[1]))
}

/// The optional columns of the table.
struct Columns {
    start: bool,
    method: bool,
    rate: bool,
    unknowns: bool,
    hessians: bool,
}

fn sweep_table(runs: &[Rc<RunRecord>]) -> Option<Table> {
    let first = runs.first()?;
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
    let mut table = Table::new(head(first, &columns));
    numbered.iter().for_each(|(i, r)| table.row(row(*i, r, &columns)));
    Some(table)
}

/// Numbers to the right; starts, methods and verdicts to the left.
fn head(first: &RunRecord, columns: &Columns) -> Vec<TableColumn> {
    let mut head = vec![TableColumn::right("run")];
    head.extend(columns.start.then(|| TableColumn::left("start")));
    head.extend(columns.method.then(|| TableColumn::left("method")));
    head.extend(columns.rate.then(|| TableColumn::right("rate")));
    if columns.unknowns {
        head.extend(first.names.iter().map(TableColumn::right));
    }
    head.extend([first.heading.as_str(), "steps", "evaluations"].map(TableColumn::right));
    head.push(TableColumn::left("verdict"));
    head
}

fn row(number: usize, record: &RunRecord, columns: &Columns) -> Vec<TableCell> {
    let run = &record.run;
    let mut row = vec![number.to_string().into()];
    if columns.start {
        row.push(if columns.unknowns { (&record.start).into() } else { format!("start {number}").into() });
    }
    if columns.method {
        row.push((&run.method).into());
    }
    if columns.rate {
        row.push(if record.rate.is_empty() { TableCell::Missing } else { (&record.rate).into() });
    }
    let unknowns = if columns.unknowns { record.names.len() } else { 0 };
    match run.last() {
        Some(it) => row.extend(it.x.iter().take(unknowns).chain([&it.value]).map(|&v| TableCell::Number(v))),
        None => row.extend(std::iter::repeat_n(TableCell::Missing, unknowns + 1)),
    }
    let done = &run.evaluations;
    let mut evaluations = format!("{}/{}", done.values, done.gradients);
    if columns.hessians {
        evaluations += &format!("/{}", done.hessians);
    }
    row.extend([run.steps.to_string().into(), evaluations.into(), words(run).into()]);
    row
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

/// The verdicts, counted.
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
struct Destination<'a> {
    runs: Vec<&'a RunRecord>,
}

impl Destination<'_> {
    /// The end of the run whose gradient is smallest.
    fn best(&self) -> Option<crate::descent::Iterate<'_>> {
        self.runs.iter().filter_map(|r| r.run.last()).min_by(|a, b| a.norm.total_cmp(&b.norm))
    }

    fn x(&self) -> &[f64] {
        self.best().map_or(&[], |it| it.x)
    }

    fn value(&self) -> f64 {
        self.best().map_or(f64::NAN, |it| it.value)
    }

    fn holds(&self, record: &RunRecord) -> bool {
        let (Some(first), Some(last)) = (self.runs.first().and_then(|r| r.run.last()), record.run.last()) else {
            return false;
        };
        let size = 1.0 + first.x.iter().fold(0.0_f64, |m, v| m.max(v.abs()));
        verdict::distance(first.x, last.x) <= SAME_END * size
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
fn ends(runs: &[Rc<RunRecord>]) -> Vec<Destination<'_>> {
    let mut ends: Vec<Destination<'_>> = Vec::new();
    for record in runs.iter().filter(|r| r.run.verdict == Verdict::Converged && r.run.last().is_some()) {
        match ends.iter_mut().find(|e| e.holds(record)) {
            Some(end) => end.runs.push(record),
            None => ends.push(Destination { runs: vec![record] }),
        }
    }
    ends.sort_by_key(|e| std::cmp::Reverse(e.runs.len()));
    ends
}

/// `62 of 100 ended at x ≈ -9.52933 (value -9.47729), 38 at x ≈ 3.42562 (value -3.28837)`
fn ends_sentence(ends: &[Destination<'_>], total: usize) -> Option<String> {
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

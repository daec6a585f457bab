//! Runs as outputs: the table of iterates, the verdict and why.

use std::rc::Rc;

use crate::descent::verdict::distance;
use crate::descent::{Iterate, KnownPoint, Run, told};
use crate::output::{Block, Datum, Output, Table, TableCell, TableColumn, TableRow, push_number};
use crate::session::record::RunRecord;

/// A run with more rows than this is shown by its ends.
const SHORT: usize = 12;
/// The rows of each end of a long run.
const END: usize = 5;
/// The most rows of a table of every n-th step.
const SPARSE: usize = 60;
/// With more unknowns than this the table leaves their columns out.
const MOST_COLUMNS: usize = 6;
/// The widths of the column of steps and of every other column.
const WIDTHS: (usize, usize) = (6, 10);

/// A run as output: what was chosen, the table of iterates, the verdict and why.
pub fn run_output(record: &RunRecord) -> Output {
    let mut blocks: Vec<Block> = record.preface.iter().map(Block::from).collect();
    blocks.push(Block::Break);
    blocks.extend(iterates(&record.run, record.every).map(Block::Table));
    blocks.push(Block::Break);
    blocks.extend(told(&record.run).into_iter().map(Block::from));
    let mut output = Output::new("run").with(Block::Run { run: Rc::clone(&record.run), told: blocks });
    output.fields = run_fields(record);
    output
}

/// The table of iterates: all of a short run, both ends of a long one. With `every` greater than 1 it has each `every`-th step
/// and the last, and again both ends where these are many.
fn iterates(run: &Run, every: u64) -> Option<Table> {
    let last = run.last()?;
    let (first, tail): (Vec<Iterate<'_>>, Vec<Iterate<'_>>) = if every > 1 {
        let mut wanted: Vec<Iterate<'_>> = run.iterates.iter().filter(|i| i.k % every == 0 || i.k == last.k).collect();
        let tail = if wanted.len() > SPARSE { wanted.split_off(wanted.len() - SPARSE / 2) } else { Vec::new() };
        wanted.truncate(if tail.is_empty() { SPARSE } else { SPARSE / 2 });
        (wanted, tail)
    } else if run.iterates.len() as u64 == last.k + 1 && run.iterates.len() <= SHORT {
        (run.iterates.iter().collect(), Vec::new())
    } else {
        let first: Vec<Iterate<'_>> = run.opening.iter().take(END).collect();
        let shown = first.len() as u64;
        let tail = run.recent.iter().skip(run.recent.len().saturating_sub(END)).filter(|i| i.k >= shown);
        (first, tail.collect())
    };
    let columns = IterateColumns { unknowns: run.labels.unknowns.len() <= MOST_COLUMNS, rate: run.rate_changes() };
    let mut table = Table::new(columns.headings(run));
    first.iter().for_each(|it| table.row(columns.cells(run, *it)));
    if let (Some(before), Some(after)) = (first.last(), tail.first()) {
        table.rows.push(TableRow::Elided(((after.k - before.k) / every.max(1)).saturating_sub(1)));
    }
    tail.iter().for_each(|it| table.row(columns.cells(run, *it)));
    Some(table)
}

/// The optional columns of the table.
struct IterateColumns {
    unknowns: bool,
    rate: bool,
}

impl IterateColumns {
    fn headings(&self, run: &Run) -> Vec<TableColumn> {
        let mut headings = vec!["k".to_string()];
        if self.unknowns {
            headings.extend(run.labels.unknowns.iter().cloned());
        }
        headings.extend([run.labels.value.clone(), run.labels.gradient_column()]);
        headings.extend(run.closed_form.as_ref().map(|_| "distance".to_string()));
        headings.extend(self.rate.then(|| "rate".to_string()));
        let width = |i: usize| if i == 0 { WIDTHS.0 } else { WIDTHS.1 };
        headings.into_iter().enumerate().map(|(i, h)| TableColumn::right(h).at_least(width(i))).collect()
    }

    fn cells(&self, run: &Run, iterate: Iterate<'_>) -> Vec<TableCell> {
        let mut cells = vec![iterate.k.to_string().into()];
        if self.unknowns {
            cells.extend(iterate.x.iter().map(|&v| TableCell::Number(v)));
        }
        cells.push(TableCell::Number(iterate.value));
        cells.push(TableCell::Number(match iterate.gradient {
            [slope] => *slope,
            _ => iterate.norm,
        }));
        cells.extend(run.closed_form.as_ref().map(|known| TableCell::Number(distance(&known.x, iterate.x))));
        if self.rate {
            cells.push(iterate.rate.map_or(TableCell::Missing, TableCell::Number));
        }
        cells
    }
}

/// The fields of a run for programs.
pub fn run_fields(record: &RunRecord) -> Vec<(String, Datum)> {
    let run = &record.run;
    let mut fields: Vec<(String, Datum)> = Vec::new();
    let mut add = |name: &str, datum: Datum| fields.push((name.to_string(), datum));
    add("name", record.name.clone().into());
    add("unknowns", record.names.clone().into());
    add("method", run.method.as_str().into());
    add("rate", run.rate.fixed().map_or_else(|| run.rate.text().into(), Datum::Number));
    add("start", point(&record.names, &run.start));
    add("verdict", run.verdict.as_str().into());
    add("reason", run.reason.join("\n").into());
    if let Some(ending) = run.ending {
        add("ends_at", ending.as_str().into());
    }
    add("certified", run.certified.is_some().into());
    if let Some(within) = run.certified {
        push_number(&mut fields, "certified_within", within);
    }
    let mut add = |name: &str, datum: Datum| fields.push((name.to_string(), datum));
    add("stop", run.ended.as_str().into());
    add("steps", run.steps.into());
    let done = run.evaluations;
    let counts = [("values", done.values), ("gradients", done.gradients), ("hessians", done.hessians)];
    add("evaluations", Datum::object(counts.map(|(name, count)| (name, count.into()))));
    if let Some(last) = run.last() {
        add("x", point(&record.names, last.x));
        push_number(&mut fields, "value", last.value);
        push_number(&mut fields, "gradient", last.norm);
    }
    fields.push(("path".to_string(), Datum::Iterates(Rc::clone(run))));
    if let Some(known) = &run.closed_form {
        fields.push(("closed_form".to_string(), closed_form(&record.names, known)));
    }
    if let Some(distance) = run.distance {
        push_number(&mut fields, "distance", distance);
    }
    let counts = [("seed", record.seed), ("steps_needed", run.steps_needed), ("steps_predicted", run.steps_predicted)];
    fields.extend(counts.into_iter().filter_map(|(name, count)| Some((name.to_string(), count?.into()))));
    if let Some(cycle) = &run.cycle {
        let points: Vec<Datum> = cycle.iter().map(|p| point(&record.names, p)).collect();
        fields.push(("cycle".to_string(), points.into()));
    }
    fields
}

/// A number for each name.
pub(super) fn point(names: &[String], x: &[f64]) -> Datum {
    Datum::by_name(names, x.iter().map(|&v| Datum::Number(v)))
}

fn closed_form(names: &[String], known: &KnownPoint) -> Datum {
    let number = |exact: &String, value: f64| Datum::object([("exact", exact.into()), ("value", Datum::Number(value))]);
    let x = Datum::by_name(names, known.exact.iter().zip(&known.x).map(|(exact, &value)| number(exact, value)));
    let point = Datum::object([("x", x), ("value", number(&known.value_exact, known.value))]);
    Datum::object([
        ("status", if known.global { "global" } else { "local" }.into()),
        ("points", vec![point].into()),
        ("certified", known.proved.into()),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::descent::samples;
    use unicode_width::UnicodeWidthStr;

    fn lines(run: &Run) -> Vec<String> {
        let text = Output::new("run").with_all(iterates(run, 1)).text();
        text.lines().map(String::from).collect()
    }

    #[test]
    fn the_run_of_the_contract() {
        let run = samples::quadratic_run(&[("1", &[2]), ("4", &[1]), ("9", &[0])], &["7"], "0.1", 9);
        let lines = lines(&run);
        assert_eq!(lines[0], "     k           x        f(x)       f'(x)    distance");
        assert_eq!(lines[1], "     0           7          86          18           9");
        assert_eq!(lines[2], "     1         5.2       56.84        14.4         7.2");
        assert_eq!(lines[10], "     9    -0.79204     6.45917     2.41592     1.20796");
        assert_eq!(lines.len(), 11);
    }

    #[test]
    fn long_runs_show_their_ends() {
        let run = samples::quadratic_run(&[("1", &[2])], &["7"], "0.001", 50_000);
        let lines = lines(&run);
        assert!(lines[6].ends_with('⋮') && lines[6].width() == 6, "{lines:?}");
        assert!(lines[5].starts_with("     4"), "{lines:?}");
        assert!(lines[7].trim_start().starts_with(&(run.steps - 4).to_string()), "{lines:?}");
        assert!(lines[1..].iter().filter(|l| !l.ends_with('⋮')).all(|l| l.width() == lines[0].width()), "{lines:?}");
        assert_eq!(lines.len(), 12);
    }
}

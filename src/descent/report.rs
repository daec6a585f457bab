//! A run as text: the table of iterates, the verdict, and what is known in closed form.

use unicode_width::UnicodeWidthStr;

use super::verdict::{Verdict, distance};
use super::{Iterate, Run};
use crate::numeric::format;

/// A run with more rows than this is shown by its ends.
const SHORT: usize = 12;

/// The rows of each end of a long run.
const END: usize = 5;

/// With more unknowns than this the table leaves their columns out.
const MOST_COLUMNS: usize = 6;

/// The width of the step's column, and of every other.
const WIDTHS: (usize, usize) = (6, 12);

/// What a person is shown of a run, without a line break at the end.
/// `every` more than 1 asks for every so many steps only.
pub fn report(run: &Run, every: u64) -> String {
    let mut lines = if every > 1 { sparse_table(run, every) } else { table(run) };
    if !lines.is_empty() {
        lines.push(String::new());
    }
    lines.extend(run.reason.iter().cloned());
    lines.extend(run.notes.iter().cloned());
    // A run that goes round or away ends by its rule, not because it has arrived: the rule is named.
    if matches!(run.verdict, Verdict::Oscillates | Verdict::Diverges | Verdict::Stalled)
        && !run.reason.iter().any(|r| r.contains(&run.ended))
    {
        lines.push(format!("ended: {}", run.ended));
    }
    lines.extend(closed_form(run));
    lines.extend(run.rates.clone());
    lines.join("\n")
}

/// `closed form: minimum 5 at x = -2; this run is 1.20796 away`
pub fn closed_form(run: &Run) -> Option<String> {
    let point = run.closed_form.as_ref()?;
    let which = if point.global { "minimum" } else { "local minimum" };
    let place = run.labels.point(&point.exact);
    let away = match run.distance {
        Some(0.0) if point.is_double() => "; this run ends there exactly".into(),
        Some(0.0) => "; this run ends there to the last digit of a double".into(),
        Some(d) => format!("; this run is {} away", format::significant(d, format::TABLE_DIGITS)),
        None => String::new(),
    };
    Some(format!("closed form: {which} {} at {place}{away}", point.value_exact))
}

/// The table of iterates: all of a short run, the ends of a long one.
fn table(run: &Run) -> Vec<String> {
    let Some(last) = run.last() else { return Vec::new() };
    let with_unknowns = run.labels.unknowns.len() <= MOST_COLUMNS;
    let mut rows = vec![header(run, with_unknowns)];
    let all = run.iterates.len() as u64 == last.k + 1;
    let gap = if all && run.iterates.len() <= SHORT {
        rows.extend(run.iterates.iter().map(|i| cells(run, i, with_unknowns)));
        None
    } else {
        rows.extend(run.opening.iter().take(END).map(|i| cells(run, i, with_unknowns)));
        let gap = rows.len();
        let shown = (gap - 1) as u64;
        let tail = run.recent.iter().skip(run.recent.len().saturating_sub(END)).filter(|i| i.k >= shown);
        rows.extend(tail.map(|i| cells(run, i, with_unknowns)));
        Some(gap)
    };
    let mut lines = align(&rows);
    if let Some(gap) = gap {
        let width = lines[0].width().min(WIDTHS.0.max(widest(&rows, 0)));
        lines.insert(gap, format!("{}⋮", " ".repeat(width.saturating_sub(1))));
    }
    lines
}

/// The rows that a table of every so many steps shows at most.
const SPARSE: usize = 60;

/// Every so many steps, and the last; of very many rows the ends.
fn sparse_table(run: &Run, every: u64) -> Vec<String> {
    let Some(last) = run.last() else { return Vec::new() };
    let with_unknowns = run.labels.unknowns.len() <= MOST_COLUMNS;
    let mut wanted: Vec<&Iterate> = run.iterates.iter().filter(|i| i.k % every == 0 || i.k == last.k).collect();
    let gap = (wanted.len() > SPARSE).then(|| {
        wanted.drain(SPARSE / 2..wanted.len() - SPARSE / 2);
        SPARSE / 2 + 1
    });
    let mut rows = vec![header(run, with_unknowns)];
    rows.extend(wanted.into_iter().map(|i| cells(run, i, with_unknowns)));
    let mut lines = align(&rows);
    if let Some(gap) = gap {
        lines.insert(gap, format!("{}⋮", " ".repeat(WIDTHS.0.saturating_sub(1))));
    }
    lines
}

fn header(run: &Run, with_unknowns: bool) -> Vec<String> {
    let mut row = vec!["k".to_string()];
    if with_unknowns {
        row.extend(run.labels.unknowns.iter().cloned());
    }
    row.extend([run.labels.value.clone(), run.labels.gradient_column()]);
    if run.closed_form.is_some() {
        row.push("distance".into());
    }
    if run.rate_changes() {
        row.push("rate".into());
    }
    row
}

fn cells(run: &Run, iterate: &Iterate, with_unknowns: bool) -> Vec<String> {
    let number = |v: f64| format::significant(v, format::TABLE_DIGITS);
    let mut row = vec![iterate.k.to_string()];
    if with_unknowns {
        row.extend(iterate.x.iter().map(|&v| number(v)));
    }
    row.push(number(iterate.value));
    row.push(match &iterate.gradient[..] {
        [slope] => number(*slope),
        _ => number(iterate.norm),
    });
    row.extend(run.closed_form.as_ref().map(|p| number(distance(&p.x, &iterate.x))));
    if run.rate_changes() {
        row.push(iterate.rate.map_or_else(|| "–".into(), number));
    }
    row
}

fn widest(rows: &[Vec<String>], column: usize) -> usize {
    rows.iter().map(|r| r[column].width()).max().unwrap_or(0)
}

/// Right-aligned columns, two spaces apart at least.
fn align(rows: &[Vec<String>]) -> Vec<String> {
    let columns = rows.first().map_or(0, Vec::len);
    let widths: Vec<usize> = (0..columns)
        .map(|c| match c {
            0 => WIDTHS.0.max(widest(rows, 0)),
            _ => WIDTHS.1.max(widest(rows, c) + 2),
        })
        .collect();
    let line = |row: &Vec<String>| {
        row.iter().zip(&widths).map(|(cell, &w)| " ".repeat(w.saturating_sub(cell.width())) + cell).collect::<String>()
    };
    rows.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::super::samples::{self, Known};
    use super::*;

    #[test]
    fn the_run_of_the_contract() {
        let run = samples::quadratic_run(&[("1", &[2]), ("4", &[1]), ("9", &[0])], &["7"], "0.1", 9);
        let text = report(&run, 1);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], "     k           x        f(x)       f'(x)    distance");
        assert_eq!(lines[1], "     0           7          86          18           9");
        assert_eq!(lines[2], "     1         5.2       56.84        14.4         7.2");
        assert_eq!(lines[10], "     9    -0.79204     6.45917     2.41592     1.20796");
        let rest = [
            "",
            "still descending: after 9 steps f has fallen from 86 to 6.45917 and |f'| is 2.41592",
            "every step keeps 4/5 of the distance to x = -2, since f'' = 2 and 1 - 0.1·2 = 4/5",
            "closed form: minimum 5 at x = -2; this run is 1.20796 away",
            "rates below 1 converge here; 1/2 arrives in one step",
        ];
        assert_eq!(lines[11..], rest);
    }

    #[test]
    fn long_runs_show_their_ends() {
        let run = samples::quadratic_run(&[("1", &[2])], &["7"], "0.001", 50_000);
        let text = report(&run, 1);
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines[6].ends_with('⋮') && lines[6].width() == 6, "{text}");
        assert!(
            lines[5].starts_with("     4") && lines[7].trim_start().starts_with(&(run.steps - 4).to_string()),
            "{text}"
        );
        assert!(lines[1..12].iter().filter(|l| !l.ends_with('⋮')).all(|l| l.width() == lines[0].width()), "{text}");
        assert_eq!(lines[12], "");
    }

    #[test]
    fn without_a_value_at_the_start_there_is_no_table() {
        let mut logarithm =
            samples::problem(&["x"], |graph, x| graph.raw_call(crate::tape::samples::function("ln"), x));
        let run = samples::run(&mut logarithm, &Known::default(), &["x"], &["-1"], "0.1", 10);
        assert!(
            report(&run, 1).starts_with("left its domain: f has no value at the start: ln(x) needs x > 0"),
            "{}",
            report(&run, 1)
        );
    }
}

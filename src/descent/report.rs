//! A run in sentences: the verdict, and what is known in closed form.

use super::Run;
use super::verdict::Verdict;
use crate::numeric::format;

/// The verdict and why, a sentence each.
pub fn told(run: &Run) -> Vec<String> {
    let mut lines: Vec<String> = run.reason.iter().chain(&run.notes).cloned().collect();
    // A run that cycles or diverges ends by its stopping rule, not because it has arrived: the rule is named.
    if matches!(run.verdict, Verdict::Oscillates | Verdict::Diverges | Verdict::Stalled)
        && !run.reason.iter().any(|r| r.contains(&run.ended))
    {
        lines.push(format!("ended: {}", run.ended));
    }
    lines.extend(closed_form(run));
    lines.extend(run.rates.clone());
    lines
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

#[cfg(test)]
mod tests {
    use super::super::samples::{self, Known};
    use super::*;

    #[test]
    fn the_run_of_the_contract() {
        let run = samples::quadratic_run(&[("1", &[2]), ("4", &[1]), ("9", &[0])], &["7"], "0.1", 9);
        let said = [
            "still descending: after 9 steps f has fallen from 86 to 6.45917 and |f'| is 2.41592",
            "every step keeps 4/5 of the distance to x = -2, since f'' = 2 and 1 - 0.1·2 = 4/5",
            "closed form: minimum 5 at x = -2; this run is 1.20796 away",
            "rates below 1 converge here; 1/2 arrives in one step",
        ];
        assert_eq!(told(&run), said);
    }

    #[test]
    fn a_start_without_a_value_is_told() {
        let mut logarithm =
            samples::problem(&["x"], |graph, x| graph.raw_call(crate::tape::samples::function("ln"), x));
        let run = samples::run(&mut logarithm, &Known::default(), &["x"], &["-1"], "0.1", 10);
        let said = told(&run).join("\n");
        assert!(said.starts_with("left its domain: f has no value at the start: ln(x) needs x > 0"), "{said}");
    }
}

//! `plot iterates of r`: the unknown against the step number, a line per run.

use super::descent::counted;
use super::{PathStep, PlotOptions, RunPath, tip};
use crate::plot::figure::{Axis, Color, Dash, Figure, Line, Marker, Panel, Series};
use crate::plot::numerals::short;
use crate::plot::range::{extent, of_sequences, union, with_margin};

/// The unknown against the step number, a line per run. `value` names the value in hover texts, such as `f(x)`; `minima` are
/// exact minimisers, drawn as thin lines.
pub fn iterates(paths: &[RunPath], unknown: &str, value: &str, minima: &[f64], options: &PlotOptions) -> Figure {
    let sequences: Vec<Vec<f64>> = paths.iter().map(|p| p.steps.iter().map(|s| s.x).collect()).collect();
    let steps = step_range(paths);
    let x = options.x_range.unwrap_or(steps);
    let y = options.y_range.unwrap_or_else(|| {
        let seen = of_sequences(&sequences);
        let span = seen.map_or(0.0, |(lo, hi)| hi - lo);
        let near = minima.iter().copied().filter(|m| seen.is_some_and(|(lo, hi)| *m >= lo - span && *m <= hi + span));
        with_margin(union(seen, extent(near)).unwrap_or((-1.0, 1.0)))
    });
    let mut panel = Panel::new(Axis::counting("step k", x), Axis::linear(unknown, y));
    for &minimum in minima {
        let mut line = Series::line(None, vec![(x.0, minimum), (x.1, minimum)], 0);
        (line.color, line.line) = (Color::Muted, Some(Line { width: 1.2, dash: Dash::Short }));
        line.label = (panel.series.is_empty()).then(|| match minima {
            [one] => format!("minimum {}", short(*one, 4)),
            _ => "minima".to_string(),
        });
        panel.series.push(line);
    }
    panel.series.extend(against_steps(paths, (unknown, value), |s| s.x));
    let mut figure = Figure::single("", panel);
    figure.description = description(paths, unknown, "", |s| s.x);
    options.finish(figure)
}

/// The line of one run against its steps, distinguished by colour, rhythm and marker.
fn run_series(path: &RunPath, i: usize, runs: usize, points: Vec<(f64, f64)>, tips: Vec<String>) -> Series {
    /// With more steps than this, markers at all of them would hide the line.
    const CROWD: usize = 60;
    let label = (runs > 1 || !path.label.is_empty())
        .then(|| if path.label.is_empty() { format!("run {}", i + 1) } else { path.label.clone() });
    let crowded = points.len() > CROWD;
    let mut series = Series::path(label, points, i).dashed(Dash::nth(i));
    series.marker = (!crowded).then(|| Marker::nth(i));
    series.tips = if crowded { Vec::new() } else { tips };
    series.line = series.line.map(|line| Line { width: 1.7, ..line });
    series
}

/// From the first to the last step of all runs, with some room.
pub fn step_range(paths: &[RunPath]) -> (f64, f64) {
    let steps = extent(paths.iter().flat_map(|p| &p.steps).map(|s| s.k as f64)).unwrap_or((0.0, 1.0));
    let (lo, hi) = if steps.1 > steps.0 { steps } else { (steps.0, steps.0 + 1.0) };
    (lo - 0.02 * (hi - lo), hi + 0.03 * (hi - lo))
}

/// A line for each run against its steps. The names are those of the unknown and the value in hover texts.
pub fn against_steps(paths: &[RunPath], names: (&str, &str), of: fn(&PathStep) -> f64) -> Vec<Series> {
    let series = |(i, path): (usize, &RunPath)| {
        let points = path.steps.iter().map(|s| (s.k as f64, of(s))).collect();
        let tips = path.steps.iter().map(|s| tip(s, names.0, names.1)).collect();
        run_series(path, i, paths.len(), points, tips)
    };
    paths.iter().enumerate().map(series).collect()
}

/// The picture of a quantity against the steps in words.
pub fn description(paths: &[RunPath], what: &str, scale: &str, of: fn(&PathStep) -> f64) -> String {
    let mut text = format!("{what} against the step number for {}{scale}.", counted(paths.len(), "run"));
    for (i, path) in paths.iter().enumerate().take(8) {
        if let (Some(first), Some(last)) = (path.steps.first(), path.steps.last()) {
            let name = if path.label.is_empty() { format!("run {}", i + 1) } else { path.label.clone() };
            text += &format!(" {name}: from {} to {} in {} steps.", short(of(first), 6), short(of(last), 6), last.k);
        }
    }
    text
}

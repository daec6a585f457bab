//! `plot values of r`, with `log`: the value against the step number, a line per run.

use super::descent::counted;
use super::iterates::{run_series, step_range};
use super::{PlotOptions, RunPath, tip};
use crate::numeric::real;
use crate::plot::figure::{Axis, Figure, Panel};
use crate::plot::numerals::short;
use crate::plot::range::{AxisRange, extent, of_sequences, with_log_margin, with_margin};

/// Value against step number, a line per run. `label` says what the value is, such as `f(x)` or `f(x) − minimum`.
pub fn values(paths: &[RunPath], unknown: &str, label: &str, options: &PlotOptions) -> Figure {
    let sequences: Vec<Vec<f64>> = paths.iter().map(|p| p.steps.iter().map(|s| s.value).collect()).collect();
    let x = options.x_range.unwrap_or_else(|| step_range(paths));
    let y = if options.log {
        Axis::log(label, options.y_range.unwrap_or_else(|| log_range(&sequences)))
    } else {
        let range = of_sequences(&sequences).unwrap_or((-1.0, 1.0));
        Axis::linear(label, options.y_range.unwrap_or_else(|| with_margin(range)))
    };
    let mut panel = Panel::new(Axis::counting("step k", x), y);
    for (i, path) in paths.iter().enumerate() {
        let points = path.steps.iter().map(|s| (s.k as f64, s.value)).collect();
        let tips = path.steps.iter().map(|s| tip(s, unknown, label)).collect();
        panel.series.push(run_series(path, i, paths.len(), points, tips));
    }
    let mut figure = Figure::single("", panel);
    if options.log {
        figure.notes.extend(note(&sequences));
    }
    figure.description = description(paths, label, options.log);
    options.finish(figure)
}

/// The range of the positive values. A diverging run stays readable on a log axis, up to a limit.
fn log_range(sequences: &[Vec<f64>]) -> AxisRange {
    /// The most decades that a run may rise above the others.
    const DECADES: f64 = 6.0;
    let logs: Vec<Vec<f64>> =
        sequences.iter().map(|s| s.iter().map(|v| real::log10(*v)).filter(|l| l.is_finite()).collect()).collect();
    let starts = extent(logs.iter().filter_map(|s| s.first().copied()));
    let (Some((lo, hi)), Some((_, highest))) = (extent(logs.iter().flatten().copied()), starts) else {
        return (0.1, 10.0);
    };
    let hi = if sequences.len() > 1 { hi.min(highest + DECADES.max((highest - lo) * 0.7)) } else { hi };
    with_log_margin((real::pow(10.0, lo), real::pow(10.0, hi)))
}

fn note(sequences: &[Vec<f64>]) -> Option<String> {
    let left_out = sequences.iter().flatten().filter(|v| **v <= 0.0).count();
    (left_out > 0).then(|| match left_out {
        1 => "1 value that is not positive has no place on a logarithmic axis".to_string(),
        n => format!("{n} values that are not positive have no place on a logarithmic axis"),
    })
}

fn description(paths: &[RunPath], label: &str, log: bool) -> String {
    let scale = if log { ", on a logarithmic scale" } else { "" };
    let mut text = format!("{label} against the step number for {}{scale}.", counted(paths.len(), "run"));
    for (i, path) in paths.iter().enumerate().take(8) {
        if let (Some(first), Some(last)) = (path.steps.first(), path.steps.last()) {
            let name = if path.label.is_empty() { format!("run {}", i + 1) } else { path.label.clone() };
            text +=
                &format!(" {name}: from {} to {} in {} steps.", short(first.value, 6), short(last.value, 6), last.k);
        }
    }
    text
}

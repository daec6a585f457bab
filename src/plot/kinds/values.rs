//! `plot values of r`, with `log`: the value against the step number, a line per run.

use super::iterates::{against_steps, description, step_range};
use super::{PlotOptions, RunPath};
use crate::numeric::real;
use crate::plot::figure::{Axis, Figure, Panel};
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
    panel.series.extend(against_steps(paths, (unknown, label), |s| s.value));
    let mut figure = Figure::single("", panel);
    if options.log {
        figure.notes.extend(note(&sequences));
    }
    let scale = if options.log { ", on a logarithmic scale" } else { "" };
    figure.description = description(paths, label, scale, |s| s.value);
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

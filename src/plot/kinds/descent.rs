//! `plot r` for one unknown: the curve with the steps of one or several runs on it.

use super::{Curve, PlotOptions, RunPath, pair, tip};
use crate::plot::figure::Dash;
use crate::plot::figure::{Axis, Color, Figure, Line, Mark, MarkShape, Marker, Panel, Series};
use crate::plot::numerals::short;
use crate::plot::range::{AxisRange, beginning, extent, union, widened, with_margin};
use crate::plot::sample::{Outline, of_curves, outline};

/// With more runs than this, starts and ends are not labelled.
const FEW: usize = 3;

/// A curve with the steps of one or several runs on it. `minima` are the exact minimum points, where they are known.
pub fn descent(
    mut curve: Curve,
    unknown: &str,
    paths: &[RunPath],
    minima: &[(f64, f64)],
    options: &PlotOptions,
) -> Figure {
    let size = options.size.unwrap_or(Figure::SIZE);
    let x = options.x_range.map_or_else(|| across(paths, minima), widened);
    let known = (curve.landmarks)(x);
    let look = outline(curve.evaluate.as_mut(), &known, x);
    let y = options.y_range.unwrap_or_else(|| with_foot(heights(look, x, paths, options.x_range.is_some())));
    let drawn = curve.branches(&known, x, y, size);
    let name = curve.label.as_str();
    let mut panel = Panel::new(Axis::linear(unknown, x), Axis::linear(name, y));
    let mut line = Series::branches(Some(name.to_string()), drawn, 0);
    line.line = Some(Line { width: 2.2, dash: Dash::Solid });
    panel.series.push(line);
    for (i, path) in paths.iter().enumerate() {
        let points = path.steps.iter().map(|s| (s.x, s.value)).collect();
        let mut series = Series::path(Some(run_name(path, i, paths.len())), points, i + 1);
        series.marker = Some(Marker::nth(i));
        series.tips = path.steps.iter().map(|s| tip(s, unknown, name)).collect();
        panel.series.push(series);
    }
    panel.marks = marks(paths, minima);
    let mut figure = Figure::single("", panel);
    figure.description = description(name, unknown, paths, minima);
    options.finish(figure)
}

/// What the legend calls a run on the curve.
fn run_name(path: &RunPath, i: usize, runs: usize) -> String {
    match (path.label.is_empty(), runs) {
        (false, _) => path.label.clone(),
        (true, 1) => "descent".to_string(),
        (true, _) => format!("run {}", i + 1),
    }
}

/// The heights to show: those of the runs, and so much of the rest of the curve that the runs do not become small. Of a range
/// that the user chose all heights are shown, except at poles.
fn heights(look: Outline, x: AxisRange, paths: &[RunPath], chosen: bool) -> AxisRange {
    let cut = look.soars || look.sinks;
    let steps = paths.iter().flat_map(|p| &p.steps);
    let seen = steps.filter(|s| s.x >= x.0 && s.x <= x.1).map(|s| s.value);
    let visited = extent(seen);
    let Some(curve) = of_curves(&[look]) else {
        return visited.unwrap_or((-1.0, 1.0));
    };
    let Some((lowest, highest)) = visited else {
        return curve;
    };
    if chosen {
        return union(Some(curve), visited.filter(|_| cut)).unwrap_or(curve);
    }
    let room = (0.8 * (highest - lowest)).max(0.1 * (curve.1 - curve.0));
    let (bottom, top) = (curve.0.max(lowest - room), curve.1.min(highest + room));
    (bottom.min(lowest), top.max(highest))
}

/// Room above, and more below, where the label of a minimum stands.
fn with_foot(heights: AxisRange) -> AxisRange {
    let (lo, hi) = with_margin(heights);
    (lo - 0.06 * (hi - lo), hi)
}

/// The range from left to right: everything that the runs visit (only the beginning of one that diverges), and some of the far
/// side of the valley.
fn across(paths: &[RunPath], minima: &[(f64, f64)]) -> AxisRange {
    let visited = paths
        .iter()
        .filter_map(|p| beginning(&p.steps.iter().map(|s| s.x).collect::<Vec<_>>()))
        .map(Some)
        .fold(None, union);
    let Some((lo, hi)) = visited else {
        return (-1.0, 1.0);
    };
    // Exact minima that the runs come near belong into the picture; a far one would make the path small.
    let span = (hi - lo).max(1e-9 * hi.abs());
    let near = minima.iter().map(|m| m.0).filter(|m| *m >= lo - span && *m <= hi + span);
    let (lo, hi) = union(Some((lo, hi)), extent(near)).unwrap_or((lo, hi));
    let steps = paths.iter().flat_map(|p| &p.steps).filter(|s| s.value.is_finite());
    let lowest = steps.min_by(|a, b| a.value.total_cmp(&b.value)).map_or(lo, |s| s.x);
    let exact = minima.iter().map(|m| m.0).filter(|m| *m >= lo && *m <= hi);
    let middle = exact.min_by(|a, b| (a - lowest).abs().total_cmp(&(b - lowest).abs())).unwrap_or(lowest);
    let reach = 0.55 * (hi - middle).max(middle - lo);
    let (lo, hi) =
        if middle >= lo && middle <= hi { (lo.min(middle - reach), hi.max(middle + reach)) } else { (lo, hi) };
    let (lo, hi) = widened((lo, hi));
    let room = 0.08 * (hi - lo);
    (lo - room, hi + room)
}

fn marks(paths: &[RunPath], minima: &[(f64, f64)]) -> Vec<Mark> {
    let mut marks = Vec::new();
    for (i, path) in paths.iter().enumerate() {
        let color = Color::Nth(i + 1);
        let name = |text: String| {
            if paths.len() <= FEW { text } else { String::new() }
        };
        if let Some(start) = path.steps.first() {
            let label = name(format!("start {}", pair(start.x, start.value)));
            marks.push(Mark { at: (start.x, start.value), label, shape: MarkShape::Rimmed, color });
        }
        if let [_, .., last] = path.steps.as_slice() {
            let label = name(format!("k = {}", last.k));
            marks.push(Mark { at: (last.x, last.value), label, shape: MarkShape::Dot, color });
        }
    }
    for &(x, y) in minima {
        let label = if minima.len() <= FEW { format!("minimum {}", pair(x, y)) } else { String::new() };
        marks.push(Mark { at: (x, y), label, shape: MarkShape::Hollow, color: Color::Ink });
    }
    marks
}

fn description(name: &str, unknown: &str, paths: &[RunPath], minima: &[(f64, f64)]) -> String {
    let mut text = format!("The curve {name} with the steps of {}.", counted(paths.len(), "run"));
    for path in paths.iter().take(FEW) {
        if let (Some(first), Some(last)) = (path.steps.first(), path.steps.last()) {
            let name = if path.label.is_empty() { "It".to_string() } else { path.label.clone() };
            text += &format!(
                " {name} starts at {unknown} = {} and is at {unknown} = {} after step {}.",
                short(first.x, 6),
                short(last.x, 6),
                last.k
            );
        }
    }
    if let [(x, y)] = minima {
        text += &format!(" The minimum is {} at {unknown} = {}.", short(*y, 6), short(*x, 6));
    }
    text
}

/// `1 run`, `2 runs`
pub fn counted(n: usize, what: &str) -> String {
    if n == 1 { format!("1 {what}") } else { format!("{n} {what}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(xs: &[f64], f: fn(f64) -> f64) -> RunPath {
        let step = |(k, &x): (usize, &f64)| super::super::PathStep { k: k as u64, x, value: f(x), slope: f64::NAN };
        RunPath { label: String::new(), steps: xs.iter().enumerate().map(step).collect() }
    }

    #[test]
    fn the_far_side_of_the_valley_is_in_the_picture() {
        let (lo, hi) = across(&[path(&[7.0, 5.6, 4.48, 3.0], |x| x * x)], &[(0.0, 0.0)]);
        assert!(lo < -2.0 && hi > 7.0 && hi < 10.0, "{lo} {hi}");
        let (lo, hi) = across(&[path(&[7.0, 5.6, 4.48], |x| x * x)], &[(500.0, 0.0)]);
        assert!(lo > 0.0 && hi < 20.0, "a far minimum does not make the path small: {lo} {hi}");
    }

    #[test]
    fn a_steep_flank_does_not_flatten_the_run() {
        let quartic = |x: f64| x * x * x * x;
        let runs = [path(&[1.0, 0.5, 0.1], quartic)];
        let curve = || Curve::new("f", quartic);
        let figure = descent(curve(), "x", &runs, &[(0.0, 0.0)], &PlotOptions::default());
        assert!(figure.panels[0].y.range.1 < 2.5, "{:?}", figure.panels[0].y);
        let wide = PlotOptions { x_range: Some((-3.0, 3.0)), ..PlotOptions::default() };
        let figure = descent(curve(), "x", &runs, &[(0.0, 0.0)], &wide);
        assert!(figure.panels[0].y.range.1 > 80.0, "what was asked for is shown whole");
    }
}

//! `plot r` for one unknown: the curve with the steps of one or several runs on it.

use super::{Curve, Options, Path, branches, pair, tip};
use crate::plot::figure::{Axis, Color, Figure, Line, Mark, MarkShape, Marker, Panel, Series};
use crate::plot::figure::Dash;
use crate::plot::numerals::short;
use crate::plot::range::{Range, beginning, extent, of_curves, union, widened, with_margin};
use crate::plot::sample::outline;

/// Runs beyond which starts and ends are no longer labelled.
const FEW: usize = 3;

/// A curve with the steps of one or several runs on it. `minima` are the exact minimum points, where they are known.
pub fn descent(mut curve: Curve, unknown: &str, paths: &[Path], minima: &[(f64, f64)], options: &Options) -> Figure {
    let size = options.size.unwrap_or(Figure::SIZE);
    let x = options.x_range.map_or_else(|| across(paths, minima), widened);
    let f = curve.evaluate.as_mut();
    let look = outline(f, x);
    let seen = paths.iter().flat_map(|p| &p.steps).filter(|s| s.x >= x.0 && s.x <= x.1).map(|s| s.value);
    let heights = if look.soars || look.sinks { union(of_curves(&[look]), extent(seen)) } else { of_curves(&[look]) };
    let y = options.y_range.unwrap_or_else(|| with_foot(heights.unwrap_or((-1.0, 1.0))));
    let mut panel = Panel::new(Axis::linear(unknown, x), Axis::linear(curve.label.as_str(), y));
    let alone = paths.len() == 1;
    let mut line = Series::branches(Some(curve.label.clone()), branches(f, x, y, size), 0);
    line.line = Some(Line { width: 2.2, dash: Dash::Solid });
    panel.series.push(line);
    for (i, path) in paths.iter().enumerate() {
        let mut series = Series::path(None, path.steps.iter().map(|s| (s.x, s.value)).collect(), i + 1);
        series.label = Some(match (path.label.is_empty(), alone) {
            (false, _) => path.label.clone(),
            (true, true) => "descent".to_string(),
            (true, false) => format!("run {}", i + 1),
        });
        series.marker = Some(Marker::nth(i));
        series.tips = path.steps.iter().map(|s| tip(s, unknown, &curve.label)).collect();
        panel.series.push(series);
    }
    panel.marks = marks(paths, minima);
    let mut figure = Figure::single("", panel);
    figure.description = description(&curve.label, unknown, paths, minima);
    options.finish(figure)
}

/// Room above, and more below, where the label of a minimum stands.
fn with_foot(heights: Range) -> Range {
    let (lo, hi) = with_margin(heights);
    (lo - 0.06 * (hi - lo), hi)
}

/// From left to right: all that the runs visit (the beginning of one that runs away), with some of the far side of the
/// valley, so that the valley can be seen.
fn across(paths: &[Path], minima: &[(f64, f64)]) -> Range {
    let visited = paths
        .iter()
        .filter_map(|p| beginning(&p.steps.iter().map(|s| s.x).collect::<Vec<_>>()))
        .map(Some)
        .fold(None, union);
    let Some((lo, hi)) = visited else { return (-1.0, 1.0) };
    // Exact minima that the runs come near belong into the picture; a far one would make the path small.
    let span = (hi - lo).max(1e-9 * hi.abs());
    let near = minima.iter().map(|m| m.0).filter(|m| *m >= lo - span && *m <= hi + span);
    let (lo, hi) = union(Some((lo, hi)), extent(near)).unwrap_or((lo, hi));
    let middle = paths.first().and_then(|p| p.steps.last()).map_or(lo, |s| s.x);
    let reach = 0.55 * (hi - middle).max(middle - lo);
    let (lo, hi) =
        if middle >= lo && middle <= hi { (lo.min(middle - reach), hi.max(middle + reach)) } else { (lo, hi) };
    let (lo, hi) = widened((lo, hi));
    let room = 0.08 * (hi - lo);
    (lo - room, hi + room)
}

fn marks(paths: &[Path], minima: &[(f64, f64)]) -> Vec<Mark> {
    let mut marks = Vec::new();
    for (i, path) in paths.iter().enumerate() {
        let color = Color::Nth(i + 1);
        let name = |text: String| if paths.len() <= FEW { text } else { String::new() };
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

fn description(name: &str, unknown: &str, paths: &[Path], minima: &[(f64, f64)]) -> String {
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

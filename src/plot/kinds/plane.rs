//! `plot r` for two unknowns: contour lines with the steps of one or several runs on them.

use super::contour::{Grid, levels};
use super::descent::counted;
use super::{PlotOptions, pair};
use crate::plot::figure::{Axis, Color, Dash, Figure, Line, Mark, MarkShape, Marker, Panel, Series};
use crate::plot::numerals::short;
use crate::plot::range::{AxisRange, beginning, extent, union, widened};

/// Grid points across and up.
const GRID: (usize, usize) = (241, 181);

/// A function of two unknowns.
pub struct Surface<'a> {
    /// Its name, such as `g(x, y)`.
    pub label: String,
    /// The names of its unknowns.
    pub unknowns: (String, String),
    /// Its values; not finite where it has none.
    pub evaluate: Box<dyn FnMut(f64, f64) -> f64 + 'a>,
}

/// One step of a run with two unknowns.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlaneStep {
    /// Its number; the start is 0.
    pub k: u64,
    /// The first unknown.
    pub x: f64,
    /// The second unknown.
    pub y: f64,
    /// The value there.
    pub value: f64,
}

/// The steps of one run with two unknowns.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanePath {
    /// The label of the run; may be empty.
    pub label: String,
    /// Its steps in order.
    pub steps: Vec<PlaneStep>,
}

/// Contour lines of a function of two unknowns, with the steps of runs on them. `minima` are exact minimisers.
pub fn plane(mut surface: Surface, paths: &[PlanePath], minima: &[(f64, f64)], options: &PlotOptions) -> Figure {
    let (across, up) = window(paths, minima);
    let x = widened(options.x_range.unwrap_or(across));
    let y = widened(options.y_range.unwrap_or(up));
    let (first, second) = surface.unknowns.clone();
    let mut panel = Panel::new(Axis::linear(first.as_str(), x), Axis::linear(second.as_str(), y));
    let grid = Grid::sampled(surface.evaluate.as_mut(), x, y, GRID.0, GRID.1);
    let heights = levels(&grid.sorted());
    for (i, &level) in heights.iter().enumerate() {
        let mut line = Series::branches(None, grid.lines(level), 0);
        line.color = Color::Level(i as f64 / (heights.len() - 1).max(1) as f64);
        line.line = Some(Line { width: 1.2, dash: Dash::Solid });
        panel.series.push(line);
    }
    for (i, path) in paths.iter().enumerate() {
        panel.series.push(run(path, i, paths.len(), &surface));
        panel.marks.extend(ends(path, i, paths.len()));
    }
    for &at in minima {
        let label = if minima.len() == 1 { format!("minimum {}", pair(at.0, at.1)) } else { String::new() };
        panel.marks.push(Mark { at, label, shape: MarkShape::Hollow, color: Color::Ink });
    }
    let mut figure = Figure::single("", panel);
    figure.size = (720, 520);
    if !heights.is_empty() {
        let named: Vec<String> = heights.iter().map(|h| short(*h, 3)).collect();
        figure.notes.push(format!("Lines at {} = {}", surface.label, named.join(", ")));
    }
    figure.description = description(&surface, paths);
    options.finish(figure)
}

fn run(path: &PlanePath, i: usize, runs: usize, surface: &Surface) -> Series {
    let (first, second) = &surface.unknowns;
    let label = (runs > 1 || !path.label.is_empty())
        .then(|| if path.label.is_empty() { format!("run {}", i + 1) } else { path.label.clone() });
    let mut series = Series::path(label, path.steps.iter().map(|s| (s.x, s.y)).collect(), i + 1);
    series.marker = Some(Marker::nth(i));
    series.line = Some(Line { width: 1.6, dash: Dash::Solid });
    series.tips = path
        .steps
        .iter()
        .map(|s| {
            let place = format!("{first} = {}, {second} = {}", short(s.x, 6), short(s.y, 6));
            format!("k = {}: {place}, {} = {}", s.k, surface.label, short(s.value, 6))
        })
        .collect();
    series
}

fn ends(path: &PlanePath, i: usize, runs: usize) -> Vec<Mark> {
    let color = Color::Nth(i + 1);
    let name = |text: String| if runs <= 3 { text } else { String::new() };
    let mut marks = Vec::new();
    if let Some(start) = path.steps.first() {
        let label = name(format!("start {}", pair(start.x, start.y)));
        marks.push(Mark { at: (start.x, start.y), label, shape: MarkShape::Rimmed, color });
    }
    if let [_, .., last] = path.steps.as_slice() {
        marks.push(Mark { at: (last.x, last.y), label: name(format!("k = {}", last.k)), shape: MarkShape::Dot, color });
    }
    marks
}

/// The box of everything that the runs visit and the minima near them, with a margin and of moderate proportions.
fn window(paths: &[PlanePath], minima: &[(f64, f64)]) -> (AxisRange, AxisRange) {
    let side = |of: fn(&PlaneStep) -> f64, minimum: fn(&(f64, f64)) -> f64| {
        let runs = paths.iter().filter_map(|p| beginning(&p.steps.iter().map(of).collect::<Vec<_>>()));
        let visited = runs.map(Some).fold(None, union);
        let (lo, hi) = visited.or_else(|| extent(minima.iter().map(minimum))).unwrap_or((-1.0, 1.0));
        let reach = 2.0 * (hi - lo);
        let near = minima.iter().map(minimum).filter(|m| *m >= lo - reach && *m <= hi + reach);
        union(Some((lo, hi)), extent(near)).unwrap_or((lo, hi))
    };
    let (x, y) = (side(|s| s.x, |m| m.0), side(|s| s.y, |m| m.1));
    let longest = (x.1 - x.0).max(y.1 - y.0);
    let framed = |(lo, hi): AxisRange| {
        let least = 0.5 * longest;
        let short_by = (least - (hi - lo)).max(0.0) / 2.0;
        let (lo, hi) = widened((lo - short_by, hi + short_by));
        (lo - 0.22 * (hi - lo), hi + 0.22 * (hi - lo))
    };
    (framed(x), framed(y))
}

fn description(surface: &Surface, paths: &[PlanePath]) -> String {
    let mut text = format!("Contour lines of {} with the steps of {}.", surface.label, counted(paths.len(), "run"));
    for path in paths.iter().take(3) {
        if let (Some(first), Some(last)) = (path.steps.first(), path.steps.last()) {
            let (from, to) = (pair(first.x, first.y), pair(last.x, last.y));
            text += &format!(" From {from} to {to} in {} steps.", last.k);
        }
    }
    text
}

//! `plot tangents of r`: a panel per step with the curve, the point and the tangent there.

use super::{Curve, PathStep, PlotOptions, RunPath, pair, tip};
use crate::plot::figure::{Axis, Color, Dash, Figure, Line, Mark, MarkShape, Panel, Series};
use crate::plot::numerals::short;
use crate::plot::range::{beginning, widened, with_margin};
use crate::plot::sample::{of_curves, outline};

/// Most panels in a picture.
const MOST: usize = 12;

/// A panel per step of a run: the curve, the point, and the tangent with its slope.
pub fn tangents(mut curve: Curve, unknown: &str, path: &RunPath, options: &PlotOptions) -> Figure {
    let shown = chosen(&path.steps);
    let columns = side_by_side(shown.len());
    let rows = shown.len().div_ceil(columns).max(1);
    let width = match columns {
        1 => 480,
        2 | 3 => 900,
        more => 280 * more as u32,
    };
    let size = options.size.unwrap_or((width, 90 + 210 * rows as u32));
    let x = options.x_range.map_or_else(|| across(&path.steps), widened);
    let known = (curve.landmarks)(x);
    let look = outline(curve.evaluate.as_mut(), &known, x);
    let y = options.y_range.unwrap_or_else(|| with_margin(of_curves(&[look]).unwrap_or((-1.0, 1.0))));
    let drawn = curve.branches(&known, x, y, (size.0 / columns as u32, size.1 / rows as u32));
    let mut empty = Panel::new(Axis::linear(unknown, x), Axis::linear(curve.label.as_str(), y));
    empty.series.push(Series::branches(None, drawn, 0));
    let mut figure = Figure::single("", empty.clone());
    if !shown.is_empty() {
        let panel = |step: &PathStep| at_step(empty.clone(), step, tip(step, unknown, &curve.label));
        figure.panels = shown.iter().map(panel).collect();
    }
    figure.size = size;
    figure.columns = columns;
    if shown.len() < path.steps.len() {
        figure.notes.push(format!("{} of {} steps are shown", shown.len(), path.steps.len()));
    }
    figure.description = description(&curve.label, &shown);
    options.finish(figure)
}

/// The panel of one step, from the panel with nothing but the curve.
fn at_step(mut panel: Panel, step: &PathStep, tip: String) -> Panel {
    let at = (step.x, step.value);
    panel.title = format!("k = {}: {}", step.k, pair(step.x, step.value));
    panel.series.extend(tangent(step, panel.x.range));
    let mut point = Series::path(None, vec![at], 1);
    point.tips = vec![tip];
    let mark = Mark { at, label: String::new(), shape: MarkShape::Dot, color: Color::Nth(1) };
    panel.marks.push(mark);
    panel.series.push(point);
    if step.slope.is_finite() {
        panel.texts.push(format!("slope {}", short(step.slope, 4)));
    }
    panel
}

/// Panels side by side, so that the rows come out full where they can.
fn side_by_side(panels: usize) -> usize {
    match panels {
        0 | 1 => 1,
        2 | 4 => 2,
        7 | 8 | 11 | 12 => 4,
        10 => 5,
        _ => 3,
    }
}

/// First, last, and evenly spread ones between.
fn chosen(steps: &[PathStep]) -> Vec<PathStep> {
    if steps.len() <= MOST {
        return steps.to_vec();
    }
    (0..MOST).map(|i| steps[(i * (steps.len() - 1) + (MOST - 1) / 2) / (MOST - 1)]).collect()
}

fn across(steps: &[PathStep]) -> (f64, f64) {
    let (lo, hi) = widened(beginning(&steps.iter().map(|s| s.x).collect::<Vec<_>>()).unwrap_or((-1.0, 1.0)));
    let known = steps.iter().filter(|s| s.value.is_finite());
    let lowest = known.clone().map(|s| s.value).fold(f64::INFINITY, f64::min);
    let highest = known.clone().map(|s| s.value).fold(f64::NEG_INFINITY, f64::max);
    // A run that never falls, such as a cycle, has no lower end to make room around.
    let end = if lowest < highest {
        known.min_by(|a, b| a.value.total_cmp(&b.value)).map_or(lo, |s| s.x)
    } else {
        0.5 * (lo + hi)
    };
    let reach = 0.8 * (hi - end).max(end - lo);
    let (lo, hi) = if end >= lo && end <= hi { (lo.min(end - reach), hi.max(end + reach)) } else { (lo, hi) };
    let room = 0.08 * (hi - lo);
    (lo - room, hi + room)
}

/// The tangent across the whole frame; where the slope is not known, none.
fn tangent(step: &PathStep, (lo, hi): (f64, f64)) -> Option<Series> {
    let at = |x: f64| (x, step.value + step.slope * (x - step.x));
    let ends = vec![at(lo), (step.x, step.value), at(hi)];
    step.slope.is_finite().then(|| {
        let mut line = Series::line(None, ends, 1);
        line.line = Some(Line { width: 1.6, dash: Dash::Dashed });
        line
    })
}

fn description(name: &str, shown: &[PathStep]) -> String {
    let mut text = format!("The curve {name} with its tangent at each step:");
    for step in shown {
        text += &format!(" k = {} at {} with slope {};", step.k, pair(step.x, step.value), short(step.slope, 4));
    }
    text.pop();
    text + "."
}

//! The division of the sheet into title, panels with their margins, legend and remarks.

use super::figure::{Axis, AxisScale, Figure, Panel};
use super::geometry::{Point, Rect};
use super::ticks::{Tick, ticks};
use super::widths::{text_width, wrap};
use crate::numeric::real;

/// Font sizes and distances, in pixels. They shrink with a small picture.
#[derive(Clone, Copy, Debug)]
pub struct Metrics {
    /// 1 for a picture of ordinary size.
    pub unit: f64,
    /// Tick labels and remarks.
    pub small: f64,
    /// Axis labels, legend, labels of marks.
    pub medium: f64,
    /// Titles of panels.
    pub large: f64,
    /// The title of the figure.
    pub title: f64,
}

/// A frame with its axes, ready to place points in.
pub struct Frame {
    /// Between the axes.
    pub rect: Rect,
    /// Ticks from left to right.
    pub x_ticks: Vec<Tick>,
    /// Ticks from the bottom up.
    pub y_ticks: Vec<Tick>,
    /// Whether this panel shows its own tick labels and axis label below, or the panel under it does.
    pub names_x: bool,
    /// Whether this panel shows its own tick labels and axis label at the left, or its neighbour does.
    pub names_y: bool,
    x: AxisMap,
    y: AxisMap,
}

/// The layout of a figure.
pub struct Layout {
    /// Lines of the title.
    pub title: Vec<String>,
    /// Lines of the remarks at the foot.
    pub notes: Vec<String>,
    /// One frame per panel.
    pub frames: Vec<Frame>,
    /// Between title and remarks.
    pub body: Rect,
}

/// An axis as a map from numbers to pixels.
struct AxisMap {
    scale: AxisScale,
    from: f64,
    span: f64,
    start: f64,
    length: f64,
}

/// Room that is kept for a legend outside the frames.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reserve {
    /// At the right.
    pub right: f64,
    /// Below.
    pub below: f64,
}

impl Metrics {
    /// For a picture of this many pixels.
    pub fn of((width, height): (u32, u32)) -> Metrics {
        let unit = (f64::from(width) / 480.0).min(f64::from(height) / 300.0).clamp(0.45, 1.0);
        Metrics { unit, small: 12.0 * unit, medium: 13.0 * unit, large: 13.0 * unit, title: 16.5 * unit }
    }
}

impl Layout {
    /// Divides the sheet.
    pub fn of(figure: &Figure, measure: &Metrics, reserve: Reserve) -> Layout {
        let (width, height) = (f64::from(figure.size.0), f64::from(figure.size.1));
        let pad = 14.0 * measure.unit;
        let room = width - 2.0 * pad;
        let fits = height > 60.0;
        // The bold cut is wider than the table.
        let title = if fits { wrap(&figure.title, measure.title * 1.09, room, 3) } else { Vec::new() };
        let notes: Vec<String> = figure.notes.iter().flat_map(|n| wrap(n, measure.small, room, 3)).collect();
        let notes = if height > 140.0 { notes } else { Vec::new() };
        let head = if title.is_empty() { 0.0 } else { title.len() as f64 * measure.title * 1.25 + 4.0 * measure.unit };
        let foot = notes.len() as f64 * measure.small * 1.35;
        let body = Rect {
            left: pad,
            top: pad * 0.8 + head,
            right: width - pad - reserve.right,
            bottom: height - pad * 0.7 - foot - reserve.below,
        };
        Layout { frames: frames(figure, measure, body), title, notes, body }
    }
}

/// Room around the frames of a grid of panels.
struct Margins {
    /// Neighbours with equal axes name them only at the left and below.
    shared: bool,
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

impl Margins {
    fn of(figure: &Figure, measure: &Metrics, row_height: f64, columns: usize) -> Margins {
        let panels = &figure.panels;
        let equal = panels.windows(2).all(|w| w[0].x == w[1].x && w[0].y == w[1].y);
        let titled = panels.iter().any(|p| !p.title.is_empty());
        let widest = |over: &dyn Fn(&Panel) -> f64| panels.iter().map(over).fold(0.0, f64::max);
        let room = |label: &str, share: f64| {
            if label.is_empty() { 0.0 } else { measure.medium * share }
        };
        let numbers = |panel: &Panel| {
            let found = ticks(&panel.y, y_target(row_height, measure));
            found.iter().map(|t| text_width(&t.label, measure.small)).fold(0.0, f64::max)
        };
        // The last number below a frame may stand half beyond it.
        let overhang = |panel: &Panel| {
            let found = x_ticks(&panel.x, row_height * columns as f64, measure);
            found.last().map_or(0.0, |t| text_width(&t.label, measure.small) / 2.0)
        };
        Margins {
            shared: panels.len() > 1 && equal,
            left: widest(&|p| numbers(p) + 8.0 * measure.unit + room(&p.y.label, 1.65)),
            right: widest(&overhang).max(10.0 * measure.unit),
            top: if titled { measure.large * 1.6 } else { measure.small * 0.5 },
            bottom: widest(&|p| measure.small * 1.75 + room(&p.x.label, 1.55)),
        }
    }
}

fn frames(figure: &Figure, measure: &Metrics, body: Rect) -> Vec<Frame> {
    let count = figure.panels.len();
    let columns = figure.columns.clamp(1, count.max(1));
    let rows = count.div_ceil(columns).max(1);
    let gap = if count > 1 { 18.0 * measure.unit } else { 0.0 };
    let margins = Margins::of(figure, measure, body.height() / rows as f64, columns);
    // Shared margins are taken from the grid once, others from every cell.
    let (once, each) = if margins.shared { (1.0, 0.0) } else { (0.0, 1.0) };
    let grid_left = body.left + once * margins.left;
    let cell_width = (body.right - once * margins.right * 0.3 - grid_left + gap) / columns as f64 - gap;
    let cell_height = (body.height() - once * margins.bottom + gap) / rows as f64 - gap;
    let frame = |(i, panel): (usize, &Panel)| {
        let left = grid_left + (i % columns) as f64 * (cell_width + gap);
        let top = body.top + (i / columns) as f64 * (cell_height + gap);
        let (inner_left, inner_top) = (left + each * margins.left, top + margins.top);
        let rect = Rect {
            left: inner_left,
            top: inner_top,
            right: (left + cell_width - each * margins.right).max(inner_left + 8.0),
            bottom: (top + cell_height - each * margins.bottom).max(inner_top + 8.0),
        };
        let names_x = !margins.shared || i + columns >= count;
        let names_y = !margins.shared || i.is_multiple_of(columns);
        Frame::new(panel, rect, measure, (names_x, names_y))
    };
    figure.panels.iter().enumerate().map(frame).collect()
}

fn y_target(height: f64, measure: &Metrics) -> usize {
    ((height / (46.0 * measure.unit)).round() as usize).clamp(3, 9)
}

/// As many ticks as fit with their labels side by side.
fn x_ticks(axis: &Axis, width: f64, measure: &Metrics) -> Vec<Tick> {
    let most = if axis.whole { width / (32.0 * measure.unit) } else { width / (66.0 * measure.unit) };
    let mut target = (most as usize).clamp(3, if axis.whole { 16 } else { 10 });
    loop {
        let found = ticks(axis, target);
        let labels = found.iter().filter(|t| !t.label.is_empty());
        let needed: f64 = labels.map(|t| text_width(&t.label, measure.small) + 12.0 * measure.unit).sum();
        if needed <= width || target <= 2 {
            return found;
        }
        target -= 1;
    }
}

impl Frame {
    fn new(panel: &Panel, rect: Rect, measure: &Metrics, (names_x, names_y): (bool, bool)) -> Frame {
        Frame {
            x_ticks: x_ticks(&panel.x, rect.width(), measure),
            y_ticks: ticks(&panel.y, y_target(rect.height(), measure)),
            x: AxisMap::new(&panel.x, rect.left, rect.width()),
            y: AxisMap::new(&panel.y, rect.bottom, -rect.height()),
            rect,
            names_x,
            names_y,
        }
    }

    /// The place of a point; not finite where the axes have none for it.
    pub fn place(&self, (x, y): (f64, f64)) -> Point {
        (self.x.place(x), self.y.place(y))
    }
}

impl AxisMap {
    fn new(axis: &Axis, start: f64, length: f64) -> AxisMap {
        let (from, to) = match axis.scale {
            AxisScale::Linear => axis.range,
            AxisScale::Log => (real::log10(axis.range.0), real::log10(axis.range.1)),
        };
        AxisMap { scale: axis.scale, from, span: to - from, start, length }
    }

    fn place(&self, value: f64) -> f64 {
        /// Coordinates are clamped to this distance, so that arithmetic on them stays finite.
        const FAR: f64 = 1e9;
        let value = match self.scale {
            AxisScale::Linear => value,
            AxisScale::Log if value > 0.0 => real::log10(value),
            AxisScale::Log => f64::NAN,
        };
        if !value.is_finite() {
            return f64::NAN;
        }
        (self.start + (value - self.from) / self.span * self.length).clamp(-FAR, FAR)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_linear_between_the_ends() {
        let axis = Axis::linear("x", (-10.0, 10.0));
        let panel = Panel::new(axis.clone(), Axis::log("y", (1.0, 100.0)));
        let figure = Figure::single("t", panel);
        let layout = Layout::of(&figure, &Metrics::of(figure.size), Reserve::default());
        let frame = &layout.frames[0];
        assert_eq!(frame.place((-10.0, 1.0)), (frame.rect.left, frame.rect.bottom));
        let middle = frame.place((0.0, 10.0));
        assert!((middle.0 - (frame.rect.left + frame.rect.right) / 2.0).abs() < 1e-9);
        assert!((middle.1 - (frame.rect.top + frame.rect.bottom) / 2.0).abs() < 1e-9);
        assert!(frame.place((0.0, -1.0)).1.is_nan());
        assert!(frame.place((1e308, 1.0)).0.is_finite());
    }

    #[test]
    fn wide_tick_labels_get_a_wide_margin() {
        let left = |range| {
            let figure = Figure::single("", Panel::new(Axis::linear("x", (0.0, 1.0)), Axis::linear("y", range)));
            Layout::of(&figure, &Metrics::of(figure.size), Reserve::default()).frames[0].rect.left
        };
        assert!(left((-12345.0, 12345.0)) > left((0.0, 9.0)) + 20.0);
    }
}

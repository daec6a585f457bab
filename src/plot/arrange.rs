//! The places of legend, labels and markers, so that they do not cover the data.

use super::figure::{Color, Figure, Mark, Panel};
use super::geometry::{Point, Rect, clip_polyline, finite};
use super::layout::{Frame, Layout, Metrics, Reserve};
use super::legend::Legend;
use super::place::Obstacles;
use super::thin::{Spot, thin_line, thin_markers};
use super::widths::text_width;

/// Where the legend stands.
pub enum LegendPlacement {
    /// One name below the other.
    Column(Rect),
    /// Names side by side.
    Rows(Rect),
}

/// Divides the sheet so that the legend covers nothing: in a free corner, else at the right, else below.
pub fn arrange(figure: &Figure, measure: &Metrics) -> (Layout, Option<(Legend, LegendPlacement)>) {
    let layout = Layout::of(figure, measure, Reserve::default());
    let too_small = figure.size.0 < 160 || figure.size.1 < 120;
    let Some(legend) = Legend::of(figure, measure).filter(|_| !too_small) else {
        return (layout, None);
    };
    let (width, height) = legend.column_size();
    let gap = 8.0 * measure.unit;
    if let ([panel], [frame]) = (figure.panels.as_slice(), layout.frames.as_slice()) {
        let drawn = obstacles(panel, frame, measure);
        if let Some(area) = drawn.free_corner(&frame.rect, width, height, gap) {
            return (layout, Some((legend, LegendPlacement::Column(area))));
        }
        if width < f64::from(figure.size.0) * 0.28 && height < layout.body.height() {
            let layout = Layout::of(figure, measure, Reserve { right: width + gap, below: 0.0 });
            let area = Rect::sized(layout.body.right + gap, frame.rect.top, width, height);
            return (layout, Some((legend, LegendPlacement::Column(area))));
        }
    }
    let (layout, area) = below(figure, measure, &legend, gap / 2.0);
    (layout, Some((legend, LegendPlacement::Rows(area))))
}

/// Keeps room for the rows of the legend under the frames.
fn below(figure: &Figure, measure: &Metrics, legend: &Legend, gap: f64) -> (Layout, Rect) {
    let plain = Layout::of(figure, measure, Reserve::default());
    // The rows begin where the first frame does; its left edge does not depend on the height by more than a tick label.
    let left = plain.frames.first().map_or(plain.body.left, |f| f.rect.left);
    let height = legend.rows_height(plain.body.right - left);
    let layout = Layout::of(figure, measure, Reserve { right: 0.0, below: height + gap });
    let top = layout.body.bottom + gap;
    (layout, Rect { left, top, right: plain.body.right, bottom: top + height })
}

/// What is drawn in a frame, as text sees it; labels of marks are placed in the same way when they are drawn.
pub fn obstacles(panel: &Panel, frame: &Frame, measure: &Metrics) -> Obstacles {
    let mut drawn = data_obstacles(panel, frame, measure);
    mark_labels(panel, frame, measure, &mut drawn);
    drawn
}

/// What is drawn in a frame, without labels.
pub fn data_obstacles(panel: &Panel, frame: &Frame, measure: &Metrics) -> Obstacles {
    let mut drawn = Obstacles::default();
    for series in &panel.series {
        let points: Vec<Point> = series.points.iter().map(|&p| frame.place(p)).collect();
        let weight = if matches!(series.color, Color::Level(_)) { 0.15 } else { 1.0 };
        if series.line.is_some() {
            for piece in clip_polyline(&points, &frame.rect) {
                thin_line(&piece).iter().for_each(|line| drawn.line(line, weight));
            }
        }
        if series.marker.is_some() {
            let reach = 4.0 * measure.unit;
            let spots = spots(&points, frame, measure, series.line.is_some());
            spots.iter().for_each(|s| drawn.area(square(s.at, reach)));
        }
    }
    let marks = panel.marks.iter().map(|m| frame.place(m.at)).filter(|&p| finite(p) && frame.rect.contains(p));
    marks.for_each(|at| drawn.area(square(at, 7.0 * measure.unit)));
    drawn
}

fn square((x, y): Point, reach: f64) -> Rect {
    Rect::sized(x - reach, y - reach, 2.0 * reach, 2.0 * reach)
}

/// Places for the labels of the marks that can be seen; they keep away from the data and from each other.
pub fn mark_labels<'a>(
    panel: &'a Panel,
    frame: &Frame,
    measure: &Metrics,
    drawn: &mut Obstacles,
) -> Vec<(Rect, &'a Mark)> {
    /// Below this size of text labels are left out.
    const LEGIBLE: f64 = 0.5;
    if measure.unit < LEGIBLE {
        return Vec::new();
    }
    let mut labelled: Vec<(Point, &Mark)> = Vec::new();
    for mark in panel.marks.iter().filter(|m| !m.label.trim().is_empty()) {
        let at = frame.place(mark.at);
        let again = labelled.iter().any(|(other, m)| *other == at && m.label == mark.label);
        if finite(at) && frame.rect.contains(at) && !again {
            labelled.push((at, mark));
        }
    }
    // The first label takes the best place, which may crowd out the others: try both orders.
    let forward = placed(labelled.iter(), frame, measure, drawn);
    let backward = placed(labelled.iter().rev(), frame, measure, drawn);
    let (found, _) = if backward.1 < forward.1 { backward } else { forward };
    found.iter().for_each(|(rect, _)| drawn.area(rect.grown(1.0)));
    found
}

/// Labels placed one after the other, and how good that is: lower is better.
fn placed<'a, 'b>(
    marks: impl Iterator<Item = &'b (Point, &'a Mark)>,
    frame: &Frame,
    measure: &Metrics,
    drawn: &Obstacles,
) -> (Vec<(Rect, &'a Mark)>, f64)
where
    'a: 'b,
{
    let inside = frame.rect.grown(-3.0 * measure.unit);
    let (mut drawn, mut total) = (drawn.clone(), 0.0);
    let found = marks.map(|&(at, mark)| {
        let size = (text_width(&mark.label, measure.medium), measure.medium * 1.15);
        let (rect, cost) = drawn.beside(at, size, &inside, measure.unit);
        drawn.area(rect.grown(1.0));
        total += cost;
        (rect, mark)
    });
    (found.collect(), total)
}

/// With more markers than this they are drawn smaller and farther apart.
pub const CROWD: usize = 40;

/// The markers of a series. Where a line joins them, a crowd is thinned until its members can be told apart.
pub fn spots(points: &[Point], frame: &Frame, measure: &Metrics, joined: bool) -> Vec<Spot> {
    let inside = |p| frame.rect.contains(p);
    let all = thin_markers(points, inside, 1.6 * measure.unit);
    if joined && all.len() > CROWD { thin_markers(points, inside, 6.5 * measure.unit) } else { all }
}

//! A figure becomes a picture.

use super::canvas::{Anchor, Canvas, Lettering};
use super::error::Error;
use super::figure::{Axis, Figure, Mark, Panel, Scale, Series};
use super::geometry::{Point, Rect, clip_polyline, departure, finite};
use super::layout::{Frame, Layout, Measure, Reserve};
use super::legend::Legend;
use super::palette::{EDGE, FAINT_TEXT, GRID, INK, MINOR_GRID, PAPER, TEXT, ZERO, rgb};
use super::place::Obstacles;
use super::range;
use super::shapes::{draw_arrow, draw_mark, draw_marker};
use super::thin::{Spot, thin_line, thin_markers};
use super::widths::{bold_width, shorten, text_width};

/// Smallest and largest side of a picture, in pixels.
const SIDES: (u32, u32) = (40, 8_000);

/// The picture as an SVG document. Equal figures give equal bytes.
pub fn svg(figure: &Figure) -> Result<String, Error> {
    if figure.panels.is_empty() {
        return Err(Error::Empty);
    }
    let figure = made_drawable(figure);
    let measure = Measure::of(figure.size);
    let (layout, legend) = arrange(&figure, &measure);
    let id = format!("p{:08x}", fingerprint(&figure));
    let mut canvas = Canvas::new(figure.size);
    let (width, height) = (f64::from(figure.size.0), f64::from(figure.size.1));
    canvas.rectangle(Rect::sized(0.0, 0.0, width, height), PAPER);
    draw_head_and_foot(&mut canvas, &figure, &layout, &measure);
    for (i, (panel, frame)) in figure.panels.iter().zip(&layout.frames).enumerate() {
        draw_panel(&mut canvas, panel, frame, &measure, &format!("{id}-{i}"));
    }
    if let Some((legend, place)) = legend {
        match place {
            Place::Column(area) => legend.draw_column(&mut canvas, area),
            Place::Rows(area) => legend.draw_rows(&mut canvas, area),
        }
    }
    let title = if figure.title.trim().is_empty() { "Plot" } else { figure.title.as_str() };
    canvas.finish(&id, title, &figure.description)
}

/// Where the legend stands.
enum Place {
    Column(Rect),
    Rows(Rect),
}

/// The figure with a possible size and with ranges that are ranges.
fn made_drawable(figure: &Figure) -> Figure {
    let mut figure = figure.clone();
    figure.size = (figure.size.0.clamp(SIDES.0, SIDES.1), figure.size.1.clamp(SIDES.0, SIDES.1));
    for axis in figure.panels.iter_mut().flat_map(|p| [&mut p.x, &mut p.y]) {
        axis.range = match axis.scale {
            Scale::Linear => range::widened(axis.range),
            Scale::Log => range::widened_log(axis.range),
        };
    }
    figure
}

/// Divides the sheet so that the legend covers nothing: in a free corner, else at the right, else below.
fn arrange(figure: &Figure, measure: &Measure) -> (Layout, Option<(Legend, Place)>) {
    let layout = Layout::of(figure, measure, Reserve::default());
    let too_small = figure.size.0 < 160 || figure.size.1 < 120;
    let Some(legend) = Legend::of(figure, measure).filter(|_| !too_small) else { return (layout, None) };
    let (width, height) = legend.column_size();
    if let ([panel], [frame]) = (figure.panels.as_slice(), layout.frames.as_slice()) {
        let drawn = obstacles(panel, frame, measure);
        if let Some(area) = drawn.free_corner(&frame.rect, width, height, 8.0 * measure.unit) {
            return (layout, Some((legend, Place::Column(area))));
        }
    }
    let gap = 8.0 * measure.unit;
    if width < f64::from(figure.size.0) * 0.28 && height < layout.body.height() && figure.panels.len() == 1 {
        let layout = Layout::of(figure, measure, Reserve { right: width + gap, below: 0.0 });
        let top = layout.frames.first().map_or(layout.body.top, |f| f.rect.top);
        let area = Rect::sized(layout.body.right + gap, top, width, height);
        return (layout, Some((legend, Place::Column(area))));
    }
    let below = legend.rows_height(layout.body.width());
    let layout = Layout::of(figure, measure, Reserve { right: 0.0, below: below + gap / 2.0 });
    let left = layout.frames.first().map_or(layout.body.left, |f| f.rect.left);
    let area = Rect { left, right: layout.body.right, top: layout.body.bottom + gap / 2.0, bottom: layout.body.bottom + below };
    // The area begins at the frame, so it may need a row more than was measured; measure again with the real width.
    let needed = legend.rows_height(area.width());
    if needed <= below {
        return (layout, Some((legend, Place::Rows(area))));
    }
    let layout = Layout::of(figure, measure, Reserve { right: 0.0, below: needed + gap / 2.0 });
    let area = Rect { top: layout.body.bottom + gap / 2.0, bottom: layout.body.bottom + needed, ..area };
    (layout, Some((legend, Place::Rows(area))))
}

/// What is drawn in a frame, as text sees it; labels of marks are placed in the same way when they are drawn.
fn obstacles(panel: &Panel, frame: &Frame, measure: &Measure) -> Obstacles {
    let mut drawn = data_obstacles(panel, frame, measure);
    for (rect, _) in mark_labels(panel, frame, measure, &mut drawn) {
        drawn.area(rect);
    }
    drawn
}

fn data_obstacles(panel: &Panel, frame: &Frame, measure: &Measure) -> Obstacles {
    let mut drawn = Obstacles::default();
    for series in &panel.series {
        let points: Vec<Point> = series.points.iter().map(|&p| frame.place(p)).collect();
        if series.line.is_some() {
            for piece in clip_polyline(&points, &frame.rect) {
                thin_line(&piece).iter().for_each(|line| drawn.line(line));
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

/// Places for the labels of the marks that can be seen; each keeps away from the earlier ones.
fn mark_labels<'a>(panel: &'a Panel, frame: &Frame, measure: &Measure, drawn: &mut Obstacles) -> Vec<(Rect, &'a Mark)> {
    let mut found = Vec::new();
    for mark in panel.marks.iter().filter(|m| !m.label.trim().is_empty()) {
        let at = frame.place(mark.at);
        if !(finite(at) && frame.rect.contains(at)) {
            continue;
        }
        let (width, height) = (text_width(&mark.label, measure.medium), measure.medium * 1.15);
        let rect = drawn.beside(at, width, height, &frame.rect.grown(-3.0 * measure.unit));
        drawn.area(rect.grown(1.0));
        found.push((rect, mark));
    }
    found
}

fn draw_head_and_foot(canvas: &mut Canvas, figure: &Figure, layout: &Layout, measure: &Measure) {
    let left = layout.frames.first().map_or(layout.body.left, |f| f.rect.left);
    let edge = f64::from(figure.size.0) - 10.0 * measure.unit;
    let widest = layout.title.iter().map(|line| bold_width(line, measure.title)).fold(0.0, f64::max);
    // The title begins where the frame does, unless it needs more room.
    let left = if left + widest <= edge { left } else { layout.body.left };
    let mut base = 14.0 * measure.unit * 0.8 + measure.title * 0.95;
    for line in &layout.title {
        canvas.text((left, base), line, Lettering { bold: true, ..Lettering::plain(measure.title, INK) });
        base += measure.title * 1.25;
    }
    let mut base = f64::from(figure.size.1) - 9.0 * measure.unit - (layout.notes.len() as f64 - 1.0) * measure.small * 1.35;
    for line in &layout.notes {
        canvas.text((left, base), line, Lettering::plain(measure.small, FAINT_TEXT));
        base += measure.small * 1.35;
    }
}

fn draw_panel(canvas: &mut Canvas, panel: &Panel, frame: &Frame, measure: &Measure, id: &str) {
    draw_grid(canvas, panel, frame, measure);
    draw_axis_labels(canvas, panel, frame, measure);
    for (i, series) in panel.series.iter().enumerate() {
        canvas.open(&format!("id=\"{id}-{i}\" stroke-linejoin=\"round\" stroke-linecap=\"butt\""));
        draw_series(canvas, series, frame, measure);
        canvas.close();
    }
    for mark in &panel.marks {
        let at = frame.place(mark.at);
        if finite(at) && frame.rect.contains(at) {
            let tip = (!mark.label.is_empty()).then(|| mark.label.clone());
            draw_mark(canvas, mark.shape, at, measure.unit, rgb(mark.color), tip);
        }
    }
    let mut drawn = data_obstacles(panel, frame, measure);
    let style = Lettering { halo: true, ..Lettering::plain(measure.medium, TEXT) };
    for (rect, mark) in mark_labels(panel, frame, measure, &mut drawn) {
        canvas.text((rect.left, rect.bottom - measure.medium * 0.27), &mark.label, style);
    }
    for text in &panel.texts {
        let text = shorten(text, measure.small, frame.rect.width() * 0.9);
        let (width, height) = (text_width(&text, measure.small), measure.small * 1.2);
        let rect = drawn.emptiest_corner(&frame.rect, width, height, 7.0 * measure.unit);
        drawn.area(rect);
        let style = Lettering { halo: true, ..Lettering::plain(measure.small, TEXT) };
        canvas.text((rect.left, rect.bottom - measure.small * 0.27), &text, style);
    }
}

fn draw_grid(canvas: &mut Canvas, panel: &Panel, frame: &Frame, measure: &Measure) {
    let rect = &frame.rect;
    for tick in &frame.x_ticks {
        let at = frame.place((tick.at, panel.y.range.0)).0;
        let color = if tick.label.is_empty() { MINOR_GRID } else { GRID };
        canvas.line(&[(at, rect.top), (at, rect.bottom)], color, 1.0, &[]);
    }
    for tick in &frame.y_ticks {
        let at = frame.place((panel.x.range.0, tick.at)).1;
        let color = if tick.label.is_empty() { MINOR_GRID } else { GRID };
        canvas.line(&[(rect.left, at), (rect.right, at)], color, 1.0, &[]);
    }
    let zero = |axis: &Axis| axis.scale == Scale::Linear && axis.range.0 < 0.0 && axis.range.1 > 0.0;
    if zero(&panel.x) && !panel.x.whole {
        let at = frame.place((0.0, panel.y.range.0)).0;
        canvas.line(&[(at, rect.top), (at, rect.bottom)], ZERO, 1.0, &[]);
    }
    if zero(&panel.y) {
        let at = frame.place((panel.x.range.0, 0.0)).1;
        canvas.line(&[(rect.left, at), (rect.right, at)], ZERO, 1.0, &[]);
    }
    let corner = [(rect.left, rect.top), (rect.left, rect.bottom), (rect.right, rect.bottom)];
    canvas.line(&corner, EDGE, 1.1 * measure.unit.max(0.7), &[]);
}

fn draw_axis_labels(canvas: &mut Canvas, panel: &Panel, frame: &Frame, measure: &Measure) {
    let rect = &frame.rect;
    let small = Lettering::plain(measure.small, FAINT_TEXT);
    let medium = Lettering::plain(measure.medium, TEXT).anchored(Anchor::Middle);
    let middle = ((rect.left + rect.right) / 2.0, (rect.top + rect.bottom) / 2.0);
    if frame.names_x {
        for tick in &frame.x_ticks {
            let at = frame.place((tick.at, panel.y.range.0)).0;
            let base = rect.bottom + 5.0 * measure.unit + measure.small;
            canvas.text((at, base), &tick.label, small.anchored(Anchor::Middle));
        }
        let label = shorten(&panel.x.label, measure.medium, rect.width());
        let base = rect.bottom + measure.small * 1.75 + measure.medium * 1.1;
        canvas.text((middle.0, base), &label, medium);
    }
    if frame.names_y {
        let mut widest = 0.0f64;
        for tick in &frame.y_ticks {
            let at = frame.place((panel.x.range.0, tick.at)).1;
            let right = rect.left - 6.0 * measure.unit;
            canvas.text((right, at + measure.small * 0.36), &tick.label, small.anchored(Anchor::End));
            widest = widest.max(text_width(&tick.label, measure.small));
        }
        let label = shorten(&panel.y.label, measure.medium, rect.height());
        let at = rect.left - widest - 8.0 * measure.unit - measure.medium * 0.55;
        canvas.text((at, middle.1), &label, Lettering { upright: true, ..medium });
    }
    if !panel.title.is_empty() {
        let title = shorten(&panel.title, measure.large * 1.09, rect.width());
        let style = Lettering { bold: true, ..Lettering::plain(measure.large, TEXT) };
        canvas.text((rect.left, rect.top - measure.large * 0.5), &title, style);
    }
}

fn draw_series(canvas: &mut Canvas, series: &Series, frame: &Frame, measure: &Measure) {
    let color = rgb(series.color);
    let mut points: Vec<Point> = series.points.iter().map(|&p| frame.place(p)).collect();
    let leaves = if series.departs { departure(&points, &frame.rect) } else { None };
    if let Some((kept, ..)) = leaves {
        points.truncate(kept);
    }
    if let Some(line) = series.line {
        for piece in clip_polyline(&points, &frame.rect) {
            for part in thin_line(&piece) {
                canvas.line(&part, color, line.width * measure.unit.max(0.6), line.dash.pattern());
            }
        }
    }
    if let Some((_, exit, towards)) = leaves {
        draw_arrow(canvas, exit, towards, 9.0 * measure.unit, color);
    }
    if let Some(marker) = series.marker {
        let spots = spots(&points, frame, measure, series.line.is_some());
        let radius = if spots.len() > CROWD { 2.8 } else { 3.5 } * measure.unit;
        for spot in &spots {
            draw_marker(canvas, marker, spot.at, radius, color, tip(series, spot));
        }
    }
}

/// Markers beyond which they are drawn smaller and farther apart.
const CROWD: usize = 40;

/// The markers of a series. Where a line joins them, a crowd is thinned until its members can be told apart.
fn spots(points: &[Point], frame: &Frame, measure: &Measure, joined: bool) -> Vec<Spot> {
    let inside = |p| frame.rect.contains(p);
    let all = thin_markers(points, inside, 1.6 * measure.unit);
    if joined && all.len() > CROWD { thin_markers(points, inside, 6.5 * measure.unit) } else { all }
}

/// What hovering says: the point, or the first and the last of those that share the spot.
fn tip(series: &Series, spot: &Spot) -> Option<String> {
    let first = series.tips.get(spot.first)?;
    match series.tips.get(spot.last) {
        Some(last) if spot.last > spot.first => Some(format!("{first}\n⋮\n{last}")),
        Some(_) | None => Some(first.clone()),
    }
}

/// A short hash of all that is drawn (FNV-1a), so that ids of different pictures on one page differ.
fn fingerprint(figure: &Figure) -> u32 {
    let hash = format!("{figure:?}")
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x100_0000_01b3));
    (hash ^ (hash >> 32)) as u32
}

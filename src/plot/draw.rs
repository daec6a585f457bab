//! Drawing a figure as SVG.

use super::arrange::{CROWD, LegendPlacement, arrange, data_obstacles, mark_labels, spots};
use super::axes::{draw_axis_labels, draw_grid};
use super::canvas::{Canvas, Lettering};
use super::error::Error;
use super::figure::{AxisScale, Figure, Panel, Series};
use super::geometry::{Point, Rect, clip_polyline, departure, finite};
use super::layout::{Frame, Layout, Metrics};
use super::palette::{FAINT_TEXT, INK, PAPER, TEXT, rgb};
use super::range;
use super::shapes::{draw_arrow, draw_mark, draw_marker};
use super::thin::{Spot, thin_line};
use super::widths::{bold_width, shorten, text_width};

/// Smallest and largest side of a picture, in pixels.
const SIDES: (u32, u32) = (40, 8_000);

/// The picture as an SVG document. Equal figures give equal bytes.
pub fn svg(figure: &Figure) -> Result<String, Error> {
    if figure.panels.is_empty() {
        return Err(Error::Empty);
    }
    let figure = made_drawable(figure);
    let measure = Metrics::of(figure.size);
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
            LegendPlacement::Column(area) => legend.draw_column(&mut canvas, area),
            LegendPlacement::Rows(area) => legend.draw_rows(&mut canvas, area),
        }
    }
    let title = if figure.title.trim().is_empty() { "Plot" } else { figure.title.as_str() };
    canvas.finish(&id, title, &figure.description)
}

/// The figure with an admissible size and proper ranges.
fn made_drawable(figure: &Figure) -> Figure {
    let mut figure = figure.clone();
    figure.size = (figure.size.0.clamp(SIDES.0, SIDES.1), figure.size.1.clamp(SIDES.0, SIDES.1));
    for axis in figure.panels.iter_mut().flat_map(|p| [&mut p.x, &mut p.y]) {
        axis.range = match axis.scale {
            AxisScale::Linear => range::widened(axis.range),
            AxisScale::Log => range::widened_log(axis.range),
        };
    }
    figure
}

fn draw_head_and_foot(canvas: &mut Canvas, figure: &Figure, layout: &Layout, measure: &Metrics) {
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
    let mut base =
        f64::from(figure.size.1) - 9.0 * measure.unit - (layout.notes.len() as f64 - 1.0) * measure.small * 1.35;
    for line in &layout.notes {
        canvas.text((left, base), line, Lettering::plain(measure.small, FAINT_TEXT));
        base += measure.small * 1.35;
    }
}

fn draw_panel(canvas: &mut Canvas, panel: &Panel, frame: &Frame, measure: &Metrics, id: &str) {
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

fn draw_series(canvas: &mut Canvas, series: &Series, frame: &Frame, measure: &Metrics) {
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

/// The hover text: the point, or the first and the last of those at the same spot.
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

#[cfg(test)]
#[path = "draw_tests.rs"]
mod tests;

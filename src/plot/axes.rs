//! What surrounds the data: grid, edges, tick labels, axis labels.

use super::canvas::{Anchor, Canvas, Lettering};
use super::figure::{Axis, AxisScale, Panel};
use super::layout::{Frame, Metrics};
use super::palette::{EDGE, FAINT_TEXT, GRID, MINOR_GRID, TEXT, ZERO};
use super::widths::{shorten, text_width};

/// Grid lines, the lines where a coordinate is zero, and the left and lower edge.
pub fn draw_grid(canvas: &mut Canvas, panel: &Panel, frame: &Frame, measure: &Metrics) {
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
    let zero = |axis: &Axis| axis.scale == AxisScale::Linear && axis.range.0 < 0.0 && axis.range.1 > 0.0;
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

/// Tick labels, axis labels and the title of a panel.
pub fn draw_axis_labels(canvas: &mut Canvas, panel: &Panel, frame: &Frame, measure: &Metrics) {
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

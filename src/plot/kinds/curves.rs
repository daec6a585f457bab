//! `plot f, f' over -20..20`: functions of one unknown over a range.

use super::{Curve, PlotOptions};
use crate::plot::figure::{Axis, Dash, Figure, Panel, Series};
use crate::plot::numerals::short;
use crate::plot::range::{AxisRange, widened, with_margin};
use crate::plot::sample::{of_curves, outline};

/// Functions of one unknown over a range.
pub fn curves(mut curves: Vec<Curve>, unknown: &str, over: AxisRange, options: &PlotOptions) -> Figure {
    let x = widened(options.x_range.unwrap_or(over));
    let size = options.size.unwrap_or(Figure::SIZE);
    let known: Vec<_> = curves.iter_mut().map(|c| (c.landmarks)(x)).collect();
    let outlines: Vec<_> =
        curves.iter_mut().zip(&known).map(|(c, known)| outline(c.evaluate.as_mut(), known, x)).collect();
    let y = options.y_range.unwrap_or_else(|| with_margin(of_curves(&outlines).unwrap_or((-1.0, 1.0))));
    let names: Vec<String> = curves.iter().map(|c| c.label.clone()).collect();
    let alone = names.len() == 1;
    let y_label = if alone { names[0].clone() } else { String::new() };
    let mut panel = Panel::new(Axis::linear(unknown, x), Axis::linear(y_label, y));
    let mut missing = Vec::new();
    for (i, (curve, known)) in curves.iter_mut().zip(&known).enumerate() {
        let drawn = curve.branches(known, x, y, size);
        if drawn.is_empty() {
            missing.push(format!("{} has no value here", curve.label));
        }
        let label = (!alone).then(|| curve.label.clone());
        panel.series.push(Series::branches(label, drawn, i).dashed(Dash::nth(i)));
    }
    let mut figure = Figure::single("", panel);
    figure.description = format!("{} for {unknown} from {} to {}.", names.join(", "), short(x.0, 6), short(x.1, 6));
    figure.notes = missing;
    options.finish(figure)
}

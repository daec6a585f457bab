//! `plot r` for one unknown: the curve with the steps on it.

use super::request::{PlotKind, Request, curve_of, label_among, needs_run, path_of, run_title};
use crate::diagnostic::Diagnostic;
use crate::plot::{Figure, kinds};
use crate::session::Builder;

pub(super) const KIND: PlotKind = PlotKind {
    word: "descent",
    help: "runs on the curve of their function",
    title: |_, request| run_title(request, "Gradient descent on"),
    draw,
};

fn draw(builder: &mut Builder<'_>, request: &Request<'_>) -> Result<Figure, Diagnostic> {
    let Some(first) = request.runs.first() else { return Err(needs_run(request, KIND.word)) };
    if first.names.len() != 1 {
        return Err(Diagnostic::error("many-unknowns", "a descent on a curve has one unknown", request.span)
            .help("for two unknowns: plot contour of r"));
    }
    let curve = curve_of(builder, first, request)?;
    let paths: Vec<kinds::RunPath> =
        request.runs.iter().map(|r| path_of(r, 0, label_among(r, &request.runs))).collect();
    let minima: Vec<(f64, f64)> = first.minimisers.iter().map(|m| (m.x[0], m.value)).collect();
    Ok(kinds::descent(curve, &first.names[0], &paths, &minima, &request.options))
}

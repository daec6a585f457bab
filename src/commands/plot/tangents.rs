//! `plot tangents of r`: a panel for each step, with the tangent there.

use super::request::{PlotKind, Request, curve_of, one_run, path_of, run_title};
use crate::diagnostic::Diagnostic;
use crate::plot::{Figure, kinds};
use crate::session::Builder;

pub(super) const KIND: PlotKind = PlotKind {
    word: "tangents",
    help: "a panel per step: curve, point, tangent",
    title: |_, request| run_title(request, "Tangents along the descent of"),
    draw,
};

fn draw(builder: &mut Builder<'_>, request: &Request<'_>) -> Result<Figure, Diagnostic> {
    let run = one_run(request, KIND.word)?;
    if run.names.len() != 1 {
        return Err(Diagnostic::error("many-unknowns", "tangents need a run with one unknown", request.span));
    }
    let curve = curve_of(builder, run, request)?;
    Ok(kinds::tangents(curve, &run.names[0], &path_of(run, 0, String::new()), &request.options))
}

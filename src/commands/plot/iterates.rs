//! `plot iterates of r`: an unknown against the step, a line per run or unknown.

use super::request::{PlotKind, Request, label_among, needs_run, path_of, run_title};
use crate::diagnostic::Diagnostic;
use crate::plot::{Figure, kinds};
use crate::session::Builder;

pub(super) const KIND: PlotKind = PlotKind {
    word: "iterates",
    help: "the unknowns against the step",
    title: |_, request| run_title(request, "Iterates of the descent of"),
    draw,
};

fn draw(_: &mut Builder<'_>, request: &Request<'_>) -> Result<Figure, Diagnostic> {
    let Some(first) = request.runs.first() else { return Err(needs_run(request, KIND.word)) };
    let one = first.names.len() == 1;
    let mut paths = Vec::new();
    for run in &request.runs {
        for (i, name) in run.names.iter().enumerate() {
            let own = label_among(run, &request.runs);
            let label = match (one, own.is_empty()) {
                (true, _) => own,
                (false, true) => name.clone(),
                (false, false) => format!("{name}, {own}"),
            };
            paths.push(path_of(run, i, label));
        }
    }
    let minima: Vec<f64> = if one { first.minimisers.iter().map(|m| m.x[0]).collect() } else { Vec::new() };
    let axis = if one { first.names[0].clone() } else { first.names.join(", ") };
    let mut options = request.options.clone();
    // `over` on this picture is a range of steps only where it is written so; the vertical range is free.
    options.x_range = None;
    Ok(kinds::iterates(&paths, &axis, &first.heading, &minima, &options))
}

//! `plot values of r log`: the value against the step.

use super::request::{PlotKind, Request, label_among, needs_run, path_of, run_title};
use crate::diagnostic::Diagnostic;
use crate::plot::{Figure, kinds};
use crate::session::Builder;

pub(super) const KIND: PlotKind = PlotKind {
    word: "values",
    help: "the value against the step, linear or log",
    title: |_, request| run_title(request, "Values along the descent of"),
    draw,
};

fn draw(_: &mut Builder<'_>, request: &Request<'_>) -> Result<Figure, Diagnostic> {
    let Some(first) = request.runs.first() else { return Err(needs_run(request, KIND.word)) };
    let mut paths: Vec<kinds::RunPath> =
        request.runs.iter().map(|r| path_of(r, 0, label_among(r, &request.runs))).collect();
    let mut label = first.heading.clone();
    let mut options = request.options.clone();
    options.x_range = None;
    // A log axis shows the distance to the minimum, where this is known and not 0.
    if let Some(least) = first.minimisers.iter().find(|m| m.global).map(|m| m.value)
        && options.log
        && least != 0.0
    {
        paths.iter_mut().flat_map(|p| &mut p.steps).for_each(|s| s.value -= least);
        let least = &first.minimisers[0].value_exact;
        label = match least.strip_prefix('-') {
            _ if least.starts_with('≈') => format!("{label} − minimum"),
            Some(below) => format!("{label} + {below}"),
            None => format!("{label} − {}", first.minimisers[0].value_exact),
        };
    }
    Ok(kinds::values(&paths, &first.names[0], &label, &options))
}

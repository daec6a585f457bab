//! `plot rate of r`: the rate against the step, a line per run.

use super::request::{PlotKind, Request, label_among, legend, needs_run};
use crate::diagnostic::Diagnostic;
use crate::plot::{Figure, kinds};
use crate::session::Builder;
use crate::session::record::RunRecord;

pub(super) const KIND: PlotKind = PlotKind {
    word: "rate",
    help: "the rate of each step, linear or log",
    title: |_, request| Some(format!("Rates of the descent of {}", request.runs.first()?.heading)),
    draw,
};

fn draw(_: &mut Builder<'_>, request: &Request<'_>) -> Result<Figure, Diagnostic> {
    let Some(first) = request.runs.first() else { return Err(needs_run(request, KIND.word)) };
    let paths: Vec<kinds::RunPath> = request.runs.iter().map(|r| path(r, label_among(r, &request.runs))).collect();
    if paths.iter().all(|p| p.steps.is_empty()) {
        return Err(Diagnostic::error("no-picture", "no step was done, so there is no rate", request.span)
            .help("let the run do a step: steps 1"));
    }
    let mut options = request.options.clone();
    options.x_range = None;
    Ok(kinds::values(&paths, &first.names[0], "rate", &options))
}

/// The rate of each step; the start has none.
fn path(record: &RunRecord, label: String) -> kinds::RunPath {
    let mut steps = Vec::with_capacity(record.run.iterates.len());
    for it in record.run.iterates.iter() {
        let Some(rate) = it.rate else { continue };
        steps.push(kinds::PathStep { k: it.k, x: it.x[0], value: rate, slope: f64::NAN });
    }
    kinds::RunPath { label: legend(&label), steps }
}

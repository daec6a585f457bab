//! `plot contour of g over x in -2..2, y in -1..3 with r`, and `plot r` for two unknowns.

use super::request::{PlotKind, Request, collect_runs, label_among, legend, run_title, tape_of};
use crate::commands::Given;
use crate::diagnostic::Diagnostic;
use crate::expr::ExprId;
use crate::plot::{Figure, kinds};
use crate::session::Builder;
use crate::session::record::RunRecord;
use crate::session::target::Target;
use std::rc::Rc;

pub(super) const KIND: PlotKind = PlotKind {
    word: "contour",
    help: "contour lines of two unknowns, with runs",
    title: |_, request| run_title(request, "Gradient descent on"),
    draw,
};

struct Subject {
    expr: ExprId,
    heading: String,
    names: Vec<String>,
}

fn draw(builder: &mut Builder<'_>, request: &Request<'_>) -> Result<Figure, Diagnostic> {
    let mut runs = request.runs.clone();
    for item in request.invocation.clause("with").map_or(&[][..], Given::items) {
        collect_runs(builder.value(item)?, &mut runs);
    }
    let subject = match request.runs.first() {
        Some(run) => Subject { expr: run.expr, heading: run.heading.clone(), names: run.names.clone() },
        None => {
            let expr = &request.subjects[0];
            let target = Target::of(builder, expr)?;
            if let Some(error) = target.missing_value(builder, expr.span, "plot contour") {
                return Err(error);
            }
            Subject { expr: target.expr, heading: target.heading, names: target.names }
        }
    };
    if subject.names.len() != 2 || runs.iter().any(|r| r.names.len() != 2) {
        return Err(Diagnostic::error("two-unknowns", "contour lines need exactly two unknowns", request.span));
    }
    let options = options(request, &subject, &runs)?;
    let tape = tape_of(builder, subject.expr, &subject.names, request.span)?;
    let mut work = Vec::new();
    let surface = kinds::Surface {
        label: subject.heading,
        unknowns: (subject.names[0].clone(), subject.names[1].clone()),
        evaluate: Box::new(move |x, y| tape.value(&[x, y], &mut work)),
    };
    let paths: Vec<kinds::PlanePath> = runs.iter().map(|r| path(r, label_among(r, &runs))).collect();
    let minima: Vec<(f64, f64)> =
        runs.first().map_or_else(Vec::new, |r| r.minimisers.iter().map(|m| (m.x[0], m.x[1])).collect());
    Ok(kinds::plane(surface, &paths, &minima, &options))
}

fn options(request: &Request<'_>, subject: &Subject, runs: &[Rc<RunRecord>]) -> Result<kinds::PlotOptions, Diagnostic> {
    let mut options = request.options.clone();
    for (i, (name, range)) in request.over.iter().enumerate() {
        match name.as_ref().map_or(Some(i), |n| subject.names.iter().position(|m| m == n)) {
            Some(0) => options.x_range = Some(*range),
            Some(1) => options.y_range = Some(*range),
            _ => {
                return Err(Diagnostic::error("unknown-name", "this range belongs to no unknown", request.span)
                    .help(format!("write: over {} in -2..2, {} in -1..3", subject.names[0], subject.names[1])));
            }
        }
    }
    if runs.is_empty() && request.over.len() < 2 {
        return Err(Diagnostic::error("missing-clause", "over which ranges?", request.span)
            .help(format!("write: over {} in -2..2, {} in -1..3", subject.names[0], subject.names[1])));
    }
    Ok(options)
}

fn path(run: &RunRecord, label: String) -> kinds::PlanePath {
    let steps = run
        .run
        .iterates
        .iter()
        .map(|it| kinds::PlaneStep { k: it.k, x: it.x[0], y: it.x[1], value: it.value })
        .collect();
    kinds::PlanePath { label: legend(&label), steps }
}

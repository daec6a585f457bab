//! Kinds of plots, requests for plots, and what the kinds share.

use std::rc::Rc;

use crate::calculus::places_on_curve;
use crate::commands::Invocation;
use crate::diagnostic::Diagnostic;
use crate::expr::{ExprId, Graph, Symbol};
use crate::plot::Figure;
use crate::plot::kinds::{Curve, PathStep, PlotOptions, RunPath};
use crate::plot::landmarks::{Landmark, Landmarks};
use crate::session::record::RunRecord;
use crate::session::{Builder, Value};
use crate::source::Span;
use crate::syntax::ast::Expr;
use crate::tape::{Tape, lower};

/// A kind of picture.
pub(super) struct PlotKind {
    /// The word in `plot WORD of …`.
    pub(super) word: &'static str,
    /// One line of help.
    pub(super) help: &'static str,
    /// The title, where the user gives none.
    pub(super) title: fn(&mut Builder<'_>, &Request<'_>) -> Option<String>,
    /// Makes the figure.
    pub(super) draw: fn(&mut Builder<'_>, &Request<'_>) -> Result<Figure, Diagnostic>,
}

/// A range, with its name where one was written: `x in -2..2`.
pub(super) type NamedRange = (Option<String>, (f64, f64));

/// A request for a picture.
pub(super) struct Request<'a> {
    pub(super) subjects: &'a [Expr],
    pub(super) span: Span,
    pub(super) invocation: &'a Invocation,
    pub(super) options: PlotOptions,
    /// The ranges of `over`, each with its name where one was written.
    pub(super) over: Vec<NamedRange>,
    /// The runs among the subjects.
    pub(super) runs: Vec<Rc<RunRecord>>,
}

pub(super) fn collect_runs(value: Value, runs: &mut Vec<Rc<RunRecord>>) {
    match value {
        Value::Run(run) => runs.push(run),
        Value::Runs(more) => runs.extend(more),
        Value::List(items) => items.into_iter().for_each(|v| collect_runs(v, runs)),
        _ => {}
    }
}

/// `f(x), rate 0.1, 9 steps`: what the runs have in common.
pub(super) fn run_title(request: &Request<'_>, what: &str) -> Option<String> {
    let first = request.runs.first()?;
    let run = &first.run;
    let mut title = format!("{what} {}", first.heading);
    if request.runs.iter().all(|r| r.run.rate.text() == run.rate.text()) {
        title += &format!(", rate {}", run.rate.text());
    }
    if request.runs.len() == 1 {
        title += &format!(", {} step{}", run.steps, if run.steps == 1 { "" } else { "s" });
    }
    Some(title)
}

/// The label of a run in a picture with several: its own label, or its name or method among runs of several statements.
pub(super) fn label_among(run: &RunRecord, runs: &[Rc<RunRecord>]) -> String {
    if !run.label.is_empty() || runs.len() < 2 {
        return run.label.clone();
    }
    run.name.clone().unwrap_or_else(|| run.run.method.clone())
}

/// A label of a run as a picture shows it: with true minus signs.
pub(super) fn legend(label: &str) -> String {
    label.replace('-', "−")
}

/// The only run, for kinds that show one.
pub(super) fn one_run<'a>(request: &'a Request<'_>, kind: &str) -> Result<&'a Rc<RunRecord>, Diagnostic> {
    match request.runs.as_slice() {
        [run] => Ok(run),
        [] => Err(needs_run(request, kind)),
        _ => Err(Diagnostic::error("one-run", format!("`plot {kind}` shows one run at a time"), request.span)
            .help("pick one of them: rs[1]")),
    }
}

pub(super) fn needs_run(request: &Request<'_>, kind: &str) -> Diagnostic {
    Diagnostic::error("needs-run", format!("`plot {kind}` needs a run"), request.span)
        .help("write: r = descend f from x = 7 rate 0.1, then: plot … of r")
}

/// The function of one unknown that a run minimises.
pub(super) fn curve_of<'b>(
    builder: &'b mut Builder<'_>,
    run: &RunRecord,
    request: &Request<'_>,
) -> Result<Curve<'b>, Diagnostic> {
    let tape = tape_of(builder, run.expr, &run.names, request.span)?;
    let mut work = Vec::new();
    let (f, x) = (run.expr, builder.graph().symbol_id(&run.names[0]));
    let curve = Curve::new(legend(&run.heading), move |x| tape.value(&[x], &mut work));
    Ok(curve.with_landmarks(move |range| landmarks(&mut builder.session.graph, f, x, range)))
}

/// What the calculus knows of a curve beforehand.
pub(super) fn landmarks(graph: &mut Graph, f: ExprId, x: Symbol, range: (f64, f64)) -> Landmarks {
    let found = places_on_curve(graph, f, x, range);
    let places = found.places.into_iter().map(|(at, breaks)| Landmark { at, breaks }).collect();
    Landmarks::new(places, found.has_all_cuts)
}

pub(super) fn tape_of(
    builder: &mut Builder<'_>,
    expr: ExprId,
    names: &[String],
    span: Span,
) -> Result<Tape, Diagnostic> {
    let symbols: Vec<_> = names.iter().map(|n| builder.graph().symbol_id(n)).collect();
    lower(&builder.session.graph, &[expr], &symbols).map_err(|e| Diagnostic::error("no-value", e.to_string(), span))
}

/// The steps of a run in its unknown number `i`.
pub(super) fn path_of(run: &RunRecord, i: usize, label: String) -> RunPath {
    let steps = run
        .run
        .iterates
        .iter()
        .map(|it| PathStep { k: it.k, x: it.x[i], value: it.value, slope: it.gradient[i] })
        .collect();
    RunPath { label: legend(&label), steps }
}

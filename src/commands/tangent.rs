//! `tangent f at 7`: the tangent line as an equation.

use super::{ClauseDef, CommandDef, Context, Invocation, Outcome, Takes, TargetNeed, WITH};
use crate::algebra::{derivative, expand, normalise};
use crate::calculus::domain;
use crate::calculus::meeting::{Meeting, meeting};
use crate::diagnostic::Diagnostic;
use crate::expr::substitute;
use crate::output::{Block, Datum, Notation, Output};
use crate::session::{Value, display};

pub(super) const COMMAND: CommandDef = CommandDef {
    word: "tangent",
    usage: "tangent f at 7",
    help: "the tangent line of a function of one unknown at a point",
    example: "tangent x^2 at 7",
    target: TargetNeed::Needed,
    clauses: &[ClauseDef { word: "at", takes: Takes::One, usage: "at 7" }, WITH],
    run,
};

fn run(context: &mut Context<'_, '_>, invocation: &Invocation) -> Result<Outcome, Diagnostic> {
    let (target, expr) = super::bound_target(context.builder, invocation)?;
    let [x] = target.unknowns.as_slice() else {
        return Err(Diagnostic::error(
            "many-unknowns",
            format!("`{}` has {} unknowns", target.label, target.unknowns.len()),
            expr.span,
        )
        .help("a tangent line needs a function of one unknown"));
    };
    let at = invocation.clause("at").ok_or_else(|| {
        Diagnostic::error("missing-clause", "where is the tangent wanted?", invocation.span)
            .help(format!("write: tangent {} at 7", target.label))
    })?;
    let point = match &at.value()?.kind {
        crate::syntax::ast::ExprKind::Equation(_, right) => context.builder.scalar(right)?,
        _ => context.builder.scalar(at.value()?)?,
    };
    let body = target.expr;
    let graph = context.builder.graph();
    let slope = derivative(graph, body, *x);
    let formula = domain::restricted(graph, slope, body);
    let found = meeting(graph, body, formula, (*x, point));
    let slope = match found {
        Meeting::Joined(slope) => slope,
        _ => substitute(graph, slope, &[(*x, point)]),
    };
    if let Some((fact, _)) = found.in_words(graph, &target.label) {
        let at = at.value_span();
        let what = match found {
            Meeting::Kink(left, right) if left == right => "the tangent is vertical",
            Meeting::Undecided => "no tangent is known",
            _ => "there is no tangent",
        };
        return Err(Diagnostic::error("no-tangent", format!("{what}: {fact}"), at));
    }
    let graph = context.builder.graph();
    let height = substitute(graph, body, &[(*x, point)]);
    // y = f(p) + f'(p)*(x - p), multiplied out.
    let variable = graph.symbol_node(*x);
    let minus = graph.raw_negation(point);
    let run = graph.raw_sum(&[variable, minus]);
    let rise = graph.raw_product(&[slope, run]);
    let line = graph.raw_sum(&[rise, height]);
    let line = normalise(graph, line);
    let line = expand(graph, line, expand::MAX_TERMS).unwrap_or(line);
    let failed = |e: display::ShowError| Diagnostic::error("undefined-value", e.to_string(), at.value_span());
    let shown = display::show(context.builder.session, line).map_err(failed)?;
    let slope = display::show(context.builder.session, slope).map_err(failed)?;
    let notation = Notation::Expr(shown.form);
    let mut output = Output::new("tangent")
        .with(Block::formula(notation.clone()))
        .field("exact", Datum::Exact(notation.clone()))
        .field("latex", Datum::Latex(String::new(), notation))
        .field("slope", Datum::exact(slope.form));
    output.head = Some("y".to_string());
    Ok(Outcome::value(output, Value::Expr(line)))
}

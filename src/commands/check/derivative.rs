//! `check f'`, `check grad g`: every derivative asked for, compared at points of the function's domain.

use super::points::Points;
use super::quotient::{Claim, Comparer, Looked, QuotientComparison};
use crate::algebra::{derivative, gradient, hessian, present};
use crate::calculus::{Function, tidy};
use crate::commands::asked::DerivativeRequest;
use crate::commands::{Context, Invocation, Outcome, bindings, domain as shown_domain};
use crate::diagnostic::Diagnostic;
use crate::expr::{ExprId, Graph, Symbol};
use crate::interrupt::Interrupt;
use crate::numeric::budget::{nodes, requests};
use crate::numeric::format;
use crate::output::{Datum, Output, Sentence, sentence};
use crate::session::target::Target;
use crate::source::Span;
use crate::syntax::ast::Expr;
use crate::tape::LowerError;

/// The number of points, for all derivatives together.
const POINTS: usize = 200;
/// The least number of points for each derivative.
const FEWEST: usize = 10;
/// How many points are tried to find one at which a comparison is possible.
const TRIES: usize = 10;
/// For more unknowns only the range of all of them together is shown.
const FEW_UNKNOWNS: usize = 4;

/// What is checked: derivatives of functions.
struct DerivativeCheck {
    target: Target,
    /// The function as written, the claim, and the number of the unknown.
    derivatives: Vec<(ExprId, ExprId, usize)>,
    /// Its name: `f'`.
    label: String,
    what: &'static str,
}

/// The command.
pub(super) fn check(
    context: &mut Context<'_, '_>,
    invocation: &Invocation,
    expr: &Expr,
    asked: &DerivativeRequest<'_>,
) -> Result<Outcome, Diagnostic> {
    let task = task(context, invocation, expr, asked)?;
    let Target { expr: function, unknowns, .. } = &task.target;
    let interrupt = context.host.interrupt().clone();
    let graph = context.builder.graph();
    let whole = Function::everywhere(*function, unknowns);
    let domain = shown_domain::found(graph, &whole, &interrupt);
    let Some(points) = Points::of(graph, &whole, &interrupt) else {
        let words = format!("`{}` has a derivative nowhere", task.target.label);
        return Err(
            Diagnostic::error("check-failed", words, expr.span).label(format!("its domain: {}", domain.text(graph)))
        );
    };
    let each = (POINTS / task.derivatives.len().max(1)).max(FEWEST);
    let mut seen = Seen::default();
    for &(function, claimed, index) in &task.derivatives {
        let claim = Claim { function, claimed, unknowns, index };
        compare(graph, &claim, &points, each, &interrupt, &mut seen)
            .map_err(|e| Diagnostic::error("no-value", e.to_string(), expr.span))?;
    }
    if interrupt.is_asked() {
        return Err(Diagnostic::error("interrupted", "interrupted", expr.span));
    }
    Ok(outcome(&task, &seen, &domain, (graph, expr.span)))
}

fn task(
    context: &mut Context<'_, '_>,
    invocation: &Invocation,
    expr: &Expr,
    asked: &DerivativeRequest<'_>,
) -> Result<DerivativeCheck, Diagnostic> {
    let values = bindings(context.builder, invocation.clause("with"))?;
    let (DerivativeRequest::Prime(inner, _)
    | DerivativeRequest::Gradient(inner)
    | DerivativeRequest::Hessian(inner)
    | DerivativeRequest::Partial(inner, _)) = asked;
    let target = Target::of(context.builder, inner)?.with(context.builder, &values);
    let label = match asked {
        DerivativeRequest::Prime(..) if target.is_function => format!("{}{}", target.label, "'".repeat(order(asked))),
        DerivativeRequest::Prime(..)
        | DerivativeRequest::Gradient(_)
        | DerivativeRequest::Hessian(_)
        | DerivativeRequest::Partial(..) => expr.to_string(),
    };
    // A name without a value is a further unknown where the formula is differentiated by it.
    let named: Vec<String> = match asked {
        DerivativeRequest::Partial(_, symbols) => {
            symbols.iter().map(|&s| context.builder.session.graph.name(s).to_string()).collect()
        }
        DerivativeRequest::Prime(..) | DerivativeRequest::Gradient(_) | DerivativeRequest::Hessian(_) => Vec::new(),
    };
    let target = target.with_unknowns(context.builder, &named);
    if let Some(error) = target.missing_value(context.builder, expr.span, &format!("check {label}")) {
        return Err(error);
    }
    if target.unknowns.is_empty() {
        return Err(Diagnostic::error("no-unknowns", format!("`{}` has no unknowns", target.label), expr.span));
    }
    let (derivatives, what) = match asked {
        DerivativeRequest::Prime(..) => {
            let x = only_unknown(&target, expr.span)?;
            (repeated(context, &target, &vec![x; order(asked)], expr.span)?, "derivative")
        }
        DerivativeRequest::Partial(_, symbols) if symbols.is_empty() => {
            let x = only_unknown(&target, expr.span)?;
            (repeated(context, &target, &[x], expr.span)?, "derivative")
        }
        DerivativeRequest::Partial(_, symbols) => (repeated(context, &target, symbols, expr.span)?, "derivative"),
        DerivativeRequest::Gradient(_) => (first(context.builder.graph(), &target), "gradient"),
        DerivativeRequest::Hessian(_) => {
            refuse_many(target.unknowns.len().saturating_mul(target.unknowns.len()), expr.span)?;
            (second(context.builder.graph(), &target), "hessian")
        }
    };
    refuse_many(derivatives.len(), expr.span)?;
    Ok(DerivativeCheck { target, derivatives, label, what })
}

fn order(asked: &DerivativeRequest<'_>) -> usize {
    match asked {
        DerivativeRequest::Prime(_, order) => *order as usize,
        DerivativeRequest::Gradient(_) | DerivativeRequest::Hessian(_) | DerivativeRequest::Partial(..) => 1,
    }
}

fn refuse_many(count: usize, span: Span) -> Result<(), Diagnostic> {
    if count <= requests::CHECKED_DERIVATIVES {
        return Ok(());
    }
    let message =
        format!("{count} derivatives are more than the {} that are checked at once", requests::CHECKED_DERIVATIVES);
    Err(Diagnostic::error("too-large", message, span).help("check some of them: check diff(f, x)"))
}

fn only_unknown(target: &Target, span: Span) -> Result<Symbol, Diagnostic> {
    match target.unknowns.as_slice() {
        [x] => Ok(*x),
        _ => {
            let message = format!("`{}` has {} unknowns", target.label, target.unknowns.len());
            Err(Diagnostic::error("many-unknowns", message, span)
                .help(format!("write: check grad {}, or check diff({}, x)", target.label, target.label)))
        }
    }
}

/// The last of several successive derivatives, as the derivative of the one before it.
fn repeated(
    context: &mut Context<'_, '_>,
    target: &Target,
    symbols: &[Symbol],
    span: Span,
) -> Result<Vec<(ExprId, ExprId, usize)>, Diagnostic> {
    let Some((&last, before)) = symbols.split_last() else { return Ok(Vec::new()) };
    let mut function = target.expr;
    for &x in before {
        function = context.builder.derived(function, x, 1, span)?;
    }
    let claimed = context.builder.derived(function, last, 1, span)?;
    let claimed = present(context.builder.graph(), claimed);
    let Some(index) = target.unknowns.iter().position(|&u| u == last) else {
        let name = context.builder.session.graph.name(last).to_string();
        let message = format!("`{}` does not depend on {name}", target.label);
        return Err(Diagnostic::error("nothing-to-check", message, span));
    };
    Ok(vec![(function, claimed, index)])
}

fn first(graph: &mut Graph, target: &Target) -> Vec<(ExprId, ExprId, usize)> {
    let claims = gradient(graph, target.expr, &target.unknowns);
    claims.into_iter().enumerate().map(|(i, claim)| (target.expr, tidy(graph, claim), i)).collect()
}

/// Each second derivative as a derivative of a first one.
fn second(graph: &mut Graph, target: &Target) -> Vec<(ExprId, ExprId, usize)> {
    let rows = hessian(graph, target.expr, &target.unknowns);
    let mut claims = Vec::new();
    for (row, &x) in rows.into_iter().zip(&target.unknowns) {
        let function = derivative(graph, target.expr, x);
        claims.extend(row.into_iter().enumerate().map(|(i, entry)| (function, tidy(graph, entry), i)));
    }
    claims
}

/// The outcomes at all points.
#[derive(Clone, Debug, Default)]
pub(super) struct Seen {
    /// Where the two were compared, and how they did.
    pub compared: Vec<(Vec<f64>, QuotientComparison)>,
    /// How many points were left out, near poles, kinks or ends.
    pub left_out: usize,
    /// The number of points at which no difference quotient is accurate enough.
    pub not_compared: usize,
    /// How many claims were compared nowhere.
    pub unseen: usize,
}

/// Compares at the given number of points, or at as many as are found in time.
pub(super) fn compare(
    graph: &mut Graph,
    claim: &Claim<'_>,
    points: &Points,
    wanted: usize,
    interrupt: &Interrupt,
    seen: &mut Seen,
) -> Result<(), LowerError> {
    // Results after the allowance is spent may be incomplete: nothing is concluded from them.
    let stopped = || interrupt.is_asked() || interrupt.is_spent();
    let mut comparer = Comparer::new(graph, claim)?;
    let wanted = wanted.min(nodes::CHECKED / comparer.cost(graph).max(1)).max(1);
    let before = seen.compared.len();
    for number in 0..wanted * TRIES {
        if seen.compared.len() - before >= wanted || interrupt.is_set() || stopped() {
            break;
        }
        let point = points.point(number);
        let looked = comparer.look(graph, &point);
        if stopped() {
            break;
        }
        match looked {
            Looked::Compared(comparison) => seen.compared.push((point, comparison)),
            Looked::LeftOut => seen.left_out += 1,
            Looked::NotCompared => seen.not_compared += 1,
            Looked::NoValue => {}
        }
    }
    seen.unseen += usize::from(seen.compared.len() == before);
    Ok(())
}

fn outcome(task: &DerivativeCheck, seen: &Seen, domain: &Sentence, (graph, span): (&Graph, Span)) -> Outcome {
    let names = &task.target.names;
    let worse = |a: &&(Vec<f64>, QuotientComparison), b: &&(Vec<f64>, QuotientComparison)| {
        (!a.1.agrees).cmp(&!b.1.agrees).then(a.1.error.total_cmp(&b.1.error))
    };
    let base = |lines: Vec<Sentence>, holds: bool| {
        Output::new("check")
            .with_all(lines)
            .field("holds", holds)
            .field("what", task.what)
            .field("points", seen.compared.len())
            .field("domain", domain.clone())
            .field("left_out", seen.left_out)
            .field("not_compared", seen.not_compared)
    };
    let Some((at, worst)) = seen.compared.iter().max_by(worse) else {
        let message = format!("no point was found where {} could be compared with difference quotients", task.label);
        let failed =
            Diagnostic::error("check-failed", message, span).label(format!("the domain: {}", domain.text(graph)));
        return Outcome {
            output: base(vec!["not checked".into()], false),
            value: None,
            failed: Some(failed),
            reason: None,
        };
    };
    let wrong = seen.compared.iter().filter(|(_, c)| !c.agrees).count();
    let lines = vec![verdict(task, seen, (at, worst), wrong).into(), where_looked(task, seen, domain)];
    let place = match at.as_slice() {
        [one] => Datum::Number(*one),
        several => Datum::numbers(several),
    };
    let estimated = seen.compared.iter().filter(|(_, c)| !c.proved).count();
    let output = base(lines, wrong == 0 && seen.unseen == 0)
        .number("worst", worst.error)
        .field("at", place)
        .number("bound", worst.bound)
        .field("estimated", estimated);
    let failed = if wrong > 0 {
        let message = format!("{} differs from the difference quotients", task.label);
        Some(Diagnostic::error("check-failed", message, span).label(format!("at {}", point_text(names, at))))
    } else if seen.unseen > 0 {
        let message = format!("{} of {} derivatives could be compared nowhere", seen.unseen, task.derivatives.len());
        Some(Diagnostic::error("check-failed", message, span).help("check them one by one: check diff(f, x)"))
    } else {
        None
    };
    Outcome { output, value: None, failed, reason: None }
}

fn verdict(task: &DerivativeCheck, seen: &Seen, (at, worst): (&[f64], &QuotientComparison), wrong: usize) -> String {
    let count = seen.compared.len();
    let holds = match wrong {
        0 => format!("holds at {}", points_text(count)),
        n => format!("does not hold at {n} of {}", points_text(count)),
    };
    let estimated = seen.compared.iter().filter(|(_, c)| !c.proved).count();
    let how = match estimated {
        0 => String::new(),
        n if n == count => ", with estimated bounds".to_string(),
        n => format!(", at {n} of them with estimated bounds"),
    };
    format!(
        "{} {holds}{how}: largest relative error {} at {}, where at most {} is allowed",
        task.label,
        format::significant(worst.error, 2),
        point_text(&task.target.names, at),
        format::significant(worst.bound, 2),
    )
}

fn where_looked(task: &DerivativeCheck, seen: &Seen, domain: &Sentence) -> Sentence {
    let range = |values: &mut dyn Iterator<Item = f64>| {
        let (low, high) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| (l.min(v), h.max(v)));
        format!("from {} to {}", format::significant(low, 3), format::significant(high, 3))
    };
    let names = &task.target.names;
    let looked = if names.len() <= FEW_UNKNOWNS {
        let each = names.iter().enumerate().map(|(i, name)| {
            let mut values = seen.compared.iter().map(|(point, _)| point[i]);
            format!("{name} {}", range(&mut values))
        });
        each.collect::<Vec<_>>().join(", ")
    } else {
        let mut values = seen.compared.iter().flat_map(|(point, _)| point.iter().copied());
        format!("{} unknowns {}", names.len(), range(&mut values))
    };
    let left_out = match seen.left_out {
        0 => String::new(),
        n => format!("; left out: {} near poles, kinks or ends", points_text(n)),
    };
    let not_compared = match seen.not_compared {
        0 => String::new(),
        n => format!("; not compared: {} where no bound on the quotient's error is small enough", points_text(n)),
    };
    sentence!["domain: ", domain.clone(), format!("; looked at {looked}{left_out}{not_compared}")]
}

fn points_text(count: usize) -> String {
    if count == 1 { "1 point".to_string() } else { format!("{count} points") }
}

fn point_text(names: &[String], at: &[f64]) -> String {
    let shown = names.iter().zip(at).take(FEW_UNKNOWNS).map(|(n, &x)| format!("{n} = {}", format::significant(x, 4)));
    let mut text = shown.collect::<Vec<_>>().join(", ");
    if names.len() > FEW_UNKNOWNS {
        text += ", …";
    }
    text
}

//! The clause `over`: ranges as written, and the box for a target's unknowns.

use std::cmp::Ordering;

use super::{ClauseDef, Given, Invocation, Takes};
use crate::algebra::normal::{closed_sign, difference, normalise};
use crate::calculus::{Function, Region, Side};
use crate::diagnostic::Diagnostic;
use crate::expr::{Constant, ExprId, Graph, Node, double_of};
use crate::session::target::Target;
use crate::session::{Builder, Value};
use crate::source::Span;
use crate::syntax::ast::{Expr, ExprKind, Name};

/// The clause of commands that restrict their target to a box.
pub(super) const OVER: ClauseDef =
    ClauseDef { word: "over", takes: Takes::One, usage: "over -5..5, over x in -2..2, y in -1..3" };

/// A range of the clause as written: `-2..5`, `x in -2..2`.
pub(super) struct WrittenRange {
    /// The name, where one is written.
    pub name: Option<Name>,
    /// The first value.
    pub from: ExprId,
    /// The last value.
    pub to: ExprId,
    /// Where the range stands.
    pub span: Span,
}

/// The ranges of a clause in order; empty where it is not given.
pub(super) fn ranges(builder: &mut Builder<'_>, over: Option<&Given>) -> Result<Vec<WrittenRange>, Diagnostic> {
    over.map_or(&[][..], Given::items).iter().map(|item| written(builder, item)).collect()
}

fn written(builder: &mut Builder<'_>, item: &Expr) -> Result<WrittenRange, Diagnostic> {
    let (name, range) = match &item.kind {
        ExprKind::In(name, range) => (Some(name.clone()), &**range),
        _ => (None, item),
    };
    let Value::Range(ends) = builder.value(range)? else {
        return Err(Diagnostic::error("not-a-range", "a range is needed here", range.span).help("write: over -5..5"));
    };
    Ok(WrittenRange { name, from: ends.from, to: ends.to, span: range.span })
}

/// The error for a range whose second end is not beyond the first.
pub(super) fn empty_range(order: Ordering, span: Span) -> Diagnostic {
    let words = if order.is_gt() { "this range runs backwards" } else { "this range has no length" };
    Diagnostic::error("empty-range", words, span).help("the smaller end comes first")
}

/// The target of a command about a function: it has unknowns, and every other name has a value.
fn target(builder: &mut Builder<'_>, invocation: &Invocation, command: &str) -> Result<Target, Diagnostic> {
    let (target, expr) = super::bound_target(builder, invocation)?;
    if target.names.is_empty() {
        return Err(Diagnostic::error("no-unknowns", format!("`{}` has no unknowns", target.label), expr.span));
    }
    match target.missing_value(builder, expr.span, &format!("{command} {}", target.label)) {
        Some(error) => Err(error),
        None => Ok(target),
    }
}

/// The function that a command asks about: its target on the box of `over`.
pub(super) fn function(
    builder: &mut Builder<'_>,
    invocation: &Invocation,
    command: &str,
) -> Result<(Target, Function), Diagnostic> {
    let target = target(builder, invocation, command)?;
    let region = region(builder, invocation.clause("over"), &target)?;
    let function = Function::new(target.expr, &target.unknowns, region);
    Ok((target, function))
}

/// The box of a target's unknowns: named ranges belong to their unknowns, the others to the rest in order. An unknown without
/// a range is not bounded.
pub(super) fn region(builder: &mut Builder<'_>, over: Option<&Given>, target: &Target) -> Result<Region, Diagnostic> {
    let mut region = Region::entire(target.names.len());
    let mut taken = vec![false; target.names.len()];
    for (i, range) in ranges(builder, over)?.into_iter().enumerate() {
        let at = position(&range, i, &target.names)?;
        if std::mem::replace(&mut taken[at], true) {
            let headline = format!("`{}` is given two ranges", target.names[at]);
            return Err(Diagnostic::error("name-twice", headline, range.span));
        }
        region.sides[at] = side(builder, &range)?;
    }
    Ok(region)
}

/// The unknown that a range belongs to.
fn position(range: &WrittenRange, order: usize, names: &[String]) -> Result<usize, Diagnostic> {
    let Some(name) = &range.name else {
        return (order < names.len()).then_some(order).ok_or_else(|| {
            Diagnostic::error("unexpected-value", "there is no unknown left for this range", range.span)
                .help(format!("the unknowns: {}", names.join(", ")))
        });
    };
    names.iter().position(|n| *n == name.text).ok_or_else(|| {
        let error = Diagnostic::error("unknown-name", format!("`{}` is no unknown here", name.text), name.span);
        let otherwise = format!("the unknowns: {}", names.join(", "));
        error.did_you_mean(&name.text, names.iter().map(String::as_str), otherwise)
    })
}

fn side(builder: &mut Builder<'_>, range: &WrittenRange) -> Result<Side, Diagnostic> {
    let (low, high) = (end(builder, range.from, range.span)?, end(builder, range.to, range.span)?);
    let finite = |end: RangeEnd| match end {
        RangeEnd::At(id) => Some(id),
        RangeEnd::Infinite(_) => None,
    };
    let order = match (low, high) {
        (RangeEnd::Infinite(false), RangeEnd::Infinite(true) | RangeEnd::At(_))
        | (RangeEnd::At(_), RangeEnd::Infinite(true)) => Ordering::Less,
        (RangeEnd::Infinite(a), RangeEnd::Infinite(b)) if a == b => Ordering::Equal,
        (RangeEnd::Infinite(_), _) | (_, RangeEnd::Infinite(_)) => Ordering::Greater,
        (RangeEnd::At(a), RangeEnd::At(b)) => order(builder.graph(), a, b).ok_or_else(|| {
            Diagnostic::error("empty-range", "which end of this range is smaller was not decided", range.span)
                .help("the ends agree to many digits")
        })?,
    };
    match order {
        Ordering::Less => Ok(Side { low: finite(low), high: finite(high) }),
        Ordering::Equal | Ordering::Greater => Err(empty_range(order, range.span)),
    }
}

/// An end of a range: a closed number in normal form, or ∞ with its sign.
#[derive(Clone, Copy)]
enum RangeEnd {
    At(ExprId),
    Infinite(bool),
}

fn end(builder: &mut Builder<'_>, id: ExprId, span: Span) -> Result<RangeEnd, Diagnostic> {
    let graph = builder.graph();
    let form = normalise(graph, id);
    let value = double_of(graph, form);
    if is_infinite(graph, form) {
        return Ok(RangeEnd::Infinite(value > 0.0));
    }
    if value.is_finite() {
        Ok(RangeEnd::At(form))
    } else {
        Err(Diagnostic::error("not-a-number", "the ends of a range are numbers, or inf", span))
    }
}

fn is_infinite(graph: &Graph, id: ExprId) -> bool {
    let infinite = |id: ExprId| matches!(graph.node(id), Node::Constant(Constant::Infinity));
    match graph.node(id) {
        Node::Product(&[factor, last]) => graph.as_number(factor).is_some() && infinite(last),
        _ => infinite(id),
    }
}

/// The order of two closed numbers, where it is certain.
fn order(graph: &mut Graph, a: ExprId, b: ExprId) -> Option<Ordering> {
    let gap = difference(graph, a, b);
    match graph.as_rational(gap) {
        Some(gap) => Some(gap.sign().cmp(&0)),
        None => closed_sign(graph, gap),
    }
}

#[cfg(test)]
mod tests {
    use super::super::plot;
    use super::*;
    use crate::session::{Session, forms};
    use crate::syntax::ast::{Action, StatementKind};

    /// The box of `over …` as text, or the code of the error.
    fn text_of(target: &str, over: &str) -> Result<String, &'static str> {
        let mut session = Session::new();
        let mut builder = Builder::new(&mut session, forms::ALL);
        let statements = crate::syntax::parse(&format!("plot {target} over {over}"), &|word| word == "plot");
        let statement = statements.into_iter().next().expect("one statement").expect("it parses");
        let StatementKind::Action(Action::Command(command)) = &statement.kind else { panic!("a command") };
        let invocation = plot::COMMAND.invocation(command).expect("known clauses");
        let target = Target::of(&mut builder, &invocation.target[0]).expect("a target");
        let region = region(&mut builder, invocation.clause("over"), &target).map_err(|e| e.code)?;
        Ok(region.text(builder.graph(), &target.unknowns))
    }

    #[test]
    fn ranges_go_to_the_unknowns_in_order_or_by_name() {
        assert_eq!(text_of("x^2", "-2..5"), Ok("x in -2..5".into()));
        assert_eq!(text_of("x*y", "-2..5"), Ok("x in -2..5".into()));
        assert_eq!(text_of("x*y", "-2..5, 0.5..1"), Ok("x in -2..5, y in 0.5..1".into()));
        assert_eq!(text_of("x*y*z", "z in -1..3, x in -2..2"), Ok("x in -2..2, z in -1..3".into()));
        assert_eq!(text_of("x^2", "-2*pi..2*pi"), Ok("x in -2pi..2pi".into()));
        assert_eq!(text_of("x^2", "1/3..sqrt(2)"), Ok("x in 1/3..sqrt(2)".into()));
        assert_eq!(text_of("x^2", "0..inf"), Ok("x in 0..inf".into()));
        assert_eq!(text_of("x*y", "-inf..inf, -inf..3"), Ok("y in -inf..3".into()));
    }

    #[test]
    fn ranges_that_are_none_are_refused() {
        assert_eq!(text_of("x^2", "3"), Err("not-a-range"));
        assert_eq!(text_of("x^2", "3..1"), Err("empty-range"));
        assert_eq!(text_of("x^2", "sqrt(8)..2*sqrt(2)"), Err("empty-range"));
        assert_eq!(text_of("x^2", "inf..1"), Err("empty-range"));
        assert_eq!(text_of("x^2", "inf..inf"), Err("empty-range"));
        assert_eq!(text_of("x^2", "0..a"), Err("not-a-number"));
        assert_eq!(text_of("x^2", "0..1, 2..3"), Err("unexpected-value"));
        assert_eq!(text_of("x*y", "x in 0..1, x in 1..2"), Err("name-twice"));
        assert_eq!(text_of("x*y", "z in 0..1"), Err("unknown-name"));
    }
}

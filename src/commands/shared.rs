//! Reading and writing that several commands share.

use std::collections::BTreeMap;

use super::invocation::{Given, Invocation};
use crate::diagnostic::Diagnostic;
use crate::expr::ExprId;
use crate::numeric::Interval;
use crate::output::Datum;
use crate::session::Builder;
use crate::session::target::Target;
use crate::source::Span;
use crate::syntax::ast::{Expr, ExprKind};

/// The clause `with a = 2, b = 3` as names and values. From here on the names stay symbols; substitute the values when the
/// whole is built.
pub fn bindings(builder: &mut Builder<'_>, clause: Option<&Given>) -> Result<BTreeMap<String, ExprId>, Diagnostic> {
    let mut names = BTreeMap::new();
    for item in clause.map_or(&[][..], Given::items) {
        let ExprKind::Equation(left, right) = &item.kind else {
            return Err(Diagnostic::error("not-a-binding", "`with` gives names their values", item.span)
                .help("write: with a = 2"));
        };
        let ExprKind::Name(name) = &left.kind else {
            return Err(Diagnostic::error("not-a-binding", "`with` gives names their values", left.span)
                .help("write: with a = 2"));
        };
        let value = builder.scalar(right)?;
        if names.insert(name.clone(), value).is_some() {
            return Err(Diagnostic::error("name-twice", format!("`{name}` is given two values"), left.span));
        }
    }
    builder.hide(names.keys());
    Ok(names)
}

/// The one expression that a command works on.
pub(super) fn single_target(invocation: &Invocation) -> Result<&Expr, Diagnostic> {
    match invocation.target.as_slice() {
        [one] => Ok(one),
        [first, .., last] => {
            Err(Diagnostic::error("one-target", "this command works on one thing at a time", first.span.to(last.span)))
        }
        [] => Err(Diagnostic::error("missing-target", "this command needs something to work on", invocation.word)),
    }
}

/// The target of a command, with the values of `with` substituted.
pub(super) fn bound_target<'i>(
    builder: &mut Builder<'_>,
    invocation: &'i Invocation,
) -> Result<(Target, &'i Expr), Diagnostic> {
    let bindings = bindings(builder, invocation.clause("with"))?;
    let expr = single_target(invocation)?;
    Ok((Target::of(builder, expr)?.with(builder, &bindings), expr))
}

/// Boxes for programs: a pair of ends for each side.
pub(super) fn boxes(boxes: &[Vec<Interval>]) -> Vec<Datum> {
    let one = |sides: &Vec<Interval>| sides.iter().map(|side| Datum::numbers(&[side.low(), side.high()])).collect();
    boxes.iter().map(|sides| Datum::List(one(sides))).collect()
}

pub(super) fn no_such_command(word: &str, span: Span) -> Diagnostic {
    Diagnostic::error("unknown-command", format!("there is no command `{word}`"), span)
}

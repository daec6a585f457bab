//! `assert r.x < 0.01`: nothing where it holds, an error with both sides' values where it does not.

use super::{ClauseDef, CommandDef, Context, Invocation, Outcome, Takes, TargetNeed};
use crate::algebra::{decide as decided, normalise};
use crate::calculus::Equality;
use crate::diagnostic::Diagnostic;
use crate::expr::{ExprId, Graph, Node, Relation, symbols_of};
use crate::output::Output;
use crate::session::display::show;
use crate::session::{Session, equality};
use crate::source::Span;
use crate::syntax::ast::ExprKind;

pub(super) const COMMAND: CommandDef = CommandDef {
    word: "assert",
    usage: "assert r.x < 0.01",
    help: "stops the script where a condition does not hold",
    example: "assert 2^10 == 1024",
    target: TargetNeed::Needed,
    clauses: &[ClauseDef { word: "with", takes: Takes::One, usage: "with x = 2" }],
    run,
};

fn run(context: &mut Context<'_, '_>, invocation: &Invocation) -> Result<Outcome, Diagnostic> {
    let bindings = super::bindings(context.builder, invocation.clause("with"))?;
    let expr = super::single_target(invocation)?;
    if let ExprKind::Equation(..) = expr.kind {
        return Err(Diagnostic::error("not-a-condition", "a condition is needed here", expr.span)
            .help("compare with ==, not ="));
    }
    let id = context.builder.condition(expr)?;
    let id = context.builder.put(id, &bindings);
    let verdict = decide(context.builder.session, id);
    let output = |holds: bool| Output::new("assert").field("holds", holds);
    match verdict {
        AssertionOutcome::Holds => Ok(Outcome::shown(output(true))),
        AssertionOutcome::Fails(sides) => {
            let failed = Diagnostic::error("assertion-failed", "this does not hold", expr.span).label(sides);
            Ok(Outcome { output: output(false), value: None, failed: Some(failed), reason: None })
        }
        AssertionOutcome::Open(why) => Err(undecided(expr.span, why)),
    }
}

fn undecided(span: Span, why: String) -> Diagnostic {
    Diagnostic::error("not-decided", "whether this holds is not decided", span).label(why)
}

enum AssertionOutcome {
    Holds,
    Fails(String),
    Open(String),
}

/// A chain of equations holds where each does.
fn decide(session: &mut Session, id: ExprId) -> AssertionOutcome {
    let parts = match session.graph.node(id) {
        Node::And(parts) if parts.iter().all(|&p| is_equation(&session.graph, p)) => parts.to_vec(),
        _ => vec![id],
    };
    let mut open = None;
    for part in parts {
        match decide_one(session, part) {
            AssertionOutcome::Holds => {}
            AssertionOutcome::Fails(sides) => return AssertionOutcome::Fails(sides),
            AssertionOutcome::Open(why) => open = open.or(Some(why)),
        }
    }
    open.map_or(AssertionOutcome::Holds, AssertionOutcome::Open)
}

fn is_equation(graph: &Graph, id: ExprId) -> bool {
    matches!(graph.node(id), Node::Compare(Relation::Equal, ..))
}

fn decide_one(session: &mut Session, id: ExprId) -> AssertionOutcome {
    let form = decided(&mut session.graph, id);
    match session.graph.node(form) {
        Node::Truth(true) => return AssertionOutcome::Holds,
        Node::Truth(false) => return AssertionOutcome::Fails(sides(session, id)),
        Node::Undefined(fault) => return AssertionOutcome::Open(crate::expr::print::describe(fault)),
        _ => {}
    }
    match equality::ask(session, id).map(|answer| answer.equality) {
        Some(Equality::Proved) => AssertionOutcome::Holds,
        Some(Equality::Different(witness)) => AssertionOutcome::Fails(equality::difference(session, &witness)),
        Some(Equality::Apart) => AssertionOutcome::Open(equality::APART.to_string()),
        Some(Equality::Undecided) => {
            AssertionOutcome::Open("neither a proof nor a point where it fails was found".to_string())
        }
        None => match symbols_of(&session.graph, &[form]).first() {
            Some(&free) => AssertionOutcome::Open(format!("{} has no value", session.graph.name(free))),
            None => AssertionOutcome::Open(sides(session, id)),
        },
    }
}

/// The values of both sides of the comparison that fails.
fn sides(session: &mut Session, id: ExprId) -> String {
    let parts: Vec<ExprId> = match session.graph.node(id) {
        Node::And(parts) => parts.to_vec(),
        _ => vec![id],
    };
    for part in parts {
        let form = normalise(&mut session.graph, part);
        if let (Node::Compare(_, a, b), false) =
            (session.graph.node(part), matches!(session.graph.node(form), Node::Truth(true)))
        {
            let side = |session: &mut Session, id| match show(session, id) {
                Ok(shown) => shown.text(&session.graph),
                Err(error) => error.to_string(),
            };
            let (left, right) = (side(session, a), side(session, b));
            return format!("left side: {left}\nright side: {right}");
        }
    }
    String::new()
}

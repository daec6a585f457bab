//! `a == b` as a question: proved, refuted by a point, or not decided.

use super::Session;
use super::display::{number_datum, show};
use crate::algebra::{decide, present};
use crate::calculus::domain::{Certainty, is_defined};
use crate::calculus::equality::is_total;
use crate::calculus::{Counterexample, Equality, equality};
use crate::expr::{ExprId, Graph, Node, Relation, is_closed, print};
use crate::numeric::format::rounded_for_people;
use crate::output::{Block, Datum, Notation, Output};

/// The answer to `a == b`.
pub struct EqualityAnswer {
    /// What is known.
    pub equality: Equality,
    /// Do both sides certainly have values everywhere?
    pub total: bool,
}

/// Why an equation is neither true nor false.
pub const APART: &str = "at no point have both sides a value";

/// Exact values longer than this are shown as decimals only.
const MAX_EXACT: usize = 24;

/// The sides of an equation as written, where its truth is not plain already.
fn question(graph: &mut Graph, id: ExprId) -> Option<(ExprId, ExprId)> {
    let Node::Compare(Relation::Equal, a, b) = graph.node(id) else { return None };
    let decided = decide(graph, id);
    match graph.node(decided) {
        Node::Compare(..) => Some((a, b)),
        // Where normal forms decide for all values of a name the proof is still told, and where they decide about numbers these
        // must have values.
        Node::Truth(_) => {
            let is_plain =
                crate::expr::symbols_of(graph, &[a, b]).is_empty() && is_total(graph, a) && is_total(graph, b);
            (!is_plain).then_some((a, b))
        }
        _ => None,
    }
}

/// Asks whether an equation, as written, holds for all values of its names; `None` where it is no equation, or a plain one
/// between numbers.
pub fn ask(session: &mut Session, id: ExprId) -> Option<EqualityAnswer> {
    let interrupt = session.interrupt.clone();
    let graph = &mut session.graph;
    let (a, b) = question(graph, id)?;
    let mut equality = equality(graph, a, b, &interrupt);
    // Of numbers more is known.
    let decided = decide(graph, id);
    if let (Equality::Undecided, Node::Truth(holds)) = (&equality, graph.node(decided)) {
        let [left, right] = [a, b].map(|side| crate::algebra::normalise(graph, side));
        let apart = Counterexample { point: Vec::new(), left, right };
        equality = if holds { Equality::Proved } else { Equality::Different(apart) };
    }
    let total = [a, b]
        .into_iter()
        .all(|side| is_total(graph, side) || is_closed(graph, side) && is_defined(graph, side) == Certainty::Yes);
    Some(EqualityAnswer { equality, total })
}

/// The answer as the result of a statement, and what it stands for.
pub fn output(session: &mut Session, id: ExprId, answer: &EqualityAnswer) -> Option<(Output, ExprId)> {
    let decided = decide(&mut session.graph, id);
    let (shown, status, remark) = match &answer.equality {
        Equality::Proved => {
            let remark = if answer.total { "proved" } else { "proved where both sides are defined" };
            (session.graph.truth(true), "proved", remark.to_string())
        }
        Equality::Different(witness) => (session.graph.truth(false), "different", difference(session, witness)),
        Equality::Apart => (id, "apart", APART.to_string()),
        Equality::Undecided => (decided, "undecided", "not decided".to_string()),
    };
    let form = present(&mut session.graph, shown);
    print::fits(&session.graph, form).ok()?;
    let notation = Notation::Expr(form);
    let mut output = Output::new("expression")
        .with(Block::Formula { notation: notation.clone(), decimal: None, remark: format!("  ({remark})") })
        .field("exact", Datum::Exact(notation.clone()))
        .field("latex", Datum::Latex(String::new(), notation))
        .field("status", status);
    if let Equality::Different(witness) = &answer.equality {
        output = output.field("witness", fields(session, witness));
    }
    Some((output, shown))
}

/// `at x = 1: 0.841470984808 and 1`
pub fn difference(session: &mut Session, witness: &Counterexample) -> String {
    let [left, right] = [witness.left, witness.right].map(|side| short(session, side));
    let [a, b] = [witness.left, witness.right].map(|side| decimal(session, side));
    let sides = if left == right || (a == b && a.is_some()) {
        // The digits that are shown do not tell them apart.
        let gap = crate::algebra::normal::difference(&mut session.graph, witness.left, witness.right);
        format!("the sides differ by {}", short(session, gap))
    } else {
        format!("{left} and {right}")
    };
    if witness.point.is_empty() {
        return sides;
    }
    let place: Vec<String> = witness.point.iter().map(|(s, v)| format!("{} = {v}", session.graph.name(*s))).collect();
    format!("at {}: {sides}", place.join(", "))
}

fn decimal(session: &mut Session, id: ExprId) -> Option<String> {
    show(session, id).ok()?.value.map(rounded_for_people)
}

fn short(session: &mut Session, id: ExprId) -> String {
    match show(session, id) {
        Ok(shown) => match shown.value {
            Some(value) if shown.exact(&session.graph).len() > MAX_EXACT => rounded_for_people(value),
            _ => shown.text(&session.graph),
        },
        Err(error) => error.to_string(),
    }
}

fn fields(session: &mut Session, witness: &Counterexample) -> Datum {
    let side = |session: &mut Session, id: ExprId| match show(session, id) {
        Ok(shown) => number_datum(Datum::exact(shown.form), shown.value.unwrap_or(f64::NAN)),
        Err(_) => Datum::Null,
    };
    let at = witness.point.iter().map(|(s, v)| (session.graph.name(*s), number_datum(v.to_string(), v.to_f64())));
    let at = Datum::object(at);
    Datum::object([("at", at), ("left", side(session, witness.left)), ("right", side(session, witness.right))])
}

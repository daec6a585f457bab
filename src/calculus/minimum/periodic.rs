//! Functions of one unknown that repeat: one period decides, and every minimiser comes back.

use super::super::argument::{Argument, Formula, sentence};
use super::symmetry::{is_symmetry, same};
use super::{Minimum, Search, Status, one, steps};
use crate::calculus::normal::{normalise, power, product, quotient, sum};
use crate::calculus::solve::check::needs;
use crate::calculus::solve::vocabulary::MustBe;
use crate::calculus::solve::{ALL_WHOLE, Family};
use crate::calculus::{Function, Side, derivative, present};
use crate::expr::{Constant, ExprId, Graph, Node, Symbol, depends_on, reach, substitute};
use crate::functions::{COS, SIN};
use crate::numeric::Rational;

/// Periods that are longer multiples of the shortest wave are not tried.
const LONGEST: i64 = 720;

/// The answer for a function that repeats along the whole line.
pub(super) fn solve(graph: &mut Graph, f: ExprId, x: Symbol, search: &Search<'_>) -> Option<Minimum> {
    if search.region.sides[0] != Side::ENTIRE {
        return None;
    }
    let period = period(graph, f, x, search).filter(|&length| repeats_where_defined(graph, f, x, length, search))?;
    let zero = graph.integer(0);
    let side = Side { low: Some(zero), high: Some(period) };
    let mut found = one::solve(graph, f, x, &side, search).ok()?;
    let (name, length) = (graph.name(x).to_string(), Formula::of(graph, period));
    match found.status {
        Status::Global => {}
        Status::Unbounded | Status::None => return Some(found),
        Status::Local | Status::Unknown => return None,
    }
    if found.set.is_some() || found.points.iter().any(|p| p.x[0].exact.is_none()) {
        return None;
    }
    let repeats = sentence!["it repeats: adding ", length, " to ", name, " changes nothing"];
    let inside = found.argument.sentence().clone();
    found.conclude(sentence![&repeats, "; in one period ", inside], Some(Argument::exact(repeats)));
    found.points.retain(|p| p.x[0].exact.is_none_or(|id| normalise(graph, id) != period));
    let k = super::rays::parameter(graph, &[x]);
    let node = graph.symbol_node(k);
    for point in &mut found.points {
        point.sample = true;
        let Some(at) = point.x[0].exact else { continue };
        let at = normalise(graph, at);
        let steps = product(graph, &[period, node]);
        let all = sum(graph, &[at, steps]);
        let all = present(graph, all);
        let family = Family { expressions: vec![all], parameters: vec![k], range: ALL_WHOLE, conditions: Vec::new() };
        found.families.push(family.into());
    }
    Some(found)
}

/// Has the function a value after this length where it has one before? What it asks for must repeat, too.
pub(in crate::calculus) fn repeats_where_defined(
    graph: &mut Graph,
    f: ExprId,
    x: Symbol,
    length: ExprId,
    search: &Search<'_>,
) -> bool {
    let plain = steps::without_remainders(graph, search.words, f);
    let Some(needs) = needs(graph, search.words, plain, x) else {
        return Function::everywhere(plain, &[x]).domain(graph).is_everything();
    };
    let node = graph.symbol_node(x);
    let moved = sum(graph, &[node, length]);
    needs.into_iter().all(|(need, must_be)| {
        // Of what must not be 0 the sign may change: the cosine under a tangent.
        let two = graph.integer(2);
        let need = if must_be == MustBe::NotZero { power(graph, need, two) } else { need };
        is_symmetry(graph, need, &[x], &[moved])
    })
}

/// A period of the function, proved as an identity.
pub(in crate::calculus) fn period(graph: &mut Graph, f: ExprId, x: Symbol, search: &Search<'_>) -> Option<ExprId> {
    let words = search.words;
    let (mut waves, mut lengths): (Vec<ExprId>, Vec<ExprId>) = Default::default();
    let plain = steps::without_remainders(graph, words, f);
    let form = normalise(graph, plain);
    for id in reach(graph, &[form]).order {
        if let Some(length) = steps::length(graph, words, id, x) {
            lengths.push(length);
        } else if let Node::Call(function, &[argument]) = graph.node(id)
            && (function == &SIN || function == &COS || !function.kink.is_empty())
            && depends_on(graph, argument, x)
        {
            waves.push(argument);
        }
    }
    let turn = graph.constant(Constant::Pi);
    let two = graph.integer(2);
    let turn = product(graph, &[two, turn]);
    let mut first: Option<ExprId> = None;
    let mut multiple = Rational::ONE;
    for argument in waves {
        let slope = derivative(graph, argument, x);
        if !depends_on(graph, slope, x) && !graph.is_zero(slope) {
            lengths.push(quotient(graph, turn, slope));
        }
    }
    for length in lengths {
        let Some(base) = first else {
            first = Some(length);
            continue;
        };
        let ratio = quotient(graph, length, base);
        multiple =
            multiple.lcm(&graph.as_rational(ratio)?.abs().numerator()).filter(|n| *n <= Rational::from(LONGEST))?;
    }
    let base = first.unwrap_or(turn);
    let sign = crate::calculus::normal::closed_sign(graph, base)? as i64;
    let factor = graph.rational(multiple * Rational::from(sign));
    let whole = product(graph, &[factor, base]);
    let node = graph.symbol_node(x);
    // A half of it may do as well: sin(x)^2.
    for share in [2, 1] {
        let share = graph.rational(Rational::new(1, share)?);
        let length = product(graph, &[share, whole]);
        let moved = sum(graph, &[node, length]);
        let still = steps::shifted_out(graph, words, form);
        let shifted = substitute(graph, form, &[(x, moved)]);
        let shifted = steps::shifted_out(graph, words, shifted);
        if is_symmetry(graph, form, &[x], &[moved]) || same(graph, shifted, still) {
            return Some(length);
        }
    }
    None
}

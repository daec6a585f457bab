//! Is a function convex on a box? Proved, refuted by points that anyone can check, or not decided.
//!
//! Proofs: a constant Hessian by exact elimination; rules of composition (Grant, Boyd, Ye, Disciplined Convex Programming,
//! 2006) with log-convexity beside them; the sign of a second derivative in one unknown, exactly by isolated roots where it
//! is rational; bounds for the Hessian on the pieces of a box (Gershgorin; Hertz 1992). A refutation is two points and the
//! one halfway, compared as exact numbers.

mod bending;
pub(super) mod bounds;
mod cases;
mod domain;
mod fact;
mod factors;
mod hessian;
mod quadratic;
mod rules;
mod univariate;
mod witness;

#[cfg(test)]
mod tests;

pub use witness::Witness;

use std::collections::BTreeSet;

use super::exact_value::ExactValue;
use super::means::Means;
use super::{Function, Region};
use crate::algebra::closed_form::{closed_form, factored_roots};
use crate::algebra::normal::normalise;
use crate::algebra::polynomial;
use crate::algebra::present::shown;
use crate::expr::{ExprId, Graph, Node, Symbol, is_closed, reach, rewrite, symbols_of};
use crate::interrupt::Interrupt;
use crate::numeric::budget::unknowns;
use bending::Bending;
use domain::{ConvexDomain, NoDomain};
use rules::Bends;

/// What is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConvexityStatus {
    /// It is convex.
    Proved,
    /// It is not.
    Refuted,
    /// Nothing was decided.
    Undecided,
}

/// The answer to `convex f`.
#[derive(Clone, Debug, PartialEq)]
pub struct Convexity {
    /// See [`ConvexityStatus`].
    pub status: ConvexityStatus,
    /// The deciding argument.
    pub because: String,
    /// The derivation, line by line, where it follows from rules.
    pub steps: Vec<String>,
    /// Against convexity.
    pub witness: Option<Witness>,
    /// Strictly convex, as far as known.
    pub strict: bool,
    /// Strongly convex with this constant.
    pub modulus: Option<ExactValue>,
    /// It is concave, proved.
    pub concave: bool,
    /// It was looked at only where these conditions hold, since it is not defined elsewhere.
    pub conditions: Vec<String>,
}

/// The longest part of a derivation that is written out.
const LONGEST_PART: usize = 60;

/// The most lines of a derivation.
const MOST_STEPS: usize = 10;

/// Is a function convex on its region?
pub fn convexity(graph: &mut Graph, function: &Function, interrupt: &Interrupt) -> Convexity {
    let (f, symbols, region) = (function.written(), function.unknowns(), function.region());
    if symbols_of(graph, &[f]).iter().any(|s| !symbols.contains(s)) {
        return Convexity::undecided("it depends on names that have no value".into());
    }
    let f = folded(graph, f);
    let means = Means { interrupt, thorough: false };
    if let Some(proof) = by_cases(graph, f, symbols, region, means) {
        return proof;
    }
    let domain = match ConvexDomain::of(graph, f, symbols, region, means) {
        Ok(domain) => domain,
        Err(NoDomain::Gap(part)) => return not_everywhere(graph, f, symbols, region, part),
        Err(NoDomain::Undecided(condition)) => {
            let mut found =
                refuted(graph, f, symbols, region, interrupt).unwrap_or_else(|| Convexity::undecided(String::new()));
            if found.status == ConvexityStatus::Undecided {
                found.because = format!("where it is defined was not decided: {condition}");
            }
            return found;
        }
        Err(NoDomain::Nowhere(condition)) => {
            return Convexity::undecided(format!(
                "it is defined on no interval here: {condition} holds at one point at most"
            ));
        }
    };
    let mut found = on_domain(graph, f, symbols, &domain, means);
    found.conditions.clone_from(&domain.conditions);
    if found.status == ConvexityStatus::Proved {
        found.modulus = modulus(graph, f, symbols);
        found.strict |= found.modulus.is_some();
    }
    found
}

/// A function of one unknown that is written by cases: piece by piece.
fn by_cases(graph: &mut Graph, f: ExprId, symbols: &[Symbol], region: &Region, means: Means<'_>) -> Option<Convexity> {
    let (&[x], &[side]) = (symbols, region.sides.as_slice()) else { return None };
    if !reach(graph, &[f]).order.into_iter().any(|id| matches!(graph.node(id), Node::Piecewise(_))) {
        return None;
    }
    let because = cases::argument(graph, (f, x), side, true, means)?;
    let concave = cases::argument(graph, (f, x), side, false, means).is_some();
    Some(Convexity { concave, ..Convexity::new(ConvexityStatus::Proved, because) })
}

fn on_domain(graph: &mut Graph, f: ExprId, symbols: &[Symbol], domain: &ConvexDomain, means: Means<'_>) -> Convexity {
    let interrupt = means.interrupt;
    let bends = Bends::of(graph, f, symbols, (&domain.region, &domain.given), means);
    let concave = bends.is_concave(f);
    if bends.is_convex(f) {
        let steps = derivation(graph, &bends, f);
        let reason = bends.reason(f, Bending::Convex);
        let because = reason.map_or_else(String::new, |r| r.rule.clone());
        let strict = reason.is_some_and(|r| r.strict);
        let (steps, because) = if concave { (Vec::new(), "it is affine".to_string()) } else { (steps, because) };
        return Convexity { steps, strict, concave, ..Convexity::new(ConvexityStatus::Proved, because) };
    }
    if univariate::is_smooth(graph, f, &domain.given)
        && let Some(proof) = hessian::is_convex_on_box(graph, f, symbols, &domain.region, interrupt)
    {
        let words =
            if proof.pieces == 1 { "the box".to_string() } else { format!("{} pieces of the box", proof.pieces) };
        let because = format!("bounds for its second derivatives on {words} leave no negative eigenvalue");
        return Convexity::new(ConvexityStatus::Proved, because);
    }
    if let Some(found) = refuted(graph, f, symbols, &domain.region, interrupt) {
        return Convexity { concave, ..found };
    }
    let because = if interrupt.is_set() {
        "the search was interrupted"
    } else {
        "no rule proves it, and no point that refutes it was found"
    };
    Convexity { concave, ..Convexity::undecided(because.into()) }
}

fn refuted(
    graph: &mut Graph,
    f: ExprId,
    symbols: &[Symbol],
    region: &Region,
    interrupt: &Interrupt,
) -> Option<Convexity> {
    let witness = witness::search(graph, f, symbols, region, (Bending::Convex, interrupt))?;
    let because = "halfway between two points it is above the mean of their values".to_string();
    Some(Convexity { witness: Some(witness), ..Convexity::new(ConvexityStatus::Refuted, because) })
}

/// A part that it is divided by, or the like, may be 0.
fn not_everywhere(graph: &mut Graph, f: ExprId, symbols: &[Symbol], region: &Region, part: ExprId) -> Convexity {
    let words = shown(graph, part);
    match witness::gap(graph, f, symbols, region, part) {
        Some(witness) => {
            let because =
                format!("its domain is not convex: it has no value where {words} is 0, between points where it has");
            Convexity { witness: Some(witness), ..Convexity::new(ConvexityStatus::Refuted, because) }
        }
        None => Convexity::undecided(format!("where it is defined was not decided: {words} may be 0")),
    }
}

impl Convexity {
    fn new(status: ConvexityStatus, because: String) -> Convexity {
        Convexity {
            status,
            because,
            steps: Vec::new(),
            witness: None,
            strict: false,
            modulus: None,
            concave: false,
            conditions: Vec::new(),
        }
    }

    fn undecided(because: String) -> Convexity {
        Convexity::new(ConvexityStatus::Undecided, because)
    }
}

/// The expression with its closed parts in normal form, and nothing else changed.
fn folded(graph: &mut Graph, root: ExprId) -> ExprId {
    rewrite(graph, root, |graph, id, _| is_closed(graph, id).then(|| normalise(graph, id)))
}

/// The rules that were used, parts before the whole.
fn derivation(graph: &mut Graph, bends: &Bends<'_>, root: ExprId) -> Vec<String> {
    let mut used: BTreeSet<(ExprId, u8)> = BTreeSet::new();
    let mut open = vec![(root, Bending::Convex)];
    while let Some((id, bending)) = open.pop() {
        let Some(reason) = bends.reason(id, bending) else { continue };
        if !reason.rule.is_empty() && used.insert((id, rank(bending))) {
            open.extend(&reason.rests_on);
        }
    }
    let mut lines = Vec::new();
    let mut used: Vec<(ExprId, u8)> = used.into_iter().collect();
    used.sort_by(|a, b| graph.order(a.0, b.0).then(a.1.cmp(&b.1)));
    for (id, rank) in used {
        let bending = RANKS[usize::from(rank)];
        let Some(reason) = bends.reason(id, bending).filter(|_| id == root || !bends.is_affine(id)) else { continue };
        let text = if id == root { "the whole".to_string() } else { shown(graph, id) };
        if text.chars().count() <= LONGEST_PART {
            lines.push(format!("{text} is {}: {}", bending.adjective(), reason.rule));
        }
    }
    if lines.len() > MOST_STEPS {
        let last = lines.pop();
        let more = lines.len() - (MOST_STEPS - 2);
        lines.truncate(MOST_STEPS - 2);
        lines.push(format!("({more} more lines like these)"));
        lines.extend(last);
    }
    lines
}

/// Logarithms before what follows from them.
const RANKS: [Bending; 4] = [Bending::LogConvex, Bending::LogConcave, Bending::Convex, Bending::Concave];

fn rank(bending: Bending) -> u8 {
    match bending {
        Bending::LogConvex => 0,
        Bending::LogConcave => 1,
        Bending::Convex => 2,
        Bending::Concave => 3,
    }
}

/// The least eigenvalue of a constant Hessian, if it is above 0.
fn modulus(graph: &mut Graph, f: ExprId, symbols: &[Symbol]) -> Option<ExactValue> {
    let form = polynomial::quadratic(graph, f, symbols).filter(|q| q.b.len() <= unknowns::BENDING)?;
    let characteristic = form.a.characteristic_polynomial().ok()?;
    let roots = factored_roots(&characteristic).ok()?;
    let least = roots.into_iter().next().filter(|r| r.root.low().is_positive() || r.root.to_f64() > 0.0)?;
    let signature = form.a.signature().ok()?;
    if signature.negative > 0 || !signature.kernel.is_empty() {
        return None;
    }
    let exact = closed_form(graph, &least);
    Some(ExactValue { exact, value: least.root.to_f64() })
}

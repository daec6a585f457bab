//! Powers that are to have a value: of the unknown, and with it in the exponent.

use super::candidate::{Candidate, Candidates};
use super::guard::Guard;
use super::search::EquationSearch;
use crate::algebra::closed::{Decision, sign, simple_value};
use crate::algebra::normal::{Applied, Powers, formed, is_positive, normalise};
use crate::calculus::domain::has_no_value;
use crate::expr::{
    ExprId, Graph, Node, Relation, Symbol, depends_on, is_apart_from_integers, is_closed, reach, symbols_of,
};
use crate::numeric::Rational;

/// Powers with a name in the exponent or the base count as `exp(y*ln(x))`, which is not all that they are once the name has
/// a value: `x^n` for n = 2. What may be missing therefore, a sentence for each.
pub(super) fn named_powers(graph: &mut Graph, equations: &[ExprId], unknowns: &[Symbol]) -> Vec<String> {
    let mut said = Vec::new();
    for id in reach(graph, equations).order {
        let Node::Power(base, exponent) = graph.node(id) else { continue };
        let varies = |graph: &Graph, part: ExprId| unknowns.iter().any(|&u| depends_on(graph, part, u));
        if (varies(graph, base) && varies(graph, exponent))
            || is_closed(graph, base)
            || (is_closed(graph, exponent) && (varies(graph, base) || is_decided(graph, exponent)))
            || is_positive(graph, base)
        {
            continue;
        }
        let [power, base, exponent] = [id, base, exponent].map(|part| crate::expr::print::text(graph, part));
        said.push(format!(
            "where {exponent} is a fraction or a whole number, {power} may have a value for {base} <= 0 too"
        ));
    }
    said
}

/// Is a closed exponent a fraction, or proved to be no whole number?
fn is_decided(graph: &mut Graph, exponent: ExprId) -> bool {
    let form = normalise(graph, exponent);
    graph.as_rational(form).is_some() || is_apart_from_integers(graph, form)
}

impl EquationSearch<'_> {
    /// `u^v = value` where the exponent is no rational number: the base is positive.
    fn isolated_exponential(
        &mut self,
        graph: &mut Graph,
        (base, exponent): (ExprId, ExprId),
        value: ExprId,
        x: Symbol,
    ) -> Option<Candidates> {
        if is_closed(graph, base) && !sign(graph, base).is_proved_positive() {
            let text = crate::expr::print::text(graph, base);
            self.lost.push(format!("of {text} there are powers at some exponents only"));
            return Some(Candidates::default());
        }
        if is_closed(graph, exponent) && !is_apart_from_integers(graph, exponent) {
            let text = crate::expr::print::text(graph, exponent);
            self.lost.push(format!("whether {text} is a whole number was not decided"));
        }
        if is_closed(graph, value) && !sign(graph, value).is_proved_positive() {
            return match sign(graph, value) {
                Decision::Proved(_) => Some(Candidates::default()),
                _ => None,
            };
        }
        if let Some(exact) = exact_logarithm(graph, base, value) {
            let other = formed(graph, exponent - exact);
            return Some(self.zeros(graph, other, x));
        }
        let Some(guard) = self.assumed(graph, Relation::Greater, value) else { return Some(Candidates::default()) };
        if depends_on(graph, exponent, x) {
            // v*ln(u) = ln(value)
            let ln = graph.core().ln;
            let other = formed(graph, exponent * ln.of(base) - ln.of(value));
            return self.within(guard, |search| {
                let Some(guard) = search.assumed_unless(graph, Relation::Greater, base, x) else {
                    return Some(Candidates::default());
                };
                Some(search.within(guard, |search| search.zeros(graph, other, x)))
            });
        }
        self.within(guard, |search| {
            search.unless_zero(
                graph,
                exponent,
                |search, graph| {
                    let root = formed(graph, value.pow(1 / exponent));
                    let target = Candidate { value: root, guard: search.guard.clone() };
                    Some(search.at_targets(graph, base, &[target], x))
                },
                |search, graph| {
                    let gap = formed(graph, value - 1);
                    search.closed(graph, gap)
                },
            )
        })
    }

    /// The case in which a value has a relation to 0, if the unknown does not stand in it.
    fn assumed_unless(&self, graph: &mut Graph, relation: Relation, value: ExprId, x: Symbol) -> Option<Guard> {
        if depends_on(graph, value, x) { Some(self.guard.clone()) } else { self.assumed(graph, relation, value) }
    }

    pub(super) fn isolated_power(
        &mut self,
        graph: &mut Graph,
        t: (ExprId, ExprId),
        value: ExprId,
        x: Symbol,
    ) -> Option<Candidates> {
        let (base, exponent) = t;
        let Some(e) = simple_value(graph, exponent) else {
            return self.isolated_exponential(graph, t, value, x);
        };
        let (n, d) = e.to_i64_fraction()?;
        if n < 0 {
            let turned = graph.rational(-e);
            // A negative power is 0 nowhere.
            let nowhere = |_: &mut Self, _: &mut Graph| Some(Candidates::default());
            let inverse = |search: &mut Self, graph: &mut Graph| {
                let value = formed(graph, value.pow(-1));
                search.isolated_power(graph, (base, turned), value, x)
            };
            if symbols_of(graph, &[value]).iter().any(|s| self.parameters.contains(s)) {
                return inverse(self, graph);
            }
            return self.unless_zero(graph, value, inverse, nowhere);
        }
        if has_no_value(graph, value) {
            return Some(Candidates::default());
        }
        let closed = symbols_of(graph, &[value]).is_empty();
        if d > 1 && closed && sign(graph, value) == Decision::Proved(std::cmp::Ordering::Less) {
            return Some(Candidates::default());
        }
        let guard = if d > 1 && !closed {
            self.assumed(graph, Relation::GreaterOrEqual, value)
        } else {
            Some(self.guard.clone())
        };
        let Some(guard) = guard else { return Some(Candidates::default()) };
        self.within(guard, |search| {
            let raised = formed(graph, value.pow(d));
            let targets = search.real_roots_of(graph, raised, n)?;
            Some(search.at_targets(graph, base, &targets, x))
        })
    }
}

/// The rational `r` with `base^r = value`, for positive rational numbers, if there is one.
fn exact_logarithm(graph: &Graph, base: ExprId, value: ExprId) -> Option<Rational> {
    let (base, value) = (graph.as_rational(base)?, graph.as_rational(value)?);
    let ((root, n), (other, m)) = (perfect_power(base)?, perfect_power(value)?);
    let ratio = Rational::new(m, n)?;
    if root == other {
        return Some(ratio);
    }
    (root.recip().ok()? == other).then(|| -ratio)
}

/// A positive rational number other than 1 as the highest power that it is.
pub(super) fn perfect_power(value: &Rational) -> Option<(Rational, i64)> {
    if !value.is_positive() || value.is_one() {
        return None;
    }
    let most = u32::try_from(value.bits().min(400)).ok()?;
    let found = (2..=most).rev().find_map(|n| Some((value.exact_root(n)?, i64::from(n))));
    Some(found.unwrap_or_else(|| (value.clone(), 1)))
}

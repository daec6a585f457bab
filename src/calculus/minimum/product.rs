//! Products of a function of one unknown and a function of the other: the least product of two extreme values.
//!
//! Where u lies between a and b, and v between c and d, each independent of the other, u*v is least at a corner of that
//! rectangle; and nowhere else, if it is not 0 there.

use super::exact::line;
use super::found::{Minimum, MinimumStatus};
use super::search::MinimumSearch;
use super::separable::{by_unknown, combinations, families};
use crate::algebra::closed::compare;
use crate::algebra::expand::factors_apart;
use crate::algebra::normal::{negation, normalise, product};
use crate::algebra::present;
use crate::calculus::Region;
use crate::calculus::argument::{Argument, NAME, sentence};
use crate::calculus::exact_value::{exact_value, least, order};
use crate::expr::{ExprId, Graph, Symbol, symbols_of};
use std::cmp::Ordering;

/// The lower or upper end of the values of a factor.
struct FactorExtreme {
    /// The number; `None` if there is no bound.
    value: Option<ExprId>,
    /// The minimum of the factor, or of its negative.
    found: Minimum,
}

/// The answer for such a product, where its least value is not 0; `None` if the expression is none, or is not decided.
pub(super) fn solve(graph: &mut Graph, f: ExprId, symbols: &[Symbol], search: &MinimumSearch<'_>) -> Option<Minimum> {
    let &[x, y] = symbols else { return None };
    let groups = groups(graph, f, [x, y])?;
    let mut ends = Vec::new();
    for (i, (&group, &symbol)) in groups.iter().zip(symbols).enumerate() {
        let region = Region { sides: vec![search.region.sides[i]] };
        let search = MinimumSearch { region: &region, ..*search };
        let low = end(graph, group, symbol, &search)?;
        let negative = negation(graph, group);
        let mut high = end(graph, negative, symbol, &search)?;
        high.value = high.value.map(|id| negation(graph, id));
        ends.push([low, high]);
    }
    let formulas = [present(graph, groups[0]), present(graph, groups[1])];
    let teller = ProductTeller { ends: &ends, formulas: &formulas, symbols };
    teller.unbounded(graph).or_else(|| teller.least(graph))
}

/// The factors of each of the two unknowns.
fn groups(graph: &mut Graph, f: ExprId, symbols: [Symbol; 2]) -> Option<[ExprId; 2]> {
    let form = normalise(graph, f);
    let factors = factors_apart(graph, form);
    let groups = by_unknown(graph, &factors, &symbols)?;
    let found = [0, 1].map(|i| product(graph, &groups[i]));
    // A constant is no function of the unknown.
    found.iter().zip(symbols).all(|(&g, s)| symbols_of(graph, &[g]) == [s]).then_some(found)
}

/// The lower end of the values of a function of one unknown.
fn end(graph: &mut Graph, g: ExprId, x: Symbol, search: &MinimumSearch<'_>) -> Option<FactorExtreme> {
    let found = line(graph, g, x, search)?;
    let value = match found.status {
        MinimumStatus::Global if found.set.is_none() => {
            let exact = found.points.first()?.value.exact?;
            Some(normalise(graph, exact))
        }
        MinimumStatus::None => Some(found.infimum?),
        MinimumStatus::Unbounded => None,
        MinimumStatus::Global | MinimumStatus::Unknown => return None,
    };
    Some(FactorExtreme { value, found })
}

struct ProductTeller<'a> {
    ends: &'a [[FactorExtreme; 2]],
    formulas: &'a [ExprId; 2],
    symbols: &'a [Symbol],
}

impl ProductTeller<'_> {
    fn premises(&self) -> Vec<Argument> {
        let mut all = Vec::new();
        for (ends, formula) in self.ends.iter().zip(*self.formulas) {
            all.push(ends[0].found.argument.clone().about(formula));
            all.push(ends[1].found.argument.clone().about(sentence!["-(", formula, ")"]));
        }
        all
    }

    /// One factor beyond all bounds, and a value of the other that takes the product below all.
    fn unbounded(&self, graph: &mut Graph) -> Option<Minimum> {
        for (i, j) in [(0, 1), (1, 0)] {
            // Below all bounds, times something positive; above all, times something negative.
            for (side, other, wanted) in [(0, 1, Ordering::Greater), (1, 0, Ordering::Less)] {
                if self.ends[i][side].value.is_some() {
                    continue;
                }
                let takes = match self.ends[j][other].value {
                    Some(value) => order(graph, value)? == wanted,
                    None => true,
                };
                if !takes {
                    continue;
                }
                let (way, sign) = if side == 0 { ("below", "positive") } else { ("above", "negative") };
                let sentence = sentence![
                    NAME,
                    " is the product of ",
                    self.formulas[i],
                    ", which is unbounded ",
                    way,
                    ", and ",
                    self.formulas[j],
                    ", which takes ",
                    sign,
                    " values whatever the other is"
                ];
                let argument = Argument::exact(sentence).since_all(self.premises());
                return Some(Minimum::without_points(MinimumStatus::Unbounded, self.symbols, argument));
            }
        }
        None
    }

    fn least(&self, graph: &mut Graph) -> Option<Minimum> {
        let mut corners: Vec<([usize; 2], ExprId)> = Vec::new();
        for a in 0..2 {
            for b in 0..2 {
                // Without a bound at this corner the product rises beyond all, as it is not unbounded below.
                let (Some(u), Some(v)) = (self.ends[0][a].value, self.ends[1][b].value) else { continue };
                corners.push(([a, b], product(graph, &[u, v])));
            }
        }
        let order_of = |i: usize, best: usize| compare(graph, corners[i].1, corners[best].1).proved().ok_or(());
        let best = least(corners.len(), order_of).ok()?;
        let value = corners[*best.first()?].1;
        // At 0 one factor alone decides, and an infinite corner may be 0 times anything.
        if order(graph, value)?.is_eq() || (corners.len() < 4 && order(graph, value)?.is_gt()) {
            return None;
        }
        let parts: Vec<[&Minimum; 2]> = best
            .iter()
            .map(|&i| [&self.ends[0][corners[i].0[0]].found, &self.ends[1][corners[i].0[1]].found])
            .collect();
        let reached: Vec<&[&Minimum; 2]> =
            parts.iter().filter(|p| p.iter().all(|m| m.status == MinimumStatus::Global)).collect();
        self.told(graph, value, &reached)
    }

    fn told(&self, graph: &mut Graph, value: ExprId, reached: &[&[&Minimum; 2]]) -> Option<Minimum> {
        let shown = present(graph, value);
        let beginning = sentence![
            NAME,
            " is the product of ",
            self.formulas[0],
            " and ",
            self.formulas[1],
            ", which vary independently, so it is least for extreme values of both"
        ];
        if reached.is_empty() {
            let argument =
                Argument::exact(sentence!["the infimum ", shown, " is approached but never reached: ", beginning])
                    .since_all(self.premises());
            let mut found = Minimum::without_points(MinimumStatus::None, self.symbols, argument);
            found.infimum = Some(value);
            return Some(found);
        }
        let argument = Argument::exact(sentence![beginning, ": ", NAME, " >= ", shown]).since_all(self.premises());
        let mut found = Minimum::without_points(MinimumStatus::Global, self.symbols, argument);
        let value = exact_value(graph, value);
        for parts in reached {
            found.points.extend(combinations(parts.as_slice(), value));
            found.families.extend(families(graph, parts.as_slice(), self.symbols)?);
        }
        Some(found)
    }
}

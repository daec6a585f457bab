//! The domain of a function, as far as its parts determine it, and the convex set on which its convexity is asked.

use std::cmp::Ordering;
use std::collections::HashSet;

use super::fact::{Assumptions, Fact, Facts, inside};
use super::rules::Bends;
use super::shown;
use super::univariate;
use crate::algebra::closed::compare;
use crate::algebra::polynomial;
use crate::calculus::Region;
use crate::calculus::domain::{ValueDemand, asked_of_parts};
use crate::calculus::means::Means;
use crate::expr::{ExprId, Graph, Node, RealInterval, Symbol, reach, symbols_of};
use crate::numeric::{Interval, Rational};

/// A convex set: the inside of a box and conditions on parts of the function.
pub(super) struct ConvexDomain {
    /// The box, narrowed to where the function is defined.
    pub region: Region,
    /// What holds inside.
    pub given: Assumptions,
    /// The conditions that the box itself does not fulfil, in words: `x > 0`.
    pub conditions: Vec<String>,
}

/// Why there is no such set.
pub(super) enum NoDomain {
    /// The function is undefined where this part is 0, and it takes both signs.
    Gap(ExprId),
    /// The condition in words.
    Undecided(String),
    /// It is defined nowhere inside the box.
    Nowhere(String),
}

impl ConvexDomain {
    /// The part of a box on which a function is defined, if it is convex.
    pub fn of(
        graph: &mut Graph,
        f: ExprId,
        symbols: &[Symbol],
        region: &Region,
        means: Means<'_>,
    ) -> Result<ConvexDomain, NoDomain> {
        let mut domain = ConvexDomain { region: region.clone(), given: Assumptions::default(), conditions: Vec::new() };
        domain.settle(graph, symbols);
        for (part, need, conditional) in needs(graph, f) {
            domain.fulfil(graph, symbols, (part, need, conditional), means)?;
        }
        Ok(domain)
    }

    /// Facts about the symbols inside the box.
    fn settle(&mut self, graph: &Graph, symbols: &[Symbol]) {
        for (&symbol, side) in symbols.iter().zip(&self.region.sides) {
            self.given.symbols.insert(symbol, inside(graph, *side));
        }
    }

    fn fulfil(
        &mut self,
        graph: &mut Graph,
        symbols: &[Symbol],
        (part, need, conditional): (ExprId, Option<ValueDemand>, bool),
        means: Means<'_>,
    ) -> Result<(), NoDomain> {
        let fact = Facts::of(graph, &[part], &self.given).get(part);
        let span = match need {
            Some(ValueDemand::Within(span)) if fact.within(span) => {
                if !self.at_ends(graph, part).within(span) {
                    self.condition(words(graph, part, span));
                }
                return Ok(());
            }
            Some(ValueDemand::NotZero) if fact.nonzero => {
                if !self.at_ends(graph, part).nonzero {
                    let part = shown(graph, part);
                    self.condition(format!("{part} != 0"));
                }
                return Ok(());
            }
            Some(ValueDemand::Within(span)) => span,
            Some(ValueDemand::NotZero) => return self.avoid_zero(graph, symbols, part, conditional),
            None => return Err(NoDomain::Undecided(shown(graph, part))),
        };
        let words = words(graph, part, span);
        if conditional || symbols_of(graph, &[part]).is_empty() {
            return Err(NoDomain::Undecided(words));
        }
        if let Some(narrowed) = self.narrow(graph, symbols, part, span)? {
            if narrowed {
                self.condition(words);
            }
            return Ok(());
        }
        // A concave function is above a number on a convex set, a convex one below.
        let bends = Bends::of(graph, part, symbols, (&self.region, &self.given), means);
        let below = span.high.is_finite() && fact.range.high() > span.high;
        let above = span.low.is_finite() && fact.range.low() <= span.low;
        if above && !bends.is_concave(part) || below && !bends.is_convex(part) {
            return Err(NoDomain::Undecided(words));
        }
        let nonzero = span.open && (span.low == 0.0 || span.high == 0.0);
        let known = Fact { range: Interval::new(span.low, span.high), nonzero };
        self.given.parts.insert(part, known);
        self.condition(words);
        Ok(())
    }

    fn condition(&mut self, words: String) {
        if !self.conditions.contains(&words) {
            self.conditions.push(words);
        }
    }

    /// What is known of a part on the box with its ends.
    fn at_ends(&self, graph: &Graph, part: ExprId) -> Fact {
        let mut given = self.given.clone();
        given.symbols.values_mut().for_each(|fact| *fact = Fact::of(fact.range));
        Facts::of(graph, &[part], &given).get(part)
    }

    /// A divisor: it must not change its sign.
    fn avoid_zero(
        &mut self,
        graph: &mut Graph,
        symbols: &[Symbol],
        part: ExprId,
        conditional: bool,
    ) -> Result<(), NoDomain> {
        if conditional {
            return Err(NoDomain::Undecided(format!("{} != 0", shown(graph, part))));
        }
        // Where the box itself is on one side of the zero, the inside is free of it.
        if let &[x] = symbols_of(graph, &[part]).as_slice()
            && let Some(at) = symbols.iter().position(|&s| s == x)
            && let Some(p) = polynomial::univariate(graph, part, x)
            && univariate::polynomial_sign(graph, &p, self.region.sides[at]).is_some_and(|s| s.never_zero)
        {
            let known = Fact { range: Interval::ENTIRE, nonzero: true };
            self.given.parts.insert(part, known);
            return Ok(());
        }
        Err(NoDomain::Gap(part))
    }

    /// `a*x + b` within a span narrows the side of `x`. Whether it did; nothing where the part is not of this form.
    fn narrow(
        &mut self,
        graph: &mut Graph,
        symbols: &[Symbol],
        part: ExprId,
        span: RealInterval,
    ) -> Result<Option<bool>, NoDomain> {
        let &[x] = symbols_of(graph, &[part]).as_slice() else { return Ok(None) };
        let Some(at) = symbols.iter().position(|&s| s == x) else { return Ok(None) };
        let Some(p) = polynomial::univariate(graph, part, x).filter(|p| p.degree() == Some(1)) else {
            return Ok(None);
        };
        let mut narrowed = false;
        for (end, is_low) in [(span.low, true), (span.high, false)] {
            let Some(end) = Rational::from_f64(end) else { continue };
            let Ok(root) = (end - p.coefficient(0)).checked_div(&p.leading()) else { return Ok(None) };
            let root = graph.rational(root);
            let lower = is_low == p.leading().is_positive();
            let side = self.region.sides[at];
            let (own, other) = if lower { (side.low, side.high) } else { (side.high, side.low) };
            let inward = if lower { Ordering::Greater } else { Ordering::Less };
            match other.map(|o| compare(graph, root, o).proved()) {
                None => {}
                Some(None) => return Err(NoDomain::Undecided(words(graph, part, span))),
                Some(Some(order)) if order == inward.reverse() => {}
                Some(Some(_)) => return Err(NoDomain::Nowhere(words(graph, part, span))),
            }
            match own.map(|o| compare(graph, root, o).proved()) {
                None => {}
                Some(Some(o)) if o == inward => {}
                // The box ends where the domain does, or before.
                Some(Some(Ordering::Equal)) if span.open => narrowed = true,
                Some(Some(_)) => continue,
                Some(None) => return Ok(None),
            }
            if own.map(|o| compare(graph, root, o).proved()) != Some(Some(Ordering::Equal)) {
                narrowed = true;
            }
            let slot = &mut self.region.sides[at];
            *(if lower { &mut slot.low } else { &mut slot.high }) = Some(root);
        }
        self.settle(graph, symbols);
        let nonzero = span.open || span.low == 0.0 || span.high == 0.0;
        self.given.parts.insert(part, Fact { range: Interval::new(span.low, span.high), nonzero });
        Ok(Some(narrowed))
    }
}

/// Do these facts prove that the expression has a value?
pub(super) fn is_defined(graph: &mut Graph, f: ExprId, given: &Assumptions) -> bool {
    let facts = Facts::of(graph, &[f], given);
    needs(graph, f).into_iter().all(|(part, asked, _)| asked.is_some_and(|asked| facts.get(part).meets(asked)))
}

/// What is asked of the parts of an expression, nothing where only words say it, and whether that is asked for in some cases
/// only.
fn needs(graph: &mut Graph, f: ExprId) -> Vec<(ExprId, Option<ValueDemand>, bool)> {
    let mut found = Vec::new();
    let mut always: HashSet<ExprId> = HashSet::new();
    let mut open = vec![f];
    while let Some(id) = open.pop() {
        if always.insert(id) && !matches!(graph.node(id), Node::Piecewise(_)) {
            open.extend(graph.children(id));
        }
    }
    for id in reach(graph, &[f]).order {
        let conditional = !always.contains(&id);
        match asked_of_parts(graph, id) {
            Some(parts) => found.extend(parts.into_iter().map(|(part, asked)| (part, Some(asked), conditional))),
            None => found.push((id, None, conditional)),
        }
    }
    found
}

/// `x > 0`, `-1 <= x <= 1`
fn words(graph: &mut Graph, part: ExprId, span: RealInterval) -> String {
    let text = shown(graph, part);
    let sign = if span.open { "<" } else { "<=" };
    match (span.low.is_finite(), span.high.is_finite()) {
        (true, true) => format!("{} {sign} {text} {sign} {}", span.low, span.high),
        (true, false) => format!("{text} {} {}", if span.open { ">" } else { ">=" }, span.low),
        _ => format!("{text} {sign} {}", span.high),
    }
}

//! Convexity by composition: the curvature of a part follows from that of the parts it is made of.

use std::collections::HashMap;

use super::bending::Bending::{self, Concave, Convex, LogConcave, LogConvex};
use super::cases;
use super::fact::{Assumptions, Fact, Facts};
use super::{quadratic, univariate};
use crate::calculus::means::Means;
use crate::calculus::{Region, Side};
use crate::expr::{ExprId, FunctionDef, Graph, Node, RealInterval, Symbol, symbols_of, unfolded_size};
use crate::numeric::budget::parts;

/// Why something holds: the rule in words, and what it rests on.
#[derive(Clone, Debug)]
pub(super) struct Inference {
    pub rule: String,
    pub rests_on: Vec<(ExprId, Bending)>,
    /// Equality holds nowhere: strictly convex.
    pub strict: bool,
}

/// What is known about the curvature of the parts of an expression.
pub(super) struct Bends<'a> {
    symbols: &'a [Symbol],
    region: &'a Region,
    given: &'a Assumptions,
    means: Means<'a>,
    facts: Facts,
    known: HashMap<(ExprId, Bending), Inference>,
}

/// A longer second derivative is not written out.
const MAX_FORMULA: usize = 80;

impl<'a> Bends<'a> {
    /// Everything the rules can tell about the parts of `root` in a region where all of them are defined.
    pub fn of(
        graph: &mut Graph,
        root: ExprId,
        symbols: &'a [Symbol],
        (region, given): (&'a Region, &'a Assumptions),
        means: Means<'a>,
    ) -> Bends<'a> {
        let facts = Facts::of(graph, &[root], given);
        let order = facts.order().to_vec();
        let mut bends = Bends { symbols, region, given, means, facts, known: HashMap::new() };
        for id in order {
            bends.node(graph, id);
        }
        bends
    }

    pub fn is_convex(&self, id: ExprId) -> bool {
        self.has(id, Convex)
    }

    pub fn is_concave(&self, id: ExprId) -> bool {
        self.has(id, Concave)
    }

    pub fn reason(&self, id: ExprId, bending: Bending) -> Option<&Inference> {
        self.known.get(&(id, bending))
    }

    pub fn has(&self, id: ExprId, bending: Bending) -> bool {
        self.known.contains_key(&(id, bending))
    }

    pub fn is_affine(&self, id: ExprId) -> bool {
        self.has(id, Convex) && self.has(id, Concave)
    }

    fn fact(&self, id: ExprId) -> Fact {
        self.facts.get(id)
    }

    fn say(&mut self, id: ExprId, bending: Bending, rule: &str, rests_on: &[(ExprId, Bending)]) {
        let reason = Inference { rule: rule.to_string(), rests_on: rests_on.to_vec(), strict: false };
        self.known.entry((id, bending)).or_insert(reason);
    }

    fn all(&self, ids: &[ExprId], bending: Bending) -> bool {
        ids.iter().all(|&id| self.has(id, bending))
    }

    fn node(&mut self, graph: &mut Graph, id: ExprId) {
        let children = graph.children(id).to_vec();
        if symbols_of_is_empty(graph, id) {
            self.closed(id);
            return;
        }
        match graph.node(id) {
            Node::Symbol(_) => {
                self.say(id, Convex, "", &[]);
                self.say(id, Concave, "", &[]);
            }
            Node::Sum(_) => self.sum(id, &children),
            Node::Product(_) => self.product(graph, id, &children),
            Node::Power(base, exponent) => self.power(graph, id, base, exponent),
            Node::Call(function, _) => self.call(graph, id, function, &children),
            _ => {}
        }
        self.by_logarithm(id);
        if !self.has(id, Convex) && !self.has(id, Concave) {
            self.by_quadratic_form(graph, id);
            self.by_second_derivative(graph, id);
            if let Node::Sum(terms) = graph.node(id) {
                let terms = terms.to_vec();
                self.by_gathering(graph, id, &terms);
            }
            self.by_cases(graph, id);
        }
        if self.has(id, Concave) && self.fact(id).is_positive() {
            self.say(id, LogConcave, "positive and concave", &[(id, Concave)]);
        }
    }

    fn closed(&mut self, id: ExprId) {
        self.say(id, Convex, "", &[]);
        self.say(id, Concave, "", &[]);
        if self.fact(id).is_positive() {
            self.say(id, LogConvex, "", &[]);
            self.say(id, LogConcave, "", &[]);
        }
    }

    /// A positive function is convex if its logarithm is.
    fn by_logarithm(&mut self, id: ExprId) {
        if self.has(id, LogConvex) {
            self.say(id, Convex, "its logarithm is convex", &[(id, LogConvex)]);
        }
    }

    fn sum(&mut self, id: ExprId, terms: &[ExprId]) {
        for bending in [Convex, Concave, LogConvex] {
            if self.all(terms, bending) {
                let rule = format!("a sum of {} functions", bending.adjective());
                let rests_on: Vec<_> = terms.iter().map(|&t| (t, bending)).collect();
                self.say(id, bending, &rule, &rests_on);
            }
        }
    }

    fn product(&mut self, graph: &Graph, id: ExprId, factors: &[ExprId]) {
        let (closed, open): (Vec<ExprId>, Vec<ExprId>) =
            factors.iter().copied().partition(|&f| symbols_of_is_empty(graph, f));
        let signs: Option<i32> = closed.iter().map(|&c| sign_of(self.fact(c))).product();
        let Some(sign) = signs else { return };
        if sign == 0 {
            return self.closed(id);
        }
        if let [one] = open.as_slice() {
            for bending in [Convex, Concave] {
                let own = if sign > 0 { bending } else { bending.turned() };
                if self.has(*one, bending) {
                    let times = if sign > 0 { "a positive" } else { "a negative" };
                    let rule = format!("{times} multiple of a {} function", bending.adjective());
                    self.say(id, own, &rule, &[(*one, bending)]);
                }
            }
        }
        if sign > 0 {
            for bending in [LogConvex, LogConcave] {
                if self.all(&open, bending) {
                    let rests_on: Vec<_> = open.iter().map(|&f| (f, bending)).collect();
                    self.say(id, bending, &format!("a product of {} functions", bending.adjective()), &rests_on);
                }
            }
        }
        self.square_over_linear(graph, id, (&open, sign));
    }

    /// `u^2/v` with `u` affine and `v` positive and concave is convex.
    fn square_over_linear(&mut self, graph: &Graph, id: ExprId, (open, sign): (&[ExprId], i32)) {
        let &[first, second] = open else { return };
        for (top, bottom) in [(first, second), (second, first)] {
            let (Node::Power(u, two), Node::Power(v, minus)) = (graph.node(top), graph.node(bottom)) else { continue };
            let fits = graph.as_integer(two) == Some(2) && graph.as_integer(minus) == Some(-1);
            if fits && self.is_affine(u) && self.has(v, Concave) && self.fact(v).is_positive() {
                let own = if sign > 0 { Convex } else { Concave };
                self.say(id, own, "the square of an affine function over a positive concave one", &[(v, Concave)]);
            }
        }
    }

    fn power(&mut self, graph: &mut Graph, id: ExprId, base: ExprId, exponent: ExprId) {
        if symbols_of_is_empty(graph, base) {
            return self.exponential(id, base, exponent);
        }
        let Some(e) = graph.as_rational(exponent).cloned() else { return };
        let b = self.fact(base);
        let (one, even) = (crate::numeric::Rational::ONE, e.is_integer() && e.is_even());
        for bending in [LogConvex, LogConcave] {
            if self.has(base, bending) && !e.is_zero() {
                let own = if e.is_positive() { bending } else { bending.turned() };
                let rule = format!("a power of a {} function", bending.adjective());
                self.say(id, own, &rule, &[(base, bending)]);
            }
        }
        if even && e.is_positive() {
            if self.is_affine(base) {
                self.say(id, Convex, "an even power of an affine function", &[]);
            }
            if self.has(base, Concave) && b.is_nonpositive() {
                self.say(
                    id,
                    Convex,
                    "an even power of a concave function that is nowhere positive",
                    &[(base, Concave)],
                );
            }
        }
        if e >= one && self.has(base, Convex) && b.is_nonnegative() {
            self.say(id, Convex, "a power of a convex function that is nowhere negative", &[(base, Convex)]);
        }
        if e.is_positive() && e <= one && self.has(base, Concave) && b.is_nonnegative() {
            self.say(id, Concave, "a power between 0 and 1 of a concave function", &[(base, Concave)]);
        }
        if e.is_integer() && !even && self.has(base, Convex) && b.is_negative() && e.is_negative() {
            self.say(id, Concave, "an odd negative power of a convex function that is negative", &[(base, Convex)]);
        }
        if !e.is_integer() && e.denominator() == crate::numeric::Rational::from(2) && e.numerator().is_one() {
            self.norm(graph, id, base);
        }
    }

    /// The root of a quadratic form that is nowhere negative, in the unknowns and 1.
    fn norm(&mut self, graph: &mut Graph, id: ExprId, inside: ExprId) {
        if quadratic::is_squared_norm(graph, inside, self.symbols) {
            self.say(id, Convex, "the length of a vector of affine functions", &[]);
        }
    }

    /// `c^u`
    fn exponential(&mut self, id: ExprId, base: ExprId, exponent: ExprId) {
        let b = self.fact(base);
        let rises = above_one(b);
        for bending in [Convex, Concave] {
            if let Some(rises) = rises
                && self.has(exponent, bending)
            {
                let log = if bending == Convex { LogConvex } else { LogConcave };
                let own = if rises { log } else { log.turned() };
                let rule = self.exponential_rule(exponent, bending);
                self.say(id, own, &rule, &[(exponent, bending)]);
            }
        }
    }

    fn exponential_rule(&self, exponent: ExprId, bending: Bending) -> String {
        match (self.is_affine(exponent), bending) {
            (true, _) => "the exponential of an affine function".into(),
            (false, _) => format!("the exponential of a {} function", bending.adjective()),
        }
    }

    fn call(&mut self, graph: &mut Graph, id: ExprId, function: &'static FunctionDef, arguments: &[ExprId]) {
        if function == graph.core().exp {
            for (bending, own) in [(Convex, LogConvex), (Concave, LogConcave)] {
                if self.has(arguments[0], bending) {
                    let rule = self.exponential_rule(arguments[0], bending);
                    self.say(id, own, &rule, &[(arguments[0], bending)]);
                }
            }
        }
        if function == graph.core().sqrt {
            self.norm(graph, id, arguments[0]);
        }
        let Some(shape) = function.shape.filter(|s| s.fits(arguments.len())) else { return };
        if shape.logarithm && self.has(arguments[0], LogConvex) {
            self.say(id, Convex, "the logarithm of a log-convex function", &[(arguments[0], LogConvex)]);
        }
        if function == graph.core().ln && self.has(arguments[0], LogConcave) {
            self.say(id, Concave, "the logarithm of a log-concave function", &[(arguments[0], LogConcave)]);
        }
        if arguments.len() == 1 && self.is_affine(arguments[0]) {
            for (holds, own) in [(shape.log_convex, LogConvex), (shape.log_concave, LogConcave)] {
                if holds {
                    self.say(id, own, &format!("{} of an affine function", function.name), &[]);
                }
            }
        }
        for (spans, bending) in [(shape.convex, Convex), (shape.concave, Concave)] {
            if arguments.iter().all(|&a| self.composes((shape.rising, shape.falling), a, bending))
                && spans.iter().any(|s| arguments.iter().all(|&a| self.fact(a).within(*s)))
            {
                let plain = arguments.iter().all(|&a| self.is_affine(a));
                let rests_on = self.premises((shape.rising, shape.falling), arguments, bending);
                let kind = if bending == Convex { "convex" } else { "concave" };
                let rule = match plain {
                    true => format!("{} is {kind}, and its argument affine", function.name),
                    false => self.monotone_rule(function.name, kind, &rests_on),
                };
                self.say(id, bending, &rule, &rests_on);
            }
        }
    }

    fn monotone_rule(&self, name: &str, kind: &str, rests_on: &[(ExprId, Bending)]) -> String {
        let bending = rests_on.first().map_or(Convex, |r| r.1);
        let same = rests_on.iter().all(|r| r.1 == bending);
        let arguments = if same { bending.adjective() } else { "convex or concave to match" };
        format!("{name} is {kind} and monotone there, and its argument {arguments}")
    }

    /// May this argument stand in a function that bends so and grows on these spans?
    fn composes(
        &self,
        (rising, falling): (&[RealInterval], &[RealInterval]),
        argument: ExprId,
        bending: Bending,
    ) -> bool {
        let fact = self.fact(argument);
        let inside = |spans: &[RealInterval]| spans.iter().any(|s| fact.within(*s));
        self.is_affine(argument)
            || self.has(argument, bending) && inside(rising)
            || self.has(argument, bending.turned()) && inside(falling)
    }

    fn premises(
        &self,
        (rising, _): (&[RealInterval], &[RealInterval]),
        arguments: &[ExprId],
        bending: Bending,
    ) -> Vec<(ExprId, Bending)> {
        let rises = |a: ExprId| rising.iter().any(|s| self.fact(a).within(*s));
        let own = |a: ExprId| if rises(a) && self.has(a, bending) { bending } else { bending.turned() };
        arguments.iter().filter(|&&a| !self.is_affine(a)).map(|&a| (a, own(a))).collect()
    }

    /// A polynomial of degree 2: its constant Hessian decides.
    fn by_quadratic_form(&mut self, graph: &mut Graph, id: ExprId) {
        let Some(form) = quadratic::read(graph, id, self.symbols) else { return };
        for bending in [Convex, Concave] {
            if let Some(rule) = quadratic::argument(&form, bending == Convex) {
                self.say(id, bending, &rule, &[]);
            }
        }
    }

    fn by_second_derivative(&mut self, graph: &mut Graph, id: ExprId) {
        let Some((x, side)) = self.only_unknown(graph, id) else { return };
        let Some(bend) = univariate::bend(graph, id, x, side, self.given) else { return };
        let formula = super::shown(graph, bend.formula);
        let name = graph.name(x).to_string();
        for (holds, bending, sign) in [(bend.sign.nonnegative, Convex, ">="), (bend.sign.nonpositive, Concave, "<=")] {
            if holds {
                let sign = if bend.sign.never_zero { &sign[..1] } else { sign };
                let strict = self.is_alone(x) && (bend.sign.rarely_zero || bend.sign.never_zero);
                let zeros = if strict && !bend.sign.never_zero { ", and 0 at single points only" } else { "" };
                let rule = if formula.chars().count() <= MAX_FORMULA {
                    format!("its second derivative {formula} is {sign} 0{zeros}")
                } else {
                    format!("its second derivative in {name} is {sign} 0{zeros}")
                };
                self.known.entry((id, bending)).or_insert(Inference { rule, rests_on: Vec::new(), strict });
            }
        }
    }

    /// A function by cases of one unknown, or of one affine part.
    fn by_cases(&mut self, graph: &mut Graph, id: ExprId) {
        if !matches!(graph.node(id), Node::Piecewise(_) | Node::Product(_)) || !cases::has_kinks(graph, id) {
            return;
        }
        let (f, x, side, with) = match self.only_unknown(graph, id) {
            Some((x, side)) => (id, x, side, String::new()),
            None => match cases::of_one_affine_part(graph, id, |part| self.is_affine(part)) {
                Some((inner, u, part)) => {
                    let with = {
                        let part = super::shown(graph, part);
                        format!("with {} = {part}, ", graph.name(u))
                    };
                    (inner, u, Side::ENTIRE, with)
                }
                None => return,
            },
        };
        for bending in [Convex, Concave] {
            if let Some(rule) = cases::argument(graph, (f, x), side, bending == Convex, self.means) {
                self.say(id, bending, &format!("{with}{rule}"), &[]);
            }
        }
    }

    /// Is there no other unknown, along which the whole may be level?
    fn is_alone(&self, x: Symbol) -> bool {
        self.symbols == [x]
    }

    fn only_unknown(&self, graph: &Graph, id: ExprId) -> Option<(Symbol, Side)> {
        let &[x] = symbols_of(graph, &[id]).as_slice() else { return None };
        let at = self.symbols.iter().position(|&s| s == x)?;
        Some((x, *self.region.sides.get(at)?))
    }

    /// The terms in one unknown together, those of degree 2 together, and the others alone.
    fn by_gathering(&mut self, graph: &mut Graph, id: ExprId, terms: &[ExprId]) {
        if terms.len() > parts::SUM {
            return;
        }
        for bending in [Convex, Concave] {
            let bad = |t: &&ExprId| !self.has(**t, bending);
            let Some(groups) = self.groups(graph, terms.iter().filter(bad).copied().collect(), terms, bending) else {
                continue;
            };
            self.say(id, bending, &format!("a sum of {} functions", bending.adjective()), &groups);
        }
    }

    /// Sums of some of the terms that bend as wanted.
    fn groups(
        &mut self,
        graph: &mut Graph,
        bad: Vec<ExprId>,
        terms: &[ExprId],
        bending: Bending,
    ) -> Option<Vec<(ExprId, Bending)>> {
        let is_form = |graph: &mut Graph, t: ExprId, symbols: &[Symbol]| quadratic::read(graph, t, symbols).is_some();
        let mut left = terms.to_vec();
        let mut groups = Vec::new();
        if bad.iter().all(|&t| is_form(graph, t, self.symbols)) {
            let forms: Vec<ExprId> = left.iter().copied().filter(|&t| is_form(graph, t, self.symbols)).collect();
            left.retain(|t| !forms.contains(t));
            groups.push(graph.raw_sum(&forms));
        } else {
            let mut unknowns: Vec<Symbol> = symbols_of(graph, &bad);
            unknowns.dedup();
            for x in unknowns {
                let own: Vec<ExprId> = left.iter().copied().filter(|&t| symbols_of(graph, &[t]) == [x]).collect();
                left.retain(|t| !own.contains(t));
                groups.push(graph.raw_sum(&own));
            }
        }
        let (mut found, given) = (Vec::new(), self.given);
        for group in groups {
            if unfolded_size(graph, group).0 <= 1 || group == *terms.first()? && terms.len() == 1 {
                return None;
            }
            let reason = self.group_reason(graph, group, bending, given)?;
            self.known.entry((group, bending)).or_insert(reason);
            found.push((group, bending));
        }
        if !left.iter().all(|&t| self.has(t, bending)) {
            return None;
        }
        found.extend(left.iter().map(|&t| (t, bending)));
        Some(found)
    }

    fn group_reason(
        &self,
        graph: &mut Graph,
        group: ExprId,
        bending: Bending,
        given: &Assumptions,
    ) -> Option<Inference> {
        if let Some(form) = quadratic::read(graph, group, self.symbols) {
            let rule = quadratic::argument(&form, bending == Convex)?;
            return Some(Inference { rule, rests_on: Vec::new(), strict: false });
        }
        let (x, side) = self.only_unknown(graph, group)?;
        let bend = univariate::bend(graph, group, x, side, given)?;
        let holds = if bending == Convex { bend.sign.nonnegative } else { bend.sign.nonpositive };
        let rule = format!("its second derivative {} decides", super::shown(graph, bend.formula));
        holds.then_some(Inference { rule, rests_on: Vec::new(), strict: self.is_alone(x) && bend.sign.rarely_zero })
    }
}

fn symbols_of_is_empty(graph: &Graph, id: ExprId) -> bool {
    symbols_of(graph, &[id]).is_empty()
}

fn sign_of(fact: Fact) -> Option<i32> {
    if fact.is_positive() {
        Some(1)
    } else if fact.is_negative() {
        Some(-1)
    } else if fact.range.is_point() {
        Some(0)
    } else {
        None
    }
}

/// Is a positive closed number above 1, or below?
fn above_one(fact: Fact) -> Option<bool> {
    if fact.range.low() >= 1.0 {
        Some(true)
    } else if fact.is_positive() && fact.range.high() <= 1.0 {
        Some(false)
    } else {
        None
    }
}

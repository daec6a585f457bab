//! Lower bounds read off a sum: every term has one of its own, and where all are attained at once the function is least.
//!
//! A square is at least 0, a cosine at least −1. If a point makes every square 0 and every cosine −1, no point is lower:
//! a proof on all of space that needs no derivative, and does not mind kinks or degenerate Hessians.

use super::curves;
use super::ends::{self, Goal};
use super::families::{members, tell};
use super::found::{MinimiserFamily, MinimiserSet, Minimum, MinimumPoint, MinimumStatus};
use super::guess;
use super::region::only_corner;
use super::search::MinimumSearch;
use crate::algebra::closed::{Decision, compare};
use crate::algebra::enclosure::enclose_on;
use crate::algebra::formula::simpler;
use crate::algebra::normal::{difference, negation, normalise, product, split_coefficient, sum};
use crate::algebra::present;
use crate::calculus::argument::{Argument, NAME, Sentence, sentence};
use crate::calculus::domain::is_everywhere;
use crate::calculus::domain::{Certainty, is_defined};
use crate::calculus::exact_value::{ExactValue, exact_value, order};
use crate::calculus::solve::{Solution, Solutions, equation, system};
use crate::calculus::{Function, Side};
use crate::expr::{ExprId, Graph, Node, Relation, Symbol, at_point, depends_on, reach, terms_of};
use crate::functions::MAX;
use crate::numeric::budget::{candidates, parts};
use crate::numeric::{Interval, Quality, Rational};

/// More equations are not written out in the argument.
const MOST_TOLD: usize = 4;

/// A number that a function is never below, and when it is equal.
#[derive(Clone, Debug)]
pub(super) struct Bound {
    /// The number, in normal form.
    pub value: ExprId,
    /// The function takes it just where all of these are 0.
    pub zeros: Vec<ExprId>,
    /// Some factor of a term is never 0, and yet the term's bound is: the value is approached at most.
    pub attainable: bool,
}

/// The sum of the lower bounds of the terms on a box; `None` where one of them has none.
pub(super) fn bound(graph: &mut Graph, f: ExprId, symbols: &[Symbol], sides: &[Interval]) -> Option<Bound> {
    let form = normalise(graph, f);
    let terms = terms_of(graph, form);
    if terms.len() > parts::SUM {
        return None;
    }
    let mut reader = TermReader { graph, symbols, sides };
    let mut bound = Bound { value: reader.graph.integer(0), zeros: Vec::new(), attainable: true };
    let mut values = Vec::new();
    for term in terms {
        if !reader.is_open(term) {
            values.push(term);
            continue;
        }
        let (coefficient, rest) = split_coefficient(reader.graph, term);
        if coefficient.value.is_positive()
            && let Some(zero) = reader.zero_set(rest)
        {
            match zero {
                ZeroSet::Nowhere => bound.attainable = false,
                ZeroSet::Where(conditions) => bound.zeros.extend(conditions),
            }
            continue;
        }
        let least = reader.least(rest, coefficient.value.is_negative())?;
        let coefficient = reader.graph.number(coefficient);
        let least_id = reader.graph.rational(least);
        values.push(product(reader.graph, &[coefficient, least_id]));
        let zeros = reader.where_equal(rest, least_id);
        bound.zeros.extend(zeros);
    }
    bound.value = sum(graph, &values);
    bound.zeros.sort_by(|&a, &b| graph.order(a, b));
    bound.zeros.dedup();
    (!bound.zeros.is_empty() || !bound.attainable).then_some(bound)
}

/// Where an expression that is never negative is 0.
enum ZeroSet {
    Nowhere,
    /// Just where all of these are 0.
    Where(Vec<ExprId>),
}

struct TermReader<'a> {
    graph: &'a mut Graph,
    symbols: &'a [Symbol],
    sides: &'a [Interval],
}

impl TermReader<'_> {
    fn is_open(&self, id: ExprId) -> bool {
        self.symbols.iter().any(|&s| depends_on(self.graph, id, s))
    }

    /// Where it is 0, if it is never negative; `None` if that is not seen.
    fn zero_set(&mut self, id: ExprId) -> Option<ZeroSet> {
        if !self.is_open(id) {
            let sign = crate::algebra::normal::closed_sign(self.graph, id)?;
            return sign.is_gt().then_some(ZeroSet::Nowhere);
        }
        match self.graph.node(id) {
            Node::Power(base, exponent) => {
                let rational = self.graph.as_rational(exponent);
                // A fractional power has no value of a negative base, and one whose exponent varies only of positive ones.
                let even = rational.is_some_and(|e| e.is_even() || !e.is_integer());
                let never_zero = match rational {
                    Some(e) => e.is_negative(),
                    // Of a closed 0 it is 0, too.
                    None => self.is_open(exponent) && (self.is_open(base) || order(self.graph, base)?.is_gt()),
                };
                match (even, never_zero) {
                    (true, false) => Some(ZeroSet::Where(self.zeros_of(base))),
                    (true, true) => Some(ZeroSet::Nowhere),
                    (false, false) => self.nonnegative(id),
                    (false, true) => self.nonnegative(id).map(|_| ZeroSet::Nowhere),
                }
            }
            Node::Call(function, &[argument]) if function == self.graph.core().abs => {
                Some(ZeroSet::Where(self.zeros_of(argument)))
            }
            Node::Call(function, _) if function == self.graph.core().exp => Some(ZeroSet::Nowhere),
            Node::Call(function, &[argument]) if function == self.graph.core().ln => {
                let one = self.graph.integer(1);
                let beyond = difference(self.graph, argument, one);
                self.zero_set(beyond)
            }
            Node::Product(factors) => {
                let factors = factors.to_vec();
                self.product_zeros(id, &factors)
            }
            Node::Sum(terms) => {
                let terms = terms.to_vec();
                self.sum_zeros(&terms).or_else(|| self.nonnegative(id))
            }
            Node::Call(function, arguments) => {
                let arguments = arguments.to_vec();
                let simpler = simpler(self.graph, function, &arguments).filter(|&s| s != id);
                let by_meaning = match simpler.map(|simpler| normalise(self.graph, simpler)).filter(|&s| s != id) {
                    Some(simpler) => match self.zero_set(simpler) {
                        Some(ZeroSet::Where(conditions)) if conditions == [simpler] => None,
                        found => found,
                    },
                    None => None,
                };
                by_meaning.or_else(|| self.nonnegative(id))
            }
            _ => self.nonnegative(id),
        }
    }

    /// What is 0 just where the base of an even power is: a sum of what is never negative, or never positive, is taken
    /// apart.
    fn zeros_of(&mut self, base: ExprId) -> Vec<ExprId> {
        if let Node::Sum(terms) = self.graph.node(base) {
            let terms = terms.to_vec();
            let turned: Vec<ExprId> = terms.iter().map(|&term| negation(self.graph, term)).collect();
            for terms in [terms, turned] {
                if let Some(ZeroSet::Where(conditions)) = self.sum_zeros(&terms) {
                    return conditions;
                }
            }
        }
        vec![base]
    }

    /// What is 0 just where an expression has this value: a root is 1 where its radicand is.
    fn where_equal(&mut self, id: ExprId, value: ExprId) -> Vec<ExprId> {
        if let Node::Power(base, exponent) = self.graph.node(id)
            && self.graph.as_rational(exponent).is_some_and(|e| !e.is_integer() && e.is_positive())
            && self.graph.as_rational(value).is_some_and(|v| v.is_one())
        {
            let gap = difference(self.graph, base, value);
            return self.zeros_of(gap);
        }
        vec![difference(self.graph, id, value)]
    }

    fn sum_zeros(&mut self, terms: &[ExprId]) -> Option<ZeroSet> {
        let mut conditions = Vec::new();
        let mut nowhere = false;
        for &term in terms {
            match self.zero_set(term)? {
                ZeroSet::Nowhere => nowhere = true,
                ZeroSet::Where(more) => conditions.extend(more),
            }
        }
        Some(if nowhere { ZeroSet::Nowhere } else { ZeroSet::Where(conditions) })
    }

    fn product_zeros(&mut self, whole: ExprId, factors: &[ExprId]) -> Option<ZeroSet> {
        let mut vanishing: Vec<Vec<ExprId>> = Vec::new();
        for &factor in factors {
            match self.zero_set(factor) {
                Some(ZeroSet::Nowhere) => {}
                Some(ZeroSet::Where(conditions)) => vanishing.push(conditions),
                // Signs that cancel: x*x is a square already, so only the range can tell.
                None => return self.nonnegative(whole),
            }
        }
        Some(match vanishing.as_slice() {
            [] => ZeroSet::Nowhere,
            [one] => ZeroSet::Where(one.clone()),
            several if several.iter().all(|c| c.len() == 1) => {
                let factors: Vec<ExprId> = several.iter().map(|c| c[0]).collect();
                ZeroSet::Where(vec![product(self.graph, &factors)])
            }
            _ => ZeroSet::Where(vec![whole]),
        })
    }

    /// By its range.
    fn nonnegative(&mut self, id: ExprId) -> Option<ZeroSet> {
        let range = self.range(id)?;
        match range.low() {
            low if low > 0.0 => Some(ZeroSet::Nowhere),
            0.0 => Some(ZeroSet::Where(vec![id])),
            _ => None,
        }
    }

    /// The least value, or the greatest, as far as the range tells.
    fn least(&mut self, id: ExprId, greatest: bool) -> Option<Rational> {
        let range = self.range(id)?;
        Rational::from_f64(if greatest { range.high() } else { range.low() })
    }

    fn range(&mut self, id: ExprId) -> Option<Interval> {
        let found = enclose_on(self.graph, id, self.symbols, self.sides)?;
        (found.quality >= Quality::Partial && !found.range.is_empty()).then_some(found.range)
    }
}

/// The answer where all terms reach their lower bounds together.
pub(super) fn solve(graph: &mut Graph, f: ExprId, symbols: &[Symbol], search: &MinimumSearch<'_>) -> Option<Minimum> {
    let bound = bound(graph, f, symbols, &search.region.ranges(graph))?;
    let work = TermBounds { f, symbols, bound, search };
    if !work.bound.attainable {
        return work.approached(graph);
    }
    if let Some(found) = work.at_corner(graph) {
        return Some(found);
    }
    let found = work.solutions(graph);
    if found.is_none() {
        return work.approached(graph);
    }
    if found.sets.is_empty() { work.answer(graph, &found) } else { None }
}

/// A point where the bound is reached, and what is not proved of that.
type Reached = (MinimumPoint, Option<Argument>);

struct TermBounds<'a> {
    f: ExprId,
    symbols: &'a [Symbol],
    bound: Bound,
    search: &'a MinimumSearch<'a>,
}

impl TermBounds<'_> {
    /// One equation in several unknowns that holds at one corner of the box only.
    fn at_corner(&self, graph: &mut Graph) -> Option<Minimum> {
        let &[zero] = self.bound.zeros.as_slice() else { return None };
        let (corner, rises) = only_corner(graph, zero, self.symbols, self.search.region)?;
        let (point, doubt) = self.reached(graph, &corner)?;
        let is_total = is_everywhere(graph, self.f);
        let way = if rises { " rises" } else { " falls" };
        let only = "; in the box this is so at one corner only: along every unknown ";
        let only = sentence![only, present(graph, zero), way, " toward it"];
        let argument = self.told(graph, is_total).adding(only).since_all(doubt);
        let mut least = Minimum::without_points(MinimumStatus::Global, self.symbols, argument);
        least.points.push(point);
        Some(least)
    }

    /// Where all terms are least, as far as that is solved.
    fn solutions(&self, graph: &mut Graph) -> Solutions {
        let TermBounds { symbols, search, .. } = *self;
        let zeros = &self.bound.zeros;
        // Of many more conditions than unknowns the exact algebra gets long, while a guess is soon proved.
        let found = if zeros.len() > symbols.len() + 4 {
            Solutions::default()
        } else {
            let equations: Vec<Function> =
                zeros.iter().map(|&zero| Function::new(zero, symbols, search.region.clone())).collect();
            system(graph, &equations, &search.means.context())
        };
        if found.complete() || !found.points.is_empty() || zeros.len() != symbols.len() {
            return found;
        }
        crate::calculus::critical::by_numbers(graph, zeros, symbols, search.region, search.means.interrupt)
            .filter(|numbers| !numbers.points.is_empty() && search.means.thorough)
            .unwrap_or(found)
    }

    fn answer(&self, graph: &mut Graph, found: &Solutions) -> Option<Minimum> {
        let TermBounds { symbols, search, .. } = *self;
        let zeros = &self.bound.zeros;
        let mut reached = self.points(graph, found)?;
        let (mut families, all) = self.families(graph, found, &mut reached);
        // Where no member is found at hand, the family may still have some.
        let value = exact_value(graph, self.bound.value);
        let members: Option<Vec<MinimumPoint>> =
            families.iter().map(|family| family.sample(graph, value, search.region)).collect();
        // What was not decided of a family the equations say.
        let known = all && members.is_some() && found.conditions.is_empty();
        let partial = !(found.families.is_empty() || known);
        let mut samples = members.unwrap_or_default();
        let mut by_equations = false;
        if partial || reached.is_empty() && families.is_empty() && !found.complete() {
            (samples, families) = Default::default();
            let on_curve = self.curve(graph);
            by_equations = on_curve.is_some();
            reached.extend(on_curve);
        }
        if reached.is_empty() && samples.is_empty() && search.means.thorough {
            let guesses = guess::zeros(graph, zeros, symbols, &search.region.ranges(graph), search.means.interrupt);
            reached.extend(guesses.iter().filter_map(|guess| self.reached(graph, guess)));
            // Where a curve is expected they are some of all.
            by_equations = zeros.len() < symbols.len();
        }
        if reached.is_empty() && samples.is_empty() {
            return None;
        }
        // Where whole stretches are level, or many guesses hold, and not all minimisers are known, the equations say all.
        let many = reached.len() > candidates::GUESSED || !families.is_empty();
        by_equations |= partial || !found.complete() && (many || zeros.iter().any(|&zero| is_level(graph, zero)));
        let (mut points, doubts): (Vec<MinimumPoint>, Vec<Option<Argument>>) = reached.into_iter().unzip();
        if by_equations {
            points.append(&mut samples);
            points.truncate(1);
            families.clear();
        }
        let is_total = is_everywhere(graph, self.f);
        let complete = found.complete() || by_equations;
        let mut argument = self.told(graph, is_total).since_all(doubts.into_iter().flatten());
        if !complete {
            argument = argument.adding("; whether there are other minimisers was not decided");
        }
        let mut least = Minimum::without_points(MinimumStatus::Global, symbols, argument);
        (least.complete, least.points) = (complete, points);
        least.set = by_equations.then(|| self.set(graph, is_total));
        tell(graph, &mut least, families, samples);
        Some(least)
    }

    /// The single points.
    fn points(&self, graph: &mut Graph, found: &Solutions) -> Option<Vec<Reached>> {
        let mut reached = Vec::new();
        for point in &found.points {
            reached.push(match point.iter().map(|s| s.exact).collect::<Option<Vec<ExprId>>>() {
                Some(exact) => {
                    let (point, doubt) = self.reached(graph, &exact)?;
                    // Where all solutions are known, this is one of them: the conditions are 0 there, whatever digits say.
                    (point, doubt.filter(|_| !found.complete()))
                }
                None => (self.certified(graph, point)?, None),
            });
        }
        Some(reached)
    }

    /// The families, and whether these are all; what is left of one may be a point.
    fn families(
        &self,
        graph: &mut Graph,
        found: &Solutions,
        reached: &mut Vec<Reached>,
    ) -> (Vec<MinimiserFamily>, bool) {
        let function = Function::everywhere(self.f, self.symbols);
        let (mut families, mut all) = (Vec::new(), true);
        for family in &found.families {
            let parts = members(graph, &function, &family.clone().into(), self.search);
            all &= parts.is_some();
            for part in parts.into_iter().flatten() {
                if part.members.parameters.is_empty() {
                    let exact: Vec<ExprId> = part.members.expressions.iter().map(|&e| normalise(graph, e)).collect();
                    reached.extend(self.reached(graph, &exact));
                } else {
                    families.push(part);
                }
            }
        }
        (families, all)
    }

    /// The answer where the bound is never reached, and yet is what the function tends to somewhere.
    fn approached(&self, graph: &mut Graph) -> Option<Minimum> {
        let TermBounds { f, symbols, search, .. } = *self;
        if !search.means.thorough {
            return None;
        }
        let value = present(graph, self.bound.value);
        let mut why = sentence![NAME, " > ", value, " everywhere, since no term can be less than its bound, and "];
        why.push(match self.bound.attainable {
            true => sentence!["nowhere ", Sentence::list(&self.equations(graph))],
            false => sentence!["one is always greater"],
        });
        let goal = Goal::Above(self.bound.value, Argument::exact(why));
        ends::solve(graph, f, symbols, search, &goal).or_else(|| curves::solve(graph, f, symbols, search, &goal))
    }

    /// That all terms are least, in words.
    fn equations(&self, graph: &mut Graph) -> Vec<Sentence> {
        self.bound.zeros.iter().map(|&zero| sentence![present(graph, zero), " = 0"]).collect()
    }

    /// Why no value is less than the bound.
    fn told(&self, graph: &mut Graph, is_total: bool) -> Argument {
        let value = present(graph, self.bound.value);
        let zeros = self.equations(graph);
        let places = if zeros.len() > MOST_TOLD { sentence!["all of them"] } else { Sentence::list(&zeros) };
        Argument::exact(sentence![
            "no term of ",
            NAME,
            " can be less than its bound, so ",
            NAME,
            " >= ",
            value,
            match is_total {
                true => " everywhere, with equality just where ",
                false => " wherever it has a value, with equality at exactly those points of its domain where ",
            },
            places
        ])
    }

    /// One equation in several unknowns: a point on it.
    fn curve(&self, graph: &mut Graph) -> Option<Reached> {
        let (&[zero], &[x, ..]) = (self.bound.zeros.as_slice(), self.symbols) else { return None };
        let found = equation(graph, &Function::on_side(zero, x, Side::ENTIRE), &self.search.means.context());
        let free: Vec<Symbol> = self.symbols.iter().copied().filter(|&s| s != x).collect();
        let closed = found.points.iter().filter_map(|point| point.first()?.exact);
        let named = found.formulas.iter().filter_map(|formula| formula.expressions.first().copied());
        let single = closed.chain(named).map(|first| (first, Vec::new()));
        let families = found.families.iter().filter_map(|f| Some((*f.expressions.first()?, f.parameters.clone())));
        single.chain(families).find_map(|(first, mut parameters)| {
            let expressions: Vec<ExprId> =
                self.symbols.iter().map(|&s| if s == x { first } else { graph.symbol_node(s) }).collect();
            parameters.extend(&free);
            self.member(graph, &expressions, &parameters)
        })
    }

    /// The points where all terms are least, as equations; the greater of 0 and something is where that is not positive. Where the
    /// function has no value at others of them, only its own formula says so.
    fn set(&self, graph: &mut Graph, all_have_values: bool) -> MinimiserSet {
        let nothing = graph.integer(0);
        let mut equations = Vec::new();
        if !all_have_values {
            let value = present(graph, self.bound.value);
            equations.push(graph.compare(Relation::Equal, self.f, value));
        }
        for &zero in self.bound.zeros.iter().filter(|_| all_have_values) {
            let parts = match graph.node(zero) {
                Node::Call(f, parts) if f == &MAX && parts.contains(&nothing) => parts.to_vec(),
                _ => vec![zero],
            };
            let relation = if parts == [zero] { Relation::Equal } else { Relation::LessOrEqual };
            for part in parts.into_iter().filter(|&part| part != nothing) {
                let left = present(graph, part);
                equations.push(graph.compare(relation, left, nothing));
            }
        }
        MinimiserSet { point: Vec::new(), directions: Vec::new(), equations }
    }

    /// The function as written takes the bound at the point, which lies in the region: proved, or `None`.
    fn reached(&self, graph: &mut Graph, exact: &[ExprId]) -> Option<Reached> {
        let mut sides = exact.iter().zip(&self.search.region.sides);
        if !sides.all(|(&x, side)| side.holds(graph, x) == Some(true)) {
            return None;
        }
        let here = at_point(graph, self.f, self.symbols, exact);
        if is_defined(graph, here) != Certainty::Yes {
            return None;
        }
        let here = normalise(graph, here);
        let decision = compare(graph, here, self.bound.value);
        let doubt = match decision {
            Decision::Looks { digits } => {
                let sentence = format!("that the bound is reached is seen to {digits} digits, and not proved");
                Some(Argument::compared(sentence, decision))
            }
            other if other.is_proved_equal() => None,
            _ => return None,
        };
        let x = exact.iter().map(|&id| exact_value(graph, id)).collect();
        Some((MinimumPoint { x, value: exact_value(graph, self.bound.value), sample: false }, doubt))
    }

    /// A point that is proved to be a zero of all terms, by bounds for its coordinates.
    fn certified(&self, graph: &mut Graph, point: &[Solution]) -> Option<MinimumPoint> {
        let place: Vec<Interval> = point.iter().map(|s| s.enclosure).collect();
        enclose_on(graph, self.f, self.symbols, &place).filter(|value| value.quality >= Quality::Defined)?;
        let x = point.iter().map(|s| ExactValue { exact: s.exact, value: s.value }).collect();
        Some(MinimumPoint { x, value: exact_value(graph, self.bound.value), sample: false })
    }

    /// A point of the region that some formulas give for simple numbers.
    fn member(&self, graph: &mut Graph, expressions: &[ExprId], parameters: &[Symbol]) -> Option<Reached> {
        [1, 0, -1, 2, 5, -2].into_iter().find_map(|number| {
            let numbers = vec![graph.integer(number); parameters.len()];
            let mut exact = Vec::new();
            for &expression in expressions {
                let put = at_point(graph, expression, parameters, &numbers);
                exact.push(normalise(graph, put));
            }
            self.reached(graph, &exact)
        })
    }
}

/// May it be constant near its zeros, so that they are not isolated?
fn is_level(graph: &Graph, id: ExprId) -> bool {
    let abs = graph.core().abs;
    reach(graph, &[id]).order.into_iter().any(|id| match graph.node(id) {
        Node::Piecewise(_) => true,
        Node::Call(function, _) => function != abs && !function.kink.is_empty(),
        _ => false,
    })
}

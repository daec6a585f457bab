//! Lower bounds read off a sum: every term has one of its own, and where all are attained at once the function is least.
//!
//! A square is at least 0, a cosine at least −1. If a point makes every square 0 and every cosine −1, no point is lower:
//! a proof on all of space that needs no derivative, and does not mind kinks or degenerate Hessians.

use super::super::argument::{Argument, Formula, NAME, Sentence, sentence};
use super::curves;
use super::ends::{self, Goal};
use super::families::{members, tell};
use super::guess::zeros;
use super::order::{exact_value, order};
use super::region::inside;
use super::{ExactValue, MinimiserFamily, MinimiserSet, Minimum, MinimumPoint, Search, Status};
use crate::calculus::certify::enclose_on;
use crate::calculus::closed::{Decision, compare};
use crate::calculus::domain::is_everywhere;
use crate::calculus::normal::{difference, negation, normalise, product, split_coefficient, sum};
use crate::calculus::solve::check::{Answer, is_defined};
use crate::calculus::solve::{Family, Range, Solution, Solutions, Vocabulary, equation, system};
use crate::calculus::{Function, Side, present};
use crate::expr::{ExprId, Graph, Node, Relation, Symbol, at_point, depends_on, reach, substitute, terms_of};
use crate::numeric::{Interval, Quality, Rational};

/// Sums of more terms are not taken apart.
const MAX_TERMS: usize = 200;

/// More points that were guessed are some of a pattern.
const MOST_GUESSED: usize = 16;

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
    if terms.len() > MAX_TERMS {
        return None;
    }
    let mut reader = Reader { graph, symbols, sides };
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

struct Reader<'a> {
    graph: &'a mut Graph,
    symbols: &'a [Symbol],
    sides: &'a [Interval],
}

impl Reader<'_> {
    fn is_open(&self, id: ExprId) -> bool {
        self.symbols.iter().any(|&s| depends_on(self.graph, id, s))
    }

    /// Where it is 0, if it is never negative; `None` if that is not seen.
    fn zero_set(&mut self, id: ExprId) -> Option<ZeroSet> {
        if !self.is_open(id) {
            let sign = crate::calculus::normal::closed_sign(self.graph, id)?;
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
                let simpler = function.simpler.and_then(|simpler| simpler(self.graph, &arguments)).filter(|&s| s != id);
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
pub(super) fn solve(graph: &mut Graph, f: ExprId, symbols: &[Symbol], search: &Search<'_>) -> Option<Minimum> {
    let sides = search.region.ranges(graph);
    let bound = bound(graph, f, symbols, &sides)?;
    if !bound.attainable {
        return approached(graph, f, symbols, &bound, search);
    }
    let context = search.context();
    // Of many more conditions than unknowns the exact algebra gets long, while a guess is soon proved.
    let overdetermined = bound.zeros.len() > symbols.len() + 4;
    let found = if overdetermined {
        Solutions::default()
    } else {
        let equations: Vec<Function> =
            bound.zeros.iter().map(|&zero| Function::new(zero, symbols, search.region.clone())).collect();
        system(graph, &equations, &context)
    };
    let found = if !found.complete() && found.points.is_empty() && bound.zeros.len() == symbols.len() {
        crate::calculus::critical::by_numbers(graph, &bound.zeros, symbols, search.region, search.interrupt)
            .filter(|numbers| !numbers.points.is_empty() && search.thorough)
            .unwrap_or(found)
    } else {
        found
    };
    if found.is_none() {
        return approached(graph, f, symbols, &bound, search);
    }
    let (mut points, mut doubts) = (Vec::new(), Vec::new());
    for point in &found.points {
        match point.iter().map(|s| s.exact).collect::<Option<Vec<ExprId>>>() {
            Some(exact) => {
                let (point, doubt) = reached(graph, f, symbols, &exact, &bound, search)?;
                points.push(point);
                // Where all solutions are known, this is one of them: the conditions are 0 there, whatever digits say.
                doubts.extend(doubt.filter(|_| !found.complete()));
            }
            None => points.push(certified(graph, f, symbols, point, &bound)?),
        }
    }
    let function = Function::everywhere(f, symbols);
    let mut families: Vec<MinimiserFamily> = Vec::new();
    let mut all = true;
    for family in &found.families {
        match members(graph, &function, &family.clone().into(), search) {
            Some(more) => families.extend(more),
            None => all = false,
        }
    }
    // What is left of a family may be a point.
    let (families, single): (Vec<MinimiserFamily>, Vec<MinimiserFamily>) =
        families.into_iter().partition(|family| !family.members.parameters.is_empty());
    for point in single {
        let exact: Vec<ExprId> = point.members.expressions.iter().map(|&e| normalise(graph, e)).collect();
        if let Some((point, doubt)) = reached(graph, f, symbols, &exact, &bound, search) {
            points.push(point);
            doubts.extend(doubt);
        }
    }
    // Where no member is found at hand, the family may still have some.
    let value = exact_value(graph, bound.value);
    let found_members: Option<Vec<MinimumPoint>> =
        families.iter().map(|family| family.sample(graph, value, search.region)).collect();
    let all = all && found_members.is_some();
    let mut set = None;
    let unknown = points.is_empty() && families.is_empty() && !found.complete();
    // What was not decided of a family the equation says.
    let everywhere = found.conditions.is_empty() && all;
    let partial = !(found.families.is_empty() || everywhere);
    let (mut samples, mut kept) = (Vec::new(), Vec::new());
    if unknown || partial {
        if let Some((point, doubt, all)) = curve(graph, f, symbols, &bound, search) {
            points.push(point);
            doubts.extend(doubt);
            set = Some(all);
        }
    } else {
        samples = found_members.unwrap_or_default();
        kept = families;
    }
    if points.is_empty() && samples.is_empty() && search.thorough && !found.is_none() {
        for guess in zeros(graph, &bound.zeros, symbols, &sides, search.interrupt) {
            if let Some((point, doubt)) = reached(graph, f, symbols, &guess, &bound, search) {
                points.push(point);
                doubts.extend(doubt);
            }
        }
        // Many guesses that hold, or some where a curve is expected, are some of all: the equations say which these are.
        if points.len() > MOST_GUESSED || !points.is_empty() && bound.zeros.len() < symbols.len() {
            points.truncate(1);
            set = Some(where_zero(graph, search.words, &bound.zeros));
        }
    }
    if points.is_empty() && samples.is_empty() || !found.sets.is_empty() {
        return None;
    }
    // Some of the family are minimisers, and perhaps not all: the equations say which. Where the function has no value at
    // others, only its own formula says so.
    if partial && (set.is_none() || search.region.is_entire()) {
        points.truncate(1);
        set = Some(where_zero(graph, search.words, &bound.zeros));
    }
    // Where whole stretches are level, and not all of them known, the equations say all.
    let flat = bound.zeros.iter().any(|&zero| has_jumps_or_kinks(graph, zero));
    let many = points.len() > MOST_GUESSED;
    if !found.complete() && set.is_none() && (many || !kept.is_empty() || flat) {
        points.append(&mut samples);
        points.truncate(1);
        kept.clear();
        set = Some(where_zero(graph, search.words, &bound.zeros));
    }
    let is_total = is_everywhere(graph, f);
    if let Some(set) = &mut set
        && (!is_total || partial && search.region.is_entire())
    {
        let value = present(graph, bound.value);
        set.equations = vec![graph.compare(Relation::Equal, f, value)];
    }
    let mut argument = told(graph, &bound, is_total).since_all(doubts);
    let complete = found.complete() || set.is_some();
    if !complete {
        argument = argument.adding("; whether there are other minimisers was not decided");
    }
    let mut least = Minimum::without_points(Status::Global, symbols, argument);
    least.complete = complete;
    least.points = points;
    least.set = set;
    tell(graph, &mut least, kept, samples);
    Some(least)
}

/// The answer where the bound is never reached, and yet is what the function tends to somewhere.
fn approached(graph: &mut Graph, f: ExprId, symbols: &[Symbol], bound: &Bound, search: &Search<'_>) -> Option<Minimum> {
    if !search.thorough {
        return None;
    }
    let value = Formula::of(graph, bound.value);
    let mut why = sentence![NAME, " > ", value, " everywhere"];
    why.push(if bound.attainable {
        let zeros: Vec<Sentence> = bound.zeros.iter().map(|&z| sentence![Formula::of(graph, z), " = 0"]).collect();
        sentence![", since no term can be less than its bound, and nowhere ", Sentence::list(&zeros)]
    } else {
        sentence![", since no term can be less than its bound, and one is always greater"]
    });
    let goal = Goal::Above(bound.value, Argument::exact(why));
    ends::solve(graph, f, symbols, search, &goal).or_else(|| curves::solve(graph, f, symbols, search, &goal))
}

/// Why no value is less than the bound.
fn told(graph: &mut Graph, bound: &Bound, is_total: bool) -> Argument {
    let value = Formula::of(graph, bound.value);
    let mut zeros = Vec::new();
    for &zero in &bound.zeros {
        zeros.push(sentence![Formula::of(graph, zero), " = 0"]);
    }
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
            false => " wherever it has a value, with equality at just those of these points where ",
        },
        places
    ])
}

/// One equation in several unknowns: a point on it, and the equation itself for all the others.
fn curve(
    graph: &mut Graph,
    f: ExprId,
    symbols: &[Symbol],
    bound: &Bound,
    search: &Search<'_>,
) -> Option<(MinimumPoint, Option<Argument>, MinimiserSet)> {
    let (&[zero], &[x, ..]) = (bound.zeros.as_slice(), symbols) else { return None };
    let found = equation(graph, &Function::on_side(zero, x, Side::ENTIRE), &search.context());
    let free: Vec<Symbol> = symbols.iter().copied().filter(|&s| s != x).collect();
    let closed = found.points.iter().filter_map(|point| point.first()?.exact);
    let named = found.formulas.iter().filter_map(|formula| formula.expressions.first().copied());
    for first in closed.chain(named) {
        let expressions: Vec<ExprId> =
            symbols.iter().map(|&s| if s == x { first } else { graph.symbol_node(s) }).collect();
        let family = Family { expressions, parameters: free.clone(), range: Range::Real, conditions: Vec::new() };
        if let Some((point, doubt)) = member(graph, f, symbols, &family, bound, search) {
            return Some((point, doubt, where_zero(graph, search.words, &[zero])));
        }
    }
    for family in &found.families {
        let Some(&first) = family.expressions.first() else { continue };
        let expressions = symbols.iter().map(|&s| if s == x { first } else { graph.symbol_node(s) }).collect();
        let parameters = family.parameters.iter().chain(&free).copied().collect();
        let family = Family { expressions, parameters, ..family.clone() };
        if let Some((point, doubt)) = member(graph, f, symbols, &family, bound, search) {
            return Some((point, doubt, where_zero(graph, search.words, &[zero])));
        }
    }
    None
}

/// The points where all of these are 0; the greater of 0 and something is where that is not positive.
fn where_zero(graph: &mut Graph, words: &Vocabulary, zeros: &[ExprId]) -> MinimiserSet {
    let mut equations = Vec::new();
    for &zero in zeros {
        let nothing = graph.integer(0);
        let parts = match graph.node(zero) {
            Node::Call(function, parts) if function == words.max && parts.contains(&nothing) => parts.to_vec(),
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

/// May it be level, so that one of its zeros is seldom alone?
fn has_jumps_or_kinks(graph: &Graph, id: ExprId) -> bool {
    let abs = graph.core().abs;
    reach(graph, &[id]).order.into_iter().any(|id| match graph.node(id) {
        Node::Piecewise(_) => true,
        Node::Call(function, _) => function != abs && !function.kink.is_empty(),
        _ => false,
    })
}

/// The function as written takes the bound at the point: proved, or `None`.
fn reached(
    graph: &mut Graph,
    f: ExprId,
    symbols: &[Symbol],
    exact: &[ExprId],
    bound: &Bound,
    search: &Search<'_>,
) -> Option<(MinimumPoint, Option<Argument>)> {
    let here = at_point(graph, f, symbols, exact);
    if is_defined(graph, search.words, here) != Answer::Yes {
        return None;
    }
    let here = normalise(graph, here);
    let decision = compare(graph, here, bound.value);
    let doubt = match decision {
        Decision::Looks { digits } => {
            let sentence = format!("that the bound is reached is seen to {digits} digits, and not proved");
            Some(Argument::compared(sentence, decision))
        }
        other if other.is_proved_equal() => None,
        _ => return None,
    };
    let x = exact.iter().map(|&id| exact_value(graph, id)).collect();
    Some((MinimumPoint { x, value: exact_value(graph, bound.value), sample: false }, doubt))
}

/// A point that is proved to be a zero of all terms, by bounds for its coordinates.
fn certified(
    graph: &mut Graph,
    f: ExprId,
    symbols: &[Symbol],
    point: &[Solution],
    bound: &Bound,
) -> Option<MinimumPoint> {
    let place: Vec<Interval> = point.iter().map(|s| s.enclosure).collect();
    enclose_on(graph, f, symbols, &place).filter(|value| value.quality >= Quality::Defined)?;
    let x = point.iter().map(|s| ExactValue { exact: s.exact, value: s.value }).collect();
    let value = exact_value(graph, bound.value);
    Some(MinimumPoint { x, value, sample: false })
}

/// A member of a family that lies in the region, and what is not proved of it.
fn member(
    graph: &mut Graph,
    f: ExprId,
    symbols: &[Symbol],
    family: &Family,
    bound: &Bound,
    search: &Search<'_>,
) -> Option<(MinimumPoint, Option<Argument>)> {
    for number in [1, 0, -1, 2, 5, -2] {
        let number = graph.integer(number);
        let bindings: Vec<(Symbol, ExprId)> = family.parameters.iter().map(|&p| (p, number)).collect();
        let mut exact = Vec::new();
        for &expression in &family.expressions {
            let put = substitute(graph, expression, &bindings);
            exact.push(normalise(graph, put));
        }
        if let Some((point, doubt)) = reached(graph, f, symbols, &exact, bound, search)
            && point.x.iter().zip(&search.region.sides).all(|(v, side)| inside(graph, v, side) == Some(true))
        {
            return Some((point, doubt));
        }
    }
    None
}

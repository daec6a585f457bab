//! Sums of functions of one unknown each: every one is minimised by itself.

use super::confined;
use super::found::{MinimiserFamily, MinimiserSet, Minimum, MinimumPoint, MinimumStatus};
use super::on_the_line::on_the_line;
use super::polynomial::PolynomialProblem;
use super::polynomial_on_interval::Ends;
use super::search::{MinimumSearch, NumberStyle};
use crate::algebra::enclosure::enclose_closed;
use crate::algebra::normal::{normalise, sum};
use crate::algebra::{expand, polynomial, present};
use crate::calculus::argument::{Argument, NAME, Sentence, sentence};
use crate::calculus::domain::is_everywhere;
use crate::calculus::exact_value::{ExactValue, exact_value};
use crate::calculus::families::{Family, ParameterRange};
use crate::calculus::{Function, Region};
use crate::expr::{ExprId, Graph, Number, Relation, Symbol, symbols_of, terms_of};
use crate::numeric::budget::candidates;
use crate::numeric::{Interval, Rational};

/// What is known of one summand.
struct Summand {
    summand: ExprId,
    formula: ExprId,
    found: Minimum,
    /// Is it known to have a value somewhere?
    has_values: bool,
}

/// The minimum of such a sum; `None` if the expression is none, or a summand is not decided.
pub(super) fn solve(
    graph: &mut Graph,
    f: ExprId,
    symbols: &[Symbol],
    writer: NumberStyle,
    search: &MinimumSearch<'_>,
) -> Option<Minimum> {
    let parts = parts(graph, f, symbols, writer, search)?;
    let unbounded = parts.iter().find(|p| p.found.status == MinimumStatus::Unbounded);
    if let Some(part) = unbounded.filter(|_| parts.iter().all(|p| p.has_values)) {
        return Some(without_minimum(part, " is unbounded below: ", symbols));
    }
    let bounded = parts.iter().all(|p| matches!(p.found.status, MinimumStatus::Global | MinimumStatus::None));
    if let Some(part) = parts.iter().find(|p| p.found.status == MinimumStatus::None).filter(|_| bounded) {
        return Some(without_minimum(part, " has no least value: ", symbols));
    }
    let count = parts.iter().try_fold(1_usize, |n, p| n.checked_mul(p.found.points.len()))?;
    let decided = parts.iter().all(|p| p.found.status == MinimumStatus::Global);
    if !decided || count > candidates::SEPARABLE {
        return None;
    }
    let nothing = |p: &&Summand| p.formula == ExprId::ZERO;
    let all_are_nothing = parts.iter().all(|p| nothing(&p));
    let each: Vec<Sentence> = parts
        .iter()
        .filter(|p| all_are_nothing || !nothing(p))
        .map(|p| sentence![p.formula, " has the ", p.found.global(graph)])
        .collect();
    let why = " is a sum of functions of one unknown each, which are minimised by themselves: ";
    let premises = parts.iter().map(|p| p.found.argument.clone().about(p.formula));
    let argument = Argument::exact(sentence![NAME, why, Sentence::joined(&each, "; ")]).since_all(premises);
    let mut found = Minimum::without_points(MinimumStatus::Global, symbols, argument);
    let each: Vec<&Minimum> = parts.iter().map(|p| &p.found).collect();
    let values: Vec<ExactValue> = each.iter().filter_map(|p| Some(p.points.first()?.value)).collect();
    let value = total(graph, &values);
    found.points = combinations(&each, value);
    let is_part = |part: &&Minimum| part.set.as_ref().is_some_and(|set| !set.equations.is_empty());
    let families = if each.iter().any(is_part) { None } else { families(graph, &each, symbols) };
    match families {
        Some(families) => found.families = families,
        None => {
            found.points.truncate(1);
            found.set = Some(set(graph, &parts, symbols)?);
        }
    }
    Some(found)
}

/// The minimum of each summand; `None` if the expression is no such sum, or nothing is known of one.
fn parts(
    graph: &mut Graph,
    f: ExprId,
    symbols: &[Symbol],
    writer: NumberStyle,
    search: &MinimumSearch<'_>,
) -> Option<Vec<Summand>> {
    let mut parts = Vec::new();
    for ((summand, x), side) in summands(graph, f, symbols)?.into_iter().zip(&search.region.sides) {
        let formula = present(graph, summand);
        let region = Region { sides: vec![*side] };
        let search = MinimumSearch { region: &region, ..*search };
        let found = match (polynomial::univariate(graph, summand, x), Ends::of(graph, side)) {
            (Some(p), Some(ends)) => {
                let interrupt = search.means.interrupt;
                PolynomialProblem { p, x, writer, interrupt }.solve_between(graph, &ends)
            }
            _ => on_the_line(graph, summand, x, &search).or_else(|| by_search(graph, summand, x, &search))?,
        };
        let has_values = match found.status {
            MinimumStatus::Global | MinimumStatus::Unbounded => true,
            MinimumStatus::None => found.infimum.is_some(),
            MinimumStatus::Unknown => is_everywhere(graph, summand),
        };
        parts.push(Summand { summand, formula, found, has_values });
    }
    Some(parts)
}

/// By bounds on boxes; nothing but a proved minimum counts.
fn by_search(graph: &mut Graph, f: ExprId, x: Symbol, search: &MinimumSearch<'_>) -> Option<Minimum> {
    let function = Function::new(f, &[x], search.region.clone());
    let found = if search.means.thorough { confined::by_search(graph, &function, search) } else { None };
    found.filter(|found| found.status == MinimumStatus::Global && found.certified())
}

/// If a summand has no least value, neither has the sum.
fn without_minimum(part: &Summand, what: &str, symbols: &[Symbol]) -> Minimum {
    let why = part.found.argument.sentence().named("it");
    let beginning = " is a sum of functions of one unknown each, and ";
    let premise = part.found.argument.clone().about(part.formula);
    let argument = Argument::exact(sentence![NAME, beginning, part.formula, what, why]).since(premise);
    Minimum::without_points(part.found.status, symbols, argument)
}

/// The functions of each of the unknowns whose sum the expression is.
fn summands(graph: &mut Graph, f: ExprId, symbols: &[Symbol]) -> Option<Vec<(ExprId, Symbol)>> {
    if symbols.len() < 2 {
        return None;
    }
    let form = normalise(graph, f);
    let found = grouped(graph, form, symbols);
    if found.is_some() || !polynomial::is_polynomial(graph, f, symbols) {
        return found;
    }
    let expanded = expand(graph, f).ok()?;
    grouped(graph, expanded, symbols)
}

fn grouped(graph: &mut Graph, form: ExprId, symbols: &[Symbol]) -> Option<Vec<(ExprId, Symbol)>> {
    let terms = terms_of(graph, form);
    let groups = by_unknown(graph, &terms, symbols)?;
    Some(groups.iter().zip(symbols).map(|(group, &symbol)| (sum(graph, group), symbol)).collect())
}

/// The parts with each of the unknowns; `None` where one has several.
pub(super) fn by_unknown(graph: &Graph, parts: &[ExprId], symbols: &[Symbol]) -> Option<Vec<Vec<ExprId>>> {
    let mut groups: Vec<Vec<ExprId>> = vec![Vec::new(); symbols.len()];
    for &part in parts {
        let own = match symbols_of(graph, &[part]).as_slice() {
            // The constant goes with the first unknown.
            [] => 0,
            [one] => symbols.iter().position(|s| s == one)?,
            _ => return None,
        };
        groups[own].push(part);
    }
    Some(groups)
}

/// Every minimiser of one summand with every one of the others.
pub(super) fn combinations(parts: &[&Minimum], value: ExactValue) -> Vec<MinimumPoint> {
    let mut places: Vec<(Vec<ExactValue>, bool)> = vec![Default::default()];
    for part in parts {
        let mut longer = Vec::new();
        for (place, sample) in &places {
            for point in &part.points {
                longer.push((
                    place.iter().chain(&point.x).copied().collect(),
                    *sample || point.sample || part.set.is_some(),
                ));
            }
        }
        places = longer;
    }
    places.into_iter().map(|(x, sample)| MinimumPoint { x, value, sample }).collect()
}

/// Every family or minimiser of one summand with every one of the others, where one of them goes on without end; `None`
/// if some go on with whole numbers, and others with all.
pub(super) fn families(graph: &mut Graph, parts: &[&Minimum], symbols: &[Symbol]) -> Option<Vec<MinimiserFamily>> {
    let range = ParameterRange::all_whole();
    let family = Family { expressions: Vec::new(), parameters: Vec::new(), range, conditions: Vec::new() };
    let mut taken = symbols.to_vec();
    let mut all: Vec<MinimiserFamily> = vec![family.into()];
    for part in parts {
        let parameter = super::rays::parameter(graph, &taken);
        if !part.families.is_empty() || part.set.is_some() {
            taken.push(parameter);
        }
        let mut longer = Vec::new();
        for before in all {
            for point in part.points.iter().filter(|point| !point.sample && part.set.is_none()) {
                let mut after = before.clone();
                let ExactValue { exact, value } = point.x[0];
                let digits = Rational::from_f64(value)?;
                after.members.expressions.push(exact.unwrap_or_else(|| graph.number(Number::new(digits, true))));
                after.about.push(exact.is_none().then_some(value));
                longer.push(after);
            }
            let every = part.set.as_ref().map(|_| every_number(graph, parameter));
            for MinimiserFamily { members, about } in part.families.iter().chain(&every) {
                if members.expressions.len() != 1 || members.parameters.len() != 1 {
                    return None;
                }
                let (mut after, members) = (before.clone(), members.renamed(graph, vec![parameter]));
                after.members.expressions.extend(members.expressions);
                after.about.extend(about);
                let mut all = after.members.clone();
                let first = all.parameters.first().copied();
                // Real parameters and whole ones do not go together.
                if first.is_some() && (all.range == ParameterRange::Real) != (members.range == ParameterRange::Real) {
                    return None;
                }
                // Bounds of one parameter are not those of another.
                let is_real = members.range == ParameterRange::Real;
                let unbounded = if is_real { ParameterRange::Real } else { ParameterRange::all_whole() };
                let own = std::mem::replace(&mut all.range, unbounded);
                all.parameters.push(parameter);
                if let Some(first) = first {
                    all = all.limited(graph, first, &own);
                }
                after.members = all.limited(graph, parameter, &members.range);
                after.members.conditions.extend(members.conditions);
                longer.push(after);
            }
        }
        all = longer;
    }
    all.retain(|family| !family.members.parameters.is_empty());
    Some(all)
}

/// Every number is a minimiser.
fn every_number(graph: &mut Graph, t: Symbol) -> MinimiserFamily {
    let expressions = vec![graph.symbol_node(t)];
    Family { expressions, parameters: vec![t], range: ParameterRange::Real, conditions: Vec::new() }.into()
}

/// Where every summand is least, if one of them is on whole intervals.
fn set(graph: &mut Graph, parts: &[Summand], symbols: &[Symbol]) -> Option<MinimiserSet> {
    let mut equations = Vec::new();
    for (Summand { summand, found: part, .. }, &x) in parts.iter().zip(symbols) {
        match &part.set {
            Some(set) => equations.extend(&set.equations),
            None if part.families.is_empty() => {
                let x = graph.symbol_node(x);
                let places: Option<Vec<ExprId>> = part.points.iter().map(|p| p.x[0].exact).collect();
                let places = places?.into_iter().map(|at| graph.compare(Relation::Equal, x, at)).collect::<Vec<_>>();
                equations.push(if places.len() == 1 { places[0] } else { graph.or(&places) });
            }
            None => {
                let (left, least) = (present(graph, *summand), part.points.first()?.value.exact?);
                equations.push(graph.compare(Relation::Equal, left, least));
            }
        }
    }
    Some(MinimiserSet { point: Vec::new(), directions: Vec::new(), equations })
}

/// The sum of the summands' least values.
fn total(graph: &mut Graph, values: &[ExactValue]) -> ExactValue {
    let Some(exact) = values.iter().map(|v| v.exact).collect::<Option<Vec<ExprId>>>() else {
        let mut range = Interval::point(0.0);
        for value in values {
            let closed = value.exact.and_then(|id| enclose_closed(graph, id));
            range = range + closed.map_or_else(|| Interval::around(value.value, value.value, 1), |e| e.range);
        }
        // Where terms cancel, few digits are left.
        return ExactValue { exact: None, value: range.roundest() };
    };
    let exact: Vec<ExprId> = exact.into_iter().map(|id| normalise(graph, id)).collect();
    let whole = sum(graph, &exact);
    exact_value(graph, whole)
}

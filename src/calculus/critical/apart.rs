//! Sums and products of functions of different unknowns: their critical points are put together from those of the parts.

use std::cmp::Ordering;

use super::kind::{Classification, CriticalPointKind, Judge};
use super::part::Question;
use super::points::{CriticalPoint, CriticalPoints, KINK, judged};
use super::site::{Site, equalities};
use super::smooth::{is_smooth, without_formal_kinks};
use crate::algebra::closed::sign;
use crate::algebra::expand::factors_apart;
use crate::algebra::normal::{is_positive, negation, normalise};
use crate::algebra::{derivative, gradient, present};
use crate::calculus::argument::{Argument, sentence};
use crate::calculus::families::values_at;
use crate::calculus::solve::{Solution, SolveContext, equation};
use crate::calculus::{Function, Region};
use crate::expr::{ExprId, Graph, Node, Relation, Symbol, at_point, substitute, symbols_of};
use crate::numeric::budget::candidates;

/// The critical points of a function that falls apart; `None` where it does not.
pub(super) fn critical(graph: &mut Graph, question: &Question<'_>) -> Option<CriticalPoints> {
    question.in_parts(graph)
}

impl Question<'_> {
    fn in_parts(&self, graph: &mut Graph) -> Option<CriticalPoints> {
        let f = self.separable_form(graph);
        if let Node::Sum(terms) = graph.node(f) {
            let terms = terms.to_vec();
            let parts = self.parts(graph, &terms, true);
            if parts.len() > 1 {
                return self.of_sum(graph, &parts);
            }
        }
        let factors = factors_apart(graph, f);
        let parts = self.parts(graph, &factors, false);
        if parts.len() > 1 { self.of_product(graph, f, &parts) } else { None }
    }

    /// The function as written where its normal form may have a value where it has none; else the normal form.
    fn separable_form(&self, graph: &mut Graph) -> ExprId {
        if self.has_value_everywhere(graph) {
            let form = normalise(graph, self.f);
            without_formal_kinks(graph, form)
        } else {
            self.f
        }
    }

    /// Terms or factors with common unknowns together; those without any are left out.
    fn parts(&self, graph: &mut Graph, all: &[ExprId], as_sum: bool) -> Vec<Function> {
        let mut groups: Vec<(Vec<Symbol>, Vec<ExprId>)> = Vec::new();
        for &id in all {
            let mut symbols = symbols_of(graph, &[id]);
            if symbols.is_empty() {
                continue;
            }
            let mut members = vec![id];
            groups.retain_mut(|(own, ids)| {
                let joins = own.iter().any(|s| symbols.contains(s));
                if joins {
                    symbols.extend(own.iter().copied());
                    members.append(ids);
                }
                !joins
            });
            groups.push((symbols, members));
        }
        let mut parts = Vec::new();
        for (own, ids) in groups {
            let at: Vec<usize> = (0..self.symbols.len()).filter(|&i| own.contains(&self.symbols[i])).collect();
            let symbols: Vec<Symbol> = at.iter().map(|&i| self.symbols[i]).collect();
            let region = Region { sides: at.iter().map(|&i| self.region.sides[i]).collect() };
            let f = match (ids.as_slice(), as_sum) {
                (&[one], _) => one,
                (many, true) => graph.raw_sum(many),
                (many, false) => graph.raw_product(many),
            };
            parts.push((at, Function::new(f, &symbols, region)));
        }
        parts.sort_by(|a, b| a.0.cmp(&b.0));
        parts.into_iter().map(|(_, part)| part).collect()
    }

    fn of_sum(&self, graph: &mut Graph, parts: &[Function]) -> Option<CriticalPoints> {
        let mut found = CriticalPoints::all();
        let mut each = Vec::new();
        for part in parts {
            let own = (self.whole)(graph, part, self.context);
            if own.is_none() {
                return Some(own);
            }
            found.rest_on(of_part(graph, part, own.argument.clone()));
            if own.complete() && *own.argument.sentence() == KINK.into() {
                found.say(KINK);
            }
            each.push(own);
        }
        let mut sites = Vec::new();
        for (own, part) in each.iter().zip(parts) {
            sites.push(Site::all(part.unknowns(), own)?.into_iter().map(|site| (site, Ordering::Greater)).collect());
        }
        let sites = self.combined(graph, &sites, Ordering::Greater)?;
        self.sets_of_sum(graph, (parts, &each), &mut found);
        self.list(graph, sites, &mut found);
        found.sort();
        Some(found)
    }

    /// Adds places to what was found; of a single point the second derivatives tell more, where they decide.
    fn list(&self, graph: &mut Graph, sites: Vec<Site>, found: &mut CriticalPoints) {
        let form = normalise(graph, self.f);
        let form = without_formal_kinks(graph, form);
        let judge = is_smooth(graph, form).then(|| Judge::new(graph, form, self.symbols));
        for mut site in sites {
            if let (Some(judge), Some(x)) = (&judge, site.numbers(self.symbols)) {
                let own = judged(graph, judge, &x);
                if matches!(
                    own.kind,
                    CriticalPointKind::Minimum | CriticalPointKind::Maximum | CriticalPointKind::Saddle
                ) {
                    site.judgement = own;
                }
            }
            site.list(graph, self.f, self.symbols, found);
        }
    }

    /// Where one part is constant and each of the others is constant or critical.
    fn sets_of_sum(
        &self,
        graph: &mut Graph,
        (parts, each): (&[Function], &[CriticalPoints]),
        found: &mut CriticalPoints,
    ) {
        if each.iter().all(|own| own.sets.is_empty()) {
            return;
        }
        let mut all: Vec<(Vec<ExprId>, bool)> = vec![(Vec::new(), false)];
        for (own, part) in each.iter().zip(parts) {
            let Some(places) =
                places(graph, part, own).filter(|places| places.len() * all.len() <= candidates::SOLUTIONS)
            else {
                return found
                    .lose("where one part is constant and the others are critical was not put into conditions");
            };
            let mut longer = Vec::new();
            for (conditions, is_set) in &all {
                for (more, is_other) in &places {
                    longer.push(([conditions.as_slice(), more].concat(), *is_set || *is_other));
                }
            }
            all = longer;
        }
        found.sets.extend(all.into_iter().filter(|(_, is_set)| *is_set).map(|(conditions, _)| conditions));
    }

    fn of_product(&self, graph: &mut Graph, f: ExprId, parts: &[Function]) -> Option<CriticalPoints> {
        let mut factors = Vec::new();
        for part in parts {
            factors.push(FactorZeros::of(graph, part, self)?);
        }
        let with_zeros = factors.iter().filter(|g| !g.zeros.is_empty()).count();
        if with_zeros > 2 || (with_zeros == 2 && factors.len() > 2) {
            return None;
        }
        let mut found = CriticalPoints::all();
        let sign_of_rest = self.sign_of_numbers(graph, f)?;
        // Where all factors are critical and none is 0.
        let levels: Vec<Vec<(Site, Ordering)>> = factors.iter().map(|factor| factor.level.clone()).collect();
        let sites = self.combined(graph, &levels, sign_of_rest)?;
        self.list(graph, sites, &mut found);
        for factor in &factors {
            found.sets.extend(factor.double.iter().cloned());
        }
        let mut crossings = Vec::new();
        let simple: Vec<&FactorZeros> = factors.iter().filter(|g| !g.zeros.is_empty()).collect();
        if let &[a, b] = simple.as_slice() {
            for p in a.zeros.iter().filter(|z| !z.is_double) {
                for q in b.zeros.iter().filter(|z| !z.is_double) {
                    let mut site = p.site.and(graph, &q.site, self.symbols);
                    let because = "the Hessian has eigenvalues of both signs".to_string();
                    site.judgement = Classification { kind: CriticalPointKind::Saddle, because };
                    crossings.push(site);
                }
            }
        }
        self.list(graph, crossings, &mut found);
        for factor in factors {
            factor.because.into_iter().for_each(|premise| found.rest_on(premise));
        }
        found.sort();
        Some(found)
    }

    /// The sign of the closed factors of a product.
    fn sign_of_numbers(&self, graph: &mut Graph, f: ExprId) -> Option<Ordering> {
        let Node::Product(factors) = graph.node(f) else { return Some(Ordering::Greater) };
        let closed: Vec<ExprId> = factors.iter().copied().filter(|&g| symbols_of(graph, &[g]).is_empty()).collect();
        let mut whole = Ordering::Greater;
        for number in closed {
            whole = times(whole, sign(graph, number).proved().filter(|order| order.is_ne())?);
        }
        Some(whole)
    }

    /// Every site of each part with every one of the others, as what the sum is, or the product of functions of these signs;
    /// `None` where these are too many.
    fn combined(&self, graph: &mut Graph, parts: &[Vec<(Site, Ordering)>], rest: Ordering) -> Option<Vec<Site>> {
        let mut all: Vec<(Site, Vec<FactorKind>)> = vec![(Site::nowhere(), Vec::new())];
        for part in parts {
            if all.len() * part.len() > candidates::SOLUTIONS {
                return None;
            }
            let mut longer = Vec::new();
            for (site, kinds) in &all {
                for (other, sign) in part {
                    let own = (other.judgement.kind, other.coordinates.len(), *sign);
                    longer.push((site.and(graph, other, self.symbols), kinds.iter().copied().chain([own]).collect()));
                }
            }
            all = longer;
        }
        let judged = all.into_iter().map(|(mut site, kinds)| {
            let whole = kinds.iter().fold(rest, |all, (.., sign)| times(all, *sign));
            // The kind of a factor counts as it is where the others are positive.
            let kinds: Vec<(CriticalPointKind, usize)> =
                kinds.iter().map(|&(kind, n, sign)| (kind.turned(times(whole, sign)), n)).collect();
            site.judgement = together(&kinds);
            site
        });
        Some(judged.collect())
    }
}

/// What a part is at a site, of how many unknowns, and its sign there.
type FactorKind = (CriticalPointKind, usize, Ordering);

/// Conditions for where a part is critical, and whether it is constant there; `None` where none are known.
fn places(graph: &mut Graph, part: &Function, own: &CriticalPoints) -> Option<Vec<(Vec<ExprId>, bool)>> {
    let mut found: Vec<(Vec<ExprId>, bool)> = own.sets.iter().map(|set| (set.clone(), true)).collect();
    let exact = |point: &CriticalPoint| point.x.iter().map(|s| s.exact).collect::<Option<Vec<ExprId>>>();
    let points: Option<Vec<Vec<ExprId>>> = own.points.iter().map(exact).collect();
    let points = points.filter(|_| own.families.is_empty());
    let is_short = points.as_ref().is_some_and(|points| points.len() < 2);
    if !is_short && is_smooth(graph, part.written()) {
        let form = normalise(graph, part.written());
        let zero = graph.integer(0);
        let mut conditions = Vec::new();
        for slope in gradient(graph, form, part.unknowns()) {
            let slope = present(graph, slope);
            conditions.push(graph.compare(Relation::Equal, slope, zero));
        }
        found.push((conditions, false));
    } else {
        // At a kink the formula of the slope has a value by convention only.
        found.extend(points?.iter().map(|at| (equalities(graph, part.unknowns(), at), false)));
    }
    Some(found)
}

/// A factor: where its slope is 0, with its sign there, and where it is 0 itself.
struct FactorZeros {
    level: Vec<(Site, Ordering)>,
    zeros: Vec<Zero>,
    /// Conditions for where it is 0 with its slope.
    double: Vec<Vec<ExprId>>,
    /// What it rests on that this is all.
    because: Vec<Argument>,
}

/// What is said of a part alone.
fn of_part(graph: &mut Graph, part: &Function, argument: Argument) -> Argument {
    let shown = present(graph, part.written());
    Argument::exact(sentence!["the part ", shown, " alone"]).since(argument.about(shown))
}

struct Zero {
    site: Site,
    /// The slope is 0 there too.
    is_double: bool,
}

impl FactorZeros {
    fn of(graph: &mut Graph, part: &Function, question: &Question<'_>) -> Option<FactorZeros> {
        let context = question.context;
        let critical = (question.whole)(graph, part, context);
        if !critical.sets.is_empty() || !is_smooth(graph, part.written()) {
            return None;
        }
        let because = vec![of_part(graph, part, critical.argument.clone())];
        let mut factor = FactorZeros { level: Vec::new(), zeros: Vec::new(), double: Vec::new(), because };
        for point in &critical.points {
            let order = sign_of_value(graph, part, &point.x, &point.value)?;
            if order.is_ne() {
                factor.level.push((Site::of_point(part.unknowns(), &point.x, point.judgement.clone()), order));
            }
        }
        for (family, judgement) in &critical.families {
            for (own, values) in values_at(graph, (family, part.unknowns()), &[part.written()])? {
                let order = sign(graph, values[0]).proved()?;
                if order.is_ne() {
                    factor.level.push((Site::of_family(part.unknowns(), &own, judgement.clone())?, order));
                }
            }
        }
        let form = normalise(graph, part.written());
        let turned = negation(graph, form);
        if is_positive(graph, form) || is_positive(graph, turned) {
            return Some(factor);
        }
        let &[x] = part.unknowns() else { return None };
        factor.find_zeros(graph, (part, x, form), context)?;
        Some(factor)
    }

    fn find_zeros(
        &mut self,
        graph: &mut Graph,
        (part, x, form): (&Function, Symbol, ExprId),
        context: &SolveContext<'_>,
    ) -> Option<()> {
        let found = equation(graph, part, context);
        if !found.sets.is_empty() || !found.conditions.is_empty() {
            return None;
        }
        self.because.push(found.argument(graph));
        let slope = derivative(graph, form, x);
        let judgement = || Site::nowhere().judgement;
        for point in found.points {
            let exact = normalise(graph, point[0].exact?);
            let put = substitute(graph, slope, &[(x, exact)]);
            let order = sign(graph, put).proved()?;
            if order.is_eq() {
                self.double.push(equalities(graph, &[x], &[exact]));
            }
            self.zeros.push(Zero { site: Site::of_point(&[x], &point, judgement()), is_double: order.is_eq() });
        }
        for family in found.families {
            let (mut simple, mut double) = (0, 0);
            for (_, values) in values_at(graph, (&family, &[x]), &[slope])? {
                let order = sign(graph, values[0]).proved()?;
                if order.is_eq() { double += 1 } else { simple += 1 }
            }
            match (simple, double) {
                (_, 0) => {}
                (0, _) => {
                    let (shown, zero) = (present(graph, form), graph.integer(0));
                    self.double.push(vec![graph.compare(Relation::Equal, shown, zero)]);
                }
                _ => return None,
            }
            self.zeros.push(Zero { site: Site::of_family(&[x], &family, judgement())?, is_double: double > 0 });
        }
        Some(())
    }
}

/// The sign of a function's value at a point.
fn sign_of_value(
    graph: &mut Graph,
    part: &Function,
    x: &[Solution],
    value: &(Option<ExprId>, crate::numeric::Interval),
) -> Option<Ordering> {
    if let Some(order) = value.1.order() {
        return Some(order);
    }
    let exact: Vec<ExprId> = x.iter().map(|s| s.exact).collect::<Option<_>>()?;
    let put = at_point(graph, part.written(), part.unknowns(), &exact);
    sign(graph, put).proved()
}

fn times(a: Ordering, b: Ordering) -> Ordering {
    if b.is_lt() { a.reverse() } else { a }
}

/// What a sum is where its summands, in unknowns of their own, as many as said, are of these kinds.
fn together(kinds: &[(CriticalPointKind, usize)]) -> Classification {
    let has = |kind: CriticalPointKind| kinds.iter().any(|(own, _)| *own == kind);
    let of = |kind: CriticalPointKind, because: &str| Classification { kind, because: because.to_string() };
    if has(CriticalPointKind::Saddle) || has(CriticalPointKind::Minimum) && has(CriticalPointKind::Maximum) {
        of(CriticalPointKind::Saddle, "it rises along some unknowns and falls along others")
    } else if has(CriticalPointKind::Unknown) {
        super::kind::undecided()
    } else if kinds.contains(&(CriticalPointKind::Degenerate, 1)) {
        of(CriticalPointKind::Degenerate, "along one of the unknowns it is no minimum and no maximum")
    } else if has(CriticalPointKind::Degenerate) {
        of(CriticalPointKind::Degenerate, "an eigenvalue of the second derivatives is 0")
    } else if has(CriticalPointKind::Minimum) {
        of(CriticalPointKind::Minimum, "it is one along each unknown, and these do not meet in a term")
    } else {
        of(CriticalPointKind::Maximum, "it is one along each unknown, and these do not meet in a term")
    }
}

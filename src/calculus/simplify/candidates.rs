//! The forms that are compared.

use std::collections::{HashMap, HashSet};

use super::lens::{Lens, LensView, Unsuited, region, view};
use super::light::light;
use super::measure::Measure;
use super::pattern::rewritten;
use crate::algebra::normal::{normalise, power, product, quotient, sum};
use crate::algebra::polynomial::has_decimals;
use crate::algebra::rule::RewriteRule;
use crate::expr::{ExprId, Graph, Node, Number, reach, rewrite, terms_of};
use crate::functions::RULES;
use crate::numeric::budget::{Budget, Exceeded, nodes, rounds, terms};
use crate::numeric::multivariate::{AlgebraError, Multivariate};

/// A lens gets this part of the steps that are left.
const SHARE: u64 = 8;

/// A search with what it has found.
pub(super) struct RewriteSearch<'b> {
    pub budget: &'b Budget<'b>,
    pub measure: Measure,
    shortest: HashMap<ExprId, ExprId>,
    polished: HashMap<ExprId, ExprId>,
}

impl<'b> RewriteSearch<'b> {
    pub(super) fn new(budget: &'b Budget<'b>) -> RewriteSearch<'b> {
        RewriteSearch { budget, measure: Measure::default(), shortest: HashMap::new(), polished: HashMap::new() }
    }

    /// The shortest form of a normal form whose parts are in their shortest forms.
    pub(super) fn shortest(&mut self, graph: &mut Graph, id: ExprId) -> Result<ExprId, Exceeded> {
        if let Some(&known) = self.shortest.get(&id) {
            return Ok(known);
        }
        let mut best = id;
        for _ in 0..rounds::REWRITING {
            let mut next = self.ruled(graph, best)?;
            for form in self.through_lenses(graph, next)? {
                let form = self.polish(graph, form)?;
                next = self.better(graph, next, form);
            }
            if next == best {
                break;
            }
            best = next;
        }
        self.shortest.insert(id, best);
        self.shortest.insert(best, best);
        Ok(best)
    }

    fn better(&mut self, graph: &mut Graph, old: ExprId, new: ExprId) -> ExprId {
        let valueless = matches!(graph.node(new), Node::Undefined(_));
        if old != new && !valueless && self.measure.is_shorter(graph, new, old) { new } else { old }
    }

    /// Rules at the top of a node, as long as one makes it shorter.
    fn ruled(&mut self, graph: &mut Graph, id: ExprId) -> Result<ExprId, Exceeded> {
        let mut best = id;
        for _ in 0..rounds::REWRITING {
            self.budget.spend(100)?;
            let mut next = best;
            for rule in RULES.shorter.iter().flat_map(|table| table.iter()) {
                for form in rewritten(graph, best, rule) {
                    next = self.better(graph, next, form);
                }
            }
            for procedure in RULES.procedures {
                if let Some(form) = (procedure.apply)(graph, best) {
                    next = self.better(graph, next, form);
                }
            }
            let tidied = light(graph, best);
            next = self.better(graph, next, tidied);
            if next == best {
                break;
            }
            best = next;
        }
        Ok(best)
    }

    /// Rules at every part of a form that a lens has found.
    fn polish(&mut self, graph: &mut Graph, root: ExprId) -> Result<ExprId, Exceeded> {
        let order = reach(graph, &[root]).order;
        if order.len() > nodes::POLISHED {
            return Ok(root);
        }
        for id in order {
            if self.polished.contains_key(&id) {
                continue;
            }
            let form = match graph.node(id) {
                Node::Sum(_) | Node::Product(_) | Node::Power(..) | Node::Call(..) => {
                    let form = over_new_parts(graph, id, &self.polished);
                    self.ruled(graph, form)?
                }
                _ => id,
            };
            self.polished.insert(id, form);
        }
        Ok(self.polished.get(&root).copied().unwrap_or(root))
    }

    /// The forms that lenses show.
    fn through_lenses(&mut self, graph: &mut Graph, id: ExprId) -> Result<Vec<ExprId>, Exceeded> {
        if !has_arithmetic(graph, id) {
            return Ok(Vec::new());
        }
        let mut forms = Vec::new();
        for lens in self.lenses(graph, id) {
            let share = self.budget.share(SHARE);
            let seen = view(graph, id, &lens, &share);
            let spent = self.budget.left() / SHARE;
            self.budget.spend(usize::try_from(spent.saturating_sub(share.left())).unwrap_or(usize::MAX))?;
            match seen {
                Ok(seen) => forms.extend(written(graph, id, &lens, &seen, &share)),
                Err(Unsuited::Algebra(AlgebraError::Exceeded(Exceeded::Interrupted))) => {
                    return Err(Exceeded::Interrupted);
                }
                Err(Unsuited::Algebra(_) | Unsuited::Shape) => {}
            }
        }
        forms.dedup();
        Ok(forms)
    }

    /// The lenses that may show something here.
    fn lenses(&self, graph: &Graph, id: ExprId) -> Vec<Lens> {
        let parts = region(graph, id);
        let calls = |wanted: &dyn Fn(&'static crate::expr::FunctionDef) -> bool| {
            parts.iter().any(|&p| matches!(graph.node(p), Node::Call(f, _) if wanted(f)))
        };
        let names = |tables: &[&'static [RewriteRule]], f: &'static crate::expr::FunctionDef| {
            tables
                .iter()
                .flat_map(|t| t.iter())
                .any(|rule| matches!(&rule.from, crate::expr::Formula::Call(g, _) if *g == f))
        };
        let mut lenses = vec![Lens::PLAIN, Lens { exponentials: true, ..Lens::PLAIN }];
        let circular =
            calls(&|f| RULES.circles.iter().any(|c| c.sine == f || c.cosine == f) || names(RULES.in_circles, f));
        if circular {
            for keeps_cosine in [false, true] {
                for splits in [false, true] {
                    lenses.push(Lens {
                        definitions: RULES.in_circles,
                        circles: RULES.circles,
                        keeps_cosine,
                        splits,
                        exponentials: true,
                        widens: false,
                    });
                }
            }
        }
        if calls(&|f| names(RULES.in_exponentials, f)) {
            lenses.push(Lens { definitions: RULES.in_exponentials, exponentials: true, ..Lens::PLAIN });
        }
        lenses
    }
}

/// A node over the new forms of its parts, in normal form. A power within a product is part of that: its base is new, but
/// rules see it among the other factors first.
pub(super) fn over_new_parts(graph: &mut Graph, id: ExprId, image: &HashMap<ExprId, ExprId>) -> ExprId {
    let new = |c: ExprId| image.get(&c).copied().unwrap_or(c);
    let in_product = matches!(graph.node(id), Node::Product(_));
    let parts = graph.children(id).to_vec();
    let mut children = Vec::with_capacity(parts.len());
    for part in parts {
        children.push(match graph.node(part) {
            Node::Power(base, exponent) if in_product => power(graph, new(base), new(exponent)),
            _ => new(part),
        });
    }
    let raw = graph.rebuild(id, &children);
    normalise(graph, raw)
}

/// Is there a sum within a product or power, or a sum of more than names and numbers?
fn has_arithmetic(graph: &Graph, id: ExprId) -> bool {
    match graph.node(id) {
        Node::Sum(_) | Node::Product(_) => true,
        Node::Power(base, _) => matches!(graph.node(base), Node::Sum(_) | Node::Product(_)),
        _ => false,
    }
}

/// A view as expressions: multiplied out, in factors, and term by term.
fn written(graph: &mut Graph, id: ExprId, lens: &Lens, seen: &LensView, budget: &Budget<'_>) -> Vec<ExprId> {
    let decimal = has_decimals(graph, id);
    let known = seen.expressions(graph, lens);
    let (above, below) = (&seen.fraction.above, &seen.fraction.below);
    let flat_above = seen.sum(graph, above, &known);
    let flat_below = seen.sum(graph, below, &known);
    let mut forms = vec![quotient(graph, flat_above, flat_below)];
    let factored_above = factored(graph, seen, above, &known, budget);
    let factored_below = factored(graph, seen, below, &known, budget);
    forms.push(quotient(graph, factored_above, factored_below));
    forms.push(quotient(graph, flat_above, factored_below));
    forms.push(quotient(graph, factored_above, flat_below));
    if below.terms().len() == 1 && !below.is_constant() || below.as_constant().is_some_and(|c| !c.is_one()) {
        let terms = terms_of(graph, flat_above);
        let terms: Vec<ExprId> = terms.into_iter().map(|t| quotient(graph, t, flat_below)).collect();
        forms.push(sum(graph, &terms));
    }
    if decimal {
        forms = forms.into_iter().map(|f| with_decimals(graph, f)).collect();
    }
    // A form without a root whose base may be negative is defined for more values than the root is.
    forms.retain(|&form| {
        seen.guarded.is_empty() || {
            let parts = reach(graph, &[form]).order;
            seen.guarded.iter().all(|&base| {
                parts.iter().any(|&p| {
                    matches!(graph.node(p), Node::Power(b, e)
                        if b == base && graph.as_rational(e).is_some_and(|e| !e.is_integer()))
                })
            })
        }
    });
    forms.sort_by(|&a, &b| graph.order(a, b));
    forms.dedup();
    forms
}

/// A polynomial as a number, a monomial, and square-free factors.
fn factored(graph: &mut Graph, seen: &LensView, p: &Multivariate, known: &[ExprId], budget: &Budget<'_>) -> ExprId {
    let flat = |graph: &mut Graph| seen.sum(graph, p, known);
    if p.terms().len() < 2 || p.terms().len() > terms::SQUARE_FREE {
        return flat(graph);
    }
    let Ok(factors) = p.square_free_factors(budget) else { return flat(graph) };
    // The factors are primitive, so the numbers in front of the first terms tell the number in front of all.
    let mut leading = crate::numeric::Rational::ONE;
    for (factor, times) in &factors {
        match factor.leading().pow(i64::from(*times)) {
            Ok(power) => leading = &leading * &power,
            Err(_) => return flat(graph),
        }
    }
    let Ok(number) = p.leading().checked_div(&leading) else { return flat(graph) };
    let mut parts = vec![graph.rational(number)];
    for (factor, times) in factors {
        let base = seen.sum(graph, &factor, known);
        let times = graph.integer(i64::from(times));
        parts.push(power(graph, base, times));
    }
    product(graph, &parts)
}

/// Broken numbers as decimals, for an expression that had some; exponents stay.
fn with_decimals(graph: &mut Graph, root: ExprId) -> ExprId {
    let region: HashSet<ExprId> = region(graph, root).into_iter().collect();
    rewrite(graph, root, |graph, id, children| match (graph.node(id), children) {
        _ if !region.contains(&id) => Some(id),
        (Node::Number(n), _) => {
            let n = Number::new(n.value.clone(), true);
            Some(graph.number(n))
        }
        (Node::Sum(_) | Node::Product(_), _) => {
            let raw = graph.rebuild(id, children);
            Some(normalise(graph, raw))
        }
        (Node::Power(old, exponent), &[base, _]) => Some(if old == base { id } else { power(graph, base, exponent) }),
        _ => None,
    })
}

/// One cancelled fraction.
pub(super) fn one_fraction(graph: &mut Graph, id: ExprId, budget: &Budget<'_>) -> Option<ExprId> {
    let seen = view(graph, id, &Lens { exponentials: true, ..Lens::PLAIN }, budget).ok()?;
    let forms = written(graph, id, &Lens::PLAIN, &seen, budget);
    let mut measure = Measure::default();
    let split = |graph: &Graph, f: ExprId| matches!(graph.node(f), Node::Sum(_)) && !seen.fraction.below.is_constant();
    forms
        .into_iter()
        .filter(|&f| !split(graph, f) && !matches!(graph.node(f), Node::Undefined(_)))
        .collect::<Vec<_>>()
        .into_iter()
        .min_by_key(|&f| measure.of(graph, f))
}

//! The cuts and critical points of a function of one unknown as numbers, as far as they are found with little work: for pictures.

use super::pieces::CutEquations;
use crate::algebra::normal::normalise;
use crate::algebra::{derivative, polynomial};
use crate::calculus::Side;
use crate::calculus::certify::roots_within;
use crate::expr::{ExprId, Graph, MustBe, Node, Symbol, depends_on, unfolded_size};
use crate::interrupt::Interrupt;
use crate::numeric::budget::{degrees, nodes, steps};
use crate::numeric::polynomial::{Polynomial, RealRoot};
use crate::numeric::{Interval, Rational, real};

/// Places on the line where a picture of a function should have a point.
#[derive(Clone, Debug, Default)]
pub struct PlacesOnCurve {
    /// Each with whether a line across it may be wrong: at a pole or jump, not at a kink, an extreme or an end of the domain.
    pub places: Vec<(f64, bool)>,
    /// These are all the cuts that there are in the range.
    pub has_all_cuts: bool,
}

/// Poles, jumps, kinks, ends of the domain, and the critical points of a function without kinks, between two numbers.
pub fn places_on_curve(graph: &mut Graph, f: ExprId, x: Symbol, (low, high): (f64, f64)) -> PlacesOnCurve {
    let ends = [low, high].map(Rational::from_f64);
    let [Some(first), Some(last)] = ends else { return PlacesOnCurve::default() };
    if unfolded_size(graph, f).0 > nodes::PICTURED {
        return PlacesOnCurve::default();
    }
    let side = Side { low: Some(graph.rational(first)), high: Some(graph.rational(last)) };
    let Ok(cuts) = CutEquations::of(graph, f, x, &side) else { return PlacesOnCurve::default() };
    let (interrupt, found) = (Interrupt::here(), PlacesOnCurve { has_all_cuts: true, ..PlacesOnCurve::default() });
    let mut search = PlaceSearch { x, range: Interval::new(low, high), steps: steps::PICTURED_CUTS, interrupt, found };
    for &(need, must_be) in &cuts.needs {
        let need = normalise(graph, need);
        search.zeros(graph, need, must_be != MustBe::NotNegative);
    }
    let is_need = |graph: &mut Graph, zero: ExprId| cuts.needs.iter().any(|&(need, _)| normalise(graph, need) == zero);
    let mut is_smooth = true;
    for &(zero, jump) in &cuts.zeros {
        if !is_need(graph, zero) {
            is_smooth = false;
            search.zeros(graph, zero, jump);
        }
    }
    let has_all_cuts = search.found.has_all_cuts;
    if is_smooth {
        let slope = derivative(graph, cuts.form, x);
        search.steps = steps::PICTURED_POINTS;
        search.zeros(graph, slope, false);
    }
    PlacesOnCurve { has_all_cuts, ..search.found }
}

struct PlaceSearch {
    x: Symbol,
    range: Interval,
    /// How many steps of interval programs are left.
    steps: usize,
    interrupt: Interrupt,
    found: PlacesOnCurve,
}

impl PlaceSearch {
    /// Adds the zeros of a normal form.
    fn zeros(&mut self, graph: &mut Graph, form: ExprId, breaks: bool) {
        let mut open = vec![form];
        while let Some(form) = open.pop() {
            if !depends_on(graph, form, self.x) {
                continue;
            }
            match graph.node(form) {
                Node::Product(factors) => open.extend_from_slice(factors),
                Node::Power(base, exponent) if let Some(e) = graph.as_rational(exponent) => {
                    if !e.is_negative() {
                        open.push(base);
                    }
                }
                // These are nowhere 0 inside their domain.
                Node::Power(..) => {}
                Node::Call(f, _) if f == graph.core().exp => {}
                _ => self.zeros_of_factor(graph, form, breaks),
            }
        }
    }

    fn zeros_of_factor(&mut self, graph: &mut Graph, form: ExprId, breaks: bool) {
        if let Some(p) = polynomial::univariate(graph, form, self.x)
            && p.degree().is_some_and(|n| n <= degrees::PICTURED)
            && let Some(roots) = roots_of_polynomial(&p)
        {
            let inside = roots.into_iter().filter(|&at| self.range.contains(at));
            self.found.places.extend(inside.map(|at| (at, breaks)));
            return;
        }
        match roots_within(graph, &[form], &[self.x], &[self.range], (&mut self.steps, &self.interrupt)) {
            Ok(roots) => {
                self.found.has_all_cuts &= roots.undecided.is_empty() && roots.stopped.is_none();
                let inside = roots.certified.iter().map(|root| root.place[0].roundest());
                self.found.places.extend(inside.map(|at| (at, breaks)));
            }
            Err(_) => self.found.has_all_cuts = false,
        }
    }
}

fn roots_of_polynomial(p: &Polynomial) -> Option<Vec<f64>> {
    let [a, b, c] = [2, 1, 0].map(|n| p.coefficient(n));
    if p.degree() > Some(2) {
        return Some(p.real_roots().ok()?.iter().map(RealRoot::to_f64).collect());
    }
    if a.is_zero() {
        return Some(vec![(-c).checked_div(&b).ok()?.to_f64()]);
    }
    let (b, c) = (b.checked_div(&a).ok()?, c.checked_div(&a).ok()?);
    let under_root = &b * &b - Rational::from(4) * &c;
    if under_root.is_negative() {
        return Some(Vec::new());
    }
    // Of the two numerators the one in which nothing cancels; the other root by the product of both.
    let root = real::sqrt(under_root.to_f64());
    let numerator = -0.5 * (b.to_f64() + root.copysign(b.to_f64()));
    let roots = if numerator == 0.0 { vec![0.0] } else { vec![numerator, c.to_f64() / numerator] };
    (root.is_finite() && roots.iter().all(|at| at.is_finite())).then_some(roots)
}

//! All zeros of a square system in a box, by branch and prune: contraction, interval Newton steps, cutting in half.

use super::candidates::{Remnant, clusters, order};
use super::minimum::subset;
use super::newton::{Active, NewtonOutcome, Sides, System};
use super::{FacePosition, Stop, exact};
use crate::algebra::derivative;
use crate::algebra::enclosure::{IntervalProgram, NotEnclosable, Workspace};
use crate::expr::{ExprId, Graph, Symbol};
use crate::interrupt::{Interrupt, count};
use crate::numeric::budget::{candidates, pieces, rounds, steps, unknowns};
use crate::numeric::{Interval, Rational};

/// Sides narrower than this, relative to numbers above 1, are not cut.
const NARROW: f64 = 1e-12;
/// Boxes are contracted again while a side shrinks to this part.
const GAIN: f64 = 0.7;
/// Whether to stop is asked once in so many boxes.
const POLL: usize = 32;
/// How far around a narrow box a zero is looked for, in widths: a zero on the common boundary of boxes is inside none of them.
const AROUND: f64 = 0.2;

/// A zero that is proved.
#[derive(Clone, Debug)]
pub struct CertifiedRoot {
    /// The box that holds it.
    pub place: Vec<Interval>,
    /// A larger box in which it is the only zero. It may reach beyond the region.
    pub alone: Vec<Interval>,
    /// It may lie just outside of the region: it is too near to an end to tell.
    pub at_end: bool,
}

/// The zeros of a system in a box.
#[derive(Clone, Debug)]
pub struct Roots {
    /// Those proved, each the only one in its box, ordered by place.
    pub certified: Vec<CertifiedRoot>,
    /// Tiny boxes, merged where they touch, about which nothing could be shown: degenerate zeros, kinks, ends of the domain.
    pub undecided: Vec<Vec<Interval>>,
    /// Boxes that the search did not get to, merged where they touch.
    pub unsearched: Vec<Vec<Interval>>,
    /// Why the search ended early.
    pub stopped: Option<Stop>,
}

impl Roots {
    /// Are the certified zeros all that there are in the region?
    pub fn complete(&self) -> bool {
        self.undecided.is_empty() && self.stopped.is_none() && self.certified.iter().all(|r| !r.at_end)
    }
}

impl System {
    /// As many equations as unknowns, with their derivatives.
    pub(super) fn of(graph: &mut Graph, equations: &[ExprId], symbols: &[Symbol]) -> Result<System, NotEnclosable> {
        let n = symbols.len();
        if n == 0 || n > unknowns::BOXES || equations.len() != n {
            return Err(NotEnclosable::TooLarge);
        }
        IntervalProgram::new(graph, equations, symbols)?;
        let mut outputs = equations.to_vec();
        for &equation in equations {
            for &symbol in symbols {
                outputs.push(derivative(graph, equation, symbol));
            }
        }
        Ok(System { program: IntervalProgram::new(graph, &outputs, symbols)?, first: 0 })
    }
}

/// The zeros of as many equations as unknowns, `equations[i] = 0`, at most [`unknowns::BOXES`], in a box with its ends.
pub fn roots(
    graph: &mut Graph,
    equations: &[ExprId],
    symbols: &[Symbol],
    region: &[Interval],
    interrupt: &Interrupt,
) -> Result<Roots, NotEnclosable> {
    let mut steps = steps::INTERVAL_ROOTS;
    roots_within(graph, equations, symbols, region, (&mut steps, interrupt))
}

/// The same with a limit to the steps of programs, from which those taken are subtracted.
pub(in crate::calculus) fn roots_within(
    graph: &mut Graph,
    equations: &[ExprId],
    symbols: &[Symbol],
    region: &[Interval],
    (steps, interrupt): (&mut usize, &Interrupt),
) -> Result<Roots, NotEnclosable> {
    let n = symbols.len();
    let system = System::of(graph, equations, symbols)?;
    if region.len() != n {
        return Err(NotEnclosable::TooLarge);
    }
    let mut sides = [Interval::ZERO; unknowns::BOXES];
    sides[..n].copy_from_slice(region);
    let workspace = Workspace::new(&system.program);
    let mut search = RootIsolation {
        system: &system,
        region: sides,
        workspace,
        found: Vec::new(),
        remnants: Vec::new(),
        steps: 0,
        most: *steps,
    };
    let mut waiting = vec![sides];
    let stopped = search.run(&mut waiting, interrupt);
    *steps = steps.saturating_sub(search.steps);
    let certified = search.certified(graph, equations, symbols);
    let boxes = |all: &[Remnant]| clusters(all, n).iter().map(|r| r.sides[..n].to_vec()).collect::<Vec<_>>();
    let rest: Vec<Remnant> = waiting.into_iter().take(pieces::ROOT_REMNANTS).map(remnant).collect();
    Ok(Roots { certified, undecided: boxes(&search.remnants), unsearched: boxes(&rest), stopped })
}

struct RootIsolation<'s> {
    system: &'s System,
    region: Sides,
    workspace: Workspace,
    /// The box with one zero, and where the zero is in it.
    found: Vec<(Sides, Sides)>,
    remnants: Vec<Remnant>,
    steps: usize,
    /// The most of them.
    most: usize,
}

impl RootIsolation<'_> {
    fn unknowns(&self) -> usize {
        self.system.program.unknowns()
    }

    fn run(&mut self, waiting: &mut Vec<Sides>, interrupt: &Interrupt) -> Option<Stop> {
        let mut looked = 0_usize;
        while let Some(next) = waiting.pop() {
            looked += 1;
            let stop = if looked.is_multiple_of(POLL) && interrupt.is_set() {
                Some(Stop::Interrupted)
            } else if self.steps > self.most {
                Some(Stop::Effort)
            } else {
                (self.remnants.len() > pieces::ROOT_REMNANTS || self.found.len() >= candidates::SOLUTIONS)
                    .then_some(Stop::TooManyBoxes)
            };
            if stop.is_some() {
                waiting.push(next);
                return stop;
            }
            self.look_at(next, waiting);
        }
        None
    }

    fn look_at(&mut self, sides: Sides, waiting: &mut Vec<Sides>) {
        let n = self.unknowns();
        if self.is_known(&sides) {
            return;
        }
        self.steps += self.system.cost() + 4 * n * n * n;
        let Some(left) = self.contract(sides) else { return };
        let active = Active::all(n);
        let left = match self.system.step(&mut self.workspace, &left, &active) {
            NewtonOutcome::Empty => return,
            NewtonOutcome::Unique(part) => return self.add(left, part),
            NewtonOutcome::Narrowed(part) => part,
            NewtonOutcome::Stuck => left,
        };
        if self.prove_around(&left) {
            return;
        }
        let widest = (0..n).max_by(|&a, &b| self.share(&left, a).total_cmp(&self.share(&left, b))).unwrap_or(0);
        let narrow = (0..n).all(|i| left[i].width() <= NARROW * left[i].magnitude().max(1.0));
        if narrow {
            if !self.is_known(&left) {
                self.remnants.push(remnant(left));
            }
        } else if (0..n).any(|i| left[i].width() < 0.4 * sides[i].width()) {
            waiting.push(left);
        } else {
            let middle = cut(&left[widest]);
            for half in [Interval::new(middle, left[widest].high()), Interval::new(left[widest].low(), middle)] {
                let mut part = left;
                part[widest] = half;
                waiting.push(part);
            }
        }
    }

    /// Does the box lie within one in which a zero already found is the only one? The latest are tried first: they are nearest.
    fn is_known(&self, sides: &Sides) -> bool {
        let n = self.unknowns();
        count(n * self.found.len());
        self.found.iter().rev().any(|(alone, _)| subset(sides, alone, n))
    }

    /// The width of a side relative to that of the region, so that all unknowns are cut alike.
    fn share(&self, sides: &Sides, i: usize) -> f64 {
        let narrow = sides[i].width() <= NARROW * sides[i].magnitude().max(1.0);
        if narrow { 0.0 } else { sides[i].width() / self.region[i].width().clamp(1e-300, 1e3) }
    }

    /// What is left of a box where every equation can be 0.
    fn contract(&mut self, sides: Sides) -> Option<Sides> {
        let n = self.unknowns();
        let program = &self.system.program;
        let w = &mut self.workspace;
        let mut left = sides;
        for _ in 0..rounds::CONTRACTING {
            program.evaluate(w, &left[..n], n);
            self.steps += 2 * program.cost(n);
            if !(0..n).all(|i| program.require(w, i, Interval::ZERO)) {
                return None;
            }
            let mut gains = false;
            for (i, side) in left.iter_mut().enumerate().take(n) {
                let next = program.side(w, i);
                gains |= next.width() < GAIN * side.width();
                *side = next;
            }
            if !gains {
                break;
            }
        }
        Some(left)
    }

    /// For a small box, looks for the zero in a larger box around it: the zero may lie on the boundary.
    fn prove_around(&mut self, sides: &Sides) -> bool {
        let n = self.unknowns();
        if (0..n).any(|i| sides[i].width() > 1e-2 * sides[i].magnitude().max(1.0)) {
            return false;
        }
        let mut around = *sides;
        for side in around.iter_mut().take(n) {
            let slack = AROUND * side.width() + 1e-13 * side.magnitude().max(1e-3);
            *side = Interval::new(side.low() - slack, side.high() + slack);
        }
        self.steps += self.system.cost();
        match self.system.step(&mut self.workspace, &around, &Active::all(n)) {
            NewtonOutcome::Unique(part) => {
                self.add(around, part);
                true
            }
            NewtonOutcome::Empty => true,
            NewtonOutcome::Narrowed(_) | NewtonOutcome::Stuck => false,
        }
    }

    /// Keeps a zero that is alone in a box, unless it is known or outside of the region.
    fn add(&mut self, alone: Sides, part: Sides) {
        let n = self.unknowns();
        let active = Active::all(n);
        let place = self.system.shrink(&mut self.workspace, part, &active);
        if self.is_known(&place) {
            return;
        }
        if (0..n).any(|i| place[i].intersect(&self.region[i]).is_empty()) {
            return;
        }
        // With a larger box the search need not look near again.
        let reach = (0..n).map(|i| self.region[i].width()).fold(1.0, f64::min);
        let larger = self.system.isolate(&mut self.workspace, &place, &active, 0.1 * reach);
        let alone = match larger {
            Some((wide, _)) if subset(&place, &wide, n) && subset(&alone, &wide, n) => wide,
            _ => alone,
        };
        self.found.push((alone, place));
    }

    fn certified(&mut self, graph: &mut Graph, equations: &[ExprId], symbols: &[Symbol]) -> Vec<CertifiedRoot> {
        let n = self.unknowns();
        let mut certified: Vec<CertifiedRoot> = Vec::new();
        for (alone, place) in &self.found {
            let mut root = CertifiedRoot { place: place[..n].to_vec(), alone: alone[..n].to_vec(), at_end: false };
            root.at_end = !subset(place, &self.region, n);
            if root.at_end {
                settle_end(graph, equations, symbols, &mut root, &self.region);
            }
            certified.push(root);
        }
        certified.sort_by(|a, b| order(&a.place, &b.place, n));
        certified
    }
}

/// A zero too near to an end of the region: is it the end itself?
fn settle_end(graph: &mut Graph, equations: &[ExprId], symbols: &[Symbol], root: &mut CertifiedRoot, region: &Sides) {
    let mut point = root.place.clone();
    for (i, side) in point.iter_mut().enumerate() {
        let end = [region[i].low(), region[i].high()]
            .into_iter()
            .find(|&e| side.contains(e) && !side.is_subset_of(&region[i]));
        *side = Interval::point(end.unwrap_or_else(|| side.midpoint()));
    }
    let exact: Option<Vec<Rational>> = point.iter().map(|s| Rational::from_f64(s.midpoint())).collect();
    let Some(exact) = exact else { return };
    let is_zero = equations.iter().all(|&e| exact::value_at(graph, e, symbols, &exact) == Some(Interval::ZERO));
    // There is one zero in the box, so it is this one.
    if is_zero && point.iter().zip(&root.alone).all(|(p, a)| p.is_subset_of(a)) {
        root.place = point;
        root.at_end = false;
    }
}

/// Where to cut a side: not exactly in the middle, since many zeros lie there.
fn cut(side: &Interval) -> f64 {
    let middle = side.midpoint();
    let off = side.low() + OFF_CENTRE * (side.high() - side.low());
    if side.is_bounded() && off > side.low() && off < side.high() { off } else { middle }
}

/// The share of the side at which it is cut.
const OFF_CENTRE: f64 = 0.484_375;

fn remnant(sides: Sides) -> Remnant {
    Remnant { sides, ends: [FacePosition::Inside; unknowns::BOXES], value: Interval::ZERO, smooth: true, level: false }
}

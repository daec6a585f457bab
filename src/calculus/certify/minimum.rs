//! The least value of a function on a box, certified, by interval branch and bound.
//!
//! The region is cut into its faces (its inside, its sides, edges, corners), so that on each of them a minimiser is a critical
//! point of the unknowns that are free there, or a kink. Pieces of faces wait in the order of their lower bounds.
//!
//! Sources: Hansen and Walster, Global Optimization Using Interval Analysis, 2004; Kearfott, Rigorous Global Search, 1996.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::bound::{BoundOutcome, Examined, FacePart, Tests};
use super::candidates::{FacePosition, MinimiserBox, MinimiserEvidence, Remnant, clusters, order};
use super::newton::{Active, Sides, System};
use crate::algebra::enclosure::{IntervalProgram, NotEnclosable, Workspace};
use crate::algebra::{gradient, hessian};
use crate::expr::{ExprId, Graph, Symbol};
use crate::interrupt::Interrupt;
use crate::numeric::budget::{candidates, pieces, steps, unknowns};
use crate::numeric::{Interval, Quality};

/// Sides narrower than this, relative to numbers above 1, are not cut.
const NARROW: f64 = 1e-12;
/// The interrupt is asked every so many pieces.
const POLL: usize = 32;

/// Why a search ended before everything was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// The effort allowed is spent.
    Effort,
    /// Too many boxes of the smallest size are left: a whole set of minimisers, perhaps.
    TooManyBoxes,
    /// Somebody asked to stop.
    Interrupted,
}

/// What is known of the least value of a function on a box.
#[derive(Clone, Debug)]
pub struct GlobalMinimum {
    /// Encloses the greatest lower bound of the function on the region. It is reached, if the search is complete and the
    /// function is continuous.
    pub value: Interval,
    /// Every minimiser is in one of these boxes, or in one of those not searched. Ordered by place.
    pub candidates: Vec<MinimiserBox>,
    /// Boxes that the search did not get to, merged where they touch.
    pub unsearched: Vec<Vec<Interval>>,
    /// Why the search ended early; `None` where it did not, and the candidates are all.
    pub stopped: Option<Stop>,
}

/// The least value of `f` where each of the unknowns lies between the ends of its side (at most [`unknowns::BOXES`] of them;
/// finite ends belong to the region and are taken as they are). `None` where it is shown to have no value there at all.
pub fn global_minimum(
    graph: &mut Graph,
    f: ExprId,
    symbols: &[Symbol],
    region: &[Interval],
    interrupt: &Interrupt,
) -> Result<Option<GlobalMinimum>, NotEnclosable> {
    minimum_within(graph, f, symbols, region, Effort { steps: steps::INTERVAL_MINIMUM, interrupt })
}

/// How long a search may take.
pub(in crate::calculus) struct Effort<'i> {
    /// The most steps of programs.
    pub steps: usize,
    pub interrupt: &'i Interrupt,
}

/// The same with another effort.
pub(in crate::calculus) fn minimum_within(
    graph: &mut Graph,
    f: ExprId,
    symbols: &[Symbol],
    region: &[Interval],
    effort: Effort<'_>,
) -> Result<Option<GlobalMinimum>, NotEnclosable> {
    let n = symbols.len();
    if n == 0 || n > unknowns::BOXES || region.len() != n {
        return Err(NotEnclosable::TooLarge);
    }
    if region.iter().any(Interval::is_empty) {
        return Ok(None);
    }
    // What has no bounds itself is refused before anything is derived.
    IntervalProgram::new(graph, &[f], symbols)?;
    let slopes = gradient(graph, f, symbols);
    let second = hessian(graph, f, symbols);
    let outputs: Vec<ExprId> = [f].into_iter().chain(slopes).chain(second.into_iter().flatten()).collect();
    let system = System { program: IntervalProgram::new(graph, &outputs, symbols)?, first: 1 };
    let mut sides = [Interval::ZERO; unknowns::BOXES];
    sides[..n].copy_from_slice(region);
    let workspace = Workspace::new(&system.program);
    let mut search = BranchAndBound {
        graph,
        f,
        symbols,
        system: &system,
        region: sides,
        workspace,
        upper: f64::INFINITY,
        waiting: BinaryHeap::new(),
        found: Vec::new(),
        remnants: Vec::new(),
        steps: 0,
        count: 0,
        exact_left: candidates::SHORT_POINTS,
    };
    let stopped = search.run(&effort);
    Ok(search.result(stopped))
}

/// A piece in the queue: the lowest bound first, then the one that waits longest.
pub(super) struct Waiting {
    piece: FacePart,
    since: usize,
}

impl Ord for Waiting {
    fn cmp(&self, other: &Waiting) -> Ordering {
        other.piece.lower.total_cmp(&self.piece.lower).then(other.since.cmp(&self.since))
    }
}

impl PartialOrd for Waiting {
    fn partial_cmp(&self, other: &Waiting) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Waiting {
    fn eq(&self, other: &Waiting) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Waiting {}

/// A local minimiser that is proved, and the box in which it is alone on its face.
#[derive(Clone, Copy)]
pub(super) struct LocalMinimiser {
    ends: [FacePosition; unknowns::BOXES],
    alone: Sides,
    place: Sides,
    value: Interval,
    proved: bool,
}

pub(super) struct BranchAndBound<'g> {
    pub(super) graph: &'g mut Graph,
    pub(super) f: ExprId,
    pub(super) symbols: &'g [Symbol],
    pub(super) system: &'g System,
    pub(super) region: Sides,
    pub(super) workspace: Workspace,
    pub(super) upper: f64,
    pub(super) waiting: BinaryHeap<Waiting>,
    pub(super) found: Vec<LocalMinimiser>,
    pub(super) remnants: Vec<Remnant>,
    pub(super) steps: usize,
    pub(super) count: usize,
    pub(super) exact_left: usize,
}

impl BranchAndBound<'_> {
    pub(super) fn unknowns(&self) -> usize {
        self.symbols.len()
    }

    fn run(&mut self, effort: &Effort<'_>) -> Option<Stop> {
        self.sample(effort.interrupt);
        self.push_faces();
        while let Some(next) = self.waiting.pop() {
            self.count += 1;
            if next.piece.lower > self.upper {
                self.waiting.clear();
                break;
            }
            let stop = if self.count.is_multiple_of(POLL) && effort.interrupt.is_set() {
                Some(Stop::Interrupted)
            } else if self.steps > effort.steps || self.waiting.len() > pieces::GLOBAL_MINIMUM {
                Some(Stop::Effort)
            } else {
                (self.remnants.len() > pieces::MINIMUM_REMNANTS).then_some(Stop::TooManyBoxes)
            };
            if stop.is_some() {
                self.waiting.push(next);
                return stop;
            }
            self.look_at(next.piece);
        }
        None
    }

    /// Every face of the region, from its inside to its corners.
    fn push_faces(&mut self) {
        let n = self.unknowns();
        let mut faces = vec![FacePart {
            sides: self.region,
            ends: [FacePosition::Pinned; unknowns::BOXES],
            lower: f64::NEG_INFINITY,
        }];
        for i in 0..n {
            let side = self.region[i];
            if side.is_point() {
                continue;
            }
            let mut more = Vec::new();
            for face in &faces {
                let mut with = |end: FacePosition, side: Interval| {
                    let mut face = *face;
                    face.ends[i] = end;
                    face.sides[i] = side;
                    more.push(face);
                };
                with(FacePosition::Inside, side);
                if side.low().is_finite() {
                    with(FacePosition::Low, Interval::point(side.low()));
                }
                if side.high().is_finite() {
                    with(FacePosition::High, Interval::point(side.high()));
                }
            }
            faces = more;
        }
        for face in faces {
            self.push(face);
        }
    }

    fn push(&mut self, piece: FacePart) {
        let since = self.count * 4 + self.waiting.len() % 4;
        self.waiting.push(Waiting { piece, since });
    }

    /// Examines a piece and puts back what is left of it.
    fn look_at(&mut self, piece: FacePart) {
        let n = self.unknowns();
        let inside = |f: &LocalMinimiser| f.proved && f.ends == piece.ends && subset(&piece.sides, &f.alone, n);
        if self.found.iter().any(inside) {
            return;
        }
        self.steps += 2 * self.system.program.cost(1) + self.system.cost() + ALGEBRA_COST * n * n * n;
        let tests = Tests { system: self.system, upper: self.upper };
        match tests.examine(&mut self.workspace, &piece) {
            BoundOutcome::Nothing => {}
            BoundOutcome::Minimiser(part) => self.prove(&piece, part),
            BoundOutcome::Part(examined) => self.go_on(&piece, examined),
        }
    }

    /// A piece whose inside holds one minimiser of the face.
    fn prove(&mut self, piece: &FacePart, part: Sides) {
        let active = piece.active(self.unknowns());
        let place = self.system.shrink(&mut self.workspace, part, &active);
        self.add(piece.ends, piece.sides, place);
    }

    /// Keeps a minimiser of a face that is alone in a box, unless it is known or not the least.
    pub(super) fn add(&mut self, ends: [FacePosition; unknowns::BOXES], alone: Sides, place: Sides) {
        let n = self.unknowns();
        if self.found.iter().any(|f| f.ends == ends && subset(&place, &f.alone, n)) {
            return;
        }
        let value = self.value_on(&place);
        // Inward it grows, or at least does not fall.
        let mut proved = true;
        self.system.program.evaluate(&mut self.workspace, &place[..n], 1 + n);
        let is_smooth = self.workspace.output(&self.system.program, 0).quality == Quality::Smooth;
        for i in 0..n {
            let slope = self.workspace.output(&self.system.program, 1 + i);
            let smooth = is_smooth && slope.quality >= Quality::Defined;
            match ends[i] {
                FacePosition::Low if smooth && slope.range.is_negative() => return,
                FacePosition::High if smooth && slope.range.is_positive() => return,
                FacePosition::Low => proved &= smooth && slope.range.is_positive(),
                FacePosition::High => proved &= smooth && slope.range.is_negative(),
                FacePosition::Inside | FacePosition::Pinned => {}
            }
        }
        if self.point_is_defined(&place) {
            self.lower_to(value.high());
        }
        self.found.push(LocalMinimiser { ends, alone, place, value, proved });
    }

    fn point_is_defined(&mut self, sides: &Sides) -> bool {
        let n = self.unknowns();
        self.system.program.evaluate(&mut self.workspace, &sides[..n], 1);
        self.workspace.output(&self.system.program, 0).quality >= Quality::Defined
    }

    /// Bounds on a tiny box, by the mean value form where that is better.
    fn value_on(&mut self, sides: &Sides) -> Interval {
        let n = self.unknowns();
        let (program, w) = (&self.system.program, &mut self.workspace);
        program.evaluate(w, &sides[..n], 1 + n);
        let plain = w.output(program, 0);
        let mut sum = Interval::ZERO;
        let mut centre = *sides;
        for i in 0..n {
            let slope = w.output(program, 1 + i);
            if slope.quality < Quality::Defined {
                return plain.range;
            }
            centre[i] = Interval::point(sides[i].midpoint());
            sum = sum + slope.range * (sides[i] - centre[i]);
        }
        if plain.quality < Quality::Continuous {
            return plain.range;
        }
        program.evaluate(w, &centre[..n], 1);
        plain.range.intersect(&(w.output(program, 0).range + sum))
    }

    pub(super) fn lower_to(&mut self, upper: f64) {
        if upper < self.upper {
            self.upper = upper;
        }
    }

    /// What is left of a piece: kept as it is where it is tiny, else cut and put back.
    fn go_on(&mut self, before: &FacePart, examined: Examined) {
        let n = self.unknowns();
        let piece = examined.piece;
        self.try_points(&examined);
        let active = piece.active(n);
        if active.list().is_empty() {
            self.corner(&examined);
            return;
        }
        let cut = self.widest(&examined, &active).filter(|_| !examined.level);
        let shrunk = active.list().iter().any(|&i| piece.sides[i].width() < 0.4 * before.sides[i].width());
        // The bounds known are those of the wider box.
        if shrunk && !examined.level {
            self.push(piece);
            return;
        }
        let Some(cut) = cut else {
            let value = Interval::new(piece.lower.max(examined.range.low()), examined.range.high());
            let Examined { smooth, level, .. } = examined;
            self.remnants.push(Remnant { sides: piece.sides, ends: piece.ends, value, smooth, level });
            return;
        };
        let side = piece.sides[cut];
        let middle = side.midpoint();
        for half in [Interval::new(side.low(), middle), Interval::new(middle, side.high())] {
            let mut part = piece;
            part.sides[cut] = half;
            self.push(part);
        }
    }

    /// A corner of the region, or a region of one point.
    fn corner(&mut self, examined: &Examined) {
        let piece = examined.piece;
        self.add(piece.ends, piece.sides, piece.sides);
    }

    /// The side to cut: the one along which the function changes most, but none that is much narrower than others are.
    fn widest(&self, examined: &Examined, active: &Active) -> Option<usize> {
        let sides = &examined.piece.sides;
        let narrow = |i: usize| sides[i].width() <= NARROW * sides[i].magnitude().max(1.0);
        let share = |i: usize| {
            if narrow(i) { 0.0 } else { sides[i].width() / self.region[i].width().clamp(1e-300, FAR) }
        };
        let most = active.list().iter().map(|&i| share(i)).fold(0.0, f64::max);
        let worth = |i: usize| {
            let smear = examined.smear[i];
            (smear.is_finite() && smear > 0.0).then_some(smear)
        };
        let candidates = || active.list().iter().copied().filter(|&i| !narrow(i) && share(i) >= SLIM * most);
        let by_smear = candidates().all(|i| worth(i).is_some());
        candidates().max_by(|&a, &b| {
            let key = |i: usize| if by_smear { worth(i).unwrap_or(0.0) } else { share(i) };
            key(a).total_cmp(&key(b))
        })
    }

    /// The function has a value somewhere, so that boxes must be left; if none is, for whatever reason, nothing is claimed.
    fn nothing_known(&self) -> GlobalMinimum {
        let unsearched = vec![self.region[..self.unknowns()].to_vec()];
        let value = Interval::new(f64::NEG_INFINITY, self.upper);
        GlobalMinimum { value, candidates: Vec::new(), unsearched, stopped: Some(Stop::Effort) }
    }

    fn result(mut self, stopped: Option<Stop>) -> Option<GlobalMinimum> {
        let n = self.unknowns();
        let upper = self.upper;
        let mut lower = upper;
        let mut candidates: Vec<MinimiserBox> = Vec::new();
        let mut remnants: Vec<Remnant> = std::mem::take(&mut self.remnants);
        remnants.retain(|r| r.value.low() <= upper);
        self.found.retain(|f| f.value.low() <= upper);
        let proved = |f: &LocalMinimiser, r: &Remnant| f.proved && f.ends == r.ends && subset(&r.sides, &f.alone, n);
        remnants.retain(|r| !self.found.iter().any(|f| proved(f, r)));
        // What is not proved on a border is a remnant like others.
        for f in self.found.iter().filter(|f| !f.proved) {
            remnants.push(Remnant { sides: f.place, ends: f.ends, value: f.value, smooth: true, level: false });
        }
        for f in self.found.iter().filter(|f| f.proved) {
            let inside = f.ends[..n].iter().all(|e| matches!(e, FacePosition::Inside | FacePosition::Pinned));
            lower = lower.min(f.value.low());
            candidates.push(MinimiserBox {
                place: f.place[..n].to_vec(),
                alone: f.alone[..n].to_vec(),
                ends: f.ends[..n].to_vec(),
                value: f.value,
                argument: if inside { MinimiserEvidence::CriticalPoint } else { MinimiserEvidence::Border },
            });
        }
        for cluster in clusters(&remnants, n) {
            lower = lower.min(cluster.value.low());
            let place = cluster.sides[..n].to_vec();
            let value = self.value_on(&cluster.sides).intersect(&Interval::new(cluster.value.low(), f64::INFINITY));
            candidates.push(MinimiserBox {
                alone: place.clone(),
                place,
                ends: cluster.ends[..n].to_vec(),
                value,
                argument: match (cluster.level, cluster.smooth) {
                    (true, _) => MinimiserEvidence::Level,
                    (false, true) => MinimiserEvidence::Degenerate,
                    (false, false) => MinimiserEvidence::Kink,
                },
            });
        }
        candidates.sort_by(|a, b| order(&a.place, &b.place, n));
        let mut left: Vec<Remnant> = Vec::new();
        for waiting in self.waiting.drain().filter(|w| w.piece.lower <= upper) {
            let FacePart { sides, ends, lower: bound } = waiting.piece;
            lower = lower.min(bound);
            left.push(Remnant { sides, ends, value: Interval::ENTIRE, smooth: true, level: false });
        }
        if candidates.is_empty() && left.is_empty() {
            return if upper < f64::INFINITY { Some(self.nothing_known()) } else { None };
        }
        left.sort_by(|a, b| order(&a.sides, &b.sides, n));
        let left = if left.len() <= pieces::MINIMUM_REMNANTS { clusters(&left, n) } else { vec![hull(&left, n)] };
        let unsearched = left.iter().map(|r| r.sides[..n].to_vec()).collect();
        Some(GlobalMinimum { value: Interval::new(lower, upper), candidates, unsearched, stopped })
    }
}

/// Regions wider than this count as so wide.
const FAR: f64 = 1e3;
/// A side narrower than this part of the widest is not cut.
const SLIM: f64 = 1.0 / 64.0;
/// Steps of programs that take as long as an entry of a product of matrices.
const ALGEBRA_COST: usize = 4;
pub(super) fn subset(a: &[Interval], b: &[Interval], n: usize) -> bool {
    (0..n).all(|i| a[i].is_subset_of(&b[i]))
}

fn hull(boxes: &[Remnant], n: usize) -> Remnant {
    let mut all = boxes[0];
    for b in boxes {
        for i in 0..n {
            all.sides[i] = all.sides[i].hull(&b.sides[i]);
        }
    }
    all
}

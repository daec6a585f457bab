//! The shape of a function around a point where a run rests: a bowl, a saddle, a plateau.

use super::around::{Around, look};
use super::judgement::{Evidence, TOLERANCE, at_rest, distance};
use crate::descent::dense::solve_symmetric;
use crate::descent::kinks::line;
use crate::descent::trace::norm;
use crate::descent::{Corner, Iterate, KnownPoint, Problem};
use crate::numeric::eigen::symmetric_eigenvalues;
use crate::numeric::format::significant;

/// Second derivatives smaller than this part of the largest count as zero.
const FLAT: f64 = 1e-8;

/// Where no second derivative is larger than this and the gradient is tiny, the run may be on a plateau.
const SHALLOW: f64 = 1e-4;

/// With more unknowns no Hessian is computed.
pub const MAX_UNKNOWNS: usize = 64;

/// The surroundings of a point.
#[derive(Clone, Debug)]
pub struct Surroundings {
    /// The kind of place.
    pub kind: RestKind,
    /// The eigenvalues of the Hessian, rising; empty where it is not known.
    pub eigenvalues: Vec<f64>,
    /// For a bowl without kinks: the eigenvalues at its bottom, if they are nearly the same as here; otherwise second
    /// derivatives at one point say nothing about those nearby.
    pub steady: Option<Vec<f64>>,
    /// The direction of least curvature; empty where it is not known.
    pub direction: Vec<f64>,
    /// For a bowl or saddle: the estimated distance of the critical point.
    pub offset: f64,
    /// The values around it, where they were examined.
    pub around: Around,
    /// The branches that meet there.
    pub corner: Option<Corner>,
    /// Do branches meet near it, so that second derivatives at one point say nothing about those nearby?
    pub branches: bool,
    /// For one unknown, where branches meet: the slopes on both sides, the left one negative and the right one positive, and
    /// how far away they were taken; 0 if the branches meet at the point itself.
    pub kink: Option<(f64, f64, f64)>,
    /// Why the bottom of the bowl is no minimum.
    pub flaw: Option<Flaw>,
}

/// Why the bottom of a bowl is no minimum.
#[derive(Clone, Debug)]
pub enum Flaw {
    /// The function has no value at this point.
    Hole(Vec<f64>),
    /// Its value at this point is higher.
    Spike(Vec<f64>, f64),
    /// Just beyond it the function has no value; whether it has one at the point is unknown.
    Edge,
}

/// Kinds of places where the gradient is small.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RestKind {
    /// Every direction bends up.
    Bowl,
    /// Some directions bend up and some down.
    Saddle,
    /// Every direction bends down.
    Maximum,
    /// Some direction does not bend, but the function rises that way on both sides.
    Valley,
    /// The function falls nowhere, but there are directions in which it does not rise.
    Floor,
    /// The function falls one way, and it is no saddle.
    Inflection,
    /// Some direction does not bend, and the function hardly changes over a long distance.
    Plateau,
    /// Rounding errors are larger than the changes of the value nearby.
    Blurred,
    /// Nothing is known.
    Unknown,
}

/// Examines the surroundings of a point where the gradient has this norm.
pub fn survey(evidence: &mut Evidence<'_>, x: &[f64], gradient: f64) -> Surroundings {
    let n = x.len();
    let unknown = Surroundings {
        kind: RestKind::Unknown,
        eigenvalues: Vec::new(),
        steady: None,
        direction: Vec::new(),
        offset: f64::INFINITY,
        around: Around::default(),
        corner: None,
        branches: false,
        kink: None,
        flaw: None,
    };
    if n == 0 || n > MAX_UNKNOWNS {
        return unknown;
    }
    let hessian = hessian(evidence, x);
    let Some((eigenvalues, direction)) = symmetric_eigenvalues(&hessian, n) else { return unknown };
    let (lowest, highest) = (eigenvalues[0], eigenvalues[n - 1]);
    let flat = FLAT * highest.abs().max(lowest.abs()).max(1.0);
    let smallest = eigenvalues.iter().fold(f64::INFINITY, |m: f64, l| m.min(l.abs()));
    let offset = gradient / smallest;
    let shallow = gradient < TOLERANCE && lowest.abs().max(highest.abs()) < SHALLOW;
    let flat = if shallow { SHALLOW } else { flat };
    let size = 1.0 + norm(x);
    let h = (10.0 * offset).clamp(1e-4 * size, 0.1 * size);
    let kind = if lowest > flat && keeps_bending(evidence.problem, (x, &direction), lowest, h, 0.0) {
        RestKind::Bowl
    } else if lowest >= -flat {
        probe(evidence.problem, x, &direction)
    } else if highest > flat {
        RestKind::Saddle
    } else {
        RestKind::Maximum
    };
    Surroundings { kind, eigenvalues, direction, offset, ..unknown }
}

/// Only a critical point nearer than this, relative to one plus the size of the point, is examined.
const NEAR: f64 = 1e-3;

/// Second derivatives that differ by less than this part between the last point and the minimum count as nearly the same.
const STEADY: f64 = 0.1;

/// A known minimiser within the tolerance, and how far away it is.
pub fn near_known<'k>(evidence: &Evidence<'k>, last: Iterate<'_>) -> Option<(&'k KnownPoint, f64)> {
    let tolerance = TOLERANCE * (1.0 + norm(last.x));
    let known = evidence.knowledge.minimisers().iter().map(|p| (p, distance(&p.x, last.x)));
    known.filter(|(_, away)| *away <= tolerance).min_by(|a, b| a.1.total_cmp(&b.1))
}

/// Newton's step to a critical point over these unknowns, to be subtracted.
fn newton(evidence: &mut Evidence<'_>, last: Iterate<'_>, free: &[usize]) -> Option<Vec<f64>> {
    let mut part = block(&hessian(evidence, last.x), last.x.len(), free);
    let mut step: Vec<f64> = free.iter().map(|&i| last.gradient[i]).collect();
    let solved = solve_symmetric(&mut part, free.len(), &mut step);
    let mut whole = vec![0.0; last.x.len()];
    free.iter().zip(&step).for_each(|(&i, d)| whole[i] = *d);
    solved.then_some(whole)
}

impl Surroundings {
    /// Examines the values around the last point: second derivatives describe a function only where it is smooth, and only
    /// nearby.
    pub fn look(self, evidence: &mut Evidence<'_>, last: Iterate<'_>) -> Surroundings {
        let size = 1.0 + norm(last.x);
        let rests = at_rest(&evidence.descent.stop);
        if last.x.len() > MAX_UNKNOWNS || !(rests || last.norm < TOLERANCE || self.offset <= NEAR * size) {
            return self;
        }
        let corner = evidence.problem.corner(last.x, last.value, TOLERANCE * size);
        let (branches, corner) = (corner.is_some(), corner.filter(|_| rests));
        let steepest = corner.as_ref().map_or(last.gradient, |c| &c.gradient);
        let ways = [&self.direction[..], last.gradient, steepest];
        let off = if last.norm > TOLERANCE { 0.0 } else { self.offset }.max(TOLERANCE * size);
        let around = look(evidence.problem, last.x, last.value, (last.norm, off), &ways);
        let kind = self.checked(&around, last.x.len());
        let kink = corner.as_ref().and_then(|_| kink(evidence.problem, last.x, last.value));
        let all: Vec<usize> = (0..last.x.len()).collect();
        let bowl = kind == RestKind::Bowl;
        let flaw = if rests && bowl { flaw(evidence, last, &all) } else { None };
        let steady = if bowl && !branches { self.steady(evidence, last) } else { None };
        Surroundings { kind, around, corner, branches, kink, flaw, steady, ..self }
    }

    /// The eigenvalues at the bottom of the bowl, unless they differ much from those at the last point.
    fn steady(&self, evidence: &mut Evidence<'_>, last: Iterate<'_>) -> Option<Vec<f64>> {
        let all: Vec<usize> = (0..last.x.len()).collect();
        let bottom = match near_known(evidence, last) {
            Some((known, _)) => known.x.clone(),
            None => line(last.x, &newton(evidence, last, &all)?, -1.0),
        };
        let (there, _) = symmetric_eigenvalues(&hessian(evidence, &bottom), all.len())?;
        self.eigenvalues.iter().zip(&there).all(|(a, b)| (a - b).abs() <= STEADY * a).then_some(there)
    }

    /// The kind, unless the values around the point contradict it.
    fn checked(&self, around: &Around, unknowns: usize) -> RestKind {
        let (falls, rises) = (around.falls > 0, around.rises > 0);
        let risen = match (rises, around.level > 0) {
            (true, false) => RestKind::Valley,
            (true, true) => RestKind::Floor,
            (false, _) => RestKind::Plateau,
        };
        match self.kind {
            RestKind::Bowl if falls => RestKind::Inflection,
            RestKind::Bowl => RestKind::Bowl,
            _ if around.blurred => RestKind::Blurred,
            RestKind::Saddle | RestKind::Maximum | RestKind::Valley | RestKind::Inflection if !falls => risen,
            RestKind::Maximum if rises && unknowns > 1 => RestKind::Saddle,
            RestKind::Maximum if rises => RestKind::Inflection,
            RestKind::Valley => RestKind::Inflection,
            RestKind::Saddle if !rises => RestKind::Inflection,
            RestKind::Unknown if falls => RestKind::Inflection,
            kind => kind,
        }
    }
}

/// Where the slope changes its sign near a point, and the slopes there.
fn kink(problem: &mut dyn Problem, x: &[f64], value: f64) -> Option<(f64, f64, f64)> {
    let &[at] = x else { return None };
    let opposite = |&(_, left, right): &(f64, f64, f64)| left < -TOLERANCE && right > TOLERANCE;
    let here = problem.corner(x, value, 0.0).and_then(|c| c.sides).map(|(left, right)| (0.0, left, right));
    here.filter(opposite).or_else(|| {
        let mut slope = |x: f64| {
            let mut gradient = [0.0];
            problem.evaluate(&[x], &mut gradient);
            gradient[0]
        };
        let mut around = |part: f64| {
            let width = part * (1.0 + at.abs());
            (width, slope(at - width), slope(at + width))
        };
        [1e-15, 1e-12, 1e-10, 1e-8, 1e-6].into_iter().map(&mut around).find(opposite)
    })
}

/// Examines the bottom of a bowl over these unknowns, which Newton's step estimates: the function at the short decimal number
/// next to it, and beyond it.
pub fn flaw(evidence: &mut Evidence<'_>, last: Iterate<'_>, free: &[usize]) -> Option<Flaw> {
    let size = 1.0 + norm(last.x);
    let step = newton(evidence, last, free)?;
    let (bottom, beyond) = (line(last.x, &step, -1.0), line(last.x, &step, -2.0));
    // Newton's step is this accurate so near.
    let doubt = ROUND * norm(&step) + 4.0 * f64::EPSILON * size;
    let few = |v: f64| if v.abs() <= doubt { 0.0 } else { significant(v, 6).parse().unwrap_or(v) };
    // A coordinate may be such a number, whatever the others are.
    let is_near = |v: f64| (few(v) - v).abs() <= doubt;
    let round: Vec<f64> = bottom.iter().map(|&v| if is_near(v) { few(v) } else { v }).collect();
    let problem = &mut *evidence.problem;
    if bottom.iter().any(|&v| is_near(v)) && round != last.x {
        let value = problem.value(&round);
        let allowed = 4.0 * last.norm * distance(&round, last.x) + 1e-9 * (1.0 + last.value.abs());
        match value {
            v if v.is_nan() => return Some(Flaw::Hole(round)),
            v if v > last.value + allowed => return Some(Flaw::Spike(round, v)),
            _ if bottom.iter().all(|&v| is_near(v)) => return None,
            _ => {}
        }
    }
    (problem.value(&bottom).is_nan() || problem.value(&beyond).is_nan()).then_some(Flaw::Edge)
}

/// The submatrix of these rows and columns of a matrix with `n` rows.
pub fn block(entries: &[f64], n: usize, kept: &[usize]) -> Vec<f64> {
    kept.iter().flat_map(|&i| kept.iter().map(move |&j| entries[i * n + j])).collect()
}

/// The largest distance, relative to the step, between the end of the step and a short decimal that is tried as the bottom of
/// the bowl.
const ROUND: f64 = 1e-3;

/// The second derivatives, by formula or by differences.
pub fn hessian(evidence: &mut Evidence<'_>, x: &[f64]) -> Vec<f64> {
    evidence.knowledge.hessian(x).unwrap_or_else(|| differences(evidence.problem, x))
}

/// Does the direction that bends least bend up on both sides too, at this distance? Beside an inflection it does not. Weight
/// decay adds its share to the slopes.
pub fn keeps_bending(
    problem: &mut dyn Problem,
    (x, direction): (&[f64], &[f64]),
    bend: f64,
    h: f64,
    decay: f64,
) -> bool {
    let mut slope_at = |h: f64| {
        let there = line(x, direction, h);
        let mut gradient = vec![0.0; x.len()];
        problem.evaluate(&there, &mut gradient);
        gradient.iter().zip(&there).zip(direction).map(|((g, x), d)| (g + decay * x) * d).sum::<f64>()
    };
    let (before, here, after) = (slope_at(-h), slope_at(0.0), slope_at(h));
    after - here >= 0.5 * bend * h && here - before >= 0.5 * bend * h
}

/// The values on both sides along a direction without curvature.
fn probe(problem: &mut dyn Problem, x: &[f64], direction: &[f64]) -> RestKind {
    let mut gradient = vec![0.0; x.len()];
    let here = problem.evaluate(x, &mut gradient);
    let scale = 1.0 + here.abs();
    let (mut least, mut most) = (0.0_f64, 0.0_f64);
    for size in [1e-3, 1e-2, 1e-1] {
        let h = size * (1.0 + norm(x));
        for sign in [h, -h] {
            let change = problem.evaluate(&line(x, direction, sign), &mut gradient) - here;
            if change.is_nan() {
                return RestKind::Unknown;
            }
            (least, most) = (least.min(change), most.max(change));
        }
    }
    if least.abs().max(most) < 1e-6 * scale {
        RestKind::Plateau
    } else if least < -1e-3 * most {
        RestKind::Inflection
    } else {
        RestKind::Valley
    }
}

/// The Hessian by central differences of the gradient, made symmetric.
fn differences(problem: &mut dyn Problem, x: &[f64]) -> Vec<f64> {
    let n = x.len();
    let mut rows = vec![0.0; n * n];
    let (mut ahead, mut behind) = (vec![0.0; n], vec![0.0; n]);
    let mut there = x.to_vec();
    for i in 0..n {
        let h = 6e-6 * (1.0 + x[i].abs());
        there[i] = x[i] + h;
        problem.evaluate(&there, &mut ahead);
        there[i] = x[i] - h;
        problem.evaluate(&there, &mut behind);
        there[i] = x[i];
        for j in 0..n {
            let entry = (ahead[j] - behind[j]) / (4.0 * h);
            rows[i * n + j] += entry;
            rows[j * n + i] += entry;
        }
    }
    rows
}

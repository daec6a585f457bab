//! Runs that repeat themselves: cycles, kinks, hovering about a minimum.

use super::judgement::{Ending, Evidence, Judgement, Verdict, nearest};
use super::pattern::Cycle;
use super::prediction::hovering;
use super::proof::rounded_up;
use super::words::{number, point, progress};
use crate::descent::{CycleCertificate, Iterate};

/// A cycle with its reason.
pub(super) fn oscillation(evidence: &mut Evidence<'_>, cycle: Cycle) -> Judgement {
    let points: Vec<String> = match evidence.labels.unknowns.len() {
        1 => cycle.points.iter().map(|x| number(x[0])).collect(),
        _ => cycle.points.iter().map(|x| point(evidence, x)).collect(),
    };
    let period = cycle.points.len();
    let shown = if period <= 8 { points.join(", ") } else { format!("{}, …", points[..8].join(", ")) };
    let repeats = cycle.exact && evidence.method.nature().memoryless;
    let proof = evidence.knowledge.cycle(&cycle.points, evidence.rate).filter(|_| evidence.plain);
    let how = match (repeats, proof) {
        (true, _) => format!("a cycle of period {period}, which repeats to the last bit"),
        (false, Some(_)) => format!("near a cycle of period {period}"),
        (false, None) => format!("probably near a cycle of period {period}"),
    };
    let mut judgement =
        Judgement::new(Verdict::Oscillates, vec![format!("oscillates: {how}: {shown}"), progress(evidence)]);
    judgement.ending = Some(Ending::Cycle);
    if let Some(kink) = kink(evidence, &cycle) {
        judgement.reason.push(kink);
        judgement.ending = Some(Ending::Kink);
    } else if let Some(proof) = proof {
        judgement.reason.extend(proved(evidence, &proof, period));
        judgement.certified = Some(proof.distance);
    } else {
        judgement.reason.extend(multiplier(evidence, &cycle));
    }
    judgement.reason.extend(no_proof(evidence));
    Judgement { cycle: Some(cycle.points), ..judgement }
}

/// What is proved about a cycle in exact arithmetic.
fn proved(evidence: &Evidence<'_>, proof: &CycleCertificate, period: usize) -> [String; 2] {
    let within = number(rounded_up(proof.distance));
    let (low, high) = proof.multiplier;
    let (verb, attracts) = if low > -1.0 && high < 1.0 {
        ("attracts its neighbours", true)
    } else if low > 1.0 || high < -1.0 {
        ("repels its neighbours", false)
    } else {
        ("may attract or repel its neighbours", false)
    };
    let factor = match evidence.labels.unknowns.len() {
        1 => {
            let size = if attracts { "; it is proved to be less than 1 in size" } else { "" };
            let product = number(0.5 * (low + high));
            format!("the product of 1 - rate·{} along it is about {product}{size}", evidence.labels.curvature())
        }
        _ => {
            let radius = "the spectral radius of the derivative of a whole round is";
            match (attracts, low > 1.0) {
                (true, _) => format!("{radius} proved to be at most {}", number(rounded_up(high))),
                // Rounding to the digits shown must not raise it.
                (false, true) => format!("{radius} proved to be at least {}", number(low * (1.0 - 1e-5))),
                (false, false) => format!("{radius} about {}", number(0.5 * (low + high))),
            }
        }
    };
    [
        format!("certified: in exact arithmetic there is a cycle of period {period} within {within} of these points"),
        format!("it {verb}: {factor}"),
    ]
}

/// Methods without a theorem say so.
pub(super) fn no_proof(evidence: &Evidence<'_>) -> Option<String> {
    let silent = evidence.method.nature().rests || evidence.rate.fixed().is_none();
    let name = evidence.method.name().split('(').next().unwrap_or_default();
    (!silent).then(|| format!("observed, not proved: there is no proof for {name} with a constant rate here"))
}

/// Does the slope jump between the two points of a cycle in one unknown, or change as much in next to no space?
fn kink(evidence: &mut Evidence<'_>, cycle: &Cycle) -> Option<String> {
    let rate = evidence.rate.fixed().filter(|_| evidence.plain)?;
    let ([a, b], [ga, gb]) = (&cycle.points[..], &cycle.gradients[..]) else { return None };
    let (&[a], &[b], &[ga], &[gb]) = (&a[..], &b[..], &ga[..], &gb[..]) else { return None };
    let (mut low, mut high) = (a.min(b), a.max(b));
    let width = high - low;
    let mut slope_at = |x: f64| {
        let mut slope = [f64::NAN];
        evidence.problem.evaluate(&[x], &mut slope);
        slope[0]
    };
    while high - low > 1e-12 * (1.0 + high.abs()) {
        let middle = 0.5 * (low + high);
        if middle <= low || middle >= high {
            break;
        }
        match slope_at(middle) {
            slope if slope < 0.0 => low = middle,
            slope if slope > 0.0 => high = middle,
            // The slope that is used at a kink itself says nothing about its sides.
            _ => (low, high) = (middle, middle),
        }
    }
    // The place itself is meant, without the rounding error of the bisection.
    let grain = 1e-9 * width;
    let (left, right) = (slope_at(low - grain), slope_at(high + grain));
    let much = 1e-3 * (ga.abs() + gb.abs());
    if !(left < -much && right > much) {
        return None;
    }
    let at = [(high / grain).round() * grain];
    let value = evidence.problem.value(&at);
    // Branches that meet at the very point.
    let meet = evidence.problem.corner(&at, value, 0.0).and_then(|corner| corner.sides);
    let (place, [rate, width, space]) = (point(evidence, &at), [rate, width, 2.0 * grain].map(number));
    let slopes = match meet.filter(|(left, right)| *left < 0.0 && *right > 0.0) {
        Some((left, right)) => format!("the slope jumps from {} to {} near {place}", number(left), number(right)),
        None => format!("near {place} the slope goes from {} to {} within {space}", number(left), number(right)),
    };
    Some(format!("{slopes}: a constant rate {rate} cannot settle there and swings by {width}"))
}

/// The factor by which a cycle in one unknown attracts its neighbours.
fn multiplier(evidence: &Evidence<'_>, cycle: &Cycle) -> Option<String> {
    let rate = evidence.rate.fixed().filter(|_| evidence.plain)?;
    let mut product = 1.0;
    for x in &cycle.points {
        let [curvature] = evidence.knowledge.hessian(x)?[..] else { return None };
        product *= 1.0 - rate * curvature;
    }
    let name = evidence.labels.curvature();
    let verb = if product.abs() < 1.0 { "attracts" } else { "repels" };
    let product = number(product);
    Some(format!("it probably {verb} its neighbours: the product of 1 - rate·{name} along it is about {product}"))
}

/// The last iterates alternate and the value no longer falls: the run is caught at a kink, near a cycle that has not closed in
/// doubles yet.
pub(super) fn trapped(evidence: &Evidence<'_>, recent: &[Iterate<'_>]) -> Option<Judgement> {
    // Two windows of so many iterates are compared: enough to tell noise from a trend.
    const LAST: usize = 16;
    let ([_], true) = (recent.last()?.x, recent.len() >= 2 * LAST) else { return None };
    let lowest = |part: &[Iterate<'_>]| part.iter().map(|i| i.value).fold(f64::INFINITY, f64::min);
    let (before, after) = recent.split_at(recent.len() - LAST);
    let before = lowest(&before[before.len() - LAST..]);
    let size = 1e-12 * (before.abs() + 1.0);
    let swings = after.windows(3).all(|w| (w[1].x[0] - w[0].x[0]) * (w[2].x[0] - w[1].x[0]) < 0.0);
    if !swings || lowest(after) < before - size {
        return None;
    }
    let (low, high) = after.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), i| (l.min(i.x[0]), h.max(i.x[0])));
    let name = &evidence.labels.unknowns[0];
    let text = format!("oscillates: {name} swings between about {} and {}", number(low), number(high));
    let why = format!("in the last {LAST} steps {} has not fallen any further", evidence.labels.target());
    let mut judgement = Judgement::new(Verdict::Oscillates, vec![text, why]);
    judgement.reason.extend(no_proof(evidence));
    Some(judgement)
}

/// A long cycle of doubles: a step that depends on nothing but the point repeats what it did there.
pub(super) fn repeats(evidence: &Evidence<'_>) -> Option<Judgement> {
    let alone = evidence.method.nature().memoryless && evidence.rate.fixed().is_some();
    let period = evidence.descent.trace.period().filter(|&p| alone && p > 1)?;
    let text = format!("oscillates: its doubles repeat every {period} steps, so they will for ever");
    let why = "whether exact arithmetic has such a cycle is not proved".to_string();
    Some(Judgement::new(Verdict::Oscillates, vec![text, progress(evidence), why]).at(Ending::Cycle))
}

/// The run stays about the nearest known minimiser without coming nearer.
pub(super) fn hovers(evidence: &Evidence<'_>) -> Option<Judgement> {
    let known = nearest(evidence)?;
    let far = hovering(&evidence.descent.trace, &known.x)?;
    if far > HOVERING * (1.0 + crate::descent::trace::norm(&known.x)) {
        return None;
    }
    let which = if known.global { "minimum" } else { "local minimum" };
    let place = evidence.labels.point(&known.exact);
    let text = format!("oscillates: hovers about the {which} at {place}, lately up to {} from it", number(far));
    let mut judgement = Judgement::new(Verdict::Oscillates, vec![text, progress(evidence)]);
    judgement.reason.push("over the last half of its steps it came no nearer".into());
    judgement.reason.extend(no_proof(evidence));
    Some(judgement.at(Ending::Hovering))
}

/// Farther from a minimum, relative to its size, no run is said to hover about it.
const HOVERING: f64 = 0.5;

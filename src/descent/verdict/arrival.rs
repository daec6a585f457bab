//! Has the run arrived, and where: at a minimum, a saddle, on a plateau?

use super::corner::{at_corner, misses};
use super::exact::passing;
use super::judgement::{Ending, Evidence, Judgement, TOLERANCE, Verdict, at_rest, distance, in_passing, nearest};
use super::modes::{is_invariant, polynomial, radius};
use super::rest::{Flaw, RestKind, Surroundings, near_known};
use super::words::{number, point, stop};
use crate::descent::trace::norm;
use crate::descent::{Iterate, KnownPoint, KnownPointKind, StopReason};
use crate::numeric::Rational;
use crate::numeric::real::ln;

/// A critical point this near, relative to one plus the size of the point, explains that a run does not move.
const NEAR: f64 = 1e-3;

/// Where the largest eigenvalue of the Hessian exceeds this, a direction without curvature is the floor of a valley.
const VALLEY: f64 = 1e-3;

/// The verdict where the run is at a critical point, as far as doubles or the tolerance can tell.
pub fn arrival(evidence: &Evidence<'_>, last: Iterate<'_>, place: &Surroundings) -> Option<Judgement> {
    let rests = at_rest(&evidence.descent.stop);
    let known = near_known(evidence, last);
    let unstable = evidence.rate.fixed().filter(|_| evidence.plain).zip(place.eigenvalues.last());
    if !rests && unstable.is_some_and(|(rate, highest)| rate * highest > 2.0) {
        return None;
    }
    if let Some(moved) = in_passing(evidence) {
        return rests.then(|| passing(evidence, moved));
    }
    if let Some((known, away)) = known {
        let missed = misses(evidence, last, known, away);
        return missed.map_or_else(|| Some(at_known(evidence, place, known, away)), |m| rests.then_some(m));
    }
    if let Some(judgement) = at_least(evidence, last).filter(|_| rests) {
        return Some(judgement);
    }
    if let Some(judgement) = at_corner(evidence, last, place).filter(|_| rests) {
        return Some(judgement);
    }
    let stuck = matches!(evidence.descent.stop, StopReason::Fixed | StopReason::NoProgress { .. });
    let explained = place.kind != RestKind::Plateau && has_critical_point(evidence, last, place);
    if stuck && last.norm > TOLERANCE && !explained {
        return Some(too_short(evidence, last));
    }
    match place.kind {
        RestKind::Bowl => bowl(evidence, last, place, rests),
        RestKind::Saddle | RestKind::Maximum => {
            (rests || lingers(evidence, last, place)).then(|| saddle(evidence, last, place, rests))
        }
        RestKind::Plateau => (rests || on_plateau(evidence, last)).then(|| plateau(evidence, last, place)),
        RestKind::Valley | RestKind::Floor | RestKind::Inflection | RestKind::Blurred | RestKind::Unknown if !rests => {
            None
        }
        RestKind::Blurred => {
            let text = format!("stalled at {}: {}", point(evidence, last.x), stop(evidence));
            let why = "rounding errors are larger there than what changes around it, so nothing tells what it is";
            Some(Judgement::new(Verdict::Stalled, vec![text, why.into()]))
        }
        RestKind::Valley | RestKind::Floor => Some(valley(evidence, last, place)),
        RestKind::Inflection => {
            let reason = vec![
                format!("stalled at {}: {}", point(evidence, last.x), stop(evidence)),
                format!(
                    "no minimum, since {} and {} falls on one side",
                    bend(evidence, place),
                    evidence.labels.target()
                ),
            ];
            Some(Judgement::new(Verdict::Stalled, reason).at(Ending::Inflection))
        }
        RestKind::Unknown => {
            let text = format!("converged to {}, probably: {}", point(evidence, last.x), stop(evidence));
            let reason = vec![text, "whether it is a minimum was not checked".into()];
            Some(Judgement::new(Verdict::Converged, reason))
        }
    }
}

/// At a known minimiser.
fn at_known(evidence: &Evidence<'_>, place: &Surroundings, known: &KnownPoint, away: f64) -> Judgement {
    let which = if known.global { "minimum" } else { "local minimum" };
    let how = if away == 0.0 { String::new() } else { format!(" to within {}", number(away)) };
    let at = evidence.labels.point(&known.exact);
    let mut reason = vec![format!("converged to the {which} at {at}{how}: {}", stop(evidence))];
    reason.extend(local_rate(evidence, place));
    // The double of the minimiser may itself be half a spacing away from it.
    let rounding = 2.0 * f64::EPSILON * (norm(&known.x) + away);
    let judgement = Judgement::new(Verdict::Converged, reason).at(Ending::Minimum);
    Judgement { certified: known.proved.then_some(away + rounding), ..judgement }
}

/// At the least value, but for rounding or a step within the tolerance, where infinitely many points have it.
fn at_least(evidence: &Evidence<'_>, last: Iterate<'_>) -> Option<Judgement> {
    let least = evidence.knowledge.least()?;
    let above = (last.value - least.value).abs();
    // With a fixed tolerance a flat maximum would pass.
    if above > 16.0 * f64::EPSILON * least.value.abs() + TOLERANCE * (1.0 + norm(last.x)) * last.norm {
        return None;
    }
    let (target, exact, places) = (evidence.labels.title(), &least.exact, &least.places);
    let reason = vec![
        format!("converged to {}: {}", point(evidence, last.x), stop(evidence)),
        match above {
            0.0 => format!("in doubles {target} has its least value there: it is {exact} {places}"),
            _ => format!("{target} is within {} there of its least value: it is {exact} {places}", number(above)),
        },
    ];
    Some(Judgement::new(Verdict::Converged, reason).at(Ending::Minimum))
}

/// Where second derivatives decide nothing, but values rise around.
fn valley(evidence: &Evidence<'_>, last: Iterate<'_>, place: &Surroundings) -> Judgement {
    let (target, bends) = (evidence.labels.target(), bend(evidence, place));
    let why = match (place.kind, last.x.len()) {
        (RestKind::Floor, _) => {
            format!("{target} falls in none of the directions that were tried, and in some it is level")
        }
        (_, 1) => format!("{bends}, but {target} rises on both sides"),
        _ => format!("{bends}, but {target} rises in every direction that was tried"),
    };
    let text = format!("converged to {}, probably near a minimum: {}", point(evidence, last.x), stop(evidence));
    Judgement::new(Verdict::Converged, vec![text, why]).at(Ending::Minimum)
}

/// Is a strict local minimum proved to be there?
fn is_proved(evidence: &Evidence<'_>, last: Iterate<'_>) -> bool {
    let proof = evidence.knowledge.critical_point(last.x);
    proof.is_some_and(|p| p.kind == KnownPointKind::Minimum && p.distance <= NEAR * (1.0 + norm(last.x)))
}

/// Does a critical point lie so near that it explains why a run stands still where there is a slope? Beside a pole a Newton
/// step is short too, but not compared with the point.
fn has_critical_point(evidence: &Evidence<'_>, last: Iterate<'_>, place: &Surroundings) -> bool {
    let size = norm(last.x);
    place.offset <= NEAR * size
        || place.offset <= NEAR * (1.0 + size) && evidence.knowledge.critical_point(last.x).is_some()
}

/// The point does not change although the gradient is not 0: the steps are smaller than the spacing of doubles.
fn too_short(evidence: &Evidence<'_>, last: Iterate<'_>) -> Judgement {
    let size = evidence.labels.gradient_size();
    let why = match evidence.descent.stop {
        StopReason::NoProgress { .. } => "which is not small: the search found no way down from here".into(),
        _ if !evidence.plain => "which is not small: the method leaves the point where it is".into(),
        _ => format!("but the rate {} is so small that no step moves the point", evidence.rate.text()),
    };
    let reason = vec![
        format!("stalled at {}: {}", point(evidence, last.x), stop(evidence)),
        format!("{size} is {}, {why}", number(last.norm)),
    ];
    Judgement::new(Verdict::Stalled, reason)
}

/// Every direction bends up, so a minimum is about as far as the Newton step is long.
fn bowl(evidence: &Evidence<'_>, last: Iterate<'_>, place: &Surroundings, rests: bool) -> Option<Judgement> {
    let size = 1.0 + norm(last.x);
    let near = if rests { NEAR } else { TOLERANCE };
    let (here, ended) = (point(evidence, last.x), stop(evidence));
    let likely = if is_proved(evidence, last) { "" } else { "probably " };
    if let Some(flaw) = &place.flaw {
        return Some(spoilt(evidence, last, flaw));
    }
    if place.offset <= near * size {
        let mut reason = vec![
            format!("converged to {here} to within about {}: {ended}", number(place.offset)),
            format!("{likely}a local minimum, since {}", bend(evidence, place)),
        ];
        reason.extend(local_rate(evidence, place));
        return Some(Judgement::new(Verdict::Converged, reason).at(Ending::Minimum));
    }
    rests.then(|| {
        let text =
            format!("a minimum is probably about {} away, since {}", number(place.offset), bend(evidence, place));
        Judgement::new(Verdict::Stalled, vec![format!("stalled at {here}: {ended}"), text])
    })
}

/// The values fall towards a place that is no minimum.
fn spoilt(evidence: &Evidence<'_>, last: Iterate<'_>, flaw: &Flaw) -> Judgement {
    let (target, here, ended) = (evidence.labels.target(), point(evidence, last.x), stop(evidence));
    let (what, why, ending) = match flaw {
        Flaw::Hole(at) => {
            let at = point(evidence, at);
            let why = format!("no minimum: {target} falls towards {at}, where it is not defined");
            ("beside a point without a value", why, Ending::Outside)
        }
        Flaw::Spike(at, value) => {
            let (now, there, at) = (number(last.value), number(*value), point(evidence, at));
            ("beside a jump", format!("no minimum: {target} is {now} here, and {there} at {at}"), Ending::Jump)
        }
        Flaw::Edge => {
            let why = format!("just beyond it {target} is not defined, so whether there is a minimum is not decided");
            ("beside the end of the domain", why, Ending::Outside)
        }
    };
    Judgement::new(Verdict::Stalled, vec![format!("stalled at {here}, {what}: {ended}"), why]).at(ending)
}

fn saddle(evidence: &Evidence<'_>, last: Iterate<'_>, place: &Surroundings, rests: bool) -> Judgement {
    let ending = if place.kind == RestKind::Maximum { Ending::Maximum } else { Ending::Saddle };
    let kind = ending.as_str();
    let near = if rests && last.norm == 0.0 { "at" } else { "near" };
    let (here, ended) = (point(evidence, last.x), stop(evidence));
    // Second derivatives of one branch say nothing about the others.
    let mut reason = match place.branches {
        false => vec![
            format!("stalled {near} the {kind} {here}: {ended}"),
            format!("no minimum, since {}", bend(evidence, place)),
        ],
        true => vec![
            format!("stalled {near} {here}, probably a {kind}: {ended}"),
            format!("no minimum: {} falls in some of the directions that were tried", evidence.labels.target()),
        ],
    };
    reason.extend(escape(evidence, last, place));
    Judgement::new(Verdict::Stalled, reason).at(ending)
}

fn plateau(evidence: &Evidence<'_>, last: Iterate<'_>, place: &Surroundings) -> Judgement {
    let (target, size) = (evidence.labels.target(), evidence.labels.gradient_size());
    let lower = nearest(evidence).filter(|p| p.value < last.value);
    if let [lowest, .., highest] = place.eigenvalues[..]
        && highest > VALLEY
        && lowest > -VALLEY
        && place.around.falls == 0
        && lower.is_none()
        && !drifts(evidence)
    {
        let reason = vec![
            format!("converged to {}, on a level floor: {}", point(evidence, last.x), stop(evidence)),
            format!("probably one of many minimisers: {}", bend(evidence, place)),
        ];
        return Judgement::new(Verdict::Converged, reason).at(Ending::Minimum);
    }
    if last.norm == 0.0 && place.around.falls + place.around.rises == 0 && lower.is_none() {
        let reason = vec![
            format!("stalled on level ground at {}: {}", point(evidence, last.x), stop(evidence)),
            format!("in doubles {target} does not change around it; whether it is less elsewhere is not decided"),
        ];
        return Judgement::new(Verdict::Stalled, reason).at(Ending::Plateau);
    }
    let so = if drifts(evidence) { "so nothing tells where a minimum is" } else { "so the steps are tiny" };
    let mut reason = vec![
        format!("stalled on a plateau at {}: {}", point(evidence, last.x), stop(evidence)),
        format!("{size} is {} and {}, {so}", number(last.norm), bend(evidence, place)),
    ];
    reason.extend(lower.map(|p| {
        let place = evidence.labels.point(&p.exact);
        format!("no global minimum: {target} is {} here and {} at {place}", number(last.value), p.value_exact)
    }));
    Judgement::new(Verdict::Stalled, reason).at(Ending::Plateau)
}

/// Was the last step long, or uphill? Then the run was still moving when its gradient happened to become tiny.
fn drifts(evidence: &Evidence<'_>) -> bool {
    let recent: Vec<Iterate<'_>> = evidence.descent.trace.recent().collect();
    let [.., before, last] = recent[..] else { return false };
    let rises = last.value > before.value + 1e-12 * (1.0 + last.value.abs());
    rises || distance(before.x, last.x) > NEAR * (1.0 + norm(last.x))
}

/// What the second derivatives are, in words.
pub fn bend(evidence: &Evidence<'_>, place: &Surroundings) -> String {
    match &place.eigenvalues[..] {
        [] => "the second derivatives are not known".into(),
        [one] => format!("{} is {}", evidence.labels.curvature(), number(*one)),
        [lowest, .., highest] => {
            format!("the eigenvalues of the Hessian lie between {} and {}", number(*lowest), number(*highest))
        }
    }
}

/// Is the run so near a saddle that it hardly moves?
fn lingers(evidence: &Evidence<'_>, last: Iterate<'_>, place: &Surroundings) -> bool {
    let recent: Vec<Iterate<'_>> = evidence.descent.trace.recent().collect();
    let tail = &recent[recent.len().saturating_sub(2)..];
    let still = tail.len() == 2 && (tail[0].value - tail[1].value).abs() <= TOLERANCE * (1.0 + last.value.abs());
    still && place.offset <= NEAR * (1.0 + norm(last.x))
}

/// How fast a start beside a saddle leaves it: a distance grows by `1 - rate·λ` per step along the eigenvalue λ < 0.
fn escape(evidence: &Evidence<'_>, last: Iterate<'_>, place: &Surroundings) -> Option<String> {
    let rate = evidence.rate.fixed().filter(|r| evidence.plain && !place.branches && *r > 0.0)?;
    let factor = 1.0 - rate * place.eigenvalues.first()?;
    let growth = format!("where it bends down, a distance grows by {} per step", number(factor));
    let share: f64 = last.gradient.iter().zip(&place.direction).map(|(g, d)| g * d).sum();
    let away = share.abs() / place.eigenvalues.first()?.abs();
    let steps = (ln(1.0 / away) / ln(factor)).ceil();
    let leaving = away > 0.0 && steps.is_finite() && steps > 0.0 && !at_rest(&evidence.descent.stop);
    Some(if leaving {
        format!("{growth}: from {} in that direction to 1 it takes about {steps} steps", number(away))
    } else {
        format!("{growth}, so a start beside it gets away")
    })
}

/// Is the run where nothing changes, well above the known minimum?
fn on_plateau(evidence: &Evidence<'_>, last: Iterate<'_>) -> bool {
    let above = nearest(evidence).is_none_or(|p| last.value - p.value > TOLERANCE * (1.0 + p.value.abs()));
    last.norm < TOLERANCE && above
}

/// Near a minimum of a smooth function: the factor per step, and the rates that converge there.
fn local_rate(evidence: &Evidence<'_>, place: &Surroundings) -> Option<String> {
    let eigenvalues = place.steady.as_ref()?;
    if !evidence.plain {
        return linear_rate(evidence, eigenvalues);
    }
    let rate = evidence.rate.fixed().filter(|r| *r > 0.0)?;
    let (lowest, highest) = (*eigenvalues.first()?, *eigenvalues.last()?);
    let factor = (1.0 - rate * lowest).abs().max((1.0 - rate * highest).abs());
    (factor < 1.0).then(|| {
        let (factor, limit) = (number(factor), number(2.0 / highest));
        format!("near it every step keeps about {factor} of the distance; rates below about {limit} settle there")
    })
}

/// The same for linear rules such as momentum: the largest spectral radius. Others have no theorem and say so.
fn linear_rate(evidence: &Evidence<'_>, eigenvalues: &[f64]) -> Option<String> {
    let Some(rule) = evidence.rate.fixed_exact().and_then(|rate| evidence.linear(rate)).filter(is_invariant) else {
        return super::cycles::no_proof(evidence);
    };
    let radius = |&lambda: &f64| Some(radius(&polynomial(&rule, &Rational::from_f64(lambda)?)?));
    let radii: Vec<f64> = eigenvalues.iter().map(radius).collect::<Option<_>>()?;
    let factor = radii.into_iter().fold(0.0, f64::max);
    (factor < 1.0).then(|| {
        let name = evidence.method.name();
        format!("near it {name} keeps about {} of the distance per step in the long run", number(factor))
    })
}

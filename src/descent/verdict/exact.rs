//! Verdicts by theorem: plain gradient descent with a constant rate on a quadratic.

use super::judgement::{Ending, Evidence, Judgement, TOLERANCE, Verdict, at_rest, distance, in_passing};
use super::rates::{self, two_over};
use super::spectrum::{Spectrum, sign_of};
use super::words::{by_condition, descending, equation, exact, interrupted, number, point, progress, root, stop};
use crate::descent::trace::norm;
use crate::descent::{KnownPoint, StopReason};
use crate::numeric::polynomial::RealRoot;
use crate::numeric::quadratic::Quadratic;
use crate::numeric::{Ball, Interval, Rational, format};

/// The verdict on a run that the theory of quadratics decides; `None` where it does not apply.
pub fn judge(evidence: &Evidence<'_>) -> Option<Judgement> {
    let quadratic = evidence.knowledge.quadratic()?;
    let rate = evidence.rate.fixed_exact().filter(|_| evidence.plain)?;
    let start = start(evidence)?;
    let spectrum = Spectrum::new(quadratic, &start, rate)?;
    let case = ExactCase { evidence, spectrum: &spectrum, rate, one: start.len() == 1 };
    if case.rounding_took_over() || matches!(evidence.descent.stop, StopReason::RateNotFinite(_)) {
        return None;
    }
    let mut judgement = case.verdict();
    if matches!(judgement.verdict, Verdict::Diverges | Verdict::Oscillates | Verdict::Stopped) {
        judgement.reason.push(progress(evidence));
    }
    judgement.reason.extend(case.why());
    let cycle = if spectrum.counts.diverges() { None } else { case.cycle() };
    let target = minimiser(evidence, &spectrum, quadratic);
    Some(Judgement { cycle, target, steps_needed: case.steps_needed(&start), ..judgement })
}

/// The exact start: as the user gave it, or the doubles as they print.
pub(super) fn start(evidence: &Evidence<'_>) -> Option<Vec<Rational>> {
    let first = evidence.descent.trace.first()?;
    match evidence.start {
        Some(exact) => Some(exact.to_vec()),
        None => first.x.iter().map(|&v| Rational::parse(&format::shortest(v)).ok()).collect(),
    }
}

/// The minimiser that a run tends to, if there is one.
pub(super) fn minimiser(evidence: &Evidence<'_>, spectrum: &Spectrum, quadratic: &Quadratic) -> Option<KnownPoint> {
    let center = spectrum.center.as_ref().filter(|_| spectrum.kind() == Ending::Minimum)?;
    let computed = rates::known(quadratic, center);
    let given = evidence.knowledge.minimisers().iter().find(|p| p.x == computed.x);
    Some(given.cloned().unwrap_or(computed))
}

/// The verdict on a run that was ended, or has arrived.
pub(super) fn over(evidence: &Evidence<'_>, spectrum: &Spectrum, trapped: bool) -> Option<Judgement> {
    interrupted(evidence).or_else(|| arrival(evidence, spectrum, trapped)).or_else(|| by_condition(evidence))
}

/// The verdict where the run has come to rest, or is within the tolerance of the critical point and never leaves it again
/// (`trapped`).
fn arrival(evidence: &Evidence<'_>, spectrum: &Spectrum, trapped: bool) -> Option<Judgement> {
    let last = evidence.descent.trace.last()?;
    let rests = at_rest(&evidence.descent.stop);
    let Some(center) = spectrum.center.as_ref() else {
        return rests.then(|| {
            let (target, size) = (evidence.labels.target(), evidence.labels.gradient_size());
            let ended = stop(evidence);
            let text = format!("stalled: {ended}, but {target} falls for ever: {size} is {}", number(last.norm));
            Judgement::new(Verdict::Stalled, vec![text])
        });
    };
    let exact_center: Vec<String> = center.iter().map(exact).collect();
    let place = evidence.labels.point(&exact_center);
    let center: Vec<f64> = center.iter().map(Rational::to_f64).collect();
    let away = distance(&center, last.x);
    let near = away <= TOLERANCE * (1.0 + norm(&center));
    if !(rests || near && trapped) {
        return None;
    }
    if let Some(moved) = in_passing(evidence) {
        return rests.then(|| passing(evidence, moved));
    }
    let ending = spectrum.kind();
    let (kind, ended) = (ending.as_str(), stop(evidence));
    if rests && !near {
        let size = evidence.labels.gradient_size();
        let slope = number(last.norm);
        let text = format!(
            "stalled at a distance of {} from the {kind} {place}: {ended}, and {size} is {slope}",
            number(away)
        );
        return Some(Judgement::new(Verdict::Stalled, vec![text]));
    }
    let judgement = if ending == Ending::Minimum {
        let how = if away == 0.0 { String::new() } else { format!(" to within {}", number(away)) };
        Judgement::new(Verdict::Converged, vec![format!("converged to the minimum at {place}{how}: {ended}")])
    } else {
        let at = if away == 0.0 { "at" } else { "near" };
        Judgement::new(Verdict::Stalled, vec![format!("stalled {at} the {kind} {place}: {ended}")])
    };
    let offsets = spectrum.center.iter().flatten().zip(last.x).map(|(c, x)| Rational::from_f64(*x).map(|x| c - &x));
    let certified = offsets.collect::<Option<Vec<_>>>().map(|offsets| length_bound(&offsets));
    Some(Judgement { certified, ..judgement.at(ending) })
}

/// An upper bound for the length of a vector.
fn length_bound(offsets: &[Rational]) -> f64 {
    let squares = offsets.iter().fold(Interval::ZERO, |sum, v| sum + Interval::of_rational(v).square());
    squares.sqrt().high()
}

/// The verdict where the run was ended at a practically zero gradient, but would go on.
pub(super) fn passing(evidence: &Evidence<'_>, moved: f64) -> Judgement {
    let here = evidence.descent.trace.last().map(|l| point(evidence, l.x)).unwrap_or_default();
    let text = format!("stopped in passing at {here}: {}", stop(evidence));
    let why =
        format!("the last step was {} long, so {} would go on and leave it", number(moved), evidence.method.name());
    Judgement::new(Verdict::Stopped, vec![text, why])
}

struct ExactCase<'a, 'e> {
    evidence: &'a Evidence<'e>,
    spectrum: &'a Spectrum,
    rate: &'a Rational,
    one: bool,
}

impl ExactCase<'_, '_> {
    /// Does the run contradict the theorem? Then rounding errors have grown along an eigenvector that the start has no part in.
    fn rounding_took_over(&self) -> bool {
        let descent = self.evidence.descent;
        let lost = matches!(descent.stop, StopReason::PointNotFinite | StopReason::ValueNotFinite { .. });
        let (Some(first), Some(last)) = (descent.trace.first(), descent.trace.last()) else { return true };
        !self.spectrum.counts.diverges() && (lost || last.norm > 4.0 * first.norm + 1e-9)
    }

    fn verdict(&self) -> Judgement {
        let (evidence, counts) = (self.evidence, &self.spectrum.counts);
        if let Some(over) = over(evidence, self.spectrum, !counts.diverges() && counts.cycling == 0) {
            return over;
        }
        if counts.diverges() {
            return Judgement::new(Verdict::Diverges, vec![self.divergence()]).at(Ending::Infinity);
        }
        if let Some(cycle) = self.cycle() {
            let points: Vec<String> = match self.one {
                true => cycle.iter().map(|x| number(x[0])).collect(),
                false => cycle.iter().map(|x| point(evidence, x)).collect(),
            };
            let how =
                if self.spectrum.present.len() == 1 { "an exact cycle of period 2" } else { "tends to the cycle" };
            let text = format!("oscillates: {how}: {}", points.join(", "));
            return Judgement::new(Verdict::Oscillates, vec![text]).at(Ending::Cycle);
        }
        Judgement::new(Verdict::Descending, vec![descending(evidence)]).at(Ending::UnderWay)
    }

    fn divergence(&self) -> String {
        let counts = &self.spectrum.counts;
        let labels = self.evidence.labels;
        let certain = "diverges, certain from step 0";
        if counts.growing > 0
            && let Some(largest) = self.spectrum.present.last()
        {
            let limit = two_over(largest);
            let name = if self.one { labels.curvature_factor() } else { "λ".into() };
            let rate = self.evidence.rate.text();
            let end = if self.one {
                String::new()
            } else {
                format!(" for the largest eigenvalue {} of the Hessian", equation("λ", &root(largest)))
            };
            return format!("{certain}: the rate {rate} exceeds {}{end}", equation(&format!("2/{name}"), &limit));
        }
        let target = labels.target();
        if counts.negative > 0 {
            return format!("{certain}: {target} bends downwards and falls without bound");
        }
        format!("{certain}: {target} falls for ever along a straight line")
    }

    /// The reason in terms of factors per step.
    fn why(&self) -> Vec<String> {
        if self.spectrum.present.is_empty() {
            return vec!["the start is a critical point, so no step moves it".into()];
        }
        let Some(center) = &self.spectrum.center else {
            let text = match self.one {
                true => "the derivative is the same everywhere, so every step is as long as the one before",
                false => "a part of the gradient is the same everywhere, so the steps never get shorter than that part",
            };
            return vec![text.into()];
        };
        let center: Vec<String> = center.iter().map(exact).collect();
        let place = self.evidence.labels.point(&center);
        if self.one { self.why_one(&place) } else { self.why_many(&place) }
    }

    /// One unknown: `every step keeps 4/5 of the distance to x = -2, since f'' = 2 and 1 - 0.1·2 = 4/5`.
    fn why_one(&self, place: &str) -> Vec<String> {
        let Some(curvature) = self.spectrum.present[0].as_rational() else { return Vec::new() };
        let factor = Rational::ONE - self.rate * curvature;
        let size = factor.abs();
        let what = match (factor.sign(), size.cmp(&Rational::ONE)) {
            (0, _) => format!("the first step arrives at {place}"),
            (1, std::cmp::Ordering::Less) => format!("every step keeps {} of the distance to {place}", exact(&size)),
            (_, std::cmp::Ordering::Less) => {
                format!("every step crosses {place} and keeps {} of the distance", exact(&size))
            }
            (_, std::cmp::Ordering::Equal) => {
                format!("every step crosses {place} to the same distance on the other side")
            }
            (1, std::cmp::Ordering::Greater) => {
                format!("every step multiplies the distance to the maximum {place} by {}", exact(&size))
            }
            (_, std::cmp::Ordering::Greater) => {
                format!("every step crosses {place} and multiplies the distance by {}", exact(&size))
            }
        };
        let rate = self.evidence.rate.text();
        let shown = exact(curvature);
        let second = shown.trim_start_matches("≈ ");
        let second = if curvature.is_negative() { format!("({second})") } else { second.to_string() };
        let right = exact(&factor);
        let right = if second.len() < shown.len() && !right.starts_with('≈') && !curvature.is_negative() {
            format!("≈ {right}")
        } else {
            right
        };
        let sum = equation(&format!("1 - {rate}·{second}"), &right);
        let bend = self.evidence.labels.curvature_is(&exact(curvature));
        vec![format!("{what}, since {bend} and {sum}")]
    }

    /// Several unknowns: the slowest or fastest growing of the directions that the start has.
    fn why_many(&self, place: &str) -> Vec<String> {
        let present = &self.spectrum.present;
        let factors = || present.iter().map(|r| (r, 1.0 - self.rate.to_f64() * r.to_f64()));
        let Some((extreme, factor)) = factors().max_by(|a, b| a.1.abs().total_cmp(&b.1.abs())) else {
            return Vec::new();
        };
        let size = self.factor_text(extreme, true);
        let rate = self.evidence.rate.text();
        let lambda = match extreme.as_rational() {
            Some(r) if r.is_negative() => format!("({})", exact(r)),
            _ => root(extreme),
        };
        let left = format!("1 - {rate}·{}", lambda.trim_start_matches("≈ "));
        let sum = equation(&left, &self.factor_text(extreme, false));
        let what = if self.spectrum.counts.diverges() {
            format!("along one direction every step multiplies the distance to {place} by {size}")
        } else if self.spectrum.counts.cycling > 0 {
            format!("along one direction every step crosses {place} to the same distance on the other side")
        } else if factor == 0.0 && present.len() == 1 {
            format!("the first step arrives at {place}")
        } else {
            format!("every step keeps at most {size} of the distance to {place}")
        };
        let mut lines = vec![format!("{what}, since the Hessian has the eigenvalue {} and {sum}", root(extreme))];
        if self.spectrum.kind() == Ending::Minimum && self.spectrum.all.first().is_some_and(|r| sign_of(r) == 0) {
            let target = self.evidence.labels.target();
            lines.push(format!(
                "{target} is level in some direction: of all minima this is the one nearest to the start"
            ));
        }
        if self.spectrum.kind() == Ending::Saddle && self.spectrum.counts.converges() {
            lines.push(
                "the start lies exactly where the downward direction has no share; a start beside it falls away".into(),
            );
        }
        lines
    }

    /// `1 - ηλ` or its size.
    fn factor_text(&self, eigenvalue: &RealRoot, size: bool) -> String {
        match eigenvalue.as_rational() {
            Some(lambda) => {
                let factor = Rational::ONE - self.rate * lambda;
                exact(&if size { factor.abs() } else { factor })
            }
            None => {
                let factor = 1.0 - self.rate.to_f64() * eigenvalue.to_f64();
                format!("≈ {}", number(if size { factor.abs() } else { factor }))
            }
        }
    }

    /// The two points between which the run swings or tends to.
    fn cycle(&self) -> Option<Vec<Vec<f64>>> {
        let (swing, center) = (self.spectrum.swing.as_ref()?, self.spectrum.center.as_ref()?);
        let at = |sign: i64| -> Vec<f64> {
            center.iter().zip(swing).map(|(c, s)| (c + &(s * &Rational::from(sign))).to_f64()).collect()
        };
        Some(vec![at(1), at(-1)])
    }

    /// With one factor: the steps until the distance is below the tolerance.
    fn steps_needed(&self, start: &[Rational]) -> Option<u64> {
        let ([only], Some(center)) = (&self.spectrum.present[..], &self.spectrum.center) else { return None };
        let mut eigenvalue = only.clone();
        // What counts is how far the factor is from 1, so it has to be known to many digits.
        eigenvalue.refine_relative(&Rational::from(2).pow(-PRECISION).ok()?);
        let factor = (&Rational::ONE - &(self.rate * eigenvalue.low())).abs();
        let offsets = start.iter().zip(center).map(|(x, c)| x - c);
        let square = offsets.fold(Rational::ZERO, |sum, d| &sum + &(&d * &d));
        // The factor as written, not its nearest double.
        let tolerance = Rational::parse(&format!("{TOLERANCE:e}")).ok()?;
        geometric_steps(&factor, &square, &(&tolerance * &tolerance))
    }
}

/// The binary digits of logarithms, and those to which an eigenvalue is known.
const BITS: usize = 200;
const PRECISION: i64 = 300;
/// Up to this exponent, powers decide exactly whether a number of steps suffices; above it, quotients that agree in 40
/// digits count as equal.
const MAX_POWER: i64 = 2_000;

/// The least number of steps after which `factor^(2·steps)*square` is at most `wanted`; none if there is none.
fn geometric_steps(factor: &Rational, square: &Rational, wanted: &Rational) -> Option<u64> {
    if square <= wanted {
        return Some(0);
    }
    if factor.is_zero() {
        return Some(1);
    }
    if *factor >= Rational::ONE {
        return None;
    }
    let ln = |value: &Rational| Ball::from_rational(value, BITS).and_then(|ball| Ball::ln(&ball)).ok();
    let ratio = wanted.checked_div(square).ok()?;
    let count = ln(&ratio)?.div(&ln(factor)?.times(2).ok()?).ok()?.middle_value();
    let nearest = (&count + &Rational::new(1, 2)?).floor();
    let close = (&count - &nearest).abs() * Rational::from(10).pow(40).ok()? <= nearest;
    let steps = match nearest.to_i64() {
        Some(steps) if close && (1..=MAX_POWER).contains(&steps) => {
            let reached = factor.pow(2 * steps).ok()? <= ratio;
            Rational::from(if reached { steps } else { steps + 1 })
        }
        Some(_) if close => nearest,
        _ => -(-count).floor(),
    };
    steps.to_i64().and_then(|steps| u64::try_from(steps).ok())
}

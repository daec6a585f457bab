//! A rate for a run without one: from bounds on the second derivatives where they prove one, else by a line search.

use super::{Knowledge, Labels, Problem, Rate};
use crate::numeric::Rational;
use crate::numeric::eigen::symmetric_eigenvalues;
use crate::numeric::format::significant;

/// The digits of a chosen rate, so that it can be read and written again.
const DIGITS: usize = 4;
/// The most halvings of a line search.
const HALVINGS: u32 = 1_100;
/// A step is long enough to keep if the value falls by this part of what the slope promises (Armijo 1966).
const SUFFICIENT: f64 = 1e-4;

/// A rate and a sentence with the reason for it; `None` where no step goes down.
pub fn suggested_rate(
    knowledge: &dyn Knowledge,
    problem: &mut dyn Problem,
    labels: &Labels,
    start: &[f64],
    effort: usize,
) -> Option<(Rate, String)> {
    best_fixed(knowledge, labels, start)
        .or_else(|| inside_a_bowl(knowledge, labels, start, effort))
        .or_else(|| searched_rate(knowledge, problem, labels, start))
}

/// Theorem T2: `2/(λmin + λmax)` is the best fixed rate of a quadratic.
fn best_fixed(knowledge: &dyn Knowledge, labels: &Labels, start: &[f64]) -> Option<(Rate, String)> {
    let quadratic = knowledge.quadratic()?;
    if start.len() == 1 {
        let curvature = quadratic.a.get(0, 0);
        let rate = Rational::one().checked_div(curvature).ok().filter(|_| curvature.is_positive())?;
        let rate = Rate::exact(rate);
        let words = format!("rate {} chosen: 1/{} arrives in one step", rate.text(), labels.curvature_factor());
        return Some((rate, words));
    }
    let (low, high) = bends(knowledge, start)?;
    if low <= 0.0 {
        return None;
    }
    let rate = Rate::constant(rounded(2.0 / (low + high)));
    let why = "2 over the sum of the least and the greatest second derivative, the best fixed rate here";
    Some((rate.clone(), format!("rate {} chosen: {why}", rate.text())))
}

/// 1 over the greatest second derivative of a region that the run provably stays in.
fn inside_a_bowl(knowledge: &dyn Knowledge, labels: &Labels, start: &[f64], effort: usize) -> Option<(Rate, String)> {
    let region = knowledge.trapping_region(start, effort)?;
    let rate = Rate::constant(below(1.0 / region.curvature).filter(|rate| *rate > 0.0)?);
    let bound = significant(above(region.curvature)?, DIGITS);
    let mut sides = Vec::with_capacity(region.sides.len());
    for (name, &(low, high)) in labels.unknowns.iter().zip(&region.sides) {
        let (low, high) = (significant(below(low)?, DIGITS), significant(above(high)?, DIGITS));
        sides.push(format!("{name} in {low}..{high}"));
    }
    let bends = match start.len() {
        1 if labels.name.is_some() => format!("{} <= {bound}", labels.curvature()),
        1 => format!("{} is at most {bound}", labels.curvature()),
        _ => format!("no second derivative is above {bound}"),
    };
    let text = rate.text();
    let words = format!(
        "rate {text} chosen: {bends} where {} is not above its start, with {}, which the run never leaves",
        labels.target(),
        sides.join(", ")
    );
    Some((rate, words))
}

/// A rate that a step along the gradient at the start can have: half as long until the value falls enough. Says nothing
/// about what comes after.
pub fn searched_rate(
    knowledge: &dyn Knowledge,
    problem: &mut dyn Problem,
    labels: &Labels,
    start: &[f64],
) -> Option<(Rate, String)> {
    let mut slope = vec![0.0; start.len()];
    let value = problem.evaluate(start, &mut slope);
    let square: f64 = slope.iter().map(|g| g * g).sum();
    if !(value.is_finite() && square.is_finite()) {
        return None;
    }
    let mut rate = bends(knowledge, start).map_or(1.0, |(low, high)| 1.0 / high.max(-low));
    if !(rate.is_finite() && rate > 0.0) {
        rate = 1.0;
    }
    rate = rounded(rate);
    for _ in 0..HALVINGS {
        let next: Vec<f64> = start.iter().zip(&slope).map(|(x, g)| x - rate * g).collect();
        let there = problem.value(&next);
        if there.is_finite() && there <= value - SUFFICIENT * rate * square && problem.joins(start, &next).is_ok() {
            let rate = Rate::constant(rate);
            let (from, to) = (significant(value, 6), significant(there, 6));
            let text = rate.text();
            let target = labels.target();
            let words = format!(
                "rate {text} chosen by a line search along the gradient at the start, where it takes {target} from {from} to {to}: nothing is \
                 proved about it farther on"
            );
            return Some((rate, words));
        }
        rate = rounded(rate / 2.0);
        if rate == 0.0 {
            break;
        }
    }
    None
}

/// The least and the greatest second derivative at a point.
fn bends(knowledge: &dyn Knowledge, x: &[f64]) -> Option<(f64, f64)> {
    let entries = knowledge.hessian(x)?;
    let (values, _) = symmetric_eigenvalues(&entries, x.len())?;
    values.first().copied().zip(values.last().copied()).filter(|(low, high)| low.is_finite() && high.is_finite())
}

/// The rate rounded to four digits, which can be read and written again.
fn rounded(value: f64) -> f64 {
    significant(value, DIGITS).parse().unwrap_or(value)
}

/// The nearest number of four digits that is not above; none where that is no number.
fn below(value: f64) -> Option<f64> {
    if !value.is_finite() {
        return None;
    }
    let near = rounded(value);
    if near <= value {
        return Some(near);
    }
    // Half a unit of the last digit is at most 5e-4 of the number.
    let lower = rounded(value - 5.1e-4 * value.abs());
    (lower <= value).then_some(lower)
}

fn above(value: f64) -> Option<f64> {
    below(-value).map(|v| -v)
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::super::{NothingKnown, TrappingRegion};
    use super::*;
    use crate::numeric::quadratic::Quadratic;

    /// Knows a trapping region and nothing else.
    struct Round(TrappingRegion);

    impl Knowledge for Round {
        fn quadratic(&self) -> Option<&Quadratic> {
            None
        }
        fn minimisers(&self) -> &[super::super::KnownPoint] {
            &[]
        }
        fn hessian(&self, _x: &[f64]) -> Option<Vec<f64>> {
            None
        }
        fn trapping_region(&self, _start: &[f64], _effort: usize) -> Option<TrappingRegion> {
            Some(self.0.clone())
        }
    }

    fn labels() -> Labels {
        Labels { unknowns: vec!["x".into()], value: "f(x)".into(), name: Some("f".into()) }
    }

    #[test]
    fn numbers_are_rounded_to_the_safe_side() {
        for value in [1.0, 1.00049, 9.9996, 12345.6, 0.000123456, 1.0 / 3.0, 5e-324, 1e300] {
            for signed in [value, -value] {
                let (low, high) = (below(signed).expect("a number"), above(signed).expect("a number"));
                assert!(low <= signed && signed <= high && high - low <= 2e-3 * value, "{low} {signed} {high}");
            }
        }
        assert_eq!((below(f64::INFINITY), below(0.0)), (None, Some(0.0)));
    }

    #[test]
    fn the_sentence_says_what_is_proved() {
        let mut problem = samples::x_cos_x();
        let round = Round(TrappingRegion { sides: vec![(-3.20001, 3.2)], curvature: 80.0 });
        let (rate, words) = suggested_rate(&round, &mut problem, &labels(), &[1.0], 1).expect("a rate");
        assert_eq!(rate.fixed(), Some(0.0125));
        let sentence = "rate 0.0125 chosen: f'' <= 80 where f is not above its start, with x in -3.202..3.2, which the run \
                        never leaves";
        assert_eq!(words, sentence);
    }

    #[test]
    fn otherwise_a_line_is_searched() {
        let mut problem = samples::x_cos_x();
        let (rate, words) = suggested_rate(&NothingKnown, &mut problem, &labels(), &[1.0], 1).expect("a rate");
        assert_eq!(rate.fixed(), Some(1.0));
        assert!(
            words.starts_with(
                "rate 1 chosen by a line search along the gradient at the start, where it takes f from 0.540302 to"
            ),
            "{words}"
        );
        let mut steep = samples::polynomial(&["x"], &[(1000.0, &[2])]);
        let (rate, _) = suggested_rate(&NothingKnown, &mut steep, &labels(), &[1.0], 1).expect("a rate");
        assert!(rate.fixed().is_some_and(|r| r < 1e-3 && r > 1e-4));
        let no_value = suggested_rate(&NothingKnown, &mut steep, &labels(), &[f64::NAN], 1);
        assert!(no_value.is_none());
    }
}

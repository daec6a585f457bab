//! A rate for a run that was given none, from the second derivatives.

use super::verdict::symmetric_eigenvalues;
use super::{Knowledge, Labels, Rate};
use crate::numeric::Rational;
use crate::numeric::format::significant;

/// A rate and the sentence that says which it is and why; none where the second derivatives say nothing.
pub fn suggested_rate(knowledge: &dyn Knowledge, labels: &Labels, start: &[f64]) -> Option<(Rate, String)> {
    if let (Some(quadratic), [_]) = (knowledge.quadratic(), start) {
        let curvature = quadratic.a.get(0, 0);
        if curvature.is_positive()
            && let Ok(rate) = Rational::one().checked_div(curvature)
        {
            let rate = Rate::exact(rate);
            let words = format!("rate {} chosen: 1/{} arrives in one step", rate.text(), labels.curvature_factor());
            return Some((rate, words));
        }
    }
    let entries = knowledge.hessian(start)?;
    let (values, _) = symmetric_eigenvalues(&entries, start.len())?;
    let (low, high) = values.iter().fold((f64::INFINITY, 0.0_f64), |(l, h), v| (l.min(*v), h.max(v.abs())));
    if !(high.is_finite() && high > 0.0) {
        return None;
    }
    let same_everywhere = knowledge.quadratic().is_some();
    // Theorem T2: 2/(λmin + λmax) is the best fixed rate of a quadratic; elsewhere 1/λmax is safe near the start.
    let (rate, why) = if same_everywhere && low > 0.0 {
        (
            2.0 / (low + high),
            "2 over the sum of the least and the greatest second derivative, the best fixed rate here".to_string(),
        )
    } else {
        let sort = if start.len() == 1 { "second derivative" } else { "greatest second derivative" };
        (1.0 / high, format!("1 over the size of the {sort} at the start, {}", significant(high, 4)))
    };
    // Four digits are as good a rate, and can be read and written again.
    let rate: f64 = significant(rate, 4).parse().unwrap_or(rate);
    let rate = Rate::constant(rate);
    let words = format!("rate {} chosen: {why}", rate.text());
    Some((rate, words))
}

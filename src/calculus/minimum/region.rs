//! Whether points lie in a region, and what is left of an answer there.

use super::families::tell;
use super::found::{Minimum, MinimumPoint, MinimumStatus};
use super::polynomial_on_interval::Ends;
use super::search::{MinimumSearch, NumberStyle};
use crate::algebra::closed::sign;
use crate::algebra::enclosure::{enclose_on, is_smooth_around};
use crate::algebra::gradient;
use crate::algebra::polynomial::has_decimals;
use crate::calculus::Region;
use crate::calculus::exact_value::{is_zero, value_at};
use crate::expr::{ExprId, Graph, Symbol};

/// An answer for all of space on a region: where some of the minimisers lie in it, they are those on the region. `None`
/// where all lie outside, or that is not decided.
pub(super) fn restricted(graph: &mut Graph, mut found: Minimum, search: &MinimumSearch<'_>) -> Option<Minimum> {
    let region = search.region;
    if found.status != MinimumStatus::Global {
        return None;
    }
    if found.set.is_some() {
        return flat(graph, found, region);
    }
    let mut kept = Vec::new();
    let value = found.points.first()?.value;
    for point in std::mem::take(&mut found.points).into_iter().filter(|point| !point.sample) {
        let mut all = true;
        for (value, side) in point.x.iter().zip(&region.sides) {
            all &= value.lies_on(graph, side)?;
        }
        if all {
            kept.push(point);
        }
    }
    found.points = kept;
    let mut families = Vec::new();
    for family in std::mem::take(&mut found.families) {
        families.extend(family.on_region(graph, region, search)?);
    }
    let samples: Vec<MinimumPoint> = families.iter().filter_map(|f| f.sample(graph, value, region)).collect();
    tell(graph, &mut found, families, samples);
    (!found.points.is_empty()).then_some(found)
}

/// A line or plane of minimisers that meets the region; one of its points there stands for them.
fn flat(graph: &mut Graph, mut found: Minimum, region: &Region) -> Option<Minimum> {
    let set = found.set.as_mut().filter(|set| !set.point.is_empty())?;
    let ends: Vec<Ends> = region.sides.iter().map(|s| Ends::of(graph, s)).collect::<Option<_>>()?;
    let mut point = set.point.clone();
    // Into the box along one direction after the other; enough where the box is large.
    for direction in &set.directions {
        for i in 0..point.len() {
            let wanted = ends[i].nearest(&point[i]);
            if wanted != point[i] && !direction[i].is_zero() {
                let steps = (&wanted - &point[i]).checked_div(&direction[i]).ok()?;
                point = point.iter().zip(direction).map(|(p, d)| p + &(d * &steps)).collect();
            }
        }
    }
    if !point.iter().zip(&ends).all(|(v, e)| e.nearest(v) == *v) {
        return None;
    }
    let decimal = found.points.iter().flat_map(|p| &p.x).filter_map(|v| v.exact).any(|id| has_decimals(graph, id));
    let writer = NumberStyle { decimal };
    let place = point.iter().map(|v| writer.exact(graph, v)).collect();
    set.point = point;
    found.points.first_mut()?.x = place;
    found.add("; those in the box are its minimisers there");
    Some(found)
}

/// The only point of a box at which a function is 0, and whether the function rises toward it: a corner with this value, if along
/// every unknown it never falls on the way there, or never rises, and its slopes at the corner are not 0.
pub(super) fn only_corner(
    graph: &mut Graph,
    f: ExprId,
    symbols: &[Symbol],
    region: &Region,
) -> Option<(Vec<ExprId>, bool)> {
    let ranges = region.ranges(graph);
    if !is_smooth_around(graph, f, symbols, &ranges) {
        return None;
    }
    let slopes = gradient(graph, f, symbols);
    let mut rising = Vec::new();
    for &slope in &slopes {
        let range = enclose_on(graph, slope, symbols, &ranges)?.range;
        rising.push((range.low() >= 0.0 || range.high() <= 0.0).then(|| range.low() >= 0.0)?);
    }
    [true, false].into_iter().find_map(|greatest| {
        let ends = region.sides.iter().zip(&rising).map(|(s, &rises)| if rises == greatest { s.high } else { s.low });
        let corner: Vec<ExprId> = ends.collect::<Option<_>>()?;
        let is_level = slopes.iter().any(|&slope| {
            let here = value_at(graph, slope, symbols, &corner);
            !sign(graph, here).is_proved_different()
        });
        let here = value_at(graph, f, symbols, &corner);
        (!is_level && is_zero(graph, here)).then_some((corner, greatest))
    })
}

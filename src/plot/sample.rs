//! Sampling a curve: as few points as represent it faithfully, with gaps where it is not defined.

use super::landmarks::{Landmark, Landmarks};
use super::range::{AxisRange, extent, union, widened};
use crate::numeric::real;

/// A function of one unknown. Where it is not defined it gives a value that is not finite.
pub type SampledFunction<'a> = dyn FnMut(f64) -> f64 + 'a;

/// A place and the value there.
type SampledPoint = (f64, f64);

/// A first look at a curve, enough to choose the heights that are shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Outline {
    /// Evenly spaced samples, ends included.
    pub points: Vec<(f64, f64)>,
    /// It grows without bound somewhere.
    pub soars: bool,
    /// It falls without bound somewhere.
    pub sinks: bool,
    /// The heights at places known beforehand, of a curve that is smooth between them and without breaks.
    pub extremes: Vec<f64>,
}

/// The window through which a curve is seen.
#[derive(Clone, Copy, Debug)]
pub struct Window {
    /// From left to right.
    pub x: AxisRange,
    /// From bottom to top.
    pub y: AxisRange,
    /// Width and height in pixels.
    pub pixels: (f64, f64),
}

/// Intervals of the first look.
const OUTLINE: usize = 256;
/// Intervals at the beginning of the refinement.
const FIRST: usize = 96;
/// Most evaluations in the refinement, and most for finding jumps and edges after it.
const BUDGET: (usize, usize) = (14_000, 6_000);
/// How far, in pixels, the curve may lie from the line that stands for it.
const FLAT: f64 = 0.12;
/// Intervals narrower than this, in pixels, are not divided.
const NARROW: f64 = 0.1;
/// How far beside a place known beforehand the curve is looked at first, as a share of the window.
const BESIDE: f64 = 1e-9;

/// Takes a first look at a function.
pub fn outline(f: &mut SampledFunction, known: &Landmarks, over: AxisRange) -> Outline {
    let (lo, hi) = widened(over);
    let points: Vec<(f64, f64)> =
        (0..=OUTLINE).map(|i| between(lo, hi, i as f64 / OUTLINE as f64)).map(|x| (x, f(x))).collect();
    let spacing = (hi - lo) / OUTLINE as f64;
    let soars = unbounded(f, &points, spacing, 1.0);
    let sinks = unbounded(f, &points, spacing, -1.0);
    let is_whole = known.complete && known.places.iter().all(|place| !place.breaks);
    let mut extremes = Vec::new();
    if is_whole {
        // At an end of the domain that is no double there is a value on one side.
        let near = BESIDE * (hi - lo);
        extremes.extend(known.places.iter().flat_map(|p| [p.at - near, p.at, p.at + near]).map(f));
    }
    Outline { points, soars, sinks, extremes }
}

/// Climbs from the highest sample (the lowest, for sign −1) to see whether there is a pole beside it.
fn unbounded(f: &mut SampledFunction, points: &[(f64, f64)], spacing: f64, sign: f64) -> bool {
    // By then the reach is a millionth of the spacing: a pole towers above everything else there.
    const STEPS: usize = 40;
    let mut heights: Vec<f64> = points.iter().map(|p| sign * p.1).filter(|y| y.is_finite()).collect();
    heights.sort_by(f64::total_cmp);
    let (Some(&middle), Some(&top)) = (heights.get(heights.len() / 2), heights.last()) else {
        return false;
    };
    let Some(&(mut at, _)) = points.iter().find(|p| sign * p.1 == top) else {
        return false;
    };
    let (first, last) = (points[0].0, points[points.len() - 1].0);
    let (mut best, mut reach) = (top, spacing);
    for _ in 0..STEPS {
        for x in [at - reach, at + reach] {
            let y = sign * f(x);
            if x >= first && x <= last && y.is_finite() && y > best {
                (at, best) = (x, y);
            }
        }
        reach *= 0.7;
    }
    best - middle > 30.0 * (top - middle)
}

/// The branches of a curve, each a polyline in rising order.
pub fn curve(f: &mut SampledFunction, known: &Landmarks, window: Window) -> Vec<Vec<(f64, f64)>> {
    let window = Window { x: widened(window.x), y: widened(window.y), ..window };
    let mut sampler = Sampler { f, known, window, left: BUDGET.0 };
    let points = sampler.refine();
    sampler.left = BUDGET.1;
    sampler.branches(&points)
}

struct Sampler<'a, 'f> {
    f: &'a mut SampledFunction<'f>,
    known: &'a Landmarks,
    window: Window,
    left: usize,
}

impl Sampler<'_, '_> {
    fn at(&mut self, x: f64) -> (f64, f64) {
        self.left = self.left.saturating_sub(1);
        (x, (self.f)(x))
    }

    /// The height on the screen. Heights far outside are clamped, so that invisible parts are not refined.
    fn height(&self, y: f64) -> f64 {
        let (lo, hi) = self.window.y;
        ((y - lo) / (hi - lo) * self.window.pixels.1).clamp(-self.window.pixels.1, 2.0 * self.window.pixels.1)
    }

    fn width(&self, from: f64, to: f64) -> f64 {
        (to - from) / (self.window.x.1 - self.window.x.0) * self.window.pixels.0
    }

    /// Evenly spaced samples and the places known beforehand; one where the curve breaks is there twice, with its values on both
    /// sides.
    fn start(&mut self) -> Vec<SampledPoint> {
        let (lo, hi) = self.window.x;
        let near = BESIDE * (hi - lo);
        let places = self.known.places.iter().filter(|place| lo <= place.at && place.at <= hi);
        let places: Vec<Landmark> = places.copied().collect();
        let mut points = Vec::with_capacity(FIRST + 1 + 2 * places.len());
        let mut rest = places.as_slice();
        for i in 0..=FIRST {
            let x = between(lo, hi, i as f64 / FIRST as f64);
            let mut is_known = false;
            while let Some((&place, later)) = rest.split_first()
                && place.at <= x + near
            {
                is_known = place.at >= x - near;
                let mut sides = self.landmark(place);
                // Beyond the ends of the window is nothing.
                match i {
                    0 => sides.drain(..sides.len() - 1),
                    FIRST if is_known => sides.drain(1..),
                    _ => sides.drain(..0),
                };
                points.extend(sides);
                rest = later;
            }
            if !is_known {
                points.push(self.at(x));
            }
        }
        points
    }

    /// The points of the curve at a place: one, or two where the sides do not meet.
    fn landmark(&mut self, place: Landmark) -> Vec<SampledPoint> {
        let Landmark { at, breaks } = place;
        let here = self.at(at).1;
        let sides = [-1.0, 1.0].map(|sign| self.beside(at, sign));
        if !breaks && sides.iter().all(|y| y.is_finite()) {
            return vec![(at, if here.is_finite() { here } else { sides[0] })];
        }
        let meets = |y: f64| (self.height(y) - self.height(here)).abs() < 1.0;
        sides.map(|y| (at, if y.is_finite() && here.is_finite() && meets(y) { here } else { y })).to_vec()
    }

    /// The value close by on one side; where the curve runs to infinity, as far on the way as doubles tell.
    fn beside(&mut self, at: f64, sign: f64) -> f64 {
        let mut distance = BESIDE * (self.window.x.1 - self.window.x.0);
        let mut before = self.at(at + sign * 2.0 * distance).1;
        let mut best = self.at(at + sign * distance).1;
        let mut share = 1e-3;
        while best.is_finite() && before.is_finite() && best != before {
            distance *= share;
            share *= share;
            let x = at + sign * distance;
            if x == at {
                break;
            }
            let y = self.at(x).1;
            // Too near, rounding may take it to the other side.
            if !y.is_finite() || (y - best) * (best - before).signum() <= 0.0 {
                break;
            }
            (before, best) = (best, y);
        }
        best
    }

    /// Divides intervals, all that need it in each pass, until every one is flat or narrow or the budget is spent.
    fn refine(&mut self) -> Vec<(f64, f64)> {
        let mut points = self.start();
        let mut open = vec![true; points.len() - 1];
        while 2 * open.iter().filter(|o| **o).count() <= self.left && open.contains(&true) {
            let mut next = Vec::with_capacity(points.len() * 2);
            let mut still = Vec::with_capacity(points.len() * 2);
            for (pair, open) in points.windows(2).zip(&open) {
                next.push(pair[0]);
                let inner = if *open { self.inner(pair[0], pair[1]) } else { None };
                match inner {
                    Some((p, q, divide)) => {
                        next.extend([p, q]);
                        still.extend([divide; 3]);
                    }
                    None => still.push(false),
                }
            }
            next.extend(points.last());
            (points, open) = (next, still);
        }
        points
    }

    /// Two points inside the interval, and whether its parts need a closer look. They stand off the thirds, so that a wave
    /// cannot easily be in step with them.
    fn inner(&mut self, a: (f64, f64), b: (f64, f64)) -> Option<(SampledPoint, SampledPoint, bool)> {
        if self.width(a.0, b.0) < NARROW {
            return None;
        }
        let (x1, x2) = (between(a.0, b.0, 0.38), between(a.0, b.0, 0.66));
        if !(a.0 < x1 && x1 < x2 && x2 < b.0) {
            return None;
        }
        let (p, q) = (self.at(x1), self.at(x2));
        let known = [a, p, q, b].iter().filter(|s| s.1.is_finite()).count();
        let divide = match known {
            0 => false,
            4 => !(self.on_chord(a, p, b) && self.on_chord(a, q, b)),
            _ => true,
        };
        Some((p, q, divide))
    }

    fn on_chord(&self, a: (f64, f64), p: (f64, f64), b: (f64, f64)) -> bool {
        let share = (p.0 - a.0) / (b.0 - a.0);
        let (ha, hb) = (self.height(a.1), self.height(b.1));
        let off = (self.height(p.1) - (ha + share * (hb - ha))).abs();
        // On a steep line the distance to it is less than the difference in height.
        let (across, up) = (self.width(a.0, b.0), hb - ha);
        off * across <= FLAT * real::hypot(across, up)
    }

    /// Splits the samples at gaps, edges of the domain, jumps and poles.
    fn branches(&mut self, points: &[(f64, f64)]) -> Vec<Vec<(f64, f64)>> {
        let mut done: Vec<Vec<(f64, f64)>> = Vec::new();
        let mut branch: Vec<(f64, f64)> = Vec::new();
        for (i, &p) in points.iter().enumerate() {
            let before = i.checked_sub(1).map(|j| points[j]);
            if before.is_some_and(|b| b.0 == p.0) {
                done.push(std::mem::take(&mut branch));
                branch.extend(Some(p).filter(|p| p.1.is_finite()));
                continue;
            }
            match (before.filter(|b| b.1.is_finite()), p.1.is_finite()) {
                (Some(b), true) => {
                    if !self.known.complete
                        && self.leaps(points, i)
                        && let Some((end, start)) = self.jump(b, p)
                    {
                        branch.push(end);
                        done.push(std::mem::take(&mut branch));
                        branch.push(start);
                    }
                    branch.push(p);
                }
                (Some(b), false) => {
                    branch.push(self.edge(b, p.0));
                    done.push(std::mem::take(&mut branch));
                }
                (None, true) => {
                    if let Some(b) = before {
                        branch.push(self.edge(p, b.0));
                    }
                    branch.push(p);
                }
                (None, false) => {}
            }
        }
        done.push(branch);
        for branch in &mut done {
            branch.dedup_by_key(|p| p.0);
        }
        done.retain(|branch| !branch.is_empty());
        done
    }

    /// Is the slope between samples `i − 1` and `i` out of proportion to the slopes beside them?
    fn leaps(&self, points: &[(f64, f64)], i: usize) -> bool {
        let slope = |j: usize| match (j.checked_sub(1).and_then(|k| points.get(k)), points.get(j)) {
            (Some(a), Some(b)) if a.1.is_finite() && b.1.is_finite() => {
                (self.height(b.1) - self.height(a.1)).abs() / self.width(a.0, b.0).max(1e-300)
            }
            _ => 0.0,
        };
        let rise = (self.height(points[i].1) - self.height(points[i - 1].1)).abs();
        rise > 1.0 && slope(i) > 3.0 * slope(i - 1).max(slope(i + 1)).max(1.0)
    }

    /// Halves the interval towards the jump. A steep but continuous curve shows itself on the way.
    fn jump(&mut self, mut a: (f64, f64), mut b: (f64, f64)) -> Option<((f64, f64), (f64, f64))> {
        let whole = (self.height(b.1) - self.height(a.1)).abs();
        while self.left > 0 {
            let x = between(a.0, b.0, 0.5);
            if x <= a.0 || x >= b.0 {
                break;
            }
            let m = self.at(x);
            if !m.1.is_finite() {
                break;
            }
            let (left, right) =
                ((self.height(m.1) - self.height(a.1)).abs(), (self.height(b.1) - self.height(m.1)).abs());
            if left.max(right) < 0.8 * whole {
                return None;
            }
            (a, b) = if left > right { (a, m) } else { (m, b) };
        }
        (self.left > 0).then_some((a, b))
    }

    /// The last point towards `outside` where the function is defined; a round number if there is one so near.
    fn edge(&mut self, mut inside: (f64, f64), mut outside: f64) -> (f64, f64) {
        // After that no double lies between.
        const HALVINGS: usize = 60;
        for _ in 0..HALVINGS {
            let x = between(inside.0, outside, 0.5);
            if x == inside.0 || x == outside || self.left == 0 {
                break;
            }
            let m = self.at(x);
            if m.1.is_finite() { inside = m } else { outside = x }
        }
        let grain = real::pow(10.0, real::log10((self.window.x.1 - self.window.x.0) * 1e-9).floor());
        let round = (inside.0 / grain).round();
        let round = if grain < 1.0 { round / (1.0 / grain).round() } else { round * grain };
        let candidate = self.at(round);
        if candidate.1.is_finite() && (candidate.0 - inside.0).abs() <= grain { candidate } else { inside }
    }
}

/// The number at this share of the way; no overflow between large numbers of opposite sign.
fn between(a: f64, b: f64, share: f64) -> f64 {
    if share >= 1.0 { b } else { a * (1.0 - share) + b * share }
}

/// The heights that show these curves: all of them, but only the readable part of a curve with poles or far outliers.
pub fn of_curves(outlines: &[Outline]) -> Option<AxisRange> {
    outlines.iter().map(of_curve).fold(None, union)
}

fn of_curve(outline: &Outline) -> Option<AxisRange> {
    let mut values: Vec<f64> = outline.points.iter().map(|p| p.1).filter(|y| y.is_finite()).collect();
    values.sort_by(f64::total_cmp);
    let (&lowest, &highest) = (values.first()?, values.last()?);
    let quantile = |share: f64| values[((values.len() - 1) as f64 * share).round() as usize];
    let (low, high) = (quantile(0.1), quantile(0.9));
    let room = 0.6 * (high - low);
    let outlying = |beyond: f64| room > 0.0 && beyond > 200.0 * room;
    let cut_below = outline.sinks || outlying(low - lowest);
    let cut_above = outline.soars || outlying(highest - high);
    let bottom = if cut_below { (low - room).max(lowest) } else { lowest };
    let top = if cut_above { (high + room).min(highest) } else { highest };
    union(Some((bottom, top)), extent(outline.extremes.iter().copied()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(mut f: impl FnMut(f64) -> f64, x: AxisRange, y: AxisRange) -> (Vec<Vec<(f64, f64)>>, usize) {
        let mut count = 0;
        let branches = curve(
            &mut |at| {
                count += 1;
                f(at)
            },
            &Landmarks::default(),
            Window { x, y, pixels: (640.0, 380.0) },
        );
        (branches, count)
    }

    #[test]
    fn a_parabola_takes_few_evaluations_and_is_smooth() {
        let (branches, count) = drawn(|x| x * x, (-20.0, 20.0), (-20.0, 420.0));
        assert_eq!(branches.len(), 1);
        assert!(count < 600, "{count}");
        for w in branches[0].windows(2) {
            let middle = (w[0].0 + w[1].0) / 2.0;
            let off = ((w[0].1 + w[1].1) / 2.0 - middle * middle) / 440.0 * 380.0;
            assert!(off.abs() < 0.3, "{off} px at {middle}");
        }
    }

    #[test]
    fn poles_split_the_curve() {
        let (branches, _) = drawn(|x| 1.0 / x, (-5.0, 5.0), (-4.0, 4.0));
        assert_eq!(branches.len(), 2);
        let (branches, count) = drawn(real::tan, (-10.0, 10.0), (-6.0, 6.0));
        assert_eq!(branches.len(), 7);
        assert!(count < 8_000, "{count}");
        for branch in branches {
            assert!(branch.windows(2).all(|w| w[0].1 <= w[1].1), "tan rises on every branch");
        }
    }

    #[test]
    fn the_edge_of_the_domain_is_exact() {
        let (branches, _) = drawn(real::sqrt, (-1.0, 4.0), (0.0, 2.0));
        assert_eq!(branches.len(), 1);
        assert_eq!(branches[0][0], (0.0, 0.0));
        let (branches, _) = drawn(|x| real::sqrt(1.0 - x * x), (-3.0, 2.0), (0.0, 1.0));
        assert_eq!((branches[0][0], branches[0].last().copied()), ((-1.0, 0.0), Some((1.0, 0.0))));
    }

    #[test]
    fn jumps_are_gaps_and_steep_slopes_are_not() {
        let (branches, _) = drawn(f64::floor, (-3.3, 3.4), (-4.0, 4.0));
        assert_eq!(branches.len(), 8);
        assert!(branches.iter().all(|b| b.iter().all(|p| p.1 == b[0].1)));
        let (branches, _) = drawn(|x| real::tanh(5_000.0 * (x - 0.3)), (-1.0, 1.0), (-1.0, 1.0));
        assert_eq!(branches.len(), 1);
    }

    #[test]
    fn fast_waves_are_not_aliased() {
        let (branches, count) = drawn(|x| real::sin(50.0 * x), (-20.0, 20.0), (-1.1, 1.1));
        assert!(count <= 20_000, "{count}");
        let crests = branches.iter().flatten().filter(|p| p.1 > 0.95).count();
        assert!(crests > 300, "{crests} of 318 crests");
    }

    #[test]
    fn the_kink_of_abs_is_reached() {
        let (branches, _) = drawn(|x| (x - 0.123).abs(), (-1.0, 1.0), (0.0, 1.2));
        let lowest = branches[0].iter().map(|p| p.1).fold(f64::INFINITY, f64::min);
        assert!(lowest < 0.001, "{lowest}");
    }

    #[test]
    fn places_known_beforehand_are_points_and_gaps() {
        let drawn = |f: fn(f64) -> f64, places: &[(f64, bool)]| {
            let places = places.iter().map(|&(at, breaks)| Landmark { at, breaks }).collect();
            let window = Window { x: (-1.0, 1.0), y: (-1.0, 2.0), pixels: (640.0, 380.0) };
            curve(&mut { f }, &Landmarks::new(places, true), window)
        };
        let kink = drawn(|x| (x - 0.123).abs(), &[(0.123, false)]);
        assert_eq!(kink.len(), 1);
        assert!(kink[0].contains(&(0.123, 0.0)));
        let jump = drawn(|x| f64::from(x >= 0.3), &[(0.3, true)]);
        assert_eq!((jump[0].last(), jump[1].first()), (Some(&(0.3, 0.0)), Some(&(0.3, 1.0))));
        let pole = drawn(|x| 1.0 / (x - 0.1), &[(0.1, true)]);
        assert!(pole.len() == 2 && pole[0].iter().all(|p| p.1 < 0.0) && pole[1].iter().all(|p| p.1 > 0.0));
        assert!(pole[0].last().is_some_and(|p| p.0 == 0.1 && p.1 < -1e9));
        let edges = drawn(|x| real::sqrt(0.5 - x * x), &[(-real::sqrt(0.5), false), (real::sqrt(0.5), false)]);
        assert!(edges.len() == 1 && edges[0].len() > 10 && edges[0][0].0 == -real::sqrt(0.5));
        let spike = drawn(|x| 1.0 / (1.0 + 1e8 * (x - 0.123) * (x - 0.123)), &[(0.123, false)]);
        assert!(spike[0].contains(&(0.123, 1.0)));
        let stairs: Vec<(f64, bool)> = (-190..190).map(|i| (f64::from(i) * 0.005, true)).collect();
        assert_eq!(drawn(|x| (x * 200.0).floor() * 0.005, &stairs).len(), 381);
        let twice = drawn(|x| 1.0 / (x - 0.1), &[(0.1, true), (0.1_f64.next_up(), true)]);
        assert_eq!(twice.len(), 2);
        let ends = drawn(|x| f64::from(x > -1.0) + f64::from(x >= 1.0), &[(-1.0, true), (1.0, true)]);
        assert!(ends.len() == 1 && ends[0].iter().all(|p| p.1 == 1.0), "{ends:?}");
    }

    #[test]
    fn odd_functions_and_ranges_end() {
        assert!(drawn(|_| f64::NAN, (0.0, 1.0), (0.0, 1.0)).0.is_empty());
        assert!(!drawn(|x| x, (-1e300, 1e300), (-1e300, 1e300)).0.is_empty());
        assert!(drawn(|x| if x.to_bits() % 2 == 0 { 1.0 } else { f64::NAN }, (0.0, 1.0), (0.0, 1.0)).1 <= 20_100);
        drawn(|x| real::sin(1.0 / x) * x, (0.0, 0.0), (f64::NAN, 1.0));
    }
}

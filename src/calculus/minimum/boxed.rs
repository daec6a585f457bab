//! Least values over a box by certified numbers, with closed forms where they can be proved afterwards.

use super::found::{Minimum, MinimumPoint, MinimumStatus};
use super::search::MinimumSearch;
use crate::algebra::closed::{Decision, compare};
use crate::algebra::enclosure::{IntervalProgram, Workspace, enclose_closed, enclose_on, is_smooth_around};
use crate::algebra::normal::{difference, normalise, product, sum};
use crate::algebra::recognise::recognise;
use crate::algebra::{derivative, gradient, present};
use crate::calculus::Region;
use crate::calculus::argument::{self, NAME, SLOPE, Sentence, sentence};
use crate::calculus::certify::{
    FacePosition, GlobalMinimum, MinimiserBox, MinimiserEvidence, Stop, global_minimum, is_positive_definite,
};
use crate::calculus::exact_value::{ExactValue, exact_value, is_zero, least, value_at};
use crate::calculus::symmetry::{Symmetry, maps_to};
use crate::expr::{ExprId, Graph, Symbol, substitute};
use crate::numeric::budget::candidates;
use crate::numeric::format::significant;
use crate::numeric::{Interval, Quality};

/// A place wider than this, relative to 1 plus its size, is no point whose digits can be shown.
const WIDEST: f64 = 1e-9;

/// A wider bound for the value, relative to its size or to what counts as small, has no digits that could be shown.
const VAGUE: f64 = 1e-6;
const SMALL: f64 = 1e-6;
/// Boxes nearer than this to one another, relative to numbers above 1, look the same to people.
const INDISTINCT: f64 = 1e-8;

/// Closed numbers are looked for within this distance, relative to 1 plus the size of the decimal.
const RECOGNISED: f64 = 1e-11;

/// Values that are equal to fewer digits are not called equal.
const LEAST_DIGITS: usize = 6;

/// The answer for a box with an end for every side; `None` where the search has nothing certain to say.
pub(super) fn solve(graph: &mut Graph, f: ExprId, symbols: &[Symbol], search: &MinimumSearch<'_>) -> Option<Minimum> {
    let scale = Rescaling::of(graph, search.region)?;
    let form = scale.put_into(graph, f, symbols);
    let found = match global_minimum(graph, form, symbols, &scale.sides, search.means.interrupt) {
        Ok(Some(found)) => found,
        Ok(None) => return Some(Minimum::nowhere(symbols, argument::Argument::bounds)),
        Err(_) => return None,
    };
    match found.stopped {
        None => {}
        Some(Stop::Interrupted) => return Some(Minimum::unknown(symbols, "the search was interrupted".to_string())),
        Some(Stop::Effort | Stop::TooManyBoxes) => {
            return Some(unfinished(graph, symbols, &scale.undone(found)));
        }
    }
    let found = GlobalMinimum { candidates: merged(distinct(found.candidates)), ..found };
    let is_reached = is_reached(graph, form, symbols, &found);
    let mut found = scale.undone(found);
    let narrow = |s: &Interval| s.is_bounded() && !s.is_empty() && s.width() <= WIDEST * (1.0 + s.mignitude());
    let wide = |c: &MinimiserBox| !c.place.iter().all(narrow);
    // Beyond the largest double nothing is known of the values.
    // Too wide a bound for the value has no digits to show.
    let vague = |c: &MinimiserBox| {
        let value = c.value.intersect(&found.value);
        value.width() > VAGUE * value.mignitude().max(SMALL)
    };
    let vast = found.candidates.iter().any(|c| !c.value.intersect(&found.value).roundest().is_finite());
    if vast || !is_reached {
        return Some(unfinished(graph, symbols, &found));
    }
    let frame = BoxedProblem { f, symbols, region: search.region, slopes: gradient(graph, f, symbols) };
    let found_vague = found.candidates.iter().any(|c| vague(c) && frame.closed(graph, c).is_none());
    if found_vague {
        return Some(unfinished(graph, symbols, &found));
    }
    if found.candidates.is_empty()
        || found.candidates.len() > candidates::MINIMISERS
        || found.candidates.iter().any(wide)
    {
        return Some(unfinished(graph, symbols, &found));
    }
    Some(frame.answer(graph, &mut found))
}

/// New unknowns for the search. An end that is no double, such as pi or 1/10, would be searched beyond: so a side with one
/// is measured from its ends, x = low + (high - low)*t with t from 0 to 1, and the rounding is left to the function.
struct Rescaling {
    sides: Vec<Interval>,
    /// Where t is 0, and how much x grows with t; nothing where x is searched itself.
    measures: Vec<Option<[ExprId; 2]>>,
    enclosed: Vec<Option<[Interval; 2]>>,
}

impl Rescaling {
    fn of(graph: &mut Graph, region: &Region) -> Option<Rescaling> {
        let mut scale = Rescaling { sides: region.ranges(graph), measures: Vec::new(), enclosed: Vec::new() };
        for (side, bounds) in region.sides.iter().zip(&mut scale.sides) {
            let is_double = |end: Option<ExprId>| {
                end.is_none_or(|end| enclose_closed(graph, end).is_some_and(|found| found.range.is_point()))
            };
            let one = ExprId::ONE;
            let (measure, unit) = match (side.low, side.high) {
                (low, high) if is_double(low) && is_double(high) => {
                    scale.measures.push(None);
                    scale.enclosed.push(None);
                    continue;
                }
                (Some(low), Some(high)) => ([low, difference(graph, high, low)], Interval::new(0.0, 1.0)),
                (Some(low), None) => ([low, one], Interval::new(0.0, f64::INFINITY)),
                (_, high) => ([high?, one], Interval::new(f64::NEG_INFINITY, 0.0)),
            };
            let [at, by] = measure.map(|id| enclose_closed(graph, id).map(|found| found.range));
            *bounds = unit;
            scale.measures.push(Some(measure));
            scale.enclosed.push(Some([at?, by?]));
        }
        Some(scale)
    }

    /// The normal form of the function in the new unknowns, which have the names of the old ones.
    fn put_into(&self, graph: &mut Graph, f: ExprId, symbols: &[Symbol]) -> ExprId {
        let mut bindings = Vec::new();
        for (&x, measure) in symbols.iter().zip(&self.measures) {
            if let &Some([at, by]) = measure {
                let t = graph.symbol_node(x);
                let grown = product(graph, &[by, t]);
                bindings.push((x, sum(graph, &[at, grown])));
            }
        }
        let put = substitute(graph, f, &bindings);
        normalise(graph, put)
    }

    /// What was found, in the old unknowns: the boxes a little larger, and those in which a point is alone no larger.
    fn undone(&self, mut found: GlobalMinimum) -> GlobalMinimum {
        let wide = |(side, measure): (&Interval, &Option<[Interval; 2]>)| match measure {
            Some([at, by]) => *at + *by * *side,
            None => *side,
        };
        let tight = |(side, measure): (&Interval, &Option<[Interval; 2]>)| match measure {
            Some([at, by]) => {
                let [low, high] = [side.low(), side.high()].map(|end| *at + *by * Interval::point(end));
                if low.high() <= high.low() { Interval::new(low.high(), high.low()) } else { Interval::EMPTY }
            }
            None => *side,
        };
        for candidate in &mut found.candidates {
            candidate.place = candidate.place.iter().zip(&self.enclosed).map(wide).collect();
            candidate.alone = candidate.alone.iter().zip(&self.enclosed).map(tight).collect();
        }
        for place in &mut found.unsearched {
            *place = place.iter().zip(&self.enclosed).map(wide).collect();
        }
        found
    }
}

/// Is the function continuous wherever it may be least? Near a pole or the end of its domain the least bound of a tiny
/// box says nothing.
fn is_reached(graph: &Graph, f: ExprId, symbols: &[Symbol], found: &GlobalMinimum) -> bool {
    let Ok(program) = IntervalProgram::new(graph, &[f], symbols) else { return false };
    let mut workspace = Workspace::new(&program);
    found.candidates.iter().all(|candidate| {
        program.evaluate(&mut workspace, &candidate.place, 1);
        let wanted = if candidate.argument.is_proof() { Quality::Defined } else { Quality::Continuous };
        workspace.output(&program, 0).quality >= wanted
    })
}

/// Without the boxes whose minimiser another candidate has: where a critical point is proved to be alone, there is no other.
fn distinct(candidates: Vec<MinimiserBox>) -> Vec<MinimiserBox> {
    let mut kept: Vec<MinimiserBox> = Vec::new();
    let inside = |inner: &MinimiserBox, outer: &MinimiserBox| {
        outer.argument == MinimiserEvidence::CriticalPoint
            && inner.place.iter().zip(&outer.alone).all(|(a, b)| a.is_subset_of(b))
    };
    for candidate in candidates {
        if kept.iter().any(|k| inside(&candidate, k)) {
            continue;
        }
        kept.retain(|k| !inside(k, &candidate));
        kept.push(candidate);
    }
    kept
}

/// Boxes that touch may hold the same minimiser, so they count as one, of which less is known; so do boxes that nobody tells
/// apart, unless each is known to hold a critical point of its own.
fn merged(candidates: Vec<MinimiserBox>) -> Vec<MinimiserBox> {
    let mut all: Vec<MinimiserBox> = Vec::new();
    for mut next in candidates {
        let touches = |other: &MinimiserBox, next: &MinimiserBox| {
            let apart = [other, next].iter().all(|c| c.argument == MinimiserEvidence::CriticalPoint);
            let near = |a: &Interval| {
                let reach = if apart { 0.0 } else { INDISTINCT * (1.0 + a.mignitude()) };
                a.hull(&Interval::around(a.low() - reach, a.high() + reach, 1))
            };
            other.place.iter().zip(&next.place).all(|(a, b)| !near(a).intersect(b).is_empty())
        };
        while let Some(i) = all.iter().position(|other| touches(other, &next)) {
            let other = all.remove(i);
            next.place = next.place.iter().zip(&other.place).map(|(a, b)| a.hull(b)).collect();
            next.alone.clone_from(&next.place);
            next.value = next.value.hull(&other.value);
            let ends = next.ends.iter().zip(&other.ends);
            next.ends = ends.map(|(a, b)| if a == b { *a } else { FacePosition::Inside }).collect();
            next.argument = MinimiserEvidence::Degenerate;
        }
        all.push(next);
    }
    all
}

/// The least value is enclosed, but not where it is taken.
fn unfinished(graph: &Graph, symbols: &[Symbol], found: &GlobalMinimum) -> Minimum {
    let (low, high) = (found.value.low(), found.value.high());
    let bounded = found.value.is_bounded() && !found.value.is_empty();
    let (low, high) = (significant(low, 12), significant(high, 12));
    let bounds = if bounded && low == high {
        sentence!["the greatest lower bound of ", NAME, " is about ", low]
    } else if bounded {
        sentence!["the greatest lower bound of ", NAME, " is between ", low, " and ", high]
    } else {
        sentence!["no bound for ", NAME, " was found"]
    };
    let why = match found.stopped {
        Some(Stop::Effort) => "the effort allowed was spent before the search came to an end",
        Some(Stop::TooManyBoxes) => "there are too many places where it may be taken, a whole set perhaps",
        Some(Stop::Interrupted) | None => "where it is taken was not narrowed down to points",
    };
    let mut places = Vec::new();
    let boxes = found.candidates.iter().map(|c| &c.place).chain(&found.unsearched);
    for place in boxes {
        let sides: Vec<String> = symbols
            .iter()
            .zip(place)
            .map(|(&s, side)| match [side.low(), side.high()].map(|end| significant(end, 6)) {
                [low, high] if low == high => format!("{} near {low}", graph.name(s)),
                [low, high] => format!("{} in {low}..{high}", graph.name(s)),
            })
            .collect();
        // Neighbouring boxes may read the same.
        let told = sides.join(", ");
        if !places.contains(&told) {
            places.push(told);
        }
        if places.len() == 3 {
            break;
        }
    }
    let more = found.candidates.len() + found.unsearched.len();
    let more = if more > places.len() { format!(" and {} more boxes", more - places.len()) } else { String::new() };
    let open = if places.is_empty() { String::new() } else { format!("; not decided: {}{more}", places.join("; ")) };
    Minimum::unknown(symbols, sentence![bounds, "; ", why, open])
}

struct BoxedProblem<'a> {
    f: ExprId,
    symbols: &'a [Symbol],
    region: &'a Region,
    slopes: Vec<ExprId>,
}

impl BoxedProblem<'_> {
    fn answer(&self, graph: &mut Graph, found: &mut GlobalMinimum) -> Minimum {
        let mut answer = Minimum::without_points(MinimumStatus::Global, self.symbols, argument::Argument::open(""));
        for candidate in &found.candidates {
            let point = self.point(graph, candidate, found.value);
            answer.points.push(point);
        }
        // Values that bounds do not tell apart, their formulas may.
        let values: Option<Vec<ExprId>> = answer.points.iter().map(|point| point.value.exact).collect();
        let chosen = values
            .and_then(|all| least(all.len(), |i, best| compare(graph, all[i], all[best]).proved().ok_or(())).ok());
        if let Some(chosen) = chosen {
            found.candidates = chosen.iter().map(|&i| found.candidates[i].clone()).collect();
            answer.points = chosen.iter().map(|&i| answer.points[i].clone()).collect();
            answer.argument = self.told(graph, found, true);
            return answer;
        }
        let equal = self.all_equal(graph, &answer.points, &found.candidates);
        // Values that are hardly known say nothing of where the least is.
        if !equal && agreement(&found.candidates) < LEAST_DIGITS {
            return unfinished(graph, self.symbols, found);
        }
        answer.argument = self.told(graph, found, equal);
        answer
    }

    /// A candidate as a point, with closed forms where these are proved.
    fn point(&self, graph: &mut Graph, candidate: &MinimiserBox, least: Interval) -> MinimumPoint {
        let exact = self.closed(graph, candidate);
        let value = candidate.value.intersect(&least);
        let value = if value.is_empty() { candidate.value } else { value };
        // Of what is hardly told from 0 no digit is right.
        let value = if value.width() > 0.1 * value.magnitude() { value.hull(&Interval::ZERO) } else { value };
        let mut x = Vec::new();
        for (i, side) in candidate.place.iter().enumerate() {
            let id = exact.as_ref().map(|all| all[i]).or_else(|| self.at_end(candidate, i));
            x.push(id.map_or_else(|| ExactValue { exact: None, value: side.roundest() }, |id| exact_value(graph, id)));
        }
        let value = match exact.and_then(|exact| self.value_at(graph, &exact)) {
            Some(exact) => exact_value(graph, exact),
            None => ExactValue { exact: None, value: value.roundest() },
        };
        MinimumPoint { x, value, sample: false }
    }

    /// The end of the side where the candidate is on the border.
    fn at_end(&self, candidate: &MinimiserBox, i: usize) -> Option<ExprId> {
        match candidate.ends[i] {
            FacePosition::Low | FacePosition::Pinned if candidate.argument.is_proof() => self.region.sides[i].low,
            FacePosition::High if candidate.argument.is_proof() => self.region.sides[i].high,
            FacePosition::Low | FacePosition::High | FacePosition::Pinned | FacePosition::Inside => None,
        }
    }

    /// Closed numbers for the only critical point of a face, each proved: the free derivatives are 0 there.
    fn closed(&self, graph: &mut Graph, candidate: &MinimiserBox) -> Option<Vec<ExprId>> {
        if !candidate.argument.is_proof() {
            return self.settled(graph, candidate);
        }
        let mut options: Vec<Vec<ExprId>> = Vec::new();
        for (i, side) in candidate.place.iter().enumerate() {
            let mut guesses = match self.at_end(candidate, i) {
                Some(end) => vec![end],
                None => {
                    let middle = side.midpoint();
                    recognise(graph, middle, RECOGNISED * (1.0 + middle.abs()))
                }
            };
            guesses.retain(|&id| {
                let near = enclose_closed(graph, id).map(|e| e.range);
                candidate.ends[i] != FacePosition::Inside || near.is_some_and(|n| n.is_subset_of(&candidate.alone[i]))
            });
            guesses.truncate(2);
            if guesses.is_empty() {
                return None;
            }
            options.push(guesses);
        }
        let count: usize = options.iter().map(Vec::len).product();
        (0..count).find_map(|code| {
            let mut rest = code;
            let mut point = Vec::new();
            for guesses in &options {
                point.push(guesses[rest % guesses.len()]);
                rest /= guesses.len();
            }
            self.is_critical(graph, candidate, &point).then_some(point)
        })
    }

    /// Closed numbers for the only point of a box where nothing was proved at which the function is least: it rises from the ends
    /// of the region at which the point lies, or its slope is exactly 0 there, and by the unknowns of such slopes the second
    /// derivatives are positive definite.
    fn settled(&self, graph: &mut Graph, candidate: &MinimiserBox) -> Option<Vec<ExprId>> {
        let (mut point, mut place) = (Vec::new(), Vec::new());
        for (side, part) in self.region.sides.iter().zip(&candidate.place) {
            let near = |graph: &Graph, id: ExprId| enclose_closed(graph, id).map(|e| e.range);
            let touches = |&end: &ExprId| near(graph, end).is_some_and(|end| !end.intersect(part).is_empty());
            let end = [side.low, side.high].into_iter().flatten().find(touches);
            let middle = part.midpoint();
            let number =
                end.or_else(|| recognise(graph, middle, RECOGNISED * (1.0 + middle.abs())).first().copied())?;
            place.push(near(graph, number)?.hull(part));
            point.push(number);
        }
        if !is_smooth_around(graph, self.f, self.symbols, &place) {
            return None;
        }
        let mut level = Vec::new();
        for (i, &slope) in self.slopes.iter().enumerate() {
            let (side, range) = (&self.region.sides[i], enclose_on(graph, slope, self.symbols, &place)?.range);
            let rises = range.is_positive() && side.low == Some(point[i]);
            if rises || range.is_negative() && side.high == Some(point[i]) {
                continue;
            }
            let here = value_at(graph, slope, self.symbols, &point);
            (is_zero(graph, here) && side.holds(graph, point[i]) == Some(true)).then(|| level.push(i))?;
        }
        let mut hessian = Vec::new();
        for (&i, &j) in level.iter().flat_map(|i| level.iter().map(move |j| (i, j))) {
            let bend = derivative(graph, self.slopes[i], self.symbols[j]);
            hessian.push(enclose_on(graph, bend, self.symbols, &place)?.range);
        }
        is_positive_definite(&hessian, level.len()).then_some(point)
    }

    fn is_critical(&self, graph: &mut Graph, candidate: &MinimiserBox, point: &[ExprId]) -> bool {
        (0..self.slopes.len()).filter(|&i| candidate.ends[i] == FacePosition::Inside).all(|i| {
            let slope = value_at(graph, self.slopes[i], self.symbols, point);
            graph.is_zero(slope)
        })
    }

    fn value_at(&self, graph: &mut Graph, point: &[ExprId]) -> Option<ExprId> {
        let form = value_at(graph, self.f, self.symbols, point);
        let finite = crate::expr::evaluate_closed(graph, form).is_finite();
        (finite && crate::algebra::closed_form::is_short(graph, form)).then_some(form)
    }

    /// Are the values at all points proved equal?
    fn all_equal(&self, graph: &mut Graph, points: &[MinimumPoint], candidates: &[MinimiserBox]) -> bool {
        let [first, others @ ..] = points else { return true };
        let same = |p: &MinimumPoint| first.value.exact.is_some() && first.value.exact == p.value.exact;
        if others.iter().filter(|p| !same(p)).count() > candidates::SYMMETRIC {
            return false;
        }
        let place = |p: &MinimumPoint| -> Vec<f64> { p.x.iter().map(|v| v.value).collect() };
        let from = place(first);
        (1..points.len()).all(|i| {
            let ends = (from.as_slice(), place(&points[i]));
            same(&points[i])
                || maps_to(graph, self.f, self.symbols, (ends.0, &ends.1), |graph, symmetry| {
                    self.exchanges(graph, symmetry, candidates, i)
                })
        })
    }

    /// Is the first candidate as low as another one, by a symmetry that takes it to where that one is? If both are single critical
    /// points, its image is the other. If the box goes to itself, minimisers go to minimisers: where there is one in either
    /// of these places, and they meet no other, there is one in both.
    fn exchanges(&self, graph: &mut Graph, symmetry: &Symmetry, candidates: &[MinimiserBox], other: usize) -> bool {
        let (first, last) = (&candidates[0], &candidates[other]);
        let images: Vec<Vec<Interval>> = candidates.iter().map(|c| symmetry.bounds(&c.place)).collect();
        let is_single = |c: &MinimiserBox| {
            c.argument == MinimiserEvidence::CriticalPoint && c.ends.iter().all(|end| *end == FacePosition::Inside)
        };
        if is_single(first) && is_single(last) && images[0].iter().zip(&last.alone).all(|(a, b)| a.is_subset_of(b)) {
            return true;
        }
        let meets =
            |i: usize, j: usize| images[i].iter().zip(&candidates[j].place).all(|(a, b)| !a.intersect(b).is_empty());
        symmetry.keeps(graph, self.region)
            && (0..candidates.len()).all(|j| (j == other || !meets(0, j)) && (j == 0 || !meets(j, other)))
    }

    fn told(&self, graph: &mut Graph, found: &GlobalMinimum, equal: bool) -> argument::Argument {
        let mut text = sentence![
            "certified by interval arithmetic: everywhere else ",
            NAME,
            " is greater",
            match found.candidates.as_slice() {
                [one] => format!(", and {}", self.nature(graph, one)),
                _ if equal => ", and the values there are proved equal".to_string(),
                all => format!(
                    "; the values at these {} points agree to {} digits, and which of them is less was not decided",
                    all.len(),
                    agreement(all)
                ),
            }
        ];
        if let [one] = found.candidates.as_slice() {
            text.push(self.border(graph, one));
        }
        if found.candidates.len() == 1 || equal {
            return argument::Argument::bounds(text);
        }
        argument::Argument::compared(text, Decision::Looks { digits: agreement(&found.candidates) })
    }

    fn nature(&self, graph: &Graph, candidate: &MinimiserBox) -> String {
        match candidate.argument {
            MinimiserEvidence::CriticalPoint => {
                let hessian = if self.symbols.len() == 1 { "second derivative" } else { "Hessian" };
                let sign = if self.symbols.len() == 1 { "positive" } else { "positive definite" };
                format!("there it has just one critical point, where the {hessian} is {sign}")
            }
            MinimiserEvidence::Border => "the minimum is on the boundary".to_string(),
            _ if candidate.ends.iter().any(|end| matches!(end, FacePosition::Low | FacePosition::High)) => {
                "the minimum is on the boundary".to_string()
            }
            MinimiserEvidence::Level => "it is level there".to_string(),
            MinimiserEvidence::Kink | MinimiserEvidence::Degenerate => {
                let names: Vec<&str> = self.symbols.iter().map(|&s| graph.name(s)).collect();
                format!("no other {} comes near it", names.join(", "))
            }
        }
    }

    /// `, x = 512, where the derivative by x is negative`
    fn border(&self, graph: &mut Graph, candidate: &MinimiserBox) -> Sentence {
        if candidate.argument != MinimiserEvidence::Border {
            return Sentence::default();
        }
        let mut parts = Vec::new();
        for (i, end) in candidate.ends.iter().enumerate() {
            let (id, sign) = match end {
                FacePosition::Low => (self.region.sides[i].low, ">"),
                FacePosition::High => (self.region.sides[i].high, "<"),
                FacePosition::Inside | FacePosition::Pinned => continue,
            };
            let Some(id) = id else { continue };
            let shown = present(graph, id);
            let name = graph.name(self.symbols[i]);
            let slope = if self.symbols.len() == 1 { sentence![SLOPE] } else { sentence!["d", NAME, "/d", name] };
            parts.push(sentence![name, " = ", shown, ", where ", slope, " ", sign, " 0"]);
        }
        let mut all = Sentence::from(" ");
        for (i, part) in parts.into_iter().enumerate() {
            all.push(if i == 0 { "" } else { ", and " });
            all.push(part);
        }
        all
    }
}

/// To how many digits the values of all candidates are the same.
fn agreement(candidates: &[MinimiserBox]) -> usize {
    let hull = candidates.iter().fold(Interval::EMPTY, |hull, c| hull.hull(&c.value));
    let mut relative = hull.width() / hull.magnitude().max(f64::MIN_POSITIVE);
    let mut digits = 0;
    while relative < 1.0 && digits < 15 {
        relative *= 10.0;
        digits += 1;
    }
    digits
}

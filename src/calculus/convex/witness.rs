//! Points that refute convexity: two of them between which the function is above its chord, or not defined.

use super::bending::Bending;
use crate::algebra::closed::{settled, sign};
use crate::algebra::normal::normalise;
use crate::calculus::Region;
use crate::expr::{ExprId, Graph, Node, Number, Symbol, enclose, evaluate, substitute};
use crate::interrupt::Interrupt;
use crate::numeric::budget::{candidates, unknowns};
use crate::numeric::{Interval, Rational};

/// Two points and the value halfway between them, against the definition.
#[derive(Clone, Debug, PartialEq)]
pub struct Witness {
    /// The points, in the order of the unknowns.
    pub ends: [Vec<Rational>; 2],
    /// Halfway.
    pub middle: Vec<Rational>,
    /// The values at the ends, as closed expressions in normal form.
    pub values: [ExprId; 2],
    /// The value in the middle; `None` where the function has none there.
    pub value: Option<ExprId>,
}

/// Points that are tried along each unknown.
const COORDINATES: [(i64, i64); 15] = [
    (0, 1),
    (1, 1),
    (-1, 1),
    (1, 2),
    (-1, 2),
    (2, 1),
    (-2, 1),
    (3, 1),
    (-3, 1),
    (5, 1),
    (-5, 1),
    (1, 10),
    (-1, 10),
    (10, 1),
    (-10, 1),
];

/// How far the ends are from the middle, along a direction; the shortest come last.
const REACHES: [(i64, i64); 8] = [(1, 1), (1, 2), (2, 1), (5, 1), (1, 4), (1, 10), (1, 100), (1, 1000)];

/// Bits that show whether there is a value.
const BITS: usize = 256;

/// Two points of the box whose middle proves that the function is not convex, or not concave.
pub(super) fn search(
    graph: &mut Graph,
    f: ExprId,
    symbols: &[Symbol],
    region: &Region,
    (against, interrupt): (Bending, &Interrupt),
) -> Option<Witness> {
    let sides = region.ranges(graph);
    let coordinates: Vec<Vec<Rational>> = sides.iter().map(|&s| coordinates(s)).collect();
    let directions = directions(symbols.len());
    let mut exact = 0;
    for count in 0..middles(&coordinates) {
        if interrupt.is_set() {
            return None;
        }
        let middle = middle(&coordinates, count);
        let bent = most_bent(graph, f, symbols, &middle, against);
        for direction in directions.iter().chain(&bent) {
            if interrupt.is_set() {
                return None;
            }
            for (a, b) in segments(&middle, direction, &sides) {
                if !is_promising(graph, f, symbols, (&a, &middle, &b), against) || !lie_in(graph, [&a, &b], region) {
                    continue;
                }
                exact += 1;
                let found = verified(graph, f, symbols, (a, middle.clone(), b), against);
                if found.is_some() || exact > candidates::WITNESSES {
                    return found;
                }
            }
        }
    }
    None
}

/// Simple rational numbers inside a side.
fn coordinates(side: Interval) -> Vec<Rational> {
    let simple = COORDINATES.iter().filter_map(|&(n, d)| Rational::new(n, d));
    let mut found: Vec<Rational> = simple.filter(|v| strictly_inside(v, side)).collect();
    if side.is_bounded() {
        for part in [8, 4, 12, 2, 14, 6, 10, 1, 15] {
            let x = side.low() + side.width() * f64::from(part) / 16.0;
            // Three digits are enough, and short numbers are wanted.
            let short = crate::numeric::format::significant(x, 3);
            if let Some(v) = Rational::parse(&short).ok().filter(|v| strictly_inside(v, side) && !found.contains(v)) {
                found.push(v);
            }
        }
    } else if found.is_empty() {
        found.extend(Rational::from_f64(side.midpoint()));
    }
    found
}

fn strictly_inside(v: &Rational, side: Interval) -> bool {
    let x = Interval::of_rational(v);
    x.is_interior_to(&side)
}

fn middles(coordinates: &[Vec<Rational>]) -> usize {
    let all = coordinates.iter().try_fold(1_usize, |n, c| n.checked_mul(c.len()));
    all.unwrap_or(candidates::MIDDLES).min(candidates::MIDDLES)
}

/// The middle of this number: small numbers run through the first coordinates of all unknowns.
fn middle(coordinates: &[Vec<Rational>], count: usize) -> Vec<Rational> {
    // With many unknowns a full grid would move only the first ones: the others follow them.
    let mut left = count;
    let full = coordinates.len() <= 3;
    let each = coordinates.iter().enumerate().map(|(i, c)| {
        let at = if full { left % c.len() } else { (count * (2 * i + 1) + i * count / 7) % c.len() };
        left /= c.len();
        c[at].clone()
    });
    each.collect()
}

/// Along the unknowns, and between two of them.
fn directions(n: usize) -> Vec<Vec<i64>> {
    let mut all = Vec::new();
    for i in 0..n {
        let mut axis = vec![0; n];
        axis[i] = 1;
        all.push(axis);
    }
    for i in 0..n.min(8) {
        for j in 0..i {
            for sign in [-1, 1] {
                let mut both = vec![0; n];
                (both[i], both[j]) = (sign, 1);
                all.push(both);
            }
        }
    }
    all
}

/// The direction in which the function bends most the wrong way, as far as doubles tell; about of length 10.
fn most_bent(graph: &Graph, f: ExprId, symbols: &[Symbol], middle: &[Rational], against: Bending) -> Option<Vec<i64>> {
    let n = symbols.len();
    if !(2..=unknowns::BENDING).contains(&n) {
        return None;
    }
    let point: Vec<f64> = middle.iter().map(Rational::to_f64).collect();
    let at = |moves: &[(usize, f64)]| {
        let mut values: Vec<(Symbol, f64)> = symbols.iter().copied().zip(point.iter().copied()).collect();
        for &(i, by) in moves {
            values[i].1 += by;
        }
        evaluate(graph, f, &values)
    };
    let h = 1e-3;
    let mut form = vec![0.0; n * n];
    for i in 0..n {
        for j in 0..=i {
            let second =
                at(&[(i, h), (j, h)]) - at(&[(i, h), (j, -h)]) - at(&[(i, -h), (j, h)]) + at(&[(i, -h), (j, -h)]);
            let second = if against == Bending::Convex { second } else { -second };
            (form[i * n + j], form[j * n + i]) = (second, second);
        }
    }
    let size: f64 = form.iter().map(|v| v.abs()).sum();
    let mut v: Vec<f64> = (0..n).map(|i| 1.0 + 0.37 * i as f64).collect();
    // Powers of `size - form` turn any vector towards the least eigenvalue's.
    for _ in 0..200 {
        let next: Vec<f64> =
            (0..n).map(|i| size * v[i] - (0..n).map(|j| form[i * n + j] * v[j]).sum::<f64>()).collect();
        let length = next.iter().map(|x| x * x).sum::<f64>().sqrt();
        if !(length > 0.0 && length.is_finite()) {
            return None;
        }
        v = next.into_iter().map(|x| x / length).collect();
    }
    let rounded: Vec<i64> = v.iter().map(|x| (x * 10.0).round() as i64).collect();
    rounded.iter().any(|&d| d != 0).then_some(rounded)
}

/// Pairs of points inside the sides with this middle, along a direction.
fn segments(
    middle: &[Rational],
    direction: &[i64],
    sides: &[Interval],
) -> impl Iterator<Item = (Vec<Rational>, Vec<Rational>)> {
    let within = |x: &Rational, side: &Interval| Interval::of_rational(x).is_subset_of(side);
    let end = move |reach: Rational| -> Option<Vec<Rational>> {
        let moved = middle.iter().zip(direction).map(|(m, &d)| m + &reach * Rational::from(d));
        moved.zip(sides).map(|(x, side)| within(&x, side).then_some(x)).collect()
    };
    REACHES.iter().filter_map(move |&(n, d)| Some((end(Rational::new(-n, d)?)?, end(Rational::new(n, d)?)?)))
}

/// Do the points lie in the box? The doubles around its ends may be wide.
fn lie_in(graph: &mut Graph, points: [&[Rational]; 2], region: &Region) -> bool {
    points.into_iter().all(|point| {
        point.iter().zip(&region.sides).all(|(x, side)| {
            let x = graph.rational(x.clone());
            side.holds(graph, x) == Some(true)
        })
    })
}

/// Do doubles say that the middle is clearly on the wrong side of the chord?
fn is_promising(
    graph: &Graph,
    f: ExprId,
    symbols: &[Symbol],
    (a, m, b): (&[Rational], &[Rational], &[Rational]),
    against: Bending,
) -> bool {
    let at = |point: &[Rational]| {
        let values: Vec<(Symbol, f64)> = symbols.iter().copied().zip(point.iter().map(Rational::to_f64)).collect();
        evaluate(graph, f, &values)
    };
    let (fa, fm, fb) = (at(a), at(m), at(b));
    let bend = (fa - fm) + (fb - fm);
    let wrong = if against == Bending::Convex { -bend } else { bend };
    wrong.is_finite() && wrong > 1e-9 * (fa.abs() + fb.abs() + fm.abs())
}

fn verified(
    graph: &mut Graph,
    f: ExprId,
    symbols: &[Symbol],
    (a, m, b): (Vec<Rational>, Vec<Rational>, Vec<Rational>),
    against: Bending,
) -> Option<Witness> {
    let (fa, fm, fb) = (value(graph, f, symbols, &a)?, value(graph, f, symbols, &m)?, value(graph, f, symbols, &b)?);
    let minus_two = graph.integer(-2);
    let twice = graph.raw_product(&[minus_two, fm]);
    let gap = graph.raw_sum(&[fa, fb, twice]);
    let gap = normalise(graph, gap);
    let order = sign(graph, gap).proved()?;
    let refuted = if against == Bending::Convex { order.is_lt() } else { order.is_gt() };
    refuted.then_some(Witness { ends: [a, b], middle: m, values: [fa, fb], value: Some(fm) })
}

/// The exact value at a point, defined for certain: read from the formula as written.
fn value(graph: &mut Graph, f: ExprId, symbols: &[Symbol], point: &[Rational]) -> Option<ExprId> {
    let there = placed(graph, f, symbols, point);
    // What was written must have a value; its normal form could have one where it has none.
    let settled = settled(graph, there);
    enclose(graph, settled, BITS).ok()?;
    let form = normalise(graph, there);
    (!matches!(graph.node(form), Node::Undefined(_))).then_some(form)
}

fn placed(graph: &mut Graph, f: ExprId, symbols: &[Symbol], point: &[Rational]) -> ExprId {
    let bindings: Vec<(Symbol, ExprId)> =
        symbols.iter().zip(point).map(|(&s, v)| (s, graph.number(Number::new(v.clone(), false)))).collect();
    substitute(graph, f, &bindings)
}

/// Two points at which the function is defined, around one where it is not, since `part` is 0 there.
pub(super) fn gap(graph: &mut Graph, f: ExprId, symbols: &[Symbol], region: &Region, part: ExprId) -> Option<Witness> {
    let sides = region.ranges(graph);
    let coordinates: Vec<Vec<Rational>> = sides.iter().map(|&s| coordinates(s)).collect();
    for count in 0..middles(&coordinates) {
        let middle = middle(&coordinates, count);
        let there = placed(graph, part, symbols, &middle);
        let form = normalise(graph, there);
        if !graph.as_rational(form).is_some_and(Rational::is_zero) {
            continue;
        }
        for direction in directions(symbols.len()) {
            for (a, b) in segments(&middle, &direction, &sides) {
                if !lie_in(graph, [&a, &b], region) {
                    continue;
                }
                if let (Some(fa), Some(fb)) = (value(graph, f, symbols, &a), value(graph, f, symbols, &b)) {
                    return Some(Witness { ends: [a, b], middle: middle.clone(), values: [fa, fb], value: None });
                }
            }
        }
    }
    None
}

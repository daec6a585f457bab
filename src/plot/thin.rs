//! Long lines and crowds of markers cut down to what can be seen, so that a picture of 100,000 steps stays small.

use std::collections::{HashMap, HashSet};

use super::geometry::{Point, finite};
use crate::numeric::real;

/// Points of a line that may stay as they are.
const FEW: usize = 2_000;
/// Segments kept of a line that crosses itself without end.
const MOST_SEGMENTS: usize = 1_500;
/// How far, in pixels, a dropped point may lie from the line that is drawn.
const TOLERANCE: f64 = 0.06;

/// Lines that look the same with fewer points. Coordinates come out as whole tenths of a pixel.
pub fn thin_line(points: &[Point]) -> Vec<Vec<Point>> {
    let tenths: Vec<Point> =
        points.iter().map(|&(x, y)| ((x * 10.0).round() / 10.0, (y * 10.0).round() / 10.0)).collect();
    let rising = tenths.windows(2).all(|w| w[0].0 <= w[1].0);
    if tenths.len() > FEW && rising {
        vec![straightened(&columns(&tenths))]
    } else if tenths.len() > FEW {
        without_repeats(&straightened(&tenths))
    } else {
        vec![straightened(&tenths)]
    }
}

/// Drops points that repeat the last one or lie on the line between their neighbours.
fn straightened(points: &[Point]) -> Vec<Point> {
    let mut kept: Vec<Point> = Vec::with_capacity(points.len());
    let mut skipped: Vec<Point> = Vec::new();
    for (i, &p) in points.iter().enumerate() {
        let Some(&anchor) = kept.last() else {
            kept.push(p);
            continue;
        };
        let Some(&next) = points.get(i + 1) else {
            if p != anchor || kept.len() == 1 {
                kept.push(p);
            }
            continue;
        };
        skipped.push(p);
        // Long runs are cut so that the work stays proportional to the number of points.
        if skipped.len() > 64 || skipped.iter().any(|&s| strays(s, anchor, next)) {
            kept.push(p);
            skipped.clear();
        }
    }
    kept
}

/// Is the point off the segment, or beyond its ends?
fn strays(p: Point, a: Point, b: Point) -> bool {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let square = dx * dx + dy * dy;
    let along = if square > 0.0 { (((p.0 - a.0) * dx + (p.1 - a.1) * dy) / square).clamp(0.0, 1.0) } else { 0.0 };
    real::hypot(p.0 - a.0 - along * dx, p.1 - a.1 - along * dy) > TOLERANCE
}

/// Of all points that fall in the same half pixel of a line that goes to the right: first, lowest, highest, last.
fn columns(points: &[Point]) -> Vec<Point> {
    let mut kept = Vec::new();
    for column in points.chunk_by(|a, b| (a.0 * 2.0).floor() == (b.0 * 2.0).floor()) {
        let by_y = |a: &usize, b: &usize| column[*a].1.total_cmp(&column[*b].1);
        let low = (0..column.len()).min_by(by_y).unwrap_or(0);
        let high = (0..column.len()).max_by(by_y).unwrap_or(0);
        let mut chosen = [0, low.min(high), low.max(high), column.len() - 1].to_vec();
        chosen.dedup();
        kept.extend(chosen.into_iter().map(|i| column[i]));
    }
    kept
}

/// The line without segments that were already drawn (within half a pixel), in as many pieces as that leaves.
fn without_repeats(points: &[Point]) -> Vec<Vec<Point>> {
    let half = |p: Point| ((p.0 * 2.0).round() as i64, (p.1 * 2.0).round() as i64);
    let mut drawn = HashSet::new();
    let mut pieces: Vec<Vec<Point>> = Vec::new();
    let mut open = false;
    for pair in points.windows(2) {
        let (a, b) = (half(pair[0]), half(pair[1]));
        let fresh = drawn.len() < MOST_SEGMENTS && drawn.insert((a.min(b), a.max(b)));
        match pieces.last_mut() {
            Some(piece) if open && fresh => piece.push(pair[1]),
            _ if fresh => pieces.push(vec![pair[0], pair[1]]),
            _ => {}
        }
        open = fresh;
    }
    pieces
}

/// A marker that stands for one point or for a run of points on the same spot.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    /// Where it stands.
    pub at: Point,
    /// Index of the first point it stands for.
    pub first: usize,
    /// Index of the last point it stands for.
    pub last: usize,
}

/// Markers that can be told apart: a point nearer than `gap` pixels to an earlier one joins it. The number is bounded.
pub fn thin_markers(points: &[Point], visible: impl Fn(Point) -> bool, gap: f64) -> Vec<Spot> {
    // More markers than this make a picture slow and show no more.
    const MOST: usize = 500;
    let gap = gap.max(0.1);
    let mut spots: Vec<Spot> = Vec::new();
    let mut cells: HashMap<(i64, i64), usize> = HashMap::new();
    for (i, &p) in points.iter().enumerate() {
        if !finite(p) || !visible(p) {
            continue;
        }
        let (cx, cy) = ((p.0 / gap).floor() as i64, (p.1 / gap).floor() as i64);
        let near = (-1..=1)
            .flat_map(|dx| (-1..=1).map(move |dy| (cx + dx, cy + dy)))
            .filter_map(|cell| cells.get(&cell).copied())
            .find(|&s| real::hypot(spots[s].at.0 - p.0, spots[s].at.1 - p.1) < gap);
        match near {
            Some(spot) => spots[spot].last = i,
            None if spots.len() < MOST => {
                cells.insert((cx, cy), spots.len());
                spots.push(Spot { at: p, first: i, last: i });
            }
            None => {}
        }
    }
    spots
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_straight_line_keeps_its_ends() {
        let points: Vec<Point> = (0..=1000).map(|i| (f64::from(i) / 2.0, f64::from(i) / 4.0)).collect();
        let lines = thin_line(&points);
        assert_eq!(lines.len(), 1);
        assert!(lines[0].len() < 40, "{}", lines[0].len());
        assert_eq!((lines[0][0], lines[0].last().copied()), ((0.0, 0.0), Some((500.0, 250.0))));
    }

    #[test]
    fn a_reversal_is_not_straightened_away() {
        let lines = thin_line(&[(0.0, 0.0), (10.0, 0.0), (3.0, 0.0)]);
        assert_eq!(lines, [vec![(0.0, 0.0), (10.0, 0.0), (3.0, 0.0)]]);
    }

    #[test]
    fn noise_keeps_its_outline() {
        let points: Vec<Point> =
            (0..100_000).map(|i| (f64::from(i) / 200.0, f64::from(i * 7919 % 1000) / 10.0)).collect();
        let line = &thin_line(&points)[0];
        assert!(line.len() < 4100, "{}", line.len());
        assert!(line.iter().any(|p| p.1 == 0.0) && line.iter().any(|p| p.1 > 99.8));
    }

    #[test]
    fn a_cycle_is_drawn_once() {
        let points: Vec<Point> = (0..100_000).map(|i| if i % 2 == 0 { (10.0, 5.0) } else { (90.0, 5.0) }).collect();
        assert_eq!(thin_line(&points).iter().map(Vec::len).sum::<usize>(), 2);
        let spots = thin_markers(&points, |_| true, 1.0);
        assert_eq!(spots.len(), 2);
        assert_eq!((spots[0].first, spots[0].last), (0, 99_998));
    }
}

//! Rectangles, and lines cut at their edges (Liang and Barsky).

use crate::numeric::real;

/// A place on the sheet, in pixels from the upper left corner.
pub type Point = (f64, f64);

/// An upright rectangle on the sheet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rect {
    /// Left edge.
    pub left: f64,
    /// Upper edge.
    pub top: f64,
    /// Right edge.
    pub right: f64,
    /// Lower edge.
    pub bottom: f64,
}

impl Rect {
    /// From its upper left corner, width and height.
    pub fn sized(left: f64, top: f64, width: f64, height: f64) -> Rect {
        Rect { left, top, right: left + width, bottom: top + height }
    }

    /// Width; never negative.
    pub fn width(&self) -> f64 {
        (self.right - self.left).max(0.0)
    }

    /// Height; never negative.
    pub fn height(&self) -> f64 {
        (self.bottom - self.top).max(0.0)
    }

    /// The same centre, wider and higher by this much on every side.
    pub fn grown(&self, by: f64) -> Rect {
        Rect { left: self.left - by, top: self.top - by, right: self.right + by, bottom: self.bottom + by }
    }

    /// Is the point inside or on the edge?
    pub fn contains(&self, (x, y): Point) -> bool {
        x >= self.left && x <= self.right && y >= self.top && y <= self.bottom
    }

    /// Is all of the other one inside?
    pub fn encloses(&self, other: &Rect) -> bool {
        self.contains((other.left, other.top)) && self.contains((other.right, other.bottom))
    }

    /// The area both share.
    pub fn overlap(&self, other: &Rect) -> f64 {
        let width = self.right.min(other.right) - self.left.max(other.left);
        let height = self.bottom.min(other.bottom) - self.top.max(other.top);
        width.max(0.0) * height.max(0.0)
    }

    /// The nearest point of the rectangle.
    pub fn clamp(&self, (x, y): Point) -> Point {
        (x.max(self.left).min(self.right), y.max(self.top).min(self.bottom))
    }
}

/// The part of a line from `a` to `b` that lies in the rectangle.
pub fn clip(a: Point, b: Point, rect: &Rect) -> Option<(Point, Point)> {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let (mut from, mut to) = (0.0f64, 1.0f64);
    let edges = [(-dx, a.0 - rect.left), (dx, rect.right - a.0), (-dy, a.1 - rect.top), (dy, rect.bottom - a.1)];
    for (towards, distance) in edges {
        if towards == 0.0 {
            if distance < 0.0 {
                return None;
            }
        } else if towards < 0.0 {
            from = from.max(distance / towards);
        } else {
            to = to.min(distance / towards);
        }
    }
    if from.is_nan() || to.is_nan() || from > to {
        return None;
    }
    let at = |t: f64| rect.clamp((a.0 + t * dx, a.1 + t * dy));
    Some((if from > 0.0 { at(from) } else { a }, if to < 1.0 { at(to) } else { b }))
}

/// The parts of a polyline that lie in the rectangle. A point that is not finite is a gap.
pub fn clip_polyline(points: &[Point], rect: &Rect) -> Vec<Vec<Point>> {
    let mut pieces: Vec<Vec<Point>> = Vec::new();
    let mut open = false;
    for pair in points.windows(2) {
        let (a, b) = (pair[0], pair[1]);
        let inside = if finite(a) && finite(b) { clip(a, b, rect) } else { None };
        let Some((from, to)) = inside else {
            open = false;
            continue;
        };
        match pieces.last_mut() {
            Some(piece) if open && from == a => piece.push(to),
            _ => pieces.push(vec![from, to]),
        }
        open = to == b;
    }
    pieces
}

/// Where a path leaves the rectangle for good: how many of its points belong to the visible part (the last of them is
/// already outside), the place on the edge, and the direction in which it goes.
pub fn departure(points: &[Point], rect: &Rect) -> Option<(usize, Point, Point)> {
    let last = points.iter().rposition(|&p| finite(p) && rect.contains(p))?;
    let (a, b) = (*points.get(last)?, *points.get(last + 1)?);
    if !finite(b) {
        return None;
    }
    let (_, exit) = clip(a, b, rect)?;
    let length = real::hypot(b.0 - a.0, b.1 - a.1);
    Some((last + 2, exit, ((b.0 - a.0) / length, (b.1 - a.1) / length)))
}

/// Both coordinates are numbers.
pub fn finite((x, y): Point) -> bool {
    x.is_finite() && y.is_finite()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const UNIT: Rect = Rect { left: 0.0, top: 0.0, right: 1.0, bottom: 1.0 };

    #[test]
    fn a_line_keeps_its_slope_at_the_edge() {
        let (a, b) = clip((0.5, 0.5), (1.5, 2.5), &UNIT).expect("crosses");
        assert_eq!(a, (0.5, 0.5));
        assert_eq!(b, (0.75, 1.0));
        assert_eq!(clip((2.0, 0.0), (2.0, 1.0), &UNIT), None);
        assert_eq!(clip((-1.0, 0.5), (0.5, -1.0), &UNIT), None);
    }

    #[test]
    fn gaps_and_excursions_make_pieces() {
        let nan = (f64::NAN, f64::NAN);
        let pieces = clip_polyline(&[(0.1, 0.1), (0.2, 0.2), nan, (0.5, 0.5), (0.5, 2.0), (0.7, 0.5)], &UNIT);
        assert_eq!(pieces.len(), 3);
        assert_eq!(pieces[0], [(0.1, 0.1), (0.2, 0.2)]);
        assert_eq!(pieces[1], [(0.5, 0.5), (0.5, 1.0)]);
        assert_eq!(pieces[2][1], (0.7, 0.5));
    }

    #[test]
    fn a_path_departs_once() {
        let points = [(0.5, 0.5), (0.5, 3.0), (0.5, 0.2), (0.5, -2.0), (0.5, 9.0)];
        let (kept, exit, towards) = departure(&points, &UNIT).expect("leaves");
        assert_eq!((kept, exit, towards), (4, (0.5, 0.0), (0.0, -1.0)));
        assert_eq!(departure(&points[..3], &UNIT), None);
    }

    proptest! {
        #[test]
        fn what_is_left_lies_inside(points in proptest::collection::vec((-3.0..3.0f64, -3.0..3.0f64), 0..40)) {
            for piece in clip_polyline(&points, &UNIT) {
                prop_assert!(piece.len() >= 2);
                prop_assert!(piece.iter().all(|&p| UNIT.contains(p)));
            }
        }
    }
}

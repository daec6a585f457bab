//! Free places: where a legend or a label may stand without covering what is drawn.

use super::geometry::{Point, Rect, clip, finite};
use crate::numeric::real;

/// Everything that text should keep away from.
#[derive(Clone, Default)]
pub struct Obstacles {
    segments: Vec<(Point, Point, f64)>,
    boxes: Vec<Rect>,
}

/// A corner or edge of a frame, in the order in which they are tried.
const CORNERS: [(f64, f64); 6] = [(1.0, 0.0), (0.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.5, 0.0), (0.5, 1.0)];

impl Obstacles {
    /// A line to keep away from; the weight is 1 for a curve, less for what stays in the background.
    pub fn line(&mut self, points: &[Point], weight: f64) {
        let segments = points.windows(2).map(|w| (w[0], w[1], weight));
        self.segments.extend(segments.filter(|&(a, b, _)| finite(a) && finite(b)));
    }

    /// An area to keep away from.
    pub fn area(&mut self, rect: Rect) {
        self.boxes.push(rect);
    }

    /// How much of what is drawn the rectangle would cover: 0 where it is free.
    pub fn covered(&self, rect: &Rect) -> f64 {
        let lines: f64 = self
            .segments
            .iter()
            .filter_map(|&(a, b, weight)| clip(a, b, rect).map(|(a, b)| (a, b, weight)))
            .map(|(a, b, weight)| weight * (1.0 + real::hypot(b.0 - a.0, b.1 - a.1)))
            .sum();
        let areas: f64 = self.boxes.iter().map(|b| b.overlap(rect)).sum();
        lines + areas
    }

    /// A corner of the frame (or the middle of its upper or lower edge) with room for a box of this size.
    pub fn free_corner(&self, frame: &Rect, width: f64, height: f64, inset: f64) -> Option<Rect> {
        CORNERS
            .iter()
            .map(|&c| in_corner(frame, c, width, height, inset))
            .find(|rect| frame.encloses(rect) && self.covered(&rect.grown(inset * 0.6)) == 0.0)
    }

    /// The corner where a box of this size covers least.
    pub fn emptiest_corner(&self, frame: &Rect, width: f64, height: f64, inset: f64) -> Rect {
        let rect = |corner| in_corner(frame, corner, width, height, inset);
        CORNERS
            .iter()
            .map(|&corner| rect(corner))
            .min_by(|a, b| self.covered(a).total_cmp(&self.covered(b)))
            .unwrap_or_else(|| rect(CORNERS[0]))
    }

    /// The best place beside a point for a label of this size: near, inside the frame, on top of nothing.
    /// Also says how good it is: lower is better.
    pub fn beside(&self, at: Point, (width, height): (f64, f64), frame: &Rect, unit: f64) -> (Rect, f64) {
        /// Crossing a line is worse than standing a little farther away.
        const CROSSING: f64 = 3.0;
        const SIDES: [(f64, f64); 8] =
            [(1.0, -1.0), (-1.0, -1.0), (1.0, 1.0), (-1.0, 1.0), (1.0, 0.0), (-1.0, 0.0), (0.0, -1.0), (0.0, 1.0)];
        let mut best: Option<(f64, Rect)> = None;
        for (ring, distance) in [8.0, 12.0, 18.0, 27.0, 40.0].into_iter().enumerate() {
            let distance = distance * unit;
            for (side, (dx, dy)) in SIDES.into_iter().enumerate() {
                // Diagonal places may come closer, since only a corner of the box is near the point.
                let reach = if dx * dy == 0.0 { distance + 1.0 } else { distance * 0.9 };
                let left = at.0 + dx * reach + (dx - 1.0) / 2.0 * width;
                let top = at.1 + dy * reach + (dy - 1.0) / 2.0 * height;
                let rect = Rect::sized(left, top, width, height);
                let outside = width * height - frame.overlap(&rect);
                let cost =
                    CROSSING * self.covered(&rect.grown(1.0)) + 20.0 * outside + 8.0 * ring as f64 + 0.5 * side as f64;
                if best.is_none_or(|(least, _)| cost < least) {
                    best = Some((cost, rect));
                }
            }
        }
        best.map_or((Rect::sized(at.0, at.1, width, height), f64::MAX), |(cost, rect)| (rect, cost))
    }
}

fn in_corner(frame: &Rect, (fx, fy): (f64, f64), width: f64, height: f64, inset: f64) -> Rect {
    let left = frame.left + inset + fx * (frame.width() - width - 2.0 * inset);
    let top = frame.top + inset + fy * (frame.height() - height - 2.0 * inset);
    Rect::sized(left, top, width, height)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: Rect = Rect { left: 0.0, top: 0.0, right: 400.0, bottom: 300.0 };

    #[test]
    fn the_free_corner_is_found() {
        let mut drawn = Obstacles::default();
        drawn.line(&[(0.0, 0.0), (400.0, 300.0)], 1.0);
        drawn.line(&[(300.0, 0.0), (400.0, 40.0)], 1.0);
        let rect = drawn.free_corner(&FRAME, 80.0, 40.0, 8.0).expect("lower left is free");
        assert!(rect.left < 20.0 && rect.bottom > 280.0);
        for y in 0..10 {
            drawn.line(&[(0.0, f64::from(y) * 33.0), (400.0, f64::from(y) * 33.0)], 1.0);
        }
        assert_eq!(drawn.free_corner(&FRAME, 80.0, 40.0, 8.0), None);
    }

    #[test]
    fn labels_keep_off_lines_and_inside_the_frame() {
        let mut drawn = Obstacles::default();
        drawn.line(&[(0.0, 100.0), (400.0, 100.0)], 1.0);
        let (rect, _) = drawn.beside((395.0, 100.0), (60.0, 14.0), &FRAME, 1.0);
        assert!(FRAME.encloses(&rect), "{rect:?}");
        assert_eq!(drawn.covered(&rect), 0.0);
    }
}

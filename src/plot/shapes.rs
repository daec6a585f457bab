//! Markers, marks and arrow heads.

use super::canvas::{Canvas, Ink};
use super::figure::{MarkShape, Marker};
use super::geometry::Point;
use super::palette::{INK, PAPER, Rgb, tinted};

/// A marker with a thin white rim, so that neighbours stay apart.
pub fn draw_marker(canvas: &mut Canvas, marker: Marker, at: Point, radius: f64, color: Rgb, tip: Option<String>) {
    let ink = Ink { fill: color, outline: Some((PAPER, radius * 0.22)) };
    let shape =
        |corners: &[Point]| corners.iter().map(|(x, y)| (at.0 + x * radius, at.1 + y * radius)).collect::<Vec<_>>();
    match marker {
        Marker::Circle => canvas.circle(at, radius, ink, tip),
        Marker::Square => canvas.polygon(&shape(&[(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)]), ink, tip),
        Marker::Triangle => canvas.polygon(&shape(&[(0.0, -1.2), (1.1, 0.8), (-1.1, 0.8)]), ink, tip),
        Marker::Diamond => canvas.polygon(&shape(&[(0.0, -1.3), (1.2, 0.0), (0.0, 1.3), (-1.2, 0.0)]), ink, tip),
        Marker::Wedge => canvas.polygon(&shape(&[(0.0, 1.2), (1.1, -0.8), (-1.1, -0.8)]), ink, tip),
        Marker::Plus => canvas.polygon(&shape(&plus(0.4, 1.25)), ink, tip),
    }
}

/// The outline of an upright cross.
fn plus(half: f64, reach: f64) -> [Point; 12] {
    let (a, b) = (half, reach);
    [(-a, -b), (a, -b), (a, -a), (b, -a), (b, a), (a, a), (a, b), (-a, b), (-a, a), (-b, a), (-b, -a), (-a, -a)]
}

/// A mark; `unit` is 1 for a picture of ordinary size.
pub fn draw_mark(canvas: &mut Canvas, shape: MarkShape, at: Point, unit: f64, color: Rgb, tip: Option<String>) {
    let diamond = |r: f64| [(at.0, at.1 - r), (at.0 + r, at.1), (at.0, at.1 + r), (at.0 - r, at.1)];
    match shape {
        MarkShape::Dot => canvas.circle(at, 4.8 * unit, Ink { fill: color, outline: Some((PAPER, 1.2 * unit)) }, tip),
        MarkShape::Rimmed => {
            let ink = Ink { fill: tinted(color, 0.55), outline: Some((INK, 1.3 * unit)) };
            canvas.circle(at, 4.8 * unit, ink, tip);
        }
        MarkShape::Hollow => {
            canvas.polygon(&diamond(6.2 * unit), Ink { fill: PAPER, outline: Some((INK, 1.5 * unit)) }, tip);
        }
        MarkShape::Bare => {}
    }
}

/// An arrow head with its tip at this place.
pub fn draw_arrow(canvas: &mut Canvas, tip: Point, (dx, dy): Point, length: f64, color: Rgb) {
    let half = length * 0.42;
    let back = (tip.0 - dx * length, tip.1 - dy * length);
    let corners = [tip, (back.0 - dy * half, back.1 + dx * half), (back.0 + dy * half, back.1 - dx * half)];
    canvas.polygon(&corners, Ink { fill: color, outline: None }, None);
}

//! The kinds of picture, one file each: numbers in, a [`Figure`] out.

mod contour;
mod curves;
mod descent;
mod iterates;
mod plane;
mod tangents;
mod values;

pub use curves::curves;
pub use descent::descent;
pub use iterates::iterates;
pub use plane::{PlanePath, PlaneStep, Surface, plane};
pub use tangents::tangents;
pub use values::values;

use super::figure::Figure;
use super::landmarks::Landmarks;
use super::numerals::short;
use super::range::AxisRange;
use super::sample::{SampledFunction, Window, curve};

/// A function of one unknown and its name, such as `f(x)`.
pub struct Curve<'a> {
    /// What the legend calls it.
    pub label: String,
    /// Its values; not finite where it has none.
    pub evaluate: Box<SampledFunction<'a>>,
    /// What is known of it beforehand in a range.
    pub landmarks: Box<dyn FnMut(AxisRange) -> Landmarks + 'a>,
}

impl<'a> Curve<'a> {
    /// A named function.
    pub fn new(label: impl Into<String>, evaluate: impl FnMut(f64) -> f64 + 'a) -> Curve<'a> {
        Curve { label: label.into(), evaluate: Box::new(evaluate), landmarks: Box::new(|_| Landmarks::default()) }
    }

    /// The same function, of which more is known.
    pub fn with_landmarks(self, landmarks: impl FnMut(AxisRange) -> Landmarks + 'a) -> Curve<'a> {
        Curve { landmarks: Box::new(landmarks), ..self }
    }

    /// The branches as a figure of this size shows them.
    fn branches(&mut self, known: &Landmarks, x: AxisRange, y: AxisRange, size: (u32, u32)) -> Vec<Vec<(f64, f64)>> {
        let pixels = (f64::from(size.0.clamp(100, 4000)), f64::from(size.1.clamp(80, 4000)));
        curve(self.evaluate.as_mut(), known, Window { x, y, pixels })
    }
}

/// One step of a run with one unknown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PathStep {
    /// Its number; the start is 0.
    pub k: u64,
    /// Where the run is.
    pub x: f64,
    /// The value there.
    pub value: f64,
    /// The derivative there; NaN where it is not known.
    pub slope: f64,
}

/// The steps of one run.
#[derive(Clone, Debug, PartialEq)]
pub struct RunPath {
    /// The label of the run, such as `rate 0.1`; may be empty.
    pub label: String,
    /// Its steps in order.
    pub steps: Vec<PathStep>,
}

/// The options of every kind of picture.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlotOptions {
    /// A title in place of the kind's own.
    pub title: Option<String>,
    /// Width and height in pixels.
    pub size: Option<(u32, u32)>,
    /// Exactly this range from left to right.
    pub x_range: Option<AxisRange>,
    /// Exactly this range from bottom to top.
    pub y_range: Option<AxisRange>,
    /// A logarithmic vertical axis, where the kind has a use for it.
    pub log: bool,
}

impl PlotOptions {
    /// Applies size and title to a finished figure.
    fn finish(&self, mut figure: Figure) -> Figure {
        if let Some(size) = self.size {
            figure.size = size;
        }
        if let Some(title) = &self.title {
            figure.title.clone_from(title);
        }
        figure
    }
}

/// `k = 3: x = 3.584, f(x) = 12.845`
fn tip(step: &PathStep, unknown: &str, value: &str) -> String {
    format!("k = {}: {unknown} = {}, {value} = {}", step.k, short(step.x, 6), short(step.value, 6))
}

/// `(7, 49)`
fn pair(x: f64, y: f64) -> String {
    format!("({}, {})", short(x, 4), short(y, 4))
}

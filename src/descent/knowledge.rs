//! Facts about the formula that verdicts use, and names for sentences.

use super::Rate;
use crate::numeric::Rational;
use crate::numeric::quadratic::Quadratic;

/// Facts about the formula that a run minimises.
pub trait Knowledge {
    /// The formula, if it is a quadratic with exact coefficients.
    fn quadratic(&self) -> Option<&Quadratic> {
        None
    }

    /// The minimisers that are known, global or local.
    fn minimisers(&self) -> &[KnownPoint] {
        &[]
    }

    /// The least value, where it is proved and taken at more than single points.
    fn least(&self) -> Option<&LeastValue> {
        None
    }

    /// The second derivatives at a point, row by row; `None` where they cannot be computed.
    fn hessian(&self, _x: &[f64]) -> Option<Vec<f64>> {
        None
    }

    /// A critical point near this point, where it is proved to be there; `None` proves nothing.
    fn critical_point(&self, _x: &[f64]) -> Option<Certificate> {
        None
    }

    /// The box that a descent from this point with small steps never leaves, where one is proved with so much effort.
    fn trapping_region(&self, _start: &[f64], _effort: usize) -> Option<TrappingRegion> {
        None
    }

    /// A cycle of `x <- x - rate*f'(x)` through points near these, in order, where it is proved to be there.
    fn cycle(&self, _points: &[Vec<f64>], _rate: &Rate) -> Option<CycleCertificate> {
        None
    }
}

/// A box that gradient descent with rates up to `1/curvature` never leaves, and in which every step goes down.
#[derive(Clone, Debug, PartialEq)]
pub struct TrappingRegion {
    /// The sides of the box.
    pub sides: Vec<(f64, f64)>,
    /// In every direction the second derivative is at most this, wherever in the box the function is not above its value
    /// at the start. Positive.
    pub curvature: f64,
}

/// The kind of a critical point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KnownPointKind {
    /// A strict local minimum.
    Minimum,
    /// A strict local maximum.
    Maximum,
    /// Lower on some sides, higher on others.
    Saddle,
}

/// A critical point that is proved to be near a point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Certificate {
    /// What it is.
    pub kind: KnownPointKind,
    /// The distance is at most this.
    pub distance: f64,
}

/// A cycle that is proved.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CycleCertificate {
    /// Each of its points is at most this far from the given one.
    pub distance: f64,
    /// Bounds of the factor by which one round multiplies a small distance from it; with several unknowns, of the size of
    /// the factor that rules in the long run.
    pub multiplier: (f64, f64),
}

/// A least value that is taken at infinitely many points.
#[derive(Clone, Debug, PartialEq)]
pub struct LeastValue {
    /// The value.
    pub value: f64,
    /// The value as exact text.
    pub exact: String,
    /// Where it is taken: `wherever x <= 0`.
    pub places: String,
}

/// A minimiser with its exact text.
#[derive(Clone, Debug, PartialEq)]
pub struct KnownPoint {
    /// The point.
    pub x: Vec<f64>,
    /// Its coordinates as exact text, one per unknown.
    pub exact: Vec<String>,
    /// The value there.
    pub value: f64,
    /// The value as exact text.
    pub value_exact: String,
    /// Nothing is lower anywhere.
    pub global: bool,
    /// That it is a minimiser is proved.
    pub proved: bool,
}

impl KnownPoint {
    /// Are all coordinates exactly doubles?
    pub fn is_double(&self) -> bool {
        self.exact.iter().zip(&self.x).all(|(text, &x)| {
            let exact = Rational::parse(text).ok().or_else(|| text.parse().ok());
            exact.is_some() && exact == Rational::from_f64(x)
        })
    }
}

/// Nothing is known.
#[derive(Clone, Copy, Debug, Default)]
pub struct NothingKnown;

impl Knowledge for NothingKnown {}

/// The names of the target and its unknowns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Labels {
    /// The unknowns, in order.
    pub unknowns: Vec<String>,
    /// The head of the column of values: `f(x)`, or the expression.
    pub value: String,
    /// The name of the target, if it has one: `f`.
    pub name: Option<String>,
}

impl Labels {
    /// What has a value: `f`.
    pub fn target(&self) -> &str {
        self.name.as_deref().unwrap_or("the value")
    }

    /// Its name in a sentence: `f`, else the formula.
    pub fn title(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.value)
    }

    /// The size of the gradient: `|f'|`, `|∇f|`.
    pub fn gradient_size(&self) -> String {
        match (&self.name, self.unknowns.len()) {
            (Some(name), 1) => format!("|{name}'|"),
            (Some(name), _) => format!("|∇{name}|"),
            (None, 1) => "the size of the derivative".into(),
            (None, _) => "the size of the gradient".into(),
        }
    }

    /// The head of the gradient's column: `f'(x)`, `|∇f|`.
    pub fn gradient_column(&self) -> String {
        match (&self.name, &self.unknowns[..]) {
            (Some(name), [x]) => format!("{name}'({x})"),
            (Some(name), _) => format!("|∇{name}|"),
            (None, [_]) => "derivative".into(),
            (None, _) => "|gradient|".into(),
        }
    }

    /// The second derivative of a target in one unknown: `f''`.
    pub fn curvature(&self) -> String {
        match &self.name {
            Some(name) => format!("{name}''"),
            None => "the second derivative".into(),
        }
    }

    /// What the second derivative is: `f'' = 2`.
    pub fn curvature_is(&self, value: &str) -> String {
        match &self.name {
            Some(name) if value.starts_with('≈') => format!("{name}'' {value}"),
            Some(name) => format!("{name}'' = {value}"),
            None => format!("the second derivative is {value}"),
        }
    }

    /// The second derivative as part of a formula such as `2/f''`.
    pub fn curvature_factor(&self) -> String {
        match &self.name {
            Some(name) => format!("{name}''"),
            None => "(second derivative)".into(),
        }
    }

    /// A point in words: `x = -2`, `(x = 1, y ≈ 0.7)`.
    pub fn point(&self, coordinates: &[String]) -> String {
        let parts: Vec<String> = self
            .unknowns
            .iter()
            .zip(coordinates)
            .map(|(name, value)| match value.strip_prefix("≈ ") {
                Some(about) => format!("{name} ≈ {about}"),
                None => format!("{name} = {value}"),
            })
            .collect();
        match &parts[..] {
            [one] => one.clone(),
            many if many.len() <= 6 => format!("({})", many.join(", ")),
            many => format!("({}, …, {})", many[..3].join(", "), many[many.len() - 1]),
        }
    }
}

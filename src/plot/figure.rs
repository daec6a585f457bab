//! A picture as plain data: panels with axes, series and marks, and nothing about how they are drawn.

/// A picture: one panel, or a grid of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Shown above everything; may be empty.
    pub title: String,
    /// What the picture shows, in a sentence or two, for people who cannot see it.
    pub description: String,
    /// Width and height in pixels.
    pub size: (u32, u32),
    /// How many panels stand side by side.
    pub columns: usize,
    /// The panels, row by row.
    pub panels: Vec<Panel>,
    /// Remarks set small below the picture, such as "3 values that are not positive are left out".
    pub notes: Vec<String>,
}

/// One pair of axes with what is drawn between them.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    /// Shown above the frame; may be empty.
    pub title: String,
    /// The horizontal axis.
    pub x: Axis,
    /// The vertical axis.
    pub y: Axis,
    /// Lines and clouds of points, drawn in this order.
    pub series: Vec<Series>,
    /// Single points that stand out, drawn above the series.
    pub marks: Vec<Mark>,
    /// Short texts that find a free place inside the frame by themselves.
    pub texts: Vec<String>,
}

/// How numbers become distances along an axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AxisScale {
    /// Equal differences are equally long.
    Linear,
    /// Equal ratios are equally long; only positive numbers have a place.
    Log,
}

/// One axis of a panel.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// What is measured; may be empty.
    pub label: String,
    /// Linear or logarithmic.
    pub scale: AxisScale,
    /// The numbers at both ends.
    pub range: (f64, f64),
    /// Only whole numbers get a tick, as for steps.
    pub whole: bool,
}

/// A line, a cloud of points, or both.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// Its name in the legend; without one it is not listed.
    pub label: Option<String>,
    /// The points in drawing order; a point that is not finite is a gap.
    pub points: Vec<(f64, f64)>,
    /// Its colour.
    pub color: Color,
    /// The line through the points, if one is drawn.
    pub line: Option<Line>,
    /// The shape at every point, if one is drawn.
    pub marker: Option<Marker>,
    /// What hovering over the marker of each point says; shorter than `points` or empty is fine.
    pub tips: Vec<String>,
    /// Whether this is the path of something that moves: it ends with an arrow head where it leaves the frame for good.
    pub departs: bool,
}

/// Width and rhythm of a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    /// In pixels.
    pub width: f64,
    /// The rhythm.
    pub dash: Dash,
}

/// The rhythm of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dash {
    /// Unbroken.
    Solid,
    /// `– – –`
    Dashed,
    /// `· · ·`
    Dotted,
    /// `– · –`
    DashDot,
    /// `—— ——`
    Long,
    /// `- - -`
    Short,
}

/// The shape that stands at a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marker {
    /// A disc.
    Circle,
    /// A square.
    Square,
    /// A triangle on its base.
    Triangle,
    /// A square on its corner.
    Diamond,
    /// A triangle on its tip.
    Wedge,
    /// An upright cross.
    Plus,
}

/// A colour by what it is for, so that a palette can be changed in one place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Color {
    /// The n-th colour of the palette; they repeat.
    Nth(usize),
    /// A place on the sequential scale from 0 (low) to 1 (high).
    Level(f64),
    /// Things in the background.
    Muted,
    /// The colour of text.
    Ink,
}

/// A point that stands out, with its name beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Where it is.
    pub at: (f64, f64),
    /// What stands beside it; may be empty.
    pub label: String,
    /// How it looks.
    pub shape: MarkShape,
    /// Its colour.
    pub color: Color,
}

/// How a mark looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkShape {
    /// A filled disc, larger than the markers of a series.
    Dot,
    /// A disc with a dark rim.
    Rimmed,
    /// A hollow diamond: an exact place, such as a minimum, that a path may or may not reach.
    Hollow,
    /// Text only.
    Bare,
}

impl Figure {
    /// Width and height when nobody asks for others.
    pub const SIZE: (u32, u32) = (720, 450);

    /// A figure of one panel.
    pub fn single(title: impl Into<String>, panel: Panel) -> Figure {
        Figure {
            title: title.into(),
            description: String::new(),
            size: Figure::SIZE,
            columns: 1,
            panels: vec![panel],
            notes: Vec::new(),
        }
    }
}

impl Panel {
    /// An empty panel with these axes.
    pub fn new(x: Axis, y: Axis) -> Panel {
        Panel { title: String::new(), x, y, series: Vec::new(), marks: Vec::new(), texts: Vec::new() }
    }
}

impl Axis {
    /// A linear axis.
    pub fn linear(label: impl Into<String>, range: (f64, f64)) -> Axis {
        Axis { label: label.into(), scale: AxisScale::Linear, range, whole: false }
    }

    /// A logarithmic axis.
    pub fn log(label: impl Into<String>, range: (f64, f64)) -> Axis {
        Axis { scale: AxisScale::Log, ..Axis::linear(label, range) }
    }

    /// A linear axis that counts.
    pub fn counting(label: impl Into<String>, range: (f64, f64)) -> Axis {
        Axis { whole: true, ..Axis::linear(label, range) }
    }
}

impl Series {
    /// A line without markers, in the n-th colour.
    pub fn line(label: Option<String>, points: Vec<(f64, f64)>, nth: usize) -> Series {
        Series {
            label,
            points,
            color: Color::Nth(nth),
            line: Some(Line { width: 2.0, dash: Dash::Solid }),
            marker: None,
            tips: Vec::new(),
            departs: false,
        }
    }

    /// Branches of a curve as one series, with gaps between them.
    pub fn branches(label: Option<String>, branches: Vec<Vec<(f64, f64)>>, nth: usize) -> Series {
        let mut points = Vec::with_capacity(branches.iter().map(|b| b.len() + 1).sum());
        for branch in branches {
            if !points.is_empty() {
                points.push((f64::NAN, f64::NAN));
            }
            points.extend(branch);
        }
        Series::line(label, points, nth)
    }

    /// Steps of something that moves: a thinner line with a marker at every point.
    pub fn path(label: Option<String>, points: Vec<(f64, f64)>, nth: usize) -> Series {
        Series {
            line: Some(Line { width: 1.4, dash: Dash::Solid }),
            marker: Some(Marker::nth(0)),
            departs: true,
            ..Series::line(label, points, nth)
        }
    }

    /// With this rhythm.
    pub fn dashed(mut self, dash: Dash) -> Series {
        if let Some(line) = &mut self.line {
            line.dash = dash;
        }
        self
    }
}

impl Dash {
    /// The n-th rhythm; they repeat.
    pub fn nth(n: usize) -> Dash {
        [Dash::Solid, Dash::Dashed, Dash::DashDot, Dash::Short, Dash::Long, Dash::Dotted][n % 6]
    }

    /// Lengths of strokes and gaps in pixels; empty for an unbroken line.
    pub fn pattern(self) -> &'static [f64] {
        match self {
            Dash::Solid => &[],
            Dash::Dashed => &[7.0, 4.0],
            Dash::Dotted => &[1.5, 3.5],
            Dash::DashDot => &[8.0, 3.5, 1.5, 3.5],
            Dash::Long => &[13.0, 4.0],
            Dash::Short => &[4.0, 3.0],
        }
    }
}

impl Marker {
    /// The n-th shape; they repeat.
    pub fn nth(n: usize) -> Marker {
        [Marker::Circle, Marker::Square, Marker::Triangle, Marker::Diamond, Marker::Wedge, Marker::Plus][n % 6]
    }
}

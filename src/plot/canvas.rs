//! The sheet of paper: shapes are collected, drawn by plotters, and finished into an SVG document.
//!
//! plotters places everything on whole pixels, so the sheet is [`SCALE`] times larger than the picture. What its SVG cannot
//! say (dashes, hover texts, groups, a halo around text) is added to each element afterwards.

#[cfg(not(target_family = "wasm"))]
use plotters::backend::SVGBackend;
use plotters_backend::text_anchor::{HPos, Pos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, FontFamily, FontTransform,
};
#[cfg(target_family = "wasm")]
use plotters_svg::SVGBackend;

use super::error::Error;
use super::geometry::{Point, Rect};
use super::palette::{Rgb, hex};

/// Sheet units in a pixel.
const SCALE: f64 = 10.0;

/// Fonts that most readers have one of.
const FONTS: &str = "Inter, 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif";

/// Which end of a text stands at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// Its left end.
    Start,
    /// Its middle.
    Middle,
    /// Its right end.
    End,
}

/// How a text looks.
#[derive(Clone, Copy, Debug)]
pub struct Lettering {
    /// Font size in pixels.
    pub size: f64,
    /// Its colour.
    pub color: Rgb,
    /// The bold cut.
    pub bold: bool,
    /// Which end stands at its place.
    pub anchor: Anchor,
    /// Turned to read upwards.
    pub upright: bool,
    /// With a white rim, so that it can be read on top of lines.
    pub halo: bool,
}

impl Lettering {
    /// Plain text that starts at its place.
    pub fn plain(size: f64, color: Rgb) -> Lettering {
        Lettering { size, color, bold: false, anchor: Anchor::Start, upright: false, halo: false }
    }

    /// The same, anchored otherwise.
    pub fn anchored(self, anchor: Anchor) -> Lettering {
        Lettering { anchor, ..self }
    }
}

/// Fill and outline of a closed shape.
#[derive(Clone, Copy, Debug)]
pub struct Ink {
    /// Inside.
    pub fill: Rgb,
    /// Outline and its width in pixels.
    pub outline: Option<(Rgb, f64)>,
}

enum Primitive {
    Polyline(Vec<Point>, Rgb, f64),
    Polygon(Vec<Point>, Rgb),
    Circle(Point, f64, Rgb),
    Rectangle(Rect, Rgb),
    Text(Point, String, Lettering),
}

enum CanvasItem {
    Open(String),
    Close,
    Element(Primitive, Extras),
}

/// What plotters cannot say about an element. An attribute with an empty value is taken away.
#[derive(Default)]
struct Extras {
    attributes: Vec<(&'static str, String)>,
    tip: Option<String>,
}

/// Shapes in drawing order.
pub struct Canvas {
    size: (u32, u32),
    entries: Vec<CanvasItem>,
}

impl Canvas {
    /// An empty sheet of this many pixels.
    pub fn new(size: (u32, u32)) -> Canvas {
        Canvas { size, entries: Vec::new() }
    }

    /// Opens a group with these attributes.
    pub fn open(&mut self, attributes: &str) {
        self.entries.push(CanvasItem::Open(attributes.to_string()));
    }

    /// Closes the innermost group.
    pub fn close(&mut self) {
        self.entries.push(CanvasItem::Close);
    }

    /// A line through these points.
    pub fn line(&mut self, points: &[Point], color: Rgb, width: f64, dash: &[f64]) {
        if points.len() < 2 {
            return;
        }
        let mut attributes = Vec::new();
        if !dash.is_empty() {
            let lengths: Vec<String> = dash.iter().map(|d| units(*d).to_string()).collect();
            attributes.push(("stroke-dasharray", lengths.join(" ")));
        }
        self.element(Primitive::Polyline(points.to_vec(), color, width), attributes, None);
    }

    /// A filled polygon.
    pub fn polygon(&mut self, points: &[Point], ink: Ink, tip: Option<String>) {
        if points.len() >= 3 {
            self.element(Primitive::Polygon(points.to_vec(), ink.fill), outline(ink), tip);
        }
    }

    /// A filled circle.
    pub fn circle(&mut self, center: Point, radius: f64, ink: Ink, tip: Option<String>) {
        let mut attributes = outline(ink);
        if ink.outline.is_none() {
            attributes.extend([("stroke", String::new()), ("stroke-width", String::new())]);
        }
        self.element(Primitive::Circle(center, radius, ink.fill), attributes, tip);
    }

    /// A filled rectangle.
    pub fn rectangle(&mut self, rect: Rect, fill: Rgb) {
        self.element(Primitive::Rectangle(rect, fill), vec![("stroke", String::new())], None);
    }

    /// A filled rectangle with a thin rim and round corners.
    pub fn card(&mut self, rect: Rect, fill: Rgb, rim: Rgb) {
        let mut attributes = outline(Ink { fill, outline: Some((rim, 1.0)) });
        attributes.push(("rx", units(3.0).to_string()));
        self.element(Primitive::Rectangle(rect, fill), attributes, None);
    }

    /// A text whose base line stands at this height.
    pub fn text(&mut self, at: Point, text: &str, lettering: Lettering) {
        let text: String = text.chars().map(|c| if c.is_control() || is_forbidden(c) { ' ' } else { c }).collect();
        if text.trim().is_empty() {
            return;
        }
        let mut attributes = vec![
            ("dy", String::new()),
            ("font-family", String::new()),
            ("font-size", units(lettering.size).to_string()),
        ];
        if lettering.bold {
            attributes.push(("font-weight", "600".to_string()));
        }
        if lettering.halo {
            attributes.extend([
                ("stroke", "#fff".to_string()),
                ("stroke-width", units(3.5).to_string()),
                ("stroke-linejoin", "round".to_string()),
                ("paint-order", "stroke".to_string()),
            ]);
        }
        self.element(Primitive::Text(at, text, lettering), attributes, None);
    }

    fn element(&mut self, shape: Primitive, attributes: Vec<(&'static str, String)>, tip: Option<String>) {
        self.entries.push(CanvasItem::Element(shape, Extras { attributes, tip }));
    }

    /// The SVG document. Ids begin with `id`, so that several pictures can share a page.
    pub fn finish(self, id: &str, title: &str, description: &str) -> Result<String, Error> {
        let raw = self.draw().map_err(Error::Backend)?;
        // Everything between the root's own tags: one line for a shape, three for a text.
        let mut lines = raw.lines().skip(1);
        let mut out = self.head(id, title, description);
        for entry in &self.entries {
            match entry {
                CanvasItem::Open(attributes) => out += &format!("<g {attributes}>\n"),
                CanvasItem::Close => out += "</g>\n",
                CanvasItem::Element(shape, extras) => {
                    let tag = lines.next().unwrap_or("");
                    let content = match shape {
                        Primitive::Text(..) => {
                            let content = lines.next();
                            lines.next();
                            content
                        }
                        Primitive::Polyline(..)
                        | Primitive::Polygon(..)
                        | Primitive::Circle(..)
                        | Primitive::Rectangle(..) => None,
                    };
                    out += &rewritten(tag, content, extras);
                }
            }
        }
        out += "</svg>\n";
        Ok(out)
    }

    fn head(&self, id: &str, title: &str, description: &str) -> String {
        let (width, height) = self.size;
        let scale = SCALE as u32;
        let mut out = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {} {}\" role=\"img\" aria-labelledby=\"{id}-title {id}-desc\" font-family=\"{FONTS}\">\n",
            width * scale,
            height * scale
        );
        out += &format!("<title id=\"{id}-title\">{}</title>\n", escaped(title));
        out += &format!("<desc id=\"{id}-desc\">{}</desc>\n", escaped(description));
        out
    }

    fn draw(&self) -> Result<String, String> {
        let mut out = String::new();
        let scale = SCALE as u32;
        let mut backend = SVGBackend::with_string(&mut out, (self.size.0 * scale, self.size.1 * scale));
        for entry in &self.entries {
            if let CanvasItem::Element(shape, _) = entry {
                draw_shape(&mut backend, shape)?;
            }
        }
        backend.present().map_err(|e| e.to_string())?;
        drop(backend);
        Ok(out)
    }
}

fn draw_shape(backend: &mut SVGBackend, shape: &Primitive) -> Result<(), String> {
    let style = |color: Rgb, width: f64| Pen { color, width: units(width).unsigned_abs() };
    let places = |points: &[Point]| points.iter().map(|&p| on_sheet(p)).collect::<Vec<_>>();
    match shape {
        Primitive::Polyline(points, color, width) => backend.draw_path(places(points), &style(*color, *width)),
        Primitive::Polygon(points, color) => backend.fill_polygon(places(points), &style(*color, 1.0)),
        Primitive::Circle(center, radius, color) => {
            backend.draw_circle(on_sheet(*center), units(*radius).unsigned_abs(), &style(*color, 1.0), true)
        }
        Primitive::Rectangle(rect, color) => backend.draw_rect(
            on_sheet((rect.left, rect.top)),
            on_sheet((rect.right, rect.bottom)),
            &style(*color, 1.0),
            true,
        ),
        Primitive::Text(at, text, lettering) => backend.draw_text(text, &Letters(lettering), on_sheet(*at)),
    }
    .map_err(|e| e.to_string())
}

/// Colour and width of lines, and the colour of what is filled.
struct Pen {
    color: Rgb,
    width: u32,
}

impl BackendStyle for Pen {
    fn color(&self) -> BackendColor {
        opaque(self.color)
    }

    fn stroke_width(&self) -> u32 {
        self.width
    }
}

fn opaque(rgb: Rgb) -> BackendColor {
    BackendColor { alpha: 1.0, rgb }
}

/// A text style for plotters. The viewer of the SVG measures its letters; their widths are not needed here.
struct Letters<'a>(&'a Lettering);

impl BackendTextStyle for Letters<'_> {
    type FontError = std::convert::Infallible;

    fn color(&self) -> BackendColor {
        opaque(self.0.color)
    }

    fn size(&self) -> f64 {
        self.0.size * SCALE
    }

    fn transform(&self) -> FontTransform {
        if self.0.upright { FontTransform::Rotate270 } else { FontTransform::None }
    }

    fn anchor(&self) -> Pos {
        let side = match self.0.anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        Pos::new(side, VPos::Bottom)
    }

    fn family(&self) -> FontFamily<'_> {
        FontFamily::SansSerif
    }

    fn layout_box(&self, _text: &str) -> Result<((i32, i32), (i32, i32)), Self::FontError> {
        Ok(((0, 0), (0, 0)))
    }

    fn draw<E, F: FnMut(i32, i32, BackendColor) -> Result<(), E>>(
        &self,
        _text: &str,
        _at: BackendCoord,
        _draw: F,
    ) -> Result<Result<(), E>, Self::FontError> {
        Ok(Ok(()))
    }
}

/// An element as plotters wrote it, with our attributes, without those that say nothing.
fn rewritten(tag: &str, content: Option<&str>, extras: &Extras) -> String {
    let inner = tag.trim_start_matches('<').trim_end_matches('>').trim_end_matches('/');
    let (name, rest) = inner.split_once(' ').unwrap_or((inner, ""));
    let mut attributes: Vec<(&str, String)> = Vec::new();
    let mut parts = rest.split('"');
    while let (Some(key), Some(value)) = (parts.next(), parts.next()) {
        let key = key.trim().trim_end_matches('=');
        let says_nothing = (key == "opacity" && value == "1") || (key == "text-anchor" && value == "start");
        if !says_nothing {
            attributes.push((key, value.trim_end().to_string()));
        }
    }
    for (key, value) in &extras.attributes {
        attributes.retain(|(k, _)| k != key);
        if !value.is_empty() {
            attributes.push((key, value.clone()));
        }
    }
    let mut out = format!("<{name}");
    for (key, value) in attributes {
        let value = if key == "fill" || key == "stroke" { value.to_lowercase() } else { value };
        out += &format!(" {key}=\"{value}\"");
    }
    let tip = extras.tip.as_ref().map(|tip| format!("<title>{}</title>", escaped(tip)));
    match (content, tip) {
        (None, None) => out + "/>\n",
        (content, tip) => format!("{out}>{}{}</{name}>\n", tip.unwrap_or_default(), content.unwrap_or("")),
    }
}

fn outline(ink: Ink) -> Vec<(&'static str, String)> {
    match ink.outline {
        Some((color, width)) => vec![("stroke", hex(color)), ("stroke-width", units(width).to_string())],
        None => Vec::new(),
    }
}

/// Text for the inside of an element or attribute; what XML cannot hold is left out.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '&' => out += "&amp;",
            '"' => out += "&quot;",
            '\n' => out.push('\n'),
            c if c.is_control() || is_forbidden(c) => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

fn is_forbidden(c: char) -> bool {
    matches!(c, '\u{fffe}' | '\u{ffff}' | '\u{2028}' | '\u{2029}')
}

fn on_sheet((x, y): Point) -> (i32, i32) {
    (units(x), units(y))
}

/// Pixels as sheet units. The cast saturates and takes NaN to 0, so no coordinate can overflow.
fn units(pixels: f64) -> i32 {
    (pixels * SCALE).round().clamp(-1e8, 1e8) as i32
}

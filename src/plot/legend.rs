//! The legend: a sample of each labelled series with its name, in a free corner or outside the frame.

use super::canvas::{Canvas, Lettering};
use super::figure::{Color, Figure, Line, Marker};
use super::geometry::Rect;
use super::layout::Metrics;
use super::palette::{GRID, PAPER, TEXT, rgb};
use super::shapes::draw_marker;
use super::widths::{shorten, text_width};

/// Rows beyond which a legend only says how many more there are.
const MOST: usize = 14;

/// One row.
struct LegendEntry {
    text: String,
    width: f64,
    color: Color,
    line: Option<Line>,
    marker: Option<Marker>,
}

/// All rows with their measures.
pub struct Legend {
    entries: Vec<LegendEntry>,
    measure: Metrics,
    sample: f64,
}

impl Legend {
    /// The labelled series of all panels, each name once.
    pub fn of(figure: &Figure, measure: &Metrics) -> Option<Legend> {
        let widest = f64::from(figure.size.0) * 0.4;
        let mut entries: Vec<LegendEntry> = Vec::new();
        let mut hidden = 0;
        for series in figure.panels.iter().flat_map(|p| &p.series) {
            let Some(label) = series.label.as_deref().filter(|l| !l.trim().is_empty()) else {
                continue;
            };
            let text = shorten(label, measure.medium, widest);
            if entries.iter().any(|e| e.text == text && e.color == series.color) {
                continue;
            }
            if entries.len() == MOST {
                hidden += 1;
                continue;
            }
            let width = text_width(&text, measure.medium);
            entries.push(LegendEntry { text, width, color: series.color, line: series.line, marker: series.marker });
        }
        if hidden > 0 {
            let text = format!("and {hidden} more");
            let width = text_width(&text, measure.medium);
            entries.push(LegendEntry { text, width, color: Color::Muted, line: None, marker: None });
        }
        let sample = 30.0 * measure.unit;
        (!entries.is_empty()).then_some(Legend { entries, measure: *measure, sample })
    }

    /// Width and height as a column.
    pub fn column_size(&self) -> (f64, f64) {
        let widest = self.entries.iter().map(|e| e.width).fold(0.0, f64::max);
        (self.indent() + widest + self.pad() * 2.0, self.entries.len() as f64 * self.row() + self.pad())
    }

    /// The height as rows that are at most this wide.
    pub fn rows_height(&self, width: f64) -> f64 {
        let rows = self.flow(width).last().map_or(0, |&(row, _)| row + 1);
        rows as f64 * self.row() + self.pad()
    }

    /// Draws a column into this area.
    pub fn draw_column(&self, canvas: &mut Canvas, area: Rect) {
        canvas.card(area, PAPER, GRID);
        for (i, entry) in self.entries.iter().enumerate() {
            let middle = area.top + self.pad() / 2.0 + (i as f64 + 0.5) * self.row();
            self.draw_entry(canvas, entry, area.left + self.pad(), middle);
        }
    }

    /// Draws rows into this area.
    pub fn draw_rows(&self, canvas: &mut Canvas, area: Rect) {
        for (entry, (row, left)) in self.entries.iter().zip(self.flow(area.width())) {
            let middle = area.top + self.pad() / 2.0 + (row as f64 + 0.5) * self.row();
            self.draw_entry(canvas, entry, area.left + left, middle);
        }
    }

    /// Row and left edge of each entry.
    fn flow(&self, width: f64) -> Vec<(usize, f64)> {
        let (mut row, mut left) = (0, 0.0);
        let mut found = Vec::with_capacity(self.entries.len());
        for entry in &self.entries {
            let wide = self.indent() + entry.width;
            if left > 0.0 && left + wide > width {
                (row, left) = (row + 1, 0.0);
            }
            found.push((row, left));
            left += wide + 20.0 * self.measure.unit;
        }
        found
    }

    fn draw_entry(&self, canvas: &mut Canvas, entry: &LegendEntry, left: f64, middle: f64) {
        let color = rgb(entry.color);
        if let Some(line) = entry.line {
            canvas.line(&[(left, middle), (left + self.sample, middle)], color, line.width, line.dash.pattern());
        }
        if let Some(marker) = entry.marker {
            draw_marker(canvas, marker, (left + self.sample / 2.0, middle), 3.6 * self.measure.unit, color, None);
        }
        let bare = entry.line.is_none() && entry.marker.is_none();
        let at = if bare { left } else { left + self.indent() };
        let base = middle + self.measure.medium * 0.36;
        canvas.text((at, base), &entry.text, Lettering::plain(self.measure.medium, TEXT));
    }

    fn indent(&self) -> f64 {
        self.sample + 7.0 * self.measure.unit
    }

    fn pad(&self) -> f64 {
        6.0 * self.measure.unit
    }

    fn row(&self) -> f64 {
        self.measure.medium * 1.5
    }
}

//! The colours: those of Okabe and Ito, which people with any colour vision can tell apart, without the yellow that is
//! too pale for lines.

use super::figure::Color;

/// Red, green and blue.
pub type Rgb = (u8, u8, u8);

/// Behind everything.
pub const PAPER: Rgb = (255, 255, 255);
/// Titles.
pub const INK: Rgb = (32, 33, 36);
/// Axis labels, legends, labels of marks.
pub const TEXT: Rgb = (51, 54, 60);
/// Tick labels and remarks.
pub const FAINT_TEXT: Rgb = (95, 99, 104);
/// The left and lower edge of a frame.
pub const EDGE: Rgb = (138, 143, 150);
/// Where a coordinate is zero.
pub const ZERO: Rgb = (176, 181, 188);
/// Grid lines.
pub const GRID: Rgb = (232, 234, 237);
/// Grid lines of minor ticks.
pub const MINOR_GRID: Rgb = (244, 245, 247);

const SERIES: [Rgb; 7] =
    [(0, 114, 178), (213, 94, 0), (0, 138, 101), (178, 84, 138), (70, 74, 82), (72, 160, 214), (204, 136, 0)];

/// Low to high, all dark enough to be read as a line on white.
const LEVELS: [Rgb; 5] = [(33, 52, 110), (43, 98, 146), (62, 142, 160), (122, 180, 166), (186, 208, 182)];

/// The colour as it is drawn.
pub fn rgb(color: Color) -> Rgb {
    match color {
        Color::Nth(n) => SERIES[n % SERIES.len()],
        Color::Level(at) => level(at),
        Color::Muted => EDGE,
        Color::Ink => INK,
    }
}

/// The colour mixed with white; 0 is white.
pub fn tinted((r, g, b): Rgb, share: f64) -> Rgb {
    let mix = |c: u8| (255.0 - (255.0 - f64::from(c)) * share.clamp(0.0, 1.0)).round() as u8;
    (mix(r), mix(g), mix(b))
}

/// The colour as SVG writes it.
pub fn hex((r, g, b): Rgb) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}

fn level(at: f64) -> Rgb {
    let at = if at.is_finite() { at.clamp(0.0, 1.0) } else { 0.0 } * (LEVELS.len() - 1) as f64;
    let below = (at.floor() as usize).min(LEVELS.len() - 2);
    let share = at - below as f64;
    let (a, b) = (LEVELS[below], LEVELS[below + 1]);
    let mix = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * share).round() as u8;
    (mix(a.0, b.0), mix(a.1, b.1), mix(a.2, b.2))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numeric::real;

    #[test]
    fn lines_are_dark_enough_on_white() {
        let channel = |c: u8| {
            let c = f64::from(c) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { real::pow((c + 0.055) / 1.055, 2.4) }
        };
        for (r, g, b) in SERIES {
            let luminance = 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
            let contrast = 1.05 / (luminance + 0.05);
            assert!(contrast > 2.6, "{r} {g} {b}: {contrast}");
        }
    }

    #[test]
    fn the_ends_of_the_level_scale_are_its_ends() {
        assert_eq!(rgb(Color::Level(0.0)), LEVELS[0]);
        assert_eq!(rgb(Color::Level(1.0)), LEVELS[4]);
        assert_eq!(rgb(Color::Level(f64::NAN)), LEVELS[0]);
    }
}

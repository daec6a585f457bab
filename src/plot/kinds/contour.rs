//! Contour lines of sampled heights: marching squares, joined into polylines.

use crate::numeric::real;
use crate::plot::figure::Axis;
use crate::plot::range::AxisRange;
use crate::plot::ticks::ticks;

/// Heights on an even grid, row by row from the bottom.
pub struct Grid {
    x: AxisRange,
    y: AxisRange,
    columns: usize,
    rows: usize,
    heights: Vec<f64>,
}

/// No neighbour.
const NONE: usize = usize::MAX;

impl Grid {
    /// Samples a function on `columns` × `rows` points, edges included.
    pub fn sampled(
        f: &mut dyn FnMut(f64, f64) -> f64,
        x: AxisRange,
        y: AxisRange,
        columns: usize,
        rows: usize,
    ) -> Grid {
        let (columns, rows) = (columns.max(2), rows.max(2));
        let mut grid = Grid { x, y, columns, rows, heights: Vec::with_capacity(columns * rows) };
        for j in 0..rows {
            for i in 0..columns {
                let (px, py) = grid.corner(i, j);
                grid.heights.push(f(px, py));
            }
        }
        grid
    }

    /// All heights that are numbers, rising.
    pub fn sorted(&self) -> Vec<f64> {
        let mut sorted: Vec<f64> = self.heights.iter().copied().filter(|h| h.is_finite()).collect();
        sorted.sort_by(f64::total_cmp);
        sorted
    }

    /// The lines on which the height is `level`.
    pub fn lines(&self, level: f64) -> Vec<Vec<(f64, f64)>> {
        let mut links = vec![[NONE; 2]; 2 * self.columns * self.rows];
        for j in 0..self.rows - 1 {
            for i in 0..self.columns - 1 {
                for (a, b) in self.crossings(i, j, level).into_iter().flatten() {
                    link(&mut links, a, b);
                    link(&mut links, b, a);
                }
            }
        }
        let mut used = vec![false; links.len()];
        let mut lines = Vec::new();
        // Open lines first, from their ends; what is left are rings.
        let ends = (0..links.len()).filter(|&e| links[e][0] != NONE && links[e][1] == NONE);
        let rest = (0..links.len()).filter(|&e| links[e][1] != NONE);
        for start in ends.chain(rest).collect::<Vec<_>>() {
            if !used[start] {
                lines.push(self.followed(start, &links, &mut used, level));
            }
        }
        lines
    }

    fn followed(&self, start: usize, links: &[[usize; 2]], used: &mut [bool], level: f64) -> Vec<(f64, f64)> {
        let mut line = vec![self.crossing(start, level)];
        let (mut at, mut open) = (start, true);
        used[start] = true;
        while open {
            open = false;
            for next in links[at] {
                if next != NONE && !used[next] {
                    used[next] = true;
                    line.push(self.crossing(next, level));
                    (at, open) = (next, true);
                    break;
                }
            }
        }
        if line.len() > 2 && links[at].contains(&start) {
            line.push(line[0]);
        }
        line
    }

    /// The pairs of edges of a cell that a line joins. At a saddle the height in the middle decides.
    fn crossings(&self, i: usize, j: usize, level: f64) -> [Option<(usize, usize)>; 2] {
        let at = |i: usize, j: usize| self.heights[j * self.columns + i];
        let corners = [at(i, j), at(i + 1, j), at(i + 1, j + 1), at(i, j + 1)];
        if corners.iter().any(|h| !h.is_finite()) {
            return [None; 2];
        }
        let here = 2 * (j * self.columns + i);
        let (south, west, east, north) = (here, here + 1, here + 3, here + 2 * self.columns);
        let above = corners.map(|h| h >= level);
        let case = above.iter().enumerate().fold(0u8, |code, (bit, up)| code | (u8::from(*up) << bit));
        let middle_up = corners.iter().map(|h| h / 4.0).sum::<f64>() >= level;
        match case {
            0 | 15 => [None; 2],
            1 | 14 => [Some((west, south)), None],
            2 | 13 => [Some((south, east)), None],
            4 | 11 => [Some((east, north)), None],
            8 | 7 => [Some((north, west)), None],
            3 | 12 => [Some((west, east)), None],
            6 | 9 => [Some((south, north)), None],
            // Opposite corners are above.
            _ if (case == 5) == middle_up => [Some((west, north)), Some((south, east))],
            _ => [Some((west, south)), Some((east, north))],
        }
    }

    /// The point of an edge where the height is `level`.
    fn crossing(&self, edge: usize, level: f64) -> (f64, f64) {
        let corner = edge / 2;
        let (i, j) = (corner % self.columns, corner / self.columns);
        let (i2, j2) = if edge.is_multiple_of(2) { (i + 1, j) } else { (i, j + 1) };
        let (low, high) = (self.heights[corner], self.heights[j2 * self.columns + i2]);
        let share = ((level - low) / (high - low)).clamp(0.0, 1.0);
        let (a, b) = (self.corner(i, j), self.corner(i2, j2));
        (a.0 + share * (b.0 - a.0), a.1 + share * (b.1 - a.1))
    }

    fn corner(&self, i: usize, j: usize) -> (f64, f64) {
        let at = |(lo, hi): AxisRange, n: usize, of: usize| lo + (hi - lo) * (n as f64 / (of - 1) as f64);
        (at(self.x, i, self.columns), at(self.y, j, self.rows))
    }
}

fn link(links: &mut [[usize; 2]], from: usize, to: usize) {
    let slot = usize::from(links[from][0] != NONE);
    links[from][slot] = to;
}

/// About a dozen heights worth a line: 1, 2, 5 times powers of ten above the lowest place where heights are spread over
/// orders of magnitude (so that a curved valley shows), else evenly spaced.
pub fn levels(sorted: &[f64]) -> Vec<f64> {
    let at = |share: f64| sorted.get(((sorted.len().max(1) - 1) as f64 * share).round() as usize).copied();
    let (Some(lowest), Some(low), Some(half), Some(top)) = (at(0.0), at(0.01), at(0.5), at(0.985)) else {
        return Vec::new();
    };
    // NaN and overflow also end here.
    if !(top - lowest > 0.0 && (top - lowest).is_finite()) {
        return Vec::new();
    }
    let steep = (top - lowest) > 6.0 * (half - lowest);
    // Near zero the heights themselves are the round numbers.
    let base = if lowest.abs() < (low - lowest).max(1e-9 * (top - lowest)) { 0.0 } else { lowest };
    if steep {
        let first = (low - base).max((top - base) * 1e-5);
        return geometric(base, first, top - base);
    }
    let round = ticks(&Axis::linear("", (lowest, top)), 12);
    round.into_iter().map(|tick| tick.at).filter(|level| *level > lowest && *level < top).collect()
}

fn geometric(base: f64, first: f64, last: f64) -> Vec<f64> {
    // More lines than this run into one another.
    const MOST: usize = 14;
    let decades = real::log10(first).floor() as i32..=real::log10(last).ceil() as i32;
    let steps = |multiples: &[f64]| -> Vec<f64> {
        let all = decades.clone().flat_map(|d| multiples.iter().map(move |m| m * real::pow(10.0, f64::from(d))));
        all.filter(|v| *v >= first && *v <= last).map(|v| base + v).collect()
    };
    let fine = steps(&[1.0, 2.0, 5.0]);
    if fine.len() <= MOST { fine } else { steps(&[1.0, 3.0]) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bowl_has_round_closed_lines() {
        let grid = Grid::sampled(&mut |x, y| x * x + y * y, (-2.0, 2.0), (-2.0, 2.0), 81, 81);
        let lines = grid.lines(1.0);
        assert_eq!(lines.len(), 1);
        assert_eq!(lines[0].first(), lines[0].last());
        assert!(lines[0].iter().all(|p| (p.0.hypot(p.1) - 1.0).abs() < 0.002));
    }

    #[test]
    fn a_saddle_gives_two_branches_that_do_not_touch() {
        let grid = Grid::sampled(&mut |x, y| x * y, (-1.0, 1.0), (-1.0, 1.0), 41, 41);
        for level in [-0.01, 0.01, 0.3] {
            let lines = grid.lines(level);
            assert_eq!(lines.len(), 2, "{level}");
            assert!(lines.iter().flatten().all(|p| p.0 * p.1 * level > 0.0));
        }
    }

    #[test]
    fn the_valley_of_rosenbrock_gets_lines() {
        let mut g = |x: f64, y: f64| (1.0 - x) * (1.0 - x) + 100.0 * (y - x * x) * (y - x * x);
        let found = levels(&Grid::sampled(&mut g, (-2.0, 2.0), (-1.0, 3.0), 120, 120).sorted());
        assert!((6..=14).contains(&found.len()), "{found:?}");
        assert!(found[0] < 3.0 && found.windows(2).all(|w| w[0] < w[1]), "{found:?}");
        assert!(levels(&[]).is_empty() && levels(&[1.0, 1.0]).is_empty());
    }

    #[test]
    fn holes_in_the_domain_are_left_out() {
        let grid = Grid::sampled(&mut |x, y| if x < 0.0 { f64::NAN } else { y }, (-1.0, 1.0), (-1.0, 1.0), 21, 21);
        let lines = grid.lines(0.05);
        assert!(!lines.is_empty() && lines.iter().flatten().all(|p| p.0 >= 0.0));
    }
}

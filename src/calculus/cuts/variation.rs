//! The variation table of a function of one unknown: the line, cut at kinks, jumps and critical points, and how the function
//! runs on each piece.

use std::cmp::Ordering;

use super::Obstacle;
use super::pieces::{Cut, Pieces, SlopeZeros, SmoothPiece, between, ends};
use crate::algebra::enclosure::{enclose_closed, enclose_on};
use crate::algebra::expanded;
use crate::algebra::normal::normalise;
use crate::calculus::Side;
use crate::calculus::exact_value::{is_zero, order};
use crate::calculus::limit::Toward;
use crate::calculus::means::Means;
use crate::expr::{ExprId, Graph, Symbol, substitute};
use crate::numeric::{Interval, Rational};

/// A place on the line where a value is taken.
#[derive(Clone, Debug)]
pub(in crate::calculus) struct LinePoint {
    pub exact: Option<ExprId>,
    pub value: f64,
    /// The function's value, where it has one: a formula, and bounds.
    pub height: Option<(Option<ExprId>, Interval)>,
    /// It is a critical point, not a kink or end.
    pub critical: bool,
}

/// How the function runs between two marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::calculus) enum Trend {
    Falls,
    Rises,
    Constant,
    Undefined,
}

/// A piece between neighbouring marks, or beyond the last.
pub(in crate::calculus) struct MonotonePiece {
    pub trend: Trend,
    /// The smooth formula there.
    pub formula: Option<ExprId>,
    pub sample: Rational,
}

/// Marks in rising order, and the pieces between, before and behind them. Where a side has an end there is no piece beyond it.
pub(in crate::calculus) struct VariationTable {
    pub marks: Vec<LinePoint>,
    pub jumps: Vec<bool>,
    pub pieces: Vec<MonotonePiece>,
    /// The first piece lies before the first mark.
    starts_with_piece: bool,
}

impl VariationTable {
    pub fn of(
        graph: &mut Graph,
        f: ExprId,
        x: Symbol,
        side: &Side,
        means: &Means<'_>,
    ) -> Result<VariationTable, Obstacle> {
        let Pieces { cuts, pieces } = Pieces::of(graph, f, x, side, means)?;
        let starts_with_piece = side.low.is_none();
        let mut table = VariationTable { marks: Vec::new(), jumps: Vec::new(), pieces: Vec::new(), starts_with_piece };
        let mut cuts = cuts.into_iter();
        if side.low.is_some()
            && let Some(first) = cuts.next()
        {
            table.cut(graph, f, x, first);
        }
        for piece in &pieces {
            if means.interrupt.is_set() {
                return Err(Obstacle::Unknown);
            }
            let critical = piece.critical(graph, x, means)?;
            let mut low = piece.low;
            let flat = matches!(critical, SlopeZeros::Constant);
            if let SlopeZeros::Points(points) = critical {
                for solution in points {
                    let formula = piece.formula.ok_or(Obstacle::Unknown)?;
                    let exact = solution.exact.map(|id| normalise(graph, id));
                    // A number inside must lie between the mark before and this one, also where only bounds are known.
                    let [Some(end), Some(next)] = ends(graph, &solution) else { return Err(Obstacle::Unknown) };
                    let sample = between(graph, low, Some(end)).ok_or(Obstacle::Unknown)?;
                    table.add(graph, x, piece, sample, false)?;
                    let here = exact.map(|at| substitute(graph, formula, &[(x, at)]));
                    let height = height(graph, (formula, x), here, solution.enclosure).ok_or(Obstacle::Unknown)?;
                    table.jumps.push(false);
                    table.marks.push(LinePoint { exact, value: solution.value, height: Some(height), critical: true });
                    low = Some(next);
                }
            }
            let sample = between(graph, low, piece.high).ok_or(Obstacle::Unknown)?;
            table.add(graph, x, piece, sample, flat)?;
            if let Some(next) = cuts.next() {
                table.cut(graph, f, x, next);
            }
        }
        Ok(table)
    }

    fn cut(&mut self, graph: &mut Graph, f: ExprId, x: Symbol, cut: Cut) {
        let bounds = enclose_closed(graph, cut.at).map_or(Interval::ENTIRE, |e| e.range);
        let height = if cut.defined { height(graph, (f, x), Some(cut.here), bounds) } else { None };
        self.jumps.push(cut.jump);
        self.marks.push(LinePoint { exact: Some(cut.at), value: cut.value, height, critical: false });
    }

    fn add(
        &mut self,
        graph: &mut Graph,
        x: Symbol,
        piece: &SmoothPiece,
        sample: Rational,
        flat: bool,
    ) -> Result<(), Obstacle> {
        let trend = match piece.slope {
            None => Trend::Undefined,
            Some(_) if flat => Trend::Constant,
            Some(slope) => {
                let at = graph.rational(sample.clone());
                let slope = substitute(graph, slope, &[(x, at)]);
                match order(graph, slope) {
                    Some(Ordering::Less) => Trend::Falls,
                    Some(Ordering::Greater) => Trend::Rises,
                    _ => return Err(Obstacle::Unknown),
                }
            }
        };
        self.pieces.push(MonotonePiece { trend, formula: piece.formula, sample });
        Ok(())
    }

    /// The marks at both ends of a piece.
    pub fn ends(&self, piece: usize) -> (Option<usize>, Option<usize>) {
        let next = piece + usize::from(!self.starts_with_piece);
        (next.checked_sub(1), Some(next).filter(|&i| i < self.marks.len()))
    }

    /// Does a piece with this trend go on beyond the mark: is there neither a gap nor a jump?
    pub fn continues_at(&self, mark: usize, trend: Trend) -> bool {
        match trend {
            Trend::Undefined => self.marks[mark].height.is_none(),
            Trend::Falls | Trend::Rises | Trend::Constant => self.marks[mark].height.is_some() && !self.jumps[mark],
        }
    }

    pub fn piece_before(&self, mark: usize) -> Option<&MonotonePiece> {
        let next = mark + usize::from(self.starts_with_piece);
        next.checked_sub(1).and_then(|i| self.pieces.get(i))
    }

    pub fn piece_after(&self, mark: usize) -> Option<&MonotonePiece> {
        self.pieces.get(mark + usize::from(self.starts_with_piece))
    }
}

/// The value at a number: a formula if it has one, and bounds.
fn height(
    graph: &mut Graph,
    (f, x): (ExprId, Symbol),
    here: Option<ExprId>,
    bounds: Interval,
) -> Option<(Option<ExprId>, Interval)> {
    if let Some(here) = here {
        let value = normalise(graph, here);
        let value = expanded(graph, value);
        // An algebraic number is put into the formula that it is a root of: what is 0 is called so.
        let value = if is_zero(graph, value) { graph.integer(0) } else { value };
        if let Some(known) = enclose_closed(graph, value) {
            return Some((Some(value), known.range));
        }
    }
    Some((None, enclose_on(graph, f, &[x], &[bounds])?.range))
}

/// The ends of pieces without a value of the function at the end, toward which it falls: where the unknown goes, and
/// the formula there.
pub(in crate::calculus) fn open_ends(line: &VariationTable) -> Vec<(Toward, ExprId)> {
    let mut found = Vec::new();
    let open = |i: usize| line.marks[i].height.is_none() || line.jumps[i];
    for (i, piece) in line.pieces.iter().enumerate() {
        let Some(formula) = piece.formula else { continue };
        let toward = match (piece.trend, line.ends(i)) {
            (Trend::Rises, (None, _)) => Some(Toward::NegativeInfinity),
            (Trend::Falls, (_, None)) => Some(Toward::Infinity),
            (Trend::Rises, (Some(low), _)) if open(low) => line.marks[low].exact.map(Toward::FromRight),
            (Trend::Falls, (_, Some(high))) if open(high) => line.marks[high].exact.map(Toward::FromLeft),
            _ => None,
        };
        found.extend(toward.map(|toward| (toward, formula)));
    }
    found
}

//! Common zeros of many functions by least squares in doubles, as closed numbers: guesses, which are proved elsewhere.
//!
//! Levenberg–Marquardt steps (Nocedal, Wright, Numerical Optimization, 2006, section 10.3) from points spread over the box.

use crate::algebra::enclosure::{IntervalProgram, Workspace};
use crate::algebra::gradient;
use crate::algebra::recognise::recognise;
use crate::calculus::certify::inverse;
use crate::expr::{ExprId, Graph, Symbol};
use crate::interrupt::Interrupt;
use crate::numeric::Interval;
use crate::numeric::budget::{candidates, rounds, terms};

/// What counts as zero, and how near to a closed number a coordinate must come.
const ZERO: f64 = 1e-24;
const NEAR: f64 = 1e-9;
/// Unknowns of an unbounded side are sought within this.
const FAR: f64 = 20.0;

/// Where a side is searched: around 0, or from the end that is nearest to it.
fn searched(side: &Interval) -> (f64, f64) {
    match (side.low(), side.high()) {
        (low, high) if low > FAR => (low, high.min(low + FAR)),
        (low, high) if high < -FAR => (low.max(high - FAR), high),
        (low, high) => (low.max(-FAR), high.min(FAR)),
    }
}

/// Points at which all functions may be 0, each once.
pub(super) fn zeros(
    graph: &mut Graph,
    functions: &[ExprId],
    symbols: &[Symbol],
    sides: &[Interval],
    interrupt: &Interrupt,
) -> Vec<Vec<ExprId>> {
    if functions.len() * symbols.len() > terms::GUESSED_SYSTEM {
        return Vec::new();
    }
    let slopes = functions.iter().flat_map(|&f| gradient(graph, f, symbols)).collect::<Vec<_>>();
    let outputs: Vec<ExprId> = functions.iter().copied().chain(slopes).collect();
    let Ok(program) = IntervalProgram::new(graph, &outputs, symbols) else { return Vec::new() };
    let ends: Vec<(f64, f64)> = sides.iter().map(searched).collect();
    let mut walk = LeastSquaresWalk {
        functions: functions.len(),
        workspace: Workspace::new(&program),
        program: &program,
        ends: &ends,
    };
    let mut found: Vec<Vec<ExprId>> = Vec::new();
    for start in 0..candidates::WALKS {
        if interrupt.is_set() {
            break;
        }
        let Some(x) = walk.run(spread(start, &ends)) else { continue };
        let mut point = Vec::new();
        for &v in &x {
            // Whole numbers and simple fractions first; of the rest only the likeliest.
            point.extend(recognise(graph, v, NEAR * (1.0 + v.abs())).first().copied());
        }
        if point.len() == x.len() && !found.contains(&point) {
            found.push(point);
        }
    }
    found
}

/// Points that fill a box evenly: the middle first, then multiples of roots of small primes.
fn spread(n: usize, ends: &[(f64, f64)]) -> Vec<f64> {
    const STRIDES: [f64; 8] =
        [0.414_213_56, 0.732_050_8, 0.236_067_98, 0.645_751_3, 0.316_624_8, 0.605_551_3, 0.123_105_6, 0.358_898_9];
    let place = |i: usize, (low, high): (f64, f64)| {
        let share = (0.5 + n as f64 * STRIDES[i % STRIDES.len()]).fract();
        low + share * (high - low)
    };
    ends.iter().enumerate().map(|(i, &e)| place(i, e)).collect()
}

/// The functions and, behind them, their gradients, as one program.
struct LeastSquaresWalk<'a> {
    functions: usize,
    program: &'a IntervalProgram,
    workspace: Workspace,
    ends: &'a [(f64, f64)],
}

impl LeastSquaresWalk<'_> {
    /// The end of a walk, if all functions are 0 there.
    fn run(&mut self, mut x: Vec<f64>) -> Option<Vec<f64>> {
        let mut values = self.outputs(&x, self.functions);
        let mut size = squares(&values);
        let mut damping = 1e-3;
        for _ in 0..rounds::WALK {
            if size <= ZERO {
                return Some(x);
            }
            let step = self.step(&x, damping)?;
            let next: Vec<f64> =
                x.iter().zip(&step).zip(self.ends).map(|((x, d), e)| (x - d).clamp(e.0, e.1)).collect();
            let next_values = self.outputs(&next, self.functions);
            let next_size = squares(&next_values);
            if next_size < size {
                (x, values, size) = (next, next_values, next_size);
                damping = (damping / 5.0).max(1e-15);
            } else {
                damping *= 4.0;
            }
            if damping > 1e12 {
                return None;
            }
        }
        (size <= ZERO && !values.is_empty()).then_some(x)
    }

    /// The first outputs in doubles.
    fn outputs(&mut self, x: &[f64], count: usize) -> Vec<f64> {
        let place: Vec<Interval> = x.iter().map(|&v| Interval::point(v)).collect();
        self.program.evaluate(&mut self.workspace, &place, count);
        (0..count).map(|i| self.workspace.output(self.program, i).range.midpoint()).collect()
    }

    /// The solution of `(JᵀJ + damping·diag) d = Jᵀr`.
    fn step(&mut self, x: &[f64], damping: f64) -> Option<Vec<f64>> {
        let n = x.len();
        let all = self.outputs(x, self.functions * (n + 1));
        let (values, slopes) = all.split_at(self.functions);
        let (mut normal, mut target) = (vec![0.0; n * n], vec![0.0; n]);
        for (row, value) in slopes.chunks(n).zip(values) {
            for i in 0..n {
                (0..n).for_each(|j| normal[i * n + j] += row[i] * row[j]);
                target[i] += row[i] * value;
            }
        }
        (0..n).for_each(|i| normal[i * n + i] += damping * (normal[i * n + i] + 1e-12));
        let inverse = inverse(normal, n)?;
        Some(inverse.chunks(n).map(|row| row.iter().zip(&target).map(|(a, b)| a * b).sum()).collect())
    }
}

fn squares(values: &[f64]) -> f64 {
    values.iter().map(|v| v * v).sum()
}

//! What stands near a point, proved: a critical point and its kind.
//!
//! Krawczyk's operator `K(X) = c - Y F(c) + (I - Y F'(X))(X - c)`: if it maps a box into its interior, there is exactly
//! one zero of `F` in the box, and it lies in `K(X)` (Krawczyk 1969; Neumaier 1990, chapter 5).

use crate::algebra;
use crate::algebra::enclosure::{IntervalProgram, NotEnclosable, Workspace};
use crate::expr::{ExprId, Graph, Symbol};
use crate::numeric::budget::unknowns;
use crate::numeric::{Interval, Quality};

/// Newton steps in doubles before a box is tried.
pub(super) const POLISHING_STEPS: usize = 8;
/// The first radius that is tried, relative to numbers above 1, and how it grows.
pub(super) const FIRST_RADIUS: f64 = 1e-15;
pub(super) const GROWTH: f64 = 8.0;
/// Larger boxes are not tried.
pub(super) const LAST_RADIUS: f64 = 1e-3;

/// What a critical point is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CriticalKind {
    /// The Hessian is positive definite: a strict local minimum.
    Minimum,
    /// The Hessian is negative definite: a strict local maximum.
    Maximum,
    /// The Hessian has eigenvalues of both signs.
    Saddle,
}

/// A critical point that is proved to be near a point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CriticalProof {
    /// What it is.
    pub kind: CriticalKind,
    /// It is at most so far away.
    pub distance: f64,
}

/// A function with its derivatives as a program of intervals.
#[derive(Clone, Debug)]
pub struct Local {
    /// The function, its gradient, its Hessian row by row.
    pub(super) program: IntervalProgram,
}

pub(super) type IntervalMatrix = Vec<Interval>;

impl Local {
    /// Compiles a function of up to sixteen unknowns.
    pub fn new(graph: &mut Graph, f: ExprId, unknowns: &[Symbol]) -> Result<Local, NotEnclosable> {
        if unknowns.is_empty() || unknowns.len() > unknowns::LOCAL_PROOF {
            return Err(NotEnclosable::TooLarge);
        }
        // Before the derivatives are made: is there any hope?
        IntervalProgram::new(graph, &[f], unknowns)?;
        let mut outputs = vec![f];
        outputs.extend(algebra::gradient(graph, f, unknowns));
        outputs.extend(algebra::hessian(graph, f, unknowns).concat());
        Ok(Local { program: IntervalProgram::new(graph, &outputs, unknowns)? })
    }

    pub(super) fn size(&self) -> usize {
        self.program.unknowns()
    }

    /// The gradient on a box where the function is smooth.
    pub(super) fn gradient(&self, w: &mut Workspace, sides: &[Interval]) -> Option<Vec<Interval>> {
        let n = self.size();
        self.program.evaluate(w, sides, 1 + n);
        let smooth = |k| Some(w.output(&self.program, k)).filter(|e| e.quality >= Quality::Smooth);
        smooth(0)?;
        (1..=n).map(|k| smooth(k).map(|e| e.range).filter(Interval::is_bounded)).collect()
    }

    /// The Hessian on a box where function and gradient are smooth.
    pub(super) fn hessian(&self, w: &mut Workspace, sides: &[Interval]) -> Option<IntervalMatrix> {
        let n = self.size();
        self.program.evaluate(w, sides, 1 + n + n * n);
        if (0..=n).any(|k| w.output(&self.program, k).quality < Quality::Smooth) {
            return None;
        }
        let entry = |k| Some(w.output(&self.program, k)).filter(|e| e.quality >= Quality::Defined);
        (n + 1..=n + n * n).map(|k| entry(k).map(|e| e.range).filter(Interval::is_bounded)).collect()
    }

    /// A critical point near `x`, with its kind, where both can be proved.
    pub fn critical_point(&self, x: &[f64]) -> Option<CriticalProof> {
        let n = self.size();
        if x.len() != n {
            return None;
        }
        let mut w = Workspace::new(&self.program);
        let centre = self.polish(&mut w, x);
        let mut radius = FIRST_RADIUS;
        while radius <= LAST_RADIUS {
            let around = around(&centre, radius);
            let hessian = self.hessian(&mut w, &around)?;
            let at = points(&centre);
            let gradient = self.gradient(&mut w, &at)?;
            if let Some(place) = krawczyk(&around, &centre, &gradient, &hessian) {
                let distance = distance_bound(x, &place)?;
                return kind(&hessian, n).map(|kind| CriticalProof { kind, distance });
            }
            radius *= GROWTH;
        }
        None
    }

    /// Newton steps in doubles; where they end.
    fn polish(&self, w: &mut Workspace, x: &[f64]) -> Vec<f64> {
        let n = self.size();
        let mut at = x.to_vec();
        for _ in 0..POLISHING_STEPS {
            let sides = points(&at);
            let (Some(hessian), Some(gradient)) = (self.hessian(w, &sides), self.gradient(w, &sides)) else { break };
            let Some(inverse) = inverse_of_middle(&hessian, n) else { break };
            let step = |i: usize| -> f64 { (0..n).map(|k| inverse[i * n + k] * gradient[k].midpoint()).sum::<f64>() };
            let next: Vec<f64> = (0..n).map(|i| at[i] - step(i)).collect();
            let reach = 1e-2 * (1.0 + x.iter().fold(0.0, |m: f64, v| m.max(v.abs())));
            if next == at || next.iter().zip(x).any(|(a, b)| !a.is_finite() || (a - b).abs() > reach) {
                break;
            }
            at = next;
        }
        at
    }
}

pub(super) fn points(x: &[f64]) -> Vec<Interval> {
    x.iter().map(|&v| Interval::point(v)).collect()
}

pub(super) fn around(centre: &[f64], radius: f64) -> Vec<Interval> {
    let side = |c: f64| {
        let r = radius * c.abs().max(1.0);
        Interval::new(c - r, c + r)
    };
    centre.iter().map(|&c| side(c)).collect()
}

/// The box in which the only zero lies; none where that is not shown.
pub(super) fn krawczyk(
    around: &[Interval],
    centre: &[f64],
    values: &[Interval],
    jacobian: &[Interval],
) -> Option<Vec<Interval>> {
    let n = centre.len();
    let inverse = inverse_of_middle(jacobian, n)?;
    let mut place = Vec::with_capacity(n);
    for i in 0..n {
        let mut image = Interval::point(centre[i]);
        for k in 0..n {
            image = image - Interval::point(inverse[i * n + k]) * values[k];
        }
        for j in 0..n {
            let identity = if i == j { Interval::ONE } else { Interval::ZERO };
            let product =
                (0..n).fold(Interval::ZERO, |sum, k| sum + Interval::point(inverse[i * n + k]) * jacobian[k * n + j]);
            image = image + (identity - product) * (around[j] - Interval::point(centre[j]));
        }
        if !image.is_interior_to(&around[i]) {
            return None;
        }
        place.push(image);
    }
    Some(place)
}

/// The inverse of the matrix of midpoints in doubles.
pub(super) fn inverse_of_middle(matrix: &[Interval], n: usize) -> Option<Vec<f64>> {
    inverse(matrix.iter().map(Interval::midpoint).collect(), n)
}

/// The inverse of a matrix in doubles, by elimination with pivots; `None` for a singular one or one that is not finite.
pub(in crate::calculus) fn inverse(mut a: Vec<f64>, n: usize) -> Option<Vec<f64>> {
    let mut inverse = vec![0.0; n * n];
    (0..n).for_each(|i| inverse[i * n + i] = 1.0);
    for column in 0..n {
        let pivot = (column..n).max_by(|&i, &j| a[i * n + column].abs().total_cmp(&a[j * n + column].abs()))?;
        for j in 0..n {
            a.swap(column * n + j, pivot * n + j);
            inverse.swap(column * n + j, pivot * n + j);
        }
        let scale = a[column * n + column];
        if scale == 0.0 {
            return None;
        }
        for j in 0..n {
            a[column * n + j] /= scale;
            inverse[column * n + j] /= scale;
        }
        for i in (0..n).filter(|&i| i != column) {
            let factor = a[i * n + column];
            for j in 0..n {
                a[i * n + j] -= factor * a[column * n + j];
                inverse[i * n + j] -= factor * inverse[column * n + j];
            }
        }
    }
    inverse.iter().all(|v| v.is_finite()).then_some(inverse)
}

/// The kind that every symmetric matrix within the bounds proves; none where they do not agree.
fn kind(hessian: &[Interval], n: usize) -> Option<CriticalKind> {
    if is_positive_definite(hessian, n) {
        return Some(CriticalKind::Minimum);
    }
    let turned: IntervalMatrix = hessian.iter().map(|&h| -h).collect();
    if is_positive_definite(&turned, n) {
        return Some(CriticalKind::Maximum);
    }
    let middle: Vec<f64> = hessian.iter().map(Interval::midpoint).collect();
    let turned: Vec<f64> = middle.iter().map(|m| -m).collect();
    let down = form(hessian, &lowest_direction(&middle, n)?, n);
    let up = form(hessian, &lowest_direction(&turned, n)?, n);
    (down.is_negative() && up.is_positive()).then_some(CriticalKind::Saddle)
}

/// Bounds of `v'Hv`.
fn form(matrix: &[Interval], v: &[f64], n: usize) -> Interval {
    let mut sum = Interval::ZERO;
    for i in 0..n {
        for j in 0..n {
            sum = sum + Interval::point(v[i]) * Interval::point(v[j]) * matrix[i * n + j];
        }
    }
    sum
}

/// About the eigenvector of the lowest eigenvalue: any vector may be tried, the bounds decide.
fn lowest_direction(matrix: &[f64], n: usize) -> Option<Vec<f64>> {
    crate::numeric::eigen::symmetric_eigenvalues(matrix, n).map(|(_, lowest)| lowest)
}

/// Is every symmetric matrix within the bounds positive definite? By Cholesky's method on the bounds.
pub(in crate::calculus) fn is_positive_definite(matrix: &[Interval], n: usize) -> bool {
    let mut a = matrix.to_vec();
    for k in 0..n {
        if !a[k * n + k].is_positive() {
            return false;
        }
        for i in k + 1..n {
            for j in i..n {
                let product = if i == j { a[k * n + i].square() } else { a[k * n + i] * a[k * n + j] };
                a[i * n + j] = a[i * n + j] - product / a[k * n + k];
            }
        }
    }
    true
}

/// No point of the box is farther from `x` than this.
pub(super) fn distance_bound(x: &[f64], place: &[Interval]) -> Option<f64> {
    let squares = x.iter().zip(place).fold(Interval::ZERO, |sum, (&x, side)| {
        sum + Interval::point((*side - Interval::point(x)).magnitude()).square()
    });
    let bound = squares.sqrt().high();
    bound.is_finite().then_some(bound)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::algebra::normal;
    use crate::calculus::CORE;
    use crate::functions::find;
    use crate::numeric::Rational;

    /// A polynomial in `x` with these coefficients, times `cos(x)` if asked for.
    pub(in crate::calculus::certify) fn local(coefficients: &[(i64, i64)], cosine: bool) -> Local {
        let mut graph = Graph::new(&CORE);
        let symbol = graph.symbol_id("x");
        let x = graph.symbol_node(symbol);
        let mut terms = Vec::new();
        for (k, &(n, d)) in coefficients.iter().enumerate() {
            let number = graph.rational(Rational::new(n, d).expect("a number"));
            let exponent = graph.integer(i64::try_from(k).expect("small"));
            let power = normal::power(&mut graph, x, exponent);
            terms.push(normal::product(&mut graph, &[number, power]));
        }
        let mut f = normal::sum(&mut graph, &terms);
        if cosine {
            let cos = normal::call(&mut graph, find("cos").expect("a function"), &[x]);
            f = normal::product(&mut graph, &[f, cos]);
        }
        Local::new(&mut graph, f, &[symbol]).expect("enclosable")
    }

    #[test]
    fn critical_points_of_one_unknown() {
        // x cos(x): maximum at 0.8603335890193798, minimum at 3.4256184594817283
        let f = local(&[(0, 1), (1, 1)], true);
        let maximum = f.critical_point(&[0.860_333_589_019_379_8]).expect("proved");
        assert_eq!(maximum.kind, CriticalKind::Maximum);
        assert!(maximum.distance < 1e-14, "{maximum:?}");
        let minimum = f.critical_point(&[3.425_618]).expect("proved");
        assert_eq!(minimum.kind, CriticalKind::Minimum);
        assert!((minimum.distance - 4.594_817e-7).abs() < 1e-12, "{minimum:?}");
        assert_eq!(f.critical_point(&[2.0]), None);
        // The second derivative of x^4 and x^3 at 0 proves nothing.
        assert_eq!(local(&[(0, 1), (0, 1), (0, 1), (1, 1)], false).critical_point(&[0.0]), None);
        assert_eq!(local(&[(0, 1), (0, 1), (0, 1), (0, 1), (1, 1)], false).critical_point(&[1e-9]), None);
    }

    #[test]
    fn critical_points_of_two_unknowns() {
        let mut graph = Graph::new(&CORE);
        let symbols = [graph.symbol_id("x"), graph.symbol_id("y")];
        let (x, y) = (graph.symbol_node(symbols[0]), graph.symbol_node(symbols[1]));
        let two = graph.integer(2);
        let (x2, y2) = (normal::power(&mut graph, x, two), normal::power(&mut graph, y, two));
        let turned = normal::product(&mut graph, &[ExprId::MINUS_ONE, y2]);
        let saddle = normal::sum(&mut graph, &[x2, turned]);
        let local = Local::new(&mut graph, saddle, &symbols).expect("enclosable");
        let found = local.critical_point(&[1e-9, 0.0]).expect("proved");
        assert_eq!(found.kind, CriticalKind::Saddle);
        assert!(found.distance >= 1e-9 && found.distance < 1.1e-9, "{found:?}");
    }
}

//! What stands near a point, proved: a critical point and its kind, or a cycle of gradient descent.
//!
//! Krawczyk's operator `K(X) = c - Y F(c) + (I - Y F'(X))(X - c)`: if it maps a box into its interior, there is exactly
//! one zero of `F` in the box, and it lies in `K(X)` (Krawczyk 1969; Neumaier 1990, chapter 5).

use super::{NotEnclosable, Program, Workspace};
use crate::calculus;
use crate::expr::{ExprId, Graph, Symbol};
use crate::numeric::{Interval, Quality};

/// With more unknowns nothing is proved: the matrices take the cube of their number.
const MAX_UNKNOWNS: usize = 16;
/// Newton steps in doubles before a box is tried.
const POLISHING_STEPS: usize = 8;
/// The first radius that is tried, relative to numbers above 1, and how it grows.
const FIRST_RADIUS: f64 = 1e-15;
const GROWTH: f64 = 8.0;
/// Larger boxes are not tried.
const LAST_RADIUS: f64 = 1e-3;
/// The longest cycle that is proved.
const LONGEST: usize = 64;

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

/// A cycle of `x <- x - rate*f'(x)` that is proved.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CycleProof {
    /// Each of its points is at most so far from the one given.
    pub distance: f64,
    /// The product of `1 - rate*f''` along it.
    pub multiplier: Interval,
}

/// A function with its derivatives as a program of intervals.
#[derive(Clone, Debug)]
pub struct Local {
    /// The function, its gradient, its Hessian row by row.
    pub(super) program: Program,
}

type Matrix = Vec<Interval>;

impl Local {
    /// Compiles a function of up to sixteen unknowns.
    pub fn new(graph: &mut Graph, f: ExprId, unknowns: &[Symbol]) -> Result<Local, NotEnclosable> {
        if unknowns.is_empty() || unknowns.len() > MAX_UNKNOWNS {
            return Err(NotEnclosable::TooLarge);
        }
        // Before the derivatives are made: is there any hope?
        Program::new(graph, &[f], unknowns)?;
        let mut outputs = vec![f];
        outputs.extend(calculus::gradient(graph, f, unknowns));
        outputs.extend(calculus::hessian(graph, f, unknowns).concat());
        Ok(Local { program: Program::new(graph, &outputs, unknowns)? })
    }

    pub(super) fn size(&self) -> usize {
        self.program.unknowns()
    }

    /// The gradient on a box where the function is smooth.
    fn gradient(&self, w: &mut Workspace, sides: &[Interval]) -> Option<Vec<Interval>> {
        let n = self.size();
        self.program.evaluate(w, sides, 1 + n);
        let smooth = |k| Some(w.output(&self.program, k)).filter(|e| e.quality >= Quality::Smooth);
        smooth(0)?;
        (1..=n).map(|k| smooth(k).map(|e| e.range).filter(Interval::is_bounded)).collect()
    }

    /// The Hessian on a box where function and gradient are smooth.
    pub(super) fn hessian(&self, w: &mut Workspace, sides: &[Interval]) -> Option<Matrix> {
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

    /// A cycle of gradient descent in one unknown at this rate through points near these, in this order.
    pub fn cycle(&self, cycle: &[f64], rate: Interval) -> Option<CycleProof> {
        let (&first, period) = (cycle.first()?, cycle.len());
        if self.size() != 1 || period > LONGEST || !rate.is_bounded() {
            return None;
        }
        let mut w = Workspace::new(&self.program);
        let mut centre = first;
        for _ in 0..POLISHING_STEPS {
            let Some((places, derivative)) = self.once_round(&mut w, Interval::point(centre), rate, period) else {
                break;
            };
            let next = centre - (places[period].midpoint() - centre) / (derivative.midpoint() - 1.0);
            if !next.is_finite() || next == centre {
                break;
            }
            centre = next;
        }
        let mut radius = FIRST_RADIUS;
        while radius <= LAST_RADIUS {
            let around = around(&[centre], radius);
            let (back, _) = self.once_round(&mut w, Interval::point(centre), rate, period)?;
            let (_, derivative) = self.once_round(&mut w, around[0], rate, period)?;
            let (value, slope) = (back[period] - Interval::point(centre), derivative - Interval::ONE);
            if let Some(place) = krawczyk(&around, &[centre], &[value], &[slope]) {
                let (places, multiplier) = self.once_round(&mut w, place[0], rate, period)?;
                // The period is no shorter only if the first point differs from all others.
                if places[1..period].iter().any(|p| !p.intersect(&places[0]).is_empty()) {
                    return None;
                }
                let distances: Option<Vec<f64>> =
                    cycle.iter().zip(&places).map(|(&x, p)| distance_bound(&[x], &[*p])).collect();
                let distance = distances?.into_iter().fold(0.0, f64::max);
                // Newton steps may have gone to another one.
                let near = distance <= LAST_RADIUS * (1.0 + first.abs());
                return near.then_some(CycleProof { distance, multiplier });
            }
            radius *= GROWTH;
        }
        None
    }

    /// Where an interval is after each step of a round, and bounds of the derivative of the round.
    fn once_round(
        &self,
        w: &mut Workspace,
        start: Interval,
        rate: Interval,
        period: usize,
    ) -> Option<(Vec<Interval>, Interval)> {
        let mut places = vec![start];
        let (mut x, mut derivative) = (start, Interval::ONE);
        for _ in 0..period {
            let bend = *self.hessian(w, &[x])?.first()?;
            let factor = Interval::ONE - rate * bend;
            let middle = Interval::point(x.midpoint());
            let slope = *self.gradient(w, &[middle])?.first()?;
            // The mean value form is narrower than the formula itself.
            x = middle - rate * slope + factor * (x - middle);
            derivative = derivative * factor;
            if !x.is_bounded() || !derivative.is_bounded() {
                return None;
            }
            places.push(x);
        }
        Some((places, derivative))
    }
}

fn points(x: &[f64]) -> Vec<Interval> {
    x.iter().map(|&v| Interval::point(v)).collect()
}

fn around(centre: &[f64], radius: f64) -> Vec<Interval> {
    let side = |c: f64| {
        let r = radius * c.abs().max(1.0);
        Interval::new(c - r, c + r)
    };
    centre.iter().map(|&c| side(c)).collect()
}

/// The box in which the only zero lies; none where that is not shown.
fn krawczyk(around: &[Interval], centre: &[f64], values: &[Interval], jacobian: &[Interval]) -> Option<Vec<Interval>> {
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

/// The inverse of the matrix of midpoints in doubles, by elimination with pivots.
fn inverse_of_middle(matrix: &[Interval], n: usize) -> Option<Vec<f64>> {
    let mut a: Vec<f64> = matrix.iter().map(Interval::midpoint).collect();
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
    let turned: Matrix = hessian.iter().map(|&h| -h).collect();
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
    crate::numeric::eigen::symmetric(matrix, n).map(|(_, lowest)| lowest)
}

/// Is every symmetric matrix within the bounds positive definite? By Cholesky's method on the bounds.
fn is_positive_definite(matrix: &[Interval], n: usize) -> bool {
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
fn distance_bound(x: &[f64], place: &[Interval]) -> Option<f64> {
    let squares = x.iter().zip(place).fold(Interval::ZERO, |sum, (&x, side)| {
        sum + Interval::point((*side - Interval::point(x)).magnitude()).square()
    });
    let bound = squares.sqrt().high();
    bound.is_finite().then_some(bound)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calculus::normal;
    use crate::functions::{CORE, find};
    use crate::numeric::Rational;

    /// A polynomial in `x` with these coefficients, times `cos(x)` if asked for.
    fn local(coefficients: &[(i64, i64)], cosine: bool) -> Local {
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
        let minus = graph.integer(-1);
        let turned = normal::product(&mut graph, &[minus, y2]);
        let saddle = normal::sum(&mut graph, &[x2, turned]);
        let local = Local::new(&mut graph, saddle, &symbols).expect("enclosable");
        let found = local.critical_point(&[1e-9, 0.0]).expect("proved");
        assert_eq!(found.kind, CriticalKind::Saddle);
        assert!(found.distance >= 1e-9 && found.distance < 1.1e-9, "{found:?}");
    }

    /// x^4/4 - x^2/2 at rate 1.1 has the 2-cycle 0.814552, 1.116063 (reference T5); 1 itself is a fixed point.
    #[test]
    fn cycles_of_one_unknown() {
        let f = local(&[(0, 1), (0, 1), (-1, 2), (0, 1), (1, 4)], false);
        let rate = Interval::of_rational(&Rational::new(11, 10).expect("a number"));
        let proof = f.cycle(&[0.814_552, 1.116_063], rate).expect("proved");
        assert!(proof.distance < 1e-6 && proof.distance > 1e-8, "{proof:?}");
        assert!((proof.multiplier.midpoint() - 0.18).abs() < 1e-6 && proof.multiplier.width() < 1e-9, "{proof:?}");
        assert_eq!(f.cycle(&[1.0, 1.0], rate), None);
        assert_eq!(f.cycle(&[0.814_552, 1.116_063, 0.814_552, 1.116_063], rate), None);
        assert_eq!(f.cycle(&[0.5, 0.9], rate), None);
        // x^4 at rate 0.1: the repelling cycle ±sqrt(5) with the multiplier (1 - 0.1·12·5)² = 25
        let quartic = local(&[(0, 1), (0, 1), (0, 1), (0, 1), (1, 1)], false);
        let rate = Interval::of_rational(&Rational::new(1, 10).expect("a number"));
        let proof = quartic.cycle(&[5.0_f64.sqrt(), -(5.0_f64.sqrt())], rate).expect("proved");
        assert!((proof.multiplier.midpoint() - 25.0).abs() < 1e-9 && proof.distance < 1e-13, "{proof:?}");
    }
}

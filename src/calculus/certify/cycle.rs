//! Cycles of gradient descent, proved: zeros of the map of a whole round minus the identity, by Krawczyk's operator.

use super::Local;
use super::local::{
    FIRST_RADIUS, GROWTH, IntervalMatrix, LAST_RADIUS, POLISHING_STEPS, around, distance_bound, inverse_of_middle,
    krawczyk, points,
};
use crate::algebra::enclosure::Workspace;
use crate::numeric::Interval;
use crate::numeric::budget::{rounds, unknowns};

/// A cycle of `x <- x - rate*f'(x)` that is proved.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CycleProof {
    /// Each of its points is at most so far from the one given.
    pub distance: f64,
    /// In one unknown the product of `1 - rate*f''` along it; in several the spectral radius of the product of the
    /// matrices `1 - rate*H`.
    pub multiplier: Interval,
}

impl Local {
    /// A cycle of gradient descent at this rate through points near these, in this order.
    pub fn cycle(&self, cycle: &[Vec<f64>], rate: Interval) -> Option<CycleProof> {
        let (first, period, n) = (cycle.first()?, cycle.len(), self.size());
        let longest = if n == 1 { rounds::CYCLE } else { rounds::CYCLE_OF_SEVERAL };
        if n > unknowns::BOXES || period > longest || !rate.is_bounded() || cycle.iter().any(|x| x.len() != n) {
            return None;
        }
        let mut w = Workspace::new(&self.program);
        let round = Round { local: self, rate, period };
        let centre = round.polish(&mut w, first);
        let mut radius = FIRST_RADIUS;
        while radius <= LAST_RADIUS {
            let around = around(&centre, radius);
            let (back, _) = round.walk(&mut w, &points(&centre))?;
            let (_, derivative) = round.walk(&mut w, &around)?;
            let value: Vec<Interval> =
                back[period].iter().zip(&centre).map(|(b, c)| *b - Interval::point(*c)).collect();
            if let Some(place) = krawczyk(&around, &centre, &value, &without_identity(&derivative, n)) {
                return round.proof(&mut w, cycle, &place);
            }
            radius *= GROWTH;
        }
        None
    }
}

/// A round of gradient descent: so many steps of this rate.
struct Round<'a> {
    local: &'a Local,
    rate: Interval,
    period: usize,
}

impl Round<'_> {
    /// Newton steps in doubles; where they end.
    fn polish(&self, w: &mut Workspace, first: &[f64]) -> Vec<f64> {
        let n = first.len();
        let mut centre = first.to_vec();
        for _ in 0..POLISHING_STEPS {
            let Some((places, derivative)) = self.walk(w, &points(&centre)) else { break };
            let Some(inverse) = inverse_of_middle(&without_identity(&derivative, n), n) else { break };
            let back = &places[self.period];
            let off = |i: usize| back[i].midpoint() - centre[i];
            let next: Vec<f64> =
                (0..n).map(|i| centre[i] - (0..n).map(|k| inverse[i * n + k] * off(k)).sum::<f64>()).collect();
            if next == centre || next.iter().any(|v| !v.is_finite()) {
                break;
            }
            centre = next;
        }
        centre
    }

    /// Where a box is after each step, and bounds of the derivative of the whole round, row by row.
    fn walk(&self, w: &mut Workspace, start: &[Interval]) -> Option<(Vec<Vec<Interval>>, IntervalMatrix)> {
        let n = start.len();
        let mut places = vec![start.to_vec()];
        let mut x = start.to_vec();
        let mut derivative = identity(n);
        for _ in 0..self.period {
            let bend = self.local.hessian(w, &x)?;
            let factor: IntervalMatrix = identity(n).iter().zip(&bend).map(|(one, h)| *one - self.rate * *h).collect();
            let middle: Vec<f64> = x.iter().map(Interval::midpoint).collect();
            let slope = self.local.gradient(w, &points(&middle))?;
            // The mean value form is narrower than the formula itself.
            let moved = |i: usize| {
                let centre = Interval::point(middle[i]) - self.rate * slope[i];
                (0..n).fold(centre, |sum, j| sum + factor[i * n + j] * (x[j] - Interval::point(middle[j])))
            };
            x = (0..n).map(moved).collect();
            derivative = multiplied(&factor, &derivative, n);
            if !x.iter().chain(&derivative).all(Interval::is_bounded) {
                return None;
            }
            places.push(x.clone());
        }
        Some((places, derivative))
    }

    /// What is proved of the cycle whose first point lies in a box.
    fn proof(&self, w: &mut Workspace, cycle: &[Vec<f64>], place: &[Interval]) -> Option<CycleProof> {
        let n = place.len();
        let (places, derivative) = self.walk(w, place)?;
        // The period is no shorter only if the first point differs from all others.
        let apart = |p: &[Interval]| p.iter().zip(&places[0]).any(|(a, b)| a.intersect(b).is_empty());
        if !places[1..self.period].iter().all(|p| apart(p)) {
            return None;
        }
        let distances: Option<Vec<f64>> = cycle.iter().zip(&places).map(|(x, p)| distance_bound(x, p)).collect();
        let distance = distances?.into_iter().fold(0.0, f64::max);
        let size = cycle.first()?.iter().fold(0.0_f64, |m, v| m.max(v.abs()));
        // Newton steps may have gone to another one.
        let near = distance <= LAST_RADIUS * (1.0 + size);
        let multiplier = if n == 1 { derivative[0] } else { spectral_radius(derivative, n) };
        near.then_some(CycleProof { distance, multiplier })
    }
}

fn identity(n: usize) -> IntervalMatrix {
    (0..n * n).map(|i| if i % (n + 1) == 0 { Interval::ONE } else { Interval::ZERO }).collect()
}

fn without_identity(matrix: &[Interval], n: usize) -> IntervalMatrix {
    matrix.iter().zip(identity(n)).map(|(a, one)| *a - one).collect()
}

fn multiplied(a: &[Interval], b: &[Interval], n: usize) -> IntervalMatrix {
    let entry = |i: usize, j: usize| (0..n).fold(Interval::ZERO, |sum, k| sum + a[i * n + k] * b[k * n + j]);
    (0..n * n).map(|at| entry(at / n, at % n)).collect()
}

/// Bounds of the largest size of an eigenvalue. It is at most `|M^m|^(1/m)` in any norm (Gelfand), and at least
/// `|trace(M^m)/n|^(1/m)`, since the trace is the sum of the eigenvalues.
fn spectral_radius(matrix: IntervalMatrix, n: usize) -> Interval {
    let (mut low, mut high) = (0.0_f64, f64::INFINITY);
    let mut power = matrix;
    for doubling in 0..=rounds::SPECTRAL_RADIUS {
        let exponent = Interval::point(1.0 / f64::from(1_u32 << doubling));
        let root = |x: Interval| crate::numeric::interval::extension::pow(x, exponent).range;
        let rows = (0..n).map(|i| {
            let sizes = power[i * n..(i + 1) * n].iter().map(|e| Interval::point(e.magnitude()));
            sizes.fold(Interval::ZERO, |sum, e| sum + e).high()
        });
        let norm = rows.fold(0.0, f64::max);
        let trace = (0..n).fold(Interval::ZERO, |sum, i| sum + power[i * (n + 1)]);
        let mean = Interval::point(trace.mignitude()) / Interval::point(n as f64);
        if norm.is_finite() {
            high = high.min(root(Interval::new(0.0, norm)).high());
        }
        if mean.low() > 0.0 {
            low = low.max(root(mean).low());
        }
        power = multiplied(&power, &power, n);
        if !power.iter().all(Interval::is_bounded) {
            break;
        }
    }
    Interval::new(low.min(high), high)
}

#[cfg(test)]
mod tests {
    use super::super::local::tests::local;
    use super::*;
    use crate::algebra::normal;
    use crate::calculus::CORE;
    use crate::expr::{ExprId, Graph};
    use crate::numeric::Rational;

    fn line(points: &[f64]) -> Vec<Vec<f64>> {
        points.iter().map(|&x| vec![x]).collect()
    }

    /// x^4/4 - x^2/2 at rate 1.1 has the 2-cycle 0.814552, 1.116063 (reference T5); 1 itself is a fixed point.
    #[test]
    fn cycles_of_one_unknown() {
        let f = local(&[(0, 1), (0, 1), (-1, 2), (0, 1), (1, 4)], false);
        let rate = Interval::of_rational(&Rational::new(11, 10).expect("a number"));
        let proof = f.cycle(&line(&[0.814_552, 1.116_063]), rate).expect("proved");
        assert!(proof.distance < 1e-6 && proof.distance > 1e-8, "{proof:?}");
        assert!((proof.multiplier.midpoint() - 0.18).abs() < 1e-6 && proof.multiplier.width() < 1e-9, "{proof:?}");
        assert_eq!(f.cycle(&line(&[1.0, 1.0]), rate), None);
        assert_eq!(f.cycle(&line(&[0.814_552, 1.116_063, 0.814_552, 1.116_063]), rate), None);
        assert_eq!(f.cycle(&line(&[0.5, 0.9]), rate), None);
        // x^4 at rate 0.1: the repelling cycle ±sqrt(5) with the multiplier (1 - 0.1·12·5)² = 25
        let quartic = local(&[(0, 1), (0, 1), (0, 1), (0, 1), (1, 1)], false);
        let rate = Interval::of_rational(&Rational::new(1, 10).expect("a number"));
        let proof = quartic.cycle(&line(&[5.0_f64.sqrt(), -(5.0_f64.sqrt())]), rate).expect("proved");
        assert!((proof.multiplier.midpoint() - 25.0).abs() < 1e-9 && proof.distance < 1e-13, "{proof:?}");
    }

    /// `(u^4/4 - u^2/2) + (v^4/4 - v^2/2)` with u = (3x + 4y)/5, v = (4x - 3y)/5: the cycles of one unknown, turned.
    fn turned() -> Local {
        let mut graph = Graph::new(&CORE);
        let symbols = [graph.symbol_id("x"), graph.symbol_id("y")];
        let xy = symbols.map(|s| graph.symbol_node(s));
        let mut terms: Vec<ExprId> = Vec::new();
        for (a, b) in [(3, 4), (4, -3)] {
            let parts = [(a, xy[0]), (b, xy[1])].map(|(c, x)| {
                let c = graph.rational(Rational::new(c, 5).expect("a number"));
                normal::product(&mut graph, &[c, x])
            });
            let inner = normal::sum(&mut graph, &parts);
            for (n, d) in [(4, 4), (2, -2)] {
                let (n, d) = (graph.integer(n), graph.rational(Rational::new(1, d).expect("a number")));
                let power = normal::power(&mut graph, inner, n);
                terms.push(normal::product(&mut graph, &[d, power]));
            }
        }
        let f = normal::sum(&mut graph, &terms);
        Local::new(&mut graph, f, &symbols).expect("enclosable")
    }

    #[test]
    fn cycles_of_two_unknowns() {
        let f = turned();
        let rate = Interval::of_rational(&Rational::new(11, 10).expect("a number"));
        let back = |u: f64, v: f64| vec![(3.0 * u + 4.0 * v) / 5.0, (4.0 * u - 3.0 * v) / 5.0];
        let (a, b) = (0.814_552, 1.116_063);
        // Both unknowns swing, in step or against each other: the factor is that of one unknown.
        for cycle in [[back(a, a), back(b, b)], [back(a, b), back(b, a)]] {
            let proof = f.cycle(&cycle, rate).expect("proved");
            assert!(proof.distance < 2e-6 && proof.distance > 1e-8, "{proof:?}");
            let (low, high) = (proof.multiplier.low(), proof.multiplier.high());
            assert!(low <= 0.18 + 1e-9 && high >= 0.18 - 1e-9 && high - low < 0.02, "{proof:?}");
        }
        // One swings, the other rests at 1, which repels: (1 - 1.1·2)² = 1.44.
        let proof = f.cycle(&[back(a, 1.0), back(b, 1.0)], rate).expect("proved");
        assert!(proof.multiplier.low() > 1.4 && proof.multiplier.contains(1.44), "{proof:?}");
        assert_eq!(f.cycle(&[back(1.0, 1.0), back(1.0, 1.0)], rate), None);
        assert_eq!(f.cycle(&[back(a, b)], rate), None);
    }

    #[test]
    fn spectral_radii() {
        let matrix = |entries: &[f64]| entries.iter().map(|v| Interval::point(*v)).collect::<IntervalMatrix>();
        for (entries, n, radius) in [
            (&[0.5, 0.0, 0.0, -0.25][..], 2, 0.5),
            // A rotation by 90 degrees: no real eigenvalue.
            (&[0.0, -0.9, 0.9, 0.0], 2, 0.9),
            (&[0.1, 5.0, 0.0, 0.2], 2, 0.2),
            (&[0.0, 1.0, 0.0, 0.0], 2, 0.0),
            (&[2.0, 1.0, 0.0, 0.0, -3.0, 0.0, 1.0, 0.0, 0.5], 3, 3.0),
        ] {
            let bounds = spectral_radius(matrix(entries), n);
            let width = 0.15 * radius;
            assert!(bounds.contains(radius) && bounds.width() <= width + 1e-300, "{entries:?}: {bounds:?}");
        }
    }
}

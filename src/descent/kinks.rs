//! Points at which branches of a function meet: every branch there has its gradient, and together they say which way is down.
//!
//! Along a direction one branch holds at first; its gradient is a limit of gradients nearby, and times the direction it is
//! the slope that way (Griewank and Walther, Evaluating Derivatives, 2008, chapter 14). The direction of steepest descent
//! of a convex function is minus the least element of the hull of these gradients (Wolfe 1975).

use super::dense::{dot, solve_symmetric};
use super::trace::norm;
use crate::interrupt::count;
use crate::tape::Tape;

/// A switch: the numbers that choose selectors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SwitchKind {
    /// One, by the sign of a number.
    Sign,
    /// Two, by the direction of a point of the plane.
    Direction,
}

/// What a branch costs besides its tape: its lists above all.
const STEPS_PER_BRANCH: usize = 300;
/// How often a direction is improved at most.
const ROUNDS: usize = 40;
/// Directions besides those of the axes, for each unknown.
const GENERIC: usize = 6;
/// Slopes below this part of the largest gradient count as 0.
const LEVEL: f64 = 1e-12;
/// A way along a wall is turned away from it by so much.
const TURN: f64 = 1e-6;
/// The relative distance at which values are compared where first order does not decide.
const BESIDE: f64 = 1e-4;

/// The branches of a function: a tape whose inputs are unknowns and selectors, and whose outputs are the value and its
/// gradient, then what each switch depends on, each with its gradient.
#[derive(Clone, Debug)]
pub struct Kinks {
    tape: Tape,
    switches: Vec<SwitchKind>,
    unknowns: usize,
    inputs: Vec<f64>,
    work: Vec<f64>,
    here: Vec<f64>,
    beside: Vec<f64>,
}

/// A point where branches meet, or may meet.
#[derive(Clone, Debug, PartialEq)]
pub struct Corner {
    /// The slope of the steepest way down, and minus its direction: 0 where no way down was found.
    pub gradient: Vec<f64>,
    /// The different gradients of the branches that go on from the value here.
    pub gradients: Vec<Vec<f64>>,
    /// With one unknown, the slopes on the left and on the right.
    pub sides: Option<(f64, f64)>,
    /// The least value that a branch has here, or the set where branches meet.
    pub lowest: f64,
}

/// A branch at a point.
struct BranchValue {
    value: f64,
    gradient: Vec<f64>,
}

impl Kinks {
    /// The branches that a tape computes; `None` if the numbers do not fit.
    pub fn new(tape: Tape, unknowns: usize, switches: Vec<SwitchKind>) -> Option<Kinks> {
        let numbers: usize = switches.iter().map(SwitchKind::numbers).sum();
        let fits = tape.inputs() == unknowns + numbers && tape.outputs() == (1 + unknowns) * (1 + numbers);
        let (inputs, here) = (vec![0.0; tape.inputs()], vec![0.0; tape.outputs()]);
        let beside = here.clone();
        fits.then_some(Kinks { tape, switches, unknowns, inputs, work: Vec::new(), here, beside })
    }

    /// What meets at a point, or within so much of it; `None` where nothing around has a value.
    pub fn corner(&mut self, x: &[f64], value: f64, within: f64) -> Option<Corner> {
        let mut lowest = self.branch(x, None, within).map_or(value, |b| value.min(b.value));
        let mut branches: Vec<(Vec<f64>, BranchValue)> = Vec::new();
        for d in directions(x.len()) {
            branches.extend(self.branch(x, Some(&d), within).map(|b| (d, b)));
        }
        lowest = branches.iter().fold(lowest, |least, (_, b)| least.min(b.value));
        let mut gradients: Vec<Vec<f64>> = Vec::new();
        let mut ways: Vec<(Vec<f64>, f64)> = Vec::new();
        for (d, branch) in &branches {
            if branch.goes_on(value, within) {
                ways.push((d.clone(), dot(&branch.gradient, d)));
                add(&mut gradients, &branch.gradient);
            }
        }
        let side = |way: f64| branches.iter().find(|(d, b)| d[..] == [way] && b.goes_on(value, within));
        let sides = side(-1.0).zip(side(1.0)).map(|((_, left), (_, right))| (left.gradient[0], right.gradient[0]));
        let size = gradients.iter().map(|g| norm(g)).fold(0.0, f64::max);
        let least = self.steepest(x, (value, within), &mut gradients, &mut ways);
        if branches.is_empty() {
            return None;
        }
        for g in gradients.clone().iter().filter(|g| norm(g) > 0.0) {
            let down: Vec<f64> = g.iter().map(|v| -v / norm(g)).collect();
            if let Some(b) = self.branch(x, Some(&down), within).filter(|b| b.goes_on(value, within)) {
                ways.push((down.clone(), dot(&b.gradient, &down)));
            }
        }
        if ways.iter().all(|(_, slope)| *slope >= -LEVEL * size) {
            self.along_walls(x, (value, within), &gradients, &mut ways);
        }
        let lowest_slope = ways.iter().map(|(_, slope)| *slope).fold(0.0, f64::min);
        // The first of the directions that are steepest up to rounding.
        let steepest = ways.iter().find(|(_, slope)| *slope <= lowest_slope * (1.0 - 1e-12));
        let gradient = match steepest {
            Some((_, slope)) if *slope < -LEVEL * size => match least {
                Some(least) if norm(&least) >= -slope * (1.0 - 1e-9) => least,
                _ => steepest.map(|(d, slope)| d.iter().map(|v| slope * v).collect()).unwrap_or_default(),
            },
            _ => vec![0.0; x.len()],
        };
        Some(Corner { gradient, gradients, sides, lowest })
    }

    /// The least element of the hull, where it leads down; gradients that turn up are added.
    fn steepest(
        &mut self,
        x: &[f64],
        (value, within): (f64, f64),
        gradients: &mut Vec<Vec<f64>>,
        ways: &mut Vec<(Vec<f64>, f64)>,
    ) -> Option<Vec<f64>> {
        for _ in 0..ROUNDS {
            let least = least_of_hull(gradients)?;
            let length = norm(&least);
            if length == 0.0 {
                return None;
            }
            let down: Vec<f64> = least.iter().map(|v| -v / length).collect();
            let branch = self.branch(x, Some(&down), within).filter(|b| b.goes_on(value, within))?;
            let slope = dot(&branch.gradient, &down);
            ways.push((down, slope));
            if !add(gradients, &branch.gradient) {
                return (slope <= -length * (1.0 - 1e-9)).then_some(least);
            }
        }
        None
    }

    /// Ways down beside places where the function jumps up, or bends up: minus a gradient, turned to be almost along them.
    fn along_walls(
        &mut self,
        x: &[f64],
        (value, within): (f64, f64),
        gradients: &[Vec<f64>],
        ways: &mut Vec<(Vec<f64>, f64)>,
    ) {
        let n = self.unknowns;
        if n < 2 || self.branch(x, None, within).is_none() {
            return;
        }
        let places = (1 + n..self.here.len()).step_by(1 + n).filter(|&p| self.is_tied(p, within));
        let walls: Vec<Vec<f64>> = places.map(|p| self.here[p + 1..=p + n].to_vec()).collect();
        for (g, wall) in gradients.iter().flat_map(|g| walls.iter().map(move |w| (g, w))) {
            let (steep, share) = (norm(wall), dot(g, wall) / dot(wall, wall));
            let down: Vec<f64> = g.iter().zip(wall).map(|(g, w)| share * w - g).collect();
            let length = norm(&down);
            for side in [TURN / steep, -TURN / steep] {
                let d: Vec<f64> = down.iter().zip(wall).map(|(d, w)| d / length + side * w).collect();
                let d: Vec<f64> = d.iter().map(|v| v / norm(&d)).collect();
                if d.iter().all(|v| v.is_finite())
                    && let Some(b) = self.branch(x, Some(&d), within).filter(|b| b.goes_on(value, within))
                {
                    ways.push((d.clone(), dot(&b.gradient, &d)));
                }
            }
        }
    }

    /// The branch that holds along a direction at first; without one, on the set where branches meet.
    fn branch(&mut self, x: &[f64], along: Option<&[f64]>, within: f64) -> Option<BranchValue> {
        let n = self.unknowns;
        self.inputs[..n].copy_from_slice(x);
        self.inputs[n..].fill(0.0);
        let reach = BESIDE * (1.0 + norm(x));
        count(STEPS_PER_BRANCH + 10 * x.len());
        // Each pass settles at least one more switch.
        for _ in 0..=self.switches.len() {
            self.tape.run(&self.inputs, &mut self.work, &mut self.here);
            if let Some(d) = along {
                let mut moved = self.inputs.clone();
                moved.iter_mut().zip(d).for_each(|(x, d)| *x += reach * d);
                self.tape.run(&moved, &mut self.work, &mut self.beside);
            }
            if !self.choose(along, within) {
                break;
            }
        }
        let (value, gradient) = (self.here[0], self.here[1..=n].to_vec());
        (value.is_finite() && gradient.iter().all(|g| g.is_finite())).then_some(BranchValue { value, gradient })
    }

    /// Chooses the selectors; was one of them another before?
    fn choose(&mut self, along: Option<&[f64]>, within: f64) -> bool {
        let (n, mut changed) = (self.unknowns, false);
        let (mut output, mut input) = (1 + n, n);
        for switch in &self.switches {
            let chosen = match switch {
                SwitchKind::Sign => [sign(self.change(output, along, within)), 0.0],
                SwitchKind::Direction => {
                    let places = [output, output + 1 + n];
                    let [u, v] = if places.iter().all(|&p| self.is_tied(p, within)) {
                        places.map(|p| self.change(p, along, within))
                    } else {
                        places.map(|p| self.here[p])
                    };
                    let size = norm(&[u, v]);
                    if size > 0.0 { [u / size, v / size] } else { [0.0, 0.0] }
                }
            };
            for value in &chosen[..switch.numbers()] {
                changed |= self.inputs[input] != *value;
                self.inputs[input] = *value;
                input += 1;
            }
            output += switch.numbers() * (1 + n);
        }
        changed
    }

    /// Is the number at this output 0 within this distance of the point?
    fn is_tied(&self, output: usize, within: f64) -> bool {
        let slopes = &self.here[output + 1..=output + self.unknowns];
        // Not NaN.
        self.here[output].abs() <= within * norm(slopes)
    }

    /// The number at this output a little along a direction, where it has one sign.
    fn change(&self, output: usize, along: Option<&[f64]>, within: f64) -> f64 {
        if !self.is_tied(output, within) {
            return self.here[output];
        }
        let Some(d) = along else { return 0.0 };
        let slopes = &self.here[output + 1..=output + self.unknowns];
        let (slope, steep) = (dot(slopes, d), norm(slopes));
        if slope.abs() > 1e-9 * steep {
            return slope;
        }
        let (beside, scale) = (self.beside[output], 1.0 + norm(&self.inputs[..self.unknowns]));
        if beside.abs() > 1e-13 * scale { beside } else { 0.0 }
    }
}

impl SwitchKind {
    /// The counts of numbers that it depends on and of selectors that it chooses.
    fn numbers(&self) -> usize {
        match self {
            SwitchKind::Sign => 1,
            SwitchKind::Direction => 2,
        }
    }
}

impl BranchValue {
    /// Does it go on from the value at the point, which lies within so much of where branches meet?
    fn goes_on(&self, value: f64, within: f64) -> bool {
        (self.value - value).abs() <= 4.0 * within * norm(&self.gradient) + 1e-12 * (1.0 + value.abs())
    }
}

fn sign(z: f64) -> f64 {
    if z > 0.0 {
        1.0
    } else if z < 0.0 {
        -1.0
    } else {
        0.0
    }
}

/// Adds a gradient that is not there yet.
fn add(gradients: &mut Vec<Vec<f64>>, g: &[f64]) -> bool {
    let size = LEVEL * (norm(g) + f64::MIN_POSITIVE);
    let known = gradients.iter().any(|other| other.iter().zip(g).all(|(a, b)| (a - b).abs() <= size));
    if !known {
        gradients.push(g.to_vec());
    }
    !known
}

/// Both ways along every axis, and some that lie evenly between them.
pub(super) fn directions(n: usize) -> Vec<Vec<f64>> {
    let mut all = Vec::new();
    for i in 0..n {
        for side in [1.0, -1.0] {
            let mut d = vec![0.0; n];
            d[i] = side;
            all.push(d);
        }
    }
    if n > 1 {
        all.extend((0..(GENERIC * n).min(32)).map(|k| generic(n, k)));
    }
    all
}

/// The point at a distance along a direction.
pub(super) fn line(x: &[f64], d: &[f64], distance: f64) -> Vec<f64> {
    x.iter().zip(d).map(|(x, d)| x + distance * d).collect()
}

/// A direction in general position.
fn generic(n: usize, k: usize) -> Vec<f64> {
    // Multiples of irrational numbers are spread evenly (Weyl).
    let d: Vec<f64> = (0..n)
        .map(|i| 2.0 * ((k + 1) as f64 * (2.0 + i as f64 * 1.5).sqrt() * 0.618_033_988_749_894_9).fract() - 1.0)
        .collect();
    let size = norm(&d);
    d.into_iter().map(|v| v / size).collect()
}

/// The point nearest to the origin in the convex hull of some points (Wolfe, Finding the nearest point in a polytope, 1976).
fn least_of_hull(points: &[Vec<f64>]) -> Option<Vec<f64>> {
    let size = points.iter().map(|p| dot(p, p)).fold(0.0, f64::max);
    let first = (0..points.len()).min_by(|&i, &j| norm(&points[i]).total_cmp(&norm(&points[j])))?;
    let (mut active, mut weights) = (vec![first], vec![1.0]);
    let combined = |active: &[usize], weights: &[f64]| -> Vec<f64> {
        let at = |i: usize| active.iter().zip(weights).map(|(&p, w)| w * points[p][i]).sum();
        (0..points[0].len()).map(at).collect()
    };
    for _ in 0..10 * points.len() + 10 {
        let x = combined(&active, &weights);
        let next = (0..points.len()).min_by(|&i, &j| dot(&x, &points[i]).total_cmp(&dot(&x, &points[j])))?;
        if dot(&x, &x) - dot(&x, &points[next]) <= 1e-13 * size || active.contains(&next) {
            break;
        }
        active.push(next);
        weights.push(0.0);
        while let Some(wanted) = affine_weights(points, &active) {
            if wanted.iter().all(|w| *w > 1e-12) {
                weights = wanted;
                break;
            }
            let part = weights.iter().zip(&wanted).filter(|(_, new)| **new <= 1e-12);
            let part = part.map(|(old, new)| old / (old - new)).fold(1.0, f64::min);
            weights.iter_mut().zip(&wanted).for_each(|(old, new)| *old += part * (new - *old));
            let kept: Vec<usize> = (0..active.len()).filter(|&i| weights[i] > 1e-12).collect();
            active = kept.iter().map(|&i| active[i]).collect();
            weights = kept.iter().map(|&i| weights[i]).collect();
        }
    }
    let x = combined(&active, &weights);
    let zero = dot(&x, &x) <= 1e-24 * size;
    Some(if zero { vec![0.0; x.len()] } else { x })
}

/// The weights of the point nearest to the origin in the plane through these points; none where they do not span it.
fn affine_weights(points: &[Vec<f64>], active: &[usize]) -> Option<Vec<f64>> {
    let k = active.len();
    if k < 2 {
        return None;
    }
    let mut matrix = vec![0.0; (k + 1) * (k + 1)];
    for i in 0..k {
        for j in 0..k {
            matrix[i * (k + 1) + j] = dot(&points[active[i]], &points[active[j]]);
        }
        matrix[i * (k + 1) + k] = 1.0;
        matrix[k * (k + 1) + i] = 1.0;
    }
    let mut weights = vec![0.0; k + 1];
    weights[k] = 1.0;
    solve_symmetric(&mut matrix, k + 1, &mut weights).then(|| weights[..k].to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hulls() {
        let least =
            |points: &[&[f64]]| least_of_hull(&points.iter().map(|p| p.to_vec()).collect::<Vec<_>>()).expect("points");
        assert_eq!(least(&[&[2.0], &[-1.0]]), [0.0]);
        assert_eq!(least(&[&[2.0], &[1.0]]), [1.0]);
        assert_eq!(least(&[&[1.0, 0.0], &[0.0, 1.0]]), [0.5, 0.5]);
        assert_eq!(least(&[&[1.0, 0.0], &[0.0, 1.0], &[-1.0, -1.0]]), [0.0, 0.0]);
        assert_eq!(least(&[&[1.0, 2.0], &[1.0, -1.0], &[3.0, 0.0]]), [1.0, 0.0]);
        let corners: Vec<Vec<f64>> =
            (0..8).map(|k| (0..3).map(|i| if k >> i & 1 == 1 { 1.0 } else { -1.0 }).collect()).collect();
        assert!(norm(&least_of_hull(&corners).expect("points")) < 1e-12);
    }
}

//! The sublevel box of a point: a box that holds the connected part of the sublevel set around the point, and a bound for
//! the curvature of the function in it.
//!
//! If `f` is above `f(x0)` on the whole boundary of a box around `x0`, then the connected part of `{f <= f(x0)}` that holds
//! `x0` lies inside. If there `f''` is at most `L` in every direction, a step `x - t*f'(x)` with `0 <= t <= 1/L` stays in
//! that part: along it `f` falls as long as it has not left (the descent lemma; Nesterov 2004, section 1.2.3).

use super::Local;
use crate::algebra::enclosure::Workspace;
use crate::interrupt::Interrupt;
use crate::numeric::budget::{pieces, rounds, unknowns};
use crate::numeric::{Interval, Quality};

/// The first distance of a face, relative to numbers above 1.
const FIRST: f64 = 1.0 / 64.0;

/// A box that gradient descent with small steps never leaves.
#[derive(Clone, Debug, PartialEq)]
pub struct SublevelBox {
    /// The sides of the box.
    pub sides: Vec<(f64, f64)>,
    /// The second derivative is at most this in every direction, wherever a path from the point that never climbs above it
    /// can be. Positive.
    pub curvature: f64,
}

impl Local {
    /// The sublevel box of a point, if one can be proved with this many evaluations.
    pub fn sublevel_box(&self, start: &[f64], effort: usize, interrupt: &Interrupt) -> Option<SublevelBox> {
        if start.len() != self.size() || start.len() > unknowns::BOXES || start.iter().any(|v| !v.is_finite()) {
            return None;
        }
        let w = Workspace::new(&self.program);
        let mut search = SublevelSearch { local: self, w, interrupt, effort, level: f64::NAN };
        let at: Vec<Interval> = start.iter().map(|&v| Interval::point(v)).collect();
        search.level = search.value(&at)?.high();
        let sides = search.enclose(start)?;
        let curvature = search.curvature(&sides)?;
        (curvature > 0.0).then(|| SublevelBox { sides: sides.iter().map(|s| (s.low(), s.high())).collect(), curvature })
    }
}

struct SublevelSearch<'a> {
    local: &'a Local,
    w: Workspace,
    interrupt: &'a Interrupt,
    /// The evaluations that are left.
    effort: usize,
    /// An upper bound for the value at the start.
    level: f64,
}

impl SublevelSearch<'_> {
    /// The function on a box where it is defined and bounded; nothing once the effort is spent.
    fn value(&mut self, sides: &[Interval]) -> Option<Interval> {
        self.effort = self.effort.checked_sub(1)?;
        self.local.program.evaluate(&mut self.w, sides, 1);
        let value = self.w.output(&self.local.program, 0);
        (value.quality >= Quality::Defined && value.range.is_bounded()).then_some(value.range)
    }

    fn is_over(&self) -> bool {
        self.effort == 0 || self.interrupt.is_set()
    }

    /// Is the function above the level on all of this box?
    fn is_above(&mut self, sides: Vec<Interval>) -> bool {
        let mut open = vec![sides];
        let mut pieces = 1;
        while let Some(piece) = open.pop() {
            if self.value(&piece).is_some_and(|v| v.low() > self.level) {
                continue;
            }
            if pieces >= pieces::SUBLEVEL || self.is_over() {
                return false;
            }
            let Some((one, other)) = halves(&piece) else { return false };
            // A middle that is not above settles it.
            let middle: Vec<Interval> = piece.iter().map(|s| Interval::point(s.midpoint())).collect();
            if !self.value(&middle).is_some_and(|v| v.low() > self.level) {
                return false;
            }
            open.extend([one, other]);
            pieces += 1;
        }
        true
    }

    fn face_is_above(&mut self, sides: &[Interval], face: Face) -> bool {
        let mut sides = sides.to_vec();
        let side = sides[face.unknown];
        sides[face.unknown] = Interval::point(if face.upper { side.high() } else { side.low() });
        self.is_above(sides)
    }

    /// A box around the start on the boundary of which the function is above the level.
    fn enclose(&mut self, start: &[f64]) -> Option<Vec<Interval>> {
        let first = |v: f64| FIRST * v.abs().max(1.0);
        let mut sides: Vec<Interval> = start.iter().map(|&v| Interval::new(v - first(v), v + first(v))).collect();
        let faces: Vec<Face> =
            (0..start.len()).flat_map(|unknown| [false, true].map(|upper| Face { unknown, upper })).collect();
        // Where each face was when it was last too near.
        let mut nearer: Vec<Option<f64>> = vec![None; faces.len()];
        let mut moves = 0;
        while let Some(i) = (0..faces.len()).find(|&i| !self.face_is_above(&sides, faces[i])) {
            let face = faces[i];
            let now = face.of(&sides);
            nearer[i] = Some(now);
            let middle = start[face.unknown];
            let next = middle + 2.0 * (now - middle);
            moves += 1;
            if moves > rounds::FACE_OUTWARD * faces.len() || !next.is_finite() || self.is_over() {
                return None;
            }
            face.put(&mut sides, next);
        }
        // A smaller box bounds the second derivatives better. The other faces become smaller with it.
        for (&face, near) in faces.iter().zip(nearer) {
            let Some(mut near) = near else { continue };
            for _ in 0..rounds::FACE_INWARD {
                let far = face.of(&sides);
                let middle = near + (far - near) / 2.0;
                let mut smaller = sides.clone();
                face.put(&mut smaller, middle);
                if self.face_is_above(&smaller, face) {
                    sides = smaller;
                } else {
                    near = middle;
                }
            }
        }
        Some(sides)
    }

    /// An upper bound of the second derivative in every direction where the function is not above the level.
    fn curvature(&mut self, sides: &[Interval]) -> Option<f64> {
        let n = sides.len();
        let mut pieces = vec![sides.to_vec()];
        while pieces.len() < pieces::SUBLEVEL {
            let cut: Option<Vec<(Vec<Interval>, Vec<Interval>)>> = pieces.iter().map(|p| halves(p)).collect();
            let Some(cut) = cut else { break };
            pieces = cut.into_iter().flat_map(|(one, other)| [one, other]).collect();
        }
        let mut largest = f64::NEG_INFINITY;
        for piece in &pieces {
            if self.is_over() {
                return None;
            }
            if self.value(piece).is_some_and(|v| v.low() > self.level) {
                continue;
            }
            let hessian = self.local.hessian(&mut self.w, piece)?;
            for i in 0..n {
                // Gershgorin's circles hold the eigenvalues.
                let others = (0..n).filter(|&j| j != i).map(|j| hessian[i * n + j].magnitude());
                let row = others.fold(Interval::point(hessian[i * n + i].high()), |sum, v| sum + Interval::point(v));
                largest = largest.max(row.high());
            }
        }
        largest.is_finite().then_some(largest)
    }
}

/// One of the sides of a box.
#[derive(Clone, Copy)]
struct Face {
    unknown: usize,
    upper: bool,
}

impl Face {
    fn of(self, sides: &[Interval]) -> f64 {
        let side = sides[self.unknown];
        if self.upper { side.high() } else { side.low() }
    }

    fn put(self, sides: &mut [Interval], place: f64) {
        let side = sides[self.unknown];
        sides[self.unknown] =
            if self.upper { Interval::new(side.low(), place) } else { Interval::new(place, side.high()) };
    }
}

/// The two halves of a box across its widest side; none of a box without a width.
fn halves(sides: &[Interval]) -> Option<(Vec<Interval>, Vec<Interval>)> {
    let widest = (0..sides.len()).max_by(|&a, &b| sides[a].width().total_cmp(&sides[b].width()))?;
    let side = sides[widest];
    let middle = side.midpoint();
    if !(side.low() < middle && middle < side.high()) {
        return None;
    }
    let (mut one, mut other) = (sides.to_vec(), sides.to_vec());
    one[widest] = Interval::new(side.low(), middle);
    other[widest] = Interval::new(middle, side.high());
    Some((one, other))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::algebra::normal;
    use crate::expr::{ExprId, Graph, Symbol, evaluate};
    use crate::functions;

    struct Desk {
        graph: Graph,
        unknowns: Vec<Symbol>,
        x: Vec<ExprId>,
    }

    fn desk(n: usize) -> Desk {
        let mut graph = Graph::new(&crate::calculus::CORE);
        let unknowns: Vec<Symbol> = ["x", "y"][..n].iter().map(|name| graph.symbol_id(name)).collect();
        let x = unknowns.iter().map(|&s| graph.symbol_node(s)).collect();
        Desk { graph, unknowns, x }
    }

    impl Desk {
        /// `sum of c*x^n`
        fn polynomial(&mut self, terms: &[(i64, i64)]) -> ExprId {
            let graph = &mut self.graph;
            let mut sum = Vec::new();
            for &(c, n) in terms {
                let (c, n) = (graph.integer(c), graph.integer(n));
                let power = normal::power(graph, self.x[0], n);
                sum.push(normal::product(graph, &[c, power]));
            }
            normal::sum(graph, &sum)
        }

        fn sublevel_box(&mut self, f: ExprId, start: &[f64]) -> Option<SublevelBox> {
            let local = Local::new(&mut self.graph, f, &self.unknowns).expect("a program");
            local.sublevel_box(start, 100_000, &Interrupt::default())
        }

        /// Descends with the longest step that is promised to stay; the box.
        fn walk(&mut self, f: ExprId, start: &[f64]) -> SublevelBox {
            let found = self.sublevel_box(f, start).expect("a box");
            let slopes = crate::algebra::gradient(&mut self.graph, f, &self.unknowns);
            let mut x = start.to_vec();
            for _ in 0..300 {
                let at: Vec<(Symbol, f64)> = self.unknowns.iter().copied().zip(x.iter().copied()).collect();
                let slope: Vec<f64> = slopes.iter().map(|&g| evaluate(&self.graph, g, &at)).collect();
                let value = evaluate(&self.graph, f, &at);
                for (x, g) in x.iter_mut().zip(&slope) {
                    *x -= g / found.curvature;
                }
                let at: Vec<(Symbol, f64)> = self.unknowns.iter().copied().zip(x.iter().copied()).collect();
                assert!(evaluate(&self.graph, f, &at) <= value + 1e-12 * value.abs(), "{x:?}");
                assert!(x.iter().zip(&found.sides).all(|(x, s)| s.0 < *x && *x < s.1), "{x:?} {found:?}");
            }
            found
        }
    }

    #[test]
    fn boxes_in_one_unknown() {
        let mut desk = desk(1);
        let square = desk.polynomial(&[(1, 2), (4, 1), (9, 0)]);
        let found = desk.walk(square, &[7.0]);
        assert!((2.0..2.0001).contains(&found.curvature), "{found:?}");
        assert!(found.sides[0].0 < -11.0 && found.sides[0].0 > -12.5 && found.sides[0].1 > 7.0, "{found:?}");
        let quartic = desk.polynomial(&[(1, 4), (-8, 2), (1, 1)]);
        for start in [-3.0, -2.5, -0.5, 0.3, 1.0, 2.9] {
            desk.walk(quartic, &[start]);
        }
        let cosine = normal::call(&mut desk.graph, functions::find("cos").expect("there"), &[desk.x[0]]);
        let product = normal::product(&mut desk.graph, &[desk.x[0], cosine]);
        for start in [1.0, -2.0, 7.0, 20.0] {
            desk.walk(product, &[start]);
        }
    }

    #[test]
    fn boxes_in_two_unknowns() {
        let mut desk = desk(2);
        let (x, y) = (desk.x[0], desk.x[1]);
        let graph = &mut desk.graph;
        let (two, one, hundred) = (graph.integer(2), graph.integer(1), graph.integer(100));
        let square = normal::power(graph, x, two);
        let valley = normal::difference(graph, y, square);
        let valley = normal::power(graph, valley, two);
        let valley = normal::product(graph, &[hundred, valley]);
        let slope = normal::difference(graph, one, x);
        let slope = normal::power(graph, slope, two);
        let rosenbrock = normal::sum(graph, &[slope, valley]);
        for start in [[-1.2, 1.0], [0.0, 0.0], [2.0, 2.0]] {
            let found = desk.walk(rosenbrock, &start);
            assert!(found.curvature > 200.0, "{found:?}");
        }
    }

    #[test]
    fn where_nothing_holds_a_path_there_is_no_box() {
        let mut desk = desk(1);
        let cube = desk.polynomial(&[(1, 3)]);
        assert_eq!(desk.sublevel_box(cube, &[1.0]), None);
        let hill = desk.polynomial(&[(-1, 2)]);
        assert_eq!(desk.sublevel_box(hill, &[1.0]), None);
        let exponential = normal::call(&mut desk.graph, functions::find("exp").expect("there"), &[desk.x[0]]);
        assert_eq!(desk.sublevel_box(exponential, &[0.0]), None);
        let kink = normal::call(&mut desk.graph, functions::find("abs").expect("there"), &[desk.x[0]]);
        assert_eq!(desk.sublevel_box(kink, &[1.0]), None);
        let square = desk.polynomial(&[(1, 2)]);
        assert_eq!(desk.sublevel_box(square, &[f64::NAN]), None);
        assert_eq!(desk.sublevel_box(square, &[1.0, 2.0]), None);
    }
}

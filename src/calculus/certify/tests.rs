use super::*;
use crate::algebra::enclosure::enclose_closed;
use crate::algebra::normal;
use crate::calculus::CORE;
use crate::expr::{ExprId, FunctionDef, Graph, Symbol};
use crate::functions::find;
use crate::interrupt::Interrupt;
use crate::numeric::{Interval, Quality, Rational};

struct Desk {
    graph: Graph,
    x: ExprId,
    y: ExprId,
    symbols: [Symbol; 2],
}

impl Desk {
    fn new() -> Desk {
        let mut graph = Graph::new(&CORE);
        let symbols = [graph.symbol_id("x"), graph.symbol_id("y")];
        let (x, y) = (graph.symbol_node(symbols[0]), graph.symbol_node(symbols[1]));
        Desk { graph, x, y, symbols }
    }

    fn call(&mut self, name: &str, argument: ExprId) -> ExprId {
        let function: &'static FunctionDef = find(name).expect("a function");
        normal::call(&mut self.graph, function, &[argument])
    }

    fn sum(&mut self, terms: &[ExprId]) -> ExprId {
        normal::sum(&mut self.graph, terms)
    }

    fn times(&mut self, n: i64, d: i64, factors: &[ExprId]) -> ExprId {
        let number = self.graph.rational(Rational::new(n, d).expect("a number"));
        let all: Vec<ExprId> = [number].into_iter().chain(factors.iter().copied()).collect();
        normal::product(&mut self.graph, &all)
    }

    fn number(&mut self, n: i64) -> ExprId {
        self.graph.integer(n)
    }

    fn power(&mut self, base: ExprId, n: i64) -> ExprId {
        let exponent = self.graph.integer(n);
        normal::power(&mut self.graph, base, exponent)
    }

    fn zeros(&mut self, f: ExprId, low: f64, high: f64) -> Roots {
        let symbols = [self.symbols[0]];
        roots(&mut self.graph, &[f], &symbols, &[Interval::new(low, high)], &Interrupt::default()).expect("enclosable")
    }

    fn least(&mut self, f: ExprId, low: f64, high: f64) -> GlobalMinimum {
        let symbols = [self.symbols[0]];
        let region = [Interval::new(low, high)];
        let found = global_minimum(&mut self.graph, f, &symbols, &region, &Interrupt::default());
        found.expect("enclosable").expect("a value")
    }
}

fn midpoints(roots: &Roots) -> Vec<f64> {
    roots.certified.iter().map(|r| r.place[0].midpoint()).collect()
}

fn close(got: &[f64], wanted: &[f64]) -> bool {
    got.len() == wanted.len() && got.iter().zip(wanted).all(|(g, w)| (g - w).abs() < 1e-12)
}

#[test]
fn cosine_meets_the_diagonal_once() {
    let mut d = Desk::new();
    let cos = d.call("cos", d.x);
    let minus = d.times(-1, 1, &[d.x]);
    let f = d.sum(&[cos, minus]);
    let found = d.zeros(f, -10.0, 10.0);
    assert!(found.complete() && close(&midpoints(&found), &[0.739_085_133_215_160_6]), "{found:?}");
}

#[test]
fn zeros_at_the_ends_of_the_region_and_on_seams_are_found() {
    let mut d = Desk::new();
    let square = d.power(d.x, 2);
    let minus = d.number(-1);
    let f = d.sum(&[square, minus]);
    for (low, high) in [(-1.0, 1.0), (-1.0, 3.0), (-3.0, 5.0)] {
        let found = d.zeros(f, low, high);
        assert!(found.complete() && close(&midpoints(&found), &[-1.0, 1.0]), "{low} {high} {found:?}");
    }
    assert!(d.zeros(f, 1.5, 3.0).certified.is_empty());
    let sin = d.call("sin", d.x);
    let found = d.zeros(sin, -7.0, 7.0);
    let pi = std::f64::consts::PI;
    assert!(found.complete() && close(&midpoints(&found), &[-2.0 * pi, -pi, 0.0, pi, 2.0 * pi]), "{found:?}");
}

#[test]
fn what_is_not_proved_is_said_to_be_undecided() {
    let mut d = Desk::new();
    // A double zero, a kink, and none at all.
    let square = d.power(d.x, 2);
    let found = d.zeros(square, -1.0, 2.0);
    assert!(!found.complete() && found.certified.is_empty() && found.undecided.len() == 1, "{found:?}");
    let size = d.call("abs", d.x);
    let found = d.zeros(size, -1.0, 2.0);
    assert!(!found.complete() && found.certified.is_empty() && found.undecided.len() == 1, "{found:?}");
    let one = d.number(1);
    let above = d.sum(&[square, one]);
    assert!(d.zeros(above, -100.0, 100.0).complete());
    // On no bounded box: the parabola of the square root of the number 2 is found all the same.
    let minus = d.number(-2);
    let f = d.sum(&[square, minus]);
    let found = d.zeros(f, f64::NEG_INFINITY, f64::INFINITY);
    assert!(found.complete() && close(&midpoints(&found), &[-2.0_f64.sqrt(), 2.0_f64.sqrt()]), "{found:?}");
}

#[test]
fn a_circle_meets_a_line_twice() {
    let mut d = Desk::new();
    let (xx, yy, minus) = (d.power(d.x, 2), d.power(d.y, 2), d.number(-2));
    let circle = d.sum(&[xx, yy, minus]);
    let back = d.times(-1, 1, &[d.y]);
    let line = d.sum(&[d.x, back]);
    let region = [Interval::new(-3.0, 3.0); 2];
    let symbols = d.symbols;
    let found = roots(&mut d.graph, &[circle, line], &symbols, &region, &Interrupt::default()).expect("enclosable");
    assert!(found.complete() && found.certified.len() == 2, "{found:?}");
    let place = found.certified[1].place.clone();
    assert!(place.iter().all(|s| s.contains(1.0) && s.width() < 1e-14));
}

#[test]
fn jumps_are_no_minima_of_what_would_be_smooth() {
    // x^2 + floor(x) falls at 0: its infimum on [-1/2, 1] is -1, which is not reached at the zero of 2x.
    let mut d = Desk::new();
    let square = d.power(d.x, 2);
    let floor = d.call("floor", d.x);
    let f = d.sum(&[square, floor]);
    let found = d.least(f, -0.5, 1.0);
    assert!(found.value.contains(-1.0), "{found:?}");
    assert!(found.candidates.iter().all(|c| !c.argument.is_proof()), "{found:?}");
}

#[test]
fn arguments_fit_the_places() {
    let mut d = Desk::new();
    let square = d.power(d.x, 2);
    let fourth = d.power(d.x, 4);
    let size = d.call("abs", d.x);
    let argument = |d: &mut Desk, f: ExprId, low: f64, high: f64| {
        let found = d.least(f, low, high);
        assert!(found.stopped.is_none() && found.candidates.len() == 1, "{found:?}");
        (found.candidates[0].argument, found.candidates[0].ends[0], found.candidates[0].place[0].midpoint())
    };
    assert_eq!(argument(&mut d, square, -3.0, 2.0), (MinimiserEvidence::CriticalPoint, FacePosition::Inside, 0.0));
    assert_eq!(argument(&mut d, square, f64::NEG_INFINITY, f64::INFINITY).0, MinimiserEvidence::CriticalPoint);
    assert_eq!(argument(&mut d, square, 1.0, 2.0), (MinimiserEvidence::Border, FacePosition::Low, 1.0));
    assert_eq!(argument(&mut d, square, -2.0, -1.0), (MinimiserEvidence::Border, FacePosition::High, -1.0));
    assert_eq!(argument(&mut d, fourth, -3.0, 2.0).0, MinimiserEvidence::Degenerate);
    assert_eq!(argument(&mut d, size, -3.0, 2.0).0, MinimiserEvidence::Kink);
    let ln = d.call("ln", d.x);
    let back = d.times(-1, 1, &[ln]);
    let f = d.sum(&[d.x, back]);
    assert_eq!(argument(&mut d, f, 0.0, 10.0).0, MinimiserEvidence::CriticalPoint);
}

#[test]
fn closed_numbers_are_enclosed() {
    let mut d = Desk::new();
    let two = d.number(2);
    let root = d.call("sqrt", two);
    let found = enclose_closed(&d.graph, root).expect("a value");
    assert!(found.range.contains(std::f64::consts::SQRT_2) && found.range.width() < 1e-15);
    assert_eq!(found.quality, Quality::Smooth);
    assert!(enclose_closed(&d.graph, d.x).is_none());
}

/// Is `f(x)` of `build` proved to be defined between two points; is there anything to prove?
fn joins(from: f64, to: f64, build: impl FnOnce(&mut Graph, ExprId) -> ExprId) -> (bool, bool) {
    let mut desk = Desk::new();
    let f = build(&mut desk.graph, desk.x);
    match DomainBounds::new(&desk.graph, f, &desk.symbols[..1]).expect("enclosable") {
        Some(domain) => {
            let there = domain.joins(&[from], &[to]).is_ok();
            assert_eq!(there, domain.joins(&[to], &[from]).is_ok());
            (there, true)
        }
        None => (true, false),
    }
}

#[test]
fn ways_over_poles_and_gaps() {
    let call = |graph: &mut Graph, name: &str, of: ExprId| graph.raw_call(find(name).expect("a function"), &[of]);
    let power = |graph: &mut Graph, x: ExprId, n: i64, d: i64| {
        let exponent = graph.rational(Rational::new(n, d).expect("a number"));
        graph.raw_power(x, exponent)
    };
    let shifted = |graph: &mut Graph, x: ExprId, n: i64, d: i64| {
        let number = graph.rational(Rational::new(n, d).expect("a number"));
        graph.raw_sum(&[x, number])
    };
    // 1/x, 1/x^2, 1/(x - 1/3): poles at and between doubles.
    for n in [-1, -2, -3] {
        assert_eq!(joins(1.0, 1e-90, |g, x| power(g, x, n, 1)), (true, true));
        for (from, to) in [(1.0, -1.0), (1e-20, -3.0), (0.1, -0.7), (5e-324, -5e-324)] {
            assert_eq!(joins(from, to, |g, x| power(g, x, n, 1)), (false, true), "x^{n}: {from} to {to}");
        }
        let third = |g: &mut Graph, x| {
            let apart = shifted(g, x, -1, 3);
            power(g, apart, n, 1)
        };
        assert_eq!(joins(0.0, 1.0, third), (false, true));
        assert_eq!(joins(0.0, 1.0_f64 / 3.0, third), (true, true));
    }
    // sqrt(1 - x^2) up to its edges; (1 - x)^(3/2) on them; sqrt(x^2 - 1) over its gap.
    let disc = |sign: i64| {
        move |g: &mut Graph, x: ExprId| {
            let (square, minus) = (power(g, x, 2, 1), g.integer(-sign));
            let square = g.raw_product(&[minus, square]);
            let inner = shifted(g, square, sign, 1);
            call(g, "sqrt", inner)
        }
    };
    assert_eq!(joins(-1.0, 1.0, disc(1)), (true, true));
    assert_eq!(joins(-0.999_999_999, 0.5, disc(1)), (true, true));
    assert_eq!(joins(-1.5, 1.5, disc(-1)), (false, true));
    assert_eq!(joins(1.0, 1.5, disc(-1)), (true, true));
    // sqrt(x*x), ln(1 + x*x), tan(x), ln|x|
    let square = |g: &mut Graph, x: ExprId| g.raw_product(&[x, x]);
    let root = joins(-1.0, 1.0, |g, x| {
        let s = square(g, x);
        call(g, "sqrt", s)
    });
    assert!(root.0);
    let logarithm = joins(-1.0, 1.0, |g, x| {
        let s = square(g, x);
        let s = shifted(g, s, 1, 1);
        call(g, "ln", s)
    });
    assert_eq!(logarithm, (true, false));
    assert_eq!(joins(-1.5, 1.5, |g, x| call(g, "tan", x)), (true, true));
    assert_eq!(joins(-1.5, 1.6, |g, x| call(g, "tan", x)), (false, true));
    assert_eq!(
        joins(-1.0, 2.0, |g, x| {
            let a = call(g, "abs", x);
            call(g, "ln", a)
        }),
        (false, true)
    );
    // if x > 0 then x*ln(x) else x^2: each branch on its side.
    let cases = |g: &mut Graph, x: ExprId| {
        let (zero, ln, square) = (g.integer(0), call(g, "ln", x), power(g, x, 2, 1));
        let right = g.raw_product(&[x, ln]);
        let condition = g.compare(crate::expr::Relation::Greater, x, zero);
        g.raw_piecewise(&[condition, right, square])
    };
    assert_eq!(joins(-1.0, 2.0, cases), (true, true));
}

#[test]
fn ways_in_the_plane() {
    // 1/(x - y): the line x = y parts the plane. 1/(x^2 + y^2) only has a point out.
    let mut desk = Desk::new();
    let minus = desk.times(-1, 1, &[desk.y]);
    let apart = desk.sum(&[desk.x, minus]);
    let f = desk.power(apart, -1);
    let domain = DomainBounds::new(&desk.graph, f, &desk.symbols).expect("enclosable").expect("a pole");
    assert!(domain.joins(&[1.0, 0.0], &[5.0, 4.9]).is_ok() && domain.joins(&[1.0, 0.0], &[0.0, 0.5]).is_err());
    assert!(domain.joins(&[1.0, 0.0], &[f64::NAN, 0.0]).is_err() && domain.joins(&[1.0], &[2.0]).is_err());
    let squares = [desk.power(desk.x, 2), desk.power(desk.y, 2)];
    let sum = desk.sum(&squares);
    let f = desk.power(sum, -1);
    let domain = DomainBounds::new(&desk.graph, f, &desk.symbols).expect("enclosable").expect("a pole");
    assert!(domain.joins(&[-1.0, 0.01], &[2.0, 0.02]).is_ok());
    assert!(domain.joins(&[-1.0, 0.5], &[1.0, -0.5]).is_err());
}

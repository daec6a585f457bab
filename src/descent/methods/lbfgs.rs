//! The L-BFGS method: the BFGS method from the last few steps, without a matrix.

use std::collections::VecDeque;

use super::bfgs::{CURVED, FLAT, NOT_CONVEX};
use super::{MethodDef, Parameter, REST, RateUse, SEARCHES, Settings, TO_GRADIENT, downhill};
use crate::descent::dense::dot;
use crate::descent::line::{DECREASE, Ray, Room, Wolfe, advance, inside, wolfe};
use crate::descent::trace::norm;
use crate::descent::{Halt, Method, Nature, Step};

pub(super) const DEF: MethodDef = MethodDef {
    name: "lbfgs",
    help: "the BFGS method from the last few steps, for many unknowns",
    rule: "d = -H*g by the two-loop recursion over the last pairs s = x - x before, y = g - g before, from s.y/y.y*I;\n\
           a by the strong Wolfe conditions, first tried: 1, at the first step min(1, 1/|g|); x <- x + a*d\n\
           linesearch = 0, as PyTorch: a = rate, at the first step rate*min(1, 1/|g|_1); rests where g.d > -1e-9 or max|g| <= 1e-7",
    source: "Liu and Nocedal 1989, Mathematical Programming 45, p. 503; Nocedal and Wright 2006, alg. 7.4 and 7.5, p. 178; \
             torch/optim/lbfgs.py",
    parameters: &[
        Parameter::whole("memory", 10.0, (1.0, 1000.0), "how many steps are remembered"),
        Parameter::whole("linesearch", 1.0, (0.0, 1.0), "0 for steps without a search, in PyTorch's form"),
    ],
    rate: RateUse::First,
    make: |settings| Box::new(Lbfgs::new(settings)),
};

/// PyTorch's form keeps a pair whose scalar product is greater.
const TORCH_CURVED: f64 = 1e-10;
/// PyTorch's form rests where the slope along its direction is smaller, or the largest component of the gradient.
const TORCH_SLOPE: f64 = 1e-9;
const TORCH_GRADIENT: f64 = 1e-7;

struct Pair {
    s: Vec<f64>,
    y: Vec<f64>,
    /// `1/s.y`
    r: f64,
}

struct Lbfgs {
    settings: Settings,
    room: Room,
    direction: Vec<f64>,
    pairs: VecDeque<Pair>,
    /// Point and gradient before the last step.
    before: Option<(Vec<f64>, Vec<f64>)>,
}

impl Lbfgs {
    fn new(settings: &[f64]) -> Lbfgs {
        Lbfgs {
            settings: Settings::of(&DEF, settings),
            room: Room::default(),
            direction: Vec::new(),
            pairs: VecDeque::new(),
            before: None,
        }
    }

    fn searches(&self) -> bool {
        self.settings.get(1) == 1.0
    }

    /// Keeps the last step, if it tells something.
    fn learn(&mut self, step: &Step<'_>, x: &[f64]) {
        let Some((point, gradient)) = &self.before else { return };
        let s: Vec<f64> = x.iter().zip(point).map(|(a, b)| a - b).collect();
        let y: Vec<f64> = step.gradient.iter().zip(gradient).map(|(a, b)| a - b).collect();
        let curvature = dot(&s, &y);
        let enough = if self.searches() { CURVED * norm(&s) * norm(&y) } else { TORCH_CURVED };
        if curvature.is_nan() || enough.is_nan() || curvature <= enough {
            self.room.notes.say(NOT_CONVEX, step.k);
            return;
        }
        if self.pairs.len() as f64 >= self.settings.get(0) {
            self.pairs.pop_front();
        }
        self.pairs.push_back(Pair { s, y, r: 1.0 / curvature });
    }

    /// The two-loop recursion.
    fn turn(&mut self, gradient: &[f64]) {
        downhill(&mut self.direction, gradient);
        let mut weights = vec![0.0; self.pairs.len()];
        for (weight, pair) in weights.iter_mut().zip(&self.pairs).rev() {
            *weight = pair.r * dot(&pair.s, &self.direction);
            advance(&mut self.direction, &pair.y, -*weight);
        }
        if let Some(last) = self.pairs.back() {
            let scale = 1.0 / last.r / dot(&last.y, &last.y);
            self.direction.iter_mut().for_each(|d| *d *= scale);
        }
        for (weight, pair) in weights.iter().zip(&self.pairs) {
            let other = pair.r * dot(&pair.y, &self.direction);
            advance(&mut self.direction, &pair.s, weight - other);
        }
    }

    fn search(&mut self, step: &mut Step<'_>, x: &[f64]) -> Result<f64, Halt> {
        let first = if self.pairs.is_empty() { (1.0 / norm(step.gradient)).min(1.0) } else { 1.0 };
        let mut ray = Ray::new(step, x, &self.direction, &mut self.room);
        wolfe(&mut ray, Wolfe { first, share: DECREASE, flat: FLAT })
    }

    /// PyTorch's step.
    fn without_search(&mut self, step: &mut Step<'_>, x: &[f64]) -> Result<f64, Halt> {
        let g = step.gradient;
        let largest = g.iter().fold(0.0, |m: f64, g| m.max(g.abs()));
        if largest <= TORCH_GRADIENT || dot(g, &self.direction) > -TORCH_SLOPE {
            let why = "PyTorch's form rests where g.d > -1e-9 or max|g| <= 1e-7";
            return Err(Halt::NoProgress(why.into()));
        }
        let sum: f64 = g.iter().map(|g| g.abs()).sum();
        let first = if self.before.is_none() { (1.0 / sum).min(1.0) } else { 1.0 };
        let t = first * step.rate;
        inside(&mut Ray::new(step, x, &self.direction, &mut self.room), t)
    }
}

impl Method for Lbfgs {
    fn name(&self) -> &str {
        &self.settings.name
    }

    fn nature(&self) -> Nature {
        SEARCHES
    }

    fn restart(&mut self, dimension: usize) {
        self.room = Room::for_unknowns(dimension);
        self.before = None;
        self.pairs.clear();
    }

    fn step(&mut self, step: &mut Step<'_>, x: &mut [f64]) -> Result<f64, Halt> {
        if step.gradient.iter().all(|g| *g == 0.0) {
            return Ok(REST);
        }
        self.learn(step, x);
        self.turn(step.gradient);
        let t = if self.searches() {
            let down = dot(&self.direction, step.gradient) < 0.0;
            let found = if down { self.search(step, x) } else { Err(Halt::NoProgress(String::new())) };
            match found {
                Err(Halt::NoProgress(_)) if !self.pairs.is_empty() => {
                    self.room.notes.say(TO_GRADIENT, step.k);
                    self.pairs.clear();
                    downhill(&mut self.direction, step.gradient);
                    self.search(step, x)?
                }
                found => found?,
            }
        } else {
            self.without_search(step, x)?
        };
        self.before = Some((x.to_vec(), step.gradient.to_vec()));
        advance(x, &self.direction, t);
        Ok(t)
    }

    fn notes(&self) -> Vec<String> {
        self.room.notes.sentences()
    }

    fn fresh(&self) -> Box<dyn Method> {
        (DEF.make)(&self.settings.values)
    }
}

//! Barzilai and Borwein's two-point steps.

use super::{MethodDef, Parameter, REST, RateUse, SEARCHES, Settings, downhill};
use crate::descent::dense::dot;
use crate::descent::line::{Ray, Room, advance, inside};
use crate::descent::{Halt, Method, Nature, Step};

pub(super) const DEF: MethodDef = MethodDef {
    name: "barzilai_borwein",
    help: "steepest descent with a length from the last two points; the value may rise on the way",
    rule: "s = x - x before, y = g - g before; a = s.s/s.y (variant 1) or s.y/y.y (variant 2), at first a = rate; x <- x - a*g\n\
           where s.y <= 0 the last positive a again (fallback = 0: as it stands)",
    source: "Barzilai and Borwein 1988, IMA Journal of Numerical Analysis 8, p. 141",
    parameters: &[
        Parameter::whole("variant", 1.0, (1.0, 2.0), "1 for s.s/s.y, the longer, 2 for s.y/y.y, the shorter"),
        Parameter::whole("fallback", 1.0, (0.0, 1.0), "0 for the bare rule, which walks uphill where s.y < 0"),
    ],
    rate: RateUse::First,
    make: |settings| Box::new(BarzilaiBorwein::new(settings)),
};

const NOT_CONVEX: &str = "kept the last positive length, because the slope did not rise along the last step";

struct BarzilaiBorwein {
    settings: Settings,
    room: Room,
    direction: Vec<f64>,
    /// Point and gradient before the last step.
    before: Option<(Vec<f64>, Vec<f64>)>,
    /// The last positive length.
    length: f64,
}

impl BarzilaiBorwein {
    fn new(settings: &[f64]) -> BarzilaiBorwein {
        BarzilaiBorwein {
            settings: Settings::of(&DEF, settings),
            room: Room::default(),
            direction: Vec::new(),
            before: None,
            length: f64::NAN,
        }
    }

    /// The length by the rule.
    fn wanted(&mut self, step: &Step<'_>, x: &[f64]) -> f64 {
        let Some((point, gradient)) = &self.before else { return step.rate };
        let s: Vec<f64> = x.iter().zip(point).map(|(a, b)| a - b).collect();
        let y: Vec<f64> = step.gradient.iter().zip(gradient).map(|(a, b)| a - b).collect();
        let (ss, sy, yy) = (dot(&s, &s), dot(&s, &y), dot(&y, &y));
        let length = if self.settings.get(0) == 2.0 { sy / yy } else { ss / sy };
        let bare = self.settings.get(1) == 0.0 && length != 0.0;
        if (sy > 0.0 && length > 0.0 || bare) && length.is_finite() {
            return length;
        }
        self.room.notes.say(NOT_CONVEX, step.k);
        self.length
    }
}

impl Method for BarzilaiBorwein {
    fn name(&self) -> &str {
        &self.settings.name
    }

    fn nature(&self) -> Nature {
        SEARCHES
    }

    fn restart(&mut self, dimension: usize) {
        self.room = Room::for_unknowns(dimension);
        self.before = None;
    }

    fn step(&mut self, step: &mut Step<'_>, x: &mut [f64]) -> Result<f64, Halt> {
        if !downhill(&mut self.direction, step.gradient) {
            return Ok(REST);
        }
        let wanted = self.wanted(step, x);
        self.before = Some((x.to_vec(), step.gradient.to_vec()));
        let mut ray = Ray::new(step, x, &self.direction, &mut self.room);
        let t = inside(&mut ray, wanted)?;
        self.length = t;
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

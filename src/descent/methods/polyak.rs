//! Polyak's step, which needs the least value.

use super::{MINIMUM, MethodDef, Parameter, REST, RateUse, SEARCHES, Settings, downhill};
use crate::descent::dense::dot;
use crate::descent::line::{Ray, Room, advance, inside};
use crate::descent::{Halt, Method, Nature, Needs, Step};
use crate::numeric::format;

pub(super) const DEF: MethodDef = MethodDef {
    name: "polyak",
    help: "steepest descent with the step that would be right if the value fell straight to its minimum",
    rule: "a = (f(x) - minimum)/g.g, at most cap; x <- x - a*g",
    source: "Polyak 1969, USSR Computational Mathematics and Mathematical Physics 9, p. 14",
    parameters: &[
        Parameter {
            name: MINIMUM,
            default: f64::NAN,
            least: f64::NEG_INFINITY,
            most: f64::INFINITY,
            ends: false,
            whole: false,
            help: "the least value; where it is not given, that of the closed form",
        },
        Parameter {
            name: "cap",
            default: f64::INFINITY,
            least: 0.0,
            most: f64::INFINITY,
            ends: true,
            whole: false,
            help: "the longest step",
        },
    ],
    rate: RateUse::Unused,
    make: |settings| Box::new(Polyak::new(settings)),
};

struct Polyak {
    settings: Settings,
    room: Room,
    direction: Vec<f64>,
    /// The least value that it was told, and whether nothing is lower anywhere.
    known: Option<(f64, bool)>,
}

impl Polyak {
    fn new(settings: &[f64]) -> Polyak {
        Polyak { settings: Settings::of(&DEF, settings), room: Room::default(), direction: Vec::new(), known: None }
    }

    /// The least value: the one given, else the one told.
    fn minimum(&self) -> f64 {
        let given = self.settings.get(0);
        if given.is_nan() { self.known.map_or(f64::NAN, |(value, _)| value) } else { given }
    }
}

impl Method for Polyak {
    fn name(&self) -> &str {
        &self.settings.name
    }

    fn nature(&self) -> Nature {
        let needs = Needs { minimum: self.settings.get(0).is_nan(), ..SEARCHES.needs };
        Nature { memoryless: true, needs, ..SEARCHES }
    }

    fn set_minimum(&mut self, value: f64, global: bool) {
        self.known = Some((value, global));
    }

    fn restart(&mut self, dimension: usize) {
        self.room = Room::for_unknowns(dimension);
    }

    fn step(&mut self, step: &mut Step<'_>, x: &mut [f64]) -> Result<f64, Halt> {
        let (minimum, cap) = (self.minimum(), self.settings.get(1));
        if minimum.is_nan() {
            return Err(Halt::Undefined("the least value is not known".into()));
        }
        if !downhill(&mut self.direction, step.gradient) {
            return Ok(REST);
        }
        let above = step.value - minimum;
        if above < 0.0 {
            let why = format!("the value is already below the minimum {}", format::rounded_for_people(minimum));
            return Err(Halt::NoProgress(why));
        }
        let length = (above / dot(step.gradient, step.gradient)).min(cap);
        let mut ray = Ray::new(step, x, &self.direction, &mut self.room);
        let t = inside(&mut ray, length)?;
        advance(x, &self.direction, t);
        Ok(t)
    }

    fn notes(&self) -> Vec<String> {
        let local = self.known.filter(|(_, global)| self.settings.get(0).is_nan() && !global);
        let warning = local.map(|(value, _)| {
            format!(
                "took {} for the least value, which is only known to be a local one",
                format::rounded_for_people(value)
            )
        });
        warning.into_iter().chain(self.room.notes.sentences()).collect()
    }

    fn fresh(&self) -> Box<dyn Method> {
        Box::new(Polyak { known: self.known, ..Polyak::new(&self.settings.values) })
    }
}

//! The common part of the methods of this folder: named settings, and a direction with buffers for searches along it.

use super::definition::{MethodDef, SEARCHES};
use crate::descent::line::{Ray, Room, advance};
use crate::descent::{Halt, Method, Nature, Step};
use crate::numeric::format;

/// A method of this folder.
pub(super) struct Common {
    definition: &'static MethodDef,
    values: Vec<f64>,
    /// Its name with the settings that differ from the defaults.
    name: String,
    /// The least value, if given, and whether nothing is lower anywhere.
    pub minimum: Option<(f64, bool)>,
    /// Buffers for the points tried, and the departures from the rule.
    pub room: Room,
    /// The direction.
    pub direction: Vec<f64>,
}

/// The part that is special to a method.
pub(super) trait LineSearchMethod: Default + Send + 'static {
    /// The properties that the driver and the verdicts rely on.
    fn nature(&self, _common: &Common) -> Nature {
        SEARCHES
    }

    /// Forgets what it remembers, for a run with this many unknowns.
    fn restart(&mut self, _common: &mut Common, _dimension: usize) {}

    /// Moves the point and returns the length that was used.
    fn step(&mut self, common: &mut Common, step: &mut Step<'_>, x: &mut [f64]) -> Result<f64, Halt>;

    /// A sentence before its notes.
    fn remark(&self, _common: &Common) -> Option<String> {
        None
    }
}

struct Searching<S> {
    common: Common,
    search: S,
}

/// The method of this definition, with one number for each parameter; missing ones have their defaults.
pub(super) fn make<S: LineSearchMethod>(definition: &'static MethodDef, given: &[f64]) -> Box<dyn Method> {
    Box::new(Searching { common: Common::new(definition, given, None), search: S::default() })
}

impl Common {
    fn new(definition: &'static MethodDef, given: &[f64], minimum: Option<(f64, bool)>) -> Common {
        let parameters = definition.parameters;
        let given = given.iter().copied().chain(parameters.iter().skip(given.len()).map(|p| p.default));
        let values: Vec<f64> = given.take(parameters.len()).collect();
        let unusual: Vec<String> = (parameters.iter().zip(&values))
            .filter(|(p, v)| p.default != **v && !(p.default.is_nan() && v.is_nan()))
            .map(|(p, v)| format!("{} = {}", p.name, format::shortest(*v)))
            .collect();
        let name = match unusual[..] {
            [] => definition.name.to_string(),
            _ => format!("{}({})", definition.name, unusual.join(", ")),
        };
        Common { definition, values, name, minimum, room: Room::default(), direction: Vec::new() }
    }

    /// The number of this parameter.
    pub fn get(&self, parameter: usize) -> f64 {
        self.values.get(parameter).copied().unwrap_or(f64::NAN)
    }

    /// Counts a step with this departure from the rule.
    pub fn say(&mut self, what: &'static str, step: &Step<'_>) {
        self.room.notes.say(what, step.k);
    }

    /// `direction <- -gradient`; false where that leads nowhere.
    pub fn downhill(&mut self, gradient: &[f64]) -> bool {
        self.direction.clear();
        self.direction.extend(gradient.iter().map(|g| -g));
        gradient.iter().any(|g| *g != 0.0)
    }

    /// Moves the point along the direction, as far as a search says.
    pub fn go(
        &mut self,
        step: &mut Step<'_>,
        x: &mut [f64],
        search: impl FnOnce(&mut Ray<'_>) -> Result<f64, Halt>,
    ) -> Result<f64, Halt> {
        let t = search(&mut Ray::new(step, x, &self.direction, &mut self.room))?;
        advance(x, &self.direction, t);
        Ok(t)
    }
}

impl<S: LineSearchMethod> Method for Searching<S> {
    fn name(&self) -> &str {
        &self.common.name
    }

    fn nature(&self) -> Nature {
        self.search.nature(&self.common)
    }

    fn set_minimum(&mut self, value: f64, global: bool) {
        self.common.minimum = Some((value, global));
    }

    fn restart(&mut self, dimension: usize) {
        self.common.room = Room::for_unknowns(dimension);
        self.search.restart(&mut self.common, dimension);
    }

    fn step(&mut self, step: &mut Step<'_>, x: &mut [f64]) -> Result<f64, Halt> {
        self.search.step(&mut self.common, step, x)
    }

    fn notes(&self) -> Vec<String> {
        self.search.remark(&self.common).into_iter().chain(self.common.room.notes.sentences()).collect()
    }

    fn fresh(&self) -> Box<dyn Method> {
        let Common { definition, values, minimum, .. } = &self.common;
        Box::new(Searching { common: Common::new(definition, values, *minimum), search: S::default() })
    }
}

/// Point and gradient before the last step.
#[derive(Default)]
pub(super) struct Before(Option<(Vec<f64>, Vec<f64>)>);

impl Before {
    /// Has no step been done?
    pub fn is_start(&self) -> bool {
        self.0.is_none()
    }

    /// Remembers where a step begins.
    pub fn keep(&mut self, x: Vec<f64>, gradient: &[f64]) {
        self.0 = Some((x, gradient.to_vec()));
    }

    /// The changes of point and gradient since then.
    pub fn differences(&self, x: &[f64], gradient: &[f64]) -> Option<(Vec<f64>, Vec<f64>)> {
        let minus = |now: &[f64], then: &[f64]| now.iter().zip(then).map(|(a, b)| a - b).collect();
        self.0.as_ref().map(|(point, before)| (minus(x, point), minus(gradient, before)))
    }
}

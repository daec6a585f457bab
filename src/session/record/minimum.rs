//! A minimum as a value.

use crate::calculus::minimum::Minimum;
use crate::expr::{ExprId, Symbol};

/// A minimum and what it is a minimum of.
#[derive(Clone, Debug)]
pub struct MinimumRecord {
    /// What is least there: `f`.
    pub label: String,
    /// The unknowns.
    pub names: Vec<String>,
    /// What is known.
    pub minimum: Minimum,
}

impl MinimumRecord {
    /// Visits the expressions inside.
    pub fn each_expr(&mut self, visit: &mut dyn FnMut(&mut ExprId)) {
        for point in &mut self.minimum.points {
            point.x.iter_mut().filter_map(|v| v.exact.as_mut()).for_each(&mut *visit);
            point.value.exact.iter_mut().for_each(&mut *visit);
        }
        for family in &mut self.minimum.families {
            let family = &mut family.members;
            family.expressions.iter_mut().chain(&mut family.conditions).for_each(&mut *visit);
        }
        if let Some(set) = &mut self.minimum.set {
            set.equations.iter_mut().for_each(visit);
        }
    }

    /// Visits the unknowns, and the parameters of families.
    pub fn each_symbol(&mut self, visit: &mut dyn FnMut(&mut Symbol)) {
        self.minimum.unknowns.iter_mut().for_each(&mut *visit);
        for family in &mut self.minimum.families {
            family.members.parameters.iter_mut().for_each(&mut *visit);
        }
    }
}

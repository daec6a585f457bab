//! A run as a value.

use std::fmt;
use std::ops::Deref;
use std::rc::Rc;

use crate::calculus::Region;
use crate::descent::{KnownPoint, Method, Run, Stopping};
use crate::expr::ExprId;
use crate::numeric::Rational;
use crate::session::knowledge::UnknownMinimum;

/// What a run needs to be done again, besides what its result tells.
pub struct Recipe {
    /// The method, with nothing remembered.
    pub method: Box<dyn Method>,
    /// The start, where it is known exactly.
    pub exact_start: Option<Vec<Rational>>,
    /// When it ends.
    pub stopping: Stopping,
}

impl fmt::Debug for Recipe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recipe").field("method", &self.method.name()).field("stopping", &self.stopping).finish()
    }
}

/// A run and what it was a run of. A statement's output and the session share the facts; the formula moves from one graph to
/// another with the session.
#[derive(Clone, Debug)]
pub struct RunRecord {
    /// The formula in these unknowns.
    pub expr: ExprId,
    /// Where the unknowns may be.
    pub region: Region,
    /// What does not depend on a graph.
    pub facts: Rc<RunFacts>,
}

/// What is known of a run without a graph.
#[derive(Clone, Debug)]
pub struct RunFacts {
    /// The name it was given.
    pub name: Option<String>,
    /// What sets it apart in a sweep: `rate 0.1`, `from x = 7`; empty for a run alone.
    pub label: String,
    /// Where it started: `x = 7`.
    pub start: String,
    /// How its rate is shown; empty where the method takes none.
    pub rate: String,
    /// What was minimised: `f(x)`.
    pub heading: String,
    /// The unknowns.
    pub names: Vec<String>,
    /// The exact minimisers that are known.
    pub minimisers: Vec<KnownPoint>,
    /// Why none is known.
    pub unknown_minimum: Option<UnknownMinimum>,
    /// What is needed to do the run again.
    pub recipe: Rc<Recipe>,
    /// What happened.
    pub run: Rc<Run>,
    /// What was chosen for the user: a random start, a rate.
    pub preface: Vec<String>,
    /// Show every so many steps only.
    pub every: u64,
    /// The seed that drew its start, if chance did.
    pub seed: Option<u64>,
    /// How long it took.
    pub seconds: f64,
}

impl Deref for RunRecord {
    type Target = RunFacts;

    fn deref(&self) -> &RunFacts {
        &self.facts
    }
}

impl RunRecord {
    /// The same run under another name.
    pub fn named(mut self, name: Option<&str>) -> RunRecord {
        Rc::make_mut(&mut self.facts).name = name.map(str::to_string);
        self
    }

    /// Visits the expressions inside.
    pub fn each_expr(&mut self, visit: &mut dyn FnMut(&mut ExprId)) {
        visit(&mut self.expr);
        for side in &mut self.region.sides {
            side.low.iter_mut().chain(&mut side.high).for_each(&mut *visit);
        }
    }
}

/// The run with the least final value: the first of them if there are several; none if no run has a value.
pub fn best(runs: &[Rc<RunRecord>]) -> Option<&Rc<RunRecord>> {
    let valued = runs.iter().filter_map(|r| r.run.last().map(|it| (r, it.value)));
    valued.reduce(|best, next| if next.1 < best.1 { next } else { best }).map(|(r, _)| r)
}

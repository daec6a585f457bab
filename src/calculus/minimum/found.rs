//! The answer to `minimum f`.

use crate::calculus::argument::{Argument, NAME, Sentence, sentence};
use crate::calculus::exact_value::ExactValue;
use crate::calculus::families::Family;
use crate::expr::{ExprId, Graph, Symbol};
use crate::numeric::Rational;

/// What is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MinimumStatus {
    /// The points are those, and all those, where the function is least.
    Global,
    /// There is no minimum, though the function is not unbounded below: it only comes near, or has no value anywhere.
    None,
    /// There is no minimum: the function falls below every number. The points are those local minima that are known.
    Unbounded,
    /// Nothing was decided.
    Unknown,
}

/// A point where the function is least, or less than nearby.
#[derive(Clone, Debug, PartialEq)]
pub struct MinimumPoint {
    /// In the order of the unknowns.
    pub x: Vec<ExactValue>,
    /// The function's value there.
    pub value: ExactValue,
    /// It stands for a family of minimisers, which is listed as well.
    pub sample: bool,
}

/// All minimisers, where they fill a line, a plane or more.
#[derive(Clone, Debug, PartialEq)]
pub struct MinimiserSet {
    /// One of them.
    pub point: Vec<Rational>,
    /// Independent directions to the others: vectors of integers.
    pub directions: Vec<Vec<Rational>>,
    /// The linear equations that describe them (comparisons); empty if all points are minimisers.
    pub equations: Vec<ExprId>,
}

/// The answer to `minimum f`.
#[derive(Clone, Debug, PartialEq)]
pub struct Minimum {
    /// What is known.
    pub status: MinimumStatus,
    /// The unknowns.
    pub unknowns: Vec<Symbol>,
    /// See [`MinimumStatus`].
    pub points: Vec<MinimumPoint>,
    /// All minimisers, where there are infinitely many; then `points` has one of them.
    pub set: Option<MinimiserSet>,
    /// Minimisers that go on without end in a pattern; `points` has one of each, and those that are in none.
    pub families: Vec<MinimiserFamily>,
    /// Are the points and families all minimisers, where the status is global?
    pub(super) complete: bool,
    /// The greatest lower bound, where it is not reached and known exactly.
    pub(super) infimum: Option<ExprId>,
    /// The argument that decides: what is certain follows from it.
    pub(super) argument: Argument,
}

impl Minimum {
    /// Visits the expressions inside.
    pub fn each_expr(&mut self, visit: &mut dyn FnMut(&mut ExprId)) {
        for point in &mut self.points {
            point.x.iter_mut().filter_map(|v| v.exact.as_mut()).for_each(&mut *visit);
            point.value.exact.iter_mut().for_each(&mut *visit);
        }
        for family in &mut self.families {
            let family = &mut family.members;
            family.expressions.iter_mut().chain(&mut family.conditions).for_each(&mut *visit);
        }
        if let Some(set) = &mut self.set {
            set.equations.iter_mut().for_each(&mut *visit);
        }
        self.infimum.iter_mut().for_each(&mut *visit);
        self.argument.each_expr(visit);
    }

    /// Visits the unknowns, and the parameters of families.
    pub fn each_symbol(&mut self, visit: &mut dyn FnMut(&mut Symbol)) {
        self.unknowns.iter_mut().for_each(&mut *visit);
        for family in &mut self.families {
            family.members.parameters.iter_mut().for_each(&mut *visit);
        }
    }

    /// The argument that decides.
    pub fn argument(&self) -> &Argument {
        &self.argument
    }

    /// Is something decided, and what is said proved?
    pub fn certified(&self) -> bool {
        self.status != MinimumStatus::Unknown && self.argument.standing().is_proved()
    }

    /// The argument that decides in one sentence, about the function of this name: `f'' = 2 > 0 everywhere, so …`.
    pub fn because(&self, name: &str) -> Sentence {
        self.argument.conclusion(name)
    }

    pub(super) fn unknown(unknowns: &[Symbol], why: impl Into<Sentence>) -> Minimum {
        Minimum::without_points(MinimumStatus::Unknown, unknowns, Argument::open(why))
    }

    /// The function has no value anywhere in the region.
    pub(super) fn nowhere(unknowns: &[Symbol], ground: fn(Sentence) -> Argument) -> Minimum {
        Minimum::without_points(MinimumStatus::None, unknowns, ground(sentence![NAME, " has no value anywhere here"]))
    }

    /// Least at one point.
    pub(super) fn at(symbols: &[Symbol], argument: Argument, x: Vec<ExactValue>, value: ExactValue) -> Minimum {
        let mut found = Minimum::without_points(MinimumStatus::Global, symbols, argument);
        found.points.push(MinimumPoint { x, value, sample: false });
        found
    }

    /// The same value everywhere.
    pub(super) fn constant(graph: &mut Graph, x: Symbol, value: ExactValue) -> Minimum {
        let argument = Argument::exact(sentence![NAME, " is constant: every ", graph.name(x), " is a minimiser"]);
        let zero = ExactValue { exact: Some(ExprId::ZERO), value: 0.0 };
        let mut found = Minimum::at(&[x], argument, vec![zero], value);
        let (point, directions) = (vec![Rational::ZERO], vec![vec![Rational::ONE]]);
        found.set = Some(MinimiserSet { point, directions, equations: Vec::new() });
        found
    }

    pub(super) fn without_points(status: MinimumStatus, unknowns: &[Symbol], argument: Argument) -> Minimum {
        Minimum {
            status,
            unknowns: unknowns.to_vec(),
            points: Vec::new(),
            set: None,
            families: Vec::new(),
            complete: true,
            infimum: None,
            argument,
        }
    }

    /// Adds to the last step of the argument.
    pub(super) fn add(&mut self, more: impl Into<Sentence>) {
        let argument = std::mem::replace(&mut self.argument, Argument::open(""));
        self.argument = argument.adding(more);
    }

    /// A new last step, which follows from the argument so far and another premise.
    pub(super) fn conclude(&mut self, sentence: Sentence, premise: Option<Argument>) {
        let before = std::mem::replace(&mut self.argument, Argument::open(""));
        self.argument = Argument::exact(sentence).since_all(premise).since(before);
    }
}

/// Infinitely many minimisers that one formula writes.
#[derive(Clone, Debug, PartialEq)]
pub struct MinimiserFamily {
    /// The formulas; where only digits of a coordinate are known, these stand in its place.
    pub members: Family,
    /// The digits of the coordinates that have no formula.
    pub about: Vec<Option<f64>>,
}

impl From<Family> for MinimiserFamily {
    fn from(members: Family) -> MinimiserFamily {
        let about = vec![None; members.expressions.len()];
        MinimiserFamily { members, about }
    }
}

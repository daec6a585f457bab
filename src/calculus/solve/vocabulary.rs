//! The functions that equations are taken apart by and solutions are written in, handed in as data.

pub use crate::calculus::domain::MustBe;
use crate::expr::{Formula, FunctionDef};

/// See the module's description.
pub struct Vocabulary {
    /// Functions that others write, over their own arguments: `tan` as `sin/cos`, `cosh` by exponentials.
    pub definitions: &'static [(&'static FunctionDef, Formula)],
    /// The inverses of functions of one argument.
    pub inverses: &'static [(&'static FunctionDef, Inverse)],
    /// Functions of one argument that have whole values only, each on an interval of length 1.
    pub steps: &'static [Step],
    /// The nearest whole number.
    pub round: &'static FunctionDef,
    /// The remainder of a division.
    pub remainder: &'static FunctionDef,
    /// The largest integer not above.
    pub floor: &'static FunctionDef,
    /// The remainder of a division.
    pub modulo: &'static FunctionDef,
    /// The sine.
    pub sin: &'static FunctionDef,
    /// The inverse tangent.
    pub atan: &'static FunctionDef,
    /// The real cube root.
    pub cbrt: &'static FunctionDef,
    /// The sign.
    pub sign: &'static FunctionDef,
    /// The unit step.
    pub unit_step: &'static FunctionDef,
    /// The least of any number of arguments.
    pub min: &'static FunctionDef,
    /// The greatest of any number of arguments.
    pub max: &'static FunctionDef,
    /// A real root of a polynomial with integer coefficients; see [`crate::calculus::closed::root_of`].
    pub root_of: &'static FunctionDef,
    /// The two real branches of the Lambert W function, the upper one first.
    pub lambert: [&'static FunctionDef; 2],
}

impl Vocabulary {
    /// Has a function whole values only, each between two ends?
    pub fn has_steps(&self, function: &'static FunctionDef) -> bool {
        function == self.round || self.steps.iter().any(|s| s.function == function)
    }
}

/// All `u` for which a function of `u` has the value [`crate::expr::Formula::Arg`]`(0)`. There may be too many of them:
/// what is found is checked in the equation as it was written.
pub struct Inverse {
    /// One formula for each branch.
    pub branches: &'static [Formula],
    /// What may be added any number of times.
    pub period: Option<Formula>,
    /// Which values the function has, beyond what the branches need.
    pub range: &'static [Requirement],
}

impl Inverse {
    /// Has the function every value once?
    pub fn is_one_to_one(&self) -> bool {
        self.branches.len() == 1 && self.period.is_none()
    }
}

/// A function that has the whole value `n` between `n + from` and `n + from + 1`.
pub struct Step {
    /// The function.
    pub function: &'static FunctionDef,
    /// Where the interval begins.
    pub from: i64,
    /// Does the lower end belong to it? If not, the upper one does.
    pub with_lower_end: bool,
}

/// What a value must satisfy.
pub struct Requirement {
    /// Of the value.
    pub formula: Formula,
    /// What it must be.
    pub must_be: MustBe,
}

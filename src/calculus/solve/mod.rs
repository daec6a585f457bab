//! Equations: all real solutions, exactly where a closed form is known, and whether they are provably all.
//!
//! `search` finds candidates by steps that lose no solution, and [`check`] asks the equation as it was written, its
//! domain first, whether they are solutions. Every method of table 4.3 of the reference is a file of this folder.

mod candidate;
mod cases;
pub mod check;
mod closed_solution;
mod cubic;
mod defined;
mod enclose;
mod exponential;
mod family;
mod formulas;
mod guard;
mod keeps;
mod last_unknown;
mod linear_system;
mod members;
mod membership;
mod named_system;
mod numeric;
mod overdetermined;
mod pairs;
mod peel;
mod polynomial;
mod powers;
mod radical;
mod remaining;
pub(in crate::calculus) mod rewriting;
mod search;
mod sets;
mod settled;
mod single;
mod solutions;
mod steps;
mod stretch;
mod system;
mod system_steps;
mod terms;
mod trail;
mod trigonometric;
mod wording;

#[cfg(test)]
mod named_tests;
#[cfg(test)]
mod tests;

pub(super) use closed_solution::closed_solution;
pub use defined::{defined_at, defined_members};
pub(super) use members::{beyond, on_side, signs_at, united, values_at};
pub use single::equation;
pub(super) use solutions::ALL_WHOLE;
pub use solutions::{Family, ParameterRange, ParametricSolution, Solution, Solutions, SolveContext};
pub use system::system;
pub(super) use terms::replace;
pub use wording::conditions_text;

//! Equations: all real solutions, exactly where a closed form is known, and whether they are provably all.
//!
//! `search` finds candidates by steps that lose no solution, and [`check`] asks the equation as it was written, its
//! domain first, whether they are solutions. Every method of table 4.3 of the reference is a file of this folder.

mod candidate;
mod cases;
pub mod check;
mod closed_solution;
mod cubic;
mod enclose;
mod exponential;
mod formulas;
mod guard;
mod keeps;
mod last_unknown;
mod linear_system;
mod named_system;
mod numeric;
mod overdetermined;
mod pairs;
mod peel;
mod polynomial;
mod powers;
mod radical;
mod remaining;
mod search;
mod sets;
mod settled;
mod single;
mod solutions;
mod steps;
mod system;
mod system_steps;
mod trail;
mod trigonometric;

#[cfg(test)]
mod named_tests;
#[cfg(test)]
mod tests;

pub(super) use closed_solution::closed_solution;
pub use single::equation;
pub use solutions::{ParametricSolution, Solution, Solutions, SolveContext};
pub use system::system;

//! What is computed with expressions: normal forms, expansion, polynomials, derivatives, closed numbers, bounds on a box. No
//! function is named here: what a call does, its record says. The table of functions is written with it.

pub mod branches;
pub mod breaks;
pub mod closed;
pub mod closed_form;
mod constant_cases;
pub mod decide;
pub mod differentiate;
pub mod enclosure;
pub mod expand;
pub mod factor;
pub mod formula;
mod gradient;
pub mod normal;
pub mod polynomial;
pub mod present;
pub mod rational_form;
pub mod recognise;
mod reverse;
pub mod rule;
pub mod terms;

pub use decide::decide;
pub use differentiate::{Differentiator, derivative};
pub use expand::{expand, expand_to, expand_within, expanded};
pub use factor::{collected, factored};
pub use gradient::{gradient, hessian};
pub use normal::normalise;
pub use present::present;
pub use rational_form::RationalForm;

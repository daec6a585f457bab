//! What is known about expressions: normal forms, derivatives, expansion, the forms a teacher would write.

pub mod argument;
pub mod branches;
pub mod certify;
pub mod closed;
pub mod closed_form;
pub mod convex;
pub mod corners;
pub mod critical;
mod cuts;
pub mod decide;
pub mod differentiate;
pub mod domain;
pub mod equality;
pub mod exact_value;
pub mod expand;
pub mod explain;
pub mod factor;
pub mod function;
mod gradient;
mod isolated;
pub mod limit;
pub mod means;
pub mod meeting;
pub mod minimum;
pub mod normal;
pub mod polynomial;
pub mod present;
pub mod rates;
pub mod rational_form;
pub mod recognise;
pub mod region;
mod reverse;
pub mod simplify;
pub mod solve;
mod symmetry;
pub mod taylor;
pub mod tidy;

pub use convex::convexity;
pub use decide::decide;
pub use differentiate::{Differentiator, derivative};
pub use equality::{Counterexample, Equality, equality};
pub use expand::{expand, expand_within};
pub use factor::{collected, factored};
pub use function::Function;
pub use gradient::{gradient, hessian};
pub use minimum::{Minimum, minimum};
pub use normal::normalise;
pub use present::present;
pub use rates::rates;
pub use rational_form::RationalForm;
pub use region::{Region, Side};
pub use simplify::{simplify, together};
pub use tidy::tidy;

#[cfg(test)]
mod tests;

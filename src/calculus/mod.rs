//! What is asked about functions: zeros, minima, convexity, limits, domains; and the forms a teacher would write.

pub mod argument;
pub mod certify;
pub mod convex;
mod core;
pub mod corners;
pub mod critical;
mod cuts;
pub mod domain;
pub mod equality;
pub mod exact_value;
pub mod explain;
pub mod families;
pub mod function;
mod isolated;
pub mod limit;
pub mod means;
pub mod meeting;
pub mod minimum;
pub mod rates;
pub mod region;
pub mod simplify;
pub mod solve;
mod symmetry;
pub mod taylor;
pub mod tidy;

pub use self::core::CORE;
pub use convex::convexity;
pub use cuts::landmarks::{PlacesOnCurve, places_on_curve};
pub use equality::{Counterexample, Equality, equality};
pub use function::Function;
pub use minimum::{Minimum, minimum};
pub use rates::rates;
pub use region::{Region, Side};
pub use simplify::{simplify, together};
pub use tidy::tidy;

#[cfg(test)]
pub(crate) mod tests;

//! Rules as data: what may be written for what. The tables stand with the functions they
//! name; here is only what a rule is.

use crate::expr::{ExprId, Formula, FunctionDef, Graph};

/// A rewrite rule.
pub struct RewriteRule {
    /// What people call it.
    pub name: &'static str,
    /// What is looked for: a part of a sum up to a common factor, a part of a product, or a call. Its terms and factors
    /// bind their arguments in the order in which they stand.
    pub from: Formula,
    /// What it equals, wherever it is defined.
    pub to: Formula,
}

impl RewriteRule {
    /// `from` may be replaced by `to` wherever `from` has a value.
    pub const fn new(name: &'static str, from: Formula, to: Formula) -> RewriteRule {
        RewriteRule { name, from, to }
    }
}

/// Two functions on a curve `cosine^2 + curvature*sine^2 = 1` that add their arguments as sine and cosine do.
pub struct CircularPair {
    /// The odd one.
    pub sine: &'static FunctionDef,
    /// The even one.
    pub cosine: &'static FunctionDef,
    /// 1 for the circle, -1 for the hyperbola.
    pub curvature: i64,
}

/// A recurrence: `f(x)` in terms of `f(x + 1)`.
pub struct Shift {
    /// The function.
    pub function: &'static FunctionDef,
    /// `f(x)` from x and `f(x + 1)`: defined for the same x.
    pub before: Formula,
}

/// All that rewriting knows of the functions.
pub struct Rulebook {
    /// What is written shorter, a table for each family.
    pub shorter: &'static [&'static [RewriteRule]],
    /// Rewritings of one node that no formula describes.
    pub procedures: &'static [Procedure],
    /// The pairs of functions on a circle or a hyperbola.
    pub circles: &'static [CircularPair],
    /// Calls by functions of those pairs.
    pub in_circles: &'static [&'static [RewriteRule]],
    /// Calls by exponentials.
    pub in_exponentials: &'static [&'static [RewriteRule]],
    /// Everything by sine, cosine, exponential, natural logarithm and absolute value: what a proof looks at.
    pub in_common: &'static [&'static [RewriteRule]],
    /// Functions whose values at whole distances follow from one another.
    pub shifts: &'static [Shift],
}

/// A rewriting of a normal form that has the same value wherever that has one.
pub struct Procedure {
    /// What people call it.
    pub name: &'static str,
    /// The other form, where there is one.
    pub apply: fn(&mut Graph, ExprId) -> Option<ExprId>,
    /// Expressions that it rewrites.
    pub examples: &'static [&'static str],
}

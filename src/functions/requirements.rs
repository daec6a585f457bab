//! What the arguments of a function must satisfy, as data.

use super::notation::{X, Y};
use crate::expr::{Condition, Constant, Formula, Relation};

const fn x(relation: Relation, bound: Formula) -> Condition {
    Condition::Compare(X, relation, bound)
}

pub(super) static NONNEGATIVE: Condition = x(Relation::GreaterOrEqual, int!(0));
pub(super) static POSITIVE: Condition = x(Relation::Greater, int!(0));
pub(super) static NONZERO: Condition = x(Relation::NotEqual, int!(0));
pub(super) static ABOVE_MINUS_ONE: Condition = x(Relation::Greater, int!(-1));
pub(super) static FROM_ONE: Condition = x(Relation::GreaterOrEqual, int!(1));
pub(super) static BASED: Condition = Condition::All(&[
    x(Relation::Greater, int!(0)),
    Condition::Compare(Y, Relation::Greater, int!(0)),
    Condition::Compare(Y, Relation::NotEqual, int!(1)),
]);
pub(super) static UNIT: Condition =
    Condition::All(&[x(Relation::GreaterOrEqual, int!(-1)), x(Relation::LessOrEqual, int!(1))]);
pub(super) static OPEN_UNIT: Condition = Condition::All(&[x(Relation::Greater, int!(-1)), x(Relation::Less, int!(1))]);
pub(super) static UPPER_UNIT: Condition =
    Condition::All(&[x(Relation::Greater, int!(0)), x(Relation::LessOrEqual, int!(1))]);
pub(super) static OUTSIDE: Condition =
    Condition::Any(&[x(Relation::LessOrEqual, int!(-1)), x(Relation::GreaterOrEqual, int!(1))]);
pub(super) static STRICTLY_OUTSIDE: Condition =
    Condition::Any(&[x(Relation::Less, int!(-1)), x(Relation::Greater, int!(1))]);
pub(super) static DIVISOR: Condition = Condition::Compare(Y, Relation::NotEqual, int!(0));
/// Not 0, -1, -2, …
pub(super) static OFF_POLES: Condition = poles(X);
/// The same of the second argument.
pub(super) static SECOND_OFF_POLES: Condition = poles(Y);
/// From the branch point of Lambert's function on.
pub(super) static FROM_BRANCH_POINT: Condition = x(Relation::GreaterOrEqual, BRANCH_POINT);
pub(super) static BRANCH_POINT_TO_ZERO: Condition =
    Condition::All(&[x(Relation::GreaterOrEqual, BRANCH_POINT), x(Relation::Less, int!(0))]);
pub(super) static UNSAID: Condition = Condition::Unsaid;

/// `-1/e`
const BRANCH_POINT: Formula = minus!(power!(Formula::Const(Constant::E), -1));

const fn poles(argument: Formula) -> Condition {
    Condition::Apart { argument, from: int!(0), step: int!(-1), one_way: true, zero: None }
}

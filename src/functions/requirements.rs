//! What the arguments of a function must satisfy, as data.

use super::notation::{X, Y};
use crate::expr::{Condition, Constant, Formula, Relation};

const fn x(relation: Relation, bound: Formula) -> Condition {
    Condition::Compare(X, relation, bound)
}

const PI: Formula = Formula::Const(Constant::Pi);

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
pub(super) static OFF_QUARTERS: Condition =
    Condition::Apart { from: product![power!(int!(2), -1), PI], step: PI, one_way: false };
pub(super) static OFF_HALVES: Condition = Condition::Apart { from: int!(0), step: PI, one_way: false };
/// Not 0, -1, -2, …
pub(super) static OFF_POLES: Condition = Condition::Apart { from: int!(0), step: int!(-1), one_way: true };

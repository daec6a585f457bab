//! What every graph knows of functions.

use super::isolated::by_cases;
use super::simplify::is_zero;
use crate::expr::{Core, ExprId, Graph};
use crate::functions::{ABS, ACOS, COS, EXP, LN, SQRT};
use crate::interrupt::Interrupt;

/// The functions that normal forms and derivatives themselves produce.
pub static CORE: Core = Core { exp: &EXP, ln: &LN, abs: &ABS, sqrt: &SQRT, cos: &COS, acos: &ACOS, vanishes, by_cases };

/// See [`Core::vanishes`].
fn vanishes(graph: &mut Graph, id: ExprId) -> bool {
    is_zero(graph, id, &Interrupt::default())
}

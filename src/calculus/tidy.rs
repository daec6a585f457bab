//! tmp
use crate::expr::{ExprId, Graph};
pub fn tidy(_g: &mut Graph, e: ExprId) -> ExprId { e }

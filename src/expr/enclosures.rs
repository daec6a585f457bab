//! Balls of calls that are known: closed numbers are compared again and again, and many share their parts.

use std::cell::RefCell;
use std::collections::HashMap;

use super::ExprId;
use crate::numeric::Ball;

/// Most that are kept; then all are forgotten.
const MAX_KEPT: usize = 4_096;

/// The ball of a node for a number of bits.
#[derive(Default)]
pub(crate) struct Enclosures(RefCell<HashMap<(ExprId, usize), Ball>>);

impl Enclosures {
    /// The ball that is known, or the one that is computed now.
    pub fn or_compute<E>(&self, id: ExprId, bits: usize, compute: impl FnOnce() -> Result<Ball, E>) -> Result<Ball, E> {
        if let Some(ball) = self.0.borrow().get(&(id, bits)) {
            return Ok(ball.clone());
        }
        let ball = compute()?;
        let mut kept = self.0.borrow_mut();
        if kept.len() >= MAX_KEPT {
            kept.clear();
        }
        kept.insert((id, bits), ball.clone());
        Ok(ball)
    }
}

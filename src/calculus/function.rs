//! A function: a formula as it was written, its unknowns, and the region they are looked at in.
//!
//! Commands and the parts of calculus that make claims take functions, not formulas: where a function is defined belongs
//! to it, and cannot be dropped on the way to a normal form.

use std::cell::OnceCell;

use super::domain::{self, Domain, RealSet};
use super::region::{Region, Side};
use crate::algebra::normal::normalise;
use crate::expr::{ExprId, Graph, Symbol, substitute};
use crate::interrupt::Interrupt;

/// See the module's description. What is not in its domain is not in the domain of anything made from it.
#[derive(Clone, Debug)]
pub struct Function {
    written: ExprId,
    unknowns: Vec<Symbol>,
    region: Region,
    domain: OnceCell<Domain>,
}

impl Function {
    /// The function that a formula is, as it was written, of these unknowns on a region.
    pub fn new(written: ExprId, unknowns: &[Symbol], region: Region) -> Function {
        Function { written, unknowns: unknowns.to_vec(), region, domain: OnceCell::new() }
    }

    /// On all of space.
    pub fn everywhere(written: ExprId, unknowns: &[Symbol]) -> Function {
        Function::new(written, unknowns, Region::entire(unknowns.len()))
    }

    /// Of one unknown, on a side.
    pub fn on_side(written: ExprId, unknown: Symbol, side: Side) -> Function {
        Function::new(written, &[unknown], Region { sides: vec![side] })
    }

    /// The formula as it was written.
    pub fn written(&self) -> ExprId {
        self.written
    }

    /// The formula in normal form, which may have values where the function has none.
    pub fn normal(&self, graph: &mut Graph) -> ExprId {
        normalise(graph, self.written)
    }

    /// Where the function is defined, the region left aside.
    pub fn domain(&self, graph: &mut Graph) -> &Domain {
        self.domain.get_or_init(|| domain::domain(graph, self.written))
    }

    /// What the function asks for and its normal form does not; nothing, where both are defined at the same points.
    pub fn lost(&self, graph: &mut Graph) -> Domain {
        domain::lost(graph, self.written)
    }

    /// The values of the only unknown for which the conditions of the domain hold, where these are solved exactly.
    pub fn domain_set(&self, graph: &mut Graph, interrupt: &Interrupt) -> Option<RealSet> {
        let (x, _) = self.unknown()?;
        self.domain(graph).set(graph, x, interrupt)
    }

    /// The unknowns in order.
    pub fn unknowns(&self) -> &[Symbol] {
        &self.unknowns
    }

    /// The only unknown, and between which numbers it lies; `None` where there are several.
    pub fn unknown(&self) -> Option<(Symbol, Side)> {
        match (self.unknowns.as_slice(), self.region.sides.as_slice()) {
            (&[x], &[side]) => Some((x, side)),
            _ => None,
        }
    }

    /// Between which numbers the unknowns lie.
    pub fn region(&self) -> &Region {
        &self.region
    }

    /// The same function on another region.
    pub fn on(&self, region: Region) -> Function {
        Function { region, ..self.clone() }
    }

    /// The function of these values that is defined where they and this function are.
    pub fn with_values_of(&self, graph: &mut Graph, values: ExprId) -> Function {
        let written = domain::restricted(graph, values, self.written);
        Function { written, domain: OnceCell::new(), ..self.clone() }
    }

    /// The value at a point, as it was written: closed if the point is.
    pub fn at(&self, graph: &mut Graph, point: &[ExprId]) -> ExprId {
        let bindings: Vec<(Symbol, ExprId)> = self.unknowns.iter().copied().zip(point.iter().copied()).collect();
        substitute(graph, self.written, &bindings)
    }
}

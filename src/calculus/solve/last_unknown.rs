//! A system that has come down to one equation in one unknown without a closed form: its roots are isolated by bounds, and the
//! other unknowns follow from it.

use super::enclose::PreparedExpression;
use super::numeric::agreed;
use super::remaining::remaining;
use super::solutions::{Solution, SolveContext};
use crate::algebra::normal::normalise;
use crate::calculus::Side;
use crate::calculus::argument::Argument;
use crate::expr::{ExprId, Graph, Symbol, depends_on, substitute};
use crate::numeric::Quality;

/// What is left of a system.
pub(super) struct ReducedSystem<'a> {
    /// As they were written.
    pub equations: &'a [ExprId],
    /// All unknowns, as formulas in the last one.
    pub values: &'a [(Symbol, ExprId)],
    /// This is to be 0,
    pub rest: ExprId,
    /// for this unknown.
    pub last: Symbol,
}

/// The points of a system.
pub(super) struct SystemPoints {
    pub points: Vec<Vec<Solution>>,
    /// Numbers for the last unknown that are known exactly.
    pub exact: Vec<ExprId>,
    /// At some roots it was not decided whether all equations have a value.
    pub unclear: bool,
    /// That these are all, as far as it is proved.
    pub argument: Argument,
    /// The default box, where there may be roots outside it.
    pub searched: Option<(f64, f64)>,
}

impl ReducedSystem<'_> {
    /// The points; `None` where there are no bounds. The steps to what is left have added none but where an equation has no
    /// value.
    pub fn points(&self, graph: &mut Graph, side: &Side, context: &SolveContext<'_>) -> Option<SystemPoints> {
        // The equation as it was written; those that the other unknowns come from hold for every number.
        let mut written = self.rest;
        for &equation in self.equations {
            let put = substitute(graph, equation, self.values);
            let form = normalise(graph, put);
            if depends_on(graph, form, self.last) {
                written = put;
            }
        }
        let roots = remaining(graph, (written, self.last), self.rest, side, context)?;
        let (mut points, mut exact, mut unclear) = (Vec::new(), Vec::new(), false);
        let (argument, searched) = (roots.argument(), roots.searched);
        for root in roots.solutions {
            if let Some(number) = root.exact {
                exact.push(number);
                continue;
            }
            match self.has_values(graph, &root) {
                Some(true) => {}
                Some(false) => continue,
                None => {
                    unclear = true;
                    continue;
                }
            }
            match self.point(graph, root, context.digits) {
                Some(point) => points.push(point),
                None => unclear = true,
            }
        }
        Some(SystemPoints { points, exact, unclear, argument, searched })
    }

    /// Has every equation a value around a root? `Some(false)` where one has none, or is not 0.
    fn has_values(&self, graph: &mut Graph, root: &Solution) -> Option<bool> {
        for &equation in self.equations {
            let put = substitute(graph, equation, self.values);
            let found = PreparedExpression::new(graph, put, self.last)?.on(root.enclosure);
            if found.range.is_empty() || !found.range.contains(0.0) {
                return Some(false);
            }
            if found.quality == Quality::Partial {
                return None;
            }
        }
        Some(true)
    }

    fn point(&self, graph: &Graph, root: Solution, digits: usize) -> Option<Vec<Solution>> {
        let mut point = Vec::new();
        for &(unknown, value) in self.values {
            if unknown == self.last {
                point.push(root.clone());
                continue;
            }
            let found = PreparedExpression::new(graph, value, self.last)?.on(root.enclosure);
            if found.quality == Quality::Partial || !found.range.is_bounded() {
                return None;
            }
            let (range, value) = (found.range, found.range.midpoint());
            point.push(Solution { exact: None, value, decimal: agreed(range, digits), enclosure: range, looks: None });
        }
        Some(point)
    }
}

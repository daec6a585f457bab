//! What methods need of a problem beside value and gradient: second derivatives, a tape for the value alone, the minimum.

use std::sync::Arc;

use super::method::Chosen;
use crate::algebra;
use crate::algebra::branches;
use crate::calculus::certify;
use crate::descent::{Kinks, Knowledge, MAX_MATRIX, Method, Needs, SwitchKind, TapeProblem};
use crate::diagnostic::Diagnostic;
use crate::expr::{ExprId, Graph, Symbol};
use crate::numeric::budget::unknowns;
use crate::session::Builder;
use crate::source::Span;
use crate::tape::lower;

/// The problem with everything that these methods need.
pub(super) fn offering(
    builder: &mut Builder<'_>,
    (expr, unknowns): (ExprId, &[Symbol]),
    problem: TapeProblem,
    methods: &[&dyn Method],
    span: Span,
) -> Result<TapeProblem, Diagnostic> {
    let mut problem = problem;
    let needs = methods.iter().fold(Needs::default(), |all, method| all.and(method.nature().needs));
    let n = unknowns.len();
    if let Some(method) = methods.iter().find(|method| method.nature().needs.matrix && n > MAX_MATRIX) {
        let what = format!("{} keeps a matrix of the unknowns, and there are {n}", method.name());
        return Err(Diagnostic::error("too-large", what, span)
            .help(format!("it takes at most {MAX_MATRIX} unknowns; for more: using lbfgs, or using cg")));
    }
    let graph = builder.graph();
    if needs.searches {
        if let Ok(tape) = lower(graph, &[expr], unknowns) {
            problem = problem.with_value(tape);
        }
        problem = problem.with_memory();
        if let Ok(Some(domain)) = certify::DomainBounds::new(graph, expr, unknowns) {
            problem = problem.with_domain(Arc::new(domain));
        }
    }
    if needs.hessian {
        let entries = algebra::hessian(graph, expr, unknowns).concat();
        if let Ok(tape) = lower(graph, &entries, unknowns) {
            problem = problem.with_hessian(tape);
        }
    }
    Ok(problem)
}

/// The branches of a function with kinks or jumps.
pub(super) fn kinks(graph: &mut Graph, expr: ExprId, unknowns: &[Symbol]) -> Option<Kinks> {
    if unknowns.len() > unknowns::BRANCHES {
        return None;
    }
    let branched = branches::branched(graph, expr)?;
    let (mut outputs, mut switches) = (Vec::new(), Vec::new());
    let mut roots = vec![branched.function];
    for switch in branched.switches {
        match switch {
            branches::Switch::Sign(z) => {
                roots.push(z);
                switches.push(SwitchKind::Sign);
            }
            branches::Switch::Direction(u, v) => {
                roots.extend([u, v]);
                switches.push(SwitchKind::Direction);
            }
        }
    }
    for root in roots {
        outputs.push(root);
        outputs.extend(algebra::gradient(graph, root, unknowns));
    }
    let inputs = [unknowns, &branched.selectors].concat();
    let tape = lower(graph, &outputs, &inputs).ok()?;
    Kinks::new(tape, unknowns.len(), switches)
}

/// Gives the least value to the methods that need it.
pub(super) fn tell(methods: &mut [Chosen], knowledge: &dyn Knowledge, span: Span) -> Result<(), Diagnostic> {
    let known = knowledge.minimisers().iter().min_by(|a, b| a.value.total_cmp(&b.value));
    for chosen in methods.iter_mut().filter(|chosen| chosen.method.nature().needs.minimum) {
        let Some(point) = known else {
            let what = format!("{} needs the least value, which is not known here", chosen.method.name());
            return Err(Diagnostic::error("unknown-minimum", what, span)
                .help(format!("give it: using {}(minimum = 0)", chosen.method.name())));
        };
        chosen.method.set_minimum(point.value, point.global);
    }
    Ok(())
}

//! The clauses `clip` and `over`: adjustments of steps beside the method's rule.

use super::method::Chosen;
use crate::calculus::Region;
use crate::commands::{Given, Invocation, region};
use crate::descent::methods::RateUse;
use crate::descent::{Adjustments, Clip};
use crate::diagnostic::Diagnostic;
use crate::expr::{ExprId, double_of};
use crate::session::Builder;
use crate::session::target::Target;
use crate::source::Span;
use crate::syntax::ast::{Expr, ExprKind};

/// The settings that all runs of a statement share.
pub(super) struct RunSettings {
    /// How gradients are clipped.
    pub clip: Option<Clip>,
    /// Where the unknowns may be.
    pub region: Region,
    bounds: Option<Vec<(f64, f64)>>,
}

impl RunSettings {
    /// The adjustments of runs with this method.
    pub fn of(&self, chosen: &Chosen) -> Adjustments {
        Adjustments { clip: self.clip, weight_decay: chosen.weight_decay, l1: chosen.l1, bounds: self.bounds.clone() }
    }
}

/// Reads the clauses; an error where the method cannot respect them.
pub(super) fn asked(
    builder: &mut Builder<'_>,
    invocation: &Invocation,
    target: &Target,
    methods: &[Chosen],
) -> Result<RunSettings, Diagnostic> {
    let clip = invocation.clause("clip").map(|c| clip(builder, c)).transpose()?;
    let region = region::region(builder, invocation.clause("over"), target)?;
    let graph = &builder.session.graph;
    let end = |end: Option<ExprId>, open: f64| end.map_or(open, |id| double_of(graph, id));
    let sides = region.sides.iter().map(|s| (end(s.low, f64::NEG_INFINITY), end(s.high, f64::INFINITY)));
    let bounds = (!region.is_entire()).then(|| sides.collect());
    for chosen in methods.iter().filter(|c| c.rate != RateUse::Scale) {
        let clause = ["clip", "over"].into_iter().find_map(|word| invocation.clause(word));
        if let Some(clause) = clause {
            return Err(searches(&format!("`{}`", clause.word), chosen, clause.span.to(clause.value_span())));
        }
        if chosen.l1 != 0.0 {
            let span = invocation.clause("using").map_or(invocation.span, Given::value_span);
            return Err(searches("`l1`", chosen, span));
        }
    }
    // With the penalty the function has another least value.
    if let Some(chosen) = methods.iter().find(|c| c.method.nature().needs.minimum && c.weight_decay != 0.0) {
        let span = invocation.clause("using").map_or(invocation.span, Given::value_span);
        return Err(searches("`weight_decay`", chosen, span));
    }
    Ok(RunSettings { clip, region, bounds })
}

fn searches(what: &str, chosen: &Chosen, span: Span) -> Diagnostic {
    let headline = format!("{what} does not go with {}", chosen.method.name());
    Diagnostic::error("unknown-clause", headline, span)
        .label("a method that chooses its own steps judges them by the function alone")
        .help("it goes with methods that are a rule, such as gd, momentum and adam")
}

/// `clip norm 1`, `clip value 0.5`, `clip 1`
fn clip(builder: &mut Builder<'_>, clause: &Given) -> Result<Clip, Diagnostic> {
    let error = |span: Span| {
        Diagnostic::error("bad-clip", "a gradient is clipped to a positive norm or a positive value", span)
            .help("write: clip norm 1, or: clip value 0.5")
    };
    let of_value = |kind: &Expr| match &kind.kind {
        ExprKind::Name(word) if word == "norm" => Some(false),
        ExprKind::Name(word) if word == "value" => Some(true),
        _ => None,
    };
    let (by_value, size) = match clause.pieces.as_slice() {
        [size] => (false, size),
        [kind, size] => match kind.as_slice() {
            [kind] => (of_value(kind).ok_or_else(|| error(kind.span))?, size),
            _ => return Err(error(clause.value_span())),
        },
        _ => return Err(error(clause.value_span())),
    };
    let [size] = size.as_slice() else { return Err(error(clause.value_span())) };
    if of_value(size).is_some() {
        return Err(error(clause.value_span()));
    }
    let id = builder.scalar(size)?;
    let most = double_of(&builder.session.graph, id);
    if !(most.is_finite() && most > 0.0) {
        return Err(error(size.span));
    }
    Ok(if by_value { Clip::Value(most) } else { Clip::Norm(most) })
}

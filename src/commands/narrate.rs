//! `explain r`: a run in words.

use super::plot::is_best;
use super::{Context, Outcome};
use crate::diagnostic::Diagnostic;
use crate::output::{Block, Output};
use crate::session::Value;
use crate::session::narrative::narrative;
use crate::session::record::RunRecord;
use crate::syntax::ast::{Expr, ExprKind};

/// The most runs of a sweep that are told.
const MOST: usize = 8;

/// The runs of the expression in words; `None` if it is no run.
pub(super) fn told(context: &mut Context<'_, '_>, expr: &Expr) -> Result<Option<Outcome>, Diagnostic> {
    let value = match &expr.kind {
        ExprKind::Prime(..) => return Ok(None),
        // This can only be a run.
        ExprKind::Call { callee, .. } if is_best(callee) => context.builder.value(expr)?,
        _ => match context.builder.value(expr) {
            Ok(value) => value,
            Err(_) => return Ok(None),
        },
    };
    let records: Vec<&RunRecord> = match &value {
        Value::Run(run) => vec![run],
        Value::Runs(runs) => runs.iter().map(|r| &**r).collect(),
        _ => return Ok(None),
    };
    let mut output = Output::new("explain");
    let mut all = Vec::new();
    for record in records.iter().take(MOST) {
        let lines = narrative(record);
        let label = (!record.label.is_empty()).then(|| format!("{}:", record.label));
        output = output.with(Block::Break).with_all(label).with_all(&lines);
        all.extend(lines);
    }
    if records.len() > MOST {
        let more = format!("and {} runs more: pick one, as in explain rs[1]", records.len() - MOST);
        output = output.with(Block::Break).with(more);
    }
    Ok(Some(Outcome::shown(output.field("lines", all))))
}

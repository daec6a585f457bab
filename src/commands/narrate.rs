//! `explain r`: a run in words.

use super::plot::is_best;
use super::{Context, Outcome};
use crate::diagnostic::Diagnostic;
use crate::session::narrative::narrative;
use crate::session::record::RunRecord;
use crate::session::{Output, Value};
use crate::syntax::ast::{Expr, ExprKind};

/// Of a sweep so many runs are told.
const MOST: usize = 8;

/// The runs that are asked about, told in words; none if the expression is no run.
pub(super) fn told(context: &mut Context<'_, '_>, expr: &Expr) -> Result<Option<Outcome>, Diagnostic> {
    let value = match &expr.kind {
        ExprKind::Prime(..) => return Ok(None),
        // Nothing else than a run can be meant.
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
    let mut paragraphs: Vec<String> = records.iter().take(MOST).map(|r| paragraph(r)).collect();
    if records.len() > MOST {
        paragraphs.push(format!("and {} runs more: pick one, as in explain rs[1]", records.len() - MOST));
    }
    let lines: Vec<String> = records.iter().take(MOST).flat_map(|r| narrative(r)).collect();
    let output = Output::new("explain", paragraphs.join("\n\n")).field("lines", lines);
    Ok(Some(Outcome::shown(output)))
}

fn paragraph(record: &RunRecord) -> String {
    let mut lines = narrative(record);
    if !record.label.is_empty() {
        lines.insert(0, format!("{}:", record.label));
    }
    lines.join("\n")
}

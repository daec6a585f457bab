//! `table f, f' over 0..1 by 0.1`: values at the steps of a range.

use super::{ClauseDef, CommandDef, Context, Invocation, Outcome, Takes, TargetNeed, WITH};
use crate::algebra::decide;
use crate::algebra::enclosure::{IntervalProgram, Workspace, enclose_closed};
use crate::diagnostic::Diagnostic;
use crate::expr::{ExprId, Fault, Graph, Node, Symbol, double_of, evaluate, substitute};
use crate::interrupt::{MemoryUse, charge, count};
use crate::numeric::budget::{requests, steps};
use crate::numeric::{Interval, Quality};
use crate::output::{Datum, Output, Table, TableCell, TableColumn};
use crate::session::Value;
use crate::session::closed_value::closed_value;
use crate::session::target::Target;
use crate::syntax::ast::ExprKind;

pub(super) const COMMAND: CommandDef = CommandDef {
    word: "table",
    usage: "table f, f' over 0..1 by 0.1",
    help: "values of functions of one unknown at the steps of a range",
    example: "table x^2, x^3 over 0..1 by 0.25",
    target: TargetNeed::Needed,
    clauses: &[ClauseDef { word: "over", takes: Takes::One, usage: "over 0..1 by 0.1" }, WITH],
    run,
};

/// What it costs to make a cell.
const STEPS_PER_CELL: usize = 50;
/// What a number takes as a cell, and again for programs.
const BYTES_PER_CELL: usize = size_of::<TableCell>() + size_of::<Datum>() + size_of::<f64>();

fn run(context: &mut Context<'_, '_>, invocation: &Invocation) -> Result<Outcome, Diagnostic> {
    context.host.interrupt().own_limits(Some(steps::COMMAND));
    let bindings = super::bindings(context.builder, invocation.clause("with"))?;
    let over = invocation.clause("over").ok_or_else(|| {
        Diagnostic::error("missing-clause", "over which values?", invocation.span)
            .help("write: table f over 0..1 by 0.1")
    })?;
    let (mut headings, mut columns, mut unknown) = (Vec::new(), Vec::new(), None::<(Symbol, String)>);
    for expr in &invocation.target {
        let target = Target::of(context.builder, expr)?.with(context.builder, &bindings);
        if let Some(error) = target.missing_value(context.builder, expr.span, &format!("table {}", target.label)) {
            return Err(error);
        }
        match (target.unknowns.as_slice(), &unknown) {
            ([], _) => {}
            ([one], None) => unknown = Some((*one, target.names[0].clone())),
            ([one], Some((known, _))) if one == known => {}
            _ => {
                return Err(Diagnostic::error(
                    "many-unknowns",
                    "a table needs functions of one and the same unknown",
                    expr.span,
                )
                .help("give the others a value: table f over 0..1 with a = 2"));
            }
        }
        headings.push(target.heading.clone());
        columns.push(target.expr);
    }
    let (symbol, name) = unknown.unwrap_or_else(|| (context.builder.graph().symbol_id("x"), "x".to_string()));
    let points = points(context, over)?;
    let rows = rows(context, symbol, &points, &columns)
        .ok_or_else(|| Diagnostic::error("interrupted", "interrupted", invocation.span))?;
    headings.insert(0, name);
    let mut table = Table::new(headings.iter().map(TableColumn::right));
    // A value that does not exist is a dash.
    let cell = |&v: &f64| if v.is_finite() { TableCell::Number(v) } else { TableCell::Missing };
    let mut data = Vec::with_capacity(rows.len());
    for row in &rows {
        count(STEPS_PER_CELL * row.len());
        table.row(row.iter().map(cell));
        data.push(Datum::numbers(row));
    }
    Ok(Outcome::shown(Output::new("table").with(table).field("columns", headings).field("rows", data)))
}

fn points(context: &mut Context<'_, '_>, over: &super::Given) -> Result<Vec<ExprId>, Diagnostic> {
    let range = match &over.value()?.kind {
        ExprKind::In(_, range) => range,
        _ => over.value()?,
    };
    let values = context.builder.elements(range)?;
    if values.len() > requests::TABLE_ROWS {
        return Err(Diagnostic::error(
            "too-many-elements",
            format!("a table has at most {} rows", requests::TABLE_ROWS),
            range.span,
        ));
    }
    values
        .into_iter()
        .map(|v| match v {
            Value::Expr(id) => Ok(id),
            other => Err(Diagnostic::error("not-a-number", format!("{} is no number", other.kind()), range.span)),
        })
        .collect()
}

/// The rows; `None` if the statement was interrupted.
fn rows(context: &mut Context<'_, '_>, symbol: Symbol, points: &[ExprId], columns: &[ExprId]) -> Option<Vec<Vec<f64>>> {
    let interrupt = context.host.interrupt().clone();
    let graph = context.builder.graph();
    let mut columns: Vec<Column> = columns.iter().map(|&c| Column::new(graph, c, symbol)).collect();
    let mut rows = Vec::with_capacity(points.len());
    for &point in points {
        if interrupt.is_set() {
            return None;
        }
        charge(MemoryUse::Values, BYTES_PER_CELL * (columns.len() + 1));
        let near = Near::of(graph, point);
        let mut row = vec![near.x];
        row.extend(columns.iter_mut().map(|c| c.at(graph, &near)));
        rows.push(row);
    }
    Some(rows)
}

/// A point, the double next to it, and bounds.
struct Near {
    point: ExprId,
    x: f64,
    range: Interval,
}

impl Near {
    fn of(graph: &Graph, point: ExprId) -> Near {
        let x = double_of(graph, point);
        let range = match graph.as_rational(point) {
            Some(exact) => Interval::of_rational(exact),
            None => enclose_closed(graph, point).map_or(Interval::new(f64::NEG_INFINITY, f64::INFINITY), |e| e.range),
        };
        Near { point, x, range }
    }
}

/// The largest relative width of the bounds of a double that is shown.
const DOUBT: f64 = 1e-12;

/// A function of the table.
struct Column {
    function: ExprId,
    symbol: Symbol,
    bounds: Option<(IntervalProgram, Workspace)>,
}

impl Column {
    fn new(graph: &Graph, function: ExprId, symbol: Symbol) -> Column {
        let program = IntervalProgram::new(graph, &[function], &[symbol]).ok();
        let bounds = program.map(|program| (program.clone(), Workspace::new(&program)));
        Column { function, symbol, bounds }
    }

    /// The value at a point: in doubles where bounds show that rounding does no harm, else that of the closed number; the double
    /// again where that is not settled.
    fn at(&mut self, graph: &mut Graph, near: &Near) -> f64 {
        let value = evaluate(graph, self.function, &[(self.symbol, near.x)]);
        if let Some((program, workspace)) = &mut self.bounds {
            program.evaluate(workspace, &[near.range], 1);
            let found = workspace.output(program, 0);
            let sharp = value.is_finite() && found.range.width() <= DOUBT * value.abs();
            if sharp && found.quality >= Quality::Defined && found.range.contains(value) {
                return value;
            }
        }
        let written = substitute(graph, self.function, &[(self.symbol, near.point)]);
        let form = decide(graph, written);
        match graph.node(form) {
            Node::Undefined(Fault::TooLarge) => return value,
            Node::Undefined(_) => return f64::NAN,
            _ => {}
        }
        closed_value(graph, written, form).unwrap_or(value)
    }
}

//! What a name can stand for.

use std::rc::Rc;

use crate::expr::{ExprId, Symbol};
use crate::interrupt::{MemoryUse, charge, count};
use crate::session::record::{MinimumRecord, RunRecord};

/// What it costs to copy a part of a value.
const STEPS_PER_PART: usize = 20;

/// The value of a name or an expression.
#[derive(Clone, Debug)]
pub enum Value {
    /// A number, a formula or a condition.
    Expr(ExprId),
    /// `[a, b, c]`; a matrix is a list of lists.
    List(Vec<Value>),
    /// `(x = 1, y = 2)`, `(1, 2)`
    Point(Vec<(Option<String>, Value)>),
    /// `a..b by s`
    Range(Range),
    /// A quoted text.
    Text(String),
    /// A function, the user's or one of the table, by name.
    Function(String),
    /// The result of `descend`.
    Run(Rc<RunRecord>),
    /// The result of a sweep.
    Runs(Vec<Rc<RunRecord>>),
    /// The result of `minimum`.
    Minimum(Rc<MinimumRecord>),
}

/// `a..b by s`
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// First value.
    pub from: ExprId,
    /// Last value.
    pub to: ExprId,
    /// Step, where one is given.
    pub by: Option<ExprId>,
}

impl Value {
    /// What it is, for messages: `a list`, `a run`.
    pub fn kind(&self) -> &'static str {
        match self {
            Value::Expr(_) => "an expression",
            Value::List(_) => "a list",
            Value::Point(_) => "a point",
            Value::Range(_) => "a range",
            Value::Text(_) => "a text",
            Value::Function(_) => "a function",
            Value::Run(_) => "a run",
            Value::Runs(_) => "a list of runs",
            Value::Minimum(_) => "a minimum",
        }
    }

    /// Another one, which the statement pays for.
    pub fn copied(&self) -> Value {
        let parts = self.parts();
        charge(MemoryUse::Values, size_of::<Value>() * parts);
        self.clone()
    }

    /// How many values it consists of.
    fn parts(&self) -> usize {
        count(STEPS_PER_PART);
        match self {
            Value::List(items) => 1 + items.iter().map(Value::parts).sum::<usize>(),
            Value::Point(entries) => 1 + entries.iter().map(|(_, entry)| entry.parts()).sum::<usize>(),
            Value::Runs(runs) => runs.len(),
            Value::Expr(_)
            | Value::Range(_)
            | Value::Text(_)
            | Value::Function(_)
            | Value::Run(_)
            | Value::Minimum(_) => 1,
        }
    }

    /// Visits the expressions inside, so that they can be moved to another graph.
    pub fn each_expr(&mut self, visit: &mut dyn FnMut(&mut ExprId)) {
        match self {
            Value::Expr(id) => visit(id),
            Value::List(items) => items.iter_mut().for_each(|v| v.each_expr(visit)),
            Value::Point(entries) => entries.iter_mut().for_each(|(_, v)| v.each_expr(visit)),
            Value::Range(range) => {
                visit(&mut range.from);
                visit(&mut range.to);
                range.by.iter_mut().for_each(visit);
            }
            Value::Run(run) => Rc::make_mut(run).each_expr(visit),
            Value::Runs(runs) => runs.iter_mut().for_each(|r| Rc::make_mut(r).each_expr(visit)),
            Value::Minimum(minimum) => Rc::make_mut(minimum).minimum.each_expr(visit),
            Value::Text(_) | Value::Function(_) => {}
        }
    }

    /// Visits the symbols outside of the expressions, so that they can be moved to another graph.
    pub fn each_symbol(&mut self, visit: &mut dyn FnMut(&mut Symbol)) {
        match self {
            Value::List(items) => items.iter_mut().for_each(|v| v.each_symbol(visit)),
            Value::Point(entries) => entries.iter_mut().for_each(|(_, v)| v.each_symbol(visit)),
            Value::Minimum(minimum) => Rc::make_mut(minimum).minimum.each_symbol(visit),
            Value::Expr(_) | Value::Range(_) | Value::Text(_) | Value::Function(_) | Value::Run(_) | Value::Runs(_) => {
            }
        }
    }
}

//! Values as they are written: expressions, lists and matrices, points, ranges.

use std::rc::Rc;

use super::DerivationLine;
use crate::expr::{ExprId, Graph, print};

/// Of longer lists people see the beginning and the end; programs have all of them.
const MOST_SHOWN: usize = 100;

/// A value as it is written. Expressions are in the graph that comes with the output, in the order that people read.
#[derive(Clone, Debug)]
pub enum Notation {
    /// A number, a formula or a condition.
    Expr(ExprId),
    /// `[a, b, c]`; a matrix is a list of lists.
    List(Rc<[Notation]>),
    /// `(x = 1, y = 2)`, `(1, 2)`
    Point(Vec<(Option<String>, Notation)>),
    /// `a..b by s`
    Range(ExprId, ExprId, Option<ExprId>),
    /// A line of a derivation.
    Equation(Box<DerivationLine>),
    /// The lines of a derivation, below each other.
    Derivation(Vec<DerivationLine>),
    /// A text that is written out already.
    Words(String),
}

impl From<ExprId> for Notation {
    fn from(id: ExprId) -> Notation {
        Notation::Expr(id)
    }
}

impl Notation {
    /// In the spelling of the language, which can be typed again.
    pub fn exact(&self, graph: &Graph) -> Result<String, print::TooLong> {
        self.written(graph, false)
    }

    /// For people: a matrix has a line for each row, and long lists are shortened.
    pub fn text(&self, graph: &Graph) -> Result<String, print::TooLong> {
        self.written(graph, true)
    }

    /// With superscripts, `·` and `π`.
    pub fn unicode(&self, graph: &Graph) -> Result<String, print::TooLong> {
        match self {
            Notation::Expr(id) => print::unicode(graph, *id),
            _ => self.exact(graph),
        }
    }

    /// For a paper.
    pub fn latex(&self, graph: &Graph) -> Result<String, print::TooLong> {
        match self {
            Notation::Expr(id) => print::latex(graph, *id),
            Notation::List(items) => {
                let rows = items.iter().map(|item| match item {
                    Notation::List(entries) if self.is_matrix() => latex_of(graph, entries, " & "),
                    other => other.latex(graph),
                });
                Ok(matrix(&rows.collect::<Result<Vec<_>, _>>()?.join(" \\\\ ")))
            }
            Notation::Equation(line) => line.latex(graph),
            Notation::Derivation(lines) => DerivationLine::aligned(lines, graph),
            _ => self.text(graph),
        }
    }

    fn is_matrix(&self) -> bool {
        matches!(self, Notation::List(items) if items.iter().all(|item| matches!(item, Notation::List(_))))
    }

    fn written(&self, graph: &Graph, rows: bool) -> Result<String, print::TooLong> {
        match self {
            Notation::Expr(id) => print::exact_text(graph, *id),
            Notation::List(items) => {
                let between = if rows && self.is_matrix() { ",\n " } else { ", " };
                let write = |items: &[Notation]| {
                    items.iter().map(|item| item.written(graph, rows)).collect::<Result<Vec<_>, _>>()
                };
                let written = if rows && items.len() > MOST_SHOWN + 1 {
                    let (beginning, end) = (&items[..MOST_SHOWN - 1], &items[items.len() - 1..]);
                    let left_out = format!("… {} more …", items.len() - MOST_SHOWN);
                    [write(beginning)?, vec![left_out], write(end)?].concat()
                } else {
                    write(items)?
                };
                Ok(format!("[{}]", written.join(between)))
            }
            Notation::Point(entries) => {
                let entries = entries.iter().map(|(name, value)| {
                    let text = value.written(graph, rows)?;
                    Ok(name.as_ref().map_or(text.clone(), |name| format!("{name} = {text}")))
                });
                Ok(format!("({})", entries.collect::<Result<Vec<_>, _>>()?.join(", ")))
            }
            Notation::Range(from, to, by) => {
                let ends = format!("{}..{}", print::exact_text(graph, *from)?, print::exact_text(graph, *to)?);
                match by {
                    Some(by) => Ok(format!("{ends} by {}", print::exact_text(graph, *by)?)),
                    None => Ok(ends),
                }
            }
            Notation::Equation(line) => line.text(graph),
            Notation::Derivation(lines) => {
                Ok(lines.iter().map(|line| line.text(graph)).collect::<Result<Vec<_>, _>>()?.join("\n"))
            }
            Notation::Words(words) => Ok(words.clone()),
        }
    }
}

fn latex_of(graph: &Graph, entries: &[Notation], between: &str) -> Result<String, print::TooLong> {
    Ok(entries.iter().map(|entry| entry.latex(graph)).collect::<Result<Vec<_>, _>>()?.join(between))
}

fn matrix(entries: &str) -> String {
    format!("\\begin{{pmatrix}} {entries} \\end{{pmatrix}}")
}

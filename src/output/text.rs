//! Outputs as text and LaTeX for people.

use unicode_width::UnicodeWidthStr;

use super::{Align, Block, Decimal, Output, Phrase, Table, TableCell, TableRow};
use crate::expr::Graph;
use crate::numeric::format::{TABLE_DIGITS, significant};

impl Output {
    /// What a person reads, without colour.
    pub fn text(&self) -> String {
        let mut lines = lines(&self.graph(), &self.blocks);
        lines.extend(self.files.iter().filter_map(|file| file.written.as_ref()).map(|place| format!("→ {place}")));
        let text = lines.join("\n");
        match &self.head {
            Some(head) => format!("{head} = {text}"),
            None => text,
        }
    }

    /// The result for a paper, where it is a formula.
    pub fn latex(&self) -> Option<String> {
        let graph = self.graph();
        let formula = self.blocks.iter().find_map(|block| match block {
            Block::Formula { notation, .. } => notation.latex(&graph).ok(),
            _ => None,
        })?;
        Some(self.head.as_ref().map_or(formula.clone(), |head| format!("{head} = {formula}")))
    }
}

/// The lines of some blocks whose expressions are in this graph.
pub fn lines(graph: &Graph, blocks: &[Block]) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut apart = false;
    for block in blocks {
        let more = match block {
            Block::Break => {
                apart = !lines.is_empty();
                continue;
            }
            Block::Sentence(phrase) => vec![line(graph, phrase)],
            Block::Formula { notation, decimal, remark } => {
                let formula = notation.text(graph).unwrap_or_else(|long| long.to_string());
                let decimal = match decimal {
                    None => String::new(),
                    Some(Decimal { text, equal: true }) => format!(" = {text}"),
                    Some(Decimal { text, equal: false }) => format!(" ≈ {text}"),
                };
                vec![format!("{formula}{decimal}{remark}")]
            }
            Block::Table(table) => self::table(graph, table),
            Block::Figure(_) => continue,
            Block::Run { told, .. } => self::lines(graph, told),
            Block::Proof { name, argument, indent } => {
                argument.lines(name).iter().map(|step| format!("{}{step}", " ".repeat(*indent))).collect()
            }
        };
        if std::mem::take(&mut apart) && !more.is_empty() {
            lines.push(String::new());
        }
        lines.extend(more);
    }
    lines
}

fn line(graph: &Graph, phrase: &Phrase) -> String {
    " ".repeat(phrase.indent) + &phrase.text(graph)
}

/// The lines of a table: what is in a column stands below each other.
fn table(graph: &Graph, table: &Table) -> Vec<String> {
    let cell = |cell: &TableCell| match cell {
        TableCell::Number(value) => significant(*value, TABLE_DIGITS),
        TableCell::Phrase(phrase) => phrase.text(graph),
        TableCell::Missing => "–".to_string(),
    };
    let headings: Vec<String> = table.columns.iter().map(|column| column.heading.text(graph)).collect();
    let rows: Vec<Option<Vec<String>>> = table
        .rows
        .iter()
        .map(|row| match row {
            TableRow::Cells(cells) => Some(cells.iter().map(cell).collect()),
            TableRow::Elided(_) => None,
        })
        .collect();
    let width = |i: usize| {
        let cells = rows.iter().flatten().filter_map(|row| row.get(i)).chain(headings.get(i));
        cells.map(|cell| cell.width()).max().unwrap_or(0).max(table.columns[i].width)
    };
    let widths: Vec<usize> = (0..table.columns.len()).map(width).collect();
    let padded = |(i, cell): (usize, &String)| {
        let blanks = " ".repeat(widths[i].saturating_sub(cell.width()));
        match table.columns[i].align {
            Align::Left => format!("{cell}{blanks}"),
            Align::Right => format!("{blanks}{cell}"),
        }
    };
    let line = |cells: &Vec<String>| {
        let cells: Vec<String> = cells.iter().take(widths.len()).enumerate().map(padded).collect();
        format!("{}{}", " ".repeat(table.indent), cells.join(&" ".repeat(table.gap))).trim_end().to_string()
    };
    let elided = || line(&vec!["⋮".to_string()]);
    let head = headings.iter().any(|heading| !heading.is_empty()).then(|| line(&headings));
    head.into_iter().chain(rows.iter().map(|row| row.as_ref().map_or_else(elided, line))).collect()
}

//! Outputs as text and LaTeX for people.

use unicode_width::UnicodeWidthStr;

use super::{Align, Block, Decimal, Output, Table, TableCell, TableRow};
use crate::expr::Graph;
use crate::interrupt::count;
use crate::numeric::format::{TABLE_DIGITS, significant};

/// What it takes to write a cell of a table, and to put it in its place.
const STEPS_PER_CELL: usize = 200;

impl Output {
    /// The result as a person reads it. Errors and notes, which point at the text of the statement, are told by
    /// [`Diagnostic::render`](crate::diagnostic::Diagnostic::render).
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
        });
        match (formula, &self.head) {
            (Some(formula), Some(head)) => Some(format!("{head} = {formula}")),
            (Some(formula), None) => Some(formula),
            // A derivation is a table of formulas.
            (None, _) => {
                let (_, latex) = self.fields.iter().find(|(name, _)| name == "latex")?;
                self.json(latex).as_str().map(str::to_string)
            }
        }
    }
}

/// The lines of some blocks whose expressions are in this graph.
pub(crate) fn lines(graph: &Graph, blocks: &[Block]) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut apart = false;
    for block in blocks {
        let more = match block {
            Block::Break => {
                apart = !lines.is_empty();
                continue;
            }
            Block::Sentence { sentence, indent } => vec![" ".repeat(*indent) + &sentence.text(graph)],
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
            Block::Figure(_) | Block::Diagnostic(_) => continue,
            Block::Run { told, .. } => self::lines(graph, told),
            Block::Proof { name, argument, indent } => {
                argument.lines(graph, name).iter().map(|step| format!("{}{step}", " ".repeat(*indent))).collect()
            }
        };
        if !more.is_empty() && std::mem::take(&mut apart) {
            lines.push(String::new());
        }
        lines.extend(more);
    }
    lines
}

/// The lines of a table: the cells of a column are aligned.
fn table(graph: &Graph, table: &Table) -> Vec<String> {
    let cell = |cell: &TableCell| {
        count(STEPS_PER_CELL);
        match cell {
            TableCell::Number(value) => significant(*value, TABLE_DIGITS),
            TableCell::Sentence(sentence) => sentence.text(graph),
            TableCell::Notation(notation) => notation.text(graph).unwrap_or_else(|long| long.to_string()),
            TableCell::Missing => "–".to_string(),
        }
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
        count(STEPS_PER_CELL);
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

#[cfg(test)]
mod tests {
    use crate::output::{Block, Notation, Output, Sentence, Table, TableCell, TableColumn, TableRow};

    #[test]
    fn cells_stand_below_each_other() {
        let columns = [TableColumn::right("k").at_least(4), TableColumn::left("what"), TableColumn::right("f(θ)")];
        let mut table = Table { indent: 1, gap: 3, ..Table::new(columns) };
        table.row(["1".into(), "a".into(), TableCell::Number(0.5)]);
        table.rows.push(TableRow::Elided(7));
        table.row(["12".into(), "longer".into(), TableCell::Missing]);
        let lines = ["    k   what     f(θ)", "    1   a         0.5", "    ⋮", "   12   longer      –"];
        assert_eq!(Output::new("table").with(table).text(), lines.join("\n"));
    }

    #[test]
    fn breaks_stand_between_what_is_shown() {
        let blocks = [Block::Break, "a".into(), Block::Break, Block::Break, "b".into(), Block::Break];
        assert_eq!(Output::new("help").with_all(blocks).text(), "a\n\nb");
        let page = Output::new("help").with_all(Block::page("a\n    b\n\nc"));
        assert_eq!(page.text(), "a\n    b\n\nc");
    }

    #[test]
    fn a_matrix_has_a_line_for_each_row() {
        let word = |text: &str| Notation::Words(text.to_string());
        let row = |a: &str, b: &str| Notation::List(vec![word(a), word(b)].into());
        let mut matrix =
            Output::new("definition").with(Block::formula(Notation::List(vec![row("1", "2"), row("3", "4")].into())));
        matrix.head = Some("m".to_string());
        assert_eq!(matrix.text(), "m = [[1, 2],\n [3, 4]]");
        let latex = "m = \\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix}";
        assert_eq!(matrix.latex().as_deref(), Some(latex));
        assert_eq!(Sentence::joined(["a", "b"], ", ").text(&matrix.graph()), "a, b");
    }
}

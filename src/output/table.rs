//! Tables as data.

use super::{Notation, Sentence};

/// Columns and rows.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// Its columns. Where none has a heading the table has none.
    pub columns: Vec<TableColumn>,
    /// Its rows.
    pub rows: Vec<TableRow>,
    /// The blanks between neighbouring columns.
    pub gap: usize,
    /// Its indentation, in columns.
    pub indent: usize,
}

/// What the cells of a column have in common.
#[derive(Clone, Debug)]
pub struct TableColumn {
    /// What stands above it.
    pub heading: Sentence,
    /// The side that its cells line up on.
    pub align: Align,
    /// The least width, in columns.
    pub width: usize,
}

/// The side that cells line up on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// On the left, as words do.
    Left,
    /// On the right, as numbers do.
    Right,
}

/// A row of a table.
#[derive(Clone, Debug)]
pub enum TableRow {
    /// A cell for each column.
    Cells(Vec<TableCell>),
    /// So many rows are left out here.
    Elided(u64),
}

/// A cell of a table.
#[derive(Clone, Debug)]
pub enum TableCell {
    /// A number, shown with [`TABLE_DIGITS`](crate::numeric::format::TABLE_DIGITS).
    Number(f64),
    /// Words and formulas.
    Sentence(Sentence),
    /// A value as it is written.
    Notation(Notation),
    /// There is nothing to show.
    Missing,
}

impl TableColumn {
    /// A column whose cells line up on the left.
    pub(crate) fn left(heading: impl Into<Sentence>) -> TableColumn {
        TableColumn { heading: heading.into(), align: Align::Left, width: 0 }
    }

    /// A column whose cells line up on the right.
    pub(crate) fn right(heading: impl Into<Sentence>) -> TableColumn {
        TableColumn { heading: heading.into(), align: Align::Right, width: 0 }
    }

    /// With this least width, in columns.
    pub(crate) fn at_least(self, width: usize) -> TableColumn {
        TableColumn { width, ..self }
    }
}

impl Table {
    /// A table without rows; columns are two blanks apart.
    pub(crate) fn new(columns: impl IntoIterator<Item = TableColumn>) -> Table {
        Table { columns: columns.into_iter().collect(), rows: Vec::new(), gap: 2, indent: 0 }
    }

    /// Adds a row.
    pub(crate) fn row(&mut self, cells: impl IntoIterator<Item = TableCell>) {
        self.rows.push(TableRow::Cells(cells.into_iter().collect()));
    }
}

impl From<Notation> for TableCell {
    fn from(notation: Notation) -> TableCell {
        TableCell::Notation(notation)
    }
}

impl<T: Into<Sentence>> From<T> for TableCell {
    fn from(words: T) -> TableCell {
        TableCell::Sentence(words.into())
    }
}

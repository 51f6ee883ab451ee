//! What a report is: named, typed columns and rows of cells. It knows no file format.
use std::collections::BTreeMap;
use std::fmt;

use chrono::NaiveDate;

use crate::domain::money::Money;

/// What a column holds. A cell may always be empty; a debt group may also be a name (the status scale has no numbers).
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    /// Whole dong; summed at the foot of a sheet.
    Money,
    Integer,
    /// A decimal written out, such as a rate: `7.9248`.
    Decimal,
    Date,
    Boolean,
}

/// A column. Its name is part of the contract and the same in every format and language.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Column {
    pub name: &'static str,
    pub kind: Kind,
}

/// `columns!(fund: Text, amount: Money)`
macro_rules! columns {
    ($($name:ident: $kind:ident),+ $(,)?) => {
        &[$($crate::reports::Column { name: stringify!($name), kind: $crate::reports::Kind::$kind }),+]
    };
}
pub(crate) use columns;

/// One value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    Empty,
    Text(String),
    Money(Money),
    Integer(i64),
    Decimal(String),
    Date(NaiveDate),
    Boolean(bool),
}

/// The cells of one row, one a column.
pub type Row = Vec<Cell>;

macro_rules! cell_from {
    ($($from:ty => $cell:expr),+ $(,)?) => {$(
        impl From<$from> for Cell {
            fn from(value: $from) -> Cell { $cell(value) }
        }
        impl From<Option<$from>> for Cell {
            fn from(value: Option<$from>) -> Cell { value.map_or(Cell::Empty, Cell::from) }
        }
    )+};
}
cell_from! {
    String => Cell::Text,
    Money => Cell::Money,
    i64 => Cell::Integer,
    NaiveDate => Cell::Date,
    bool => Cell::Boolean,
}
impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }
}
impl From<Option<&str>> for Cell {
    fn from(text: Option<&str>) -> Cell {
        text.map_or(Cell::Empty, Cell::from)
    }
}

/// As it stands in a CSV file, before it is made harmless.
impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Cell::Empty => Ok(()),
            Cell::Text(text) | Cell::Decimal(text) => f.write_str(text),
            Cell::Money(amount) => write!(f, "{}", amount.as_dong()),
            Cell::Integer(number) => write!(f, "{number}"),
            Cell::Date(date) => write!(f, "{date}"),
            Cell::Boolean(value) => write!(f, "{value}"),
        }
    }
}

/// Takes the rows one by one, as they are made: a file being written, the first rows for a screen, the totals.
pub trait Sink: Send {
    /// # Errors
    /// Why the row cannot be taken; the report then stops.
    fn row(&mut self, row: &[Cell]) -> Result<(), super::Error>;
}

/// The sums of the money columns, and how many rows there were.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    pub rows: u64,
    /// One a column; zero under a column that is not money.
    pub sums: Vec<i128>,
}

impl Totals {
    pub fn new(columns: &[Column]) -> Totals {
        Totals { rows: 0, sums: vec![0; columns.len()] }
    }

    pub fn add(&mut self, row: &[Cell]) {
        self.rows += 1;
        for (sum, cell) in self.sums.iter_mut().zip(row) {
            if let Cell::Money(amount) = cell {
                *sum += i128::from(amount.as_dong());
            }
        }
    }
}

/// The totals of the rows that have the same value in one column, in the order of numbers, then of names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Groups {
    place: usize,
    sums: BTreeMap<(i64, String), (Cell, Totals)>,
}

impl Groups {
    /// By the column in this place.
    pub fn by(place: usize) -> Groups {
        Groups { place, sums: BTreeMap::new() }
    }

    /// The column in this place tells the groups apart.
    pub fn place(&self) -> usize {
        self.place
    }

    /// Counts a row in.
    pub fn add(&mut self, row: &[Cell]) {
        let Some(cell) = row.get(self.place) else { return };
        let key = match cell {
            Cell::Integer(number) => (*number, String::new()),
            other => (i64::MAX, other.to_string()),
        };
        let none = || (cell.clone(), Totals { rows: 0, sums: vec![0; row.len()] });
        self.sums.entry(key).or_insert_with(none).1.add(row);
    }

    /// Each value with its totals.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&Cell, &Totals)> {
        self.sums.values().map(|(cell, totals)| (cell, totals))
    }
}

/// Keeps the first rows and the totals of all: what a page shows.
#[derive(Debug)]
pub struct Glance {
    pub first: Vec<Row>,
    pub totals: Totals,
    /// The totals by group, where the report has them.
    pub groups: Option<Groups>,
    rows_max: usize,
}

impl Glance {
    pub fn new(columns: &[Column], rows_max: usize) -> Glance {
        Glance { first: Vec::new(), totals: Totals::new(columns), groups: None, rows_max }
    }

    /// With the totals by the column in this place too.
    pub fn grouped_by(mut self, place: Option<usize>) -> Glance {
        self.groups = place.map(Groups::by);
        self
    }
}

impl Sink for Glance {
    fn row(&mut self, row: &[Cell]) -> Result<(), super::Error> {
        self.totals.add(row);
        if let Some(groups) = &mut self.groups {
            groups.add(row);
        }
        if self.first.len() < self.rows_max {
            self.first.push(row.to_vec());
        }
        Ok(())
    }
}

//! What is read out of the books: reports (contract section 6), and the check that the books hold.
//!
//! A report names its columns and pushes its rows into a `Sink`, loan by loan; the whole of it never stands in memory. It is
//! computed from the facts as they are recorded now, by their value dates up to `as_of`: the result depends on the facts and
//! `as_of` alone, so it is the same bytes whenever it is run. A fact recorded late is in the report of its own day, a booking
//! taken back is in none.
use std::fs::File;
use std::io::{BufWriter, Seek, SeekFrom};

use chrono::NaiveDate;
use rust_xlsxwriter::XlsxError;

use crate::actions::{self, Office};
use crate::store::funds::Fund;
use crate::store::{StoreError, Tx};

mod arrears;
mod classification;
pub mod forecast;
mod outlook;
mod portfolio;
pub mod statements_form;
mod table;
mod tape;
pub mod verify;
mod writers;

pub use outlook::{Month, Outlooks};
pub use table::{Cell, Column, Glance, Groups, Kind, Row, Sink, Totals};
pub use tape::{Tape, TapeLoan};
pub use writers::Writer;

/// Why a report could not be made.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The disk is full, the folder is not there.
    #[error("the file cannot be written: {0}")]
    File(#[from] std::io::Error),
    /// More rows than a sheet has: CSV takes them.
    #[error("a sheet holds at most {rows_max} rows; ask for csv instead")]
    TooManyRows { rows_max: u64 },
    #[error("the sheet cannot be written: {0}")]
    Sheet(#[from] XlsxError),
}

impl From<csv::Error> for Error {
    fn from(error: csv::Error) -> Error {
        Error::File(error.into())
    }
}

impl From<Error> for StoreError {
    fn from(error: Error) -> StoreError {
        match error {
            Error::Store(error) => error,
            other => StoreError::Unavailable(other.to_string()),
        }
    }
}

impl From<Error> for actions::Error {
    fn from(error: Error) -> actions::Error {
        StoreError::from(error).into()
    }
}

/// How the rows are written.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Format {
    Csv,
    Xlsx,
    Json,
}

impl Format {
    pub const ALL: [Format; 3] = [Format::Csv, Format::Xlsx, Format::Json];

    /// The name in addresses and commands, and the ending of the file.
    pub fn as_str(self) -> &'static str {
        match self {
            Format::Csv => "csv",
            Format::Xlsx => "xlsx",
            Format::Json => "json",
        }
    }

    pub fn named(name: &str) -> Option<Format> {
        Format::ALL.into_iter().find(|format| format.as_str() == name)
    }

    pub fn media_type(self) -> &'static str {
        match self {
            Format::Csv => "text/csv; charset=utf-8",
            Format::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Format::Json => "application/json",
        }
    }
}

/// The reports there are.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Report {
    /// The loan tape, one row a loan.
    Portfolio,
    /// Ageing and portfolio at risk, one row a loan that is owed.
    Arrears,
    /// Debt groups and provisions, one row a loan that is owed.
    Classification,
}

impl Report {
    pub const ALL: [Report; 3] = [Report::Portfolio, Report::Arrears, Report::Classification];

    /// The name in addresses and commands.
    pub fn as_str(self) -> &'static str {
        match self {
            Report::Portfolio => "portfolio",
            Report::Arrears => "arrears",
            Report::Classification => "classification",
        }
    }

    pub fn named(name: &str) -> Option<Report> {
        Report::ALL.into_iter().find(|report| report.as_str() == name)
    }

    pub fn columns(self) -> &'static [Column] {
        match self {
            Report::Portfolio => portfolio::COLUMNS,
            Report::Arrears => arrears::COLUMNS,
            Report::Classification => classification::COLUMNS,
        }
    }

    /// The place of the column by which its sums are shown apart, where there is one.
    pub fn grouped_by(self) -> Option<usize> {
        let name = match self {
            Report::Portfolio => return None,
            Report::Arrears => "ageing_from",
            Report::Classification => "debt_group",
        };
        self.columns().iter().position(|column| column.name == name)
    }

    /// Pushes the rows of one fund as of the end of a day.
    ///
    /// # Errors
    /// The store fails, or the sink cannot take a row.
    pub async fn rows(self, tx: &mut Tx, fund: &Fund, as_of: NaiveDate, sink: &mut dyn Sink) -> Result<(), Error> {
        match self {
            Report::Portfolio => portfolio::rows(tx, fund, as_of, sink).await,
            Report::Arrears => arrears::rows(tx, fund, as_of, sink).await,
            Report::Classification => classification::rows(tx, fund, as_of, sink).await,
        }
    }

    /// `portfolio-dienbien-htx-2026-06-30.xlsx`
    pub fn file_name(self, fund: &Fund, as_of: NaiveDate, format: Format) -> String {
        format!("{}-{}-{as_of}.{}", self.as_str(), fund.code, format.as_str())
    }
}

/// Writes a report into a nameless file, whole, and gives it from its beginning. Nothing is sent before all of it is made, so
/// that a failure half-way is an answer and not half a file.
///
/// # Errors
/// The store fails, or the file cannot be written.
pub async fn produce(
    office: &Office,
    report: Report,
    fund: &Fund,
    as_of: NaiveDate,
    format: Format,
) -> Result<File, Error> {
    let mut file = tempfile::tempfile()?;
    let out = BufWriter::new(file.try_clone()?);
    let writer = Writer::new(format, out, report.columns(), report.as_str(), as_of)?;
    let mut writer = writer.grouped_by(report.grouped_by());
    office.store.read(async |tx| report.rows(tx, fund, as_of, &mut writer).await).await?;
    writer.finish()?;
    file.seek(SeekFrom::Start(0))?;
    Ok(file)
}

/// The first rows and the totals of a report, for a screen.
///
/// # Errors
/// The store fails.
pub async fn glance(
    office: &Office,
    report: Report,
    fund: &Fund,
    as_of: NaiveDate,
    rows_max: usize,
) -> Result<Glance, Error> {
    let mut seen = Glance::new(report.columns(), rows_max).grouped_by(report.grouped_by());
    office.store.read(async |tx| report.rows(tx, fund, as_of, &mut seen).await).await?;
    Ok(seen)
}

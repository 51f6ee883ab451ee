//! The same rows as CSV, XLSX or JSON. The bytes depend on the rows and the date alone, never on when they are written.
use std::io::{Seek, Write};

use chrono::{NaiveDate, NaiveTime};
use rust_xlsxwriter::{DocProperties, Format as Style, Formula, Workbook, XlsxError};
use serde_json::{Value as Json, json};

use super::table::{Cell, Column, Groups, Kind, Sink, Totals};
use super::{Error, Format};

/// So that a spreadsheet reads the file as UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";
/// The sheet with the totals by group.
const GROUPS_SHEET: &str = "totals";
/// The rows of a sheet, header and totals included.
const SHEET_ROWS_MAX: u64 = 1_048_576;

/// A file being written.
pub enum Writer<W: Write + Seek + Send> {
    Csv(Box<csv::Writer<W>>),
    Json(JsonRows<W>),
    Xlsx(Box<Sheet<W>>),
}

impl<W: Write + Seek + Send> Writer<W> {
    /// Begins the file: what stands before the first row. `name` and `as_of` name the sheet and date the document.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn new(
        format: Format,
        mut out: W,
        columns: &'static [Column],
        name: &str,
        as_of: NaiveDate,
    ) -> Result<Self, Error> {
        Ok(match format {
            Format::Csv => {
                out.write_all(BYTE_ORDER_MARK)?;
                let mut csv = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
                csv.write_record(columns.iter().map(|column| column.name))?;
                Writer::Csv(Box::new(csv))
            }
            Format::Json => {
                out.write_all(b"[")?;
                Writer::Json(JsonRows { out, columns, rows: 0 })
            }
            Format::Xlsx => Writer::Xlsx(Box::new(Sheet::new(out, columns, name, as_of)?)),
        })
    }

    /// In a workbook, a second sheet has the totals by the column in this place; the other formats have rows alone.
    pub fn grouped_by(mut self, place: Option<usize>) -> Self {
        if let Writer::Xlsx(sheet) = &mut self {
            sheet.groups = place.map(Groups::by);
        }
        self
    }

    /// Ends the file: what stands after the last row. Without it the file is not whole.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn finish(self) -> Result<(), Error> {
        match self {
            Writer::Csv(mut csv) => Ok(csv.flush()?),
            Writer::Json(mut json) => {
                json.out.write_all(if json.rows == 0 { b"]\n" } else { b"\n]\n" })?;
                Ok(json.out.flush()?)
            }
            Writer::Xlsx(sheet) => sheet.finish(),
        }
    }
}

impl<W: Write + Seek + Send> Sink for Writer<W> {
    fn row(&mut self, row: &[Cell]) -> Result<(), Error> {
        match self {
            Writer::Csv(csv) => Ok(csv.write_record(row.iter().map(|cell| match cell {
                Cell::Text(text) => harmless(text),
                other => other.to_string(),
            }))?),
            Writer::Json(json) => json.row(row),
            Writer::Xlsx(sheet) => sheet.row(row),
        }
    }
}

/// A spreadsheet takes a text beginning so for a formula and may run it: an apostrophe in front keeps it a text.
fn harmless(text: &str) -> String {
    let taken_for_a_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if taken_for_a_formula { format!("'{text}") } else { text.to_owned() }
}

/// An array of objects, one a line.
pub struct JsonRows<W> {
    out: W,
    columns: &'static [Column],
    rows: u64,
}

impl<W: Write> JsonRows<W> {
    fn row(&mut self, row: &[Cell]) -> Result<(), Error> {
        self.out.write_all(if self.rows == 0 { b"\n{" } else { b",\n{" })?;
        self.rows += 1;
        for (place, (column, cell)) in self.columns.iter().zip(row).enumerate() {
            let comma = if place == 0 { "" } else { "," };
            write!(self.out, "{comma}{}:{}", json!(column.name), as_json(cell))?;
        }
        Ok(self.out.write_all(b"}")?)
    }
}

fn as_json(cell: &Cell) -> Json {
    match cell {
        Cell::Empty => Json::Null,
        Cell::Text(text) | Cell::Decimal(text) => json!(text),
        Cell::Money(amount) => json!(amount.as_dong()),
        Cell::Integer(number) => json!(number),
        Cell::Date(date) => json!(date.to_string()),
        Cell::Boolean(value) => json!(value),
    }
}

/// One sheet, written row by row: rows already written are not kept in memory.
pub struct Sheet<W> {
    out: W,
    workbook: Workbook,
    columns: &'static [Column],
    totals: Totals,
    groups: Option<Groups>,
    name: String,
    styles: Styles,
}

struct Styles {
    header: Style,
    money: Style,
    date: Style,
    decimal: Style,
    total_label: Style,
    total: Style,
}

impl Styles {
    fn new() -> Styles {
        let line_above = || Style::new().set_bold().set_border_top(rust_xlsxwriter::FormatBorder::Thin);
        Styles {
            header: Style::new().set_bold().set_border_bottom(rust_xlsxwriter::FormatBorder::Thin),
            money: Style::new().set_num_format("#,##0"),
            date: Style::new().set_num_format("dd/mm/yyyy"),
            decimal: Style::new().set_num_format("0.######"),
            total_label: line_above(),
            total: line_above().set_num_format("#,##0"),
        }
    }
}

/// Wide enough for what such a column holds, in characters.
fn width(column: &Column) -> u32 {
    let usual: usize = match column.kind {
        Kind::Money => 18,
        Kind::Date => 12,
        Kind::Text if column.name.ends_with("_name") => 42,
        Kind::Text => 18,
        Kind::Integer | Kind::Decimal | Kind::Boolean => 10,
    };
    u32::try_from(usual.max(column.name.len() + 2)).unwrap_or(u32::MAX)
}

impl<W: Write + Seek + Send> Sheet<W> {
    fn new(out: W, columns: &'static [Column], name: &str, as_of: NaiveDate) -> Result<Sheet<W>, Error> {
        let mut workbook = Workbook::new();
        // The date of the figures, not of the writing: the same figures are the same bytes.
        let made = as_of.and_time(NaiveTime::MIN);
        workbook
            .set_properties(&DocProperties::new().set_title(format!("{name} {as_of}")).set_creation_datetime(&made));
        let sheet = workbook.add_worksheet_with_constant_memory()?;
        sheet.set_name(name)?;
        sheet.set_freeze_panes(1, 0)?;
        let styles = Styles::new();
        for (place, column) in (0u16..).zip(columns) {
            sheet.set_column_width(place, width(column))?;
        }
        for (place, column) in (0u16..).zip(columns) {
            sheet.write_string_with_format(0, place, column.name, &styles.header)?;
        }
        Ok(Sheet { out, workbook, columns, totals: Totals::new(columns), groups: None, name: name.to_owned(), styles })
    }

    fn row(&mut self, row: &[Cell]) -> Result<(), Error> {
        self.totals.add(row);
        if let Some(groups) = &mut self.groups {
            groups.add(row);
        }
        // The totals need a row of their own.
        if self.totals.rows + 2 > SHEET_ROWS_MAX {
            return Err(Error::TooManyRows { rows_max: SHEET_ROWS_MAX - 2 });
        }
        let number = u32::try_from(self.totals.rows).map_err(|_| XlsxError::RowColumnLimitError)?;
        let (sheet, styles) = (self.workbook.worksheet_from_index(0)?, &self.styles);
        for (place, cell) in (0u16..).zip(row) {
            match cell {
                Cell::Empty => continue,
                Cell::Text(text) => sheet.write_string(number, place, harmless(text))?,
                // A sheet's numbers are doubles: exact for whole dong up to 9 * 10^15, nine times the largest amount.
                Cell::Money(amount) => {
                    sheet.write_number_with_format(number, place, amount.as_dong() as f64, &styles.money)?
                }
                Cell::Integer(value) => sheet.write_number(number, place, *value as f64)?,
                Cell::Decimal(text) => match text.parse::<f64>() {
                    Ok(value) => sheet.write_number_with_format(number, place, value, &styles.decimal)?,
                    Err(_) => sheet.write_string(number, place, harmless(text))?,
                },
                Cell::Date(date) => sheet.write_date_with_format(number, place, date, &styles.date)?,
                Cell::Boolean(value) => sheet.write_boolean(number, place, *value)?,
            };
        }
        Ok(())
    }

    fn finish(mut self) -> Result<(), Error> {
        let last = u32::try_from(self.totals.rows).map_err(|_| XlsxError::RowColumnLimitError)?;
        let sheet = self.workbook.worksheet_from_index(0)?;
        if last > 0 {
            let foot = last + 1;
            for (place, (column, sum)) in (0u16..).zip(self.columns.iter().zip(&self.totals.sums)) {
                match column.kind {
                    Kind::Money => {
                        let name = rust_xlsxwriter::utility::column_number_to_name(place);
                        let formula = Formula::new(format!("=SUM({name}2:{name}{foot})")).set_result(sum.to_string());
                        sheet.write_formula_with_format(foot, place, formula, &self.styles.total)?;
                    }
                    _ => {
                        sheet.write_blank(foot, place, &self.styles.total_label)?;
                    }
                }
            }
        }
        if let Some(groups) = self.groups.take().filter(|_| last > 0) {
            self.write_groups(&groups, last + 1)?;
        }
        self.workbook.save_to_writer(&mut self.out)?;
        Ok(self.out.flush()?)
    }

    /// A second sheet: each group with its number of rows and its sums, as formulas over the first one.
    fn write_groups(&mut self, groups: &Groups, foot: u32) -> Result<(), Error> {
        let money = |column: &Column| column.kind == Kind::Money;
        let summed: Vec<usize> = (0..self.columns.len()).filter(|place| money(&self.columns[*place])).collect();
        let range = |place: usize| {
            let letters = u16::try_from(place).map(rust_xlsxwriter::utility::column_number_to_name).unwrap_or_default();
            format!("{}!${letters}$2:${letters}${foot}", self.name)
        };
        let keys = range(groups.place());
        let sheet = self.workbook.add_worksheet_with_constant_memory()?;
        sheet.set_name(GROUPS_SHEET)?;
        sheet.set_freeze_panes(1, 0)?;
        let heads = [self.columns[groups.place()].name, "rows"].into_iter();
        let heads = heads.chain(summed.iter().map(|place| self.columns[*place].name));
        for (place, head) in (0u16..).zip(heads) {
            sheet.set_column_width(place, 18)?;
            sheet.write_string_with_format(0, place, head, &self.styles.header)?;
        }
        for (line, (cell, totals)) in (1u32..).zip(groups.iter()) {
            match cell {
                Cell::Integer(value) => sheet.write_number(line, 0, *value as f64)?,
                other => sheet.write_string(line, 0, harmless(&other.to_string()))?,
            };
            let key = line + 1;
            let count = Formula::new(format!("=COUNTIF({keys},A{key})")).set_result(totals.rows.to_string());
            sheet.write_formula(line, 1, count)?;
            for (place, column) in (2u16..).zip(&summed) {
                let formula = format!("=SUMIF({keys},A{key},{})", range(*column));
                let formula = Formula::new(formula).set_result(totals.sums[*column].to_string());
                sheet.write_formula_with_format(line, place, formula, &self.styles.money)?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Data, Reader, Xlsx};

    use super::*;
    use crate::domain::money::Money;
    use crate::reports::table::columns;

    const COLUMNS: &[Column] =
        columns!(name: Text, amount: Money, rate: Decimal, due: Date, late: Boolean, group: Integer);

    fn rows() -> Vec<Vec<Cell>> {
        let due = NaiveDate::from_ymd_opt(2026, 12, 31);
        vec![
            vec![
                "HTX “Mường Luân”, bản A".into(),
                Money::dong(123_456_789_012).into(),
                Cell::Decimal("7.9248".into()),
                due.into(),
                true.into(),
                5.into(),
            ],
            vec![
                "=cmd|'/c calc'!A1".into(),
                Money::dong(-5).into(),
                Cell::Empty,
                Cell::Empty,
                false.into(),
                "in_term".into(),
            ],
        ]
    }

    fn written(format: Format, rows: &[Vec<Cell>]) -> Vec<u8> {
        let as_of = NaiveDate::from_ymd_opt(2026, 6, 30).unwrap();
        let mut bytes = Cursor::new(Vec::new());
        let mut writer = Writer::new(format, &mut bytes, COLUMNS, "test", as_of).unwrap();
        rows.iter().for_each(|row| writer.row(row).unwrap());
        writer.finish().unwrap();
        bytes.into_inner()
    }

    #[test]
    fn csv_is_rfc_4180_with_a_mark_and_no_formulas() {
        let text = String::from_utf8(written(Format::Csv, &rows())).unwrap();
        assert_eq!(
            text,
            "\u{feff}name,amount,rate,due,late,group\r\n\"HTX “Mường Luân”, bản A\",123456789012,7.9248,2026-12-31,true,5\r\n\
             '=cmd|'/c calc'!A1,-5,,,false,in_term\r\n"
        );
        for text in ["=1", "+1", "-1", "@x", "\tx", "\rx"] {
            assert_eq!(harmless(text), format!("'{text}"));
        }
        assert_eq!(harmless("a=1"), "a=1");
    }

    #[test]
    fn json_has_types_and_nulls() {
        let rows: Json = serde_json::from_slice(&written(Format::Json, &rows())).unwrap();
        let due = "2026-12-31";
        assert_eq!(
            rows[0],
            json!({"name": "HTX “Mường Luân”, bản A", "amount": 123_456_789_012_i64, "rate": "7.9248", "due": due, "late": true, "group": 5})
        );
        assert_eq!((&rows[1]["rate"], &rows[1]["group"]), (&Json::Null, &json!("in_term")));
        assert_eq!(rows[1]["name"], "=cmd|'/c calc'!A1", "a program gets the text as it is");
        assert_eq!(written(Format::Json, &[]), b"[]\n");
    }

    #[test]
    fn a_sheet_has_typed_cells_a_frozen_header_and_totals_as_formulas() {
        let bytes = written(Format::Xlsx, &rows());
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
        let values = book.worksheet_range("test").unwrap();
        assert_eq!(values.get((0, 1)), Some(&Data::String("amount".into())));
        assert_eq!(values.get((1, 1)), Some(&Data::Float(123_456_789_012.0)));
        assert_eq!(values.get((1, 2)), Some(&Data::Float(7.9248)));
        assert!(matches!(values.get((1, 3)), Some(Data::DateTime(_))));
        assert_eq!(values.get((1, 4)), Some(&Data::Bool(true)));
        assert_eq!(values.get((2, 0)), Some(&Data::String("'=cmd|'/c calc'!A1".into())));
        assert_eq!(
            values.get((3, 1)),
            Some(&Data::Float(123_456_789_007.0)),
            "what a reader without a calculator sees"
        );
        let formulas = book.worksheet_formula("test").unwrap();
        assert_eq!(formulas.get_value((3, 1)).map(String::as_str), Some("SUM(B2:B3)"));
    }

    #[test]
    fn a_sheet_is_the_same_bytes_every_time() {
        let bytes = written(Format::Xlsx, &rows());
        assert!(bytes == written(Format::Xlsx, &rows()));
        // The time of each part in the zip is the format's first, not the clock's: bytes 10 to 13 of its header.
        let header = |at: &usize| bytes[*at..].starts_with(b"PK\x03\x04");
        let parts: Vec<usize> = (0..bytes.len()).filter(header).collect();
        assert!(parts.len() > 5 && parts.iter().all(|at| bytes[at + 10..at + 14] == [0, 0, 0x21, 0]));
        assert!(!written(Format::Xlsx, &[]).is_empty());
    }
}

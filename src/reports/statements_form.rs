//! An empty spreadsheet with the lines of B01-HTX and B02-HTX, for a cooperative to fill in and send back.
use std::io::{Seek, SeekFrom};

use rust_xlsxwriter::{DocProperties, Format as Style, Workbook};

use super::Error;
use chrono::NaiveDate;

/// The day in the file's properties: the bytes do not depend on when it is made.
const MADE: NaiveDate = NaiveDate::from_ymd_opt(2025, 1, 1).expect("a day");

/// Writes it: the headings of code, item, this year and last year, and for each sheet its name and lines.
///
/// # Errors
/// The file cannot be written.
pub fn write(headings: [&str; 4], sheets: &[(&str, Vec<(&'static str, String)>)]) -> Result<std::fs::File, Error> {
    let mut workbook = Workbook::new();
    let at = MADE.and_time(chrono::NaiveTime::MIN);
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&at));
    let head = Style::new().set_bold();
    let money = Style::new().set_num_format("#,##0");
    for (name, lines) in sheets {
        let sheet = workbook.add_worksheet();
        sheet.set_name(*name)?.set_freeze_panes(1, 0)?;
        sheet.set_column_width(1, 48)?.set_column_width(2, 20)?.set_column_width(3, 20)?;
        for (column, heading) in (0_u16..).zip(headings) {
            sheet.write_string_with_format(0, column, heading, &head)?;
        }
        for (row, (code, item)) in (1_u32..).zip(lines) {
            sheet.write_string(row, 0, *code)?.write_string(row, 1, item)?;
            sheet.write_blank(row, 2, &money)?.write_blank(row, 3, &money)?;
        }
    }
    let mut file = tempfile::tempfile()?;
    workbook.save_to_writer(&mut file)?;
    file.seek(SeekFrom::Start(0))?;
    Ok(file)
}

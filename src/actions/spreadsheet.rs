//! Financial statements out of a spreadsheet: the column «Mã số» and the two columns of amounts at its right, on every sheet.
use std::io::{Cursor, Read};

use calamine::{Data, Reader};

use super::{PartProblem, Problem, Refusal};
use crate::domain::dossier::Statements;
use crate::domain::dossier::statements::{Line, POSITION, RESULT};
use crate::domain::money::{LARGEST_AMOUNT, Money};

/// The largest spreadsheet, in bytes.
pub const SHEET_BYTES_MAX: usize = 2 * 1024 * 1024;
/// What a packed spreadsheet may unpack to, in bytes: a small file can be made to fill the memory.
const UNPACKED_BYTES_MAX: u64 = 32 * 1024 * 1024;
/// Rows and columns that are looked at on a sheet.
const ROWS_MAX: usize = 2000;
const COLUMNS_MAX: usize = 40;

/// A cell as a text with what it may hold as an amount.
#[derive(Debug, Clone, PartialEq)]
enum Cell {
    Empty,
    Text(String),
    Whole(i64),
    /// A number that is not whole, or too large.
    Broken,
}

/// Reads the lines of the forms into `statements`, over what stands there; gives how many lines were found.
///
/// # Errors
/// `Invalid` at `/file`: not a spreadsheet, no column of codes, a cell that is no whole amount, too large.
pub fn read_into(statements: &mut Statements, contents: &[u8]) -> Result<usize, Refusal> {
    let sheets = if contents.starts_with(b"PK") { workbook(contents)? } else { vec![table(contents)?] };
    let mut lines = 0;
    for rows in &sheets {
        lines += lines_of(statements, rows)?;
    }
    if lines == 0 { Err(refused(PartProblem::NoCodes)) } else { Ok(lines) }
}

fn refused(problem: PartProblem) -> Refusal {
    Refusal::field("/file", Problem::Part(problem))
}

fn workbook(contents: &[u8]) -> Result<Vec<Vec<Vec<Cell>>>, Refusal> {
    let unreadable = || refused(PartProblem::NotASheet);
    insist_on_size(contents)?;
    let mut book = calamine::open_workbook_auto_from_rs(Cursor::new(contents)).map_err(|_| unreadable())?;
    let mut sheets = Vec::new();
    for name in book.sheet_names() {
        let range = book.worksheet_range(&name).map_err(|_| unreadable())?;
        let rows = range.rows().take(ROWS_MAX).map(|row| row.iter().take(COLUMNS_MAX).map(cell).collect());
        sheets.push(rows.collect());
    }
    Ok(sheets)
}

/// What is packed is unpacked once without being kept, and counted.
fn insist_on_size(contents: &[u8]) -> Result<(), Refusal> {
    let unreadable = |_| refused(PartProblem::NotASheet);
    let mut archive = zip::ZipArchive::new(Cursor::new(contents)).map_err(unreadable)?;
    let mut left = UNPACKED_BYTES_MAX;
    for place in 0..archive.len() {
        let entry = archive.by_index(place).map_err(unreadable)?;
        let read = std::io::copy(&mut entry.take(left + 1), &mut std::io::sink())
            .map_err(|_| refused(PartProblem::NotASheet))?;
        left = left.checked_sub(read).ok_or_else(|| refused(PartProblem::SheetTooLarge))?;
    }
    Ok(())
}

fn cell(data: &Data) -> Cell {
    match data {
        Data::Empty => Cell::Empty,
        Data::Int(number) => Cell::Whole(*number),
        // A spreadsheet keeps every number so; a whole one within the range of amounts is exact.
        Data::Float(number) => number.to_string().parse().map_or(Cell::Broken, Cell::Whole),
        Data::Error(_) => Cell::Broken,
        other => text_cell(&other.to_string()),
    }
}

/// Comma-separated values, as spreadsheets write them here: with semicolons where the comma is the decimal mark.
fn table(contents: &[u8]) -> Result<Vec<Vec<Cell>>, Refusal> {
    let text = std::str::from_utf8(contents).map_err(|_| refused(PartProblem::NotASheet))?;
    let text = text.trim_start_matches('\u{feff}');
    let head = text.lines().next().unwrap_or_default();
    let delimiter = [b';', b'\t', b','].into_iter().max_by_key(|mark| head.bytes().filter(|byte| byte == mark).count());
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter.unwrap_or(b','))
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records().take(ROWS_MAX) {
        let record = record.map_err(|_| refused(PartProblem::NotASheet))?;
        rows.push(record.iter().take(COLUMNS_MAX).map(text_cell).collect());
    }
    Ok(rows)
}

fn text_cell(text: &str) -> Cell {
    let text = text.trim();
    if text.is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) }
}

/// A heading without its accents and case: `Mã số` is `ma so`.
fn folded(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let plain = |c: &char| !unicode_normalization::char::is_combining_mark(*c);
    text.nfd().filter(plain).collect::<String>().to_lowercase().replace('đ', "d")
}

fn is_heading(cell: &Cell, wanted: &[&str]) -> bool {
    matches!(cell, Cell::Text(text) if wanted.contains(&folded(text).trim()))
}

/// The columns of the code, of this year and of the last, and the row that heads them.
fn headings(rows: &[Vec<Cell>]) -> Option<(usize, [usize; 3])> {
    rows.iter().enumerate().find_map(|(at, row)| {
        let code = row.iter().position(|cell| is_heading(cell, &["ma so", "code"]))?;
        let notes = |cell: &Cell| is_heading(cell, &["thuyet minh", "notes", "chi tieu", "item"]);
        let amounts: Vec<usize> =
            (code + 1..row.len()).filter(|place| row[*place] != Cell::Empty && !notes(&row[*place])).collect();
        Some((at, [code, *amounts.first()?, *amounts.get(1)?]))
    })
}

fn lines_of(statements: &mut Statements, rows: &[Vec<Cell>]) -> Result<usize, Refusal> {
    let Some((head, [code, this, last])) = headings(rows) else { return Ok(0) };
    let mut found = 0;
    for (number, row) in rows.iter().enumerate().skip(head + 1) {
        let Some(code) = row.get(code).and_then(code_of) else { continue };
        let at = |column: usize| amount(row.get(column).unwrap_or(&Cell::Empty), number, column);
        let line = Line { this_year: at(this)?, last_year: at(last)? };
        let form = if POSITION.contains(&code) { &mut statements.position } else { &mut statements.result };
        if line.is_empty() {
            form.remove(code);
        } else {
            form.insert(code.to_owned(), line);
        }
        found += 1;
    }
    Ok(found)
}

/// The code of a line, as text or as the number a spreadsheet makes of it: `01` is 1.
fn code_of(cell: &Cell) -> Option<&'static str> {
    let text = match cell {
        Cell::Text(text) => text.parse::<u16>().map_or_else(|_| text.to_lowercase(), |number| format!("{number:02}")),
        Cell::Whole(number) => format!("{number:02}"),
        Cell::Empty | Cell::Broken => return None,
    };
    POSITION.iter().chain(&RESULT).find(|code| **code == text).copied()
}

fn amount(cell: &Cell, row: usize, column: usize) -> Result<Option<Money>, Refusal> {
    let dong = match cell {
        Cell::Empty => return Ok(None),
        Cell::Whole(number) => Some(*number),
        Cell::Text(text) => signed(text).map(Money::as_dong),
        Cell::Broken => None,
    };
    match dong.filter(|dong| dong.unsigned_abs() <= LARGEST_AMOUNT.unsigned_abs()) {
        Some(dong) => Ok(Some(Money::dong(dong))),
        None => Err(refused(PartProblem::SheetAmount { cell: place(row, column) })),
    }
}

/// An amount as people write it, a negative one with a minus or in brackets: `-1.000`, `(1.000)`.
pub fn signed(text: &str) -> Option<Money> {
    let text = text.trim().replace('\u{2212}', "-");
    let inside = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).or_else(|| text.strip_prefix('-'));
    match inside {
        Some(digits) => Money::parse(digits).ok().and_then(|amount| Money::ZERO.checked_sub(amount)),
        None => Money::parse(&text).ok(),
    }
}

/// `C7`, as a spreadsheet names it.
fn place(row: usize, column: usize) -> String {
    let letter =
        u8::try_from(column).ok().filter(|column| *column < 26).map_or('?', |column| char::from(b'A' + column));
    format!("{letter}{}", row + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(csv: &str) -> Result<(Statements, usize), Refusal> {
        let mut statements = Statements::default();
        read_into(&mut statements, csv.as_bytes()).map(|lines| (statements, lines))
    }

    fn problem(csv: &str) -> PartProblem {
        match read(csv).map_err(|refusal| {
            if let Refusal::Invalid(mut errors) = refusal { errors.remove(0).problem } else { Problem::Required }
        }) {
            Err(Problem::Part(problem)) => problem,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_columns_are_found_by_their_headings() {
        let csv = "\u{feff}Đơn vị: HTX Thanh Đông;;;;\nChỉ tiêu;Mã số;Thuyết minh;Số cuối năm;Số đầu năm\n\
                   Tiền;110;5;1.000.000;900.000\nHao mòn;152;;(250.000);-200000\nDoanh thu;1;;7000000;\nKhác;999;;1;1\n";
        let (statements, lines) = read(csv).unwrap();
        assert_eq!(lines, 3);
        let line = |code: &str| statements.line(code);
        let pair = |this, last| Line { this_year: Some(Money::dong(this)), last_year: Some(Money::dong(last)) };
        assert_eq!(line("110"), pair(1_000_000, 900_000));
        assert_eq!(line("152"), pair(-250_000, -200_000));
        assert_eq!(line("01"), Line { this_year: Some(Money::dong(7_000_000)), last_year: None });
    }

    #[test]
    fn what_cannot_be_read_is_named_by_its_cell() {
        let csv = "Mã số,Năm nay,Năm trước\n110,1.5,0\n";
        assert_eq!(problem(csv), PartProblem::SheetAmount { cell: "B2".into() });
        assert_eq!(problem("Mã số,Năm nay,Năm trước\n110,1,mười\n"), PartProblem::SheetAmount { cell: "C2".into() });
        assert_eq!(problem("a,b\n1,2\n"), PartProblem::NoCodes);
        assert_eq!(problem(""), PartProblem::NoCodes);
        let mut statements = Statements::default();
        for contents in [&b"PK\x03\x04 no archive"[..], b"\xff\xfe\x00"] {
            let refused = read_into(&mut statements, contents);
            assert_eq!(refused, Err(super::refused(PartProblem::NotASheet)));
        }
    }
}

//! Financial statements out of a spreadsheet: the column «Mã số» and the two columns of amounts at its right, on every sheet.
use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use calamine::{DataRef, Reader, Xlsx, XlsxError};

use super::{PartProblem, Problem, Refusal};
use crate::domain::dossier::Statements;
use crate::domain::dossier::statements::{Line, POSITION, RESULT};
use crate::domain::money::{LARGEST_AMOUNT, Money};

/// The largest spreadsheet, in bytes.
pub const SHEET_BYTES_MAX: usize = 2 * 1024 * 1024;
/// What a packed spreadsheet may unpack to, in bytes: a small file can be made to fill the memory.
const UNPACKED_BYTES_MAX: u64 = 32 * 1024 * 1024;
/// Sheets that are looked at, and rows and columns on each; how large a sheet says it is does not matter.
const SHEETS_MAX: usize = 20;
const ROWS_MAX: usize = 2000;
const COLUMNS_MAX: usize = 40;
/// The characters of a cell that are looked at: the longest heading has fewer.
const CELL_CHARACTERS_MAX: usize = 100;

/// A cell as a text with what it may hold as an amount.
#[derive(Debug, Clone, PartialEq)]
enum Cell {
    Empty,
    Text(String),
    Whole(i64),
    /// A number that is not whole, or too large.
    Broken,
}

/// Reads the lines of the forms into `statements`, over what stands there; gives how many lines were found. A line without an
/// amount says nothing: what stands there stays.
///
/// # Errors
/// `Invalid` at `/file`: not a spreadsheet, no column of codes, no amount, a cell that is no whole amount, too large.
pub fn read_into(statements: &mut Statements, contents: &[u8]) -> Result<usize, Refusal> {
    let mut into = Reading { statements, seen: BTreeMap::new() };
    let found = match contents.starts_with(b"PK") {
        true => workbook(&mut into, contents)?,
        false => into.lines_of(&table(contents)?)?,
    };
    match found {
        None => Err(refused(PartProblem::NoCodes)),
        Some(0) => Err(refused(PartProblem::NoAmounts)),
        Some(lines) => Ok(lines),
    }
}

/// What is read into, and which code stood in which row with which amounts.
struct Reading<'s> {
    statements: &'s mut Statements,
    seen: BTreeMap<&'static str, (usize, Line)>,
}

fn refused(problem: PartProblem) -> Refusal {
    Refusal::field("/file", Problem::Part(problem))
}

/// All sheets, one after the other; how many lines were found, if any sheet has the headings.
fn workbook(into: &mut Reading<'_>, contents: &[u8]) -> Result<Option<usize>, Refusal> {
    let unreadable = |_: XlsxError| refused(PartProblem::NotASheet);
    insist_on_size(contents)?;
    let mut book = Xlsx::new(Cursor::new(contents)).map_err(unreadable)?;
    let mut found = None;
    for name in book.sheet_names().iter().take(SHEETS_MAX) {
        let rows = sheet(&mut book, name).map_err(unreadable)?;
        if let Some(lines) = into.lines_of(&rows)? {
            found = Some(found.unwrap_or(0) + lines);
        }
    }
    Ok(found)
}

/// The cells of a sheet within the limits, in the order they are written, which is that of the rows.
fn sheet(book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Vec<Vec<Cell>>, XlsxError> {
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let mut cells = match book.worksheet_cells_reader(name) {
        Err(XlsxError::NotAWorksheet(_)) => return Ok(rows),
        cells => cells?,
    };
    while let Some(found) = cells.next_cell()? {
        let (row, column) = found.get_position();
        let (row, column) = (row as usize, column as usize);
        if row >= ROWS_MAX {
            break;
        }
        if column >= COLUMNS_MAX {
            continue;
        }
        rows.resize_with(rows.len().max(row + 1), Vec::new);
        let cells = &mut rows[row];
        cells.resize(cells.len().max(column + 1), Cell::Empty);
        cells[column] = cell(found.get_value());
    }
    Ok(rows)
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

fn cell(data: &DataRef<'_>) -> Cell {
    match data {
        DataRef::Empty => Cell::Empty,
        DataRef::Int(number) => Cell::Whole(*number),
        // A spreadsheet keeps every number so; a whole one within the range of amounts is exact.
        DataRef::Float(number) => number.to_string().parse().map_or(Cell::Broken, Cell::Whole),
        DataRef::SharedString(text) => text_cell(text),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text_cell(text),
        DataRef::DateTime(date) => text_cell(&date.to_string()),
        DataRef::Bool(truth) => text_cell(&truth.to_string()),
        DataRef::Error(_) => Cell::Broken,
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
    let text: String = text.trim().chars().take(CELL_CHARACTERS_MAX).collect();
    if text.is_empty() { Cell::Empty } else { Cell::Text(text) }
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

impl Reading<'_> {
    /// How many lines were found below the headings; nothing where there are none. A code that comes again with other amounts
    /// leaves open which of them holds.
    fn lines_of(&mut self, rows: &[Vec<Cell>]) -> Result<Option<usize>, Refusal> {
        let Some((head, [code, this, last])) = headings(rows) else { return Ok(None) };
        let mut found = 0;
        for (number, row) in rows.iter().enumerate().skip(head + 1) {
            let Some(code) = row.get(code).and_then(code_of) else { continue };
            let at = |column: usize| amount(row.get(column).unwrap_or(&Cell::Empty), number, column);
            let line = Line { this_year: at(this)?, last_year: at(last)? };
            if line.is_empty() {
                continue;
            }
            match self.seen.insert(code, (number + 1, line)) {
                Some((first, other)) if other != line => {
                    return Err(refused(PartProblem::SheetTwice { code, first, again: number + 1 }));
                }
                Some(_) => continue,
                None => {}
            }
            let form = match POSITION.contains(&code) {
                true => &mut self.statements.position,
                false => &mut self.statements.result,
            };
            form.insert(code.to_owned(), line);
            found += 1;
        }
        Ok(Some(found))
    }
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
        assert_eq!(problem("Mã số,Năm nay,Năm trước\n110,,\n"), PartProblem::NoAmounts);
        let mut statements = Statements::default();
        for contents in [&b"PK\x03\x04 no archive"[..], b"\xff\xfe\x00"] {
            let refused = read_into(&mut statements, contents);
            assert_eq!(refused, Err(super::refused(PartProblem::NotASheet)));
        }
    }

    #[test]
    fn a_code_that_comes_again_says_the_same_or_is_refused() {
        let head = "Mã số;Năm nay;Năm trước\n";
        let (statements, lines) = read(&format!("{head}110;1;2\n110;1;2\n110;;\n")).unwrap();
        assert_eq!((lines, statements.line("110").last_year), (1, Some(Money::dong(2))));
        let twice = PartProblem::SheetTwice { code: "110", first: 2, again: 4 };
        assert_eq!(problem(&format!("{head}110;1;2\n120;3;4\n110;1;3\n")), twice);
        let twice = PartProblem::SheetTwice { code: "01", first: 2, again: 3 };
        assert_eq!(problem(&format!("{head}01;1;\n1;2;\n")), twice);
    }

    #[test]
    fn a_line_without_an_amount_leaves_what_was_typed() {
        let (mut statements, _) = read("Mã số;Năm nay;Năm trước\n110;1;2\n120;3;4\n").unwrap();
        let lines = read_into(&mut statements, "Mã số;Năm nay;Năm trước\n110;;\n120;5;\n".as_bytes());
        assert_eq!(lines, Ok(1));
        assert_eq!(statements.line("110").last_year, Some(Money::dong(2)));
        assert_eq!(statements.line("120"), Line { this_year: Some(Money::dong(5)), last_year: None });
    }

    /// A workbook with these cells; text where it is no number.
    fn book(cells: &[(u32, u16, &str)]) -> Vec<u8> {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        for (row, column, text) in cells {
            match text.parse::<f64>() {
                Ok(number) => sheet.write_number(*row, *column, number).unwrap(),
                Err(_) => sheet.write_string(*row, *column, *text).unwrap(),
            };
        }
        book.save_to_buffer().unwrap()
    }

    #[test]
    fn a_sheet_costs_what_it_holds_and_not_what_it_spans() {
        let form = [(3, 1, "Mã số"), (3, 2, "Năm nay"), (3, 3, "Năm trước"), (4, 1, "110"), (4, 2, "7")];
        let corners = [(0, 0, "x"), (4, 60, "9"), (1_048_575, 16_383, "1")];
        let contents = book(&[&form[..], &corners[..]].concat());
        let mut statements = Statements::default();
        assert_eq!(read_into(&mut statements, &contents), Ok(1));
        assert_eq!(statements.line("110").this_year, Some(Money::dong(7)));
        let broken = book(&[&form[..], &[(4, 3, "1.5")]].concat());
        let cell = "D5".into();
        assert_eq!(read_into(&mut statements, &broken), Err(super::refused(PartProblem::SheetAmount { cell })));
        assert_eq!(read_into(&mut statements, &book(&corners)), Err(super::refused(PartProblem::NoCodes)));
    }
}

//! Tables over pages: columns as wide as what stands in them, rows never parted, the head on every page.
use super::fonts::Face;
use super::layout::{Align, LEADING, LEFT, Mark, Pages, RIGHT, WIDTH};
use super::model::{Cell, Column, Grid};

const SIZE: f32 = 10.5;
const PADDING: f32 = 3.5;
/// How far a column of words may be narrowed.
const WORDS_WIDTH_MIN: f32 = 60.0;
/// How dark the head is.
const HEAD_DARK: u8 = 24;

/// How high its caption, its head and its first row are: they stand together.
pub fn beginning(pages: &Pages<'_>, grid: &Grid) -> f32 {
    let widths = widths(pages, grid);
    let caption = if grid.caption.is_empty() { 0.0 } else { SIZE * LEADING + 2.0 };
    let (head, first) = (grid.head(&widths), grid.rows.first().or(grid.total.as_ref()));
    caption + head.height(pages) + first.map_or(0.0, |cells| grid.row(&widths, cells, Face::Regular).height(pages))
}

/// Draws a table.
pub fn draw(pages: &mut Pages<'_>, grid: &Grid) {
    let widths = widths(pages, grid);
    let needed = beginning(pages, grid);
    pages.need(needed);
    if !grid.caption.is_empty() {
        let caption = pages.fonts.settable(&grid.caption);
        pages.line(&caption, (Face::Italic, SIZE), LEFT, pages.y + SIZE, WIDTH, Align::Right);
        pages.y += SIZE * LEADING + 2.0;
    }
    let head = grid.head(&widths);
    head.draw(pages);
    let total = grid.total.as_ref().map(|cells| grid.row(&widths, cells, Face::Bold));
    let with_total = total.as_ref().map_or(0.0, |row| row.height(pages));
    for (at, cells) in grid.rows.iter().enumerate() {
        let row = grid.row(&widths, cells, Face::Regular);
        // A total does not stand alone at the head of a page.
        let below = if at + 1 == grid.rows.len() { with_total } else { 0.0 };
        if pages.need(row.height(pages) + below) {
            head.draw(pages);
        }
        row.draw(pages);
    }
    if let Some(total) = total {
        total.draw(pages);
    }
}

impl Grid {
    fn row<'r>(&'r self, widths: &'r [f32], cells: &[Cell], face: Face) -> Row<'r> {
        Row { columns: &self.columns, widths, cells: cells.to_vec(), face, head: false }
    }

    fn head<'r>(&'r self, widths: &'r [f32]) -> Row<'r> {
        let cells: Vec<Cell> = self.columns.iter().map(|column| column.head.clone()).collect();
        Row { head: true, ..self.row(widths, &cells, Face::Bold) }
    }
}

/// The widths of the columns, in points: figures get what they need, words share the rest by what they would like.
fn widths(pages: &Pages<'_>, grid: &Grid) -> Vec<f32> {
    let of = |text: &str| pages.fonts.width(&pages.fonts.settable(text), Face::Bold, SIZE);
    let widest = |(at, column): (usize, &Column), part: fn(&str) -> Vec<&str>| {
        let cells = grid.rows.iter().chain(&grid.total).filter_map(|row| row.get(at));
        // A head may be broken between its words.
        let heads = column.head.split(' ').map(&of);
        cells.flat_map(|cell| part(cell)).map(&of).chain(heads).fold(0.0, f32::max) + 2.0 * PADDING + 0.5
    };
    let liked = |column| widest(column, |cell| cell.split('\n').collect());
    let mut widths: Vec<f32> = grid.columns.iter().enumerate().map(liked).collect();
    let is_words = |at: &usize| !grid.columns[*at].figures;
    let words: Vec<usize> = (0..widths.len()).filter(is_words).collect();
    let figures: f32 = (0..widths.len()).filter(|at| !is_words(at)).map(|at| widths[at]).sum();
    let (wanted, room) = (words.iter().map(|at| widths[*at]).sum::<f32>(), WIDTH - figures);
    if words.is_empty() || room < WORDS_WIDTH_MIN {
        let sum: f32 = widths.iter().sum();
        widths.iter_mut().for_each(|width| *width *= WIDTH / sum);
        return widths;
    }
    // Every word finds room in its column; what is left goes to who would like more.
    let least = |at: usize| widest((at, &grid.columns[at]), |cell| cell.split([' ', '\n']).collect());
    let narrow: Vec<f32> = words.iter().map(|at| least(*at)).collect();
    let spare = room - narrow.iter().sum::<f32>();
    for (at, narrow) in words.iter().zip(narrow) {
        widths[*at] = match spare > 0.0 {
            true => narrow + spare * (widths[*at] / wanted),
            false => widths[*at] * room / wanted,
        };
    }
    widths
}

struct Row<'r> {
    columns: &'r [Column],
    widths: &'r [f32],
    cells: Vec<Cell>,
    face: Face,
    head: bool,
}

impl Row<'_> {
    fn lines(&self, pages: &Pages<'_>) -> Vec<Vec<String>> {
        let cells = self.cells.iter().zip(self.widths);
        cells.map(|(cell, width)| pages.lines(cell, self.face, SIZE, width - 2.0 * PADDING, 0.0)).collect()
    }

    fn height(&self, pages: &Pages<'_>) -> f32 {
        let most = self.lines(pages).iter().map(Vec::len).max().unwrap_or(1);
        f32::from(u16::try_from(most).unwrap_or(u16::MAX)) * SIZE * LEADING + 2.0 * PADDING
    }

    fn draw(&self, pages: &mut Pages<'_>) {
        let (top, height, lines) = (pages.y, self.height(pages), self.lines(pages));
        if self.head {
            pages.mark(Mark::Box { at: (LEFT, top), size: (WIDTH, height), dark: HEAD_DARK });
        }
        let mut x = LEFT;
        for ((lines, column), width) in lines.iter().zip(self.columns).zip(self.widths) {
            let align = match (self.head, column.figures) {
                (true, _) => Align::Centre,
                (false, true) => Align::Right,
                (false, false) => Align::Left,
            };
            let mut y = top + PADDING;
            for line in lines {
                pages.line(line, (self.face, SIZE), x + PADDING, y + SIZE, width - 2.0 * PADDING, align);
                y += SIZE * LEADING;
            }
            pages.mark(Mark::Line { from: (x, top), to: (x, top + height) });
            x += width;
        }
        pages.mark(Mark::Line { from: (RIGHT, top), to: (RIGHT, top + height) });
        pages.mark(Mark::Line { from: (LEFT, top), to: (RIGHT, top) });
        pages.mark(Mark::Line { from: (LEFT, top + height), to: (RIGHT, top + height) });
        pages.y = top + height;
    }
}

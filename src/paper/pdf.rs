//! A paper as PDF: laid out on A4, letters embedded, the same bytes every time.
use krilla::color::luma;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::{Document, SerializeSettings};

use super::fonts::{Face, Fonts};
use super::layout::{Align, BOTTOM, LEADING, LEFT, Mark, PAGE_HEIGHT, PAGE_WIDTH, Pages, RIGHT, TOP, WIDTH};
use super::model::{Block, Paper, Signature};
use super::qr::Squares;
use super::table;
use crate::domain::vietqr::PayTo;
use crate::text::{Texts, format};

/// Sizes by Decree 30/2020/NĐ-CP, in points.
const BODY: f32 = 13.0;
const HEAD: f32 = 12.0;
const TITLE: f32 = 14.0;
const FOOT: f32 = 9.0;
const INDENT: f32 = 28.35;
/// A square of a QR: about 3 cm in all.
const QR_SIDE: f32 = 96.0;
/// Room to sign in.
const SIGNATURE_HEIGHT: f32 = 110.0;

/// A paper could not be drawn.
#[derive(Debug, thiserror::Error)]
#[error("the paper could not be drawn: {0}")]
pub struct NotDrawn(String);

/// The bytes of a paper.
///
/// # Errors
/// [`NotDrawn`]: only a broken program could make it.
pub fn pdf(paper: &Paper) -> Result<Vec<u8>, NotDrawn> {
    let fonts = Fonts::open().ok_or_else(|| NotDrawn("the letters are missing".into()))?;
    let mut pages = Pages::new(&fonts);
    head(&mut pages, paper);
    for (at, block) in paper.blocks.iter().enumerate() {
        keep_together(&mut pages, &paper.blocks[at..]);
        draw(&mut pages, paper.t, block);
    }
    feet(&mut pages, paper);
    write(paper, &fonts, &pages.pages)
}

/// Nobody signs on a page with nothing else on it, and a heading stays with the beginning of what it is about.
fn keep_together(pages: &mut Pages<'_>, blocks: &[Block]) {
    if !matches!(blocks, [Block::Facts(_) | Block::Table(_) | Block::Signatures(_), ..]) {
        let needed = beginning(pages, blocks);
        pages.need(needed);
    }
}

/// How high the first blocks are as far as they may not be parted.
fn beginning(pages: &Pages<'_>, blocks: &[Block]) -> f32 {
    let lines = |text: &str| pages.lines(text, Face::Regular, BODY, WIDTH, INDENT).len();
    let height = |count: usize| f32::from(u16::try_from(count).unwrap_or(u16::MAX)) * BODY * LEADING;
    let whole = |text: &str| height(lines(text)) + 4.0;
    let signed = |all: &[Signature]| room_to_sign(all) + 14.0;
    match blocks {
        [Block::Heading(text) | Block::Subheading(text), rest @ ..] => {
            let own = pages.lines(text, Face::Bold, BODY, WIDTH, 0.0).len();
            height(own) + 9.0 + beginning(pages, rest)
        }
        [Block::Text(text) | Block::Note(text), Block::Signatures(all), ..] => whole(text) + signed(all),
        [Block::Text(text), Block::Note(note), Block::Signatures(all), ..] => whole(text) + whole(note) + signed(all),
        [Block::Text(text) | Block::Note(text), ..] => height(lines(text).min(2)),
        [Block::Facts(facts), ..] => height(facts.len().min(2)),
        [Block::Table(grid), ..] => table::beginning(pages, grid),
        [Block::Pay(_), Block::Signatures(all), ..] => QR_SIDE + signed(all) + 26.0,
        [Block::Pay(_), ..] => QR_SIDE + 24.0,
        [Block::Signatures(all), ..] => signed(all),
        [] => 0.0,
    }
}

/// The two columns at the head, the title and what stands below it.
fn head(pages: &mut Pages<'_>, paper: &Paper) {
    let (left, right) = (WIDTH * 0.44, WIDTH * 0.56);
    let mut y = TOP;
    let last = paper.issuer.len().saturating_sub(1);
    for (at, text) in paper.issuer.iter().enumerate() {
        let face = if at == last { Face::Bold } else { Face::Regular };
        for line in pages.lines(text, face, HEAD, left - 6.0, 0.0) {
            pages.line(&line, (face, HEAD), LEFT, y + HEAD, left - 6.0, Align::Centre);
            y += HEAD * LEADING;
        }
    }
    rule(pages, LEFT + left / 2.0 - 3.0, y + 2.0, left * 0.35);
    for line in pages.lines(&paper.number, Face::Regular, HEAD, left - 6.0, 0.0) {
        pages.line(&line, (Face::Regular, HEAD), LEFT, y + HEAD + 6.0, left - 6.0, Align::Centre);
        y += HEAD * LEADING;
    }
    let (x, mut other) = (LEFT + left, TOP);
    for (text, size) in [(paper.t.loan_republic(), HEAD), (paper.t.loan_motto(), HEAD + 0.5)] {
        pages.line(text, (Face::Bold, size), x, other + size, right, Align::Centre);
        other += size * LEADING;
    }
    let motto = pages.fonts.width(paper.t.loan_motto(), Face::Bold, HEAD + 0.5);
    rule(pages, x + right / 2.0, other + 2.0, motto);
    if let Some(text) = &paper.place_and_date {
        let text = pages.fonts.settable(text);
        pages.line(&text, (Face::Italic, HEAD), x, other + HEAD + 6.0, right, Align::Centre);
        other += HEAD * LEADING;
    }
    pages.y = y.max(other) + 26.0;
    pages.paragraph(&paper.title, (Face::Bold, TITLE), Align::Centre, 0.0);
    for text in &paper.subtitle {
        pages.paragraph(text, (Face::Regular, BODY), Align::Centre, 0.0);
    }
    pages.y += 10.0;
}

/// A short line below something, by its middle.
fn rule(pages: &mut Pages<'_>, middle: f32, y: f32, width: f32) {
    pages.mark(Mark::Line { from: (middle - width / 2.0, y), to: (middle + width / 2.0, y) });
}

fn draw(pages: &mut Pages<'_>, t: Texts, block: &Block) {
    match block {
        Block::Heading(text) => {
            pages.y += 6.0;
            pages.paragraph(text, (Face::Bold, BODY), Align::Left, 0.0);
            pages.y += 3.0;
        }
        Block::Subheading(text) => {
            pages.paragraph(text, (Face::Italic, BODY), Align::Left, 0.0);
            pages.y += 3.0;
        }
        Block::Text(text) => {
            pages.paragraph(text, (Face::Regular, BODY), Align::Justified, INDENT);
            pages.y += 4.0;
        }
        Block::Note(text) => {
            pages.paragraph(text, (Face::Italic, BODY), Align::Left, INDENT);
            pages.y += 4.0;
        }
        Block::Facts(facts) => facts_block(pages, facts, LEFT, WIDTH),
        Block::Table(grid) => {
            table::draw(pages, grid);
            pages.y += 10.0;
        }
        Block::Pay(pay_to) => pay(pages, t, pay_to),
        Block::Signatures(all) => signatures(pages, all),
    }
}

/// Labels at the left, values beside them.
fn facts_block(pages: &mut Pages<'_>, facts: &[(String, String)], x: f32, width: f32) {
    let label_width = width * 0.46;
    for (label, value) in facts {
        let labels = pages.lines(&format!("{label}:"), Face::Regular, BODY, label_width - 8.0, 0.0);
        let values = pages.lines(value, Face::Regular, BODY, width - label_width, 0.0);
        let (count, height) = (labels.len().max(values.len()), BODY * LEADING);
        for at in 0..count {
            pages.need(if at == 0 && count > 1 { 2.0 * height } else { height });
            let y = pages.y + BODY;
            if let Some(line) = labels.get(at) {
                pages.line(line, (Face::Regular, BODY), x, y, label_width, Align::Left);
            }
            if let Some(line) = values.get(at) {
                pages.line(line, (Face::Regular, BODY), x + label_width, y, width - label_width, Align::Left);
            }
            pages.y += BODY * LEADING;
        }
        pages.y += 1.5;
    }
    pages.y += 4.0;
}

/// The facts of a transfer with its QR beside them, never parted.
fn pay(pages: &mut Pages<'_>, t: Texts, pay_to: &PayTo) {
    let facts = [
        (t.pay_bank(), t.bank_name(&pay_to.bank)),
        (t.pay_number(), pay_to.number.clone()),
        (t.pay_holder(), pay_to.holder.clone()),
        (t.pay_amount(), format::dong(pay_to.amount)),
        (t.pay_reference(), pay_to.reference.clone()),
    ]
    .map(|(label, value)| (label.to_owned(), value));
    pages.need(QR_SIDE + 24.0);
    let top = pages.y;
    let squares = pay_to.payload().and_then(|payload| Squares::of(&payload));
    let width = if squares.is_some() { WIDTH - QR_SIDE - 10.0 } else { WIDTH };
    facts_block(pages, &facts, LEFT, width);
    if let Some(squares) = squares {
        let unit = QR_SIDE / f32::from(u16::try_from(squares.side).unwrap_or(u16::MAX));
        let points = |count: usize| f32::from(u16::try_from(count).unwrap_or(u16::MAX)) * unit;
        for (row, column, length) in squares.runs {
            let at = (RIGHT - QR_SIDE + points(column), top + points(row));
            // A hair more than a square, so that no light shows between two rows.
            pages.mark(Mark::Box { at, size: (points(length), unit + 0.1), dark: 255 });
        }
        pages.y = pages.y.max(top + QR_SIDE + 4.0);
    }
}

fn room_to_sign(all: &[Signature]) -> f32 {
    let dated = all.iter().any(|one| one.place_and_date.is_some());
    if dated { SIGNATURE_HEIGHT + HEAD * LEADING } else { SIGNATURE_HEIGHT }
}

fn signatures(pages: &mut Pages<'_>, all: &[Signature]) {
    pages.y += 8.0;
    let height = room_to_sign(all);
    pages.need(height);
    let top = pages.y;
    let width = WIDTH / f32::from(u16::try_from(all.len().max(1)).unwrap_or(1));
    let mut x = LEFT;
    for one in all {
        let mut y = top;
        let place_and_date = one.place_and_date.as_deref().unwrap_or_default();
        let above = [
            (place_and_date, Face::Italic, HEAD),
            (&one.role, Face::Bold, HEAD),
            (&one.hint, Face::Italic, HEAD - 1.0),
        ];
        for (text, face, size) in above.into_iter().filter(|(text, ..)| !text.is_empty()) {
            for line in pages.lines(text, face, size, width - 8.0, 0.0) {
                pages.line(&line, (face, size), x, y + size, width - 8.0, Align::Centre);
                y += size * LEADING;
            }
        }
        let name = pages.fonts.settable(&one.name);
        pages.line(&name, (Face::Bold, BODY), x, top + height - 6.0, width - 8.0, Align::Centre);
        x += width;
    }
    pages.y = top + height + 4.0;
}

/// The number of the page above, from the second on, and below what it is a page of.
fn feet(pages: &mut Pages<'_>, paper: &Paper) {
    let (fonts, count) = (pages.fonts, pages.pages.len());
    for (at, page) in pages.pages.iter_mut().enumerate() {
        let mut write = |text: String, face, size: f32, y: f32, x: &dyn Fn(f32) -> f32| {
            let width = fonts.width(&text, face, size);
            page.push(Mark::Text { x: x(width), y, text, face, size, stretch: 0.0 });
        };
        if at > 0 {
            write((at + 1).to_string(), Face::Regular, BODY, TOP - 8.0, &|width| (PAGE_WIDTH - width) / 2.0);
        }
        write(fonts.settable(&paper.foot), Face::Regular, FOOT, BOTTOM + 26.0, &|_| LEFT);
        write(paper.t.paper_page(at + 1, count), Face::Regular, FOOT, BOTTOM + 26.0, &|width| RIGHT - width);
    }
}

fn write(paper: &Paper, fonts: &Fonts, pages: &[Vec<Mark>]) -> Result<Vec<u8>, NotDrawn> {
    let wrong = |what: &str| NotDrawn(what.to_owned());
    let mut document = Document::new_with(SerializeSettings { enable_tagging: false, ..SerializeSettings::default() });
    let metadata = Metadata::new().title(format!("{} – {}", paper.title, paper.number));
    document.set_metadata(metadata.language(paper.t.lang.as_str().to_owned()).creator("coopfund".to_owned()));
    let size = PageSettings::from_wh(PAGE_WIDTH, PAGE_HEIGHT).ok_or_else(|| wrong("the size of a page"))?;
    for marks in pages {
        let mut page = document.start_page_with(size.clone());
        let mut surface = page.surface();
        for mark in marks {
            put(&mut surface, fonts, mark).ok_or_else(|| wrong("a mark has no size"))?;
        }
        surface.finish();
        page.finish();
    }
    document.finish().map_err(|error| NotDrawn(format!("{error:?}")))
}

fn put(surface: &mut Surface<'_>, fonts: &Fonts, mark: &Mark) -> Option<()> {
    match mark {
        Mark::Text { text, .. } if text.is_empty() => {}
        Mark::Text { x, y, text, face, size, stretch } => {
            surface.set_stroke(None);
            surface.set_fill(Some(Fill::default()));
            let glyphs = fonts.glyphs(text, *face, *size, *stretch);
            surface.draw_glyphs(Point::from_xy(*x, *y), &glyphs, fonts.font(*face), text, *size, false);
        }
        Mark::Line { from, to } => {
            let mut path = PathBuilder::new();
            path.move_to(from.0, from.1);
            path.line_to(to.0, to.1);
            surface.set_fill(None);
            surface.set_stroke(Some(Stroke { width: 0.6, ..Stroke::default() }));
            surface.draw_path(&path.finish()?);
        }
        Mark::Box { at, size, dark } => {
            let mut path = PathBuilder::new();
            path.push_rect(Rect::from_xywh(at.0, at.1, size.0, size.1)?);
            surface.set_stroke(None);
            surface.set_fill(Some(Fill { paint: luma::Color::new(255 - dark).into(), ..Fill::default() }));
            surface.draw_path(&path.finish()?);
        }
    }
    Some(())
}

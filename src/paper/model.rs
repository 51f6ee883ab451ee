//! A paper before it is laid out: what stands at its head, and its blocks in order.
use crate::domain::vietqr::PayTo;
use crate::text::Texts;

/// A paper in the form of administrative documents (Decree 30/2020/NĐ-CP).
#[derive(Debug, Clone)]
pub struct Paper {
    pub t: Texts,
    /// Who issues it: the last line in bold.
    pub issuer: Vec<String>,
    /// `Số: …`
    pub number: String,
    /// Place and date, where one is known; else dots to be filled in by hand, or nothing.
    pub place_and_date: Option<String>,
    pub title: String,
    /// Below the title.
    pub subtitle: Vec<String>,
    pub blocks: Vec<Block>,
    /// At the foot of every page.
    pub foot: String,
}

/// A part of a paper.
#[derive(Debug, Clone)]
pub enum Block {
    Heading(String),
    /// Within what a heading stands over.
    Subheading(String),
    /// Justified, its first line indented.
    Text(String),
    /// Not indented, centred, in italics: what a document is based on, amounts in words.
    Note(String),
    /// Labels and values.
    Facts(Vec<(String, String)>),
    Table(Grid),
    /// How to pay, with its QR.
    Pay(PayTo),
    /// Where people sign, side by side.
    Signatures(Vec<Signature>),
}

/// A table: its head is repeated on every page.
#[derive(Debug, Clone, Default)]
pub struct Grid {
    pub caption: String,
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<Cell>>,
    /// The row of totals, in bold.
    pub total: Option<Vec<Cell>>,
}

/// The text of a cell.
pub type Cell = String;

/// A column.
#[derive(Debug, Clone)]
pub struct Column {
    pub head: String,
    /// Figures stand at the right and are never broken.
    pub figures: bool,
}

impl Column {
    /// A column of figures.
    pub fn figures(head: impl Into<String>) -> Column {
        Column { head: head.into(), figures: true }
    }

    /// A column of words.
    pub fn words(head: impl Into<String>) -> Column {
        Column { head: head.into(), figures: false }
    }
}

/// Who signs.
#[derive(Debug, Clone)]
pub struct Signature {
    pub role: String,
    /// Above the role, where place and date stand with the signature and not at the head.
    pub place_and_date: Option<String>,
    pub hint: String,
    /// The name below, where it is known.
    pub name: String,
}

impl Paper {
    /// Adds a block.
    pub fn add(&mut self, block: Block) {
        self.blocks.push(block);
    }

    /// Adds a heading.
    pub fn heading(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Heading(text.into()));
    }

    /// Adds a heading within another.
    pub fn subheading(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Subheading(text.into()));
    }

    /// Adds a paragraph.
    pub fn text(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Text(text.into()));
    }
}

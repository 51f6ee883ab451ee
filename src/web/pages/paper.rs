//! Papers on the screen and as files.
use askama::Template;
use askama_web::WebTemplate;
use rocket::http::{ContentType, Header};
use rocket::request::Request;
use rocket::response::{self, Responder, Response};

use super::pay::Pay;
use crate::actions::Error as ActionError;
use crate::domain::money::Money;
use crate::domain::words::{ZeroTens, in_words};
use crate::paper::{self, Block, Paper, Signature};
use crate::store::StoreError;
use crate::text::Texts;
use crate::web::{Answer, Page};
use chrono::{Datelike, NaiveDate};

/// A paper that a browser shows by itself, and that is saved under a name.
pub struct Pdf {
    bytes: Vec<u8>,
    name: String,
}

impl Pdf {
    /// Lays a paper out; `name` is ASCII without quotes and ending.
    ///
    /// # Errors
    /// As [`paper::pdf`].
    pub fn of(paper: &Paper, name: &str) -> Answer<Pdf> {
        let bytes = paper::pdf(paper).map_err(|error| StoreError::Inconsistent {
            table: "papers",
            id: name.to_owned(),
            what: error.to_string(),
        });
        Ok(Pdf { bytes: bytes.map_err(ActionError::from)?, name: name.to_owned() })
    }
}

impl<'r> Responder<'r, 'static> for Pdf {
    fn respond_to(self, _: &'r Request<'_>) -> response::Result<'static> {
        Response::build()
            .header(ContentType::PDF)
            .header(Header::new("Content-Disposition", format!("inline; filename=\"{}.pdf\"", self.name)))
            .header(Header::new("X-Content-Type-Options", "nosniff"))
            .sized_body(self.bytes.len(), std::io::Cursor::new(self.bytes))
            .ok()
    }
}

/// A paper as a page.
#[derive(Template, WebTemplate)]
#[template(path = "paper.html")]
pub struct PaperPage {
    page: Page,
    /// The pages above: address and name.
    crumbs: Vec<(String, String)>,
    paper: Paper,
    /// Where the same paper is a file.
    file: String,
}

impl PaperPage {
    /// See the fields.
    pub fn new(page: Page, crumbs: Vec<(String, String)>, paper: Paper, file: String) -> PaperPage {
        PaperPage { page: page.titled(paper.title.clone()), crumbs, paper, file }
    }

    /// How a transfer is shown.
    fn pay(&self, pay_to: &crate::domain::vietqr::PayTo) -> Pay {
        Pay::of(self.page.t, pay_to, self.page.t.pay_amount().to_owned())
    }
}

/// An empty paper with what stands at the head of everyone. `date`: `None` leaves dots to be filled in.
pub fn blank(t: Texts, issuer: Vec<String>, number: String, place: &str, date: Option<NaiveDate>) -> Paper {
    let blocks = match t.lang {
        crate::text::Lang::Vi => Vec::new(),
        crate::text::Lang::En => vec![Block::Note(t.paper_translation().to_owned())],
    };
    Paper {
        t,
        issuer,
        foot: number.clone(),
        number,
        place_and_date: Some(place_and_date(t, place, date)),
        title: String::new(),
        subtitle: Vec::new(),
        blocks,
    }
}

/// Where and when; without a day, dots to be filled in by hand.
pub fn place_and_date(t: Texts, place: &str, date: Option<NaiveDate>) -> String {
    match date {
        Some(on) => t.paper_date(place, format!("{:02}", on.day()), format!("{:02}", on.month()), on.year()),
        None => t.paper_date_open(place),
    }
}

/// Labels and values as a block.
pub fn facts(rows: impl IntoIterator<Item = (&'static str, String)>) -> Block {
    Block::Facts(rows.into_iter().map(|(label, value)| (label.to_owned(), value)).collect())
}

/// Somebody's place to sign.
pub fn signature(role: &str, hint: &str, name: &str) -> Signature {
    Signature { role: role.to_owned(), place_and_date: None, hint: hint.to_owned(), name: name.to_owned() }
}

/// An amount in Vietnamese words, as a clause: the papers are Vietnamese ones.
pub fn words(amount: Money) -> String {
    in_words(amount, ZeroTens::Linh)
}

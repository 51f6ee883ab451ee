//! From a row of the outbox to a message in the form of the standards (RFC 5322, MIME).
use std::time::SystemTime;

use chrono::NaiveDate;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, MultiPart, SinglePart};
use lettre::{Address, Message};

use super::render::{CODE, Rendered};
use super::{Letter, Setting, render};
use crate::config::Config;
use crate::store::outbox::Claimed;
use crate::text::Texts;

/// Why a row can never become a message: an address that is none, facts that are missing.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{0}")]
pub struct Unsendable(pub String);

impl Unsendable {
    fn because(what: &str, error: impl std::fmt::Display) -> Unsendable {
        Unsendable(format!("{what}: {error}"))
    }
}

/// The message of a row, sent on `today`. Its id and its date are those of the row, so that it is the same message however
/// often it is sent, and a mail server can tell.
///
/// # Errors
/// [`Unsendable`]: trying again would not help.
pub fn envelope(config: &Config, row: &Claimed, today: NaiveDate) -> Result<Message, Unsendable> {
    let letter = Letter::read(&row.kind, &row.data.0).map_err(|error| Unsendable::because("the letter", error))?;
    let t = Texts::new(row.language);
    let sender = match (&row.fund_name_vi, &row.fund_name_en) {
        (Some(vi), Some(en)) => t.pick(vi, en),
        _ => t.product_name(),
    };
    let setting = Setting { t, today, cooperative: row.cooperative_name.as_deref() };
    let rendered = render(&letter, setting, &row.recipient_name, sender)
        .map_err(|error| Unsendable::because("the letter", error))?;
    let address: Address =
        row.recipient.parse().map_err(|error| Unsendable::because("the recipient's address", error))?;
    let name = one_line(&row.recipient_name);
    let host = config.base_url.host_str().unwrap_or("localhost");
    Message::builder()
        .from(config.mail_from.clone())
        .to(Mailbox::new((!name.is_empty()).then_some(name), address))
        .subject(one_line(&rendered.subject))
        .date(SystemTime::from(row.created_at))
        .message_id(Some(format!("<{}@{host}>", row.id)))
        .raw_header(HeaderValue::new(AUTO_SUBMITTED, "auto-generated".to_owned()))
        .multipart(parts(&row.id, rendered))
        .map_err(|error| Unsendable::because("the message", error))
}

/// The text, and the HTML with its picture where it has one.
fn parts(id: &str, rendered: Rendered) -> MultiPart {
    let whole = MultiPart::alternative().boundary(format!("part-{id}")).singlepart(SinglePart::plain(rendered.text));
    let html = SinglePart::html(rendered.html);
    match (rendered.code, "image/png".parse::<ContentType>()) {
        (Some(code), Ok(png)) => {
            let picture = Attachment::new_inline(CODE.to_owned()).body(code, png);
            let related = MultiPart::related().boundary(format!("with-{id}"));
            whole.multipart(related.singlepart(html).singlepart(picture))
        }
        _ => whole.singlepart(html),
    }
}

/// Tells holiday responders and lists not to answer (RFC 3834).
const AUTO_SUBMITTED: HeaderName = HeaderName::new_from_ascii_str("Auto-Submitted");

/// A header is one line, whatever stands in a name.
fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() && c != '\u{a0}' || c.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_one_line_and_keeps_amount_and_unit_together() {
        assert_eq!(one_line(" Lò Văn\r\nBcc: x@y.vn\t\u{7} "), "Lò Văn Bcc: x@y.vn");
        assert_eq!(one_line("Nhận 1.000\u{a0}₫"), "Nhận 1.000\u{a0}₫");
    }
}

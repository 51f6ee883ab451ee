//! Laying a letter out: a text part that reads well as it is, and an HTML part of plain tables that a phone's mail program
//! shows without scrolling sideways.
use askama::Template;

use super::words::{Setting, Words, words};
use super::{Letter, ScheduleLine};
use crate::paper::qr::Squares;
use crate::text::Texts;
use crate::text::format;

/// A letter ready to be put into an envelope.
#[derive(Debug, Clone, PartialEq)]
pub struct Rendered {
    pub subject: String,
    pub text: String,
    pub html: String,
    /// The picture of a QR that the HTML shows as `cid:`[`CODE`].
    pub code: Option<Vec<u8>>,
}

/// The name of a letter's picture within it.
pub const CODE: &str = "vietqr";

#[derive(Template)]
#[template(path = "mail/letter.html")]
struct Html<'a> {
    t: Texts,
    name: &'a str,
    sender: &'a str,
    link: Option<&'a str>,
    words: &'a Words<'a>,
    /// The picture of a QR comes with it: what it says, for those who cannot see it.
    code: Option<String>,
}

#[derive(Template)]
#[template(path = "mail/letter.txt", escape = "none")]
struct Text<'a> {
    t: Texts,
    name: &'a str,
    sender: &'a str,
    link: Option<&'a str>,
    words: &'a Words<'a>,
    facts: String,
    schedule: String,
}

/// Puts a letter into words and lays it out. `name` is the recipient's, `sender` the fund's.
///
/// # Errors
/// askama's, which only a formatter of a value could raise.
pub fn render(letter: &Letter, setting: Setting<'_>, name: &str, sender: &str) -> Result<Rendered, askama::Error> {
    let words = words(letter, setting);
    let (t, link) = (setting.t, letter.link());
    let payload = letter.pay_to().and_then(|pay_to| Some((pay_to, pay_to.payload()?)));
    let code = payload.as_ref().and_then(|(_, payload)| Squares::of(payload)?.png());
    let said = payload.filter(|_| code.is_some()).map(|(pay_to, _)| {
        let bank = t.bank_name(&pay_to.bank);
        t.pay_qr_label(bank, &pay_to.number, format::dong(pay_to.amount), &pay_to.reference)
    });
    let html = Html { t, name, sender, link, words: &words, code: said }.render()?;
    let facts = facts_as_text(&words.facts);
    let schedule = schedule_as_text(t, words.schedule);
    let text = Text { t, name, sender, link, words: &words, facts, schedule }.render()?;
    Ok(Rendered { subject: words.subject.clone(), text, html, code })
}

/// Labels at the left, values in a column; the lines of a long value stand under its first.
fn facts_as_text(facts: &[(String, String)]) -> String {
    let width = facts.iter().map(|(label, _)| label.chars().count()).max().unwrap_or(0) + 1;
    let mut text = String::new();
    for (label, value) in facts {
        for (line, part) in value.lines().enumerate() {
            let label = if line == 0 { format!("{label}:") } else { String::new() };
            text.push_str(&format!("  {label:width$}  {part}\n"));
        }
    }
    text
}

/// Figures right-aligned, each column as wide as its widest entry.
fn schedule_as_text(t: Texts, lines: &[ScheduleLine]) -> String {
    if lines.is_empty() {
        return String::new();
    }
    let head = [
        t.mail_schedule_number(),
        t.mail_due(),
        t.mail_principal(),
        t.mail_interest(),
        t.mail_total(),
        t.mail_schedule_balance(),
    ];
    let mut rows = vec![head.map(str::to_owned)];
    rows.extend(lines.iter().map(|line| {
        [
            line.number.to_string(),
            format::date(line.due),
            line.principal.to_string(),
            line.interest.to_string(),
            line.total.to_string(),
            line.balance.to_string(),
        ]
    }));
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: [usize; 6] = std::array::from_fn(width);
    let mut text = String::new();
    for row in &rows {
        let cells: Vec<String> = row.iter().zip(widths).map(|(cell, width)| format!("{cell:>width$}")).collect();
        text.push_str(&format!("  {}\n", cells.join("  ")));
    }
    text
}

#[cfg(test)]
mod tests;

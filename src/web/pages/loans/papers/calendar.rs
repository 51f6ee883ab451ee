//! Due dates as a calendar (RFC 5545), for the phone that is at hand when they come.
use rocket::http::{ContentType, Header};
use rocket::{Responder, State as Managed, get};

use super::super::book_for_reader;
use crate::access::Reader;
use crate::actions::book::Book;
use crate::actions::{Office, Refusal};
use crate::domain::account::Position;
use crate::domain::loan::State;
use crate::text::{Texts, format};
use crate::web::{Answer, Page, RecordId};

/// Octets of a line without its end.
const LINE_OCTETS_MAX: usize = 75;

/// A calendar file.
#[derive(Responder)]
#[response(status = 200)]
pub struct Calendar {
    text: String,
    kind: ContentType,
    disposition: Header<'static>,
}

/// The instalments of a running loan that are still to be paid. Fetched again, each is the same event with the figures of then.
#[get("/loans/<id>/due-dates.ics")]
pub async fn due_dates(page: Page, reader: Reader, id: RecordId, office: &Managed<Office>) -> Answer<Calendar> {
    let book = book_for_reader(office, &reader, &id.0).await?;
    let today = office.clock.today();
    let position = book.position(today)?.filter(|_| book.loan.status == State::Active);
    let position = position.ok_or_else(|| Refusal::WrongState { is: book.loan.status.to_string() })?;
    let stamp = office.clock.now().format("%Y%m%dT%H%M%SZ").to_string();
    let host = office.config.base_url.host_str().unwrap_or("localhost").to_owned();
    let link = office.url(&format!("/loans/{}", book.loan.id));
    let text = calendar(page.t, &book, &position, &Source { stamp, host, link });
    let disposition = format!("attachment; filename=\"{}.ics\"", book.loan.number);
    Ok(Calendar {
        text,
        kind: ContentType::new("text", "calendar").with_params(("charset", "utf-8")),
        disposition: Header::new("Content-Disposition", disposition),
    })
}

/// When and from where a calendar was made.
struct Source {
    stamp: String,
    host: String,
    link: String,
}

fn calendar(t: Texts, book: &Book, position: &Position, source: &Source) -> String {
    let number = &book.loan.number;
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//coopfund//due dates//VI".to_owned(),
        "CALSCALE:GREGORIAN".to_owned(),
        format!("X-WR-CALNAME:{}", escaped(&t.ics_name(number))),
    ];
    for instalment in &position.instalments {
        let Some(to_pay) = position.to_pay(instalment.number).filter(|to_pay| to_pay.total.is_positive()) else {
            continue;
        };
        let (day, next) = (to_pay.due, to_pay.due.succ_opt().unwrap_or(to_pay.due));
        let total = format::dong(to_pay.total);
        let about = t.ics_about(format::dong(to_pay.principal), format::dong(to_pay.interest));
        let alarm = t.ics_alarm(format::date(day), &total);
        lines.extend([
            "BEGIN:VEVENT".to_owned(),
            format!("UID:{}-{}@{}", book.loan.id, instalment.number, source.host),
            format!("DTSTAMP:{}", source.stamp),
            format!("DTSTART;VALUE=DATE:{}", day.format("%Y%m%d")),
            format!("DTEND;VALUE=DATE:{}", next.format("%Y%m%d")),
            format!("SUMMARY:{}", escaped(&t.ics_summary(instalment.number, number, total))),
            format!("DESCRIPTION:{}", escaped(&about)),
            format!("URL:{}", source.link),
            "TRANSP:TRANSPARENT".to_owned(),
            "BEGIN:VALARM".to_owned(),
            "ACTION:DISPLAY".to_owned(),
            format!("DESCRIPTION:{}", escaped(&alarm)),
            "TRIGGER:-P7D".to_owned(),
            "END:VALARM".to_owned(),
            "END:VEVENT".to_owned(),
        ]);
    }
    lines.push("END:VCALENDAR".to_owned());
    lines.iter().map(|line| folded(line)).collect()
}

/// A text as a value: RFC 5545 section 3.3.11.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n")
}

/// A line of at most 75 octets, going on after a space, ended as the standard says.
fn folded(line: &str) -> String {
    let (mut text, mut octets) = (String::with_capacity(line.len() + 8), 0);
    for c in line.chars() {
        if octets + c.len_utf8() > LINE_OCTETS_MAX {
            text.push_str("\r\n ");
            octets = 1;
        }
        text.push(c);
        octets += c.len_utf8();
    }
    text + "\r\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_by_octets_and_read_back() {
        let line = format!("SUMMARY:{}", escaped("Trả nợ kỳ 1, khoản vay; \"Đất nhà xưởng\" \\ ".repeat(5).as_str()));
        let text = folded(&line);
        assert!(text.ends_with("\r\n") && text.split("\r\n").all(|part| part.len() <= LINE_OCTETS_MAX));
        assert_eq!(text.replace("\r\n ", "").trim_end(), line.trim_end());
        assert!(line.contains("kỳ 1\\, khoản vay\\;") && line.contains("\\\\"));
        assert_eq!(folded("END:VEVENT"), "END:VEVENT\r\n");
    }
}

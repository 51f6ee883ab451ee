//! Which papers a loan has, for its page.
use crate::actions::book::Book;
use crate::domain::loan::State;
use crate::text::{Texts, format};

/// Address and name of each.
pub struct Links(pub Vec<(String, String)>);

impl Links {
    /// What can be drawn up of a loan now.
    pub fn of(t: Texts, book: &Book) -> Links {
        let at = |end: &str| format!("/loans/{}/{end}", book.loan.id);
        let mut links = Vec::new();
        if book.loan.status != State::Cancelled || book.loan.signed_on.is_some() {
            links.push((at("contract"), t.paper_read(t.paper_contract())));
            links.push((at("contract.pdf"), t.paper_contract_link().to_owned()));
        }
        for (index, draw) in book.draws().iter().enumerate() {
            let number = index + 1;
            let name = t.paper_acknowledgement_link(number, format::date(draw.date));
            links.push((at(&format!("acknowledgements/{number}.pdf")), name));
        }
        links.push((at("schedule.pdf"), t.paper_schedule_link().to_owned()));
        links.push((at("statement.pdf"), t.paper_statement_link().to_owned()));
        if book.loan.status == State::Active {
            links.push((at("due-dates.ics"), t.paper_calendar().to_owned()));
        }
        Links(links)
    }
}

//! A deed that answers a request of the cooperative: its form is filled in from it, and carries its id.
use crate::actions::book::Book;
use crate::actions::{Error as ActionError, Office};
use crate::domain::ask::{Kind, State};
use crate::store::asks::{self, Ask};
use crate::text::Texts;
use crate::web::forms::findable;
use crate::web::{Answer, Fields};

/// The request that a form answers, as it was posted.
pub fn answers(fields: &Fields) -> Option<String> {
    Some(fields.get("answers").to_owned()).filter(|id| !id.is_empty())
}

/// An open request of this loan and one of these kinds; any other is as none.
pub async fn open_ask(office: &Office, book: &Book, id: Option<&str>, kinds: &[Kind]) -> Answer<Option<Ask>> {
    let Some(id) = findable(id) else { return Ok(None) };
    let found = office.store.read(async |tx| asks::find_of_loan(tx, &book.loan.id, id).await);
    let found = found.await.map_err(ActionError::from)?;
    Ok(found.filter(|ask| ask.status == State::Open && kinds.contains(&ask.kind)))
}

/// Puts what was asked into the fields of the deed that answers it.
pub fn fill(t: Texts, fields: &mut Fields, ask: &Ask) {
    let detail = &ask.detail.0;
    fields.set("answers", ask.id.clone());
    fields.set("asked", t.ask_prefilled(&ask.number));
    if let Some(amount) = ask.amount {
        fields.set("amount", amount.to_string());
    }
    match ask.kind {
        Kind::Tranche => {
            fields.set("payee", detail.payee.clone().unwrap_or_default());
            fields.set("evidence", one_line(detail.purpose.as_deref().unwrap_or_default()));
        }
        Kind::Payment => {
            fields.set("reference", detail.reference.clone().unwrap_or_default());
            fields.set("date", ask.on_date.map(|date| date.to_string()).unwrap_or_default());
        }
        Kind::Prepayment => fields.set("effect", detail.effect.clone().unwrap_or_default()),
        Kind::MoreTime => {
            let said = [&detail.purpose, &detail.plan].into_iter().flatten().cloned().collect::<Vec<_>>();
            let on = crate::clock::business_date(ask.made_at);
            fields.set("request/by", ask.made_by_name.clone());
            fields.set("request/on", on.to_string());
            fields.set("request/document", format!("{}: {}", ask.number, said.join("\n")));
        }
    }
}

/// The evidence of a tranche is one line.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

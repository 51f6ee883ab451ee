//! What happened on a loan, oldest first: who, when, by which value date, and how the money was used.
use chrono::NaiveDate;

use super::Standing;
use crate::actions::book::Book;
use crate::domain::account::Entry;
use crate::domain::money::Money;
use crate::store::StoreError;
use crate::store::loans::LoanEvent;
use crate::text::{Texts, format};

/// One thing that happened.
#[derive(Debug, Clone)]
pub struct Happening {
    /// Its id; empty where waiting money was used by itself.
    pub id: String,
    pub what: String,
    pub date: String,
    pub date_iso: String,
    pub amount: Option<String>,
    /// Payee, evidence, reference, reason: words and value.
    pub details: Vec<(&'static str, String)>,
    pub used: Option<String>,
    /// Who recorded it and when.
    pub recorded: Option<String>,
    /// It was taken back: by whom, when and why.
    pub reversed: Option<String>,
    /// It takes another one back.
    pub is_reversal: bool,
    /// Where it can be taken back.
    pub reverse: Option<String>,
}

/// Everything with a value date up to `as_of`. `may_reverse`: the reader is a cashier who may take bookings back.
pub fn of(
    t: Texts,
    book: &Book,
    standing: &Standing,
    as_of: NaiveDate,
    may_reverse: bool,
) -> Result<Vec<Happening>, StoreError> {
    let facts = book.facts()?;
    let entries: &[Entry] = standing.position().map_or(&[], |position| &position.entries);
    let place = |event: &LoanEvent| facts.iter().position(|(_, row)| row.id == event.id);
    let mut found: Vec<((NaiveDate, i64), Happening)> = Vec::new();
    for event in book.events.iter().filter(|event| event.value_date <= as_of) {
        let place = place(event);
        let used: Vec<&Entry> = entries.iter().filter(|entry| place.is_some() && entry.event == place).collect();
        found.push(((event.value_date, event.seq), happening(t, book, event, &used, may_reverse)));
    }
    // Waiting money is used when something falls due: before what was recorded for that day.
    let waiting = entries.iter().filter(|entry| entry.event.is_none() && entry.date <= as_of);
    found.extend(waiting.map(|entry| ((entry.date, 0), used_by_itself(t, entry))));
    found.sort_by_key(|(order, _)| *order);
    Ok(found.into_iter().map(|(_, happening)| happening).collect())
}

fn happening(t: Texts, book: &Book, event: &LoanEvent, used: &[&Entry], may_reverse: bool) -> Happening {
    let reversal = book.events.iter().find(|other| other.reverses.as_deref() == Some(event.id.as_str()));
    let stands = reversal.is_none() && event.reverses.is_none();
    Happening {
        id: event.id.clone(),
        what: what(t, book, event),
        date: format::date(event.value_date),
        date_iso: event.value_date.to_string(),
        amount: event.amount.map(format::dong),
        details: details(t, event),
        used: (!used.is_empty()).then(|| use_of(t, used)).filter(|used| !used.is_empty()),
        recorded: Some(t.loan_recorded(&event.recorded_by_name, format::instant(event.recorded_at))),
        reversed: reversal.map(|reversal| {
            t.loan_reversed(format::instant(reversal.recorded_at), &reversal.recorded_by_name, reversal.text("reason"))
        }),
        is_reversal: event.reverses.is_some(),
        reverse: (may_reverse && stands).then(|| format!("/loans/{}/reverse?event={}", book.loan.id, event.id)),
    }
}

/// What it is, in words; a reversal says of what.
fn what(t: Texts, book: &Book, event: &LoanEvent) -> String {
    let wrong = event.reverses.as_deref().and_then(|id| book.events.iter().find(|other| other.id == id));
    match wrong {
        Some(wrong) => {
            let amount = wrong.amount.map(format::dong).unwrap_or_default();
            t.loan_reversal_of(t.loan_event(&wrong.kind), amount, format::date(wrong.value_date))
        }
        None => t.loan_event(&event.kind).to_owned(),
    }
}

fn details(t: Texts, event: &LoanEvent) -> Vec<(&'static str, String)> {
    let mut details: Vec<(&'static str, String)> = [
        (t.loan_payee(), "payee"),
        (t.loan_evidence(), "evidence"),
        (t.loan_reference(), "reference"),
        (t.loan_reason(), "reason"),
    ]
    .into_iter()
    .map(|(label, name)| (label, event.text(name).to_owned()))
    .filter(|(_, value)| !value.is_empty())
    .collect();
    if let Some(effect) = event.detail.0.get("effect").and_then(|effect| effect.as_str()) {
        details.push((t.loan_effect(), t.loan_effect_name(effect).to_owned()));
    }
    if event.kind == "rate" {
        let rate = t.percent(event.text("annual_rate_percent"));
        details.push((t.restructure_rate_new(), t.loan_a_year(rate)));
    }
    if event.detail.0.get("inability").and_then(|said| said.as_bool()) == Some(true) {
        details.push((t.loan_reason(), t.restructure_inability().to_owned()));
    }
    if let Some(to) = event.text("to").parse().ok().filter(|_| event.kind == "freeze") {
        details.push((t.restructure_freeze_to(), format::date(to)));
    }
    let number = event.text("number");
    if !number.is_empty() {
        details.push((t.decision_number(), number.to_owned()));
    }
    if let Some(check) = event.detail.0.get("credit_check").filter(|check| check.is_object()) {
        let group = check["worst_debt_group"].as_u64().unwrap_or_default();
        let document = check["document"].as_str().unwrap_or_default();
        let on = check["on"].as_str().and_then(|on| on.parse().ok()).map(format::date).unwrap_or_default();
        details.push((t.loan_credit_check(), t.loan_credit_check_said(group, on, document)));
    }
    details
}

fn used_by_itself(t: Texts, entry: &Entry) -> Happening {
    Happening {
        id: String::new(),
        what: t.loan_waiting_used().to_owned(),
        date: format::date(entry.date),
        date_iso: entry.date.to_string(),
        amount: None,
        details: Vec::new(),
        used: Some(use_of(t, &[entry])),
        recorded: None,
        reversed: None,
        is_reversal: false,
        reverse: None,
    }
}

/// How money was used: the parts that are not nothing.
pub fn use_of(t: Texts, entries: &[&Entry]) -> String {
    let sum = |part: fn(&Entry) -> Money| Money::try_sum(entries.iter().map(|entry| part(entry))).unwrap_or_default();
    let parts = [
        (t.loan_used_principal(), sum(|entry| entry.principal)),
        (t.loan_used_interest(), sum(|entry| entry.interest)),
        (t.loan_used_overdue(), sum(|entry| entry.overdue_interest)),
        (t.loan_used_late(), sum(|entry| entry.late_interest)),
        (t.loan_used_waiting(), sum(|entry| entry.unallocated)),
    ];
    let said = parts.into_iter().filter(|(_, amount)| !amount.is_zero());
    said.map(|(label, amount)| format!("{label} {}", format::dong(amount))).collect::<Vec<_>>().join(" · ")
}

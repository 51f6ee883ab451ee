//! How one interest figure came about: from, to, days, balance, rate, basis, the exact sum, the rounding.
use askama::Template;
use askama_web::WebTemplate;
use chrono::NaiveDate;
use rocket::{Route, State as Managed, get, routes};

use super::{Head, book_for_reader, day_of_address};
use crate::access::Reader;
use crate::actions::book::{Book, not_computable};
use crate::actions::{Office, Refusal};
use crate::domain::account::{Explained, Figures, Instalment, Nights, Sum};
use crate::domain::exact::Exact;
use crate::domain::money::Money;
use crate::domain::schedule;
use crate::text::{Texts, format};
use crate::web::{Answer, Page, RecordId};

pub fn routes() -> Vec<Route> {
    routes![explain]
}

#[derive(Template, WebTemplate)]
#[template(path = "loans/explain.html")]
struct ExplainPage {
    page: Page,
    head: Head,
    /// The figure's name and the day it is of.
    figure: String,
    as_of: String,
    planned: bool,
    /// Why there are no nights: interest is held for a later instalment.
    held: bool,
    nights: Vec<NightsView>,
    sums: Vec<SumView>,
    /// What a figure that is itself a sum of instalments is made of.
    parts: Vec<Part>,
    less: Vec<(&'static str, String)>,
    result: String,
}

/// An instalment's share of a figure, and where it explains itself.
struct Part {
    name: String,
    href: String,
    interest: String,
    paid: String,
    unpaid: String,
}

/// Nights of equal balance and rate.
struct NightsView {
    from: String,
    to: String,
    days: i64,
    balance: String,
    rate: String,
    basis: String,
    /// What to type into a calculator, where the basis has one length of the year.
    formula: Option<String>,
    exact: String,
}

/// A sum and its rounding.
struct SumView {
    period: Option<u32>,
    exact: String,
    fraction: String,
    rounding: &'static str,
    rounded: String,
    collected: Option<String>,
    interest: String,
}

#[get("/loans/<id>/explain?<instalment>&<figure>&<as_of>")]
async fn explain(
    page: Page,
    reader: Reader,
    id: RecordId,
    instalment: Option<u32>,
    figure: Option<&str>,
    as_of: Option<&str>,
    office: &Managed<Office>,
) -> Answer<ExplainPage> {
    let book = book_for_reader(office, &reader, &id.0).await?;
    let (t, today) = (page.t, office.clock.today());
    let day = day_of_address("as_of", as_of, &book.loan, today).map_err(|error| Refusal::Invalid(vec![error]))?;
    let day = day.unwrap_or(today);
    let found = find(t, office, &book, day, instalment, figure)?.ok_or(Refusal::NotFound)?;
    let mut head = Head::of(t, &book.loan, true);
    if day != today
        && let Some(above) = head.above.last_mut()
    {
        above.0 = format!("{}?as_of={day}", above.0);
    }
    let explained = &found.explained;
    let less = [(t.loan_held_collected(), explained.held_collected), (t.loan_waived(), explained.waived)];
    Ok(ExplainPage {
        figure: found.name.clone(),
        as_of: format::date(day),
        planned: found.planned,
        held: explained.sums.is_empty() && found.parts.is_empty(),
        nights: explained.nights.iter().map(|nights| nights_view(t, nights)).collect(),
        sums: explained.sums.iter().map(|sum| sum_view(t, sum)).collect(),
        less: less
            .into_iter()
            .filter(|(_, amount)| !amount.is_zero())
            .map(|(label, amount)| (label, format::dong(amount)))
            .collect(),
        parts: found.parts.iter().map(|item| part(t, &head, day, item)).collect(),
        result: format::dong(found.amount),
        head,
        page: page.titled(t.loan_explain()),
    })
}

/// A figure and what is known of it.
struct Found {
    name: String,
    amount: Money,
    planned: bool,
    explained: Explained,
    /// The instalments that a figure made of several is made of.
    parts: Vec<Instalment>,
}

fn part(t: Texts, head: &Head, day: NaiveDate, item: &Instalment) -> Part {
    Part {
        name: t.loan_interest_of_instalment(item.number, format::date(item.due)),
        href: format!("{}/explain?as_of={day}&instalment={}", head.path(), item.number),
        interest: item.interest.to_string(),
        paid: item.paid_interest.to_string(),
        unpaid: unpaid(item).to_string(),
    }
}

fn unpaid(item: &Instalment) -> Money {
    item.interest.checked_sub(item.paid_interest).unwrap_or_default()
}

fn find(
    t: Texts,
    office: &Office,
    book: &Book,
    day: NaiveDate,
    instalment: Option<u32>,
    figure: Option<&str>,
) -> Answer<Option<Found>> {
    let Some(position) = book.position_explained(day)? else {
        return planned(t, office, book, day, instalment);
    };
    if let Some(number) = instalment {
        let found = position.instalments.into_iter().find(|item| item.number == number);
        return Ok(found.and_then(|item| {
            let name = t.loan_interest_of_instalment(item.number, format::date(item.due));
            item.explained.map(|explained| Found {
                name,
                amount: item.interest,
                planned: false,
                explained: *explained,
                parts: Vec::new(),
            })
        }));
    }
    if figure == Some("due") {
        let fell_due = position.instalments.into_iter().filter(|item| item.due <= day && unpaid(item).is_positive());
        let (name, amount) = (t.loan_interest_due().to_owned(), position.interest_due);
        let parts = fell_due.collect();
        return Ok(Some(Found { name, amount, planned: false, explained: Explained::default(), parts }));
    }
    let Some(Figures { interest_accrued, overdue_interest, late_interest }) = position.nights else { return Ok(None) };
    let (name, amount, explained) = match figure {
        Some("accrued") => (t.loan_interest_accrued(), position.interest_accrued, interest_accrued),
        Some("overdue") => (t.loan_overdue_interest(), position.overdue_interest, overdue_interest),
        Some("late") => (t.loan_late_interest(), position.late_interest, late_interest),
        _ => return Ok(None),
    };
    Ok(Some(Found { name: name.to_owned(), amount, planned: false, explained, parts: Vec::new() }))
}

/// An instalment of the plan as if all were drawn that day.
fn planned(t: Texts, office: &Office, book: &Book, day: NaiveDate, instalment: Option<u32>) -> Answer<Option<Found>> {
    let terms = book.terms_if_drawn_on(day)?;
    let plan = schedule::plan_explained(&terms, book.calendar(&office.calendar()))
        .map_err(|refusal| not_computable(&refusal))?;
    let row = plan.instalments.into_iter().find(|row| Some(row.number) == instalment);
    Ok(row.and_then(|row| {
        let name = t.loan_interest_of_instalment(row.number, format::date(row.due));
        row.explained.map(|explained| Found {
            name,
            amount: row.interest,
            planned: true,
            explained: *explained,
            parts: Vec::new(),
        })
    }))
}

fn nights_view(t: Texts, nights: &Nights) -> NightsView {
    let rate = t.percent(&nights.annual_rate_percent.to_string());
    let year = nights.basis.strip_prefix("actual/").filter(|year| year.bytes().all(|b| b.is_ascii_digit()));
    NightsView {
        formula: year.map(|year| format!("{} × {rate} × {} ÷ {year}", nights.balance, nights.days)),
        from: format::date(nights.from),
        to: format::date(nights.to),
        days: nights.days,
        balance: nights.balance.to_string(),
        rate,
        basis: t.loan_basis(nights.basis),
        exact: format::exact(nights.exact),
    }
}

fn sum_view(t: Texts, sum: &Sum) -> SumView {
    let rounded = sum.interest.checked_add(sum.collected).unwrap_or_default();
    SumView {
        period: sum.period,
        exact: format::exact(sum.exact),
        fraction: fraction(sum.exact),
        rounding: t.loan_rounding_mode(sum.rounding),
        rounded: format::dong(rounded),
        collected: (!sum.collected.is_zero()).then(|| format::dong(sum.collected)),
        interest: format::dong(sum.interest),
    }
}

/// The sum as the fraction it is, where it is no whole number.
fn fraction(exact: Exact) -> String {
    let text = exact.to_string();
    if text.contains('/') { text } else { String::new() }
}

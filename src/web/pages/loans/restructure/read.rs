//! The form of a proposal: what was typed, and a plan to begin with.
use chrono::{Datelike, NaiveDate};

use crate::actions::book::Book;
use crate::actions::restructure::{RequestInput, RestructureInput};
use crate::actions::{FieldError, Problem, Refusal};
use crate::domain::account::Position;
use crate::domain::calendar::add_months;
use crate::domain::money::Money;
use crate::domain::restructuring::Kind;
use crate::domain::terms::PlannedPart;
use crate::text::format;
use crate::web::Fields;
use crate::web::forms::{Reading, parse_date};

use crate::web::pages::loans::asked::answers;

const TEXT_CHARACTERS_MAX: usize = 5000;
const NAME_CHARACTERS_MAX: usize = 200;

/// What the form says. `trying`: only what decides the figures is needed.
pub fn input(fields: &Fields, kind: Kind, trying: bool) -> Result<RestructureInput, Refusal> {
    let mut read = fields.read();
    let date = read.date("date");
    let needs = |read: &mut Reading<'_>, name: &str| {
        if fields.get(name).is_empty() {
            read.fail(name, Problem::Required);
        }
    };
    let mut input = RestructureInput {
        kind,
        date,
        plan: None,
        annual_rate_percent: None,
        amount: None,
        inability: None,
        to: None,
        loss_percent: None,
        reason: if trying { "–".into() } else { read.required("reason", TEXT_CHARACTERS_MAX) },
        request: request(&mut read, fields, kind, trying),
        answers: answers(fields),
    };
    match kind {
        Kind::TermAdjustment | Kind::Extension => input.plan = Some(plan(&mut read, fields.get("plan"))),
        Kind::Rate => {
            needs(&mut read, "annual_rate_percent");
            input.annual_rate_percent = read.percent("annual_rate_percent");
        }
        Kind::InterestWaiver => {
            input.amount = Some(read.required_money("amount"));
            input.inability = Some(!fields.get("inability").is_empty());
        }
        Kind::Freeze => {
            input.to = Some(read.required_date("to"));
            needs(&mut read, "loss_percent");
            input.loss_percent = read.percent("loss_percent");
        }
        Kind::WriteOff => {}
    }
    read.finish(input)
}

/// A customer's request is a paper with a name and a date; the fund acts on its own in other matters.
fn request(read: &mut Reading<'_>, fields: &Fields, kind: Kind, trying: bool) -> Option<RequestInput> {
    if trying {
        // A preview is no proposal: what the paper says decides no figure.
        return (kind == Kind::WriteOff)
            .then(|| RequestInput { document: Some("–".into()), ..RequestInput::default() });
    }
    if kind.plans() {
        for name in ["request/by", "request/on", "request/document"] {
            if fields.get(name).is_empty() {
                read.fail(name, Problem::Required);
            }
        }
    }
    let request = RequestInput {
        by: read.text("request/by", NAME_CHARACTERS_MAX),
        on: read.date("request/on"),
        document: read.text("request/document", TEXT_CHARACTERS_MAX),
    };
    Some(request)
}

/// A line for each instalment: a date and an amount.
fn plan(read: &mut Reading<'_>, text: &str) -> Vec<PlannedPart> {
    if text.is_empty() {
        read.fail("plan", Problem::Required);
    }
    let mut parts = Vec::new();
    for (place, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        match part(line) {
            Ok(part) => parts.push(part),
            Err(problem) => {
                read.fail("plan", Problem::InLine { line: place + 1, problem: Box::new(problem) });
                break;
            }
        }
    }
    parts
}

fn part(line: &str) -> Result<PlannedPart, Problem> {
    let mut words = line.split([' ', '\t', ';']).filter(|word| !word.is_empty());
    let due = words.next().and_then(parse_date).ok_or(Problem::NotADate)?;
    let amount = words.next().ok_or(Problem::NotAPlanLine)?;
    if words.any(|word| !matches!(word, "₫" | "đ" | "đồng")) {
        return Err(Problem::NotAPlanLine);
    }
    let principal = Money::parse(amount).map_err(Problem::Money)?;
    Ok(PlannedPart { due, principal })
}

/// The form has one field for the whole plan, where the deed names each part.
pub fn at_form_fields(refusal: Refusal) -> Refusal {
    let Refusal::Invalid(errors) = refusal else { return refusal };
    let moved = errors.into_iter().map(|error| {
        let place = error.pointer.strip_prefix("/plan/").and_then(|rest| rest.split('/').next()?.parse::<usize>().ok());
        match place {
            Some(place) => FieldError {
                pointer: "/plan".into(),
                problem: Problem::InLine { line: place + 1, problem: Box::new(error.problem) },
            },
            None => error,
        }
    });
    Refusal::Invalid(moved.collect())
}

/// A plan to begin with: the coming due dates, or from today on as often as the contract says, one more of them for an
/// extension; the principal owed in equal parts, the last taking what is left.
pub fn suggested(book: &Book, position: &Position, kind: Kind, today: NaiveDate) -> String {
    let every = u32::try_from(book.loan.repay_every_months).unwrap_or(1).max(1);
    let coming = position.instalments.iter().filter(|item| item.due > today && item.total.is_positive());
    let mut dates: Vec<NaiveDate> = coming.map(|item| item.due).collect();
    if kind == Kind::Extension {
        let last = dates.last().copied().unwrap_or(position.final_due.max(today));
        dates.extend(add_months(last, every, last.day()));
    }
    let count = i64::try_from(dates.len()).unwrap_or(1).max(1);
    let unit = book.loan.conditions.0.rounding.unit.max(1);
    let owed = position.principal_outstanding.as_dong();
    let part = owed / count / unit * unit;
    let line = |(place, due): (usize, &NaiveDate)| {
        let rest = owed - part * (count - 1);
        let amount = if place + 1 == dates.len() { rest } else { part };
        format!("{} {}", format::date(*due), Money::dong(amount))
    };
    dates.iter().enumerate().map(line).collect::<Vec<_>>().join("\n")
}

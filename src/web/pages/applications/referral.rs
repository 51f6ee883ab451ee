//! The part of an application's page where somebody else decides: sending on, the decision, the debt as reported.
use chrono::NaiveDate;
use rocket::response::Flash;
use rocket::{Either, State, post};

use super::case::{Case, Seat};
use super::next::{Next, said};
use super::officer::{Decided, again, version};
use super::view::Typed;
use crate::access::{Appraiser, Approver, Witness};
use crate::actions::draft::MONTHS_MAX;
use crate::actions::referral::{self, BalanceInput, OutcomeInput, ReferInput};
use crate::actions::{Office, Problem, Refusal};
use crate::domain::application::State as Stage;
use crate::domain::money::Money;
use crate::domain::policy::{CapitalSource, Decider};
use crate::text::{Texts, format};
use crate::web::error::redisplayable;
use crate::web::page::done;
use crate::web::{Answer, Fields, FormView, Page, Posted};

/// What stands on the page.
#[derive(Debug, Clone, Default)]
pub struct ReferralView {
    pub shown: bool,
    pub intro: String,
    /// Letter, decision and what was granted.
    pub rows: Vec<(&'static str, String)>,
    pub balances: Vec<[String; 5]>,
    /// Whether anything was granted, so that a debt is followed.
    pub followed: bool,
    pub refers: bool,
    pub records: bool,
    pub reports: bool,
    /// The sources to choose from; none where the lender's own capital is the only one.
    pub sources: Vec<(String, &'static str)>,
    pub form: FormView,
    /// The form that was refused.
    pub refused: &'static str,
}

impl ReferralView {
    /// The part of a case that its reader sees.
    pub fn of(t: Texts, office: &Office, case: &Case, seat: Seat, typed: Option<&Typed>) -> ReferralView {
        if !case.decided_elsewhere() || case.found.status == Stage::Draft {
            return ReferralView::default();
        }
        let today = office.clock.today();
        let mut fields = Fields::default();
        for name in ["refer_date", "decided_on", "as_of"] {
            fields.set(name, today.to_string());
        }
        let own = ["refer", "outcome", "balance"];
        let typed = typed.filter(|typed| own.contains(&typed.which));
        let status = case.found.status;
        let decider = case.fund.programme.decider();
        let followed = case.referral.as_ref().is_some_and(|referral| referral.amount.is_some());
        ReferralView {
            shown: true,
            intro: t.referral_intro(t.decider(decider)),
            rows: rows(t, case),
            balances: case
                .balances
                .iter()
                .map(|row| {
                    let amount = |amount: Money| format::dong(amount);
                    [
                        format::date(row.as_of),
                        amount(row.balance),
                        amount(row.overdue),
                        row.document.clone(),
                        row.reported_by_name.clone(),
                    ]
                })
                .collect(),
            followed,
            refers: status == Stage::Submitted && seat.appraiser,
            records: status == Stage::Appraised && seat.decides() && case.referral.is_some(),
            reports: followed && seat.appraiser,
            sources: if decider == Decider::SocialPolicyBank { sources(t) } else { Vec::new() },
            form: typed.map_or_else(|| FormView::new(t, fields), |typed| typed.form.clone()),
            refused: typed.map_or("", |typed| typed.which),
        }
    }
}

const SOURCES: [CapitalSource; 4] =
    [CapitalSource::CentralBudget, CapitalSource::LocalBudget, CapitalSource::BankMobilised, CapitalSource::Entrusted];

fn sources(t: Texts) -> Vec<(String, &'static str)> {
    SOURCES.into_iter().map(|source| (code(source), t.job_capital_source(source))).collect()
}

fn code(source: CapitalSource) -> String {
    serde_json::to_value(source).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
}

fn rows(t: Texts, case: &Case) -> Vec<(&'static str, String)> {
    let Some(found) = &case.referral else { return Vec::new() };
    let sent = t.referral_sent(&found.number, format::date(found.on_date), &found.referred_by_name);
    let mut rows = vec![(t.referral_form(), sent)];
    let paper = found.decision_number.as_ref().zip(found.decided_on).zip(found.recorded_by_name.as_ref());
    let Some(((number, on), by)) = paper else {
        rows.push((t.outcome_kind(), t.referral_waiting().to_owned()));
        return rows;
    };
    let granted = found.outcome.as_deref() == Some("granted");
    rows.push((t.outcome_kind(), (if granted { t.outcome_granted() } else { t.outcome_refused() }).to_owned()));
    rows.push((t.outcome_number(), t.outcome_paper(number, format::date(on), by)));
    let source = found.capital_source.as_ref().and_then(|name| SOURCES.into_iter().find(|one| code(*one) == *name));
    let more = [
        (t.outcome_amount(), found.amount.map(format::dong)),
        (t.outcome_term(), found.term_months.map(|months| t.unit_months(months))),
        (t.outcome_rate(), found.annual_rate_percent.as_deref().map(|rate| t.percent(rate))),
        (t.outcome_source(), source.map(|source| t.job_capital_source(source).to_owned())),
        (t.outcome_reason(), found.reason.clone()),
    ];
    rows.extend(more.into_iter().filter_map(|(label, value)| value.map(|value| (label, value))));
    rows
}

/// What comes next where somebody else decides; `None` where it is as with every application.
pub fn next(t: Texts, case: &Case, seat: Seat, answer_by: Option<NaiveDate>) -> Option<Next> {
    let decider = t.decider(case.fund.programme.decider());
    match (case.found.status, &case.referral) {
        (Stage::Submitted, _) if seat.appraiser => Some(Next {
            mine: true,
            turn: t.whose_turn_until(case.found.status.whose_turn(), None, false),
            button: Some((t.referral_form().to_owned(), "#referral".to_owned())),
            ..said(t.next_refer(), t.next_refer_text(decider))
        }),
        (Stage::Submitted, _) => Some(Next {
            turn: t.whose_turn_until(case.found.status.whose_turn(), None, false),
            ..said(t.next_refer_waiting(), t.next_refer_text(decider))
        }),
        (Stage::Appraised, Some(referral)) => {
            let turn = answer_by.map_or_else(
                || t.turn_of_decider(decider),
                |until| t.turn_of_decider_until(decider, format::date(until)),
            );
            let sent = t.next_outcome_text(&referral.number, format::date(referral.on_date));
            let text = match (seat.approver, seat.decides()) {
                (true, false) => format!("{sent} {}", t.next_outcome_other()),
                (true, true) => format!("{sent} {}", t.next_outcome_record()),
                _ => sent,
            };
            Some(Next { turn, ..said(&t.next_outcome(decider), text) })
        }
        (Stage::Approved, Some(_)) => {
            Some(Next { turn: t.turn_of_decider(decider), ..said(&t.next_granted(decider), t.next_granted_text()) })
        }
        _ => None,
    }
}

/// The page's names of the fields that the action names as the door does.
const LETTER_FIELDS: [(&str, &str); 3] =
    [("/number", "/refer_number"), ("/date", "/refer_date"), ("/note", "/refer_note")];
const OUTCOME_FIELDS: [(&str, &str); 6] = [
    ("/number", "/decision_number"),
    ("/date", "/decided_on"),
    ("/amount", "/granted_amount"),
    ("/term_months", "/granted_term"),
    ("/annual_rate_percent", "/granted_rate"),
    ("/reason", "/refusal_reason"),
];
const BALANCE_FIELDS: [(&str, &str); 1] = [("/document", "/balance_document")];

/// The refusal with its fields named as on the page, where three forms stand beside one another.
fn on_the_page(mut refusal: Refusal, names: &[(&str, &str)]) -> Refusal {
    if let Refusal::Invalid(errors) = &mut refusal {
        for field in errors {
            if let Some((_, name)) = names.iter().find(|(pointer, _)| *pointer == field.pointer) {
                field.pointer = (*name).to_owned();
            }
        }
    }
    refusal
}

/// Sends the file on.
#[post("/applications/<id>/refer", data = "<posted>")]
pub async fn refer(page: Page, by: Appraiser, id: &str, posted: Posted, office: &State<Office>) -> Answer<Decided> {
    let fields = posted.0;
    let mut reading = fields.read();
    let date = reading.required_date("refer_date");
    let text = |name: &str| fields.get(name).to_owned();
    let input = ReferInput { number: text("refer_number"), date, note: text("refer_note") };
    let sent = match reading.finish(input) {
        Ok(input) => referral::refer(office, &by, id, version(&fields), &input, fields.key()).await,
        Err(refusal) => Err(refusal.into()),
    };
    match redisplayable(sent)? {
        Ok(()) => Ok(there(id, page.t.referral_done())),
        Err(refusal) => again(page, office, by.user(), id, "refer", fields, on_the_page(refusal, &LETTER_FIELDS)).await,
    }
}

fn there(id: &str, said: &str) -> Decided {
    let to: Flash<_> = done(format!("/applications/{id}"), said);
    Either::Left(to)
}

/// Records what was decided.
#[post("/applications/<id>/outcome", data = "<posted>")]
pub async fn outcome(page: Page, by: Approver, id: &str, posted: Posted, office: &State<Office>) -> Answer<Decided> {
    let fields = posted.0;
    let mut reading = fields.read();
    let kind = reading.choice("outcome", &["granted", "refused"]);
    if fields.get("outcome").is_empty() {
        reading.fail("outcome", Problem::Required);
    }
    let codes: Vec<String> = SOURCES.into_iter().map(code).collect();
    let names: Vec<&str> = codes.iter().map(String::as_str).collect();
    let source = reading
        .choice("capital_source", &names)
        .and_then(|name| SOURCES.into_iter().find(|source| code(*source) == name));
    let input = OutcomeInput {
        granted: kind == Some("granted"),
        number: fields.get("decision_number").to_owned(),
        date: reading.required_date("decided_on"),
        amount: reading.money("granted_amount"),
        term_months: reading.number("granted_term", 1, MONTHS_MAX),
        annual_rate_percent: reading.percent("granted_rate"),
        capital_source: source,
        reason: fields.get("refusal_reason").to_owned(),
    };
    let recorded = match reading.finish(input) {
        Ok(input) => referral::record(office, &by, id, version(&fields), &input, fields.key()).await,
        Err(refusal) => Err(refusal.into()),
    };
    match redisplayable(recorded)? {
        Ok(()) => Ok(there(id, page.t.outcome_done())),
        Err(refusal) => {
            again(page, office, by.user(), id, "outcome", fields, on_the_page(refusal, &OUTCOME_FIELDS)).await
        }
    }
}

/// Writes down a reported balance.
#[post("/applications/<id>/balances", data = "<posted>")]
pub async fn balance(page: Page, by: Appraiser, id: &str, posted: Posted, office: &State<Office>) -> Answer<Decided> {
    let fields = posted.0;
    let mut reading = fields.read();
    let as_of = reading.required_date("as_of");
    if fields.get("balance").is_empty() {
        reading.fail("balance", Problem::Required);
    }
    let input = BalanceInput {
        as_of,
        balance: reading.money("balance").unwrap_or_default(),
        overdue: reading.money("overdue").unwrap_or_default(),
        document: fields.get("balance_document").to_owned(),
    };
    let reported = match reading.finish(input) {
        Ok(input) => referral::report(office, &by, id, &input, fields.key()).await,
        Err(refusal) => Err(refusal.into()),
    };
    match redisplayable(reported)? {
        Ok(()) => Ok(there(id, page.t.balance_done())),
        Err(refusal) => {
            again(page, office, by.user(), id, "balance", fields, on_the_page(refusal, &BALANCE_FIELDS)).await
        }
    }
}

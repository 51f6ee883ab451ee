//! A loan with its facts: the bridge from stored rows to the account that the domain computes.
use std::collections::HashSet;
use std::sync::Arc;

use chrono::NaiveDate;

use super::{Error, FieldError, Op, Problem, Refusal};
use crate::domain::account::{self, Effect, Event, Position};
use crate::domain::arrears::{DebtGroup, Scales};
use crate::domain::calendar::{Calendar, add_months};
use crate::domain::loan::State;
use crate::domain::money::Money;
use crate::domain::rate::Rate;
use crate::domain::refusal::Refusal as DomainRefusal;
use crate::domain::terms::{Disbursement, Every, Method, PlannedPart, Terms, TermsInput};
use crate::policy;
use crate::store::funds::Fund;
use crate::store::loans::{self, Conditions, Loan, LoanEvent, PositionRow};
use crate::store::{StoreError, Tx};

/// A loan and every fact recorded of it.
#[derive(Debug, Clone)]
pub struct Book {
    pub loan: Loan,
    /// In the order they were recorded, reversed ones among them.
    pub events: Vec<LoanEvent>,
    /// By which its debts are put into groups.
    pub scales: Arc<Scales>,
}

/// What a loan's terms are made of, before it is drawn: for a preview and for an approval.
#[derive(Debug, Clone)]
pub struct Rhythm<'a> {
    pub amount: Money,
    pub annual_rate_percent: &'a str,
    pub term_months: i64,
    pub repay_every_months: i64,
    pub principal_grace_months: i64,
    pub method: &'a str,
    pub conditions: &'a Conditions,
}

impl Rhythm<'_> {
    /// The terms when the draws are these. Instalments run from the first draw: one every so many months.
    ///
    /// # Errors
    /// A refusal with a pointer named like the application's fields.
    pub fn terms(&self, draws: Vec<Disbursement>) -> Result<Terms, DomainRefusal> {
        let start = draws.first().map_or_else(NaiveDate::default, |draw| draw.date);
        let every = u32::try_from(self.repay_every_months).ok().filter(|every| *every > 0);
        let every =
            every.ok_or_else(|| DomainRefusal::at("out_of_range", "/repay_every_months", "must be 1 or more"))?;
        let months = |pointer: &str, value: i64| {
            let months =
                u32::try_from(value).map_err(|_| DomainRefusal::at("out_of_range", pointer, "must be 0 or more"))?;
            if months % every == 0 {
                Ok(months / every)
            } else {
                Err(DomainRefusal::at("not_a_multiple", pointer, "must be a multiple of repay_every_months"))
            }
        };
        let first_due = add_months(start, every, chrono::Datelike::day(&start));
        Terms::new(TermsInput {
            principal: self.amount,
            annual_rate_percent: Rate::parse(self.annual_rate_percent)
                .map_err(|error| DomainRefusal::at("not_a_rate", "/annual_rate_percent", error.to_string()))?,
            start,
            disbursements: Some(draws),
            method: method(self.method)?,
            instalments: Some(months("/term_months", self.term_months)?),
            first_due: Some(first_due.ok_or_else(|| DomainRefusal::too_large("/term_months"))?),
            every: Some(Every::Months(every)),
            principal_grace: months("/principal_grace_months", self.principal_grace_months)?,
            interest: self.conditions.interest,
            rounding: self.conditions.rounding,
            due_days: self.conditions.due_days,
            overdue: self.conditions.overdue,
            allocation: self.conditions.allocation,
            classification: self.conditions.classification,
            ..TermsInput::default()
        })
        .map_err(as_applied_for)
    }
}

/// At the field of the application that a term of the loan was made from.
fn as_applied_for(mut refusal: DomainRefusal) -> DomainRefusal {
    let field = match refusal.pointer.split('/').nth(1) {
        Some("principal" | "disbursements") => "/amount",
        Some("instalments" | "first_due") => "/term_months",
        Some("every") => "/repay_every_months",
        Some("principal_grace") => "/principal_grace_months",
        _ => return refusal,
    };
    refusal.pointer = field.to_owned();
    refusal
}

fn method(name: &str) -> Result<Method, DomainRefusal> {
    serde_json::from_value(serde_json::Value::String(name.to_owned()))
        .map_err(|_| DomainRefusal::at("unknown", "/method", "is not a method"))
}

impl Book {
    pub async fn open(tx: &mut Tx, loan: Loan) -> Result<Book, StoreError> {
        let events = loans::events(tx, &loan.id).await?;
        let scales = super::rules::scales(tx).await?;
        Ok(Book { loan, events, scales })
    }

    /// The loan of that id with its facts.
    pub async fn find(tx: &mut Tx, loan_id: &str) -> Result<Book, Error> {
        let loan = loans::find(tx, loan_id).await?.ok_or(Refusal::NotFound)?;
        Ok(Book::open(tx, loan).await?)
    }

    /// The facts that stand, by value date and then as recorded: a reversed one is as if it had never been.
    pub fn standing(&self) -> Vec<&LoanEvent> {
        let reversed: HashSet<&str> = self.events.iter().filter_map(|event| event.reverses.as_deref()).collect();
        let stands = |event: &&LoanEvent| event.reverses.is_none() && !reversed.contains(event.id.as_str());
        let mut standing: Vec<&LoanEvent> = self.events.iter().filter(stands).collect();
        standing.sort_by_key(|event| (event.value_date, event.seq));
        standing
    }

    /// Whether a fact was taken back later.
    pub fn is_reversed(&self, event_id: &str) -> bool {
        self.events.iter().any(|event| event.reverses.as_deref() == Some(event_id))
    }

    /// What was paid out and stands, in date order.
    pub fn draws(&self) -> Vec<Disbursement> {
        let draw = |event: &&LoanEvent| {
            (event.kind == "disbursement")
                .then_some(event.amount)
                .flatten()
                .map(|amount| Disbursement { date: event.value_date, amount })
        };
        self.standing().iter().filter_map(draw).collect()
    }

    /// Refuses a draw on or before the day of a plan that was decided: the plan sums to what was owed without it.
    ///
    /// # Errors
    /// `Invalid` at `/date`, with the first day that is free.
    pub fn insist_on_after_decisions(&self, date: NaiveDate) -> Result<(), Refusal> {
        let planned = |event: &&LoanEvent| matches!(event.kind.as_str(), "term_adjustment" | "extension");
        let last = self.standing().into_iter().filter(planned).map(|event| event.value_date).max();
        match last.filter(|last| date <= *last).and_then(|last| last.succ_opt()) {
            Some(on) => Err(Refusal::field("/date", Problem::BeforeDecision { on })),
            None => Ok(()),
        }
    }

    fn rhythm(&self) -> Rhythm<'_> {
        Rhythm {
            amount: self.loan.amount,
            annual_rate_percent: &self.loan.annual_rate_percent,
            term_months: self.loan.term_months,
            repay_every_months: self.loan.repay_every_months,
            principal_grace_months: self.loan.principal_grace_months,
            method: &self.loan.method,
            conditions: &self.loan.conditions.0,
        }
    }

    /// The days off that its due dates follow: those known when its contract was signed, whatever is decided later. Before
    /// that they are `today`'s.
    pub fn calendar<'c>(&'c self, today: &'c Calendar) -> &'c Calendar {
        self.loan.conditions.0.calendar.as_ref().unwrap_or(today)
    }

    /// The terms as drawn; `None` before the first draw.
    pub fn terms(&self) -> Result<Option<Terms>, Error> {
        self.terms_of_first(usize::MAX)
    }

    /// The terms as they were when no more than so many of the draws that stand were made; `None` before the first.
    pub fn terms_of_first(&self, count: usize) -> Result<Option<Terms>, Error> {
        let mut draws = self.draws();
        draws.truncate(count);
        if draws.is_empty() {
            return Ok(None);
        }
        self.rhythm().terms(draws).map(Some).map_err(|refusal| not_computable(&refusal))
    }

    /// The terms as if all of the loan were drawn on a day: for the schedule shown before the first draw.
    pub fn terms_if_drawn_on(&self, date: NaiveDate) -> Result<Terms, Error> {
        self.rhythm()
            .terms(vec![Disbursement { date, amount: self.loan.amount }])
            .map_err(|refusal| not_computable(&refusal))
    }

    /// The standing facts other than draws, as the account takes them, each with its row.
    pub fn facts(&self) -> Result<Vec<(Event, &LoanEvent)>, StoreError> {
        let others = self.standing().into_iter().filter(|event| event.kind != "disbursement");
        others.map(|row| fact(row).map(|event| (event, row))).collect()
    }

    /// The position at the end of a day as if one more fact were recorded now, and the place of that fact among the events of
    /// its entries: for previews, and before anything is recorded. `None` when nothing was drawn by then.
    ///
    /// # Errors
    /// What is wrong with the fact itself, at its own field; at `/date` where a later fact rests on what it would change.
    pub fn position_if(&self, fact: Event, as_of: NaiveDate) -> Result<Option<(Position, usize)>, Error> {
        let Some(terms) = self.terms()?.filter(|terms| terms.start() <= as_of) else { return Ok(None) };
        let mut facts: Vec<Event> = self.facts()?.into_iter().map(|(event, _)| event).collect();
        let place = facts.partition_point(|known| known.date() <= fact.date());
        facts.insert(place, fact);
        let calendar = self.calendar(policy::calendar());
        let position = account::replay(&terms, &facts, as_of, calendar, &self.scales);
        let position = position.map_err(|refusal| refused_beside(&refusal, place, facts.get(place + 1..)))?;
        Ok(Some((position, place)))
    }

    /// What the loan owes at the end of a day, with the nights behind every interest figure.
    pub fn position_explained(&self, as_of: NaiveDate) -> Result<Option<Position>, Error> {
        let Some(terms) = self.terms()?.filter(|terms| terms.start() <= as_of) else { return Ok(None) };
        let facts: Vec<Event> = self.facts()?.into_iter().map(|(event, _)| event).collect();
        account::replay_explained(&terms, &facts, as_of, self.calendar(policy::calendar()), &self.scales)
            .map(Some)
            .map_err(|refusal| not_computable(&refusal))
    }

    /// What the loan owes at the end of a day; `None` when nothing was drawn by then. Computed from the facts every time.
    pub fn position(&self, as_of: NaiveDate) -> Result<Option<Position>, Error> {
        let Some(terms) = self.terms()?.filter(|terms| terms.start() <= as_of) else { return Ok(None) };
        let facts: Vec<Event> = self.facts()?.into_iter().map(|(event, _)| event).collect();
        account::replay(&terms, &facts, as_of, self.calendar(policy::calendar()), &self.scales)
            .map(Some)
            .map_err(|refusal| not_computable(&refusal))
    }

    /// The same of a loan on record: its facts were checked when they were recorded, so that a contradiction is damage and not
    /// somebody's mistake.
    ///
    /// # Errors
    /// `Inconsistent` for facts that no account can be made of: they went in past this program.
    pub fn recorded_position(&self, as_of: NaiveDate) -> Result<Option<Position>, StoreError> {
        self.position(as_of).map_err(|error| match error {
            Error::Store(error) => error,
            Error::Refused(refusal) => StoreError::Inconsistent {
                table: "loan_events",
                id: self.loan.number.clone(),
                what: refusal.for_the_record(),
            },
        })
    }
}

/// A stored fact as the account takes it.
fn fact(row: &LoanEvent) -> Result<Event, StoreError> {
    let inconsistent =
        |what: &str| StoreError::Inconsistent { table: "loan_events", id: row.id.clone(), what: what.to_owned() };
    let date = row.value_date;
    let amount = row.amount.ok_or_else(|| inconsistent("no amount"));
    let part = |name: &str| row.detail.0.get(name).cloned().ok_or_else(|| inconsistent(name));
    let plan =
        || serde_json::from_value::<Vec<PlannedPart>>(part("plan")?).map_err(|error| inconsistent(&error.to_string()));
    Ok(match row.kind.as_str() {
        "repayment" => Event::Repayment { date, amount: amount? },
        "prepayment" => {
            let effect =
                serde_json::from_value::<Effect>(part("effect")?).map_err(|error| inconsistent(&error.to_string()))?;
            Event::Prepayment { date, amount: amount?, effect }
        }
        "rate" => {
            let rate =
                Rate::parse(row.text("annual_rate_percent")).map_err(|error| inconsistent(&error.to_string()))?;
            Event::Rate { from: date, annual_rate_percent: rate }
        }
        "term_adjustment" => Event::TermAdjustment { date, plan: plan()? },
        "extension" => Event::Extension { date, plan: plan()? },
        "interest_waiver" => {
            Event::InterestWaiver { date, amount: amount?, inability: part("inability")?.as_bool().unwrap_or_default() }
        }
        "freeze" => {
            let to = serde_json::from_value(part("to")?).map_err(|error| inconsistent(&error.to_string()))?;
            Event::Freeze { from: date, to }
        }
        "write_off" => Event::WriteOff { date },
        "recovery" => Event::Recovery { date, amount: amount? },
        other => return Err(inconsistent(other)),
    })
}

/// A refusal of the arithmetic as one of ours: the field of the application or booking, and the sentence.
pub fn not_computable(refusal: &DomainRefusal) -> Error {
    let problem = Problem::NotComputable { code: refusal.code, detail: refusal.detail.clone() };
    let pointer = refusal.pointer.strip_prefix("/terms").unwrap_or(&refusal.pointer);
    Error::Refused(Refusal::Invalid(vec![FieldError { pointer: pointer.to_owned(), problem }]))
}

/// Why facts with one more at `place` cannot be replayed: something of its own, or a fact after it that no longer fits.
fn refused_beside(refusal: &DomainRefusal, place: usize, after: Option<&[Event]>) -> Error {
    let pointer = &refusal.pointer;
    if let Some(own) =
        pointer.strip_prefix(&format!("/events/{place}")).filter(|own| own.is_empty() || own.starts_with('/'))
    {
        let own = if own.is_empty() { "/date" } else { own };
        return not_computable(&DomainRefusal { pointer: own.to_owned(), ..refusal.clone() });
    }
    let other = pointer.strip_prefix("/events/").and_then(|rest| rest.split('/').next()?.parse::<usize>().ok());
    let decided = other.and_then(|other| after?.get(other.checked_sub(place + 1)?)?.date());
    match decided {
        Some(on) => Refusal::field("/date", Problem::BeforeDecision { on }).into(),
        None => not_computable(refusal),
    }
}

/// Brings the capital ledger, the position cache and the loan's state in line with what the facts say today. `on_date` is the
/// value date of what made it necessary. Money waiting unallocated is applied when something falls due, so the end of day
/// calls this too.
pub async fn settle(
    op: &mut Op<'_, '_>,
    fund: &mut Fund,
    book: &Book,
    on_date: NaiveDate,
) -> Result<Option<Position>, Error> {
    let today = op.today;
    let Some(position) = book.position(today)? else {
        loans::drop_position(op, &book.loan.id).await?;
        return Ok(None);
    };
    super::ledger::balance(op, fund, book, &position, on_date).await?;
    loans::save_position(op, &row(book, &position)).await?;
    move_on(op, book, &position).await?;
    Ok(Some(position))
}

/// A loan with nothing left to pay and nothing left to draw is settled, one written off is off the books; a reversal may open
/// either again.
async fn move_on(op: &mut Op<'_, '_>, book: &Book, position: &Position) -> Result<(), Error> {
    let loan = loans::find(op, &book.loan.id).await?.ok_or(Refusal::NotFound)?;
    let paid = owes_nothing(position) && loan.drawing_closed_on.is_some();
    match loan.status {
        State::Active if position.written_off => loans::move_to(op, &loan, State::WrittenOff, None).await?,
        State::WrittenOff if !position.written_off => loans::move_to(op, &loan, State::Active, None).await?,
        State::Active if paid => {
            let last = position.entries.iter().map(|entry| entry.date).max();
            loans::move_to(op, &loan, State::Settled, Some(last.unwrap_or(position.as_of))).await?;
        }
        State::Settled if !paid => loans::move_to(op, &loan, State::Active, None).await?,
        _ => {}
    }
    Ok(())
}

/// Whether nothing is left to pay. Somebody may have paid too much: then less than nothing is owed.
pub fn owes_nothing(position: &Position) -> bool {
    position.principal_outstanding.is_zero() && !position.total_to_settle.is_positive()
}

/// The position as it is cached.
pub fn row(book: &Book, position: &Position) -> PositionRow {
    PositionRow {
        loan_id: book.loan.id.clone(),
        as_of: position.as_of,
        events: i64::try_from(book.events.len()).unwrap_or(i64::MAX),
        principal_outstanding: position.principal_outstanding,
        principal_overdue: position.principal_overdue,
        interest_due: position.interest_due,
        interest_accrued: position.interest_accrued,
        overdue_interest: position.overdue_interest,
        late_interest: position.late_interest,
        total_to_settle: position.total_to_settle,
        days_past_due: position.days_past_due,
        debt_group: group_name(position.debt_group),
        next_due: position.next_due,
    }
}

/// The name of a group as stored and shown: `1` to `5`, or the status of programme B.
pub fn group_name(group: DebtGroup) -> String {
    match group {
        DebtGroup::Group(number) => number.to_string(),
        DebtGroup::InTerm => "in_term".into(),
        DebtGroup::Overdue => "overdue".into(),
        DebtGroup::Frozen => "frozen".into(),
    }
}

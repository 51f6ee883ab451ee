//! The loans of a fund at the end of a day, in portions: positions brought up to today, reminders queued, money that waited
//! put to use.
use serde_json::json;

use super::{Night, Tally, later, reminders};
use crate::actions::book::{self, Book, settle};
use crate::actions::loan::about;
use crate::actions::{Deed, Error, Office, Op, Refusal, letters};
use crate::domain::account::Position;
use crate::domain::loan::State;
use crate::domain::money::Money;
use crate::mail::Letter;
use crate::store::{StoreError, closings, funds, loans};

/// Loans of one transaction: some tens of milliseconds, for which a writer on SQLite may have to wait.
const PORTION: i64 = 100;

/// What one portion came to.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
struct Portion {
    loans: i64,
    reminders: i64,
    passed_over: Vec<(String, String)>,
    /// Loans on which waiting money was used, or whose state no longer fits: each is a deed of its own.
    unsettled: Vec<String>,
    /// The number of the last loan; `None` when none was left.
    last: Option<String>,
}

/// Goes through the running loans of the fund.
pub(super) async fn go_through(
    office: &Office,
    night: &mut Night,
    tally: &mut Tally,
    reminds: bool,
) -> Result<(), Error> {
    let mut after = String::new();
    loop {
        let portion = do_portion(office, night, &after, reminds).await?;
        for id in &portion.unsettled {
            use_waiting_money(office, id).await?;
        }
        tally.loans += portion.loans;
        tally.reminders += portion.reminders;
        tally.passed_over.extend(portion.passed_over);
        match portion.last {
            Some(last) if portion.loans == PORTION => after = last,
            _ => return Ok(()),
        }
    }
}

async fn do_portion(office: &Office, night: &mut Night, after: &str, reminds: bool) -> Result<Portion, Error> {
    let until = later(office.clock.now());
    let object = format!("{}/{}", night.code, night.claim.date);
    let portion = office
        .act(Deed::new(None, "day.loans", "closing", &object), async |op| {
            op.in_fund(&night.claim.fund_id);
            closings::extend(op, &night.claim, until).await?;
            let mut portion = Portion::default();
            for (id, number) in loans::running_of_fund(op, &night.claim.fund_id, after, PORTION).await? {
                do_loan(op, office, night, (&id, &number), reminds, &mut portion).await?;
                portion.loans += 1;
                portion.last = Some(number);
            }
            let done = json!({ "loans": portion.loans, "through": portion.last, "reminders": portion.reminders });
            op.audit("closing", &object, json!({ "after": after }), done).await?;
            Ok(portion)
        })
        .await?;
    night.claim.until = until;
    Ok(portion)
}

/// One loan. When its own facts contradict themselves it is passed over and named, so that the others are not held up.
async fn do_loan(
    op: &mut Op<'_, '_>,
    office: &Office,
    night: &Night,
    (id, number): (&str, &str),
    reminds: bool,
    portion: &mut Portion,
) -> Result<(), Error> {
    match refresh(op, night.newest, id).await {
        Ok(None) => {}
        Ok(Some(seen)) => {
            if reminds && !seen.position.written_off {
                portion.reminders += reminders::queue(op, office, night, &seen.book, &seen.position).await?;
            }
            if !seen.agrees {
                portion.unsettled.push(id.to_owned());
            }
        }
        Err(Error::Refused(Refusal::Invalid(fields))) => {
            let why = fields.iter().map(|field| format!("{}: {:?}", field.pointer, field.problem));
            portion.passed_over.push((number.to_owned(), why.collect::<Vec<_>>().join("; ")));
        }
        Err(Error::Store(StoreError::Inconsistent { table, id, what })) => {
            portion.passed_over.push((number.to_owned(), format!("{table} {id}: {what}")));
        }
        Err(error) => return Err(error),
    }
    Ok(())
}

/// A loan as it stands today.
struct Seen {
    book: Book,
    position: Position,
    /// The capital ledger and the loan's state are what the position says.
    agrees: bool,
}

/// Computes a loan, and brings its cached position up to today. `None` when nothing was drawn.
async fn refresh(op: &mut Op<'_, '_>, newest: bool, id: &str) -> Result<Option<Seen>, Error> {
    let book = Book::find(op, id).await?;
    let Some(position) = book.position(op.today)? else { return Ok(None) };
    if newest {
        loans::save_position(op, &book::row(&book, &position)).await?;
    }
    let owed = if position.written_off { Money::ZERO } else { position.principal_outstanding };
    let paid = position.total_to_settle.is_zero() && book.loan.drawing_closed_on.is_some();
    let in_state = match book.loan.status {
        State::Active => !paid,
        State::Settled => paid,
        _ => true,
    };
    let agrees = in_state && loans::booked(op, id).await?.outstanding == owed;
    Ok(Some(Seen { book, position, agrees }))
}

/// Money that waited was used when something fell due: the capital ledger follows, and the loan may be settled by it.
async fn use_waiting_money(office: &Office, id: &str) -> Result<(), Error> {
    office
        .act(Deed::new(None, "loan.use_waiting_money", "loan", id), async |op| {
            let fund_id = loans::find(op, id).await?.ok_or(Refusal::NotFound)?.fund_id;
            op.in_fund(&fund_id);
            let mut fund = funds::lock(op, &fund_id).await?.ok_or(Refusal::NotFound)?;
            let book = Book::find(op, id).await?;
            let today = op.today;
            let known = book.position(today)?;
            let used = known.iter().flat_map(|known| &known.entries).filter(|entry| entry.event.is_none());
            let on_date = used.map(|entry| entry.date).max().unwrap_or(today);
            let before = loans::booked(op, id).await?;
            settle(op, &mut fund, &book, on_date).await?;
            let after = loans::booked(op, id).await?;
            let loan = loans::find(op, id).await?.ok_or(Refusal::NotFound)?;
            if book.loan.status == State::Active && loan.status == State::Settled {
                let link = office.url(&format!("/loans/{id}"));
                let letter = Letter::Settled { loan_number: loan.number.clone(), date: on_date, link };
                letters::to_cooperative(op, &letter, about(&loan)).await?;
            }
            let state = |outstanding, status| json!({ "outstanding": outstanding, "status": status });
            let after = state(after.outstanding, loan.status);
            op.audit("loan", id, state(before.outstanding, book.loan.status), after).await?;
            Ok(())
        })
        .await
}

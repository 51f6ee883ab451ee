//! Which instalments are reminded of on a morning, and what the letter says.
use chrono::NaiveDate;

use super::Night;
use crate::actions::book::Book;
use crate::actions::loan::about;
use crate::actions::{Error, Office, Op, letters, pay_to};
use crate::domain::account::Position;
use crate::domain::money::Money;
use crate::mail::Letter;
use crate::store::Tx;
use crate::store::fund_accounts::FundAccount;

/// Queues the reminders of one loan; how many. Each step of an instalment is queued once, whoever runs this how often.
pub(super) async fn queue(
    op: &mut Op<'_, '_>,
    office: &Office,
    night: &Night,
    book: &Book,
    position: &Position,
) -> Result<i64, Error> {
    let mut queued = 0;
    let account = pay_to::account_of(op, &book.loan, night.morning).await?;
    for instalment in &position.instalments {
        let Some(step) = step_to_remind(&night.steps, instalment.due, night.morning, op.today) else { continue };
        let Some(letter) = reminder(office, book, position, instalment.number, account.as_ref()) else { continue };
        let once_key = format!("reminder/{}/{}/{step}", book.loan.id, instalment.number);
        queued += letters::to_cooperative_once(op, &letter, about(&book.loan), &once_key).await?;
    }
    Ok(queued)
}

/// The step whose morning this is, unless a later step has come meanwhile: after a pause one reminder is sent, the newest.
fn step_to_remind(steps: &[i64], due: NaiveDate, morning: NaiveDate, today: NaiveDate) -> Option<i64> {
    let step = (morning - due).num_days();
    let since_due = (morning.max(today) - due).num_days();
    let newest = steps.iter().copied().filter(|step| *step <= since_due).max();
    (newest == Some(step)).then_some(step)
}

/// The letter about an instalment; `None` when nothing is left to bring for it.
fn reminder(
    office: &Office,
    book: &Book,
    position: &Position,
    number: u32,
    account: Option<&FundAccount>,
) -> Option<Letter> {
    let to_pay = position.to_pay(number).filter(|to_pay| to_pay.total.is_positive())?;
    let overdue_total = overdue(position)?;
    // Late money is asked for whole: overdue interest belongs to no instalment.
    let amount = if to_pay.due < position.as_of { overdue_total.max(to_pay.total) } else { to_pay.total };
    Some(Letter::Reminder {
        loan_number: book.loan.number.clone(),
        instalment: number,
        due: to_pay.due,
        principal: to_pay.principal,
        interest: to_pay.interest,
        waiting: to_pay.waiting,
        total: to_pay.total,
        overdue_total,
        as_of: position.as_of,
        pay_to: account.map(|account| pay_to::of(account, &book.loan, amount)),
        link: office.url(&format!("/loans/{}", book.loan.id)),
    })
}

/// Everything whose day has passed unpaid, with what that costs so far. `None` where it does not fit.
fn overdue(position: &Position) -> Option<Money> {
    let past = position.instalments.iter().filter(|instalment| instalment.due < position.as_of);
    let unpaid = past.map(|instalment| instalment.interest.checked_sub(instalment.paid_interest));
    let interest = Money::try_sum(unpaid.collect::<Option<Vec<_>>>()?)?;
    Money::try_sum([position.principal_overdue, interest, position.overdue_interest, position.late_interest])
}

/// Whether anything is still to be brought for an instalment: asked again before its reminder is sent.
///
/// # Errors
/// As of reading the loan; `NotFound` without one.
pub async fn still_to_pay(tx: &mut Tx, loan_id: &str, instalment: u32, today: NaiveDate) -> Result<bool, Error> {
    let position = Book::find(tx, loan_id).await?.position(today)?;
    let running = position.filter(|position| !position.written_off);
    Ok(running.and_then(|position| position.to_pay(instalment)).is_some_and(|to_pay| to_pay.total.is_positive()))
}

#[cfg(test)]
mod tests {
    use chrono::Days;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    const STEPS: [i64; 7] = [-15, -7, -1, 0, 1, 10, 30];

    #[test]
    fn each_step_has_its_morning() {
        let due = day("2026-04-15");
        let reminded: Vec<(NaiveDate, i64)> = day("2026-03-01")
            .iter_days()
            .take(120)
            .filter_map(|morning| step_to_remind(&STEPS, due, morning, morning).map(|step| (morning, step)))
            .collect();
        let expected = [
            ("2026-03-31", -15),
            ("2026-04-08", -7),
            ("2026-04-14", -1),
            ("2026-04-15", 0),
            ("2026-04-16", 1),
            ("2026-04-25", 10),
            ("2026-05-15", 30),
        ];
        assert_eq!(reminded, expected.map(|(morning, step)| (day(morning), step)));
    }

    #[test]
    fn after_a_pause_only_the_newest_step_is_sent() {
        let (due, today) = (day("2026-04-15"), day("2026-04-16"));
        let caught_up: Vec<i64> = day("2026-04-07")
            .iter_days()
            .take_while(|morning| *morning <= today)
            .filter_map(|morning| step_to_remind(&STEPS, due, morning, today))
            .collect();
        assert_eq!(caught_up, [1]);
    }

    #[test]
    fn a_day_closed_before_midnight_reminds_of_the_morning_after() {
        let due = day("2026-04-15");
        let evening = due - Days::new(1);
        assert_eq!(step_to_remind(&STEPS, due, due, evening), Some(0));
        assert_eq!(step_to_remind(&[], due, due, due), None);
    }
}

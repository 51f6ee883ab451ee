//! What a forecast is made of: the principal of all running loans of a fund by month, and its average loan.
use chrono::{Datelike, NaiveDate};

use super::tape::Tape;
use crate::actions::eligibility::rules_of;
use crate::domain::arrears::DebtGroup;
use crate::domain::forecast::{Assumptions, Coming, TERM_MONTHS_DEFAULT};
use crate::domain::loan::State;
use crate::domain::money::Money;
use crate::domain::percent::Percent;
use crate::domain::provision::Provisions;
use crate::store::funds::Fund;
use crate::store::{StoreError, Tx};

/// See the module's comment.
#[derive(Clone, Debug, PartialEq)]
pub struct Prospects {
    pub comings: Vec<Coming>,
    /// As things stand: no more capital, the average term, no further arrears.
    pub assumed: Assumptions,
    /// How many loans the average is of.
    pub loans: i64,
}

/// What share of a debt is not expected back: the provision of its group. On the status scale, all that is not in term.
fn loss(provisions: &Provisions, group: DebtGroup) -> Percent {
    match group {
        DebtGroup::Group(_) => provisions.specific_percent(group).unwrap_or(Percent::whole(0)),
        DebtGroup::InTerm => Percent::whole(0),
        DebtGroup::Overdue | DebtGroup::Frozen => Percent::whole(100),
    }
}

/// The month of a day, counted from that of today.
fn month_of(due: NaiveDate, today: NaiveDate) -> usize {
    let months = |date: NaiveDate| i64::from(date.year()) * 12 + i64::from(date.month0());
    usize::try_from(months(due) - months(today)).unwrap_or(0)
}

/// Goes through the fund's loans. The sum of what is coming is what they owe.
///
/// # Errors
/// The store fails.
pub async fn prospects(tx: &mut Tx, fund: &Fund, today: NaiveDate) -> Result<Prospects, StoreError> {
    let provisions = Provisions::of(&rules_of(tx, fund, today).await?);
    let mut comings = Vec::new();
    let (mut loans, mut approved, mut terms) = (0_i64, 0_i64, 0_i64);
    let mut tape = Tape::new(&fund.id, today);
    loop {
        let portion = tape.next(tx).await?;
        if portion.is_empty() {
            break;
        }
        for loan in portion.iter().filter(|loan| loan.book.loan.status != State::Cancelled) {
            loans += 1;
            approved = approved.saturating_add(loan.book.loan.amount.as_dong());
            terms = terms.saturating_add(loan.book.loan.term_months);
            if loan.book.loan.status != State::Active {
                continue;
            }
            let Some(position) = loan.position(today)? else { continue };
            let loss = loss(&provisions, position.debt_group);
            let mut rest = position.principal_outstanding;
            let coming = position.instalments.iter().filter(|instalment| instalment.due > today);
            for to_pay in coming.filter_map(|instalment| position.to_pay(instalment.number)) {
                rest = rest.checked_sub(to_pay.principal).unwrap_or_default();
                comings.push(Coming { month: month_of(to_pay.due, today), principal: to_pay.principal, loss });
            }
            // What has no day to come is due already.
            if rest.is_positive() {
                comings.push(Coming { month: 0, principal: rest, loss });
            }
        }
    }
    let assumed = Assumptions {
        available: fund.capital().available().max(Money::ZERO),
        average_loan: (loans > 0).then(|| Money::dong(approved / loans)),
        term_months: if loans > 0 { (terms / loans).max(1) } else { TERM_MONTHS_DEFAULT },
        more_arrears: Percent::whole(0),
    };
    Ok(Prospects { comings, assumed, loans })
}

/// The same with what a manager asks: more capital in dong, another term for new loans, so many percent more not coming back.
pub fn what_if(
    assumed: Assumptions,
    capital: Option<Money>,
    term_months: Option<i64>,
    arrears: Option<i64>,
) -> Assumptions {
    let more = capital.unwrap_or_default().as_dong();
    Assumptions {
        available: Money::dong(assumed.available.as_dong().saturating_add(more)),
        term_months: term_months.unwrap_or(assumed.term_months),
        more_arrears: Percent::whole(arrears.and_then(|percent| u16::try_from(percent).ok()).unwrap_or(0).min(100)),
        ..assumed
    }
}

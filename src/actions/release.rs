//! Capital that was reserved for a loan and goes back to the fund: closing the drawing, cancelling, lapsing.
use serde_json::json;

use super::book::{Book, settle};
use super::loan::{about, lock_for_cashier, undrawn};
use super::repay::tell_if_settled;
use super::submit::wrong_state;
use super::{Deed, Error, Office, Op, Refusal, letters};
use crate::access::{Cashier, Witness};
use crate::domain::capital::MovementKind;
use crate::domain::loan::State;
use crate::mail::Letter;
use crate::store::capital;
use crate::store::funds::{self, Fund};
use crate::store::loans::{self, Loan};

/// Closes the drawing: what was not drawn goes back to the fund's available capital.
pub async fn close_drawing(
    office: &Office,
    by: &Cashier,
    id: &str,
    version: Option<i64>,
    key: Option<&str>,
) -> Result<(), Error> {
    office
        .act(Deed::new(Some(by.user()), "loan.close_drawing", "loan", id).keyed(key, &()), async |op| {
            let (mut fund, loan) = lock_for_cashier(op, by, id, version).await?;
            if loan.status != State::Active || loan.drawing_closed_on.is_some() {
                return Err(Refusal::WrongState {
                    is: if loan.drawing_closed_on.is_some() {
                        "drawing_closed".into()
                    } else {
                        loan.status.to_string()
                    },
                }
                .into());
            }
            let (rest, now, today) = (undrawn(&loan), op.now, op.today);
            loans::set_drawn(op, id, loan.disbursed, loan.first_drawn_on, Some(today)).await?;
            capital::post(
                op,
                &mut fund,
                MovementKind::Release,
                rest,
                today,
                Some(id),
                Some(loan.number.as_str()),
                &by.user().id,
                now,
            )
            .await?;
            let book = Book::find(op, id).await?;
            settle(op, &mut fund, &book, today).await?;
            tell_if_settled(op, &book.loan, today, office.url(&format!("/loans/{id}"))).await?;
            op.audit("loan", id, json!({ "undrawn": rest }), json!({ "drawing_closed_on": today })).await?;
            Ok(())
        })
        .await
}

/// Cancels a loan nothing was drawn of: its reserve is released.
pub async fn cancel(
    office: &Office,
    by: &Cashier,
    id: &str,
    version: Option<i64>,
    key: Option<&str>,
) -> Result<(), Error> {
    office
        .act(Deed::new(Some(by.user()), "loan.cancel", "loan", id).keyed(key, &()), async |op| {
            let (mut fund, loan) = lock_for_cashier(op, by, id, version).await?;
            release_all(op, &mut fund, &loan).await
        })
        .await
}

/// An approval that was not drawn by its date ends. For the end of day; false when it no longer applies.
pub async fn lapse(office: &Office, id: &str) -> Result<bool, Error> {
    office
        .act(Deed::new(None, "loan.lapse", "loan", id), async |op| {
            let fund_id = loans::find(op, id).await?.ok_or(Refusal::NotFound)?.fund_id;
            op.in_fund(&fund_id);
            let mut fund = funds::lock(op, &fund_id).await?.ok_or(Refusal::NotFound)?;
            let loan = loans::find(op, id).await?.ok_or(Refusal::NotFound)?;
            if loan.lapses_on >= op.today {
                return Err(Refusal::WrongState { is: loan.status.to_string() }.into());
            }
            release_all(op, &mut fund, &loan).await?;
            let letter = Letter::Lapsed {
                number: loan.application_number.clone(),
                loan_number: Some(loan.number.clone()),
                link: office.url(&format!("/loans/{id}")),
            };
            letters::to_cooperative(op, &letter, about(&loan)).await?;
            Ok(true)
        })
        .await
}

pub(super) async fn release_all(op: &mut Op<'_, '_>, fund: &mut Fund, loan: &Loan) -> Result<(), Error> {
    let next = loan.status.cancel().map_err(wrong_state)?;
    if loan.disbursed.is_positive() {
        return Err(Refusal::WrongState { is: loan.status.to_string() }.into());
    }
    let (now, today, by) = (op.now, op.today, op.actor_id());
    loans::move_to(op, loan, next, None).await?;
    capital::post(
        op,
        fund,
        MovementKind::Release,
        loan.amount,
        today,
        Some(&loan.id),
        Some(loan.number.as_str()),
        &by,
        now,
    )
    .await?;
    op.audit("loan", &loan.id, json!({ "status": loan.status }), json!({ "status": next, "released": loan.amount }))
        .await?;
    Ok(())
}

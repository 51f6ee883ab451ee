//! API tokens: made once, shown once, revoked at once. Only their hash is kept.
use chrono::TimeDelta;
use serde_json::json;

use super::duty::{DutyProblem, Target};
use super::{fold_email, new_secret};
use crate::access::{Administrator, Duty, User, Witness, secret_id};
use crate::actions::input::text_problem;
use crate::actions::{Deed, Error, Office, Op, Problem, Refusal};
use crate::store::users;

const TOKEN_DAYS: i64 = 365;
const LABEL_CHARACTERS_MAX: usize = 80;

async fn add(op: &mut Op<'_, '_>, user_id: &str, label: &str, secret: &str) -> Result<(), Error> {
    if let Some(problem) = text_problem(label, LABEL_CHARACTERS_MAX) {
        return Err(Refusal::field("/label", problem).into());
    }
    let (label, now) = (label.trim(), op.now);
    users::add_token(op, &secret_id(secret), user_id, label, now, now + TimeDelta::days(TOKEN_DAYS)).await?;
    op.audit("user", user_id, json!(null), json!({ "label": label })).await?;
    Ok(())
}

/// Makes a token from the command line, by somebody who holds the database anyway.
///
/// # Errors
/// `NotFound` when there is no such open account.
pub async fn make_token(office: &Office, by: Option<&User>, email: &str, label: &str) -> Result<String, Error> {
    let email = fold_email(email);
    let secret = new_secret();
    office
        .act(Deed::new(by, "token.make", "user", &email), async |op| {
            let person = users::find_by_email(op, &email).await?;
            let person = person.filter(|person| person.active).ok_or(Refusal::NotFound)?;
            add(op, &person.id, label, &secret).await?;
            Ok(secret.clone())
        })
        .await
}

/// Makes a token for oneself; the secret is in the answer and nowhere else.
pub async fn make_own_token(office: &Office, user: &User, label: &str) -> Result<String, Error> {
    let secret = new_secret();
    office
        .act(Deed::new(Some(user), "token.make", "user", &user.id), async |op| {
            add(op, &user.id, label, &secret).await?;
            Ok(secret.clone())
        })
        .await
}

/// Makes a token for somebody else's program: a report reader, another administrator. Never for somebody who acts on loans,
/// since whoever holds the token acts in that person's name, and an administrator has no part in a loan.
///
/// # Errors
/// `NotFound` for whom this administrator does not see; `Invalid` where they may not touch the account.
pub async fn make_token_for(office: &Office, by: &Administrator, user_id: &str, label: &str) -> Result<String, Error> {
    let secret = new_secret();
    office
        .act(Deed::new(Some(by.user()), "token.make", "user", user_id), async |op| {
            let target = Target::find(op, by, user_id).await?;
            target.account_must_be_inside("/label")?;
            if !target.person.active {
                return Err(Refusal::NotFound.into());
            }
            let acts = |duty: Duty| duty.carries_loans() || duty == Duty::Applicant;
            if target.person.id != by.user().id && target.held.iter().any(|row| acts(row.duty)) {
                return Err(Refusal::field("/label", Problem::Duty(DutyProblem::TokenOfLender)).into());
            }
            add(op, user_id, label, &secret).await?;
            Ok(secret.clone())
        })
        .await
}

async fn revoke(op: &mut Op<'_, '_>, user_id: &str, token_id: &str) -> Result<(), Error> {
    let now = op.now;
    let label = users::revoke_token(op, user_id, token_id, now).await?.ok_or(Refusal::NotFound)?;
    op.audit("user", user_id, json!({ "label": label }), json!(null)).await?;
    Ok(())
}

/// Revokes a token of one's own.
pub async fn revoke_own_token(office: &Office, user: &User, token_id: &str) -> Result<(), Error> {
    let deed = Deed::new(Some(user), "token.revoke", "user", &user.id);
    office.act(deed, async |op| revoke(op, &user.id, token_id).await).await
}

/// Revokes somebody else's token.
pub async fn revoke_token_of(office: &Office, by: &Administrator, user_id: &str, token_id: &str) -> Result<(), Error> {
    office
        .act(Deed::new(Some(by.user()), "token.revoke", "user", user_id), async |op| {
            Target::find(op, by, user_id).await?.account_must_be_inside("/label")?;
            revoke(op, user_id, token_id).await
        })
        .await
}

//! A name that is wrong is put right: by its owner, or, where it stands for the fund, by an administrator.
use serde_json::json;

use super::duty::Target;
use super::{NAME_POINTER, check_name};
use crate::access::{Administrator, Duty, User, Witness};
use crate::actions::{Deed, Error, Office, Op, Refusal};
use crate::store::users;

/// Corrects one's own name (Law 91/2025: the right to have one's data corrected). A name of staff stands under decisions and is
/// corrected by an administrator.
///
/// # Errors
/// `Invalid` at `/name`; `Forbidden` for staff.
pub async fn correct_own_name(office: &Office, user: &User, name: &str) -> Result<(), Error> {
    office
        .act(Deed::new(Some(user), "user.name", "user", &user.id), async |op| {
            if user.is_staff() {
                return Err(Refusal::Forbidden(Duty::Administrator).into());
            }
            let before = users::find(op, &user.id).await?.ok_or(Refusal::NotFound)?.name;
            correct(op, &user.id, &before, name).await
        })
        .await
}

/// Corrects somebody's name.
///
/// # Errors
/// `NotFound` for whom this administrator does not see; `Invalid` at `/name`, also for an account beyond their scope.
pub async fn correct_name_of(office: &Office, by: &Administrator, user_id: &str, name: &str) -> Result<(), Error> {
    office
        .act(Deed::new(Some(by.user()), "user.name", "user", user_id), async |op| {
            let target = Target::find(op, by, user_id).await?;
            target.account_must_be_inside(NAME_POINTER)?;
            correct(op, user_id, &target.person.name, name).await
        })
        .await
}

async fn correct(op: &mut Op<'_, '_>, user_id: &str, before: &str, name: &str) -> Result<(), Error> {
    let name = check_name(name).map_err(|problem| Refusal::field(NAME_POINTER, problem))?;
    users::set_name(op, user_id, &name).await?;
    op.audit("user", user_id, json!({ "name": before }), json!({ "name": name })).await?;
    Ok(())
}

//! Whether a cooperative stands by an application that an officer wrote on its behalf: its chair sends it, or the officer sends
//! it with the form that the chair signed. What was confirmed is known by its fingerprint: a word changed later is not confirmed.
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::submit::{about, check_complete, wrong_state};
use super::{Deed, Error, Office, Op, PartProblem, Problem, Refusal, letters};
use crate::access::{Duty, User};
use crate::domain::dossier::Dossier;
use crate::mail::Letter;
use crate::store::applications::{self, Application, Collateral};
use crate::store::confirmations::{self, Confirmation};
use crate::store::{StoreError, Tx, dossiers, members};

/// The kind of paper that is the application's form, printed and signed for the cooperative.
pub const SIGNED_FORM: &str = "signed_form";

/// What an application says, as SHA-256 in hex: the loan, the security, the plan, the workforce, the statements. Papers are not
/// part of it: they may be added to what was confirmed.
pub fn fingerprint(found: &Application, collateral: &[Collateral], dossier: &Dossier) -> String {
    let said = json!({
        "number": found.number,
        "loan": found.wanted(),
        "collateral": collateral,
        "plan": dossier.plan,
        "workforce": dossier.workforce,
        "statements": dossier.statements,
    });
    hex::encode(Sha256::digest(said.to_string()))
}

/// A fingerprint as it stands on paper and screen, to be compared by eye: `3F9A-01BC-77D2`.
pub fn short_code(fingerprint: &str) -> String {
    let characters: Vec<char> = fingerprint.to_uppercase().chars().take(12).collect();
    characters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

/// The fingerprint of an application as it is stored.
///
/// # Errors
/// What the store says.
pub async fn stored_fingerprint(tx: &mut Tx, found: &Application) -> Result<String, StoreError> {
    let collateral = applications::collateral(tx, &found.id).await?;
    Ok(fingerprint(found, &collateral, &dossiers::find(tx, &found.id).await?))
}

/// The code of what an application says now, as its form carries it.
///
/// # Errors
/// `NotFound`.
pub async fn code_of(office: &Office, id: &str) -> Result<String, Error> {
    office
        .store
        .read(async |tx| {
            let found = applications::find(tx, id).await?.ok_or(Refusal::NotFound)?;
            Ok(short_code(&stored_fingerprint(tx, &found).await?))
        })
        .await
}

/// The newest confirmation, if it holds and is of exactly this content: what was confirmed before it is overtaken.
pub fn covering<'a>(confirmations: &'a [Confirmation], fingerprint: &str) -> Option<&'a Confirmation> {
    confirmations.first().filter(|newest| newest.holds && newest.content_sha256 == fingerprint)
}

/// A signed form is taken in by the fund's staff, who read from it the code of the content it carries.
///
/// # Errors
/// `Invalid`, also for another code than that of what the application says now.
pub(super) fn insist_on_code(user: &User, fingerprint: &str, code: &str) -> Result<(), Refusal> {
    if user.cooperative().is_some() {
        return Err(Refusal::field("/kind", Problem::NotAChoice));
    }
    let plain = |code: &str| code.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_uppercase();
    if plain(code).is_empty() {
        return Err(Refusal::field("/code", Problem::Required));
    }
    if plain(code) == plain(&short_code(fingerprint)) {
        Ok(())
    } else {
        Err(Refusal::field("/code", Problem::Part(PartProblem::OtherCode)))
    }
}

/// The confirmation of what an application says now, where there is one.
///
/// # Errors
/// What the store says.
pub async fn standing(tx: &mut Tx, id: &str, fingerprint: &str) -> Result<Option<Confirmation>, StoreError> {
    Ok(covering(&confirmations::of_application(tx, id).await?, fingerprint).cloned())
}

/// Whoever sends an application must have the cooperative behind it: the chair confirms by sending, an officer needs that it was
/// confirmed as it stands.
///
/// # Errors
/// `Unconfirmed`.
pub(super) async fn insist(
    op: &mut Op<'_, '_>,
    user: &User,
    found: &Application,
    fingerprint: &str,
) -> Result<(), Error> {
    if user.acts_for(&found.cooperative_id) {
        return Ok(confirm(op, user, &found.id, fingerprint, None).await?);
    }
    if standing(op, &found.id, fingerprint).await?.is_some() { Ok(()) } else { Err(Refusal::Unconfirmed.into()) }
}

/// Writes down that the cooperative stands by the application as it is: by its chair, or by the signed form.
pub(super) async fn confirm(
    op: &mut Op<'_, '_>,
    user: &User,
    id: &str,
    fingerprint: &str,
    signed_form: Option<&str>,
) -> Result<(), StoreError> {
    let now = op.now;
    confirmations::insert(op, id, fingerprint, signed_form, (&user.id, now)).await
}

/// That a cooperative was asked to confirm what an application says now, and what became of the letters.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = ConfirmationAsked)]
pub struct Asked {
    /// When it was first asked about exactly this.
    pub at: DateTime<Utc>,
    pub letters: Vec<confirmations::Letter>,
}

/// Nothing where nobody asked about what the application says now.
///
/// # Errors
/// The store's.
pub async fn asked(tx: &mut Tx, found: &Application, fingerprint: &str) -> Result<Option<Asked>, StoreError> {
    let letters = confirmations::letters(tx, &found.cooperative_id, &once_key(found, fingerprint)).await?;
    Ok(letters.first().map(|first| first.written_at).map(|at| Asked { at, letters }))
}

/// One letter for each content and reader.
fn once_key(found: &Application, content: &str) -> String {
    format!("confirm/{}/{content}", found.id)
}

/// What asking came to: a letter goes out now, or it was asked before about the same and none does.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// How many letters were written just now.
    pub written: i64,
    pub asked: Option<Asked>,
}

/// An officer asks the cooperative to read what was written on its behalf and to send it. Asked twice about the same content, it
/// gets one letter, and the officer is told so.
///
/// # Errors
/// `NotFound`, `WrongState`, what [`super::submit::submit`] refuses for want of an answer, `NobodyToAsk` where nobody binds the
/// cooperative with an account.
pub async fn ask(office: &Office, user: &User, id: &str, key: Option<&str>) -> Result<Outcome, Error> {
    office
        .act(Deed::new(Some(user), "application.ask_confirmation", "application", id).keyed(key, &()), async |op| {
            let found =
                applications::find_for_duty(op, &user.id, Duty::Appraiser, id).await?.ok_or(Refusal::NotFound)?;
            op.in_fund(&found.fund_id);
            found.status.submit().map_err(wrong_state)?;
            check_complete(op, &found).await?;
            if !members::has_chair(op, &found.cooperative_id).await? {
                return Err(Refusal::NobodyToAsk.into());
            }
            let content = stored_fingerprint(op, &found).await?;
            let letter = Letter::ConfirmationWanted {
                number: found.number.clone(),
                amount: found.amount.unwrap_or_default(),
                written_by: user.name.clone(),
                link: office.url(&format!("/applications/{id}/submit")),
            };
            let once = once_key(&found, &content);
            let written = letters::to_cooperative_once(op, &letter, about(&found), &once).await?;
            op.audit("application", id, json!(null), json!({ "content": content, "letters": written })).await?;
            Ok(Outcome { written, asked: asked(op, &found, &content).await? })
        })
        .await
}

#[cfg(test)]
mod tests {
    use super::short_code;

    #[test]
    fn a_fingerprint_is_read_in_groups_of_four() {
        assert_eq!(short_code("3f9a01bc77d2ee"), "3F9A-01BC-77D2");
        assert_eq!(short_code("ab"), "AB");
    }
}

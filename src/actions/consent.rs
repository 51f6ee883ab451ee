//! Consent to the processing of personal data, one purpose at a time (Law 91/2025, Decree 356/2025; law.md PDP-02 to PDP-05). It is
//! given and withdrawn as dated facts; what the contract and the law ask for does not rest on it (PDP-03).
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{Deed, Error, Office, Op, Problem, Refusal};
use crate::access::User;
use crate::clock::business_date;
use crate::store::consents::{self, NewConsent};
use crate::text::Texts;

/// What personal data may be used for only when its owner agrees.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// To judge creditworthiness from credit information (PDP-04).
    CreditAssessment,
    /// To pass the file on to another institution that lends.
    Referral,
}

impl Purpose {
    /// Every purpose, in the order of the page.
    pub const ALL: [Purpose; 2] = [Purpose::CreditAssessment, Purpose::Referral];

    /// The name it is stored under.
    pub fn as_str(self) -> &'static str {
        match self {
            Purpose::CreditAssessment => "credit_assessment",
            Purpose::Referral => "referral",
        }
    }

    /// The purpose of a name.
    pub fn named(name: &str) -> Option<Purpose> {
        Purpose::ALL.into_iter().find(|purpose| purpose.as_str() == name)
    }
}

/// Goes up when a wording in `text/consents.rs` changes: what was agreed to in another wording says so.
pub const WORDING_VERSION: i64 = 1;

/// Gives or withdraws consent for one purpose, in the wording the person read. Giving what is given, or withdrawing what is not,
/// changes nothing and leaves no row.
///
/// # Errors
/// `Invalid` at `/agree` where consent is given without having been ticked.
pub async fn decide(office: &Office, user: &User, purpose: Purpose, given: bool, ticked: bool) -> Result<(), Error> {
    let (deed, t) = (if given { "consent.give" } else { "consent.withdraw" }, Texts::new(user.lang));
    office
        .act(Deed::new(Some(user), deed, "user", &user.id), async |op| {
            if given && !ticked {
                let field = format!("/agree-{}", purpose.as_str());
                return Err(Refusal::field(&field, Problem::Required).into());
            }
            let now = op.now;
            let before = consents::latest(op, &user.id, purpose.as_str()).await?.is_some_and(|row| row.given);
            if before != given {
                let wording = t.consent_wording(purpose).join("\n");
                let consent = NewConsent {
                    user_id: &user.id,
                    purpose: purpose.as_str(),
                    given,
                    wording: &wording,
                    wording_version: WORDING_VERSION,
                    language: user.lang,
                    address: user.address.as_deref(),
                };
                consents::insert(op, &consent, now).await?;
            }
            let (before, after) = (json!({ "given": before }), json!({ "given": given, "purpose": purpose }));
            op.audit("user", &user.id, before, after).await?;
            Ok(())
        })
        .await
}

/// Refuses a deed that uses a cooperative's data for a purpose for which somebody of it withdrew their consent. Who never said anything
/// here may have signed on paper: that is for the officer to see to.
///
/// # Errors
/// `ConsentWithdrawn` with the day.
pub async fn insist(op: &mut Op<'_, '_>, cooperative_id: &str, purpose: Purpose) -> Result<(), Error> {
    match consents::withdrawn(op, cooperative_id, purpose.as_str()).await? {
        Some(at) => Err(Refusal::ConsentWithdrawn { purpose, on: business_date(at) }.into()),
        None => Ok(()),
    }
}

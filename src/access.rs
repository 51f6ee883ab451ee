//! Who somebody is and what they may do. The signature is the permission: an action that only an approver may do takes an
//! `Approver`, and only the check in this file can make one.
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::text::Lang;

/// Under which id a secret (of a cookie, a link, a token) is stored: its hash, so that reading the database lets nobody in.
pub fn secret_id(secret: &str) -> String {
    hex::encode(Sha256::digest(secret))
}

/// What somebody may do. Staff duties are for one fund or for all; an applicant's is for one cooperative.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Duty {
    Applicant,
    Appraiser,
    Approver,
    Cashier,
    Auditor,
    Administrator,
}

impl Duty {
    pub const STAFF: [Duty; 5] = [Duty::Appraiser, Duty::Approver, Duty::Cashier, Duty::Auditor, Duty::Administrator];

    pub fn as_str(self) -> &'static str {
        match self {
            Duty::Applicant => "applicant",
            Duty::Appraiser => "appraiser",
            Duty::Approver => "approver",
            Duty::Cashier => "cashier",
            Duty::Auditor => "auditor",
            Duty::Administrator => "administrator",
        }
    }

    /// One of the three that carry a loan: an administrator has none of them.
    pub fn carries_loans(self) -> bool {
        matches!(self, Duty::Appraiser | Duty::Approver | Duty::Cashier)
    }
}

impl TryFrom<String> for Duty {
    type Error = String;
    fn try_from(name: String) -> Result<Duty, String> {
        serde_json::from_value(serde_json::Value::String(name)).map_err(|error| error.to_string())
    }
}

/// A duty in force. `fund` is `None` for all funds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    pub duty: Duty,
    pub fund: Option<String>,
    pub cooperative: Option<String>,
}

/// Somebody who has signed in, with the duties in force at that moment.
#[derive(Clone, Debug)]
pub struct User {
    pub id: String,
    pub email: String,
    pub name: String,
    pub lang: Lang,
    pub grants: Vec<Grant>,
    /// Where the request came from, for the audit trail.
    pub address: Option<String>,
}

impl User {
    /// Whether the user has this duty for that fund.
    pub fn has(&self, duty: Duty, fund_id: &str) -> bool {
        self.grants.iter().any(|grant| grant.duty == duty && grant.fund.as_deref().is_none_or(|own| own == fund_id))
    }

    /// Whether the user has this duty for any fund or cooperative.
    pub fn has_any(&self, duty: Duty) -> bool {
        self.grants.iter().any(|grant| grant.duty == duty)
    }

    /// The cooperative an applicant acts for.
    pub fn cooperative(&self) -> Option<&str> {
        self.grants.iter().find_map(|grant| grant.cooperative.as_deref())
    }
}

/// The check failed: the duty that would be needed.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Lacks(pub Duty);

/// Proof that a user has a duty somewhere. Whether it covers the fund at hand is answered by the query that finds the record
/// (`… and the user has this duty for its fund`), so that what is not yours does not exist.
pub trait Witness: Sized + Send + Sync {
    const DUTY: Duty;
    fn check(user: &User) -> Result<Self, Lacks>;
    fn user(&self) -> &User;
}

macro_rules! witnesses {
    ($($(#[$doc:meta])* $name:ident => $duty:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug)]
        pub struct $name(User);

        impl Witness for $name {
            const DUTY: Duty = Duty::$duty;
            fn check(user: &User) -> Result<Self, Lacks> {
                user.has_any(Duty::$duty).then(|| $name(user.clone())).ok_or(Lacks(Duty::$duty))
            }
            fn user(&self) -> &User { &self.0 }
        }
    )+};
}

witnesses! {
    /// Examines applications and proposes a decision.
    Appraiser => Appraiser,
    /// Decides.
    Approver => Approver,
    /// Signs, pays out, books what comes in.
    Cashier => Cashier,
    /// Sees everything, changes nothing.
    Auditor => Auditor,
    /// Invites people, grants duties, keeps the fund's settings; never touches a loan.
    Administrator => Administrator,
}

/// Acts for one cooperative.
#[derive(Clone, Debug)]
pub struct Applicant {
    user: User,
    cooperative: String,
}

impl Applicant {
    pub fn cooperative(&self) -> &str {
        &self.cooperative
    }
}

impl Witness for Applicant {
    const DUTY: Duty = Duty::Applicant;
    fn check(user: &User) -> Result<Self, Lacks> {
        let cooperative = user.cooperative().ok_or(Lacks(Duty::Applicant))?.to_owned();
        Ok(Applicant { user: user.clone(), cooperative })
    }
    fn user(&self) -> &User {
        &self.user
    }
}

/// Anybody who works for a fund or audits it.
#[derive(Clone, Debug)]
pub struct Staff(User);

impl Witness for Staff {
    /// Named when the check fails; any staff duty passes it.
    const DUTY: Duty = Duty::Appraiser;
    fn check(user: &User) -> Result<Self, Lacks> {
        let any = Duty::STAFF.into_iter().any(|duty| user.has_any(duty));
        any.then(|| Staff(user.clone())).ok_or(Lacks(Duty::Appraiser))
    }
    fn user(&self) -> &User {
        &self.0
    }
}

/// Who may write an application: somebody of the cooperative, or an appraiser on its behalf. For which cooperative and fund is
/// answered by the action.
#[derive(Clone, Debug)]
pub struct Writer(User);

impl Witness for Writer {
    /// Named when the check fails.
    const DUTY: Duty = Duty::Applicant;
    fn check(user: &User) -> Result<Self, Lacks> {
        let any = user.cooperative().is_some() || user.has_any(Duty::Appraiser);
        any.then(|| Writer(user.clone())).ok_or(Lacks(Duty::Applicant))
    }
    fn user(&self) -> &User {
        &self.0
    }
}

/// Who may read a record: the cooperative itself, or staff whose duty covers its fund. Queries take the user's id and ask the
/// `duties` table, so that a duty withdrawn a second ago no longer opens anything.
#[derive(Clone, Debug)]
pub struct Reader(User);

impl Witness for Reader {
    const DUTY: Duty = Duty::Applicant;
    fn check(user: &User) -> Result<Self, Lacks> {
        (!user.grants.is_empty()).then(|| Reader(user.clone())).ok_or(Lacks(Duty::Applicant))
    }
    fn user(&self) -> &User {
        &self.0
    }
}

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

/// What somebody of a cooperative may do there.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Position {
    /// Binds the cooperative: submits and withdraws applications, invites others.
    Chair,
    /// Prepares: fills in, uploads, sees everything.
    Accountant,
}

impl Position {
    /// Both, the chair first.
    pub const ALL: [Position; 2] = [Position::Chair, Position::Accountant];

    /// The name it is stored under.
    pub fn as_str(self) -> &'static str {
        match self {
            Position::Chair => "chair",
            Position::Accountant => "accountant",
        }
    }

    /// The position of a name.
    pub fn named(name: &str) -> Option<Position> {
        Position::ALL.into_iter().find(|position| position.as_str() == name)
    }
}

impl TryFrom<String> for Position {
    type Error = String;
    fn try_from(name: String) -> Result<Position, String> {
        Position::named(&name).ok_or_else(|| format!("{name} is no position"))
    }
}

/// A duty in force. `fund` is `None` for all funds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    pub duty: Duty,
    pub fund: Option<String>,
    pub cooperative: Option<String>,
    /// In the cooperative; nothing for staff.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
}

impl Grant {
    /// A staff duty, for one fund (its id) or for all.
    pub fn staff(duty: Duty, fund: Option<String>) -> Grant {
        Grant { duty, fund, cooperative: None, position: None }
    }

    /// Somebody of a cooperative (its id).
    pub fn of_cooperative(cooperative: String, position: Position) -> Grant {
        Grant { duty: Duty::Applicant, fund: None, cooperative: Some(cooperative), position: Some(position) }
    }
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

    /// Whether the user works for a fund.
    pub fn is_staff(&self) -> bool {
        Duty::STAFF.into_iter().any(|duty| self.has_any(duty))
    }

    /// The cooperative an applicant acts for.
    pub fn cooperative(&self) -> Option<&str> {
        self.grants.iter().find_map(|grant| grant.cooperative.as_deref())
    }

    /// Whether the user acts for this cooperative.
    pub fn acts_for(&self, cooperative_id: &str) -> bool {
        self.cooperative() == Some(cooperative_id)
    }

    /// Whether the user binds this cooperative.
    pub fn chairs(&self, cooperative_id: &str) -> bool {
        let of_it = |grant: &Grant| grant.cooperative.as_deref() == Some(cooperative_id);
        self.grants.iter().any(|grant| of_it(grant) && grant.position == Some(Position::Chair))
    }

    /// Whether the user binds a cooperative. Somebody of staff binds none.
    pub fn is_chair(&self) -> bool {
        self.grants.iter().any(|grant| grant.cooperative.is_some() && grant.position == Some(Position::Chair))
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

/// Binds one cooperative: submits for it, and says who else may act for it.
#[derive(Clone, Debug)]
pub struct Chair(Applicant);

impl Chair {
    /// The cooperative's id.
    pub fn cooperative(&self) -> &str {
        self.0.cooperative()
    }
}

impl Witness for Chair {
    const DUTY: Duty = Duty::Applicant;
    fn check(user: &User) -> Result<Self, Lacks> {
        let applicant = Applicant::check(user)?;
        if user.is_chair() { Ok(Chair(applicant)) } else { Err(Lacks(Duty::Applicant)) }
    }
    fn user(&self) -> &User {
        self.0.user()
    }
}

/// Who may hand an application in or take it back: the chair of the cooperative, or an appraiser on its behalf.
#[derive(Clone, Debug)]
pub struct Signatory(User);

impl Witness for Signatory {
    const DUTY: Duty = Duty::Applicant;
    fn check(user: &User) -> Result<Self, Lacks> {
        let any = user.is_chair() || user.has_any(Duty::Appraiser);
        any.then(|| Signatory(user.clone())).ok_or(Lacks(Duty::Applicant))
    }
    fn user(&self) -> &User {
        &self.0
    }
}

/// Confirms who acts for a cooperative. That is before any fund: an appraiser of whichever fund may, an administrator only of all funds.
#[derive(Clone, Debug)]
pub struct Registrar(User);

impl Witness for Registrar {
    const DUTY: Duty = Duty::Appraiser;
    fn check(user: &User) -> Result<Self, Lacks> {
        let everywhere = user.grants.iter().any(|grant| grant.duty == Duty::Administrator && grant.fund.is_none());
        let any = user.has_any(Duty::Appraiser) || everywhere;
        any.then(|| Registrar(user.clone())).ok_or(Lacks(Duty::Appraiser))
    }
    fn user(&self) -> &User {
        &self.0
    }
}

/// Anybody who works for a fund or audits it.
#[derive(Clone, Debug)]
pub struct Staff(User);

impl Witness for Staff {
    /// Named when the check fails; any staff duty passes it.
    const DUTY: Duty = Duty::Appraiser;
    fn check(user: &User) -> Result<Self, Lacks> {
        user.is_staff().then(|| Staff(user.clone())).ok_or(Lacks(Duty::Appraiser))
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

//! How far an administrator's duty reaches: all funds, or only some.
use super::{Error, Op, Refusal};
use crate::access::{Administrator, Duty, Grant, Witness};
use crate::store::Tx;
use crate::store::funds::{self, Fund};
use crate::store::users::{self, DutyRow};

/// The funds whose people and duties an administrator may arrange.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Every fund, and what belongs to none: applicants, new funds, administrators of all funds.
    Everywhere,
    /// These funds (their ids) only.
    Funds(Vec<String>),
}

/// A fund of this administrator by its code, locked: the deed is its fund's, and what stands in the answer is true until its end.
///
/// # Errors
/// `NotFound` for a fund that is not theirs.
pub(super) async fn administered(op: &mut Op<'_, '_>, by: &Administrator, code: &str) -> Result<Fund, Error> {
    let found = funds::find_administered(op, &by.user().id, code).await?.ok_or(Refusal::NotFound)?;
    op.in_fund(&found.id);
    funds::lock(op, &found.id).await?.ok_or_else(|| Refusal::NotFound.into())
}

impl Scope {
    /// The scope of an administrator as it stands in this transaction.
    ///
    /// # Errors
    /// `Forbidden` when the duty was withdrawn meanwhile.
    pub async fn of(tx: &mut Tx, by: &Administrator) -> Result<Scope, Error> {
        Scope::of_duties(&users::duties_of(tx, &by.user().id).await?)
            .ok_or_else(|| Refusal::Forbidden(Duty::Administrator).into())
    }

    /// The scope these duties give; `None` when none of them is an administrator's.
    pub fn of_duties(duties: &[DutyRow]) -> Option<Scope> {
        let mut administered = duties.iter().filter(|row| row.duty == Duty::Administrator).peekable();
        administered.peek()?;
        let funds: Option<Vec<String>> = administered.map(|row| row.fund_id.clone()).collect();
        Some(funds.map_or(Scope::Everywhere, Scope::Funds))
    }

    /// Whether everything of every fund is inside.
    pub fn is_everywhere(&self) -> bool {
        matches!(self, Scope::Everywhere)
    }

    /// Whether a duty may be granted or withdrawn: one of a fund inside.
    pub fn covers_fund(&self, fund_id: Option<&str>) -> bool {
        match self {
            Scope::Everywhere => true,
            Scope::Funds(funds) => fund_id.is_some_and(|id| funds.iter().any(|own| own == id)),
        }
    }

    /// Whether a duty about to be granted is inside.
    pub fn covers(&self, grant: &Grant) -> bool {
        self.covers_fund(grant.fund.as_deref())
    }

    /// Whether the account itself (open or closed, sessions, tokens) may be touched: everything the person does is inside.
    pub fn covers_account(&self, duties: &[DutyRow]) -> bool {
        duties.iter().all(|row| self.covers_fund(row.fund_id.as_deref()))
    }

    /// # Errors
    /// `NotFound` when the person is not among those this administrator sees: no duty inside.
    pub fn must_see(&self, duties: &[DutyRow]) -> Result<(), Error> {
        let seen = self.is_everywhere() || duties.iter().any(|row| self.covers_fund(row.fund_id.as_deref()));
        if seen { Ok(()) } else { Err(Refusal::NotFound.into()) }
    }
}

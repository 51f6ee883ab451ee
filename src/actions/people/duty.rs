//! Who does what: inviting people, granting and withdrawing duties, closing accounts.
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::link::link;
use super::members::{joined_letters, withdrawn_letters};
use super::{new_person, new_secret};
use crate::access::{Administrator, Duty, Grant, Position, Witness, secret_id};
use crate::actions::scope::Scope;
use crate::actions::{Deed, Error, Office, Op, Problem, Refusal};
use crate::mail::{About, Letter};
use crate::store::users::{self, DutyRow, Person};
use crate::store::{Tx, cooperatives, funds};
use crate::text::Lang;

/// How long an invitation works; its letter says so.
pub const INVITATION_DAYS: i64 = 7;

/// Why a duty or an account cannot be arranged so.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum DutyProblem {
    /// Nobody grants a duty to themselves.
    ToOneself,
    /// An administrator may not appraise, approve or handle the money of loans.
    AdministratorOnLoans,
    /// Somebody of a cooperative cannot also be staff of a fund.
    BothSides,
    /// Nobody withdraws their own administration.
    OwnAdministration,
    /// Nobody closes their own account.
    OwnAccount,
    /// This administrator's duty does not reach so far.
    OutsideScope,
    /// Somebody who acts on loans makes their own tokens.
    TokenOfLender,
}

fn refused(pointer: &str, problem: DutyProblem) -> Error {
    Refusal::field(pointer, Problem::Duty(problem)).into()
}

/// A duty as people name it: with a fund's code, or a cooperative's for an applicant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    pub duty: Duty,
    /// A fund's or cooperative's code; for staff `None` is all funds.
    pub at: Option<String>,
}

impl Asked {
    /// Reads `DUTY` or `DUTY@CODE`; `None` when there is no such duty.
    pub fn parse(text: &str) -> Option<Asked> {
        let (duty, at) = text.split_once('@').map_or((text, None), |(duty, at)| (duty, Some(at)));
        let at = at.map(|at| at.trim().to_owned()).filter(|at| !at.is_empty());
        Some(Asked { duty: Duty::try_from(duty.trim().to_owned()).ok()?, at })
    }

    /// The duty with the ids behind the codes.
    ///
    /// # Errors
    /// `Invalid` at `/fund` or `/cooperative` when there is none of that code.
    pub async fn resolve(&self, tx: &mut Tx) -> Result<Grant, Error> {
        let mut grant = Grant::staff(self.duty, None);
        match (&self.at, self.duty) {
            (None, Duty::Applicant) => return Err(Refusal::field("/cooperative", Problem::Required).into()),
            (Some(code), Duty::Applicant) => {
                let found = cooperatives::find_by_id_or_code(tx, code).await?;
                let found = found.ok_or_else(|| Refusal::field("/cooperative", Problem::UnknownCode))?;
                grant = Grant::of_cooperative(found.id, Position::Chair);
            }
            (None, _) => {}
            (Some(code), _) => {
                let found = funds::find_by_code(tx, code).await?;
                grant.fund = Some(found.ok_or_else(|| Refusal::field("/fund", Problem::UnknownCode))?.id);
            }
        }
        Ok(grant)
    }
}

/// Somebody an administrator is about to do something to, as they stand in this transaction, both locked.
pub(super) struct Target {
    pub(super) person: Person,
    pub(super) held: Vec<DutyRow>,
    scope: Scope,
}

impl Target {
    /// # Errors
    /// `NotFound` for whom this administrator does not see.
    pub(super) async fn find(op: &mut Op<'_, '_>, by: &Administrator, user_id: &str) -> Result<Target, Error> {
        users::lock_both(op, &by.user().id, user_id).await?;
        let scope = Scope::of(op, by).await?;
        let person = users::find(op, user_id).await?.ok_or(Refusal::NotFound)?;
        let held = users::duties_of(op, user_id).await?;
        scope.must_see(&held)?;
        Ok(Target { person, held, scope })
    }

    /// # Errors
    /// `Invalid` when the person also has duties this administrator's does not reach.
    pub(super) fn account_must_be_inside(&self, pointer: &str) -> Result<(), Error> {
        if self.scope.covers_account(&self.held) { Ok(()) } else { Err(refused(pointer, DutyProblem::OutsideScope)) }
    }
}

/// Somebody about to be invited.
#[derive(Clone, Debug, Serialize)]
pub struct Invitation<'a> {
    pub email: &'a str,
    pub name: &'a str,
    pub language: Lang,
    /// At least one.
    pub duties: &'a [Asked],
}

/// Invites somebody with their first duties: they get a mail with a link to set their password. The person's id.
///
/// # Errors
/// `Invalid`, also for a mail address that has an account and for duties this administrator's does not reach.
pub async fn invite(
    office: &Office,
    by: &Administrator,
    invitation: &Invitation<'_>,
    key: Option<&str>,
) -> Result<String, Error> {
    let person = new_person(invitation.email, invitation.name, invitation.language)?;
    let secret = new_secret();
    let deed = Deed::new(Some(by.user()), "user.invite", "user", &person.email).keyed(key, invitation);
    office
        .act(deed, async |op| {
            let scope = Scope::of(op, by).await?;
            if invitation.duties.is_empty() {
                return Err(Refusal::field("/duty", Problem::Required).into());
            }
            add_person(op, &person).await?;
            for asked in invitation.duties {
                let grant = asked.resolve(op).await?;
                if !scope.covers(&grant) {
                    return Err(refused("/duty", DutyProblem::OutsideScope));
                }
                grant_in_op(op, &person.id, &grant).await?;
                joined_letters(op, office, &person, &grant).await?;
            }
            add_invitation(op, &person, &secret).await?;
            let letter = Letter::Invitation { link: link(office, &secret), by: None, cooperative: None };
            op.mail(letter.to(person.recipient(), About::default(), None)).await?;
            op.audit("user", &person.id, json!(null), json!(invitation)).await?;
            Ok(person.id.clone())
        })
        .await
}

/// Sends a new invitation to somebody who has not set a password yet; the earlier link ends with its own time.
///
/// # Errors
/// `WrongState` when the account is closed or has a password already.
pub async fn invite_again(office: &Office, by: &Administrator, user_id: &str) -> Result<(), Error> {
    let secret = new_secret();
    office
        .act(Deed::new(Some(by.user()), "user.invite_again", "user", user_id), async |op| {
            let target = Target::find(op, by, user_id).await?;
            target.account_must_be_inside("/duty")?;
            if !target.person.active || target.person.password_hash.is_some() {
                return Err(Refusal::WrongState { is: "active".into() }.into());
            }
            add_invitation(op, &target.person, &secret).await?;
            let letter = Letter::Invitation { link: link(office, &secret), by: None, cooperative: None };
            op.mail(letter.to(target.person.recipient(), About::default(), None)).await?;
            op.audit("user", user_id, json!(null), json!(null)).await?;
            Ok(())
        })
        .await
}

async fn add_person(op: &mut Op<'_, '_>, person: &Person) -> Result<(), Error> {
    let now = op.now;
    if users::find_by_email(op, &person.email).await?.is_some() {
        return Err(Refusal::field("/email", Problem::Taken).into());
    }
    users::insert(op, person, now).await?;
    Ok(())
}

async fn add_invitation(op: &mut Op<'_, '_>, person: &Person, secret: &str) -> Result<(), Error> {
    let now = op.now;
    let until = now + TimeDelta::days(INVITATION_DAYS);
    users::add_link(op, &secret_id(secret), "invitation", Some(&person.id), now, until).await?;
    Ok(())
}

/// Grants a duty.
///
/// # Errors
/// `NotFound` for whom this administrator does not see; `Invalid` by the rules of [`grant_in_op`] or beyond their scope.
pub async fn grant(office: &Office, by: &Administrator, user_id: &str, asked: &Asked) -> Result<(), Error> {
    office
        .act(Deed::new(Some(by.user()), "duty.grant", "user", user_id), async |op| {
            let target = Target::find(op, by, user_id).await?;
            let grant = asked.resolve(op).await?;
            if let Some(fund_id) = &grant.fund {
                op.in_fund(fund_id);
            }
            if !target.scope.covers(&grant) {
                return Err(refused("/duty", DutyProblem::OutsideScope));
            }
            grant_in_op(op, user_id, &grant).await?;
            joined_letters(op, office, &target.person, &grant).await?;
            op.audit("user", user_id, json!(null), json!(asked)).await?;
            Ok(())
        })
        .await
}

/// The rules of granting, inside the caller's transaction: an administrator has none of the three duties on a loan, nobody
/// stands on both sides, and nobody gives themselves anything.
pub async fn grant_in_op(op: &mut Op<'_, '_>, user_id: &str, grant: &Grant) -> Result<(), Error> {
    let (now, by) = (op.now, op.actor_id());
    let held = users::duties_of(op, user_id).await?;
    let duties: Vec<Duty> = held.iter().map(|row| row.duty).collect();
    if by == user_id {
        return Err(refused("/duty", DutyProblem::ToOneself));
    }
    if let Some(problem) = incompatible(grant.duty, &duties) {
        return Err(refused("/duty", problem));
    }
    let same =
        |row: &DutyRow| row.duty == grant.duty && row.fund_id == grant.fund && row.cooperative_id == grant.cooperative;
    if held.iter().any(same) {
        return Err(Refusal::field("/duty", Problem::Taken).into());
    }
    users::grant(op, user_id, grant, &by, now).await?;
    Ok(())
}

/// Why a duty does not go together with those held.
fn incompatible(duty: Duty, held: &[Duty]) -> Option<DutyProblem> {
    let has = |test: fn(Duty) -> bool| held.iter().copied().any(test);
    let administers = |duty| duty == Duty::Administrator;
    if (administers(duty) && has(Duty::carries_loans)) || (duty.carries_loans() && has(administers)) {
        return Some(DutyProblem::AdministratorOnLoans);
    }
    let other_side = held.iter().any(|&own| (own == Duty::Applicant) != (duty == Duty::Applicant));
    other_side.then_some(DutyProblem::BothSides)
}

/// Withdraws a duty; it ends at once, also for sessions that are open.
///
/// # Errors
/// `NotFound` for a duty that is not in force or beyond this administrator's scope; `Invalid` for one's own administration.
pub async fn withdraw(office: &Office, by: &Administrator, user_id: &str, duty_id: &str) -> Result<(), Error> {
    office
        .act(Deed::new(Some(by.user()), "duty.withdraw", "user", user_id), async |op| {
            let now = op.now;
            let target = Target::find(op, by, user_id).await?;
            let row = target.held.iter().find(|row| row.id == duty_id).ok_or(Refusal::NotFound)?;
            if let Some(fund_id) = &row.fund_id {
                op.in_fund(fund_id);
            }
            if !target.scope.covers_fund(row.fund_id.as_deref()) {
                return Err(Refusal::NotFound.into());
            }
            if row.duty == Duty::Administrator && row.user_id == by.user().id {
                return Err(refused("/duty", DutyProblem::OwnAdministration));
            }
            users::withdraw(op, duty_id, &by.user().id, now).await?;
            if let Some(cooperative) = &row.cooperative_id {
                withdrawn_letters(op, office, user_id, cooperative).await?;
            }
            let before = json!({ "duty": row.duty, "fund": row.fund_code, "cooperative": row.cooperative_id });
            op.audit("user", user_id, before, json!(null)).await?;
            Ok(())
        })
        .await
}

/// Opens or closes an account; closing ends its sessions, and its tokens no longer open anything.
///
/// # Errors
/// `NotFound` for whom this administrator does not see; `Invalid` for one's own account or one beyond their scope.
pub async fn set_active(office: &Office, by: &Administrator, user_id: &str, active: bool) -> Result<(), Error> {
    office
        .act(Deed::new(Some(by.user()), "user.active", "user", user_id), async |op| {
            let now = op.now;
            let target = Target::find(op, by, user_id).await?;
            if target.person.id == by.user().id {
                return Err(refused("/active", DutyProblem::OwnAccount));
            }
            target.account_must_be_inside("/active")?;
            users::set_active(op, user_id, active).await?;
            if !active {
                users::end_sessions(op, user_id, now).await?;
            }
            op.audit("user", user_id, json!({ "active": target.person.active }), json!({ "active": active })).await?;
            Ok(())
        })
        .await
}

/// Ends every session of somebody: a lost phone, a forgotten screen.
///
/// # Errors
/// As [`set_active`].
pub async fn end_sessions_of(office: &Office, by: &Administrator, user_id: &str) -> Result<u64, Error> {
    office
        .act(Deed::new(Some(by.user()), "session.end_all", "user", user_id), async |op| {
            let now = op.now;
            Target::find(op, by, user_id).await?.account_must_be_inside("/active")?;
            let ended = users::end_sessions(op, user_id, now).await?;
            op.audit("user", user_id, json!(null), json!({ "sessions_ended": ended })).await?;
            Ok(ended)
        })
        .await
}

/// Adds a person from the command line. The link to set their password is the answer: no mail is sent.
///
/// # Errors
/// `Invalid`, as for [`invite`].
pub async fn add_from_command_line(office: &Office, invitation: &Invitation<'_>) -> Result<String, Error> {
    let person = new_person(invitation.email, invitation.name, invitation.language)?;
    let secret = new_secret();
    office
        .act(Deed::new(None, "user.add", "user", &person.email), async |op| {
            add_person(op, &person).await?;
            for asked in invitation.duties {
                let grant = asked.resolve(op).await?;
                grant_in_op(op, &person.id, &grant).await?;
            }
            add_invitation(op, &person, &secret).await?;
            op.audit("user", &person.id, json!(null), json!(invitation)).await?;
            Ok(link(office, &secret))
        })
        .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duty_is_named_with_or_without_its_place() {
        let asked = |duty, at: Option<&str>| Some(Asked { duty, at: at.map(str::to_owned) });
        assert_eq!(Asked::parse("auditor"), asked(Duty::Auditor, None));
        assert_eq!(Asked::parse("cashier@dienbien-htx"), asked(Duty::Cashier, Some("dienbien-htx")));
        assert_eq!(Asked::parse("applicant@0100109106"), asked(Duty::Applicant, Some("0100109106")));
        assert_eq!(Asked::parse("auditor@"), asked(Duty::Auditor, None));
        for text in ["", "@dienbien-htx", "Auditor", "root", "cashier dienbien"] {
            assert_eq!(Asked::parse(text), None, "{text}");
        }
    }

    #[test]
    fn an_administrator_has_no_part_in_a_loan_and_nobody_stands_on_both_sides() {
        use Duty::*;
        for carrying in [Appraiser, Approver, Cashier] {
            assert_eq!(incompatible(carrying, &[Auditor, Administrator]), Some(DutyProblem::AdministratorOnLoans));
            assert_eq!(incompatible(Administrator, &[carrying]), Some(DutyProblem::AdministratorOnLoans));
            assert_eq!(incompatible(carrying, &[Appraiser, Approver, Cashier]), None);
        }
        assert_eq!(incompatible(Auditor, &[Administrator]), None);
        assert_eq!(incompatible(Applicant, &[Auditor]), Some(DutyProblem::BothSides));
        assert_eq!(incompatible(Auditor, &[Applicant]), Some(DutyProblem::BothSides));
        assert_eq!(incompatible(Applicant, &[Applicant]), None);
        assert_eq!(incompatible(Applicant, &[]), None);
    }
}

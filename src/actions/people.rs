//! Accounts: signing in and out, one-time links, invitations, duties, tokens.
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use serde_json::json;
use validator::ValidateEmail;

use super::{Deed, Error, Office, Problem, Refusal};
use crate::access::{Administrator, Duty, Grant, User, Witness, secret_id};
use crate::mail::{About, Letter};
use crate::store::users::{self, NewSession, Person};
use crate::store::{StoreError, new_id};
use crate::text::Lang;

const SESSION_HOURS: i64 = 12;
const RESET_HOURS: i64 = 1;
const INVITATION_DAYS: i64 = 7;
const TOKEN_DAYS: i64 = 365;
/// Failed attempts looked at, and how many of an account or an address are free before each further one has to wait.
const ATTEMPTS_MINUTES: i64 = 15;
const FREE_ATTEMPTS_ACCOUNT: i64 = 5;
const FREE_ATTEMPTS_ADDRESS: i64 = 30;
pub const PASSWORD_CHARACTERS_MIN: usize = 10;
const PASSWORD_CHARACTERS_MAX: usize = 200;

/// 256 random bits, for cookies, links and tokens. Only its hash is stored.
pub fn new_secret() -> String {
    hex::encode(rand::random::<[u8; 32]>())
}

/// The one spelling of an address that is stored and looked up.
pub fn fold_email(email: &str) -> String {
    email.trim().to_lowercase()
}

/// Argon2id with the parameters OWASP names first (19 MiB, 2 passes).
fn argon2() -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(19 * 1024, 2, 1, None).unwrap_or_default())
}

/// Hashes a password away from the server's threads: it takes tens of milliseconds on purpose.
pub async fn hash_password(password: String) -> Result<String, Error> {
    let hashed =
        tokio::task::spawn_blocking(move || argon2().hash_password(password.as_bytes()).map(|hash| hash.to_string()));
    match hashed.await {
        Ok(Ok(hash)) => Ok(hash),
        Ok(Err(error)) => Err(broken(error.to_string())),
        Err(error) => Err(broken(error.to_string())),
    }
}

fn broken(what: String) -> Error {
    Error::Store(StoreError::Inconsistent { table: "users", id: String::new(), what })
}

/// Whether the password fits. Without a stored hash the same work is done, so that time does not tell who exists.
async fn password_fits(stored: Option<String>, password: String) -> Result<bool, Error> {
    let Some(stored) = stored else {
        hash_password(password).await?;
        return Ok(false);
    };
    let verified = tokio::task::spawn_blocking(move || {
        let parsed = PasswordHash::new(&stored)?;
        argon2().verify_password(password.as_bytes(), &parsed)
    });
    verified.await.map(|result| result.is_ok()).map_err(|error| broken(error.to_string()))
}

/// A password is a matter of length; the few everybody tries first are refused.
pub fn check_password(password: &str) -> Result<(), Refusal> {
    let length = password.chars().count();
    if length < PASSWORD_CHARACTERS_MIN {
        return Err(Refusal::field("/password", Problem::TooShort { min: PASSWORD_CHARACTERS_MIN }));
    }
    if length > PASSWORD_CHARACTERS_MAX {
        return Err(Refusal::field("/password", Problem::TooLong { max: PASSWORD_CHARACTERS_MAX }));
    }
    let folded = password.to_lowercase();
    let first = folded.chars().next();
    let runs = ["1234567890", "0123456789", "password12", "matkhau123", "qwertyuiop", "abcdefghij", "coopfund12"];
    if folded.chars().all(|c| Some(c) == first) || runs.iter().any(|run| folded.starts_with(run)) {
        return Err(Refusal::field("/password", Problem::PasswordTooCommon));
    }
    Ok(())
}

/// A session that has just begun: the secret goes into the cookie and nowhere else.
#[derive(Debug, Serialize, Deserialize)]
pub struct Begun {
    pub secret: String,
}

/// Signs in by mail and password. Attempts are slowed per account and per address.
pub async fn sign_in(
    office: &Office,
    email: &str,
    password: &str,
    address: &str,
    agent: Option<&str>,
) -> Result<Begun, Error> {
    let email = fold_email(email);
    let now = office.clock.now();
    let since = now - TimeDelta::minutes(ATTEMPTS_MINUTES);
    let (failures, person) = office
        .store
        .read(async |tx| {
            Ok::<_, Error>((
                users::failures(tx, &email, address, since).await?,
                users::find_by_email(tx, &email).await?,
            ))
        })
        .await?;
    let deed = Deed::new(None, "session.begin", "user", person.as_ref().map_or("unknown", |person| person.id.as_str()));
    if let Some(wait_seconds) = wait_seconds(&failures, now) {
        let refusal = Refusal::TooManyRequests { wait_seconds };
        office.record_refusal(&deed, crate::store::audit::SYSTEM, &refusal, now).await?;
        return Err(refusal.into());
    }
    let stored = person.as_ref().filter(|person| person.active).and_then(|person| person.password_hash.clone());
    let fits = password_fits(stored, password.chars().take(PASSWORD_CHARACTERS_MAX).collect()).await?;
    let Some(person) = person.filter(|_| fits) else {
        office.store.write(async |tx| users::note_attempt(tx, &email, address, false, now).await).await?;
        office.record_refusal(&deed, crate::store::audit::SYSTEM, &Refusal::BadCredentials, now).await?;
        return Err(Refusal::BadCredentials.into());
    };
    begin_session(office, &person, &email, address, agent).await
}

/// Each failure beyond the free ones doubles the pause, from 2 seconds up to 15 minutes.
fn wait_seconds(failures: &users::Failures, now: chrono::DateTime<chrono::Utc>) -> Option<i64> {
    let beyond = (failures.by_account - FREE_ATTEMPTS_ACCOUNT).max(failures.by_address - FREE_ATTEMPTS_ADDRESS);
    let latest = failures.latest.filter(|_| beyond >= 0)?;
    let pause = 2_i64.saturating_pow(u32::try_from(beyond.min(20) + 1).unwrap_or(1)).min(ATTEMPTS_MINUTES * 60);
    let left = pause - (now - latest).num_seconds();
    (left > 0).then_some(left)
}

async fn begin_session(
    office: &Office,
    person: &Person,
    account: &str,
    address: &str,
    agent: Option<&str>,
) -> Result<Begun, Error> {
    let (secret, form_token) = (new_secret(), new_secret());
    let user = acting(person, Some(address.to_owned()));
    office
        .act(Deed::new(Some(&user), "session.begin", "user", &person.id), async |op| {
            let now = op.now;
            users::note_attempt(op, account, address, true, now).await?;
            let session = NewSession {
                id: &secret_id(&secret),
                user_id: &person.id,
                form_token: &form_token,
                address: Some(address),
                agent,
                expires_at: now + TimeDelta::hours(SESSION_HOURS),
            };
            users::begin_session(op, &session, now).await?;
            op.audit("user", &person.id, json!(null), json!({ "agent": agent })).await?;
            Ok(Begun { secret: secret.clone() })
        })
        .await
}

/// Somebody as an actor, for deeds done before a session exists.
fn acting(person: &Person, address: Option<String>) -> User {
    User {
        id: person.id.clone(),
        email: person.email.clone(),
        name: person.name.clone(),
        lang: person.language,
        grants: Vec::new(),
        address,
    }
}

/// Ends one session: by its secret at signing out, or by its id from the list of one's own sessions.
pub async fn end_session(office: &Office, user: &User, session_id: &str) -> Result<(), Error> {
    office
        .act(Deed::new(Some(user), "session.end", "user", &user.id), async |op| {
            let now = op.now;
            if !users::end_session(op, &user.id, session_id, now).await? {
                return Err(Refusal::NotFound.into());
            }
            op.audit("user", &user.id, json!(null), json!(null)).await?;
            Ok(())
        })
        .await
}

/// Changes one's own language: pages and mails follow it.
pub async fn set_language(office: &Office, user: &User, lang: Lang) -> Result<(), Error> {
    office
        .act(Deed::new(Some(user), "user.language", "user", &user.id), async |op| {
            users::set_language(op, &user.id, lang).await?;
            op.audit("user", &user.id, json!(user.lang), json!(lang)).await?;
            Ok(())
        })
        .await
}

/// Sends a link to set a new password. Answers alike whether the account exists or not.
pub async fn request_reset(office: &Office, email: &str) -> Result<(), Error> {
    let email = fold_email(email);
    let secret = new_secret();
    let found = office.store.read(async |tx| users::find_by_email(tx, &email).await).await?;
    let Some(person) = found.filter(|person| person.active) else { return Ok(()) };
    let user = acting(&person, None);
    office
        .act(Deed::new(Some(&user), "user.reset_request", "user", &person.id), async |op| {
            let now = op.now;
            users::add_link(
                op,
                &secret_id(&secret),
                "password_reset",
                Some(&person.id),
                now,
                now + TimeDelta::hours(RESET_HOURS),
            )
            .await?;
            let letter = Letter::PasswordReset { link: link(office, &secret) };
            op.mail(letter.to(person.recipient(), About::default(), None)).await?;
            op.audit("user", &person.id, json!(null), json!(null)).await?;
            Ok(())
        })
        .await
}

fn link(office: &Office, secret: &str) -> String {
    office.url(&format!("/links/{secret}"))
}

/// What a one-time link leads to.
#[derive(Debug, Clone)]
pub struct LinkView {
    pub purpose: String,
    pub person: Option<Person>,
}

/// Looks at a link without using it up.
pub async fn look_at_link(office: &Office, secret: &str) -> Result<LinkView, Error> {
    let now = office.clock.now();
    office
        .store
        .read(async |tx| {
            let link = users::find_link(tx, &secret_id(secret), now).await?.ok_or(Refusal::DeadLink)?;
            let person = match &link.user_id {
                Some(id) => users::find(tx, id).await?,
                None => None,
            };
            Ok(LinkView { purpose: link.purpose, person })
        })
        .await
}

/// Uses a link: sets the password it allows to set. The first administrator's link also makes the account.
pub async fn use_link(
    office: &Office,
    secret: &str,
    newcomer: Option<(&str, &str)>,
    password: &str,
) -> Result<(), Error> {
    check_password(password)?;
    let hash = hash_password(password.to_owned()).await?;
    office
        .act(Deed::new(None, "user.link_used", "link", secret_id(secret)), async |op| {
            let now = op.now;
            let link = users::use_link(op, &secret_id(secret), now).await?.ok_or(Refusal::DeadLink)?;
            let user_id = match (link.user_id, newcomer) {
                (Some(id), _) => id,
                (None, Some((email, name))) => first_administrator(op, email, name).await?,
                (None, None) => return Err(Refusal::DeadLink.into()),
            };
            users::set_password(op, &user_id, &hash).await?;
            users::end_sessions(op, &user_id, now).await?;
            op.audit("user", &user_id, json!(null), json!({ "purpose": link.purpose })).await?;
            Ok(())
        })
        .await
}

async fn first_administrator(op: &mut super::Op<'_, '_>, email: &str, name: &str) -> Result<String, Error> {
    let person = new_person(email, name, Lang::Vi)?;
    let now = op.now;
    if !users::nobody_yet(op).await? {
        return Err(Refusal::DeadLink.into());
    }
    users::insert(op, &person, now).await?;
    let everywhere = |duty| Grant { duty, fund: None, cooperative: None };
    users::grant(op, &person.id, &everywhere(Duty::Administrator), "system", now).await?;
    Ok(person.id)
}

/// A person about to be stored, checked.
pub fn new_person(email: &str, name: &str, language: Lang) -> Result<Person, Refusal> {
    let email = fold_email(email);
    let mut errors = Vec::new();
    let mut fail = |pointer: &str, problem| errors.push(super::FieldError { pointer: pointer.into(), problem });
    if !email.validate_email() || email.len() > 254 {
        fail("/email", Problem::NotAnEmail);
    }
    let name = name.trim().to_owned();
    match name.chars().count() {
        0 => fail("/name", Problem::Required),
        1..=120 if super::input::has_bad_characters(&name) => fail("/name", Problem::BadCharacters),
        1..=120 => {}
        _ => fail("/name", Problem::TooLong { max: 120 }),
    }
    if !errors.is_empty() {
        return Err(Refusal::Invalid(errors));
    }
    Ok(Person { id: new_id(), email, name, language, password_hash: None, active: true, version: 1 })
}

/// Makes the link for the first administrator, when nobody is here yet. The secret is shown once.
pub async fn first_administrator_link(office: &Office) -> Result<Option<String>, Error> {
    let secret = new_secret();
    office
        .act(Deed::new(None, "user.first_link", "link", secret_id(&secret)), async |op| {
            let now = op.now;
            if !users::nobody_yet(op).await? {
                op.audit("link", "none", json!(null), json!("somebody is here already")).await?;
                return Ok(None);
            }
            users::add_link(op, &secret_id(&secret), "first_administrator", None, now, now + TimeDelta::hours(24))
                .await?;
            op.audit("link", &secret_id(&secret), json!(null), json!(null)).await?;
            Ok(Some(link(office, &secret)))
        })
        .await
}

/// Invites somebody with their first duties: they get a link to set their password.
pub async fn invite(
    office: &Office,
    by: &Administrator,
    email: &str,
    name: &str,
    lang: Lang,
    grants: &[Grant],
) -> Result<String, Error> {
    let person = new_person(email, name, lang)?;
    let secret = new_secret();
    office
        .act(Deed::new(Some(by.user()), "user.invite", "user", &person.id), async |op| {
            let now = op.now;
            if users::find_by_email(op, &person.email).await?.is_some() {
                return Err(Refusal::field("/email", Problem::Taken).into());
            }
            users::insert(op, &person, now).await?;
            for grant in grants {
                grant_in_op(op, &person.id, grant).await?;
            }
            users::add_link(
                op,
                &secret_id(&secret),
                "invitation",
                Some(&person.id),
                now,
                now + TimeDelta::days(INVITATION_DAYS),
            )
            .await?;
            let letter = Letter::Invitation { link: link(office, &secret) };
            op.mail(letter.to(person.recipient(), About::default(), None)).await?;
            op.audit(
                "user",
                &person.id,
                json!(null),
                json!({ "email": person.email, "name": person.name, "grants": grants }),
            )
            .await?;
            Ok(person.id.clone())
        })
        .await
}

/// Grants a duty. An administrator has none of the three duties on a loan, and nobody gives themselves anything.
pub async fn grant(office: &Office, by: &Administrator, user_id: &str, grant: &Grant) -> Result<(), Error> {
    office
        .act(Deed::new(Some(by.user()), "duty.grant", "user", user_id), async |op| {
            if users::find(op, user_id).await?.is_none() {
                return Err(Refusal::NotFound.into());
            }
            grant_in_op(op, user_id, grant).await?;
            op.audit("user", user_id, json!(null), json!(grant)).await?;
            Ok(())
        })
        .await
}

/// The rules of granting, inside the caller's transaction.
pub async fn grant_in_op(op: &mut super::Op<'_, '_>, user_id: &str, grant: &Grant) -> Result<(), Error> {
    let now = op.now;
    let by = op.actor_id();
    let held = users::duties_of(op, user_id).await?;
    let has = |test: &dyn Fn(Duty) -> bool| held.iter().any(|row| test(row.duty));
    let said = |vi: &str, en: &str| Refusal::field("/duty", Problem::Said { vi: vi.into(), en: en.into() });
    if by == user_id {
        return Err(said("Không thể tự giao nhiệm vụ cho mình.", "Nobody grants a duty to themselves.").into());
    }
    let administers = grant.duty == Duty::Administrator;
    if (administers && has(&Duty::carries_loans))
        || (grant.duty.carries_loans() && has(&|duty| duty == Duty::Administrator))
    {
        return Err(said(
            "Quản trị viên không được thẩm định, phê duyệt hay thu chi khoản vay.",
            "An administrator may not appraise, approve or handle the money of loans.",
        )
        .into());
    }
    if (grant.duty == Duty::Applicant && has(&|duty| duty != Duty::Applicant))
        || (grant.duty != Duty::Applicant && has(&|duty| duty == Duty::Applicant))
    {
        return Err(said(
            "Người của hợp tác xã không thể đồng thời là cán bộ quỹ.",
            "Somebody of a cooperative cannot also be staff of a fund.",
        )
        .into());
    }
    let same = |row: &users::DutyRow| {
        row.duty == grant.duty && row.fund_id == grant.fund && row.cooperative_id == grant.cooperative
    };
    if held.iter().any(same) {
        return Err(Refusal::field("/duty", Problem::Taken).into());
    }
    users::grant(op, user_id, grant, &by, now).await?;
    Ok(())
}

/// Withdraws a duty; it ends at once, also for sessions that are open.
pub async fn withdraw(office: &Office, by: &Administrator, user_id: &str, duty_id: &str) -> Result<(), Error> {
    office
        .act(Deed::new(Some(by.user()), "duty.withdraw", "user", user_id), async |op| {
            let now = op.now;
            let held = users::duties_of(op, user_id).await?;
            let row = held.into_iter().find(|row| row.id == duty_id).ok_or(Refusal::NotFound)?;
            if row.duty == Duty::Administrator && row.user_id == by.user().id {
                let problem = Problem::Said {
                    vi: "Không thể tự thu hồi quyền quản trị của mình.".into(),
                    en: "You cannot withdraw your own administration.".into(),
                };
                return Err(Refusal::field("/duty", problem).into());
            }
            users::withdraw(op, duty_id, &by.user().id, now).await?;
            op.audit(
                "user",
                user_id,
                json!({ "duty": row.duty, "fund": row.fund_code, "cooperative": row.cooperative_id }),
                json!(null),
            )
            .await?;
            Ok(())
        })
        .await
}

/// Opens or closes an account; closing ends its sessions.
pub async fn set_active(office: &Office, by: &Administrator, user_id: &str, active: bool) -> Result<(), Error> {
    office
        .act(Deed::new(Some(by.user()), "user.active", "user", user_id), async |op| {
            let now = op.now;
            let person = users::find(op, user_id).await?.ok_or(Refusal::NotFound)?;
            if person.id == by.user().id {
                let problem = Problem::Said {
                    vi: "Không thể tự khoá tài khoản của mình.".into(),
                    en: "You cannot close your own account.".into(),
                };
                return Err(Refusal::field("/active", problem).into());
            }
            users::set_active(op, user_id, active).await?;
            if !active {
                users::end_sessions(op, user_id, now).await?;
            }
            op.audit("user", user_id, json!({ "active": person.active }), json!({ "active": active })).await?;
            Ok(())
        })
        .await
}

/// Makes an API token for a user; it is shown once and only its hash is kept.
pub async fn make_token(office: &Office, by: Option<&User>, email: &str, label: &str) -> Result<String, Error> {
    let email = fold_email(email);
    let secret = new_secret();
    office
        .act(Deed::new(by, "token.make", "user", &email), async |op| {
            let now = op.now;
            let person =
                users::find_by_email(op, &email).await?.filter(|person| person.active).ok_or(Refusal::NotFound)?;
            users::add_token(op, &secret_id(&secret), &person.id, label, now, now + TimeDelta::days(TOKEN_DAYS))
                .await?;
            op.audit("user", &person.id, json!(null), json!({ "label": label })).await?;
            Ok(secret.clone())
        })
        .await
}

/// Adds a person from the command line, with duties and a password to be set by the invitation they are sent.
pub async fn add_from_command_line(
    office: &Office,
    email: &str,
    name: &str,
    grants: &[Grant],
) -> Result<String, Error> {
    let person = new_person(email, name, Lang::Vi)?;
    let secret = new_secret();
    office
        .act(Deed::new(None, "user.add", "user", &person.id), async |op| {
            let now = op.now;
            if users::find_by_email(op, &person.email).await?.is_some() {
                return Err(Refusal::field("/email", Problem::Taken).into());
            }
            users::insert(op, &person, now).await?;
            for grant in grants {
                grant_in_op(op, &person.id, grant).await?;
            }
            users::add_link(
                op,
                &secret_id(&secret),
                "invitation",
                Some(&person.id),
                now,
                now + TimeDelta::days(INVITATION_DAYS),
            )
            .await?;
            op.audit("user", &person.id, json!(null), json!({ "email": person.email, "grants": grants })).await?;
            Ok(link(office, &secret))
        })
        .await
}

//! A code sent to an address that somebody typed: how an address is proved. The answers do not tell who has an account.
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value as Json, json};

use super::new_secret;
use super::session::acting;
use crate::access::{User, secret_id};
use crate::actions::{Deed, Error, Office, Op, Problem, Refusal};
use crate::mail::{About, Letter};
use crate::store::StoreError;
use crate::store::mail_codes::{self, MailCode, NewMailCode};
use crate::store::outbox::Recipient;
use crate::store::users;
use crate::text::{Lang, registration};

/// How long a code can be typed; its letter says until when.
pub const CODE_MINUTES: i64 = 15;
/// How long there is to go on after the right code.
const PROVED_MINUTES: i64 = 60;
/// How often a code may be typed wrongly before another has to be asked for.
pub const CODE_ATTEMPTS: i64 = 5;
/// Codes sent to one address of mail, and asked for from one address of the network, in an hour.
const PER_EMAIL: i64 = 3;
const PER_ADDRESS: i64 = 20;
const WINDOW: TimeDelta = TimeDelta::hours(1);

/// What a code is asked for.
pub struct Wish<'a> {
    /// `register` or `change_email`.
    pub purpose: &'static str,
    /// The deed, as it stands in the trail.
    pub deed: &'static str,
    /// Whose account it is, where there is one.
    pub user: Option<&'a User>,
    /// Folded and checked.
    pub email: &'a str,
    pub lang: Lang,
    pub typed: Json,
    /// Where the request came from.
    pub address: &'a str,
}

/// Sends a code; the secret of the page where it is typed. Where the address has an account the letter says so instead; where too
/// many went to it none is sent: the page is the same.
///
/// # Errors
/// `TooManyRequests` when too many codes were asked for from this address of the network.
pub async fn ask(office: &Office, wish: &Wish<'_>) -> Result<String, Error> {
    let (secret, code) = (new_secret(), new_code());
    let deed = Deed::new(wish.user, wish.deed, "mail_code", secret_id(&secret)).from_network(wish.address);
    office
        .act(deed, async |op| {
            let now = op.now;
            let asked = mail_codes::asked(op, wish.email, wish.address, now - WINDOW).await?;
            if asked.from_address >= PER_ADDRESS {
                return Err(Refusal::TooManyRequests { wait_seconds: WINDOW.num_seconds() }.into());
            }
            let until = now + TimeDelta::minutes(CODE_MINUTES);
            let kept = NewMailCode {
                id: &secret_id(&secret),
                purpose: wish.purpose,
                email: wish.email,
                user_id: wish.user.map(|user| user.id.as_str()),
                typed: &wish.typed,
                proof: &proof(&secret, &code),
                address: wish.address,
                expires_at: until,
            };
            mail_codes::insert(op, &kept, now).await?;
            if asked.for_email < PER_EMAIL {
                send(office, op, wish, &code, until).await?;
            }
            op.audit("mail_code", &secret_id(&secret), json!(null), json!({ "purpose": wish.purpose })).await?;
            Ok(())
        })
        .await?;
    Ok(secret)
}

async fn send(
    office: &Office,
    op: &mut Op<'_, '_>,
    wish: &Wish<'_>,
    code: &str,
    until: DateTime<Utc>,
) -> Result<(), Error> {
    let there = users::find_by_email(op, wish.email).await?;
    let (letter, to) = match there {
        Some(person) => (Letter::AccountThere { link: office.url("/sign-in") }, person.recipient()),
        None => {
            // Not by the name that was typed: nobody knows yet whose address it is, and a name can say anything.
            let (email, name) = (wish.email.to_owned(), wish.email.to_owned());
            let to = Recipient { email, name, lang: wish.lang };
            (Letter::MailCode { code: code.to_owned(), until }, to)
        }
    };
    op.mail(letter.to(to, About::default(), None)).await?;
    Ok(())
}

/// Six digits, each as likely as the others.
fn new_code() -> String {
    format!("{:06}", rand::random_range(0..1_000_000))
}

fn proof(secret: &str, code: &str) -> String {
    secret_id(&format!("{secret}:{code}"))
}

/// The code of a page, while it can be typed or used.
///
/// # Errors
/// `DeadLink` when it is used up, typed wrongly too often, or too old.
pub async fn look_at(office: &Office, secret: &str, purpose: &str) -> Result<MailCode, Error> {
    let now = office.clock.now();
    let found =
        office.store.read(async |tx| mail_codes::find(tx, &secret_id(secret), CODE_ATTEMPTS, now).await).await?;
    found.filter(|code| code.purpose == purpose).ok_or_else(|| Refusal::DeadLink.into())
}

/// Who types a code: somebody signed in, or a stranger, of whom the address of the network is known.
#[derive(Debug, Clone, Copy)]
pub enum Typist<'a> {
    User(&'a User),
    Stranger(&'a str),
}

/// Tries what was typed. A wrong one counts.
///
/// # Errors
/// `Invalid` at `/code` when it is wrong; `DeadLink` when there is nothing to try any more.
pub async fn prove(office: &Office, secret: &str, by: Typist<'_>, typed: &str) -> Result<(), Error> {
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    if digits.len() != 6 || typed.chars().any(|c| !c.is_ascii_digit() && !c.is_whitespace()) {
        return Err(Refusal::field("/code", registration::not_six_digits()).into());
    }
    let id = secret_id(secret);
    let deed = |user| Deed::new(user, "mail_code.try", "mail_code", &id);
    let deed = match by {
        Typist::User(user) => deed(Some(user)),
        Typist::Stranger(address) => deed(None).from_network(address),
    };
    let left = office
        .act(deed, async |op| {
            let (now, until) = (op.now, op.now + TimeDelta::minutes(PROVED_MINUTES));
            let tried = mail_codes::attempt(op, (&id, &proof(secret, &digits)), CODE_ATTEMPTS, (now, until)).await?;
            let tried = tried.ok_or(Refusal::DeadLink)?;
            let fits = tried.proved_at.is_some();
            op.audit("mail_code", &id, json!(null), json!({ "fits": fits, "attempts": tried.attempts })).await?;
            Ok((!fits).then_some(CODE_ATTEMPTS - tried.attempts))
        })
        .await?;
    match left {
        None => Ok(()),
        Some(left @ 1..) => Err(Refusal::field("/code", registration::wrong_code(left)).into()),
        Some(_) => Err(Refusal::DeadLink.into()),
    }
}

/// Asks for another address for one's own account: the password is needed, and the code goes to the new address. The secret of
/// the page where it is typed.
///
/// # Errors
/// `Invalid` at `/new_email` or `/password`; `TooManyRequests` as for [`ask`] and for wrong passwords.
pub async fn ask_new_address(office: &Office, user: &User, email: &str, password: &str) -> Result<String, Error> {
    let checked = super::new_person(email, &user.name, user.lang);
    let person = checked.map_err(|_| Refusal::field("/new_email", Problem::NotAnEmail))?;
    let deed = Deed::new(Some(user), "user.email_ask", "user", &user.id);
    super::password::insist(office, user, &deed, ("/email_password", password)).await?;
    let wish = Wish {
        purpose: "change_email",
        deed: "user.email_ask",
        user: Some(user),
        email: &person.email,
        lang: user.lang,
        typed: json!(null),
        address: user.address.as_deref().unwrap_or("unknown"),
    };
    ask(office, &wish).await
}

/// Gives one's own account the address that was proved; the earlier address is told.
///
/// # Errors
/// As [`prove`]; `Invalid` at `/code` when somebody else has the address meanwhile.
pub async fn change_address(office: &Office, user: &User, secret: &str, typed: &str) -> Result<(), Error> {
    let found = look_at(office, secret, "change_email").await?;
    if found.user_id.as_deref() != Some(user.id.as_str()) {
        return Err(Refusal::DeadLink.into());
    }
    if found.proved_at.is_none() {
        prove(office, secret, Typist::User(user), typed).await?;
    }
    office
        .act(Deed::new(Some(user), "user.email", "user", &user.id), async |op| {
            let now = op.now;
            let used = mail_codes::use_up(op, &secret_id(secret), now).await?.ok_or(Refusal::DeadLink)?;
            let person = users::find(op, &user.id).await?.ok_or(Refusal::NotFound)?;
            if users::find_by_email(op, &used.email).await?.is_some() {
                return Err(Refusal::field("/code", Problem::Taken).into());
            }
            let letter = Letter::MailChanged { to: used.email.clone() };
            op.mail(letter.to(person.recipient(), About::default(), None)).await?;
            users::set_email(op, &user.id, &used.email).await?;
            // What lies in the mailbox of the earlier address opens nothing more.
            users::void_links(op, &user.id, now).await?;
            op.audit("user", &user.id, json!({ "email": person.email }), json!({ "email": used.email })).await?;
            Ok(())
        })
        .await
}

/// Makes an account at the address that was proved; the person, and what was typed with the address.
///
/// # Errors
/// `DeadLink` when the proof is used up, or the address has an account meanwhile.
pub(in crate::actions) async fn new_account(
    op: &mut Op<'_, '_>,
    secret: &str,
    hash: &str,
) -> Result<(User, Json), Error> {
    let now = op.now;
    let used = mail_codes::use_up(op, &secret_id(secret), now).await?.ok_or(Refusal::DeadLink)?;
    if used.purpose != "register" || users::find_by_email(op, &used.email).await?.is_some() {
        return Err(Refusal::DeadLink.into());
    }
    let typed = used.typed.0;
    let text = |name: &str| typed[name].as_str().unwrap_or_default().to_owned();
    let lang = Lang::try_from(text("language")).unwrap_or_default();
    let person = super::new_person(&used.email, &text("name"), lang)?;
    // Two ends of registering at once: the later one hears what they would have heard a moment after.
    users::insert(op, &person, now).await.map_err(|error| match error {
        StoreError::Duplicate(_) => Refusal::DeadLink.into(),
        other => Error::from(other),
    })?;
    users::set_password(op, &person.id, hash).await?;
    Ok((acting(&person, None), typed))
}

#[cfg(test)]
mod tests {
    use super::new_code;

    #[test]
    fn a_code_has_six_digits() {
        for _ in 0..1000 {
            let code = new_code();
            assert!(code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit()), "{code}");
        }
    }
}

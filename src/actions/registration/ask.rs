//! The person's side: asking for an account, saying for which cooperative they act, handing in the certificate.
use chrono::NaiveDate;
use serde::Serialize;
use serde_json::json;

use crate::access::{Duty, Registrar, User};
use crate::actions::cooperative::claimed_record;
use crate::actions::documents::{self, File, Taken};
use crate::actions::people::mail_code::{self, Wish};
use crate::actions::people::{check_password, hash_password, new_person};
use crate::actions::{Deed, Error, FieldError, Office, Problem, Refusal};
use crate::domain::cooperative::CooperativeKind;
use crate::domain::identity::TaxCode;
use crate::store::cooperative_links::{self, Claimed, LinkPaper};
use crate::store::{new_id, users};
use crate::text::{Lang, registration};

/// How many papers may come with one link.
pub const PAPERS_MAX: usize = 10;

/// What a registration begins with.
#[derive(Debug, Clone, Copy)]
pub struct Begin<'a> {
    /// The cooperative's tax code.
    pub code: &'a str,
    pub name: &'a str,
    pub email: &'a str,
    pub language: Lang,
    /// Where the request came from.
    pub address: &'a str,
}

/// Sends a code to the address; the secret of the page where it is typed. Whether the address has an account, and whether the
/// cooperative is in the register, shows in no answer.
///
/// # Errors
/// `Invalid` for what cannot be a tax code, name or address; `TooManyRequests`.
pub async fn begin(office: &Office, input: Begin<'_>) -> Result<String, Error> {
    let mut errors = Vec::new();
    let code = TaxCode::parse(input.code.trim());
    if code.is_err() {
        let problem = if input.code.trim().is_empty() { Problem::Required } else { Problem::NotACode };
        errors.push(FieldError { pointer: "/code".into(), problem });
    }
    let person = match new_person(input.email, input.name, input.language) {
        Err(Refusal::Invalid(found)) => {
            errors.extend(found);
            return Err(Refusal::Invalid(errors).into());
        }
        other => other?,
    };
    let Ok(code) = code else { return Err(Refusal::Invalid(errors).into()) };
    let wish = Wish {
        purpose: "register",
        deed: "registration.ask",
        user: None,
        email: &person.email,
        lang: input.language,
        typed: json!({ "name": person.name, "language": input.language, "code": code.digits() }),
        address: input.address,
    };
    mail_code::ask(office, &wish).await
}

/// What somebody types of the cooperative they act for. Its kind is the word that came in, which may name none.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Stated {
    pub code: String,
    pub kind: String,
    pub name: String,
    pub commune: String,
    pub province: String,
    pub sector: String,
    pub representative: String,
}

impl Stated {
    /// What is claimed, its code as it is kept.
    ///
    /// # Errors
    /// `Invalid` with everything that is wrong.
    fn read(&self, email: &str, today: NaiveDate) -> Result<Claimed, Refusal> {
        let kind = CooperativeKind::try_from(self.kind.as_str());
        let claimed = Claimed {
            code: self.code.clone(),
            // Any of them, to see what else is wrong.
            kind: *kind.as_ref().unwrap_or(&CooperativeKind::Cooperative),
            name: self.name.clone(),
            commune: self.commune.clone(),
            province: self.province.clone(),
            sector: self.sector.clone(),
            representative: self.representative.clone(),
        };
        let record = claimed_record(&claimed, email, today);
        if kind.is_ok() {
            return Ok(Claimed { code: record?.code, ..claimed });
        }
        let mut errors = match record {
            Err(Refusal::Invalid(errors)) => errors,
            Ok(_) => Vec::new(),
            Err(other) => return Err(other),
        };
        let problem = if self.kind.is_empty() { Problem::Required } else { Problem::NotAChoice };
        errors.push(FieldError { pointer: "/kind".into(), problem });
        Err(Refusal::Invalid(errors))
    }
}

/// What ends a registration: the password, and the cooperative as its certificate names it. The code is the one that was typed
/// first.
#[derive(Debug, Clone)]
pub struct Finish<'a> {
    pub secret: &'a str,
    pub password: &'a str,
    pub stated: Stated,
    /// Where the request came from.
    pub address: &'a str,
}

/// Makes the account and asks for the link; the person's mail address.
///
/// # Errors
/// `Invalid`; `DeadLink` when the proof of the address is used up or too old.
pub async fn finish(office: &Office, input: &Finish<'_>) -> Result<String, Error> {
    let found = mail_code::look_at(office, input.secret, "register").await?;
    if found.proved_at.is_none() {
        return Err(Refusal::DeadLink.into());
    }
    let code = found.typed.0["code"].as_str().unwrap_or_default().to_owned();
    let read = Stated { code, ..input.stated.clone() }.read(&found.email, office.clock.today());
    let claimed = match (read, check_password(input.password)) {
        (Ok(claimed), Ok(())) => claimed,
        (Err(Refusal::Invalid(mut errors)), Err(Refusal::Invalid(found))) => {
            errors.extend(found);
            return Err(Refusal::Invalid(errors).into());
        }
        (Err(refusal), _) | (_, Err(refusal)) => return Err(refusal.into()),
    };
    let hash = hash_password(input.password.to_owned()).await?;
    office
        .act(Deed::new(None, "registration.finish", "user", "new").from_network(input.address), async |op| {
            let (user, _) = mail_code::new_account(op, input.secret, &hash).await?;
            let (id, now) = (new_id(), op.now);
            cooperative_links::insert(op, &id, &user.id, &claimed, now).await?;
            op.audit("user", &user.id, json!(null), json!({ "email": user.email, "link": id, "claimed": claimed }))
                .await?;
            Ok(user.email)
        })
        .await
}

/// Asks for the link again, after it was refused or with other data: for somebody who has an account and acts for nobody yet.
///
/// # Errors
/// `Invalid`; `WrongState` while one waits; `Forbidden` for staff and for who acts for a cooperative already.
pub async fn ask_again(office: &Office, user: &User, stated: &Stated, key: Option<&str>) -> Result<String, Error> {
    let deed = Deed::new(Some(user), "link.ask", "user", &user.id).keyed(key, stated);
    office
        .act(deed, async |op| {
            let now = op.now;
            users::lock_both(op, &user.id, &user.id).await?;
            if !users::duties_of(op, &user.id).await?.is_empty() {
                return Err(Refusal::Forbidden(Duty::Applicant).into());
            }
            let latest = cooperative_links::latest_of(op, &user.id).await?;
            if latest.is_some_and(|link| link.outcome.is_none()) {
                return Err(Refusal::WrongState { is: "link_waiting".into() }.into());
            }
            let claimed = stated.read(&user.email, op.today)?;
            let id = new_id();
            cooperative_links::insert(op, &id, &user.id, &claimed, now).await?;
            op.audit("coop_link", &id, json!(null), json!(claimed)).await?;
            Ok(id)
        })
        .await
}

/// Adds a paper to one's own link while it waits; the same file once more is the one that is there.
///
/// # Errors
/// `NotFound` when no link waits; `TooLarge`; `Invalid` at `/file`.
pub async fn add_paper(office: &Office, user: &User, taken: Taken) -> Result<String, Error> {
    let latest = office.store.read(async |tx| cooperative_links::latest_of(tx, &user.id).await).await?;
    let waits = latest.is_some_and(|link| link.outcome.is_none());
    let file = File::kept(office, if waits { taken } else { Err(Refusal::NotFound) }).await?;
    office
        .act(Deed::new(Some(user), "link.paper", "user", &user.id), async |op| {
            let link = cooperative_links::latest_of(op, &user.id).await?.filter(|link| link.outcome.is_none());
            let link = link.ok_or(Refusal::NotFound)?;
            let file = file.clone()?;
            let there = cooperative_links::papers(op, &link.id).await?;
            if let Some(same) = there.iter().find(|paper| paper.sha256 == file.sha256) {
                let again = json!({ "paper": same.id });
                op.audit("coop_link", &link.id, again.clone(), again).await?;
                return Ok(same.id.clone());
            }
            if there.len() >= PAPERS_MAX {
                return Err(Refusal::field("/file", registration::too_many_papers(PAPERS_MAX)).into());
            }
            let paper = LinkPaper {
                id: new_id(),
                link_id: link.id.clone(),
                file_name: file.name,
                media_type: file.media_type.to_owned(),
                size_bytes: file.size_bytes,
                sha256: file.sha256,
                uploaded_at: op.now,
            };
            cooperative_links::add_paper(op, &paper).await?;
            op.audit("coop_link", &link.id, json!(null), json!({ "paper": paper.id, "sha256": paper.sha256 })).await?;
            Ok(paper.id)
        })
        .await
}

/// A paper of a link and its contents, for who keeps the register.
///
/// # Errors
/// `NotFound`.
pub async fn open_paper(
    office: &Office,
    _by: &Registrar,
    link_id: &str,
    id: &str,
) -> Result<(LinkPaper, Vec<u8>), Error> {
    let papers = office.store.read(async |tx| cooperative_links::papers(tx, link_id).await).await?;
    let paper = papers.into_iter().find(|paper| paper.id == id).ok_or(Refusal::NotFound)?;
    let contents = documents::contents(office, &paper.sha256, ("link_papers", &paper.id)).await?;
    Ok((paper, contents))
}

#[cfg(test)]
mod tests {
    use crate::access::{Grant, User, Witness};

    #[test]
    fn only_who_keeps_the_register_opens_a_certificate() {
        use crate::access::{Duty, Registrar};
        let with = |duty| User {
            id: String::new(),
            email: String::new(),
            name: String::new(),
            lang: crate::text::Lang::Vi,
            grants: vec![Grant::staff(duty, None)],
            address: None,
        };
        let opens = |duty| Registrar::check(&with(duty)).is_ok();
        assert_eq!(Duty::STAFF.map(opens), [true, false, false, false, true]);
    }
}

//! The parts of an application beside the loan itself: a page each, saved on its own.
pub mod plan;
pub mod register;
pub mod shown;
pub mod statements;
pub mod workforce;

use rocket::response::{Flash, Redirect};

use super::case::Case;
use super::lines::Lines;
use super::saved::{ByScript, Saved, word};
use crate::access::User;
use crate::actions::dossier::{self, Content};
use crate::actions::{Error, Office, Refusal};
use crate::domain::dossier::Part;
use crate::store::dossiers;
use crate::store::dossiers::Kept;
use crate::text::{Texts, format};
use crate::web::error::{redisplayable, status_of};
use crate::web::page::done;
use crate::web::{Answer, Fields, FormView};

/// A field of a line, ready for the page: its name, its value, what is wrong with it.
#[derive(Debug, Clone)]
pub struct LineField {
    pub name: String,
    pub value: String,
    pub error: Option<String>,
}

fn line_field(form: &FormView, list: &Lines, line: usize, part: &str) -> LineField {
    let name = list.field(line, part);
    LineField { value: form.value(&name), error: form.error(&name), name }
}

/// A case, and the row of one of its parts as it is kept.
pub async fn case_with_part(office: &Office, user: &User, id: &str, part: Part) -> Result<(Case, Option<Kept>), Error> {
    let today = office.clock.today();
    office
        .store
        .read(async |tx| {
            let case = Case::for_writer(tx, user, id, today).await?;
            let kept = dossiers::all(tx, id).await?.into_iter().find(|row| row.part == part);
            Ok::<_, Error>((case, kept))
        })
        .await
}

/// Who saved a part last; empty while nobody did.
pub fn saved_by(t: Texts, kept: Option<&Kept>) -> String {
    let said =
        |row: &Kept| t.part_saved_by(&row.saved_by_name, format::date(crate::clock::business_date(row.saved_at)));
    kept.map(said).unwrap_or_default()
}

/// How a saving went: the version the part then has, or why not.
pub enum Outcome {
    Kept(i64),
    Refused(Refusal),
}

/// A form of a part about to be saved, and who sends it.
pub struct Saving<'s> {
    pub t: Texts,
    pub office: &'s Office,
    pub user: &'s User,
    pub id: &'s str,
    pub by_script: ByScript,
    pub fields: Fields,
    /// The field of one more line, where the part has lines.
    pub next_line: Option<String>,
}

impl Saving<'_> {
    /// Saves what was typed and answers as the page and its script expect. `in_fields` says a refusal in the fields of the form,
    /// `again` makes the page with it.
    pub async fn of<T: Content, P>(
        self,
        read: Result<T, Refusal>,
        in_fields: fn(Refusal) -> Refusal,
        again: impl AsyncFnOnce(FormView) -> Answer<P>,
    ) -> Answer<Saved<P>> {
        let outcome = keep(self.office, self.user, self.id, &self.fields, read).await?;
        if self.by_script.0 {
            return Ok(in_a_word(self.t, &self.fields, &outcome));
        }
        match outcome {
            Outcome::Kept(_) => {
                Ok(Saved::Went(onward(self.t, self.id, T::PART.as_str(), &self.fields, self.next_line)))
            }
            Outcome::Refused(refusal) => {
                let form = refused_form(self.t, self.fields, &in_fields(refusal.clone()));
                Ok(Saved::Again((status_of(&refusal), Box::new(again(form).await?))))
            }
        }
    }
}

/// Saves what a form was read as, over the version the form names.
pub async fn keep<T: Content>(
    office: &Office,
    user: &User,
    id: &str,
    fields: &Fields,
    read: Result<T, Refusal>,
) -> Answer<Outcome> {
    let content = match read {
        Ok(content) => content,
        Err(refusal) => return Ok(Outcome::Refused(refusal)),
    };
    let version = fields.get("version").parse().unwrap_or(0);
    match redisplayable(dossier::save(office, user, id, Some(version), &content).await)? {
        Ok(version) => Ok(Outcome::Kept(version)),
        Err(refusal) => Ok(Outcome::Refused(refusal)),
    }
}

/// What the page's script is told.
fn in_a_word<P>(t: Texts, fields: &Fields, outcome: &Outcome) -> Saved<P> {
    let before = fields.get("version").parse().unwrap_or(0);
    match outcome {
        Outcome::Kept(version) => word(rocket::http::Status::Ok, String::new(), *version),
        Outcome::Refused(refusal) => {
            let why = match refusal {
                Refusal::Invalid(errors) => errors.first().map(|error| t.problem(error)).unwrap_or_default(),
                other => t.refusal(other),
            };
            word(status_of(refusal), t.part_not_saved(why), before)
        }
    }
}

/// Where each button leads once a part is saved: on to one more line, back to the list of parts, or the same page again.
fn onward(t: Texts, id: &str, part: &str, fields: &Fields, next_line: Option<String>) -> Flash<Redirect> {
    let to = match (fields.get("do"), next_line) {
        ("line", Some(field)) => format!("/applications/{id}/{part}?line=1#{field}"),
        ("continue", _) => format!("/applications/{id}#tasks"),
        _ => format!("/applications/{id}/{part}"),
    };
    done(to, t.app_saved())
}

/// The form as it was typed, with why it was refused.
pub fn refused_form(t: Texts, fields: Fields, refusal: &Refusal) -> FormView {
    let mut form = FormView::refused(t, fields, refusal);
    match refusal {
        Refusal::Stale => form.refusal = Some(t.app_stale().to_owned()),
        Refusal::WrongState { .. } => form.refusal = Some(t.app_not_editable().to_owned()),
        _ => {}
    }
    form
}

//! Forms: read once at the edge, redisplayed with what was typed, and given up only when they carry the session's token.
use chrono::NaiveDate;
use rocket::data::{Data, FromData, Outcome, ToByteUnit};
use rocket::http::{ContentType, Status};
use rocket::outcome::Outcome::{Error, Success};
use rocket::request::{FromParam, Request};
use url::form_urlencoded;

use super::guards::session;
use super::page::visitor_token;
use crate::actions::input::{YEARS, has_bad_characters};
use crate::actions::{FieldError, Problem, Refusal};
use crate::domain::money::Money;
use crate::domain::percent::Percent;
use crate::text::Texts;

/// The largest form without files. A person types less; a file goes another way.
pub const FORM_BYTES_MAX: u64 = 256 * 1024;

/// What was typed, by field name.
#[derive(Debug, Clone, Default)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    pub fn new(pairs: Vec<(String, String)>) -> Fields {
        Fields(pairs)
    }

    /// The value of a field without the spaces around it; empty when there is none.
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value.trim())
    }

    /// Every value of a field that may come several times.
    pub fn all<'f>(&'f self, name: &'f str) -> impl Iterator<Item = &'f str> + 'f {
        self.0.iter().filter(move |(field, _)| field == name).map(|(_, value)| value.trim())
    }

    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.0.retain(|(field, _)| field != name);
        self.0.push((name.to_owned(), value.into()));
    }

    /// Keeps only the fields whose name is wanted.
    pub fn retain(&mut self, wanted: impl Fn(&str) -> bool) {
        self.0.retain(|(field, _)| wanted(field));
    }

    /// The names of all fields, as they came.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(field, _)| field.as_str())
    }

    /// The pairs, for hashing a request's inputs: without the token, which differs from session to session.
    pub fn inputs(&self) -> Vec<&(String, String)> {
        self.0.iter().filter(|(field, _)| field != "token" && field != "key").collect()
    }

    /// The request key, if the form carries one as we make them.
    pub fn key(&self) -> Option<&str> {
        let ours = |key: &&str| !key.is_empty() && key.len() <= 100 && key.bytes().all(|b| b.is_ascii_graphic());
        Some(self.get("key")).filter(ours)
    }

    /// Begins to read typed values out of it.
    pub fn read(&self) -> Reading<'_> {
        Reading { fields: self, errors: Vec::new() }
    }
}

/// Reads fields one by one and keeps every mistake, so that a person sees all of them at once.
pub struct Reading<'f> {
    fields: &'f Fields,
    errors: Vec<FieldError>,
}

impl Reading<'_> {
    pub fn fail(&mut self, name: &str, problem: Problem) {
        self.errors.push(FieldError { pointer: format!("/{name}"), problem });
    }

    /// A text of at most `max` characters; `None` when nothing was typed.
    pub fn text(&mut self, name: &str, max: usize) -> Option<String> {
        let value = self.fields.get(name);
        if value.is_empty() {
            return None;
        }
        if value.chars().count() > max {
            self.fail(name, Problem::TooLong { max });
            return None;
        }
        if has_bad_characters(value) {
            self.fail(name, Problem::BadCharacters);
            return None;
        }
        Some(value.to_owned())
    }

    /// A text that must be there.
    pub fn required(&mut self, name: &str, max: usize) -> String {
        if self.fields.get(name).is_empty() {
            self.fail(name, Problem::Required);
        }
        self.text(name, max).unwrap_or_default()
    }

    /// An amount as people type it; `None` when nothing was typed.
    pub fn money(&mut self, name: &str) -> Option<Money> {
        let value = self.fields.get(name);
        if value.is_empty() {
            return None;
        }
        match Money::parse(value) {
            Ok(amount) => Some(amount),
            Err(why) => {
                self.fail(name, Problem::Money(why));
                None
            }
        }
    }

    /// An amount above 0 that must be there.
    pub fn required_money(&mut self, name: &str) -> Money {
        if self.fields.get(name).is_empty() {
            self.fail(name, Problem::Required);
            return Money::ZERO;
        }
        let amount = self.money(name);
        if amount.is_some_and(|amount| !amount.is_positive()) {
            self.fail(name, Problem::NotPositive);
        }
        amount.unwrap_or_default()
    }

    /// A whole number within a range; `None` when nothing was typed.
    pub fn number(&mut self, name: &str, min: i64, max: i64) -> Option<i64> {
        let value = self.fields.get(name);
        if value.is_empty() {
            return None;
        }
        let digits = value.strip_prefix('-').unwrap_or(value);
        if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
            self.fail(name, Problem::NotANumber);
            return None;
        }
        match value.parse::<i64>() {
            Ok(number) if (min..=max).contains(&number) => Some(number),
            _ => {
                self.fail(name, Problem::OutOfRange { min, max });
                None
            }
        }
    }

    /// A date: `2026-12-31` as browsers send it, or `31/12/2026` as people type it. `None` when nothing was typed.
    pub fn date(&mut self, name: &str) -> Option<NaiveDate> {
        let value = self.fields.get(name);
        if value.is_empty() {
            return None;
        }
        let date = parse_date(value);
        if date.is_none() {
            self.fail(name, Problem::NotADate);
        }
        date
    }

    pub fn required_date(&mut self, name: &str) -> NaiveDate {
        if self.fields.get(name).is_empty() {
            self.fail(name, Problem::Required);
        }
        self.date(name).unwrap_or_default()
    }

    /// One of the given choices; `None` when nothing was chosen.
    pub fn choice<'c>(&mut self, name: &str, choices: &[&'c str]) -> Option<&'c str> {
        let value = self.fields.get(name);
        if value.is_empty() {
            return None;
        }
        let found = choices.iter().find(|choice| **choice == value).copied();
        if found.is_none() {
            self.fail(name, Problem::NotAChoice);
        }
        found
    }

    /// A percentage as people type it, with a decimal comma or point; `None` when nothing was typed.
    pub fn percent(&mut self, name: &str) -> Option<Percent> {
        let value = self.fields.get(name);
        if value.is_empty() {
            return None;
        }
        let percent = Percent::parse(&value.replace(',', "."));
        if percent.is_err() {
            self.fail(name, Problem::NotAPercentage);
        }
        percent.ok()
    }

    /// Every mistake found, for a form that takes what is right and says what is not.
    pub fn into_errors(self) -> Vec<FieldError> {
        self.errors
    }

    /// The value, if nothing failed.
    pub fn finish<T>(self, value: T) -> Result<T, Refusal> {
        if self.errors.is_empty() { Ok(value) } else { Err(Refusal::Invalid(self.errors)) }
    }
}

/// A date as browsers send it or people type it.
pub fn parse_date(value: &str) -> Option<NaiveDate> {
    use chrono::Datelike;
    let well_formed = value.len() <= 10 && value.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'-' | b'/' | b'.'));
    let read = |format| NaiveDate::parse_from_str(value, format).ok();
    let date =
        well_formed.then(|| read("%Y-%m-%d").or_else(|| read("%d/%m/%Y")).or_else(|| read("%d.%m.%Y"))).flatten()?;
    YEARS.contains(&date.year()).then_some(date)
}

/// What a query looks for, if it says so. What no row can hold, and PostgreSQL would not even look for, is looked for as nothing.
pub fn findable(asked: Option<&str>) -> Option<&str> {
    let asked = asked.filter(|text| !text.is_empty())?;
    Some(if has_bad_characters(asked) { "" } else { asked })
}

/// The id of a record in an address: a UUID as we write them. Anything else is read as the id of nothing, so that it is answered
/// like any record that is not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordId(pub String);

impl<'r> FromParam<'r> for RecordId {
    type Error = std::convert::Infallible;
    fn from_param(param: &'r str) -> Result<RecordId, Self::Error> {
        let ours = param.len() == 36 && param.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f' | b'-'));
        Ok(RecordId(if ours { param.to_owned() } else { String::new() }))
    }
}

/// A form that came with the token of the session (or browser) it was made for.
#[derive(Debug, Clone)]
pub struct Posted(pub Fields);

#[rocket::async_trait]
impl<'r> FromData<'r> for Posted {
    type Error = ();
    async fn from_data(request: &'r Request<'_>, data: Data<'r>) -> Outcome<'r, Self, ()> {
        if request.content_type() != Some(&ContentType::Form) {
            return Error((Status::BadRequest, ()));
        }
        let Ok(body) = data.open(FORM_BYTES_MAX.bytes()).into_bytes().await else {
            return Error((Status::BadRequest, ()));
        };
        if !body.is_complete() {
            return Error((Status::PayloadTooLarge, ()));
        }
        let fields = Fields(form_urlencoded::parse(&body).into_owned().collect());
        match token_of(request).await {
            Ok(expected) if !expected.is_empty() && same(&expected, fields.get("token")) => Success(Posted(fields)),
            Ok(_) => Error((Status::MisdirectedRequest, ())),
            Err(status) => Error((status, ())),
        }
    }
}

/// The token a form of this request must carry.
pub async fn token_of(request: &Request<'_>) -> Result<String, Status> {
    match session(request).await {
        Ok(Some(session)) => Ok(session.form_token.clone()),
        Ok(None) => Ok(visitor_token(request)),
        Err(_) => Err(Status::ServiceUnavailable),
    }
}

/// Compares without telling by its time where two texts differ.
pub fn same(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.bytes().zip(b.bytes()).fold(0, |difference, (x, y)| difference | (x ^ y)) == 0
}

/// A form on a page: what stands in each field and what is wrong with it.
#[derive(Debug, Clone, Default)]
pub struct FormView {
    pub t: Texts,
    pub fields: Fields,
    pub errors: Vec<FieldError>,
    /// A refusal that belongs to no single field.
    pub refusal: Option<String>,
}

impl FormView {
    pub fn new(t: Texts, fields: Fields) -> FormView {
        FormView { t, fields, ..FormView::default() }
    }

    /// The form as it was typed, with why it was refused.
    pub fn refused(t: Texts, fields: Fields, refusal: &Refusal) -> FormView {
        let errors = if let Refusal::Invalid(errors) = refusal { errors.clone() } else { Vec::new() };
        let refusal = errors.is_empty().then(|| t.refusal(refusal));
        FormView { t, fields, errors, refusal }
    }

    pub fn value(&self, name: &str) -> String {
        self.fields.get(name).to_owned()
    }

    /// What stands in a field that is filled from the store: what was typed, where that was refused.
    pub fn refused_or(&self, name: &str, stored: &str) -> String {
        if self.error(name).is_some() { self.value(name) } else { stored.to_owned() }
    }

    pub fn checked(&self, name: &str) -> bool {
        !self.fields.get(name).is_empty()
    }

    pub fn error(&self, name: &str) -> Option<String> {
        let at = |error: &&FieldError| error.pointer.strip_prefix('/') == Some(name);
        self.errors.iter().find(at).map(|error| self.t.problem(error))
    }

    /// For the summary at the top: field and sentence.
    pub fn summary(&self) -> Vec<(String, String)> {
        self.errors
            .iter()
            .map(|error| (error.pointer.trim_start_matches('/').to_owned(), self.t.problem(error)))
            .collect()
    }
}

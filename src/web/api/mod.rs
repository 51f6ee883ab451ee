//! The JSON doors (contract section 4), a file per noun. Each is as thin as a page: read, act, answer.
//!
//! A door is `#[utoipa::path(…)]` above the route, takes a witness, and for a body `Typed<T>` where `T` says
//! `#[serde(deny_unknown_fields)]`; it answers `Answer<Json<…>>`. Its file has `routes()` and a `Doc`, both listed here and in
//! `openapi.rs`.
use chrono::NaiveDate;
use rocket::data::{Data, FromData, Outcome, ToByteUnit};
use rocket::form::FromForm;
use rocket::http::Status;
use rocket::outcome::Outcome::{Error, Success};
use rocket::request::{FromParam, Request};
use rocket::response::content::RawJson;
use rocket::response::status::Created;
use rocket::serde::json::Json;
use rocket::{Route, get, routes};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::actions::input::{YEARS, has_bad_characters};
use crate::actions::json::{exact_date, read};
use crate::actions::{Problem, Refusal};

pub mod applications;
pub mod ask_papers;
pub mod asks;
pub mod audit;
pub mod cooperatives;
pub mod eligibility;
mod files;
pub mod forecast;
pub mod fund_account;
pub mod funds;
pub mod loans;
pub mod openapi;
pub mod relations;
pub mod reports;
pub mod restructurings;
mod waiting_list;

/// Where the doors stand.
pub const BASE: &str = "/api/v1";
/// The largest body: a plan of a thousand instalments has a tenth of it.
const BODY_BYTES_MAX: u64 = 1024 * 1024;
const LIMIT_DEFAULT: i64 = 50;
const LIMIT_MAX: i64 = 200;

/// Every door, to be mounted at `BASE`.
pub fn routes() -> Vec<Route> {
    [
        routes![description],
        audit::routes(),
        funds::routes(),
        fund_account::routes(),
        forecast::routes(),
        waiting_list::routes(),
        reports::routes(),
        eligibility::routes(),
        cooperatives::routes(),
        relations::routes(),
        applications::routes(),
        applications::referral::routes(),
        loans::routes(),
        asks::routes(),
        ask_papers::routes(),
        restructurings::routes(),
    ]
    .concat()
}

/// The description of the doors, generated from their code.
#[get("/openapi.json")]
fn description() -> Json<utoipa::openapi::OpenApi> {
    Json(openapi::document())
}

/// A JSON body. `read` gives what was sent, or why it cannot be taken: nobody can forget to look.
#[derive(Debug)]
pub struct Typed<T>(Result<T, Refusal>);

impl<T> Typed<T> {
    /// What was sent.
    ///
    /// # Errors
    /// `Refusal::Invalid` with a pointer to what is wrong, or `TooLarge`.
    pub fn read(self) -> Result<T, Refusal> {
        self.0
    }
}

#[rocket::async_trait]
impl<'r, T: DeserializeOwned> FromData<'r> for Typed<T> {
    type Error = ();
    async fn from_data(request: &'r Request<'_>, data: Data<'r>) -> Outcome<'r, Self, ()> {
        if !request.content_type().is_some_and(|kind| kind.is_json()) {
            return Error((Status::UnsupportedMediaType, ()));
        }
        let Ok(body) = data.open(BODY_BYTES_MAX.bytes()).into_bytes().await else {
            return Error((Status::BadRequest, ()));
        };
        if !body.is_complete() {
            return Success(Typed(Err(Refusal::TooLarge { limit_bytes: BODY_BYTES_MAX })));
        }
        Success(Typed(read(&body).map_err(Refusal::Invalid)))
    }
}

/// The body of a deed that needs to be told nothing: none at all, or `{}`.
#[derive(Debug)]
pub struct Untold(Result<(), Refusal>);

impl Untold {
    /// # Errors
    /// `Refusal::Invalid` with a pointer to what was said all the same, or `TooLarge`.
    pub fn read(self) -> Result<(), Refusal> {
        self.0
    }
}

/// `{}`; may be left out.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

#[rocket::async_trait]
impl<'r> FromData<'r> for Untold {
    type Error = ();
    async fn from_data(request: &'r Request<'_>, mut data: Data<'r>) -> Outcome<'r, Self, ()> {
        if data.peek(1).await.is_empty() {
            return Success(Untold(Ok(())));
        }
        match Typed::<Nothing>::from_data(request, data).await {
            Success(Typed(read)) => Success(Untold(read.map(|Nothing {}| ()))),
            Error(status) => Error(status),
            Outcome::Forward(on) => Outcome::Forward(on),
        }
    }
}

/// The id of a record in a path. What cannot be one is looked up as nothing, so that it answers like a record that is not there.
#[derive(Debug, Clone)]
pub struct RecordId(String);

const ID_CHARACTERS_MAX: usize = 64;

impl RecordId {
    /// The text itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'r> FromParam<'r> for RecordId {
    type Error = std::convert::Infallible;
    fn from_param(text: &'r str) -> Result<RecordId, Self::Error> {
        let sound = text.len() <= ID_CHARACTERS_MAX && text.bytes().all(|byte| byte.is_ascii_graphic());
        Ok(RecordId(if sound { text.to_owned() } else { String::new() }))
    }
}

/// JSON as it was first shown, to the letter.
pub type Shown = RawJson<String>;

/// 201, where the new record is, and the record.
pub fn created(path: String, shown: String) -> Created<Shown> {
    Created::new(format!("{BASE}{path}")).body(RawJson(shown))
}

/// `?after=&limit=` as they were sent.
#[derive(Debug, FromForm, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PageQuery<'r> {
    /// The `next` of the page before; without it, from the beginning.
    after: Option<&'r str>,
    /// How many items at most, 1 to 200; 50 when not said.
    #[param(value_type = Option<i64>, minimum = 1, maximum = 200)]
    limit: Option<&'r str>,
}

/// Where a list goes on, and how far.
#[derive(Debug, Clone, PartialEq)]
pub struct Paging {
    /// The key of the last item of the page before; empty at the beginning, which sorts before every key.
    pub after: String,
    pub limit: i64,
}

impl PageQuery<'_> {
    /// # Errors
    /// `Refusal::Invalid` at `/limit` or `/after`.
    pub fn read(&self) -> Result<Paging, Refusal> {
        let out_of_range = Refusal::field("/limit", Problem::OutOfRange { min: 1, max: LIMIT_MAX });
        let limit = match self.limit {
            None => LIMIT_DEFAULT,
            Some(digits) => match digits.parse() {
                Ok(limit) if (1..=LIMIT_MAX).contains(&limit) => limit,
                _ => return Err(out_of_range),
            },
        };
        let after = query_text("after", self.after)?.unwrap_or_default().to_owned();
        Ok(Paging { after, limit })
    }
}

impl Paging {
    /// How many rows to ask the store for: one more than will be shown says whether there is a next page.
    pub fn rows_wanted(&self) -> i64 {
        self.limit + 1
    }

    /// The page out of the rows asked for, `key` naming what the next page begins after.
    pub fn page<R, T>(&self, mut rows: Vec<R>, key: impl Fn(&R) -> String, show: impl Fn(R) -> T) -> Listing<T> {
        let limit = usize::try_from(self.limit).unwrap_or(usize::MAX);
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = more.then(|| rows.last().map(key)).flatten();
        Listing { items: rows.into_iter().map(show).collect(), next }
    }
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Listing<T> {
    pub items: Vec<T>,
    /// What to send as `after` for the next page; null on the last.
    pub next: Option<String>,
}

/// A date in the query, `YYYY-MM-DD`; `None` when it was not sent.
///
/// # Errors
/// `Refusal::Invalid` at `/NAME`.
pub fn query_date(name: &str, value: Option<&str>) -> Result<Option<NaiveDate>, Refusal> {
    let read = |text| exact_date(text).ok_or_else(|| Refusal::field(&format!("/{name}"), Problem::NotADate));
    value.map(read).transpose()
}

/// A day that is over or is today, `?as_of=YYYY-MM-DD`; today when it was not sent.
///
/// # Errors
/// `Refusal::Invalid` at `/as_of`.
pub fn query_as_of(value: Option<&str>, today: NaiveDate) -> Result<NaiveDate, Refusal> {
    let as_of = query_date("as_of", value)?.unwrap_or(today);
    if as_of > today {
        let from = NaiveDate::from_ymd_opt(*YEARS.start(), 1, 1).unwrap_or_default();
        return Err(Refusal::field("/as_of", Problem::DateOutOfRange { from, to: today }));
    }
    Ok(as_of)
}

const QUERY_CHARACTERS_MAX: usize = 200;

/// A text in the query; `None` when it was not sent.
///
/// # Errors
/// `Refusal::Invalid` at `/NAME`.
pub fn query_text<'r>(name: &str, value: Option<&'r str>) -> Result<Option<&'r str>, Refusal> {
    let refuse = |problem| Err(Refusal::field(&format!("/{name}"), problem));
    match value {
        Some(text) if text.chars().count() > QUERY_CHARACTERS_MAX => {
            refuse(Problem::TooLong { max: QUERY_CHARACTERS_MAX })
        }
        Some(text) if has_bad_characters(text) => refuse(Problem::BadCharacters),
        sound => Ok(sound),
    }
}

/// One of a few words in the query, such as a state; `None` when it was not sent.
///
/// # Errors
/// `Refusal::Invalid` at `/NAME`.
pub fn query_choice<T: TryFrom<String>>(name: &str, value: Option<&str>) -> Result<Option<T>, Refusal> {
    let read =
        |text: &str| T::try_from(text.to_owned()).map_err(|_| Refusal::field(&format!("/{name}"), Problem::NotAChoice));
    value.map(read).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_knows_whether_there_is_another() {
        let paging = PageQuery { after: Some("b"), limit: Some("2") }.read().unwrap();
        assert_eq!((paging.after.as_str(), paging.rows_wanted()), ("b", 3));
        let page = paging.page(vec!["c", "d", "e"], |row| (*row).to_owned(), str::to_uppercase);
        assert_eq!((page.items, page.next), (vec!["C".to_owned(), "D".into()], Some("d".into())));
        assert_eq!(paging.page(vec!["c", "d"], |row| (*row).to_owned(), str::len).next, None);
    }

    #[test]
    fn a_limit_out_of_range_is_refused_where_it_stands() {
        for limit in ["0", "201", "-1", "x", "", "1e2", "99999999999999999999"] {
            let refused = PageQuery { after: None, limit: Some(limit) }.read();
            assert_eq!(refused, Err(Refusal::field("/limit", Problem::OutOfRange { min: 1, max: 200 })), "{limit}");
        }
        assert_eq!(PageQuery { after: None, limit: None }.read().map(|paging| paging.limit), Ok(50));
    }
}

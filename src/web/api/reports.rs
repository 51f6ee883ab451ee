//! Reports for programs: the same files the page gives.
use rocket::{Route, State, get, routes};
use utoipa::OpenApi;

use super::openapi::Refusals;
use super::{query_as_of, query_text};
use crate::access::{Staff, Witness};
use crate::actions::{Error, Office, Problem, Refusal};
use crate::reports::{Format, Report, produce};
use crate::store::funds;
use crate::web::Answer;
use crate::web::download::Download;

pub fn routes() -> Vec<Route> {
    routes![report]
}

#[derive(OpenApi)]
#[openapi(paths(report))]
pub struct Doc;

/// A report of one fund at the end of a day, as a file: `portfolio` has one row a loan, `arrears` (how late) and `classification`
/// (debt groups and provisions) one row a loan that is owed.
///
/// `format` is `json` (an array of objects, what is taken when nothing is said), `csv` (RFC 4180, UTF-8 with a mark) or `xlsx`.
/// The same day gives the same bytes whenever it is asked for.
#[utoipa::path(
    tag = "reports",
    params(("name", description = "`portfolio`, `arrears` or `classification`"), ("fund" = String, Query, description = "The fund's code"),
        ("as_of" = Option<String>, Query, description = "`YYYY-MM-DD`; today when not said"),
        ("format" = Option<String>, Query, description = "`json`, `csv` or `xlsx`")),
    responses((status = 200, description = "The file", content_type = "application/json", body = Vec<Object>), Refusals)
)]
#[get("/reports/<name>?<fund>&<as_of>&<format>")]
async fn report(
    staff: Staff,
    name: &str,
    fund: Option<&str>,
    as_of: Option<&str>,
    format: Option<&str>,
    office: &State<Office>,
) -> Answer<Download> {
    let report = Report::named(name).ok_or(Refusal::NotFound)?;
    let code = query_text("fund", fund)?.ok_or_else(|| Refusal::field("/fund", Problem::Required))?;
    let as_of = query_as_of(as_of, office.clock.today())?;
    let format = match format {
        None => Format::Json,
        Some(format) => Format::named(format).ok_or_else(|| Refusal::field("/format", Problem::NotAChoice))?,
    };
    download(office, &staff, report, code, as_of, format).await
}

/// Makes the file of a fund the asker has a duty for.
///
/// # Errors
/// `NotFound` for another fund; the store fails, or the file cannot be written.
pub async fn download(
    office: &Office,
    staff: &Staff,
    report: Report,
    fund_code: &str,
    as_of: chrono::NaiveDate,
    format: Format,
) -> Answer<Download> {
    let fund = office
        .store
        .read(async |tx| -> Result<_, Error> {
            Ok(funds::find_for_staff(tx, &staff.user().id, fund_code).await?.ok_or(Refusal::NotFound)?)
        })
        .await?;
    let file = produce(office, report, &fund, as_of, format).await.map_err(Error::from)?;
    Ok(Download { file, media_type: format.media_type(), name: report.file_name(&fund, as_of, format) })
}

//! What a fund's capital allows in the coming months, for programs.
use chrono::NaiveDate;
use rocket::serde::json::Json;
use rocket::{Route, State, get, routes};
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};

use super::RecordId;
use super::openapi::Refusals;
use crate::access::{Staff, Witness};
use crate::actions::{Error, Office, Problem, Refusal};
use crate::domain::forecast::{Assumptions, Forecast, forecast};
use crate::domain::money::{LARGEST_AMOUNT, Money};
use crate::reports::forecast::{prospects, what_if};
use crate::store::funds;
use crate::web::Answer;

pub fn routes() -> Vec<Route> {
    routes![of_fund]
}

#[derive(OpenApi)]
#[openapi(paths(of_fund))]
pub struct Doc;

/// One month, in dong.
#[derive(Serialize, ToSchema)]
struct MonthView {
    /// 0 is the running month.
    month: usize,
    /// Principal that comes back if every instalment is paid on its day; what is overdue counts in month 0.
    by_schedule: Money,
    /// The same less the specific provision of each loan's debt group, and the further arrears that were asked for.
    corrected: Money,
    /// Available at its end if nothing new is lent.
    available: Money,
    /// How many more loans of the average amount can be made in it.
    served: i64,
    served_so_far: i64,
}

/// A forecast and what it assumes.
#[derive(Serialize, ToSchema)]
struct OneForecast {
    /// At the beginning.
    available: Money,
    /// Null where the fund never lent.
    average_loan: Option<Money>,
    term_months: i64,
    months: Vec<MonthView>,
    /// Due after the last month, by the schedules.
    later: Money,
}

/// As things stand, and as asked.
#[derive(Serialize, ToSchema)]
struct ForecastView {
    as_of: NaiveDate,
    now: OneForecast,
    /// With more capital, another term of new loans, more arrears; the same as `now` when nothing was asked.
    what_if: OneForecast,
}

fn view(assumed: &Assumptions, found: Forecast) -> OneForecast {
    let month = |(at, month): (usize, crate::domain::forecast::Month)| MonthView {
        month: at,
        by_schedule: month.scheduled,
        corrected: month.corrected,
        available: month.available,
        served: month.served,
        served_so_far: month.served_so_far,
    };
    OneForecast {
        available: assumed.available,
        average_loan: assumed.average_loan,
        term_months: assumed.term_months,
        months: found.months.into_iter().enumerate().map(month).collect(),
        later: found.later,
    }
}

/// A whole number of the query within a range.
fn number(name: &str, value: Option<&str>, min: i64, max: i64) -> Result<Option<i64>, Refusal> {
    let read = |text: &str| text.parse().ok().filter(|number| (min..=max).contains(number));
    let refused = || Refusal::field(&format!("/{name}"), Problem::OutOfRange { min, max });
    value.map(|text| read(text).ok_or_else(refused)).transpose()
}

/// 24 months by the schedules, corrected for arrears, and as it would be with `capital` dong more, new loans over `term` months, and
/// `arrears` percent more that does not come back.
#[utoipa::path(
    tag = "funds",
    params(
        ("fund", description = "The fund's code"), ("capital" = Option<i64>, Query), ("term" = Option<i64>, Query), ("arrears" = Option<i64>, Query)
    ),
    responses((status = 200, body = ForecastView), Refusals)
)]
#[get("/funds/<fund>/forecast?<capital>&<term>&<arrears>")]
async fn of_fund(
    staff: Staff,
    fund: RecordId,
    capital: Option<&str>,
    term: Option<&str>,
    arrears: Option<&str>,
    office: &State<Office>,
) -> Answer<Json<ForecastView>> {
    let capital = number("capital", capital, 0, LARGEST_AMOUNT)?.map(Money::dong);
    let (term, arrears) = (number("term", term, 1, 360)?, number("arrears", arrears, 0, 100)?);
    let today = office.clock.today();
    let found = office
        .store
        .read(async |tx| -> Result<_, Error> {
            let fund = funds::find_for_staff(tx, &staff.user().id, fund.as_str()).await?.ok_or(Refusal::NotFound)?;
            Ok(prospects(tx, &fund, today).await?)
        })
        .await?;
    let assumed = what_if(found.assumed, capital, term, arrears);
    Ok(Json(ForecastView {
        as_of: today,
        now: view(&found.assumed, forecast(&found.comings, &found.assumed)),
        what_if: view(&assumed, forecast(&found.comings, &assumed)),
    }))
}

//! `/dashboard/forecast`: what a fund's capital allows in the coming months, and what would change it.
use askama::Template;
use askama_web::WebTemplate;
use chrono::{Datelike, Months, NaiveDate};
use rocket::http::Status;
use rocket::{Route, State, get, routes};

use crate::access::{Staff, Witness};
use crate::actions::{Error, Office, Refusal};
use crate::domain::forecast::{Forecast, forecast};
use crate::reports::forecast::{Prospects, prospects, what_if};
use crate::store::funds;
use crate::text::{Texts, format};
use crate::web::{Answer, Fields, FormView, Page};

pub fn routes() -> Vec<Route> {
    routes![show]
}

struct MonthView {
    name: String,
    scheduled: String,
    corrected: String,
    unlent: String,
    served: i64,
    so_far: i64,
}

/// A line of the comparison: what, as it stands, as assumed.
type Compared = (&'static str, String, String);

#[derive(Template, WebTemplate)]
#[template(path = "reports/forecast.html")]
struct ForecastPage {
    page: Page,
    as_of: String,
    form: FormView,
    fund: String,
    name: String,
    /// Code, name, and whether it is the one shown.
    funds: Vec<(String, String, bool)>,
    how_served: String,
    months: Vec<MonthView>,
    later: String,
    compared: Vec<Compared>,
}

/// The months from today's, by name.
fn month_name(today: NaiveDate, at: usize) -> String {
    let ahead = Months::new(u32::try_from(at).unwrap_or_default());
    let first = today.with_day(1).and_then(|first| first.checked_add_months(ahead)).unwrap_or(today);
    format!("{:02}/{}", first.month(), first.year())
}

fn month_views(found: &Forecast, today: NaiveDate) -> Vec<MonthView> {
    let view = |(at, month): (usize, &crate::domain::forecast::Month)| MonthView {
        name: month_name(today, at),
        scheduled: format::dong(month.scheduled),
        corrected: format::dong(month.corrected),
        unlent: format::dong(month.available),
        served: month.served,
        so_far: month.served_so_far,
    };
    found.months.iter().enumerate().map(view).collect()
}

fn compared(t: Texts, today: NaiveDate, now: &Forecast, then: &Forecast) -> Vec<Compared> {
    let last = |found: &Forecast| found.months.last().copied().unwrap_or_default();
    let first = |found: &Forecast| {
        let at = found.months.iter().position(|month| month.served > 0);
        at.map_or_else(|| t.forecast_first_none().to_owned(), |at| month_name(today, at))
    };
    let back = |found: &Forecast| {
        let sum = found.months.iter().map(|month| month.corrected.as_dong()).fold(0, i64::saturating_add);
        format::dong(crate::domain::money::Money::dong(sum))
    };
    vec![
        (t.forecast_served_all(), last(now).served_so_far.to_string(), last(then).served_so_far.to_string()),
        (t.forecast_first(), first(now), first(then)),
        (t.forecast_back(), back(now), back(then)),
        (t.forecast_end(), format::dong(last(now).available), format::dong(last(then).available)),
    ]
}

#[get("/dashboard/forecast?<fund>&<capital>&<term>&<arrears>")]
async fn show(
    page: Page,
    staff: Staff,
    fund: Option<&str>,
    capital: Option<&str>,
    term: Option<&str>,
    arrears: Option<&str>,
    office: &State<Office>,
) -> Answer<(Status, ForecastPage)> {
    let (t, today, user) = (page.t, office.clock.today(), &staff.user().id);
    let (all, chosen, found) = office
        .store
        .read(async |tx| -> Result<_, Error> {
            let all = funds::list_for_staff(tx, user).await?;
            let chosen = match fund {
                None | Some("") => all.first(),
                Some(code) => all.iter().find(|fund| fund.code == code),
            };
            let chosen = chosen.ok_or(Refusal::NotFound)?.clone();
            let found = prospects(tx, &chosen, today).await?;
            Ok((all, chosen, found))
        })
        .await?;
    let typed = [("capital", capital), ("term", term), ("arrears", arrears)];
    let fields = Fields::new(typed.map(|(name, value)| (name.to_owned(), value.unwrap_or_default().to_owned())).into());
    let mut reading = fields.read();
    let asked = (reading.money("capital"), reading.number("term", 1, 360), reading.number("arrears", 0, 100));
    let read = reading.finish(asked);
    let assumed = read
        .as_ref()
        .map_or(found.assumed, |(capital, term, arrears)| what_if(found.assumed, *capital, *term, *arrears));
    let (now, then) = (forecast(&found.comings, &found.assumed), forecast(&found.comings, &assumed));
    let (status, form) = match &read {
        Ok(_) => (Status::Ok, FormView::new(t, fields)),
        Err(refusal) => (Status::UnprocessableEntity, FormView::refused(t, fields, refusal)),
    };
    let line = |fund: &funds::Fund| {
        (fund.code.clone(), t.pick(&fund.name_vi, &fund.name_en).to_owned(), fund.code == chosen.code)
    };
    let shown = ForecastPage {
        page: page.titled(t.forecast_title()),
        as_of: t.forecast_as_of(format::date(today)),
        form,
        name: t.pick(&chosen.name_vi, &chosen.name_en).to_owned(),
        funds: all.iter().map(line).collect(),
        how_served: served_in_words(t, &found),
        months: month_views(&now, today),
        later: format::dong(now.later),
        compared: compared(t, today, &now, &then),
        fund: chosen.code.clone(),
    };
    Ok((status, shown))
}

fn served_in_words(t: Texts, found: &Prospects) -> String {
    match found.assumed.average_loan {
        Some(loan) => t.forecast_how_served(format::dong(loan), found.loans, found.assumed.term_months),
        None => t.forecast_never_lent().to_owned(),
    }
}

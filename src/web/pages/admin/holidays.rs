//! `/admin/holidays`: the calendar of a year, with where each day comes from; adding a day, withdrawing one.
use askama::Template;
use askama_web::WebTemplate;
use chrono::{Datelike, NaiveDate};
use rocket::http::Status;
use rocket::response::{Flash, Redirect};
use rocket::{Either, Route, State, get, post, routes};

use super::back;
use crate::access::Administrator;
use crate::actions::scope::Scope;
use crate::actions::{Error as ActionError, Office, Refusal, holidays as deeds};
use crate::domain::calendar::{Holiday, HolidayKind};
use crate::policy;
use crate::store::holidays;
use crate::text::{Texts, format};
use crate::web::error::status_of;
use crate::web::page::done;
use crate::web::{Answer, Fields, FormView, Page, Posted, RecordId};

/// The form's choices of kind.
const KINDS: [&str; 2] = ["day_off", "working_day"];

pub fn routes() -> Vec<Route> {
    routes![list, add, withdraw]
}

/// A day as it is shown.
struct Row {
    date: NaiveDate,
    day: String,
    kind: &'static str,
    tag: &'static str,
    name: String,
    source: String,
    /// What is to be said of it: not decided, who added it, who withdrew it.
    notes: Vec<String>,
    /// The id of an own row that stands.
    own: Option<String>,
    withdrawn: bool,
}

impl Row {
    fn shipped(t: Texts, holiday: &Holiday) -> Row {
        let (kind, tag) = match holiday.kind {
            HolidayKind::Statutory => (t.holiday_statutory(), "active"),
            HolidayKind::Compensatory => (t.holiday_compensatory(), "active"),
            HolidayKind::SwapOff => (t.holiday_day_off(), "active"),
            HolidayKind::SwapWork => (t.holiday_working_day(), "review"),
        };
        let undecided = match holiday.kind {
            HolidayKind::SwapOff | HolidayKind::SwapWork => t.holiday_proposed(),
            HolidayKind::Statutory | HolidayKind::Compensatory => t.holiday_expected(),
        };
        Row {
            date: holiday.date,
            day: day(t, holiday.date),
            kind,
            tag,
            name: holiday.name.clone(),
            source: holiday.source.clone(),
            notes: if holiday.confirmed { Vec::new() } else { vec![undecided.to_owned()] },
            own: None,
            withdrawn: false,
        }
    }

    fn own(t: Texts, row: holidays::Row) -> Row {
        let (kind, tag) =
            if row.worked { (t.holiday_working_day(), "review") } else { (t.holiday_day_off(), "active") };
        let mut notes = vec![t.holiday_added(&row.added_by_name, format::instant(row.added_at))];
        if let Some((by, at)) = row.withdrawn_by_name.as_deref().zip(row.withdrawn_at) {
            notes.push(t.holiday_withdrawn(by, format::instant(at)));
        }
        let withdrawn = row.withdrawn_at.is_some();
        Row {
            date: row.on_date,
            day: day(t, row.on_date),
            kind,
            tag: if withdrawn { "withdrawn" } else { tag },
            name: row.name,
            source: row.document,
            notes,
            own: (!withdrawn).then_some(row.id),
            withdrawn,
        }
    }
}

/// `Thứ Hai, 31/08/2026`
fn day(t: Texts, date: NaiveDate) -> String {
    format!("{}, {}", t.weekday(date.weekday()), format::date(date))
}

#[derive(Template, WebTemplate)]
#[template(path = "admin/holidays.html")]
struct HolidaysPage {
    page: Page,
    form: FormView,
    year: i32,
    /// Each with whether it is the one shown.
    years: Vec<(i32, bool)>,
    rows: Vec<Row>,
    kinds: [(&'static str, &'static str); 2],
    /// Whether this administrator may change it: the calendar is that of all funds.
    may_change: bool,
}

impl HolidaysPage {
    async fn new(page: Page, by: &Administrator, office: &Office, year: i32, form: FormView) -> Answer<HolidaysPage> {
        let (t, this_year) = (page.t, office.clock.today().year());
        let shipped = policy::holidays().unwrap_or_default();
        let first = shipped.first().map_or(this_year, |holiday| holiday.date.year()).min(this_year);
        let years: Vec<i32> = (first..=this_year + deeds::YEARS_AHEAD_MAX).collect();
        let year = if years.contains(&year) { year } else { this_year };
        let (from, to) = (NaiveDate::from_ymd_opt(year, 1, 1), NaiveDate::from_ymd_opt(year, 12, 31));
        let (from, to) = from.zip(to).ok_or(Refusal::NotFound)?;
        let (scope, own) = office
            .store
            .read(async |tx| Ok::<_, ActionError>((Scope::of(tx, by).await?, holidays::between(tx, from, to).await?)))
            .await?;
        let mut rows: Vec<Row> = shipped
            .iter()
            .filter(|holiday| holiday.date.year() == year)
            .map(|holiday| Row::shipped(t, holiday))
            .collect();
        rows.extend(own.into_iter().map(|row| Row::own(t, row)));
        rows.sort_by_key(|row| row.date);
        Ok(HolidaysPage {
            kinds: [(KINDS[0], t.holiday_day_off()), (KINDS[1], t.holiday_working_day())],
            may_change: scope.is_everywhere(),
            page: page.titled(t.admin_holidays()),
            form,
            year,
            years: years.into_iter().map(|one| (one, one == year)).collect(),
            rows,
        })
    }
}

#[get("/admin/holidays?<year>")]
async fn list(page: Page, by: Administrator, year: Option<&str>, office: &State<Office>) -> Answer<HolidaysPage> {
    let year = year.and_then(|year| year.parse().ok()).unwrap_or_else(|| office.clock.today().year());
    let form = FormView::new(page.t, Fields::new(vec![("kind".into(), KINDS[0].into())]));
    HolidaysPage::new(page, &by, office, year, form).await
}

#[post("/admin/holidays", data = "<posted>")]
async fn add(
    page: Page,
    by: Administrator,
    posted: Posted,
    office: &State<Office>,
) -> Answer<Either<Flash<Redirect>, (Status, HolidaysPage)>> {
    let fields = &posted.0;
    let asked = asked(fields);
    let year = asked.as_ref().map_or_else(|_| office.clock.today().year(), |input| input.date.year());
    let added = match &asked {
        Ok(input) => deeds::add(office, &by, input, fields.key()).await.map(|_| input.date),
        Err(refusal) => Err(refusal.clone().into()),
    };
    match added {
        Ok(date) => Ok(Either::Left(done(address(year), page.t.holiday_done(format::date(date))))),
        Err(ActionError::Refused(Refusal::Forbidden(duty))) => Err(Refusal::Forbidden(duty).into()),
        Err(ActionError::Refused(refusal)) => {
            let form = FormView::refused(page.t, fields.clone(), &refusal);
            Ok(Either::Right((status_of(&refusal), HolidaysPage::new(page, &by, office, year, form).await?)))
        }
        Err(error) => Err(error.into()),
    }
}

fn address(year: i32) -> String {
    format!("/admin/holidays?year={year}")
}

/// The day out of the form; what is too long is the action's to refuse.
fn asked(fields: &Fields) -> Result<deeds::Input, Refusal> {
    let mut reading = fields.read();
    let date = reading.required_date("date");
    let kind = reading.choice("kind", &KINDS);
    if kind.is_none() && fields.get("kind").is_empty() {
        reading.fail("kind", crate::actions::Problem::Required);
    }
    let name = reading.required("name", deeds::NAME_CHARACTERS_MAX);
    let document = reading.required("document", deeds::DOCUMENT_CHARACTERS_MAX);
    reading.finish(deeds::Input { date, worked: kind == Some(KINDS[1]), name, document })
}

#[post("/admin/holidays/<id>/withdraw", data = "<_posted>")]
async fn withdraw(
    page: Page,
    by: Administrator,
    id: RecordId,
    _posted: Posted,
    office: &State<Office>,
) -> Answer<Flash<Redirect>> {
    let withdrawn = deeds::withdraw(office, &by, &id.0).await;
    if let Err(ActionError::Refused(Refusal::Forbidden(duty))) = withdrawn {
        return Err(Refusal::Forbidden(duty).into());
    }
    let year = withdrawn.as_ref().map_or_else(|_| office.clock.today().year(), Datelike::year);
    back(page.t, address(year), withdrawn, |date| page.t.holiday_taken_back(format::date(date)))
}

//! `/waiting-list`: who waits for capital in a fund, in order.
use askama::Template;
use askama_web::WebTemplate;
use rocket::{Route, State, get, routes};

use crate::access::{Staff, Witness};
use crate::actions::wait::{Entry, line_of};
use crate::actions::{Error, Office, Refusal};
use crate::store::funds;
use crate::text::format;
use crate::web::{Answer, Page};

pub fn routes() -> Vec<Route> {
    routes![show]
}

struct Line {
    place: usize,
    id: String,
    number: String,
    cooperative: String,
    amount: String,
    complete: String,
    put: String,
    reached: bool,
}

impl From<Entry> for Line {
    fn from(entry: Entry) -> Line {
        Line {
            place: entry.place,
            id: entry.row.application_id,
            number: entry.row.number,
            cooperative: entry.row.cooperative_name,
            amount: format::dong(entry.row.amount),
            complete: format::instant(entry.row.completed_at),
            put: format::instant(entry.row.put_at),
            reached: entry.reached,
        }
    }
}

#[derive(Template, WebTemplate)]
#[template(path = "reports/waiting_list.html")]
struct WaitingPage {
    page: Page,
    as_of: String,
    name: String,
    /// Code, name, and whether it is the one shown.
    funds: Vec<(String, String, bool)>,
    lines: Vec<Line>,
}

#[get("/waiting-list?<fund>")]
async fn show(page: Page, staff: Staff, fund: Option<&str>, office: &State<Office>) -> Answer<WaitingPage> {
    let (t, user) = (page.t, &staff.user().id);
    let (all, chosen, line) = office
        .store
        .read(async |tx| -> Result<_, Error> {
            let all = funds::list_for_staff(tx, user).await?;
            let chosen = match fund {
                None | Some("") => all.first(),
                Some(code) => all.iter().find(|fund| fund.code == code),
            };
            let chosen = chosen.ok_or(Refusal::NotFound)?.clone();
            let line = line_of(tx, &chosen).await?;
            Ok((all, chosen, line))
        })
        .await?;
    let tab = |fund: &funds::Fund| {
        (fund.code.clone(), t.pick(&fund.name_vi, &fund.name_en).to_owned(), fund.code == chosen.code)
    };
    Ok(WaitingPage {
        page: page.titled(t.wait_title()),
        as_of: t.wait_as_of(format::date(office.clock.today()), format::dong(chosen.capital().available())),
        name: t.pick(&chosen.name_vi, &chosen.name_en).to_owned(),
        funds: all.iter().map(tab).collect(),
        lines: line.into_iter().map(Line::from).collect(),
    })
}

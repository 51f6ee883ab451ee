//! One cooperative with its applications and loans, as far as the reader may see them.
use askama::Template;
use askama_web::WebTemplate;
use rocket::{State, get};

use super::list::tag_of;
use crate::access::{Duty, Reader, Witness};
use crate::actions::{Error as ActionError, Office, Refusal, views};
use crate::store::cooperatives::{self, Cooperative};
use crate::store::{loans, worklists};
use crate::text::{Texts, format};
use crate::web::pages::applications::list::{Line, lines};
use crate::web::{Answer, Page};

/// More than this no cooperative has in years.
const LINES_MAX: i64 = 50;

/// See the module's comment.
#[derive(Template, WebTemplate)]
#[template(path = "cooperatives/view.html")]
pub struct ViewPage {
    page: Page,
    found: Cooperative,
    status: (&'static str, String),
    identity: Vec<(&'static str, String)>,
    contact: Vec<(&'static str, String)>,
    standing: Vec<(&'static str, String)>,
    applications: Vec<Line>,
    loans: Vec<LoanLine>,
    own: bool,
    staff: bool,
    may_edit: bool,
    may_apply: bool,
}

/// A loan as the record shows it.
pub struct LoanLine {
    id: String,
    number: String,
    status: &'static str,
    state: String,
    amount: String,
    outstanding: String,
    next_due: String,
}

/// The record, for the cooperative itself and for staff.
#[get("/cooperatives/<id>")]
pub async fn view(page: Page, reader: Reader, id: &str, office: &State<Office>) -> Answer<ViewPage> {
    let (t, user) = (page.t, reader.user());
    let (found, applications, loans) = office
        .store
        .read(async |tx| {
            let found = cooperatives::find_for(tx, &user.id, id).await?.ok_or(Refusal::NotFound)?;
            let rows = worklists::of_cooperative(tx, &user.id, &found.id, LINES_MAX).await?;
            let applications = lines(tx, t, office, &rows).await?;
            let loans = worklists::loans_of_cooperative(tx, &user.id, &found.id, LINES_MAX).await?;
            Ok::<_, ActionError>((found, applications, loans))
        })
        .await?;
    views::note_view(office, user, "cooperative", &found.id).await;
    let own = user.acts_for(&found.id);
    let title = found.name.clone();
    Ok(ViewPage {
        page: page.titled(title),
        status: (tag_of(found.status), t.cooperative_status(found.status.as_str())),
        identity: identity(t, &found),
        contact: contact(t, &found),
        standing: standing(t, &found),
        applications,
        loans: loans.iter().map(|loan| loan_line(t, loan)).collect(),
        own,
        staff: !own,
        may_edit: own || super::form::keeps_register(user),
        may_apply: own || user.has_any(Duty::Appraiser),
        found,
    })
}

fn or_unknown(t: Texts, value: Option<String>) -> String {
    value.filter(|value| !value.is_empty()).unwrap_or_else(|| t.coop_unknown().to_owned())
}

fn identity(t: Texts, c: &Cooperative) -> Vec<(&'static str, String)> {
    vec![
        (t.coop_code(), c.code.clone()),
        (t.coop_kind(), t.cooperative_kind(c.kind).to_owned()),
        (t.coop_old_registration(), or_unknown(t, c.old_registration.clone())),
        (t.coop_founded(), or_unknown(t, c.founded.map(format::date))),
    ]
}

fn contact(t: Texts, c: &Cooperative) -> Vec<(&'static str, String)> {
    vec![
        (t.coop_representative(), or_unknown(t, c.representative.clone())),
        (t.coop_address(), or_unknown(t, c.address.clone())),
        (t.coop_commune(), c.commune.clone()),
        (t.coop_province(), c.province.clone()),
        (t.coop_email(), or_unknown(t, c.email.clone())),
        (t.coop_phone(), or_unknown(t, c.phone.clone())),
    ]
}

fn standing(t: Texts, c: &Cooperative) -> Vec<(&'static str, String)> {
    let mut rows = vec![
        (t.coop_status_since(), or_unknown(t, c.status_since.map(format::date))),
        (t.coop_sector(), t.sector(&c.sector)),
        (t.coop_members(), or_unknown(t, c.members.map(|members| members.to_string()))),
        (t.coop_size(), or_unknown(t, c.size_class.map(|size| t.size_class(size).to_owned()))),
    ];
    rows.extend(c.note.clone().map(|note| (t.coop_note(), note)));
    rows
}

fn loan_line(t: Texts, loan: &loans::Line) -> LoanLine {
    LoanLine {
        id: loan.id.clone(),
        number: loan.number.clone(),
        status: loan.status.as_str(),
        state: t.state(loan.status.as_str()),
        amount: format::dong(loan.amount),
        outstanding: loan.outstanding.map(format::dong).unwrap_or_default(),
        next_due: loan.next_due.map(format::date).unwrap_or_default(),
    }
}

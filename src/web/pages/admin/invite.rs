//! `/admin/invite`: somebody new, with their first duties.
use askama::Template;
use askama_web::WebTemplate;
use rocket::http::Status;
use rocket::response::{Flash, Redirect};
use rocket::{Either, Route, State, get, post, routes};

use crate::access::{Administrator, Duty, Witness};
use crate::actions::people::{self, Asked, Invitation};
use crate::actions::scope::Scope;
use crate::actions::{Error as ActionError, Office, Problem, Refusal};
use crate::store::funds::{self, Fund};
use crate::text::{Lang, Texts};
use crate::web::error::{redisplayable, status_of};
use crate::web::page::done;
use crate::web::{Answer, Fields, FormView, Page, Posted};

pub fn routes() -> Vec<Route> {
    routes![invite_page, invite]
}

/// The staff duties of one fund, or of all, as boxes to tick.
struct Boxes {
    legend: String,
    boxes: Vec<DutyBox>,
}

/// One of them; its value is `DUTY` or `DUTY@FUND`.
struct DutyBox {
    id: String,
    value: String,
    label: &'static str,
    checked: bool,
}

#[derive(Template, WebTemplate)]
#[template(path = "admin/invite.html")]
struct InvitePage {
    page: Page,
    form: FormView,
    duties: Vec<Boxes>,
    duty_error: Option<String>,
    languages: [(&'static str, &'static str); 2],
    /// Whether this administrator may also invite for cooperatives.
    everywhere: bool,
}

impl InvitePage {
    async fn new(page: Page, by: &Administrator, office: &Office, form: FormView) -> Answer<InvitePage> {
        let (scope, funds) = scope_and_funds(office, by).await?;
        let t = page.t;
        let mut duties: Vec<Boxes> = funds
            .iter()
            .map(|fund| boxes(t, t.pick(&fund.name_vi, &fund.name_en).to_owned(), Some(&fund.code), &form))
            .collect();
        if scope.is_everywhere() {
            duties.push(boxes(t, t.duty_all_funds().to_owned(), None, &form));
        }
        if let Some(first) = duties.first_mut().and_then(|first| first.boxes.first_mut()) {
            // The error summary's link lands here.
            first.id = "duty".into();
        }
        let title = t.invite_somebody();
        Ok(InvitePage {
            duty_error: form.error("duty").or_else(|| form.error("fund")),
            everywhere: scope.is_everywhere(),
            languages: LANGUAGES,
            page: page.titled(title),
            form,
            duties,
        })
    }
}

/// Each in its own words, whoever reads it.
pub const LANGUAGES: [(&str, &str); 2] = [("vi", "Tiếng Việt"), ("en", "English")];

fn boxes(t: Texts, legend: String, fund: Option<&str>, form: &FormView) -> Boxes {
    let value = |duty: Duty| fund.map_or_else(|| duty.as_str().to_owned(), |code| format!("{}@{code}", duty.as_str()));
    let one = |duty: Duty| {
        let value = value(duty);
        let checked = form.fields.all("duty").any(|ticked| ticked == value);
        DutyBox { id: format!("duty-{value}"), value, label: t.duty(duty), checked }
    };
    Boxes { legend, boxes: Duty::STAFF.into_iter().map(one).collect() }
}

/// How far an administrator reaches, and the funds inside.
pub(super) async fn scope_and_funds(office: &Office, by: &Administrator) -> Result<(Scope, Vec<Fund>), ActionError> {
    office
        .store
        .read(async |tx| Ok((Scope::of(tx, by).await?, funds::list_administered(tx, &by.user().id).await?)))
        .await
}

#[get("/admin/invite")]
async fn invite_page(page: Page, by: Administrator, office: &State<Office>) -> Answer<InvitePage> {
    let form = FormView::new(page.t, Fields::new(vec![("language".into(), "vi".into())]));
    InvitePage::new(page, &by, office, form).await
}

#[post("/admin/invite", data = "<posted>")]
async fn invite(
    page: Page,
    by: Administrator,
    posted: Posted,
    office: &State<Office>,
) -> Answer<Either<Flash<Redirect>, (Status, InvitePage)>> {
    let fields = &posted.0;
    let invited = match asked(fields) {
        Ok((language, duties)) => {
            let (email, name) = (fields.get("email"), fields.get("name"));
            let invitation = Invitation { email, name, language, duties: &duties };
            people::invite(office, &by, &invitation, fields.key()).await
        }
        Err(refusal) => Err(refusal.into()),
    };
    match redisplayable(invited)? {
        Ok(id) => {
            let said = page.t.invitation_sent(people::fold_email(fields.get("email")));
            Ok(Either::Left(done(format!("/admin/people/{id}"), said)))
        }
        Err(refusal) => {
            let form = FormView::refused(page.t, fields.clone(), &refusal);
            Ok(Either::Right((status_of(&refusal), InvitePage::new(page, &by, office, form).await?)))
        }
    }
}

/// Language and duties out of the form; what is left empty is the action's to refuse.
fn asked(fields: &Fields) -> Result<(Lang, Vec<Asked>), Refusal> {
    let mut reading = fields.read();
    let language = reading.choice("language", &["vi", "en"]).unwrap_or("vi");
    let mut duties = Vec::new();
    for value in fields.all("duty") {
        match Asked::parse(value) {
            Some(asked) if asked.duty != Duty::Applicant => duties.push(asked),
            _ => reading.fail("duty", Problem::NotAChoice),
        }
    }
    if let Some(code) = reading.text("cooperative", 20) {
        duties.push(Asked { duty: Duty::Applicant, at: Some(code) });
    }
    let language = if language == "en" { Lang::En } else { Lang::Vi };
    reading.finish((language, duties))
}

//! The form of a new version, filled with the version it would follow.
use askama::Template;
use askama_web::WebTemplate;
use rocket::http::Status;
use rocket::response::{Flash, Redirect};
use rocket::{Either, Route, State, get, post, routes};

use super::figures::{self, Figure};
use super::list::Row;
use crate::access::{Administrator, Duty};
use crate::actions::rules::{self as deeds, Input, current};
use crate::actions::scope::Scope;
use crate::actions::{Error as ActionError, FieldError, Office, Refusal};
use crate::domain::policy::{Programme, Rule};
use crate::web::error::{redisplayable, status_of};
use crate::web::page::done;
use crate::web::{Answer, Fields, FormView, Page, Posted};

pub fn routes() -> Vec<Route> {
    routes![form, send]
}

#[derive(Template, WebTemplate)]
#[template(path = "admin/rule.html")]
struct ProposePage {
    page: Page,
    form: FormView,
    id: String,
    programme: &'static str,
    now: Row,
    figures: Vec<Figure>,
    /// Whether a version may be for contracts signed from a day on.
    by_signature: bool,
    /// Whether a province may have its own figure, and in which direction.
    own_figure: Option<String>,
}

/// The version of a rule that a new one would follow tomorrow.
async fn followed(office: &Office, by: &Administrator, id: &str, programme: &str) -> Answer<(Rule, Programme)> {
    let programme = Programme::try_from(programme).map_err(|_| Refusal::NotFound)?;
    let tomorrow = office.clock.today().succ_opt().unwrap_or(office.clock.today());
    let rule = office
        .store
        .read(async |tx| -> Result<Rule, ActionError> {
            if !Scope::of(tx, by).await?.is_everywhere() {
                return Err(Refusal::Forbidden(Duty::Administrator).into());
            }
            let rules = current(tx).await?;
            rules.version_to_follow(id, programme, tomorrow).cloned().ok_or_else(|| Refusal::NotFound.into())
        })
        .await?;
    Ok((rule, programme))
}

fn page_of(page: Page, office: &Office, (rule, programme): &(Rule, Programme), form: FormView) -> ProposePage {
    let t = page.t;
    ProposePage {
        now: Row::of(t, rule, None, office.clock.today()),
        figures: figures::of(t, rule, &form),
        by_signature: rule.signed.from.is_some() && rule.signed.to.is_none(),
        own_figure: t.rule_override(rule),
        id: rule.id.clone(),
        programme: programme.as_str(),
        page: page.titled(t.rule_change_title(&rule.id)),
        form,
    }
}

#[get("/admin/rules/<id>/propose?<programme>")]
async fn form(
    page: Page,
    by: Administrator,
    id: &str,
    programme: Option<&str>,
    office: &State<Office>,
) -> Answer<ProposePage> {
    let found = followed(office, &by, id, programme.unwrap_or_default()).await?;
    let rule = &found.0;
    let mut fields = Fields::default();
    figures::filled(rule, &mut fields);
    if let Some(place) = rule.legal_basis.first() {
        fields.set("document", place.document.clone());
        for (name, part) in [("article", &place.article), ("clause", &place.clause), ("point", &place.point)] {
            fields.set(name, part.clone().unwrap_or_default());
        }
    }
    let form = FormView::new(page.t, fields);
    Ok(page_of(page, office, &found, form))
}

#[post("/admin/rules/<id>/propose", data = "<posted>")]
async fn send(
    page: Page,
    by: Administrator,
    id: &str,
    posted: Posted,
    office: &State<Office>,
) -> Answer<Either<Flash<Redirect>, (Status, ProposePage)>> {
    let fields = posted.0;
    let found = followed(office, &by, id, fields.get("programme")).await?;
    let sent = match asked(&fields, &found) {
        Ok(input) => deeds::propose(office, &by, &input, fields.key()).await,
        Err(refusal) => Err(refusal.into()),
    };
    match redisplayable(sent)? {
        Ok(_) => {
            let to = format!("/admin/rules?programme={}", found.1);
            Ok(Either::Left(done(to, page.t.rule_done_proposed(id))))
        }
        Err(refusal) => {
            let form = FormView::refused(page.t, fields, &refusal);
            Ok(Either::Right((status_of(&refusal), page_of(page, office, &found, form))))
        }
    }
}

/// What was typed; what a text may be is the action's to say.
fn asked(fields: &Fields, (rule, programme): &(Rule, Programme)) -> Result<Input, Refusal> {
    let mut reading = fields.read();
    let from = reading.required_date("from");
    let signed_from = reading.date("signed_from");
    let mut mistakes = Vec::new();
    let value = figures::read(rule, fields, &mut |name, problem| {
        mistakes.push(FieldError { pointer: format!("/{name}"), problem });
    });
    for mistake in mistakes {
        reading.fail(mistake.pointer.trim_start_matches('/'), mistake.problem);
    }
    let text = |name: &str| fields.get(name).to_owned();
    reading.finish(Input {
        rule: rule.id.clone(),
        programme: *programme,
        province: Some(text("province")).filter(|province| !province.is_empty()),
        value,
        document: text("document"),
        article: text("article"),
        clause: text("clause"),
        point: text("point"),
        from,
        signed_from,
        reason: text("reason"),
    })
}

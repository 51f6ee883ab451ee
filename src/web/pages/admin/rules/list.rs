//! The rules of one programme, every version of each, and what waits for a second person.
use askama::Template;
use askama_web::WebTemplate;
use chrono::NaiveDate;
use rocket::http::Status;
use rocket::response::{Flash, Redirect};
use rocket::{Either, Route, State, get, post, routes};

use crate::access::{Administrator, Witness};
use crate::actions::rules::{self as deeds, current, parsed};
use crate::actions::scope::Scope;
use crate::actions::{Error as ActionError, Office, Refusal};
use crate::domain::policy::{Programme, Raised, Rule};
use crate::store::rule_versions::{self, RuleVersion};
use crate::text::eligibility::{citations, programme_name};
use crate::text::{Texts, format};
use crate::web::pages::admin::back;
use crate::web::{Answer, Page, Posted, RecordId};

pub fn routes() -> Vec<Route> {
    routes![list, confirm, reject, withdraw]
}

const PAGE: &str = "/admin/rules";

/// One version as it is shown.
pub struct Row {
    pub id: String,
    pub subject: String,
    pub kind: String,
    pub value: String,
    pub basis: String,
    pub dates: String,
    /// The tag's class and word: in force, past, to come.
    pub standing: (&'static str, &'static str),
    pub confirmed: Option<String>,
    pub unsure: bool,
    /// Who else may set the figure.
    pub note: Option<String>,
    /// The programme to propose for, where this is the version a new one would follow.
    pub propose: Option<&'static str>,
}

impl Row {
    /// A version as it stands today; `province` where it is that province's own figure.
    pub fn of(t: Texts, rule: &Rule, province: Option<&str>, today: NaiveDate) -> Row {
        let signed = rule.signed != crate::domain::policy::Period::default();
        let mut dates = vec![t.rule_period(&rule.in_force)];
        dates.extend(signed.then(|| t.rule_signed(t.rule_period(&rule.signed))));
        let standing = if rule.in_force.from.is_some_and(|from| from > today) {
            ("review", t.rule_coming())
        } else if rule.in_force.to.is_some_and(|to| to < today) {
            ("withdrawn", t.rule_past())
        } else {
            ("active", t.rule_now())
        };
        Row {
            id: rule.id.clone(),
            subject: t.rule_subject(rule),
            kind: province.map_or_else(|| t.rule_kind(rule.kind).to_owned(), |province| t.rule_kind_own_of(province)),
            value: t.rule_value(rule),
            basis: citations(&rule.legal_basis),
            dates: dates.join("; "),
            standing,
            confirmed: rule.confirmed.as_ref().map(|who| format!("{}, {}", who.by, format::date(who.on))),
            unsure: rule.is_unsure(),
            note: t.rule_override(rule),
            propose: None,
        }
    }
}

/// A proposal that waits.
struct Proposal {
    id: String,
    row: Row,
    by: String,
    reason: String,
    /// Whether it is this person's own.
    own: bool,
}

#[derive(Template, WebTemplate)]
#[template(path = "admin/rules.html")]
struct RulesPage {
    page: Page,
    /// The name of the programme shown.
    named: &'static str,
    /// Each programme with its name, and whether it is the one shown.
    programmes: Vec<(&'static str, &'static str, bool)>,
    rows: Vec<Row>,
    proposals: Vec<Proposal>,
    may_change: bool,
    /// The proposal whose rejection lacks its reason, and the sentence.
    refused: Option<(String, String)>,
}

async fn page_of(
    page: Page,
    by: &Administrator,
    office: &Office,
    programme: Programme,
    refused: Option<(String, String)>,
) -> Answer<RulesPage> {
    let (t, today) = (page.t, office.clock.today());
    let (scope, rules, kept) = office
        .store
        .read(async |tx| {
            Ok::<_, ActionError>((Scope::of(tx, by).await?, current(tx).await?, rule_versions::all(tx).await?))
        })
        .await?;
    let may_change = scope.is_everywhere();
    let mut rows: Vec<Row> = Vec::new();
    for rule in rules.versions().filter(|rule| rule.programmes.contains(&programme)) {
        let followed = rules.version_to_follow(&rule.id, programme, today.succ_opt().unwrap_or(today));
        let mut row = Row::of(t, rule, None, today);
        row.propose = (may_change && followed == Some(rule)).then(|| programme.as_str());
        rows.push(row);
        let own = |raised: &&std::sync::Arc<Raised>| {
            raised.rule.id == rule.id && raised.rule.in_force.overlaps(&rule.in_force)
        };
        rows.extend(
            rules.raised().iter().filter(own).map(|raised| Row::of(t, &raised.rule, Some(&raised.province), today)),
        );
    }
    let open = kept.iter().filter(|row| row.status == "proposed");
    let proposals = open.map(|row| proposal(t, row, by, today)).collect::<Result<Vec<_>, _>>()?;
    let named = |programme: Programme| {
        let (vi, en) = programme_name(programme);
        t.pick(vi, en)
    };
    let tab = |one: Programme| (one.as_str(), named(one), one == programme);
    Ok(RulesPage {
        page: page.titled(t.admin_rules()),
        named: named(programme),
        programmes: Programme::ALL.into_iter().map(tab).collect(),
        rows,
        proposals,
        may_change,
        refused,
    })
}

fn proposal(t: Texts, row: &RuleVersion, by: &Administrator, today: NaiveDate) -> Result<Proposal, ActionError> {
    let rule = parsed(row)?;
    Ok(Proposal {
        id: row.id.clone(),
        row: Row::of(t, &rule, row.province.as_deref(), today),
        by: t.rule_proposed_by(&row.proposed_by_name, format::instant(row.proposed_at)),
        reason: row.reason.clone(),
        own: row.proposed_by == by.user().id,
    })
}

#[get("/admin/rules?<programme>")]
async fn list(page: Page, by: Administrator, programme: Option<&str>, office: &State<Office>) -> Answer<RulesPage> {
    let asked = programme.and_then(|name| Programme::try_from(name).ok()).unwrap_or(Programme::A);
    page_of(page, &by, office, asked, None).await
}

#[post("/admin/rules/versions/<id>/confirm", data = "<posted>")]
async fn confirm(
    page: Page,
    by: Administrator,
    id: RecordId,
    posted: Posted,
    office: &State<Office>,
) -> Answer<Flash<Redirect>> {
    let confirmed = deeds::confirm(office, &by, &id.0, posted.0.key()).await;
    answered(&page, confirmed, page.t.rule_done_confirmed())
}

#[post("/admin/rules/versions/<id>/reject", data = "<posted>")]
async fn reject(
    page: Page,
    by: Administrator,
    id: RecordId,
    posted: Posted,
    office: &State<Office>,
) -> Answer<Either<Flash<Redirect>, (Status, RulesPage)>> {
    match deeds::reject(office, &by, &id.0, posted.0.get("note"), posted.0.key()).await {
        Err(ActionError::Refused(Refusal::Invalid(errors))) => {
            let said = errors.first().map(|error| page.t.problem(error)).unwrap_or_default();
            let again = page_of(page, &by, office, Programme::A, Some((id.0, said))).await?;
            Ok(Either::Right((Status::UnprocessableEntity, again)))
        }
        rejected => answered(&page, rejected, page.t.rule_done_rejected()).map(Either::Left),
    }
}

#[post("/admin/rules/versions/<id>/withdraw", data = "<posted>")]
async fn withdraw(
    page: Page,
    by: Administrator,
    id: RecordId,
    posted: Posted,
    office: &State<Office>,
) -> Answer<Flash<Redirect>> {
    let withdrawn = deeds::withdraw(office, &by, &id.0, posted.0.key()).await;
    answered(&page, withdrawn, page.t.rule_done_withdrawn())
}

fn answered(page: &Page, done: Result<(), ActionError>, said: &str) -> Answer<Flash<Redirect>> {
    match done {
        Err(ActionError::Refused(Refusal::Forbidden(duty))) => Err(Refusal::Forbidden(duty).into()),
        other => back(page.t, PAGE.to_owned(), other, |()| said.to_owned()),
    }
}

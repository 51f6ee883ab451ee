//! The proposal: first what is to change, then how, with before and after side by side.
use askama::Template;
use askama_web::WebTemplate;
use rocket::http::Status;
use rocket::{Either, Route, State as Managed, get, post, routes};

use super::comparison::Compared;
use super::{Again, Head, book_for_proposer, read};
use crate::access::Appraiser;
use crate::actions::book::Book;
use crate::actions::restructure::{self as deed, current_rate, weigh};
use crate::actions::{Error as ActionError, Office, Refusal};
use crate::domain::ask::Kind as AskKind;
use crate::domain::restructuring::{Comparison, Kind};
use crate::store::funds::Fund;
use crate::text::{Texts, format};
use crate::web::error::{redisplayable, status_of};
use crate::web::page::done;
use crate::web::pages::loans::asked::{fill, open_ask};
use crate::web::pages::loans::deeds::{Done, version};
use crate::web::{Answer, Fields, FormView, Page, Posted, RecordId};

pub fn routes() -> Vec<Route> {
    routes![propose_page, propose]
}

#[derive(Template, WebTemplate)]
#[template(path = "loans/restructure/propose.html")]
struct ProposePage {
    page: Page,
    head: Head,
    form: FormView,
    /// The kinds to choose from: name, words and what it does.
    kinds: Vec<(&'static str, String, &'static str)>,
    /// The one chosen; empty on the first page.
    kind: &'static str,
    intro: &'static str,
    plans: bool,
    plan_hint: String,
    rate_hint: String,
    due_hint: String,
    compared: Option<Compared>,
    deed: &'static str,
}

fn propose_view(page: Page, office: &Office, book: &Book, form: FormView, kind: Option<Kind>) -> Answer<ProposePage> {
    let (t, today) = (page.t, office.clock.today());
    let position = book.position(today)?;
    let owed = position.as_ref().map(|position| position.principal_outstanding).unwrap_or_default();
    let due = position.as_ref().map(|position| position.interest_due).unwrap_or_default();
    let name = |kind: Kind| t.loan_event(kind.as_str()).to_owned();
    let rate = t.percent(&current_rate(book, today)?.percent().to_string());
    let title = kind.map_or_else(|| t.restructure_title().to_owned(), name);
    Ok(ProposePage {
        head: Head::of(t, &book.loan, true),
        form,
        kinds: Kind::ALL.iter().map(|kind| (kind.as_str(), name(*kind), t.change_kind_hint(*kind))).collect(),
        kind: kind.map_or("", Kind::as_str),
        intro: kind.map_or("", |kind| t.change_kind_hint(kind)),
        plans: kind.is_some_and(Kind::plans),
        plan_hint: t.restructure_plan_hint(format::dong(owed)),
        rate_hint: t.restructure_rate_hint(rate),
        due_hint: t.restructure_waive_hint(format::dong(due)),
        compared: None,
        deed: "restructure",
        page: page.titled(title),
    })
}

#[get("/loans/<id>/restructure?<kind>&<ask>")]
async fn propose_page(
    page: Page,
    by: Appraiser,
    id: RecordId,
    kind: Option<&str>,
    ask: Option<&str>,
    office: &Managed<Office>,
) -> Answer<ProposePage> {
    let (_, book) = book_for_proposer(office, &by, &id.0).await?;
    let kind = kind.and_then(|kind| Kind::try_from(kind).ok());
    let today = office.clock.today();
    let mut fields = Fields::default();
    fields.set("date", today.to_string());
    if let (Some(kind), Some(position)) = (kind, book.position(today)?) {
        if kind.plans() {
            fields.set("plan", read::suggested(&book, &position, kind, today));
            fields.set("request/by", book.loan.cooperative_name.clone());
        }
        if kind == Kind::InterestWaiver && position.interest_due.is_positive() {
            fields.set("amount", position.interest_due.to_string());
        }
    }
    if let Some(ask) = open_ask(office, &book, ask, &[AskKind::MoreTime]).await? {
        fill(page.t, &mut fields, &ask);
    }
    let form = FormView::new(page.t, fields);
    propose_view(page, office, &book, form, kind)
}

/// What was typed would come to, without recording anything.
async fn tried(
    office: &Office,
    fund: &Fund,
    book: &Book,
    fields: &Fields,
    kind: Kind,
) -> Result<Comparison, ActionError> {
    let today = office.clock.today();
    let wanted = read::input(fields, kind, true)?.read(&book.loan, today)?;
    let change = (&wanted.change, wanted.date);
    office.store.read(async |tx| weigh(tx, fund, book, change, today).await).await
}

#[post("/loans/<id>/restructure", data = "<posted>")]
async fn propose(
    page: Page,
    by: Appraiser,
    id: RecordId,
    posted: Posted,
    office: &Managed<Office>,
) -> Answer<Done<ProposePage>> {
    let (fields, t) = (posted.0, page.t);
    let Ok(kind) = Kind::try_from(fields.get("kind")) else {
        let (_, book) = book_for_proposer(office, &by, &id.0).await?;
        let form = FormView::new(t, fields);
        return Ok(Either::Right((Status::UnprocessableEntity, propose_view(page, office, &book, form, None)?)));
    };
    if fields.get("step") == "try" {
        let (fund, book) = book_for_proposer(office, &by, &id.0).await?;
        let tried = redisplayable(tried(office, &fund, &book, &fields, kind).await)?;
        return Ok(Either::Right(shown(page, office, &book, fields, kind, tried)?));
    }
    let result = match read::input(&fields, kind, false) {
        Ok(input) => deed::propose(office, &by, &id.0, version(&fields), &input, fields.key()).await,
        Err(refusal) => Err(refusal.into()),
    };
    match redisplayable(result)? {
        Ok(made) => {
            let said = t.restructure_proposed(&made.number);
            Ok(Either::Left(done(format!("/restructurings/{}", made.id), said)))
        }
        Err(refusal) => {
            let (_, book) = book_for_proposer(office, &by, &id.0).await?;
            Ok(Either::Right(shown(page, office, &book, fields, kind, Err(refusal))?))
        }
    }
}

/// The form again, with before and after or with what is wrong.
fn shown(
    page: Page,
    office: &Office,
    book: &Book,
    fields: Fields,
    kind: Kind,
    tried: Result<Comparison, Refusal>,
) -> Answer<Again<ProposePage>> {
    let t: Texts = page.t;
    match tried {
        Ok(comparison) => {
            let compared = Some(Compared::of(t, &book.scales, &comparison, true));
            let shown = propose_view(page, office, book, FormView::new(t, fields), Some(kind))?;
            Ok((Status::Ok, ProposePage { compared, ..shown }))
        }
        Err(refusal) => {
            let refusal = read::at_form_fields(refusal);
            let form = FormView::refused(t, fields, &refusal);
            Ok((status_of(&refusal), propose_view(page, office, book, form, Some(kind))?))
        }
    }
}

//! `/account/consent`: what one's personal data may be used for, purpose by purpose.
use askama::Template;
use askama_web::WebTemplate;
use rocket::http::Status;
use rocket::response::{Flash, Redirect};
use rocket::{Either, Route, State, get, post, routes};

use crate::access::User;
use crate::actions::consent::{self, Purpose};
use crate::actions::{Office, Problem, Refusal};
use crate::store::consents::{self, Consent};
use crate::text::{Texts, format};
use crate::web::error::{redisplayable, status_of};
use crate::web::guards::SignedIn;
use crate::web::page::done;
use crate::web::{Answer, Fields, FormView, Page, Posted};

pub fn routes() -> Vec<Route> {
    routes![view, decide]
}

const HERE: &str = "/account/consent";

/// A purpose with what is told of it and what holds.
struct PurposeView {
    code: &'static str,
    name: &'static str,
    details: [(&'static str, &'static str); 6],
    /// The tag's class and words.
    standing: (&'static str, String),
    given: bool,
    agree: String,
}

#[derive(Template, WebTemplate)]
#[template(path = "people/consent.html")]
struct ConsentPage {
    page: Page,
    form: FormView,
    name: String,
    email: String,
    purposes: Vec<PurposeView>,
    history: Vec<(String, String)>,
}

fn purpose_view(t: Texts, purpose: Purpose, facts: &[Consent]) -> PurposeView {
    let latest = facts.iter().rev().find(|fact| fact.purpose == purpose.as_str());
    let standing = match latest {
        Some(fact) if fact.given => ("done", t.consent_given_since(format::instant(fact.at))),
        Some(fact) => ("withdrawn", t.consent_withdrawn_since(format::instant(fact.at))),
        None => ("draft", t.consent_none().to_owned()),
    };
    PurposeView {
        code: purpose.as_str(),
        name: t.consent_purpose(purpose),
        details: t.consent_details(purpose),
        standing,
        given: latest.is_some_and(|fact| fact.given),
        agree: format!("agree-{}", purpose.as_str()),
    }
}

fn history(t: Texts, facts: &[Consent]) -> Vec<(String, String)> {
    let said = |fact: &Consent| {
        let purpose = Purpose::named(&fact.purpose).map_or(fact.purpose.as_str(), |purpose| t.consent_purpose(purpose));
        let said = if fact.given { t.consent_history_given(purpose) } else { t.consent_history_withdrawn(purpose) };
        (format::instant(fact.at), said)
    };
    facts.iter().map(said).collect()
}

async fn shown(page: Page, office: &Office, user: &User, form: FormView) -> Answer<ConsentPage> {
    let facts = office.store.read(async |tx| consents::all_of(tx, &user.id).await).await?;
    let t = page.t;
    Ok(ConsentPage {
        purposes: Purpose::ALL.into_iter().map(|purpose| purpose_view(t, purpose, &facts)).collect(),
        history: history(t, &facts),
        name: user.name.clone(),
        email: user.email.clone(),
        page: page.titled(t.consent_title()),
        form,
    })
}

#[get("/account/consent")]
async fn view(page: Page, user: SignedIn, office: &State<Office>) -> Answer<ConsentPage> {
    let form = FormView::new(page.t, Fields::default());
    shown(page, office, &user.0, form).await
}

#[post("/account/consent", data = "<posted>")]
async fn decide(
    page: Page,
    user: SignedIn,
    posted: Posted,
    office: &State<Office>,
) -> Answer<Either<Flash<Redirect>, (Status, ConsentPage)>> {
    let fields = &posted.0;
    let given = fields.get("decision") == "give";
    let decided = match Purpose::named(fields.get("purpose")) {
        Some(purpose) => {
            let ticked = fields.get(&format!("agree-{}", purpose.as_str())) == "true";
            consent::decide(office, &user.0, purpose, given, ticked).await
        }
        None => Err(Refusal::field("/purpose", Problem::NotAChoice).into()),
    };
    match redisplayable(decided)? {
        Ok(()) => {
            let said = if given { page.t.consent_done_given() } else { page.t.consent_done_withdrawn() };
            Ok(Either::Left(done(HERE, said)))
        }
        Err(refusal) => {
            let form = FormView::refused(page.t, Fields::default(), &refusal);
            Ok(Either::Right((status_of(&refusal), shown(page, office, &user.0, form).await?)))
        }
    }
}

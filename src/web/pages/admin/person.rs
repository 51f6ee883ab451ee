//! `/admin/people/ID`: one person's duties, account and tokens.
use askama::Template;
use askama_web::WebTemplate;
use rocket::http::Status;
use rocket::response::{Flash, Redirect};
use rocket::{Either, Route, State, get, post, routes};

use super::invite::scope_and_funds;
use super::{back, duty_in_words, standing_tag};
use crate::access::{Administrator, Duty, Witness};
use crate::actions::people::{self, Asked};
use crate::actions::{Error as ActionError, Office, Problem, Refusal};
use crate::store::directory;
use crate::store::users::{self, DutyRow, Person, TokenRow};
use crate::web::error::{redisplayable, status_of};
use crate::web::page::done;
use crate::web::pages::account::{Secret, TokenLine, TokenPage};
use crate::web::{Answer, Fields, FormView, Page, Posted};

pub fn routes() -> Vec<Route> {
    routes![person, name, grant, withdraw, set_active, end_sessions, invite_again, make_token, revoke_token]
}

/// The choice of every fund; no fund's code is as short.
const ALL_FUNDS: &str = "*";

struct DutyLine {
    id: String,
    words: String,
    may_withdraw: bool,
}

#[derive(Template, WebTemplate)]
#[template(path = "admin/person.html")]
struct PersonPage {
    page: Page,
    form: FormView,
    typed_name: String,
    person: Person,
    tag: &'static str,
    standing: &'static str,
    duties: Vec<DutyLine>,
    tokens: Vec<TokenLine>,
    sessions: usize,
    /// The administrator is looking at themselves.
    own: bool,
    /// Account, sessions and tokens are within this administrator's reach.
    account_inside: bool,
    /// The person acts on loans, so their tokens are their own to make.
    makes_own_tokens: bool,
    duty_choices: Vec<(&'static str, &'static str)>,
    fund_choices: Vec<(String, String)>,
    everywhere: bool,
    token_base: String,
}

/// What is stored of a person.
struct Stored {
    person: Person,
    duties: Vec<DutyRow>,
    tokens: Vec<TokenRow>,
    sessions: usize,
}

async fn look_up(office: &Office, by: &Administrator, id: &str) -> Result<Stored, ActionError> {
    let now = office.clock.now();
    office
        .store
        .read(async |tx| {
            let person = directory::find(tx, &by.user().id, id).await?.ok_or(Refusal::NotFound)?;
            Ok(Stored {
                person,
                duties: users::duties_of(tx, id).await?,
                tokens: users::tokens_of(tx, id, now).await?,
                sessions: users::sessions_of(tx, id, now).await?.len(),
            })
        })
        .await
}

impl PersonPage {
    async fn new(page: Page, by: &Administrator, office: &Office, id: &str, form: FormView) -> Answer<PersonPage> {
        let Stored { person, duties, tokens, sessions } = look_up(office, by, id).await?;
        let (scope, funds) = scope_and_funds(office, by).await?;
        let (t, own) = (page.t, by.user().id == id);
        let standing = match (person.active, &person.password_hash) {
            (false, _) => "closed",
            (true, None) => "invited",
            (true, Some(_)) => "active",
        };
        let line = |row: &DutyRow| DutyLine {
            id: row.id.clone(),
            words: duty_in_words(t, row),
            may_withdraw: scope.covers_fund(row.fund_id.as_deref()) && !(own && row.duty == Duty::Administrator),
        };
        let everywhere = scope.is_everywhere();
        let offered = Duty::STAFF.into_iter().chain(everywhere.then_some(Duty::Applicant));
        let fund =
            |fund: &crate::store::funds::Fund| (fund.code.clone(), t.pick(&fund.name_vi, &fund.name_en).to_owned());
        // Last, so that nobody grants a duty for every fund by leaving the choice as it was.
        let all = everywhere.then(|| (ALL_FUNDS.to_owned(), t.duty_all_funds().to_owned()));
        Ok(PersonPage {
            tag: standing_tag(standing),
            standing: t.standing(standing),
            account_inside: scope.covers_account(&duties),
            makes_own_tokens: !own && duties.iter().any(|row| row.duty.carries_loans() || row.duty == Duty::Applicant),
            duties: duties.iter().map(line).collect(),
            tokens: tokens.into_iter().map(TokenLine::new).collect(),
            duty_choices: offered.map(|duty| (duty.as_str(), t.duty(duty))).collect(),
            fund_choices: funds.iter().map(fund).chain(all).collect(),
            token_base: format!("/admin/people/{id}/tokens"),
            page: page.titled(person.name.clone()),
            typed_name: form.refused_or("name", &person.name),
            form,
            person,
            sessions,
            own,
            everywhere,
        })
    }
}

/// The page again, with what was typed and why it was refused; or on to where a deed leads.
type Again = Either<Flash<Redirect>, (Status, PersonPage)>;

fn here(id: &str) -> String {
    format!("/admin/people/{id}")
}

#[get("/admin/people/<id>")]
async fn person(page: Page, by: Administrator, id: &str, office: &State<Office>) -> Answer<PersonPage> {
    let form = FormView::new(page.t, Fields::default());
    PersonPage::new(page, &by, office, id, form).await
}

#[post("/admin/people/<id>/duties", data = "<posted>")]
async fn grant(page: Page, by: Administrator, id: &str, posted: Posted, office: &State<Office>) -> Answer<Again> {
    let fields = &posted.0;
    let granted = match asked(fields) {
        Ok(asked) => people::grant(office, &by, id, &asked).await,
        Err(refusal) => Err(refusal.into()),
    };
    match granted {
        Ok(()) => Ok(Either::Left(done(here(id), page.t.duty_granted()))),
        Err(ActionError::Refused(refusal)) if status_of(&refusal) == Status::UnprocessableEntity => {
            let form = FormView::refused(page.t, fields.clone(), &refusal);
            Ok(Either::Right((status_of(&refusal), PersonPage::new(page, &by, office, id, form).await?)))
        }
        Err(error) => Err(error.into()),
    }
}

/// The duty chosen, with the place that goes with it.
fn asked(fields: &Fields) -> Result<Asked, Refusal> {
    let mut reading = fields.read();
    let duty = Duty::try_from(fields.get("duty").to_owned()).ok();
    if duty.is_none() {
        reading.fail("duty", Problem::NotAChoice);
    }
    let duty = duty.unwrap_or(Duty::Auditor);
    let at = match duty {
        Duty::Applicant => reading.text("cooperative", 20),
        _ => Some(reading.required("fund", 40)).filter(|code| code != ALL_FUNDS),
    };
    reading.finish(Asked { duty, at })
}

#[post("/admin/people/<id>/duties/<duty>/withdraw", data = "<_posted>")]
async fn withdraw(
    page: Page,
    by: Administrator,
    id: &str,
    duty: &str,
    _posted: Posted,
    office: &State<Office>,
) -> Answer<Flash<Redirect>> {
    let withdrawn = people::withdraw(office, &by, id, duty).await;
    // Without its last duty inside, a person is no longer among those a limited administrator sees.
    let gone = withdrawn.is_ok() && matches!(look_up(office, &by, id).await, Err(ActionError::Refused(_)));
    let to = if gone { "/admin/people".to_owned() } else { here(id) };
    back(page.t, to, withdrawn, |()| page.t.duty_withdrawn().to_owned())
}

/// Corrects somebody's name.
#[post("/admin/people/<id>/name", data = "<posted>")]
async fn name(page: Page, by: Administrator, id: &str, posted: Posted, office: &State<Office>) -> Answer<Again> {
    let fields = &posted.0;
    match redisplayable(people::correct_name_of(office, &by, id, fields.get("name")).await)? {
        Ok(()) => Ok(Either::Left(done(here(id), page.t.name_corrected()))),
        Err(refusal) => {
            let form = FormView::refused(page.t, fields.clone(), &refusal);
            Ok(Either::Right((status_of(&refusal), PersonPage::new(page, &by, office, id, form).await?)))
        }
    }
}

#[post("/admin/people/<id>/active", data = "<posted>")]
async fn set_active(
    page: Page,
    by: Administrator,
    id: &str,
    posted: Posted,
    office: &State<Office>,
) -> Answer<Flash<Redirect>> {
    let active = posted.0.get("active") == "true";
    let said = if active { page.t.account_opened() } else { page.t.account_closed() };
    back(page.t, here(id), people::set_active(office, &by, id, active).await, |()| said.to_owned())
}

#[post("/admin/people/<id>/sessions/end", data = "<_posted>")]
async fn end_sessions(
    page: Page,
    by: Administrator,
    id: &str,
    _posted: Posted,
    office: &State<Office>,
) -> Answer<Flash<Redirect>> {
    back(page.t, here(id), people::end_sessions_of(office, &by, id).await, |ended| page.t.sessions_ended(ended))
}

#[post("/admin/people/<id>/invite-again", data = "<_posted>")]
async fn invite_again(
    page: Page,
    by: Administrator,
    id: &str,
    _posted: Posted,
    office: &State<Office>,
) -> Answer<Flash<Redirect>> {
    let email = look_up(office, &by, id).await?.person.email;
    back(page.t, here(id), people::invite_again(office, &by, id).await, |()| page.t.invitation_sent(email))
}

#[post("/admin/people/<id>/tokens", data = "<posted>")]
async fn make_token(
    page: Page,
    by: Administrator,
    id: &str,
    posted: Posted,
    office: &State<Office>,
) -> Answer<Either<Secret<TokenPage>, (Status, PersonPage)>> {
    let fields = &posted.0;
    match people::make_token_for(office, &by, id, fields.get("label")).await {
        Ok(token) => Ok(Either::Left(TokenPage::new(page, token, fields.get("label"), here(id)))),
        Err(ActionError::Refused(refusal)) if status_of(&refusal) == Status::UnprocessableEntity => {
            let form = FormView::refused(page.t, fields.clone(), &refusal);
            Ok(Either::Right((status_of(&refusal), PersonPage::new(page, &by, office, id, form).await?)))
        }
        Err(error) => Err(error.into()),
    }
}

#[post("/admin/people/<id>/tokens/<token>/revoke", data = "<_posted>")]
async fn revoke_token(
    page: Page,
    by: Administrator,
    id: &str,
    token: &str,
    _posted: Posted,
    office: &State<Office>,
) -> Answer<Flash<Redirect>> {
    let revoked = people::revoke_token_of(office, &by, id, token).await;
    back(page.t, here(id), revoked, |()| page.t.token_revoked().to_owned())
}

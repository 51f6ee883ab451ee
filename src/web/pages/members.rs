//! `/members`: who acts for one's cooperative. Its chair invites others and withdraws them.
use askama::Template;
use askama_web::WebTemplate;
use rocket::http::Status;
use rocket::response::{Flash, Redirect};
use rocket::{Either, Route, State, get, post, routes};

use crate::access::{Applicant, Chair, Position, User, Witness};
use crate::actions::Office;
use crate::actions::people::members::{self as deeds, Invited};
use crate::clock::business_date;
use crate::store::members::{self, Member};
use crate::text::{Lang, Texts, format};
use crate::web::error::{redisplayable, status_of};
use crate::web::page::done;
use crate::web::{Answer, Fields, FormView, Page, Posted, RecordId};

pub fn routes() -> Vec<Route> {
    routes![list, invite, withdraw]
}

const HERE: &str = "/members";

struct Line {
    id: String,
    name: String,
    email: String,
    position: &'static str,
    since: String,
    accepted: bool,
    own: bool,
}

#[derive(Template, WebTemplate)]
#[template(path = "people/members.html")]
struct MembersPage {
    page: Page,
    form: FormView,
    lines: Vec<Line>,
    /// This person may invite and withdraw.
    chair: bool,
    positions: Vec<(&'static str, &'static str, &'static str)>,
    languages: [(&'static str, &'static str); 2],
}

fn line(t: Texts, user: &User, member: Member) -> Line {
    Line {
        own: member.user_id == user.id,
        id: member.duty_id,
        name: member.name,
        email: member.email,
        position: t.position(member.position.unwrap_or(Position::Chair)),
        since: t.members_since(format::date(business_date(member.granted_at))),
        accepted: member.accepted,
    }
}

async fn shown(page: Page, office: &Office, by: &Applicant, form: FormView) -> Answer<MembersPage> {
    let found = office.store.read(async |tx| members::list(tx, by.cooperative()).await).await?;
    let t = page.t;
    Ok(MembersPage {
        lines: found.into_iter().map(|member| line(t, by.user(), member)).collect(),
        chair: by.user().is_chair(),
        positions: vec![
            (Position::Accountant.as_str(), t.position_accountant(), t.position_accountant_text()),
            (Position::Chair.as_str(), t.position_chair(), t.position_chair_text()),
        ],
        languages: super::admin::invite::LANGUAGES,
        page: page.titled(t.members_title()),
        form,
    })
}

#[get("/members")]
async fn list(page: Page, by: Applicant, office: &State<Office>) -> Answer<MembersPage> {
    let form = FormView::new(page.t, Fields::default());
    shown(page, office, &by, form).await
}

#[post("/members", data = "<posted>")]
async fn invite(
    page: Page,
    by: Chair,
    applicant: Applicant,
    posted: Posted,
    office: &State<Office>,
) -> Answer<Either<Flash<Redirect>, (Status, MembersPage)>> {
    let fields = &posted.0;
    let invited = async {
        let mut reading = fields.read();
        if fields.get("position").is_empty() {
            reading.fail("position", crate::actions::Problem::NotAChoice);
        }
        let position = reading.choice("position", &Position::ALL.map(Position::as_str)).and_then(Position::named);
        let position = reading.finish(position)?.unwrap_or(Position::Accountant);
        let language = Lang::try_from(fields.get("language").to_owned()).unwrap_or_default();
        let (email, name) = (fields.get("email"), fields.get("name"));
        deeds::invite(office, &by, &Invited { email, name, language, position }, fields.key()).await
    };
    match redisplayable(invited.await)? {
        Ok(_) => Ok(Either::Left(done(HERE, page.t.member_invited(fields.get("email"))))),
        Err(refusal) => {
            let form = FormView::refused(page.t, fields.clone(), &refusal);
            Ok(Either::Right((status_of(&refusal), shown(page, office, &applicant, form).await?)))
        }
    }
}

#[post("/members/<id>/withdraw", data = "<_posted>")]
async fn withdraw(
    page: Page,
    by: Chair,
    applicant: Applicant,
    id: RecordId,
    _posted: Posted,
    office: &State<Office>,
) -> Answer<Either<Flash<Redirect>, (Status, MembersPage)>> {
    match redisplayable(deeds::withdraw(office, &by, &id.0).await)? {
        Ok(()) => Ok(Either::Left(done(HERE, page.t.member_withdrawn()))),
        Err(refusal) => {
            let form = FormView::refused(page.t, Fields::default(), &refusal);
            Ok(Either::Right((status_of(&refusal), shown(page, office, &applicant, form).await?)))
        }
    }
}

//! The start page: what each role does first.
use askama::Template;
use askama_web::WebTemplate;
use rocket::{Responder, Route, State, get, routes};

use crate::access::{Administrator, Duty, User, Witness};
use crate::actions::{Error, Office};
use crate::domain::policy::Programme;
use crate::store::directory;
use crate::store::funds::{self, Fund};
use crate::web::guards::SignedIn;
use crate::web::pages::admin::funds::missing_settings;
use crate::web::{Answer, Page};

pub fn routes() -> Vec<Route> {
    routes![home]
}

/// One page a role.
#[derive(Responder)]
enum Home {
    Visitor(Box<VisitorHome>),
    Administrator(Box<AdministratorHome>),
    Places(Box<PlacesHome>),
}

#[get("/")]
async fn home(page: Page, user: Option<SignedIn>, office: &State<Office>) -> Answer<Home> {
    let Some(SignedIn(user)) = user else { return visitor(page, office).await };
    match Administrator::check(&user) {
        Ok(administrator) if only_administers(&user) => administration(page, office, &administrator).await,
        _ => Ok(places(page, &user)),
    }
}

/// Whether nothing else waits for this person.
fn only_administers(user: &User) -> bool {
    user.grants.iter().all(|grant| grant.duty == Duty::Administrator)
}

/// For somebody who has not signed in: what this is, and how to begin.
#[derive(Template, WebTemplate)]
#[template(path = "home/visitor.html")]
struct VisitorHome {
    page: Page,
    /// A programme with the funds that lend under it, none left out.
    programmes: Vec<(Programme, Vec<Fund>)>,
}

async fn visitor(page: Page, office: &Office) -> Answer<Home> {
    let all = office.store.read(async |tx| funds::list(tx).await).await?;
    let of = |programme| all.iter().filter(|fund| fund.programme == programme).cloned().collect::<Vec<_>>();
    let programmes = Programme::ALL.into_iter().map(|programme| (programme, of(programme)));
    let programmes = programmes.filter(|(_, funds)| !funds.is_empty()).collect();
    let title = page.t.welcome_title();
    Ok(Home::Visitor(Box::new(VisitorHome { page: page.titled(title), programmes })))
}

/// For an administrator: what stands in the way of lending.
#[derive(Template, WebTemplate)]
#[template(path = "home/administrator.html")]
struct AdministratorHome {
    page: Page,
    funds: Vec<FundTask>,
    people: directory::Count,
}

/// A fund and how many mandatory settings it lacks; nothing where the law alone rules.
struct FundTask {
    fund: Fund,
    missing: Option<usize>,
}

async fn administration(page: Page, office: &Office, by: &Administrator) -> Answer<Home> {
    let today = office.clock.today();
    let (tasks, people) = office
        .store
        .read(async |tx| {
            let mut tasks = Vec::new();
            for fund in funds::list_administered(tx, &by.user().id).await? {
                let missing = missing_settings(tx, &fund, today).await?;
                tasks.push(FundTask { fund, missing });
            }
            Ok::<_, Error>((tasks, directory::count(tx, &by.user().id).await?))
        })
        .await?;
    let title = page.t.welcome_back(&by.user().name);
    Ok(Home::Administrator(Box::new(AdministratorHome { page: page.titled(title), funds: tasks, people })))
}

/// For everybody else: where they can go.
#[derive(Template, WebTemplate)]
#[template(path = "home/places.html")]
struct PlacesHome {
    page: Page,
    has_duty: bool,
}

fn places(page: Page, user: &User) -> Home {
    let title = page.t.welcome_back(&user.name);
    Home::Places(Box::new(PlacesHome { has_duty: !user.grants.is_empty(), page: page.titled(title) }))
}

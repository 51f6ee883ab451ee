//! For somebody who has not signed in: what this is, and how to begin.
use askama::Template;
use askama_web::WebTemplate;

use crate::actions::Office;
use crate::domain::policy::Programme;
use crate::store::funds::{self, Fund};
use crate::web::{Answer, Page};

/// See the module's comment.
#[derive(Template, WebTemplate)]
#[template(path = "home/visitor.html")]
pub struct VisitorHome {
    page: Page,
    /// A programme with the funds that lend under it, none left out.
    programmes: Vec<(Programme, Vec<Fund>)>,
}

/// The page, with every fund of this server.
pub async fn page(page: Page, office: &Office) -> Answer<VisitorHome> {
    let all = office.store.read(async |tx| funds::list(tx).await).await?;
    let of = |programme| all.iter().filter(|fund| fund.programme == programme).cloned().collect::<Vec<_>>();
    let programmes = Programme::ALL.into_iter().map(|programme| (programme, of(programme)));
    let programmes = programmes.filter(|(_, funds)| !funds.is_empty()).collect();
    let title = page.t.welcome_title();
    Ok(VisitorHome { page: page.titled(title), programmes })
}

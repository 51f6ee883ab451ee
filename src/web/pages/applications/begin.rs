//! Beginning an application: which fund, and for an appraiser which cooperative.
use askama::Template;
use askama_web::WebTemplate;
use rocket::http::Status;
use rocket::response::{Flash, Redirect};
use rocket::{Either, State, get, post};

use crate::access::{Duty, Reader, User, Witness};
use crate::actions::draft::{self, DraftInput};
use crate::actions::{Error as ActionError, Office, Refusal};
use crate::domain::cooperative::Standing;
use crate::store::cooperatives::{self, Filter};
use crate::store::funds;
use crate::text::eligibility::programme_name;
use crate::web::error::status_of;
use crate::web::page::done;
use crate::web::{Answer, Fields, FormView, Page, Posted};

/// How many cooperatives a search offers.
const FOUND_MAX: i64 = 20;

/// See the module's comment.
#[derive(Template, WebTemplate)]
#[template(path = "applications/new.html")]
pub struct NewPage {
    page: Page,
    form: FormView,
    /// Code, name, programme.
    funds: Vec<(String, String, &'static str)>,
    /// For an appraiser, who names the cooperative: what they searched and what was found (code, name, where).
    on_behalf: bool,
    searched: String,
    cooperatives: Vec<(String, String, String)>,
}

async fn new_view(page: Page, office: &Office, user: &User, searched: &str, form: FormView) -> Answer<NewPage> {
    let t = page.t;
    let own = user.cooperative();
    let (all, found, own_name) = office
        .store
        .read(async |tx| {
            let all = funds::list(tx).await?;
            let (mut found, mut own_name) = (Vec::new(), None);
            match own {
                Some(id) => own_name = cooperatives::find(tx, id).await?.map(|cooperative| cooperative.name),
                None if !searched.is_empty() => {
                    let status = Some(Standing::Active);
                    let filter = Filter { text: searched.to_owned(), status, after: String::new(), limit: FOUND_MAX };
                    found = cooperatives::list(tx, &filter).await?;
                }
                None => {}
            }
            Ok::<_, ActionError>((all, found, own_name))
        })
        .await?;
    let open = |fund: &&funds::Fund| fund.open && (own.is_some() || user.has(Duty::Appraiser, &fund.id));
    let title = t.app_new_title();
    let funds = all.iter().filter(open).map(|fund| {
        let (vi, en) = programme_name(fund.programme);
        (fund.code.clone(), t.pick(&fund.name_vi, &fund.name_en).to_owned(), t.pick(vi, en))
    });
    Ok(NewPage {
        page: page.titled(title),
        form,
        funds: funds.collect(),
        on_behalf: own.is_none(),
        searched: own_name.unwrap_or_else(|| searched.to_owned()),
        cooperatives: found.into_iter().map(|line| (line.code.clone(), line.name, line.commune)).collect(),
    })
}

/// Which fund, for whom.
#[get("/applications/new?<q>&<fund>&<cooperative>")]
pub async fn new(
    page: Page,
    reader: Reader,
    q: Option<&str>,
    fund: Option<&str>,
    cooperative: Option<&str>,
    office: &State<Office>,
) -> Answer<NewPage> {
    if !super::list::may_begin(reader.user()) {
        return Err(Refusal::Forbidden(Duty::Appraiser).into());
    }
    let mut fields = Fields::default();
    fields.set("fund", fund.unwrap_or_default());
    fields.set("cooperative", cooperative.unwrap_or_default());
    let form = FormView::new(page.t, fields);
    new_view(page, office, reader.user(), q.or(cooperative).unwrap_or_default(), form).await
}

/// Begins, and goes on to the form.
#[post("/applications", data = "<posted>")]
pub async fn begin(
    page: Page,
    reader: Reader,
    posted: Posted,
    office: &State<Office>,
) -> Answer<Either<Flash<Redirect>, (Status, NewPage)>> {
    let fields = posted.0;
    let given = |name: &str| Some(fields.get(name).to_owned()).filter(|value| !value.is_empty());
    let input = DraftInput { fund: given("fund"), cooperative: given("cooperative"), ..DraftInput::default() };
    match draft::begin(office, reader.user(), &input, fields.key()).await {
        Ok(id) => Ok(Either::Left(done(format!("/applications/{id}/edit"), page.t.app_begun()))),
        Err(ActionError::Refused(refusal @ Refusal::Invalid(_))) => {
            let searched = fields.get("q").to_owned();
            let form = FormView::refused(page.t, fields, &refusal);
            let again = new_view(page, office, reader.user(), &searched, form).await?;
            Ok(Either::Right((status_of(&refusal), again)))
        }
        Err(error) => Err(error.into()),
    }
}

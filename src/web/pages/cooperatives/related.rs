//! Related persons of a cooperative: who they are, since when, and keeping the list.
use askama::Template;
use askama_web::WebTemplate;
use rocket::http::Status;
use rocket::response::{Flash, Redirect};
use rocket::{Either, State, get, post};

use crate::access::{Appraiser, Duty, Staff, User, Witness};
use crate::actions::relation::{self, DOCUMENT_CHARACTERS_MAX, EndInput, RelationInput, StatementInput};
use crate::actions::{Error as ActionError, Office, Problem, Refusal, views};
use crate::domain::relation::RelationKind;
use crate::store::cooperatives::{self, Cooperative};
use crate::store::relations::{self, Relation};
use crate::text::{Texts, format};
use crate::web::error::{redisplayable, status_of};
use crate::web::forms::RecordId;
use crate::web::page::done;
use crate::web::{Answer, Fields, FormView, Page, Posted};

/// Longer than any field here.
const CHARACTERS_MAX: usize = 300;

struct Row {
    id: String,
    /// The other side: its page where it is in the register.
    href: Option<String>,
    name: String,
    identifier: Option<String>,
    kind: &'static str,
    period: String,
    document: String,
    notes: Vec<String>,
    holds: bool,
}

impl Row {
    fn new(t: Texts, of: &Cooperative, row: Relation) -> Row {
        let seen_from_the_other_side = row.cooperative_id != of.id;
        let (id, code, name) = if seen_from_the_other_side {
            (Some(row.cooperative_id), Some(row.cooperative_code), row.cooperative_name)
        } else {
            (row.other_id, row.other_code, row.name)
        };
        let mut notes = vec![t.relation_recorded(&row.recorded_by_name, format::instant(row.recorded_at))];
        notes.extend(row.ended_by_name.zip(row.end_reason).map(|(by, reason)| t.relation_ended(by, reason)));
        let from = format::date(row.from_date);
        Row {
            id: row.id,
            href: id.map(|id| format!("/cooperatives/{id}/related")),
            name,
            identifier: code.or(row.identifier),
            kind: t.relation(row.kind),
            period: match row.until_date {
                None => t.relation_holds(from),
                Some(until) => t.relation_held(from, format::date(until)),
            },
            document: row.document,
            notes,
            holds: row.until_date.is_none(),
        }
    }
}

/// See the module's comment.
#[derive(Template, WebTemplate)]
#[template(path = "cooperatives/related.html")]
pub struct RelatedPage {
    page: Page,
    form: FormView,
    above: Vec<(String, String)>,
    found: Cooperative,
    rows: Vec<Row>,
    stated: Option<String>,
    kinds: Vec<(&'static str, &'static str)>,
    may_keep: bool,
    today: String,
}

impl RelatedPage {
    async fn new(page: Page, user: &User, office: &Office, id: &str, form: FormView) -> Answer<RelatedPage> {
        let (t, today) = (page.t, office.clock.today());
        let (found, rows, stated) = office
            .store
            .read(async |tx| {
                let found = cooperatives::find_for(tx, &user.id, id).await?.ok_or(Refusal::NotFound)?;
                let rows = relations::of_cooperative(tx, &found.id).await?;
                let stated = relations::statement(tx, &found.id, today).await?;
                Ok::<_, ActionError>((found, rows, stated))
            })
            .await?;
        views::note_view(office, user, "cooperative", &found.id).await;
        Ok(RelatedPage {
            page: page.titled(t.relations_title()),
            form,
            above: vec![
                ("/cooperatives".into(), t.nav_cooperatives().into()),
                (format!("/cooperatives/{}", found.id), found.name.clone()),
            ],
            rows: rows.into_iter().map(|row| Row::new(t, &found, row)).collect(),
            stated: stated.map(|s| t.relations_stated(format::date(s.on_date), s.document, s.recorded_by_name)),
            kinds: RelationKind::ALL.iter().map(|kind| (kind.as_str(), t.relation(*kind))).collect(),
            may_keep: user.has_any(Duty::Appraiser),
            today: today.to_string(),
            found,
        })
    }
}

/// The list.
#[get("/cooperatives/<id>/related")]
pub async fn list(page: Page, staff: Staff, id: RecordId, office: &State<Office>) -> Answer<RelatedPage> {
    let form = FormView::new(page.t, Fields::default());
    RelatedPage::new(page, staff.user(), office, &id.0, form).await
}

type Outcome = Answer<Either<Flash<Redirect>, (Status, RelatedPage)>>;

/// Back to the list, or the form again with what is wrong.
async fn outcome<T>(
    page: Page,
    by: &Appraiser,
    office: &Office,
    id: &str,
    fields: &Fields,
    deed: Result<T, ActionError>,
    said: &'static str,
) -> Outcome {
    match redisplayable(deed)? {
        Ok(_) => Ok(Either::Left(done(format!("/cooperatives/{id}/related"), said))),
        Err(refusal) => {
            let form = FormView::refused(page.t, fields.clone(), &refusal);
            let page = RelatedPage::new(page, by.user(), office, id, form).await?;
            Ok(Either::Right((status_of(&refusal), page)))
        }
    }
}

/// Records somebody.
#[post("/cooperatives/<id>/related", data = "<posted>")]
pub async fn record(page: Page, by: Appraiser, id: RecordId, posted: Posted, office: &State<Office>) -> Outcome {
    let fields = &posted.0;
    let recorded = match typed(fields) {
        Ok(input) => relation::record(office, &by, &id.0, &input, fields.key()).await,
        Err(refusal) => Err(refusal.into()),
    };
    let said = page.t.relation_added();
    outcome(page, &by, office, &id.0, fields, recorded, said).await
}

fn typed(fields: &Fields) -> Result<RelationInput, Refusal> {
    let mut reading = fields.read();
    let kind = RelationKind::try_from(fields.get("kind"));
    if kind.is_err() {
        let empty = fields.get("kind").is_empty();
        reading.fail("kind", if empty { Problem::Required } else { Problem::NotAChoice });
    }
    let input = RelationInput {
        kind: kind.unwrap_or(RelationKind::Other),
        cooperative: reading.text("cooperative", CHARACTERS_MAX),
        name: reading.text("name", CHARACTERS_MAX),
        identifier: reading.text("identifier", CHARACTERS_MAX),
        from: reading.required_date("from"),
        document: reading.required("document", DOCUMENT_CHARACTERS_MAX),
    };
    reading.finish(input)
}

/// Ends a relation.
#[post("/cooperatives/<id>/related/<relation>/end", data = "<posted>")]
pub async fn end(
    page: Page,
    by: Appraiser,
    id: RecordId,
    relation: RecordId,
    posted: Posted,
    office: &State<Office>,
) -> Outcome {
    let fields = &posted.0;
    let mut reading = fields.read();
    let input =
        EndInput { until: reading.required_date("until"), reason: reading.required("reason", DOCUMENT_CHARACTERS_MAX) };
    let ended = match reading.finish(input) {
        Ok(input) => relation::end(office, &by, &id.0, &relation.0, &input, fields.key()).await,
        Err(refusal) => Err(refusal.into()),
    };
    let said = page.t.relation_end_done();
    outcome(page, &by, office, &id.0, fields, ended, said).await
}

/// Records the statement that there is nobody else.
#[post("/cooperatives/<id>/related-statement", data = "<posted>")]
pub async fn state(page: Page, by: Appraiser, id: RecordId, posted: Posted, office: &State<Office>) -> Outcome {
    let fields = &posted.0;
    let mut reading = fields.read();
    let input = StatementInput {
        date: reading.required_date("stated_on"),
        document: reading.required("statement", DOCUMENT_CHARACTERS_MAX),
    };
    let stated = match reading.finish(input) {
        Ok(input) => relation::state(office, &by, &id.0, &input, fields.key()).await,
        Err(refusal) => Err(refusal.into()),
    };
    let said = page.t.relation_stated_done();
    outcome(page, &by, office, &id.0, fields, stated, said).await
}

//! Entering and changing a record. Staff keep all of it, a cooperative its own contact.
use askama::Template;
use askama_web::WebTemplate;
use rocket::http::Status;
use rocket::response::{Flash, Redirect};
use rocket::{Either, State, get, post};

use crate::access::{Duty, Reader, Staff, User, Witness};
use crate::actions::cooperative::{self, CooperativeInput, SECTORS};
use crate::actions::input::Patch;
use crate::actions::{Error as ActionError, Office, Problem, Refusal};
use crate::domain::cooperative::{CooperativeKind, SizeClass, Standing};
use crate::store::cooperatives::{self, Cooperative};
use crate::text::Texts;
use crate::web::error::status_of;
use crate::web::forms::Reading;
use crate::web::page::done;
use crate::web::{Answer, Fields, FormView, Page, Posted};

/// The province of a record that says nothing else: the register began there.
const PROVINCE: &str = "Điện Biên";
/// The longest text of any field; the action knows the length of each.
const CHARACTERS_MAX: usize = 2000;

/// Whether the user keeps the register.
pub fn keeps_register(user: &User) -> bool {
    user.has_any(Duty::Appraiser) || user.has_any(Duty::Administrator)
}

/// The form, for a new record and for one that stands.
#[derive(Template, WebTemplate)]
#[template(path = "cooperatives/form.html")]
pub struct FormPage {
    page: Page,
    form: FormView,
    /// Where it is sent.
    action: String,
    /// The record that is changed: its address and name.
    record: Option<(String, String)>,
    version: i64,
    /// The contact alone, and of it the telephone alone.
    contact_only: bool,
    phone_only: bool,
    kinds: Vec<(&'static str, &'static str)>,
    sectors: Vec<(&'static str, String)>,
    sizes: Vec<(&'static str, &'static str)>,
    statuses: Vec<(&'static str, String)>,
}

/// What of a record somebody keeps.
#[derive(Copy, Clone, PartialEq)]
enum Keeps {
    All,
    /// The chair of the cooperative.
    Contact,
    /// Others of it: the rest binds the cooperative.
    Phone,
}

fn form_page(page: Page, form: FormView, found: Option<&Cooperative>, keeps: Keeps) -> FormPage {
    let (t, contact_only) = (page.t, keeps != Keeps::All);
    let title = match found {
        None => t.coop_new(),
        Some(_) if contact_only => t.coop_edit_contact(),
        Some(_) => t.coop_edit(),
    };
    FormPage {
        page: page.titled(title),
        form,
        action: found.map_or_else(|| "/cooperatives".to_owned(), |found| format!("/cooperatives/{}", found.id)),
        record: found.map(|found| (format!("/cooperatives/{}", found.id), found.name.clone())),
        version: found.map_or(0, |found| found.version),
        contact_only,
        phone_only: keeps == Keeps::Phone,
        kinds: CooperativeKind::ALL.iter().map(|kind| (kind.as_str(), t.cooperative_kind(*kind))).collect(),
        sectors: SECTORS.map(|sector| (sector, t.sector(sector))).to_vec(),
        sizes: SizeClass::ALL.iter().map(|size| (size.as_str(), t.size_class(*size))).collect(),
        statuses: Standing::ALL.iter().map(|one| (one.as_str(), t.cooperative_status(one.as_str()))).collect(),
    }
}

/// One of the names of a type; nothing when nothing was chosen.
fn chosen<T: for<'a> TryFrom<&'a str>>(reading: &mut Reading<'_>, fields: &Fields, name: &str) -> Option<T> {
    let value = fields.get(name);
    if value.is_empty() {
        return None;
    }
    let found = T::try_from(value).ok();
    if found.is_none() {
        reading.fail(name, Problem::NotAChoice);
    }
    found
}

/// What was typed. Of a contact the rest stays as it is, and so does what the form did not ask for.
fn read(fields: &Fields, keeps: Keeps) -> Result<CooperativeInput, Refusal> {
    let mut reading = fields.read();
    let mut text = |name: &str| match keeps == Keeps::Phone && !fields.names().any(|there| there == name) {
        true => Patch::Keep,
        false => Patch::typed(reading.text(name, CHARACTERS_MAX)),
    };
    let mut input = CooperativeInput {
        address: text("address"),
        representative: text("representative"),
        email: text("email"),
        phone: text("phone"),
        ..CooperativeInput::default()
    };
    if keeps == Keeps::All {
        // What must be there is set even when empty: the action says that it is needed.
        let required = |name: &str| Patch::Set(fields.get(name).to_owned());
        input.code = required("code");
        input.name = required("name");
        input.commune = required("commune");
        input.province = required("province");
        input.sector = required("sector");
        input.old_registration = text("old_registration");
        input.note = text("note");
        input.founded = Patch::typed(reading.date("founded"));
        input.status_since = Patch::typed(reading.date("status_since"));
        input.members = Patch::typed(reading.number("members", 0, cooperative::MEMBERS_MAX));
        input.kind = chosen(&mut reading, fields, "kind").map_or(Patch::Keep, Patch::Set);
        input.status = chosen(&mut reading, fields, "status").map_or(Patch::Keep, Patch::Set);
        input.size_class = Patch::typed(chosen(&mut reading, fields, "size_class"));
    }
    reading.finish(input)
}

/// What stands in the register, as fields.
fn stored(c: &Cooperative) -> Fields {
    let mut fields = Fields::default();
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    for (name, value) in [
        ("code", c.code.clone()),
        ("name", c.name.clone()),
        ("kind", c.kind.to_string()),
        ("commune", c.commune.clone()),
        ("province", c.province.clone()),
        ("sector", c.sector.clone()),
        ("status", c.status.to_string()),
        ("old_registration", text(&c.old_registration)),
        ("address", text(&c.address)),
        ("representative", text(&c.representative)),
        ("email", text(&c.email)),
        ("phone", text(&c.phone)),
        ("note", text(&c.note)),
        ("founded", c.founded.map(|date| date.to_string()).unwrap_or_default()),
        ("status_since", c.status_since.map(|date| date.to_string()).unwrap_or_default()),
        ("members", c.members.map(|members| members.to_string()).unwrap_or_default()),
        ("size_class", c.size_class.map(|size| size.to_string()).unwrap_or_default()),
    ] {
        fields.set(name, value);
    }
    fields
}

/// An empty form.
#[get("/cooperatives/new")]
pub async fn new(page: Page, staff: Staff) -> Answer<FormPage> {
    if !keeps_register(staff.user()) {
        return Err(Refusal::Forbidden(Duty::Appraiser).into());
    }
    let mut fields = Fields::default();
    fields.set("kind", CooperativeKind::Cooperative.as_str());
    fields.set("status", Standing::Active.as_str());
    fields.set("province", PROVINCE);
    let form = FormView::new(page.t, fields);
    Ok(form_page(page, form, None, Keeps::All))
}

/// Enters a cooperative.
#[post("/cooperatives", data = "<posted>")]
pub async fn enter(
    page: Page,
    staff: Staff,
    posted: Posted,
    office: &State<Office>,
) -> Answer<Either<Flash<Redirect>, (Status, FormPage)>> {
    let fields = posted.0;
    let entered = match read(&fields, Keeps::All) {
        Ok(input) => cooperative::enter(office, staff.user(), &input, fields.key()).await,
        Err(refusal) => Err(refusal.into()),
    };
    match entered {
        Ok(id) => Ok(Either::Left(done(format!("/cooperatives/{id}"), page.t.coop_entered()))),
        Err(ActionError::Refused(refusal @ (Refusal::Invalid(_) | Refusal::IdempotencyMismatch))) => {
            let form = FormView::refused(page.t, fields, &refusal);
            Ok(Either::Right((status_of(&refusal), form_page(page, form, None, Keeps::All))))
        }
        Err(error) => Err(error.into()),
    }
}

async fn find(office: &Office, user: &User, id: &str) -> Result<(Cooperative, Keeps), ActionError> {
    let find = async |tx: &mut crate::store::Tx| {
        cooperatives::find_for(tx, &user.id, id).await?.ok_or_else(|| ActionError::from(Refusal::NotFound))
    };
    let found = office.store.read(find).await?;
    let keeps = match () {
        () if keeps_register(user) => Keeps::All,
        () if !user.acts_for(&found.id) => return Err(Refusal::Forbidden(Duty::Appraiser).into()),
        () if user.chairs(&found.id) => Keeps::Contact,
        () => Keeps::Phone,
    };
    Ok((found, keeps))
}

/// The form of a record as it stands.
#[get("/cooperatives/<id>/edit")]
pub async fn edit(page: Page, reader: Reader, id: &str, office: &State<Office>) -> Answer<FormPage> {
    let (found, keeps) = find(office, reader.user(), id).await?;
    let form = FormView::new(page.t, stored(&found));
    Ok(form_page(page, form, Some(&found), keeps))
}

/// Changes a record.
#[post("/cooperatives/<id>", data = "<posted>")]
pub async fn change(
    page: Page,
    reader: Reader,
    id: &str,
    posted: Posted,
    office: &State<Office>,
) -> Answer<Either<Flash<Redirect>, (Status, FormPage)>> {
    let (fields, user) = (posted.0, reader.user());
    let (found, keeps) = find(office, user, id).await?;
    let version = fields.get("version").parse().unwrap_or(0);
    let changed = match read(&fields, keeps) {
        Ok(input) => cooperative::change(office, user, &found.id, Some(version), &input).await,
        Err(refusal) => Err(refusal.into()),
    };
    match changed {
        Ok(_) => Ok(Either::Left(done(format!("/cooperatives/{}", found.id), page.t.coop_changed()))),
        Err(ActionError::Refused(refusal @ (Refusal::Invalid(_) | Refusal::Stale))) => {
            let (t, status) = (page.t, status_of(&refusal));
            let (found, keeps) = find(office, user, id).await?;
            let form = refused_form(t, fields, &refusal);
            Ok(Either::Right((status, form_page(page, form, Some(&found), keeps))))
        }
        Err(error) => Err(error.into()),
    }
}

fn refused_form(t: Texts, fields: Fields, refusal: &Refusal) -> FormView {
    let mut form = FormView::refused(t, fields, refusal);
    if matches!(refusal, Refusal::Stale) {
        form.refusal = Some(t.coop_stale().to_owned());
    }
    form
}

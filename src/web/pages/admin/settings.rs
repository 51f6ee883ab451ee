//! `/admin/funds/CODE/settings`: the fund's own regulation, setting by setting.
use askama::Template;
use askama_web::WebTemplate;
use rocket::http::Status;
use rocket::response::{Flash, Redirect};
use rocket::{Either, Route, State, get, post, routes};

use super::setting_form::{Input, fields_of, inputs};
use super::setting_reading::read_value;
use crate::access::{Administrator, Witness};
use crate::actions::{Error as ActionError, Office, Refusal, regulation};
use crate::domain::regulation::{Regulation, Setting, SettingKey, SettingSource};
use crate::store::funds::{self, Fund};
use crate::text::{Texts, format};
use crate::web::error::{redisplayable, status_of};
use crate::web::page::done;
use crate::web::{Answer, Fields, FormView, Page, Posted};

pub fn routes() -> Vec<Route> {
    routes![settings, setting, set]
}

/// A setting in words.
struct Version {
    lines: Vec<String>,
    source: String,
    from: String,
    example: bool,
}

impl Version {
    fn new(t: Texts, setting: &Setting) -> Version {
        let SettingSource { document, dated, clause } = &setting.source;
        Version {
            lines: t.setting_in_words(&setting.value),
            source: t.setting_source_of(document, format::date(*dated), clause),
            from: format::date(setting.from),
            example: setting.example,
        }
    }
}

struct Line {
    key: &'static str,
    name: &'static str,
    mandatory: bool,
    version: Option<Version>,
}

#[derive(Template, WebTemplate)]
#[template(path = "admin/settings.html")]
struct SettingsPage {
    page: Page,
    fund: Fund,
    missing: String,
    lines: Vec<Line>,
}

/// The fund and every version of its settings.
async fn look_up(office: &Office, by: &Administrator, code: &str) -> Result<(Fund, Vec<Setting>), ActionError> {
    office
        .store
        .read(async |tx| {
            let fund = funds::find_administered(tx, &by.user().id, code).await?.ok_or(Refusal::NotFound)?;
            let settings = funds::settings(tx, &fund.id).await?;
            Ok((fund, settings))
        })
        .await
}

#[get("/admin/funds/<code>/settings")]
async fn settings(page: Page, by: Administrator, code: &str, office: &State<Office>) -> Answer<SettingsPage> {
    let (fund, versions) = look_up(office, &by, code).await?;
    let t = page.t;
    let regulation = Regulation::in_force(versions, office.clock.today());
    // Job loans follow the law alone: a fund of theirs needs no regulation of its own to lend.
    let needed = fund.programme.is_support_fund();
    let missing: Vec<&str> = regulation.missing().into_iter().map(|key| t.setting_name(key)).collect();
    let line = |key: SettingKey| Line {
        key: key.as_str(),
        name: t.setting_name(key),
        mandatory: needed && key.is_mandatory(),
        version: regulation.get(key).map(|setting| Version::new(t, setting)),
    };
    Ok(SettingsPage {
        missing: if needed { missing.join(", ") } else { String::new() },
        lines: SettingKey::ALL.iter().copied().map(line).collect(),
        page: page.titled(t.pick(&fund.name_vi, &fund.name_en).to_owned()),
        fund,
    })
}

#[derive(Template, WebTemplate)]
#[template(path = "admin/setting.html")]
struct SettingPage {
    page: Page,
    form: FormView,
    fund: Fund,
    fund_name: String,
    key: &'static str,
    now: Option<Version>,
    versions: Vec<Version>,
    inputs: Vec<Input>,
    value_error: Option<String>,
}

impl SettingPage {
    /// `typed` is the form as it was refused; without it the form begins with what is in force.
    async fn new(
        page: Page,
        by: &Administrator,
        office: &Office,
        code: &str,
        key: SettingKey,
        typed: Option<FormView>,
    ) -> Answer<SettingPage> {
        let (fund, mut versions) = look_up(office, by, code).await?;
        let (t, today) = (page.t, office.clock.today());
        versions.retain(|setting| setting.value.key() == key);
        let regulation = Regulation::in_force(versions.clone(), today);
        let now = regulation.get(key);
        let begin = || {
            let mut pairs = fields_of(key, now.map(|setting| &setting.value));
            pairs.push(("from".into(), today.to_string()));
            FormView::new(t, Fields::new(pairs))
        };
        let form = typed.unwrap_or_else(begin);
        Ok(SettingPage {
            value_error: form.error("value"),
            inputs: inputs(t, key, &form),
            now: now.map(|setting| Version::new(t, setting)),
            versions: versions.iter().rev().map(|setting| Version::new(t, setting)).collect(),
            fund_name: t.pick(&fund.name_vi, &fund.name_en).to_owned(),
            key: key.as_str(),
            page: page.titled(t.setting_name(key)),
            form,
            fund,
        })
    }
}

fn known(key: &str) -> Result<SettingKey, Refusal> {
    SettingKey::try_from(key).map_err(|_| Refusal::NotFound)
}

#[get("/admin/funds/<code>/settings/<key>")]
async fn setting(page: Page, by: Administrator, code: &str, key: &str, office: &State<Office>) -> Answer<SettingPage> {
    SettingPage::new(page, &by, office, code, known(key)?, None).await
}

#[post("/admin/funds/<code>/settings/<key>", data = "<posted>")]
async fn set(
    page: Page,
    by: Administrator,
    code: &str,
    key: &str,
    posted: Posted,
    office: &State<Office>,
) -> Answer<Either<Flash<Redirect>, (Status, SettingPage)>> {
    let (fields, key) = (&posted.0, known(key)?);
    let set = match read(fields, key) {
        Ok(setting) => regulation::set(office, &by, code, &setting, fields.key()).await,
        Err(refusal) => Err(refusal.into()),
    };
    match redisplayable(set)? {
        Ok(()) => {
            let said = page.t.setting_saved(page.t.setting_name(key));
            Ok(Either::Left(done(format!("/admin/funds/{code}/settings"), said)))
        }
        Err(refusal) => {
            let form = FormView::refused(page.t, fields.clone(), &refusal);
            Ok(Either::Right((status_of(&refusal), SettingPage::new(page, &by, office, code, key, Some(form)).await?)))
        }
    }
}

fn read(fields: &Fields, key: SettingKey) -> Result<Setting, Refusal> {
    let mut reading = fields.read();
    let value = read_value(&mut reading, fields, key);
    let source = SettingSource {
        document: reading.required("document", 300),
        dated: reading.required_date("dated"),
        clause: reading.required("clause", 300),
    };
    let from = reading.required_date("from");
    reading.finish(Setting { value, source, from, example: false })
}

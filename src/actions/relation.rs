//! Keeping the register of related persons, which the limit of a borrower with its related persons (CF-28) is counted by.
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::capital::EARLIEST;
use super::input::{check_text, required_text};
use super::{Deed, Error, FieldError, Office, Op, Problem, Refusal};
use crate::access::{Appraiser, Witness};
use crate::domain::relation::RelationKind;
use crate::store::cooperatives::{self, Cooperative};
use crate::store::relations;

const NAME_CHARACTERS_MAX: usize = 200;
const IDENTIFIER_CHARACTERS_MAX: usize = 30;
/// The longest name of a document, or reason.
pub const DOCUMENT_CHARACTERS_MAX: usize = 300;

/// Somebody related to a cooperative: another cooperative of the register, or somebody outside it.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RelationInput {
    /// `group`, `manager`, `appointer`, `owner`, `family`, `representative` or `other`.
    #[schema(value_type = String)]
    pub kind: RelationKind,
    /// The tax code of a cooperative of the register; then neither name nor identifier.
    #[serde(default)]
    pub cooperative: Option<String>,
    /// Somebody who is not in the register.
    #[serde(default)]
    pub name: Option<String>,
    /// The identity number of a person, the tax code of an organisation: by it two cooperatives with the same person are joined.
    #[serde(default)]
    pub identifier: Option<String>,
    #[serde(deserialize_with = "super::json::date")]
    pub from: NaiveDate,
    /// What it is known from.
    pub document: String,
}

/// From which day a relation no longer holds, and why. From the day it began: it was recorded by mistake.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EndInput {
    #[serde(deserialize_with = "super::json::date")]
    pub until: NaiveDate,
    pub reason: String,
}

/// The cooperative states that it has no related persons beside those recorded.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StatementInput {
    #[serde(deserialize_with = "super::json::date")]
    pub date: NaiveDate,
    pub document: String,
}

/// A relation with what is typed checked and looked up.
struct Checked {
    other: Option<Cooperative>,
    name: String,
    identifier: Option<String>,
    document: String,
}

/// Records a relation; its id.
///
/// # Errors
/// `NotFound`; `Invalid`, also for one that is recorded and holds.
pub async fn record(
    office: &Office,
    by: &Appraiser,
    cooperative: &str,
    input: &RelationInput,
    key: Option<&str>,
) -> Result<String, Error> {
    let deed = Deed::new(Some(by.user()), "relation.record", "cooperative", cooperative).keyed(key, input);
    office
        .act(deed, async |op| {
            let found = cooperatives::find_for(op, &by.user().id, cooperative).await?.ok_or(Refusal::NotFound)?;
            let checked = check(op, &found, input).await?;
            let other_id = checked.other.as_ref().map(|other| other.id.as_str());
            let row = relations::NewRelation {
                cooperative_id: &found.id,
                other_id,
                name: &checked.name,
                identifier: checked.identifier.as_deref(),
                kind: input.kind,
                from_date: input.from,
                document: &checked.document,
                by: &by.user().id,
            };
            let now = op.now;
            let id = relations::insert(op, &row, now).await?;
            op.audit("cooperative", &found.id, json!(null), json!({ "relation": id, "input": input })).await?;
            Ok(id)
        })
        .await
}

/// Everything wrong with it at once, and whom it names. Somebody outside with the code of a registered cooperative is that one.
async fn check(op: &mut Op<'_, '_>, found: &Cooperative, input: &RelationInput) -> Result<Checked, Error> {
    let mut errors = Vec::new();
    let mut fail = |pointer: &str, problem| errors.push(FieldError { pointer: pointer.into(), problem });
    let typed = |text: &Option<String>| text.as_deref().map(str::trim).unwrap_or_default().to_owned();
    let (code, name) = (typed(&input.cooperative), typed(&input.name));
    let identifier: String = typed(&input.identifier).split_whitespace().collect();
    for (pointer, text, max) in [
        ("/cooperative", &code, IDENTIFIER_CHARACTERS_MAX),
        ("/name", &name, NAME_CHARACTERS_MAX),
        ("/identifier", &identifier, IDENTIFIER_CHARACTERS_MAX),
    ] {
        if let Some(problem) = check_text(text, max) {
            fail(pointer, problem);
        }
    }
    if !identifier.chars().all(char::is_alphanumeric) {
        fail("/identifier", Problem::BadCharacters);
    }
    match (code.is_empty(), name.is_empty()) {
        (true, true) => fail("/name", Problem::Required),
        (false, false) => fail("/name", one_of_the_two()),
        _ => {}
    }
    let document = required_text(&input.document, DOCUMENT_CHARACTERS_MAX).unwrap_or_else(|problem| {
        fail("/document", problem);
        String::new()
    });
    if !(EARLIEST..=op.today).contains(&input.from) {
        fail("/from", Problem::DateOutOfRange { from: EARLIEST, to: op.today });
    }
    if !errors.is_empty() {
        return Err(Refusal::Invalid(errors).into());
    }
    let looked_up = if code.is_empty() { &identifier } else { &code };
    let other = cooperatives::find_by_id_or_code(op, looked_up).await?.filter(|_| !looked_up.is_empty());
    match &other {
        None if !code.is_empty() => return Err(Refusal::field("/cooperative", Problem::UnknownCode).into()),
        Some(other) if other.id == found.id => return Err(Refusal::field("/cooperative", itself()).into()),
        _ => {}
    }
    let (name, identifier) = match &other {
        Some(other) => (other.name.clone(), None),
        None => (name, Some(identifier).filter(|text| !text.is_empty())),
    };
    let held = relations::of_cooperative(op, &found.id).await?;
    let same = |row: &relations::Relation| {
        let same_other = match &other {
            Some(other) => row.other_id.as_ref() == Some(&other.id) || row.cooperative_id == other.id,
            None => row.other_id.is_none() && row.name == name && row.identifier == identifier,
        };
        row.until_date.is_none() && row.kind == input.kind && same_other
    };
    if held.iter().any(same) {
        let pointer = if code.is_empty() { "/name" } else { "/cooperative" };
        return Err(Refusal::field(pointer, Problem::Taken).into());
    }
    Ok(Checked { other, name, identifier, document })
}

fn one_of_the_two() -> Problem {
    Problem::Said {
        vi: "Chọn một: hợp tác xã trong sổ (mã số thuế) hoặc tên người, tổ chức ngoài sổ.".into(),
        en: "One of the two: a cooperative of the register by its code, or the name of somebody outside it.".into(),
    }
}

fn itself() -> Problem {
    Problem::Said { vi: "Đây chính là hợp tác xã này.".into(), en: "That is this very cooperative.".into() }
}

/// Ends a relation of this cooperative.
///
/// # Errors
/// `NotFound`; `Invalid`; `WrongState` for one that is ended.
pub async fn end(
    office: &Office,
    by: &Appraiser,
    cooperative: &str,
    relation: &str,
    input: &EndInput,
    key: Option<&str>,
) -> Result<(), Error> {
    let deed = Deed::new(Some(by.user()), "relation.end", "cooperative", cooperative).keyed(key, &(relation, input));
    office
        .act(deed, async |op| {
            let found = cooperatives::find_for(op, &by.user().id, cooperative).await?.ok_or(Refusal::NotFound)?;
            let held = relations::of_cooperative(op, &found.id).await?;
            let row = held.into_iter().find(|row| row.id == relation).ok_or(Refusal::NotFound)?;
            let reason = required_text(&input.reason, DOCUMENT_CHARACTERS_MAX)
                .map_err(|problem| Refusal::field("/reason", problem))?;
            if row.until_date.is_some() {
                return Err(Refusal::WrongState { is: "ended".into() }.into());
            }
            super::loan::check_date("/until", input.until, row.from_date, op.today)?;
            let now = op.now;
            if !relations::end(op, &row.id, input.until, &reason, &by.user().id, now).await? {
                return Err(Refusal::WrongState { is: "ended".into() }.into());
            }
            let before = json!({ "relation": row.id, "name": row.name, "kind": row.kind });
            op.audit("cooperative", &found.id, before, json!(input)).await?;
            Ok(())
        })
        .await
}

/// Records that the cooperative stated it has no related persons beside those recorded.
///
/// # Errors
/// `NotFound`; `Invalid`.
pub async fn state(
    office: &Office,
    by: &Appraiser,
    cooperative: &str,
    input: &StatementInput,
    key: Option<&str>,
) -> Result<(), Error> {
    let deed = Deed::new(Some(by.user()), "relation.state", "cooperative", cooperative).keyed(key, input);
    office
        .act(deed, async |op| {
            let found = cooperatives::find_for(op, &by.user().id, cooperative).await?.ok_or(Refusal::NotFound)?;
            let document = required_text(&input.document, DOCUMENT_CHARACTERS_MAX)
                .map_err(|problem| Refusal::field("/document", problem))?;
            super::loan::check_date("/date", input.date, EARLIEST, op.today)?;
            let now = op.now;
            relations::state(op, &found.id, input.date, &document, &by.user().id, now).await?;
            op.audit("cooperative", &found.id, json!(null), json!({ "no_others": input })).await?;
            Ok(())
        })
        .await
}

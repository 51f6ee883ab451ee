//! Keeping the register of cooperatives.
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::json;
use validator::ValidateEmail;

use super::input::{Patch, check_text, has_web_address};
use super::{Deed, Error, FieldError, Office, Problem, Refusal};
use crate::access::{Duty, User};
use crate::domain::cooperative::{CooperativeKind, SizeClass, Standing};
use crate::domain::identity::{CheckDigit, TaxCode};
use crate::store::cooperative_links::Claimed;
use crate::store::cooperatives::{self, Cooperative};
use crate::store::{StoreError, new_id};

const NAME_CHARACTERS_MAX: usize = 200;
const NOTE_CHARACTERS_MAX: usize = 2000;
/// The most members that can be typed.
pub const MEMBERS_MAX: i64 = 1_000_000;

/// What somebody enters or changes: an absent field stays as it is, a null one is emptied.
#[derive(Debug, Clone, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CooperativeInput {
    #[schema(value_type = Option<String>)]
    pub code: Patch<String>,
    #[schema(value_type = Option<String>)]
    pub old_registration: Patch<String>,
    #[schema(value_type = Option<String>)]
    pub kind: Patch<CooperativeKind>,
    #[schema(value_type = Option<String>)]
    pub name: Patch<String>,
    #[schema(value_type = Option<String>)]
    pub address: Patch<String>,
    #[schema(value_type = Option<String>)]
    pub commune: Patch<String>,
    #[schema(value_type = Option<String>)]
    pub province: Patch<String>,
    #[schema(value_type = Option<String>)]
    pub sector: Patch<String>,
    #[serde(deserialize_with = "super::json::patched_date")]
    #[schema(value_type = Option<String>)]
    pub founded: Patch<NaiveDate>,
    #[schema(value_type = Option<i64>)]
    pub members: Patch<i64>,
    #[schema(value_type = Option<String>)]
    pub size_class: Patch<SizeClass>,
    #[schema(value_type = Option<String>)]
    pub representative: Patch<String>,
    #[schema(value_type = Option<String>)]
    pub email: Patch<String>,
    #[schema(value_type = Option<String>)]
    pub phone: Patch<String>,
    #[schema(value_type = Option<String>)]
    pub status: Patch<Standing>,
    #[serde(deserialize_with = "super::json::patched_date")]
    #[schema(value_type = Option<String>)]
    pub status_since: Patch<NaiveDate>,
    #[schema(value_type = Option<String>)]
    pub note: Patch<String>,
}

/// The sectors a cooperative may be in.
pub const SECTORS: [&str; 7] = ["crops", "livestock", "forestry", "fishery", "crafts", "trade_services", "other"];

impl CooperativeInput {
    /// The record after this input, checked.
    fn applied_to(&self, before: Cooperative, today: NaiveDate) -> Result<Cooperative, Refusal> {
        let trimmed = |patch: &Patch<String>, before: Option<String>| {
            patch.over(before).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
        };
        let must = |patch: &Patch<String>, before: String| trimmed(patch, Some(before)).unwrap_or_default();
        let mut after = Cooperative {
            code: must(&self.code, before.code),
            code_suspect: false,
            old_registration: trimmed(&self.old_registration, before.old_registration),
            kind: self.kind.over(Some(before.kind)).unwrap_or(before.kind),
            name: must(&self.name, before.name),
            address: trimmed(&self.address, before.address),
            commune: must(&self.commune, before.commune),
            province: must(&self.province, before.province),
            sector: must(&self.sector, before.sector),
            founded: self.founded.over(before.founded),
            members: self.members.over(before.members),
            size_class: self.size_class.over(before.size_class),
            representative: trimmed(&self.representative, before.representative),
            email: trimmed(&self.email, before.email).map(|email| email.to_lowercase()),
            phone: trimmed(&self.phone, before.phone),
            status: self.status.over(Some(before.status)).unwrap_or(before.status),
            status_since: self.status_since.over(before.status_since),
            note: trimmed(&self.note, before.note),
            id: before.id,
            version: before.version,
        };
        let errors = check(&mut after, today);
        if errors.is_empty() { Ok(after) } else { Err(Refusal::Invalid(errors)) }
    }
}

fn check(record: &mut Cooperative, today: NaiveDate) -> Vec<FieldError> {
    let mut errors = Vec::new();
    let mut fail = |name: &str, problem| errors.push(FieldError { pointer: format!("/{name}"), problem });
    let texts = [
        ("name", Some(&record.name), NAME_CHARACTERS_MAX),
        ("commune", Some(&record.commune), NAME_CHARACTERS_MAX),
        ("province", Some(&record.province), NAME_CHARACTERS_MAX),
        ("old_registration", record.old_registration.as_ref(), 50),
        ("address", record.address.as_ref(), 300),
        ("representative", record.representative.as_ref(), NAME_CHARACTERS_MAX),
        ("phone", record.phone.as_ref(), 30),
        ("note", record.note.as_ref(), NOTE_CHARACTERS_MAX),
    ];
    for (name, text, max) in texts {
        match text {
            Some(text) if text.is_empty() => fail(name, Problem::Required),
            Some(text) => {
                if let Some(problem) = check_text(text, max) {
                    fail(name, problem);
                }
            }
            None => {}
        }
    }
    if !SECTORS.contains(&record.sector.as_str()) {
        fail("sector", if record.sector.is_empty() { Problem::Required } else { Problem::NotAChoice });
    }
    if record.email.as_ref().is_some_and(|email| !email.validate_email() || email.len() > 254) {
        fail("email", Problem::NotAnEmail);
    }
    if record.phone.as_ref().is_some_and(|phone| phone.chars().any(|c| !c.is_ascii_digit() && !" +().-".contains(c))) {
        fail("phone", Problem::BadCharacters);
    }
    if record.representative.as_deref().is_some_and(has_web_address) {
        fail("representative", Problem::BadCharacters);
    }
    if record.members.is_some_and(|members| !(0..=MEMBERS_MAX).contains(&members)) {
        fail("members", Problem::OutOfRange { min: 0, max: MEMBERS_MAX });
    }
    let earliest = NaiveDate::from_ymd_opt(1945, 1, 1).unwrap_or_default();
    for (name, date) in [("founded", record.founded), ("status_since", record.status_since)] {
        if date.is_some_and(|date| date < earliest || date > today) {
            fail(name, Problem::DateOutOfRange { from: earliest, to: today });
        }
    }
    match TaxCode::parse(&record.code) {
        Ok(code) => {
            // A wrong check digit stands on old certificates: to be looked at, not refused.
            record.code_suspect = code.check_digit() == CheckDigit::Wrong;
            record.code = code.digits().to_owned();
        }
        Err(_) => fail("code", if record.code.is_empty() { Problem::Required } else { Problem::NotACode }),
    }
    errors
}

/// What somebody typed of a cooperative that may not be in the register yet, as the record it would be.
///
/// # Errors
/// `Invalid` with everything that is wrong.
pub(super) fn claimed_record(claimed: &Claimed, email: &str, today: NaiveDate) -> Result<Cooperative, Refusal> {
    let set = |text: &String| Patch::Set(text.clone());
    let input = CooperativeInput {
        code: set(&claimed.code),
        kind: Patch::Set(claimed.kind),
        name: set(&claimed.name),
        commune: set(&claimed.commune),
        province: set(&claimed.province),
        sector: set(&claimed.sector),
        representative: set(&claimed.representative),
        email: Patch::Set(email.to_owned()),
        ..CooperativeInput::default()
    };
    input.applied_to(blank(new_id()), today)
}

fn blank(id: String) -> Cooperative {
    Cooperative {
        id,
        code: String::new(),
        code_suspect: false,
        old_registration: None,
        kind: CooperativeKind::Cooperative,
        name: String::new(),
        address: None,
        commune: String::new(),
        province: String::new(),
        sector: String::new(),
        founded: None,
        members: None,
        size_class: None,
        representative: None,
        email: None,
        phone: None,
        status: Standing::Active,
        status_since: None,
        note: None,
        version: 1,
    }
}

/// Enters a cooperative into the register; only those who appraise or administer do.
pub async fn enter(office: &Office, user: &User, input: &CooperativeInput, key: Option<&str>) -> Result<String, Error> {
    office
        .act(Deed::new(Some(user), "cooperative.enter", "cooperative", "new").keyed(key, input), async |op| {
            if !user.has_any(Duty::Appraiser) && !user.has_any(Duty::Administrator) {
                return Err(Refusal::Forbidden(Duty::Appraiser).into());
            }
            let record = input.applied_to(blank(new_id()), op.today)?;
            if cooperatives::find_by_id_or_code(op, &record.code).await?.is_some() {
                return Err(Refusal::field("/code", Problem::Taken).into());
            }
            let now = op.now;
            cooperatives::insert(op, &record, now).await.map_err(taken_meanwhile)?;
            op.audit("cooperative", &record.id, json!(null), json!(record)).await?;
            Ok(record.id)
        })
        .await
}

/// Changes a record, named by id or code: staff anything, people of the cooperative its phone and its members, its chair also where it
/// is reached and who represents it. Its id.
pub async fn change(
    office: &Office,
    user: &User,
    id: &str,
    version: Option<i64>,
    input: &CooperativeInput,
) -> Result<String, Error> {
    office
        .act(Deed::new(Some(user), "cooperative.change", "cooperative", id), async |op| {
            let mut found = cooperatives::find_for(op, &user.id, id).await?.ok_or(Refusal::NotFound)?;
            let staff = user.has_any(Duty::Appraiser) || user.has_any(Duty::Administrator);
            if !staff && user.cooperative() != Some(found.id.as_str()) {
                return Err(Refusal::Forbidden(Duty::Appraiser).into());
            }
            found.version = version.unwrap_or(found.version);
            let before = found.clone();
            let after = input.applied_to(found, op.today)?;
            if !staff {
                insist_on_contact_only(&before, &after, user.chairs(&before.id))?;
            }
            let taken =
                cooperatives::find_by_id_or_code(op, &after.code).await?.is_some_and(|other| other.id != after.id);
            if taken {
                return Err(Refusal::field("/code", Problem::Taken).into());
            }
            cooperatives::update(op, &after).await.map_err(taken_meanwhile)?;
            op.audit("cooperative", &after.id, json!(before), json!(after)).await?;
            Ok(after.id)
        })
        .await
}

/// Two people enter the same code at once: the later one hears what they would have heard a moment after.
pub(super) fn taken_meanwhile(error: StoreError) -> Error {
    match error {
        StoreError::Duplicate(_) => Refusal::field("/code", Problem::Taken).into(),
        other => other.into(),
    }
}

/// The cooperative itself keeps its contact; name, code and standing are the register's. Who represents it and where its letters go
/// binds it.
fn insist_on_contact_only(before: &Cooperative, after: &Cooperative, chair: bool) -> Result<(), Refusal> {
    let by_anybody = Cooperative {
        phone: after.phone.clone(),
        members: after.members,
        code_suspect: after.code_suspect,
        ..before.clone()
    };
    let by_chair = Cooperative {
        address: after.address.clone(),
        representative: after.representative.clone(),
        email: after.email.clone(),
        ..by_anybody.clone()
    };
    if by_chair != *after {
        return Err(Refusal::Forbidden(Duty::Appraiser));
    }
    if chair || by_anybody == *after { Ok(()) } else { Err(Refusal::NotChair) }
}

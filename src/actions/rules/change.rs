//! Proposing a version of a rule, confirming, rejecting and withdrawing it.
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};

use super::standing::{current, parsed, put_together};
use crate::access::{Administrator, Duty, Witness};
use crate::actions::input::{check_text, required_text};
use crate::actions::scope::Scope;
use crate::actions::{Deed, Error, FieldError, Office, Op, Problem, Refusal};
use crate::domain::policy::{
    Confidence, Kind, LegalBasis, NotAllowed, Period, Programme, Raised, Rule, Rules, allows, same_province,
};
use crate::policy;
use crate::store::rule_versions::{self, NewVersion, RuleVersion};
use crate::store::{Doc, StoreError, Tx};
use crate::text::rules::{not_allowed, unfit_value};

/// Why a version is needed, in a few sentences.
pub const REASON_CHARACTERS_MAX: usize = 1000;
/// A document is named in a line.
pub const DOCUMENT_CHARACTERS_MAX: usize = 200;
const PLACE_CHARACTERS_MAX: usize = 20;
const PROVINCE_CHARACTERS_MAX: usize = 60;
/// Nobody knows the law further ahead.
const LATEST: NaiveDate = NaiveDate::from_ymd_opt(2100, 12, 31).unwrap();

/// A version as an administrator describes it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Input {
    /// `CF-27`
    pub rule: String,
    /// One of the programmes it binds: `CF-22` is another rule for the central fund.
    pub programme: Programme,
    /// Set for a figure of the province in place of the law's.
    pub province: Option<String>,
    /// As it stands in the file of rules.
    pub value: Json,
    pub document: String,
    pub article: String,
    pub clause: String,
    pub point: String,
    /// The first day, later than today.
    pub from: NaiveDate,
    /// For contracts signed from this day on; `None`: as before.
    pub signed_from: Option<NaiveDate>,
    pub reason: String,
}

/// Proposes a version; the row's id.
///
/// # Errors
/// `Forbidden` for an administrator of single funds; `NotFound` for a rule there is none of; `Invalid`.
pub async fn propose(office: &Office, by: &Administrator, input: &Input, key: Option<&str>) -> Result<String, Error> {
    let deed = Deed::new(Some(by.user()), "rule.propose", "rule", input.rule.clone()).keyed(key, input);
    office
        .act(deed, async |op| {
            insist_on_all_funds(op, by).await?;
            let rules = current(op).await?;
            let (rule, province) = version_of(&rules, input, op.today)?;
            take_over(&rules, &rule, province.as_deref())?;
            let written = Doc(policy::written(&rule));
            let reason = input.reason.trim();
            let new = NewVersion {
                rule_id: &rule.id,
                province: province.as_deref(),
                rule: &written,
                in_force_from: input.from,
                reason,
                by: &by.user().id,
            };
            let now = op.now;
            let id = rule_versions::insert(op, &new, now).await?;
            let after = json!({ "version": id, "rule": written.0, "province": province, "reason": reason });
            op.audit("rule", &rule.id, json!(null), after).await?;
            Ok(id)
        })
        .await
}

/// Confirms a proposal of somebody else: from its first day on it is the rule.
///
/// # Errors
/// `Forbidden`, `NotFound`, `SamePerson`, `Stale`; `Invalid` where its first day has come, or another version took its place.
pub async fn confirm(office: &Office, by: &Administrator, id: &str, key: Option<&str>) -> Result<(), Error> {
    office
        .act(Deed::new(Some(by.user()), "rule.confirm", "rule_version", id).keyed(key, &()), async |op| {
            insist_on_all_funds(op, by).await?;
            let row = found_open(op, id).await?;
            insist_on_second_person(&row, by)?;
            let now = op.now;
            // Taking the row first makes a second confirmation wait, so that both never stand on what the other did not see.
            match rule_versions::close(op, id, "confirmed", &by.user().id, None, now).await {
                Ok(true) => {}
                Ok(false) | Err(StoreError::Duplicate(_)) => return Err(Refusal::Stale.into()),
                Err(error) => return Err(error.into()),
            }
            let rules = without(op, id).await?;
            check_first_day(row.in_force_from, op.today)?;
            let rule = parsed(&row)?;
            let before = rules.version_to_follow(&rule.id, rule.programmes[0], row.in_force_from).map(policy::written);
            take_over(&rules, &rule, row.province.as_deref())?;
            let after = json!({ "version": id, "rule": row.rule.0, "province": row.province });
            op.audit("rule", &row.rule_id, json!(before), after).await?;
            Ok(())
        })
        .await
}

/// Rejects a proposal of somebody else.
///
/// # Errors
/// `Forbidden`, `NotFound`, `SamePerson`, `Stale`; `Invalid` without a reason.
pub async fn reject(office: &Office, by: &Administrator, id: &str, note: &str, key: Option<&str>) -> Result<(), Error> {
    office
        .act(Deed::new(Some(by.user()), "rule.reject", "rule_version", id).keyed(key, &note), async |op| {
            insist_on_all_funds(op, by).await?;
            let row = found_open(op, id).await?;
            insist_on_second_person(&row, by)?;
            let note =
                required_text(note, REASON_CHARACTERS_MAX).map_err(|problem| Refusal::field("/note", problem))?;
            close(op, &row, "rejected", by, Some(&note)).await
        })
        .await
}

/// Takes an own proposal back.
///
/// # Errors
/// `Forbidden`; `NotFound` also for the proposal of somebody else; `Stale`.
pub async fn withdraw(office: &Office, by: &Administrator, id: &str, key: Option<&str>) -> Result<(), Error> {
    office
        .act(Deed::new(Some(by.user()), "rule.withdraw", "rule_version", id).keyed(key, &()), async |op| {
            insist_on_all_funds(op, by).await?;
            let row = found_open(op, id).await?;
            if row.proposed_by != by.user().id {
                return Err(Refusal::NotFound.into());
            }
            close(op, &row, "withdrawn", by, None).await
        })
        .await
}

async fn close(
    op: &mut Op<'_, '_>,
    row: &RuleVersion,
    to: &str,
    by: &Administrator,
    note: Option<&str>,
) -> Result<(), Error> {
    let now = op.now;
    if !rule_versions::close(op, &row.id, to, &by.user().id, note, now).await? {
        return Err(Refusal::Stale.into());
    }
    let (before, after) = (json!({ "version": row.id, "rule": row.rule.0 }), json!({ "status": to, "note": note }));
    op.audit("rule", &row.rule_id, before, after).await?;
    Ok(())
}

async fn found_open(tx: &mut Tx, id: &str) -> Result<RuleVersion, Error> {
    let row = rule_versions::find(tx, id).await?.ok_or(Refusal::NotFound)?;
    if row.status == "proposed" { Ok(row) } else { Err(Refusal::WrongState { is: row.status }.into()) }
}

/// The rules as they stand without this row, which is confirmed in this very transaction.
async fn without(tx: &mut Tx, id: &str) -> Result<Rules, StoreError> {
    put_together(rule_versions::confirmed(tx).await?.iter().filter(|row| row.id != id))
}

/// The law is that of all funds.
async fn insist_on_all_funds(tx: &mut Tx, by: &Administrator) -> Result<(), Error> {
    match Scope::of(tx, by).await? {
        Scope::Everywhere => Ok(()),
        Scope::Funds(_) => Err(Refusal::Forbidden(Duty::Administrator).into()),
    }
}

fn insist_on_second_person(row: &RuleVersion, by: &Administrator) -> Result<(), Refusal> {
    if row.proposed_by == by.user().id { Err(Refusal::SamePerson { did: Duty::Administrator }) } else { Ok(()) }
}

/// The rules with the version in its place.
fn take_over(rules: &Rules, rule: &Rule, province: Option<&str>) -> Result<Rules, Refusal> {
    let with = match province {
        None => rules.followed_by(rule.clone()),
        Some(province) => {
            let on = rule.in_force.from.unwrap_or_default();
            let law = rules.version_to_follow(&rule.id, rule.programmes[0], on);
            let law = law.ok_or_else(|| Refusal::field("/from", Problem::NotAChoice))?;
            allows(law, &rule.body).map_err(|why| forbidden(law, why))?;
            rules.raised_by(Raised { province: province.to_owned(), rule: rule.clone() })
        }
    };
    with.map_err(|_| Refusal::field("/from", crate::text::rules::later_version_stands()))
}

fn forbidden(law: &Rule, why: NotAllowed) -> Refusal {
    Refusal::field(if why == NotAllowed::Nobody { "/province" } else { "/value" }, not_allowed(law, why))
}

fn check_first_day(from: NaiveDate, today: NaiveDate) -> Result<(), Refusal> {
    let earliest = today.succ_opt().unwrap_or(today);
    if (earliest..=LATEST).contains(&from) {
        Ok(())
    } else {
        Err(Refusal::field("/from", Problem::DateOutOfRange { from: earliest, to: LATEST }))
    }
}

/// The version described, and the province as it is kept; everything wrong with it at once.
fn version_of(rules: &Rules, input: &Input, today: NaiveDate) -> Result<(Rule, Option<String>), Refusal> {
    let known = rules.versions().any(|rule| rule.id == input.rule && rule.programmes.contains(&input.programme));
    if !known {
        return Err(Refusal::NotFound);
    }
    let mut errors = problems_of(input);
    if let Err(Refusal::Invalid(found)) = check_first_day(input.from, today) {
        errors.extend(found);
        return Err(Refusal::Invalid(errors));
    }
    let mut fail = |pointer: &str, problem| errors.push(FieldError { pointer: pointer.into(), problem });
    let Some(base) = rules.version_to_follow(&input.rule, input.programme, input.from) else {
        fail("/from", crate::text::rules::not_in_force());
        return Err(Refusal::Invalid(errors));
    };
    if input.signed_from.is_some() && (base.signed.from.is_none() || base.signed.to.is_some()) {
        fail("/signed_from", crate::text::rules::no_signature());
    }
    let mut rule = base.clone();
    rule.in_force = Period { from: Some(input.from), to: None };
    rule.signed.from = input.signed_from.or(base.signed.from);
    rule.legal_basis = vec![basis_of(input)];
    // Two people have read the text they name.
    rule.confidence = Confidence::SourceFound;
    rule.confirmed = None;
    rule.version = None;
    let province = input.province.as_deref().map(str::trim).filter(|province| !province.is_empty());
    if province.is_some() {
        rule.kind = Kind::Own;
        rule.overridden_by = None;
    }
    let mut written = policy::written(&rule);
    written["value"] = input.value.clone();
    match policy::read_rule(&written) {
        Ok(read) if errors.is_empty() => Ok((read, province.map(|name| known_name(rules, name)))),
        Ok(_) => Err(Refusal::Invalid(errors)),
        Err(_) => {
            errors.push(FieldError { pointer: "/value".into(), problem: unfit_value() });
            Err(Refusal::Invalid(errors))
        }
    }
}

/// A province that has a figure already is written as it was then.
fn known_name(rules: &Rules, name: &str) -> String {
    let known = rules.raised().iter().find(|raised| same_province(&raised.province, name));
    known.map_or_else(|| name.to_owned(), |raised| raised.province.clone())
}

fn problems_of(input: &Input) -> Vec<FieldError> {
    let mut errors = Vec::new();
    let mut fail = |pointer: &str, problem| errors.push(FieldError { pointer: pointer.into(), problem });
    for (pointer, text, max) in
        [("/document", &input.document, DOCUMENT_CHARACTERS_MAX), ("/reason", &input.reason, REASON_CHARACTERS_MAX)]
    {
        if let Err(problem) = required_text(text, max) {
            fail(pointer, problem);
        }
    }
    for (pointer, text) in [("/article", &input.article), ("/clause", &input.clause), ("/point", &input.point)] {
        if let Some(problem) = check_text(text, PLACE_CHARACTERS_MAX) {
            fail(pointer, problem);
        }
    }
    if let Some(problem) = input.province.as_deref().and_then(|text| check_text(text, PROVINCE_CHARACTERS_MAX)) {
        fail("/province", problem);
    }
    errors
}

fn basis_of(input: &Input) -> LegalBasis {
    let given = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    LegalBasis {
        document: input.document.trim().to_owned(),
        article: given(&input.article),
        clause: given(&input.clause),
        point: given(&input.point),
    }
}

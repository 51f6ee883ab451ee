//! Making a fund, and opening or closing it for new applications.
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::capital::EARLIEST;
use super::input::has_bad_characters;
use super::scope::Scope;
use super::scope::administered;
use super::{Deed, Error, FieldError, Office, Problem, Refusal};
use crate::access::{Administrator, Duty, Witness};
use crate::domain::policy::Programme;
use crate::store::{capital, funds};

const NAME_CHARACTERS_MAX: usize = 200;
const CODE_CHARACTERS: std::ops::RangeInclusive<usize> = 3..=40;

/// A fund as an administrator describes it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Input {
    /// Small letters, digits and hyphens: it stands in addresses and reports.
    pub code: String,
    pub programme: Programme,
    pub name_vi: String,
    pub name_en: String,
    pub province: String,
    /// Where borrowers pay: bank and number.
    pub bank_account: Option<String>,
    /// By its founding decision: no movement of its capital is older.
    #[serde(default)]
    pub founded_on: Option<NaiveDate>,
}

/// Makes a fund. Its capital begins at nothing and its regulation empty.
///
/// # Errors
/// `Forbidden` for an administrator of single funds; `Invalid`.
pub async fn create(office: &Office, by: &Administrator, input: &Input, key: Option<&str>) -> Result<String, Error> {
    let deed = Deed::new(Some(by.user()), "fund.create", "fund", &input.code).keyed(key, input);
    office
        .act(deed, async |op| {
            if !Scope::of(op, by).await?.is_everywhere() {
                return Err(Refusal::Forbidden(Duty::Administrator).into());
            }
            check(input)?;
            let (from, to) = (EARLIEST, op.today);
            if input.founded_on.is_some_and(|day| !(from..=to).contains(&day)) {
                return Err(Refusal::field("/founded_on", Problem::DateOutOfRange { from, to }).into());
            }
            if funds::find_by_code(op, &input.code).await?.is_some() {
                return Err(Refusal::field("/code", Problem::Taken).into());
            }
            let account = input.bank_account.as_deref().map(str::trim).filter(|account| !account.is_empty());
            let fund = funds::NewFund {
                code: &input.code,
                programme: input.programme,
                name_vi: input.name_vi.trim(),
                name_en: input.name_en.trim(),
                province: input.province.trim(),
                bank_account: account,
                founded_on: input.founded_on,
            };
            let now = op.now;
            let id = funds::insert(op, &fund, now).await?;
            op.in_fund(&id);
            op.audit("fund", &id, json!(null), json!(input)).await?;
            Ok(id)
        })
        .await
}

/// Opens or closes a fund for new applications. Loans that run are not touched.
///
/// # Errors
/// `NotFound` for a fund this administrator has not.
pub async fn set_open(office: &Office, by: &Administrator, code: &str, open: bool) -> Result<(), Error> {
    office
        .act(Deed::new(Some(by.user()), "fund.open", "fund", code), async |op| {
            let fund = administered(op, by, code).await?;
            funds::set_open(op, &fund.id, open).await?;
            op.audit("fund", &fund.id, json!({ "open": fund.open }), json!({ "open": open })).await?;
            Ok(())
        })
        .await
}

/// The founding day of a fund that is there.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Founding {
    pub founded_on: Option<NaiveDate>,
}

/// Records, corrects or takes back the day a fund was founded. Nothing that was recorded may be older.
///
/// # Errors
/// `NotFound` for a fund this administrator has not; `Invalid` for a day to come or after the first movement of capital.
pub async fn set_founded_on(
    office: &Office,
    by: &Administrator,
    code: &str,
    input: &Founding,
    key: Option<&str>,
) -> Result<(), Error> {
    office
        .act(Deed::new(Some(by.user()), "fund.founded", "fund", code).keyed(key, input), async |op| {
            let fund = administered(op, by, code).await?;
            let latest = capital::first_movement(op, &fund.id).await?.map_or(op.today, |first| first.min(op.today));
            if input.founded_on.is_some_and(|day| !(EARLIEST..=latest).contains(&day)) {
                let problem = Problem::DateOutOfRange { from: EARLIEST, to: latest };
                return Err(Refusal::field("/founded_on", problem).into());
            }
            let before = funds::founded_on(op, &fund.id).await?;
            funds::set_founded_on(op, &fund.id, input.founded_on).await?;
            op.audit("fund", &fund.id, json!({ "founded_on": before }), json!({ "founded_on": input.founded_on }))
                .await?;
            Ok(())
        })
        .await
}

/// Everything wrong with it at once.
pub fn check(input: &Input) -> Result<(), Refusal> {
    let mut errors = Vec::new();
    let mut fail = |pointer: &str, problem| errors.push(FieldError { pointer: pointer.into(), problem });
    let sound = |code: &str| code.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if !sound(&input.code) || !CODE_CHARACTERS.contains(&input.code.len()) || input.code.starts_with('-') {
        fail("/code", Problem::NotAFundCode);
    }
    for (pointer, text) in [("/name_vi", &input.name_vi), ("/name_en", &input.name_en), ("/province", &input.province)]
    {
        if text.trim().is_empty() {
            fail(pointer, Problem::Required);
        }
    }
    let account = input.bank_account.clone().unwrap_or_default();
    for (pointer, text) in [
        ("/name_vi", &input.name_vi),
        ("/name_en", &input.name_en),
        ("/province", &input.province),
        ("/bank_account", &account),
    ] {
        if text.chars().count() > NAME_CHARACTERS_MAX {
            fail(pointer, Problem::TooLong { max: NAME_CHARACTERS_MAX });
        } else if has_bad_characters(text) {
            fail(pointer, Problem::BadCharacters);
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(Refusal::Invalid(errors)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input(code: &str) -> Input {
        Input {
            code: code.into(),
            programme: Programme::A,
            name_vi: "Quỹ".into(),
            name_en: "Fund".into(),
            province: "Điện Biên".into(),
            bank_account: None,
            founded_on: None,
        }
    }

    #[test]
    fn a_code_can_stand_in_an_address() {
        for code in ["dienbien-htx", "abc", "q2"] {
            assert_eq!(check(&input(code)).is_ok(), code.len() > 2, "{code}");
        }
        for code in ["", "Dienbien", "dien bien", "điện-biên", "-abc", "a/b", "new?x", &"a".repeat(41)] {
            assert!(check(&input(code)).is_err(), "{code}");
        }
    }

    #[test]
    fn every_name_is_needed() {
        let mut nameless = input("dienbien-htx");
        nameless.name_vi = " ".into();
        nameless.province = "\u{202e}".into();
        let Err(Refusal::Invalid(errors)) = check(&nameless) else { panic!("accepted") };
        let pointers: Vec<_> = errors.iter().map(|error| error.pointer.as_str()).collect();
        assert_eq!(pointers, ["/name_vi", "/province"]);
    }
}

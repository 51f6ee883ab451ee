//! Reading the value of a setting back from its form (`setting_form.rs`).
use std::collections::BTreeMap;

use super::setting_form::{AUTHORITIES, CLASSES, PROVISIONING, RELATED, SHARES, rows};
use crate::actions::Problem;
use crate::actions::draft::COLLATERAL_KINDS;
use crate::domain::money::Money;
use crate::domain::percent::Percent;
use crate::domain::regulation::{
    ApprovalLevel, Extension, MaxTerm, Prepayment, Provisioning, RateRow, RelatedPersons, Reminders, SettingKey,
    SettingValue, Unsecured,
};
use crate::domain::terms::{Allocation, Share};
use crate::web::Fields;
use crate::web::forms::Reading;

const NUMBER_MAX: i64 = 100_000;
const TEXT_CHARACTERS_MAX: usize = 20_000;

/// Reads the value back. Where a field is at fault, `reading` knows, and the value is of no use.
pub fn read_value(reading: &mut Reading<'_>, fields: &Fields, key: SettingKey) -> SettingValue {
    use SettingValue as V;
    match key {
        SettingKey::MaxTerm => {
            let [short, medium, long] = ["short", "medium", "long"].map(|name| optional_number(reading, name));
            V::MaxTerm(MaxTerm { short, medium, long })
        }
        SettingKey::Rates => V::Rates(read_rates(reading, fields)),
        SettingKey::OverdueFactor => V::OverdueFactor(percent(reading, fields, "factor")),
        SettingKey::LateInterest => V::LateInterest(percent(reading, fields, "percent")),
        SettingKey::Unsecured => {
            let up_to = required_money(reading, fields, "up_to");
            V::Unsecured(Unsecured { up_to, cases: lines(reading, "lines") })
        }
        SettingKey::CollateralRatios => {
            let given = COLLATERAL_KINDS.into_iter().filter(|kind| !fields.get(&format!("ratio_{kind}")).is_empty());
            let ratio = |kind: &str| (kind.to_owned(), percent(reading, fields, &format!("ratio_{kind}")));
            V::CollateralRatios(given.map(ratio).collect())
        }
        SettingKey::Papers => V::Papers(lines(reading, "lines")),
        SettingKey::DisbursementEvidence => V::DisbursementEvidence(lines(reading, "lines")),
        SettingKey::ReportAddressees => V::ReportAddressees(lines(reading, "lines")),
        SettingKey::PriorityList => V::PriorityList(lines(reading, "lines")),
        SettingKey::Accounts => V::Accounts(read_accounts(reading)),
        SettingKey::AppraisalDays => V::AppraisalDays(number(reading, fields, "number")),
        SettingKey::DecisionDays => V::DecisionDays(number(reading, fields, "number")),
        SettingKey::GraceDays => V::GraceDays(number(reading, fields, "number")),
        SettingKey::ApprovalValidDays => V::ApprovalValidDays(number(reading, fields, "number")),
        SettingKey::ApprovalLevels => V::ApprovalLevels(read_levels(reading, fields)),
        SettingKey::Allocation => V::Allocation(Allocation {
            in_term: order(choice(reading, "in_term", &SHARES).unwrap_or(Share::Interest)),
            overdue: order(choice(reading, "overdue", &SHARES).unwrap_or(Share::Principal)),
        }),
        SettingKey::Prepayment => V::Prepayment(Prepayment {
            allowed: !fields.get("allowed").is_empty(),
            fee_percent: percent(reading, fields, "fee"),
            notice_days: number(reading, fields, "notice"),
        }),
        SettingKey::Extension => V::Extension(Extension {
            times: number(reading, fields, "times"),
            months: number(reading, fields, "months"),
        }),
        SettingKey::Provisioning => {
            V::Provisioning(choice(reading, "often", &PROVISIONING).unwrap_or(Provisioning::Quarterly))
        }
        SettingKey::RelatedPersons => {
            let list = choice(reading, "list", &RELATED);
            V::RelatedPersons(list.unwrap_or(RelatedPersons::CreditInstitutions2010))
        }
        SettingKey::RoundingUnit => V::RoundingUnit(required_money(reading, fields, "unit")),
        SettingKey::Reminders => V::Reminders(Reminders {
            before: days(reading, fields, "before"),
            on_the_day: !fields.get("on_the_day").is_empty(),
            after: days(reading, fields, "after"),
        }),
    }
}

fn order(first: Share) -> [Share; 2] {
    match first {
        Share::Interest => [Share::Interest, Share::Principal],
        Share::Principal => [Share::Principal, Share::Interest],
    }
}

fn must_be_there(reading: &mut Reading<'_>, fields: &Fields, name: &str) {
    if fields.get(name).is_empty() {
        reading.fail(name, Problem::Required);
    }
}

fn optional_number(reading: &mut Reading<'_>, name: &str) -> Option<u32> {
    reading.number(name, 0, NUMBER_MAX).and_then(|number| u32::try_from(number).ok())
}

fn number(reading: &mut Reading<'_>, fields: &Fields, name: &str) -> u32 {
    must_be_there(reading, fields, name);
    optional_number(reading, name).unwrap_or_default()
}

/// An amount that may be 0.
fn required_money(reading: &mut Reading<'_>, fields: &Fields, name: &str) -> Money {
    must_be_there(reading, fields, name);
    reading.money(name).unwrap_or_default()
}

/// `6`, `6.5` or, as it is written here, `6,5`.
fn percent(reading: &mut Reading<'_>, fields: &Fields, name: &str) -> Percent {
    let text = fields.get(name);
    let read = Percent::parse(&text.replace(',', "."));
    match &read {
        Err(_) if text.is_empty() => reading.fail(name, Problem::Required),
        Err(_) => reading.fail(name, Problem::NotAPercentage),
        Ok(_) => {}
    }
    read.unwrap_or(Percent::whole(0))
}

fn choice<T: Copy>(reading: &mut Reading<'_>, name: &str, choices: &[(&str, T)]) -> Option<T> {
    let codes: Vec<&str> = choices.iter().map(|(code, _)| *code).collect();
    let chosen = reading.choice(name, &codes)?;
    choices.iter().find(|(code, _)| *code == chosen).map(|(_, value)| *value)
}

/// The lines of a text that are not empty.
fn lines(reading: &mut Reading<'_>, name: &str) -> Vec<String> {
    let text = reading.text(name, TEXT_CHARACTERS_MAX).unwrap_or_default();
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// `15, 7, 1`
fn days(reading: &mut Reading<'_>, fields: &Fields, name: &str) -> Vec<u32> {
    let parts = fields.get(name).split([',', ';', ' ']).filter(|part| !part.is_empty());
    let read: Result<Vec<u32>, _> = parts.map(str::parse).collect();
    if read.is_err() {
        reading.fail(name, Problem::NotANumber);
    }
    read.unwrap_or_default()
}

/// `loans = 1283`, one a line.
fn read_accounts(reading: &mut Reading<'_>) -> BTreeMap<String, String> {
    let mut accounts = BTreeMap::new();
    for line in lines(reading, "lines") {
        match line.split_once('=') {
            Some((name, number)) => {
                accounts.insert(name.trim().to_owned(), number.trim().to_owned());
            }
            None => reading.fail("lines", Problem::NotNameAndValue),
        }
    }
    accounts
}

/// The lines of the table that say a rate; a line left empty is none.
fn read_rates(reading: &mut Reading<'_>, fields: &Fields) -> Vec<RateRow> {
    let mut table = Vec::new();
    for row in 0..rows(fields, "rate") {
        let name = |field: &str| format!("rate_{row}_{field}");
        if ["from", "to", "percent"].iter().all(|field| fields.get(&name(field)).is_empty()) {
            continue;
        }
        table.push(RateRow {
            from: reading.required_date(&name("from")),
            to: reading.date(&name("to")),
            class: choice(reading, &name("class"), &CLASSES).flatten(),
            annual_percent: percent(reading, fields, &name("percent")),
        });
    }
    table
}

/// The lines of the table that say who decides; a line where nobody is chosen is none.
fn read_levels(reading: &mut Reading<'_>, fields: &Fields) -> Vec<ApprovalLevel> {
    let mut levels = Vec::new();
    for row in 0..rows(fields, "level") {
        let name = |field: &str| format!("level_{row}_{field}");
        let (up_to, quorum) = (reading.money(&name("up_to")), optional_number(reading, &name("quorum")));
        match choice(reading, &name("by"), &AUTHORITIES) {
            Some(by) => levels.push(ApprovalLevel { up_to, by, quorum }),
            None if up_to.is_some() || quorum.is_some() => reading.fail(&name("by"), Problem::Required),
            None => {}
        }
    }
    levels
}

#[cfg(test)]
mod tests {
    use super::super::setting_form::{fields_of, inputs};
    use super::*;
    use crate::domain::regulation::tests::whole;
    use crate::text::Texts;
    use crate::web::FormView;

    #[test]
    fn every_setting_comes_back_from_its_form_as_it_went_in() {
        for setting in whole() {
            let key = setting.value.key();
            let fields = Fields::new(fields_of(key, Some(&setting.value)));
            let mut reading = fields.read();
            let value = read_value(&mut reading, &fields, key);
            let value = reading.finish(value);
            // The example's kinds of security are not those an application may name.
            if key != SettingKey::CollateralRatios {
                assert_eq!(value, Ok(setting.value), "{key}");
            }
        }
    }

    #[test]
    fn every_setting_has_fields_also_when_nothing_is_filled() {
        for &key in SettingKey::ALL {
            let form = FormView::new(Texts::default(), Fields::new(fields_of(key, None)));
            assert!(!inputs(Texts::default(), key, &form).is_empty(), "{key}");
        }
    }

    #[test]
    fn what_is_at_fault_is_told_at_its_field() {
        let typed = [
            ("rate_rows", "2"),
            ("rate_0_from", "2026-02-30"),
            ("rate_1_from", "2026-01-01"),
            ("rate_1_percent", "6%"),
        ];
        let fields = Fields::new(typed.map(|(name, value)| (name.to_owned(), value.to_owned())).into());
        let mut reading = fields.read();
        let value = read_value(&mut reading, &fields, SettingKey::Rates);
        let Err(crate::actions::Refusal::Invalid(errors)) = reading.finish(value) else { panic!("accepted") };
        let pointers: Vec<_> = errors.iter().map(|error| error.pointer.as_str()).collect();
        assert_eq!(pointers, ["/rate_0_from", "/rate_0_percent", "/rate_1_percent"]);
    }
}

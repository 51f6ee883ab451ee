//! The form of one setting: fields that a person fills in, for every kind of value.
use crate::actions::draft::COLLATERAL_KINDS;
use crate::domain::percent::Percent;
use crate::domain::regulation::{
    ApprovalLevel, Authority, Provisioning, RateRow, RelatedPersons, SettingKey, SettingValue, TermClass,
};
use crate::domain::terms::Share;
use crate::text::Texts;
use crate::web::{Fields, FormView};

/// Empty lines offered beneath the filled ones.
const SPARE_ROWS: usize = 2;
/// More lines than any regulation has.
const ROWS_MAX: usize = 20;
pub(super) const CLASSES: [(&str, Option<TermClass>); 4] = [
    ("", None),
    ("short", Some(TermClass::Short)),
    ("medium", Some(TermClass::Medium)),
    ("long", Some(TermClass::Long)),
];
pub(super) const AUTHORITIES: [(&str, Authority); 3] =
    [("director", Authority::Director), ("chairman", Authority::Chairman), ("council", Authority::Council)];
pub(super) const PROVISIONING: [(&str, Provisioning); 3] =
    [("monthly", Provisioning::Monthly), ("quarterly", Provisioning::Quarterly), ("yearly", Provisioning::Yearly)];
pub(super) const RELATED: [(&str, RelatedPersons); 2] =
    [("2010", RelatedPersons::CreditInstitutions2010), ("2024", RelatedPersons::CreditInstitutions2024)];
pub(super) const SHARES: [(&str, Share); 2] = [("interest", Share::Interest), ("principal", Share::Principal)];

/// One field as the template draws it: `kind` is `text`, `number`, `money`, `lines`, `choice`, `check`, `date`, `heading` or `hidden`.
pub struct Input {
    pub kind: &'static str,
    pub name: String,
    pub label: String,
    pub value: String,
    pub unit: &'static str,
    pub hint: &'static str,
    pub options: Vec<(String, &'static str)>,
    pub error: Option<String>,
}

/// Makes the fields of one form: their values and errors come from it.
struct Maker<'f> {
    form: &'f FormView,
    made: Vec<Input>,
}

impl Maker<'_> {
    fn add(&mut self, kind: &'static str, name: impl Into<String>, label: impl Into<String>) -> &mut Input {
        let name = name.into();
        let (value, error) = (self.form.value(&name), self.form.error(&name));
        let input = Input { kind, value, error, name, label: label.into(), unit: "", hint: "", options: Vec::new() };
        let at = self.made.len();
        self.made.push(input);
        &mut self.made[at]
    }

    fn number(&mut self, name: &str, label: impl Into<String>, unit: &'static str) {
        self.add("number", name, label).unit = unit;
    }

    fn choice<T: Copy>(
        &mut self,
        name: impl Into<String>,
        label: impl Into<String>,
        options: &[(&str, T)],
        words: impl Fn(T) -> &'static str,
    ) {
        let options = options.iter().map(|(code, value)| ((*code).to_owned(), words(*value))).collect();
        self.add("choice", name, label).options = options;
    }
}

/// The fields of a setting's value.
pub fn inputs(t: Texts, key: SettingKey, form: &FormView) -> Vec<Input> {
    let mut make = Maker { form, made: Vec::new() };
    match key {
        SettingKey::MaxTerm => {
            for (code, class) in &CLASSES[1..] {
                make.number(code, t.input_months(t.term_class(*class)), t.months_unit());
            }
        }
        SettingKey::Rates => rate_inputs(t, &mut make),
        SettingKey::OverdueFactor => make.number("factor", t.input_factor(), t.unit_times()),
        SettingKey::LateInterest => make.number("percent", t.setting_name(key), t.unit_percent_year()),
        SettingKey::Unsecured => {
            make.add("money", "up_to", t.input_unsecured());
            make.add("lines", "lines", t.input_cases());
        }
        SettingKey::CollateralRatios => {
            for kind in COLLATERAL_KINDS {
                make.number(&format!("ratio_{kind}"), t.collateral_kind(kind), "%");
            }
        }
        SettingKey::Papers
        | SettingKey::DisbursementEvidence
        | SettingKey::ReportAddressees
        | SettingKey::PriorityList => {
            make.add("lines", "lines", t.input_lines());
        }
        SettingKey::Accounts => make.add("lines", "lines", t.input_accounts()).hint = t.input_accounts_hint(),
        SettingKey::AppraisalDays | SettingKey::DecisionDays => {
            make.number("number", t.setting_name(key), t.unit_working_days());
        }
        SettingKey::GraceDays | SettingKey::ApprovalValidDays => {
            make.number("number", t.setting_name(key), t.unit_days());
        }
        SettingKey::ApprovalLevels => level_inputs(t, &mut make),
        SettingKey::Allocation => {
            make.choice("in_term", t.input_in_term(), &SHARES, |first| t.share_order(first));
            make.choice("overdue", t.input_overdue(), &SHARES, |first| t.share_order(first));
        }
        SettingKey::Prepayment => {
            make.add("check", "allowed", t.input_prepay());
            make.number("fee", t.input_fee(), "%");
            make.number("notice", t.input_notice(), t.unit_days());
        }
        SettingKey::Extension => {
            make.number("times", t.input_extension_times(), t.unit_times());
            make.number("months", t.input_extension_months(), t.months_unit());
        }
        SettingKey::Provisioning => make.choice("often", t.setting_name(key), &PROVISIONING, |o| t.provisioning(o)),
        SettingKey::RelatedPersons => make.choice("list", t.setting_name(key), &RELATED, |l| t.related_persons(l)),
        SettingKey::RoundingUnit => {
            make.add("money", "unit", t.setting_name(key));
        }
        SettingKey::Reminders => {
            make.add("text", "before", t.input_before());
            make.add("check", "on_the_day", t.input_on_day());
            make.add("text", "after", t.input_after());
        }
    }
    make.made
}

fn rate_inputs(t: Texts, make: &mut Maker<'_>) {
    make.add("hidden", "rate_rows", "");
    for row in 0..rows(&make.form.fields, "rate") {
        make.add("heading", "", t.input_row(row + 1));
        make.add("date", format!("rate_{row}_from"), t.input_rate_from());
        make.add("date", format!("rate_{row}_to"), t.input_rate_to());
        make.choice(format!("rate_{row}_class"), t.input_rate_class(), &CLASSES, |class| t.term_class(class));
        make.number(&format!("rate_{row}_percent"), t.input_rate(), t.unit_percent_year());
    }
}

fn level_inputs(t: Texts, make: &mut Maker<'_>) {
    let who: Vec<(&str, Option<Authority>)> =
        [("", None)].into_iter().chain(AUTHORITIES.map(|(code, who)| (code, Some(who)))).collect();
    make.add("hidden", "level_rows", "");
    for row in 0..rows(&make.form.fields, "level") {
        make.add("heading", "", t.input_row(row + 1));
        make.add("money", format!("level_{row}_up_to"), t.input_level());
        make.choice(format!("level_{row}_by"), t.input_level_by(), &who, |who| {
            who.map_or("–", |who| t.authority(who))
        });
        make.number(&format!("level_{row}_quorum"), t.input_quorum(), t.unit_members());
    }
}

/// How many lines the form has.
pub(super) fn rows(fields: &Fields, name: &str) -> usize {
    fields.get(&format!("{name}_rows")).parse().unwrap_or(0).min(ROWS_MAX)
}

/// What stands in the fields of a value, or in those of an empty one.
pub fn fields_of(key: SettingKey, value: Option<&SettingValue>) -> Vec<(String, String)> {
    use SettingValue as V;
    let mut pairs: Vec<(String, String)> = Vec::new();
    let mut put = |name: &str, value: String| pairs.push((name.to_owned(), value));
    match value {
        None => {}
        Some(V::MaxTerm(terms)) => {
            for (code, class) in &CLASSES[1..] {
                put(code, optional(class.and_then(|class| terms.of(class))));
            }
        }
        Some(V::Rates(table)) => pairs.extend(rate_fields(table)),
        Some(V::OverdueFactor(factor)) => put("factor", comma(*factor)),
        Some(V::LateInterest(percent)) => put("percent", comma(*percent)),
        Some(V::Unsecured(unsecured)) => {
            put("up_to", unsecured.up_to.to_string());
            put("lines", unsecured.cases.join("\n"));
        }
        Some(V::CollateralRatios(ratios)) => {
            for (kind, ratio) in ratios {
                put(&format!("ratio_{kind}"), comma(*ratio));
            }
        }
        Some(V::Papers(l) | V::DisbursementEvidence(l) | V::ReportAddressees(l) | V::PriorityList(l)) => {
            put("lines", l.join("\n"));
        }
        Some(V::Accounts(accounts)) => {
            let lines: Vec<String> = accounts.iter().map(|(name, account)| format!("{name} = {account}")).collect();
            put("lines", lines.join("\n"));
        }
        Some(V::AppraisalDays(n) | V::DecisionDays(n) | V::GraceDays(n) | V::ApprovalValidDays(n)) => {
            put("number", n.to_string());
        }
        Some(V::ApprovalLevels(levels)) => pairs.extend(level_fields(levels)),
        Some(V::Allocation(allocation)) => {
            put("in_term", code_of(&SHARES, &allocation.in_term[0]));
            put("overdue", code_of(&SHARES, &allocation.overdue[0]));
        }
        Some(V::Prepayment(clause)) => {
            put("allowed", if clause.allowed { "true".into() } else { String::new() });
            put("fee", comma(clause.fee_percent));
            put("notice", clause.notice_days.to_string());
        }
        Some(V::Extension(extension)) => {
            put("times", extension.times.to_string());
            put("months", extension.months.to_string());
        }
        Some(V::Provisioning(often)) => put("often", code_of(&PROVISIONING, often)),
        Some(V::RelatedPersons(list)) => put("list", code_of(&RELATED, list)),
        Some(V::RoundingUnit(unit)) => put("unit", unit.to_string()),
        Some(V::Reminders(reminders)) => {
            put("before", joined(&reminders.before));
            put("on_the_day", if reminders.on_the_day { "true".into() } else { String::new() });
            put("after", joined(&reminders.after));
        }
    }
    put_rows(&mut pairs, key, value);
    pairs
}

fn optional(number: Option<impl ToString>) -> String {
    number.map(|number| number.to_string()).unwrap_or_default()
}

fn rate_fields(table: &[RateRow]) -> Vec<(String, String)> {
    let line = |(row, rate): (usize, &RateRow)| {
        [
            (format!("rate_{row}_from"), rate.from.to_string()),
            (format!("rate_{row}_to"), optional(rate.to)),
            (format!("rate_{row}_class"), rate.class.map_or("", TermClass::as_str).to_owned()),
            (format!("rate_{row}_percent"), comma(rate.annual_percent)),
        ]
    };
    table.iter().enumerate().flat_map(line).collect()
}

fn level_fields(levels: &[ApprovalLevel]) -> Vec<(String, String)> {
    let line = |(row, level): (usize, &ApprovalLevel)| {
        [
            (format!("level_{row}_up_to"), optional(level.up_to)),
            (format!("level_{row}_by"), code_of(&AUTHORITIES, &level.by)),
            (format!("level_{row}_quorum"), optional(level.quorum)),
        ]
    };
    levels.iter().enumerate().flat_map(line).collect()
}

/// The number of lines of a table: the filled ones and some to spare.
fn put_rows(pairs: &mut Vec<(String, String)>, key: SettingKey, value: Option<&SettingValue>) {
    let filled = match value {
        Some(SettingValue::Rates(table)) => table.len(),
        Some(SettingValue::ApprovalLevels(levels)) => levels.len(),
        _ => 0,
    };
    let rows = (filled + SPARE_ROWS).min(ROWS_MAX).to_string();
    match key {
        SettingKey::Rates => pairs.push(("rate_rows".into(), rows)),
        SettingKey::ApprovalLevels => pairs.push(("level_rows".into(), rows)),
        _ => {}
    }
}

fn code_of<T: PartialEq>(choices: &[(&str, T)], value: &T) -> String {
    choices.iter().find(|(_, known)| known == value).map(|(code, _)| (*code).to_owned()).unwrap_or_default()
}

fn comma(percent: Percent) -> String {
    percent.to_string().replace('.', ",")
}

fn joined(days: &[u32]) -> String {
    days.iter().map(u32::to_string).collect::<Vec<_>>().join(", ")
}

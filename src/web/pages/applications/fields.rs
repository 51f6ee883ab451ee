//! The fields of the form: what was typed as what the action takes, and what is stored as fields.
use std::collections::BTreeSet;

use super::lines::Lines;
use crate::actions::draft::{COLLATERAL_KINDS, DraftInput, JOBS_MAX, METHODS, MONTHS_MAX, PURPOSE_CHARACTERS_MAX};
use crate::actions::input::Patch;
use crate::actions::{FieldError, Problem, Refusal};
use crate::domain::money::{Money, MoneyError};
use crate::store::applications::{Application, Collateral, Wanted};
use crate::web::Fields;
use crate::web::forms::Reading;

/// The rhythms to choose from, in months; any other is typed.
pub const RHYTHMS: [&str; 4] = ["1", "3", "6", "12"];
/// The choice beside which another rhythm is typed.
pub const OTHER: &str = "other";
/// In the form of the security alone: without a line it says that nothing is offered.
pub const SECURITY: &str = "collateral";

/// What was typed: the input of the action, and every mistake with its field. A field at fault is left as it is stored, so
/// that the rest can be kept.
pub fn read(fields: &Fields) -> (DraftInput, Vec<FieldError>) {
    let mut reading = fields.read();
    let mut input = DraftInput {
        amount: Patch::typed(reading.money("amount")),
        purpose: Patch::typed(reading.text("purpose", PURPOSE_CHARACTERS_MAX)),
        project_cost: Patch::typed(reading.money("project_cost")),
        own_capital: Patch::typed(reading.money("own_capital")),
        term_months: Patch::typed(reading.number("term_months", 1, MONTHS_MAX)),
        repay_every_months: Patch::typed(rhythm(fields, &mut reading)),
        principal_grace_months: Patch::typed(reading.number("principal_grace_months", 0, MONTHS_MAX)),
        method: Patch::typed(reading.choice("method", &METHODS).map(str::to_owned)),
        jobs_supported: Patch::typed(reading.number("jobs_supported", 0, JOBS_MAX)),
        collateral: Patch::Set(collateral(fields, &mut reading)),
        ..DraftInput::default()
    };
    keep_what_was_not_asked(&mut input, fields);
    let mut errors = reading.into_errors();
    if let Err(Refusal::Invalid(found)) = input.applied_to(Wanted::default()) {
        let known: BTreeSet<String> = errors.iter().map(|error| error.pointer.clone()).collect();
        errors.extend(found.into_iter().filter(|error| !known.contains(&error.pointer)));
    }
    for error in &errors {
        keep(&mut input, &error.pointer);
    }
    (input, errors)
}

fn rhythm(fields: &Fields, reading: &mut Reading<'_>) -> Option<i64> {
    match fields.get("repay_every_months") {
        OTHER => reading.number("repay_every_other", 1, MONTHS_MAX),
        _ => reading.choice("repay_every_months", &RHYTHMS).and_then(|months| months.parse().ok()),
    }
}

/// A form asks for some of it: what it does not ask for stays as it is.
fn keep_what_was_not_asked(input: &mut DraftInput, fields: &Fields) {
    let asked: BTreeSet<&str> = fields.names().collect();
    for name in [
        "amount",
        "purpose",
        "project_cost",
        "own_capital",
        "term_months",
        "repay_every_months",
        "principal_grace_months",
        "method",
        "jobs_supported",
    ] {
        if !asked.contains(name) {
            keep(input, name);
        }
    }
    if fields.get("section") != SECURITY && !asked.iter().any(|name| COLLATERAL.has(name)) {
        input.collateral = Patch::Keep;
    }
}

/// Leaves a field as it is stored.
fn keep(input: &mut DraftInput, pointer: &str) {
    match pointer.trim_start_matches('/') {
        "amount" => input.amount = Patch::Keep,
        "purpose" => input.purpose = Patch::Keep,
        "project_cost" => input.project_cost = Patch::Keep,
        "own_capital" => input.own_capital = Patch::Keep,
        "term_months" => input.term_months = Patch::Keep,
        "repay_every_months" | "repay_every_other" => input.repay_every_months = Patch::Keep,
        "principal_grace_months" => input.principal_grace_months = Patch::Keep,
        "method" => input.method = Patch::Keep,
        "jobs_supported" => input.jobs_supported = Patch::Keep,
        _ => input.collateral = Patch::Keep,
    }
}

/// The lines of security.
pub const COLLATERAL: Lines = Lines { name: "collateral", parts: &["kind", "description", "value"] };

fn collateral(fields: &Fields, reading: &mut Reading<'_>) -> Vec<Collateral> {
    let mut list = Vec::new();
    for line in COLLATERAL.numbers(fields) {
        let name = |part| COLLATERAL.field(line, part);
        let kind = reading.choice(&name("kind"), &COLLATERAL_KINDS);
        if fields.get(&name("kind")).is_empty() {
            reading.fail(&name("kind"), Problem::NotAChoice);
        }
        let value = match Money::parse(fields.get(&name("value"))) {
            Ok(value) => value,
            Err(why) => {
                let problem = if why == MoneyError::Empty { Problem::Required } else { Problem::Money(why) };
                reading.fail(&name("value"), problem);
                Money::ZERO
            }
        };
        let description = fields.get(&name("description")).to_owned();
        list.push(Collateral { kind: kind.unwrap_or_default().to_owned(), description, value });
    }
    list
}

/// What is stored, as fields.
pub fn stored(found: &Application, collateral: &[Collateral]) -> Fields {
    let mut fields = Fields::default();
    let number = |number: Option<i64>| number.map(|number| number.to_string()).unwrap_or_default();
    let money = |money: Option<Money>| money.map(|money| money.to_string()).unwrap_or_default();
    fields.set("amount", money(found.amount));
    fields.set("purpose", found.purpose.clone().unwrap_or_default());
    fields.set("project_cost", money(found.project_cost));
    fields.set("own_capital", money(found.own_capital));
    fields.set("term_months", number(found.term_months));
    let every = number(found.repay_every_months);
    if every.is_empty() || RHYTHMS.contains(&every.as_str()) {
        fields.set("repay_every_months", every);
    } else {
        fields.set("repay_every_months", OTHER);
        fields.set("repay_every_other", every);
    }
    fields.set("principal_grace_months", number(found.principal_grace_months));
    fields.set("method", found.method.clone().unwrap_or_default());
    fields.set("jobs_supported", number(found.jobs_supported));
    for (line, item) in collateral.iter().enumerate() {
        fields.set(&COLLATERAL.field(line, "kind"), item.kind.clone());
        fields.set(&COLLATERAL.field(line, "description"), item.description.clone());
        fields.set(&COLLATERAL.field(line, "value"), item.value.to_string());
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(pairs: &[(&str, &str)]) -> Fields {
        Fields::new(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    #[test]
    fn what_is_right_is_kept_beside_what_is_wrong() {
        let fields = typed(&[
            ("amount", "300 000 000"),
            ("project_cost", "1.000,5"),
            ("repay_every_months", "other"),
            ("repay_every_other", "4"),
        ]);
        let (input, errors) = read(&fields);
        assert_eq!(input.amount, Patch::Set(Money::dong(300_000_000)));
        assert_eq!((input.project_cost, input.repay_every_months), (Patch::Keep, Patch::Set(4)));
        assert_eq!(errors.iter().map(|error| error.pointer.as_str()).collect::<Vec<_>>(), ["/project_cost"]);
    }

    #[test]
    fn lines_are_numbered_anew_without_the_empty_and_the_removed() {
        let fields = typed(&[
            ("collateral/0/kind", "land"),
            ("collateral/0/value", "1"),
            ("collateral/3/kind", ""),
            ("collateral/3/description", " "),
            ("collateral/7/kind", "vehicle"),
            ("collateral/7/description", "Xe"),
            ("collateral/9/description", "Máy"),
        ]);
        let (renumbered, count) = COLLATERAL.renumbered(&fields, Some(0));
        assert_eq!(count, 2);
        assert_eq!(renumbered.get("collateral/0/description"), "Xe");
        let (input, errors) = read(&renumbered);
        assert_eq!(input.collateral, Patch::Keep);
        let at: Vec<_> = errors.iter().map(|error| error.pointer.as_str()).collect();
        assert_eq!(at, ["/collateral/0/value", "/collateral/1/kind", "/collateral/1/value"]);
    }
}

//! The figures of a rule as fields of a form, and back. Its shape comes with the program; the figures change.
use serde_json::Value;

use crate::actions::Problem;
use crate::domain::money::Money;
use crate::domain::percent::Percent;
use crate::domain::policy::{Body, BorrowerKind, CapitalSource, PriorityGroup, Rule, Unit, value_of};
use crate::text::Texts;
use crate::text::rules::leaf_unit;
use crate::web::{Fields, FormView};

/// One field: a figure, or a box to tick.
#[derive(Debug, Clone)]
pub struct Figure {
    /// `value`, `value.establishment`, `value.0`, `value.cooperative`
    pub name: String,
    pub label: String,
    pub unit: &'static str,
    pub value: String,
    /// Whether it is an amount, whether it is a box.
    pub money: bool,
    pub tick: bool,
    pub ticked: bool,
    pub error: Option<String>,
}

/// What a leaf of the value is.
enum Leaf {
    Money(Money),
    Number(i64),
    Percent(Percent),
    Tick(bool),
}

/// The names a list may hold, with the list itself.
fn choices(body: &Body) -> Option<Vec<&'static str>> {
    use BorrowerKind as Kind;
    fn names<T: serde::Serialize>(all: &[T]) -> Vec<&'static str> {
        let name = |one: &T| serde_json::to_value(one).ok().and_then(|name| name.as_str().map(str::to_owned));
        all.iter().filter_map(name).map(|name| &*name.leak()).collect()
    }
    static KINDS: std::sync::LazyLock<Vec<&'static str>> = std::sync::LazyLock::new(|| {
        names(&[
            Kind::Cooperative,
            Kind::CooperativeUnion,
            Kind::GroupMember,
            Kind::CooperativeMember,
            Kind::CooperativeGroup,
            Kind::EnterpriseMember,
            Kind::HouseholdBusiness,
            Kind::SmallEnterprise,
            Kind::Worker,
        ])
    });
    static SOURCES: std::sync::LazyLock<Vec<&'static str>> = std::sync::LazyLock::new(|| {
        use CapitalSource::{BankMobilised, CentralBudget, Entrusted, LocalBudget};
        names(&[CentralBudget, LocalBudget, BankMobilised, Entrusted])
    });
    static GROUPS: std::sync::LazyLock<Vec<&'static str>> = std::sync::LazyLock::new(|| {
        use PriorityGroup::{Disabled, EthnicMinority, ExCompulsoryDetox, ExCompulsoryEducation, ExPrisoner};
        names(&[Disabled, EthnicMinority, ExPrisoner, ExCompulsoryEducation, ExCompulsoryDetox])
    });
    match body {
        Body::Borrowers(_) => Some(KINDS.clone()),
        Body::CapitalSources(_) => Some(SOURCES.clone()),
        Body::PriorityShareFrom { .. } => Some(GROUPS.clone()),
        _ => None,
    }
}

/// The fields of a rule, with what is typed in the form.
pub fn of(t: Texts, rule: &Rule, form: &FormView) -> Vec<Figure> {
    let mut figures = Vec::new();
    let unit = rule.body.unit();
    walk(&value_of(&rule.body), &mut Vec::new(), &mut |path, value| {
        let name = name_of(path);
        let last = path.iter().rev().find(|step| step.parse::<usize>().is_err()).map_or("", String::as_str);
        let own = leaf_unit(last, unit);
        let label = label(t, path, unit);
        let figure = |money, tick| Figure {
            value: form.value(&name),
            ticked: form.checked(&name),
            error: form.error(&name),
            label: label.clone(),
            unit: t.unit(own),
            name: name.clone(),
            money,
            tick,
        };
        match value {
            Value::Array(_) => {
                for choice in choices(&rule.body).unwrap_or_default() {
                    let name = format!("{name}.{choice}");
                    let (label, ticked) = (t.named(choice, Unit::Names), form.checked(&name));
                    figures.push(Figure { name, label, ticked, ..figure(false, true) });
                }
            }
            leaf => match leaf_of(leaf, own) {
                Some(Leaf::Tick(_)) => figures.push(figure(false, true)),
                Some(kind) => figures.push(figure(matches!(kind, Leaf::Money(_)), false)),
                None => {}
            },
        }
    });
    figures
}

/// The fields filled with what the rule says.
pub fn filled(rule: &Rule, fields: &mut Fields) {
    let unit = rule.body.unit();
    walk(&value_of(&rule.body), &mut Vec::new(), &mut |path, value| {
        let name = name_of(path);
        let last = path.iter().rev().find(|step| step.parse::<usize>().is_err()).map_or("", String::as_str);
        match value {
            Value::Array(members) => {
                for member in members.iter().filter_map(Value::as_str) {
                    fields.set(&format!("{name}.{member}"), "yes");
                }
            }
            leaf => match leaf_of(leaf, leaf_unit(last, unit)) {
                Some(Leaf::Money(amount)) => fields.set(&name, amount.to_string()),
                Some(Leaf::Number(number)) => fields.set(&name, number.to_string()),
                Some(Leaf::Percent(percent)) => fields.set(&name, percent.to_string().replace('.', ",")),
                Some(Leaf::Tick(true)) => fields.set(&name, "yes"),
                Some(Leaf::Tick(false)) | None => {}
            },
        }
    });
}

/// The value that was typed, in the shape of the rule's own; every mistake is told at its field.
pub fn read(rule: &Rule, fields: &Fields, fail: &mut impl FnMut(&str, Problem)) -> Value {
    let mut value = value_of(&rule.body);
    let unit = rule.body.unit();
    let mut set: Vec<(Vec<String>, Value)> = Vec::new();
    walk(&value, &mut Vec::new(), &mut |path, leaf| {
        let name = name_of(path);
        let last = path.iter().rev().find(|step| step.parse::<usize>().is_err()).map_or("", String::as_str);
        let typed = match leaf {
            Value::Array(_) => {
                let all = choices(&rule.body).unwrap_or_default().into_iter();
                Some(all.filter(|one| !fields.get(&format!("{name}.{one}")).is_empty()).map(Value::from).collect())
            }
            leaf => leaf_of(leaf, leaf_unit(last, unit)).and_then(|kind| typed(&kind, &name, fields, fail)),
        };
        if let Some(typed) = typed {
            set.push((path.to_vec(), typed));
        }
    });
    for (path, typed) in set {
        if let Some(place) = value.pointer_mut(&path.iter().map(|step| format!("/{step}")).collect::<String>()) {
            *place = typed;
        }
    }
    value
}

fn typed(kind: &Leaf, name: &str, fields: &Fields, fail: &mut impl FnMut(&str, Problem)) -> Option<Value> {
    let text = fields.get(name);
    if let Leaf::Tick(_) = kind {
        return Some(Value::Bool(!text.is_empty()));
    }
    if text.is_empty() {
        fail(name, Problem::Required);
        return None;
    }
    match kind {
        Leaf::Money(_) => match Money::parse(text) {
            Ok(amount) => Some(Value::from(amount.as_dong())),
            Err(why) => {
                fail(name, Problem::Money(why));
                None
            }
        },
        Leaf::Percent(_) => {
            let percent = Percent::parse(&text.replace(',', "."));
            if percent.is_err() {
                fail(name, Problem::NotAPercentage);
            }
            percent.ok().map(|percent| Value::from(percent.to_string()))
        }
        Leaf::Number(_) | Leaf::Tick(_) => {
            let number = text.parse::<u32>();
            if number.is_err() {
                fail(name, Problem::NotANumber);
            }
            number.ok().map(Value::from)
        }
    }
}

/// A figure of the value; `None` for what cannot be changed by a figure.
fn leaf_of(value: &Value, unit: Unit) -> Option<Leaf> {
    match value {
        Value::Number(number) if unit == Unit::Dong => Some(Leaf::Money(Money::dong(number.as_i64()?))),
        Value::Number(number) => Some(Leaf::Number(number.as_i64()?)),
        Value::String(text) => Percent::parse(text).ok().map(Leaf::Percent),
        Value::Bool(given) => Some(Leaf::Tick(*given)),
        Value::Array(_) | Value::Object(_) | Value::Null => None,
    }
}

/// Visits every figure; a list of names as a whole. `true` alone is nothing to change.
fn walk(value: &Value, path: &mut Vec<String>, visit: &mut impl FnMut(&[String], &Value)) {
    match value {
        Value::Object(parts) => {
            for (name, part) in parts {
                path.push(name.clone());
                walk(part, path, visit);
                path.pop();
            }
        }
        Value::Array(members)
            if members.iter().any(|one| one.as_str().is_none_or(|text| Percent::parse(text).is_ok())) =>
        {
            for (place, member) in members.iter().enumerate() {
                path.push(place.to_string());
                walk(member, path, visit);
                path.pop();
            }
        }
        Value::Bool(_) if path.is_empty() => {}
        leaf => visit(path, leaf),
    }
}

fn name_of(path: &[String]) -> String {
    [&["value".to_owned()][..], path].concat().join(".")
}

/// `Trường hợp 2: Từ số ngày quá hạn`
fn label(t: Texts, path: &[String], unit: Unit) -> String {
    let words: Vec<String> = path
        .iter()
        .filter(|step| *step != "cases")
        .map(|step| match step.parse::<usize>() {
            Ok(place) => t.leaf_case(place + 1),
            Err(_) => t.leaf(step).to_owned(),
        })
        .collect();
    if words.is_empty() { format!("{} ({})", t.rule_new_value(), t.unit(unit)) } else { words.join(" · ") }
}

//! The overview for staff: each fund's capital, its debts, what comes in, what waits.
use askama::Template;
use askama_web::WebTemplate;
use rocket::{Route, State, get, routes};

use crate::access::{Staff, Witness};
use crate::actions::classification::share_sums;
use crate::actions::{Error, Office, standing};
use crate::domain::application;
use crate::domain::capital::Capital;
use crate::domain::early_warning::EarlyWarning;
use crate::domain::money::Money;
use crate::reports::{Month, Outlooks};
use crate::store::funds::{self, Fund};
use crate::store::overview::{self, GroupSum, StateCount};
use crate::text::{Texts, format};
use crate::web::{Answer, Page};

pub fn routes() -> Vec<Route> {
    routes![dashboard]
}

/// x, width and class of a part of a bar, in percent.
type Bar = Vec<(String, String, &'static str)>;

/// Start and width in percent, words and amount of a part of a fund's capital.
pub(super) type Part = (String, String, &'static str, String);

/// A fund as it is shown.
struct FundView {
    id: String,
    name: String,
    code: String,
    actual: String,
    picture: String,
    capital: Vec<Part>,
    warnings: Vec<String>,
    groups: Vec<GroupView>,
    months: Vec<MonthView>,
    /// Principal and interest of all the months; none of them is shown when nothing falls due.
    due: String,
    states: Vec<StateView>,
}

struct StateView {
    code: &'static str,
    name: String,
    bar: Bar,
    count: i64,
}

struct GroupView {
    tag: String,
    name: String,
    loans: String,
    bar: Bar,
    amount: String,
}

struct MonthView {
    name: String,
    bar: Bar,
    amount: String,
}

#[derive(Template, WebTemplate)]
#[template(path = "reports/dashboard.html")]
struct Dashboard {
    page: Page,
    as_of: String,
    funds: Vec<FundView>,
}

#[get("/dashboard")]
async fn dashboard(page: Page, staff: Staff, office: &State<Office>, outlooks: &State<Outlooks>) -> Answer<Dashboard> {
    let (t, today, user) = (page.t, office.clock.today(), &staff.user().id);
    let (funds, groups, states, months, warnings) = office
        .store
        .read(async |tx| -> Result<_, Error> {
            let funds = funds::list_for_staff(tx, user).await?;
            let mut months = Vec::new();
            for fund in &funds {
                months.push(outlooks.of(tx, fund, today).await?);
            }
            let groups = share_sums(overview::by_group(tx, user).await?, today)?;
            let mut warnings = Vec::new();
            for fund in &funds {
                warnings.push(standing::warnings(tx, fund, &groups, today).await?);
            }
            Ok((funds, groups, overview::by_state(tx, user).await?, months, warnings))
        })
        .await?;
    let view = |((fund, months), warnings): ((&Fund, &Vec<Month>), &Vec<EarlyWarning>)| FundView {
        warnings: warnings.iter().map(|warning| t.early_warning(warning)).collect(),
        ..show(t, fund, &groups, &states, months)
    };
    let funds = funds.iter().zip(&months).zip(&warnings).map(view).collect();
    let as_of = t.dashboard_as_of(format::date(today));
    Ok(Dashboard { page: page.titled(t.dashboard_title()), as_of, funds })
}

fn show(t: Texts, fund: &Fund, groups: &[GroupSum], states: &[StateCount], months: &[Month]) -> FundView {
    let capital = fund.capital();
    let own_states: Vec<&StateCount> = states.iter().filter(|count| count.fund_id == fund.id).collect();
    let most = own_states.iter().map(|count| count.applications).max().unwrap_or_default();
    let count = |state: &application::State| {
        let code = state.as_str();
        let count = own_states.iter().find(|count| count.status == code)?.applications;
        let bar = vec![("0".into(), percent(Money::dong(count), Money::dong(most)), "f1")];
        Some(StateView { code, name: t.state(code), bar, count })
    };
    let total = |month: &Month| month.principal.as_dong().saturating_add(month.interest.as_dong());
    let due = months.iter().map(total).fold(0, i64::saturating_add);
    FundView {
        id: format!("capital-{}", fund.code),
        name: t.pick(&fund.name_vi, &fund.name_en).to_owned(),
        code: fund.code.clone(),
        actual: format::dong(capital.actual_charter()),
        picture: capital_in_words(t, &capital),
        capital: capital_parts(t, &capital),
        warnings: Vec::new(),
        groups: group_views(t, groups.iter().filter(|sum| sum.fund_id == fund.id).collect()),
        months: if due == 0 { Vec::new() } else { month_views(months) },
        due: format::dong(Money::dong(due)),
        states: application::State::ALL.iter().filter_map(count).collect(),
    }
}

/// The picture of a fund's capital for somebody who does not see it.
pub(super) fn capital_in_words(t: Texts, capital: &Capital) -> String {
    let [actual, outstanding, reserved, available] =
        [capital.actual_charter(), capital.outstanding, capital.reserved, capital.available()].map(format::dong);
    t.dashboard_capital_picture(actual, outstanding, reserved, available)
}

/// What is lent, promised and free of a fund's capital, beside each other.
pub(super) fn capital_parts(t: Texts, capital: &Capital) -> Vec<Part> {
    let parts = [
        (t.capital_outstanding(), capital.outstanding),
        (t.capital_reserved(), capital.reserved),
        (t.capital_available(), capital.available()),
    ];
    stacked(&parts, capital.actual_charter())
}

/// Parts beside each other, each as wide as its share of the whole.
fn stacked(parts: &[(&'static str, Money)], whole: Money) -> Vec<Part> {
    let mut begins = Money::ZERO;
    let place = |(words, amount): &(&'static str, Money)| {
        let (x, width) = (percent(begins, whole), percent(*amount, whole));
        begins = begins.checked_add(*amount).unwrap_or(whole);
        (x, width, *words, format::dong(*amount))
    };
    parts.iter().map(place).collect()
}

fn group_views(t: Texts, sums: Vec<&GroupSum>) -> Vec<GroupView> {
    let whole = sums.iter().map(|sum| sum.outstanding).max().unwrap_or_default();
    let view = |sum: &&GroupSum| {
        let number = sum.debt_group.chars().all(|c| c.is_ascii_digit());
        GroupView {
            // Beside the five groups the status scale has three names, of which only the first is no worry.
            tag: match sum.debt_group.as_str() {
                group if number => format!("g{group}"),
                "in_term" => "g1".into(),
                "frozen" => "g3".into(),
                _ => "overdue".into(),
            },
            name: t.debt_group_name(&sum.debt_group),
            loans: t.dashboard_loans(sum.loans),
            bar: vec![("0".into(), percent(sum.outstanding, whole), "f1")],
            amount: format::dong(sum.outstanding),
        }
    };
    sums.iter().map(view).collect()
}

fn month_views(months: &[Month]) -> Vec<MonthView> {
    let total = |month: &Month| month.principal.checked_add(month.interest).unwrap_or_default();
    let whole = months.iter().map(total).max().unwrap_or_default();
    let view = |month: &Month| {
        let principal = percent(month.principal, whole);
        let bar = vec![("0".into(), principal.clone(), "f1"), (principal, percent(month.interest, whole), "f3")];
        MonthView { name: month.first.format("%m/%Y").to_string(), bar, amount: format::dong(total(month)) }
    };
    months.iter().map(view).collect()
}

/// A share in percent with one decimal, for a picture; nothing of nothing is nothing.
fn percent(part: Money, whole: Money) -> String {
    let (part, whole) = (i128::from(part.as_dong()), i128::from(whole.as_dong()));
    if whole <= 0 || part <= 0 {
        return "0".into();
    }
    let permille = (part * 1000 + whole / 2) / whole;
    format!("{}.{}", permille / 10, permille % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_shares() {
        let dong = Money::dong;
        assert_eq!(percent(dong(1), dong(3)), "33.3");
        assert_eq!(percent(dong(3_000_000_000), dong(3_000_000_000)), "100.0");
        assert_eq!(percent(dong(5), dong(0)), "0");
        assert_eq!(percent(dong(-5), dong(10)), "0");
        let parts = stacked(&[("a", dong(25)), ("b", dong(50)), ("c", dong(25))], dong(100));
        let places: Vec<_> = parts.iter().map(|part| (part.0.as_str(), part.1.as_str())).collect();
        assert_eq!(places, [("0", "25.0"), ("25.0", "50.0"), ("75.0", "25.0")]);
    }
}

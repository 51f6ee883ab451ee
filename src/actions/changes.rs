//! What a booking changes of a loan's figures: for the answer to whoever recorded it, and for the trail.
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};

use crate::domain::account::Position;
use crate::domain::money::Money;

/// A figure of a loan's position, by its name in the contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Figure {
    /// Dong, as all others but those that say so.
    PrincipalOutstanding,
    PrincipalOverdue,
    InterestDue,
    InterestAccrued,
    OverdueInterest,
    LateInterest,
    Unallocated,
    TotalToSettle,
    /// Days.
    DaysPastDue,
    /// 1 to 5, or a name on the status scale.
    DebtGroup,
    /// A date, or null when nothing more falls due.
    NextDue,
}

/// A figure of today that is another one since the booking.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Change {
    pub figure: Figure,
    /// As it stood before, in the figure's own unit.
    #[schema(value_type = Object)]
    pub before: Json,
    /// As it stands now.
    #[schema(value_type = Object)]
    pub after: Json,
}

impl Change {
    /// The amounts, where the figure is one.
    pub fn amounts(&self) -> Option<(Money, Money)> {
        let amount = |value: &Json| value.as_i64().map(Money::dong);
        let money = !matches!(self.figure, Figure::DaysPastDue | Figure::DebtGroup | Figure::NextDue);
        money.then(|| amount(&self.before).zip(amount(&self.after))).flatten()
    }

    /// A date of it, where the figure is one that is there.
    pub fn date(value: &Json) -> Option<NaiveDate> {
        value.as_str().and_then(|text| text.parse().ok())
    }
}

/// Every figure that differs between two positions of the same day, in the order of a statement.
pub fn between(before: &Position, after: &Position) -> Vec<Change> {
    let (was, is) = (figures(before), figures(after));
    let pairs = was.into_iter().zip(is);
    let changed = pairs.filter(|((_, was), (_, is))| was != is);
    changed.map(|((figure, before), (_, after))| Change { figure, before, after }).collect()
}

fn figures(position: &Position) -> [(Figure, Json); 11] {
    [
        (Figure::PrincipalOutstanding, json!(position.principal_outstanding)),
        (Figure::PrincipalOverdue, json!(position.principal_overdue)),
        (Figure::InterestDue, json!(position.interest_due)),
        (Figure::InterestAccrued, json!(position.interest_accrued)),
        (Figure::OverdueInterest, json!(position.overdue_interest)),
        (Figure::LateInterest, json!(position.late_interest)),
        (Figure::Unallocated, json!(position.unallocated)),
        (Figure::TotalToSettle, json!(position.total_to_settle)),
        (Figure::DaysPastDue, json!(position.days_past_due)),
        (Figure::DebtGroup, json!(position.debt_group)),
        (Figure::NextDue, json!(position.next_due)),
    ]
}

/// The figures of a position, for the trail.
pub fn for_the_record(position: Option<&Position>) -> Json {
    let Some(position) = position else { return Json::Null };
    let named = figures(position).map(|(figure, value)| (name(figure), value));
    Json::Object(named.into_iter().chain([("as_of".to_owned(), json!(position.as_of))]).collect())
}

fn name(figure: Figure) -> String {
    json!(figure).as_str().unwrap_or_default().to_owned()
}

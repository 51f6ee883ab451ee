//! The stable codes of what stands against a change of a running loan.
use crate::domain::restructuring::Objection;

/// The code of an objection, as the contract has it.
pub(super) fn objection_code(why: &Objection) -> &'static str {
    match why {
        Objection::Malformed(refusal) => refusal.code,
        Objection::PlanDoesNotSum { .. } => "plan_does_not_sum",
        Objection::AlreadyPast { .. } => "date_out_of_range",
        Objection::PastTerm { .. } => "past_term",
        Objection::InsideTerm { .. } => "inside_term",
        Objection::NotRegulated { .. } => "settings_missing",
        Objection::TooOften { .. } => "too_often",
        Objection::TooFar { .. } => "too_far",
        Objection::SameRate => "same_rate",
        Objection::RateTooHigh { .. } => "above_law",
        Objection::NothingDue => "nothing_due",
        Objection::MoreThanDue { .. } => "over_limit",
        Objection::NoFreeze => "not_in_law",
        Objection::LossTooSmall { .. } => "loss_too_small",
        Objection::DrawingOpen => "drawing_open",
        Objection::NothingOwed => "nothing_outstanding",
    }
}

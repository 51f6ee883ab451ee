//! What a booking changed of a loan's figures.
use crate::actions::changes::{Change, Figure};
use crate::text::{Texts, format};

texts! {
    change_title: "Số liệu hôm nay thay đổi thế nào" | "What changes of today's figures";
    change_figure: "Số liệu" | "Figure";
    change_before: "Trước" | "Before";
    change_after: "Sau" | "After";
    change_late(date): "Ngày giá trị {date} đã qua: mọi số liệu từ ngày đó được tính lại." | "The value date {date} has passed: every figure since then is computed again.";
    change_late_done(amount, date, changes): "Đã ghi nhận {amount} với ngày giá trị {date}; số liệu từ ngày đó đã được tính lại: {changes}." | "{amount} is recorded as of {date}, and the figures since then are computed again: {changes}.";
    change_reversed(changes): "Đã đảo bút toán; số liệu đã được tính lại: {changes}." | "The booking is reversed and the figures are computed again: {changes}.";
    change_none: "không còn" | "none";
}

/// What is said in one line when a booking is done: the figures by which somebody is judged.
const TELLING: [Figure; 7] = [
    Figure::PrincipalOverdue,
    Figure::InterestDue,
    Figure::OverdueInterest,
    Figure::LateInterest,
    Figure::DaysPastDue,
    Figure::DebtGroup,
    Figure::TotalToSettle,
];

impl Texts {
    /// A figure that changed: its name, and how it stood and stands.
    pub fn change(self, change: &Change) -> (&'static str, String, String) {
        let (label, before, after) = (self.figure_of_loan(change.figure), &change.before, &change.after);
        if let Some((before, after)) = change.amounts() {
            return (label, format::dong(before), format::dong(after));
        }
        let say = |value: &serde_json::Value| match change.figure {
            Figure::DaysPastDue => self.loan_days(value),
            Figure::NextDue => Change::date(value).map_or_else(|| self.change_none().to_owned(), format::date),
            _ => self.loan_group_name(&value.as_str().map_or_else(|| value.to_string(), str::to_owned)).to_owned(),
        };
        (label, say(before), say(after))
    }

    /// The telling changes in one line; empty when there are none.
    pub fn changes_in_a_line(self, changes: &[Change]) -> String {
        let telling = changes.iter().filter(|change| TELLING.contains(&change.figure));
        let said = telling.map(|change| {
            let (label, before, after) = self.change(change);
            format!("{} {before} → {after}", label.to_lowercase())
        });
        said.collect::<Vec<_>>().join("; ")
    }

    /// The name of a figure of a position.
    pub fn figure_of_loan(self, figure: Figure) -> &'static str {
        match figure {
            Figure::PrincipalOutstanding => self.loan_outstanding(),
            Figure::PrincipalOverdue => self.loan_principal_overdue(),
            Figure::InterestDue => self.loan_interest_due(),
            Figure::InterestAccrued => self.loan_interest_accrued(),
            Figure::OverdueInterest => self.loan_overdue_interest(),
            Figure::LateInterest => self.loan_late_interest(),
            Figure::Unallocated => self.loan_unallocated(),
            Figure::TotalToSettle => self.loan_total_to_settle(),
            Figure::DaysPastDue => self.loan_days_past_due(),
            Figure::DebtGroup => self.loan_group(),
            Figure::NextDue => self.loan_next_due(),
        }
    }

    /// The group of a debt by its name as stored: `1` to `5`, or a name on the status scale.
    pub fn loan_group_name(self, name: &str) -> &'static str {
        match name {
            "1" => self.loan_group_1(),
            "2" => self.loan_group_2(),
            "3" => self.loan_group_3(),
            "4" => self.loan_group_4(),
            "5" => self.loan_group_5(),
            "overdue" => self.loan_status_overdue(),
            "frozen" => self.loan_status_frozen(),
            _ => self.loan_status_in_term(),
        }
    }
}

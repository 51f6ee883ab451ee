//! Debt groups and provisions: what puts a debt where it is.
use crate::actions::classification::Note;
use crate::domain::arrears::DebtGroup;
use crate::domain::policy::{Confidence, GroupCase, Rule};
use crate::text::Texts;
use crate::text::eligibility::citations;

texts! {
    group_meaning_1: "Nợ đủ tiêu chuẩn" | "Standard";
    group_meaning_2: "Nợ cần chú ý" | "Special mention";
    group_meaning_3: "Nợ dưới tiêu chuẩn" | "Substandard";
    group_meaning_4: "Nợ nghi ngờ" | "Doubtful";
    group_meaning_5: "Nợ có khả năng mất vốn" | "Potential loss";
    group_days_below(below): "trong hạn hoặc quá hạn dưới {below} ngày" | "in term or less than {below} days past due";
    group_days_between(from, below): "quá hạn từ {from} đến dưới {below} ngày" | "{from} days past due or more, less than {below}";
    group_days_from(from): "quá hạn từ {from} ngày trở lên" | "{from} days past due or more";
    group_in_term: "còn trong hạn" | "in term";
    group_restructured(times, days): "cơ cấu lại thời hạn trả nợ lần {times}, {days}" | "restructured {times} time(s), {days}";
    group_restructured_from(times): "cơ cấu lại thời hạn trả nợ từ lần {times} trở lên" | "restructured {times} times or more";
    group_waived: "được miễn, giảm lãi vì không đủ khả năng trả lãi" | "interest waived because the customer cannot pay it";
    group_no_rule: "Ngày này chưa có quy định phân loại nợ nào trong chương trình." | "The program knows no rule of classification for this day.";
    group_by_status: "Chương trình việc làm không dùng năm nhóm nợ mà phân loại theo tình trạng: trong hạn, quá hạn, khoanh nợ." | "Job-creation credit has no five groups: its debts are in term, overdue or frozen.";
    group_of_customer: "Nhóm nợ của khách hàng" | "The borrower's group";
    group_shared(group): "Mọi khoản nợ của cùng một khách hàng tại quỹ được xếp vào nhóm có rủi ro cao nhất: {group}." | "All debts of one borrower at the fund are in the worst group of any of them: {group}.";
    group_because_of: "Do khoản vay" | "Because of loan";
    provision: "Dự phòng" | "Provisions";
    provision_security: "Giá trị tài sản bảo đảm" | "Value of the security";
    provision_deductible: "Phần được khấu trừ" | "Deductible part of it";
    column_general_provision: "Dự phòng chung" | "General provision";
    note_status_scale: "Chương trình phân loại theo tình trạng nên không trích lập dự phòng." | "The programme classifies by status, so nothing is set aside.";
    note_no_collateral_ratios: "Quy chế của quỹ chưa có tỷ lệ khấu trừ cho loại tài sản bảo đảm này nên chưa khấu trừ (CLS-12)." | "The fund's regulation has no ratio for this kind of security yet, so nothing is deducted for it (CLS-12).";
    group_unsure: "Chưa đối chiếu với văn bản gốc." | "Not yet compared with the original text.";
    group_amended(document): "{document} đã sửa đổi quy định này nhưng chưa có văn bản để đối chiếu." | "{document} has amended this rule; its text has not been seen yet.";
}

impl Texts {
    /// Why a figure is missing or higher than one may expect.
    pub fn classification_note(self, note: Note) -> &'static str {
        match note {
            Note::StatusScale => self.note_status_scale(),
            Note::NoRatios => self.note_no_collateral_ratios(),
        }
    }

    /// What a group is called in the law.
    pub fn group_meaning(self, group: u8) -> &'static str {
        match group {
            1 => self.group_meaning_1(),
            2 => self.group_meaning_2(),
            3 => self.group_meaning_3(),
            4 => self.group_meaning_4(),
            _ => self.group_meaning_5(),
        }
    }

    /// Why a debt stands where it stands: the group's name in the law, and the way into it that holds.
    pub fn group_reason(self, group: DebtGroup, case: Option<&GroupCase>) -> String {
        match (group.number(), case) {
            (Some(number), Some(case)) => format!("{}: {}.", self.group_meaning(number), self.group_way(case)),
            (Some(_), None) => self.group_no_rule().to_owned(),
            (None, _) => self.group_by_status().to_owned(),
        }
    }

    /// One way into a group.
    pub fn group_way(self, case: &GroupCase) -> String {
        if case.interest_waived {
            return self.group_waived().to_owned();
        }
        if case.or_more_often {
            return self.group_restructured_from(case.restructured);
        }
        let days = match (case.days_from, case.days_below) {
            (0, Some(1)) => self.group_in_term().to_owned(),
            (0, Some(below)) => self.group_days_below(below),
            (from, Some(below)) => self.group_days_between(from, below),
            (from, None) => self.group_days_from(from),
        };
        if case.restructured == 0 { days } else { self.group_restructured(case.restructured, days) }
    }

    /// Where a rule of classification is written, and what is not sure about it.
    pub fn group_basis(self, rule: &Rule, amended_by: Option<&Rule>) -> String {
        let mut words = format!("{}.", citations(&rule.legal_basis));
        if rule.confidence != Confidence::SourceFound && rule.confirmed.is_none() {
            words = format!("{words} {}", self.group_unsure());
        }
        match amended_by {
            Some(later) => format!("{words} {}", self.group_amended(citations(&later.legal_basis))),
            None => words,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;

    #[test]
    fn every_way_into_a_group_has_words() {
        let case = |restructured, or_more_often, days_from, days_below, interest_waived| GroupCase {
            restructured,
            or_more_often,
            days_from,
            days_below,
            interest_waived,
        };
        let said = |group, case| Texts::new(Lang::Vi).group_reason(DebtGroup::Group(group), Some(&case));
        for (group, case, words) in [
            (1, case(0, false, 0, Some(10), false), "Nợ đủ tiêu chuẩn: trong hạn hoặc quá hạn dưới 10 ngày."),
            (2, case(0, false, 10, Some(30), false), "Nợ cần chú ý: quá hạn từ 10 đến dưới 30 ngày."),
            (2, case(1, false, 0, Some(1), false), "Nợ cần chú ý: cơ cấu lại thời hạn trả nợ lần 1, còn trong hạn."),
            (5, case(0, false, 180, None, false), "Nợ có khả năng mất vốn: quá hạn từ 180 ngày trở lên."),
            (5, case(3, true, 0, None, false), "Nợ có khả năng mất vốn: cơ cấu lại thời hạn trả nợ từ lần 3 trở lên."),
            (3, case(0, true, 0, None, true), "Nợ dưới tiêu chuẩn: được miễn, giảm lãi vì không đủ khả năng trả lãi."),
        ] {
            assert_eq!(said(group, case), words);
        }
    }
}

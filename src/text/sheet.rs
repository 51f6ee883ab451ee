//! The eligibility sheet and the schedule beside an application: headings, short names of rules, figures with their units.
use crate::domain::eligibility::{Outcome, Verdict};
use crate::domain::policy::{BorrowerKind, Unit};
use crate::text::eligibility::kind_name;
use crate::text::{Texts, format};

texts! {
    sheet_title: "Điều kiện vay" | "Eligibility";
    sheet_as_of(date): "Xét theo quy định và số liệu ngày {date}." | "By the rules and figures of {date}.";
    sheet_frozen(date): "Bảng điều kiện khi quyết định, ngày {date}." | "The sheet the decision was made on, {date}.";
    sheet_eligible: "Đủ điều kiện" | "Eligible";
    sheet_review: "Còn điểm phải làm rõ" | "Some points are open";
    sheet_not_eligible: "Chưa đủ điều kiện" | "Not eligible";
    sheet_max(amount, rule): "Vay được tối đa {amount}, theo giới hạn «{rule}»." | "At most {amount} can be lent, bounded by “{rule}”.";
    sheet_max_zero(rule): "Hiện không vay thêm được, do giới hạn «{rule}»." | "Nothing more can be lent now, because of “{rule}”.";
    sheet_observed: "Hồ sơ" | "Here";
    sheet_limit: "giới hạn" | "limit";
    sheet_passed(count): "{count} điều kiện đã đạt" | "{count} conditions are met";
    sheet_own_rule: "quy chế của quỹ" | "the fund’s own regulation";
    later_appraisal: "Quỹ làm rõ khi thẩm định; bạn chưa phải làm gì." | "The fund finds this out in its appraisal; there is nothing for you to do.";
    later_credit: "Cần báo cáo CIC trước lần giải ngân đầu tiên, sau khi ký hợp đồng; bây giờ chưa cần." | "A CIC report is needed before the first payment out, after signing; not now.";
    verdict_later: "Xét sau" | "Looked at later";
    verdict_pass: "Đạt" | "Met";
    verdict_fail: "Không đạt" | "Not met";
    verdict_review: "Cần xem xét" | "To be looked at";
    verdict_missing: "Còn thiếu" | "Missing";
    unit_months(count): "{count} tháng" | "{count} months";
    unit_persons(count): "{count} người" | "{count} people";
    unit_group(count): "nhóm {count}" | "group {count}";

    plan_title: "Lịch trả nợ dự kiến" | "The expected schedule";
    plan_note(rate, date): "Tính với lãi suất {rate} một năm, như thể giải ngân toàn bộ vào ngày {date}. Lịch chính thức lập khi giải ngân." | "At {rate} a year, as if all were paid out on {date}. The binding schedule is made when the money is paid out.";
    plan_incomplete: "Điền số tiền, thời hạn, kỳ trả nợ và cách trả gốc để xem lịch trả nợ." | "Fill in amount, term, rhythm and method to see the schedule.";
    plan_no_rate: "Quỹ chưa công bố lãi suất cho thời hạn này, nên chưa tính được lịch trả nợ." | "The fund has published no rate for this term, so no schedule can be made yet.";
    plan_count(count): "{count} kỳ trả nợ" | "{count} instalments";
    plan_first: "Kỳ đầu" | "First instalment";
    plan_highest: "Kỳ cao nhất" | "Highest instalment";
    plan_interest: "Tổng tiền lãi" | "Interest in all";
    plan_total: "Tổng gốc và lãi" | "Principal and interest";
    plan_show: "Xem từng kỳ" | "Show every instalment";
    plan_number: "Kỳ" | "No.";
    plan_due: "Ngày trả" | "Due";
    plan_principal: "Gốc" | "Principal";
    plan_row_interest: "Lãi" | "Interest";
    plan_row_total: "Cộng" | "Total";
    plan_balance: "Dư nợ sau kỳ" | "Owed after";

    rule_borrower: "Đối tượng vay" | "Who may borrow";
    rule_territory: "Địa bàn" | "Territory";
    rule_established: "Tư cách pháp lý" | "Legal standing";
    rule_plan: "Phương án khả thi" | "A feasible plan";
    rule_own_capital: "Vốn tự có" | "Own capital";
    rule_bad_debt: "Không có nợ xấu" | "No bad debt";
    rule_one_customer: "Dư nợ một khách hàng" | "Debt of one customer";
    rule_related: "Dư nợ khách hàng và người liên quan" | "Debt with related persons";
    rule_rate: "Lãi suất tối đa" | "Highest rate";
    rule_job_loan: "Mức vay giải quyết việc làm" | "Size of a job loan";
    rule_worker_loan: "Mức vay của người lao động" | "A worker’s job loan";
    rule_job_loans: "Tổng dư nợ vay việc làm" | "All job loans together";
    rule_term: "Thời hạn vay" | "Term";
    rule_priority: "Lao động ưu tiên và lãi suất" | "Priority workers and the rate";
    rule_priority_worker: "Lãi suất của người lao động ưu tiên" | "Rate of a priority worker";
    rule_security: "Bảo đảm tiền vay" | "Security";
    rule_closed: "Chương trình còn nhận hồ sơ" | "The programme is open";
    rule_capital: "Vốn quỹ còn cho vay được" | "Capital the fund has left";
    rule_fund_term: "Thời hạn theo quy chế quỹ" | "Term by the fund’s regulation";
    rule_fund_rate: "Lãi suất theo bảng của quỹ" | "Rate by the fund’s table";
    rule_regulation: "Quy chế cho vay của quỹ" | "The fund’s lending regulation";
}

impl Texts {
    /// A short name for a rule, by its id in the collection of laws; an unknown one is its id.
    pub fn rule(self, id: &str) -> String {
        match id {
            "CF-20" | "JB-02" | "JO-01" => self.rule_borrower(),
            "CF-22" => self.rule_territory(),
            "CF-23" => self.rule_established(),
            "CF-24" | "JB-05" | "JB-06" => self.rule_plan(),
            "CF-25" => self.rule_own_capital(),
            "CF-26" => self.rule_bad_debt(),
            "CF-27" => self.rule_one_customer(),
            "CF-28" => self.rule_related(),
            "CF-35" => self.rule_rate(),
            "JB-07" | "JO-02" => self.rule_job_loan(),
            "JB-08" => self.rule_worker_loan(),
            "JB-10" => self.rule_job_loans(),
            "JB-12" | "JO-03" => self.rule_term(),
            "JB-17" | "JO-05" => self.rule_priority(),
            "JB-18" => self.rule_priority_worker(),
            "JB-20" | "JO-06" | "OWN-SECURITY" => self.rule_security(),
            "JB-38" | "JB-39" | "OWN-PROGRAMME" => self.rule_closed(),
            "OWN-CAPITAL" => self.rule_capital(),
            "OWN-TERM" => self.rule_fund_term(),
            "OWN-RATE" => self.rule_fund_rate(),
            "OWN-REGULATION" => self.rule_regulation(),
            other => other,
        }
        .to_owned()
    }

    /// What a sheet says as a whole.
    pub fn outcome(self, outcome: Outcome) -> &'static str {
        match outcome {
            Outcome::Eligible => self.sheet_eligible(),
            Outcome::NeedsReview => self.sheet_review(),
            Outcome::NotEligible => self.sheet_not_eligible(),
        }
    }

    /// What one rule says.
    pub fn verdict(self, verdict: Verdict) -> &'static str {
        match verdict {
            Verdict::Pass => self.verdict_pass(),
            Verdict::Fail => self.verdict_fail(),
            Verdict::Review => self.verdict_review(),
            Verdict::Missing => self.verdict_missing(),
        }
    }

    /// What is said to the borrower where a fact is missing that the fund itself finds out, by the rule that needs it.
    pub fn found_out_later(self, rule: &str) -> Option<&'static str> {
        match rule {
            "CF-24" | "CF-28" | "JB-05" | "JB-06" => Some(self.later_appraisal()),
            "CF-26" => Some(self.later_credit()),
            _ => None,
        }
    }

    /// A figure of a finding with its unit; empty where there is none, and for yes and no, which the sentence says.
    pub fn figure(self, figure: &serde_json::Value, unit: Unit) -> String {
        use serde_json::Value;
        match figure {
            _ if unit == Unit::YesNo => String::new(),
            Value::Null => String::new(),
            Value::Bool(given) => (if *given { self.yes() } else { self.no() }).to_owned(),
            Value::Number(number) => self.number_of(number.as_i64().unwrap_or_default(), unit),
            Value::String(text) if matches!(unit, Unit::Percent | Unit::PercentAYear) => self.percent(text),
            Value::String(text) => self.kind_or_text(text),
            Value::Array(list) => {
                let texts = list.iter().filter_map(Value::as_str).map(|text| self.kind_or_text(text));
                texts.collect::<Vec<_>>().join(", ")
            }
            Value::Object(_) => figure.to_string(),
        }
    }

    fn number_of(self, number: i64, unit: Unit) -> String {
        match unit {
            Unit::Dong => format::dong(crate::domain::money::Money::dong(number)),
            Unit::Months => self.unit_months(number),
            Unit::Persons => self.unit_persons(number),
            Unit::DebtGroup => self.unit_group(number),
            _ => number.to_string(),
        }
    }

    fn kind_or_text(self, text: &str) -> String {
        let kind: Result<BorrowerKind, _> = serde_json::from_value(serde_json::Value::String(text.to_owned()));
        kind.map_or_else(
            |_| text.to_owned(),
            |kind| {
                let (vi, en) = kind_name(kind);
                self.pick(vi, en).to_owned()
            },
        )
    }
}

//! Reports on the screen, and the figures of the dashboard.
use crate::actions::classification::Note;
use crate::reports::{Format, Report};
use crate::text::Texts;

texts! {
    reports_title: "Báo cáo" | "Reports";
    reports_intro: "Số liệu tính từ các bút toán có ngày hiệu lực đến hết ngày được chọn. Chạy lại cho cùng một ngày luôn ra cùng một tệp, trừ khi sau đó có bút toán được ghi muộn với ngày giá trị đến hết ngày ấy; sổ đã khoá thì không còn bút toán nào như vậy." | "Figures from every booking with a value date up to the end of the chosen day. The same day gives the same file whenever it is asked for, unless something was booked late with a value date up to it; where the books are closed nothing can be.";
    report_name: "Báo cáo" | "Report";
    report_fund: "Quỹ" | "Fund";
    report_as_of: "Tính đến hết ngày" | "At the end of";
    report_show: "Xem" | "Show";
    report_download(format): "Tải {format}" | "Download {format}";
    report_rows(shown, rows): "{shown} dòng đầu trong {rows} dòng; tệp tải về có đủ." | "The first {shown} of {rows} rows; the file has all.";
    report_all_rows(rows): "{rows} dòng" | "{rows} rows";
    report_total: "Cộng" | "Total";
    report_empty_title: "Không có dòng nào" | "No rows";
    report_empty_text: "Đến ngày này quỹ không có khoản vay nào thuộc báo cáo này." | "By this day the fund had no loan that belongs in this report.";
    report_unit: "Số tiền tính bằng đồng." | "Amounts in dong.";
    report_choose: "Chọn quỹ" | "Choose a fund";
    report_portfolio: "Danh mục khoản vay" | "Loan portfolio";
    report_arrears: "Nợ quá hạn theo tuổi nợ" | "Arrears by age";
    report_classification: "Phân loại nợ và trích lập dự phòng" | "Debt groups and provisions";
    report_by_group: "Cộng theo nhóm" | "Totals by group";
    report_loans: "Số khoản vay" | "Loans";
    report_share: "Tỷ trọng dư nợ" | "Share of principal";
    report_share_from: "Từ nhóm này trở lên" | "This group and worse";
    report_days_from(from): "từ {from} ngày" | "{from} days or more";
    report_not_late: "Không quá hạn" | "Not late";
    report_no_fund_title: "Chưa có quỹ" | "No fund";
    report_no_fund_text: "Tài khoản này chưa được giao nhiệm vụ ở quỹ nào." | "This account has no duty for any fund yet.";

    column_fund: "Quỹ" | "Fund";
    column_loan_number: "Số khoản vay" | "Loan";
    column_contract_number: "Số hợp đồng" | "Contract";
    column_cooperative_code: "Mã số thuế" | "Tax code";
    column_cooperative_name: "Hợp tác xã" | "Cooperative";
    column_commune: "Xã, phường" | "Commune";
    column_sector: "Ngành" | "Sector";
    column_size_class: "Quy mô" | "Size";
    column_approved_on: "Ngày duyệt" | "Approved";
    column_signed_on: "Ngày ký" | "Signed";
    column_amount_approved: "Số tiền duyệt" | "Approved amount";
    column_amount_disbursed: "Đã giải ngân" | "Disbursed";
    column_annual_rate_percent: "Lãi suất (%/năm)" | "Rate (% a year)";
    column_term_months: "Thời hạn (tháng)" | "Term (months)";
    column_term_class: "Loại thời hạn" | "Term class";
    column_final_due: "Hạn cuối" | "Final due";
    column_principal_outstanding: "Dư nợ gốc" | "Principal outstanding";
    column_principal_overdue: "Gốc quá hạn" | "Principal overdue";
    column_interest_due: "Lãi đến hạn" | "Interest due";
    column_overdue_interest: "Lãi quá hạn" | "Overdue interest";
    column_late_interest: "Lãi chậm trả" | "Late interest";
    column_days_past_due: "Số ngày quá hạn" | "Days past due";
    column_debt_group: "Nhóm nợ" | "Debt group";
    column_restructured: "Số lần cơ cấu" | "Restructured";
    column_own_group: "Nhóm nợ của khoản vay" | "The loan's own group";
    column_own_rule: "Theo quy định" | "By rule";
    column_group_rule: "Căn cứ nhóm nợ" | "Rule of the group";
    column_group_from_loan: "Do khoản vay" | "Because of loan";
    column_deductible: "Giá trị khấu trừ" | "Deductible";
    column_specific_percent: "Tỷ lệ cụ thể (%)" | "Specific rate (%)";
    column_general_percent: "Tỷ lệ chung (%)" | "General rate (%)";
    column_note: "Ghi chú" | "Note";
    column_ageing_from: "Quá hạn từ (ngày)" | "Late from (days)";
    column_ageing_to: "đến (ngày)" | "to (days)";
    column_principal_at_risk: "Dư nợ có rủi ro" | "Principal at risk";
    column_collateral_value: "Giá trị bảo đảm" | "Collateral";
    column_specific_provision: "Dự phòng cụ thể" | "Specific provision";
    column_status: "Trạng thái" | "Status";
    column_principal_repaid: "Gốc đã trả" | "Principal repaid";
    column_interest_paid: "Lãi đã trả" | "Interest paid";
    term_short: "ngắn hạn" | "short";
    term_medium: "trung hạn" | "medium";
    term_long: "dài hạn" | "long";

    dashboard_title: "Tổng quan" | "Overview";
    dashboard_as_of(date): "Số liệu đến {date}" | "As of {date}";
    dashboard_capital_picture(charter, outstanding, reserved, available): "Vốn thực có {charter}: đang cho vay {outstanding}, đã giữ chỗ {reserved}, còn cho vay được {available}" | "Actual charter capital {charter}: {outstanding} lent, {reserved} reserved, {available} available";
    capital_outstanding: "Đang cho vay" | "Outstanding";
    capital_reserved: "Đã giữ chỗ" | "Reserved";
    capital_available: "Còn cho vay được" | "Available";
    capital_actual: "Vốn điều lệ thực có" | "Actual charter capital";
    dashboard_groups: "Dư nợ theo nhóm nợ" | "Outstanding by debt group";
    dashboard_group(number): "Nhóm {number}" | "Group {number}";
    dashboard_in_term: "Trong hạn" | "In term";
    dashboard_overdue: "Quá hạn" | "Overdue";
    dashboard_frozen: "Khoanh nợ" | "Frozen";
    dashboard_loans(count): "{count} khoản" | "{count} loans";
    dashboard_group_head: "Nhóm nợ" | "Group";
    dashboard_chart: "Biểu đồ" | "Chart";
    dashboard_amount: "Dư nợ gốc" | "Principal";
    dashboard_no_loans: "Chưa có khoản vay nào đang dư nợ." | "No loan is outstanding.";
    dashboard_due: "Sắp phải thu trong 12 tháng" | "Falling due in the next twelve months";
    dashboard_due_note: "Gốc và lãi theo lịch trả nợ, nếu trả đúng hạn; chưa gồm khoản đang quá hạn." | "Principal and interest by the schedules if everything is paid on its day; what is overdue already is not in it.";
    dashboard_nothing_due: "Không có khoản nào đến hạn trong 12 tháng tới." | "Nothing falls due in the next twelve months.";
    dashboard_state: "Trạng thái" | "State";
    dashboard_count: "Số hồ sơ" | "Applications";
    dashboard_month: "Tháng" | "Month";
    dashboard_due_amount: "Phải thu" | "Due";
    dashboard_principal: "Gốc" | "Principal";
    dashboard_interest: "Lãi" | "Interest";
    dashboard_applications: "Hồ sơ vay" | "Applications";
    dashboard_no_applications: "Chưa có hồ sơ nào." | "No applications yet.";
    nav_dashboard: "Tổng quan" | "Overview";
}

impl Texts {
    /// The name of a report.
    pub fn report(self, report: Report) -> &'static str {
        match report {
            Report::Portfolio => self.report_portfolio(),
            Report::Arrears => self.report_arrears(),
            Report::Classification => self.report_classification(),
        }
    }

    /// The words on a download button.
    pub fn download(self, format: Format) -> String {
        self.report_download(format.as_str().to_uppercase())
    }

    /// The heading of a column; its name in the contract when there is none.
    pub fn column(self, name: &'static str) -> &'static str {
        match name {
            "fund" => self.column_fund(),
            "loan_number" => self.column_loan_number(),
            "contract_number" => self.column_contract_number(),
            "cooperative_code" => self.column_cooperative_code(),
            "cooperative_name" => self.column_cooperative_name(),
            "commune" => self.column_commune(),
            "sector" => self.column_sector(),
            "size_class" => self.column_size_class(),
            "approved_on" => self.column_approved_on(),
            "signed_on" => self.column_signed_on(),
            "amount_approved" => self.column_amount_approved(),
            "amount_disbursed" => self.column_amount_disbursed(),
            "annual_rate_percent" => self.column_annual_rate_percent(),
            "term_months" => self.column_term_months(),
            "term_class" => self.column_term_class(),
            "final_due" => self.column_final_due(),
            "principal_outstanding" => self.column_principal_outstanding(),
            "principal_overdue" => self.column_principal_overdue(),
            "interest_due" => self.column_interest_due(),
            "overdue_interest" => self.column_overdue_interest(),
            "late_interest" => self.column_late_interest(),
            "days_past_due" => self.column_days_past_due(),
            "debt_group" => self.column_debt_group(),
            "restructured" => self.column_restructured(),
            "collateral_value" => self.column_collateral_value(),
            "specific_provision" => self.column_specific_provision(),
            "general_provision" => self.column_general_provision(),
            "own_group" => self.column_own_group(),
            "own_rule" => self.column_own_rule(),
            "group_rule" => self.column_group_rule(),
            "group_from_loan" => self.column_group_from_loan(),
            "deductible" => self.column_deductible(),
            "specific_percent" => self.column_specific_percent(),
            "general_percent" => self.column_general_percent(),
            "note" => self.column_note(),
            "ageing_from" => self.column_ageing_from(),
            "ageing_to" => self.column_ageing_to(),
            "principal_at_risk" => self.column_principal_at_risk(),
            "status" => self.column_status(),
            "principal_repaid" => self.column_principal_repaid(),
            "interest_paid" => self.column_interest_paid(),
            other => other,
        }
    }

    /// A coded value of a report in words; what is no code is shown as it is.
    pub fn report_value(self, column: &str, value: &str) -> String {
        match (column, value) {
            ("status", state) => self.state(state),
            ("term_class", "short") => self.term_short().into(),
            ("term_class", "medium") => self.term_medium().into(),
            ("term_class", "long") => self.term_long().into(),
            ("debt_group" | "own_group", status) => self.debt_group_name(status),
            ("note", code) => self.report_note(code),
            (_, other) => other.to_owned(),
        }
    }

    fn report_note(self, code: &str) -> String {
        let note = [Note::StatusScale, Note::NoRatios].into_iter().find(|note| note.as_str() == code);
        note.map_or(code, |note| self.classification_note(note)).to_owned()
    }

    /// A debt group as stored: `1` to `5`, or a status where the programme has no groups.
    pub fn debt_group_name(self, group: &str) -> String {
        match group {
            "in_term" => self.dashboard_in_term().into(),
            "overdue" => self.dashboard_overdue().into(),
            "frozen" => self.dashboard_frozen().into(),
            number => self.dashboard_group(number),
        }
    }
}

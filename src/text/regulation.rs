//! A fund's own regulation: the names of its settings, and their values in words.
use crate::domain::regulation::{
    ApprovalLevel, Authority, Provisioning, RateRow, RelatedPersons, SettingKey, SettingValue, TermClass,
};
use crate::domain::terms::Share;
use crate::text::{Texts, format};

texts! {
    regulation: "Quy chế cho vay" | "Lending regulation";
    regulation_intro: "Nghị định 45/2021/NĐ-CP (Điều 31) giao quỹ tự quy định các mục này. Mỗi mục ghi kèm văn bản, ngày và điều khoản; bản cũ được giữ lại." | "Decree 45/2021 (Art 31) leaves these to the fund. Each is recorded with its document, date and clause; earlier versions stay.";
    regulation_missing(names): "Quỹ chưa thể cho vay vì còn thiếu: {names}." | "The fund cannot lend yet; missing: {names}.";
    regulation_whole: "Mọi mục bắt buộc đã có." | "Every mandatory setting is there.";
    setting: "Mục" | "Setting";
    setting_value: "Nội dung" | "Value";
    setting_source: "Văn bản" | "Document";
    setting_from: "Hiệu lực từ" | "In force from";
    setting_missing: "Còn thiếu" | "Missing";
    setting_default: "Theo mặc định" | "Default";
    setting_example: "ví dụ" | "example";
    setting_fill: "Điền" | "Fill in";
    setting_change: "Sửa" | "Change";
    setting_now: "Đang có hiệu lực" | "In force now";
    setting_next: "Nội dung mới" | "New value";
    setting_next_hint: "Bản cũ vẫn áp dụng cho những gì đã quyết định theo nó." | "What was decided under the earlier version stays under it.";
    setting_versions: "Các bản đã ghi" | "Recorded versions";
    setting_saved(name): "Đã ghi mục «{name}»." | "“{name}” is recorded.";
    setting_document: "Số văn bản" | "Number of the document";
    setting_document_hint: "Ví dụ: 12/QĐ-QHTX" | "For example: 12/QĐ-QHTX";
    setting_dated: "Ngày văn bản" | "Date of the document";
    setting_clause: "Điều, khoản" | "Clause";
    setting_in_force: "Có hiệu lực từ ngày" | "In force from";
    setting_source_of(document, dated, clause): "{clause}, {document} ngày {dated}" | "{clause}, {document} of {dated}";

    key_max_term: "Thời hạn vay tối đa" | "Longest terms";
    key_rates: "Bảng lãi suất" | "Rate table";
    key_overdue_factor: "Hệ số lãi quá hạn" | "Overdue factor";
    key_late_interest: "Lãi chậm trả trên lãi" | "Interest on late interest";
    key_unsecured: "Cho vay không tài sản bảo đảm" | "Lending without security";
    key_collateral_ratios: "Tỷ lệ định giá tài sản bảo đảm" | "What securities count for";
    key_papers: "Giấy tờ của hồ sơ vay" | "Papers of an application";
    key_appraisal_days: "Thời hạn thẩm định" | "Time for the appraisal";
    key_decision_days: "Thời hạn quyết định" | "Time for the decision";
    key_approval_levels: "Thẩm quyền quyết định" | "Who decides";
    key_disbursement_evidence: "Chứng từ giải ngân" | "Evidence for paying out";
    key_allocation: "Thứ tự thu nợ" | "Order of using payments";
    key_prepayment: "Trả nợ trước hạn" | "Paying early";
    key_extension: "Gia hạn nợ" | "Extension";
    key_grace_days: "Số ngày trước khi chuyển nợ quá hạn" | "Days before principal is overdue";
    key_provisioning: "Kỳ trích lập dự phòng" | "How often provisions are booked";
    key_related_persons: "Người có liên quan" | "Related persons";
    key_accounts: "Tài khoản kế toán" | "Accounts of the books";
    key_report_addressees: "Nơi nhận báo cáo" | "Who gets the reports";
    key_priority_list: "Đối tượng ưu tiên" | "Priority borrowers";
    key_approval_valid_days: "Hiệu lực của quyết định duyệt" | "How long an approval waits";
    key_rounding_unit: "Đơn vị làm tròn kỳ trả nợ" | "Rounding of instalments";
    key_reminders: "Lịch nhắc nợ" | "Reminders";

    class_short: "Ngắn hạn" | "Short";
    class_medium: "Trung hạn" | "Medium";
    class_long: "Dài hạn" | "Long";
    class_any: "Mọi kỳ hạn" | "All terms";
    authority_director: "Giám đốc" | "Director";
    authority_chairman: "Chủ tịch quỹ" | "Chairman";
    authority_council: "Hội đồng" | "Council";
    provisioning_monthly: "Hằng tháng" | "Every month";
    provisioning_quarterly: "Hằng quý" | "Every quarter";
    provisioning_yearly: "Hằng năm" | "Every year";
    related_2010: "Theo Luật Các tổ chức tín dụng 2010" | "Law on Credit Institutions of 2010";
    related_2024: "Theo Luật Các tổ chức tín dụng 2024 (rộng hơn)" | "Law on Credit Institutions of 2024 (wider)";
    share_interest_first: "Lãi trước, gốc sau" | "Interest first, then principal";
    share_principal_first: "Gốc trước, lãi sau" | "Principal first, then interest";

    value_term(class, months): "{class}: đến {months} tháng" | "{class}: up to {months} months";
    value_rate(rate, class, from): "{rate}/năm, {class}, từ {from}" | "{rate} a year, {class}, from {from}";
    value_rate_to(rate, class, from, to): "{rate}/năm, {class}, từ {from} đến {to}" | "{rate} a year, {class}, from {from} to {to}";
    value_factor(factor): "{factor} lần lãi trong hạn" | "{factor} times the contract rate";
    value_yearly(rate): "{rate}/năm" | "{rate} a year";
    value_unsecured(amount): "Đến {amount}" | "Up to {amount}";
    value_working_days(days): "{days} ngày làm việc" | "{days} working days";
    value_days(days): "{days} ngày" | "{days} days";
    value_level(who, amount): "{who}: đến {amount}" | "{who}: up to {amount}";
    value_level_any(who): "{who}: mọi mức" | "{who}: any amount";
    value_quorum(count): "ít nhất {count} thành viên" | "at least {count} members";
    value_in_term(order): "Trong hạn: {order}" | "In term: {order}";
    value_overdue(order): "Quá hạn: {order}" | "Overdue: {order}";
    value_prepay(fee, days): "Được phép; phí {fee}; báo trước {days} ngày" | "Allowed; fee {fee}; {days} days' notice";
    value_prepay_no: "Không được phép" | "Not allowed";
    value_extension(times, months): "Tối đa {times} lần, tổng {months} tháng" | "At most {times} times, {months} months in all";
    value_reminders_before(days): "Trước hạn: {days} ngày" | "Before: {days} days";
    value_reminders_day: "Đúng ngày đến hạn" | "On the day";
    value_reminders_after(days): "Sau hạn: {days} ngày" | "After: {days} days";

    input_months(class): "{class}, tối đa" | "{class}, at most";
    months_unit: "tháng" | "months";
    unit_days: "ngày" | "days";
    unit_working_days: "ngày làm việc" | "working days";
    unit_percent_year: "%/năm" | "% a year";
    unit_times: "lần" | "times";
    unit_members: "thành viên" | "members";
    input_row(row): "Dòng {row}" | "Line {row}";
    input_rate_from: "Từ ngày" | "From";
    input_rate_to: "Đến ngày (để trống nếu chưa có)" | "To (leave empty while open)";
    input_rate_class: "Áp dụng cho" | "For";
    input_rate: "Lãi suất" | "Rate";
    input_factor: "Nhân với lãi suất trong hạn" | "Times the contract rate";
    input_unsecured: "Không cần tài sản bảo đảm đến mức" | "No security is needed up to";
    input_cases: "Trường hợp khác, mỗi dòng một trường hợp" | "Other cases, one a line";
    input_lines: "Mỗi dòng một mục" | "One a line";
    input_accounts: "Mỗi dòng một tài khoản: tên = số hiệu" | "One a line: name = number";
    input_accounts_hint: "Ví dụ: loans = 1283" | "For example: loans = 1283";
    input_level: "Đến số tiền (mức cuối để trống)" | "Up to (leave the last one empty)";
    input_level_by: "Ai quyết định" | "Who decides";
    input_quorum: "Số thành viên tối thiểu (chỉ với hội đồng)" | "Quorum (a council only)";
    input_in_term: "Khi chưa quá hạn" | "While nothing is overdue";
    input_overdue: "Khi đã quá hạn" | "Once principal is overdue";
    input_prepay: "Được trả trước hạn mà không phải trả lãi cả kỳ" | "May be paid early without owing the interest of the whole term";
    input_fee: "Phí trên số gốc trả trước" | "Fee on the principal paid early";
    input_notice: "Báo trước" | "Notice";
    input_extension_times: "Số lần tối đa" | "How often at most";
    input_extension_months: "Tổng thời gian tối đa" | "How long in all";
    input_before: "Số ngày trước hạn, cách nhau bằng dấu phẩy" | "Days before, separated by commas";
    input_on_day: "Nhắc đúng ngày đến hạn" | "Remind on the day itself";
    input_after: "Số ngày sau hạn, khi chưa trả" | "Days after, while unpaid";
    input_not_lines: "Mỗi dòng viết: tên = giá trị." | "Each line reads: name = value.";
}

impl Texts {
    /// The name of a setting.
    pub fn setting_name(self, key: SettingKey) -> &'static str {
        match key {
            SettingKey::MaxTerm => self.key_max_term(),
            SettingKey::Rates => self.key_rates(),
            SettingKey::OverdueFactor => self.key_overdue_factor(),
            SettingKey::LateInterest => self.key_late_interest(),
            SettingKey::Unsecured => self.key_unsecured(),
            SettingKey::CollateralRatios => self.key_collateral_ratios(),
            SettingKey::Papers => self.key_papers(),
            SettingKey::AppraisalDays => self.key_appraisal_days(),
            SettingKey::DecisionDays => self.key_decision_days(),
            SettingKey::ApprovalLevels => self.key_approval_levels(),
            SettingKey::DisbursementEvidence => self.key_disbursement_evidence(),
            SettingKey::Allocation => self.key_allocation(),
            SettingKey::Prepayment => self.key_prepayment(),
            SettingKey::Extension => self.key_extension(),
            SettingKey::GraceDays => self.key_grace_days(),
            SettingKey::Provisioning => self.key_provisioning(),
            SettingKey::RelatedPersons => self.key_related_persons(),
            SettingKey::Accounts => self.key_accounts(),
            SettingKey::ReportAddressees => self.key_report_addressees(),
            SettingKey::PriorityList => self.key_priority_list(),
            SettingKey::ApprovalValidDays => self.key_approval_valid_days(),
            SettingKey::RoundingUnit => self.key_rounding_unit(),
            SettingKey::Reminders => self.key_reminders(),
        }
    }

    /// The name of a class of term; `None` is all of them.
    pub fn term_class(self, class: Option<TermClass>) -> &'static str {
        match class {
            Some(TermClass::Short) => self.class_short(),
            Some(TermClass::Medium) => self.class_medium(),
            Some(TermClass::Long) => self.class_long(),
            None => self.class_any(),
        }
    }

    /// Who decides.
    pub fn authority(self, who: Authority) -> &'static str {
        match who {
            Authority::Director => self.authority_director(),
            Authority::Chairman => self.authority_chairman(),
            Authority::Council => self.authority_council(),
        }
    }

    /// How often provisions are booked.
    pub fn provisioning(self, often: Provisioning) -> &'static str {
        match often {
            Provisioning::Monthly => self.provisioning_monthly(),
            Provisioning::Quarterly => self.provisioning_quarterly(),
            Provisioning::Yearly => self.provisioning_yearly(),
        }
    }

    /// Which list of related persons.
    pub fn related_persons(self, list: RelatedPersons) -> &'static str {
        match list {
            RelatedPersons::CreditInstitutions2010 => self.related_2010(),
            RelatedPersons::CreditInstitutions2024 => self.related_2024(),
        }
    }

    /// A value in words, a line each.
    pub fn setting_in_words(self, value: &SettingValue) -> Vec<String> {
        use SettingValue as V;
        let one = |line: String| vec![line];
        match value {
            V::MaxTerm(terms) => [TermClass::Short, TermClass::Medium, TermClass::Long]
                .into_iter()
                .filter_map(|class| Some(self.value_term(self.term_class(Some(class)), terms.of(class)?)))
                .collect(),
            V::Rates(rows) => rows.iter().map(|row| self.rate_row(row)).collect(),
            V::OverdueFactor(factor) => one(self.value_factor(self.decimal(&ToString::to_string(factor)))),
            V::LateInterest(rate) => one(self.value_yearly(self.percent(&rate.to_string()))),
            V::Unsecured(unsecured) => {
                let up_to = self.value_unsecured(format::dong(unsecured.up_to));
                [up_to].into_iter().chain(unsecured.cases.iter().cloned()).collect()
            }
            V::CollateralRatios(ratios) => {
                let line = |(kind, ratio): (&String, &_)| {
                    format!("{}: {}", self.collateral_kind(kind), self.percent(&ToString::to_string(ratio)))
                };
                ratios.iter().map(line).collect()
            }
            V::Papers(lines) | V::DisbursementEvidence(lines) | V::ReportAddressees(lines) | V::PriorityList(lines) => {
                lines.clone()
            }
            V::AppraisalDays(days) | V::DecisionDays(days) => one(self.value_working_days(days)),
            V::GraceDays(days) | V::ApprovalValidDays(days) => one(self.value_days(days)),
            V::ApprovalLevels(levels) => levels.iter().map(|level| self.approval_level(level)).collect(),
            V::Allocation(allocation) => vec![
                self.value_in_term(self.share_order(allocation.in_term[0])),
                self.value_overdue(self.share_order(allocation.overdue[0])),
            ],
            V::Prepayment(clause) if clause.allowed => {
                one(self.value_prepay(self.percent(&clause.fee_percent.to_string()), clause.notice_days))
            }
            V::Prepayment(_) => one(self.value_prepay_no().to_owned()),
            V::Extension(extension) => one(self.value_extension(extension.times, extension.months)),
            V::Provisioning(often) => one(self.provisioning(*often).to_owned()),
            V::RelatedPersons(list) => one(self.related_persons(*list).to_owned()),
            V::Accounts(accounts) => accounts.iter().map(|(name, number)| format!("{name}: {number}")).collect(),
            V::RoundingUnit(unit) => one(format::dong(*unit)),
            V::Reminders(reminders) => {
                let before = self.value_reminders_before(joined(&reminders.before));
                let day = reminders.on_the_day.then(|| self.value_reminders_day().to_owned());
                let after = self.value_reminders_after(joined(&reminders.after));
                [Some(before), day, Some(after)].into_iter().flatten().collect()
            }
        }
    }

    /// What comes first.
    pub fn share_order(self, first: Share) -> &'static str {
        match first {
            Share::Interest => self.share_interest_first(),
            Share::Principal => self.share_principal_first(),
        }
    }

    fn rate_row(self, row: &RateRow) -> String {
        let rate = self.percent(&row.annual_percent.to_string());
        let (class, from) = (self.term_class(row.class).to_lowercase(), format::date(row.from));
        match row.to {
            Some(to) => self.value_rate_to(rate, class, from, format::date(to)),
            None => self.value_rate(rate, class, from),
        }
    }

    fn approval_level(self, level: &ApprovalLevel) -> String {
        let who = self.authority(level.by);
        let line = match level.up_to {
            Some(amount) => self.value_level(who, format::dong(amount)),
            None => self.value_level_any(who),
        };
        match level.quorum {
            Some(count) => format!("{line} ({})", self.value_quorum(count)),
            None => line,
        }
    }
}

fn joined(days: &[u32]) -> String {
    days.iter().map(u32::to_string).collect::<Vec<_>>().join(", ")
}

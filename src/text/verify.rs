//! What a check of the books says.
use crate::reports::verify::{Check, Finding, Verified};
use crate::text::Texts;

texts! {
    verify_intro: "Tính lại toàn bộ: chuỗi mã băm của nhật ký, biến động vốn, số liệu từng khoản vay từ các bút toán, và tệp của từng giấy tờ. Không thay đổi gì." | "Recomputes everything: the hash chains of the trail, the movements of capital, the figures of every loan from its events, and the file of every paper. Nothing is changed.";
    verify_now: "Kiểm tra ngay" | "Check now";
    verify_title: "Kiểm tra sổ sách" | "Check of the books";
    verify_holds(audit, movements, loans, documents): "Sổ sách khớp: {audit} dòng nhật ký, {movements} biến động vốn, {loans} khoản vay, {documents} giấy tờ." | "The books hold: {audit} audit rows, {movements} capital movements, {loans} loans, {documents} papers.";
    verify_findings(count): "Có {count} chỗ không khớp." | "{count} things do not hold.";
    verify_unlisted(count): "và {count} chỗ khác" | "and {count} more";
    found_audit_altered(place, expected, found): "Nhật ký {place}: nội dung đã bị sửa (mã băm phải là {expected}, đang ghi {found})." | "Audit row {place} was altered: its hash must be {expected}, it says {found}.";
    found_audit_unlinked(place, expected, found): "Nhật ký {place}: không nối với dòng trước (phải là {expected}, đang ghi {found}); có dòng bị thay hoặc đổi chỗ." | "Audit row {place} does not build on the row before it (must be {expected}, says {found}): a row was replaced or moved.";
    found_audit_missing(place, found): "Nhật ký: thiếu dòng {place}; dòng kế tiếp mang số {found}." | "Audit row {place} is missing; the next one there has number {found}.";
    found_audit_head(place, expected, found): "Nhật ký {place}: phải kết thúc ở {expected}, thực tế ở {found}; có dòng cuối bị xoá hoặc thêm." | "The audit chain {place} must end with {expected} and ends with {found}: rows at its end were removed or added.";
    found_audit_anchor(place, expected, found): "Nhật ký {place}: mã băm lúc khoá ngày là {expected}, nay là {found}; chuỗi đã bị viết lại." | "Audit row {place}: its hash was {expected} when the day was closed and is {found} now: the chain was rewritten.";
    found_movement_untraced(place): "Biến động vốn {place}: nhật ký không có dòng nào về việc này; dòng đó đã bị xoá." | "Capital movement {place} has no row in the audit trail: it was removed there.";
    found_event_untraced(place): "Bút toán khoản vay {place}: nhật ký không có dòng nào về việc này; dòng đó đã bị xoá." | "Loan event {place} has no row in the audit trail: it was removed there.";
    found_movement_missing(place, found): "Biến động vốn: thiếu số {place}; số kế tiếp là {found}." | "Capital movement {place} is missing; the next one there has number {found}.";
    found_movement_deltas(place, expected, found): "Biến động vốn {place}: thay đổi phải là {expected}, đang ghi {found}." | "Capital movement {place} must change {expected} and changes {found}.";
    found_movement_totals(place, expected, found): "Biến động vốn {place}: số dư sau đó phải là {expected}, đang ghi {found}." | "Capital movement {place}: what stands after it must be {expected} and is {found}.";
    found_movement_available(place, expected, found): "Biến động vốn {place}: vốn khả dụng phải là {expected}, đang ghi {found}." | "Capital movement {place}: available must be {expected} and is {found}.";
    found_movement_foreign_loan(place, found): "Biến động vốn {place}: gắn với khoản vay của quỹ khác ({found})." | "Capital movement {place} names a loan of another fund ({found}).";
    found_available_on_day(place, found): "Quỹ {place}: cuối ngày đó vốn khả dụng là {found}, thấp hơn 0." | "Fund {place}: at the end of that day {found} was available, less than nothing.";
    found_entrusted_missing(place, found): "Vốn nhận uỷ thác: thiếu biến động số {place}; số kế tiếp là {found}." | "Entrusted money: movement {place} is missing; the next one there has number {found}.";
    found_entrusted_balance(place, expected, found): "Vốn nhận uỷ thác {place}: số dư sau đó phải là {expected}, đang ghi {found}." | "Entrusted money {place}: {expected} must stand after it, it says {found}.";
    found_entrusted_on_day(place, found): "Vốn nhận uỷ thác của {place}: cuối ngày đó còn {found}, thấp hơn 0." | "Entrusted money of {place}: at the end of that day {found} was left, less than nothing.";
    found_fund_figures(place, expected, found): "Quỹ {place}: theo biến động vốn phải là {expected}, đang ghi {found}." | "Fund {place}: by its movements it must be {expected} and is {found}.";
    found_loan_reserved(place, expected, found): "Khoản vay {place}: vốn giữ chỗ phải là {expected}, sổ vốn ghi {found}." | "Loan {place}: {expected} may still be drawn, the capital ledger reserves {found}.";
    found_loan_disbursed(place, expected, found): "Khoản vay {place}: các lần giải ngân cộng lại là {expected}, đang ghi {found}." | "Loan {place}: its draws sum to {expected}, it says {found}.";
    found_loan_outstanding(place, expected, found): "Khoản vay {place}: dư nợ gốc tính lại là {expected}, sổ vốn ghi {found}." | "Loan {place}: its facts leave {expected} outstanding, the capital ledger has {found}.";
    found_loan_state(place, expected, found): "Khoản vay {place}: theo các bút toán phải ở trạng thái «{expected}», đang ghi «{found}»." | "Loan {place}: by its events it must be “{expected}” and says “{found}”.";
    found_event_missing(place, found): "Bút toán khoản vay: thiếu số {place}; số kế tiếp là {found}." | "Loan event {place} is missing; the next one there has number {found}.";
    found_event_count(place, expected, found): "Khoản vay {place}: có {expected} bút toán, đang ghi {found}." | "Loan {place} has {expected} events and says {found}.";
    found_event_reverses(place, found): "Bút toán đảo {place} trỏ tới bút toán không thuộc khoản vay này hoặc ghi sau nó ({found})." | "The reversal {place} names what is not an earlier event of its loan ({found}).";
    found_position(place, expected, found): "Số liệu lưu sẵn của khoản vay {place}: tính lại là «{expected}», đang ghi «{found}»." | "The cached position of loan {place}: it replays to “{expected}” and says “{found}”.";
    found_unreplayable(place, found): "Khoản vay {place}: không tính lại được từ các bút toán ({found})." | "Loan {place} cannot be replayed from its events ({found}).";
    found_document_missing(place, expected): "Giấy tờ {place}: tệp không còn hoặc không đọc được (SHA-256 {expected})." | "Paper {place}: its file is missing or cannot be read (SHA-256 {expected}).";
    found_document_altered(place, expected, found): "Giấy tờ {place}: tệp đã bị thay đổi (SHA-256 phải là {expected}, nay là {found})." | "Paper {place}: its file was changed (SHA-256 must be {expected} and is {found}).";
    found_unreadable(place, found): "Bảng {place} có dữ liệu không đọc được ({found})." | "Table {place} holds what cannot be read ({found}).";
}

impl Texts {
    /// The sentence of a finding.
    pub fn finding(self, finding: &Finding) -> String {
        let Finding { check, place, expected, found } = finding;
        match check {
            Check::AuditAltered => self.found_audit_altered(place, expected, found),
            Check::AuditUnlinked => self.found_audit_unlinked(place, expected, found),
            Check::AuditMissing => self.found_audit_missing(place, found),
            Check::AuditHead => self.found_audit_head(place, expected, found),
            Check::AuditAnchor => self.found_audit_anchor(place, expected, found),
            Check::MovementUntraced => self.found_movement_untraced(place),
            Check::EventUntraced => self.found_event_untraced(place),
            Check::MovementMissing => self.found_movement_missing(place, found),
            Check::MovementDeltas => self.found_movement_deltas(place, expected, found),
            Check::MovementTotals => self.found_movement_totals(place, expected, found),
            Check::MovementAvailable => self.found_movement_available(place, expected, found),
            Check::MovementForeignLoan => self.found_movement_foreign_loan(place, found),
            Check::AvailableOnDay => self.found_available_on_day(place, found),
            Check::EntrustedMissing => self.found_entrusted_missing(place, found),
            Check::EntrustedBalance => self.found_entrusted_balance(place, expected, found),
            Check::EntrustedOnDay => self.found_entrusted_on_day(place, found),
            Check::FundFigures => self.found_fund_figures(place, expected, found),
            Check::LoanReserved => self.found_loan_reserved(place, expected, found),
            Check::LoanDisbursed => self.found_loan_disbursed(place, expected, found),
            Check::LoanOutstanding => self.found_loan_outstanding(place, expected, found),
            Check::LoanState => self.found_loan_state(place, self.state(expected), self.state(found)),
            Check::EventMissing => self.found_event_missing(place, found),
            Check::EventCount => self.found_event_count(place, expected, found),
            Check::EventReverses => self.found_event_reverses(place, found),
            Check::Position => self.found_position(place, expected, found),
            Check::Unreplayable => self.found_unreplayable(place, found),
            Check::DocumentMissing => self.found_document_missing(place, expected),
            Check::DocumentAltered => self.found_document_altered(place, expected, found),
            Check::Unreadable => self.found_unreadable(place, found),
        }
    }

    /// One line on the whole of it.
    pub fn verified(self, seen: &Verified) -> String {
        if seen.holds() {
            self.verify_holds(seen.audit_rows, seen.movements, seen.loans, seen.documents)
        } else {
            self.verify_findings(seen.findings.len() as u64 + seen.unlisted)
        }
    }
}

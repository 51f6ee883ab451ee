//! What happened on a loan.
use crate::text::Texts;

texts! {
    loan_history: "Những gì đã diễn ra" | "What happened";
    loan_history_empty: "Chưa có giải ngân hay thu nợ nào." | "Nothing was paid out or in yet.";
    loan_event_disbursement: "Giải ngân" | "Paid out";
    loan_event_repayment: "Trả nợ" | "Repayment";
    loan_event_prepayment: "Trả nợ trước hạn" | "Prepayment";
    loan_event_rate: "Thay đổi lãi suất" | "Rate changed";
    loan_event_term_adjustment: "Điều chỉnh kỳ hạn trả nợ" | "Due dates adjusted";
    loan_event_extension: "Gia hạn nợ" | "Term extended";
    loan_event_interest_waiver: "Miễn, giảm lãi" | "Interest waived";
    loan_event_reversal: "Bút toán đảo" | "Reversal";
    loan_event_freeze: "Khoanh nợ" | "Frozen";
    loan_event_write_off: "Xử lý rủi ro" | "Written off";
    loan_event_recovery: "Thu hồi nợ đã xử lý" | "Recovery";
    loan_reversal_of(what, amount, date): "Đảo bút toán: {what} {amount} ngày {date}" | "Reversal of: {what} {amount} of {date}";
    loan_reversed(at, by, reason): "Đã đảo lúc {at} bởi {by}. Lý do: {reason}" | "Reversed at {at} by {by}. Reason: {reason}";
    loan_recorded(name, at): "{name} ghi lúc {at}" | "recorded by {name} at {at}";
    loan_value_date: "Ngày giá trị" | "Value date";
    loan_event_col: "Nội dung" | "What";
    loan_event_amount: "Số tiền" | "Amount";
    loan_used_for: "Dùng cho" | "Used for";
    loan_waiting_used: "Tiền chờ phân bổ được dùng khi đến hạn" | "Waiting money used on the due date";
    loan_used: "Đã dùng" | "Used";
    loan_used_principal: "gốc" | "principal";
    loan_used_interest: "lãi" | "interest";
    loan_used_overdue: "lãi gốc quá hạn" | "overdue interest";
    loan_used_late: "lãi chậm trả" | "late interest";
    loan_used_waiting: "chờ phân bổ" | "waiting";
    loan_payee: "Người nhận" | "Payee";
    loan_evidence: "Chứng từ" | "Evidence";
    loan_reference: "Số tham chiếu" | "Reference";
    loan_reason: "Lý do" | "Reason";
    loan_effect: "Cách áp dụng" | "Effect";
    loan_credit_check: "Tra cứu tín dụng" | "Credit check";
    loan_credit_check_said(group, on, document): "nhóm {group}, ngày {on}, {document}" | "group {group}, {on}, {document}";
    loan_effect_none: "Không trả trước" | "Without prepaying";
    loan_effect_shorter: "Rút ngắn thời hạn" | "End earlier";
    loan_effect_lower: "Giảm số tiền mỗi kỳ" | "Smaller instalments";
    loan_effect_next: "Trừ vào các kỳ tới" | "Next instalments in advance";
    loan_effect_shorter_hint: "Số tiền mỗi kỳ giữ nguyên, khoản vay kết thúc sớm hơn." | "The instalments stay as they are, the loan ends earlier.";
    loan_effect_lower_hint: "Thời hạn giữ nguyên, gốc mỗi kỳ nhỏ hơn." | "The term stays, each instalment gets smaller.";
    loan_effect_next_hint: "Gốc của các kỳ gần nhất coi như đã trả, các kỳ sau giữ nguyên." | "The principal of the coming instalments counts as paid, later ones stay.";
}

impl Texts {
    /// The name of a fact, by its kind as stored.
    pub fn loan_event(self, kind: &str) -> &str {
        match kind {
            "disbursement" => self.loan_event_disbursement(),
            "repayment" => self.loan_event_repayment(),
            "prepayment" => self.loan_event_prepayment(),
            "rate" => self.loan_event_rate(),
            "term_adjustment" => self.loan_event_term_adjustment(),
            "extension" => self.loan_event_extension(),
            "interest_waiver" => self.loan_event_interest_waiver(),
            "reversal" => self.loan_event_reversal(),
            "freeze" => self.loan_event_freeze(),
            "write_off" => self.loan_event_write_off(),
            "recovery" => self.loan_event_recovery(),
            other => other,
        }
    }

    /// What a prepayment does, by its name in the contract.
    pub fn loan_effect_name(self, effect: &str) -> &'static str {
        match effect {
            "shorter" => self.loan_effect_shorter(),
            "lower" => self.loan_effect_lower(),
            _ => self.loan_effect_next(),
        }
    }

    /// The same in a sentence.
    pub fn loan_effect_hint(self, effect: &str) -> &'static str {
        match effect {
            "shorter" => self.loan_effect_shorter_hint(),
            "lower" => self.loan_effect_lower_hint(),
            _ => self.loan_effect_next_hint(),
        }
    }
}

//! Changes of a running loan by decision.
use crate::domain::eligibility::Basis;
use crate::domain::restructuring::{Kind, Objection, State};
use crate::text::eligibility::legal_basis;
use crate::text::{Texts, format};

texts! {
    change_kind_hint_term_adjustment: "Đổi ngày và số tiền các kỳ, không quá ngày đến hạn cuối cùng của khoản vay." | "Other dates and amounts of instalments, not past the last due date of the loan.";
    change_kind_hint_extension: "Lịch mới vượt quá ngày đến hạn cuối cùng, trong giới hạn của quy chế." | "The new plan goes past the last due date, within the limits of the regulation.";
    change_kind_hint_rate: "Lãi suất trong hạn mới, kể từ một ngày." | "Another contract rate, from a day on.";
    change_kind_hint_waiver: "Giảm lãi đã đến hạn mà chưa trả, kỳ cũ nhất trước." | "Give up interest that fell due and is unpaid, oldest first.";
    change_kind_hint_freeze: "Không tính lãi trong một thời gian; chỉ chương trình cho vay giải quyết việc làm có." | "No interest for a time; only job-creation credit has it.";
    change_kind_hint_write_off: "Dùng dự phòng, đưa nợ ra ngoại bảng; vẫn tiếp tục thu hồi nợ." | "Provisions are used and the debt leaves the books; it is still collected.";

    restructure_title: "Đề nghị thay đổi khoản vay" | "Propose a change of the loan";
    restructure_choose: "Đề nghị thay đổi gì?" | "What is to change?";
    restructure_propose: "Lập đề nghị" | "Propose";
    restructure_this: "Đề nghị điều chỉnh, gia hạn, miễn giảm …" | "Propose an adjustment, extension, waiver …";
    restructure_list: "Đề nghị và quyết định thay đổi" | "Proposals and decisions";
    restructure_none: "Chưa có đề nghị nào." | "There are none.";
    restructure_proposed(number): "Đã lập đề nghị {number}. Người phê duyệt khác sẽ quyết định." | "Proposal {number} is made. An approver who is somebody else will decide.";
    restructure_date: "Ngày có hiệu lực" | "Effective date";
    restructure_date_hint: "Hôm nay hoặc một ngày đã qua của khoản vay." | "Today, or an earlier day of the loan.";
    restructure_plan: "Lịch trả gốc mới" | "New plan of principal";
    restructure_plan_hint(amount): "Mỗi dòng một kỳ: ngày đến hạn và số tiền gốc. Tổng phải bằng dư nợ gốc {amount}." | "A line for each instalment: due date and principal. They must sum to the principal owed, {amount}.";
    restructure_rate_new: "Lãi suất mới" | "New rate";
    restructure_rate_unit: "%/năm" | "% a year";
    restructure_rate_hint(rate): "Lãi suất đang áp dụng: {rate}/năm." | "The rate in force: {rate} a year.";
    restructure_waive: "Số tiền lãi được miễn, giảm" | "Interest waived";
    restructure_waive_hint(due): "Lãi đã đến hạn chưa trả: {due}." | "Interest due and unpaid: {due}.";
    restructure_inability: "Vì khách hàng không đủ khả năng trả" | "Because the customer cannot pay";
    restructure_inability_hint: "Khi đó nợ được xếp từ nhóm 3 trở lên (Thông tư 14/2024/TT-NHNN)." | "The debt is then in group 3 or worse (Circular 14/2024/TT-NHNN).";
    restructure_freeze_to: "Khoanh nợ đến hết ngày" | "Frozen to the end of";
    restructure_loss: "Mức thiệt hại về vốn" | "Loss of the capital lent";
    restructure_loss_unit: "%" | "percent";
    restructure_request: "Văn bản đề nghị của khách hàng" | "The customer’s request";
    restructure_request_law: "Cơ cấu lại nợ dựa trên đề nghị của khách hàng, khả năng tài chính của quỹ và đánh giá khả năng trả nợ (Điều 27 Nghị định 45/2021/NĐ-CP)." | "A debt is restructured on the customer’s request, by the fund’s means and an assessment of the ability to repay (Decree 45/2021/NĐ-CP, Article 27).";
    restructure_request_by: "Người đề nghị" | "Asked for by";
    restructure_request_on: "Ngày văn bản" | "Date of the paper";
    restructure_request_text: "Số, trích yếu hoặc nội dung văn bản" | "Number or contents of the paper";
    restructure_council: "Quyết định của Hội đồng xử lý rủi ro (số, ngày, nội dung)" | "Decision of the risk council (number, date, contents)";
    restructure_reason: "Lý do và đánh giá khả năng trả nợ" | "Reason and assessment of the ability to repay";
    restructure_compared: "Trước và sau khi thay đổi" | "Before and after";
    restructure_compared_on(date): "Số liệu đến hết ngày {date}" | "Figures at the end of {date}";
    restructure_before: "Hiện tại" | "As it is";
    restructure_after: "Sau thay đổi" | "After the change";
    restructure_schedule_before: "Lịch trả nợ hiện tại" | "Present schedule";
    restructure_schedule_after: "Lịch trả nợ mới" | "New schedule";
    restructure_interest: "Tiền lãi còn phải trả" | "Interest still to come";
    restructure_last_due: "Kỳ cuối" | "Last due date";
    restructure_effect_more(amount): "Tổng tiền lãi còn phải trả tăng {amount}." | "{amount} more interest is still to come.";
    restructure_effect_less(amount): "Tổng tiền lãi còn phải trả giảm {amount}." | "{amount} less interest is still to come.";
    restructure_effect_same: "Tổng tiền lãi còn phải trả không đổi." | "As much interest is still to come as before.";
    restructure_group_change(before, after): "Nhóm nợ của riêng khoản vay này: {before} → {after}." | "Debt group of this loan alone: {before} → {after}.";
    restructure_try_nothing: "Điền các mục rồi chọn «Xem trước» để so sánh trước và sau: chưa có gì được ghi." | "Fill in the form and choose “Preview” to compare before and after: nothing is recorded by that.";

    decision_file(number): "Đề nghị {number}" | "Proposal {number}";
    decision_number: "Theo đề nghị số" | "By proposal";
    decision_what: "Nội dung đề nghị" | "What is proposed";
    decision_kind: "Loại thay đổi" | "Kind of change";
    decision_loan: "Khoản vay" | "Loan";
    decision_proposed_by: "Người lập đề nghị" | "Proposed by";
    decision_person_at(name, at): "{name}, lúc {at}" | "{name}, {at}";
    decision_decided_by: "Người quyết định" | "Decided by";
    decision_note: "Ý kiến" | "Note";
    decision_event: "Đã ghi sổ" | "Booked";
    decision_event_see: "Xem trên trang khoản vay" | "See it on the loan’s page";
    decision_withdrawn_at: "Rút lúc" | "Withdrawn at";
    decision_turn_approver: "Đến lượt: người phê duyệt, khác người lập đề nghị" | "Whose turn: an approver other than the proposer";
    decision_turn_over: "Đã kết thúc" | "Closed";
    decision_step_wait: "Đề nghị đang chờ người phê duyệt quyết định. Chưa có gì được ghi sổ." | "The proposal waits for an approver. Nothing is booked yet.";
    decision_step_yours: "Xem kỹ trước và sau rồi quyết định. Khi phê duyệt, thay đổi được ghi sổ ngay và hợp tác xã được báo bằng thư." | "Look at before and after, then decide. Approving books the change at once and tells the cooperative by mail.";
    decision_step_approved: "Đã phê duyệt và ghi sổ." | "Approved and booked.";
    decision_step_rejected: "Không được phê duyệt; khoản vay giữ nguyên như trước." | "Not approved; the loan stays as it was.";
    decision_step_withdrawn: "Người lập đã rút đề nghị; khoản vay giữ nguyên như trước." | "Taken back by its proposer; the loan stays as it was.";
    decision_approve: "Phê duyệt và ghi sổ" | "Approve and book";
    decision_approve_note: "Ý kiến (được gửi cho hợp tác xã)" | "Note (the cooperative reads it)";
    decision_reject: "Không phê duyệt" | "Reject";
    decision_reject_reason: "Lý do (được gửi cho hợp tác xã)" | "Reason (the cooperative reads it)";
    decision_withdraw: "Rút đề nghị" | "Withdraw the proposal";
    decision_approved_done: "Đã phê duyệt và ghi sổ; hợp tác xã được báo bằng thư." | "Approved and booked; the cooperative is told by mail.";
    decision_rejected_done: "Đã từ chối đề nghị." | "The proposal is rejected.";
    decision_withdrawn_done: "Đã rút đề nghị." | "The proposal is withdrawn.";
    decision_stale(why): "Đề nghị này không còn quyết định được: {why}" | "This proposal can no longer be approved: {why}";
    decision_reversed: "Bút toán của quyết định này đã được đảo: khoản vay được tính lại như chưa từng có quyết định." | "What was booked by this decision has been reversed: the loan is computed as if it had never been decided.";
    decision_internal: "Việc nội bộ của quỹ: khách hàng vẫn nợ như trước và không nhận thư." | "The fund’s own matter: the customer owes as before and gets no letter.";
    state_proposed: "Chờ quyết định" | "Waiting for its decision";

    objection_sum(sum, outstanding): "Tổng gốc của lịch mới là {sum}, phải bằng dư nợ gốc {outstanding}." | "The plan sums to {sum}; it must be the principal owed, {outstanding}.";
    objection_past(today): "Ngày đến hạn phải sau hôm nay ({today})." | "The due date must be after today ({today}).";
    objection_past_term(end): "Điều chỉnh kỳ hạn không được vượt quá ngày đến hạn cuối cùng {end}. Muốn vượt quá, hãy đề nghị gia hạn." | "An adjustment may not go past the last due date, {end}. To go past it, propose an extension.";
    objection_inside_term(end): "Lịch này không vượt quá ngày đến hạn cuối cùng {end}: hãy đề nghị điều chỉnh kỳ hạn." | "This plan does not go past the last due date, {end}: propose an adjustment.";
    objection_not_regulated(rule, basis, setting): "Pháp luật để quỹ tự quy định ({basis}, quy tắc {rule}), nhưng quy chế của quỹ chưa có mục «{setting}». Quản trị viên cần điền mục này trước." | "The law leaves this to the fund ({basis}, rule {rule}), and its regulation does not yet have “{setting}”. An administrator must fill it in first.";
    objection_too_often(times, basis): "Quy chế chỉ cho gia hạn {times} lần ({basis}), và khoản vay đã được gia hạn đủ số lần." | "The regulation allows {times} extensions ({basis}), and the loan has had them.";
    objection_too_far(until, months, basis): "Chậm nhất là ngày {until}: tối đa {months} tháng ({basis})." | "At the latest {until}: at most {months} months ({basis}).";
    objection_same_rate: "Đây chính là lãi suất đang áp dụng." | "This is the rate in force already.";
    objection_rate_high(limit, basis): "Cao hơn mức pháp luật cho phép: tối đa {limit}/năm ({basis})." | "Above what the law allows: at most {limit} a year ({basis}).";
    objection_nothing_due: "Khoản vay không có lãi đến hạn chưa trả nên không có gì để miễn, giảm." | "The loan has no interest due and unpaid, so there is nothing to waive.";
    objection_more_than_due(due): "Nhiều hơn lãi đến hạn chưa trả: tối đa {due}." | "More than the interest due: at most {due}.";
    objection_no_freeze: "Pháp luật về quỹ này không có khoanh nợ (Nghị định 45/2021/NĐ-CP, quy tắc CF-58). Hãy đề nghị điều chỉnh kỳ hạn hoặc gia hạn." | "The law on this fund knows no freeze (Decree 45/2021/NĐ-CP, rule CF-58). Propose an adjustment or an extension.";
    objection_loss_small(from, basis): "Chỉ được khoanh nợ khi thiệt hại từ {from} vốn trở lên ({basis})." | "A debt is frozen only from a loss of {from} of the capital ({basis}).";
    objection_drawing_open: "Khoản vay còn đang giải ngân; hãy đóng giải ngân trước." | "The drawing is still open; close it first.";
    objection_nothing_owed: "Khoản vay không còn dư nợ gốc." | "No principal is owed.";
    objection_unwritten: "chưa ghi căn cứ" | "no place written down";
}

impl Texts {
    /// What a kind of change does, in a sentence.
    pub fn change_kind_hint(self, kind: Kind) -> &'static str {
        match kind {
            Kind::TermAdjustment => self.change_kind_hint_term_adjustment(),
            Kind::Extension => self.change_kind_hint_extension(),
            Kind::Rate => self.change_kind_hint_rate(),
            Kind::InterestWaiver => self.change_kind_hint_waiver(),
            Kind::Freeze => self.change_kind_hint_freeze(),
            Kind::WriteOff => self.change_kind_hint_write_off(),
        }
    }

    /// Where a proposal stands, in a word or two.
    pub fn restructuring_state(self, state: State) -> &'static str {
        match state {
            State::Proposed => self.state_proposed(),
            State::Approved => self.state_approved(),
            State::Rejected => self.state_rejected(),
            State::Withdrawn => self.state_withdrawn(),
        }
    }

    /// Why a change is not allowed, and what to do.
    pub fn objection(self, why: &Objection) -> String {
        let basis = |basis: &Basis| match basis {
            Basis::Unwritten => self.objection_unwritten().to_owned(),
            written => legal_basis(written),
        };
        let percent = |percent: &crate::domain::percent::Percent| self.percent(&percent.to_string());
        match why {
            Objection::Malformed(refusal) => self.not_computable(refusal.code, &refusal.detail).to_owned(),
            Objection::PlanDoesNotSum { sum, outstanding } => {
                self.objection_sum(format::dong(*sum), format::dong(*outstanding))
            }
            Objection::AlreadyPast { today, .. } => self.objection_past(format::date(*today)),
            Objection::PastTerm { end, .. } => self.objection_past_term(format::date(*end)),
            Objection::InsideTerm { end } => self.objection_inside_term(format::date(*end)),
            Objection::NotRegulated { key, rule, basis: at } => {
                self.objection_not_regulated(rule, basis(at), self.setting_name(*key))
            }
            Objection::TooOften { times, basis: at } => self.objection_too_often(times, basis(at)),
            Objection::TooFar { until, months, basis: at } => {
                self.objection_too_far(format::date(*until), months, basis(at))
            }
            Objection::SameRate => self.objection_same_rate().into(),
            Objection::RateTooHigh { limit, basis: at } => self.objection_rate_high(percent(limit), basis(at)),
            Objection::NothingDue => self.objection_nothing_due().into(),
            Objection::MoreThanDue { due } => self.objection_more_than_due(format::dong(*due)),
            Objection::NoFreeze => self.objection_no_freeze().into(),
            Objection::LossTooSmall { from, basis: at } => self.objection_loss_small(percent(from), basis(at)),
            Objection::DrawingOpen => self.objection_drawing_open().into(),
            Objection::NothingOwed => self.objection_nothing_owed().into(),
        }
    }
}

//! The names of states and kinds.
use crate::text::Texts;

texts! {
    state_ended: "đã kết thúc" | "ended";
    state_draft: "Bản nháp" | "Draft";
    state_submitted: "Đã nộp" | "Submitted";
    state_returned: "Cần bổ sung" | "Returned for papers";
    state_appraised: "Đã thẩm định" | "Appraised";
    state_approved: "Đã duyệt" | "Approved";
    state_rejected: "Không duyệt" | "Rejected";
    state_withdrawn: "Đã rút" | "Withdrawn";
    state_lapsed: "Hết hiệu lực" | "Lapsed";
    state_signed: "Đã ký hợp đồng" | "Signed";
    state_active: "Đang vay" | "Active";
    state_settled: "Đã tất toán" | "Settled";
    state_written_off: "Đã xử lý rủi ro" | "Written off";
    state_cancelled: "Đã huỷ" | "Cancelled";
    state_sent: "Đã gửi" | "Sent";
    state_sending: "Đang gửi" | "Being sent";
    state_dropped: "Không còn cần gửi" | "No longer needed";
    state_decided_by_bank: "do Ngân hàng Chính sách xã hội quyết định: hãy chuyển hồ sơ và ghi quyết định của ngân hàng" | "decided by the Social Policy Bank: send the file on and record the bank’s decision";
    state_decided_by_central_fund: "do quỹ trung ương quyết định: hãy chuyển hồ sơ và ghi quyết định của quỹ" | "decided by the central fund: send the file on and record its decision";
    state_decided_here: "do chính quỹ này quyết định" | "decided by this fund itself";
    state_drawing_closed: "Đã đóng giải ngân" | "Drawing closed";
    state_ceased: "Ngừng hoạt động" | "Ceased";
    state_dissolved: "Đã giải thể" | "Dissolved";
    state_running: "Đang hoạt động" | "Active";
}

impl Texts {
    /// A state of an application or loan, by its code in the contract; an unknown one is shown as it is.
    pub fn state(self, code: &str) -> String {
        match code {
            "ended" => self.state_ended(),
            "draft" => self.state_draft(),
            "submitted" => self.state_submitted(),
            "returned" => self.state_returned(),
            "appraised" => self.state_appraised(),
            "approved" => self.state_approved(),
            "rejected" => self.state_rejected(),
            "proposed" => self.state_proposed(),
            "withdrawn" => self.state_withdrawn(),
            "lapsed" => self.state_lapsed(),
            "signed" => self.state_signed(),
            "active" => self.state_active(),
            "settled" => self.state_settled(),
            "written_off" => self.state_written_off(),
            "cancelled" => self.state_cancelled(),
            "sent" => self.state_sent(),
            "sending" => self.state_sending(),
            "dropped" => self.state_dropped(),
            "drawing_closed" => self.state_drawing_closed(),
            "decided_by_bank" => self.state_decided_by_bank(),
            "decided_by_central_fund" => self.state_decided_by_central_fund(),
            "waits_for_capital" => self.state_waits_for_capital(),
            "refusal_recommended" => self.state_refusal_recommended(),
            "enough_capital" => self.state_enough_capital(),
            "ask_done" => self.state_ask_done(),
            "ask_refused" => self.state_ask_refused(),
            "ask_withdrawn" => self.state_ask_withdrawn(),
            "ask_needs_booking" => self.state_ask_needs_booking(),
            "offer_accepted" => self.state_offer_accepted(),
            "offer_declined" => self.state_offer_declined(),
            "decided_here" => self.state_decided_here(),
            "link_waiting" => self.link_waiting(),
            "link_confirmed" => self.link_confirmed(),
            "link_refused" => self.link_refused(),
            other => other,
        }
        .to_owned()
    }

    /// A cooperative's status: `active` is a word of its own there.
    pub fn cooperative_status(self, code: &str) -> String {
        match code {
            "active" => self.state_running(),
            "ceased" => self.state_ceased(),
            "dissolved" => self.state_dissolved(),
            "link_waiting" => self.link_waiting(),
            "link_confirmed" => self.link_confirmed(),
            "link_refused" => self.link_refused(),
            other => other,
        }
        .to_owned()
    }
}

//! The audit trail in words.
use crate::text::Texts;

texts! {
    audit_title: "Nhật ký kiểm toán" | "Audit trail";
    audit_intro: "Mọi việc đã làm và mọi lần bị từ chối, mới nhất ở trên. Mỗi dòng mang mã băm của dòng trước, nên không thể sửa hay xoá mà không để lại dấu vết." | "Everything that was done and every attempt that was refused, newest first. Each row carries the hash of the row before it, so none can be changed or removed unseen.";
    audit_refused: "Bị từ chối" | "Refused";
    audit_details: "Chi tiết" | "Details";
    audit_field: "Mục" | "Field";
    audit_before: "Trước" | "Before";
    audit_after: "Sau" | "After";
    audit_address: "Từ địa chỉ" | "From address";
    audit_place: "Số trong chuỗi" | "Place in the chain";
    audit_hash: "Mã băm" | "Hash";
    audit_previous_hash: "Mã băm dòng trước" | "Hash of the row before";
    audit_filter_fund: "Quỹ" | "Fund";
    audit_every_fund: "Tất cả" | "All";
    audit_system_chain: "Hệ thống (không thuộc quỹ nào)" | "System (of no fund)";
    audit_only_object: "Chỉ các dòng về" | "Only what is about";
    audit_only_this: "chỉ xem đối tượng này" | "only this";
    audit_all_objects: "Bỏ lọc" | "Show everything";
    audit_filter: "Lọc" | "Filter";
    audit_empty_title: "Chưa có dòng nào" | "Nothing here";
    audit_empty_text: "Không có dòng nhật ký nào khớp với bộ lọc này." | "No row of the trail matches this filter.";
    audit_older: "Cũ hơn" | "Older";
    audit_newest: "Mới nhất" | "Newest";
    audit_pages: "Các trang của nhật ký" | "Pages of the trail";
    audit_verify: "Kiểm tra sổ sách" | "Check the books";
    audit_system: "hệ thống" | "system";

    did_application_begin: "Lập hồ sơ vay" | "Began an application";
    did_application_save: "Lưu hồ sơ vay" | "Saved an application";
    did_application_write: "Lưu một phần của hồ sơ vay" | "Saved a part of an application";
    did_application_submit: "Nộp hồ sơ vay" | "Submitted an application";
    did_application_ask_confirmation: "Nhờ hợp tác xã xác nhận hồ sơ ghi hộ" | "Asked a cooperative to confirm an application";
    did_application_withdraw: "Rút hồ sơ vay" | "Withdrew an application";
    did_application_return: "Trả hồ sơ để bổ sung" | "Returned an application for papers";
    did_application_appraise: "Thẩm định hồ sơ" | "Appraised an application";
    did_application_approve: "Duyệt cho vay" | "Approved an application";
    did_application_reject: "Không duyệt cho vay" | "Rejected an application";
    did_application_lapse: "Hồ sơ hết hiệu lực" | "Let an application lapse";
    did_application_refer: "Chuyển hồ sơ đến nơi quyết định" | "Sent a file on to who decides";
    did_application_outcome: "Ghi quyết định của nơi cho vay" | "Recorded the lender’s decision";
    did_application_balance: "Ghi dư nợ được thông báo" | "Wrote down a reported balance";
    did_application_move: "Chuyển hồ sơ sang quy định mới" | "Moved a file to the new rules";
    did_document_add: "Thêm giấy tờ" | "Added a paper";
    did_document_review: "Ghi nhận xét giấy tờ" | "Reviewed a paper";
    did_document_remove: "Bỏ giấy tờ" | "Removed a paper";
    did_loan_sign: "Ký hợp đồng vay" | "Signed a loan contract";
    did_loan_disburse: "Giải ngân" | "Paid out a tranche";
    did_loan_close_drawing: "Kết thúc giải ngân" | "Closed the drawing";
    did_loan_cancel: "Huỷ khoản vay" | "Cancelled a loan";
    did_loan_lapse: "Khoản vay hết hạn ký" | "Let an approval lapse";
    did_loan_repay: "Ghi nhận trả nợ" | "Booked a repayment";
    did_loan_prepay: "Ghi nhận trả nợ trước hạn" | "Booked a prepayment";
    did_loan_reverse: "Đảo bút toán" | "Reversed a booking";
    did_loan_restructure: "Lập đề nghị thay đổi khoản vay" | "Proposed a change of a loan";
    did_restructuring_approve: "Phê duyệt thay đổi khoản vay" | "Approved a change of a loan";
    did_restructuring_reject: "Không phê duyệt thay đổi khoản vay" | "Rejected a change of a loan";
    did_restructuring_withdraw: "Rút đề nghị thay đổi khoản vay" | "Withdrew a proposed change";
    did_capital_record: "Ghi biến động vốn của quỹ" | "Recorded a movement of the fund's capital";
    did_capital_entrust: "Ghi vốn nhận uỷ thác" | "Recorded entrusted money";
    did_fund_create: "Lập quỹ" | "Made a fund";
    did_books_close: "Khoá hoặc mở lại sổ" | "Closed or opened the books";
    did_holiday_add: "Thêm ngày vào lịch nghỉ" | "Added a day to the calendar";
    did_holiday_withdraw: "Rút lại một ngày của lịch nghỉ" | "Withdrew a day of the calendar";
    did_fund_founded: "Ghi ngày thành lập quỹ" | "Recorded a fund’s founding day";
    did_fund_open: "Mở hoặc đóng nhận hồ sơ" | "Opened or closed a fund to applications";
    did_regulation_set: "Đặt quy định của quỹ" | "Set a fund's regulation";
    did_rule_propose: "Đề xuất phiên bản quy định" | "Proposed a version of a rule";
    did_rule_confirm: "Xác nhận phiên bản quy định" | "Confirmed a version of a rule";
    did_rule_reject: "Không xác nhận phiên bản quy định" | "Rejected a version of a rule";
    did_rule_withdraw: "Rút đề xuất phiên bản quy định" | "Withdrew a proposed version of a rule";
    did_cooperative_enter: "Ghi hợp tác xã vào danh bạ" | "Entered a cooperative";
    did_cooperative_change: "Sửa thông tin hợp tác xã" | "Changed a cooperative";
    did_relation_record: "Ghi người có liên quan" | "Recorded a related person";
    did_relation_end: "Kết thúc quan hệ liên quan" | "Ended a relation";
    did_relation_state: "Ghi lời khai không có người liên quan khác" | "Recorded the statement that nobody else is related";
    did_duty_grant: "Giao nhiệm vụ" | "Granted a duty";
    did_duty_withdraw: "Thôi giao nhiệm vụ" | "Withdrew a duty";
    did_registration_ask: "Xin mã để đăng ký tài khoản" | "Asked for a code to register";
    did_mail_code_try: "Nhập mã xác nhận địa chỉ" | "Typed the code of an address";
    did_registration_finish: "Đăng ký tài khoản" | "Registered an account";
    did_link_ask: "Đề nghị xác nhận là người của hợp tác xã" | "Asked to be confirmed for a cooperative";
    did_link_paper: "Nộp giấy chứng nhận đăng ký" | "Handed in a registration certificate";
    did_link_confirm: "Xác nhận người của hợp tác xã" | "Confirmed that somebody acts for a cooperative";
    did_link_refuse: "Không xác nhận người của hợp tác xã" | "Refused that somebody acts for a cooperative";
    did_member_invite: "Mời người của hợp tác xã" | "Invited somebody of the cooperative";
    did_member_withdraw: "Thu hồi quyền người của hợp tác xã" | "Withdrew somebody of the cooperative";
    did_user_email_ask: "Xin đổi địa chỉ thư" | "Asked for another address";
    did_user_email: "Đổi địa chỉ thư" | "Changed the address";
    did_user_data: "Tải dữ liệu của mình" | "Downloaded their own data";
    did_consent_give: "Đồng ý xử lý dữ liệu cá nhân" | "Consented to data processing";
    did_consent_withdraw: "Rút lại đồng ý xử lý dữ liệu cá nhân" | "Withdrew consent to data processing";
    kind_coop_link: "Người của hợp tác xã" | "Link to a cooperative";
    kind_mail_code: "Mã xác nhận địa chỉ" | "Code of an address";
    did_user_invite: "Mời người dùng" | "Invited a person";
    did_user_invite_again: "Gửi lại lời mời" | "Sent an invitation again";
    did_user_add: "Thêm người dùng" | "Added a person";
    did_user_active: "Khoá hoặc mở tài khoản" | "Closed or opened an account";
    did_user_language: "Đổi ngôn ngữ" | "Changed the language";
    did_user_name: "Sửa họ tên" | "Corrected a name";
    did_user_password: "Đổi mật khẩu" | "Changed a password";
    did_user_reset_request: "Xin đặt lại mật khẩu" | "Asked for a password reset";
    did_user_link_used: "Dùng đường dẫn một lần" | "Used a one-time link";
    did_user_first_link: "Tạo đường dẫn cho quản trị viên đầu tiên" | "Made the first administrator's link";
    did_session_begin: "Đăng nhập" | "Signed in";
    did_session_end: "Đăng xuất" | "Signed out";
    did_session_end_all: "Kết thúc mọi phiên" | "Ended every session";
    did_session_end_others: "Kết thúc các phiên khác" | "Ended the other sessions";
    did_token_make: "Tạo mã truy cập" | "Made an API token";
    did_token_revoke: "Thu hồi mã truy cập" | "Revoked an API token";
    did_day_close: "Khoá ngày" | "Closed a business day";
    did_mail_resend: "Gửi lại thư" | "Sent a message again";
    did_mail_resend_failed: "Gửi lại mọi thư bị lỗi" | "Sent all failed messages again";
    did_day_loans: "Cập nhật các khoản vay cuối ngày" | "Brought loans up to date at the end of a day";
    did_loan_use_waiting_money: "Phân bổ tiền đang chờ" | "Put waiting money to use";
    did_request_barred: "Thử làm việc không được giao" | "Tried what is not their duty";
    did_example_fill: "Nạp dữ liệu ví dụ" | "Filled in the example";
    did_example_finish: "Nạp xong dữ liệu ví dụ" | "Finished the example";

    kind_application: "Hồ sơ vay" | "Application";
    kind_loan: "Khoản vay" | "Loan";
    kind_holiday: "Lịch nghỉ" | "Calendar";
    kind_restructuring: "Đề nghị thay đổi khoản vay" | "Proposed change";
    kind_rule: "Quy định của pháp luật" | "Rule of law";
    kind_fund: "Quỹ" | "Fund";
    kind_cooperative: "Hợp tác xã" | "Cooperative";
    kind_user: "Người dùng" | "Person";
    kind_session: "Phiên đăng nhập" | "Session";
    kind_closing: "Ngày làm việc" | "Business day";
    kind_message: "Thư" | "Message";
    kind_link: "Đường dẫn một lần" | "One-time link";
    kind_address: "Địa chỉ trang" | "Address";
    kind_database: "Cơ sở dữ liệu" | "Database";
}

impl Texts {
    /// What was done, in words; a deed this list does not know is shown by its code.
    pub fn deed(self, action: &str) -> &str {
        match action.split_once('.') {
            Some(("application", verb)) => self.application_deed(verb),
            Some(("loan", verb)) => self.loan_deed(verb),
            Some(("user", verb)) => self.user_deed(verb),
            Some(("registration" | "mail_code" | "link" | "member" | "consent", _)) => self.deed_at_the_door(action),
            _ => self.other_deed(action),
        }
        .unwrap_or(action)
    }

    fn application_deed(self, verb: &str) -> Option<&'static str> {
        Some(match verb {
            "begin" => self.did_application_begin(),
            "save" => self.did_application_save(),
            "write" => self.did_application_write(),
            "submit" => self.did_application_submit(),
            "ask_confirmation" => self.did_application_ask_confirmation(),
            "withdraw" => self.did_application_withdraw(),
            "return" => self.did_application_return(),
            "appraise" => self.did_application_appraise(),
            "approve" => self.did_application_approve(),
            "reject" => self.did_application_reject(),
            "wait" => self.did_application_wait(),
            "offer" => self.did_application_offer(),
            "lapse" => self.did_application_lapse(),
            "refer" => self.did_application_refer(),
            "outcome" => self.did_application_outcome(),
            "balance" => self.did_application_balance(),
            "move" => self.did_application_move(),
            _ => return None,
        })
    }

    fn loan_deed(self, verb: &str) -> Option<&'static str> {
        Some(match verb {
            "sign" => self.did_loan_sign(),
            "disburse" => self.did_loan_disburse(),
            "close_drawing" => self.did_loan_close_drawing(),
            "cancel" => self.did_loan_cancel(),
            "lapse" => self.did_loan_lapse(),
            "repay" => self.did_loan_repay(),
            "prepay" => self.did_loan_prepay(),
            "reverse" => self.did_loan_reverse(),
            "restructure" => self.did_loan_restructure(),
            "use_waiting_money" => self.did_loan_use_waiting_money(),
            _ => return None,
        })
    }

    fn user_deed(self, verb: &str) -> Option<&'static str> {
        Some(match verb {
            "invite" => self.did_user_invite(),
            "invite_again" => self.did_user_invite_again(),
            "add" => self.did_user_add(),
            "active" => self.did_user_active(),
            "language" => self.did_user_language(),
            "name" => self.did_user_name(),
            "password" => self.did_user_password(),
            "reset_request" => self.did_user_reset_request(),
            "link_used" => self.did_user_link_used(),
            "first_link" => self.did_user_first_link(),
            "email_ask" => self.did_user_email_ask(),
            "email" => self.did_user_email(),
            "data" => self.did_user_data(),
            _ => return None,
        })
    }

    fn deed_at_the_door(self, action: &str) -> Option<&'static str> {
        Some(match action {
            "registration.ask" => self.did_registration_ask(),
            "registration.finish" => self.did_registration_finish(),
            "mail_code.try" => self.did_mail_code_try(),
            "link.ask" => self.did_link_ask(),
            "link.paper" => self.did_link_paper(),
            "link.confirm" => self.did_link_confirm(),
            "link.refuse" => self.did_link_refuse(),
            "member.invite" => self.did_member_invite(),
            "member.withdraw" => self.did_member_withdraw(),
            "consent.give" => self.did_consent_give(),
            "consent.withdraw" => self.did_consent_withdraw(),
            _ => return None,
        })
    }

    fn other_deed(self, action: &str) -> Option<&'static str> {
        Some(match action {
            "restructuring.approve" => self.did_restructuring_approve(),
            "restructuring.reject" => self.did_restructuring_reject(),
            "restructuring.withdraw" => self.did_restructuring_withdraw(),
            "document.add" => self.did_document_add(),
            "document.review" => self.did_document_review(),
            "document.remove" => self.did_document_remove(),
            "capital.record" => self.did_capital_record(),
            "capital.entrust" => self.did_capital_entrust(),
            "ask.make" => self.did_ask_make(),
            "ask.refuse" => self.did_ask_refuse(),
            "ask.answer" => self.did_ask_answer(),
            "ask.withdraw" => self.did_ask_withdraw(),
            "ask.add_paper" => self.did_ask_add_paper(),
            "offer.accept" => self.did_offer_accept(),
            "offer.decline" => self.did_offer_decline(),
            "fund.create" => self.did_fund_create(),
            "fund.account" => self.did_fund_account(),
            "books.close" => self.did_books_close(),
            "holiday.add" => self.did_holiday_add(),
            "holiday.withdraw" => self.did_holiday_withdraw(),
            "fund.founded" => self.did_fund_founded(),
            "fund.open" => self.did_fund_open(),
            "regulation.set" => self.did_regulation_set(),
            "rule.propose" => self.did_rule_propose(),
            "rule.confirm" => self.did_rule_confirm(),
            "rule.reject" => self.did_rule_reject(),
            "rule.withdraw" => self.did_rule_withdraw(),
            "cooperative.enter" => self.did_cooperative_enter(),
            "cooperative.change" => self.did_cooperative_change(),
            "relation.record" => self.did_relation_record(),
            "relation.end" => self.did_relation_end(),
            "relation.state" => self.did_relation_state(),
            "duty.grant" => self.did_duty_grant(),
            "duty.withdraw" => self.did_duty_withdraw(),
            "session.begin" => self.did_session_begin(),
            "session.end" => self.did_session_end(),
            "session.end_all" => self.did_session_end_all(),
            "session.end_others" => self.did_session_end_others(),
            "token.make" => self.did_token_make(),
            "token.revoke" => self.did_token_revoke(),
            "day.close" => self.did_day_close(),
            "mail.resend" => self.did_mail_resend(),
            "mail.resend_failed" => self.did_mail_resend_failed(),
            "day.loans" => self.did_day_loans(),
            "request.barred" => self.did_request_barred(),
            "example.fill" => self.did_example_fill(),
            "example.finish" => self.did_example_finish(),
            _ => return None,
        })
    }

    /// The kind of an object of the trail; an unknown one is shown by its code.
    pub fn object_kind(self, kind: &str) -> &str {
        match kind {
            "application" => self.kind_application(),
            "loan" => self.kind_loan(),
            "ask" => self.kind_ask(),
            "restructuring" => self.kind_restructuring(),
            "rule" | "rule_version" => self.kind_rule(),
            "fund" => self.kind_fund(),
            "holiday" => self.kind_holiday(),
            "cooperative" => self.kind_cooperative(),
            "user" => self.kind_user(),
            "session" => self.kind_session(),
            "closing" => self.kind_closing(),
            "message" => self.kind_message(),
            "link" => self.kind_link(),
            "coop_link" => self.kind_coop_link(),
            "mail_code" => self.kind_mail_code(),
            "address" => self.kind_address(),
            "database" => self.kind_database(),
            other => other,
        }
    }
}

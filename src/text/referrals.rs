//! Files that somebody else decides on: sent on, decided there, followed.
use crate::domain::policy::Decider;
use crate::text::Texts;

texts! {
    decider_bank: "Ngân hàng Chính sách xã hội" | "the Social Policy Bank";
    decider_central_fund: "quỹ trung ương" | "the central fund";
    decider_fund: "quỹ" | "the fund";
    referral_title: "Nơi quyết định và cho vay" | "Who decides and lends";
    referral_intro(decider): "Hồ sơ này do {decider} quyết định và cho vay. Ở đây tiếp nhận, kiểm tra đủ hồ sơ, chuyển hồ sơ, ghi lại quyết định và theo dõi dư nợ; quỹ không giữ vốn cho khoản vay này." | "This file is decided and lent on by {decider}. Here it is taken in, checked for completeness, sent on, its decision recorded and its debt followed; no capital of the fund is reserved for it.";
    referral_form: "Chuyển hồ sơ" | "Send the file on";
    referral_number: "Số công văn chuyển" | "Number of the letter";
    referral_date: "Ngày công văn" | "Date of the letter";
    referral_note: "Đã kiểm tra hồ sơ" | "What was checked";
    referral_note_hint: "Hồ sơ đã đủ những giấy tờ nào; điểm nào nơi quyết định cần xem thêm." | "Which papers are there; what the decider should look at.";
    referral_button: "Hồ sơ đủ, chuyển đi" | "The file is complete: send it on";
    referral_done: "Đã chuyển hồ sơ." | "The file was sent on.";
    referral_sent(number, date, name): "Công văn {number} ngày {date}, {name} chuyển" | "Letter {number} of {date}, sent by {name}";
    referral_waiting: "Đang chờ quyết định" | "Waiting for the decision";
    outcome_form: "Ghi quyết định" | "Record the decision";
    outcome_kind: "Quyết định" | "Decision";
    outcome_granted: "Cho vay" | "Granted";
    outcome_refused: "Từ chối" | "Refused";
    outcome_number: "Số văn bản" | "Number of the paper";
    outcome_date: "Ngày văn bản" | "Date of the paper";
    outcome_amount: "Số tiền được vay" | "Amount granted";
    outcome_term: "Thời hạn" | "Term";
    outcome_rate: "Lãi suất" | "Rate";
    outcome_source: "Nguồn vốn" | "Source of capital";
    outcome_reason: "Lý do từ chối" | "Why it was refused";
    outcome_button: "Ghi quyết định" | "Record the decision";
    outcome_done: "Đã ghi quyết định." | "The decision is recorded.";
    outcome_paper(number, date, name): "Văn bản {number} ngày {date}, {name} ghi" | "Paper {number} of {date}, recorded by {name}";
    balance_title: "Dư nợ được thông báo" | "The debt as reported";
    balance_none: "Chưa có thông báo dư nợ nào." | "No balance has been reported yet.";
    balance_form: "Ghi dư nợ" | "Write down a balance";
    balance_as_of: "Tính đến ngày" | "As of";
    balance_amount: "Dư nợ" | "Balance";
    balance_overdue: "Trong đó quá hạn" | "Of that overdue";
    balance_document: "Theo báo cáo" | "By the report";
    balance_by: "Người ghi" | "Written by";
    balance_button: "Ghi dư nợ" | "Write it down";
    balance_done: "Đã ghi dư nợ." | "The balance is written down.";
    next_refer: "Kiểm tra đủ hồ sơ rồi chuyển đi" | "Check that the file is complete, then send it on";
    next_refer_text(decider): "Nơi quyết định: {decider}. Thiếu giấy tờ thì trả lại để bổ sung." | "Decided by {decider}. Return it where papers are missing.";
    next_refer_waiting: "Quỹ đang kiểm tra hồ sơ" | "The fund is checking the file";
    next_outcome(decider): "Chờ quyết định của {decider}" | "Waiting for the decision of {decider}";
    next_outcome_text(number, date): "Hồ sơ đã chuyển theo công văn {number} ngày {date}." | "The file went with letter {number} of {date}.";
    next_outcome_record: "Khi có quyết định, người duyệt ghi lại ở trang này." | "Once it is decided, the approver records it on this page.";
    next_outcome_other: "Người đã chuyển hồ sơ không ghi quyết định; cần một người khác." | "Who sent the file on does not record the decision; somebody else does.";
    next_granted(decider): "{decider} đã đồng ý cho vay" | "Granted by {decider}";
    next_granted_text: "Việc ký hợp đồng, giải ngân và trả nợ thực hiện tại nơi cho vay. Dư nợ được theo dõi ở dưới." | "Contract, payment and repayment are made with the lender. The debt is followed below.";
    turn_of_decider(decider): "Đến lượt {decider}." | "It is the turn of {decider}.";
    turn_of_decider_until(decider, date): "Đến lượt {decider}, hạn trả lời {date}." | "It is the turn of {decider}, to answer by {date}.";
    history_refer(number): "Chuyển hồ sơ theo công văn {number}" | "Sent on with letter {number}";
    history_outcome(number): "Ghi quyết định theo văn bản {number}" | "Recorded the decision of paper {number}";
    history_balance: "Ghi dư nợ được thông báo" | "Wrote down a reported balance";
    mail_granted_there_subject(number): "Hồ sơ {number} được cho vay" | "Application {number} was granted";
    mail_granted_there(number, decider): "Hồ sơ {number} của quý vị đã được {decider} đồng ý cho vay như sau." | "Your application {number} was granted by {decider}, as follows.";
    mail_granted_there_next(decider): "Việc ký hợp đồng, giải ngân và trả nợ thực hiện với {decider}; xin chờ liên hệ của nơi cho vay. Quỹ tiếp tục theo dõi dư nợ." | "Contract, payment and repayment are with {decider}; please wait to hear from them. The fund goes on following the debt.";
    mail_refused_there_subject(number): "Hồ sơ {number} không được cho vay" | "Application {number} was not granted";
    mail_refused_there(number, decider): "Hồ sơ {number} của quý vị đã được xem xét và không được {decider} đồng ý cho vay." | "Your application {number} was considered and was not granted by {decider}.";
    mail_refused_there_next: "Quý vị có thể hoàn thiện phương án theo lý do nêu trên rồi nộp hồ sơ mới, hoặc hỏi quỹ về nguồn vốn khác." | "You may improve the plan by the reason given and send a new application, or ask the fund about other sources.";
    mail_moved_subject(number): "Hồ sơ {number} chuyển sang xét theo quy định mới" | "Application {number} goes under new rules";
    mail_moved(number): "Hồ sơ {number} của quý vị chưa được duyệt trước ngày quy định mới có hiệu lực, nên được chuyển sang xét theo quy định mới." | "Your application {number} was not decided before new rules came into force, so it is considered under them.";
    mail_moved_next: "Quý vị không phải nộp lại; việc thẩm định làm lại từ đầu. Nếu cần thêm giấy tờ theo quy định mới, quý vị sẽ nhận thư." | "There is nothing to send again; the appraisal begins anew. If the new rules need more papers you get a message.";
    letter_decided_elsewhere: "Quyết định của nơi cho vay" | "Decision of who lends";
    letter_moved: "Chuyển theo quy định mới" | "Under new rules";
    history_moved: "Chưa được duyệt trước ngày quy định mới có hiệu lực nên chuyển sang xét theo quy định mới; việc thẩm định làm lại từ đầu" | "Not approved before the new rules came into force, so it goes under them; its appraisal begins anew";
    history_move(rule): "Chưa được duyệt trước ngày quy định mới có hiệu lực nên chuyển sang xét theo quy định mới ({rule}); việc thẩm định làm lại từ đầu" | "Not approved before the new rules came into force, so it goes under them ({rule}); its appraisal begins anew";
}

impl Texts {
    /// Who decides, as a person would call them.
    pub fn decider(self, decider: Decider) -> &'static str {
        match decider {
            Decider::Fund => self.decider_fund(),
            Decider::SocialPolicyBank => self.decider_bank(),
            Decider::CentralFund => self.decider_central_fund(),
        }
    }
}

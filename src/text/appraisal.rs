//! The officers' side of an application, what comes next for each reader, and its history in plain words.
use crate::text::Texts;

texts! {
    next_draft: "Điền nốt hồ sơ rồi nộp" | "Finish the application and send it";
    next_draft_text: "Hồ sơ chưa gửi đi; quỹ chưa xét. Điền đủ các mục dưới đây rồi kiểm tra và nộp." | "It is not sent yet, so the fund does not consider it. Fill in what follows, then check and send it.";
    next_submitted: "Quỹ đang thẩm định" | "The fund is appraising";
    next_submitted_text: "Bạn chưa phải làm gì. Nếu cần thêm giấy tờ, quỹ sẽ gửi thư." | "There is nothing for you to do. If more papers are needed you get a mail.";
    next_appraise: "Thẩm định hồ sơ này" | "Appraise this application";
    next_appraise_text: "Xem bảng điều kiện, giấy tờ và phương án, rồi ghi kết luận; hoặc yêu cầu bổ sung." | "Look at the sheet, the papers and the plan, then write your finding, or ask for more papers.";
    next_go_appraise: "Đến phần thẩm định" | "Go to the appraisal";
    next_returned: "Bổ sung giấy tờ và nộp lại" | "Bring the missing papers and send it again";
    next_returned_text: "Quỹ cần thêm những giấy tờ sau. Quá hạn mà chưa nộp lại thì hồ sơ hết hiệu lực." | "The fund needs these papers. If it is not sent again in time the application lapses.";
    next_waiting_cooperative: "Đang chờ hợp tác xã bổ sung" | "Waiting for the cooperative";
    next_appraised: "Hồ sơ đang chờ quyết định" | "Waiting for the decision";
    next_appraised_text: "Đã thẩm định xong. Quyết định được gửi qua thư." | "The appraisal is done. The decision comes by mail.";
    next_decide: "Quyết định về hồ sơ này" | "Decide on this application";
    next_go_decide: "Đến phần quyết định" | "Go to the decision";
    next_four_eyes(name): "Nguyên tắc bốn mắt: {name} đã thẩm định, nên người khác phải quyết định." | "Four eyes: {name} appraised it, so somebody else must decide.";
    next_four_eyes_wrote: "Nguyên tắc bốn mắt: bạn đã ghi hộ hồ sơ này, nên người khác phải quyết định." | "Four eyes: you wrote this application for the cooperative, so somebody else must decide.";
    next_four_eyes_you: "Nguyên tắc bốn mắt: bạn đã thẩm định hồ sơ này, nên người khác phải quyết định." | "Four eyes: you appraised this application, so somebody else must decide.";
    next_waiting_appraisal: "Đang chờ thẩm định" | "Waiting for the appraisal";
    next_waiting_decision: "Đang chờ quyết định" | "Waiting for the decision";
    next_draft_prepared: "Hồ sơ chưa gửi đi; quỹ chưa xét. Điền đủ các mục dưới đây rồi báo người đại diện của hợp tác xã xem lại và nộp." | "It is not sent yet, so the fund does not consider it. Fill in what follows, then ask the chair of the cooperative to look at it and send it.";
    next_declined: "Hợp tác xã không nhận khoản vay" | "The cooperative did not take the loan";
    next_declined_text(who, on, reason): "{who} đã từ chối đề nghị cho vay ngày {on}. Lý do: {reason}. Khoản vay đã huỷ, vốn trở về quỹ; muốn vay lại thì lập hồ sơ mới." | "{who} declined the offer on {on}. Reason: {reason}. The loan is cancelled and its capital went back to the fund; to borrow, begin a new application.";
    next_approved: "Đã duyệt cho vay" | "The loan is approved";
    next_approved_own: "Khoản vay đã được lập. Mở khoản vay để đọc và trả lời đề nghị cho vay, rồi ký hợp đồng với quỹ." | "The loan is made. Open it to read the offer and answer it, then sign the contract with the fund.";
    next_approved_text: "Khoản vay đã được lập. Bước tiếp theo là ký hợp đồng, xem ở trang khoản vay." | "The loan is made. Next its contract is signed; see the loan’s page.";
    next_rejected: "Không được duyệt" | "Not approved";
    next_rejected_text(reason): "Lý do: {reason}" | "The reason: {reason}";
    next_closed: "Hồ sơ đã kết thúc" | "The application is closed";
    next_closed_text: "Không còn việc gì phải làm. Muốn vay thì lập hồ sơ mới." | "There is nothing left to do. To borrow, begin a new application.";
    next_draft_of_other: "Hợp tác xã đang điền hồ sơ" | "The cooperative is filling it in";

    return_title: "Yêu cầu bổ sung giấy tờ" | "Ask for more papers";
    return_needed: "Cần những gì" | "What is needed";
    return_needed_hint: "Mỗi giấy tờ một dòng; hợp tác xã nhận đúng danh sách này qua thư." | "One paper a line; the cooperative gets exactly this list by mail.";
    return_until: "Hạn nộp" | "Until";
    return_button: "Gửi yêu cầu" | "Send it back";
    return_done: "Đã gửi yêu cầu bổ sung cho hợp tác xã." | "The cooperative has been asked for more papers.";

    appraise_title: "Thẩm định" | "Appraisal";
    appraise_open_points: "Những điểm phải trả lời trong ý kiến" | "Points your note must answer";
    appraise_recommendation: "Đề nghị" | "Recommendation";
    recommend_approve: "Đề nghị cho vay" | "Recommend the loan";
    recommend_reject: "Đề nghị không cho vay" | "Recommend to refuse";
    appraise_amount: "Số tiền đề nghị" | "Amount proposed";
    appraise_term: "Thời hạn đề nghị" | "Term proposed";
    appraise_rate: "Lãi suất" | "Interest rate";
    appraise_rate_unit: "%/năm" | "% a year";
    appraise_rate_hint: "Theo bảng lãi suất của quỹ; sửa khi quy chế cho phép." | "From the fund’s table; change it only where the regulation allows.";
    appraise_note: "Ý kiến thẩm định" | "Appraisal note";
    appraise_note_hint: "Tính khả thi, nguồn trả nợ, tài sản bảo đảm, và trả lời từng điểm nêu trên." | "Feasibility, where repayment comes from, security, and an answer to each point above.";
    appraise_button: "Ghi kết quả thẩm định" | "Record the appraisal";
    appraise_done: "Đã ghi kết quả thẩm định. Hồ sơ chuyển sang người phê duyệt." | "The appraisal is recorded. The application goes to the approver.";
    appraised_by(name, date): "{name} thẩm định ngày {date}" | "Appraised by {name} on {date}";
    appraised_title: "Kết quả thẩm định" | "The appraisal";

    decide_title: "Quyết định" | "The decision";
    decide_eyes_title: "Bốn mắt" | "Four eyes";
    decide_eyes(name): "{name} đã thẩm định. Người quyết định phải là người khác, và người chi tiền lại là người khác nữa." | "{name} appraised it. Whoever decides must be somebody else, and whoever pays out somebody else again.";
    decide_amount: "Số tiền duyệt" | "Amount approved";
    decide_on_what: "Bạn đang quyết định" | "What you decide on";
    decide_asked: "Hợp tác xã xin vay" | "Asked for";
    decide_note: "Ghi chú cho hợp tác xã" | "A note to the cooperative";
    decide_approve_title: "Duyệt cho vay" | "Approve";
    decide_approve: "Duyệt cho vay" | "Approve the loan";
    decide_approve_text: "Khi duyệt, vốn được giữ cho khoản vay này ngay và hợp tác xã nhận thư." | "Approving sets the capital aside at once, and the cooperative gets a mail.";
    decide_capital(available): "Quỹ còn cho vay được {available}." | "The fund has {available} left to lend.";
    decide_approved(number): "Đã duyệt. Khoản vay {number} đã được lập và vốn đã được giữ." | "Approved. Loan {number} is made and its capital set aside.";
    decide_reject_title: "Không duyệt" | "Refuse";
    decide_reason: "Lý do" | "The reason";
    decide_reason_hint: "Hợp tác xã nhận nguyên văn lý do này qua thư." | "The cooperative reads exactly this in its mail.";
    decide_reject: "Không duyệt hồ sơ" | "Refuse the application";
    decide_rejected: "Đã ghi quyết định không duyệt và báo cho hợp tác xã." | "The refusal is recorded and the cooperative is told.";
    decision_by(name, date): "{name} quyết định ngày {date}" | "Decided by {name} on {date}";

    decide_level(amount, who, source): "{amount} do {who} quyết định ({source})." | "{who} decides on {amount} ({source}).";
    decide_level_council(amount, quorum, source): "{amount} do hội đồng quyết định, cần ít nhất {quorum} người dự họp ({source}). Ghi biên bản họp dưới đây trước khi duyệt." | "A council decides on {amount}, with at least {quorum} present ({source}). Record its minutes below before approving.";
    decide_levels: "Các mức thẩm quyền của quỹ" | "The fund’s levels of decision";
    decide_minutes: "Biên bản họp hội đồng" | "Minutes of the council";
    decide_minutes_number: "Số biên bản" | "Number of the minutes";
    decide_minutes_date: "Ngày họp" | "Date of the meeting";
    decide_minutes_present: "Người dự họp" | "Those present";
    decide_minutes_present_hint: "Mỗi người một dòng, ghi đủ họ tên." | "One person a line, with the full name.";
    decide_paper: "Văn bản quyết định (nếu có)" | "The decision’s own paper (if there is one)";
    decide_paper_text: "Bỏ trống thì hệ thống ghi ngày hôm nay và tên người duyệt." | "Left empty, today and the approver’s name are recorded.";
    decide_paper_number: "Số quyết định" | "Number of the decision";
    decide_paper_date: "Ngày quyết định" | "Date of the decision";
    decide_paper_signed_by: "Người ký" | "Signed by";
    decision_authority: "Cấp quyết định" | "Who decides";
    decision_basis: "Theo quy chế" | "By the regulation";
    decision_minutes: "Biên bản họp" | "Minutes";
    decision_present: "Người dự họp" | "Present";
    decision_paper: "Văn bản quyết định" | "Paper of the decision";
    decision_signed_by: "Người ký" | "Signed by";
    paper_of(number, date): "Số {number} ngày {date}" | "No. {number} of {date}";

    history_begin: "Lập hồ sơ" | "Begun";
    history_save: "Sửa nội dung" | "Changed";
    history_saves(count): "Sửa nội dung ({count} lần)" | "Changed ({count} times)";
    history_paper_added(name): "Thêm giấy tờ: {name}" | "Paper added: {name}";
    history_paper_accepted: "Chấp nhận một giấy tờ" | "A paper accepted";
    history_paper_refused(why): "Không chấp nhận một giấy tờ: {why}" | "A paper not accepted: {why}";
    history_paper_removed: "Bớt một giấy tờ" | "A paper taken off";
    history_submit: "Nộp hồ sơ" | "Sent in";
    history_submit_again: "Nộp lại hồ sơ" | "Sent in again";
    history_return(papers): "Yêu cầu bổ sung: {papers}" | "Asked for: {papers}";
    history_appraise: "Thẩm định xong" | "Appraised";
    history_appraise_approve(amount): "Thẩm định: đề nghị cho vay {amount}" | "Appraised: {amount} recommended";
    history_appraise_reject: "Thẩm định: đề nghị không cho vay" | "Appraised: refusal recommended";
    history_approve(amount): "Duyệt cho vay {amount}" | "Approved: {amount}";
    history_approve_council(amount, number): "Duyệt cho vay {amount} theo biên bản họp hội đồng số {number}" | "Approved: {amount}, by the council’s minutes {number}";
    history_reject(reason): "Không duyệt: {reason}" | "Refused: {reason}";
    history_withdraw: "Rút hồ sơ" | "Withdrawn";
    history_lapse: "Hết hiệu lực vì quá hạn bổ sung" | "Lapsed: the papers did not come in time";
    history_other(action): "Việc khác: {action}" | "Other: {action}";
    history_system: "Hệ thống" | "The system";
}

impl Texts {
    /// What an appraiser recommends.
    pub fn recommendation(self, code: &str) -> &'static str {
        match code {
            "approve" => self.recommend_approve(),
            _ => self.recommend_reject(),
        }
    }
}

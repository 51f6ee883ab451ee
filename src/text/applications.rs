//! Applications: lists, the form, papers, sending in and taking back.
use chrono::NaiveDate;

use crate::domain::deadline::Clock;
use crate::domain::state::Turn;
use crate::text::{Texts, format};

texts! {
    app_list_title: "Hồ sơ vay vốn" | "Loan applications";
    app_list_label: "Trạng thái hồ sơ" | "State of applications";
    app_all: "Tất cả" | "All";
    app_all_funds: "Tất cả các quỹ" | "All funds";
    app_new: "Lập hồ sơ vay" | "New application";
    app_none: "Chưa có hồ sơ nào" | "No applications yet";
    app_none_text: "Hồ sơ vay của hợp tác xã sẽ hiện ở đây." | "The loan applications will stand here.";
    app_none_in_filter: "Không có hồ sơ nào khớp với lựa chọn này." | "No application matches this choice.";
    app_number: "Số hồ sơ" | "Number";
    app_cooperative: "Hợp tác xã" | "Cooperative";
    app_fund: "Quỹ cho vay" | "Fund";
    app_amount_short: "Số tiền" | "Amount";
    app_status: "Trạng thái" | "State";
    app_since: "Từ ngày" | "Since";
    app_until: "Hạn" | "Due";
    app_turn_of: "Đến lượt" | "Whose turn";
    app_amount_open: "chưa điền" | "not filled in";
    app_filter: "Lọc" | "Filter";
    clock_left(days): "Còn {days} ngày làm việc." | "{days} working days left.";
    clock_left_one: "Còn 1 ngày làm việc." | "1 working day left.";
    clock_left_none: "Hôm nay là ngày cuối." | "Today is the last day.";
    clock_late(days): "Quá {days} ngày làm việc." | "{days} working days late.";
    clock_late_one: "Quá 1 ngày làm việc." | "1 working day late.";
    clock_stopped(since, left): "Thời hạn tạm dừng từ {since}. {left}" | "The clock stands since {since}. {left}";
    clock_stopped_appraisal(since, left): "Thời hạn thẩm định của quỹ tạm dừng từ {since} trong lúc chờ bổ sung giấy tờ. {left}" | "The fund’s clock for the appraisal stands since {since}, while papers are awaited. {left}";
    clock_stopped_decision(since, left): "Thời hạn quyết định của quỹ tạm dừng từ {since} trong lúc chờ vốn. {left}" | "The fund’s clock for the decision stands since {since}, while capital is awaited. {left}";
    app_overdue: "Quá hạn" | "Overdue";

    app_new_title: "Lập hồ sơ vay mới" | "A new loan application";
    app_new_lead: "Chọn quỹ muốn vay. Hồ sơ được lưu dần, gửi đi khi đã đủ." | "Choose the fund. The application is saved as you go and sent when it is complete.";
    app_choose_fund: "Quỹ muốn vay" | "The fund to borrow from";
    app_choose_fund_hint: "Sau khi lập hồ sơ thì không đổi được quỹ." | "It cannot be changed once the application is begun.";
    app_no_open_fund: "Hiện không có quỹ nào nhận hồ sơ mới" | "No fund takes new applications now";
    app_no_open_fund_text: "Hãy hỏi quỹ của tỉnh khi nào mở nhận hồ sơ." | "Please ask the fund of your province when it opens.";
    app_for_cooperative: "Hợp tác xã vay vốn" | "The borrowing cooperative";
    app_find_cooperative: "Tìm hợp tác xã theo mã số thuế, tên, xã hoặc người đại diện" | "Find the cooperative by tax code, name, commune or representative";
    app_find_none: "Không tìm thấy hợp tác xã nào. Hãy thử ít chữ hơn, hoặc ghi hợp tác xã vào sổ trước." | "No cooperative was found. Try fewer words, or enter it into the register first.";
    app_find_first: "Tìm hợp tác xã ở trên, rồi chọn trong danh sách." | "Find the cooperative above, then choose it from the list.";
    app_begin: "Bắt đầu điền hồ sơ" | "Begin the application";
    app_begun: "Đã lập hồ sơ. Hãy điền các mục dưới đây; hồ sơ được lưu khi bạn điền." | "The application is begun. Fill in what follows; it is saved as you type.";

    app_section_loan: "Khoản vay" | "The loan";
    app_section_repay: "Trả nợ" | "Repayment";
    app_section_collateral: "Tài sản bảo đảm" | "Security";
    app_amount: "Số tiền muốn vay" | "Amount wanted";
    app_amount_hint: "Đồng chẵn, ví dụ 300.000.000" | "Whole dong, for example 300.000.000";
    app_purpose: "Mục đích vay" | "What the money is for";
    app_purpose_hint: "Mua gì, làm gì, ở đâu, bán cho ai: vài câu là đủ." | "What is bought or built, where, and who buys the produce: a few sentences.";
    app_project_cost: "Tổng chi phí của dự án, phương án" | "Total cost of the project";
    app_cost_of_lines: "Được cộng từ các dòng chi phí trong phương án." | "The sum of the cost lines of the plan.";
    app_own_capital: "Vốn tự có tham gia" | "Own capital put in";
    app_own_capital_hint: "Phần hợp tác xã tự bỏ ra, bằng tiền hoặc tài sản." | "What the cooperative itself puts in, in money or kind.";
    app_term: "Thời hạn vay" | "Term";
    app_months: "tháng" | "months";
    app_rhythm: "Trả nợ mỗi" | "An instalment every";
    app_rhythm_1: "Tháng" | "Month";
    app_rhythm_3: "Quý (3 tháng)" | "Quarter (3 months)";
    app_rhythm_6: "6 tháng" | "6 months";
    app_rhythm_12: "Năm (12 tháng)" | "Year (12 months)";
    app_rhythm_other: "Khác" | "Other";
    app_rhythm_other_label: "Số tháng mỗi kỳ (nếu chọn «Khác»)" | "Months between instalments (for “Other”)";
    app_rhythm_hint: "Thời hạn và thời gian ân hạn phải là bội số của kỳ này." | "Term and grace must be multiples of this.";
    app_grace: "Ân hạn gốc" | "Grace for principal";
    app_grace_hint: "Những tháng đầu chỉ trả lãi; không cần thì ghi 0." | "The first months in which only interest is paid; 0 for none.";
    app_method: "Cách trả gốc" | "How principal is repaid";
    app_jobs: "Số lao động được tạo hoặc giữ việc làm" | "Jobs created or kept";
    app_jobs_unit: "người" | "people";
    app_collateral_hint: "Mỗi tài sản một dòng: đất, nhà xưởng, máy móc, xe. Không có thì bỏ trống." | "A line for each thing: land, building, machinery, vehicle. Leave empty if there is none.";
    app_collateral_kind: "Loại tài sản" | "Kind";
    app_collateral_description: "Mô tả" | "Description";
    app_collateral_value: "Giá trị" | "Value";
    app_collateral_number(number): "Tài sản {number}" | "Item {number}";
    app_collateral_choose: "Chọn loại" | "Choose";
    app_collateral_add: "Thêm tài sản" | "Add a line";
    app_collateral_remove(number): "Xoá tài sản {number}" | "Remove item {number}";
    app_collateral_total: "Tổng giá trị" | "Total value";
    app_collateral_none: "Không có tài sản bảo đảm." | "No security is offered.";
    app_save: "Lưu" | "Save";
    app_saved: "Đã lưu hồ sơ." | "The application is saved.";
    app_check: "Kiểm tra và xem trước" | "Check and preview";
    app_autosaved: "Đã lưu lúc {time}" | "Saved at {time}";
    app_autosaving: "Đang lưu…" | "Saving…";
    app_autosave_failed: "Chưa lưu được, sẽ thử lại" | "Not saved yet, will try again";
    app_autosave_partly(fields): "Đã lưu, trừ: {fields}" | "Saved, but for: {fields}";
    app_stale: "Hồ sơ vừa được lưu từ một trang khác hoặc bởi người khác. Những gì bạn gõ vẫn ở dưới đây và chưa được lưu. Hãy mở bản mới nhất ở trang khác để so; bấm Lưu ở đây thì bản của bạn thay bản kia." | "The application was just saved from another page or by somebody else. What you typed still stands below and is not saved. Open the newest state on another page to compare; saving here replaces it with yours.";
    app_open_newest: "Mở bản mới nhất" | "Open the newest state";
    app_not_editable: "Hồ sơ không còn sửa được. Những gì bạn gõ vẫn ở dưới đây nhưng chưa được lưu." | "The application can no longer be changed. What you typed still stands below and is not saved.";
    app_panel_label: "Điều kiện và lịch trả nợ dự kiến" | "Eligibility and the expected schedule";
    app_panel_problems: "Chưa đọc được" | "Not understood yet";

    app_papers: "Giấy tờ" | "Papers";
    app_papers_lead: "Tải lên từng giấy tờ. Chụp ảnh bằng điện thoại cũng được: chọn ảnh các trang theo thứ tự, hệ thống ghép thành một tệp PDF. Mạng chập chờn thì tệp được gửi tiếp từ chỗ bị đứt." | "Send one paper at a time. Photographs are fine: choose those of its pages in order, and they are joined to one PDF. On a bad line a file goes on from where it broke off.";
    app_papers_asked: "Quỹ cần những giấy tờ sau" | "The fund asks for these papers";
    app_papers_here: "Giấy tờ khác đã tải lên" | "Other papers in the file";
    app_papers_none: "Chưa có giấy tờ nào." | "There are no papers yet.";
    app_papers_count(count): "{count} giấy tờ" | "{count} papers";
    app_paper_kind: "Loại giấy tờ" | "Kind of paper";
    app_paper_file: "Tệp" | "File";
    app_paper_file_hint: "Một tệp PDF, hoặc một hay nhiều ảnh JPEG, PNG; tất cả tối đa 10 MB. Ảnh lớn được thu nhỏ trước khi gửi." | "One PDF, or one or more JPEG or PNG pictures; at most 10 MB together. Large pictures are made smaller before they are sent.";
    app_papers_list: "Giấy tờ quỹ yêu cầu" | "Papers the fund asks for";
    app_paper_whole: "Đã nhận đủ tệp." | "The whole file was received.";
    app_upload_progress: "Đã gửi {percent}%" | "{percent}% sent";
    app_upload_waiting: "Mạng đang đứt. Sẽ gửi tiếp khi có mạng; đừng đóng trang này." | "The line is broken. It goes on as soon as there is one; keep this page open.";
    app_upload_resumes: "Gửi tiếp từ chỗ bị đứt…" | "Going on from where it broke off…";
    app_upload_signed_out: "Phiên làm việc đã kết thúc. Đăng nhập lại rồi chọn lại tệp này: phần đã gửi được giữ lại." | "Your session has ended. Sign in again and choose this file again: what was sent is kept.";
    app_upload_shrinking: "Đang thu nhỏ ảnh…" | "Making the pictures smaller…";
    paper_missing: "Chưa có" | "Missing";
    paper_unread: "Đã tải lên" | "Uploaded";
    paper_accepted: "Đã chấp nhận" | "Accepted";
    paper_refused: "Không chấp nhận" | "Not accepted";
    paper_expired: "Đã hết hạn" | "Expired";
    paper_valid_until(date): "Có giá trị đến {date}." | "Valid until {date}.";
    paper_review: "Nhận xét giấy tờ" | "Review a paper";
    paper_accept: "Chấp nhận" | "Accept";
    paper_refuse: "Không chấp nhận" | "Do not accept";
    paper_verdict: "Giấy tờ này" | "This paper is";
    paper_note: "Lý do, ghi chú" | "Reason, note";
    paper_note_hint: "Bắt buộc khi không chấp nhận; hợp tác xã đọc được." | "Needed when it is not accepted; the cooperative reads it.";
    paper_until: "Có giá trị đến ngày" | "Valid until";
    paper_until_hint: "Bỏ trống nếu giấy tờ không có thời hạn." | "Leave empty where it does not expire.";
    paper_reviewed: "Đã ghi nhận xét." | "The review is recorded.";
    app_paper_add: "Tải lên" | "Send the file";
    app_paper_added(name): "Đã nhận tệp {name}." | "The file {name} was received.";
    app_paper_remove: "Xoá" | "Remove";
    app_paper_removed: "Đã xoá giấy tờ khỏi hồ sơ." | "The paper was taken off the application.";

    app_submit_title: "Kiểm tra trước khi nộp" | "Check your answers";
    app_change: "Sửa" | "Change";
    app_submit_open: "Chưa có trong hồ sơ" | "Not in the application yet";
    app_submit_open_text: "Vẫn nộp được. Quỹ trả hồ sơ lại khi cần những mục này, và chỉ tính ngày hẹn kết quả từ khi hồ sơ đủ." | "You can send it without. The fund sends it back when it needs these, and counts the days until the answer only from a complete application.";
    app_submit_missing: "Còn thiếu những mục sau; điền xong mới nộp được." | "These are still missing; fill them in before sending.";
    app_declaration: "Tôi cam đoan những điều khai trên là đúng và chịu trách nhiệm về hồ sơ này." | "I declare that the above is true and answer for this application.";
    app_declaration_hint: "Người khai phải là người đại diện theo pháp luật hoặc được uỷ quyền." | "Declared by the legal representative or somebody they authorised.";
    app_submit: "Nộp hồ sơ" | "Send the application";
    app_submit_again: "Nộp lại hồ sơ" | "Send it again";
    app_submitted(number, address): "Đã nhận hồ sơ. Số biên nhận của bạn: {number}. Biên nhận cũng được gửi tới {address}." | "The application was received. Your receipt number is {number}. The receipt also goes to {address}.";
    app_submitted_no_mail(number): "Đã nhận hồ sơ. Số biên nhận: {number}. Hợp tác xã chưa có địa chỉ thư nên không gửi được biên nhận qua thư." | "The application was received. The receipt number is {number}. The cooperative has no mail address, so no receipt goes by mail.";
    app_go_to_check: "Kiểm tra lại hồ sơ" | "Check the application";
    app_chair_sends: "Hồ sơ đã đủ để nộp. Chỉ người đại diện của hợp tác xã mới nộp được: hãy báo người đại diện đăng nhập, xem lại và nộp." | "The application is ready. Only the chair of the cooperative can send it: ask the chair to sign in, look at it and send it.";
    app_go_to_submit: "Kiểm tra và nộp" | "Check and send";

    app_withdraw: "Rút hồ sơ" | "Withdraw the application";
    app_withdraw_text: "Rút thì quỹ không xét hồ sơ này nữa và không mở lại được. Muốn vay sau này thì lập hồ sơ mới." | "A withdrawn application is no longer considered and cannot be opened again. To borrow later, begin a new one.";
    app_withdrawn(number): "Đã rút hồ sơ {number}." | "Application {number} is withdrawn.";
    app_keep: "Không rút" | "Keep it";

    app_asked: "Nội dung đề nghị vay" | "What is asked for";
    app_history: "Quá trình xử lý" | "What has happened";
    app_open_loan: "Mở khoản vay" | "Open the loan";
    app_task_fields(count): "Còn thiếu {count} mục" | "{count} items missing";
    app_task_done: "Đã xong" | "Done";
    app_task_conditions: "Điều kiện vay" | "Eligibility";

    method_equal_principal: "Gốc chia đều, lãi giảm dần" | "Equal principal, falling interest";
    method_equal_principal_hint: "Mỗi kỳ trả gốc bằng nhau, lãi tính trên dư nợ còn lại." | "The same principal each time, interest on what is still owed.";
    method_equal_instalment: "Tổng gốc và lãi mỗi kỳ bằng nhau" | "Equal instalments";
    method_equal_instalment_hint: "Mỗi kỳ trả một số tiền như nhau, kỳ cuối chênh chút ít." | "The same total each time, a little different at the end.";
    method_bullet: "Trả gốc một lần khi đến hạn" | "All principal at the end";
    method_bullet_hint: "Mỗi kỳ chỉ trả lãi; gốc trả hết ở kỳ cuối." | "Only interest on the way, all principal with the last instalment.";
    collateral_land: "Quyền sử dụng đất" | "Land-use right";
    collateral_building: "Nhà xưởng, công trình" | "Building";
    collateral_machinery: "Máy móc, thiết bị" | "Machinery";
    collateral_vehicle: "Phương tiện vận tải" | "Vehicle";
    collateral_other: "Tài sản khác" | "Other";
    paper_request: "Giấy đề nghị vay vốn" | "Loan request";
    paper_legal: "Giấy tờ pháp lý của hợp tác xã" | "Legal papers of the cooperative";
    paper_financial: "Báo cáo tài chính" | "Financial statements";
    paper_plan: "Dự án, phương án sản xuất kinh doanh" | "Project or business plan";
    paper_security: "Giấy tờ tài sản bảo đảm" | "Papers on the security";
    paper_credit_report: "Báo cáo tín dụng (CIC)" | "Credit report (CIC)";
    paper_other: "Giấy tờ khác" | "Other";

    turn_cooperative: "hợp tác xã" | "the cooperative";
    turn_appraiser: "cán bộ thẩm định" | "the appraiser";
    turn_approver: "người phê duyệt" | "the approver";
    turn_cashier: "thủ quỹ" | "the cashier";
    turn_nobody: "không ai, hồ sơ đã kết thúc" | "nobody, the application is closed";
    turn_until(who, date): "Đến lượt {who}, hạn {date}" | "The turn of {who}, by {date}";
    turn_overdue(who, date): "Đến lượt {who}, đã quá hạn {date}" | "The turn of {who}, overdue since {date}";
    turn_open(who): "Đến lượt {who}" | "The turn of {who}";
    turn_closed: "Hồ sơ đã kết thúc" | "The application is closed";
}

impl Texts {
    /// A repayment method by its code; an unknown one is shown as it is.
    pub fn method(self, code: &str) -> String {
        match code {
            "equal_principal" => self.method_equal_principal(),
            "equal_instalment" => self.method_equal_instalment(),
            "bullet" => self.method_bullet(),
            other => other,
        }
        .to_owned()
    }

    /// What a repayment method means for whoever repays.
    pub fn method_hint(self, code: &str) -> &'static str {
        match code {
            "equal_principal" => self.method_equal_principal_hint(),
            "equal_instalment" => self.method_equal_instalment_hint(),
            _ => self.method_bullet_hint(),
        }
    }

    /// A kind of security by its code; an unknown one is shown as it is.
    pub fn collateral_kind(self, code: &str) -> String {
        match code {
            "land" => self.collateral_land(),
            "building" => self.collateral_building(),
            "machinery" => self.collateral_machinery(),
            "vehicle" => self.collateral_vehicle(),
            "other" => self.collateral_other(),
            other => other,
        }
        .to_owned()
    }

    /// A kind of paper by its code; an unknown one is shown as it is.
    pub fn paper_kind(self, code: &str) -> String {
        match code {
            "request" => self.paper_request(),
            "legal" => self.paper_legal(),
            "financial" => self.paper_financial(),
            "plan" => self.paper_plan(),
            "security" => self.paper_security(),
            "credit_report" => self.paper_credit_report(),
            "signed_form" => self.paper_signed_form(),
            "other" => self.paper_other(),
            other => other,
        }
        .to_owned()
    }

    /// Who has to act, inside a sentence.
    pub fn turn(self, turn: Turn) -> &'static str {
        match turn {
            Turn::Cooperative => self.turn_cooperative(),
            Turn::Appraiser => self.turn_appraiser(),
            Turn::Approver => self.turn_approver(),
            Turn::Cashier => self.turn_cashier(),
            Turn::Nobody => self.turn_nobody(),
        }
    }

    /// Working days left of a step; nothing where it is late by no working day yet.
    fn days_left(self, left: i64, stands: bool, late: bool) -> String {
        match left {
            1 => self.clock_left_one().into(),
            0 if stands => self.clock_left(0),
            0 if late => String::new(),
            0 => self.clock_left_none().into(),
            -1 => self.clock_late_one().into(),
            left if left < 0 => self.clock_late(left.unsigned_abs()),
            left => self.clock_left(left),
        }
    }

    /// A clock in a list.
    pub fn clock_short(self, clock: Clock, late: bool) -> String {
        match clock {
            Clock::Running { left, .. } => self.days_left(left, false, late),
            Clock::Stopped { since, left } => {
                self.clock_stopped(format::date(since), self.days_left(left, true, late)).trim().to_owned()
            }
        }
    }

    /// The same on the page of the file, with what is waited for.
    pub fn clock_whole(self, clock: Clock, late: bool, papers: bool) -> String {
        match clock {
            Clock::Running { left, .. } => self.days_left(left, false, late),
            Clock::Stopped { since, left } => {
                let (since, left) = (format::date(since), self.days_left(left, true, late));
                let said = if papers {
                    self.clock_stopped_appraisal(since, left)
                } else {
                    self.clock_stopped_decision(since, left)
                };
                said.trim().to_owned()
            }
        }
    }

    /// Whose turn it is and by when, as a sentence of its own.
    pub fn whose_turn_until(self, turn: Turn, until: Option<NaiveDate>, overdue: bool) -> String {
        match (turn, until) {
            (Turn::Nobody, _) => self.turn_closed().to_owned(),
            (_, Some(until)) if overdue => self.turn_overdue(self.turn(turn), format::date(until)),
            (_, Some(until)) => self.turn_until(self.turn(turn), format::date(until)),
            (_, None) => self.turn_open(self.turn(turn)),
        }
    }
}

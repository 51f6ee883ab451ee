//! Administration: people, duties, funds, capital; and one's own account.
use crate::domain::capital::MovementKind;
use crate::text::Texts;

texts! {
    admin_people: "Người dùng" | "People";
    admin_funds: "Các quỹ" | "Funds";
    admin_mail: "Thư" | "Mail";
    admin_tabs: "Các trang quản trị" | "Pages of administration";

    people_count(count): "{count} tài khoản đang mở" | "{count} open accounts";
    people_invited_count(count): "{count} người chưa nhận lời mời" | "{count} not yet accepted";
    person_name: "Họ tên" | "Name";
    person_duties: "Nhiệm vụ" | "Duties";
    person_state: "Trạng thái" | "State";
    person_last_seen: "Đăng nhập gần nhất" | "Last signed in";
    person_never: "Chưa lần nào" | "Never";
    standing_active: "Đang mở" | "Open";
    standing_invited: "Chờ nhận lời mời" | "Invited";
    standing_closed: "Đã khoá" | "Closed";
    people_search: "Tên hoặc thư điện tử" | "Name or email";
    people_search_hint: "Gõ có dấu hay không dấu đều được." | "With or without diacritics.";
    people_none: "Không tìm thấy ai" | "Nobody found";
    people_none_text: "Thử gõ ít chữ hơn, hoặc mời người mới." | "Type less, or invite somebody new.";
    people_first_only(count): "Chỉ hiện {count} người đầu tiên; hãy gõ thêm để thu hẹp." | "Only the first {count} are shown; type more to narrow it down.";
    people_show_all: "Bỏ tìm" | "Clear the search";

    invite_somebody: "Mời người dùng" | "Invite somebody";
    invite_intro: "Người được mời nhận thư có đường dẫn để đặt mật khẩu, dùng được trong bảy ngày." | "They get a mail with a link to set a password; it works for seven days.";
    send_invitation: "Gửi lời mời" | "Send the invitation";
    invitation_sent(email): "Đã gửi lời mời tới {email}." | "The invitation is on its way to {email}.";
    invite_again: "Gửi lại lời mời" | "Invite again";
    person_language: "Ngôn ngữ" | "Language";
    staff_duties: "Nhiệm vụ của cán bộ" | "Duties of staff";
    staff_duties_hint: "Quản trị viên không được kiêm thẩm định, phê duyệt hay thủ quỹ." | "An administrator cannot also appraise, approve or handle money.";
    duty_all_funds: "Mọi quỹ" | "All funds";
    cooperative_duty: "Hoặc: người của hợp tác xã" | "Or: somebody of a cooperative";
    cooperative_code: "Mã số thuế của hợp tác xã" | "The cooperative's tax code";
    cooperative_code_hint: "Người này chỉ xem và làm hồ sơ của hợp tác xã đó." | "They see and do that cooperative's matters only.";

    cooperative_only_hint: "Chỉ điền khi giao nhiệm vụ «Hợp tác xã»." | "Only for the duty “Applicant”.";
    duties_in_force: "Nhiệm vụ đang có" | "Duties in force";
    duty_none: "Chưa có nhiệm vụ nào." | "No duty yet.";
    duty_withdraw: "Thu hồi" | "Withdraw";
    duty_withdrawn: "Đã thu hồi nhiệm vụ; có hiệu lực ngay." | "The duty is withdrawn, at once.";
    grant_duty: "Giao thêm nhiệm vụ" | "Grant a duty";
    duty_grant: "Giao" | "Grant";
    duty_granted: "Đã giao nhiệm vụ." | "The duty is granted.";
    duty_label: "Nhiệm vụ" | "Duty";
    fund_label: "Tại quỹ" | "For the fund";
    account_state: "Tài khoản" | "Account";
    close_account: "Khoá tài khoản" | "Close the account";
    close_account_text: "Khoá ngay, kết thúc mọi phiên; mã truy cập không dùng được nữa. Việc đã làm vẫn còn trong nhật ký." | "Closes it at once and ends every session; tokens no longer work. What was done stays in the audit trail.";
    open_account: "Mở lại tài khoản" | "Open the account again";
    account_closed: "Đã khoá tài khoản." | "The account is closed.";
    account_opened: "Đã mở lại tài khoản." | "The account is open again.";
    session_end_all: "Kết thúc mọi phiên" | "End every session";
    sessions_ended(count): "Đã kết thúc {count} phiên." | "{count} sessions ended.";
    sessions_open(count): "{count} phiên đang mở" | "{count} open sessions";
    person_is_you: "Đây là bạn: nhiệm vụ và tài khoản của bạn do quản trị viên khác thay đổi." | "This is you: your duties and account are changed by another administrator.";

    token_list: "Mã truy cập API" | "API tokens";
    token_list_text: "Cho chương trình làm việc thay người này qua /api/v1. Mỗi mã có hiệu lực một năm." | "For programs that act as this person under /api/v1. Each works for one year.";
    token_label: "Dùng để làm gì" | "What it is for";
    token_label_hint: "Ví dụ: phần mềm kế toán. Tên này hiện trong danh sách và trong nhật ký." | "For example: accounting software. The name shows in the list and in the audit trail.";
    make_token: "Tạo mã truy cập" | "Make a token";
    token_made: "Đã tạo mã truy cập" | "The token is made";
    token_once: "Mã chỉ hiện một lần này. Hãy chép ngay vào nơi an toàn; ai có mã thì làm được mọi việc của người này." | "It is shown this once. Copy it to a safe place now; whoever has it can do all that this person can.";
    token_until(date): "đến {date}" | "until {date}";
    token_use: "Gửi kèm mỗi yêu cầu:" | "Send it with every request:";
    token_revoke: "Thu hồi" | "Revoke";
    token_revoked: "Đã thu hồi mã truy cập." | "The token is revoked.";
    token_none: "Chưa có mã nào." | "No tokens.";

    account_title: "Tài khoản của bạn" | "Your account";
    password_change: "Đổi mật khẩu" | "Change the password";
    old_password: "Mật khẩu hiện tại" | "Present password";
    password_changed: "Đã đổi mật khẩu; các phiên khác đã kết thúc." | "The password is changed; your other sessions are ended.";
    your_sessions: "Các phiên đang mở" | "Open sessions";
    this_session: "Phiên này" | "This session";
    session_since(at): "từ {at}" | "since {at}";
    unknown_browser: "Không rõ trình duyệt" | "Unknown browser";
    session_end: "Kết thúc" | "End";
    session_end_others: "Kết thúc mọi phiên khác" | "End all others";
    session_ended: "Đã kết thúc phiên." | "The session is ended.";
    all_of_them: "mọi quỹ" | "all funds";

    new_fund: "Tạo quỹ" | "Make a fund";
    fund_made(name): "Đã tạo {name}. Tiếp theo: ghi vốn điều lệ và điền quy chế." | "{name} is made. Next: record its charter capital and fill in its regulation.";
    fund_code: "Mã quỹ" | "Code";
    fund_code_hint: "Chữ thường không dấu, số, gạch nối; đứng trong địa chỉ và báo cáo, không đổi được. Ví dụ: dienbien-htx." | "Small letters, digits, hyphens; it stands in addresses and reports and never changes. Example: dienbien-htx.";
    fund_name_vi: "Tên tiếng Việt" | "Name in Vietnamese";
    fund_name_en: "Tên tiếng Anh" | "Name in English";
    fund_programme: "Chương trình" | "Programme";
    fund_province: "Tỉnh" | "Province";
    fund_founded_on: "Ngày thành lập" | "Founded on";
    fund_founded_on_hint: "Theo quyết định thành lập; không ghi biến động vốn nào trước ngày này. Có thể để trống: khi đó quỹ tính từ lần nộp vốn đầu tiên." | "By its founding decision; no movement of capital is dated before it. May be left empty: the fund then begins with its first contribution.";
    fund_founded_set: "Ghi ngày thành lập" | "Record the founding day";
    fund_founded_saved: "Đã ghi ngày thành lập." | "The founding day is recorded.";
    fund_founded_later: "Theo quyết định thành lập, không sau biến động vốn đầu tiên. Để trống nếu chưa rõ: khi đó quỹ tính từ lần nộp vốn đầu tiên." | "By its founding decision, not after the first movement of capital. Leave it empty where it is not known: the fund then begins with its first contribution.";
    fund_bank_account: "Tài khoản nhận tiền trả nợ" | "Account for repayments";
    fund_bank_account_hint: "Ngân hàng và số tài khoản, như in trên thông báo trả nợ." | "Bank and number, as printed on payment notices.";
    no_fund_yet: "Chưa có quỹ nào" | "No fund yet";
    no_fund_yet_text: "Tạo quỹ đầu tiên, ghi vốn điều lệ, điền quy chế cho vay, rồi mời cán bộ." | "Make the first fund, record its capital, fill in its lending regulation, then invite its staff.";
    fund_applications: "Nhận hồ sơ" | "Applications";
    settings_by_law: "Theo luật, không cần quy chế riêng" | "By the law alone";
    close_fund: "Ngừng nhận hồ sơ mới" | "Take no new applications";
    open_fund: "Nhận hồ sơ trở lại" | "Take applications again";
    fund_closed: "Quỹ ngừng nhận hồ sơ mới; các khoản vay đang chạy không đổi." | "The fund takes no new applications; running loans are untouched.";
    fund_opened: "Quỹ nhận hồ sơ trở lại." | "The fund takes applications again.";
    settings_missing_count(count): "Thiếu {count} mục quy chế" | "{count} settings missing";
    settings_complete: "Quy chế đủ" | "Regulation complete";

    admin_capital: "Vốn" | "Capital";
    capital_as_of(date): "Tại ngày {date}" | "As of {date}";
    capital_as_of_label: "Tại ngày" | "As of";
    capital_show: "Xem" | "Show";
    capital_book: "Vốn điều lệ trên sổ" | "Charter capital in the books";
    capital_result: "Kết quả luỹ kế" | "Accumulated result";
    capital_actual_note: "Vốn điều lệ trên sổ cộng kết quả luỹ kế (Điều 2 khoản 3 Nghị định 45/2021/NĐ-CP)" | "Charter capital in the books with the accumulated result (Decree 45/2021 Art 2(3))";
    record_movement: "Ghi biến động vốn" | "Record a movement";
    movement_kind: "Loại" | "Kind";
    movement_date: "Ngày hiệu lực" | "Value date";
    movement_date_hint: "Hôm nay hoặc trước đó; số liệu tại một ngày tính theo ngày này." | "Today or earlier; figures as of a day follow it.";
    movement_amount: "Số tiền" | "Amount";
    movement_document: "Chứng từ" | "Document";
    movement_document_hint: "Số và tên quyết định, giấy báo có …" | "Number and name of the decision or voucher";
    movement_recorded(available): "Đã ghi. Còn cho vay được: {available}." | "Recorded. Available now: {available}.";
    movement_contribution: "Nộp vốn điều lệ" | "Charter capital paid in";
    movement_withdrawal: "Rút vốn điều lệ" | "Charter capital taken out";
    movement_profit: "Lãi" | "Profit";
    movement_loss: "Lỗ" | "Loss";
    movement_result: "Kết quả" | "Result";
    movement_reserve: "Giữ vốn khi duyệt" | "Promised at approval";
    movement_release: "Nhả vốn đã giữ" | "Promise given up";
    movement_post: "Giải ngân" | "Paid out";
    movement_unpost: "Đảo giải ngân" | "Payment out reversed";
    movement_collect: "Thu gốc" | "Principal repaid";
    movement_uncollect: "Đảo thu gốc" | "Repayment reversed";
    movement_write_off: "Xử lý rủi ro" | "Written off";
    movement_reinstate: "Đảo xử lý rủi ro" | "Write-off reversed";
    movement_recovery: "Thu hồi nợ đã xử lý" | "Recovered after write-off";
    movement_unrecover: "Đảo thu hồi" | "Recovery reversed";
    capital_history: "Lịch sử biến động" | "History";
    capital_history_pages: "Các trang lịch sử" | "Pages of the history";
    movement_recorded_by: "Người ghi" | "Recorded by";
    movement_none: "Chưa có biến động" | "No movement yet";
    movement_none_text: "Ghi vốn điều lệ đã nộp để quỹ có thể cho vay." | "Record the charter capital paid in, so that the fund can lend.";
    movement_by_system: "Hệ thống" | "The system";
}

impl Texts {
    /// What a movement of capital is.
    pub fn movement(self, kind: MovementKind) -> &'static str {
        match kind {
            MovementKind::Contribution => self.movement_contribution(),
            MovementKind::Withdrawal => self.movement_withdrawal(),
            MovementKind::Result => self.movement_result(),
            MovementKind::Reserve => self.movement_reserve(),
            MovementKind::Release => self.movement_release(),
            MovementKind::Post => self.movement_post(),
            MovementKind::Unpost => self.movement_unpost(),
            MovementKind::Collect => self.movement_collect(),
            MovementKind::Uncollect => self.movement_uncollect(),
            MovementKind::WriteOff => self.movement_write_off(),
            MovementKind::Reinstate => self.movement_reinstate(),
            MovementKind::Recovery => self.movement_recovery(),
            MovementKind::Unrecover => self.movement_unrecover(),
        }
    }

    /// The state of an account: `active`, `invited` or `closed`.
    pub fn standing(self, code: &str) -> &'static str {
        match code {
            "invited" => self.standing_invited(),
            "closed" => self.standing_closed(),
            _ => self.standing_active(),
        }
    }
}

//! Accounts, signing in, people and duties.
use crate::access::{Duty, Position};
use crate::actions::Problem;
use crate::actions::people::DutyProblem;
use crate::text::Texts;

texts! {
    position_chair: "Người đại diện" | "Chair";
    position_accountant: "Kế toán" | "Accountant";
    position_chair_text: "Làm mọi việc: nộp và rút hồ sơ, mời người khác." | "Does everything: submits and withdraws applications, invites others.";
    position_accountant_text: "Chuẩn bị hồ sơ, tải giấy tờ, xem mọi thứ; không nộp, không rút hồ sơ." | "Prepares applications, uploads papers and sees everything; does not submit or withdraw.";
    member_position: "Vai trò" | "Position";
    members_title: "Người của hợp tác xã" | "People of the cooperative";
    members_lead: "Những người được dùng hệ thống thay mặt hợp tác xã." | "Those who use this system for the cooperative.";
    members_invited: "Chưa nhận lời mời" | "Invited";
    members_since(date): "từ {date}" | "since {date}";
    member_withdraw: "Thu hồi quyền" | "Withdraw";
    member_withdrawn: "Đã thu hồi. Người đó không vào được hồ sơ của hợp tác xã nữa." | "Withdrawn. That person no longer sees the cooperative’s records.";
    member_invite: "Mời thêm người" | "Invite somebody";
    member_send: "Gửi lời mời" | "Send the invitation";
    member_invited(email): "Đã gửi lời mời đến {email}." | "The invitation was sent to {email}.";
    members_chair_only: "Chỉ người đại diện được mời hoặc thu hồi quyền của người khác." | "Only the chair may invite others or withdraw them.";
    refused_not_chair: "Việc này ràng buộc hợp tác xã nên chỉ người đại diện làm được. Bạn đã chuẩn bị xong phần của mình; hãy báo người đại diện đăng nhập và làm tiếp." | "This binds the cooperative, so only its chair may do it. Your part is prepared: ask the chair to sign in and go on.";
    account_link_members: "Người của hợp tác xã và vai trò của từng người" | "People of the cooperative and what each may do";
    name_correct: "Sửa họ tên" | "Correct the name";
    name_correct_hint: "Như trên giấy tờ tuỳ thân. Hợp đồng ghi người đại diện ở thông tin hợp tác xã, không lấy từ đây." | "As on your identity papers. Contracts name the representative of the cooperative’s data, not this one.";
    name_of_staff: "Họ tên cán bộ đứng dưới các quyết định; quản trị viên sửa giúp." | "A staff member’s name stands under decisions; an administrator corrects it.";
    name_corrected: "Đã sửa họ tên." | "The name is corrected.";
    email_change: "Đổi địa chỉ thư điện tử" | "Change the email address";
    email_change_text: "Chúng tôi gửi một mã đến địa chỉ mới để xác nhận, và báo cho địa chỉ cũ." | "We send a code to the new address to confirm it, and tell the old one.";
    new_email: "Địa chỉ thư mới" | "New email address";
    email_changed: "Đã đổi địa chỉ thư. Lần sau hãy đăng nhập bằng địa chỉ mới." | "The address is changed. Sign in with the new one from now on.";
    kept_title: "Những gì bạn gõ vẫn còn" | "What you typed is still here";
    kept_text: "Phiên đăng nhập đã hết hạn khi bạn gửi biểu mẫu, nên chưa có gì được lưu. Dưới đây là những gì bạn đã gõ; bấm «Gửi tiếp» để gửi lại." | "Your session had ended when you sent the form, so nothing was saved. Below is what you had typed; press “Send it again” to go on.";
    kept_send: "Gửi tiếp" | "Send it again";
    kept_no_more: "Phiên đăng nhập đã hết hạn và chưa giữ lại được những gì bạn gõ. Hãy quay lại trang trước để chép lại, rồi đăng nhập." | "Your session has ended and what you typed could not be kept. Go back one page to copy it, then sign in.";
    kept_waiting: "Phiên đăng nhập đã hết hạn. Những gì bạn gõ đã được giữ lại; đăng nhập để tiếp tục." | "Your session has ended. What you typed has been kept; sign in to go on.";
    sign_in: "Đăng nhập" | "Sign in";
    email: "Thư điện tử" | "Email";
    password: "Mật khẩu" | "Password";
    forgot_password: "Quên mật khẩu?" | "Forgotten your password?";
    forgot_password_intro: "Nhập thư điện tử của tài khoản. Nếu tài khoản tồn tại, chúng tôi gửi đến đó một đường dẫn để đặt mật khẩu mới, dùng được trong một giờ." | "Type the account's email. If the account exists, we send a link there to set a new password; it works for one hour.";
    send_link: "Gửi đường dẫn" | "Send the link";
    link_sent: "Nếu tài khoản tồn tại, đường dẫn đã được gửi. Hãy xem hộp thư." | "If the account exists, the link has been sent. Look into your mailbox.";
    new_password: "Mật khẩu mới" | "New password";
    new_password_hint: "Ít nhất 10 ký tự. Một câu ngắn dễ nhớ là tốt nhất." | "At least 10 characters. A short sentence you can remember is best.";
    set_password: "Đặt mật khẩu" | "Set the password";
    password_set: "Đã đặt mật khẩu. Hãy đăng nhập." | "The password is set. Please sign in.";
    your_name: "Họ và tên" | "Full name";
    signed_out: "Đã đăng xuất." | "You are signed out.";
    dead_link_title: "Đường dẫn không còn dùng được" | "This link no longer works";
    first_administrator_title: "Tạo quản trị viên đầu tiên" | "Make the first administrator";
    invitation_title: "Nhận lời mời" | "Accept the invitation";
    duty_applicant: "Hợp tác xã" | "Applicant";
    duty_appraiser: "Cán bộ thẩm định" | "Appraiser";
    duty_approver: "Người phê duyệt" | "Approver";
    duty_cashier: "Thủ quỹ" | "Cashier";
    duty_auditor: "Kiểm toán" | "Auditor";
    duty_administrator: "Quản trị viên" | "Administrator";
    duty_to_oneself: "Không thể tự giao nhiệm vụ cho mình." | "Nobody grants a duty to themselves.";
    duty_administrator_on_loans: "Quản trị viên không được thẩm định, phê duyệt hay thu chi khoản vay." | "An administrator may not appraise, approve or handle the money of loans.";
    duty_both_sides: "Người của hợp tác xã không thể đồng thời là cán bộ quỹ." | "Somebody of a cooperative cannot also be staff of a fund.";
    duty_own_administration: "Không thể tự thu hồi quyền quản trị của mình." | "You cannot withdraw your own administration.";
    duty_own_account: "Không thể tự khoá tài khoản của mình." | "You cannot close your own account.";
    duty_outside_scope: "Ngoài phạm vi quản trị của bạn: bạn chỉ quản trị quỹ của mình." | "This is beyond your administration: you administer your own fund only.";
    duty_token_of_lender: "Người tham gia xử lý khoản vay tự tạo mã truy cập ở trang Tài khoản; người khác không tạo thay." | "Somebody who acts on loans makes their own tokens on their account page; nobody makes them in their name.";
}

/// More people than may act for one cooperative.
pub fn too_many_members(most: usize) -> Problem {
    Problem::Said {
        vi: format!("Hợp tác xã đã có {most} người, không mời thêm được. Hãy thu hồi quyền của người không còn làm."),
        en: format!("The cooperative already has {most} people. Withdraw somebody who no longer works for it first."),
    }
}

/// More invitations in a day than go out in a cooperative's name.
pub fn too_many_invitations(most: i64) -> Problem {
    Problem::Said {
        vi: format!("Hợp tác xã đã gửi {most} lời mời trong một ngày. Xin mời tiếp vào ngày mai."),
        en: format!("The cooperative has sent {most} invitations within a day. Please go on tomorrow."),
    }
}

/// Somebody who is invited is one of the cooperative's people.
pub fn acts_already() -> Problem {
    Problem::Said {
        vi: "Người này đang thay mặt hợp tác xã rồi. Muốn đổi vai trò, hãy thu hồi quyền rồi mời lại.".into(),
        en: "This person acts for the cooperative already. For another position withdraw them, then invite them again."
            .into(),
    }
}

/// Nobody ends their own acting for the cooperative.
pub fn not_oneself() -> Problem {
    Problem::Said {
        vi: "Không thể tự thu hồi quyền của mình. Hãy mời người đại diện mới, người đó sẽ thu hồi quyền của bạn."
            .into(),
        en: "You cannot withdraw yourself. Invite the new chair, who will withdraw you.".into(),
    }
}

impl Texts {
    /// What somebody of a cooperative may do there, in a word.
    pub fn position(self, position: Position) -> &'static str {
        match position {
            Position::Chair => self.position_chair(),
            Position::Accountant => self.position_accountant(),
        }
    }

    pub fn duty(self, duty: Duty) -> &'static str {
        match duty {
            Duty::Applicant => self.duty_applicant(),
            Duty::Appraiser => self.duty_appraiser(),
            Duty::Approver => self.duty_approver(),
            Duty::Cashier => self.duty_cashier(),
            Duty::Auditor => self.duty_auditor(),
            Duty::Administrator => self.duty_administrator(),
        }
    }

    /// Why a duty or an account cannot be arranged so.
    pub fn duty_problem(self, why: DutyProblem) -> &'static str {
        match why {
            DutyProblem::ToOneself => self.duty_to_oneself(),
            DutyProblem::AdministratorOnLoans => self.duty_administrator_on_loans(),
            DutyProblem::BothSides => self.duty_both_sides(),
            DutyProblem::OwnAdministration => self.duty_own_administration(),
            DutyProblem::OwnAccount => self.duty_own_account(),
            DutyProblem::OutsideScope => self.duty_outside_scope(),
            DutyProblem::TokenOfLender => self.duty_token_of_lender(),
        }
    }
}

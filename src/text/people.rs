//! Accounts, signing in, people and duties.
use crate::access::Duty;
use crate::actions::people::DutyProblem;
use crate::text::Texts;

texts! {
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

impl Texts {
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

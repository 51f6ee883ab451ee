//! Accounts, signing in, people and duties.
use crate::access::Duty;
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
}

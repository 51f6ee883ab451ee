//! Coming in by oneself: the account, and the link to a cooperative.
use crate::actions::Problem;

texts! {
    register_title: "Đăng ký tài khoản cho hợp tác xã" | "Register your cooperative";
    register_lead: "Ba bước: xác nhận địa chỉ thư, đặt mật khẩu, nộp giấy chứng nhận đăng ký để quỹ xác nhận bạn là người của hợp tác xã." | "Three steps: confirm your email address, set a password, and hand in the registration certificate so that the fund can confirm that you act for the cooperative.";
    register_step(step): "Bước {step} trên 3" | "Step {step} of 3";
    register_link: "Đăng ký tài khoản" | "Register";
    register_code: "Mã số thuế của hợp tác xã" | "Tax code of the cooperative";
    register_name: "Họ và tên của bạn" | "Your full name";
    register_email: "Địa chỉ thư điện tử của bạn" | "Your email address";
    register_email_hint: "Mã xác nhận gồm 6 chữ số được gửi đến địa chỉ này." | "A code of 6 digits is sent to this address.";
    register_send: "Gửi mã xác nhận" | "Send the code";
    register_have_account: "Đã có tài khoản? Đăng nhập" | "Have an account already? Sign in";
    code_title: "Nhập mã xác nhận" | "Type the code";
    code_sent: "Nếu địa chỉ dùng được, chúng tôi đã gửi đến đó một thư có mã 6 chữ số, dùng được trong 15 phút. Hãy xem cả hộp thư rác." | "If the address can be used, we have sent a message with a code of 6 digits to it; it works for 15 minutes. Look into the spam folder too.";
    code_label: "Mã 6 chữ số" | "Code of 6 digits";
    code_check: "Xác nhận" | "Confirm";
    code_again: "Không nhận được thư? Bắt đầu lại" | "No message? Begin again";
    account_make_title: "Đặt mật khẩu và khai về hợp tác xã" | "Set a password and tell about the cooperative";
    account_make_lead: "Ghi đúng như trên giấy chứng nhận đăng ký; cán bộ quỹ sẽ đối chiếu." | "Write it as on the registration certificate; an officer will compare them.";
    account_make: "Tạo tài khoản" | "Make the account";
    account_made: "Đã tạo tài khoản. Hãy đăng nhập rồi nộp giấy chứng nhận đăng ký." | "The account is made. Sign in, then hand in the registration certificate.";
    claim_coop: "Hợp tác xã" | "The cooperative";
    link_title: "Xác nhận bạn là người của hợp tác xã" | "Confirming that you act for the cooperative";
    link_waiting: "chờ quỹ xác nhận" | "waiting for the fund";
    link_confirmed: "đã xác nhận" | "confirmed";
    link_refused: "chưa được xác nhận" | "not confirmed";
    link_waiting_no_paper: "Hãy nộp ảnh chụp hoặc bản PDF giấy chứng nhận đăng ký. Quỹ chỉ xác nhận được khi có giấy này." | "Hand in a photograph or PDF of the registration certificate. The fund can confirm only with it.";
    link_waiting_text: "Quỹ đã nhận giấy tờ và đang đối chiếu. Bạn sẽ nhận thư khi có kết quả." | "The fund has your papers and compares them. You will get a message with the result.";
    link_waiting_until: "Cho đến khi được xác nhận, bạn chưa thấy dữ liệu nào của hợp tác xã. Trong lúc chờ, bạn xem thử có vay được không và chuẩn bị giấy tờ." | "Until then you see none of the cooperative’s data. Meanwhile see whether you can borrow, and get the papers ready.";
    link_refused_text(reason): "Lý do: {reason} Hãy sửa lại rồi gửi lại." | "Reason: {reason} Put it right and send it again.";
    link_paper: "Giấy chứng nhận đăng ký" | "Registration certificate";
    link_paper_hint: "PDF, JPEG hoặc PNG, tối đa 10 MB." | "PDF, JPEG or PNG, at most 10 MB.";
    link_paper_send: "Tải lên" | "Upload";
    link_paper_added(name): "Đã nhận {name}." | "{name} is received.";
    link_papers: "Giấy tờ đã nộp" | "Papers handed in";
    link_papers_none: "Chưa có giấy tờ nào." | "None yet.";
    link_claimed: "Bạn đã khai" | "What you stated";
    link_again: "Gửi lại đề nghị" | "Send it again";
    link_asked: "Đã gửi đề nghị. Bây giờ hãy nộp giấy chứng nhận đăng ký." | "It is sent. Now hand in the registration certificate.";
    link_first: "Khai hợp tác xã của bạn" | "Tell us your cooperative";
    link_done: "Bạn đã được xác nhận là người của hợp tác xã." | "You are confirmed for the cooperative.";
    link_open: "Mở" | "Open";
    links_title: "Người của hợp tác xã chờ xác nhận" | "People of cooperatives to be confirmed";
    links_lead: "Đối chiếu điều họ khai với giấy chứng nhận đăng ký đã nộp và với sổ đăng ký, rồi xác nhận hoặc từ chối." | "Compare what they state with the certificate they handed in and with the register, then confirm or refuse.";
    links_none: "Không có ai chờ xác nhận." | "Nobody waits to be confirmed.";
    links_count(count): "{count} người chờ xác nhận" | "{count} waiting";
    links_person: "Người đề nghị" | "Person";
    links_asked_at: "Gửi lúc" | "Asked at";
    links_papers_count(count): "{count} giấy tờ" | "{count} papers";
    links_no_papers: "chưa nộp giấy tờ" | "no papers yet";
    links_verb: "Xác nhận người của hợp tác xã" | "Confirm somebody of a cooperative";
    link_view_title: "Đối chiếu đề nghị" | "Compare the claim";
    link_stated: "Họ khai" | "They state";
    link_register: "Trong sổ đăng ký" | "In the register";
    link_differs: "khác" | "differs";
    link_same: "khớp" | "same";
    link_new: "Mã số thuế này chưa có trong sổ. Khi xác nhận, hợp tác xã được ghi vào sổ với thông tin họ khai." | "This tax code is not in the register. When confirmed, the cooperative is entered as they state it.";
    link_others: "Người đang dùng hệ thống cho hợp tác xã này" | "Those who act for this cooperative already";
    link_confirm: "Xác nhận" | "Confirm";
    link_confirm_text: "Chỉ xác nhận khi giấy chứng nhận khớp với điều họ khai và người đề nghị đúng là người của hợp tác xã." | "Confirm only when the certificate matches and the person does act for the cooperative.";
    link_position: "Vai trò trong hợp tác xã" | "Position in the cooperative";
    link_chair_there(chairs): "Hợp tác xã đã có người đại diện dùng hệ thống: {chairs}. Người này sẽ được báo bằng thư." | "The cooperative has a chair with an account: {chairs}, who will be told by mail.";
    link_named: "Giấy chứng nhận đã nộp ghi tên người đề nghị là người đại diện mới" | "The certificate handed in names this person as the new chair";
    link_refuse: "Từ chối" | "Refuse";
    link_reason: "Lý do từ chối, gửi cho người đề nghị" | "Reason, sent to the person";
    link_confirmed_done: "Đã xác nhận; người đề nghị nhận được thư." | "Confirmed; the person is told by mail.";
    link_refused_done: "Đã từ chối; người đề nghị nhận được thư kèm lý do." | "Refused; the person is told the reason by mail.";
    link_decided(by, at): "{by} quyết định lúc {at}" | "Decided by {by} at {at}";
}

fn said(vi: &str, en: &str) -> Problem {
    Problem::Said { vi: vi.to_owned(), en: en.to_owned() }
}

/// A code from a mail has six digits.
pub fn not_six_digits() -> Problem {
    said("Mã gồm đúng 6 chữ số, như trong thư.", "The code has 6 digits, as in the message.")
}

/// A code that does not fit, and how often another may be tried.
pub fn wrong_code(left: i64) -> Problem {
    Problem::Said {
        vi: format!("Mã không đúng. Hãy xem lại thư; còn {left} lần thử."),
        en: format!("The code is wrong. Look at the message again; attempts left: {left}."),
    }
}

/// Nothing can be confirmed without the certificate.
pub fn no_certificate() -> Problem {
    said(
        "Chưa có giấy chứng nhận đăng ký để đối chiếu. Hãy chờ người đề nghị nộp, hoặc từ chối và nói rõ.",
        "There is no certificate to compare with. Wait until it is handed in, or refuse and say so.",
    )
}

/// The cooperative has a chair: another needs the certificate's word.
pub fn chair_there(chairs: &str) -> Problem {
    Problem::Said {
        vi: format!(
            "Hợp tác xã đã có người đại diện: {chairs}. Chỉ xác nhận khi giấy chứng nhận ghi tên người mới, và đánh dấu ô này."
        ),
        en: format!(
            "The cooperative has a chair: {chairs}. Confirm only when the certificate names the new one, and tick this box."
        ),
    }
}

/// More papers than may come with a link.
pub fn too_many_papers(most: usize) -> Problem {
    Problem::Said { vi: format!("Tối đa {most} giấy tờ."), en: format!("At most {most} papers.") }
}

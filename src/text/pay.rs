//! How to pay: the fund's account and the QR of a transfer.
use crate::text::Texts;

texts! {
    bank_vbsp: "Ngân hàng Chính sách xã hội (VBSP)" | "Vietnam Bank for Social Policies (VBSP)";
    bank_treasury: "Kho bạc Nhà nước" | "State Treasury";
    pay_title: "Cách trả nợ" | "How to pay";
    pay_now: "Số tiền phải trả ngay" | "To be paid now";
    pay_next(date): "Số tiền kỳ tới, hạn ngày {date}" | "Next instalment, due on {date}";
    pay_bank: "Ngân hàng" | "Bank";
    pay_number: "Số tài khoản" | "Account number";
    pay_holder: "Tên tài khoản" | "Account holder";
    pay_amount: "Số tiền" | "Amount";
    pay_reference: "Nội dung chuyển khoản" | "Transfer text";
    pay_reference_note: "Ghi đúng nội dung này để quỹ nhận ra khoản trả." | "Give exactly this text, so that the fund recognises the payment.";
    pay_scan: "Quét mã bằng ứng dụng ngân hàng: số tài khoản, số tiền và nội dung được điền sẵn." | "Scan it with a banking app: account, amount and text are filled in.";
    pay_qr_label(bank, number, amount, reference): "Mã VietQR: {bank}, tài khoản {number}, số tiền {amount}, nội dung {reference}" | "VietQR code: {bank}, account {number}, amount {amount}, text {reference}";
    pay_no_qr: "Nơi này chưa nhận chuyển khoản bằng mã QR; xin chuyển theo số tài khoản." | "Transfers by QR are not taken there; please transfer to the account number.";
    pay_no_account: "Quỹ chưa công bố tài khoản nhận tiền; xin hỏi quỹ trước khi chuyển." | "The fund has not published its account yet; please ask the fund before you transfer.";
    pay_qr_attached: "Mã QR kèm thư này quét được bằng ứng dụng ngân hàng." | "The QR with this message can be scanned with a banking app.";
    account_tab: "Tài khoản nhận tiền" | "Account for payments";
    account_intro: "Hợp tác xã trả nợ vào tài khoản này. Nó hiện trên trang khoản vay, trong thư nhắc nợ và trên giấy tờ in ra, kèm mã VietQR. Tài khoản cũ được giữ lại cùng ngày áp dụng." | "Cooperatives repay to this account. It stands on the pages of loans, in reminders and on printed papers, with a VietQR. Former accounts are kept with their dates.";
    account_none: "Chưa có tài khoản nào" | "There is no account yet";
    account_now: "Đang áp dụng" | "In force";
    account_from: "Áp dụng từ ngày" | "In force from";
    account_from_hint: "Hôm nay hoặc một ngày trong vòng một năm tới." | "Today or a day within the coming year.";
    account_number_hint: "Chỉ gồm chữ số; tài khoản Kho bạc có thể có dấu chấm." | "Digits only; an account at the State Treasury may have dots.";
    account_holder_hint: "Như ngân hàng ghi, ví dụ QUY HO TRO PHAT TRIEN HTX." | "As the bank writes it, for example QUY HO TRO PHAT TRIEN HTX.";
    account_bank_hint: "Kho bạc Nhà nước và Ngân hàng Chính sách xã hội không có mã QR." | "There is no QR for the State Treasury and the Social Policy Bank.";
    account_choose: "Chọn nơi mở tài khoản" | "Choose where the account is";
    account_save: "Áp dụng tài khoản này" | "Use this account";
    account_saved: "Đã ghi tài khoản nhận tiền." | "The account is recorded.";
    account_history: "Các tài khoản đã ghi" | "Accounts recorded";
    account_try: "Số tiền trong mã thử" | "Amount in the code to try";
    account_try_note: "Hãy quét thử bằng ứng dụng ngân hàng và kiểm tra tên người nhận trước khi gửi cho hợp tác xã; không cần chuyển tiền." | "Scan it with a banking app and check the holder's name before cooperatives get it; nothing needs to be paid.";
    problem_account(min, max): "Số tài khoản có {min} đến {max} chữ số." | "An account number has {min} to {max} digits.";
    did_fund_account: "Ghi tài khoản nhận tiền của quỹ" | "Recorded a fund's account";
}

impl Texts {
    /// Where an account is, by its code in `domain::vietqr::BANKS`; an unknown one is shown as it is.
    pub fn bank_name(self, code: &str) -> String {
        match code {
            "999888" => self.bank_vbsp().to_owned(),
            "treasury" => self.bank_treasury().to_owned(),
            code => crate::domain::vietqr::bank_of(code).map_or(code, |bank| bank.name).to_owned(),
        }
    }
}

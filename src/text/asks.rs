//! What a cooperative asks on a running loan, its answer to an offer, and the letters it got.
use chrono::NaiveDate;

use crate::actions::Problem;
use crate::domain::ask::{Kind, State};
use crate::domain::money::Money;
use crate::text::{Texts, format};

texts! {
    offer_title: "Đề nghị cho vay" | "The loan offered";
    offer_intro(fund): "{fund} đã duyệt khoản vay này. Xin đọc kỹ điều kiện rồi trả lời." | "{fund} has approved this loan. Please read the terms and answer.";
    offer_amount: "Số tiền được vay" | "Amount";
    offer_fees: "Phí" | "Fees";
    offer_no_fees: "Không thu phí" | "None";
    offer_lapses: "Hết hiệu lực nếu chưa ký hợp đồng sau ngày" | "Lapses unless the contract is signed by";
    offer_declaration: "Tôi đã đọc các điều kiện vay và lịch trả nợ dự kiến; hợp tác xã đồng ý vay theo các điều kiện này và tôi có quyền thay mặt hợp tác xã trả lời." | "I have read the terms and the planned schedule; the cooperative takes the loan on these terms, and I may answer for it.";
    offer_accept: "Đồng ý vay" | "Accept the loan";
    offer_decline_title: "Không nhận khoản vay này" | "Not taking this loan";
    offer_decline_hint: "Khoản vay sẽ bị huỷ, vốn đã giữ trở về quỹ. Muốn vay lại phải nộp hồ sơ mới." | "The loan is cancelled and its capital goes back to the fund. Borrowing again needs a new application.";
    offer_decline_reason: "Lý do không nhận" | "Why not";
    offer_decline: "Từ chối khoản vay" | "Decline the loan";
    offer_accepted: "Đã ghi nhận đồng ý vay. Quỹ sẽ hẹn ký hợp đồng." | "Your acceptance is recorded. The fund will ask you to sign the contract.";
    offer_declined: "Đã từ chối khoản vay; vốn đã trở về quỹ." | "The loan is declined; its capital went back to the fund.";
    offer_accepted_by(name, time): "Hợp tác xã đã đồng ý vay lúc {time}, người trả lời: {name}." | "The cooperative accepted at {time}, by {name}.";
    offer_declined_by(name, time, reason): "Hợp tác xã đã từ chối lúc {time}, người trả lời: {name}. Lý do: {reason}" | "The cooperative declined at {time}, by {name}. Reason: {reason}";
    offer_open: "Hợp tác xã chưa trả lời đề nghị cho vay." | "The cooperative has not answered the offer yet.";
    offer_read: "Đọc và trả lời đề nghị cho vay" | "Read the offer and answer it";

    asks_title: "Đề nghị và báo tin của hợp tác xã" | "Requests and reports of the cooperative";
    asks_none: "Chưa có đề nghị nào." | "There are none yet.";
    asks_new: "Gửi cho quỹ" | "Send to the fund";
    ask_tranche: "Đề nghị giải ngân" | "Request for a payment out";
    ask_payment: "Báo đã trả nợ" | "Report of a payment made";
    ask_prepayment: "Đề nghị trả trước hạn" | "Request to prepay";
    ask_more_time: "Đề nghị gia hạn, giãn nợ" | "Request for more time";
    ask_tranche_intro(rest): "Quỹ trả tiền thẳng cho bên bán theo chứng từ. Còn được giải ngân {rest}. Sau khi gửi, hãy gửi kèm ảnh hoá đơn, hợp đồng." | "The fund pays the supplier directly, on evidence. Still to be drawn: {rest}. Send pictures of the invoice and contract after this.";
    ask_payment_intro: "Báo cho quỹ biết đã chuyển tiền để đối chiếu. Báo tin này chưa ghi giảm nợ: thủ quỹ ghi nhận khi tiền về tài khoản." | "Tell the fund that you have paid, so that it can be matched. This does not reduce the debt yet: the cashier books it when the money is there.";
    ask_prepayment_intro: "Cho quỹ biết định trả trước bao nhiêu, ngày nào, để quỹ tính số tiền và hẹn." | "Tell the fund how much you want to prepay and when, so that it can work out the figures.";
    ask_more_time_intro: "Gặp khó khăn thì báo sớm, trước ngày đến hạn. Quỹ xem xét và trả lời; trong lúc chờ, khoản vay giữ nguyên." | "In difficulties, say so early, before the due date. The fund considers it and answers; until then the loan stays as it is.";
    ask_sum: "Số tiền" | "Amount";
    ask_amount_wanted: "Số tiền đề nghị giải ngân" | "Amount wanted";
    ask_amount_paid: "Số tiền đã trả" | "Amount paid";
    ask_wanted_by: "Cần tiền trước ngày" | "Wanted by";
    ask_paid_on: "Ngày đã trả" | "Paid on";
    ask_prepay_on: "Ngày định trả" | "To be paid on";
    ask_payee: "Người nhận tiền" | "Payee";
    ask_payee_hint: "Bên bán: tên, ngân hàng và số tài khoản." | "The supplier: name, bank and account number.";
    ask_purpose: "Dùng vào việc gì, theo chứng từ nào" | "What for, by which evidence";
    ask_purpose_hint: "Ví dụ: mua máy sấy theo hợp đồng 07/2026, hoá đơn 0001." | "For example: a dryer, by contract 07/2026, invoice 0001.";
    ask_reference: "Mã giao dịch ngân hàng hoặc số biên lai" | "Bank reference or receipt number";
    ask_why: "Lý do" | "Why";
    ask_why_hint: "Điều gì đã xảy ra, ảnh hưởng thế nào đến việc trả nợ." | "What happened, and how it affects repayment.";
    ask_plan: "Đề nghị trả thế nào" | "How you would pay instead";
    ask_plan_hint: "Ví dụ: lùi kỳ tháng 9 sang tháng 12, các kỳ sau giữ nguyên." | "For example: the September instalment in December, the others as they are.";
    ask_again: "Đây là một lần khác, không phải gửi trùng" | "This is another one, not the same twice";
    ask_send: "Gửi đi" | "Send";
    ask_sent(number): "Đã gửi, số {number}. Quỹ đã được báo." | "Sent, number {number}. The fund has been told.";
    ask_sent_label: "Người gửi" | "Sent by";
    ask_made(name, time): "{name}, lúc {time}" | "{name}, at {time}";
    ask_closed(name, time): "{name}, {time}" | "{name} on {time}";
    ask_answer_said: "Trả lời của quỹ" | "The fund's answer";
    ask_answered_by: "Người trả lời" | "Answered by";
    ask_papers: "Ảnh và giấy tờ kèm theo" | "Pictures and papers";
    ask_papers_none: "Chưa có tệp nào." | "There are none.";
    ask_paper_add: "Thêm ảnh hoặc tệp" | "Add a picture or file";
    ask_paper_added(name): "Đã thêm {name}." | "{name} was added.";
    ask_paper_evidence: "Nên gửi kèm hoá đơn hoặc hợp đồng; thiếu chứng từ quỹ có thể từ chối." | "Add the invoice or contract; without evidence the fund may refuse.";
    ask_withdraw: "Rút lại" | "Take it back";
    ask_withdrawn: "Đã rút lại." | "It was taken back.";
    ask_pay_out: "Giải ngân theo đề nghị này" | "Pay out as asked";
    ask_book: "Ghi nhận khoản trả này" | "Book this payment";
    ask_book_prepayment: "Ghi nhận trả trước hạn" | "Book the prepayment";
    ask_propose: "Lập đề nghị thay đổi khoản vay" | "Propose a change of the loan";
    ask_refuse: "Từ chối" | "Refuse";
    ask_refuse_reason: "Lý do từ chối" | "Why it is refused";
    ask_refused: "Đã từ chối, hợp tác xã được báo bằng thư." | "It was refused; the cooperative is told by mail.";
    ask_reply: "Trả lời" | "Answer";
    ask_answer_label: "Trả lời cho hợp tác xã" | "Answer to the cooperative";
    ask_answered: "Đã trả lời, hợp tác xã được báo bằng thư." | "It was answered; the cooperative is told by mail.";
    ask_see_loan: "Xem bút toán trên trang khoản vay" | "See the booking on the loan's page";
    ask_prefilled(number): "Điền sẵn theo đề nghị {number}. Khi ghi nhận, đề nghị được đánh dấu đã xong." | "Filled in from request {number}, which is marked as done when this is recorded.";
    ask_waits_cashier: "Đang chờ thủ quỹ của quỹ" | "Waits for the fund's cashier";
    ask_waits_appraiser: "Đang chờ cán bộ thẩm định" | "Waits for the appraiser";
    desk_ask(what): "Trả lời: {what}" | "Answer: {what}";
    kind_ask: "Đề nghị của hợp tác xã" | "Request of a cooperative";

    ask_state_open: "Đang chờ" | "Waiting";
    ask_state_paid: "Đã giải ngân" | "Paid out";
    ask_state_matched: "Đã ghi nhận" | "Booked";
    ask_state_answered: "Đã trả lời" | "Answered";
    ask_state_refused: "Bị từ chối" | "Refused";
    ask_state_withdrawn: "Đã rút lại" | "Taken back";
    state_ask_done: "đã được giải quyết" | "already dealt with";
    state_ask_refused: "đã bị từ chối" | "already refused";
    state_ask_withdrawn: "đã được rút lại" | "already taken back";
    state_ask_needs_booking: "được trả lời bằng bút toán: hãy giải ngân hoặc ghi nhận tiền, hoặc từ chối kèm lý do" | "answered by a booking: pay out or book the money, or refuse it with a reason";
    state_offer_accepted: "đã được đồng ý" | "already accepted";
    state_offer_declined: "đã bị từ chối" | "already declined";
    problem_too_many_open(max): "Đã có {max} đề nghị đang chờ trả lời. Hãy đợi quỹ trả lời hoặc rút bớt." | "{max} requests wait for an answer. Wait for the fund, or take some back.";
    problem_asked_before(number): "Đã gửi cùng nội dung này ở số {number}. Nếu là một lần khác, hãy đánh dấu ô này rồi gửi lại." | "The same was sent as {number}. If this is another one, tick this box and send it again.";

    mail_ask_made_subject(what, number, loan): "{what} số {number}, khoản vay {loan}" | "{what} {number}, loan {loan}";
    mail_ask_made(loan): "Hợp tác xã vừa gửi một đề nghị hoặc báo tin về khoản vay {loan}. Xin xem và trả lời." | "A cooperative has sent a request or report on loan {loan}. Please look at it and answer.";
    mail_ask_received_subject(what, number): "Đã nhận: {what} số {number}" | "Received: {what} {number}";
    mail_payment_received(number): "Quỹ đã nhận tin báo trả nợ số {number} của hợp tác xã và sẽ đối chiếu với tài khoản." | "The fund has received report {number} of your payment and will look for it in its account.";
    mail_ask_received(number): "Quỹ đã nhận đề nghị số {number} của hợp tác xã và sẽ trả lời." | "The fund has received request {number} of your cooperative and will answer it.";
    mail_ask_received_next: "Nếu hợp tác xã không gửi đề nghị này, người đại diện có thể rút lại và báo cho quỹ." | "If your cooperative did not mean to send it, its chair can take it back and tell the fund.";
    mail_ask_number: "Số đề nghị" | "Request";
    mail_ask_said: "Nội dung" | "It says";
    mail_ask_refused_subject(what, loan): "Không chấp thuận: {what}, khoản vay {loan}" | "Refused: {what}, loan {loan}";
    mail_ask_refused(number): "Quỹ đã xem đề nghị số {number} và chưa chấp thuận." | "The fund has looked at request {number} and did not grant it.";
    mail_ask_refused_next: "Nếu có thêm giấy tờ hoặc thông tin, quý vị có thể gửi đề nghị mới." | "With more papers or information you may send a new request.";
    mail_payment_refused_subject(loan): "Chưa thấy khoản tiền đã báo: khoản vay {loan}" | "The payment reported was not found: loan {loan}";
    mail_payment_refused(number): "Quỹ đã đối chiếu tin báo trả nợ số {number} nhưng chưa thấy khoản tiền này, nên chưa ghi giảm nợ." | "The fund has looked for the payment of report {number} and has not found it, so the debt is not reduced yet.";
    mail_payment_refused_next: "Xin kiểm tra tiền đã rời tài khoản của hợp tác xã chưa, số tài khoản và tên quỹ nhận, số tiền, ngày chuyển, nội dung chuyển khoản; rồi báo lại kèm mã giao dịch hoặc ảnh uỷ nhiệm chi." | "Please check whether the money has left your account, the fund’s account number and name, the amount, the day and the transfer’s text; then report it again with the bank’s reference or a picture of the order.";
    mail_ask_answered_subject(what, loan): "Trả lời: {what}, khoản vay {loan}" | "Answer: {what}, loan {loan}";
    mail_ask_answered(number): "Quỹ đã xem đề nghị số {number} và trả lời như sau." | "The fund has looked at request {number} and answers as follows.";
    mail_ask_answer: "Trả lời" | "Answer";
    mail_ask_see: "Xem đề nghị" | "See the request";
    mail_offer_accepted_subject(loan): "Đã đồng ý vay: khoản vay {loan}" | "Accepted: loan {loan}";
    mail_offer_accepted(number, loan): "Hợp tác xã đã đồng ý với đề nghị cho vay theo hồ sơ {number}, khoản vay {loan}." | "The cooperative has accepted the loan offered on application {number}, loan {loan}.";
    mail_offer_accepted_next(date): "Việc tiếp theo: ký hợp đồng tín dụng trước hết ngày {date}." | "Next: sign the contract by {date}.";
    mail_offer_declined_subject(loan): "Không nhận khoản vay {loan}" | "Declined: loan {loan}";
    mail_offer_declined(number, loan): "Hợp tác xã không nhận khoản vay {loan} theo hồ sơ {number}. Khoản vay đã huỷ, vốn đã giữ trở về quỹ." | "The cooperative does not take loan {loan} on application {number}. The loan is cancelled and its capital went back to the fund.";
    mail_answered_by: "Người trả lời" | "Answered by";
    letter_ask_made: "Đề nghị của hợp tác xã" | "Request of a cooperative";
    letter_ask_received: "Đã nhận đề nghị" | "Request received";
    letter_ask_refused: "Từ chối đề nghị" | "Request refused";
    letter_ask_answered: "Trả lời đề nghị" | "Request answered";
    letter_offer_answered: "Trả lời đề nghị cho vay" | "Answer to an offer";

    letters_title: "Thư đã gửi cho hợp tác xã" | "Letters to the cooperative";
    letters_intro: "Mọi thư quỹ đã gửi về hồ sơ và khoản vay của hợp tác xã, kể cả khi hộp thư bị đầy hoặc sai địa chỉ." | "Every letter about the cooperative's applications and loans, also those that never reached a mailbox.";
    letters_none: "Chưa có thư nào" | "No letters yet";
    letters_none_text: "Thư được gửi khi hồ sơ hoặc khoản vay có việc mới." | "A letter is written when something happens on an application or a loan.";
    letters_subject: "Tiêu đề" | "Subject";
    letters_when: "Lập lúc" | "Written at";
    letters_to: "Gửi tới" | "To";
    letters_state: "Tình trạng" | "State";
    letters_sent(time): "Đã gửi lúc {time}" | "Sent at {time}";
    letters_waiting: "Đang chờ gửi" | "Waiting to be sent";
    letters_failed: "Không gửi được" | "Could not be sent";
    letters_dropped: "Không còn cần gửi" | "No longer needed";
    letters_back: "Tất cả thư" | "All letters";

    did_ask_make: "Gửi đề nghị hoặc báo tin về khoản vay" | "Sent a request on a loan";
    did_ask_refuse: "Từ chối đề nghị của hợp tác xã" | "Refused a request";
    did_ask_answer: "Trả lời đề nghị của hợp tác xã" | "Answered a request";
    did_ask_withdraw: "Rút lại đề nghị" | "Took a request back";
    did_ask_add_paper: "Thêm giấy tờ cho đề nghị" | "Added a paper to a request";
    did_offer_accept: "Đồng ý nhận khoản vay" | "Accepted the loan offered";
    did_offer_decline: "Từ chối nhận khoản vay" | "Declined the loan offered";
}

impl Texts {
    /// What is asked or told.
    pub fn asked_kind(self, kind: Kind) -> &'static str {
        match kind {
            Kind::Tranche => self.ask_tranche(),
            Kind::Payment => self.ask_payment(),
            Kind::Prepayment => self.ask_prepayment(),
            Kind::MoreTime => self.ask_more_time(),
        }
    }

    /// The same by its name; one of a newer program is shown as it is.
    pub fn ask_kind_named(self, name: &str) -> &str {
        Kind::try_from(name).map_or(name, |kind| self.asked_kind(kind))
    }

    /// Where a request stands: done means another thing for each kind.
    pub fn ask_state(self, kind: Kind, state: State) -> &'static str {
        match (state, kind) {
            (State::Open, _) => self.ask_state_open(),
            (State::Done, Kind::Tranche) => self.ask_state_paid(),
            (State::Done, Kind::Payment) => self.ask_state_matched(),
            (State::Done, Kind::Prepayment | Kind::MoreTime) => self.ask_state_answered(),
            (State::Refused, _) => self.ask_state_refused(),
            (State::Withdrawn, _) => self.ask_state_withdrawn(),
        }
    }
}

/// Why no more is paid out: other requests wait for the same money.
pub fn asked_for_already(asked: Money, left: Money) -> Problem {
    let (asked, left) = (format::dong(asked), format::dong(left));
    Problem::Said {
        vi: format!(
            "Các đề nghị giải ngân đang chờ đã xin {asked}; chỉ còn xin thêm được {left}. \
             Hãy xin ít hơn hoặc rút một đề nghị đang chờ."
        ),
        en: format!(
            "Requests that wait ask for {asked} already; only {left} can be asked for beside them. \
             Ask for less, or take one of them back."
        ),
    }
}

/// A prepayment of more than closes the loan on its day.
pub fn more_than_owed(on: NaiveDate, owed: Money) -> Problem {
    let (on, owed) = (format::date(on), format::dong(owed.max(Money::ZERO)));
    Problem::Said {
        vi: format!("Nhiều hơn số còn phải trả. Ngày {on} trả hết khoản vay là {owed}."),
        en: format!("More than is owed. On {on} the whole loan is paid off with {owed}."),
    }
}

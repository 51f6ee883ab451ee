//! What letters say.
use crate::text::Texts;

texts! {
    mail_salutation(name): "Kính gửi {name}," | "Dear {name},";
    mail_sincerely: "Trân trọng," | "Yours sincerely,";
    mail_automatic: "Thư này được gửi tự động, xin không trả lời." | "This message was sent automatically; please do not reply to it.";
    mail_sign_in_note: "Cần đăng nhập để xem." | "You will be asked to sign in.";
    mail_see_application: "Xem hồ sơ" | "See the application";
    mail_see_loan: "Xem khoản vay" | "See the loan";

    mail_number: "Số hồ sơ" | "Application";
    mail_loan_number: "Số khoản vay" | "Loan";
    mail_cooperative: "Hợp tác xã" | "Cooperative";
    mail_amount_wanted: "Số tiền đề nghị vay" | "Amount applied for";
    mail_submitted_on: "Ngày nộp" | "Sent in on";
    mail_amount_approved: "Số tiền được duyệt" | "Amount approved";
    mail_rate: "Lãi suất" | "Interest rate";
    mail_rate_a_year(rate): "{rate}/năm" | "{rate} a year";
    mail_term: "Thời hạn" | "Term";
    mail_months(months): "{months} tháng" | "{months} months";
    mail_sign_by: "Ký hợp đồng chậm nhất" | "Sign the contract by";
    mail_note: "Ghi chú" | "Note";
    mail_reason: "Lý do" | "Reason";
    mail_papers_by: "Hạn bổ sung" | "To be sent by";
    mail_date: "Ngày" | "Date";
    mail_amount: "Số tiền" | "Amount";
    mail_payee: "Người nhận" | "Paid to";
    mail_total_disbursed: "Tổng đã giải ngân" | "Paid out in all";
    mail_principal: "Gốc" | "Principal";
    mail_interest: "Lãi" | "Interest";
    mail_total: "Tổng cộng" | "Total";
    mail_overdue_interest: "Lãi trên gốc quá hạn" | "Interest on overdue principal";
    mail_late_interest: "Lãi chậm trả" | "Interest on late interest";
    mail_unallocated: "Chưa dùng, giữ cho kỳ tới" | "Not yet used, kept for the next instalment";
    mail_outstanding: "Dư nợ gốc còn lại" | "Principal still owed";
    mail_next_due: "Kỳ trả tiếp theo" | "Next instalment on";
    mail_next_total: "Số tiền kỳ tiếp theo" | "Next instalment";
    mail_due: "Ngày đến hạn" | "Due on";
    mail_instalment_total: "Phải trả kỳ này" | "To be paid for it";
    mail_waiting_money: "Đã nộp trước, được trừ" | "Already brought, taken off";
    mail_overdue_total(as_of): "Tổng nợ quá hạn đến {as_of}" | "Overdue in all, as of {as_of}";
    mail_schedule: "Lịch trả nợ" | "Repayment schedule";
    mail_schedule_number: "Kỳ" | "No.";
    mail_schedule_balance: "Dư nợ" | "Balance";
    mail_schedule_unit: "Đơn vị: đồng" | "Amounts in dong";

    mail_invitation_subject: "Lời mời sử dụng coopfund" | "Invitation to coopfund";
    mail_invitation: "Quản trị viên đã lập cho quý vị một tài khoản trên coopfund, phần mềm quản lý cho vay của các quỹ hỗ trợ hợp tác xã." | "An administrator has made an account for you on coopfund, the loan management of the cooperative support funds.";
    mail_invitation_by(by, cooperative): "{by}, người đại diện của {cooperative}, mời quý vị dùng coopfund, phần mềm quản lý cho vay của các quỹ hỗ trợ hợp tác xã, thay mặt hợp tác xã." | "{by}, who represents {cooperative}, invites you to act for it on coopfund, the loan management of the cooperative support funds.";
    mail_invited_there_subject(cooperative): "Lời mời thay mặt {cooperative} trên coopfund" | "Invitation to act for {cooperative} on coopfund";
    mail_invited_back(by, cooperative): "{by}, người đại diện của {cooperative}, đã giao lại cho quý vị quyền thay mặt hợp tác xã. Xin đăng nhập bằng tài khoản sẵn có." | "{by}, who represents {cooperative}, has let you act for it again. Sign in with the account you have.";
    mail_invited_there(by, cooperative): "{by}, người đại diện của {cooperative}, mời quý vị thay mặt hợp tác xã. Địa chỉ này đã có tài khoản nên chưa có gì thay đổi." | "{by}, who represents {cooperative}, invites you to act for it. This address already has an account, so nothing was changed.";
    mail_invited_there_next: "Nếu nhận lời, xin đăng nhập và gửi đề nghị kèm giấy chứng nhận đăng ký để quỹ xác nhận; nếu tài khoản đang dùng cho quỹ hoặc hợp tác xã khác, xin cho người mời một địa chỉ thư khác. Nếu không, xin bỏ qua thư này." | "If you accept, sign in and ask the fund to confirm you, with the registration certificate; if your account is used for a fund or another cooperative, give the person who invites you another address. If not, ignore this message.";
    mail_invitation_next: "Xin mở đường dẫn dưới đây để đặt mật khẩu. Đường dẫn dùng được một lần, trong 7 ngày." | "Please open the link below to set your password. It works once, for 7 days.";
    mail_password_reset_subject: "Đặt lại mật khẩu coopfund" | "Set a new coopfund password";
    mail_password_reset: "Chúng tôi nhận được yêu cầu đặt lại mật khẩu của tài khoản này. Đường dẫn dưới đây dùng được một lần, trong 1 giờ." | "We were asked to set a new password for this account. The link below works once, for 1 hour.";
    mail_password_reset_next: "Nếu quý vị không yêu cầu, xin bỏ qua thư này: mật khẩu vẫn như cũ." | "If you did not ask for it, ignore this message: your password stays as it is.";

    mail_code_subject(code): "{code} là mã xác nhận địa chỉ thư" | "{code} is the code that confirms your address";
    mail_code: "Có người vừa dùng địa chỉ thư này trên coopfund. Để xác nhận địa chỉ là của quý vị, xin nhập mã dưới đây vào trang đang mở." | "Somebody has just used this address on coopfund. To confirm that it is yours, type the code below on the page that is open.";
    mail_code_name: "Mã xác nhận" | "Code";
    mail_code_until: "Dùng được đến" | "Works until";
    mail_code_next: "Không đưa mã này cho bất kỳ ai, kể cả người tự xưng là cán bộ quỹ. Nếu quý vị không yêu cầu, xin bỏ qua thư này." | "Give this code to nobody, not even to somebody who says they are an officer of the fund. If you did not ask for it, ignore this message.";
    mail_account_there_subject: "Địa chỉ này đã có tài khoản coopfund" | "This address already has a coopfund account";
    mail_account_there: "Có người vừa muốn dùng địa chỉ thư này trên coopfund, nhưng địa chỉ đã có tài khoản nên không có gì thay đổi." | "Somebody has just wanted to use this address on coopfund. It already has an account, so nothing was changed.";
    mail_account_there_next: "Nếu đó là quý vị, xin đăng nhập; nếu quên mật khẩu, trang đăng nhập có lối đặt mật khẩu mới. Nếu không phải, xin bỏ qua thư này." | "If it was you, please sign in; the sign-in page helps with a forgotten password. If not, ignore this message.";
    mail_changed_subject: "Tài khoản coopfund đã đổi địa chỉ thư" | "Your coopfund account has another address";
    mail_changed: "Từ nay tài khoản của quý vị dùng địa chỉ thư khác để đăng nhập và nhận thư; địa chỉ này không dùng nữa." | "From now on your account uses another address for signing in and for letters; this one is no longer used.";
    mail_changed_to: "Địa chỉ mới" | "New address";
    mail_changed_next: "Nếu không phải quý vị đổi, xin báo ngay cho quỹ để khoá tài khoản." | "If you did not change it, tell the fund at once so that the account can be closed.";
    mail_password_changed_subject: "Mật khẩu coopfund đã được đổi" | "Your coopfund password was changed";
    mail_password_changed: "Mật khẩu của tài khoản quý vị vừa được đổi. Các đường dẫn đặt mật khẩu gửi trước đó không dùng được nữa." | "The password of your account has just been changed. Links to set a password that were sent before no longer work.";
    mail_password_changed_at: "Đổi lúc" | "Changed at";
    mail_password_changed_next: "Nếu không phải quý vị đổi, xin đặt lại mật khẩu ngay từ trang đăng nhập và báo cho quỹ." | "If you did not change it, set a new password from the sign-in page at once and tell the fund.";
    mail_link_confirmed_subject: "Quỹ đã xác nhận quý vị là người của hợp tác xã" | "The fund has confirmed that you act for your cooperative";
    mail_link_confirmed: "Cán bộ quỹ đã đối chiếu giấy chứng nhận đăng ký và xác nhận tài khoản của quý vị với hợp tác xã sau." | "An officer compared the registration certificate and has confirmed your account for this cooperative.";
    mail_link_confirmed_next: "Từ nay quý vị lập và nộp hồ sơ vay, xem khoản vay của hợp tác xã được." | "You can now apply for loans and see the cooperative’s loans.";
    mail_member_withdrawn_subject(cooperative): "Quý vị không còn thay mặt {cooperative} trên coopfund" | "You no longer act for {cooperative} on coopfund";
    mail_member_withdrawn(by, cooperative): "{by} đã thu hồi quyền thay mặt {cooperative} của quý vị. Từ nay quý vị không xem và không làm được gì trên hồ sơ, khoản vay của hợp tác xã." | "{by} has withdrawn your right to act for {cooperative}. From now on you can neither see nor do anything on its applications and loans.";
    mail_member_withdrawn_next: "Nếu cho là nhầm, xin liên hệ người đại diện hợp tác xã hoặc quỹ. Tài khoản vẫn đăng nhập được." | "If you think this is a mistake, please ask the representative of the cooperative or the fund. You can still sign in.";
    mail_member_joined_subject(name): "{name} từ nay thay mặt hợp tác xã trên coopfund" | "{name} acts for your cooperative on coopfund from now on";
    mail_member_joined(by, name): "Cán bộ quỹ {by} đã đối chiếu giấy chứng nhận đăng ký và xác nhận {name} được dùng hệ thống thay mặt hợp tác xã." | "{by}, an officer of the fund, compared the registration certificate and has confirmed that {name} acts for the cooperative.";
    mail_member_granted(by, name): "Quản trị viên {by} đã cấp cho {name} quyền dùng hệ thống thay mặt hợp tác xã." | "{by}, an administrator, has given {name} the right to act for the cooperative.";
    mail_member_left_subject(name): "{name} không còn thay mặt hợp tác xã trên coopfund" | "{name} no longer acts for your cooperative on coopfund";
    mail_member_left(by, name): "{by} đã thu hồi quyền thay mặt hợp tác xã của {name}." | "{by} has withdrawn the right of {name} to act for the cooperative.";
    mail_members_next: "Nếu việc này không đúng, xin báo ngay cho quỹ." | "If this is not right, please tell the fund at once.";
    mail_link_refused_subject: "Quỹ chưa xác nhận được quý vị là người của hợp tác xã" | "The fund could not confirm that you act for your cooperative";
    mail_link_refused(name): "Cán bộ quỹ chưa xác nhận được tài khoản của quý vị với hợp tác xã {name}." | "An officer could not confirm your account for the cooperative {name}.";
    mail_link_refused_next: "Xin sửa lại theo lý do trên rồi gửi lại; tài khoản vẫn dùng được để gửi lại." | "Please put right what is said above and send it again; your account stays open for that.";
    mail_link_open: "Mở trang của tôi" | "Open my page";

    mail_receipt_subject(number): "Đã nhận hồ sơ vay {number}" | "Loan application {number} received";
    mail_receipt(number): "Chúng tôi đã nhận hồ sơ vay của quý vị. Số biên nhận là {number}; xin giữ lại để tra cứu." | "We have received your loan application. Its receipt number is {number}; please keep it.";
    mail_receipt_next: "Cán bộ thẩm định sẽ xem xét và báo lại cho quý vị bằng thư điện tử. Quý vị có thể theo dõi hồ sơ bất cứ lúc nào." | "An appraiser will examine it and write to you. You can follow it at any time.";
    mail_returned_subject(number): "Hồ sơ vay {number} cần bổ sung giấy tờ" | "Loan application {number} needs more papers";
    mail_returned(number): "Hồ sơ vay {number} chưa đủ giấy tờ. Xin quý vị bổ sung:" | "Loan application {number} is not complete. Please add:";
    mail_returned_next(until): "Xin bổ sung và nộp lại hồ sơ chậm nhất ngày {until}. Quá ngày này, hồ sơ có thể hết hiệu lực." | "Please add them and send the application in again by {until}. After that day it may lapse.";
    mail_approved_subject(number): "Hồ sơ vay {number} đã được phê duyệt" | "Loan application {number} approved";
    mail_approved: "Hồ sơ vay của quý vị đã được phê duyệt với các điều kiện sau." | "Your loan application has been approved on these terms.";
    mail_approved_next(until): "Mời quý vị đến ký hợp đồng chậm nhất ngày {until}. Sau ngày đó, phê duyệt hết hiệu lực." | "Please come to sign the contract by {until}. After that day the approval lapses.";
    mail_rejected_subject(number): "Hồ sơ vay {number} không được phê duyệt" | "Loan application {number} not approved";
    mail_rejected(number): "Chúng tôi rất tiếc phải báo rằng hồ sơ vay {number} không được phê duyệt." | "We are sorry to tell you that loan application {number} was not approved.";
    mail_rejected_next: "Quý vị có thể nộp hồ sơ mới khi lý do trên đã được khắc phục." | "You may apply again once this reason no longer holds.";
    mail_lapsed_subject(loan): "Phê duyệt khoản vay {loan} đã hết hiệu lực" | "The approval of loan {loan} has lapsed";
    mail_lapsed(number, loan): "Phê duyệt khoản vay {loan} (hồ sơ {number}) đã hết hiệu lực vì khoản vay không được ký và giải ngân đúng hạn." | "The approval of loan {loan} (application {number}) has lapsed because it was not signed and drawn in time.";
    mail_application_lapsed_subject(number): "Hồ sơ vay {number} đã hết hiệu lực" | "Loan application {number} has lapsed";
    mail_application_lapsed(number): "Hồ sơ vay {number} đã hết hiệu lực vì giấy tờ bổ sung không được nộp đúng hạn." | "Loan application {number} has lapsed because the papers asked for did not come in time.";
    mail_lapsed_next: "Nếu vẫn cần vốn, xin quý vị nộp hồ sơ mới." | "If you still need the loan, please apply again.";
    mail_withdrawn_subject(number): "Đã rút hồ sơ vay {number}" | "Loan application {number} withdrawn";
    mail_withdrawn(number): "Hồ sơ vay {number} đã được rút theo yêu cầu của quý vị. Quỹ không xem xét hồ sơ này nữa." | "Loan application {number} was withdrawn as you asked. The fund will not examine it any further.";

    mail_disbursed_subject(amount, loan): "Đã giải ngân {amount} cho khoản vay {loan}" | "{amount} paid out on loan {loan}";
    mail_disbursed(loan): "Quỹ đã giải ngân cho khoản vay {loan} như sau." | "The fund has paid out on loan {loan} as follows.";
    mail_disbursed_next: "Xin quý vị trả nợ đúng ngày theo lịch. Quỹ sẽ nhắc trước mỗi kỳ." | "Please repay on these days. The fund will remind you before each.";
    mail_repayment_subject(amount, loan): "Đã nhận {amount} trả nợ khoản vay {loan}" | "Repayment of {amount} received on loan {loan}";
    mail_repayment(loan): "Quỹ đã nhận tiền trả nợ khoản vay {loan} và hạch toán như sau." | "The fund has received your repayment on loan {loan} and used it as follows.";
    mail_reversal_subject(loan): "Đính chính bút toán của khoản vay {loan}" | "Correction of a booking on loan {loan}";
    mail_reversal(loan): "Một bút toán của khoản vay {loan} đã được huỷ vì ghi sai. Số dư được tính lại như khi chưa có bút toán này." | "A booking on loan {loan} was wrong and has been reversed. What is owed is again as if it had never been made.";
    mail_reversed_booking: "Bút toán bị huỷ" | "Booking reversed";
    mail_see_decision: "Xem quyết định" | "See the decision";
    mail_decision_number: "Số đề nghị" | "Proposal";
    mail_decision_what: "Nội dung thay đổi" | "What changes";
    mail_decision_date: "Có hiệu lực từ" | "In effect from";
    mail_waived: "Lãi được miễn, giảm" | "Interest waived";
    mail_frozen_until: "Khoanh nợ đến hết ngày" | "Frozen to the end of";
    mail_interest_before: "Tiền lãi còn phải trả trước thay đổi" | "Interest still to come before the change";
    mail_interest_after: "Tiền lãi còn phải trả sau thay đổi" | "Interest still to come after it";
    mail_last_due: "Kỳ cuối" | "Last due date";
    mail_restructured_subject(what, loan): "{what}: khoản vay {loan}" | "{what}: loan {loan}";
    mail_restructured(loan): "Quỹ đã quyết định thay đổi khoản vay {loan} của quý vị như sau." | "The fund has decided to change your loan {loan} as follows.";
    mail_restructured_next: "Từ nay xin quý vị trả nợ theo lịch này; quỹ sẽ nhắc trước mỗi kỳ. Nếu có điều gì chưa rõ, xin liên hệ quỹ." | "Please repay by this schedule from now on; the fund will remind you before each instalment. Ask the fund if anything is unclear.";
    mail_restructuring_rejected_subject(what, loan): "Không chấp thuận: {what}, khoản vay {loan}" | "Not granted: {what}, loan {loan}";
    mail_restructuring_rejected(loan): "Quỹ đã xem xét và không chấp thuận đề nghị thay đổi khoản vay {loan}. Khoản vay giữ nguyên như trước." | "The fund has considered the proposed change of loan {loan} and did not grant it. The loan stays as it was.";
    mail_restructuring_rejected_next: "Xin quý vị tiếp tục trả nợ theo lịch hiện tại. Nếu gặp khó khăn, xin liên hệ quỹ sớm để cùng tìm cách giải quyết." | "Please go on repaying by the present schedule. If you are in difficulty, talk to the fund early.";
    mail_settled_subject(loan): "Khoản vay {loan} đã tất toán" | "Loan {loan} is settled";
    mail_settled(loan, date): "Khoản vay {loan} đã được trả hết vào ngày {date}. Cảm ơn quý vị đã trả nợ đầy đủ." | "Loan {loan} was fully repaid on {date}. Thank you for repaying it in full.";

    mail_reminder_before_subject(days, instalment, loan): "Còn {days} ngày: kỳ {instalment} của khoản vay {loan} đến hạn" | "In {days} days: instalment {instalment} of loan {loan} is due";
    mail_reminder_tomorrow_subject(instalment, loan): "Ngày mai: kỳ {instalment} của khoản vay {loan} đến hạn" | "Tomorrow: instalment {instalment} of loan {loan} is due";
    mail_reminder_today_subject(instalment, loan): "Hôm nay: kỳ {instalment} của khoản vay {loan} đến hạn" | "Today: instalment {instalment} of loan {loan} is due";
    mail_reminder_one_after_subject(instalment, loan): "Quá hạn 1 ngày: kỳ {instalment} của khoản vay {loan}" | "One day overdue: instalment {instalment} of loan {loan}";
    mail_reminder_after_subject(days, instalment, loan): "Quá hạn {days} ngày: kỳ {instalment} của khoản vay {loan}" | "{days} days overdue: instalment {instalment} of loan {loan}";
    mail_reminder_before(instalment, loan, due): "Kỳ {instalment} của khoản vay {loan} đến hạn ngày {due}. Xin quý vị chuẩn bị trả đúng hạn." | "Instalment {instalment} of loan {loan} is due on {due}. Please be ready to pay it in time.";
    mail_reminder_today(instalment, loan): "Kỳ {instalment} của khoản vay {loan} đến hạn hôm nay." | "Instalment {instalment} of loan {loan} is due today.";
    mail_reminder_after(instalment, loan, due): "Kỳ {instalment} của khoản vay {loan} đến hạn ngày {due} và chưa được trả đủ." | "Instalment {instalment} of loan {loan} was due on {due} and has not been paid in full.";
    mail_reminder_paid: "Nếu quý vị vừa trả, xin bỏ qua thư này." | "If you have just paid it, please ignore this message.";
    mail_reminder_after_next: "Phần quá hạn chịu thêm lãi mỗi ngày cho đến khi trả. Nếu gặp khó khăn, xin liên hệ quỹ sớm để cùng tìm cách giải quyết. Nếu quý vị vừa trả, xin bỏ qua thư này." | "What is overdue bears more interest every day until it is paid. If you are in difficulty, talk to the fund early. If you have just paid it, please ignore this message.";

    mail_queue_title: "Thư gửi đi" | "Outgoing mail";
    mail_queue_intro(attempts): "Thư chưa gửi được sẽ được thử lại với khoảng nghỉ tăng dần; sau {attempts} lần, hoặc khi máy chủ từ chối người nhận, thư được coi là hỏng và chờ quản trị viên." | "A message that cannot be sent is tried again after growing pauses; after {attempts} attempts, or when the server refuses the recipient, it has failed and waits for an administrator.";
    mail_failed: "Gửi hỏng" | "Failed";
    mail_waiting: "Đang chờ" | "Waiting";
    mail_none_failed: "Không có thư hỏng" | "Nothing has failed";
    mail_none_failed_text: "Mọi thư đã gửi đi hoặc đang chờ đến lượt." | "Every message was sent or waits for its turn.";
    mail_none_waiting: "Không có thư đang chờ" | "Nothing is waiting";
    mail_none_waiting_text: "Mọi thư đã được gửi đi." | "Every message was sent.";
    mail_what: "Nội dung" | "Message";
    mail_recipient: "Người nhận" | "Recipient";
    mail_queued_at: "Lập lúc" | "Written at";
    mail_attempts: "Số lần thử" | "Attempts";
    mail_next_attempt: "Thử tiếp lúc" | "Next attempt";
    mail_last_error: "Máy chủ trả lời" | "What the server said";
    mail_again: "Thử lại" | "Try again";
    mail_all_again: "Thử lại tất cả thư hỏng" | "Try all failed ones again";
    mail_again_done: "Thư sẽ được gửi lại ngay." | "The message is being sent again.";
    mail_all_again_done(count): "{count} thư sẽ được gửi lại ngay." | "Messages being sent again: {count}.";

    letter_invitation: "Lời mời" | "Invitation";
    letter_invited_there: "Lời mời người đã có tài khoản" | "Invitation to an account";
    letter_password_reset: "Đặt lại mật khẩu" | "New password";
    letter_mail_code: "Mã xác nhận địa chỉ" | "Code for an address";
    letter_account_there: "Địa chỉ đã có tài khoản" | "Address with an account";
    letter_mail_changed: "Đổi địa chỉ thư" | "Change of address";
    letter_password_changed: "Đổi mật khẩu" | "Change of password";
    letter_link_confirmed: "Xác nhận người của hợp tác xã" | "Link confirmed";
    letter_member_withdrawn: "Thu hồi quyền thay mặt hợp tác xã" | "Right to act withdrawn";
    letter_member_joined: "Thêm người thay mặt hợp tác xã" | "Somebody joined";
    letter_member_left: "Bớt người thay mặt hợp tác xã" | "Somebody left";
    letter_link_refused: "Chưa xác nhận người của hợp tác xã" | "Link refused";
    letter_receipt: "Biên nhận hồ sơ" | "Receipt";
    letter_returned: "Yêu cầu bổ sung" | "Request for papers";
    letter_approved: "Phê duyệt" | "Approval";
    letter_rejected: "Không phê duyệt" | "Rejection";
    letter_lapsed: "Hết hiệu lực" | "Lapse";
    letter_withdrawn: "Rút hồ sơ" | "Withdrawal";
    letter_disbursed: "Giải ngân" | "Disbursement";
    letter_repayment: "Đã nhận trả nợ" | "Repayment received";
    letter_reversal: "Đính chính" | "Correction";
    letter_restructured: "Quyết định thay đổi khoản vay" | "Decision on a loan";
    letter_restructuring_rejected: "Không chấp thuận thay đổi" | "Change not granted";
    letter_settled: "Tất toán" | "Settlement";
    letter_reminder: "Nhắc nợ" | "Reminder";

    booking_disbursement: "Giải ngân" | "Disbursement";
    booking_repayment: "Thu nợ" | "Repayment";
    booking_prepayment: "Trả nợ trước hạn" | "Prepayment";
    booking_recovery: "Thu hồi nợ đã xử lý" | "Recovery";
    booking_other: "Bút toán khác" | "Other booking";
}

impl Texts {
    /// The name of a kind of letter; one of a newer program is shown as it is.
    pub fn letter_kind(self, kind: &str) -> &str {
        match kind {
            "invitation" => self.letter_invitation(),
            "invited_there" => self.letter_invited_there(),
            "password_reset" => self.letter_password_reset(),
            "mail_code" => self.letter_mail_code(),
            "account_there" => self.letter_account_there(),
            "mail_changed" => self.letter_mail_changed(),
            "password_changed" => self.letter_password_changed(),
            "link_confirmed" => self.letter_link_confirmed(),
            "member_withdrawn" => self.letter_member_withdrawn(),
            "member_joined" => self.letter_member_joined(),
            "member_left" => self.letter_member_left(),
            "link_refused" => self.letter_link_refused(),
            "receipt" => self.letter_receipt(),
            "returned" => self.letter_returned(),
            "confirmation_wanted" => self.letter_confirmation_wanted(),
            "approved" => self.letter_approved(),
            "rejected" => self.letter_rejected(),
            "lapsed" => self.letter_lapsed(),
            "withdrawn" => self.letter_withdrawn(),
            "waiting" => self.letter_waiting(),
            "capital_reached" => self.letter_capital_reached(),
            "decided_elsewhere" => self.letter_decided_elsewhere(),
            "moved" => self.letter_moved(),
            "disbursed" => self.letter_disbursed(),
            "repayment" => self.letter_repayment(),
            "reversal" => self.letter_reversal(),
            "restructured" => self.letter_restructured(),
            "restructuring_rejected" => self.letter_restructuring_rejected(),
            "ask_made" => self.letter_ask_made(),
            "ask_received" => self.letter_ask_received(),
            "ask_refused" => self.letter_ask_refused(),
            "ask_answered" => self.letter_ask_answered(),
            "offer_answered" => self.letter_offer_answered(),
            "settled" => self.letter_settled(),
            "reminder" => self.letter_reminder(),
            other => other,
        }
    }

    /// The name of a booking, by its kind in `loan_events`.
    pub fn booking(self, kind: &str) -> &str {
        match kind {
            "rate" | "term_adjustment" | "extension" | "interest_waiver" | "freeze" | "write_off" => {
                self.loan_event(kind)
            }
            "disbursement" => self.booking_disbursement(),
            "repayment" => self.booking_repayment(),
            "prepayment" => self.booking_prepayment(),
            "recovery" => self.booking_recovery(),
            _ => self.booking_other(),
        }
    }
}

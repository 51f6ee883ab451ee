//! The forms of a loan's cashier.

texts! {
    loan_deed_sign: "Ghi nhận hợp đồng đã ký" | "Record the signed contract";
    loan_deed_disburse: "Giải ngân" | "Pay out";
    loan_deed_close: "Đóng giải ngân" | "Close the drawing";
    loan_deed_cancel: "Huỷ khoản vay" | "Cancel the loan";
    loan_deed_repay: "Ghi nhận tiền trả nợ" | "Record a repayment";
    loan_deed_prepay: "Ghi nhận trả trước hạn" | "Record a prepayment";
    loan_deed_recover: "Ghi nhận tiền thu hồi" | "Record a recovery";
    loan_recover_intro: "Khoản vay đã xử lý rủi ro: tiền thu được ghi là thu hồi, trừ vào gốc trước rồi đến lãi." | "The loan is written off: what comes in is booked as a recovery, for principal first and then interest.";
    loan_deed_reverse: "Đảo bút toán" | "Reverse a booking";
    loan_deed_reverse_this: "Đảo bút toán này" | "Reverse this booking";
    loan_back: "Quay lại khoản vay" | "Back to the loan";

    loan_contract_number: "Số hợp đồng tín dụng" | "Contract number";
    loan_contract_number_hint: "Như ghi trên bản đã ký, ví dụ 12/2026/HĐTD." | "As on the signed copy, for example 12/2026/HĐTD.";
    loan_contract_date: "Ngày ký" | "Date signed";
    loan_contract_date_hint: "Từ ngày phê duyệt đến hôm nay." | "From the day of approval to today.";
    loan_draw_date: "Ngày giải ngân" | "Date paid out";
    loan_draw_date_hint: "Từ ngày ký hợp đồng đến hôm nay." | "From the day of signing to today.";
    loan_draw_amount: "Số tiền giải ngân" | "Amount paid out";
    loan_draw_amount_hint(rest): "Còn được giải ngân: {rest}." | "Still to be paid out: {rest}.";
    loan_payee_hint: "Bên bán, bên cung cấp; hoặc hợp tác xã nếu hoàn lại tiền đã chi." | "The supplier; or the cooperative for money already spent.";
    loan_evidence_hint: "Hợp đồng mua bán, hoá đơn, biên bản nghiệm thu." | "Contract of sale, invoice, minutes of acceptance.";
    loan_credit_legend: "Tra cứu nợ xấu trước lần giải ngân đầu tiên" | "Check of bad debt before the first payment";
    loan_credit_hint: "Hợp tác xã không được có nợ xấu tại tổ chức tín dụng vào lúc giải ngân lần đầu (Điều 22 khoản 6 Nghị định 45/2021/NĐ-CP, quy tắc CF-26)." | "The cooperative may have no bad debt at credit institutions when the first money is paid out (Decree 45/2021/NĐ-CP, Article 22(6), rule CF-26).";
    loan_credit_group: "Nhóm nợ cao nhất trong kết quả tra cứu" | "Worst debt group in the report";
    loan_credit_on: "Ngày của kết quả tra cứu" | "Date of the report";
    loan_credit_document: "Số hoặc tên văn bản tra cứu" | "Number or name of the report";
    loan_choose: "Chọn một nhóm" | "Choose a group";
    loan_paid_date: "Ngày tiền về" | "Date the money came in";
    loan_paid_date_hint: "Ngày giá trị: lãi được tính theo ngày này. Ghi muộn thì mọi số liệu từ ngày đó được tính lại." | "The value date: interest is counted by it. When it is recorded late, every figure since that day is computed again.";
    loan_paid_amount: "Số tiền nhận" | "Amount received";
    loan_paid_amount_hint: "Ghi sẵn số đang đến hạn, hoặc số của kỳ tới; sửa theo số thực nhận." | "Filled in with what is due, or the next instalment; change it to what came in.";
    loan_paid_reference: "Số chứng từ hoặc mã giao dịch ngân hàng" | "Receipt number or bank reference";
    loan_optional_hint: "Không bắt buộc." | "Optional.";
    loan_repay_intro: "Tiền trả được dùng cho các khoản đến hạn, kỳ cũ nhất trước; phần thừa chờ đến kỳ sau." | "The money goes to what is due, oldest first; what is left waits for the next due date.";
    loan_prepay_intro: "Tiền trả trước được dùng cho mọi khoản đến hạn, rồi lãi cộng dồn, rồi gốc chưa đến hạn theo cách được chọn." | "A prepayment pays everything due, then the interest accrued, then principal not yet due in the way chosen.";
    loan_try: "Xem trước" | "Preview";
    loan_book: "Ghi nhận" | "Record it";
    loan_tried: "Nếu ghi nhận" | "If recorded";
    loan_tried_nothing: "Nhập ngày và số tiền rồi chọn «Xem trước»: chưa có gì được ghi sổ." | "Type date and amount and choose “Preview”: nothing is booked by that.";
    loan_tried_note: "Chỉ là xem trước, chưa ghi sổ." | "Only a preview; nothing is booked.";
    loan_tried_used: "Tiền được dùng cho" | "The money is used for";
    loan_tried_outstanding: "Dư nợ gốc sau đó" | "Principal owed after it";
    loan_tried_still_due: "Vẫn còn đến hạn chưa trả" | "Still due and unpaid";
    loan_tried_waiting: "Chờ phân bổ vào kỳ sau" | "Waiting for the next due date";
    loan_tried_settles: "Khoản vay được tất toán." | "This settles the loan.";
    loan_effects_compared: "So sánh các cách áp dụng" | "The effects side by side";
    loan_future_next: "Kỳ tới" | "Next instalment";
    loan_future_left: "Số kỳ còn lại" | "Instalments left";
    loan_future_last: "Kỳ cuối" | "Last due date";
    loan_future_interest: "Tiền lãi còn phải trả" | "Interest still to come";
    loan_future_saved: "Tiền lãi bớt được" | "Interest saved";
    loan_future_schedule(name): "Lịch trả nợ: {name}" | "Schedule: {name}";
    loan_effect_choose: "Áp dụng thế nào" | "What it does";

    loan_confirm: "Điều sẽ xảy ra" | "What will happen";
    loan_close_releases(amount): "Phần chưa giải ngân {amount} trở về vốn khả dụng của quỹ." | "The undrawn {amount} goes back to the fund's available capital.";
    loan_close_is_final: "Sau đó không giải ngân thêm được cho khoản vay này." | "Nothing more can be paid out on this loan afterwards.";
    loan_cancel_releases(amount): "Vốn đã giữ chỗ {amount} trở về vốn khả dụng của quỹ." | "The reserved {amount} goes back to the fund's available capital.";
    loan_cancel_is_final: "Khoản vay đã huỷ không khôi phục được; muốn vay lại phải nộp hồ sơ mới." | "A cancelled loan cannot be brought back; borrowing again needs a new application.";
    loan_reverse_intro: "Bút toán sai không bị xoá: nó được đảo, cả hai cùng được lưu. Khoản vay được tính lại như chưa từng có bút toán này, và hợp tác xã được báo bằng thư." | "A wrong booking is not deleted: it is reversed and both are kept. The loan is computed as if it had never been, and the cooperative is told by mail.";
    loan_reverse_reason: "Lý do đảo" | "Why it is reversed";
    loan_reverse_reason_hint: "Ví dụ: ghi nhầm khoản vay, sai số tiền." | "For example: booked on the wrong loan, wrong amount.";

    loan_signed: "Đã ghi nhận hợp đồng." | "The contract is recorded.";
    loan_disbursed(amount): "Đã giải ngân {amount}." | "{amount} is paid out.";
    loan_closed: "Đã đóng giải ngân." | "The drawing is closed.";
    loan_cancelled: "Đã huỷ khoản vay." | "The loan is cancelled.";
    loan_received(amount): "Đã ghi nhận {amount}." | "{amount} is recorded.";
    loan_reversal_done: "Đã đảo bút toán." | "The booking is reversed.";
}

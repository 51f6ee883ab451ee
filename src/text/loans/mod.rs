//! The pages of a loan.
use chrono::NaiveDate;

use crate::actions::Problem;
use crate::domain::loan::State;
use crate::domain::money::Money;
use crate::domain::rate::RoundingMode;
use crate::domain::state::Turn;
use crate::domain::words::{ZeroTens, in_words};
use crate::text::{Lang, Texts, format};

mod changes;
mod deeds;
mod events;
mod restructuring;

texts! {
    loan_titled(number): "Khoản vay {number}" | "Loan {number}";
    loan_crumbs: "Vị trí trang" | "Where this page is";
    loan_list_intro: "Số liệu tính đến ngày đã khoá sổ gần nhất; trang của từng khoản vay tính đến hôm nay." | "Figures as of the last closed day; the page of each loan is as of today.";
    loan_number: "Số khoản vay" | "Loan number";
    loan_cooperative: "Hợp tác xã" | "Cooperative";
    loan_fund: "Quỹ" | "Fund";
    loan_amount: "Số tiền duyệt" | "Amount approved";
    loan_outstanding: "Dư nợ gốc" | "Principal owed";
    loan_overdue: "Gốc quá hạn" | "Principal overdue";
    loan_days(days): "{days} ngày" | "{days} days";
    loan_days_past_due: "Số ngày quá hạn" | "Days past due";
    loan_group: "Nhóm nợ" | "Debt group";
    loan_next_due: "Kỳ tới" | "Next due";
    loan_status: "Trạng thái" | "State";
    loan_any: "Tất cả" | "All";
    loan_search: "Số khoản vay (nội dung chuyển khoản) hoặc tên hợp tác xã" | "Number of the loan (the transfer’s text) or name of the cooperative";
    loan_filter: "Lọc" | "Filter";
    loan_filter_label: "Lọc danh sách khoản vay" | "Filter the list of loans";
    loan_list_empty: "Không có khoản vay nào" | "No loans";
    loan_list_empty_hint: "Khoản vay được tạo khi hồ sơ vay được duyệt. Nếu đang lọc, hãy bỏ bớt điều kiện." | "A loan is made when an application is approved. If you are filtering, take a condition away.";
    loan_list_all: "Xem tất cả khoản vay" | "Show all loans";
    loan_pages: "Các trang của danh sách" | "Pages of the list";
    loan_first_page: "Về đầu danh sách" | "To the first page";

    loan_turn_of(who): "Đến lượt: {who}" | "Whose turn: {who}";
    loan_your_turn: "Đến lượt bạn" | "It is your turn";
    loan_turn_none: "Chưa ai phải làm gì" | "Nothing is to be done now";
    loan_turn_cooperative: "Hợp tác xã" | "the cooperative";
    loan_turn_appraiser: "Cán bộ thẩm định" | "the appraiser";
    loan_turn_approver: "Người phê duyệt" | "the approver";
    loan_turn_cashier: "Thủ quỹ của quỹ" | "the fund's cashier";
    loan_turn_nobody: "không còn ai" | "nobody's";
    loan_step_sign(date): "Ký hợp đồng tín dụng trước hết ngày {date}. Quá ngày này, quyết định cho vay hết hiệu lực và vốn trở về quỹ." | "The contract is to be signed by {date}. After that the approval lapses and the capital goes back to the fund.";
    loan_step_answer(date): "Quỹ đã duyệt cho vay. Xin đọc các điều kiện và trả lời; hợp đồng phải được ký trước hết ngày {date}." | "The fund has approved the loan. Please read the terms and answer; the contract is to be signed by {date}.";
    loan_step_ask(amount): "Hợp đồng đã ký. Khi cần tiền, gửi đề nghị giải ngân kèm hoá đơn; còn được giải ngân {amount}." | "The contract is signed. When the money is needed, ask for it with the invoice; {amount} can still be drawn.";
    loan_step_asked(number): "Quỹ đang xem đề nghị hoặc tin báo số {number} của hợp tác xã và sẽ trả lời." | "The fund looks at your request or report {number} and will answer.";
    loan_step_lapsed: "Đã quá hạn ký hợp đồng. Quyết định cho vay hết hiệu lực khi khoá sổ ngày." | "The time to sign has passed. The approval ends with the closing of the day.";
    loan_step_first_draw(amount): "Hợp đồng đã ký. Giải ngân một lần hoặc nhiều lần, tối đa {amount}." | "The contract is signed. Pay out at once or in parts, at most {amount}.";
    loan_step_overdue(amount, days): "Quá hạn {days} ngày: cần trả ngay {amount}." | "{days} days past due: {amount} is to be paid now.";
    loan_step_due_today(amount): "Hôm nay đến hạn: cần trả {amount}." | "Due today: {amount} is to be paid.";
    loan_step_pay(amount, date): "Kỳ tới: trả {amount}, hạn ngày {date}." | "Next instalment: {amount}, due on {date}.";
    loan_step_covered(date): "Kỳ hạn ngày {date} đã có đủ tiền chờ phân bổ; chưa phải trả gì thêm." | "The money for the instalment of {date} is already waiting; nothing more is to be paid for now.";
    loan_step_rest(amount): "Còn {amount} là trả hết nợ." | "{amount} more and the debt is paid.";
    loan_step_draw_or_close(amount): "Đã trả hết phần đã nhận, nhưng còn {amount} chưa giải ngân. Đóng giải ngân để tất toán khoản vay, hoặc giải ngân tiếp." | "What was drawn is paid back, but {amount} is still undrawn. Close the drawing to settle the loan, or pay out more.";
    loan_step_closed: "Không còn việc nào." | "Nothing is left to do.";
    loan_step_settled: "Khoản vay đã trả hết." | "The loan is paid back.";
    loan_step_written_off: "Khoản vay đã xử lý rủi ro; tiền thu hồi vẫn được ghi nhận." | "The loan is written off; recoveries are still booked.";
    loan_step_cancelled: "Khoản vay đã huỷ, vốn đã trở về quỹ." | "The loan is cancelled; its capital went back to the fund.";
    loan_other_deeds: "Việc khác của thủ quỹ" | "Other things a cashier can do";

    loan_owed_on(date): "Còn nợ đến hết ngày {date}" | "Owed at the end of {date}";
    loan_principal_in_term: "Gốc trong hạn" | "Principal in term";
    loan_principal_overdue: "Gốc quá hạn" | "Principal overdue";
    loan_interest_due: "Lãi đến hạn chưa trả" | "Interest due";
    loan_interest_accrued: "Lãi cộng dồn chưa đến hạn" | "Interest accrued, not yet due";
    loan_overdue_interest: "Lãi trên gốc quá hạn" | "Interest on overdue principal";
    loan_late_interest: "Lãi chậm trả" | "Interest on late interest";
    loan_excess: "Tiền nộp thừa, phải trả lại" | "Paid too much, to be given back";
    loan_prepaid: "Trả trước, ngoài các kỳ" | "Prepaid, beyond the instalments";
    loan_unallocated: "Tiền đã nộp, chờ phân bổ" | "Paid in, waiting";
    loan_total_to_settle: "Tổng phải trả để tất toán" | "Total to settle";
    loan_nothing_drawn: "Chưa giải ngân nên chưa nợ." | "Nothing is drawn, so nothing is owed.";
    loan_group_1: "Nhóm 1" | "Group 1";
    loan_group_2: "Nhóm 2" | "Group 2";
    loan_group_3: "Nhóm 3" | "Group 3";
    loan_group_4: "Nhóm 4" | "Group 4";
    loan_group_5: "Nhóm 5" | "Group 5";
    loan_status_in_term: "Trong hạn" | "In term";
    loan_status_overdue: "Quá hạn" | "Overdue";
    loan_status_frozen: "Khoanh nợ" | "Frozen";
    loan_restructured_times(times): "Đã cơ cấu lại {times} lần." | "Restructured {times} times.";

    loan_terms: "Điều kiện vay" | "Terms";
    loan_people: "Hợp đồng và người thực hiện" | "Contract and people";
    loan_how_computed: "Cách tính lãi và thu nợ" | "How interest is computed and payments are used";
    loan_amount_approved: "Số tiền duyệt" | "Amount approved";
    loan_amount_drawn: "Đã giải ngân" | "Paid out";
    loan_amount_undrawn: "Chưa giải ngân" | "Not yet paid out";
    loan_amount_released: "Không giải ngân nữa" | "Released";
    loan_released_on(amount, date): "{amount} (đóng giải ngân ngày {date})" | "{amount} (drawing closed on {date})";
    loan_rate: "Lãi suất trong hạn" | "Contract rate";
    loan_rate_now: "Lãi suất đang áp dụng" | "Rate in force";
    loan_deeds_and_papers: "Đề nghị, giấy tờ và cách tính" | "Requests, papers and computing";
    loan_a_year(rate): "{rate}/năm" | "{rate} a year";
    loan_overdue_rate: "Lãi suất gốc quá hạn" | "Rate on overdue principal";
    loan_times(factor): "{factor} lần lãi suất trong hạn" | "{factor} times the contract rate";
    loan_late_rate: "Lãi chậm trả trên tiền lãi" | "Rate on late interest";
    loan_term: "Thời hạn" | "Term";
    loan_months(months): "{months} tháng" | "{months} months";
    loan_rhythm: "Kỳ trả nợ" | "Repayment rhythm";
    loan_every_months(months): "{months} tháng một kỳ" | "every {months} months";
    loan_grace: "Ân hạn gốc" | "Grace of principal";
    loan_no_grace: "Không" | "None";
    loan_method: "Cách trả gốc" | "Method";
    loan_method_equal_principal: "Gốc chia đều, lãi theo dư nợ" | "Equal principal, interest on the balance";
    loan_method_equal_instalment: "Tổng gốc và lãi mỗi kỳ bằng nhau" | "Equal instalments";
    loan_method_bullet: "Trả gốc một lần cuối kỳ" | "All principal at the end";
    loan_interest_counted: "Lãi tính" | "Interest counts";
    loan_by_days(basis): "theo ngày trên dư nợ thực tế, {basis}; không tính ngày đầu, tính ngày cuối" | "by days on the balance, {basis}; the first day does not count, the last does";
    loan_by_periods: "theo kỳ: lãi suất × số tháng ÷ 12" | "by periods: rate × months ÷ 12";
    loan_rounding: "Làm tròn" | "Rounding";
    loan_rounding_said(mode, unit): "lãi mỗi kỳ một lần, đến đồng, {mode}; phần gốc mỗi kỳ là bội số của {unit} đồng" | "interest once a period, to the dong, {mode}; equal parts are multiples of {unit} dong";
    loan_due_days: "Hạn vào ngày nghỉ" | "Due on a day off";
    loan_due_as_dated: "giữ nguyên ngày" | "stays on that day";
    loan_due_next_working_day: "chuyển sang ngày làm việc tiếp theo, lãi tính đến ngày đó" | "moves to the next working day, interest runs to it";
    loan_allocation: "Thứ tự thu nợ" | "Order of payments";
    loan_allocation_said(in_term, overdue): "trong hạn: {in_term}; khi có gốc quá hạn: {overdue}" | "in term: {in_term}; with overdue principal: {overdue}";
    loan_interest_first: "lãi trước, gốc sau" | "interest first, then principal";
    loan_principal_first: "gốc trước, lãi sau" | "principal first, then interest";
    loan_application: "Hồ sơ vay" | "Application";
    loan_appraised_by: "Thẩm định" | "Appraised by";
    loan_approved_by: "Phê duyệt" | "Approved by";
    loan_signed_by: "Ký, thay mặt quỹ" | "Signed for the fund by";
    loan_person_on(name, date): "{name}, ngày {date}" | "{name}, {date}";
    loan_contract: "Số hợp đồng" | "Contract number";
    loan_settled_on: "Tất toán ngày" | "Settled on";

    loan_schedule: "Lịch trả nợ" | "Repayment schedule";
    loan_in_dong: "Đơn vị: đồng" | "In dong";
    loan_planned_on(date): "Dự kiến, nếu giải ngân toàn bộ ngày {date}: lịch chính thức được lập theo từng lần giải ngân thực tế." | "Planned, as if all were paid out on {date}: the real schedule follows each payment made.";
    loan_col_number: "Kỳ" | "No.";
    loan_col_due: "Đến hạn" | "Due";
    loan_col_principal: "Gốc" | "Principal";
    loan_col_interest: "Lãi" | "Interest";
    loan_col_total: "Cộng" | "Total";
    loan_col_balance: "Dư nợ còn lại" | "Balance";
    loan_col_paid: "Đã trả" | "Paid";
    loan_col_settled: "Trả xong ngày" | "Settled on";
    loan_col_state: "Tình trạng" | "State";
    loan_sum: "Tổng cộng" | "Total";
    loan_instalment_paid: "Đã trả đủ" | "Paid";
    loan_instalment_nothing: "Không còn phải trả" | "Nothing to pay";
    loan_instalment_late(days): "Quá hạn {days} ngày" | "{days} days late";
    loan_instalment_today: "Đến hạn hôm đó" | "Due that day";
    loan_instalment_next: "Kỳ tới" | "Next";
    loan_instalment_later: "Chưa đến hạn" | "Not yet due";
    loan_instalment_planned: "Dự kiến" | "Planned";
    loan_interest_hint: "Chạm vào số lãi để xem cách tính từng ngày." | "Follow an interest figure to see how it is computed, day by day.";

    loan_as_of: "Xem số liệu đến hết ngày" | "Show the figures at the end of";
    loan_as_of_note(date): "Số liệu đến hết ngày {date}." | "Figures at the end of {date}.";
    loan_as_of_today: "Xem hôm nay" | "Show today";
    loan_show: "Xem" | "Show";
    loan_quote: "Số tiền tất toán" | "What settles the loan";
    loan_quote_on: "Nếu trả hết vào ngày" | "If all is paid on";
    loan_quote_said(date): "Trả hết ngày {date}" | "Paid in full on {date}";
    loan_quote_compute: "Tính" | "Compute";
    loan_quote_open: "Mở bản báo số tất toán để in" | "Open the settlement quote to print";
    loan_quote_title: "Thông báo số tiền tất toán" | "Settlement quote";
    loan_quote_day(date): "Nếu trả hết trong ngày {date}" | "If all is paid on {date}";
    loan_quote_principal: "Gốc còn nợ" | "Principal owed";
    loan_quote_holds: "Số tiền này đúng nếu đến ngày đó không có thêm khoản trả nợ, giải ngân hay quyết định nào khác. Trả sớm hoặc muộn hơn một ngày thì tiền lãi thay đổi." | "This amount holds if nothing else is paid in, paid out or decided until that day. A day earlier or later the interest is another.";
    loan_quote_drawing_open: "Khoản vay chưa đóng giải ngân: trả hết số này rồi vẫn phải đóng giải ngân thì khoản vay mới tất toán." | "The drawing is still open: after this is paid the drawing must be closed before the loan is settled.";
    loan_quote_nothing: "Ngày này khoản vay chưa giải ngân nên không có gì phải trả." | "On that day nothing was drawn yet, so there is nothing to pay.";
    loan_quote_not_active: "Chỉ khoản vay đang vay mới có số tiền tất toán." | "Only an active loan has an amount that settles it.";
    loan_quote_bank: "Tài khoản nhận tiền của quỹ" | "The fund's account";
    loan_statement: "Sao kê khoản vay" | "Loan statement";
    loan_statement_open: "Mở sao kê để in" | "Open the statement to print";

    loan_explain: "Cách tính tiền lãi" | "How this interest is computed";
    loan_interest_of_instalment(number, due): "Lãi kỳ {number}, đến hạn {due}" | "Interest of instalment {number}, due {due}";
    loan_explain_intro: "Mỗi dòng là những ngày có cùng dư nợ và lãi suất: dư nợ × lãi suất × số ngày ÷ số ngày của năm. Ngày đầu không tính, ngày cuối có tính." | "Each line is days of the same balance and rate: balance × rate × days ÷ days of the year. The first day does not count, the last does.";
    loan_explain_parts: "Con số này là tổng tiền lãi đã đến hạn mà chưa trả của các kỳ sau; chọn một kỳ để xem cách tính từng ngày." | "This figure is the interest of these instalments that fell due and is unpaid; follow one to see how it is computed, day by day.";
    loan_explain_planned: "Khoản vay chưa giải ngân: đây là con số dự kiến." | "Nothing is drawn yet: this figure is planned.";
    loan_explain_held: "Lãi của kỳ này được giữ lại và thu cùng kỳ đầu tiên sau ân hạn lãi." | "The interest of this period is held and collected with the first instalment after the interest grace.";
    loan_explain_from: "Từ ngày" | "From";
    loan_explain_to: "Đến hết ngày" | "To the end of";
    loan_explain_days: "Số ngày" | "Days";
    loan_explain_balance: "Dư nợ (đồng)" | "Balance (dong)";
    loan_explain_rate: "Lãi suất năm" | "Yearly rate";
    loan_explain_basis: "Cơ sở" | "Basis";
    loan_explain_exact: "Tiền lãi chính xác (đồng)" | "Exact interest (dong)";
    loan_explain_sum: "Cộng và làm tròn" | "Sum and rounding";
    loan_explain_period(number): "Kỳ {number}" | "Period {number}";
    loan_explain_exact_sum: "Tổng chính xác" | "Exact sum";
    loan_explain_fraction(fraction): "= {fraction} đồng" | "= {fraction} dong";
    loan_explain_rounded(mode): "Làm tròn ({mode})" | "Rounded ({mode})";
    loan_explain_collected: "Trừ phần đã thu trước" | "Less what was collected before";
    loan_explain_remains: "Còn lại" | "Remains";
    loan_held_collected: "Trừ lãi giữ lại đã thu khi trả trước" | "Less held interest collected by prepayments";
    loan_waived: "Trừ lãi được miễn" | "Less interest waived";
    loan_explain_result: "Kết quả" | "Result";
    loan_basis_days(year): "{year} ngày/năm, theo số ngày thực tế" | "{year} days a year, by the days that pass";
    loan_basis_actual: "365 hoặc 366 ngày/năm, theo số ngày thực tế" | "365 or 366 days a year, by the days that pass";
    loan_basis_thirty: "mỗi tháng 30 ngày, mỗi năm 360 ngày" | "30 days a month, 360 days a year";
    loan_basis_periodic: "theo kỳ" | "by periods";
    loan_round_half_up: "nửa đồng trở lên thì làm tròn lên" | "halves up";
    loan_round_half_even: "nửa đồng làm tròn về số chẵn" | "halves to even";
    loan_round_up: "luôn làm tròn lên" | "always up";
    loan_round_down: "bỏ phần lẻ" | "always down";

    loan_in_words(words): "Bằng chữ: {words}." | "In words: {words}.";
    loan_republic: "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" | "SOCIALIST REPUBLIC OF VIETNAM";
    loan_motto: "Độc lập – Tự do – Hạnh phúc" | "Independence – Freedom – Happiness";
    loan_statement_number(number): "Số: {number}" | "No.: {number}";
    loan_statement_as_of(date): "Số liệu đến hết ngày {date}" | "As of the end of {date}";
    loan_statement_made(time): "Lập lúc {time}" | "Made at {time}";
    loan_sign_maker: "Người lập" | "Prepared by";
    loan_sign_cashier: "Thủ quỹ" | "Cashier";
    loan_sign_cooperative: "Đại diện hợp tác xã" | "For the cooperative";
    loan_sign_hint: "(ký, ghi rõ họ tên)" | "(signature and full name)";
}

/// Why there is no statement of a day to come.
pub fn statement_ahead(today: NaiveDate) -> Problem {
    let today = format::date(today);
    Problem::Said {
        vi: format!("Bảng kê chỉ lập cho ngày đã qua hoặc hôm nay ({today}), vì những ngày sau chưa có gì để ghi."),
        en: format!("A statement is made up to today ({today}) at the latest: of later days nothing is known yet."),
    }
}

impl Texts {
    /// The name of a loan's state.
    pub fn loan_state(self, state: State) -> &'static str {
        match state {
            State::Approved => self.state_approved(),
            State::Signed => self.state_signed(),
            State::Active => self.state_active(),
            State::Settled => self.state_settled(),
            State::WrittenOff => self.state_written_off(),
            State::Cancelled => self.state_cancelled(),
        }
    }

    /// Who it is that has to act.
    pub fn loan_turn(self, turn: Turn) -> &'static str {
        match turn {
            Turn::Cooperative => self.loan_turn_cooperative(),
            Turn::Appraiser => self.loan_turn_appraiser(),
            Turn::Approver => self.loan_turn_approver(),
            Turn::Cashier => self.loan_turn_cashier(),
            Turn::Nobody => self.loan_turn_nobody(),
        }
    }

    /// An amount in Vietnamese words, as a screen shows it beside the figures; in English nothing, where the figures say it.
    pub fn loan_amount_in_words(self, amount: Money) -> String {
        match self.lang {
            Lang::Vi => self.loan_in_words(in_words(amount, ZeroTens::Linh)),
            Lang::En => String::new(),
        }
    }

    /// What a page calls a value of its address; others stand as they are.
    pub fn name_of_address(self, name: &str) -> &str {
        match name {
            "as_of" => self.loan_as_of(),
            "from" => self.paper_statement_from(),
            other => other,
        }
    }

    /// The name of a method of repayment; a plan of its own has none here.
    pub fn loan_method_name(self, method: &str) -> &str {
        match method {
            "equal_principal" => self.loan_method_equal_principal(),
            "equal_instalment" => self.loan_method_equal_instalment(),
            "bullet" => self.loan_method_bullet(),
            other => other,
        }
    }

    /// The name of a basis: those of the contract are the same in every language.
    pub fn loan_basis(self, basis: &str) -> String {
        match basis {
            "periodic" => self.loan_basis_periodic().to_owned(),
            "actual/actual" => self.loan_basis_actual().to_owned(),
            "30/360" => self.loan_basis_thirty().to_owned(),
            other => self.loan_basis_days(other.trim_start_matches("actual/")),
        }
    }

    /// Where a fraction of a dong goes.
    pub fn loan_rounding_mode(self, mode: RoundingMode) -> &'static str {
        match mode {
            RoundingMode::HalfUp => self.loan_round_half_up(),
            RoundingMode::HalfEven => self.loan_round_half_even(),
            RoundingMode::Up => self.loan_round_up(),
            RoundingMode::Down => self.loan_round_down(),
        }
    }
}

//! Why something was not done, and what to do about it.
use crate::actions::{FieldError, Problem, Refusal};
use crate::domain::money::{Money, MoneyError};
use crate::domain::regulation::SettingKey;
use crate::text::{Texts, format};

texts! {
    refused_not_found: "Không có mục này, hoặc mục này không thuộc quyền xem của bạn." | "There is no such record, or it is not yours to see.";
    refused_forbidden(duty): "Việc này cần nhiệm vụ «{duty}» tại quỹ này." | "This needs the duty “{duty}” for this fund.";
    refused_invalid: "Một số thông tin chưa đúng; xem từng mục bên dưới." | "Some of what was sent is not right; see each item.";
    refused_stale: "Nội dung này vừa được người khác thay đổi. Hãy mở lại trang, xem bản mới nhất rồi quyết định." | "Somebody else has just changed this record. Open the page again, look at the newest state, then decide.";
    refused_wrong_state(state): "Đang ở trạng thái «{state}» nên không làm được việc này. Chưa có gì thay đổi." | "It is “{state}”, so this cannot be done. Nothing was changed.";
    refused_same_person(duty): "Nguyên tắc bốn mắt: bạn đã làm «{duty}» của khoản vay này, nên việc này phải do người khác làm." | "Four eyes: you already acted as “{duty}” on this loan, so somebody else must do this.";
    refused_capital(wanted, available): "Quỹ không đủ vốn: cần {wanted}, còn cho vay được {available}. Hãy giảm số tiền hoặc chờ vốn thu hồi." | "The fund has not enough capital: {wanted} is needed, {available} is available. Lower the amount or wait for repayments.";
    refused_capital_on(on, wanted, available): "Ghi ngày này thì quỹ thiếu vốn ở những ngày sau đó: cuối ngày {on} chỉ còn {available}, không trừ được {wanted}. Hãy ghi tối đa {available}, hoặc chọn ngày sau khi vốn đã về." | "Dated so, the fund would lack capital on later days: at the end of {on} only {available} was available, {wanted} cannot be taken from it. Record at most {available}, or a date after capital came back.";
    refused_not_eligible(findings): "Chưa đủ điều kiện vay: {findings}" | "Not eligible: {findings}";
    refused_over_limit(wanted, limit, rule): "Số tiền {wanted} vượt mức tối đa {limit} (quy tắc {rule}). Hãy giảm số tiền." | "The amount {wanted} is above the limit of {limit} (rule {rule}). Lower the amount.";
    refused_over_asked(wanted, limit): "Hợp tác xã chỉ đề nghị vay {limit}; không thể đề xuất hay duyệt {wanted}. Cần thêm thì trả lại hồ sơ để hợp tác xã sửa." | "The cooperative asked for {limit}; {wanted} can be neither proposed nor granted. If more is needed, return the application so that they change it.";
    refused_over_appraised(wanted, limit): "Thẩm định đề xuất {limit}; không thể duyệt {wanted}. Hãy duyệt không quá mức đã thẩm định." | "The appraisal proposed {limit}; {wanted} cannot be approved. Approve no more than was appraised.";
    refused_over_approved(wanted, limit): "Khoản vay chỉ còn được giải ngân {limit}; không thể giải ngân {wanted}." | "Only {limit} of the loan may still be paid out; {wanted} cannot be.";
    refused_idempotency: "Mã yêu cầu này đã được dùng với nội dung khác. Hãy mở lại trang và gửi lại." | "This request key was already used with other contents. Open the page again and send it once more.";
    refused_too_many(seconds): "Thử quá nhiều lần. Xin đợi {seconds} giây rồi thử lại." | "Too many attempts. Please wait {seconds} seconds and try again.";
    refused_credentials: "Thư điện tử hoặc mật khẩu không đúng." | "The email or the password is wrong.";
    refused_not_empty: "Cơ sở dữ liệu đã có dữ liệu. Dữ liệu ví dụ chỉ nạp được vào cơ sở dữ liệu trống." | "The database is not empty. The example goes only into an empty one.";
    refused_dead_link: "Đường dẫn đã dùng rồi hoặc đã hết hạn. Hãy xin đường dẫn mới." | "This link was already used or is too old. Ask for a new one.";
    refused_too_large(megabytes): "Lớn hơn {megabytes} MB. Với tệp, hãy chụp lại với dung lượng nhỏ hơn hoặc tách tệp." | "It is larger than {megabytes} MB. If it is a file, take the picture in a smaller size or split the file.";
    refused_too_large_json(kilobytes): "Nội dung gửi lớn hơn {kilobytes} kB. Hãy chia thành nhiều yêu cầu nhỏ hơn." | "The body is larger than {kilobytes} kB. Split it into smaller requests.";
    refused_settings(names): "Quỹ chưa thể cho vay vì quy chế còn thiếu: {names}. Quản trị viên cần điền các mục này." | "The fund cannot lend yet: its regulation lacks {names}. An administrator must fill these in.";
    refused_proposal_open(number): "Khoản vay đang có đề nghị {number} chờ quyết định. Hãy chờ quyết định, hoặc rút đề nghị đó trước." | "Proposal {number} on this loan is waiting for its decision. Wait for it, or withdraw that proposal first.";
    refused_overtaken(what, date): "Từ khi lập đề nghị, khoản vay đã có bút toán mới: {what}, ngày {date}. Số liệu của đề nghị không còn đúng nên chưa có gì thay đổi; hãy rút hoặc từ chối đề nghị này và lập đề nghị mới." | "Since the proposal was made something was booked on the loan: {what}, {date}. Its figures no longer hold, so nothing was changed; withdraw or reject it and propose again.";

    problem_required: "Cần điền mục này." | "This is needed.";
    problem_too_long(max): "Dài quá; tối đa {max} ký tự." | "Too long; at most {max} characters.";
    problem_too_short(min): "Ngắn quá; ít nhất {min} ký tự." | "Too short; at least {min} characters.";
    problem_characters: "Có ký tự không dùng được (ký tự điều khiển hoặc ký tự đảo chiều chữ). Hãy xoá và gõ lại." | "It holds characters that cannot be used (control or text-direction characters). Delete them and type again.";
    problem_money_nan: "Chưa phải là số tiền. Ví dụ: 300.000.000." | "This is not an amount. Example: 300.000.000.";
    problem_money_negative: "Số tiền không được âm." | "The amount may not be negative.";
    problem_money_fraction: "Chỉ dùng đồng chẵn, không có phần lẻ." | "Whole dong only, no fractions.";
    problem_money_large: "Số tiền quá lớn; tối đa 1.000.000.000.000.000 đồng." | "The amount is too large; at most 1.000.000.000.000.000 dong.";
    problem_money_grouping: "Dấu chấm phân nhóm không đúng chỗ. Viết 1.000.000 hoặc 1000000." | "The separators are in the wrong places. Write 1.000.000 or 1000000.";
    problem_not_positive: "Phải lớn hơn 0." | "It must be more than 0.";
    problem_nan: "Cần một số nguyên." | "A whole number is needed.";
    problem_range(min, max): "Phải từ {min} đến {max}." | "It must be from {min} to {max}.";
    problem_date: "Không có ngày này. Viết ngày/tháng/năm, ví dụ 31/12/2026." | "There is no such date. Write day/month/year, for example 31/12/2026.";
    problem_date_json: "Không có ngày này. Viết YYYY-MM-DD, ví dụ 2026-12-31." | "There is no such date. Write YYYY-MM-DD, for example 2026-12-31.";
    problem_percentage_json: "Cần một tỷ lệ phần trăm dạng chuỗi, ví dụ \"6.0\"." | "A percentage is needed as a string, for example \"6.0\".";
    problem_date_range(from, to): "Ngày phải từ {from} đến {to}." | "The date must be from {from} to {to}.";
    problem_email: "Chưa phải địa chỉ thư điện tử. Ví dụ: ten@htx.vn." | "This is not an email address. Example: name@coop.vn.";
    problem_choice: "Hãy chọn một trong các mục." | "Choose one of the options.";
    problem_code: "Không phải mã số thuế: cần 10, 12 hoặc 13 chữ số của một mã có thể được cấp." | "This is not a tax code: it needs the 10, 12 or 13 digits of a code that can be issued.";
    problem_percentage: "Cần một tỷ lệ phần trăm, ví dụ 6,0." | "A percentage is needed, for example 6.0.";
    problem_taken: "Đã có bản ghi khác dùng giá trị này." | "Another record already has this.";
    problem_file: "Chỉ nhận tệp PDF, JPEG hoặc PNG; nội dung tệp này không phải loại đó." | "Only PDF, JPEG or PNG files; the contents of this file are of another kind.";
    problem_common_password: "Mật khẩu này quá dễ đoán. Hãy chọn câu khác." | "This password is too easy to guess. Choose another.";
    problem_wrong_password: "Mật khẩu hiện tại không đúng." | "The present password is wrong.";
    problem_unknown_code: "Không có quỹ hoặc hợp tác xã nào mang mã này." | "No fund or cooperative has this code.";
    problem_above_law(limit, rule): "Cao hơn mức pháp luật cho phép: tối đa {limit} (quy tắc {rule})." | "Above what the law allows: at most {limit} (rule {rule}).";
    problem_levels: "Các mức phải tăng dần, mức cuối không giới hạn số tiền; chỉ hội đồng mới có số thành viên tối thiểu." | "The amounts must rise, the last level must have no limit, and only a council has a quorum.";
    problem_already_off: "Ngày này đã là ngày nghỉ. Hãy chọn một ngày làm việc." | "That day is off already. Choose a working day.";
    problem_already_worked: "Ngày này đã là ngày làm việc. Hãy chọn một ngày nghỉ." | "That day is worked already. Choose a day off.";
    problem_fixed_holiday: "Ngày nghỉ này đã được quy định, không thể đổi thành ngày làm việc." | "That day off is fixed by law and cannot become a working day.";
    problem_fund_code: "Mã quỹ gồm 3 đến 40 chữ thường không dấu, chữ số hoặc dấu gạch nối, ví dụ dienbien-htx." | "A fund's code is 3 to 40 small letters, digits or hyphens, for example dienbien-htx.";
    problem_books_closed(to): "Sổ của quỹ đã khoá đến hết ngày {to}. Hãy ghi với ngày sau đó, hoặc đề nghị quản trị viên mở lại sổ." | "The fund's books are closed to {to}. Date it later, or ask an administrator to open them again.";
    problem_not_yet_ended(last): "Chỉ khoá được những ngày đã chốt cuối ngày: đến {last}." | "Only days that the end of day has gone through can be closed: up to {last}.";
    problem_nothing_ended: "Chưa có ngày nào được chốt cuối ngày; ngày mai hãy thử lại." | "The end of day has gone through no day yet; try again tomorrow.";
    problem_closed_already: "Sổ đang khoá đúng đến ngày này." | "The books are closed to that very day.";
    problem_more_than_settles(settles, excess): "Nhiều hơn số tất toán khoản vay. Hãy ghi {settles} và trả lại {excess} cho người nộp." | "More than closes the loan. Book {settles} and give {excess} back to whoever paid.";
    problem_nothing_to_settle(excess): "Khoản vay không còn gì phải trả. Hãy trả lại {excess} cho người nộp." | "Nothing is owed on this loan any more. Give {excess} back to whoever paid.";
    problem_more_than_charter(wanted, charter): "Vốn điều lệ trên sổ là {charter}, không rút được {wanted}." | "The charter capital in the books is {charter}; {wanted} cannot be withdrawn.";
    problem_before_fund(since): "Ngày này quỹ chưa có vốn hoặc chưa thành lập. Hãy ghi ngày từ {since} trở đi." | "On that day the fund had not begun. Date it {since} or later.";
    problem_unknown_field: "Không có trường này." | "There is no such field.";
    problem_type: "Sai kiểu dữ liệu." | "Wrong type.";
    problem_duplicate: "Trường này xuất hiện hai lần." | "This field stands there twice.";
    problem_not_json(line, column): "Không phải JSON hợp lệ (dòng {line}, cột {column})." | "This is not valid JSON (line {line}, column {column}).";
    problem_in_line(line, said): "Dòng {line}: {said}" | "Line {line}: {said}";
    problem_plan_line: "Mỗi dòng gồm ngày đến hạn và số tiền gốc, ví dụ: 15/09/2026 30.000.000." | "Each line is a due date and an amount of principal, for example 15/09/2026 30.000.000.";
    problem_before_decision(on): "Sau ngày này, vào ngày {on}, đã có quyết định dựa trên số liệu mà bút toán này sẽ làm thay đổi. Hãy ghi ngày từ {on} trở đi, hoặc đảo quyết định đó trước." | "After this day, on {on}, something was decided on figures this booking would change. Date it {on} or later, or reverse that decision first.";
    problem_minutes_required(quorum): "Số tiền này do hội đồng quyết định: cần số, ngày của biên bản họp và họ tên người dự họp (ít nhất {quorum} người)." | "A council decides on this amount: give number and date of its minutes and the names of those present (at least {quorum}).";
    problem_short_of_quorum(present, quorum): "Mới có {present} người dự họp; quy chế của quỹ đòi ít nhất {quorum} người. Ghi đủ người dự họp, hoặc họp lại khi đủ người." | "Only {present} present; the fund’s regulation asks for at least {quorum}. Name everybody who was there, or meet again with enough.";
    problem_named_twice: "Người này đã có trong danh sách; mỗi người chỉ ghi một lần." | "This person is in the list already; name everybody once.";
    problem_too_deep: "Dữ liệu lồng nhau quá sâu." | "It is nested too deeply.";
}

impl Texts {
    /// The sentence for a refusal, with what to do about it. `state` names are translated by `Texts::state`.
    pub fn refusal(self, refusal: &Refusal) -> String {
        match refusal {
            Refusal::NotFound => self.refused_not_found().into(),
            Refusal::Forbidden(duty) => self.refused_forbidden(self.duty(*duty)),
            Refusal::NotChair => self.refused_not_chair().into(),
            Refusal::Unconfirmed => self.refused_unconfirmed().into(),
            Refusal::NobodyToAsk => self.refused_nobody_to_ask().into(),
            Refusal::ConsentWithdrawn { purpose, on } => {
                self.refused_consent_withdrawn(self.consent_purpose(*purpose), format::date(*on))
            }
            Refusal::Invalid(_) => self.refused_invalid().into(),
            Refusal::Stale => self.refused_stale().into(),
            Refusal::WrongState { is } => self.refused_wrong_state(self.state(is)),
            Refusal::SamePerson { did } => self.refused_same_person(self.duty(*did)),
            Refusal::InsufficientCapital { available, wanted } => {
                self.refused_capital(format::dong(*wanted), format::dong(*available))
            }
            Refusal::InsufficientCapitalOn { on, available, wanted } => {
                self.refused_capital_on(format::date(*on), format::dong(*wanted), format::dong(*available))
            }
            Refusal::NotEligible(rules) => {
                let said: Vec<&str> = rules.iter().map(|(_, vi, en)| self.pick(vi, en)).collect();
                self.refused_not_eligible(said.join(" "))
            }
            Refusal::OverLimit { rule, limit, wanted } => {
                let (wanted, limit) = (format::dong(*wanted), format::dong(*limit));
                match rule.as_str() {
                    "OWN-ASKED" => self.refused_over_asked(wanted, limit),
                    "OWN-APPRAISED" => self.refused_over_appraised(wanted, limit),
                    "OWN-APPROVED" => self.refused_over_approved(wanted, limit),
                    _ => self.refused_over_limit(wanted, limit, rule),
                }
            }
            Refusal::IdempotencyMismatch => self.refused_idempotency().into(),
            Refusal::TooManyRequests { wait_seconds } => self.refused_too_many(wait_seconds),
            Refusal::BadCredentials => self.refused_credentials().into(),
            Refusal::NotEmpty => self.refused_not_empty().into(),
            Refusal::DeadLink => self.refused_dead_link().into(),
            Refusal::TooLarge { limit_bytes } => self.refused_too_large(limit_bytes / 1_000_000),
            Refusal::SettingsMissing(names) => {
                let name = |name: &String| {
                    SettingKey::try_from(name.as_str()).map_or(name.clone(), |key| self.setting_name(key).to_owned())
                };
                self.refused_settings(names.iter().map(name).collect::<Vec<_>>().join(", "))
            }
            Refusal::WaitingAhead { numbers } => self.refused_waiting_ahead(numbers.join(", ")),
            Refusal::ProposalOpen { number } => self.refused_proposal_open(number),
            Refusal::Overtaken { what, amount, date } => {
                let what = self.loan_event(what).to_owned();
                let what = amount.map_or(what.clone(), |amount| format!("{what} {}", format::dong(amount)));
                self.refused_overtaken(what, format::date(*date))
            }
        }
    }

    /// The sentence for a refusal where no form shows its fields: each of them is said.
    pub fn refusal_in_full(self, refusal: &Refusal) -> String {
        match refusal {
            Refusal::Invalid(fields) => fields.iter().map(|field| self.problem(field)).collect::<Vec<_>>().join(" "),
            other => self.refusal(other),
        }
    }

    /// The sentence for one field of a program's request, whose dates are written another way.
    pub fn problem_in_json(self, error: &FieldError) -> String {
        match &error.problem {
            Problem::NotADate => self.problem_date_json().into(),
            Problem::DateOutOfRange { from, to } => self.problem_date_range(from, to),
            Problem::BeforeDecision { on } => self.problem_before_decision(on),
            Problem::NotAPercentage => self.problem_percentage_json().into(),
            _ => self.problem(error),
        }
    }

    fn closing_problem(self, problem: &Problem) -> &'static str {
        if *problem == Problem::NothingEnded { self.problem_nothing_ended() } else { self.problem_closed_already() }
    }

    fn day_problem(self, problem: &Problem) -> &'static str {
        match problem {
            Problem::AlreadyOff => self.problem_already_off(),
            Problem::AlreadyWorked => self.problem_already_worked(),
            _ => self.problem_fixed_holiday(),
        }
    }

    /// The sentence for one field.
    pub fn problem(self, error: &FieldError) -> String {
        match &error.problem {
            Problem::Required => self.problem_required().into(),
            Problem::TooLong { max } => self.problem_too_long(max),
            Problem::TooShort { min } => self.problem_too_short(min),
            Problem::BadCharacters => self.problem_characters().into(),
            Problem::Money(why) => self.money_problem(*why).into(),
            Problem::NotPositive => self.problem_not_positive().into(),
            Problem::NotANumber => self.problem_nan().into(),
            Problem::OutOfRange { min, max } => self.problem_range(format::number(*min), format::number(*max)),
            Problem::NotADate => self.problem_date().into(),
            Problem::DateOutOfRange { from, to } => self.problem_date_range(format::date(*from), format::date(*to)),
            Problem::NotAnEmail => self.problem_email().into(),
            Problem::NotAChoice => self.problem_choice().into(),
            Problem::NotACode => self.problem_code().into(),
            Problem::NotAPercentage => self.problem_percentage().into(),
            Problem::Taken => self.problem_taken().into(),
            Problem::NotAcceptedFile => self.problem_file().into(),
            Problem::PasswordTooCommon => self.problem_common_password().into(),
            Problem::Duty(why) => self.duty_problem(*why).into(),
            Problem::WrongPassword => self.problem_wrong_password().into(),
            Problem::UnknownCode => self.problem_unknown_code().into(),
            Problem::NotNameAndValue => self.input_not_lines().into(),
            Problem::Part(why) => self.part_problem(why),
            Problem::AboveLaw { limit, rule } => self.problem_above_law(self.decimal(limit), rule),
            Problem::NotRisingLevels => self.problem_levels().into(),
            Problem::AlreadyOff | Problem::AlreadyWorked | Problem::FixedHoliday => {
                self.day_problem(&error.problem).into()
            }
            Problem::TooManyOpen(max) => self.problem_too_many_open(max),
            Problem::AskedBefore(number) => self.problem_asked_before(number),
            Problem::NotAnAccount(min, max) => self.problem_account(min, max),
            Problem::NotAFundCode => self.problem_fund_code().into(),
            Problem::MoreThanSettles { settles, excess } => self.more_than_settles(*settles, *excess),
            Problem::BooksClosed { to } => self.problem_books_closed(format::date(*to)),
            Problem::NotYetEnded { last } => self.problem_not_yet_ended(format::date(*last)),
            Problem::NothingEnded | Problem::ClosedAlready => self.closing_problem(&error.problem).into(),
            Problem::MoreThanCharter { charter, wanted } => {
                self.problem_more_than_charter(format::dong(*wanted), format::dong(*charter))
            }
            Problem::NotComputable { code, detail } => self.not_computable(code, detail).to_owned(),
            Problem::BeforeFund { since } => self.problem_before_fund(format::date(*since)),
            Problem::UnknownField => self.problem_unknown_field().into(),
            Problem::WrongType => self.problem_type().into(),
            Problem::DuplicateField => self.problem_duplicate().into(),
            Problem::NotJson { line, column } => self.problem_not_json(line, column),
            Problem::TooDeep => self.problem_too_deep().into(),
            Problem::Objection(why) => self.objection(why),
            Problem::InLine { line, problem } => {
                let inner = FieldError { pointer: error.pointer.clone(), problem: (**problem).clone() };
                self.problem_in_line(line, self.problem(&inner))
            }
            Problem::NotAPlanLine => self.problem_plan_line().into(),
            Problem::BeforeDecision { on } => self.problem_before_decision(format::date(*on)),
            Problem::MinutesRequired { quorum } => self.problem_minutes_required(quorum),
            Problem::ShortOfQuorum { quorum, present } => self.problem_short_of_quorum(present, quorum),
            Problem::NamedTwice => self.problem_named_twice().into(),
            Problem::Said { vi, en } => self.pick(vi, en).to_owned(),
        }
    }

    fn more_than_settles(self, settles: Money, excess: Money) -> String {
        match settles.is_positive() {
            true => self.problem_more_than_settles(format::dong(settles), format::dong(excess)),
            false => self.problem_nothing_to_settle(format::dong(excess)),
        }
    }

    /// Why the arithmetic refused: in Vietnamese by its code, in English in its own words.
    pub fn not_computable<'a>(self, code: &str, detail: &'a str) -> &'a str {
        self.pick(not_computable(code), detail)
    }

    fn money_problem(self, why: MoneyError) -> &'static str {
        match why {
            MoneyError::Empty => self.problem_required(),
            MoneyError::NotANumber => self.problem_money_nan(),
            MoneyError::Negative => self.problem_money_negative(),
            MoneyError::Fraction => self.problem_money_fraction(),
            MoneyError::TooLarge => self.problem_money_large(),
            MoneyError::BadGrouping => self.problem_money_grouping(),
        }
    }
}

/// Why the arithmetic refused, in Vietnamese; its English detail is the domain's own.
fn not_computable(code: &str) -> &'static str {
    match code {
        "not_a_multiple" => "Phải là bội số của kỳ trả nợ (số tháng mỗi kỳ).",
        "grace_too_long" => "Thời gian ân hạn phải ngắn hơn thời hạn vay.",
        "instalments_out_of_range" => "Số kỳ trả nợ phải từ 1 đến 600.",
        "amount_not_positive" | "amount_out_of_range" | "amount_too_large" => {
            "Số tiền phải lớn hơn 0 và không quá 1.000.000.000.000.000 đồng."
        }
        "draw_after_end" => "Ngày giải ngân không được sau ngày đến hạn cuối cùng.",
        "draws_exceed_principal" => "Tổng giải ngân vượt số tiền đã duyệt.",
        "draws_out_of_order" => "Các lần giải ngân phải theo thứ tự ngày.",
        "event_before_start" => "Ngày này trước lần giải ngân đầu tiên.",
        "after_write_off" => "Khoản vay đã xử lý rủi ro: chỉ ghi nhận được tiền thu hồi.",
        "recovery_without_write_off" => "Khoản vay chưa xử lý rủi ro nên chưa có thu hồi.",
        "plan_does_not_sum" => "Tổng gốc của lịch mới phải bằng dư nợ gốc.",
        "plan_dates_not_rising" => "Các ngày đến hạn phải tăng dần.",
        "freezes_overlap" => "Khoản vay đã được khoanh nợ trong thời gian này.",
        "freeze_without_nights" => "Ngày cuối khoanh nợ phải sau ngày bắt đầu.",
        "due_dates_collide" => "Hai kỳ rơi vào cùng một ngày làm việc.",
        "too_long" => "Khoản vay phải kết thúc trong vòng một trăm năm.",
        "nothing_outstanding" => "Khoản vay không còn dư nợ gốc.",
        _ => "Giá trị này không tính được; hãy kiểm tra lại số tiền và ngày.",
    }
}

//! The pages anybody may read: the start page of a visitor, help, data protection, accessibility.
use crate::domain::policy::Programme;
use crate::text::Texts;

texts! {
    welcome_title: "Vay vốn ưu đãi cho hợp tác xã" | "Preferential loans for cooperatives";
    welcome_lead: "Nơi hợp tác xã nộp hồ sơ vay, theo dõi việc xét duyệt và trả nợ; nơi cán bộ quỹ thẩm định, giải ngân và báo cáo." | "Where cooperatives apply, follow the decision and repay, and where the funds appraise, pay out and report.";
    programmes_title: "Các chương trình cho vay" | "The lending programmes";
    programmes_none: "Máy chủ này chưa có quỹ nào. Quản trị viên đầu tiên tạo quỹ sau khi đăng nhập." | "There is no fund on this server yet. The first administrator makes one after signing in.";
    programme_a: "Quỹ hỗ trợ phát triển hợp tác xã cấp tỉnh" | "Provincial Cooperative Development Support Fund";
    programme_a_text: "Cho hợp tác xã, liên hiệp hợp tác xã và thành viên trong tỉnh vay để đầu tư và mở rộng sản xuất, theo Nghị định 45/2021/NĐ-CP và quy chế của quỹ." | "Lends to cooperatives, their unions and members in the province, to invest and to grow, under Decree 45/2021 and the fund's own regulation.";
    programme_c: "Quỹ hỗ trợ phát triển hợp tác xã Việt Nam" | "Central Cooperative Development Support Fund";
    programme_c_text: "Cho vay trên toàn quốc theo cùng Nghị định 45/2021/NĐ-CP; hồ sơ thường đi qua giới thiệu của tỉnh." | "Lends in the whole country under the same Decree 45/2021; applications usually come by referral of the province.";
    programme_b_old: "Quỹ quốc gia về việc làm (hợp đồng ký trước 01/01/2026)" | "National Employment Fund (contracts before 1 January 2026)";
    programme_b_old_text: "Các hợp đồng ký trước ngày 01/01/2026 tiếp tục theo quy định cũ cho đến khi trả hết nợ." | "Contracts signed before 1 January 2026 run on under the earlier rules until they are repaid.";
    programme_b_new: "Cho vay giải quyết việc làm" | "Job-creation credit";
    programme_b_new_text: "Cho vay để tạo, duy trì và mở rộng việc làm theo Luật Việc làm 74/2025/QH15 và Nghị định 338/2025/NĐ-CP." | "Loans to create, keep and extend jobs under the Employment Law 74/2025 and Decree 338/2025.";
    fund_takes_applications: "Đang nhận hồ sơ" | "Takes applications";
    fund_takes_none: "Không nhận hồ sơ mới" | "Takes no new applications";
    steps_title: "Vay vốn qua năm bước" | "A loan in five steps";
    step_account: "Đăng ký tài khoản bằng mã số thuế của hợp tác xã và thư điện tử; quỹ xác nhận theo giấy chứng nhận đăng ký." | "Register with the cooperative’s tax code and an email address; the fund confirms it by the registration certificate.";
    step_apply: "Điền hồ sơ, lưu lại lúc nào cũng được, xem ngay điều kiện vay và lịch trả nợ dự kiến." | "Fill in the application, saved as you go; see at once whether you are eligible and how you would repay.";
    step_submit: "Nộp hồ sơ và nhận số biên nhận trên màn hình và qua thư." | "Submit it and get a receipt number, on the screen and by mail.";
    step_decide: "Theo dõi hồ sơ: đang đến lượt ai, đến ngày nào." | "Follow it: whose turn it is, and until when.";
    step_repay: "Ký hợp đồng, nhận tiền theo đợt, nhận thư nhắc trước mỗi kỳ trả nợ." | "Sign, receive the money in tranches, and be reminded before each instalment.";
    no_account: "Chưa có tài khoản" | "You have none yet";
    no_account_text: "Tự đăng ký trong vài phút bằng mã số thuế của hợp tác xã, hoặc nhờ cán bộ quỹ gửi thư mời." | "Register yourself in a few minutes with the cooperative’s tax code, or ask an officer of the fund to invite you.";
    read_help: "Xem trợ giúp" | "Read the help";
    welcome_back(name): "Xin chào, {name}" | "Welcome, {name}";
    desk_work: "Việc đang chờ bạn" | "Waiting for you";
    desk_work_none: "Không có việc nào đang chờ bạn." | "Nothing waits for you.";
    desk_task: "Việc cần làm" | "To do";
    desk_appraise: "Thẩm định" | "Appraise";
    desk_decide: "Quyết định" | "Decide";
    desk_sign: "Ký hợp đồng" | "Sign the contract";
    desk_pay_out: "Giải ngân" | "Pay out";
    desk_late: "Quá hạn và đến hạn trong 7 ngày" | "Late, and due within 7 days";
    desk_days_late: "Quá hạn" | "Days late";
    desk_late_none: "Không có kỳ trả nợ nào quá hạn hay sắp đến hạn." | "No instalment is late or soon due.";
    desk_late_note: "Theo số liệu khoá sổ cuối ngày gần nhất." | "By the figures of the last close of business.";
    desk_next: "Việc tiếp theo" | "Next step";
    desk_applications: "Hồ sơ vay của hợp tác xã" | "Your cooperative's applications";
    desk_loans: "Khoản vay của hợp tác xã" | "Your cooperative's loans";
    desk_begin: "Xem hợp tác xã được vay bao nhiêu" | "See how much you may borrow";
    desk_begin_text: "Chọn quỹ, điền số tiền và phương án: bảng điều kiện và lịch trả nợ hiện ngay bên cạnh. Bản nháp được lưu khi bạn điền." | "Choose a fund, give the amount and your plan: the conditions and the repayment schedule stand beside it at once. The draft is saved as you go.";
    desk_finish_draft(number): "Điền tiếp hồ sơ {number}" | "Go on with application {number}";
    desk_finish_draft_text: "Hồ sơ còn là bản nháp, quỹ chưa nhận được. Điền xong rồi nộp." | "This is still a draft; the fund does not have it yet. Finish it and submit it.";
    desk_papers(number): "Bổ sung giấy tờ cho hồ sơ {number}" | "Add the papers asked for in application {number}";
    desk_papers_text(until): "Quỹ đang chờ giấy tờ của hợp tác xã đến hết ngày {until}." | "The fund waits for your papers until {until}.";
    desk_late_loan(number, days): "Khoản vay {number} đã quá hạn {days} ngày" | "Loan {number} is {days} days late";
    desk_late_loan_text: "Lãi quá hạn cộng thêm mỗi ngày. Nếu gặp khó khăn, hãy gọi cho quỹ: kỳ trả có thể được cơ cấu lại." | "Overdue interest grows every day. If you are in difficulty, call the fund: instalments may be rescheduled.";
    desk_approved_loan(number): "Khoản vay {number} đã được duyệt" | "Loan {number} is approved";
    desk_approved_loan_text: "Đọc và trả lời đề nghị cho vay; sau đó quỹ hẹn ký hợp đồng." | "Read the offer and answer it; then the fund asks you to sign the contract.";
    desk_signed_loan(number): "Khoản vay {number} đã ký hợp đồng" | "The contract of loan {number} is signed";
    desk_signed_loan_text: "Khi cần tiền, gửi đề nghị giải ngân kèm hoá đơn hoặc hợp đồng mua bán." | "When the money is needed, ask for it with the invoice or the sales contract.";
    desk_due_loan(number, due): "Kỳ trả nợ tới của khoản vay {number}: ngày {due}" | "Next instalment of loan {number}: {due}";
    desk_due_loan_text: "Mở khoản vay để xem số tiền phải trả và cách tính." | "Open the loan to see what to pay and how it is computed.";
    desk_wait(number): "Hồ sơ {number} đang ở quỹ" | "Application {number} is with the fund";
    desk_failed_letters(count): "{count} thư không gửi được" | "{count} letters failed";
    desk_no_failed_letters: "Không có thư lỗi" | "None failed";
    desk_open: "Mở" | "Open";
    desk_audit: "Kiểm toán" | "Audit";
    desk_audit_report: "Xuất danh mục khoản vay tại một ngày" | "Export the portfolio as of a day";
    desk_audit_report_text: "CSV, XLSX hoặc JSON; sổ đã khoá thì cùng một ngày luôn cho cùng một kết quả." | "CSV, XLSX or JSON; where the books are closed, the same day always gives the same bytes.";
    desk_audit_trail: "Xem nhật ký: ai làm gì, lúc nào, trước và sau" | "Read the trail: who did what, when, before and after";
    desk_audit_trail_text: "Kể cả những lần bị từ chối." | "Refused attempts too.";
    desk_audit_verify: "Kiểm tra sổ sách không bị sửa" | "Prove that nothing was altered";
    desk_audit_verify_text: "Tính lại chuỗi băm, sổ vốn và số dư từng khoản vay." | "Recomputes the hash chain, the capital ledger and every loan's position.";
    desk_audit_overview: "Tổng quan vốn, nhóm nợ và dòng tiền đến hạn" | "Capital, debt groups and what falls due";
    no_duty_yet: "Tài khoản này chưa được giao nhiệm vụ nào. Hãy liên hệ quản trị viên của quỹ." | "This account has no duty yet. Ask an administrator of the fund.";

    help_lead: "Những câu hỏi hay gặp khi dùng hệ thống." | "What people ask most often about this system.";
    help_sign_in: "Đăng nhập và mật khẩu" | "Signing in and passwords";
    help_sign_in_1: "Lời mời đến qua thư điện tử và có hiệu lực bảy ngày. Mở đường dẫn trong thư để đặt mật khẩu, ít nhất 10 ký tự." | "The invitation comes by mail and works for seven days. Open its link to set a password of at least 10 characters.";
    help_sign_in_2: "Quên mật khẩu: bấm «Quên mật khẩu?» ở trang đăng nhập; đường dẫn mới có hiệu lực một giờ. Nhập sai nhiều lần thì phải đợi, mỗi lần lâu hơn." | "Forgotten password: use “Forgotten your password?” on the sign-in page; the link works for one hour. After several wrong attempts each further one has to wait longer.";
    help_sign_in_3: "Phiên làm việc kết thúc sau 12 giờ. Ở trang Tài khoản có thể xem và kết thúc các phiên trên máy khác." | "A session ends after 12 hours. On your account page you see your sessions on other machines and can end them.";
    help_apply: "Nộp hồ sơ vay" | "Applying for a loan";
    help_apply_1: "Vào «Hồ sơ vay», tạo hồ sơ mới. Bản nháp được lưu khi bạn điền; có thể quay lại lúc khác." | "Go to “Applications” and begin one. The draft is saved as you fill it in; come back whenever you like.";
    help_apply_2: "Bên cạnh biểu mẫu có bảng điều kiện: mỗi dòng nói quy định nào, số liệu của bạn và giới hạn. Mục «thiếu» chỉ là chưa điền." | "Beside the form stands the eligibility sheet: each line says which rule, your figure and the limit. “Missing” only means not filled in yet.";
    help_apply_3: "Giấy tờ nhận ở dạng PDF, JPEG hoặc PNG, mỗi tệp tối đa 10 MB." | "Papers are taken as PDF, JPEG or PNG, at most 10 MB each.";
    help_apply_4: "Sau khi nộp, trang hồ sơ cho biết đang đến lượt ai. Nếu quỹ cần thêm giấy tờ, bạn nhận thư ghi rõ cần gì và đến ngày nào." | "After submitting, the application's page says whose turn it is. If the fund needs more papers, a mail says which and until when.";
    help_typing: "Cách nhập số tiền và ngày" | "Typing amounts and dates";
    help_typing_1: "Số tiền tính bằng đồng chẵn: 300.000.000, 300 000 000 hoặc 300000000 đều được." | "Amounts are whole dong: 300.000.000, 300 000 000 and 300000000 are all accepted.";
    help_typing_2: "Ngày viết ngày/tháng/năm, ví dụ 31/12/2026." | "Dates are day/month/year, for example 31/12/2026.";
    help_numbers: "Các con số từ đâu ra" | "Where the figures come from";
    help_numbers_1: "Mỗi con số tự giải thích: mở «cách tính» bên cạnh số lãi để thấy số dư, số ngày và lãi suất; mở một quy định để thấy căn cứ pháp lý." | "Every figure explains itself: open “how it is computed” beside an interest figure for balance, days and rate; open a rule for its legal basis.";
    help_programs: "Cho lập trình viên" | "For programmers";
    help_programs_1: "Mọi việc trên trang cũng có ở dạng JSON dưới /api/v1, dùng mã truy cập tạo ở trang Tài khoản." | "All that the pages do is also there as JSON under /api/v1, with a token made on your account page.";
    help_contact: "Khi vẫn chưa xong" | "If that does not help";
    help_contact_1: "Liên hệ cán bộ quỹ phụ trách hồ sơ, hoặc quản trị viên của quỹ nếu không đăng nhập được. Nếu trang báo lỗi kèm số sự cố, hãy cho biết số đó." | "Ask the officer who handles your application, or an administrator of the fund if you cannot sign in. If a page shows an incident number, tell them that number.";

    privacy_lead: "Hệ thống lưu những dữ liệu nào, để làm gì, ai xem được." | "What this system keeps, what for, and who sees it.";
    privacy_what: "Dữ liệu được lưu" | "What is kept";
    privacy_what_1: "Tài khoản: họ tên, thư điện tử, ngôn ngữ, nhiệm vụ được giao. Mật khẩu chỉ lưu dưới dạng băm (argon2id), không ai đọc được." | "Accounts: name, email, language, duties. Passwords are kept only as a hash (argon2id) that nobody can read.";
    privacy_what_2: "Phiên đăng nhập và lần đăng nhập sai: thời điểm, địa chỉ mạng, trình duyệt." | "Sessions and failed attempts to sign in: time, network address, browser.";
    privacy_what_3: "Hồ sơ vay: thông tin hợp tác xã và người đại diện, phương án, tài sản bảo đảm, giấy tờ tải lên, quyết định, giải ngân, trả nợ." | "Loan files: the cooperative and its representative, the plan, the security, uploaded papers, decisions, payments out and in.";
    privacy_what_4: "Nhật ký: ai làm gì, lúc nào. Nhật ký không sửa, không xoá được." | "The audit trail: who did what, and when. It can be neither changed nor deleted.";
    privacy_why: "Mục đích và căn cứ" | "What for, and on what ground";
    privacy_why_1: "Để xét và thực hiện hợp đồng vay, quản lý vốn của quỹ và thực hiện nghĩa vụ báo cáo theo pháp luật. Không dùng để quảng cáo, không quyết định tự động; đánh giá khả năng trả nợ từ thông tin tín dụng chỉ khi bạn đồng ý; không bán hoặc chuyển cho bên ngoài mục đích này." | "To decide on and carry out loan contracts, to manage the fund's capital and to report as the law asks. Not for advertising; nothing is decided automatically; creditworthiness is judged from credit information only with your consent; and never sold or passed on for anything else.";
    privacy_why_2: "Căn cứ: Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15 và Nghị định 356/2025/NĐ-CP." | "Legal basis: Personal Data Protection Law 91/2025/QH15 and Decree 356/2025.";
    privacy_who: "Ai xem được" | "Who sees it";
    privacy_who_1: "Người của một hợp tác xã chỉ xem hồ sơ của hợp tác xã mình. Cán bộ chỉ xem hồ sơ của quỹ được giao. Kiểm toán xem, không sửa." | "People of a cooperative see that cooperative's records only. Staff see the records of the funds they work for. Auditors see and change nothing.";
    privacy_cookies: "Cookie" | "Cookies";
    privacy_cookies_1: "Chỉ có cookie cần thiết: phiên đăng nhập, mã chống giả mạo biểu mẫu, ngôn ngữ, thông báo sau khi gửi. Không có cookie theo dõi và không tải gì từ máy chủ khác." | "Only the necessary ones: your session, the guard against forged forms, your language, the message after you send something. No tracking, and nothing is loaded from other servers.";
    privacy_keep: "Thời gian lưu" | "How long";
    privacy_keep_1: "Chứng từ và sổ kế toán được lưu theo thời hạn của pháp luật kế toán (Nghị định 174/2016/NĐ-CP), nên dữ liệu của khoản vay không xoá được trước hạn đó." | "Vouchers and books are kept as long as accounting law asks (Decree 174/2016), so the data of a loan cannot be deleted earlier.";
    privacy_rights: "Quyền của bạn" | "Your rights";
    privacy_rights_1: "Sau khi đăng nhập, ở trang Tài khoản bạn tải được mọi dữ liệu về mình, xem và rút lại từng sự đồng ý. Việc sửa, hạn chế hoặc xoá trong phạm vi pháp luật cho phép thì gửi đề nghị tới quỹ." | "After signing in, your account page lets you download everything kept about you, and see and withdraw each consent. To have data corrected, restricted or deleted as far as the law allows, write to the fund.";

    accessibility_lead: "Trang được làm để mọi người dùng được, kể cả trên điện thoại nhỏ và đường truyền chậm. Mục tiêu: WCAG 2.2 mức AA." | "These pages are made for everybody, also on a small phone and a slow line. The aim is WCAG 2.2, level AA.";
    accessibility_works: "Những gì dùng được" | "What works";
    accessibility_works_1: "Mọi việc làm được bằng bàn phím; phím Tab đầu tiên có lối «Chuyển đến nội dung»." | "Everything can be done with the keyboard; the first Tab offers “Skip to content”.";
    accessibility_works_2: "Không cần JavaScript: biểu mẫu vẫn gửi và tính được." | "No JavaScript is needed: forms are sent and computed without it.";
    accessibility_works_3: "Phóng to đến 400 % và màn hình rộng 320 điểm không phải cuộn ngang, trừ các bảng số liệu dài; những bảng đó tự cuộn trong khung của mình." | "At 400 % zoom and on a screen 320 points wide nothing scrolls sideways but long tables of figures, each inside its own frame.";
    accessibility_works_4: "Trạng thái luôn có chữ, không chỉ có màu. Trang theo chế độ sáng hoặc tối của máy và in được ra giấy." | "A status always has words, never colour alone. Pages follow the light or dark setting of your device and print well.";
    accessibility_limits: "Những gì chưa tốt" | "What is not good yet";
    accessibility_limits_1: "Giấy tờ do người dùng tải lên có thể là ảnh chụp, phần mềm đọc màn hình không đọc được." | "Papers that people upload may be photographs, which a screen reader cannot read.";
    accessibility_limits_2: "Trang tài liệu API dùng công cụ của bên thứ ba và chưa được kiểm tra đầy đủ." | "The page that documents the API uses a third party's viewer and has not been fully checked.";
    accessibility_report: "Báo cho chúng tôi" | "Tell us";
    accessibility_report_1: "Gặp chỗ không dùng được, hãy báo quản trị viên của quỹ: trang nào, thiết bị và trình duyệt nào. Nếu cần, quỹ nhận hồ sơ bằng giấy." | "If something does not work for you, tell an administrator of the fund: which page, which device and browser. Where needed the fund takes applications on paper.";
}

impl Texts {
    /// A programme's name, as the public knows it.
    pub fn programme(self, programme: &Programme) -> &'static str {
        match programme {
            Programme::A => self.programme_a(),
            Programme::C => self.programme_c(),
            Programme::BOld => self.programme_b_old(),
            Programme::BNew => self.programme_b_new(),
        }
    }

    /// What a programme is for, in a sentence.
    pub fn programme_purpose(self, programme: &Programme) -> &'static str {
        match programme {
            Programme::A => self.programme_a_text(),
            Programme::C => self.programme_c_text(),
            Programme::BOld => self.programme_b_old_text(),
            Programme::BNew => self.programme_b_new_text(),
        }
    }
}

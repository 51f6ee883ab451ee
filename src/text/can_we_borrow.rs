//! The page anybody may ask: may we borrow, and how much?

texts! {
    ask_title: "Có vay được không?" | "Can we borrow?";
    ask_lead: "Trả lời vài câu hỏi để xem từng điều kiện của luật và của quỹ, số tiền vay được nhiều nhất và lịch trả nợ. Không cần đăng nhập, không lưu gì." | "Answer a few questions to see each condition of the law and of the fund, the most that could be lent, and a schedule. No account is needed and nothing is kept.";
    ask_programmes: "Chương trình hoặc quỹ" | "Programme or fund";
    ask_elsewhere: "Ở tỉnh khác? Xét theo luật" | "From another province? Judge by the law";
    ask_by_law: "chỉ xét theo luật" | "by the law alone";
    ask_borrower: "Bên vay" | "Who borrows";
    ask_kind: "Bên vay là" | "The borrower is";
    ask_choose: "Hãy chọn" | "Choose";
    ask_province: "Tỉnh" | "Province";
    ask_fund_province: "Tỉnh của quỹ" | "Province of the fund";
    ask_established: "Thành lập hợp pháp (cá nhân: đủ 18 tuổi, đủ năng lực)" | "Lawfully established (a person: 18 or older, of full capacity)";
    ask_request: "Khoản vay" | "The loan";
    ask_amount: "Muốn vay" | "Amount wanted";
    ask_term: "Thời hạn" | "Term";
    ask_cost: "Tổng chi phí của phương án" | "Whole cost of the plan";
    ask_own: "Vốn tự có" | "Own capital";
    ask_jobs: "Số lao động được hỗ trợ việc làm" | "Jobs supported";
    ask_jobs_hint: "Tính cả các khoản vay việc làm đang có." | "With those of the job loans there are already.";
    ask_collateral: "Giá trị tài sản bảo đảm" | "Value of the security";
    ask_collateral_hint: "Không có thì ghi 0. Quỹ tính theo tỷ lệ của từng loại tài sản." | "0 if there is none. A fund counts each kind by its own ratio.";
    ask_source: "Nguồn vốn" | "Source of capital";
    ask_source_hint: "Không biết thì để trống." | "Leave empty if not known.";
    ask_workers: "Lao động" | "Workers";
    ask_workers_all: "Tổng số lao động" | "All workers";
    ask_workers_priority: "Trong đó thuộc diện ưu tiên" | "Of these of a priority group";
    ask_workers_hint: "Mỗi người chỉ tính một lần dù thuộc nhiều nhóm." | "Each person once, even if of several groups.";
    ask_debts: "Nợ hiện có" | "Debts there are";
    ask_customer: "Đang nợ quỹ này" | "Owed to this fund";
    ask_related: "Người có liên quan đang nợ quỹ này" | "Owed to this fund by related persons";
    ask_job_loans: "Tổng dư nợ vay việc làm" | "Owed on all job loans";
    ask_none_is_zero: "Không nợ thì ghi 0; không biết thì để trống." | "0 if nothing is owed; leave empty if not known.";
    ask_group: "Nhóm nợ xấu nhất tại các tổ chức tín dụng (CIC)" | "Worst debt group at credit institutions (CIC)";
    ask_group_on: "Ngày của báo cáo CIC" | "Date of the CIC report";
    ask_schedule: "Cách trả" | "How it is paid back";
    ask_button: "Xem kết quả" | "See the answer";
    ask_answer: "Kết quả" | "The answer";
    ask_note(date): "Xét theo quy định ngày {date} và những gì đã khai. Chưa phải là quyết định cho vay." | "By the rules of {date} and what was said. This is no decision.";
    ask_unknown: "Điều chưa khai thì ghi là còn thiếu, không giả định." | "What was not said is named as missing, and not assumed.";
    ask_apply: "Đăng nhập để lập hồ sơ" | "Sign in to apply";
    ask_rate: "Lãi suất" | "Interest rate";
    ask_rate_hint: "Để trống thì tính theo bảng lãi suất của quỹ." | "Leave it empty to use the fund’s own table.";
    ask_schedule_hint: "Lịch trả nợ tính từ số tiền, thời hạn ở trên và lãi suất ở đây." | "The schedule is computed from the amount and term above and the rate here.";
    ask_about_fund: "Điều kiện và giấy tờ của quỹ" | "The fund’s conditions and papers";
    ask_link: "Có vay được không, được bao nhiêu?" | "Can we borrow, and how much?";
}

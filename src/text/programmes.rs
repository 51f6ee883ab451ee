//! The public page of a fund: who may borrow, what is needed, how long it takes, and how to begin.

use crate::domain::percent::Percent;
use crate::domain::policy::{Body, Rule, Territory};
use crate::text::{Texts, format};

texts! {
    prog_who: "Ai được vay" | "Who may borrow";
    prog_conditions: "Điều kiện theo pháp luật" | "Conditions of the law";
    prog_conditions_intro: "Mỗi điều kiện ghi kèm căn cứ pháp lý. Cán bộ quỹ giúp quý vị nếu có điều chưa rõ." | "Each condition names the law it comes from. The fund’s officers help if anything is unclear.";
    prog_law(law): "Căn cứ: {law}" | "Basis: {law}";
    prog_papers: "Giấy tờ cần có" | "Papers you need";
    prog_papers_none: "Quỹ chưa công bố danh mục giấy tờ. Hãy hỏi cán bộ quỹ." | "The fund has not published its list of papers. Ask its officers.";
    prog_papers_how: "Nộp bản chụp rõ nét (PDF, JPEG hoặc PNG), mỗi tệp tối đa 10 MB." | "Send clear copies (PDF, JPEG or PNG), at most 10 MB each.";
    prog_papers_print: "Danh sách giấy tờ để in" | "Checklist of papers to print";
    prog_days: "Bao lâu có kết quả" | "How long it takes";
    prog_days_total(days): "{days} ngày làm việc, tính từ khi hồ sơ đủ giấy tờ" | "{days} working days from the day the file is complete";
    prog_days_appraisal(days): "Thẩm định: {days} ngày làm việc" | "Appraisal: {days} working days";
    prog_days_decision(days): "Quyết định: {days} ngày làm việc" | "Decision: {days} working days";
    prog_days_unknown: "Quỹ chưa công bố thời hạn giải quyết." | "The fund has not published how long it takes.";
    prog_terms: "Lãi suất và điều kiện vay" | "Rate and terms";
    prog_terms_none: "Quỹ chưa công bố lãi suất và thời hạn." | "The fund has not published rates and terms.";
    prog_job_rate(rate): "{rate}/năm" | "{rate} a year";
    prog_job_rate_lower(rate): "{rate}/năm khi đủ tỷ lệ lao động ưu tiên" | "{rate} a year with enough priority workers";
    prog_available: "Vốn còn cho vay được hôm nay" | "Available to lend today";
    prog_served: "Hợp tác xã đã được vay" | "Cooperatives served";
    prog_bank_capital: "Vốn do nơi quyết định cho vay cân đối; quỹ ở tỉnh nhận và chuyển hồ sơ." | "The money is that of the institution that decides; here files are received and sent on.";
    prog_figures: "Số liệu của quỹ" | "Figures of the fund";
    prog_figures_note(date): "Tính đến {date}; không nêu tên hợp tác xã nào." | "As of {date}; no cooperative is named.";
    prog_apply: "Cách nộp hồ sơ" | "How to apply";
    prog_apply_1: "Xem thử có vay được không và vay được bao nhiêu; không cần đăng nhập." | "See whether you can borrow, and how much; no account is needed.";
    prog_apply_2: "Đăng ký tài khoản cho hợp tác xã bằng mã số thuế và thư điện tử." | "Register your cooperative with its tax code and an email address.";
    prog_apply_3: "Điền hồ sơ, tải giấy tờ lên, kiểm tra rồi nộp. Nhận ngay số biên nhận." | "Fill in the application, upload the papers, check and submit. You get a receipt number at once.";
    prog_apply_4: "Theo dõi hồ sơ trên trang của hợp tác xã; mỗi bước đều có thư báo." | "Follow it on your cooperative’s page; each step is also told by mail.";
    prog_apply_paper: "Không dùng được máy tính hay điện thoại: mang giấy tờ đến quỹ, cán bộ quỹ lập hồ sơ thay." | "If you cannot use a computer or phone, bring the papers to the fund: an officer fills in the application for you.";
    prog_details(fund): "Điều kiện, giấy tờ, lãi suất của {fund}" | "Conditions, papers and rates of {fund}";
    prog_closed: "Quỹ hiện không nhận hồ sơ mới. Thông tin dưới đây để tham khảo." | "The fund takes no new applications at present. What follows is for information.";
    prog_example: "Các mức của quy chế trong ví dụ này là giả định." | "The figures of the regulation in this example are made up.";
    prog_back(fund): "Trở lại trang của {fund}" | "Back to {fund}";
    checklist_title: "Danh sách giấy tờ hồ sơ vay" | "Checklist of papers for an application";
    checklist_of(fund): "Dùng cho hồ sơ vay tại {fund}" | "For an application to {fund}";
    checklist_paper: "Giấy tờ" | "Paper";
    checklist_there: "Đã có" | "Ready";
    checklist_note: "Ghi chú" | "Notes";
    checklist_intro: "Đánh dấu từng giấy tờ khi đã có. Bản chụp cần rõ, đủ trang, đọc được dấu và chữ ký." | "Tick each paper when you have it. Copies must be clear and whole, with seals and signatures legible.";
    checklist_coop: "Hợp tác xã" | "Cooperative";
    checklist_code: "Mã số thuế" | "Tax code";
    checklist_dated(date): "Danh mục theo quy chế của quỹ, áp dụng ngày {date}." | "The list of the fund’s regulation, as in force on {date}.";
    cond_province: "Có trụ sở hoặc cư trú trong tỉnh của quỹ." | "Seated or resident in the fund’s province.";
    cond_anywhere: "Ở bất kỳ tỉnh nào." | "In any province.";
    cond_established(age): "Tổ chức được thành lập hợp pháp; cá nhân từ đủ {age} tuổi, có đủ năng lực hành vi dân sự." | "An organisation is lawfully established; a person is {age} or older, of full capacity.";
    cond_plan: "Có dự án, phương án sản xuất, kinh doanh được thẩm định là khả thi." | "A plan for production or business that is found feasible.";
    cond_own_capital(percent): "Vốn tự có ít nhất bằng {percent} tổng chi phí của dự án, phương án." | "Own capital of at least {percent} of the whole cost of the plan.";
    cond_debt_group(group): "Nợ tại các tổ chức tín dụng không xấu hơn nhóm {group}, theo báo cáo CIC." | "Debts at credit institutions no worse than group {group}, by a CIC report.";
    cond_customer(percent): "Tổng dư nợ của một khách hàng tại quỹ không quá {percent} vốn điều lệ thực có của quỹ." | "All debts of one customer to the fund at most {percent} of its actual charter capital.";
    cond_related(percent): "Tổng dư nợ của khách hàng và người có liên quan không quá {percent} vốn điều lệ thực có của quỹ." | "All debts of a customer and related persons at most {percent} of its actual charter capital.";
    cond_job_establishment(amount): "Cơ sở sản xuất, kinh doanh: tối đa {amount} một dự án." | "An establishment: at most {amount} a project.";
    cond_job_each(amount): "Không quá {amount} cho một lao động được hỗ trợ." | "At most {amount} for each job supported.";
    cond_job_worker(amount): "Người lao động: tối đa {amount}." | "A worker: at most {amount}.";
    cond_job_together: "Các khoản vay việc làm đang có cộng lại không quá mức vay tối đa." | "Job loans already owed count towards the largest amount.";
    cond_term(months): "Tối đa {months} tháng." | "At most {months} months.";
    cond_security_from(amount): "Cơ sở vay từ {amount} trở lên phải có tài sản bảo đảm." | "An establishment that borrows {amount} or more gives security.";
    cond_security_above(amount): "Cơ sở vay trên {amount} phải có tài sản bảo đảm." | "An establishment that borrows more than {amount} gives security.";
}

impl Texts {
    /// What a rule asks of who wants to borrow, in whole sentences.
    pub fn condition(self, rule: &Rule) -> String {
        let percent = |percent: &Percent| self.percent(&percent.to_string());
        match &rule.body {
            Body::Territory(Territory::FundProvince) => self.cond_province().to_owned(),
            Body::Territory(Territory::Nationwide) => self.cond_anywhere().to_owned(),
            Body::LawfullyEstablished(age) => self.cond_established(age),
            Body::PlanFeasible(_) => self.cond_plan().to_owned(),
            Body::OwnCapitalFrom(least) => self.cond_own_capital(percent(least)),
            Body::DebtGroupTo(group) => self.cond_debt_group(group),
            Body::CustomerDebtTo(most) => self.cond_customer(percent(most)),
            Body::RelatedDebtTo(most) => self.cond_related(percent(most)),
            Body::JobLoanLimits { establishment, per_job, worker } => {
                let mut said = Vec::new();
                said.extend(establishment.map(|amount| self.cond_job_establishment(format::dong(amount))));
                said.extend(per_job.map(|amount| self.cond_job_each(format::dong(amount))));
                said.extend(worker.map(|amount| self.cond_job_worker(format::dong(amount))));
                said.join(" ")
            }
            Body::JobLoansTogether(_) => self.cond_job_together().to_owned(),
            Body::TermTo(months) => self.cond_term(months),
            Body::SecurityFrom { amount, inclusive: true } => self.cond_security_from(format::dong(*amount)),
            Body::SecurityFrom { amount, inclusive: false } => self.cond_security_above(format::dong(*amount)),
            _ => self.rule_value(rule),
        }
    }
}

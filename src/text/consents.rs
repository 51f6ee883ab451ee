//! Consent to the processing of personal data: its purposes, each with what it is for, from where, to whom and for how long.
use crate::actions::consent::Purpose;
use crate::text::Texts;

texts! {
    consent_title: "Đồng ý xử lý dữ liệu cá nhân" | "Consent to the processing of personal data";
    consent_lead: "Mỗi mục đích dưới đây cần sự đồng ý riêng của bạn. Bạn tự nguyện quyết định từng mục và rút lại lúc nào cũng được." | "Each purpose below needs your own consent. You decide freely on each, and may withdraw it at any time.";
    consent_not_needed: "Những gì không cần đồng ý" | "What needs no consent";
    consent_not_needed_1: "Dữ liệu cần để xét, ký và thực hiện hợp đồng vay (thông tin hợp tác xã, người đại diện, phương án, tài sản bảo đảm, giải ngân, trả nợ) được xử lý vì hợp đồng với bạn, không dựa trên sự đồng ý ở trang này." | "The data needed to consider, sign and carry out a loan contract (the cooperative, its representative, the plan, the security, payments out and in) are processed for the contract with you and do not rest on the consent on this page.";
    consent_not_needed_2: "Báo cáo, sổ kế toán và nhật ký theo quy định của pháp luật cũng không dựa trên sự đồng ý; những dữ liệu đó không xoá được trước thời hạn lưu trữ." | "Reports, books and the trail that the law asks for do not rest on consent either; those data cannot be deleted before their time.";
    consent_law: "Căn cứ: Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15, Nghị định 356/2025/NĐ-CP." | "Basis: Personal Data Protection Law 91/2025/QH15, Decree 356/2025.";
    consent_purpose_credit: "Đánh giá khả năng trả nợ từ thông tin tín dụng" | "Judging creditworthiness from credit information";
    consent_purpose_referral: "Chuyển hồ sơ đến tổ chức khác cho vay" | "Passing the file on to another lender";
    consent_for: "Mục đích" | "Purpose";
    consent_data: "Dữ liệu" | "Data";
    consent_sources: "Nguồn" | "Sources";
    consent_receivers: "Ai nhận" | "Who receives it";
    consent_kept: "Lưu bao lâu" | "Kept for";
    consent_if_withdrawn: "Nếu rút lại" | "If you withdraw it";
    credit_for: "Cán bộ thẩm định xem báo cáo tín dụng để đánh giá, chấm điểm khả năng trả nợ của người đại diện và hợp tác xã khi xét hồ sơ vay. Không có quyết định tự động nào." | "An appraiser reads the credit report to judge and score whether the representative and the cooperative can repay, when an application is considered. Nothing is decided automatically.";
    credit_data: "Họ tên, số định danh, mã số thuế; dư nợ, nhóm nợ, lịch sử trả nợ tại các tổ chức tín dụng." | "Name, identity number, tax code; debts, debt groups and payment history at credit institutions.";
    credit_sources: "Trung tâm Thông tin tín dụng Quốc gia (CIC) và báo cáo tín dụng do bạn nộp." | "The National Credit Information Centre (CIC) and the credit reports you hand in.";
    credit_receivers: "Cán bộ thẩm định, người phê duyệt, thủ quỹ và kiểm toán của quỹ nhận hồ sơ." | "The appraiser, approver, cashier and auditors of the fund that has the application.";
    credit_kept: "Cùng hồ sơ vay: ít nhất 10 năm sau khi tất toán nếu được vay; 5 năm nếu không được vay." | "With the loan file: at least 10 years after it is settled where a loan was made; 5 years where none was.";
    credit_withdrawn: "Quỹ không được dùng thông tin tín dụng để đề xuất cho vay nữa: hồ sơ đang xét dừng lại cho đến khi bạn đồng ý lại hoặc rút hồ sơ. Những gì đã quyết định trước đó vẫn có hiệu lực." | "The fund may no longer propose a loan on credit information: an application under examination stops until you consent again or take it back. What was decided before stays valid.";
    referral_for: "Chuyển toàn bộ hồ sơ đến nơi quyết định cho vay, nhận lại quyết định và số dư nợ để theo dõi." | "To send the whole file to the institution that decides on the loan, and to receive its decision and the balance owed.";
    referral_data: "Hồ sơ vay, giấy tờ kèm theo, thông tin liên hệ; quyết định, số tiền vay và dư nợ do nơi cho vay báo lại." | "The application, its papers and contacts; the decision, amount and balance that the lender reports.";
    referral_sources: "Hồ sơ bạn nộp ở đây; thông báo của nơi cho vay." | "What you hand in here; what the lender reports.";
    referral_receivers: "Ngân hàng Chính sách xã hội (cho vay giải quyết việc làm) hoặc Quỹ hỗ trợ phát triển hợp tác xã Việt Nam, theo chương trình bạn chọn." | "The Social Policy Bank (job-creation credit) or the central Cooperative Development Support Fund, by the programme you choose.";
    referral_kept: "Cùng hồ sơ vay; bản ở nơi cho vay theo quy định của nơi đó." | "With the loan file; the lender keeps its copy by its own rules.";
    referral_withdrawn: "Hồ sơ chưa chuyển sẽ không được chuyển đi nữa. Hồ sơ đã chuyển thì bạn yêu cầu trực tiếp nơi cho vay." | "A file that was not sent on will not be sent. Where it was, ask the lender itself.";
    consent_given_since(at): "Đã đồng ý từ {at}" | "Given on {at}";
    consent_withdrawn_since(at): "Đã rút lại từ {at}" | "Withdrawn on {at}";
    consent_none: "Chưa đồng ý" | "Not given";
    consent_agree: "Tôi đã đọc và tự nguyện đồng ý cho mục đích này" | "I have read this and freely consent to this purpose";
    consent_give: "Ghi nhận đồng ý" | "Give consent";
    consent_withdraw: "Rút lại đồng ý" | "Withdraw consent";
    consent_done_given: "Đã ghi nhận sự đồng ý của bạn." | "Your consent is recorded.";
    consent_done_withdrawn: "Đã ghi nhận việc rút lại. Có hiệu lực ngay." | "Your withdrawal is recorded and holds from now on.";
    consent_history: "Những lần đồng ý và rút lại" | "What you gave and withdrew";
    consent_history_none: "Chưa có lần nào." | "Nothing yet.";
    consent_history_given(purpose): "Đồng ý: {purpose}" | "Given: {purpose}";
    consent_history_withdrawn(purpose): "Rút lại: {purpose}" | "Withdrawn: {purpose}";
    consent_person: "Người đồng ý" | "Given by";
    refused_consent_withdrawn(purpose, on): "Người của hợp tác xã đã rút lại sự đồng ý «{purpose}» ngày {on}, nên không làm được việc này. Hãy hỏi lại hợp tác xã; nếu hợp tác xã không đồng ý thì đề xuất không cho vay." | "Somebody of the cooperative withdrew their consent “{purpose}” on {on}, so this cannot be done. Ask the cooperative; if they do not consent, recommend refusal.";
    own_data_title: "Dữ liệu của tôi" | "My data";
    own_data_text: "Tải về một tệp gồm mọi dữ liệu hệ thống lưu về bạn và hợp tác xã của bạn: tài khoản, hồ sơ, khoản vay, danh sách giấy tờ, thư đã gửi, ai đã xem. Lần tải này được ghi vào nhật ký." | "Download one file with everything kept about you and your cooperative: account, applications, loans, list of papers, letters, who looked at them. The download itself is written down.";
    own_data_download: "Tải dữ liệu của tôi (JSON)" | "Download my data (JSON)";
    consent_link: "Đồng ý xử lý dữ liệu cá nhân" | "Consent to data processing";
    consent_link_text: "Xem từng mục đích, đồng ý hoặc rút lại." | "See each purpose, give or withdraw your consent.";
}

impl Texts {
    /// A purpose in a few words.
    pub fn consent_purpose(self, purpose: Purpose) -> &'static str {
        match purpose {
            Purpose::CreditAssessment => self.consent_purpose_credit(),
            Purpose::Referral => self.consent_purpose_referral(),
        }
    }

    /// Everything a person is told of a purpose: heading and sentence.
    pub fn consent_details(self, purpose: Purpose) -> [(&'static str, &'static str); 6] {
        let said = match purpose {
            Purpose::CreditAssessment => [
                self.credit_for(),
                self.credit_data(),
                self.credit_sources(),
                self.credit_receivers(),
                self.credit_kept(),
                self.credit_withdrawn(),
            ],
            Purpose::Referral => [
                self.referral_for(),
                self.referral_data(),
                self.referral_sources(),
                self.referral_receivers(),
                self.referral_kept(),
                self.referral_withdrawn(),
            ],
        };
        let headings = [
            self.consent_for(),
            self.consent_data(),
            self.consent_sources(),
            self.consent_receivers(),
            self.consent_kept(),
            self.consent_if_withdrawn(),
        ];
        std::array::from_fn(|at| (headings[at], said[at]))
    }

    /// The same as lines, as it is kept with the fact that it was agreed to.
    pub fn consent_wording(self, purpose: Purpose) -> Vec<String> {
        let mut lines = vec![self.consent_purpose(purpose).to_owned()];
        lines.extend(self.consent_details(purpose).map(|(heading, said)| format!("{heading}: {said}")));
        lines.push(self.consent_agree().to_owned());
        lines
    }
}

//! The rules of the law as data: what each demands, where it stands, who confirmed it.
use crate::actions::Problem;
use crate::domain::policy::{NotAllowed, Rule};

mod names;
mod values;

pub use values::leaf_unit;

texts! {
    admin_rules: "Quy định pháp luật" | "Rules of law";
    rules_intro: "Mọi con số dùng để từ chối, định giá hoặc phân loại khoản vay, kèm căn cứ và thời hạn hiệu lực. Quy định chỉ thay đổi bằng một phiên bản mới, do một quản trị viên đề xuất và một quản trị viên khác xác nhận; hồ sơ đã quyết định giữ nguyên phiên bản khi quyết định." | "Every figure that refuses, prices or classifies a loan, with its legal basis and its dates. A rule changes only by a new version, proposed by one administrator and confirmed by another; what was decided keeps the versions it was decided by.";
    rules_programmes: "Chương trình" | "Programmes";
    rules_of_programme(programme): "Quy định: {programme}" | "Rules: {programme}";
    rule_column: "Quy định" | "Rule";
    rule_value_column: "Nội dung" | "What it says";
    rule_basis: "Căn cứ" | "Legal basis";
    rule_dates: "Hiệu lực" | "In force";
    rule_confirmed_column: "Xác nhận" | "Confirmed";
    rule_from(date): "từ {date}" | "from {date}";
    rule_to(date): "đến {date}" | "to {date}";
    rule_from_to(from, to): "từ {from} đến {to}" | "{from} to {to}";
    rule_always: "không ghi ngày" | "no dates";
    rule_signed(period): "hợp đồng ký {period}" | "contracts signed {period}";
    rule_not_confirmed: "Chưa ai xác nhận" | "Nobody yet";
    rule_unsure: "Chưa đối chiếu văn bản" | "Text not read";
    rule_unsure_hint: "Quy định này chưa được đối chiếu với văn bản gốc và chưa ai xác nhận." | "The text of this rule was not read and nobody has confirmed it.";
    rule_now: "Đang áp dụng" | "In force";
    rule_past: "Hết hiệu lực" | "Past";
    rule_coming: "Sắp áp dụng" | "To come";
    rule_kind_law: "Luật" | "Law";
    rule_kind_deleg: "Giao cho quỹ" | "Left to the fund";
    rule_kind_own: "Riêng" | "Own";
    rule_kind_ref: "Tham khảo" | "Reference";
    rule_kind_own_of(province): "Mức riêng của {province}" | "{province}’s own figure";
    rule_may_raise(organ): "{organ} được quy định mức cao hơn" | "{organ} may set a higher figure";
    rule_may_add(organ): "{organ} được bổ sung đối tượng" | "{organ} may add groups";
    rule_only_source(source): "chỉ với nguồn vốn {source}" | "only for money of this source: {source}";
    rule_propose: "Đề xuất phiên bản mới" | "Propose a new version";
    rule_proposals: "Đề xuất đang chờ xác nhận" | "Proposals to be confirmed";
    rule_proposed_by(name, time): "{name} đề xuất lúc {time}" | "Proposed by {name} at {time}";
    rule_confirm: "Xác nhận" | "Confirm";
    rule_confirm_hint: "Chỉ xác nhận sau khi đã đọc văn bản nêu trên. Xác nhận rồi thì không sửa được, chỉ có thể thay bằng phiên bản sau." | "Confirm only after reading the document named above. What is confirmed cannot be changed, only followed by a later version.";
    rule_reject: "Không xác nhận" | "Reject";
    rule_reject_note: "Lý do không xác nhận" | "Why it is rejected";
    rule_withdraw: "Rút đề xuất" | "Withdraw";
    rule_wait_for_other: "Cần một quản trị viên khác xác nhận." | "Another administrator has to confirm it.";
    rule_change_title(id): "Phiên bản mới của {id}" | "A new version of {id}";
    rule_change_intro: "Nếu chỉ muốn xác nhận quy định hiện có thì giữ nguyên các con số và ghi văn bản đã đọc." | "To countersign a rule as it stands, keep its figures and name the document that was read.";
    rule_new_value: "Nội dung mới" | "What it will say";
    rule_value_fixed: "Quy định này không có con số để thay đổi; phiên bản mới ghi căn cứ và ngày hiệu lực." | "This rule has no figure to change; a new version records its basis and its dates.";
    rule_document: "Văn bản" | "Document";
    rule_document_hint: "Loại, số và ký hiệu, ví dụ: Nghị định 45/2021/NĐ-CP." | "Kind and number, such as: Nghị định 45/2021/NĐ-CP.";
    rule_article: "Điều" | "Article";
    rule_clause: "Khoản" | "Clause";
    rule_point: "Điểm" | "Point";
    rule_first_day: "Có hiệu lực từ" | "In force from";
    rule_first_day_hint: "Sớm nhất là ngày mai, để những gì đã xét hôm nay không thay đổi." | "Tomorrow at the earliest, so that nothing judged today changes.";
    rule_signed_from: "Áp dụng cho hợp đồng ký từ" | "For contracts signed from";
    rule_signed_from_hint: "Để trống nếu áp dụng cho cả hợp đồng đã ký." | "Leave empty if it holds for contracts already signed too.";
    rule_province: "Mức riêng của tỉnh" | "Own figure of a province";
    rule_province_hint: "Chỉ điền tên tỉnh khi đây là mức riêng theo nghị quyết của Hội đồng nhân dân tỉnh." | "Name the province only where this is its own figure, by resolution of its People’s Council.";
    rule_reason: "Lý do" | "Reason";
    rule_reason_hint: "Vì sao cần phiên bản này; người xác nhận và kiểm toán sẽ đọc." | "Why this version is needed; who confirms it and the auditors read it.";
    rule_send: "Gửi để xác nhận" | "Send for confirmation";
    rule_all_funds_only: "Quy định pháp luật áp dụng cho mọi quỹ nên chỉ quản trị viên của mọi quỹ được đề xuất và xác nhận." | "The law holds for all funds, so only administrators of all funds may propose and confirm.";
    rule_done_proposed(id): "Đã gửi đề xuất cho {id}. Cần một quản trị viên khác xác nhận." | "The proposal for {id} is sent. Another administrator has to confirm it.";
    rule_done_confirmed: "Đã xác nhận. Quy định áp dụng từ ngày ghi trong đề xuất." | "Confirmed. The rule holds from the day named in the proposal.";
    rule_done_rejected: "Đã ghi không xác nhận." | "The proposal is rejected.";
    rule_done_withdrawn: "Đã rút đề xuất." | "The proposal is withdrawn.";
    rule_versions_used: "Phiên bản các quy định khi quyết định" | "Versions of the rules it was decided by";
    rule_version_shipped: "có sẵn trong chương trình" | "shipped with the program";
    rule_version_confirmed: "phiên bản đã được xác nhận" | "a confirmed version";
}

fn said(vi: &str, en: &str) -> Problem {
    Problem::Said { vi: vi.to_owned(), en: en.to_owned() }
}

/// A version that begins on that day or later stands already.
pub fn later_version_stands() -> Problem {
    said(
        "Đã có phiên bản bắt đầu từ ngày này hoặc muộn hơn. Hãy chọn ngày sau phiên bản đó.",
        "A version that begins on this day or later stands already. Choose a day after it.",
    )
}

/// The rule is not law on that day.
pub fn not_in_force() -> Problem {
    said("Quy định này không còn hiệu lực vào ngày đó.", "The rule is not in force on that day.")
}

/// The rule does not look at the day a contract was signed, or its contracts can be signed no more.
pub fn no_signature() -> Problem {
    said(
        "Quy định này không phân biệt theo ngày ký hợp đồng. Hãy để trống.",
        "This rule does not look at the day of signature. Leave it empty.",
    )
}

/// The value is not one this rule can have.
pub fn unfit_value() -> Problem {
    said(
        "Nội dung không hợp lệ đối với quy định này. Hãy kiểm tra lại từng con số.",
        "This is no value the rule can have. Check each figure.",
    )
}

/// Why a province may not set a figure so.
pub fn not_allowed(law: &Rule, why: NotAllowed) -> Problem {
    let organ = law.overridden_by.as_ref().map_or("", |may| may.by.as_str());
    match why {
        NotAllowed::Nobody => said(
            "Luật không cho phép tỉnh quy định mức riêng đối với quy định này.",
            "The law lets no province set its own figure here.",
        ),
        NotAllowed::OnlyUp => said(
            &format!("{organ} chỉ được quy định mức cao hơn mức của luật."),
            "A province may only set a figure higher than the law’s.",
        ),
        NotAllowed::OnlyMore => said(
            &format!("{organ} chỉ được bổ sung, không được bớt đối tượng."),
            "A province may only add groups, not take any away.",
        ),
    }
}

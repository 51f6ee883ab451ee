//! Related persons.
use crate::domain::relation::RelationKind;
use crate::text::Texts;

texts! {
    relations_title: "Người có liên quan" | "Related persons";
    relations_intro: "Dư nợ của hợp tác xã cùng với các hợp tác xã có liên quan tại một quỹ không vượt 25 % vốn điều lệ thực có (Điều 23 khoản 2 điểm b Nghị định 45/2021/NĐ-CP, CF-28). Danh sách này là căn cứ tính." | "What a cooperative and the cooperatives related to it owe one fund stays within 25 % of its actual charter capital (Decree 45/2021 Art 23(2)(b), CF-28). It is counted by this list.";
    relations_rule: "Hai hợp tác xã tính chung khi một bên được ghi là có liên quan với bên kia, hoặc cùng có một người ngoài sổ với cùng số định danh. Chỉ trùng tên thì không tính. Danh mục quan hệ theo Luật Các tổ chức tín dụng mà quy chế của quỹ chọn (2010 hoặc 2024)." | "Two cooperatives count together when one is recorded as related to the other, or both name the same outsider with the same identifier. The same name alone joins nobody. Which relations count follows the Law on Credit Institutions the fund's regulation chose (2010 or 2024).";
    relations_unknown: "Chưa hỏi người có liên quan" | "Nobody has asked for related persons yet";
    relations_unknown_text: "Quy tắc CF-28 trên phiếu điều kiện vay còn thiếu dữ kiện. Ghi từng người có liên quan, hoặc ghi lời khai là không có." | "Rule CF-28 stays open on the eligibility sheet. Record each related person, or the statement that there is none.";
    relations_stated(date, document, by): "Ngày {date} hợp tác xã khai không có người có liên quan nào khác ({document}; {by} ghi)." | "On {date} the cooperative stated that there is nobody else ({document}; recorded by {by}).";
    relation_who: "Ai" | "Who";
    relation_kind: "Quan hệ" | "Relation";
    relation_from: "Từ ngày" | "From";
    relation_until: "Không còn từ ngày" | "No longer from";
    relation_period: "Thời gian" | "Period";
    relation_holds(from): "từ {from}" | "since {from}";
    relation_held(from, until): "từ {from}, không còn từ {until}" | "from {from}, no longer from {until}";
    relation_document: "Căn cứ" | "Known from";
    relation_document_hint: "Bản khai, giấy đăng ký, biên bản … số và ngày." | "Statement, certificate, minutes … with number and date.";
    relation_recorded(by, at): "{by} ghi {at}" | "recorded by {by}, {at}";
    relation_ended(by, reason): "{by} kết thúc: {reason}" | "ended by {by}: {reason}";
    relation_add: "Ghi người có liên quan" | "Record a related person";
    relation_cooperative: "Hợp tác xã trong sổ (mã số thuế)" | "A cooperative of the register (tax code)";
    relation_cooperative_hint: "Nếu không có trong sổ, để trống và điền tên bên dưới." | "If it is not in the register, leave this empty and give the name below.";
    relation_name: "Tên người hoặc tổ chức ngoài sổ" | "Name of a person or organisation outside the register";
    relation_identifier: "Số định danh hoặc mã số thuế" | "Identity number or tax code";
    relation_identifier_hint: "Không bắt buộc; có số thì hệ thống nhận ra cùng một người ở hợp tác xã khác." | "Not required; with it the same person is recognised at another cooperative.";
    relation_added: "Đã ghi." | "Recorded.";
    relation_end: "Kết thúc" | "End";
    relation_end_reason: "Lý do" | "Reason";
    relation_end_hint: "Bằng ngày bắt đầu nếu đã ghi nhầm." | "The day it began, if it was recorded by mistake.";
    relation_end_done: "Đã kết thúc quan hệ." | "The relation is ended.";
    relation_state: "Khai không có ai khác" | "State that there is nobody else";
    relation_state_date: "Ngày khai" | "Date of the statement";
    relation_stated_done: "Đã ghi lời khai." | "The statement is recorded.";
    relation_appraiser_only: "Cán bộ thẩm định giữ danh sách này." | "Appraisers keep this list.";
    relation_group: "Công ty mẹ – công ty con, cùng công ty mẹ, hoặc liên hiệp và thành viên" | "Parent and subsidiary, one parent, or a union and its member";
    relation_manager: "Người quản lý, kiểm soát viên" | "Manages or controls it";
    relation_appointer: "Có quyền bổ nhiệm người quản lý" | "May appoint its managers";
    relation_owner: "Giữ từ 5 % vốn trở lên" | "Holds 5 % or more of its capital";
    relation_family: "Thân nhân của người quản lý hoặc người góp vốn" | "Family of a manager or owner";
    relation_representative: "Đại diện phần vốn góp" | "Represents a share of its capital";
    relation_other: "Quan hệ khác có rủi ro cho quỹ" | "Otherwise, with a risk to the fund";
}

impl Texts {
    /// A kind of relation.
    pub fn relation(self, kind: RelationKind) -> &'static str {
        match kind {
            RelationKind::Group => self.relation_group(),
            RelationKind::Manager => self.relation_manager(),
            RelationKind::Appointer => self.relation_appointer(),
            RelationKind::Owner => self.relation_owner(),
            RelationKind::Family => self.relation_family(),
            RelationKind::Representative => self.relation_representative(),
            RelationKind::Other => self.relation_other(),
        }
    }
}

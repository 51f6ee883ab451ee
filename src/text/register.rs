//! The register of cooperatives: its list, a record, and the form.
use crate::domain::cooperative::{CooperativeKind, SizeClass};
use crate::text::Texts;

texts! {
    coop_title: "Sổ đăng ký hợp tác xã" | "Register of cooperatives";
    coop_search: "Tìm theo mã số thuế, tên, xã, tỉnh hoặc người đại diện" | "Find by tax code, name, commune, province or representative";
    coop_search_hint: "Gõ không dấu cũng được: «dien bien» tìm ra «Điện Biên»." | "Without diacritics too: “dien bien” finds “Điện Biên”.";
    coop_status: "Tình trạng" | "Status";
    coop_any_status: "Mọi tình trạng" | "Any status";
    coop_new: "Ghi hợp tác xã mới" | "Enter a cooperative";
    coop_none: "Không tìm thấy hợp tác xã nào" | "No cooperative was found";
    coop_none_text: "Hãy thử ít chữ hơn hoặc bỏ bộ lọc." | "Try fewer words, or drop the filter.";
    coop_code: "Mã số thuế" | "Tax code";
    coop_code_hint: "10, 12 hoặc 13 chữ số trên giấy chứng nhận đăng ký." | "The 10, 12 or 13 digits on the certificate.";
    coop_code_suspect: "Chữ số kiểm tra của mã số thuế không khớp. Hãy đối chiếu với giấy chứng nhận; số cũ có thể đúng như vậy." | "The check digit of the tax code does not match. Compare it with the certificate; an old number may be right all the same.";
    coop_name: "Tên" | "Name";
    coop_kind: "Loại hình" | "Kind";
    coop_old_registration: "Số giấy chứng nhận cũ" | "Number of the old certificate";
    coop_address: "Địa chỉ" | "Address";
    coop_commune: "Xã, phường" | "Commune";
    coop_province: "Tỉnh" | "Province";
    coop_sector: "Lĩnh vực" | "Sector";
    coop_founded: "Ngày thành lập" | "Founded";
    coop_members: "Số thành viên" | "Members";
    coop_size: "Quy mô" | "Size";
    coop_representative: "Người đại diện theo pháp luật" | "Legal representative";
    coop_email: "Thư điện tử" | "Email";
    coop_phone: "Điện thoại" | "Phone";
    coop_status_since: "Từ ngày" | "Since";
    coop_note: "Ghi chú" | "Note";
    coop_unknown: "chưa rõ" | "not known";
    coop_section_identity: "Đăng ký" | "Registration";
    coop_section_contact: "Liên hệ" | "Contact";
    coop_section_standing: "Hoạt động" | "Standing";
    coop_phone_only: "Bạn sửa được số điện thoại. Người đại diện, địa chỉ và thư điện tử do người đại diện của hợp tác xã sửa; tên, mã số và tình trạng do quỹ giữ." | "You keep the telephone. Who represents the cooperative, its address and mail are kept by its chair; name, code and status by the fund.";
    coop_contact_only: "Bạn sửa được phần liên hệ. Tên, mã số và tình trạng do quỹ giữ; nếu sai, hãy báo cán bộ thẩm định." | "You keep the contact. Name, code and status are kept by the fund; tell the appraiser if they are wrong.";
    coop_edit: "Sửa thông tin" | "Change the record";
    coop_edit_contact: "Sửa thông tin liên hệ" | "Change the contact";
    coop_entered: "Đã ghi vào sổ." | "Entered into the register.";
    coop_changed: "Đã lưu thay đổi." | "The change is saved.";
    coop_stale: "Bản ghi vừa được người khác sửa. Những gì bạn gõ vẫn ở dưới đây và chưa được lưu; bấm Lưu thì bản của bạn thay bản kia." | "Somebody else has just changed this record. What you typed still stands below and is not saved; saving replaces theirs.";
    coop_applications: "Hồ sơ vay" | "Applications";
    coop_loans: "Khoản vay" | "Loans";
    coop_no_applications: "Chưa có hồ sơ vay nào." | "There are no applications.";
    coop_no_loans: "Chưa có khoản vay nào." | "There are no loans.";
    coop_apply: "Lập hồ sơ vay cho hợp tác xã này" | "Begin an application for it";
    coop_loan_outstanding: "Dư nợ gốc" | "Principal owed";
    coop_loan_next: "Kỳ trả tiếp" | "Next due";
    sector_crops: "Trồng trọt" | "Crops";
    sector_livestock: "Chăn nuôi" | "Livestock";
    sector_forestry: "Lâm nghiệp" | "Forestry";
    sector_fishery: "Thuỷ sản" | "Fishery";
    sector_crafts: "Tiểu thủ công nghiệp" | "Crafts";
    sector_trade: "Thương mại, dịch vụ" | "Trade and services";
    sector_other: "Lĩnh vực khác" | "Other";
    coop_kind_cooperative: "Hợp tác xã" | "Cooperative";
    coop_kind_union: "Liên hiệp hợp tác xã" | "Union of cooperatives";
    coop_kind_group: "Tổ hợp tác" | "Cooperative group";
    size_micro: "Siêu nhỏ" | "Micro";
    size_small: "Nhỏ" | "Small";
    size_medium: "Vừa" | "Medium";
    size_large: "Lớn" | "Large";
}

impl Texts {
    /// A sector by its code; an unknown one is shown as it is.
    pub fn sector(self, code: &str) -> String {
        match code {
            "crops" => self.sector_crops(),
            "livestock" => self.sector_livestock(),
            "forestry" => self.sector_forestry(),
            "fishery" => self.sector_fishery(),
            "crafts" => self.sector_crafts(),
            "trade_services" => self.sector_trade(),
            "other" => self.sector_other(),
            other => other,
        }
        .to_owned()
    }

    /// A form of cooperation.
    pub fn cooperative_kind(self, kind: CooperativeKind) -> &'static str {
        match kind {
            CooperativeKind::Cooperative => self.coop_kind_cooperative(),
            CooperativeKind::CooperativeUnion => self.coop_kind_union(),
            CooperativeKind::CooperativeGroup => self.coop_kind_group(),
        }
    }

    /// A size by the law's classes.
    pub fn size_class(self, size: SizeClass) -> &'static str {
        match size {
            SizeClass::Micro => self.size_micro(),
            SizeClass::Small => self.size_small(),
            SizeClass::Medium => self.size_medium(),
            SizeClass::Large => self.size_large(),
        }
    }
}

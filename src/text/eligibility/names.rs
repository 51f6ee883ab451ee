//! Facts, kinds of borrower and programmes as a person would call them, both languages.

use crate::domain::eligibility::Fact;
use crate::domain::policy::{BorrowerKind, Programme};

/// A fact as a person would call it.
pub const fn fact_name(fact: Fact) -> (&'static str, &'static str) {
    match fact {
        Fact::FundProvince => ("tỉnh của quỹ", "the province of the fund"),
        Fact::Kind => ("loại người vay", "the kind of borrower"),
        Fact::BorrowerProvince => ("tỉnh nơi đặt trụ sở hoặc cư trú", "the borrower’s province"),
        Fact::LawfullyEstablished => ("thông tin thành lập hợp pháp", "whether the borrower is lawfully established"),
        Fact::Workers => ("tổng số lao động", "the number of workers"),
        Fact::WorkersPriority => {
            ("số lao động thuộc diện ưu tiên (không có thì ghi 0)", "the number of priority workers (0 if none)")
        }
        Fact::WorkersDisabled => (
            "số lao động là người khuyết tật (không có thì ghi 0)",
            "the number of workers with disabilities (0 if none)",
        ),
        Fact::WorkersEthnicMinority => (
            "số lao động là người dân tộc thiểu số (không có thì ghi 0)",
            "the number of ethnic-minority workers (0 if none)",
        ),
        Fact::WorstDebtGroup => (
            "nhóm nợ tại các tổ chức tín dụng, theo báo cáo CIC",
            "the debt group at credit institutions, from a CIC report",
        ),
        Fact::WorstDebtGroupOn => ("ngày của báo cáo CIC", "the date of the CIC report"),
        Fact::Amount => ("số tiền muốn vay", "the amount"),
        Fact::Term => ("thời hạn vay", "the term"),
        Fact::Rate => ("lãi suất", "the interest rate"),
        Fact::ProjectCost => ("tổng chi phí của dự án, phương án", "the cost of the project"),
        Fact::OwnCapital => ("vốn tự có tham gia", "the own capital put in"),
        Fact::Jobs => ("số lao động được hỗ trợ tạo việc làm", "the number of jobs supported"),
        Fact::Collateral => ("giá trị tài sản bảo đảm (không có thì ghi 0)", "the value of the security (0 if none)"),
        Fact::PlanFeasible => ("kết quả thẩm định tính khả thi của phương án", "whether the plan was found feasible"),
        Fact::CapitalSource => ("nguồn vốn của khoản vay", "the source of the loan’s money"),
        Fact::CustomerDebt => ("dư nợ hiện có tại quỹ", "the debt the borrower already has with the fund"),
        Fact::RelatedDebt => ("dư nợ của người có liên quan", "the debt of related persons"),
        Fact::JobLoans => ("dư nợ vay giải quyết việc làm hiện có", "the job loans already owed"),
        Fact::BookCharter => ("vốn điều lệ trên sổ của quỹ", "the fund’s charter capital in the books"),
        Fact::AccumulatedResult => ("kết quả lũy kế chưa phân phối của quỹ", "the fund’s accumulated result"),
        Fact::Available => ("vốn quỹ còn cho vay được", "the capital the fund has available"),
    }
}

/// A kind of borrower as a person would call it.
pub const fn kind_name(kind: BorrowerKind) -> (&'static str, &'static str) {
    match kind {
        BorrowerKind::Cooperative => ("hợp tác xã", "cooperative"),
        BorrowerKind::CooperativeUnion => ("liên hiệp hợp tác xã", "union of cooperatives"),
        BorrowerKind::GroupMember => ("thành viên tổ hợp tác", "member of a cooperative group"),
        BorrowerKind::CooperativeMember => ("thành viên hợp tác xã", "member of a cooperative"),
        BorrowerKind::CooperativeGroup => ("tổ hợp tác", "cooperative group"),
        BorrowerKind::EnterpriseMember => ("thành viên là doanh nghiệp", "member that is an enterprise"),
        BorrowerKind::HouseholdBusiness => ("hộ kinh doanh", "household business"),
        BorrowerKind::SmallEnterprise => ("doanh nghiệp nhỏ và vừa", "small or medium enterprise"),
        BorrowerKind::Worker => ("người lao động", "worker"),
    }
}

/// A programme as a person would call it.
pub const fn programme_name(programme: Programme) -> (&'static str, &'static str) {
    match programme {
        Programme::A => {
            ("Quỹ hỗ trợ phát triển hợp tác xã cấp tỉnh", "the provincial Cooperative Development Support Fund")
        }
        Programme::C => {
            ("Quỹ hỗ trợ phát triển hợp tác xã Việt Nam", "the central Cooperative Development Support Fund")
        }
        Programme::BOld => (
            "chương trình Quỹ quốc gia về việc làm (hợp đồng ký trước 01/01/2026)",
            "the National Employment Fund (contracts before 1 January 2026)",
        ),
        Programme::BNew => ("chương trình tín dụng chính sách về giải quyết việc làm", "job-creation policy credit"),
    }
}

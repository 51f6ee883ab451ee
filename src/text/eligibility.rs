//! Findings in words: what was seen, what the rule allows, and what to do about it, both languages side by side.

use serde::{Deserialize, Serialize};

use crate::domain::eligibility::{
    Basis, Fact, Figure, Finding, JobCap, Outcome, Reason, Sheet, Verdict, Warning, WarningKind,
};
use crate::domain::money::Money;
use crate::domain::policy::{BorrowerKind, LegalBasis, Programme, Unit, Whom};
use crate::text::Lang;
use crate::text::format::{date, dong, percent};

/// A sentence in both languages.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
pub struct Message {
    /// Tiếng Việt.
    pub vi: String,
    /// English.
    pub en: String,
}

impl Message {
    /// The sentence for a reader.
    pub fn of(&self, lang: Lang) -> &str {
        match lang {
            Lang::Vi => &self.vi,
            Lang::En => &self.en,
        }
    }
}

/// A sheet as the command line and the door print it, and as a decision keeps it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SheetInWords {
    /// See [`Outcome`].
    pub outcome: Outcome,
    /// Dong; `null` where no rule bounds the amount with the facts given.
    pub max_amount: Option<Money>,
    /// The rule that binds there.
    pub max_amount_rule: Option<String>,
    /// In the order of the rules.
    pub findings: Vec<FindingInWords>,
    /// What stops nobody and should be known.
    pub warnings: Vec<WarningInWords>,
}

/// One finding of a [`SheetInWords`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FindingInWords {
    /// The id of the rule.
    pub rule: String,
    /// See [`Verdict`].
    pub outcome: Verdict,
    /// The figure looked at.
    pub observed: serde_json::Value,
    /// What it was compared with.
    pub limit: serde_json::Value,
    /// What both are measured in.
    pub unit: Unit,
    /// Where the rule is written, as Vietnamese law is cited.
    pub legal_basis: String,
    /// What it means, and what to do.
    pub message: Message,
}

/// One warning of a [`SheetInWords`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WarningInWords {
    /// The id of the rule.
    pub rule: String,
    /// Where the rule is written.
    pub legal_basis: String,
    /// What it means.
    pub message: Message,
}

/// The sheet in words.
pub fn in_words(sheet: &Sheet) -> SheetInWords {
    let figure = |figure: &Figure| serde_json::to_value(figure).unwrap_or_default();
    let finding = |finding: &Finding| FindingInWords {
        rule: finding.rule.clone(),
        outcome: finding.verdict,
        observed: figure(&finding.observed),
        limit: figure(&finding.limit),
        unit: finding.unit,
        legal_basis: legal_basis(&finding.basis),
        message: message(finding),
    };
    let warning = |warning: &Warning| WarningInWords {
        rule: warning.rule.clone(),
        legal_basis: legal_basis(&warning.basis),
        message: warning_message(warning),
    };
    SheetInWords {
        outcome: sheet.outcome,
        max_amount: sheet.max_amount,
        max_amount_rule: sheet.max_amount_rule.clone(),
        findings: sheet.findings.iter().map(finding).collect(),
        warnings: sheet.warnings.iter().map(warning).collect(),
    }
}

/// The places as Vietnamese law is cited: `điểm a khoản 2 Điều 23 Nghị định 45/2021/NĐ-CP`.
pub fn legal_basis(basis: &Basis) -> String {
    match basis {
        Basis::Law(places) => places.iter().map(citation).collect::<Vec<_>>().join("; "),
        Basis::Fund(source) => {
            format!("{}, {} ngày {}", source.clause, source.document, date(source.dated))
        }
        Basis::Unwritten => String::new(),
    }
}

fn citation(place: &LegalBasis) -> String {
    let mut parts = Vec::new();
    if let Some(point) = &place.point {
        parts.push(format!("điểm {point}"));
    }
    if let Some(clause) = &place.clause {
        parts.push(format!("khoản {clause}"));
    }
    if let Some(article) = &place.article {
        parts.push(format!("Điều {article}"));
    }
    parts.push(place.document.clone());
    parts.join(" ")
}

/// What a finding says: what was seen, what the rule allows, and what to do about it.
pub fn message(finding: &Finding) -> Message {
    let kept = finding.verdict == Verdict::Pass;
    let (vi, en) = match &finding.reason {
        Reason::Missing(facts) => missing(facts),
        Reason::Concerns(whom) => concerns(*whom),
        Reason::Borrower { kind, allowed } => borrower(*kind, allowed, kept),
        Reason::Province { .. } | Reason::Nationwide => place(&finding.reason, kept),
        Reason::Established { person_from } => established(*person_from, kept),
        Reason::Plan => plan(kept),
        Reason::OwnCapital { .. } | Reason::NoCost => own_capital(&finding.reason, kept),
        Reason::DebtGroup { .. } | Reason::ProofLater { .. } | Reason::ProofOlder { .. } => {
            credit(&finding.reason, kept)
        }
        Reason::Concentration { .. } => concentration(&finding.reason, kept),
        Reason::Rate { .. } | Reason::FundRate { .. } => rate(&finding.reason, kept),
        Reason::JobLoan { .. } | Reason::JobLoansTogether { .. } => job_loan(&finding.reason, kept),
        Reason::Term { months, limit } => term(*months, *limit, kept),
        Reason::PriorityShare { .. } | Reason::WorkersContradict => share(&finding.reason),
        Reason::PriorityWorker { .. } => worker(&finding.reason),
        Reason::Security { .. } => security(&finding.reason, finding.verdict),
        Reason::Capital { amount, available } => capital(*amount, *available, kept),
        Reason::Closed { .. } | Reason::Moved { .. } | Reason::NotOpen { .. } => closed(&finding.reason),
        Reason::RegulationLacks(keys) => lacks(keys.len()),
    };
    Message { vi, en }
}

type Both = (String, String);

/// One of two pairs, by whether the rule is kept.
fn either(kept: bool, pass: (&str, &str), fail: (&str, &str)) -> Both {
    let (vi, en) = if kept { pass } else { fail };
    (vi.to_owned(), en.to_owned())
}

fn missing(facts: &[Fact]) -> Both {
    let names: Vec<(&str, &str)> = facts.iter().map(|fact| fact_name(*fact)).collect();
    let vi = names.iter().map(|(vi, _)| *vi).collect::<Vec<_>>().join("; ");
    let en = names.iter().map(|(_, en)| *en).collect::<Vec<_>>().join("; ");
    (
        format!("Chưa xét được vì còn thiếu: {vi}. Xin bổ sung để xét tiếp."),
        format!("Not judged yet: {en} is still missing. Please add it."),
    )
}

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
        Fact::CustomerDebt => ("dư nợ hiện có tại quỹ", "the debt the borrower already has with the fund"),
        Fact::RelatedDebt => ("dư nợ của người có liên quan", "the debt of related persons"),
        Fact::JobLoans => ("dư nợ vay giải quyết việc làm hiện có", "the job loans already owed"),
        Fact::BookCharter => ("vốn điều lệ trên sổ của quỹ", "the fund’s charter capital in the books"),
        Fact::AccumulatedResult => ("kết quả lũy kế chưa phân phối của quỹ", "the fund’s accumulated result"),
        Fact::Available => ("vốn quỹ còn cho vay được", "the capital the fund has available"),
    }
}

fn concerns(whom: Whom) -> Both {
    match whom {
        Whom::Establishments => (
            "Quy định này dành cho cơ sở sản xuất, kinh doanh; không áp dụng cho người vay này.".into(),
            "This rule is for establishments; it does not concern this borrower.".into(),
        ),
        Whom::Workers | Whom::Anyone => (
            "Quy định này dành cho người lao động; không áp dụng cho người vay này.".into(),
            "This rule is for workers; it does not concern this borrower.".into(),
        ),
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

fn borrower(kind: BorrowerKind, allowed: &[BorrowerKind], kept: bool) -> Both {
    let (vi, en) = kind_name(kind);
    if kept {
        return (
            format!("Người vay là {vi}: thuộc đối tượng được vay."),
            format!("The borrower is a {en}, who may borrow here."),
        );
    }
    let list = |name: fn(&(&'static str, &'static str)) -> &'static str| {
        let names = allowed.iter().map(|kind| name(&kind_name(*kind)));
        names.collect::<Vec<_>>().join(", ")
    };
    let (all_vi, all_en) = (list(|name| name.0), list(|name| name.1));
    (
        format!(
            "Người vay là {vi}, không thuộc đối tượng được vay. Được vay: {all_vi}. Xin xem chương trình khác phù hợp hơn."
        ),
        format!(
            "The borrower is a {en}, who may not borrow here. Those who may: {all_en}. Please look at another programme."
        ),
    )
}

fn place(reason: &Reason, kept: bool) -> Both {
    let Reason::Province { borrower, fund } = reason else {
        return ("Quỹ cho vay trên cả nước.".into(), "The fund lends in the whole country.".into());
    };
    if kept {
        (
            format!("Người vay ở {borrower}, thuộc địa bàn của quỹ."),
            format!("The borrower is in {borrower}, the fund’s province."),
        )
    } else {
        (
            format!(
                "Người vay ở {borrower}; quỹ chỉ cho vay trong tỉnh {fund} (theo địa giới hiện nay). Xin liên hệ quỹ của {borrower}."
            ),
            format!(
                "The borrower is in {borrower}; the fund lends only in {fund} (within its present boundary). Please ask the fund of {borrower}."
            ),
        )
    }
}

fn established(person_from: u32, kept: bool) -> Both {
    if kept {
        return (
            "Người vay được thành lập hợp pháp (cá nhân: đủ tuổi và đủ năng lực).".into(),
            "The borrower is lawfully established (a person: of age and capacity).".into(),
        );
    }
    (
        format!(
            "Pháp nhân phải được thành lập hợp pháp; cá nhân phải đủ {person_from} tuổi và có đầy đủ năng lực hành vi dân sự. Xin hoàn tất đăng ký rồi nộp lại."
        ),
        format!(
            "A legal person must be lawfully established; a person must be {person_from} or older with full capacity. Please complete the registration first."
        ),
    )
}

fn plan(kept: bool) -> Both {
    either(
        kept,
        ("Phương án khả thi và có khả năng trả nợ.", "The plan is feasible and able to repay."),
        (
            "Phương án chưa được đánh giá là khả thi và có khả năng trả nợ. Xin cùng cán bộ quỹ xem lại doanh thu, chi phí và nguồn trả nợ.",
            "The plan was not found feasible and able to repay. Please go through income, costs and the source of repayment with the fund’s officer.",
        ),
    )
}

fn own_capital(reason: &Reason, kept: bool) -> Both {
    let Reason::OwnCapital { own, needed, percent: share, cost } = reason else {
        return (
            "Tổng chi phí của dự án đang là 0 ₫. Xin ghi đủ chi phí, kể cả phần vốn tự có.".into(),
            "The project costs 0 ₫ as given. Please state its whole cost, own capital included.".into(),
        );
    };
    let (own_text, needed_text, cost_text) = (dong(*own), dong(*needed), dong(*cost));
    let share = percent(&share.to_string());
    if kept {
        return (
            format!("Vốn tự có {own_text}, đạt mức tối thiểu {needed_text} ({share} của {cost_text})."),
            format!("Own capital is {own_text}; at least {needed_text} is needed ({share} of {cost_text})."),
        );
    }
    let short = dong(needed.checked_sub(*own).unwrap_or(Money::ZERO));
    (
        format!(
            "Vốn tự có {own_text}, cần ít nhất {needed_text} ({share} của {cost_text}). Xin góp thêm {short} hoặc giảm chi phí dự án."
        ),
        format!(
            "Own capital is {own_text}; at least {needed_text} is needed ({share} of {cost_text}). Please add {short} or lower the cost of the project."
        ),
    )
}

fn credit(reason: &Reason, kept: bool) -> Both {
    match reason {
        Reason::DebtGroup { group, worst, proof_on } => {
            let on = date(*proof_on);
            if kept {
                (
                    format!(
                        "Không có nợ xấu (nhóm {group}) theo báo cáo ngày {on}. Khi giải ngân lần đầu cần một báo cáo mới."
                    ),
                    format!(
                        "No bad debt (group {group}) by the report of {on}. A new report is needed at the first disbursement."
                    ),
                )
            } else {
                (
                    format!(
                        "Có nợ nhóm {group} tại tổ chức tín dụng theo báo cáo ngày {on}; chỉ được vay khi nợ từ nhóm {worst} trở xuống. Xin trả xong nợ xấu rồi gửi báo cáo mới."
                    ),
                    format!(
                        "There is a debt of group {group} at a credit institution by the report of {on}; group {worst} is the worst allowed. Please clear the bad debt and send a new report."
                    ),
                )
            }
        }
        Reason::ProofLater { proof_on, on } => (
            format!("Báo cáo CIC đề ngày {}, sau ngày xét {}. Xin kiểm tra lại ngày.", date(*proof_on), date(*on)),
            format!(
                "The CIC report is dated {}, after the day of {}. Please check the date.",
                date(*proof_on),
                date(*on)
            ),
        ),
        Reason::ProofOlder { proof_on, signed_on } => (
            format!(
                "Báo cáo CIC ngày {} cũ hơn hợp đồng ký ngày {}. Lần giải ngân đầu cần báo cáo lấy sau khi ký.",
                date(*proof_on),
                date(*signed_on)
            ),
            format!(
                "The CIC report of {} is older than the contract of {}. The first disbursement needs one taken after signing.",
                date(*proof_on),
                date(*signed_on)
            ),
        ),
        _ => Both::default(),
    }
}

fn concentration(reason: &Reason, kept: bool) -> Both {
    let Reason::Concentration { with_related, debt, limit, percent: share, actual_charter, most } = reason else {
        return Both::default();
    };
    let (who_vi, who_en) = if *with_related {
        ("Tổng dư nợ của người vay và người có liên quan", "The debt of the borrower with related persons")
    } else {
        ("Tổng dư nợ của người vay", "The debt of the borrower")
    };
    let (debt, limit, charter, most) = (dong(*debt), dong(*limit), dong(*actual_charter), dong(*most));
    let share = percent(&share.to_string());
    let (mut vi, mut en) = (
        format!("{who_vi}, kể cả khoản này, là {debt}; mức tối đa {limit} ({share} vốn điều lệ thực có {charter})."),
        format!(
            "{who_en}, this loan included, is {debt}; the most is {limit} ({share} of the actual charter capital of {charter})."
        ),
    );
    if !kept {
        vi.push_str(&format!(" Có thể vay nhiều nhất {most}."));
        en.push_str(&format!(" At most {most} can be lent."));
    }
    (vi, en)
}

fn rate(reason: &Reason, kept: bool) -> Both {
    match reason {
        Reason::Rate { rate, limit } => {
            let (rate, limit) = (percent(&rate.to_string()), percent(&limit.to_string()));
            if kept {
                (
                    format!("Lãi suất {rate}/năm, không vượt mức {limit}/năm."),
                    format!("The rate is {rate} a year; the most is {limit} a year."),
                )
            } else {
                (
                    format!("Lãi suất {rate}/năm vượt mức {limit}/năm mà luật cho phép. Quỹ cần hạ lãi suất."),
                    format!(
                        "The rate of {rate} a year is above the {limit} a year that the law allows. The fund must lower it."
                    ),
                )
            }
        }
        Reason::FundRate { rate, table: Some(table) } => {
            let (rate, table) = (percent(&rate.to_string()), percent(&table.to_string()));
            if kept {
                (
                    format!("Lãi suất {rate}/năm, đúng bảng lãi suất của quỹ."),
                    format!("The rate of {rate} a year is that of the fund’s table."),
                )
            } else {
                (
                    format!(
                        "Lãi suất {rate}/năm khác bảng lãi suất của quỹ ({table}/năm). Cán bộ thẩm định cần nêu lý do."
                    ),
                    format!(
                        "The rate of {rate} a year differs from the fund’s table ({table} a year). The appraiser must give the reason."
                    ),
                )
            }
        }
        Reason::FundRate { table: None, .. } => (
            "Bảng lãi suất của quỹ chưa có mức cho ngày và thời hạn này. Quỹ cần bổ sung.".into(),
            "The fund’s table has no rate for this day and term. The fund must add one.".into(),
        ),
        _ => Both::default(),
    }
}

fn cap(cap: JobCap) -> Both {
    match cap {
        JobCap::Establishment(most) => {
            (format!("{} mỗi cơ sở", dong(most)), format!("{} an establishment", dong(most)))
        }
        JobCap::Jobs { jobs, each } => {
            (format!("{} × {jobs} lao động được hỗ trợ", dong(each)), format!("{} × {jobs} supported jobs", dong(each)))
        }
        JobCap::Worker(most) => (format!("{} mỗi người lao động", dong(most)), format!("{} a worker", dong(most))),
    }
}

fn job_loan(reason: &Reason, kept: bool) -> Both {
    let (said, most, binds) = match reason {
        Reason::JobLoan { amount, limit, cap: binds } => {
            let (vi, en) = cap(*binds);
            let (amount, most) = (dong(*amount), dong(*limit));
            (
                (
                    format!("Số tiền {amount}; mức tối đa {most} ({vi})."),
                    format!("The amount is {amount}; the most is {most} ({en})."),
                ),
                most,
                *binds,
            )
        }
        Reason::JobLoansTogether { owed, together, limit, cap: binds, most } => {
            let (vi, en) = cap(*binds);
            let (owed, together, limit) = (dong(*owed), dong(*together), dong(*limit));
            (
                (
                    format!(
                        "Các khoản vay giải quyết việc làm cộng lại là {together} (đang nợ {owed}); mức tối đa {limit} ({vi})."
                    ),
                    format!("All job loans together are {together} ({owed} owed already); the most is {limit} ({en})."),
                ),
                dong(*most),
                *binds,
            )
        }
        _ => return Both::default(),
    };
    if kept {
        return said;
    }
    let (more_vi, more_en) = match binds {
        JobCap::Jobs { .. } => (" hoặc tạo việc làm cho nhiều người hơn", " or support more jobs"),
        JobCap::Establishment(_) | JobCap::Worker(_) => ("", ""),
    };
    (format!("{} Xin giảm còn {most}{more_vi}.", said.0), format!("{} Please lower it to {most}{more_en}.", said.1))
}

fn term(months: u32, limit: Option<u32>, kept: bool) -> Both {
    let Some(limit) = limit else {
        return (
            format!("Quỹ không cho vay với thời hạn {months} tháng. Xin chọn thời hạn ngắn hơn."),
            format!("The fund does not lend for {months} months. Please choose a shorter term."),
        );
    };
    if kept {
        return (
            format!("Thời hạn {months} tháng; tối đa {limit} tháng."),
            format!("The term is {months} months; the most is {limit}."),
        );
    }
    (
        format!("Thời hạn {months} tháng, dài hơn mức tối đa {limit} tháng. Xin chọn thời hạn ngắn hơn."),
        format!("The term of {months} months is longer than {limit}. Please choose a shorter one."),
    )
}

fn share(reason: &Reason) -> Both {
    let Reason::PriorityShare { counted, workers, percent: needed, reached, rate_due, rate_asked } = reason else {
        return (
            "Số lao động ghi chưa khớp: mỗi người chỉ tính một lần, và số ưu tiên không thể lớn hơn tổng số. Xin kiểm tra lại.".into(),
            "The numbers of workers do not fit: each person counts once, and there cannot be more priority workers than workers. Please check.".into(),
        );
    };
    let needed = percent(&needed.to_string());
    let (so_vi, so_en) = if *reached { ("đạt", "reached") } else { ("chưa đạt", "not reached") };
    let (mut vi, mut en) = (
        format!("{counted} trên {workers} lao động thuộc diện ưu tiên, {so_vi} tỷ lệ {needed}."),
        format!("{counted} of {workers} workers are of priority groups; the share of {needed} is {so_en}."),
    );
    if let Some(due) = rate_due {
        let due = percent(&due.to_string());
        vi.push_str(&format!(" Lãi suất áp dụng: {due}/năm."));
        en.push_str(&format!(" The rate is {due} a year."));
    }
    if let Some(asked) = rate_asked {
        let asked = percent(&asked.to_string());
        vi.push_str(&format!(" Hồ sơ đang ghi {asked}/năm; xin sửa lại."));
        en.push_str(&format!(" The request says {asked} a year; please correct it."));
    }
    (vi, en)
}

fn worker(reason: &Reason) -> Both {
    let Reason::PriorityWorker { normal, priority, rate_asked } = reason else {
        return Both::default();
    };
    let text = |rate: &Option<_>| {
        rate.as_ref()
            .map_or_else(|| "—".to_owned(), |rate: &crate::domain::percent::Percent| percent(&rate.to_string()))
    };
    let (normal, priority) = (text(normal), text(priority));
    match rate_asked {
        None => (
            format!(
                "Lãi suất {normal}/năm; người lao động thuộc diện ưu tiên được {priority}/năm khi có giấy tờ chứng minh."
            ),
            format!("The rate is {normal} a year; workers of priority groups get {priority} a year with their papers."),
        ),
        Some(asked) => {
            let asked = percent(&asked.to_string());
            (
                format!(
                    "Hồ sơ ghi {asked}/năm. Mức chung là {normal}/năm; mức {priority}/năm chỉ dành cho diện ưu tiên, cần xem giấy tờ."
                ),
                format!(
                    "The request says {asked} a year. The normal rate is {normal}; {priority} is for priority groups, whose papers must be seen."
                ),
            )
        }
    }
}

fn security(reason: &Reason, verdict: Verdict) -> Both {
    let Reason::Security { amount, threshold, inclusive, collateral } = reason else {
        return Both::default();
    };
    let free = if *inclusive { amount < threshold } else { amount <= threshold };
    let (amount, threshold, worth) = (dong(*amount), dong(*threshold), dong(*collateral));
    let (from_vi, from_en) = if *inclusive { ("từ", "from") } else { ("trên", "above") };
    match verdict {
        Verdict::Pass if free => (
            format!("Khoản vay {amount}; chỉ khoản vay {from_vi} {threshold} mới cần tài sản bảo đảm."),
            format!("The loan is {amount}; only loans {from_en} {threshold} need security."),
        ),
        Verdict::Pass => (
            format!("Tài sản bảo đảm {worth}, đủ cho khoản vay {amount} (bắt buộc {from_vi} {threshold})."),
            format!("Security of {worth} covers the loan of {amount} (needed {from_en} {threshold})."),
        ),
        Verdict::Fail => (
            format!(
                "Khoản vay {amount} cần tài sản bảo đảm ({from_vi} {threshold}), hiện chưa có. Xin bổ sung tài sản bảo đảm hoặc giảm số tiền vay."
            ),
            format!(
                "The loan of {amount} needs security ({from_en} {threshold}), and there is none. Please offer security or lower the amount."
            ),
        ),
        Verdict::Review | Verdict::Missing => (
            format!(
                "Tài sản bảo đảm {worth}, thấp hơn khoản vay {amount}. Quỹ sẽ xem xét; xin chuẩn bị thêm tài sản bảo đảm nếu có."
            ),
            format!(
                "Security of {worth} is less than the loan of {amount}. The fund will look at it; please prepare more security if there is some."
            ),
        ),
    }
}

fn capital(amount: Money, available: Money, kept: bool) -> Both {
    let (amount, available) = (dong(amount), dong(available));
    if kept {
        return (
            format!("Quỹ còn cho vay được {available}, đủ cho {amount}."),
            format!("The fund has {available} available, enough for {amount}."),
        );
    }
    (
        format!("Quỹ chỉ còn cho vay được {available}, chưa đủ cho {amount}. Xin giảm số tiền hoặc chờ vốn thu hồi."),
        format!(
            "The fund has only {available} available, not enough for {amount}. Please lower the amount or wait for repayments."
        ),
    )
}

fn closed(reason: &Reason) -> Both {
    match reason {
        Reason::Closed { instead } => (
            format!(
                "Chương trình này đã đóng: không ký hợp đồng mới từ ngày 01/01/2026, hợp đồng cũ thực hiện đến hết. Xin đăng ký theo {}.",
                programme_name(*instead).0
            ),
            format!(
                "This programme is closed: no new contracts from 01/01/2026, running ones go on to their end. Please apply under {}.",
                programme_name(*instead).1
            ),
        ),
        Reason::Moved { to } => (
            format!(
                "Hồ sơ đã nộp nhưng chưa được duyệt trước ngày 01/01/2026 được xét theo {}.",
                programme_name(*to).0
            ),
            format!("Files lodged but not approved before 01/01/2026 are judged under {}.", programme_name(*to).1),
        ),
        Reason::NotOpen { programme, on } => (
            format!(
                "Ngày {} chưa có quy định nào cho {}, nên không thể cho vay.",
                date(*on),
                programme_name(*programme).0
            ),
            format!(
                "On {} there are no rules for {}, so nothing can be lent.",
                date(*on),
                programme_name(*programme).1
            ),
        ),
        _ => Both::default(),
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

fn lacks(count: usize) -> Both {
    (
        format!("Quy chế cho vay của quỹ còn thiếu {count} mục nên quỹ chưa thể cho vay. Quản trị viên cần điền đủ."),
        format!(
            "The fund’s lending regulation lacks {count} settings, so it cannot lend yet. An administrator must fill them."
        ),
    )
}

fn warning_message(warning: &Warning) -> Message {
    let WarningKind::CharterBelowMinimum { charter, minimum } = warning.kind;
    let (charter, minimum) = (dong(charter), dong(minimum));
    Message {
        vi: format!(
            "Vốn điều lệ của quỹ là {charter}, thấp hơn mức tối thiểu {minimum} theo luật. Việc cho vay vẫn tiếp tục; quỹ cần có kế hoạch bổ sung vốn."
        ),
        en: format!(
            "The fund’s charter capital is {charter}, below the legal minimum of {minimum}. Lending goes on; the fund needs a plan to raise it."
        ),
    }
}

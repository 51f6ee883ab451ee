//! Sentences on the borrower, the plan, shares of capital and rates.

use super::Both;
use super::names::{fact_name, kind_name, programme_name};
use crate::domain::eligibility::{Fact, Reason};
use crate::domain::money::Money;
use crate::domain::policy::{BorrowerKind, Whom};
use crate::domain::regulation::SettingKey;
use crate::text::format::{date, dong, percent};
use crate::text::{Lang, Texts};

/// One of two pairs, by whether the rule is kept.
fn either(kept: bool, pass: (&str, &str), fail: (&str, &str)) -> Both {
    let (vi, en) = if kept { pass } else { fail };
    (vi.to_owned(), en.to_owned())
}

pub(super) fn missing(facts: &[Fact]) -> Both {
    let names: Vec<(&str, &str)> = facts.iter().map(|fact| fact_name(*fact)).collect();
    let vi = names.iter().map(|(vi, _)| *vi).collect::<Vec<_>>().join("; ");
    let en = names.iter().map(|(_, en)| *en).collect::<Vec<_>>().join("; ");
    (
        format!("Chưa xét được vì còn thiếu: {vi}. Xin bổ sung để xét tiếp."),
        format!("Not judged yet; still missing: {en}. Please add this."),
    )
}

pub(super) fn concerns(whom: Whom) -> Both {
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

pub(super) fn borrower(kind: BorrowerKind, allowed: &[BorrowerKind], kept: bool) -> Both {
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

pub(super) fn place(reason: &Reason, kept: bool) -> Both {
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

pub(super) fn established(person_from: u32, kept: bool) -> Both {
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

pub(super) fn plan(kept: bool) -> Both {
    either(
        kept,
        ("Phương án khả thi và có khả năng trả nợ.", "The plan is feasible and able to repay."),
        (
            "Phương án chưa được đánh giá là khả thi và có khả năng trả nợ. Xin cùng cán bộ quỹ xem lại doanh thu, chi phí và nguồn trả nợ.",
            "The plan was not found feasible and able to repay. Please go through income, costs and the source of repayment with the fund’s officer.",
        ),
    )
}

pub(super) fn own_capital(reason: &Reason, kept: bool) -> Both {
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

pub(super) fn credit(reason: &Reason, kept: bool) -> Both {
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

pub(super) fn concentration(reason: &Reason, kept: bool) -> Both {
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

pub(super) fn rate(reason: &Reason, kept: bool) -> Both {
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

pub(super) fn capital(amount: Money, available: Money, kept: bool) -> Both {
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

pub(super) fn closed(reason: &Reason) -> Both {
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

/// Which settings a fund has to fill in before it lends.
pub(super) fn lacks(keys: &[SettingKey]) -> Both {
    let names = |lang| keys.iter().map(|key| Texts::new(lang).setting_name(*key)).collect::<Vec<_>>().join(", ");
    let (vi, en) = (names(Lang::Vi), names(Lang::En));
    (
        format!("Quy chế cho vay của quỹ còn thiếu: {vi}. Quỹ chưa thể cho vay; quản trị viên cần điền đủ."),
        format!("The fund’s lending regulation lacks: {en}. It cannot lend yet; an administrator must fill these in."),
    )
}

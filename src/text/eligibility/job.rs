//! Sentences on job loans, terms and security.

use super::Both;
use crate::domain::eligibility::{JobCap, Reason, Verdict};
use crate::domain::percent::Percent;
use crate::text::format::{dong, percent};

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

pub(super) fn job_loan(reason: &Reason, kept: bool) -> Both {
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

pub(super) fn term(months: u32, limit: Option<u32>, kept: bool) -> Both {
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

pub(super) fn share(reason: &Reason) -> Both {
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

pub(super) fn worker(reason: &Reason) -> Both {
    let Reason::PriorityWorker { normal, priority, rate_asked } = reason else {
        return Both::default();
    };
    let text =
        |rate: &Option<_>| rate.as_ref().map_or_else(|| "—".to_owned(), |rate: &Percent| percent(&rate.to_string()));
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

pub(super) fn security(reason: &Reason, verdict: Verdict) -> Both {
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

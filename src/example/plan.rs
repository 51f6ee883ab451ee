//! Which loans and applications the example has. Amounts and dates of single loans are made up; their totals are the published
//! ones: 13 cooperatives funded by the provincial fund since January 2025, 1 150 million of the employment fund in two loans.
use chrono::{Days, NaiveDate};

use super::{FUND_A, FUND_B_NEW, FUND_B_OLD, FUND_C, date};

/// How far a case has come.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Until {
    Draft,
    Submitted,
    Returned,
    /// Returned, and the papers never came.
    Lapsed,
    Withdrawn,
    Appraised,
    Rejected,
    Approved,
    Cancelled,
    Signed,
    /// Drawn and repaid up to so many days ago; nothing came in since.
    Repaid {
        silent_days: u64,
    },
}

/// One application and what became of it.
#[derive(Debug, Clone)]
pub struct Case {
    pub fund: &'static str,
    /// Which of the cooperatives at work.
    pub cooperative: usize,
    pub million: i64,
    pub purpose: &'static str,
    pub term_months: i64,
    pub every_months: i64,
    pub grace_months: i64,
    pub method: &'static str,
    pub rate: &'static str,
    pub jobs: Option<i64>,
    /// The day the application was begun.
    pub begun: NaiveDate,
    /// A second tranche: how many days after the first, how many million of the whole.
    pub second_tranche: Option<(u64, i64)>,
    pub until: Until,
}

/// What the loans of the example are for.
pub const PURPOSES: [&str; 8] = [
    "Mua máy sấy và kho lạnh bảo quản rau, quả để bán theo hợp đồng",
    "Trồng và chăm sóc 12 ha cà phê, mua phân bón và giống",
    "Mua 40 con bò sinh sản, làm chuồng và trồng cỏ",
    "Đầu tư xưởng xay xát và đóng gói gạo, mua bao bì có truy xuất",
    "Mở rộng vườn ươm dược liệu và hệ thống tưới tiết kiệm",
    "Mua lồng nuôi cá và con giống trên lòng hồ",
    "Mua xe tải nhỏ và kho trung chuyển nông sản",
    "Mua máy dệt, nguyên liệu và mở điểm bán hàng thổ cẩm",
];

/// The 13 loans of the provincial fund: cooperative, million dong, term, rhythm, grace, method, drawn in 2025 (month, day), silent days.
const RUNNING: [(usize, i64, i64, i64, i64, &str, (u32, u32), u64); 13] = [
    (1, 300, 60, 3, 6, "equal_principal", (1, 15), 0),
    (2, 250, 48, 3, 0, "equal_principal", (1, 22), 0),
    (3, 200, 36, 1, 0, "equal_instalment", (2, 10), 20),
    (4, 200, 60, 6, 12, "equal_principal", (2, 18), 0),
    (5, 180, 36, 3, 0, "equal_principal", (3, 5), 0),
    (6, 150, 36, 1, 0, "equal_instalment", (3, 12), 75),
    (7, 150, 48, 6, 0, "equal_principal", (3, 20), 0),
    (8, 150, 36, 3, 3, "equal_principal", (4, 8), 0),
    (9, 120, 36, 6, 0, "bullet", (4, 15), 0),
    (10, 150, 48, 3, 0, "equal_principal", (4, 24), 0),
    (11, 100, 36, 1, 0, "equal_principal", (5, 14), 130),
    (12, 200, 60, 3, 6, "equal_principal", (5, 27), 0),
    (13, 150, 48, 3, 0, "equal_principal", (6, 16), 0),
];

fn provincial(cooperative: usize, million: i64, begun: NaiveDate, until: Until) -> Case {
    Case {
        fund: FUND_A,
        cooperative,
        million,
        purpose: PURPOSES[cooperative % PURPOSES.len()],
        term_months: 36,
        every_months: 3,
        grace_months: 0,
        method: "equal_principal",
        rate: "6",
        jobs: None,
        begun,
        second_tranche: None,
        until,
    }
}

/// How long before the first draw an application was begun.
const LEAD_DAYS: u64 = 45;

/// Everything, in no order.
pub fn cases(today: NaiveDate) -> Vec<Case> {
    let mut cases: Vec<Case> = RUNNING
        .into_iter()
        .map(|(cooperative, million, term_months, every_months, grace_months, method, (month, day), silent_days)| {
            Case {
                term_months,
                every_months,
                grace_months,
                method,
                second_tranche: (million >= 200 && every_months == 3).then_some((40, 80)),
                ..provincial(
                    cooperative,
                    million,
                    date(2025, month, day) - Days::new(LEAD_DAYS),
                    Until::Repaid { silent_days },
                )
            }
        })
        .collect();
    cases.extend(employment_fund());
    cases.extend(in_progress(today));
    cases
}

/// The two loans of the employment fund under the old rules, and a loan long repaid.
fn employment_fund() -> Vec<Case> {
    let old = |cooperative, million, jobs, begun| Case {
        fund: FUND_B_OLD,
        term_months: 60,
        every_months: 6,
        rate: "7.92",
        jobs: Some(jobs),
        ..provincial(cooperative, million, begun, Until::Repaid { silent_days: 0 })
    };
    vec![
        old(14, 650, 12, date(2023, 5, 4)),
        old(15, 500, 8, date(2024, 2, 5)),
        Case {
            term_months: 12,
            every_months: 12,
            method: "bullet",
            ..provincial(16, 100, date(2023, 3, 6), Until::Repaid { silent_days: 0 })
        },
    ]
}

/// An application in every state, dated from today.
fn in_progress(today: NaiveDate) -> Vec<Case> {
    let ago = |days| today - Days::new(days);
    let central = |cooperative, million, days| Case {
        fund: FUND_C,
        term_months: 60,
        every_months: 6,
        ..provincial(cooperative, million, ago(days), Until::Submitted)
    };
    vec![
        provincial(0, 120, ago(3), Until::Draft),
        provincial(18, 150, ago(6), Until::Submitted),
        provincial(17, 200, ago(10), Until::Returned),
        provincial(19, 180, ago(12), Until::Appraised),
        provincial(20, 160, ago(20), Until::Approved),
        provincial(21, 140, ago(30), Until::Signed),
        provincial(22, 300, ago(60), Until::Rejected),
        provincial(23, 90, ago(40), Until::Withdrawn),
        provincial(24, 110, ago(90), Until::Lapsed),
        provincial(25, 130, ago(150), Until::Cancelled),
        central(26, 4_500, 15),
        central(27, 4_000, 9),
        central(28, 5_000, 5),
        Case { fund: FUND_B_NEW, jobs: Some(8), rate: "7.9248", ..provincial(29, 900, ago(8), Until::Submitted) },
    ]
}

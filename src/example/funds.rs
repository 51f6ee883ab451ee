//! The funds of the example, their capital and their regulation. The settings are made up and marked so.
use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::{FUND_A, FUND_B_NEW, FUND_B_OLD, FUND_C, PROVINCE, date};
use crate::access::Administrator;
use crate::actions::{Error, Office, capital, funds, pay_to, regulation};
use crate::domain::capital::CapitalSource;
use crate::domain::money::Money;
use crate::domain::policy::Programme;
use crate::domain::regulation::{Setting, SettingKey, SettingSource, SettingValue};
use crate::store::StoreError;

/// One fund: code, programme, names, and the capital it began with.
const FUNDS: [(&str, Programme, &str, &str, i64); 4] = [
    (
        FUND_A,
        Programme::A,
        "Quỹ hỗ trợ phát triển hợp tác xã tỉnh Điện Biên",
        "Điện Biên Cooperative Development Support Fund",
        3_000_000_000,
    ),
    (
        FUND_C,
        Programme::C,
        "Quỹ hỗ trợ phát triển hợp tác xã Việt Nam",
        "Vietnam Cooperative Development Support Fund",
        1_000_000_000_000,
    ),
    (
        FUND_B_OLD,
        Programme::BOld,
        "Quỹ quốc gia về việc làm (hợp đồng ký trước 01/01/2026)",
        "National Employment Fund (contracts before 1 January 2026)",
        1_150_000_000,
    ),
    (
        FUND_B_NEW,
        Programme::BNew,
        "Tín dụng chính sách về giải quyết việc làm",
        "Job-creation policy credit",
        2_000_000_000,
    ),
];

/// Makes the funds with their capital and, where the law asks for one, their regulation.
pub async fn fill(office: &Office, administrator: &Administrator) -> Result<(), Error> {
    for (code, programme, name_vi, name_en, charter) in FUNDS {
        let input = funds::Input {
            code: code.into(),
            programme,
            name_vi: name_vi.into(),
            name_en: name_en.into(),
            province: PROVINCE.into(),
            bank_account: None,
            founded_on: None,
        };
        funds::create(office, administrator, &input, None).await?;
        // The provincial fund is the province's, the others the State's.
        let source = if code == FUND_A { CapitalSource::ProvincialBudget } else { CapitalSource::CentralBudget };
        contribute(office, administrator, code, Money::dong(charter), source).await?;
        pay_to::set(office, administrator, code, &account(office), None).await?;
        if programme.is_support_fund() {
            regulate(office, administrator, code).await?;
        }
    }
    Ok(())
}

/// The account of the specification's own examples: nobody's, so that no money goes astray.
fn account(office: &Office) -> pay_to::Input {
    pay_to::Input {
        bank: "970403".into(),
        number: "0011012345678".into(),
        holder: "VI DU QUY HO TRO HTX".into(),
        from: office.clock.today(),
    }
}

/// Books charter capital of a fund.
pub async fn contribute(
    office: &Office,
    by: &Administrator,
    code: &str,
    amount: Money,
    source: CapitalSource,
) -> Result<(), Error> {
    let contribution = capital::Input {
        date: office.clock.today(),
        kind: capital::OwnMovement::Contribution,
        amount,
        document: "Ví dụ: quyết định cấp vốn".into(),
        document_date: Some(office.clock.today()),
        source: Some(source),
        year: None,
    };
    capital::record(office, by, code, &contribution, None).await.map(drop)
}

/// Gives a support fund the example's regulation, every setting marked as an example.
///
/// # Errors
/// As [`regulation::set`].
pub async fn regulate(office: &Office, administrator: &Administrator, code: &str) -> Result<(), Error> {
    for (key, value) in settings() {
        regulation::set(office, administrator, code, &setting(key, value)?, None).await?;
    }
    Ok(())
}

fn setting(key: SettingKey, value: Json) -> Result<Setting, Error> {
    let broken = |error: serde_json::Error| StoreError::Inconsistent {
        table: "fund_settings",
        id: key.to_string(),
        what: error.to_string(),
    };
    Ok(Setting {
        value: SettingValue::parse(key, &value.to_string()).map_err(broken)?,
        source: SettingSource {
            document: "Ví dụ 01/QĐ-QHT".into(),
            dated: date(2023, 1, 3),
            clause: "Điều ví dụ".into(),
        },
        from: date(2023, 1, 3),
        example: true,
    })
}

/// Example values of every setting without a statutory number.
fn settings() -> Vec<(SettingKey, Json)> {
    use SettingKey as Key;
    let accounts: BTreeMap<&str, &str> = [
        ("loans", "1283"),
        ("interest_receivable", "1388"),
        ("provision", "2293"),
        ("bank", "112"),
        ("interest_income", "515"),
    ]
    .into();
    vec![
        (Key::MaxTerm, json!({ "short": 12, "medium": 60, "long": 84 })),
        (Key::Rates, json!([{ "from": "2023-01-01", "annual_percent": "6" }])),
        (Key::OverdueFactor, json!("1.5")),
        (Key::LateInterest, json!("10")),
        (Key::Unsecured, json!({ "up_to": 100_000_000, "cases": ["Hợp tác xã có hợp đồng bao tiêu sản phẩm"] })),
        (
            Key::CollateralRatios,
            json!({ "land": "70", "building": "60", "machinery": "50", "vehicle": "50", "other": "30" }),
        ),
        (
            Key::Papers,
            json!([
                "Giấy đề nghị vay vốn",
                "Giấy chứng nhận đăng ký",
                "Nghị quyết đại hội thành viên",
                "Báo cáo tài chính 2 năm",
                "Phương án sản xuất kinh doanh"
            ]),
        ),
        (Key::AppraisalDays, json!(15)),
        (Key::DecisionDays, json!(5)),
        (Key::ApprovalLevels, json!([{ "up_to": 300_000_000, "by": "director" }, { "by": "chairman" }])),
        (Key::DisbursementEvidence, json!(["Hợp đồng mua bán", "Hoá đơn", "Biên bản nghiệm thu"])),
        (Key::Allocation, json!({ "in_term": ["interest", "principal"], "overdue": ["principal", "interest"] })),
        (Key::Prepayment, json!({ "allowed": true, "fee_percent": "0", "notice_days": 5 })),
        (Key::Extension, json!({ "times": 1, "months": 12 })),
        (Key::GraceDays, json!(0)),
        (Key::Provisioning, json!("quarterly")),
        (Key::RelatedPersons, json!("credit_institutions2024")),
        (Key::Accounts, json!(accounts)),
        (Key::ReportAddressees, json!(["UBND tỉnh", "Liên minh HTX tỉnh", "Sở Tài chính", "NHNN khu vực"])),
        (Key::ApprovalValidDays, json!(60)),
        (Key::RoundingUnit, json!(1000)),
    ]
}

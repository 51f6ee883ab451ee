//! A small portfolio with a loan in every state that matters to a report, told by the same deeds as daily work.
//!
//! Each loan is 120 million (one of 40) at 6 % a year for 12 months, repaid each quarter with equal principal; the fund's
//! regulation is the example's (overdue factor 1.5, late interest 10 %), land counting for 40 % from 1 June 2025.
use chrono::NaiveDate;
use coopfund::access::{Administrator, Appraiser, Approver, Cashier, Witness};
use coopfund::actions::appraise::{AppraisalInput, appraise};
use coopfund::actions::cooperative::{self, CooperativeInput};
use coopfund::actions::decide::{ApprovalInput, approve};
use coopfund::actions::draft::{self, DraftInput};
use coopfund::actions::input::Patch;
use coopfund::actions::loan::{self, CreditCheck, DisbursementInput, SignInput};
use coopfund::actions::repay::{self, PrepaymentInput, RepaymentInput};
use coopfund::actions::{regulation, release, submit};
use coopfund::domain::account::Effect;
use coopfund::domain::cooperative::{CooperativeKind, SizeClass};
use coopfund::domain::money::Money;
use coopfund::domain::regulation::{Setting, SettingKey, SettingSource, SettingValue};
use coopfund::store::applications::Collateral;

use crate::world::team::Team;
use crate::world::{Person, World, of_cooperative};

pub const MILLION: i64 = 1_000_000;

/// The fund's people, and the loans that go on.
pub struct Scene {
    pub team: Team,
    /// Of the cooperative that pays.
    pub applicant: Person,
    /// KV-2025-00001, which pays.
    pub running: String,
    /// KV-2025-00002, which does not.
    pub overdue: String,
    /// KV-2025-00006, approved in June.
    pub approved: String,
}

/// The names and places are chosen to be hard on a CSV file.
const BORROWERS: [(&str, &str, &str, &str); 4] = [
    ("5600000015", "HTX Rau quả Thanh Đông, bản Mường Thanh", "Mường Thanh", "crops"),
    ("5600000022", "HTX Dệt thổ cẩm \"Na Sang II\"", "Núa Ngam", "crafts"),
    ("5600000030", "=HYPERLINK(\"http://x.example\")", "-Mường Luân", "crops"),
    ("5600000047", "HTX Cà phê Chiềng Xét", "@Chiềng An", "crops"),
];

pub fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

/// From 3 March to 1 July 2025; afterwards it is the morning of 1 July.
pub async fn scene(world: &World) -> Scene {
    world.go_to("2025-03-03");
    let team = world.team("dienbien", 3_000 * MILLION).await;
    let mut people = Vec::new();
    for (code, name, commune, sector) in BORROWERS {
        let id = enter(world, &team, [code, name, commune, sector]).await;
        people.push(world.account(&format!("Xa vien {code}"), &[of_cooperative(&id)]).await);
    }
    let Ok([fruit, brocade, formula, coffee]) = <[Person; 4]>::try_from(people) else { panic!("there are four") };
    let running = active(world, &team, &fruit, 120, "01/2025/HĐTD").await;
    let overdue = active(world, &team, &brocade, 120, "02/2025/HĐTD").await;
    let settled = active(world, &team, &formula, 120, "+03/2025").await;
    let cancelled = approved(world, &team, &coffee, 120).await;
    world.go_to("2025-03-05");
    release::cancel(world.office(), &team.as_cashier().await, &cancelled, None, None).await.expect("cancelled");
    world.go_to("2025-03-13");
    prepay(world, &team, &settled, 120_197_260).await;
    world.go_to("2025-05-05");
    active(world, &team, &brocade, 40, "05/2025/HĐTD").await;
    world.go_to("2025-05-20");
    set(world, &team, SettingKey::CollateralRatios, r#"{"land": "40"}"#, "2025-06-01").await;
    world.go_to("2025-06-03");
    pay(world, &team, &running, 31_814_795).await;
    world.go_to("2025-06-16");
    let approved = approved(world, &team, &coffee, 120).await;
    world.go_to("2025-07-01");
    mention_mail(world).await;
    Scene { team, applicant: fruit, running, overdue, approved }
}

/// What follows: none of it has a value date before July.
pub async fn afterwards(world: &World, scene: &Scene) {
    let team = &scene.team;
    pay(world, team, &scene.overdue, 10 * MILLION).await;
    sign(world, team, &scene.approved, "06/2025/HĐTD").await;
    draw(world, team, &scene.approved, 120).await;
    world.go_to("2025-08-04");
    change(world, team, "5600000015", "HTX Nông sản sạch Mường Thanh", "Nà Tấu").await;
    change(world, team, "5600000015", "HTX Nông sản sạch Điện Biên", "Nà Tấu").await;
    set(world, team, SettingKey::CollateralRatios, r#"{"land": "10"}"#, "2025-08-04").await;
    world.go_to("2025-09-03");
    prepay(world, team, &scene.running, 91_361_096).await;
    mention_mail(world).await;
}

/// The mail of daily work is the matter of other stories.
pub async fn mention_mail(world: &World) {
    for mail in world.mailbox().await {
        world.expect_mails(&mail.kind).await;
    }
}

async fn enter(world: &World, team: &Team, [code, name, commune, sector]: [&str; 4]) -> String {
    let input = CooperativeInput {
        code: Patch::Set(code.into()),
        kind: Patch::Set(CooperativeKind::Cooperative),
        name: Patch::Set(name.into()),
        commune: Patch::Set(commune.into()),
        province: Patch::Set("Điện Biên".into()),
        sector: Patch::Set(sector.into()),
        members: Patch::Set(12),
        size_class: if code == "5600000022" { Patch::Keep } else { Patch::Set(SizeClass::Micro) },
        ..CooperativeInput::default()
    };
    cooperative::enter(world.office(), &team.appraiser.user().await, &input, None).await.expect("entered")
}

async fn change(world: &World, team: &Team, code: &str, name: &str, commune: &str) {
    let input = CooperativeInput {
        name: Patch::Set(name.into()),
        commune: Patch::Set(commune.into()),
        size_class: Patch::Set(SizeClass::Small),
        sector: Patch::Set("trade_services".into()),
        ..CooperativeInput::default()
    };
    cooperative::change(world.office(), &team.appraiser.user().await, code, None, &input).await.expect("changed");
}

/// Sets part of the fund's regulation from a day.
pub async fn set(world: &World, team: &Team, key: SettingKey, value: &str, from: &str) {
    let source = SettingSource { document: "07/QĐ-QHT".into(), dated: world.today(), clause: "Điều 3".into() };
    let value = SettingValue::parse(key, value).expect("a value");
    let setting = Setting { value, source, from: day(from), example: true };
    let by = Administrator::check(&team.administrator.user().await).expect("an administrator");
    regulation::set(world.office(), &by, &team.fund, &setting, None).await.expect("set");
}

/// An approved loan of so many million; its id.
pub async fn approved(world: &World, team: &Team, by: &Person, million: i64) -> String {
    let (office, user) = (world.office(), by.user().await);
    let amount = Money::dong(million * MILLION);
    let twice = Money::dong(2 * million * MILLION);
    let land = Collateral { kind: "land".into(), description: "Đất nhà xưởng".into(), value: twice };
    let input = DraftInput {
        fund: Some(team.fund.clone()),
        cooperative: None,
        amount: Patch::Set(amount),
        purpose: Patch::Set("Mua máy sấy".into()),
        project_cost: Patch::Set(twice),
        own_capital: Patch::Set(amount),
        term_months: Patch::Set(12),
        repay_every_months: Patch::Set(3),
        principal_grace_months: Patch::Set(0),
        method: Patch::Set("equal_principal".into()),
        jobs_supported: Patch::Set(8),
        collateral: Patch::Set(vec![land]),
    };
    let id = draft::begin(office, &user, &input, None).await.expect("begun");
    submit::submit(office, &user, &id, None, None).await.expect("submitted");
    let said = AppraisalInput {
        recommendation: "approve".into(),
        amount: None,
        term_months: None,
        annual_rate_percent: None,
        note: "Khả thi, đã xem CIC".into(),
    };
    let appraiser = Appraiser::check(&team.appraiser.user().await).expect("an appraiser");
    appraise(office, &appraiser, &id, None, &said, None).await.expect("appraised");
    let approver = Approver::check(&team.approver.user().await).expect("an approver");
    approve(office, &approver, &id, None, &ApprovalInput::default(), None).await.expect("approved").loan_id
}

async fn cashier(team: &Team) -> Cashier {
    team.as_cashier().await
}

async fn sign(world: &World, team: &Team, loan: &str, number: &str) {
    let input = SignInput { number: number.into(), date: world.today() };
    loan::sign(world.office(), &cashier(team).await, loan, None, &input, None).await.expect("signed");
}

async fn draw(world: &World, team: &Team, loan: &str, million: i64) {
    let on = world.today();
    let input = DisbursementInput {
        answers: None,
        date: on,
        amount: Money::dong(million * MILLION),
        payee: "Công ty Máy sấy".into(),
        evidence: "Hoá đơn 0001".into(),
        credit_check: Some(CreditCheck { worst_debt_group: 1, on, document: "CIC 77".into() }),
    };
    loan::disburse(world.office(), &cashier(team).await, loan, None, &input, None).await.expect("paid out");
}

/// A loan approved, signed and paid out today; its id.
pub async fn active(world: &World, team: &Team, by: &Person, million: i64, contract: &str) -> String {
    let loan = approved(world, team, by, million).await;
    sign(world, team, &loan, contract).await;
    draw(world, team, &loan, million).await;
    loan
}

/// Books a repayment of today.
pub async fn pay(world: &World, team: &Team, loan: &str, amount: i64) {
    let input =
        RepaymentInput { answers: None, date: world.today(), amount: Money::dong(amount), reference: "FT 1".into() };
    repay::repay(world.office(), &cashier(team).await, loan, None, &input, None).await.expect("booked");
}

async fn prepay(world: &World, team: &Team, loan: &str, amount: i64) {
    let (date, amount) = (world.today(), Money::dong(amount));
    let input = PrepaymentInput { answers: None, date, amount, reference: "FT 2".into(), effect: Effect::Shorter };
    repay::prepay(world.office(), &cashier(team).await, loan, None, &input, None).await.expect("booked");
}

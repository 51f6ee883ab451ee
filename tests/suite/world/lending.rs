//! A fund that lends: its staff, a cooperative, and applications and loans brought to any state by the same deeds as daily work.
use coopfund::access::{Administrator, Applicant, Appraiser, Approver, Cashier, Duty, Witness};
use coopfund::actions::appraise::AppraisalInput;
use coopfund::actions::decide::ApprovalInput;
use coopfund::actions::draft::DraftInput;
use coopfund::actions::input::Patch;
use coopfund::actions::loan::{CreditCheck, DisbursementInput, SignInput};
use coopfund::actions::{appraise, ask, capital, decide, draft, funds, loan, release, restructure, submit};
use coopfund::domain::ask::Kind;
use coopfund::domain::money::Money;
use coopfund::domain::percent::Percent;
use coopfund::domain::policy::Programme;
use coopfund::example;
use coopfund::store::applications::Collateral;

use super::{Person, World, everywhere, of_cooperative, staff};

/// What `Lending::begin` asks for, in dong: well within every limit of a fund of 3 000 million.
pub const AMOUNT: i64 = 200_000_000;

/// See the module's comment. Names carry the fund's code, so that a world may hold several.
pub struct Lending<'w> {
    world: &'w World,
    /// The fund's id and code.
    pub fund: String,
    pub code: String,
    /// The cooperative's id.
    pub cooperative: String,
    pub applicant: Person,
    pub appraiser: Person,
    pub approver: Person,
    pub cashier: Person,
    pub auditor: Person,
    /// Of this fund alone.
    pub administrator: Person,
}

impl World {
    /// A provincial support fund of 3 000 million with the example's regulation, its people, and a cooperative with an account.
    pub async fn lending(&self, code: &str) -> Lending<'_> {
        let founder = self.account(&format!("Founder {code}"), &[everywhere(Duty::Administrator)]).await;
        let founder = Administrator::check(&founder.user().await).expect("an administrator");
        let input = funds::Input {
            code: code.into(),
            programme: Programme::A,
            name_vi: format!("Quỹ {code}"),
            name_en: format!("Fund {code}"),
            province: "Điện Biên".into(),
            bank_account: None,
            founded_on: None,
        };
        let office = self.office();
        let fund = funds::create(office, &founder, &input, None).await.expect("the fund is made");
        let contribution = capital::Input {
            date: self.today(),
            kind: capital::OwnMovement::Contribution,
            amount: Money::dong(3_000_000_000),
            document: "01/QĐ".into(),
            document_date: None,
            source: None,
            year: None,
        };
        capital::record(office, &founder, code, &contribution, None).await.expect("the capital is paid in");
        example::regulate(office, &founder, code).await.expect("the fund is regulated");
        let cooperative = self.cooperative(&format!("HTX {code}")).await;
        let of = async |name: &str, duty| self.person(&format!("{name} {code}"), &[staff(duty, &fund)]).await;
        Lending {
            world: self,
            applicant: self.person(&format!("Xuân {code}"), &[of_cooperative(&cooperative)]).await,
            appraiser: of("Tiến", Duty::Appraiser).await,
            approver: of("Chinh", Duty::Approver).await,
            cashier: of("Lan", Duty::Cashier).await,
            auditor: of("Dế", Duty::Auditor).await,
            administrator: of("Hạnh", Duty::Administrator).await,
            fund,
            code: code.to_owned(),
            cooperative,
        }
    }
}

impl Lending<'_> {
    /// The applicant's draft with everything filled in; its id.
    pub async fn draft(&self) -> String {
        let share = |percent: i64| Patch::Set(Money::dong(AMOUNT * percent / 100));
        let input = DraftInput {
            fund: Some(self.code.clone()),
            cooperative: None,
            amount: share(100),
            purpose: Patch::Set("Mua máy sấy cà phê".into()),
            project_cost: share(140),
            own_capital: share(40),
            term_months: Patch::Set(12),
            repay_every_months: Patch::Set(3),
            principal_grace_months: Patch::Set(0),
            method: Patch::Set("equal_principal".into()),
            jobs_supported: Patch::Set(10),
            collateral: Patch::Set(vec![Collateral {
                kind: "land".into(),
                description: "Quyền sử dụng đất".into(),
                value: Money::dong(AMOUNT * 2),
            }]),
        };
        draft::begin(self.world.office(), &self.applicant.user().await, &input, None).await.expect("begun")
    }

    /// A submitted application; its id.
    pub async fn submitted(&self) -> String {
        let id = self.draft().await;
        let user = self.applicant.user().await;
        submit::submit(self.world.office(), &user, &id, None, None).await.expect("submitted");
        id
    }

    /// An application the applicant took back; its id.
    pub async fn withdrawn(&self) -> String {
        let id = self.submitted().await;
        let user = self.applicant.user().await;
        submit::withdraw(self.world.office(), &user, &id, None, None).await.expect("withdrawn");
        id
    }

    /// An application appraised with the recommendation to approve, at 6 percent; its id.
    pub async fn appraised(&self) -> String {
        let id = self.submitted().await;
        let by = Appraiser::check(&self.appraiser.user().await).expect("an appraiser");
        let input = AppraisalInput {
            recommendation: "approve".into(),
            amount: None,
            term_months: None,
            annual_rate_percent: Some(Percent::parse("6").expect("a rate")),
            note: "Phương án khả thi; giấy tờ còn thiếu nộp khi ký hợp đồng.".into(),
        };
        appraise::appraise(self.world.office(), &by, &id, None, &input, None).await.expect("appraised");
        id
    }

    /// An approved loan, its capital reserved; its id.
    pub async fn approved(&self) -> String {
        let id = self.appraised().await;
        let by = Approver::check(&self.approver.user().await).expect("an approver");
        let granted = decide::approve(self.world.office(), &by, &id, None, &ApprovalInput::default(), None).await;
        granted.expect("approved").loan_id
    }

    /// A loan cancelled before it was paid out, its capital released; its id.
    pub async fn cancelled(&self) -> String {
        let id = self.approved().await;
        let by = Cashier::check(&self.cashier.user().await).expect("a cashier");
        release::cancel(self.world.office(), &by, &id, None, None).await.expect("cancelled");
        id
    }

    /// A signed loan; its id.
    pub async fn signed(&self) -> String {
        let id = self.approved().await;
        let by = Cashier::check(&self.cashier.user().await).expect("a cashier");
        let input = SignInput { number: format!("{}/HĐTD", &id[28..]), date: self.world.today() };
        loan::sign(self.world.office(), &by, &id, None, &input, None).await.expect("signed");
        id
    }

    /// A loan paid out in full today; its id.
    pub async fn active(&self) -> String {
        let id = self.signed().await;
        let by = Cashier::check(&self.cashier.user().await).expect("a cashier");
        let today = self.world.today();
        let input = DisbursementInput {
            answers: None,
            date: today,
            amount: Money::dong(AMOUNT),
            payee: "Công ty Máy sấy".into(),
            evidence: "Hợp đồng 12/2026".into(),
            credit_check: Some(CreditCheck { worst_debt_group: 1, on: today, document: "CIC 77".into() }),
        };
        loan::disburse(self.world.office(), &by, &id, None, &input, None).await.expect("disbursed");
        id
    }

    /// A request for more time that the cooperative took back; its id.
    pub async fn withdrawn_ask(&self) -> String {
        let loan = self.active().await;
        let by = Applicant::check(&self.applicant.user().await).expect("an applicant");
        let (purpose, plan) = (Some("Lũ".to_owned()), Some("Lùi một kỳ".to_owned()));
        let input = ask::AskInput { purpose, plan, ..ask::AskInput::of(Kind::MoreTime) };
        let made = ask::make(self.world.office(), &by, &loan, &input, None).await.expect("asked");
        ask::withdraw(self.world.office(), &by, &made.id, None).await.expect("taken back");
        made.id
    }

    /// A proposal to change the rate of a running loan, taken back by the appraiser; its id.
    pub async fn withdrawn_proposal(&self) -> String {
        let loan = self.active().await;
        let by = Appraiser::check(&self.appraiser.user().await).expect("an appraiser");
        let input = serde_json::json!({ "kind": "rate", "annual_rate_percent": "5", "reason": "Ưu đãi" });
        let input = serde_json::from_value(input).expect("an input");
        let made = restructure::propose(self.world.office(), &by, &loan, None, &input, None).await.expect("proposed");
        restructure::withdraw(self.world.office(), &by, &made.id, None, None).await.expect("withdrawn");
        made.id
    }
}

//! A fund that can lend, with everybody who carries a loan, and the steps of a loan's life as deeds of programs.
use coopfund::access::{Administrator, Appraiser, Approver, Cashier, Duty, Witness};
use coopfund::actions::confirmation::{self, SIGNED_FORM};
use coopfund::actions::documents::{self, Sent};
use coopfund::actions::{capital, funds, submit};
use coopfund::domain::money::Money;
use coopfund::domain::policy::Programme;
use coopfund::example;
use rocket::http::Method;
use serde_json::{Value as Json, json};

use super::{Answer, Person, World, everywhere, of_cooperative, staff};

/// A fund, its officers, and a cooperative that wants a loan from it.
pub struct Team {
    pub fund_id: String,
    /// The fund's code.
    pub fund: String,
    pub appraiser: Person,
    pub approver: Person,
    pub cashier: Person,
    pub auditor: Person,
    pub administrator: Person,
    pub cooperative: String,
    /// Somebody of that cooperative.
    pub applicant: Person,
}

impl World {
    /// A provincial fund with this charter capital in dong and the example's regulation (6 % a year, land counts for 70 %), and
    /// everybody around it. `name` tells teams apart.
    pub async fn team(&self, name: &str, charter: i64) -> Team {
        let fund = format!("{name}-htx");
        let founder = self.account(&format!("Founder {name}"), &[everywhere(Duty::Administrator)]).await;
        let founder = Administrator::check(&founder.user().await).expect("an administrator");
        let fund_id = found(self, &founder, &fund, charter).await;
        example::regulate(self.office(), &founder, &fund).await.expect("the fund is regulated");
        let cooperative = self.cooperative(&format!("HTX {name}")).await;
        let officer = async |who: &str, duty| self.account(&format!("{who} {name}"), &[staff(duty, &fund_id)]).await;
        Team {
            appraiser: officer("Tham", Duty::Appraiser).await,
            approver: officer("Duyet", Duty::Approver).await,
            cashier: officer("Thu", Duty::Cashier).await,
            auditor: officer("Kiem", Duty::Auditor).await,
            administrator: officer("Quan", Duty::Administrator).await,
            applicant: self.account(&format!("Xin {name}"), &[of_cooperative(&cooperative)]).await,
            fund_id,
            fund,
            cooperative,
        }
    }
}

/// Makes the fund and pays its charter capital in today; its id.
async fn found(world: &World, by: &Administrator, code: &str, charter: i64) -> String {
    let input = funds::Input {
        code: code.into(),
        programme: Programme::A,
        name_vi: code.into(),
        name_en: code.into(),
        province: "Điện Biên".into(),
        bank_account: None,
        founded_on: None,
    };
    let fund = funds::create(world.office(), by, &input, None).await.expect("the fund is made");
    let contribution = capital::Input {
        date: world.today(),
        kind: capital::OwnMovement::Contribution,
        amount: Money::dong(charter),
        document: "01/QĐ".into(),
        document_date: None,
        source: None,
        year: None,
    };
    capital::record(world.office(), by, code, &contribution, None).await.expect("the capital is paid in");
    fund
}

impl Team {
    /// What an application says: 300 million for three years, a quarter a time, secured by land.
    pub fn wanted(&self, amount: i64) -> Json {
        json!({
            "fund": self.fund, "amount": amount, "purpose": "Mua máy sấy cà phê", "project_cost": amount * 2, "own_capital": amount,
            "term_months": 36, "repay_every_months": 3, "principal_grace_months": 3, "method": "equal_principal", "jobs_supported": 8,
            "collateral": [{"kind": "land", "description": "Đất nhà xưởng", "value": amount * 2}],
        })
    }

    /// Begins an application by JSON; its id.
    pub async fn begin(&self, amount: i64) -> String {
        let answer = self.applicant.api(Method::Post, "/api/v1/applications", &self.wanted(amount)).await.is(201);
        id_of(&answer)
    }

    pub async fn submitted(&self, amount: i64) -> String {
        let id = self.begin(amount).await;
        self.deed(&self.applicant, &format!("applications/{id}/submit"), &json!({})).await.is(200);
        id
    }

    pub async fn appraised(&self, amount: i64) -> String {
        let id = self.submitted(amount).await;
        let said = json!({ "recommendation": "approve", "note": "Khả thi, đã xem CIC" });
        self.deed(&self.appraiser, &format!("applications/{id}/appraise"), &said).await.is(200);
        id
    }

    /// The appraiser sends what they wrote for a cooperative, with the form it signed.
    pub async fn sent_on_behalf(&self, world: &World, id: &str) {
        let (office, by) = (world.office(), self.appraiser.user().await);
        let form = ("don.pdf".to_owned(), b"%PDF-1.7 signed".to_vec());
        let code = confirmation::code_of(office, id).await.expect("a code");
        let sent = Sent { kind: SIGNED_FORM.into(), files: vec![form], code, ..Sent::default() };
        documents::add(office, &by, id, sent).await.expect("the form is taken");
        submit::submit(office, &by, id, None, None).await.expect("submitted");
    }

    /// Approves; the loan's id.
    pub async fn approved(&self, amount: i64) -> String {
        let id = self.appraised(amount).await;
        let answer = self.deed(&self.approver, &format!("applications/{id}/approve"), &json!({})).await.is(200);
        answer.json()["loan"]["id"].as_str().expect("a loan").to_owned()
    }

    /// Signs today; the loan's id.
    pub async fn signed(&self, world: &World, amount: i64) -> String {
        let id = self.approved(amount).await;
        let contract = json!({ "number": format!("{}/HĐTD", &id[24..]), "date": world.today() });
        self.deed(&self.cashier, &format!("loans/{id}/sign"), &contract).await.is(200);
        id
    }

    /// Pays everything out today; the loan's id.
    pub async fn active(&self, world: &World, amount: i64) -> String {
        let id = self.signed(world, amount).await;
        self.deed(&self.cashier, &format!("loans/{id}/disbursements"), &tranche(world, amount)).await.is(201);
        id
    }

    /// POSTs to a door.
    pub async fn deed(&self, by: &Person, path: &str, body: &Json) -> Answer {
        by.api(Method::Post, &format!("/api/v1/{path}"), body).await
    }

    pub async fn as_appraiser(&self) -> Appraiser {
        Appraiser::check(&self.appraiser.user().await).expect("an appraiser")
    }

    pub async fn as_approver(&self) -> Approver {
        Approver::check(&self.approver.user().await).expect("an approver")
    }

    pub async fn as_cashier(&self) -> Cashier {
        Cashier::check(&self.cashier.user().await).expect("a cashier")
    }
}

/// The `id` of what a door answered.
#[track_caller]
pub fn id_of(answer: &Answer) -> String {
    answer.json()["id"].as_str().unwrap_or_else(|| panic!("no id: {}", answer.text())).to_owned()
}

/// A tranche paid out today, with the proof that the first one needs.
pub fn tranche(world: &World, amount: i64) -> Json {
    let today = world.today();
    json!({
        "date": today, "amount": amount, "payee": "Công ty Máy nông nghiệp", "evidence": "Hoá đơn 0001",
        "credit_check": {"worst_debt_group": 1, "on": today, "document": "CIC 123"},
    })
}

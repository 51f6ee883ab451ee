//! A loan from its contract to its last dong: the pages of its cashier, what they refuse, and that every figure is the account's.
mod deeds;
mod pages;
mod payments;
mod refusals;
mod reversals;
mod searching;

use chrono::{Days, NaiveDate};
use coopfund::access::{Cashier, Duty, Witness};
use coopfund::actions::book::Book;
use coopfund::actions::loan::{self, CreditCheck, DisbursementInput, SignInput};
use coopfund::args;
use coopfund::domain::account::Position;
use coopfund::domain::capital::MovementKind;
use coopfund::domain::money::Money;
use coopfund::store::loans::{self as stored, Conditions, NewLoan};
use coopfund::store::{Doc, capital, funds, new_id};

use crate::world::{Answer, PASSWORD, Person, World, of_cooperative, staff};

/// A loan of 120 million, 6 % a year, four quarters, equal principal, granted on the first day, and the people around it.
pub struct Desk {
    pub fund: String,
    pub cooperative: String,
    pub appraiser: Person,
    pub approver: Person,
    pub cashier: Person,
    pub applicant: Person,
    pub loan: String,
}

pub const MILLION: i64 = 1_000_000;

/// The loan granted, nothing signed.
pub async fn granted(world: &World) -> Desk {
    let fund = world.fund("dienbien-htx", "A", 3_000 * MILLION).await;
    let cooperative = world.cooperative("HTX Na Sang").await;
    // Appraiser and approver are cashiers too: on their own loans they may not act as such.
    let both = |duty| [staff(duty, &fund), staff(Duty::Cashier, &fund)];
    let appraiser = world.person("Thẩm", &both(Duty::Appraiser)).await;
    let approver = world.person("Duyệt", &both(Duty::Approver)).await;
    let cashier = world.person("Quỹ", &[staff(Duty::Cashier, &fund)]).await;
    let applicant = world.person("Sang", &[of_cooperative(&cooperative)]).await;
    let loan = grant(world, &fund, &cooperative, [&appraiser, &approver], "KV-2026-00001").await;
    Desk { fund, cooperative, appraiser, approver, cashier, applicant, loan }
}

/// Another such loan; its id.
pub async fn grant(world: &World, fund: &str, cooperative: &str, by: [&Person; 2], number: &str) -> String {
    let (application, id, now, today) = (new_id(), new_id(), world.now(), world.today());
    let [appraiser, approver] = by.map(|person| person.id.clone());
    let amount = Money::dong(120 * MILLION);
    world
        .arrange(async |tx| {
            tx.execute_one(
                "INSERT INTO applications (id, number, fund_id, cooperative_id, status, appraised_by, decided_by, created_by, created_at, status_since, version)
                 VALUES ($1, $2, $3, $4, 'approved', $5, $6, $5, $7, $7, 1)",
                args![&application, number.replace("KV", "HS"), fund, cooperative, &appraiser, &approver, now],
            )
            .await?;
            let loan = NewLoan {
                id: &id,
                number,
                fund_id: fund,
                cooperative_id: cooperative,
                application_id: &application,
                amount,
                annual_rate_percent: "6",
                term_months: 12,
                repay_every_months: 3,
                principal_grace_months: 0,
                method: "equal_principal",
                conditions: &Doc(Conditions::default()),
                appraised_by: &appraiser,
                approved_by: &approver,
                approved_on: today,
                lapses_on: today + Days::new(90),
            };
            stored::insert(tx, &loan, now).await?;
            let mut fund = funds::lock(tx, fund).await?.expect("the fund");
            let reserved =
                capital::post(tx, &mut fund, MovementKind::Reserve, amount, today, Some(&id), None, &approver, now).await;
            reserved.expect("enough capital");
            Ok(())
        })
        .await;
    id
}

/// The loan signed on the first day.
pub async fn signed(world: &World) -> Desk {
    let desk = granted(world).await;
    let cashier = desk.cashier().await;
    let input = SignInput { number: "12/2026/HĐTD".into(), date: world.today() };
    loan::sign(world.office(), &cashier, &desk.loan, None, &input, None).await.expect("signed");
    desk
}

/// The loan signed and all of it paid out on the first day.
pub async fn drawn(world: &World) -> Desk {
    let desk = signed(world).await;
    let input = DisbursementInput {
        answers: None,
        date: world.today(),
        amount: Money::dong(120 * MILLION),
        payee: "Cửa hàng vật tư".into(),
        evidence: "HĐ 07".into(),
        credit_check: Some(CreditCheck { worst_debt_group: 1, on: world.today(), document: "CIC 1".into() }),
    };
    let cashier = desk.cashier().await;
    loan::disburse(world.office(), &cashier, &desk.loan, None, &input, None).await.expect("paid out");
    world.expect_mails("disbursed").await;
    desk
}

impl Desk {
    /// The cashier, as the program's witness.
    pub async fn cashier(&self) -> Cashier {
        Cashier::check(&self.cashier.user().await).expect("a cashier")
    }

    /// Lets time pass to the morning of a date; sessions have ended meanwhile, so people sign in again.
    pub async fn on(&self, world: &World, date: &str) {
        world.go_to(date);
        for person in [&self.cashier, &self.applicant] {
            person.sign_in(PASSWORD).await.is(303);
        }
    }

    /// The address of a page of the loan.
    pub fn at(&self, end: &str) -> String {
        if end.is_empty() { format!("/loans/{}", self.loan) } else { format!("/loans/{}/{end}", self.loan) }
    }

    /// The cashier fills in a form of the loan.
    pub async fn does(&self, deed: &str, fields: &[(&str, &str)]) -> Answer {
        self.cashier.post(&self.at(deed), fields).await
    }

    /// The cashier books a repayment that must be taken.
    pub async fn repays(&self, date: &str, amount: i64) -> Answer {
        let amount = amount.to_string();
        let answer = self.does("repay", &[("date", date), ("amount", &amount)]).await.leads_to(&self.at(""));
        self.cashier.follow(answer).await.is(200)
    }

    /// The loan with its facts.
    pub async fn book(&self, world: &World) -> Book {
        let found = world.office().store.read(async |tx| Book::find(tx, &self.loan).await);
        found.await.expect("the loan")
    }

    /// What it owes today, replayed from its facts.
    pub async fn position(&self, world: &World) -> Position {
        let position = self.book(world).await.position(world.today());
        position.expect("computable").expect("drawn")
    }

    /// The fund's outstanding, reserved and available capital.
    pub async fn capital(&self, world: &World) -> [i64; 3] {
        let fund = world.office().store.read(async |tx| funds::find(tx, &self.fund).await).await;
        let capital = fund.expect("readable").expect("the fund").capital();
        [capital.outstanding, capital.reserved, capital.available()].map(Money::as_dong)
    }

    /// How many facts the loan has, reversals among them.
    pub async fn facts(&self, world: &World) -> usize {
        self.book(world).await.events.len()
    }
}

/// A draw with a clean credit check.
pub fn draw<'a>(date: &'a str, amount: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("date", date),
        ("amount", amount),
        ("payee", "Cửa hàng vật tư Mường Thanh"),
        ("evidence", "Hợp đồng mua bán 07/2026"),
        ("credit_check/worst_debt_group", "1"),
        ("credit_check/on", date),
        ("credit_check/document", "CIC 123"),
    ]
}

pub fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

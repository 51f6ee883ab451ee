//! Changes of a running loan by decision: proposed, decided by somebody else, booked, told; and everything that is refused.
mod deciding;
mod kinds;
mod late;
mod pages;
mod races;
mod refusals;

use coopfund::actions::book::Book;
use coopfund::domain::account::Position;
use coopfund::reports::verify;
use rocket::http::Method;
use serde_json::{Value as Json, json};

use crate::world::{Answer, Lending, PASSWORD, Person, World};

pub const MILLION: i64 = 1_000_000;

/// A loan of 200 million of 2 March 2026, 6 % a year, four quarters of 50 million, and the people of its fund.
pub struct Desk<'w> {
    pub world: &'w World,
    pub lending: Lending<'w>,
    pub loan: String,
}

/// The loan on a morning; nothing was paid. Its letters until then are mentioned.
pub async fn running<'w>(world: &'w World, on: &str) -> Desk<'w> {
    let lending = world.lending("dienbien-htx").await;
    let loan = lending.active().await;
    for kind in ["receipt", "approved", "disbursed"] {
        world.expect_mails(kind).await;
    }
    let desk = Desk { world, lending, loan };
    desk.on(on).await;
    desk
}

/// A plan: due dates and millions.
pub fn plan(parts: &[(&str, i64)]) -> Json {
    parts.iter().map(|(due, million)| json!({ "due": due, "principal": million * MILLION })).collect()
}

/// Two parts of the principal, inside the term.
pub fn adjustment() -> Json {
    json!({ "kind": "term_adjustment", "plan": plan(&[("2026-10-02", 80), ("2027-03-02", 120)]), "reason": "Mất mùa, thu hoạch muộn" })
}

impl Desk<'_> {
    /// Lets time pass to the morning of a date; sessions have ended meanwhile.
    pub async fn on(&self, date: &str) {
        self.world.go_to(date);
        for person in [&self.lending.applicant, &self.lending.appraiser, &self.lending.approver, &self.lending.cashier]
        {
            person.sign_in(PASSWORD).await.is(303);
        }
    }

    pub async fn post(&self, by: &Person, path: &str, body: &Json) -> Answer {
        by.api(Method::Post, &format!("/api/v1/{path}"), body).await
    }

    /// The appraiser proposes.
    pub async fn propose(&self, body: &Json) -> Answer {
        self.post(&self.lending.appraiser, &format!("loans/{}/restructure", self.loan), body).await
    }

    /// A proposal that must be taken; its id.
    pub async fn proposed(&self, body: &Json) -> String {
        self.propose(body).await.is(201).json()["id"].as_str().expect("an id").to_owned()
    }

    /// The approver approves.
    pub async fn approve(&self, id: &str) -> Answer {
        self.post(&self.lending.approver, &format!("restructurings/{id}/approve"), &json!({ "note": "Đồng ý" })).await
    }

    /// Proposed and approved; its id.
    pub async fn decided(&self, body: &Json) -> String {
        let id = self.proposed(body).await;
        self.approve(&id).await.is(200);
        self.world.expect_mails("restructured").await;
        id
    }

    pub async fn statement(&self) -> Json {
        self.lending.applicant.api_get(&format!("/api/v1/loans/{}/statement", self.loan)).await.is(200).json()
    }

    pub async fn shown(&self, id: &str) -> Json {
        self.lending.applicant.api_get(&format!("/api/v1/restructurings/{id}")).await.is(200).json()
    }

    /// The address of a page of the loan.
    pub fn at(&self, end: &str) -> String {
        if end.is_empty() { format!("/loans/{}", self.loan) } else { format!("/loans/{}/{end}", self.loan) }
    }

    pub async fn book(&self) -> Book {
        self.world.office().store.read(async |tx| Book::find(tx, &self.loan).await).await.expect("the loan")
    }

    pub async fn position(&self) -> Position {
        let position = self.book().await.position(self.world.today());
        position.expect("computable").expect("drawn")
    }

    /// The cashier books a repayment; the answer.
    pub async fn repays(&self, date: &str, amount: i64) -> Json {
        let body = json!({ "date": date, "amount": amount, "reference": "UNC" });
        let answer = self.post(&self.lending.cashier, &format!("loans/{}/repayments", self.loan), &body).await.is(201);
        self.world.expect_mails("repayment").await;
        answer.json()
    }

    /// The fund's outstanding, reserved, available and accumulated result.
    pub async fn capital(&self) -> [i64; 4] {
        let path = format!("/api/v1/funds/{}/capital", self.lending.code);
        let capital = self.lending.auditor.api_get(&path).await.is(200).json();
        ["outstanding", "reserved", "available", "accumulated_result"].map(|name| capital[name].as_i64().expect("dong"))
    }
}

/// Books, chains, capital and positions are as the facts say.
pub async fn books_hold(world: &World) {
    let verified = verify::verify(world.office()).await.expect("verifiable");
    assert!(verified.findings.is_empty(), "{:#?}", verified.findings);
}

//! A deed that is cut before any of its calls on the database leaves nothing behind, and can be done again.
#![cfg(debug_assertions)]

use std::fmt::Debug;

use coopfund::access::{Administrator, Applicant, Staff, Witness};
use coopfund::actions::appraise::{self, AppraisalInput, ReturnInput};
use coopfund::actions::ask::{self, AskInput, RefuseInput};
use coopfund::actions::capital::{self, OwnMovement};
use coopfund::actions::cooperative::{self, CooperativeInput};
use coopfund::actions::decide::{self, ApprovalInput, RejectionInput};
use coopfund::actions::documents::Sent;
use coopfund::actions::draft::{self, DraftInput};
use coopfund::actions::loan::{self, DisbursementInput, SignInput};
use coopfund::actions::offer::{self, AcceptInput, DeclineInput};
use coopfund::actions::repay::{self, PrepaymentInput, RepaymentInput, ReversalInput};
use coopfund::actions::restructure::{self, RestructureInput};
use coopfund::actions::{Error, documents, people, release, submit};
use coopfund::domain::money::Money;
use coopfund::store::StoreError;
use coopfund::store::fault::cut_before;
use serde::de::DeserializeOwned;
use serde_json::{Value as Json, json};

use crate::world::World;
use crate::world::dump::difference;
use crate::world::team::{Team, tranche};

/// More calls than any deed makes.
const CALLS_MAX: u32 = 400;

/// Cuts a deed before its first call, its second, and so on until it is done: what it came to. After each cut the database is
/// as it was, audit and all: a fault is no refusal.
async fn cut_everywhere<T: Debug>(world: &World, name: &str, deed: impl AsyncFn() -> Result<T, Error>) -> T {
    let before = world.dump().await;
    for call in 1..CALLS_MAX {
        match cut_before(call, deed()).await {
            Ok(done) => {
                assert!(call > 4, "{name} was done with {} calls: is it counted?", call - 1);
                assert_ne!(world.dump().await, before, "{name} did nothing");
                return done;
            }
            Err(Error::Store(StoreError::Unavailable(_))) => {
                let left = difference(&before, &world.dump().await);
                assert!(left.is_empty(), "{name}, cut before call {call}, left behind: {left:#?}");
            }
            Err(other) => panic!("{name}, cut before call {call}: {other:?}"),
        }
    }
    panic!("{name} is never done")
}

/// An input as a door reads it.
fn input<T: DeserializeOwned>(body: Json) -> T {
    serde_json::from_value(body).expect("an input")
}

/// The letters are the matter of other stories.
async fn any_letters(world: &World) {
    for kind in [
        "receipt",
        "returned",
        "approved",
        "rejected",
        "withdrawn",
        "disbursed",
        "repayment",
        "reversal",
        "settled",
        "restructured",
        "restructuring_rejected",
        "invitation",
        "ask_made",
        "ask_received",
        "ask_refused",
        "offer_answered",
    ] {
        world.expect_mails(kind).await;
    }
}

async fn submitted_twice(world: &World, team: &Team) -> String {
    let (office, applicant) = (world.office(), team.applicant.user().await);
    let wanted: DraftInput = input(team.wanted(300_000_000));
    let id = cut_everywhere(world, "begin", async || draft::begin(office, &applicant, &wanted, Some("k1")).await).await;
    cut_everywhere(world, "save", async || draft::save(office, &applicant, &id, None, &wanted).await).await;
    cut_everywhere(world, "submit", async || submit::submit(office, &applicant, &id, None, Some("k2")).await).await;
    let by = team.as_appraiser().await;
    let papers: ReturnInput = input(json!({ "needed": ["Giấy"], "until": "2026-04-01" }));
    cut_everywhere(world, "return", async || appraise::return_(office, &by, &id, None, &papers, Some("k3")).await)
        .await;
    submit::submit(office, &applicant, &id, None, None).await.expect("submitted again");
    id
}

story! {
    /// From the draft to the decision.
    async fn an_application_is_carried_wholly_or_not_at_all(world: &World) {
        let team = world.team("db", 3_000_000_000).await;
        let id = submitted_twice(world, &team).await;
        let (office, by) = (world.office(), team.as_appraiser().await);
        let said: AppraisalInput = input(json!({ "recommendation": "approve", "note": "Khả thi" }));
        cut_everywhere(world, "appraise", async || appraise::appraise(office, &by, &id, None, &said, Some("k4")).await).await;
        let by = team.as_approver().await;
        let decided = ApprovalInput::default();
        cut_everywhere(world, "approve", async || decide::approve(office, &by, &id, None, &decided, Some("k5")).await).await;
        let other = team.appraised(100_000_000).await;
        let reason = RejectionInput { reason: "Thiếu đầu ra".into(), ..RejectionInput::default() };
        cut_everywhere(world, "reject", async || decide::reject(office, &by, &other, None, &reason, Some("k6")).await).await;
        let (other, applicant) = (team.submitted(100_000_000).await, team.applicant.user().await);
        cut_everywhere(world, "withdraw", async || submit::withdraw(office, &applicant, &other, None, Some("k7")).await).await;
        any_letters(world).await;
    }

    /// From the contract to the last payment.
    async fn a_loan_is_carried_wholly_or_not_at_all(world: &World) {
        let team = world.team("db", 3_000_000_000).await;
        let id = team.approved(300_000_000).await;
        let (office, by) = (world.office(), team.as_cashier().await);
        let contract: SignInput = input(json!({ "number": "01", "date": world.today() }));
        cut_everywhere(world, "sign", async || loan::sign(office, &by, &id, None, &contract, Some("k1")).await).await;
        let draw: DisbursementInput = input(tranche(world, 200_000_000));
        cut_everywhere(world, "disburse", async || loan::disburse(office, &by, &id, None, &draw, Some("k2")).await).await;
        cut_everywhere(world, "close_drawing", async || release::close_drawing(office, &by, &id, None, Some("k3")).await).await;
        world.go_to("2026-10-01");
        let payment: RepaymentInput = input(json!({ "date": world.today(), "amount": 20_000_000 }));
        let booked = cut_everywhere(world, "repay", async || repay::repay(office, &by, &id, None, &payment, Some("k4")).await).await;
        let wrong = ReversalInput { event: booked.event_id, reason: "Nhầm".into() };
        cut_everywhere(world, "reverse", async || repay::reverse(office, &by, &id, None, &wrong, Some("k5")).await).await;
        let part: PrepaymentInput = input(json!({ "date": world.today(), "amount": 100_000_000, "effect": "lower" }));
        cut_everywhere(world, "prepay", async || repay::prepay(office, &by, &id, None, &part, Some("k6")).await).await;
        let settling = team.auditor.api_get(&format!("/api/v1/loans/{id}")).await.is(200).json()["position"]["total_to_settle"].clone();
        let last: PrepaymentInput = input(json!({ "date": world.today(), "amount": settling, "effect": "lower" }));
        cut_everywhere(world, "settle", async || repay::prepay(office, &by, &id, None, &last, Some("k7")).await).await;
        let other = team.approved(100_000_000).await;
        cut_everywhere(world, "cancel", async || release::cancel(office, &by, &other, None, Some("k8")).await).await;
        any_letters(world).await;
    }

    /// A change of a running loan, from its proposal to each of its ends, and what is booked of a debt written off.
    async fn a_decision_on_a_loan_is_booked_wholly_or_not_at_all(world: &World) {
        let team = world.team("db", 3_000_000_000).await;
        let id = team.active(world, 300_000_000).await;
        let (office, appraiser, approver) = (world.office(), team.as_appraiser().await, team.as_approver().await);
        let rate: RestructureInput = input(json!({ "kind": "rate", "annual_rate_percent": "5", "reason": "Ưu đãi" }));
        let made = cut_everywhere(world, "propose", async || restructure::propose(office, &appraiser, &id, None, &rate, Some("k1")).await).await;
        cut_everywhere(world, "withdraw a proposal", async || restructure::withdraw(office, &appraiser, &made.id, None, Some("k2")).await).await;
        let made = restructure::propose(office, &appraiser, &id, None, &rate, None).await.expect("proposed");
        let reason = input(json!({ "reason": "Chưa đủ căn cứ" }));
        cut_everywhere(world, "reject a proposal", async || restructure::reject(office, &approver, &made.id, None, &reason, Some("k3")).await).await;
        let made = restructure::propose(office, &appraiser, &id, None, &rate, None).await.expect("proposed");
        let note = input(json!({ "note": "Đồng ý" }));
        cut_everywhere(world, "approve a proposal", async || restructure::approve(office, &approver, &made.id, None, &note, Some("k4")).await).await;
        let lost: RestructureInput = input(json!({ "kind": "write_off", "reason": "Mất khả năng trả", "request": { "document": "NQ 1" } }));
        let made = restructure::propose(office, &appraiser, &id, None, &lost, None).await.expect("proposed");
        cut_everywhere(world, "approve a write-off", async || restructure::approve(office, &approver, &made.id, None, &note, Some("k5")).await).await;
        let by = team.as_cashier().await;
        let money: RepaymentInput = input(json!({ "date": world.today(), "amount": 20_000_000 }));
        cut_everywhere(world, "recover", async || repay::repay(office, &by, &id, None, &money, Some("k6")).await).await;
        any_letters(world).await;
    }

    /// What is kept beside the loans: capital, the register, papers, people.
    async fn what_stands_around_a_loan_is_done_wholly_or_not_at_all(world: &World) {
        let team = world.team("db", 3_000_000_000).await;
        let office = world.office();
        let by = Administrator::check(&team.administrator.user().await).expect("an administrator");
        let paid_in = capital::Input { date: world.today(), kind: OwnMovement::Contribution, amount: Money::dong(1_000_000), document: "QĐ 1".into(), document_date: None, source: None, year: None };
        cut_everywhere(world, "capital", async || capital::record(office, &by, &team.fund, &paid_in, Some("k1")).await).await;
        let appraiser = team.appraiser.user().await;
        let entry: CooperativeInput = input(json!({ "code": "5600123452", "name": "HTX Mới", "commune": "Mường Thanh", "province": "Điện Biên", "sector": "crops" }));
        let id = cut_everywhere(world, "enter", async || cooperative::enter(office, &appraiser, &entry, Some("k2")).await).await;
        let moved: CooperativeInput = input(json!({ "members": 20 }));
        cut_everywhere(world, "change", async || cooperative::change(office, &appraiser, &id, None, &moved).await).await;
        let (applicant, application) = (team.applicant.user().await, team.begin(300_000_000).await);
        let paper = || b"%PDF-1.7\n".to_vec();
        let document = cut_everywhere(world, "add a paper", async || documents::add(office, &applicant, &application, Sent { kind: "plan".into(), files: vec![("a.pdf".into(), paper())], ..Sent::default() }).await).await;
        cut_everywhere(world, "remove a paper", async || documents::remove(office, &applicant, &application, &document, None).await).await;
        cut_everywhere(world, "make a token", async || people::make_own_token(office, &applicant, "máy").await).await;
        any_letters(world).await;
    }

    /// The cooperative's answer to its offer, and its requests with what answers them.
    async fn what_a_cooperative_asks_is_done_wholly_or_not_at_all(world: &World) {
        let team = world.team("db", 3_000_000_000).await;
        let (approved, declined) = (team.approved(50_000_000).await, team.approved(50_000_000).await);
        let loan = team.active(world, 50_000_000).await;
        let office = world.office();
        let applicant = Applicant::check(&team.applicant.user().await).expect("an applicant");
        let staff = Staff::check(&team.appraiser.user().await).expect("staff");
        let yes = AcceptInput { declared: true };
        cut_everywhere(world, "accept", async || offer::accept(office, &applicant, &approved, &yes, Some("k1")).await).await;
        let no = DeclineInput { reason: "Không vay".into() };
        cut_everywhere(world, "decline", async || offer::decline(office, &applicant, &declined, &no, Some("k2")).await).await;
        let more_time: AskInput = input(json!({ "kind": "more_time", "purpose": "Lũ", "plan": "Lùi", "again": true }));
        let made = cut_everywhere(world, "ask", async || ask::make(office, &applicant, &loan, &more_time, Some("k3")).await).await;
        let why: RefuseInput = input(json!({ "reason": "Không" }));
        cut_everywhere(world, "refuse", async || ask::refuse(office, &staff, &made.id, &why, Some("k4")).await).await;
        let second = ask::make(office, &applicant, &loan, &more_time, None).await.expect("asked");
        cut_everywhere(world, "withdraw", async || ask::withdraw(office, &applicant, &second.id, Some("k5")).await).await;
        let told: AskInput = input(json!({ "kind": "payment", "amount": 1_000_000, "date": world.today() }));
        let third = ask::make(office, &applicant, &loan, &told, None).await.expect("told");
        let by = team.as_cashier().await;
        let paid: RepaymentInput = input(json!({ "date": world.today(), "amount": 1_000_000, "answers": third.id }));
        cut_everywhere(world, "book", async || repay::repay(office, &by, &loan, None, &paid, Some("k6")).await).await;
        any_letters(world).await;
    }
}

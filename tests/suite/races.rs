//! Many at once: whoever comes first wins, nobody wins twice, and the books add up.
use std::sync::Arc;

use coopfund::access::{Administrator, Witness};
use coopfund::actions::capital::{self, OwnMovement};
use coopfund::actions::decide::{self, ApprovalInput, Granted};
use coopfund::actions::loan::{self, CreditCheck, DisbursementInput};
use coopfund::actions::repay::{self, RepaymentInput};
use coopfund::actions::{Error, Refusal};
use coopfund::domain::money::Money;
use rocket::http::Method;
use serde_json::json;
use tokio::sync::Barrier;
use tokio::task::JoinSet;

use crate::world::World;
use crate::world::team::{Team, id_of};

/// Starts all of them at the same moment, on as many threads as there are, and gives what each came to.
pub async fn at_once<T, F>(deeds: Vec<F>) -> Vec<T>
where
    T: Send + 'static,
    F: Future<Output = T> + Send + 'static,
{
    let ready = Arc::new(Barrier::new(deeds.len()));
    let mut running = JoinSet::new();
    for deed in deeds {
        let ready = Arc::clone(&ready);
        running.spawn(async move {
            ready.wait().await;
            deed.await
        });
    }
    running.join_all().await
}

/// Applications of 300 million each, appraised, every one of another cooperative.
pub async fn appraised(world: &World, team: &Team, number: usize) -> Vec<String> {
    let mut ids = Vec::new();
    for at in 0..number {
        let mut wanted = team.wanted(300_000_000);
        wanted["cooperative"] = json!(world.cooperative(&format!("HTX số {at}")).await);
        let id = id_of(&team.deed(&team.appraiser, "applications", &wanted).await.is(201));
        team.sent_on_behalf(world, &id).await;
        let said = json!({ "recommendation": "approve", "note": "Khả thi" });
        team.deed(&team.appraiser, &format!("applications/{id}/appraise"), &said).await.is(200);
        ids.push(id);
    }
    ids
}

async fn approve(
    world: &World,
    team: &Team,
    id: String,
) -> impl Future<Output = Result<Granted, Error>> + Send + 'static {
    let (office, by) = (world.office().clone(), team.as_approver().await);
    async move { decide::approve(&office, &by, &id, None, &ApprovalInput::default(), None).await }
}

fn refusal<T: std::fmt::Debug>(done: Result<T, Error>) -> Option<Refusal> {
    match done {
        Ok(_) => None,
        Err(Error::Refused(refusal)) => Some(refusal),
        Err(Error::Store(error)) => panic!("the store failed: {error}"),
    }
}

async fn count(world: &World, sql: &'static str) -> i64 {
    let row: Option<(i64,)> = world.office().store.glance(sql, vec![]).await.expect("counted");
    row.expect("a row").0
}

story! {
    /// Thirty-two approvals at once of 300 million each, and capital for ten.
    async fn capital_for_ten_is_promised_ten_times(world: &World) {
        let team = world.team("db", 3_000_000_000).await;
        let mut deeds = Vec::new();
        for id in appraised(world, &team, 32).await {
            deeds.push(approve(world, &team, id).await);
        }
        let (mut granted, mut short) = (0, 0);
        for done in at_once(deeds).await {
            match refusal(done) {
                None => granted += 1,
                Some(Refusal::InsufficientCapital { available, wanted }) => {
                    assert_eq!((available, wanted), (Money::ZERO, Money::dong(300_000_000)));
                    short += 1;
                }
                Some(other) => panic!("{other:?}"),
            }
        }
        assert_eq!((granted, short), (10, 22));
        assert_eq!(count(world, "SELECT CAST(COUNT(*) AS BIGINT) FROM loans").await, 10);
        assert_eq!(count(world, "SELECT reserved FROM funds").await, 3_000_000_000);
        assert_eq!(count(world, "SELECT CAST(COUNT(*) AS BIGINT) FROM audit WHERE action = 'application.approve' AND outcome = 'refused'").await, 22);
        assert_eq!(world.expect_mails("approved").await.len(), 0, "no cooperative has an address");
    }

    /// One application, sixteen approvals at once: one loan.
    async fn an_application_is_approved_once(world: &World) {
        let team = world.team("db", 3_000_000_000).await;
        let id = team.appraised(300_000_000).await;
        let mut deeds = Vec::new();
        for _ in 0..16 {
            deeds.push(approve(world, &team, id.clone()).await);
        }
        let refused: Vec<_> = at_once(deeds).await.into_iter().filter_map(refusal).collect();
        assert_eq!(refused, vec![Refusal::WrongState { is: "approved".into() }; 15]);
        assert_eq!(count(world, "SELECT reserved FROM funds").await, 300_000_000);
        for kind in ["receipt", "approved"] {
            assert_eq!(world.expect_mails(kind).await.len(), 1);
        }
    }

    /// Two tranches at once that are together more than the rest: one goes out.
    async fn no_more_is_drawn_than_was_approved(world: &World) {
        let team = world.team("db", 3_000_000_000).await;
        let id = team.signed(world, 300_000_000).await;
        let today = world.today();
        let tranche = DisbursementInput { answers: None,
            date: today,
            amount: Money::dong(200_000_000),
            payee: "Công ty Máy".into(),
            evidence: "Hoá đơn".into(),
            credit_check: Some(CreditCheck { worst_debt_group: 1, on: today, document: "CIC".into() }),
        };
        let mut deeds = Vec::new();
        for _ in 0..2 {
            let (office, by, id, tranche) = (world.office().clone(), team.as_cashier().await, id.clone(), tranche.clone());
            deeds.push(async move { loan::disburse(&office, &by, &id, None, &tranche, None).await });
        }
        let refused: Vec<_> = at_once(deeds).await.into_iter().filter_map(refusal).collect();
        let rest = Refusal::OverLimit { rule: "OWN-APPROVED".into(), limit: Money::dong(100_000_000), wanted: tranche.amount };
        assert_eq!(refused, vec![rest]);
        assert_eq!(count(world, "SELECT outstanding FROM funds").await, 200_000_000);
        for kind in ["receipt", "approved", "disbursed"] {
            assert_eq!(world.expect_mails(kind).await.len(), 1);
        }
    }

    /// The owner takes capital out while it is being promised: one of the two is refused.
    async fn capital_is_not_taken_out_from_under_a_promise(world: &World) {
        let team = world.team("db", 2_000_000_000).await;
        let id = team.appraised(300_000_000).await;
        let administrator = Administrator::check(&team.administrator.user().await).expect("an administrator");
        let approval = approve(world, &team, id).await;
        let (office, fund, today) = (world.office().clone(), team.fund.clone(), world.today());
        let withdrawal = async move {
            let input = capital::Input { date: today, kind: OwnMovement::Withdrawal, amount: Money::dong(1_800_000_000), document: "QĐ 2".into(), document_date: None, source: None, year: None };
            capital::record(&office, &administrator, &fund, &input, None).await.map(|_| ())
        };
        let approval = async move { approval.await.map(|_| ()) };
        type Boxed = std::pin::Pin<Box<dyn Future<Output = Result<(), Error>> + Send>>;
        let deeds: Vec<Boxed> = vec![Box::pin(approval), Box::pin(withdrawal)];
        let refused: Vec<_> = at_once(deeds).await.into_iter().filter_map(refusal).collect();
        assert_eq!(refused.len(), 1, "{refused:?}");
        let left = count(world, "SELECT book_charter - reserved FROM funds").await;
        assert!(left == 200_000_000 || left == 1_700_000_000, "{left}");
        world.expect_mails("receipt").await;
        world.expect_mails("approved").await;
    }

    /// The same request sixteen times at once: one deed, one answer.
    async fn one_key_is_one_deed(world: &World) {
        let team = world.team("db", 3_000_000_000).await;
        team.applicant.api_token().await;
        let mut sent = Vec::new();
        for _ in 0..16 {
            let (person, wanted) = (team.applicant.clone(), team.wanted(300_000_000));
            sent.push(async move { person.api_keyed(Method::Post, "/api/v1/applications", &wanted, "mot-khoa").await });
        }
        let answers = at_once(sent).await;
        let first = answers[0].clone().is(201);
        for answer in answers {
            let answer = answer.is(201);
            assert_eq!((answer.text(), answer.location()), (first.text(), first.location()));
        }
        assert_eq!(count(world, "SELECT CAST(COUNT(*) AS BIGINT) FROM applications").await, 1);
        assert_eq!(count(world, "SELECT CAST(COUNT(*) AS BIGINT) FROM audit WHERE action = 'application.begin'").await, 1);
    }

    /// Eight repayments at once on one loan: each is booked, and the interest of a period is paid once.
    async fn eight_repayments_at_once_pay_the_interest_once(world: &World) {
        let team = world.team("db", 3_000_000_000).await;
        let id = team.active(world, 300_000_000).await;
        world.go_to("2026-06-02");
        let input = RepaymentInput { answers: None, date: world.today(), amount: Money::dong(5_000_000), reference: "UNC".into() };
        let due = team.auditor.api_get(&format!("/api/v1/loans/{id}/statement")).await.is(200).json()["interest_due"].as_i64();
        let mut deeds = Vec::new();
        for _ in 0..8 {
            let (office, by, id, input) = (world.office().clone(), team.as_cashier().await, id.clone(), input.clone());
            deeds.push(async move { repay::repay(&office, &by, &id, None, &input, None).await });
        }
        let refused: Vec<_> = at_once(deeds).await.into_iter().filter_map(refusal).collect();
        assert_eq!(refused, vec![]);
        let after = team.auditor.api_get(&format!("/api/v1/loans/{id}/statement")).await.is(200).json();
        let entries = after["entries"].as_array().expect("entries");
        let sum = |name: &str| entries.iter().map(|entry| entry[name].as_i64().expect("an amount")).sum::<i64>();
        assert_eq!((Some(sum("interest")), &after["interest_due"]), (due, &json!(0)), "{after}");
        assert_eq!(sum("interest") + sum("principal") + sum("unallocated"), 40_000_000);
        assert_eq!(count(world, "SELECT CAST(COUNT(DISTINCT seq) AS BIGINT) FROM loan_events").await, 9);
        for (kind, number) in [("receipt", 1), ("approved", 1), ("disbursed", 1), ("repayment", 8)] {
            assert_eq!(world.expect_mails(kind).await.len(), number, "{kind}");
        }
    }
}

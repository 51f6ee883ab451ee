//! Several people at once on one proposal: one decision, and the books hold.
use coopfund::access::{Appraiser, Approver, Cashier, Duty, Witness};
use coopfund::actions::repay::{self, RepaymentInput};
use coopfund::actions::restructure::{self, ApprovalInput, RejectionInput, RestructureInput};
use coopfund::actions::{Error, Refusal};
use coopfund::domain::money::Money;

use super::{MILLION, adjustment, books_hold, running};
use crate::world::staff;

fn refusal<T: std::fmt::Debug>(done: Result<T, Error>) -> Option<Refusal> {
    match done {
        Ok(_) => None,
        Err(Error::Refused(refusal)) => Some(refusal),
        Err(Error::Store(error)) => panic!("the store failed: {error}"),
    }
}

story! {
    /// Two approvers press at once, one for and one against: one of them decides.
    async fn two_approvers_decide_once(world: &World) {
        let desk = running(world, "2026-07-01").await;
        let id = desk.proposed(&adjustment()).await;
        let other = world.account("Duyệt hai", &[staff(Duty::Approver, &desk.lending.fund)]).await;
        let mut tasks = Vec::new();
        for (at, person) in [&desk.lending.approver, &other].into_iter().cycle().take(8).enumerate() {
            let by = Approver::check(&person.user().await).expect("an approver");
            let (office, id) = (world.office().clone(), id.clone());
            tasks.push(tokio::spawn(async move {
                if at % 2 == 0 {
                    restructure::approve(&office, &by, &id, None, &ApprovalInput::default(), None).await
                } else {
                    let reason = RejectionInput { reason: "Không".into() };
                    restructure::reject(&office, &by, &id, None, &reason, None).await
                }
            }));
        }
        let mut refused = Vec::new();
        for task in tasks {
            refused.extend(refusal(task.await.expect("no panic")));
        }
        assert_eq!(refused.len(), 7, "{refused:?}");
        assert!(refused.iter().all(|refusal| matches!(refusal, Refusal::WrongState { .. })), "{refused:?}");
        let told = (world.expect_mails("restructured").await.len(), world.expect_mails("restructuring_rejected").await.len());
        let booked = desk.book().await.events.len() - 1;
        assert!(told == (1, 0) && booked == 1 || told == (0, 1) && booked == 0, "{told:?} {booked}");
        books_hold(world).await;
    }

    /// A payment and the decision at once: whichever comes second meets the first.
    async fn a_payment_and_the_decision_meet(world: &World) {
        let desk = running(world, "2026-07-01").await;
        let id = desk.proposed(&adjustment()).await;
        let approver = Approver::check(&desk.lending.approver.user().await).expect("an approver");
        let cashier = Cashier::check(&desk.lending.cashier.user().await).expect("a cashier");
        let (office, loan) = (world.office().clone(), desk.loan.clone());
        let input = RepaymentInput { answers: None, date: world.today(), amount: Money::dong(30 * MILLION), reference: String::new() };
        let paying = tokio::spawn(async move { repay::repay(&office, &cashier, &loan, None, &input, None).await });
        let office = world.office().clone();
        let deciding = tokio::spawn(async move { restructure::approve(&office, &approver, &id, None, &ApprovalInput::default(), None).await });
        assert_eq!(refusal(paying.await.expect("no panic")), None, "money that came in is always taken");
        let refused = refusal(deciding.await.expect("no panic"));
        assert!(matches!(refused, None | Some(Refusal::Overtaken { .. })), "{refused:?}");
        assert_eq!(desk.book().await.events.len(), 2 + usize::from(refused.is_none()));
        world.expect_mails("repayment").await;
        world.expect_mails("restructured").await;
        books_hold(world).await;
    }

    /// Eight proposals at once: one is open.
    async fn one_proposal_is_open(world: &World) {
        let desk = running(world, "2026-07-01").await;
        let by = Appraiser::check(&desk.lending.appraiser.user().await).expect("an appraiser");
        let input: RestructureInput = serde_json::from_value(adjustment()).expect("an input");
        let tasks: Vec<_> = (0..8).map(|_| {
            let (office, by, loan, input) = (world.office().clone(), by.clone(), desk.loan.clone(), input.clone());
            tokio::spawn(async move { restructure::propose(&office, &by, &loan, None, &input, None).await })
        }).collect();
        let mut refused = Vec::new();
        for task in tasks {
            refused.extend(refusal(task.await.expect("no panic")));
        }
        assert_eq!(refused.len(), 7);
        assert!(refused.iter().all(|refusal| matches!(refusal, Refusal::ProposalOpen { .. })), "{refused:?}");
    }
}

//! Everything that moves or measures capital at once: whoever comes first, the limits and the sums hold.
use std::pin::Pin;

use coopfund::access::{Administrator, Witness};
use coopfund::actions::capital::{self, OwnMovement};
use coopfund::actions::decide::{self, ApprovalInput};
use coopfund::actions::{Error, Refusal, loan, regulation, relation};
use coopfund::domain::money::Money;
use coopfund::domain::regulation::{Setting, SettingKey, SettingSource, SettingValue};
use coopfund::domain::relation::RelationKind;
use coopfund::reports::verify::verify;
use serde_json::json;

use crate::races::{appraised, at_once};
use crate::world::World;
use crate::world::team::tranche;

type Deed = Pin<Box<dyn Future<Output = Result<(), Error>> + Send>>;

fn setting(world: &World) -> Setting {
    Setting {
        value: SettingValue::parse(SettingKey::ApprovalValidDays, "30").expect("a value"),
        source: SettingSource { document: "QĐ 8".into(), dated: world.today(), clause: "Điều 1".into() },
        from: world.today(),
        example: false,
    }
}

story! {
    /// 2 000 million: tranches, approvals of 300 for cooperatives related to one another, withdrawals and losses dated back, relations
    /// and settings, all at the same moment.
    async fn nothing_at_once_breaks_a_limit_or_a_sum(world: &World) {
        let team = world.team("db", 2_000_000_000).await;
        let signed = team.signed(world, 300_000_000).await;
        let own = world.cooperative_code(&team.cooperative).await;
        world.go_to("2026-03-09");
        let ids = appraised(world, &team, 6).await;
        let administrator = Administrator::check(&team.administrator.user().await).expect("an administrator");
        let related: Vec<(String,)> = world.office().store.list("SELECT cooperative_id FROM applications ORDER BY number", vec![]).await.expect("listed");
        let mut deeds: Vec<Deed> = Vec::new();
        for id in ids {
            let (office, by) = (world.office().clone(), team.as_approver().await);
            deeds.push(Box::pin(async move { decide::approve(&office, &by, &id, None, &ApprovalInput::default(), None).await.map(|_| ()) }));
        }
        for _ in 0..3 {
            let (office, by, id) = (world.office().clone(), team.as_cashier().await, signed.clone());
            let input = serde_json::from_value(tranche(world, 100_000_000)).expect("a tranche");
            deeds.push(Box::pin(async move { loan::disburse(&office, &by, &id, None, &input, None).await.map(|_| ()) }));
        }
        for (kind, amount) in [(OwnMovement::Withdrawal, 400_000_000), (OwnMovement::Withdrawal, 400_000_000), (OwnMovement::Result, -300_000_000)] {
            let (office, by, fund) = (world.office().clone(), administrator.clone(), team.fund.clone());
            let input = capital::Input { date: "2026-03-04".parse().expect("a day"), kind, amount: Money::dong(amount), document: "QĐ 2".into(), document_date: None, source: None, year: None };
            deeds.push(Box::pin(async move { capital::record(&office, &by, &fund, &input, None).await.map(|_| ()) }));
        }
        for (cooperative,) in related.into_iter().filter(|one| one.0 != team.cooperative).take(3) {
            let (office, by) = (world.office().clone(), team.as_appraiser().await);
            let input = relation::RelationInput { kind: RelationKind::Owner, cooperative: Some(own.clone()), name: None, identifier: None, from: world.today(), document: "Bản khai".into() };
            deeds.push(Box::pin(async move { relation::record(&office, &by, &cooperative, &input, None).await.map(|_| ()) }));
        }
        let (office, by, fund, setting) = (world.office().clone(), administrator, team.fund.clone(), setting(world));
        deeds.push(Box::pin(async move { regulation::set(&office, &by, &fund, &setting, None).await.map(|_| ()) }));
        for done in at_once(deeds).await {
            match done {
                Ok(()) => {}
                Err(Error::Refused(Refusal::InsufficientCapital { .. } | Refusal::InsufficientCapitalOn { .. } | Refusal::OverLimit { .. } | Refusal::NotEligible(_))) => {}
                Err(other) => panic!("{other:?}"),
            }
        }
        let found = verify(world.office()).await.expect("verified");
        assert!(found.holds(), "{:?}", found.findings);
        // Each decision kept within 15 percent for one and 25 with the related, of the capital at its moment.
        let decided = world.audit().await.into_iter().filter(|row| row.action == "application.approve" && row.outcome == "done");
        let mut checked = 0;
        for row in decided {
            let after = row.after.expect("after").0;
            for finding in after["sheet"]["findings"].as_array().expect("findings") {
                if ["CF-27", "CF-28"].contains(&finding["rule"].as_str().unwrap_or_default()) && finding["outcome"] != json!("missing") {
                    assert!(finding["observed"].as_i64() <= finding["limit"].as_i64(), "{finding}");
                    checked += 1;
                }
            }
        }
        assert!(checked > 0, "no decision was looked at");
        for mail in world.mailbox().await {
            world.expect_mails(&mail.kind).await;
        }
    }
}

//! The end of a day: each date closed once and in order, reminders at their steps, what lapses, money that waited.
use chrono::{NaiveDate, TimeDelta};
use coopfund::access::{Cashier, Duty, Witness};
use coopfund::actions::end_of_day::close_through;
use coopfund::actions::loan::{CreditCheck, DisbursementInput, SignInput, disburse, sign};
use coopfund::actions::repay::{RepaymentInput, repay};
use coopfund::actions::{Error, Refusal};
use coopfund::args;
use coopfund::domain::capital::MovementKind;
use coopfund::domain::money::Money;
use coopfund::mail::send_due;
use coopfund::store::loans::{Conditions, NewLoan};
use coopfund::store::{Doc, StoreError, audit, capital, funds, loans, new_id};

use crate::smtp::MailServer;
use crate::world::{Person, World, of_cooperative, staff};

const LOAN: i64 = 120_000_000;

/// A fund with one cooperative, somebody who reads its mail, and a cashier.
struct Scene {
    fund: String,
    cooperative: String,
    cashier: Person,
    others: [String; 2],
}

async fn scene(world: &World) -> Scene {
    let fund = world.fund("dienbien-htx", "A", 3_000_000_000).await;
    let cooperative = world.cooperative("HTX Chiềng Xét").await;
    world.account("Xuan", &[of_cooperative(&cooperative)]).await;
    let cashier = world.account("Lan", &[staff(Duty::Cashier, &fund)]).await;
    let appraiser = world.account("Minh", &[staff(Duty::Appraiser, &fund)]).await;
    let approver = world.account("Hung", &[staff(Duty::Approver, &fund)]).await;
    Scene { others: [id_of(&appraiser).await, id_of(&approver).await], fund, cooperative, cashier }
}

async fn id_of(person: &Person) -> String {
    person.user().await.id
}

impl Scene {
    /// A loan approved today: 120 million in four quarterly parts, the capital reserved.
    async fn approved(&self, world: &World, number: &str, lapses_on: NaiveDate) -> String {
        let (id, application, now, today) = (new_id(), new_id(), world.now(), world.today());
        let [appraiser, approver] = &self.others;
        let conditions = Doc(Conditions::default());
        world
            .arrange(async |tx| {
                tx.execute_one(
                    "INSERT INTO applications (id, number, fund_id, cooperative_id, status, appraised_by, decided_by, created_by, created_at, status_since, version)
                     VALUES ($1, $2, $3, $4, 'approved', $5, $6, $5, $7, $7, 1)",
                    args![&application, format!("HS-{number}"), &self.fund, &self.cooperative, appraiser, approver, now],
                )
                .await?;
                let mut fund = funds::lock(tx, &self.fund).await?.expect("the fund");
                let loan = NewLoan {
                    id: &id, number, fund_id: &self.fund, cooperative_id: &self.cooperative, application_id: &application,
                    amount: Money::dong(LOAN), annual_rate_percent: "6.0", term_months: 12, repay_every_months: 3, principal_grace_months: 0,
                    method: "equal_principal", conditions: &conditions, appraised_by: appraiser, approved_by: approver, approved_on: today, lapses_on,
                };
                loans::insert(tx, &loan, now).await?;
                let amount = Money::dong(LOAN);
                let posted = capital::post(tx, &mut fund, MovementKind::Reserve, amount, today, Some(&id), None, approver, now).await;
                posted.expect("there is capital enough");
                Ok::<_, StoreError>(())
            })
            .await;
        id
    }

    /// The same, signed and paid out today: due on 2 June, 2 September, 2 December and 2 March.
    async fn running(&self, world: &World, number: &str) -> String {
        let today = world.today();
        let id = self.approved(world, number, today + TimeDelta::days(90)).await;
        let cashier = Cashier::check(&self.cashier.user().await).expect("a cashier");
        let contract = SignInput { number: format!("HD-{number}"), date: today };
        sign(world.office(), &cashier, &id, None, &contract, None).await.expect("signed");
        let credit_check = CreditCheck { worst_debt_group: 1, on: today, document: "CIC-1".into() };
        let tranche = DisbursementInput {
            answers: None,
            date: today,
            amount: Money::dong(LOAN),
            payee: "HTX".into(),
            evidence: "HD-1".into(),
            credit_check: Some(credit_check),
        };
        disburse(world.office(), &cashier, &id, None, &tranche, None).await.expect("paid out");
        world.expect_mail("disbursed", "xuan@example.vn").await;
        id
    }

    async fn pays(&self, world: &World, loan: &str, amount: i64) {
        let cashier = Cashier::check(&self.cashier.user().await).expect("a cashier");
        let payment = RepaymentInput {
            answers: None,
            date: world.today(),
            amount: Money::dong(amount),
            reference: "UNC-1".into(),
        };
        repay(world.office(), &cashier, loan, None, &payment, None).await.expect("booked");
        world.expect_mail("repayment", "xuan@example.vn").await;
    }

    async fn figures(&self, world: &World) -> (i64, i64) {
        let fund = world.arrange(async |tx| funds::find(tx, &self.fund).await).await.expect("the fund");
        (fund.outstanding.as_dong(), fund.reserved.as_dong())
    }
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Closes what has ended, as the worker does every night.
async fn close(world: &World) -> Vec<(String, NaiveDate)> {
    let yesterday = world.today().pred_opt().unwrap();
    close_through(world.office(), yesterday).await.expect("closed")
}

#[derive(Debug, PartialEq, sqlx::FromRow)]
struct Closing {
    business_date: NaiveDate,
    done: bool,
    audit_seq: Option<i64>,
    audit_hash: Option<String>,
}

async fn closings(world: &World) -> Vec<Closing> {
    let sql =
        "SELECT business_date, done_at IS NOT NULL AS done, audit_seq, audit_hash FROM closings ORDER BY business_date";
    world.office().store.list(sql, args![]).await.expect("readable")
}

story! {
    /// Fifteen, seven and one days before, on the day, and one, ten and thirty days after: once each, with the right words.
    async fn an_unpaid_instalment_is_reminded_of_seven_times(world: &World) {
        let scene = scene(world).await;
        scene.running(world, "KV-1").await;
        world.go_to("2026-05-15");
        let (server, mut reminded) = (MailServer::start(), Vec::new());
        for _ in 0..60 {
            close(world).await;
            assert!(close(world).await.is_empty(), "a closed day stays closed");
            let sent = send_due(world.office(), &server.sender(), 100).await.expect("sent");
            if !world.expect_mails("reminder").await.is_empty() {
                reminded.push((world.today().to_string(), sent.sent));
            }
            world.advance(TimeDelta::days(1));
        }
        let mornings = ["2026-05-18", "2026-05-26", "2026-06-01", "2026-06-02", "2026-06-03", "2026-06-12", "2026-07-02"];
        // The disbursement's letter goes out with the first.
        let subjects: Vec<String> = server.received().iter().skip(1).map(|mail| mail.header("Subject")).collect();
        assert_eq!(reminded, mornings.map(|morning| (morning.to_owned(), 1)));
        assert_eq!(subjects, [
            "Còn 15 ngày: kỳ 1 của khoản vay KV-1 đến hạn", "Còn 7 ngày: kỳ 1 của khoản vay KV-1 đến hạn",
            "Ngày mai: kỳ 1 của khoản vay KV-1 đến hạn", "Hôm nay: kỳ 1 của khoản vay KV-1 đến hạn",
            "Quá hạn 1 ngày: kỳ 1 của khoản vay KV-1", "Quá hạn 10 ngày: kỳ 1 của khoản vay KV-1", "Quá hạn 30 ngày: kỳ 1 của khoản vay KV-1",
        ]);
        let before = server.received()[1].part("text/plain");
        // 120 million at 6 % for 92 nights.
        assert!(before.contains("30.000.000\u{a0}₫") && before.contains("1.814.795\u{a0}₫") && before.contains("31.814.795\u{a0}₫"), "{before}");
        let late = server.received()[7].part("text/plain");
        assert!(late.contains("Tổng nợ quá hạn đến 02/07/2026"), "{late}");
    }

    /// Paid between the reminder's writing and its sending: it is dropped. And no further step reminds of it.
    async fn nobody_is_reminded_of_what_is_paid(world: &World) {
        let scene = scene(world).await;
        let loan = scene.running(world, "KV-1").await;
        let server = MailServer::start();
        let send = async || send_due(world.office(), &server.sender(), 100).await.expect("sent");
        send().await;
        world.go_to("2026-06-02");
        close(world).await;
        assert_eq!(world.expect_mails("reminder").await.len(), 1);
        scene.pays(world, &loan, 31_814_795).await;
        let sent = send().await;
        assert_eq!((sent.dropped, sent.sent), (1, 1), "the reminder is dropped, the payment's letter goes");
        for morning in ["2026-06-03", "2026-06-12", "2026-07-02"] {
            world.go_to(morning);
            close(world).await;
        }
        assert!(world.expect_mails("reminder").await.is_empty());
    }

    /// Missed dates are closed in order, each once, each keeping the head of the fund's trail; only the newest step is sent.
    async fn missed_dates_are_caught_up_in_order(world: &World) {
        let scene = scene(world).await;
        let loan = scene.running(world, "KV-1").await;
        world.go_to("2026-06-03");
        let closed = close(world).await;
        let dates: Vec<NaiveDate> = day("2026-03-02").iter_days().take_while(|date| *date <= day("2026-06-02")).collect();
        assert_eq!(closed.iter().map(|(_, date)| *date).collect::<Vec<_>>(), dates);
        let [only] = world.expect_mails("reminder").await.try_into().expect("the newest step alone");
        assert_eq!(only.fact("due"), "2026-06-02");
        let trail: Vec<audit::Row> = world.audit().await.into_iter().filter(|row| row.chain == scene.fund).collect();
        let stored = closings(world).await;
        assert_eq!(stored.len(), dates.len());
        let mut last = 0;
        for closing in stored {
            let (seq, hash) = (closing.audit_seq.expect("a head"), closing.audit_hash.expect("a head"));
            assert!(closing.done && seq > last);
            let row = trail.iter().find(|row| row.seq == seq).expect("the row of the trail");
            assert_eq!((row.hash.as_str(), row.action.as_str(), &row.object_id), (hash.as_str(), "day.close", &format!("dienbien-htx/{}", closing.business_date)));
            last = seq;
        }
        let position = world.arrange(async |tx| loans::position(tx, &loan).await).await.expect("a position");
        assert_eq!((position.as_of, position.days_past_due), (day("2026-06-03"), 1));
        assert_eq!(position.principal_overdue, Money::dong(30_000_000));
    }

    /// Four processes at once: every date is closed by exactly one of them, every reminder queued once.
    async fn several_processes_share_the_nights(world: &World) {
        let scene = scene(world).await;
        for number in ["KV-1", "KV-2", "KV-3"] {
            scene.running(world, number).await;
        }
        world.go_to("2026-05-26");
        let (a, b, c, d) = tokio::join!(close(world), close(world), close(world), close(world));
        // Who found a date taken left the rest to the other.
        let mut closed: Vec<NaiveDate> = [a, b, c, d].concat().into_iter().map(|(_, date)| date).collect();
        closed.extend(close(world).await.into_iter().map(|(_, date)| date));
        closed.sort();
        let dates: Vec<NaiveDate> = day("2026-03-02").iter_days().take_while(|date| *date <= day("2026-05-25")).collect();
        assert_eq!(closed, dates);
        let trail = world.audit().await;
        assert_eq!(trail.iter().filter(|row| row.action == "day.close" && row.outcome == "done").count(), dates.len());
        assert_eq!(world.expect_mails("reminder").await.len(), 3);
    }

    /// A process that died in the middle: its date stays taken until the claim has run out, then another closes it.
    async fn a_date_left_by_a_dead_process_is_taken_over(world: &World) {
        let scene = scene(world).await;
        scene.running(world, "KV-1").await;
        world.go_to("2026-03-03");
        let (now, until) = (world.now(), world.now() + TimeDelta::minutes(10));
        world
            .arrange(async |tx| {
                tx.execute_one(
                    "INSERT INTO closings (fund_id, business_date, claimed_until, loans) VALUES ($1, $2, $3, 0)",
                    args![&scene.fund, day("2026-03-02"), until],
                )
                .await
            })
            .await;
        assert!(close(world).await.is_empty(), "it is somebody's until {until}, and it is {now}");
        world.advance(TimeDelta::minutes(10));
        assert_eq!(close(world).await, [("dienbien-htx".to_owned(), day("2026-03-02"))]);
    }

    /// An approval nobody drew ends with its last day: the capital is free again and the cooperative is told.
    async fn an_approval_lapses_after_its_last_day(world: &World) {
        let scene = scene(world).await;
        scene.approved(world, "KV-1", day("2026-04-01")).await;
        world.go_to("2026-04-01");
        close(world).await;
        assert_eq!(scene.figures(world).await, (0, LOAN));
        world.go_to("2026-04-02");
        close(world).await;
        assert_eq!(scene.figures(world).await, (0, 0));
        world.expect_mail("lapsed", "xuan@example.vn").await;
        world.expect_audit("loan.lapse", "done").await;
    }

    /// A returned application whose papers did not come ends the same way.
    async fn an_application_without_its_papers_lapses(world: &World) {
        let scene = scene(world).await;
        let (id, now) = (new_id(), world.now());
        world
            .arrange(async |tx| {
                tx.execute_one(
                    "INSERT INTO applications (id, number, fund_id, cooperative_id, status, papers_until, created_by, created_at, status_since, version)
                     VALUES ($1, 'HS-1', $2, $3, 'returned', $4, $5, $6, $6, 1)",
                    args![&id, &scene.fund, &scene.cooperative, day("2026-03-10"), &scene.others[0], now],
                )
                .await
            })
            .await;
        world.go_to("2026-03-10");
        close(world).await;
        assert!(world.expect_mails("lapsed").await.is_empty(), "its last day has not ended");
        world.go_to("2026-03-11");
        close(world).await;
        world.expect_mail("lapsed", "xuan@example.vn").await;
        world.expect_audit("application.lapse", "done").await;
    }

    /// Money brought too early waits; on the due date it is used, and the night after that the capital ledger says so.
    async fn money_that_waited_reaches_the_ledger(world: &World) {
        let scene = scene(world).await;
        let loan = scene.running(world, "KV-1").await;
        world.go_to("2026-05-20");
        scene.pays(world, &loan, 40_000_000).await;
        assert_eq!(scene.figures(world).await, (LOAN, 0), "nothing was due: all of it waits");
        world.go_to("2026-06-02");
        close(world).await;
        assert_eq!(scene.figures(world).await, (90_000_000, 0));
        world.expect_audit("loan.use_waiting_money", "done").await;
        assert!(world.expect_mails("reminder").await.is_empty(), "it was there");
        world.go_to("2026-06-03");
        close(world).await;
        assert_eq!(scene.figures(world).await, (90_000_000, 0));
    }

    /// A day that has not come cannot be closed.
    async fn the_future_is_not_closed(world: &World) {
        scene(world).await;
        let tomorrow = world.today().succ_opt().unwrap();
        let refused = close_through(world.office(), tomorrow).await.expect_err("refused");
        assert!(matches!(refused, Error::Refused(Refusal::Invalid(_))), "{refused:?}");
        assert!(closings(world).await.is_empty());
        assert_eq!(close_through(world.office(), world.today()).await.expect("closed").len(), 1, "an evening is closed early");
    }
}

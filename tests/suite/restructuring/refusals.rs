//! What cannot be proposed or decided, by what is wrong with it or by whom; nothing changes by it.
use coopfund::access::{Appraiser, Duty, Witness};
use coopfund::actions::restructure::{self, RestructureInput};
use coopfund::args;
use rocket::http::Method;
use serde_json::{Value as Json, json};

use super::{Desk, MILLION, adjustment, plan, running};
use crate::world::dump::difference;
use crate::world::staff;

/// What is wrong with a plan of the loan on 1 July: pointer and code.
fn wrong_plans() -> Vec<(&'static str, Json, &'static str, &'static str)> {
    let long: Vec<Json> = (0..601)
        .map(|day| {
            let due = chrono::NaiveDate::from_ymd_opt(2026, 7, 2).expect("a date") + chrono::Days::new(day);
            json!({ "due": due, "principal": 0 })
        })
        .collect();
    let one = |due: &str, principal: Json| json!([{ "due": due, "principal": principal }]);
    vec![
        ("nothing", json!([]), "/plan", "instalments_out_of_range"),
        ("601 lines", json!(long), "/plan", "instalments_out_of_range"),
        ("too little", plan(&[("2027-03-02", 199)]), "/plan", "plan_does_not_sum"),
        ("too much", plan(&[("2027-03-02", 201)]), "/plan", "plan_does_not_sum"),
        ("today", plan(&[("2026-07-01", 100), ("2027-03-02", 100)]), "/plan/0/due", "date_out_of_range"),
        ("yesterday", plan(&[("2026-06-30", 100), ("2027-03-02", 100)]), "/plan/0/due", "date_out_of_range"),
        ("falling dates", plan(&[("2026-12-02", 100), ("2026-09-02", 100)]), "/plan/1/due", "plan_dates_not_rising"),
        ("the same date", plan(&[("2026-12-02", 100), ("2026-12-02", 100)]), "/plan/1/due", "plan_dates_not_rising"),
        ("after maturity", plan(&[("2026-12-02", 100), ("2027-03-03", 100)]), "/plan/1/due", "past_term"),
        (
            "a negative part",
            plan(&[("2026-12-02", -100), ("2027-03-02", 300)]),
            "/plan/0/principal",
            "amount_out_of_range",
        ),
        ("no such day", one("2026-02-30", json!(200 * MILLION)), "/plan/0/due", "not_a_date"),
        ("another writing", one("02/03/2027", json!(200 * MILLION)), "/plan/0/due", "not_a_date"),
        ("a fraction", one("2027-03-02", json!(200_000_000.5)), "/plan/0/principal", "wrong_type"),
        ("a text", one("2027-03-02", json!("200000000")), "/plan/0/principal", "wrong_type"),
        (
            "a field more",
            json!([{ "due": "2027-03-02", "principal": 200_000_000, "interest": 1 }]),
            "/plan/0/interest",
            "unknown_field",
        ),
        ("beyond numbers", one("2027-03-02", json!(i64::MAX)), "/plan/0/principal", "amount_out_of_range"),
        (
            "a sum beyond numbers",
            json!([{ "due": "2026-12-02", "principal": i64::MAX }, { "due": "2027-03-02", "principal": i64::MAX }]),
            "/plan/0/principal",
            "amount_out_of_range",
        ),
        ("no list", json!({}), "/plan", "wrong_type"),
        ("null", Json::Null, "/plan", "required"),
    ]
}

/// Other things that are wrong with a proposal.
fn wrong_bodies() -> Vec<(Json, &'static str, &'static str)> {
    let with = |name: &str, value: Json| {
        let mut body = adjustment();
        body[name] = value;
        body
    };
    vec![
        (json!({}), "/kind", "required"),
        (with("kind", json!("moratorium")), "/kind", "not_a_choice"),
        (with("kind", json!("repayment")), "/kind", "not_a_choice"),
        (with("reason", json!(" ")), "/reason", "required"),
        (with("reason", json!("x".repeat(5001))), "/reason", "too_long"),
        (with("reason", json!("a\u{202e}b")), "", "bad_characters"),
        (with("date", json!("2026-07-02")), "/date", "date_out_of_range"),
        (with("date", json!("2026-03-01")), "/date", "date_out_of_range"),
        (with("amount", json!(5)), "/amount", "unknown_field"),
        (with("effect", json!("next")), "/effect", "unknown_field"),
        (with("request", json!({ "on": "2026-07-02" })), "/request/on", "date_out_of_range"),
        (with("request", json!({ "by": "x".repeat(201) })), "/request/by", "too_long"),
        (json!({ "kind": "rate", "reason": "x" }), "/annual_rate_percent", "required"),
        (
            json!({ "kind": "rate", "annual_rate_percent": "6,5", "reason": "x" }),
            "/annual_rate_percent",
            "not_a_percentage",
        ),
        (
            json!({ "kind": "rate", "annual_rate_percent": "99999999", "reason": "x" }),
            "/annual_rate_percent",
            "not_a_percentage",
        ),
        (json!({ "kind": "interest_waiver", "reason": "x" }), "/amount", "required"),
        (json!({ "kind": "interest_waiver", "amount": 0, "reason": "x" }), "/amount", "not_positive"),
        (json!({ "kind": "freeze", "reason": "x", "to": "2027-01-01" }), "/loss_percent", "required"),
    ]
}

async fn refused_alike(desk: &Desk<'_>, body: &Json, pointer: &str, code: &str) {
    let refused = desk.propose(body).await.refuses(422, "invalid").json();
    let errors = refused["errors"].as_array().expect("errors");
    let found = errors.iter().find(|error| error["code"] == code);
    let found = found.unwrap_or_else(|| panic!("{body} is refused for {errors:?}, not {code}"));
    if !pointer.is_empty() {
        assert_eq!(found["pointer"], pointer, "{body}");
    }
    assert!(found["detail"].as_str().is_some_and(|said| !said.is_empty()), "{found}");
}

story! {
    /// Every wrong plan and body is told its field and what to do, and leaves the database as it was.
    async fn what_cannot_be_meant_is_refused_where_it_stands(world: &World) {
        let desk = running(world, "2026-07-01").await;
        for person in [&desk.lending.appraiser, &desk.lending.approver, &desk.lending.applicant] {
            person.api_token().await;
        }
        let before = world.dump_but_audit().await;
        for (what, plan, pointer, code) in wrong_plans() {
            let mut body = adjustment();
            body["plan"] = plan;
            refused_alike(&desk, &body, pointer, code).await;
            assert!(difference(&before, &world.dump_but_audit().await).is_empty(), "{what}");
        }
        for (body, pointer, code) in wrong_bodies() {
            refused_alike(&desk, &body, pointer, code).await;
        }
        let left = difference(&before, &world.dump_but_audit().await);
        assert!(left.is_empty(), "{left:#?}");
    }

    /// Only a running loan, only once at a time, only the newest version.
    async fn a_proposal_needs_a_running_loan_without_one(world: &World) {
        let desk = running(world, "2026-07-01").await;
        let cancelled = desk.lending.cancelled().await;
        let signed = desk.lending.signed().await;
        for (loan, state) in [(&signed, "signed"), (&cancelled, "cancelled")] {
            let refused = desk.post(&desk.lending.appraiser, &format!("loans/{loan}/restructure"), &adjustment()).await.refuses(409, "wrong_state");
            assert!(!refused.json()["detail"].as_str().unwrap_or_default().contains(state), "the state is said in Vietnamese");
        }
        let by = Appraiser::check(&desk.lending.appraiser.user().await).expect("an appraiser");
        let input: RestructureInput = serde_json::from_value(adjustment()).expect("an input");
        let stale = restructure::propose(world.office(), &by, &desk.loan, Some(1), &input, None).await;
        assert!(matches!(stale, Err(coopfund::actions::Error::Refused(coopfund::actions::Refusal::Stale))), "{stale:?}");
        let id = desk.proposed(&adjustment()).await;
        let number = desk.shown(&id).await["number"].as_str().expect("one").to_owned();
        let second = desk.propose(&adjustment()).await.refuses(409, "conflict").json();
        assert!(second["detail"].as_str().expect("a sentence").contains(&number), "{second}");
        desk.lending.appraiser.get(&desk.at("restructure")).await.is(409).says(&number);
        // The same key is the same proposal; with another body it is refused.
        desk.post(&desk.lending.appraiser, &format!("restructurings/{id}/withdraw"), &json!({})).await.is(200);
        let path = format!("/api/v1/loans/{}/restructure", desk.loan);
        let first = desk.lending.appraiser.api_keyed(Method::Post, &path, &adjustment(), "k-1").await.is(201).text();
        assert_eq!(desk.lending.appraiser.api_keyed(Method::Post, &path, &adjustment(), "k-1").await.is(201).text(), first);
        let other = json!({ "kind": "rate", "annual_rate_percent": "5", "reason": "x" });
        desk.lending.appraiser.api_keyed(Method::Post, &path, &other, "k-1").await.refuses(422, "idempotency_mismatch");
        for kind in ["receipt", "approved"] {
            world.expect_mails(kind).await;
        }
    }

    /// Four eyes: proposer, decider and cashier of a loan are three people.
    async fn nobody_decides_what_they_proposed(world: &World) {
        let desk = running(world, "2026-07-01").await;
        // Somebody who is appraiser, approver and cashier of the fund, but did nothing on this loan yet.
        let all = [Duty::Appraiser, Duty::Approver, Duty::Cashier].map(|duty| staff(duty, &desk.lending.fund));
        let many = world.person("Đa năng", &all).await;
        let path = format!("loans/{}/restructure", desk.loan);
        let id = desk.post(&many, &path, &adjustment()).await.is(201).json()["id"].as_str().expect("an id").to_owned();
        let decide = |verb: &str| format!("restructurings/{id}/{verb}");
        desk.post(&many, &decide("approve"), &json!({})).await.refuses(409, "same_person");
        desk.post(&many, &decide("reject"), &json!({ "reason": "x" })).await.refuses(409, "same_person");
        many.get(&format!("/restructurings/{id}")).await.is(200).says("Rút đề nghị").is_silent_about("/approve\"");
        let payment = json!({ "date": "2026-07-01", "amount": MILLION });
        desk.post(&many, &format!("loans/{}/repayments", desk.loan), &payment).await.refuses(409, "same_person");
        // Another appraiser may not withdraw it.
        desk.post(&desk.lending.appraiser, &decide("withdraw"), &json!({})).await.refuses(404, "not_found");
        // Those who appraised, approved or paid out the loan keep to their part.
        let both = |duty, other| [staff(duty, &desk.lending.fund), staff(other, &desk.lending.fund)];
        for (person, grants) in [
            (&desk.lending.appraiser, both(Duty::Appraiser, Duty::Approver)),
            (&desk.lending.cashier, both(Duty::Cashier, Duty::Approver)),
        ] {
            world.arrange(async |tx| {
                for grant in &grants[1..] {
                    coopfund::store::users::grant(tx, &person.id, grant, "system", world.now()).await?;
                }
                Ok(())
            }).await;
            desk.post(person, &decide("approve"), &json!({})).await.refuses(409, "same_person");
        }
        world.arrange(async |tx| coopfund::store::users::grant(tx, &desk.lending.approver.id, &staff(Duty::Appraiser, &desk.lending.fund), "system", world.now()).await.map(|_| ())).await;
        desk.post(&many, &decide("withdraw"), &json!({})).await.is(200);
        desk.post(&desk.lending.approver, &path, &adjustment()).await.refuses(409, "same_person");
        assert_eq!(desk.book().await.events.len(), 1);
    }

    /// Who has not the duty is told so; what is not theirs does not exist.
    async fn strangers_find_nothing(world: &World) {
        let desk = running(world, "2026-07-01").await;
        let other = world.lending("khac-htx").await;
        let id = desk.proposed(&adjustment()).await;
        let propose = format!("loans/{}/restructure", desk.loan);
        let decide = |verb: &str| format!("restructurings/{id}/{verb}");
        let reason = json!({ "reason": "x" });
        for person in [&desk.lending.applicant, &desk.lending.cashier, &desk.lending.auditor, &desk.lending.administrator] {
            desk.post(person, &propose, &adjustment()).await.refuses(403, "forbidden");
            desk.post(person, &decide("approve"), &json!({})).await.refuses(403, "forbidden");
            desk.post(person, &decide("reject"), &reason).await.refuses(403, "forbidden");
            desk.post(person, &decide("withdraw"), &json!({})).await.refuses(403, "forbidden");
        }
        desk.post(&other.appraiser, &propose, &adjustment()).await.refuses(404, "not_found");
        desk.post(&other.approver, &decide("approve"), &json!({})).await.refuses(404, "not_found");
        desk.post(&other.approver, &decide("reject"), &reason).await.refuses(404, "not_found");
        desk.post(&other.appraiser, &decide("withdraw"), &json!({})).await.refuses(404, "not_found");
        for reader in [&other.applicant, &other.appraiser, &other.auditor] {
            reader.api_get(&format!("/api/v1/restructurings/{id}")).await.refuses(404, "not_found");
            reader.api_get(&format!("/api/v1/loans/{}/restructurings", desk.loan)).await.refuses(404, "not_found");
        }
        for missing in ["0", "%00", "00000000-0000-7000-8000-000000000000"] {
            desk.lending.approver.api_get(&format!("/api/v1/restructurings/{missing}")).await.refuses(404, "not_found");
            desk.lending.approver.get(&format!("/restructurings/{missing}")).await.is(404);
        }
        let rows: Option<(i64,)> = world.office().store.glance("SELECT CAST(COUNT(*) AS BIGINT) FROM restructurings WHERE status <> 'proposed'", args![]).await.expect("counted");
        assert_eq!(rows, Some((0,)));
    }

    /// A fact that would change what a decision rests on is refused, whatever it is.
    async fn nothing_is_dated_before_a_plan_that_was_decided(world: &World) {
        let desk = running(world, "2026-07-01").await;
        desk.decided(&adjustment()).await;
        desk.on("2026-07-20").await;
        let before = desk.statement().await;
        let pay = |date: &str| json!({ "date": date, "amount": 60 * MILLION, "reference": "UNC" });
        let path = format!("loans/{}/repayments", desk.loan);
        let refused = desk.post(&desk.lending.cashier, &path, &pay("2026-06-20")).await.refuses(422, "invalid").json();
        assert_eq!((&refused["errors"][0]["pointer"], &refused["errors"][0]["code"]), (&json!("/date"), &json!("before_decision")));
        assert!(refused["errors"][0]["detail"].as_str().expect("one").contains("2026-07-01"), "{refused}");
        let form = [("date", "2026-06-20"), ("amount", "60000000")];
        desk.lending.cashier.post(&desk.at("repay"), &form).await.is(422).says("đã có quyết định dựa trên số liệu");
        assert_eq!(desk.statement().await, before);
        desk.repays("2026-07-02", 60 * MILLION).await;
    }
}

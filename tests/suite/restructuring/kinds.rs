//! Each kind of change as it is booked, taken back, and bounded by law and regulation.
use coopfund::args;
use coopfund::domain::terms::Classification;
use coopfund::store::Doc;
use coopfund::store::loans::Conditions;
use serde_json::{Value as Json, json};

use super::{Desk, MILLION, books_hold, plan, running};

/// The first error of a refusal: its pointer and code.
fn fault(refused: &Json) -> (String, String) {
    let error = &refused["errors"][0];
    (error["pointer"].as_str().unwrap_or_default().to_owned(), error["code"].as_str().unwrap_or_default().to_owned())
}

fn at(pointer: &str, code: &str) -> (String, String) {
    (pointer.to_owned(), code.to_owned())
}

/// Makes the loan a job loan: of programme B, classified by status.
async fn as_job_loan(desk: &Desk<'_>) {
    let conditions = Conditions { classification: Classification::Status, ..Conditions::default() };
    desk.world
        .arrange(async |tx| {
            tx.execute_one("UPDATE funds SET programme = 'B-new' WHERE id = $1", args![&desk.lending.fund]).await?;
            tx.execute_one(
                "UPDATE loans SET conditions = $2 WHERE id = $1",
                args![&desk.loan, &Doc(conditions.clone())],
            )
            .await
        })
        .await;
}

story! {
    /// Past the term, as far and as often as the regulation says; what it leaves out is named.
    async fn an_extension_stays_within_the_regulation(world: &World) {
        let desk = running(world, "2026-12-15").await;
        let until = |last: &str| json!({ "kind": "extension", "plan": plan(&[("2027-03-02", 80), (last, 120)]), "reason": "Nhà máy chậm thanh toán" });
        assert_eq!(fault(&desk.propose(&until("2027-03-02")).await.refuses(422, "invalid").json()), at("/plan/1/due", "plan_dates_not_rising"));
        let inside = json!({ "kind": "extension", "plan": plan(&[("2027-03-02", 200)]), "reason": "x" });
        assert_eq!(fault(&desk.propose(&inside).await.refuses(422, "invalid").json()), at("/plan", "inside_term"));
        let far = desk.propose(&until("2028-03-03")).await.refuses(422, "invalid").json();
        assert_eq!(fault(&far), at("/plan", "too_far"));
        assert!(far["errors"][0]["detail"].as_str().expect("a sentence").contains("02/03/2028: tối đa 12 tháng (Điều ví dụ"), "{far}");
        desk.decided(&until("2028-03-02")).await;
        let after = desk.statement().await;
        assert_eq!(after["instalments"].as_array().and_then(|all| all.last()).expect("one")["due"], "2028-03-02");
        assert_eq!((&after["principal_overdue"], &after["debt_group"]), (&json!(0), &json!(5)), "interest due since June stays due");
        let again = desk.propose(&until("2028-03-02")).await.refuses(422, "invalid").json();
        assert_eq!(fault(&again), at("/plan", "inside_term"));
        let again = json!({ "kind": "extension", "plan": plan(&[("2028-03-03", 200)]), "reason": "x" });
        assert_eq!(fault(&desk.propose(&again).await.refuses(422, "invalid").json()), at("/kind", "too_often"));
        books_hold(world).await;
    }

    /// Where the law leaves the limit to the fund and the fund wrote none, that is what is said.
    async fn a_limit_nobody_wrote_down_is_named(world: &World) {
        let desk = running(world, "2026-07-01").await;
        world.arrange(async |tx| {
            // Settings are never deleted: another fund without a regulation takes the loan.
            let id = coopfund::store::new_id();
            tx.execute_one(
                "INSERT INTO funds (id, code, programme, name_vi, name_en, province, open, version, book_charter, accumulated_result, outstanding, reserved, movements, created_at)
                 SELECT $1, 'khac', 'A', 'Khác', 'Other', province, TRUE, 1, 0, 0, 0, 0, 0, created_at FROM funds WHERE id = $2",
                args![&id, &desk.lending.fund],
            ).await?;
            tx.execute_one("UPDATE loans SET fund_id = $1 WHERE id = $2", args![&id, &desk.loan]).await?;
            tx.execute("UPDATE duties SET fund_id = NULL WHERE fund_id = $1", args![&desk.lending.fund]).await
        }).await;
        let body = json!({ "kind": "extension", "plan": plan(&[("2027-06-02", 200)]), "reason": "x" });
        let refused = desk.propose(&body).await.refuses(422, "invalid").json();
        assert_eq!(fault(&refused), at("/kind", "settings_missing"));
        let said = refused["errors"][0]["detail"].as_str().expect("a sentence");
        assert!(said.contains("CF-53") && said.contains("Gia hạn nợ") && said.contains("Nghị định 45/2021/NĐ-CP"), "{said}");
        let rate = json!({ "kind": "rate", "annual_rate_percent": "5", "reason": "x" });
        let refused = desk.propose(&rate).await.refuses(422, "invalid").json();
        assert!(refused["errors"][0]["detail"].as_str().expect("a sentence").contains("Bảng lãi suất"), "{refused}");
    }

    /// A rate holds from the night after its day, under the civil law's cap; taken back, the old one holds again.
    async fn a_rate_changes_and_is_taken_back(world: &World) {
        let desk = running(world, "2026-03-12").await;
        let rate = |percent: &str| json!({ "kind": "rate", "annual_rate_percent": percent, "reason": "Chính sách ưu đãi" });
        assert_eq!(fault(&desk.propose(&rate("6.0")).await.refuses(422, "invalid").json()), at("/annual_rate_percent", "same_rate"));
        let high = desk.propose(&rate("20.5")).await.refuses(422, "invalid").json();
        assert_eq!(fault(&high), at("/annual_rate_percent", "above_law"));
        assert!(high["errors"][0]["detail"].as_str().expect("one").contains("Bộ luật Dân sự"), "{high}");
        let id = desk.decided(&rate("3")).await;
        let shown = desk.shown(&id).await;
        let to_come = |side: &str| shown["comparison"][side]["interest_to_come"].as_i64().expect("dong");
        assert!(to_come("after") < to_come("before"));
        desk.on("2026-03-22").await;
        desk.lending.applicant.get(&desk.at("")).await.is(200).says("Lãi suất đang áp dụng 3 %/năm");
        // 200 million: ten nights at 6 %, ten at 3 %.
        assert_eq!(desk.statement().await["interest_accrued"], 493_151);
        let wrong = json!({ "event": shown["event"], "reason": "Ghi nhầm khoản vay" });
        let undone = desk.post(&desk.lending.cashier, &format!("loans/{}/reversals", desk.loan), &wrong).await.is(201).json();
        assert_eq!(undone["position"]["interest_accrued"], 657_534);
        assert_eq!(undone["changes"][0], json!({ "figure": "interest_accrued", "before": 493_151, "after": 657_534 }));
        desk.lending.applicant.get(&format!("/restructurings/{id}")).await.is(200).says("Bút toán của quyết định này đã được đảo");
        world.expect_mails("reversal").await;
        books_hold(world).await;
    }

    /// No more than the interest due; for inability the debt is in group 3.
    async fn interest_due_is_waived(world: &World) {
        let desk = running(world, "2026-06-08").await;
        let due = desk.statement().await["interest_due"].as_i64().expect("dong");
        let waive = |amount: i64, inability: bool| json!({ "kind": "interest_waiver", "amount": amount, "inability": inability, "reason": "Thiên tai" });
        let more = desk.propose(&waive(due + 1, false)).await.refuses(422, "invalid").json();
        assert_eq!(fault(&more), at("/amount", "over_limit"));
        let id = desk.decided(&waive(due - 1000, true)).await;
        let after = desk.statement().await;
        assert_eq!((&after["interest_due"], &after["debt_group"], &after["group_rule"]), (&json!(1000), &json!(3), &json!("CLS-04")));
        assert_eq!(desk.shown(&id).await["comparison"]["before"]["debt_group"], "1");
        desk.repays("2026-06-08", 1000 + 50 * MILLION + 100_000).await;
        let none = desk.propose(&waive(1, false)).await.refuses(422, "invalid").json();
        assert_eq!(fault(&none), at("/amount", "nothing_due"));
        books_hold(world).await;
    }

    /// The debt leaves the books as a loss; what comes in is a recovery; a write-off can be taken back.
    async fn a_debt_is_written_off_and_recovered(world: &World) {
        let desk = running(world, "2026-12-15").await;
        let body = json!({ "kind": "write_off", "reason": "Không còn tài sản", "request": { "document": "NQ 05/HĐXLRR ngày 10/12/2026" } });
        let bare = json!({ "kind": "write_off", "reason": "Không còn tài sản" });
        assert_eq!(fault(&desk.propose(&bare).await.refuses(422, "invalid").json()), at("/request/document", "required"));
        let before = desk.capital().await;
        let id = desk.proposed(&body).await;
        let event = desk.approve(&id).await.is(200).json()["event"].clone();
        // The fund's own matter: the borrower owes as before, is not written to and does not read the file.
        assert!(world.expect_mails("restructured").await.is_empty());
        desk.lending.applicant.api_get(&format!("/api/v1/restructurings/{id}")).await.refuses(404, "not_found");
        assert_eq!(desk.lending.applicant.api_get(&format!("/api/v1/loans/{}/restructurings", desk.loan)).await.is(200).json(), json!([]));
        assert_eq!(desk.capital().await, [0, 0, before[2], before[3] - 200 * MILLION], "a loss frees nothing");
        let loan = desk.lending.auditor.api_get(&format!("/api/v1/loans/{}", desk.loan)).await.is(200).json();
        assert_eq!(loan["status"], "written_off");
        books_hold(world).await;
        desk.propose(&body).await.refuses(409, "wrong_state");
        let prepayment = json!({ "date": "2026-12-15", "amount": MILLION, "effect": "next" });
        desk.post(&desk.lending.cashier, &format!("loans/{}/prepayments", desk.loan), &prepayment).await.refuses(409, "wrong_state");
        desk.lending.cashier.get(&desk.at("repay")).await.is(200).says("Ghi nhận tiền thu hồi");
        let recovered = desk.repays("2026-12-15", 30 * MILLION).await;
        assert_eq!(recovered["events"].as_array().and_then(|all| all.last()).expect("one")["kind"], "recovery");
        assert_eq!(desk.capital().await, [0, 0, before[2] + 30 * MILLION, before[3] - 170 * MILLION]);
        books_hold(world).await;
        // Not while a recovery rests on it; then it is as if it had never been.
        let path = format!("loans/{}/reversals", desk.loan);
        desk.post(&desk.lending.cashier, &path, &json!({ "event": event, "reason": "Nhầm" })).await.refuses(422, "invalid");
        desk.post(&desk.lending.cashier, &path, &json!({ "event": recovered["event"], "reason": "Nhầm" })).await.is(201);
        let back = desk.post(&desk.lending.cashier, &path, &json!({ "event": event, "reason": "Nhầm" })).await.is(201).json();
        world.expect_mails("reversal").await;
        assert_eq!((&back["status"], desk.capital().await), (&json!("active"), before));
        books_hold(world).await;
    }

    /// Support funds know no freeze; job loans do, by the loss, and nothing accrues in it.
    async fn a_freeze_is_for_job_loans(world: &World) {
        let desk = running(world, "2026-05-01").await;
        let freeze = |to: &str, loss: &str| json!({ "kind": "freeze", "to": to, "loss_percent": loss, "reason": "Lũ quét" });
        let refused = desk.propose(&freeze("2027-01-01", "90")).await.refuses(422, "invalid").json();
        assert_eq!(fault(&refused), at("/kind", "not_in_law"));
        as_job_loan(&desk).await;
        assert_eq!(fault(&desk.propose(&freeze("2027-01-01", "39")).await.refuses(422, "invalid").json()), at("/loss_percent", "loss_too_small"));
        assert_eq!(fault(&desk.propose(&freeze("2029-05-02", "50")).await.refuses(422, "invalid").json()), at("/to", "too_far"));
        assert_eq!(fault(&desk.propose(&freeze("2026-05-01", "50")).await.refuses(422, "invalid").json()), at("/to", "freeze_without_nights"));
        assert_eq!(fault(&desk.propose(&freeze("2027-01-01", "101")).await.refuses(422, "invalid").json()), at("/loss_percent", "out_of_range"));
        let accrued = desk.statement().await["interest_accrued"].clone();
        desk.decided(&freeze("2026-06-01", "50")).await;
        assert_eq!(desk.statement().await["debt_group"], "frozen");
        desk.on("2026-06-01").await;
        assert_eq!(desk.statement().await["interest_accrued"], accrued);
        let overlapping = desk.propose(&json!({ "kind": "freeze", "date": "2026-05-20", "to": "2026-07-01", "loss_percent": "50", "reason": "x" })).await;
        assert_eq!(fault(&overlapping.refuses(422, "invalid").json()), at("/date", "freezes_overlap"));
    }
}

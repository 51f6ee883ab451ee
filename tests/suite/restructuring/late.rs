//! A fact recorded late: what follows is computed again, and everybody is told what changed.
use serde_json::{Value as Json, json};

use super::{MILLION, books_hold, running};

/// A change of an answer, by its figure.
fn change<'j>(answer: &'j Json, figure: &str) -> (&'j Json, &'j Json) {
    let changes = answer["changes"].as_array().expect("changes");
    let found = changes
        .iter()
        .find(|change| change["figure"] == figure)
        .unwrap_or_else(|| panic!("no {figure} in {changes:?}"));
    (&found["before"], &found["after"])
}

story! {
    /// A payment of 5 June that reaches the books on 1 July: as if it had been recorded in time, and the answer says the rest.
    async fn a_payment_recorded_late_is_as_if_recorded_in_time(world: &World) {
        let desk = running(world, "2026-06-05").await;
        desk.on("2026-07-01").await;
        let before = desk.statement().await;
        assert_eq!((&before["debt_group"], &before["days_past_due"]), (&json!(2), &json!(29)));
        let answer = desk.repays("2026-06-05", 60 * MILLION).await;
        let after = desk.statement().await;
        assert_eq!((change(&answer, "debt_group"), change(&answer, "days_past_due")), ((&json!(2), &json!(1)), (&json!(29), &json!(0))));
        for figure in ["principal_overdue", "overdue_interest", "late_interest", "interest_due", "total_to_settle", "principal_outstanding"] {
            assert_eq!(change(&answer, figure), (&before[figure], &after[figure]), "{figure}");
        }
        assert!(before["overdue_interest"].as_i64() > after["overdue_interest"].as_i64());
        let names: Vec<_> = answer["changes"].as_array().expect("changes").iter().map(|change| change["figure"].clone()).collect();
        assert!(!names.contains(&json!("next_due")), "what did not change is not named: {names:?}");
        // Booked on the day itself, the loan would stand the same.
        let row = world.expect_audit("loan.repay", "done").await;
        let [was, is] = [row.before, row.after].map(|said| said.expect("figures").0);
        assert_eq!((&was["figures"]["debt_group"], &is["figures"]["debt_group"]), (&json!(2), &json!(1)));
        assert_eq!((&was["figures"]["overdue_interest"], &is["figures"]["overdue_interest"]), (&before["overdue_interest"], &after["overdue_interest"]));
        // The closing of days is for reminders and lists: it closes no day to facts.
        coopfund::actions::end_of_day::close_through(world.office(), world.today().pred_opt().expect("yesterday")).await.expect("closed");
        world.expect_mails("reminder").await;
        let again = desk.repays("2026-06-20", MILLION).await;
        assert!(!again["changes"].as_array().expect("changes").is_empty());
        books_hold(world).await;
    }

    /// The preview says it before anything is booked, and the page after.
    async fn the_cashier_reads_what_a_late_payment_changes(world: &World) {
        let desk = running(world, "2026-07-01").await;
        let form = [("date", "2026-06-05"), ("amount", "60000000"), ("step", "try")];
        let page = desk.lending.cashier.post(&desk.at("repay"), &form).await.is(200);
        let page = page.says("Ngày giá trị 05/06/2026 đã qua").says("Nhóm nợ Nhóm 2 Nhóm 1").says("Số ngày quá hạn 29 ngày 0 ngày");
        assert_eq!(desk.book().await.events.len(), 1, "{}", page.asked);
        let form = [("date", "2026-06-05"), ("amount", "90000000"), ("step", "try")];
        desk.lending.cashier.post(&desk.at("prepay"), &form).await.is(200).says("Nhóm nợ Nhóm 2 Nhóm 1").says("Tiền lãi bớt được");
        let form = [("date", "2026-06-05"), ("amount", "60000000")];
        let answer = desk.lending.cashier.post(&desk.at("repay"), &form).await.leads_to(&desk.at(""));
        let page = desk.lending.cashier.follow(answer).await.is(200);
        page.says("với ngày giá trị 05/06/2026").says("nhóm nợ Nhóm 2 → Nhóm 1").says("số ngày quá hạn 29 ngày → 0 ngày");
        world.expect_mails("repayment").await;
        // In time, nothing is said of changes; before the first draw or in the future it is refused.
        let form = [("date", "2026-07-01"), ("amount", "1000000")];
        let answer = desk.lending.cashier.post(&desk.at("repay"), &form).await.leads_to(&desk.at(""));
        desk.lending.cashier.follow(answer).await.is(200).says("Đã ghi nhận 1.000.000 ₫.").is_silent_about("ngày giá trị 0");
        world.expect_mails("repayment").await;
        for date in ["2026-03-01", "2026-07-02"] {
            desk.lending.cashier.post(&desk.at("repay"), &[("date", date), ("amount", "1000000")]).await.is(422).says("Ngày phải từ 02/03/2026 đến 01/07/2026.");
        }
    }

    /// The effects of a prepayment stand side by side, and what each saves is less interest, what is paid at once counted.
    async fn the_effects_of_a_prepayment_stand_side_by_side(world: &World) {
        let desk = running(world, "2026-04-01").await;
        let form = [("date", "2026-04-01"), ("amount", "61000000"), ("step", "try")];
        let page = desk.lending.cashier.post(&desk.at("prepay"), &form).await.is(200);
        let words = page.words();
        for row in ["Dư nợ gốc", "Kỳ tới", "Số kỳ còn lại 4 ", "Kỳ cuối 02/03/2027", "Tiền lãi còn phải trả", "Tiền lãi bớt được –"] {
            assert!(words.contains(row), "{row}: {words}");
        }
        let saved = words.split("Tiền lãi bớt được –").nth(1).expect("the row");
        let amounts: Vec<i64> = saved.split(" ₫").take(3).map(|part| part.replace('.', "").trim().parse().unwrap_or_else(|_| panic!("{part} in {saved}"))).collect();
        // Paying the coming instalments saves least, ending earlier most.
        assert!(amounts[0] >= amounts[1] && amounts[1] > amounts[2] && amounts[2] > 0, "{amounts:?}");
        assert_eq!(desk.book().await.events.len(), 1);
    }

    /// The amount that settles the loan on any day, for the fund and the cooperative alike, each interest figure explained.
    async fn the_settlement_of_any_day_is_quoted(world: &World) {
        let desk = running(world, "2026-07-01").await;
        for day in ["2026-03-02", "2026-06-02", "2026-07-01", "2026-11-15"] {
            let statement = desk.lending.applicant.api_get(&format!("/api/v1/loans/{}/statement?as_of={day}", desk.loan)).await.is(200).json();
            let dong = |figure: &str| coopfund::domain::money::Money::dong(statement[figure].as_i64().expect("dong")).to_string();
            for reader in [&desk.lending.applicant, &desk.lending.cashier] {
                let page = reader.get(&format!("{}?on={day}", desk.at("settle"))).await.is(200).says("Thông báo số tiền tất toán");
                let page = page.says(&format!("Tổng phải trả để tất toán {} ₫", dong("total_to_settle"))).says(&format!("Gốc còn nợ {} ₫", dong("principal_outstanding")));
                for (name, figure) in [("due", "interest_due"), ("accrued", "interest_accrued"), ("overdue", "overdue_interest"), ("late", "late_interest")] {
                    if statement[figure].as_i64() > Some(0) {
                        let href = format!("{}?as_of={day}&#38;figure={name}", desk.at("explain"));
                        assert!(page.text().contains(&href), "{href} is not linked on {day}");
                        reader.get(&format!("{}?as_of={day}&figure={name}", desk.at("explain"))).await.is(200).says(&format!("{} ₫", dong(figure)));
                    }
                }
            }
        }
        desk.lending.cashier.get(&format!("{}?on=31/02/2026", desk.at("settle"))).await.is(422).says("Không có ngày này");
        desk.lending.cashier.get(&format!("{}?on=2026-03-01", desk.at("settle"))).await.is(422);
        // What the page says is what settles it.
        let total = desk.statement().await["total_to_settle"].clone();
        let body = json!({ "date": "2026-07-01", "amount": total, "effect": "next" });
        let settled = desk.post(&desk.lending.cashier, &format!("loans/{}/prepayments", desk.loan), &body).await.is(201).json();
        assert_eq!(settled["status"], "settled");
        for kind in ["repayment", "settled"] {
            world.expect_mails(kind).await;
        }
        desk.lending.applicant.get(&desk.at("settle")).await.is(200).says("Chỉ khoản vay đang vay mới có số tiền tất toán.");
    }
}

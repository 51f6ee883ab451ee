//! What a cashier's forms refuse, with its sentence, what was typed, and nothing changed.
use coopfund::access::Duty;

use super::{MILLION, draw, drawn, granted, signed};
use crate::world::{of_cooperative, staff};

story! {
    /// Appraiser, approver and cashier of one loan are three people.
    async fn appraiser_and_approver_are_no_cashiers_of_their_loan(world: &World) {
        let desk = granted(world).await;
        for (person, did) in [(&desk.appraiser, "Cán bộ thẩm định"), (&desk.approver, "Người phê duyệt")] {
            person.get(&desk.at("")).await.is(200).is_silent_about(&desk.at("sign"));
            person.get(&desk.at("sign")).await.is(409).says("bốn mắt").says(did);
            let form = [("number", "1/HĐ"), ("date", "2026-03-02")];
            person.post(&desk.at("sign"), &form).await.is(409).says(did);
            person.post(&desk.at("cancel"), &[]).await.is(409).says(did);
            world.expect_audit("loan.cancel", "refused").await;
        }
        assert_eq!(desk.capital(world).await, [0, 120 * MILLION, 2_880 * MILLION]);
    }

    /// A contract has a number, and a date between the approval and today.
    async fn a_contract_needs_a_number_and_a_possible_date(world: &World) {
        let desk = granted(world).await;
        desk.on(world, "2026-03-10").await;
        desk.does("sign", &[("number", ""), ("date", "")]).await.is(422).says("Cần điền mục này.");
        for wrong in ["2026-03-01", "2026-03-11", "1800-01-01"] {
            desk.does("sign", &[("number", "12/HĐ"), ("date", wrong)]).await.is(422);
        }
        let answer = desk.does("sign", &[("number", "12/HĐ"), ("date", "2026-02-30")]).await.is(422);
        assert!(answer.says("Không có ngày này").text().contains("value=\"12/HĐ\""), "what was typed is shown again");
        desk.does("sign", &[("number", "a\u{202e}b"), ("date", "2026-03-10")]).await.is(422).says("Có ký tự không dùng được");
        desk.does("sign", &[("number", &"1".repeat(61)), ("date", "2026-03-10")]).await.is(422).says("tối đa 60 ký tự");
        desk.cashier.get(&desk.at("")).await.says("Đã duyệt");
    }

    /// A tranche is refused before the contract, in the future, above the rest, of nothing, without payee or evidence.
    async fn a_tranche_is_refused_for_every_reason(world: &World) {
        let desk = signed(world).await;
        desk.on(world, "2026-03-10").await;
        desk.does("disburse", &draw("2026-03-01", "1000000")).await.is(422).says("Ngày phải từ 02/03/2026 đến 10/03/2026.");
        desk.does("disburse", &draw("2026-03-11", "1000000")).await.is(422).says("Ngày phải từ");
        desk.does("disburse", &draw("2026-03-10", "120.000.001")).await.is(422).says("chỉ còn được giải ngân 120.000.000 ₫");
        for amount in ["0", "-5", "1e6", "1.000,5", "", "1000000000000000000", "NaN", "１００"] {
            let answer = desk.does("disburse", &draw("2026-03-10", amount)).await.is(422);
            assert!(answer.text().contains("aria-invalid"), "{amount}: the field is not marked");
        }
        let bare = [("date", "2026-03-10"), ("amount", "1000000"), ("credit_check/worst_debt_group", "1"), ("credit_check/on", "2026-03-10"), ("credit_check/document", "CIC")];
        let answer = desk.does("disburse", &bare).await.is(422);
        assert_eq!(answer.text().matches("class=\"error\"").count(), 2, "payee and evidence");
        assert_eq!(desk.capital(world).await, [0, 120 * MILLION, 2_880 * MILLION]);
        assert_eq!(desk.facts(world).await, 0);
    }

    /// The first money goes out only with a proof of no bad debt of that time (CF-26).
    async fn the_first_tranche_needs_a_clean_credit_check(world: &World) {
        let desk = signed(world).await;
        let mut form = draw("2026-03-02", "1000000");
        let unchecked: Vec<_> = form.iter().copied().filter(|(name, _)| !name.starts_with("credit_check")).collect();
        desk.does("disburse", &unchecked).await.is(422).says("Cần điền mục này.");
        form[4].1 = "3";
        desk.does("disburse", &form).await.is(422).says("Chưa đủ điều kiện vay").says("nợ xấu");
        form[4].1 = "6";
        desk.does("disburse", &form).await.is(422).says("Phải từ 1 đến 5.");
        form[4].1 = "1";
        form[5].1 = "";
        desk.does("disburse", &form).await.is(422).says("Cần điền mục này.");
        assert_eq!(desk.facts(world).await, 0);
        form[5].1 = "2026-03-02";
        desk.does("disburse", &form).await.is(303);
        world.expect_mails("disbursed").await;
        // Later tranches do not ask again.
        desk.does("disburse", &unchecked).await.is(303);
        world.expect_mails("disbursed").await;
    }

    /// A payment before the first draw, of tomorrow or of an impossible amount is refused; what was typed stays.
    async fn a_payment_is_refused_for_every_reason(world: &World) {
        let desk = drawn(world).await;
        desk.on(world, "2026-03-10").await;
        for deed in ["repay", "prepay"] {
            let form = |date, amount| [("date", date), ("amount", amount), ("effect", "lower"), ("reference", "FT 1")];
            desk.does(deed, &form("2026-03-01", "1000")).await.is(422).says("Ngày phải từ 02/03/2026 đến 10/03/2026.");
            desk.does(deed, &form("2026-03-11", "1000")).await.is(422);
            for (amount, why) in [("0", "Phải lớn hơn 0."), ("-5", "không được âm"), ("1e6", "Chưa phải là số tiền"), ("1.000,5", "Chỉ dùng đồng chẵn")] {
                let answer = desk.does(deed, &form("2026-03-10", amount)).await.is(422).says(why);
                assert!(answer.text().contains(&format!("value=\"{amount}\"")) && answer.text().contains("value=\"FT 1\""), "{amount}: not shown again");
            }
        }
        desk.does("prepay", &[("date", "2026-03-10"), ("amount", "1000")]).await.is(422).says("Cần điền mục này.");
        desk.does("prepay", &[("date", "2026-03-10"), ("amount", "1000"), ("effect", "never")]).await.is(422).says("Hãy chọn một trong các mục.");
        desk.does("repay", &[("date", "2026-03-10"), ("amount", "1000"), ("reference", "\u{0}")]).await.is(422);
        assert_eq!(desk.facts(world).await, 1);
    }

    /// A form made of an older state of the loan is refused and shown again with the newest.
    async fn a_stale_form_is_refused(world: &World) {
        let desk = drawn(world).await;
        let page = desk.cashier.get(&desk.at("repay")).await.is(200);
        let version = crate::world::hidden_value(&page.text(), "version").expect("a version");
        let form = [("date", "2026-03-02"), ("amount", "1000"), ("version", version.as_str())];
        desk.does("repay", &form).await.is(303);
        world.expect_mails("repayment").await;
        let again = desk.does("repay", &form).await.is(409).says("vừa được người khác thay đổi");
        let newest = crate::world::hidden_value(&again.text(), "version").expect("a version");
        assert_ne!(newest, version);
        desk.does("repay", &[form[0], form[1], ("version", newest.as_str())]).await.is(303);
        world.expect_mails("repayment").await;
        assert_eq!(desk.facts(world).await, 3);
    }

    /// Somebody else's loan answers like a missing one; a deed without the duty is forbidden.
    async fn a_foreign_loan_does_not_exist(world: &World) {
        let desk = drawn(world).await;
        let other_fund = world.fund("khac", "C", MILLION).await;
        let other_cooperative = world.cooperative("HTX Khác").await;
        let stranger = world.person("Khác", &[of_cooperative(&other_cooperative)]).await;
        let cashier = world.person("Thủ", &[staff(Duty::Cashier, &other_fund)]).await;
        let auditor = world.person("Kiểm", &[staff(Duty::Auditor, &desk.fund)]).await;
        let reads = ["", "explain?figure=accrued", "explain?instalment=1", "statement"];
        let deeds = ["sign", "disburse", "close-drawing", "cancel", "repay", "prepay", "reverse"];
        for end in reads {
            stranger.get(&desk.at(end)).await.is(404);
            cashier.get(&desk.at(end)).await.is(404);
            for own in [&desk.applicant, &desk.appraiser, &auditor] {
                own.get(&desk.at(end)).await.is(200);
            }
        }
        for deed in deeds {
            for person in [&stranger, &desk.applicant, &auditor] {
                person.get(&desk.at(deed)).await.is(403);
                person.post(&desk.at(deed), &draw("2026-03-02", "1000")).await.is(403);
            }
            cashier.get(&desk.at(deed)).await.is(404);
            let form = [("number", "1"), ("date", "2026-03-02"), ("amount", "1000"), ("payee", "x"), ("evidence", "x"), ("effect", "next"), ("reason", "x"), ("event", "x")];
            cashier.post(&desk.at(deed), &form).await.is(404);
        }
        stranger.get("/loans").await.is(200).says("Không có khoản vay nào").is_silent_about("KV-2026-00001");
        for missing in ["/loans/0", "/loans/%00", "/loans/00000000-0000-7000-8000-000000000000", "/loans/' OR 1=1"] {
            desk.cashier.get(&missing.replace(' ', "%20")).await.is(404);
        }
        assert_eq!(desk.facts(world).await, 1);
    }
}

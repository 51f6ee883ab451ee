//! Payments once, twice, eight at once; previews; and that the pages say what the account says.
use coopfund::actions::repay::{self, RepaymentInput};
use coopfund::actions::{Error, Refusal};
use coopfund::domain::account;
use coopfund::domain::money::Money;
use coopfund::text::format;

use super::{MILLION, date, draw, drawn, signed};

/// An amount as a person reads it, its no-break space a space.
fn dong(amount: Money) -> String {
    format::dong(amount).replace('\u{a0}', " ")
}

story! {
    /// Eight repayments posted at once on one loan are eight bookings and take the interest once.
    async fn eight_repayments_at_once_book_the_interest_once(world: &World) {
        let desk = drawn(world).await;
        desk.on(world, "2026-06-02").await;
        let (office, cashier) = (world.office().clone(), desk.cashier().await);
        let input = RepaymentInput { answers: None, date: date("2026-06-02"), amount: Money::dong(4 * MILLION), reference: String::new() };
        let tasks: Vec<_> = (0..8)
            .map(|_| {
                let (office, cashier, loan, input) = (office.clone(), cashier.clone(), desk.loan.clone(), input.clone());
                tokio::spawn(async move { repay::repay(&office, &cashier, &loan, None, &input, None).await })
            })
            .collect();
        for task in tasks {
            task.await.expect("no panic").expect("booked");
        }
        assert_eq!(world.expect_mails("repayment").await.len(), 8);
        let position = desk.position(world).await;
        // 120 million × 92 days at 6 % is 1.814.794,52: once, whatever the number of payments; 32 million came in all.
        let interest: i64 = position.entries.iter().map(|entry| entry.interest.as_dong()).sum();
        let principal: i64 = position.entries.iter().map(|entry| entry.principal.as_dong()).sum();
        assert_eq!((interest, principal, position.unallocated.as_dong()), (1_814_795, 30 * MILLION, 185_205));
        assert_eq!(desk.capital(world).await, [90 * MILLION, 0, 2_910 * MILLION]);
        assert_eq!(desk.facts(world).await, 9);
    }

    /// Eight presses of the same form at once are one booking; eight people with the same page are one booking and seven told.
    async fn the_same_form_at_once_is_one_booking(world: &World) {
        let desk = drawn(world).await;
        desk.on(world, "2026-06-02").await;
        let page = desk.cashier.get(&desk.at("repay")).await.is(200);
        let version = crate::world::hidden_value(&page.text(), "version").expect("a version");
        let press = |key: String| {
            let (cashier, at, version) = (desk.cashier.clone(), desk.at("repay"), version.clone());
            tokio::spawn(async move {
                let form = [("date", "2026-06-02"), ("amount", "5000000"), ("version", version.as_str()), ("key", key.as_str())];
                cashier.post(&at, &form).await.status
            })
        };
        for task in (0..8).map(|_| press("one-key".into())).collect::<Vec<_>>() {
            assert_eq!(task.await.expect("no panic"), 303);
        }
        assert_eq!((desk.facts(world).await, world.expect_mails("repayment").await.len()), (2, 1));
        let page = desk.cashier.get(&desk.at("repay")).await.is(200);
        let version = crate::world::hidden_value(&page.text(), "version").expect("a version");
        let press = |key: String| {
            let (cashier, at, version) = (desk.cashier.clone(), desk.at("repay"), version.clone());
            tokio::spawn(async move {
                let form = [("date", "2026-06-02"), ("amount", "5000000"), ("version", version.as_str()), ("key", key.as_str())];
                cashier.post(&at, &form).await.status
            })
        };
        let mut answers = Vec::new();
        for task in (0..8).map(|at| press(format!("key-{at}"))).collect::<Vec<_>>() {
            answers.push(task.await.expect("no panic"));
        }
        answers.sort_unstable();
        assert_eq!(answers, [303, 409, 409, 409, 409, 409, 409, 409]);
        assert_eq!((desk.facts(world).await, world.expect_mails("repayment").await.len()), (3, 1));
    }

    /// A repeated key gives the first answer again; with another amount it is refused.
    async fn a_repeated_repayment_is_answered_with_the_first(world: &World) {
        let desk = drawn(world).await;
        let cashier = desk.cashier().await;
        let pay = async |amount: i64| {
            let input = RepaymentInput { answers: None, date: world.today(), amount: Money::dong(amount), reference: "FT 7".into() };
            repay::repay(world.office(), &cashier, &desk.loan, None, &input, Some("key-7")).await
        };
        let first = pay(MILLION).await.expect("booked");
        assert_eq!(pay(MILLION).await.expect("answered").event_id, first.event_id);
        let other = pay(2 * MILLION).await;
        assert!(matches!(other, Err(Error::Refused(Refusal::IdempotencyMismatch))), "{other:?}");
        assert_eq!((desk.facts(world).await, world.expect_mails("repayment").await.len()), (2, 1));
        let form = |amount| [("date", "2026-03-02"), ("amount", amount), ("key", "key-8")];
        desk.does("repay", &form("1000")).await.is(303);
        desk.does("repay", &form("1000")).await.is(303);
        desk.does("repay", &form("1001")).await.is(422).says("Mã yêu cầu này đã được dùng");
        assert_eq!((desk.facts(world).await, world.expect_mails("repayment").await.len()), (3, 1));
    }

    /// A preview computes and books nothing; the effects stand side by side.
    async fn a_preview_books_nothing(world: &World) {
        let desk = drawn(world).await;
        desk.on(world, "2026-06-02").await;
        let form = [("date", "2026-06-02"), ("amount", "40.000.000"), ("step", "try")];
        let page = desk.does("repay", &form).await.is(200).says("Nếu ghi nhận Tiền được dùng cho gốc 30.000.000 ₫ · lãi 1.814.795 ₫ · chờ phân bổ 8.185.205 ₫");
        page.says("Dư nợ gốc sau đó 90.000.000 ₫").says("Chỉ là xem trước");
        desk.cashier.post(&desk.at("repay/try"), &form).await.is(200).says("gốc 30.000.000 ₫").is_silent_about("<html");
        desk.cashier.post(&desk.at("repay/try"), &[("date", "x"), ("amount", "1")]).await.is(422).says("Không có ngày này");
        let page = desk.does("prepay", &form).await.is(200).says("Không trả trước Rút ngắn thời hạn Giảm số tiền mỗi kỳ Trừ vào các kỳ tới");
        // 8.185.205 of principal not yet due: 81.814.795 are left, in three parts of 30 million cut short, or of 27.271.598.
        page.says("gốc 38.185.205 ₫ · lãi 1.814.795 ₫").says("Dư nợ gốc 120.000.000 ₫ 81.814.795 ₫ 81.814.795 ₫ 81.814.795 ₫").says("27.271.598").says("21.814.795");
        desk.cashier.post(&desk.at("prepay/try"), &form).await.is(200).says("Kỳ cuối");
        assert_eq!(desk.facts(world).await, 1);
        assert_eq!(desk.capital(world).await, [120 * MILLION, 0, 2_880 * MILLION]);
    }

    /// A payment of more than closes the loan is no payment of the loan: the page says what to book and what to give back. What
    /// was paid before it fell due has its row, so that the table adds up.
    async fn more_than_closes_the_loan_is_not_booked(world: &World) {
        let desk = drawn(world).await;
        desk.on(world, "2026-04-01").await;
        // 120 million and 30 nights of it at 6 %: 591.781 of interest.
        for (deed, effect) in [("repay", ""), ("prepay", "next")] {
            for step in ["", "try"] {
                let form = [("date", "2026-04-01"), ("amount", "120.591.782"), ("effect", effect), ("step", step)];
                desk.does(deed, &form).await.is(422).says("Hãy ghi 120.591.781 ₫ và trả lại 1 ₫ cho người nộp.");
            }
        }
        assert_eq!(desk.facts(world).await, 1);
        let form = [("date", "2026-04-01"), ("amount", "30.591.781"), ("effect", "next")];
        desk.does("prepay", &form).await.is(303);
        let page = desk.applicant.get(&desk.at("")).await.is(200);
        page.says("Trả trước, ngoài các kỳ 30.000.000 591.781 30.591.781 30.591.781").says("Tổng cộng 120.000.000");
        let form = [("date", "2026-04-01"), ("amount", "90.000.000"), ("effect", "next")];
        desk.does("prepay", &form).await.is(303);
        desk.applicant.get(&desk.at("")).await.is(200).says("Đã tất toán").says("Tổng cộng 120.000.000 591.781 120.591.781");
        // As it stood before, its state too.
        desk.applicant.get(&format!("{}?as_of=2026-03-31", desk.at(""))).await.is(200).says("Đang vay");
        assert_eq!((world.expect_mails("repayment").await.len(), world.expect_mails("settled").await.len()), (2, 1));
    }

    /// What closes the loan closes it, whichever way it is booked: kept for the next instalment, its interest would run on.
    async fn a_payment_that_closes_the_loan_settles_it(world: &World) {
        let desk = drawn(world).await;
        desk.on(world, "2026-03-12").await;
        let kept = [("date", "2026-03-12"), ("amount", "1000000"), ("reference", "UNC 1")];
        desk.does("repay", &kept).await.is(303);
        desk.cashier.get(&desk.at("")).await.says("Đang vay").says("Gốc trong hạn 120.000.000 ₫");
        let total = desk.position(world).await.total_to_settle.to_string();
        let last = [("date", "2026-03-12"), ("amount", total.as_str()), ("reference", "UNC 2")];
        desk.does("repay", &[&last[..], &[("step", "try")]].concat()).await.is(200).says("tất toán");
        desk.does("repay", &last).await.is(303);
        desk.applicant.get(&desk.at("")).await.says("Đã tất toán").says("Tổng cộng 120.000.000 197.260 120.197.260");
        assert_eq!(desk.capital(world).await, [0, 0, 3_000 * MILLION]);
        assert_eq!((world.expect_mails("repayment").await.len(), world.expect_mails("settled").await.len()), (2, 1));
    }

    /// The same while the rest is still to be drawn: it is settled once the drawing is closed.
    async fn a_payment_before_the_drawing_is_closed_pays_what_was_drawn(world: &World) {
        let desk = signed(world).await;
        desk.does("disburse", &draw("2026-03-02", "50000000")).await.is(303);
        desk.on(world, "2026-03-12").await;
        let total = desk.position(world).await.total_to_settle.to_string();
        desk.does("repay", &[("date", "2026-03-12"), ("amount", &total)]).await.is(303);
        desk.cashier.get(&desk.at("")).await.says("Đang vay").says("Gốc trong hạn 0 ₫");
        desk.on(world, "2026-06-30").await;
        assert!(desk.position(world).await.total_to_settle.is_zero(), "its interest ran on");
        desk.does("close-drawing", &[]).await.is(303);
        desk.applicant.get(&desk.at("")).await.says("Đã tất toán");
        for kind in ["disbursed", "repayment", "settled"] {
            world.expect_mails(kind).await;
        }
    }

    /// Every figure of the page is that of the account replayed from the stored facts, to the dong, on every day looked at.
    async fn the_page_says_what_the_account_says(world: &World) {
        let desk = drawn(world).await;
        for (day, amount) in [("2026-06-05", 20 * MILLION), ("2026-07-01", 3_333_333), ("2026-10-20", 41_000_001)] {
            desk.on(world, day).await;
            desk.repays(day, amount).await;
        }
        world.expect_mails("repayment").await;
        desk.on(world, "2026-11-30").await;
        let book = desk.book(world).await;
        let terms = book.terms().expect("computable").expect("drawn");
        let facts: Vec<_> = book.facts().expect("readable").into_iter().map(|(event, _)| event).collect();
        for day in ["2026-03-02", "2026-06-02", "2026-06-04", "2026-06-05", "2026-09-01", "2026-10-20", "2026-11-30", "2027-06-01"] {
            let position = account::replay(&terms, &facts, date(day), &world.office().calendar(), coopfund::policy::scales()).expect("computable");
            let page = desk.cashier.get(&format!("{}?as_of={day}", desk.at(""))).await.is(200);
            let figures = [
                ("Gốc trong hạn", position.principal_in_term),
                ("Gốc quá hạn", position.principal_overdue),
                ("Lãi đến hạn chưa trả", position.interest_due),
                ("Lãi cộng dồn chưa đến hạn", position.interest_accrued),
                ("Lãi trên gốc quá hạn", position.overdue_interest),
                ("Lãi chậm trả", position.late_interest),
                ("Tổng phải trả để tất toán", position.total_to_settle),
            ];
            let page = figures.into_iter().fold(page, |page, (label, amount)| page.says(&format!("{label} {}", dong(amount))));
            let page = page.says(&format!("Số ngày quá hạn {} ngày", position.days_past_due)).says(&position.group_rule);
            position.instalments.iter().fold(page, |page, item| {
                let [principal, interest, total, balance] = [item.principal, item.interest, item.total, item.balance].map(|amount| amount.to_string());
                page.says(&format!("{} {} {principal} {interest} {total} {balance}", item.number, format::date(item.due)))
            });
            let quote = desk.applicant.get(&format!("{}?on={day}", desk.at(""))).await.is(200);
            quote.says(&format!("Trả hết ngày {}", format::date(date(day)))).says(&dong(position.total_to_settle));
            let statement = desk.applicant.get(&format!("{}?as_of={day}", desk.at("statement"))).await;
            // Of a day to come nothing is certified.
            match date(day) <= world.today() {
                true => statement.is(200).says(&dong(position.total_to_settle)),
                false => statement.is(422),
            };
        }
    }
}

//! Taking bookings back: with a reason, once, and never a reversal itself.
use super::{Desk, MILLION, draw, drawn, signed};
use crate::world::World;

/// The id of the loan's newest fact of a kind.
async fn newest(world: &World, desk: &Desk, kind: &str) -> String {
    let book = desk.book(world).await;
    book.events.iter().rev().find(|event| event.kind == kind).expect("such a fact").id.clone()
}

story! {
    /// A repayment taken back is as if it had never been, and both stay to be seen.
    async fn a_repayment_is_taken_back(world: &World) {
        let desk = drawn(world).await;
        desk.on(world, "2026-06-02").await;
        let before = desk.position(world).await;
        desk.repays("2026-06-02", 31_814_795).await;
        world.expect_mails("repayment").await;
        assert_eq!(desk.capital(world).await, [90 * MILLION, 0, 2_910 * MILLION]);
        let event = newest(world, &desk, "repayment").await;
        desk.cashier.get(&format!("{}?event={event}", desk.at("reverse"))).await.is(200).says("Trả nợ 31.814.795 ₫").says("Lý do đảo");
        desk.does("reverse", &[("event", &event), ("reason", " ")]).await.is(422).says("Cần điền mục này.");
        desk.does("reverse", &[("event", &event), ("reason", "Ghi nhầm khoản vay")]).await.leads_to(&desk.at(""));
        world.expect_mail("reversal", "sang@example.vn").await;
        assert_eq!(desk.position(world).await, before);
        assert_eq!(desk.capital(world).await, [120 * MILLION, 0, 2_880 * MILLION]);
        let page = desk.cashier.get(&desk.at("")).await.is(200).says("Lý do: Ghi nhầm khoản vay");
        assert!(page.text().contains("<del><b>Trả nợ"), "it is struck through");
        page.says("Đảo bút toán: Trả nợ 31.814.795 ₫ ngày 02/06/2026").says("Hôm nay đến hạn: cần trả 31.814.795 ₫");

        // Not twice, and not the reversal itself.
        desk.does("reverse", &[("event", &event), ("reason", "lần nữa")]).await.is(422).says("Bút toán này đã được đảo.");
        let reversal = newest(world, &desk, "reversal").await;
        desk.does("reverse", &[("event", &reversal), ("reason", "đảo lại")]).await.is(422).says("Không đảo bút toán đảo");
        desk.does("reverse", &[("event", "không có"), ("reason", "x")]).await.is(404);
        world.expect_audit("loan.reverse", "refused").await;
        assert_eq!(desk.facts(world).await, 3);
    }

    /// A draw is taken back only as the last fact that stands; then its money is reserved again.
    async fn a_draw_is_taken_back_last(world: &World) {
        let desk = signed(world).await;
        desk.does("disburse", &draw("2026-03-02", "120000000")).await.is(303);
        world.expect_mails("disbursed").await;
        desk.repays("2026-03-02", MILLION).await;
        world.expect_mails("repayment").await;
        let (draw_id, payment) = (newest(world, &desk, "disbursement").await, newest(world, &desk, "repayment").await);
        desk.does("reverse", &[("event", &draw_id), ("reason", "sai người nhận")]).await.is(422).says("hãy đảo các bút toán đó trước");
        desk.does("reverse", &[("event", &payment), ("reason", "sai")]).await.is(303);
        desk.does("reverse", &[("event", &draw_id), ("reason", "sai người nhận")]).await.is(303);
        assert_eq!(world.expect_mails("reversal").await.len(), 2);
        assert_eq!(desk.capital(world).await, [0, 120 * MILLION, 2_880 * MILLION]);
        let page = desk.cashier.get(&desk.at("")).await.is(200).says("Đã ký hợp đồng").says("Chưa giải ngân nên chưa nợ.");
        page.says("Dự kiến, nếu giải ngân toàn bộ").says("sai người nhận");
        // It can be paid out again, with a new proof.
        desk.does("disburse", &draw("2026-03-02", "120000000")).await.is(303);
        world.expect_mails("disbursed").await;
        assert_eq!(desk.capital(world).await, [120 * MILLION, 0, 2_880 * MILLION]);
    }

    /// Taking back the payment that settled a loan opens it again.
    async fn a_settled_loan_is_opened_again(world: &World) {
        let desk = drawn(world).await;
        desk.on(world, "2026-03-12").await;
        let total = desk.position(world).await.total_to_settle.to_string();
        desk.does("prepay", &[("date", "2026-03-12"), ("amount", &total), ("effect", "next")]).await.is(303);
        world.expect_mails("repayment").await;
        world.expect_mails("settled").await;
        desk.cashier.get(&desk.at("")).await.says("Đã tất toán");
        let payment = newest(world, &desk, "prepayment").await;
        desk.does("reverse", &[("event", &payment), ("reason", "séc không có tiền")]).await.is(303);
        world.expect_mails("reversal").await;
        desk.cashier.get(&desk.at("")).await.says("Đang vay").says(&format!("Tổng phải trả để tất toán {total} ₫"));
        assert_eq!(desk.capital(world).await, [120 * MILLION, 0, 2_880 * MILLION]);
    }
}

//! Signing, paying out in tranches, repaying on time, early, in part, too much; closing the drawing; cancelling.
use super::{MILLION, draw, drawn, granted, signed};

story! {
    /// A loan of two tranches is repaid on time, early, in part and too much, until it is settled; every figure by hand.
    async fn a_loan_goes_from_its_contract_to_its_end(world: &World) {
        let desk = granted(world).await;
        assert_eq!(desk.capital(world).await, [0, 120 * MILLION, 2_880 * MILLION]);
        desk.cashier.get(&desk.at("")).await.is(200).says("Đến lượt bạn").says("Ghi nhận hợp đồng đã ký").says("Dự kiến, nếu giải ngân toàn bộ ngày 02/03/2026");
        desk.does("sign", &[("number", "12/2026/HĐTD"), ("date", "2026-03-02")]).await.leads_to(&desk.at(""));
        desk.cashier.get(&desk.at("")).await.says("12/2026/HĐTD").says("Đã ký hợp đồng").says("Quỹ, ngày 02/03/2026");

        desk.does("disburse", &draw("2026-03-02", "80.000.000")).await.leads_to(&desk.at(""));
        assert_eq!(desk.capital(world).await, [80 * MILLION, 40 * MILLION, 2_880 * MILLION]);
        world.expect_mail("disbursed", "sang@example.vn").await;
        desk.on(world, "2026-04-01").await;
        let second = [("date", "01/04/2026"), ("amount", "40 000 000"), ("payee", "HTX Na Sang"), ("evidence", "Biên bản 2")];
        desk.does("disburse", &second).await.leads_to(&desk.at(""));
        world.expect_mail("disbursed", "sang@example.vn").await;
        assert_eq!(desk.capital(world).await, [120 * MILLION, 0, 2_880 * MILLION]);
        // 80 million × 30 days and 120 million × 62 days at 6 %: 1.617.534,2466 in the first quarter.
        desk.cashier.get(&desk.at("")).await.says("1 02/06/2026 30.000.000 1.617.534 31.617.534 90.000.000 0 – Kỳ tới").says("Kỳ tới: trả 31.617.534 ₫, hạn ngày 02/06/2026");

        desk.on(world, "2026-06-02").await;
        desk.applicant.get(&desk.at("")).await.says("Đến lượt bạn Hôm nay đến hạn: cần trả 31.617.534 ₫.");
        desk.repays("2026-06-02", 31_617_534).await.says("Đã dùng: gốc 30.000.000 ₫ · lãi 1.617.534 ₫");
        world.expect_mail("repayment", "sang@example.vn").await;
        assert_eq!(desk.capital(world).await[0], 90 * MILLION);

        desk.on(world, "2026-08-20").await;
        desk.repays("2026-08-20", 10 * MILLION).await.says("Đã dùng: chờ phân bổ 10.000.000 ₫");
        world.expect_mail("repayment", "sang@example.vn").await;
        // 90 million × 92 days: 1.361.095,89. The money that waited pays interest first, then 8.638.904 of principal.
        desk.on(world, "2026-09-02").await;
        desk.repays("2026-09-02", 5 * MILLION).await
            .says("Tiền chờ phân bổ được dùng khi đến hạn 02/09/2026 Đã dùng: gốc 8.638.904 ₫ · lãi 1.361.096 ₫ · chờ phân bổ -10.000.000 ₫")
            .says("Đã dùng: gốc 5.000.000 ₫")
            .says("Hôm nay đến hạn: cần trả 16.361.096 ₫");
        world.expect_mail("repayment", "sang@example.vn").await;

        // Ten days late: 16.361.096 × 9 % × 10 ÷ 365 = 40.342,43, and 60 million × 6 % × 10 ÷ 365 = 98.630,14 accrued.
        desk.on(world, "2026-09-12").await;
        let page = desk.cashier.get(&desk.at("")).await.says("Quá hạn 10 ngày: cần trả ngay 16.401.438 ₫").says("Nhóm 2").says("CLS-03");
        page.says("Lãi trên gốc quá hạn 40.342 ₫").says("Lãi cộng dồn chưa đến hạn 98.630 ₫").says("Tổng phải trả để tất toán 76.500.068 ₫");
        desk.does("prepay", &[("date", "2026-09-12"), ("amount", "76.500.068"), ("effect", "shorter"), ("reference", "FT 99")]).await.leads_to(&desk.at(""));
        world.expect_mail("repayment", "sang@example.vn").await;
        world.expect_mail("settled", "sang@example.vn").await;
        let page = desk.cashier.get(&desk.at("")).await.says("Khoản vay đã trả hết.").says("Đã tất toán");
        page.says("gốc 76.361.096 ₫ · lãi 98.630 ₫ · lãi gốc quá hạn 40.342 ₫");
        assert_eq!(desk.capital(world).await, [0, 0, 3_000 * MILLION]);
        desk.does("repay", &[("date", "2026-09-12"), ("amount", "1")]).await.is(409).says("Đã tất toán");
    }

    /// The rest that is not drawn goes back when the drawing is closed, once.
    async fn closing_the_drawing_releases_the_rest(world: &World) {
        let desk = signed(world).await;
        desk.does("close-drawing", &[]).await.is(409);
        desk.does("disburse", &draw("2026-03-02", "70000000")).await.is(303);
        world.expect_mails("disbursed").await;
        assert_eq!(desk.capital(world).await, [70 * MILLION, 50 * MILLION, 2_880 * MILLION]);
        desk.cashier.get(&desk.at("close-drawing")).await.is(200).says("Phần chưa giải ngân 50.000.000 ₫ trở về vốn khả dụng của quỹ.");
        desk.does("close-drawing", &[]).await.leads_to(&desk.at(""));
        assert_eq!(desk.capital(world).await, [70 * MILLION, 0, 2_930 * MILLION]);
        desk.cashier.get(&desk.at("")).await.says("50.000.000 ₫ (đóng giải ngân ngày 02/03/2026)");
        for deed in ["close-drawing", "disburse"] {
            desk.cashier.get(&desk.at(deed)).await.is(409).says("Đã đóng giải ngân");
            desk.does(deed, &draw("2026-03-02", "1")).await.is(409).says("Đã đóng giải ngân");
        }
        assert_eq!(desk.capital(world).await, [70 * MILLION, 0, 2_930 * MILLION]);
        desk.cashier.get(&desk.at("")).await.says("17.500.000");
    }

    /// A loan nothing was drawn of is cancelled, signed or not, and its reserve is released; afterwards nothing can be done.
    async fn a_cancelled_loan_gives_its_reserve_back(world: &World) {
        let desk = signed(world).await;
        desk.cashier.get(&desk.at("cancel")).await.is(200).says("Vốn đã giữ chỗ 120.000.000 ₫");
        desk.does("cancel", &[]).await.leads_to(&desk.at(""));
        assert_eq!(desk.capital(world).await, [0, 0, 3_000 * MILLION]);
        desk.cashier.get(&desk.at("")).await.says("Khoản vay đã huỷ");
        desk.does("sign", &[("number", "1"), ("date", "2026-03-02")]).await.is(409);
        desk.does("disburse", &draw("2026-03-02", "1")).await.is(409);
        desk.does("cancel", &[]).await.is(409);
        world.expect_audit("loan.cancel", "refused").await;
        assert_eq!(desk.capital(world).await, [0, 0, 3_000 * MILLION]);
    }

    /// What was paid out cannot be cancelled.
    async fn a_drawn_loan_is_not_cancelled(world: &World) {
        let desk = drawn(world).await;
        desk.cashier.get(&desk.at("cancel")).await.is(409);
        desk.does("cancel", &[]).await.is(409).says("Đang vay");
        assert_eq!(desk.capital(world).await, [120 * MILLION, 0, 2_880 * MILLION]);
    }

    /// What was drawn is paid back while the drawing is open: the loan waits for the cashier, and closing settles it.
    async fn closing_settles_a_loan_that_owes_nothing(world: &World) {
        let desk = signed(world).await;
        desk.does("disburse", &draw("2026-03-02", "40000000")).await.is(303);
        world.expect_mails("disbursed").await;
        desk.does("prepay", &[("date", "2026-03-02"), ("amount", "40000000"), ("effect", "shorter")]).await.is(303);
        world.expect_mails("repayment").await;
        desk.cashier.get(&desk.at("")).await.says("còn 80.000.000 ₫ chưa giải ngân").says("Đang vay");
        desk.does("close-drawing", &[]).await.is(303);
        world.expect_mails("settled").await;
        desk.cashier.get(&desk.at("")).await.says("Đã tất toán");
        assert_eq!(desk.capital(world).await, [0, 0, 3_000 * MILLION]);
    }
}

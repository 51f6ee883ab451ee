//! The list, a loan on any day, how figures explain themselves, and the statement.
use super::{MILLION, draw, drawn, grant, granted};

story! {
/// The list shows fifty loans a page, by number, and can be narrowed.
async fn the_list_is_paged_and_narrowed(world: &World) {
    let desk = granted(world).await;
    let other = world.fund("viec-lam", "A", 9_000 * MILLION).await;
    let rich = world.fund("giau", "A", 90_000 * MILLION).await;
    for at in 2..=52 {
        let fund = if at == 7 { &other } else { &rich };
        grant(world, fund, &desk.cooperative, [&desk.appraiser, &desk.approver], &format!("KV-2026-{at:05}")).await;
    }
    let page = desk.applicant.get("/loans").await.is(200).says("KV-2026-00001").says("KV-2026-00050");
    let page = page.is_silent_about("KV-2026-00051").says("120.000.000 ₫").says("Đã duyệt");
    assert!(page.text().contains("href=\"/loans?after=KV-2026-00050\""), "the next page");
    let page = desk.applicant.get("/loans?after=KV-2026-00050").await.says("KV-2026-00051").says("KV-2026-00052").says("Về đầu danh sách");
    page.is_silent_about("KV-2026-00050<");
    desk.applicant.get("/loans?fund=viec-lam").await.says("KV-2026-00007").is_silent_about("KV-2026-00008");
    desk.applicant.get("/loans?status=active").await.says("Không có khoản vay nào");
    desk.applicant.get("/loans?status=approved&fund=viec-lam&after=").await.says("KV-2026-00007");
    // The fund's cashier sees the fund's own.
    desk.cashier.get("/loans").await.says("KV-2026-00001").is_silent_about("KV-2026-00002");
    for odd in ["/loans?status=%00&fund=%00&after=%00", "/loans?after='%20OR", "/loans?fund=%F0%9F%98%80"] {
        desk.applicant.get(odd).await.is(200).says("KV-2026-00001");
    }
}

/// The page of a loan as of another day, and what a wrong day is answered with.
async fn a_loan_is_shown_as_of_any_day(world: &World) {
    let desk = drawn(world).await;
    desk.on(world, "2026-06-20").await;
    desk.repays("2026-06-20", 20 * MILLION).await;
    world.expect_mails("repayment").await;
    let page = desk.applicant.get(&format!("{}?as_of=2026-06-12", desk.at(""))).await.is(200);
    page.says("Số liệu đến hết ngày 12/06/2026.").says("Quá hạn 10 ngày").says("Nhóm 2").is_silent_about("Trả nợ 20.000.000");
    // As of the day before the first draw: the plan.
    desk.on(world, "2026-06-21").await;
    for (day, why) in [("2026-02-30", "Không có ngày này"), ("2026-03-01", "Ngày phải từ 02/03/2026"), ("2199-01-01", "Ngày phải từ"), ("x", "Không có ngày này")] {
        desk.applicant.get(&format!("{}?as_of={day}", desk.at(""))).await.is(422).says(why).says("Còn nợ đến hết ngày 21/06/2026");
        desk.applicant.get(&format!("{}?on={day}", desk.at(""))).await.is(422).says(why);
        desk.applicant.get(&format!("{}?as_of={day}", desk.at("statement"))).await.is(422);
        desk.applicant.get(&format!("{}?figure=accrued&as_of={day}", desk.at("explain"))).await.is(422);
    }
    desk.applicant.get(&format!("{}?as_of=%00", desk.at(""))).await.is(422);
}

/// From every interest figure one reaches balance × days × rate, the exact sum and its rounding.
async fn every_interest_figure_explains_itself(world: &World) {
    let desk = granted(world).await;
    // Planned: 120 million × 92 days at 6 % is 1.814.794,5205 and a bit.
    let planned = format!("{}?instalment=1", desk.at("explain"));
    desk.applicant.get(&planned).await.is(200).says("dự kiến").says("120.000.000 6 % 365 ngày/năm, theo số ngày thực tế 1.814.794,5205… 120.000.000 × 6 % × 92 ÷ 365").says("1.814.795 ₫");
    desk.does("sign", &[("number", "1"), ("date", "2026-03-02")]).await.is(303);
    desk.does("disburse", &draw("2026-03-02", "120000000")).await.is(303);
    world.expect_mails("disbursed").await;
    desk.on(world, "2026-06-12").await;
    let page = desk.applicant.get(&desk.at("")).await.is(200);
    for end in ["instalment=1", "instalment=4", "figure=accrued", "figure=overdue", "figure=late"] {
        let link = format!("{}/explain?as_of=2026-06-12&#38;{end}\"", desk.at(""));
        assert!(page.text().contains(&link), "no link to {link}");
    }
    let explain = async |end: &str| desk.applicant.get(&format!("{}?as_of=2026-06-12&{end}", desk.at("explain"))).await;
    explain("instalment=1").await.is(200).says("02/03/2026 02/06/2026 92 120.000.000 6 % 365 ngày/năm, theo số ngày thực tế").says("132480000/73");
    explain("figure=accrued").await.is(200).says("02/06/2026 12/06/2026 10 90.000.000 6 %").says("147.945 ₫");
    explain("figure=overdue").await.is(200).says("10 30.000.000 9 %").says("73.972,6027…").says("73.973 ₫");
    explain("figure=late").await.is(200).says("10 1.814.795 10 %").says("4.972,0410…").says("4.972 ₫");
    for missing in ["instalment=5", "instalment=0", "figure=nothing", "", "instalment=-1"] {
        explain(missing).await.is(404);
    }
}

/// The statement has everything, with amounts in words and room for signatures, in both languages.
async fn the_statement_is_complete(world: &World) {
    let desk = drawn(world).await;
    desk.on(world, "2026-06-12").await;
    let page = desk.applicant.get(&desk.at("statement")).await.is(200).says("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM").says("Số liệu đến hết ngày 12/06/2026");
    let page = page.says("12/2026/HĐTD").says("9 %/năm (1,5 × 6 %)").says("Gốc chia đều, lãi theo dư nợ").says("Bằng chữ: Một trăm hai mươi triệu đồng.");
    page.says("Người nhận: Cửa hàng vật tư").says("Đại diện hợp tác xã").says("Nhóm 2");
    desk.applicant.submit("/language", &[("lang", "en"), ("back", &desk.at("statement"))]).await.is(200).says("Loan statement").is_silent_about("triệu đồng").says("Group 2");
    desk.applicant.get(&desk.at("")).await.says("10 days past due").says("Repayment schedule");
}}

//! The public page of a fund: what it lends for, told to anybody without an account, from its rules and its books.
use chrono::TimeDelta;

use crate::world::World;

const AMOUNT: i64 = 120_000_000;

async fn not_about_mail(world: &World) {
    for kind in ["receipt", "approved", "disbursed"] {
        world.expect_mails(kind).await;
    }
}

story! {
    /// Whoever comes to the start page finds each open fund, and there everything to know before applying, in both languages.
    async fn a_visitor_reads_what_a_fund_lends_for(world: &World) {
        let team = world.team("cong", 3_000_000_000).await;
        let visitor = world.stranger();
        let path = format!("/programmes/{}", team.fund);
        visitor.get("/").await.is(200).links_to(&path);
        let page = visitor.get(&path).await.is(200);
        let page = page.says("Ai được vay").says("Liên hiệp hợp tác xã");
        // The conditions with their law.
        let page = page.says("Vốn tự có").says("20 %").says("Nghị định 45/2021/NĐ-CP");
        // The fund's own list, its time, its rate.
        let page = page.says("Nghị quyết đại hội thành viên").says("20 ngày làm việc, tính từ khi hồ sơ đủ giấy tờ").says("Thẩm định: 15 ngày làm việc");
        let page = page.says("6 %/năm").says("Trung hạn: đến 60 tháng");
        page.says("3.000.000.000 ₫").links_to(&format!("/can-we-borrow?fund={}", team.fund)).links_to(&format!("{path}/checklist"));
        visitor.post("/language", &[("lang", "en"), ("back", &path)]).await.leads_to(&path);
        visitor.get(&path).await.is(200).says("Who may borrow").says("20 working days from the day the file is complete").says("Available to lend today");
    }

    /// What was lent counts, cooperatives once each; nobody is named.
    async fn the_figures_follow_the_books_and_name_nobody(world: &World) {
        let team = world.team("so", 3_000_000_000).await;
        let visitor = world.stranger();
        let path = format!("/programmes/{}", team.fund);
        visitor.get(&path).await.is(200).says("Hợp tác xã đã được vay 0");
        // Approved is not yet lent, but no longer available.
        team.approved(AMOUNT).await;
        visitor.get(&path).await.says("2.880.000.000 ₫").says("Hợp tác xã đã được vay 0");
        team.active(world, AMOUNT).await;
        team.active(world, AMOUNT).await;
        visitor.get(&path).await.says("2.640.000.000 ₫").says("Hợp tác xã đã được vay 1").is_silent_about("HTX so");
        world.advance(TimeDelta::days(1));
        not_about_mail(world).await;
    }

    /// The checklist is the fund's list of papers, made for paper and a pen.
    async fn the_checklist_is_the_funds_list(world: &World) {
        let team = world.team("giay", 3_000_000_000).await;
        let visitor = world.stranger();
        let page = visitor.get(&format!("/programmes/{}/checklist", team.fund)).await.is(200);
        let page = page.says("Danh sách giấy tờ hồ sơ vay").says("Giấy chứng nhận đăng ký").says("Phương án sản xuất kinh doanh");
        assert_eq!(page.text().matches("class=\"tick\"").count(), 5);
        page.links_to(&format!("/programmes/{}", team.fund));
    }

    /// A fund without a regulation says what it has not published; one that takes nothing new says so; job credit follows its law.
    async fn what_is_not_there_is_said(world: &World) {
        let visitor = world.stranger();
        world.fund("moi", "A", 1_000_000_000).await;
        visitor.get("/programmes/moi").await.is(200).says("Quỹ chưa công bố danh mục giấy tờ").says("Quỹ chưa công bố thời hạn giải quyết").says("Quỹ chưa công bố lãi suất và thời hạn");
        visitor.get("/programmes/moi/checklist").await.is(200).says("Quỹ chưa công bố danh mục giấy tờ");
        world.fund("viec-lam", "B-new", 0).await;
        let page = visitor.get("/programmes/viec-lam").await.is(200).says("7,9248 %/năm").says("Nghị định 338/2025/NĐ-CP").says("Vốn do nơi quyết định cho vay cân đối");
        page.is_silent_about("Vốn còn cho vay được hôm nay");
        world.fund("cu", "B-old", 0).await;
        visitor.get("/programmes/cu").await.is(200).says("không nhận hồ sơ mới").is_silent_about("/can-we-borrow?fund=cu");
        for nowhere in ["/programmes/khong-co", "/programmes/", "/programmes/%00", "/programmes/x%27/checklist", "/programmes/%E1%BB%87"] {
            visitor.get(nowhere).await.is(404);
        }
    }

    /// A rate typed in gives the schedule at that rate; one that is none is told at its field.
    async fn a_schedule_is_shown_at_a_rate_of_ones_own(world: &World) {
        let team = world.team("lai", 3_000_000_000).await;
        let visitor = world.stranger();
        let asked = |rate: &str| format!("/can-we-borrow?asked=1&fund={}&amount=120000000&term_months=12&repay_every_months=3&method=equal_principal&annual_rate_percent={rate}", team.fund);
        let by_table = visitor.get(&asked("")).await.is(200).says("4 kỳ trả nợ").text();
        let same = visitor.get(&asked("6")).await.is(200).text();
        let half = visitor.get(&asked("3%2C0")).await.is(200).says("4 kỳ trả nợ").text();
        let interest = |page: &str| page.split("plan-rows").next().map(str::to_owned).unwrap_or_default();
        assert!(interest(&by_table).contains("4.500.") || interest(&by_table).contains("4.5"), "{by_table}");
        assert_eq!(interest(&same).matches("₫").count(), interest(&by_table).matches("₫").count());
        assert_ne!(interest(&half), interest(&same));
        for (wrong, says) in [("nhi%E1%BB%81u", "Cần một tỷ lệ phần trăm"), ("-1", ""), ("99999999999999999999", "")] {
            visitor.get(&asked(wrong)).await.is(422).says(says);
        }
    }
}

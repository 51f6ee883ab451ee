//! The overview: each fund's capital as a picture, its debts by group, what comes in; the same figures as the books, and for each
//! their own funds only.
//!
//! On the morning of 1 July 2025 (see `scene`), in million: 90 of the loan that pays, 120 and 40 of the cooperative that does not,
//! 120 promised, of 3 000. The months, by balance × days × 6 % ÷ 365:
//!
//! - 8/2025: 10 + 40 × 92 days = 604.931,51; 11/2025: 10 + 30 × 92 = 453.698,63; 2/2026: 10 + 20 × 92 = 302.465,75; 5/2026:
//!   10 + 10 × 89 = 146.301,37: the loan of May;
//! - 9/2025: 30 + 90 × 92 = 1.361.095,89; 12/2025: 30 + 60 × 91 = 897.534,25; 3/2026: 30 + 30 × 90 = 443.835,62: two loans of
//!   March alike, since what is overdue already bears no interest in term.
use coopfund::access::Duty;
use coopfund::actions::end_of_day::close_through;
use serde_json::Value as Json;

use super::scene::{MILLION, Scene, mention_mail, pay, scene};
use crate::world::{Answer, PASSWORD, Person, World, everywhere};

/// The night: positions are brought up to the morning.
async fn close(world: &World) {
    let yesterday = world.today().pred_opt().expect("a date");
    close_through(world.office(), yesterday).await.expect("closed");
    mention_mail(world).await;
}

async fn overview(person: &Person) -> Answer {
    person.sign_in(PASSWORD).await.is(303);
    person.get("/dashboard").await.is(200)
}

/// A number as it stands in the portfolio, summed over its running loans of a group.
fn of_group(tape: &[Json], group: i64) -> (usize, i64) {
    let loans = tape.iter().filter(|loan| loan["status"] == "active" && loan["debt_group"] == group);
    let amounts: Vec<i64> = loans.filter_map(|loan| loan["principal_outstanding"].as_i64()).collect();
    (amounts.len(), amounts.iter().sum())
}

async fn tape(scene: &Scene) -> Vec<Json> {
    let door = "/api/v1/reports/portfolio?fund=dienbien-htx";
    scene.team.auditor.api_get(door).await.is(200).json().as_array().expect("rows").clone()
}

story! {
    /// Capital, groups and months by hand, and beside the capital's and the portfolio's own doors.
    async fn the_overview_is_what_the_books_say(world: &World) {
        let scene = scene(world).await;
        close(world).await;
        let page = overview(&scene.team.approver).await.says("Số liệu đến 01/07/2025");
        let page = page.says("Vốn điều lệ thực có: 3.000.000.000 ₫");
        let page = page.says("Đang cho vay 250.000.000 ₫ Đã giữ chỗ 120.000.000 ₫ Còn cho vay được 2.630.000.000 ₫");
        // The picture: 250 of 3 000 is 8,3 %, 120 is 4 %, 2 630 is 87,7 %; said in words for whoever does not see it.
        let source = page.text().replace('\u{a0}', " ");
        for part in ["x=\"0%\" width=\"8.3%\"", "x=\"8.3%\" width=\"4.0%\"", "x=\"12.3%\" width=\"87.7%\""] {
            assert!(source.contains(part), "{part}");
        }
        assert!(source.contains("aria-label=\"Vốn thực có 3.000.000.000 ₫: đang cho vay 250.000.000 ₫, đã giữ chỗ 120.000.000 ₫, còn cho vay được 2.630.000.000 ₫\""));
        let capital = scene.team.auditor.api_get("/api/v1/funds/dienbien-htx/capital").await.is(200).json();
        let said = ["actual_charter", "outstanding", "reserved", "available"].map(|figure| capital[figure].as_i64().expect("dong"));
        assert_eq!(said, [3_000 * MILLION, 250 * MILLION, 120 * MILLION, 2_630 * MILLION]);

        // The second loan is in term itself; its cooperative's other one pulls it into group 2.
        let page = page.says("Nhóm 1 90.000.000 ₫ 1 khoản Nhóm 2 160.000.000 ₫ 2 khoản");
        let tape = tape(&scene).await;
        assert_eq!([1, 2, 3, 4, 5].map(|group| of_group(&tape, group)), [(1, 90 * MILLION), (2, 160 * MILLION), (0, 0), (0, 0), (0, 0)]);

        let page = page.says(
            "Phải thu 07/2025 0 ₫ 08/2025 10.604.932 ₫ 09/2025 62.722.192 ₫ 10/2025 0 ₫ 11/2025 10.453.699 ₫ 12/2025 61.795.068 ₫ \
             01/2026 0 ₫ 02/2026 10.302.466 ₫ 03/2026 60.887.672 ₫ 04/2026 0 ₫ 05/2026 10.146.301 ₫ 06/2026 0 ₫ Cộng 226.912.330 ₫",
        );
        page.says("Đã duyệt 6");
    }

    /// A deed changes it at once, a night changes the groups.
    async fn the_overview_follows_the_books(world: &World) {
        let scene = scene(world).await;
        close(world).await;
        overview(&scene.team.cashier).await.says("09/2025 62.722.192 ₫");
        // 30 million, 1.814.795 of interest, 28 days late of both: 207.123,29 and 13.921,71. What is left of 33 million waits; the
        // cooperative's loans are in group 1 again.
        pay(world, &scene.team, &scene.overdue, 33 * MILLION).await;
        mention_mail(world).await;
        let page = overview(&scene.team.cashier).await.says("Nhóm 1 220.000.000 ₫ 3 khoản").is_silent_about("Nhóm 2");
        page.says("Đang cho vay 220.000.000 ₫ Đã giữ chỗ 120.000.000 ₫ Còn cho vay được 2.660.000.000 ₫");
        assert_eq!(of_group(&tape(&scene).await, 1), (3, 220 * MILLION));
        // Five weeks later the loan of May is late too, by 4 days: still group 1; a week more, and both are in group 2.
        for (morning, groups) in [("2025-08-09", "Nhóm 1 220.000.000 ₫ 3 khoản"), ("2025-08-15", "Nhóm 1 90.000.000 ₫ 1 khoản Nhóm 2 130.000.000 ₫ 2 khoản")] {
            world.go_to(morning);
            close(world).await;
            overview(&scene.team.cashier).await.says(groups);
        }
    }

    /// Everybody who works for a fund sees that fund, whoever works for all sees all, nobody else sees any.
    async fn each_sees_their_own_funds(world: &World) {
        let scene = scene(world).await;
        let other = world.team("sonla", 1_000 * MILLION).await;
        let team = &scene.team;
        for person in [&team.appraiser, &team.approver, &team.cashier, &team.auditor, &team.administrator] {
            overview(person).await.says("250.000.000 ₫").is_silent_about("sonla-htx");
        }
        let page = overview(&other.cashier).await.is_silent_about("dienbien-htx").is_silent_about("250.000.000");
        let page = page.says("Đang cho vay 0 ₫ Đã giữ chỗ 0 ₫ Còn cho vay được 1.000.000.000 ₫").says("Chưa có khoản vay nào đang dư nợ.");
        page.says("Không có khoản nào đến hạn trong 12 tháng tới.").says("Chưa có hồ sơ nào.");
        let council = world.account("Hội đồng", &[everywhere(Duty::Auditor)]).await;
        overview(&council).await.says("dienbien-htx").says("sonla-htx");
        for applicant in [&scene.applicant, &other.applicant] {
            applicant.sign_in(PASSWORD).await.is(303);
            applicant.get("/dashboard").await.is(403).is_silent_about("250.000.000");
        }
        world.stranger().get("/dashboard").await.is(303);
    }
}

//! The start page: for each role, what waits for them and nothing of what is not theirs.
use chrono::TimeDelta;
use coopfund::access::Duty;

use crate::world::{Answer, PASSWORD, Person, World, everywhere};

const AMOUNT: i64 = 120_000_000;

/// The mails of a life up to the first draw are other stories'.
async fn not_about_mail(world: &World) {
    for kind in ["receipt", "approved", "disbursed", "lapsed"] {
        world.expect_mails(kind).await;
    }
}

async fn desk(person: &Person) -> Answer {
    person.get("/").await.is(200)
}

/// The panel of the one thing to do next, on somebody's start page.
async fn next_step(person: &Person) -> Answer {
    let page = desk(person).await;
    let text = page.text();
    let panel = text.split("<section class=\"next").nth(1).and_then(|rest| rest.split("</section>").next());
    Answer { body: panel.expect("a next step").as_bytes().to_vec(), ..page }
}

story! {
    /// An application goes from desk to desk; each desk shows it while it is that desk's turn, and only then.
    async fn a_file_lies_on_the_desk_of_whose_turn_it_is(world: &World) {
        let team = world.team("ban", 3_000_000_000).await;
        for person in [&team.appraiser, &team.approver, &team.cashier, &team.applicant] {
            person.sign_in(PASSWORD).await.is(303);
        }
        desk(&team.applicant).await.says("Xem hợp tác xã được vay bao nhiêu").says("Lập hồ sơ vay");
        desk(&team.appraiser).await.says("Không có việc nào đang chờ bạn");

        let draft = team.begin(AMOUNT).await;
        desk(&team.applicant).await.says("Điền tiếp hồ sơ").says("Bản nháp");
        desk(&team.appraiser).await.says("Không có việc nào đang chờ bạn");

        team.deed(&team.applicant, &format!("applications/{draft}/submit"), &serde_json::json!({})).await.is(200);
        desk(&team.appraiser).await.says("Thẩm định").links_to(&format!("/applications/{draft}")).says("120.000.000");
        desk(&team.approver).await.is_silent_about(&draft);
        desk(&team.applicant).await.says("đang ở quỹ");

        let said = serde_json::json!({ "recommendation": "approve", "note": "Khả thi, đã xem CIC" });
        team.deed(&team.appraiser, &format!("applications/{draft}/appraise"), &said).await.is(200);
        desk(&team.appraiser).await.is_silent_about(&format!("/applications/{draft}"));
        desk(&team.approver).await.says("Quyết định").links_to(&format!("/applications/{draft}"));

        team.deed(&team.approver, &format!("applications/{draft}/approve"), &serde_json::json!({})).await.is(200);
        desk(&team.approver).await.is_silent_about(&draft);
        desk(&team.cashier).await.says("Ký hợp đồng").says("KV-2026-00001");
        not_about_mail(world).await;
    }

    /// A signed loan waits to be paid out; an approval past its day is nobody's work.
    async fn the_cashier_signs_pays_out_and_is_left_alone(world: &World) {
        let team = world.team("thu", 3_000_000_000).await;
        team.cashier.sign_in(PASSWORD).await.is(303);
        let id = team.signed(world, AMOUNT).await;
        desk(&team.cashier).await.says("Giải ngân").links_to(&format!("/loans/{id}"));
        let tranche = crate::world::team::tranche(world, AMOUNT);
        team.deed(&team.cashier, &format!("loans/{id}/disbursements"), &tranche).await.is(201);
        desk(&team.cashier).await.is_silent_about(&format!("/loans/{id}"));
        let lapsed = team.approved(AMOUNT).await;
        desk(&team.cashier).await.links_to(&format!("/loans/{lapsed}"));
        world.advance(TimeDelta::days(400));
        team.cashier.sign_in(PASSWORD).await.is(303);
        desk(&team.cashier).await.is_silent_about(&format!("/loans/{lapsed}"));
        not_about_mail(world).await;
    }

    /// A late loan stands on the desks of its fund's officers and comes first at its cooperative; another fund sees nothing.
    async fn late_money_comes_first(world: &World) {
        let team = world.team("cham", 3_000_000_000).await;
        let other = world.team("khac", 3_000_000_000).await;
        let id = team.active(world, AMOUNT).await;
        team.begin(AMOUNT).await;
        world.advance(TimeDelta::days(140));
        coopfund::actions::end_of_day::close_through(world.office(), world.today()).await.expect("the days are closed");
        for person in [&team.appraiser, &team.applicant, &other.appraiser, &team.auditor] {
            person.sign_in(PASSWORD).await.is(303);
        }
        desk(&team.appraiser).await.links_to(&format!("/loans/{id}")).says("48 ngày");
        desk(&team.applicant).await.says("đã quá hạn 48 ngày").is_silent_about("Điền tiếp hồ sơ");
        desk(&other.appraiser).await.is_silent_about(&id);
        desk(&team.auditor).await.says("Xuất danh mục khoản vay").links_to("/audit/verify");
        not_about_mail(world).await;
        world.expect_mails("reminder").await;
    }

    /// People to be confirmed lie on the desk of who may confirm them, not on that of a fund's own administrator.
    async fn registrations_wait_for_who_decides_them(world: &World) {
        let team = world.team("cho", 3_000_000_000).await;
        crate::door::registered(world, crate::door::CODE, "panh@htx.example").await;
        let boss = world.person("Quản", &[everywhere(Duty::Administrator)]).await;
        for person in [&team.appraiser, &team.administrator, &team.cashier] {
            person.sign_in(PASSWORD).await.is(303);
        }
        for decides in [&team.appraiser, &boss] {
            desk(decides).await.links_to("/registrations");
            decides.get("/registrations").await.is(200).says("Lò Văn Pánh");
        }
        for other in [&team.administrator, &team.cashier] {
            desk(other).await.is_silent_about("/registrations");
            other.get("/registrations").await.is(403);
        }
    }

    /// The cooperative's next step from its first visit to its first instalment, each with the page where it is done; what costs most
    /// if left undone goes before the rest.
    async fn the_next_step_is_what_costs_most_if_left(world: &World) {
        let team = world.team("tiep", 3_000_000_000).await;
        let own = &team.applicant;
        own.sign_in(PASSWORD).await.is(303);
        next_step(own).await.says("Xem hợp tác xã được vay bao nhiêu").links_to("/applications/new");
        let first = team.submitted(AMOUNT).await;
        let file = format!("/applications/{first}");
        next_step(own).await.says("Hồ sơ HS-2026-00001 đang ở quỹ").says("Bạn chưa phải làm gì").links_to(&file);
        let said = serde_json::json!({ "recommendation": "approve", "note": "Khả thi, đã xem CIC" });
        team.deed(&team.appraiser, &format!("applications/{first}/appraise"), &said).await.is(200);
        next_step(own).await.says("Hồ sơ HS-2026-00001 đang ở quỹ").says("Đã thẩm định xong").links_to(&file);
        // A draft of their own is theirs to finish before anything is waited for; a loan to answer for comes before it.
        let second = team.begin(AMOUNT).await;
        next_step(own).await.says("Điền tiếp hồ sơ HS-2026-00002").links_to(&format!("/applications/{second}"));
        let answer = team.deed(&team.approver, &format!("applications/{first}/approve"), &serde_json::json!({})).await.is(200);
        let loan = answer.json()["loan"]["id"].as_str().expect("a loan").to_owned();
        let account = format!("/loans/{loan}");
        next_step(own).await.says("Khoản vay KV-2026-00001 đã được duyệt").says("trả lời đề nghị cho vay").links_to(&account);
        let contract = serde_json::json!({ "number": "1/HĐTD", "date": world.today() });
        team.deed(&team.cashier, &format!("loans/{loan}/sign"), &contract).await.is(200);
        next_step(own).await.says("Điền tiếp hồ sơ HS-2026-00002");
        team.deed(own, &format!("applications/{second}/submit"), &serde_json::json!({})).await.is(200);
        next_step(own).await.says("Khoản vay KV-2026-00001 đã ký hợp đồng").says("gửi đề nghị giải ngân").links_to(&account);
        let tranche = crate::world::team::tranche(world, AMOUNT);
        team.deed(&team.cashier, &format!("loans/{loan}/disbursements"), &tranche).await.is(201);
        next_step(own).await.says("Kỳ trả nợ tới của khoản vay KV-2026-00001").says("02/06/2026").links_to(&account);
        // Papers that are asked for have a day after which the application lapses: before the instalment.
        let needed = serde_json::json!({ "needed": ["Báo cáo tài chính 2025"], "until": "2026-03-20" });
        team.deed(&team.appraiser, &format!("applications/{second}/return"), &needed).await.is(200);
        let papers = next_step(own).await.says("Bổ sung giấy tờ cho hồ sơ HS-2026-00002").says("đến hết ngày 20/03/2026");
        papers.links_to(&format!("/applications/{second}/papers"));
        for kind in ["returned", "receipt", "approved", "disbursed"] {
            world.expect_mails(kind).await;
        }
    }

    /// What an officer wrote for a cooperative is its chair's to look at and send.
    async fn the_next_step_is_to_confirm_what_an_officer_wrote(world: &World) {
        let team = world.team("ho", 3_000_000_000).await;
        team.applicant.sign_in(PASSWORD).await.is(303);
        let mut wanted = team.wanted(AMOUNT);
        wanted["cooperative"] = serde_json::json!(world.cooperative_code(&team.cooperative).await);
        let begun = team.deed(&team.appraiser, "applications", &wanted).await.is(201).json();
        let id = begun["id"].as_str().expect("an id").to_owned();
        next_step(&team.applicant).await.says("Xác nhận hồ sơ HS-2026-00001").says("Xem lại và gửi").links_to(&format!("/applications/{id}"));
    }

    /// A path with a NUL byte is no path of ours, whoever asks; PostgreSQL could not even hold it.
    async fn a_nul_in_a_path_leads_nowhere(world: &World) {
        let team = world.team("nul", 3_000_000_000).await;
        team.auditor.sign_in(PASSWORD).await.is(303);
        for path in ["/applications/%00", "/loans/a%00b", "/loans/%00/statement", "/cooperatives/%00", "/reports/%00?fund=nul-htx", "/funds/%00/capital"] {
            team.auditor.get(path).await.is(404);
            team.auditor.api_get(&format!("/api/v1{path}")).await.refuses(404, "not_found");
        }
    }
}

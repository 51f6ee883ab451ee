//! An officer writes for a cooperative: nothing goes out that the cooperative did not confirm as it stands.
use coopfund::access::Position;
use coopfund::args;
use coopfund::domain::application::State;
use rocket::http::Method;
use serde_json::json;

use super::cast::{Cast, PLAN, appraise, begin, cast, draft, save, state, version};
use crate::world::{Answer, World};

const SIGNED: &[u8] = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Signed true >>\nendobj\n%%EOF\n";

/// A complete draft that the appraiser wrote; its path.
async fn written_for_it(world: &World, cast: &Cast) -> String {
    let code = world.cooperative_code(&cast.cooperative).await;
    let path = begin(&cast.appraiser, &[("fund", "dienbien-htx"), ("cooperative", &code)]).await;
    save(&cast.appraiser, &path, &PLAN).await.is(303);
    path
}

async fn send(cast: &Cast, path: &str) -> Answer {
    cast.appraiser.post(&format!("{path}/submit"), &[("declared", "true")]).await
}

/// The officer takes in the form that was signed for what the application says now.
async fn signs(cast: &Cast, path: &str) -> Answer {
    let code = code(cast, path).await;
    signs_with(cast, path, &code).await
}

async fn signs_with(cast: &Cast, path: &str, code: &str) -> Answer {
    cast.appraiser.upload_coded(&format!("{path}/signed-form"), code, "don.pdf", SIGNED).await
}

/// The code of the content as the page shows it.
async fn code(cast: &Cast, path: &str) -> String {
    let page = cast.appraiser.get(path).await.is(200).text();
    let from = page.find("Mã nội dung: ").expect("a code") + "Mã nội dung: ".len();
    page[from..from + 14].to_owned()
}

story! {
    /// The chair is asked, reads, corrects and sends: that is the confirmation, and every page says so.
    async fn the_chair_confirms_by_sending(world: &World) {
        let cast = cast(world).await;
        let path = written_for_it(world, &cast).await;
        let page = cast.appraiser.get(&format!("{path}/submit")).await.is(200);
        page.says("Hợp tác xã chưa xác nhận nội dung này.").says("Nhờ hợp tác xã xác nhận").is_silent_about("Nội dung hồ sơ đúng như");
        send(&cast, &path).await.is(409).says("chưa được hợp tác xã xác nhận đúng nội dung hiện tại");
        assert_eq!(state(world, &path).await, State::Draft);
        let ask = format!("{path}/ask-confirmation");
        cast.appraiser.submit(&ask, &[]).await.is(200).says("Đã nhờ hợp tác xã xác nhận");
        let again = cast.appraiser.submit(&ask, &[]).await.is(200).says("Đã nhờ hợp tác xã xác nhận đúng nội dung này lúc 09:00 02/03/2026; thư đang chờ gửi. Nội dung không đổi");
        again.is_silent_about("thư sẽ được gửi ngay").says("Nhờ xác nhận lần nữa");
        // Asked twice about the same, it is written to once.
        world.expect_mail("confirmation_wanted", &cast.applicant.email).await;
        let sender = coopfund::mail::Sender::open(&world.office().config.mail).expect("a folder");
        world.advance(chrono::TimeDelta::minutes(20));
        coopfund::mail::send_due(world.office(), &sender, 50).await.expect("sent");
        cast.appraiser.get(&format!("{path}/submit")).await.is(200).says("lúc 09:00 02/03/2026; thư đã gửi lúc 09:20 02/03/2026.");
        cast.appraiser.submit(&ask, &[]).await.is(200).says("thư đã gửi lúc 09:20 02/03/2026. Nội dung không đổi nên không gửi thêm thư.");
        let page = cast.applicant.get(&path).await.is(200);
        page.says("Cán bộ quỹ Thu ghi hộ hợp tác xã.").says("Cán bộ Thu đã ghi hộ. Hãy xem lại từng phần").says("Nhờ hợp tác xã xác nhận hồ sơ ghi hộ");
        save(&cast.applicant, &path, &[("term_months", "30")]).await.is(303);
        cast.applicant.get(&format!("{path}/submit")).await.is(200).says("Cán bộ quỹ Thu ghi hộ").is_silent_about("Tải bản đã ký lên");
        cast.applicant.post(&format!("{path}/submit"), &[("declared", "true")]).await.leads_to(&path);
        world.expect_mail("receipt", &cast.applicant.email).await;
        cast.approver.get(&path).await.is(200).says("Người đại diện Hà đã xác nhận và gửi ngày").says("Cán bộ quỹ Thu ghi hộ");
        cast.appraiser.post(&ask, &[]).await.is(303);
        assert_eq!(state(world, &path).await, State::Submitted);
    }

    /// A signed form among the papers confirms what was written when it came in, and not a word that was changed later; taken off
    /// again it confirms nothing. Once sent, papers that were asked for need no new signature.
    async fn a_signed_form_confirms_what_it_carries(world: &World) {
        let cast = cast(world).await;
        let path = written_for_it(world, &cast).await;
        let papers = format!("{path}/papers");
        let first = code(&cast, &path).await;
        cast.appraiser.get(&format!("{path}/submit")).await.is(200).says(&format!("phải có mã nội dung {first}"));
        signs(&cast, &path).await.leads_to(&format!("{path}/submit"));
        let page = cast.appraiser.get(&format!("{path}/submit")).await.is(200);
        page.says("Nội dung hồ sơ đúng như hợp tác xã đã xác nhận.").says("Hợp tác xã đã ký đơn in; Thu tải bản ký lên ngày");
        save(&cast.appraiser, &path, &[("amount", "290000000")]).await.is(303);
        assert_ne!(code(&cast, &path).await, first);
        send(&cast, &path).await.is(409).says("chưa được hợp tác xã xác nhận");
        // Back to what was signed: the signature holds again.
        save(&cast.appraiser, &path, &[("amount", "300000000")]).await.is(303);
        assert_eq!(code(&cast, &path).await, first);
        let sql = "SELECT id FROM documents WHERE kind = 'signed_form' AND removed_at IS NULL";
        let rows: Vec<(String,)> = world.office().store.list(sql, args![]).await.expect("readable");
        cast.appraiser.submit(&format!("{papers}/{}/remove", rows[0].0), &[]).await.is(200);
        send(&cast, &path).await.is(409);
        signs(&cast, &path).await.is(303);
        send(&cast, &path).await.leads_to(&path);
        world.expect_mail("receipt", &cast.applicant.email).await;
        let opened = version(&cast.appraiser, &path).await;
        let fields = [("needed", "Báo cáo tài chính"), ("until", "2026-03-20"), ("version", opened.as_str())];
        cast.appraiser.post(&format!("{path}/return"), &fields).await.leads_to(&path);
        world.expect_mail("returned", &cast.applicant.email).await;
        cast.appraiser.upload(&papers, "financial", "bctc.pdf", SIGNED).await.is(303);
        send(&cast, &path).await.leads_to(&path);
        world.expect_mail("receipt", &cast.applicant.email).await;
        assert_eq!(state(world, &path).await, State::Submitted);
    }

    /// A draft of the cooperative itself is its own: an appraiser neither changes, confirms nor ends it. Once it was sent and
    /// returned they may add what is brought by hand and send it on, but not a word of it.
    async fn a_draft_of_the_cooperative_is_its_own(world: &World) {
        let cast = cast(world).await;
        let path = draft(&cast).await;
        for page in ["/edit", "/plan", "/papers", "/submit", "/withdraw"] {
            cast.appraiser.get(&format!("{path}{page}")).await.is(404);
        }
        send(&cast, &path).await.is(404);
        signs_with(&cast, &path, "1").await.is(404);
        cast.appraiser.post(&format!("{path}/withdraw"), &[("said", "x")]).await.is(404);
        cast.applicant.post(&format!("{path}/submit"), &[("declared", "true")]).await.leads_to(&path);
        world.expect_mail("receipt", &cast.applicant.email).await;
        let opened = version(&cast.appraiser, &path).await;
        let fields = [("needed", "Báo cáo tài chính"), ("until", "2026-03-20"), ("version", opened.as_str())];
        cast.appraiser.post(&format!("{path}/return"), &fields).await.leads_to(&path);
        world.expect_mail("returned", &cast.applicant.email).await;
        cast.appraiser.get(&format!("{path}/edit")).await.is(404);
        cast.appraiser.upload(&format!("{path}/papers"), "financial", "bctc.pdf", SIGNED).await.is(303);
        send(&cast, &path).await.leads_to(&path);
        world.expect_mail("receipt", &cast.applicant.email).await;
    }

    /// What was read is what is sent: after another hand changed it, the page shows the change first.
    async fn nobody_sends_what_they_did_not_read(world: &World) {
        let cast = cast(world).await;
        let path = written_for_it(world, &cast).await;
        let page = cast.applicant.get(&format!("{path}/submit")).await.is(200).text();
        let read = crate::world::hidden_value(&page, "content").expect("what was read");
        save(&cast.appraiser, &path, &[("purpose", "Mua ô tô")]).await.is(303);
        let fields = [("declared", "true"), ("content", read.as_str())];
        cast.applicant.post(&format!("{path}/submit"), &fields).await.is(409).says("Mua ô tô");
        assert_eq!(state(world, &path).await, State::Draft);
        let page = cast.applicant.get(&format!("{path}/submit")).await.is(200).text();
        let read = crate::world::hidden_value(&page, "content").expect("what was read");
        cast.applicant.post(&format!("{path}/submit"), &[("declared", "true"), ("content", read.as_str())]).await.leads_to(&path);
        world.expect_mail("receipt", &cast.applicant.email).await;
    }

    /// Only the newest confirmation counts, and not one that was refused; one hand on form and appraisal is told to who decides.
    async fn an_older_or_refused_signature_holds_nothing(world: &World) {
        let cast = cast(world).await;
        let path = written_for_it(world, &cast).await;
        signs(&cast, &path).await.is(303);
        save(&cast.appraiser, &path, &[("amount", "290000000")]).await.is(303);
        signs(&cast, &path).await.is(303);
        save(&cast.appraiser, &path, &[("amount", "300000000")]).await.is(303);
        send(&cast, &path).await.is(409).says("chưa được hợp tác xã xác nhận");
        signs(&cast, &path).await.is(303);
        send(&cast, &path).await.leads_to(&path);
        world.expect_mail("receipt", &cast.applicant.email).await;
        let opened = version(&cast.appraiser, &path).await;
        let fields = [("needed", "Đơn có chữ ký"), ("until", "2026-03-20"), ("version", opened.as_str())];
        cast.appraiser.post(&format!("{path}/return"), &fields).await.leads_to(&path);
        world.expect_mail("returned", &cast.applicant.email).await;
        let sql = "SELECT id FROM documents WHERE kind = 'signed_form' AND removed_at IS NULL ORDER BY id DESC";
        let rows: Vec<(String,)> = world.office().store.list(sql, args![]).await.expect("readable");
        let review = format!("{path}/papers/{}/review", rows[0].0);
        cast.appraiser.post(&review, &[("verdict", "refused"), ("note", "Không có chữ ký")]).await.is(303);
        send(&cast, &path).await.is(409).says("chưa được hợp tác xã xác nhận");
        signs(&cast, &path).await.is(303);
        send(&cast, &path).await.leads_to(&path);
        world.expect_mail("receipt", &cast.applicant.email).await;
        appraise(&cast.appraiser, &path, "approve").await.leads_to(&path);
        cast.approver.get(&path).await.is(200).says("Thu vừa tải đơn ký lên vừa thẩm định");
        cast.appraiser.get(&path).await.is(200).is_silent_about("vừa tải đơn ký lên vừa thẩm định");
    }

    /// Where nobody of the cooperative has an account only the paper is left; who only prepares, confirms nothing.
    async fn only_who_binds_the_cooperative_can_be_asked(world: &World) {
        let cast = cast(world).await;
        let other = world.cooperative("HTX Na Ư").await;
        let code = world.cooperative_code(&other).await;
        let path = begin(&cast.appraiser, &[("fund", "dienbien-htx"), ("cooperative", &code)]).await;
        let ask = format!("{path}/ask-confirmation");
        cast.appraiser.submit(&ask, &[]).await.is(200).says("Một số thông tin chưa đúng");
        save(&cast.appraiser, &path, &PLAN).await.is(303);
        cast.appraiser.get(&format!("{path}/submit")).await.is(200).says("chưa có tài khoản của người đại diện");
        cast.appraiser.submit(&ask, &[]).await.is(200).says("Chưa có người đại diện nào của hợp tác xã có tài khoản");
        let accountant = world.person("Sổ", &[coopfund::access::Grant::of_cooperative(other, Position::Accountant)]).await;
        cast.appraiser.submit(&ask, &[]).await.is(200).says("Chưa có người đại diện nào của hợp tác xã có tài khoản");
        accountant.post(&format!("{path}/submit"), &[("declared", "true")]).await.is(403);
        accountant.post(&ask, &[]).await.is(403);
        cast.approver.post(&ask, &[]).await.is(403);
        cast.applicant.post(&format!("{path}/papers"), &[]).await.is(400);
        cast.applicant.upload(&format!("{path}/papers"), "signed_form", "don.pdf", SIGNED).await.is(404);
        // Only staff takes a signed form in, and reads its code.
        accountant.upload(&format!("{path}/papers"), "signed_form", "don.pdf", SIGNED).await.is(422);
        accountant.upload_coded(&format!("{path}/signed-form"), "1", "don.pdf", SIGNED).await.is(403);
        cast.appraiser.upload(&format!("{path}/papers"), "signed_form", "don.pdf", SIGNED).await.is(422);
        signs_with(&cast, &path, "0000-0000-0000").await.is(422).says("Đơn này được ký cho nội dung khác");
        signs_with(&cast, &path, "").await.is(422).says("Cần điền mục này.");
    }

    /// An officer takes an application back only as the cooperative asked, and says how; their own draft needs no word.
    async fn an_officer_says_how_it_was_taken_back(world: &World) {
        let cast = cast(world).await;
        let path = written_for_it(world, &cast).await;
        signs(&cast, &path).await.is(303);
        send(&cast, &path).await.leads_to(&path);
        world.expect_mail("receipt", &cast.applicant.email).await;
        let withdraw = format!("{path}/withdraw");
        cast.appraiser.get(&withdraw).await.is(200).says("Hợp tác xã đề nghị rút thế nào");
        cast.appraiser.post(&withdraw, &[("said", "  ")]).await.is(422).says("Cần điền mục này.");
        cast.appraiser.post(&withdraw, &[("said", "a\u{202e}b")]).await.is(422);
        let said = "Bà Hà gọi điện ngày 02/03/2026, giấy đề nghị gửi sau";
        cast.appraiser.submit(&withdraw, &[("said", said)]).await.is(200).says("Đã rút hồ sơ HS-2026-00001").says(said);
        world.expect_mail("withdrawn", &cast.applicant.email).await;
        let second = written_for_it(world, &cast).await;
        cast.appraiser.get(&format!("{second}/withdraw")).await.is(200).is_silent_about("đề nghị rút thế nào");
        cast.appraiser.submit(&format!("{second}/withdraw"), &[]).await.is(200).says("Đã rút hồ sơ HS-2026-00002");
        world.expect_mail("withdrawn", &cast.applicant.email).await;
    }

    /// The door for programs: it tells who wrote it and whether it is confirmed, asks the chair, and lets an officer send nothing.
    async fn programs_ask_for_the_confirmation(world: &World) {
        let team = world.team("db", 3_000_000_000).await;
        let mut body = team.wanted(100_000_000);
        body["cooperative"] = json!(world.cooperative_code(&team.cooperative).await);
        let begun = team.deed(&team.appraiser, "applications", &body).await.is(201).json();
        assert_eq!((&begun["on_behalf"], &begun["confirmed"]), (&json!(true), &json!(null)));
        let path = format!("applications/{}", begun["id"].as_str().expect("an id"));
        team.deed(&team.appraiser, &format!("{path}/submit"), &json!({})).await.refuses(403, "forbidden");
        team.deed(&team.applicant, &format!("{path}/ask-confirmation"), &json!({})).await.refuses(403, "forbidden");
        team.deed(&team.appraiser, &format!("{path}/ask-confirmation"), &json!({ "x": 1 })).await.refuses(422, "invalid");
        assert_eq!(begun["confirmation_asked"], json!(null));
        let ask = format!("{path}/ask-confirmation");
        let asked = team.deed(&team.appraiser, &ask, &json!({})).await.is(200).json()["confirmation_asked"].clone();
        let at = "2026-03-02T02:00:00Z";
        let letter = json!({ "status": "waiting", "written_at": at, "sent_at": null });
        assert_eq!(asked, json!({ "at": at, "letters": [letter] }));
        world.advance(chrono::TimeDelta::minutes(20));
        // Again: it says when it was asked, and that there is one letter.
        assert_eq!(team.deed(&team.appraiser, &ask, &json!({})).await.is(200).json()["confirmation_asked"], asked);
        world.expect_mail("confirmation_wanted", &team.applicant.email).await;
        team.applicant.api(Method::Patch, &format!("/api/v1/{path}"), &json!({ "term_months": 30 })).await.is(200);
        let changed = team.deed(&team.appraiser, &ask, &json!({})).await.is(200).json();
        assert_eq!(changed["confirmation_asked"]["at"], json!("2026-03-02T02:20:00Z"), "another content is asked about anew");
        world.expect_mail("confirmation_wanted", &team.applicant.email).await;
        team.deed(&team.applicant, &format!("{path}/submit"), &json!({})).await.is(200);
        world.expect_mail("receipt", &team.applicant.email).await;
        let shown = team.approver.api(Method::Get, &format!("/api/v1/{path}"), &json!(null)).await.is(200).json();
        assert_eq!(shown["confirmed"]["by"], json!("Xin db"));
        assert_eq!(shown["confirmed"]["signed_form"], json!(null));
        team.deed(&team.appraiser, &format!("{path}/ask-confirmation"), &json!({})).await.refuses(409, "wrong_state");
    }
}

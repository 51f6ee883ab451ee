//! What the officers do: ask for papers, appraise, approve, reject; and that four eyes see it.
use coopfund::access::Duty;
use coopfund::domain::application::State;
use coopfund::domain::capital::MovementKind;
use coopfund::domain::money::Money;
use coopfund::store::{capital, funds};

use super::cast::{Cast, appraise, appraised, cast, loans, state, submitted, version};
use crate::bad_input::{broken_bodies, each_field, refused};
use crate::world::{Answer, Person, World, staff};

/// Sends the approval form as the page proposes it.
async fn approve(person: &Person, path: &str, version: &str, key: &str) -> Answer {
    let fields =
        [("version", version), ("key", key), ("amount", "300.000.000"), ("annual_rate_percent", "6"), ("note", "")];
    person.post(&format!("{path}/approve"), &fields).await
}

/// An approver beside the first one.
async fn second_approver(world: &World, cast: &Cast) -> Person {
    world.person("Bình", &[staff(Duty::Approver, &cast.fund)]).await
}

story! {
    /// From a cooperative's application over a question for papers to a loan, with everybody told whose turn it is.
    async fn an_application_becomes_a_loan(world: &World) {
        let cast = cast(world).await;
        let path = submitted(world, &cast).await;
        cast.applicant.get(&format!("{path}/edit")).await.leads_to(&path);
        let desk = cast.appraiser.get(&path).await.is(200).says("Thẩm định hồ sơ này").says("Những điểm phải trả lời trong ý kiến");
        assert!(desk.text().contains("name=\"annual_rate_percent\" value=\"6\""), "the fund's rate is proposed");
        cast.approver.get(&path).await.is(200).is_silent_about("name=\"recommendation\"");
        // Back for papers, in again.
        let opened = version(&cast.appraiser, &path).await;
        let fields = [("version", opened.as_str()), ("needed", "Báo cáo tài chính 2025\r\n\r\nHợp đồng bao tiêu"), ("until", "20/03/2026")];
        cast.appraiser.submit(&format!("{path}/return"), &fields).await.is(200).says("Đang chờ hợp tác xã bổ sung");
        let mail = world.expect_mail("returned", &cast.applicant.email).await;
        assert_eq!(mail.fact("needed"), &serde_json::json!(["Báo cáo tài chính 2025", "Hợp đồng bao tiêu"]));
        cast.applicant.get(&path).await.is(200).says("Hợp đồng bao tiêu").says("Đến lượt hợp tác xã, hạn 20/03/2026");
        cast.applicant.submit(&format!("{path}/submit"), &[("declared", "true")]).await.is(200).says("Đã nhận hồ sơ");
        world.expect_mail("receipt", &cast.applicant.email).await;
        // Appraised, decided.
        appraise(&cast.appraiser, &path, "approve").await.leads_to(&path);
        cast.applicant.get(&path).await.is(200).says("Hồ sơ đang chờ quyết định").is_silent_about("không có người liên quan");
        cast.appraiser.get(&path).await.is(200).says("Thu đã thẩm định, nên người khác phải quyết định").is_silent_about("/approve");
        let desk = cast.approver.get(&path).await.is(200).says("Thu đã thẩm định. Người quyết định phải là người khác");
        desk.says("không có người liên quan").says("Đến lượt người phê duyệt, hạn 09/03/2026");
        let opened = version(&cast.approver, &path).await;
        let loan = approve(&cast.approver, &path, &opened, "k1").await.is(303).location().to_owned();
        assert!(loan.starts_with("/loans/"), "{loan}");
        world.expect_mail("approved", &cast.applicant.email).await;
        assert_eq!((state(world, &path).await, loans(world).await), (State::Approved, 1));
        let page = cast.applicant.get(&path).await.is(200).says("Đã duyệt cho vay").says("Duyệt cho vay 300.000.000 ₫").says("Nộp lại hồ sơ");
        assert!(page.text().contains(&format!("href=\"{loan}\"")), "the way to the loan");
    }

    /// A refusal carries its reason to the cooperative, on its page and by mail.
    async fn an_application_is_rejected(world: &World) {
        let cast = cast(world).await;
        let path = submitted(world, &cast).await;
        appraise(&cast.appraiser, &path, "reject").await.leads_to(&path);
        let opened = version(&cast.approver, &path).await;
        let empty = [("version", opened.as_str()), ("reason", "  ")];
        cast.approver.post(&format!("{path}/reject"), &empty).await.is(422).says("Cần điền mục này.");
        let fields = [("version", opened.as_str()), ("reason", "Chưa có hợp đồng bao tiêu.")];
        cast.approver.submit(&format!("{path}/reject"), &fields).await.is(200).says("Không được duyệt");
        let mail = world.expect_mail("rejected", &cast.applicant.email).await;
        assert_eq!(mail.fact("reason"), "Chưa có hợp đồng bao tiêu.");
        cast.applicant.get(&path).await.is(200).says("Lý do: Chưa có hợp đồng bao tiêu.");
        assert_eq!((state(world, &path).await, loans(world).await), (State::Rejected, 0));
    }

    /// Whoever appraised does not decide, even with both duties, and is told why.
    async fn four_eyes_see_every_loan(world: &World) {
        let mut cast = cast(world).await;
        cast.appraiser = world.person("Cả", &[staff(Duty::Appraiser, &cast.fund), staff(Duty::Approver, &cast.fund)]).await;
        let path = appraised(world, &cast).await;
        cast.appraiser.get(&path).await.is(200).says("bạn đã thẩm định hồ sơ này").is_silent_about("/approve");
        for deed in ["approve", "reject"] {
            let fields = [("version", "4"), ("amount", "300000000"), ("annual_rate_percent", "6"), ("reason", "x")];
            cast.appraiser.post(&format!("{path}/{deed}"), &fields).await.is(409).says("Nguyên tắc bốn mắt");
        }
        assert_eq!((state(world, &path).await, loans(world).await), (State::Appraised, 0));
        world.expect_audit("application.reject", "refused").await;
    }

    /// The second press of the same button is answered with the first result.
    async fn a_second_click_approves_once(world: &World) {
        let cast = cast(world).await;
        let path = appraised(world, &cast).await;
        let opened = version(&cast.approver, &path).await;
        let (one, two) = tokio::join!(approve(&cast.approver, &path, &opened, "k1"), approve(&cast.approver, &path, &opened, "k1"));
        assert_eq!(one.is(303).location(), two.is(303).location());
        assert_eq!(world.expect_mails("approved").await.len(), 1);
        assert_eq!(loans(world).await, 1);
    }

    /// Of two approvers at once one wins; the other is told what has become of it, and nothing is done twice.
    async fn two_approvers_make_one_loan(world: &World) {
        let cast = cast(world).await;
        let path = appraised(world, &cast).await;
        let second = second_approver(world, &cast).await;
        let opened = version(&cast.approver, &path).await;
        let (one, two) = tokio::join!(approve(&cast.approver, &path, &opened, "a"), approve(&second, &path, &opened, "b"));
        let (won, lost) = if one.status == 303 { (one, two) } else { (two, one) };
        won.is(303);
        lost.is(409).says("Đang ở trạng thái «Đã duyệt»");
        assert_eq!((world.expect_mails("approved").await.len(), loans(world).await), (1, 1));
    }

    /// An officer's page that has grown old changes nothing and gives back what was typed.
    async fn a_stale_page_decides_nothing(world: &World) {
        let cast = cast(world).await;
        let path = submitted(world, &cast).await;
        let old = version(&cast.appraiser, &path).await;
        let fields = [("version", old.as_str()), ("needed", "Báo cáo"), ("until", "2026-03-20")];
        cast.appraiser.post(&format!("{path}/return"), &fields).await.is(303);
        world.expect_mail("returned", &cast.applicant.email).await;
        cast.applicant.post(&format!("{path}/submit"), &[("declared", "true")]).await.is(303);
        world.expect_mail("receipt", &cast.applicant.email).await;
        let late = [("version", old.as_str()), ("recommendation", "approve"), ("amount", "290.000.000"), ("note", "Câu vừa gõ dở")];
        let answer = cast.appraiser.post(&format!("{path}/appraise"), &late).await.is(409);
        assert!(answer.says("người khác thay đổi").says("Câu vừa gõ dở").text().contains("value=\"290.000.000\""));
        assert_eq!(state(world, &path).await, State::Submitted);
    }

    /// Capital that is gone by the time of the decision stops it, with the figures.
    async fn capital_that_is_gone_stops_the_decision(world: &World) {
        let cast = cast(world).await;
        let path = appraised(world, &cast).await;
        let (now, today) = (world.now(), world.today());
        world
            .arrange(async |tx| {
                let mut fund = funds::lock(tx, &cast.fund).await?.expect("the fund");
                let out = Money::dong(2_800_000_000);
                let done = capital::post(tx, &mut fund, MovementKind::Withdrawal, out, today, None, Some("test"), "system", now).await;
                done.expect("the capital is withdrawn");
                Ok(())
            })
            .await;
        let opened = version(&cast.approver, &path).await;
        let answer = approve(&cast.approver, &path, &opened, "k1").await.is(409);
        answer.says("cần 300.000.000 ₫, còn cho vay được 200.000.000 ₫");
        assert_eq!((state(world, &path).await, loans(world).await), (State::Appraised, 0));
    }

    /// What the officers type is refused with a sentence where it makes no sense, and nothing changes.
    async fn the_officers_forms_take_anything(world: &World) {
        let cast = cast(world).await;
        let path = submitted(world, &cast).await;
        let opened = version(&cast.appraiser, &path).await;
        for until in ["", "2026-02-30", "31/02/2026", "1772409600000", "2026-03-02", "2099-01-01", "mai"] {
            let fields = [("version", opened.as_str()), ("needed", "Báo cáo"), ("until", until)];
            cast.appraiser.post(&format!("{path}/return"), &fields).await.is(422);
        }
        let version = ("version", opened.as_str());
        let wrong = [version, ("recommendation", "maybe"), ("amount", "1e6"), ("annual_rate_percent", "6%"), ("note", "")];
        cast.appraiser.post(&format!("{path}/appraise"), &wrong).await.is(422).says("Chưa phải là số tiền").says("tỷ lệ phần trăm");
        let much = [version, ("recommendation", "approve"), ("amount", "460.000.000"), ("note", "đủ cả")];
        cast.appraiser.post(&format!("{path}/appraise"), &much).await.is(422).says("450.000.000 ₫");
        let expect = |what: &str, answer: Answer| drop(refused(what, answer));
        let bad_version = ("version", "0");
        each_field(&cast.appraiser, &format!("{path}/appraise"), &[bad_version, ("recommendation", "approve"), ("note", "x")], expect).await;
        each_field(&cast.appraiser, &format!("{path}/return"), &[bad_version, ("needed", "x"), ("until", "2026-03-20")], expect).await;
        for deed in ["return", "appraise"] {
            broken_bodies(&cast.appraiser, &format!("{path}/{deed}")).await;
        }
        assert_eq!(state(world, &path).await, State::Submitted);
    }
}

//! The fund has ten working days to appraise and five to decide, and they are counted over every time it was its turn.
use serde_json::{Value as Json, json};

use super::cast::{Cast, appraise, cast, go_to, id, submitted, version};
use crate::world::{Person, World};

async fn shown(person: &Person, path: &str) -> Json {
    person.api_get(&format!("/api/v1/applications/{}", id(path))).await.is(200).json()
}

/// What the JSON says of the clock: whose turn, until, left, stopped since, overdue.
async fn clock(person: &Person, path: &str) -> Json {
    let one = shown(person, path).await;
    let names = ["whose_turn", "until", "working_days_left", "clock_stopped_since", "overdue"];
    json!(names.map(|name| one[name].clone()))
}

/// Both sides read this sentence.
async fn both_read(cast: &Cast, path: &str, sentence: &str) {
    for person in [&cast.applicant, &cast.appraiser] {
        person.get(path).await.is(200).says(sentence);
    }
}

async fn ask_for_papers(world: &World, cast: &Cast, path: &str, until: &str) {
    let opened = version(&cast.appraiser, path).await;
    let fields = [("version", opened.as_str()), ("needed", "Báo cáo tài chính 2025"), ("until", until)];
    cast.appraiser.post(&format!("{path}/return"), &fields).await.is(303);
    world.expect_mail("returned", &cast.applicant.email).await;
}

async fn send_again(world: &World, cast: &Cast, path: &str) {
    cast.applicant.post(&format!("{path}/submit"), &[("declared", "true")]).await.is(303);
    world.expect_mails("receipt").await;
}

story! {
    /// Two of ten days are used when papers are asked for; the clock stands for two weeks and goes on where it stood.
    async fn an_application_sent_in_again_keeps_the_days_that_were_used(world: &World) {
        let cast = cast(world).await;
        let path = submitted(world, &cast).await;
        both_read(&cast, &path, "Còn 10 ngày làm việc.").await;
        assert_eq!(clock(&cast.applicant, &path).await, json!(["appraiser", "2026-03-16", 10, null, false]));
        go_to(world, &cast, "2026-03-04").await;
        ask_for_papers(world, &cast, &path, "20/03/2026").await;
        go_to(world, &cast, "2026-03-17").await;
        let stands = "Thời hạn thẩm định của quỹ tạm dừng từ 04/03/2026 trong lúc chờ bổ sung giấy tờ. Còn 8 ngày làm việc.";
        both_read(&cast, &path, stands).await;
        both_read(&cast, &path, "Đến lượt hợp tác xã, hạn 20/03/2026").await;
        assert_eq!(clock(&cast.appraiser, &path).await, json!(["cooperative", "2026-03-20", 8, "2026-03-04", false]));
        let other = submitted(world, &cast).await;
        go_to(world, &cast, "2026-03-18").await;
        send_again(world, &cast, &path).await;
        both_read(&cast, &path, "hạn 30/03/2026").await;
        assert_eq!(clock(&cast.applicant, &path).await, json!(["appraiser", "2026-03-30", 8, null, false]));
        // On the last day, and the day after.
        go_to(world, &cast, "2026-03-30").await;
        both_read(&cast, &path, "Hôm nay là ngày cuối.").await;
        go_to(world, &cast, "2026-03-31").await;
        both_read(&cast, &path, "Quá 1 ngày làm việc.").await;
        assert_eq!(clock(&cast.appraiser, &path).await, json!(["appraiser", "2026-03-30", -1, null, true]));
        // The other was sent in a day earlier and has a day more: who is late comes first.
        assert_eq!(clock(&cast.appraiser, &other).await, json!(["appraiser", "2026-03-31", 0, null, false]));
        let desk = cast.appraiser.get("/").await.is(200).says("Quá hạn").text();
        let at = |path: &str| desk.find(&format!("href=\"{path}\"")).expect("on the desk");
        assert!(at(&path) < at(&other), "what is late lies on top");
        cast.appraiser.get("/applications").await.is(200).says("Quá 1 ngày làm việc.");
        let list = cast.appraiser.api_get("/api/v1/applications").await.is(200).json();
        assert_eq!((&list["items"][0]["overdue"], &list["items"][0]["working_days_left"]), (&json!(true), &json!(-1)));
    }

    /// Asked for papers a second time, and appraised: the decision has days of its own; once decided nobody’s clock runs.
    async fn every_return_stops_the_clock_and_the_decision_has_its_own(world: &World) {
        let cast = cast(world).await;
        let path = submitted(world, &cast).await;
        for (asked, sent) in [("2026-03-03", "2026-03-10"), ("2026-03-12", "2026-03-13")] {
            go_to(world, &cast, asked).await;
            ask_for_papers(world, &cast, &path, "31/03/2026").await;
            go_to(world, &cast, sent).await;
            send_again(world, &cast, &path).await;
        }
        // One day, then two: seven are left, from Friday 13 March on.
        assert_eq!(clock(&cast.appraiser, &path).await, json!(["appraiser", "2026-03-24", 7, null, false]));
        appraise(&cast.appraiser, &path, "reject").await.leads_to(&path);
        assert_eq!(clock(&cast.appraiser, &path).await, json!(["approver", "2026-03-20", 5, null, false]));
        let opened = version(&cast.approver, &path).await;
        let fields = [("version", opened.as_str()), ("reason", "Chưa có hợp đồng bao tiêu.")];
        cast.approver.post(&format!("{path}/reject"), &fields).await.is(303);
        world.expect_mail("rejected", &cast.applicant.email).await;
        assert_eq!(clock(&cast.applicant, &path).await, json!(["nobody", null, null, null, false]));
        let store = &world.office().store;
        for sql in ["UPDATE application_spells SET status = 'draft'", "DELETE FROM application_spells"] {
            let done = store.write(async |tx| tx.execute(sql, vec![]).await).await;
            assert!(done.is_err(), "{sql} must be refused");
        }
    }
}

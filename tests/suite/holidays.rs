//! The calendar: what the program ships, what an administrator adds and withdraws, and what that moves and does not move.
use std::sync::Arc;

use coopfund::access::{Administrator, Duty, Witness};
use coopfund::actions::Office;
use coopfund::actions::holidays::{self as deeds, Input};
use coopfund::actions::loan::{self, SignInput};
use coopfund::args;
use coopfund::domain::terms::DueDays;
use coopfund::store::loans::Conditions;
use coopfund::store::{Doc, StoreError};
use serde_json::Value;

use crate::loans::{Desk, date, draw, grant, granted};
use crate::world::{Person, World, everywhere, staff};

const PAGE: &str = "/admin/holidays";

async fn administrator(world: &World) -> Person {
    world.person("Hạnh", &[everywhere(Duty::Administrator)]).await
}

/// A form as a person fills it in.
fn form<'a>(date: &'a str, kind: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![("date", date), ("kind", kind), ("name", "Nghỉ lễ của tỉnh"), ("document", "QĐ 12/QĐ-UBND")]
}

/// Adds a day that must be taken.
async fn adds(by: &Person, date: &str, kind: &str) {
    let answer = by.post(PAGE, &form(date, kind)).await.leads_to(&format!("{PAGE}?year={}", &date[..4]));
    by.follow(answer).await.is(200).says("vào lịch nghỉ");
}

/// The id of the row of a date that stands.
async fn id_of(world: &World, date: &str) -> String {
    let day: chrono::NaiveDate = date.parse().expect("a date");
    let sql = "SELECT id FROM holidays WHERE on_date = $1 AND withdrawn_at IS NULL";
    let row: (String,) = world.arrange(async |tx| tx.one(sql, args![day]).await).await;
    row.0
}

async fn withdraws(world: &World, by: &Person, date: &str) {
    let path = format!("{PAGE}/{}/withdraw", id_of(world, date).await);
    by.post(&path, &[]).await.leads_to(&format!("{PAGE}?year={}", &date[..4]));
}

/// The loan's due dates move off days without work, from its contract on.
async fn moves_off_days_off(world: &World, loan: &str) {
    let conditions = Doc(Conditions { due_days: DueDays::NextWorkingDay, ..Conditions::default() });
    let sql = "UPDATE loans SET conditions = $2 WHERE id = $1";
    world.arrange(async |tx| tx.execute_one(sql, args![loan, &conditions]).await).await;
}

async fn statement(desk: &Desk, as_of: &str) -> Value {
    desk.cashier.api_get(&format!("/api/v1/loans/{}/statement?as_of={as_of}", desk.loan)).await.is(200).json()
}

fn due(statement: &Value, place: usize) -> &str {
    statement["instalments"][place]["due"].as_str().expect("a date")
}

story! {
    /// Every day of a year with its source; a day added counts at once and is on record, a withdrawn one stays on the page.
    async fn an_administrator_extends_the_calendar(world: &World) {
        let lending = world.lending("dienbien-htx").await;
        let application = lending.submitted().await;
        world.expect_mails("receipt").await;
        let by = administrator(world).await;
        let page = by.get(PAGE).await.is(200).says("Lịch nghỉ năm 2026").says("Thứ Ba, 24/11/2026 Nghỉ lễ Ngày Văn hóa Việt Nam Nghị quyết 28/2026/QH16");
        page.says("Thứ Hai, 23/11/2026 Ngày nghỉ Đề xuất nghỉ hoán đổi với ngày 28/11/2026 Đề xuất tháng 9/2026, chưa thấy quyết định Mới là đề xuất; chưa tính.");
        by.get(&format!("{PAGE}?year=2027")).await.is(200).says("Dự kiến, chưa có thông báo; vẫn tính là ngày nghỉ.");
        by.get(&format!("{PAGE}?year=2031")).await.is(200).says("Chưa có ngày nghỉ nào của năm 2031");

        let until = async || lending.appraiser.get(&format!("/applications/{application}")).await.is(200);
        // Fifteen working days after Monday 2 March.
        until().await.says("hạn 23/03/2026");
        adds(&by, "2026-03-10", "day_off").await;
        until().await.says("hạn 24/03/2026");
        let row = world.expect_audit("holiday.add", "done").await;
        assert_eq!(row.after.expect("what was added").0["date"], "2026-03-10");
        by.get(PAGE).await.is(200).says("Thứ Ba, 10/03/2026 Ngày nghỉ Nghỉ lễ của tỉnh QĐ 12/QĐ-UBND Hạnh thêm lúc 09:00 02/03/2026");
        adds(&by, "2026-03-14", "working_day").await;
        until().await.says("hạn 23/03/2026");
        withdraws(world, &by, "2026-03-10").await;
        until().await.says("hạn 20/03/2026");
        world.expect_audit("holiday.withdraw", "done").await;
        by.get(PAGE).await.is(200).says("Hạnh rút lại lúc 09:00 02/03/2026");
        // What was withdrawn can be added anew, as a row of its own.
        adds(&by, "2026-03-10", "day_off").await;
        until().await.says("hạn 23/03/2026");
        let trail = world.person("Kiểm", &[everywhere(Duty::Auditor)]).await;
        trail.get("/audit").await.is(200).says("Thêm ngày vào lịch nghỉ").says("Rút lại một ngày của lịch nghỉ");
    }

    /// What one process adds, another knows with its next request or round.
    async fn every_process_follows_the_calendar(world: &World) {
        let by = administrator(world).await;
        let other = Office { calendar: Arc::default(), ..world.office().clone() };
        let day = date("2026-03-10");
        let works = |office: &Office| office.calendar().is_working_day(day);
        adds(&by, "2026-03-10", "day_off").await;
        assert!(!works(world.office()) && works(&other));
        other.refresh_calendar().await.expect("readable");
        assert!(!works(&other));
        let witness = Administrator::check(&by.user().await).expect("an administrator");
        deeds::withdraw(&other, &witness, &id_of(world, "2026-03-10").await).await.expect("withdrawn");
        assert!(works(&other) && !works(world.office()));
        by.get("/account").await.is(200);
        assert!(works(world.office()));
    }

    /// A contract once signed keeps its due dates, whatever is added or withdrawn later; one signed afterwards has the new ones.
    async fn a_signed_contract_keeps_its_schedule(world: &World) {
        let desk = granted(world).await;
        let by = administrator(world).await;
        moves_off_days_off(world, &desk.loan).await;
        adds(&by, "2026-06-02", "day_off").await;
        // Not signed yet: the plan follows the calendar of the moment. 2 September is off, and it is a Wednesday.
        desk.applicant.get(&desk.at("")).await.is(200).says("1 03/06/2026").says("2 03/09/2026");
        desk.does("sign", &[("number", "1"), ("date", "2026-03-02")]).await.is(303);
        withdraws(world, &by, "2026-06-02").await;
        adds(&by, "2026-06-03", "day_off").await;
        adds(&by, "2026-12-02", "day_off").await;
        desk.applicant.get(&desk.at("")).await.is(200).says("1 03/06/2026").says("3 02/12/2026");
        desk.does("disburse", &draw("2026-03-02", "120000000")).await.is(303);
        world.expect_mails("disbursed").await;
        let before = statement(&desk, "2026-06-15").await;
        assert_eq!([due(&before, 0), due(&before, 1), due(&before, 2)], ["2026-06-03", "2026-09-03", "2026-12-02"]);
        adds(&by, "2026-09-03", "day_off").await;
        withdraws(world, &by, "2026-06-03").await;
        assert_eq!(statement(&desk, "2026-06-15").await, before);
        desk.on(world, "2026-06-15").await;
        desk.applicant.get(&desk.at("")).await.is(200).says("Số ngày quá hạn 12 ngày");
        desk.repays("2026-06-15", 32_000_000).await;
        world.expect_mails("repayment").await;

        // Signed in June by the calendar of June; and a contract whose dates stay where they are keeps no calendar.
        let plain = grant(world, &desk.fund, &desk.cooperative, [&desk.appraiser, &desk.approver], "KV-2026-00002").await;
        let moving = grant(world, &desk.fund, &desk.cooperative, [&desk.appraiser, &desk.approver], "KV-2026-00003").await;
        moves_off_days_off(world, &moving).await;
        let cashier = desk.cashier().await;
        for (id, number) in [(&plain, "2"), (&moving, "3")] {
            let input = SignInput { number: number.into(), date: world.today() };
            loan::sign(world.office(), &cashier, id, None, &input, None).await.expect("signed");
        }
        let kept = async |id: &str| {
            let sql = "SELECT conditions FROM loans WHERE id = $1";
            let row: (Doc<Conditions>,) = world.arrange(async |tx| tx.one(sql, args![id]).await).await;
            row.0.0.calendar
        };
        assert!(kept(&plain).await.is_none());
        let calendar = kept(&moving).await.expect("the days off of June");
        assert!(!calendar.is_working_day(date("2026-09-03")) && !calendar.is_working_day(date("2026-12-02")));
        // Days before the contract are nothing to it.
        assert!(calendar.is_working_day(date("2026-04-30")));
    }

    /// Each wrong thing gets a sentence that says what to do, and leaves nothing behind.
    async fn what_cannot_be_is_refused(world: &World) {
        let by = administrator(world).await;
        let long = "ê".repeat(201);
        let good = form("2026-03-10", "day_off");
        for (field, value, says) in [
            ("date", "", "Cần điền mục này."),
            ("date", "2026-02-30", "Không có ngày này"),
            ("date", "mai", "Không có ngày này"),
            ("date", "2026-03-14", "Ngày này đã là ngày nghỉ."),
            ("date", "2026-04-30", "Ngày này đã là ngày nghỉ."),
            ("date", "2025-12-31", "01/01/2026"),
            ("date", "2032-01-05", "31/12/2031"),
            ("kind", "holiday", "Hãy chọn"),
            ("kind", "", "Cần điền mục này."),
            ("kind", "working_day", "Ngày này đã là ngày làm việc."),
            ("name", " ", "Cần điền mục này."),
            ("name", &long, "120"),
            ("document", "", "Cần điền mục này."),
            ("document", &long, "200"),
            ("document", "x\u{202e}", "ký tự"),
        ] {
            let fields: Vec<_> = good.iter().map(|(name, known)| (*name, if *name == field { value } else { known })).collect();
            by.post(PAGE, &fields).await.is(422).says(says).says("Thêm ngày");
        }
        // A holiday of the law stays one; an expected one may turn out to be a working day.
        by.post(PAGE, &form("2026-09-02", "working_day")).await.is(422).says("đã được quy định, không thể đổi");
        adds(&by, "2027-02-11", "working_day").await;
        assert!(world.office().calendar().is_working_day(date("2027-02-11")));
        adds(&by, "2026-11-23", "day_off").await;
        by.post(PAGE, &form("2026-11-23", "day_off")).await.is(422).says("Ngày này đã là ngày nghỉ.");
        for year in ["1999", "abc", "-1", "99999999999999999999"] {
            by.get(&format!("{PAGE}?year={year}")).await.is(200).says("Lịch nghỉ năm 2026");
        }
        let id = id_of(world, "2026-11-23").await;
        withdraws(world, &by, "2026-11-23").await;
        let twice = by.post(&format!("{PAGE}/{id}/withdraw"), &[]).await.is(303);
        by.follow(twice).await.says("Nội dung này vừa được người khác thay đổi.");
        for nowhere in ["00000000-0000-7000-8000-000000000000", "x", "%00"] {
            by.post(&format!("{PAGE}/{nowhere}/withdraw"), &[]).await.is(404);
        }
        by.post_with_token(PAGE, &good, "wrong").await.is(403);
        // The same form sent twice is one row.
        let keyed: Vec<_> = good.iter().copied().chain([("key", "k-1")]).collect();
        by.post(PAGE, &keyed).await.is(303);
        by.post(PAGE, &keyed).await.is(303);
        let rows: (i64,) = world.arrange(async |tx| tx.one("SELECT CAST(COUNT(*) AS BIGINT) FROM holidays", args![]).await).await;
        assert_eq!(rows.0, 3);
    }

    /// The calendar is that of all funds: an administrator of one reads it, others do not; and no row is ever changed or deleted.
    async fn only_who_keeps_all_funds_changes_it(world: &World) {
        let by = administrator(world).await;
        adds(&by, "2026-03-10", "day_off").await;
        let fund = world.fund("dienbien-htx", "A", 1_000_000_000).await;
        let own = world.person("Riêng", &[staff(Duty::Administrator, &fund)]).await;
        own.get(PAGE).await.is(200).says("chỉ quản trị viên của mọi quỹ").is_silent_about("action=\"/admin/holidays\"");
        own.post(PAGE, &form("2026-03-11", "day_off")).await.is(403);
        let row = world.expect_audit("holiday.add", "refused").await;
        assert_eq!(row.actor_id.as_deref(), Some(own.id.as_str()));
        own.post(&format!("{PAGE}/{}/withdraw", id_of(world, "2026-03-10").await), &[]).await.is(403);
        let cashier = world.person("Quỹ", &[staff(Duty::Cashier, &fund)]).await;
        cashier.get(PAGE).await.is(403);
        assert!(!world.office().calendar().is_working_day(date("2026-03-10")));
        for sql in ["UPDATE holidays SET name = 'x'", "UPDATE holidays SET on_date = $1", "DELETE FROM holidays"] {
            let values = if sql.contains("$1") { args![world.today()] } else { args![] };
            let changed = world.office().store.write(async |tx| tx.execute(sql, values).await.map(|_| ())).await;
            assert!(changed.is_err(), "{sql}");
        }
        // Two administrators at once: the date has one row.
        let other = world.person("Hai", &[everywhere(Duty::Administrator)]).await;
        let add = async |person: &Person, name: &str| {
            let witness = Administrator::check(&person.user().await).expect("an administrator");
            let input = Input { date: date("2026-03-12"), worked: false, name: name.into(), document: "QĐ".into() };
            deeds::add(world.office(), &witness, &input, None).await.is_ok()
        };
        let (one, two) = tokio::join!(add(&by, "một"), add(&other, "hai"));
        assert!(one != two, "one of them is told that it is there");
        let sql = "SELECT CAST(COUNT(*) AS BIGINT) FROM holidays WHERE on_date = $1";
        let rows: Result<(i64,), StoreError> = world.office().store.read(async |tx| tx.one(sql, args![date("2026-03-12")]).await).await;
        assert_eq!(rows.expect("readable").0, 1);
    }
}

//! Programmes that somebody else decides, and files that go under new rules at a date.
use coopfund::access::Duty;
use coopfund::actions::end_of_day::close_through;
use coopfund::domain::capital::MovementKind;
use coopfund::domain::money::Money;
use serde_json::{Value, json};

use crate::world::{PASSWORD, Person, World, of_cooperative, staff};

/// A fund of a programme with its people and a cooperative that wants a loan.
struct Office {
    fund: String,
    appraiser: Person,
    approver: Person,
    applicant: Person,
}

async fn office(world: &World, fund: &str, programme: &str) -> Office {
    let id = world.fund(fund, programme, 1_000_000_000).await;
    let cooperative = world.cooperative(&format!("HTX {fund}")).await;
    Office {
        fund: fund.to_owned(),
        appraiser: world.person(&format!("Tham {fund}"), &[staff(Duty::Appraiser, &id)]).await,
        approver: world.person(&format!("Duyet {fund}"), &[staff(Duty::Approver, &id)]).await,
        applicant: world.person(&format!("Xin {fund}"), &[of_cooperative(&cooperative)]).await,
    }
}

impl Office {
    async fn submitted(&self, amount: i64) -> String {
        let wanted = json!({
            "fund": self.fund, "amount": amount, "purpose": "Mở rộng xưởng", "project_cost": amount * 2, "own_capital": amount,
            "term_months": 36, "repay_every_months": 3, "principal_grace_months": 0, "method": "equal_principal", "jobs_supported": 8,
            "collateral": [{"kind": "land", "description": "Đất", "value": amount * 2}],
        });
        let begun = self.applicant.api(rocket::http::Method::Post, "/api/v1/applications", &wanted).await.is(201);
        let id = begun.json()["id"].as_str().expect("an id").to_owned();
        self.api(&self.applicant, &id, "submit", &json!({})).await.is(200);
        id
    }

    async fn api(&self, by: &Person, id: &str, deed: &str, body: &Value) -> crate::world::Answer {
        by.api(rocket::http::Method::Post, &format!("/api/v1/applications/{id}/{deed}"), body).await
    }
}

const LETTER: [(&str, &str); 3] =
    [("refer_number", "12/CV-QHT"), ("refer_date", "2026-03-02"), ("refer_note", "Đủ phương án và hồ sơ bảo đảm")];

/// Sends a form with the version its page carries.
async fn sends(by: &Person, id: &str, form: &str, fields: &[(&str, &str)]) -> crate::world::Answer {
    let page = by.get(&format!("/applications/{id}")).await.is(200);
    let version = crate::world::hidden_value(&page.text(), "version").unwrap_or_default();
    let fields: Vec<_> = fields.iter().copied().chain([("version", version.as_str())]).collect();
    by.post(&format!("/applications/{id}/{form}"), &fields).await
}

async fn reserved(world: &World) -> i64 {
    let sql = "SELECT CAST(COUNT(*) AS BIGINT) FROM capital_movements WHERE loan_id IS NOT NULL";
    let row: (i64,) = world.arrange(async |tx| tx.one(sql, vec![]).await).await;
    row.0
}

story! {
    /// Job-creation credit: checked, sent to the bank, decided there, followed by what the bank reports; no capital of ours.
    async fn the_bank_decides_on_job_credit(world: &World) {
        let desk = office(world, "vieclam-moi", "B-new").await;
        let id = desk.submitted(900_000_000).await;
        world.expect_mails("receipt").await;
        desk.applicant.get(&format!("/applications/{id}")).await.is(200)
            .says("do Ngân hàng Chính sách xã hội quyết định và cho vay").is_silent_about("Quỹ quốc gia về việc làm");
        // Nobody here appraises or approves it.
        let appraisal = json!({ "recommendation": "approve", "note": "Khả thi", "annual_rate_percent": "7.9248" });
        assert!(desk.api(&desk.appraiser, &id, "appraise", &appraisal).await.is(409).text().contains("Ngân hàng Chính sách xã hội"));
        desk.api(&desk.approver, &id, "approve", &json!({})).await.is(409);
        sends(&desk.appraiser, &id, "refer", &[("refer_date", "2026-03-02")]).await.is(422).says("Cần điền mục này.");
        sends(&desk.appraiser, &id, "refer", &LETTER).await.is(303);
        world.expect_audit("application.refer", "done").await;
        // Seven working days after Monday 2 March.
        desk.applicant.get(&format!("/applications/{id}")).await.is(200)
            .says("Đến lượt Ngân hàng Chính sách xã hội, hạn trả lời 11/03/2026.").says("12/CV-QHT ngày 02/03/2026");

        let granted = [
            ("outcome", "granted"), ("decision_number", "77/QĐ-NHCS"), ("decided_on", "2026-03-02"), ("granted_amount", "800.000.000"),
            ("granted_term", "60"), ("granted_rate", "7,9248"), ("capital_source", "local_budget"), ("refusal_reason", ""),
        ];
        for lacking in ["decision_number", "granted_amount", "granted_term", "granted_rate", "capital_source", "outcome"] {
            let fields: Vec<_> = granted.iter().copied().filter(|(name, _)| *name != lacking).collect();
            sends(&desk.approver, &id, "outcome", &fields).await.is(422).says("Cần điền mục này.");
        }
        sends(&desk.appraiser, &id, "outcome", &granted).await.is(403);
        sends(&desk.approver, &id, "outcome", &granted).await.is(303);
        world.expect_audit("application.outcome", "done").await;
        let told = world.expect_mail("decided_elsewhere", &desk.applicant.email).await;
        assert_eq!((told.fact("granted"), told.fact("decision_number")), (&json!(true), &json!("77/QĐ-NHCS")));
        desk.applicant.get(&format!("/applications/{id}")).await.is(200).says("800.000.000 ₫").says("77/QĐ-NHCS")
            .says("ngân sách địa phương uỷ thác").says("Ngân hàng Chính sách xã hội đã đồng ý cho vay");
        assert_eq!(reserved(world).await, 0);

        let job_loans = async || {
            let question = json!({ "fund": "vieclam-moi", "request": { "amount": 1 } });
            let sheet = desk.applicant.api(rocket::http::Method::Post, "/api/v1/eligibility", &question).await.is(200).json();
            let findings = sheet["findings"].as_array().expect("findings").clone();
            findings.into_iter().find(|finding| finding["rule"] == "JB-10").expect("JB-10")["outcome"].clone()
        };
        assert_eq!(job_loans().await, "missing", "the jobs are not said");
        sends(&desk.appraiser, &id, "balances", &[("as_of", "2026-03-02"), ("balance", "800.000.001"), ("balance_document", "BC 3")]).await.is(422);
        sends(&desk.appraiser, &id, "balances", &[("as_of", "2026-03-02"), ("balance", "750.000.000"), ("overdue", "10.000.000"), ("balance_document", "BC 3")]).await.is(303);
        desk.applicant.get(&format!("/applications/{id}")).await.is(200).says("750.000.000 ₫").says("BC 3");
        // What the bank lent counts against the cap of all job loans together: 8 jobs allow 1 600 million.
        let second = json!({ "fund": "vieclam-moi", "request": { "amount": 850_000_001, "jobs_supported": 8 } });
        let sheet = desk.applicant.api(rocket::http::Method::Post, "/api/v1/eligibility", &second).await.is(200).json();
        let together = sheet["findings"].as_array().expect("findings").iter().find(|finding| finding["rule"] == "JB-10").cloned();
        assert_eq!(together.expect("JB-10")["observed"], 1_600_000_001_i64);
        assert_eq!((sheet["max_amount"].clone(), sheet["max_amount_rule"].clone()), (json!(850_000_000), json!("JB-10")));
        for sql in ["UPDATE referrals SET amount = 1", "DELETE FROM referrals", "DELETE FROM referral_balances", "UPDATE referral_balances SET balance = 0"] {
            let changed = world.office().store.write(async |tx| tx.execute(sql, vec![]).await.map(|_| ())).await;
            assert!(changed.is_err(), "{sql}");
        }
    }

    /// The same by programs: each door, with what it refuses at which field, and the file as it is shown.
    async fn a_file_goes_on_by_json(world: &World) {
        let desk = office(world, "vieclam-moi", "B-new").await;
        let id = desk.submitted(900_000_000).await;
        world.expect_mails("receipt").await;
        let told = |answer: crate::world::Answer| answer.refuses(422, "invalid").json()["errors"][0]["pointer"].as_str().unwrap_or_default().to_owned();
        let letter = json!({ "number": "12/CV-QHT", "date": "2026-03-02", "note": "Đủ hồ sơ" });
        for (field, value, pointer) in [
            ("number", json!(" "), "/number"), ("number", json!("đ".repeat(101)), "/number"), ("date", json!("2026-03-03"), "/date"),
            ("date", json!("2026-03-01"), "/date"), ("date", json!(5), "/date"), ("note", json!(""), "/note"), ("to", json!("bank"), "/to"),
        ] {
            let mut body = letter.clone();
            body[field] = value;
            assert_eq!(told(desk.api(&desk.appraiser, &id, "refer", &body).await), pointer);
        }
        desk.api(&desk.approver, &id, "refer", &letter).await.is(403);
        desk.api(&desk.applicant, &id, "refer", &letter).await.is(403);
        desk.api(&desk.approver, &id, "outcome", &json!({ "granted": false, "number": "1", "date": "2026-03-02", "reason": "x" })).await.is(409);
        let sent = desk.api(&desk.appraiser, &id, "refer", &letter).await.is(200).json();
        assert_eq!((&sent["referral"]["number"], &sent["referral"]["outcome"]), (&json!("12/CV-QHT"), &Value::Null));
        desk.api(&desk.appraiser, &id, "refer", &letter).await.refuses(409, "wrong_state");
        let granted = json!({
            "granted": true, "number": "77/QĐ-NHCS", "date": "2026-03-02", "amount": 800_000_000, "term_months": 60, "annual_rate_percent": "7.9248",
            "capital_source": "central_budget",
        });
        for (field, value, pointer) in [
            ("granted", json!("yes"), "/granted"), ("number", json!(""), "/number"), ("date", json!("2026-03-01"), "/date"), ("amount", Value::Null, "/amount"),
            ("amount", json!(0), "/amount"), ("term_months", json!(0), "/term_months"), ("annual_rate_percent", json!("x"), "/annual_rate_percent"),
            ("capital_source", json!("mine"), "/capital_source"), ("capital_source", Value::Null, "/capital_source"),
        ] {
            let mut body = granted.clone();
            body[field] = value;
            assert_eq!(told(desk.api(&desk.approver, &id, "outcome", &body).await), pointer);
        }
        desk.api(&desk.appraiser, &id, "outcome", &granted).await.is(403);
        desk.api(&desk.appraiser, &id, "balances", &json!({ "as_of": "2026-03-02", "balance": 1, "document": "x" })).await.refuses(409, "wrong_state");
        let decided = desk.api(&desk.approver, &id, "outcome", &granted).await.is(200).json();
        world.expect_mail("decided_elsewhere", &desk.applicant.email).await;
        assert_eq!((&decided["status"], &decided["referral"]["outcome"]["amount"]), (&json!("approved"), &json!(800_000_000)));
        desk.api(&desk.approver, &id, "outcome", &granted).await.refuses(409, "wrong_state");
        let report = json!({ "as_of": "2026-03-02", "balance": 750_000_000, "overdue": 10_000_000, "document": "BC 3" });
        for (field, value, pointer) in [
            ("as_of", json!("2026-03-03"), "/as_of"), ("balance", json!(800_000_001), "/balance"), ("balance", json!(-1), "/balance"),
            ("overdue", json!(750_000_001), "/overdue"), ("document", json!(""), "/document"),
        ] {
            let mut body = report.clone();
            body[field] = value;
            assert_eq!(told(desk.api(&desk.appraiser, &id, "balances", &body).await), pointer);
        }
        let shown = desk.api(&desk.appraiser, &id, "balances", &report).await.is(200).json();
        assert_eq!((&shown["referral"]["balances"][0]["balance"], &shown["referral"]["balances"][0]["document"]), (&json!(750_000_000), &json!("BC 3")));
        let theirs = desk.applicant.api_get(&format!("/api/v1/applications/{id}")).await.is(200).json();
        assert_eq!(theirs["referral"], shown["referral"]);
        assert_eq!(reserved(world).await, 0);
    }

    /// The central fund decides likewise; a refusal has its reason, and whoever sent the file on does not record it.
    async fn the_central_fund_refuses_with_a_reason(world: &World) {
        let desk = office(world, "trunguong", "C").await;
        let fund = world.office().store.read(async |tx| coopfund::store::funds::find_by_code(tx, "trunguong").await).await;
        let fund = fund.expect("readable").expect("the fund").id;
        let both = world.person("Hai Vai", &[staff(Duty::Appraiser, &fund), staff(Duty::Approver, &fund)]).await;
        let id = desk.submitted(4_000_000_000).await;
        world.expect_mails("receipt").await;
        sends(&both, &id, "refer", &LETTER).await.is(303);
        let refused = [("outcome", "refused"), ("decision_number", "5/QĐ"), ("decided_on", "2026-03-02"), ("refusal_reason", "Chưa đủ vốn")];
        sends(&both, &id, "outcome", &refused).await.is(409);
        sends(&desk.approver, &id, "outcome", &refused[..3]).await.is(422).says("Cần điền mục này.");
        sends(&desk.approver, &id, "outcome", &refused).await.is(303);
        let told = world.expect_mail("decided_elsewhere", &desk.applicant.email).await;
        assert_eq!((told.fact("granted"), told.fact("reason")), (&json!(false), &json!("Chưa đủ vốn")));
        desk.applicant.get(&format!("/applications/{id}")).await.is(200).says("Chưa đủ vốn").says("5/QĐ");
        sends(&desk.appraiser, &id, "balances", &[("as_of", "2026-03-02"), ("balance", "1"), ("balance_document", "x")]).await.is(409);
    }

    /// A file lodged before 1 January 2026 and not approved by then goes under the new decree, its appraisal begins anew; what was
    /// signed before runs on, and nothing new is taken in.
    async fn files_not_approved_in_time_go_under_the_new_decree(world: &World) {
        world.go_to("2025-12-29");
        let old = office(world, "vieclam-cu", "B-old").await;
        let new = office(world, "vieclam-moi", "B-new").await;
        let (waiting, appraised) = (old.submitted(90_000_000).await, old.submitted(300_000_000).await);
        world.expect_mails("receipt").await;
        let said = json!({ "recommendation": "approve", "note": "Khả thi, đã xem xét", "annual_rate_percent": "7.92" });
        old.api(&old.appraiser, &appraised, "appraise", &said).await.is(200);
        let of = async |id: &str| {
            let found = world.office().store.read(async |tx| coopfund::store::applications::find(tx, id).await).await;
            let found = found.expect("readable").expect("the file");
            (found.fund_code, found.status.to_string(), found.appraised_by.is_some())
        };
        world.go_to("2025-12-31");
        close_through(world.office(), "2025-12-30".parse().expect("a date")).await.expect("closed");
        assert_eq!(of(&appraised).await, ("vieclam-cu".into(), "appraised".into(), true));
        world.go_to("2026-01-01");
        close_through(world.office(), "2025-12-31".parse().expect("a date")).await.expect("closed");
        assert_eq!(of(&waiting).await, ("vieclam-moi".into(), "submitted".into(), false));
        assert_eq!(of(&appraised).await, ("vieclam-moi".into(), "submitted".into(), false));
        let moved = world.audit().await.into_iter().filter(|row| row.action == "application.move").collect::<Vec<_>>();
        assert_eq!(moved.len(), 2);
        assert_eq!(world.expect_mails("moved").await.len(), 2, "each file has its letter");
        assert_eq!(moved[0].after.as_ref().expect("where to").0, json!({ "fund": "vieclam-moi", "rule": "JB-39" }));
        for person in [&old.applicant, &new.appraiser] {
            person.sign_in(PASSWORD).await.is(303);
            person.get(&format!("/applications/{appraised}")).await.is(200).says("chuyển sang xét theo quy định mới");
        }
        new.appraiser.get(&format!("/applications/{appraised}")).await.is(200).says("chuyển sang xét theo quy định mới (JB-39)");
        old.applicant.get(&format!("/applications/{appraised}")).await.is(200).is_silent_about("JB-39");
        old.appraiser.sign_in(PASSWORD).await.is(303);
        old.appraiser.get(&format!("/applications/{appraised}")).await.is(404);
        // Nothing new under the old rules.
        let wanted = json!({ "fund": "vieclam-cu", "amount": 90_000_000, "purpose": "x", "project_cost": 200_000_000, "own_capital": 100_000_000,
            "term_months": 12, "repay_every_months": 3, "method": "equal_principal", "jobs_supported": 2 });
        let begun = old.applicant.api(rocket::http::Method::Post, "/api/v1/applications", &wanted).await.is(201);
        let id = begun.json()["id"].as_str().expect("an id").to_owned();
        assert!(old.api(&old.applicant, &id, "submit", &json!({})).await.is(422).text().contains("JB-38"));
    }
}

story! {
    /// Who waited for capital of the old fund waits no more when the file goes under the new decree.
    async fn a_file_that_moves_leaves_the_waiting_list(world: &World) {
        world.go_to("2025-12-29");
        let old = office(world, "vieclam-cu", "B-old").await;
        office(world, "vieclam-moi", "B-new").await;
        let id = old.submitted(300_000_000).await;
        let said = json!({ "recommendation": "approve", "note": "Khả thi, đã xem xét", "annual_rate_percent": "7.92" });
        old.api(&old.appraiser, &id, "appraise", &said).await.is(200);
        let (now, today) = (world.now(), world.today());
        world
            .arrange(async |tx| {
                let found = coopfund::store::funds::find_by_code(tx, "vieclam-cu").await?.expect("the fund");
                let mut fund = coopfund::store::funds::lock(tx, &found.id).await?.expect("the fund");
                let (kind, out) = (MovementKind::Withdrawal, Money::dong(950_000_000));
                let done = coopfund::store::capital::post(tx, &mut fund, kind, out, today, None, Some("test"), "system", now).await;
                done.expect("the capital is withdrawn");
                Ok(())
            })
            .await;
        let waits = old.api(&old.approver, &id, "wait", &json!({})).await.is(200).json();
        assert_eq!(waits["waiting_list"], json!({ "place": 1, "of": 1, "fits_now": false }));
        world.go_to("2026-01-01");
        close_through(world.office(), "2025-12-31".parse().expect("a date")).await.expect("closed");
        let sql = "SELECT left_why FROM waiting_list WHERE application_id = $1";
        let row: (Option<String>,) = world.arrange(async |tx| tx.one(sql, coopfund::args![&id]).await).await;
        assert_eq!(row.0.as_deref(), Some("moved"));
        let shown = old.applicant.api_get(&format!("/api/v1/applications/{id}")).await.is(200).json();
        assert_eq!((&shown["fund"], &shown["status"], &shown["waiting_list"]), (&json!("vieclam-moi"), &json!("submitted"), &Value::Null));
        for kind in ["receipt", "waiting", "moved"] {
            world.expect_mail(kind, &old.applicant.email).await;
        }
    }
}

/// New credit is never called by the old fund's name: wherever that name stands, the date before which it holds stands beside it.
#[test]
fn the_old_fund_s_name_stands_only_for_its_old_contracts() {
    let top = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![top.join("src"), top.join("templates")];
    let (mut sins, mut seen) = (Vec::new(), 0);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("readable") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let Ok(text) = std::fs::read_to_string(&path) else { continue };
            for (number, line) in (1..).zip(text.lines()) {
                for (name, dated) in [
                    ("Quỹ quốc gia về việc làm", "trước 01/01/2026"),
                    ("National Employment Fund", "before 1 January 2026"),
                ] {
                    if line.contains(name) {
                        seen += 1;
                        if !line.contains(dated) {
                            sins.push(format!("{}:{number}", path.display()));
                        }
                    }
                }
            }
        }
    }
    assert!(seen >= 4, "only {seen} places name it: is it looked for by its right name?");
    assert!(sins.is_empty(), "{sins:#?}");
}

//! Debt groups, provisions and arrears: what puts a loan where it is, on its page and in the reports, as of any day.
use calamine::{Data, Reader, Xlsx};
use coopfund::access::{Cashier, Duty, Witness};
use coopfund::actions::loan::{self, CreditCheck, DisbursementInput, SignInput};
use coopfund::args;
use coopfund::domain::money::Money;
use coopfund::domain::terms::Classification;
use coopfund::store::loans::Conditions;
use coopfund::store::{Doc, StoreError, new_id};
use serde_json::{Value, json};

use crate::loans::{Desk, MILLION, drawn, grant};
use crate::world::{Person, World, of_cooperative, staff};

/// Another loan of 120 million of a cooperative, signed and paid out today; its id.
async fn another(world: &World, desk: &Desk, fund: &str, cooperative: &str, number: &str) -> String {
    let id = grant(world, fund, cooperative, [&desk.appraiser, &desk.approver], number).await;
    pay_out(world, &desk.cashier, &id, number).await;
    id
}

async fn pay_out(world: &World, cashier: &Person, id: &str, number: &str) {
    let (cashier, today) = (Cashier::check(&cashier.user().await).expect("a cashier"), world.today());
    let contract = SignInput { number: format!("HD-{number}"), date: today };
    loan::sign(world.office(), &cashier, id, None, &contract, None).await.expect("signed");
    let tranche = DisbursementInput {
        answers: None,
        date: today,
        amount: Money::dong(120 * MILLION),
        payee: "HTX".into(),
        evidence: "HĐ 1".into(),
        credit_check: Some(CreditCheck { worst_debt_group: 1, on: today, document: "CIC 1".into() }),
    };
    loan::disburse(world.office(), &cashier, id, None, &tranche, None).await.expect("paid out");
    world.expect_mails("disbursed").await;
}

/// A security of a loan.
async fn secure(world: &World, loan: &str, kind: &str, value: i64) {
    let application = "SELECT application_id FROM loans WHERE id = $1";
    world
        .arrange(async |tx| {
            let (application,): (String,) = tx.one(application, args![loan]).await?;
            tx.execute_one(
                "INSERT INTO collateral (id, application_id, position, kind, description, value) VALUES ($1, $2, 1, $3, 'x', $4)",
                args![new_id(), &application, kind, value],
            )
            .await
        })
        .await;
}

async fn report(by: &Person, name: &str, fund: &str, as_of: &str) -> Vec<Value> {
    let answer = by.api_get(&format!("/api/v1/reports/{name}?fund={fund}&as_of={as_of}")).await.is(200);
    answer.json().as_array().expect("rows").clone()
}

/// These fields of every row.
fn fields(rows: &[Value], names: &[&str]) -> Value {
    rows.iter().map(|row| names.iter().map(|name| row[*name].clone()).collect::<Value>()).collect()
}

async fn auditor(world: &World, fund: &str) -> Person {
    world.person("Kiểm", &[staff(Duty::Auditor, fund)]).await
}

story! {
    /// The page names the group, the way into it that holds, the rule and where that is written, on any day.
    async fn a_loan_says_which_rule_put_it_into_its_group(world: &World) {
        let desk = drawn(world).await;
        desk.on(world, "2026-12-15").await;
        let page = async |day: &str| desk.cashier.get(&format!("{}?as_of={day}", desk.at(""))).await.is(200);
        let circular = "Thông tư 14/2024/TT-NHNN; khoản 1 Điều 28 Nghị định 45/2021/NĐ-CP.";
        page("2026-06-11").await.says("Nhóm 1 Nợ đủ tiêu chuẩn: trong hạn hoặc quá hạn dưới 10 ngày. (CLS-02)").says(circular);
        let two = page("2026-06-12").await.says("Số ngày quá hạn 10 ngày");
        two.says("Nhóm 2 Nợ cần chú ý: quá hạn từ 10 đến dưới 30 ngày. (CLS-03)").says(circular).is_silent_about("24/2026");
        page("2026-07-02").await.says("Nhóm 3 Nợ dưới tiêu chuẩn: quá hạn từ 30 đến dưới 90 ngày. (CLS-04)");
        // A circular whose text nobody here has read amends the scale since 3 August 2026: that is said, not guessed.
        page("2026-08-03").await.says("Thông tư 24/2026/TT-NHNN đã sửa đổi quy định này nhưng chưa có văn bản để đối chiếu.");
        page("2026-08-31").await.says("(CLS-05)");
        // The bounds of group 5 were not read either.
        page("2026-11-29").await.says("(CLS-06)").says("Chưa đối chiếu với văn bản gốc.");
        let statement = desk.applicant.get(&format!("{}?as_of=2026-07-02", desk.at("statement"))).await.is(200);
        statement.says("Nhóm 3 – Nợ dưới tiêu chuẩn: quá hạn từ 30 đến dưới 90 ngày.").is_silent_about("CLS-04");
        // Its borrower reads the law, without the codes and notes of those who keep the rules.
        let own = desk.applicant.get(&format!("{}?as_of=2026-08-03", desk.at(""))).await.is(200).says("quá hạn từ 30 đến dưới 90 ngày.");
        own.says(circular).is_silent_about("CLS-04").is_silent_about("đối chiếu");
        desk.cashier.submit("/language", &[("lang", "en"), ("back", &desk.at(""))]).await.is(200).says("Potential loss: 180 days past due or more. (CLS-06)");
    }

    /// Before 12 August 2024 the older circular's scale holds, and no rule known here makes the worst group that of all debts.
    async fn the_scale_in_force_on_the_day_is_used(world: &World) {
        world.go_to("2024-03-04");
        let desk = drawn(world).await;
        desk.on(world, "2024-05-06").await;
        let second = another(world, &desk, &desk.fund, &desk.cooperative, "KV-2026-00002").await;
        desk.on(world, "2024-12-02").await;
        let page = async |day: &str| desk.cashier.get(&format!("{}?as_of={day}", desk.at(""))).await.is(200);
        let old = page("2024-08-11").await.says("Nợ dưới tiêu chuẩn: quá hạn từ 30 đến dưới 90 ngày. (CLS-13)");
        old.says("Thông tư 15/2010/TT-NHNN. Chưa đối chiếu với văn bản gốc.").is_silent_about("14/2024");
        page("2024-08-12").await.says("(CLS-04)").is_silent_about("15/2010");
        let groups = async |day: &str| {
            let rows = report(&desk.cashier, "classification", "dienbien-htx", day).await;
            fields(&rows, &["own_group", "own_rule", "debt_group", "group_rule", "group_from_loan"])
        };
        // The second loan is due on 6 August: five days late, then six.
        assert_eq!(groups("2024-08-11").await, json!([[3, "CLS-13", 3, "CLS-13", null], [1, "CLS-13", 1, "CLS-13", null]]));
        assert_eq!(groups("2024-08-12").await, json!([[3, "CLS-04", 3, "CLS-04", null], [1, "CLS-02", 3, "CLS-07", "KV-2026-00001"]]));
        desk.applicant.get(&format!("/loans/{second}?as_of=2024-08-11")).await.is(200).is_silent_about("CLS-07");
    }

    /// All debts of one borrower at a fund are in the worst group of any of them, on the page, in lists, sums and reports; debts
    /// of others and at other funds are not, and a debt that is paid pulls nobody down any more.
    async fn the_worst_loan_decides_for_all_of_its_borrower(world: &World) {
        let desk = drawn(world).await;
        let elsewhere = world.fund("elsewhere", "A", 3_000 * MILLION).await;
        let other = world.cooperative("HTX Khác").await;
        desk.on(world, "2026-06-01").await;
        let second = another(world, &desk, &desk.fund, &desk.cooperative, "KV-2026-00002").await;
        let third = another(world, &desk, &desk.fund, &other, "KV-2026-00003").await;
        let cashier = world.person("Xa", &[staff(Duty::Cashier, &elsewhere)]).await;
        let far = grant(world, &elsewhere, &desk.cooperative, [&desk.appraiser, &desk.approver], "KV-2026-00004").await;
        pay_out(world, &cashier, &far, "KV-2026-00004").await;
        desk.on(world, "2026-06-12").await;
        coopfund::actions::end_of_day::close_through(world.office(), "2026-06-11".parse().expect("a date")).await.expect("closed");
        world.expect_mails("reminder").await;

        let page = desk.applicant.get(&format!("/loans/{second}")).await.is(200).says("Nhóm 1 Nợ đủ tiêu chuẩn");
        let page = page.says("Nhóm nợ của khách hàng Nhóm 2 Mọi khoản nợ của cùng một khách hàng tại quỹ được xếp vào nhóm có rủi ro cao nhất: Nhóm 2.").is_silent_about("CLS-07");
        assert!(page.says("Do khoản vay KV-2026-00001 .").text().contains(&format!("href=\"{}\"", desk.at(""))));
        for alone in [&desk.loan, &third, &far] {
            let staff = world.person(&format!("N{}", &alone[30..]), &[staff(Duty::Auditor, &desk.fund), staff(Duty::Auditor, &elsewhere)]).await;
            staff.get(&format!("/loans/{alone}")).await.is(200).is_silent_about("CLS-07");
        }
        let list = desk.applicant.api_get("/api/v1/loans").await.is(200).json();
        let groups: Vec<_> = list["items"].as_array().expect("lines").iter().map(|line| line["debt_group"].clone()).collect();
        assert_eq!(groups, [2, 2, 1]);
        let sums = desk.cashier.get("/dashboard").await.is(200);
        sums.says("Nhóm 1 120.000.000 ₫ 1 khoản").says("Nhóm 2 240.000.000 ₫ 2 khoản");

        let names = ["loan_number", "debt_group", "specific_provision"];
        let tape = async |day: &str| fields(&report(&desk.cashier, "portfolio", "dienbien-htx", day).await, &names);
        let late = json!([["KV-2026-00001", 2, 2_400_000], ["KV-2026-00002", 2, 2_400_000], ["KV-2026-00003", 1, 0]]);
        assert_eq!(tape("2026-06-12").await, late);
        assert_eq!(tape("2026-06-11").await, json!([["KV-2026-00001", 1, 0], ["KV-2026-00002", 1, 0], ["KV-2026-00003", 1, 0]]));
        desk.on(world, "2026-06-15").await;
        desk.repays("2026-06-15", 32 * MILLION).await;
        world.expect_mails("repayment").await;
        desk.applicant.get(&format!("/loans/{second}")).await.is(200).is_silent_about("CLS-07");
        desk.cashier.get(&format!("/loans/{second}?as_of=2026-06-12")).await.is(200).says("(CLS-07)");
        let paper = desk.applicant.get(&format!("/loans/{second}/statement?as_of=2026-06-12")).await.is(200);
        paper.says("Nhóm nợ của khách hàng Nhóm 2 –").says("Do khoản vay KV-2026-00001.");
        assert_eq!(tape("2026-06-15").await[1], json!(["KV-2026-00002", 1, 0]));
        assert_eq!(tape("2026-06-12").await, late, "what was of a day stays so");
    }

    /// Provisions are of what securities do not cover by the fund's ratios, shown to staff; a fund that has none yet deducts
    /// nothing and says so.
    async fn what_is_set_aside_is_shown_to_staff(world: &World) {
        let desk = drawn(world).await;
        secure(world, &desk.loan, "land", 100 * MILLION).await;
        desk.on(world, "2026-07-02").await;
        let page = desk.cashier.get(&desk.at("")).await.is(200).says("Giá trị tài sản bảo đảm 100.000.000 ₫").says("Phần được khấu trừ 0 ₫");
        let page = page.says("Dự phòng cụ thể 30.000.000 ₫ (25 %)").says("Dự phòng chung 600.000 ₫ (0,5 %)");
        page.says("Quy chế của quỹ chưa có tỷ lệ khấu trừ cho loại tài sản bảo đảm này nên chưa khấu trừ (CLS-12).");
        let names = ["note", "collateral_value", "deductible", "specific_percent", "specific_provision", "general_percent", "general_provision"];
        let rows = report(&desk.cashier, "classification", "dienbien-htx", "2026-07-02").await;
        assert_eq!(fields(&rows, &names), json!([["no_collateral_ratios", 100_000_000, 0, "25", 30_000_000, "0.5", 600_000]]));

        world.regulate(&desk.fund).await;
        let page = desk.cashier.get(&desk.at("")).await.is(200).says("Phần được khấu trừ 70.000.000 ₫");
        page.says("Dự phòng cụ thể 12.500.000 ₫ (25 %)").says("Dự phòng chung 600.000 ₫").is_silent_about("CLS-12");
        desk.applicant.get(&desk.at("")).await.is(200).is_silent_about("Dự phòng");
        let rows = report(&desk.cashier, "classification", "dienbien-htx", "2026-07-02").await;
        assert_eq!(fields(&rows, &names), json!([[null, 100_000_000, 70_000_000, "25", 12_500_000, "0.5", 600_000]]));
        let tape = report(&desk.cashier, "portfolio", "dienbien-htx", "2026-07-02").await;
        assert_eq!(fields(&tape, &["collateral_value", "specific_provision"]), json!([[100_000_000, 12_500_000]]));
        // In group 5 nothing general is set aside.
        let rows = { desk.on(world, "2026-11-29").await; report(&desk.cashier, "classification", "dienbien-htx", "2026-11-29").await };
        assert_eq!(fields(&rows, &["debt_group", "specific_provision", "general_percent", "general_provision"]), json!([[5, 50_000_000, "0", 0]]));
    }

    /// The auditor reads both reports on a page with totals by group, and takes them as files with the same rows.
    async fn the_reports_add_up_by_group(world: &World) {
        let desk = drawn(world).await;
        let other = world.cooperative("HTX Khác").await;
        desk.on(world, "2026-06-01").await;
        another(world, &desk, &desk.fund, &other, "KV-2026-00002").await;
        let unsigned = grant(world, &desk.fund, &other, [&desk.appraiser, &desk.approver], "KV-2026-00003").await;
        assert!(!unsigned.is_empty());
        world.go_to("2026-07-02");
        let auditor = auditor(world, &desk.fund).await;
        let page = async |name: &str| auditor.get(&format!("/reports?report={name}&fund=dienbien-htx&as_of=2026-07-02")).await.is(200);
        // A loan that is not drawn is no debt.
        let groups = page("classification").await.says("Phân loại nợ và trích lập dự phòng").says("2 dòng").is_silent_about("KV-2026-00003");
        let groups = groups.says("Nhóm 1 1 120.000.000 0 0 0 600.000 50,00 % 100,00 %");
        groups.says("Nhóm 3 1 120.000.000 0 0 30.000.000 600.000 50,00 % 50,00 %");
        let ages = page("arrears").await.says("Nợ quá hạn theo tuổi nợ").says("Không quá hạn 1 120.000.000 0 0 0 0 0 50,00 % 100,00 %");
        // 1.814.795 of interest a month late at 10 %, 30 million of principal at 9 %.
        ages.says("từ 30 ngày 1 120.000.000 30.000.000 1.814.795 221.918 14.916 120.000.000 50,00 % 50,00 %");
        let rows = report(&auditor, "arrears", "dienbien-htx", "2026-07-02").await;
        let names = ["loan_number", "days_past_due", "ageing_from", "ageing_to", "principal_at_risk", "debt_group"];
        assert_eq!(fields(&rows, &names), json!([["KV-2026-00001", 30, 30, 89, 120_000_000, 3], ["KV-2026-00002", 0, 0, 0, 0, 1]]));

        let file = auditor.get("/reports/classification?fund=dienbien-htx&as_of=2026-07-02&format=xlsx").await.is(200);
        let mut book: Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(file.body)).expect("a workbook");
        assert_eq!(book.sheet_names(), ["classification", "totals"]);
        let totals = book.worksheet_range("totals").expect("the totals");
        let line = |number: usize| totals.rows().nth(number).expect("a line").iter().map(Data::to_string).collect::<Vec<_>>();
        assert_eq!(line(0)[..3], ["debt_group", "rows", "principal_outstanding"]);
        assert_eq!(line(2), ["3", "1", "120000000", "0", "0", "30000000", "600000"]);
        let csv = auditor.get("/reports/arrears?fund=dienbien-htx&as_of=2026-07-02&format=csv").await.is(200).text();
        assert_eq!(csv.lines().count(), 3, "{csv}");
        for bad in ["report=nothing&fund=dienbien-htx&as_of=2026-07-02", "report=arrears&fund=dienbien-htx&as_of=2026-07-03", "report=arrears&fund=x&as_of=0"] {
            auditor.get(&format!("/reports?{bad}")).await.is(200).says("Cần sửa những chỗ sau");
        }
        auditor.api_get("/api/v1/reports/arrears?fund=dienbien-htx&as_of=2026-02-30").await.refuses(422, "invalid");
        let borrower = world.person("Ngoài", &[of_cooperative(&other)]).await;
        borrower.get("/reports/classification?fund=dienbien-htx&as_of=2026-07-02&format=json").await.is(403);
    }

    /// Job loans have a status and no group: what they would have as provisions is blank, with the reason.
    async fn job_loans_have_no_provisions(world: &World) {
        let desk = drawn(world).await;
        let conditions = Doc(Conditions { classification: Classification::Status, ..Conditions::default() });
        world
            .arrange(async |tx| {
                tx.execute_one("UPDATE funds SET programme = 'B-new' WHERE id = $1", args![&desk.fund]).await?;
                tx.execute_one("UPDATE loans SET conditions = $2 WHERE id = $1", args![&desk.loan, &conditions]).await?;
                tx.execute_one("UPDATE positions SET debt_group = 'in_term' WHERE loan_id = $1", args![&desk.loan]).await?;
                Ok::<_, StoreError>(())
            })
            .await;
        desk.on(world, "2026-07-02").await;
        let rows = report(&desk.cashier, "classification", "dienbien-htx", "2026-07-02").await;
        let names = ["own_group", "own_rule", "debt_group", "specific_percent", "specific_provision", "general_percent", "general_provision", "note"];
        assert_eq!(fields(&rows, &names), json!([["overdue", "CLS-20", "overdue", null, null, null, null, "status_scale"]]));
        assert_eq!(report(&desk.cashier, "portfolio", "dienbien-htx", "2026-07-02").await[0]["specific_provision"], Value::Null);
        let why = "Chương trình phân loại theo tình trạng nên không trích lập dự phòng.";
        desk.cashier.get(&desk.at("")).await.is(200).says("(CLS-20)").says("Quyết định 976/QĐ-TTg").says(why);
        let page = "/reports?report=classification&fund=dienbien-htx&as_of=2026-07-02";
        desk.cashier.get(page).await.is(200).says(why).says("Quá hạn 1 120.000.000");
        let rows = report(&desk.cashier, "arrears", "dienbien-htx", "2026-07-02").await;
        assert_eq!(fields(&rows, &["ageing_from", "principal_at_risk", "debt_group"]), json!([[30, 120_000_000, "overdue"]]));
    }
}

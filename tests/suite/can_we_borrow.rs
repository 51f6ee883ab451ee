//! The public question: the page, the door and the command line give one answer, and name what they were not told.
use std::process::{Command, Stdio};

use serde_json::{Value, json};

const PAGE: &str = "/can-we-borrow";

/// Everything a support fund asks, as the form sends it.
const WHOLE: [(&str, &str); 17] = [
    ("asked", "1"),
    ("fund", "A"),
    ("kind", "cooperative"),
    ("province", "Điện Biên"),
    ("fund_province", "tỉnh Điện Biên"),
    ("established", "yes"),
    ("amount", "300.000.000"),
    ("term_months", "36"),
    ("project_cost", "500.000.000"),
    ("own_capital", "100.000.000"),
    ("collateral_value", "0"),
    ("customer", "0"),
    ("related", "0"),
    ("worst_debt_group", "1"),
    ("worst_debt_group_on", "2026-02-20"),
    ("repay_every_months", "3"),
    ("method", "equal_principal"),
];

fn address(fields: &[(&str, &str)]) -> String {
    let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    format!("{PAGE}?{query}")
}

fn without<'f>(fields: &[(&'f str, &'f str)], name: &str) -> Vec<(&'f str, &'f str)> {
    fields.iter().copied().filter(|(field, _)| *field != name).collect()
}

/// The same question as the door takes it.
fn question() -> Value {
    json!({
        "fund": "A", "province": "tỉnh Điện Biên", "on": "2026-03-02",
        "borrower": { "kind": "cooperative", "province": "Điện Biên", "lawfully_established": true, "worst_debt_group": 1,
            "worst_debt_group_on": "2026-02-20" },
        "request": { "amount": 300_000_000, "term_months": 36, "project_cost": 500_000_000, "own_capital": 100_000_000, "collateral_value": 0 },
        "exposure": { "customer": 0, "related": 0 },
    })
}

/// A support fund's and a job loan's question as the form sends it, and where the door has each field: name, value, pointer.
const FORM: [(&str, &str, &str); 19] = [
    ("kind", "cooperative", "/borrower/kind"),
    ("province", "Điện Biên", "/borrower/province"),
    ("fund_province", "tỉnh Điện Biên", "/province"),
    ("established", "yes", "/borrower/lawfully_established"),
    ("amount", "300000000", "/request/amount"),
    ("term_months", "36", "/request/term_months"),
    ("project_cost", "500000000", "/request/project_cost"),
    ("own_capital", "100000000", "/request/own_capital"),
    ("collateral_value", "300000000", "/request/collateral_value"),
    ("jobs_supported", "5", "/request/jobs_supported"),
    ("customer", "0", "/exposure/customer"),
    ("related", "0", "/exposure/related"),
    ("job_loans", "0", "/exposure/job_loans"),
    ("worst_debt_group", "1", "/borrower/worst_debt_group"),
    ("worst_debt_group_on", "2026-02-20", "/borrower/worst_debt_group_on"),
    ("workers", "10", "/borrower/workers"),
    ("workers_priority", "2", "/borrower/workers_priority"),
    ("repay_every_months", "3", ""),
    ("method", "equal_principal", ""),
];

type Change = (&'static str, &'static str);

/// Cases by what differs from that, with what comes out: empty takes a field away.
fn cases() -> Vec<(&'static str, Vec<Change>, &'static str)> {
    vec![
        ("a support fund: its figures are not known", vec![("fund", "A")], "needs_review"),
        ("the central fund", vec![("fund", "C"), ("province", "Cà Mau")], "needs_review"),
        ("too little own capital", vec![("fund", "A"), ("own_capital", "99999999")], "not_eligible"),
        ("bad debt", vec![("fund", "A"), ("worst_debt_group", "3")], "not_eligible"),
        ("another province", vec![("fund", "A"), ("province", "Sơn La")], "not_eligible"),
        ("an enterprise as member", vec![("fund", "A"), ("kind", "enterprise_member")], "not_eligible"),
        ("nothing said of the debts", vec![("fund", "A"), ("customer", ""), ("worst_debt_group", "")], "needs_review"),
        ("job credit", vec![("fund", "B-new")], "needs_review"),
        ("at the lower rate", vec![("fund", "B-new"), ("workers_priority", "3")], "needs_review"),
        ("too much by its jobs", vec![("fund", "B-new"), ("amount", "1000000001")], "not_eligible"),
        ("without security", vec![("fund", "B-new"), ("collateral_value", "0")], "not_eligible"),
        ("too long", vec![("fund", "B-new"), ("term_months", "123")], "not_eligible"),
        ("workers not said", vec![("fund", "B-new"), ("workers", "")], "needs_review"),
        ("a worker", vec![("fund", "B-new"), ("kind", "worker"), ("amount", "200000001")], "not_eligible"),
    ]
}

/// The form and the same question for the door. The law sets the rate of a job loan: the page knows it, a program says it.
fn asked(changes: &[Change]) -> (Vec<(String, String)>, Value) {
    let of = |name: &str, known: &str| {
        changes.iter().find(|(field, _)| *field == name).map_or(known, |(_, value)| value).to_owned()
    };
    let fund = of("fund", "");
    let mut fields = vec![("asked".to_owned(), "1".to_owned()), ("fund".to_owned(), fund.clone())];
    let mut question = json!({ "fund": fund, "on": "2026-03-02", "borrower": {}, "request": {}, "exposure": {} });
    let support = ["A", "C"].contains(&fund.as_str());
    let theirs = [
        "established",
        "customer",
        "related",
        "project_cost",
        "own_capital",
        "worst_debt_group",
        "worst_debt_group_on",
        "province",
    ];
    for (name, known, pointer) in FORM {
        let value = of(name, known);
        let other_programme = if support {
            ["job_loans", "workers", "workers_priority", "jobs_supported"].contains(&name)
        } else {
            theirs.contains(&name)
        };
        if value.is_empty() || other_programme {
            continue;
        }
        fields.push((name.to_owned(), value.clone()));
        if let Some((parent, field)) = pointer.rsplit_once('/') {
            let written = match value.as_str() {
                "yes" => json!(true),
                digits if digits.bytes().all(|byte| byte.is_ascii_digit()) => {
                    json!(digits.parse::<i64>().expect("a number"))
                }
                text => json!(text),
            };
            question.pointer_mut(parent).expect("a section")[field] = written;
        }
    }
    if !support {
        let lower = question["borrower"]["workers_priority"] == 3;
        question["request"]["annual_rate_percent"] = json!(if lower { "6.24" } else { "7.9248" });
    }
    (fields, question)
}

fn on_the_command_line(question: &Value) -> Value {
    use std::io::Write as _;
    let mut child = Command::new(env!("CARGO_BIN_EXE_coopfund"))
        .args(["check", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    child.stdin.take().expect("its input").write_all(question.to_string().as_bytes()).expect("written");
    let done = child.wait_with_output().expect("it ends");
    assert!(done.status.success());
    serde_json::from_slice(&done.stdout).expect("JSON")
}

story! {
    /// Whoever wonders finds the question on the start page, and each condition with its law and what to do.
    async fn a_visitor_learns_whether_and_how_much(world: &World) {
        let team = world.team("a", 3_000_000_000).await;
        let visitor = world.stranger();
        // The officer who asks at the door has a token made for it.
        let deeds = async || world.audit().await.iter().filter(|row| row.action != "token.make").count();
        let before = deeds().await;
        visitor.get("/").await.is(200).links_to("/can-we-borrow").links_to("/can-we-borrow?fund=A");
        visitor.get(PAGE).await.is(200).says("Có vay được không?").is_silent_about("Kết quả");
        // By the law alone: the fund's figures are not known, and are named.
        let page = visitor.get(&address(&WHOLE)).await.is(200);
        let page = page.says("Kết quả").says("Còn điểm phải làm rõ").says("vốn điều lệ trên sổ của quỹ").says("Quỹ chưa công bố lãi suất");
        // The same at the door and on the command line, rule by rule.
        let door = team.appraiser.api(rocket::http::Method::Post, "/api/v1/eligibility", &question()).await.is(200).json();
        assert_eq!(door, on_the_command_line(&question()));
        assert_eq!(door["outcome"], "needs_review");
        for finding in door["findings"].as_array().expect("findings") {
            let page = page.text();
            assert!(page.contains(&format!("({})", finding["rule"].as_str().expect("an id"))), "{finding}");
            let law = finding["legal_basis"].as_str().expect("a law");
            assert!(page.contains(law), "{law}");
            if finding["outcome"] != "pass" {
                let said = finding["message"]["vi"].as_str().expect("words");
                assert!(page.contains(&said.replace('\'', "&#39;")), "{said}");
            }
        }
        // At a fund: its own figures and regulation, the most it could lend and why, and a schedule.
        let mut at_fund: Vec<_> = WHOLE.to_vec();
        at_fund[1].1 = team.fund.as_str();
        visitor.get(&address(&at_fund)).await.is(200).says("450.000.000 ₫").says("Vay được tối đa 100.000.000 ₫, theo giới hạn «Bảo đảm tiền vay»")
            .says("12 kỳ trả nợ");
        let mut secured = at_fund.clone();
        secured[10].1 = "600.000.000";
        let page = visitor.get(&address(&secured)).await.is(200).says("Vay được tối đa 450.000.000 ₫, theo giới hạn «Dư nợ một khách hàng»");
        let page = page.text();
        let asked = json!({ "fund": team.fund, "on": "2026-03-02", "province": null, "borrower": question()["borrower"],
            "request": { "amount": 300_000_000, "term_months": 36, "project_cost": 500_000_000, "own_capital": 100_000_000, "collateral_value": 600_000_000 },
            "exposure": question()["exposure"] });
        let door = team.appraiser.api(rocket::http::Method::Post, "/api/v1/eligibility", &asked).await.is(200).json();
        assert_eq!((door["max_amount"].clone(), door["max_amount_rule"].clone()), (json!(450_000_000), json!("CF-27")));
        for finding in door["findings"].as_array().expect("findings") {
            assert!(page.contains(&format!("({})", finding["rule"].as_str().expect("an id"))), "{finding}");
        }
        // What is left out is named, and nothing is eligible without it.
        for (field, named) in [("kind", "loại người vay"), ("amount", "số tiền muốn vay"), ("own_capital", "vốn tự có"), ("customer", "dư nợ hiện có tại quỹ")] {
            visitor.get(&address(&without(&secured, field))).await.is(200).says("Còn điểm phải làm rõ").says(named);
        }
        // Nobody who only asked left anything behind.
        assert_eq!(deeds().await, before);
    }

    /// Whatever is asked, the page, the door and the command line judge every rule alike, in the same words.
    async fn all_three_give_one_answer(world: &World) {
        let team = world.team("a", 3_000_000_000).await;
        let visitor = world.stranger();
        for (name, changes, outcome) in cases() {
            let (fields, question) = asked(&changes);
            let fields: Vec<(&str, &str)> = fields.iter().map(|(field, value)| (field.as_str(), value.as_str())).collect();
            let page = visitor.get(&address(&fields)).await.is(200).text();
            let door = team.appraiser.api(rocket::http::Method::Post, "/api/v1/eligibility", &question).await.is(200).json();
            assert_eq!(door, on_the_command_line(&question), "{name}");
            assert_eq!(door["outcome"], outcome, "{name}: {door}");
            for finding in door["findings"].as_array().expect("findings") {
                let rule = finding["rule"].as_str().expect("an id");
                let at = page.find(&format!("({rule})")).unwrap_or_else(|| panic!("{name}: no {rule} on the page"));
                let item = page[..at].rfind("<li class=\"").expect("in a list");
                let kind = page[item + "<li class=\"".len()..].split('"').next().expect("a class");
                assert_eq!(kind, finding["outcome"].as_str().expect("an outcome"), "{name}: {rule}");
                let said = finding["message"]["vi"].as_str().expect("words").replace('\'', "&#39;");
                assert!(kind == "pass" || page.contains(&said), "{name}: {rule}: {said}");
            }
        }
    }

    /// Job-creation credit has its own questions, and the largest loan follows from the jobs.
    async fn job_credit_has_its_own_questions(world: &World) {
        let visitor = world.stranger();
        let asked = [
            ("asked", "1"), ("fund", "B-new"), ("kind", "cooperative"), ("fund_province", "Điện Biên"), ("amount", "900.000.000"), ("term_months", "60"),
            ("jobs_supported", "4"), ("collateral_value", "1.500.000.000"), ("workers", "10"), ("workers_priority", "3"), ("job_loans", "0"),
        ];
        visitor.get("/can-we-borrow?fund=B-new").await.is(200).says("Số lao động được hỗ trợ việc làm").is_silent_about("Quỹ quốc gia về việc làm");
        visitor.get(&address(&asked)).await.is(200).says("Chưa đủ điều kiện").says("Vay được tối đa 800.000.000 ₫, theo giới hạn «Mức vay giải quyết việc làm»")
            .says("điểm").says("Nghị định 338/2025/NĐ-CP").says("6,24 %").says("20 kỳ trả nợ");
        // Three of ten workers of the priority groups earn the lower rate; two do not.
        let fewer: Vec<_> = asked.iter().map(|(name, known)| (*name, if *name == "workers_priority" { "2" } else { known })).collect();
        visitor.get(&address(&fewer)).await.is(200).says("7,9248 %");
        // The old programme is asked about no more: it takes nothing new.
        visitor.get("/can-we-borrow?fund=B-old").await.is(200).is_silent_about("hợp đồng ký trước");
    }

    /// What cannot be read is told at its field, with what was typed still there.
    async fn what_cannot_be_read_is_told(world: &World) {
        let visitor = world.stranger();
        for (field, typed, says) in [
            ("amount", "ba trăm", "Chưa phải là số tiền"), ("term_months", "0", "1"), ("term_months", "x", "Cần một số nguyên."), ("kind", "bank", "Hãy chọn"),
            ("worst_debt_group", "6", "5"), ("worst_debt_group_on", "2026-02-30", "Không có ngày này"), ("established", "maybe", "Hãy chọn"),
            ("amount", "-5", ""), ("province", "x\u{202e}", "ký tự"), ("method", "gift", "Hãy chọn"),
        ] {
            let fields: Vec<_> = WHOLE.iter().map(|(name, known)| (*name, if *name == field { typed } else { known })).collect();
            visitor.get(&address(&fields)).await.is(422).says(says).says("Có vay được không?").is_silent_about("Kết quả");
        }
        visitor.get("/can-we-borrow?fund=%00&asked=%ff&amount=%").await;
    }
}

//! Who plays in these stories, and the steps most of them share.
use coopfund::access::Duty;
use coopfund::args;
use coopfund::domain::application::State;

use crate::world::{Answer, PASSWORD, Person, World, hidden_value, of_cooperative, staff};

/// A fund that may lend, a cooperative, and somebody at each desk.
pub struct Cast {
    pub fund: String,
    pub cooperative: String,
    pub applicant: Person,
    pub appraiser: Person,
    pub approver: Person,
}

/// The fund `dienbien-htx` with 3 000 million, so that one customer may owe 450 million.
pub async fn cast(world: &World) -> Cast {
    cast_with(world, 3_000_000_000).await
}

/// The same with another charter capital, in dong.
pub async fn cast_with(world: &World, charter: i64) -> Cast {
    let fund = world.lending_fund("dienbien-htx", charter).await;
    let cooperative = world.cooperative("HTX Thanh Đông").await;
    Cast {
        applicant: world.person("Hà", &[of_cooperative(&cooperative)]).await,
        appraiser: world.person("Thu", &[staff(Duty::Appraiser, &fund)]).await,
        approver: world.person("Minh", &[staff(Duty::Approver, &fund)]).await,
        fund,
        cooperative,
    }
}

/// Lets time pass to a date; sessions end meanwhile, so everybody signs in again.
pub async fn go_to(world: &World, cast: &Cast, date: &str) {
    world.go_to(date);
    for person in [&cast.applicant, &cast.appraiser, &cast.approver] {
        person.sign_in(PASSWORD).await.is(303);
    }
}

/// A plan that passes every rule: 300 million of 400, secured by land that counts for 350.
pub const PLAN: [(&str, &str); 12] = [
    ("amount", "300.000.000"),
    ("purpose", "Kho lạnh cho rau quả"),
    ("project_cost", "400 000 000"),
    ("own_capital", "100,000,000"),
    ("term_months", "36"),
    ("repay_every_months", "3"),
    ("principal_grace_months", "6"),
    ("method", "equal_principal"),
    ("jobs_supported", "5"),
    ("collateral/0/kind", "land"),
    ("collateral/0/description", "Quyền sử dụng đất 2.000 m2"),
    ("collateral/0/value", "500000000"),
];

/// Begins an application and gives its path.
pub async fn begin(person: &Person, fields: &[(&str, &str)]) -> String {
    let answer = person.post("/applications", fields).await.is(303);
    answer.location().strip_suffix("/edit").expect("leads to the form").to_owned()
}

/// The version that the form on a page was made with.
pub async fn version(person: &Person, path: &str) -> String {
    hidden_value(&person.get(path).await.is(200).text(), "version").expect("a version on the page")
}

/// Saves what is typed into the form as it stands now.
pub async fn save(person: &Person, path: &str, typed: &[(&str, &str)]) -> Answer {
    let version = version(person, &format!("{path}/edit")).await;
    let mut fields = typed.to_vec();
    fields.push(("version", &version));
    person.post(path, &fields).await
}

/// A complete draft; its path.
pub async fn draft(cast: &Cast) -> String {
    let path = begin(&cast.applicant, &[("fund", "dienbien-htx")]).await;
    save(&cast.applicant, &path, &PLAN).await.is(303);
    path
}

/// A submitted application; its path.
pub async fn submitted(world: &World, cast: &Cast) -> String {
    let path = draft(cast).await;
    cast.applicant.post(&format!("{path}/submit"), &[("declared", "true")]).await.leads_to(&path);
    world.expect_mail("receipt", &cast.applicant.email).await;
    path
}

/// An application that `appraiser` recommends as asked for; its path.
pub async fn appraised(world: &World, cast: &Cast) -> String {
    let path = submitted(world, cast).await;
    appraise(&cast.appraiser, &path, "approve").await.leads_to(&path);
    path
}

/// Sends the appraisal form as the page proposes it.
pub async fn appraise(person: &Person, path: &str, recommendation: &str) -> Answer {
    let version = version(person, path).await;
    let note = "Khả thi; không có người liên quan; CIC nộp khi ký.";
    let fields = [
        ("version", version.as_str()),
        ("recommendation", recommendation),
        ("amount", "300.000.000"),
        ("term_months", "36"),
        ("annual_rate_percent", "6,0"),
        ("note", note),
    ];
    person.post(&format!("{path}/appraise"), &fields).await
}

/// The id at the end of an application's path.
pub fn id(path: &str) -> &str {
    path.rsplit('/').next().expect("an id")
}

/// The state an application is in.
pub async fn state(world: &World, path: &str) -> State {
    let sql = "SELECT status FROM applications WHERE id = $1";
    let row: Option<(State,)> = world.office().store.glance(sql, args![id(path)]).await.expect("readable");
    row.expect("the application").0
}

/// A number of a column of the application; 0 where it is empty.
pub async fn amount(world: &World, path: &str) -> i64 {
    let sql = "SELECT COALESCE(amount, CAST(0 AS BIGINT)) FROM applications WHERE id = $1";
    let row: Option<(i64,)> = world.office().store.glance(sql, args![id(path)]).await.expect("readable");
    row.expect("the application").0
}

/// How many loans there are.
pub async fn loans(world: &World) -> i64 {
    let sql = "SELECT CAST(COUNT(*) AS BIGINT) FROM loans";
    let row: Option<(i64,)> = world.office().store.glance(sql, args![]).await.expect("readable");
    row.expect("a row").0
}

//! The rules of the law as data: versions, who confirms them, and what they change and do not change.
mod refusals;
mod versions;

use coopfund::access::Duty;

use crate::world::{Person, World, everywhere};

pub const PAGE: &str = "/admin/rules";

/// Two administrators of all funds.
pub async fn two(world: &World) -> (Person, Person) {
    let one = world.person("Hạnh", &[everywhere(Duty::Administrator)]).await;
    (one, world.person("Minh", &[everywhere(Duty::Administrator)]).await)
}

/// A version of CF-27 from a day on, as a person fills it in.
pub fn share<'a>(percent: &'a str, from: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("programme", "A"),
        ("value", percent),
        ("document", "Nghị định 99/2026/NĐ-CP"),
        ("article", "5"),
        ("clause", "1"),
        ("point", ""),
        ("from", from),
        ("signed_from", ""),
        ("reason", "Nghị định mới"),
    ]
}

/// Sends a proposal that must be taken; its id.
pub async fn proposes(world: &World, by: &Person, rule: &str, fields: &[(&str, &str)]) -> String {
    let programme = fields.iter().find(|(name, _)| *name == "programme").expect("a programme").1;
    let answer = by.post(&format!("{PAGE}/{rule}/propose"), fields).await;
    answer.leads_to(&format!("{PAGE}?programme={programme}"));
    let row = world.expect_audit("rule.propose", "done").await;
    row.after.expect("what was proposed").0["version"].as_str().expect("an id").to_owned()
}

/// Confirms a proposal that must be confirmed.
pub async fn confirms(by: &Person, id: &str) {
    let answer = by.post(&format!("{PAGE}/versions/{id}/confirm"), &[]).await.leads_to(PAGE);
    by.follow(answer).await.is(200).says("Đã xác nhận");
}

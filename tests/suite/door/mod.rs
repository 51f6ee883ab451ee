//! The cooperative's way in: registering, being confirmed, who may do what for it, and what is kept about them.
mod addresses;
mod consent;
mod damaged;
mod forgotten;
mod inviting;
mod late_forms;
mod members;
mod names;
mod own_data;
mod registering;
mod registering_refusals;
mod sweeping;
mod taking_over;

use crate::world::{Answer, PASSWORD, Person, World};

/// The smallest PDF there is, near enough.
pub const PAPER: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF";

/// A tax code that can be issued.
pub const CODE: &str = "0100109106";

/// What stands on the certificate.
pub const CLAIM: [(&str, &str); 6] = [
    ("name", "HTX Rau sạch Mường Ảng"),
    ("kind", "cooperative"),
    ("commune", "Mường Ảng"),
    ("province", "Điện Biên"),
    ("sector", "crops"),
    ("representative", "Lò Văn Pánh"),
];

/// Types code, name and address; where it leads.
pub async fn begins(visitor: &Person, code: &str, email: &str) -> Answer {
    visitor.post("/register", &[("code", code), ("name", "Lò Văn Pánh"), ("email", email)]).await.is(303)
}

/// The code in the latest letter to an address.
pub async fn mailed_code(world: &World, email: &str) -> String {
    let mail = world.expect_mail("mail_code", email).await;
    mail.fact("code").as_str().expect("a code").to_owned()
}

/// Somebody who has registered for the cooperative of this code and signed in; nothing is confirmed yet.
pub async fn registered(world: &World, code: &str, email: &str) -> Person {
    let visitor = world.stranger();
    let page = begins(&visitor, code, email).await;
    let page = page.location().to_owned();
    let mailed = mailed_code(world, email).await;
    visitor.post(&page, &[("code", &mailed)]).await.leads_to(&format!("{page}/account"));
    let mut fields = CLAIM.to_vec();
    fields.push(("password", PASSWORD));
    visitor.post(&format!("{page}/account"), &fields).await.leads_to("/sign-in?back=/registration");
    visitor
        .post("/sign-in", &[("email", email), ("password", PASSWORD), ("back", "/registration")])
        .await
        .leads_to("/registration");
    visitor
}

/// The id of the only link that waits, as an officer finds it.
pub async fn waiting_link(officer: &Person) -> String {
    let list = officer.get("/registrations").await.is(200).text();
    let id = list.split("href=\"/registrations/").nth(1).and_then(|rest| rest.split('"').next());
    id.unwrap_or_else(|| panic!("nobody waits: {list}")).to_owned()
}

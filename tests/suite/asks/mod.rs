//! What a cooperative does after the decision: it answers the offer, asks for money, tells of payments, asks for more time, and
//! reads the letters it got.
mod letters;
mod offers;
mod payments;
mod prepaying;
mod time;
mod tranches;

use serde_json::{Value as Json, json};

use crate::world::team::Team;
use crate::world::{Answer, World};

const MILLION: i64 = 1_000_000;

/// The cooperative asks by the door.
async fn asks(team: &Team, loan: &str, body: &Json) -> Answer {
    team.deed(&team.applicant, &format!("loans/{loan}/requests"), body).await
}

/// A request that must be taken; its id.
async fn asked(team: &Team, loan: &str, body: &Json) -> String {
    asks(team, loan, body).await.is(201).json()["id"].as_str().expect("an id").to_owned()
}

/// A request as its cooperative sees it.
async fn seen(team: &Team, id: &str) -> Json {
    team.applicant.api_get(&format!("/api/v1/requests/{id}")).await.is(200).json()
}

/// The letters of everyday lending, which other stories tell.
async fn usual_letters(world: &World) {
    for kind in ["receipt", "approved", "disbursed", "repayment", "reversal", "settled", "ask_received"] {
        world.expect_mails(kind).await;
    }
}

fn tranche_wanted(amount: i64) -> Json {
    json!({ "kind": "tranche", "amount": amount, "payee": "Cửa hàng vật tư Mường Thanh", "purpose": "Mua giống theo hoá đơn 12" })
}

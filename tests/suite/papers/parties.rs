//! Who the parties of a contract are: those who signed it, whoever comes after them.
use coopfund::args;
use coopfund::store::loans;
use rocket::http::Method;
use serde_json::json;

use super::{read_by_others, with_account};
use crate::world::team::{Team, tranche};
use crate::world::{PASSWORD, Person, World};

/// The chair gives the cooperative who represents it and where it is.
async fn register(team: &Team, representative: &str, address: &str, phone: &str) {
    let path = format!("/api/v1/cooperatives/{}", team.cooperative);
    let record = json!({ "representative": representative, "address": address, "phone": phone });
    team.applicant.api(Method::Patch, &path, &record).await.is(200);
}

/// The fund is paid elsewhere from today on.
async fn move_account(team: &Team, number: &str) {
    team.administrator.sign_in(PASSWORD).await.is(303);
    let today = "2026-03-02";
    let typed = [("bank", "970405"), ("number", number), ("holder", "QUY HTX MOI"), ("from", today)];
    team.administrator.submit(&format!("/admin/funds/{}/account", team.fund), &typed).await.is(200);
}

async fn file(person: &Person, loan: &str, end: &str) -> Vec<u8> {
    person.get(&format!("/loans/{loan}/{end}")).await.is(200).body
}

async fn letters(world: &World) {
    for kind in ["receipt", "approved", "disbursed"] {
        world.expect_mails(kind).await;
    }
}

story! {
    /// Another chair, address and account change the draft of a contract and the papers to come, and no letter of what was signed.
    async fn what_was_signed_stays_as_it_was_signed(world: &World) {
        let team = world.team("db", 3_000_000_000).await;
        with_account(world, &team).await;
        register(&team, "Lò Thị Hương", "Bản Co Mỵ", "0912 111 111").await;
        let loan = team.approved(120_000_000).await;
        team.applicant.sign_in(PASSWORD).await.is(303);
        let page = format!("/loans/{loan}/contract");
        team.applicant.get(&page).await.is(200).says("Lò Thị Hương").says("Bản Co Mỵ, Mường Thanh").says("0011012345678");
        register(&team, "Quàng Văn Sơn", "Bản Ten", "0912 222 222").await;
        team.applicant.get(&page).await.is(200).says("Quàng Văn Sơn").is_silent_about("Lò Thị Hương");
        let contract = json!({ "number": "07/HĐTD", "date": world.today() });
        team.deed(&team.cashier, &format!("loans/{loan}/sign"), &contract).await.is(200);
        let draw = tranche(world, 50_000_000);
        team.deed(&team.cashier, &format!("loans/{loan}/disbursements"), &draw).await.is(201);
        let signed = [file(&team.applicant, &loan, "contract.pdf").await, file(&team.applicant, &loan, "acknowledgements/1.pdf").await];
        register(&team, "Vừ A Sùng", "Bản Hin Phon", "0912 333 333").await;
        move_account(&team, "8900201000001").await;
        let said = team.applicant.get(&page).await.is(200).says("Quàng Văn Sơn").says("Bản Ten, Mường Thanh").says("0912 222 222").says("0011012345678");
        for later in ["Vừ A Sùng", "Bản Hin Phon", "0912 333 333", "8900201000001"] {
            assert!(!said.text().contains(later), "{later} was not there when it was signed");
        }
        let now = [file(&team.applicant, &loan, "contract.pdf").await, file(&team.applicant, &loan, "acknowledgements/1.pdf").await];
        assert!(now == signed, "a signed paper has other bytes");
        // Who signs for the second tranche is who represents it then.
        let mut rest = tranche(world, 70_000_000);
        rest["credit_check"] = json!(null);
        team.deed(&team.cashier, &format!("loans/{loan}/disbursements"), &rest).await.is(201);
        register(&team, "Giàng Thị Mỷ", "Bản Xa", "0912 444 444").await;
        if let Some(text) = read_by_others(&file(&team.applicant, &loan, "acknowledgements/2.pdf").await) {
            assert!(text.contains("Vừ A Sùng") && !text.contains("Giàng Thị Mỷ") && !text.contains("Quàng Văn Sơn"), "{text}");
        }
        let row = world.audit().await.into_iter().find(|row| row.action == "loan.sign").expect("the signing");
        let kept = row.after.expect("what it says").0;
        assert_eq!(kept["parties"]["representative"], "Quàng Văn Sơn", "the trail keeps them too: {kept}");
        for sql in ["UPDATE signed_parties SET representative = 'x'", "DELETE FROM signed_parties"] {
            let changed = world.office().store.write(async |tx| tx.execute(sql, args![]).await.map(|_| ())).await;
            assert!(changed.is_err(), "{sql}");
        }
        letters(world).await;
    }

    /// A loan signed before the parties were kept shows the register's, as nothing better is known.
    async fn an_older_contract_shows_the_register(world: &World) {
        let team = world.team("db", 3_000_000_000).await;
        let loan = team.approved(120_000_000).await;
        register(&team, "Lò Thị Hương", "Bản Co Mỵ", "0912 111 111").await;
        let today = world.today();
        world
            .arrange(async |tx| {
                let found = loans::find(tx, &loan).await?.expect("the loan");
                let next = found.status.sign().expect("it can be signed");
                loans::sign(tx, &found, next, "07/HĐTD", today, &team.cashier.id, &found.conditions).await
            })
            .await;
        team.applicant.sign_in(PASSWORD).await.is(303);
        team.applicant.get(&format!("/loans/{loan}/contract")).await.is(200).says("07/HĐTD").says("Lò Thị Hương");
        letters(world).await;
    }
}

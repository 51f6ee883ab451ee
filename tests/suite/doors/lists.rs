//! Lists are paged by key, and hold what one may read.
use serde_json::Value as Json;

use super::letters;
use crate::world::Person;

/// Every item of a list, so many a page, and how many pages there were.
async fn all(person: &Person, path: &str, limit: usize) -> (Vec<Json>, usize) {
    let (mut items, mut pages, mut after) = (Vec::new(), 0, String::new());
    loop {
        let joint = if path.contains('?') { '&' } else { '?' };
        let page = person.api_get(&format!("/api/v1/{path}{joint}limit={limit}{after}")).await.is(200).json();
        items.extend(page["items"].as_array().expect("items").iter().cloned());
        pages += 1;
        match page["next"].as_str() {
            Some(next) => after = format!("&after={next}"),
            None => return (items, pages),
        }
        assert!(pages < 100, "the list does not end");
    }
}

fn numbers(items: &[Json]) -> Vec<&str> {
    items.iter().map(|item| item["number"].as_str().expect("a number")).collect()
}

story! {
    /// Every item once, in order, whatever the size of a page.
    async fn a_list_is_paged_by_key(world: &World) {
        let team = world.team("db", 3_000_000_000).await;
        for _ in 0..4 {
            team.approved(50_000_000).await;
        }
        team.begin(50_000_000).await;
        for path in ["loans", "applications"] {
            let (whole, pages) = all(&team.applicant, path, 200).await;
            assert_eq!((whole.len(), pages), (if path == "loans" { 4 } else { 5 }, 1));
            for limit in [1, 2, 3, 4] {
                assert_eq!(all(&team.applicant, path, limit).await, (whole.clone(), whole.len().div_ceil(limit)), "{path} by {limit}");
            }
        }
        let (approved, _) = all(&team.auditor, "applications?status=approved", 3).await;
        let (loans, _) = all(&team.cashier, "loans?status=approved&fund=db-htx", 3).await;
        assert_eq!((approved.len(), numbers(&loans)), (4, vec!["KV-2026-00001", "KV-2026-00002", "KV-2026-00003", "KV-2026-00004"]));
        assert_eq!(all(&team.cashier, "loans?status=settled", 3).await.0.len(), 0);
        for path in ["loans?limit=0", "loans?limit=201", "loans?limit=x", "applications?status=lost", "loans?after=%00", "applications?after=%E2%80%AE", "applications?fund=%00", "cooperatives?search=%00", "cooperatives?status=x"] {
            team.auditor.api_get(&format!("/api/v1/{path}")).await.refuses(422, "invalid");
        }
        letters(world, &[("receipt", 4), ("approved", 4)]).await;
    }

    /// Another fund's officer and another cooperative see nothing of it, by list or by id.
    async fn what_is_not_yours_is_not_there(world: &World) {
        let team = world.team("db", 3_000_000_000).await;
        let other = world.team("sl", 3_000_000_000).await;
        let (application, loan) = (team.begin(50_000_000).await, team.approved(50_000_000).await);
        for stranger in [&other.applicant, &other.cashier, &other.auditor, &other.appraiser] {
            for list in ["loans", "applications"] {
                assert_eq!(all(stranger, list, 50).await.0.len(), 0, "{} {list}", stranger.name);
            }
            for path in [format!("loans/{loan}"), format!("loans/{loan}/schedule"), format!("loans/{loan}/statement"), format!("applications/{application}")] {
                stranger.api_get(&format!("/api/v1/{path}")).await.refuses(404, "not_found");
            }
        }
        other.applicant.api_get(&format!("/api/v1/cooperatives/{}", team.cooperative)).await.refuses(404, "not_found");
        // A draft is its writers' own: the cashier of its fund does not see it, its appraiser does.
        team.cashier.api_get(&format!("/api/v1/applications/{application}")).await.refuses(404, "not_found");
        team.appraiser.api_get(&format!("/api/v1/applications/{application}")).await.is(200);
        letters(world, &[("receipt", 1), ("approved", 1)]).await;
    }
}

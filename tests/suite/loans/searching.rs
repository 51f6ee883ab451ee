//! The search of the loans' list: by number, by the cooperative's name with its diacritics or without, and by whatever else is typed.
use super::{Desk, grant, granted};
use crate::world::{Person, World, everywhere};
use coopfund::access::Duty;

/// The numbers a search finds, in the order of the list.
async fn found(by: &Person, query: &str) -> Vec<String> {
    let encoded: String = url::form_urlencoded::byte_serialize(query.as_bytes()).collect();
    let page = by.get(&format!("/loans?q={encoded}")).await.is(200).text();
    let cells = page.split("<th scope=\"row\"><a href=\"/loans/").skip(1);
    cells.filter_map(|cell| Some(cell.split('>').nth(1)?.split('<').next()?.to_owned())).collect()
}

/// Four loans of four cooperatives of one fund, and somebody who reads all of them.
async fn four(world: &World) -> (Desk, Person) {
    let desk = granted(world).await;
    for (at, name) in [(2, "HTX Điện Biên – Núa Ngam"), (3, "HTX 100% hữu cơ Na_Ư"), (4, "HTX O'Hay \\ \"Mường\" Ảng")]
    {
        let cooperative = world.cooperative(name).await;
        grant(world, &desk.fund, &cooperative, [&desk.appraiser, &desk.approver], &format!("KV-2026-{at:05}")).await;
    }
    let reader = world.person("Kiểm", &[everywhere(Duty::Auditor)]).await;
    (desk, reader)
}

const ALL: [&str; 4] = ["KV-2026-00001", "KV-2026-00002", "KV-2026-00003", "KV-2026-00004"];

story! {
    /// By name, with and without diacritics, in any case; by number as it stands and as a bank passes it on.
    async fn loans_are_found_by_name_and_number(world: &World) {
        let (desk, reader) = four(world).await;
        for name in ["Điện Biên", "điện biên", "dien bien", "DIEN BIEN", "ĐIỆN BIÊN", "nua ngam", "  Núa Ngam  ", "n\u{75}\u{301}a ngam"] {
            assert_eq!(found(&reader, name).await, ["KV-2026-00002"], "{name}");
        }
        for number in ["KV-2026-00003", "kv-2026-00003", "KV202600003", "00003", " KV 2026 00003 "] {
            assert_eq!(found(&reader, number).await, ["KV-2026-00003"], "{number}");
        }
        assert_eq!(found(&reader, "htx").await, ALL);
        assert_eq!(found(&reader, "na sang").await, ["KV-2026-00001"]);
        assert_eq!(found(&reader, "khong co").await, [""; 0]);
        // A search shows nobody more than their list does.
        assert_eq!(found(&desk.applicant, "htx").await, ["KV-2026-00001"]);
        assert_eq!(found(&desk.applicant, "dien bien").await, [""; 0]);
    }

    /// What a database would take for a pattern or for its own words is text; nothing typed is everything; and the box keeps what
    /// was typed, as text.
    async fn odd_searches_find_what_they_say(world: &World) {
        let (_, reader) = four(world).await;
        for nothing in ["", "   ", "\u{0}\u{7}"] {
            assert_eq!(found(&reader, nothing).await, ALL, "{nothing:?}");
        }
        assert_eq!(found(&reader, "o'hay").await, ["KV-2026-00004"]);
        assert_eq!(found(&reader, "\"Mường\" Ảng").await, ["KV-2026-00004"]);
        assert_eq!(found(&reader, "100%").await, ["KV-2026-00003"]);
        assert_eq!(found(&reader, "na_u").await, ["KV-2026-00003"]);
        assert_eq!(found(&reader, "' OR 1=1 --").await, [""; 0]);
        // A sign that stands for anything in a pattern stands for nothing more here: these words are in no name.
        for pattern in ["n%ngam", "n_a sang", "đi_n", "%sang%htx"] {
            assert_eq!(found(&reader, pattern).await, [""; 0], "{pattern}");
        }
        for odd in ["\u{1F33E}", "\u{202e}", "🌾".repeat(500).as_str(), "x".repeat(100_000).get(..5_000).unwrap_or_default()] {
            assert_eq!(found(&reader, odd).await, [""; 0]);
        }
        let page = reader.get("/loans?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E").await.is(200);
        page.is_silent_about("<script>alert").says("Không có khoản vay nào");
        reader.get("/loans?q=%FF%FE").await.is(200);
        // What was looked for goes with the page after it.
        let page = reader.get("/loans?q=nua+ngam").await.is(200).text();
        assert!(page.contains("value=\"nua ngam\""), "{page}");
    }
}

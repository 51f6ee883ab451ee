//! What no administrator can do to a rule.
use coopfund::access::Duty;
use coopfund::args;

use super::{PAGE, confirms, proposes, share, two};
use crate::world::{PASSWORD, staff};

story! {
    /// Each wrong thing gets a sentence at its field, and leaves nothing behind.
    async fn what_cannot_be_proposed_is_refused(world: &World) {
        let (one, other) = two(world).await;
        let path = format!("{PAGE}/CF-27/propose");
        let good = share("10", "2026-03-03");
        for (field, value, says) in [
            ("value", "", "Cần điền mục này."),
            ("value", "mười", "phần trăm"),
            ("document", "", "Cần điền mục này."),
            ("reason", "", "Cần điền mục này."),
            ("from", "", "Cần điền mục này."),
            ("from", "2026-03-02", "03/03/2026"),
            ("from", "2020-01-01", "03/03/2026"),
            ("signed_from", "2026-02-30", "Không có ngày này"),
        ] {
            let fields: Vec<_> = good.iter().map(|(name, known)| (*name, if *name == field { value } else { known })).collect();
            one.post(&path, &fields).await.is(422).says(says).says("Phiên bản mới của CF-27");
        }
        // CF-31 does not look at the signature; a province has no say in CF-27.
        let mut fields = share("", "2026-03-03");
        fields.retain(|(name, _)| !matches!(*name, "value" | "signed_from"));
        fields.extend([("value.short_to", "12"), ("value.medium_to", "60"), ("signed_from", "2026-03-03")]);
        one.post(&format!("{PAGE}/CF-31/propose"), &fields).await.is(422).says("không phân biệt theo ngày ký");
        let own: Vec<_> = good.iter().copied().chain([("province", "Điện Biên")]).collect();
        one.post(&path, &own).await.is(422).says("không cho phép tỉnh");
        for nowhere in ["XX-1", "CFP-06"] {
            one.get(&format!("{PAGE}/{nowhere}/propose?programme=C")).await.is(404);
        }
        one.get(&format!("{PAGE}/CF-27/propose?programme=Z")).await.is(404);
        let rows: (i64,) = world.arrange(async |tx| tx.one("SELECT CAST(COUNT(*) AS BIGINT) FROM rule_versions", args![]).await).await;
        assert_eq!(rows.0, 0);
        // Two proposals for one day: the second confirmed finds the place taken.
        let (first, second) = (proposes(world, &one, "CF-27", &good).await, proposes(world, &one, "CF-27", &share("12", "2026-03-03")).await);
        confirms(&other, &first).await;
        let late = other.post(&format!("{PAGE}/versions/{second}/confirm"), &[]).await.is(303);
        other.follow(late).await.says("Đã có phiên bản bắt đầu từ ngày này hoặc muộn hơn.");
        other.post(&format!("{PAGE}/versions/{second}/reject"), &[("note", "")]).await.is(422).says("Cần điền mục này.");
        other.post(&format!("{PAGE}/versions/{second}/reject"), &[("note", "Đã có bản khác")]).await.is(303);
        let again = other.post(&format!("{PAGE}/versions/{second}/confirm"), &[]).await.is(303);
        other.follow(again).await.is(200);
        // A proposal whose day has come is too late.
        let third = proposes(world, &one, "CF-27", &share("12", "2026-03-04")).await;
        world.go_to("2026-03-04");
        for person in [&one, &other] {
            person.sign_in(PASSWORD).await.is(303);
        }
        let late = other.post(&format!("{PAGE}/versions/{third}/confirm"), &[]).await.is(303);
        other.follow(late).await.says("05/03/2026");
        other.post(&format!("{PAGE}/versions/{third}/withdraw"), &[]).await.is(404);
        one.post(&format!("{PAGE}/versions/{third}/withdraw"), &[]).await.is(303);
        world.expect_audit("rule.withdraw", "done").await;
    }

    /// The law is that of all funds, and what was confirmed is never changed or deleted.
    async fn only_who_keeps_all_funds_changes_the_law(world: &World) {
        let (one, other) = two(world).await;
        let fund = world.fund("dienbien-htx", "A", 1_000_000_000).await;
        let own = world.person("Riêng", &[staff(Duty::Administrator, &fund)]).await;
        own.get(PAGE).await.is(200).says("chỉ quản trị viên của mọi quỹ").is_silent_about("/propose");
        own.get(&format!("{PAGE}/CF-27/propose?programme=A")).await.is(403);
        own.post(&format!("{PAGE}/CF-27/propose"), &share("10", "2026-03-03")).await.is(403);
        let id = proposes(world, &one, "CF-27", &share("10", "2026-03-03")).await;
        for deed in ["confirm", "reject", "withdraw"] {
            own.post(&format!("{PAGE}/versions/{id}/{deed}"), &[("note", "x")]).await.is(403);
        }
        confirms(&other, &id).await;
        for sql in [
            "UPDATE rule_versions SET rule = '{}'",
            "UPDATE rule_versions SET in_force_from = $1",
            "UPDATE rule_versions SET status = 'withdrawn', seq = NULL",
            "DELETE FROM rule_versions",
        ] {
            let values = if sql.contains("$1") { args![world.today()] } else { args![] };
            let changed = world.office().store.write(async |tx| tx.execute(sql, values).await.map(|_| ())).await;
            assert!(changed.is_err(), "{sql}");
        }
    }
}

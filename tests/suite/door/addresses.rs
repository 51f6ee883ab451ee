//! Where a request came from stands in the trail, also of who has not signed in.
use super::{CLAIM, CODE, begins, mailed_code};
use crate::world::{PASSWORD, World, of_cooperative};

const EMAIL: &str = "panh@htx.example";

/// The addresses of the network in the trail's rows of an action with this outcome.
async fn addresses(world: &World, action: &str, outcome: &str) -> Vec<Option<String>> {
    let rows = world.audit().await.into_iter();
    rows.filter(|row| row.action == action && row.outcome == outcome).map(|row| row.address).collect()
}

story! {
    /// From the first step of registering to the account, refused attempts too.
    async fn registering_leaves_where_it_came_from(world: &World) {
        let visitor = world.stranger().elsewhere("203.0.113.7");
        let page = begins(&visitor, CODE, EMAIL).await.location().to_owned();
        let code = mailed_code(world, EMAIL).await;
        let wrong = if code == "111111" { "222222" } else { "111111" };
        visitor.elsewhere("203.0.113.8").post(&page, &[("code", wrong)]).await.is(422);
        visitor.post(&page, &[("code", &code)]).await.is(303);
        let mut fields = CLAIM.to_vec();
        fields.push(("password", PASSWORD));
        let account = format!("{page}/account");
        visitor.post(&account, &fields).await.is(303);
        let of = |hosts: &[u8]| hosts.iter().map(|host| Some(format!("203.0.113.{host}"))).collect::<Vec<_>>();
        for (action, hosts) in [("registration.ask", &[7_u8][..]), ("mail_code.try", &[8, 7]), ("registration.finish", &[7])] {
            assert_eq!(addresses(world, action, "done").await, of(hosts), "{action}");
        }
    }

    /// A new password by a link, and a password that does not fit.
    async fn a_link_leaves_where_it_was_used(world: &World) {
        let cooperative = world.cooperative("HTX Núa Ngam").await;
        let lan = world.account("Lan", &[of_cooperative(&cooperative)]).await;
        let visitor = world.stranger().elsewhere("203.0.113.9");
        visitor.post("/forgotten-password", &[("email", &lan.email)]).await.is(303);
        let link = world.expect_mail("password_reset", &lan.email).await.link();
        visitor.post(&link, &[("password", PASSWORD)]).await.is(303);
        world.expect_mail("password_changed", &lan.email).await;
        visitor.post("/sign-in", &[("email", &lan.email), ("password", "sai mật khẩu rồi")]).await.is(401);
        let here = [Some("203.0.113.9".to_owned())];
        for (action, outcome) in [("user.reset_request", "done"), ("user.link_used", "done"), ("session.begin", "refused")] {
            assert_eq!(addresses(world, action, outcome).await, here, "{action}");
        }
        visitor.post(&link, &[("password", PASSWORD)]).await.is(410);
        assert_eq!(addresses(world, "user.link_used", "refused").await, here);
    }
}

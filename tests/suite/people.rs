//! Accounts: signing in and out, sessions, one-time links, invitations and duties.
use chrono::TimeDelta;
use coopfund::access::{Administrator, Duty, Witness};
use coopfund::actions::people::{Asked, Invitation};
use coopfund::actions::{Error, FieldError, Refusal, people};
use coopfund::store::{StoreError, users};
use coopfund::text::{Lang, Texts};

use crate::world::{Answer, PASSWORD, Person, everywhere, of_cooperative, staff};

const VI: Texts = Texts { lang: Lang::Vi };
const NEW_PASSWORD: &str = "một câu dài hơn nhiều";

/// Whether the pages of this browser know who sits there.
async fn is_signed_in(person: &Person) -> bool {
    person.get("/sign-in").await.is(200).words().contains(&person.name)
}

/// Sets a password at a one-time link, in a browser that has never been here.
async fn set_password_at(world: &crate::world::World, link: &str, password: &str) -> Answer {
    world.stranger().post(link, &[("password", password)]).await
}

/// Why it was refused; panics when it was not.
#[track_caller]
fn refusal<T: std::fmt::Debug>(done: Result<T, Error>) -> Refusal {
    match done {
        Err(Error::Refused(refusal)) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

/// The field a refusal is about, and that it says a whole sentence in both languages.
#[track_caller]
fn refused_field<T: std::fmt::Debug>(done: Result<T, Error>) -> String {
    let Refusal::Invalid(errors) = refusal(done) else { panic!("not about a field") };
    let [error @ FieldError { pointer, .. }] = errors.as_slice() else { panic!("not one mistake: {errors:?}") };
    let said = [Lang::Vi, Lang::En].map(|lang| Texts::new(lang).problem(error));
    assert!(said.iter().all(|sentence| sentence.ends_with('.')) && said[0] != said[1], "not a sentence: {said:?}");
    pointer.clone()
}

/// A duty as people name it: `cashier`, `cashier@dienbien-htx`.
fn asked(duty: &str) -> Asked {
    Asked::parse(duty).expect("a duty")
}

/// An invitation in Vietnamese to Hoa with these duties.
fn to_hoa(duties: &[Asked]) -> Invitation<'_> {
    Invitation { email: "Hoa@Example.vn", name: "Hoa", language: Lang::Vi, duties }
}

/// Somebody who administers everything, as the program's witness.
async fn administrator(world: &crate::world::World) -> Administrator {
    let person = world.person("Quản", &[everywhere(Duty::Administrator)]).await;
    Administrator::check(&person.user().await).expect("an administrator")
}

story! {
    /// Somebody with an account signs in, comes back to where they wanted to go, and signs out.
    async fn a_person_signs_in_and_out(world: &World) {
        let lan = world.account("Lò Thị Lan", &[everywhere(Duty::Auditor)]).await;
        lan.get("/sign-in").await.is(200).says(VI.sign_in());
        assert!(!is_signed_in(&lan).await);
        lan.post("/sign-in", &[("email", " LÒ.thị.lan@EXAMPLE.vn "), ("password", PASSWORD), ("back", "/help?x=1")]).await.leads_to("/help?x=1");
        assert!(is_signed_in(&lan).await);
        let row = world.expect_audit("session.begin", "done").await;
        assert_eq!((row.actor_name.as_str(), row.address.as_deref()), ("Lò Thị Lan", Some("127.0.0.1")));
        lan.submit("/sign-out", &[]).await.is(200).says(VI.signed_out());
        assert!(!is_signed_in(&lan).await);
        world.expect_audit("session.end", "done").await;
        lan.post("/sign-out", &[]).await.leads_to("/sign-in?back=%2Fsign-out");
    }

    /// The session's cookie cannot be read by scripts and does not travel with foreign forms.
    async fn the_session_cookie_is_closed(world: &World) {
        let lan = world.account("Lan", &[]).await;
        let answer = lan.sign_in(PASSWORD).await;
        let cookie = answer.headers.iter().find(|(name, value)| name.eq_ignore_ascii_case("set-cookie") && value.starts_with("session="));
        let cookie = &cookie.expect("a session cookie").1;
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Path=/"), "{cookie}");
    }

    /// Nobody learns from the form who has an account: a wrong password and an unknown address answer alike.
    async fn a_wrong_password_and_an_unknown_address_answer_alike(world: &World) {
        let lan = world.account("Lan", &[]).await;
        let wrong = lan.sign_in("không phải câu này").await.is(401).says(VI.refused_credentials());
        world.expect_audit("session.begin", "refused").await;
        let unknown = world.stranger().sign_in(PASSWORD).await.is(401);
        assert_eq!(wrong.words(), unknown.words());
        wrong.is_silent_about("không phải câu này");
    }

    /// An account that was closed answers like one that never was.
    async fn a_closed_account_answers_like_an_unknown_one(world: &World) {
        let lan = world.account("Lan", &[]).await;
        world.arrange(async |tx| users::set_active(tx, &lan.id, false).await).await;
        lan.sign_in(PASSWORD).await.is(401).says(VI.refused_credentials());
    }

    /// After five failures an account has to wait, longer after each further one, wherever the attempts come from.
    async fn attempts_on_one_account_are_slowed(world: &World) {
        let lan = world.account("Lan", &[]).await;
        for _ in 0..5 {
            lan.sign_in("không phải câu này").await.is(401);
        }
        lan.sign_in(PASSWORD).await.is(429).says(&VI.refused_too_many(2));
        lan.elsewhere("203.0.113.9").sign_in(PASSWORD).await.is(429);
        world.expect_audit("session.begin", "refused").await;
        world.advance(TimeDelta::seconds(2));
        lan.sign_in("không phải câu này").await.is(401);
        world.advance(TimeDelta::seconds(3));
        lan.sign_in(PASSWORD).await.is(429).says(&VI.refused_too_many(1));
        world.advance(TimeDelta::seconds(1));
        lan.sign_in(PASSWORD).await.leads_to("/");
        // Having been right once, the account starts afresh.
        lan.elsewhere("203.0.113.9").sign_in("không phải câu này").await.is(401);
        lan.elsewhere("203.0.113.9").sign_in(PASSWORD).await.leads_to("/");
    }

    /// Trying one password on many accounts is slowed by the address it comes from; others sign in meanwhile.
    async fn attempts_from_one_address_are_slowed(world: &World) {
        let lan = world.account("Lan", &[]).await;
        let now = world.now();
        world.arrange(async |tx| {
            for number in 0..30 {
                users::note_attempt(tx, &format!("a{number}@example.vn"), "203.0.113.9", false, now).await?;
            }
            Ok::<_, StoreError>(())
        }).await;
        lan.elsewhere("203.0.113.9").sign_in(PASSWORD).await.is(429);
        lan.elsewhere("203.0.113.10").sign_in(PASSWORD).await.leads_to("/");
        world.advance(TimeDelta::minutes(16));
        lan.elsewhere("203.0.113.9").sign_in(PASSWORD).await.leads_to("/");
    }

    /// A session ends after twelve hours, used or not.
    async fn a_session_expires(world: &World) {
        let lan = world.person("Lan", &[]).await;
        world.advance(TimeDelta::hours(12) - TimeDelta::seconds(1));
        assert!(is_signed_in(&lan).await);
        world.advance(TimeDelta::seconds(1));
        assert!(!is_signed_in(&lan).await);
        lan.post("/sign-out", &[]).await.leads_to("/sign-in?back=%2Fsign-out");
    }

    /// Closing an account ends its sessions and tokens at once; opening it again does not bring the sessions back.
    async fn closing_an_account_ends_its_sessions(world: &World) {
        let admin = administrator(world).await;
        let lan = world.person("Lan", &[]).await;
        people::set_active(world.office(), &admin, &lan.id, false).await.expect("closed");
        assert!(!is_signed_in(&lan).await);
        lan.sign_in(PASSWORD).await.is(401);
        people::set_active(world.office(), &admin, &lan.id, true).await.expect("opened");
        assert!(!is_signed_in(&lan).await);
        lan.sign_in(PASSWORD).await.is(303);
        let own = people::set_active(world.office(), &admin, &admin.user().id, false).await;
        assert_eq!(refused_field(own), "/active");
    }

    /// A session ended from another browser is over here too.
    async fn a_revoked_session_is_over(world: &World) {
        let lan = world.person("Lan", &[]).await;
        let other = lan.elsewhere("203.0.113.9");
        other.sign_in(PASSWORD).await.is(303);
        let user = lan.user().await;
        let now = world.now();
        let sessions = world.arrange(async |tx| users::sessions_of(tx, &user.id, now).await).await;
        assert_eq!(sessions.len(), 2);
        let there = sessions.iter().find(|session| session.address.as_deref() == Some("203.0.113.9")).expect("the other");
        people::end_session(world.office(), &user, &there.id).await.expect("ended");
        assert!(is_signed_in(&lan).await && !is_signed_in(&other).await);
        assert_eq!(refusal(people::end_session(world.office(), &user, &there.id).await), Refusal::NotFound);
        let stranger = world.person("Hoa", &[]).await.user().await;
        let own = sessions.iter().find(|session| session.id != there.id).expect("one's own");
        assert_eq!(refusal(people::end_session(world.office(), &stranger, &own.id).await), Refusal::NotFound);
    }

    /// A forgotten password is set anew by a link in a mail; every session of before is over, and the link works once.
    async fn a_password_is_reset_by_mail(world: &World) {
        let lan = world.person("Lan", &[]).await;
        let known = world.stranger().submit("/forgotten-password", &[("email", "Lan@Example.vn")]).await.is(200).says(VI.link_sent());
        let unknown = world.stranger().submit("/forgotten-password", &[("email", "who@example.vn")]).await.is(200);
        assert_eq!(known.words(), unknown.words());
        let mail = world.expect_mail("password_reset", "lan@example.vn").await;
        assert_eq!(mail.language, "vi");
        let link = mail.link();
        world.stranger().get(&link).await.is(200).says("lan@example.vn").says(VI.set_password());
        set_password_at(world, &link, "ngắn").await.is(422).says(&VI.problem_too_short(10));
        set_password_at(world, &link, "1234567890").await.is(422).says(VI.problem_common_password());
        assert!(is_signed_in(&lan).await, "nothing was changed so far");
        set_password_at(world, &link, NEW_PASSWORD).await.leads_to("/sign-in");
        assert!(!is_signed_in(&lan).await && world.expect_mails("password_changed").await.len() == 1);
        lan.sign_in(PASSWORD).await.is(401);
        lan.sign_in(NEW_PASSWORD).await.is(303);
        set_password_at(world, &link, "lại một câu khác").await.is(410).says(VI.dead_link_title());
        world.stranger().get(&link).await.is(410).says(VI.dead_link_title());
        lan.elsewhere("203.0.113.9").sign_in(NEW_PASSWORD).await.is(303);
    }

    /// Somebody who asks again and again for another's password fills no mailbox, and is told nothing by it.
    async fn a_mailbox_is_not_filled_with_links(world: &World) {
        let lan = world.account("Lan", &[]).await;
        for _ in 0..5 {
            world.stranger().submit("/forgotten-password", &[("email", &lan.email)]).await.is(200).says(VI.link_sent());
        }
        assert_eq!(world.expect_mails("password_reset").await.len(), 3);
        world.advance(TimeDelta::minutes(61));
        world.stranger().submit("/forgotten-password", &[("email", &lan.email)]).await.is(200);
        assert_eq!(world.expect_mails("password_reset").await.len(), 1);
    }

    /// A reset link is good for one hour, an unknown one never.
    async fn old_and_invented_links_are_dead(world: &World) {
        let lan = world.account("Lan", &[]).await;
        world.stranger().post("/forgotten-password", &[("email", &lan.email)]).await.is(303);
        let link = world.expect_mail("password_reset", &lan.email).await.link();
        world.advance(TimeDelta::hours(1));
        world.stranger().get(&link).await.is(410);
        set_password_at(world, &link, NEW_PASSWORD).await.is(410);
        set_password_at(world, &format!("/links/{}", "0".repeat(64)), NEW_PASSWORD).await.is(410);
        set_password_at(world, "/links/%00%F0%9F%98%80", NEW_PASSWORD).await.is(404);
        lan.sign_in(PASSWORD).await.is(303);
    }

    /// Two browsers at one link at the same moment: one wins.
    async fn a_link_used_twice_at_once_works_once(world: &World) {
        let lan = world.account("Lan", &[]).await;
        world.stranger().post("/forgotten-password", &[("email", &lan.email)]).await.is(303);
        let link = world.expect_mail("password_reset", &lan.email).await.link();
        let both = futures_util::future::join_all([NEW_PASSWORD, "lại một câu khác"].map(|new| set_password_at(world, &link, new))).await;
        let mut statuses: Vec<u16> = both.iter().map(|answer| answer.status).collect();
        statuses.sort_unstable();
        assert_eq!((statuses, world.expect_mails("password_changed").await.len()), (vec![303, 410], 1));
    }

    /// A form without the token of its session does nothing: no token, an invented one, another session's, the one of before.
    async fn a_form_with_a_wrong_token_does_nothing(world: &World) {
        let lan = world.account("Lan", &[]).await;
        let hoa = world.person("Hoa", &[]).await;
        let visitor = lan.form_token().await;
        lan.sign_in(PASSWORD).await.is(303);
        let (own, foreign) = (lan.form_token().await, hoa.form_token().await);
        assert!(own != visitor && own != foreign);
        for wrong in ["", "0", &visitor, &foreign, &own[1..], &own.to_uppercase()] {
            lan.post_with_token("/sign-out", &[], wrong).await.is(403).says(VI.form_too_old());
        }
        lan.post_raw("/sign-out", b"").await.is(403).says(VI.form_too_old());
        assert!(is_signed_in(&lan).await);
        lan.post_with_token("/sign-out", &[], &own).await.is(303);
    }

    /// Somebody else's site cannot sign a visitor in: the form needs the token of the visitor's own browser.
    async fn a_visitor_cannot_be_signed_in_from_elsewhere(world: &World) {
        let (lan, hoa) = (world.account("Lan", &[]).await, world.account("Hoa", &[]).await);
        let foreign = hoa.form_token().await;
        let fields = [("email", lan.email.as_str()), ("password", PASSWORD)];
        lan.post_with_token("/sign-in", &fields, &foreign).await.is(403);
        lan.post_with_token("/sign-in", &fields, "").await.is(403);
        assert!(!is_signed_in(&lan).await);
    }

    /// After signing in one is sent to a page of ours or to the start, never to somebody else's site.
    async fn signing_in_never_leads_away(world: &World) {
        let lan = world.account("Lan", &[]).await;
        for away in ["//evil.example", "https://evil.example", "/\\evil.example", "\\\\evil", "/x\r\nSet-Cookie: a=b", "javascript:alert(1)", ""] {
            lan.post("/sign-in", &[("email", &lan.email), ("password", PASSWORD), ("back", away)]).await.leads_to("/");
        }
    }

    /// The first administrator makes their account by a link the program prints; with somebody there the link is dead.
    async fn the_first_administrator_comes_by_a_link(world: &World) {
        let office = world.office();
        let link = |url: Option<String>| url::Url::parse(&url.expect("a link")).expect("a link").path().to_owned();
        let first = link(people::first_administrator_link(office).await.expect("made"));
        let second = link(people::first_administrator_link(office).await.expect("made"));
        let visitor = world.stranger();
        visitor.get(&first).await.is(200).says(VI.first_administrator_title());
        let fields = |email, name, password| [("email", email), ("name", name), ("password", password)];
        visitor.post(&first, &fields("not an address", "Quản", NEW_PASSWORD)).await.is(422).says(VI.problem_email());
        visitor.post(&first, &fields("quan@example.vn", "", NEW_PASSWORD)).await.is(422).says(VI.problem_required());
        visitor.post(&first, &fields("quan@example.vn", "Quản", "ngắn")).await.is(422);
        visitor.post(&first, &fields("quan@example.vn", "Quản", NEW_PASSWORD)).await.leads_to("/sign-in");
        visitor.post(&first, &fields("b@example.vn", "B", NEW_PASSWORD)).await.is(410);
        visitor.post(&second, &fields("b@example.vn", "B", NEW_PASSWORD)).await.is(410);
        assert_eq!(people::first_administrator_link(office).await.expect("asked"), None);
        visitor.post("/sign-in", &[("email", "quan@example.vn"), ("password", NEW_PASSWORD)]).await.leads_to("/");
        visitor.get("/sign-in").await.says("Quản").says(VI.duty(Duty::Administrator));
    }

    /// An invited person gets a link by mail, sets a password and has the duties of the invitation.
    async fn an_invited_person_comes_in(world: &World) {
        world.fund("dienbien-htx", "A", 3_000_000_000).await;
        let admin = administrator(world).await;
        let duties = [asked("cashier@dienbien-htx")];
        let invitation = Invitation { language: Lang::En, ..to_hoa(&duties) };
        people::invite(world.office(), &admin, &invitation, None).await.expect("invited");
        let mail = world.expect_mail("invitation", "hoa@example.vn").await;
        assert_eq!(mail.language, "en");
        let hoa = world.stranger();
        hoa.post("/sign-in", &[("email", "hoa@example.vn"), ("password", "")]).await.is(401);
        hoa.get(&mail.link()).await.is(200).says("hoa@example.vn");
        hoa.post(&mail.link(), &[("password", NEW_PASSWORD)]).await.leads_to("/sign-in");
        hoa.post("/sign-in", &[("email", "hoa@example.vn"), ("password", NEW_PASSWORD)]).await.leads_to("/");
        hoa.get("/sign-in").await.says("Hoa").says(Texts::new(Lang::En).duty(Duty::Cashier));
        let again = people::invite(world.office(), &admin, &to_hoa(&duties), None).await;
        assert_eq!(refused_field(again), "/email");
    }

    /// An invitation that is not accepted within a week is dead.
    async fn an_invitation_lapses(world: &World) {
        let admin = administrator(world).await;
        people::invite(world.office(), &admin, &to_hoa(&[asked("auditor")]), None).await.expect("invited");
        let link = world.expect_mail("invitation", "hoa@example.vn").await.link();
        world.advance(TimeDelta::days(7));
        set_password_at(world, &link, NEW_PASSWORD).await.is(410);
    }

    /// An administrator never carries loans, whichever duty comes first, also within one invitation.
    async fn an_administrator_never_carries_loans(world: &World) {
        let admin = administrator(world).await;
        let office = world.office();
        let (second, lan) = (world.account("Hai", &[everywhere(Duty::Administrator)]).await, world.account("Lan", &[]).await);
        for duty in ["appraiser", "approver", "cashier"] {
            assert_eq!(refused_field(people::grant(office, &admin, &second.id, &asked(duty)).await), "/duty");
            people::grant(office, &admin, &lan.id, &asked(duty)).await.expect("granted");
        }
        assert_eq!(refused_field(people::grant(office, &admin, &lan.id, &asked("administrator")).await), "/duty");
        world.expect_audit("duty.grant", "refused").await;
        people::grant(office, &admin, &second.id, &asked("auditor")).await.expect("an administrator may audit");
        let both = [asked("cashier"), asked("administrator")];
        let invited = people::invite(office, &admin, &to_hoa(&both), None).await;
        assert_eq!(refused_field(invited), "/duty");
        let left = world.arrange(async |tx| users::find_by_email(tx, "hoa@example.vn").await).await;
        assert!(left.is_none(), "a refused invitation left an account");
    }

    /// Nobody grants themselves anything, and nobody takes their own administration away.
    async fn nobody_grants_themselves(world: &World) {
        let admin = administrator(world).await;
        let own = &admin.user().id;
        assert_eq!(refused_field(people::grant(world.office(), &admin, own, &asked("auditor")).await), "/duty");
        let duties = world.arrange(async |tx| users::duties_of(tx, own).await).await;
        assert_eq!(refused_field(people::withdraw(world.office(), &admin, own, &duties[0].id).await), "/duty");
        assert_eq!(world.arrange(async |tx| users::duties_of(tx, own).await).await.len(), 1);
    }

    /// People of a cooperative and staff are different people; a duty is granted once; one withdrawn ends at once.
    async fn duties_keep_apart_what_is_apart(world: &World) {
        let (fund, cooperative) = (world.fund("dienbien-htx", "A", 3_000_000_000).await, world.cooperative("Chiềng Xét").await);
        let code = world.cooperative_code(&cooperative).await;
        let office = world.office();
        let admin = administrator(world).await;
        let farmer = world.account("Xuân", &[of_cooperative(&cooperative)]).await;
        let lan = world.person("Lan", &[staff(Duty::Auditor, &fund)]).await;
        assert_eq!(refused_field(people::grant(office, &admin, &farmer.id, &asked("auditor@dienbien-htx")).await), "/duty");
        assert_eq!(refused_field(people::grant(office, &admin, &lan.id, &asked(&format!("applicant@{code}"))).await), "/duty");
        assert_eq!(refused_field(people::grant(office, &admin, &lan.id, &asked("auditor@dienbien-htx")).await), "/duty");
        let nobody = people::grant(office, &admin, "nobody", &asked("auditor@dienbien-htx")).await;
        assert_eq!(refusal(nobody), Refusal::NotFound);
        lan.get("/sign-in").await.says(VI.duty(Duty::Auditor));
        let duty = world.arrange(async |tx| users::duties_of(tx, &lan.id).await).await.remove(0);
        assert_eq!(refusal(people::withdraw(office, &admin, &farmer.id, &duty.id).await), Refusal::NotFound);
        people::withdraw(office, &admin, &lan.id, &duty.id).await.expect("withdrawn");
        lan.get("/sign-in").await.is_silent_about(VI.duty(Duty::Auditor));
        assert_eq!(refusal(people::withdraw(office, &admin, &lan.id, &duty.id).await), Refusal::NotFound);
    }

    /// A visitor's language is remembered by the browser, a person's by their account, and mails follow it.
    async fn the_language_is_chosen_and_kept(world: &World) {
        let en = Texts::new(Lang::En);
        let lan = world.account("Lan", &[]).await;
        lan.submit("/language", &[("lang", "en"), ("back", "/sign-in")]).await.is(200).says(en.sign_in());
        lan.sign_in(PASSWORD).await.is(303);
        lan.get("/sign-in").await.says(VI.sign_in());
        lan.post("/language", &[("lang", "en"), ("back", "//evil.example")]).await.leads_to("/");
        lan.get("/sign-in").await.says(en.sign_in());
        world.expect_audit("user.language", "done").await;
        world.stranger().get("/sign-in").await.says(VI.sign_in());
        world.stranger().post("/forgotten-password", &[("email", &lan.email)]).await.is(303);
        assert_eq!(world.expect_mail("password_reset", &lan.email).await.language, "en");
        lan.submit("/language", &[("lang", "vi"), ("back", "/sign-in")]).await.says(VI.sign_in());
    }

    /// A token opens the doors for programs as its owner, until the account is closed; it opens no page.
    async fn a_token_is_shown_once_and_dies_with_its_account(world: &World) {
        let lan = world.account("Lan", &[]).await;
        let token = lan.api_token().await;
        let row = world.expect_audit("token.make", "done").await;
        assert!(!serde_json::to_string(&row.after.map(|doc| doc.0)).expect("json").contains(&token), "the secret stands in the audit");
        let holder = world.office().store.token_holder(&coopfund::access::secret_id(&token), world.now()).await.expect("asked");
        assert_eq!(holder.expect("a holder").user.id, lan.id);
        let bearer = format!("Bearer {token}");
        lan.send(rocket::http::Method::Get, "/sign-in", &[("Authorization", &bearer)], b"").await.is_silent_about("class=\"who\"");
        world.arrange(async |tx| users::set_active(tx, &lan.id, false).await).await;
        let holder = world.office().store.token_holder(&coopfund::access::secret_id(&token), world.now()).await.expect("asked");
        assert!(holder.is_none());
        assert_eq!(refusal(people::make_token(world.office(), None, &lan.email, "x").await), Refusal::NotFound);
    }
}

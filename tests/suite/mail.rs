//! Mail: from the row a deed leaves to the mailbox, through a real mail server.
use chrono::{TimeDelta, Utc};
use coopfund::access::Duty;
use coopfund::args;
use coopfund::config::MailTarget;
use coopfund::domain::money::Money;
use coopfund::mail::{About, Letter, ScheduleLine, Sender, SentSummary, send_due};
use coopfund::store::outbox::{self, Recipient};
use coopfund::text::Lang;

use crate::smtp::MailServer;
use crate::world::{World, everywhere, staff};

const XUAN: &str = "xuan@htx.example";

fn xuan(lang: Lang) -> Recipient {
    Recipient { email: XUAN.into(), name: "Lò Thị Xuân".into(), lang }
}

fn receipt(number: &str) -> Letter {
    Letter::Receipt {
        number: number.into(),
        amount: Money::dong(300_000_000),
        submitted_on: "2026-03-02".parse().unwrap(),
        link: format!("http://quy.example/applications/{number}"),
    }
}

/// Queues a letter as a deed does, and mentions it.
async fn queue(world: &World, letter: &Letter, to: Recipient, about: About<'_>) -> String {
    let now = world.now();
    world.arrange(async |tx| outbox::push(tx, letter.to(to, about, None), now).await).await;
    let kind = letter.kind();
    world.expect_mails(kind).await.last().expect("the message").id.clone()
}

async fn send(world: &World, sender: &Sender) -> SentSummary {
    send_due(world.office(), sender, 100).await.expect("the outbox is readable")
}

fn one(way: &str) -> SentSummary {
    let count = |name: &str| u32::from(name == way);
    SentSummary { sent: count("sent"), dropped: count("dropped"), retried: count("retried"), failed: count("failed") }
}

#[derive(Debug, sqlx::FromRow)]
struct Row {
    status: String,
    attempts: i64,
    next_attempt_at: chrono::DateTime<Utc>,
    last_error: Option<String>,
    data: String,
}

async fn row(world: &World, id: &str) -> Row {
    let sql = "SELECT status, attempts, next_attempt_at, last_error, data FROM outbox WHERE id = $1";
    world.office().store.glance(sql, args![id]).await.expect("readable").expect("the message")
}

story! {
    /// Subject, amounts, schedule, both parts, in the recipient's language, with the names of fund and cooperative.
    async fn a_disbursement_reaches_the_mailbox(world: &World) {
        let (fund, cooperative) = (world.fund("dienbien-htx", "A", 3_000_000_000).await, world.cooperative("HTX Chiềng Xét").await);
        let dong = Money::dong;
        let line = |number, due: &str, balance| ScheduleLine {
            number, due: due.parse().unwrap(), principal: dong(125_000_000), interest: dong(3_780_822), total: dong(128_780_822), balance: dong(balance),
        };
        let letter = Letter::Disbursed {
            loan_number: "KV-2026-0007".into(), amount: dong(250_000_000), date: "2026-03-02".parse().unwrap(), payee: "HTX Chiềng Xét".into(),
            total_disbursed: dong(250_000_000), schedule: vec![line(1, "2026-06-02", 125_000_000), line(2, "2026-09-02", 0)],
            link: "http://quy.example/loans/0200".into(),
        };
        let about = About { fund_id: Some(&fund), cooperative_id: Some(&cooperative), loan_id: None };
        let id = queue(world, &letter, xuan(Lang::Vi), about).await;
        let server = MailServer::start();
        assert_eq!(send(world, &server.sender()).await, one("sent"));
        assert_eq!(send(world, &server.sender()).await, SentSummary::default(), "what is sent is not due");

        let [mail] = server.received().try_into().expect("one message");
        assert_eq!((mail.from.as_str(), mail.to.as_slice()), ("quy@example.vn", &[XUAN.to_owned()][..]));
        assert_eq!(mail.header("Subject"), "Đã giải ngân 250.000.000\u{a0}₫ cho khoản vay KV-2026-0007");
        assert_eq!(mail.header("From"), "Quỹ HTX <quy@example.vn>");
        assert_eq!(mail.header("To"), "Lò Thị Xuân <xuan@htx.example>");
        assert_eq!(mail.header("Message-ID"), format!("<{id}@quy.example>"));
        assert_eq!(mail.header("Auto-Submitted"), "auto-generated");
        assert_eq!(mailparse::dateparse(&mail.header("Date")).ok(), Some(world.now().timestamp()));
        assert!(mail.bytes.is_ascii(), "nothing on the way has to know UTF-8");
        let (text, html) = (mail.part("text/plain"), mail.part("text/html"));
        for part in [&text, &html] {
            for said in ["Kính gửi Lò Thị Xuân,", "250.000.000\u{a0}₫", "02/03/2026", "02/06/2026", "128.780.822", "HTX Chiềng Xét", "dienbien-htx", "http://quy.example/loans/0200"] {
                assert!(part.contains(said), "{said} is not in {part}");
            }
        }
        assert!(html.contains("<table") && !text.contains('<'));
        assert_eq!(row(world, &id).await.status, "sent");
    }

    /// The recipient's language decides, not the office's.
    async fn an_english_reader_gets_english(world: &World) {
        queue(world, &receipt("HS-1"), xuan(Lang::En), About::default()).await;
        let server = MailServer::start();
        send(world, &server.sender()).await;
        let mail = &server.received()[0];
        assert_eq!(mail.header("Subject"), "Loan application HS-1 received");
        assert!(mail.part("text/plain").contains("Amount applied for:  300.000.000\u{a0}₫"));
    }

    /// A server that says "later" (greylisting) is asked again after a minute, then after two; the message is the same one.
    async fn later_means_later(world: &World) {
        let id = queue(world, &receipt("HS-1"), xuan(Lang::Vi), About::default()).await;
        let (server, began) = (MailServer::start(), world.now());
        server.will_answer(&[(451, "4.7.1 Greylisted, try again later"), (421, "Too busy")]);
        let sender = server.sender();
        assert_eq!(send(world, &sender).await, one("retried"));
        let waiting = row(world, &id).await;
        assert_eq!((waiting.status.as_str(), waiting.attempts, waiting.next_attempt_at), ("waiting", 1, began + TimeDelta::minutes(1)));
        assert!(waiting.last_error.is_some_and(|error| error.contains("Greylisted")));
        assert_eq!(send(world, &sender).await, SentSummary::default(), "not before its time");
        world.advance(TimeDelta::minutes(1));
        assert_eq!(send(world, &sender).await, one("retried"));
        assert_eq!(row(world, &id).await.next_attempt_at, world.now() + TimeDelta::minutes(2));
        world.advance(TimeDelta::minutes(2));
        assert_eq!(send(world, &sender).await, one("sent"));
        let mail = &server.received()[0];
        assert_eq!(mail.header("Message-ID"), format!("<{id}@quy.example>"));
        assert_eq!(mailparse::dateparse(&mail.header("Date")).ok(), Some(began.timestamp()), "the date is when it was written");
    }

    /// A mailbox that does not exist fails at once; the administrator sees it and tries again when it does.
    async fn a_refused_recipient_is_shown_and_sent_again_by_the_administrator(world: &World) {
        let id = queue(world, &receipt("HS-1"), xuan(Lang::Vi), About::default()).await;
        let (server, admin) = (MailServer::start(), world.person("An", &[everywhere(Duty::Administrator)]).await);
        server.will_answer(&[(550, "5.1.1 No such user here")]);
        assert_eq!(send(world, &server.sender()).await, one("failed"));
        admin.get("/admin/mail").await.is(200).says("Biên nhận hồ sơ").says(XUAN).says("No such user here").says("Thử lại");
        admin.get("/admin/mail?status=waiting").await.is(200).says("Không có thư đang chờ");
        admin.post(&format!("/admin/mail/{id}/again"), &[]).await.leads_to("/admin/mail");
        world.expect_audit("mail.resend", "done").await;
        admin.get("/admin/mail?status=waiting").await.is(200).says(XUAN);
        assert_eq!(send(world, &server.sender()).await, one("sent"));
        admin.post(&format!("/admin/mail/{id}/again"), &[]).await.leads_to("/admin/mail");
        admin.get("/admin/mail").await.says("Đã gửi").says("Không có thư hỏng");
        world.expect_audit("mail.resend", "refused").await;
        assert_eq!(server.received().len(), 1);
    }

    /// Everything that failed while the server was misconfigured begins again with one button.
    async fn every_failed_message_begins_again_at_once(world: &World) {
        let (server, admin) = (MailServer::start(), world.person("An", &[everywhere(Duty::Administrator)]).await);
        for number in ["HS-1", "HS-2", "HS-3"] {
            queue(world, &receipt(number), xuan(Lang::Vi), About::default()).await;
        }
        server.will_answer(&[(550, "closed"); 3]);
        assert_eq!(send(world, &server.sender()).await.failed, 3);
        admin.post("/admin/mail/again", &[]).await.leads_to("/admin/mail");
        assert_eq!(send(world, &server.sender()).await.sent, 3);
    }

    /// A wrong password or a closed server is the way's fault: the message waits, up to twelve times, then it has failed.
    async fn a_dead_server_is_tried_twelve_times(world: &World) {
        let id = queue(world, &receipt("HS-1"), xuan(Lang::Vi), About::default()).await;
        let port = std::net::TcpListener::bind("127.0.0.1:0").and_then(|socket| socket.local_addr()).expect("a port").port();
        let nobody = Sender::open(&MailTarget::Smtp(format!("smtp://127.0.0.1:{port}"))).expect("an address");
        for attempt in 1..12 {
            assert_eq!(send(world, &nobody).await, one("retried"), "attempt {attempt}");
            world.advance(TimeDelta::hours(6));
        }
        assert_eq!(send(world, &nobody).await, one("failed"));
        assert_eq!(row(world, &id).await.attempts, 12);
    }

    /// An address that is none, and a letter that lacks a fact, can never be sent: they fail without bothering the server.
    async fn what_can_never_be_sent_fails_at_once(world: &World) {
        queue(world, &receipt("HS-1"), Recipient { email: "no address".into(), name: "X".into(), lang: Lang::Vi }, About::default()).await;
        let broken = queue(world, &receipt("HS-2"), xuan(Lang::Vi), About::default()).await;
        world.arrange(async |tx| tx.execute_one("UPDATE outbox SET data = '{}' WHERE id = $1", args![&broken]).await).await;
        let server = MailServer::start();
        assert_eq!(send(world, &server.sender()).await.failed, 2);
        assert!(row(world, &broken).await.last_error.is_some_and(|error| error.contains("missing field")));
        assert!(server.received().is_empty());
    }

    /// A process that dies between sending and writing it down: another sends it again when the claim has run out, and the
    /// message is the same to the byte, so that a mail server can tell.
    async fn a_crash_repeats_the_same_message(world: &World) {
        let id = queue(world, &receipt("HS-1"), xuan(Lang::Vi), About::default()).await;
        let server = MailServer::start();
        let (now, until) = (world.now(), world.now() + TimeDelta::minutes(5));
        let claimed = world.arrange(async |tx| outbox::claim(tx, now, until).await).await.expect("it is due");
        let message = coopfund::mail::envelope(&world.office().config, &claimed, world.today()).expect("a message");
        server.sender().send(&claimed.id, &message).await.expect("sent");
        // Here the process dies. Nobody else takes it while the claim holds.
        assert_eq!(send(world, &server.sender()).await, SentSummary::default());
        world.advance(TimeDelta::minutes(5));
        assert_eq!(send(world, &server.sender()).await, one("sent"));
        let [first, second] = server.received().try_into().expect("twice");
        assert_eq!(first.bytes, second.bytes);
        assert_eq!(second.header("Message-ID"), format!("<{id}@quy.example>"));
        assert_eq!(row(world, &id).await.attempts, 2);
    }

    /// Several processes send one queue: each message once.
    async fn workers_share_the_queue(world: &World) {
        for number in 0..12 {
            queue(world, &receipt(&format!("HS-{number}")), xuan(Lang::Vi), About::default()).await;
        }
        let server = MailServer::start();
        let sender = server.sender();
        // A worker that lost a race for a row comes back in its next round.
        for _ in 0..12 {
            tokio::join!(send(world, &sender), send(world, &sender), send(world, &sender), send(world, &sender));
        }
        let mut ids: Vec<String> = server.received().iter().map(|mail| mail.header("Message-ID")).collect();
        ids.sort();
        ids.dedup();
        assert_eq!((ids.len(), server.received().len()), (12, 12));
    }

    /// A link that was used or is too old is not sent; a sent one is forgotten: it opens an account.
    async fn a_one_time_link_is_not_sent_when_dead_and_not_kept_when_sent(world: &World) {
        let person = world.account("Hoa", &[]).await;
        let reset = async || person.post("/forgotten-password", &[("email", "hoa@example.vn")]).await.is(303);
        let server = MailServer::start();
        reset().await;
        let first = world.expect_mail("password_reset", "hoa@example.vn").await;
        assert_eq!(send(world, &server.sender()).await, one("sent"));
        let text = server.received()[0].part("text/plain");
        assert!(text.contains(&first.link()), "{text}");
        assert_eq!(row(world, &first.id).await.data, "{}");
        reset().await;
        let second = world.expect_mail("password_reset", "hoa@example.vn").await;
        world.advance(TimeDelta::hours(1));
        assert_eq!(send(world, &server.sender()).await, one("dropped"));
        assert_eq!((row(world, &second.id).await.status.as_str(), server.received().len()), ("dropped", 1));
    }

    /// Without a mail server each message is a file that a mail program opens; half of one is never seen.
    async fn messages_become_files(world: &World) {
        let id = queue(world, &receipt("HS-1"), xuan(Lang::Vi), About::default()).await;
        let folder = world.folder().join("mail");
        assert_eq!(send(world, &Sender::Folder(folder.clone())).await, one("sent"));
        let names: Vec<_> = std::fs::read_dir(&folder).expect("the folder").map(|entry| entry.expect("a file").file_name()).collect();
        assert_eq!(names, [std::ffi::OsString::from(format!("{id}.eml"))]);
        let bytes = std::fs::read(folder.join(format!("{id}.eml"))).expect("the file");
        let mail = crate::smtp::Received { bytes, ..Default::default() };
        assert_eq!(mail.header("Subject"), "Đã nhận hồ sơ vay HS-1");
    }

    /// The administrator of one fund sees that fund's messages and those of no fund; nobody else sees any.
    async fn the_queue_is_for_administrators(world: &World) {
        let (one_fund, other) = (world.fund("a", "A", 1_000_000).await, world.fund("b", "A", 1_000_000).await);
        let to = |name: &str| Recipient { email: format!("{name}@htx.example"), name: name.into(), lang: Lang::Vi };
        let about = |fund| About { fund_id: Some(fund), ..About::default() };
        queue(world, &receipt("HS-1"), to("mine"), about(&one_fund)).await;
        let foreign = queue(world, &receipt("HS-2"), to("theirs"), about(&other)).await;
        let admin = world.person("An", &[staff(Duty::Administrator, &one_fund)]).await;
        let page = admin.get("/admin/mail?status=waiting").await.is(200).says("mine@htx.example");
        page.is_silent_about("theirs@htx.example");
        admin.post(&format!("/admin/mail/{foreign}/again"), &[]).await.is(404);
        let cashier = world.person("Lan", &[everywhere(Duty::Cashier)]).await;
        cashier.get("/admin/mail").await.is(403);
        cashier.post("/admin/mail/again", &[]).await.is(403);
        world.stranger().get("/admin/mail").await.is(303);
    }
}

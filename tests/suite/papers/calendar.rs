//! The calendar of due dates, read line by line as RFC 5545 says.
use serde_json::json;

use crate::world::PASSWORD;

/// The lines of a calendar, unfolded.
fn lines(text: &str) -> Vec<String> {
    assert!(text.ends_with("\r\n") && !text.replace("\r\n", "").contains(['\r', '\n']), "every line ends in CRLF");
    assert!(text.split("\r\n").all(|line| line.len() <= 75), "no line is longer than 75 octets");
    text.replace("\r\n ", "").split("\r\n").filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

fn values<'l>(lines: &'l [String], name: &str) -> Vec<&'l str> {
    lines.iter().filter_map(|line| line.strip_prefix(name)).collect()
}

story! {
    /// Each instalment still to be paid is an all-day event with an alarm a week before; fetched again it is the same event.
    async fn due_dates_come_into_a_calendar(world: &World) {
        let team = world.team("db", 3_000_000_000).await;
        let loan = team.active(world, 120_000_000).await;
        team.applicant.sign_in(PASSWORD).await;
        let path = format!("/loans/{loan}/due-dates.ics");
        team.applicant.get(&format!("/loans/{loan}")).await.is(200).links_to(&path);
        let answer = team.applicant.get(&path).await.is(200);
        assert_eq!(answer.header("content-type"), Some("text/calendar; charset=utf-8"));
        let first = lines(&answer.text());
        assert_eq!((first.first().map(String::as_str), first.last().map(String::as_str)), (Some("BEGIN:VCALENDAR"), Some("END:VCALENDAR")));
        let uids: Vec<String> = values(&first, "UID:").into_iter().map(str::to_owned).collect();
        assert_eq!((uids.len(), values(&first, "BEGIN:VALARM").len(), values(&first, "TRIGGER:-P7D").len()), (12, 12, 12));
        assert_eq!(values(&first, "DTSTART;VALUE=DATE:")[..2], ["20260602", "20260902"]);
        assert_eq!(values(&first, "DTEND;VALUE=DATE:")[0], "20260603");
        assert_eq!(values(&first, "SUMMARY:")[0], "Trả nợ kỳ 1 khoản vay KV-2026-00001: 1.814.795\u{a0}₫");
        world.go_to("2026-06-02");
        let paid = json!({ "date": "2026-06-02", "amount": 1_814_795 });
        team.deed(&team.cashier, &format!("loans/{loan}/repayments"), &paid).await.is(201);
        team.applicant.sign_in(PASSWORD).await;
        let again = lines(&team.applicant.get(&path).await.is(200).text());
        assert_eq!(values(&again, "UID:"), uids[1..].iter().map(String::as_str).collect::<Vec<_>>(), "what is paid is gone, the rest the same");
        for kind in ["receipt", "approved", "disbursed", "repayment"] {
            world.expect_mails(kind).await;
        }
    }
}

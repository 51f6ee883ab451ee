use chrono::NaiveDate;

use super::*;
use crate::domain::money::Money;
use crate::domain::percent::Percent;
use crate::domain::policy::Programme;
use crate::domain::vietqr::PayTo;
use crate::text::Lang;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn link(path: &str) -> String {
    format!("https://vay.dienbien.example{path}")
}

fn line(number: i64, due: &str, principal: i64, interest: i64, balance: i64) -> ScheduleLine {
    let dong = Money::dong;
    let total = dong(principal + interest);
    ScheduleLine {
        number,
        due: day(due),
        principal: dong(principal),
        interest: dong(interest),
        total,
        balance: dong(balance),
    }
}

/// The letters on the way to a contract, with what a text has to survive: several lines, signs of HTML.
fn letters_of_applications() -> Vec<Letter> {
    let number = || "HS-2026-0012".to_owned();
    let application = || link("/applications/0199");
    vec![
        Letter::Invitation { link: link("/links/5ec4e7"), by: None, cooperative: None },
        Letter::PasswordReset { link: link("/links/5ec4e7") },
        Letter::Receipt {
            number: number(),
            amount: Money::dong(300_000_000),
            submitted_on: day("2026-03-02"),
            link: application(),
        },
        Letter::Returned {
            number: number(),
            needed: vec!["Báo cáo tài chính năm 2025".into(), "Giấy đăng ký <bản sao> & điều lệ".into()],
            until: day("2026-03-20"),
            link: application(),
        },
        Letter::Approved {
            number: number(),
            loan_number: "KV-2026-0007".into(),
            amount: Money::dong(250_000_000),
            annual_rate_percent: Percent::parse("7.9248").unwrap(),
            term_months: 36,
            lapses_on: day("2026-07-01"),
            note: Some("Giải ngân hai đợt.\nĐợt hai sau khi nghiệm thu.".into()),
            link: link("/loans/0200"),
        },
        Letter::Rejected { number: number(), reason: "Phương án chưa khả thi.".into(), link: application() },
        Letter::Lapsed { number: number(), loan_number: Some("KV-2026-0007".into()), link: link("/loans/0200") },
        Letter::Lapsed { number: number(), loan_number: None, link: application() },
        Letter::Withdrawn { number: number() },
        Letter::Waiting {
            number: number(),
            amount: Money::dong(250_000_000),
            place: 2,
            waiting: 3,
            note: Some("Đủ điều kiện.".into()),
            link: application(),
        },
        Letter::CapitalReached { number: number(), amount: Money::dong(250_000_000), link: application() },
        Letter::DecidedElsewhere {
            number: number(),
            programme: Programme::BNew,
            granted: true,
            decision_number: "77/QĐ-NHCS".into(),
            date: day("2026-03-11"),
            amount: Some(Money::dong(250_000_000)),
            term_months: Some(60),
            annual_rate_percent: Some(Percent::parse("7.9248").unwrap()),
            reason: None,
            link: application(),
        },
        Letter::DecidedElsewhere {
            number: number(),
            programme: Programme::C,
            granted: false,
            decision_number: "5/QĐ".into(),
            date: day("2026-03-11"),
            amount: None,
            term_months: None,
            annual_rate_percent: None,
            reason: Some("Chưa đủ vốn.".into()),
            link: application(),
        },
        Letter::Moved { number: number(), rule: "JB-39".into(), link: application() },
    ]
}

fn letters_of_asks() -> Vec<Letter> {
    let (number, loan_number) = (|| "YC-2026-00007".to_owned(), || "KV-2026-0007".to_owned());
    let offered = |reason: Option<&str>| Letter::OfferAnswered {
        number: "HS-2026-0012".into(),
        loan_number: loan_number(),
        amount: Money::dong(250_000_000),
        by: "Lò Thị Xuân".into(),
        reason: reason.map(str::to_owned),
        sign_by: day("2026-07-01"),
        link: link("/loans/0200"),
    };
    let asked = || link("/asks/0300");
    vec![
        Letter::AskMade {
            number: number(),
            loan_number: loan_number(),
            what: "tranche".into(),
            amount: Some(Money::dong(70_000_000)),
            date: None,
            said: Some("Mua máy sấy, hoá đơn 0001".into()),
            link: asked(),
        },
        Letter::AskReceived {
            number: number(),
            loan_number: loan_number(),
            what: "tranche".into(),
            by: "Giàng A Chu".into(),
            amount: Some(Money::dong(70_000_000)),
            link: asked(),
        },
        Letter::AskRefused {
            number: number(),
            loan_number: loan_number(),
            what: "payment".into(),
            reason: "Chưa thấy tiền về".into(),
            link: asked(),
        },
        Letter::AskAnswered {
            number: number(),
            loan_number: loan_number(),
            what: "more_time".into(),
            answer: "Mời đến quỹ ngày 10/3.".into(),
            link: asked(),
        },
        offered(None),
        offered(Some("Đã vay được nơi khác")),
    ]
}

/// About accounts and who acts for a cooperative.
fn letters_of_people() -> Vec<Letter> {
    vec![
        Letter::MailCode { code: "048213".into(), until: "2026-03-02T02:15:00Z".parse().unwrap() },
        Letter::AccountThere { link: link("/sign-in") },
        Letter::MailChanged { to: "moi@htx.example".into() },
        Letter::PasswordChanged { at: "2026-03-02T02:15:00Z".parse().unwrap() },
        Letter::MemberWithdrawn { cooperative: "HTX Thanh Đông & con".into(), by: "Lò Văn Hặc".into() },
        Letter::MemberJoined {
            name: "Giàng A Chu".into(),
            position: "chair".into(),
            by: "Hà".into(),
            granted: false,
            link: link("/members"),
        },
        Letter::MemberJoined {
            name: "Giàng A Chu".into(),
            position: "chair".into(),
            by: "Vân".into(),
            granted: true,
            link: link("/members"),
        },
        Letter::MemberLeft { name: "Giàng A Chu".into(), by: "Lò Văn Hặc".into(), link: link("/members") },
        Letter::Invitation {
            link: link("/links/5ec4e7"),
            by: Some("Lò Văn Hặc".into()),
            cooperative: Some("HTX Thanh Đông & con".into()),
        },
        Letter::InvitedThere {
            by: "Lò Văn Hặc".into(),
            cooperative: "HTX Thanh Đông & con".into(),
            back: true,
            link: link("/"),
        },
        Letter::InvitedThere {
            by: "Lò Văn Hặc".into(),
            cooperative: "HTX Thanh Đông & con".into(),
            back: false,
            link: link("/registration"),
        },
        Letter::LinkConfirmed { link: link("/") },
        Letter::LinkRefused {
            name: "HTX Mường Pồn".into(),
            reason: "Giấy chứng nhận chụp không rõ số.".into(),
            link: link("/registration"),
        },
    ]
}

fn letters_of_loans() -> Vec<Letter> {
    let dong = Money::dong;
    let loan_number = || "KV-2026-0007".to_owned();
    let loan = || link("/loans/0200");
    vec![
        Letter::Disbursed {
            loan_number: loan_number(),
            amount: dong(250_000_000),
            date: day("2026-04-15"),
            payee: "HTX Chiềng Xét".into(),
            total_disbursed: dong(250_000_000),
            schedule: vec![
                line(1, "2026-07-15", 83_333_333, 4_939_432, 166_666_667),
                line(2, "2026-10-15", 83_333_333, 3_329_155, 83_333_334),
                line(3, "2027-01-15", 83_333_334, 0, 0),
            ],
            link: loan(),
        },
        Letter::Repayment {
            loan_number: loan_number(),
            date: day("2026-07-15"),
            amount: dong(90_000_000),
            principal: dong(83_333_333),
            interest: dong(4_939_432),
            overdue_interest: Money::ZERO,
            late_interest: dong(1_200),
            unallocated: dong(1_726_035),
            outstanding: dong(166_666_667),
            next_due: Some(day("2026-10-15")),
            next_total: Some(dong(86_662_488)),
            link: loan(),
        },
        Letter::Reversal {
            loan_number: loan_number(),
            what: "repayment".into(),
            date: day("2026-07-15"),
            amount: dong(90_000_000),
            reason: "Ghi nhầm khoản vay".into(),
            link: loan(),
        },
        Letter::Restructured {
            loan_number: loan_number(),
            number: "CC-2026-00003".into(),
            what: "extension".into(),
            date: day("2026-09-01"),
            annual_rate_percent: None,
            amount: None,
            until: None,
            outstanding: dong(166_666_667),
            interest_before: dong(3_329_155),
            interest_after: dong(7_012_000),
            last_due: Some(day("2027-04-15")),
            note: Some("Gia hạn một lần.".into()),
            schedule: vec![
                line(2, "2026-10-15", 66_666_667, 3_329_155, 100_000_000),
                line(3, "2027-04-15", 100_000_000, 3_682_845, 0),
            ],
            link: link("/restructurings/0300"),
        },
        Letter::RestructuringRejected {
            loan_number: loan_number(),
            number: "CC-2026-00004".into(),
            what: "interest_waiver".into(),
            reason: "Chưa đủ căn cứ.".into(),
            link: link("/restructurings/0301"),
        },
        Letter::Settled { loan_number: loan_number(), date: day("2027-01-15"), link: loan() },
    ]
}

fn reminder(overdue: i64, as_of: &str) -> Letter {
    Letter::Reminder {
        loan_number: "KV-2026-0007".into(),
        instalment: 2,
        due: day("2026-10-15"),
        principal: Money::dong(83_333_333),
        interest: Money::dong(3_329_155),
        waiting: Money::dong(662_488),
        total: Money::dong(86_000_000),
        overdue_total: Money::dong(overdue),
        as_of: day(as_of),
        pay_to: Some(PayTo {
            bank: "970403".into(),
            number: "0011012345678".into(),
            holder: "QUY HO TRO HTX".into(),
            amount: Money::dong(86_000_000),
            reference: "KV-2026-0007".into(),
        }),
        link: link("/loans/0200"),
    }
}

fn rendered(letter: &Letter, lang: Lang, today: &str) -> Rendered {
    let t = Texts::new(lang);
    let setting = Setting { t, today: day(today), cooperative: Some("HTX Chiềng Xét") };
    let fund =
        t.pick("Quỹ hỗ trợ phát triển hợp tác xã tỉnh Điện Biên", "Điện Biên Cooperative Development Support Fund");
    render(letter, setting, "Lò Thị Xuân", fund).unwrap()
}

fn as_mail(rendered: &Rendered) -> String {
    format!("Subject: {}\n\n{}", rendered.subject, rendered.text)
}

#[test]
fn every_letter_reads_well_as_text_in_both_languages() {
    for (lang, name) in [(Lang::Vi, "texts_vi"), (Lang::En, "texts_en")] {
        let letters = [letters_of_applications(), letters_of_loans(), letters_of_asks(), letters_of_people()].concat();
        let mut all: Vec<String> =
            letters.iter().map(|letter| as_mail(&rendered(letter, lang, "2026-03-02"))).collect();
        let days = ["2026-09-30", "2026-10-14", "2026-10-15", "2026-10-16", "2026-11-14"];
        all.extend(days.iter().map(|today| {
            let overdue = if *today > "2026-10-15" { 86_662_488 } else { 0 };
            as_mail(&rendered(&reminder(overdue, today), lang, today))
        }));
        insta::assert_snapshot!(name, all.join("\n=======================================\n\n"));
    }
}

#[test]
fn a_letter_with_a_schedule_and_one_with_a_list_as_html() {
    let loans = letters_of_loans();
    insta::assert_snapshot!("disbursed_vi_html", rendered(&loans[0], Lang::Vi, "2026-04-15").html);
    let applications = letters_of_applications();
    insta::assert_snapshot!("returned_en_html", rendered(&applications[3], Lang::En, "2026-03-02").html);
}

#[test]
fn both_parts_say_the_same_and_html_is_escaped() {
    let letters = [
        letters_of_applications(),
        letters_of_loans(),
        letters_of_asks(),
        letters_of_people(),
        vec![reminder(5, "2026-10-16")],
    ]
    .concat();
    for letter in &letters {
        for lang in [Lang::Vi, Lang::En] {
            let rendered = rendered(letter, lang, "2026-10-16");
            let read = rendered.html.replace("&#60;", "<").replace("&#62;", ">").replace("&#38;", "&");
            let setting = Setting { t: Texts::new(lang), today: day("2026-10-16"), cooperative: None };
            let words = words(letter, setting);
            assert!(!words.subject.is_empty() && !words.opening.is_empty(), "{}", letter.kind());
            for (label, value) in &words.facts {
                assert!(read.contains(value.as_str()) && read.contains(label.as_str()), "{value} in HTML");
                assert!(value.lines().all(|line| rendered.text.contains(line)), "{value} in text");
            }
            assert!(!rendered.html.contains("<bản sao>"), "what people type is not markup");
            assert!(!rendered.text.contains("\n\n\n") && !rendered.text.contains('<') || letter.kind() == "returned");
            assert_eq!(letter.link().is_some(), rendered.text.contains("https://"), "{}", letter.kind());
        }
    }
}

#[test]
fn a_letter_is_read_back_as_it_was_written() {
    for letter in [
        letters_of_applications(),
        letters_of_loans(),
        letters_of_asks(),
        letters_of_people(),
        vec![reminder(5, "2026-10-16")],
    ]
    .concat()
    {
        let to = crate::store::outbox::Recipient { email: "a@b.vn".into(), name: "A".into(), lang: Lang::Vi };
        let message = letter.to(to, crate::mail::About::default(), None);
        assert_eq!(message.kind, letter.kind());
        assert_eq!(Letter::read(message.kind, &message.data).unwrap(), letter);
    }
    let missing = Letter::read("receipt", &serde_json::json!({ "number": "HS-1" })).unwrap_err();
    assert!(missing.to_string().contains("missing field"), "{missing}");
    assert!(Letter::read("love", &serde_json::json!({})).is_err());
}

#[test]
fn how_long_a_link_works_is_what_the_link_does() {
    use crate::actions::people::{INVITATION_DAYS, RESET_HOURS};
    let t = Texts::new(Lang::Vi);
    assert!(t.mail_invitation_next().contains(&format!("{INVITATION_DAYS} ngày")));
    assert!(t.mail_password_reset().contains(&format!("{RESET_HOURS} giờ")));
}

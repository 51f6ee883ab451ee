//! The fund's account: dated, checked, shown to who has to pay, with a QR where the bank takes one.
use coopfund::domain::money::Money;
use coopfund::domain::vietqr::Payload;
use coopfund::paper::qr::Squares;

use super::{ACCOUNT, with_account};
use crate::world::PASSWORD;
use crate::world::team::tranche;

const FORM: [(&str, &str); 4] =
    [("bank", "970403"), ("number", "0011 0123 45678"), ("holder", "QUY HTX"), ("from", "2026-03-02")];

/// The path of the QR that a page has to show for this transfer.
fn path_of(amount: i64, purpose: &str) -> String {
    let payload = Payload::transfer("970403", ACCOUNT, Some(Money::dong(amount)), purpose).expect("a payload");
    Squares::of(&payload.build().expect("a text")).expect("squares").path()
}

story! {
    /// An administrator gives the fund an account; borrowers see what to pay, where, and as which QR, until another is in force.
    async fn who_owes_sees_where_and_how_much_to_pay(world: &World) {
        let team = world.team("db", 3_000_000_000).await;
        let loan = team.active(world, 120_000_000).await;
        let page = format!("/loans/{loan}");
        team.applicant.sign_in(PASSWORD).await;
        team.applicant.get(&page).await.is(200).says("Quỹ chưa công bố tài khoản nhận tiền");
        team.administrator.sign_in(PASSWORD).await;
        let address = format!("/admin/funds/{}/account", team.fund);
        team.administrator.get(&address).await.is(200).says("Chưa có tài khoản nào").says("Kho bạc Nhà nước");
        let shown = team.administrator.submit(&address, &FORM).await.is(200).says("Đã ghi tài khoản nhận tiền.").says("Sacombank").says(ACCOUNT);
        assert!(shown.text().contains(&path_of(10_000, "coopfund")), "the code to try");
        world.expect_audit("fund.account", "done").await;
        // Grace of the first quarter: interest alone, 120 million × 92 days at 6 %.
        let asked = team.applicant.get(&page).await.is(200).says("Số tiền kỳ tới, hạn ngày 02/06/2026 1.814.795 ₫").says("KV-2026-00001").says(ACCOUNT);
        assert!(asked.text().contains(&path_of(1_814_795, "KV-2026-00001")), "the QR says the same");
        asked.says("Quét mã bằng ứng dụng ngân hàng");
        assert!(team.cashier.sign_in(PASSWORD).await.status == 303);
        team.cashier.get(&format!("{page}/settle?on=2026-03-10")).await.is(200).says("Sacombank").says(ACCOUNT);
        // Overdue: all of it now.
        world.go_to("2026-06-10");
        team.applicant.sign_in(PASSWORD).await;
        team.applicant.get(&page).await.is(200).says("Số tiền phải trả ngay");
        // The State Treasury takes no QR; the former account is kept.
        team.administrator.sign_in(PASSWORD).await;
        let treasury = [("bank", "treasury"), ("number", "3713.0.1234567.00000"), ("holder", "QUY HTX"), ("from", "2026-06-10")];
        team.administrator.submit(&address, &treasury).await.is(200).says("3713.0.1234567.00000").says(ACCOUNT);
        let without = team.applicant.get(&page).await.is(200).says("Kho bạc Nhà nước").says("Nơi này chưa nhận chuyển khoản bằng mã QR");
        assert!(!without.text().contains("class=\"pay-code\""));
        for kind in ["receipt", "approved", "disbursed"] {
            world.expect_mails(kind).await;
        }
    }

    /// Nonsense is refused field by field, another fund's account is out of reach, and nothing recorded is changed.
    async fn an_account_is_refused_that_no_bank_could_have(world: &World) {
        let team = world.team("db", 3_000_000_000).await;
        let other = world.team("sl", 3_000_000_000).await;
        let address = format!("/admin/funds/{}/account", team.fund);
        team.administrator.sign_in(PASSWORD).await;
        for (field, value, said) in [
            ("bank", "999999", "Hãy chọn"),
            ("bank", "", "Cần điền"),
            ("number", "12345", "Số tài khoản có 6 đến 19 chữ số"),
            ("number", "0011-01234", "Số tài khoản có 6 đến 19 chữ số"),
            ("number", "１２３４５６７８", "Số tài khoản có 6 đến 19 chữ số"),
            ("holder", " ", "Cần điền"),
            ("holder", "x\u{202e}y", "ký tự"),
            ("from", "2026-03-01", "02/03/2026"),
            ("from", "2030-01-01", "02/03/2026"),
            ("from", "x", "ngày"),
        ] {
            let typed: Vec<(&str, &str)> = FORM.into_iter().map(|(name, was)| (name, if name == field { value } else { was })).collect();
            let answer = team.administrator.post(&address, &typed).await;
            assert_eq!(answer.status, 422, "{field} {value}");
            assert!(answer.words().contains(said), "{field} {value}: {}", answer.words());
        }
        other.administrator.sign_in(PASSWORD).await;
        other.administrator.get(&address).await.is(404);
        other.administrator.post(&address, &FORM).await.is(404);
        team.cashier.sign_in(PASSWORD).await;
        team.cashier.post(&address, &FORM).await.is(403);
        team.administrator.submit(&address, &FORM).await.is(200);
        for sql in ["DELETE FROM fund_accounts", "UPDATE fund_accounts SET number = '1'"] {
            let changed = world.office().store.write(async |tx| tx.execute(sql, vec![]).await.map(|_| ())).await;
            assert!(changed.is_err(), "{sql}");
        }
    }

    /// A reminder says where to pay, and brings the QR as a picture within it.
    async fn a_reminder_brings_the_code(world: &World) {
        let team = world.team("db", 3_000_000_000).await;
        with_account(world, &team).await;
        let loan = team.signed(world, 120_000_000).await;
        team.deed(&team.cashier, &format!("loans/{loan}/disbursements"), &tranche(world, 120_000_000)).await.is(201);
        world.go_to("2026-05-26");
        coopfund::actions::end_of_day::close_through(world.office(), "2026-05-25".parse().expect("a date")).await.expect("closed");
        let letters = world.expect_mails("reminder").await;
        let pay_to = letters.first().expect("a reminder").fact("pay_to").clone();
        assert_eq!((&pay_to["number"], &pay_to["amount"], &pay_to["reference"]), (&ACCOUNT.into(), &1_814_795.into(), &"KV-2026-00001".into()));
        let sender = coopfund::mail::Sender::open(&world.office().config.mail).expect("a folder");
        coopfund::mail::send_due(world.office(), &sender, 50).await.expect("sent");
        let files = std::fs::read_dir(world.folder().join("mail")).expect("mails");
        let mails: Vec<String> = files.map(|file| std::fs::read_to_string(file.expect("a file").path()).expect("read")).collect();
        let reminder = mails.iter().find(|mail| mail.contains("multipart/related")).expect("a mail with a picture");
        assert!(reminder.contains("Content-ID: <vietqr>") && reminder.contains("image/png"), "{reminder}");
        for kind in ["receipt", "approved", "disbursed"] {
            world.expect_mails(kind).await;
        }
    }
}

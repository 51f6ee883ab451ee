//! From the decision to the statement in which the first repayment stands.
use coopfund::clock::Clock;

use super::Way;

/// What the cooperative transferred.
pub(super) struct Payment {
    /// As the page writes it: `2.243.836`.
    pub amount: String,
    /// The transfer's text, which the QR fills in.
    pub reference: String,
}

impl Way<'_> {
    /// Reads the decision and the offer, and accepts it.
    pub(super) async fn accepts_the_offer(&self, application: &str, loan: &str) {
        let own = self.own;
        own.go("/").await;
        self.looked("home_approved").await;
        own.go(application).await;
        own.reads("Đã duyệt cho vay").await;
        self.looked("decision").await;
        own.press("Mở khoản vay").await;
        own.reads("Đọc và trả lời đề nghị cho vay").await;
        assert_eq!(own.at().await, loan);
        self.looked("loan_approved").await;
        own.press("Đọc và trả lời đề nghị cho vay").await;
        own.reads("Không nhận khoản vay này").await;
        self.looked("offer").await;
        own.choose("declared", "true").await;
        own.press("Đồng ý vay").await;
        own.reads("Đã ghi nhận đồng ý vay").await;
        self.looked("offer_accepted").await;
    }

    /// Asks for the first tranche with a picture of the invoice.
    pub(super) async fn asks_for_a_tranche(&self, loan: &str) {
        let own = self.own;
        own.go(loan).await;
        self.looked("loan_signed").await;
        own.press("Đề nghị giải ngân").await;
        own.reads("Số tiền đề nghị giải ngân").await;
        own.fill("amount", "130.000.000").await;
        own.fill("payee", "Công ty Máy nông nghiệp Tây Bắc, Agribank 8300201000001").await;
        own.fill("purpose", "Máy xát cà phê theo hợp đồng 07/2026, hoá đơn 0001234").await;
        self.looked("tranche_form").await;
        own.press("Gửi đi").await;
        own.reads("Đã gửi, số YC-2026-").await;
        own.attach("file", &self.file("Hoá đơn máy xát.png", &super::borrowing::photograph())).await;
        own.press("Thêm ảnh hoặc tệp").await;
        own.reads("Hoá đơn máy xát.png").await;
        self.looked("tranche_asked").await;
    }

    /// Sees the schedule and how to pay, and tells the fund of the transfer.
    pub(super) async fn reports_a_payment(&self, loan: &str) -> Payment {
        let own = self.own;
        own.go("/").await;
        self.looked("home_borrowing").await;
        own.go(loan).await;
        own.reads("Cách trả nợ").await;
        own.reads("Nội dung chuyển khoản").await;
        self.looked("loan_paid_out").await;
        let fact =
            "const at = [...document.querySelectorAll('#pay dd')]; return [at[0].innerText, at.at(-1).innerText];";
        let [amount, reference]: [String; 2] = own.run(fact).await;
        let amount = amount.trim_end_matches('₫').trim().to_owned();
        let payment = Payment { amount, reference };
        own.press("Báo đã trả nợ").await;
        own.reads("Số tiền đã trả").await;
        own.fill("amount", &payment.amount).await;
        own.pick_date("date", &Clock::System.today().to_string()).await;
        own.fill("reference", "FT26327123456").await;
        self.looked("payment_form").await;
        own.press("Gửi đi").await;
        own.reads("Đã gửi, số YC-2026-").await;
        self.looked("payment_reported").await;
        payment
    }

    /// The payment stands in the statement, the report is done, the letters can be read again.
    pub(super) async fn reads_the_statement(&self, loan: &str, payment: &Payment) {
        let own = self.own;
        own.go(loan).await;
        own.reads(&payment.amount).await;
        self.looked("loan_repaid").await;
        own.press("Mở sao kê để in").await;
        own.reads("Số liệu đến hết ngày").await;
        own.reads(&payment.amount).await;
        self.looked("statement").await;
        own.go("/letters").await;
        self.looked("letters").await;
        let letter = own.first_link("/letters/").await.expect("a letter");
        own.go(&letter).await;
        self.looked("letter").await;
        own.go(loan).await;
        let ask = own.first_link("/asks/").await.expect("the report");
        own.go(&ask).await;
        own.reads("Đã ghi nhận").await;
        self.looked("payment_booked").await;
    }
}

//! What the fund's officers do on the way, each at the same desk.
use coopfund::clock::Clock;

use super::Way;

fn today() -> String {
    Clock::System.today().to_string()
}

impl Way<'_> {
    /// Somebody else sits down at the office's browser.
    async fn sits_down(&self, who: &str) -> &super::Browser {
        self.office.forget().await;
        self.office.signs_in(&format!("{who}@quy.example")).await;
        self.office.reads("Việc đang chờ bạn").await;
        &self.office
    }

    /// An appraiser compares the certificate, confirms, and writes down what the register lacks.
    pub(super) async fn fund_confirms(&self) {
        let office = self.sits_down("thamdinh").await;
        office.go("/registrations").await;
        office.follow("/registrations/").await;
        office.press("Xác nhận").await;
        office.reads("Đã xác nhận").await;
    }

    /// Asks for the one paper that is not there.
    pub(super) async fn fund_returns(&self, application: &str) {
        let office = self.sits_down("thamdinh").await;
        office.go(application).await;
        office.press("Yêu cầu bổ sung giấy tờ").await;
        office.fill("needed", "Báo cáo tài chính 2 năm").await;
        let until = Clock::System.today() + chrono::Days::new(20);
        office.pick_date("until", &until.to_string()).await;
        self.office_looked("return").await;
        office.press("Gửi yêu cầu").await;
        office.reads("Đang chờ hợp tác xã bổ sung").await;
    }

    /// The papers are accepted, the application is appraised and approved; the loan's address.
    pub(super) async fn fund_lends(&self, application: &str) -> String {
        let office = self.sits_down("thamdinh").await;
        office.go(application).await;
        while let Some(review) = office.first_unread_paper().await {
            office.go(&review).await;
            office.choose("verdict", "accepted").await;
            self.office_looked("review").await;
            office.press("Lưu").await;
            office.reads("Đã ghi nhận xét").await;
        }
        self.office_looked("file").await;
        office.choose("recommendation", "approve").await;
        office.fill("note", "Phương án khả thi, đã xem báo cáo CIC ngày hôm nay: nhóm 1.").await;
        office.press("Ghi kết quả thẩm định").await;
        office.reads("Đang chờ quyết định").await;
        let office = self.sits_down("duyet").await;
        office.go(application).await;
        self.office_looked("decide").await;
        office.press("Duyệt cho vay").await;
        office.reads("Đã duyệt").await;
        format!("/loans/{}", office.first_record("/loans/").await.expect("the loan"))
    }

    pub(super) async fn fund_signs(&self, loan: &str) {
        let office = self.sits_down("thuquy").await;
        office.go(loan).await;
        office.reads("Hợp tác xã đã đồng ý vay lúc").await;
        self.office_looked("accepted").await;
        office.press("Ghi nhận hợp đồng đã ký").await;
        office.reads("Số hợp đồng").await;
        office.fill("number", "31/2026/HĐTD").await;
        office.press("Ghi nhận").await;
        office.reads("Đã ghi nhận hợp đồng").await;
    }

    /// Pays the tranche out from the request, with its evidence read.
    pub(super) async fn fund_pays_out(&self, loan: &str) {
        let office = self.sits_down("thuquy").await;
        office.press("Trả lời: Đề nghị giải ngân").await;
        office.reads("Hoá đơn máy xát.png").await;
        self.office_looked("tranche_asked").await;
        office.press("Giải ngân theo đề nghị này").await;
        office.reads("Điền sẵn theo đề nghị").await;
        office.fill("evidence", "Hoá đơn 0001234, hợp đồng 07/2026").await;
        office.choose("credit_check/worst_debt_group", "1").await;
        office.pick_date("credit_check/on", &today()).await;
        office.fill("credit_check/document", "CIC 2026/11").await;
        office.press("Giải ngân").await;
        office.reads("Đang vay").await;
        assert_eq!(office.at().await, loan);
    }

    /// Books what came in, found by the reference that the QR put into the transfer.
    pub(super) async fn fund_books(&self, payment: &super::Payment) {
        let office = self.sits_down("thuquy").await;
        office.go(&format!("/loans?q={}", payment.reference)).await;
        self.office_looked("found_by_reference").await;
        office.follow("/loans/").await;
        office.reads("Báo đã trả nợ").await;
        self.office_looked("payment_reported").await;
        let ask = office.first_link("/asks/").await.expect("the report");
        office.go(&ask).await;
        office.press("Ghi nhận khoản trả này").await;
        office.reads("Điền sẵn theo đề nghị").await;
        assert_eq!(office.value_of("amount").await.replace('.', ""), payment.amount.replace('.', ""));
        office.press("Ghi nhận").await;
        office.reads("Đã ghi nhận").await;
    }
}

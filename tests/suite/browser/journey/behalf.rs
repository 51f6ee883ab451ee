//! An officer writes for a cooperative that does not manage alone; its chair confirms it, on their own phone or on paper.
use super::Way;
use super::borrowing::PAPER;

impl Way<'_> {
    /// Begins for the cooperative of a code and fills in every part up to the page on which it is confirmed; its address.
    pub(super) async fn writes_for(&self, code: &str) -> String {
        let own = self.own;
        own.signs_in("thamdinh@quy.example").await;
        own.reads("Việc đang chờ bạn").await;
        own.go(&format!("/applications/new?q={code}")).await;
        own.choose("cooperative", code).await;
        own.choose("fund", "dienbien-htx").await;
        self.looked("for_whom").await;
        own.press("Bắt đầu điền hồ sơ").await;
        let application = self.fills_in_everything().await;
        own.press("Kiểm tra và nộp").await;
        own.reads("Hợp tác xã chưa xác nhận nội dung này").await;
        self.looked("to_be_confirmed").await;
        application
    }

    /// The officer asks; the chair finds it on their first page, reads it and sends it.
    pub(super) async fn asks_the_chair(&self, chair: &Way<'_>, application: &str) {
        self.own.press("Nhờ hợp tác xã xác nhận").await;
        self.own.reads("Đã nhờ hợp tác xã xác nhận").await;
        self.looked("asked").await;
        let own = chair.own;
        own.go("/").await;
        chair.looked("home_to_confirm").await;
        own.press("Xem lại và gửi").await;
        own.reads("đã ghi hộ. Hãy xem lại từng phần").await;
        assert_eq!(own.at().await, application);
        chair.looked("written_for_us").await;
        own.press("Kiểm tra và nộp").await;
        chair.sends().await;
    }

    /// The chair signs the printed form at the fund's desk; the officer photographs it and sends the application.
    pub(super) async fn sends_with_the_signed_form(&self) {
        let own = self.own;
        let code = "return document.querySelector('#confirming').innerText.match(/([0-9A-F]{4}-){2}[0-9A-F]{4}/)[0];";
        own.fill("code", &own.run::<String>(code).await).await;
        own.attach("file", &self.file("Đơn đã ký.pdf", PAPER)).await;
        own.press("Tải bản đã ký lên").await;
        own.reads("Hợp tác xã đã ký đơn in").await;
        own.choose("declared", "true").await;
        self.looked("confirmed_on_paper").await;
        own.press("Nộp hồ sơ").await;
        own.reads("Hợp tác xã đã ký đơn in").await;
        own.reads("Số biên nhận").await;
        self.looked("receipt").await;
    }

    /// What was asked for came by post: the officer adds it and sends the file on, for nothing that was confirmed has changed.
    pub(super) async fn adds_for_it(&self, application: &str) {
        self.own.go(application).await;
        self.own.reads("Báo cáo tài chính 2 năm").await;
        self.looked("returned").await;
        self.adds_the_statements().await;
        let own = self.own;
        own.reads("Nội dung hồ sơ đúng như hợp tác xã đã xác nhận").await;
        own.choose("declared", "true").await;
        own.press("Nộp lại hồ sơ").await;
        own.reads("Thẩm định hồ sơ").await;
        self.looked("sent_again").await;
    }
}

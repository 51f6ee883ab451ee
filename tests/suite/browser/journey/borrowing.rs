//! From registering to the receipt, and what the fund asked for on top.
use super::Way;

pub(super) const EMAIL: &str = "muongang@htx.example";
pub(super) const CODE: &str = "0100109106";
const NAME: &str = "HTX Cà phê Mường Ảng";
const PASSWORD: &str = "lúa nương điện biên";
/// The smallest PDF there is, near enough.
pub(super) const PAPER: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF";

/// A photographed page: nothing on it is like the next dot, so that it is as large as pictures of a telephone are.
pub(super) fn photograph() -> Vec<u8> {
    let (width, height) = (1000, 700);
    let mut seed = 1_u32;
    let dots: Vec<u8> = (0..width * height * 3)
        .map(|_| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            160 + (seed >> 26) as u8
        })
        .collect();
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.write_header().expect("a picture").write_image_data(&dots).expect("its dots");
    file
}

impl Way<'_> {
    /// Registers with a mailed code, and hands in the certificate.
    pub(super) async fn registers(&self) {
        let own = self.own;
        own.go("/register").await;
        self.looked("register").await;
        for (name, value) in [("code", CODE), ("name", "Lò Văn Pánh"), ("email", EMAIL)] {
            own.fill(name, value).await;
        }
        own.press("Gửi mã xác nhận").await;
        own.reads("Nhập mã xác nhận").await;
        own.fill("code", &self.server.mailed_code(EMAIL)).await;
        self.looked("code").await;
        own.press("Xác nhận").await;
        own.reads("Bước 2 trên 3").await;
        for (name, value) in
            [("password", PASSWORD), ("name", NAME), ("commune", "Mường Ảng"), ("province", "Điện Biên")]
        {
            own.fill(name, value).await;
        }
        own.fill("representative", "Lò Văn Pánh").await;
        own.choose("sector", "crops").await;
        self.looked("account").await;
        own.press("Tạo tài khoản").await;
        own.reads("Đã tạo tài khoản").await;
        own.fill("email", EMAIL).await;
        own.fill("password", PASSWORD).await;
        self.looked("sign_in").await;
        own.press("Đăng nhập").await;
        own.reads("chờ quỹ xác nhận").await;
        own.attach("file", &self.file("Giấy chứng nhận.pdf", PAPER)).await;
        own.press("Tải lên").await;
        own.reads("Giấy chứng nhận.pdf").await;
        self.looked("certificate").await;
    }

    /// Fills in every part from the list of parts, and sends it; the application's address.
    pub(super) async fn applies(&self) -> String {
        let own = self.own;
        own.go("/").await;
        self.looked("confirmed").await;
        own.press("Lập hồ sơ vay").await;
        own.reads("Bắt đầu điền hồ sơ").await;
        own.choose("fund", "dienbien-htx").await;
        self.looked("fund").await;
        own.press("Bắt đầu điền hồ sơ").await;
        let application = self.fills_in_everything().await;
        own.press("Kiểm tra và nộp").await;
        self.sends().await;
        application
    }

    /// Every part of an application that was just begun; its address.
    pub(super) async fn fills_in_everything(&self) -> String {
        self.fills_in_the_loan().await;
        let application = self.own.at().await.split(['?', '#']).next().expect("an address").to_owned();
        self.fills_in_the_plan().await;
        self.fills_in_the_rest().await;
        self.looked("tasks_done").await;
        self.hands_in_papers().await;
        application
    }

    /// Checks the answers, declares, and gets the receipt.
    pub(super) async fn sends(&self) {
        let own = self.own;
        own.reads("Tôi cam đoan").await;
        own.choose("declared", "true").await;
        self.looked("check_your_answers").await;
        own.press("Nộp hồ sơ").await;
        own.reads("Số biên nhận của bạn: HS-2026-").await;
        own.reads("Quỹ đang thẩm định").await;
        self.looked("receipt").await;
    }

    async fn fills_in_the_loan(&self) {
        let own = self.own;
        own.reads("Số tiền").await;
        for (name, value) in [
            ("amount", "150.000.000"),
            ("purpose", "Mua máy xát và máy rang cà phê cho niên vụ 2026–2027"),
            ("project_cost", "220.000.000"),
            ("own_capital", "70.000.000"),
            ("jobs_supported", "6"),
            ("term_months", "24"),
            ("principal_grace_months", "6"),
        ] {
            own.fill(name, value).await;
        }
        own.choose("repay_every_months", "3").await;
        own.choose("method", "equal_principal").await;
        if self.script {
            own.comes_to_read("data-autosave-status", "Đã lưu lúc").await;
            own.comes_to_read("preview", "kỳ trả nợ").await;
        }
        self.looked("loan").await;
        own.press("Lưu và về danh sách").await;
        own.reads("Đã xong 1 trên 6 phần").await;
        self.looked("tasks").await;
    }

    async fn fills_in_the_plan(&self) {
        let own = self.own;
        own.press("Phương án sản xuất, kinh doanh").await;
        own.reads("Quỹ muốn thấy tiền dùng vào việc gì").await;
        own.fill("cost_lines/0/what", "Máy xát cà phê tươi 2 tấn/giờ").await;
        own.fill("cost_lines/0/amount", "130.000.000").await;
        own.press("Thêm khoản chi").await;
        own.reads("Khoản 2").await;
        own.fill("cost_lines/1/what", "Máy rang 30 kg").await;
        own.fill("cost_lines/1/amount", "90.000.000").await;
        for (name, text) in [
            ("buyers", "Công ty Cà phê Tây Bắc, hợp đồng bao tiêu 40 tấn/năm"),
            ("inputs", "Cà phê tươi của 42 thành viên"),
            ("preservation", "Kho 120 m² đã có, phơi nhà kính"),
            ("risks", "Sương muối; mua bảo hiểm và giữ một phần ba vốn lưu động"),
            ("succession", "Phó giám đốc 34 tuổi đã học quản trị hợp tác xã"),
        ] {
            own.fill(name, text).await;
        }
        self.looked("plan").await;
        own.press("Lưu và về danh sách").await;
    }

    async fn fills_in_the_rest(&self) {
        let own = self.own;
        own.press("Tài sản bảo đảm").await;
        own.reads("Thêm tài sản").await;
        own.press("Thêm tài sản").await;
        own.reads("Tài sản 1").await;
        own.choose("collateral/0/kind", "land").await;
        own.fill("collateral/0/description", "Quyền sử dụng 800 m² đất xưởng, GCN CD 123456").await;
        own.fill("collateral/0/value", "400.000.000").await;
        self.looked("security").await;
        own.press("Lưu và về danh sách").await;
        own.press("Báo cáo tài chính hai năm").await;
        own.reads("Lưu và kiểm tra").await;
        for column in ["this", "last"] {
            for code in ["110", "200", "400", "410", "500"] {
                own.fill(&format!("{column}/{code}"), "50000000").await;
            }
        }
        self.looked("statements").await;
        own.press("Lưu và về danh sách").await;
        own.press("Thông tin hợp tác xã").await;
        own.reads("Thông tin trên đúng").await;
        self.looked("facts").await;
        own.press("Thông tin trên đúng").await;
        own.reads("thông tin hợp tác xã đúng").await;
    }

    /// Four of the five papers, one of them photographed in two pictures.
    async fn hands_in_papers(&self) {
        let own = self.own;
        own.press("Giấy tờ").await;
        own.reads("Giấy tờ quỹ yêu cầu").await;
        self.looked("papers").await;
        for (item, file) in [
            ("Giấy đề nghị vay vốn", "Giấy đề nghị.pdf"),
            ("Giấy chứng nhận đăng ký", "Giấy chứng nhận đăng ký.pdf"),
            ("Phương án sản xuất kinh doanh", "Phương án.pdf"),
        ] {
            own.press(item).await;
            own.attach("file", &self.file(file, PAPER)).await;
            own.press("Tải lên").await;
            own.reads(file).await;
        }
        own.press("Nghị quyết đại hội thành viên").await;
        own.attach("file", &self.file("Trang 1.png", &photograph())).await;
        own.attach("file", &self.file("Trang 2.png", &photograph())).await;
        own.press("Tải lên").await;
        own.reads("Trang 1.pdf").await;
        self.looked("papers_sent").await;
    }

    /// Sees whose turn it is, what is asked and by when; adds it, and sends the application again.
    pub(super) async fn adds_what_is_missing(&self, application: &str) {
        let own = self.own;
        own.go("/").await;
        own.reads("Bổ sung giấy tờ cho hồ sơ").await;
        self.looked("home_returned").await;
        own.go(application).await;
        own.reads("Đến lượt hợp tác xã, hạn").await;
        own.reads("Báo cáo tài chính 2 năm").await;
        self.looked("returned").await;
        self.adds_the_statements().await;
        own.reads("Tôi cam đoan").await;
        own.choose("declared", "true").await;
        own.press("Nộp lại hồ sơ").await;
        own.reads("Quỹ đang thẩm định").await;
        self.looked("sent_again").await;
    }

    /// From the page of the application to that of its answers, with the paper that was asked for.
    pub(super) async fn adds_the_statements(&self) {
        let own = self.own;
        own.press("Giấy tờ").await;
        own.reads("Báo cáo tài chính 2 năm").await;
        own.press("Báo cáo tài chính 2 năm").await;
        own.attach("file", &self.file("Báo cáo tài chính.pdf", PAPER)).await;
        own.press("Tải lên").await;
        own.reads("Báo cáo tài chính.pdf").await;
        self.looked("papers_added").await;
        own.press("Kiểm tra và nộp").await;
    }
}

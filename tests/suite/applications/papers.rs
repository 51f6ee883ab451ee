//! Papers: what is taken, what is not, and who may open them.
use coopfund::access::Duty;
use coopfund::args;
use rocket::http::Method;

use super::cast::{cast, draft, go_to, submitted, version};
use crate::bad_input::refused;
use crate::world::{PASSWORD, World, of_cooperative, staff};

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n";

/// The ids of all papers that were handed in and not taken off.
async fn papers(world: &World) -> Vec<String> {
    let sql = "SELECT id FROM documents WHERE removed_at IS NULL ORDER BY id";
    let rows: Vec<(String,)> = world.office().store.list(sql, args![]).await.expect("readable");
    rows.into_iter().map(|row| row.0).collect()
}

story! {
    /// A PDF is taken, listed, given back byte by byte as a file, and taken off again.
    async fn a_paper_is_handed_in(world: &World) {
        let cast = cast(world).await;
        let path = draft(&cast).await;
        cast.applicant.get(&format!("{path}/papers")).await.is(200).says("Phương án vay vốn Chưa có");
        let answer = cast.applicant.upload(&format!("{path}/papers"), "plan", "Phương án.pdf", PDF).await;
        let page = cast.applicant.follow(answer).await.is(200).says("Đã nhận tệp Phương án.pdf");
        page.says("Dự án, phương án sản xuất kinh doanh");
        let paper = format!("{path}/papers/{}", papers(world).await[0]);
        let file = cast.applicant.get(&paper).await.is(200);
        assert_eq!(file.body, PDF);
        assert_eq!(file.header("content-type"), Some("application/pdf"));
        assert_eq!(file.header("x-content-type-options"), Some("nosniff"));
        let disposition = file.header("content-disposition").expect("a disposition");
        assert!(disposition.starts_with("attachment; filename*=UTF-8''Ph%C6%B0"), "{disposition}");
        cast.applicant.submit(&format!("{paper}/remove"), &[]).await.is(200).says("Đã xoá giấy tờ");
        cast.applicant.get(&paper).await.is(404);
        cast.applicant.post(&format!("{paper}/remove"), &[]).await.is(404);
        cast.applicant.get(&path).await.is(200).says("Thêm giấy tờ: Phương án.pdf").says("Bớt một giấy tờ");
    }

    /// Each thing the appraiser asks for is answered by itself: a file handed in before it was asked for is no answer, and what is
    /// still open is said before the application goes back.
    async fn what_was_asked_for_is_answered_one_by_one(world: &World) {
        let cast = cast(world).await;
        let path = draft(&cast).await;
        let (papers, check) = (format!("{path}/papers"), format!("{path}/submit"));
        cast.applicant.upload(&papers, "Phương án vay vốn", "pa.pdf", PDF).await.is(303);
        cast.applicant.get(&check).await.says("Chưa có trong hồ sơ").says("Giấy đề nghị vay vốn").says("Phương án sản xuất, kinh doanh: Chưa làm");
        cast.applicant.post(&check, &[("declared", "true")]).await.leads_to(&path);
        world.expect_mail("receipt", &cast.applicant.email).await;
        go_to(world, &cast, "2026-03-03").await;
        let opened = version(&cast.appraiser, &path).await;
        let needed = "Hợp đồng bao tiêu với người mua\nPhương án vay vốn";
        let fields = [("needed", needed), ("until", "2026-03-20"), ("version", opened.as_str())];
        cast.appraiser.post(&format!("{path}/return"), &fields).await.leads_to(&path);
        world.expect_mail("returned", &cast.applicant.email).await;
        let open = "Hợp đồng bao tiêu với người mua Chưa có Phương án vay vốn Chưa có pa.pdf";
        cast.applicant.get(&papers).await.is(200).says(open);
        cast.applicant.get(&check).await.says("Hợp đồng bao tiêu với người mua").says("Phương án vay vốn");
        let chosen = cast.applicant.get(&format!("{papers}?item=0")).await.is(200).text();
        assert!(chosen.contains("selected>Hợp đồng bao tiêu với người mua"), "{chosen}");
        cast.applicant.upload(&papers, "Hợp đồng bao tiêu với người mua", "hd.pdf", PDF).await.is(303);
        let new = [PDF, b"\n% new"].concat();
        cast.applicant.upload(&papers, "Phương án vay vốn", "pa moi.pdf", &new).await.is(303);
        cast.applicant.get(&papers).await.says("Hợp đồng bao tiêu với người mua Đã tải lên hd.pdf");
        cast.applicant.get(&check).await.is_silent_about("papers?item=0#add").says("Giấy đề nghị vay vốn");
        cast.applicant.upload(&papers, "Hợp đồng nào khác", "x.pdf", PDF).await.is(422).says("Hãy chọn");
    }

    /// What is no PDF, JPEG or PNG by its contents is refused with a sentence, and so is what is too large.
    async fn other_files_are_refused(world: &World) {
        let cast = cast(world).await;
        let path = format!("{}/papers", draft(&cast).await);
        let zip = b"PK\x03\x04\x14\0\0\0\x08\0 a zip that says it is a pdf";
        cast.applicant.upload(&path, "plan", "phuong-an.pdf", zip).await.is(422).says("nội dung tệp này không phải loại đó");
        cast.applicant.upload(&path, "plan", "rong.pdf", b"").await.is(422).says("Cần điền mục này.");
        cast.applicant.upload(&path, "gift", "a.pdf", PDF).await.is(422).says("Hãy chọn");
        let large = [PDF, vec![b'x'; 11_000_000].as_slice()].concat();
        cast.applicant.upload(&path, "plan", "a.pdf", &large).await.is(413).says("Lớn hơn 10 MB").says("Tải lên");
        let limit = [PDF, vec![b'x'; 10_000_000 - PDF.len()].as_slice()].concat();
        cast.applicant.upload(&path, "plan", "a.pdf", &limit).await.is(303);
        refused("50 MB", cast.applicant.upload(&path, "plan", "a.pdf", &vec![b'x'; 50_000_000]).await.is(413));
        cast.applicant.upload_with_token(&path, "plan", "a.pdf", PDF, "invented").await.is(403);
        for name in ["../../etc/passwd", "a\u{202e}fdp.exe", &"ê".repeat(3000), "<script>alert(1)</script>.pdf"] {
            let answer = cast.applicant.upload(&path, "other", name, PDF).await;
            assert!(matches!(answer.status, 303 | 400 | 422), "{name}: {}", answer.status);
        }
        cast.applicant.get(&path).await.is(200).is_silent_about("<script>alert").is_silent_about("../etc");
    }

    /// A paper is open to those who may see the application and to nobody else; looking at it is noted for staff.
    async fn a_paper_is_for_those_who_may_see_the_application(world: &World) {
        let cast = cast(world).await;
        let path = submitted(world, &cast).await;
        cast.appraiser.get(&path).await.is(200);
        let opened = version(&cast.appraiser, &path).await;
        let fields = [("needed", "Báo cáo tài chính"), ("until", "2026-03-20"), ("version", opened.as_str())];
        cast.appraiser.post(&format!("{path}/return"), &fields).await.leads_to(&path);
        world.expect_mail("returned", &cast.applicant.email).await;
        cast.applicant.upload(&format!("{path}/papers"), "financial", "a.pdf", PDF).await.is(303);
        let paper = format!("{path}/papers/{}", papers(world).await[0]);
        let other = world.cooperative("HTX Mường Luân").await;
        world.person("Lả", &[of_cooperative(&other)]).await.get(&paper).await.is(404);
        let elsewhere = world.fund("son-la", "A", 1_000_000_000).await;
        world.person("Vân", &[staff(Duty::Approver, &elsewhere)]).await.get(&paper).await.is(404);
        cast.approver.get(&paper).await.is(200);
        cast.approver.upload(&format!("{path}/papers"), "other", "b.pdf", PDF).await.is(404);
        let sql = "SELECT object_kind FROM record_views WHERE user_id = $1";
        let seen: Vec<(String,)> = world.office().store.list(sql, args![&cast.approver.id]).await.expect("readable");
        assert_eq!(seen, [("document".to_owned(),)]);
        let own: Vec<(String,)> = world.office().store.list(sql, args![&cast.applicant.id]).await.expect("readable");
        assert_eq!(own, []);
    }

    /// A paper answers an item of the fund's own list; what the appraiser says of it stands with both.
    async fn papers_answer_the_funds_list(world: &World) {
        let cast = cast(world).await;
        let path = draft(&cast).await;
        let page = format!("{path}/papers");
        cast.applicant.get(&format!("{page}?item=0")).await.is(200).says("Phương án vay vốn Chưa có");
        cast.applicant.get(&format!("{page}?item=99")).await.is(200);
        cast.applicant.upload(&page, "Phương án vay vốn", "phuong-an.pdf", PDF).await.is(303);
        cast.applicant.get(&page).await.is(200).says("Phương án vay vốn Đã tải lên");
        let paper = format!("{page}/{}", papers(world).await[0]);
        let review = format!("{paper}/review");
        let good = [("verdict", "accepted"), ("note", ""), ("valid_until", "2026-03-03")];
        // Nobody reviews a draft, and nobody but an appraiser of the fund reviews at all.
        cast.appraiser.post(&review, &good).await.is(409);
        cast.applicant.post(&review, &good).await.is(403);
        cast.applicant.post(&format!("{path}/submit"), &[("declared", "true")]).await.leads_to(&path);
        world.expect_mail("receipt", &cast.applicant.email).await;
        cast.appraiser.get(&review).await.is(200).says("Phương án vay vốn").says("Chấp nhận");
        cast.appraiser.post(&review, &[("verdict", "refused"), ("note", " ")]).await.is(422).says("Cần điền mục này.");
        cast.appraiser.post(&review, &[("note", "x")]).await.is(422).says("Hãy chọn");
        cast.appraiser.post(&review, &[("verdict", "accepted"), ("valid_until", "2026-03-01")]).await.is(422).says("Ngày phải từ");
        cast.appraiser.submit(&review, &[("verdict", "refused"), ("note", "Thiếu chữ ký")]).await.is(200).says("Thiếu chữ ký");
        cast.applicant.get(&path).await.is(200).says("Không chấp nhận").says("Thiếu chữ ký");
        cast.appraiser.submit(&review, &good).await.is(200).says("Đã chấp nhận").says("Có giá trị đến 03/03/2026");
        world.advance(chrono::TimeDelta::days(2));
        cast.applicant.sign_in(PASSWORD).await.is(303);
        cast.applicant.get(&path).await.is(200).says("Đã hết hạn");
        let elsewhere = world.fund("son-la", "A", 1_000_000_000).await;
        world.person("Vân", &[staff(Duty::Appraiser, &elsewhere)]).await.post(&review, &good).await.is(404);
    }

    /// Photographed pages are joined to one PDF; anything else in a row is refused with what to do.
    async fn photographed_pages_become_one_paper(world: &World) {
        let cast = cast(world).await;
        let path = draft(&cast).await;
        let page = format!("{path}/papers");
        cast.applicant.upload_all(&page, "legal", &[("trang 1.png", DOT), ("trang 2.png", DOT)]).await.is(303);
        cast.applicant.get(&page).await.is(200).says("trang 1.pdf");
        let file = cast.applicant.get(&format!("{page}/{}", papers(world).await[0])).await.is(200);
        assert!(file.body.starts_with(b"%PDF-"));
        cast.applicant.upload_all(&page, "legal", &[("a.png", DOT), ("b.pdf", PDF)]).await.is(422).says("Tệp PDF thì gửi từng tệp");
        cast.applicant.upload_all(&page, "legal", &[("a.jpg", b"\xff\xd8\xff no picture"), ("b.png", DOT)]).await.is(422);
        assert_eq!(papers(world).await.len(), 1);
    }

    /// A file comes in pieces; after a break it goes on where it stopped, and what comes twice changes nothing.
    async fn a_broken_upload_goes_on(world: &World) {
        let cast = cast(world).await;
        let path = draft(&cast).await;
        let door = format!("{path}/uploads");
        let whole = [PDF, vec![b'x'; 100_000].as_slice()].concat();
        let size = whole.len().to_string();
        let begun = cast.applicant.post(&door, &[("kind", "plan"), ("name", "Phương án.pdf"), ("size", &size)]).await.is(200);
        let upload = format!("{door}/{}", String::from_utf8(begun.body.clone()).expect("an id"));
        let token = cast.applicant.form_token().await;
        let send = async |at: usize, piece: &[u8], token: &str| {
            let headers = [("Content-Type", "application/octet-stream"), ("X-Form-Token", token)];
            cast.applicant.send(Method::Post, &format!("{upload}?at={at}"), &headers, piece).await
        };
        assert_eq!(send(0, &whole[..60_000], &token).await.is(200).header("x-received"), Some("60000"));
        // The answer was lost on the way: the same piece again, and the question how far it is.
        assert_eq!(send(0, &whole[..60_000], &token).await.is(200).header("x-received"), Some("60000"));
        assert_eq!(cast.applicant.get(&upload).await.is(200).header("x-received"), Some("60000"));
        send(60_000, &whole[60_000..], "invented").await.is(403);
        send(60_000, &vec![b'x'; 70_000], &token).await.is(413);
        send(60_000, &vec![b'x'; 60_000], &token).await.is(422);
        let stranger = world.person("Lả", &[of_cooperative(&world.cooperative("HTX Mường Luân").await)]).await;
        stranger.get(&upload).await.is(404);
        cast.appraiser.get(&upload).await.is(404);
        send(60_000, &whole[60_000..], &token).await.is(201);
        cast.applicant.get(&upload).await.is(404);
        let file = cast.applicant.get(&format!("{path}/papers/{}", papers(world).await[0])).await.is(200);
        assert_eq!(file.body, whole);
        for bad in [[("kind", "plan"), ("name", "a.pdf"), ("size", "0")], [("kind", "plan"), ("name", "a.pdf"), ("size", "-5")], [("kind", "plan"), ("name", "a.pdf"), ("size", "ten")]] {
            cast.applicant.post(&door, &bad).await.is(422);
        }
        cast.applicant.post(&door, &[("kind", "plan"), ("name", "a.pdf"), ("size", "99999999999")]).await.is(413);
    }
}

/// The smallest PNG: one white dot.
const DOT: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52, 0x00, 0x00, 0x00,
    0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x02, 0x00, 0x00, 0x00, 0x90, 0x77, 0x53, 0xde, 0x00, 0x00, 0x00, 0x0c, 0x49,
    0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0xf8, 0xff, 0xff, 0x3f, 0x00, 0x05, 0xfe, 0x02, 0xfe, 0x0d, 0xef, 0x46, 0xb8,
    0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
];

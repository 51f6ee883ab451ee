//! Papers: what is taken, what is not, and who may open them.
use coopfund::access::Duty;
use coopfund::args;

use super::cast::{cast, draft, submitted, version};
use crate::bad_input::refused;
use crate::world::{World, of_cooperative, staff};

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
        cast.applicant.get(&format!("{path}/papers")).await.is(200).says("Phương án vay vốn").says("Chưa có giấy tờ nào");
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
}

//! Pieces of a file that come at once: one paper comes of them, and what is counted is what is read.
use coopfund::args;
use rocket::http::Method;

use super::cast::{cast, draft};
use crate::world::{Answer, Person};

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n";

/// A paper of 100 kB with an upload of it; where its pieces go.
async fn begun(person: &Person, path: &str) -> (Vec<u8>, String) {
    let whole = [PDF, vec![b'x'; 100_000].as_slice()].concat();
    let size = whole.len().to_string();
    let door = format!("{path}/uploads");
    let typed = [("kind", "plan"), ("name", "Phương án.pdf"), ("size", size.as_str())];
    let id = person.post(&door, &typed).await.is(200).body;
    (whole, format!("{door}/{}", String::from_utf8(id).expect("an id")))
}

async fn send(person: &Person, upload: &str, at: usize, piece: &[u8]) -> Answer {
    let token = person.form_token().await;
    let headers = [("Content-Type", "application/octet-stream"), ("X-Form-Token", token.as_str())];
    person.send(Method::Post, &format!("{upload}?at={at}"), &headers, piece).await
}

story! {
    /// The last piece four times at once, as from a line that is silent: one paper, and whoever lost is told to look again.
    async fn the_last_piece_many_times_is_one_paper(world: &World) {
        let cast = cast(world).await;
        let path = draft(&cast).await;
        let (whole, upload) = begun(&cast.applicant, &path).await;
        send(&cast.applicant, &upload, 0, &whole[..60_000]).await.is(200);
        let last = || send(&cast.applicant, &upload, 60_000, &whole[60_000..]);
        let answers = tokio::join!(last(), last(), last(), last());
        let mut came: Vec<u16> = [answers.0, answers.1, answers.2, answers.3].iter().map(|answer| answer.status).collect();
        came.sort_unstable();
        assert_eq!(came.iter().filter(|status| **status == 201).count(), 1, "{came:?}");
        assert!(came.iter().all(|status| [200, 201, 404, 409].contains(status)), "{came:?}");
        let sql = "SELECT id FROM documents WHERE removed_at IS NULL";
        let papers: Vec<(String,)> = world.office().store.list(sql, args![]).await.expect("readable");
        assert_eq!(papers.len(), 1);
        let file = cast.applicant.get(&format!("{path}/papers/{}", papers[0].0)).await.is(200);
        assert_eq!(file.body, whole);
        send(&cast.applicant, &upload, 60_000, &whole[60_000..]).await.is(404);
    }

    /// Pieces of different length for one place: one of them counts, all of it is read, and the file comes out whole.
    async fn pieces_of_different_length_do_not_mix(world: &World) {
        let cast = cast(world).await;
        let path = draft(&cast).await;
        let (whole, upload) = begun(&cast.applicant, &path).await;
        let first = |bytes: usize| send(&cast.applicant, &upload, 0, &whole[..bytes]);
        let _ = tokio::join!(first(60_000), first(20_000), first(30_000), first(60_000));
        for _ in 0..3 {
            let here = cast.applicant.get(&upload).await;
            let Some(at) = here.header("x-received").and_then(|bytes| bytes.parse::<usize>().ok()) else { break };
            // Whichever of the three came first, and what is sent after it.
            assert!([20_000, 30_000, 60_000, 80_000, 90_000].contains(&at), "{at}");
            let end = whole.len().min(at + 60_000);
            send(&cast.applicant, &upload, at, &whole[at..end]).await;
        }
        let sql = "SELECT id FROM documents WHERE removed_at IS NULL";
        let papers: Vec<(String,)> = world.office().store.list(sql, args![]).await.expect("readable");
        assert_eq!(papers.len(), 1);
        assert_eq!(cast.applicant.get(&format!("{path}/papers/{}", papers[0].0)).await.is(200).body, whole);
    }

    /// A file is not made of crumbs, and names and sizes come in pairs.
    async fn pieces_are_refused_that_make_no_file(world: &World) {
        let cast = cast(world).await;
        let path = draft(&cast).await;
        let (whole, upload) = begun(&cast.applicant, &path).await;
        send(&cast.applicant, &upload, 0, &whole[..100]).await.is(422);
        let door = format!("{path}/uploads");
        let more_sizes = [("kind", "plan"), ("name", "a.pdf"), ("size", "5"), ("size", "6")];
        cast.applicant.post(&door, &more_sizes).await.is(422);
        let more_names = [("kind", "plan"), ("name", "a.pdf"), ("name", "b.pdf"), ("size", "5")];
        cast.applicant.post(&door, &more_names).await.is(422);
    }
}

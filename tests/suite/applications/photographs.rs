//! Photographs sent without a script: joined the way up they were taken, and refused with what to do where they cannot be.
use std::io::Write as _;
use std::process::{Command, Stdio};

use coopfund::args;

use super::cast::{cast, draft};
use crate::world::{Person, World};

/// A wide photograph whose upper left quarter is dark, as it is stored.
const CORNER: &[u8] = include_bytes!("../golden/corner.jpg");

/// The same with a block of EXIF that says how it was held.
fn held(orientation: u8) -> Vec<u8> {
    let mut exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    exif.extend([orientation, 0, 0, 0, 0, 0, 0]);
    let length = u16::try_from(exif.len() + 2).expect("short").to_be_bytes();
    [&CORNER[..2], &[0xFF, 0xE1], &length, &exif, &CORNER[2..]].concat()
}

/// The first page of a PDF as another program draws it, grey: width, height, dots. `None` without that program, unless in CI.
fn drawn(pdf: &[u8]) -> Option<(usize, usize, Vec<u8>)> {
    let how = ["-r", "20", "-gray", "-f", "1", "-singlefile", "-"];
    let started = Command::new("pdftoppm").args(how).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let mut drawing = match started {
        Ok(drawing) => drawing,
        Err(error) => {
            assert!(std::env::var("CI").is_err(), "pdftoppm is missing: {error}");
            return None;
        }
    };
    drawing.stdin.take().expect("an input").write_all(pdf).expect("written");
    let done = drawing.wait_with_output().expect("it ends");
    let mut parts = done.stdout.splitn(4, |byte| byte.is_ascii_whitespace());
    let mut number = || std::str::from_utf8(parts.next()?).ok()?.parse::<usize>().ok();
    assert_eq!(number(), None, "the mark of the format");
    let (width, height) = (number().expect("a width"), number().expect("a height"));
    let dots = done.stdout[done.stdout.len() - width * height..].to_vec();
    Some((width, height, dots))
}

/// In which quarter of the page it is darkest: left or right, above or below; and whether the page stands upright.
fn dark_corner((width, height, dots): &(usize, usize, Vec<u8>)) -> (&'static str, &'static str, &'static str) {
    let shade = |right: bool, below: bool| -> usize {
        let columns = if right { width / 2..*width } else { 0..width / 2 };
        let rows = if below { height / 2..*height } else { 0..height / 2 };
        rows.flat_map(|row| columns.clone().map(move |column| row * width + column))
            .map(|at| 255 - usize::from(dots[at]))
            .sum()
    };
    let quarters = [(false, false), (true, false), (false, true), (true, true)];
    let (right, below) = quarters.into_iter().max_by_key(|(right, below)| shade(*right, *below)).expect("a quarter");
    (
        if right { "right" } else { "left" },
        if below { "below" } else { "above" },
        if height > width { "upright" } else { "lying" },
    )
}

/// The paper that was handed in last.
async fn latest(world: &World, person: &Person, path: &str) -> Vec<u8> {
    let sql = "SELECT id FROM documents WHERE removed_at IS NULL ORDER BY id DESC LIMIT 1";
    let row: Option<(String,)> = world.office().store.glance(sql, args![]).await.expect("readable");
    person.get(&format!("{path}/papers/{}", row.expect("a paper").0)).await.is(200).body
}

story! {
    /// A phone stores what its camera saw and says how it was held: all eight ways come out the right way up.
    async fn photographs_stand_the_way_they_were_taken(world: &World) {
        let cast = cast(world).await;
        let path = draft(&cast).await;
        let ways = [
            ("left", "above", "lying"), ("right", "above", "lying"), ("right", "below", "lying"), ("left", "below", "lying"),
            ("left", "above", "upright"), ("right", "above", "upright"), ("right", "below", "upright"), ("left", "below", "upright"),
        ];
        for (orientation, wanted) in (1..=8).zip(ways) {
            let photograph = held(orientation);
            let pages = [("1.jpg", photograph.as_slice()), ("2.jpg", CORNER)];
            cast.applicant.upload_all(&format!("{path}/papers"), "legal", &pages).await.is(303);
            let Some(page) = drawn(&latest(world, &cast.applicant, &path).await) else { return };
            assert_eq!(dark_corner(&page), wanted, "orientation {orientation}");
        }
        let plain = drawn(&latest(world, &cast.applicant, &path).await).expect("the same program");
        assert!(plain.0 < plain.1);
    }

    /// What is no photograph any more is named, and what would fill the memory is not unpacked; thirty pages are one paper.
    async fn photographs_that_cannot_be_joined_say_what_to_do(world: &World) {
        let cast = cast(world).await;
        let path = draft(&cast).await;
        let page = format!("{path}/papers");
        let cut = &CORNER[..CORNER.len() - 20];
        let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic rest";
        let mut bomb = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        bomb.extend([0, 0, 0xFF, 0xFF, 0, 0, 0xFF, 0xFF, 8, 2, 0, 0, 0, 0, 0, 0, 0]);
        bomb.extend(b"\0\0\0\0IEND\xaeB\x60\x82");
        for (second, said) in [
            (cut, "Ảnh thứ 2 bị hỏng hoặc chưa tải hết"),
            (b"".as_slice(), "Ảnh thứ 2 bị hỏng hoặc chưa tải hết"),
            (heic.as_slice(), "ảnh HEIC của iPhone"),
            (bomb.as_slice(), "Ảnh thứ 2 có quá nhiều điểm ảnh để mở"),
        ] {
            cast.applicant.upload_all(&page, "legal", &[("1.jpg", CORNER), ("2.jpg", second)]).await.is(422).says(said);
        }
        cast.applicant.upload(&page, "legal", "1.heic", heic).await.is(422).says("Tương thích nhất");
        cast.applicant.upload(&page, "legal", "1.jpg", cut).await.is(422).says("Ảnh thứ 1 bị hỏng");
        let thirty = vec![("trang.jpg", CORNER); 30];
        cast.applicant.upload_all(&page, "legal", &thirty).await.is(303);
        let pdf = latest(world, &cast.applicant, &path).await;
        assert!(pdf.starts_with(b"%PDF-"));
        let many = vec![("trang.jpg", CORNER); 41];
        cast.applicant.upload_all(&page, "legal", &many).await.is(422).says("Phải từ 1 đến 40");
    }
}

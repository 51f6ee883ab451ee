//! Photographed pages, joined to one PDF: a paper of five pages is one paper, not five pictures.
use std::slice;

use krilla::geom::{Size, Transform};
use krilla::image::Image;
use krilla::page::PageSettings;
use krilla::{Data, Document};

use super::PartProblem;
use super::photograph::Photograph;

/// A4 and its margin, in points.
const PAGE: (f32, f32) = (595.28, 841.89);
const MARGIN: f32 = 18.0;
/// How many pages one paper may have.
pub const PAGES_MAX: usize = 40;
/// The most pixels of a picture: more than any phone takes.
const PIXELS_MAX: u64 = 250_000_000;
/// The most pixels that are unpacked for one picture, and for one paper: some 250 MB of memory, whatever a small file says it
/// holds.
const UNPACKED_EACH_MAX: u64 = 40_000_000;
const UNPACKED_PIXELS_MAX: u64 = 60_000_000;

/// One PDF of the pictures, a page each in their order and the way up they were taken, none enlarged beyond the page; the same
/// pictures give the same bytes.
///
/// # Errors
/// Which picture is damaged or too large to be unpacked, counted from 1.
pub fn joined(pictures: &[Vec<u8>]) -> Result<Vec<u8>, PartProblem> {
    let mut photographs = Vec::with_capacity(pictures.len());
    let mut unpacked = 0;
    // All are looked at before one is unpacked.
    for (at, picture) in pictures.iter().enumerate() {
        let number = at + 1;
        let photograph = Photograph::read(picture).ok_or(PartProblem::DamagedPicture { number })?;
        if photograph.pixels() > PIXELS_MAX || photograph.unpacked() > UNPACKED_EACH_MAX {
            return Err(PartProblem::TooManyPixels { number });
        }
        unpacked += photograph.unpacked();
        if unpacked > UNPACKED_PIXELS_MAX {
            return Err(PartProblem::TooManyPixels { number });
        }
        photographs.push(photograph);
    }
    let mut document = Document::new();
    for (at, (picture, photograph)) in pictures.iter().zip(photographs).enumerate() {
        add(&mut document, picture, photograph).ok_or(PartProblem::DamagedPicture { number: at + 1 })?;
    }
    document.finish().map_err(|_| PartProblem::DamagedPicture { number: first_damaged(pictures) })
}

/// Which of the pictures cannot be unpacked, when together they could not.
fn first_damaged(pictures: &[Vec<u8>]) -> usize {
    match pictures {
        [_] => 1,
        several => several.iter().position(|one| joined(slice::from_ref(one)).is_err()).map_or(1, |at| at + 1),
    }
}

fn add(document: &mut Document, picture: &[u8], photograph: Photograph) -> Option<()> {
    let image = read(picture)?;
    let (width, height) = photograph.upright();
    let (page_width, page_height) = if width > height { (PAGE.1, PAGE.0) } else { PAGE };
    let (width, height) = fitted(width, height, page_width - 2.0 * MARGIN, page_height - 2.0 * MARGIN)?;
    let mut page = document.start_page_with(PageSettings::from_wh(page_width, page_height)?);
    let mut surface = page.surface();
    surface.push_transform(&Transform::from_translate((page_width - width) / 2.0, (page_height - height) / 2.0));
    surface.push_transform(&turn(photograph.orientation, width, height));
    let stored = if photograph.orientation > 4 { (height, width) } else { (width, height) };
    surface.draw_image(image, Size::from_wh(stored.0, stored.1)?);
    surface.pop();
    surface.pop();
    surface.finish();
    page.finish();
    Some(())
}

/// From where a point is stored to where it is seen, in a picture that is so wide and high when it is looked at.
fn turn(orientation: u8, width: f32, height: f32) -> Transform {
    let (w, h) = (width, height);
    match orientation {
        2 => Transform::from_row(-1.0, 0.0, 0.0, 1.0, w, 0.0),
        3 => Transform::from_row(-1.0, 0.0, 0.0, -1.0, w, h),
        4 => Transform::from_row(1.0, 0.0, 0.0, -1.0, 0.0, h),
        5 => Transform::from_row(0.0, 1.0, 1.0, 0.0, 0.0, 0.0),
        6 => Transform::from_row(0.0, 1.0, -1.0, 0.0, w, 0.0),
        7 => Transform::from_row(0.0, -1.0, -1.0, 0.0, w, h),
        8 => Transform::from_row(0.0, -1.0, 1.0, 0.0, 0.0, h),
        _ => Transform::from_row(1.0, 0.0, 0.0, 1.0, 0.0, 0.0),
    }
}

fn read(picture: &[u8]) -> Option<Image> {
    let data = Data::from(picture.to_vec());
    let png = picture.starts_with(b"\x89PNG");
    if png { Image::from_png(data, true).ok() } else { Image::from_jpeg(data, true).ok() }
}

/// The width and height that fill the room and keep the picture's shape.
fn fitted(width: u32, height: u32, room_width: f32, room_height: f32) -> Option<(f32, f32)> {
    let (width, height) = (f32::from(u16::try_from(width).ok()?), f32::from(u16::try_from(height).ok()?));
    let scale = (room_width / width).min(room_height / height);
    Some((width * scale, height * scale))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A PNG of one white dot, which says it is so wide and high.
    fn dot(width: u32, height: u32) -> Vec<u8> {
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, 1, 1);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.write_header().unwrap().write_image_data(&[255]).unwrap();
        file[16..20].copy_from_slice(&width.to_be_bytes());
        file[20..24].copy_from_slice(&height.to_be_bytes());
        file
    }

    #[test]
    fn pictures_become_one_pdf_with_a_page_each_always_the_same() {
        let pictures = vec![dot(1, 1); 30];
        let pdf = joined(&pictures).expect("a PDF");
        assert!(pdf.starts_with(b"%PDF-"));
        assert_eq!(joined(&pictures), Ok(pdf));
    }

    #[test]
    fn a_damaged_picture_is_named_and_a_bomb_is_not_unpacked() {
        let damaged = |number| Err(PartProblem::DamagedPicture { number });
        assert_eq!(joined(&[b"\xff\xd8\xff no picture".to_vec()]), damaged(1));
        assert_eq!(joined(&[dot(1, 1), Vec::new()]), damaged(2));
        assert_eq!(joined(&[dot(1, 1), dot(1, 1)[..50].to_vec()]), damaged(2));
        assert_eq!(joined(&[dot(0, 5)]), damaged(1));
        let bomb = Err(PartProblem::TooManyPixels { number: 1 });
        assert_eq!(joined(&[dot(60_000, 60_000)]), bomb);
        assert_eq!(joined(&[dot(u32::MAX, u32::MAX)]), bomb);
        assert_eq!(joined(&[dot(8_000, 5_001)]), bomb);
        let mut deep = dot(5_000, 4_001);
        deep[24] = 16;
        assert_eq!(joined(&[deep]), bomb);
        assert_eq!(joined(&[dot(5_000, 6_000), dot(5_000, 6_001)]), Err(PartProblem::TooManyPixels { number: 2 }));
    }

    #[test]
    fn each_orientation_keeps_the_picture_in_its_place() {
        for orientation in 1..=8 {
            let (w, h) = if orientation > 4 { (30.0, 40.0) } else { (40.0, 30.0) };
            let stored = [(0.0, 0.0), (40.0, 0.0), (0.0, 30.0), (40.0, 30.0)];
            let t = turn(orientation, w, h);
            for (x, y) in stored {
                let (seen_x, seen_y) = (t.sx() * x + t.kx() * y + t.tx(), t.ky() * x + t.sy() * y + t.ty());
                assert!([0.0, w].contains(&seen_x) && [0.0, h].contains(&seen_y), "{orientation}: {seen_x} {seen_y}");
            }
        }
    }
}

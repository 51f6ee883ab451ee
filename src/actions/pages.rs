//! Photographed pages, joined to one PDF: a paper of five pages is one paper, not five pictures.
use krilla::geom::{Size, Transform};
use krilla::image::Image;
use krilla::page::PageSettings;
use krilla::{Data, Document};

/// A4 and its margin, in points.
const PAGE: (f32, f32) = (595.28, 841.89);
const MARGIN: f32 = 18.0;

/// One PDF of the pictures, a page each in their order, none enlarged beyond the page; the same pictures give the same bytes.
/// `None` when one of them cannot be read as the JPEG or PNG it says it is.
pub fn joined(pictures: &[Vec<u8>]) -> Option<Vec<u8>> {
    let mut document = Document::new();
    for picture in pictures {
        let image = read(picture)?;
        let (width, height) = image.size();
        let lying = width > height;
        let (page_width, page_height) = if lying { (PAGE.1, PAGE.0) } else { PAGE };
        let size = fitted(width, height, page_width - 2.0 * MARGIN, page_height - 2.0 * MARGIN)?;
        let mut page = document.start_page_with(PageSettings::from_wh(page_width, page_height)?);
        let mut surface = page.surface();
        let (x, y) = ((page_width - size.width()) / 2.0, (page_height - size.height()) / 2.0);
        surface.push_transform(&Transform::from_translate(x, y));
        surface.draw_image(image, size);
        surface.pop();
        surface.finish();
        page.finish();
    }
    document.finish().ok()
}

fn read(picture: &[u8]) -> Option<Image> {
    let data = Data::from(picture.to_vec());
    let png = picture.starts_with(b"\x89PNG");
    if png { Image::from_png(data, true).ok() } else { Image::from_jpeg(data, true).ok() }
}

/// The size that fills the room and keeps the picture's shape.
fn fitted(width: u32, height: u32, room_width: f32, room_height: f32) -> Option<Size> {
    let (width, height) = (f32::from(u16::try_from(width).ok()?), f32::from(u16::try_from(height).ok()?));
    let scale = (room_width / width).min(room_height / height);
    Size::from_wh(width * scale, height * scale)
}

#[cfg(test)]
mod tests {
    use super::joined;

    /// The smallest PNG: one white dot.
    const DOT: &[u8] = &[
        0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52, 0x00, 0x00,
        0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x02, 0x00, 0x00, 0x00, 0x90, 0x77, 0x53, 0xde, 0x00, 0x00, 0x00,
        0x0c, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0xf8, 0xff, 0xff, 0x3f, 0x00, 0x05, 0xfe, 0x02, 0xfe, 0x0d,
        0xef, 0x46, 0xb8, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
    ];

    #[test]
    fn pictures_become_one_pdf_with_a_page_each_always_the_same() {
        let pictures = vec![DOT.to_vec(), DOT.to_vec()];
        let pdf = joined(&pictures).expect("a PDF");
        assert!(pdf.starts_with(b"%PDF-"));
        assert_eq!(joined(&pictures), Some(pdf));
        assert_eq!(joined(&[b"\xff\xd8\xff no picture".to_vec()]), None);
    }
}

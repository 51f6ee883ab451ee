//! The squares of a QR: as a path of SVG for pages, as a picture for mails, as rectangles for paper.
use std::fmt::Write as _;

use qrcode::{Color, EcLevel, QrCode};

/// The light border a reader needs, in squares.
const BORDER: usize = 4;
/// Pixels a square has in a picture.
const PIXELS: usize = 6;

/// A QR, with its border.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Squares {
    /// How many squares a side has, border included.
    pub side: usize,
    /// Runs of dark squares: row, first column, how many.
    pub runs: Vec<(usize, usize, usize)>,
}

impl Squares {
    /// The squares of a text; `None` where it is too long for any QR.
    pub fn of(text: &str) -> Option<Squares> {
        let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
        let (width, colors) = (code.width(), code.to_colors());
        let mut runs: Vec<(usize, usize, usize)> = Vec::new();
        for (at, _) in colors.iter().enumerate().filter(|(_, color)| **color == Color::Dark) {
            let (row, column) = (at / width + BORDER, at % width + BORDER);
            match runs.last_mut() {
                Some(run) if run.0 == row && run.1 + run.2 == column => run.2 += 1,
                _ => runs.push((row, column, 1)),
            }
        }
        Some(Squares { side: width + 2 * BORDER, runs })
    }

    /// The dark squares as the `d` of a path, one unit a square.
    pub fn path(&self) -> String {
        let mut path = String::with_capacity(self.runs.len() * 16);
        for (row, column, length) in &self.runs {
            let _ = write!(path, "M{column} {row}h{length}v1h-{length}z");
        }
        path
    }

    /// A PNG, black on white; `None` where it cannot be written, which only memory could keep from happening.
    pub fn png(&self) -> Option<Vec<u8>> {
        let side = self.side * PIXELS;
        let bytes_a_row = side.div_ceil(8);
        let mut pixels = vec![0xFF_u8; bytes_a_row * side];
        for (row, column, length) in &self.runs {
            for y in row * PIXELS..(row + 1) * PIXELS {
                for x in column * PIXELS..(column + length) * PIXELS {
                    pixels[y * bytes_a_row + x / 8] &= !(0x80 >> (x % 8));
                }
            }
        }
        let (mut file, pixels_a_side) = (Vec::new(), u32::try_from(side).ok()?);
        let mut encoder = png::Encoder::new(&mut file, pixels_a_side, pixels_a_side);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_depth(png::BitDepth::One);
        let mut writer = encoder.write_header().ok()?;
        writer.write_image_data(&pixels).ok()?;
        writer.finish().ok()?;
        Some(file)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_corners_are_where_a_reader_looks_for_them() {
        let squares = Squares::of("00020101021138540010A000000727").unwrap();
        assert!(squares.side > 21 && squares.path().starts_with("M4 4h7v1h-7z"));
        assert!(squares.runs.contains(&(4, squares.side - 11, 7)), "the corner at the right");
        assert!(squares.runs.contains(&(squares.side - 5, 4, 7)), "the corner below");
        assert!(Squares::of(&"x".repeat(5000)).is_none());
    }

    #[test]
    fn the_picture_holds_the_same_squares() {
        let squares = Squares::of("KV-2026-00001").unwrap();
        let file = squares.png().unwrap();
        assert_eq!(file, squares.png().unwrap());
        let mut reader = png::Decoder::new(std::io::Cursor::new(&file)).read_info().unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut pixels).unwrap();
        assert_eq!(info.width as usize, squares.side * PIXELS);
        let dark = |row: usize, column: usize| {
            let (y, x) = (row * PIXELS, column * PIXELS);
            pixels[y * info.line_size + x / 8] & (0x80 >> (x % 8)) == 0
        };
        for row in 0..squares.side {
            for column in 0..squares.side {
                let wanted = squares.runs.iter().any(|run| run.0 == row && (run.1..run.1 + run.2).contains(&column));
                assert_eq!(dark(row, column), wanted, "{row} {column}");
            }
        }
    }
}

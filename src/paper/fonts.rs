//! The letters of our papers: Tinos, which is as wide as the Times New Roman that Decree 30/2020/NĐ-CP asks for and may be embedded.
//!
//! A letter is set by its own width; nothing is shaped. Vietnamese in normal form C needs no more.
use krilla::text::{Font, GlyphId, KrillaGlyph};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};
use unicode_normalization::UnicodeNormalization;

const REGULAR: &[u8] = include_bytes!("../../static/vendor/expo-google-fonts-tinos-0.4.2/Tinos_400Regular.ttf");
const BOLD: &[u8] = include_bytes!("../../static/vendor/expo-google-fonts-tinos-0.4.2/Tinos_700Bold.ttf");
const ITALIC: &[u8] = include_bytes!("../../static/vendor/expo-google-fonts-tinos-0.4.2/Tinos_400Regular_Italic.ttf");

/// What stands for a character the letters have not: people type anything.
const UNKNOWN: char = '?';

/// How a text is set.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Face {
    Regular,
    Bold,
    Italic,
}

/// The three faces, ready to be measured and drawn.
pub struct Fonts {
    faces: [(Font, FontRef<'static>); 3],
}

impl Fonts {
    /// Opens the built-in letters; `None` only where they are not fonts.
    pub fn open() -> Option<Fonts> {
        let face = |bytes: &'static [u8]| Some((Font::new(bytes.into(), 0)?, FontRef::new(bytes).ok()?));
        Some(Fonts { faces: [face(REGULAR)?, face(BOLD)?, face(ITALIC)?] })
    }

    fn of(&self, face: Face) -> &(Font, FontRef<'static>) {
        match face {
            Face::Regular => &self.faces[0],
            Face::Bold => &self.faces[1],
            Face::Italic => &self.faces[2],
        }
    }

    /// A face as it is embedded.
    pub fn font(&self, face: Face) -> Font {
        self.of(face).0.clone()
    }

    /// A text as it can be set: composed letters, one space for every blank but the no-break space, and [`UNKNOWN`] for what
    /// the letters have not.
    pub fn settable(&self, text: &str) -> String {
        let map = self.faces[0].1.charmap();
        let known = |c: char| if c == '\u{a0}' || map.map(c).is_some() { c } else { UNKNOWN };
        text.nfc().map(|c| if c.is_whitespace() && c != '\u{a0}' { ' ' } else { known(c) }).collect()
    }

    /// How wide a settable text is, in points.
    pub fn width(&self, text: &str, face: Face, size: f32) -> f32 {
        self.advances(text, face).map(|(_, advance)| advance).sum::<f32>() * size
    }

    /// The glyphs of a settable text; every space is wider by `stretch` points.
    pub fn glyphs(&self, text: &str, face: Face, size: f32, stretch: f32) -> Vec<KrillaGlyph> {
        let places = text.char_indices().map(|(at, c)| (at..at + c.len_utf8(), c));
        let glyph = |((range, c), (id, advance)): ((std::ops::Range<usize>, char), (u32, f32))| {
            let more = if matches!(c, ' ' | '\u{a0}') { stretch / size } else { 0.0 };
            KrillaGlyph::new(GlyphId::new(id), advance + more, 0.0, 0.0, 0.0, range, None)
        };
        places.zip(self.advances(text, face)).map(glyph).collect()
    }

    /// The glyph of each character and its width, by a size of 1.
    fn advances(&self, text: &str, face: Face) -> impl Iterator<Item = (u32, f32)> {
        let font = &self.of(face).1;
        let (map, metrics) = (font.charmap(), font.glyph_metrics(Size::new(1.0), LocationRef::default()));
        text.chars().map(move |c| {
            let id = map.map(if c == '\u{a0}' { ' ' } else { c }).unwrap_or_default();
            (id.to_u32(), metrics.advance_width(id).unwrap_or_default())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_of_vietnamese_can_be_set_in_every_face() {
        let fonts = Fonts::open().unwrap();
        let vowels = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY";
        let marks = ["", "\u{300}", "\u{301}", "\u{303}", "\u{309}", "\u{323}"];
        let mut letters: String = vowels.chars().flat_map(|c| marks.map(|mark| format!("{c}{mark}"))).collect();
        letters += "đĐ₫–—«»“”…%·×−.,:;/()0123456789";
        let letters: String = letters.nfc().collect();
        assert_eq!(fonts.settable(&letters), letters);
        for face in [Face::Regular, Face::Bold, Face::Italic] {
            assert!(fonts.advances(&letters, face).all(|(id, width)| id > 0 && width > 0.1), "{face:?}");
        }
    }

    #[test]
    fn what_cannot_be_set_is_marked_and_never_lost() {
        let fonts = Fonts::open().unwrap();
        assert_eq!(fonts.settable("Tie\u{302}\u{300}n 🌾\tꪼ\u{a0}₫"), "Tiền ? ?\u{a0}₫");
        assert!(
            (fonts.width("00", Face::Regular, 10.0) - 10.0).abs() < 0.01,
            "a figure of Times is half as wide as high"
        );
    }
}

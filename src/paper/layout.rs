//! Putting lines on pages: what is drawn where is settled before anything is drawn, so that every page knows how many there are.
use super::fonts::{Face, Fonts};

/// A4, in points.
pub const PAGE_WIDTH: f32 = 595.28;
/// A4, in points.
pub const PAGE_HEIGHT: f32 = 841.89;
const MILLIMETRE: f32 = 72.0 / 25.4;
/// Margins by Decree 30/2020/NĐ-CP: 20–25 mm above and below, 30–35 at the left, 15–20 at the right.
pub const LEFT: f32 = 30.0 * MILLIMETRE;
/// See [`LEFT`].
pub const RIGHT: f32 = PAGE_WIDTH - 15.0 * MILLIMETRE;
/// See [`LEFT`].
pub const TOP: f32 = 20.0 * MILLIMETRE;
/// See [`LEFT`]; the foot of the page stands below it.
pub const BOTTOM: f32 = PAGE_HEIGHT - 22.0 * MILLIMETRE;
/// The width of what is written.
pub const WIDTH: f32 = RIGHT - LEFT;
/// A line's height over the size of its letters.
pub const LEADING: f32 = 1.28;

/// Something drawn on a page; y is the base line, from above.
#[derive(Debug, Clone)]
pub enum Mark {
    Text {
        x: f32,
        y: f32,
        text: String,
        face: Face,
        size: f32,
        stretch: f32,
    },
    /// A thin line.
    Line {
        from: (f32, f32),
        to: (f32, f32),
    },
    /// A filled box: x, y of its upper left corner, width, height; how dark, 0 to 255.
    Box {
        at: (f32, f32),
        size: (f32, f32),
        dark: u8,
    },
}

/// Where a text stands within its width.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Align {
    Left,
    Right,
    Centre,
    /// Every line but the last as wide as there is room.
    Justified,
}

/// Pages being filled from above.
pub struct Pages<'f> {
    pub fonts: &'f Fonts,
    pub pages: Vec<Vec<Mark>>,
    /// Where the next thing begins.
    pub y: f32,
}

impl<'f> Pages<'f> {
    pub fn new(fonts: &'f Fonts) -> Pages<'f> {
        Pages { fonts, pages: vec![Vec::new()], y: TOP }
    }

    /// Puts a mark on the page at hand.
    pub fn mark(&mut self, mark: Mark) {
        if let Some(page) = self.pages.last_mut() {
            page.push(mark);
        }
    }

    /// Begins a page unless so many points are left; whether it did.
    pub fn need(&mut self, height: f32) -> bool {
        if self.y + height <= BOTTOM {
            return false;
        }
        self.pages.push(Vec::new());
        self.y = TOP + 10.0;
        true
    }

    /// A text in lines no wider than `width`. What was a new line stays one; a word too long for any line is cut.
    pub fn lines(&self, text: &str, face: Face, size: f32, width: f32, first: f32) -> Vec<String> {
        let mut lines = Vec::new();
        for paragraph in text.split('\n') {
            let mut line = String::new();
            for word in self.fonts.settable(paragraph).split(' ').filter(|word| !word.is_empty()) {
                let room = if lines.is_empty() { width - first } else { width };
                let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
                if self.fonts.width(&longer, face, size) <= room {
                    line = longer;
                    continue;
                }
                if !line.is_empty() {
                    lines.push(std::mem::take(&mut line));
                }
                line = self.cut(word, face, size, width, &mut lines);
            }
            lines.push(line);
        }
        lines
    }

    /// The end of a word whose beginning fills lines of its own.
    fn cut(&self, word: &str, face: Face, size: f32, width: f32, lines: &mut Vec<String>) -> String {
        let mut part = String::new();
        for c in word.chars() {
            part.push(c);
            if self.fonts.width(&part, face, size) > width && part.chars().count() > 1 {
                part.pop();
                lines.push(std::mem::replace(&mut part, c.to_string()));
            }
        }
        part
    }

    /// Writes a line at a base line and tells nobody.
    pub fn line(&mut self, text: &str, style: (Face, f32), x: f32, y: f32, width: f32, align: Align) {
        let (face, size) = style;
        let rest = width - self.fonts.width(text, face, size);
        let spaces = u16::try_from(text.chars().filter(|c| matches!(c, ' ' | '\u{a0}')).count()).unwrap_or(u16::MAX);
        let (x, stretch) = match align {
            Align::Left => (x, 0.0),
            Align::Right => (x + rest, 0.0),
            Align::Centre => (x + rest / 2.0, 0.0),
            Align::Justified if spaces > 0 => (x, rest.max(0.0) / f32::from(spaces)),
            Align::Justified => (x, 0.0),
        };
        self.mark(Mark::Text { x, y, text: text.to_owned(), face, size, stretch });
    }

    /// Writes a text over as many lines and pages as it takes; `first` is the indent of its first line.
    pub fn paragraph(&mut self, text: &str, style: (Face, f32), align: Align, first: f32) {
        let (face, size) = style;
        let lines = self.lines(text, face, size, WIDTH, first);
        let (height, last) = (size * LEADING, lines.len().saturating_sub(1));
        for (at, line) in lines.iter().enumerate() {
            // Neither a first nor a last line stands alone on its page.
            let together = match at {
                0 if last == 2 => 3.0,
                0 if last > 0 => 2.0,
                _ if at + 1 == last => 2.0,
                _ => 1.0,
            };
            self.need(together * height);
            let (align, indent) = (
                if align == Align::Justified && at == last { Align::Left } else { align },
                if at == 0 { first } else { 0.0 },
            );
            self.line(line, style, LEFT + indent, self.y + size, WIDTH - indent, align);
            self.y += height;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_every_word_and_fit() {
        let fonts = Fonts::open().unwrap();
        let pages = Pages::new(&fonts);
        let text = "Căn cứ Nghị định số 45/2021/NĐ-CP ngày 31 tháng 3 năm 2021 của Chính phủ về việc thành lập, tổ chức và hoạt động của Quỹ hỗ trợ phát triển hợp tác xã;";
        let lines = pages.lines(text, Face::Regular, 13.0, 200.0, 28.0);
        assert!(lines.len() > 3 && lines.iter().all(|line| fonts.width(line, Face::Regular, 13.0) <= 200.0));
        assert_eq!(lines.join(" "), text);
        let long = "x".repeat(300);
        let cut = pages.lines(&format!("a {long} b\nc"), Face::Regular, 13.0, 100.0, 0.0);
        assert!(cut.iter().all(|line| fonts.width(line, Face::Regular, 13.0) <= 100.0));
        assert_eq!(cut.concat().chars().filter(|c| *c == 'x').count(), 300);
        assert_eq!(cut.last().map(String::as_str), Some("c"));
        // An amount is not parted from its unit.
        assert!(
            pages
                .lines("trả 1.000.000\u{a0}₫", Face::Regular, 13.0, 80.0, 0.0)
                .iter()
                .any(|line| line.contains("0\u{a0}₫"))
        );
    }
}

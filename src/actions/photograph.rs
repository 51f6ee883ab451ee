//! What can be known of a photograph without unpacking it: how many pixels it has, which way up it was taken, whether its end is
//! there. Phones store what their camera saw and say in a tag how to turn it.

/// What stands at the head of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Photograph {
    /// Columns and rows, as they are stored.
    pub size: (u32, u32),
    /// The orientation of EXIF, 1 to 8; 1 where none is said.
    pub orientation: u8,
    /// How many bytes each colour of a pixel takes once it is unpacked to be joined; none for a JPEG, which is joined as it is.
    pub depth: u64,
}

impl Photograph {
    /// Reads a JPEG or a PNG; `None` where it is damaged or cut off.
    pub fn read(picture: &[u8]) -> Option<Photograph> {
        let found = if picture.starts_with(PNG) { png(picture) } else { jpeg(picture) };
        found.filter(|found| found.size.0 > 0 && found.size.1 > 0)
    }

    /// How many pixels there are.
    pub fn pixels(self) -> u64 {
        u64::from(self.size.0) * u64::from(self.size.1)
    }

    /// How many pixels of common depth are unpacked to join it.
    pub fn unpacked(self) -> u64 {
        self.pixels() * self.depth
    }

    /// Columns and rows as it is looked at.
    pub fn upright(self) -> (u32, u32) {
        if self.orientation > 4 { (self.size.1, self.size.0) } else { self.size }
    }
}

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

/// The chunks up to the last one.
fn png(picture: &[u8]) -> Option<Photograph> {
    let (mut at, mut size, mut orientation, mut depth) = (PNG.len(), None, 1, 1);
    loop {
        let length = usize::try_from(word(picture, at)?).ok()?;
        let kind = picture.get(at + 4..at + 8)?;
        let contents = picture.get(at + 8..(at + 8).checked_add(length)?)?;
        match kind {
            b"IHDR" => {
                size = Some((word(contents, 0)?, word(contents, 4)?));
                depth = if contents.get(8) == Some(&16) { 2 } else { 1 };
            }
            b"eXIf" => orientation = turned(contents).unwrap_or(1),
            b"IEND" => return Some(Photograph { size: size?, orientation, depth }),
            _ => {}
        }
        // Behind the contents stands their sum.
        at += 12 + length;
    }
}

/// The segments up to the picture itself, whose end must be there.
fn jpeg(picture: &[u8]) -> Option<Photograph> {
    let (mut at, mut size, mut orientation) = (2, None, 1);
    if !picture.starts_with(&[0xFF, 0xD8]) {
        return None;
    }
    loop {
        let &[0xFF, kind] = picture.get(at..at + 2)? else { return None };
        // Fill bytes, and the one mark that has no length.
        if matches!(kind, 0xFF | 0x01) {
            at += if kind == 0xFF { 1 } else { 2 };
            continue;
        }
        let length = usize::from(u16::from_be_bytes(picture.get(at + 2..at + 4)?.try_into().ok()?));
        let contents = picture.get(at + 4..at + 2 + length)?;
        match kind {
            0xC0..=0xCF if !matches!(kind, 0xC4 | 0xC8 | 0xCC) => {
                let side = |at: usize| Some(u32::from(u16::from_be_bytes(contents.get(at..at + 2)?.try_into().ok()?)));
                size = Some((side(3)?, side(1)?));
            }
            0xE1 => {
                let said = contents.strip_prefix(b"Exif\0\0").and_then(turned);
                orientation = said.unwrap_or(orientation);
            }
            0xDA => {
                let whole = picture.get(at + 2 + length..)?.windows(2).any(|mark| mark == [0xFF, 0xD9]);
                return whole.then_some(Photograph { size: size?, orientation, depth: 0 });
            }
            _ => {}
        }
        at += 2 + length;
    }
}

/// The orientation in a block of EXIF, which is a TIFF file: tag 0x0112 of its first directory.
fn turned(tiff: &[u8]) -> Option<u8> {
    let little = match tiff.get(..4)? {
        b"II*\0" => true,
        b"MM\0*" => false,
        _ => return None,
    };
    let number = |at: usize, bytes: usize| -> Option<usize> {
        let slice = tiff.get(at..at.checked_add(bytes)?)?;
        let fold = |sum: usize, byte: &u8| sum << 8 | usize::from(*byte);
        Some(if little { slice.iter().rev().fold(0, fold) } else { slice.iter().fold(0, fold) })
    };
    let directory = number(4, 4)?;
    let entries = (0..number(directory, 2)?).map(|entry| directory + 2 + entry * 12);
    let found = entries.into_iter().map_while(|entry| Some((entry, number(entry, 2)?)));
    let (entry, _) = found.into_iter().find(|(_, tag)| *tag == 0x0112)?;
    u8::try_from(number(entry + 8, 2)?).ok().filter(|orientation| (1..=8).contains(orientation))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A block of EXIF that says an orientation, in either order of bytes.
    fn exif(orientation: u8, little: bool) -> Vec<u8> {
        let two = |number: u16| if little { number.to_le_bytes() } else { number.to_be_bytes() };
        let four = |number: u32| if little { number.to_le_bytes() } else { number.to_be_bytes() };
        let mut tiff = if little { b"II*\0".to_vec() } else { b"MM\0*".to_vec() };
        tiff.extend(four(8));
        tiff.extend(two(2));
        for (tag, value) in [(0x0100_u16, 4000_u16), (0x0112, orientation.into())] {
            tiff.extend([two(tag), two(3)].concat());
            tiff.extend(four(1));
            tiff.extend([two(value), two(0)].concat());
        }
        tiff.extend(four(0));
        tiff
    }

    #[test]
    fn the_tag_is_read_in_both_orders_of_bytes() {
        for orientation in 1..=8 {
            assert_eq!(turned(&exif(orientation, true)), Some(orientation));
            assert_eq!(turned(&exif(orientation, false)), Some(orientation));
        }
        assert_eq!((turned(&exif(0, true)), turned(&exif(9, false))), (None, None));
    }

    #[test]
    fn nonsense_is_read_to_its_end_and_no_further() {
        let whole = exif(6, true);
        for cut in 0..whole.len() {
            let _ = turned(&whole[..cut]);
        }
        assert_eq!(turned(b"II*\0\xff\xff\xff\xff"), None);
        assert_eq!(Photograph::read(b"\xff\xd8\xff\xe0\0"), None);
        assert_eq!(Photograph::read(b"\xff\xd8\xff\xe0\0\0"), None);
        assert_eq!(Photograph::read(&[PNG, b"\xff\xff\xff\xffIHDR"].concat()), None);
    }
}

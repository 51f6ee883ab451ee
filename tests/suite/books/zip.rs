//! Looks into a zip file, which a workbook is: for what no reader of workbooks tells.
use std::io::Read;

fn number(bytes: &[u8], at: usize, width: usize) -> usize {
    bytes[at..at + width].iter().rev().fold(0, |number, byte| number << 8 | usize::from(*byte))
}

/// The text of one part, by the directory at the end of the file.
pub fn part(file: &[u8], name: &str) -> String {
    let end = (0..file.len()).rev().find(|at| file[*at..].starts_with(b"PK\x05\x06")).expect("the end of a zip file");
    let mut at = number(file, end + 16, 4);
    while file[at..].starts_with(b"PK\x01\x02") {
        let [name_length, extra, comment] = [28, 30, 32].map(|field| number(file, at + field, 2));
        let (packed_length, begins) = (number(file, at + 20, 4), number(file, at + 42, 4));
        if file[at + 46..at + 46 + name_length] == *name.as_bytes() {
            let data = begins + 30 + number(file, begins + 26, 2) + number(file, begins + 28, 2);
            let packed = &file[data..data + packed_length];
            let mut text = String::new();
            match number(file, at + 10, 2) {
                0 => text.push_str(std::str::from_utf8(packed).expect("text")),
                _ => drop(flate2::read::DeflateDecoder::new(packed).read_to_string(&mut text).expect("text")),
            }
            return text;
        }
        at += 46 + name_length + extra + comment;
    }
    panic!("there is no {name} in it");
}

//! The form that a cooperative without an account signed on paper: in the example a page that says what it stands for.
use crate::actions::Error;
use crate::actions::documents::Sent;
use crate::paper::{self, Block, Paper};
use crate::store::StoreError;
use crate::text::{Lang, Texts};

/// The same page for every application of the example, so it is kept once.
///
/// # Errors
/// Only a broken program cannot draw it.
pub fn signed_form() -> Result<Sent, Error> {
    let t = Texts { lang: Lang::Vi };
    let paper = Paper {
        t,
        issuer: vec!["HỢP TÁC XÃ (VÍ DỤ)".into()],
        number: String::new(),
        place_and_date: None,
        title: "ĐƠN ĐỀ NGHỊ VAY VỐN".into(),
        subtitle: vec!["(ví dụ)".into()],
        blocks: vec![Block::Text(
            "Trang này thay cho bản chụp đơn có chữ ký và con dấu của hợp tác xã trong dữ liệu ví dụ.".into(),
        )],
        foot: String::new(),
    };
    let drawn = paper::pdf(&paper).map_err(|error| {
        Error::Store(StoreError::Inconsistent { table: "documents", id: String::new(), what: error.to_string() })
    })?;
    let kind = crate::actions::confirmation::SIGNED_FORM.to_owned();
    Ok(Sent { kind, files: vec![("don-da-ky-vi-du.pdf".into(), drawn)], ..Sent::default() })
}

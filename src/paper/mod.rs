//! Papers for people to sign and keep, and the squares of a QR.
//!
//! A [`Paper`] is drawn up by a page from the same words that stand on the screen, and laid out twice: as PDF ([`pdf`](pdf())), and
//! as a page (`templates/paper.html`). The same paper makes the same bytes: nothing here knows a clock.
mod fonts;
mod layout;
mod model;
mod pdf;
pub mod qr;
mod table;

pub use model::{Block, Cell, Column, Grid, Paper, Signature};
pub use pdf::{NotDrawn, pdf};

//! What is read out of the books: reports, and the check that the books hold.
pub mod verify;

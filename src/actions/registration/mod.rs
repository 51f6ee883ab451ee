//! Coming in: an account by a code sent to one's mail, and the link to a cooperative, which an officer confirms.
mod ask;
mod decide;

pub use ask::{Begin, Finish, PAPERS_MAX, Stated, add_paper, ask_again, begin, finish, open_paper};
pub use decide::{Confirmed, confirm, refuse};

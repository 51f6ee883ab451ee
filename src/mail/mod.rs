//! Letters: what is said to whom, put into words and laid out when it is sent, and the sending itself.
mod delivery;
mod envelope;
mod kinds;
mod people;
mod referrals;
mod render;
mod sender;
mod words;

pub use delivery::{ATTEMPTS_MAX, SentSummary, pause_after, send_due};
pub use envelope::{Unsendable, envelope};
pub use kinds::{About, Letter, ScheduleLine};
pub use render::{Rendered, render};
pub use sender::{NotSent, Sender, smtp_at};
pub use words::Setting;

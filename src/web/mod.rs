//! Rocket only: guards, forms, pages, the JSON doors. Everything here is thin; the deeds are in `actions`.
pub mod api;
pub mod download;
pub mod error;
pub mod fairings;
pub mod forms;
pub mod guards;
pub mod metrics;
pub mod page;
pub mod pages;
pub mod upload;
pub mod whole;

pub use error::Error;
pub use forms::{Fields, FormView, Posted, RecordId};
pub use page::Page;
pub use upload::PostedFile;
pub use whole::whole;

/// What a handler answers.
pub type Answer<T> = Result<T, Error>;

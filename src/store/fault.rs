//! A cut before a chosen call on the database, for the tests that prove a deed is done wholly or not at all. In a release build
//! there is no such thing: `point` is empty there.
use super::StoreError;

#[cfg(debug_assertions)]
mod cut {
    use std::cell::Cell;

    tokio::task_local! {
        /// How many calls are left until the one that fails; 0 when it has.
        pub static LEFT: Cell<u32>;
    }

    /// Does the work with the database failing at its `call`-th call, counted from 1: a statement, the beginning of a
    /// transaction or its commit. What comes after that call is answered again.
    pub async fn cut_before<T>(call: u32, work: impl Future<Output = T>) -> T {
        LEFT.scope(Cell::new(call), work).await
    }
}

#[cfg(debug_assertions)]
pub use cut::cut_before;

/// Passed before every call on the database.
#[inline]
pub(super) fn point() -> Result<(), StoreError> {
    #[cfg(debug_assertions)]
    {
        let cut = cut::LEFT.try_with(|left| {
            let now = left.get();
            left.set(now.saturating_sub(1));
            now == 1
        });
        // Outside `cut_before` there is nothing to count.
        if cut.unwrap_or(false) {
            return Err(StoreError::Unavailable("cut by a test".to_owned()));
        }
    }
    Ok(())
}

//! The JSON doors: a loan's whole life by programs, what is refused and how, lists, repetitions.
mod bodies;
mod files;
mod life;
mod lists;
mod questions;
mod refusals;
mod register;
mod repetitions;

use crate::world::World;

/// So many letters of each kind were promised, and no other.
async fn letters(world: &World, kinds: &[(&str, usize)]) {
    for (kind, number) in kinds {
        assert_eq!(world.expect_mails(kind).await.len(), *number, "letters of the kind {kind}");
    }
}

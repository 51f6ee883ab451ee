//! The capital of a fund: its movements, who is related to whom, where it came from, what it allows next, who waits for it.
mod forecast;
mod movements;
mod races;
mod relations;
mod sources;
mod waiting;

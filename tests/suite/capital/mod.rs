//! The capital of a fund: its movements, who is related to whom, where it came from, what it allows next.
mod forecast;
mod movements;
mod races;
mod relations;
mod sources;

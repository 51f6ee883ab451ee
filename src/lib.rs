//! coopfund: loan management for the public funds that lend to Vietnam's cooperatives.
//!
//! # The map
//!
//! ```text
//! web ──▶ actions ──▶ domain      store ──▶ domain (types only)      domain ──▶ nothing
//!             └─────▶ store       mail, worker, reports and cli hang beside web and call actions and store
//! ```
//!
//! - [`domain`]: the rules of lending, pure. Schedule and account, eligibility, capital, states. No I/O, clock or language.
//! - [`policy`]: the law and the holidays as dated data with their sources, checked when they are read.
//! - [`store`]: the only place with SQL; its `mod.rs` is the seam that serves SQLite and PostgreSQL with one text.
//! - [`actions`]: a file per verb: what happens, in which order, in one transaction with its audit row and its letters.
//! - [`access`]: users, duties, and the witnesses that only a check can make: the signature is the permission.
//! - [`web`]: Rocket only: guards, forms, pages, the JSON doors. [`cli`]: the command line.
//! - [`reports`], [`mail`], [`worker`]: rows for exports and proofs, letters in words, what happens without anybody asking.
//! - [`paper`]: what is printed: contracts, schedules and statements as PDF and as pages, and QRs.
//! - [`vault`]: papers by their hash, in a folder or a bucket.
//! - [`text`]: every sentence a person reads, Vietnamese and English on one line.
//! - [`example`]: Điện Biên as published, told through the same actions as in daily work.
//!
//! # What holds everywhere
//!
//! 1. A function of the domain that needs today takes a date; only [`clock`] asks what time it is.
//! 2. SQL stands only in `store`; a Rocket type only in `web`, `server`, `worker` and `cli`.
//! 3. Money is whole dong with checked arithmetic; no float touches it, and rounding is a named argument.
//! 4. What a loan owes on a date is a pure function of its terms and dated facts. `positions` is a cache.
//! 5. Rows of money and of proof are never updated or deleted: a mistake is reversed. Triggers refuse the rest.
//! 6. Every write is inside `Store::write`, which commits on `Ok` and rolls back on `Err`; nothing slow is in there.
//! 7. Every action leaves an audit row in its transaction, a refused attempt one in its own; rows are hash-chained per fund.
//! 8. No request sends mail: letters are rows, and the worker asks again whether they are still true before it sends.
//! 9. A promise of capital is a movement, and the database itself refuses to promise what is not there.
//! 10. Rules that refuse, price or classify are dated data with their legal basis.
//!
//! `tests/suite/tidy` keeps what a machine can keep of this.
pub mod access;
pub mod actions;
pub mod cli;
pub mod clock;
pub mod config;
pub mod domain;
pub mod example;
pub mod mail;
pub mod paper;
pub mod policy;
pub mod reports;
pub mod server;
pub mod store;
pub mod text;
pub mod vault;
pub mod web;
pub mod worker;

//! coopfund: loan management for the public funds that lend to Vietnam's cooperatives.
pub mod access;
pub mod actions;
pub mod cli;
pub mod clock;
pub mod config;
pub mod domain;
pub mod example;
pub mod mail;
pub mod policy;
pub mod reports;
pub mod server;
pub mod store;
pub mod text;
pub mod web;
pub mod worker;

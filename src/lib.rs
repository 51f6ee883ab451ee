//! coopfund: loan management for the public funds that lend to Vietnam's cooperatives.
pub mod domain;

//! Every story and rule of coopfund, in one binary: one link, one template database, one place to look.
//!
//! A story is written with `story!` (see `world`) and runs on SQLite and on PostgreSQL.
#[macro_use]
mod world;

mod applications;
mod asks;
mod bad_input;
mod book_closes;
mod books;
mod browser;
mod can_we_borrow;
mod capital;
mod classification;
mod door;
mod doors;
mod end_of_day;
mod faults;
mod holidays;
mod home;
mod lending_cases;
mod lending_commands;
mod loans;
mod mail;
mod papers;
mod people;
mod permissions;
mod programme_pages;
mod programmes;
mod races;
mod register;
mod restructuring;
mod rules;
mod smtp;
mod tidy;
mod vault;

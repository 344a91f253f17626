//! What account settings are, and how they change.
//!
//! Knows [`settings::Settings`], edits, validation, differences, permissions, revisions and what the parameters decide.
//! It is the only crate that reads or writes the database. Does not know GraphQL or HTTP.
//!
//! Every change goes through [`change`]: load, edit, validate, diff, rows and revision, commit. Every read goes through
//! a scope that a [`caller::Caller`] gives, or through [`public`] and [`authentication`].

pub mod account;
pub mod api_key;
#[cfg(test)]
mod arbitrary;
pub mod authentication;
mod bell;
mod bounded;
pub mod cache;
pub mod caller;
pub mod change;
pub mod clock;
pub mod country;
pub mod database;
pub mod diff;
pub mod edit;
pub mod email;
pub mod error;
mod errors;
pub mod feed;
mod gather;
pub mod holding;
#[cfg(test)]
mod hostile;
pub mod memory;
pub mod metrics;
pub mod network;
pub mod nodes;
pub mod page;
pub mod patch;
pub mod photo;
mod plan;
pub mod policy;
pub mod postal_code;
pub mod public;
pub mod read;
pub mod revision;
pub mod service;
pub mod settings;
mod store;
pub mod tax_id;
pub mod telephone;
pub mod terms;
pub mod text;
pub mod ticket_policy;
pub mod user_error;
pub mod verify;
pub mod warnings;
pub mod web_address;
pub mod webhook;

pub use entity::id;
pub use store::Snapshot;

//! Rows and relations of Cuenta's tables, and the ids that name what they hold.
//!
//! Knows columns and keys. Does not know rules or GraphQL: a column that holds one of a few words is a text here,
//! its words are listed in the migration's checks and typed in `domain`.
//!
//! Every table of an account starts its primary key with `account_id`. The tables that are asked before the account is
//! known (`account_slug`, `portal_host`, `photo_digest`, `api_key_digest`) say nothing but which account.

pub mod access_profile;
pub mod account;
pub mod account_slug;
pub mod activity;
pub mod address;
pub mod api_key;
pub mod api_key_digest;
pub mod api_key_secret;
pub mod business_hours;
pub mod company;
pub mod contact;
pub mod environment;
pub mod holiday;
pub mod id;
pub mod module_parameters;
pub mod other_contact;
pub mod person;
pub mod photo;
pub mod photo_digest;
pub mod portal_host;
pub mod revision;
pub mod revision_path;
pub mod shift;
pub mod terms_acceptance;
pub mod terms_count;
pub mod terms_document;
pub mod terms_person;
pub mod ticket_parameters;
pub mod webhook_attempt;
pub mod webhook_delivery;
pub mod webhook_endpoint;
pub mod webhook_secret;

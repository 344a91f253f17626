//! Tests over the real service: each asks over HTTP what a client would ask, on a database of its own.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![expect(clippy::needless_pass_by_value, reason = "JSON is written where it is used")]
#![expect(clippy::allow_attributes, reason = "`on_both!` cannot know whether a test needs what is around it")]

mod account_list;
mod accounts;
mod addresses;
mod answers;
mod api_keys;
mod batch;
mod binary;
mod browsers;
mod business_hours;
mod caches;
mod callers;
mod company;
mod concurrency;
mod console;
mod contacts;
mod entry;
mod failure;
mod feed;
mod generated;
mod hostile;
mod limits;
mod migrations;
mod node;
mod other_contacts;
mod parameters;
mod permissions;
mod photo;
mod profiles;
mod properties;
mod provider;
mod revisions;
mod seeing;
mod seen_revisions;
mod statements;
mod storage;
mod support;
mod tenancy;
mod terms;
mod ticket_policy;
mod webhooks;

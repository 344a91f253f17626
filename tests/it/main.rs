//! Tests over the real service: each asks over HTTP what a client would ask, on a database of its own.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]
#![expect(clippy::allow_attributes, reason = "`on_both!` cannot know whether a test needs what is around it")]

mod accounts;
mod addresses;
mod batch;
mod binary;
mod business_hours;
mod company;
mod concurrency;
mod contacts;
mod generated;
mod other_contacts;
mod parameters;
mod permissions;
mod photo;
mod profiles;
mod revisions;
mod support;
mod tenancy;
mod ticket_policy;

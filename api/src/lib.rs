//! The process around the schema: HTTP, tokens, configuration, the command line.
//!
//! Does not know tickets, contacts or addresses (but for the demo, which fills an account as its people would).

pub mod app;
pub mod auth;
pub mod browser;
pub mod cli;
pub mod client_address;
pub mod commands;
pub mod config;
pub mod demo;
mod doorkeeper;
pub mod graphql;
mod health;
#[cfg(test)]
#[path = "../../domain/src/hostile/corpus.rs"]
mod hostile;
pub mod huge_pages;
mod networks;
pub mod pages;
mod photo;
pub mod rates;
pub mod server;
pub mod shutdown;
mod telemetry;
mod terms_export;
mod tls;
pub mod webhooks;

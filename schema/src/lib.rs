//! The public GraphQL schema over the domain.
//!
//! Knows types, resolvers, guards and messages: input becomes an edit, a result a payload, a refusal a code and a
//! sentence. Does not know transactions or queries, and compares no role.

mod accept_language;
mod account;
mod addresses;
pub mod answers;
mod api_keys;
mod batch;
mod business_hours;
mod company;
pub mod conformance;
mod connection;
mod contacts;
pub mod error;
mod guard;
mod history;
mod holdings;
#[cfg(test)]
#[path = "../../domain/src/hostile/corpus.rs"]
mod hostile;
mod loader;
pub mod message;
mod mutation;
mod node;
mod other_contacts;
mod parameters;
pub mod parts;
mod portal;
mod profiles;
mod query;
pub mod request;
mod scalars;
mod seen;
mod settings;
mod subscription;
mod terms;
mod ticket_policy;
pub mod upload;
mod view;
mod webhooks;
mod write;

use async_graphql::{SDLExportOptions, Schema, SchemaBuilder};
use domain::service::Service;

pub use accept_language::preferred as preferred_language;

/// The schema, ready to execute requests that carry [`request::data`].
pub type CuentaSchema = Schema<query::Query, mutation::Mutation, subscription::Subscription>;

/// Where the service is reached from outside; without it, addresses are relative.
#[derive(Clone, Debug, Default)]
pub struct PublicUrl(pub Option<String>);

impl PublicUrl {
    /// The address of a path that begins with a slash.
    fn of(&self, path: &str) -> String {
        format!("{}{path}", self.0.as_deref().unwrap_or_default())
    }
}

/// The schema over a service.
#[must_use]
pub fn build(service: Service, public_url: PublicUrl) -> CuentaSchema {
    types().extension(conformance::SpecErrors).data(service).data(public_url).finish()
}

/// The SDL that partners build against.
#[must_use]
pub fn sdl() -> String {
    sdl_of(&types().finish())
}

/// The same, of a schema that is there.
#[must_use]
pub fn sdl_of(schema: &CuentaSchema) -> String {
    schema.sdl_with_options(SDLExportOptions::new().prefer_single_line_descriptions().include_specified_by())
}

fn types() -> SchemaBuilder<query::Query, mutation::Mutation, subscription::Subscription> {
    Schema::build(query::Query, mutation::Mutation::default(), subscription::Subscription)
        .register_output_type::<mutation::SettingsPayload>()
        .register_output_type::<node::Node>()
}

//! GraphQL over the wire: every transport admits requests at one place and answers from one schema.

pub mod admission;
pub mod answer;
pub mod answers;
pub mod body;
pub mod capacity;
mod conditional;
mod content;
pub mod documents;
pub mod host;
pub mod http;
pub mod media_type;
mod multipart;
mod parameters;
mod sse;
pub mod stream;
mod websocket;
mod wish;

//! How a client wants to be answered.

use async_graphql::parser::types::OperationType;

use super::{
    media_type::{Accept, MediaType},
    sse,
};

/// How a client wants to be answered.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wish {
    /// In which media type, where the answer is one.
    pub(super) media_type: MediaType,
    /// Whether it is sooner a stream.
    pub(super) prefers_stream: bool,
    /// Whether it may be a stream.
    takes_stream: bool,
}

impl Wish {
    /// None where the client takes nothing that can be answered.
    pub(super) fn of(accept: &Accept) -> Option<Self> {
        let prefers_stream = accept.prefers(sse::MEDIA_TYPE);
        // To whom wants a stream a status says what it says to those who ask for it by name.
        let media_type = if prefers_stream { Some(MediaType::GraphqlResponse) } else { accept.media_type() };
        let takes_stream = accept.names(sse::MEDIA_TYPE);
        media_type.map(|media_type| Self { media_type, prefers_stream, takes_stream })
    }

    /// Some clients name all media types with every request: what has one result is then answered as one, what has
    /// several as a stream.
    pub(super) fn is_stream(self, operation: OperationType) -> bool {
        match operation {
            OperationType::Query | OperationType::Mutation => self.prefers_stream,
            OperationType::Subscription => self.prefers_stream || self.takes_stream,
        }
    }
}

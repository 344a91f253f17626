//! How a client wants to be answered.

use async_graphql::parser::types::OperationType;
use axum::http::HeaderMap;

use super::{
    media_type::{self, Accept, MediaType},
    sse,
};

/// How a client wants to be answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Wish {
    /// In which media type, where the answer is one.
    pub(super) media_type: MediaType,
    /// Whether it is sooner a stream.
    pub(super) prefers_stream: bool,
    /// Whether it may be a stream.
    takes_stream: bool,
}

impl Wish {
    /// What headers say. None where the client takes nothing that can be answered.
    pub(super) fn said(headers: &HeaderMap) -> Option<Self> {
        match media_type::only(headers) {
            Some(media_type) => Some(Self { media_type, prefers_stream: false, takes_stream: false }),
            None => Self::of(&Accept::of(headers)),
        }
    }

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

#[cfg(test)]
mod tests {
    use axum::http::{HeaderValue, header::ACCEPT};

    use super::*;

    #[test]
    fn what_most_clients_say_is_understood_as_the_grammar_would() {
        for said in
            ["application/json", "application/graphql-response+json", "Application/JSON", "*/*", "text/event-stream"]
        {
            let headers = HeaderMap::from_iter([(ACCEPT, HeaderValue::from_static(said))]);
            assert_eq!(Wish::said(&headers), Wish::of(&Accept::of(&headers)), "{said}");
        }
        let mut both = HeaderMap::new();
        both.append(ACCEPT, HeaderValue::from_static("application/json;q=0.5"));
        both.append(ACCEPT, HeaderValue::from_static("application/graphql-response+json"));
        assert_eq!(Wish::said(&both).map(|wish| wish.media_type), Some(MediaType::GraphqlResponse));
    }
}

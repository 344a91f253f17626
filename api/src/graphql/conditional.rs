//! Answers that a client keeps, and asks for again: `ETag` and `If-None-Match` (RFC 9110, sections 8.8.3 and 13.1.2).
//!
//! Only what `GET` answers, and only what stays as it is until the account changes.

use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::Response,
};
use data_encoding::BASE64URL_NOPAD;
use sha2::{Digest as _, Sha256};

use super::{answer::respond, media_type::MediaType};

/// A client may keep it for the one who asked, and asks each time whether it is still so.
const CACHE_CONTROL: HeaderValue = HeaderValue::from_static("private, no-cache");

/// By which headers of the request answers differ.
const VARY: HeaderValue = HeaderValue::from_static("Authorization, Accept, Accept-Language");

/// So many bytes of the digest are told: enough that no two answers share a tag.
const TAG: usize = 16;

/// The strong validator of an answer: a digest of its bytes in its media type. It is the same on every node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tag([u8; TAG]);

impl Tag {
    pub(super) fn of(media_type: MediaType, body: &[u8]) -> Self {
        let digest = Sha256::new().chain_update(media_type.header()).chain_update([0]).chain_update(body).finalize();
        let mut tag = [0; TAG];
        tag.iter_mut().zip(digest).for_each(|(tag, digest)| *tag = digest);
        Self(tag)
    }

    fn header(self) -> HeaderValue {
        let text = format!("\"{}\"", BASE64URL_NOPAD.encode(&self.0));
        // Letters, digits, hyphens, underscores and two quotation marks are a header's value.
        HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("\"\""))
    }
}

/// The answer with its tag; without its text, where the client has it.
pub(super) fn tagged(asked: &HeaderMap, tag: Tag, media_type: MediaType, body: Bytes) -> Response {
    let tag = tag.header();
    let mut response = if has(asked, &tag) {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        response
    } else {
        respond(StatusCode::OK, media_type, body)
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, CACHE_CONTROL);
    headers.append(header::VARY, VARY);
    headers.insert(header::ETAG, tag);
    response
}

/// Whether a client says that it has what a tag stands for. Tags are compared weakly; `*` is any.
fn has(asked: &HeaderMap, tag: &HeaderValue) -> bool {
    asked.get_all(header::IF_NONE_MATCH).iter().any(|value| {
        // The star stands alone (RFC 9110, section 13.1.2): within a list it may be a piece of somebody else's tag. A tag
        // of ours holds no comma, so one of somebody else's that does is none of ours in pieces either.
        let mut listed = value.as_bytes().split(|byte| *byte == b',').map(<[u8]>::trim_ascii);
        value.as_bytes().trim_ascii() == b"*"
            || listed.any(|listed| listed.strip_prefix(b"W/").unwrap_or(listed) == tag.as_bytes())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(values: &[&str]) -> HeaderMap {
        values.iter().map(|value| (header::IF_NONE_MATCH, HeaderValue::from_str(value).unwrap())).collect()
    }

    #[test]
    fn a_client_has_what_it_names_in_any_spelling_of_the_header() {
        let tag = Tag::of(MediaType::Json, b"{}").header();
        let own = tag.to_str().unwrap().to_owned();
        let weak = format!("W/{own}");
        let listed = format!("\"other\" ,{own}");
        for good in [&["*"][..], &[&own], &[&weak], &[&listed], &["\"other\"", &own]] {
            assert!(has(&asked(good), &tag), "{good:?}");
        }
        let bare = own.trim_matches('"').to_owned();
        for bad in [&[][..], &[""], &["\"other\""], &[&bare], &["\"*\""], &["\"a,*,b\""]] {
            assert!(!has(&asked(bad), &tag), "{bad:?}");
        }
    }

    #[test]
    fn equal_answers_have_one_tag_and_no_two_others_have_it() {
        let tags = [
            Tag::of(MediaType::Json, b"{}"),
            Tag::of(MediaType::GraphqlResponse, b"{}"),
            Tag::of(MediaType::Json, b"{ }"),
            Tag::of(MediaType::Json, b""),
        ];
        assert_eq!(tags[0], Tag::of(MediaType::Json, b"{}"));
        for (position, one) in tags.iter().enumerate() {
            assert!(tags.iter().skip(position + 1).all(|other| one != other));
        }
    }
}

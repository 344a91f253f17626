//! The files of a page, as a browser takes them.

use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse as _, Response},
};
use rust_embed::{EmbeddedFile, RustEmbed};
use std::borrow::Cow;

/// How a file may be compressed beside itself, the smallest first: the coding's name (RFC 9110, section 8.4.1) and the
/// ending of the file's name.
const CODINGS: [(&str, &str); 2] = [("br", ".br"), ("gzip", ".gz")];

/// The page itself, which is looked for again each time. None where it was not built in.
pub(super) fn page<Files: RustEmbed>(headers: &HeaderMap) -> Option<Response> {
    answer::<Files>("index.html", headers, "no-cache")
}

/// What the page loads. Its name holds a digest of the content, so it is good for ever.
pub(super) fn asset<Files: RustEmbed>(name: &str, headers: &HeaderMap) -> Option<Response> {
    // A slash in a name can only come from an address that tries to leave the folder.
    let is_name = !name.contains('/');
    is_name
        .then(|| answer::<Files>(&format!("assets/{name}"), headers, "public, max-age=31536000, immutable"))
        .flatten()
}

fn answer<Files: RustEmbed>(path: &str, headers: &HeaderMap, cache_control: &'static str) -> Option<Response> {
    let plain = Files::get(path)?;
    let content_type = HeaderValue::from_str(plain.metadata.mimetype()).ok()?;
    let compressed = CODINGS.iter().filter(|(coding, _)| takes(headers, coding));
    let compressed = compressed.filter_map(|(coding, ending)| Some((*coding, Files::get(&format!("{path}{ending}"))?)));
    let (coding, file) = match { compressed }.next() {
        Some((coding, file)) => (Some(HeaderValue::from_static(coding)), file),
        None => (None, plain),
    };
    let mut response = body(file).into_response();
    let answered = response.headers_mut();
    answered.insert(header::CONTENT_TYPE, content_type);
    answered.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache_control));
    answered.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    answered.extend(coding.map(|coding| (header::CONTENT_ENCODING, coding)));
    Some(response)
}

/// The bytes, which stay where they are in the binary.
fn body(file: EmbeddedFile) -> Body {
    match file.data {
        Cow::Borrowed(bytes) => Bytes::from_static(bytes).into(),
        Cow::Owned(bytes) => bytes.into(),
    }
}

/// Whether a client takes a coding by name, and with a weight above zero (RFC 9110, section 12.5.3).
fn takes(headers: &HeaderMap, coding: &str) -> bool {
    let is_refused = |weight: &str| {
        let weight = weight.trim().strip_prefix("q=").and_then(|weight| weight.trim().parse::<f32>().ok());
        weight.is_some_and(|weight| weight <= 0.0)
    };
    let named = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    { named }.flat_map(|value| value.split(',')).any(|choice| {
        let mut parts = choice.split(';');
        parts.next().is_some_and(|name| name.trim().eq_ignore_ascii_case(coding)) && !parts.any(is_refused)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asking(accepted: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(header::ACCEPT_ENCODING, HeaderValue::from_static(accepted))])
    }

    #[test]
    fn a_coding_is_taken_by_who_names_it_unless_its_weight_is_zero() {
        for accepted in ["br", "gzip, br", "gzip;q=1.0, BR ; q=0.5", "deflate,br;q=0.001"] {
            assert!(takes(&asking(accepted), "br"), "{accepted}");
        }
        for accepted in ["", "gzip", "br;q=0", "br; q=0.0, gzip", "brotli", "*"] {
            assert!(!takes(&asking(accepted), "br"), "{accepted}");
        }
        assert!(!takes(&HeaderMap::new(), "gzip"));
    }
}

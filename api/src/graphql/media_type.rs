//! Which media type a client wants: `Accept` as in RFC 9110, 12.5.1.

use axum::http::{HeaderMap, HeaderValue, header::ACCEPT};
use mime::Mime;

const GRAPHQL_RESPONSE: &str = "application/graphql-response+json";
const JSON: &str = "application/json";

/// A media type of answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MediaType {
    /// `application/graphql-response+json`: the status tells whether the request was any good.
    GraphqlResponse,
    /// `application/json`: once a GraphQL request is understood as one, the status is 200.
    Json,
}

impl MediaType {
    /// The value of `content-type`.
    #[must_use]
    pub fn header(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::GraphqlResponse => "application/graphql-response+json; charset=utf-8",
            Self::Json => "application/json; charset=utf-8",
        })
    }
}

/// The one type that a client takes, where it says no more than that: most do, and need no look at the grammar.
#[must_use]
pub fn only(headers: &HeaderMap) -> Option<MediaType> {
    let mut values = headers.get_all(ACCEPT).iter();
    let (Some(value), None) = (values.next(), values.next()) else { return None };
    if value == GRAPHQL_RESPONSE {
        Some(MediaType::GraphqlResponse)
    } else if value == JSON {
        Some(MediaType::Json)
    } else {
        None
    }
}

/// The most bytes of `Accept` that are looked at: nobody has been found who they are, and browsers send two hundred.
const ACCEPT_MAX: usize = 1024;

/// What a client accepts; none where it does not say.
pub struct Accept(Option<Vec<Range>>);

struct Range {
    kind: Mime,
    /// From 0 to 1000.
    quality: u16,
}

/// How much a client wants a type. The better wish is the greater.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Wish {
    quality: u16,
    specificity: Specificity,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Specificity {
    Wildcard,
    Named,
}

impl Accept {
    /// What the headers say. Who says very much is answered as if they had said nothing (RFC 9110, section 12.5.1).
    #[must_use]
    pub fn of(headers: &HeaderMap) -> Self {
        let length: usize = headers.get_all(ACCEPT).iter().map(HeaderValue::len).sum();
        if length > ACCEPT_MAX {
            return Self(None);
        }
        let mut said = false;
        let mut ranges = Vec::new();
        for value in headers.get_all(ACCEPT) {
            // What is not ASCII is no media type, and wishes for nothing that we have.
            let value = value.to_str().unwrap_or("?");
            said |= !value.trim().is_empty();
            ranges.extend(elements(value).filter_map(Range::parse));
        }
        Self(said.then_some(ranges))
    }

    /// The media type of the answer; none where the client takes neither.
    ///
    /// Between equals the more specific wish wins; then `application/graphql-response+json` where it is asked for by
    /// name, and `application/json` where it is not, for clients that know nothing else.
    #[must_use]
    pub fn media_type(&self) -> Option<MediaType> {
        if self.0.is_none() {
            return Some(MediaType::Json);
        }
        let graphql = self.wish(GRAPHQL_RESPONSE).filter(|wish| wish.quality > 0);
        let json = self.wish(JSON).filter(|wish| wish.quality > 0);
        match (graphql, json) {
            (None, None) => None,
            (Some(graphql), Some(json)) if graphql == json && graphql.specificity == Specificity::Wildcard => {
                Some(MediaType::Json)
            }
            // No wish at all is less than any.
            (graphql, json) if graphql >= json => Some(MediaType::GraphqlResponse),
            _ => Some(MediaType::Json),
        }
    }

    /// Whether a client wants a type, such as `text/html`, more than any answer of GraphQL.
    #[must_use]
    pub fn prefers(&self, essence: &str) -> bool {
        let quality = |essence: &str| self.wish(essence).map_or(0, |wish| wish.quality);
        quality(essence) > quality(GRAPHQL_RESPONSE).max(quality(JSON))
    }

    /// Whether a client names a type among those that it takes; a wildcard names none.
    #[must_use]
    pub fn names(&self, essence: &str) -> bool {
        self.wish(essence).is_some_and(|wish| wish.quality > 0 && wish.specificity == Specificity::Named)
    }

    /// The wish of the most specific range that matches a type, sent in UTF-8.
    fn wish(&self, essence: &str) -> Option<Wish> {
        let ranges = self.0.iter().flatten();
        ranges.filter(|range| range.matches(essence)).max_by_key(|range| range.precedence()).map(|range| Wish {
            quality: range.quality,
            specificity: if range.precedence().0 == 2 { Specificity::Named } else { Specificity::Wildcard },
        })
    }
}

impl Range {
    fn parse(text: &str) -> Option<Self> {
        // A shorthand of some old clients.
        let text = text.trim();
        let kind: Mime = if text == "*" { mime::STAR_STAR } else { text.parse().ok()? };
        let quality = match kind.get_param("q") {
            Some(quality) => thousandths(quality.as_str())?,
            None => 1000,
        };
        Some(Self { kind, quality })
    }

    /// Whether a type in UTF-8 is within the range: any other parameter asks for a variant that is not there.
    fn matches(&self, essence: &str) -> bool {
        let within = match self.kind.essence_str() {
            "*/*" => true,
            // A star stands for a whole subtype, never for the end of one (RFC 9110, section 12.5.1).
            range => match range.strip_suffix("/*") {
                Some(kind) => essence.split('/').next() == Some(kind),
                None => range == essence,
            },
        };
        within && self.parameters().all(|(name, value)| name == "charset" && value == mime::UTF_8)
    }

    /// How specific: 2 for a named type, 1 for `type/*`, 0 for `*/*`; then the number of parameters.
    fn precedence(&self) -> (u8, usize) {
        let names = match (self.kind.type_(), self.kind.subtype()) {
            (mime::STAR, _) => 0,
            (_, mime::STAR) => 1,
            _ => 2,
        };
        (names, self.parameters().count())
    }

    fn parameters(&self) -> impl Iterator<Item = (mime::Name<'_>, mime::Name<'_>)> {
        self.kind.params().filter(|(name, _)| *name != "q")
    }
}

/// A quality, from 0 to 1 with three decimals, in thousandths.
fn thousandths(text: &str) -> Option<u16> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    if decimals.len() > 3 || !decimals.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let decimals: u16 = format!("{decimals:0<3}").parse().ok()?;
    match whole {
        "0" => Some(decimals),
        "1" if decimals == 0 => Some(1000),
        _ => None,
    }
}

/// The elements of a list in a header; a comma inside quotes is none of its own.
fn elements(list: &str) -> impl Iterator<Item = &str> {
    let (mut quoted, mut escaped) = (false, false);
    list.split(move |character| {
        let plain = !std::mem::take(&mut escaped);
        match character {
            '"' if plain => quoted = !quoted,
            '\\' if plain && quoted => escaped = true,
            _ => {}
        }
        character == ',' && !quoted
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::hostile::texts;

    fn headers(accept: &[&str]) -> HeaderMap {
        accept.iter().map(|value| (ACCEPT, HeaderValue::from_str(value).unwrap())).collect()
    }

    #[test]
    fn who_says_very_much_is_answered_as_if_they_had_said_nothing() {
        let long = vec!["application/graphql-response+json"; 32].join(",");
        assert!(long.len() > ACCEPT_MAX);
        assert_eq!(Accept::of(&headers(&[&long])).media_type(), Some(MediaType::Json));
        assert_eq!(Accept::of(&headers(&["text/html"; 200])).media_type(), Some(MediaType::Json));
        assert!(!Accept::of(&headers(&["text/html"; 200])).prefers("text/html"));
        assert_eq!(Accept::of(&headers(&["text/html"; 100])).media_type(), None);
    }

    #[test]
    fn the_best_of_what_a_client_takes_is_answered() {
        use MediaType::{GraphqlResponse, Json};
        let cases: &[(&[&str], Option<MediaType>)] = &[
            (&[], Some(Json)),
            (&[""], Some(Json)),
            (&["*/*"], Some(Json)),
            (&["*"], Some(Json)),
            (&["application/*"], Some(Json)),
            (&["application/json"], Some(Json)),
            (&["APPLICATION/JSON"], Some(Json)),
            (&["application/graphql-response+json"], Some(GraphqlResponse)),
            (&["application/graphql-response+json; charset=utf-8"], Some(GraphqlResponse)),
            (&["application/graphql-response+json; charset=\"UTF-8\""], Some(GraphqlResponse)),
            (&["application/json; charset=utf-16"], None),
            (&["application/json; version=2"], None),
            (&["application/graphql-response+json, application/json"], Some(GraphqlResponse)),
            (&["application/json, application/graphql-response+json"], Some(GraphqlResponse)),
            (&["application/json", "application/graphql-response+json"], Some(GraphqlResponse)),
            (&["application/json, application/graphql-response+json;q=0.9"], Some(Json)),
            (&["application/graphql-response+json;q=0.5, application/json;q=0.501"], Some(Json)),
            (&["application/graphql-response+json, */*"], Some(GraphqlResponse)),
            (&["application/json, */*"], Some(Json)),
            (&["application/json;q=0, */*"], Some(GraphqlResponse)),
            (&["application/json;q=0"], None),
            (&["*/*;q=0"], None),
            (&["*/*;q=0, application/json"], Some(Json)),
            (&["application/*;q=0.2, application/graphql-response+json;q=0.1"], Some(Json)),
            (&["text/html"], None),
            (&["text/html, application/json;q=0.1"], Some(Json)),
            (&["application/graphql+json"], None),
            (&["application/json;q=2"], None),
            (&["application/json;q=high"], None),
            (&["nonsense"], None),
            (&["text/x; a=\"application/json, \\\", */*\""], None),
            (&["text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"], Some(Json)),
        ];
        for (accept, expected) in cases {
            assert_eq!(Accept::of(&headers(accept)).media_type(), *expected, "{accept:?}");
        }
        let mut odd = HeaderMap::new();
        odd.insert(ACCEPT, HeaderValue::from_bytes(b"application/json\xFF").unwrap());
        assert_eq!(Accept::of(&odd).media_type(), None);
    }

    #[test]
    fn a_browser_prefers_html_and_a_program_does_not() {
        let cases = [
            ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", true),
            ("text/html", true),
            ("text/html, application/json", false),
            ("text/*;q=0.5, application/json;q=0.4", true),
            ("application/json, text/html;q=0.9", false),
            ("text/html;q=0", false),
            ("*/*", false),
        ];
        for (accept, expected) in cases {
            assert_eq!(Accept::of(&headers(&[accept])).prefers("text/html"), expected, "{accept}");
        }
        assert!(!Accept::of(&HeaderMap::new()).prefers("text/html"));
    }

    const ACCEPTED: &[&str] = &[
        r#"application/graphql-response+json; charset="UTF-8", application/json;q=0.5"#,
        "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        "text/event-stream",
        r#"application/*;q=0.001;a="b, \", c""#,
        "*",
    ];

    proptest! {
        #[test]
        fn no_header_makes_it_panic_and_what_nobody_names_is_not_answered(
            values in prop::collection::vec(texts(ACCEPTED), 0..3),
        ) {
            let values = values.iter().filter_map(|value| HeaderValue::from_bytes(value.as_bytes()).ok());
            let headers: HeaderMap = values.map(|value| (ACCEPT, value)).collect();
            let texts = || headers.get_all(ACCEPT).iter().map(|value| value.to_str().unwrap_or("?"));
            let is_said = |sign: &str| texts().any(|text| text.to_ascii_lowercase().contains(sign));
            let accept = Accept::of(&headers);
            if accept.media_type().is_some() {
                let is_silent = texts().all(|text| text.trim().is_empty());
                prop_assert!(is_silent || is_said("*") || is_said("json"), "{:?}", headers);
            }
            if accept.names("text/event-stream") {
                prop_assert!(is_said("text/event-stream"), "{:?}", headers);
            }
            if accept.prefers("text/html") {
                prop_assert!(is_said("text/html") || is_said("*"), "{:?}", headers);
            }
        }
    }
}

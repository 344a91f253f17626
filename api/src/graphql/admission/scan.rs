//! A look at the source of a document before the parser sees it: the parser's recursion cannot be caught.
//!
//! Tokens are those of <https://spec.graphql.org/October2021/#sec-Language.Source-Text>, read leniently: what is no
//! token at all counts as one a byte, and is left to the parser to refuse.

use super::{Limits, Reason, Work};

/// Counts bytes and tokens into `work` until the source ends or a limit is passed.
pub(super) fn scan(source: &str, limits: &Limits, work: &mut Work) -> Result<(), Reason> {
    if source.len() > limits.bytes {
        return Err(Reason::Bytes);
    }
    let mut nesting = 0_usize;
    let mut rest = ignored(source.as_bytes());
    while !rest.is_empty() {
        let (kind, after) = token(rest)?;
        rest = ignored(after);
        work.bytes = source.len() - rest.len();
        work.tokens += 1;
        if work.tokens > limits.tokens {
            return Err(Reason::Tokens);
        }
        match kind {
            Kind::Opening => nesting += 1,
            Kind::Closing => nesting = nesting.saturating_sub(1),
            Kind::Other => {}
        }
        if nesting > limits.nesting {
            return Err(Reason::Nesting);
        }
    }
    work.bytes = source.len();
    Ok(())
}

enum Kind {
    Opening,
    Closing,
    Other,
}

/// The first token, and what follows it.
fn token(source: &[u8]) -> Result<(Kind, &[u8]), Reason> {
    Ok(match source {
        [b'{' | b'[' | b'(', rest @ ..] => (Kind::Opening, rest),
        [b'}' | b']' | b')', rest @ ..] => (Kind::Closing, rest),
        [b'"', b'"', b'"', rest @ ..] => (Kind::Other, block_string(rest).ok_or(Reason::OpenString)?),
        [b'"', rest @ ..] => (Kind::Other, string(rest).ok_or(Reason::OpenString)?),
        [b'.', b'.', b'.', rest @ ..] => (Kind::Other, rest),
        [first, rest @ ..] if is_word(*first) => (Kind::Other, without(rest, is_word)),
        [_, rest @ ..] => (Kind::Other, rest),
        [] => (Kind::Other, source),
    })
}

/// What follows white space, commas, comments and byte order marks.
fn ignored(mut source: &[u8]) -> &[u8] {
    loop {
        source = match source {
            [b' ' | b'\t' | b'\n' | b'\r' | b',', rest @ ..] | [0xEF, 0xBB, 0xBF, rest @ ..] => rest,
            [b'#', rest @ ..] => without(rest, |byte| !matches!(byte, b'\n' | b'\r')),
            _ => return source,
        }
    }
}

/// What follows a string, given what follows its opening quote.
fn string(mut source: &[u8]) -> Option<&[u8]> {
    loop {
        source = match source {
            [] | [b'\n' | b'\r', ..] => return None,
            [b'"', rest @ ..] => return Some(rest),
            [b'\\', _, rest @ ..] | [_, rest @ ..] => rest,
        }
    }
}

/// What follows a block string, given what follows its opening quotes.
fn block_string(mut source: &[u8]) -> Option<&[u8]> {
    loop {
        source = match source {
            [] => return None,
            [b'"', b'"', b'"', rest @ ..] => return Some(rest),
            [b'\\', b'"', b'"', b'"', rest @ ..] | [_, rest @ ..] => rest,
        }
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

fn without(source: &[u8], skip: impl Fn(u8) -> bool) -> &[u8] {
    let end = source.iter().position(|byte| !skip(*byte)).unwrap_or(source.len());
    source.get(end..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn tokens(source: &str) -> Option<usize> {
        let mut work = Work::default();
        scan(source, &Limits::default(), &mut work).ok().map(|()| work.tokens)
    }

    #[test]
    fn tokens_are_those_of_the_language() {
        let cases = [
            ("", 0),
            (" \t\r\n,,\u{feff}# all { ignored [\n", 0),
            ("{ a }", 3),
            ("{a:b(c:$d)@e ...F}", 15),
            ("query Q{a12_b}", 5),
            (r#"{a(b:"{[(\"{")}"#, 8),
            (r#"{a(b:"""{[(" \""" {""")}"#, 8),
            (r#"{a(b:"")}"#, 8),
            (r#"{a(b:"""""")}"#, 8),
            ("# {\r{a}", 3),
        ];
        for (source, expected) in cases {
            assert_eq!(tokens(source), Some(expected), "{source}");
        }
    }

    #[test]
    fn an_open_string_is_refused() {
        for source in ["\"", "\"a\nb\"", "\"\\\"", "\"\"\"", "\"\"\"\\\"\"\"", "\"\"\"a\"\"", "{a(b:\"\\"] {
            assert_eq!(tokens(source), None, "{source}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_scanned_to_its_end_or_refused(source in "[{}\\[\\]()\"\\\\#.,$:@!a0_é \n\r\t\u{feff}]{0,200}") {
            let mut work = Work::default();
            let limits = Limits { nesting: 5, ..Limits::default() };
            let result = scan(&source, &limits, &mut work);
            prop_assert!(work.tokens <= source.len());
            prop_assert!(work.bytes <= source.len());
            if result.is_ok() {
                prop_assert_eq!(work.bytes, source.len());
            }
        }

        /// Whatever the parser accepts at a depth, the scan saw at that depth: nothing hides in strings or comments.
        #[test]
        fn what_the_parser_accepts_within_the_nesting_is_scanned(depth in 1_usize..20) {
            let source = format!("{{ a(b: \"}}\", c: {}1{}) # }}\n }}", "[".repeat(depth), "]".repeat(depth));
            prop_assert!(async_graphql::parser::parse_query(&source).is_ok());
            let limits = Limits { nesting: depth + 1, ..Limits::default() };
            let refused = matches!(scan(&source, &limits, &mut Work::default()), Err(Reason::Nesting));
            prop_assert!(refused);
            let limits = Limits { nesting: depth + 2, ..Limits::default() };
            prop_assert!(scan(&source, &limits, &mut Work::default()).is_ok());
        }
    }
}

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
    use proptest::{prelude::*, sample::select};

    use super::*;
    use crate::hostile::texts;

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

    const DOCUMENTS: &[&str] = &[
        "query A($a: [Int!]! = [1, 2.5e3], $b: String = \"\\u00e9\") @c(d: {e: F}) { g: h(i: $a) ...J ... on K { l } }",
        "mutation { a(b: \"\"\"{[( \\\"\"\" \"\"\") { c } } # {[(\n fragment J on K @d { e }",
        "subscription{a(b:[[[[{c:[{d:\"}]\"}]}]]]])}",
    ];

    /// A value of the language and how deep its brackets are, with ignored tokens and strings full of brackets.
    fn value() -> impl Strategy<Value = (String, usize)> {
        let ignored = select(vec!["", " ", ",", "\n", "\u{feff}", "# ]})\"\n", "#\"\"\"\r", ",,\t"]);
        let leaves = vec![
            "1",
            "-2.5e3",
            "$a",
            "A",
            "true",
            "null",
            r#""""#,
            r#""]})""#,
            r#""\"]""#,
            r#""\\""#,
            r##""# {""##,
            r#""""]"})""""#,
            r#"""" \""" [ """"#,
            r#""""""""#,
        ];
        let leaf = (select(leaves), ignored.clone()).prop_map(|(leaf, ignored)| (format!("{ignored}{leaf} "), 0));
        leaf.prop_recursive(6, 40, 4, move |inner| {
            let within = (prop::collection::vec(inner, 0..4), ignored.clone(), any::<bool>());
            within.prop_map(|(values, ignored, is_list)| {
                let depth = values.iter().map(|(_, depth)| depth + 1).max().unwrap_or(1);
                let key = |place: usize| if is_list { String::new() } else { format!("k{place}{ignored}:") };
                let each = |(place, (value, _)): (usize, &(String, usize))| format!("{}{value}{ignored},", key(place));
                let inside: Vec<String> = values.iter().enumerate().map(each).collect();
                let inside = inside.concat();
                (if is_list { format!("[{ignored}{inside}]") } else { format!("{{{ignored}{inside}}}") }, depth)
            })
        })
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

        #[test]
        fn no_text_makes_scanning_or_parsing_what_is_let_through_panic(source in texts(DOCUMENTS)) {
            let mut work = Work::default();
            if scan(&source, &Limits::default(), &mut work).is_ok() {
                let _ = async_graphql::parser::parse_query(&source);
            }
            prop_assert!(work.tokens <= source.len() && work.bytes <= source.len());
        }

        /// The scan counts brackets as the parser does, whatever stands between them.
        #[test]
        fn a_value_that_the_parser_takes_has_the_depth_that_was_scanned((value, depth) in value()) {
            let source = format!("{{ a(b: {value}) }}");
            prop_assert!(async_graphql::parser::parse_query(&source).is_ok(), "{}", source);
            let limited = |nesting| {
                let limits = Limits { nesting, ..Limits::default() };
                scan(&source, &limits, &mut Work::default())
            };
            prop_assert!(limited(depth + 2).is_ok(), "{}", source);
            prop_assert_eq!(limited(depth + 1), Err(Reason::Nesting), "{}", source);
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

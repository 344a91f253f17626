//! Documents that were made to hurt. The tests send each over every transport, and `make torture PART=hostile` measures
//! what each costs.
//!
//! They are written as recipes, for most are long and the same again and again. A document that ever hurt stays here.

/// A document by name, as bytes: some are no text.
pub(crate) type Hostile = (&'static str, Vec<u8>);

/// Every document.
#[expect(clippy::too_many_lines, reason = "a list, which is read as one")]
pub(crate) fn documents() -> Vec<Hostile> {
    let text = |name, document: String| (name, document.into_bytes());
    let mut all = vec![
        text("nothing", String::new()),
        text("white space", " \t\n\r,,,".repeat(9_000)),
        text("a comment without an end", format!("#{}", "x".repeat(65_000))),
        text("comments", "#\n".repeat(32_000)),
        text("byte order marks", "\u{feff}".repeat(20_000)),
        text("lists in lists, never closed", format!("{{ node(id: {}", "[".repeat(60_000))),
        text("lists in lists", format!("{{ node(id: {}{}) {{ id }} }}", "[".repeat(3_000), "]".repeat(3_000))),
        text("lists as deep as is allowed", format!("{{ node(id: {}{}) {{ id }} }}", "[".repeat(57), "]".repeat(57))),
        text("objects in objects", format!("{{ node(id: {}1{}) {{ id }} }}", "{a:".repeat(3_000), "}".repeat(3_000))),
        text(
            "objects as deep as is allowed",
            format!("{{ node(id: {}1{}) {{ id }} }}", "{a:".repeat(57), "}".repeat(57)),
        ),
        text("selections in selections", format!("{}id{}", "{ account ".repeat(5_000), " }".repeat(5_000))),
        text(
            "inline fragments in inline fragments",
            format!("{{ {}__typename{} }}", "... { ".repeat(4_000), " }".repeat(4_000)),
        ),
        text("types in types", format!("query($a: {}Int{}) {{ __typename }}", "[".repeat(5_000), "]".repeat(5_000))),
        text("closing brackets", "}])".repeat(20_000)),
        text("parentheses", "(".repeat(65_000)),
        text("aliases", format!("{{ {} }}", many(4_000, |n| format!("a{n}: __typename ")))),
        text(
            "aliases of changes",
            format!(
                "mutation {{ {} }}",
                many(900, |n| format!("a{n}: updateCompany(input: {{tradeName: \"x\"}}) {{ userErrors {{ code }} }} "))
            ),
        ),
        text("the same field", format!("{{ {} }}", "__typename ".repeat(5_900))),
        text("directives", format!("{{ __typename {} }}", "@skip(if: false) ".repeat(1_500))),
        text("unknown directives", format!("{{ __typename {} }}", many(4_000, |n| format!("@d{n} ")))),
        text(
            "directives at every place",
            many(800, |n| format!("query Q{n} @a @b {{ ... @include(if: true) {{ __typename @skip(if: false) }} }} ")),
        ),
        text("variables", format!("query({}) {{ __typename }}", many(3_000, |n| format!("$v{n}: Int ")))),
        text("the same variable", format!("query({}) {{ __typename }}", "$v: Int ".repeat(3_000))),
        text("arguments", format!("{{ portal({}) {{ __typename }} }}", many(3_000, |n| format!("a{n}: 1 ")))),
        text("unknown fields", format!("{{ {} }}", many(5_000, |n| format!("unknown{n} ")))),
        text("operations", many(2_400, |n| format!("query Q{n} {{ __typename }} "))),
        text("operations without names", "{ __typename } ".repeat(3_000)),
        text(
            "fragments that nothing spreads",
            format!("{{ __typename }} {}", many(1_400, |n| format!("fragment F{n} on Query {{ __typename }} "))),
        ),
        text("a fragment that spreads itself", "{ ...F } fragment F on Query { ...F }".to_owned()),
        text(
            "fragments that spread each other",
            format!(
                "{{ ...F0 }} {}",
                many(1_000, |n| format!("fragment F{n} on Query {{ ...F{} }} ", (n + 1) % 1_000))
            ),
        ),
        text(
            "a chain of fragments",
            format!(
                "{{ ...F0 }} {} fragment F1000 on Query {{ __typename }}",
                many(1_000, |n| format!("fragment F{n} on Query {{ ...F{} }} ", n + 1))
            ),
        ),
        text(
            "a fragment of the same name",
            format!("{{ ...F }} {}", "fragment F on Query { __typename } ".repeat(1_500)),
        ),
        text("a list as long as fits", format!("{{ nodes(ids: [{}]) {{ id }} }}", "\"x\" ".repeat(9_000))),
        text("a word", format!("{{ {} }}", "x".repeat(65_000))),
        text("a number", format!("{{ node(id: {}) {{ id }} }}", "9".repeat(65_000))),
        text("a fraction", format!("{{ node(id: 1.{}e{}) {{ id }} }}", "9".repeat(30_000), "9".repeat(30_000))),
        text("a string", format!("{{ node(id: \"{}\") {{ id }} }}", "x".repeat(65_000))),
        text("escapes", format!("{{ node(id: \"{}\") {{ id }} }}", "\\u0041".repeat(10_000))),
        text("escapes of half characters", format!("{{ node(id: \"{}\") {{ id }} }}", "\\ud800".repeat(10_000))),
        text("a block string", format!("{{ node(id: \"\"\"{}\"\"\") {{ id }} }}", "\n  x".repeat(15_000))),
        text("a block string of quotes", format!("{{ node(id: \"\"\"{}\"\"\") {{ id }} }}", "\\\"\"\"".repeat(15_000))),
        text("a string without an end", format!("{{ node(id: \"{}", "x".repeat(60_000))),
        text("a block string without an end", format!("{{ node(id: \"\"\"{}", "x\n".repeat(30_000))),
        text(
            "variables of variables",
            format!(
                "query($a: [ID!]! = [{}]) {{ {} }}",
                "\"x\" ".repeat(2_000),
                many(400, |n| format!("a{n}: nodes(ids: $a) {{ id }} "))
            ),
        ),
        text("overlapping fields", format!("{{ {} }}", many(1_900, |_| "viewer { subject } ".to_owned()))),
        text(
            "overlapping fields with arguments that differ",
            format!("{{ {} }}", many(1_500, |n| format!("portal(host: \"h{n}\") {{ __typename }} "))),
        ),
        text("overlapping fragments", overlapping()),
        text(
            "questions about the schema",
            format!("{{ __schema {{ types {{ {}name{} }} }} }}", "fields { type { ".repeat(12), " } }".repeat(12)),
        ),
        text(
            "questions about the schema, aliased",
            format!("{{ {} }}", many(500, |n| format!("a{n}: __schema {{ types {{ name fields {{ name }} }} }} "))),
        ),
        text(
            "pages of pages",
            "{ accounts(first: 100) { nodes { revisions(first: 100) { nodes { changes { path } } } } } }".to_owned(),
        ),
        text("a page without a bound", "{ accounts(first: 2147483647) { nodes { id } } }".to_owned()),
        text("a page below zero", "{ accounts(first: -2147483648) { nodes { id } } }".to_owned()),
        text(
            "a subscription of everything",
            format!("subscription {{ {} }}", many(2_000, |n| format!("a{n}: revisions {{ number }} "))),
        ),
        text("a name of an operation as long as fits", format!("query {} {{ __typename }}", "x".repeat(65_000))),
        text("a definition of a type", "type Query { a: Int } { __typename }".to_owned()),
        text("a NUL", "{ __typename \0 }".to_owned()),
        text("a NUL in a string", "{ node(id: \"\0\") { id } }".to_owned()),
        text("NULs", "\0".repeat(60_000)),
        text("control characters", (1..32_u8).map(char::from).cycle().take(60_000).collect()),
        text("letters of no alphabet of ours", "{ \u{1d4b6}\u{202e}\u{0301}\u{fffd}\u{10ffff} }".to_owned()),
        text("dots", ".".repeat(65_000)),
        text("quotes", "\"".repeat(65_001)),
        text("backslashes in a string", format!("{{ node(id: \"{}\") {{ id }} }}", "\\".repeat(60_001))),
        text("as large as is read", format!("{{ __typename }}{}", " ".repeat(64 * 1024 - 14))),
        text("larger than is read", format!("{{ __typename }}{}", " ".repeat(64 * 1024 - 13))),
    ];
    for (name, levels) in
        [("a bomb of 2^10", 10), ("a bomb of 2^18", 18), ("a bomb of 2^30", 30), ("a bomb of 2^300", 300)]
    {
        all.push((name, bomb(levels).into_bytes()));
    }
    all.push(("no UTF-8", b"{ node(id: \"\xff\xfe\xc0\x80\") { id } }".to_vec()));
    all.push(("half a character", [b"{ __typename } #".as_slice(), &[0xe2, 0x82]].concat()));
    all.push(("every byte", (0..=255).cycle().take(60_000).collect()));
    all
}

/// Fragments that each spread the next one twice.
fn bomb(levels: usize) -> String {
    let fragments = many(levels, |level| format!("fragment F{level} on Query {{ ...F{0} ...F{0} }} ", level + 1));
    format!("{{ ...F0 }} {fragments} fragment F{levels} on Query {{ __typename }}")
}

/// Fragments that all select the same fields, spread side by side at every level.
fn overlapping() -> String {
    let spreads = many(30, |n| format!("...F{n} "));
    let fragments = many(30, |n| format!("fragment F{n} on Query {{ {} }} ", "viewer { subject } ".repeat(30)));
    format!("{{ {spreads} }} {fragments}")
}

/// What is made of each number from 0 on, one after the other.
fn many(count: usize, make: impl Fn(usize) -> String) -> String {
    (0..count).map(make).collect::<Vec<_>>().concat()
}

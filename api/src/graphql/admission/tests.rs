//! What is admitted, and how little work it takes to refuse the rest.

use async_graphql::{Value, Variables, value};
use proptest::prelude::*;

use super::*;
use crate::graphql::documents::Choice;

const RIGHTS: Rights = Rights { introspection: true, documents: Choice::Any };

fn admit(request: Request, limits: &Limits) -> Result<Admitted, Refusal> {
    Admission { limits: *limits, ..Admission::default() }.admit(request, RIGHTS)
}

fn judged(query: impl Into<String>) -> Result<Admitted, Refusal> {
    admit(Request::new(query), &Limits::default())
}

fn refused(query: impl Into<String>) -> Refusal {
    judged(query).unwrap_err()
}

fn code(refusal: Refusal) -> String {
    let error = ServerError::from(refusal);
    let Some(Value::String(code)) = error.extensions.unwrap().get("code").cloned() else { panic!("no code") };
    code
}

/// What is made of each number, one after the other.
fn many(numbers: impl IntoIterator<Item = usize>, make: impl Fn(usize) -> String) -> String {
    numbers.into_iter().map(make).collect()
}

/// `levels` fragments that each spread the next one twice.
fn bomb(levels: usize) -> String {
    let fragments =
        many(1..=levels, |level| format!("fragment F{level} on Q {{ ...F{} ...F{} }}", level - 1, level - 1));
    format!("{{ ...F{levels} }} fragment F0 on Q {{ a }} {fragments}")
}

#[test]
fn a_plain_query_is_admitted_with_little_work() {
    let Admitted { mut request, operation, cost, work, .. } = judged("{ a { b ...F } } fragment F on B { c }").unwrap();
    assert_eq!(operation, OperationType::Query);
    assert_eq!(work, Work { bytes: 38, tokens: 15, selections: 4, comparisons: 12, priced: 1 });
    assert_eq!(cost, 1);
    assert_eq!(request.parsed_query().unwrap().fragments.len(), 1);
}

#[test]
fn lists_three_thousand_deep_are_refused_after_sixty_brackets() {
    let query = format!("{{ f(a: {}", "[".repeat(3_000));
    let refusal = refused(query);
    assert_eq!(refusal.reason, Reason::Nesting);
    assert_eq!(refusal.work, Work { bytes: 7 + 59, tokens: 5 + 59, selections: 0, comparisons: 0, priced: 0 });
    assert_eq!(code(refusal), "COST_LIMIT");
}

#[test]
fn a_fragment_bomb_is_refused_after_visiting_each_spread_once() {
    let refusal = refused(bomb(18));
    assert_eq!(refusal.reason, Reason::Selections);
    assert!(refusal.work.selections <= 2 * 18 + 2, "{:?}", refusal.work);
    assert_eq!(refusal.work.comparisons, 0);
    assert_eq!(code(refusal), "COST_LIMIT");
    let small = judged(bomb(10)).unwrap();
    assert!(small.work.selections <= 2 * 10 + 2, "{:?}", small.work);
    assert!(small.work.comparisons <= 500, "{:?}", small.work);
}

#[test]
fn a_bomb_of_fragments_that_nothing_spreads_is_refused_as_well() {
    let unused = bomb(18).replace("{ ...F18 }", "{ a }");
    assert_eq!(refused(unused).reason, Reason::Selections);
}

#[test]
fn many_bytes_are_refused_unread() {
    let refusal = refused(format!("{{ a }} # {}", "x".repeat(64 * 1024)));
    assert_eq!((refusal.reason.clone(), refusal.work), (Reason::Bytes, Work::default()));
    assert_eq!(code(refusal), "PAYLOAD_TOO_LARGE");
    assert!(judged(format!("{{ a }} # {}", "x".repeat(60 * 1024))).is_ok());
}

#[test]
fn many_tokens_are_refused_at_the_limit() {
    let refusal = refused(format!("{{ {} }}", "a ".repeat(20_000)));
    assert_eq!((refusal.reason.clone(), refusal.work.tokens), (Reason::Tokens, 10_001));
    assert_eq!(code(refusal), "COST_LIMIT");
    assert!(judged(format!("{{ {} }}", "a ".repeat(9_998))).is_ok());
}

#[test]
fn selections_deep_in_brackets_or_in_fragments_are_refused() {
    let nested = |depth: usize| format!("{}b{}", "{ a ".repeat(depth), " }".repeat(depth));
    assert!(judged(nested(33)).is_ok());
    assert_eq!(refused(nested(34)).reason, Reason::Depth);
    let chain = |length: usize| {
        let fragments = many(1..length, |n| format!("fragment F{n} on Q {{ ...F{} }}", n - 1));
        format!("{{ ...F{} }} fragment F0 on Q {{ a }} {fragments}", length - 1)
    };
    assert!(judged(chain(32)).is_ok());
    assert_eq!(code(refused(chain(33))), "COST_LIMIT");
    assert_eq!(refused(chain(900)).reason, Reason::Depth);
}

#[test]
fn fragments_in_a_circle_are_refused() {
    for query in [
        "{ ...A } fragment A on Q { ...A }",
        "{ ...A } fragment A on Q { a { ...B } } fragment B on Q { ... { ...A } }",
        "{ a } fragment A on Q { ...B } fragment B on Q { ...A }",
    ] {
        let refusal = refused(query);
        assert_eq!(refusal.reason, Reason::FragmentCycle, "{query}");
        assert_eq!(code(refusal), "BAD_USER_INPUT");
    }
    assert!(judged("{ ...Unknown }").is_ok(), "an unknown fragment is left to validation");
}

#[test]
fn a_large_variable_may_be_used_once_and_not_a_thousand_times() {
    let large = |query: String| {
        let variables = Variables::from_value(value!({ "v": "x".repeat(1_000_000) }));
        admit(Request::new(query).variables(variables), &Limits::default())
    };
    assert!(large("query($v: String) { a(b: $v) }".to_owned()).is_ok());
    let many = large(format!("query($v: String) {{ {} }}", "a(b: $v) ".repeat(1_000)));
    assert_eq!(many.unwrap_err().reason, Reason::Values);
    let one_list = large(format!("query($v: String) {{ a(b: [{}]) }}", "$v ".repeat(4_000)));
    assert_eq!(one_list.unwrap_err().reason, Reason::Values);
    let directives = large(format!("query($v: String) {{ {} }}", "a @b(c: $v) ".repeat(1_000)));
    assert_eq!(directives.unwrap_err().reason, Reason::Values);
}

#[test]
fn large_defaults_and_literals_count_as_often_as_they_are_used() {
    let default = format!("query($v: [Int] = [{}]) {{ {} }}", "1 ".repeat(2_000), "a(b: $v) ".repeat(500));
    assert_eq!(refused(default).reason, Reason::Values);
    let literal = format!("{{ {} }} fragment F on Q {{ a(b: [{}]) }}", "...F ".repeat(1_000), "1 ".repeat(2_000));
    assert_eq!(refused(literal).reason, Reason::Values);
}

#[test]
fn operations_that_share_fragments_are_counted_together() {
    let operations = many(0..500, |n| format!("query Q{n} {{ ...F }} "));
    let query = format!("{operations} fragment F on Q {{ {} }}", "a ".repeat(2_000));
    assert_eq!(refused(query).reason, Reason::Selections);
    let variables = many(0..2_000, |n| format!("$v{n} "));
    let query = format!("{operations} fragment F on Q {{ a(b: [{variables}]) }}");
    assert_eq!(refused(query).reason, Reason::Values);
}

#[test]
fn fields_that_contradict_each_other_are_refused_at_the_first() {
    for query in [
        "{ a: b a: c }",
        "{ a(b: 1) a(b: 2) }",
        "{ a(b: 1) a }",
        "{ a(b: 1) a(c: 1) }",
        "{ x { a: b ...F } } fragment F on X { y { a: b a: c } }",
        "{ x { a: b } x { a: c } }",
        "{ x { ...F } x { y { a: c } } } fragment F on X { y { a: b } }",
        "{ a: b ... on Query { a: c } }",
        "{ ... on Query { ... { a: b } a: c } }",
        "{ x { a: b } ... on Query { x { a: c } } }",
    ] {
        let refusal = refused(query);
        assert!(matches!(&refusal.reason, Reason::Contradiction { key, .. } if key == "a"), "{query}");
        let error = ServerError::from(refusal);
        assert_eq!(error.locations.len(), 2);
    }
    for query in [
        "{ a a }",
        "{ a(b: [1, {c: $d}]) a(b: [1, {c: $d}]) }",
        "{ ... on A { a: b } ... on B { a: c } }",
        "{ ... on A { x { a: b } } ... on B { x { a: c } } }",
        "{ x { a: b } y { a: c } ...F } fragment F on Q { x { d } }",
    ] {
        assert!(judged(query).is_ok(), "{query}");
    }
    let arguments = many(0..2_000, |n| format!("x{n}: 1 "));
    let refusal = refused(format!("{{ a({arguments}) {} }}", "a ".repeat(3_000)));
    assert!(matches!(refusal.reason, Reason::Contradiction { .. }));
    assert_eq!(refusal.work.comparisons, 2);
}

#[test]
fn fields_of_an_interface_meet_those_of_every_object() {
    let sdl = "type Query { node: Node one: One } interface Node { id: ID } type One implements Node { id: ID name: ID next: One }
        type Two implements Node { id: ID name: ID }";
    let admission = Admission { prices: Prices::of(sdl).unwrap(), ..Admission::default() };
    let admit = |query: &str| admission.admit(Request::new(query), RIGHTS);
    for query in [
        "{ one { ... on Node { a: id } ... on One { a: name } } }",
        "{ one { a: name ... on Node { a: id } } }",
        "{ node { a: id ... on One { a: name } } }",
        "{ node { ...N ... on One { a: name } } } fragment N on Node { a: id }",
        "{ node { ... on One { next { ... on Node { a: id } } next { a: name } } } }",
    ] {
        let refusal = admit(query).map(drop).unwrap_err();
        assert!(matches!(&refusal.reason, Reason::Contradiction { key, .. } if key == "a"), "{query}");
    }
    for query in [
        "{ node { ... on One { a: name } ... on Two { a: id } } }",
        "{ node { id ... on One { id a: name } ... on Two { a: id } } }",
        "{ one { ... on Node { id } ... on One { id name } ... on Two { name: id } } }",
    ] {
        assert!(admit(query).is_ok(), "{query}");
    }
}

#[test]
fn arguments_and_conditions_that_are_compared_again_and_again_are_counted() {
    let arguments = many(0..250, |n| format!("a{n}: 1 "));
    let field = format!("g({arguments}) {{ id }} ");
    let conditions = |kind: char| many(0..28, |n| format!("... on {kind}{n} {{ x {{ id }} }} "));
    let query = format!(
        "{{ x {{ x {{ {} ... on A {{ {} }} }} {} }} {} }}",
        field.repeat(5),
        field.repeat(5),
        conditions('B'),
        conditions('C')
    );
    assert_eq!(refused(query).reason, Reason::Comparisons);
    let fields = "id ".repeat(3_300);
    let query = format!("{{ x {{ {fields} ... on A {{ {} }} {} }} }}", "id ".repeat(950), conditions('B'));
    assert!(judged(query).map_or_else(|refusal| refusal.work, |admitted| admitted.work).comparisons <= 110_000);
}

#[test]
fn fragments_that_overlap_too_much_are_refused() {
    let fields = many(0..1_500, |n| format!("a{n}: b "));
    let unused = many(0..600, |n| format!("fragment F{n} on Q {{ ...G }} "));
    let refusal = refused(format!("{{ a }} {unused} fragment G on Q {{ {fields} }}"));
    assert_eq!(refusal.reason, Reason::Comparisons);
    assert_eq!(refusal.work.comparisons, Limits::default().comparisons + 1);
    assert_eq!(code(refusal), "COST_LIMIT");
}

#[test]
fn a_document_that_cannot_be_parsed_is_bad_user_input() {
    for query in
        ["", "{", "{}", "{ a", "query", "{ a(b:) }", "type A { b: C }", "{ \"", "{ a } { b }", "fragment F on Q { a }"]
    {
        assert_eq!(code(refused(query)), "BAD_USER_INPUT", "{query}");
    }
    let Reason::Syntax(error) = refused("{ a(b:) }").reason else { panic!("not of syntax") };
    assert!(!error.locations.is_empty());
}

#[test]
fn the_operation_is_chosen_by_name_or_is_the_only_one() {
    let choose = |query: &str, name: Option<&str>| {
        let mut request = Request::new(query);
        request.operation_name = name.map(str::to_owned);
        admit(request, &Limits::default()).map(|admitted| admitted.operation).map_err(|refusal| refusal.reason)
    };
    let two = "query A { a } mutation B { b }";
    assert_eq!(choose("{ a }", None), Ok(OperationType::Query));
    assert_eq!(choose("mutation B { b }", None), Ok(OperationType::Mutation));
    assert_eq!(choose("mutation B { b }", Some("B")), Ok(OperationType::Mutation));
    assert_eq!(choose(two, Some("A")), Ok(OperationType::Query));
    assert_eq!(choose(two, Some("B")), Ok(OperationType::Mutation));
    assert_eq!(choose(two, None), Err(Reason::NoOperationName));
    assert_eq!(choose(two, Some("C")), Err(Reason::UnknownOperation("C".to_owned())));
    assert_eq!(choose(two, Some("")), Err(Reason::UnknownOperation(String::new())));
    assert_eq!(choose("{ a }", Some("A")), Err(Reason::UnknownOperation("A".to_owned())));
}

#[test]
fn a_subscription_selects_one_field_wherever_it_stands() {
    for query in [
        "subscription { a }",
        "subscription { ...F } fragment F on S { a }",
        "subscription { ... { ... on S { ...F } } } fragment F on S { a { b c } }",
    ] {
        let mut request = judged(query).unwrap().request;
        let document = request.parsed_query().unwrap();
        let (_, operation) = document.operations.iter().next().unwrap();
        let at_root = |selection: &&async_graphql::Positioned<_>| {
            matches!(selection.node, async_graphql::parser::types::Selection::Field(_))
        };
        assert_eq!(operation.node.selection_set.node.items.iter().filter(at_root).count(), 1, "{query}");
    }
    for query in [
        "subscription { a b }",
        "subscription { a a }",
        "subscription { a ...F } fragment F on S { b }",
        "subscription { ...Unknown }",
        "subscription($c: Boolean!) { a @include(if: $c) }",
        "subscription($c: Boolean!) { ... @skip(if: $c) { a } }",
    ] {
        assert!(matches!(refused(query).reason, Reason::Subscription(_)), "{query}");
    }
}

/// Brackets at the limit in every place where the parser recurses, on a stack of the usual size.
#[test]
fn the_deepest_document_that_is_admitted_can_be_parsed() {
    let cases = [
        format!("{{ a(b: {}1{}) }}", "[".repeat(58), "]".repeat(58)),
        format!("{{ a(b: {}1{}) }}", "{c: ".repeat(58), "}".repeat(58)),
        format!("query($a: {}Int{}) {{ b }}", "[".repeat(59), "]".repeat(59)),
        format!("query($a: Int = {}1{}) {{ b }}", "[".repeat(59), "]".repeat(59)),
        format!("{}a{}", "{ ...".repeat(60), "}".repeat(60)),
    ];
    std::thread::Builder::new()
        .stack_size(2 * 1024 * 1024)
        .spawn(move || {
            for query in cases {
                match judged(query.as_str()) {
                    Ok(_) => {}
                    Err(refusal) => assert_eq!(refusal.reason, Reason::Depth, "{query}"),
                }
            }
        })
        .unwrap()
        .join()
        .unwrap();
}

/// What a document expands to, spread out.
fn spread(document: &async_graphql::parser::types::ExecutableDocument) -> usize {
    use async_graphql::parser::types::{ExecutableDocument, Selection, SelectionSet};
    fn set(document: &ExecutableDocument, selections: &SelectionSet) -> usize {
        selections
            .items
            .iter()
            .map(|selection| {
                1 + match &selection.node {
                    Selection::Field(field) => set(document, &field.node.selection_set.node),
                    Selection::InlineFragment(inline) => set(document, &inline.node.selection_set.node),
                    Selection::FragmentSpread(spread) => {
                        set(document, &document.fragments[&spread.node.fragment_name.node].node.selection_set.node)
                    }
                }
            })
            .sum()
    }
    document.operations.iter().map(|(_, operation)| set(document, &operation.node.selection_set.node)).sum()
}

proptest! {
    /// Each fragment spreads only later ones, so there is no circle; the count agrees with spreading them out.
    #[test]
    fn the_count_is_what_spreading_the_fragments_gives(
        spreads in prop::collection::vec(prop::collection::vec(0_usize..6, 0..4), 1..6),
    ) {
        let last = spreads.len();
        let target = |index: usize, step: usize| (index + 1 + step).min(last);
        let fragments = many(0..last, |index| {
            let targets = many(spreads[index].iter().copied(), |step| format!("b {{ ...F{} }} ", target(index, step)));
            format!("fragment F{index} on Q {{ a {targets} }} ")
        });
        let all = many(0..last, |index| format!("...F{index} "));
        let query = format!("{{ {all} }} {fragments} fragment F{last} on Q {{ a }}");
        let expected = spread(&parse_query(&query).unwrap());
        let exact = Limits { selections: expected, ..Limits::default() };
        prop_assert!(admit(Request::new(&query), &exact).is_ok());
        let below = Limits { selections: expected - 1, ..Limits::default() };
        let refusal = admit(Request::new(&query), &below);
        let refused = matches!(refusal, Err(Refusal { reason: Reason::Selections, .. }));
        prop_assert!(refused);
    }

    #[test]
    fn no_text_makes_admission_panic(query in "[{}\\[\\]()\"$:@!.a1# \n]{0,120}") {
        let _ = judged(query);
    }
}

#[test]
fn questions_about_the_schema_lead_through_at_most_three_lists() {
    let nested = |lists: usize| {
        format!("{{ __schema {{ types {{ {}name{} }} }} }}", "fields { type { ".repeat(lists), " } }".repeat(lists))
    };
    assert!(judged(nested(3)).is_ok());
    assert_eq!(refused(nested(4)).reason, Reason::Depth);
    let spread = "{ __type(name: \"A\") { ...A } } fragment A on __Type { fields { type { ...B } } } \
        fragment B on __Type { inputFields { type { interfaces { possibleTypes { name } } } } }";
    assert_eq!(refused(spread).reason, Reason::Depth);
    // Where nobody asks about the schema, the names mean nothing.
    assert!(judged("{ fields { fields { fields { fields { fields { a } } } } } }").is_ok());
}

//! What operations cost, and how little is visited to find out.

use async_graphql::{Variables, value};

use super::super::{Admission, Admitted, Reason};
use super::*;
use crate::graphql::{documents::Choice, host::Rights};

const SDL: &str = "
    type Query {
        account: Account
        node(id: ID!): Node
        nodes(ids: [ID!]!): [Node]!
        accounts(first: Int, last: Int): AccountConnection!
        name: String
    }
    type Mutation { change(input: String): Payload! }
    type Subscription { revisions: Revision! }
    type Payload { account: Account, userErrors: [Error!]! }
    type Error { path: [String!]! }
    type Revision { number: Int! }
    type Account implements Node { id: ID!, contacts: [Contact!]!, children(first: Int): AccountConnection!, flags: [Flag!]! }
    type Contact { email: String! }
    type AccountConnection { edges: [AccountEdge!]!, nodes: [Account!]!, totalCount: Int! }
    type AccountEdge { cursor: String!, node: Account! }
    interface Node { id: ID! }
    enum Flag { A B }
    schema { query: Query, mutation: Mutation, subscription: Subscription }
";

fn admitted(request: Request) -> Admitted {
    let admission = Admission { prices: Prices::of(SDL).unwrap(), ..Admission::default() };
    admission.admit(request, Rights { introspection: true, documents: Choice::Any }).unwrap()
}

fn price(query: &str) -> u64 {
    admitted(Request::new(query)).cost
}

fn price_with(query: &str, variables: Value) -> u64 {
    admitted(Request::new(query).variables(Variables::from_value(variables))).cost
}

#[test]
fn an_object_costs_one_and_a_leaf_nothing() {
    assert_eq!(price("{ name }"), 1);
    assert_eq!(price("{ __typename account { id } }"), 2);
    assert_eq!(price("{ account { id flags } a: account { id } }"), 3);
    assert_eq!(price("{ nothing { at { all } } }"), 1);
}

#[test]
fn what_is_below_a_list_counts_as_often_as_the_list_is_long() {
    assert_eq!(price("{ account { contacts { email } } }"), 1 + 1 + ASSUMED);
    assert_eq!(price("{ accounts(first: 10) { totalCount } }"), 1 + 10);
    assert_eq!(price("{ accounts(first: 10) { nodes { id } } }"), 1 + 10 * 2);
    assert_eq!(
        price("{ accounts(last: 10) { edges { node { contacts { email } } } } }"),
        1 + 10 * (1 + 1 + 1 + ASSUMED)
    );
    assert_eq!(price("{ accounts(first: 10) { nodes { children(first: 10) { nodes { id } } } } }"), 1 + 10 * (2 + 20));
    assert_eq!(price(r#"{ nodes(ids: ["a", "b", "c"]) { id } }"#), 1 + 3);
    assert_eq!(price(r#"{ nodes(ids: "a") { id } }"#), 1 + 1);
    assert_eq!(price("{ nodes(ids: []) { id } }"), 1);
}

#[test]
fn lengths_are_read_from_variables_and_their_defaults_and_are_no_more_than_a_page() {
    let query = "query($n: Int = 7) { accounts(first: $n) { totalCount } }";
    assert_eq!(price(query), 1 + 7);
    assert_eq!(price_with(query, value!({ "n": 9 })), 1 + 9);
    assert_eq!(price_with(query, value!({ "n": 2_000_000_000 })), 1 + 100);
    for wrong in [value!({ "n": null }), value!({ "n": -1 }), value!({ "n": "x" }), value!({ "n": [1] })] {
        let admission = Admission { prices: Prices::of(SDL).unwrap(), ..Admission::default() };
        let request = Request::new(query).variables(Variables::from_value(wrong));
        let rights = Rights { introspection: true, documents: Choice::Any };
        assert_eq!(admission.admit(request, rights).unwrap().cost, 2);
    }
    let ids = "query($ids: [ID!]!) { nodes(ids: $ids) { id } }";
    assert_eq!(price_with(ids, value!({ "ids": ["a", "b"] })), 1 + 2);
    assert_eq!(price(ids), 1);
}

#[test]
fn a_change_costs_a_transaction_and_only_the_operation_that_runs_is_counted() {
    assert_eq!(price("mutation { change { userErrors { path } } }"), 1 + CHANGE + 1 + ASSUMED);
    assert_eq!(price("mutation { a: change { account { id } } b: change { account { id } } }"), 1 + 2 * (CHANGE + 2));
    assert_eq!(price("subscription { revisions { number } }"), 2);
    let mut request = Request::new("query A { name } query B { account { id } }");
    request.operation_name = Some("B".to_owned());
    assert_eq!(admitted(request).cost, 2);
}

#[test]
fn fragments_cost_what_they_expand_to_and_are_visited_once() {
    assert_eq!(
        price("{ ...F ...F } fragment F on Query { account { ...C } } fragment C on Account { contacts { email } }"),
        1 + 2 * (1 + ASSUMED)
    );
    assert_eq!(price("{ node(id: 1) { ... on Account { contacts { email } } ... { id } } }"), 1 + 1 + ASSUMED);
    let level = |level: usize| format!("fragment F{level} on Query {{ ...F{} ...F{} }} ", level - 1, level - 1);
    let levels = (1..=11).map(level).collect::<Vec<_>>().concat();
    let bomb = admitted(Request::new(format!("{{ ...F11 }} fragment F0 on Query {{ account {{ id }} }} {levels}")));
    assert_eq!(bomb.cost, 1 + (1 << 11));
    assert!(bomb.work.priced <= 2 * 11 + 3, "{:?}", bomb.work);
}

#[test]
fn what_costs_too_much_is_refused_with_the_cost_and_the_limit() {
    let query = "{ accounts(first: 100) { nodes { children(first: 100) { nodes { children(first: 100) { nodes { id } } } } } } }";
    let admission = Admission { prices: Prices::of(SDL).unwrap(), ..Admission::default() };
    let rights = Rights { introspection: true, documents: Choice::Any };
    let refusal = admission.admit(Request::new(query), rights).unwrap_err();
    let cost = 1 + 100 * (2 + 100 * (2 + 100 * 2));
    assert_eq!(refusal.reason, Reason::Cost { cost, limit: 20_000 });
    let error = async_graphql::ServerError::from(refusal);
    assert_eq!(error.message, format!("The operation costs {cost}, and may cost 20000."));
    let told = value!({ "code": "COST_LIMIT", "cost": { "requested": cost, "limit": 20_000 } });
    assert_eq!(serde_json::to_value(error.extensions).unwrap(), serde_json::to_value(told).unwrap());
}

#[test]
fn the_schema_is_told_to_those_who_may_ask_it_and_costs_as_much_as_many_objects() {
    assert_eq!(price("{ __schema { types { name fields { name } } } }"), 1 + INTROSPECTION);
    let admission = Admission { prices: Prices::of(SDL).unwrap(), ..Admission::default() };
    let rights = Rights { introspection: false, documents: Choice::Any };
    for query in [
        "{ __schema { queryType { name } } }",
        "{ __type(name: \"A\") { name } }",
        "{ ...F } fragment F on Query { a: __schema { queryType { name } } }",
        "query A { name } query B { ... { __type(name: \"A\") { name } } }",
    ] {
        let mut request = Request::new(query);
        request.operation_name = query.starts_with("query A").then(|| "A".to_owned());
        assert_eq!(admission.admit(request, rights).unwrap_err().reason, Reason::Introspection, "{query}");
    }
    assert!(admission.admit(Request::new("{ __typename }"), rights).is_ok());
}

#[test]
fn a_document_of_fields_that_do_not_exist_is_refused_before_it_is_compared_with_all_that_do() {
    let admission = Admission { prices: Prices::of(SDL).unwrap(), ..Admission::default() };
    let rights = Rights { introspection: true, documents: Choice::Any };
    let judged = |query: String| admission.admit(Request::new(query), rights).map(|admitted| admitted.cost);
    let fields = |count: usize| (0..count).map(|number| format!("unknown{number} ")).collect::<Vec<_>>().concat();
    assert_eq!(judged(format!("{{ name {} }}", fields(100))).unwrap(), 1, "validation tells a hundred");
    for query in [
        format!("{{ name {} }}", fields(101)),
        format!("{{ name }} fragment F on Account {{ contacts {{ {} }} }}", fields(101)),
        format!("{{ accounts(first: 1) {{ nodes {{ ... on Account {{ {} }} }} }} }}", fields(101)),
    ] {
        assert_eq!(judged(query.clone()).unwrap_err().reason, Reason::UnknownFields, "{query}");
    }
}

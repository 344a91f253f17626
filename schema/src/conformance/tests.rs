//! Where errors land, and what they null.

use std::time::Duration;

use async_graphql::{
    EmptySubscription, Enum, InputObject, MaybeUndefined, Object, Schema, SimpleObject, Subscription, Variables,
};
use futures_util::{FutureExt as _, Stream, stream};
use serde_json::{Value as Json, json};

use super::*;

type Outcome<T> = async_graphql::Result<T>;

/// A refusal that is written for the client.
fn refused<T>(message: &str) -> Outcome<T> {
    let mut error = async_graphql::Error::new(message);
    error.extensions.get_or_insert_default().set("code", "FORBIDDEN");
    Err(error)
}

/// Fails where its id says so.
#[derive(Clone)]
struct Item(i32);

#[Object]
impl Item {
    async fn id(&self) -> i32 {
        self.0
    }

    async fn needed(&self) -> Outcome<i32> {
        if self.0 < 0 { refused("needed") } else { Ok(self.0) }
    }

    async fn slowly_needed(&self) -> Outcome<i32> {
        tokio::time::sleep(Duration::from_millis(5)).await;
        self.needed_or_not()
    }

    async fn optional(&self) -> Outcome<Option<i32>> {
        self.needed_or_not().map(Some)
    }

    async fn child(&self) -> Item {
        self.clone()
    }

    async fn maybe_child(&self) -> Option<Item> {
        Some(self.clone())
    }
}

impl Item {
    fn needed_or_not(&self) -> Outcome<i32> {
        if self.0 < 0 { refused("refused") } else { Ok(self.0) }
    }
}

fn items() -> Vec<Item> {
    vec![Item(1), Item(-2), Item(3), Item(-4)]
}

#[derive(Clone, Copy, PartialEq, Eq, Enum)]
enum Colour {
    Red,
}

#[derive(InputObject)]
struct Change {
    id: i32,
    name: MaybeUndefined<String>,
    colours: Option<Vec<Colour>>,
}

#[derive(SimpleObject)]
struct Seen {
    name: &'static str,
}

struct Query;

#[Object]
impl Query {
    async fn good(&self) -> Item {
        Item(7)
    }

    async fn bad(&self) -> Item {
        Item(-7)
    }

    async fn maybe_bad(&self) -> Option<Item> {
        Some(Item(-7))
    }

    async fn refused(&self) -> Outcome<Option<i32>> {
        refused("refused")
    }

    async fn broken(&self) -> Outcome<Option<i32>> {
        Err("password=hunter2".into())
    }

    /// `[Item!]!`
    async fn all(&self) -> Vec<Item> {
        items()
    }

    /// `[Item!]`
    async fn all_or_none(&self) -> Option<Vec<Item>> {
        Some(items())
    }

    /// `[Item]!`
    async fn each_or_none(&self) -> Vec<Option<Item>> {
        items().into_iter().map(Some).collect()
    }

    /// `[[Item!]]!`
    async fn rows(&self) -> Vec<Option<Vec<Item>>> {
        vec![Some(vec![Item(1)]), Some(items()), None]
    }

    /// `[[Item!]!]`
    async fn table(&self) -> Option<Vec<Vec<Item>>> {
        Some(vec![vec![Item(1)], items()])
    }

    /// `[Int]!` whose items fail by themselves.
    async fn numbers(&self) -> Vec<Option<Outcome<i32>>> {
        vec![Some(Ok(1)), Some(refused("second")), None, Some(refused("fourth"))]
    }

    /// `[Int!]` whose items fail by themselves.
    async fn strict_numbers(&self) -> Option<Vec<Outcome<i32>>> {
        Some(vec![Ok(1), refused("second"), refused("third")])
    }

    async fn seen(&self, change: Change) -> Seen {
        let Change { id: _, name, colours: _ } = change;
        Seen {
            name: match name {
                MaybeUndefined::Undefined => "undefined",
                MaybeUndefined::Null => "null",
                MaybeUndefined::Value(_) => "value",
            },
        }
    }

    async fn even(&self, number: Even) -> Option<i32> {
        Some(number.0)
    }
}

struct Even(i32);

#[async_graphql::Scalar]
impl async_graphql::ScalarType for Even {
    fn parse(value: Value) -> async_graphql::InputValueResult<Self> {
        match &value {
            Value::Number(number) if number.as_i64() == Some(2) => Ok(Self(2)),
            _ => Err(async_graphql::InputValueError::custom("only two will do")),
        }
    }

    fn to_value(&self) -> Value {
        Value::from(self.0)
    }
}

#[derive(Default)]
struct Log(Mutex<Vec<i32>>);

struct Mutation;

#[Object]
impl Mutation {
    async fn change(&self, ctx: &async_graphql::Context<'_>, id: i32) -> Outcome<Item> {
        change(ctx, id)
    }

    async fn try_change(&self, ctx: &async_graphql::Context<'_>, id: i32) -> Outcome<Option<Item>> {
        change(ctx, id).map(Some)
    }
}

fn change(ctx: &async_graphql::Context<'_>, id: i32) -> Outcome<Item> {
    lock(&ctx.data::<Log>()?.0).push(id);
    if id == 0 { refused("refused") } else { Ok(Item(id)) }
}

struct Events;

#[Subscription]
impl Events {
    async fn item(&self) -> impl Stream<Item = Item> + use<> {
        stream::iter(items())
    }

    async fn maybe_item(&self) -> impl Stream<Item = Option<Item>> + use<> {
        stream::iter(items().into_iter().map(Some))
    }
}

fn schema() -> Schema<Query, Mutation, Events> {
    Schema::build(Query, Mutation, Events).extension(SpecErrors).data(Log::default()).finish()
}

async fn ask(document: &str) -> Json {
    ask_with(document, json!({})).await
}

async fn ask_with(document: &str, variables: Json) -> Json {
    let request = Request::new(document).variables(Variables::from_json(variables));
    answer(&schema().execute(request).await)
}

/// Data and errors, each error as `code message path`.
fn answer(response: &Response) -> Json {
    let errors: Vec<String> = response
        .errors
        .iter()
        .map(|error| {
            let json = serde_json::to_value(error).unwrap();
            let code = json["extensions"]["code"].as_str().unwrap();
            format!("{code} {} {}", error.message, json.get("path").unwrap_or(&Json::Null))
        })
        .collect();
    json!({ "data": response.data, "errors": errors })
}

#[tokio::test]
async fn a_failed_nullable_field_is_null_and_its_siblings_stay() {
    assert_eq!(
        ask("{ good { id } refused bad { optional id } }").await,
        json!({
            "data": { "good": { "id": 7 }, "refused": null, "bad": { "optional": null, "id": -7 } },
            "errors": [r#"FORBIDDEN refused ["refused"]"#, r#"FORBIDDEN refused ["bad","optional"]"#],
        })
    );
}

#[tokio::test]
async fn a_failed_non_null_field_nulls_the_nearest_nullable_parent() {
    assert_eq!(
        ask("{ good { id } maybeBad { id child { child { needed } } } refused }").await,
        json!({
            "data": { "good": { "id": 7 }, "maybeBad": null, "refused": null },
            "errors": [r#"FORBIDDEN needed ["maybeBad","child","child","needed"]"#, r#"FORBIDDEN refused ["refused"]"#],
        })
    );
    assert_eq!(
        ask("{ bad { id a: maybeChild { child { needed } } b: maybeChild { id } } }").await,
        json!({
            "data": { "bad": { "id": -7, "a": null, "b": { "id": -7 } } },
            "errors": [r#"FORBIDDEN needed ["bad","a","child","needed"]"#],
        })
    );
}

#[tokio::test]
async fn a_failure_without_a_nullable_parent_nulls_the_data() {
    assert_eq!(
        ask("{ good { id } bad { child { needed } } }").await,
        json!({ "data": null, "errors": [r#"FORBIDDEN needed ["bad","child","needed"]"#] })
    );
}

#[tokio::test]
async fn errors_inside_lists_have_their_index_and_null_what_may_be_null() {
    assert_eq!(
        ask("{ all { id optional } }").await,
        json!({
            "data": { "all": [
                { "id": 1, "optional": 1 }, { "id": -2, "optional": null },
                { "id": 3, "optional": 3 }, { "id": -4, "optional": null },
            ] },
            "errors": [r#"FORBIDDEN refused ["all",1,"optional"]"#, r#"FORBIDDEN refused ["all",3,"optional"]"#],
        })
    );
    let needed = |field: &str| {
        json!([
            format!(r#"FORBIDDEN needed ["{field}",1,"needed"]"#),
            format!(r#"FORBIDDEN needed ["{field}",3,"needed"]"#)
        ])
    };
    assert_eq!(ask("{ all { needed } }").await, json!({ "data": null, "errors": needed("all") }));
    assert_eq!(
        ask("{ allOrNone { needed } }").await,
        json!({ "data": { "allOrNone": null }, "errors": needed("allOrNone") })
    );
    assert_eq!(
        ask("{ eachOrNone { needed } }").await,
        json!({
            "data": { "eachOrNone": [{ "needed": 1 }, null, { "needed": 3 }, null] },
            "errors": needed("eachOrNone"),
        })
    );
}

#[tokio::test]
async fn errors_inside_nested_lists_null_the_nearest_nullable_list() {
    assert_eq!(
        ask("{ rows { needed } }").await,
        json!({
            "data": { "rows": [[{ "needed": 1 }], null, null] },
            "errors": [r#"FORBIDDEN needed ["rows",1,1,"needed"]"#, r#"FORBIDDEN needed ["rows",1,3,"needed"]"#],
        })
    );
    assert_eq!(
        ask("{ good { id } table { needed } }").await,
        json!({
            "data": { "good": { "id": 7 }, "table": null },
            "errors": [r#"FORBIDDEN needed ["table",1,1,"needed"]"#, r#"FORBIDDEN needed ["table",1,3,"needed"]"#],
        })
    );
}

#[tokio::test]
async fn items_that_fail_by_themselves_are_null() {
    assert_eq!(
        ask("{ numbers }").await,
        json!({
            "data": { "numbers": [1, null, null, null] },
            "errors": [r#"FORBIDDEN second ["numbers",1]"#, r#"FORBIDDEN fourth ["numbers",3]"#],
        })
    );
}

#[tokio::test]
async fn items_that_may_not_be_null_null_their_list() {
    assert_eq!(
        ask("{ good { id } strictNumbers }").await,
        json!({
            "data": { "good": { "id": 7 }, "strictNumbers": null },
            "errors": [r#"FORBIDDEN second ["strictNumbers",1]"#, r#"FORBIDDEN third ["strictNumbers",2]"#],
        })
    );
}

#[tokio::test]
async fn errors_stand_in_the_order_of_the_query_whichever_came_first() {
    let answer = ask("{ slow: bad { optional } maybeBad { slowlyNeeded needed } refused }").await;
    assert_eq!(
        answer["errors"],
        json!([
            r#"FORBIDDEN refused ["slow","optional"]"#,
            r#"FORBIDDEN refused ["maybeBad","slowlyNeeded"]"#,
            r#"FORBIDDEN needed ["maybeBad","needed"]"#,
            r#"FORBIDDEN refused ["refused"]"#,
        ])
    );
}

#[tokio::test]
async fn a_field_selected_twice_fails_once_and_is_nulled_as_a_whole() {
    let nulled = json!({ "data": { "maybeBad": null }, "errors": [r#"FORBIDDEN needed ["maybeBad","needed"]"#] });
    assert_eq!(ask("{ maybeBad { id } maybeBad { needed } }").await, nulled);
    assert_eq!(ask("{ maybeBad { needed } maybeBad { id } }").await, nulled);
    assert_eq!(
        ask("{ refused refused }").await,
        json!({ "data": { "refused": null }, "errors": [r#"FORBIDDEN refused ["refused"]"#] })
    );
    assert_eq!(
        ask("{ all { id } all { needed } }").await["data"],
        Json::Null,
        "a non-null field that is lost once is lost"
    );
}

#[tokio::test]
async fn fields_keep_the_order_of_the_query() {
    let response = schema().execute("{ refused b: good { needed id } a: good { id } }").await;
    assert_eq!(
        serde_json::to_string(&response.data).unwrap(),
        r#"{"refused":null,"b":{"needed":7,"id":7},"a":{"id":7}}"#
    );
}

#[tokio::test]
async fn a_mutation_whose_answer_is_lost_keeps_the_later_ones_from_running() {
    let schema = schema();
    let response =
        schema.execute("mutation { a: change(id: 1) { id } b: change(id: 0) { id } c: change(id: 2) { id } }").await;
    assert_eq!(answer(&response), json!({ "data": null, "errors": [r#"FORBIDDEN refused ["b"]"#] }));
    assert_eq!(*lock(&schema.data::<Log>().unwrap().0), [1, 0]);
}

#[tokio::test]
async fn a_mutation_that_may_be_null_lets_the_later_ones_run() {
    let schema = schema();
    let response = schema
        .execute("mutation { a: tryChange(id: 0) { id } b: tryChange(id: -1) { needed } c: change(id: 2) { id } }")
        .await;
    assert_eq!(
        answer(&response),
        json!({
            "data": { "a": null, "b": null, "c": { "id": 2 } },
            "errors": [r#"FORBIDDEN refused ["a"]"#, r#"FORBIDDEN needed ["b","needed"]"#],
        })
    );
    assert_eq!(*lock(&schema.data::<Log>().unwrap().0), [0, -1, 2]);
}

#[tokio::test]
async fn every_event_of_a_subscription_has_its_own_errors() {
    async fn events(document: &str) -> Vec<Json> {
        schema().execute_stream(document).map(|response| answer(&response)).collect().await
    }
    let lost = json!({ "data": null, "errors": [r#"FORBIDDEN needed ["item","needed"]"#] });
    assert_eq!(
        events("subscription { item { needed } }").await,
        [
            json!({ "data": { "item": { "needed": 1 } }, "errors": [] }),
            lost.clone(),
            json!({ "data": { "item": { "needed": 3 } }, "errors": [] }),
            lost,
        ]
    );
    assert_eq!(
        events("subscription { maybeItem { id needed } }").await[1],
        json!({ "data": { "maybeItem": null }, "errors": [r#"FORBIDDEN needed ["maybeItem","needed"]"#] })
    );
    assert_eq!(
        events("subscription { item { id optional } }").await[3],
        json!({ "data": { "item": { "id": -4, "optional": null } }, "errors": [r#"FORBIDDEN refused ["item","optional"]"#] })
    );
}

#[tokio::test]
async fn a_panic_while_a_lock_is_held_does_not_spread() {
    let run = Arc::new(Run::default());
    let other = Arc::clone(&run);
    std::thread::spawn(move || {
        let _guard = other.failures.lock().unwrap();
        panic!("poisons the lock");
    })
    .join()
    .unwrap_err();
    assert!(run.failures.is_poisoned());
    assert!(lock(&run.failures).is_empty());
}

#[tokio::test]
async fn without_a_mutation_type_queries_answer_alike() {
    let schema = Schema::build(Query, async_graphql::EmptyMutation, EmptySubscription).extension(SpecErrors).finish();
    assert_eq!(
        answer(&schema.execute("{ bad { needed } refused }").await),
        json!({ "data": null, "errors": [r#"FORBIDDEN needed ["bad","needed"]"#, r#"FORBIDDEN refused ["refused"]"#] })
    );
}

mod requests;

/// As many elements as one wants, which wait for nothing.
struct Many;

#[Object]
impl Many {
    async fn items(&self, count: i32) -> Vec<Item> {
        (0..count).map(Item).collect()
    }
}

#[tokio::test]
async fn what_is_much_is_resolved_in_several_goes_and_others_have_their_turn() {
    let schema = Schema::build(Many, async_graphql::EmptyMutation, EmptySubscription).extension(SpecErrors).finish();
    let query = |count: usize| format!("{{ items(count: {count}) {{ id child {{ id }} }} }}");
    let few = schema.execute(query(50)).now_or_never();
    assert!(few.is_some_and(|few| few.is_ok()), "what is little needs one go");
    let mut much = std::pin::pin!(schema.execute(query(2_000)));
    let mut goes = 0;
    let answer = loop {
        goes += 1;
        match futures_util::poll!(&mut much) {
            std::task::Poll::Ready(answer) => break answer,
            std::task::Poll::Pending => tokio::task::yield_now().await,
        }
    };
    // Each element is four of what is counted, and 512 are a go; what waits looks again each time.
    assert!((10..40).contains(&goes), "{goes}");
    let items = answer.data.into_json().unwrap();
    assert_eq!(items["items"].as_array().map(Vec::len), Some(2_000));
    assert_eq!(items["items"][1_999], json!({"id": 1_999, "child": {"id": 1_999}}));
}

//! How much is done at once, and how long anything may take.

use std::time::Duration;

use tokio::sync::Semaphore;

use super::*;
use crate::graphql::{
    admission::Prices,
    body::BodyLimits,
    capacity::{Capacity, Line},
};

const QUERY: &str = r#"{"query":"{ me }"}"#;

fn served(change: impl FnOnce(&mut Entry<Schema<Query, Mutation, Events>, Test>)) -> Router {
    let mut entry = Entry::new(schema(), Arc::new(Test), Shutdown::default());
    change(&mut entry);
    Router::new().route("/graphql", routes(Arc::new(entry)))
}

async fn answered(router: &Router, headers: &[(&str, &str)], body: impl Into<Body>) -> Answer {
    let response = router.clone().oneshot(request(Method::POST, "/graphql", headers, body)).await.unwrap();
    let (parts, body) = response.into_parts();
    let body = body.collect().await.unwrap().to_bytes();
    Answer { status: parts.status.as_u16(), headers: parts.headers, body: serde_json::from_slice(&body).unwrap() }
}

const HEADERS: [(&str, &str); 2] = [("content-type", JSON), ("accept", GRAPHQL)];

#[tokio::test]
async fn where_there_is_no_place_and_no_room_to_wait_the_answer_is_503_at_once() {
    let capacity = Capacity { operations: Line::new(1, 1), changes: Line::new(1, 1) };
    let router = served(|entry| entry.capacity = capacity.clone());
    let place = capacity.operations.enter().await.unwrap();
    for _ in 0..3 {
        // Whoever waits makes room for the next, who waits in their place.
        let (first, second) = (answered(&router, &HEADERS, QUERY), answered(&router, &HEADERS, QUERY));
        tokio::pin!(second);
        let first = tokio::select! {
            biased;
            first = first => first,
            _ = &mut second => panic!("the newest waits"),
        };
        assert_eq!((first.status, first.code(), first.header("retry-after")), (503, "UNAVAILABLE", Some("1")));
    }
    drop(place);
    assert_eq!(answered(&router, &HEADERS, QUERY).await.status, 200);
}

#[tokio::test]
async fn a_change_waits_among_the_changes_and_holds_up_no_query() {
    let capacity = Capacity { operations: Line::new(1, 8), changes: Line::new(1, 8) };
    let router = served(|entry| entry.capacity = capacity.clone());
    let place = capacity.changes.enter().await.unwrap();
    let change = r#"{"query":"mutation { change(change: {}) }"}"#;
    let waiting = {
        let router = router.clone();
        tokio::spawn(async move { answered(&router, &HEADERS, change).await.status })
    };
    while capacity.changes.waiting() == 0 {
        tokio::task::yield_now().await;
    }
    assert_eq!(answered(&router, &HEADERS, QUERY).await.status, 200);
    drop(place);
    assert_eq!(waiting.await.unwrap(), 200);
}

#[tokio::test]
async fn what_is_heavy_waits_once_for_the_thread_that_serves_its_connection_to_go_on() {
    let prices = Prices::of("type Query { me: String again: [Query!]! }").unwrap();
    let router = served(|entry| entry.admission.prices = prices);
    let at_once = |query: String| {
        let answer = answered(&router, &HEADERS, json!({ "query": query }).to_string()).now_or_never();
        answer.inspect(|answer| assert_eq!(answer.status, 200, "{}", answer.body)).is_some()
    };
    let lists =
        |count: u64| (0..count).map(|number| format!("a{number}: again {{ me }}")).collect::<Vec<_>>().join(" ");
    let fields = (0..20).map(|number| format!("b{number}: me")).collect::<Vec<_>>().join(" ");
    let spread = |count: usize| format!("{{ {} }} fragment F on Query {{ {fields} }}", "...F ".repeat(count));
    assert!(at_once("{ me }".to_owned()));
    assert!(at_once(format!("{{ {} }}", lists(10))));
    assert!(!at_once(format!("{{ {} }}", lists(LIGHT / 5))), "what may be much");
    assert!(at_once(spread(FEW / 25)));
    assert!(!at_once(spread(FEW / 20)), "many selections");
    assert!(!at_once(format!("{{ me{} }}", " ".repeat(SHORT))), "what is long to read");
    assert!(!at_once("{ never }".to_owned()), "what waits");
}

#[tokio::test(start_paused = true)]
async fn a_body_that_does_not_arrive_in_time_is_408() {
    let router = served(|_| ());
    let never = stream::once(std::future::pending::<Result<Bytes, std::convert::Infallible>>());
    let answer = answered(&router, &HEADERS, Body::from_stream(never)).await;
    assert_eq!((answer.status, answer.code()), (408, "UNAVAILABLE"));
}

#[tokio::test(start_paused = true)]
async fn a_body_that_arrives_byte_by_byte_is_408_when_its_time_is_over() {
    let router = served(|_| ());
    let bytes = stream::unfold((), |()| async {
        tokio::time::sleep(Duration::from_secs(5)).await;
        Some((Ok::<_, std::convert::Infallible>(Bytes::from_static(b" ")), ()))
    });
    let begun = tokio::time::Instant::now();
    let answer = answered(&router, &HEADERS, Body::from_stream(bytes)).await;
    assert_eq!((answer.status, answer.code()), (408, "UNAVAILABLE"));
    assert_eq!(begun.elapsed().as_secs(), BodyLimits::default().json_time.as_secs());
}

#[tokio::test]
async fn all_bodies_together_are_held_within_bounds() {
    let held = Arc::new(Semaphore::new(QUERY.len() + 4));
    let router = served(|entry| entry.bodies = BodyLimits { held: Arc::clone(&held), ..BodyLimits::default() });
    for _ in 0..3 {
        assert_eq!(answered(&router, &HEADERS, QUERY).await.status, 200, "what was held is given back");
    }
    let padded = format!("{QUERY}     ");
    let answer = answered(&router, &HEADERS, padded).await;
    assert_eq!((answer.status, answer.header("retry-after")), (503, Some("1")));
    assert_eq!(answered(&router, &HEADERS, QUERY).await.status, 200);
}

#[tokio::test(start_paused = true)]
async fn an_operation_that_takes_too_long_is_given_up() {
    let router = served(|_| ());
    let begun = tokio::time::Instant::now();
    let answer = answered(&router, &HEADERS, r#"{"query":"{ never }"}"#).await;
    assert_eq!((answer.status, answer.code()), (503, "UNAVAILABLE"));
    assert_eq!(begun.elapsed().as_secs(), Duration::from_secs(30).as_secs());
}

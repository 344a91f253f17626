//! What a client keeps of a GET, and how it asks whether that is still so.

use axum::http::{Request, StatusCode, header};
use serde_json::json;

use super::{NAME, Node, name, rename};
use crate::support::{Client, client::Answer, on_both};

/// Asks with GET, naming the tag of an answer that the client has.
async fn get(client: &Client, query: &str, has: Option<&str>) -> Answer {
    let address = format!("/graphql?{}", serde_urlencoded::to_string([("query", query)]).unwrap());
    let mut request = client.request("GET", &address);
    if let Some(tag) = has {
        request = request.header(header::IF_NONE_MATCH, tag);
    }
    client.raw(request.body(axum::body::Body::empty()).unwrap()).await
}

fn tag(answer: &Answer) -> String {
    answer.headers[header::ETAG].to_str().unwrap().to_owned()
}

/// The client may keep it, for the one who asked alone, and asks each time.
fn assert_may_be_kept(answer: &Answer) {
    assert_eq!(answer.headers[header::CACHE_CONTROL], "private, no-cache");
    let vary: Vec<&str> = answer.headers.get_all(header::VARY).iter().map(|value| value.to_str().unwrap()).collect();
    for name in ["Authorization", "Accept", "Accept-Language"] {
        assert!(vary.iter().any(|value| value.split(", ").any(|varies| varies == name)), "{vary:?}");
    }
}

on_both! {
    async fn a_client_that_has_the_answer_is_told_so_until_the_answer_is_another(world) {
        world.account("acme").await;
        for node in [Node::remembering(&world).await, Node::forgetful(&world).await] {
            let admin = node.member("admin");
            let before = get(&admin, NAME, None).await;
            assert_eq!(before.status, StatusCode::OK);
            assert_may_be_kept(&before);
            for _ in 0..2 {
                let same = get(&admin, NAME, Some(&tag(&before))).await;
                assert_eq!((same.status, same.body), (StatusCode::NOT_MODIFIED, json!("")));
                assert_may_be_kept(&Answer { body: json!(null), ..get(&admin, NAME, Some("*")).await });
                assert_eq!(same.headers[header::ETAG], before.headers[header::ETAG]);
                assert_eq!(same.headers["cuenta-revision"], before.headers["cuenta-revision"]);
            }
            let new = format!("Not {}", name(&before).as_str().unwrap());
            rename(&admin, &new).await;
            let after = get(&admin, NAME, Some(&tag(&before))).await;
            assert_eq!((after.status, name(&after)), (StatusCode::OK, &json!(new)));
            assert_ne!(tag(&after), tag(&before));
        }
    }

    async fn a_tag_is_the_same_on_every_node_and_another_for_another_answer(world) {
        world.account("acme").await;
        world.account("other").await;
        let nodes = [Node::remembering(&world).await, Node::forgetful(&world).await];
        let [one, other] = nodes.each_ref().map(|node| node.member("admin"));
        let own = tag(&get(&one, NAME, None).await);
        assert_eq!(tag(&get(&other, NAME, None).await), own);
        let differing = [
            get(&one.speaking(Some("pt")), NAME, None).await,
            get(&nodes[0].client(crate::support::world::token("admin", "admin", Some("other"))), NAME, None).await,
        ];
        for answer in differing {
            assert_ne!(tag(&answer), own);
        }
        // A tag opens nothing to who may not read.
        let agent = get(&nodes[0].member("agent"), NAME, Some(&own)).await;
        assert_eq!((agent.status, agent.codes()), (StatusCode::OK, vec!["FORBIDDEN"]));
        assert!(!agent.headers.contains_key(header::ETAG));
        let mut forged = one.request("GET", "/graphql?query={account{id}}").header(header::IF_NONE_MATCH, "*");
        forged.headers_mut().unwrap().insert(header::AUTHORIZATION, "Bearer forged".parse().unwrap());
        let refused = one.raw(forged.body(axum::body::Body::empty()).unwrap()).await;
        assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
    }

    async fn what_is_posted_or_may_differ_each_time_is_kept_by_nobody(world) {
        world.account("acme").await;
        let node = Node::remembering(&world).await;
        let admin = node.member("admin");
        let answers = [
            admin.ask(NAME).await,
            admin.ask(NAME).await,
            get(&admin, "{ viewer { subject } }", Some("*")).await,
            get(&admin, "{ account { apiKeys(first: 1) { totalCount } } }", Some("*")).await,
            get(&admin, "{ account { settings(atRevision: 9) { revision } } }", Some("*")).await,
            get(&admin, "{ nothing }", Some("*")).await,
        ];
        for answer in answers {
            assert_ne!(answer.status, StatusCode::NOT_MODIFIED);
            assert_eq!(answer.headers[header::CACHE_CONTROL], "no-store");
            assert!(!answer.headers.contains_key(header::ETAG));
        }
    }

    async fn what_was_posted_does_not_answer_an_address_of_the_same_letters(world) {
        world.account("acme").await;
        let node = Node::remembering(&world).await;
        let admin = node.member("admin");
        let address = serde_urlencoded::to_string([("query", "{account{slug}}")]).unwrap();
        for _ in 0..2 {
            get(&admin, "{account{slug}}", None).await.data();
        }
        assert_eq!(node.hits(), 1);
        let request = Request::builder()
            .method("POST")
            .uri("/graphql")
            .header(header::HOST, "localhost")
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::AUTHORIZATION, format!("Bearer {}", crate::support::world::token("admin", "admin", Some("acme"))))
            .body(address.into());
        assert_eq!(admin.raw(request.unwrap()).await.status, StatusCode::BAD_REQUEST);
        assert_eq!(node.hits(), 1);
    }
}

//! `Cuenta-Revision` and `Cuenta-Min-Revision`: who has seen a revision never reads an older one.

use serde_json::json;

use crate::support::{Answer, Client, on_both};

fn seen(answer: &Answer) -> Option<i32> {
    answer.headers.get("cuenta-revision").map(|value| value.to_str().unwrap().parse().unwrap())
}

async fn at_least(client: &Client, revision: &str) -> Answer {
    let mut request = client.post(&json!({"query": "{ account { settings { revision } } }"}));
    request.headers_mut().insert("cuenta-min-revision", revision.parse().unwrap());
    client.raw(request).await
}

on_both! {
    async fn an_answer_tells_the_revision_that_it_has_seen(world) {
        let admin = world.account("acme").await;
        assert_eq!(seen(&admin.ask("{ account { settings { revision } } }").await), Some(1));
        assert_eq!(seen(&admin.ask("{ viewer { subject } }").await), Some(1), "whatever is asked");
        let rename = |name: &'static str| json!({"tradeName": name});
        let changed = admin.mutate("updateCompany", rename("Two"), json!({}), "revision { number } userErrors { code }").await;
        assert_eq!(seen(&changed), Some(2), "a change has seen itself");
        let dry = admin.mutate("updateCompany", rename("Three"), json!({"dryRun": true}), "changes { path } userErrors { code }").await;
        assert_eq!(seen(&dry), Some(2));
        let key = admin.mutate("createApiKey", json!({"name": "x", "permissions": []}), json!({}), "userErrors { code }").await;
        assert_eq!(seen(&key), Some(3));
        assert_eq!(seen(&admin.ask("{ account { settings(atRevision: 1) { revision } } }").await), Some(3));
        assert_eq!(seen(&world.anonymous().ask("{ viewer { subject } }").await), None);
        assert_eq!(seen(&world.staff().ask("{ accounts(first: 1) { nodes { settings { revision } } } }").await), None);
    }

    async fn who_has_seen_a_revision_is_never_shown_an_older_one(world) {
        let admin = world.account("acme").await;
        for name in ["Two", "Three"] {
            admin.mutate("updateCompany", json!({"tradeName": name}), json!({}), "userErrors { code }").await.done();
        }
        for seen in ["0", "1", "3"] {
            let answer = at_least(&admin, seen).await;
            assert_eq!(answer.data()["account"]["settings"]["revision"], 3);
        }
        for unknown in ["4", "2147483647", "-1", "x", "", "99999999999"] {
            let refused = at_least(&admin, unknown).await;
            assert_eq!((refused.status.as_u16(), refused.codes()), (400, vec!["BAD_USER_INPUT"]), "{unknown}");
            assert_eq!(refused.body["errors"][0]["message"], "The account has no revision with this number yet.");
        }
        assert_eq!(at_least(&world.anonymous(), "9").await.codes(), ["UNAUTHENTICATED"], "who is nobody has seen nothing");
        let node = world.reopened().await;
        let answer = at_least(&node.member("admin", "acme"), "3").await;
        assert_eq!(answer.data()["account"]["settings"]["revision"], 3, "on any node");
    }
}

//! API keys: made, rotated, revoked, expired, used, and never known again.

mod life;
mod refusals;
mod secrets;

use serde_json::{Value, json};

use crate::support::Client;

/// Makes a key and answers it with its secret.
async fn create(client: &Client, permissions: &[&str]) -> (Value, String) {
    let input = json!({"name": "Partner", "permissions": permissions});
    let fields = "apiKey { id name prefix permissions state createdAt rotatedAt expiresAt lastUsedAt revokedAt \
        createdBy { kind subject name role } } secret revision { number } userErrors { code path }";
    let made = client.mutate("createApiKey", input, json!({}), fields).await;
    let payload = made.done();
    (payload["apiKey"].clone(), payload["secret"].as_str().unwrap().to_owned())
}

/// Gives a key a new secret, and answers that.
async fn rotate(client: &Client, key: &Value, overlap_seconds: i64) -> String {
    let input = json!({"id": key["id"], "overlapSeconds": overlap_seconds});
    let rotated = client.mutate("rotateApiKey", input, json!({}), "secret userErrors { code path }").await;
    rotated.done()["secret"].as_str().unwrap().to_owned()
}

/// Whether somebody is let in.
async fn is_let_in(client: &Client) -> bool {
    let answer = client.ask("{ viewer { subject } }").await;
    match answer.status.as_u16() {
        200 => {
            assert!(answer.data()["viewer"]["subject"].is_string());
            true
        }
        401 => {
            assert_eq!(answer.codes(), ["UNAUTHENTICATED"]);
            false
        }
        other => panic!("{other}: {}", answer.body),
    }
}

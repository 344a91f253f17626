//! Webhooks: their endpoints, and what is delivered to them.

mod delivering;
mod failing;
mod life;
mod refusals;

use serde_json::{Value, json};

use crate::support::Client;

/// Makes an endpoint and answers it with its secret.
async fn create(client: &Client, input: Value) -> (Value, String) {
    let fields = "webhookEndpoint { id url description actions state createdAt rotatedAt } secret revision { number } \
        userErrors { code path }";
    let made = client.mutate("createWebhookEndpoint", input, json!({}), fields).await;
    let payload = made.done();
    (payload["webhookEndpoint"].clone(), payload["secret"].as_str().unwrap().to_owned())
}

/// Makes an endpoint at a host, and answers its id.
async fn endpoint(client: &Client, host: &str) -> Value {
    create(client, json!({"url": format!("https://{host}/hook")})).await.0["id"].clone()
}

/// Changes an endpoint, and answers it.
async fn update(client: &Client, id: &Value, mut input: Value) -> Value {
    input["id"] = id.clone();
    let fields = "webhookEndpoint { state url actions description } revision { number } userErrors { code path }";
    client.mutate("updateWebhookEndpoint", input, json!({}), fields).await.done().clone()
}

/// Changes the account a few times.
async fn change(client: &Client, times: i32) {
    for time in 0..times {
        let name = format!("{time} {}", uuid::Uuid::new_v4());
        client.mutate("updateCompany", json!({"tradeName": name}), json!({}), "userErrors { code }").await.done();
    }
}

/// The state of an endpoint, and its deliveries, newest first.
async fn look(client: &Client, id: &Value) -> Value {
    let query = "query($id: ID!) { node(id: $id) { ... on WebhookEndpoint { state deliveries(first: 100) { totalCount \
        nodes { id state revision nextAttemptAt attempts { at durationMs status response error } } } } } }";
    client.send(query, json!({"id": id})).await.data()["node"].clone()
}

/// Of each delivery, newest first: its revision, its state, and how often it was tried.
async fn deliveries(client: &Client, id: &Value) -> Vec<(Option<i64>, String, usize)> {
    let node = look(client, id).await;
    let deliveries = node["deliveries"]["nodes"].as_array().unwrap();
    let told = |delivery: &Value| {
        let attempts = delivery["attempts"].as_array().unwrap().len();
        (delivery["revision"].as_i64(), delivery["state"].as_str().unwrap().to_owned(), attempts)
    };
    deliveries.iter().map(told).collect()
}

/// Calls a mutation without options that answers a delivery.
async fn ask(client: &Client, mutation: &str, input: Value) -> Value {
    let (first, rest) = mutation.split_at(1);
    let query = format!(
        "mutation($input: {}{rest}Input!) {{ {mutation}(input: $input) {{ delivery {{ id state revision nextAttemptAt }} \
         userErrors {{ code path }} }} }}",
        first.to_uppercase()
    );
    client.send(&query, json!({"input": input})).await.payload().clone()
}

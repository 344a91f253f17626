//! Terms: documents, who accepted them, what of that can never be changed, and how it is read and exported.

mod acceptances;
mod append_only;
mod documents;
mod export;

use serde_json::{Value, json};

use crate::support::{Answer, Client, World};

const SHA256: &str = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

async fn publish(world: &World, input: Value) -> Answer {
    let query = "mutation($input: PublishTermsDocumentInput!) { publishTermsDocument(input: $input) \
        { document { id kind version language url sha256 publishedAt } userErrors { code path } } }";
    world.staff().send(query, json!({"input": input})).await
}

/// Publishes a document and answers it.
async fn document(world: &World, kind: &str, version: &str, language: &str) -> Value {
    let url = format!("https://terms.example/{version}");
    let input = json!({"kind": kind, "version": version, "language": language, "url": url, "sha256": SHA256});
    publish(world, input).await.done()["document"].clone()
}

async fn accept(client: &Client, document: &Value) -> Answer {
    let query = "mutation($id: ID!) { acceptTerms(input: {documentId: $id}) { acceptance \
        { id document { id version } subject name email role acceptedAt ipAddress userAgent } userErrors { code path } } }";
    client.send(query, json!({"id": document["id"]})).await
}

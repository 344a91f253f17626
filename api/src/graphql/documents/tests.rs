//! Which documents are found by name, and who may run which.

use async_graphql::Request;
use data_encoding::HEXLOWER;

use super::*;

const TRUSTED: &str = "query Trusted { me }";

fn documents() -> Documents {
    let file = serde_json::json!({ "t-1": TRUSTED, HEXLOWER.encode(&digest("{ a }")): "{ a }" }).to_string();
    Documents::new(Some(TrustedDocuments::read(&file).unwrap()))
}

fn asked(query: &str, name: Option<Name>) -> Asked {
    Asked { request: Request::new(query), name }
}

fn message(rejected: Rejected) -> String {
    rejected.into_error().message
}

fn found(documents: &Documents, query: &str, name: Option<Name>, choice: Choice) -> Result<String, String> {
    let Found { request, to_keep, .. } = documents.find(asked(query, name), choice).map_err(message)?;
    documents.keep(to_keep);
    Ok(request.query)
}

#[test]
fn a_document_of_the_file_is_found_by_its_id_and_by_its_hash() {
    let documents = documents();
    let by_id = |id: &str| found(&documents, "", Some(Name::Id(id.to_owned())), Choice::Trusted);
    assert_eq!(by_id("t-1").unwrap(), TRUSTED);
    assert_eq!(by_id(&HEXLOWER.encode(&digest("{ a }"))).unwrap(), "{ a }");
    assert_eq!(by_id(&format!("sha256:{}", HEXLOWER.encode(&digest("{ a }")))).unwrap(), "{ a }");
    assert_eq!(by_id("t-2").unwrap_err(), "PersistedQueryNotFound");
    let by_hash = |text: &str| found(&documents, "", Some(Name::Hash(digest(text))), Choice::Trusted);
    assert_eq!(by_hash("{ a }").unwrap(), "{ a }");
    assert_eq!(by_hash("{ b }").unwrap_err(), "PersistedQueryNotFound");
}

#[test]
fn where_there_is_a_file_people_run_its_documents_and_others_run_any() {
    let documents = documents();
    assert_eq!(found(&documents, TRUSTED, None, Choice::Trusted).unwrap(), TRUSTED);
    let refused = documents.find(asked("{ b }", None), Choice::Trusted).unwrap_err().into_error();
    assert_eq!(refused.extensions.unwrap().get("code"), Some(&"FORBIDDEN".into()));
    for choice in [Choice::Any, Choice::AnyUnkept] {
        assert_eq!(found(&documents, "{ b }", None, choice).unwrap(), "{ b }");
    }
    // What an integration told by its hash is not what people may run.
    found(&documents, "{ b }", Some(Name::Hash(digest("{ b }"))), Choice::Any).unwrap();
    assert!(found(&documents, "", Some(Name::Hash(digest("{ b }"))), Choice::Trusted).is_err());
    assert_eq!(found(&Documents::new(None), "{ b }", None, Choice::Trusted).unwrap(), "{ b }");
}

#[test]
fn a_document_that_was_told_with_its_hash_is_found_by_the_hash() {
    let documents = Documents::new(None);
    let hash = || Some(Name::Hash(digest("{ b }")));
    assert_eq!(found(&documents, "", hash(), Choice::Any).unwrap_err(), "PersistedQueryNotFound");
    assert_eq!(found(&documents, "{ b }", hash(), Choice::AnyUnkept).unwrap(), "{ b }");
    assert!(found(&documents, "", hash(), Choice::Any).is_err(), "what strangers tell is not kept");
    assert_eq!(found(&documents, "{ b }", hash(), Choice::Any).unwrap(), "{ b }");
    assert_eq!(found(&documents, "", hash(), Choice::AnyUnkept).unwrap(), "{ b }");
    assert_eq!(
        found(&documents, "{ c }", hash(), Choice::Any).unwrap_err(),
        "\"sha256Hash\" is not the SHA-256 of \"query\"."
    );
}

#[test]
fn what_clients_tell_is_kept_within_bounds() {
    let documents = Documents::new(None);
    for number in 0..1_000 {
        let text = format!("{{ a }} # {number} {}", "x".repeat(60_000));
        documents.keep(Some(ToKeep(digest(&text), text.into())));
    }
    let bytes = documents.told.status().bytes;
    assert!((KEPT / 2..=KEPT).contains(&bytes), "{bytes}");
}

#[test]
fn a_file_is_an_object_of_documents_or_a_manifest_of_apollo() {
    let manifest = serde_json::json!({
        "format": "apollo-persisted-query-manifest", "version": 1,
        "operations": [{ "id": "m-1", "name": "Trusted", "type": "query", "body": TRUSTED }],
    });
    let documents = Documents::new(Some(TrustedDocuments::read(&manifest.to_string()).unwrap()));
    assert_eq!(found(&documents, "", Some(Name::Id("m-1".to_owned())), Choice::Trusted).unwrap(), TRUSTED);
    for (wrong, said) in [
        ("", "holds no JSON object of documents by id"),
        ("[]", "holds no JSON object of documents by id"),
        (r#"{"a": 1}"#, "holds no JSON object of documents by id"),
        (r#"{"a": "{"}"#, "holds, as `a`, what is no GraphQL document"),
        (r#"{"format": "another", "operations": []}"#, "is a manifest of an unknown format"),
    ] {
        assert_eq!(TrustedDocuments::read(wrong).unwrap_err(), said, "{wrong}");
    }
    let deep = serde_json::json!({ "deep": format!("{{ f(a: {}", "[".repeat(3_000)) }).to_string();
    assert!(TrustedDocuments::read(&deep).is_err());
}

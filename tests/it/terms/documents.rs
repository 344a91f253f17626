use serde_json::json;

use super::{SHA256, accept, document, publish};
use crate::support::on_both;

on_both! {
    async fn the_newest_of_each_kind_and_language_is_in_force_and_public(world) {
        let old = document(&world, "TERMS_OF_USE", "1", "PT").await;
        let privacy = document(&world, "PRIVACY_POLICY", "1", "PT").await;
        let english = document(&world, "TERMS_OF_USE", "1", "EN").await;
        let new = document(&world, "TERMS_OF_USE", "2", "PT").await;
        let fields = "id kind version language url sha256 publishedAt";
        let all = world.anonymous().ask(&format!("{{ termsDocuments {{ {fields} }} }}")).await;
        assert_eq!(all.data()["termsDocuments"], json!([new, english, privacy]), "by kind and language");
        for (narrowed, expected) in [
            ("kind: PRIVACY_POLICY", json!([privacy])),
            ("language: PT", json!([new, privacy])),
            ("kind: TERMS_OF_USE, language: EN", json!([english])),
            ("language: ES", json!([])),
        ] {
            let found = world.anonymous().ask(&format!("{{ termsDocuments({narrowed}) {{ {fields} }} }}")).await;
            assert_eq!(found.data()["termsDocuments"], expected, "{narrowed}");
        }
        let node = "query($id: ID!) { node(id: $id) { ... on TermsDocument { version } } }";
        world.account("acme").await;
        let found = world.member("customer", "acme").send(node, json!({"id": old["id"]})).await;
        assert_eq!(found.data()["node"]["version"], "1", "what was accepted can be looked up when it is no longer in force");
    }

    async fn a_wrong_document_is_told_whole_and_not_published(world) {
        let good = json!({"kind": "TERMS_OF_USE", "version": "1", "language": "EN", "url": "https://terms.example/1", "sha256": SHA256});
        let with = |changes: serde_json::Value| {
            let mut input = good.clone();
            input.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
            input
        };
        for (changes, expected) in [
            (json!({"version": " ", "url": "", "sha256": ""}), vec!["REQUIRED version", "REQUIRED url", "REQUIRED sha256"]),
            (json!({"version": "v".repeat(129)}), vec!["TOO_LONG version"]),
            (json!({"url": "ftp://terms.example"}), vec!["INVALID_URL url"]),
            (json!({"url": format!("https://terms.example/{}", "x".repeat(2048))}), vec!["TOO_LONG url"]),
            (json!({"sha256": &SHA256[1..]}), vec!["INVALID_FORMAT sha256"]),
            (json!({"sha256": SHA256.replace('9', "g")}), vec!["INVALID_FORMAT sha256"]),
        ] {
            assert_eq!(publish(&world, with(changes)).await.user_errors(), expected);
        }
        assert_eq!(world.anonymous().ask("{ termsDocuments { id } }").await.data()["termsDocuments"], json!([]));
        let published = publish(&world, with(json!({"sha256": SHA256.to_uppercase()}))).await;
        assert_eq!(published.done()["document"]["sha256"], SHA256, "kept in lower case");
        assert_eq!(publish(&world, with(json!({"url": "https://other.example"}))).await.user_errors(), ["DUPLICATE version"]);
        let spanish = publish(&world, with(json!({"language": "ES"}))).await;
        assert_eq!(spanish.user_errors(), [""; 0], "a version is one of its kind and language");
    }

    async fn of_many_who_publish_the_same_version_one_does(world) {
        let staff: Vec<_> = (0..8).map(|_| world.staff()).collect();
        let input = json!({"kind": "TERMS_OF_USE", "version": "1", "language": "EN", "url": "https://terms.example", "sha256": SHA256});
        let all = futures_util::future::join_all(staff.iter().map(|_| publish(&world, input.clone()))).await;
        let published = all.iter().filter(|answer| answer.user_errors().is_empty()).count();
        assert_eq!(published, 1);
        assert!(all.iter().all(|answer| answer.user_errors().is_empty() || answer.user_errors() == ["DUPLICATE version"]));
    }

    async fn what_is_pending_is_what_is_in_force_and_not_accepted(world) {
        let admin = world.account("acme").await;
        let terms = document(&world, "TERMS_OF_USE", "1", "PT").await;
        let privacy = document(&world, "PRIVACY_POLICY", "1", "PT").await;
        let pending = async |client: &crate::support::Client| {
            client.ask("{ viewer { pendingTerms { id } } }").await.data()["viewer"]["pendingTerms"].clone()
        };
        let customer = world.member("customer", "acme");
        assert_eq!(pending(&customer).await, json!([{"id": terms["id"]}, {"id": privacy["id"]}]));
        accept(&customer, &terms).await.done();
        assert_eq!(pending(&customer).await, json!([{"id": privacy["id"]}]));
        assert_eq!(pending(&admin).await.as_array().unwrap().len(), 2, "everybody accepts for themselves");
        let newer = document(&world, "TERMS_OF_USE", "2", "PT").await;
        assert_eq!(pending(&customer).await, json!([{"id": newer["id"]}, {"id": privacy["id"]}]));
        assert_eq!(pending(&world.staff()).await, json!([]));
    }
}

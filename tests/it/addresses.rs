//! The section "addresses": a purpose, and perhaps a rank. What is refused, and postal codes, have files of their own.

mod postal_codes;
mod refusals;

use serde_json::{Value, json};

use crate::support::{
    editor::{Call, Editor, call},
    on_both,
};

/// An address with nothing but what it must have.
fn add(street: &str) -> Call {
    ranked(street, None)
}

fn ranked(street: &str, rank: Option<&str>) -> Call {
    let input = json!({"purpose": "BILLING", "street": street, "city": "Lima", "country": "PE", "rank": rank});
    call("addAddress", input)
}

fn update(input: Value) -> Call {
    call("updateAddress", input)
}

fn remove(id: &str) -> Call {
    call("removeAddress", json!({"id": id}))
}

fn changed(id: &str, field: &str, before: &Value, after: &Value) -> Value {
    json!({"path": ["addresses", id, field], "before": before, "after": after})
}

/// What [`ranked`] adds.
fn plain(street: &str, rank: Option<&str>) -> Value {
    json!({
        "id": "ID", "purpose": "BILLING", "rank": rank, "street": street, "number": null, "complement": null,
        "reference": null, "district": null, "city": "Lima", "state": null, "postalCode": null, "country": "PE",
    })
}

fn full() -> Value {
    json!({
        "purpose": "COMMERCIAL", "rank": "PRIMARY", "street": "Avenida Paulista", "number": "S/N",
        "complement": "Sala 5", "reference": "Em frente ao parque", "district": "Bela Vista", "city": "São Paulo",
        "state": "SP", "postalCode": "01310-100", "country": "BR",
    })
}

/// Streets with their ranks, in the order of a page, and the ranks as the page tells them by themselves.
fn ranks(page: &Value) -> Vec<String> {
    let addresses = page["addresses"].as_array().unwrap();
    for (rank, field) in [("PRIMARY", "primaryAddress"), ("SECONDARY", "secondaryAddress")] {
        let ranked = addresses.iter().find(|address| address["rank"] == rank);
        assert_eq!(page[field]["id"], ranked.map_or(Value::Null, |address| address["id"].clone()));
    }
    let line = |address: &Value| {
        let rank = address["rank"].as_str().unwrap_or("-");
        format!("{} {rank}", address["street"].as_str().unwrap())
    };
    addresses.iter().map(line).collect()
}

on_both! {
    async fn an_address_is_added_with_everything(world) {
        let editor = Editor::new(&world, "acme").await;
        let mut input = full();
        for field in ["street", "number", "complement", "reference", "district", "city", "state"] {
            let typed = format!(" \u{7}{}\n", input[field].as_str().unwrap().replace('ã', "a\u{303}"));
            input[field] = json!(typed);
        }
        input["postalCode"] = json!("01310100");
        let mut address = json!({"id": "ID"});
        address.as_object_mut().unwrap().extend(full().as_object().unwrap().clone());
        let changes = json!([{"path": ["addresses", "ID"], "before": null, "after": address}]);
        let payload = editor.makes(&call("addAddress", input), address, changes).await;
        assert_eq!(payload["settings"]["addresses"], json!([payload["address"]]));
    }

    async fn an_address_needs_no_more_than_purpose_street_city_and_country(world) {
        let editor = Editor::new(&world, "acme").await;
        let changes = json!([{"path": ["addresses", "ID"], "before": null, "after": plain("A", None)}]);
        editor.makes(&add("A"), plain("A", None), changes).await;
        let input = json!({
            "purpose": "BILLING", "street": "B", "city": "Lima", "country": " pe ", "rank": null, "number": " ",
            "complement": "", "reference": "\n", "district": "\u{a0}", "state": null, "postalCode": "  ",
        });
        let changes = json!([{"path": ["addresses", "ID"], "before": null, "after": plain("B", None)}]);
        editor.makes(&call("addAddress", input), plain("B", None), changes).await;
    }

    async fn every_purpose_is_taken(world) {
        let editor = Editor::new(&world, "acme").await;
        let id = editor.id_of(&add("A")).await;
        for purpose in ["DELIVERY", "COMMERCIAL", "RESIDENTIAL", "OTHER", "BILLING"] {
            let payload = editor.done(&update(json!({"id": id, "purpose": purpose}))).await;
            assert_eq!(payload["address"]["purpose"], purpose);
        }
    }

    async fn an_address_is_changed_leaf_by_leaf(world) {
        let editor = Editor::new(&world, "acme").await;
        let id = editor.id_of(&call("addAddress", full())).await;
        let input = json!({
            "id": id, "purpose": "DELIVERY", "rank": "SECONDARY", "street": "Rua Augusta", "number": "12 B",
            "complement": null, "reference": null, "district": "Consolação", "city": "Lisboa", "state": null,
            "postalCode": "1000 001", "country": "PT",
        });
        let mut address = json!({
            "id": "ID", "purpose": "DELIVERY", "rank": "SECONDARY", "street": "Rua Augusta", "number": "12 B",
            "complement": null, "reference": null, "district": "Consolação", "city": "Lisboa", "state": null,
            "postalCode": "1000-001", "country": "PT",
        });
        let names = [
            "purpose", "rank", "street", "number", "complement", "reference", "district", "city", "state", "postalCode",
            "country",
        ];
        let changes: Vec<Value> =
            names.iter().map(|name| changed("ID", name, &full()[name], &address[name])).collect();
        editor.makes(&update(input), address.clone(), json!(changes)).await;

        address["number"] = Value::Null;
        address["rank"] = Value::Null;
        address["postalCode"] = Value::Null;
        let changes = json!([
            changed("ID", "rank", &json!("SECONDARY"), &Value::Null),
            changed("ID", "number", &json!("12 B"), &Value::Null),
            changed("ID", "postalCode", &json!("1000-001"), &Value::Null),
        ]);
        let input = json!({"id": id, "number": null, "rank": null, "postalCode": null});
        editor.makes(&update(input), address, changes).await;
    }

    async fn nothing_is_ranked_by_itself(world) {
        let editor = Editor::new(&world, "acme").await;
        let a = editor.id_of(&add("A")).await;
        let b = editor.id_of(&ranked("B", Some("PRIMARY"))).await;
        editor.done(&ranked("C", Some("SECONDARY"))).await;
        assert_eq!(ranks(&editor.page().await), ["A -", "B PRIMARY", "C SECONDARY"]);

        let changes = json!([{"path": ["addresses", "ID"], "before": plain("B", Some("PRIMARY")), "after": null}]);
        let payload = editor.makes(&remove(&b), plain("B", Some("PRIMARY")), changes).await;
        assert_eq!(ranks(&payload["settings"]), ["A -", "C SECONDARY"]);
        let payload = editor.done(&remove(&a)).await;
        assert_eq!(ranks(&payload["settings"]), ["C SECONDARY"]);
    }

    async fn adding_an_address_with_a_rank_takes_it_from_the_one_that_had_it(world) {
        let editor = Editor::new(&world, "acme").await;
        for rank in ["PRIMARY", "SECONDARY"] {
            let old = editor.id_of(&ranked("old", Some(rank))).await;
            let changes = json!([
                changed(&old, "rank", &json!(rank), &Value::Null),
                {"path": ["addresses", "ID"], "before": null, "after": plain("new", Some(rank))},
            ]);
            editor.makes(&ranked("new", Some(rank)), plain("new", Some(rank)), changes).await;
        }
        assert_eq!(ranks(&editor.page().await), ["old -", "new PRIMARY", "old -", "new SECONDARY"]);
    }

    async fn giving_a_rank_to_an_address_takes_it_from_the_one_that_had_it(world) {
        let editor = Editor::new(&world, "acme").await;
        let a = editor.id_of(&ranked("A", Some("PRIMARY"))).await;
        let b = editor.id_of(&ranked("B", Some("SECONDARY"))).await;
        let changes = json!([
            changed(&a, "rank", &json!("PRIMARY"), &Value::Null),
            changed("ID", "rank", &json!("SECONDARY"), &json!("PRIMARY")),
        ]);
        let call = update(json!({"id": b, "rank": "PRIMARY"}));
        let payload = editor.makes(&call, plain("B", Some("PRIMARY")), changes).await;
        assert_eq!(ranks(&payload["settings"]), ["A -", "B PRIMARY"], "nobody has the rank that was left");

        let changes = json!([changed("ID", "rank", &Value::Null, &json!("SECONDARY"))]);
        let call = update(json!({"id": a, "rank": "SECONDARY"}));
        let payload = editor.makes(&call, plain("A", Some("SECONDARY")), changes).await;
        assert_eq!(ranks(&payload["settings"]), ["A SECONDARY", "B PRIMARY"]);
    }

    async fn what_is_absent_or_there_already_makes_no_revision(world) {
        let editor = Editor::new(&world, "acme").await;
        let id = editor.id_of(&call("addAddress", full())).await;
        let mut same = full();
        same["id"] = json!(id);
        same["postalCode"] = json!("01.310-100");
        same["street"] = json!(" Avenida Paulista ");
        editor.changes_nothing(&update(same)).await;
        editor.changes_nothing(&update(json!({"id": id}))).await;
    }

    async fn a_variable_that_is_omitted_leaves_its_field_alone(world) {
        let editor = Editor::new(&world, "acme").await;
        let id = editor.id_of(&call("addAddress", full())).await;
        let document = "
            mutation(
                $id: ID!, $purpose: AddressPurpose, $rank: AddressRank, $street: String, $number: String,
                $complement: String, $reference: String, $district: String, $city: String, $state: String,
                $postalCode: String, $country: String
            ) {
                updateAddress(input: {
                    id: $id, purpose: $purpose, rank: $rank, street: $street, number: $number, complement: $complement,
                    reference: $reference, district: $district, city: $city, state: $state, postalCode: $postalCode,
                    country: $country
                }) {
                    changes { path before after }
                    userErrors { code path }
                }
            }";
        let payload = editor.send_document(document, json!({"id": id})).await;
        assert_eq!(payload, json!({"changes": [], "userErrors": []}));
        let payload = editor.send_document(document, json!({"id": id, "complement": null, "state": "MG"})).await;
        assert_eq!(payload, json!({
            "changes": [
                changed(&id, "complement", &json!("Sala 5"), &Value::Null),
                changed(&id, "state", &json!("SP"), &json!("MG")),
            ],
            "userErrors": [],
        }));
    }
}

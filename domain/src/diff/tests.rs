//! Differences of settings that come about as people make them: by edits.

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::{
    arbitrary::{any_edits, apply_all, settings},
    edit::Edit,
    patch::Patch,
    settings::{
        contacts::{AddContact, ContactKind, UpdateContact},
        tickets::{Audience, OpeningRequirement, TicketField, UpdateTicketParameters},
    },
};

/// The tree that `changes` lead to from `before`. Elements are put where their ids sort.
fn patched(before: &Settings, changes: &[Change]) -> Settings {
    let mut tree = serde_json::to_value(before).unwrap();
    for change in changes {
        put(&mut tree, &change.path, &change.before, &change.after);
    }
    settle(&mut tree);
    serde_json::from_value(tree).unwrap()
}

fn put(tree: &mut Value, path: &[String], before: &Value, after: &Value) {
    let Some((first, rest)) = path.split_first() else {
        assert_eq!(tree, before, "a change says what was there");
        *tree = after.clone();
        return;
    };
    if let Value::Array(items) = tree {
        let is_first = |item: &Value| ["id", "field"].iter().any(|key| item[*key] == json!(first));
        match (items.iter().position(is_first), rest.is_empty()) {
            (Some(position), true) => {
                assert_eq!(&items.remove(position), before);
                assert!(after.is_null());
            }
            (Some(position), false) => put(&mut items[position], rest, before, after),
            (None, _) => {
                assert!(rest.is_empty() && before.is_null());
                items.push(after.clone());
                items.sort_by_key(|item| item["id"].as_str().unwrap().to_owned());
            }
        }
        return;
    }
    if tree.is_null() {
        *tree = json!({});
    }
    put(tree.as_object_mut().unwrap().entry(first).or_insert(Value::Null), rest, before, after);
}

/// An object all of whose leaves were taken away is no object.
fn settle(tree: &mut Value) {
    match tree {
        Value::Object(object) => {
            object.values_mut().for_each(settle);
            if object.values().all(Value::is_null) {
                *tree = Value::Null;
            }
        }
        Value::Array(items) => items.iter_mut().for_each(settle),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn the_changes_applied_to_the_first_give_the_second(first in any_edits(), second in any_edits()) {
        let mut before = settings();
        apply_all(&mut before, &first);
        let mut after = before.clone();
        apply_all(&mut after, &second);
        let there = diff(Some(&before), &after).unwrap();
        prop_assert_eq!(&patched(&before, &there), &after);
        let back = diff(Some(&after), &before).unwrap();
        prop_assert_eq!(&patched(&after, &back), &before);
        prop_assert_eq!(there.is_empty(), before == after);
        prop_assert_eq!(there.len(), back.len());
    }

    #[test]
    fn edits_never_break_an_invariant_and_a_stored_value_reads_back(edits in any_edits()) {
        let mut settings = settings();
        apply_all(&mut settings, &edits);
        prop_assert_eq!(settings.validate(), Ok(()));
        let stored = serde_json::to_string(&settings).unwrap();
        prop_assert_eq!(serde_json::from_str::<Settings>(&stored).unwrap(), settings);
    }
}

fn paths(changes: &[Change]) -> Vec<String> {
    changes.iter().map(|change| change.path.join("/")).collect()
}

#[test]
fn an_added_element_is_one_change_that_holds_the_whole_object() {
    let before = settings();
    let mut after = before.clone();
    apply_all(
        &mut after,
        &[Edit::AddContact(AddContact {
            kind: ContactKind::Personal,
            email: "a@b.example".to_owned(),
            is_primary: false,
        })],
    );
    let id = after.contacts[0].id.to_string();
    let whole = json!({"id": id, "kind": "PERSONAL", "email": "a@b.example", "isPrimary": true});
    let change = |before: Value, after: Value| Change { path: vec!["contacts".to_owned(), id.clone()], before, after };
    assert_eq!(diff(Some(&before), &after).unwrap(), [change(Value::Null, whole.clone())]);
    assert_eq!(diff(Some(&after), &before).unwrap(), [change(whole, Value::Null)]);

    let mut renamed = after.clone();
    apply_all(
        &mut renamed,
        &[Edit::UpdateContact(UpdateContact {
            id: id.clone(),
            kind: Patch::Set(ContactKind::Professional),
            email: Patch::Set("c@d.example".to_owned()),
            ..UpdateContact::default()
        })],
    );
    let leaves = [format!("contacts/{id}/kind"), format!("contacts/{id}/email")];
    assert_eq!(paths(&diff(Some(&after), &renamed).unwrap()), leaves);
}

#[test]
fn requirements_are_named_by_their_field_and_change_as_a_whole() {
    let before = settings();
    let mut after = before.clone();
    apply_all(
        &mut after,
        &[Edit::UpdateTicketParameters(UpdateTicketParameters {
            opening: Patch::Set(vec![OpeningRequirement {
                field: TicketField::Tag,
                required_for: vec![Audience::Customer, Audience::Agent],
            }]),
            ..UpdateTicketParameters::default()
        })],
    );
    let changes = diff(Some(&before), &after).unwrap();
    assert_eq!(paths(&changes), ["parameters/tickets/opening/TAG/requiredFor"]);
    assert_eq!((&changes[0].before, &changes[0].after), (&json!([]), &json!(["AGENT", "CUSTOMER"])));
}

#[test]
fn settings_that_come_from_nothing_are_all_changes_in_the_order_of_the_page() {
    let changes = diff(None, &settings()).unwrap();
    let first: Vec<&str> = changes.iter().map(|change| change.path[0].as_str()).collect();
    let mut sections = first.clone();
    sections.dedup();
    assert_eq!(sections, ["company", "parameters", "businessHours"]);
    assert!(changes.iter().all(|change| change.before.is_null() && !change.after.is_null()));
    assert_eq!(paths(&changes)[0], "company/tradeName");
}

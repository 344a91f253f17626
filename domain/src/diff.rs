//! What differs between two settings, by path.
//!
//! Both are taken as the trees that GraphQL answers. An element of a list is found by its id (the requirements of
//! tickets by their field), so a path names the same thing before and after. The history, the rows to write, the dry
//! run and the answer to the client are all read from the changes found here.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::settings::Settings;

/// One value that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Segments from `Settings` downwards: field names, ids, ticket fields.
    pub path: Vec<String>,
    /// The value before; null where there was none.
    pub before: Value,
    /// The value after; null where there is none.
    pub after: Value,
}

/// The changes that lead from `before` to `after`, in the order of the page.
///
/// Without `before`, the settings come from nothing: every value that is not null is a change.
///
/// # Errors
/// When a value cannot be written as JSON, which would be a defect of ours.
pub fn diff(before: Option<&Settings>, after: &Settings) -> Result<Vec<Change>, serde_json::Error> {
    let before = before.map(serde_json::to_value).transpose()?.unwrap_or(Value::Null);
    let after = serde_json::to_value(after)?;
    let mut changes = Vec::new();
    compare(&mut Vec::new(), &before, &after, &mut changes);
    Ok(changes)
}

fn compare(path: &mut Vec<String>, before: &Value, after: &Value, changes: &mut Vec<Change>) {
    if before == after {
        return;
    }
    let key = path.last().and_then(|list| key_of(list));
    match (before, after, key) {
        (Value::Object(_) | Value::Null, Value::Object(_) | Value::Null, _) => {
            compare_objects(path, before.as_object(), after.as_object(), changes);
        }
        (Value::Array(_) | Value::Null, Value::Array(_) | Value::Null, Some(key)) => {
            compare_lists(path, key, items(before), items(after), changes);
        }
        _ => changes.push(Change { path: path.clone(), before: before.clone(), after: after.clone() }),
    }
}

/// The field that tells the elements of a list apart; lists without one change as a whole.
fn key_of(list: &str) -> Option<&'static str> {
    match list {
        "contacts" | "otherContacts" | "addresses" | "activities" | "accessProfiles" => Some("id"),
        "opening" | "attendance" => Some("field"),
        _ => None,
    }
}

fn compare_objects(
    path: &mut Vec<String>,
    before: Option<&Map<String, Value>>,
    after: Option<&Map<String, Value>>,
    changes: &mut Vec<Change>,
) {
    for name in after.or(before).into_iter().flat_map(Map::keys) {
        let value = |object: Option<&Map<String, Value>>| object.and_then(|object| object.get(name)).cloned();
        path.push(name.clone());
        compare(path, &value(before).unwrap_or_default(), &value(after).unwrap_or_default(), changes);
        path.pop();
    }
}

fn compare_lists(path: &mut Vec<String>, key: &str, before: &[Value], after: &[Value], changes: &mut Vec<Change>) {
    let name = |item: &Value| item.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    // A list that came from nothing has its elements added; the requirements are always there and differ by value.
    let elements_come_and_go = key == "id";
    let mut names: Vec<String> = before.iter().chain(after).map(name).collect();
    if elements_come_and_go {
        names.sort_unstable();
    }
    let mut seen = std::collections::HashSet::new();
    names.retain(|name| seen.insert(name.clone()));
    for element in names {
        let find = |items: &[Value]| items.iter().find(|item| name(item) == element).cloned().unwrap_or_default();
        let (was, is) = (find(before), find(after));
        path.push(element);
        if elements_come_and_go && (was.is_null() || is.is_null()) {
            changes.push(Change { path: path.clone(), before: was, after: is });
        } else {
            compare_requirement_or_element(path, &was, &is, key, changes);
        }
        path.pop();
    }
}

/// Compares two elements field by field, leaving out the field that is already in the path.
fn compare_requirement_or_element(
    path: &mut Vec<String>,
    was: &Value,
    is: &Value,
    key: &str,
    changes: &mut Vec<Change>,
) {
    let without_key = |value: &Value| match value {
        Value::Object(object) => {
            let mut object = object.clone();
            object.shift_remove(key);
            Value::Object(object)
        }
        other => other.clone(),
    };
    compare(path, &without_key(was), &without_key(is), changes);
}

fn items(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests;

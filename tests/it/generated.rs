//! Files that are made from code and committed, because people read them: compared here, and written by
//! `make generated`. The contract is in the SDL, whatever else the SDL has.

mod contract;

use std::{fs, path::PathBuf};

use async_graphql::parser::types::{TypeKind, TypeSystemDefinition};

use crate::permissions;

/// A path in the repository.
fn in_repository(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

/// Compares a committed file with what it is made from, or writes it.
#[track_caller]
fn generated(path: &str, content: &str) {
    let file = in_repository(path);
    if std::env::var_os("CUENTA_UPDATE_GENERATED").is_some() {
        fs::write(file, content).unwrap();
        return;
    }
    let committed = fs::read_to_string(file).unwrap_or_default();
    assert!(committed == content, "{path} is not what the code says: run `make generated` and look at the difference");
}

#[test]
fn the_sdl_is_committed() {
    generated("schema.graphql", &schema::sdl());
}

#[test]
fn the_reference_of_the_options_is_committed() {
    generated("docs/configuration.md", &api::config::reference());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_permission_matrix_is_committed() {
    let matrix = permissions::matrix().await;
    generated("docs/permissions.md", &matrix);
}

/// What has no description, and why; the list may only shrink.
const WITHOUT_DESCRIPTION: [&str; 0] = [];

#[test]
fn everything_has_a_description_and_a_guarded_field_names_its_permission() {
    let document = async_graphql::parser::parse_schema(schema::sdl()).unwrap();
    let mut missing = Vec::new();
    for definition in &document.definitions {
        let TypeSystemDefinition::Type(definition) = definition else { continue };
        let name = definition.node.name.node.as_str();
        let mut describe = |what: String, description: Option<&str>| {
            if description.is_none_or(|description| description.trim().is_empty()) {
                missing.push(what);
            }
        };
        // The scalars of the specification have no description of ours.
        let description = definition.node.description.as_ref().map(|text| text.node.as_str());
        describe(name.to_owned(), description);
        let (fields, inputs) = match &definition.node.kind {
            TypeKind::Object(object) => (&object.fields[..], &[][..]),
            TypeKind::Interface(interface) => (&interface.fields[..], &[][..]),
            TypeKind::InputObject(input) => (&[][..], &input.fields[..]),
            TypeKind::Enum(values) => {
                for value in &values.values {
                    let description = value.node.description.as_ref().map(|text| text.node.as_str());
                    describe(format!("{name}.{}", value.node.value.node), description);
                }
                continue;
            }
            TypeKind::Scalar | TypeKind::Union(_) => continue,
        };
        for field in fields {
            let description = field.node.description.as_ref().map(|text| text.node.as_str());
            let path = format!("{name}.{}", field.node.name.node);
            describe(path.clone(), description);
            if let Some(permission) = permissions::guard_of(&field.node.directives) {
                assert!(description.unwrap_or_default().contains(&permission), "{path} does not name {permission}");
            }
            for argument in &field.node.arguments {
                let description = argument.node.description.as_ref().map(|text| text.node.as_str());
                describe(format!("{path}({})", argument.node.name.node), description);
            }
        }
        for field in inputs {
            let description = field.node.description.as_ref().map(|text| text.node.as_str());
            let path = format!("{name}.{}", field.node.name.node);
            describe(path.clone(), description);
            if let Some(permission) = permissions::guard_of(&field.node.directives) {
                assert!(description.unwrap_or_default().contains(&permission), "{path} does not name {permission}");
            }
        }
    }
    assert_eq!(missing, WITHOUT_DESCRIPTION);
}

//! The contract that clients are written against is in our SDL: every name, argument, default, value and nullability.

use std::{collections::BTreeMap, fs};

use async_graphql::{
    Positioned,
    parser::types::{
        ConstDirective, FieldDefinition, InputValueDefinition, ServiceDocument, TypeDefinition, TypeKind,
        TypeSystemDefinition,
    },
};

use super::in_repository;

#[test]
fn the_committed_contract_is_the_one_that_clients_have() {
    let theirs = in_repository("../shared/contract/schema.graphql");
    if theirs.exists() {
        let committed = fs::read_to_string(in_repository("tests/contract/schema.graphql")).unwrap();
        assert!(fs::read_to_string(theirs).unwrap() == committed, "the contract has changed");
    }
}

#[test]
fn the_sdl_contains_the_contract() {
    let contract = fs::read_to_string(in_repository("tests/contract/schema.graphql")).unwrap();
    let contract = async_graphql::parser::parse_schema(contract).unwrap();
    let ours = async_graphql::parser::parse_schema(schema::sdl()).unwrap();
    let mut differences = Vec::new();
    let (contract, ours) = (types(&contract), types(&ours));
    for (name, wanted) in &contract {
        match ours.get(name) {
            None => differences.push((*name).to_owned()),
            Some(have) => compare(name, wanted, have, &mut differences),
        }
    }
    differences.sort();
    assert_eq!(differences, [""; 0]);
}

#[test]
fn the_directives_are_those_of_the_contract() {
    let sdl = schema::sdl();
    for directive in [
        "directive @guard(permission: Permission!) repeatable on FIELD_DEFINITION | INPUT_FIELD_DEFINITION",
        "directive @oneOf on INPUT_OBJECT",
    ] {
        assert!(sdl.contains(directive), "{directive}");
    }
}

fn types(document: &ServiceDocument) -> BTreeMap<&str, &TypeDefinition> {
    let definitions = document.definitions.iter().filter_map(|definition| match definition {
        TypeSystemDefinition::Type(definition) => Some((definition.node.name.node.as_str(), &definition.node)),
        TypeSystemDefinition::Schema(_) | TypeSystemDefinition::Directive(_) => None,
    });
    definitions.collect()
}

/// Notes what `wanted` has and `have` has not, or has otherwise.
fn compare(name: &str, wanted: &TypeDefinition, have: &TypeDefinition, differences: &mut Vec<String>) {
    let (wanted_directives, directives) = (applied(&wanted.directives), applied(&have.directives));
    if wanted_directives.iter().any(|directive| !directives.contains(directive)) {
        differences.push(format!("{name} has the directives {directives:?}"));
    }
    match (&wanted.kind, &have.kind) {
        (TypeKind::Scalar, TypeKind::Scalar) => {}
        (TypeKind::Object(wanted), TypeKind::Object(have)) => {
            let names = |implements: &[Positioned<async_graphql::Name>]| {
                implements.iter().map(|name| name.node.to_string()).collect::<Vec<_>>()
            };
            if names(&wanted.implements) != names(&have.implements) {
                differences.push(format!("{name} implements other interfaces"));
            }
            fields(name, &wanted.fields, &have.fields, differences);
        }
        (TypeKind::Interface(wanted), TypeKind::Interface(have)) => {
            fields(name, &wanted.fields, &have.fields, differences);
        }
        (TypeKind::InputObject(wanted), TypeKind::InputObject(have)) => {
            inputs(name, &wanted.fields, &have.fields, differences);
        }
        (TypeKind::Enum(wanted), TypeKind::Enum(have)) => {
            let values = |values: &[Positioned<async_graphql::parser::types::EnumValueDefinition>]| {
                values.iter().map(|value| value.node.value.node.to_string()).collect::<Vec<_>>()
            };
            if values(&wanted.values) != values(&have.values) {
                differences.push(format!("{name} has other values"));
            }
        }
        _ => differences.push(format!("{name} is of another kind")),
    }
}

fn fields(
    name: &str,
    wanted: &[Positioned<FieldDefinition>],
    have: &[Positioned<FieldDefinition>],
    differences: &mut Vec<String>,
) {
    for Positioned { node: wanted, .. } in wanted {
        let path = format!("{name}.{}", wanted.name.node);
        let Some(Positioned { node: have, .. }) = have.iter().find(|field| field.node.name == wanted.name) else {
            differences.push(path);
            continue;
        };
        if wanted.ty.node != have.ty.node {
            differences.push(format!("{path}: {}", have.ty.node));
        }
        if applied(&wanted.directives) != applied(&have.directives) {
            differences.push(format!("{path} has the directives {:?}", applied(&have.directives)));
        }
        inputs(&path, &wanted.arguments, &have.arguments, differences);
    }
}

fn inputs(
    name: &str,
    wanted: &[Positioned<InputValueDefinition>],
    have: &[Positioned<InputValueDefinition>],
    differences: &mut Vec<String>,
) {
    for Positioned { node: wanted, .. } in wanted {
        let path = format!("{name}.{}", wanted.name.node);
        let Some(Positioned { node: have, .. }) = have.iter().find(|field| field.node.name == wanted.name) else {
            differences.push(path);
            continue;
        };
        let default = |value: &InputValueDefinition| value.default_value.as_ref().map(|value| value.node.to_string());
        if wanted.ty.node != have.ty.node || default(wanted) != default(have) {
            differences.push(format!("{path}: {} = {:?}", have.ty.node, default(have)));
        }
        if applied(&wanted.directives) != applied(&have.directives) {
            differences.push(format!("{path} has the directives {:?}", applied(&have.directives)));
        }
    }
    // What is added must not ask anything of clients that do not know it.
    for Positioned { node: added, .. } in
        have.iter().filter(|have| !wanted.iter().any(|field| field.node.name == have.node.name))
    {
        if !added.ty.node.nullable && added.default_value.is_none() {
            differences.push(format!("{name}.{} is required and was added", added.name.node));
        }
    }
}

/// The applied directives, with their arguments.
fn applied(directives: &[Positioned<ConstDirective>]) -> Vec<String> {
    let directive = |directive: &Positioned<ConstDirective>| {
        let arguments: Vec<String> =
            directive.node.arguments.iter().map(|(name, value)| format!("{}: {}", name.node, value.node)).collect();
        format!("@{}({})", directive.node.name.node, arguments.join(", "))
    };
    directives.iter().map(directive).collect()
}

//! Coercion of variables before anything runs: <https://spec.graphql.org/October2021/#sec-Coercing-Variable-Values>.
//!
//! The library checks a variable only where it is the whole argument, or stands beside variables that were all
//! provided, and finds the rest in the middle of the execution.

use async_graphql::{
    ServerError, Value, Variables,
    parser::types::{DocumentOperations, ExecutableDocument, OperationDefinition},
    registry::{MetaType, MetaTypeName, Registry},
};

/// What is wrong with the variables of the operation that will run: one error a variable, none where no operation is
/// chosen, as many as are told at most.
pub(super) fn wrong(
    registry: &Registry,
    document: &ExecutableDocument,
    operation: Option<&str>,
    variables: &Variables,
) -> Vec<ServerError> {
    let Some(operation) = chosen(document, operation) else {
        return Vec::new();
    };
    operation
        .variable_definitions
        .iter()
        .filter_map(|definition| {
            let name = &definition.node.name.node;
            let ty = definition.node.var_type.node.to_string();
            let reason = match variables.get(name) {
                Some(value) => check(registry, &ty, value, &format!("${name}")).err()?,
                None if definition.node.default_value.is_some() || definition.node.var_type.node.nullable => {
                    return None;
                }
                None => format!("\"${name}\" of type \"{ty}\" is required but not provided"),
            };
            Some(ServerError::new(format!("Invalid value for variable {reason}"), Some(definition.pos)))
        })
        .take(super::TOLD)
        .collect()
}

fn chosen<'a>(document: &'a ExecutableDocument, name: Option<&str>) -> Option<&'a OperationDefinition> {
    match (&document.operations, name) {
        (DocumentOperations::Single(operation), None) => Some(&operation.node),
        (DocumentOperations::Single(_), Some(_)) => None,
        (DocumentOperations::Multiple(operations), Some(name)) => operations.get(name).map(|operation| &operation.node),
        (DocumentOperations::Multiple(operations), None) => {
            let mut all = operations.values();
            all.next().filter(|_| all.next().is_none()).map(|operation| &operation.node)
        }
    }
}

/// Whether a value can be coerced to a type, else what is wrong and where.
fn check(registry: &Registry, ty: &str, value: &Value, place: &str) -> Result<(), String> {
    match (MetaTypeName::create(ty), value) {
        (MetaTypeName::NonNull(_), Value::Null) => Err(format!("\"{place}\": expected type \"{ty}\", found null")),
        (MetaTypeName::NonNull(ty), value) => check(registry, ty, value, place),
        (_, Value::Null) => Ok(()),
        (MetaTypeName::List(ty), Value::List(items)) => items
            .iter()
            .enumerate()
            .try_for_each(|(index, item)| check(registry, ty, item, &format!("{place}.{index}"))),
        (MetaTypeName::List(ty), value) => check(registry, ty, value, place),
        (MetaTypeName::Named(name), value) => check_named(registry, name, value, place),
    }
}

fn check_named(registry: &Registry, name: &str, value: &Value, place: &str) -> Result<(), String> {
    let expected = || Err(format!("\"{place}\": expected type \"{name}\""));
    match registry.types.get(name) {
        Some(MetaType::Scalar { is_valid: Some(is_valid), .. }) if !is_valid(value) => expected(),
        // The library takes every integer for an Int here, and finds out in the middle of the execution.
        Some(MetaType::Scalar { .. }) if name == "Int" && !is_int(value) => expected(),
        Some(MetaType::Enum { enum_values, .. }) => match value {
            Value::String(text) if enum_values.contains_key(text) => Ok(()),
            Value::Enum(text) if enum_values.contains_key(text.as_str()) => Ok(()),
            _ => expected(),
        },
        Some(MetaType::InputObject { input_fields, oneof, .. }) => {
            let Value::Object(given) = value else { return expected() };
            if let Some(unknown) = given.keys().find(|key| !input_fields.contains_key(key.as_str())) {
                return Err(format!("\"{place}\": type \"{name}\" has no field \"{unknown}\""));
            }
            if *oneof && (given.len() != 1 || given.values().any(|value| *value == Value::Null)) {
                return Err(format!("\"{place}\": type \"{name}\" takes exactly one field, not null"));
            }
            input_fields.values().try_for_each(|field| match given.get(field.name.as_str()) {
                Some(value) => check(registry, &field.ty, value, &format!("{place}.{}", field.name)),
                None if field.ty.ends_with('!') && field.default_value.is_none() => {
                    Err(format!("\"{place}.{}\" of type \"{}\" is required but not provided", field.name, field.ty))
                }
                None => Ok(()),
            })
        }
        // A type that does not exist, or is no input, is what validation tells.
        _ => Ok(()),
    }
}

/// Whether a value is an Int: 32 bits with a sign, as the specification says.
fn is_int(value: &Value) -> bool {
    let Value::Number(number) = value else { return false };
    number.as_i64().is_some_and(|number| i32::try_from(number).is_ok())
}

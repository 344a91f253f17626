//! Which operation of a document runs, and what a subscription must look like.

use std::collections::HashMap;

use async_graphql::{
    Name, Positioned,
    parser::types::{
        DocumentOperations, ExecutableDocument, Field, FragmentDefinition, OperationDefinition, OperationType,
        Selection,
    },
};

use super::Reason;

/// The kind of the operation that the client means: the one of that name, or the only one.
///
/// A subscription selects one field, once (<https://spec.graphql.org/October2021/#sec-Single-root-field>). The library
/// runs only fields that stand at the root itself, so one that comes out of a fragment is put there, too.
pub(super) fn choose(document: &mut ExecutableDocument, name: Option<&str>) -> Result<OperationType, Reason> {
    let operation = &mut chosen(&mut document.operations, name)?.node;
    if operation.ty == OperationType::Subscription {
        let selections = &mut operation.selection_set.node.items;
        let mut roots = Vec::new();
        root_fields(&document.fragments, selections, false, &mut roots)?;
        match <[Root; 1]>::try_from(roots) {
            Ok([Root { spread: false, .. }]) => {}
            Ok([Root { field, spread: true }]) => {
                let pos = field.pos;
                selections.push(Positioned::new(Selection::Field(field), pos));
            }
            Err(_) => return Err(Reason::Subscription("A subscription selects exactly one field, once.")),
        }
    }
    Ok(operation.ty)
}

/// The operation that [`choose`] chose.
pub(super) fn of<'a>(document: &'a ExecutableDocument, name: Option<&str>) -> Option<&'a OperationDefinition> {
    let mut operations = document.operations.iter();
    let is_meant = |known: Option<&Name>| name.is_none_or(|name| known.is_some_and(|known| known == name));
    operations.find(|(known, _)| is_meant(*known)).map(|(_, operation)| &operation.node)
}

struct Root {
    field: Positioned<Field>,
    /// Whether the field stands in a fragment.
    spread: bool,
}

fn chosen<'a>(
    operations: &'a mut DocumentOperations,
    name: Option<&str>,
) -> Result<&'a mut Positioned<OperationDefinition>, Reason> {
    match (operations, name) {
        (DocumentOperations::Single(operation), None) => Ok(operation),
        (DocumentOperations::Single(_), Some(name)) => Err(Reason::UnknownOperation(name.to_owned())),
        (DocumentOperations::Multiple(operations), Some(name)) => {
            operations.get_mut(name).ok_or_else(|| Reason::UnknownOperation(name.to_owned()))
        }
        (DocumentOperations::Multiple(operations), None) if operations.len() == 1 => {
            operations.values_mut().next().ok_or(Reason::NoOperationName)
        }
        (DocumentOperations::Multiple(_), None) => Err(Reason::NoOperationName),
    }
}

/// Collects the fields at the root; the walk is bounded, since the document's expansion was.
fn root_fields(
    fragments: &HashMap<Name, Positioned<FragmentDefinition>>,
    selections: &[Positioned<Selection>],
    spread: bool,
    roots: &mut Vec<Root>,
) -> Result<(), Reason> {
    for selection in selections {
        let conditional = |name: &str| matches!(name, "skip" | "include");
        if selection.node.directives().iter().any(|directive| conditional(&directive.node.name.node)) {
            return Err(Reason::Subscription("The field of a subscription can be neither skipped nor included."));
        }
        match &selection.node {
            Selection::Field(field) => roots.push(Root { field: field.clone(), spread }),
            Selection::InlineFragment(inline) => {
                root_fields(fragments, &inline.node.selection_set.node.items, true, roots)?;
            }
            Selection::FragmentSpread(fragment) => {
                // A fragment that does not exist is what validation tells.
                if let Some(fragment) = fragments.get(&fragment.node.fragment_name.node) {
                    root_fields(fragments, &fragment.node.selection_set.node.items, true, roots)?;
                }
            }
        }
    }
    Ok(())
}

//! What can be known of the answer to a document before it is run: whether it is made of the caller's current settings
//! alone, and whether it is valid.

use std::{
    collections::HashSet,
    sync::{Arc, OnceLock},
};

use async_graphql::{
    ValidationResult,
    parser::types::{ExecutableDocument, OperationDefinition, OperationType, Selection, SelectionSet},
};

/// Where a selection stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum On {
    Query,
    Account,
}

/// What stands below a field.
enum Below {
    /// Fields that are looked at in turn.
    On(On),
    /// Nothing that is not made of settings too.
    All,
}

impl On {
    /// What is below a field that is made of nothing but settings; none of another field.
    ///
    /// An account's id, slug and date of creation never change. What `Settings` and `TicketPolicy` lead to is computed
    /// from their settings, the field's arguments and the reader's language: a field there that reads more ends that.
    fn field(self, name: &str) -> Option<Below> {
        match (self, name) {
            (Self::Query, "account") => Some(Below::On(Self::Account)),
            (Self::Query, "ticketPolicy" | "__typename")
            | (Self::Account, "id" | "slug" | "createdAt" | "settings" | "__typename") => Some(Below::All),
            (Self::Query | Self::Account, _) => None,
        }
    }
}

/// Whether the answer to an operation is a function of the document, the variables, the current settings of the caller's
/// account, the caller's permissions and their language: then it may be remembered until the account changes.
///
/// Changes, streams, who is asking, keys, webhooks, the history (whose people may be erased), terms, and what belongs to
/// other accounts are not among them.
#[must_use]
pub fn is_made_of_settings(document: &ExecutableDocument, operation: &OperationDefinition) -> bool {
    let mut seen = HashSet::new();
    operation.ty == OperationType::Query && is_made(document, &operation.selection_set.node, On::Query, &mut seen)
}

fn is_made<'a>(
    document: &'a ExecutableDocument,
    set: &'a SelectionSet,
    on: On,
    seen: &mut HashSet<(On, &'a str)>,
) -> bool {
    set.items.iter().all(|selection| match &selection.node {
        Selection::Field(field) => match on.field(&field.node.name.node) {
            Some(Below::On(on)) => is_made(document, &field.node.selection_set.node, on, seen),
            Some(Below::All) => true,
            None => false,
        },
        Selection::InlineFragment(inline) => is_made(document, &inline.node.selection_set.node, on, seen),
        Selection::FragmentSpread(spread) => {
            let name = spread.node.fragment_name.node.as_str();
            // One that was looked at before was found good, or nobody would look on.
            !seen.insert((on, name))
                || document
                    .fragments
                    .get(name)
                    .is_some_and(|fragment| is_made(document, &fragment.node.selection_set.node, on, seen))
        }
    })
}

/// What validation found of a document and its variables, as part of a request's data: a request that brings along what
/// was found of its equal is not validated again.
#[derive(Clone, Debug, Default)]
pub struct Validated(Arc<OnceLock<ValidationResult>>);

impl Validated {
    pub(crate) fn found(&self) -> Option<ValidationResult> {
        self.0.get().copied()
    }

    pub(crate) fn find(&self, result: ValidationResult) {
        // What another request found of the same is the same.
        let _ = self.0.set(result);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeSet, HashMap};

    use async_graphql::parser::{
        parse_query, parse_schema,
        types::{BaseType, FieldDefinition, Type, TypeKind, TypeSystemDefinition},
    };

    use super::*;

    fn is_made_of(query: &str) -> bool {
        let document = parse_query(query).unwrap();
        let (_, operation) = document.operations.iter().next().unwrap();
        is_made_of_settings(&document, &operation.node)
    }

    #[test]
    fn what_is_read_of_the_own_settings_is_made_of_them() {
        for query in [
            "{ account { id slug createdAt settings { company { tradeName } } } }",
            "{ ticketPolicy { revision } __typename }",
            "query($at: Int) { a: account { __typename settings(atRevision: $at) { warnings { message } } } }",
            "{ ...Q } fragment Q on Query { account { ...A ... on Account { slug ...A } } } fragment A on Account { id }",
        ] {
            assert!(is_made_of(query), "{query}");
        }
    }

    #[test]
    fn everything_else_is_not() {
        for query in [
            "{ viewer { subject } }",
            "{ ticketPolicy { revision } viewer { subject } }",
            "{ node(id: \"a\") { id } }",
            "{ portal(host: \"a\") { slug } }",
            "{ accounts(first: 1) { nodes { id } } }",
            "{ __schema { queryType { name } } }",
            "{ settings: viewer { subject } }",
            "{ account { apiKeys(first: 1) { nodes { lastUsedAt } } } }",
            "{ account { settings { revision } slug: revisions(first: 1) { totalCount } } }",
            "{ account { ... { revision(number: 1) { reason } } } }",
            "{ account { ...A } } fragment A on Account { id ...B } fragment B on Account { termsAcceptances { totalCount } }",
            "{ ...Missing }",
            // A fragment that is good on one type is looked at again on another.
            "{ ...F account { ...F } } fragment F on Account { ticketPolicy { revision } }",
            "mutation { account { id } }",
            "subscription { ticketPolicy { revision } }",
        ] {
            assert!(!is_made_of(query), "{query}");
        }
    }

    /// The object types that answers from memory are made of. Before one is added, every field of it, and every resolver,
    /// must be a function of the settings, the arguments and the language: else stale answers would be told.
    const MADE_OF_SETTINGS: [&str; 28] = [
        "AccessProfile",
        "Activity",
        "AdditionalModules",
        "Address",
        "AttendanceRequirement",
        "BusinessHours",
        "Chat",
        "Company",
        "Contact",
        "DirectTicketLink",
        "EnvironmentParameters",
        "Holiday",
        "OpeningRequirement",
        "OtherContact",
        "Parameters",
        "Photo",
        "SatisfactionSurvey",
        "Settings",
        "SettingsWarning",
        "Shift",
        "TaxId",
        "TicketApproval",
        "TicketNumbering",
        "TicketParameters",
        "TicketPolicy",
        "TimeEntryPolicy",
        "TimePeriod",
        "TimeTracking",
    ];

    fn named(ty: &Type) -> &str {
        match &ty.base {
            BaseType::Named(name) => name,
            BaseType::List(inner) => named(inner),
        }
    }

    #[test]
    fn settings_and_what_they_decide_lead_to_types_that_are_made_of_settings_and_to_no_guard() {
        let sdl = parse_schema(crate::sdl()).unwrap();
        let fields: HashMap<&str, &[async_graphql::Positioned<FieldDefinition>]> = sdl
            .definitions
            .iter()
            .filter_map(|definition| match definition {
                TypeSystemDefinition::Type(definition) => match &definition.node.kind {
                    TypeKind::Object(object) => Some((definition.node.name.node.as_str(), object.fields.as_slice())),
                    _ => None,
                },
                _ => None,
            })
            .collect();
        let mut reached = BTreeSet::new();
        let mut to_look_at = vec!["Settings", "TicketPolicy"];
        while let Some(name) = to_look_at.pop() {
            let Some(fields) = fields.get(name).filter(|_| reached.insert(name)) else { continue };
            for field in *fields {
                assert!(field.node.directives.is_empty(), "{name}.{} has a directive", field.node.name);
                to_look_at.push(named(&field.node.ty.node));
            }
        }
        let objects: Vec<&str> = reached.into_iter().filter(|name| fields.contains_key(name)).collect();
        assert_eq!(objects, MADE_OF_SETTINGS);
    }
}

//! Fields of one answer that contradict each other: <https://spec.graphql.org/October2021/#sec-Field-Selection-Merging>.
//!
//! The library's rule tells every contradicting argument of every pair, and two thousand arguments against three
//! thousand fields make six million errors. So the first contradiction is refused here, by the same walk: the library
//! finds none, and takes no more steps than are counted here.

use std::collections::{HashMap, HashSet};

use async_graphql::{
    Positioned,
    parser::types::{ExecutableDocument, Field, Selection, SelectionSet},
};

use super::{Limits, Reason, Work};

/// Compares the fields of every selection set that share a response key.
pub(super) fn merge(document: &ExecutableDocument, limits: &Limits, work: &mut Work) -> Result<(), Reason> {
    let operations = document.operations.iter().map(|(_, operation)| &operation.node.selection_set.node);
    let fragments = document.fragments.values().map(|fragment| &fragment.node.selection_set.node);
    let mut sets: Vec<&SelectionSet> = operations.chain(fragments).collect();
    while let Some(set) = sets.pop() {
        Fields { document, limits, work, seen: HashMap::new(), spread: HashSet::new() }.collect(None, set)?;
        sets.extend(set.items.iter().filter_map(|selection| match &selection.node {
            Selection::Field(field) => Some(&field.node.selection_set.node),
            Selection::InlineFragment(inline) => Some(&inline.node.selection_set.node),
            Selection::FragmentSpread(_) => None,
        }));
    }
    Ok(())
}

/// The fields of one selection set, with those of its fragments.
struct Fields<'a, 'w> {
    document: &'a ExecutableDocument,
    limits: &'a Limits,
    work: &'w mut Work,
    /// By type condition and response key.
    seen: HashMap<(Option<&'a str>, &'a str), &'a Positioned<Field>>,
    spread: HashSet<&'a str>,
}

impl<'a> Fields<'a, '_> {
    fn collect(&mut self, on: Option<&'a str>, set: &'a SelectionSet) -> Result<(), Reason> {
        for selection in &set.items {
            self.work.comparisons += 1;
            if self.work.comparisons > self.limits.comparisons {
                return Err(Reason::Comparisons);
            }
            match &selection.node {
                Selection::Field(field) => self.add(on, field)?,
                Selection::InlineFragment(inline) => {
                    let on = inline.node.type_condition.as_ref().map(|condition| condition.node.on.node.as_str());
                    self.collect(on, &inline.node.selection_set.node)?;
                }
                Selection::FragmentSpread(spread) => {
                    let name = &spread.node.fragment_name.node;
                    if let Some(fragment) = self.document.fragments.get(name).filter(|_| self.spread.insert(name)) {
                        let on = fragment.node.type_condition.node.on.node.as_str();
                        self.collect(Some(on), &fragment.node.selection_set.node)?;
                    }
                }
            }
        }
        Ok(())
    }

    fn add(&mut self, on: Option<&'a str>, field: &'a Positioned<Field>) -> Result<(), Reason> {
        let key = field.node.response_key().node.as_str();
        let first = *self.seen.entry((on, key)).or_insert(field);
        if same(&first.node, &field.node) {
            return Ok(());
        }
        Err(Reason::Contradiction { key: key.to_owned(), at: vec![first.pos, field.pos] })
    }
}

/// Whether two fields ask for the same.
fn same(one: &Field, other: &Field) -> bool {
    std::ptr::eq(one, other)
        || one.name.node == other.name.node
            && one.arguments.len() == other.arguments.len()
            && one.arguments.iter().all(|(name, value)| other.get_argument(&name.node) == Some(value))
}

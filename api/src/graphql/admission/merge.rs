//! Fields of one answer that contradict each other: <https://spec.graphql.org/October2021/#sec-Field-Selection-Merging>.
//!
//! The library's rule compares the fields of a set under one type condition, and does not look into what is selected of
//! two fields that answer together. What it misses would be answered in part, and is refused here.
//!
//! The library's rule also tells every contradicting argument of every pair, and two thousand arguments against three
//! thousand fields make six million errors. So the first contradiction is refused here, by the same walk first: the library
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
    let mut answers = Answers { document, limits, work };
    document.operations.iter().try_for_each(|(_, operation)| answers.compare(&[&operation.node.selection_set.node]))
}

/// What answers together: the sets that are selected of one object.
struct Answers<'a, 'w> {
    document: &'a ExecutableDocument,
    limits: &'a Limits,
    work: &'w mut Work,
}

/// A field, and the type condition that it stands under; none where it is the object's own.
type Conditional<'a> = (Option<&'a str>, &'a Positioned<Field>);

impl<'a> Answers<'a, '_> {
    /// Compares the fields that share a response key, and then what is selected of them. How deep that goes is known to be
    /// bounded, and so is how much it is: every selection is looked at once where it answers.
    fn compare(&mut self, sets: &[&'a SelectionSet]) -> Result<(), Reason> {
        let (mut found, mut spread) = (Vec::new(), HashSet::new());
        for set in sets {
            self.collect(None, set, &mut found, &mut spread)?;
        }
        let mut by_key: HashMap<&str, Vec<Conditional<'a>>> = HashMap::new();
        for (on, field) in &found {
            by_key.entry(field.node.response_key().node.as_str()).or_default().push((*on, field));
        }
        // The first in the document is told first.
        for (_, field) in found {
            let key = field.node.response_key().node.as_str();
            if let Some(fields) = by_key.remove(key) {
                self.compare_under(key, &fields)?;
            }
        }
        Ok(())
    }

    /// Under two conditions fields may differ, for an object has one type only. The object's own meet both.
    fn compare_under(&mut self, key: &str, fields: &[Conditional<'a>]) -> Result<(), Reason> {
        let mut conditions: Vec<&str> = fields.iter().filter_map(|(on, _)| *on).collect();
        conditions.sort_unstable();
        conditions.dedup();
        // Where there is none, all are the object's own.
        let conditions =
            conditions.into_iter().map(Some).chain(fields.iter().all(|(on, _)| on.is_none()).then_some(None));
        for condition in conditions {
            let mut together = fields.iter().filter(|(on, _)| on.is_none() || *on == condition).map(|(_, field)| field);
            let Some(first) = together.next() else { continue };
            let mut sets = vec![&first.node.selection_set.node];
            for field in together {
                if !same(&first.node, &field.node) {
                    return Err(Reason::Contradiction { key: key.to_owned(), at: vec![first.pos, field.pos] });
                }
                sets.push(&field.node.selection_set.node);
            }
            self.compare(&sets)?;
        }
        Ok(())
    }

    fn collect(
        &mut self,
        on: Option<&'a str>,
        set: &'a SelectionSet,
        found: &mut Vec<Conditional<'a>>,
        spread: &mut HashSet<&'a str>,
    ) -> Result<(), Reason> {
        for selection in &set.items {
            self.work.comparisons += 1;
            if self.work.comparisons > self.limits.comparisons {
                return Err(Reason::Comparisons);
            }
            match &selection.node {
                Selection::Field(field) => found.push((on, field)),
                Selection::InlineFragment(inline) => {
                    let condition = inline.node.type_condition.as_ref();
                    let on = condition.map(|condition| condition.node.on.node.as_str()).or(on);
                    self.collect(on, &inline.node.selection_set.node, found, spread)?;
                }
                Selection::FragmentSpread(named) => {
                    let name = &named.node.fragment_name.node;
                    if let Some(fragment) = self.document.fragments.get(name).filter(|_| spread.insert(name)) {
                        let on = fragment.node.type_condition.node.on.node.as_str();
                        self.collect(Some(on), &fragment.node.selection_set.node, found, spread)?;
                    }
                }
            }
        }
        Ok(())
    }
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

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

use super::{
    Limits, Reason, Work,
    cost::{Price, Prices},
};

/// Compares the fields of every selection set that share a response key.
pub(super) fn merge<'a>(
    document: &'a ExecutableDocument,
    prices: &'a Prices,
    limits: &Limits,
    work: &mut Work,
) -> Result<(), Reason> {
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
    let mut answers = Answers { document, prices, limits, work };
    document.operations.iter().try_for_each(|(_, operation)| {
        answers.compare(Some(prices.root(operation.node.ty)), &[&operation.node.selection_set.node])
    })
}

/// What answers together: the sets that are selected of one object.
struct Answers<'a, 'w> {
    document: &'a ExecutableDocument,
    prices: &'a Prices,
    limits: &'a Limits,
    work: &'w mut Work,
}

/// A field, and where it stands.
#[derive(Clone, Copy)]
struct Standing<'a> {
    /// The type that has it, if that is known.
    of: Option<&'a str>,
    /// The same, if that is a type of objects: of another type's objects it is not asked.
    object: Option<&'a str>,
    field: &'a Positioned<Field>,
}

impl<'a> Answers<'a, '_> {
    /// Compares the fields that share a response key, and then what is selected of them. How deep that goes is known to be
    /// bounded.
    fn compare(&mut self, of: Option<&'a str>, sets: &[&'a SelectionSet]) -> Result<(), Reason> {
        let (mut found, mut spread) = (Vec::new(), HashSet::new());
        for set in sets {
            self.collect(of, set, &mut found, &mut spread)?;
        }
        let mut by_key: HashMap<&str, Vec<Standing<'a>>> = HashMap::new();
        for standing in &found {
            by_key.entry(standing.field.node.response_key().node.as_str()).or_default().push(*standing);
        }
        // The first in the document is told first.
        for standing in found {
            if let Some(fields) = by_key.remove(standing.field.node.response_key().node.as_str()) {
                self.compare_all(fields)?;
            }
        }
        Ok(())
    }

    /// Compares the fields of one key. Those of two types of objects may differ, for an object has one type; what is not
    /// of a type of objects meets all.
    fn compare_all(&mut self, fields: Vec<Standing<'a>>) -> Result<(), Reason> {
        let (any, mut of_objects): (Vec<_>, Vec<_>) = fields.into_iter().partition(|field| field.object.is_none());
        of_objects.sort_by_key(|field| field.object);
        if let Some((first, others)) = any.split_first() {
            others.iter().try_for_each(|other| self.agree(*first, *other))?;
            if of_objects.is_empty() {
                return self.compare_below(&any);
            }
        }
        for group in of_objects.chunk_by(|one, other| one.object == other.object) {
            let Some(first) = any.first().or(group.first()) else { continue };
            group.iter().try_for_each(|other| self.agree(*first, *other))?;
            self.compare_below(&[group, &any].concat())?;
        }
        Ok(())
    }

    fn compare_below(&mut self, fields: &[Standing<'a>]) -> Result<(), Reason> {
        step(self.work, self.limits, fields.len())?;
        let below =
            fields.first().and_then(|first| self.prices.of_field(first.of?, first.field.node.name.node.as_str()));
        let sets: Vec<_> = fields.iter().map(|standing| &standing.field.node.selection_set.node).collect();
        self.compare(below.map(Price::of), &sets)
    }

    fn agree(&mut self, one: Standing<'a>, other: Standing<'a>) -> Result<(), Reason> {
        // Each argument is looked for among the other's.
        let arguments = one.field.node.arguments.len();
        let is_long = arguments == other.field.node.arguments.len();
        step(self.work, self.limits, if is_long { arguments * arguments / 8 } else { 0 })?;
        if same(&one.field.node, &other.field.node) {
            return Ok(());
        }
        let key = one.field.node.response_key().node.to_string();
        Err(Reason::Contradiction { key, at: vec![one.field.pos, other.field.pos] })
    }

    fn collect(
        &mut self,
        of: Option<&'a str>,
        set: &'a SelectionSet,
        found: &mut Vec<Standing<'a>>,
        spread: &mut HashSet<&'a str>,
    ) -> Result<(), Reason> {
        for selection in &set.items {
            step(self.work, self.limits, 1)?;
            match &selection.node {
                Selection::Field(field) => {
                    let object = of.filter(|of| !self.prices.is_abstract(of));
                    found.push(Standing { of, object, field });
                }
                Selection::InlineFragment(inline) => {
                    let condition = inline.node.type_condition.as_ref();
                    let of = condition.map(|condition| condition.node.on.node.as_str()).or(of);
                    self.collect(of, &inline.node.selection_set.node, found, spread)?;
                }
                Selection::FragmentSpread(named) => {
                    let name = &named.node.fragment_name.node;
                    if let Some(fragment) = self.document.fragments.get(name).filter(|_| spread.insert(name)) {
                        let of = fragment.node.type_condition.node.on.node.as_str();
                        self.collect(Some(of), &fragment.node.selection_set.node, found, spread)?;
                    }
                }
            }
        }
        Ok(())
    }
}

/// Counts steps, and ends the walk where there are too many.
fn step(work: &mut Work, limits: &Limits, steps: usize) -> Result<(), Reason> {
    work.comparisons += steps;
    if work.comparisons > limits.comparisons { Err(Reason::Comparisons) } else { Ok(()) }
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
            step(self.work, self.limits, 1)?;
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
        if !std::ptr::eq(first, field) && first.node.arguments.len() == field.node.arguments.len() {
            // Each argument is looked for among the other's.
            step(self.work, self.limits, field.node.arguments.len().pow(2) / 8)?;
        }
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

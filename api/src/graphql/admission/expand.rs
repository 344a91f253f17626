//! How large a document is once its fragments are spread, found without spreading them.

use std::{collections::HashMap, convert::Infallible};

use async_graphql::{
    Name, Positioned, Request, Value,
    parser::types::{Directive, ExecutableDocument, Field, Selection, SelectionSet},
};

use super::{Limits, Reason, Work, cost::is_introspection};

/// What a value takes in memory beside its text, about; the library copies values to wherever they are used.
const VALUE: usize = 64;

/// What came of counting.
pub(super) struct Expanded {
    /// Whether the schema is asked about.
    pub(super) introspects: bool,
    /// How many selections the operations have, with all fragments in their places.
    pub(super) selections: usize,
}

/// Counts what the operations expand to. Every definition is walked once, whether it is used or not, since validation
/// walks all of them.
pub(super) fn expand(
    document: &ExecutableDocument,
    request: &Request,
    limits: &Limits,
    work: &mut Work,
) -> Result<Expanded, Reason> {
    let variables = weights(document, request);
    let mut expansion = Expansion { document, limits, variables, fragments: HashMap::new(), introspects: false, work };
    for name in document.fragments.keys() {
        expansion.fragment(name, 0)?;
    }
    let mut total = Size::default();
    for (_, operation) in document.operations.iter() {
        total.add(expansion.set(&operation.node.selection_set.node, 0)?);
        total.values = total.values.saturating_add(expansion.directives(&operation.node.directives));
        total.within(limits)?;
    }
    Ok(Expanded { introspects: expansion.introspects, selections: total.selections })
}

/// So many lists of the schema may stand inside each other, where it is asked about: each multiplies the answer by
/// all that a type has. The usual question of tools needs one.
const SCHEMA_LISTS: usize = 3;

/// Whether a selection is a list by which a schema leads from a type to further types.
fn is_schemas_list(selection: &Selection) -> bool {
    let Selection::Field(field) = selection else { return false };
    matches!(field.node.name.node.as_str(), "fields" | "inputFields" | "interfaces" | "possibleTypes")
}

struct Expansion<'a, 'w> {
    document: &'a ExecutableDocument,
    limits: &'a Limits,
    /// What each variable weighs where it is used.
    variables: HashMap<&'a str, usize>,
    /// The fragments that were walked; without a size, those that are being walked.
    fragments: HashMap<&'a str, Option<Size>>,
    introspects: bool,
    work: &'w mut Work,
}

#[derive(Clone, Copy, Default)]
struct Size {
    selections: usize,
    /// Bytes of arguments.
    values: usize,
    /// How many selection sets deep.
    height: usize,
    /// How many of the schema's own lists stand inside each other.
    lists: usize,
}

impl Size {
    fn add(&mut self, other: Self) {
        self.selections = self.selections.saturating_add(other.selections);
        self.values = self.values.saturating_add(other.values);
        self.height = self.height.max(other.height);
        self.lists = self.lists.max(other.lists);
    }

    fn within(self, limits: &Limits) -> Result<(), Reason> {
        if self.selections > limits.selections {
            return Err(Reason::Selections);
        }
        if self.values > limits.values {
            return Err(Reason::Values);
        }
        Ok(())
    }
}

impl<'a> Expansion<'a, '_> {
    /// The size of a selection set that stands `depth` sets deep, at most as far as the limits.
    fn set(&mut self, set: &'a SelectionSet, depth: usize) -> Result<Size, Reason> {
        if depth > self.limits.depth {
            return Err(Reason::Depth);
        }
        let mut size = Size::default();
        for selection in &set.items {
            self.work.selections += 1;
            let mut values = self.directives(selection.node.directives());
            let below = match &selection.node {
                Selection::Field(field) => {
                    values = values.saturating_add(self.arguments(&field.node));
                    self.introspects |= is_introspection(&field.node);
                    match &field.node.selection_set.node {
                        set if set.items.is_empty() => None,
                        set => Some(self.set(set, depth + 1)?),
                    }
                }
                Selection::InlineFragment(inline) => Some(self.set(&inline.node.selection_set.node, depth + 1)?),
                Selection::FragmentSpread(spread) => self.fragment(&spread.node.fragment_name.node, depth + 1)?,
            };
            size.add(Size { selections: 1, values, ..Size::default() });
            if let Some(below) = below {
                let lists = below.lists + usize::from(is_schemas_list(&selection.node));
                size.add(Size { height: below.height + 1, lists, ..below });
                if lists > SCHEMA_LISTS
                    && matches!(&selection.node, Selection::Field(field) if is_introspection(&field.node))
                {
                    return Err(Reason::Depth);
                }
            }
            size.within(self.limits)?;
        }
        Ok(size)
    }

    /// The size of a fragment that is spread `depth` sets deep; none where no such fragment is.
    fn fragment(&mut self, name: &'a Name, depth: usize) -> Result<Option<Size>, Reason> {
        let size = match self.fragments.get(name.as_str()) {
            Some(Some(size)) => *size,
            Some(None) => return Err(Reason::FragmentCycle),
            None => {
                let Some(fragment) = self.document.fragments.get(name) else {
                    return Ok(None);
                };
                self.fragments.insert(name, None);
                let size = self.set(&fragment.node.selection_set.node, depth)?;
                self.fragments.insert(name, Some(size));
                size
            }
        };
        if depth + size.height > self.limits.depth {
            return Err(Reason::Depth);
        }
        Ok(Some(size))
    }

    fn arguments(&self, field: &Field) -> usize {
        field.arguments.iter().fold(0, |sum, (_, value)| {
            let mut sum: usize = sum;
            let Ok(literal) =
                value.node.clone().into_const_with(|name| Ok::<_, Infallible>(self.variable(&mut sum, &name)));
            sum.saturating_add(weight(&literal))
        })
    }

    fn directives(&self, directives: &[Positioned<Directive>]) -> usize {
        directives.iter().flat_map(|directive| &directive.node.arguments).fold(0, |sum, (_, value)| {
            let mut sum: usize = sum;
            let Ok(literal) =
                value.node.clone().into_const_with(|name| Ok::<_, Infallible>(self.variable(&mut sum, &name)));
            sum.saturating_add(weight(&literal))
        })
    }

    /// Adds what a variable weighs, and leaves a null in its place.
    fn variable(&self, sum: &mut usize, name: &Name) -> Value {
        *sum = sum.saturating_add(self.variables.get(name.as_str()).copied().unwrap_or_default());
        Value::Null
    }
}

/// What each variable weighs: its value, or its heaviest default.
fn weights<'a>(document: &'a ExecutableDocument, request: &'a Request) -> HashMap<&'a str, usize> {
    let mut weights: HashMap<&str, usize> =
        request.variables.iter().map(|(name, value)| (name.as_str(), weight(value))).collect();
    for (_, operation) in document.operations.iter() {
        for definition in &operation.node.variable_definitions {
            if let Some(default) = &definition.node.default_value {
                let known = weights.entry(definition.node.name.node.as_str()).or_default();
                *known = (*known).max(weight(&default.node));
            }
        }
    }
    weights
}

fn weight(value: &Value) -> usize {
    let below = match value {
        Value::String(text) => text.len(),
        Value::List(items) => items.iter().map(weight).sum(),
        Value::Object(fields) => fields.iter().map(|(name, value)| name.len() + weight(value)).sum(),
        Value::Null | Value::Number(_) | Value::Boolean(_) | Value::Binary(_) | Value::Enum(_) => 0,
    };
    below + VALUE
}

//! What running an operation costs, found in one walk: a fragment is priced once, however often it is spread.
//!
//! Costs are the type costs of the GraphQL Cost Directives specification (<https://ibm.github.io/graphql-specs/>): an
//! object that an answer can hold counts one, and what is below a list counts as often as the list is long: as long as
//! its slicing argument (`first`, `last`) says, as many as the ids that it is asked for, else [`ASSUMED`]. Leaves are
//! free. On top of that an operation counts [`OPERATION`], and a change [`CHANGE`].

use std::collections::{HashMap, HashSet};

use async_graphql::{
    Name, Positioned, Request, Value,
    parser::{
        parse_schema,
        types::{
            BaseType, ExecutableDocument, Field, OperationDefinition, OperationType, Selection, SelectionSet, Type,
            TypeKind, TypeSystemDefinition,
        },
    },
};

use super::{Limits, Work};

/// How long a list is taken to be where nothing says so.
const ASSUMED: u64 = 5;
/// Every operation: it is read, its sender is looked up, it is answered.
const OPERATION: u64 = 1;
/// A field of `Mutation`: a transaction, with all that it writes.
const CHANGE: u64 = 20;
/// `__schema` and `__type`, with all that is below.
const INTROSPECTION: u64 = 1_000;

/// What each field of a schema costs.
#[derive(Clone, Debug, Default)]
pub struct Prices {
    /// By type: its fields, with a price where they answer objects.
    fields: HashMap<String, HashMap<String, Option<Price>>>,
    /// The interfaces and the unions.
    abstract_types: HashSet<String>,
    roots: Roots,
}

/// The names of the root types.
#[derive(Clone, Debug)]
struct Roots {
    query: String,
    mutation: String,
    subscription: String,
}

impl Default for Roots {
    fn default() -> Self {
        let [query, mutation, subscription] = ["Query", "Mutation", "Subscription"].map(str::to_owned);
        Self { query, mutation, subscription }
    }
}

/// A field that answers objects.
#[derive(Clone, Debug)]
pub(super) struct Price {
    /// The type of the objects.
    of: String,
    /// How many there are.
    size: Size,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Size {
    One,
    /// Relay's connection: what is below counts as often as its page is long.
    Page,
    /// One for each of the ids.
    Ids,
    Assumed,
}

impl Price {
    /// The type of the objects.
    pub(super) fn of(&self) -> &str {
        &self.of
    }
}

impl Prices {
    /// Reads the prices of a schema from its SDL.
    ///
    /// # Errors
    ///
    /// What the parser says of a text that is no SDL.
    pub fn of(sdl: &str) -> Result<Self, async_graphql::parser::Error> {
        let document = parse_schema(sdl)?;
        let mut prices = Self::default();
        let mut composite = HashSet::new();
        for definition in &document.definitions {
            match definition {
                TypeSystemDefinition::Type(definition) => match definition.node.kind {
                    TypeKind::Object(_) => {
                        composite.insert(definition.node.name.node.as_str());
                    }
                    TypeKind::Interface(_) | TypeKind::Union(_) => {
                        composite.insert(definition.node.name.node.as_str());
                        prices.abstract_types.insert(definition.node.name.node.to_string());
                    }
                    TypeKind::Scalar | TypeKind::Enum(_) | TypeKind::InputObject(_) => {}
                },
                TypeSystemDefinition::Schema(definition) => {
                    let named = |name: &Option<Positioned<Name>>, usual: String| {
                        name.as_ref().map_or(usual, |name| name.node.to_string())
                    };
                    let usual = Roots::default();
                    prices.roots = Roots {
                        query: named(&definition.node.query, usual.query),
                        mutation: named(&definition.node.mutation, usual.mutation),
                        subscription: named(&definition.node.subscription, usual.subscription),
                    };
                }
                TypeSystemDefinition::Directive(_) => {}
            }
        }
        for definition in &document.definitions {
            let TypeSystemDefinition::Type(definition) = definition else { continue };
            let fields = match &definition.node.kind {
                TypeKind::Object(object) => &object.fields,
                TypeKind::Interface(interface) => &interface.fields,
                TypeKind::Union(_) | TypeKind::Scalar | TypeKind::Enum(_) | TypeKind::InputObject(_) => continue,
            };
            let is_connection = definition.node.name.node.ends_with("Connection");
            let of_type = fields.iter().map(|field| {
                let takes = |name: &str| field.node.arguments.iter().any(|argument| argument.node.name.node == name);
                let (of, is_list) = named_type(&field.node.ty.node);
                let size = match (is_list, is_connection) {
                    (false, _) if takes("first") || takes("last") => Size::Page,
                    // The page that a connection shows was counted where it was asked for.
                    (false, _) | (true, true) => Size::One,
                    (true, false) if takes("ids") => Size::Ids,
                    (true, false) => Size::Assumed,
                };
                let price = Price { of: of.to_owned(), size };
                (field.node.name.node.to_string(), composite.contains(of).then_some(price))
            });
            prices.fields.insert(definition.node.name.node.to_string(), of_type.collect());
        }
        Ok(prices)
    }

    pub(super) fn of_field(&self, parent: &str, field: &str) -> Option<&Price> {
        self.fields.get(parent)?.get(field)?.as_ref()
    }

    /// The type of an operation's root.
    pub(super) fn root(&self, kind: OperationType) -> &str {
        match kind {
            OperationType::Query => &self.roots.query,
            OperationType::Mutation => &self.roots.mutation,
            OperationType::Subscription => &self.roots.subscription,
        }
    }

    /// Whether a type is an interface or a union.
    pub(super) fn is_abstract(&self, ty: &str) -> bool {
        self.abstract_types.contains(ty)
    }

    /// Whether a type that is known has no such field; of other types nothing is said.
    fn lacks(&self, parent: &str, field: &str) -> bool {
        !field.starts_with("__") && self.fields.get(parent).is_some_and(|fields| !fields.contains_key(field))
    }
}

/// How many selections name a field that their type does not have. Each is looked at once, whatever runs: validation,
/// which would tell them all, compares each with every field that there is.
pub(super) fn unknown_fields(document: &ExecutableDocument, prices: &Prices) -> usize {
    let operations = document
        .operations
        .iter()
        .map(|(_, operation)| (prices.root(operation.node.ty), &operation.node.selection_set.node));
    let fragments = document
        .fragments
        .values()
        .map(|fragment| (fragment.node.type_condition.node.on.node.as_str(), &fragment.node.selection_set.node));
    let mut sets: Vec<(&str, &SelectionSet)> = operations.chain(fragments).collect();
    let mut unknown = 0;
    while let Some((on, set)) = sets.pop() {
        for selection in &set.items {
            match &selection.node {
                Selection::Field(field) => {
                    let name = field.node.name.node.as_str();
                    unknown += usize::from(prices.lacks(on, name));
                    if let Some(price) = prices.of_field(on, name) {
                        sets.push((&price.of, &field.node.selection_set.node));
                    }
                }
                Selection::InlineFragment(inline) => {
                    let on = inline.node.type_condition.as_ref().map_or(on, |condition| &condition.node.on.node);
                    sets.push((on, &inline.node.selection_set.node));
                }
                Selection::FragmentSpread(_) => {}
            }
        }
    }
    unknown
}

/// The name in a type, and whether it stands in a list.
fn named_type(ty: &Type) -> (&str, bool) {
    match &ty.base {
        BaseType::Named(name) => (name, false),
        BaseType::List(inner) => (named_type(inner).0, true),
    }
}

/// What the operation costs. Fields that the schema does not have are free: validation refuses them.
pub(super) fn cost(
    operation: &OperationDefinition,
    document: &ExecutableDocument,
    request: &Request,
    prices: &Prices,
    limits: &Limits,
    work: &mut Work,
) -> u64 {
    let root = prices.root(operation.ty);
    let is_change = operation.ty == OperationType::Mutation;
    let mut bill = Bill { operation, document, request, prices, limits, fragments: HashMap::new(), is_change, work };
    OPERATION.saturating_add(bill.set(root, &operation.selection_set.node))
}

struct Bill<'a, 'w> {
    operation: &'a OperationDefinition,
    document: &'a ExecutableDocument,
    request: &'a Request,
    prices: &'a Prices,
    limits: &'a Limits,
    /// The fragments that were priced.
    fragments: HashMap<&'a str, u64>,
    is_change: bool,
    work: &'w mut Work,
}

impl<'a> Bill<'a, '_> {
    /// The price of a selection set on a type. Alternatives (`... on A`, `... on B`) are added up.
    fn set(&mut self, on: &'a str, set: &'a SelectionSet) -> u64 {
        let mut sum: u64 = 0;
        for selection in &set.items {
            self.work.priced += 1;
            sum = sum.saturating_add(match &selection.node {
                Selection::Field(field) => self.field(on, &field.node),
                Selection::InlineFragment(inline) => {
                    let on = inline.node.type_condition.as_ref().map_or(on, |condition| &condition.node.on.node);
                    self.set(on, &inline.node.selection_set.node)
                }
                Selection::FragmentSpread(spread) => self.fragment(&spread.node.fragment_name.node),
            });
        }
        sum
    }

    fn fragment(&mut self, name: &'a Name) -> u64 {
        if let Some(price) = self.fragments.get(name.as_str()) {
            return *price;
        }
        let Some(fragment) = self.document.fragments.get(name) else { return 0 };
        let price = self.set(&fragment.node.type_condition.node.on.node, &fragment.node.selection_set.node);
        self.fragments.insert(name, price);
        price
    }

    fn field(&mut self, on: &'a str, field: &'a Field) -> u64 {
        if is_introspection(field) {
            return INTROSPECTION;
        }
        let change = if self.is_change && on == self.prices.roots.mutation { CHANGE } else { 0 };
        let Some(price) = self.prices.of_field(on, &field.name.node) else { return change };
        let prices = self.prices;
        let Some((of, _)) = prices.fields.get_key_value(&price.of) else { return change };
        let below = self.set(of, &field.selection_set.node);
        let size = match price.size {
            Size::One => 1,
            Size::Page => self.page(field),
            Size::Ids => self.ids(field),
            Size::Assumed => ASSUMED,
        };
        change.saturating_add(size.saturating_mul(below.saturating_add(1)))
    }

    /// How long a page is asked for.
    fn page(&self, field: &Field) -> u64 {
        let asked = ["first", "last"].into_iter().filter_map(|name| {
            let length = match self.argument(field, name)? {
                Value::Number(number) => number.as_u64(),
                Value::Null
                | Value::String(_)
                | Value::Boolean(_)
                | Value::Binary(_)
                | Value::Enum(_)
                | Value::List(_)
                | Value::Object(_) => None,
            };
            // What is no length is refused by whoever makes the page.
            length.map(|length| length.min(self.limits.page))
        });
        asked.max().unwrap_or(1)
    }

    /// How many ids are asked for; one alone is a list of one (section 3.11, list input coercion).
    fn ids(&self, field: &Field) -> u64 {
        match self.argument(field, "ids") {
            Some(Value::List(ids)) => ids.len() as u64,
            Some(_) => 1,
            None => 0,
        }
    }

    /// The value of an argument, with variables and their defaults put in.
    fn argument(&self, field: &Field, name: &str) -> Option<Value> {
        let literal = &field.get_argument(name)?.node;
        literal.clone().into_const_with(|name| self.variable(&name).ok_or(())).ok()
    }

    fn variable(&self, name: &Name) -> Option<Value> {
        self.request.variables.get(name).cloned().or_else(|| {
            let definitions = &self.operation.variable_definitions;
            let definition = definitions.iter().find(|definition| definition.node.name.node == *name)?;
            definition.node.default_value.as_ref().map(|default| default.node.clone())
        })
    }
}

/// Whether a field asks about the schema.
pub(super) fn is_introspection(field: &Field) -> bool {
    matches!(field.name.node.as_str(), "__schema" | "__type")
}

#[cfg(test)]
mod tests;

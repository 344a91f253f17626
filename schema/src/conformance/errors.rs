//! Field errors: where they land, and what they null on the way.
//!
//! A resolver's error never travels through the library: the innermost position takes it, answers null and, where null
//! is not allowed, dooms the position above. So every sibling runs to its end, and what is told does not depend on
//! which of them was faster.

use std::{collections::HashMap, sync::Arc};

use async_graphql::{
    ErrorExtensionValues, PathSegment, Pos, QueryPathNode, QueryPathSegment, Response, ServerError, ServerResult,
    Value, extensions::ResolveInfo, registry::MetaTypeName,
};

use super::order;

const CODE: &str = "code";

/// What failed in one execution.
#[derive(Default)]
pub(super) struct Failures {
    /// The errors, each with its full path.
    errors: Vec<ServerError>,
    /// Positions that are null because they, or something below them, failed.
    nulled: Vec<Path>,
    /// Positions that failed, under fields whose resolvers have not come back yet: the path of the field, then the
    /// indexes of the item, none for the field itself. The empty path is the root of the answer.
    doomed: HashMap<Path, Vec<Vec<usize>>>,
}

/// A position of the answer at which a resolver runs: a field, or an item of a list.
pub(super) struct Place<'a> {
    node: &'a QueryPathNode<'a>,
    /// The type of a field. Of an item the library knows no nullability: it is read from the type of the item's field.
    ty: &'a str,
    /// Whether a failure that reaches the root from here keeps what follows from running.
    serial: bool,
    /// Where the field stands in the document.
    field: Pos,
}

type Path = Vec<Segment>;

#[derive(Clone, PartialEq, Eq, Hash)]
enum Segment {
    Field(String),
    Index(usize),
}

/// Marks the error that keeps the mutations after a failed one from running; the failure itself is kept in `Failures`.
struct Stopped;

impl Failures {
    /// Whether nothing waits for a field to come back.
    pub(super) fn is_empty(&self) -> bool {
        self.doomed.is_empty()
    }

    /// What a position answers, given what its resolver came back with.
    pub(super) fn pass(
        &mut self,
        place: &Place<'_>,
        result: ServerResult<Option<Value>>,
    ) -> ServerResult<Option<Value>> {
        let mut path = place.path();
        let value = match result {
            Ok(value) => value,
            Err(error) => {
                self.errors.push(place.told(error, &path));
                self.doom(path.clone());
                Some(Value::Null)
            }
        };
        if matches!(path.last(), Some(Segment::Index(_))) {
            return Ok(value);
        }
        let Some(failed) = self.doomed.remove(&path) else {
            return Ok(value);
        };
        let mut lost = false;
        for indexes in failed {
            match nearest_nullable(place.ty, &indexes) {
                Some(indexes) => {
                    self.nulled.push(path.iter().cloned().chain(indexes.iter().copied().map(Segment::Index)).collect());
                }
                None => lost = true,
            }
        }
        if !lost {
            return Ok(value);
        }
        path.pop();
        self.doom(path);
        // The library stops a mutation's later fields at an error only, and they must not run once the answer is lost.
        if place.serial { Err(stopped()) } else { Ok(Some(Value::Null)) }
    }

    /// Leaves it to the field of a position to null it, or what is above it.
    fn doom(&mut self, mut position: Path) {
        let mut indexes = Vec::new();
        while let Some(Segment::Index(index)) = position.last() {
            indexes.push(*index);
            position.pop();
        }
        indexes.reverse();
        self.doomed.entry(position).or_default().push(indexes);
    }

    /// The answer with every failure in its place.
    pub(super) fn settle(self, mut response: Response) -> Response {
        response.errors.retain(|error| error.source::<Stopped>().is_none());
        response.errors.extend(self.errors);
        if self.doomed.contains_key(&Path::new()) {
            response.data = Value::Null;
        }
        for path in &self.nulled {
            // A field that is selected twice is resolved twice, and the library merges an object over a null.
            if let Some(value) = find(&mut response.data, path) {
                *value = Value::Null;
            }
        }
        order::sort(&mut response.errors, &response.data);
        response.errors.dedup_by(|later, earlier| !later.path.is_empty() && later.path == earlier.path);
        response
    }
}

impl<'a> Place<'a> {
    /// The position that is about to be resolved; `mutation` is the name of the schema's mutation type.
    pub(super) fn of(info: &ResolveInfo<'a>, mutation: Option<&str>) -> Self {
        let name = info.field.alias.as_ref().unwrap_or(&info.field.name);
        Self {
            node: info.path_node,
            ty: info.return_type,
            serial: info.path_node.parent.is_none() && mutation == Some(info.parent_type),
            field: name.pos,
        }
    }

    fn path(&self) -> Path {
        let mut path: Path = std::iter::once(self.node)
            .chain(self.node.parents())
            .map(|node| match node.segment {
                QueryPathSegment::Name(name) => Segment::Field(name.to_owned()),
                QueryPathSegment::Index(index) => Segment::Index(index),
            })
            .collect();
        path.reverse();
        path
    }

    /// The error as the client is told it.
    fn told(&self, mut error: ServerError, path: &[Segment]) -> ServerError {
        error.path = path
            .iter()
            .map(|segment| match segment {
                Segment::Field(name) => PathSegment::Field(name.clone()),
                Segment::Index(index) => PathSegment::Index(*index),
            })
            .collect();
        // Arguments are parsed with the position of their value, everything else fails at the field.
        let at_argument = error.locations.first().is_some_and(|pos| *pos != self.field);
        if at_argument && !has_code(&error) {
            set_code(&mut error, "BAD_USER_INPUT");
        }
        error
    }
}

/// The deepest position that may be null on the way to an item of a field of this type: the indexes of the item, or
/// the first of them; none where not even the field may be null.
fn nearest_nullable<'a>(ty: &str, indexes: &'a [usize]) -> Option<&'a [usize]> {
    let (mut ty, mut nearest) = (ty, None);
    for depth in 0..=indexes.len() {
        let nullable = match MetaTypeName::create(ty) {
            MetaTypeName::NonNull(inner) => {
                ty = inner;
                false
            }
            MetaTypeName::List(_) | MetaTypeName::Named(_) => true,
        };
        if nullable {
            nearest = indexes.get(..depth);
        }
        if let MetaTypeName::List(item) = MetaTypeName::create(ty) {
            ty = item;
        }
    }
    nearest
}

/// Takes away what the library suggests in place of a name that does not exist: it tells names of the schema.
pub(super) fn without_suggestion(error: &mut ServerError) {
    if let Some(end) = error.message.find(" Did you mean ") {
        error.message.truncate(end);
    }
}

/// The answer with a code at every error.
pub(super) fn with_codes(mut response: Response) -> Response {
    for error in response.errors.iter_mut().filter(|error| !has_code(error)) {
        if error.path.is_empty() {
            set_code(error, "BAD_USER_INPUT");
        } else {
            tracing::error!(message = error.message, path = ?error.path, "a resolver failed without a code");
            "Something broke on our side.".clone_into(&mut error.message);
            set_code(error, "INTERNAL");
        }
    }
    response
}

fn has_code(error: &ServerError) -> bool {
    error.extensions.as_ref().is_some_and(|extensions| extensions.get(CODE).is_some())
}

fn set_code(error: &mut ServerError, code: &str) {
    error.extensions.get_or_insert_with(ErrorExtensionValues::default).set(CODE, code);
}

fn stopped() -> ServerError {
    let mut error = ServerError::new("", None);
    error.source = Some(Arc::new(Stopped));
    error
}

/// The value at a path, unless something above it is null.
fn find<'a>(data: &'a mut Value, path: &[Segment]) -> Option<&'a mut Value> {
    path.iter().try_fold(data, |value, segment| match (value, segment) {
        (Value::Object(fields), Segment::Field(name)) => fields.get_mut(name.as_str()),
        (Value::List(items), Segment::Index(index)) => items.get_mut(*index),
        _ => None,
    })
}

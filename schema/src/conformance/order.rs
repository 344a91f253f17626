//! The order of errors: that of the fields in the answer, which is that of the query.

use async_graphql::{PathSegment, Pos, ServerError, Value};

/// Sorts errors by where they stand in the answer; below a null, which has no order of its own, by where their fields
/// stand in the document, then by list index.
pub(super) fn sort(errors: &mut [ServerError], data: &Value) {
    errors.sort_by_cached_key(|error| Key {
        answer: ranks(&error.path, data),
        document: error.locations.first().copied().unwrap_or_default(),
        indexes: indexes(&error.path),
    });
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    answer: Vec<usize>,
    document: Pos,
    indexes: Vec<usize>,
}

/// The rank of each segment among its siblings, as far down as the answer reaches.
fn ranks(path: &[PathSegment], data: &Value) -> Vec<usize> {
    let mut value = Some(data);
    path.iter()
        .map_while(|segment| {
            let (rank, below) = match (value?, segment) {
                (Value::Object(fields), PathSegment::Field(name)) => {
                    let (rank, _, below) = fields.get_full(name.as_str())?;
                    (rank, below)
                }
                (Value::List(items), PathSegment::Index(index)) => (*index, items.get(*index)?),
                _ => return None,
            };
            value = Some(below);
            Some(rank)
        })
        .collect()
}

fn indexes(path: &[PathSegment]) -> Vec<usize> {
    path.iter()
        .filter_map(|segment| match segment {
            PathSegment::Index(index) => Some(*index),
            PathSegment::Field(_) => None,
        })
        .collect()
}

//! Parts of answers that are remembered: what a document selects below an account's `settings`.
//!
//! An answer that tells more than the caller's settings is made anew each time: a page of staff's list, or the settings
//! together with who is asking. What it tells of one account's settings is a function of the document, the account, the
//! revision and the language all the same, so that is made once, as the text that it is in the answer. It counts until
//! the account changes, as everything that is remembered, and for one revision only.

use std::{
    borrow::Cow,
    collections::HashSet,
    io,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use async_graphql::{
    Context, ContextSelectionSet, Name, OutputType, Positioned, ServerResult, Value,
    parser::types::{Directive, ExecutableDocument, Field, Selection, SelectionSet},
    registry::Registry,
};
use bytes::Bytes;
use domain::{
    cache::{CacheStatus, Remembered},
    id::AccountId,
    memory::{Memory, Moment},
    service::Service,
    settings::environment::Language,
};
use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

use crate::{
    request,
    settings::Settings,
    view::{Mark, View},
};

/// The SHA-256 of a document's text, by which it is known again.
pub type DocumentHash = [u8; 32];

/// Which part is meant. A document that has parts has one field that makes them, so its place needs no telling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Key {
    document: DocumentHash,
    account: AccountId,
    revision: i32,
    mark: Mark,
    language: Language,
}

/// The longest part that is remembered, in bytes: a few long ones would push out all others.
const LONGEST: usize = 64 * 1024;

/// What was written of an account's settings.
#[derive(Clone, Debug)]
struct Text {
    account: AccountId,
    json: Bytes,
}

impl Remembered for Text {
    fn account(&self) -> AccountId {
        self.account
    }

    fn bytes(&self) -> usize {
        size_of::<Key>() + size_of::<Self>() + self.json.len()
    }
}

/// The parts that are remembered. Clones share them.
#[derive(Clone, Debug)]
pub struct Parts(Memory<Key, Text>);

impl Parts {
    /// Room for so many bytes of them; none remembers none.
    #[must_use]
    pub fn new(service: &Service, bytes: Option<u64>) -> Self {
        Self(Memory::new(service, "parts", bytes))
    }

    /// How they do.
    #[must_use]
    pub fn status(&self) -> CacheStatus {
        self.0.status()
    }

    /// What a request carries, as part of its data, that asks a document that [`may_have_parts`]; nothing where none can
    /// be remembered.
    #[must_use]
    pub fn of(&self, document: DocumentHash) -> Option<PartsOf> {
        let moment = self.0.moment()?;
        Some(PartsOf { parts: self.clone(), document, moment, has_failed: Arc::default() })
    }
}

/// The parts of one request's document.
#[derive(Clone, Debug)]
pub struct PartsOf {
    parts: Parts,
    document: DocumentHash,
    /// From before anything was read for the answer.
    moment: Moment,
    /// Whether any field of the request failed: what was being made then may lack something.
    has_failed: Arc<AtomicBool>,
}

impl PartsOf {
    /// A field failed.
    pub(crate) fn fail(&self) {
        self.has_failed.store(true, Ordering::Relaxed);
    }
}

/// Settings whose text is remembered, where the request's document has parts.
pub(crate) struct Part {
    settings: Settings,
    kept: Option<(PartsOf, Key)>,
}

impl Part {
    pub(crate) async fn of(ctx: &Context<'_>, view: View) -> Self {
        let kept = match ctx.data_opt::<PartsOf>() {
            Some(of) => {
                let key = Key {
                    document: of.document,
                    account: view.snapshot.account,
                    revision: view.snapshot.revision,
                    mark: view.mark,
                    language: request::language(ctx).await,
                };
                Some((of.clone(), key))
            }
            None => None,
        };
        Self { settings: Settings(view), kept }
    }
}

impl OutputType for Part {
    fn type_name() -> Cow<'static, str> {
        Settings::type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        Settings::create_type_info(registry)
    }

    async fn resolve(&self, ctx: &ContextSelectionSet<'_>, field: &Positioned<Field>) -> ServerResult<Value> {
        let Some((of, key)) = &self.kept else {
            return self.settings.resolve(ctx, field).await;
        };
        if let Some(text) = of.parts.0.get(key, |_| true) {
            return Ok(Value::Binary(text.json));
        }
        let value = self.settings.resolve(ctx, field).await?;
        if of.has_failed.load(Ordering::Relaxed) {
            return Ok(value);
        }
        match json(&value) {
            Ok(json) if json.len() <= LONGEST => {
                // What was written grew as it was written, and has room for up to as much again.
                let json = Bytes::from(json.into_boxed_slice());
                of.parts.0.keep(of.moment, *key, Text { account: key.account, json: json.clone() });
                Ok(Value::Binary(json))
            }
            Ok(_) | Err(_) => Ok(value),
        }
    }
}

/// Writes what may hold parts as JSON: a part stands there as it was written before. No field of the schema has bytes
/// for a value, and the library has no other meaning for them in an answer.
///
/// # Errors
///
/// It cannot be written, as maps whose keys are no strings.
pub fn json(value: &impl Serialize) -> serde_json::Result<Vec<u8>> {
    /// As compact as can be, with bytes as they are.
    struct Spliced;

    impl Formatter for Spliced {
        fn write_byte_array<W: ?Sized + io::Write>(&mut self, writer: &mut W, part: &[u8]) -> io::Result<()> {
            writer.write_all(part)
        }
    }

    let mut text = Vec::with_capacity(1024);
    value.serialize(&mut Serializer::with_formatter(&mut text, Spliced))?;
    Ok(text)
}

/// Whether what a document selects of an account's settings can be remembered: one field of it is named `settings`, no
/// other answers under the same key, so that nothing is to be merged with what stands there, and no variable is below.
#[must_use]
pub fn may_have_parts(document: &ExecutableDocument) -> bool {
    let operations = document.operations.iter().map(|(_, operation)| &operation.node.selection_set.node);
    let fragments = document.fragments.values().map(|fragment| &fragment.node.selection_set.node);
    let all: Vec<&Field> = operations.chain(fragments).flat_map(fields).collect();
    let mut found = all.iter().filter(|field| field.name.node == "settings");
    let (Some(field), None) = (found.next(), found.next()) else { return false };
    let key = &field.response_key().node;
    all.iter().filter(|other| other.response_key().node == *key).count() == 1
        && is_fixed(document, &field.selection_set.node, &mut HashSet::new())
}

/// The fields of a set, and of those below it, without those of fragments that have a name.
fn fields(set: &SelectionSet) -> Vec<&Field> {
    let mut found = Vec::new();
    let mut sets = vec![set];
    while let Some(set) = sets.pop() {
        for selection in &set.items {
            match &selection.node {
                Selection::Field(field) => {
                    found.push(&field.node);
                    sets.push(&field.node.selection_set.node);
                }
                Selection::InlineFragment(inline) => sets.push(&inline.node.selection_set.node),
                Selection::FragmentSpread(_) => {}
            }
        }
    }
    found
}

/// Whether nothing in a set, and in the fragments that it spreads, depends on a variable.
fn is_fixed<'a>(document: &'a ExecutableDocument, set: &'a SelectionSet, seen: &mut HashSet<&'a Name>) -> bool {
    set.items.iter().all(|selection| match &selection.node {
        Selection::Field(field) => {
            let field = &field.node;
            field.arguments.iter().all(|(_, value)| value.node.clone().into_const().is_some())
                && are_constant(&field.directives)
                && is_fixed(document, &field.selection_set.node, seen)
        }
        Selection::InlineFragment(inline) => {
            are_constant(&inline.node.directives) && is_fixed(document, &inline.node.selection_set.node, seen)
        }
        Selection::FragmentSpread(spread) => {
            let name = &spread.node.fragment_name.node;
            are_constant(&spread.node.directives)
                && (!seen.insert(name)
                    || document
                        .fragments
                        .get(name)
                        .is_some_and(|fragment| is_fixed(document, &fragment.node.selection_set.node, seen)))
        }
    })
}

fn are_constant(directives: &[Positioned<Directive>]) -> bool {
    let mut arguments = directives.iter().flat_map(|directive| &directive.node.arguments);
    arguments.all(|(_, value)| value.node.clone().into_const().is_some())
}

#[cfg(test)]
mod tests {
    use async_graphql::{parser::parse_query, value};

    use super::*;

    #[test]
    fn a_document_has_parts_where_one_field_makes_them_and_no_variable_is_below() {
        for (query, expected) in [
            ("{ accounts(first: 9) { nodes { settings { revision } } } }", true),
            (
                "query($a: String) { accounts(after: $a) { nodes { slug x: settings { ...S } } } } fragment S on Settings { id }",
                true,
            ),
            ("query($n: Int) { account { settings(atRevision: $n) { id } } }", true),
            ("query($no: Boolean!) { account { settings @skip(if: $no) { id } } }", true),
            ("{ account { ...A ...A } } fragment A on Account { settings { id } }", true),
            ("{ viewer { subject } }", false),
            ("{ account { settings { id } ... on Account { settings: revision(number: 1) { number } } } }", false),
            ("{ account { x: settings { id } } viewer { x: subject } }", false),
            ("{ account { a: settings { id } b: settings { revision } } }", false),
            ("{ account { settings { id } ...A } } fragment A on Account { settings { revision } }", false),
            ("query A { account { settings { id } } } query B { account { settings { revision } } }", false),
            ("query($no: Boolean!) { account { settings { id @skip(if: $no) } } }", false),
            ("query($no: Boolean!) { account { settings { ... @skip(if: $no) { id } } } }", false),
            (
                "query($no: Boolean!) { account { settings { ...S @skip(if: $no) } } } fragment S on Settings { id }",
                false,
            ),
            (
                "query($v: Int!) { account { settings { ...S } } } fragment S on Settings { a { b(c: [{d: $v}]) } }",
                false,
            ),
            ("{ account { settings { ...Missing } } }", false),
            ("{ account { settings { ...S } } } fragment S on Settings { id ...S }", true),
        ] {
            assert_eq!(may_have_parts(&parse_query(query).unwrap()), expected, "{query}");
        }
    }

    #[test]
    fn a_part_stands_in_an_answer_as_it_was_written() {
        let part = json(&value!({"a": ["é\n\"", null, 1.5], "b": {"c": true}})).unwrap();
        let mut answer = value!({"before": 1});
        if let Value::Object(fields) = &mut answer {
            fields.insert(Name::new("part"), Value::Binary(part.into()));
            fields.insert(Name::new("after"), Value::from("x"));
        }
        let text = String::from_utf8(json(&answer).unwrap()).unwrap();
        assert_eq!(text, r#"{"before":1,"part":{"a":["é\n\"",null,1.5],"b":{"c":true}},"after":"x"}"#);
    }
}

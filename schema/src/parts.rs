//! Parts of answers that are remembered: what a document selects below an account's `settings`.
//!
//! An answer that tells more than the caller's settings is made anew each time: a page of staff's list, or the settings
//! together with who is asking. What it tells of one account's settings is a function of the document, the account, the
//! revision and the language all the same, so that is made once, as the text that it is in the answer. The revision is
//! part of the key: a part is never stale, whatever this node hears.

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
    cache::{Bounded, CacheStatus},
    id::AccountId,
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

/// The parts that are remembered. Clones share them.
#[derive(Clone, Debug)]
pub struct Parts(Bounded<Key, Bytes>);

impl Parts {
    /// Room for so many bytes of them; none remembers none.
    #[must_use]
    pub fn new(bytes: Option<u64>) -> Self {
        Self(Bounded::new("parts", bytes))
    }

    /// How they do.
    #[must_use]
    pub fn status(&self) -> CacheStatus {
        self.0.status()
    }

    /// What a request carries, as part of its data, that asks a document that [`has_parts`].
    #[must_use]
    pub fn of(&self, document: DocumentHash) -> PartsOf {
        PartsOf { parts: self.clone(), document, has_failed: Arc::default() }
    }
}

/// The parts of one request's document.
#[derive(Clone, Debug)]
pub struct PartsOf {
    parts: Parts,
    document: DocumentHash,
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
            Some(of) if of.parts.0.is_on() => {
                let key = Key {
                    document: of.document,
                    account: view.snapshot.account,
                    revision: view.snapshot.revision,
                    mark: view.mark,
                    language: request::language(ctx).await,
                };
                Some((of.clone(), key))
            }
            Some(_) | None => None,
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
            return Ok(Value::Binary(text));
        }
        let value = self.settings.resolve(ctx, field).await?;
        if of.has_failed.load(Ordering::Relaxed) {
            return Ok(value);
        }
        let Ok(text) = json(&value) else { return Ok(value) };
        let text = Bytes::from(text.into_boxed_slice());
        of.parts.0.keep(*key, text.clone(), size_of::<Key>() + size_of::<Bytes>() + text.len());
        Ok(Value::Binary(text))
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

/// Whether what a document selects of settings can be remembered: one field of it is named `settings`, so that nothing is
/// to be merged with what stands there, and no variable is below that.
#[must_use]
pub fn has_parts(document: &ExecutableDocument) -> bool {
    let operations = document.operations.iter().map(|(_, operation)| &operation.node.selection_set.node);
    let fragments = document.fragments.values().map(|fragment| &fragment.node.selection_set.node);
    let mut found = operations.chain(fragments).flat_map(fields).filter(|field| field.name.node == "settings");
    match (found.next(), found.next()) {
        (Some(field), None) => is_fixed(document, &field.selection_set.node, &mut HashSet::new()),
        (Some(_), Some(_)) | (None, _) => false,
    }
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
            assert_eq!(has_parts(&parse_query(query).unwrap()), expected, "{query}");
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

//! Relay's cursor connections, with `nodes` as a shortcut.
//!
//! Source: <https://relay.dev/graphql/connections.htm>.

use std::{fmt::Display, str::FromStr};

use async_graphql::{Context, Result, SimpleObject};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{
    error::{BadInput, Refusal},
    page::{Page, PageRequest},
};

use crate::error::OrRefuse;

/// Where a page lies in its list.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct PageInfo {
    /// Whether elements come after the page.
    has_next_page: bool,
    /// Whether elements come before the page.
    has_previous_page: bool,
    /// The cursor of the page's first element.
    start_cursor: Option<String>,
    /// The cursor of the page's last element.
    end_cursor: Option<String>,
}

impl PageInfo {
    pub(crate) fn of<T>(page: &Page<T>, cursor: impl Fn(&T) -> String) -> Self {
        Self {
            has_next_page: page.has_next,
            has_previous_page: page.has_previous,
            start_cursor: page.items.first().map(&cursor),
            end_cursor: page.items.last().map(&cursor),
        }
    }
}

/// The arguments that every connection takes.
pub(crate) struct PageArguments {
    pub(crate) first: Option<i32>,
    pub(crate) after: Option<String>,
    pub(crate) last: Option<i32>,
    pub(crate) before: Option<String>,
}

impl PageArguments {
    /// The page that is asked for, where a list's cursors hold keys of type `K`.
    pub(crate) async fn by_key<K: FromStr + Send + Sync>(
        self,
        ctx: &Context<'_>,
        list: &str,
    ) -> Result<PageRequest<K>> {
        let read = |cursor: Option<String>| cursor.map(|cursor| key(list, &cursor)).transpose();
        let request = || PageRequest::new(self.first, self.last, read(self.after)?, read(self.before)?);
        request().or_refuse(ctx).await
    }
}

/// The cursor of the element with a key; it says to which list it belongs.
pub(crate) fn cursor(list: &str, key: impl Display) -> String {
    URL_SAFE_NO_PAD.encode(format!("{list}:{key}"))
}

fn key<K: FromStr>(list: &str, cursor: &str) -> std::result::Result<K, Refusal> {
    let read = || {
        let text = String::from_utf8(URL_SAFE_NO_PAD.decode(cursor).ok()?).ok()?;
        text.strip_prefix(list)?.strip_prefix(':')?.parse().ok()
    };
    read().ok_or(Refusal::BadInput(BadInput::Cursor))
}

/// Declares a connection and its edge: what it needs to count, of which elements it is a page, how an element is shown,
/// where its cursor points, and how all are counted.
macro_rules! connection {
    (
        $(#[$doc:meta])* $name:ident { $($field:ident: $field_type:ty),* $(,)? } of $item:ty;
        $(#[$edge_doc:meta])* $edge:ident of $node:ty = $show:expr;
        cursor = $cursor:expr;
        count = |$this:ident, $service:ident| $count:expr;
    ) => {
        #[derive(Clone, Debug)]
        pub(crate) struct $name {
            $(pub(crate) $field: $field_type,)*
            pub(crate) page: domain::page::Page<$item>,
        }

        $(#[$doc])*
        #[async_graphql::Object]
        impl $name {
            /// The elements, each with its cursor.
            pub(crate) async fn edges(&self) -> Vec<$edge> {
                let cursor: fn(&$item) -> String = $cursor;
                let edge = |item: &$item| $edge { cursor: cursor(item), node: $show(item.clone()) };
                self.page.items.iter().map(edge).collect()
            }

            /// The elements.
            pub(crate) async fn nodes(&self) -> Vec<$node> {
                self.page.items.iter().cloned().map($show).collect()
            }

            /// Where the page lies in the list.
            pub(crate) async fn page_info(&self) -> crate::connection::PageInfo {
                let cursor: fn(&$item) -> String = $cursor;
                crate::connection::PageInfo::of(&self.page, cursor)
            }

            /// How many elements the whole list has; counted only when it is asked for.
            pub(crate) async fn total_count(&self, ctx: &async_graphql::Context<'_>) -> async_graphql::Result<u64> {
                let ($this, $service) = (self, crate::request::service(ctx)?);
                crate::error::OrRefuse::or_refuse($count.await, ctx).await
            }
        }

        $(#[$edge_doc])*
        #[derive(Clone, Debug, async_graphql::SimpleObject)]
        pub(crate) struct $edge {
            /// Where it stands in the list.
            cursor: String,
            /// The element.
            node: $node,
        }
    };
}

pub(crate) use connection;

#[cfg(test)]
mod tests {
    use domain::id::ContactId;
    use proptest::prelude::*;

    use super::*;
    use crate::hostile::texts;

    /// Texts of cursors, before they are encoded.
    const CURSORS: &[&str] = &[
        "revisions:41",
        "revisions:-1",
        "revisions:2147483648",
        "keys:con_01k9tkqv8kfy0923b4d5e6f7g801k9tkqv8kfy0923b4d5e6f7g8",
        "keys:revisions:1",
        ":",
    ];

    proptest! {
        #[test]
        fn a_cursor_reads_back_in_its_own_list_and_in_no_other(number: i32, other in texts(CURSORS)) {
            let cursor = cursor("revisions", number);
            prop_assert_eq!(key::<i32>("revisions", &cursor).ok(), Some(number));
            prop_assert!(key::<i32>("keys", &cursor).is_err());
            prop_assert!(other == "revisions" || key::<i32>(&other, &cursor).is_err());
        }

        #[test]
        fn no_cursor_makes_reading_it_panic(text in texts(CURSORS), bytes: Vec<u8>) {
            for sent in [text.clone(), URL_SAFE_NO_PAD.encode(&text), URL_SAFE_NO_PAD.encode(&bytes)] {
                if let Ok(number) = key::<i32>("revisions", &sent) {
                    prop_assert_eq!(key::<i32>("revisions", &cursor("revisions", number)).ok(), Some(number));
                }
                if let Ok(id) = key::<ContactId>("keys", &sent) {
                    prop_assert_eq!(cursor("keys", id), sent);
                }
            }
        }
    }
}

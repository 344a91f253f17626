//! Relay's cursor connections, with `nodes` as a shortcut.
//!
//! Source: <https://relay.dev/graphql/connections.htm>.

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
    /// The page that is asked for, where a list's cursors are numbers.
    pub(crate) async fn by_number(self, ctx: &Context<'_>, list: &str) -> Result<PageRequest<i32>> {
        let read = |cursor: Option<String>| cursor.map(|cursor| number(list, &cursor)).transpose();
        let request = || PageRequest::new(self.first, self.last, read(self.after)?, read(self.before)?);
        request().or_refuse(ctx).await
    }
}

/// The cursor of the element with a number; it says to which list it belongs.
pub(crate) fn cursor(list: &str, number: i32) -> String {
    URL_SAFE_NO_PAD.encode(format!("{list}:{number}"))
}

fn number(list: &str, cursor: &str) -> std::result::Result<i32, Refusal> {
    let read = || {
        let text = String::from_utf8(URL_SAFE_NO_PAD.decode(cursor).ok()?).ok()?;
        text.strip_prefix(list)?.strip_prefix(':')?.parse().ok()
    };
    read().ok_or(Refusal::BadInput(BadInput::Cursor))
}

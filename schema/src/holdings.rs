//! What the payloads of changes of keys and webhook endpoints have in common.

use async_graphql::{Context, Result};
use domain::{holding::Changed, user_error};

use crate::{
    history::{Change, Revision},
    request,
    view::Mark,
    write::{UserError, user_errors},
};

/// What is told of a change.
pub(crate) struct Told<T, S> {
    /// The thing, and the mark that its id carries.
    pub(crate) thing: Option<(T, Mark)>,
    pub(crate) secret: Option<S>,
    pub(crate) changes: Option<Vec<Change>>,
    pub(crate) revision: Option<Revision>,
    pub(crate) user_errors: Vec<UserError>,
}

/// Tells a change, and has what was looked up before it forgotten.
pub(crate) fn told<T, S>(
    ctx: &Context<'_>,
    result: std::result::Result<Changed<T, S>, Vec<user_error::UserError>>,
) -> Result<Told<T, S>> {
    request::changed(ctx, result.as_ref().ok().map(|changed| &changed.settings))?;
    Ok(match result {
        Ok(Changed { thing, secret, changes, settings, revision, dry_run }) => Told {
            thing: Some((thing, if dry_run { Mark::Preview } else { Mark::Live })),
            secret,
            changes: Some(changes.into_iter().map(Change).collect()),
            revision: revision.map(|revision| Revision::with_settings(revision, settings)),
            user_errors: Vec::new(),
        },
        Err(errors) => {
            Told { thing: None, secret: None, changes: None, revision: None, user_errors: user_errors(&errors) }
        }
    })
}

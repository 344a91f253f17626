//! What is told as it happens.

use async_graphql::{
    Context, Result, Subscription,
    futures_util::{Stream, StreamExt as _},
};
use domain::feed;

use crate::{
    error::{OrRefuse, refusal},
    guard::{self, Needs, Permission},
    history::Revision,
    request,
    ticket_policy::TicketPolicy,
    view::View,
};

/// What is told as it happens.
#[derive(Debug)]
pub struct Subscription;

/// What is told as it happens. A stream ends when its caller's leave does: with the token, or with the key.
#[Subscription]
impl Subscription {
    /// Every revision of the caller's account, in order, without gaps. With after, first those that were missed;
    /// without, from now on; 0 is everything. BAD_USER_INPUT for a number that does not exist yet. Needs READ_HISTORY.
    #[graphql(guard = "Needs(Permission::ReadHistory)", directive = guard::guard::apply(Permission::ReadHistory))]
    pub(crate) async fn revisions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The number that was seen last.")] after: Option<i32>,
    ) -> Result<impl Stream<Item = Result<Option<Revision>>> + use<>> {
        let caller = request::signed_in(ctx).await?;
        let account = caller.account().ok_or(domain::error::Refusal::NotFound).or_refuse(ctx).await?.id;
        let scope = caller.read_history(account).or_refuse(ctx).await?;
        let refusal = refusal(ctx).await;
        request::keep_no_look_ups(ctx)?;
        let revisions = feed::revisions(request::service(ctx)?, scope, after).await.or_refuse(ctx).await?;
        Ok(revisions.map(move |revision| match revision {
            Ok(revision) => Ok(Some(Revision::new(revision.as_ref().clone()))),
            Err(error) => Err(refusal(&error)),
        }))
    }

    /// What the parameters of the caller's account decide, now and again whenever that changes. Needs
    /// READ_TICKET_POLICY.
    #[graphql(
        guard = "Needs(Permission::ReadTicketPolicy)",
        directive = guard::guard::apply(Permission::ReadTicketPolicy)
    )]
    pub(crate) async fn ticket_policy(
        &self,
        ctx: &Context<'_>,
    ) -> Result<impl Stream<Item = Result<Option<TicketPolicy>>> + use<>> {
        let caller = request::signed_in(ctx).await?;
        let account = caller.account().ok_or(domain::error::Refusal::NotFound).or_refuse(ctx).await?.id;
        let scope = caller.read_ticket_policy(account).or_refuse(ctx).await?;
        let refusal = refusal(ctx).await;
        request::keep_no_look_ups(ctx)?;
        let decisions = feed::decisions(request::service(ctx)?, scope);
        Ok(decisions.map(move |snapshot| match snapshot {
            Ok(snapshot) => Ok(Some(TicketPolicy(View::live(snapshot)))),
            Err(error) => Err(refusal(&error)),
        }))
    }
}

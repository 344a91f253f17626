//! The history: revisions and what they changed.

use async_graphql::{Context, Enum, ID, InputObject, Object, Result, SimpleObject};
use domain::{
    Snapshot,
    caller::HistoryScope,
    id::RevisionId,
    revision::{self, RevisionFilter as DomainFilter},
};

use crate::{
    PublicUrl,
    account::{Account, Role},
    connection::{connection, cursor},
    error::OrRefuse,
    guard::{self, Needs, Permission},
    node, request,
    scalars::{DateTime, Json},
    settings::Settings,
    view::View,
};

/// Which list the cursors of revisions belong to.
pub(crate) const CURSORS: &str = "revisions";

#[derive(Clone, Debug)]
pub(crate) struct Revision {
    revision: revision::Revision,
    /// The settings that it left, where they are at hand.
    left: Option<Snapshot>,
}

impl Revision {
    pub(crate) fn new(revision: revision::Revision) -> Self {
        Self { revision, left: None }
    }

    pub(crate) fn with_settings(revision: revision::Revision, left: Snapshot) -> Self {
        Self { revision, left: Some(left) }
    }
}

/// A change that was made: who, when, why, what, and the settings as it left them.
#[Object]
impl Revision {
    /// The id.
    pub(crate) async fn id(&self) -> ID {
        ID(RevisionId { account: self.revision.account, number: self.revision.number }.to_string())
    }

    /// The account that was changed.
    pub(crate) async fn account(&self, ctx: &Context<'_>) -> Result<Account> {
        node::account(ctx, self.revision.account).await
    }

    /// 1, 2, 3 … in the account, without gaps.
    pub(crate) async fn number(&self) -> i32 {
        self.revision.number
    }

    /// When.
    pub(crate) async fn at(&self) -> DateTime {
        DateTime(self.revision.at)
    }

    /// Who.
    pub(crate) async fn actor(&self) -> Actor {
        (&self.revision.actor).into()
    }

    /// The mutation's field name: createAccount, updateCompany …
    pub(crate) async fn action(&self) -> &str {
        &self.revision.action
    }

    /// Why, as the actor said.
    pub(crate) async fn reason(&self) -> Option<&str> {
        self.revision.reason.as_deref()
    }

    /// What, in the order of the page.
    pub(crate) async fn changes(&self) -> Vec<Change> {
        self.revision.changes.iter().cloned().map(Change).collect()
    }

    /// The settings as this revision left them. Needs READ_SETTINGS.
    #[graphql(guard = "Needs(Permission::ReadSettings)", directive = guard::guard::apply(Permission::ReadSettings))]
    pub(crate) async fn settings(&self, ctx: &Context<'_>) -> Result<Option<Settings>> {
        let scope = request::signed_in(ctx).await?.read_settings(self.revision.account).or_refuse(ctx).await?;
        let snapshot = match &self.left {
            Some(left) => Some(left.clone()),
            None => request::lookup(ctx)?.load_one((scope, self.revision.number)).await.or_refuse(ctx).await?,
        };
        Ok(snapshot.map(View::at_revision).map(Settings))
    }
}

/// What kind of actor made a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "revision::ActorKind")]
pub(crate) enum ActorKind {
    /// A person with a token.
    Person,
    /// A partner's integration.
    ApiKey,
    /// Cuenta itself.
    System,
}

/// Who made a change.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct Actor {
    /// What kind of actor.
    kind: ActorKind,
    /// Who, by reference: the token's `sub`, the key's id, or `system`.
    subject: String,
    /// Their name, as far as it is known.
    name: Option<String>,
    /// The role in which a person acted.
    role: Option<Role>,
}

impl From<&revision::Actor> for Actor {
    fn from(actor: &revision::Actor) -> Self {
        Self {
            kind: actor.kind.into(),
            subject: actor.subject.clone(),
            name: actor.name.clone(),
            role: actor.role.map(Into::into),
        }
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Change(pub(crate) domain::diff::Change);

/// One value that differs: `["company", "tradeName"]`, `["contacts", id, "email"]`. A secret never appears here.
///
/// An added or removed element is one change at its id, holding the whole object.
#[Object]
impl Change {
    /// Where: segments from `Settings` downwards, with live ids; requirements of tickets by their field.
    pub(crate) async fn path(&self) -> &[String] {
        &self.0.path
    }

    /// The value before, as GraphQL writes it; null where there was none.
    pub(crate) async fn before(&self, ctx: &Context<'_>) -> Result<Option<Json>> {
        self.shown(ctx, &self.0.before)
    }

    /// The value after, as GraphQL writes it; null where there is none.
    pub(crate) async fn after(&self, ctx: &Context<'_>) -> Result<Option<Json>> {
        self.shown(ctx, &self.0.after)
    }
}

impl Change {
    /// A value as it is answered: the history keeps a photo's address relative.
    fn shown(&self, ctx: &Context<'_>, value: &serde_json::Value) -> Result<Option<Json>> {
        let is_photo_url = self.0.path.iter().map(String::as_str).eq(["company", "photo", "url"]);
        Ok(match value {
            serde_json::Value::Null => None,
            serde_json::Value::String(address) if is_photo_url => {
                Some(Json(serde_json::Value::String(ctx.data::<PublicUrl>()?.of(address))))
            }
            other => Some(Json(other.clone())),
        })
    }
}

/// Which revisions are listed; what is absent does not narrow.
#[derive(InputObject, Default)]
pub(crate) struct RevisionFilter {
    /// Not before.
    from: Option<DateTime>,
    /// Before.
    to: Option<DateTime>,
    /// Greater numbers.
    after_number: Option<i32>,
    /// By this subject.
    actor: Option<String>,
    /// Of this action.
    action: Option<String>,
    /// That changed something at this path or below it; whole segments.
    path_prefix: Option<Vec<String>>,
}

impl From<RevisionFilter> for DomainFilter {
    fn from(filter: RevisionFilter) -> Self {
        Self {
            from: filter.from.map(|time| time.0),
            to: filter.to.map(|time| time.0),
            after_number: filter.after_number,
            actor: filter.actor,
            action: filter.action,
            path_prefix: filter.path_prefix,
        }
    }
}

connection! {
    /// A page of the history, newest first.
    RevisionConnection { scope: HistoryScope, filter: DomainFilter } of revision::Revision;
    /// A revision in a page.
    RevisionEdge of Revision = Revision::new;
    cursor = |revision| cursor(CURSORS, revision.number);
    count = |this, service| revision::count(service, this.scope, &this.filter);
}

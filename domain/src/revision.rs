//! The history: what a revision says, and how revisions are listed.

use std::collections::HashMap;

use chrono::{DateTime, SubsecRound, Utc};
use entity::{id::AccountId, revision, revision_path};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, Order, PaginatorTrait, QueryFilter, Select,
    sea_query::{Expr, ExprTrait as _, Query},
};

use crate::{
    caller::{Caller, HistoryScope, Standing},
    diff::{Change, diff},
    error::{Error, Refusal},
    page::{Page, PageRequest},
    policy::Role,
    service::Service,
    store,
};

/// The action of every revision there can be: the mutations that make one, and what Cuenta does by itself
/// (`failWebhookEndpoint`).
pub const ACTIONS: [&str; 35] = [
    "createAccount",
    "updateCompany",
    "setCompanyPhoto",
    "removeCompanyPhoto",
    "addContact",
    "updateContact",
    "removeContact",
    "addOtherContact",
    "updateOtherContact",
    "removeOtherContact",
    "addAddress",
    "updateAddress",
    "removeAddress",
    "updateEnvironmentParameters",
    "updateDirectTicketLink",
    "updateTicketParameters",
    "updateAdditionalModules",
    "updateBusinessHours",
    "addActivity",
    "updateActivity",
    "removeActivity",
    "addAccessProfile",
    "updateAccessProfile",
    "removeAccessProfile",
    "changeSettings",
    "restoreRevision",
    "releasePortalHost",
    "createApiKey",
    "rotateApiKey",
    "revokeApiKey",
    "createWebhookEndpoint",
    "updateWebhookEndpoint",
    "removeWebhookEndpoint",
    "rotateWebhookSecret",
    "failWebhookEndpoint",
];

/// Who made a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// What kind of actor.
    pub kind: ActorKind,
    /// Who, by reference: a token's `sub`, a key's id, or `system`.
    pub subject: String,
    /// Their name, as far as it is known.
    pub name: Option<String>,
    /// Their e-mail address, as far as it is known; kept for an erasure, not shown in the history.
    pub email: Option<String>,
    /// The role in which a person acted.
    pub role: Option<Role>,
}

impl Actor {
    /// The service itself: its command line, or a consequence of what staff did elsewhere.
    #[must_use]
    pub fn system() -> Self {
        Self { kind: ActorKind::System, subject: "system".to_owned(), name: None, email: None, role: None }
    }
}

impl From<&Caller> for Actor {
    fn from(caller: &Caller) -> Self {
        let kind = match &caller.standing {
            Standing::Member { .. } | Standing::Staff => ActorKind::Person,
            Standing::Key { .. } => ActorKind::ApiKey,
        };
        Self {
            kind,
            subject: caller.subject.clone(),
            name: caller.name.clone(),
            email: caller.email.clone(),
            role: caller.role(),
        }
    }
}

/// What kind of actor made a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ActorKind {
    /// A person with a token.
    Person,
    /// A partner's integration.
    ApiKey,
    /// Cuenta itself.
    System,
}

/// One revision of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// The account.
    pub account: AccountId,
    /// 1, 2, 3 … without gaps.
    pub number: i32,
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub actor: Actor,
    /// The mutation's field name.
    pub action: String,
    /// Why.
    pub reason: Option<String>,
    /// What.
    pub changes: Vec<Change>,
}

/// A revision that is about to be written.
#[derive(Clone, Debug)]
pub(crate) struct NewRevision {
    pub(crate) account: AccountId,
    pub(crate) number: i32,
    pub(crate) at: DateTime<Utc>,
    pub(crate) actor: Actor,
    pub(crate) action: &'static str,
    pub(crate) reason: Option<String>,
    pub(crate) changes: Vec<Change>,
}

/// Which revisions are listed; what is absent does not narrow.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RevisionFilter {
    /// Not before.
    pub from: Option<DateTime<Utc>>,
    /// Before.
    pub to: Option<DateTime<Utc>>,
    /// Greater numbers.
    pub after_number: Option<i32>,
    /// By this subject.
    pub actor: Option<String>,
    /// Of this action.
    pub action: Option<String>,
    /// That changed something at this path or below it.
    pub path_prefix: Option<Vec<String>>,
}

impl RevisionFilter {
    /// PostgreSQL's texts hold no NUL, and it refuses to be asked for one.
    fn asks_for_what_is_never_stored(&self) -> bool {
        let texts = self.actor.iter().chain(&self.action).chain(self.path_prefix.iter().flatten());
        texts.into_iter().any(|text| text.contains('\0'))
    }
}

/// Revisions by their numbers.
///
/// # Errors
/// When the database fails or a stored value cannot be read.
pub async fn find(
    service: &Service,
    keys: &[(HistoryScope, i32)],
) -> Result<HashMap<(HistoryScope, i32), Revision>, Error> {
    let database = service.database.read();
    let wanted: Vec<(AccountId, i32)> = keys.iter().map(|(scope, number)| (scope.0, *number)).collect();
    let rows = revision::Entity::find().filter(store::of_these(&wanted)).all(database).await?;
    let mut accounts: HashMap<AccountId, Vec<revision::Model>> = HashMap::new();
    for row in rows {
        accounts.entry(AccountId(row.account_id)).or_default().push(row);
    }
    let mut found = HashMap::new();
    for (account, rows) in accounts {
        for revision in store::revisions(database, account, rows).await? {
            found.insert((HistoryScope(account), revision.number), revision);
        }
    }
    Ok(found)
}

/// A page of the history, newest first.
///
/// # Errors
/// When the database fails.
pub async fn list(
    service: &Service,
    scope: HistoryScope,
    filter: &RevisionFilter,
    request: PageRequest<i32>,
) -> Result<Page<Revision>, Error> {
    let database = service.database.read();
    let order = (revision::Column::Number, Order::Desc);
    let rows = request.read(database, filtered(scope.0, filter), order, |number| (*number).into()).await?;
    rows.try_map(|rows| store::revisions(database, scope.0, rows)).await
}

/// How many revisions a filter finds.
///
/// # Errors
/// When the database fails.
pub async fn count(service: &Service, scope: HistoryScope, filter: &RevisionFilter) -> Result<u64, Error> {
    Ok(filtered(scope.0, filter).count(service.database.read()).await?)
}

/// What differs between two revisions; `to` is the current one when absent.
///
/// # Errors
/// [`Refusal::NotFound`] for a revision that does not exist.
pub async fn changes(service: &Service, scope: HistoryScope, from: i32, to: Option<i32>) -> Result<Vec<Change>, Error> {
    let database = service.database.read();
    let before = store::at(database, scope.0, from).await?.ok_or(Refusal::NotFound)?;
    let after = match to {
        Some(number) => store::at(database, scope.0, number).await?,
        None => store::current(database, scope.0).await?,
    };
    Ok(diff(Some(&before.settings), &after.ok_or(Refusal::NotFound)?.settings)?)
}

fn filtered(account: AccountId, filter: &RevisionFilter) -> Select<revision::Entity> {
    let mut condition = Condition::all().add(revision::Column::AccountId.eq(account.0));
    // Times are kept in microseconds: a finer bound is moved to the next one that can be told apart.
    if let Some(from) = filter.from {
        condition = condition.add(revision::Column::At.gte(round_up(from)));
    }
    if let Some(to) = filter.to {
        condition = condition.add(revision::Column::At.lt(round_up(to)));
    }
    if let Some(number) = filter.after_number {
        condition = condition.add(revision::Column::Number.gt(number));
    }
    if filter.asks_for_what_is_never_stored() {
        // Numbers begin with 1: nothing is found.
        condition = condition.add(revision::Column::Number.lt(1));
        return revision::Entity::find().filter(condition);
    }
    if let Some(actor) = &filter.actor {
        condition = condition.add(revision::Column::ActorSubject.eq(actor.as_str()));
    }
    if let Some(action) = &filter.action {
        condition = condition.add(revision::Column::Action.eq(action.as_str()));
    }
    if let Some(prefix) = filter.path_prefix.as_deref().filter(|prefix| !prefix.is_empty()) {
        let numbers = Query::select()
            .column(revision_path::Column::Number)
            .from(revision_path::Entity)
            .and_where(Expr::col(revision_path::Column::AccountId).eq(account.0))
            .and_where(Expr::col(revision_path::Column::Path).eq(store::path_text(prefix)))
            .take();
        condition = condition.add(revision::Column::Number.in_subquery(numbers));
    }
    revision::Entity::find().filter(condition)
}

fn round_up(time: DateTime<Utc>) -> DateTime<Utc> {
    let cut = time.trunc_subsecs(6);
    if cut < time { cut.checked_add_signed(chrono::TimeDelta::microseconds(1)).unwrap_or(cut) } else { cut }
}

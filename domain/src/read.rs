//! Reading settings: the newest stored value or the one of a revision, many accounts in one statement.

use std::collections::HashMap;

use entity::id::AccountId;

use crate::{
    caller::{PolicyScope, SettingsScope},
    error::Error,
    service::Service,
    store::{self, Snapshot},
};

/// Leave to read the current settings of an account, for themselves or for what they decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CurrentScope(AccountId);

impl CurrentScope {
    pub(crate) fn account(self) -> AccountId {
        self.0
    }
}

impl From<SettingsScope> for CurrentScope {
    fn from(scope: SettingsScope) -> Self {
        Self(scope.0)
    }
}

impl From<PolicyScope> for CurrentScope {
    fn from(scope: PolicyScope) -> Self {
        Self(scope.0)
    }
}

/// The current settings of accounts. Those of the account that was `seen` at a revision are not older than that.
///
/// What is remembered of one account may be older than what is of another: they are not one moment's.
///
/// # Errors
/// When the database fails or a stored value cannot be read.
pub async fn current(
    service: &Service,
    scopes: &[CurrentScope],
    seen: Option<(AccountId, i32)>,
) -> Result<HashMap<CurrentScope, Snapshot>, Error> {
    let Service { bell, caches, database, .. } = service;
    let is_enough = |snapshot: &Snapshot| {
        seen.is_none_or(|(account, revision)| account != snapshot.account || revision <= snapshot.revision)
    };
    if let [CurrentScope(account)] = scopes {
        let look_up = || store::current(database.read(), *account);
        let found = caches.settings.get(bell, account, is_enough, look_up).await?;
        return Ok(found.into_iter().map(|snapshot| (CurrentScope(*account), snapshot)).collect());
    }
    let (mut found, mut missing) = (HashMap::new(), Vec::new());
    for scope in scopes {
        match caches.settings.peek(bell, &scope.0, is_enough) {
            Some(snapshot) => drop(found.insert(*scope, snapshot)),
            None => missing.push(scope.0),
        }
    }
    if !missing.is_empty() {
        let moment = bell.moment();
        for snapshot in store::currents(database.read(), &missing).await? {
            caches.settings.keep(moment, snapshot.account, snapshot.clone());
            found.insert(CurrentScope(snapshot.account), snapshot);
        }
    }
    Ok(found)
}

/// The settings of accounts as revisions left them.
///
/// # Errors
/// When the database fails or a stored value cannot be read.
pub async fn at(
    service: &Service,
    keys: &[(SettingsScope, i32)],
) -> Result<HashMap<(SettingsScope, i32), Snapshot>, Error> {
    let keys: Vec<(AccountId, i32)> = keys.iter().map(|(scope, number)| (scope.0, *number)).collect();
    let snapshots = store::at_many(service.database.read(), &keys).await?;
    Ok(snapshots.into_iter().map(|snapshot| ((SettingsScope(snapshot.account), snapshot.revision), snapshot)).collect())
}

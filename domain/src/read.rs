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

/// The current settings of accounts.
///
/// # Errors
/// When the database fails or a stored value cannot be read.
pub async fn current(service: &Service, scopes: &[CurrentScope]) -> Result<HashMap<CurrentScope, Snapshot>, Error> {
    let accounts: Vec<AccountId> = scopes.iter().map(|scope| scope.0).collect();
    let snapshots = store::currents(service.database.read(), &accounts).await?;
    Ok(snapshots.into_iter().map(|snapshot| (CurrentScope(snapshot.account), snapshot)).collect())
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

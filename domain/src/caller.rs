//! Who is asking, and which rows that lets them reach.
//!
//! Rows are reached only through a scope, and a scope is given only by [`Caller`] after it looked at the permission.
//! Look-ups that come before any permission (public ones, authentication) have scopes of their own in [`crate::public`]
//! and [`crate::authentication`].

use std::sync::Arc;

use entity::id::{AccountId, ApiKeyId};

use crate::{
    account::Account,
    api_key::{ApiKey, secret::Digest},
    error::Refusal,
    policy::{AccountRole, Permission, Role, allows},
};

/// Somebody whose token was good, or an integration whose key was.
#[derive(Clone, Debug)]
pub struct Caller {
    /// The token's `sub`, or the key's id.
    pub subject: String,
    /// What the token says their name is, or the key's name.
    pub name: Option<String>,
    /// What the token says their address is.
    pub email: Option<String>,
    /// Where they belong.
    pub standing: Standing,
}

/// Where a caller belongs.
#[derive(Clone, Debug)]
pub enum Standing {
    /// To an account, in a role.
    Member {
        /// The account.
        account: Arc<Account>,
        /// The role.
        role: AccountRole,
    },
    /// To an account, as an integration with a key.
    Key {
        /// The account.
        account: Arc<Account>,
        /// The key, without the name of whoever made it.
        key: Arc<ApiKey>,
        /// Which of its secrets was sent.
        digest: Digest,
    },
    /// To the platform.
    Staff,
}

impl Caller {
    /// The role in which they call; a key has none.
    #[must_use]
    pub fn role(&self) -> Option<Role> {
        match &self.standing {
            Standing::Member { role, .. } => Some((*role).into()),
            Standing::Key { .. } => None,
            Standing::Staff => Some(Role::Platform),
        }
    }

    /// The key with which they call; a person has none.
    #[must_use]
    pub fn key(&self) -> Option<&Arc<ApiKey>> {
        match &self.standing {
            Standing::Key { key, .. } => Some(key),
            Standing::Member { .. } | Standing::Staff => None,
        }
    }

    /// Leave to read the key with which they call, as it is now; a person has none.
    ///
    /// The one that is remembered says who may do what, and that is exact. Who made it is not told there, nor when it was
    /// used last: other nodes note that too, and make no revision of it.
    #[must_use]
    pub fn own_key(&self) -> Option<(KeysScope, ApiKeyId)> {
        let id = self.key()?.id;
        Some((KeysScope(id.account), id))
    }

    /// The account they belong to; staff belong to none.
    #[must_use]
    pub fn account(&self) -> Option<&Arc<Account>> {
        match &self.standing {
            Standing::Member { account, .. } | Standing::Key { account, .. } => Some(account),
            Standing::Staff => None,
        }
    }

    /// Whether they hold a permission.
    #[must_use]
    pub fn holds(&self, permission: Permission) -> bool {
        match &self.standing {
            Standing::Member { role, .. } => allows((*role).into(), permission),
            Standing::Key { key, .. } => key.permissions.contains(&permission),
            Standing::Staff => allows(Role::Platform, permission),
        }
    }

    /// What they may do, in the contract's order.
    #[must_use]
    pub fn permissions(&self) -> Vec<Permission> {
        Permission::ALL.into_iter().filter(|permission| self.holds(*permission)).collect()
    }

    /// Refuses a caller without a permission.
    ///
    /// # Errors
    /// [`Refusal::Forbidden`].
    pub fn require(&self, permission: Permission) -> Result<(), Refusal> {
        if self.holds(permission) { Ok(()) } else { Err(Refusal::Forbidden(permission)) }
    }

    /// Reading the settings of an account, now or at a revision.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] for the account of somebody else, [`Refusal::Forbidden`] without READ_SETTINGS.
    pub fn read_settings(&self, account: AccountId) -> Result<SettingsScope, Refusal> {
        self.permit(Permission::ReadSettings, account).map(SettingsScope)
    }

    /// Reading what the settings of an account decide.
    ///
    /// # Errors
    /// As [`Self::read_settings`], for READ_TICKET_POLICY.
    pub fn read_ticket_policy(&self, account: AccountId) -> Result<PolicyScope, Refusal> {
        self.permit(Permission::ReadTicketPolicy, account).map(PolicyScope)
    }

    /// Reading the history of an account.
    ///
    /// # Errors
    /// As [`Self::read_settings`], for READ_HISTORY.
    pub fn read_history(&self, account: AccountId) -> Result<HistoryScope, Refusal> {
        self.permit(Permission::ReadHistory, account).map(HistoryScope)
    }

    /// Reading the keys of an account.
    ///
    /// # Errors
    /// As [`Self::read_settings`], for MANAGE_API_KEYS.
    pub fn read_keys(&self, account: AccountId) -> Result<KeysScope, Refusal> {
        self.permit(Permission::ManageApiKeys, account).map(KeysScope)
    }

    /// Reading who of an account accepted which terms.
    ///
    /// # Errors
    /// As [`Self::read_settings`], for READ_TERMS.
    pub fn read_terms(&self, account: AccountId) -> Result<TermsScope, Refusal> {
        self.permit(Permission::ReadTerms, account).map(TermsScope)
    }

    /// Managing the webhooks of an account.
    ///
    /// # Errors
    /// As [`Self::read_settings`], for MANAGE_WEBHOOKS.
    pub fn manage_webhooks(&self, account: AccountId) -> Result<WebhooksScope, Refusal> {
        self.permit(Permission::ManageWebhooks, account).map(WebhooksScope)
    }

    /// Serving accounts as staff of the platform.
    ///
    /// # Errors
    /// [`Refusal::Forbidden`] without PROVISION_ACCOUNTS.
    pub fn serve_accounts(&self) -> Result<StaffScope, Refusal> {
        self.require(Permission::ProvisionAccounts).map(|()| StaffScope(()))
    }

    /// The account, if it is the caller's own or the caller is staff, and they hold the permission.
    fn permit(&self, permission: Permission, account: AccountId) -> Result<AccountId, Refusal> {
        match &self.standing {
            Standing::Member { account: own, .. } | Standing::Key { account: own, .. } if own.id != account => {
                Err(Refusal::NotFound)
            }
            Standing::Member { .. } | Standing::Key { .. } | Standing::Staff => {
                self.require(permission).map(|()| account)
            }
        }
    }
}

/// Leave to read the settings of one account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SettingsScope(pub(crate) AccountId);

/// Leave to read what the settings of one account decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PolicyScope(pub(crate) AccountId);

/// Leave to read the history of one account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct HistoryScope(pub(crate) AccountId);

/// Leave to read the keys of one account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct KeysScope(pub(crate) AccountId);

/// Leave to read who of one account accepted which terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TermsScope(pub(crate) AccountId);

/// Leave to manage the webhooks of one account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct WebhooksScope(pub(crate) AccountId);

/// Leave to serve accounts as staff of the platform.
#[derive(Clone, Copy, Debug)]
pub struct StaffScope(pub(crate) ());

impl StaffScope {
    /// The leave of whoever runs the process: they hold the database itself.
    #[must_use]
    pub fn of_the_process() -> Self {
        Self(())
    }
}

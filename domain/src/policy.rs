//! Who may do what: one table of roles and permissions, and nothing beside it.

use serde::{Deserialize, Serialize};

/// The role in which somebody calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Role {
    /// Administrates an account.
    Admin,
    /// Runs an account's support.
    Operator,
    /// Answers tickets.
    Agent,
    /// Asks.
    Customer,
    /// Staff of the platform; belongs to no account.
    Platform,
}

impl Role {
    /// Every role, in the contract's order.
    pub const ALL: [Self; 5] = [Self::Admin, Self::Operator, Self::Agent, Self::Customer, Self::Platform];

    /// What the role may do, in the contract's order.
    #[must_use]
    pub fn permissions(self) -> Vec<Permission> {
        Permission::ALL.into_iter().filter(|permission| allows(self, *permission)).collect()
    }
}

/// The role of somebody who belongs to an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum AccountRole {
    /// Administrates the account.
    Admin,
    /// Runs the account's support.
    Operator,
    /// Answers tickets.
    Agent,
    /// Asks.
    Customer,
}

impl From<AccountRole> for Role {
    fn from(role: AccountRole) -> Self {
        match role {
            AccountRole::Admin => Self::Admin,
            AccountRole::Operator => Self::Operator,
            AccountRole::Agent => Self::Agent,
            AccountRole::Customer => Self::Customer,
        }
    }
}

/// What a guarded operation asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Permission {
    /// Read the settings.
    ReadSettings,
    /// Change the company and its photo.
    ManageCompany,
    /// Change contacts and other contacts.
    ManageContacts,
    /// Change addresses.
    ManageAddresses,
    /// Change environment, tickets and additional modules.
    ManageParameters,
    /// Change who opens tickets by their link.
    ManageSecurity,
    /// Change the business hours.
    ManageBusinessHours,
    /// Change access profiles and activities.
    ManageAccessProfiles,
    /// Make, rotate and revoke API keys.
    ManageApiKeys,
    /// Configure webhooks.
    ManageWebhooks,
    /// Read the history.
    ReadHistory,
    /// Restore a past revision.
    RestoreRevision,
    /// Read who accepted which terms.
    ReadTerms,
    /// Accept terms.
    AcceptTerms,
    /// Ask what the parameters decide.
    ReadTicketPolicy,
    /// Create accounts and serve them as staff of the platform.
    ProvisionAccounts,
}

impl Permission {
    /// Every permission, in the contract's order.
    pub const ALL: [Self; 16] = [
        Self::ReadSettings,
        Self::ManageCompany,
        Self::ManageContacts,
        Self::ManageAddresses,
        Self::ManageParameters,
        Self::ManageSecurity,
        Self::ManageBusinessHours,
        Self::ManageAccessProfiles,
        Self::ManageApiKeys,
        Self::ManageWebhooks,
        Self::ReadHistory,
        Self::RestoreRevision,
        Self::ReadTerms,
        Self::AcceptTerms,
        Self::ReadTicketPolicy,
        Self::ProvisionAccounts,
    ];
}

/// Whether a role has a permission.
#[must_use]
pub fn allows(role: Role, permission: Permission) -> bool {
    use Permission as P;
    use Role::{Admin, Agent, Customer, Operator, Platform};
    match permission {
        P::ReadSettings => matches!(role, Admin | Operator | Platform),
        P::ManageCompany
        | P::ManageContacts
        | P::ManageAddresses
        | P::ManageParameters
        | P::ManageSecurity
        | P::ManageBusinessHours
        | P::ManageAccessProfiles
        | P::ManageApiKeys
        | P::ReadHistory
        | P::ReadTerms => matches!(role, Admin | Operator),
        P::ManageWebhooks | P::RestoreRevision => matches!(role, Admin),
        P::AcceptTerms | P::ReadTicketPolicy => matches!(role, Admin | Operator | Agent | Customer),
        P::ProvisionAccounts => matches!(role, Platform),
    }
}

/// What it takes to change the part of the settings at `path`.
///
/// The first segments decide; a path that no section has needs what nobody in an account holds.
#[must_use]
pub fn needed_to_change(path: &[String]) -> Permission {
    let segments: Vec<&str> = path.iter().take(3).map(String::as_str).collect();
    match segments.as_slice() {
        ["company", ..] => Permission::ManageCompany,
        ["contacts" | "otherContacts", ..] => Permission::ManageContacts,
        ["addresses", ..] => Permission::ManageAddresses,
        ["parameters", "environment", "directTicketLink"] => Permission::ManageSecurity,
        ["parameters", ..] => Permission::ManageParameters,
        ["businessHours", ..] => Permission::ManageBusinessHours,
        ["activities" | "accessProfiles", ..] => Permission::ManageAccessProfiles,
        _ => Permission::ProvisionAccounts,
    }
}

//! Permissions of fields: checked at the field, told in the SDL.

use async_graphql::{Context, Enum, Result, TypeDirective};

use crate::{error::OrRefuse, request};

/// What a caller may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "domain::policy::Permission")]
pub enum Permission {
    /// Read the settings.
    ReadSettings,
    /// Change the company and its photo.
    ManageCompany,
    /// Change contacts and other contacts.
    ManageContacts,
    /// Change addresses.
    ManageAddresses,
    /// Change the parameters of environment, tickets and additional modules.
    ManageParameters,
    /// Change who opens tickets by their link without authentication.
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
    /// Create accounts and serve them; platform staff only.
    ProvisionAccounts,
}

/// The caller must hold the permission: UNAUTHENTICATED without a caller, FORBIDDEN without the permission.
#[TypeDirective(name = "guard", repeatable, location = "FieldDefinition", location = "InputFieldDefinition")]
pub(crate) fn guard(permission: Permission) {}

/// Lets a field run for callers who hold a permission.
pub(crate) struct Needs(pub(crate) Permission);

impl async_graphql::Guard for Needs {
    async fn check(&self, ctx: &Context<'_>) -> Result<()> {
        let caller = request::signed_in(ctx).await?;
        caller.require(self.0.into()).or_refuse(ctx).await
    }
}

//! Several edits at once, and going back to how it was.

use async_graphql::{Context, InputObject, Object, OneofObject, Result};
use domain::{change::Command, edit::Edit};

use crate::{
    addresses::{AddAddressInput, RemoveAddressInput, UpdateAddressInput},
    business_hours::UpdateBusinessHoursInput,
    company::UpdateCompanyInput,
    contacts::{AddContactInput, RemoveContactInput, UpdateContactInput},
    guard::{self, Needs, Permission},
    other_contacts::{AddOtherContactInput, RemoveOtherContactInput, UpdateOtherContactInput},
    parameters::{
        UpdateAdditionalModulesInput, UpdateDirectTicketLinkInput, UpdateEnvironmentParametersInput,
        UpdateTicketParametersInput,
    },
    profiles::{
        AddAccessProfileInput, AddActivityInput, RemoveAccessProfileInput, RemoveActivityInput,
        UpdateAccessProfileInput, UpdateActivityInput,
    },
    write::{WriteOptions, payload, write},
};

/// Declares the edits that a batch may hold: each is the input of the mutation of its name.
macro_rules! settings_edit {
    ($($(#[$doc:meta])* $name:ident($input:ty): $permission:ident,)*) => {
        /// One edit of a batch: the input of one mutation.
        #[derive(OneofObject)]
        pub(crate) enum SettingsEdit {
            $(
                $(#[$doc])*
                #[graphql(directive = guard::guard::apply(Permission::$permission))]
                $name($input),
            )*
        }

        impl From<SettingsEdit> for Edit {
            fn from(edit: SettingsEdit) -> Self {
                match edit {
                    $(SettingsEdit::$name(input) => input.into(),)*
                }
            }
        }
    };
}

settings_edit! {
    /// Changes the company's data. Needs MANAGE_COMPANY.
    UpdateCompany(UpdateCompanyInput): ManageCompany,
    /// Adds a contact. Needs MANAGE_CONTACTS.
    AddContact(AddContactInput): ManageContacts,
    /// Changes a contact. Needs MANAGE_CONTACTS.
    UpdateContact(UpdateContactInput): ManageContacts,
    /// Removes a contact. Needs MANAGE_CONTACTS.
    RemoveContact(RemoveContactInput): ManageContacts,
    /// Adds an other contact. Needs MANAGE_CONTACTS.
    AddOtherContact(AddOtherContactInput): ManageContacts,
    /// Changes an other contact. Needs MANAGE_CONTACTS.
    UpdateOtherContact(UpdateOtherContactInput): ManageContacts,
    /// Removes an other contact. Needs MANAGE_CONTACTS.
    RemoveOtherContact(RemoveOtherContactInput): ManageContacts,
    /// Adds an address. Needs MANAGE_ADDRESSES.
    AddAddress(AddAddressInput): ManageAddresses,
    /// Changes an address. Needs MANAGE_ADDRESSES.
    UpdateAddress(UpdateAddressInput): ManageAddresses,
    /// Removes an address. Needs MANAGE_ADDRESSES.
    RemoveAddress(RemoveAddressInput): ManageAddresses,
    /// Changes language and portal. Needs MANAGE_PARAMETERS.
    UpdateEnvironmentParameters(UpdateEnvironmentParametersInput): ManageParameters,
    /// Changes who opens tickets by their link. Needs MANAGE_SECURITY.
    UpdateDirectTicketLink(UpdateDirectTicketLinkInput): ManageSecurity,
    /// Changes the tab "tickets". Needs MANAGE_PARAMETERS.
    UpdateTicketParameters(UpdateTicketParametersInput): ManageParameters,
    /// Changes the tab "additional modules". Needs MANAGE_PARAMETERS.
    UpdateAdditionalModules(UpdateAdditionalModulesInput): ManageParameters,
    /// Changes the business hours. Needs MANAGE_BUSINESS_HOURS.
    UpdateBusinessHours(UpdateBusinessHoursInput): ManageBusinessHours,
    /// Adds an activity. Needs MANAGE_ACCESS_PROFILES.
    AddActivity(AddActivityInput): ManageAccessProfiles,
    /// Changes an activity. Needs MANAGE_ACCESS_PROFILES.
    UpdateActivity(UpdateActivityInput): ManageAccessProfiles,
    /// Removes an activity. Needs MANAGE_ACCESS_PROFILES.
    RemoveActivity(RemoveActivityInput): ManageAccessProfiles,
    /// Adds an access profile. Needs MANAGE_ACCESS_PROFILES.
    AddAccessProfile(AddAccessProfileInput): ManageAccessProfiles,
    /// Changes an access profile. Needs MANAGE_ACCESS_PROFILES.
    UpdateAccessProfile(UpdateAccessProfileInput): ManageAccessProfiles,
    /// Removes an access profile. Needs MANAGE_ACCESS_PROFILES.
    RemoveAccessProfile(RemoveAccessProfileInput): ManageAccessProfiles,
}

/// Several edits as one revision.
#[derive(InputObject)]
pub(crate) struct ChangeSettingsInput {
    /// 1 to 100, carried out in their order.
    edits: Vec<SettingsEdit>,
}

/// A revision to go back to.
#[derive(InputObject)]
pub(crate) struct RestoreRevisionInput {
    /// Its number.
    number: i32,
}

payload! {
    /// What came of changeSettings.
    ChangeSettingsPayload
}
payload! {
    /// What came of restoreRevision.
    RestoreRevisionPayload
}

#[derive(Default)]
pub(crate) struct BatchMutation;

#[Object]
impl BatchMutation {
    /// Several edits as one revision, all or nothing, in their order. Error paths begin edits, position, name. Each
    /// edit needs its own permission, and so does each section that is changed.
    pub(crate) async fn change_settings(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The edits.")] input: ChangeSettingsInput,
        #[graphql(desc = "How it is written.")] options: Option<WriteOptions>,
    ) -> Result<Option<ChangeSettingsPayload>> {
        write(ctx, Command::ChangeSettings(input.edits.into_iter().map(Into::into).collect()), options).await
    }

    /// Makes the settings what a revision left; that is a new revision. Each section that changes needs its own
    /// permission too. Needs RESTORE_REVISION.
    #[graphql(
        guard = "Needs(Permission::RestoreRevision)",
        directive = guard::guard::apply(Permission::RestoreRevision)
    )]
    pub(crate) async fn restore_revision(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which revision.")] input: RestoreRevisionInput,
        #[graphql(desc = "How it is written.")] options: Option<WriteOptions>,
    ) -> Result<Option<RestoreRevisionPayload>> {
        write(ctx, Command::RestoreRevision { number: input.number }, options).await
    }
}

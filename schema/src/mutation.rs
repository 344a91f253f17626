//! What can be changed, section by section, and what the payloads of all changes have in common.

use async_graphql::{Interface, MergedObject};

use crate::{
    account::AccountMutation,
    addresses::{AddAddressPayload, AddressesMutation, RemoveAddressPayload, UpdateAddressPayload},
    api_keys::ApiKeysMutation,
    batch::{BatchMutation, ChangeSettingsPayload, RestoreRevisionPayload},
    business_hours::{BusinessHoursMutation, UpdateBusinessHoursPayload},
    company::{CompanyMutation, RemoveCompanyPhotoPayload, SetCompanyPhotoPayload, UpdateCompanyPayload},
    contacts::{AddContactPayload, ContactsMutation, RemoveContactPayload, UpdateContactPayload},
    guard::{self, Permission},
    history::{Change, Revision},
    other_contacts::{
        AddOtherContactPayload, OtherContactsMutation, RemoveOtherContactPayload, UpdateOtherContactPayload,
    },
    parameters::{
        ParametersMutation, UpdateAdditionalModulesPayload, UpdateDirectTicketLinkPayload,
        UpdateEnvironmentParametersPayload, UpdateTicketParametersPayload,
    },
    profiles::{
        AddAccessProfilePayload, AddActivityPayload, ProfilesMutation, RemoveAccessProfilePayload,
        RemoveActivityPayload, UpdateAccessProfilePayload, UpdateActivityPayload,
    },
    settings::Settings,
    terms::TermsMutation,
    webhooks::WebhooksMutation,
    write::UserError,
};

/// What can be changed. Every change of the settings is a revision, or none when nothing differs.
#[derive(MergedObject, Default)]
pub struct Mutation(
    CompanyMutation,
    ContactsMutation,
    OtherContactsMutation,
    AddressesMutation,
    ParametersMutation,
    BusinessHoursMutation,
    ProfilesMutation,
    BatchMutation,
    ApiKeysMutation,
    WebhooksMutation,
    TermsMutation,
    AccountMutation,
);

/// What the payload of every change of the settings has.
#[derive(Interface)]
#[graphql(
    field(
        name = "settings",
        ty = "Option<Settings>",
        desc = "The settings after the change; of a dry run, as they would be; after REVISION_CONFLICT, as they are. Needs READ_SETTINGS.",
        directive = guard::guard::apply(Permission::ReadSettings)
    ),
    field(name = "changes", ty = "Option<Vec<Change>>", desc = "What was changed, or would be."),
    field(
        name = "revision",
        ty = "Option<Revision>",
        desc = "The revision that this call made: null in a dry run, and when nothing changed."
    ),
    field(
        name = "user_errors",
        ty = "Vec<UserError>",
        desc = "What is wrong with the input; where there is anything, nothing was written."
    )
)]
pub(crate) enum SettingsPayload {
    UpdateCompany(UpdateCompanyPayload),
    SetCompanyPhoto(SetCompanyPhotoPayload),
    RemoveCompanyPhoto(RemoveCompanyPhotoPayload),
    AddContact(AddContactPayload),
    UpdateContact(UpdateContactPayload),
    RemoveContact(RemoveContactPayload),
    AddOtherContact(AddOtherContactPayload),
    UpdateOtherContact(UpdateOtherContactPayload),
    RemoveOtherContact(RemoveOtherContactPayload),
    AddAddress(AddAddressPayload),
    UpdateAddress(UpdateAddressPayload),
    RemoveAddress(RemoveAddressPayload),
    UpdateEnvironmentParameters(UpdateEnvironmentParametersPayload),
    UpdateDirectTicketLink(UpdateDirectTicketLinkPayload),
    UpdateTicketParameters(UpdateTicketParametersPayload),
    UpdateAdditionalModules(UpdateAdditionalModulesPayload),
    UpdateBusinessHours(UpdateBusinessHoursPayload),
    AddActivity(AddActivityPayload),
    UpdateActivity(UpdateActivityPayload),
    RemoveActivity(RemoveActivityPayload),
    AddAccessProfile(AddAccessProfilePayload),
    UpdateAccessProfile(UpdateAccessProfilePayload),
    RemoveAccessProfile(RemoveAccessProfilePayload),
    ChangeSettings(ChangeSettingsPayload),
    RestoreRevision(RestoreRevisionPayload),
}

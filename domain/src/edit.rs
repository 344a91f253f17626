//! Edits: functions on [`Settings`] that can refuse. They know no database, no GraphQL and no clock.

use entity::id::{AccessProfileId, ActivityId, AddressId, ContactId, OtherContactId};

use crate::{
    policy::Permission,
    settings::{
        NewIds, Settings,
        addresses::{self, AddressFields, UpdateAddress},
        company::UpdateCompany,
        contacts::{self, AddContact, UpdateContact},
        environment::{UpdateDirectTicketLink, UpdateEnvironmentParameters},
        hours::UpdateBusinessHours,
        modules::UpdateAdditionalModules,
        other_contacts::{self, AddOtherContact, UpdateOtherContact},
        profiles::{self, AddAccessProfile, AddActivity, UpdateAccessProfile, UpdateActivity},
        tickets::UpdateTicketParameters,
    },
    user_error::UserError,
};

/// One change of the settings, as a caller asks for it.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "each is the mutation of its name")]
pub enum Edit {
    UpdateCompany(UpdateCompany),
    RemoveCompanyPhoto,
    AddContact(AddContact),
    UpdateContact(UpdateContact),
    RemoveContact(String),
    AddOtherContact(AddOtherContact),
    UpdateOtherContact(UpdateOtherContact),
    RemoveOtherContact(String),
    AddAddress(Box<AddressFields>),
    UpdateAddress(Box<UpdateAddress>),
    RemoveAddress(String),
    UpdateEnvironmentParameters(UpdateEnvironmentParameters),
    UpdateDirectTicketLink(UpdateDirectTicketLink),
    UpdateTicketParameters(UpdateTicketParameters),
    UpdateAdditionalModules(UpdateAdditionalModules),
    UpdateBusinessHours(UpdateBusinessHours),
    AddActivity(AddActivity),
    UpdateActivity(UpdateActivity),
    RemoveActivity(String),
    AddAccessProfile(AddAccessProfile),
    UpdateAccessProfile(UpdateAccessProfile),
    RemoveAccessProfile(String),
}

/// The element of a list that an edit added, changed or removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the element of its name")]
pub enum Touched {
    Contact(ContactId),
    OtherContact(OtherContactId),
    Address(AddressId),
    Activity(ActivityId),
    AccessProfile(AccessProfileId),
}

impl Edit {
    /// The mutation's field name, which the history keeps.
    #[must_use]
    pub fn action(&self) -> &'static str {
        match self {
            Self::UpdateCompany(_) => "updateCompany",
            Self::RemoveCompanyPhoto => "removeCompanyPhoto",
            Self::AddContact(_) => "addContact",
            Self::UpdateContact(_) => "updateContact",
            Self::RemoveContact(_) => "removeContact",
            Self::AddOtherContact(_) => "addOtherContact",
            Self::UpdateOtherContact(_) => "updateOtherContact",
            Self::RemoveOtherContact(_) => "removeOtherContact",
            Self::AddAddress(_) => "addAddress",
            Self::UpdateAddress(_) => "updateAddress",
            Self::RemoveAddress(_) => "removeAddress",
            Self::UpdateEnvironmentParameters(_) => "updateEnvironmentParameters",
            Self::UpdateDirectTicketLink(_) => "updateDirectTicketLink",
            Self::UpdateTicketParameters(_) => "updateTicketParameters",
            Self::UpdateAdditionalModules(_) => "updateAdditionalModules",
            Self::UpdateBusinessHours(_) => "updateBusinessHours",
            Self::AddActivity(_) => "addActivity",
            Self::UpdateActivity(_) => "updateActivity",
            Self::RemoveActivity(_) => "removeActivity",
            Self::AddAccessProfile(_) => "addAccessProfile",
            Self::UpdateAccessProfile(_) => "updateAccessProfile",
            Self::RemoveAccessProfile(_) => "removeAccessProfile",
        }
    }

    /// What the caller must hold to ask for it, whatever it would change.
    #[must_use]
    pub fn permission(&self) -> Permission {
        match self {
            Self::UpdateCompany(_) | Self::RemoveCompanyPhoto => Permission::ManageCompany,
            Self::AddContact(_)
            | Self::UpdateContact(_)
            | Self::RemoveContact(_)
            | Self::AddOtherContact(_)
            | Self::UpdateOtherContact(_)
            | Self::RemoveOtherContact(_) => Permission::ManageContacts,
            Self::AddAddress(_) | Self::UpdateAddress(_) | Self::RemoveAddress(_) => Permission::ManageAddresses,
            Self::UpdateEnvironmentParameters(_)
            | Self::UpdateTicketParameters(_)
            | Self::UpdateAdditionalModules(_) => Permission::ManageParameters,
            Self::UpdateDirectTicketLink(_) => Permission::ManageSecurity,
            Self::UpdateBusinessHours(_) => Permission::ManageBusinessHours,
            Self::AddActivity(_)
            | Self::UpdateActivity(_)
            | Self::RemoveActivity(_)
            | Self::AddAccessProfile(_)
            | Self::UpdateAccessProfile(_)
            | Self::RemoveAccessProfile(_) => Permission::ManageAccessProfiles,
        }
    }

    /// Applies the edit. On any error the settings are as they were.
    ///
    /// # Errors
    /// Everything that is wrong with the input, with paths that begin inside it.
    pub fn apply(&self, settings: &mut Settings, ids: &mut NewIds<'_>) -> Result<Option<Touched>, Vec<UserError>> {
        let mut draft = settings.clone();
        let touched = self.apply_to_draft(&mut draft, ids)?;
        *settings = draft;
        Ok(touched)
    }

    fn apply_to_draft(&self, draft: &mut Settings, ids: &mut NewIds<'_>) -> Result<Option<Touched>, Vec<UserError>> {
        let home = draft.home_country();
        let Settings { contacts, other_contacts, addresses, activities, access_profiles, parameters, .. } = draft;
        match self {
            Self::UpdateCompany(edit) => draft.company.update(edit).map(|()| None),
            Self::RemoveCompanyPhoto => {
                draft.company.photo = None;
                Ok(None)
            }
            Self::AddContact(edit) => contacts::add(contacts, edit, ids).map(Touched::Contact).map(Some),
            Self::UpdateContact(edit) => contacts::update(contacts, edit).map(Touched::Contact).map(Some),
            Self::RemoveContact(id) => contacts::remove(contacts, id).map(Touched::Contact).map(Some),
            Self::AddOtherContact(edit) => {
                other_contacts::add(other_contacts, edit, home, ids).map(Touched::OtherContact).map(Some)
            }
            Self::UpdateOtherContact(edit) => {
                other_contacts::update(other_contacts, edit, home).map(Touched::OtherContact).map(Some)
            }
            Self::RemoveOtherContact(id) => {
                other_contacts::remove(other_contacts, id).map(Touched::OtherContact).map(Some)
            }
            Self::AddAddress(fields) => addresses::add(addresses, fields, ids).map(Touched::Address).map(Some),
            Self::UpdateAddress(edit) => addresses::update(addresses, edit).map(Touched::Address).map(Some),
            Self::RemoveAddress(id) => addresses::remove(addresses, id).map(Touched::Address).map(Some),
            Self::UpdateEnvironmentParameters(edit) => parameters.environment.update(edit).map(|()| None),
            Self::UpdateDirectTicketLink(edit) => parameters.environment.update_direct_ticket_link(edit).map(|()| None),
            Self::UpdateTicketParameters(edit) => parameters.tickets.update(edit).map(|()| None),
            Self::UpdateAdditionalModules(edit) => parameters.additional_modules.update(edit).map(|()| None),
            Self::UpdateBusinessHours(edit) => draft.business_hours.update(edit).map(|()| None),
            Self::AddActivity(edit) => profiles::add_activity(activities, edit, ids).map(Touched::Activity).map(Some),
            Self::UpdateActivity(edit) => profiles::update_activity(activities, edit).map(Touched::Activity).map(Some),
            Self::RemoveActivity(id) => {
                profiles::remove_activity(activities, access_profiles, id).map(Touched::Activity).map(Some)
            }
            Self::AddAccessProfile(edit) => {
                profiles::add_profile(access_profiles, activities, edit, ids).map(Touched::AccessProfile).map(Some)
            }
            Self::UpdateAccessProfile(edit) => {
                profiles::update_profile(access_profiles, activities, edit).map(Touched::AccessProfile).map(Some)
            }
            Self::RemoveAccessProfile(id) => {
                profiles::remove_profile(access_profiles, id).map(Touched::AccessProfile).map(Some)
            }
        }
    }
}

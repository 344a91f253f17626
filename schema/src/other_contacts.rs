//! The section "other contacts".

use async_graphql::{Context, Enum, ID, InputObject, MaybeUndefined, Object, Result};
use domain::{
    change::Command,
    edit::{Edit, Touched},
    id::OtherContactId,
    settings::other_contacts as domain_contacts,
};

use crate::{
    guard::{self, Needs, Permission},
    view::{Mark, View},
    write::{WriteOptions, Written, patch, payload, write},
};

/// What kind of contact it is; the kind decides how the value is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "domain_contacts::OtherContactKind")]
pub(crate) enum OtherContactKind {
    /// A telephone.
    Phone,
    /// A mobile telephone.
    Mobile,
    /// A telephone with WhatsApp.
    Whatsapp,
    /// A handle or link of Telegram.
    Telegram,
    /// A handle or link of Facebook.
    Facebook,
    /// A handle or link of Instagram.
    Instagram,
    /// A handle or link of a company on LinkedIn.
    Linkedin,
    /// A handle or link of X.
    X,
    /// A handle or link of YouTube.
    Youtube,
    /// Free text.
    Skype,
    /// Free text.
    Other,
}

#[derive(Clone, Debug)]
pub(crate) struct OtherContact {
    contact: domain_contacts::OtherContact,
    mark: Mark,
}

/// Another way to reach the company.
#[Object]
impl OtherContact {
    /// The id.
    pub(crate) async fn id(&self) -> ID {
        self.mark.id(self.contact.id)
    }

    /// How the value is read.
    pub(crate) async fn kind(&self) -> OtherContactKind {
        self.contact.kind.into()
    }

    /// A telephone in E.164, a network's link, or free text.
    pub(crate) async fn value(&self) -> &str {
        &self.contact.value
    }

    /// What the company calls it.
    pub(crate) async fn label(&self) -> Option<&str> {
        self.contact.label.as_deref()
    }
}

impl OtherContact {
    pub(crate) fn all(view: &View) -> Vec<Self> {
        let contacts = view.settings().other_contacts.iter().cloned();
        contacts.map(|contact| Self { contact, mark: view.mark }).collect()
    }

    fn touched(written: &Written, view: Option<View>) -> Option<Self> {
        let Some(Touched::OtherContact(id)) = written.done()?.touched else {
            return None;
        };
        Self::find(&view?, id)
    }

    pub(crate) fn find(view: &View, id: OtherContactId) -> Option<Self> {
        Self::all(view).into_iter().find(|contact| contact.contact.id == id)
    }
}

/// A new other contact.
#[derive(InputObject)]
pub(crate) struct AddOtherContactInput {
    /// How the value is read.
    kind: OtherContactKind,
    /// A telephone (without a country code it is read with the country of the primary address), a network's handle
    /// or https link, or free text.
    value: String,
    /// What the company calls it, at most 64 characters.
    label: Option<String>,
}

/// Changes an other contact. A field that is absent stays as it is; null clears it.
#[derive(InputObject)]
pub(crate) struct UpdateOtherContactInput {
    /// Which one.
    id: ID,
    /// A changed kind checks the value again. Cannot be cleared.
    kind: MaybeUndefined<OtherContactKind>,
    /// Cannot be cleared.
    value: MaybeUndefined<String>,
    /// What the company calls it, at most 64 characters.
    label: MaybeUndefined<String>,
}

/// Removes an other contact.
#[derive(InputObject)]
pub(crate) struct RemoveOtherContactInput {
    /// Which one.
    id: ID,
}

impl From<AddOtherContactInput> for Edit {
    fn from(input: AddOtherContactInput) -> Self {
        Self::AddOtherContact(domain_contacts::AddOtherContact {
            kind: input.kind.into(),
            value: input.value,
            label: input.label,
        })
    }
}

impl From<UpdateOtherContactInput> for Edit {
    fn from(input: UpdateOtherContactInput) -> Self {
        Self::UpdateOtherContact(domain_contacts::UpdateOtherContact {
            id: input.id.0,
            kind: patch(input.kind).map(Into::into),
            value: patch(input.value),
            label: patch(input.label),
        })
    }
}

impl From<RemoveOtherContactInput> for Edit {
    fn from(input: RemoveOtherContactInput) -> Self {
        Self::RemoveOtherContact(input.id.0)
    }
}

payload! {
    /// What came of addOtherContact.
    AddOtherContactPayload {
        /// The new contact.
        other_contact: OtherContact = |written| OtherContact::touched(written, written.after())
    }
}
payload! {
    /// What came of updateOtherContact.
    UpdateOtherContactPayload {
        /// The contact after the change.
        other_contact: OtherContact = |written| OtherContact::touched(written, written.after())
    }
}
payload! {
    /// What came of removeOtherContact.
    RemoveOtherContactPayload {
        /// The contact that was removed.
        other_contact: OtherContact = |written| OtherContact::touched(written, written.before())
    }
}

#[derive(Default)]
pub(crate) struct OtherContactsMutation;

#[Object]
impl OtherContactsMutation {
    /// Adds an other contact. Needs MANAGE_CONTACTS.
    #[graphql(guard = "Needs(Permission::ManageContacts)", directive = guard::guard::apply(Permission::ManageContacts))]
    pub(crate) async fn add_other_contact(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: AddOtherContactInput,
        #[graphql(desc = "How it is written.")] options: Option<WriteOptions>,
    ) -> Result<Option<AddOtherContactPayload>> {
        write(ctx, Command::Edit(input.into()), options).await
    }

    /// Changes an other contact. Needs MANAGE_CONTACTS.
    #[graphql(guard = "Needs(Permission::ManageContacts)", directive = guard::guard::apply(Permission::ManageContacts))]
    pub(crate) async fn update_other_contact(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: UpdateOtherContactInput,
        #[graphql(desc = "How it is written.")] options: Option<WriteOptions>,
    ) -> Result<Option<UpdateOtherContactPayload>> {
        write(ctx, Command::Edit(input.into()), options).await
    }

    /// Removes an other contact. Needs MANAGE_CONTACTS.
    #[graphql(guard = "Needs(Permission::ManageContacts)", directive = guard::guard::apply(Permission::ManageContacts))]
    pub(crate) async fn remove_other_contact(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: RemoveOtherContactInput,
        #[graphql(desc = "How it is written.")] options: Option<WriteOptions>,
    ) -> Result<Option<RemoveOtherContactPayload>> {
        write(ctx, Command::Edit(input.into()), options).await
    }
}

//! The section "contacts".

use async_graphql::{Context, Enum, ID, InputObject, MaybeUndefined, Object, Result};
use domain::{
    change::Command,
    edit::{Edit, Touched},
    id::ContactId,
    settings::contacts as domain_contacts,
};

use crate::{
    guard::{self, Needs, Permission},
    view::{Mark, View},
    write::{WriteOptions, Written, patch, payload, write},
};

/// Whose address it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "domain_contacts::ContactKind")]
pub(crate) enum ContactKind {
    /// A person's own.
    Personal,
    /// The company's.
    Professional,
}

#[derive(Clone, Debug)]
pub(crate) struct Contact {
    pub(crate) contact: domain_contacts::Contact,
    mark: Mark,
}

/// An e-mail address of the company. Exactly one is primary while there is any.
#[Object]
impl Contact {
    /// The id.
    pub(crate) async fn id(&self) -> ID {
        self.mark.id(self.contact.id)
    }

    /// Whose address it is.
    pub(crate) async fn kind(&self) -> ContactKind {
        self.contact.kind.into()
    }

    /// The address, as typed.
    pub(crate) async fn email(&self) -> &str {
        &self.contact.email
    }

    /// Whether the system sends its automatic notifications there.
    pub(crate) async fn is_primary(&self) -> bool {
        self.contact.is_primary
    }
}

impl Contact {
    pub(crate) fn all(view: &View) -> Vec<Self> {
        let contacts = view.settings().contacts.iter().cloned();
        contacts.map(|contact| Self { contact, mark: view.mark }).collect()
    }

    fn touched(written: &Written, view: Option<View>) -> Option<Self> {
        let Some(Touched::Contact(id)) = written.done()?.touched else {
            return None;
        };
        Self::find(&view?, id)
    }

    pub(crate) fn find(view: &View, id: ContactId) -> Option<Self> {
        Self::all(view).into_iter().find(|contact| contact.contact.id == id)
    }
}

/// A new contact. The first one becomes primary whatever it says.
#[derive(InputObject)]
pub(crate) struct AddContactInput {
    /// Whose address it is.
    kind: ContactKind,
    /// The address, unique within the account without regard to case.
    email: String,
    /// Whether the mark moves here.
    is_primary: Option<bool>,
}

/// Changes a contact. A field that is absent stays as it is.
#[derive(InputObject)]
pub(crate) struct UpdateContactInput {
    /// Which one.
    id: ID,
    /// Cannot be cleared.
    kind: MaybeUndefined<ContactKind>,
    /// Cannot be cleared.
    email: MaybeUndefined<String>,
    /// True moves the mark here; false on the primary is PRIMARY_REQUIRED.
    is_primary: MaybeUndefined<bool>,
}

/// Removes a contact.
#[derive(InputObject)]
pub(crate) struct RemoveContactInput {
    /// Which one; the primary stays while others do.
    id: ID,
}

impl From<AddContactInput> for Edit {
    fn from(input: AddContactInput) -> Self {
        Self::AddContact(domain_contacts::AddContact {
            kind: input.kind.into(),
            email: input.email,
            is_primary: input.is_primary.unwrap_or(false),
        })
    }
}

impl From<UpdateContactInput> for Edit {
    fn from(input: UpdateContactInput) -> Self {
        Self::UpdateContact(domain_contacts::UpdateContact {
            id: input.id.0,
            kind: patch(input.kind).map(Into::into),
            email: patch(input.email),
            is_primary: patch(input.is_primary),
        })
    }
}

impl From<RemoveContactInput> for Edit {
    fn from(input: RemoveContactInput) -> Self {
        Self::RemoveContact(input.id.0)
    }
}

payload! {
    /// What came of addContact.
    AddContactPayload {
        /// The new contact.
        contact: Contact = |written| Contact::touched(written, written.after())
    }
}
payload! {
    /// What came of updateContact.
    UpdateContactPayload {
        /// The contact after the change.
        contact: Contact = |written| Contact::touched(written, written.after())
    }
}
payload! {
    /// What came of removeContact.
    RemoveContactPayload {
        /// The contact that was removed.
        contact: Contact = |written| Contact::touched(written, written.before())
    }
}

#[derive(Default)]
pub(crate) struct ContactsMutation;

#[Object]
impl ContactsMutation {
    /// Adds a contact; the first one becomes primary. Needs MANAGE_CONTACTS.
    #[graphql(guard = "Needs(Permission::ManageContacts)", directive = guard::guard::apply(Permission::ManageContacts))]
    pub(crate) async fn add_contact(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: AddContactInput,
        #[graphql(desc = "How it is written.")] options: Option<WriteOptions>,
    ) -> Result<Option<AddContactPayload>> {
        write(ctx, Command::Edit(input.into()), options).await
    }

    /// Changes a contact. Needs MANAGE_CONTACTS.
    #[graphql(guard = "Needs(Permission::ManageContacts)", directive = guard::guard::apply(Permission::ManageContacts))]
    pub(crate) async fn update_contact(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: UpdateContactInput,
        #[graphql(desc = "How it is written.")] options: Option<WriteOptions>,
    ) -> Result<Option<UpdateContactPayload>> {
        write(ctx, Command::Edit(input.into()), options).await
    }

    /// Removes a contact; the primary stays while others do. Needs MANAGE_CONTACTS.
    #[graphql(guard = "Needs(Permission::ManageContacts)", directive = guard::guard::apply(Permission::ManageContacts))]
    pub(crate) async fn remove_contact(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: RemoveContactInput,
        #[graphql(desc = "How it is written.")] options: Option<WriteOptions>,
    ) -> Result<Option<RemoveContactPayload>> {
        write(ctx, Command::Edit(input.into()), options).await
    }
}

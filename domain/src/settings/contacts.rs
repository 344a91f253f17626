//! The section "contacts": e-mail addresses, exactly one of them primary while there is any.

use entity::id::ContactId;
use serde::{Deserialize, Serialize};

use super::{NewIds, all_differ, in_order};
use crate::{
    email,
    errors::Errors,
    patch::Patch,
    user_error::{Problem, UserError},
};

/// The most contacts of an account.
pub const MAX: usize = 50;

/// Whose address it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ContactKind {
    /// A person's own.
    Personal,
    /// The company's.
    Professional,
}

/// One e-mail address of the company.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Contact {
    /// Its id.
    pub id: ContactId,
    /// Whose it is.
    pub kind: ContactKind,
    /// The address, as typed; unique within the account without regard to case.
    pub email: String,
    /// Whether the system sends its automatic notifications there.
    pub is_primary: bool,
}

/// Adds a contact; the first one becomes primary whatever it says.
#[derive(Clone, Debug)]
pub struct AddContact {
    /// Whose it is.
    pub kind: ContactKind,
    /// The address.
    pub email: String,
    /// Whether the mark moves here.
    pub is_primary: bool,
}

/// Changes a contact.
#[derive(Clone, Debug, Default)]
pub struct UpdateContact {
    /// The contact's id, as the client sent it.
    pub id: String,
    /// Cannot be emptied.
    pub kind: Patch<ContactKind>,
    /// Cannot be emptied.
    pub email: Patch<String>,
    /// True moves the mark here; false on the primary is [`Problem::PrimaryRequired`].
    pub is_primary: Patch<bool>,
}

pub(crate) fn add(
    contacts: &mut Vec<Contact>,
    edit: &AddContact,
    ids: &mut NewIds<'_>,
) -> Result<ContactId, Vec<UserError>> {
    let mut errors = Errors::default();
    if contacts.len() >= MAX {
        errors.push(Problem::TooMany { max: MAX }, [] as [&str; 0]);
    }
    let email = errors.take("email", unique_email(contacts, &edit.email, None));
    errors.finish()?;
    let id = ids.next(contacts.iter().map(|contact| contact.id));
    let is_first = contacts.is_empty();
    contacts.push(Contact { id, kind: edit.kind, email: email.unwrap_or_default(), is_primary: false });
    if edit.is_primary || is_first {
        mark_primary(contacts, id);
    }
    Ok(id)
}

pub(crate) fn update(contacts: &mut [Contact], edit: &UpdateContact) -> Result<ContactId, Vec<UserError>> {
    let id = find(contacts, &edit.id)?;
    let mut errors = Errors::default();
    let email = match &edit.email {
        Patch::Set(typed) => errors.take("email", unique_email(contacts, typed, Some(id))),
        Patch::Clear => errors.take("email", Err(Problem::Required)),
        Patch::Keep => None,
    };
    if let Some(contact) = contacts.iter_mut().find(|contact| contact.id == id) {
        errors.must("kind", &edit.kind, &mut contact.kind, |kind| Ok(*kind));
        match &edit.is_primary {
            Patch::Clear => errors.push(Problem::Required, ["isPrimary"]),
            Patch::Set(false) if contact.is_primary => errors.push(Problem::PrimaryRequired, ["isPrimary"]),
            Patch::Set(_) | Patch::Keep => {}
        }
        if let Some(email) = email {
            contact.email = email;
        }
    }
    errors.finish()?;
    if edit.is_primary == Patch::Set(true) {
        mark_primary(contacts, id);
    }
    Ok(id)
}

pub(crate) fn remove(contacts: &mut Vec<Contact>, id: &str) -> Result<ContactId, Vec<UserError>> {
    let id = find(contacts, id)?;
    if contacts.len() > 1 && contacts.iter().any(|contact| contact.id == id && contact.is_primary) {
        return Err(vec![UserError::new(Problem::PrimaryRequired, ["id"])]);
    }
    contacts.retain(|contact| contact.id != id);
    Ok(id)
}

pub(crate) fn are_sound(contacts: &[Contact]) -> bool {
    contacts.len() <= MAX
        && in_order(contacts.iter().map(|contact| contact.id))
        && all_differ(contacts.iter().map(|contact| email::key(&contact.email)))
        && contacts.iter().filter(|contact| contact.is_primary).count() == usize::from(!contacts.is_empty())
}

fn find(contacts: &[Contact], id: &str) -> Result<ContactId, Vec<UserError>> {
    super::find_id(contacts.iter().map(|contact| contact.id), id)
}

fn mark_primary(contacts: &mut [Contact], id: ContactId) {
    for contact in contacts {
        contact.is_primary = contact.id == id;
    }
}

/// The address, if it is one and no contact but `except` has it.
fn unique_email(contacts: &[Contact], typed: &str, except: Option<ContactId>) -> Result<String, Problem> {
    let email = email::parse(typed)?;
    let key = email::key(&email);
    if contacts.iter().any(|contact| Some(contact.id) != except && email::key(&contact.email) == key) {
        return Err(Problem::Duplicate);
    }
    Ok(email)
}

//! The section "other contacts": telephones, networks, and what is free text.

use entity::id::OtherContactId;
use serde::{Deserialize, Serialize};

use super::{NewIds, in_order};
use crate::{
    country::CountryCode,
    errors::Errors,
    network::{self, Network},
    patch::Patch,
    telephone,
    text::{self, LABEL_MAX, LINE_MAX},
    user_error::{Problem, UserError},
};

/// The most other contacts of an account.
pub const MAX: usize = 50;

/// What kind of contact it is; the kind decides how the value is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[expect(missing_docs, reason = "the names say it")]
pub enum OtherContactKind {
    Phone,
    Mobile,
    Whatsapp,
    Telegram,
    Facebook,
    Instagram,
    Linkedin,
    X,
    Youtube,
    Skype,
    Other,
}

/// One other way to reach the company.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OtherContact {
    /// Its id.
    pub id: OtherContactId,
    /// How the value is read.
    pub kind: OtherContactKind,
    /// A telephone in E.164, a network's link, or free text.
    pub value: String,
    /// What the company calls it, at most 64 characters.
    pub label: Option<String>,
}

/// Adds an other contact.
#[derive(Clone, Debug)]
pub struct AddOtherContact {
    /// How the value is read.
    pub kind: OtherContactKind,
    /// As typed.
    pub value: String,
    /// As typed.
    pub label: Option<String>,
}

/// Changes an other contact; a changed kind checks the value again.
#[derive(Clone, Debug, Default)]
pub struct UpdateOtherContact {
    /// The contact's id, as the client sent it.
    pub id: String,
    /// Cannot be emptied.
    pub kind: Patch<OtherContactKind>,
    /// Cannot be emptied.
    pub value: Patch<String>,
    /// May be emptied.
    pub label: Patch<String>,
}

/// `country` reads telephones without a country code: the one of the primary address.
pub(crate) fn add(
    contacts: &mut Vec<OtherContact>,
    edit: &AddOtherContact,
    country: Option<CountryCode>,
    ids: &mut NewIds<'_>,
) -> Result<OtherContactId, Vec<UserError>> {
    let mut errors = Errors::default();
    if contacts.len() >= MAX {
        errors.push(Problem::TooMany { max: MAX }, [] as [&str; 0]);
    }
    let value = errors.take("value", read(edit.kind, &edit.value, country));
    let label = errors.take("label", text::limited(edit.label.as_deref().unwrap_or_default(), LABEL_MAX));
    errors.finish()?;
    let id = ids.next(contacts.iter().map(|contact| contact.id));
    contacts.push(OtherContact {
        id,
        kind: edit.kind,
        value: value.unwrap_or_default(),
        label: label.unwrap_or_default(),
    });
    Ok(id)
}

/// `country` reads telephones without a country code: the one of the primary address.
pub(crate) fn update(
    contacts: &mut [OtherContact],
    edit: &UpdateOtherContact,
    country: Option<CountryCode>,
) -> Result<OtherContactId, Vec<UserError>> {
    let id = super::find_id(contacts.iter().map(|contact| contact.id), &edit.id)?;
    let mut errors = Errors::default();
    if let Some(contact) = contacts.iter_mut().find(|contact| contact.id == id) {
        let kind_before = contact.kind;
        errors.must("kind", &edit.kind, &mut contact.kind, |kind| Ok(*kind));
        let kind = contact.kind;
        let value = match &edit.value {
            Patch::Keep if kind != kind_before => Patch::Set(contact.value.clone()),
            patch => patch.clone(),
        };
        errors.must("value", &value, &mut contact.value, |typed| read(kind, typed, country));
        errors.may("label", &edit.label, &mut contact.label, |typed| text::limited(typed, LABEL_MAX));
    }
    errors.finish()?;
    Ok(id)
}

pub(crate) fn remove(contacts: &mut Vec<OtherContact>, id: &str) -> Result<OtherContactId, Vec<UserError>> {
    let id = super::find_id(contacts.iter().map(|contact| contact.id), id)?;
    contacts.retain(|contact| contact.id != id);
    Ok(id)
}

pub(crate) fn are_sound(contacts: &[OtherContact]) -> bool {
    contacts.len() <= MAX && in_order(contacts.iter().map(|contact| contact.id))
}

/// The value in the form in which it is kept.
fn read(kind: OtherContactKind, typed: &str, country: Option<CountryCode>) -> Result<String, Problem> {
    match kind {
        OtherContactKind::Phone | OtherContactKind::Mobile | OtherContactKind::Whatsapp => {
            telephone::parse(typed, country)
        }
        OtherContactKind::Telegram => network::parse(Network::Telegram, typed),
        OtherContactKind::Facebook => network::parse(Network::Facebook, typed),
        OtherContactKind::Instagram => network::parse(Network::Instagram, typed),
        OtherContactKind::Linkedin => network::parse(Network::Linkedin, typed),
        OtherContactKind::X => network::parse(Network::X, typed),
        OtherContactKind::Youtube => network::parse(Network::Youtube, typed),
        OtherContactKind::Skype | OtherContactKind::Other => text::required(typed, LINE_MAX),
    }
}

//! The parameters' tab "environment": language, portal, access and security.

use serde::{Deserialize, Serialize};

use crate::{errors::Errors, patch::Patch, user_error::UserError, web_address};

/// The language of the support centre.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Language {
    /// Portuguese.
    Pt,
    /// Spanish.
    Es,
    /// English.
    En,
}

/// Who may open a ticket by its link alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DirectTicketLink {
    /// Customers who hold the link.
    pub customers: bool,
    /// Agents who hold the link.
    pub agents: bool,
}

/// The tab "environment".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EnvironmentParameters {
    /// The language of the support centre.
    pub language: Language,
    /// The main address of the customer's site, as typed; its host is unique among accounts.
    pub portal_url: Option<String>,
    /// Access and security.
    pub direct_ticket_link: DirectTicketLink,
}

/// Changes language and portal.
#[derive(Clone, Debug, Default)]
pub struct UpdateEnvironmentParameters {
    /// Cannot be emptied.
    pub language: Patch<Language>,
    /// May be emptied.
    pub portal_url: Patch<String>,
}

/// Changes who may open a ticket by its link.
#[derive(Clone, Debug, Default)]
pub struct UpdateDirectTicketLink {
    /// Cannot be emptied.
    pub customers: Patch<bool>,
    /// Cannot be emptied.
    pub agents: Patch<bool>,
}

impl EnvironmentParameters {
    pub(crate) fn new(language: Language) -> Self {
        Self { language, portal_url: None, direct_ticket_link: DirectTicketLink::default() }
    }

    /// The host of the portal, in the form in which it is unique among accounts.
    #[must_use]
    pub fn portal_host(&self) -> Option<String> {
        self.portal_url.as_deref().and_then(|url| web_address::portal(url).ok().flatten()).map(|portal| portal.host)
    }

    pub(crate) fn update(&mut self, edit: &UpdateEnvironmentParameters) -> Result<(), Vec<UserError>> {
        let mut errors = Errors::default();
        errors.must("language", &edit.language, &mut self.language, |language| Ok(*language));
        errors.may("portalUrl", &edit.portal_url, &mut self.portal_url, |typed| {
            Ok(web_address::portal(typed)?.map(|portal| portal.url))
        });
        errors.finish()
    }

    pub(crate) fn update_direct_ticket_link(&mut self, edit: &UpdateDirectTicketLink) -> Result<(), Vec<UserError>> {
        let mut errors = Errors::default();
        let link = &mut self.direct_ticket_link;
        errors.must("customers", &edit.customers, &mut link.customers, |on| Ok(*on));
        errors.must("agents", &edit.agents, &mut link.agents, |on| Ok(*on));
        errors.finish()
    }
}

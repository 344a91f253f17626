//! The section "company".

use serde::{Deserialize, Serialize};

use crate::{
    errors::Errors,
    patch::Patch,
    photo::Photo,
    tax_id::{self, TaxId, TaxIdKind},
    text::{self, NAME_MAX},
    user_error::UserError,
    web_address,
};

/// Who the account is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Company {
    /// The name that customers know, 1 to 128 characters.
    pub trade_name: String,
    /// The registered name, at most 128 characters.
    pub legal_name: Option<String>,
    /// The tax id, checked by its country's rule.
    pub tax_id: Option<TaxId>,
    /// The institutional website, http or https, as typed.
    pub website: Option<String>,
    /// The profile photo.
    pub photo: Option<Photo>,
}

/// Changes the company's data; the photo has edits of its own.
#[derive(Clone, Debug, Default)]
pub struct UpdateCompany {
    /// Cannot be emptied.
    pub trade_name: Patch<String>,
    /// May be emptied.
    pub legal_name: Patch<String>,
    /// Replaced as a whole.
    pub tax_id: Patch<TaxIdInput>,
    /// May be emptied.
    pub website: Patch<String>,
}

/// A tax id as typed.
#[derive(Clone, Debug)]
pub struct TaxIdInput {
    /// Whose rule it follows.
    pub kind: TaxIdKind,
    /// The number, with or without separators.
    pub value: String,
}

impl Company {
    pub(crate) fn update(&mut self, edit: &UpdateCompany) -> Result<(), Vec<UserError>> {
        let mut errors = Errors::default();
        errors.must("tradeName", &edit.trade_name, &mut self.trade_name, |typed| text::required(typed, NAME_MAX));
        errors.may("legalName", &edit.legal_name, &mut self.legal_name, |typed| text::limited(typed, NAME_MAX));
        match &edit.tax_id {
            Patch::Keep => {}
            Patch::Clear => self.tax_id = None,
            Patch::Set(input) => match tax_id::parse(input.kind, &input.value) {
                Ok(tax_id) => self.tax_id = Some(tax_id),
                Err(problem) => errors.push(problem, ["taxId", "value"]),
            },
        }
        errors.may("website", &edit.website, &mut self.website, |typed| web_address::website(typed));
        errors.finish()
    }
}

//! The section "company".

use async_graphql::{Context, Enum, InputObject, MaybeUndefined, Object, Result, SimpleObject};
use domain::{change::Command, edit::Edit, photo, settings::company as domain_company, tax_id, user_error::Problem};

use crate::{
    PublicUrl,
    error::OrRefuse,
    guard::{self, Needs, Permission},
    request,
    upload::Upload,
    view::View,
    write::{WriteOptions, patch, payload, write},
};

#[derive(Clone, Debug)]
pub(crate) struct Company(pub(crate) View);

/// Who the account is.
#[Object]
impl Company {
    /// The name that customers know.
    pub(crate) async fn trade_name(&self) -> &str {
        &self.company().trade_name
    }

    /// The registered name.
    pub(crate) async fn legal_name(&self) -> Option<&str> {
        self.company().legal_name.as_deref()
    }

    /// The number by which the tax office knows the company.
    pub(crate) async fn tax_id(&self) -> Option<TaxId> {
        self.company().tax_id.as_ref().map(TaxId::from)
    }

    /// The institutional website, as typed.
    pub(crate) async fn website(&self) -> Option<&str> {
        self.company().website.as_deref()
    }

    /// The profile photo.
    pub(crate) async fn photo(&self) -> Option<Photo> {
        self.company().photo.clone().map(Photo)
    }
}

impl Company {
    fn company(&self) -> &domain_company::Company {
        &self.0.settings().company
    }
}

/// Whose rule a tax id follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "tax_id::TaxIdKind")]
pub(crate) enum TaxIdKind {
    /// Brazil, companies.
    Cnpj,
    /// Brazil, persons.
    Cpf,
    /// Colombia.
    Nit,
    /// Chile.
    Rut,
    /// Argentina.
    Cuit,
    /// Mexico.
    Rfc,
    /// Peru.
    Ruc,
    /// Any other; not checked.
    Other,
}

/// The number by which a tax office knows a company or person.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct TaxId {
    /// Whose rule it follows.
    kind: TaxIdKind,
    /// Normalised: without separators, in upper case.
    value: String,
    /// As the country customarily writes it.
    formatted: String,
}

impl From<&tax_id::TaxId> for TaxId {
    fn from(tax_id: &tax_id::TaxId) -> Self {
        Self { kind: tax_id.kind().into(), value: tax_id.value().to_owned(), formatted: tax_id.formatted().to_owned() }
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Photo(pub(crate) domain::photo::Photo);

/// The company's photo, kept in squares of 64, 128, 256 and 512 pixels that are not larger than the original.
#[Object]
impl Photo {
    /// The address of the smallest stored square that is not smaller than `size` pixels, else of the largest.
    /// What an address shows never changes.
    pub(crate) async fn url(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The side of the square in pixels.", default_with = "Some(512)")] size: Option<i32>,
    ) -> Result<String> {
        // An omitted variable arrives as nothing, past the default.
        Ok(ctx.data::<PublicUrl>()?.of(&self.0.address(size.unwrap_or(512))))
    }

    /// The width of the largest stored square, in pixels.
    pub(crate) async fn width(&self) -> u32 {
        self.0.side
    }

    /// The height of the largest stored square, in pixels.
    pub(crate) async fn height(&self) -> u32 {
        self.0.side
    }

    /// The media type of every stored square: image/jpeg, or image/png where the photo is transparent.
    pub(crate) async fn content_type(&self) -> &str {
        self.0.content_type.as_str()
    }
}

/// Changes the company's data. A field that is absent stays as it is; null clears it.
#[derive(InputObject)]
pub(crate) struct UpdateCompanyInput {
    /// The name that customers know, at most 128 characters. Cannot be cleared.
    trade_name: MaybeUndefined<String>,
    /// The registered name, at most 128 characters.
    legal_name: MaybeUndefined<String>,
    /// Replaced as a whole.
    tax_id: MaybeUndefined<TaxIdInput>,
    /// An http or https address.
    website: MaybeUndefined<String>,
}

/// A tax id as typed.
#[derive(InputObject)]
pub(crate) struct TaxIdInput {
    /// Whose rule it follows.
    kind: TaxIdKind,
    /// The number, with or without separators.
    value: String,
}

impl From<UpdateCompanyInput> for Edit {
    fn from(input: UpdateCompanyInput) -> Self {
        Self::UpdateCompany(domain_company::UpdateCompany {
            trade_name: patch(input.trade_name),
            legal_name: patch(input.legal_name),
            tax_id: patch(input.tax_id)
                .map(|tax_id| domain_company::TaxIdInput { kind: tax_id.kind.into(), value: tax_id.value }),
            website: patch(input.website),
        })
    }
}

/// A new photo.
#[derive(InputObject)]
pub(crate) struct SetCompanyPhotoInput {
    /// A PNG, JPEG or WebP picture of at most 5 MB and 40 megapixels.
    photo: Upload,
}

payload! {
    /// What came of updateCompany.
    UpdateCompanyPayload {
        /// The company after the change.
        company: Company = |written| written.after().map(Company)
    }
}
payload! {
    /// What came of setCompanyPhoto.
    SetCompanyPhotoPayload {
        /// The company after the change.
        company: Company = |written| written.after().map(Company)
    }
}
payload! {
    /// What came of removeCompanyPhoto.
    RemoveCompanyPhotoPayload {
        /// The company after the change.
        company: Company = |written| written.after().map(Company)
    }
}

#[derive(Default)]
pub(crate) struct CompanyMutation;

#[Object]
impl CompanyMutation {
    /// Changes the company's data. Needs MANAGE_COMPANY.
    #[graphql(
        guard = "Needs(Permission::ManageCompany)",
        directive = guard::guard::apply(Permission::ManageCompany)
    )]
    pub(crate) async fn update_company(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: UpdateCompanyInput,
        #[graphql(desc = "How it is written.")] options: Option<WriteOptions>,
    ) -> Result<Option<UpdateCompanyPayload>> {
        write(ctx, Command::Edit(input.into()), options).await
    }

    /// Sets the company's photo, uploaded as the GraphQL multipart request specification says. Needs MANAGE_COMPANY.
    #[graphql(
        guard = "Needs(Permission::ManageCompany)",
        directive = guard::guard::apply(Permission::ManageCompany)
    )]
    pub(crate) async fn set_company_photo(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The photo.")] input: SetCompanyPhotoInput,
        #[graphql(desc = "How it is written.")] options: Option<WriteOptions>,
    ) -> Result<Option<SetCompanyPhotoPayload>> {
        let caller = request::signed_in(ctx).await?;
        let processed = match input.photo.file(ctx) {
            Some(file) => {
                photo::take_in(request::service(ctx)?, &caller, file.bytes.clone()).await.or_refuse(ctx).await?
            }
            None => Err(Problem::InvalidImage),
        };
        write(ctx, Command::SetCompanyPhoto(processed), options).await
    }

    /// Removes the company's photo; past revisions keep it. Needs MANAGE_COMPANY.
    #[graphql(
        guard = "Needs(Permission::ManageCompany)",
        directive = guard::guard::apply(Permission::ManageCompany)
    )]
    pub(crate) async fn remove_company_photo(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How it is written.")] options: Option<WriteOptions>,
    ) -> Result<Option<RemoveCompanyPhotoPayload>> {
        write(ctx, Command::Edit(Edit::RemoveCompanyPhoto), options).await
    }
}
